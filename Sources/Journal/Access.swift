/// Reading and writing within one transaction.

import Foundation
import GRDB

extension Row {
  /// A column as what it must be. A damaged file may hold anything, and must not bring the process down.
  func get<T: DatabaseValueConvertible>(_ index: Int) throws -> T {
    guard let value = T.fromDatabaseValue(self[index]) else {
      throw JournalProblem.broken("", "a row is not in the journal's format")
    }
    return value
  }
}

/// Reads at one position of the journal.
open class Reader {
  let db: Database
  /// The words of the newest entries, those that the index does not know yet.
  var tail: [(position: Int, words: Set<String>)] = []

  init(_ db: Database) { self.db = db }

  /// A reader at the same position as another.
  public init(like other: Reader) { db = other.db }

  /// How many entries there are.
  open var size: Int {
    get throws {
      try (Int.fetchOne(db.cachedStatement(sql: "SELECT max(position) FROM entry")) ?? -1) + 1
    }
  }

  /// An entry; nil past the end.
  open func entry(_ position: Int) throws -> Entry? {
    let statement = try db.cachedStatement(
      sql: "SELECT position, leaf, nodes, body, sealed FROM entry WHERE position = ?")
    return try Row.fetchOne(statement, arguments: [position]).map { try Self.entry($0) }
  }

  /// Entries from a position on, in order, at most `limit`.
  open func entries(from position: Int, limit: Int) throws -> [Entry] {
    let statement = try db.cachedStatement(
      sql: "SELECT position, leaf, nodes, body, sealed FROM entry WHERE position >= ? ORDER BY position LIMIT ?")
    return try Row.fetchAll(statement, arguments: [position, limit]).map { try Self.entry($0) }
  }

  private static func entry(_ row: Row) throws -> Entry {
    let (leaf, nodes, body, sealed): (Data, Data, Data, Data) =
      (try row.get(1), try row.get(2), try row.get(3), try row.get(4))
    return Entry(
      position: try row.get(0), body: Array(body), values: Canonical.values(Array(sealed)) ?? [], leaf: Array(leaf),
      nodes: Array(nodes))
  }

  /// The right edge of the tree, from the nodes stored with the entries.
  func frontier(_ size: Int) throws -> Frontier {
    var peaks: [[UInt8]] = []
    var start = 0
    for level in stride(from: Int.bitWidth - 2, through: 0, by: -1) where size >> level & 1 == 1 {
      let end = start + 1 << level
      guard let entry = try entry(end - 1) else { throw JournalProblem.broken("", "entry \(end - 1) is missing") }
      if level == 0 {
        peaks.append(entry.leaf)
      } else {
        guard entry.nodes.count >= level * 32 else { throw JournalProblem.broken("", "entry \(end - 1) lacks nodes") }
        peaks.append(Array(entry.nodes[((level - 1) * 32)..<(level * 32)]))
      }
      start = end
    }
    return Frontier(size: size, peaks: peaks)
  }

  /// The root over all entries.
  public func root() throws -> [UInt8] { try frontier(try size).root }

  /// The files of a rulebook, as they were put.
  public func definitions(_ hash: String) throws -> String? {
    try String.fetchOne(db.cachedStatement(sql: "SELECT files FROM definition WHERE hash = ?"), arguments: [hash])
  }

  /// A case.
  open func subject(_ id: String) throws -> Snapshot? {
    let statement = try db.cachedStatement(sql: "SELECT id, kind, open, position, state FROM subject WHERE id = ?")
    return try Row.fetchOne(statement, arguments: [id]).map { try Self.snapshot($0) }
  }

  /// All cases of a kind, by id.
  open func subjects(_ kind: String) throws -> [Snapshot] {
    let statement = try db.cachedStatement(
      sql: "SELECT id, kind, open, position, state FROM subject WHERE kind = ? ORDER BY id")
    return try Row.fetchAll(statement, arguments: [kind]).map { try Self.snapshot($0) }
  }

