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
    var state = MachineState(chart: chart)
    let result = run(&state, &model, traced) { run in
      run.state.pointee.configuration.insert(0)
      run.declareAtStart()
      run.execute(chart.states[0].entry)
      run.execute([chart.states[0].initialActions])
      run.enter(chart.tree.initialEntrySet())
      run.mainEventLoop(maximumMicrosteps)
    }
    return (state, result)
  }

  /// Takes one external event to the next stable configuration. The state is unchanged when nothing was enabled.
  public func step<Model: DataModel>(
    _ state: inout MachineState, _ model: inout Model, _ event: Event<Model.Datum>, traced: Bool = false
  ) -> StepResult<Model.Datum> {
    guard state.isRunning else { return StepResult() }
    return run(&state, &model, traced) { run in
      run.model.pointee.receive(event)
      if traced { run.result.trace.append(.event(event)) }
      if !run.state.pointee.invocations.isEmpty { run.pass(event) }
      let selected = run.select(chart.matching(event.name))
      run.result.wasTaken = !selected.isEmpty
      run.microstep(selected)
      run.mainEventLoop(maximumMicrosteps)
    }
  }

  /// Leaves all states without a final one (SCXML, 6.4.3: cancellation of an invoked session).
  public func cancel<Model: DataModel>(_ state: inout MachineState, _ model: inout Model) -> StepResult<Model.Datum> {
    guard state.isRunning else { return StepResult() }
    return run(&state, &model, false) { run in
      run.state.pointee.isRunning = false
      run.exitInterpreter()
    }
  }

  /// The transitions an event would take now, without taking them; with every candidate's guard in the trace.
  public func enabled<Model: DataModel>(
    _ state: MachineState, _ model: inout Model, _ event: Event<Model.Datum>
  ) -> (transitions: [Int], trace: [TraceItem<Model.Datum>]) {
    guard state.isRunning else { return ([], []) }
    var state = state
    var selected = Selection.none
    let result = run(&state, &model, true) { run in
      run.model.pointee.receive(event)
      selected = run.select(chart.matching(event.name))
    }
    return (selected.all, result.trace)
  }

  /// The machine and its data are worked on where they lie: a step copies neither.
  @inline(__always)
  private func run<Model: DataModel>(
    _ state: inout MachineState, _ model: inout Model, _ traced: Bool, _ body: (inout Run<Model>) -> Void
  ) -> StepResult<Model.Datum> {
    withUnsafeMutablePointer(to: &state) { state in
      withUnsafeMutablePointer(to: &model) { model in
        var run = Run(chart: chart, state: state, model: model, traced: traced)
        body(&run)
        return run.result
      }
    }
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
  let traced: Bool
  var queue: [Event<Model.Datum>] = []
  var head = 0
  var result = StepResult<Model.Datum>()
  /// States entered in this macrostep that invoke something (statesToInvoke).
  var toInvoke: [Int] = []

  let state: UnsafeMutablePointer<MachineState>
  let model: UnsafeMutablePointer<Model>

  init(chart: Chart, state: UnsafeMutablePointer<MachineState>, model: UnsafeMutablePointer<Model>, traced: Bool) {
    self.chart = chart
    self.state = state
    self.model = model
    self.traced = traced
  }

  var active: ActiveStates { ActiveStates(chart: chart, configuration: state.pointee.configuration) }

  // MARK: mainEventLoop

  /// Eventless transitions and internal events until nothing is left, then invocations, which may bring more.
  mutating func mainEventLoop(_ maximum: Int) {
    while state.pointee.isRunning {
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
        model.pointee.receive(event)
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
    var from = 0
    while let leaf = state.pointee.configuration.next(from: from, below: chart.tree.rows.count) {
      from = leaf + 1
      guard chart.tree.rows[leaf].isAtomic, let number = firstEnabled(leaf, candidates) else { continue }
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
      let row = chart.tree.rows[at]
      var from = row.firstTransition
      while let number = candidates.next(from: from, below: row.endTransition) {
        if holds(number) { return number }
        from = number + 1
      }
      at = row.parent
    }
    return nil
  }

  private mutating func holds(_ number: Int) -> Bool {
    guard let condition = chart.tree.conditions[number] else {
      if traced { result.trace.append(.considered(transition: number, holds: true, failure: nil)) }
      return true
    }
    do throws(DataFailure) {
      let holds = try model.pointee.holds(condition, active)
      if traced { result.trace.append(.considered(transition: number, holds: holds, failure: nil)) }
      return holds
    } catch {
      if traced { result.trace.append(.considered(transition: number, holds: false, failure: error.message)) }
      fail(error)
      return false
    }
  }

  /// Of two transitions that would leave a common state the one deeper in the tree stays, else the one chosen first.
  ///
  /// A transition leaves all that is active within its domain, and its source is, so two of them have a state in common
  /// exactly when one domain lies within the other.
  private func withoutConflicts(_ chosen: [Int]) -> Selection {
    var kept: [(number: Int, domain: Int?)] = []
    for number in chosen {
      let domain = domain(number)
      let source = chart.transitions[number].source
      var conflicting: [Int] = []
      for other in kept where meet(domain, other.domain) { conflicting.append(other.number) }
      guard conflicting.allSatisfy({ chart.tree.isDescendant(source, of: chart.transitions[$0].source) }) else {
        continue
      }
      if !conflicting.isEmpty { kept.removeAll { conflicting.contains($0.number) } }
      kept.append((number, domain))
    }
    return kept.count == 1 ? .one(kept[0].number) : .several(kept.map(\.number))
  }

  private func domain(_ number: Int) -> Int? {
    if let plan = chart.plans[number] { return plan.domain }
    return chart.tree.domain(chart.transitions[number], state.pointee.history)
  }

  private func meet(_ a: Int?, _ b: Int?) -> Bool {
    guard let a, let b else { return false }
    return a == b || chart.tree.isDescendant(a, of: b) || chart.tree.isDescendant(b, of: a)
  }

  // MARK: microstep

  mutating func microstep(_ selection: Selection) {
    switch selection {
    case .none: return
    case .one(let number):
      result.microsteps += 1
      if let domain = domain(number) { exitStates(below: domain) }
      take(number)
      enter(by: number)
    case .several(let numbers):
      result.microsteps += 1
      // Their domains lie beside each other, so document order within all is that of one after the other.
      let moving = chart.tree.inDocumentOrder(numbers, state.pointee.history)
      for (_, domain) in moving.reversed() { exitStates(below: domain) }
      for number in numbers { take(number) }
      for (number, _) in moving { enter(by: number) }
    }
  }

  private mutating func take(_ number: Int) {
    if traced { result.trace.append(.taken(transition: number)) }
    let actions = chart.transitions[number].actions
    if !actions.isEmpty { execute(actions) }
  }

  private mutating func enter(by number: Int) {
    if let plan = chart.plans[number] {
      for (index, isDefault) in plan.entered { enterState(index, isDefault: isDefault, historyActions: nil) }
    } else if !chart.transitions[number].targets.isEmpty {
      enter(chart.tree.entrySet([chart.transitions[number]], state.pointee.history))
    }
  }

  // MARK: exitStates

  private mutating func exitStates(below domain: Int) {
    let (start, end) = (domain + 1, chart.states[domain].end)
    if chart.tree.hasHistory {
      var from = start
      while let index = state.pointee.configuration.next(from: from, below: end) {
        keepHistory(chart.states[index])
        from = index + 1
      }
    }
    var below = end
    while let index = state.pointee.configuration.last(below: below, from: start) {
      exitState(index)
      below = index
    }
  }

  private mutating func keepHistory(_ left: Chart.State) {
    for history in left.histories {
      let deep = chart.states[history].kind == .history(deep: true)
      state.pointee.history[history] = state.pointee.configuration.indices.filter {
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
    state.pointee.configuration.remove(index)
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
    state.pointee.configuration.insert(index)
    if traced { result.trace.append(.entered(state: index)) }
    if state.pointee.bound != nil { declareLate(entered) }
    if !entered.invokes.isEmpty { toInvoke.append(index) }
    if !entered.entry.isEmpty { execute(entered.entry) }
    if isDefault, !entered.initialActions.isEmpty { execute(entered.initialActions) }
    if let historyActions { execute(historyActions) }
    guard entered.kind == .final else { return }
    if entered.parent == 0 { state.pointee.isRunning = false } else { raiseDone(entered) }
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
    return state.children.contains { chart.states[$0].kind == .final && self.state.pointee.configuration.contains($0) }
  }

  private mutating func doneData(_ entered: Chart.State) -> Model.Datum? {
    do throws(DataFailure) {
      if let content = entered.doneContent { return try model.pointee.value(content, active) }
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
    let last = state.pointee.configuration
    var data: Model.Datum?
    var hasEnded = false
    for index in last.indices.reversed() {
      let left = chart.states[index]
      execute(left.exit)
      cancelInvocations(of: index)
      state.pointee.configuration.remove(index)
      if left.kind == .final, left.parent == 0 {
        data = doneData(left)
        hasEnded = true
      }
    }
    state.pointee.configuration = last
    if hasEnded { ask(.done(data)) }
  }

  // MARK: Variables (SCXML, 5.3)

  mutating func declareAtStart() {
    for state in chart.states where chart.binding == .early || state.index == 0 { declare(state) }
    self.state.pointee.bound?.insert(0)
  }

  private mutating func declareLate(_ entered: Chart.State) {
    guard let bound = state.pointee.bound, !bound.contains(entered.index) else { return }
    state.pointee.bound?.insert(entered.index)
    declare(entered)
  }

  private mutating func declare(_ owner: Chart.State) {
    for data in owner.data {
      do throws(DataFailure) { try model.pointee.declare(data, isTop: owner.index == 0, active) } catch { fail(error) }
    }
  }
}
