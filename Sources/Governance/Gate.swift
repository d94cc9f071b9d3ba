/// The one gate: every change is an act that passes here, and every act gets the same five questions.

import Calendar
import Definitions
import Diagnostics
import FEEL
import Statechart

/// Decides acts. Pure: what it reads comes from the world, what it decides is returned.
public struct Gate {
  let world: any World

  /// A gate to a world at one position of its journal.
  public init(_ world: any World) { self.world = world }

  /// Decides an act. Nothing changes; the caller records the decision and applies it.
  public func decide(_ act: Act) -> Decision {
    switch act.verb {
    case .fire(let event): return fire(act, event)
    case .approve(let entry): return approve(act, entry, agreed: true)
    case .reject(let entry): return approve(act, entry, agreed: false)
    case .ratify(let entry): return ratify(act, entry)
    case .consult(let event): return consult(act, event)
    case .advise(let event): return advise(act, event)
    case .prepare(let event): return prepare(act, event)
    case .schedule(let name): return schedule(act, name)
    case .rotateKey: return keep(act)
    case .erase(let field): return erase(act, field)
    case .adopt: return adopt(act)
    case .upgrade: return upgrade(act)
    }
  }

  // MARK: Subject

  func person(_ act: Act) -> String { world.person(behind: act.actor.account) ?? act.actor.account }

  func refused(_ act: Act, _ reasons: [Reason], role: String? = nil) -> Decision {
    Decision(
      outcome: .refused, reasons: reasons, person: person(act), role: role ?? act.role, authority: [],
      given: act.fields, after: nil, consequences: [], informed: [])
  }

  /// The case an act is on; for `create` a blank one of the kind.
  private func subject(_ act: Act, _ event: String) -> Result<CaseState, Refusal> {
    guard event == "create" else {
      guard let found = world.find(act.subject) else { return .failure(Refusal(.noSuchCase(act.subject, near: nil))) }
      return .success(found)
    }
    let name = act.kind ?? ""
    let rulebook = act.rulebook ?? world.rulebook
    guard let kind = rulebook.kinds[name] else {
      return .failure(Refusal(.noSuchKind(name, near: Nearest.to(name, among: rulebook.kindNames))))
    }
    guard CaseName.isValid(act.subject), act.subject != CaseName.store else {
      return .failure(Refusal(.badName(act.subject)))
    }
    guard world.find(act.subject) == nil else { return .failure(Refusal(.caseExists(act.subject))) }
    var blank = CaseState(
      id: act.subject, kind: kind, rulebook: rulebook, machine: MachineState(chart: kind.chart),
      fields: kind.fields.map { _ in .null }, createdBy: world.nextEntry, created: act.instant)
    blank.invoker = act.invoker
    return .success(blank)
  }

  struct Refusal: Error {
    let reason: Reason
    init(_ reason: Reason) { self.reason = reason }
  }

  // MARK: Firing

