import Diagnostics
import FEEL
import Foundation
import Testing

@testable import Decisions

/// What is said of a table, each with its code.
private func said(
  _ policy: String, _ inputs: [String], _ rules: [String], outputs: [String] = ["out: number"],
  constants: [String: Value] = [:]
) throws -> [String] {
  findings(try written(policy, inputs, outputs, rules), constants: constants).map {
    "\($0.code.text.dropFirst(10)): \($0.message)"
  }
}

@Suite struct Gaps {
  @Test func areExactAtBoundaries() throws {
    let n = ["n: number"]
    #expect(try said("unique", n, ["< 60 | 0", ">= 60 | 1"]) == [])
    #expect(try said("unique", n, ["< 60 | 0", "> 60 | 1"]) == [#"gap: no rule of "trial" for n = 60"#])
    #expect(try said("unique", n, ["< 59 | 0", ">= 60 | 1"]) == [#"gap: no rule of "trial" for n = 59"#])
    #expect(try said("unique", n, ["<= 59 | 0", ">= 60 | 1"]) == [#"gap: no rule of "trial" for n = 59.5"#])
    #expect(try said("unique", n, ["[0..60) | 0", ">= 60 | 1"]) == [#"gap: no rule of "trial" for n = -1"#])
    #expect(try said("unique", n, ["not(5) | 0"]) == [#"gap: no rule of "trial" for n = 5"#])
    #expect(try said("unique", n, ["not(5) | 0", "5 | 1"]) == [])
    #expect(
      try said("unique", n, ["? < 3 or ? > 3 | 0", "between 2 and 2 | 1"].dropLast(1)) == [
        #"gap: no rule of "trial" for n = 3"#
      ])
    #expect(
      try said("unique", n, ["<= 1E33 | 0"]) == [
        #"gap: no rule of "trial" for n = \#(try ask(try written("unique", [], ["a: number"], ["1E33 + 1"])).value)"#
      ])
  }

  @Test func lieWithinTheAllowedValues() throws {
    #expect(try said("unique", ["n: number in [0..100]"], ["[0..60) | 0", "[60..100] | 1"]) == [])
    #expect(
      try said("unique", ["n: number in [0..100]"], ["[0..60) | 0", "[60..100) | 1"])
        == [#"gap: no rule of "trial" for n = 100"#])
    #expect(try said("unique", [#"s: string in "a", "b""#], [#""a" | 0"#, #""b" | 1"#]) == [])
    #expect(
      try said("unique", [#"s: string in "a", "b", "c""#], [#""a" | 0"#, #""c" | 1"#])
        == [#"gap: no rule of "trial" for s = "b""#])
    // Of texts that are counted up any test will do.
    #expect(
      try said("unique", [#"s: string in "a", "bb""#], ["string length(?) = 1 | 0"])
        == [#"gap: no rule of "trial" for s = "bb""#])
  }

  @Test func ofTextsNameAnother() throws {
    #expect(
      try said("unique", ["s: string"], [#""a" | 0"#, #""b" | 1"#])
        == [#"gap: no rule of "trial" for s = "another text""#])
    #expect(try said("unique", ["s: string"], [#""a" | 0"#, #"not("a") | 1"#]) == [])
  }

  @Test func ofDatesGoDayByDay() throws {
    let d = ["d: date"]
    #expect(try said("unique", d, [#"<= @"2031-03-10" | 0"#, #">= @"2031-03-11" | 1"#]) == [])
    #expect(
      try said("unique", d, [#"<= @"2031-03-10" | 0"#, #">= @"2031-03-12" | 1"#])
        == [#"gap: no rule of "trial" for d = @"2031-03-11""#])
    let length = ["d: days and time duration"]
    #expect(
      try said("unique", length, [#"<= @"P1D" | 0"#, #">= @"P3D" | 1"#]) == [#"gap: no rule of "trial" for d = @"P2D""#]
    )
    #expect(try said("unique", ["m: years and months duration"], [#"<= @"P1M" | 0"#, #"> @"P1M" | 1"#]) == [])
  }

  @Test func ofSeveralInputsAreShownWhole() throws {
    let inputs = ["n: number", "b: boolean", #"s: string in "x", "y""#]
    #expect(
      try said("unique", inputs, ["< 5 | - | - | 0", ">= 5 | true | - | 1", #">= 5 | false | "x" | 2"#])
        == [#"gap: no rule of "trial" for n = 5, b = false, s = "y""#])
    #expect(
      try said(
        "unique", inputs,
        ["< 5 | - | - | 0", ">= 5 | true | - | 1", #">= 5 | false | "x" | 2"#, #">= 5 | false | "y" | 2"#])
        == [])
  }

  @Test func areNoneWhereADefaultStandsIn() throws {
    #expect(try said("unique", ["n: number"], ["< 5 | 1"], outputs: ["out: number otherwise 0"]) == [])
    #expect(try said("collect", ["n: number"], ["< 5 | 1", "< 6 | 2"]) == [])
  }

  @Test func leaveOutWhatNoRuleTests() throws {
    #expect(
      try said("unique", ["l: list", "n: number"], ["- | < 5 | 0", "- | > 5 | count(l)"])
        == [#"gap: no rule of "trial" for n = 5"#])
    #expect(try said("unique", ["l: list"], ["- | count(l)"]) == [])
    #expect(
      try said("unique", ["l: list"], ["- | count(l)", "- | 0"])
        == [#"overlap: rules 1 and 2 of "trial" both match whatever the inputs are"#])
  }

  @Test func areFoundAmongHundredsOfCodes() throws {
    let rules = (0..<500).map { "\"\($0)\" | \($0)" }
    #expect(
      try said("unique", ["code: string"], rules + ["\"77\" | 1"]) == [
        #"overlap: rules 78 and 501 of "trial" both match code = "77""#,
        #"gap: no rule of "trial" for code = "another text""#,
      ])
  }

  @Test func knowTheValuesOfConstants() throws {
    #expect(
      try said("unique", ["n: number"], ["< most | 0", "> most | 1"], constants: ["most": .number(Number(7))])
        == [#"gap: no rule of "trial" for n = 7"#])
  }
}

@Suite struct Overlaps {
  @Test func areExactAtBoundaries() throws {
    let n = ["n: number"]
    #expect(
      try said("unique", n, ["<= 60 | 0", ">= 60 | 1"]) == [#"overlap: rules 1 and 2 of "trial" both match n = 60"#])
    #expect(try said("unique", n, ["[0..5] | 0", "(5..9] | 1", "< 0 | 2", "> 9 | 3"]) == [])
    #expect(
      try said("unique", n, ["1, 2, 3 | 0", "3, 4 | 1", "not(1, 2, 3, 4) | 2"])
        == [#"overlap: rules 1 and 2 of "trial" both match n = 3"#])
  }

  @Test func needAllInputs() throws {
    let inputs = ["n: number", #"s: string in "x", "y""#]
    #expect(
      try said("unique", inputs, [#"< 5 | "x" | 0"#, #"< 9 | "y" | 1"#, #">= 5 | "x" | 1"#, #">= 9 | "y" | 1"#]) == [])
    #expect(
      try said("unique", inputs, [#"< 5 | - | 0"#, #"< 9 | "y" | 1"#, ">= 9 | - | 2", #"[5..9) | "x" | 3"#])
        == [#"overlap: rules 1 and 2 of "trial" both match n = 4, s = "y""#])
  }

  @Test func atNullAlone() throws {
    #expect(
      try said("unique", ["n: number"], ["null | 0", "- | 1"]) == [
        #"overlap: rules 1 and 2 of "trial" both match n = null"#
      ])
    #expect(try said("unique", ["n: number"], ["null | 0", "not(null) | 1"]) == [])
  }

  @Test func ofATableOfAnyMatterWhereOutputsDiffer() throws {
    #expect(try said("any", ["n: number"], ["<= 60 | 1", ">= 60 | 1"]) == [])
    #expect(try said("any", ["n: number"], ["<= 60 | n", ">= 60 | 1"]) == [])
    #expect(
      try said("any", ["n: number"], ["<= 60 | 0", ">= 60 | 1"])
        == [#"overlap: rules 1 and 2 of "trial" both match n = 60, and give different outputs"#])
  }

  @Test func areAllowedWhereTheFirstCounts() throws {
    #expect(try said("first", ["n: number"], ["< 60 | 0", "< 80 | 1", "- | 2"]) == [])
  }
}

@Suite struct RulesThatNeverCount {
  @Test func areHiddenByThoseBefore() throws {
    let masked = #"masked: rule 3 of "trial" is never reached: rules before it match wherever it does"#
    #expect(try said("first", ["n: number"], ["< 60 | 0", ">= 60 | 1", "60 | 2", "null | 3"]) == [masked])
    #expect(
      try said(
        "first", ["a: boolean", "b: boolean"], ["true | - | 0", "- | true | 1", "false | false | 2", "- | - | 3"])
        == [])
    #expect(try said("first", ["n: number"], ["< 60 | 0", "<= 60 | 1", "- | 2"]) == [])
  }

  @Test func matchNothingThatIsAllowed() throws {
    #expect(
      try said("unique", ["n: number in [0..10]"], ["< 5 | 0", ">= 5 | 1", "> 10 | 2"])
        == ["never-matches: rule 3 never matches: no n passes this test"])
    #expect(
      try said("unique", ["n: number"], ["? < 5 and ? > 5 | 0", "- | 2"])
        == ["never-matches: rule 1 never matches: no n passes this test"])
    // Words are known before.
    #expect(
      try said("unique", [#"s: string in "a", "b""#], [#""c" | 0"#, "- | 1"]).map { $0.prefix(4) }.count == 1)
  }
}

@Suite struct WhatIsUndecided {
  @Test func isSaidWithWhy() throws {
    #expect(
      try said("unique", ["s: string"], ["string length(?) < 5 | 0"])
        == [
          #"undecided: gaps and overlaps of the table "trial" are undecided: a test of s asks for more than its value"#
        ])
    #expect(
      try said("unique", ["a: number", "b: number"], ["> b | - | 0"])
        == [
          #"undecided: gaps and overlaps of the table "trial" are undecided: a test of a asks for more than its value"#
        ])
    #expect(
      try said("unique", ["d: date"], ["< today() | 0"])
        == [
          #"undecided: gaps and overlaps of the table "trial" are undecided: a test of d asks for more than its value"#
        ])
    #expect(
      try said("unique", ["s: string"], [#"< "m" | 0"#])
        == [
          #"undecided: gaps and overlaps of the table "trial" are undecided: texts between others are not counted up: give s its allowed values"#
        ])
    #expect(
      try said("unique", ["l: list"], ["[1] | 0"])
        == [#"undecided: gaps and overlaps of the table "trial" are undecided: l is a list, which is not counted up"#])
  }

  @Test func isWhatWouldTakeTooLong() throws {
    // Twelve inputs, each cut elsewhere by each rule: more combinations than anybody looks at.
    let rules = (0..<40).map { rule in
      (0..<12).map { "[\((rule * 7 + $0 * 11) % 50)..\((rule * 7 + $0 * 11) % 50 + 30)]" }.joined(separator: " | ")
        + " | 1"
    }
    let found = try said("any", (0..<12).map { "i\($0): number in [0..80]" }, rules)
    #expect(found.count == 1)
    #expect(found[0].hasPrefix("gap") || found[0].hasPrefix("undecided"))
    let many = (0..<700).map { "\($0) | 1" }
    #expect(
      try said("unique", ["n: number"], many)
        == [#"undecided: gaps and overlaps of the table "trial" are undecided: there are too many rules"#])
  }
}

@Suite struct WhatCannotBeRead {
  @Test(arguments: [
    ("unique", ["n: number"], ["a: number"], ["< 5 | 1 | 2"], "wrong-width"),
    ("unique", ["n: number"], ["a: number"], ["1"], "wrong-width"),
    ("unique", ["n: number"], ["a: number"], [], "empty-table"),
    ("unique", ["n: number"], [], ["< 5"], "empty-table"),
    ("priority", ["n: number"], ["a: number"], ["- | 1"], "no-order"),
    ("output order", ["n: number"], ["a: number in [0..9]"], ["- | 1"], "no-order"),
    ("collect sum", ["n: number"], ["a: string"], [#"- | "x""#], "no-aggregate"),
    ("collect max", ["n: number"], ["a: boolean"], ["- | true"], "no-aggregate"),
    ("collect sum", ["n: number"], ["a: number", "b: number"], ["- | 1 | 2"], "no-aggregate"),
    ("unique", ["n: number"], ["a: number"], [#"- | "x""#], "wrong-output"),
    ("unique", ["n: number"], ["a: number in [0..1]"], ["- | 2"], "wrong-output"),
    ("unique", ["n: number"], ["a: number in [0..1] otherwise 5"], ["- | 1"], "wrong-output"),
  ])
  func isSaid(_ policy: String, _ inputs: [String], _ outputs: [String], _ rules: [String], _ code: String) throws {
    let found = findings(try written(policy, inputs, outputs, rules))
    #expect(found.map(\.code.text) == ["decisions.\(code)"], "\(Diagnostics(found))")
  }

  @Test(arguments: [
    (#"< "x" | 1"#, "feel.incomparable"), ("< | 1", "feel.unexpected-end"), ("- | m", "feel.unknown-name"),
    ("> m | 1", "feel.unknown-name"),
  ])
  func isSaidOfCells(_ rule: String, _ code: String) throws {
    let found = findings(try written("unique", ["n: number"], ["a: number"], [rule]))
    #expect(found.map(\.code.text) == [code], "\(Diagnostics(found))")
  }
}

@Suite struct CodesOfDecisions {
  @Test func areWellFormedAndEachThereOnce() {
    #expect(Set(Code.ofDecisions).count == Code.ofDecisions.count)
    for code in Code.ofDecisions { #expect(code.text.wholeMatch(of: /decisions\.[a-z-]+/) != nil, "\(code)") }
  }

  @Test func areAllInTheList() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(
      path: "../../Sources/Decisions/Codes.swift")
    let text = try String(contentsOf: file.standardized, encoding: .utf8)
    #expect(text.matches(of: /= Code\("/).count == Code.ofDecisions.count)
  }
}
