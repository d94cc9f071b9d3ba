/// Saving what verifies from a damaged file into a new one, and copying a file that is in use.

import Foundation
import GRDB

/// What a recovery saved.
public struct Recovered: Sendable {
  /// How many entries.
  public var entries = 0
  /// Why it stopped there; nil when it came to the end.
  public var stopped: String?
  /// Values that no longer match their commitments and were left out, by entry.
  public var lost: [Int: [String]] = [:]
  /// Columns that were damaged and follow from others.
  public var mended = 0
  /// Signed heads that were saved.
  public var heads = 0
  /// Heads over more entries than could be saved: how many those were.
  public var headsBeyond: Int?
}

extension Journal {
  /// Copies a file that may be in use, as it is at one instant; never over another file. What is copied is on disk at return.
  public func backup(to path: String) throws(JournalProblem) {
    guard !FileManager.default.fileExists(atPath: path) else { throw .exists(path) }
    do {
      try Self.passing(self.path) {
        // One step that no writer can come between, into a file of its own name first.
        let queue = try DatabaseQueue(path: path + ".part")
        try source.backup(to: queue)
        try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
        try queue.close()
      }
      try Self.put(path + ".part", path)
    } catch {
      for name in [path + ".part", path + ".part-journal", path + ".part-wal", path + ".part-shm"] {
        try? FileManager.default.removeItem(atPath: name)
      }
      throw error as? JournalProblem ?? .broken(path, "the copy failed")
    }
  }

  /// A finished file under its name, on disk.
  private static func put(_ part: String, _ path: String) throws {
    guard let file = FileHandle(forUpdatingAtPath: part) else { throw JournalProblem.readOnly(part) }
    try file.synchronize()
    try file.close()
    guard rename(part, path) == 0 else { throw JournalProblem.readOnly(path) }
    syncFolder(of: path)
  }

  /// Names in a folder are on disk when the folder is.
  static func syncFolder(of path: String) {
    let folder = (path as NSString).deletingLastPathComponent
    if let stream = opendir(folder.isEmpty ? "." : folder) {
      fsync(dirfd(stream))
      closedir(stream)
    }
  }

  /// Saves from a damaged file all entries from the first on that verify, with the definitions and heads, into a new file.
  /// The damaged file is only read.
  public static func recover(_ path: String, to target: String) throws(JournalProblem) -> Recovered {
    guard FileManager.default.fileExists(atPath: path) else { throw .missing(path) }
    var result = Recovered()
    let new = try create(target)
    do {
      try guarded(path) {
        var configuration = Configuration()
        configuration.readonly = true
        // Read on where the file is shorter than it says.
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA writable_schema = ON") }
        let damaged = try DatabaseQueue(path: path, configuration: configuration)
        // Without a transaction: one could not be ended where the file cannot be read.
        try damaged.unsafeRead { db in
          try new.write { writer in
            try salvage(db, writer, &result)
          }
        }
      }
    } catch {
      new.close()
      for name in [target, target + "-wal", target + "-shm"] { try? FileManager.default.removeItem(atPath: name) }
      throw error
    }
    new.close()
    return result
  }

  private static func salvage(_ db: Database, _ writer: Writer, _ result: inout Recovered) throws {
    // What cannot be read is passed over: entries tell later which definitions are wanted.
    for row in (try? Row.fetchAll(db, sql: "SELECT hash, files FROM definition")) ?? [] {
      if let hash = String.fromDatabaseValue(row[0]), let files = String.fromDatabaseValue(row[1]) {
        try writer.put(definitions: files, hash: hash)
      }
    }
    var doubts: [Int] = []
    var kept: [Entry] = []
    var frontier = Frontier()
    func settle() throws {
      for entry in kept { try writer.append(entry) }
      result.entries += kept.count
      kept = []
    }
    while true {
      let position = frontier.size
      let found: Row?
      do {
        found = try Row.fetchOne(
          db, sql: "SELECT leaf, nodes, body, sealed FROM entry WHERE position = ?", arguments: [position])
      } catch {
        result.stopped = "the file cannot be read from entry \(position) on"
        break
      }
      guard let row = found else {
        let last = try? Int.fetchOne(db, sql: "SELECT max(position) FROM entry")
        if let last, last >= position { result.stopped = "entry \(position) is missing; the last is \(last)" }
        break
      }
      guard let leaf = Data.fromDatabaseValue(row[0]), let nodes = Data.fromDatabaseValue(row[1]),
        let body = Data.fromDatabaseValue(row[2]), let sealed = Data.fromDatabaseValue(row[3])
      else {
        result.stopped = "entry \(position) is not in the journal's format"
        break
      }
      let computed = TreeHash.leaf(Array(body))
      let completed = frontier.append(computed)
      if computed != Array(leaf) { doubts.append(position) }
      if completed == Array(nodes), !completed.isEmpty {
        // The nodes over a doubted entry agree with its body: the damage was in the column beside it.
        let reach = 1 << ((position + 1).trailingZeroBitCount)
        result.mended += doubts.count { $0 > position - reach }
        doubts.removeAll { $0 > position - reach }
      } else if completed != Array(nodes), doubts.last != position {
        doubts.append(position)
      }
      guard let values = salvage(body, sealed, position, &result) else {
        doubts.append(position)
        break
      }
      if result.lost[position] != nil, Canonical.header(Array(body))?.subject == "store" {
        // What says who the store is and which key signs for it must be whole.
        result.stopped = "entry \(position), on the store itself, has lost values"
        result.lost[position] = nil
        break
      }
      kept.append(Entry(position: position, body: Array(body), values: values, leaf: computed, nodes: completed))
      if doubts.isEmpty, kept.count >= 500 { try settle() }
    }
    if let first = doubts.first {
      // What was found wrong later does not matter then.
      result.stopped = "entry \(first) does not verify"
      kept.removeAll { $0.position >= first }
      result.lost = result.lost.filter { $0.key < first }
    }
    try settle()
    for row in (try? Row.fetchAll(db, sql: "SELECT size, text FROM checkpoint ORDER BY number")) ?? [] {
      guard let size = Int.fromDatabaseValue(row[0]), let text = String.fromDatabaseValue(row[1]) else { continue }
      if size > result.entries {
        result.headsBeyond = max(size, result.headsBeyond ?? 0)
      } else {
        try writer.keep(checkpoint: text, size: size)
        result.heads += 1
      }
    }
  }

  /// The values that match their commitments; nil when the body says nothing that can be read.
  private static func salvage(_ body: Data, _ sealed: Data, _ position: Int, _ result: inout Recovered) -> [Sealed]? {
    guard let header = try? JSONSerialization.jsonObject(with: body) as? [String: Any],
      let commitments = header["commitments"] as? [String: String], header["position"] as? Int == position
    else { return nil }
    let found = Canonical.values(Array(sealed)) ?? []
    return commitments.keys.sorted().map { name in
      guard let value = found.first(where: { $0.name == name }) else {
        result.lost[position, default: []].append(name)
        return Sealed(name: name, salt: [], value: nil)
      }
      if value.value == nil { return value }
      var digits: [UInt8] = []
      Canonical.write(hex: value.commitment, to: &digits)
      if String(decoding: digits.dropFirst().dropLast(), as: UTF8.self) == commitments[name] { return value }
      result.lost[position, default: []].append(name)
      return Sealed(name: name, salt: [], value: nil)
    }
  }
}
