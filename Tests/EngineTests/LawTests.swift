import Calendar
import Definitions
import FEEL
import Governance
import Journal
import SQLiteStorage
import TestSupport
import Testing

@testable import Engine

private let workflow = """
  workflow: shop
  kinds:
    order:
      fields: {price: {type: number, required: true}, shelf: shelf, supplier: supplier}
      queries: {invoices: {of: invoice, via: order}}
      derived: {paid: sum(invoices.price)}
      states:
        open: {on: {place: placed, note: }}
        placed: {on: {expire: over, note: , reprice: , reopen: open}}
        over: {on: {reprice: , drop: dropped}}
        dropped: {final: true}
      events:
        place: {}
        note: {}
        reprice: {fields: {price: required}}
        reopen: {}
        drop: {}
        expire: {by: clock}
      timers: {year: {at: '@"2030-06-01"', in: placed, fires: expire}}
    invoice:
      fields: {order: order required, price: {type: number, required: true}}
      states: {sent: {on: {lower: , pass on: , lose: lost}}, lost: {final: true}}
      events: {lose: {}, lower: {fields: {price: required}}, pass on: {fields: {order: required}}}
    shelf:
      fields: {room: {type: number, required: true}, secret: {type: text, confidential: true, readers: boss}}
      states: {here: {on: {shrink: , clear: gone}}, gone: {final: true}}
      events: {shrink: {fields: {room: required}}, clear: {}}
    supplier:
      fields: {orders: {type: number, initial: 0}}
      queries: {all orders: {of: order, via: supplier}}
      derived: {weight: 'sum(all orders.price)'}
      states: {known: {on: {go: gone}}, gone: {final: true}}
      events: {go: {}}
  """

private let plugin = """
  plugin: shop
  roles: {boss: Boss}
  rasci:
    order: {default: {R: administrator, A: administrator}}
    invoice: {default: {R: administrator, A: administrator}}
    shelf: {default: {R: administrator, A: administrator}}
    supplier: {default: {R: administrator, A: administrator}}
  laws:
    room for it:
      title: {en: An order lies on a shelf with room for it, nl: Een bestelling ligt op een plank met ruimte}
      source: shop decree, article 1
      of: order
      in: [placed, over]
      holds: 'shelf = null or shelf.room >= price'
    paid in the end:
      title: What is over was paid
      source: shop decree, article 2
      of: order
      in: over
      holds: paid >= price
    not too much:
      title: A supplier has orders of a thousand at most
      source: shop decree, article 3
      of: supplier
      holds: weight = null or weight <= 1000
  """

/// What holds whatever the guards say.
@Suite struct LawsHold {
  private let shop: Simulated

  init() throws {
    shop = try Simulated(workflow, plugin)
    try shop.create("shelf", "s1", [("room", .number(100))])
    try shop.create("order", "o1", [("price", .number(80)), ("shelf", .string("s1"))])
  }

  private func act(_ event: String, _ id: String, _ fields: Given = []) throws -> Receipt {
    try shop.act(Simulated.boss, .fire(event), id, fields)
  }

  private func laws(_ receipt: Receipt) -> [String] {
    receipt.reasons.compactMap { if case .law(let name, _, _, let id, _) = $0 { "\(name): \(id)" } else { nil } }
  }

  @Test func anActIsRefusedThatLeavesItsCaseUnlawfulAndTheRefusalCitesTheLaw() throws {
    try shop.create("order", "o2", [("price", .number(120)), ("shelf", .string("s1"))])
    let receipt = try act("place", "o2")
    #expect(receipt.outcome == .refused && laws(receipt) == ["room for it: o2"] && receipt.state == "open")
    guard case .law(_, let title, let source, _, let seen)? = receipt.reasons.first else {
      Issue.record("no law")
      return
    }
    #expect(title.nl == "Een bestelling ligt op een plank met ruimte" && source == "shop decree, article 1")
    #expect(seen.condition == "shelf = null or shelf.room >= price" && seen.place.line == 14)
    #expect(seen.values.first { $0.name == "price" }?.value == "120")
    // In a state the law is not about, nothing stops it.
    #expect(try act("note", "o2").outcome == .accepted)
    #expect(try act("place", "o1").outcome == .accepted)
  }

  @Test func anActOnAnotherCaseIsRefusedThatWouldLeaveThisOneUnlawful() throws {
    #expect(try act("place", "o1").outcome == .accepted)
    #expect(laws(try act("shrink", "s1", [("room", .number(79))])) == ["room for it: o1"])
    #expect(try act("shrink", "s1", [("room", .number(80))]).outcome == .accepted)
  }

