/// Which states a set of transitions leaves and enters (SCXML, appendix D: getTransitionDomain to addAncestorStatesToEnter).

/// States to enter, with what their entry brings along.
struct EntrySet {
  var states: StateSet
  /// Compound states entered by their initial transition.
  var defaults: StateSet
  /// By the parent of a history that had nothing to go back to: what its default transition does.
  var historyActions: [Int: [Action]] = [:]
  /// Whether a history was asked, so that the answer differs from one time to the next.
  var askedHistory = false
  /// The state within which the transition under way happens.
  var domain = 0

  init(_ tree: StateTree) {
    states = StateSet(count: tree.states.count)
    defaults = states
  }
}

/// States and transitions, and what follows from their places alone.
struct StateTree: Sendable {
  let states: [Chart.State]
  let transitions: [Chart.Transition]
  let hasHistory: Bool
  /// What the search for transitions needs of a state, without a reference to count.
  let rows: [Row]
  /// By transition.
  let conditions: [ExpressionID?]

  struct Row: Sendable {
    let parent: Int
    let isAtomic: Bool
    let firstTransition: Int
    let endTransition: Int
  }

  init(states: [Chart.State], transitions: [Chart.Transition]) {
    self.states = states
    self.transitions = transitions
    hasHistory = states.contains(where: \.isHistory)
    rows = states.map {
      Row(
        parent: $0.parent, isAtomic: $0.isAtomic, firstTransition: $0.transitions.first ?? 0,
        endTransition: $0.transitions.last.map { $0 + 1 } ?? 0)
    }
    conditions = transitions.map(\.condition)
  }

  @inline(__always)
  func isDescendant(_ state: Int, of ancestor: Int) -> Bool { state > ancestor && state < states[ancestor].end }

  /// What one transition does alone; nil when a history has a say in it, or when it has no targets.
  func plan(_ transition: Chart.Transition) -> Chart.Plan? {
    guard !transition.targets.isEmpty, !transition.targets.contains(where: { states[$0].isHistory }),
      let domain = domain(transition, [:])
    else { return nil }
    let entry = entrySet([transition], [:])
    guard !entry.askedHistory else { return nil }
    return Chart.Plan(domain: domain, entered: entry.states.indices.map { ($0, entry.defaults.contains($0)) })
  }

  /// getEffectiveTargetStates: histories replaced by what they stand for now.
  func effectiveTargets(_ transition: Chart.Transition, _ history: [Int: [Int]]) -> [Int] {
    transition.targets.flatMap { target -> [Int] in
      guard states[target].isHistory else { return [target] }
      if let kept = history[target] { return kept }
      return states[target].transitions.first.map { effectiveTargets(transitions[$0], history) } ?? []
    }
  }

  /// getTransitionDomain and findLCCA: the state within which everything happens; nil for a targetless transition.
  func domain(_ transition: Chart.Transition, _ history: [Int: [Int]]) -> Int? {
    let targets = effectiveTargets(transition, history)
    guard !targets.isEmpty else { return nil }
    if transition.isInternal, states[transition.source].isCompound,
      targets.allSatisfy({ isDescendant($0, of: transition.source) })
    {
      return transition.source
    }
    var ancestor = states[transition.source].parent
    while ancestor > 0 {
      if states[ancestor].isCompound, targets.allSatisfy({ isDescendant($0, of: ancestor) }) { return ancestor }
      ancestor = states[ancestor].parent
    }
    return 0
  }

  /// Transitions that have targets, with their domains, sorted by those.
  func inDocumentOrder(_ numbers: [Int], _ history: [Int: [Int]]) -> [(number: Int, domain: Int)] {
    numbers.compactMap { number in domain(transitions[number], history).map { (number: number, domain: $0) } }
      .sorted { $0.domain < $1.domain }
  }

  /// computeEntrySet.
  func entrySet(_ taken: [Chart.Transition], _ history: [Int: [Int]]) -> EntrySet {
    var entry = EntrySet(self)
    for transition in taken {
      guard let domain = domain(transition, history) else { continue }
      entry.domain = domain
      for target in transition.targets { addDescendants(target, history, &entry) }
      for target in effectiveTargets(transition, history) { addAncestors(target, domain, history, &entry) }
    }
    return entry
  }

  /// The states entered at the start: the root's initial transition.
  func initialEntrySet() -> EntrySet {
    var entry = EntrySet(self)
    for target in states[0].initial { addDescendants(target, [:], &entry) }
    for target in states[0].initial { addAncestors(target, 0, [:], &entry) }
    return entry
  }

  /// A configuration of another edition of the chart, with what its states lack here: regions that are new, the initial states of
  /// what was atomic.
  func completed(_ configuration: StateSet) -> StateSet {
    var entry = EntrySet(self)
    entry.states = configuration
    for state in states where entry.states.contains(state.index) {
      if state.kind == .parallel {
        addRegions(state, [:], &entry)
      } else if state.isCompound, !state.children.contains(where: { entry.states.contains($0) }) {
        for target in state.initial { addDescendants(target, [:], &entry) }
        for target in state.initial { addAncestors(target, state.index, [:], &entry) }
      }
    }
    return entry.states
  }

  /// addDescendantStatesToEnter.
  private func addDescendants(_ index: Int, _ history: [Int: [Int]], _ entry: inout EntrySet) {
    let target = states[index]
    if target.isHistory {
      entry.askedHistory = true
      let transition = target.transitions.first.map { transitions[$0] }
      let kept = history[index]
      if kept == nil, let transition { entry.historyActions[target.parent] = transition.actions }
      let next = kept ?? transition?.targets ?? []
      for state in next { addDescendants(state, history, &entry) }
      // Appendix D goes up to the history's parent even where the transition stays further inside, and would enter
      // states again that were never left. What lies outside the domain is active and stays so.
      let ancestor = isDescendant(entry.domain, of: target.parent) ? entry.domain : target.parent
      for state in next { addAncestors(state, ancestor, history, &entry) }
      return
    }
    entry.states.insert(index)
    if target.isCompound {
      entry.defaults.insert(index)
      for state in target.initial { addDescendants(state, history, &entry) }
      for state in target.initial { addAncestors(state, index, history, &entry) }
    } else if target.kind == .parallel {
      addRegions(target, history, &entry)
    }
  }

  /// addAncestorStatesToEnter.
  private func addAncestors(_ index: Int, _ ancestor: Int, _ history: [Int: [Int]], _ entry: inout EntrySet) {
    var at = states[index].parent
    while at > ancestor {
      entry.states.insert(at)
      if states[at].kind == .parallel { addRegions(states[at], history, &entry) }
      at = states[at].parent
    }
  }

  /// The regions of a parallel state in which nothing is entered yet.
  private func addRegions(_ state: Chart.State, _ history: [Int: [Int]], _ entry: inout EntrySet) {
    for child in state.children where entry.states.next(from: child, below: states[child].end) == nil {
      addDescendants(child, history, &entry)
    }
  }
}
