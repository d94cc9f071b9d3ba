import Definitions
import Engine
import FEEL
import Governance
import TestSupport
import Testing

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
}
