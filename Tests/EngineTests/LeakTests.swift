import Calendar
import Definitions
import Engine
import FEEL
import Governance
import TestSupport
import Testing

/// Ways by which what is confidential came out sideways: dates of tasks, ids used again, kinds that are gone, events of the clock.
private let workflow = """
  workflow: ward
  kinds:
    badge:
      within: scope
      grants: {a: assignment, in: valid, person: person, role: role, scope: scope, from: from, until: until}
      fields: {person: text required, role: text required, scope: case, from: date, until: date}
      states: {valid: {on: {take: taken}}, taken: {final: true}}
      events: {take: {}}
    proxy:
      grants: {a: delegation, in: valid, person: person, by: by, activities: activities}
      fields: {person: text required, by: text required, activities: list of text}
      states: {valid: {on: {take: taken}}, taken: {final: true}}
      events: {take: {}}
    child:
      fields: {title: text required, sixteen on: {type: date, confidential: true, readers: doctor}}
      states:
        young: {on: {come of age: grown, hand on: , plan: , note: }}
        grown: {on: {note: , leave: left}}
        left: {final: true}
      events:
        come of age: {by: clock}
        plan: {due: sixteen on}
        leave: {}
        hand on: {requires: [{name: old enough, that: today() >= sixteen on}]}
        note: {fields: {words: {type: text, confidential: true, readers: doctor}}}
      timers: {birthday: {at: sixteen on, in: young, fires: come of age}}
    plain:
      fields: {title: text required, subject: case}
      states: {open: {on: {shut: closed, tell: {do: {send: open up, to: subject}}}}, closed: {final: true}}
      events: {shut: {}, tell: {}}
    secret:
      readers: doctor
      fields: {title: text required}
      states: {kept: {on: {open up: told}}, told: {final: true}}
      events: {open up: {}}
  """
private let plugin = """
  plugin: ward
  roles: {doctor: Doctor, clerk: Clerk}
  rasci:
    badge: {default: {R: administrator, A: administrator}}
    proxy: {default: {R: administrator, A: administrator}}
    child: {default: {R: [doctor, clerk], A: doctor, approval: after, four eyes: false}}
    plain: {default: {R: [doctor, clerk], A: doctor, approval: after, four eyes: false}}
    secret: {default: {R: doctor, A: doctor}}
  """

private func rulebook(_ workflow: String = workflow, _ plugin: String = plugin) throws -> Rulebook {
  try Rulebook.load([("Workflows/w/workflow.yaml", workflow), ("Plugins/p/plugin.yaml", plugin)])
}

private struct Ward {
  let simulated: Simulated

  init() throws {
    simulated = try Simulated(rulebook())
    for (id, person, role) in [("b-1", "doc@w", "doctor"), ("b-2", "clerk@w", "clerk")] {
      try simulated.create("badge", id, [("person", .string(person)), ("role", .string(role))])
    }
    try simulated.create(
      "child", "c-1", [("title", .string("C")), ("sixteen on", .date(try day("2030-06-15")))], as: "doc@w")
    try simulated.create("secret", "s-1", [("title", .string("sesame"))], as: "doc@w")
  }

  /// What a value of an entry is to somebody who may not see it.
  func withheld(_ account: String, _ entry: Int, _ name: String) throws -> String? {
    let values = try simulated.look(account) { try Histories($0).entry(entry) }.values
    if case .withheld(let what)? = values.first(where: { $0.name == name })?.value { return what }
    return nil
  }

  func bundle(_ account: String) throws -> String {
    var lines = ""
    try simulated.look(account) { view in
      var request = BundleRequest()
      request.showsConfidential = true
      _ = try Bundles(view).write(request, head: "x\\n\(view.size)\\n".replacing("\\n", with: "\n")) { lines += $0 }
    }
    return lines
  }
}

