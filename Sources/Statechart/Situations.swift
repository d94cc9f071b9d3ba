/// In which states a case can be at once, and which it comes to be in.

extension Chart {
  /// The atomic states that may be active together, each situation in document order; nil when they are more than `limit`. Which of
  /// them are reached is another question.
  public func situations(atMost limit: Int) -> [[String]]? {
    func situations(of index: Int) -> [[String]]? {
      let state = states[index]
      let children = state.children.filter { !states[$0].isHistory }
      if children.isEmpty { return [[state.id]] }
      var result: [[String]] = state.kind == .parallel ? [[]] : []
      for child in children {
        guard let inner = situations(of: child) else { return nil }
        if state.kind == .parallel {
          guard result.count * inner.count <= limit else { return nil }
          result = result.flatMap { first in inner.map { first + $0 } }
        } else {
          result += inner
        }
      }
      return result.count <= limit ? result : nil
    }
    return situations(of: 0)
  }

  /// The atomic states that are active once a state is entered by its initial ones.
  public func entered(from index: Int) -> Set<Int> {
    let state = states[index]
    if state.isAtomic, !state.isHistory { return [index] }
    // A history stands for whatever was active within.
    if state.isHistory {
      let parent = states[state.parent]
      return Set((parent.index..<parent.end).filter { states[$0].isAtomic && !states[$0].isHistory })
    }
    let next = state.kind == .parallel ? state.children : state.initial
    return next.reduce(into: []) { $0.formUnion(entered(from: $1)) }
  }

  /// The atomic states that a transition may enter: those of its targets, and of the regions beside them.
  public func entered(by transition: Transition) -> Set<Int> {
    var found: Set<Int> = []
    for target in transition.targets {
      found.formUnion(entered(from: target))
      var (child, parent) = (target, states[target].parent)
      while parent >= 0 {
        if states[parent].kind == .parallel {
          for other in states[parent].children where other != child { found.formUnion(entered(from: other)) }
        }
        (child, parent) = (parent, states[parent].parent)
      }
    }
    return found
  }

  /// The atomic states that some order of events may lead to from those that are active, these included. Conditions count as ones that
  /// may hold; `isPossible` says which transitions do not.
  public func reachable(from active: Set<Int>, by isPossible: (Transition) -> Bool = { _ in true }) -> Set<Int> {
    var reached = active
    var count = -1
    while count != reached.count {
      count = reached.count
      for transition in transitions where !transition.targets.isEmpty && isPossible(transition) {
        let source = states[transition.source]
        guard reached.contains(where: { (source.index..<source.end).contains($0) }) else { continue }
        reached.formUnion(entered(by: transition))
      }
    }
    return reached
  }

  /// Whether an event is taken in any of some atomic states, or around them.
  public func isTaken(_ event: String, inAnyOf active: Set<Int>) -> Bool {
    transitions.contains { transition in
      let source = states[transition.source]
      return transition.matches(event) && active.contains { (source.index..<source.end).contains($0) }
    }
  }
}
