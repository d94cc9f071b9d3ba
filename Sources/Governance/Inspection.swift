/// A case looked at without an act: the values of its expressions, and which events are possible.

import Calendar
import Definitions
import FEEL
import Statechart

/// Looks at a case in a world.
public final class Inspection {
  private var data: CaseData
  private let state: CaseState

  /// A case at an instant, through somebody's eyes.
  public init(_ state: CaseState, _ world: any World, at instant: Instant, _ sight: Sight) {
    self.state = state
    data = CaseData(state, world: world, at: instant, sight: sight)
  }

  /// The value of an expression of its kind.
  public func evaluate(_ expression: Expression) -> Value { data.evaluate(expression).value }

  /// Whether anything that an expression names is withheld, even where its value does not come to rest on it.
  public func namesWithheld(_ expression: Expression) -> Bool {
    data.seen(by: expression).contains { $0.value == nil } || evaluate(expression).firstWithheld != nil
  }

  /// Whether a condition of a query holds: there a reference that stands by itself is the id of its case.
  public func meets(_ condition: Expression) -> Bool {
    var probe = data
    probe.keepIDs(of: condition)
    if case .boolean(true) = probe.evaluate(condition).value { return true }
    return false
  }

  /// The value of an expression to be shown: a reference that stands by itself is its id.
  public func shown(_ expression: Expression) -> Value {
    var probe = data
    probe.keepIDs(of: expression)
    return probe.evaluate(expression).value
  }

  /// The cases a query finds.
  public func query(_ query: Query) -> Value { data.query(query) }

  /// Whether the chart would take an event now.
  public func isPossible(_ event: String) -> Bool {
    var probe = data
    return !Interpreter(state.kind.chart).enabled(state.machine, &probe, Event<Value>(event)).transitions.isEmpty
  }

  /// The names of an event's requirements that do not hold now, those that need its fields left out.
  public func unmet(_ event: EventDefinition) -> [String] {
    let slot = state.kind.layout.slot(.event)
    return event.requirements.compactMap { requirement in
      guard requirement.state.map(state.isIn) ?? true, !requirement.condition.reads.contains(where: { $0 == slot })
      else { return nil }
      if case .boolean(true) = data.evaluate(requirement.condition).value { return nil }
      return requirement.name
    }
  }
}
