import TestSupport
import Testing

@testable import Statechart

/// Conditions by their text: `true`, `fails`, `In` with the id of a state; anything else does not hold.
private struct Answers: DataModel {
  let chart: Chart

  mutating func holds(_ condition: ExpressionID, _ active: ActiveStates) throws(DataFailure) -> Bool {
    let text = chart.expressions[condition.index].text
    if text == "fails" { throw DataFailure("it fails") }
    return text == "true" || text.hasPrefix("In ") && active.contains(String(text.dropFirst(3)))
  }
  mutating func value(_ id: ExpressionID, _ active: ActiveStates) throws(DataFailure) -> String { "" }
  mutating func text(_ id: ExpressionID, _ active: ActiveStates) throws(DataFailure) -> String { "" }
  mutating func assign(_ location: ExpressionID, _ datum: String, _ active: ActiveStates) throws(DataFailure) {}
  mutating func items(_ array: ExpressionID, _ active: ActiveStates) throws(DataFailure) -> [String] { [] }
  func datum(index: Int) -> String { "" }
  func datum(text: String) -> String { text }
  func datum(_ parameters: [(String, String)]) -> String { "" }
}

/// The procedures of appendix D of the Recommendation as they stand there, on plain sets, for charts that raise events.
private struct Procedures {
  let chart: Chart
  let maximum: Int
  var configuration: Set<Int> = []
  var history: [Int: [Int]] = [:]
  var isRunning = true
  var queue: [String] = []
  var trace: [String] = []
  var microsteps = 0
  var isEndless = false

  init(_ chart: Chart, maximum: Int) {
    self.chart = chart
    self.maximum = maximum
  }

  private func state(_ index: Int) -> Chart.State { chart.states[index] }
  private func isCompound(_ index: Int) -> Bool { state(index).kind == .state && !state(index).children.isEmpty }
  private func isAtomic(_ index: Int) -> Bool { state(index).children.isEmpty }

  /// From the parent up to, and without, `end`; with the root when there is no end.
  private func ancestors(_ index: Int, below end: Int = -1) -> [Int] {
    var result: [Int] = []
    var at = state(index).parent
    while at >= 0, at != end {
      result.append(at)
      at = state(at).parent
    }
    return result
  }

  private func isDescendant(_ a: Int, _ b: Int) -> Bool { ancestors(a).contains(b) }

  static func matches(_ descriptors: [String], _ name: String) -> Bool {
    let tokens = name.split(separator: ".")
    return descriptors.contains { descriptor in
      if descriptor == "*" { return true }
      let wanted = descriptor.split(separator: ".")
      return tokens.starts(with: wanted)
    }
  }

  // MARK: Choosing

  private mutating func holds(_ number: Int) -> Bool {
    guard let condition = chart.transitions[number].condition else {
      trace.append("considered \(number) true")
      return true
    }
    let text = chart.expressions[condition.index].text
    if text == "fails" {
      trace += ["considered \(number) false it fails", "failed it fails"]
      queue.append("error.execution")
      return false
    }
    let isIn = text.hasPrefix("In ") && configuration.contains { state($0).id == text.dropFirst(3) }
    trace.append("considered \(number) \(text == "true" || isIn)")
    return text == "true" || isIn
  }

  mutating func select(_ event: String?) -> [Int] {
    var enabled: [Int] = []
    for leaf in configuration.sorted() where isAtomic(leaf) {
      search: for at in [leaf] + ancestors(leaf) {
        for number in state(at).transitions {
          let events = chart.transitions[number].events
          guard event.map({ Self.matches(events, $0) }) ?? events.isEmpty, holds(number) else { continue }
          if !enabled.contains(number) { enabled.append(number) }
          break search
        }
      }
    }
    var filtered: [Int] = []
    for first in enabled {
      var preempted = false
      var removed: [Int] = []
      for second in filtered where !exitSet([first]).isDisjoint(with: exitSet([second])) {
        if isDescendant(chart.transitions[first].source, chart.transitions[second].source) {
          removed.append(second)
        } else {
          preempted = true
          break
        }
      }
      if preempted { continue }
      filtered.removeAll { removed.contains($0) }
      filtered.append(first)
    }
    return filtered
  }

