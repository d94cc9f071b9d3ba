/// What a process remembers of a store at one position of its journal, and how it keeps up when others write.

import Definitions
import FEEL
import Governance
import Journal

/// Decoded cases, definitions and grants.
final class Memory {
  /// How many cases are kept decoded.
  static let limit = 50_000
  /// How many entries of others are looked through one by one; when there are more, all is forgotten.
  private static let mostEntries = 5_000

  let books: Books
  /// The definitions that new cases are pinned to.
  private(set) var rulebook: Rulebook
  /// Who takes note of what decisions come by.
  var watcher: Watcher?
  private var cases: [String: Record] = [:]
  private var grants: GrantIndex?
  /// How many entries the store had when this was true; nil when nothing is known.
  private var position: Int?

  init(_ rulebook: Rulebook, _ books: Books) {
    self.books = books
    self.rulebook = rulebook
  }

  /// All kinds there are, in some definitions and in others that were looked at.
  func allKinds(_ rulebook: Rulebook) -> [Kind] {
    let others = books.all.filter { $0.hash != rulebook.hash }
    return rulebook.kindNames.compactMap { rulebook.kinds[$0] } + others.flatMap(\.kinds.values)
  }

  // MARK: Keeping up

  /// Forgets what entries of others changed since.
  func refresh(_ reader: Reader) throws {
    let size = try reader.size
    guard size != position else { return }
    if let known = position, known < size, size - known <= Self.mostEntries {
      for entry in try reader.entries(from: known, limit: size - known) { try take(entry.header, reader) }
    } else {
      forget()
      if let hash = try Books.inForce(reader), hash != rulebook.hash { rulebook = try books.find(hash, reader) }
    }
    position = size
  }

  private func take(_ header: Header, _ reader: Reader) throws {
    cases[header.subject] = nil
    if header.isAdoption {
      follow(try books.find(header.definitions, reader))
    } else if let kind = rulebook.kinds[header.kind], kind.grant != nil || kind.accounts != nil, let grants,
      let record = try load(header.subject, reader)
    {
      grants.learn(record.state)
    }
  }

  /// Takes over what this process wrote itself, up to a position.
  func absorb(_ records: [String: Record], _ adopted: Rulebook?, upTo size: Int) {
    for (id, record) in records { keep(id, record) }
    if let adopted { follow(adopted) }
    position = size
  }

  /// Keeps a case that was made from its entries, or that was just written.
  func keep(_ id: String, _ record: Record) {
    hold(id, record)
    grants?.learn(record.state)
  }

  private func hold(_ id: String, _ record: Record) {
    if cases.count >= Self.limit { cases.removeAll(keepingCapacity: true) }
    cases[id] = record
  }

  /// From here on new cases are pinned to these definitions.
  func follow(_ book: Rulebook) {
    books.keep(book)
    rulebook = book
    // Other kinds may give authority now.
    grants = nil
  }

  /// Forgets all but the definitions.
  func forget() {
    cases = [:]
    grants = nil
    position = nil
  }

  // MARK: Asking

  /// A case; nil when there is none.
  func load(_ id: String, _ reader: Reader) throws -> Record? {
    if let record = cases[id] { return record }
    if let past = reader as? PastReader { return try past.record(id) }
    return try reader.subject(id).map { try load($0, reader) }
  }

  /// A case whose snapshot was read already.
  func load(_ snapshot: Snapshot, _ reader: Reader) throws -> Record {
    let id = snapshot.subject
    if let record = cases[id] { return record }
    if let past = reader as? PastReader, let record = try past.record(id) { return record }
    let record = try StateCoding.decode(snapshot.state, id: id, kind: snapshot.kind) { try books.find($0, reader) }
    hold(id, record)
    return record
  }

  /// The index of grants and persons, made when it is first asked for.
  func authorities(_ reader: Reader) throws -> GrantIndex {
    if let grants { return grants }
    let index = GrantIndex()
    for kind in rulebook.kinds.values where kind.grant != nil || kind.accounts != nil {
      for id in try reader.subjectIDs(kind.name) {
        if let record = try load(id, reader) { index.learn(record.state) }
      }
    }
    grants = index
    return index
  }
}

extension Header {
  /// The verb, for entries that this engine knows.
  var deed: Verb? { Verb.Name(rawValue: verb).flatMap { Verb($0, object: object, answers: answers) } }

  var isRefused: Bool { outcome == Decision.Outcome.refused.rawValue }

  var isAdoption: Bool { verb == Verb.Name.adopt.rawValue && outcome == Decision.Outcome.accepted.rawValue }
}
