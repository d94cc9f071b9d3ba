/// Who may have authority, and who stands behind an account: an index over the cases that say so, kept as they change.

import Definitions
import FEEL
import Governance

/// Grants by who they are for, and persons by their accounts.
final class GrantIndex {
  /// A grant, in the order in which grants are asked: the oldest first.
  private struct Key: Comparable {
    let age: Int
    let id: String

    static func < (a: Key, b: Key) -> Bool { (a.age, a.id) < (b.age, b.id) }
  }

  private var grants: [Key] = []
  private var byPerson: [String: [Key]] = [:]
  private var personOf: [String: String] = [:]
  private var persons: [String: String] = [:]
  private var accountsOf: [String: [String]] = [:]

  /// All grants, the oldest first.
  var all: [String] { grants.map(\.id) }

  func contains(_ id: String) -> Bool { personOf[id] != nil }

  /// The grants for one of some names, the oldest first.
  func grants(to names: [String]) -> [String] {
    guard names.count > 1 else { return names.flatMap { byPerson[$0] ?? [] }.map(\.id) }
    return Set(names).flatMap { byPerson[$0] ?? [] }.sorted().map(\.id)
  }

  /// The person behind an account.
  func person(behind account: String) -> String? { persons[account] }

  /// Takes in a case as it is now.
  func learn(_ state: CaseState) {
    if let grant = state.kind.grant {
      var person = ""
      if let field = grant.fields["person"], case .string(let name) = state[field] { person = name }
      let key = Key(age: state.createdBy, id: state.id)
      if let before = personOf[state.id] {
        if before != person {
          byPerson[before]?.removeAll { $0 == key }
          Self.insert(key, &byPerson[person, default: []])
        }
      } else {
        Self.insert(key, &grants)
        Self.insert(key, &byPerson[person, default: []])
      }
      personOf[state.id] = person
    }
    guard let field = state.kind.accounts else { return }
    for account in accountsOf[state.id] ?? [] where persons[account] == state.id { persons[account] = nil }
    accountsOf[state.id] = state[field].texts
    for account in state[field].texts { persons[account] = state.id }
  }

  /// In order; what is new is mostly last.
  private static func insert(_ key: Key, _ keys: inout [Key]) {
    var index = keys.count
    while index > 0, key < keys[index - 1] { index -= 1 }
    keys.insert(key, at: index)
  }
}
