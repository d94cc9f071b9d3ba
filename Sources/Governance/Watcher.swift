/// What the gate came by while it decided: for who wants to know which part of definitions was ever put to use.

import Definitions
import FEEL
import Statechart

/// Takes note of states, transitions, requirements and laws that decisions came by.
public final class Watcher {
  /// A part of definitions that was put to use.
  public enum Part: Hashable, Sendable {
    /// A case of the kind stood in the state.
    case state(kind: String, String)
    /// A transition was taken, by its number in the chart.
    case transition(kind: String, Int)
    /// A requirement of an event held.
    case held(kind: String, event: String, String)
    /// A requirement refused.
    case refused(kind: String, event: String, String)
    /// A law was asked.
    case law(String)
  }

  /// What was come by.
  public private(set) var parts: Set<Part> = []

  /// One that knows of nothing yet.
  public init() {}

  func note(_ part: Part) { parts.insert(part) }

  func note(_ trace: [TraceItem<Value>], _ kind: Kind) {
    for item in trace {
      switch item {
      case .taken(let number): note(.transition(kind: kind.name, number))
      case .entered(let state): note(.state(kind: kind.name, kind.chart.states[state].id))
      default: break
      }
    }
  }
}