  private func fire(_ act: Act, _ event: String) -> Decision {
    let state: CaseState
    switch subject(act, event) {
    case .success(let found): state = found
    case .failure(let refusal): return refused(act, [refusal.reason])
    }
    guard let definition = state.kind.events[event] else {
      return refused(
        act,
        [.noSuchEvent(kind: state.kind.name, event: event, near: Nearest.to(event, among: state.kind.eventNames))])
    }
    var act = act
    if let draft = state.drafts[event] {
      for field in draft where !act.fields.contains(where: { $0.name == field.name }) { act.fields.append(field) }
    }
    var reasons: [Reason] = []
    var wrong: [Reason] = []
    let given = fields(act.fields, definition.fields, state.kind, creating: event == "create", &wrong)
    if event == "create", act.actor.known != .engine {
      for (name, _) in act.fields where state.kind.kept.contains(name) {
        let by = state.kind.eventNames.first { $0 != "create" && hasField(name, state.kind.events[$0]) }
        wrong.append(.kept(name: name, event: by, place: state.kind.place))
      }
    }
    let scoped = event == "create" ? filled(state, given) : state
    let authority = Authority(world: world, subject: scoped, date: world.date(act.instant), event: event)
    let leave = permission(act, definition, scoped, authority, &reasons)
    reasons += wrong
    if let basis = act.basis, state.changed > basis {
      reasons.append(.stale(subject: state.id, changed: state.changed, basis: basis))
    }
    let approval: Approval = leave.activity.map { self.approval($0, act, authority) } ?? .same
    checkGrant(state.kind, given, state, authority, &reasons)
    let outcome = apply(
      act.actor.account, person(act), leave.standing?.role ?? act.role, definition, given, to: state, at: act.instant,
      &reasons)
    let role = leave.standing?.role ?? (act.actor.known == .engine ? act.actor.account : act.role)
    // A refused act is recorded as it was asked, with what was wrong in it.
    guard reasons.isEmpty, let outcome else { return refused(act, reasons, role: role) }
    let informed = leave.activity?.informed ?? []
    if approval == .before {
      // There would be no case for the approval to wait on.
      if event == "create", let place = leave.activity?.place {
        return refused(act, [.failed(message: "creating a case cannot wait for approval", place: place)], role: role)
      }
      var waiting = state
      waiting.open.append(open(act, event, given, role ?? "", tookEffect: false))
      return Decision(
        outcome: .pending, reasons: [], person: person(act), role: role, authority: leave.grants, given: given,
        after: waiting,
        consequences: [], informed: [leave.activity?.accountable ?? ""])
    }
    var after = outcome.state
    if approval == .after {
      after.open.append(open(act, event, given, role ?? "", tookEffect: true))
    }
    return Decision(
      outcome: .accepted, reasons: [], person: person(act), role: role, authority: leave.grants, given: given,
      after: after,
      consequences: outcome.consequences, informed: informed)
  }

  private func hasField(_ name: String, _ event: EventDefinition?) -> Bool {
    event?.fields.contains { $0.name == name && $0.isOwn } ?? false
  }

  private func open(
    _ act: Act, _ event: String, _ given: [(name: String, value: Value)], _ role: String, tookEffect: Bool
  ) -> OpenAct {
    OpenAct(
      entry: world.nextEntry, event: event, account: act.actor.account, person: person(act), role: role,
      instant: act.instant,
      fields: given, tookEffect: tookEffect)
  }

  private func filled(_ state: CaseState, _ given: [(name: String, value: Value)]) -> CaseState {
    var state = state
    for (name, value) in given { if let index = state.kind.index(of: name) { state.fields[index] = value } }
    return state
  }

  /// Whether the accountable role must agree, and when. No approval is needed if the actor holds the accountable role and
  /// that role is also responsible, or the line does without four eyes; unless two persons are needed in every case.
  private func approval(_ activity: Activity, _ act: Act, _ authority: Authority) -> Approval {
    guard activity.approval != .same, act.actor.known != .engine else { return .same }
    guard activity.fourEyes != .always else { return activity.approval }
    let mayAlone = activity.fourEyes == .never || activity.responsible.contains(activity.accountable)
    return mayAlone && authority.standing(act.actor.account, in: [activity.accountable]).standing != nil
      ? .same : activity.approval
  }

  // MARK: May this actor?

  private struct Leave {
    var standing: Standing?
    var grants: [String] = []
    var activity: Activity?
  }

  private func permission(
    _ act: Act, _ definition: EventDefinition, _ state: CaseState, _ authority: Authority, _ reasons: inout [Reason]
  ) -> Leave {
    if act.actor.known == .engine {
      let allowed = act.actor == .engine || definition.source == .clock
      if !allowed { reasons.append(.notByPeople(event: definition.name, source: definition.source)) }
      return Leave()
    }
    guard definition.source == .role, let activity = state.rulebook.activity(state.kind.name, definition.name) else {
      reasons.append(.notByPeople(event: definition.name, source: definition.source))
      return Leave()
    }
    var leave = Leave(activity: activity)
    leave.standing = stand(act, "R", activity.responsible, activity, authority, &reasons)
    guard let standing = leave.standing else { return leave }
    leave.grants = standing.grants + safeguards(activity, definition.name, state, authority, &reasons)
    return leave
  }

