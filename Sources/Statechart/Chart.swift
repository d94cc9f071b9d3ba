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

/// A compiled chart.
public final class Chart: Sendable {
  /// A transition with its targets as numbers.
  public final class Transition: Sendable {
    /// Its place in document order.
    public let index: Int
    /// The state it leaves.
    public let source: Int
    /// Event descriptors, without a trailing `.*`.
    public let events: [String]
    /// The condition on which it is taken; always when nil.
    public let condition: ExpressionID?
    /// Where it goes.
    public let targets: [Int]
    /// Whether it stays within its source when it can (SCXML, 3.13).
    public let isInternal: Bool
    /// What is done when it is taken.
    public let actions: [Action]
    /// The caller's number.
    public let tag: Int
    private let takesWholeNames: Bool

    init(_ written: TransitionNode, index: Int, source: Int, targets: [Int], takesWholeNames: Bool) {
      self.index = index
      self.source = source
      self.takesWholeNames = takesWholeNames
      events = takesWholeNames ? written.events : written.events.map(Transition.descriptor)
      condition = written.condition
      self.targets = targets
      isInternal = written.isInternal
      actions = written.actions
      tag = written.tag
    }

    /// A descriptor without the trailing `.*` or `.` that change nothing (SCXML, 3.12.1).
    private static func descriptor(_ text: String) -> String {
      if text == ".*" { return "*" }
      return text.hasSuffix(".*") ? String(text.dropLast(2)) : text.hasSuffix(".") ? String(text.dropLast()) : text
    }

    /// Whether an event's name fits (SCXML, 3.12.1): by whole tokens from the start, or `*`; by all of it where the chart says so.
    public func matches(_ name: String) -> Bool {
      takesWholeNames ? events.contains(name) : events.contains { $0 == "*" || $0 == name || name.hasPrefix($0 + ".") }
    }
  }

  /// A state with its place in the tree.
  public final class State: Sendable {
    /// The id of the state.
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
    /// Neither compound nor parallel.
    public let isAtomic: Bool
    /// Whether it is a history.
    public let isHistory: Bool
    /// In document order.
    public let transitions: [Int]
    /// What runs while it is active.
    public let invokes: [InvokeNode]
    let isCompound: Bool
    /// The states it starts in.
    public let initial: [Int]
    /// What its initial transition does.
    public let initialActions: [Action]
    /// Done on entry, block by block.
    public let entry: [[Action]]
    /// Done on exit, block by block.
    public let exit: [[Action]]
    /// Its histories.
    public let histories: [Int]
    /// Its variables.
    public let data: [DataNode]
    /// What a final state's done event carries.
    public let doneParameters: [(name: String, value: ExpressionID)]
    /// Or this instead.
    public let doneContent: ExpressionID?

    init(
      _ node: StateNode, index: Int, parent: Int, end: Int, children: [Int], histories: [Int], initial: [Int],
      transitions: [Int]
    ) {
      id = node.id
      self.index = index
      self.parent = parent
      self.end = end
      kind = node.kind
      self.children = children
      self.histories = histories
      self.initial = initial
      self.transitions = transitions
      isHistory = node.isHistory
      isAtomic = children.isEmpty && !isHistory
      isCompound = !children.isEmpty && node.kind == .state
      initialActions = node.initialActions
      entry = node.entry
      exit = node.exit
      invokes = node.invokes
      data = node.data
      doneParameters = node.doneParameters
      doneContent = node.doneContent
    }
  }

  /// What a transition does when it is taken alone, known beforehand where no history is on its way.
  struct Plan: Sendable {
    let domain: Int
    let entered: [(state: Int, isDefault: Bool)]
  }

  /// In document order; the first is the root.
  public let states: [State]
  /// In document order.
  public let transitions: [Transition]
  /// The expressions of the document.
  public let expressions: [ExpressionText]
  /// What messages call the document.
  public let name: String
  /// When variables get their first values.
  public let binding: Binding
  let eventless: StateSet
  let tree: StateTree
  let plans: [Plan?]
  private let byID: [String: Int]
  private let byEvent: [String: StateSet]
  private let byAnyEvent: StateSet
  private let takesWholeNames: Bool

  /// Numbers and checks a document (SCXML, 3 and 5.9).
  public init(_ document: Document) throws(ChartProblems) {
    var builder = ChartBuilder(takesWholeNames: document.takesWholeNames)
    builder.number(document.root, parent: -1, path: "")
    builder.resolve()
    if builder.problems.contains(where: \.isError) { throw ChartProblems(all: builder.problems) }
    states = builder.states
    transitions = builder.transitions
    byID = builder.ids
    expressions = document.expressions
    name = document.name
    binding = document.binding
    func set(_ holds: (Transition) -> Bool) -> StateSet {
      var result = StateSet(count: builder.transitions.count)
      for transition in builder.transitions where holds(transition) { result.insert(transition.index) }
      return result
    }
    eventless = set { $0.events.isEmpty }
    takesWholeNames = document.takesWholeNames
    byAnyEvent = set { !document.takesWholeNames && $0.events.contains("*") }
    byEvent = Dictionary(
      builder.transitions.flatMap(\.events).filter { document.takesWholeNames || $0 != "*" }.map { name in
        (name, set { $0.matches(name) })
      },
      uniquingKeysWith: { first, _ in first })
    let tree = StateTree(states: builder.states, transitions: builder.transitions)
    self.tree = tree
    plans = tree.transitions.map { tree.plan($0) }
  }

  /// The state of an id.
  public func state(_ id: String) -> State? { byID[id].map { states[$0] } }

  /// The transitions that an event's name fits (SCXML, 3.12.1). One look-up for names that the chart mentions.
  func matching(_ name: String) -> StateSet {
    if let found = byEvent[name] { return found }
    if takesWholeNames { return byAnyEvent }
    var prefix = Substring(name)
    while let point = prefix.lastIndex(of: ".") {
      prefix = prefix[..<point]
      if let found = byEvent[String(prefix)] { return found }
    }
    return byAnyEvent
  }
}

extension Chart {
  /// The names of all variables, in document order.
  public var variables: [String] { states.flatMap(\.data).map(\.id) }
}
