/// Who may stand in which role: assignments, delegations and mandates, all of them cases with a scope and a term.

import Calendar
import Definitions
import FEEL

/// What gives an actor a role.
struct Standing: Sendable {
  let role: String
  /// The cases it rests on, the actor's own first.
  var grants: [String]
}

/// A grant that would have done, had it been in force.
struct Lapse: Sendable {
  let grant: String
  let what: Grant.Kind
  let from: CivilDate?
  let until: CivilDate?
  let role: String
}

/// A case and all it is part of, each by how far it lies: 0 the case itself, 1 what it is within, and so on.
struct Scopes: Sendable {
  private let distances: [String: Int]
  /// What has a stake in one of them.
  private let stakes: [String]
  /// Whether every scope covers it.
  private let isEverything: Bool

  /// Of the store itself, which lies within no case.
  static let none = Scopes([:])

  /// What every scope covers: for what may not be anywhere.
  static let everything = Scopes([:], isEverything: true)

  private init(_ distances: [String: Int], stakes: [String] = [], isEverything: Bool = false) {
    self.distances = distances
    self.stakes = stakes
    self.isEverything = isEverything
  }

  init(of subject: CaseState, _ world: any World) {
    var distances = [subject.id: 0]
    var edge = [subject]
    var stakes: [String] = []
    var distance = 1
    while !edge.isEmpty {
      var next: [CaseState] = []
      for state in edge {
        if !state.kind.stakes.isEmpty { stakes += state.kind.stakes.flatMap { state[$0].innerTexts } }
        for id in state.kind.within.flatMap({ state[$0].innerTexts }) where distances[id] == nil {
          distances[id] = distance
          if let found = world.find(id) { next.append(found) }
        }
      }
      edge = next
      distance += 1
    }
    self.init(distances, stakes: stakes)
  }

  /// How far away a scope lies; nil when it does not cover the case. What has no scope covers everything, from farthest.
  func distance(_ scope: String?) -> Int? { scope.map { isEverything ? 0 : distances[$0] } ?? Int.max }

  /// With what has a stake in the case or in what it is part of, with what that is part of, and so on.
  func withStakes(_ world: any World) -> Scopes {
    var all = distances
    var edge = stakes
    while let id = edge.popLast() {
      guard all[id] == nil else { continue }
      all[id] = Int.max
      guard let state = world.find(id) else { continue }
      edge += (state.kind.stakes + state.kind.within).flatMap { state[$0].innerTexts }
    }
    return Scopes(all)
  }

  var ids: some Collection<String> { distances.keys }

  func contains(_ id: String) -> Bool { distances[id] != nil }
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

  /// How exactly it names an activity: 0 by its own name, 1 by its kind, 2 by naming none; nil when it names others.
  func allowance(_ activity: String, kind: String) -> Int? {
    guard case .list(let items) = value("activities"), !items.isEmpty else { return 2 }
    let names = items.flatMap(\.innerTexts)
    return names.contains(activity) ? 0 : names.contains(kind) ? 1 : nil
  }

  /// The kinds that its activities are about; nil when it names none, and is about all.
  var kinds: Set<String>? {
    guard case .list(let items) = value("activities"), !items.isEmpty else { return nil }
    return Set(items.flatMap(\.innerTexts).map { String($0.prefix { $0 != "." }) })
  }

  /// Whether an amount is within its ceiling. One without a ceiling reaches everything, also what cannot be told.
  func reaches(_ amount: Value) -> Bool {
    let ceiling = value("ceiling")
    if ceiling.isNull { return true }
    return Value.compare(amount, ceiling).map { $0 <= 0 } ?? false
  }

  func isInForce(on date: CivilDate) -> Bool {
    // What the accountable role did not agree to gives nothing.
    state.isIn(grant.state) && !state.open.contains { $0.disagreed != nil }
      && (self.date("from").map { $0 <= date } ?? true)
      && (self.date("until").map { date <= $0 } ?? true)
  }
}

/// Answers who stands where, for one case and one date.
///
/// Which grant counts is a rule: an assignment before a delegation, a shorter chain of delegations before a longer one; then the
/// narrowest scope (the case itself, then what it is within, at last everything); then the oldest.
struct Authority {
  static let maximumDelegations = 5

