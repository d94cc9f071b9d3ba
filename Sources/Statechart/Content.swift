/// Executable content (SCXML, 4 and 6.2).

extension Run {
  /// Blocks run one after the other; an error ends its block only (SCXML, 4.10).
  mutating func execute(_ blocks: [[Action]]) {
    for block in blocks where !block.isEmpty {
      do throws(DataFailure) { try run(block) } catch { fail(error) }
    }
  }

  mutating func fail(_ failure: DataFailure, sendID: String? = nil) {
    if traced { result.trace.append(.failed(failure.message)) }
    queue.append(Event("error.execution", kind: .platform, sendID: sendID))
  }

  private mutating func run(_ actions: [Action]) throws(DataFailure) {
    for action in actions { try run(action) }
  }

  mutating func parameters(_ list: [(name: String, value: ExpressionID)]) throws(DataFailure) -> Model.Datum {
    var values: [(String, Model.Datum)] = []
    for (name, expression) in list { values.append((name, try model.value(expression, view))) }
    return model.datum(values)
  }

  private mutating func run(_ action: Action) throws(DataFailure) {
    switch action {
    case .raise(let name): queue.append(Event(name, kind: .internal))
    case .assign(let location, let expression):
      let datum = try model.value(expression, view)
      try model.assign(location, datum, view)
    case .choose(let branches):
      for branch in branches {
        if let condition = branch.condition {
          do throws(DataFailure) {
            guard try model.holds(condition, view) else { continue }
          } catch {
            fail(error)
            continue
          }
        }
        try run(branch.actions)
        return
      }
    case .each(let array, let item, let index, let actions):
      for (number, datum) in try model.items(array, view).enumerated() {
        try model.assign(item, datum, view)
        if let index { try model.assign(index, model.datum(index: number), view) }
        try run(actions)
      }
    case .log(let label, let expression):
      var datum: Model.Datum?
      if let expression { datum = try model.value(expression, view) }
      result.effects.append(.log(label: label, datum))
    case .cancel(let id): result.effects.append(.cancel(id: try model.text(id, view)))
    case .send(let send): try run(send)
    }
  }

  private mutating func run(_ send: Send) throws(DataFailure) {
    state.sends += 1
    let id = send.id ?? "send.\(state.sends)"
    let name = try model.text(send.event, view)
    var (target, type, delay): (String?, String?, String?)
    if let expression = send.target { target = try model.text(expression, view) }
    if let expression = send.type { type = try model.text(expression, view) }
    if let expression = send.delay { delay = try model.text(expression, view) }
    var data: Model.Datum?
    if let content = send.content {
      data = try model.value(content, view)
    } else if !send.parameters.isEmpty {
      data = try parameters(send.parameters)
    }
    if target == "#_internal" {
      queue.append(Event(name, data: data, kind: .internal, sendID: send.id))
    } else {
      result.effects.append(.send(id: id, event: name, target: target, type: type, delay: delay, data: data))
    }
  }
}