  /// Cases that are still open, after an id, at most `limit`: for going through all of them in pages.
  open func openSubjects(after id: String, limit: Int) throws -> [Snapshot] {
    let statement = try db.cachedStatement(
      sql: "SELECT id, kind, open, position, state FROM subject WHERE id > ? AND open = 1 ORDER BY id LIMIT ?")
    return try Row.fetchAll(statement, arguments: [id, limit]).map { try Self.snapshot($0) }
  }

  private static func snapshot(_ row: Row) throws -> Snapshot {
    let state: Data = try row.get(4)
    return Snapshot(
      subject: try row.get(0), kind: try row.get(1), isOpen: try row.get(2), position: try row.get(3),
      state: Array(state))
  }

  /// How many cases there are of each kind, and how many are open.
  open func counts() throws -> [(kind: String, all: Int, open: Int)] {
    try Row.fetchAll(db, sql: "SELECT kind, count(*), sum(open) FROM subject GROUP BY kind ORDER BY kind")
      .map { (kind: try $0.get(0), all: try $0.get(1), open: try $0.get(2)) }
  }

  /// The ids of cases of a kind whose field refers to a case.
  open func referring(_ kind: String, via field: String, to target: String) throws -> [String] {
    let statement = try db.cachedStatement(
      sql: "SELECT source FROM link WHERE target = ? AND kind = ? AND field = ? ORDER BY source")
    return try String.fetchAll(statement, arguments: [target, kind, field])
  }

  /// Timers due up to an instant, in order of due instant, then id.
  open func timers(until due: Int, limit: Int) throws -> [TimerRow] {
    let statement = try db.cachedStatement(
      sql: "SELECT due, subject, name FROM timer WHERE due <= ? ORDER BY due, subject, name LIMIT ?")
    return try Row.fetchAll(statement, arguments: [due, limit]).map {
      TimerRow(due: try $0.get(0), subject: try $0.get(1), name: try $0.get(2))
    }
  }
}

extension Reader {
  /// The entries on a case, the oldest first, each found by the one after it.
  public func chain(from last: Int) throws -> [Int] {
    var positions: [Int] = []
    var next: Int? = last
    while let position = next, position < positions.last ?? Int.max {
      positions.append(position)
      next = try entry(position)?.header?.previous
    }
    return positions.reversed()
  }

  /// The names that entries are about, in order.
  public func subjectNames() throws -> [String] {
    var names = Set(
      try String.fetchAll(db, sql: "SELECT DISTINCT substr(word, 2) FROM trail WHERE word >= 'c' AND word < 'd'"))
    for entry in try entries(from: try indexed, limit: .max) {
      if let header = entry.header { names.insert(header.subject) }
    }
    return names.sorted()
  }

  /// All accounts that ever acted, as the index knows them and as the newest entries say.
  public func accounts() throws -> [String] {
    let known = try String.fetchAll(
      db, sql: "SELECT DISTINCT substr(word, 2) FROM trail WHERE word >= 'a' AND word < 'b'")
    _ = try positions([.actor("")])
    return known + tail.flatMap { $0.words.filter { $0.hasPrefix("a") }.map { String($0.dropFirst()) } }
  }

  /// Cases whose state holds a text, in order, at most fifty.
  public func subjects(holding text: String) throws -> [String] {
    try String.fetchAll(
      db, sql: "SELECT id FROM subject WHERE instr(CAST(state AS TEXT), ?) > 0 ORDER BY id LIMIT 50", arguments: [text])
  }

  /// The timers of a case.
  public func timers(of subject: String) throws -> Set<TimerRow> {
    let rows = try Row.fetchAll(
      db.cachedStatement(sql: "SELECT due, subject, name FROM timer WHERE subject = ?"), arguments: [subject])
    return Set(try rows.map { TimerRow(due: try $0.get(0), subject: try $0.get(1), name: try $0.get(2)) })
  }

  /// The references of a case to others.
  public func links(of source: String) throws -> Set<LinkRow> {
    let rows = try Row.fetchAll(
      db.cachedStatement(sql: "SELECT target, kind, field, source FROM link WHERE source = ?"), arguments: [source])
    return Set(
      try rows.map { LinkRow(target: try $0.get(0), kind: try $0.get(1), field: try $0.get(2), source: try $0.get(3)) })
  }
}

