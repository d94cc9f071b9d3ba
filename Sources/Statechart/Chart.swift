/// A chart made ready to run: states numbered in document order, so that a state's descendants are a range of numbers.

/// Something wrong with a document.
public struct ChartProblem: Sendable, Equatable {
  /// Errors do not run; warnings do.
  public let isError: Bool
  /// One sentence.
  public let message: String
  /// The element, as `states/execution/transitions/2`.
  public let path: String
}

/// Several problems.
public struct ChartProblems: Error, Sendable {
  /// All that were found.
  public let all: [ChartProblem]
}

/// A set of states, as bits.
public struct StateSet: Sendable, Hashable {
  private(set) var words: [UInt64]

  init(count: Int) { words = [UInt64](repeating: 0, count: (count + 63) / 64) }

  /// Whether a state is in it.
  public func contains(_ index: Int) -> Bool { words[index >> 6] >> UInt64(index & 63) & 1 == 1 }
  mutating func insert(_ index: Int) { words[index >> 6] |= 1 << UInt64(index & 63) }
  mutating func remove(_ index: Int) { words[index >> 6] &= ~(1 << UInt64(index & 63)) }

  /// Its states, in document order.
  public var indices: [Int] {
    var result: [Int] = []
    for (position, word) in words.enumerated() {
      var rest = word
      while rest != 0 {
        result.append(position << 6 + rest.trailingZeroBitCount)
        rest &= rest - 1
      }
    }
    return result
  }
}

/// A compiled chart.
public final class Chart: Sendable {
  /// A transition with its targets as numbers.
  public struct Transition: Sendable {
    /// Its place in document order.
    public let index: Int
    /// The state it leaves.
    public let source: Int
    /// Event descriptors, without a trailing `.*`.
    public let events: [String]
    /// The guard.
    public let condition: ExpressionID?
    /// Where it goes.
    public let targets: [Int]
    let isInternal: Bool
    let actions: [Action]
    /// The caller's number.
    public let tag: Int

    /// Whether an event's name fits (SCXML, 3.12.1): by whole tokens from the start, or `*`.
    public func matches(_ name: String) -> Bool {
      for descriptor in events {
        if descriptor == "*" || descriptor == name { return true }
        if name.utf8.count > descriptor.utf8.count, name.hasPrefix(descriptor),
          name.utf8[name.utf8.index(name.utf8.startIndex, offsetBy: descriptor.utf8.count)] == 46
        {
          return true
        }
      }
      return false
    }
  }

  /// A state with its place in the tree.
  public struct State: Sendable {
    /// Its id.
    public let id: String
    /// Its place in document order.
    public let index: Int
    /// The state around it; -1 for the root.
    public let parent: Int
    /// One past its last descendant.
    public let end: Int
    /// Which element it is.
    public let kind: StateNode.Kind
    /// States right below it, histories left out.
    public let children: [Int]
    let initial: [Int]
    let initialActions: [Action]
    let entry: [[Action]]
    let exit: [[Action]]
    /// In document order.
    public let transitions: [Int]
    let histories: [Int]
    let doneParameters: [(name: String, value: ExpressionID)]
    let doneContent: ExpressionID?

    /// Neither compound nor parallel.
    public var isAtomic: Bool { children.isEmpty && !isHistory }
    /// Whether it is a history.
    public var isHistory: Bool { if case .history = kind { true } else { false } }
    var isCompound: Bool { !children.isEmpty && kind == .state }
  }

  /// In document order; the first is the root.
  public let states: [State]
  /// In document order.
  public let transitions: [Transition]
  /// The expressions of the document.
  public let expressions: [ExpressionText]
  /// The name of the document.
  public let name: String
  private let byID: [String: Int]

  /// Numbers and checks a document (SCXML, 3 and 5.9).
  public init(_ document: Document) throws(ChartProblems) {
    var builder = Builder()
    builder.number(document.root, parent: -1, path: "")
    builder.resolve()
    if builder.problems.contains(where: \.isError) { throw ChartProblems(all: builder.problems) }
    states = builder.states
    transitions = builder.transitions
    byID = builder.ids
    expressions = document.expressions
    name = document.name
  }

  /// The state of an id.
  public func state(_ id: String) -> State? { byID[id].map { states[$0] } }

  func isDescendant(_ state: Int, of ancestor: Int) -> Bool { state > ancestor && state < states[ancestor].end }

