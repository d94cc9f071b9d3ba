import Definitions
import Engine
import FEEL
import Governance
import TestSupport
import Testing

/// What moving a case to other definitions changes, shown for that very case.
@Suite struct Upgrading {
  private static let workflow = """
    workflow: deals
    kinds:
      deal:
        fields: {amount: number required, signed: date}
        derived: {indexed: indexation(amount), answer by: 'add working days(signed, 3)', capped: 'min(indexed, ceiling)'}
        states: {open: {on: {sign: signed, renew: }}, signed: {final: true}}
        events: {sign: {fields: {signed: }}, renew: {}}
      note:
        fields: {deal: deal required}
        derived: {cap: deal.capped, early: deal.answer by}
        states: {made: {on: {close: closed}}, closed: {final: true}}
        events: {close: {}}
    """

  private static func plugin(
    index: String = "amount * 1.04", ceiling: String = "1000000", holidays: String = "",
    roles: String = "R: seller, A: seller"
  ) -> String {
    """
    plugin: sales
    roles: {seller: Seller, buyer: Buyer}
    constants: {ceiling: \(ceiling), index base: 2020, indexation: 'function(amount) \(index)'}
    calendar: {source: test, weekend: [saturday, sunday], holidays: {new-year: {title: New Year, on: 01-01}\(holidays)}}
    rasci:
      deal: {default: {\(roles)}, create: {R: administrator, A: administrator}}
      note: {default: {R: administrator, A: administrator}}
    """
  }

  private static func rulebook(_ plugin: String) throws -> Rulebook {
    try Rulebook.load([("Workflows/w/workflow.yaml", workflow), ("Plugins/p/plugin.yaml", plugin)])
  }

  /// The changes that an adoption means for one deal.
  private func changes(_ plugin: String) throws -> [Upgrade.Change] {
    let deals = try Simulated(Self.rulebook(Self.plugin()))
    try deals.create("deal", "d-1", [("amount", .number(1000))])
    let next = try Self.rulebook(plugin)
    let adopted = try deals.store.perform(.adoption(of: next), by: deals.principal()).receipts[0]
    #expect(adopted.outcome == .accepted, "\(adopted.reasons)")
    return try deals.look { try DefinitionsInForce($0).upgrade(of: "d-1") }
  }

  @Test func showsWhatAFunctionOfAPluginNowGives() throws {
    let changes = try changes(Self.plugin(index: "amount * 0.9"))
    let value = try #require(changes.first { $0.part == .value && $0.name == "indexed" }, "\(changes)")
    #expect(value.before?.hasPrefix("1040") == true && value.after?.hasPrefix("900") == true, "\(value)")
    #expect(changes.contains { $0.part == .value && $0.name == "capped" }, "and what rests on it")
  }

  @Test func showsAConstantOnlyWhereTheCaseReachesIt() throws {
    let reached = try changes(Self.plugin(ceiling: "500"))
    #expect(reached.contains { $0.name == "ceiling" && $0.before == "1000000" && $0.after == "500" }, "\(reached)")
    #expect(reached.contains { $0.name == "capped" && $0.after?.hasPrefix("500") == true }, "\(reached)")
    let base = Self.plugin().replacing("index base: 2020", with: "index base: 2025")
    #expect(try changes(base).allSatisfy { $0.name != "index base" })
  }

