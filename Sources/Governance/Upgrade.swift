/// Moving a running case to other definitions: what would change for it, and whether it may.

import Calendar
import Decisions
import Definitions
import Diagnostics
import FEEL
import Statechart

/// What moving a case to other definitions changes.
public struct Upgrade: Sendable {
  /// What is other.
  public enum Part: String, Sendable, CaseIterable {
    case state, field, value, event, transition, condition, constant, calendar, line, reader, authority, duty, deadline,
      schedule, safeguard, service, law, table
  }

  /// One difference: nil before where it is gained, nil after where it is lost.
  public struct Change: Sendable {
    /// What sort of thing.
    public let part: Part
    /// The field, event, timer or constant that is other.
    public let name: String
    /// As it is.
    public let before: String?
    /// As it would be.
    public let after: String?

    /// Whether a duty or safeguard is removed or changed.
    public var isLostDuty: Bool {
      guard before != nil else { return false }
      switch part {
      case .duty, .schedule, .safeguard: return true
      case .deadline, .condition, .service, .law: return after == nil
      // What people could do.
      case .event: return after == nil && before == EventSource.role.rawValue
      default: return false
      }
    }
  }

  /// All differences, sorted by sort and name.
  public let changes: [Change]
  /// The case as it would stand; nil when it cannot be moved.
  public let after: CaseState?
  /// Why it cannot be moved.
  public let obstacles: [Reason]

  /// The duties it would lose.
  public var lost: [String] { changes.filter(\.isLostDuty).map { "\($0.part.rawValue) \($0.name)" } }

  /// What moving a case to a rulebook comes to, as somebody may see it.
  public init(
    _ state: CaseState, to rulebook: Rulebook, _ world: any World, at instant: Instant, given: Given = [],
    _ sight: Sight = .everything
  ) {
    guard let kind = rulebook.kinds[state.kind.name] else {
      self.init(
        changes: [], after: nil, obstacles: [.noSuchKind(state.kind.name, near: nil)])
      return
    }
    var obstacles: [Reason] = []
    let moved = Self.move(state, to: kind, of: rulebook, world, at: instant, given, &obstacles)
    // What took effect can be ratified afterwards as well, where its event is still known.
    let waiting = state.open.enumerated().filter { index, open in
      guard open.disagreed == nil, open.tookEffect, let moved else { return open.disagreed == nil }
      return kind.events[moved.state.open[index].event] == nil
    }
    if !waiting.isEmpty {
      obstacles.insert(.stillOpen(waiting.map { Waiting(entry: $0.element.entry, subject: state.id) }), at: 0)
    }
    var changes: [Change] = []
    if let moved {
      var before = Facts(state, world, at: instant, sight)
      let after = Facts(moved.state, world, at: instant, sight)
      changes += before.rename(by: moved.former, toward: after)
      for key in Set(before.all.keys).union(after.all.keys) where before.all[key] != after.all[key] {
        changes.append(Change(part: key.part, name: key.name, before: before.all[key], after: after.all[key]))
      }
      // What the clock has to do for it as it stands: in another state it may have nothing.
      let clock = Set(Timers.all(moved.state, world).map(\.name))
      for timer in Timers.all(state, world) where !clock.contains(timer.name) {
        let isTold = changes.contains { ($0.part == .deadline || $0.part == .schedule) && $0.name == timer.name }
        if !isTold {
          changes.append(Change(part: .deadline, name: timer.name, before: "\(world.date(timer.due))", after: nil))
        }
      }
      changes += Self.calendars(before, after, from: world.date(instant))
      changes += Self.elsewhere(state, moved.state, world, at: instant, sight)
    }
    changes.sort { ($0.part.rawValue, $0.name) < ($1.part.rawValue, $1.name) }
    self.init(changes: changes, after: obstacles.isEmpty ? moved?.state : nil, obstacles: obstacles)
  }

  private init(changes: [Change], after: CaseState?, obstacles: [Reason]) {
    self.changes = changes
    self.after = after
    self.obstacles = obstacles
  }

  /// The functions of expressions that ask a calendar.
  static let workingDayFunctions = Set(BuiltIn.all.filter { !$0.isStandard && !$0.isPure }.map(\.name))
  /// How many years of working days are laid side by side.
  private static let years = 10

