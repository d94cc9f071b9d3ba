import Definitions
@testable import Engine
import FEEL
import Governance
import SQLiteStorage
import TestSupport
import Testing

/// Which grant counts, of several that would do.
@Suite struct TheGrantThatCounts {
  private let seats: Given = [("seats", .number(4))]

  private func letter(_ library: Library, _ id: String, until: String = "2030-12-31") throws {
    try library.create(
      "letter", id,
      [("role", .string("head")), ("from", .date(try day("2030-01-01"))), ("until", .date(try day(until)))])
  }

  @Test func isTheOldestAndTheSameAfterReopeningAndInAReplay() throws {
    let library = try Library()
    // Made in another order than that of their names.
    for id in ["l-9", "l-1", "l-5"] { try letter(library, id) }
    try library.goTo("2030-01-10")
    let receipt = try library.act("ann@lib", .fire("reopen"))
    #expect(receipt.authority == ["b-1", "l-9"], "\(receipt.authority)")
    for _ in 0..<5 {
      let again = try library.simulated.reopened()
      let authority = try again.look("ann@lib") { view in
        try view.decide(Request(.fire("demolish"), on: "red")).authority
      }
      #expect(authority == ["b-1"])
      let reopen = try again.look("ann@lib") { try $0.decide(Request(.fire("reopen"), on: "red")).authority }
      #expect(reopen == ["b-1", "l-9"])
    }
    #expect(try library.store.replay(in: SQLiteStorage.memory()).difference == nil)
  }

  @Test func isTheOneWhoseScopeLiesNearest() throws {
    let library = try Library()
    try library.badge("b-5", "dora@lib", "porter")
    try library.create("room", "blue", [("seats", .number(20))])
    try library.badge("b-6", "dora@lib", "porter", scope: "blue")
    #expect(try library.act("dora@lib", .fire("lend"), "blue", seats).authority == ["b-6"])
    #expect(try library.act("dora@lib", .fire("lend"), "red", seats).authority == ["b-5"])
    let entry = try library.act("dora@lib", .fire("lend"), "blue", seats).entry ?? -1
    let instead = try library.simulated.look { try Provenances($0).authority(entry).grants.map(\.instead) }
    #expect(instead == [["b-5"]], "it says which other grant would have done")
  }

  @Test func isThatOfTheCaseItselfBeforeOneOfWhatItIsWithin() throws {
    let library = try Library()
    let loan = try #require(try library.act("ann@lib", .fire("lend"), "red", seats).followed.first).subject
    try library.badge("b-5", "dora@lib", "porter", scope: "red")
    try library.badge("b-6", "dora@lib", "porter", scope: loan)
    #expect(try library.act("dora@lib", .fire("return"), loan).authority == ["b-6"])
  }

  @Test func goesWithTheGrantToWhomItIsPassedOn() throws {
    let library = try Library()
    try library.act(Simulated.boss, .fire("pass on"), "b-1", [("person", .string("dora@lib"))])
    for library in [library.simulated, try library.simulated.reopened()] {
      #expect(try library.act("dora@lib", .fire("lend"), "red", seats).authority == ["b-1"])
      #expect(try library.rules("ann@lib", .fire("lend"), "red", seats) == ["role"])
    }
  }

  @Test func isThereForWhatComesAfterItInOneTransaction() throws {
    let library = try Library()
    let boss = try library.simulated.principal()
    let eve = try library.simulated.principal("eve@lib")
    let receipts = try library.store.perform([
      (
        Request(
          .fire("create"), on: "b-9", kind: "badge",
          fields: [("person", .string("eve@lib")), ("role", .string("porter"))]), boss
      ), (Request(.fire("lend"), on: "red", fields: seats), eve),
      (Request(.fire("lend"), on: "red", fields: seats), try library.simulated.principal("bob@lib")),
    ]).receipts
    #expect(receipts[1].authority == ["b-9"])
    guard case .notInRole(_, _, _, _, _, let could)? = receipts[2].reasons.first else {
      Issue.record("\(receipts[2].reasons)")
      return
    }
    #expect(could.map(\.grant) == ["b-1", "b-9"], "\(could)")
  }

  @Test func wasTheLatestOfThoseThatLapsed() throws {
    let library = try Library()
    for (id, until) in [("b-5", "2030-01-08"), ("b-6", "2030-01-03"), ("b-7", "2030-01-05")] {
      try library.badge(id, "dora@lib", "porter", from: "2030-01-01", until: until)
    }
    try library.goTo("2030-02-01")
    let reasons = try library.act("dora@lib", .fire("lend"), "red", seats).reasons
    let grants = reasons.compactMap { if case .lapsed(let grant, _, _, _, _) = $0 { grant } else { nil } }
    #expect(grants.last == "b-5", "\(reasons)")
  }

  @Test func isOnesOwnBeforeOneThatIsDelegated() throws {
    let library = try Library()
    try library.create(
      "proxy", "x-1",
      [
        ("person", .string("cas@lib")), ("by", .string("ann@lib")), ("from", .date(try day("2030-01-01"))),
        ("until", .date(try day("2030-12-31"))),
      ])
    #expect(try library.act("cas@lib", .fire("lend"), "red", seats).authority == ["x-1", "b-1"])
    try library.badge("b-7", "cas@lib", "porter")
    #expect(try library.act("cas@lib", .fire("lend"), "red", seats).authority == ["b-7"])
  }

  @Test func isComparedByAReplay() throws {
    let library = try Library()
    try library.badge("b-5", "ann@lib", "porter")
    let receipt = try library.act("ann@lib", .fire("lend"), "red", seats)
    #expect(receipt.authority == ["b-1"])
    // What an engine with another rule would have recorded.
    let journal = library.store.journal
    let forged = try SQLiteStorage.memory()
    try copy(journal, to: forged) { header in
      if header.object == "lend" { header.authority = ["b-5"] }
    }
    let replay = try Store.open(forged).replay(in: SQLiteStorage.memory())
    #expect(
      replay.difference == .authority(entry: receipt.entry ?? -1, recorded: ["b-5"], now: ["b-1"]),
      "\(String(describing: replay.difference))")
  }
}
