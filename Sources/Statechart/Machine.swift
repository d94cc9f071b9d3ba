/// The interpreter's vocabulary: events, the state between two steps, effects and the typed trace.

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
  /// The id of the send that failed, for error events.
  public var sendID: String?

  /// An external event unless said otherwise.
  public init(_ name: String, data: Datum? = nil, kind: Kind = .external, sendID: String? = nil) {
    self.name = name
    self.data = data
    self.kind = kind
    self.sendID = sendID
  }
}

/// Why the data model could not do what it was asked; becomes `error.execution`.
public struct DataFailure: Error, Sendable, Equatable {
  /// One sentence.
  public let message: String

  /// A failure with its reason.
  public init(_ message: String) { self.message = message }
}

/// The data of a chart and its expressions (SCXML, 5). Expressions come by the number they have in the document.
public protocol DataModel {
  /// What values are.
  associatedtype Datum: Sendable
  /// A guard's answer.
  mutating func holds(_ condition: ExpressionID, _ view: View<Datum>) throws(DataFailure) -> Bool
  /// A value.
  mutating func value(_ expression: ExpressionID, _ view: View<Datum>) throws(DataFailure) -> Datum
  /// A value as text: the name of an event, a target, a delay.
  mutating func text(_ expression: ExpressionID, _ view: View<Datum>) throws(DataFailure) -> String
  /// Puts a value at a location.
  mutating func assign(_ location: ExpressionID, _ datum: Datum, _ view: View<Datum>) throws(DataFailure)
  /// The items of a list.
  mutating func items(_ array: ExpressionID, _ view: View<Datum>) throws(DataFailure) -> [Datum]
  /// A number as a value, for the index of a loop.
  func datum(index: Int) -> Datum
  /// Named values as one.
  func datum(_ parameters: [(String, Datum)]) -> Datum
}

/// What an expression may see of the machine.
public struct View<Datum: Sendable> {
  /// The event being processed.
  public let event: Event<Datum>?
  let chart: Chart
  let configuration: StateSet

  /// Whether a state is active (SCXML, 5.9.2).
  public func isActive(_ id: String) -> Bool { chart.state(id).map { configuration.contains($0.index) } ?? false }
}

/// A machine between two steps: a value that can be stored, compared and taken up again.
public struct MachineState: Sendable, Hashable {
  /// The active states.
  public internal(set) var configuration: StateSet
  /// For each history that was left: what was active then.
  public internal(set) var history: [Int: [Int]]
  /// How many ids of sends were given out.
  public internal(set) var sends: Int
  /// Whether no top-level final state was entered yet.
  public internal(set) var isRunning: Bool

  /// The ids of active states, in document order, without the root.
  public func ids(in chart: Chart) -> [String] { configuration.indices.filter { $0 > 0 }.map { chart.states[$0].id } }

  /// The ids of active states that have no states below.
  public func leaves(in chart: Chart) -> [String] {
    configuration.indices.filter { chart.states[$0].isAtomic && $0 > 0 }.map { chart.states[$0].id }
  }

  /// A machine as it was written down by ids. Nil when it is no legal configuration of the chart.
  public init?(
    chart: Chart, active: [String], history: [String: [String]] = [:], sends: Int = 0, isRunning: Bool = true
  ) {
    configuration = StateSet(count: chart.states.count)
    configuration.insert(0)
    for id in active {
      guard var index = chart.state(id)?.index else { return nil }
      while index > 0 {
        configuration.insert(index)
        index = chart.states[index].parent
      }
    }
    self.history = [:]
    for (id, kept) in history {
      guard let index = chart.state(id)?.index else { return nil }
      self.history[index] = kept.compactMap { chart.state($0)?.index }.sorted()
    }
    self.sends = sends
    self.isRunning = isRunning
    guard isLegal(in: chart) else { return nil }
  }

  /// A machine that has not started: nothing is active.
  public init(chart: Chart) {
    configuration = StateSet(count: chart.states.count)
    history = [:]
    sends = 0
    isRunning = true
  }

  /// Whether every active state has its parent, a compound one exactly one child, a parallel one all (SCXML, 3.11).
  public func isLegal(in chart: Chart) -> Bool {
    for state in chart.states {
      let active = configuration.contains(state.index)
      if active, state.parent >= 0, !configuration.contains(state.parent) { return false }
      guard active else { continue }
      if state.isHistory { return false }
      let count = state.children.count { configuration.contains($0) }
      if state.kind == .parallel, count != state.children.count { return false }
      if state.isCompound, count != 1 { return false }
    }
    return configuration.contains(0)
  }

  /// The histories by ids, for writing down.
  public func historyIDs(in chart: Chart) -> [String: [String]] {
    Dictionary(
      history.map { (chart.states[$0].id, $1.map { chart.states[$0].id }) }, uniquingKeysWith: { first, _ in first })
  }
}

/// What a step asks of the world around.
public enum Effect<Datum: Sendable>: Sendable {
  /// An event for somebody else, or for later.
  case send(id: String, event: String, target: String?, type: String?, delay: String?, data: Datum?)
  /// A delayed event is no longer wanted.
  case cancel(id: String)
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
  /// Set when the step was stopped after too many microsteps.
  public var isEndless = false
}
