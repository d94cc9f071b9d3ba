/// What a chart that runs may still have wrong: nobody gets in, nobody gets out, or a transition never has its turn.

extension Chart {
  /// Unreachable states, states without a way out that are not final, and transitions that an earlier one always hides.
  /// Warnings in documents from elsewhere, errors in definitions.
  public var weaknesses: [ChartProblem] {
    let reached = reachable
    var problems: [ChartProblem] = []
    for state in states.dropFirst() where !reached.contains(state.index) && !state.isHistory {
      problems.append(warning("no way leads to the state \"\(state.id)\"", state.id))
    }
    for state in states.dropFirst()
    where state.isAtomic && state.kind == .state && reached.contains(state.index) && !isLeft(state) {
      problems.append(
        warning(
          "the state \"\(state.id)\" has no way out and is not final: give it a transition, or let it be final",
          state.id))
    }
    for state in states {
      for (position, number) in state.transitions.enumerated() {
        guard let earlier = state.transitions[..<position].first(where: { hides($0, number) }) else { continue }
        let events =
          transitions[earlier].events.isEmpty ? "" : " of \"\(transitions[number].events.joined(separator: " "))\""
        problems.append(
          warning(
            "the transition\(events) never has its turn: an earlier one without a condition always takes it",
            "\(state.id)/transitions/\(position + 1)"))
      }
    }
    return problems
  }

  /// Whether two states are ever active at once: one within the other, or in two regions of a parallel one.
  public func canBeTogether(_ first: Int, _ second: Int) -> Bool {
    if (first..<states[first].end).contains(second) || (second..<states[second].end).contains(first) { return true }
    var at = first
    while at >= 0, !(at..<states[at].end).contains(second) { at = states[at].parent }
    return at >= 0 && states[at].kind == .parallel
  }

  private func warning(_ message: String, _ path: String) -> ChartProblem {
    ChartProblem(isError: false, message: message, path: path)
  }

  private var reachable: Set<Int> {
    var reached: Set<Int> = []
    var open = [0]
    while let index = open.popLast() {
      guard index >= 0, reached.insert(index).inserted else { continue }
      let state = states[index]
      open.append(state.parent)
      open += state.kind == .parallel ? state.children : state.initial
      for number in state.transitions { open += transitions[number].targets }
    }
    return reached
  }

  private func isLeft(_ state: State) -> Bool {
    var at = state.index
    while at > 0 {
      if states[at].transitions.contains(where: { transitions[$0].targets.contains { $0 != state.index } }) {
        return true
      }
      // States that are active together are left together, when another of them is left to elsewhere.
      if states[at].kind == .parallel {
        let inside = at..<states[at].end
        for number in inside.flatMap({ states[$0].transitions })
        where transitions[number].targets.contains(where: { !inside.contains($0) }) { return true }
      }
      at = states[at].parent
    }
    return false
  }

  private func hides(_ earlier: Int, _ later: Int) -> Bool {
    let (first, second) = (transitions[earlier], transitions[later])
    guard first.condition == nil else { return false }
    if second.events.isEmpty { return first.events.isEmpty }
    return second.events.allSatisfy { $0 == "*" ? first.events.contains("*") : first.matches($0) }
  }
}
