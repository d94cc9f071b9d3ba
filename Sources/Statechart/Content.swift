/// Executable content (SCXML, 4 and 6): what entering, leaving and passing between states does.

extension Run {
  /// Blocks run one after the other; an error ends its block only (SCXML, 4.10).
  mutating func execute(_ blocks: [[Action]]) {
    for block in blocks where !block.isEmpty { execute(block) }
  }

  /// One block.
  mutating func execute(_ block: [Action]) {
    do throws(DataFailure) { try run(block) } catch { fail(error) }
  }

  mutating func fail(_ failure: DataFailure) {
    if traced { result.trace.append(.failed(failure.message)) }
    queue.append(Event(failure.eventName, kind: .platform, sendID: failure.sendID))
  }

  mutating func ask(_ effect: Effect<Model.Datum>) {
    if traced { result.trace.append(.asked(effect)) }
    result.effects.append(effect)
  }

  private mutating func run(_ actions: [Action]) throws(DataFailure) {
    for action in actions { try run(action) }
  }

  mutating func parameters(_ list: [(name: String, value: ExpressionID)]) throws(DataFailure) -> Model.Datum {
    var values: [(String, Model.Datum)] = []
    for (name, expression) in list { values.append((name, try model.pointee.value(expression, active))) }
    return model.pointee.datum(values)
  }

  private mutating func run(_ action: Action) throws(DataFailure) {
    switch action {
    case .raise(let name):
      if traced { result.trace.append(.raised(name)) }
      queue.append(Event(name, kind: .internal))
    case .assign(let location, let expression):
      let datum = try model.pointee.value(expression, active)
      if traced { result.trace.append(.assigned(location, datum)) }
      try model.pointee.assign(location, datum, active)
    case .choose(let branches):
      for branch in branches {
        if let condition = branch.condition {
          do throws(DataFailure) {
            guard try model.pointee.holds(condition, active) else { continue }
          } catch {
            fail(error)
            continue
          }
        }
        try run(branch.actions)
        return
      }
    case .each(let array, let item, let index, let actions):
      for (number, datum) in try model.pointee.items(array, active).enumerated() {
        try model.pointee.bind(item, datum, active)
        if let index { try model.pointee.bind(index, model.pointee.datum(index: number), active) }
        try run(actions)
      }
    case .log(let label, let expression):
      var datum: Model.Datum?
      if let expression { datum = try model.pointee.value(expression, active) }
      ask(.log(label: label, datum))
    case .cancel(let id): ask(.cancel(id: try model.pointee.text(id, active)))
    case .send(let send): try run(send)
    }
  }

  private mutating func text(_ expression: ExpressionID?) throws(DataFailure) -> String? {
    guard let expression else { return nil }
    return try model.pointee.text(expression, active)
  }

  // MARK: Send (SCXML, 6.2)

  private mutating func run(_ send: Send) throws(DataFailure) {
    state.pointee.counter += 1
    let id = send.id ?? "send.\(state.pointee.counter)"
    if let location = send.idLocation { try model.pointee.assign(location, model.pointee.datum(text: id), active) }
    var sending = Sending<Model.Datum>(
      id: id, hasGivenID: send.id != nil || send.idLocation != nil, event: try model.pointee.text(send.event, active))
    sending.target = try text(send.target)
    sending.type = try text(send.type)
    sending.delay = try text(send.delay)
    if let content = send.content {
      sending.data = try model.pointee.value(content, active)
    } else if !send.parameters.isEmpty {
      sending.data = try parameters(send.parameters)
    }
    if sending.target == "#_internal" {
      if sending.delay != nil { throw DataFailure("an event to #_internal has no delay") }
      if traced { result.trace.append(.raised(sending.event)) }
      queue.append(
        Event(sending.event, data: sending.data, kind: .internal, sendID: sending.hasGivenID ? id : nil))
      return
    }
    do throws(DataFailure) {
      try model.pointee.check(sending)
    } catch {
      var failure = error
      failure.sendID = sending.hasGivenID ? id : nil
      // Nobody there is no error of the content (SCXML, C.1): the block goes on.
      guard failure.kind == .communication else { throw failure }
      return fail(failure)
    }
    ask(.send(sending))
  }

  // MARK: Invoke (SCXML, 6.4 and 6.5)

  /// Starts what a state invokes. An argument that cannot be evaluated stops that one only.
  mutating func invoke(_ owner: Chart.State) {
    for (number, node) in owner.invokes.enumerated() {
      do throws(DataFailure) {
        state.pointee.counter += 1
        let id = node.id ?? "\(owner.id).invoke.\(state.pointee.counter)"
        if let location = node.idLocation { try model.pointee.assign(location, model.pointee.datum(text: id), active) }
        var invocation = Invocation<Model.Datum>(
          id: id, type: try text(node.type), source: try source(node.source), data: [])
        for (name, value) in node.parameters { invocation.data.append((name, try model.pointee.value(value, active))) }
        try model.pointee.check(invocation)
        state.pointee.invocations.append(RunningInvocation(id: id, state: owner.index, number: number))
        ask(.invoke(invocation))
      } catch {
        fail(error)
      }
    }
  }

  private mutating func source(
    _ source: InvokeNode.Source
  ) throws(DataFailure) -> Invocation<Model.Datum>.Source {
    switch source {
    case .none: .none
    case .content(let text): .content(text)
    case .contentValue(let expression): .value(try model.pointee.value(expression, active))
    case .location(let text): .location(text)
    case .locationValue(let expression): .location(try model.pointee.text(expression, active))
    }
  }

  mutating func cancelInvocations(of index: Int) {
    toInvoke.removeAll { $0 == index }
    guard state.pointee.invocations.contains(where: { $0.state == index }) else { return }
    for invocation in state.pointee.invocations where invocation.state == index { ask(.uninvoke(id: invocation.id)) }
    state.pointee.invocations.removeAll { $0.state == index }
  }

  /// What an external event does before transitions are looked for: finalize and autoforward; a service that is done
  /// runs no longer.
  mutating func pass(_ event: Event<Model.Datum>) {
    for invocation in state.pointee.invocations {
      let node = chart.states[invocation.state].invokes[invocation.number]
      if invocation.id == event.invokeID, !node.finalize.isEmpty { execute(node.finalize) }
      if node.autoforward { ask(.forward(id: invocation.id, event)) }
    }
    if let id = event.invokeID, event.name == "done.invoke.\(id)" {
      state.pointee.invocations.removeAll { $0.id == id }
    }
  }
}
