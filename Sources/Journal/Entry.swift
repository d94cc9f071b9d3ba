/// A journal entry: a canonical header that is hashed, and the values it commits to, which lie beside it.

import Crypto
import Foundation
import Synchronization

/// A value with its salt. Taking both away leaves the commitment in the header, and every proof, intact.
public struct Sealed: Sendable {
  /// Its name within the entry.
  public let name: String
  /// Sixteen random bytes.
  public let salt: [UInt8]
  /// The value as JSON; nil when it was withheld or erased.
  public let value: String?

  /// A value under a fresh salt.
  public init(name: String, value: String) {
    self.init(name: name, salt: Salts.next(), value: value)
  }

  init(name: String, salt: [UInt8], value: String?) {
    self.name = name
    self.salt = salt
    self.value = value
  }

  /// The salt in hexadecimal.
  public var saltText: String {
    var bytes: [UInt8] = []
    Canonical.write(hex: salt, to: &bytes)
    return String(decoding: bytes.dropFirst().dropLast(), as: UTF8.self)
  }

  /// SHA-256 over salt, name, a zero byte and value.
  public var commitment: [UInt8] {
    var bytes = salt
    bytes.reserveCapacity(salt.count + name.utf8.count + 1 + (value?.utf8.count ?? 0))
    bytes.append(contentsOf: name.utf8)
    bytes.append(0)
    if let value { bytes.append(contentsOf: value.utf8) }
    var hasher = SHA256()
    bytes.withUnsafeBytes { hasher.update(bufferPointer: $0) }
    return hasher.finalize().withUnsafeBytes { Array($0) }
  }
}

/// Salts from the system's random source, fetched many at a time.
private enum Salts {
  private static let pool = Mutex<[UInt8]>([])

  static func next() -> [UInt8] {
    pool.withLock { bytes in
      if bytes.isEmpty {
        let fetched = try? FileHandle(forReadingAtPath: "/dev/urandom")?.read(upToCount: 4096)
        bytes = fetched.map { Array($0) } ?? []
        // Where the device is missing, eight bytes at a time.
        var generator = SystemRandomNumberGenerator()
        while bytes.count < 4096 { bytes += withUnsafeBytes(of: generator.next()) { Array($0) } }
      }
      let salt = Array(bytes.suffix(16))
      bytes.removeLast(16)
      return salt
    }
  }
}

/// What is said openly of an entry. Nothing in it is personal: actor, person and values are commitments.
public struct Header: Sendable {
  /// The id of the case, or `store`.
  public var subject: String
  /// The name of its kind; empty where there is none.
  public var kind: String
  /// The definitions it is pinned to.
  public var definitions: String
  /// What was done: the name of a verb.
  public var verb: String
  /// The event, schedule or field it is about, for verbs that are about one.
  public var object: String?
  /// The entry it answers, for verbs that answer one.
  public var answers: Int?
  /// The role in which the actor stood; `clock` and `engine` for what they do; empty when refused for lack of one.
  public var role: String
  /// `accepted`, `pending` or `refused`.
  public var outcome: String
  /// For a refusal: the rules that refused.
  public var rules: [String]
  /// The grants that gave the role.
  public var authority: [String]
  /// How the actor was known.
  public var known: String
  /// When, in milliseconds since 1970.
  public var instant: Int
  /// For the clock: when it was due.
  public var due: Int?
  /// The entry that caused it.
  public var cause: Int?
  /// The case's entry before.
  public var previous: Int?
  /// The states the case is in afterwards.
  public var states: [String]

  /// An empty one.
  public init(
    subject: String, kind: String, definitions: String, verb: String, object: String? = nil, answers: Int? = nil,
    role: String, outcome: String, instant: Int
  ) {
    self.subject = subject
    self.kind = kind
    self.definitions = definitions
    self.verb = verb
    self.object = object
    self.answers = answers
    self.role = role
    self.outcome = outcome
    self.instant = instant
    rules = []
    authority = []
    known = ""
    states = []
  }
}

/// An entry as the journal keeps it.
public struct Entry: Sendable {
  /// Its position, from 0.
  public let position: Int
  /// The bytes that are hashed: the header as canonical JSON, with the commitments.
  public let body: [UInt8]
  /// The header, read from them.
  public let header: Header
  /// The values beside it.
  public let values: [Sealed]
  /// SHA-256 of a zero byte and the body (RFC 9162, 2.1.1).
  public let leaf: [UInt8]
  /// Hashes of the subtrees that this leaf completes, the smallest first.
  public let nodes: [UInt8]