/// Appends entries and keeps the read tables.
public final class Writer: Reader {
  private(set) var frontier: Frontier
  /// The words of entries that were appended one after the other and are not in the index yet.
  var fresh: [(position: Int, words: [String])]

  /// How many entries were in the index when it was last looked at.
  var knownIndexed: Int

  init(_ db: Database, _ frontier: Frontier, _ fresh: [(position: Int, words: [String])], knownIndexed: Int) {
    self.frontier = frontier
    self.knownIndexed = knownIndexed
    // What another process appended in between is not known here.
    self.fresh = fresh.last.map { $0.position + 1 == frontier.size } ?? true ? fresh : []
    super.init(db)
  }

  /// The position of the next entry.
  public var next: Int { frontier.size }

  /// Appends an entry and answers its position.
  @discardableResult
  public func append(_ header: Header, _ values: [Sealed]) throws -> Int {
    let position = frontier.size
    let body = Canonical.body(header, position: position, values)
    let leaf = TreeHash.leaf(body)
    let nodes = frontier.append(leaf)
    fresh.append((position, Entry.words(header, values)))
    let statement = try db.cachedStatement(
      sql: "INSERT INTO entry (position, leaf, nodes, body, sealed) VALUES (?, ?, ?, ?, ?)")
    try statement.execute(
      arguments: [position, Data(leaf), Data(nodes), Data(body), Data(Canonical.text(values))])
    return position
  }

  /// Appends an entry of another journal as it is.
  public func append(_ entry: Entry) throws {
    guard entry.position == frontier.size else { throw JournalProblem.broken("", "entry \(frontier.size) is missing") }
    fresh.append((entry.position, entry.words))
    let statement = try db.cachedStatement(
      sql: "INSERT INTO entry (position, leaf, nodes, body, sealed) VALUES (?, ?, ?, ?, ?)")
    try statement.execute(
      arguments: [
        entry.position, Data(entry.leaf), Data(frontier.append(entry.leaf)), Data(entry.body),
        Data(Canonical.text(entry.values)),
      ])
  }

  /// Empties the read tables, to make them again; the index of the entries is made here and now.
  public func clear() throws {
    knownIndexed = 0
    try db.execute(
      sql: "DELETE FROM subject; DELETE FROM timer; DELETE FROM link; DELETE FROM trail; DELETE FROM fact")
    try index(always: true)
  }

  /// Keeps the files of a rulebook.
  public func put(definitions files: String, hash: String) throws {
    try db.execute(sql: "INSERT OR IGNORE INTO definition (hash, files) VALUES (?, ?)", arguments: [hash, files])
  }

  /// Keeps a case as it stands.
  public func put(_ snapshot: Snapshot) throws {
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO subject (id, kind, open, position, state) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET open = excluded.open, position = excluded.position, state = excluded.state
        """)
    try statement.execute(
      arguments: [snapshot.subject, snapshot.kind, snapshot.isOpen, snapshot.position, Data(snapshot.state)])
  }

  /// Replaces a case's timers.
  public func change(timers removed: some Sequence<TimerRow>, to added: some Sequence<TimerRow>) throws {
    for row in removed {
      try db.cachedStatement(sql: "DELETE FROM timer WHERE due = ? AND subject = ? AND name = ?")
        .execute(arguments: [row.due, row.subject, row.name])
    }
    for row in added {
      try db.cachedStatement(sql: "INSERT OR IGNORE INTO timer (due, subject, name) VALUES (?, ?, ?)")
        .execute(arguments: [row.due, row.subject, row.name])
    }
  }

  /// Replaces a case's references.
  public func change(links removed: some Sequence<LinkRow>, to added: some Sequence<LinkRow>) throws {
    for row in removed {
      try db.cachedStatement(sql: "DELETE FROM link WHERE target = ? AND kind = ? AND field = ? AND source = ?")
        .execute(arguments: [row.target, row.kind, row.field, row.source])
    }
    for row in added {
      try db.cachedStatement(sql: "INSERT OR IGNORE INTO link (target, kind, field, source) VALUES (?, ?, ?, ?)")
        .execute(arguments: [row.target, row.kind, row.field, row.source])
    }
  }
}
