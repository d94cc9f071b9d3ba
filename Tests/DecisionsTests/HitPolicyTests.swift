import Diagnostics
import FEEL
import Testing

@testable import Decisions

private let premium = ["> 1 | 98.83", "> 2 | 150.21", "> 3 | 205.43", "> 4 | 64.32"]

private let approval = [
  #">= 18 | "Medium", "Low" | true | "Approved" | "Basic""#, #"< 18 | - | - | "Declined" | "Standard""#,
  #"- | "High" | - | "Approved" | "Standard""#,
]
private let applicant = ["age: number", #"risk: string in "High", "Low", "Medium""#, "affordable: boolean"]
private let ranked = [#"status: string in "Approved", "Declined""#, #"rate: string in "Best", "Standard", "Basic""#]

@Suite struct HitPolicies {
  @Test func areKnownByNameAndByLetter() {
    for (name, letter, policy) in HitPolicy.all {
      #expect(HitPolicy(name) == policy && HitPolicy(letter) == policy && HitPolicy(name.uppercased()) == policy)
      #expect(policy.name == name && policy.letter == letter)
    }
    #expect(HitPolicy.all.map(\.letter).joined(separator: " ") == "U A P F R O C C+ C< C> C#")
    #expect(HitPolicy("last") == nil)
  }

  @Test func ofAUniqueTableLetOneRuleMatch() throws {
    let table = try written("unique", ["n: number"], ["size: string"], [#"< 5 | "small""#, #"[3..9] | "middle""#])
    let small = try ask(table, "2")
    #expect(small.value == #""small""# && small.rules == [1] && small.faults.isEmpty)
    let both = try ask(table, "3")
    #expect(both.value == "null" && both.rules == [1, 2])
    #expect(both.faults.map(\.code) == [.severalRules])
    #expect(both.faults.map(\.message) == [#"table "trial": one rule may match, and rules 1 and 2 do"#])
  }

  @Test func ofATableOfAnyAskThatRulesAgree() throws {
    let table = try written(
      "any", ["n: number"], ["a: number", "b: string"], [#"< 5 | 1 | "x""#, #"> 3 | n - 3 | "x""#])
    #expect(try ask(table, "4").value == #"{a: 1, b: "x"}"#)
    #expect(try ask(table, "9").value == #"{a: 6, b: "x"}"#)
    let apart = try ask(table, "4.5")
    #expect(apart.value == "null" && apart.faults.map(\.code) == [.differingOutputs])
    #expect(apart.faults.map(\.message) == [#"table "trial": rules 1 and 2 match, and give different outputs"#])
  }

  @Test func ofPriorityGoByTheOrderOfOutputsFromLeftToRight() throws {
    let table = try written("priority", applicant, ranked, approval)
    #expect(try ask(table, "19", #""High""#, "false").value == #"{status: "Approved", rate: "Standard"}"#)
    #expect(try ask(table, "13", #""High""#, "true").value == #"{status: "Approved", rate: "Standard"}"#)
    #expect(try ask(table, "13", #""Low""#, "true").value == #"{status: "Declined", rate: "Standard"}"#)
    let tie = try written(
      "priority", ["n: number"], ["a: number in 1, 2", "b: number in 7, 8"], ["- | 1 | 8", "- | 1 | 7"])
    #expect(try ask(tie, "0").value == "{a: 1, b: 7}")
  }

  @Test func ofTheFirstStopThere() throws {
    let table = try written("first", ["n: number"], ["a: number"], ["> 1 | 10", "> 2 | 20"])
    let found = try ask(table, "3")
    #expect(found.value == "10" && found.rules == [1])
  }

  @Test func thatGiveListsOrderThem() throws {
    let rules = ["> 1 | 30", "> 2 | 10", "> 3 | 20"]
    #expect(try ask(try written("rule order", ["n: number"], ["a: number"], rules), "9").value == "[30, 10, 20]")
    #expect(try ask(try written("collect", ["n: number"], ["a: number"], rules), "2.5").value == "[30, 10]")
    let ordered = try written("output order", ["n: number"], ["a: number in 20, 10, 30"], rules)
    #expect(try ask(ordered, "9").value == "[20, 10, 30]")
    let several = try written("output order", applicant, ranked, approval)
    #expect(
      try ask(several, "13", #""High""#, "true").value
        == #"[{status: "Approved", rate: "Standard"}, {status: "Declined", rate: "Standard"}]"#)
  }

  @Test(arguments: [
    ("collect sum", "5", "518.79"), ("collect min", "5", "64.32"), ("collect max", "5", "205.43"),
    ("collect count", "5", "4"), ("collect sum", "2", "98.83"), ("collect count", "0", "0"), ("C+", "3", "249.04"),
  ])
  func takeTogetherWhatIsCollected(_ policy: String, _ years: String, _ wanted: String) throws {
    #expect(try ask(try written(policy, ["years: number"], ["premium: number"], premium), years).value == wanted)
  }

  @Test func countRulesWithSeveralOutputs() throws {
    let table = try written(
      "collect count", ["n: number"], ["a: number", "b: string"], [#"> 1 | 1 | "x""#, #"> 2 | 1 | "x""#])
    #expect(try ask(table, "3").value == "2")
  }
}

@Suite struct WhenNoRuleMatches {
  @Test func thereIsNullAndWhy() throws {
    for policy in ["unique", "any", "first", "collect sum", "collect min", "collect max"] {
      let found = try ask(try written(policy, ["n: number"], ["a: number"], ["> 1 | 10"]), "0")
      #expect(found.value == "null" && found.rules.isEmpty, "\(policy)")
      #expect(found.faults.map(\.message) == [#"table "trial": no rule matches"#], "\(policy)")
    }
    let priority = try ask(try written("priority", ["n: number"], ["a: number in 10, 20"], ["> 1 | 10"]), "0")
    #expect(priority.value == "null" && priority.faults.map(\.code) == [.noRule])
  }

  @Test func aListIsEmpty() throws {
    for policy in ["rule order", "output order", "collect"] {
      let found = try ask(try written(policy, ["n: number"], ["a: number in 10"], ["> 1 | 10"]), "0")
      #expect(found.value == "[]" && found.faults.isEmpty, "\(policy)")
    }
  }

  @Test func aDefaultStandsIn() throws {
    #expect(
      try ask(try written("unique", ["n: number"], ["a: number otherwise n - 1"], ["> 1 | 10"]), "0").value == "-1")
    #expect(try ask(try written("collect", ["n: number"], ["a: number otherwise 7"], ["> 1 | 10"]), "0").value == "[7]")
    #expect(
      try ask(try written("collect sum", ["n: number"], ["a: number otherwise 7"], ["> 1 | 10"]), "0").value == "7")
    #expect(
      try ask(try written("first", ["n: number"], ["a: number otherwise 7", "b: string"], [#"> 1 | 10 | "x""#]), "0")
        .value
        == "{a: 7, b: null}")
  }
}

@Suite struct Inputs {
  @Test func thatAreNullPassOnlyWhatTakesNull() throws {
    let table = try written(
      "first", ["n: number"], ["a: string"], [#"< 5 | "small""#, #"null | "none""#, #"- | "any""#])
    #expect(try ask(table, "null").value == #""none""#)
    #expect(try ask(table, "7").value == #""any""#)
    let strict = try ask(try written("unique", ["n: number"], ["a: number"], ["< 5 | 1", ">= 5 | 2"]), "null")
    #expect(strict.value == "null")
    #expect(
      strict.faults.map(\.message).first == #"table "trial": rule 1, n: a null cannot be tested that way"#,
      "\(strict.faults)")
    #expect(strict.faults.last?.code == .noRule)
  }

  @Test func ofAnotherTypeGiveNull() throws {
    let table = try written("unique", ["n: number"], ["a: number"], ["- | 1"])
    let found = try ask(table, #""five""#)
    #expect(found.value == "null" && found.faults.map(\.code) == [.wrongInput])
    #expect(found.faults.map(\.message) == [#"table "trial": n is a number, not a string"#])
    // A list of one stands for its item.
    #expect(try ask(table, "[5]").value == "1")
  }

  @Test func outsideTheAllowedValuesGiveNull() throws {
    let table = try written("unique", ["n: number in [1..5]"], ["a: number"], ["- | 1"])
    #expect(try ask(table, "5").value == "1")
    #expect(try ask(table, "null").value == "1")
    let found = try ask(table, "5.01")
    #expect(found.value == "null" && found.faults.map(\.message) == [#"table "trial": n is none of [1..5]"#])
  }

  @Test func mayBeNamedInTestsAndOutputsOfOthers() throws {
    let table = try written(
      "unique", ["a: number", "b: number"], ["c: number"], ["> b | - | a - b", "<= b | - | b - a"])
    #expect(try ask(table, "7", "5").value == "2")
    #expect(try ask(table, "5", "7").value == "2")
  }
}

@Suite struct WhatMayNotBeSeen {
  @Test func staysUnseenThroughATable() throws {
    var found = Diagnostics()
    let table = try #require(
      compiled(try written("first", ["n: number"], ["a: number"], ["< 5 | 1", "- | 2"]), &found))
    let expression = try Expression("t(secret) + 1", scope: Scope(["t", "secret"]))
    var host = Situation()
    host.withholds = true
    let values = [Value.function(Function(DecisionFunction(table))), .withheld("case.secret")]
    #expect(expression.evaluate(values, host: host).value.firstWithheld == "case.secret")
  }
}

@Suite struct Outputs {
  @Test func thatAreNotOfTheirTypeGiveNull() throws {
    let table = try written("unique", ["n: Any"], ["a: number"], ["- | n"])
    #expect(try ask(table, "5").value == "5")
    let found = try ask(table, #""x""#)
    #expect(found.value == "null" && found.faults.map(\.code) == [.wrongOutput])
  }

  @Test func outsideTheirAllowedValuesGiveNull() throws {
    let table = try written("unique", ["n: number"], ["a: number in [0..1]"], ["- | n"])
    #expect(try ask(table, "1").value == "1")
    let found = try ask(table, "2")
    #expect(found.value == "null")
    #expect(found.faults.map(\.message) == [#"table "trial": rule 1, a: none of [0..1]"#])
  }

  @Test func thatFailSayInWhichRule() throws {
    let found = try ask(try written("unique", ["n: number"], ["a: number"], ["- | 1 / n"]), "0")
    #expect(found.value == "null")
    #expect(found.faults.first?.message.hasPrefix(#"table "trial": rule 1, a: "#) == true, "\(found.faults)")
  }

  @Test func haveTheTypesThatCallersSee() throws {
    func type(_ policy: String, _ outputs: [String], _ rule: String) throws -> Type {
      var found = Diagnostics()
      return try #require(compiled(try written(policy, ["n: number"], outputs, [rule]), &found), "\(found)").result
    }
    #expect(try type("unique", ["a: number"], "- | 1") == .number)
    #expect(try type("unique", ["a: string"], #"- | "x""#) == .words(["x"]))
    #expect(try type("unique", [#"a: string in "x", "y""#], #"- | "x""#) == .words(["x", "y"]))
    #expect(try type("unique", ["a: string"], "- | string(n)") == .string)
    #expect(try type("collect", ["a: number"], "- | 1") == .list(.number))
    #expect(try type("collect count", ["a: string"], #"- | "x""#) == .number)
    #expect(try type("collect max", ["a: date"], #"- | @"2031-01-01""#) == .date)
    #expect(
      try type("rule order", ["a: number", "b: boolean"], "- | 1 | true")
        == .list(.context([.init("a", .number), .init("b", .boolean)])))
  }
}

@Suite struct TheAllowance {
  @Test func endsATableThatTakesTooLong() throws {
    let table = try written("collect sum", ["n: number"], ["a: number"], (1...2000).map { "> \($0) | 1" })
    #expect(try ask(table, "1500").value == "1499")
    let found = try ask(table, "1500", steps: 1000)
    #expect(found.faults.contains { $0.code.text == "feel.exhausted" })
  }

  @Test func isThatOfTheExpressionThatCalls() throws {
    var found = Diagnostics()
    let table = try #require(
      compiled(try written("collect sum", ["n: number"], ["a: number"], (1...100).map { "> \($0) | 1" }), &found))
    let expression = try Expression("count(for i in 2..1001 return t(i))", scope: Scope(["t"]))
    let function = Value.function(Function(DecisionFunction(table)))
    let (value, faults) = expression.evaluate([function], host: Situation(steps: 50_000))
    #expect(value.isNull && faults.map(\.code.text) == ["feel.exhausted"], "\(faults)")
    #expect(expression.evaluate([function], host: Situation(steps: 500_000)).value.source == "1000")
  }
}
