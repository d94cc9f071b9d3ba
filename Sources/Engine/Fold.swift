/// Cases made again from their entries alone, without asking the gate: what is recorded stays so.

import Calendar
import FEEL
import Definitions
import Governance
import Journal

/// One case, entry by entry.
struct Fold {
  let id: String
  private let book: (String) throws -> Rulebook
  private var pinned = ""
  private(set) var kind: Kind?
  private var parts = Written()
  private var fields: [String] = []
  private(set) var last = -1
  /// Fields whose value at this point was taken away since.
  private(set) var lost: Set<String> = []

  init(_ id: String, _ book: @escaping (String) throws -> Rulebook) {
    self.id = id
    self.book = book
  }

  /// A case as it stands, to go on from.
  init(_ record: Record, _ book: @escaping (String) throws -> Rulebook) {
    id = record.state.id
    self.book = book
    pinned = record.state.rulebook.hash
    kind = record.state.kind
    parts = StateCoding.write(record)
    fields = record.state.fields.map { JSON.text($0) }
    last = record.state.lastEntry
  }

  /// What the next entry on the case changed. A refused creation made no case.
  mutating func apply(_ entry: Entry) throws {
    guard let header = entry.header else { throw StoreProblem.damaged("entry \(entry.position) cannot be read") }
    if kind == nil {
      guard !header.states.isEmpty else { return }
      guard let found = try book(header.definitions).kinds[header.kind] else {
        throw StoreProblem.damaged("entry \(entry.position) is of a kind that its definitions do not have")
      }
      kind = found
      fields = found.fields.map { _ in "null" }
      parts.add(.rulebook, .string(header.definitions))
      parts.add(.created, .number(Number(header.instant)))
      parts.add(.by, .number(Number(entry.position)))
      pinned = header.definitions
    } else if header.definitions != pinned {
      try move(to: header)
    }
    last = entry.position
    replace(.last, .number(Number(last)))
    if Staging.changes(header.event, header.outcome) {
      replace(.changed, .number(Number(last)))
    }
    replace(.states, .list(header.states.map { .string($0) }))
    for value in entry.values { try take(value, entry.position) }
    parts[.fields] = Array("[\(fields.joined(separator: ","))]".utf8)
  }

  /// From this entry on the case is pinned to other definitions: its fields are found by name.
  private mutating func move(to header: Header) throws {
    guard let old = kind, let new = try book(header.definitions).kinds[header.kind] else {
      throw StoreProblem.damaged("\(id) was moved to definitions that do not have its kind")
    }
    fields = new.fields.map { field in old.index(of: field.name).map { fields[$0] } ?? "null" }
    kind = new
    pinned = header.definitions
    replace(.rulebook, .string(pinned))
  }

  private mutating func replace(_ part: Written.Part, _ value: Value) {
    parts[part] = []
    parts.add(part, value)
  }

  /// A value that was taken away is null from there on.
  private mutating func take(_ value: Sealed, _ position: Int) throws {
    if value.name.hasPrefix("set.") {
      guard let index = kind?.index(of: String(value.name.dropFirst(4))) else {
        throw StoreProblem.damaged("entry \(position) sets a field that its kind does not have")
      }
      fields[index] = value.value ?? "null"
      let name = String(value.name.dropFirst(4))
      if value.value == nil { lost.insert(name) } else { lost.remove(name) }
    } else if value.name == "state", let json = value.value {
      guard case .context(let changes)? = try? JSON.parse(json.utf8) else {
        throw StoreProblem.damaged("entry \(position): its value \"state\" cannot be read")
      }
      for (name, value) in changes.pairs {
        guard let part = Written.Part(name: name) else { continue }
        if value.isNull { parts[part] = [] } else { replace(part, value) }
      }
    } else if value.name.hasPrefix("state."), let part = Written.Part(name: value.name.dropFirst(6)) {
      parts[part] = value.value.map { $0 == "null" ? [] : Array($0.utf8) } ?? []
    }
  }

  /// The case as the read table keeps it; nil before its creation.
  func snapshot() throws -> (Snapshot, Record)? {
    guard let kind else { return nil }
    let bytes = parts.bytes
    guard let record = try StateCoding.decode(bytes, id: id, kind: kind.name, book) else {
      throw StoreProblem.damaged("the entries on \(id) do not give a case")
    }
    return (
      Snapshot(
        subject: id, kind: kind.name, isOpen: record.state.isOpen || !record.state.open.isEmpty, position: last,
        state: bytes), record
    )
  }
}

/// A journal as it was when it had fewer entries: cases are made again from those, each when it is asked for.
final class PastReader: Reader {
  private let present: Reader
  private let horizon: Int
  private let books: Books

  init(_ present: Reader, horizon: Int, _ books: Books) {
    self.present = present
    self.horizon = horizon
    self.books = books
    super.init(like: present)
  }

  override var size: Int { horizon }

  override func entry(_ position: Int) throws -> Entry? { position < horizon ? try super.entry(position) : nil }

  override func entries(from position: Int, limit: Int) throws -> [Entry] {
    try super.entries(from: position, limit: max(0, min(limit, horizon - position)))
  }

