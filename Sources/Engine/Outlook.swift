/// What time alone changes for an act that is refused now: when it becomes possible, and until when it stays so.

import Calendar
import Definitions
import Diagnostics
import FEEL
import Governance

/// A reason that comes or goes on a day, if nobody acts and only the case's own timers fire.
public struct Turn: Sendable {
  /// The rule.
  public let rule: Rule
  /// The first day on which it is otherwise than now.
  public let date: CivilDate
  /// Whether it refuses from then on; otherwise it no longer does.
  public let refuses: Bool
  /// The timer that brings it about, with its place in the definitions; nil when the date itself does.
  public let timer: (name: String, place: Citation?)?
}

/// Looks ahead at one act through a view.
public struct Outlook {
  /// How many days are looked at.
  static let mostDays = 60

  private let view: View
  private var world: Stage { view.stage }

  /// The outlook of a view.
  public init(_ view: View) { self.view = view }

  /// When each reason of a refusal goes by itself, and when others come; in order.
  public func turns(_ request: Request, as account: String? = nil) throws(StoreProblem) -> [Turn] {
    guard let state = view.state(request.subject) else { return [] }
    let actor = account.map { Actor($0, known: .asserted) } ?? view.reader.actor
    var act = request.act(by: actor, at: view.now)
    act.basis = nil
    let transaction = Transaction(world, clock: view.now, for: view.clearance)
    let mark = world.mark
    defer { world.goBack(to: mark) }
    let hidden = hiddenRules(of: act, state)
    func rules(_ act: Act) -> Set<Rule> {
      Set(Gate(world).decide(act).reasons.map(\.rule)).subtracting(hidden)
    }
    var known = rules(act)
    var turns: [Turn] = []
    var seenDays: Set<CivilDate> = [view.today]
    var fired: (name: String, place: Citation?)?
    for _ in 0..<Self.mostDays {
      guard let now = world.find(state.id), let day = days(now).first(where: { !seenDays.contains($0) }) else { break }
      seenDays.insert(day)
      fired = fireOwn(state.id, transaction, until: day) ?? fired
      act.instant = max(view.now, world.zone.instant(day, milliseconds: 9 * 3_600_000))
      let rules = rules(act)
      func turn(_ rule: Rule, refuses: Bool) -> Turn {
        Turn(rule: rule, date: day, refuses: refuses, timer: rule == .state ? fired : nil)
      }
      turns += known.subtracting(rules).sorted { "\($0)" < "\($1)" }.map { turn($0, refuses: false) }
      turns += rules.subtracting(known).sorted { "\($0)" < "\($1)" }.map { turn($0, refuses: true) }
      known = rules
    }
    return turns
  }

  /// The rules that rest on what the reader may not see: on which day they turn would tell it.
  private func hiddenRules(of act: Act, _ state: CaseState) -> Set<Rule> {
    guard case .fire(let name) = act.verb, let event = state.kind.events[name] else { return [] }
    let seen = Inspection(state, world, at: view.now, view.sight)
    var hidden = Set(event.requirements.filter { seen.namesWithheld($0.condition) }.map { Rule.named($0.name) })
    let guards = state.kind.chart.transitions.filter { $0.matches(name) }.compactMap(\.condition)
    if guards.contains(where: { seen.namesWithheld(state.kind.expressions[$0.index]) }) { hidden.insert(.guarded) }
    if state.kind.timers.contains(where: { seen.namesWithheld($0.at) }) { hidden.insert(.state) }
    return hidden
  }

  /// The days on which something may turn: timers, and every date the case knows with the day after it; in order.
  private func days(_ state: CaseState) -> [CivilDate] {
    var days: Set<CivilDate> = []
    for timer in Timers.all(state, world) where timer.event != nil && view.sees(timer: timer.name, of: state) {
      days.insert(world.date(timer.due))
    }
    let inspection = Inspection(state, world, at: view.now, view.sight)
    let fields = state.kind.fields.indices.map { view.sight.value($0, of: state) }
    for value in fields + state.kind.derived.map({ inspection.evaluate($0.expression) }) {
      guard case .date(let date) = value else { continue }
      days.insert(date)
      if let next = date.adding(days: 1) { days.insert(next) }
    }
    return days.filter { $0 > view.today }.sorted()
  }

  /// Fires the case's own timers until the end of a day; answers the last one.
  private func fireOwn(
    _ id: String, _ transaction: Transaction, until day: CivilDate
  ) -> (name: String, place: Citation?)? {
    let end = world.zone.instant(CivilDate(dayNumber: day.dayNumber + 1))
    var last: (name: String, place: Citation?)?
    for _ in 0..<100 {
      guard let state = world.find(id),
        let timer = Timers.all(state, world).first(where: { $0.event != nil && $0.due < end }), let event = timer.event
      else { return last }
      _ = transaction.perform(
        Act(.clock, .fire(event), on: id, at: max(view.now, timer.due)),
        firing: Transaction.Firing(due: timer.due, timer: timer))
      last = (timer.name, state.kind.timers.first { $0.name == timer.name }?.place.citation)
    }
    return last
  }
}

extension View {
  /// Who stands in one of the roles for a case today, as the reader may read of them.
  public func holders(of roles: [String], for id: String, event: String) -> [Reason.Holder] {
    guard let state = state(id) else { return [] }
    return Gate(stage).holders(of: roles, for: state, date: today, event: event).map { holder in
      holder.name.map(clearance.names) ?? true ? holder : holder.withoutName
    }
  }
}