  /// Unreachable states, states without a way out, and transitions that an earlier one always hides.
  public var weaknesses: [ChartProblem] {
    var problems: [ChartProblem] = []
    var reached: Set<Int> = []
    var open = [0]
    while let index = open.popLast() {
      guard index >= 0, reached.insert(index).inserted else { continue }
      let state = states[index]
      open.append(state.parent)
      open += state.kind == .parallel ? state.children : state.initial
      for number in state.transitions { open += transitions[number].targets }
    }
    for state in states.dropFirst() where !reached.contains(state.index) {
      problems.append(
        ChartProblem(isError: false, message: "no way leads to the state \"\(state.id)\"", path: state.id))
    }
    for state in states.dropFirst() where state.isAtomic && state.kind == .state && reached.contains(state.index) {
      var at = state.index
      var leaves = false
      while at > 0 {
        leaves = leaves || states[at].transitions.contains { transitions[$0].targets.contains { $0 != state.index } }
        at = states[at].parent
      }
      if !leaves {
        problems.append(
          ChartProblem(
            isError: false, message: "the state \"\(state.id)\" has no way out and is not final", path: state.id))
      }
    }
    for state in states {
      for (position, number) in state.transitions.enumerated() {
        let hidden = state.transitions[..<position].contains { earlier in
          transitions[earlier].condition == nil && !transitions[number].events.isEmpty
            && transitions[number].events.allSatisfy { transitions[earlier].matches($0) }
        }
        if hidden {
          problems.append(
            ChartProblem(
              isError: false,
              message:
                "an earlier transition without a condition always takes \"\(transitions[number].events.joined(separator: " "))\"",
              path: "\(state.id)/transitions/\(position + 1)"))
        }
      }
    }
    return problems
  }
}

private struct Builder {
  var states: [Chart.State] = []
  var transitions: [Chart.Transition] = []
  var ids: [String: Int] = [:]
  var problems: [ChartProblem] = []
  private var nodes: [(node: StateNode, parent: Int, path: String, end: Int, children: [Int])] = []

  mutating func error(_ message: String, _ path: String) {
    problems.append(ChartProblem(isError: true, message: message, path: path))
  }

  mutating func number(_ node: StateNode, parent: Int, path: String) {
    let index = nodes.count
    nodes.append((node, parent, path, 0, []))
    if parent >= 0 {
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
    names.compactMap { name in
      if let found = ids[name] { return found }
      error("there is no state \"\(name)\"", path)
      return nil
    }
  }

  private mutating func build(_ index: Int) {
    let (node, parent, path, end, all) = nodes[index]
    let histories = all.filter { if case .history = nodes[$0].node.kind { true } else { false } }
    let children = all.filter { !histories.contains($0) }
    switch node.kind {
    case .final where !node.children.isEmpty || !node.transitions.isEmpty:
      error("a final state has neither states nor transitions", path)
    case .history
    where node.transitions.count != 1 || !node.transitions[0].events.isEmpty || node.transitions[0].condition != nil
      || node.transitions[0].targets.isEmpty:
      error("a history has one transition, without event or condition, that gives its default", path)
    case .parallel where !node.initial.isEmpty:
      error("a parallel state starts in all its regions, it takes no initial", path)
    default: break
    }
    var initial = targets(node.initial, path)
    for target in initial where !(target > index && target < end) {
      error("the initial state \"\(nodes[target].node.id)\" lies outside \"\(node.id)\"", path)
    }
    if initial.isEmpty, node.kind == .state, let first = children.first { initial = [first] }
    if parent < 0, children.isEmpty { error("the chart has no states", path) }
    var numbers: [Int] = []
    for (position, written) in node.transitions.enumerated() {
      let place = "\(path)/transitions/\(position + 1)"
      let events = written.events.map { event in
        event.hasSuffix(".*") ? String(event.dropLast(2)) : event.hasSuffix(".") ? String(event.dropLast()) : event
      }
      let transition = Chart.Transition(
        index: transitions.count, source: index, events: events, condition: written.condition,
        targets: targets(written.targets, place), isInternal: written.isInternal, actions: written.actions,
        tag: written.tag)
      if events.isEmpty, transition.condition == nil, transition.targets.isEmpty, node.kind == .state {
        error("a transition has an event, a condition or a target", place)
      }
      numbers.append(transitions.count)
      transitions.append(transition)
    }
    states.append(
      Chart.State(
        id: node.id, index: index, parent: parent, end: end, kind: node.kind, children: children, initial: initial,
        initialActions: node.initialActions, entry: node.entry, exit: node.exit, transitions: numbers,
        histories: histories,
        doneParameters: node.doneParameters, doneContent: node.doneContent))
  }
}