  private func fold(_ id: String) throws -> (Snapshot, Record)? {
    var fold = Fold(id) { [books, present] in try books.find($0, present) }
    guard let last = try super.subject(id)?.position else { return nil }
    for position in try present.chain(from: last) where position < horizon {
      if let entry = try super.entry(position) { try fold.apply(entry) }
    }
    guard var (snapshot, record) = try fold.snapshot() else { return nil }
    for field in fold.lost { record.state.erased[field] = record.state.erased[field] ?? -1 }
    snapshot = Snapshot(
      subject: id, kind: snapshot.kind, isOpen: snapshot.isOpen, position: snapshot.position,
      state: StateCoding.write(record).bytes)
    return (snapshot, record)
  }

  override func subject(_ id: String) throws -> Snapshot? { try fold(id)?.0 }

  /// A case as it was.
  func record(_ id: String) throws -> Record? { try fold(id)?.1 }

  override func subjects(_ kind: String) throws -> [Snapshot] {
    try super.subjects(kind).compactMap { try subject($0.subject) }
  }

  /// All of them at once: one page.
  override func openSubjects(after id: String, limit: Int) throws -> [Snapshot] {
    guard id.isEmpty else { return [] }
    return try super.counts().map(\.kind).flatMap { try subjects($0) }.filter(\.isOpen).sorted {
      $0.subject < $1.subject
    }
  }

  override func counts() throws -> [(kind: String, all: Int, open: Int)] {
    try super.counts().map(\.kind).compactMap { kind in
      let all = try subjects(kind)
      return all.isEmpty ? nil : (kind: kind, all: all.count, open: all.count { $0.isOpen })
    }
  }

  override func referring(_ kind: String, via field: String, to target: String) throws -> [String] {
    try super.subjects(kind).map(\.subject).filter { id in
      guard let record = try fold(id)?.1 else { return false }
      return record.state[field].innerTexts.contains(target)
    }
  }

  override func timers(until due: Int, limit: Int) throws -> [TimerRow] { [] }
}

/// What making the read tables again came to.
public struct Rebuilding: Sendable {
  /// How many cases.
  public let cases: Int
  /// How many entries.
  public let entries: Int
  /// The first case that was not what its entries say, with the part; nil when all were.
  public let difference: String?
}

extension Store {
  /// The store as it was at the end of an instant, for reading.
  public func past(until instant: Instant) throws(StoreProblem) -> Store {
    let horizon = try reading { try $0.reader.position(at: instant.milliseconds + 1) }
    return try past(horizon: horizon, now: instant)
  }

  /// Makes all read tables again from the entries: cases, timers, links and the index. With `comparing`, they are only held
  /// against what is there, and nothing is written.
  public func rebuild(comparing: Bool = false) throws(StoreProblem) -> Rebuilding {
    do {
      if comparing { return try journal.read { try self.rebuild($0, nil) } }
      let result = try journal.write { writer in
        try writer.clear()
        let position = try writer.positions([.event("run under")], limit: 1, newestFirst: true).first ?? 0
        if let versions = try writer.entry(position)?.value(Versions.name) {
          try writer.put(fact: Versions.name, versions)
        }
        return try self.rebuild(writer, writer)
      }
      forget()
      return result
    } catch {
      throw Self.wrap(error)
    }
  }

  private func rebuild(_ reader: Reader, _ writer: Writer?) throws -> Rebuilding {
    var count = 0
    var difference: String?
    if try writer == nil && !reader.isIndexWhole() {
      let what = "the index by which entries are found lacks some, or has others"
      return Rebuilding(cases: 0, entries: try reader.size, difference: what)
    }
    for id in try reader.subjectNames() where id != CaseName.store {
      var fold = Fold(id) { [books] in try books.find($0, reader) }
      for position in try reader.positions([.subject(id)]) {
        if let entry = try reader.entry(position) { try fold.apply(entry) }
      }
      guard let (snapshot, record) = try fold.snapshot() else { continue }
      count += 1
      if let writer {
        try put(snapshot, record, writer)
      } else {
        difference = try difference ?? self.difference(snapshot, record, reader)
      }
    }
    if writer == nil, difference == nil {
      let stored = try reader.counts().reduce(0) { $0 + $1.all }
      if stored != count { difference = "the read table has \(stored) cases, the entries \(count)" }
    }
    return Rebuilding(cases: count, entries: try reader.size, difference: difference)
  }

  private func difference(_ wanted: Snapshot, _ record: Record, _ reader: Reader) throws -> String? {
    guard let found = try reader.subject(wanted.subject) else {
      return "\(wanted.subject) is missing in the read table"
    }
    guard found.state == wanted.state, found.isOpen == wanted.isOpen, found.kind == wanted.kind else {
      return "\(wanted.subject) stands otherwise in the read table than its entries say"
    }
    if try reader.timers(of: wanted.subject) != Self.timerRows(record) {
      return "the timers of \(wanted.subject) are other than its entries say"
    }
    if try reader.links(of: wanted.subject) != Self.linkRows(record) {
      return "the links of \(wanted.subject) are other than its entries say"
    }
    return nil
  }
}
