/// Who may stand in which role: assignments, delegations and mandates, all of them cases with a scope and a term.

import Calendar
import Definitions
import FEEL

/// What gives an actor a role.
struct Standing: Sendable {
  let role: String
  /// The cases it rests on, the actor's own first.
  let grants: [String]
}

/// A grant that would have done, had it been in force.
struct Lapse: Sendable {
  let grant: String
  let what: Grant.Kind
  let from: CivilDate?
  let until: CivilDate?
  let role: String
}

/// A grant case read by what its fields mean.
struct GrantCase {
  let state: CaseState
  let grant: Grant

  init?(_ state: CaseState) {
    guard let grant = state.kind.grant else { return nil }
    self.state = state
    self.grant = grant
  }

  func value(_ part: String) -> Value { grant.fields[part].map { state[$0] } ?? .null }

  func text(_ part: String) -> String? { if case .string(let text) = value(part) { text } else { nil } }

  func date(_ part: String) -> CivilDate? { if case .date(let date) = value(part) { date } else { nil } }

  func covers(_ scopes: Set<String>) -> Bool { text("scope").map(scopes.contains) ?? true }

  func allows(_ activity: String, kind: String) -> Bool {
    guard case .list(let items) = value("activities"), !items.isEmpty else { return true }
    return items.contains { if case .string(let name) = $0 { name == activity || name == kind } else { false } }
  }

  func isInForce(on date: CivilDate) -> Bool {
    // What the accountable role did not agree to gives nothing.
    state.isIn(grant.state) && !state.open.contains { $0.disagreed != nil }
      && (self.date("from").map { $0 <= date } ?? true)
      && (self.date("until").map { date <= $0 } ?? true)
  }
}

/// Answers who stands where, for one case and one date.
struct Authority {
  static let maximumDelegations = 5

  let world: any World
  /// The case and all it is part of.
  let scopes: Set<String>
  let date: CivilDate
  let kind: String
  let activity: String
  /// The definitions that say which roles are separated.
  let rulebook: Rulebook

  init(world: any World, subject: CaseState, date: CivilDate, event: String) {
    self.world = world
    self.date = date
    kind = subject.kind.name
    rulebook = subject.rulebook
    activity = "\(subject.kind.name).\(event)"
    var scopes: Set<String> = [subject.id]
    var open = [subject]
    while let next = open.popLast(), scopes.count < 100 {
      for field in next.kind.within {
        let values: [Value] = if case .list(let items) = next[field] { items } else { [next[field]] }
        for case .string(let id) in values where scopes.insert(id).inserted {
          if let found = world.find(id) { open.append(found) }
        }
      }
    }
    self.scopes = scopes
  }

  /// For an act on the store itself, which lies within no case.
  init(world: any World, date: CivilDate, activity: String) {
    self.world = world
    self.date = date
    self.activity = activity
    kind = CaseName.store
    rulebook = world.rulebook
    scopes = []
  }

  func names(of account: String) -> [String] { [account] + (world.person(behind: account).map { [$0] } ?? []) }

  /// What gives the account one of the roles; with the grants that have lapsed or not begun.
  func standing(_ account: String, in roles: [String]) -> (standing: Standing?, lapses: [Lapse]) {
    var lapses: [Lapse] = []
    let found = search(account, roles, depth: 0, seen: [account], &lapses)
    return (found, lapses)
  }

  private func search(
    _ account: String, _ roles: [String], depth: Int, seen: Set<String>, _ lapses: inout [Lapse]
  ) -> Standing? {
    if roles.contains(Rulebook.administrator), account == world.administrator {
      return Standing(role: Rulebook.administrator, grants: [])
    }
    let grants = world.grants(to: names(of: account)).compactMap(GrantCase.init)
    for grant in grants where grant.grant.kind == .assignment {
      guard let role = grant.text("role"), roles.contains(role), grant.covers(scopes) else { continue }
      if grant.isInForce(on: date) { return Standing(role: role, grants: [grant.state.id]) }
      note(grant, role, &lapses)
    }
    guard depth < Self.maximumDelegations else { return nil }
    for grant in grants where grant.grant.kind == .delegation {
      guard let by = grant.text("by"), !seen.contains(by), grant.covers(scopes), grant.allows(activity, kind: kind)
      else { continue }
      let passed = grant.text("role").map { role in roles.filter { $0 == role } } ?? roles
      var ignored: [Lapse] = []
      guard !passed.isEmpty, let origin = search(by, passed, depth: depth + 1, seen: seen.union([by]), &ignored) else {
        continue
      }
      if grant.isInForce(on: date) { return Standing(role: origin.role, grants: [grant.state.id] + origin.grants) }
      note(grant, origin.role, &lapses)
    }
    return nil
  }