@Suite struct WhatIsConfidential {
  @Test func isNotInTheDatesOfTasksPlansAndOutlooks() throws {
    let ward = try Ward()
    let until = try day("2031-01-01")
    func dates(_ account: String) throws -> [CivilDate?] {
      try ward.simulated.look(account) { try Tasks($0).all(until: nil).filter { $0.subject == "c-1" }.map(\.by) }
    }
    #expect(try dates("doc@w") == [try day("2030-06-15")])
    #expect(try dates("clerk@w") == [nil], "that there is a task is told, its date is not")
    // Nor can it be found by asking for less and less.
    for end in ["2030-01-02", "2030-12-31"] {
      let tasks = try ward.simulated.look("clerk@w") { try Tasks($0).all(until: try day(end)) }
      #expect(tasks.contains { $0.subject == "c-1" && $0.by == nil })
    }
    func planned(_ account: String) throws -> [Planned] {
      try ward.simulated.look(account) { try Planning($0).plan(PlanRequest(until: until)) }
    }
    let birthday = try day("2030-06-15")
    #expect(try planned("doc@w").contains { $0.date == birthday })
    #expect(try planned("clerk@w").allSatisfy { $0.date != birthday })
    #expect(try ward.simulated.look("doc@w") { try Agenda($0).all(until: until) }.map(\.date) == [birthday])
    #expect(try ward.simulated.look("clerk@w") { try Agenda($0).all(until: until) }.isEmpty)
    func turns(_ account: String) throws -> [CivilDate] {
      try ward.simulated.look(account) { try Outlook($0).turns(Request(.fire("hand on"), on: "c-1")) }.map(\.date)
    }
    #expect(try turns("doc@w").contains(birthday))
    #expect(try turns("clerk@w").isEmpty)
  }

  @Test func isNotInWhyWhatFollowsIsRefused() throws {
    let ward = try Ward()
    try ward.simulated.create("plain", "p-1", [("title", .string("P")), ("subject", .string("s-1"))], as: "doc@w")
    #expect(try ward.simulated.act("doc@w", .fire("tell"), "p-1").outcome == .accepted)
    func told(_ account: String) throws -> [String] {
      let receipt = try ward.simulated.act(account, .fire("tell"), "p-1")
      var query = HistoryQuery()
      query.subject = "p-1"
      query.last = 1
      let row = try ward.simulated.look(account) { try Histories($0).entries(query).rows.first }
      guard case .reasons(let recorded)? = row?.why else { return [] }
      return [receipt.reasons, recorded].map { Reason.record($0) }
    }
    for text in try told("doc@w") { #expect(text.contains("s-1") && text.contains("notInState"), "\(text)") }
    for text in try told("clerk@w") {
      #expect(text.contains("consequence") && !text.contains("s-1") && !text.contains("notInState"), "\(text)")
    }
  }

  @Test func staysSoWhenTheIDOfARefusedCaseIsUsedAgain() throws {
    let ward = try Ward()
    let refused = try ward.simulated.create(
      "child", "r-1",
      [("title", .string("R")), ("sixteen on", .date(try day("2031-01-01"))), ("typo", .string("sesame"))],
      as: "clerk@w")
    #expect(refused.outcome == .refused)
    let entry = try #require(refused.entry)
    func given(_ name: String) throws -> String? { try ward.withheld("clerk@w", entry, name) }
    #expect(try given("in.sixteen on") == "child.sixteen on")
    #expect(try given("in.typo") == "child.sixteen on", "a slip of the pen may hold what belongs elsewhere")
    try ward.simulated.create("plain", "r-1", [("title", .string("P"))], as: "clerk@w")
    #expect(try given("in.sixteen on") == "child.sixteen on")
    #expect(try !ward.bundle("clerk@w").contains("2031-01-01"))
  }

  @Test func staysSoWhenTheDefinitionsDropAKindOrAField() throws {
    let ward = try Ward()
    let note = try ward.simulated.act("doc@w", .fire("note"), "c-1", [("words", .string("sesame"))])
    let entry = try #require(note.entry)
    try ward.simulated.act("doc@w", .fire("open up"), "s-1")
    for text in [
      workflow.replacing(
        "      note: {fields: {words: {type: text, confidential: true, readers: doctor}}}\n", with: ""
      )
      .replacing("plan: , note: }", with: "plan: }").replacing(
        "grown: {on: {note: , leave: left}}", with: "grown: {on: {leave: left}}"),
      workflow.replacing("  secret:\n    readers: doctor\n", with: "  other:\n"),
    ] {
      let plugin = text.contains("secret:") ? plugin : plugin.replacing("secret:", with: "other:")
      let adopted = try ward.simulated.store.perform(
        .adoption(of: rulebook(text, plugin)), by: ward.simulated.principal())
      #expect(adopted.receipts.first?.outcome == .accepted, "\(adopted.receipts.map(\.reasons))")
      let words = try ward.withheld("clerk@w", entry, "in.words")
      #expect(words == "child.words")
      #expect(try !ward.bundle("clerk@w").contains("sesame"))
      #expect(try ward.simulated.find("s-1", "clerk@w") == nil)
    }
    #expect(try ward.bundle("doc@w").contains("sesame"))
  }

  @Test func staysSoWhateverIsAskedOfAHiddenCase() throws {
    let ward = try Ward()
    for event in ["come of age", "no such event", "note", "shut"] {
      let receipt = try ward.simulated.look("nobody@w") {
        try $0.rehearse([Request(.fire(event), on: "c-1")])
      }[0]
      #expect(receipt.state.isEmpty && receipt.before?.isEmpty ?? true && receipt.kind.isEmpty, "\(event): \(receipt)")
      #expect(receipt.outcome == .refused && !receipt.reasons.isEmpty, "\(event)")
      #expect(
        receipt.reasons.allSatisfy { $0.concernsActor || $0.rule == .unknown }, "\(event): \(receipt.reasons)")
    }
  }

