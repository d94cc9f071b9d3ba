/// The algorithm of SCXML, appendix D: macrosteps over microsteps. The names of the procedures are the Recommendation's.

/// Runs a chart. It holds no state of its own but the allowance for microsteps.
public struct Interpreter: Sendable {
  /// The chart.
  public let chart: Chart
  /// Microsteps that one step may take before it counts as endless.
  public let maximumMicrosteps: Int

  /// An interpreter of a chart.
  public init(_ chart: Chart, maximumMicrosteps: Int = 10_000) {
    self.chart = chart
    self.maximumMicrosteps = maximumMicrosteps
  }

  /// Enters the chart (procedure `interpret`).
  public func start<Model: DataModel>(_ model: inout Model, traced: Bool = false) -> (
    MachineState, StepResult<Model.Datum>
  ) {
    var run = Run(chart: chart, state: MachineState(chart: chart), model: consume model, traced: traced)
    run.state.configuration.insert(0)
    run.declareAtStart()
    run.execute(chart.states[0].entry)
    run.execute([chart.states[0].initialActions])
    run.enter(chart.tree.initialEntrySet())
    run.mainEventLoop(maximumMicrosteps)
    model = run.model
    return (run.state, run.result)
  }

  /// Takes one external event to the next stable configuration. The state is unchanged when nothing was enabled.
  public func step<Model: DataModel>(
    _ state: inout MachineState, _ model: inout Model, _ event: Event<Model.Datum>, traced: Bool = false
  ) -> StepResult<Model.Datum> {
    guard state.isRunning else { return StepResult() }
    var run = Run(chart: chart, state: consume state, model: consume model, traced: traced)
    run.model.receive(event)
    if traced { run.result.trace.append(.event(event)) }
    if !run.state.invocations.isEmpty { run.pass(event) }
    let selected = run.select(chart.matching(event.name))
    run.result.wasTaken = !selected.isEmpty
    run.microstep(selected)
    run.mainEventLoop(maximumMicrosteps)
    state = run.state
    model = run.model
    return run.result
  }

  /// Leaves all states without a final one (SCXML, 6.4.3: cancellation of an invoked session).
  public func cancel<Model: DataModel>(_ state: inout MachineState, _ model: inout Model) -> StepResult<Model.Datum> {
    guard state.isRunning else { return StepResult() }
    var run = Run(chart: chart, state: consume state, model: consume model, traced: false)
    run.state.isRunning = false
    run.exitInterpreter()
    state = run.state
    model = run.model
    return run.result
  }

  /// The transitions an event would take now, without taking them; with every candidate's guard in the trace.
  public func enabled<Model: DataModel>(
    _ state: MachineState, _ model: inout Model, _ event: Event<Model.Datum>
  ) -> (transitions: [Int], trace: [TraceItem<Model.Datum>]) {
    guard state.isRunning else { return ([], []) }
    var run = Run(chart: chart, state: state, model: model, traced: true)
    run.model.receive(event)
    let selected = run.select(chart.matching(event.name))
    return (selected.all, run.result.trace)
  }
}

/// Transitions chosen for one microstep. Almost always there is at most one, which then needs no array.
enum Selection {
  case none
  case one(Int)
  case several([Int])

  var isEmpty: Bool { if case .none = self { true } else { false } }

  var all: [Int] {
    switch self {
    case .none: []
    case .one(let number): [number]
    case .several(let numbers): numbers
    }
  }
}

/// One macrostep under way.
struct Run<Model: DataModel> {
  let chart: Chart
  var state: MachineState
  var model: Model
  let traced: Bool
  var queue: [Event<Model.Datum>] = []
  var head = 0
  var result = StepResult<Model.Datum>()
  /// States entered in this macrostep that invoke something (statesToInvoke).
  var toInvoke: [Int] = []

  init(chart: Chart, state: consuming MachineState, model: consuming Model, traced: Bool) {
    self.chart = chart
    self.state = state
    self.model = model
    self.traced = traced
  }

  var active: ActiveStates { ActiveStates(chart: chart, configuration: state.configuration) }

  // MARK: mainEventLoop

  /// Eventless transitions and internal events until nothing is left, then invocations, which may bring more.
  mutating func mainEventLoop(_ maximum: Int) {
    while state.isRunning {
      guard result.microsteps <= maximum else {
        result.isEndless = true
        return
      }
      if !chart.eventless.isEmpty {
        let selected = select(chart.eventless)
        if !selected.isEmpty {
          microstep(selected)
          continue
        }
      }
      if head < queue.count {
        let event = queue[head]
        head += 1
        model.receive(event)
        if traced { result.trace.append(.event(event)) }
        result.microsteps += 1
        microstep(select(chart.matching(event.name)))
        continue
      }
      if toInvoke.isEmpty { return }
      let states = toInvoke.sorted()
      toInvoke = []
      for index in states { invoke(chart.states[index]) }
    }
    exitInterpreter()
  }

