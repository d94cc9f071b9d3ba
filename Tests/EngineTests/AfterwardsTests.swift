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

  @Test func leavesNothingBehind() throws {
    let before = try works.look { $0.now }
    _ = try refused("accept")
    #expect(try works.find("w")?.stateText == "under way")
    #expect(try works.look { $0.now } == before)
  }
}
