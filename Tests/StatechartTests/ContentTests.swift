import Testing

@testable import Statechart

/// Values by the text of their expressions; a text that begins with `fail` has none.
private struct Recorder: DataModel {
  let chart: Chart
  var values: [String: String] = [:]
  var heard: [String] = []

  init(_ chart: Chart) { self.chart = chart }

  private func text(_ id: ExpressionID) throws(DataFailure) -> String {
    let text = chart.expressions[id.index].text
    if text.hasPrefix("fail") { throw DataFailure("\(text) has no value") }
    return values[text] ?? text
  }
  mutating func receive(_ event: Event<String>) {
    heard.append(
      "\(event.kind) \(event.name)\(event.data.map { " \($0)" } ?? "")\(event.sendID.map { " by \($0)" } ?? "")")
  }
  mutating func holds(_ condition: ExpressionID, _ active: ActiveStates) throws(DataFailure) -> Bool {
    try text(condition) == "true"
  }
  mutating func value(_ id: ExpressionID, _ active: ActiveStates) throws(DataFailure) -> String { try text(id) }
  mutating func text(_ id: ExpressionID, _ active: ActiveStates) throws(DataFailure) -> String { try text(id) }
  mutating func declare(_ data: DataNode, isTop: Bool, _ active: ActiveStates) throws(DataFailure) {
    values[data.id] = try data.value.map { id throws(DataFailure) in try text(id) } ?? "none"
    heard.append("declared \(data.id)\(isTop ? " at the top" : "")")
  }
  mutating func assign(_ location: ExpressionID, _ datum: String, _ active: ActiveStates) throws(DataFailure) {
    let name = chart.expressions[location.index].text
    if name.hasPrefix("fail") { throw DataFailure("\(name) is no place") }
    values[name] = datum
  }
  mutating func items(_ array: ExpressionID, _ active: ActiveStates) throws(DataFailure) -> [String] {
    try text(array).split(separator: " ").map(String.init)
  }
  func datum(index: Int) -> String { "#\(index)" }
  func datum(text: String) -> String { "'\(text)'" }
  func datum(_ parameters: [(String, String)]) -> String {
    parameters.map { "\($0)=\($1)" }.joined(separator: "&")
  }
  func check(_ sending: Sending<String>) throws(DataFailure) {
    if sending.target == "nobody" { throw DataFailure("nobody is there", kind: .communication) }
    if sending.target == "wrong" { throw DataFailure("that is no address") }
  }
  func check(_ invocation: Invocation<String>) throws(DataFailure) {
    if invocation.type == "unknown" { throw DataFailure("there is no such service") }
  }
}

private func written(_ effect: Effect<String>) -> String {
  switch effect {
  case .send(let sending):
    "send \(sending.event) as \(sending.id)\(sending.hasGivenID ? " given" : "")"
      + [("to", sending.target), ("by", sending.type), ("after", sending.delay), ("with", sending.data)].map {
        word, text in
        text.map { " \(word) \($0)" } ?? ""
      }.joined()
  case .cancel(let id): "cancel \(id)"
  case .invoke(let invocation):
    "invoke \(invocation.id) \(invocation.type ?? "scxml") \(invocation.source) "
      + invocation.data.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
  case .uninvoke(let id): "uninvoke \(id)"
  case .forward(let id, let event): "forward \(event.name) to \(id)"
  case .log(let label, let datum): "log \(label) \(datum ?? "nothing")"
  case .done(let datum): "done \(datum ?? "nothing")"
  }
}

private func written(_ result: StepResult<String>, _ chart: Chart) -> [String] {
  result.trace.compactMap { item in
    switch item {
    case .event, .considered: nil
    case .taken(let number): "taken \(number)"
    case .left(let state): "left \(chart.states[state].id)"
    case .entered(let state): "entered \(chart.states[state].id)"
    case .raised(let event): "raised \(event)"
    case .failed(let message): "failed: \(message)"
    case .assigned(let location, let datum): "\(chart.expressions[location.index].text) := \(datum)"
    case .asked(let effect): "asked \(written(effect))"
    }
  }
}

/// A document that runs the actions when its first state is entered.
private struct Writing {
  var document = Document(name: "content")
  var first = StateNode("first")

  mutating func value(_ text: String) -> ExpressionID { document.add(text, .value, path: "first") }

  mutating func chart(_ others: [StateNode] = [StateNode("second")]) throws -> Chart {
    document.root.children = [first] + others
    return try Chart(document)
  }
}

