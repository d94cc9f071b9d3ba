/// From a document's tree to numbered states, with all that is wrong in it.

struct ChartBuilder {
  let takesWholeNames: Bool
  private(set) var states: [Chart.State] = []
  private(set) var transitions: [Chart.Transition] = []
  private(set) var ids: [String: Int] = [:]
  private(set) var problems: [ChartProblem] = []
  private var nodes: [(node: StateNode, parent: Int, path: String, end: Int, children: [Int])] = []

  init(takesWholeNames: Bool) { self.takesWholeNames = takesWholeNames }

  private mutating func error(_ message: String, _ path: String) {
    problems.append(ChartProblem(isError: true, message: message, path: path))
  }

  mutating func number(_ node: StateNode, parent: Int, path: String) {
    let index = nodes.count
    nodes.append((node, parent, path, 0, []))
    if parent >= 0 {
      if node.id.isEmpty { error("a state has an id", path) }
      if ids[node.id] != nil { error("the id \"\(node.id)\" stands twice", path) }
      ids[node.id] = index
    }
    for child in node.children {
      nodes[index].children.append(nodes.count)
      number(child, parent: index, path: path.isEmpty ? child.id : "\(path)/\(child.id)")
    }
    nodes[index].end = nodes.count
  }

  mutating func resolve() {
    for index in nodes.indices { build(index) }
  }

  private mutating func targets(_ names: [String], _ path: String) -> [Int] {
    let found = names.compactMap { name -> Int? in
      if let found = ids[name] { return found }
      error("there is no state \"\(name)\"", path)
      return nil
    }
    for (position, first) in found.enumerated() {
      for second in found[..<position] where !areTogether(first, second) {
        error("\"\(nodes[second].node.id)\" and \"\(nodes[first].node.id)\" cannot be active together", path)
      }
    }
    return found
  }

  /// Whether two states lie in different regions of a parallel state (SCXML, 3.13: legal state specification). A history
  /// stands for anything in the state around it.
  private func areTogether(_ first: Int, _ second: Int) -> Bool {
    guard first != second else { return true }
    let a = nodes[first].node.isHistory ? nodes[first].parent : first
    let b = nodes[second].node.isHistory ? nodes[second].parent : second
    guard a != b, a > 0, b > 0 else { return false }
    var at = nodes[a].parent
    while !(b > at && b < nodes[at].end) { at = nodes[at].parent }
    return nodes[at].node.kind == .parallel && !(b > a && b < nodes[a].end) && !(a > b && a < nodes[b].end)
  }

  private mutating func build(_ index: Int) {
    let (node, parent, path, end, all) = nodes[index]
    let histories = all.filter { nodes[$0].node.isHistory }
    let children = all.filter { !histories.contains($0) }
    checkShape(node, path)
    var initial = targets(node.initial, path)
    for target in initial where !(target > index && target < end) {
      error("the initial state \"\(nodes[target].node.id)\" lies outside \"\(node.id)\"", path)
    }
    if initial.isEmpty, node.kind == .state, let first = children.first { initial = [first] }
    if parent < 0, children.isEmpty { error("the chart has no states", path) }
    var numbers: [Int] = []
    for (position, written) in node.transitions.enumerated() {
      let place = "\(path)/transitions/\(position + 1)"
      let transition = Chart.Transition(
        written, index: transitions.count, source: index, targets: targets(written.targets, place),
        takesWholeNames: takesWholeNames)
      if written.events.isEmpty, written.condition == nil, written.targets.isEmpty, node.kind == .state {
        error("a transition has an event, a condition or a target", place)
      }
      if node.isHistory, parent >= 0 {
        for target in transition.targets where !(target > parent && target < nodes[parent].end) {
          error("the default \"\(nodes[target].node.id)\" lies outside what the history \"\(node.id)\" keeps", place)
        }
      }
      numbers.append(transitions.count)
      transitions.append(transition)
    }
    states.append(
      Chart.State(
        node, index: index, parent: parent, end: end, children: children, histories: histories, initial: initial,
        transitions: numbers))
  }

  /// What an element of its kind may hold (SCXML, 3.3, 3.4, 3.7, 3.10).
  private mutating func checkShape(_ node: StateNode, _ path: String) {
    switch node.kind {
    case .final:
      if !node.children.isEmpty || !node.transitions.isEmpty || !node.invokes.isEmpty {
        error("a final state has no states, no transitions and invokes nothing", path)
      }
    case .history:
      if node.transitions.count != 1 || !node.transitions[0].events.isEmpty || node.transitions[0].condition != nil
        || node.transitions[0].targets.isEmpty
      {
        error("a history has one transition, without event or condition, that gives its default", path)
      }
      if !node.children.isEmpty || !node.entry.isEmpty || !node.exit.isEmpty {
        error("a history has nothing but its default transition", path)
      }
    case .parallel:
      if !node.initial.isEmpty { error("a parallel state starts in all its regions, it takes no initial", path) }
      for child in node.children where child.kind == .final {
        error("the region \"\(child.id)\" of a parallel state is not final from the start", path)
      }
    case .state: break
    }
  }
}
