/// The one gate: every change is an act that passes here, and every act gets the same five questions.

import Calendar
import Definitions
import Diagnostics
import FEEL
import Statechart

/// Decides acts. Pure: what it reads comes from the world, what it decides is returned.
public struct Gate {
  let world: any World
  private let reader: Clearance?

  /// A gate to a world at one position of its journal. Guards see everything; what a refusal prints of it is for `reader`, the
  /// actor when nil.
  public init(_ world: any World, for reader: Clearance? = nil) {
    self.world = world
    self.reader = reader
  }

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
    case .begin, .runUnder, .goTo, .retime, .recover: return ownAccord(act)
    case .rotateKey: return keep(act)
    case .erase(let field): return erase(act, field)
    case .adopt: return adopt(act)
    case .upgrade: return upgrade(act)
    }
  }

  // MARK: What is asked about

  /// An act on a case, as the five questions look at it. Much, so that it is handed on and not copied.
  final class Matter {
    let act: Act
    let event: EventDefinition
    /// The case; a blank one when it is to be created.
    let state: CaseState
    /// Who stands where for it.
    let authority: Authority
    /// Its RASCI line; nil for what people do not bring about.
    let line: Activity?
    /// What is given with it.
    let given: Given
    /// What is wrong with that.
    let wrong: [Reason]

    init(
      act: Act, event: EventDefinition, state: CaseState, authority: Authority, line: Activity?, given: Given,
      wrong: [Reason] = []
    ) {
      self.act = act
      self.event = event
      self.state = state
      self.authority = authority
      self.line = line
      self.given = given
      self.wrong = wrong
    }

    var isCreation: Bool { event.name == "create" }
  }

  func person(_ act: Act) -> String { world.person(behind: act.actor.account) ?? act.actor.account }

  func refused(_ act: Act, _ reasons: [Reason], role: String? = nil) -> Decision {
    .refused(act, person(act), reasons, role: role)
  }

  func accepted(
    _ act: Act, _ standing: Standing?, _ after: CaseState?, given: Given = [], informed: [String] = [],
    consequences: [Consequence] = [], notice: Localized? = nil
  ) -> Decision {
    .accepted(
      act, person(act), standing, given: given, after: after, consequences: consequences, informed: informed,
      notice: notice)
  }

  /// What is told of an event, on the case as it is afterwards.
  func notice(_ event: EventDefinition, _ given: Given, _ after: CaseState, at instant: Instant) -> Localized? {
    guard let notice = event.notice else { return nil }
    var data = CaseData(after, world: world, at: instant)
    data.set(.event, Course.event(event, given, of: after, &data))
    return notice.text { data.evaluate($0).value.text }
  }

  /// Whose eyes what is printed is for.
  func sight(_ act: Act) -> Sight {
    if let reader { return .of(reader) }
    if act.actor.known == .engine { return .anyReader(world.rulebook) }
    return .of(Clearance(act.actor.account, in: world, on: world.date(act.instant)))
  }

  struct Refusal: Error {
    let reason: Reason
    init(_ reason: Reason) { self.reason = reason }
  }

  /// The case an act is on; for `create` a blank one of the kind.
  private func subject(_ act: Act, _ event: String) throws(Refusal) -> CaseState {
    guard event == "create" else {
      guard let found = world.find(act.subject) else { throw Refusal(.noSuchCase(act.subject)) }
      return found
    }
    let name = act.kind ?? ""
    let rulebook = act.rulebook ?? world.rulebook
    guard let kind = rulebook.kinds[name] else {
      throw Refusal(.noSuchKind(name, near: Nearest.to(name, among: rulebook.kindNames)))
    }
    guard CaseName.isValid(act.subject), act.subject != CaseName.store else { throw Refusal(.badName(act.subject)) }
    guard world.find(act.subject) == nil else { throw Refusal(.caseExists(act.subject)) }
    return CaseState(blank: act.subject, kind, rulebook, by: world.nextEntry, at: act.instant, for: act.invoker)
  }

  /// An event on a case, with the fields that are given and those that were prepared.
  func matter(_ act: Act, _ event: EventDefinition, _ state: CaseState) -> Matter {
    let name = event.name
    var act = act
    act.fields += (state.drafts[name] ?? []).filter { draft in !act.fields.contains { $0.name == draft.name } }
    let (given, wrong) = Evidence(world: world).fields(act, event, of: state)
    let scoped = name == "create" ? state.filled(given) : state
    return Matter(
      act: act, event: event, state: state,
      authority: Authority(world: world, subject: scoped, date: world.date(act.instant), event: name),
      line: event.source == .role ? scoped.line(name, given: given, world, at: act.instant) : nil, given: given,
      wrong: wrong)
  }

  // MARK: Firing

  private func fire(_ act: Act, _ name: String) -> Decision {
    let state: CaseState
    do throws(Refusal) { state = try subject(act, name) } catch { return refused(act, [error.reason]) }
    guard let event = state.kind.events[name] else {
      let near = Nearest.to(name, among: state.kind.eventNames)
      return refused(act, [.noSuchEvent(kind: state.kind.name, event: name, near: near)])
    }
    let matter = matter(act, event, state)
    let (act, given) = (matter.act, matter.given)
    let may = MayActor(world: world).answer(matter)
    let engine = act.actor.known == .engine ? act.actor.account : nil
    // No field would make a creation theirs that is others', so none is asked for.
    if matter.isCreation, event.source != .role, !may.reasons.isEmpty { return refused(act, may.reasons, role: engine) }
    var reasons = may.reasons + matter.wrong
    reasons += Moment(world: world).answer(matter)
    if may.standing != nil { reasons += Evidence(world: world).heard(matter) }
    reasons += checkGrant(state.kind, given, state, matter.authority)
    var course = Course(matter, given, person: person(act), role: may.standing?.role ?? act.role, world: world)
    if matter.isCreation {
      reasons += Following(gate: self).fill(&course, state.kind, isRefused: !reasons.isEmpty)
    }
    reasons += Guards(gate: self).requirements(matter, &course, fieldsAreWrong: reasons.contains { $0.rule == .fields })
    let following = Following(gate: self).answer(matter, &course, isRefused: !reasons.isEmpty)
    reasons += following.reasons
    if let after = following.after {
      reasons += Evidence(world: world).dangling(from: state, to: after, following.consequences)
    }

    // A refused act is recorded as it was asked, with what was wrong in it.
    guard reasons.isEmpty, var after = following.after else {
      return refused(act, reasons, role: may.standing?.role ?? engine)
    }
    guard let standing = may.standing, let line = matter.line else {
      return accepted(
        act, nil, after, given: given, informed: event.tells, consequences: following.consequences,
        notice: notice(event, given, after, at: act.instant))
    }
    switch approval(line, matter) {
    case .before where matter.isCreation:
      // There would be no case for the approval to wait on.
      return refused(act, [.failed(.creationPending, place: line.place.citation)], role: standing.role)
    case .before:
      var waiting = state
      waiting.open.append(open(act, name, given, standing.role, tookEffect: false))
      return .pending(act, person(act), standing, given: given, after: waiting, accountable: line.accountable)
    case .after: after.open.append(open(act, name, given, standing.role, tookEffect: true))
    case .same: break
    }
    return accepted(
      act, standing, after, given: given, informed: line.informed, consequences: following.consequences,
      notice: notice(event, given, after, at: act.instant))
  }

  private func open(_ act: Act, _ event: String, _ given: Given, _ role: String, tookEffect: Bool) -> OpenAct {
    OpenAct(
      entry: world.nextEntry, event: event, account: act.actor.account, person: person(act), role: role,
      instant: act.instant, fields: given, tookEffect: tookEffect)
  }

  /// Whether the accountable role must agree, and when. No approval is needed if the actor holds the accountable role and
  /// that role is also responsible, or the line does without four eyes; unless two persons are needed in every case.
  private func approval(_ line: Activity, _ matter: Matter) -> Approval {
    guard line.approval != .same, line.fourEyes != .always else { return line.approval }
    let mayAlone = line.fourEyes == .never || line.responsible.contains(line.accountable)
    return mayAlone && matter.authority.holds(matter.act.actor.account, line.accountable) ? .same : line.approval
  }
}

extension CaseState {
  /// A case that is about to be created: no states yet, and no values.
  fileprivate init(
    blank id: String, _ kind: Kind, _ rulebook: Rulebook, by entry: Int, at instant: Instant, for invoker: Invoker?
  ) {
    self.init(
      id: id, kind: kind, rulebook: rulebook, machine: MachineState(chart: kind.chart),
      fields: kind.fields.map { _ in .null }, createdBy: entry, created: instant)
    self.invoker = invoker
  }

  /// With the fields that were given, as the scopes of a new case need them.
  fileprivate func filled(_ given: Given) -> CaseState {
    var state = self
    for (name, value) in given { if let index = kind.index(of: name) { state.fields[index] = value } }
    return state
  }
}