  private func effectiveTargets(_ number: Int) -> [Int] {
    chart.transitions[number].targets.flatMap { target -> [Int] in
      guard state(target).isHistory else { return [target] }
      return history[target] ?? effectiveTargets(state(target).transitions[0])
    }
  }

  private func domain(_ number: Int) -> Int? {
    let (transition, targets) = (chart.transitions[number], effectiveTargets(number))
    if targets.isEmpty { return nil }
    if transition.isInternal, isCompound(transition.source),
      targets.allSatisfy({ isDescendant($0, transition.source) })
    {
      return transition.source
    }
    let common = ancestors(transition.source).first { ancestor in
      (isCompound(ancestor) || ancestor == 0) && targets.allSatisfy { isDescendant($0, ancestor) }
    }
    return common ?? 0
  }

  private func exitSet(_ numbers: [Int]) -> Set<Int> {
    var result: Set<Int> = []
    for number in numbers {
      guard let domain = domain(number) else { continue }
      result.formUnion(configuration.filter { isDescendant($0, domain) })
    }
    return result
  }

  // MARK: Entering

  private struct Entry {
    var states: Set<Int> = []
    var defaults: Set<Int> = []
    var content: [Int: [Action]] = [:]
    var domain = 0
  }

  private func addDescendants(_ index: Int, _ entry: inout Entry) {
    let target = state(index)
    if target.isHistory {
      let transition = chart.transitions[target.transitions[0]]
      if history[index] == nil { entry.content[target.parent] = transition.actions }
      let next = history[index] ?? transition.targets
      for other in next { addDescendants(other, &entry) }
      // What lies around the transition's domain is active and is not entered again.
      let end = isDescendant(entry.domain, target.parent) ? entry.domain : target.parent
      for other in next { addAncestors(other, below: end, &entry) }
      return
    }
    entry.states.insert(index)
    if isCompound(index) {
      entry.defaults.insert(index)
      for other in target.initial { addDescendants(other, &entry) }
      for other in target.initial { addAncestors(other, below: index, &entry) }
    } else if target.kind == .parallel {
      addRegions(index, &entry)
    }
  }

  private func addRegions(_ index: Int, _ entry: inout Entry) {
    for child in state(index).children where !entry.states.contains(where: { isDescendant($0, child) }) {
      addDescendants(child, &entry)
    }
  }

  private func addAncestors(_ index: Int, below end: Int, _ entry: inout Entry) {
    for ancestor in ancestors(index, below: end) where ancestor > 0 {
      entry.states.insert(ancestor)
      if state(ancestor).kind == .parallel { addRegions(ancestor, &entry) }
    }
  }

  private mutating func run(_ actions: [Action]) {
    for action in actions {
      guard case .raise(let name) = action else { continue }
      trace.append("raised \(name)")
      queue.append(name)
    }
  }

  private func isInFinalState(_ index: Int) -> Bool {
    if state(index).kind == .parallel { return state(index).children.allSatisfy(isInFinalState) }
    return state(index).children.contains { state($0).kind == .final && configuration.contains($0) }
  }

  private mutating func enter(_ entry: Entry) {
    for index in entry.states.sorted() {
      let entered = state(index)
      configuration.insert(index)
      trace.append("entered \(entered.id)")
      for block in entered.entry { run(block) }
      if entry.defaults.contains(index) { run(entered.initialActions) }
      run(entry.content[index] ?? [])
      guard entered.kind == .final else { continue }
      if entered.parent == 0 {
        isRunning = false
        continue
      }
      queue.append("done.state.\(state(entered.parent).id)")
      let around = state(entered.parent).parent
      if around >= 0, state(around).kind == .parallel, state(around).children.allSatisfy(isInFinalState) {
        queue.append("done.state.\(state(around).id)")
      }
    }
  }

