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
    badge:
      grants: {a: assignment, in: valid, person: person, role: role}
      fields: {person: text required, role: text required}
      states: {valid: {on: {take: taken}}, taken: {final: true}}
      events: {take: {}}
    letter:
      grants: {a: mandate, in: valid, role: role, activities: activities, ceiling: ceiling}
      fields: {role: text required, ceiling: number, activities: list of text}
      states: {valid: {on: {take: taken}}, taken: {final: true}}
      events: {take: {}}
    bill:
      fields: {amount: {type: amount, required: true}, paid: amount}
      states: {open: {on: {pay: paid, ask: , drop: dropped}}, paid: {final: true}, dropped: {final: true}}
      events: {pay: {fields: {paid: required}, due: 'date(2030, 2, 1)'}, ask: {}, drop: {fields: {why: text}}}
  """

private let plugin = """
  plugin: p
  roles: {clerk: Clerk, head: Head, board: Board}
  rasci:
    badge: {default: {R: administrator, A: administrator}}
    letter: {default: {R: administrator, A: administrator}}
    bill:
      default: {R: administrator, A: administrator}
      create:
        - {when: amount > 10000, R: head, A: head}
        - {R: clerk, A: clerk}
      pay:
        - {when: event.paid > 1000, R: clerk, A: board, approval: before, four eyes: false}
        - {when: amount > 500, R: head, A: head, mandate: true, amount: event.paid}
        - {R: clerk, A: clerk}
      ask: {R: clerk, A: clerk, C: head, consultation: P14D}
  """

/// Who may act depends on what it is about.
@Suite struct LinesWithConditions {
  private let bills: Simulated

  init() throws {
    bills = try Simulated(workflow, plugin)
    for role in ["clerk", "head", "board"] {
      try bills.create("badge", "b-\(role)", [("person", .string("\(role)@w")), ("role", .string(role))])
    }
  }

  @discardableResult private func bill(_ id: String, _ amount: Int, by account: String = "clerk@w") throws -> Receipt {
    try bills.create("bill", id, [("amount", .number(Number(amount)))], as: account)
  }

  @discardableResult private func pay(_ id: String, _ amount: Int, by account: String) throws -> Receipt {
    try bills.act(account, .fire("pay"), id, [("paid", .number(Number(amount)))])
  }

  @Test func countByWhatACaseIsCreatedWith() throws {
    #expect(try bill("small", 10_000).outcome == .accepted)
    #expect(try bill("large", 10_001).reasons.map(\.rule) == [.role])
    #expect(try bill("large", 10_001, by: "head@w").outcome == .accepted)
  }

  @Test func countByWhatAnEventIsGivenTheFirstThatHolds() throws {
    try bill("b", 400)
    let asked = try pay("b", 1001, by: "clerk@w")
    #expect(asked.outcome == .pending)
    // Whoever approves is of the line by which it was asked.
    #expect(try bills.act("clerk@w", .approve(try #require(asked.entry)), "b").reasons.map(\.rule) == [.role])
    #expect(try bills.act("board@w", .approve(try #require(asked.entry)), "b").outcome == .accepted)
    try bill("c", 400)
    #expect(try pay("c", 1000, by: "board@w").reasons.map(\.rule) == [.role])
    #expect(try pay("c", 1000, by: "clerk@w").outcome == .accepted)
    #expect(try bills.store.replay(in: SQLiteStorage.memory()).difference == nil)
  }

  @Test func askForAMandateThatReachesTheAmount() throws {
    try bill("b", 600)
    #expect(try pay("b", 300, by: "head@w").reasons.map(\.rule) == [.mandate])
    let names = Value.list([.string("bill.pay")])
    try bills.create("letter", "l-1", [("role", .string("head")), ("ceiling", .number(299)), ("activities", names)])
    guard case .overCeiling("l-1", "bill.pay", _)? = try pay("b", 300, by: "head@w").reasons.first else {
      Issue.record("the ceiling did not count")
      return
    }
    try bills.create("letter", "l-2", [("role", .string("head")), ("ceiling", .number(300)), ("activities", names)])
    let paid = try pay("b", 300, by: "head@w")
    #expect(paid.outcome == .accepted && paid.authority.contains("l-2"))
    try bill("c", 600)
    #expect(try pay("c", 301, by: "head@w").reasons.map(\.rule) == [.mandate])
    try bills.create("letter", "l-3", [("role", .string("head")), ("activities", names)])
    #expect(try pay("c", 301, by: "head@w").authority.contains("l-3"))
  }

  @Test func giveThoseWhoAreAskedTheirTime() throws {
    try bill("b", 1)
    func ask(_ until: String) throws -> Receipt {
      try bills.act("clerk@w", .consult("ask"), "b", [("until", .date(try day(until)))])
    }
    guard case .tooSoon("until", let least, _)? = try ask("2030-01-14").reasons.first else {
      Issue.record("a day too soon was taken")
      return
    }
    #expect("\(least)" == "2030-01-15")
    #expect(try ask("2030-01-15").outcome == .accepted)
  }

  @Test func areThoseThatTasksAndWhyGoBy() throws {
    try bill("small", 500)
    try bill("large", 501)
    let tasks = try bills.look { try Tasks($0).all(until: nil) }
    #expect(tasks.map { "\($0.subject) \($0.roles)" } == [#"large ["head"]"#, #"small ["clerk"]"#])
    let lines = try bills.look { view in ["small", "large"].map { view.line("pay", on: $0)?.responsible } }
    #expect(lines == [["clerk"], ["head"]])
  }

  @Test func areToldOfAnEntryAsItWasDecided() throws {
    func line(_ receipt: Receipt) throws -> [String]? {
      let entry = try #require(receipt.entry)
      let line = try bills.look { try Provenances($0).authority(entry).line }
      return line.map { $0.responsible + [$0.accountable] }
    }
    #expect(try line(bill("small", 400)) == ["clerk", "clerk"])
    #expect(try line(bill("large", 10_001, by: "head@w")) == ["head", "head"])
    // Who stood in no role is told by which line they lacked it.
    let refused = [try pay("small", 1, by: "board@w"), try bill("huge", 10_001)]
    #expect(try refused.map(line) == [["clerk", "clerk"], ["head", "head"]])
    #expect(refused.map(\.outcome) == [.refused, .refused])
    let asked = try pay("small", 1001, by: "clerk@w")
    #expect(try line(asked) == ["clerk", "board"])
    let agreed = try bills.act("board@w", .approve(try #require(asked.entry)), "small")
    #expect(try agreed.outcome == .accepted && line(agreed) == ["clerk", "board"])
    // The same role acts by more than one line.
    try bill("other", 400)
    let paid = try pay("other", 1000, by: "clerk@w")
    #expect(try paid.outcome == .accepted && line(paid) == ["clerk", "clerk"])
    // By what was given then, whatever the case became.
    #expect(try line(asked) == ["clerk", "board"])
    // What is gone cannot be asked: then it goes by who acted.
    let erased = try bills.store.erase(
      Request(.erase("paid"), on: "small", fields: [("because", .string("asked for"))]), by: bills.principal())
    #expect(erased.values > 0)
    #expect(try line(asked) == ["clerk", "board"] && line(agreed) == ["clerk", "board"])
  }
}
