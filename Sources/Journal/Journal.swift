/// The journal in its SQLite file: entries that are only ever appended, and the read tables derived from them. The one
/// module that knows SQL.

import Foundation
import GRDB

/// What can be wrong with a store's file.
public enum JournalProblem: Error, Sendable, Equatable {
  /// There is no file.
  case missing(String)
  /// There is a file already.
  case exists(String)
  /// The file is no store of this product.
  case notAStore(String)
  /// A later version of the product wrote it.
  case newer(String)
  /// Another process holds it.
  case locked(String)
  /// A signing key that is not there, is no key, or can be read by others.
  case key(String)
  /// It may not be written to.
  case readOnly(String)
  /// The disk is full.
  case full(String)
  /// It cannot be read or written; with SQLite's words.
  case broken(String, String)
}

/// A case as the read table keeps it.
public struct Snapshot: Sendable {
  /// Its id.
  public let subject: String
  /// Its kind.
  public let kind: String
  /// Whether it can still change.
  public let isOpen: Bool
  /// The last entry on it.
  public let position: Int
  /// Its encoded state.
  public let state: [UInt8]

  /// A row of the read table.
  public init(subject: String, kind: String, isOpen: Bool, position: Int, state: [UInt8]) {
    self.subject = subject
    self.kind = kind
    self.isOpen = isOpen
    self.position = position
    self.state = state
  }
}

/// A timer as the read table keeps it.
public struct TimerRow: Sendable, Hashable {
  /// Milliseconds since 1970.
  public let due: Int
  /// The case.
  public let subject: String
  /// The timer's name.
  public let name: String

  /// A row of the read table.
  public init(due: Int, subject: String, name: String) {
    self.due = due
    self.subject = subject
    self.name = name
  }
}

/// A reference from one case to another, as the read table keeps it.
public struct LinkRow: Sendable, Hashable {
  /// The case referred to.
  public let target: String
  /// The kind of the case that refers.
  public let kind: String
  /// Its field.
  public let field: String
  /// The case that refers.
  public let source: String

  /// A row of the read table.
  public init(target: String, kind: String, field: String, source: String) {
    self.target = target
    self.kind = kind
    self.field = field
    self.source = source
  }
}

/// A journal in a file, or in memory.
public final class Journal {
  private let queue: DatabaseQueue
  private var frontier = Frontier()
  /// Its path; nil in memory.
  public let path: String?

  /// "Cvnt": marks a file as a store.
  static let applicationID: Int32 = 0x4376_6E74

