/// What can still be read of a damaged file of a store.

import Foundation
import GRDB
import Journal

/// A damaged file, which is only read.
private struct DamagedFile: Wreck {
  let db: Database

  func entry(_ position: Int) throws -> StoredEntry? {
    try Row.fetchOne(
      db, sql: "SELECT position, leaf, nodes, body, sealed FROM entry WHERE position = ?", arguments: [position])?
      .entry()
  }

  // What cannot be read is not there: nothing else can be known of it.

  var last: Int? { try? Int.fetchOne(db, sql: "SELECT max(position) FROM entry") }

  var definitions: [(hash: String, files: String)] {
    ((try? Row.fetchAll(db, sql: "SELECT hash, files FROM definition")) ?? []).compactMap { row in
      guard let hash = String.fromDatabaseValue(row[0]), let files = String.fromDatabaseValue(row[1]) else {
        return nil
      }
      return (hash, files)
    }
  }

  func document(_ hash: String) -> [UInt8]? {
    let row = try? Row.fetchOne(db, sql: "SELECT bytes FROM document WHERE hash = ?", arguments: [hash])
    return row.flatMap { Data.fromDatabaseValue($0[0]) }.map { Array($0) }
  }

  var heads: [(size: Int, text: String)] {
    ((try? Row.fetchAll(db, sql: "SELECT size, text FROM checkpoint ORDER BY number")) ?? []).compactMap { row in
      guard let size = Int.fromDatabaseValue(row[0]), let text = String.fromDatabaseValue(row[1]) else { return nil }
      return (size, text)
    }
  }
}

extension SQLiteStorage {
  /// Saves from a damaged file all entries from the first on that verify, with the definitions and heads, into a new file,
  /// which is left open. The damaged file is only read; its keys are copied where they lie beside it.
  public static func recover(_ path: String, to target: String) throws(JournalProblem) -> (SQLiteStorage, Recovered) {
    guard FileManager.default.fileExists(atPath: path) else { throw .missing(path) }
    let new = try create(target)
    do {
      let result = try guarded(path) {
        var configuration = Configuration()
        configuration.readonly = true
        // Read on where the file is shorter than it says.
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA writable_schema = ON") }
        let damaged = try DatabaseQueue(path: path, configuration: configuration)
        // Without a transaction: one could not be ended where the file cannot be read.
        return try damaged.unsafeRead { db in try Journal(new).salvage(DamagedFile(db: db)) }
      }
      if let key = try KeyFiles(beside: path).current() { try new.keys.begin(key) }
      return (new, result)
    } catch {
      new.close()
      remove(target)
      throw error
    }
  }
}
