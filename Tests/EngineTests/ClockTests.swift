import Calendar
import Definitions
import Engine
import FEEL
import Governance
import SQLiteStorage
import TestSupport
import Testing

/// Schedules: dialogues that come round, of which some lie before their case.
@Suite struct Schedules {
  private static let workflow = """
    workflow: talks
    kinds:
      deal:
        fields: {start: date required}
        states: {open: {on: {close: closed}}, closed: {final: true}}
        events: {close: {}}
      talk:
        fields: {deal: deal required, planned: date required}
        states: {planned: {on: {hold: held}}, held: {final: true}}
        events: {hold: {}}
    """
  private static let plugin = """
    plugin: talks
    roles: {host: Host}
    rasci:
      deal: {default: {R: administrator, A: administrator}}
      talk: {default: {R: administrator, A: administrator}}
    schedules:
      monthly:
        on: deal
        in: open
        rule: FREQ=MONTHLY;BYMONTHDAY=10
        from: start
        until: 'start + @"P1Y"'
        create: talk
        id: '"t-" + string(occurrence)'
        with: {deal: case.id, "planned": occurrence}
    """

  @Test func whoseFirstDatesLieBeforeTheCaseSayWhichWerePassedOver() throws {
    let deals = try Simulated(Self.workflow, Self.plugin, from: "2030-05-20")
    try deals.create("deal", "d-1", [("start", .date(try day("2030-02-01")))])
    var receipts = try deals.goTo("2030-06-09")
    #expect(try deals.find("t-2030-06-10") == nil, "not before the day, unless it says how long ahead")
    receipts += try deals.goTo("2030-07-01")
    let passed = receipts.flatMap(\.passedOver)
    #expect(
      passed == [try day("2030-02-10"), try day("2030-03-10"), try day("2030-04-10"), try day("2030-05-10")],
      "\(receipts)")
    #expect(receipts.filter { !$0.passedOver.isEmpty }.count == 1, "one entry says it")
    #expect(try deals.look { try $0.ids(limit: 100) }.filter { $0.hasPrefix("t-") } == ["t-2030-06-10"])
    #expect(try deals.store.replay(in: SQLiteStorage.memory()).difference == nil)
  }

  @Test func whatComesOnceOnADateComesOnceAndMovesWithIt() throws {
    let once = Self.plugin.replacing("rule: FREQ=MONTHLY;BYMONTHDAY=10", with: "date: start").replacing(
      "    from: start\n", with: ""
    ).replacing("    until: 'start + @\"P1Y\"'\n", with: "")
    let workflow = Self.workflow.replacing("close: closed}}", with: "close: closed, move: }}").replacing(
      "events: {close: {}}", with: "events: {close: {}, move: {fields: {start: required}}}")
    let deals = try Simulated(workflow, once, from: "2030-01-20")
    try deals.create("deal", "d-1", [("start", .date(try day("2030-02-01")))])
    try deals.act(Simulated.boss, .fire("move"), "d-1", [("start", .date(try day("2030-03-01")))])
    try deals.goTo("2030-02-20")
    #expect(try deals.find("t-2030-02-01") == nil)
    try deals.goTo("2031-06-01")
    #expect(try deals.look { try $0.ids(limit: 100) }.filter { $0.hasPrefix("t-") } == ["t-2030-03-01"])
    let agenda = try deals.look { try Agenda($0).all(until: try day("2040-01-01")) }
    #expect(!agenda.contains { $0.isSchedule }, "nothing of it is left")
  }

  @Test func inSeveralStatesComesRoundInEachOfThem() throws {
    let workflow = Self.workflow.replacing(
      "{open: {on: {close: closed}}, closed: {final: true}}",
      with: "{open: {on: {stop: stopped, close: closed}}, stopped: {on: {go on: open, late: }}, closed: {final: true}}"
    ).replacing(
      "events: {close: {}}",
      with:
        "events: {close: {}, stop: , go on: , late: {by: clock}}\n    timers: {due: {at: 'start + @\"P2M\"', in: [open, stopped], fires: late}}"
    )
    let plugin = Self.plugin.replacing("in: open", with: "in: [open, stopped]")
    #expect(throws: (any Error).self, "in open nothing takes it") { try Simulated(workflow, plugin) }
    let taken = workflow.replacing("stop: stopped, close", with: "stop: stopped, late: , close")
    let deals = try Simulated(taken, plugin, from: "2030-01-20")
    try deals.create("deal", "d-1", [("start", .date(try day("2030-02-01")))])
    try deals.goTo("2030-03-01")
    try deals.act(Simulated.boss, .fire("stop"), "d-1")
    let receipts = try deals.goTo("2030-04-11")
    #expect(receipts.contains { $0.verb == .fire("late") && $0.outcome == .accepted })
    #expect(
      try deals.look { try $0.ids(limit: 100) }.filter { $0.hasPrefix("t-") } == [
        "t-2030-02-10", "t-2030-03-10", "t-2030-04-10",
      ])
  }

  @Test func whatCameRoundDoesNotComeRoundAgainUnderOtherDefinitions() throws {
    let deals = try Simulated(Self.workflow, Self.plugin, from: "2030-01-20")
    try deals.create("deal", "d-1", [("start", .date(try day("2030-02-01")))])
    try deals.goTo("2030-04-01")
    let other = try Rulebook.load([
      ("Workflows/w/workflow.yaml", Self.workflow + "\n"), ("Plugins/p/plugin.yaml", Self.plugin),
    ])
    try deals.store.perform(.adoption(of: other), by: deals.principal())
    let moved = try deals.act(Simulated.boss, .upgrade, "d-1")
    #expect(moved.outcome == .accepted, "\(moved.reasons)")
    let receipts = try deals.goTo("2030-05-01")
    #expect(receipts.flatMap(\.passedOver).isEmpty)
    #expect(
      try deals.look { try $0.ids(limit: 100) }.filter { $0.hasPrefix("t-") } == [
        "t-2030-02-10", "t-2030-03-10", "t-2030-04-10",
      ])
  }

  @Test func areOnTheAgendaFromTodayOnUntilTheEndOfADay() throws {
    let deals = try Simulated(Self.workflow, Self.plugin, from: "2030-02-10")
    try deals.create("deal", "d-2", [("start", .date(try day("2029-12-10")))])
    try deals.create("deal", "d-1", [("start", .date(try day("2030-02-10")))])
    func agenda(_ until: String) throws -> [String] {
      try deals.look { view in
        try Agenda(view).all(until: try day(until)).map {
          "\($0.date) \($0.subject) \($0.what) \($0.name) \($0.isSchedule)"
        }
      }
    }
    let today = ["d-1", "d-2"].map { "2030-02-10 \($0) talk monthly true" }
    #expect(try agenda("2030-02-09").isEmpty, "what lies before today is passed over")
    #expect(try agenda("2030-02-10") == today && agenda("2030-03-09") == today)
    #expect(try agenda("2030-03-10") == today + ["d-1", "d-2"].map { "2030-03-10 \($0) talk monthly true" })
    let library = try Library()
    func evening(_ until: String) throws -> [String] {
      try library.simulated.look { view in
        try Agenda(view).all(until: try day(until)).map { "\($0.date) \($0.subject) \($0.what) \($0.isSchedule)" }
      }
    }
    #expect(try evening("2030-01-09").isEmpty && evening("2030-01-10") == ["2030-01-10 red shut false"])
  }
}
