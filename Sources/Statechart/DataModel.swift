/// What the interpreter asks of the values around a chart: it reads no expression and holds no value of its own.

/// An event (SCXML, 5.10.1).
public struct Event<Datum: Sendable>: Sendable {
  /// Where it came from.
  public enum Kind: String, Sendable { case platform, `internal`, external }
  /// Its name, tokens joined by points.
  public var name: String
  /// Where it came from.
  public var kind: Kind
  /// What it carries.
  public var data: Datum?
  private var sender: Sender?

  /// Most events carry none of this.
  private final class Sender: Sendable {
    let sendID: String?
    let origin: String?
    let originType: String?
    let invokeID: String?

    init(_ sendID: String?, _ origin: String?, _ originType: String?, _ invokeID: String?) {
      self.sendID = sendID
      self.origin = origin
      self.originType = originType
      self.invokeID = invokeID
    }
  }

  /// The id of the send that failed, for error events, or of the send that it came by.
  public var sendID: String? {
    get { sender?.sendID }
    set { sender = Sender(newValue, origin, originType, invokeID) }
  }

  /// Where an answer goes.
  public var origin: String? {
    get { sender?.origin }
    set { sender = Sender(sendID, newValue, originType, invokeID) }
  }

  /// By which processor an answer goes.
  public var originType: String? {
    get { sender?.originType }
    set { sender = Sender(sendID, origin, newValue, invokeID) }
  }

  /// The invocation that it came from.
  public var invokeID: String? {
    get { sender?.invokeID }
    set { sender = Sender(sendID, origin, originType, newValue) }
  }

  /// An external event unless said otherwise.
  public init(_ name: String, data: Datum? = nil, kind: Kind = .external, sendID: String? = nil) {
    self.name = name
    self.data = data
    self.kind = kind
    if sendID != nil { self.sendID = sendID }
  }
}

/// Why something could not be done; becomes an error event (SCXML, 3.12.2).
public struct DataFailure: Error, Sendable, Equatable {
  /// Which error it is.
  public enum Kind: String, Sendable { case execution, communication }
  /// One sentence.
  public let message: String
  /// Which error it is.
  public let kind: Kind
  /// The id of the send that could not be done.
  var sendID: String?

  /// A failure with its reason.
  public init(_ message: String, kind: Kind = .execution) {
    self.message = message
    self.kind = kind
  }

  var eventName: String { "error.\(kind.rawValue)" }
}

/// The data of a chart and its expressions (SCXML, 5). Expressions come by the number they have in the document.
public protocol DataModel {
  /// What values are.
  associatedtype Datum: Sendable
  /// `_event` is this from now on (SCXML, 5.10).
  mutating func receive(_ event: Event<Datum>)
  /// A guard's answer.
  mutating func holds(_ condition: ExpressionID, _ active: ActiveStates) throws(DataFailure) -> Bool
  /// A value.
  mutating func value(_ expression: ExpressionID, _ active: ActiveStates) throws(DataFailure) -> Datum
  /// A value as text: the name of an event, a target, a delay.
  mutating func text(_ expression: ExpressionID, _ active: ActiveStates) throws(DataFailure) -> String
  /// Gives a variable its first value (SCXML, 5.3); those of the document itself may have got one by invocation.
  mutating func declare(_ data: DataNode, isTop: Bool, _ active: ActiveStates) throws(DataFailure)
  /// Puts a value at a location (SCXML, 5.4).
  mutating func assign(_ location: ExpressionID, _ datum: Datum, _ active: ActiveStates) throws(DataFailure)
  /// Puts a value at the item or index of a loop, which is declared if it was not (SCXML, 4.6).
  mutating func bind(_ location: ExpressionID, _ datum: Datum, _ active: ActiveStates) throws(DataFailure)
  /// The items of a list.
  mutating func items(_ array: ExpressionID, _ active: ActiveStates) throws(DataFailure) -> [Datum]
  /// A number as a value, for the index of a loop.
  func datum(index: Int) -> Datum
  /// A text as a value, for an id given by counter.
  func datum(text: String) -> Datum
  /// Named values as one.
  func datum(_ parameters: [(String, Datum)]) -> Datum
  /// Whether a send can go where it is meant to, checked before it becomes an effect (SCXML, 6.2.3 and C.1).
  func check(_ sending: Sending<Datum>) throws(DataFailure)
  /// Whether there is such a service (SCXML, 6.4.1).
  func check(_ invocation: Invocation<Datum>) throws(DataFailure)
}

