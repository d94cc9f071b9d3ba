/// A harbour: a small field with everything a case can have, and a year of what happened in it.

import Calendar
import Definitions
import FEEL
import Governance
import Journal
import SQLiteStorage
import TestSupport
import Testing

@testable import Engine

let harbourWorkflow = """
  workflow: harbour
  kinds:
    person:
      accounts: accounts
      fields: {accounts: list of text required, birthday: date}
      states: {here: {on: {go: gone, rename: }}, gone: {final: true}}
      events: {go: {}, rename: {fields: {accounts: required}}}
    badge:
      within: scope
      grants: {a: assignment, in: valid, person: person, role: role, scope: scope, from: from, until: until}
      fields: {person: text required, role: text required, scope: case, from: date, until: date}
      states: {valid: {on: {take: taken}}, taken: {final: true}}
      events: {take: {}}
    proxy:
      grants: {a: delegation, in: valid, person: person, by: by, from: from, until: until, activities: activities}
      fields: {person: text required, by: text required, from: date, until: date, activities: list of text}
      states: {valid: {on: {take: taken}}, taken: {final: true}}
      events: {take: {}}
    letter:
      grants: {a: mandate, in: valid, role: role, from: from, until: until}
      fields: {role: text required, from: date, until: date}
      states: {valid: {on: {take: taken}}, taken: {final: true}}
      events: {take: {}}
    complaint:
      readers: warden
      fields: {about: case, text: text required}
      states: {made: {on: {settle: settled}}, settled: {final: true}}
      events: {settle: {}}
    quay:
      fields: {title: text required, depth: {type: number, required: true}}
      queries: {ships: {of: ship, via: quay}, complaints: {of: complaint}}
      derived: {moored: count(ships), load: sum(ships.weight), talk: count(complaints)}
      states: {open: {on: {dredge: {do: {set: {depth: depth + event.by}}}, close: closed}}, closed: {final: true}}
      events: {dredge: {fields: {by: {type: number, required: true}}}, close: {}}
    errand:
      within: ship
      fields: {ship: ship required, note: text}
      states: {going: {on: {finish: done, call off: off}}, done: {final: true}, off: {final: true}}
      events: {create: {requires: [{name: wanted, that: 'event.note = null or event.note != "nothing"'}]}, finish: {due: 'date(case.created) + @"P5D"'}, call off: {by: engine}}
    ship:
      within: quay
      fields:
        quay: quay required
        title: text required
        weight: {type: integer, required: true}
        toll: {type: number, initial: weight * rate}
        cargo: {type: text, confidential: true, readers: master, at creation: true}
        sails: date
        docks: {type: date, confidential: true, readers: master, at creation: true}
        crew: list of text
        escorts: list of ship
        flag: [red, blue]
        trips: {type: integer, initial: 0}
        last words: text
      queries: {errands: {of: errand, via: ship}, others: {of: ship, via: escorts}}
      derived:
        light: weight < limit
        surcharge: 'if light then 0 else weight * 2'
        due toll: toll + surcharge
        back by: sails + @"P10D"
        hushed: cargo != null
        rank: count(escorts) + rate
        depth below: quay.depth
        guarded: others.title
      states:
        afloat:
          parallel: true
          states:
            hull:
              initial: sound
              states:
                sound: {on: {damage: damaged}}
                damaged: {on: {repair: sound}}
            place:
              initial: moored
              states:
                moored: {on: {sail: {to: at sea, do: {set: {trips: trips + 1}}}, load: {do: {set: {weight: weight + event.tons}}}, paint: , inspect: , shift: }}
                at sea: {on: {come home: moored, overdue: missing, ring: }}
                missing: {on: {come home: moored}}
                was: {history: shallow, always: moored}
          on: {impound: impounded, scrap: scrapped, survey: surveyed, call: {do: [{create: errand, with: {ship: case.id, note: event.words}}, {set: {last words: event.words}}]}, warn: {do: {send: nudge, to: escorts}}, nudge: {do: {set: {last words: '"warned"'}}}, gather: }
        impounded: {on: {release: was}}
        surveyed:
          invoke: {survey: {kind: errand, id: '"survey-" + id', with: {ship: case.id}, cancel: call off}}
          on: {done.invoke.survey: afloat, give up: afloat}
        scrapped: {final: true}
      events:
        create: {requires: [{name: buoyant, that: event.weight < 1000}, {name: not powder, that: 'event.cargo = null or event.cargo != "powder"'}]}
        sail: {fields: {sails: required, crew: }, requires: [{name: light, that: weight < limit, hint: {en: Unload first, nl: Los eerst}}, {name: dry, that: 'cargo = null or cargo != "water"'}]}
        load: {fields: {tons: {type: integer, required: true}, cargo: }}
        damage: {fields: {last words: }}
        repair: {due: 'date(case.created) + @"P30D"'}
        paint: {fields: {flag: required, coats: integer}}
        inspect: {requires: [{name: summer, that: today() >= @"2030-06-01"}, {name: docked, that: docks = null or today() >= docks}]}
        shift: {fields: {quay: required}, requires: [{name: before it sails, that: sails = null or today() < sails}]}
        come home: {due: back by}
        overdue: {by: clock}
        ring: {by: clock}
        impound: {}
        release: {}
        scrap: {}
        survey: {}
        give up: {}
        call: {fields: {words: text}}
        warn: {}
        nudge: {by: engine}
        gather: {fields: {escorts: required}, due: docks}
      timers:
        overdue: {at: back by, in: at sea, fires: overdue}
        bell: {at: '@"2030-05-01T12:00:00"', in: at sea, fires: ring}
  """

