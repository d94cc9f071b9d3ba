/// On whom the cases of a kind depend: roles without which none of them comes to an end, and roles of which it takes two persons.

import Statechart

/// What stands still when somebody is not there. Conditions are left out: what they may let through counts as let through.
public struct Dependence: Sendable {
  /// Roles without whose holders no case of the kind comes to an end, in the order of their names.
  public let roles: [String]
  /// Roles of which two natural persons are needed for some act, in the order of their names.
  public let pairs: [String]

  init(on name: String, in book: Rulebook) {
    guard let kind = book.kinds[name] else {
      (roles, pairs) = ([], [])
      return
    }
    let lines = kind.eventNames.filter { kind.events[$0]?.source == .role }.map {
      (event: $0, of: book.lines(name, $0))
    }
    pairs = Set(
      lines.flatMap(\.of).filter { $0.fourEyes == .always && $0.responsible == [$0.accountable] }.map(\.accountable)
    ).sorted()
    let ends = Self.ends(kind, without: [])
    roles =
      !ends
      ? []
      : book.roles.keys.sorted().filter { role in
        let gone = lines.filter { line in
          !line.of.isEmpty
            && line.of.allSatisfy { one in
              one.responsible.allSatisfy { $0 == role } || one.approval == .before && one.accountable == role
            }
        }
        return !gone.isEmpty && !Self.ends(kind, without: Set(gone.map(\.event)))
      }
  }

  /// Whether a final state of the chart is reached from the initial ones, when some events never happen.
  private static func ends(_ kind: Kind, without gone: Set<String>) -> Bool {
    let chart = kind.chart
    let names = Set(kind.eventNames).subtracting(gone)
    let reached = chart.reachable(from: chart.entered(from: 0)) { transition in
      transition.events.isEmpty || names.contains(where: transition.matches)
    }
    return reached.contains { chart.states[$0].kind == .final && chart.states[$0].parent == 0 }
  }
}

extension Rulebook {
  /// On whom the cases of a kind depend.
  public func dependence(of kind: String) -> Dependence { Dependence(on: kind, in: self) }
}
