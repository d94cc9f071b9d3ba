import Definitions
import Engine
import FEEL
import Governance
import SQLiteStorage
import TestSupport
import Testing

private let workflow = """
  workflow: w
  kinds:
    deal:
      states: {open: {on: {close: closed}}, closed: {final: true}}
      events: {close: {}}
    task:
      ends with: {deal: fall away, helper: drop}
      fields: {deal: deal required, helper: deal}
      states:
        open: {on: {do: done, fall away: gone, drop: dropped}}
        kept: {on: {do: done}}
        done: {final: true}
        gone: {final: true}
        dropped: {final: true}
      initial: open
      events: {do: {}, fall away: {by: engine}, drop: {by: engine}, keep: {}}
    part:
      ends with: {task: stop}
      fields: {task: task required}
      states: {open: {on: {stop: stopped}}, stopped: {final: true}}
      events: {stop: {by: engine}}
  """
private let plugin = """
  plugin: p
  rasci:
    deal: {default: {R: administrator, A: administrator}}
    task: {default: {R: administrator, A: administrator}}
    part: {default: {R: administrator, A: administrator}}
  """

/// Cases that end with those they hang on.
@Suite struct WhatEndsWithAnother {
  private func deals() throws -> Simulated {
    let kept = workflow.replacing("open: {on: {do: done,", with: "open: {on: {keep: kept, do: done,")
    let deals = try Simulated(kept, plugin)
    for id in ["d-1", "d-2"] { try deals.create("deal", id, []) }
    for (id, deal, helper) in [("t-1", "d-1", "d-2"), ("t-2", "d-1", ""), ("t-3", "d-2", ""), ("t-4", "d-1", "")] {
      let more: Given = helper.isEmpty ? [] : [("helper", .string(helper))]
      try deals.create("task", id, [("deal", .string(deal))] + more)
    }
    try deals.create("part", "p-1", [("task", .string("t-2"))])
    try deals.act(Simulated.boss, .fire("do"), "t-4")
    return deals
  }

  @Test func isEndedWithItAndWhatHangsOnThatAsWell() throws {
    let deals = try deals()
    let closed = try deals.act(Simulated.boss, .fire("close"), "d-1")
    #expect(closed.outcome == .accepted)
    let states = try ["t-1", "t-2", "t-3", "t-4", "p-1"].map { try deals.find($0)?.stateText ?? "" }
    #expect(states == ["gone", "gone", "open", "done", "stopped"])
    #expect(closed.followed.map(\.subject).sorted() == ["t-1", "t-2"])
    #expect(try deals.store.replay(in: SQLiteStorage.memory()).difference == nil)
    #expect(try deals.store.rebuild(comparing: true).difference == nil)
  }

  @Test func goesOnWhereItsStateDoesNotTakeTheEvent() throws {
    let deals = try deals()
    try deals.act(Simulated.boss, .fire("keep"), "t-2")
    #expect(try deals.act(Simulated.boss, .fire("close"), "d-1").outcome == .accepted)
    #expect(try deals.find("t-2")?.stateText == "kept" && deals.find("p-1")?.stateText == "open")
  }

  @Test func isEndedByEachOfTheFieldsThatSaySo() throws {
    let deals = try deals()
    try deals.act(Simulated.boss, .fire("close"), "d-2")
    #expect(try deals.find("t-1")?.stateText == "dropped" && deals.find("t-3")?.stateText == "gone")
  }

  @Test func nothingHappensBeforeTheEnd() throws {
    let deals = try deals()
    #expect(try deals.act(Simulated.boss, .fire("keep"), "t-1").followed.isEmpty)
    #expect(try deals.find("p-1")?.stateText == "open")
  }
}
