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
    var run = Run(chart: chart, state: MachineState(chart: chart), model: model, traced: traced)
    run.state.configuration.insert(0)
    run.execute(chart.states[0].entry)
    run.enter(targets: chart.states[0].initial, domain: 0, actions: chart.states[0].initialActions)
    finish(&run)
    model = run.model
    return (run.state, run.result)
  }

  /// Takes one external event to the next stable configuration. The state is unchanged when nothing was enabled.
  public func step<Model: DataModel>(
    _ state: inout MachineState, _ model: inout Model, _ event: Event<Model.Datum>, traced: Bool = false
  ) -> StepResult<Model.Datum> {
    guard state.isRunning else { return StepResult() }
    var run = Run(chart: chart, state: state, model: model, traced: traced)
    run.event = event
    if traced { run.result.trace.append(.event(event)) }
    let selected = run.select(event.name)
    run.result.wasTaken = !selected.isEmpty
    run.microstep(selected)
    finish(&run)
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
    run.event = event
    let selected = run.select(event.name)
    return (selected, run.result.trace)
  }

  /// Eventless transitions and internal events until nothing is left (procedure `mainEventLoop`, inner loop).
  private func finish<Model: DataModel>(_ run: inout Run<Model>) {
    var microsteps = 0
    while run.state.isRunning {
      microsteps += 1
      guard microsteps <= maximumMicrosteps else {
        run.result.isEndless = true
        return
      }
      let eventless = run.select(nil)
      if !eventless.isEmpty {
        run.microstep(eventless)
        continue
      }
      guard run.head < run.queue.count else { break }
      let event = run.queue[run.head]
      run.head += 1
      run.event = event
      if run.traced { run.result.trace.append(.event(event)) }
      run.microstep(run.select(event.name))
    }
    if !run.state.isRunning { run.exitInterpreter() }
  }
}

/// One macrostep under way.
struct Run<Model: DataModel> {
  let chart: Chart
  var state: MachineState
  var model: Model
  let traced: Bool
  var event: Event<Model.Datum>?
  var queue: [Event<Model.Datum>] = []
  var head = 0
  var result = StepResult<Model.Datum>()

  init(chart: Chart, state: MachineState, model: Model, traced: Bool) {
    self.chart = chart
    self.state = state
    self.model = model
    self.traced = traced
  }

  var view: View<Model.Datum> { View(event: event, chart: chart, configuration: state.configuration) }

  // MARK: Selection (selectTransitions, selectEventlessTransitions, removeConflictingTransitions)

  mutating func select(_ name: String?) -> [Int] {
    var chosen: [Int] = []
    for index in state.configuration.indices where chart.states[index].isAtomic {
      var at = index
      search: while at >= 0 {
        for number in chart.states[at].transitions {
          let transition = chart.transitions[number]
          guard name.map(transition.matches) ?? transition.events.isEmpty else { continue }
          guard holds(transition) else { continue }
          if !chosen.contains(number) { chosen.append(number) }
          break search
        }
        at = chart.states[at].parent
      }
    }
    return chosen.count < 2 ? chosen : withoutConflicts(chosen)
  }

  private mutating func holds(_ transition: Chart.Transition) -> Bool {
    guard let condition = transition.condition else {
      if traced { result.trace.append(.considered(transition: transition.index, holds: true, failure: nil)) }
      return true
    }
    do throws(DataFailure) {
      let holds = try model.holds(condition, view)
      if traced { result.trace.append(.considered(transition: transition.index, holds: holds, failure: nil)) }
      return holds
    } catch {
      if traced { result.trace.append(.considered(transition: transition.index, holds: false, failure: error.message)) }
      fail(error)
      return false
    }
  }

  private func withoutConflicts(_ chosen: [Int]) -> [Int] {
    var kept: [Int] = []
    for number in chosen.sorted(by: { earlier($0, $1, chosen) }) {
      var preempted = false
      var removed: [Int] = []
      let exits = exitSet([number])
      for other in kept where !exits.isDisjoint(with: exitSet([other])) {
        if chart.isDescendant(chart.transitions[number].source, of: chart.transitions[other].source) {
          removed.append(other)
        } else {
          preempted = true
          break
        }
      }
      if !preempted { kept = kept.filter { !removed.contains($0) } + [number] }
    }
    return kept
  }

  /// Selection order is that of the atomic states that selected them; `chosen` already is in it.
  private func earlier(_ a: Int, _ b: Int, _ chosen: [Int]) -> Bool {
    (chosen.firstIndex(of: a) ?? 0) < (chosen.firstIndex(of: b) ?? 0)
  }

  // MARK: Sets (computeExitSet, getTransitionDomain, findLCCA, getEffectiveTargetStates)

  private func exitSet(_ numbers: [Int]) -> Set<Int> {
    var exits: Set<Int> = []
    for number in numbers where !chart.transitions[number].targets.isEmpty {
      guard let domain = domain(chart.transitions[number]) else { continue }
      for index in state.configuration.indices where chart.isDescendant(index, of: domain) { exits.insert(index) }
    }
    return exits
  }

  private func effectiveTargets(_ transition: Chart.Transition) -> [Int] {
    transition.targets.flatMap { target -> [Int] in
      guard chart.states[target].isHistory else { return [target] }
      if let kept = state.history[target] { return kept }
      return chart.states[target].transitions.first.map { effectiveTargets(chart.transitions[$0]) } ?? []
    }
  }

