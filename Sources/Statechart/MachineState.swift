/// The state of a machine between two steps: a value, and the form in which it is written down.

/// A service that runs for a state.
public struct RunningInvocation: Sendable, Hashable {
  /// The id of the running invocation.
  public let id: String
  let state: Int
  let number: Int
}

/// A machine between two steps: a value that can be stored, compared and taken up again.
public struct MachineState: Sendable, Hashable {
  /// The active states.
  public internal(set) var configuration: StateSet
  /// For each history that was left: what was active then.
  public internal(set) var history: [Int: [Int]]
  /// The states whose variables got their first values, where that happens late.
  var bound: StateSet?
  /// The services that run, in the order in which they were started.
  public internal(set) var invocations: [RunningInvocation]
  /// How many ids of sends and invocations were given out.
  public internal(set) var counter: Int
  /// Whether no top-level final state was entered yet.
  public internal(set) var isRunning: Bool

  /// A machine that has not started: nothing is active.
  public init(chart: Chart) {
    configuration = StateSet(count: chart.states.count)
    bound = chart.binding == .late ? configuration : nil
    history = [:]
    invocations = []
    counter = 0
    isRunning = true
  }

  /// The ids of active states, in document order, without the root.
  public func ids(in chart: Chart) -> [String] { configuration.indices.filter { $0 > 0 }.map { chart.states[$0].id } }

  /// The ids of active states that have no states below.
  public func leaves(in chart: Chart) -> [String] {
    configuration.indices.filter { chart.states[$0].isAtomic && $0 > 0 }.map { chart.states[$0].id }
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
}

/// A machine's state as it is written down: by ids, so that a later edition of the chart can read it, with a version.
///
/// Version 1 has the keys below; a reader takes the versions it knows and refuses later ones.
public struct WrittenState: Codable, Sendable, Equatable {
  /// The version that this edition writes.
  public static let currentVersion = 1

  /// A service that runs for a state.
  public struct Service: Codable, Sendable, Equatable {
    /// The id of the service.
    public var id: String
    /// The state it runs for.
    public var state: String
    /// Which of the state's invocations it is, from 0.
    public var number: Int

    /// A service of a state.
    public init(id: String, state: String, number: Int) {
      self.id = id
      self.state = state
      self.number = number
    }
  }

  /// The version of the form.
  public var version = WrittenState.currentVersion
  /// Active states without states below, in document order; those around them follow.
  public var active: [String]
  /// What histories keep.
  public var history: [String: [String]] = [:]
  /// Services that run.
  public var services: [Service] = []
  /// States whose variables have their first values, where that happens late.
  public var bound: [String]?
  /// How many ids were given out.
  public var counter = 0
  /// Whether no top-level final state was entered yet.
  public var running = true

  /// A running machine in some states, nothing else.
  public init(active: [String]) { self.active = active }

  /// A machine's state by ids.
  public init(_ state: MachineState, in chart: Chart) {
    active = state.leaves(in: chart)
    for (index, kept) in state.history { history[chart.states[index].id] = kept.map { chart.states[$0].id } }
    services = state.invocations.map { Service(id: $0.id, state: chart.states[$0.state].id, number: $0.number) }
    bound = state.bound.map { $0.indices.filter { $0 > 0 }.map { chart.states[$0].id } }
    counter = state.counter
    running = state.isRunning
  }
}

extension MachineState {
  /// A machine as it was written down. Nil when the version is not known, an id is none of the chart's, or the states are
  /// no legal configuration.
  /// With `completing`, regions that are new in the chart are entered, and the initial states of what was atomic; nothing is done
  /// on entry.
  public init?(_ written: WrittenState, in chart: Chart, completing: Bool = false) {
    guard written.version == WrittenState.currentVersion else { return nil }
    self.init(chart: chart)
    configuration.insert(0)
    for id in written.active {
      guard var index = chart.state(id)?.index else { return nil }
      while index > 0 {
        configuration.insert(index)
        index = chart.states[index].parent
      }
    }
    for (id, kept) in written.history {
      guard let index = chart.state(id)?.index, chart.states[index].isHistory else { return nil }
      let states = kept.compactMap { chart.state($0)?.index }
      guard states.count == kept.count else { return nil }
      history[index] = states.sorted()
    }
    for service in written.services {
      guard let state = chart.state(service.state), state.invokes.indices.contains(service.number) else { return nil }
      invocations.append(RunningInvocation(id: service.id, state: state.index, number: service.number))
    }
    if bound != nil {
      bound?.insert(0)
      for id in written.bound ?? [] {
        guard let index = chart.state(id)?.index else { return nil }
        bound?.insert(index)
      }
    }
    counter = written.counter
    isRunning = written.running
    if completing { configuration = chart.tree.completed(configuration) }
    guard isLegal(in: chart) else { return nil }
  }
}