  @Test func showsTheDaysThatAnotherCalendarMakesFree() throws {
    let changes = try changes(Self.plugin(holidays: ", liberation: {title: Liberation, on: 05-05}"))
    #expect(
      changes.contains {
        $0.part == .calendar && $0.name == "2031-05-05" && $0.before == "working day" && $0.after == "liberation"
      },
      "\(changes)")
  }

  @Test func showsWhoseTurnItNowIs() throws {
    let changes = try changes(Self.plugin(roles: "R: seller, A: buyer, approval: before"))
    #expect(
      changes.contains { $0.part == .safeguard && $0.name == "approval of sign" && $0.before == nil }, "\(changes)")
    #expect(changes.contains { $0.part == .line && $0.name == "sign" }, "\(changes)")
  }

  @Test func showsWhatOthersWorkOutFromACaseThatIsCalledOtherwise() throws {
    let workflow = """
      workflow: fines
      kinds:
        work:
          fields: {price: number required}
          derived: {owed: 'price - sum(append(fines[state = "imposed"].sum, 0))'}
          queries: {fines: {of: fine, via: work}}
          states: {under way: {on: {settle: settled}}, settled: {final: true}}
          events: {settle: }
        fine:
          fields: {work: work required, sum: number required}
          states: {imposed: {on: {drop: dropped}}, dropped: {final: true}}
          events: {drop: }
      """
    let plugin = """
      plugin: p
      rasci: {work: {default: {R: administrator, A: administrator}}, fine: {default: {R: administrator, A: administrator}}}
      """
    let works = try Simulated(workflow, plugin)
    try works.create("work", "w-1", [("price", .number(1000))])
    try works.create("fine", "f-1", [("work", .string("w-1")), ("sum", .number(20))])
    let next = workflow.replacing("imposed: {on", with: "levied: {was: imposed, on")
      .replacing("state = \"imposed\"", with: "state = \"levied\"")
    let book = try Rulebook.load([("Workflows/w/workflow.yaml", next), ("Plugins/p/plugin.yaml", plugin)])
    try works.store.perform(.adoption(of: book), by: works.principal())
    let changes = try works.look { try DefinitionsInForce($0).upgrade(of: "f-1") }
    let other = try #require(changes.first { $0.name == "owed of w-1" }, "\(changes)")
    #expect((other.before, other.after) == ("980", "1000"), "w-1 goes on to ask for what is no longer called so")
    #expect(!other.isLostDuty, "it is told, and does not hold back")
  }

  @Test func showsHowLongBeforehandACaseIsMade() throws {
    func plugin(_ ahead: String) -> String {
      Self.plugin(roles: "R: administrator, A: administrator") + """

        schedules:
          notes:
            {on: deal, rule: FREQ=YEARLY, from: '@"2030-06-01"', until: '@"2035-06-01"', ahead: \(ahead), create: note,
             id: '"n-" + string(occurrence)', with: {deal: case.id}}
        """
    }
    let deals = try Simulated(Self.rulebook(plugin("P42D")))
    try deals.create("deal", "d-1", [("amount", .number(1000))])
    try deals.store.perform(.adoption(of: Self.rulebook(plugin("P7D"))), by: deals.principal())
    let changes = try deals.look { try DefinitionsInForce($0).upgrade(of: "d-1") }
    let schedule = try #require(changes.first { $0.part == .schedule }, "\(changes)")
    #expect(schedule.before?.hasSuffix("P42D ahead") == true && schedule.after?.hasSuffix("P7D ahead") == true)
  }

  @Test func showsNothingWhereNothingIsOther() throws {
    #expect(try changes(Self.plugin() + "\n# a remark").isEmpty)
  }

  @Test func aCaseThatAnOldCaseMakesIsPinnedAsItIsAndSaysSo() throws {
    let workflow = Self.workflow.replacing("renew: }", with: "renew: {do: [{create: note, with: {deal: case.id}}]}}")
    func load(_ ceiling: String) throws -> Rulebook {
      let plugin = Self.plugin(ceiling: ceiling, roles: "R: administrator, A: administrator")
      return try Rulebook.load([("Workflows/w/workflow.yaml", workflow), ("Plugins/p/plugin.yaml", plugin)])
    }
    let deals = try Simulated(load("1"))
    try deals.create("deal", "d-1", [("amount", .number(1000))])
    let old = try deals.look { $0.rulebook.hash }
    try deals.store.perform(.adoption(of: load("2")), by: deals.principal())
    let note = try #require(try deals.act(Simulated.boss, .fire("renew"), "d-1").followed.first)
    #expect(note.pinned == old, "it says under which definitions it was made")
    #expect(try deals.find(note.subject)?.rulebook.hash == old)
    let own = try deals.create("note", "n-1", [("deal", .string("d-1"))])
    let sheet = try deals.look { try Cases($0).sheet("n-1") }
    #expect(
      sheet?.derived.first { $0.name == "cap" }?.value.text == "1",
      "a derived value may read a constant, seen from afar too")
    #expect(own.pinned == nil, "what a person makes is under the definitions in force")
    #expect(try deals.find("n-1")?.rulebook.hash != old)
  }
}
