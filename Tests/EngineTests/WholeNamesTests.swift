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

/// What an act sets is held against what there is, as what is given is.
@Suite struct ReferencesThatAreSet {
  private static let workflow = """
    workflow: w
    kinds:
      bin:
        fields: {title: text required}
        states: {out: {on: {take: gone}}, gone: {final: true}}
        events: {take: }
      round:
        fields: {bin: bin, bins: {type: list of bin, initial: '[]'}, made: bin, self: round, name: text}
        states:
          open:
            on:
              name it: {do: {set: {bin: event.which}}}
              name all: {do: {set: {bins: 'append(bins.id, event.which)'}}}
              name itself: {do: {set: {self: case.id}}}
              make one: {do: [{create: bin, id: '"b-new"', with: {title: '"new"'}}, {set: {made: '"b-new"'}}]}
              close: closed
          closed: {final: true}
        events:
          name it: {fields: {which: text required}}
          name all: {fields: {which: text required}}
          name itself:
          make one:
          close:
    """
  private static let plugin = """
    plugin: p
    rasci: {bin: {default: {R: administrator, A: administrator}}, round: {default: {R: administrator, A: administrator}}}
    """

  @Test func leadToWhatThereIs() throws {
    let rounds = try Simulated(Self.workflow, Self.plugin)
    try rounds.create("bin", "b-1", [("title", .string("one"))])
    try rounds.create("round", "r-1", [])
    for event in ["name it", "name all"] {
      for wrong in ["b-2", "r-1"] {
        let refused = try rounds.act(Simulated.boss, .fire(event), "r-1", [("which", .string(wrong))])
        #expect(refused.outcome == .refused, "\(event) \(wrong): there is no such bin; \(refused.reasons)")
      }
      let done = try rounds.act(Simulated.boss, .fire(event), "r-1", [("which", .string("b-1"))])
      #expect(done.outcome == .accepted, "\(done.reasons)")
    }
    #expect(try rounds.act(Simulated.boss, .fire("name itself"), "r-1").outcome == .accepted)
    #expect(try rounds.act(Simulated.boss, .fire("make one"), "r-1").outcome == .accepted, "what it makes is there")
    #expect(try rounds.find("r-1")?["made"].text == "b-new")
  }
}
