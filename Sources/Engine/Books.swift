/// The definitions that a store's cases are pinned to: loaded once each, adopted by an act, and shown.

import Calendar
import Definitions
import Diagnostics
import FEEL
import Governance
import Journal

/// The rulebooks of a store by their hash, each loaded when a case needs it.
final class Books {
  private var known: [String: Rulebook] = [:]

  init(_ rulebook: Rulebook) { known[rulebook.hash] = rulebook }

  func keep(_ rulebook: Rulebook) { known[rulebook.hash] = rulebook }

  func find(_ hash: String, _ reader: Reader) throws -> Rulebook {
    if let rulebook = known[hash] { return rulebook }
    guard let files = try reader.definitions(hash) else {
      throw StoreProblem.damaged("the definitions \(hash.prefix(12))… are not in it")
    }
    let rulebook = try Self.load(files, hash)
    known[hash] = rulebook
    return rulebook
  }

  /// Those that were needed so far.
  var all: [Rulebook] { known.values.sorted { $0.hash < $1.hash } }

  static func load(_ files: String, _ hash: String) throws -> Rulebook {
    let rulebook = try Rulebook.load(unpack(files), pinned: true)
    guard rulebook.hash == hash else { throw StoreProblem.damaged("its definitions are not those it was begun with") }
    return rulebook
  }

  static func pack(_ files: [(path: String, text: String)]) -> String {
    JSON.text(.list(files.map { .list([.string($0.path), .string($0.text)]) }))
  }

  private static func unpack(_ text: String) -> [(path: String, text: String)] {
    guard case .list(let rows)? = try? JSON.parse(text.utf8) else { return [] }
    return rows.compactMap { row in
      let texts = row.texts
      return texts.count == 2 ? (path: texts[0], text: texts[1]) : nil
    }
  }
}

extension Store {
  /// The words of the entries by which definitions were adopted.
  static let adoptions: [Word] = [.event(Verb.adopt.text), .outcome(Decision.Outcome.accepted.rawValue)]

  /// The hash of the definitions in force when there were so many entries.
  static func current(_ reader: Reader, until horizon: Int) throws -> String? {
    let last = try reader.positions(adoptions, in: 0..<horizon, limit: 1, newestFirst: true).first ?? 0
    return try reader.entry(last)?.header?.definitions
  }

  /// All kinds there are, in the definitions in force and in those of cases that were looked at.
  public var allKinds: [Kind] { books.all.flatMap(\.kinds.values) }

  /// The act that makes other definitions those that new cases are pinned to. Running cases keep theirs until they are upgraded.
  public func adoption(_ next: Rulebook, _ actor: Actor) -> Act {
    var act = Act(
      actor, .adopt, on: CaseName.store, kind: CaseName.store, fields: [("definitions", .string(next.hash))], at: now)
    act.rulebook = next
    return act
  }

  /// What moving a case to the definitions in force would change.
  public func upgrade(
    of state: CaseState, given: [(name: String, value: Value)] = []
  ) throws(StoreProblem) -> Table {
    try reading { world in
      let upgrade = Upgrade(state, to: rulebook, world, at: now, given: given)
      let rows = upgrade.changes.map { change -> [Value] in
        let what = change.before == nil ? "gained" : change.after == nil ? "lost" : "other"
        return [
          .string(what), .string(change.part.rawValue), .string(change.name), .string(change.before ?? ""),
          .string(change.after ?? ""),
        ]
      }
      return Table(["", "what", "name", "before", "after"], rows, empty: "nothing changes for \(state.id)")
    }
  }

  /// The open cases of a kind that are pinned to other definitions than those in force, by id.
  public func outdated(_ kind: String) throws(StoreProblem) -> [String] {
    try reading { world in
      world.all(kind).filter { ($0.isOpen || !$0.open.isEmpty) && $0.rulebook.hash != self.rulebook.hash }.map(\.id)
    }
  }

  /// The definitions that were ever in force, and how many open cases are pinned to each.
  public func definitions() throws(StoreProblem) -> Table {
    try reading { world in
      var open: [String: Int] = [:]
      try self.eachOpen(world) { open[$0.rulebook.hash, default: 0] += 1 }
      var latest: [String: Int] = [:]
      for position in [0] + (try world.reader.positions(Self.adoptions, in: 0..<world.base)) {
        if let hash = try world.reader.entry(position)?.header?.definitions { latest[hash] = position }
      }
      let rows = try latest.values.sorted().compactMap { position -> [Value]? in
        guard let header = try world.reader.entry(position)?.header else { return nil }
        let book = try self.books.find(header.definitions, world.reader)
        return [
          .string(String(header.definitions.prefix(12))), .string("#\(position)"),
          .date(self.zone.civil(Instant(milliseconds: header.instant)).date), .number(Number(book.files.count)),
          .number(Number(book.kinds.count)), .number(Number(open[header.definitions] ?? 0)),
          .string(header.definitions == self.rulebook.hash ? "current" : ""),
        ]
      }
      return Table(["definitions", "entry", "since", "files", "kinds", "open cases", ""], rows)
    }
  }
}
