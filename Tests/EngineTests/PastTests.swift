import Calendar
import Definitions
import FEEL
import Governance
import TestSupport
import Testing

@testable import Engine
@testable import Journal

/// The store as it was at the end of a day.
@Suite struct ThePast {
  private static let workflow = """
    workflow: cards
    kinds:
      box:
        fields: {title: text required}
        queries: {cards: {of: card, via: box}}
        derived: {weight: sum(cards.weight)}
        states: {open: {on: {shut: closed}}, closed: {final: true}}
        events: {shut: {}}
      card:
        fields: {box: box required, weight: integer required}
        states: {kept: {on: {move: , burn: burnt}}, burnt: {final: true}}
        events: {move: {fields: {box: required}}, burn: {}}
    """
  private static let plugin = """
    plugin: desk
    roles: {clerk: Clerk}
    rasci:
      box: {default: {R: administrator, A: administrator}}
      card: {default: {R: administrator, A: administrator}}
    """

  private func desk() throws -> Simulated {
    let desk = try Simulated(Self.workflow, Self.plugin)
    for id in ["a", "b"] { try desk.create("box", id, [("title", .string(id))]) }
    for (id, weight) in [("c-1", 1), ("c-2", 2)] {
      try desk.create("card", id, [("box", .string("a")), ("weight", .number(Number(weight)))])
    }
    try desk.goTo("2030-02-01")
    // One moves away, one is burnt, one comes new, one comes over.
    try desk.act(Simulated.boss, .fire("move"), "c-1", [("box", .string("b"))])
    try desk.act(Simulated.boss, .fire("burn"), "c-2")
    try desk.create("card", "c-3", [("box", .string("a")), ("weight", .number(4))])
    try desk.create("card", "c-4", [("box", .string("b")), ("weight", .number(8))])
    try desk.act(Simulated.boss, .fire("move"), "c-4", [("box", .string("a"))])
    return desk
  }

  private func cards(_ desk: Simulated, _ box: String, on date: String?) throws -> String {
    try desk.look(on: date) { view in
      let sheet = try #require(try Cases(view).sheet(box))
      return "\(sheet.queries.map(\.value.text)) \(sheet.derived.map(\.value.text))"
    }
  }

  @Test func findsWhatReferredToACaseThen() throws {
    let desk = try desk()
    let (a, b) = (try cards(desk, "a", on: "2030-01-15"), try cards(desk, "b", on: "2030-01-15"))
    #expect(a == #"["[\"c-1\", \"c-2\"]"] ["3"]"# && b == #"["[]"] ["null"]"#, "\(a) \(b)")
    let (now, there) = (try cards(desk, "a", on: nil), try cards(desk, "b", on: nil))
    #expect(now == #"["[\"c-2\", \"c-3\", \"c-4\"]"] ["14"]"# && there == #"["[\"c-1\"]"] ["1"]"#, "\(now) \(there)")
    #expect(try cards(desk, "a", on: "2030-02-01") == now, "the last day is today")
  }

  @Test func knowsNothingOfWhatCameLater() throws {
    let desk = try desk()
    try desk.look(on: "2030-01-15") { view in
      #expect(view.isPast && view.find("c-3") == nil && view.find("c-2")?.stateText == "kept")
      let counts = try Cases(view).counts().map(\.all)
      let rows = try Histories(view).entries(HistoryQuery()).rows.count
      let ids = try view.ids(limit: 10)
      #expect(counts == [2, 2] && rows == 5 && ids == ["a", "b", "c-1", "c-2"])
      let today = try day("2030-01-15")
      #expect(view.today == today)
    }
    #expect(try desk.find("a", on: "2029-12-31") == nil)
  }

  @Test func isNotMovedByALook() throws {
    let desk = try desk()
    let size = try desk.store.size()
    _ = try desk.look(on: "2030-01-15") { try Tasks($0).all(until: nil).count }
    #expect(try desk.store.size() == size && desk.find("c-2")?.stateText == "burnt")
  }

  @Test func endsWhereItEndsWhicheverWayItIsRead() throws {
    let desk = try desk()
    let books = desk.store.memory.books
    try desk.store.reading { (reader) throws in
      #expect(try reader.size == 11)
      let past = PastReader(reader, horizon: 5, books)
      #expect(try past.size == 5 && past.entry(4)?.position == 4 && past.entry(5) == nil)
      #expect(try past.entries(from: 3, limit: 10).map(\.position) == [3, 4])
      #expect(try past.entries(from: 3, limit: 1).map(\.position) == [3])
      #expect(try past.entries(from: 5, limit: 10).isEmpty && past.entries(from: 9, limit: 10).isEmpty)
      #expect(try past.openSubjects(after: "", limit: 1).map(\.subject) == ["a", "b", "c-1", "c-2"], "one page")
      #expect(try past.openSubjects(after: "a", limit: 10).isEmpty)
      #expect(try past.timers(until: .max, limit: 10).isEmpty)
    }
  }

  @Test func knowsAtEachEntryWhatReferredToWhat() throws {
    let desk = try desk()
    let books = desk.store.memory.books
    try desk.store.reading { (reader) throws in
      func cards(_ past: PastReader) throws -> [[String]] {
        try ["a", "b"].map { try past.referring("card", via: "box", to: $0) }
      }
      // One is moved by entry 6, one burnt by 7, one made by 8, one made by 9 and moved by 10.
      for (horizon, wanted) in [
        (3, [[], []]), (4, [["c-1"], []]), (6, [["c-1", "c-2"], []]), (7, [["c-2"], ["c-1"]]),
        (9, [["c-2", "c-3"], ["c-1"]]), (10, [["c-2", "c-3"], ["c-1", "c-4"]]),
        (11, [["c-2", "c-3", "c-4"], ["c-1"]]),
      ] as [(Int, [[String]])] {
        let past = PastReader(reader, horizon: horizon, books)
        #expect(try cards(past) == wanted, "before \(horizon)")
        // What was before a moment of the past, and what was after it, which it cannot know.
        let nearer = PastReader(PastReader(reader, horizon: 11, books), horizon: horizon, books)
        #expect(try cards(nearer) == wanted && nearer.size == horizon)
        let further = PastReader(past, horizon: 11, books)
        #expect(try cards(further) == wanted && further.size == horizon)
      }
      func counts(_ horizon: Int) throws -> [String] {
        try PastReader(reader, horizon: horizon, books).counts().map { "\($0.kind) \($0.open)/\($0.all)" }
      }
      #expect(try counts(1) == [] && counts(3) == ["box 2/2"] && counts(7) == ["box 2/2", "card 2/2"])
      #expect(try counts(8) == ["box 2/2", "card 1/2"] && counts(11) == ["box 2/2", "card 3/4"])
    }
  }

  @Test func includesWhatHappenedAtItsVeryInstant() throws {
    let desk = try desk()
    for (offset, size) in [(-1, 5), (0, 11), (1, 11)] {
      let instant = Instant(milliseconds: desk.store.now.milliseconds + offset)
      #expect(try desk.store.view(of: desk.principal(), at: instant) { $0.size } == size, "\(offset)")
    }
  }
}