  /// Reads what a log keeps; throws ``JournalProblem/broken(_:_:)`` where that is not of our making.
  public init(_ stored: StoredEntry) throws {
    guard let header = Canonical.header(stored.body), let values = Canonical.values(stored.sealed) else {
      throw JournalProblem.broken("", "entry \(stored.position) is not in the journal's format")
    }
    position = stored.position
    body = stored.body
    self.header = header
    self.values = values
    leaf = stored.leaf
    nodes = stored.nodes
  }

  /// A value by name, as JSON; nil when there is none, and when it was taken away.
  public func value(_ name: String) -> String? { values.first { $0.name == name }?.value }
}

/// Canonical JSON of headers: sorted keys, no white space, integers and strings only.
enum Canonical {
  static func write(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(34)
    var text = text
    text.withUTF8 { all in
      if all.allSatisfy({ $0 >= 32 && $0 != 34 && $0 != 92 }) { return bytes.append(contentsOf: all) }
      for byte in all {
        switch byte {
        case 34, 92: bytes += [92, byte]
        case 0..<32: bytes += "\\u00".utf8 + [hex[Int(byte >> 4)], hex[Int(byte & 15)]]
        default: bytes.append(byte)
        }
      }
    }
    bytes.append(34)
  }

  static let hex = Array("0123456789abcdef".utf8)

  static func write(hex data: [UInt8], to bytes: inout [UInt8]) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 2 * data.count + 2) { digits in
      digits.initialize(repeating: 34)
      hex.withUnsafeBufferPointer { hex in
        for (index, byte) in data.enumerated() {
          digits[2 * index + 1] = hex[Int(byte >> 4)]
          digits[2 * index + 2] = hex[Int(byte & 15)]
        }
      }
      bytes.append(contentsOf: digits)
    }
  }

  static func write(_ list: [String], to bytes: inout [UInt8]) {
    bytes.append(91)
    for (index, item) in list.enumerated() {
      if index > 0 { bytes.append(44) }
      write(item, to: &bytes)
    }
    bytes.append(93)
  }

  /// The version of the format that is written.
  static let version = 2

  /// The body of an entry.
  static func body(_ header: Header, position: Int, _ values: [Sealed]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(256 + values.count * 90)
    var first = true
    func key(_ name: String) {
      bytes.append(contentsOf: (first ? "{\"" : ",\"").utf8)
      bytes.append(contentsOf: name.utf8)
      bytes += [34, 58]
      first = false
    }
    func number(_ name: String, _ value: Int) {
      key(name)
      bytes.append(contentsOf: String(value).utf8)
    }
    func text(_ name: String, _ value: String) {
      key(name)
      write(value, to: &bytes)
    }
    if let entry = header.answers { number("answers", entry) }
    number("at", header.instant)
    if !header.authority.isEmpty {
      key("authority")
      write(header.authority, to: &bytes)
    }
    text("case", header.subject)
    if let cause = header.cause { number("cause", cause) }
    key("commitments")
    bytes.append(123)
    for (index, value) in values.sorted(by: { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }).enumerated() {
      if index > 0 { bytes.append(44) }
      write(value.name, to: &bytes)
      bytes.append(58)
      write(hex: value.commitment, to: &bytes)
    }
    bytes.append(125)
    text("definitions", header.definitions)
    if let due = header.due { number("due", due) }
    text("kind", header.kind)
    text("known", header.known)
    if let object = header.object { text("object", object) }
    text("outcome", header.outcome)
    number("position", position)
    if let previous = header.previous { number("previous", previous) }
    text("role", header.role)
    if !header.rules.isEmpty {
      key("rules")
      write(header.rules, to: &bytes)
    }
    key("states")
    write(header.states, to: &bytes)
    text("verb", header.verb)
    number("version", version)
    bytes.append(125)
    return bytes
  }

  /// Values as rows of JSON: `[name, salt in hexadecimal, value]`; the value is a string of JSON, null when taken away.
  static func text(_ values: [Sealed]) -> [UInt8] {
    var bytes: [UInt8] = [91]
    for (index, sealed) in values.enumerated() {
      if index > 0 { bytes.append(44) }
      bytes.append(91)
      write(sealed.name, to: &bytes)
      bytes.append(44)
      write(hex: sealed.salt, to: &bytes)
      bytes.append(44)
      if let value = sealed.value { write(value, to: &bytes) } else { bytes += Array("null".utf8) }
      bytes.append(93)
    }
    bytes.append(93)
    return bytes
  }
}
