/// The values of one machine whose data model is FEEL (SCXML, 5), and whom it can reach.

import FEEL
import Statechart

/// The values of one machine.
public struct ChartData: DataModel {
  /// Values are FEEL's.
  public typealias Datum = Value

  /// What a machine knows of the sessions around it.
  public struct Neighbours: Sendable {
    /// Its own session's id.
    public var session: String
    /// All sessions' ids.
    public var sessions: Set<String>
    /// Services it started.
    public var services: Set<String>
    /// Whether it was invoked itself.
    public var hasParent: Bool

    /// A session by itself unless given.
    public init(session: String, sessions: Set<String> = [], services: Set<String> = [], hasParent: Bool = false) {
      self.session = session
      self.sessions = sessions
      self.services = services
      self.hasParent = hasParent
    }
  }

  /// The compiled expressions.
  public let program: ChartProgram
  /// Whom it can reach.
  public var neighbours: Neighbours
  private let given: [String: Value]
  private var frame: Frame
  private var declared: [Bool]
  private var event: Event<Value>?

  /// The processor of events between sessions (SCXML, C.1).
  public static let processor = "http://www.w3.org/TR/scxml/#SCXMLEventProcessor"
  /// Types by which a chart is invoked (SCXML, 6.4.1), without a trailing slash.
  public static let invokable: Set = ["http://www.w3.org/TR/scxml", "scxml"]

  /// A machine's values before it starts. `given` are those that come with its invocation.
  public init(
    _ program: ChartProgram, name: String, neighbours: Neighbours = Neighbours(session: "s1"),
    given: [String: Value] = [:], host: Situation = Situation()
  ) {
    self.program = program
    self.neighbours = neighbours
    self.given = given
    declared = program.declared
    let location = Value.context(Context([("location", .string("#_scxml_\(neighbours.session)"))]))
    frame = Frame(
      slots: [Value](repeating: .null, count: program.variables.count)
        + [
          .null, name.isEmpty ? .null : .string(name), .string(neighbours.session),
          .context(Context([(Self.processor, location)])), .null,
        ], host: host)
  }

  /// The value of a variable; nil when there is none of that name.
  public subscript(name: String) -> Value? {
    program.scope.slot(of: name).flatMap { $0 < program.variables.count ? frame.slots[$0] : nil }
  }

  /// The value of a variable by its number in ``ChartProgram/variables``.
  public subscript(variable: Int) -> Value { frame.slots[variable] }

  // MARK: Evaluation

  /// `_event` is this from now on; it becomes a context when an expression reads it.
  public mutating func receive(_ event: Event<Value>) { self.event = event }

  private static let eventShape = Context.Shape([
    "name", "type", "sendid", "origin", "origintype", "invokeid", "data",
  ])

  private static func context(_ event: Event<Value>) -> Value {
    func text(_ text: String?) -> Value { text.map { .string($0) } ?? .null }
    return .context(
      Context(
        shape: eventShape,
        values: [
          .string(event.name), .string(event.kind.rawValue), text(event.sendID), text(event.origin),
          text(event.originType), text(event.invokeID), event.data ?? .null,
        ]))
  }

  /// Brings the slots of the moment up to date where an expression reads them, and finds the expression.
  @inline(__always)
  private mutating func prepared(_ id: ExpressionID, _ active: ActiveStates) throws(DataFailure) -> Expression {
    switch program.compiled[id.index] {
    case .failure(let message): throw DataFailure(message)
    case .expression(let expression, let readsEvent, let readsActive):
      if readsEvent, let event {
        frame.slots[program.eventSlot] = Self.context(event)
        self.event = nil
      }
      if readsActive {
        frame.slots[program.activeSlot] = .function(
          Function(parameters: ["id"]) { arguments in
            if case .string(let id)? = arguments.first { .boolean(active.contains(id)) } else { nil }
          })
      }
      return expression
    }
  }

  /// A value; a null that has a cause fails with it.
  public mutating func value(_ id: ExpressionID, _ active: ActiveStates) throws(DataFailure) -> Value {
    let value = try prepared(id, active).evaluate(in: &frame)
    if case .null = value, let fault = frame.faults.first { throw DataFailure(fault.message) }
    return value
  }

  /// A guard's answer; anything but true or false fails.
  public mutating func holds(_ condition: ExpressionID, _ active: ActiveStates) throws(DataFailure) -> Bool {
    switch try value(condition, active) {
    case .boolean(let holds): return holds
    case let other: throw DataFailure("a condition is true or false, not a \(other.typeName)")
    }
  }

