/// What moving a case changes for others: values that they work out from it, by definitions that may not know its new names.

import Calendar
import Definitions
import FEEL

extension Upgrade {
  /// How many other cases are looked at.
  private static let mostOthers = 50

  /// The values of the open cases that it names which would be others. Whoever moves the case decides; nothing is held back.
  static func elsewhere(
    _ before: CaseState, _ after: CaseState, _ world: any World, at instant: Instant, _ sight: Sight
  ) -> [Change] {
    var changes: [Change] = []
    var seen: Set<String> = [before.id]
    let named = before.kind.fields.filter { if case .reference = $0.type.element { true } else { false } }
    let others = named.flatMap { before[$0.name].innerTexts }.filter { seen.insert($0).inserted }
    let moved = Moved(after, in: world)
    for id in others.prefix(mostOthers) {
      guard let other = world.find(id), other.isOpen else { continue }
      var (now, then) = (
        CaseData(other, world: world, at: instant, sight: sight),
        CaseData(other, world: moved, at: instant, sight: sight)
      )
      for value in other.kind.derived where other.rulebook.farDerived.contains(value.name) {
        let (old, new) = (now.evaluate(value.expression).value.text, then.evaluate(value.expression).value.text)
        if old != new { changes.append(Change(part: .value, name: "\(value.name) of \(id)", before: old, after: new)) }
      }
    }
    return changes
  }
}

/// A world in which one case stands as it would.
private final class Moved: World {
  private let world: any World
  private let state: CaseState

  init(_ state: CaseState, in world: any World) {
    self.world = world
    self.state = state
  }

  private func moved(_ found: CaseState) -> CaseState { found.id == state.id ? state : found }

  var rulebook: Rulebook { world.rulebook }
  var zone: Zone { world.zone }
  var administrator: String { world.administrator }
  var isSimulated: Bool { world.isSimulated }
  var nextEntry: Int { world.nextEntry }
  func find(_ id: String) -> CaseState? { id == state.id ? state : world.find(id) }
  func referring(_ kind: String, via field: String, to id: String) -> [CaseState] {
    world.referring(kind, via: field, to: id).map(moved)
  }
  func all(_ kind: String) -> [CaseState] { world.all(kind).map(moved) }
  func grants(to names: [String]) -> [CaseState] { world.grants(to: names) }
  func allGrants() -> [CaseState] { world.allGrants() }
  func waiting(by accounts: [String]) -> [Waiting] { world.waiting(by: accounts) }
  func person(behind account: String) -> String? { world.person(behind: account) }
}
