import Calendar
import Diagnostics
import Foundation
import Testing

@testable import FEEL

/// What cannot be read, with the code that says why.
private let unread: [(String, Code)] = [
  ("1 2", .unexpected), (")", .unexpected), ("@5", .unexpected), ("[1..5}", .unexpected), ("{a 1}", .unexpected),
  ("for x of [1] return x", .unexpected), ("for if in [1] return 1", .unexpected), ("1 instance of 5", .unexpected),
  ("", .unexpectedEnd), ("1 +", .unexpectedEnd), ("(1", .unexpectedEnd), ("if true", .unexpectedEnd),
  ("{a: 1}.", .unexpectedEnd), ("1 instance of", .unexpectedEnd), ("abs(", .unexpectedEnd),
  (String(repeating: "(", count: 300) + "1", .tooDeep), ("1" + String(repeating: "+1", count: 3000), .tooDeep),
  ("1E99999", .invalidLiteral), (#""abc"#, .invalidLiteral), (#""\u12""#, .invalidLiteral),
  (#""\uD83D\u0041""#, .invalidLiteral), (#""\uDC00""#, .invalidLiteral),
  ("1 instance of nmber", .unknownType), ("function(a: dat) a", .unknownType),
  ("{a: 1, a: 2}", .duplicateEntry),
  ("nothing + 1", .unknownName), ("[1][nothing = 1]", .unknownName),
  (#"@"2031-02-30""#, .invalidTemporal),
  ("abs(n: 1, 2)", .argumentNames), ("abs(x: 1)", .argumentNames), ("abs(n: 1, n: 2)", .argumentNames),
  ("abs(1, 2)", .argumentCount), ("abs()", .argumentCount),
  (#"1 = "a""#, .incomparable), (#"@"2031-03-10" < 5"#, .incomparable),
  ("if 1 then 2 else 3", .notBoolean), ("1 and true", .notBoolean), (#"true or "a""#, .notBoolean),
]

/// What is read when names may be unknown, and is null for the reason of the code.
private let null: [(String, Code)] = [
  ("nothing", .unknownName), ("[1][nothing]", .unknownName),
  ("{a: 1}.b", .unknownProperty), ("(1).b", .unknownProperty), ("null.a", .propertyOfNull),
  (#"context([{key: "a", value: 1}, {key: "a", value: 2}])"#, .duplicateEntry),
  ("5(1)", .notFunction), ("(function(a) external {b: 1})(1)", .externalFunction),
  ("abs(1, 2)", .argumentCount), ("(function(a) a)(1, 2)", .argumentCount), ("[abs][1](1, 2)", .argumentCount),
  ("twice(1, 2)", .argumentCount), ("date(2031, 3)", .argumentCount), ("time(9, 30)", .argumentCount),
  (#"number("1", ",")"#, .argumentCount), ("is()", .argumentCount),
  ("abs(x: 1)", .argumentNames), ("(function(a) a)(b: 1)", .argumentNames),
  (#"twice("a")"#, .argument), (#"abs("x")"#, .argument), ("not(1)", .argument), ("count(null)", .argument),
  ("upper case(1)", .argument), ("day of year(1)", .argument), ("get entries(1)", .argument),
  ("sort([1], 2)", .argument), ("substring(\"a\", 1E30)", .argument), (#"get value(m: {a: 1}, key: ["a"])"#, .argument),
  ("get value({a: 1}, 1)", .argument), ("context([{key: 1, value: 1}])", .argument),
  ("context put({}, 1, 1)", .argument), (#"context put({a: 1}, ["a", "b"], 1)"#, .argument),
  ("context merge([1])", .argument), (#"string join(["a", 1])"#, .argument), (#"sum(1, "a")"#, .argument),
  ("all(1)", .argument), ("any(null)", .argument), ("decimal(1, 99999)", .argument), ("time(true)", .argument),
  (#"date and time(@"2031-03-10", 1)"#, .argument), ("date and time(1)", .argument),
  (#"number("1", ",", ",")"#, .argument), (#"time(9, 30, 0, @"PT15H")"#, .argument),
  ("list replace([1], function(a, b) 1, 2)", .argument), ("split amount(0.001, [1])", .argument),
  ("split amount(1, [-1])", .argument), (#"matches("a", "a", 1)"#, .argument),
  ("1 and true", .notBoolean), ("false or 1", .notBoolean), ("if 1 then 2 else 3", .notBoolean),
  (#"[1]["a"]"#, .notBoolean), ("some x in [1] satisfies x", .notBoolean),
  (#"1 = "a""#, .incomparable), (#"1 < "a""#, .incomparable), (#"1 between "a" and 2"#, .incomparable),
  (#"1 in "a""#, .incomparable), (#"[1.."a"]"#, .incomparable), ("[true..null]", .incomparable),
  ("min([true])", .incomparable), (#"max(1, "a")"#, .incomparable), (#"sort([1, "a"])"#, .incomparable),
  (#"before(1, "a")"#, .incomparable),
  (#"-"a""#, .wrongOperand), (#"1 + "a""#, .wrongOperand), (#"2 * @"2031-03-10""#, .wrongOperand),
  (#"@"2031-03-10" - @"2031-03-10T09:30:00""#, .wrongOperand), ("null ** 2", .wrongOperand),
  ("for x in null return x", .nothingToIterate), (#"every x in 1.."a" satisfies true"#, .nothingToIterate),
  ("date(2031, 2, 31)", .invalidTemporal), (#"date("x")"#, .invalidTemporal), (#"time("x")"#, .invalidTemporal),
  ("time(25, 0, 0)", .invalidTemporal), (#"date and time("x")"#, .invalidTemporal),
  (#"date and time(@"2031-03-10T09:30:00Z", "No/Where")"#, .invalidTemporal), (#"duration("x")"#, .invalidTemporal),
  (#"number("x")"#, .unreadableText), (#"number("1.5", " ", ",")"#, .unreadableText),
  (#"range("x")"#, .unreadableText), (#"range("[2..1]")"#, .unreadableText),
  (#"matches("a", "(")"#, .invalidPattern), (#"matches("a", "a", "z")"#, .invalidPattern),
  (#"matches("a", "(a{9999}){9}")"#, .invalidPattern), (#"split("abc", "")"#, .invalidPattern),
  (#"replace("a", "a", "$")"#, .invalidPattern), (#"replace("a", "a", "\\")"#, .invalidPattern),
  (#"next occurrence("FREQ=HOURLY", @"2031-03-10", @"2031-03-10")"#, .invalidRecurrence),
  ("1 / 0", .divisionByZero), ("modulo(1, 0)", .divisionByZero),
  ("9E6144 * 10", .noResult), ("(-8) ** 0.5", .noResult), ("sqrt(-1)", .noResult), ("log(0)", .noResult),
  ("exp(99999)", .noResult), ("sum(9E6144, 9E6144)", .noResult), ("product(9E6144, 10)", .noResult),
  ("product([])", .noResult), ("stddev([1])", .noResult), ("split amount(1, [0])", .noResult),
  ("split amount(1E3000, [1E4000])", .noResult),
  (#"add working days(@"999999999-12-31", 9)"#, .noResult),
  (#"working days between(@"2031-03-10", @"2231-03-10")"#, .noResult),
  ("[1][0]", .noSuchPosition), ("[1][2]", .noSuchPosition), ("[1][-2]", .noSuchPosition),
  ("sublist([1], 2)", .noSuchPosition), ("sublist([1], 1, 2)", .noSuchPosition), ("remove([1], 0)", .noSuchPosition),
  (#"substring("a", 2)"#, .noSuchPosition), (#"substring("a", 1, 0)"#, .noSuchPosition),
  ("now()", .noClock), ("today()", .noClock),
  ("for i in 1..2000, j in 1..2000 return i", .exhausted),
  ("(function(f) f(f))(function(f) f(f))", .exhausted),
]

/// The same world for all: a calendar, no clock, and a function from outside.
private func faults(_ text: String, calendar: WorkingCalendar? = WorkingCalendar(holidays: [])) throws -> [Fault] {
  let twice = Function(
    parameters: ["x"],
    body: .native { values in
      if case .number(let number) = values[0] { Number.add(number, number).map { .number($0) } } else { nil }
    })
  let expression = try Expression(text, scope: Scope(["twice"]), strict: false)
  return expression.evaluate([.function(twice)], host: Situation(calendar: calendar)).faults
}

@Suite struct CodesOfExpressions {
  @Test(arguments: unread) func tellWhyOneCannotBeRead(_ text: String, _ code: Code) {
    do {
      _ = try Expression(text, scope: Scope([], properties: ["known"]))
      Issue.record("it should not be read")
    } catch {
      #expect(error.all.map(\.code) == [code], "\(error)")
    }
  }

  @Test(arguments: null) func tellWhyAValueIsNull(_ text: String, _ code: Code) throws {
    let faults = try faults(text)
    #expect(Set(faults.map(\.code)) == [code], "\(faults)")
  }

  @Test func tellWhereThereIsNoCalendar() throws {
    let faults = try faults(#"is working day(@"2031-03-10")"#, calendar: nil)
    #expect(faults.map(\.code) == [.noCalendar])
  }

  @Test func tellThatAWordIsOfNoList() {
    let scope = Scope(["colour"], types: ["colour": .words(["red", "blue"])])
    let error = #expect(throws: Diagnostics.self) { try Expression("colour = \"rde\"", scope: scope) }
    #expect(error?.all.map(\.code) == [.neverSo])
  }

  @Test func goFromAFaultToItsDiagnostic() throws {
    let expression = try Expression("1 / 0")
    let fault = try #require(expression.evaluate([], host: Situation()).faults.first)
    let diagnostic = expression.diagnostic(fault)
    #expect(diagnostic.code == .divisionByZero && diagnostic.code.text == "feel.division-by-zero")
    #expect(!diagnostic.rendered.contains("feel."))
  }

  @Test func areWellFormedAndEachThereOnce() {
    #expect(Set(Code.ofFEEL).count == Code.ofFEEL.count)
    for code in Code.ofFEEL { #expect(code.text.wholeMatch(of: /feel\.[a-z-]+/) != nil, "\(code)") }
  }

  @Test func areAllProvokedHere() {
    let provoked = Set((unread + null).map(\.1) + [.noCalendar, .neverSo])
    #expect(provoked == Set(Code.ofFEEL), "\(Set(Code.ofFEEL).symmetricDifference(provoked))")
  }

  @Test func areAllInTheList() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(
      path: "../../Sources/FEEL/Codes.swift")
    let text = try String(contentsOf: file.standardized, encoding: .utf8)
    #expect(text.matches(of: /= Code\("/).count == Code.ofFEEL.count)
  }
}
