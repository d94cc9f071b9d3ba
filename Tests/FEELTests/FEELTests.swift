import Calendar
import TestSupport
import Testing

@testable import FEEL

private func value(_ text: String, _ names: [String: Value] = [:]) throws -> Value {
  let sorted = names.sorted { $0.key < $1.key }
  return try Expression(text, scope: Scope(sorted.map(\.key))).evaluate(sorted.map(\.value), host: situation).value
}

private let situation = Situation(
  now: Instant(milliseconds: 1_930_000_000_000), zone: .utc,
  calendar: WorkingCalendar(holidays: [Holiday(id: "easter-monday", rule: .easter(offset: 1))]))

@Suite struct Numbers {
  @Test(arguments: [
    ("0.1 + 0.2", "0.3"), ("1 / 3", "0.3333333333333333333333333333333333"),
    ("2 / 3", "0.6666666666666666666666666666666667"),
    ("10 ** 30 + 0.0001", "1000000000000000000000000000000"), ("12 ** 3", "1728"), ("-5 - -3", "-2"),
    ("2 ** -1", "0.5"),
    ("9999999999999999999999999999999999 + 1", "1E+34"), ("decimal(2.5, 0)", "2"), ("decimal(3.5, 0)", "4"),
    ("1E3", "1000"),
    ("round half up(-2.5, 0)", "-3"), ("modulo(-10.1, 4.5)", "3.4"), ("sqrt(2)", "1.414213562373095048801688724209698"),
    ("12829.72 + 36445.35 + 5067.49 + 4332.57 + 11324.87", "70000"),
  ])
  func arithmeticIsDecimal(_ text: String, _ wanted: String) throws { #expect(try value(text).text == wanted) }

  @Test func additionAgreesWithExactArithmeticOnRandomNumbers() {
    var generator = Seeded(state: 7)
    for _ in 0..<20_000 {
      let (a, b) = (
        Int.random(in: -1 << 60...1 << 60, using: &generator), Int.random(in: -1 << 60...1 << 60, using: &generator)
      )
      let (p, q) = (Int.random(in: -8...8, using: &generator), Int.random(in: -8...8, using: &generator))
      guard let x = Number(a, power: p), let y = Number(b, power: q), let sum = Number.add(x, y),
        let product = Number.multiply(x, y)
      else {
        Issue.record("no number")
        return
      }
      // Within 34 digits sums are exact, so taking one back gives the other.
      if abs(p - q) <= 12 { #expect(Number.subtract(sum, y) == x) }
      #expect(Number(sum.description) == sum && Number(product.description) == product)
      #expect((x < y) == ((Number.subtract(x, y) ?? .zero) < .zero))
    }
  }

  @Test func zerosThatLeadCostNoDigits() {
    let zeros = String(repeating: "0", count: 100)
    #expect(Number(zeros + "12.5") == Number("12.5"))
    #expect(
      Number("0." + zeros + "1234567890123456789012345678901234")?.description
        == "1.234567890123456789012345678901234E-101")
    // The last digit of many still says on which side of the middle it lies.
    let middle = "1." + String(repeating: "0", count: 33) + "5" + String(repeating: "0", count: 45)
    #expect(Number(middle)?.description == "1")
    #expect(Number(middle + "1")?.description == "1.000000000000000000000000000000001")
    #expect(Number("1" + zeros)?.description == "1E+100")
    #expect(Number("") == nil && Number("+") == nil && Number(".") == nil)
  }

  @Test func divisionIsTheInverseOfMultiplication() {
    var generator = Seeded(state: 11)
    for _ in 0..<20_000 {
      let (a, b) = (Int.random(in: 1...1 << 50, using: &generator), Int.random(in: 1...1 << 50, using: &generator))
      let product = Number.multiply(Number(a), Number(b))
      #expect(product.flatMap { Number.divide($0, Number(b)) } == Number(a))
    }
  }
}

@Suite struct Expressions {
  @Test(arguments: [
    ("@\"2031-12-31\" - @\"P9M\"", "2031-03-31"), ("@\"2031-12-31\" - @\"2027-01-01\"", "P1825D"),
    ("date(\"2027-01-01\") + duration(\"P5Y\")", "2032-01-01"), ("time(\"10:00:00\") + @\"PT90M\"", "11:30:00"),
    ("for i in 1..3 return i * i", "[1, 4, 9]"), ("some x in [1, 2] satisfies x > 1", "true"),
    ("[1, 2, 3][item > 1]", "[2, 3]"),
    ("[{a: 1}, {a: 2}].a", "[1, 2]"), ("{a: 1, b: a + 1}.b", "2"), ("5 in (1..5]", "true"), ("5 in [1..5)", "false"),
    ("5 in (> 3, < 2)", "true"), ("if null then 1 else 2", "2"), ("true or null", "true"), ("false and null", "false"),
    ("(function(x, y) x + y)(1, 2)", "3"), ("\"a\" + \"b\"", "ab"), ("[1..5[", "[1..5)"), ("-2 ** 2", "4"),
    ("for i in [4, 5] return count(partial)", "[0, 1]"), ("next working day(@\"2031-04-13\")", "2031-04-15"),
    ("split amount(70000, [18.33, 52.07, 7.24, 6.19, 16.18])", "[12829.72, 36445.35, 5067.49, 4332.57, 11324.87]"),
  ])
  func evaluateToWhatTheStandardSays(_ text: String, _ wanted: String) throws {
    #expect(try value(text).text == wanted)
  }

