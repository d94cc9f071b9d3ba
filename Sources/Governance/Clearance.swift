/// Reading rights, pure: what one reader may see, by the definitions in force and the grants of a day.

import Calendar
import Definitions
import FEEL

/// What one reader may see. Kept for one view, since it remembers what it has looked up.
public final class Clearance {
  /// A role in which the reader stands, with the scopes that must all cover a case; none for everywhere.
  private struct Stand: Hashable {
    let role: String
    let scopes: [String]
    /// The kinds that a delegation for some activities is about; all when nil.
    var kinds: Set<String>?

    /// Itself as far as another, to which it is handed on, is about the same.
    func narrowed(to others: Set<String>?) -> Stand {
      guard let others else { return self }
      return Stand(role: role, scopes: scopes, kinds: kinds?.intersection(others) ?? others)
    }
  }

  /// The reader's account.
  public let account: String
  private let present: any World
  private let date: CivilDate
  private var scopes: [String: Scopes] = [:]
  private var seen: [String: Bool] = [:]

  // Looked up when they are first asked for: most acts are decided without.
  private lazy var person = present.person(behind: account).flatMap(present.find)
  /// What the reader is known by: all accounts, and the id on record.
  private lazy var names: Set<String> = {
    guard let person, let field = person.kind.accounts else { return [account] }
    return Set([account, person.id] + person[field].innerTexts)
  }()
  private lazy var stands: [Stand] =
    person.map { !$0.isOpen } ?? false ? [] : Self.stands(of: account, present, date, seen: [account])

  /// What an account may see of a world on a date. Rights are those of the world given, also for reading the past of it.
  public init(_ account: String, in present: any World, on date: CivilDate) {
    self.account = account
    self.present = present
    self.date = date
  }

  /// The roles in which somebody stands, by assignment and by what others delegate.
  private static func stands(of account: String, _ world: any World, _ date: CivilDate, seen: Set<String>) -> [Stand] {
    var result: Set<Stand> = account == world.administrator ? [Stand(role: Rulebook.administrator, scopes: [])] : []
    let names = [account] + (world.person(behind: account).map { [$0] } ?? [])
    for grant in world.grants(to: names).compactMap(GrantCase.init) where grant.isInForce(on: date) {
      let scope = grant.text("scope").map { [$0] } ?? []
      switch grant.grant.kind {
      case .assignment:
        guard let role = grant.text("role") else { continue }
        // A role that is held within one kind of case only gives nothing anywhere else.
        if let kind = world.rulebook.roles[role]?.within, scope.first.flatMap(world.find)?.kind.name != kind {
          continue
        }
        result.insert(Stand(role: role, scopes: scope))
      case .delegation:
        guard let by = grant.text("by"), !seen.contains(by), seen.count <= Authority.maximumDelegations,
          world.departed(by) == nil
        else { continue }
        for stand in stands(of: by, world, date, seen: seen.union([by])) {
          if let role = grant.text("role"), role != stand.role { continue }
          let handed = Stand(role: stand.role, scopes: (stand.scopes + scope).sorted(), kinds: stand.kinds)
          result.insert(handed.narrowed(to: grant.kinds))
        }
      case .mandate: continue
      }
    }
    return result.sorted { ($0.role, $0.scopes.joined(separator: " ")) < ($1.role, $1.scopes.joined(separator: " ")) }
  }

  /// The roles in which the reader stands anywhere.
  public var roles: [String] { Set(stands.map(\.role)).sorted() }

  /// Whether the reader stands in no role at all.
  public var isNobody: Bool { stands.isEmpty }

  /// Whether the reader stands in any role everywhere.
  public var standsEverywhere: Bool { stands.contains { $0.scopes.isEmpty && $0.kinds == nil } }

  // MARK: Cases and fields

  /// Whether the reader may see a case: in a role that its readers name (in any role where they name none) and that covers it;
  /// and always the own record and what is granted to oneself.
  public func sees(_ state: CaseState) -> Bool {
    if let known = seen[state.id] { return known }
    let sees = isOwn(state) || stands(in: Self.readers(of: state, present.rulebook), for: state)
    seen[state.id] = sees
    return sees
  }

  /// Whether the reader may know that a case is there: a kind with readers of its own keeps its cases secret.
  public func mayKnow(of state: CaseState) -> Bool { Self.readers(of: state, present.rulebook) == nil || sees(state) }

  /// The same of what may not be there: of an id that nothing has there is nothing to hide.
  func sees(_ id: String) -> Bool { present.find(id).map(sees) ?? true }

  func mayKnow(of id: String) -> Bool { present.find(id).map(mayKnow(of:)) ?? true }

  /// Whether every case of a kind may be seen, whatever it is within: then nothing need be looked up case by case.
  public func seesAll(_ kind: Kind) -> Bool { seesAll(kind, present.rulebook) }

  /// The same of a kind that the definitions in force may have dropped: then by those it is of.
  public func seesAll(_ state: CaseState) -> Bool { seesAll(state.kind, state.rulebook) }

  private func seesAll(_ kind: Kind, _ book: Rulebook) -> Bool {
    let readers = Self.readers(of: kind, of: book, present.rulebook)
    return stands.contains { stand in
      stand.scopes.isEmpty && (stand.kinds?.contains(kind.name) ?? true)
        && (readers?.roles.contains(stand.role) ?? true)
    }
  }