  /// The days that people work by one calendar and not by the other, where the case asks for working days at all.
  private static func calendars(_ before: Facts, _ after: Facts, from today: CivilDate) -> [Change] {
    let (old, new) = (before.state.rulebook.calendar, after.state.rulebook.calendar)
    guard old != new, before.asksForWorkingDays || after.asksForWorkingDays else { return [] }
    var changes = days(old, new, "", from: today)
    for name in Set((old?.others ?? [:]).keys).union((new?.others ?? [:]).keys).sorted() {
      changes += days(old?.others[name], new?.others[name], "\(name) ", from: today)
    }
    return changes
  }

  private static func days(
    _ old: WorkingCalendar?, _ new: WorkingCalendar?, _ name: String, from today: CivilDate
  ) -> [Change] {
    let last = today.adding(months: 12 * years) ?? today
    func word(_ calendar: WorkingCalendar?, _ day: CivilDate) -> String {
      guard let calendar else { return "no calendar" }
      guard calendar.knows(day) else { return "not known" }
      return calendar.isWorkingDay(day) ? "working day" : calendar.holiday(on: day)?.id ?? "weekend"
    }
    var changes: [Change] = []
    for number in today.dayNumber...last.dayNumber {
      let day = CivilDate(dayNumber: number)
      guard old?.isWorkingDay(day) != new?.isWorkingDay(day) || old?.knows(day) != new?.knows(day) else { continue }
      changes.append(Change(part: .calendar, name: "\(name)\(day)", before: word(old, day), after: word(new, day)))
      if changes.count == 20 { break }
    }
    return changes
  }

  // MARK: The case itself

  private static func move(
    _ state: CaseState, to kind: Kind, of rulebook: Rulebook, _ world: any World, at instant: Instant,
    _ given: Given, _ obstacles: inout [Reason]
  ) -> (state: CaseState, former: Former)? {
    var former = kind.former
    // Each field's value, by the name of today or the one before.
    let earlier = Dictionary(former.fields.map { ($0.value, $0.key) }, uniquingKeysWith: { first, _ in first })
    func kept(_ field: Field) -> (value: Value, isNew: Bool) {
      let old = earlier[field.name].flatMap { state.kind.index(of: $0) } ?? state.kind.index(of: field.name)
      return old.map { (state.fields[$0], false) } ?? (.null, true)
    }
    var moved = CaseState(
      id: state.id, kind: kind, rulebook: rulebook, machine: MachineState(chart: kind.chart),
      fields: kind.fields.map { kept($0).value },
      createdBy: state.createdBy, created: state.created)
    moved.lastEntry = state.lastEntry
    moved.changed = world.nextEntry
    moved.open = state.open.map { $0.renamed(former.event($0.event)) }
    moved.hearings = state.hearings.map { hearing in
      Hearing(event: former.event(hearing.event), role: hearing.role, entry: hearing.entry, until: hearing.until)
    }.filter { kind.events[$0.event] != nil }
    let drafts = state.drafts.map { (former.event($0.key), $0.value) }.filter { kind.events[$0.0] != nil }
    moved.drafts = Dictionary(drafts, uniquingKeysWith: { first, _ in first })
    moved.occurrences = state.occurrences
    moved.fired = state.fired
    moved.stopped = state.stopped
    moved.invoker = state.invoker
    let erased = state.erased.map { (former.fields[$0.key] ?? $0.key, $0.value) }.filter { kind.index(of: $0.0) != nil }
    moved.erased = Dictionary(erased, uniquingKeysWith: { first, _ in first })
    moved.services = state.services.filter { kind.services[$0.key] != nil }
    var data = CaseData(moved, world: world, at: instant)
    for (index, field) in kind.fields.enumerated() {
      let (old, isNew) = kept(field)
      var value = old
      if let told = given.first(where: { $0.name == field.name }) {
        value = told.value
      } else if isNew, let initial = field.initial {
        value = data.evaluate(initial).value
      }
      guard let stored = field.type.stored(value) else {
        obstacles.append(
          .wrongField(
            name: field.name, type: field.type.description, found: value.typeName, sample: field.type.sample))
        continue
      }
      if let bounds = field.bounds, !bounds.hold(stored) { obstacles.append(.outOfBounds(field, bounds)) }
      if stored.isNull, field.isRequired {
        obstacles.append(.missingField(name: field.name, type: field.type.description))
      }
      data.set(field: index, stored)
    }
    former = decided(former, state, data)
    let missing = state.machine.leaves(in: state.kind.chart).filter { kind.chart.state(former.state($0)) == nil }
    guard missing.isEmpty,
      let machine = MachineState(written(state, in: kind, former), in: kind.chart, completing: true)
    else {
      obstacles.append(
        .cannotMove(states: missing.isEmpty ? [state.stateText] : missing, place: kind.place.citation))
      return nil
    }
    moved = data.state
    moved.machine = machine
    return (moved, former)
  }