  @Test func namesMayHoldSpacesAndTheLongestWins() throws {
    let names: [String: Value] = ["options": .number(1), "options left": .number(2), "left": .number(3)]
    #expect(try value("options left + options", names).text == "3")
    #expect(try value("options   left", names).text == "2")
  }

  @Test func insideAFilterTheItemComesFirst() throws {
    let item = Value.context(Context([("year", .number(2032))]))
    #expect(
      try value(
        "covers[year = end.year + 1]",
        ["covers": .list([item]), "end": .date(CivilDate("2031-12-31")!), "year": .number(0)]
      ).text == "[{year: 2032}]")
  }

  @Test(arguments: BuiltIn.all.map(\.name))
  func everyBuiltInHasAnExampleThatWorks(_ name: String) throws {
    let builtIn = try #require(BuiltIn.named(name))
    let (value, faults) = try Expression(builtIn.example).evaluate([], host: situation)
    #expect(faults.isEmpty && !value.isNull, "\(builtIn.example)")
  }

  @Test func valuesReadBackFromTheirOwnSource() throws {
    for text in [
      "1.50", "\"a\\\"b\"", "@\"2031-03-10\"", "@\"P1Y6M\"", "@\"-PT1.5S\"", "[1, [2]]", "{a: 1, b: \"c\"}", "[1..5)",
      "@\"10:00:00+01:00\"", "true", "null",
    ] {
      let first = try value(text)
      #expect(Value.equal(try value(first.source), first) == true, "\(text)")
    }
  }
}

@Suite struct Mistakes {
  private func faults(_ text: String) throws -> [String] {
    try Expression(text, strict: false).evaluate([], host: situation).faults.map(\.message)
  }

  @Test(arguments: [
    "1 + \"a\"", "1 / 0", "{a: 1}.b", "[1][2]", "abs(\"x\")", "date(\"2031-02-31\")", "nothing", "not(1)", "5(1)",
  ])
  func areNullWithAReason(_ text: String) throws {
    let (value, faults) = try Expression(text, strict: false).evaluate([], host: situation)
    #expect(value.isNull && !faults.isEmpty)
  }

