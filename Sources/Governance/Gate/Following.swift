/// The fifth question: what follows? The chart moves on a copy of the case; what it sends, starts and ends is for other cases.

import Calendar
import Definitions
import FEEL
import Statechart

/// What the expressions of one decision see: the case, the event with its fields, the actor.
struct Course {
  var data: CaseData
  let given: Given

  init(_ matter: Gate.Matter, _ given: Given, person: String, role: String?, world: any World) {
    self.given = given
    data = CaseData(matter.state, world: world, at: matter.act.instant)
    data.set(.event, Self.event(matter.event, given, of: matter.state, &data))
    data.set(
      .actor,
      .context(
        Context(
          shape: Self.actor,
          values: [.string(matter.act.actor.account), .string(person), role.map { .string($0) } ?? .null])))
  }

  private static let actor = Context.Shape(["account", "person", "role"])

  /// What the event carries; the cases it names come with the derived values that anything of the kind may ask of them.
  static func event(
    _ definition: EventDefinition, _ given: Given, of state: CaseState, _ data: inout CaseData
  ) -> Value {
    lazy var names = (definition.requirements.map(\.condition) + state.kind.expressions).reduce(into: Set<String>()) {
      $0.formUnion($1.mentions.intersection(state.rulebook.farDerived))
    }
    var values: [Value] = [.string(definition.name)]
    for field in definition.fields {
      var value = given.first { $0.name == field.name }?.value ?? .null
      switch field.type {
      case .reference, .list(.reference): value = data.resolve(value, names)
      default: break
      }
      if field.name == EventDefinition.ownName { values[0] = value } else { values.append(value) }
    }
    return .context(Context(shape: definition.shape, values: values))
  }
}

/// Asks what follows.
struct Following {
  let gate: Gate

  struct Answer {
    var after: CaseState?
    var consequences: [Consequence] = []
    var reasons: [Reason] = []
  }

  /// The case after the act, with what follows. With `isRefused` only the reasons are of interest.
  func answer(_ matter: Gate.Matter, _ course: inout Course, isRefused: Bool) -> Answer {
    let (state, event) = (matter.state, matter.event)
    let interpreter = Interpreter(state.kind.chart)
    var machine = state.machine
    let result: StepResult<Value>
    if matter.isCreation {
      guard !isRefused else { return Answer() }
      (machine, result) = interpreter.start(&course.data, traced: gate.world.watcher != nil)
    } else {
      for field in event.fields where field.isOwn {
        guard let index = state.kind.index(of: field.name),
          let value = course.given.first(where: { $0.name == field.name })?.value
        else { continue }
        course.data.set(field: index, value)
      }
      var step = Event<Value>(event.name)
      if event.name.hasPrefix(Service.donePrefix) {
        step.invokeID = String(event.name.dropFirst(Service.donePrefix.count))
      }
      let before = course.data
      result = interpreter.step(&machine, &course.data, step, traced: gate.world.watcher != nil)
      if let id = step.invokeID {
        // A service may end without anybody here taking note.
        course.data.state.services[id] = nil
      } else if !result.wasTaken {
        course.data = before
        return Answer(reasons: [
          Guards(gate: gate).conditions(matter, &course) ?? Moment(world: gate.world).states(matter)
        ])
      }
      if isRefused { return Answer() }
    }
    if let failure = course.data.failures.first {
      return Answer(reasons: [.failed(.expression(failure.message), place: failure.expression.place.citation)])
    }
    if result.isEndless {
      return Answer(reasons: [.failed(.endless(kind: state.kind.name), place: state.kind.place.citation)])
    }
    gate.world.watcher?.note(result.trace, state.kind)
    var after = course.data.state
    after.machine = machine
    after.changed = gate.world.nextEntry
    after.hearings.removeAll { $0.event == event.name }
    after.open.removeAll { $0.event == event.name && $0.disagreed != nil }
    after.drafts[event.name] = nil
    var consequences = consequences(result.effects, of: &after)
    if !after.isOpen { consequences += endings(with: after) }
    return Answer(after: after, consequences: consequences)
  }

