/// Checks a journal file by itself. Shares no code with the writer: SQLite, SHA-256 and JSON only, so that a mistake
/// there cannot hide itself here. The format is described in docs/journal.md.

import Crypto
import Foundation
import GRDB

/// What a check of a file found.
public struct Verification: Sendable {
  /// How many entries were checked.
  public let entries: Int
  /// How many values were held against their commitments.
  public let values: Int
  /// Values that were taken away; their commitments stand.
  public let withheld: Int
  /// The root over all entries, in hexadecimal.
  public let root: String
  /// The first thing that is wrong; nil when all is well.
  public let fault: String?

  /// Whether nothing is wrong.
  public var isSound: Bool { fault == nil }

  /// When the last entry was made, in milliseconds since 1970.
  public let last: Int

  /// The report.
  public var text: String {
    if let fault { return "unsound      \(fault)\nchecked      \(entries) entries before it" }
    let date = Date(timeIntervalSince1970: Double(last) / 1000).ISO8601Format()
    return """
      sound        \(entries) entries, \(values) values, \(withheld) withheld; definitions and read tables agree
      root         \(root)
      last entry   \(date); that nothing was cut off behind it shows only against a root kept elsewhere
      """
  }

  private struct Stop: Error { let message: String }

  /// Checks the file at a path.
  public static func run(_ path: String) throws -> Verification {
    var checked = Progress()
    guard FileManager.default.fileExists(atPath: path) else {
      return Verification(entries: 0, values: 0, withheld: 0, root: "", fault: "there is no file at \(path)", last: 0)
    }
    do {
      var configuration = Configuration()
      configuration.readonly = true
      let queue = try DatabaseQueue(path: Self.name(path), configuration: configuration)
      try queue.read { db in
        for row in try Row.fetchAll(db, sql: "SELECT hash, files FROM definition") {
          try checked.definitions(hash: row[0], files: row[1])
        }
        let rows = try Row.fetchCursor(
          db, sql: "SELECT position, leaf, nodes, body, sealed FROM entry ORDER BY position")
        while let row = try rows.next() {
          try checked.check(
            position: row[0], leaf: row[1], nodes: row[2], body: row[3], sealed: row[4])
        }
        let subjects = try Row.fetchCursor(db, sql: "SELECT id, position, state FROM subject")
        var found = 0
        while let row = try subjects.next() {
          try checked.subject(id: row[0], position: row[1], state: row[2])
          found += 1
        }
        guard found == checked.lastOf.count else {
          throw Stop(message: "the read table has \(found) cases, the journal \(checked.lastOf.count)")
        }
      }
    } catch let stop as Stop {
      return checked.report(stop.message)
    } catch let error as DatabaseError {
      return checked.report("the file cannot be read: \(error.message ?? "SQLite error")")
    }
    return checked.report(checked.entries == 0 ? "the journal has no entries" : nil)
  }

  /// A file in a folder that nobody may write to is opened as one that does not change, when no log lies beside it.
  private static func name(_ path: String) -> String {
    let folder = (path as NSString).deletingLastPathComponent
    let isFixed = !FileManager.default.isWritableFile(atPath: folder.isEmpty ? "." : folder)
    guard isFixed, !FileManager.default.fileExists(atPath: path + "-wal") else { return path }
    let escaped = path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? path
    return "file:\(escaped)?immutable=1"
  }

  /// The tree and the chains, as far as they were read.
  private struct Progress {
    var entries = 0
    var values = 0
    var withheld = 0
    var peaks: [(level: Int, hash: Data)] = []
    var lastOf: [String: Int] = [:]
    var statesOf: [String: [String]] = [:]
    var rulebooks: Set<String> = []
    var instant = Int.min

    /// Files against the hash they are pinned by.
    mutating func definitions(hash: String, files: String) throws {
      guard let rows = try? JSONSerialization.jsonObject(with: Data(files.utf8)) as? [[String]] else {
        throw Stop(message: "the definitions \(hash.prefix(12))… cannot be read")
      }
      var data = Data()
      for row in rows where row.count == 2 {
        data += Data("\(row[0].utf8.count) \(row[0]) \(row[1].utf8.count) ".utf8) + Data(row[1].utf8)
      }
      guard SHA256.hash(data: data).map({ hex($0) }).joined() == hash else {
        throw Stop(message: "the definitions \(hash.prefix(12))… are not those that were pinned")
      }
      rulebooks.insert(hash)
    }

