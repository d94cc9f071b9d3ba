/// The typed trace of a step as lines that a person reads.

import FEEL
import Statechart

/// Writes traces.
public enum TraceText {
  /// A line per item, indented below its event.
  public static func lines(_ trace: [TraceItem<Value>], _ chart: Chart) -> [String] {
    trace.map { line($0, chart) }
  }

  private static func text(_ id: ExpressionID, _ chart: Chart) -> String { chart.expressions[id.index].text }

  private static func line(_ item: TraceItem<Value>, _ chart: Chart) -> String {
    switch item {
    case .event(let event): return "event \(event.name)"
    case .considered(let number, let holds, let failure):
      let transition = chart.transitions[number]
      let guardText = transition.condition.map { " when \(text($0, chart))" } ?? ""
      return "  considered \(name(transition, chart))\(guardText): \(failure ?? (holds ? "holds" : "does not hold"))"
    case .taken(let number): return "  taken \(name(chart.transitions[number], chart))"
    case .left(let state): return "  left \(chart.states[state].id)"
    case .entered(let state): return "  entered \(chart.states[state].id)"
    case .assigned(let location, let value): return "  set \(text(location, chart)) to \(value.text)"
    case .raised(let event): return "  raised \(event)"
    case .failed(let message): return "  failed: \(message)"
    case .asked(let effect): return "  \(line(effect))"
    }
  }

  private static func name(_ transition: Chart.Transition, _ chart: Chart) -> String {
    let events = transition.events.isEmpty ? "always" : "on \(transition.events.joined(separator: " "))"
    let targets = transition.targets.map { chart.states[$0].id }.joined(separator: " ")
    return "\(chart.states[transition.source].id) \(events)\(targets.isEmpty ? "" : " to \(targets)")"
  }

  private static func line(_ effect: Effect<Value>) -> String {
    switch effect {
    case .send(let sending):
      "sent \(sending.event)\(sending.target.map { " to \($0)" } ?? "")\(sending.delay.map { " after \($0)" } ?? "")"
    case .cancel(let id): "cancelled \(id)"
    case .invoke(let invocation): "invoked \(invocation.id)"
    case .uninvoke(let id): "stopped \(id)"
    case .forward(let id, let event): "forwarded \(event.name) to \(id)"
    case .log(let label, let value): "log \(label)\(value.map { " \($0.text)" } ?? "")"
    case .done: "ended"
    }
  }
}
