/// The log and the read tables within one transaction, as rows.

import Foundation
import GRDB
import Journal

extension Row {
  /// A column as what it must be. A damaged file may hold anything, and must not bring the process down.
  func get<T: DatabaseValueConvertible>(_ index: Int) throws -> T {
    guard let value = T.fromDatabaseValue(self[index]) else {
      throw JournalProblem.broken("", "a row is not in the journal's format")
    }
    return value
  }

  func bytes(_ index: Int) throws -> [UInt8] { Array(try get(index) as Data) }

  /// Columns position, leaf, nodes, body and sealed.
  func entry() throws -> StoredEntry {
    StoredEntry(
      position: try get(0), leaf: try bytes(1), nodes: try bytes(2), body: try bytes(3), sealed: try bytes(4))
  }

  /// Columns id, kind, open, position and state.
  fileprivate func snapshot() throws -> Snapshot {
    Snapshot(
      subject: try get(0), kind: try get(1), isOpen: try get(2), position: try get(3), state: try bytes(4))
  }
}

/// One transaction.
final class SQLiteTransaction {
  private let db: Database
  /// How many entries there are, once it was asked: nobody else appends during the transaction.
  private var known: Int?

  init(_ db: Database) { self.db = db }

  private func one(_ sql: String, _ arguments: StatementArguments) throws -> Row? {
    try Row.fetchOne(db.cachedStatement(sql: sql), arguments: arguments)
  }

  private func all(_ sql: String, _ arguments: StatementArguments) throws -> [Row] {
    try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments)
  }

  private func run(_ sql: String, _ arguments: StatementArguments) throws {
    let statement = try db.cachedStatement(sql: sql)
    // As many as the statement has: each stands beside its own text.
    statement.setUncheckedArguments(arguments)
    try statement.execute()
  }
}

extension SQLiteTransaction: Log {
  var size: Int {
    get throws {
      if let known { return known }
      let size = (try Int.fetchOne(db.cachedStatement(sql: "SELECT max(position) FROM entry")) ?? -1) + 1
      known = size
      return size
    }
  }

  func entry(_ position: Int) throws -> StoredEntry? {
    try one("SELECT position, leaf, nodes, body, sealed FROM entry WHERE position = ?", [position])?.entry()
  }

  func entries(from position: Int, limit: Int) throws -> [StoredEntry] {
    try all(
      "SELECT position, leaf, nodes, body, sealed FROM entry WHERE position >= ? ORDER BY position LIMIT ?",
      [position, limit]
    ).map { try $0.entry() }
  }

  func append(_ entry: StoredEntry) throws {
    try run(
      "INSERT INTO entry (position, leaf, nodes, body, sealed) VALUES (?, ?, ?, ?, ?)",
      [entry.position, Data(entry.leaf), Data(entry.nodes), Data(entry.body), Data(entry.sealed)])
    known = entry.position + 1
  }

  func replace(sealed: [UInt8], at position: Int, cause: Int) throws {
    try run("INSERT OR IGNORE INTO erasure (position, cause) VALUES (?, ?)", [position, cause])
    try run("UPDATE entry SET sealed = ? WHERE position = ?", [Data(sealed), position])
  }

  func definitions(_ hash: String) throws -> String? {
    try String.fetchOne(db.cachedStatement(sql: "SELECT files FROM definition WHERE hash = ?"), arguments: [hash])
  }

  func put(definitions files: String, hash: String) throws {
    try run("INSERT OR IGNORE INTO definition (hash, files) VALUES (?, ?)", [hash, files])
  }

  /// A file of an earlier version that may not be written to has no documents.
  private var hasDocuments: Bool { get throws { try db.tableExists("document") } }

  func document(_ hash: String) throws -> [UInt8]? {
    guard try hasDocuments else { return nil }
    return try one("SELECT bytes FROM document WHERE hash = ?", [hash])?.bytes(0)
  }

  func holds(document hash: String) throws -> Bool {
    guard try hasDocuments else { return false }
    return try one("SELECT 1 FROM document WHERE hash = ?", [hash]) != nil
  }