let harbourPlugin = """
  plugin: harbour
  roles: {master: Master, warden: Warden, clerk: Clerk, auditor: Auditor}
  constants: {rate: 3, limit: 50}
  separations: {eyes: {roles: [master, auditor], because: Who sails does not audit}}
  rasci:
    person: {default: {R: administrator, A: administrator}}
    badge: {default: {R: administrator, A: administrator}}
    proxy: {default: {R: administrator, A: administrator}}
    letter: {default: {R: administrator, A: administrator}}
    complaint: {default: {R: [master, warden], A: warden, approval: after, four eyes: false}}
    quay: {default: {R: warden, A: warden, I: clerk}}
    errand: {default: {R: [clerk, master], A: clerk, approval: after, four eyes: false, I: master}}
    ship:
      default: {R: master, A: master, I: [clerk, auditor]}
      create: {R: [master, warden], A: warden, approval: after}
      paint: {R: master, A: warden, approval: before, C: clerk, S: auditor}
      damage: {R: master, A: warden, approval: after, I: clerk}
      scrap: {R: master, A: warden, approval: before, mandate: true}
      inspect: {R: warden, A: warden}
      shift: {R: warden, A: warden}
  schedules:
    rounds: {on: ship, in: at sea, rule: FREQ=MONTHLY;BYMONTHDAY=20, from: sails, until: 'sails + @"P3M"', ahead: P2D, create: errand, id: 'id + "-round-" + string(occurrence)', with: {ship: case.id, note: last words}}
  laws:
    crew:
      title: A missing ship had a crew
      source: harbour decree, article 4
      of: ship
      in: missing
      holds: crew != null
    depth:
      title: A moored ship does not touch the ground
      source: harbour decree, article 5
      of: ship
      in: moored
      holds: 'quay.depth * 10 >= weight'
  """

/// The harbour, with what happened in it.
final class Harbour {
  let simulated: Simulated
  private(set) var lines: [String] = []
  var store: Store { simulated.store }
  static let everybody = [
    Simulated.boss, "mia@h", "wim@h", "cle@h", "aud@h", "dep@h", "old@h", "nobody@h",
  ]

  static func rulebook(
    _ change: (inout String, inout String) -> Void = { _, _ in }
  ) throws -> Rulebook {
    var (workflow, plugin) = (harbourWorkflow, harbourPlugin)
    change(&workflow, &plugin)
    return try Rulebook.load([("Workflows/h/workflow.yaml", workflow), ("Plugins/h/plugin.yaml", plugin)])
  }

  init() throws {
    simulated = try Simulated(Self.rulebook())
    try people()
  }