  /// What must hold besides a role: a mandate, and that those to be consulted were heard. Answers the mandate's id.
  func safeguards(
    _ activity: Activity, _ event: String, _ state: CaseState, _ authority: Authority, _ reasons: inout [Reason]
  ) -> [String] {
    for role in activity.consulted where !isHeard(role, event, state, authority.date) {
      let asked = state.hearings.last { $0.event == event && $0.until != nil }?.until
      reasons.append(.notHeard(role: role, event: event, asked: asked, place: activity.place))
    }
    guard activity.mandate else { return [] }
    if let mandate = authority.mandate(for: activity.responsible + [activity.accountable]) { return [mandate] }
    reasons.append(.noMandate(role: activity.accountable, activity: authority.activity, place: activity.place))
    return []
  }

  private func isHeard(_ role: String, _ event: String, _ state: CaseState, _ date: CivilDate) -> Bool {
    state.hearings.contains { $0.event == event && ($0.role == role || ($0.until.map { $0 < date } ?? false)) }
  }

  /// The standing of the actor in one of the roles, or the reason why not.
  func stand(
    _ act: Act, _ letter: String, _ roles: [String], _ activity: Activity, _ authority: Authority,
    _ reasons: inout [Reason]
  ) -> Standing? {
    let account = act.actor.account
    if let person = authority.departed(account) {
      reasons.append(.left(account: account, person: person))
      return nil
    }
    let wanted = act.role.map { role in roles.filter { $0 == role } } ?? roles
    let (standing, lapses) = authority.standing(account, in: wanted)
    if let standing {
      for separation in authority.rulebook.separations {
        if let other = authority.conflict(account, acting: standing.role, separation: separation) {
          reasons.append(
            .separated(
              name: separation.name, roles: [standing.role, other], reason: separation.reason, place: separation.place))
        }
      }
      return standing
    }
    if let lapse = lapses.last {
      reasons.append(
        .lapsed(grant: lapse.grant, what: lapse.what, from: lapse.from, until: lapse.until, role: lapse.role))
    } else {
      reasons.append(
        .notInRole(
          account: account, letter: letter, wanted: roles, accountable: activity.accountable,
          has: authority.roles(of: account), activity: activity.place, could: authority.holders(of: roles)))
    }
    return nil
  }

  // MARK: With these fields?

  func fields(
    _ given: [(name: String, value: Value)], _ definitions: [Field], _ kind: Kind, creating: Bool,
    _ reasons: inout [Reason]
  ) -> [(name: String, value: Value)] {
    var result: [(name: String, value: Value)] = []
    for (name, value) in given {
      guard let field = definitions.first(where: { $0.name == name }) else {
        reasons.append(.unknownField(name, near: Nearest.to(name, among: definitions.map(\.name))))
        continue
      }
      guard let stored = field.type.stored(value) else {
        reasons.append(
          .wrongField(name: name, type: field.type.description, found: value.typeName, sample: field.type.sample))
        continue
      }
      if let reason = dangling(stored, field.type, name) { reasons.append(reason) }
      result.append((name, stored))
    }
    for field in definitions where field.isRequired && field.initial == nil {
      if !given.contains(where: { $0.name == field.name && !isBlank($0.value) }) {
        reasons.append(.missingField(name: field.name, type: field.type.description))
      }
    }
    return result
  }

  func isBlank(_ value: Value) -> Bool {
    if case .string(let text) = value { return text.allSatisfy(\.isWhitespace) }
    return value.isNull
  }

  private func dangling(_ value: Value, _ type: FieldType, _ name: String) -> Reason? {
    switch (type, value) {
    case (.reference(let kind), .string(let id)):
      guard let found = world.find(id), kind == nil || found.kind.name == kind else {
        return .noSuchReference(field: name, id: id, kind: kind)
      }
      return nil
    case (.list(let element), .list(let items)):
      for item in items { if let reason = dangling(item, element, name) { return reason } }
      return nil
    default: return nil
    }
  }

