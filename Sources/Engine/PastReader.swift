/// A journal as it was when it had fewer entries.

import Definitions
import FEEL
import Governance
import Journal

/// Reads what was there before a horizon. A case that did not change since is taken as it stands; others are made again from
/// their entries, each when it is asked for.
final class PastReader: Reader {
  private let present: Reader
  private let horizon: Int
  private let books: Books
  private var known: [String: Record?] = [:]
  private var changed: [Field: Set<String>] = [:]

  private struct Field: Hashable {
    let kind: String
    let field: String
  }

  init(_ present: Reader, horizon: Int, _ books: Books) {
    // What was before a moment of the past is found from the present as well.
    let past = present as? PastReader
    self.present = past?.present ?? present
    self.horizon = min(horizon, past?.horizon ?? horizon)
    self.books = books
    super.init(like: present)
  }

  override var size: Int { horizon }

  override func entry(_ position: Int) throws -> Entry? { position < horizon ? try super.entry(position) : nil }

  override func entries(from position: Int, limit: Int) throws -> [Entry] {
    try super.entries(from: position, limit: max(0, min(limit, horizon - position)))
  }

  /// A case as it was; nil when there was none.
  func record(_ id: String) throws -> Record? {
    if let record = known[id] { return record }
    let record = try find(id)
    known[id] = record
    return record
  }

  private func find(_ id: String) throws -> Record? {
    guard let snapshot = try super.subject(id) else { return nil }
    let book: (String) throws -> Rulebook = { [books, present] in try books.find($0, present) }
    if snapshot.position < horizon {
      return try StateCoding.decode(snapshot.state, id: id, kind: snapshot.kind, book)
    }
    var fold = Fold(id, book)
    for position in try present.chain(from: snapshot.position) where position < horizon {
      if let entry = try super.entry(position) { try fold.apply(entry) }
    }
    guard var (_, record) = try fold.snapshot() else { return nil }
    for field in fold.lost { record.state.erased[field] = record.state.erased[field] ?? SeenCase.erasedSince }
    return record
  }

  override func subject(_ id: String) throws -> Snapshot? { try record(id).map { CaseTable.snapshot($0) } }

  override func subjects(_ kind: String) throws -> [Snapshot] {
    try super.subjectIDs(kind).compactMap { try subject($0) }
  }

  private func records() throws -> [Record] {
    try super.counts().map(\.kind).flatMap { try super.subjectIDs($0) }.compactMap { try record($0) }
  }

  /// All of them at once: one page.
  override func openSubjects(after id: String, limit: Int) throws -> [Snapshot] {
    guard id.isEmpty else { return [] }
    return try records().map(CaseTable.snapshot).filter(\.isOpen).sorted { $0.subject < $1.subject }
  }

  override func counts() throws -> [(kind: String, all: Int, open: Int)] {
    let byKind = Dictionary(grouping: try records().map(CaseTable.snapshot), by: \.kind)
    return byKind.sorted { $0.key < $1.key }.map { kind, all in
      (kind: kind, all: all.count, open: all.count { $0.isOpen })
    }
  }

  /// What refers to a case now, or did so before the field got another value.
  override func referring(_ kind: String, via field: String, to target: String) throws -> [String] {
    try Set(super.referring(kind, via: field, to: target)).union(since(kind, field)).sorted().filter {
      try record($0)?.state[field].innerTexts.contains(target) ?? false
    }
  }

  /// The cases of a kind that were there, and in which a field changed since.
  private func since(_ kind: String, _ field: String) throws -> Set<String> {
    let key = Field(kind: kind, field: field)
    if let ids = changed[key] { return ids }
    var (touched, new): (Set<String>, Set<String>) = ([], [])
    for position in try present.positions([.kind(kind), .field(field)], in: horizon..<(try present.size)) {
      guard let header = try present.entry(position)?.header else { continue }
      touched.insert(header.subject)
      if header.previous == nil { new.insert(header.subject) }
    }
    changed[key] = touched.subtracting(new)
    return touched.subtracting(new)
  }

  override func timers(until due: Int, limit: Int) throws -> [TimerRow] { [] }
}
