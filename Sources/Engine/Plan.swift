/// What will happen until a date, if nobody does more than the clock: its acts with what follows from them, the tasks that
/// fall due, and what would refuse them. Worked out on a copy that is thrown away.

import Calendar
import Definitions
import FEEL
import Governance
import Journal

/// Something that will happen, or that somebody must bring about.
public struct Planned: Sendable {
  /// When.
  public let date: CivilDate
  /// On which case.
  public let subject: String
  /// What.
  public let what: String
  /// Who brings it about: `clock`, `engine`, or the roles that can.
  public let by: [String]
  /// Whether it is a task of a role.
  public let isTask: Bool
  /// What would refuse it as things will stand then; empty when nothing would.
  public let missing: [String]
}

/// Which part of a plan.
public struct PlanRequest: Sendable {
  /// Until the end of this day.
  public var until: CivilDate
  /// One case and what lies within it.
  public var subject: String?
  /// The tasks of one role.
  public var role: String?

  /// Everything until a day.
  public init(until: CivilDate) { self.until = until }
}

/// A plan that is kept: on which entries of which store it rests, and what it said.
public struct KeptPlan: Sendable {
  /// The store's id.
  public let store: String
  /// How many entries it had.
  public let size: Int
  /// Until when it looked.
  public let until: CivilDate
  /// A line for each thing: date, case, what, by, missing.
  public let lines: [[String]]

  /// A plan of a store.
  public init(_ items: [Planned], store: String, size: Int, until: CivilDate) {
    self.store = store
    self.size = size
    self.until = until
    lines = items.map {
      [
        "\($0.date)", $0.subject, $0.what, $0.by.joined(separator: ", "),
        $0.missing.joined(separator: "; "),
      ]
    }
  }

  /// As it is kept: JSON.
  public var text: String {
    JSON.text(
      .context(
        Context([
          ("plan", .number(Number(1))), ("store", .string(store)), ("entries", .number(Number(size))),
          ("until", .string("\(until)")), ("lines", .list(lines.map { .list($0.map { .string($0) }) })),
        ])))
  }

  /// Reads what ``text`` wrote; nil for anything else.
  public init?(_ bytes: [UInt8]) {
    guard case .context(let context)? = try? JSON.parse(bytes), context.integer("plan") == 1,
      let store = context.text("store"), let size = context.integer("entries"),
      let until = context.text("until").flatMap({ CivilDate($0) }), case .list(let rows)? = context["lines"]
    else { return nil }
    self.store = store
    self.size = size
    self.until = until
    lines = rows.map(\.texts)
    guard lines.allSatisfy({ $0.count == 5 }) else { return nil }
  }

  /// What is other in a later plan: gained, lost, or the same thing on another date or with something else missing.
  public func differences(to later: KeptPlan) -> [(change: String, before: [String]?, after: [String]?)] {
    func key(_ line: [String]) -> String { "\(line[1]) \(line[2]) \(line[3])" }
    let old = Dictionary(grouping: lines, by: key)
    let new = Dictionary(grouping: later.lines, by: key)
    var result: [(change: String, before: [String]?, after: [String]?)] = []
    for name in Set(old.keys).union(new.keys) {
      var (was, now) = (old[name] ?? [], new[name] ?? [])
      let same = Set(was).intersection(now)
      was.removeAll(where: same.contains)
      now.removeAll(where: same.contains)
      for index in 0..<max(was.count, now.count) {
        let (before, after) = (
          was.indices.contains(index) ? was[index] : nil, now.indices.contains(index) ? now[index] : nil
        )
        result.append((before == nil ? "gained" : after == nil ? "gone" : "moved", before, after))
      }
    }
    return result.sorted { ($0.after ?? $0.before ?? []).lexicographicallyPrecedes($1.after ?? $1.before ?? []) }
  }
}

extension Store {
  /// The most acts of the clock that a plan goes through.
  static let planLimit = 1_000_000

  /// The plan until a date, in order. It holds as long as nobody acts; the clock is not moved.
  public func plan(_ request: PlanRequest) throws(StoreProblem) -> [Planned] {
    let end = Instant(
      milliseconds: zone.instant(CivilDate(dayNumber: request.until.dayNumber + 1)).milliseconds - 1)
    guard end >= now else { throw .backwards(now: zone.describe(now)) }
    return try reading { world in
      var items: [Planned] = []
      var tasks: [String: Planned] = [:]
      let roster = Roster(world)
      // A task stands as long as its state does, so tasks are taken down whenever the clock has moved a case.
      func note(_ id: String, at instant: Instant) {
        guard let state = world.find(id), state.isOpen || !state.open.isEmpty else { return }
        for duty in self.duties(of: state, world, at: instant, until: request.until) {
          let date = duty.by ?? self.today
          var missing = duty.missing
          // By then nobody may stand in the role any more.
          if !roster.isHeld(duty.roles, for: state, on: max(date, self.today)) {
            missing.append("nobody is \(duty.roles.joined(separator: " or "))")
          }
          let task = Planned(
            date: date, subject: id, what: duty.what, by: duty.roles, isTask: true, missing: missing)
          tasks["\(id) \(duty.what) \(task.date)"] = task
        }
      }
      for id in try self.openCases(world) { note(id, at: now) }
      for _ in 0..<Self.planLimit {
        guard let receipt = world.fireTimers(until: end, now: nil, limit: 1).first else { break }
        self.add(receipt, "clock", &items)
        for subject in Self.subjects(receipt) { note(subject, at: receipt.instant) }
      }
      for id in try self.openCases(world) { note(id, at: end) }
      items += tasks.values
      if let role = request.role { items.removeAll { !$0.by.contains(role) } }
      if let subject = request.subject {
        var known: [String: Bool] = [:]
        items.removeAll { item in
          let isWithin = known[item.subject] ?? self.lies(item.subject, within: subject, world)
          known[item.subject] = isWithin
          return !isWithin
        }
      }
      return items.sorted { ($0.date.dayNumber, $0.subject, $0.what) < ($1.date.dayNumber, $1.subject, $1.what) }
    }
  }

  private static func subjects(_ receipt: Receipt) -> [String] {
    [receipt.subject] + receipt.followed.flatMap(subjects)
  }

  private func add(_ receipt: Receipt, _ by: String, _ items: inout [Planned]) {
    items.append(
      Planned(
        date: zone.civil(receipt.instant).date, subject: receipt.subject, what: receipt.verb.text, by: [by],
        isTask: false, missing: receipt.decision.reasons.map { $0.explained(.en).because }))
    for followed in receipt.followed { add(followed, "engine", &items) }
  }

  private func openCases(_ world: Staging) throws -> [String] {
    var ids = Set(world.staged.keys)
    try eachOpen(world) { ids.insert($0.id) }
    return ids.sorted()
  }

  /// Whether a case is another, or lies within it by what its kind says.
  private func lies(_ id: String, within target: String, _ world: Staging) -> Bool {
    var (open, seen) = ([id], Set([id]))
    while let next = open.popLast(), seen.count < 100 {
      if next == target { return true }
      guard let state = world.find(next) else { continue }
      for field in state.kind.within {
        for reference in state[field].innerTexts where seen.insert(reference).inserted { open.append(reference) }
      }
    }
    return false
  }
}
