/// The verbs around an event: approval, ratification, consultation, preparation.

import Calendar
import Definitions
import Diagnostics
import FEEL

extension Gate {
  /// What a verb around an event is about: the event's case, definition and line.
  private func matter(
    _ act: Act, _ event: String, _ given: Given? = nil
  ) throws(Refusal) -> (matter: Matter, line: Activity) {
    guard let state = world.find(act.subject) else { throw Refusal(.noSuchCase(act.subject)) }
    guard let definition = state.kind.events[event] else {
      throw Refusal(
        .noSuchEvent(kind: state.kind.name, event: event, near: Nearest.to(event, among: state.kind.eventNames)))
    }
    let given = given ?? state.drafts[event] ?? []
    guard definition.source == .role, let line = state.line(event, given: given, world, at: act.instant) else {
      throw Refusal(.notByPeople(event: event, source: definition.source))
    }
    let authority = Authority(world: world, subject: state, date: world.date(act.instant), event: event)
    return (
      Matter(act: act, event: definition, state: state, authority: authority, line: line, given: given), line
    )
  }

  private func openAct(_ act: Act, _ entry: Int, _ matters: (OpenAct) -> Bool) throws(Refusal) -> OpenAct {
    guard let state = world.find(act.subject) else { throw Refusal(.noSuchCase(act.subject)) }
    let waiting = state.open.filter(matters)
    guard let open = waiting.first(where: { $0.entry == entry }) else {
      throw Refusal(.noOpenAct(entry: entry, open: waiting.map(\.entry)))
    }
    return open
  }

  // MARK: Approval and ratification

  /// The accountable role decides on a pending act; everything is asked again as it is now. Disagreeing is possible afterwards
  /// too: it closes the question and stays on record.
  func approve(_ act: Act, _ entry: Int, agreed: Bool) -> Decision {
    do throws(Refusal) {
      let open = try openAct(act, entry) { agreed ? !$0.tookEffect : !$0.tookEffect || $0.disagreed == nil }
      let (matter, line) = try matter(act, open.event, open.fields)
      var (standing, reasons) = MayActor(world: world).stand(
        act, .accountable, [line.accountable], line, matter.authority)
      if agreed { reasons += MayActor(world: world).fourEyes(act, open, line) }
      var closed = matter.state
      closed.open.removeAll { $0 == open }
      return agreed
        ? approve(act, open, matter, line, closed, &standing, reasons)
        : reject(act, open, line, closed, standing, reasons)
    } catch {
      return refused(act, [error.reason])
    }
  }

  private func reject(
    _ act: Act, _ open: OpenAct, _ line: Activity, _ closed: CaseState, _ standing: Standing?, _ reasons: [Reason]
  ) -> Decision {
    guard reasons.isEmpty, let standing else { return refused(act, reasons) }
    var after = closed
    // What took effect is not undone by disagreeing; it stays open until it is answered: done again, or ratified after all.
    if open.tookEffect {
      var answered = open
      answered.disagreed = world.nextEntry
      after.open.append(answered)
    }
    after.changed = world.nextEntry
    return accepted(act, standing, after, given: act.fields, informed: line.responsible)
  }

  private func approve(
    _ act: Act, _ open: OpenAct, _ matter: Matter, _ line: Activity, _ closed: CaseState, _ standing: inout Standing?,
    _ found: [Reason]
  ) -> Decision {
    var reasons = found
    // Who asked must still be allowed it, now.
    let asked = Act(
      Actor(open.account, known: .asserted), .fire(open.event), on: act.subject, role: open.role, at: act.instant)
    reasons += MayActor(world: world).stand(asked, .responsible, line.responsible, line, matter.authority).reasons
    reasons += Evidence(world: world).heard(line, open.event, matter.state, matter.authority.date)
    let (mandate, missing) = MayActor(world: world).mandate(line, matter)
    standing?.grants += mandate
    reasons += missing
    let again = Matter(
      act: asked, event: matter.event, state: closed, authority: matter.authority, line: matter.line,
      given: open.fields)
    var course = Course(again, open.fields, person: open.person, role: open.role, world: world)
    reasons += Guards(gate: self).requirements(again, &course, fieldsAreWrong: false)
    let following = Following(gate: self).answer(again, &course, isRefused: !reasons.isEmpty)
    reasons += following.reasons
    if let after = following.after {
      reasons += Evidence(world: world).dangling(from: closed, to: after, following.consequences)
    }
    guard reasons.isEmpty, let standing, let after = following.after else {
      return refused(act, reasons, role: standing?.role)
    }
    return accepted(
      act, standing, after, given: open.fields, informed: line.informed, consequences: following.consequences,
      notice: notice(matter.event, open.fields, after, at: act.instant))
  }