  /// Which of several states each active one became; none where no condition holds.
  private static func decided(_ former: Former, _ state: CaseState, _ data: CaseData) -> Former {
    var data = data
    var chosen: [String: String] = [:]
    for id in state.machine.ids(in: state.kind.chart) {
      let found = former.splits[id]?.first { split in
        if case .boolean(true) = data.evaluate(split.condition).value { true } else { false }
      }
      chosen[id] = found?.state
    }
    return former.deciding(chosen)
  }

  /// What the new chart still knows of the old one's state: histories and services of states that are gone are left behind.
  private static func written(_ state: CaseState, in kind: Kind, _ former: Former) -> WrittenState {
    let chart = kind.chart
    var written = WrittenState(state.machine, in: state.kind.chart)
    written.active = written.active.map(former.state)
    let history = written.history.map { (former.state($0.key), $0.value.map(former.state)) }
    written.history = Dictionary(history, uniquingKeysWith: { first, _ in first }).filter { id, kept in
      chart.state(id)?.isHistory == true && kept.allSatisfy { chart.state($0) != nil }
    }
    written.services = written.services.map { service in
      WrittenState.Service(id: service.id, state: former.state(service.state), number: service.number)
    }
    written.services = written.services.filter { service in
      chart.state(service.state)?.invokes.indices.contains(service.number) ?? false
    }
    return written
  }
}

extension Field {
  /// Whether a value may stand in it.
  fileprivate func fits(_ value: Value) -> Bool {
    type.stored(value).map { stored in bounds?.hold(stored) ?? true } ?? false
  }
}

extension Gate {
  /// Decides on making other definitions those that new cases are pinned to.
  func adopt(_ act: Act) -> Decision {
    let decision = keep(act)
    guard decision.outcome != .refused, let next = act.rulebook else { return decision }
    // What gives authority is looked up by kind, and what runs needs its kind and its roles: those may change, and may not go.
    var gone: [String] = []
    for kind in world.rulebook.kinds.values {
      let new = next.kinds[kind.name]
      if new == nil, world.all(kind.name).contains(where: { $0.isOpen || !$0.open.isEmpty }) {
        gone.append("kind \(kind.name)")
      } else if kind.grant != nil, new?.grant?.kind != kind.grant?.kind {
        gone.append("grants of \(kind.name)")
      } else if kind.accounts != nil, new?.accounts == nil {
        gone.append("accounts of \(kind.name)")
      }
    }
    gone += world.rulebook.roles.keys.filter { next.roles[$0] == nil }.map { "role \($0)" }
    if gone.isEmpty { return decision }
    return refused(act, [.stillNeeded(gone.sorted())], role: decision.role)
  }

  /// Decides on moving a case to the definitions in force.
  func upgrade(_ act: Act) -> Decision {
    guard let state = world.find(act.subject) else { return refused(act, [.noSuchCase(act.subject)]) }
    let authority = Authority(
      world: world, subject: state, date: world.date(act.instant), event: act.verb.name.rawValue)
    var (standing, reasons) = administrator(act, authority)
    if state.rulebook.hash == world.rulebook.hash { reasons.append(.isCurrent(state.id)) }
    let given = act.fields.filter { $0.name != "decision" }
    // What is given anew: fields that there were not, and values that no longer fit.
    for (name, _) in given {
      let next = world.rulebook.kinds[state.kind.name]?.fields.first { $0.name == name }
      let former = world.rulebook.kinds[state.kind.name]?.former.fields ?? [:]
      let isNew = state.kind.index(of: name) == nil && !former.values.contains(name)
      if let next, isNew || !next.fits(state[name]) { continue }
      reasons.append(.unknownField(name, near: nil))
    }
    let upgrade = Upgrade(state, to: world.rulebook, world, at: act.instant, given: given)
    reasons += upgrade.obstacles
    if act["decision"].isBlank, !upgrade.lost.isEmpty { reasons.append(.losesDuties(upgrade.lost)) }
    guard reasons.isEmpty, let standing, let after = upgrade.after else { return refused(act, reasons) }
    return accepted(act, standing, after, given: act.fields)
  }
}