  // MARK: Now, under these guards, with this evidence? What follows?

  struct Applied {
    var state: CaseState
    var consequences: [Consequence]
  }

  /// Runs requirements and chart on a copy. Reasons are added for all that does not hold.
  func apply(
    _ account: String, _ person: String, _ role: String?, _ definition: EventDefinition,
    _ given: [(name: String, value: Value)], to state: CaseState, at instant: Instant, _ reasons: inout [Reason]
  ) -> Applied? {
    let creating = definition.name == "create"
    var data = CaseData(state, world: world, at: instant)
    data.set(.event, event(definition, given, of: state, &data))
    data.set(
      .actor,
      .context(
        Context([
          ("account", .string(account)), ("person", .string(person)), ("role", role.map { .string($0) } ?? .null),
        ])))
    if creating { fill(&data, state.kind, given, &reasons) }
    let eventSlot = state.kind.layout.slot(.event)
    let fieldsAreWrong = reasons.contains { $0.rule == "fields" }
    for requirement in definition.requirements where requirement.state.map(state.isIn) ?? true {
      // What reads fields that are wrong would only say so again.
      if fieldsAreWrong, requirement.condition.reads.contains(where: { $0 == eventSlot }) { continue }
      let (value, faults) = data.evaluate(requirement.condition)
      if case .boolean(true) = value { continue }
      reasons.append(.unmet(name: requirement.name, seen(requirement.condition, faults, &data), hint: requirement.hint))
    }
    if !creating {
      for field in definition.fields where field.isOwn {
        guard let index = state.kind.index(of: field.name),
          let value = given.first(where: { $0.name == field.name })?.value
        else { continue }
        data.set(field: index, value)
      }
    }
    let interpreter = Interpreter(state.kind.chart)
    var machine = state.machine
    var result: StepResult<Value>
    if creating {
      guard reasons.isEmpty else { return nil }
      (machine, result) = interpreter.start(&data)
    } else {
      var event = Event<Value>(definition.name)
      if definition.name.hasPrefix("done.invoke.") { event.invokeID = String(definition.name.dropFirst(12)) }
      let before = data
      result = interpreter.step(&machine, &data, event)
      if let id = event.invokeID {
        // A service may end without anybody here taking note.
        data.state.services[id] = nil
      } else if !result.wasTaken {
        data = before
        explain(event, state, &data, &reasons)
      }
      guard reasons.isEmpty else { return nil }
    }
    if let failure = data.failures.first {
      reasons.append(.failed(message: failure.message, place: failure.expression.place))
      return nil
    }
    if result.isEndless {
      reasons.append(.failed(message: "the chart of \(state.kind.name) does not come to rest", place: state.kind.place))
      return nil
    }
    var after = data.state
    after.machine = machine
    after.changed = world.nextEntry
    after.hearings.removeAll { $0.event == definition.name }
    after.open.removeAll { $0.event == definition.name && $0.disagreed != nil }
    after.drafts[definition.name] = nil
    let consequences = consequences(result.effects, of: &after)
    return Applied(state: after, consequences: consequences)
  }

  /// A new case's fields: what was given, else what the definition begins with.
  private func fill(
    _ data: inout CaseData, _ kind: Kind, _ given: [(name: String, value: Value)], _ reasons: inout [Reason]
  ) {
    for (index, field) in kind.fields.enumerated() {
      if let value = given.first(where: { $0.name == field.name })?.value {
        data.set(field: index, value)
      } else if let initial = field.initial {
        let (value, faults) = data.evaluate(initial)
        if let stored = field.type.stored(value), !(stored.isNull && !faults.isEmpty) {
          data.set(field: index, stored)
        } else if reasons.isEmpty {
          reasons.append(
            .failed(
              message:
                "\(field.name): \(faults.first?.message ?? "a \(value.typeName) is no \(field.type.description)")",
              place: initial.place))
        }
      }
    }
  }

