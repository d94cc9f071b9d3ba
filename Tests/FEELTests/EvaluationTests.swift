import Calendar
import Diagnostics
import Testing

@testable import FEEL

@Suite struct Evaluations {
  @Test func inOneFrameKnowNothingOfEachOther() throws {
    let scope = Scope(["n", "secret"])
    var host = Situation(steps: 20)
    host.withholds = true
    var frame = Frame(slots: [.number(3), .withheld("S")], host: host)
    let expressions = try [
      ("for i in 1..30 return i", "null", [Code.exhausted, .nothingToIterate]), ("n + 1", "4", []),
      ("n / 0", "null", [.divisionByZero]),
      ("secret + 1", "(withheld)", [.wrongOperand]), ("n", "3", []),
      ("for i in 1..9 return i", "[1, 2, 3, 4, 5, 6, 7, 8, 9]", []),
      ("{a: n, b: a}.b", "3", []),
    ].map { (try Expression($0, scope: scope), $1, $2) }
    for _ in 0..<2 {
      for (expression, wanted, codes) in expressions {
        #expect(expression.evaluate(in: &frame).source == wanted, "\(expression.text)")
        #expect(frame.faults.map(\.code) == codes, "\(expression.text)")
      }
    }
    #expect(frame.slots[0].source == "3")
  }

  @Test(
    arguments: [
      ("1 + 2", "3"), ("abs(-1)", "1"), ("[1..2]", "[1..2]"), ("(> 3)", "> 3"), ("[1, [2]]", "[1, [2]]"),
      ("\"a\" + \"b\"", "\"ab\""),
      ("1 < 2", "true"), ("-(3)", "-3"), ("1 / 0", nil), ("n", nil), ("n + 1", nil), ("now()", nil),
      ("is working day(@\"2031-03-10\")", nil),
      ("for i in [1] return i", nil), ("if true then 1 else 2", nil), ("abs(n)", nil), ("[n]", nil), ("1 = n", nil),
      ("[1..n]", nil),
      ("abs(n: -1)", "1"), ("null", "null"), ("@\"P1D\"", "@\"P1D\""),
    ] as [(String, String?)])
  func areDoneBeforehandWhereNothingIsAsked(_ text: String, _ wanted: String?) throws {
    #expect(try Expression(text, scope: Scope(["n"])).constant?.source == wanted)
  }

  @Test func areDoneBeforehandWithinAnAllowance() throws {
    func list(_ count: Int) -> String { "[" + [String](repeating: "0", count: count).joined(separator: ",") + "]" }
    #expect(try Expression(list(10_000)).constant != nil && Expression(list(10_001)).constant == nil)
    let (value, faults) = try Expression(list(10_001)).evaluate([], host: Situation())
    #expect(faults.isEmpty && value.source.utf8.count == 30_003)
  }

  @Test func readNamesFromTheirSlotsAndNothingElse() throws {
    let scope = Scope(["a", "b", "a", "item"])
    let expression = try Expression("for i in [a], j in [i] return {x: b, y: [1, x][item > j]}.y", scope: scope)
    #expect(expression.reads == [0, 1] && scope.slot(of: "a") == 0 && scope.slot(of: "none") == nil)
    #expect(expression.mentions == ["a", "b", "i", "item", "j", "x", "y"])
    let values: [Value] = [.number(1), .number(5), .number(9), .number(9)]
    #expect(expression.evaluate(values, host: Situation()).value.source == "[[5]]")
    #expect(try Expression("item", scope: scope).reads == [3] && Expression("1", scope: scope).reads == [])
    #expect(expression.text.hasPrefix("for i in"))
  }