@Suite struct ExecutableContent {
  private func run(
    _ blocks: (inout Writing) -> [[Action]]
  ) throws -> (trace: [String], effects: [String], model: Recorder, counter: Int) {
    var writing = Writing()
    writing.first.entry = blocks(&writing)
    let chart = try writing.chart()
    var model = Recorder(chart)
    let (machine, result) = Interpreter(chart).start(&model, traced: true)
    var untraced = Recorder(chart)
    let (same, quiet) = Interpreter(chart).start(&untraced)
    #expect(same == machine && quiet.trace.isEmpty && quiet.effects.map(written) == result.effects.map(written))
    #expect(untraced.heard == model.heard && untraced.values == model.values)
    return (Array(written(result, chart).dropFirst()), result.effects.map(written), model, machine.counter)
  }

  @Test func runsInOrderAndAFailureEndsItsBlockOnly() throws {
    let (trace, effects, model, _) = try run { w in
      [
        [.raise("one"), .log(label: "l", w.value("v")), .log(label: "bare", nil)], [],
        [
          .assign(location: w.value("x"), w.value("5")), .assign(location: w.value("fail x"), w.value("6")),
          .raise("never"),
        ],
        [.log(label: "", w.value("fail v")), .raise("never")], [.cancel(w.value("x"))], [.cancel(w.value("fail"))],
      ]
    }
    #expect(
      trace == [
        "raised one", "asked log l v", "asked log bare nothing", "x := 5", "fail x := 6", "failed: fail x is no place",
        "failed: fail v has no value", "asked cancel 5", "failed: fail has no value",
      ])
    #expect(effects == ["log l v", "log bare nothing", "cancel 5"])
    let failed = "platform error.execution"
    #expect(model.heard == ["internal one", failed, failed, failed])
  }

  @Test func choosesTheFirstBranchThatHolds() throws {
    let (trace, _, model, _) = try run { w in
      [
        [
          .choose([
            (w.value("false"), [.raise("a")]), (w.value("true"), [.raise("b")]), (w.value("true"), [.raise("c")]),
          ]),
          .choose([(w.value("false"), [.raise("d")]), (nil, [.raise("e")]), (w.value("true"), [.raise("f")])]),
          .choose([(w.value("fail"), [.raise("g")]), (w.value("true"), [.raise("h")])]),
          .choose([(w.value("false"), [.raise("i")])]),
          .choose([(nil, [.cancel(w.value("fail c")), .raise("j")])]), .raise("k"),
        ]
      ]
    }
    #expect(trace == ["raised b", "raised e", "failed: fail has no value", "raised h", "failed: fail c has no value"])
    #expect(
      model.heard == ["internal b", "internal e", "platform error.execution", "internal h", "platform error.execution"])
  }

  @Test func goesThroughListsWithTheirPlaces() throws {
    let (trace, _, model, _) = try run { w in
      [
        [
          .each(
            array: w.value("p q"), item: w.value("i"), index: w.value("n"),
            [.log(label: "at", w.value("i")), .log(label: "place", w.value("n"))]),
          .each(array: w.value("r"), item: w.value("j"), index: nil, [.log(label: "j", w.value("j"))]),
        ],
        [.each(array: w.value("fail list"), item: w.value("i"), index: nil, []), .raise("never")],
        [.each(array: w.value("a b"), item: w.value("fail item"), index: nil, [.raise("never")])],
        [.each(array: w.value("a b"), item: w.value("i"), index: w.value("fail index"), [.raise("never")])],
        [.each(array: w.value("a b"), item: w.value("i"), index: nil, [.cancel(w.value("fail"))]), .raise("never")],
      ]
    }
    #expect(
      trace == [
        "asked log at p", "asked log place #0", "asked log at q", "asked log place #1", "asked log j r",
        "failed: fail list has no value", "failed: fail item is no place", "failed: fail index is no place",
        "failed: fail has no value",
      ])
    #expect(model.values["i"] == "a" && model.values["n"] == "#1")
  }

  @Test func sendsWithAllThatGoesAlong() throws {
    let (trace, effects, model, counter) = try run { w in
      var full = Send(w.value("e"))
      full.id = "mine"
      full.target = w.value("t")
      full.type = w.value("ty")
      full.delay = w.value("1s")
      full.content = w.value("c")
      full.parameters = [("never", w.value("fail"))]
      var located = Send(w.value("f"))
      located.idLocation = w.value("place")
      located.parameters = [("a", w.value("1")), ("b", w.value("2"))]
      return [[.send(full), .send(located), .send(Send(w.value("g")))]]
    }
    let wanted = [
      "send e as mine given to t by ty after 1s with c", "send f as send.2 given with a=1&b=2", "send g as send.3",
    ]
    #expect(effects == wanted && trace == wanted.map { "asked \($0)" })
    #expect(model.values["place"] == "'send.2'" && counter == 3)
  }

  @Test func sendsToItselfAtOnceOrFailsWithTheIdThatWasGiven() throws {
    let (trace, effects, model, counter) = try run { w in
      func send(_ event: String, _ target: String, id: String? = nil, _ w: inout Writing) -> Send {
        var send = Send(w.value(event))
        send.target = w.value(target)
        send.id = id
        return send
      }
      var inside = send("in", "#_internal", id: "i", &w)
      inside.parameters = [("a", w.value("1"))]
      var late = send("late", "#_internal", &w)
      late.delay = w.value("1s")
      var placed = send("w", "wrong", &w)
      placed.idLocation = w.value("place")
      return [
        [.send(inside), .send(send("quiet", "#_internal", &w))], [.send(late), .raise("never")],
        [.send(send("n", "nobody", id: "one", &w)), .send(send("n", "nobody", &w)), .raise("goes on")],
        [.send(send("w", "wrong", id: "two", &w)), .raise("never")], [.send(send("w", "wrong", &w))], [.send(placed)],
        [.send(send("fail event", "t", id: "three", &w))],
      ]
    }
    #expect(
      trace == [
        "raised in", "raised quiet", "failed: an event to #_internal has no delay", "failed: nobody is there",
        "failed: nobody is there", "raised goes on", "failed: that is no address", "failed: that is no address",
        "failed: that is no address", "failed: fail event has no value",
      ])
    #expect(effects.isEmpty && counter == 9)
    #expect(
      model.heard == [
        "internal in a=1 by i", "internal quiet", "platform error.execution", "platform error.communication by one",
        "platform error.communication", "internal goes on", "platform error.execution by two",
        "platform error.execution",
        "platform error.execution by send.8", "platform error.execution",
      ])
  }

  @Test(arguments: [Binding.early, .late])
  func declaresVariablesAllAtTheStartOrWithTheirState(_ binding: Binding) throws {
    var writing = Writing()
    writing.document.binding = binding
    let (one, bad) = (writing.value("1"), writing.value("fail"))
    writing.document.root.data = [DataNode("top", value: one)]
    writing.first.data = [DataNode("a"), DataNode("bad", value: bad)]
    writing.first.transitions = [TransitionNode(events: ["e"], targets: ["second"])]
    var second = StateNode("second")
    second.data = [DataNode("b", value: one)]
    second.transitions = [TransitionNode(events: ["e"], targets: ["first"])]
    let chart = try writing.chart([second])
    #expect(chart.variables == ["top", "a", "bad", "b"])
    var model = Recorder(chart)
    var (machine, _) = Interpreter(chart).start(&model)
    let error = "platform error.execution"
    let before = model.heard
    #expect(
      before == ["declared top at the top", "declared a"] + (binding == .early ? ["declared b", error] : [error]))
    #expect(MachineState(WrittenState(machine, in: chart), in: chart) == machine)
    for _ in 0..<3 { _ = Interpreter(chart).step(&machine, &model, Event("e")) }
    let declared = model.heard.filter { $0.hasPrefix("declared") }
    #expect(declared == ["declared top at the top", "declared a", "declared b"])
    #expect(WrittenState(machine, in: chart).bound == (binding == .early ? nil : ["first", "second"]))
    #expect(MachineState(WrittenState(machine, in: chart), in: chart) == machine)
  }

  @Test func whatAFinalStateCarriesGoesWithItsEvent() throws {
    var writing = Writing()
    var (plain, content, parameters, failing) = (
      StateNode("plain", .final), StateNode("content", .final), StateNode("parameters", .final),
      StateNode("failing", .final)
    )
    content.doneContent = writing.value("c")
    parameters.doneParameters = [("a", writing.value("1"))]
    failing.doneContent = writing.value("fail")
    writing.first.children = [StateNode("s"), plain, content, parameters, failing]
    writing.first.transitions = ["plain", "content", "parameters", "failing"].map {
      TransitionNode(events: [$0], targets: [$0])
    }
    var end = StateNode("end", .final)
    end.doneParameters = [("z", writing.value("9"))]
    end.exit = [[.raise("bye")]]
    writing.first.transitions.append(TransitionNode(events: ["end"], targets: ["end"]))
    let chart = try writing.chart([end])
    var model = Recorder(chart)
    let interpreter = Interpreter(chart)
    var (machine, _) = interpreter.start(&model)
    for event in ["plain", "content", "parameters", "failing"] { _ = interpreter.step(&machine, &model, Event(event)) }
    #expect(
      model.heard == [
        "external plain", "platform done.state.first", "external content", "platform done.state.first c",
        "external parameters", "platform done.state.first a=1", "external failing", "platform error.execution",
        "platform done.state.first",
      ])
    let last = interpreter.step(&machine, &model, Event("end"))
    #expect(last.effects.map(written) == ["done z=9"] && !machine.isRunning && machine.ids(in: chart) == ["end"])
    #expect(interpreter.step(&machine, &model, Event("plain")).effects.isEmpty)
    #expect(interpreter.cancel(&machine, &model).effects.isEmpty)
  }
}

