/// Who stands in which role, looked up by role and scope: for looking ahead at many tasks at once.

import Calendar
import Definitions

/// The assignments of a world at one moment.
public struct Roster {
  private struct Key: Hashable {
    let role: String
    let scope: String?
  }

  private let world: any World
  private var terms: [Key: [(from: CivilDate?, until: CivilDate?)]] = [:]

  /// All assignments in force or yet to begin.
  public init(_ world: any World) {
    self.world = world
    for grant in world.allGrants().compactMap(GrantCase.init) {
      guard grant.grant.kind == .assignment, grant.state.isIn(grant.grant.state), let role = grant.text("role"),
        grant.text("person").flatMap(world.departed) == nil
      else { continue }
      terms[Key(role: role, scope: grant.text("scope")), default: []].append((grant.date("from"), grant.date("until")))
    }
  }

  /// Whether anybody stands in one of the roles for a case on a date.
  public func isHeld(_ roles: [String], for state: CaseState, on date: CivilDate) -> Bool {
    if roles.contains(Rulebook.administrator) { return true }
    let scopes = Scopes(of: state, world)
    return roles.contains { role in
      ([nil] + scopes.ids.map { $0 }).contains { scope in
        terms[Key(role: role, scope: scope)]?.contains { term in
          (term.from.map { $0 <= date } ?? true) && (term.until.map { date <= $0 } ?? true)
        } ?? false
      }
    }
  }
}