  /// The accountable role agrees afterwards.
  func ratify(_ act: Act, _ entry: Int) -> Decision {
    do throws(Refusal) {
      let open = try openAct(act, entry, \.tookEffect)
      let (matter, line) = try matter(act, open.event, open.fields)
      let (standing, missing) = MayActor(world: world).stand(
        act, .accountable, [line.accountable], line, matter.authority)
      let reasons = missing + MayActor(world: world).fourEyes(act, open, line)
      guard reasons.isEmpty, let standing else { return refused(act, reasons) }
      var after = matter.state
      after.open.removeAll { $0 == open }
      after.changed = world.nextEntry
      return accepted(act, standing, after, informed: line.responsible)
    } catch {
      return refused(act, [error.reason])
    }
  }

  // MARK: Consultation and preparation

  /// The responsible role asks those to be consulted, with a date; when it has passed they count as heard.
  func consult(_ act: Act, _ event: String) -> Decision {
    around(act, event, .responsible, \.responsible) { matter, line, _, reasons in
      var state = matter.state
      guard case .date(let until) = act["until"] else {
        reasons.append(.missingField(name: "until", type: FieldType.date.description))
        return nil
      }
      if until <= matter.authority.date {
        reasons.append(.datePassed(name: "until"))
      } else if let least = line.consultation?.after(matter.authority.date), until < least {
        reasons.append(.tooSoon(name: "until", least: least, place: line.place.citation))
      }
      state.hearings.append(Hearing(event: event, role: nil, entry: world.nextEntry, until: until))
      return (state, [("until", .date(until))], line.consulted)
    }
  }

  /// A consulted role gives its opinion.
  func advise(_ act: Act, _ event: String) -> Decision {
    around(act, event, .consulted, \.consulted) { matter, line, standing, reasons in
      var state = matter.state
      guard case .string(let opinion) = act[EventDefinition.opinion], !act[EventDefinition.opinion].isBlank else {
        reasons.append(.missingField(name: EventDefinition.opinion, type: FieldType.text.description))
        return nil
      }
      state.hearings.append(Hearing(event: event, role: standing?.role, entry: world.nextEntry, until: nil))
      return (state, [(EventDefinition.opinion, .string(opinion))], line.responsible)
    }
  }

  /// The supporting role prepares fields, as many as it has.
  func prepare(_ act: Act, _ event: String) -> Decision {
    around(act, event, .support, \.support) { matter, line, _, reasons in
      let named = matter.event.fields.filter { field in act.fields.contains { $0.name == field.name } }
      let (given, wrong) = Evidence(world: world).fields(
        act.fields, named.isEmpty ? matter.event.fields : named,
        for: Clearance(act.actor.account, in: world, on: world.date(act.instant)))
      reasons += wrong
      var state = matter.state
      state.drafts[event] = given
      return (state, given, line.responsible)
    }
  }

  /// A verb of one letter of an event's line; `body` gives the case after it, what is recorded and who is told.
  private func around(
    _ act: Act, _ event: String, _ letter: Reason.RASCI, _ roles: (Activity) -> [String],
    _ body: (Matter, Activity, Standing?, inout [Reason]) -> (after: CaseState, given: Given, informed: [String])?
  ) -> Decision {
    do throws(Refusal) {
      let (matter, line) = try matter(act, event)
      var (standing, reasons) = MayActor(world: world).stand(act, letter, roles(line), line, matter.authority)
      let result = body(matter, line, standing, &reasons)
      guard reasons.isEmpty, let standing, let result else { return refused(act, reasons) }
      return accepted(act, standing, result.after, given: result.given, informed: result.informed)
    } catch {
      return refused(act, [error.reason])
    }
  }
}
