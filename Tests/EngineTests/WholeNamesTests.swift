import Definitions
import Engine
import Governance
import SQLiteStorage
import TestSupport
import Testing

/// Events have names of their own: what the kernel raises, and what begins alike, is something else.
@Suite struct EventsByTheirWholeNames {
  private static let workflow = """
    workflow: w
    kinds:
      job:
        fields: {size: {type: integer, initial: 0}}
        states:
          run:
            parallel: true
            on: {done: closed, order: urgent order, order.urgent: closed}
            states:
              work: {initial: at it, states: {at it: {on: {finish: finished}}, finished: {final: true}}}
              money: {initial: unpaid, states: {unpaid: {on: {pay: paid}}, paid: {final: true}}}
          urgent order: {on: {done: closed}}
          closed: {final: true}
        events:
          finish:
          pay:
          order:
          order.urgent:
          done: {requires: [{name: large, that: size > 2}]}
    """
  private static let plugin = """
    plugin: p
    rasci: {job: {default: {R: administrator, A: administrator}}}
    """

  @Test func nothingButItsRoleBringsAnEventAbout() throws {
    let jobs = try Simulated(Self.workflow, Self.plugin)
    try jobs.create("job", "j-1", [])
    try jobs.act(Simulated.boss, .fire("finish"), "j-1")
    try jobs.act(Simulated.boss, .fire("pay"), "j-1")
    #expect(try jobs.find("j-1")?.stateText == "finished, paid", "that the regions are done is no event of the case")
    #expect(try jobs.rules(Simulated.boss, .fire("done"), "j-1") == ["large"])
    #expect(try jobs.store.replay(in: SQLiteStorage.memory()).difference == nil)
  }

  @Test func oneThatBeginsLikeAnotherIsAnother() throws {
    let jobs = try Simulated(Self.workflow, Self.plugin)
    try jobs.create("job", "j-1", [])
    try jobs.act(Simulated.boss, .fire("order.urgent"), "j-1")
    #expect(try jobs.find("j-1")?.stateText == "closed")
    try jobs.create("job", "j-2", [])
    try jobs.act(Simulated.boss, .fire("order"), "j-2")
    #expect(try jobs.find("j-2")?.stateText == "urgent order")
  }
}
