/// The third question: do the guards hold? What the event requires, and the conditions of the chart's transitions.

import Definitions
import FEEL
import Statechart

/// Asks whether the guards hold.
struct Guards {
  let gate: Gate

  /// What an event requires and does not find. With `fieldsAreWrong`, what reads them is not asked: it would say so again.
  func requirements(_ matter: Gate.Matter, _ course: inout Course, fieldsAreWrong: Bool) -> [Reason] {
    let eventSlot = matter.state.kind.layout.slot(.event)
    var reasons: [Reason] = []
    for requirement in matter.event.requirements where requirement.state.map(matter.state.isIn) ?? true {
      if fieldsAreWrong, requirement.condition.reads.contains(where: { $0 == eventSlot }) { continue }
      let (value, faults) = course.data.evaluate(requirement.condition)
      let part = (kind: matter.state.kind.name, event: matter.event.name)
      if case .boolean(true) = value {
        gate.world.watcher?.note(.held(kind: part.kind, event: part.event, requirement.name))
        continue
      }
      gate.world.watcher?.note(.refused(kind: part.kind, event: part.event, requirement.name))
      let cause = course.data.cause(of: requirement.condition, faults)
      let seen = seen(requirement.condition, cause, course.data, matter.act)
      reasons.append(.unmet(name: requirement.name, seen, hint: requirement.hint))
    }
    return reasons
  }

  /// The conditions of transitions that would have taken the event; nil when none would, whatever they say.
  func conditions(_ matter: Gate.Matter, _ course: inout Course) -> Reason? {
    let chart = matter.state.kind.chart
    var probe = course.data
    let (_, trace) = Interpreter(chart).enabled(matter.state.machine, &probe, Event<Value>(matter.event.name))
    var guards: [Reason.Seen] = []
    for case .considered(let number, false, let failure) in trace {
      guard let condition = chart.transitions[number].condition else { continue }
      guards.append(
        seen(matter.state.kind.expressions[condition.index], failure, course.data, matter.act))
    }
    return guards.isEmpty ? nil : .noGuard(event: matter.event.name, guards: guards)
  }

  /// A condition with what it saw, as whoever it is told may see it.
  func seen(_ condition: Expression, _ fault: String?, _ data: CaseData, _ act: Act) -> Reason.Seen {
    func values(_ sight: Sight) -> [(name: String, value: String?)] {
      var data = CaseData(data.state, world: gate.world, at: act.instant, sight: sight)
      return data.seen(by: condition)
    }
    let told: [(name: String, value: String?)]
    let open: [(name: String, value: String?)]
    if isOpen(condition, of: data.state) {
      var data = data
      told = data.seen(by: condition)
      open = told
    } else {
      told = values(gate.sight(act))
      open = values(.anyReader(gate.world.rulebook))
    }
    let named = zip(told, open).map { told, open in
      Reason.Named(name: told.name, value: told.value, isOpen: open.value != nil)
    }
    return Reason.Seen(condition: condition.text, place: condition.place.citation, values: named, fault: fault)
  }

  /// Whether all that a condition reads are fields of the case itself that have no readers of their own: then nobody's rights need
  /// be looked up.
  private func isOpen(_ condition: Expression, of state: CaseState) -> Bool {
    let kind = state.kind
    return condition.reads.allSatisfy { slot in
      switch kind.layout.slots[slot] {
      case .field(let index):
        !kind.layout.isLazy[slot] && Clearance.readers(of: kind.fields[index], of: state, gate.world.rulebook) == nil
      case .derived, .query: false
      // Constants are everybody's, and the rest is not shown.
      default: true
      }
    }
  }
}