  // MARK: selectTransitions, selectEventlessTransitions, removeConflictingTransitions

  mutating func select(_ candidates: StateSet) -> Selection {
    var selection = Selection.none
    guard !candidates.isEmpty else { return selection }
    var leaf = 0
    while let index = state.configuration.next(from: leaf, below: chart.states.count) {
      leaf = index + 1
      guard chart.states[index].isAtomic else { continue }
      guard let number = firstEnabled(index, candidates) else { continue }
      switch selection {
      case .none: selection = .one(number)
      case .one(let first): if first != number { selection = .several([first, number]) }
      case .several(let chosen): if !chosen.contains(number) { selection = .several(chosen + [number]) }
      }
    }
    if case .several(let chosen) = selection { return withoutConflicts(chosen) }
    return selection
  }

  @inline(__always)
  private mutating func firstEnabled(_ leaf: Int, _ candidates: StateSet) -> Int? {
    var at = leaf
    while at >= 0 {
      let state = chart.states[at]
      for number in state.transitions where candidates.contains(number) {
        if holds(number) { return number }
      }
      at = state.parent
    }
    return nil
  }

  private mutating func holds(_ number: Int) -> Bool {
    guard let condition = chart.transitions[number].condition else {
      if traced { result.trace.append(.considered(transition: number, holds: true, failure: nil)) }
      return true
    }
    do throws(DataFailure) {
      let holds = try model.holds(condition, active)
      if traced { result.trace.append(.considered(transition: number, holds: holds, failure: nil)) }
      return holds
    } catch {
      if traced { result.trace.append(.considered(transition: number, holds: false, failure: error.message)) }
      fail(error)
      return false
    }
  }

  /// Of two transitions that leave a common state the one deeper in the tree stays, else the one chosen first.
  private func withoutConflicts(_ chosen: [Int]) -> Selection {
    var kept: [(number: Int, exits: StateSet)] = []
    for number in chosen {
      let exits = exitSet(number)
      let conflicting = kept.filter { $0.exits.intersects(exits) }
      let source = chart.transitions[number].source
      guard conflicting.allSatisfy({ chart.tree.isDescendant(source, of: chart.transitions[$0.number].source) }) else {
        continue
      }
      kept.removeAll { other in conflicting.contains { $0.number == other.number } }
      kept.append((number, exits))
    }
    return kept.count == 1 ? .one(kept[0].number) : .several(kept.map(\.number))
  }

  // MARK: computeExitSet

  private func domain(_ number: Int) -> Int? {
    chart.plans[number]?.domain ?? chart.tree.domain(chart.transitions[number], state.history)
  }

  private func exitSet(_ number: Int) -> StateSet {
    var exits = StateSet(count: chart.states.count)
    guard !chart.transitions[number].targets.isEmpty, let domain = domain(number) else { return exits }
    var from = domain + 1
    while let index = state.configuration.next(from: from, below: chart.states[domain].end) {
      exits.insert(index)
      from = index + 1
    }
    return exits
  }

  // MARK: microstep

  mutating func microstep(_ selection: Selection) {
    switch selection {
    case .none: return
    case .one(let number):
      result.microsteps += 1
      let transition = chart.transitions[number]
      guard let plan = chart.plans[number] else {
        takeTogether([number])
        return
      }
      exitStates(below: plan.domain)
      take(transition)
      for (index, isDefault) in plan.entered { enterState(index, isDefault: isDefault, historyActions: nil) }
    case .several(let numbers):
      result.microsteps += 1
      takeTogether(numbers)
    }
  }

  private mutating func takeTogether(_ numbers: [Int]) {
    var exits = StateSet(count: chart.states.count)
    for number in numbers { exits.formUnion(exitSet(number)) }
    exitStates(exits)
    for number in numbers { take(chart.transitions[number]) }
    enter(chart.tree.entrySet(numbers.map { chart.transitions[$0] }, state.history))
  }

  private mutating func take(_ transition: Chart.Transition) {
    if traced { result.trace.append(.taken(transition: transition.index)) }
    if !transition.actions.isEmpty { execute(transition.actions) }
  }