  private func domain(_ transition: Chart.Transition) -> Int? {
    let targets = effectiveTargets(transition)
    guard !targets.isEmpty else { return nil }
    if transition.isInternal, chart.states[transition.source].isCompound || transition.source == 0,
      targets.allSatisfy({ chart.isDescendant($0, of: transition.source) })
    {
      return transition.source
    }
    var ancestor = chart.states[transition.source].parent
    while ancestor > 0 {
      if chart.states[ancestor].isCompound, targets.allSatisfy({ chart.isDescendant($0, of: ancestor) }) {
        return ancestor
      }
      ancestor = chart.states[ancestor].parent
    }
    return 0
  }

  // MARK: Microstep (microstep, exitStates, enterStates)

  mutating func microstep(_ numbers: [Int]) {
    guard !numbers.isEmpty else { return }
    let exits = exitSet(numbers).sorted(by: >)
    for index in exits {
      for history in chart.states[index].histories {
        let deep = chart.states[history].kind == .history(deep: true)
        state.history[history] = state.configuration.indices.filter {
          deep ? chart.isDescendant($0, of: index) && chart.states[$0].isAtomic : chart.states[$0].parent == index
        }
      }
    }
    for index in exits {
      execute(chart.states[index].exit)
      state.configuration.remove(index)
      if traced { result.trace.append(.left(state: index)) }
    }
    for number in numbers {
      if traced { result.trace.append(.taken(transition: number)) }
      execute([chart.transitions[number].actions])
    }
    var entry = Entry()
    for number in numbers {
      let transition = chart.transitions[number]
      for target in transition.targets { addDescendants(target, &entry) }
      guard let ancestor = domain(transition) else { continue }
      for target in effectiveTargets(transition) { addAncestors(target, ancestor, &entry) }
    }
    enter(entry)
  }

  struct Entry {
    var states: Set<Int> = []
    var defaults: Set<Int> = []
    var historyActions: [Int: [Action]] = [:]
  }

  mutating func enter(targets: [Int], domain: Int, actions: [Action]) {
    execute([actions])
    var entry = Entry()
    for target in targets { addDescendants(target, &entry) }
    for target in targets { addAncestors(target, domain, &entry) }
    enter(entry)
  }

  private func addDescendants(_ index: Int, _ entry: inout Entry) {
    let target = chart.states[index]
    if target.isHistory {
      let kept = state.history[index]
      let transition = target.transitions.first.map { chart.transitions[$0] }
      if kept == nil, let transition { entry.historyActions[target.parent] = transition.actions }
      let next = kept ?? transition?.targets ?? []
      for state in next { addDescendants(state, &entry) }
      for state in next { addAncestors(state, target.parent, &entry) }
      return
    }
    guard entry.states.insert(index).inserted || target.isCompound || target.kind == .parallel else { return }
    if target.isCompound {
      guard !entry.states.contains(where: { chart.isDescendant($0, of: index) }) else { return }
      entry.defaults.insert(index)
      for state in target.initial { addDescendants(state, &entry) }
      for state in target.initial { addAncestors(state, index, &entry) }
    } else if target.kind == .parallel {
      for child in target.children
      where !entry.states.contains(where: { $0 == child || chart.isDescendant($0, of: child) }) {
        addDescendants(child, &entry)
      }
    }
  }

  private func addAncestors(_ index: Int, _ ancestor: Int, _ entry: inout Entry) {
    var at = chart.states[index].parent
    while at > ancestor {
      entry.states.insert(at)
      if chart.states[at].kind == .parallel {
        for child in chart.states[at].children
        where !entry.states.contains(where: { $0 == child || chart.isDescendant($0, of: child) }) {
          addDescendants(child, &entry)
        }
      }
      at = chart.states[at].parent
    }
  }

  private mutating func enter(_ entry: Entry) {
    for index in entry.states.sorted() {
      let entered = chart.states[index]
      state.configuration.insert(index)
      if traced { result.trace.append(.entered(state: index)) }
      execute(entered.entry)
      if entry.defaults.contains(index) { execute([entered.initialActions]) }
      if let actions = entry.historyActions[index] { execute([actions]) }
      guard entered.kind == .final else { continue }
      if entered.parent == 0 {
        state.isRunning = false
      } else {
        raiseDone(entered)
      }
    }
  }

  private mutating func raiseDone(_ entered: Chart.State) {
    let parent = chart.states[entered.parent]
    queue.append(Event("done.state.\(parent.id)", data: doneData(entered), kind: .platform))
    let grandparent = parent.parent
    if grandparent >= 0, chart.states[grandparent].kind == .parallel,
      chart.states[grandparent].children.allSatisfy(isInFinalState)
    {
      queue.append(Event("done.state.\(chart.states[grandparent].id)", kind: .platform))
    }
  }

  private func isInFinalState(_ index: Int) -> Bool {
    let state = chart.states[index]
    if state.kind == .parallel { return state.children.allSatisfy(isInFinalState) }
    return state.children.contains { chart.states[$0].kind == .final && self.state.configuration.contains($0) }
  }

  private mutating func doneData(_ entered: Chart.State) -> Model.Datum? {
    do throws(DataFailure) {
      if let content = entered.doneContent { return try model.value(content, view) }
      guard !entered.doneParameters.isEmpty else { return nil }
      return try parameters(entered.doneParameters)
    } catch {
      fail(error)
      return nil
    }
  }

  mutating func exitInterpreter() {
    var data: Model.Datum?
    for index in state.configuration.indices.reversed() {
      let left = chart.states[index]
      execute(left.exit)
      if left.kind == .final, left.parent == 0 { data = doneData(left) }
    }
    result.effects.append(.done(data))
  }
}
