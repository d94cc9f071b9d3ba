/// Keeping a store: read tables made again, what two stores share, and what a recovery lost.

import Calendar
import Definitions
import FEEL
import Governance
import Journal

/// What making the read tables again came to.
public struct Rebuilding: Sendable {
  /// In what the read tables differ from the entries.
  public enum Difference: Sendable, Equatable {
    /// The index by which entries are found lacks some, or has others.
    case index
    /// A case is missing.
    case missing(String)
    /// A case stands otherwise.
    case other(String)
    /// The timers of a case.
    case timers(String)
    /// The references of a case.
    case links(String)
    /// How many cases there are.
    case count(stored: Int, entries: Int)
  }

  /// How many cases.
  public let cases: Int
  /// Entries from which the tables follow.
  public let entries: Int
  /// The first difference; nil when all is what the entries say.
  public let difference: Difference?
}

extension Store {
  /// Makes all read tables again from the entries: cases, timers, references and the index. Entries are never touched. With
  /// `comparing`, they are only held against what is there, and nothing is written.
  public func rebuild(comparing: Bool = false) throws(StoreProblem) -> Rebuilding {
    try StoreProblem.wrapping {
      if comparing { return try journal.read { try rebuild($0, nil) } }
      let result = try journal.write { writer in
        try writer.clear()
        let run = Word.verb(Verb.Name.runUnder.rawValue)
        let position = try writer.positions([run], limit: 1, newestFirst: true).first ?? 0
        if let entry = try writer.entry(position),
          let versions = entry.value(Recording.Name.given + Versions.name) ?? entry.value(Versions.name)
        {
          try writer.put(fact: Versions.name, versions)
        }
        return try rebuild(writer, writer)
      }
      memory.forget()
      return result
    }
  }

  private func rebuild(_ reader: Reader, _ writer: Writer?) throws -> Rebuilding {
    let size = try reader.size
    var count = 0
    var difference: Rebuilding.Difference?
    if try writer == nil && !reader.isIndexWhole() {
      return Rebuilding(cases: 0, entries: size, difference: .index)
    }
    for id in try reader.subjectNames() where id != CaseName.store {
      var fold = Fold(id) { [memory] in try memory.books.find($0, reader) }
      for position in try reader.positions([.subject(id)]) {
        if let entry = try reader.entry(position) { try fold.apply(entry) }
      }
      guard let (snapshot, record) = try fold.snapshot() else { continue }
      count += 1
      if let writer {
        try writer.put(snapshot)
        try writer.change(timers: [], to: CaseTable.timers(record))
        try writer.change(links: [], to: CaseTable.links(record))
      } else {
        difference = try difference ?? self.difference(snapshot, record, reader)
      }
    }
    if writer == nil, difference == nil {
      let stored = try reader.counts().reduce(0) { $0 + $1.all }
      if stored != count { difference = .count(stored: stored, entries: count) }
    }
    return Rebuilding(cases: count, entries: size, difference: difference)
  }

  private func difference(
    _ wanted: Snapshot, _ record: Record, _ reader: Reader
  ) throws -> Rebuilding.Difference? {
    let id = wanted.subject
    guard let found = try reader.subject(id) else { return .missing(id) }
    guard found.state == wanted.state, found.isOpen == wanted.isOpen, found.kind == wanted.kind else {
      return .other(id)
    }
    if try reader.timers(of: id) != CaseTable.timers(record) { return .timers(id) }
    if try reader.links(of: id) != CaseTable.links(record) { return .links(id) }
    return nil
  }

  // MARK: Copies

  /// How many entries two stores share from the beginning, by the roots of their trees.
  public func common(with other: Store) throws(StoreProblem) -> Int {
    var (low, high) = (0, min(try size(), try other.size()))
    while low < high {
      let middle = (low + high + 1) / 2
      let same = try reading { try $0.root(middle) } == other.reading { try $0.root(middle) }
      if same { low = middle } else { high = middle - 1 }
    }
    return low
  }

  /// The erasures from an entry on.
  public func erasures(
    from position: Int
  ) throws(StoreProblem) -> [(entry: Int, field: String, subject: String)] {
    try reading { reader in
      let words: [Word] = [
        .verb(Verb.Name.erase.rawValue), .outcome(Decision.Outcome.accepted.rawValue),
      ]
      return try reader.positions(words, in: position..<Int.max).compactMap { position in
        guard let header = try reader.entry(position)?.header, let field = header.object else { return nil }
        return (position, field, header.subject)
      }
    }
  }

  /// Takes up a store that was recovered: what was lost of values becomes an entry of it, so that they are not silently gone, and
  /// the read tables are made.
  public static func takeUp(_ storage: any Storage, _ recovered: Recovered) throws(StoreProblem) -> Store {
    let store = try open(storage)
    if !recovered.lost.isEmpty || !recovered.lostDocuments.isEmpty {
      try store.transaction { transaction in
        transaction.lost = recovered.lost.mapValues { Set($0) }
        transaction.lostDocuments = recovered.lostDocuments.values.flatMap { $0 }
        _ = transaction.perform(
          Act(.engine, .recover, on: CaseName.store, kind: CaseName.store, at: store.now))
      }
    }
    _ = try store.rebuild()
    return store
  }
}
