/// SCXML sessions on a virtual clock: a document, the sessions it invokes, the events between them, and nothing else.

import Definitions
import Diagnostics
import FEEL
import Statechart

/// Runs a document with all that it invokes. Time passes only when it is told to.
public final class Sessions {
  /// Why a run cannot go on.
  public enum Stop: Error, Sendable, Equatable {
    /// More events than were allowed.
    case steps(Int)
    /// A session that does not come to rest.
    case endless(session: String)
    /// More sessions, at once or inside each other, than were allowed.
    case sessions(Int)
  }

  /// What a run may spend.
  public struct Limits: Sendable {
    /// Events taken, over all sessions.
    public var steps = 100_000
    /// Microsteps for one event.
    public var microsteps = 10_000
    /// Sessions started, over the whole run.
    public var sessions = 1_000
    /// Sessions inside each other.
    public var depth = 16
    /// Events that wait.
    public var waiting = 100_000

    /// The usual allowance.
    public init() {}
  }

  private final class Session {
    let id: String
    let interpreter: Interpreter
    var data: ChartData
    var machine: MachineState
    weak var parent: Session?
    let invocation: String?
    let depth: Int
    var services: [String: Session] = [:]

    init(
      _ id: String, _ document: SCXMLDocument, _ limits: Limits, parent: Session? = nil, invocation: String? = nil,
      given: [String: Value] = [:]
    ) {
      self.id = id
      interpreter = Interpreter(document.chart, maximumMicrosteps: limits.microsteps)
      data = ChartData(
        document.program, name: document.chart.name, neighbours: ChartData.Neighbours(session: id), given: given)
      machine = MachineState(chart: document.chart)
      self.parent = parent
      self.invocation = invocation
      depth = (parent?.depth ?? -1) + 1
    }
  }

  private struct Waiting {
    let due: Int
    let number: Int
    let sender: String
    let sendID: String
    let target: String
    var event: Event<Value>
  }

  private let limits: Limits
  private let load: (String) -> String?
  private let top: Session
  private var sessions: [String: Session] = [:]
  private var started = 0
  private var spent = 0
  private var number = 0
  private var now = 0
  /// Sorted by due and number, the last is the next.
  private var waiting: [Waiting] = []
  private var read: [String: SCXMLDocument] = [:]
  /// What happened to the document itself, if asked for.
  public private(set) var trace: [TraceItem<Value>] = []
  private let traced: Bool

  /// Starts a document. `load` gives the text of what `src` names, relative to the document.
  public init(
    _ document: SCXMLDocument, limits: Limits = Limits(), traced: Bool = false,
    load: @escaping (String) -> String? = { _ in nil }
  ) throws(Stop) {
    self.limits = limits
    self.load = load
    self.traced = traced
    top = Session("s1", document, limits)
    started = 1
    try start(top)
    try settle()
  }

  /// Whether the document has not ended.
  public var isRunning: Bool { top.machine.isRunning }

  /// The ids of the document's active states, in document order.
  public var configuration: [String] { top.machine.ids(in: top.interpreter.chart) }

  /// Those that have no states below.
  public var leaves: [String] { top.machine.leaves(in: top.interpreter.chart) }

  /// The top-level final state that was reached.
  public var outcome: String? { isRunning ? nil : configuration.first }

  /// The value of one of the document's variables.
  public func value(of variable: String) -> Value? { top.data[variable] }

  /// The document's chart.
  public var chart: Chart { top.interpreter.chart }

  /// Gives the document an event, and lets happen what follows without time passing.
  public func send(_ name: String, data: Value? = nil) throws(Stop) {
    try take(Event(name, data: data), in: top)
    try settle()
  }

  /// Lets time pass: delayed events come in order.
  public func wait(milliseconds: Int) throws(Stop) {
    let end = now + milliseconds
    while let next = waiting.last, next.due <= end { try deliverNext() }
    now = end
  }

  /// Lets time pass until the document ended or nothing is left to wait for.
  public func run() throws(Stop) {
    while isRunning, !waiting.isEmpty { try deliverNext() }
  }

  private func settle() throws(Stop) {
    while let next = waiting.last, next.due <= now { try deliverNext() }
  }

  private func deliverNext() throws(Stop) {
    let next = waiting.removeLast()
    now = max(now, next.due)
    guard let session = sessions[next.target] else { return }
    try take(next.event, in: session)
  }

  // MARK: Sessions

  private func start(_ session: Session) throws(Stop) {
    sessions[session.id] = session
    try count()
    refresh(session)
    let (machine, result) = session.interpreter.start(&session.data, traced: traced && session === top)
    session.machine = machine
    try follow(result, session)
  }

  private func take(_ event: Event<Value>, in session: Session) throws(Stop) {
    guard session.machine.isRunning else { return }
    try count()
    refresh(session)
    let result = session.interpreter.step(
      &session.machine, &session.data, event, traced: traced && session === top)
    try follow(result, session)
  }