  private func people() throws {
    for (id, accounts) in [("p-mia", ["mia@h", "mia@home"]), ("p-wim", ["wim@h"]), ("p-old", ["old@h"])] {
      try make("person", id, [("accounts", .list(accounts.map { .string($0) }))])
    }
    try make("quay", "north", [("title", .string("North")), ("depth", .number(9))], as: Simulated.boss)
    for (id, person, role, more) in [
      ("b-mia", "mia@h", "master", []), ("b-wim", "p-wim", "warden", []), ("b-aud", "aud@h", "auditor", []),
      ("b-old", "old@h", "master", [("until", .date(try day("2030-02-01")))]),
    ] as [(String, String, String, Given)] {
      try make("badge", id, [("person", .string(person)), ("role", .string(role))] + more)
    }
    try make("proxy", "x-dep", [("person", .string("dep@h")), ("by", .string("mia@h"))])
    try make("letter", "l-master", [("role", .string("master")), ("until", .date(try day("2030-12-31")))])
    try make("quay", "north", [("title", .string("North")), ("depth", .number(9))], as: "wim@h")
    try make("quay", "south", [("title", .string("South")), ("depth", .number(30))], as: "wim@h")
    try make("badge", "b-cle", [("person", .string("cle@h")), ("role", .string("clerk")), ("scope", .string("north"))])
  }

  @discardableResult func make(_ kind: String, _ id: String, _ fields: Given, as account: String = Simulated.boss)
    throws
    -> Receipt
  {
    note(try simulated.create(kind, id, fields, as: account), account)
  }

  @discardableResult func act(_ account: String, _ verb: Verb, _ id: String, _ fields: Given = []) throws -> Receipt {
    note(try simulated.act(account, verb, id, fields), account)
  }

  @discardableResult func fire(_ account: String, _ event: String, _ id: String, _ fields: Given = []) throws -> Receipt
  {
    try act(account, .fire(event), id, fields)
  }

  private func erase(_ account: String, _ field: String, of id: String) throws {
    let erased = try store.erase(
      Request(.erase(field), on: id, fields: [("because", .string("asked for"))]), by: simulated.principal(account))
    for receipt in erased.performed.receipts { note(receipt, account) }
    lines.append("  took away \(erased.values), elsewhere \(erased.elsewhere), gone \(erased.isGone)")
  }

  func goTo(_ date: String) throws {
    lines.append("= \(date)")
    for receipt in try simulated.goTo(date) { note(receipt, "clock") }
  }

  @discardableResult private func note(_ receipt: Receipt, _ account: String) -> Receipt {
    tell(receipt, account, "")
    return receipt
  }

  private func tell(_ receipt: Receipt, _ account: String, _ indent: String) {
    let reasons = receipt.reasons.isEmpty ? "" : " why \(Reason.record(receipt.reasons))"
    lines.append(
      "\(indent)#\(receipt.entry ?? -1) \(account): \(receipt.verb) \(receipt.kind) \(receipt.subject) "
        + "\(receipt.outcome.rawValue) as \(receipt.role ?? "-") by \(receipt.authority) tells \(receipt.informed) "
        + "\(receipt.before ?? "new") → \(receipt.state) pinned \(receipt.pinned.map { _ in "other" } ?? "-") "
        + "passed \(receipt.passedOver.map { "\($0)" }) at \(store.setting.zone.describe(receipt.instant))\(reasons)")
    for next in receipt.followed { tell(next, "follows", indent + "  ") }
  }

