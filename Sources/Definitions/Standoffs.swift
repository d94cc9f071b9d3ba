/// Cases that wait for each other: states that none of several kinds can reach before another has reached its own.

import Diagnostics
import FEEL
import Statechart

/// Looks for states that no order of events leads to, because what leads to them asks for states of other kinds that wait in turn.
///
/// Which states can be reached at all is worked out from the initial ones onwards: a transition counts as soon as its source, and
/// one of the states of each other kind that it asks for, count. What a condition asks for certain is taken; all else may hold.
struct Standoffs {
  /// A state of a kind.
  private struct Place: Hashable {
    let kind: String
    let state: String
  }

  /// One way into a state: from where, and what it asks of other kinds.
  private struct Way {
    let sources: Set<String>
    let demands: [(demand: Demand, expression: Expression)]
  }

  private let kinds: [String: Kind]
  private var ways: [Place: [Way]] = [:]
  private var order: [Place] = []
  private var initial: Set<Place> = []
  private var reached: Set<Place> = []
  /// Whether what is asked of each case of a kind is asked of one, as it is once there is one.
  private var asksOfEach = false

  init(_ kinds: [Kind], _ typology: Typology) {
    self.kinds = Dictionary(kinds.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    for kind in kinds { read(kind, typology) }
  }

  private mutating func read(_ kind: Kind, _ typology: Typology) {
    let chart = kind.chart
    for leaf in chart.entered(from: 0) { initial.insert(Place(kind: kind.name, state: chart.states[leaf].id)) }
    for state in chart.states where state.isAtomic && state.index > 0 {
      order.append(Place(kind: kind.name, state: state.id))
    }
    for transition in chart.transitions where !transition.targets.isEmpty {
      let source = chart.states[transition.source]
      let sources = Set((source.index..<source.end).filter { chart.states[$0].isAtomic }.map { chart.states[$0].id })
      var demands: [(Demand, Expression)] = []
      let events = transition.events.isEmpty ? [] : kind.eventNames.filter { transition.matches($0) }
      let type = typology.event(events.compactMap { kind.events[$0] })
      let names = typology.names(kind, event: type)
      func add(_ expression: Expression) {
        demands += expression.demands(on: "state", names, typology).map { ($0, expression) }
      }
      if let condition = transition.condition { add(kind.expressions[condition.index]) }
      if events.count == 1 {
        for requirement in kind.events[events[0]]?.requirements ?? [] where requirement.state == nil {
          add(requirement.condition)
        }
      }
      // What a kind asks of its own cases is for its chart to say.
      let others = demands.filter { kinds[$0.0.record] != nil }
      for leaf in chart.entered(by: transition) {
        ways[Place(kind: kind.name, state: chart.states[leaf].id), default: []].append(
          Way(sources: sources, demands: others.map { (demand: $0.0, expression: $0.1) }))
      }
    }
  }

  /// Reports each standoff once: as an error what nothing can bring about, as a warning what holds once there is a case of each.
  mutating func report(_ findings: Findings) {
    var told: Set<Place> = []
    for asks in [false, true] {
      asksOfEach = asks
      report(findings, &told)
    }
  }

  private mutating func report(_ findings: Findings, _ told: inout Set<Place>) {
    reached = initial
    var isNew = true
    while isNew {
      isNew = false
      for place in order where !reached.contains(place) {
        guard (ways[place] ?? []).contains(where: { blocked($0, place.kind) == nil && comes($0, place.kind) }) else {
          continue
        }
        reached.insert(place)
        isNew = true
      }
    }
    for place in order where !reached.contains(place) && !told.contains(place) {
      let circle = circle(from: place)
      guard circle.count > 1, told.isDisjoint(with: circle.map(\.place)), let first = circle.first else { continue }
      told.formUnion(circle.map(\.place))
      let sentences = circle.enumerated().map { index, step in
        let next = circle[(index + 1) % circle.count].place
        return "a \(step.place.kind) is \"\(step.place.state)\" only after a \(next.kind) is \"\(next.state)\""
      }
      let text = "\(sentences.joined(separator: ", and ")): neither can come first"
      let hint = "let one of them go first, or give it another way"
      if asksOfEach {
        findings.all.warning(.standoff, "once there is one, \(text)", at: first.expression.place, hint: hint)
      } else {
        findings.all.error(.standoff, text, at: first.expression.place, hint: hint)
      }
    }
  }

  private func comes(_ way: Way, _ kind: String) -> Bool {
    way.sources.contains { reached.contains(Place(kind: kind, state: $0)) }
  }

  /// The demand of a way that nothing meets so far.
  private func blocked(_ way: Way, _ kind: String) -> (place: Place, expression: Expression)? {
    for (demand, expression) in way.demands where asksOfEach || !demand.isOfEach {
      let all = order.filter { $0.kind == demand.record }
      let named = demand.words.sorted().map { Place(kind: demand.record, state: $0) }
      // A word that is no atomic state of its own may be several at once, and is not looked into.
      guard named.allSatisfy(all.contains) else { continue }
      let places = demand.excludes ? all.filter { !named.contains($0) } : named
      guard let first = places.first, places.allSatisfy({ !reached.contains($0) }) else { continue }
      return (first, expression)
    }
    return nil
  }

  /// From a state that nothing leads to, to what it waits for, until that waits for one of those before.
  private func circle(from start: Place) -> [(place: Place, expression: Expression)] {
    var path: [(place: Place, expression: Expression)] = []
    var at = start
    while true {
      if let index = path.firstIndex(where: { $0.place == at }) { return Array(path[index...]) }
      // Where every way comes from a state that nothing leads to either, that one is what it waits for.
      let ways = ways[at] ?? []
      if let next = ways.lazy.compactMap({ blocked($0, at.kind) }).first {
        path.append((at, next.expression))
        at = next.place
      } else if let source = ways.first?.sources.sorted().first {
        if path.count > order.count { return [] }
        let before = Place(kind: at.kind, state: source)
        if before == at || reached.contains(before) { return [] }
        at = before
      } else {
        return []
      }
    }
  }
}