  /// A value as text; null fails.
  public mutating func text(_ expression: ExpressionID, _ active: ActiveStates) throws(DataFailure) -> String {
    switch try value(expression, active) {
    case .null: throw DataFailure("null is no text")
    case let value: return value.text
    }
  }

  /// The items of a list; anything else fails.
  public mutating func items(_ array: ExpressionID, _ active: ActiveStates) throws(DataFailure) -> [Value] {
    switch try value(array, active) {
    case .list(let items): return items
    case let other: throw DataFailure("a \(other.typeName) is no list")
    }
  }

  /// A number as a value.
  public func datum(index: Int) -> Value { .number(Number(index)) }

  /// A text as a value.
  public func datum(text: String) -> Value { .string(text) }

  /// Named values as a context.
  public func datum(_ parameters: [(String, Value)]) -> Value { .context(Context(parameters)) }

  // MARK: Locations

  /// Gives a variable its first value: the one that came with the invocation, or the document's.
  public mutating func declare(_ data: DataNode, isTop: Bool, _ active: ActiveStates) throws(DataFailure) {
    guard let slot = program.scope.slot(of: data.id), slot < program.variables.count else {
      throw DataFailure("\"\(data.id)\" cannot be a variable's name")
    }
    if isTop, let value = given[data.id] {
      frame.slots[slot] = value
    } else if let expression = data.value {
      frame.slots[slot] = try value(expression, active)
    }
  }

  /// Puts a value at a location that exists: a variable, or an entry of a context in it.
  public mutating func assign(
    _ location: ExpressionID, _ datum: Value, _ active: ActiveStates
  ) throws(DataFailure) {
    guard let found = program.locations[location.index], declared[found.slot] else {
      throw DataFailure("there is no such place for a value")
    }
    if found.path.isEmpty {
      frame.slots[found.slot] = datum
    } else {
      frame.slots[found.slot] = try Self.replacing(frame.slots[found.slot], found.path[...], datum)
    }
  }

  /// Puts a value at a location, declaring the variable if need be.
  public mutating func bind(_ location: ExpressionID, _ datum: Value, _ active: ActiveStates) throws(DataFailure) {
    if let found = program.locations[location.index], found.path.isEmpty { declared[found.slot] = true }
    try assign(location, datum, active)
  }

  private static func replacing(
    _ value: Value, _ path: ArraySlice<String>, _ datum: Value
  ) throws(DataFailure) -> Value {
    guard let name = path.first else { return datum }
    guard case .context(let context) = value, let inner = path.count == 1 ? .null : context[name] else {
      throw DataFailure("there is no context in which \"\(name)\" could stand")
    }
    return .context(Context(context.pairs + [(name, try replacing(inner, path.dropFirst(), datum))]))
  }

  // MARK: The world around

  /// Whether a send's type, delay and target can be served (SCXML, 6.2.3 and C.1).
  public func check(_ sending: Sending<Value>) throws(DataFailure) {
    if let type = sending.type, type != Self.processor, type != "scxml", type != "http://www.w3.org/TR/scxml" {
      throw DataFailure("there is no event processor \"\(type)\"")
    }
    if let delay = sending.delay, Delay.milliseconds(delay) == nil {
      throw DataFailure("\"\(delay)\" is no delay: write 2s, 500ms, or a duration such as PT2S")
    }
    guard let target = sending.target else { return }
    guard target.hasPrefix("#_"), target.utf8.count > 2 else {
      throw DataFailure("nobody is addressed as \"\(target)\"")
    }
    let isThere: Bool
    if target == "#_parent" {
      isThere = neighbours.hasParent
    } else if target.hasPrefix("#_scxml_") {
      let session = String(target.dropFirst("#_scxml_".count))
      isThere = session == neighbours.session || neighbours.sessions.contains(session)
    } else {
      isThere = neighbours.services.contains(String(target.dropFirst(2)))
    }
    if !isThere { throw DataFailure("there is nobody at \"\(target)\"", kind: .communication) }
  }

  /// Whether the service is a chart (SCXML, 6.4.1).
  public func check(_ invocation: Invocation<Value>) throws(DataFailure) {
    guard let type = invocation.type else { return }
    let plain = type.hasSuffix("/") ? String(type.dropLast()) : type
    if !Self.invokable.contains(plain) { throw DataFailure("there is no service of the type \"\(type)\"") }
  }
}
