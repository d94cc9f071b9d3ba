import Foundation
import TestSupport
import Testing

@testable import Statechart

/// A data model of nothing but the text of its expressions: a condition holds when it reads "true".
private struct Plain: DataModel {
  var expressions: [ExpressionText] = []
  mutating func holds(_ condition: ExpressionID, _ active: ActiveStates) throws(DataFailure) -> Bool {
    let text = expressions[condition.index].text
    if text == "fails" { throw DataFailure("it fails") }
    if text.hasPrefix("In ") { return active.contains(String(text.dropFirst(3))) }
    return text == "true"
  }
  mutating func value(_ id: ExpressionID, _ active: ActiveStates) throws(DataFailure) -> String {
    expressions[id.index].text
  }
  mutating func text(_ id: ExpressionID, _ active: ActiveStates) throws(DataFailure) -> String {
    expressions[id.index].text
  }
  mutating func assign(_ location: ExpressionID, _ datum: String, _ active: ActiveStates) throws(DataFailure) {}
  mutating func items(_ array: ExpressionID, _ active: ActiveStates) throws(DataFailure) -> [String] { [] }
  func datum(index: Int) -> String { String(index) }
  func datum(text: String) -> String { text }
  func datum(_ parameters: [(String, String)]) -> String { parameters.map(\.0).joined() }
}

private func state(
  _ id: String, _ kind: StateNode.Kind = .state, on: [(String, [String])] = [], _ children: [StateNode] = []
) -> StateNode {
  var node = StateNode(id, kind)
  node.transitions = on.map { TransitionNode(events: $0.0.isEmpty ? [] : [$0.0], targets: $0.1) }
  node.children = children
  return node
}

private func state(_ id: String, _ children: [StateNode]) -> StateNode { state(id, .state, children) }

private func chart(_ states: [StateNode]) throws -> Chart {
  var document = Document(name: "test")
  document.root.children = states
  return try Chart(document)
}

private struct Player {
  let interpreter: Interpreter
  var machine: MachineState
  var model = Plain()

  init(_ chart: Chart) {
    interpreter = Interpreter(chart)
    machine = interpreter.start(&model).0
  }

  mutating func send(_ event: String) -> [String] {
    _ = interpreter.step(&machine, &model, Event(event))
    return machine.leaves(in: interpreter.chart)
  }
}

@Suite struct Charts {
  @Test func regionsOfAParallelStateMoveTogether() throws {
    var player = Player(
      try chart([
        state(
          "p", .parallel, on: [("done.state.p", ["end"])],
          [
            state("a", [state("a1", on: [("e", ["a2"])]), state("a2", .final)]),
            state("b", [state("b1", on: [("e", ["b2"])]), state("b2", on: [("f", ["b3"])]), state("b3", .final)]),
          ]), state("end", .final),
      ]))
    #expect(player.machine.leaves(in: player.interpreter.chart) == ["a1", "b1"])
    #expect(player.send("e") == ["a2", "b2"])
    #expect(player.send("f") == ["end"])
    #expect(!player.machine.isRunning)
  }

  @Test(arguments: [(true, "deep two"), (false, "deep one")])
  func aDeepHistoryReturnsToTheInnermostAShallowOneToTheChild(_ deep: Bool, _ wanted: String) throws {
    let inside = state(
      "inside",
      [
        state("other", on: [("in", ["nest"])]),
        state("nest", [state("deep one", on: [("on", ["deep two"])]), state("deep two")]),
      ])
    var around = inside
    around.children.append(state("back", .history(deep: deep), on: [("", ["other"])]))
    around.transitions = [TransitionNode(events: ["out"], targets: ["away"])]
    var player = Player(try chart([around, state("away", on: [("again", ["back"])])]))
    #expect(player.send("in") == ["deep one"] && player.send("on") == ["deep two"] && player.send("out") == ["away"])
    #expect(player.send("again") == [wanted])
  }

