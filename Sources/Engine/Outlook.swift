/// What time alone changes for an act that is refused now: when it becomes possible, and until when it stays so.

import Calendar
import Definitions
import FEEL
import Governance
import Statechart

/// A reason that comes or goes on a day, if nobody acts and only the case's own timers fire.
public struct Turn: Sendable {
  /// The rule.
  public let rule: String
  /// The first day on which it is otherwise than now.
  public let date: CivilDate
  /// Whether it refuses from then on; otherwise it no longer does.
  public let refuses: Bool
  /// The timer that brings it about, with its place in the definitions; nil when the date itself does.
  public let timer: String?
}

extension Store {
  /// How many days are looked at.
  static let outlookDays = 60

  /// When each reason of a refusal goes by itself, and when others come; in order.
  public func outlook(_ act: Act) throws(StoreProblem) -> [Turn] {
    try reading { world in
      guard let state = world.find(act.subject) else { return [] }
      let first = Set(Gate(world).decide(act).reasons.map(\.rule))
      var known = first
      var turns: [Turn] = []
      var seenDays: Set<CivilDate> = [self.zone.civil(act.instant).date]
      var fired: String?
      for _ in 0..<Self.outlookDays {
        guard let now = world.find(state.id), let day = self.days(now, world).first(where: { !seenDays.contains($0) })
        else { break }
        seenDays.insert(day)
        fired = self.fireOwn(now, world, until: day) ?? fired
        var later = act
        later.instant = max(act.instant, self.zone.instant(day, milliseconds: 9 * 3_600_000))
        later.basis = nil
        let rules = Set(Gate(world).decide(later).reasons.map(\.rule))
        for rule in known.subtracting(rules).sorted() {
          turns.append(Turn(rule: rule, date: day, refuses: false, timer: rule == "state" ? fired : nil))
        }
        for rule in rules.subtracting(known).sorted() {
          turns.append(Turn(rule: rule, date: day, refuses: true, timer: rule == "state" ? fired : nil))
        }
        known = rules
      }
      return turns
    }
  }

  /// The days on which something may turn: timers, and every date the case knows with the day after it; in order.
  private func days(_ state: CaseState, _ world: Staging) -> [CivilDate] {
    var days: Set<CivilDate> = []
    for timer in Timers.all(state, world) where timer.event != nil { days.insert(zone.civil(timer.due).date) }
    let view = Inspection(state, world, at: now)
    for value in state.fields + state.kind.derived.map({ view.evaluate($0.expression) }) {
      guard case .date(let date) = value else { continue }
      days.insert(date)
      if let next = date.adding(days: 1) { days.insert(next) }
    }
    let today = self.today
    return days.filter { $0 > today }.sorted()
  }

  /// Fires the case's own timers until the end of a day; answers the last one.
  private func fireOwn(_ state: CaseState, _ world: Staging, until day: CivilDate) -> String? {
    let end = zone.instant(CivilDate(dayNumber: day.dayNumber + 1)).milliseconds
    var last: String?
    for _ in 0..<100 {
      guard let state = world.find(state.id),
        let timer = Timers.all(state, world).first(where: { $0.event != nil && $0.due.milliseconds < end }),
        let event = timer.event
      else { return last }
      let at = max(now, timer.due)
      _ = world.perform(Act(.clock, .fire(event), on: state.id, at: at), due: timer.due, timer: timer.name)
      let place = state.kind.timers.first { $0.name == timer.name }?.place.citation ?? ""
      last = "timer \(timer.name) [\(place)]"
    }
    return last
  }

  /// Who stands in one of the roles for a case on a day: `name@place (role, a-17)`.
  public func holders(of roles: [String], for state: CaseState, event: String) throws(StoreProblem) -> [String] {
    try reading { Gate($0).holders(of: roles, for: state, date: today, event: event) }
  }

  /// The entries that gave the fields on which an expression rests their values: `end #123`.
  public func grounds(_ names: [String], of state: CaseState) throws(StoreProblem) -> [String] {
    try reading { world in
      // What is derived rests on fields.
      var (open, fields) = (names, [String]())
      while let name = open.popLast(), fields.count < 20 {
        if let entry = state.kind.derived.first(where: { $0.name == name }) {
          open += entry.expression.reads.map { state.kind.layout.scope.names[$0] }.filter { $0 != name }
        } else if state.kind.index(of: name) != nil, !fields.contains(name) {
          fields.append(name)
        }
      }
      return try fields.sorted().compactMap { name in
        try self.setter(of: name, state, world).map { "\(name) #\($0.entry)" }
      }
    }
  }
}