  private func note(_ grant: GrantCase, _ role: String, _ lapses: inout [Lapse]) {
    lapses.append(
      Lapse(
        grant: grant.state.id, what: grant.grant.kind, from: grant.date("from"),
        until: grant.state.isIn(grant.grant.state) ? grant.date("until") : date, role: role))
  }

  /// The roles in which an account stands, for a refusal to name.
  func roles(of account: String) -> [String] {
    var roles: Set<String> = []
    for grant in world.grants(to: names(of: account)).compactMap(GrantCase.init) {
      if grant.grant.kind == .assignment, let role = grant.text("role"), grant.covers(scopes), grant.isInForce(on: date)
      {
        roles.insert(role)
      }
    }
    if account == world.administrator { roles.insert(Rulebook.administrator) }
    return roles.sorted()
  }

  /// The accounts or persons that stand in one of the roles now: `name@place (role, a-17)`.
  func holders(of roles: [String]) -> [String] {
    var holders: [String] = []
    for grant in world.allGrants().compactMap(GrantCase.init) {
      guard grant.grant.kind == .assignment, let role = grant.text("role"), roles.contains(role),
        let person = grant.text("person"), grant.covers(scopes), grant.isInForce(on: date)
      else { continue }
      holders.append("\(person) (\(role), \(grant.state.id))")
    }
    if roles.contains(Rulebook.administrator) { holders.append("\(world.administrator) (\(Rulebook.administrator))") }
    return holders
  }

  /// An account with all that stand for the same person.
  func everyName(of account: String) -> [String] {
    guard let person = world.person(behind: account).flatMap(world.find), let field = person.kind.accounts else {
      return [account]
    }
    return [account, person.id] + person[field].innerTexts
  }

  /// The chain of grants by which what `person` passes on would come back to it, if `by` passed on to it from one day until
  /// another; nil when it would not. Grants of other days do not count.
  func loop(from by: String, to person: String, _ first: CivilDate?, _ last: CivilDate?) -> [String]? {
    func search(_ holder: String, _ first: CivilDate?, _ last: CivilDate?, _ path: [String]) -> [String]? {
      guard path.count <= Self.maximumDelegations else { return nil }
      for grant in world.grants(to: everyName(of: holder)).compactMap(GrantCase.init)
      where grant.grant.kind == .delegation {
        guard grant.state.isIn(grant.grant.state), let origin = grant.text("by"), !path.contains(grant.state.id) else {
          continue
        }
        let from = [first, grant.date("from")].compactMap { $0 }.max()
        let until = [last, grant.date("until")].compactMap { $0 }.min()
        if let from, let until, from > until { continue }
        if !Set(everyName(of: origin)).isDisjoint(with: everyName(of: person)) { return path + [grant.state.id] }
        if let found = search(origin, from, until, path + [grant.state.id]) { return found }
      }
      return nil
    }
    return search(by, first, last, [])
  }

  /// A mandate in force for a role and this activity.
  func mandate(for roles: [String]) -> String? {
    world.allGrants().compactMap(GrantCase.init).first { grant in
      grant.grant.kind == .mandate && grant.isInForce(on: date) && grant.covers(scopes)
        && grant.allows(activity, kind: kind)
        && (grant.text("role").map(roles.contains) ?? false)
    }?.state.id
  }

  /// The role among `roles` that the natural person behind an account holds for this case, other than `role`.
  func conflict(_ account: String, acting role: String, separation: Separation) -> String? {
    guard separation.roles.contains(role) else { return nil }
    let others = separation.roles.filter { $0 != role }
    var accounts: Set<String> = [account]
    if let person = world.person(behind: account).flatMap(world.find), let field = person.kind.accounts,
      case .list(let items) = person[field]
    {
      for case .string(let other) in items { accounts.insert(other) }
    }
    for account in accounts.sorted() { if let found = standing(account, in: others).standing { return found.role } }
    return nil
  }

  /// Whether an account stands in a role.
  func holds(_ account: String, _ role: String) -> Bool { standing(account, in: [role]).standing != nil }

  /// The person behind an account, when that person has left.
  func departed(_ account: String) -> String? {
    guard let person = world.person(behind: account).flatMap(world.find), !person.isOpen else { return nil }
    return person.id
  }
}