  /// The first half of the year.
  func spring() throws {
    func text(_ words: String) -> Value { .string(words) }
    try make(
      "ship", "ark",
      [("quay", text("north")), ("title", text("Ark")), ("weight", .number(40)), ("cargo", text("pepper"))],
      as: "mia@h")
    try act("wim@h", .ratify(try open("ark")), "ark")
    try make("ship", "bee", [("quay", text("south")), ("title", text("Bee")), ("weight", .number(200))], as: "mia@h")
    try make("ship", "cod", [("quay", text("north")), ("title", text("Cod")), ("weight", .number(95))], as: "wim@h")
    try make("ship", "cod", [("quay", text("north")), ("title", text("Cod")), ("weight", .number(2000))], as: "wim@h")
    try make(
      "ship", "cod",
      [
        ("quay", text("north")), ("title", text("Cod")), ("weight", .number(45)),
        ("docks", .date(try day("2030-07-01"))),
      ], as: "wim@h")
    try make("complaint", "c-1", [("about", text("cod")), ("text", text("too loud"))], as: "mia@h")
    try fire("mia@h", "load", "ark", [("tons", .number(4)), ("cargo", text("salt"))])
    try fire("mia@h", "load", "ark", [("tons", .number(70))])
    try fire("mia@h", "gather", "bee", [("escorts", .list([text("ark"), text("cod")]))])
    try act("mia@h", .consult("paint"), "bee", [("until", .date(try day("2030-01-20")))])
    try fire("mia@h", "paint", "bee", [("flag", text("blue"))])
    try act("cle@h", .advise("paint"), "bee", [("opinion", text("fine"))])
    try make("badge", "b-cle2", [("person", text("cle@h")), ("role", text("clerk"))])
    try act("cle@h", .advise("paint"), "bee", [("opinion", text("fine"))])
    try act("aud@h", .prepare("paint"), "bee", [("flag", text("red")), ("coats", .number(2))])
    try fire("dep@h", "paint", "bee", [("flag", text("blue")), ("coats", .number(2))])
    try fire("old@h", "damage", "bee", [("last words", text("a rock"))])
    try goTo("2030-01-15")
    try act("dep@h", .approve(try open("bee", 1)), "bee")
    try act("wim@h", .approve(try open("bee", 1)), "bee")
    try make("person", "p-dep", [("accounts", .list([text("dep@h")]))])
    try act("wim@h", .approve(try open("bee", 1)), "bee")
    try act("wim@h", .ratify(try open("bee", 1)), "bee")
    try fire("mia@h", "sail", "bee", [("sails", .date(try day("2030-01-16")))])
    try fire("mia@h", "sail", "ark", [("sails", .date(try day("2030-01-16")))])
    try fire("mia@h", "call", "ark", [("words", text("ahoy"))])
    try fire("mia@h", "call", "ark", [("words", text("nothing"))])
    try fire("mia@h", "warn", "bee")
    try goTo("2030-02-20")
    try fire("old@h", "load", "cod", [("tons", .number(1))])
    try fire("dep@h", "come home", "ark")
    try fire("mia@h", "sail", "cod", [("sails", .date(try day("2030-04-10"))), ("crew", .list([text("mia@h")]))])
    try fire("wim@h", "impound", "cod")
    try fire("mia@h", "impound", "cod")
    try fire("mia@h", "release", "cod")
    try fire("mia@h", "survey", "bee")
    try fire("mia@h", "damage", "cod", [("last words", text("mia@h did it"))])
    try act("wim@h", .reject(try open("cod")), "cod", [("reason", text("no rock there"))])
    try fire("wim@h", "dredge", "north", [("by", .number(-5))])
    try fire("wim@h", "dredge", "south", [("by", try .number(#require(Number("0.5"))))])
    try act("aud@h", .prepare("paint"), "cod", [("flag", text("red"))])
    try act("cle@h", .advise("paint"), "ark", [("opinion", text("dull"))])
    try fire("mia@h", "scrap", "ark")
    try fire("nobody@h", "scrap", "ark")
    try fire("mia@h", "fly", "ark")
    try fire("mia@h", "load", "ghost", [("tons", .number(1))])
  }

  /// What came after: other definitions, values that were taken away, people who left.
  func summer() throws {
    try goTo("2030-03-01")
    try goTo("2030-06-15")
    try fire("cle@h", "finish", "survey-bee")
    try fire("wim@h", "inspect", "ark")
    let next = try Self.rulebook { workflow, plugin in
      workflow = workflow.replacing(
        "      last words: text\n", with: "      last words: text\n      rig: {type: text, initial: '\"sloop\"'}\n")
      plugin = plugin.replacing("limit: 50", with: "limit: 60").replacing(
        "  laws:\n", with: "  # other laws\n  laws:\n")
    }
    let adopted = try store.perform(.adoption(of: next), by: simulated.principal()).receipts[0]
    note(adopted, "boss")
    try act(Simulated.boss, .upgrade, "ark")
    try act("wim@h", .reject(try open("ark")), "ark", [("reason", .string("still good"))])
    try act(Simulated.boss, .upgrade, "ark")
    try make(
      "ship", "dab", [("quay", .string("south")), ("title", .string("Dab")), ("weight", .number(55))], as: "wim@h")
    try make(
      "ship", "eel", [("quay", .string("south")), ("title", .string("salt")), ("weight", .number(55))], as: "wim@h")
    try erase(Simulated.boss, "cargo", of: "ark")
    try erase("mia@h", "title", of: "ark")
    try erase(Simulated.boss, "accounts", of: "p-old")
    try fire(Simulated.boss, "rename", "p-wim", [("accounts", .list([.string("wim@h"), .string("wim@home")]))])
    try fire(Simulated.boss, "take", "b-aud")
    try goTo("2030-07-02")
  }

  /// An act on a case that waits for somebody.
  private func open(_ id: String, _ index: Int = 0) throws -> Int {
    let open = try store.reading { try store.memory.load(id, $0) }?.state.open ?? []
    return open.indices.contains(index) ? open[index].entry : -1
  }
}
