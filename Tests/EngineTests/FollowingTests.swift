import Definitions
import FEEL
import Governance
import SQLiteStorage
import TestSupport
import Testing

@testable import Engine

/// What follows from an act, and what the clock does with timers that moved meanwhile.
@Suite struct WhatFollows {
  private static let workflow = """
    workflow: w
    kinds:
      hub:
        fields: {nodes: list of node, rung: {type: integer, initial: 0}}
        states: {on: {on: {ring: {do: [{set: {rung: rung + 1}}, {send: ping, to: event.nodes}]}, stop: off}}, off: {final: true}}
        events: {ring: {fields: {nodes: required}}, stop: {}}
      node:
        fields: {heard: {type: integer, initial: 0}, opens: date required}
        states: {on: {on: {ping: {do: {set: {heard: heard + 1}}}, move: , stop: off}}, off: {final: true}}
        events: {ping: {by: engine}, move: {fields: {opens: required}}, stop: {}}
      late visit:
        fields: {node: node required}
        states: {waiting: {on: {come: here, split: {do: {create: late visit, with: {node: node}}}}}, here: {final: true}}
        events: {come: {by: clock, requires: [{name: quiet, that: node.heard = 0}]}, split: {}}
        timers: {bell: {at: node.opens, in: waiting, fires: come}}
    """
  private static let plugin = """
    plugin: p
    rasci:
      hub: {default: {R: administrator, A: administrator}}
      node: {default: {R: administrator, A: administrator}}
      late visit: {default: {R: administrator, A: administrator}}
    """
  private let net: Simulated

  init() throws {
    net = try Simulated(Self.workflow, Self.plugin)
    for receipt in [
      try net.create("hub", "h", []), try net.create("node", "n", [("opens", .date(try day("2030-02-01")))]),
    ] {
      #expect(receipt.outcome == .accepted, "\(receipt.reasons)")
    }
  }

  private func ring(_ count: Int) -> Request {
    let nodes = Value.list(Array(repeating: .string("n"), count: count))
    return Request(.fire("ring"), on: "h", fields: [("nodes", nodes)])
  }

  private func act(_ event: String, _ id: String, _ fields: Given = []) throws -> Receipt {
    try net.act(Simulated.boss, .fire(event), id, fields)
  }

  @Test func isAThousandActsAtMostOfEachAct() throws {
    let size = try net.store.size()
    let done = try net.store.perform([ring(1000), ring(1)], by: net.principal()).receipts
    #expect(done.map(\.outcome) == [.accepted, .accepted] && done[0].followed.count == 1000)
    #expect(try net.find("n")?["heard"].text == "1001" && net.store.size() == size + 1003)
    let many = try net.store.perform(ring(1001), by: net.principal()).receipts[0]
    #expect(many.reasons.map(\.rule.description) == ["consequence"] && many.followed.isEmpty)
    #expect(try net.find("n")?["heard"].text == "1001" && net.find("h")?["rung"].text == "2")
    #expect(try net.store.size() == size + 1004)
  }

  @Test func isNumberedAfterWhatItFollowsFrom() throws {
    try net.create("late visit", "v", [("node", .string("n"))])
    try net.create("late visit", "v-late-visit-2", [("node", .string("n"))])
    let made = try (0..<3).map { _ in try act("split", "v").followed.map(\.subject) }
    #expect(made == [["v-late-visit-1"], ["v-late-visit-3"], ["v-late-visit-4"]])
    #expect(try act("split", "v-late-visit-1").followed.map(\.subject) == ["v-late-visit-1-late-visit-1"])
  }

  @Test func isTimedAnewWhereAnotherCaseMovedIt() throws {
    try net.create("late visit", "v", [("node", .string("n"))])
    _ = try act("move", "n", [("opens", .date(try day("2030-03-01")))])
    #expect(try net.goTo("2030-02-15").isEmpty, "nothing happens on the day that holds no longer")
    func verbs() throws -> [String] {
      var query = HistoryQuery()
      query.subject = "v"
      return try net.look { try Histories($0).entries(query).rows.map { $0.verb?.name.rawValue ?? "-" } }
    }
    #expect(try verbs() == ["fire", "retime"] && net.find("v")?.stateText == "waiting")
    #expect(try net.goTo("2030-02-28").isEmpty && verbs() == ["fire", "retime"], "once")
    let fired = try net.goTo("2030-03-02")
    let (zone, wanted) = (net.store.setting.zone, try day("2030-03-01"))
    #expect(
      fired.map(\.subject) == ["v"] && fired.map(\.state) == ["here"] && fired.map(\.instant) == [zone.instant(wanted)])
    #expect(try verbs() == ["fire", "retime", "fire"])
    #expect(try net.store.replay(in: SQLiteStorage.memory()).difference == nil)
    #expect(try net.store.rebuild(comparing: true).difference == nil)
  }

  @Test func comesOnTheVeryDayAndOnce() throws {
    try net.create("late visit", "v", [("node", .string("n"))])
    #expect(try net.goTo("2030-01-31").isEmpty)
    let fired = try net.goTo("2030-02-01")
    #expect(fired.map { "\($0.subject) \($0.state)" } == ["v here"])
    #expect(try net.goTo("2030-04-01").isEmpty)
  }

  @Test func isRefusedOnceAndForGoodWhereARequirementStandsInItsWay() throws {
    try net.create("late visit", "v", [("node", .string("n"))])
    try net.store.perform(ring(1), by: net.principal())
    let refused = try net.goTo("2030-02-02")
    #expect(refused.map { "\($0.subject) \($0.outcome.rawValue) \($0.reasons.map(\.rule))" } == ["v refused [quiet]"])
    let duties = try net.look { try Tasks($0).all(until: nil) }
    #expect(duties.isEmpty, "it waits for nothing")
    _ = try act("stop", "n")
    #expect(try net.goTo("2030-04-01").isEmpty && net.find("v")?.stateText == "waiting")
    #expect(try net.store.replay(in: SQLiteStorage.memory()).difference == nil)
  }

  @Test func isFollowedStepByStepAndLeavesNothing() throws {
    let size = try net.store.size()
    let trace = try net.look { try $0.trace(ring(2)) }
    #expect(trace.receipt.outcome == .accepted && trace.receipt.entry == nil && !trace.steps.isEmpty)
    #expect(trace.receipt.followed.map(\.entry) == [nil, nil])
    try net.look { view in
      let first = try view.trace(ring(1)).receipt.state
      let counts = try (0..<2).map { _ in try view.rehearse([ring(1)]).map(\.followed.count) }
      #expect(first == "on" && counts == [[1], [1]] && view.find("n")?["heard"].text == "0")
    }
    #expect(try net.store.size() == size && net.find("h")?["rung"].text == "0")
  }
}
