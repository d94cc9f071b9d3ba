import Calendar
import Definitions
import FEEL
import Governance
import Journal
import SQLiteStorage
import TestSupport
import Testing

@testable import Engine

/// What is read and done in parts: pages, timers at once, the newest of many.
@Suite struct ManyThings {
  /// A library with so many rooms, made in one transaction.
  private func library(_ rooms: Int) throws -> Library {
    let library = try Library()
    let requests = (0..<rooms).map { index in
      let number = String(1000 + index)
      return Request(.fire("create"), on: "r-\(number)", kind: "room", fields: [("seats", .number(2))])
    }
    let performed = try library.store.perform(requests, by: library.simulated.principal())
    #expect(performed.receipts.allSatisfy { $0.outcome == .accepted })
    return library
  }

  @Test func arePagedThroughPlayedAgainAndFiredInParts() throws {
    let library = try library(991)
    // The act that stands last on a page of a thousand has something that follows on the next.
    let lent = try library.act("ann@lib", .fire("lend"), "r-1000", [("seats", .number(1))])
    #expect(lent.entry == 999 && lent.followed.map(\.entry) == [1000])
    let ids = try library.simulated.look { try $0.ids(limit: 5000) }
    #expect(ids.count == 999 && Set(ids).count == 999 && ids == ids.sorted())
    #expect(try library.simulated.look { try $0.ids(limit: 500) } == Array(ids.prefix(500)))
    var fired: [String] = []
    let zone = library.store.setting.zone
    let receipts = try library.store.advance(
      to: zone.instant(try day("2030-01-11")), for: library.simulated.principal()
    ) { count, instant in fired.append("\(count) \(zone.describe(instant))") }
    #expect(receipts.count == 992 && fired == ["500 2030-01-10T00:00:00+01:00"])
    #expect(try library.store.size() == 1001 + 992 + 1, "and the clock has moved once")
    var told: [Int] = []
    let replay = try library.store.replay(in: SQLiteStorage.memory()) { told.append($0) }
    #expect(replay.difference == nil && replay.entries == 1994 && told == [999, 1994])
  }

  @Test func areToldTheNewestFirst() throws {
    let library = try Library()
    for _ in 0..<201 { try library.act(Simulated.boss, .fire("shut")) }
    let size = try library.store.size()
    try library.simulated.look { view in
      let histories = Histories(view)
      let (rows, hasMore) = try histories.entries(HistoryQuery())
      #expect(rows.map(\.entry) == Array((size - 200)..<size) && hasMore)
      var query = HistoryQuery()
      (query.subject, query.outcome) = ("red", "refused")
      let (refused, more) = try histories.entries(query)
      #expect(refused.count == 200 && more)
      query.last = 201
      let (all, none) = try histories.entries(query)
      #expect(all.count == 201 && !none && all.first?.entry == size - 201)
      query.last = 0
      let (nothing, some) = try histories.entries(query)
      #expect(nothing.isEmpty && some)
      let known = try Provenances(view).known(to: Simulated.boss, from: nil, until: nil)
      #expect(known.rows.count == 200 && known.hasMore && known.rows.last?.row.entry == size - 1)
      let every = try Provenances(view).known(to: Simulated.boss, from: nil, until: nil, last: size)
      #expect(every.rows.count == size - 1 && !every.hasMore)
    }
    let bounds = ExplorationBounds()
    #expect(bounds.situations == 120 && bounds.depth == 12 && bounds.variants == 10)
  }

  @Test func areWrittenByOthersMeanwhile() throws {
    let library = try Library()
    let other = try library.simulated.reopened()
    func roles(_ account: String) throws -> [String] { try library.simulated.look(account) { $0.roles } }
    #expect(try roles("zed@lib").isEmpty && roles("ann@home").isEmpty)
    try other.create("badge", "b-8", [("person", .string("p-ann")), ("role", .string("head"))])
    #expect(try roles("ann@home") == ["head"])
    try other.create("badge", "b-9", [("person", .string("zed@lib")), ("role", .string("head"))])
    #expect(try roles("zed@lib") == ["head"])
    try other.act(Simulated.boss, .fire("pass on"), "b-9", [("person", .string("yan@lib"))])
    #expect(try roles("zed@lib").isEmpty && roles("yan@lib") == ["head"])
    try other.act(
      Simulated.boss, .fire("rename"), "p-ann", [("accounts", .list([.string("ann@lib"), .string("ann@new")]))])
    #expect(try roles("ann@home").isEmpty && roles("ann@new") == ["head"])
    try other.act("ann@lib", .fire("lend"), "red", [("seats", .number(1))])
    #expect(try library.find("red")?["lent"].text == "1")
    let next = try Rulebook.load([
      (
        "Workflows/w/workflow.yaml",
        roomsWorkflow.replacing("within: room\n", with: "within: room\n    accounts: names\n").replacing(
          "seats: integer required}\n    states: {out",
          with: "seats: integer required, names: list of text}\n    states: {out")
      ),
      ("Plugins/p/plugin.yaml", roomsPlugin),
    ])
    try other.store.perform(.adoption(of: next), by: other.principal())
    #expect(try library.simulated.look { $0.rulebook.hash } == next.hash)
    let made = try library.create("room", "new", [("seats", .number(1))])
    #expect(made.outcome == .accepted && made.pinned == nil)
    #expect(try library.find("new")?.rulebook.hash == next.hash && library.find("red")?.rulebook.hash != next.hash)
    // The clock of one follows the other's.
    try other.goTo("2030-01-05")
    #expect(try library.act("bob@lib", .fire("go"), "p-cas").instant == other.store.now)
    #expect(throws: StoreProblem.self) { try library.goTo("2030-01-04") }
    #expect(library.store.now == other.store.now)
  }

  @Test func beginOnceInAStorageThatIsEmpty() throws {
    let library = try Library()
    let beginning = Beginning(
      mode: .simulation, instant: library.store.now, zone: .utc, administrator: "other@lib")
    #expect(throws: StoreProblem.self) {
      try Store.begin(library.simulated.storage, beginning, library.simulated.look { $0.rulebook })
    }
    #expect(try Simulated(opening: library.simulated.storage).store.setting.administrator == Simulated.boss)
    let setting = try Simulated(opening: library.simulated.storage).store.setting
    #expect(setting.id == library.store.setting.id && setting.mode == .simulation)
    #expect(setting.zone.name == "Europe/Amsterdam" && setting.id.count == 36 && setting.id == setting.id.lowercased())
  }

  @Test func areNotPlannedBackwards() throws {
    let library = try Library()
    for (date, isRefused) in [("2029-12-31", true), ("2030-01-01", false)] {
      let request = PlanRequest(until: try day(date))
      let planned = try? library.simulated.look { try Planning($0).plan(request) }
      #expect((planned == nil) == isRefused, "\(date)")
    }
  }
}
