/// How a case came where it is: which states it was in and which transitions it took, found by its states after every entry. What a
/// guard decided on is not looked at, so it tells no more than the states do.

import Engine
import Governance
import Statechart

/// Where a case has been.
public struct Journey: Sendable {
  /// The numbers of the active states.
  public private(set) var current: Set<Int> = []
  /// The numbers of all states it was ever in.
  public private(set) var visited: Set<Int> = []
  /// By the number of a transition that was taken: when, in short.
  public private(set) var taken: [Int: String] = [:]
  private var times: [Int: Int] = [:]
  private let chart: Chart

  /// Follows the entries of a case, the oldest first. `date` says when an entry was made.
  public init(_ rows: [HistoryRow], in chart: Chart, date: (HistoryRow) -> String) {
    self.chart = chart
    let events = Dictionary(rows.map { ($0.entry, $0.verb?.object) }, uniquingKeysWith: { first, _ in first })
    for row in rows {
      let after = around(row.states)
      if row.outcome == "accepted", let event = event(row.verb, events), !current.isEmpty {
        for number in transitions(of: event, from: current, to: after) {
          times[number, default: 0] += 1
          let count = times[number] ?? 1
          taken[number] = "\(date(row)) #\(row.entry)" + (count > 1 ? " (\(count)×)" : "")
        }
      }
      // A refused act says nothing of where the case is.
      guard !after.isEmpty else { continue }
      current = after
      visited.formUnion(after)
    }
  }

  /// Where a state stands in time.
  func tone(of state: Int) -> Drawing.Tone {
    current.contains(state) ? .current : visited.contains(state) ? .past : .plain
  }

  private func event(_ verb: Verb?, _ events: [Int: String?]) -> String? {
    switch verb {
    case .fire(let name): name
    case .approve(let entry): events[entry] ?? nil
    default: nil
    }
  }

  /// States with all around them; names that the chart no longer has are left out.
  private func around(_ names: [String]) -> Set<Int> {
    var result: Set<Int> = []
    for var index in names.compactMap({ chart.state($0)?.index }) {
      while index > 0, result.insert(index).inserted { index = chart.states[index].parent }
    }
    return result
  }

  /// The transitions that an event took, if it led from some states to others.
  private mutating func transitions(of event: String, from before: Set<Int>, to after: Set<Int>) -> Set<Int> {
    var result: Set<Int> = []
    for leaf in before.sorted() where chart.states[leaf].isAtomic {
      var at = leaf
      while at >= 0 {
        let candidates = chart.states[at].transitions.filter { chart.transitions[$0].matches(event) }
        let ways = candidates.compactMap { way(by: $0, at, before, after) }
        if !ways.isEmpty {
          for way in ways {
            result.formUnion(way.transitions)
            visited.formUnion(way.states)
          }
          break
        }
        at = chart.states[at].parent
      }
    }
    return result
  }

  private struct Way {
    var transitions: Set<Int>
    var states: Set<Int>
  }

  /// A transition with those without an event that must have come after it; nil where it does not lead there.
  private func way(by number: Int, _ source: Int, _ before: Set<Int>, _ after: Set<Int>) -> Way? {
    let transition = chart.transitions[number]
    let inner = (source..<chart.states[source].end)
    guard !transition.targets.isEmpty else {
      return before.filter(inner.contains) == after.filter(inner.contains)
        ? Way(transitions: [number], states: []) : nil
    }
    var way = Way(transitions: [number], states: [])
    for target in transition.targets where !chart.states[target].isHistory && !after.contains(target) {
      guard let more = silent(from: target, to: after, passed: []) else { return nil }
      way.transitions.formUnion(more.transitions)
      way.states.formUnion(more.states)
    }
    return way
  }

  /// Transitions without an event, or on the end of what is inside, from a state that was passed to one that is active.
  private func silent(from state: Int, to after: Set<Int>, passed: Set<Int>) -> Way? {
    guard !passed.contains(state) else { return nil }
    var at = state
    while at >= 0 {
      for number in chart.states[at].transitions {
        let transition = chart.transitions[number]
        guard transition.events.isEmpty || transition.events.contains(where: { $0.hasPrefix("done.state.") }) else {
          continue
        }
        for target in transition.targets {
          if after.contains(target) { return Way(transitions: [number], states: [state]) }
          if var way = silent(from: target, to: after, passed: passed.union([state])) {
            way.transitions.insert(number)
            way.states.insert(state)
            return way
          }
        }
      }
      at = chart.states[at].parent
    }
    return nil
  }
}