  /// A new case's fields: what was given, else what the definition begins with. Comes before all else that looks at the case;
  /// with `isRefused`, a beginning that fails is not told, since it may rest on what is wrong.
  func fill(_ course: inout Course, _ kind: Kind, isRefused: Bool) -> [Reason] {
    var reasons: [Reason] = []
    for (index, field) in kind.fields.enumerated() {
      if let value = course.given.first(where: { $0.name == field.name })?.value {
        course.data.set(field: index, value)
      } else if let initial = field.initial {
        let (value, faults) = course.data.evaluate(initial)
        if let stored = field.type.stored(value), !(stored.isNull && !faults.isEmpty) {
          course.data.set(field: index, stored)
          if let bounds = field.bounds, !isRefused, !bounds.hold(stored) {
            reasons.append(.outOfBounds(field, bounds))
          }
        } else if !isRefused {
          let failure: Reason.Failure =
            faults.first.map { .expression($0.message) }
            ?? .initial(field: field.name, type: field.type.description, found: value.typeName)
          reasons.append(.failed(failure, place: initial.place.citation))
        }
      }
    }
    return reasons
  }

  // MARK: Other cases

  /// What the effects of a step mean for other cases.
  private func consequences(_ effects: [Effect<Value>], of state: inout CaseState) -> [Consequence] {
    var result: [Consequence] = []
    for effect in effects {
      switch effect {
      case .send(let sending):
        var fields: Given = []
        if case .context(let context)? = sending.data { fields = context.pairs.map { (name: $0.0, value: $0.1) } }
        if sending.type == Dispatch.create {
          result.append(.create(kind: sending.event, id: sending.target, fields: fields, invoker: nil))
        } else {
          for subject in (sending.target ?? "").split(separator: "\n") {
            result.append(.fire(event: sending.event, subject: String(subject), fields: fields))
          }
        }
      case .invoke(let invocation): result.append(start(invocation, &state))
      case .uninvoke(let id):
        guard let subject = state.services.removeValue(forKey: id), let cancel = state.kind.services[id]?.cancel,
          let service = gate.world.find(subject), service.isOpen, service.kind.events[cancel] != nil
        else { continue }
        result.append(.fire(event: cancel, subject: subject, fields: [(name: "reason", value: .string(state.id))]))
      case .done:
        guard let invoker = state.invoker, let parent = gate.world.find(invoker.subject),
          parent.services[invoker.id] == state.id, parent.isOpen
        else { continue }
        result.append(
          .fire(
            event: Service.donePrefix + invoker.id, subject: invoker.subject,
            fields: [(name: "case", value: .string(state.id)), (name: "state", value: .string(state.stateText))]))
      case .cancel, .forward, .log: continue
      }
    }
    return result
  }

  /// What ends with a case that has ended: open cases that name it in the field that says so, where their state takes the event.
  private func endings(with ended: CaseState) -> [Consequence] {
    gate.world.rulebook.endings.flatMap { kind, field in
      gate.world.referring(kind, via: field, to: ended.id).filter(\.isOpen).compactMap { state in
        guard let event = state.kind.endings.first(where: { $0.field == field })?.event, state.takes(event) else {
          return nil
        }
        return .fire(event: event, subject: state.id, fields: [])
      }
    }
  }

  /// A case for an invocation: under the id it is given, else under that of the case it runs for; numbered where it is taken.
  private func start(_ invocation: Invocation<Value>, _ state: inout CaseState) -> Consequence {
    var stem = "\(state.id)-\(invocation.id.replacing(" ", with: "-"))"
    if case .value(.string(let given)) = invocation.source, CaseName.isValid(given) { stem = given }
    var number = 1
    while gate.world.find(number == 1 ? stem : "\(stem)-\(number)") != nil { number += 1 }
    let id = number == 1 ? stem : "\(stem)-\(number)"
    state.services[invocation.id] = id
    return .create(
      kind: invocation.type ?? "", id: id, fields: invocation.data,
      invoker: Invoker(subject: state.id, id: invocation.id))
  }
}
