/// From the `states` of a kind to a statechart, with its guards and actions as FEEL.

import Diagnostics
import FEEL
import Statechart

/// What a workflow's own actions send; the engine reads them from the type of the effect.
public enum Dispatch {
  /// Creates a case: the event is the kind, the target its id (or nothing).
  public static let create = "create"
  /// Fires an event on cases: the target is their ids, one a line.
  public static let send = "send"
}

final class ChartReader {
  let yaml: YAML
  let kind: String
  let signatures: Signatures
  let expressions: Expressions
  private(set) var stateNames: [String] = []
  private(set) var services: [String: Service] = [:]
  private var places: [String: Place] = [:]
  private var document: Document
  private var compiled: [Expression] = []
  private var events: [String] = []
  private var invocations: Set<String> = []

  init(_ yaml: YAML, kind: String, signatures: Signatures, expressions: Expressions) {
    self.yaml = yaml
    self.kind = kind
    self.signatures = signatures
    self.expressions = expressions
    document = Document(name: kind)
    // A kind's events have names of their own: one that begins like another's, or like the kernel's, is another.
    document.takesWholeNames = true
    collect(yaml["states"])
  }

  private func collect(_ states: YAML?) {
    for entry in states?.entries("states") ?? [] {
      stateNames.append(entry.key)
      for service in entry.value["invoke"]?.entries("invoke") ?? [] { invocations.insert(service.key) }
      collect(entry.value["states"])
    }
  }

  /// Where an element of the chart was written.
  func place(_ path: String) -> Place? {
    var path = path
    while true {
      if let found = places[path] { return found }
      guard let cut = path.lastIndex(of: "/") else { return yaml["states"]?.place ?? yaml.place }
      path = String(path[..<cut])
    }
  }

  func read(events: [String]) -> (Chart, [Expression])? {
    self.events = events
    guard let states = yaml["states"] else {
      yaml.error(
        .noStates, "the kind \"\(kind)\" has no states",
        hint: "states: {open: {on: {close: closed}}, closed: {final: true}}")
      return nil
    }
    document.root.children = states.entries("states").map { state($0.key, $0.keyNode, $0.value, path: $0.key) }
    yaml["initial"]?.names(.state, of: kind)
    if let initial = yaml["initial"]?.text("a state") { document.root.initial = [initial] }
    do throws(ChartProblems) {
      return (try Chart(document), compiled)
    } catch {
      for problem in error.all {
        let unknown = unknownState(problem)
        yaml.findings.all.error(
          unknown == nil ? .illegalChart : .unknownState, problem.message, at: place(problem.path),
          hint: unknown.flatMap { Nearest.hint($0, among: stateNames, orAll: "its states are") } ?? self.hint(problem))
      }
      return nil
    }
  }

  /// How a history is written, where that is the problem.
  private func hint(_ problem: ChartProblem) -> String? {
    problem.message.hasPrefix("a history has one transition")
      ? "always: STATE, or always: {to: [STATE, STATE]} where several are active together" : nil
  }

  /// The name of a state that there is not, where that is the problem.
  private func unknownState(_ problem: ChartProblem) -> String? {
    guard problem.message.hasPrefix("there is no state") else { return nil }
    return problem.message.split(separator: "\"").dropFirst().first.map(String.init)
  }

  private func state(_ name: String, _ key: YAML, _ yaml: YAML, path: String) -> StateNode {
    places[path] = key.place
    places[name] = key.place
    key.defines(.state, of: kind)
    _ = yaml.entries(
      "a state",
      known: [
        "title", "was", "initial", "parallel", "final", "history", "entry", "exit", "on", "always", "invoke", "states",
      ])
    var node = StateNode(name)
    if yaml["parallel"]?.boolean("parallel") == true { node.kind = .parallel }
    if yaml["final"]?.boolean("final") == true { node.kind = .final }
    if let history = yaml["history"], let word = history.text("shallow or deep") {
      if !["shallow", "deep"].contains(word) {
        history.error(.unknownWord, "a history is shallow or deep, not \"\(word)\"")
      }
      node.kind = .history(deep: word == "deep")
    }
    yaml["initial"]?.names(.state, of: kind)
    if let initial = yaml["initial"]?.text("a state") { node.initial = [initial] }
    if let entry = yaml["entry"] { node.entry = [actions(entry, path)] }
    if let exit = yaml["exit"] { node.exit = [actions(exit, path)] }
    for entry in yaml["invoke"]?.entries("invoke") ?? [] {
      if let service = service(entry.key, entry.keyNode, entry.value, path) { node.invokes.append(service) }
    }
    for entry in yaml["on"]?.entries("on") ?? [] {
      let isInvoked = entry.key.hasPrefix("done.invoke.") && invocations.contains(String(entry.key.dropFirst(12)))
      if !events.contains(entry.key), !isInvoked, !entry.key.hasPrefix("done.state."), !entry.key.hasPrefix("error."),
        entry.key != "*"
      {
        entry.keyNode.error(
          .unknownEvent, "\"\(kind)\" has no event \"\(entry.key)\"",
          hint: Nearest.hint(entry.key, among: events) ?? "its events are: \(events.joined(separator: ", "))",
          offers: events)
      }
      note(event: entry.keyNode)
      for written in alternatives(entry.value) {
        places["\(path)/transitions/\(node.transitions.count + 1)"] = entry.keyNode.place
        node.transitions.append(transition([entry.key], written, path))
      }
    }
    for written in yaml["always"].map(alternatives) ?? [] {
      places["\(path)/transitions/\(node.transitions.count + 1)"] = written.place
      node.transitions.append(transition([], written, path))
    }
    node.children = (yaml["states"]?.entries("states") ?? []).map {
      state($0.key, $0.keyNode, $0.value, path: "\(path)/\($0.key)")
    }
    return node
  }

