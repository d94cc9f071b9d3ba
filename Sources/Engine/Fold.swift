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
    let header = entry.header
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
    if !header.isRefused, header.deed?.changesItsCase ?? true {
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
      let what = "entry \(position): its value \"state\""
      guard case .context(let changes) = try Stored.value(json.utf8, what) else {
        throw StoreProblem.damaged("\(what) cannot be read")
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
    let record = try StateCoding.decode(bytes, id: id, kind: kind.name, book)
    return (
      Snapshot(
        subject: id, kind: kind.name, isOpen: record.state.isOpen || !record.state.open.isEmpty, position: last,
        state: bytes), record
    )
  }
}
