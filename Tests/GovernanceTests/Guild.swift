/// A guild of carpenters: grants of all sorts, desks that lie within halls, and a world of cases as a plain list.

import Calendar
import Definitions
import FEEL
import Statechart
import TestSupport
import Testing

@testable import Governance

let guildWorkflow = """
  workflow: guild
  kinds:
    member:
      accounts: accounts
      fields: {accounts: list of text required}
      states: {here: {on: {go: gone, rename: }}, gone: {final: true}}
      events: {go: {}, rename: {fields: {accounts: required}}}
    badge:
      grants: {a: assignment, in: valid, person: person, role: role, scope: scope, from: from, until: until}
      fields: {person: text required, role: text required, scope: case, from: date, until: date}
      states: {valid: {on: {take: taken}}, taken: {final: true}}
      events: {take: {}}
    proxy:
      grants: {a: delegation, in: valid, person: person, by: by, role: role, scope: scope, from: from, until: until, activities: activities}
      fields: {person: text required, by: text required, role: text, scope: case, from: date, until: date, activities: list of text}
      states: {valid: {on: {take: taken}}, taken: {final: true}}
      events: {take: {}}
    letter:
      grants: {a: mandate, in: valid, role: role, scope: scope, from: from, until: until, activities: activities}
      fields: {role: text required, scope: case, from: date, until: date, activities: list of text}
      states: {valid: {on: {take: taken}}, taken: {final: true}}
      events: {take: {}}
    hall:
      fields: {title: text}
      states: {open: {on: {shut: closed}}, closed: {final: true}}
      events: {shut: {}}
    chest:
      readers: carver
      fields: {title: text}
      states: {open: {on: {shut: closed}}, closed: {final: true}}
      events: {shut: {}}
    job:
      within: desk
      fields: {desk: desk required, pay: {type: amount, initial: 1}}
      states: {going: {on: {finish: done, call off: off}}, done: {final: true}, off: {final: true}}
      events: {finish: {}, call off: {by: engine, fields: {reason: text}}, create: {requires: [{name: paid, that: event.pay = null or event.pay > 0}]}}
    desk:
      within: [hall, beside]
      fields:
        hall: hall
        beside: list of desk
        width: integer required
        height: {type: integer, initial: width + 1}
        note: {type: text, confidential: true, readers: carver, at creation: true}
        made: date
        other: case
        tag: text
        worth: {type: number, at creation: false}
        chest: chest
      derived:
        area: width * height
        twice: area * limit
        hall name: hall.title
        noted: note != null
        neighbours: count(beside)
        sum of sides: 'sum(desks.width)'
        far: beside.hall name
      queries: {jobs: {of: job, via: desk}, desks: {of: desk}, near: {of: desk, via: beside, to: other}, chests: {of: chest}}
      states:
        rough:
          on:
            plane: [{when: width > 3, to: smooth}, {when: width > 9 and noted, to: smooth}]
            sand: {do: {set: {worth: event.grain + width}}}
            mark:
            hire: {do: [{create: job, id: '"job-" + id', with: {desk: case.id, pay: 2}}, {create: job, with: {desk: id}}]}
            release: {do: {send: call off, to: jobs, with: {reason: '"done"'}}}
            pass: {do: {each: beside, do: {send: nudge, to: item}}}
            nudge:
            breakdown: {do: {set: {worth: 1 / (width - width)}}}
            spin: spinning
            await: waiting
            scrap: scrapped
            paint:
            gild:
            carve:
            age: smooth
        smooth: {on: {plane: rough, mark: }}
        spinning: {always: [{when: width < 100, to: whirling}, {to: rough}]}
        whirling: {always: [{when: width < 100, to: spinning}, {to: rough}]}
        waiting:
          invoke: {help: {kind: job, with: {desk: case.id}, cancel: call off}, more help: {kind: job, id: '"Odd one"', with: {desk: case.id}}}
          on: {done.invoke.help: rough, resume: rough, scrap: scrapped}
        scrapped: {final: true}
      events:
        plane: {fields: {width: , edge: integer}, requires: [{name: edge, that: event.edge = null or event.edge < width, hint: {en: Less, nl: Minder}}, {name: smooth only, in: smooth, that: noted}]}
        sand: {fields: {grain: {type: number, required: true}}}
        mark: {fields: {tag: required, note: }}
        hire: {}
        release: {}
        pass: {}
        nudge: {by: engine}
        breakdown: {}
        spin: {}
        await: {}
        resume: {}
        scrap: {}
        paint: {fields: {tag: , coats: integer, helper: desk}}
        gild: {fields: {tag: required}}
        carve: {requires: [{name: wide, that: width > 2}]}
        age: {by: clock}
      timers:
        ageing: {at: 'made + @"P1Y"', in: rough, fires: age}
        late: {at: '@"2030-01-05T12:00:00"', fires: age}
  """

