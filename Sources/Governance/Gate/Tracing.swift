/// An event followed step by step: each requirement and guard with what it saw, then what the chart does. Nothing comes of it.

import Calendar
import Definitions
import Diagnostics
import FEEL
import Statechart

/// A step of a trace. What its reader may not see is withheld.
public enum TraceStep: Sendable {
  /// An event comes: the one that is asked for, or one that the chart gives itself.
  case event(String)
  /// What the event requires.
  case requirement(name: String, holds: Bool, Reason.Seen)
  /// A transition whose guard was asked; without a guard it holds.
  case considered(String, holds: Bool, Reason.Seen?)
  /// A transition that is taken.
  case selected(String)
  /// A state that is left.
  case left(String)
  /// A state that is entered.
  case entered(String)
  /// A field that gets a value.
  case set(field: String, Value, Citation)
  /// An event that the chart gives itself.
  case raised(String)
  /// An event for other cases, of those that the reader may see.
  case sent(String, to: [String])
  /// A new case of a kind.
  case created(kind: String)
  /// A service that starts.
  case started(String)
  /// A service that is stopped.
  case stopped(String)
  /// The chart has come to its end.
  case ended
  /// A timer that is set, or taken away.
  case timer(String, CivilDate, isSet: Bool)
  /// A law of the case that is asked afterwards.
  case law(Law, subject: String, holds: Bool)
  /// An expression that has no value.
  case failed(String)
}

extension Gate {
  /// What an event would do now, step by step; also where something refuses it, as if that were not so.
  public func trace(_ act: Act) -> [TraceStep] {
    guard case .fire(let name) = act.verb, name != "create", let state = world.find(act.subject),
      let event = state.kind.events[name]
    else { return [] }
    let matter = matter(act, event, state)
    var course = Course(
      matter, matter.given, person: person(act), role: MayActor(world: world).answer(matter).standing?.role ?? act.role,
      world: world)
    var steps = Guards(gate: self).checks(matter, &course)
    for field in event.fields where field.isOwn {
      guard let index = state.kind.index(of: field.name),
        let value = matter.given.first(where: { $0.name == field.name })?.value
      else { continue }
      course.data.set(field: index, value)
      let shown = sight(act).sees(field, of: state) ? value : .withheld("\(state.kind.name).\(field.name)")
      steps.append(.set(field: field.name, shown, field.place.citation))
    }
    var machine = state.machine
    let before = course.data
    let result = Interpreter(state.kind.chart).step(&machine, &course.data, Event<Value>(name), traced: true)
    let teller = TraceTeller(gate: self, act: act, kind: state.kind, before: before, after: course.data)
    steps += teller.steps(result.trace)
    var after = course.data.state
    after.machine = machine
    return steps + timers(state, after) + laws(of: after, act)
  }
}

extension Gate {
  /// The timers that change, those taken away first.
  private func timers(_ before: CaseState, _ after: CaseState) -> [TraceStep] {
    let (old, new) = (Timers.all(before, world), Timers.all(after, world))
    func steps(_ some: [DueTimer], notIn others: [DueTimer], isSet: Bool) -> [TraceStep] {
      some.filter { !others.contains($0) }.map { .timer($0.name, world.date($0.due), isSet: isSet) }
    }
    return steps(old, notIn: new, isSet: false) + steps(new, notIn: old, isSet: true)
  }

  private func laws(of state: CaseState, _ act: Act) -> [TraceStep] {
    let broken = Set(Laws(world).broken(by: state, at: act.instant).map(\.name))
    return state.rulebook.laws(of: state.kind.name).filter { $0.isAbout(state) }.map {
      .law($0, subject: state.id, holds: !broken.contains($0.name))
    }
  }
}

