/// A region of another field, with people in roles: for tests of what the product does with any field.

import Calendar
import Definitions
import Engine
import FEEL
import Governance

/// A region of another field altogether: a library that lends rooms. Nothing of it is named in the product.
package let roomsWorkflow = """
  workflow: rooms
  kinds:
    somebody:
      accounts: accounts
      fields: {accounts: list of text required}
      states: {here: {on: {go: gone, rename: }}, gone: {final: true}}
      events: {go: {}, rename: {fields: {accounts: required}}}
    badge:
      within: scope
      grants: {a: assignment, in: valid, person: person, role: role, scope: scope, from: from, until: until}
      fields: {person: text required, role: text required, scope: case, from: date, until: date}
      states: {valid: {on: {take: taken, pass on: }}, taken: {final: true}}
      events: {take: {}, pass on: {fields: {person: required}}}
    proxy:
      grants: {a: delegation, in: valid, person: person, by: by, from: from, until: until}
      fields: {person: text required, by: text required, from: date required, until: date required}
      states: {valid: {on: {take: taken}}, taken: {final: true}}
      events: {take: {}}
    letter:
      grants: {a: mandate, in: valid, role: role, from: from, until: until, activities: activities}
      fields: {role: text required, from: date required, until: date required, activities: list of text}
      states: {valid: {on: {take: taken}}, taken: {final: true}}
      events: {take: {}}
    room:
      fields: {seats: {type: integer, required: true}, lent: {type: integer, initial: 0}, secret: {type: text, confidential: true, readers: head}}
      queries: {loans: {of: loan, via: room}}
      states:
        open: {on: {lend: {do: [{set: {lent: lent + 1}}, {create: loan, with: {room: case.id, seats: event.seats}}]}, paint: , inspect: , clear: , shut: closed, measure: {when: seats > 100}}}
        closed: {on: {reopen: open, demolish: ruin}}
        ruin: {final: true}
      events:
        lend: {fields: {seats: integer required}, requires: [{name: seats, that: event.seats <= seats}, {name: free, that: lent < 3}, {name: quiet, that: secret = null or secret = "x"}]}
        paint: {fields: {colour: text, coats: {type: integer}}}
        inspect: {}
        clear: {requires: [{name: returned, that: count(loans) = 0}]}
        shut: {by: clock}
        measure: {}
        reopen: {}
        demolish: {}
      timers: {evening: {at: '@"2030-01-10"', in: open, fires: shut}}
    loan:
      within: room
      fields: {room: room required, seats: integer required}
      states: {out: {on: {return: back, move: }}, back: {final: true}}
      events:
        create: {requires: [{name: not thirteen, that: event.seats != 13}]}
        return: {}
        move: {fields: {room: required}}
  """
package let roomsPlugin = """
  plugin: library
  roles: {porter: Porter, head: Head, neighbour: Neighbour, auditor: Auditor}
  separations:
    watch: {roles: [porter, auditor], because: who opens does not audit}
  rasci:
    somebody: {default: {R: administrator, A: administrator}}
    badge: {default: {R: administrator, A: administrator}}
    proxy: {default: {R: administrator, A: administrator}}
    letter: {default: {R: administrator, A: administrator}}
    room:
      default: {R: [porter, administrator], A: administrator, approval: after}
      lend: {R: porter, A: porter, I: head}
      paint: {R: porter, A: head, approval: before, C: neighbour, S: neighbour}
      inspect: {R: auditor, A: head, approval: after}
      reopen: {R: porter, A: head, approval: before, mandate: true}
      demolish: {R: porter, A: head, approval: before, four eyes: false}
    loan: {default: {R: porter, A: porter, I: head}}
  """

/// A library with people in roles, and short words to act.
package final class Library {
  package let simulated: Simulated
  package var store: Store { simulated.store }

  package init() throws {
    simulated = try Simulated(roomsWorkflow, roomsPlugin)
    for (id, accounts) in [("p-ann", ["ann@lib", "ann@home"]), ("p-bob", ["bob@lib"]), ("p-cas", ["cas@lib"])] {
      try create("somebody", id, [("accounts", .list(accounts.map { .string($0) }))])
    }
    try badge("b-1", "ann@lib", "porter")
    try badge("b-2", "bob@lib", "head")
    try badge("b-3", "cas@lib", "neighbour")
    try create("room", "red", [("seats", .number(20))])
  }

  @discardableResult package func create(
    _ kind: String, _ id: String, _ fields: Given, as account: String = Simulated.boss
  ) throws -> Receipt {
    try simulated.create(kind, id, fields, as: account)
  }

  @discardableResult package func badge(
    _ id: String, _ person: String, _ role: String, from: String? = nil, until: String? = nil, scope: String? = nil
  ) throws -> Receipt {
    var fields: Given = [("person", .string(person)), ("role", .string(role))]
    if let from { fields.append(("from", .date(try day(from)))) }
    if let until { fields.append(("until", .date(try day(until)))) }
    if let scope { fields.append(("scope", .string(scope))) }
    return try create("badge", id, fields)
  }

  @discardableResult package func act(
    _ account: String, _ verb: Verb, _ id: String = "red", _ fields: Given = [], basis: Int? = nil
  ) throws -> Receipt {
    try simulated.act(account, verb, id, fields, basis: basis)
  }

  package func rules(_ account: String, _ verb: Verb, _ id: String = "red", _ fields: Given = []) throws -> [String] {
    try simulated.rules(account, verb, id, fields)
  }

  package func goTo(_ date: String) throws { try simulated.goTo(date) }

  package func find(_ id: String) throws -> SeenCase? { try simulated.find(id) }

  package func tasks() throws -> [String] { try simulated.look { try Tasks($0).all(until: nil).map { "\($0.what)" } } }
}