  /// What the event carries; the cases it names come with the derived values that anything of the kind may ask of them.
  private func event(
    _ definition: EventDefinition, _ given: [(name: String, value: Value)], of state: CaseState, _ data: inout CaseData
  ) -> Value {
    lazy var names = (definition.requirements.map(\.condition) + state.kind.expressions).reduce(into: Set<String>()) {
      $0.formUnion($1.mentions.intersection(state.rulebook.farDerived))
    }
    var pairs: [(String, Value)] = [("name", .string(definition.name))]
    for field in definition.fields {
      let value = given.first { $0.name == field.name }?.value ?? .null
      switch field.type {
      case .reference, .list(.reference): pairs.append((field.name, data.resolve(value, names)))
      default: pairs.append((field.name, value))
      }
    }
    return .context(Context(pairs))
  }

  func seen(_ condition: Expression, _ faults: [Fault], _ data: inout CaseData) -> Reason.Seen {
    Reason.Seen(
      condition: condition.text, place: condition.place, values: data.seen(by: condition), fault: faults.first?.message)
  }

  /// Why the chart does not take the event here: another state is needed, or the guards do not hold.
  private func explain(_ event: Event<Value>, _ state: CaseState, _ data: inout CaseData, _ reasons: inout [Reason]) {
    let chart = state.kind.chart
    var probe = data
    let (_, trace) = Interpreter(chart).enabled(state.machine, &probe, event)
    var guards: [Reason.Seen] = []
    for case .considered(let number, false, let failure) in trace {
      guard let condition = chart.transitions[number].condition else { continue }
      let expression = state.kind.expressions[condition.index]
      guards.append(
        Reason.Seen(
          condition: expression.text, place: expression.place, values: data.seen(by: expression), fault: failure))
    }
    if guards.isEmpty {
      let possible = chart.transitions.filter { $0.matches(event.name) }.map { chart.states[$0.source].id }
      var places: [String] = []
      for id in possible where !places.contains(id) { places.append(id) }
      reasons.append(
        .notInState(
          event: event.name, state: state.stateText, possible: places,
          place: state.kind.events[event.name]?.place ?? state.kind.place))
    } else {
      reasons.append(.noGuard(event: event.name, guards: guards))
    }
  }

  /// What the effects of a step mean for other cases.
  private func consequences(_ effects: [Effect<Value>], of state: inout CaseState) -> [Consequence] {
    var result: [Consequence] = []
    for effect in effects {
      switch effect {
      case .send(let sending):
        var fields: [(name: String, value: Value)] = []
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
          let service = world.find(subject), service.isOpen, service.kind.events[cancel] != nil
        else { continue }
        result.append(.fire(event: cancel, subject: subject, fields: [(name: "reason", value: .string(state.id))]))
      case .done:
        guard let invoker = state.invoker, let parent = world.find(invoker.subject),
          parent.services[invoker.id] == state.id, parent.isOpen
        else { continue }
        result.append(
          .fire(
            event: "done.invoke.\(invoker.id)", subject: invoker.subject,
            fields: [(name: "case", value: .string(state.id)), (name: "state", value: .string(state.stateText))]))
      case .cancel, .forward, .log: continue
      }
    }
    return result
  }

  /// A case for an invocation: under the id it is given, else under that of the case it runs for; numbered where it is taken.
  private func start(_ invocation: Invocation<Value>, _ state: inout CaseState) -> Consequence {
    var stem = "\(state.id)-\(invocation.id.replacing(" ", with: "-"))"
    if case .value(.string(let given)) = invocation.source, CaseName.isValid(given) { stem = given }
    var number = 1
    while world.find(number == 1 ? stem : "\(stem)-\(number)") != nil { number += 1 }
    let id = number == 1 ? stem : "\(stem)-\(number)"
    state.services[invocation.id] = id
    return .create(
      kind: invocation.type ?? "", id: id, fields: invocation.data,
      invoker: Invoker(subject: state.id, id: invocation.id))
  }
}