  /// Notes what a transition is taken by: an event, or that something is done.
  private func note(event key: YAML) {
    guard let name = key.node.scalar?.string else { return }
    if events.contains(name) { return key.names(.event, of: kind) }
    for (prefix, sort) in [(Service.donePrefix, Definition.Sort.service), ("done.state.", .state)]
    where name.hasPrefix(prefix) {
      key.names(sort, of: kind, as: String(name.dropFirst(prefix.count)))
    }
  }

  private func alternatives(_ yaml: YAML) -> [YAML] {
    if case .sequence = yaml.node { return yaml.items("transitions") }
    return [yaml]
  }

  private func transition(_ events: [String], _ yaml: YAML, _ path: String) -> TransitionNode {
    if case .scalar(let scalar) = yaml.node {
      let stays = scalar.string.isEmpty || scalar.string == "~" || scalar.string == "null"
      if !stays { yaml.names(.state, of: kind) }
      return TransitionNode(events: events, targets: stays ? [] : [scalar.string])
    }
    _ = yaml.entries("a transition", known: ["to", "when", "do", "internal"])
    let targets = yaml["to"]?.texts("a state") ?? []
    for target in targets { target.node.names(.state, of: kind) }
    var node = TransitionNode(events: events, targets: targets.map(\.text))
    node.condition = yaml["when"].flatMap { add($0, .condition, path) }
    node.isInternal = yaml["internal"]?.boolean("internal") ?? false
    if let list = yaml["do"] { node.actions = actions(list, path) }
    return node
  }

  // MARK: Actions

  private func add(_ yaml: YAML, _ use: ExpressionText.Use, _ path: String) -> ExpressionID? {
    expressions.compile(yaml).map { add($0, use, path) }
  }

  private func add(_ expression: Expression, _ use: ExpressionText.Use, _ path: String) -> ExpressionID {
    compiled.append(expression)
    return document.add(expression.text, use, path: path)
  }

  /// A word of the definitions as an expression.
  private func literal(_ word: String, _ yaml: YAML, _ path: String) -> ExpressionID {
    compiled.append(Expression(word, standsAt: yaml.place, scope: expressions.scope))
    return document.add(Value.string(word).source, .value, path: path)
  }

  private func actions(_ yaml: YAML, _ path: String) -> [Action] {
    let list: [YAML] = if case .sequence = yaml.node { yaml.items("actions") } else { [yaml] }
    return list.flatMap { action($0, path) }
  }

  private func action(_ yaml: YAML, _ path: String) -> [Action] {
    let known = ["set", "create", "id", "with", "send", "to", "if", "do", "else", "each", "raise"]
    _ = yaml.entries("an action", known: known)
    if let set = yaml["set"] { return assignments(set, path) }
    if let raised = yaml["raise"], let event = raised.text("an event") {
      raised.names(.event, of: kind)
      return [.raise(event)]
    }
    if let condition = yaml["if"] {
      guard let id = add(condition, .condition, path) else { return [] }
      var branches: [(condition: ExpressionID?, actions: [Action])] = [(id, yaml["do"].map { actions($0, path) } ?? [])]
      if let other = yaml["else"] { branches.append((nil, actions(other, path))) }
      return [.choose(branches)]
    }
    if let each = yaml["each"] {
      guard let array = add(each, .value, path), let item = try? Expression("item", scope: expressions.scope) else {
        return []
      }
      return [
        .each(array: array, item: add(item, .location, path), index: nil, yaml["do"].map { actions($0, path) } ?? [])
      ]
    }
    if let create = yaml["create"] { return creation(create, yaml, path) }
    if let send = yaml["send"] { return sending(send, yaml, path) }
    yaml.error(.noAction, "an action is one of set, create, send, raise, if, each")
    return []
  }