  func documents(of position: Int) throws -> [String] {
    guard try hasDocuments else { return [] }
    return try String.fetchAll(
      db.cachedStatement(sql: "SELECT hash FROM attachment WHERE position = ? ORDER BY hash"), arguments: [position])
  }

  func attach(document hash: String, _ bytes: [UInt8]?, to position: Int) throws -> Bool {
    if let bytes { try run("INSERT OR IGNORE INTO document (hash, bytes) VALUES (?, ?)", [hash, Data(bytes)]) }
    try run(
      "INSERT OR IGNORE INTO attachment (position, hash) SELECT ?, hash FROM document WHERE hash = ?", [position, hash])
    return try one("SELECT 1 FROM attachment WHERE position = ? AND hash = ?", [position, hash]) != nil
  }

  func detach(document hash: String, from position: Int) throws {
    try run("DELETE FROM attachment WHERE position = ? AND hash = ?", [position, hash])
    try run(
      "DELETE FROM document WHERE hash = ?1 AND NOT EXISTS (SELECT 1 FROM attachment WHERE attachment.hash = ?1)",
      [hash])
  }

  func checkpoints() throws -> [String] {
    // A file of the first version that may not be written to has none.
    guard try db.tableExists("checkpoint") else { return [] }
    return try String.fetchAll(db, sql: "SELECT text FROM checkpoint ORDER BY number")
  }

  func put(checkpoint text: String, size: Int) throws {
    try run("INSERT INTO checkpoint (size, text) VALUES (?, ?)", [size, text])
  }
}

extension SQLiteTransaction: Tables {
  // MARK: Cases

  func subject(_ id: String) throws -> Snapshot? {
    try one("SELECT id, kind, open, position, state FROM subject WHERE id = ?", [id])?.snapshot()
  }

  func subjects(_ kind: String) throws -> [Snapshot] {
    try all("SELECT id, kind, open, position, state FROM subject WHERE kind = ? ORDER BY id", [kind])
      .map { try $0.snapshot() }
  }

  func subjectIDs(_ kind: String) throws -> [String] {
    try String.fetchAll(
      db.cachedStatement(sql: "SELECT id FROM subject WHERE kind = ? ORDER BY id"), arguments: [kind])
  }

  func openSubjects(after id: String, limit: Int) throws -> [Snapshot] {
    try all(
      "SELECT id, kind, open, position, state FROM subject WHERE id > ? AND open = 1 ORDER BY id LIMIT ?", [id, limit]
    ).map { try $0.snapshot() }
  }

  func counts() throws -> [(kind: String, all: Int, open: Int)] {
    try all("SELECT kind, count(*), sum(open) FROM subject GROUP BY kind ORDER BY kind", [])
      .map { (kind: try $0.get(0), all: try $0.get(1), open: try $0.get(2)) }
  }

  func subjects(holding text: String, limit: Int) throws -> [String] {
    try all(
      "SELECT id FROM subject WHERE instr(CAST(state AS TEXT), ?) > 0 ORDER BY id LIMIT ?", [text, limit]
    ).map { try $0.get(0) }
  }

  func put(_ snapshot: Snapshot) throws {
    try run(
      """
      INSERT INTO subject (id, kind, open, position, state) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET open = excluded.open, position = excluded.position, state = excluded.state
      """,
      [snapshot.subject, snapshot.kind, snapshot.isOpen, snapshot.position, Data(snapshot.state)])
  }

  // MARK: Timers

  func timers(until due: Int, limit: Int) throws -> [TimerRow] {
    try all(
      "SELECT due, subject, name FROM timer WHERE due <= ? ORDER BY due, subject, name LIMIT ?", [due, limit]
    ).map { TimerRow(due: try $0.get(0), subject: try $0.get(1), name: try $0.get(2)) }
  }

  func timers(of subject: String) throws -> Set<TimerRow> {
    Set(
      try all("SELECT due, subject, name FROM timer WHERE subject = ?", [subject])
        .map { TimerRow(due: try $0.get(0), subject: try $0.get(1), name: try $0.get(2)) })
  }