  @Test func isNotReadByADelegationForSomethingElse() throws {
    let ward = try Ward()
    try ward.simulated.create(
      "proxy", "d-1",
      [("person", .string("dan@w")), ("by", .string("doc@w")), ("activities", .list([.string("secret.open up")]))])
    #expect(try ward.simulated.find("s-1", "dan@w") != nil)
    #expect(try ward.simulated.find("c-1", "dan@w") == nil)
    try ward.simulated.create("proxy", "d-2", [("person", .string("eve@w")), ("by", .string("doc@w"))])
    #expect(try ward.simulated.find("c-1", "eve@w")?["sixteen on"].firstWithheld == nil)
  }

  @Test func isNotThereByAReferenceOrAHistoryEither() throws {
    let ward = try Ward()
    func refer(_ id: String) throws -> [Reason] {
      try ward.simulated.look("clerk@w") { view in
        try view.rehearse([
          Request(
            .fire("create"), on: "p-9", kind: "plain", fields: [("title", .string("x")), ("subject", .string(id))])
        ])
      }[0].reasons
    }
    let (hidden, missing) = (try refer("s-1"), try refer("s-9"))
    #expect("\(hidden)".replacing("s-1", with: "s-9") == "\(missing)" && !missing.isEmpty)
    #expect(try refer("c-1").isEmpty)
    var query = HistoryQuery()
    for event in ["open up", "shut"] {
      query.event = event
      #expect(try ward.simulated.look("clerk@w") { try Histories($0).entries(query) }.rows.isEmpty, "\(event)")
    }
    query.event = "opne up"
    #expect(throws: StoreProblem.self) { try ward.simulated.look("clerk@w") { try Histories($0).entries(query) } }
    try ward.simulated.create(
      "badge", "b-3", [("person", .string("near@w")), ("role", .string("clerk")), ("scope", .string("c-1"))])
    #expect(try ward.withheld("near@w", 0, "in.administrator") ?? ward.withheld("near@w", 0, "administrator") != nil)
  }
}