  private mutating func microstep(_ numbers: [Int]) {
    if numbers.isEmpty { return }
    microsteps += 1
    let left = exitSet(numbers).sorted(by: >)
    for index in left {
      for kept in state(index).histories {
        let isDeep = state(kept).kind == .history(deep: true)
        history[kept] = configuration.sorted().filter {
          isDeep ? isAtomic($0) && isDescendant($0, index) : state($0).parent == index
        }
      }
    }
    let before = self
    for index in left {
      for block in state(index).exit { run(block) }
      configuration.remove(index)
      trace.append("left \(state(index).id)")
    }
    for number in numbers {
      trace.append("taken \(number)")
      run(chart.transitions[number].actions)
    }
    var entries: [(domain: Int, entry: Entry)] = []
    for number in numbers {
      guard let domain = before.domain(number) else { continue }
      var entry = Entry(domain: domain)
      for target in chart.transitions[number].targets { addDescendants(target, &entry) }
      for target in effectiveTargets(number) { addAncestors(target, below: domain, &entry) }
      entries.append((domain, entry))
    }
    for (_, entry) in entries.sorted(by: { $0.domain < $1.domain }) { enter(entry) }
  }

  // MARK: Steps

  private mutating func loop() {
    while isRunning {
      if microsteps > maximum {
        isEndless = true
        return
      }
      let selected = select(nil)
      if !selected.isEmpty {
        microstep(selected)
      } else if !queue.isEmpty {
        let event = queue.removeFirst()
        trace.append("event \(event)")
        microsteps += 1
        microstep(select(event))
      } else {
        return
      }
    }
    for index in configuration.sorted(by: >) { for block in state(index).exit { run(block) } }
    trace.append("asked")
  }

  mutating func start() {
    configuration.insert(0)
    for block in state(0).entry { run(block) }
    run(state(0).initialActions)
    var entry = Entry()
    for target in state(0).initial { addDescendants(target, &entry) }
    for target in state(0).initial { addAncestors(target, below: 0, &entry) }
    enter(entry)
    loop()
  }

  /// Whether a transition was taken for the event itself.
  mutating func step(_ event: String) -> Bool {
    (trace, queue, microsteps, isEndless) = (["event \(event)"], [], 0, false)
    let selected = select(event)
    microstep(selected)
    loop()
    return !selected.isEmpty
  }
}

private func words(_ trace: [TraceItem<String>], _ chart: Chart) -> [String] {
  trace.map { item in
    switch item {
    case .event(let event): "event \(event.name)"
    case .considered(let number, let holds, let failure):
      "considered \(number) \(holds)\(failure.map { " \($0)" } ?? "")"
    case .taken(let number): "taken \(number)"
    case .left(let state): "left \(chart.states[state].id)"
    case .entered(let state): "entered \(chart.states[state].id)"
    case .raised(let event): "raised \(event)"
    case .failed(let message): "failed \(message)"
    case .assigned: "assigned"
    case .asked: "asked"
    }
  }
}

/// Random charts with all that has a say in which states are left and entered.
private struct RandomCharts {
  var generator: Seeded
  private var document = Document(name: "random")
  private var count = 0

  init(seed: UInt64) { generator = Seeded(state: seed) }

  private mutating func pick(_ range: Swift.Range<Int>) -> Int { Int.random(in: range, using: &generator) }
  private mutating func chance(_ one: Int) -> Bool { pick(0..<one) == 0 }

  private mutating func actions() -> [Action] {
    chance(5) ? [.raise("r\(pick(0..<3))")] : []
  }

  private mutating func grow(_ depth: Int, _ width: Int) -> StateNode {
    var node = StateNode("s\(count)")
    count += 1
    if depth < 4, pick(0..<4) > depth {
      if chance(2) { node.kind = .parallel }
      for _ in 0..<pick(1..<width) { node.children.append(grow(depth + 1, width)) }
      if node.kind == .state, chance(2) {
        node.children.append(StateNode("s\(count)", .final))
        count += 1
      }
      for _ in 0..<pick(0..<3) where chance(2) {
        node.children.append(StateNode("s\(count)", .history(deep: chance(2))))
        count += 1
      }
    }
    for _ in 0..<pick(0..<2) { node.entry.append(actions()) }
    for _ in 0..<pick(0..<2) { node.exit.append(actions()) }
    return node
  }

