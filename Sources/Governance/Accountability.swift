/// The verbs around an event: approval, ratification, consultation, preparation; and the clock's schedules.

import Calendar
import Definitions
import Diagnostics
import FEEL

extension Gate {
  private func line(_ act: Act, _ event: String) -> Result<(CaseState, EventDefinition, Activity, Authority), Refusal> {
    guard let state = world.find(act.subject) else { return .failure(Refusal(.noSuchCase(act.subject, near: nil))) }
    guard let definition = state.kind.events[event] else {
      return .failure(
        Refusal(
          .noSuchEvent(kind: state.kind.name, event: event, near: Nearest.to(event, among: state.kind.eventNames))))
    }
    guard definition.source == .role, let activity = state.rulebook.activity(state.kind.name, event) else {
      return .failure(Refusal(.notByPeople(event: event, source: definition.source)))
    }
    let authority = Authority(world: world, subject: state, date: world.date(act.instant), event: event)
    return .success((state, definition, activity, authority))
  }

  private func accepted(
    _ act: Act, _ standing: Standing, _ after: CaseState, given: [(name: String, value: Value)] = [],
    informed: [String] = [],
    consequences: [Consequence] = []
  ) -> Decision {
    Decision(
      outcome: .accepted, reasons: [], person: person(act), role: standing.role, authority: standing.grants,
      given: given,
      after: after, consequences: consequences, informed: informed)
  }

  private func openAct(
    _ act: Act, _ entry: Int, tookEffect: Bool, answered: Bool = true
  ) -> Result<(CaseState, OpenAct), Refusal> {
    guard let state = world.find(act.subject) else { return .failure(Refusal(.noSuchCase(act.subject, near: nil))) }
    let waiting = state.open.filter { $0.tookEffect == tookEffect && (answered || $0.disagreed == nil) }
    guard let open = waiting.first(where: { $0.entry == entry }) else {
      return .failure(Refusal(.noOpenAct(entry: entry, open: waiting.map(\.entry))))
    }
    return .success((state, open))
  }

  /// The accountable role decides on a pending act; everything is asked again as it is now.
  func approve(_ act: Act, _ entry: Int, agreed: Bool) -> Decision {
    let (state, open): (CaseState, OpenAct)
    var found = openAct(act, entry, tookEffect: false)
    // Disagreeing is possible afterwards too: it closes the question and stays on record.
    if !agreed, case .failure = found { found = openAct(act, entry, tookEffect: true, answered: false) }
    switch found {
    case .success(let found): (state, open) = found
    case .failure(let refusal): return refused(act, [refusal.reason])
    }
    guard case .success(let (_, definition, activity, authority)) = line(act, open.event) else {
      return refused(act, [.noOpenAct(entry: entry, open: [])])
    }
    var reasons: [Reason] = []
    let standing = stand(act, "A", [activity.accountable], activity, authority, &reasons)
    if activity.fourEyes != .never, agreed { checkFourEyes(act, open, activity, &reasons) }
    var closed = state
    closed.open.removeAll { $0 == open }
    guard agreed else {
      guard reasons.isEmpty, let standing else { return refused(act, reasons) }
      // What took effect is not undone by disagreeing; it stays open until it is answered: done again, or ratified after all.
      if open.tookEffect {
        var answered = open
        answered.disagreed = world.nextEntry
        closed.open.append(answered)
      }
      closed.changed = world.nextEntry
      return accepted(act, standing, closed, given: act.fields, informed: activity.responsible)
    }
    // The actor must still be allowed what was asked.
    let actor = Act(
      Actor(open.account, known: .asserted), .fire(open.event), on: act.subject, role: open.role, at: act.instant)
    _ = stand(actor, "R", activity.responsible, activity, authority, &reasons)
    let mandate = safeguards(activity, open.event, state, authority, &reasons)
    let applied = apply(
      open.account, open.person, open.role, definition, open.fields, to: closed, at: act.instant, &reasons)
    guard reasons.isEmpty, let standing, let applied else { return refused(act, reasons, role: standing?.role) }
    return accepted(
      act, Standing(role: standing.role, grants: standing.grants + mandate), applied.state, given: open.fields,
      informed: activity.informed, consequences: applied.consequences)
  }

  /// Two natural persons, by who stands behind the accounts now as well as when it was asked.
  private func checkFourEyes(_ act: Act, _ open: OpenAct, _ activity: Activity, _ reasons: inout [Reason]) {
    for account in [act.actor.account, open.account] where world.person(behind: account) == nil {
      reasons.append(.unknownPerson(account: account))
    }
    let asker = world.person(behind: open.account) ?? open.account
    if [asker, open.person, open.account].contains(person(act)) {
      reasons.append(.fourEyes(entry: open.entry, place: activity.place))
    }
  }