  /// Whether the reader, who may see a case, may see a field of it or of one of its events.
  public func sees(_ field: Field, of state: CaseState) -> Bool {
    guard let readers = Self.readers(of: field, of: state, present.rulebook) else { return true }
    return stands(in: readers, for: state)
  }

  /// Whether what a case asks of all cases of a kind can be answered without leaving any out: a kind without readers, or one
  /// that the reader may read for the case that asks.
  public func answers(_ asked: Kind, for state: CaseState) -> Bool {
    guard let readers = readers(of: asked) else { return true }
    return stands(in: readers, for: state)
  }

  /// Who may read a kind; nil when any role may.
  public func readers(of kind: Kind) -> Readers? { Self.readers(of: kind, of: present.rulebook, present.rulebook) }

  /// Who may read a field; nil when whoever reads the case may.
  public func readers(of field: Field, in kind: Kind) -> Readers? {
    Self.readers(of: field, in: kind, of: present.rulebook, present.rulebook)
  }

  /// Who may read a case.
  static func readers(of state: CaseState, _ present: Rulebook) -> Readers? {
    readers(of: state.kind, of: state.rulebook, present)
  }

  /// Who may read a field of a case, or of one of its events.
  static func readers(of field: Field, of state: CaseState, _ present: Rulebook) -> Readers? {
    readers(of: field, in: state.kind, of: state.rulebook, present)
  }

  /// By the definitions in force, where they know the kind; otherwise by those it is of.
  private static func readers(of kind: Kind, of book: Rulebook, _ present: Rulebook) -> Readers? {
    guard let current = present.kinds[kind.name] else { return book.readers.of(kind) }
    return present.readers.of(current)
  }

  /// By the definitions in force, where they know the field; otherwise as it was written.
  private static func readers(of field: Field, in kind: Kind, of book: Rulebook, _ present: Rulebook) -> Readers? {
    guard let current = present.kinds[kind.name] else { return book.readers.of(field, in: kind) }
    if let index = current.index(of: field.name) { return present.readers.of(current.fields[index], in: current) }
    let isKnown = current.events.values.contains { $0.fields.contains { $0.name == field.name } }
    return (isKnown ? present : book).readers.of(field, in: isKnown ? current : kind)
  }

  /// Whether the reader may read who stands behind an account or bears a name.
  public func names(_ name: String) -> Bool {
    if names.contains(name) { return true }
    if let person = present.find(name) ?? present.person(behind: name).flatMap(present.find),
      let field = person.kind.accounts, let index = person.kind.index(of: field)
    {
      if sees(person), sees(person.kind.fields[index], of: person) { return true }
    }
    let grants = present.grants(to: [name])
    if grants.contains(where: sees) { return true }
    // Nobody on record: only who stands in a role everywhere may know.
    return grants.isEmpty && present.person(behind: name) == nil && standsEverywhere
  }

  private func isOwn(_ state: CaseState) -> Bool {
    if let field = state.kind.accounts { return !names.isDisjoint(with: state[field].innerTexts) }
    return GrantCase(state)?.text("person").map(names.contains) ?? false
  }

  private func stands(in readers: Readers?, for state: CaseState) -> Bool {
    stands.contains { stand in
      guard readers?.roles.contains(stand.role) ?? true, stand.kinds?.contains(state.kind.name) ?? true else {
        return false
      }
      return stand.scopes.isEmpty || stand.scopes.allSatisfy(scopes(of: state).contains)
    }
  }

  private func scopes(of state: CaseState) -> Scopes {
    if let known = scopes[state.id] { return known }
    let found = Scopes(of: present.find(state.id) ?? state, present)
    scopes[state.id] = found
    return found
  }
}

/// Through whose eyes cases are looked at.
public enum Sight {
  /// The gate's own: guards see everything.
  case everything
  /// What everybody who may read a case may read of it: for what is recorded with it.
  case anyReader(Rulebook)
  /// A reader's.
  case of(Clearance)

  var withholds: Bool { if case .everything = self { false } else { true } }

  func sees(_ state: CaseState) -> Bool {
    switch self {
    case .everything: true
    case .anyReader(let rulebook): Clearance.readers(of: state, rulebook) == nil
    case .of(let clearance): clearance.sees(state)
    }
  }

  func sees(_ field: Field, of state: CaseState) -> Bool {
    switch self {
    case .everything: true
    case .anyReader(let rulebook): Clearance.readers(of: field, of: state, rulebook) == nil
    case .of(let clearance): clearance.sees(field, of: state)
    }
  }

  func answers(_ asked: Kind, for state: CaseState) -> Bool {
    switch self {
    case .everything: true
    case .anyReader(let rulebook): rulebook.readers.of(asked) == nil
    case .of(let clearance): clearance.answers(asked, for: state)
    }
  }

  /// The value of a field as it is seen.
  public func value(_ index: Int, of state: CaseState) -> Value {
    let field = state.kind.fields[index]
    return sees(field, of: state) ? state.fields[index] : .withheld("\(state.kind.name).\(field.name)")
  }
}
