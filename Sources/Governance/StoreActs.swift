/// Acts on the store itself rather than by a definition: they have no RASCI line, and are the administrator's.

import Calendar
import Definitions
import Diagnostics
import FEEL

extension Gate {
  /// Decides an act on the store itself.
  func keep(_ act: Act) -> Decision {
    let authority = Authority(world: world, date: world.date(act.instant), activity: "store.\(act.verb.text)")
    var reasons: [Reason] = []
    let standing = administrator(act, authority, &reasons)
    guard let standing else { return refused(act, reasons) }
    return Decision(
      outcome: .accepted, reasons: [], person: person(act), role: standing.role, authority: standing.grants,
      given: act.fields, after: nil, consequences: [], informed: [])
  }

  func administrator(_ act: Act, _ authority: Authority, _ reasons: inout [Reason]) -> Standing? {
    let roles = [Rulebook.administrator]
    if act.actor.known != .engine, let standing = authority.standing(act.actor.account, in: roles).standing {
      return standing
    }
    reasons.append(
      .notInRole(
        account: act.actor.account, letter: "R", wanted: roles, accountable: Rulebook.administrator,
        has: authority.roles(of: act.actor.account), activity: nil, could: authority.holders(of: roles)))
    return nil
  }

  /// Whether an account stands in a role for a case on a date.
  public func stands(_ account: String, in role: String, on subject: String, date: CivilDate) -> Bool {
    guard let state = world.find(subject) else { return false }
    return Authority(world: world, subject: state, date: date, event: "").holds(account, role)
  }

  /// Who stands in one of the roles for a case on a date: `name@place (role, a-17)`.
  public func holders(of roles: [String], for state: CaseState, date: CivilDate, event: String) -> [String] {
    Authority(world: world, subject: state, date: date, event: event).holders(of: roles)
  }

  /// Decides on taking away what a field of a case ever held. Acts that wait may still need it, so they go first.
  func erase(_ act: Act, _ field: String) -> Decision {
    guard let state = world.find(act.subject) else {
      return refused(act, [.noSuchCase(act.subject, near: nil)])
    }
    guard let index = state.kind.index(of: field) else {
      return refused(act, [.unknownField(field, near: Nearest.to(field, among: state.kind.fields.map(\.name)))])
    }
    var reasons: [Reason] = []
    let authority = Authority(
      world: world, subject: state, date: world.date(act.instant), event: act.verb.text)
    let standing = administrator(act, authority, &reasons)
    if !act.fields.contains(where: { $0.name == "because" && !$0.value.isNull }) {
      reasons.append(.missingField(name: "because", type: "text"))
    }
    if let earlier = state.erased[field], state.fields[index].isNull {
      reasons.append(.alreadyErased(field: field, entry: earlier))
    }
    var waiting = state.open.filter { $0.fields.contains { $0.name == field } }.map { "#\($0.entry) on \(state.id)" }
    if state.kind.accounts == field { waiting += world.waiting(by: state[field].innerTexts) }
    if !waiting.isEmpty { reasons.append(.stillOpen(Set(waiting).sorted())) }
    guard reasons.isEmpty, let standing else { return refused(act, reasons) }
    var after = state
    after.fields[index] = .null
    for (event, draft) in after.drafts { after.drafts[event] = draft.filter { $0.name != field } }
    after.erased[field] = world.nextEntry
    after.changed = world.nextEntry
    return Decision(
      outcome: .accepted, reasons: [], person: person(act), role: standing.role, authority: standing.grants,
      given: act.fields, after: after, consequences: [], informed: [])
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