  private func all(_ nodes: [StateNode], _ path: [String] = []) -> [(node: StateNode, path: [String])] {
    nodes.flatMap { [(node: $0, path: path + [$0.id])] + all($0.children, path + [$0.id]) }
  }

  private mutating func targets(_ states: [(node: StateNode, path: [String])], _ kinds: [String: StateNode.Kind])
    -> [String]
  {
    // A history stands for anything in the state around it.
    func place(_ state: (node: StateNode, path: [String])) -> [String] {
      if case .history = state.node.kind { state.path.dropLast() } else { state.path }
    }
    guard let first = states.randomElement(using: &generator) else { return [] }
    var chosen = [first]
    // Others that can be active with those chosen: where the ways part there is a parallel state.
    for other in states.shuffled(using: &generator).prefix(6) where chosen.count < 3 && chance(2) {
      let fits = chosen.allSatisfy { one in
        let (a, b) = (place(one), place(other))
        let shared = zip(a, b).prefix { $0 == $1 }.count
        return shared < min(a.count, b.count) && shared > 0 && kinds[a[shared - 1]] == .parallel
      }
      if fits { chosen.append(other) }
    }
    return chosen.map(\.node.id)
  }

  private mutating func wire(
    _ node: inout StateNode, _ states: [(node: StateNode, path: [String])], _ kinds: [String: StateNode.Kind]
  ) {
    let inside = all(node.children, states.first { $0.node.id == node.id }?.path ?? [])
    for index in node.children.indices {
      if case .history = node.children[index].kind {
        let real = inside.filter { if case .history = $0.node.kind { false } else { true } }
        node.children[index].transitions = [
          TransitionNode(events: [], targets: targets(real, kinds), actions: actions())
        ]
      } else {
        wire(&node.children[index], states, kinds)
      }
    }
    if node.kind == .state, !node.children.isEmpty, chance(2) {
      node.initial = targets(inside, kinds)
      node.initialActions = actions()
    }
    guard node.kind == .state || node.kind == .parallel else { return }
    for _ in 0..<pick(0..<4) {
      let isEventless = chance(8)
      let names = ["e0", "e1", "e1.x", "e2.*", "e2.", "*", "r0", "r1", "done.state", "error.execution", "e0 r2"]
      let events =
        isEventless ? [] : (names.randomElement(using: &generator) ?? "").split(separator: " ").map(String.init)
      var condition: ExpressionID?
      if isEventless || chance(3) {
        let state = states.randomElement(using: &generator)?.node.id ?? ""
        let text = ["true", "false", "fails", "In \(state)", "In \(state)"].randomElement(using: &generator) ?? ""
        condition = document.add(isEventless && text == "true" ? "In \(state)" : text, .condition, path: "")
      }
      node.transitions.append(
        TransitionNode(
          events: events, condition: condition, targets: chance(8) ? [] : targets(states, kinds),
          isInternal: chance(2), actions: actions()))
    }
  }

  mutating func next(width: Int) throws -> Chart {
    document = Document(name: "random")
    count = 0
    var root = StateNode("")
    for _ in 0..<3 { root.children.append(grow(0, width)) }
    if chance(2) {
      root.children.append(StateNode("s\(count)", .final))
      count += 1
    }
    let states = all(root.children)
    let kinds = Dictionary(states.map { ($0.node.id, $0.node.kind) }, uniquingKeysWith: { first, _ in first })
    for _ in 0..<pick(0..<2) { root.entry.append(actions()) }
    wire(&root, states, kinds)
    document.root = root
    return try Chart(document)
  }
}

