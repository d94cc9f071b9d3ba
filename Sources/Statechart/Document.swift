/// A statechart as it is written: a tree of states with transitions and executable content (SCXML, 3 and 4).

/// An expression of the data model, by its number in ``Document/expressions``. The kernel never reads its text.
public struct ExpressionID: Sendable, Hashable {
  /// Index into ``Document/expressions``.
  public let index: Int
}

/// An expression as text, with where it stands.
public struct ExpressionText: Sendable {
  /// What it is used for.
  public enum Use: Sendable {
    case value, condition, location
    /// A location that is declared by using it: a loop's item and index.
    case binding
  }
  /// The message, for people.
  public let text: String
  /// What it is used for.
  public let use: Use
  /// The element it belongs to, as `states/execution/transitions/2`.
  public let path: String
}

/// Executable content (SCXML, 4).
public indirect enum Action: Sendable {
  /// Puts an event on the internal queue.
  case raise(String)
  /// Sends an event; see ``Send``.
  case send(Send)
  /// Cancels a delayed send by its id.
  case cancel(ExpressionID)
  /// Writes a value to the log.
  case log(label: String, ExpressionID?)
  /// Puts a value at a location.
  case assign(location: ExpressionID, ExpressionID)
  /// The first branch whose condition holds; nil always does.
  case choose([(condition: ExpressionID?, actions: [Action])])
  /// For each item of a list.
  case each(array: ExpressionID, item: ExpressionID, index: ExpressionID?, [Action])
}

/// What is sent, each part as an expression (SCXML, 6.2).
public struct Send: Sendable {
  /// The id to cancel it by; by counter when there is none.
  public var id: String?
  /// Where an id given by counter is kept.
  public var idLocation: ExpressionID?
  /// The event's name.
  public var event: ExpressionID
  /// To whom; nil for this session.
  public var target: ExpressionID?
  /// By which processor; nil for SCXML's own.
  public var type: ExpressionID?
  /// How much later.
  public var delay: ExpressionID?
  /// Named values that go with it.
  public var parameters: [(name: String, value: ExpressionID)]
  /// A value that goes with it instead.
  public var content: ExpressionID?

  /// An event to this session, at once, without data.
  public init(_ event: ExpressionID) {
    self.event = event
    parameters = []
  }
}

/// A variable as declared (SCXML, 5.3).
public struct DataNode: Sendable {
  /// The name expressions read it by (SCXML, 5.3).
  public var id: String
  /// Its first value; none when nil.
  public var value: ExpressionID?

  /// A variable without a value unless given.
  public init(_ id: String, value: ExpressionID? = nil) {
    self.id = id
    self.value = value
  }
}

/// When variables get their first values (SCXML, 5.3.3).
public enum Binding: String, Sendable {
  /// All at the start.
  case early
  /// Those of a state when it is entered for the first time.
  case late
}

/// A chart that runs while a state is active (SCXML, 6.4).
public struct InvokeNode: Sendable {
  /// What is invoked.
  public enum Source: Sendable {
    /// Nothing but its type says.
    case none
    /// The content itself.
    case content(String)
    /// A value that is the content.
    case contentValue(ExpressionID)
    /// Where the content lies.
    case location(String)
    /// A value that says where the content lies.
    case locationValue(ExpressionID)
  }
  /// Its id; by state and counter when there is none.
  public var id: String?
  /// Where an id given by counter is kept.
  public var idLocation: ExpressionID?
  /// What kind of service; SCXML when nil.
  public var type: ExpressionID?
  /// What is invoked.
  public var source: Source
  /// Named values that go with it.
  public var parameters: [(name: String, value: ExpressionID)]
  /// Whether it gets every external event as well (SCXML, 6.4.1).
  public var autoforward: Bool
  /// What is done with an event from it before transitions are looked for (SCXML, 6.5).
  public var finalize: [Action]

  /// An invocation of what `source` says.
  public init(_ source: Source) {
    self.source = source
    parameters = []
    autoforward = false
    finalize = []
  }
}

/// A transition as written (SCXML, 3.5).
public struct TransitionNode: Sendable {
  /// Event descriptors; empty for an eventless one.
  public var events: [String]
  /// The condition on which it is taken (SCXML, 3.5); always when nil.
  public var condition: ExpressionID?
  /// Ids of states; empty for a targetless one.
  public var targets: [String]
  /// Whether it stays within its source when it can.
  public var isInternal: Bool
  /// What is done when it is taken.
  public var actions: [Action]
  /// A number that the caller gives it, to find its own things by.
  public var tag: Int

  /// A transition without guard and actions unless given.
  public init(
    events: [String], condition: ExpressionID? = nil, targets: [String] = [], isInternal: Bool = false,
    actions: [Action] = [], tag: Int = -1
  ) {
    self.events = events
    self.condition = condition
    self.targets = targets
    self.isInternal = isInternal
    self.actions = actions
    self.tag = tag
  }
}

/// A state as written (SCXML, 3.3, 3.4, 3.7, 3.10).
public struct StateNode: Sendable {
  /// Which element it is.
  public enum Kind: Sendable, Equatable { case state, parallel, final, history(deep: Bool) }
  /// The id of the state (SCXML, 3.3); unique in its document.
  public var id: String
  /// Which element it is.
  public var kind: Kind
  /// The states it starts in; its first child when empty.
  public var initial: [String] = []
  /// What its initial transition does.
  public var initialActions: [Action] = []
  /// Its variables.
  public var data: [DataNode] = []
  /// What runs while it is active.
  public var invokes: [InvokeNode] = []
  /// Done on entry, block by block.
  public var entry: [[Action]] = []
  /// Done on exit, block by block.
  public var exit: [[Action]] = []
  /// In document order. A history's only one gives its default.
  public var transitions: [TransitionNode] = []
  /// What a final state's done event carries.
  public var doneParameters: [(name: String, value: ExpressionID)] = []
  /// Or this instead.
  public var doneContent: ExpressionID?
  /// In document order.
  public var children: [StateNode] = []

  /// Whether it is a history.
  var isHistory: Bool { if case .history = kind { true } else { false } }

  /// A state without content.
  public init(_ id: String, _ kind: Kind = .state) {
    self.id = id
    self.kind = kind
  }
}

/// A whole chart as written, with its expressions numbered.
public struct Document: Sendable {
  /// What messages call the document.
  public var name: String
  /// The root; its children are the top-level states, its data the variables of the whole.
  public var root: StateNode
  /// When variables get their first values.
  public var binding: Binding = .early
  /// Whether events are taken by their whole names alone, and not by the tokens they begin with (SCXML, 3.12.1).
  public var takesWholeNames = false
  /// All expressions, by number.
  public private(set) var expressions: [ExpressionText] = []

  /// An empty chart.
  public init(name: String) {
    self.name = name
    root = StateNode("")
  }

  /// Numbers an expression.
  public mutating func add(_ text: String, _ use: ExpressionText.Use, path: String) -> ExpressionID {
    expressions.append(ExpressionText(text: text, use: use, path: path))
    return ExpressionID(index: expressions.count - 1)
  }
}
