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

extension Store {
  /// The most acts of the clock that a plan goes through.
  static let planLimit = 50_000

  /// The plan until a date, in order. It holds as long as nobody acts; the clock is not moved.
  public func plan(_ request: PlanRequest) throws(StoreProblem) -> [Planned] {
    let end = Instant(
      milliseconds: zone.instant(CivilDate(dayNumber: request.until.dayNumber + 1)).milliseconds - 1)
    guard end >= now else { throw .backwards(now: zone.describe(now)) }
    return try reading { world in
      var items: [Planned] = []
      var tasks: [String: Planned] = [:]
      // A task stands as long as its state does, so tasks are taken down whenever the clock has moved a case.
      func note(_ id: String, at instant: Instant) {
        guard let state = world.find(id), state.isOpen || !state.open.isEmpty else { return }
        for duty in self.duties(of: state, world, at: instant, until: request.until) {
          let task = Planned(
            date: duty.by ?? self.today, subject: id, what: duty.what, by: duty.roles, isTask: true,
            missing: duty.missing)
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
