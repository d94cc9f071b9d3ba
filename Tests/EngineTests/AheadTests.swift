import Calendar
import Definitions
import FEEL
import Governance
import TestSupport
import Testing

@testable import Engine

/// An orchard, in which the clock makes cases that some may not see, and some that are refused.
private let workflow = """
  workflow: orchard
  kinds:
    badge:
      grants: {a: assignment, in: valid, person: person, role: role, until: until}
      fields: {person: text required, role: text required, until: date}
      states: {valid: {on: {take: taken}}, taken: {final: true}}
      events: {take: {}}
    tree:
      fields:
        title: text required
        planted: {type: date, required: true}
        secret day: {type: date, confidential: true, readers: owner, at creation: true}
        size: {type: integer, initial: 1}
      derived:
        DERIVED
      states:
        young: {on: {bear: bearing, prune: , quiet: , water: }}
        bearing: {on: {fell: felled, prune: }}
        felled: {final: true}
      events:
        bear: {by: clock}
        quiet: {by: clock}
        prune: {due: 'planted + @"P20D"', requires: [{name: dry, that: 'today() > planted + @"P5D"'}]}
        water: {requires: [{name: sixty, that: 'today() < planted + @"P61D"'}, {name: sixty one, that: 'today() < planted + @"P62D"'}]}
        fell: {due: 'planted + @"P40D"', requires: [{name: old, that: size > 3}]}
      timers: {bearing: {at: 'planted + @"P10D"', in: young, fires: bear}, hush: {at: secret day, in: young, fires: quiet}}
    basket:
      within: tree
      fields: {tree: tree required}
      states: {empty: {on: {fill: full}}, full: {final: true}}
      events: {fill: {due: 'date(case.created) + @"P1D"'}}
    diary:
      readers: owner
      fields: {tree: tree required}
      states: {new: {on: {close: closed}}, closed: {final: true}}
      events: {close: {}}
    bill:
      fields: {tree: tree required}
      states: {new: {on: {close: closed}}, closed: {final: true}}
      events: {create: {requires: [{name: never, that: 'today() > @"2040-01-01"'}]}, close: {}}
  """

private let plugin = """
  plugin: orchard
  roles: {owner: Owner, picker: Picker}
  rasci:
    badge: {default: {R: administrator, A: administrator}}
    tree: {default: {R: [owner, picker], A: owner, approval: after, four eyes: false}, fell: {R: picker, A: owner, approval: after}}
    basket: {default: {R: picker, A: owner, approval: after}}
    diary: {default: {R: owner, A: owner}}
    bill: {default: {R: owner, A: owner}}
  schedules:
    baskets: {on: tree, in: bearing, rule: FREQ=WEEKLY;BYDAY=MO, from: planted, until: 'planted + @"P40D"', create: basket, id: '"k-" + id + string(occurrence)', with: {tree: case.id}}
    diaries: {on: tree, rule: FREQ=MONTHLY;BYMONTHDAY=8, from: planted, until: 'planted + @"P90D"', ahead: P1D, create: diary, id: '"d-" + id + string(occurrence)', with: {tree: case.id}}
    bills: {on: tree, in: bearing, rule: FREQ=MONTHLY;BYMONTHDAY=25, from: planted, until: 'planted + @"P40D"', create: bill, id: '"b-" + id', with: {tree: case.id}}
  """

/// What time will bring, and what a value rests on, to the bounds of both.
@Suite struct WhatLiesAhead {
  private func orchard() throws -> Simulated {
    var derived = (1...31).map { "day \($0): 'planted + @\"P\($0 * 2)D\"'" }
    derived += (1...9).map { $0 == 1 ? "chain 1: size + 1" : "chain \($0): chain \($0 - 1) + 1" }
    derived += (192...200).map { "sum \($0): '\([String](repeating: "1", count: $0).joined(separator: " + ")) + size'" }
    let text = workflow.replacing("DERIVED", with: derived.joined(separator: "\n      "))
    let simulated = try Simulated(text, plugin)
    for (id, person, role, until) in [("b-1", "own@o", "owner", nil), ("b-2", "pick@o", "picker", "2030-01-29")]
      as [(String, String, String, String?)]
    {
      try simulated.create(
        "badge", id,
        [("person", .string(person)), ("role", .string(role))] + (until.map { [("until", .date(try day($0)))] } ?? []))
    }
    try simulated.create(
      "tree", "t-1",
      [
        ("title", .string("Elm")), ("planted", .date(try day("2030-01-01"))),
        ("secret day", .date(try day("2030-01-05"))),
      ], as: "own@o")
    try simulated.create(
      "tree", "t-2", [("title", .string("Oak")), ("planted", .date(try day("2030-01-15")))], as: "own@o")
    return simulated
  }

