/// A store in a SQLite file: opening, locking, durability. With the verifier, all that knows SQL.

import Foundation
import GRDB
import Journal

/// A journal's storage in a file, or in memory.
public final class SQLiteStorage: Storage {
  private let queue: DatabaseQueue
  /// Its path; nil in memory.
  public let path: String?
  /// Where its signing keys lie.
  public let keys: any Keys

  /// What messages call it.
  public var name: String { path ?? "memory" }

  /// "Cvnt": marks a file as a store.
  static let applicationID: Int32 = 0x4376_6E74

  private init(_ queue: DatabaseQueue, path: String?) {
    self.queue = queue
    self.path = path
    keys = path.map { KeyFiles(beside: $0) } ?? NoKeys()
  }

  /// How many seconds another process is waited for.
  private static let patience = 10

  private static func configuration(readOnly: Bool) -> Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(TimeInterval(patience))
    configuration.readonly = readOnly
    configuration.publicStatementArguments = false
    return configuration
  }

  // MARK: Opening

  /// A storage in memory, gone with the process.
  public static func memory() throws(JournalProblem) -> SQLiteStorage {
    try guarded("memory") {
      let queue = try DatabaseQueue(configuration: configuration(readOnly: false))
      return try prepared(queue, path: nil)
    }
  }

  /// A new file; one that exists is an error.
  public static func create(_ path: String) throws(JournalProblem) -> SQLiteStorage {
    if FileManager.default.fileExists(atPath: path) { throw .exists(path) }
    return try guarded(path) {
      try claim(path)
      let storage = try prepared(
        try DatabaseQueue(path: path, configuration: configuration(readOnly: false)), path: path)
      try syncFolder(of: path)
      return storage
    }
  }

  /// Makes an empty file, where there is none, that only its owner can read and write: a store holds what is confidential. What SQLite keeps beside it gets the same
  /// rights.
  private static func claim(_ path: String) throws {
    guard !FileManager.default.fileExists(atPath: path) else { return }
    let isMade = FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
    guard isMade else { throw JournalProblem.readOnly(path) }
  }

  private static func prepared(_ queue: DatabaseQueue, path: String?) throws -> SQLiteStorage {
    try queue.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA application_id = \(applicationID)")
      try settle(db, inMemory: path == nil)
    }
    try Schema.migrator.migrate(queue)
    return SQLiteStorage(queue, path: path)
  }

  /// Opens an existing file. Read-only files and folders are opened for reading.
  public static func open(_ path: String) throws(JournalProblem) -> SQLiteStorage {
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
      guard try !queue.read(Schema.migrator.hasBeenSuperseded) else { throw JournalProblem.newer(path) }
      if !readOnly {
        try queue.writeWithoutTransaction { try settle($0, inMemory: false) }
        try Schema.migrator.migrate(queue)
      }
      return SQLiteStorage(queue, path: path)
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

  // MARK: Errors

  /// SQLite's errors become problems of ours; other errors are unexpected.
  static func guarded<T>(_ name: String, _ body: () throws -> T) throws(JournalProblem) -> T {
    do {
      return try body()
    } catch let problem as JournalProblem {
      throw problem
    } catch let error as DatabaseError {
      throw Self.problem(error, name)
    } catch {
      throw .broken(name, "unexpected failure")
    }
  }

  private static func problem(_ error: DatabaseError, _ name: String) -> JournalProblem {
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED: .locked(name)
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN: .readOnly(name)
    case .SQLITE_FULL: .full(name)
    case .SQLITE_NOTADB: .notAStore(name)
    default: .broken(name, error.message ?? "SQLite error \(error.resultCode.rawValue)")
    }
  }

  /// SQLite's errors become problems of ours; others pass.
  private func passing<T>(_ body: () throws -> T) throws -> T {
    do { return try body() } catch let error as DatabaseError { throw Self.problem(error, name) }
  }

  // MARK: Transactions

  /// One consistent view.
  public func read<T>(_ body: (any Log & Tables) throws -> T) throws -> T {
    try passing { try queue.read { try body(SQLiteTransaction($0)) } }
  }

  /// One transaction that holds the write lock from its start; on disk when it returns. Whatever throws undoes it all.
  public func write<T>(_ body: (any Log & Tables) throws -> T) throws -> T {
    try passing {
      try queue.writeWithoutTransaction { db in
        // Statements that are kept: a transaction is short, and reading these three words each time is not.
        try db.cachedStatement(sql: "BEGIN IMMEDIATE").execute()
        do {
          let result = try body(SQLiteTransaction(db))
          try db.cachedStatement(sql: "COMMIT").execute()
          return result
        } catch {
          // A failing disk may have ended the transaction already, and then what failed first is what is told.
          if db.isInsideTransaction { try? db.execute(sql: "ROLLBACK") }
          throw error
        }
      }
    }
  }

  /// Folds the write-ahead log into the file, so that nothing of what was erased stays behind in it. A reader that holds on
  /// to an older state keeps it from being cut; then the answer is false.
  public func forget(waits: Bool) throws -> Bool {
    try passing {
      try queue.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA busy_timeout = \(waits ? Self.patience * 1000 : 0)")
        let isBusy = try Int.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)") != 0
        try db.execute(sql: "PRAGMA busy_timeout = \(Self.patience * 1000)")
        return !isBusy
      }
    }
  }

  /// Closes the file.
  public func close() { try? queue.close() }

  // MARK: Copies

  /// Copies the file while it may be in use, as it is at one instant; never over another file. What is copied is on disk at
  /// return.
  public func backup(to path: String) throws(JournalProblem) {
    guard !FileManager.default.fileExists(atPath: path) else { throw .exists(path) }
    do {
      try passing {
        // One step that no writer can come between, into a file of its own name first.
        try Self.claim(path + ".part")
        let copy = try DatabaseQueue(path: path + ".part")
        try queue.backup(to: copy)
        try copy.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
        try copy.close()
      }
      try Self.put(path + ".part", path)
    } catch {
      Self.remove(path + ".part")
      throw error as? JournalProblem ?? .broken(path, "the copy failed")
    }
  }

  /// A finished file under its name, on disk.
  private static func put(_ part: String, _ path: String) throws {
    guard let file = FileHandle(forUpdatingAtPath: part) else { throw JournalProblem.readOnly(part) }
    try file.synchronize()
    try file.close()
    guard rename(part, path) == 0 else { throw JournalProblem.readOnly(path) }
    try syncFolder(of: path)
  }

  /// Takes away a file of a store that was not finished, with what SQLite keeps beside it.
  public static func remove(_ path: String) {
    for end in ["", "-journal", "-wal", "-shm"] { unlink(path + end) }
  }

  /// Names in a folder are on disk when the folder is.
  static func syncFolder(of path: String) throws(JournalProblem) {
    let folder = (path as NSString).deletingLastPathComponent
    guard let stream = opendir(folder.isEmpty ? "." : folder) else {
      throw .broken(path, "its folder cannot be opened to be synchronised")
    }
    defer { closedir(stream) }
    // A file system that keeps no folders of its own has nothing to synchronise.
    guard fsync(dirfd(stream)) == 0 || errno == EINVAL else { throw .broken(path, "its folder cannot be synchronised") }
  }
}