  @Test func aTransitionBetweenChildrenDoesNotLeaveTheirParent() throws {
    var parent = state("parent", [state("x", on: [("go", ["y"])]), state("y")])
    parent.exit = [[.raise("left")]]
    parent.transitions = [TransitionNode(events: ["left"], targets: ["gone"])]
    var player = Player(try chart([parent, state("gone")]))
    #expect(player.send("go") == ["y"], "the first state of the document is a parent like any other")
  }

  @Test func aHistoryReturnsToWhereItWas() throws {
    var player = Player(
      try chart([
        state(
          "work", on: [("pause", ["idle"])],
          [
            state("one", on: [("next", ["two"])]), state("two"),
            state("back", .history(deep: false), on: [("", ["one"])]),
          ]), state("idle", on: [("resume", ["back"])]),
      ]))
    #expect(player.send("next") == ["two"])
    #expect(player.send("pause") == ["idle"])
    #expect(player.send("resume") == ["two"])
  }

  @Test func theInnerTransitionWinsOverTheOuterOne() throws {
    var player = Player(
      try chart([
        state("outer", on: [("e", ["elsewhere"])], [state("inner", on: [("e", ["other"])]), state("other")]),
        state("elsewhere"),
      ]))
    #expect(player.send("e") == ["other"])
    #expect(player.send("e") == ["elsewhere"])
  }

  @Test func eventsMatchByWholeTokens() throws {
    let one = try chart([state("s", on: [("error.execution", ["t"])]), state("t")])
    #expect(one.transitions[0].matches("error.execution.twice"))
    #expect(!one.transitions[0].matches("error.executions"))
    #expect(!one.transitions[0].matches("error"))
  }

  @Test func anUnboundedLoopOfEventlessTransitionsIsStopped() throws {
    let loop = try chart([state("a", on: [("", ["b"])]), state("b", on: [("", ["a"])])])
    var model = Plain()
    let (_, result) = Interpreter(loop, maximumMicrosteps: 100).start(&model)
    #expect(result.isEndless)
  }

  @Test func aDocumentThatCannotRunSaysAllThatIsWrong() throws {
    do {
      _ = try chart([state("a", on: [("e", ["nowhere"])]), state("a"), state("f", .final, on: [("e", ["a"])])])
      Issue.record("it should not load")
    } catch let problems as ChartProblems {
      #expect(problems.all.count == 3)
    }
  }

  @Test func weaknessesAreFound() throws {
    let weak = try chart([
      state("a", on: [("e", ["b"]), ("e", ["c"])]), state("b"), state("c", .final), state("lost", on: [("x", ["a"])]),
    ])
    let messages = weak.weaknesses.map(\.message)
    #expect(messages.contains { $0.contains("\"lost\"") })
    #expect(messages.contains { $0.contains("\"b\" has no way out") })
    #expect(messages.contains { $0.contains("always takes") })
  }
}

@Suite struct Laws {
  /// A random tree of states with random transitions.
  private func random(_ generator: inout Seeded) throws -> Chart {
    var names: [String] = []
    func grow(_ depth: Int, _ generator: inout Seeded) -> StateNode {
      let name = "s\(names.count)"
      names.append(name)
      var node = StateNode(name)
      if depth < 3, Int.random(in: 0..<3, using: &generator) > 0 {
        if Bool.random(using: &generator) { node.kind = .parallel }
        for _ in 0..<Int.random(in: 1...3, using: &generator) { node.children.append(grow(depth + 1, &generator)) }
        if node.kind == .state, Bool.random(using: &generator) {
          var history = StateNode("h-\(name)", .history(deep: Bool.random(using: &generator)))
          history.transitions = [TransitionNode(events: [], targets: [node.children[0].id])]
          node.children.append(history)
        }
      }
      return node
    }
    var top = (0..<3).map { _ in grow(0, &generator) }
    func all(_ nodes: [StateNode]) -> [String] { nodes.flatMap { [$0.id] + all($0.children) } }
    let ids = all(top)
    func wire(_ node: inout StateNode, _ generator: inout Seeded) {
      guard node.kind == .state || node.kind == .parallel else { return }
      for _ in 0..<Int.random(in: 0...3, using: &generator) {
        node.transitions.append(
          TransitionNode(
            events: ["e\(Int.random(in: 0..<4, using: &generator))"],
            targets: ids.randomElement(using: &generator).map { [$0] } ?? [],
            isInternal: Bool.random(using: &generator)))
      }
      for index in node.children.indices { wire(&node.children[index], &generator) }
    }
    for index in top.indices { wire(&top[index], &generator) }
    return try chart(top)
  }