  @Test func isPlannedAsFarAsItMayBeKnown() throws {
    let orchard = try orchard()
    var lines: [String] = []
    for (account, date, subject, role) in [
      ("own@o", "2030-01-01", nil, nil), ("own@o", "2030-01-11", nil, nil), ("own@o", "2030-03-01", nil, nil),
      ("pick@o", "2030-01-11", nil, nil), ("pick@o", "2030-03-01", nil, "picker"), ("own@o", "2030-03-01", "t-2", nil),
      ("nobody@o", "2030-03-01", nil, nil), ("own@o", "2030-03-01", nil, "owner"),
      ("own@o", "2030-03-01", "ghost", nil),
    ] as [(String, String, String?, String?)] {
      try orchard.look(account) { view in
        var request = PlanRequest(until: try day(date))
        (request.subject, request.role) = (subject, role)
        lines.append("== \(account) until \(date) of \(subject ?? "-") for \(role ?? "-")")
        lines += try Planning(view).plan(request).map {
          "\($0.date) \($0.subject): \($0.what) by \($0.by) task \($0.isTask) lacks \($0.lacks.map { "\($0)" })"
        }
        lines.append("agenda")
        lines += try Agenda(view).all(until: day(date)).map {
          "\($0.date) \($0.subject): \($0.what) by \($0.name) schedule \($0.isSchedule)"
        }
        lines.append("tasks")
        lines += try Tasks(view).all(until: day(date)).map {
          "\($0.by.map { "\($0)" } ?? "-") \($0.subject): \($0.what) \($0.missing)"
        }
        let ids = try view.ids(limit: 100)
        #expect(ids.allSatisfy { !$0.hasPrefix("k-") }, "and nothing of it has happened")
      }
    }
    try orchard.goTo("2030-02-12")
    for account in ["own@o", "pick@o"] {
      if account == "pick@o" {
        try orchard.create("badge", "b-3", [("person", .string("pick@o")), ("role", .string("picker"))])
      }
      lines += ["== \(account) then"]
      lines += try orchard.look(account) { view -> [String] in
        var told = try Agenda(view).all(until: day("2030-03-01")).map {
          "\($0.date) \($0.subject): \($0.what) by \($0.name)"
        }
        let sheet = try #require(try Cases(view).sheet("t-1"))
        told += Told.sheet(sheet).filter { $0.contains("timer") }
        return try told + Histories(view).entries(HistoryQuery()).rows.map(Told.row)
      }
    }
    try expectTold("ahead", lines)
  }

  @Test func turnsOnDaysUntilThereAreTooMany() throws {
    let orchard = try orchard()
    func turns(_ event: String, _ id: String, as account: String? = nil, by reader: String = "own@o") throws -> [String]
    {
      try orchard.look(reader) { view in
        try Outlook(view).turns(Request(.fire(event), on: id), as: account).map {
          "\($0.rule) \($0.date) \($0.refuses) \($0.timer?.name ?? "-")"
        }
      }
    }
    try expectTold(
      "turns",
      [
        "\(turns("water", "t-1"))", "\(turns("prune", "t-1"))", "\(turns("fell", "t-1", as: "pick@o"))",
        "\(turns("water", "t-1", by: "pick@o"))", "\(turns("fell", "t-2", by: "pick@o"))", "\(turns("bear", "t-2"))",
      ])
    #expect(try turns("prune", "ghost").isEmpty)
    #expect(try orchard.look("own@o") { view in view.today } == day("2030-01-01"))
    #expect(try orchard.find("t-1")?.stateText == "young", "and nothing has happened")
  }

  @Test func isExplainedUntilItIsTooFarOrTooMuch() throws {
    let orchard = try orchard()
    func explained(_ name: String) throws -> Explanations.Explained {
      try orchard.look("own@o") { try Explanations($0).explain(name, of: "t-1") }
    }
    let chain = try explained("chain 9").steps.map(Told.step)
    let sums = try (192...200).map { count in
      let found = try explained("sum \(count)")
      return "\(count): \(found.steps.count) cut \(found.isCut)"
    }
    try expectTold("explained far", chain + sums)
  }
}
