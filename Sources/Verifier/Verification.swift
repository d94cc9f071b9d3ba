/// Checks a journal file by itself. Shares no code with the writer: SQLite, SHA-256 and JSON only, so that a mistake
/// there cannot hide itself here. The format is described in docs/journal.md.

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
  /// Signed heads that the store keeps, and those that were brought along.
  public let heads: (kept: Int, brought: Int)
  /// The root over all entries.
  public let root: [UInt8]
  /// The public key in force, in hexadecimal.
  public let key: String
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
    let caution = "that nothing was cut off behind it shows only against a head kept elsewhere"
    return """
      sound        \(entries) entries, \(values) values, \(withheld) erased; definitions and read tables agree
      heads        \(heads.kept) kept in the store, \(heads.brought) brought along\(heads == (0, 0) ? "" : ": signed, and heads of this tree")
      root         \(Commitment.hexadecimal(root))
      key          \(key)
      code         \(ShortCode(size: entries, root: root).text)
      last entry   \(date)\(heads.brought == 0 ? "; \(caution)" : "")
      """
  }

  private struct Stop: Error { let message: String }

  /// Checks the file at a path, on its own and against what is pinned.
  public static func run(_ path: String, against pinned: Pinned = Pinned()) throws -> Verification {
    var checked = Progress()
    guard FileManager.default.fileExists(atPath: path) else { return checked.report("there is no file at \(path)") }
    do {
      var configuration = Configuration()
      configuration.readonly = true
      let queue = try DatabaseQueue(path: Self.name(path), configuration: configuration)
      try queue.read { db in
        for row in try Row.fetchAll(db, sql: "SELECT hash, files FROM definition") {
          try checked.definitions(hash: row[0], files: row[1])
        }
        if try db.tableExists("checkpoint") {
          for row in try Row.fetchAll(db, sql: "SELECT number, size, text FROM checkpoint ORDER BY number") {
            try checked.expect(kept: row[0], size: row[1], text: row[2])
          }
        }
        try checked.expect(pinned)
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
        try checked.finish(pinned)
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
    var heads = (kept: 0, brought: 0)
    /// Values that are gone, by entry, and those that an entry says were erased.
    private var missing: [Int: Set<String>] = [:]
    private var erased: [Int: Set<String>] = [:]
    /// Heads by the number of entries they stand over.
    private var expected: [Int: [Head]] = [:]
    private var keys = KeyChain()

    /// A head, signed or as a code, and what to call it.
    private struct Head {
      let name: String
      let root: ShortCode
      let checkpoint: Checkpoint?
    }

    mutating func expect(kept number: Int, size: Int, text: String) throws {
      guard let checkpoint = Checkpoint(text), checkpoint.size == size else {
        throw Stop(message: "the head \(number) that the store keeps is no signed head over \(size) entries")
      }
      heads.kept += 1
      expect(checkpoint, "the head \(number) that the store keeps")
    }

    mutating func expect(_ pinned: Pinned) throws {
      for checkpoint in pinned.checkpoints { expect(checkpoint, "the head that was brought along") }
      for code in pinned.codes {
        expected[code.size, default: []].append(
          Head(name: "the code that was brought along", root: code, checkpoint: nil))
      }
      heads.brought = pinned.checkpoints.count + pinned.codes.count
      try compare()
    }

    private mutating func expect(_ checkpoint: Checkpoint, _ name: String) {
      let root = ShortCode(size: checkpoint.size, root: checkpoint.root)
      expected[checkpoint.size, default: []].append(Head(name: name, root: root, checkpoint: checkpoint))
    }

    /// The tree as it stands now against the heads over so many entries.
    private mutating func compare() throws {
      guard let heads = expected.removeValue(forKey: entries) else { return }
      let root = root
      for head in heads {
        guard head.root == ShortCode(size: entries, root: root), head.checkpoint.map({ $0.root == root }) ?? true else {
          throw Stop(
            message:
              "\(head.name) is over \(entries) entries with another root: what it was made of is not what stands here")
        }
        guard let checkpoint = head.checkpoint else { continue }
        guard let key = keys.inForce(entries), checkpoint.isSigned(by: key) else {
          throw Stop(
            message: "\(head.name), over \(entries) entries, is not signed by the key of the store at that time")
        }
      }
    }

    /// What is left when all entries were read.
    func finish(_ pinned: Pinned) throws {
      if let (size, left) = expected.min(by: { $0.key < $1.key }), let head = left.first {
        throw Stop(message: "\(head.name) is over \(size) entries, and here are \(entries): the end was cut off")
      }
      for (position, names) in missing.sorted(by: { $0.key < $1.key }) {
        if let name = names.subtracting(erased[position] ?? []).min() {
          throw Stop(message: "entry \(position): its value \"\(name)\" is gone, and no entry says that it was erased")
        }
      }
      if let key = pinned.key, !keys.contains(key) {
        throw Stop(message: "the key that was given is none of the store's keys")
      }
    }

    /// What an entry says was taken away, from entries before it.
    private mutating func learnErasure(_ position: Int, _ json: String) throws {
      guard let rows = try? JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[Any]] else {
        throw Stop(message: "entry \(position): what it says was erased cannot be read")
      }
      for row in rows {
        guard let entry = row.first as? Int, entry < position else {
          throw Stop(message: "entry \(position): it erases what does not stand before it")
        }
        erased[entry, default: []].formUnion(row.dropFirst().compactMap { $0 as? String })
      }
    }

    /// The root over the entries so far (RFC 9162, 2.1.1).
    private var root: [UInt8] {
      guard var hash = peaks.last?.hash else { return Array(SHA256.hash(data: Data())) }
      for peak in peaks.dropLast().reversed() { hash = Data(SHA256.hash(data: Data([1]) + peak.hash + hash)) }
      return Array(hash)
    }

    /// Files against the hash they are pinned by.
    mutating func definitions(hash: String, files: String) throws {
      guard Pinning.hash(files) == hash else {
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
      try compare()
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
      var seen: [String: String] = [:]
      var names: Set<String> = []
      for row in rows {
        guard row.count == 3, let name = row[0] as? String, let salt = row[1] as? String,
          let wanted = commitments[name],
          names.insert(name).inserted
        else { throw Stop(message: "entry \(position): a value without commitment") }
        guard let value = row[2] as? String else {
          withheld += 1
          missing[position, default: []].insert(name)
          continue
        }
        guard Commitment.holds(salt, name, value, wanted) else {
          throw Stop(message: "entry \(position): the value \"\(name)\" does not match its commitment")
        }
        seen[name] = value
        values += 1
      }
      for name in commitments.keys where !names.contains(name) {
        withheld += 1
        missing[position, default: []].insert(name)
      }
      if let json = seen["erased"], header["outcome"] as? String == "accepted" { try learnErasure(position, json) }
      if let fault = keys.take(position, header, seen) { throw Stop(message: fault) }
    }

    func report(_ fault: String?) -> Verification {
      Verification(
        entries: entries, values: values, withheld: withheld, heads: heads, root: root,
        key: keys.inForce(Int.max).map(Commitment.hexadecimal) ?? "", fault: fault, last: max(0, instant))
    }
  }
}
