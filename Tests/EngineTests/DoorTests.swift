import Calendar
import Definitions
import Engine
import FEEL
import Governance
import SQLiteStorage
import TestSupport
import Testing

/// Who gets in, and what a live store does for those who do.
@Suite struct TheDoor {
  /// A live library whose wall clock is moved by hand.
  private final class Live {
    let storage: SQLiteStorage
    let store: Store
    var instant: Instant

    init(from date: String = "2030-01-01") throws {
      storage = try SQLiteStorage.memory()
      let zone = try #require(Zone("Europe/Amsterdam"))
      let start = zone.instant(try day(date), milliseconds: 9 * 3_600_000)
      instant = start
      store = try Store.begin(
        storage, Beginning(mode: .live, instant: start, zone: zone, administrator: SystemAccount().name),
        Rulebook.load([("Workflows/l/workflow.yaml", roomsWorkflow), ("Plugins/l/plugin.yaml", roomsPlugin)]))
      store.clock = { [unowned self] in instant }
    }

    var me: Principal { store.principal(SystemAccount()) }

    func perform(_ verb: Verb, _ id: String, _ fields: Given = [], kind: String? = nil) throws -> Performed {
      try store.perform(Request(verb, on: id, kind: kind, fields: fields), by: me)
    }

    func wait(until date: String) throws {
      instant = store.setting.zone.instant(try day(date), milliseconds: 9 * 3_600_000)
    }
  }

  @Test func ofALiveStoreOpensToNobodyWhoOnlySaysWhoTheyAre() throws {
    let live = try Live()
    #expect(throws: StoreProblem.self) { try live.store.principal(asserting: "ann@lib") }
    // Nor to somebody another store takes at their word.
    let stranger = try Library().simulated.principal("ann@lib")
    let size = try live.store.size()
    #expect(throws: StoreProblem.self) { try live.store.perform(Request(.fire("lend"), on: "red"), by: stranger) }
    #expect(throws: StoreProblem.self) { try live.store.view(of: stranger) { $0.size } }
    #expect(try live.store.size() == size)
  }

  @Test func ofAStoreIsShutToWhomAnotherStoreKnows() throws {
    let (here, there) = (try Library(), try Library())
    let boss = try there.simulated.principal()
    #expect(throws: StoreProblem.self) { try here.store.view(of: boss) { $0.size } }
    #expect(throws: StoreProblem.self) { try here.store.perform(Request(.fire("paint"), on: "red"), by: boss) }
    #expect(throws: StoreProblem.self) {
      try here.store.advance(to: Instant(milliseconds: .max / 2), for: boss)
    }
  }

  @Test(arguments: [
    Verb.begin, .runUnder, .goTo, .retime, .recover, .schedule("x"),
  ])
  func isNoWayToDoWhatTheEngineDoesOfItself(_ verb: Verb) throws {
    let library = try Library()
    for subject in ["red", CaseName.store] {
      let receipt = try library.act(Simulated.boss, verb, subject)
      #expect(receipt.outcome == .refused && !receipt.reasons.isEmpty, "\(verb) on \(subject)")
    }
    #expect(try library.store.replay(in: SQLiteStorage.memory()).difference == nil)
  }

  @Test func whatBecameDueInALiveStoreGoesInPartsAndIsToldWhole() throws {
    let live = try Live()
    let rooms = (0..<620).map { number in
      Request(.fire("create"), on: "r-\(number)", kind: "room", fields: [("seats", .number(20))])
    }
    _ = try live.store.perform(rooms, by: live.me)
    _ = try live.store.perform(
      (0..<620).map { Request(.fire("lend"), on: "r-\($0)", fields: [("seats", .number(2))]) }, by: live.me)
    let size = try live.store.size()
    try live.wait(until: "2030-12-31")
    // One part was kept before the act, which is one too many for a part.
    let performed = try live.perform(.fire("paint"), "r-0")
    #expect(performed.fired.count == 620 && performed.receipts.count == 1)
    #expect(try live.store.size() == size + 621)
    #expect(Set(performed.fired.map(\.subject)).count == 620)
    #expect(try live.store.replay(in: SQLiteStorage.memory()).difference == nil)
  }

  @Test func anActInALiveStoreTellsWhatWasDueAndFiredFirst() throws {
    let live = try Live()
    _ = try live.perform(.fire("create"), "red", [("seats", .number(20))], kind: "room")
    try live.wait(until: "2030-02-01")
    // Nobody wrote: who reads sees the room as it was, and that the evening is due.
    try live.store.view(of: live.me) { view in
      #expect(view.find("red")?.stateText == "open")
      let overdue = try view.overdue()
      #expect(overdue.map(\.timer) == ["evening"] && overdue.map { "\($0.due)" } == ["2030-01-10"])
      #expect(try Cases(view).sheet("red")?.timers.map(\.isDue) == [true])
    }
    let performed = try live.perform(.fire("demolish"), "red")
    #expect(performed.fired.map(\.verb) == [.fire("shut")] && performed.fired.first?.state == "closed")
    try live.store.view(of: live.me) { view in
      let overdue = try view.overdue()
      #expect(overdue.isEmpty)
    }
  }

  @Test func goingToADayTellsAllThatHappenedOnTheWay() throws {
    let library = try Library()
    try library.create("room", "blue", [("seats", .number(5))])
    let receipts = try library.simulated.goTo("2030-02-01")
    #expect(receipts.map { "\($0.subject) \($0.before ?? "") \($0.state)" } == ["blue open closed", "red open closed"])
  }

  @Test func requestsOfSeveralPeopleGoTogetherEachDecidedByItself() throws {
    let library = try Library()
    let receipts = try library.store.perform([
      (Request(.fire("lend"), on: "red", fields: [("seats", .number(1))]), library.simulated.principal("ann@lib")),
      (Request(.fire("lend"), on: "red", fields: [("seats", .number(1))]), library.simulated.principal("bob@lib")),
    ]).receipts
    #expect(receipts.map(\.outcome) == [.accepted, .refused] && receipts.map(\.role) == ["porter", nil])
  }
}
