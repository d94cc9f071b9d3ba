import Definitions
import Engine
import FEEL
import Governance
import TestSupport
import Testing

/// What follows from an act is looked at before the act is complete, so that `why` does not call possible what never will be.
@Suite struct WhatFollowsFromAnActThatOnlyLacksFields {
  private let works: Simulated

  init() throws {
    works = try Simulated(
      """
      workflow: works
      kinds:
        frame:
          fields: {strikes: {type: integer, initial: 0}}
          states: {running: {on: {strike: , end: ended}}, ended: {final: true}}
          events: {strike: {by: engine}, end: }
        work:
          fields: {frame: frame required, grade: [good, bad]}
          states:
            under way: {on: {accept: {to: accepted, do: [{send: strike, to: frame}]}, judge: [{to: accepted, when: 'event.grade = "good"'}, {to: accepted, do: [{send: strike, to: frame}]}]}}
            accepted: {final: true}
          events:
            accept: {fields: {note: text required}}
            judge: {fields: {grade: required}}
      """,
      """
      plugin: p
      rasci: {frame: {default: {R: administrator, A: administrator}}, work: {default: {R: administrator, A: administrator}}}
      """)
    try works.create("frame", "f", [])
    try works.create("work", "w", [("frame", .string("f"))])
  }

  private func refused(_ event: String) throws -> [Reason] {
    try works.look { try $0.refusedAfterwards(Request(.fire(event), on: "w")) }
  }

  @Test func isRefusedWhereNoValueHelps() throws {
    #expect(try refused("accept").isEmpty, "as long as the frame takes it")
    try works.act(Simulated.boss, .fire("end"), "f")
    let reasons = try refused("accept")
    guard case .consequence(let followed, let inner)? = reasons.first, case .notInState? = inner.first else {
      Issue.record("\(reasons)")
      return
    }
    #expect(followed.event == "strike" && followed.subject == "f")
  }

  @Test func isLeftOpenWhereItRestsOnWhatIsGiven() throws {
    try works.act(Simulated.boss, .fire("end"), "f")
    #expect(try refused("judge").isEmpty, "a good grade strikes nobody")
  }

  @Test func leavesNothingBehindForWhoLooksOn() throws {
    let state = try works.look { view in
      _ = try view.refusedAfterwards(Request(.fire("accept"), on: "w"))
      return view.find("w")?.stateText
    }
    #expect(state == "under way", "the act was tried with a value, and taken back")
  }
}

/// What was asked is asked again when somebody approves it, with what it carries.
@Suite struct WhatIsApproved {
  @Test func mustStillHoldByWhatWasGiven() throws {
    let book = try peopled(
      """
      workflow: w
      kinds:
        bill:
          states: {open: {on: {pay: paid}}, paid: {final: true}}
          events: {pay: {fields: {until: date required}, requires: [{name: in time, that: event.until >= today()}]}}
      """,
      """
      plugin: p
      roles: {clerk: Clerk, head: Head}
      rasci: {bill: {default: {R: clerk, A: clerk}, pay: {R: clerk, A: head, approval: before}}}
      """)
    let bills = try Simulated(book)
    let from = Value.date(try day("2030-01-01"))
    for role in ["clerk", "head"] {
      try bills.create("somebody", "p-\(role)", [("accounts", .list([.string("\(role)@x")]))])
      try bills.create(
        "post", "q-\(role)", [("person", .string("\(role)@x")), ("role", .string(role)), ("from", from)])
    }
    for (id, date) in [("soon", "2030-01-31"), ("late", "2030-12-31")] {
      try bills.create("bill", id, [], as: "clerk@x")
      #expect(
        try bills.act("clerk@x", .fire("pay"), id, [("until", .date(try day(date)))]).outcome == .pending)
    }
    try bills.goTo("2030-02-01")
    func approve(_ id: String) throws -> [String] {
      let entry = try #require(try bills.find(id)?.open.first?.entry)
      return try bills.rules("head@x", .approve(entry), id)
    }
    #expect(try approve("soon") == ["in time"], "what was in time when it was asked is not in time now")
    #expect(try approve("late") == [])
  }
}