@Suite struct Services {
  private func chart() throws -> Chart {
    var writing = Writing()
    var (full, plain, bad) = (InvokeNode(.content("<scxml/>")), InvokeNode(.none), InvokeNode(.location("l")))
    full.id = "svc"
    full.type = writing.value("ty")
    full.autoforward = true
    full.parameters = [("a", writing.value("1"))]
    full.finalize = [.log(label: "finalize", nil)]
    plain.idLocation = writing.value("place")
    plain.source = .locationValue(writing.value("where"))
    bad.type = writing.value("unknown")
    var worse = InvokeNode(.contentValue(writing.value("fail")))
    worse.id = "worse"
    let valued = InvokeNode(.contentValue(writing.value("content")))
    writing.first.invokes = [full, plain, bad, worse, valued]
    writing.first.transitions = [
      TransitionNode(events: ["out"], targets: ["second"]), TransitionNode(events: ["note"]),
    ]
    writing.first.exit = [[.log(label: "exit", nil)]]
    var passing = StateNode("passing")
    passing.invokes = [InvokeNode(.none)]
    passing.transitions = [TransitionNode(events: [], targets: ["first"])]
    var second = StateNode("second")
    second.transitions = [TransitionNode(events: ["in"], targets: ["passing"])]
    return try writing.chart([second, passing])
  }

