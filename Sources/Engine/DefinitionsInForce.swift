/// The definitions that a store's cases are pinned to, and what moving a case to others would change.

import Calendar
import Definitions
import FEEL
import Governance
import Journal

/// Definitions that are, or were, in force.
public struct Adopted: Sendable {
  /// Their hash.
  public let hash: String
  /// The entry by which they came into force.
  public let entry: Int
  /// Since when.
  public let since: CivilDate
  /// How many files they are.
  public let files: Int
  /// How many kinds they define.
  public let kinds: Int
  /// How many open cases, of those the reader may see, are pinned to them.
  public let openCases: Int
  /// Whether they are in force now.
  public let isCurrent: Bool
}

/// Reads about definitions through a view.
public struct DefinitionsInForce {
  private let view: View

  /// The definitions of a view.
  public init(_ view: View) { self.view = view }

  /// The definitions that were ever in force, in order.
  public func all() throws(StoreProblem) -> [Adopted] {
    try StoreProblem.wrapping {
      let reader = view.stage.reader
      var open: [String: Int] = [:]
      try view.eachOpen { state in
        open[state.rulebook.hash, default: 0] += 1
        return true
      }
      var latest: [String: Int] = [:]
      for position in [0] + (try reader.positions(Books.adoptions, in: 0..<view.size)) {
        if let hash = try reader.entry(position)?.header.definitions { latest[hash] = position }
      }
      return try latest.values.sorted().compactMap { position in
        guard let header = try reader.entry(position)?.header else { return nil }
        let book = try view.stage.memory.books.find(header.definitions, view.present.reader)
        return Adopted(
          hash: book.hash, entry: position, since: view.stage.date(Instant(milliseconds: header.instant)),
          files: book.files.count, kinds: book.kinds.count, openCases: open[book.hash] ?? 0,
          isCurrent: book.hash == view.rulebook.hash)
      }
    }
  }

  /// What moving a case to the definitions in force would change; none when the reader sees none of that id.
  public func upgrade(of id: String, given: Given = []) throws(StoreProblem) -> [Upgrade.Change] {
    guard let state = view.state(id) else { return [] }
    let upgrade = Upgrade(state, to: view.rulebook, view.stage, at: view.now, given: given, view.sight)
    return upgrade.changes
  }

  /// How many open cases there are of each kind that the reader may see, by its name: they stay on the definitions they have when
  /// others are adopted.
  public func openCases() throws(StoreProblem) -> [(kind: String, count: Int)] {
    var counts: [String: Int] = [:]
    try view.eachOpen { state in
      counts[state.kind.name, default: 0] += 1
      return true
    }
    return counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// The open cases of a kind that are pinned to other definitions than those in force, by id.
  public func outdated(_ kind: String) -> [String] {
    view.cases(kind).filter { ($0.isOpen || !$0.open.isEmpty) && $0.rulebook.hash != view.rulebook.hash }.map(\.id)
  }
}
