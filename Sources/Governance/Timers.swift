/// Instants at which the clock acts on a case: the timers of its kind and the schedules of the plugins.

import Calendar
import Definitions
import FEEL

/// Something the clock will do.
public struct DueTimer: Sendable, Equatable {
  /// The instant at which the clock fires it.
  public let due: Instant
  /// The timer's or schedule's name.
  public let name: String
  /// The event it fires; nil for a schedule.
  public let event: String?
  /// For a schedule, the date of the case it creates.
  public let occurrence: CivilDate?

  /// A timer of a case, or the next occurrence of a schedule.
  public init(due: Instant, name: String, event: String?, occurrence: CivilDate?) {
    self.due = due
    self.name = name
    self.event = event
    self.occurrence = occurrence
  }
}

/// Computes the timers of a case: a pure function of the case.
public enum Timers {
  /// All that are set, the earliest first; not those that a law stopped.
  public static func all(_ state: CaseState, _ world: any World) -> [DueTimer] {
    set(state, world).filter { state.stopped[$0.name] != $0.due }
  }

  /// Those that a law stopped and that would be due still.
  public static func stopped(_ state: CaseState, _ world: any World) -> [DueTimer] {
    state.stopped.isEmpty ? [] : set(state, world).filter { state.stopped[$0.name] == $0.due }
  }

  private static func set(_ state: CaseState, _ world: any World) -> [DueTimer] {
    var result: [DueTimer] = []
    guard state.isOpen else { return result }
    if !state.kind.timers.isEmpty {
      var data = CaseData(state, world: world, at: state.created)
      for timer in state.kind.timers where state.isInAny(timer.states) {
        guard let due = instant(data.evaluate(timer.at).value, world), state.fired[timer.name] != due else { continue }
        result.append(DueTimer(due: due, name: timer.name, event: timer.event, occurrence: nil))
      }
    }
    for schedule in state.rulebook.schedules where schedule.kind == state.kind.name {
      guard state.isInAny(schedule.states), let date = nextOccurrence(schedule, state, world) else { continue }
      result.append(
        DueTimer(
          due: world.zone.instant(schedule.ahead.before(date)), name: schedule.name, event: nil, occurrence: date))
    }
    return result.sorted { ($0.due, $0.name) < ($1.due, $1.name) }
  }

  /// A date means its first moment in the store's zone.
  static func instant(_ value: Value, _ world: any World) -> Instant? {
    switch value {
    case .date(let date): world.zone.instant(date)
    case .dateTime(let moment): moment.instant(in: world.zone)
    default: nil
    }
  }

  /// The date of the next case of a schedule, by the fields as they are now.
  static func nextOccurrence(_ schedule: Schedule, _ state: CaseState, _ world: any World) -> CivilDate? {
    guard let (from, until, after) = span(schedule, state, world),
      let next = schedule.rule.next(after: after, from: from), next <= until
    else { return nil }
    return next
  }

  private static func span(
    _ schedule: Schedule, _ state: CaseState, _ world: any World
  ) -> (from: CivilDate, until: CivilDate, after: CivilDate)? {
    var data = CaseData(state, world: world, at: state.created)
    guard case .date(let from) = data.evaluate(schedule.from).value,
      case .date(let until) = data.evaluate(schedule.until).value
    else { return nil }
    return (from, until, state.occurrences[schedule.name] ?? CivilDate(dayNumber: from.dayNumber - 1))
  }

  /// The dates until a day for which schedules will create cases.
  public static func occurrences(_ state: CaseState, _ world: any World, until day: CivilDate) -> [(
    Schedule, [CivilDate]
  )] {
    guard state.isOpen else { return [] }
    return state.rulebook.schedules.compactMap { schedule in
      guard schedule.kind == state.kind.name, state.isInAny(schedule.states) else { return nil }
      return (schedule, occurrences(schedule, state, world, until: day))
    }
  }

  /// The dates until a day that a schedule has not come to yet.
  static func occurrences(
    _ schedule: Schedule, _ state: CaseState, _ world: any World, until day: CivilDate
  ) -> [CivilDate] {
    guard let (from, until, after) = span(schedule, state, world), let first = after.adding(days: 1),
      first <= min(until, day)
    else { return [] }
    return schedule.rule.dates(from: from, within: first...min(until, day))
  }
}