  @Test func innerNamesHideOuterOnesAndEndWithTheirPart() throws {
    for (text, wanted) in [
      ("[for a in [1] return a, a]", "[[1], 7]"), ("[{a: 2, b: a}.b, a]", "[2, 7]"),
      ("[(function(a) a)(3), a]", "[3, 7]"),
      ("[some a in [1] satisfies a = 1, a = 7]", "[true, true]"), ("[[{a: 4}][a = 4][1].a, a]", "[4, 7]"),
      ("[[1, 2][item = a - 5], a]", "[[2], 7]"), ("for a in [1, 2], a in [a + 1] return a", "[2, 3]"),
      ("{f: function(a) function(b) a + b, g: f(1), h: f(10), r: [g(5), h(5)]}.r", "[6, 15]"),
      ("for f in [for i in [1, 2] return function(x) x + i] return [f[1](10), f[2](10)]", "[[11, 12]]"),
      ("[1, 2][[3, 4][item = 3][1] = 3 and item = 2]", "[2]"), ("5 in (? > 4 and 3 in (? < 4))", "true"),
      ("[[5 in (? = 5), [6][item in (? = 6)]], a]", "[[true, [6]], 7]"),
    ] {
      let (value, faults) = try Expression(text, scope: Scope(["a"])).evaluate([.number(7)], host: Situation())
      #expect(value.source == wanted && faults.isEmpty, "\(text)")
    }
  }

  @Test func nestedAmbiguitiesAreReadOnce() throws {
    let depth = 60
    let text = String(repeating: "1 in (", count: depth) + "1" + String(repeating: ")", count: depth)
    #expect(try Expression(text, strict: false).syntax.height == depth + 1)
    let calls = String(repeating: "abs(", count: depth) + "1" + String(repeating: ")", count: depth)
    #expect(try Expression(calls).evaluate([], host: Situation()).value.source == "1")
  }

  @Test func wordsOfOtherLanguagesStandForThemselves() {
    let source = Source(name: "x", text: "a word here")
    let word = Expression("word", standsAt: Place(source, 2..<6), scope: Scope(["a"]))
    #expect(
      word.evaluate([.null], host: Situation()).value.source == "\"word\"" && word.text == "word" && word.reads == [])
    #expect(word.constant?.source == "\"word\"" && word.mentions.isEmpty)
  }

  @Test func locationsAndComparedPartsAreThoseOfTheSyntax() throws {
    for (text, location, compared) in [
      ("a", "a", ""), ("a.b.c", "a.b.c", ""), ("a[1].b", nil, ""), ("1", nil, ""), ("a.b = 1", nil, "a.b"),
      ("1 = a", nil, "a"),
      ("a < b.c", nil, "a, b.c"), ("a + b", nil, ""), ("a between 1 and b", nil, "a, b"), ("a.b in (1, c)", nil, "a.b"),
      ("[1, 2] = a", nil, "a"), ("[1, a] = b", nil, "[1, a], b"), ("a and b", nil, ""), ("\"x\" != a", nil, "a"),
      ("a >= b", nil, "a, b"),
    ] as [(String, String?, String)] {
      let syntax = try Expression(text, strict: false).syntax
      let found = syntax.location.map { ([$0.name] + $0.path).joined(separator: ".") }
      #expect(found == location && syntax.compared.map(\.source).joined(separator: ", ") == compared, "\(text)")
    }
  }

  @Test func clocksAndZonesSayWhatDayItIs() throws {
    let zone = try #require(Zone("Pacific/Auckland"))
    let host = Situation(now: Instant(milliseconds: 1_930_000_000_500), zone: zone)
    #expect(try Expression("today()").evaluate([], host: host).value.source == "@\"2031-02-28\"")
    #expect(
      try Expression("now()").evaluate([], host: host).value.source == "@\"2031-02-28T12:06:40.5@Pacific/Auckland\"")
    let utc = Situation(now: Instant(milliseconds: 1_930_000_000_500))
    #expect(try Expression("string(now())").evaluate([], host: utc).value.source == "\"2031-02-27T23:06:40.5@Etc/UTC\"")
  }

  @Test func momentsAreInstantsInAZone() throws {
    let zone = try #require(Zone("Europe/Amsterdam"))
    for (text, milliseconds) in [
      ("2031-03-10T09:30:00.25Z", 1_930_901_400_250), ("2031-03-10T09:30:00.25", 1_930_897_800_250),
      ("2031-03-10T09:30:00+01:00", 1_930_897_800_000), ("2031-07-10T09:30:00@Europe/Amsterdam", 1_941_435_000_000),
      ("1969-12-31T23:59:59.5Z", -500),
    ] { #expect(DateTime(text)?.instant(in: zone).milliseconds == milliseconds, "\(text)") }
  }
}
