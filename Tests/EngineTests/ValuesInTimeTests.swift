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
    index:
      fields:
        rates: {type: list of number, initial: '[1.00]'}
        since: {type: list of date, initial: '[date("2030-01-01")]'}
      derived: {rate: 'value on(rates, since, date(today()))'}
      states: {kept: {on: {decide: {do: {set: {rates: 'append(rates, event.rate)', since: 'append(since, event.from)'}}}, drop: gone}}, gone: {final: true}}
      events:
        decide: {fields: {rate: number required, from: date required}, requires: [{name: ahead, that: event.from > date(today())}]}
        drop: {}
    order:
      fields: {index: index required, base: amount required, settled amount: amount}
      derived: {amount: 'if settled amount = null then decimal(base * index.rate, 2) else settled amount'}
      states:
        open: {on: {settle: settled}}
        settled: {entry: {set: {settled amount: 'decimal(base * index.rate, 2)'}}, on: {pay: paid}}
        paid: {final: true}
      events: {settle: {}, pay: {}}
  """
private let plugin = """
  plugin: p
  rasci: {index: {default: {R: administrator, A: administrator}}, order: {default: {R: administrator, A: administrator}}}
  """

/// Values that hold from a date on, and values that stay what they were.
@Suite struct ValuesInTime {
  @Test func aRateThatIsDecidedAheadHoldsFromItsDayAndWhatIsSettledStays() throws {
    let orders = try Simulated(workflow, plugin, from: "2030-06-01")
    try orders.create("index", "cpi", [])
    for id in ["o-1", "o-2"] {
      try orders.create("order", id, [("index", .string("cpi")), ("base", .number(1000))])
    }
    let decided = try orders.act(
      Simulated.boss, .fire("decide"), "cpi",
      [("rate", .number(Number("1.05") ?? 0)), ("from", .date(try day("2031-01-01")))])
    #expect(decided.outcome == .accepted, "\(decided.reasons)")
    func amounts() throws -> [String] {
      try orders.look { view in
        try ["o-1", "o-2"].map { id in
          try #require(try Cases(view).sheet(id)).derived.first { $0.name == "amount" }?.value.text ?? ""
        }
      }
    }
    let first = try amounts()
    #expect(first == ["1000", "1000"], "\(first)")
    try orders.act(Simulated.boss, .fire("settle"), "o-1")
    try orders.goTo("2030-12-31")
    #expect(try amounts() == ["1000", "1000"])
    try orders.goTo("2031-01-01")
    #expect(try amounts() == ["1000", "1050"], "the settled one stays what it was")
    #expect(
      try orders.rules(
        Simulated.boss, .fire("decide"), "cpi", [("rate", .number(2)), ("from", .date(try day("2031-01-01")))]) == [
          "ahead"
        ])
    #expect(try orders.store.replay(in: SQLiteStorage.memory()).difference == nil)
  }

  @Test func noLawRestsOnTheDayByWayOfAValue() throws {
    let laws = plugin + "\nlaws: {paid in time: {title: T, source: s, of: index, holds: rate > 0}}"
    do {
      _ = try Rulebook.load([("Workflows/w/workflow.yaml", workflow), ("Plugins/p/plugin.yaml", laws)])
      Issue.record("it loads")
    } catch {
      #expect("\(error)".contains("a law holds of how things stand, so it may not ask today()"), "\(error)")
    }
  }
}