  private func assignments(_ yaml: YAML, _ path: String) -> [Action] {
    let fields = signatures.fields[kind] ?? [:]
    return yaml.entries("set").compactMap { entry in
      guard fields[entry.key] != nil else {
        entry.keyNode.error(
          .unknownField, "\"\(kind)\" has no field \"\(entry.key)\"",
          insteadOf: entry.key, among: fields.keys.sorted(), orAll: "its fields are")
        return nil
      }
      entry.keyNode.names(.field, of: kind)
      guard let value = add(entry.value, .value, path), let location = add(entry.keyNode, .location, path) else {
        return nil
      }
      return .assign(location: location, value)
    }
  }

  private func parameters(_ yaml: YAML?, known: Set<String>?, _ what: String, _ path: String) -> [(
    name: String, value: ExpressionID
  )] {
    (yaml?.entries("with") ?? []).compactMap { entry in
      if let known, !known.contains(entry.key) {
        entry.keyNode.error(
          .unknownField, "\(what) has no field \"\(entry.key)\"",
          insteadOf: entry.key, among: known.sorted(), orAll: "its fields are")
      }
      return add(entry.value, .value, path).map {
        entry.keyNode.findings.names?.remember(key: entry.keyNode, of: compiled[$0.index].place)
        return (entry.key, $0)
      }
    }
  }

  private func creation(_ create: YAML, _ yaml: YAML, _ path: String) -> [Action] {
    guard let kind = create.text("a kind") else { return [] }
    guard let fields = signatures.fields[kind] else {
      create.error(
        .unknownKind, "there is no kind \"\(kind)\"", insteadOf: kind, among: signatures.fields.keys.sorted())
      return []
    }
    create.names(.kind)
    var send = Send(literal(kind, create, path))
    send.type = literal(Dispatch.create, create, path)
    send.target = yaml["id"].flatMap { add($0, .value, path) }
    send.parameters = parameters(yaml["with"], known: Set(fields.keys), "\"\(kind)\"", path)
    return [.send(send)]
  }

  /// A case that runs while the state is active.
  private func service(_ id: String, _ key: YAML, _ yaml: YAML, _ path: String) -> InvokeNode? {
    _ = yaml.entries("an invocation", known: ["kind", "id", "with", "cancel"])
    places["invoke/\(id)"] = key.place
    guard let written = yaml["kind"], let kind = written.text("a kind") else {
      yaml.error(.missingPart, "which kind? invoke: {\(id): {kind: …}}")
      return nil
    }
    guard let fields = signatures.fields[kind] else {
      written.error(
        .unknownKind, "there is no kind \"\(kind)\"", insteadOf: kind, among: signatures.fields.keys.sorted())
      return nil
    }
    let cancel = yaml["cancel"]?.text("an event")
    if let cancel, signatures.events[kind]?.contains(cancel) != true {
      yaml["cancel"]?.error(
        .unknownEvent, "\"\(kind)\" has no event \"\(cancel)\"",
        insteadOf: cancel, among: (signatures.events[kind] ?? []).sorted(), orAll: "its events are")
    }
    key.defines(.service, of: self.kind)
    written.names(.kind)
    yaml["cancel"]?.names(.event, of: kind)
    if services[id] != nil { key.error(.duplicateName, "\"\(id)\" is invoked twice", hint: "give each its own name") }
    services[id] = Service(id: id, kind: kind, cancel: cancel)
    var node = InvokeNode(yaml["id"].flatMap { add($0, .value, path) }.map { .contentValue($0) } ?? .none)
    node.id = id
    node.type = literal(kind, written, path)
    node.parameters = parameters(yaml["with"], known: Set(fields.keys), "\"\(kind)\"", path)
    return node
  }

  private func sending(_ yaml: YAML, _ whole: YAML, _ path: String) -> [Action] {
    guard let name = yaml.text("an event") else { return [] }
    if !signatures.events.values.contains(where: { $0.contains(name) }) {
      yaml.error(
        .unknownEvent, "no kind has an event \"\(name)\"",
        insteadOf: name, among: signatures.events.values.flatMap { $0 }.sorted())
    }
    guard let to = whole["to"].flatMap({ add($0, .value, path) }) else {
      whole.error(.missingPart, "to whom? send: close, to: measures")
      return []
    }
    var send = Send(literal(name, yaml, path))
    send.type = literal(Dispatch.send, yaml, path)
    send.target = to
    send.parameters = parameters(whole["with"], known: nil, "the event", path)
    return [.send(send)]
  }
}