  func ratify(_ act: Act, _ entry: Int) -> Decision {
    let (state, open): (CaseState, OpenAct)
    switch openAct(act, entry, tookEffect: true) {
    case .success(let found): (state, open) = found
    case .failure(let refusal): return refused(act, [refusal.reason])
    }
    guard case .success(let (_, _, activity, authority)) = line(act, open.event) else {
      return refused(act, [.noOpenAct(entry: entry, open: [])])
    }
    var reasons: [Reason] = []
    let standing = stand(act, "A", [activity.accountable], activity, authority, &reasons)
    if activity.fourEyes != .never { checkFourEyes(act, open, activity, &reasons) }
    guard reasons.isEmpty, let standing else { return refused(act, reasons) }
    var after = state
    after.open.removeAll { $0 == open }
    after.changed = world.nextEntry
    return accepted(act, standing, after, informed: activity.responsible)
  }

  /// The responsible role asks those to be consulted, with a date; when it has passed they count as heard.
  func consult(_ act: Act, _ event: String) -> Decision {
    switch line(act, event) {
    case .failure(let refusal): return refused(act, [refusal.reason])
    case .success((var state, _, let activity, let authority)):
      var reasons: [Reason] = []
      let standing = stand(act, "R", activity.responsible, activity, authority, &reasons)
      guard case .date(let until)? = act.fields.first(where: { $0.name == "until" })?.value else {
        reasons.append(.missingField(name: "until", type: "date"))
        return refused(act, reasons)
      }
      if until <= authority.date {
        reasons.append(
          .wrongField(name: "until", type: "date", found: "date that has passed", sample: "a date after today"))
      }
      guard reasons.isEmpty, let standing else { return refused(act, reasons) }
      state.hearings.append(Hearing(event: event, role: nil, entry: world.nextEntry, until: until))
      return accepted(act, standing, state, given: [("until", .date(until))], informed: activity.consulted)
    }
  }

  func advise(_ act: Act, _ event: String) -> Decision {
    switch line(act, event) {
    case .failure(let refusal): return refused(act, [refusal.reason])
    case .success((var state, _, let activity, let authority)):
      var reasons: [Reason] = []
      let standing = stand(act, "C", activity.consulted, activity, authority, &reasons)
      guard case .string(let opinion)? = act.fields.first(where: { $0.name == "opinion" })?.value, !opinion.isEmpty
      else {
        reasons.append(.missingField(name: "opinion", type: "text"))
        return refused(act, reasons)
      }
      guard reasons.isEmpty, let standing else { return refused(act, reasons) }
      state.hearings.append(Hearing(event: event, role: standing.role, entry: world.nextEntry, until: nil))
      return accepted(act, standing, state, given: [("opinion", .string(opinion))], informed: activity.responsible)
    }
  }

  func prepare(_ act: Act, _ event: String) -> Decision {
    switch line(act, event) {
    case .failure(let refusal): return refused(act, [refusal.reason])
    case .success((var state, let definition, let activity, let authority)):
      var reasons: [Reason] = []
      let standing = stand(act, "S", activity.support, activity, authority, &reasons)
      let optional = definition.fields.filter { field in act.fields.contains { $0.name == field.name } }
      let given = fields(
        act.fields, optional.isEmpty ? definition.fields : optional, state.kind, creating: false, &reasons)
      guard reasons.isEmpty, let standing else { return refused(act, reasons) }
      state.drafts[event] = given
      return accepted(act, standing, state, given: given, informed: activity.responsible)
    }
  }

  /// The clock creates the next case of a schedule.
  func schedule(_ act: Act, _ name: String) -> Decision {
    guard var state = world.find(act.subject) else { return refused(act, [.noSuchCase(act.subject, near: nil)]) }
    guard act.actor == .clock,
      let schedule = state.rulebook.schedules.first(where: { $0.name == name && $0.kind == state.kind.name }),
      let date = Timers.nextOccurrence(schedule, state, world)
    else { return refused(act, [.notByPeople(event: name, source: .clock)]) }
    let today = world.date(act.instant)
    if date < today {
      // The case was not in the state when its day came: what lies behind is passed over, with one entry.
      state.occurrences[name] = CivilDate(dayNumber: today.dayNumber - 1)
      return Decision(
        outcome: .accepted, reasons: [], person: Actor.clock.account, role: Actor.clock.account, authority: [],
        given: [("passed over", .date(date))], after: state, consequences: [], informed: [])
    }
    var data = CaseData(state, world: world, at: act.instant)
    data.set(.occurrence, .date(date))
    var reasons: [Reason] = []
    func value(_ expression: Expression) -> Value {
      let (value, faults) = data.evaluate(expression)
      if let fault = faults.first, value.isNull {
        reasons.append(.failed(message: fault.message, place: expression.place))
      }
      return value
    }
    let id = value(schedule.id).text
    let fields = schedule.fields.map { (name: $0.name, value: value($0.value)) }
    guard reasons.isEmpty else { return refused(act, reasons) }
    state.occurrences[name] = date
    return Decision(
      outcome: .accepted, reasons: [], person: Actor.clock.account, role: Actor.clock.account, authority: [],
      given: [("occurrence", .date(date))], after: state,
      consequences: [.create(kind: schedule.creates, id: id, fields: fields, invoker: nil)], informed: [])
  }
}