  let world: any World
  /// The case and all it is part of.
  var scopes: Scopes
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
    scopes = Scopes(of: subject, world)
  }

  /// For an act on the store itself, which lies within no case.
  init(world: any World, date: CivilDate, activity: String) {
    self.world = world
    self.date = date
    self.activity = activity
    kind = CaseName.store
    rulebook = world.rulebook
    scopes = .none
  }

  /// The person behind an account, when that person has left.
  func departed(_ account: String) -> String? { world.person(behind: account).flatMap(world.departed) }

  func names(of account: String) -> [String] { [account] + (world.person(behind: account).map { [$0] } ?? []) }

  // MARK: Standing

  /// The order in which grants count, the first counts.
  private struct Rank: Comparable {
    let chain: Int
    let distance: Int
    let age: Int

    static func < (a: Rank, b: Rank) -> Bool { (a.chain, a.distance, a.age) < (b.chain, b.distance, b.age) }
  }

  /// What gives the account one of the roles; with the grants that have lapsed or not begun, the latest last.
  func standing(_ account: String, in roles: [String]) -> (standing: Standing?, lapses: [Lapse]) {
    if roles.contains(Rulebook.administrator), account == world.administrator {
      return (Standing(role: Rulebook.administrator, grants: []), [])
    }
    var lapses: [Lapse] = []
    let found = search(account, roles, seen: [account], &lapses)
    let latest = lapses.sorted { ($0.until?.dayNumber ?? Int.max) < ($1.until?.dayNumber ?? Int.max) }
    return (found?.standing, latest)
  }

  private func search(
    _ account: String, _ roles: [String], seen: Set<String>, _ lapses: inout [Lapse]
  ) -> (standing: Standing, rank: Rank)? {
    if roles.contains(Rulebook.administrator), account == world.administrator {
      return (Standing(role: Rulebook.administrator, grants: []), Rank(chain: 0, distance: Int.max, age: 0))
    }
    // Nobody is the deputy of who has left. That an actor has left is told by itself, before this is asked.
    if seen.count > 1, world.departed(account) != nil { return nil }
    var best: (standing: Standing, rank: Rank)?
    func consider(_ standing: Standing, _ rank: Rank) {
      if best.map({ rank < $0.rank }) ?? true { best = (standing, rank) }
    }
    let grants = world.grants(to: names(of: account)).compactMap(GrantCase.init)
    for grant in grants where grant.grant.kind == .assignment {
      guard let role = grant.text("role"), roles.contains(role), let distance = reach(grant) else { continue }
      if grant.isInForce(on: date) {
        consider(
          Standing(role: role, grants: [grant.state.id]), Rank(chain: 1, distance: distance, age: grant.state.createdBy)
        )
      } else {
        note(grant, role, &lapses)
      }
    }
    // An assignment counts before any delegation.
    if best != nil || seen.count > Self.maximumDelegations { return best }
    for grant in grants where grant.grant.kind == .delegation {
      guard let by = grant.text("by"), !seen.contains(by), let distance = scopes.distance(grant.text("scope")),
        grant.allowance(activity, kind: kind) != nil
      else { continue }
      let passed = grant.text("role").map { role in roles.filter { $0 == role } } ?? roles
      var ignored: [Lapse] = []
      guard !passed.isEmpty, let origin = search(by, passed, seen: seen.union([by]), &ignored) else { continue }
      if grant.isInForce(on: date) {
        consider(
          Standing(role: origin.standing.role, grants: [grant.state.id] + origin.standing.grants),
          Rank(chain: origin.rank.chain + 1, distance: distance, age: grant.state.createdBy))
      } else {
        note(grant, origin.standing.role, &lapses)
      }
    }
    return best
  }

  /// How far away what an assignment is limited to lies; nil when it does not cover the case, or when its role may not be held
  /// there.
  private func reach(_ assignment: GrantCase) -> Int? {
    let scope = assignment.text("scope")
    guard let distance = scopes.distance(scope) else { return nil }
    if let role = assignment.text("role"), let kind = rulebook.roles[role]?.within,
      scope.flatMap(world.find)?.kind.name != kind
    {
      return nil
    }
    return distance
  }

  private func note(_ grant: GrantCase, _ role: String, _ lapses: inout [Lapse]) {
    lapses.append(
      Lapse(
        grant: grant.state.id, what: grant.grant.kind, from: grant.date("from"),
        until: grant.state.isIn(grant.grant.state) ? grant.date("until") : date, role: role))
  }

  /// The other grants of the same sort, to the same person and for the same role, that are in force for this case; in the order
  /// in which they count.
  func alternatives(to chosen: CaseState) -> [String] {
    guard let own = GrantCase(chosen) else { return [] }
    let ranked = world.allGrants().compactMap(GrantCase.init).compactMap {
      other -> (id: String, rank: (Int, Int, Int))? in
      guard other.state.id != chosen.id, other.grant.kind == own.grant.kind, other.isInForce(on: date),
        other.text("role") == own.text("role"), other.text("person") == own.text("person"),
        let distance = other.grant.kind == .assignment ? reach(other) : scopes.distance(other.text("scope")),
        let exactness = other.allowance(activity, kind: kind)
      else { return nil }
      return (other.state.id, (distance, exactness, other.state.createdBy))
    }
    return ranked.sorted { $0.rank < $1.rank }.map(\.id)
  }

  /// The roles in which an account stands, for a refusal to name.
  func roles(of account: String) -> [String] {
    var roles: Set<String> = []
    for grant in world.grants(to: names(of: account)).compactMap(GrantCase.init) {
      if grant.grant.kind == .assignment, let role = grant.text("role"), reach(grant) != nil, grant.isInForce(on: date)
      {
        roles.insert(role)
      }
    }
    if account == world.administrator { roles.insert(Rulebook.administrator) }
    return roles.sorted()
  }

  /// Who stands in one of the roles now, the oldest first.
  func holders(of roles: [String]) -> [Reason.Holder] {
    var holders: [Reason.Holder] = []
    for grant in world.allGrants().compactMap(GrantCase.init) {
      guard grant.grant.kind == .assignment, let role = grant.text("role"), roles.contains(role),
        let person = grant.text("person"), reach(grant) != nil, grant.isInForce(on: date), world.departed(person) == nil
      else { continue }
      holders.append(Reason.Holder(name: person, role: role, grant: grant.state.id))
    }
    if roles.contains(Rulebook.administrator) {
      holders.append(Reason.Holder(name: world.administrator, role: Rulebook.administrator, grant: nil))
    }
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

  /// The mandate in force for one of the roles and this activity: of the narrowest scope, then the one that names the activity
  /// most exactly, then the oldest. With an amount, one whose ceiling reaches it; or else one that would do but for that.
  func mandate(for roles: [String], upTo amount: Value?) -> (id: String?, tooLow: String?) {
    var tooLow: String?
    var best: (id: String, rank: (Int, Int, Int))?
    for grant in world.allGrants().compactMap(GrantCase.init) where grant.grant.kind == .mandate {
      guard grant.isInForce(on: date), let role = grant.text("role"), roles.contains(role),
        let distance = scopes.distance(grant.text("scope")),
        let exactness = grant.allowance(activity, kind: kind)
      else { continue }
      if let amount, !grant.reaches(amount) {
        tooLow = tooLow ?? grant.state.id
        continue
      }
      let rank = (distance, exactness, grant.state.createdBy)
      if best.map({ rank < $0.rank }) ?? true { best = (grant.state.id, rank) }
    }
    return (best?.id, tooLow)
  }

  /// The role that a separation keeps from who acts in `role`, and that the natural person behind an account holds all the same:
  /// on this case, at what has a stake in it, or anywhere, as the separation says.
  func conflict(_ account: String, acting role: String, separation: Separation) -> String? {
    let others = separation.opposed(to: role)
    if others.isEmpty { return nil }
    var wide = self
    wide.scopes = separation.isEverywhere ? .everything : scopes.withStakes(world)
    for account in Set(everyName(of: account)).sorted() {
      if let found = wide.standing(account, in: others).standing { return found.role }
    }
    return nil
  }

  /// Those who passed on by delegation what somebody acts by, in turn.
  func delegators(_ standing: Standing) -> [String] {
    standing.grants.compactMap { id in
      guard let grant = world.find(id).flatMap(GrantCase.init), grant.grant.kind == .delegation else { return nil }
      return grant.text("by")
    }
  }

  /// Whether an account stands in a role.
  func holds(_ account: String, _ role: String) -> Bool {
    departed(account) == nil && standing(account, in: [role]).standing != nil
  }
}