    /// A case in the read table against its last entry.
    func subject(id: String, position: Int, state: Data) throws {
      guard lastOf[id] == position else {
        throw Stop(
          message:
            "the read table has \(id) at entry \(position), the journal at \(lastOf[id].map(String.init) ?? "none")")
      }
      let states = (try? JSONSerialization.jsonObject(with: state) as? [String: Any])?["states"] as? [String]
      guard states == statesOf[id] else {
        throw Stop(message: "the read table has \(id) in another state than entry \(position)")
      }
    }

    mutating func check(position: Int, leaf: Data, nodes: Data, body: Data, sealed: Data) throws {
      guard position == entries else { throw Stop(message: "entry \(entries) is missing; the next is \(position)") }
      var hash = Data(SHA256.hash(data: Data([0]) + body))
      guard hash == leaf else { throw Stop(message: "entry \(position): the body does not give the leaf hash") }
      var completed = Data()
      var level = 0
      while let last = peaks.last, last.level == level {
        peaks.removeLast()
        hash = Data(SHA256.hash(data: Data([1]) + last.hash + hash))
        completed += hash
        level += 1
      }
      peaks.append((level, hash))
      guard completed == nodes else { throw Stop(message: "entry \(position): the tree nodes it completes are wrong") }
      try checkBody(position, body, sealed)
      entries += 1
    }

    private mutating func checkBody(_ position: Int, _ body: Data, _ sealed: Data) throws {
      guard let header = try? JSONSerialization.jsonObject(with: body) as? [String: Any],
        let subject = header["case"] as? String, let at = header["at"] as? Int,
        let commitments = header["commitments"] as? [String: String], header["position"] as? Int == position
      else { throw Stop(message: "entry \(position): the body is not in the journal's format") }
      guard at >= instant else {
        throw Stop(message: "entry \(position): its instant lies before the one of the entry before")
      }
      instant = at
      if subject != "store", header["previous"] as? Int != lastOf[subject] {
        throw Stop(message: "entry \(position): the chain of \(subject) is broken")
      }
      // A refused creation has no case behind it, so its chain does not grow.
      let states = header["states"] as? [Any] ?? []
      if subject != "store", !states.isEmpty || lastOf[subject] != nil {
        lastOf[subject] = position
        statesOf[subject] = states as? [String] ?? []
      }
      if let definitions = header["definitions"] as? String, rulebooks.isEmpty == false,
        !rulebooks.contains(definitions)
      {
        throw Stop(message: "entry \(position): its definitions are not in the store")
      }
      guard let rows = try? JSONSerialization.jsonObject(with: sealed) as? [[Any]] else {
        throw Stop(message: "entry \(position): its values are not in the journal's format")
      }
      var seen: Set<String> = []
      for row in rows {
        guard row.count == 3, let name = row[0] as? String, let salt = row[1] as? String,
          let wanted = commitments[name],
          seen.insert(name).inserted
        else { throw Stop(message: "entry \(position): a value without commitment") }
        guard let value = row[2] as? String else {
          withheld += 1
          continue
        }
        let data = Data(bytes(salt)) + Data(name.utf8) + Data([0]) + Data(value.utf8)
        guard SHA256.hash(data: data).map({ hex($0) }).joined() == wanted else {
          throw Stop(message: "entry \(position): the value \"\(name)\" does not match its commitment")
        }
        values += 1
      }
      withheld += commitments.count - seen.count
    }

    func report(_ fault: String?) -> Verification {
      var root = Data(SHA256.hash(data: Data()))
      if var hash = peaks.last?.hash {
        for peak in peaks.dropLast().reversed() { hash = Data(SHA256.hash(data: Data([1]) + peak.hash + hash)) }
        root = hash
      }
      return Verification(
        entries: entries, values: values, withheld: withheld, root: root.map { hex($0) }.joined(), fault: fault,
        last: max(0, instant))
    }
  }
}

private func hex(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16) }

private func bytes(_ text: String) -> [UInt8] {
  let digits = Array(text)
  return stride(from: 0, to: digits.count - 1, by: 2).compactMap { UInt8(String(digits[$0...($0 + 1)]), radix: 16) }
}