  private func count() throws(Stop) {
    spent += 1
    if spent > limits.steps { throw .steps(limits.steps) }
  }

  private func refresh(_ session: Session) {
    session.data.neighbours = ChartData.Neighbours(
      session: session.id, sessions: Set(sessions.keys), services: Set(session.services.keys),
      hasParent: session.parent != nil)
  }

  private func follow(_ result: StepResult<Value>, _ session: Session) throws(Stop) {
    if traced, session === top { trace += result.trace }
    if result.isEndless { throw .endless(session: session.id) }
    for effect in result.effects {
      switch effect {
      case .send(let sending): try send(sending, session)
      case .cancel(let id): waiting.removeAll { $0.sender == session.id && $0.sendID == id }
      case .invoke(let invocation): try invoke(invocation, session)
      case .uninvoke(let id): if let service = session.services.removeValue(forKey: id) { cancel(service) }
      case .forward(let id, let event):
        if let service = session.services[id] { try enqueue(event, service.id, from: session, id: "", delay: 0) }
      case .log: break
      case .done(let data):
        if let parent = session.parent, let id = session.invocation {
          var event = Event<Value>("done.invoke.\(id)", data: data)
          event.invokeID = id
          try enqueue(event, parent.id, from: session, id: "", delay: 0)
        }
      }
    }
    if !session.machine.isRunning, session !== top { end(session) }
  }

  /// A session that ended takes those it invoked along, and what it had planned for later.
  private func end(_ session: Session) {
    sessions[session.id] = nil
    if let invocation = session.invocation { session.parent?.services[invocation] = nil }
    for (_, service) in session.services { cancel(service) }
    session.services = [:]
    waiting.removeAll { $0.sender == session.id && $0.due > now }
  }

  private func cancel(_ session: Session) {
    guard sessions[session.id] != nil else { return }
    waiting.removeAll { $0.sender == session.id || $0.target == session.id }
    _ = session.interpreter.cancel(&session.machine, &session.data)
    end(session)
  }

  // MARK: Events

  private func enqueue(
    _ event: Event<Value>, _ target: String, from session: Session, id: String, delay: Int
  ) throws(Stop) {
    number += 1
    let new = Waiting(
      due: now + delay, number: number, sender: session.id, sendID: id, target: target, event: event)
    if waiting.count >= limits.waiting { throw .steps(limits.waiting) }
    var (low, high) = (0, waiting.count)
    while low < high {
      let middle = (low + high) / 2
      if (waiting[middle].due, waiting[middle].number) > (new.due, new.number) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    waiting.insert(new, at: low)
  }

  private func send(_ sending: Sending<Value>, _ session: Session) throws(Stop) {
    var event = Event<Value>(sending.event, data: sending.data, sendID: sending.hasGivenID ? sending.id : nil)
    event.origin = "#_scxml_\(session.id)"
    event.originType = ChartData.processor
    let delay = sending.delay.flatMap(Delay.milliseconds) ?? 0
    var target: Session? = session
    if let address = sending.target {
      if address == "#_parent" {
        target = session.parent
        event.invokeID = session.invocation
      } else if address.hasPrefix("#_scxml_") {
        target = sessions[String(address.dropFirst(8))] ?? (address == "#_scxml_\(session.id)" ? session : nil)
      } else {
        target = session.services[String(address.dropFirst(2))]
      }
    }
    guard let target else { return }
    try enqueue(event, target.id, from: session, id: sending.id, delay: delay)
  }

  // MARK: Invocations

  private func invoke(_ invocation: Invocation<Value>, _ session: Session) throws(Stop) {
    guard session.depth + 1 < limits.depth, started < limits.sessions else {
      throw .sessions(session.depth + 1 < limits.depth ? limits.sessions : limits.depth)
    }
    guard let document = document(invocation.source) else {
      var event = Event<Value>("error.communication", kind: .platform)
      event.invokeID = invocation.id
      return try enqueue(event, session.id, from: session, id: "", delay: 0)
    }
    started += 1
    var given: [String: Value] = [:]
    for (name, value) in invocation.data { given[name] = value }
    let service = Session(
      "s\(started)", document, limits, parent: session, invocation: invocation.id, given: given)
    session.services[invocation.id] = service
    try start(service)
  }

  private func document(_ source: Invocation<Value>.Source) -> SCXMLDocument? {
    let text: String?
    switch source {
    case .none: text = nil
    case .content(let content), .value(.string(let content)): text = content
    case .value: text = nil
    case .location(let location): text = load(location)
    }
    guard let text else { return nil }
    if let known = read[text] { return known }
    let document = try? SCXML.read(Source(name: "<invoked>", text: text), load: load)
    if let document { read[text] = document }
    return document
  }
}