  // MARK: exitStates

  private mutating func exitStates(below domain: Int) {
    let (start, end) = (domain + 1, chart.states[domain].end)
    var from = start
    while let index = state.configuration.next(from: from, below: end) {
      keepHistory(chart.states[index])
      from = index + 1
    }
    var below = end
    while let index = state.configuration.last(below: below, from: start) {
      exitState(index)
      below = index
    }
  }

  private mutating func exitStates(_ exits: StateSet) {
    let indices = exits.indices
    for index in indices { keepHistory(chart.states[index]) }
    for index in indices.reversed() { exitState(index) }
  }

  private mutating func keepHistory(_ left: Chart.State) {
    for history in left.histories {
      let deep = chart.states[history].kind == .history(deep: true)
      state.history[history] = state.configuration.indices.filter {
        deep
          ? chart.tree.isDescendant($0, of: left.index) && chart.states[$0].isAtomic
          : chart.states[$0].parent == left.index
      }
    }
  }

  private mutating func exitState(_ index: Int) {
    let left = chart.states[index]
    if !left.exit.isEmpty { execute(left.exit) }
    if !left.invokes.isEmpty { cancelInvocations(of: index) }
    state.configuration.remove(index)
    if traced { result.trace.append(.left(state: index)) }
  }

  // MARK: enterStates

  mutating func enter(_ entry: EntrySet) {
    for index in entry.states.indices {
      enterState(index, isDefault: entry.defaults.contains(index), historyActions: entry.historyActions[index])
    }
  }

  @inline(__always)
  private mutating func enterState(_ index: Int, isDefault: Bool, historyActions: [Action]?) {
    let entered = chart.states[index]
    state.configuration.insert(index)
    if traced { result.trace.append(.entered(state: index)) }
    if state.bound != nil { declareLate(entered) }
    if !entered.invokes.isEmpty { toInvoke.append(index) }
    if !entered.entry.isEmpty { execute(entered.entry) }
    if isDefault, !entered.initialActions.isEmpty { execute(entered.initialActions) }
    if let historyActions { execute(historyActions) }
    guard entered.kind == .final else { return }
    if entered.parent == 0 { state.isRunning = false } else { raiseDone(entered) }
  }

  private mutating func raiseDone(_ entered: Chart.State) {
    let parent = chart.states[entered.parent]
    queue.append(Event("done.state.\(parent.id)", data: doneData(entered), kind: .platform))
    guard parent.parent >= 0 else { return }
    let grandparent = chart.states[parent.parent]
    if grandparent.kind == .parallel, grandparent.children.allSatisfy(isInFinalState) {
      queue.append(Event("done.state.\(grandparent.id)", kind: .platform))
    }
  }

  private func isInFinalState(_ index: Int) -> Bool {
    let state = chart.states[index]
    if state.kind == .parallel { return state.children.allSatisfy(isInFinalState) }
    return state.children.contains { chart.states[$0].kind == .final && self.state.configuration.contains($0) }
  }

  private mutating func doneData(_ entered: Chart.State) -> Model.Datum? {
    do throws(DataFailure) {
      if let content = entered.doneContent { return try model.value(content, active) }
      guard !entered.doneParameters.isEmpty else { return nil }
      return try parameters(entered.doneParameters)
    } catch {
      fail(error)
      return nil
    }
  }

  // MARK: exitInterpreter

  /// The configuration stays as it was for whoever asks where the machine ended; nothing more happens in it.
  mutating func exitInterpreter() {
    let last = state.configuration
    var data: Model.Datum?
    var hasEnded = false
    for index in last.indices.reversed() {
      let left = chart.states[index]
      execute(left.exit)
      cancelInvocations(of: index)
      state.configuration.remove(index)
      if left.kind == .final, left.parent == 0 {
        data = doneData(left)
        hasEnded = true
      }
    }
    state.configuration = last
    if hasEnded { ask(.done(data)) }
  }

  // MARK: Variables (SCXML, 5.3)

  mutating func declareAtStart() {
    for state in chart.states where chart.binding == .early || state.index == 0 { declare(state) }
    self.state.bound?.insert(0)
  }

  private mutating func declareLate(_ entered: Chart.State) {
    guard let bound = state.bound, !bound.contains(entered.index) else { return }
    state.bound?.insert(entered.index)
    declare(entered)
  }

  private mutating func declare(_ owner: Chart.State) {
    for data in owner.data {
      do throws(DataFailure) { try model.declare(data, isTop: owner.index == 0, active) } catch { fail(error) }
    }
  }
}