let guildPlugin = """
  plugin: guild
  roles: {carver: Carver, warden: Warden, clerk: Clerk}
  constants: {limit: 3}
  separations: {hands: {roles: [carver, clerk], because: {en: Two hands, nl: Twee handen}}}
  rasci:
    member: {default: {R: administrator, A: administrator}}
    badge: {default: {R: administrator, A: administrator}}
    proxy: {default: {R: administrator, A: administrator}}
    letter: {default: {R: administrator, A: administrator}}
    hall: {default: {R: warden, A: warden}}
    chest: {default: {R: carver, A: carver}}
    job: {default: {R: carver, A: carver, I: warden}}
    desk:
      default: {R: carver, A: carver, I: [clerk, warden]}
      create: {R: [carver, warden], A: warden, approval: after}
      paint: {R: carver, A: warden, approval: before, C: [clerk, warden], S: clerk, I: clerk}
      gild: {R: [carver, warden], A: warden, approval: after, mandate: true}
      carve: {R: [carver, warden], A: warden, approval: before, four eyes: true}
      scrap: {R: carver, A: warden, approval: before, four eyes: false}
  schedules:
    yearly: {on: desk, in: rough, rule: FREQ=MONTHLY;BYMONTHDAY=10, from: made, until: 'made + @"P3M"', ahead: P2D, create: job, id: '"y-" + string(occurrence)', with: {desk: case.id}}
    broken: {on: desk, in: smooth, rule: FREQ=DAILY, from: made, until: 'made + @"P3M"', create: job, id: 'string(1 / (width - width))', with: {desk: case.id}}
  """

/// A guild's cases, kept as a list.
final class Guild: World {
  var rulebook: Rulebook
  let zone = Zone("Europe/Amsterdam") ?? .utc
  let administrator = "boss@g"
  var isSimulated = true
  var nextEntry = 1000
  var cases: [CaseState] = []

  static func load(_ workflow: String = guildWorkflow, _ plugin: String = guildPlugin) throws -> Rulebook {
    try Rulebook.load([("Workflows/g/workflow.yaml", workflow), ("Plugins/g/plugin.yaml", plugin)])
  }

  static let book = Result { try load() }

  init() throws { rulebook = try Self.book.get() }

  /// Noon in the guild's zone.
  func noon(_ date: String) throws -> Instant { zone.instant(try day(date), milliseconds: 12 * 3_600_000) }

  /// Adds a case in a state.
  @discardableResult func add(
    _ kind: String, _ id: String, in state: String? = nil, by entry: Int? = nil, _ fields: [(String, Value)] = [],
    change: (inout CaseState) -> Void = { _ in }
  ) throws -> CaseState {
    let kind = try #require(rulebook.kinds[kind])
    let leaf = state ?? kind.chart.states[1].id
    var written = WrittenState(active: [leaf])
    written.running = kind.chart.state(leaf)?.kind != .final
    let machine = try #require(MachineState(written, in: kind.chart))
    var made = CaseState(
      id: id, kind: kind, rulebook: rulebook, machine: machine, fields: kind.fields.map { _ in .null },
      createdBy: entry ?? cases.count + 1, created: try noon("2029-12-01"))
    for (name, value) in fields { made.fields[try #require(kind.index(of: name), "\(name)")] = value }
    change(&made)
    cases.append(made)
    return made
  }

  func find(_ id: String) -> CaseState? { cases.first { $0.id == id } }
  func all(_ kind: String) -> [CaseState] { cases.filter { $0.kind.name == kind } }
  func referring(_ kind: String, via field: String, to id: String) -> [CaseState] {
    all(kind).filter { $0[field].innerTexts.contains(id) }
  }
  func allGrants() -> [CaseState] {
    cases.filter { $0.kind.grant != nil }.sorted { $0.createdBy < $1.createdBy }
  }
  func grants(to names: [String]) -> [CaseState] {
    allGrants().filter { names.contains($0["person"].innerTexts.first ?? "") }
  }
  func waiting(by accounts: [String]) -> [Waiting] {
    cases.flatMap { state in
      state.open.filter { accounts.contains($0.account) }.map { Waiting(entry: $0.entry, subject: state.id) }
    }
  }
  func person(behind account: String) -> String? {
    all("member").first { $0["accounts"].innerTexts.contains(account) }?.id
  }
}

extension OpenAct {
  /// An act by somebody, that waits or to which the accountable role did not agree.
  static func of(
    _ account: String, _ event: String, entry: Int, fields: Given = [], person: String? = nil, role: String = "carver",
    took: Bool = false, disagreed: Int? = nil
  ) -> OpenAct {
    var open = OpenAct(
      entry: entry, event: event, account: account, person: person ?? account, role: role,
      instant: Instant(milliseconds: 0), fields: fields, tookEffect: took)
    open.disagreed = disagreed
    return open
  }
}