  @Test func startWhenTheMachineRestsAndStopWithTheirState() throws {
    let chart = try chart()
    var model = Recorder(chart)
    let interpreter = Interpreter(chart)
    var (machine, result) = interpreter.start(&model, traced: true)
    #expect(
      result.effects.map(written) == [
        "invoke svc ty content(\"<scxml/>\") a=1", "invoke first.invoke.2 scxml location(\"where\") ",
        "invoke first.invoke.5 scxml value(\"content\") ",
      ])
    #expect(model.values["place"] == "'first.invoke.2'")
    #expect(model.heard == ["platform error.execution", "platform error.execution"])
    #expect(machine.invocations.map(\.id) == ["svc", "first.invoke.2", "first.invoke.5"])

    let stored = WrittenState(machine, in: chart)
    #expect(
      stored.services == [
        .init(id: "svc", state: "first", number: 0), .init(id: "first.invoke.2", state: "first", number: 1),
        .init(id: "first.invoke.5", state: "first", number: 4),
      ])
    #expect(stored.counter == 5 && stored.running && MachineState(stored, in: chart) == machine)

    var fromService = Event<String>("note")
    fromService.invokeID = "svc"
    #expect(
      interpreter.step(&machine, &model, fromService).effects.map(written) == [
        "log finalize nothing", "forward note to svc",
      ])
    fromService.invokeID = "first.invoke.2"
    #expect(interpreter.step(&machine, &model, fromService).effects.map(written) == ["forward note to svc"])
    #expect(interpreter.step(&machine, &model, Event("other")).effects.map(written) == ["forward other to svc"])

    var done = Event<String>("done.invoke.first.invoke.2")
    #expect(interpreter.step(&machine, &model, done).wasTaken == false && machine.invocations.count == 3)
    done.invokeID = "first.invoke.2"
    _ = interpreter.step(&machine, &model, done)
    #expect(machine.invocations.map(\.id) == ["svc", "first.invoke.5"])

    result = interpreter.step(&machine, &model, Event("out"), traced: true)
    #expect(
      result.effects.map(written) == [
        "forward out to svc", "log exit nothing", "uninvoke svc", "uninvoke first.invoke.5",
      ])
    #expect(machine.invocations.isEmpty)
    // What is left at once starts nothing.
    result = interpreter.step(&machine, &model, Event("in"))
    #expect(result.effects.map(written).filter { $0.contains("passing") }.isEmpty)
    #expect(machine.invocations.map(\.id) == ["svc", "first.invoke.7", "first.invoke.10"])
    let ended = interpreter.cancel(&machine, &model)
    #expect(
      ended.effects.map(written) == [
        "log exit nothing", "uninvoke svc", "uninvoke first.invoke.7", "uninvoke first.invoke.10",
      ])
    #expect(!machine.isRunning && machine.ids(in: chart) == ["first"] && machine.invocations.isEmpty)
    #expect(interpreter.step(&machine, &model, Event("out")).effects.isEmpty && machine.ids(in: chart) == ["first"])
  }

  @Test func eventsKeepWhoSentThem() {
    var event = Event<String>("e", sendID: "s")
    event.origin = "o"
    event.originType = "t"
    event.invokeID = "i"
    #expect((event.sendID, event.origin) == ("s", "o") && (event.originType, event.invokeID) == ("t", "i"))
    event.sendID = nil
    #expect(event.sendID == nil && event.origin == "o" && event.originType == "t" && event.invokeID == "i")
    event.invokeID = "j"
    event.originType = nil
    event.origin = "p"
    #expect(event.invokeID == "j" && event.originType == nil && event.origin == "p" && event.kind == .external)
  }
}

