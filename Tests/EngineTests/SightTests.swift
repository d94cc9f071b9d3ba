import Definitions
import FEEL
import Governance
import TestSupport
import Testing

@testable import Engine

/// Which entries somebody is shown, and what of them.
@Suite struct EntriesThatAreShown {
  private let library: Library

  init() throws { library = try Library() }

  private func rows(_ account: String, of subject: String? = nil) throws -> [Int] {
    var query = HistoryQuery()
    query.subject = subject
    return try library.simulated.look(account) { try Histories($0).entries(query).rows.map(\.entry) }
  }

  private func value(_ name: String, of entry: Int, to account: String) throws -> String {
    try library.simulated.look(account) { view in
      let values = try Histories(view).entry(entry).values
      return values.first { $0.name == name }.map { Told.stored($0.value) } ?? "none"
    }
  }

  @Test func areThoseOnACaseFromItsCreationOnToWhoMaySeeIt() throws {
    let tried = try #require(library.create("room", "blue", [], as: "ann@lib").entry)
    let made = try #require(library.create("room", "blue", [("seats", .number(3))]).entry)
    let lent = try library.act("ann@lib", .fire("lend"), "blue", [("seats", .number(1))])
    let entry = try #require(lent.entry)
    try library.badge("b-4", "dan@lib", "neighbour", scope: "blue")
    // The loan lies within the room, so who reads the room reads it.
    #expect(try rows("dan@lib", of: "blue") == [made, entry] && rows("dan@lib", of: "blue-loan-1") == [entry + 1])
    #expect(try rows("cas@lib", of: "blue") == [tried, made, entry], "everywhere that includes what came to nothing")
    #expect(throws: StoreProblem.self) { try value("in.seats", of: tried, to: "dan@lib") }
    #expect(try value("in.seats", of: made, to: "dan@lib") == "3")
    #expect(try rows("dan@lib").allSatisfy { $0 == 0 || $0 >= made })
    #expect(throws: StoreProblem.self) { try rows("dan@lib", of: "red") }
    #expect(try rows("nobody@lib").isEmpty)
  }

  @Test func areThoseOnNoCaseToWhoStandsEverywhereAndWhatWasTypedToWhoTypedIt() throws {
    let entry = try #require(library.act("ann@lib", .fire("lend"), "ghost", [("seats", .number(4))]).entry)
    try library.badge("b-4", "dan@lib", "neighbour", scope: "red")
    #expect(try value("in.seats", of: entry, to: "ann@lib") == "4")
    #expect(try value("in.seats", of: entry, to: "bob@lib") == "withheld seats")
    #expect(throws: StoreProblem.self) { try value("in.seats", of: entry, to: "dan@lib") }
    let erased = try library.store.erase(
      Request(.erase("accounts"), on: "p-ann", fields: [("because", .string("asked for"))]),
      by: library.simulated.principal())
    #expect(erased.performed.receipts.map(\.outcome) == [.accepted])
    #expect(try value("in.seats", of: entry, to: "ann@lib") == "withheld seats", "it is nobody's any more")
  }

  @Test func areAsManyAsAreAskedForHoweverManyLieBetween() throws {
    try library.create("room", "blue", [("seats", .number(3))])
    try library.badge("b-4", "dan@lib", "neighbour", scope: "blue")
    for seats in 1...3 {
      for _ in 0..<4 { try library.act(Simulated.boss, .fire("shut")) }
      try library.act("ann@lib", .fire("lend"), "blue", [("seats", .number(Number(seats)))])
    }
    let all = try rows("dan@lib")
    #expect(all.count >= 7)
    for last in 1...(all.count + 1) {
      var query = HistoryQuery()
      query.last = last
      let found = try library.simulated.look("dan@lib") { try Histories($0).entries(query) }
      #expect(found.rows.map(\.entry) == all.suffix(last) && found.hasMore == (last < all.count), "\(last)")
      // And on from there.
      query.before = found.rows.first?.entry
      let earlier = try library.simulated.look("dan@lib") { try Histories($0).entries(query) }.rows.map(\.entry)
      #expect(earlier == all.dropLast(last).suffix(last), "before the last \(last)")
    }
  }
}
