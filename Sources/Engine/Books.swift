/// The rulebooks of a store by their hash, each loaded when a case needs it.

import Definitions
import Diagnostics
import FEEL
import Governance
import Journal

/// The rulebooks of a store.
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

  /// Whether any that were needed so far states a law.
  var haveLaws: Bool { known.values.contains { !$0.laws.isEmpty } }

  /// Those that were needed so far.
  var all: [Rulebook] { known.values.sorted { $0.hash < $1.hash } }

  static func load(_ files: String, _ hash: String) throws -> Rulebook {
    let rulebook = try Rulebook.load(try unpack(files), pinned: true)
    guard rulebook.hash == hash else { throw StoreProblem.damaged("its definitions are not those it was begun with") }
    return rulebook
  }

  static func pack(_ files: [(path: String, text: String)]) -> String {
    JSON.text(.list(files.map { .list([.string($0.path), .string($0.text)]) }))
  }

  private static func unpack(_ text: String) throws(StoreProblem) -> [(path: String, text: String)] {
    guard case .list(let rows) = try Stored.value(text.utf8, "its definitions") else {
      throw .damaged("its definitions cannot be read")
    }
    var files: [(path: String, text: String)] = []
    for row in rows {
      let texts = row.texts
      guard texts.count == 2 else { throw .damaged("its definitions cannot be read") }
      files.append((path: texts[0], text: texts[1]))
    }
    return files
  }

  /// The words of the entries by which definitions were adopted.
  static let adoptions: [Word] = [
    .verb(Verb.Name.adopt.rawValue), .outcome(Decision.Outcome.accepted.rawValue),
  ]

  /// The hash of the definitions in force at a reader's position.
  static func inForce(_ reader: Reader) throws -> String? {
    let last = try reader.positions(adoptions, in: 0..<(try reader.size), limit: 1, newestFirst: true).first ?? 0
    return try reader.entry(last)?.header.definitions
  }
}
