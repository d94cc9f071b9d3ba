/// Which parts of definitions the cases beside them put to use.

import Definitions
import Governance

/// What the cases put to use of one kind, or of the laws.
public struct Coverage: Sendable {
  /// A sort of parts: how many there are, and those that no case put to use.
  public struct Count: Sendable {
    /// How many there are.
    public let all: Int
    /// Those that no case came by, as they are written, sorted by where.
    public let missing: [String]
  }

  /// The kind.
  public let kind: String
  /// Where it is written.
  public let place: String
  /// States that a case stood in.
  public let states: Count
  /// Transitions that were taken.
  public let transitions: Count
  /// Requirements that held once and refused once.
  public let requirements: Count
  /// Laws of it that were asked.
  public let laws: Count

  /// Of all kinds of some definitions, in their order; of what regions share once.
  static func all(_ rulebooks: [Rulebook], _ used: Set<Watcher.Part>) -> [Coverage] {
    var known: Set<String> = []
    return rulebooks.flatMap { book in
      book.kindNames.compactMap { book.kinds[$0] }.filter { known.insert("\($0.place.citation)").inserted }.map {
        kind in
        Coverage(kind, book, used)
      }
    }
  }

  private init(_ kind: Kind, _ book: Rulebook, _ parts: Set<Watcher.Part>) {
    self.kind = kind.name
    place = "\(kind.place.citation)"
    let chart = kind.chart
    let standing = chart.states.filter { $0.index > 0 && !$0.isHistory }.map(\.id)
    states = Count(all: standing.count, missing: standing.filter { !parts.contains(.state(kind: kind.name, $0)) })
    let taken = chart.transitions.indices.filter {
      chart.transitions[$0].source > 0 && !chart.states[chart.transitions[$0].source].isHistory
    }
    transitions = Count(
      all: taken.count,
      missing: taken.filter { !parts.contains(.transition(kind: kind.name, $0)) }.map { number in
        let transition = chart.transitions[number]
        let targets = transition.targets.map { chart.states[$0].id }.joined(separator: ", ")
        let event = transition.events.joined(separator: ", ")
        let guarded = transition.condition.map { " when \(kind.expressions[$0.index].text)" } ?? ""
        return "\(event.isEmpty ? "always" : event): \(chart.states[transition.source].id) → \(targets)\(guarded)"
      })
    var (count, missing) = (0, [String]())
    for name in kind.eventNames {
      for requirement in kind.events[name]?.requirements ?? [] {
        count += 1
        let held = parts.contains(.held(kind: kind.name, event: name, requirement.name))
        let refused = parts.contains(.refused(kind: kind.name, event: name, requirement.name))
        if held, refused { continue }
        missing.append("\(requirement.name) of \(name): never \(held ? "refused" : refused ? "held" : "asked")")
      }
    }
    requirements = Count(all: count, missing: missing)
    let own = book.laws(of: kind.name)
    laws = Count(all: own.count, missing: own.map(\.name).filter { !parts.contains(.law($0)) })
  }
}