@Suite struct ChartsThatAreWrong {
  private func state(_ id: String, _ kind: StateNode.Kind = .state, _ children: [StateNode] = []) -> StateNode {
    var node = StateNode(id, kind)
    node.children = children
    return node
  }

  private func problems(_ states: [StateNode]) -> [String] {
    var document = Document(name: "wrong")
    document.root.children = states
    do throws(ChartProblems) { _ = try Chart(document) } catch { return error.all.map { "\($0.path): \($0.message)" } }
    return []
  }

  @Test func sayWhatAndWhere() {
    #expect(problems([]) == [": the chart has no states"])
    #expect(problems([state("")]) == [": a state has an id"])
    #expect(problems([state("a", .state, [state("b")]), state("b")]) == ["b: the id \"b\" stands twice"])
    var a = state("a", .state, [state("b"), state("c", .state, [state("d")])])
    a.initial = ["x"]
    #expect(problems([a, state("x")]) == ["a: the initial state \"x\" lies outside \"a\""])
    a.initial = ["a"]
    #expect(problems([a]) == ["a: the initial state \"a\" lies outside \"a\""])
    for inside in ["b", "c", "d"] {
      a.initial = [inside]
      #expect(problems([a]) == [])
    }
    a.initial = ["b", "c"]
    #expect(problems([a]) == ["a: \"b\" and \"c\" cannot be active together"])
    a.initial = []
    a.transitions = [TransitionNode(events: []), TransitionNode(events: ["e"], targets: ["none"])]
    #expect(
      problems([a]) == [
        "a/transitions/1: a transition has an event, a condition or a target",
        "a/transitions/2: there is no state \"none\"",
      ])
    a.transitions = [
      TransitionNode(events: ["e"]), TransitionNode(events: [], targets: ["b"]),
      TransitionNode(events: [], condition: ExpressionID(index: 0)),
    ]
    #expect(problems([a]) == [])
  }

  @Test func finalHistoryAndParallelStatesHaveTheirShape() {
    let final = "a final state has no states, no transitions and invokes nothing"
    var f = state("f", .final, [state("x")])
    #expect(problems([f]) == ["f: \(final)"])
    f = state("f", .final)
    f.transitions = [TransitionNode(events: ["e"], targets: ["f"])]
    #expect(problems([f]) == ["f: \(final)"])
    f.transitions = []
    f.invokes = [InvokeNode(.none)]
    #expect(problems([f]) == ["f: \(final)"])
    f.invokes = []
    #expect(problems([f]) == [])

    let shape = "a history has one transition, without event or condition, that gives its default"
    let bare = "a history has nothing but its default transition"
    func around(_ h: StateNode) -> [StateNode] { [state("a", .state, [state("b"), h]), state("o")] }
    var h = state("h", .history(deep: false))
    h.transitions = [TransitionNode(events: [], targets: ["b"])]
    #expect(problems(around(h)) == [])
    for wrong in [
      TransitionNode(events: ["e"], targets: ["b"]), TransitionNode(events: []),
      TransitionNode(events: [], condition: ExpressionID(index: 0), targets: ["b"]),
    ] {
      h.transitions = [wrong]
      #expect(problems(around(h)) == ["a/h: \(shape)"])
    }
    h.transitions = [TransitionNode(events: [], targets: ["b"]), TransitionNode(events: [], targets: ["b"])]
    #expect(problems(around(h)) == ["a/h: \(shape)"])
    for outside in ["o", "a"] {
      h.transitions = [TransitionNode(events: [], targets: [outside])]
      #expect(
        problems(around(h)) == [
          "a/h/transitions/1: the default \"\(outside)\" lies outside what the history \"h\" keeps"
        ])
    }
    h.transitions = [TransitionNode(events: [], targets: ["b"])]
    h.entry = [[]]
    #expect(problems(around(h)) == ["a/h: \(bare)"])
    (h.entry, h.exit) = ([], [[]])
    #expect(problems(around(h)) == ["a/h: \(bare)"])
    (h.exit, h.children) = ([], [state("k")])
    #expect(problems(around(h)) == ["a/h: \(bare)"])

    var p = state("p", .parallel, [state("q"), state("r", .final)])
    #expect(problems([p]) == ["p: the region \"r\" of a parallel state is not final from the start"])
    p = state("p", .parallel, [state("q"), state("r")])
    p.initial = ["q"]
    #expect(problems([p]) == ["p: a parallel state starts in all its regions, it takes no initial"])
  }

  @Test(arguments: [
    ("b1", "c1", true), ("b1", "b2", false), ("b1", "b", false), ("b", "b1", false), ("b", "c", true),
    ("b1", "c", true),
    ("p", "b1", false), ("c2", "b2", true), ("b1", "o", false), ("o", "p", false), ("b1", "b1", true),
    ("hb", "c1", true),
    ("hb", "b1", false), ("hp", "b1", false), ("c1", "hp", false), ("hb", "hc", true), ("hp", "o", false),
    ("hp", "p", false), ("hr", "b1", false), ("hb", "hb2", false), ("b11", "c1", true), ("b11", "b2", false),
  ])
  func targetsAreTogetherInDifferentRegionsOnly(_ a: String, _ b: String, _ together: Bool) {
    func history(_ id: String, _ target: String) -> StateNode {
      var node = state(id, .history(deep: true))
      node.transitions = [TransitionNode(events: [], targets: [target])]
      return node
    }
    let regions = [
      state(
        "b", .state, [state("b1", .state, [state("b11")]), state("b2"), history("hb", "b1"), history("hb2", "b2")]),
      state("c", .state, [state("c1"), state("c2"), history("hc", "c2")]), history("hp", "b"),
    ]
    var o = state("o")
    o.transitions = [TransitionNode(events: ["e"], targets: [a, b])]
    let found = problems([state("p", .parallel, regions), o, history("hr", "o")])
    let wanted = "o/transitions/1: \"\(a)\" and \"\(b)\" cannot be active together"
    #expect(found == (together ? [] : [wanted]))
  }

  @Test func storedStatesThatAreNoneOfTheChartsAreRefused() throws {
    var h = state("h", .history(deep: false))
    h.transitions = [TransitionNode(events: [], targets: ["b"])]
    var document = Document(name: "stored")
    var a = state("a", .state, [state("b"), state("c"), h])
    a.invokes = [InvokeNode(.none)]
    document.root.children = [a, state("p", .parallel, [state("q"), state("r")])]
    document.binding = .late
    let chart = try Chart(document)
    func reads(_ change: (inout WrittenState) -> Void, _ active: [String] = ["b"]) -> MachineState? {
      var written = WrittenState(active: active)
      change(&written)
      return MachineState(written, in: chart)
    }
    #expect(reads { _ in }?.ids(in: chart) == ["a", "b"])
    #expect(reads({ _ in }, ["q", "r"])?.ids(in: chart) == ["p", "q", "r"])
    #expect(reads({ _ in }, ["q", "r"])?.leaves(in: chart) == ["q", "r"])
    for wrong in [["b", "c"], ["a"], ["q"], ["r"], ["b", "q", "r"], ["h"], ["h", "b"], ["p"], [], ["none"]] {
      #expect(reads({ _ in }, wrong) == nil, "\(wrong)")
    }
    #expect(reads { $0.version = 0 } == nil && reads { $0.version = 2 } == nil)
    #expect(reads { $0.history = ["h": ["c"]] }?.history == [4: [3]])
    #expect(reads { $0.history = ["b": ["c"]] } == nil && reads { $0.history = ["h": ["c", "none"]] } == nil)
    #expect(reads { $0.history = ["none": ["c"]] } == nil)
    #expect(reads { $0.services = [.init(id: "i", state: "a", number: 0)] }?.invocations.map(\.id) == ["i"])
    #expect(reads { $0.services = [.init(id: "i", state: "a", number: 1)] } == nil)
    #expect(reads { $0.services = [.init(id: "i", state: "a", number: -1)] } == nil)
    #expect(reads { $0.services = [.init(id: "i", state: "none", number: 0)] } == nil)
    #expect(reads { $0.bound = ["b"] }?.bound?.indices == [0, 2] && reads { $0.bound = ["none"] } == nil)
    #expect(reads { $0.counter = 7 }?.counter == 7 && reads { $0.running = false }?.isRunning == false)
    #expect(!MachineState(chart: chart).isLegal(in: chart))
  }

  @Test func weakPlacesAreWarnedOf() throws {
    func on(_ id: String, _ transitions: [TransitionNode], _ children: [StateNode] = []) -> StateNode {
      var node = state(id, .state, children)
      node.transitions = transitions
      return node
    }
    func weaknesses(_ states: [StateNode]) throws -> [String] {
      var document = Document(name: "weak")
      document.root.children = states
      let found = try Chart(document).weaknesses
      #expect(found.filter(\.isError).isEmpty)
      return found.map { "\($0.path): \($0.message)" }
    }
    func to(_ target: String, _ events: String..., when: Bool = false) -> TransitionNode {
      TransitionNode(events: events, condition: when ? ExpressionID(index: 0) : nil, targets: [target])
    }
    func hidden(_ id: String, _ number: Int, _ events: String) -> String {
      "\(id)/transitions/\(number): the transition of \"\(events)\" never has its turn: "
        + "an earlier one without a condition always takes it"
    }
    #expect(try weaknesses([on("a", [to("b", "e")]), state("b", .final)]) == [])
    #expect(
      try weaknesses([on("a", [to("a", "e")]), on("lost", [to("a", "e")])]) == [
        "lost: no way leads to the state \"lost\"",
        "a: the state \"a\" has no way out and is not final: give it a transition, or let it be final",
      ])
    // A way out of the state around is one, and so is one to a state beside.
    #expect(try weaknesses([on("a", [to("z", "e")], [state("b")]), state("z", .final)]) == [])
    #expect(
      try weaknesses([state("a", .parallel, [state("b"), state("c")])]) == [
        "b: the state \"b\" has no way out and is not final: give it a transition, or let it be final",
        "c: the state \"c\" has no way out and is not final: give it a transition, or let it be final",
      ])
    var h = state("h", .history(deep: true))
    h.transitions = [TransitionNode(events: [], targets: ["c"])]
    #expect(
      try weaknesses([on("a", [to("z", "e")], [state("b"), state("c"), h]), on("z", [to("h", "e")])]) == [])
    #expect(
      try weaknesses([
        on("a", [to("b", "e"), to("b", "e"), to("b", "e.x"), to("b", "f", "e"), to("b", "*")]), state("b", .final),
      ])
        == [hidden("a", 2, "e"), hidden("a", 3, "e.x")])
    #expect(
      try weaknesses([on("a", [to("b", "*"), to("b", "e"), to("b", "*"), to("b", "e", "*")]), state("b", .final)])
        == [hidden("a", 2, "e"), hidden("a", 3, "*"), hidden("a", 4, "e *")])
    #expect(try weaknesses([on("a", [to("b", "e", when: true), to("b", "e")]), state("b", .final)]) == [])
    #expect(
      try weaknesses([on("a", [to("b"), to("b"), to("b", "e")]), state("b", .final)]) == [
        "a/transitions/2: the transition never has its turn: an earlier one without a condition always takes it"
      ])
  }
}