  private static func configuration(readOnly: Bool) -> Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(10)
    configuration.readonly = readOnly
    configuration.publicStatementArguments = false
    configuration.maximumReaderCount = 1
    return configuration
  }

  private static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { db in
      try db.execute(
        sql: """
          CREATE TABLE entry (
            position INTEGER PRIMARY KEY, leaf BLOB NOT NULL, nodes BLOB NOT NULL, body BLOB NOT NULL, sealed BLOB NOT NULL
          ) STRICT;
          CREATE TRIGGER entry_order BEFORE INSERT ON entry
            WHEN NEW.position <> (SELECT coalesce(max(position) + 1, 0) FROM entry)
            BEGIN SELECT raise(ABORT, 'entries are appended in order'); END;
          CREATE TRIGGER entry_update BEFORE UPDATE ON entry
            BEGIN SELECT raise(ABORT, 'entries are never changed'); END;
          CREATE TRIGGER entry_delete BEFORE DELETE ON entry
            BEGIN SELECT raise(ABORT, 'entries are never removed'); END;
          CREATE TABLE definition (hash TEXT PRIMARY KEY, files TEXT NOT NULL) STRICT, WITHOUT ROWID;
          CREATE TRIGGER definition_update BEFORE UPDATE ON definition
            BEGIN SELECT raise(ABORT, 'definitions are never changed'); END;
          CREATE TRIGGER definition_delete BEFORE DELETE ON definition
            BEGIN SELECT raise(ABORT, 'definitions are never removed'); END;
          CREATE TABLE subject (
            id TEXT PRIMARY KEY, kind TEXT NOT NULL, open INTEGER NOT NULL, position INTEGER NOT NULL, state BLOB NOT NULL
          ) STRICT, WITHOUT ROWID;
          CREATE INDEX subject_kind ON subject (kind, open, id);
          CREATE TABLE link (
            target TEXT NOT NULL, kind TEXT NOT NULL, field TEXT NOT NULL, source TEXT NOT NULL,
            PRIMARY KEY (target, kind, field, source)
          ) STRICT, WITHOUT ROWID;
          CREATE TABLE timer (
            due INTEGER NOT NULL, subject TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (due, subject, name)
          ) STRICT, WITHOUT ROWID;
          """)
    }
    // Tree heads that were signed and given away; no part of the tree, so they need no entry.
    migrator.registerMigration("2") { db in
      try db.execute(
        sql: """
          CREATE TABLE checkpoint (number INTEGER PRIMARY KEY, size INTEGER NOT NULL, text TEXT NOT NULL) STRICT;
          CREATE TRIGGER checkpoint_update BEFORE UPDATE ON checkpoint
            BEGIN SELECT raise(ABORT, 'checkpoints are never changed'); END;
          CREATE TRIGGER checkpoint_delete BEFORE DELETE ON checkpoint
            BEGIN SELECT raise(ABORT, 'checkpoints are never removed'); END;
          CREATE TABLE trail (word TEXT NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (word, position))
            STRICT, WITHOUT ROWID;
          CREATE TABLE indexed (upto INTEGER NOT NULL) STRICT;
          INSERT INTO indexed (upto) VALUES (0);
          """)
    }
    return migrator
  }

  private init(_ queue: DatabaseQueue, path: String?) {
    self.queue = queue
    self.path = path
  }

  /// A new journal: a file that does not exist yet, or memory when the path is nil.
  public static func create(_ path: String?) throws(JournalProblem) -> Journal {
    if let path, FileManager.default.fileExists(atPath: path) { throw .exists(path) }
    return try guarded(path) {
      let queue: DatabaseQueue
      if let path {
        queue = try DatabaseQueue(path: path, configuration: configuration(readOnly: false))
      } else {
        queue = try DatabaseQueue(configuration: configuration(readOnly: false))
      }
      try queue.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA application_id = \(applicationID)")
        try settle(db, inMemory: path == nil)
      }
      try migrator.migrate(queue)
      return Journal(queue, path: path)
    }
  }

  /// Opens an existing file. Read-only files and folders are opened for reading.
  public static func open(_ path: String) throws(JournalProblem) -> Journal {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { throw .missing(path) }
    if isFolder.boolValue { throw .notAStore(path) }
    let readOnly = !FileManager.default.isWritableFile(atPath: path)
    // In a folder that nobody may write to, SQLite can keep no lock; without a log beside it the file does not change.
    let folder = (path as NSString).deletingLastPathComponent
    let isFixed =
      readOnly && !FileManager.default.isWritableFile(atPath: folder.isEmpty ? "." : folder)
      && !FileManager.default.fileExists(atPath: path + "-wal")
    let escaped = path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? path
    return try guarded(path) {
      let queue = try DatabaseQueue(
        path: isFixed ? "file:\(escaped)?immutable=1" : path, configuration: configuration(readOnly: readOnly))
      let isOurs = try queue.read { db in
        try Int32.fetchOne(db, sql: "PRAGMA application_id") == applicationID
      }
      guard isOurs else { throw JournalProblem.notAStore(path) }
      guard try !queue.read(migrator.hasBeenSuperseded) else { throw JournalProblem.newer(path) }
      if !readOnly {
        try queue.writeWithoutTransaction { try settle($0, inMemory: false) }
        try migrator.migrate(queue)
      }
      return Journal(queue, path: path)
    }
  }

  /// Write-ahead logging, and a sync before every acknowledgement.
  private static func settle(_ db: Database, inMemory: Bool) throws {
    if !inMemory { try db.execute(sql: "PRAGMA journal_mode = WAL") }
    try db.execute(sql: "PRAGMA synchronous = FULL")
    guard try Int.fetchOne(db, sql: "PRAGMA synchronous") == 2 else {
      throw JournalProblem.broken("", "the file cannot be synchronised")
    }
  }

  private static func guarded<T>(_ path: String?, _ body: () throws -> T) throws(JournalProblem) -> T {
    let name = path ?? "memory"
    do {
      return try body()
    } catch let problem as JournalProblem {
      throw problem
    } catch let error as DatabaseError {
      switch error.resultCode {
      case .SQLITE_BUSY, .SQLITE_LOCKED: throw .locked(name)
      case .SQLITE_READONLY, .SQLITE_PERM: throw .readOnly(name)
      case .SQLITE_FULL: throw .full(name)
      case .SQLITE_NOTADB: throw .notAStore(name)
      case .SQLITE_CANTOPEN: throw .readOnly(name)
      default: throw .broken(name, error.message ?? "SQLite error \(error.resultCode.rawValue)")
      }
    } catch {
      throw .broken(name, "unexpected failure")
    }
  }

  // MARK: Access

  /// One transaction that holds the write lock from its start; on disk when it returns. Whatever throws undoes it all.
  public func write<T>(_ body: (Writer) throws -> T) throws -> T {
    let saved = frontier
    do {
      return try Self.passing(path) {
        try queue.writeWithoutTransaction { db in
          var result: T?
          try db.inTransaction(.immediate) {
            let size = try Reader(db).size
            if size != frontier.size { frontier = try Reader(db).frontier(size) }
            let writer = Writer(db, frontier)
            result = try body(writer)
            try writer.index()
            frontier = writer.frontier
            return .commit
          }
          guard let result else { throw JournalProblem.broken(path ?? "memory", "nothing was committed") }
          return result
        }
      }
    } catch {
      frontier = saved
      throw error
    }
  }

  /// One consistent view.
  public func read<T>(_ body: (Reader) throws -> T) throws -> T {
    try Self.passing(path) { try queue.read { try body(Reader($0)) } }
  }

  /// SQLite's errors become problems of ours; others pass.
  private static func passing<T>(_ path: String?, _ body: () throws -> T) throws -> T {
    do { return try body() } catch let error as DatabaseError { return try guarded(path) { throw error } }
  }

  /// Closes the file.
  public func close() { try? queue.close() }
}