@Suite struct AppendixD {
  private func follow(_ chart: Chart, _ generator: inout Seeded, steps: Int) {
    let events = ["e0", "e1", "e1.x", "e1.x.y", "e1x", "e2", "e2.z", "r0", "other", "error.execution"]
    let interpreter = Interpreter(chart, maximumMicrosteps: 30)
    var model = Answers(chart: chart)
    var wanted = Procedures(chart, maximum: 30)
    wanted.start()
    var (machine, result) = interpreter.start(&model, traced: true)
    for _ in 0..<steps {
      #expect(words(result.trace, chart) == wanted.trace)
      #expect(Set(machine.configuration.indices) == wanted.configuration && machine.history == wanted.history)
      #expect(machine.isRunning == wanted.isRunning && result.isEndless == wanted.isEndless)
      #expect(result.microsteps == wanted.microsteps && machine.isLegal(in: chart))
      let event = events.randomElement(using: &generator) ?? ""
      let matching = chart.transitions.filter { Procedures.matches($0.events, event) }.map(\.index)
      #expect(chart.matching(event).indices == matching, "\(event)")
      if !machine.isRunning || wanted.isEndless {
        if !machine.isRunning {
          #expect(interpreter.enabled(machine, &model, Event(event)).trace.isEmpty)
          #expect(interpreter.step(&machine, &model, Event(event), traced: true).trace.isEmpty)
        }
        return
      }
      var copy = wanted
      copy.trace = []
      let enabled = interpreter.enabled(machine, &model, Event(event))
      #expect(enabled.transitions == copy.select(event) && words(enabled.trace, chart) == copy.trace)
      let wasTaken = wanted.step(event)
      result = interpreter.step(&machine, &model, Event(event), traced: true)
      #expect(result.wasTaken == wasTaken)
    }
  }

  @Test func saysWhatIsLeftTakenAndEntered() throws {
    var charts = RandomCharts(seed: 5)
    var sizes: [Int] = []
    for round in 0..<130 {
      let chart = try charts.next(width: round % 30 == 0 ? 8 : 4)
      sizes.append(chart.states.count)
      follow(chart, &charts.generator, steps: 12)
    }
    #expect((sizes.max() ?? 0) > 64)
  }
}

@Suite struct SetsOfStates {
  @Test func areSetsHoweverManyStatesThereAre() {
    var generator = Seeded(state: 3)
    for count in [1, 2, 63, 64, 65, 66, 127, 128, 129, 130, 191, 192, 193, 300] {
      var (set, wanted) = (StateSet(count: count), Set<Int>())
      var (other, others) = (StateSet(count: count), Set<Int>())
      #expect(set.isEmpty && set.indices.isEmpty)
      for _ in 0..<60 {
        let edges = [0, 1, 62, 63, 64, 65, 126, 127, 128, 129, 191, 192, count - 1, count - 2].filter {
          0..<count ~= $0
        }
        let index =
          Bool.random(using: &generator)
          ? Int.random(in: 0..<count, using: &generator) : edges.randomElement(using: &generator) ?? 0
        if Int.random(in: 0..<3, using: &generator) == 0 {
          set.remove(index)
          wanted.remove(index)
        } else {
          set.insert(index)
          wanted.insert(index)
        }
        other.insert((index * 7 + 3) % count)
        others.insert((index * 7 + 3) % count)
        #expect(set.contains(index) == wanted.contains(index) && set.isEmpty == wanted.isEmpty)
        #expect(set.indices == wanted.sorted())
        for _ in 0..<4 {
          let from = Int.random(in: 0..<count, using: &generator)
          let end = Int.random(in: 0...count, using: &generator)
          #expect(set.next(from: from, below: end) == wanted.filter { $0 >= from && $0 < end }.min())
          #expect(set.last(below: end, from: from) == wanted.filter { $0 >= from && $0 < end }.max())
        }
        for edge in edges {
          #expect(set.next(from: edge, below: count) == wanted.filter { $0 >= edge }.min())
          #expect(set.last(below: edge + 1, from: 0) == wanted.filter { $0 <= edge }.max())
          #expect(set.next(from: 0, below: edge) == wanted.filter { $0 < edge }.min())
          #expect(set.last(below: count, from: edge) == wanted.filter { $0 >= edge }.max())
        }
      }
      for index in 0..<count { #expect(set.contains(index) == wanted.contains(index)) }
      var same = StateSet(count: count)
      for index in wanted { same.insert(index) }
      #expect(same == set && (set == other) == (wanted == others))
    }
  }
}
