/// Acts on the store itself rather than on a case: they have no kind and no RASCI line, and are the administrator's.

import Definitions

extension Gate {
  /// Decides an act on the store itself.
  func keep(_ act: Act) -> Decision {
    let authority = Authority(world: world, date: world.date(act.instant), activity: "store.\(act.verb.text)")
    let roles = [Rulebook.administrator]
    guard act.actor.known != .engine, let standing = authority.standing(act.actor.account, in: roles).standing else {
      return refused(
        act,
        [
          .notInRole(
            account: act.actor.account, letter: "R", wanted: roles, accountable: Rulebook.administrator,
            has: authority.roles(of: act.actor.account), activity: nil, could: authority.holders(of: roles))
        ])
    }
    return Decision(
      outcome: .accepted, reasons: [], person: person(act), role: standing.role, authority: standing.grants,
      given: act.fields, after: nil, consequences: [], informed: [])
  }
}
