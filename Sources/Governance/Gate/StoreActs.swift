/// Acts on the store itself rather than by a definition: the administrator's, which have no RASCI line, and those of the
/// store's own accord.

import Calendar
import Definitions
import Diagnostics
import FEEL

extension Gate {
  // MARK: The store's own accord

  /// Decides what a store does by itself: to begin, to go on under other versions, to move its clock or a timer, to own up to
  /// losses. Nobody else can.
  func ownAccord(_ act: Act) -> Decision {
    guard act.actor.known == .engine else {
      return refused(act, [.notByPeople(event: act.verb.name.rawValue, source: .engine)])
    }
    switch act.verb {
    case .goTo where !world.isSimulated: return refused(act, [.notSimulated])
    case .begin where world.nextEntry > 0: return refused(act, [.caseExists(act.subject)])
    case .retime:
      guard let state = world.find(act.subject) else { return refused(act, [.noSuchCase(act.subject)]) }
      return accepted(act, nil, state)
    default: return accepted(act, nil, nil, given: act.fields)
    }
  }

  /// The clock creates the next case of a schedule. Dates that lie before today, because the case was not in the state when they
  /// came, are passed over: one entry says which.
  func schedule(_ act: Act, _ name: String) -> Decision {
    guard var state = world.find(act.subject) else { return refused(act, [.noSuchCase(act.subject)]) }
    guard act.actor == .clock,
      let schedule = state.rulebook.schedules.first(where: { $0.name == name && $0.kind == state.kind.name }),
      let date = Timers.nextOccurrence(schedule, state, world)
    else { return refused(act, [.notByPeople(event: name, source: .clock)]) }
    let today = world.date(act.instant)
    if date < today {
      let yesterday = CivilDate(dayNumber: today.dayNumber - 1)
      let passed = Timers.occurrences(schedule, state, world, until: yesterday)
      state.occurrences[name] = yesterday
      return accepted(act, nil, state, given: [(Self.passedOver, .list(passed.map { .date($0) }))])
    }
    var data = CaseData(state, world: world, at: act.instant)
    data.set(.occurrence, .date(date))
    var reasons: [Reason] = []
    func value(_ expression: Expression) -> Value {
      let (value, faults) = data.evaluate(expression)
      if let fault = faults.first, value.isNull {
        reasons.append(.failed(.expression(fault.message), place: expression.place.citation))
      }
      return value
    }
    let id = value(schedule.id).text
    let fields = schedule.fields.map { (name: $0.name, value: value($0.value)) }
    guard reasons.isEmpty else { return refused(act, reasons) }
    state.occurrences[name] = date
    return accepted(
      act, nil, state, given: [("occurrence", .date(date))],
      consequences: [.create(kind: schedule.creates, id: id, fields: fields, invoker: nil)])
  }

  /// Under which name an entry holds the dates that a schedule passed over.
  public static let passedOver = "passed over"

  // MARK: The administrator

  /// Decides an act on the store itself.
  func keep(_ act: Act) -> Decision {
    let authority = Authority(world: world, date: world.date(act.instant), activity: "store.\(act.verb.name.rawValue)")
    let (standing, reasons) = administrator(act, authority)
    guard let standing else { return refused(act, reasons) }
    return accepted(act, standing, nil, given: act.fields)
  }

  func administrator(_ act: Act, _ authority: Authority) -> (standing: Standing?, reasons: [Reason]) {
    let roles = [Rulebook.administrator]
    if act.actor.known != .engine, let standing = authority.standing(act.actor.account, in: roles).standing {
      return (standing, [])
    }
    return (
      nil,
      [
        .notInRole(
          letter: .responsible, wanted: roles, accountable: Rulebook.administrator,
          has: authority.roles(of: act.actor.account), activity: nil, could: authority.holders(of: roles))
      ]
    )
  }

  /// Decides on taking away what a field of a case ever held. Acts that wait may still need it, so they go first.
  func erase(_ act: Act, _ field: String) -> Decision {
    guard let state = world.find(act.subject) else { return refused(act, [.noSuchCase(act.subject)]) }
    guard state.kind.erasable.contains(field) else {
      return refused(act, [.unknownField(field, near: Nearest.to(field, among: state.kind.erasable.sorted()))])
    }
    // What only an event has is in entries alone.
    let index = state.kind.index(of: field)
    let authority = Authority(
      world: world, subject: state, date: world.date(act.instant), event: act.verb.name.rawValue)
    var (standing, reasons) = administrator(act, authority)
    if act["because"].isBlank {
      reasons.append(.missingField(name: "because", type: FieldType.text.description))
    }
    if let index, let earlier = state.erased[field], state.fields[index].isNull {
      reasons.append(.alreadyErased(field: field, entry: earlier))
    }
    var waiting = state.open.filter { $0.fields.contains { $0.name == field } }
      .map { Waiting(entry: $0.entry, subject: state.id) }
    if state.kind.accounts == field { waiting += world.waiting(by: state[field].innerTexts) }
    if !waiting.isEmpty { reasons.append(.stillOpen(Set(waiting).sorted { $0.entry < $1.entry })) }
    guard reasons.isEmpty, let standing else { return refused(act, reasons) }
    var after = state
    if let index { after.fields[index] = .null }
    for (event, draft) in after.drafts { after.drafts[event] = draft.filter { $0.name != field } }
    if index != nil { after.erased[field] = world.nextEntry }
    after.changed = world.nextEntry
    return accepted(act, standing, after, given: act.fields)
  }

  // MARK: Questions about standing

  /// Whether an account stands in a role for a case on a date.
  public func stands(_ account: String, in role: String, on subject: String, date: CivilDate) -> Bool {
    guard let state = world.find(subject) else { return false }
    return Authority(world: world, subject: state, date: date, event: "").holds(account, role)
  }

  /// Everybody who stands in a role for a case on a date, by assignment or as a deputy, in order.
  public func everybody(in role: String, on subject: String, date: CivilDate) -> [String] {
    guard let state = world.find(subject) else { return [] }
    let authority = Authority(world: world, subject: state, date: date, event: "")
    let names = Set(world.allGrants().compactMap(GrantCase.init).compactMap { $0.text("person") })
    return names.filter { authority.holds($0, role) }.sorted()
  }

  /// The other grants in force that would have given what a grant gave, in the order in which they count.
  public func alternatives(to grant: CaseState, for state: CaseState, event: String, date: CivilDate) -> [String] {
    Authority(world: world, subject: state, date: date, event: event).alternatives(to: grant)
  }

  /// Who stands in one of the roles for a case on a date.
  public func holders(of roles: [String], for state: CaseState, date: CivilDate, event: String) -> [Reason.Holder] {
    Authority(world: world, subject: state, date: date, event: event).holders(of: roles)
  }
}

extension Value {
  /// The texts in it, its own or those of a list: the ids a field refers to, the accounts of a person.
  public var innerTexts: [String] {
    switch self {
    case .string(let text): [text]
    case .list(let items): items.flatMap(\.innerTexts)
    default: []
    }
  }
}