  @Test func reasonsNameTypesAndNeverValues() throws {
    for text in ["\"secret\" - 1", "number(\"secret\")"] {
      let told = try faults(text)
      #expect(
        told.count == 1 && told.allSatisfy { ($0.contains("string") || $0.contains("text")) && !$0.contains("secret") },
        "\(told)")
    }
  }

  @Test(arguments: [
    ("options usd < options", "options used"), ("1 + base fe / 2", "base fee"), ("options + notice dat", "notice date"),
    ("options xyz", nil), ("options (", nil), ("1 2", nil),
  ])
  func aSlipInANameOfSeveralWordsIsTakenForIt(_ text: String, _ near: String?) {
    do {
      _ = try Expression(text, scope: Scope(["options", "options used", "base", "base fee", "notice", "notice date"]))
      Issue.record("it should not compile")
    } catch {
      #expect(error.all.first?.hint == near.map { "did you mean \"\($0)\"?" }, "\(error)")
    }
  }

  @Test func anUnknownNameIsFoundWhenLoadingWithWhatIsNear() {
    do {
      _ = try Expression("optoins left + 1", scope: Scope(["options left"]))
      Issue.record("it should not compile")
    } catch {
      let found = error.all[0]
      #expect(found.place?.range == 0..<12 && found.hint == "did you mean \"options left\"?")
    }
  }

  @Test(arguments: [
    "for i in 1..1000000000 return i", "for i in 1..2000, j in 1..2000 return i",
    "count(for i in 1..3000 return for j in 1..3000 return 1)",
  ])
  func workWithoutEndIsStopped(_ text: String) throws {
    let (value, faults) = try Expression(text).evaluate([], host: Situation(steps: 100_000))
    #expect(value.isNull && !faults.isEmpty)
  }

  /// Two readings at each of thirty levels, one taken back: read anew each time, it would take a thousand million times as long.
  @Test func whatIsReadTwiceAtEachLevelIsReadOnce() {
    for (open, close) in [("a in (", ")"), ("a in ([", "])"), ("count(a in (", "))"), ("a in (> a[", "])")] {
      let levels = 30
      let whole =
        String(repeating: open, count: levels) + (open.hasSuffix("a[") ? "1" : "1, 2")
        + String(repeating: close, count: levels)
      let broken = String(repeating: open, count: levels) + "1, *"
      #expect((try? Expression(whole, scope: Scope(["a"]))) != nil)
      #expect((try? Expression(broken, scope: Scope(["a"]))) == nil)
    }
  }

  @Test func textsThatNestWithoutEndAreRefused() {
    for text in [
      String(repeating: "(", count: 100_000), String(repeating: "[", count: 100_000),
      "1" + String(repeating: "+1", count: 100_000), String(repeating: "-", count: 100_000) + "1",
      String(repeating: "if ", count: 50_000), String(repeating: "{a:", count: 50_000),
    ] {
      #expect(throws: (any Error).self) { try Expression(text) }
    }
  }

  @Test func randomTextNeverCrashes() {
    let parts = [
      "1", "a", "(", ")", "[", "]", "{", "}", ":", ",", "..", ".", "+", "-", "*", "**", "/", "if", "then", "else",
      "for", "in", "return", "function", "\"", "@", "\"x\"", " ", "<", ">=", "and", "not", "instance", "of", "list",
      "<", "date", "é", "𠸏", "\\u", "null", "?", "//", "/*",
    ]
    var generator = Seeded(state: 3)
    for _ in 0..<20_000 {
      let text = (0..<Int.random(in: 1...14, using: &generator)).map { _ in parts.randomElement(using: &generator) ?? ""
      }.joined()
      if let expression = try? Expression(text, strict: false) {
        _ = expression.evaluate([], host: Situation(steps: 1000))
      }
    }
  }
}

@Suite struct JSONText {
  @Test func keepsEveryDigitAndTheOrderOfNames() throws {
    let text =
      "{\"z\":0.10000000000000000000000000000001,\"a\":[null,true,\"\\u00e9\\n\"],\"d\":{\"@type\":\"date\",\"value\":\"2031-03-10\"}}"
    let read = try JSON.parse(text.utf8)
    #expect(
      JSON.text(read)
        == "{\"z\":0.10000000000000000000000000000001,\"a\":[null,true,\"é\\n\"],\"d\":{\"@type\":\"date\",\"value\":\"2031-03-10\"}}"
    )
  }

  @Test(arguments: ["", "{", "[1,", "\"a", "{\"a\" 1}", "nul", "1 2", "\"\\ud800\""])
  func whatIsNoJSONIsRefused(_ text: String) { #expect(throws: JSON.Mistake.self) { try JSON.parse(text.utf8) } }
}
