/// The first question: may this actor? Role, scope and term; separations; the mandate.

import Calendar
import Definitions

/// Asks whether an actor may do something.
struct MayActor {
  let world: any World

  /// The standing by which the actor may, with the mandate among its grants; or the reasons why not. For the engine's own acts
  /// both are empty.
  func answer(_ matter: Gate.Matter) -> (standing: Standing?, reasons: [Reason]) {
    let (act, event) = (matter.act, matter.event)
    if act.actor.known == .engine {
      let allowed = act.actor == .engine || event.source == .clock
      return (nil, allowed ? [] : [.notByPeople(event: event.name, source: event.source)])
    }
    guard let line = matter.line else {
      let makers = matter.isCreation ? matter.state.rulebook.makers(of: matter.state.kind.name) : []
      return (
        nil,
        [
          makers.isEmpty
            ? .notByPeople(event: event.name, source: event.source)
            : .madeByOthers(kind: matter.state.kind.name, makers: makers)
        ]
      )
    }
    var (standing, reasons) = stand(act, .responsible, line.responsible, line, matter.authority)
    guard standing != nil else { return (nil, reasons) }
    let (mandate, missing) = self.mandate(line, matter)
    standing?.grants += mandate
    reasons += missing
    return (standing, reasons)
  }

  /// The standing of the actor in one of the roles of a letter, with what keeps it from counting; or why there is none.
  func stand(
    _ act: Act, _ letter: Reason.RASCI, _ roles: [String], _ line: Activity, _ authority: Authority
  ) -> (standing: Standing?, reasons: [Reason]) {
    let account = act.actor.account
    if let person = authority.departed(account) { return (nil, [.left(person: person)]) }
    let wanted = act.role.map { role in roles.filter { $0 == role } } ?? roles
    let (standing, lapses) = authority.standing(account, in: wanted)
    if let standing { return (standing, separations(account, standing, authority)) }
    if let lapse = lapses.last {
      return (
        nil, [.lapsed(grant: lapse.grant, what: lapse.what, from: lapse.from, until: lapse.until, role: lapse.role)]
      )
    }
    return (
      nil,
      [
        .notInRole(
          letter: letter, wanted: roles, accountable: line.accountable, has: authority.roles(of: account),
          activity: line.place.citation, could: authority.holders(of: roles))
      ]
    )
  }

  private func separations(_ account: String, _ standing: Standing, _ authority: Authority) -> [Reason] {
    authority.rulebook.separations.compactMap { separation in
      // Nobody passes on what they may not do themselves; who stands in for them holds what they hold, so they are asked first.
      for holder in authority.delegators(standing).reversed().map(Optional.some) + [nil] {
        let found = authority.conflict(holder ?? account, acting: standing.role, separation: separation)
        guard let other = found else { continue }
        return .separated(
          name: separation.name, roles: [standing.role, other], of: holder,
          reason: separation.reason, place: separation.place.citation)
      }
      return nil
    }
  }

  /// The mandate that a line asks for, by its id.
  func mandate(_ line: Activity, _ matter: Gate.Matter) -> (grants: [String], reasons: [Reason]) {
    guard line.mandate else { return ([], []) }
    let authority = matter.authority
    let amount = matter.state.amount(line, matter.event, matter.given, world, matter.act.instant)
    let found = authority.mandate(for: line.responsible + [line.accountable], upTo: line.amount == nil ? nil : amount)
    if let mandate = found.id { return ([mandate], []) }
    if let low = found.tooLow {
      return ([], [.overCeiling(mandate: low, activity: authority.activity, place: line.place.citation)])
    }
    return (
      [], [.noMandate(role: line.accountable, activity: authority.activity, place: line.place.citation)]
    )
  }

  /// Two natural persons, by who stands behind the accounts now as well as when it was asked.
  func fourEyes(_ act: Act, _ open: OpenAct, _ line: Activity) -> [Reason] {
    guard line.fourEyes != .never else { return [] }
    var reasons: [Reason] = []
    if world.person(behind: act.actor.account) == nil { reasons.append(.unknownPerson(account: nil)) }
    if world.person(behind: open.account) == nil { reasons.append(.unknownPerson(account: open.account)) }
    let actor = world.person(behind: act.actor.account) ?? act.actor.account
    let asker = world.person(behind: open.account) ?? open.account
    if [asker, open.person, open.account].contains(actor) {
      reasons.append(.fourEyes(entry: open.entry, place: line.place.citation))
    }
    return reasons
  }
}
