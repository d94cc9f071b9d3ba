import Definitions
import FEEL
import Governance
import TestSupport
import Testing

@testable import Engine

/// How a value came about goes by the entry that gave it, and by the expression of then.
@Suite struct HowAValueCameAbout {
  private let desk: Simulated

  init() throws {
    desk = try Simulated(
      """
      workflow: w
      kinds:
        badge:
          grants: {a: assignment, in: valid, person: person, role: role}
          fields: {person: text required, role: text required}
          states: {valid: {on: {take: taken}}, taken: {final: true}}
          events: {take: {}}
        thing:
          fields: {n: {type: number, initial: 1}, m: {type: number, initial: n + 1}, note: text}
          states:
            a: {on: {bump: {do: {set: {n: n + 1}}}, twist: {to: b, do: {set: {n: n + 10}}}, give: , end: gone}}
            b: {on: {bump: {do: {set: {n: n + 1}}}, twist: {to: a, do: {set: {n: n + 20}}}}}
            gone: {final: true}
          events: {bump: {}, twist: {}, give: {fields: {n: required, note: }}, end: {}}
      """,
      """
      plugin: p
      roles: {clerk: Clerk, head: Head}
      rasci:
        badge: {default: {R: administrator, A: administrator}}
        thing: {default: {R: clerk, A: clerk}, bump: {R: clerk, A: head, approval: before, four eyes: false}}
      """)
    for (id, person, role) in [("b-1", "ada@w", "clerk"), ("b-2", "bob@w", "head")] {
      try desk.create("badge", id, [("person", .string(person)), ("role", .string(role))])
    }
    try desk.create("thing", "t", [], as: "ada@w")
  }

  private func told(_ name: String, on date: String? = nil) throws -> [String] {
    try desk.look("ada@w", on: date) { view in
      try Explanations(view).explain(name, of: "t").steps.map { step in
        let indent = String(repeating: " ", count: step.depth)
        let because =
          switch step.because {
          case .expression(let text, _): "= \(text)"
          case .entry(let entry, let verb, _, let isInitial):
            "#\(entry) \(verb.map { "\($0)" } ?? "-")\(isInitial ? " initially" : "")"
          case .neverSet: "never"
          default: "\(step.because)"
          }
        return "\(indent)\(step.what) \(step.value.text) \(because)"
      }
    }
  }

  private func bump() throws {
    let asked = try desk.act("ada@w", .fire("bump"), "t")
    #expect(asked.outcome == .pending)
    let agreed = try desk.act("bob@w", .approve(try #require(asked.entry)), "t")
    #expect(agreed.outcome == .accepted, "\(agreed.reasons)")
  }

  @Test func byWhatANewCaseBeginsWith() throws {
    let (first, found) = (["n 1 #3 fire(\"create\") initially", " 1 1 = 1"], try told("n"))
    #expect(found == first, "\(found)")
    let second = try told("m")
    #expect(second == ["m 2 #3 fire(\"create\") initially", " n + 1 2 = n + 1"] + first.map { "  " + $0 }, "\(second)")
    #expect(try told("note") == ["note null never"])
    for (name, id) in [("n", "ghost"), ("odd", "t")] {
      let found = try desk.look("ada@w") { try Explanations($0).explain(name, of: id) }
      #expect(found.steps.isEmpty && !found.isCut, "of nothing there is nothing, and no more")
    }
  }

  @Test func byWhatWasAskedWhereSomebodyAgreedToIt() throws {
    try bump()
    let now = try told("n")
    #expect(now.first == "n 2 #5 approve(4)" && now.dropFirst().first == " n + 1 2 = n + 1", "\(now)")
    #expect(now.dropFirst(2).first == "  n 1 #3 fire(\"create\") initially", "\(now)")
  }

  @Test func byNoExpressionWhereTheTransitionsOfAnEventDiffer() throws {
    #expect(try desk.act("ada@w", .fire("twist"), "t").outcome == .accepted)
    #expect(try told("n") == ["n 11 #4 fire(\"twist\")"])
    try bump()
    #expect(try told("n").dropFirst().first == " n + 1 12 = n + 1", "those of a bump are the same")
  }

  @Test func byWhatSomebodyGave() throws {
    try desk.act("ada@w", .fire("give"), "t", [("n", .number(7))])
    #expect(try told("n") == ["n 7 #4 fire(\"give\")"])
    #expect(try told("note") == ["note null never"])
    #expect(try told("m").count == 4, "what rested on it stays what it was")
  }

  @Test func asItWasThen() throws {
    try desk.goTo("2030-02-01")
    try desk.act("ada@w", .fire("give"), "t", [("n", .number(7)), ("note", .string("x"))])
    #expect(try told("n", on: "2030-01-15") == ["n 1 #3 fire(\"create\") initially", " 1 1 = 1"])
    #expect(try told("note", on: "2030-01-15") == ["note null never"])
    #expect(try told("note") == ["note x #5 fire(\"give\")"])
    let grounds = try desk.look("ada@w") { try Explanations($0).grounds(["n", "m", "note", "odd"], of: "t") }
    #expect(grounds.map { "\($0.name) \($0.entry)" } == ["m 3", "n 5", "note 5"])
    let before = try desk.look("ada@w", on: "2030-01-15") { try Explanations($0).grounds(["n", "note"], of: "t") }
    #expect(before.map { "\($0.name) \($0.entry)" } == ["n 3"])
  }

  @Test func noFurtherThanSixSteps() throws {
    let fields = (1...5).map { "f\($0): {type: number, initial: \($0 == 1 ? "1" : "f\($0 - 1) + 1")}" }
    let chain = try Simulated(
      """
      workflow: w
      kinds:
        thing:
          fields: {\(fields.joined(separator: ", "))}
          states: {here: {on: {go: gone}}, gone: {final: true}}
          events: {go: {}}
      """, "plugin: p\nrasci: {thing: {default: {R: administrator, A: administrator}}}")
    try chain.create("thing", "t", [])
    let steps = try chain.look { try Explanations($0).explain("f5", of: "t").steps }
    #expect(
      steps.map { "\($0.depth) \($0.what) \($0.value.text)" } == [
        "0 f5 5", "1 f4 + 1 5", "2 f4 4", "3 f3 + 1 4", "4 f3 3", "5 f2 + 1 3", "6 f2 2",
      ])
  }
}
