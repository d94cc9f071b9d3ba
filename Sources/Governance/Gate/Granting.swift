/// What must hold of a case that gives authority, or that is a person, beside what its definition asks.

import Calendar
import Definitions
import Diagnostics
import FEEL

extension Gate {
  /// What a case that gives authority, or that is a person, may say: roles that exist, accounts of nobody else.
  func checkGrant(
    _ kind: Kind, _ given: Given, _ state: CaseState, _ authority: Authority
  ) -> [Reason] {
    var reasons: [Reason] = []
    if let field = kind.grant?.fields["role"],
      case .string(let role)? = given.first(where: { $0.name == field })?.value,
      world.rulebook.roles[role] == nil, role != Rulebook.administrator
    {
      let near = Nearest.to(role, among: world.rulebook.roles.keys.sorted())
      reasons.append(
        .wrongField(
          name: field, type: "role", found: "name that no plugin defines",
          sample: "\"\(near ?? world.rulebook.roles.keys.min() ?? "")\""))
    }
    if let field = kind.grant?.fields["activities"], let value = given.first(where: { $0.name == field })?.value,
      let unknown = value.innerTexts.first(where: { !isActivity($0) })
    {
      let kinds = world.rulebook.kindNames
      let events = kinds.flatMap { name in (world.rulebook.kinds[name]?.eventNames ?? []).map { "\(name).\($0)" } }
      reasons.append(
        .wrongField(
          name: field, type: "list of activities", found: "activity \"\(unknown)\", which there is not",
          sample: "[\"\(Nearest.to(unknown, among: kinds + events) ?? kinds.first ?? "")\"]"))
    }
    if let grant = kind.grant, grant.kind == .assignment, let reason = misplaced(grant, given) {
      reasons.append(reason)
    }
    if let grant = kind.grant, grant.kind == .delegation {
      func value(_ part: String) -> Value {
        grant.fields[part].flatMap { name in given.first { $0.name == name }?.value } ?? .null
      }
      func day(_ part: String) -> CivilDate? { if case .date(let date) = value(part) { date } else { nil } }
      if case .string(let by) = value("by"), case .string(let person) = value("person"),
        let chain = Set(authority.everyName(of: by)).isDisjoint(with: authority.everyName(of: person))
          ? authority.loop(from: by, to: person, day("from"), day("until")) : [by]
      {
        reasons.append(.delegationLoop(by: by, person: person, chain: chain))
      }
    }
    if let field = kind.accounts, case .list(let accounts)? = given.first(where: { $0.name == field })?.value {
      for case .string(let account) in accounts {
        if let owner = world.person(behind: account), owner != state.id {
          reasons.append(.accountTaken(account: account, person: owner))
        }
      }
    }
    return reasons
  }

  /// Whether something is a kind, or an event of one.
  private func isActivity(_ name: String) -> Bool {
    if world.rulebook.kinds[name] != nil { return true }
    let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
    return parts.count == 2 && world.rulebook.kinds[parts[0]]?.events[parts[1]] != nil
  }

  /// A role that is held within cases of one kind only, given elsewhere.
  private func misplaced(_ grant: Grant, _ given: Given) -> Reason? {
    func text(_ part: String) -> String? {
      guard let name = grant.fields[part], case .string(let text)? = given.first(where: { $0.name == name })?.value
      else { return nil }
      return text
    }
    guard let role = text("role"), let kind = world.rulebook.roles[role]?.within else { return nil }
    let scope = text("scope")
    if let scope, world.find(scope)?.kind.name == kind { return nil }
    return .misplacedRole(role: role, kind: kind, scope: scope, field: grant.fields["scope"] ?? "scope")
  }
}