  @Test func configurationsAreAlwaysLegalAndStepsFromARestoredStateAreTheSame() throws {
    var generator = Seeded(state: 42)
    for _ in 0..<300 {
      let chart = try random(&generator)
      var player = Player(chart)
      for _ in 0..<30 {
        #expect(player.machine.isLegal(in: chart))
        let event = "e\(Int.random(in: 0..<4, using: &generator))"
        let written = try JSONEncoder().encode(WrittenState(player.machine, in: chart))
        var restored = try #require(
          MachineState(try JSONDecoder().decode(WrittenState.self, from: written), in: chart))
        #expect(restored == player.machine)
        var model = Plain()
        _ = player.interpreter.step(&restored, &model, Event(event))
        _ = player.send(event)
        #expect(restored == player.machine)
      }
    }
  }

  @Test func statesAreLeftFromTheInsideAndEnteredFromTheOutsideInDocumentOrder() throws {
    var generator = Seeded(state: 7)
    for _ in 0..<300 {
      let chart = try random(&generator)
      var player = Player(chart)
      for _ in 0..<20 {
        let before = player.machine
        let event = "e\(Int.random(in: 0..<4, using: &generator))"
        let result = player.interpreter.step(&player.machine, &player.model, Event(event), traced: true)
        var active = Set(before.configuration.indices)
        var part: [TraceItem<String>] = []
        func check() {
          let left = part.compactMap { if case .left(let state) = $0 { state } else { nil } }
          let entered = part.compactMap { if case .entered(let state) = $0 { state } else { nil } }
          #expect(left == left.sorted(by: >))
          #expect(entered == entered.sorted())
          #expect(Set(left).count == left.count && Set(entered).count == entered.count)
          #expect(active.isSuperset(of: left))
          active.subtract(left)
          #expect(active.isDisjoint(with: entered))
          active.formUnion(entered)
          part = []
        }
        // A microstep leaves, then takes, then enters: whatever leaves or takes after an entry belongs to the next.
        var hasEntered = false
        for item in result.trace {
          switch item {
          case .entered: hasEntered = true
          case .left, .taken, .event:
            if hasEntered {
              check()
              hasEntered = false
            }
          default: continue
          }
          part.append(item)
        }
        check()
        #expect(active == Set(player.machine.configuration.indices))
        #expect(player.machine.isLegal(in: chart))
      }
    }
  }

  @Test func aWrittenStateOfALaterVersionOrOfAnotherChartIsRefused() throws {
    let chart = try chart([state("a", on: [("e", ["b"])]), state("b")])
    var written = WrittenState(Player(chart).machine, in: chart)
    #expect(MachineState(written, in: chart) != nil)
    written.version = 2
    #expect(MachineState(written, in: chart) == nil)
    #expect(MachineState(WrittenState(active: ["gone"]), in: chart) == nil)
    #expect(MachineState(WrittenState(active: ["a", "b"]), in: chart) == nil)
  }

  @Test func statesThatCannotBeActiveTogetherAreNoTargets() throws {
    #expect(throws: ChartProblems.self) {
      try chart([state("a", on: [("e", ["b", "c"])]), state("b"), state("c")])
    }
  }
}
