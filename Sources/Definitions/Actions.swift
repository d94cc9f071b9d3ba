/// What the actions of a kind do, wherever in its chart they stand.

import FEEL
import Statechart

extension Kind {
  /// The expression by which an event sets a field: the only one that can have, whichever of its transitions was taken and whatever ran
  /// with it. Nil where two might have, one after the other.
  public func assignment(of field: String, by event: String) -> Expression? {
    let raised = chart.raised
    var (own, others): ([Expression], [Expression]) = ([], [])
    for transition in chart.transitions {
      let found = sets(field, in: transition.actions)
      if transition.matches(event) {
        guard found.count < 2 else { return nil }
        own += found
      } else if !found.isEmpty, transition.events.isEmpty || raised.contains(where: transition.matches) {
        return nil
      }
    }
    for state in chart.states {
      for block in state.entry + state.exit + [state.initialActions] { others += sets(field, in: block) }
    }
    if others.isEmpty { return Set(own.map(\.text)).count == 1 ? own.first : nil }
    return own.isEmpty && others.count == 1 ? others.first : nil
  }

  /// The fields that an event alone has, and whose values go on into a field of the case.
  public func sources(of field: String, in event: String) -> Set<String> {
    guard let definition = events[event] else { return [] }
    var expressions: [Expression] = []
    for transition in chart.transitions where transition.events.isEmpty || transition.matches(event) {
      expressions += sets(field, in: transition.actions)
    }
    for state in chart.states {
      for block in state.entry + state.exit + [state.initialActions] { expressions += sets(field, in: block) }
    }
    let mentioned = expressions.reduce(into: Set<String>()) { $0.formUnion($1.mentions) }
    return mentioned.intersection(definition.fields.filter { !$0.isOwn }.map(\.name))
  }

  /// The fields whose values people can have taken away: those of its cases, those that only its events have, and opinions.
  public var erasable: Set<String> {
    Set(
      fields.map(\.name) + events.values.flatMap { $0.fields.filter { !$0.isOwn }.map(\.name) } + [
        EventDefinition.opinion
      ])
  }

  private func sets(_ field: String, in actions: [Action]) -> [Expression] {
    var found: [Expression] = []
    Chart.visit(actions) { action in found += sets(in: [action]).filter { $0.field == field }.map(\.value) }
    return found
  }
}

extension Chart {
  /// The names of its states.
  var names: [String] { states.dropFirst().map(\.id) }

  /// All actions, those inside others too.
  func eachAction(_ body: (Action) -> Void) {
    for transition in transitions { Self.visit(transition.actions, body) }
    for state in states { for block in state.entry + state.exit + [state.initialActions] { Self.visit(block, body) } }
  }

  /// Actions, and those inside them.
  static func visit(_ actions: [Action], _ body: (Action) -> Void) {
    for action in actions {
      body(action)
      switch action {
      case .choose(let branches): for branch in branches { visit(branch.actions, body) }
      case .each(_, _, _, let inner): visit(inner, body)
      default: break
      }
    }
  }

  /// The events that its actions raise.
  var raised: Set<String> {
    var found: Set<String> = []
    eachAction { if case .raise(let event) = $0 { found.insert(event) } }
    return found
  }
}