  @Test func whatACaseNoLongerPointsToIsAskedAboutToo() throws {
    try shop.create("supplier", "x", [])
    try shop.create("order", "o3", [("price", .number(900)), ("supplier", .string("x"))])
    #expect(
      laws(try shop.create("order", "o4", [("price", .number(101)), ("supplier", .string("x"))])) == ["not too much: x"]
    )
    #expect(try shop.create("order", "o4", [("price", .number(100)), ("supplier", .string("x"))]).outcome == .accepted)
    #expect(laws(try act("place", "o4")) == [])
    #expect(laws(try act("reprice", "o4", [("price", .number(101))])) == ["not too much: x"])
  }

  @Test func whatIsBrokenAlreadyStopsNothingThatMakesItNoWorse() throws {
    // Under definitions without the laws.
    let loose = try Simulated(workflow, String(plugin.prefix(upTo: try #require(plugin.range(of: "laws:")).lowerBound)))
    try loose.create("shelf", "s1", [("room", .number(10))])
    try loose.create("order", "o1", [("price", .number(80)), ("shelf", .string("s1"))])
    #expect(try loose.act(Simulated.boss, .fire("place"), "o1").outcome == .accepted)
    let strict = try Rulebook.load([("Workflows/l/workflow.yaml", workflow), ("Plugins/l/plugin.yaml", plugin)])
    _ = try loose.store.perform(.adoption(of: strict), by: loose.principal())
    let preview = try loose.look { try DefinitionsInForce($0).upgrade(of: "o1") }
    #expect(preview.contains { $0.part == .law && $0.name == "room for it" && $0.before == nil })
    #expect(try loose.act(Simulated.boss, .upgrade, "o1").outcome == .accepted)
    let broken = try loose.look { try LawReading($0).broken() }
    #expect(broken.map { "\($0.law.name) \($0.subject) \($0.state)" } == ["room for it o1 placed"])
    #expect(try loose.act(Simulated.boss, .fire("note"), "o1").outcome == .accepted)
    // Another law is another matter.
    #expect(try loose.act(Simulated.boss, .fire("reprice"), "o1", [("price", .number(5))]).outcome == .accepted)
    #expect(
      try loose.act(Simulated.boss, .fire("reprice"), "o1", [("price", .number(11))]).reasons.contains(where: \.isLaw))
    #expect(try loose.store.replay(in: SQLiteStorage.memory()).difference == nil)
  }

  @Test func whatTheClockMayNotDoWaitsAsADutyAndHappensWhenItMay() throws {
    #expect(try act("place", "o1").outcome == .accepted)
    let fired = try shop.goTo("2030-07-01")
    #expect(fired.map { "\($0.subject) \($0.outcome.rawValue) \($0.state)" } == ["o1 refused placed"])
    #expect(fired.flatMap(laws) == ["paid in the end: o1"])
    func duties() throws -> [String] {
      try shop.look { view in
        try Tasks(view).all(until: nil).map { "\($0.what) \($0.subject) \($0.by.map { "\($0)" } ?? "")" }
      }
    }
    #expect(try duties() == ["expire, stopped by a law o1 2030-06-01"])
    // Nothing is tried that nothing has changed for, and a try that fails leaves no entry.
    #expect(try shop.goTo("2030-08-01").isEmpty)
    let size = try shop.store.size()
    try shop.create("invoice", "i1", [("order", .string("o1")), ("price", .number(79))])
    #expect(try shop.store.size() == size + 1)
    let last = try shop.create("invoice", "i2", [("order", .string("o1")), ("price", .number(1))])
    #expect(last.outcome == .accepted)
    #expect(try shop.find("o1")?.stateText == "over" && duties().isEmpty)
    #expect(try shop.store.size() == size + 3)
    #expect(try shop.store.replay(in: SQLiteStorage.memory()).difference == nil)
    #expect(try shop.store.rebuild(comparing: true).difference == nil)
    // And now it holds.
    #expect(laws(try act("lower", "i2", [("price", .number(0))])) == ["paid in the end: o1"])
    #expect(laws(try act("pass on", "i1", [("order", .string("o9"))])) == [])
    try shop.create("order", "o9", [("price", .number(1))])
    #expect(laws(try act("pass on", "i1", [("order", .string("o9"))])) == ["paid in the end: o1"])
  }

  @Test func aTimerThatIsGoneWhileItWaitedIsNoDutyAnyMore() throws {
    #expect(try act("place", "o1").outcome == .accepted)
    _ = try shop.goTo("2030-07-01")
    #expect(try act("reopen", "o1").outcome == .accepted)
    let tasks = try shop.look { try Tasks($0).all(until: nil) }
    #expect(tasks.isEmpty)
  }

  @Test func ofCasesHoldByTheDefinitionsTheyArePinnedToForWhoeverReadsThemAnew() throws {
    try shop.create("order", "o2", [("price", .number(120)), ("shelf", .string("s1"))])
    let lawless = String(plugin.prefix(upTo: try #require(plugin.range(of: "laws:")).lowerBound))
    let loose = try Rulebook.load([("Workflows/w/workflow.yaml", workflow), ("Plugins/p/plugin.yaml", lawless)])
    #expect(try shop.store.perform(.adoption(of: loose), by: shop.principal()).receipts[0].outcome == .accepted)
    let anew = try shop.reopened()
    #expect(laws(try anew.act(Simulated.boss, .fire("place"), "o2")) == ["room for it: o2"])
    try anew.create("order", "o3", [("price", .number(120)), ("shelf", .string("s1"))])
    #expect(try anew.act(Simulated.boss, .fire("place"), "o3").outcome == .accepted, "a new one knows no such law")
  }

  @Test func whatALawStoppedIsForgottenOnceItHappened() throws {
    let rounds = try Simulated(
      """
      workflow: rounds
      kinds:
        round:
          fields: {due: date required, times: {type: integer, initial: 0}, most: {type: integer, initial: 0}}
          states: {on: {on: {come: {do: {set: {times: times + 1}}}, allow: , defer: , stop: off}}, off: {final: true}}
          events: {come: {by: clock}, allow: {fields: {most: required}}, defer: {fields: {due: required}}, stop: {}}
          timers: {bell: {at: due, in: on, fires: come}}
      """,
      """
      plugin: rounds
      roles: {boss: Boss}
      rasci: {round: {default: {R: administrator, A: administrator}}}
      laws: {enough: {title: No more than is allowed, source: house rule 1, of: round, holds: times <= most}}
      """)
    func times() throws -> String? { try rounds.find("r")?["times"].text }
    func set(_ event: String, _ field: String, _ value: Value) throws {
      #expect(try rounds.act(Simulated.boss, .fire(event), "r", [(field, value)]).outcome == .accepted)
    }
    try rounds.create("round", "r", [("due", .date(try day("2030-02-01")))])
    try rounds.goTo("2030-02-02")
    #expect(try times() == "0")
    try set("allow", "most", .number(1))
    #expect(try times() == "1", "what waited happens")
    try set("allow", "most", .number(9))
    try set("defer", "due", .date(try day("2030-03-01")))
    try rounds.goTo("2030-03-02")
    #expect(try times() == "2")
    // On the day on which it was stopped once it may fall due again, and nothing stops it now.
    try set("defer", "due", .date(try day("2030-02-01")))
    #expect(try times() == "2", "but nothing waits any more")
    try rounds.goTo("2030-03-03")
    #expect(try times() == "3")
    #expect(try rounds.store.replay(in: SQLiteStorage.memory()).difference == nil)
  }

  @Test func ofOtherCasesAreAmongTheStepsOfATrace() throws {
    #expect(try act("place", "o1").outcome == .accepted)
    func laws(_ room: Int) throws -> [String] {
      try shop.look { view in
        try view.trace(Request(.fire("shrink"), on: "s1", fields: [("room", .number(Number(room)))])).steps.compactMap {
          if case .law(let law, let subject, let holds) = $0 { "\(law.name) \(subject) \(holds)" } else { nil }
        }
      }
    }
    #expect(try laws(79) == ["room for it o1 false"] && laws(80) == ["room for it o1 true"])
    #expect(try shop.find("s1")?["room"].text == "100")
  }

  @Test func nothingIsTakenAwayByAnErasureThatALawStops() throws {
    let made = try shop.create("order", "o2", [("price", .number(70)), ("shelf", .string("s1"))])
    #expect(try act("place", "o2").outcome == .accepted)
    func erase() throws -> Erased {
      try shop.store.erase(
        Request(.erase("price"), on: "o2", fields: [("because", .string("asked for"))]), by: shop.principal())
    }
    let stopped = try erase()
    #expect(laws(stopped.performed.receipts[0]) == ["room for it: o2"])
    #expect(stopped.values == 0 && stopped.elsewhere.isEmpty && stopped.isGone)
    func given() throws -> String? { try shop.store.reading { try $0.entry(made.entry ?? -1)?.value("in.price") } }
    #expect(try shop.find("o2")?["price"].text == "70" && given() == "70")
    #expect(try act("reopen", "o2").outcome == .accepted)
    #expect(try erase().values > 0 && given() == nil)
    #expect(try shop.store.rebuild(comparing: true).difference == nil)
  }
}
