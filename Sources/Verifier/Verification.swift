/// Checks a journal file by itself. Shares no code with the writer: SQLite, SHA-256 and JSON only, so that a mistake
/// there cannot hide itself here. The format is described in docs/reference/journal.md.

import Crypto
import Foundation
import GRDB

/// What the one who checks holds a file against: heads and a key that were kept elsewhere.
public struct Pinned: Sendable {
  /// Signed heads.
  public var checkpoints: [Checkpoint]
  /// Heads as short codes.
  public var codes: [ShortCode]
  /// A public key that the store must have or have had, 32 bytes.
  public var key: [UInt8]?

  /// Nothing unless given.
  public init(checkpoints: [Checkpoint] = [], codes: [ShortCode] = [], key: [UInt8]? = nil) {
    self.checkpoints = checkpoints
    self.codes = codes
    self.key = key
  }
}

/// What a check of a file found.
public struct Verification: Sendable {
  /// How many entries were checked.
  public let entries: Int
  /// How many values were held against their commitments.
  public let values: Int
  /// Values that were erased by an act; their commitments stand.
  public let withheld: Int
  /// How many documents were held against their hashes.
  public let documents: Int
  /// Signed heads that the store keeps, and those that were brought along.
  public let heads: (kept: Int, brought: Int)
  /// How many entries, from the first on, stand under a signed head.
  public let signed: Int
  /// The root over all entries.
  public let root: [UInt8]
  /// Whether the key that was given is one that another took the place of.
  public let hasOlderKey: Bool
  /// The public key in force, in hexadecimal.
  public let key: String
  /// The first thing that is wrong; nil when all is well.
  public let fault: String?

  /// Whether nothing is wrong.
  public var isSound: Bool { fault == nil }

  /// When the last entry was made, in milliseconds since 1970.
  public let last: Int

  /// What was found, a line a subject, for people.
  public var text: String {
    if let fault { return "unsound      \(fault)\nchecked      \(entries) entries before it" }
    let date = Date(timeIntervalSince1970: Double(last) / 1000).ISO8601Format()
    let caution = "that nothing was cut off behind it shows only against a head kept elsewhere: --checkpoint or --code"
    return """
      sound        \(entries) entries, \(values) values, \(withheld) erased; the definitions are those that were pinned
      \(documents == 0 ? "" : "documents    \(documents), each what its SHA-256 says\n")heads        \(heads.kept) kept in the store, \(heads.brought) brought along\(heads == (0, 0) ? "" : ": signed, and heads of this tree")
      read tables  they name the same last entries and states; their values are checked by --replay
      signed       \(signed == 0 ? "none" : "the first \(signed)") of \(entries) entries\(signed < entries ? "; whoever can write the file could have rewritten the rest, unless you hold a head or a code over them" : "")
      root         \(Commitment.hexadecimal(root))
      key          \(key)\(hasOlderKey ? ", which took the place of the one that was given, with its consent" : "")
      code         \(ShortCode(size: entries, root: root).text)
      last entry   \(date)\(heads.brought == 0 ? "; \(caution)" : "")
      """
  }

  /// Checks the file at a path, on its own and against what is pinned.
  public static func run(_ path: String, against pinned: Pinned = Pinned()) -> Verification {
    var checked = EntryCheck()
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      return checked.report("there is no file at \(path)")
    }
    if isFolder.boolValue { return checked.report("\(path) is a folder; name the file that `begin` made") }
    do {
      var configuration = Configuration()
      configuration.readonly = true
      let queue = try DatabaseQueue(path: Self.name(path), configuration: configuration)
      try queue.read { db in
        for row in try Row.fetchAll(db, sql: "SELECT hash, files FROM definition") {
          try checked.definitions(hash: read(row, 0), files: read(row, 1))
        }
        if try db.tableExists("checkpoint") {
          for row in try Row.fetchAll(db, sql: "SELECT number, size, text FROM checkpoint ORDER BY number") {
            try checked.expect(kept: read(row, 0), size: read(row, 1), text: read(row, 2))
          }
        }
        try checked.expect(pinned)
        let rows = try Row.fetchCursor(
          db, sql: "SELECT position, leaf, nodes, body, sealed FROM entry ORDER BY position")
        while let row = try rows.next() {
          let position: Int = try read(row, 0)
          try row.withUnsafeData(atIndex: 1) { leaf in
            try row.withUnsafeData(atIndex: 2) { nodes in
              try row.withUnsafeData(atIndex: 3) { body in
                try row.withUnsafeData(atIndex: 4) { sealed in
                  guard let leaf, let body, let sealed else {
                    throw Stop(message: "entry \(position) is not in the journal's format")
                  }
                  try checked.check(position: position, leaf: leaf, nodes: nodes ?? Data(), body: body, sealed: sealed)
                }
              }
            }
          }
        }
        if try db.tableExists("document") {
          let documents = try Row.fetchCursor(db, sql: "SELECT hash, bytes FROM document")
          while let row = try documents.next() { try checked.documents.check(hash: read(row, 0), bytes: read(row, 1)) }
          let holds = try Row.fetchCursor(db, sql: "SELECT position, hash FROM attachment")
          while let row = try holds.next() { try checked.documents.check(held: read(row, 1), by: read(row, 0)) }
        }
        try checked.documents.finish()
        let subjects = try Row.fetchCursor(db, sql: "SELECT id, position, state FROM subject")
        var found = 0
        while let row = try subjects.next() {
          try checked.subject(id: read(row, 0), position: read(row, 1), state: read(row, 2))
          found += 1
        }
        guard found == checked.cases else {
          throw Stop(message: "the read table has \(found) cases, the journal \(checked.cases)")
        }
        try checked.finish(pinned)
        let objects = try Row.fetchAll(db, sql: "SELECT type, name, tbl_name FROM sqlite_master")
        try checked.schema(objects.map { (type: try read($0, 0), name: try read($0, 1), table: try read($0, 2)) })
      }
    } catch let stop as Stop {
      return checked.report(stop.message)
    } catch let error as DatabaseError where error.resultCode == .SQLITE_READONLY {
      return checked.report("the file was left in the middle of a write; open it once, so that SQLite puts it right")
    } catch let error as DatabaseError {
      return checked.report("the file cannot be read: \(error.message ?? "SQLite error")")
    } catch {
      return checked.report("a row of the file is not in the journal's format")
    }
    return checked.report(checked.entries == 0 ? "the journal has no entries" : nil)
  }

  /// A column as what it must be; a damaged file may hold anything.
  private static func read<T: DatabaseValueConvertible>(_ row: Row, _ index: Int) throws -> T {
    guard let value = T.fromDatabaseValue(row[index]) else {
      throw Stop(message: "a row of the file is not in the journal's format")
    }
    return value
  }

  /// A file in a folder that nobody may write to is opened as one that does not change, when no log lies beside it.
  private static func name(_ path: String) -> String {
    let folder = (path as NSString).deletingLastPathComponent
    let isFixed = !FileManager.default.isWritableFile(atPath: folder.isEmpty ? "." : folder)
    guard isFixed, !FileManager.default.fileExists(atPath: path + "-wal") else { return path }
    let escaped = path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? path
    return "file:\(escaped)?immutable=1"
  }
}