extension DataModel {
  /// Events carry nothing that is read.
  public mutating func receive(_ event: Event<Datum>) {}
  /// There are no variables.
  public mutating func declare(_ data: DataNode, isTop: Bool, _ active: ActiveStates) throws(DataFailure) {}
  /// As an assignment.
  public mutating func bind(_ location: ExpressionID, _ datum: Datum, _ active: ActiveStates) throws(DataFailure) {
    try assign(location, datum, active)
  }
  /// Every send can go.
  public func check(_ sending: Sending<Datum>) throws(DataFailure) {}
  /// Every service is there.
  public func check(_ invocation: Invocation<Datum>) throws(DataFailure) {}
}

/// What an expression may see of the machine.
public struct ActiveStates: Sendable {
  let chart: Chart
  let configuration: StateSet

  /// Whether a state is active: `In` (SCXML, 5.9.2).
  public func contains(_ id: String) -> Bool { chart.state(id).map { configuration.contains($0.index) } ?? false }
}

/// An event on its way to somebody else, or to later (SCXML, 6.2).
public struct Sending<Datum: Sendable>: Sendable {
  /// By which it can be cancelled.
  public var id: String
  /// Whether the document gave the id, so that the event carries it.
  public var hasGivenID: Bool
  /// The event's name.
  public var event: String
  /// To whom; nil for this session.
  public var target: String?
  /// By which processor.
  public var type: String?
  /// How much later, as the document writes it.
  public var delay: String?
  /// What goes with it.
  public var data: Datum?

  init(id: String, hasGivenID: Bool, event: String) {
    self.id = id
    self.hasGivenID = hasGivenID
    self.event = event
  }
}

/// A service to start (SCXML, 6.4).
public struct Invocation<Datum: Sendable>: Sendable {
  /// What it is, evaluated.
  public enum Source: Sendable {
    case none
    case content(String)
    case value(Datum)
    case location(String)
  }
  /// The id by which the invocation is ended (SCXML, 6.4).
  public var id: String
  /// What kind of service; SCXML when nil.
  public var type: String?
  /// What is to run: a document, or an address of one.
  public var source: Source
  /// What goes with it, by name.
  public var data: [(name: String, value: Datum)]
}

/// What a step asks of the world around.
public enum Effect<Datum: Sendable>: Sendable {
  /// An event for somebody else, or for later.
  case send(Sending<Datum>)
  /// A delayed event is no longer wanted.
  case cancel(id: String)
  /// A service is to be started.
  case invoke(Invocation<Datum>)
  /// A service is to be stopped: nothing of it is heard any more.
  case uninvoke(id: String)
  /// An event for a service that gets them all.
  case forward(id: String, Event<Datum>)
  /// A line for the log.
  case log(label: String, Datum?)
  /// A top-level final state was entered.
  case done(Datum?)
}

/// One thing that happened in a step.
public enum TraceItem<Datum: Sendable>: Sendable {
  /// An event was taken from a queue.
  case event(Event<Datum>)
  /// A transition was considered: its guard held, did not, or failed.
  case considered(transition: Int, holds: Bool, failure: String?)
  /// A transition was taken.
  case taken(transition: Int)
  /// A state was left.
  case left(state: Int)
  /// A state was entered.
  case entered(state: Int)
  /// A value was put at a location.
  case assigned(ExpressionID, Datum)
  /// An event was put on the internal queue.
  case raised(String)
  /// Something was asked of the world around.
  case asked(Effect<Datum>)
  /// Executable content failed.
  case failed(String)
}

/// What a step gives.
public struct StepResult<Datum: Sendable>: Sendable {
  /// What the world is asked to do, in order.
  public var effects: [Effect<Datum>] = []
  /// What happened, if a trace was asked for.
  public var trace: [TraceItem<Datum>] = []
  /// Whether any transition was taken for the event itself.
  public var wasTaken = false
  /// How many sets of transitions were taken.
  public var microsteps = 0
  /// Set when the step was stopped after too many microsteps.
  public var isEndless = false
}
