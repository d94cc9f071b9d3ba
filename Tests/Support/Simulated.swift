/// A simulation with short words to act in it.

import Calendar
import Definitions
import Engine
import FEEL
import Governance
import Journal
import SQLiteStorage

/// A simulation, by default in memory.
package final class Simulated {
  /// The store.
  package let store: Store
  /// Where it lies.
  package let storage: any Storage
  /// Its first administrator.
  package static let boss = "boss@lib"

  package init(
    _ rulebook: Rulebook, from: String = "2030-01-01", in storage: (any Storage)? = nil,
    zone: String = "Europe/Amsterdam"
  ) throws {
    let zone = Zone(zone) ?? .utc
    let start = zone.instant(try day(from), milliseconds: 9 * 3_600_000)
    self.storage = try storage ?? SQLiteStorage.memory()
    store = try Store.begin(
      self.storage,
      Beginning(mode: .simulation, instant: start, zone: zone, administrator: Self.boss), rulebook)
  }

  /// One workflow and one plugin, as text.
  package convenience init(_ workflow: String, _ plugin: String, from: String = "2030-01-01") throws {
    try self.init(
      try Rulebook.load([("Workflows/w/workflow.yaml", workflow), ("Plugins/p/plugin.yaml", plugin)]), from: from)
  }

  /// A simulation that was begun before.
  package init(opening storage: any Storage) throws {
    self.storage = storage
    store = try Store.open(storage)
  }

  /// The same, read again from its storage by somebody who knew nothing of it.
  package func reopened() throws -> Simulated { try Simulated(opening: storage) }

  package func principal(_ account: String = boss) throws -> Principal { try store.principal(asserting: account) }

  @discardableResult package func act(
    _ account: String, _ verb: Verb, _ id: String, _ fields: Given = [], kind: String? = nil, basis: Int? = nil
  ) throws -> Receipt {
    let request = Request(verb, on: id, kind: kind, fields: fields, basis: basis)
    return try store.perform(request, by: principal(account)).receipts[0]
  }

  @discardableResult package func create(
    _ kind: String, _ id: String, _ fields: Given, as account: String = boss
  ) throws -> Receipt {
    try act(account, .fire("create"), id, fields, kind: kind)
  }

  /// The rules that refuse.
  package func rules(_ account: String, _ verb: Verb, _ id: String, _ fields: Given = []) throws -> [String] {
    try act(account, verb, id, fields).reasons.map(\.rule.description)
  }

  @discardableResult package func goTo(_ date: String) throws -> [Receipt] {
    try store.advance(
      to: store.setting.zone.instant(try day(date), milliseconds: 9 * 3_600_000), for: principal())
  }

  /// Looks as somebody; at the end of a day in the past with `on`.
  package func look<T>(_ account: String = boss, on date: String? = nil, _ body: (View) throws -> T) throws -> T {
    let end = try date.map { text -> Instant in
      let next = CivilDate(dayNumber: try day(text).dayNumber + 1)
      return Instant(milliseconds: store.setting.zone.instant(next).milliseconds - 1)
    }
    return try store.view(of: principal(account), at: end, body)
  }

  /// A case as somebody sees it.
  package func find(_ id: String, _ account: String = boss, on date: String? = nil) throws -> SeenCase? {
    try look(account, on: date) { $0.find(id) }
  }
}

/// What was expected to be a date and is none.
package struct NoDate: Error { let text: String }

/// A civil date.
package func day(_ text: String) throws -> CivilDate {
  guard let date = CivilDate(text) else { throw NoDate(text: text) }
  return date
}
