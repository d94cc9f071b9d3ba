/// The second question: may it happen now? The state of the case, and whether what was looked at still stands.

import Definitions
import FEEL
import Statechart

/// Asks whether the moment is right.
struct Moment {
  let world: any World

  /// Why not now: somebody changed the case after the actor looked. The state is for the chart to say: ``states(_:)``.
  func answer(_ matter: Gate.Matter) -> [Reason] {
    guard let basis = matter.act.basis, matter.state.changed > basis else { return [] }
    return [.stale(subject: matter.state.id, changed: matter.state.changed, basis: basis)]
  }

  /// Why a chart that no guard keeps from it does not take the event: the states in which it does.
  func states(_ matter: Gate.Matter) -> Reason {
    let chart = matter.state.kind.chart
    var places: [String] = []
    for transition in chart.transitions where transition.matches(matter.event.name) {
      let id = chart.states[transition.source].id
      if !places.contains(id) { places.append(id) }
    }
    return .notInState(
      event: matter.event.name, state: matter.state.stateText, possible: places, place: matter.event.place.citation)
  }
}