  func change(timers removed: Set<TimerRow>, to added: Set<TimerRow>) throws {
    for row in removed {
      try run("DELETE FROM timer WHERE due = ? AND subject = ? AND name = ?", [row.due, row.subject, row.name])
    }
    for row in added {
      try run("INSERT OR IGNORE INTO timer (due, subject, name) VALUES (?, ?, ?)", [row.due, row.subject, row.name])
    }
  }

  // MARK: References

  func referring(_ kind: String, via field: String, to target: String) throws -> [String] {
    try String.fetchAll(
      db.cachedStatement(sql: "SELECT source FROM link WHERE target = ? AND kind = ? AND field = ? ORDER BY source"),
      arguments: [target, kind, field])
  }

  func links(of source: String) throws -> Set<LinkRow> {
    Set(
      try all("SELECT target, kind, field, source FROM link WHERE source = ?", [source])
        .map {
          LinkRow(target: try $0.get(0), kind: try $0.get(1), field: try $0.get(2), source: try $0.get(3))
        })
  }

  func change(links removed: Set<LinkRow>, to added: Set<LinkRow>) throws {
    for row in removed {
      try run(
        "DELETE FROM link WHERE target = ? AND kind = ? AND field = ? AND source = ?",
        [row.target, row.kind, row.field, row.source])
    }
    for row in added {
      try run(
        "INSERT OR IGNORE INTO link (target, kind, field, source) VALUES (?, ?, ?, ?)",
        [row.target, row.kind, row.field, row.source])
    }
  }

  // MARK: The index of words, and small facts

  private func stretch(_ row: Row) throws -> Stretch {
    Stretch(word: try row.get(0), start: try row.get(1), places: try row.bytes(2))
  }

  func stretches(
    of word: String, in range: Swift.Range<Int>, newestFirst: Bool, _ body: (Stretch) throws -> Bool
  ) throws {
    let order = newestFirst ? "DESC" : "ASC"
    let rows = try Row.fetchCursor(
      db.cachedStatement(
        sql:
          "SELECT word, start, places FROM trail WHERE word = ? AND start >= ? AND start < ? ORDER BY start \(order)"),
      arguments: [word, range.lowerBound, range.upperBound])
    while let row = try rows.next() { if try !body(stretch(row)) { return } }
  }

  func stretch(of word: String, at start: Int) throws -> Stretch? {
    try one("SELECT word, start, places FROM trail WHERE word = ? AND start = ?", [word, start]).map { try stretch($0) }
  }

  func eachStretch(_ body: (Stretch) throws -> Void) throws {
    let rows = try Row.fetchCursor(db, sql: "SELECT word, start, places FROM trail")
    while let row = try rows.next() { try body(stretch(row)) }
  }

  func words(beginningWith letter: Character) throws -> [String] {
    guard let after = letter.unicodeScalars.first.flatMap({ Unicode.Scalar($0.value + 1) }) else { return [] }
    return try String.fetchAll(
      db, sql: "SELECT DISTINCT word FROM trail WHERE word >= ? AND word < ? ORDER BY word",
      arguments: [String(letter), String(Character(after))])
  }

  func put(_ stretch: Stretch) throws {
    if stretch.places.isEmpty {
      try run("DELETE FROM trail WHERE word = ? AND start = ?", [stretch.word, stretch.start])
    } else {
      try run(
        "INSERT OR REPLACE INTO trail (word, start, places) VALUES (?, ?, ?)",
        [stretch.word, stretch.start, Data(stretch.places)])
    }
  }

  func fact(_ name: String) throws -> String? {
    // A file of the first version that may not be written to has none.
    guard try db.tableExists("fact") else { return nil }
    return try String.fetchOne(
      db.cachedStatement(sql: "SELECT value FROM fact WHERE name = ?"), arguments: [name])
  }

  func put(fact name: String, _ value: String) throws {
    try run(
      "INSERT INTO fact (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
      [name, value])
  }

  func clear() throws {
    try db.execute(
      sql: "DELETE FROM subject; DELETE FROM timer; DELETE FROM link; DELETE FROM trail; DELETE FROM fact")
  }
}
