import Definitions
import Engine
import FEEL
import Governance
import TestSupport
import Testing

private let workflow = """
  workflow: w
  kinds:
    term:
      fields:
        years: {type: integer, required: true, from: 1, to: 15}
        price: {type: amount, from: 0, at creation: true}
        last: {type: date, to: 2040-12-31}
        marks: {type: list of integer, from: 1, to: 5}
        count: {type: integer, initial: 0, from: 0, to: 2, at creation: true}
        wait: {type: duration, from: P1M, to: P1Y, initial: 'if years > 10 then @"P2Y" else @"P6M"'}
      states: {open: {on: {renew: {to: open, do: {set: {count: count + 1}}}, reprice: , end: ended}}, ended: {final: true}}
      events: {renew: {}, reprice: {fields: {price: required}}, end: {}}
  """

/// Fields with a least and a most.
@Suite struct FieldsWithinBounds {
  private func terms(_ text: String = workflow) throws -> Simulated {
    try Simulated(text, "plugin: p\nrasci: {term: {default: {R: administrator, A: administrator}}}")
  }

  @Test(arguments: [
    ("years", Value.number(0), "1", "15"), ("years", .number(16), "1", "15"), ("price", .number(-1), "0", ""),
    ("last", .string("2041-01-01"), "", "2040-12-31"), ("marks", .list([.number(5), .number(6)]), "1", "5"),
    ("count", .number(3), "0", "2"),
  ])
  func takeNothingBeyond(_ name: String, _ value: Value, _ from: String, _ to: String) throws {
    var value = value
    if case .string(let text) = value { value = .date(try day(text)) }
    let given: Given = (name == "years" ? [] : [("years", .number(3))]) + [(name, value)]
    let receipt = try terms().create("term", "t", given)
    guard case .outOfBounds(let field, let low, let high)? = receipt.reasons.first, receipt.reasons.count == 1 else {
      Issue.record("\(receipt.reasons)")
      return
    }
    #expect(field == name && low ?? "" == from && high ?? "" == to && receipt.outcome == .refused)
  }

  @Test func takeTheirEnds() throws {
    let terms = try terms()
    let last = Value.date(try day("2040-12-31"))
    let ends: Given = [
      ("price", .number(0)), ("last", last), ("marks", .list([.number(1), .number(5)])), ("count", .number(2)),
    ]
    #expect(try terms.create("term", "t", [("years", .number(1))] + ends).outcome == .accepted)
    #expect(try terms.create("term", "u", [("years", .number(15)), ("wait", .null)]).outcome == .accepted)
  }

  @Test func areHeldByWhatTheyBeginWithAndByWhatSetsThem() throws {
    let terms = try terms()
    #expect(try terms.create("term", "long", [("years", .number(11))]).reasons.map(\.rule) == [.fields])
    try terms.create("term", "t", [("years", .number(3))])
    #expect(try terms.act(Simulated.boss, .fire("renew"), "t").outcome == .accepted)
    #expect(try terms.act(Simulated.boss, .fire("renew"), "t").outcome == .accepted)
    let third = try terms.act(Simulated.boss, .fire("renew"), "t")
    #expect(third.outcome == .refused && third.reasons.map(\.rule) == [.definition])
    #expect(try terms.act(Simulated.boss, .fire("reprice"), "t", [("price", .number(-5))]).outcome == .refused)
  }

  @Test func areToldWhenACaseIsMovedAndKeepOutWhatNoLongerFits() throws {
    let terms = try terms()
    #expect(try terms.create("term", "t", [("years", .number(15)), ("wait", .null)]).outcome == .accepted)
    let narrow = try Rulebook.load([
      ("Workflows/w/workflow.yaml", workflow.replacing("from: 1, to: 15", with: "from: 1, to: 9")),
      ("Plugins/p/plugin.yaml", "plugin: p\nrasci: {term: {default: {R: administrator, A: administrator}}}"),
    ])
    let adopted = try terms.store.perform(.adoption(of: narrow), by: terms.principal()).receipts
    #expect(adopted.map(\.outcome) == [.accepted])
    let changes = try terms.look { try DefinitionsInForce($0).upgrade(of: "t") }
    let change = try #require(changes.first { $0.name == "years" }, "\(changes)")
    #expect(change.before == "integer, required, from 1 to 15" && change.after == "integer, required, from 1 to 9")
    let refused = try terms.act(Simulated.boss, .upgrade, "t")
    #expect(refused.outcome == .refused && refused.reasons.contains { $0.rule == .fields })
    let moved = try terms.act(Simulated.boss, .upgrade, "t", [("years", .number(9))])
    #expect(moved.outcome == .accepted, "\(moved.reasons)")
  }
}