extension Guards {
  /// Every requirement of an event, with whether it holds.
  fileprivate func checks(_ matter: Gate.Matter, _ course: inout Course) -> [TraceStep] {
    matter.event.requirements.filter { $0.state.map(matter.state.isIn) ?? true }.map { requirement in
      let (value, faults) = course.data.evaluate(requirement.condition)
      let holds = if case .boolean(true) = value { true } else { false }
      let fault = holds ? nil : faults.first?.message
      return .requirement(
        name: requirement.name, holds: holds, seen(requirement.condition, fault, course.data, matter.act))
    }
  }
}

/// Tells what a chart did to whoever may know.
private struct TraceTeller {
  let gate: Gate
  let act: Act
  let kind: Kind
  let before: CaseData
  let after: CaseData
  private let values: [Int: ExpressionID]

  init(gate: Gate, act: Act, kind: Kind, before: CaseData, after: CaseData) {
    self.gate = gate
    self.act = act
    self.kind = kind
    self.before = before
    self.after = after
    let blocks =
      kind.chart.states.flatMap { $0.entry + $0.exit + [$0.initialActions] } + kind.chart.transitions.map(\.actions)
    values = Dictionary(blocks.joined().flatMap(\.assignments), uniquingKeysWith: { first, _ in first })
  }

  func steps(_ trace: [TraceItem<Value>]) -> [TraceStep] {
    var data = before
    return trace.compactMap { item in
      switch item {
      case .event(let event): return .event(event.name)
      case .considered(let number, let holds, let failure):
        let condition = kind.chart.transitions[number].condition.map { kind.expressions[$0.index] }
        let seen = condition.map { Guards(gate: gate).seen($0, failure, data, act) }
        return .considered(name(number), holds: holds, seen)
      case .taken(let number):
        data = after
        return .selected(name(number))
      case .left(let state): return .left(kind.chart.states[state].id)
      case .entered(let state): return .entered(kind.chart.states[state].id)
      case .assigned(let location, let value): return set(location, value)
      case .raised(let event): return .raised(event)
      case .failed(let message): return .failed(message)
      case .asked(let effect): return step(effect)
      }
    }
  }

  private func name(_ number: Int) -> String {
    let transition = kind.chart.transitions[number]
    let targets = transition.targets.map { kind.chart.states[$0].id }.joined(separator: ", ")
    let events = transition.events.joined(separator: ", ")
    return kind.chart.states[transition.source].id + (events.isEmpty ? "" : ": \(events)")
      + (targets.isEmpty ? "" : " → \(targets)")
  }

  /// A value that rests on what may not be seen may not be seen either.
  private func set(_ location: ExpressionID, _ value: Value) -> TraceStep? {
    let field = kind.expressions[location.index].text
    guard let index = kind.index(of: field) else { return nil }
    let expression = values[location.index].map { kind.expressions[$0.index] }
    let place = (expression ?? kind.expressions[location.index]).place.citation
    let sight = gate.sight(act)
    let isSeen =
      sight.sees(kind.fields[index], of: before.state)
      && expression.map { !Inspection(before.state, gate.world, at: act.instant, sight).namesWithheld($0) } ?? true
    return .set(field: field, isSeen ? value : .withheld("\(kind.name).\(field)"), place)
  }

  private func step(_ effect: Effect<Value>) -> TraceStep? {
    switch effect {
    case .send(let sending):
      if sending.type == Dispatch.create { return .created(kind: sending.event) }
      let sight = gate.sight(act)
      let targets = (sending.target ?? "").split(separator: "\n").map(String.init)
      return .sent(sending.event, to: targets.filter { gate.world.find($0).map(sight.sees) ?? false })
    case .invoke(let invocation): return .started(invocation.id)
    case .uninvoke(let id): return .stopped(id)
    case .done: return .ended
    case .cancel, .forward, .log: return nil
    }
  }
}

extension Action {
  /// The assignments in it: the number of each location, with the value.
  fileprivate var assignments: [(Int, ExpressionID)] {
    switch self {
    case .assign(let location, let value): [(location.index, value)]
    case .choose(let branches): branches.flatMap { $0.actions.flatMap(\.assignments) }
    case .each(_, _, _, let actions): actions.flatMap(\.assignments)
    default: []
    }
  }
}
