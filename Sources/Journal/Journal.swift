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
  /// A signing key that is not there.
  case keyMissing(String)
  /// A signing key that others can read, or that is none.
  case keyUnfit(String)
  /// A signing key that is not the store's.
  case keyForeign(String)
  /// It may not be written to.
  case readOnly(String)
  /// The disk is full.
  case full(String)
  /// It cannot be read or written; with SQLite's words.
  case broken(String, String)
}

/// A journal in a file, or in memory.
public final class Journal {
  private let queue: DatabaseQueue
  /// What a backup copies from.
  var source: DatabaseQueue { queue }
  private var frontier = Frontier()
  private var knownIndexed = 0
  private var fresh: [(position: Int, words: [String])] = []
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
          CREATE TABLE trail (word TEXT NOT NULL, start INTEGER NOT NULL, places BLOB NOT NULL, PRIMARY KEY (word, start))
            STRICT, WITHOUT ROWID;
          CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
          CREATE TABLE erasure (position INTEGER NOT NULL, cause INTEGER NOT NULL, PRIMARY KEY (position, cause))
            STRICT, WITHOUT ROWID;
          CREATE TRIGGER erasure_update BEFORE UPDATE ON erasure
            BEGIN SELECT raise(ABORT, 'erasures are never changed'); END;
          CREATE TRIGGER erasure_delete BEFORE DELETE ON erasure
            BEGIN SELECT raise(ABORT, 'erasures are never removed'); END;
          DROP TRIGGER entry_update;
          CREATE TRIGGER entry_update BEFORE UPDATE ON entry
            WHEN NEW.position <> OLD.position OR NEW.leaf <> OLD.leaf OR NEW.nodes <> OLD.nodes OR NEW.body <> OLD.body
              OR NOT EXISTS (SELECT 1 FROM erasure WHERE erasure.position = NEW.position)
            BEGIN SELECT raise(ABORT, 'entries are never changed'); END;
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
      if let path { syncFolder(of: path) }
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
    // What is erased is overwritten, not only forgotten.
    try db.execute(sql: "PRAGMA secure_delete = ON")
    guard try Int.fetchOne(db, sql: "PRAGMA synchronous") == 2 else {
      throw JournalProblem.broken("", "the file cannot be synchronised")
    }
  }

  static func guarded<T>(_ path: String?, _ body: () throws -> T) throws(JournalProblem) -> T {
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
    let saved = (frontier, fresh, knownIndexed)
    do {
      return try Self.passing(path) {
        try queue.writeWithoutTransaction { db in
          var result: T?
          try db.inTransaction(.immediate) {
            let size = try Reader(db).size
            if size != frontier.size { frontier = try Reader(db).frontier(size) }
            let writer = Writer(db, frontier, fresh, knownIndexed: knownIndexed)
            result = try body(writer)
            try writer.index()
            frontier = writer.frontier
            fresh = writer.fresh
            knownIndexed = writer.knownIndexed
            return .commit
          }
          guard let result else { throw JournalProblem.broken(path ?? "memory", "nothing was committed") }
          return result
        }
      }
    } catch {
      (frontier, fresh, knownIndexed) = saved
      throw error
    }
  }

  /// Folds the write-ahead log into the file, so that nothing of what was erased stays behind in it. A reader that holds on
  /// to an older state keeps it from being cut; then the answer is false.
  public func fold() throws -> Bool {
    try Self.passing(path) {
      try queue.writeWithoutTransaction { db in
        try Int.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)") == 0
      }
    }
  }

  /// One consistent view.
  public func read<T>(_ body: (Reader) throws -> T) throws -> T {
    try Self.passing(path) { try queue.read { try body(Reader($0)) } }
  }

  /// SQLite's errors become problems of ours; others pass.
  static func passing<T>(_ path: String?, _ body: () throws -> T) throws -> T {
    do { return try body() } catch let error as DatabaseError { return try guarded(path) { throw error } }
  }

  /// Closes the file.
  public func close() { try? queue.close() }
}