/// Reads at one position of the journal.
open class Reader {
  let db: Database

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
    return try Row.fetchOne(statement, arguments: [position]).map(Self.entry)
  }

  /// Entries from a position on, in order, at most `limit`.
  open func entries(from position: Int, limit: Int) throws -> [Entry] {
    let statement = try db.cachedStatement(
      sql: "SELECT position, leaf, nodes, body, sealed FROM entry WHERE position >= ? ORDER BY position LIMIT ?")
    return try Row.fetchAll(statement, arguments: [position, limit]).map(Self.entry)
  }

  private static func entry(_ row: Row) -> Entry {
    func bytes(_ index: Int) -> [UInt8] { Array(row[index] as Data) }
    return Entry(
      position: row[0], body: bytes(3), values: Canonical.values(bytes(4)) ?? [], leaf: bytes(1), nodes: bytes(2))
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
    return try Row.fetchOne(statement, arguments: [id]).map(Self.snapshot)
  }

  /// All cases of a kind, by id.
  open func subjects(_ kind: String) throws -> [Snapshot] {
    let statement = try db.cachedStatement(
      sql: "SELECT id, kind, open, position, state FROM subject WHERE kind = ? ORDER BY id")
    return try Row.fetchAll(statement, arguments: [kind]).map(Self.snapshot)
  }

  /// Cases that are still open, after an id, at most `limit`: for going through all of them in pages.
  open func openSubjects(after id: String, limit: Int) throws -> [Snapshot] {
    let statement = try db.cachedStatement(
      sql: "SELECT id, kind, open, position, state FROM subject WHERE id > ? AND open = 1 ORDER BY id LIMIT ?")
    return try Row.fetchAll(statement, arguments: [id, limit]).map(Self.snapshot)
  }

  private static func snapshot(_ row: Row) -> Snapshot {
    Snapshot(subject: row[0], kind: row[1], isOpen: row[2], position: row[3], state: Array(row[4] as Data))
  }

  /// How many cases there are of each kind, and how many are open.
  open func counts() throws -> [(kind: String, all: Int, open: Int)] {
    try Row.fetchAll(db, sql: "SELECT kind, count(*), sum(open) FROM subject GROUP BY kind ORDER BY kind")
      .map { (kind: $0[0], all: $0[1], open: $0[2]) }
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
      TimerRow(due: $0[0], subject: $0[1], name: $0[2])
    }
  }
}

extension Reader {
  /// The names that entries are about, in order.
  public func subjectNames() throws -> [String] {
    var names = Set(
      try String.fetchAll(db, sql: "SELECT DISTINCT substr(word, 2) FROM trail WHERE word >= 'c' AND word < 'd'"))
    for entry in try entries(from: try indexed, limit: .max) { if let header = entry.header { names.insert(header.subject) } }
    return names.sorted()
  }

  /// The timers of a case.
  public func timers(of subject: String) throws -> Set<TimerRow> {
    let rows = try Row.fetchAll(
      db.cachedStatement(sql: "SELECT due, subject, name FROM timer WHERE subject = ?"), arguments: [subject])
    return Set(rows.map { TimerRow(due: $0[0], subject: $0[1], name: $0[2]) })
  }

  /// The references of a case to others.
  public func links(of source: String) throws -> Set<LinkRow> {
    let rows = try Row.fetchAll(
      db.cachedStatement(sql: "SELECT target, kind, field, source FROM link WHERE source = ?"), arguments: [source])
    return Set(rows.map { LinkRow(target: $0[0], kind: $0[1], field: $0[2], source: $0[3]) })
  }
}

/// Appends entries and keeps the read tables.
public final class Writer: Reader {
  private(set) var frontier: Frontier

  init(_ db: Database, _ frontier: Frontier) {
    self.frontier = frontier
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
    let statement = try db.cachedStatement(
      sql: "INSERT INTO entry (position, leaf, nodes, body, sealed) VALUES (?, ?, ?, ?, ?)")
    try statement.execute(
      arguments: [position, Data(leaf), Data(nodes), Data(body), Data(Canonical.text(values))])
    return position
  }

  /// Empties the read tables, to make them again; the index of the entries is made here and now.
  public func clear() throws {
    try db.execute(sql: "DELETE FROM subject; DELETE FROM timer; DELETE FROM link; DELETE FROM trail")
    try db.execute(sql: "UPDATE indexed SET upto = 0")
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
