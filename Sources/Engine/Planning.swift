/// What will happen until a date, if nobody does more than the clock: its acts with what follows from them, the tasks that
/// fall due, and what would refuse them. Worked out on a copy that is thrown away.

import Calendar
import Definitions
import FEEL
import Governance
import Journal

/// What something planned lacks.
public enum Lack: Sendable, CustomStringConvertible {
  /// A requirement that does not hold.
  case requirement(String)
  /// By then nobody stands in one of the roles.
  case nobody([String])
  /// Why it would be refused.
  case reason(Reason)

  /// As a plan keeps it.
  public var description: String {
    switch self {
    case .requirement(let name): name
    case .nobody(let roles): "nobody is \(roles.joined(separator: " or "))"
    case .reason(let reason): reason.rule.description
    }
  }
}

/// Something that will happen, or that somebody must bring about.
public struct Planned: Sendable {
  /// The civil day on which it happens, or falls due.
  public let date: CivilDate
  /// The id of the case it happens to.
  public let subject: String
  /// What happens, or must be brought about.
  public let what: Deal
  /// Who brings it about: `clock`, `engine`, or the roles that can.
  public let by: [String]
  /// Whether it is a task of a role.
  public let isTask: Bool
  /// What would refuse it as things will stand then; empty when nothing would.
  public let lacks: [Lack]
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
        "\($0.date)", $0.subject, "\($0.what)", $0.by.joined(separator: ", "),
        $0.lacks.map { "\($0)" }.joined(separator: "; "),
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

/// Plans through a view.
public struct Planning {
  /// The most acts of the clock that a plan goes through.
  static let mostActs = 1_000_000

  private let view: View
  private var world: Stage { view.stage }

  /// The planning of a view.
  public init(_ view: View) { self.view = view }

  /// The plan until a date, in order, of what the reader may see. It holds as long as nobody acts; the clock is not moved.
  public func plan(_ request: PlanRequest) throws(StoreProblem) -> [Planned] {
    let end = Instant(
      milliseconds: world.zone.instant(CivilDate(dayNumber: request.until.dayNumber + 1)).milliseconds - 1)
    guard end >= view.now else { throw .backwards(now: world.zone.describe(view.now)) }
    let mark = world.mark
    defer { world.goBack(to: mark) }
    return try StoreProblem.wrapping {
      var course = Course(view, request.until)
      let transaction = Transaction(world, clock: view.now, for: view.clearance)
      for id in try openCases() { course.note(id, at: view.now) }
      for _ in 0..<Self.mostActs {
        guard let deed = transaction.fireTimers(until: end, now: nil, limit: 1).first else { break }
        course.add(deed, Actor.clock.account)
      }
      for id in try openCases() { course.note(id, at: end) }
      var items = course.items
      if let role = request.role { items.removeAll { !$0.by.contains(role) } }
      if let subject = request.subject { items = within(subject, items) }
      return items.sorted {
        ($0.date.dayNumber, $0.subject, "\($0.what)") < ($1.date.dayNumber, $1.subject, "\($1.what)")
      }
    }
  }

  /// A plan being made.
  private struct Course {
    private let view: View
    private let until: CivilDate
    private let roster: Roster
    private var happenings: [Planned] = []
    private var tasks: [String: Planned] = [:]

    init(_ view: View, _ until: CivilDate) {
      self.view = view
      self.until = until
      roster = Roster(view.stage)
    }

    var items: [Planned] { happenings + tasks.values }

    /// A task stands as long as its state does, so tasks are taken down whenever the clock has moved a case.
    mutating func note(_ id: String, at instant: Instant) {
      guard let state = view.state(id), state.isOpen || !state.open.isEmpty else { return }
      for task in Tasks.of(state, view, at: instant, until: until) {
        let date = task.by ?? view.today
        var lacks = task.missing.map { Lack.requirement($0) }
        // By then nobody may stand in the role any more.
        if !roster.isHeld(task.roles, for: state, on: max(date, view.today)) { lacks.append(.nobody(task.roles)) }
        tasks["\(id) \(task.what) \(date)"] = Planned(
          date: date, subject: id, what: task.what, by: task.roles, isTask: true, lacks: lacks)
      }
    }

    /// What the clock does, with what follows from it; nothing of what happens on a day that the reader may not know.
    mutating func add(_ deed: Deed, _ by: String) {
      if case .fire(let event) = deed.act.verb, by == Actor.clock.account, let state = deed.before,
        state.kind.timers.contains(where: { $0.event == event && !view.sees(timer: $0.name, of: state) })
      {
        return
      }
      if view.state(deed.act.subject) != nil {
        happenings.append(
          Planned(
            date: view.stage.date(deed.act.instant), subject: deed.act.subject, what: Deal(deed.act.verb), by: [by],
            isTask: false, lacks: deed.decision.reasons.map { .reason($0.named(for: view.clearance)) }))
      }
      note(deed.act.subject, at: deed.act.instant)
      for followed in deed.followed { add(followed, Actor.engine.account) }
    }
  }

  private func openCases() throws -> [String] {
    var ids = Set(world.staged.keys)
    try view.eachOpen { state in
      ids.insert(state.id)
      return true
    }
    return ids.sorted()
  }

  private func within(_ subject: String, _ items: [Planned]) -> [Planned] {
    var known: [String: Bool] = [:]
    return items.filter { item in
      let isWithin = known[item.subject] ?? lies(item.subject, within: subject)
      known[item.subject] = isWithin
      return isWithin
    }
  }

  /// Whether a case is another, or lies within it by what its kind says.
  private func lies(_ id: String, within target: String) -> Bool {
    var (open, seen) = ([id], Set([id]))
    while let next = open.popLast() {
      if next == target { return true }
      guard let state = world.find(next) else { continue }
      for field in state.kind.within {
        for reference in state[field].innerTexts where seen.insert(reference).inserted { open.append(reference) }
      }
    }
    return false
  }
}

extension Deal {
  init(_ verb: Verb) {
    if case .schedule(let name) = verb {
      self = .schedule(name)
    } else {
      self = .event(verb.object ?? verb.name.rawValue)
    }
  }
}
