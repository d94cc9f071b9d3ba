/// One entry, read in place: what its header says, and each value held against its commitment.

import Crypto
import Foundation

/// What a header says, as far as a check needs it.
struct ScannedHeader {
  var at = 0
  var position = -1
  var version = 0
  var previous: Int?
  var subject = 0..<0
  var definitions = 0..<0
  var states = 0..<0
  var isAccepted = false
  var isRefused = false
  /// How many of the keys that every header has were read.
  fileprivate var mandatory = 0
  /// The version of the format that says what was done in this way; 3 for both ways.
  fileprivate var says = 0
}

/// Reads entries, one after the other, with room that is used again.
struct EntryScan {
  private struct Commitment {
    let name: Range<Int>
    let hash: Range<Int>
    var isMet: Bool
  }

  private(set) var header = ScannedHeader()
  /// Values that are gone.
  private(set) var gone: [String] = []
  /// How many values match their commitments.
  private(set) var values = 0
  /// Whether a value says what was erased or lost.
  private(set) var erases = false
  private var commitments: [Commitment] = []
  private var unescaped: [UInt8] = []

  /// Reads a header; false when it is not in the journal's format.
  mutating func read(body: UnsafeBufferPointer<UInt8>) -> Bool {
    var scanner = Scanner(body)
    header = ScannedHeader()
    commitments.removeAll(keepingCapacity: true)
    guard scanner.take(123) else { return false }
    var before: Range<Int>?
    repeat {
      guard let key = scanner.string(), !key.isEscaped, scanner.take(58) else { return false }
      if let before, !scanner.precedes(before, key.range) { return false }
      before = key.range
      guard read(key, &scanner) else { return false }
    } while scanner.take(44)
    return scanner.take(125) && scanner.isAtEnd && header.position >= 0 && !header.subject.isEmpty
      && header.mandatory == 9 && (1...2).contains(header.version) && header.says == header.version
  }

  private mutating func read(_ key: Scanner.Text, _ scanner: inout Scanner) -> Bool {
    switch key.range.count {
    case 2 where scanner.equals(key, "at"): return mandatory(scanner.integer()) { $0.at = $1 }
    case 4 where scanner.equals(key, "case"): return mandatory(scanner.name()) { $0.subject = $1 }
    case 4 where scanner.equals(key, "kind"), 4 where scanner.equals(key, "role"):
      return mandatory(scanner.string()) { _, _ in }
    case 4 where scanner.equals(key, "verb"):
      header.says += 2
      return scanner.string() != nil
    case 5 where scanner.equals(key, "event"):
      header.says += 1
      return scanner.string() != nil
    case 5 where scanner.equals(key, "known"), 6 where scanner.equals(key, "object"): return scanner.string() != nil
    case 6 where scanner.equals(key, "states"):
      guard let range = scanner.strings() else { return false }
      header.states = range
      return true
    case 7 where scanner.equals(key, "version"): return mandatory(scanner.integer()) { $0.version = $1 }
    case 7 where scanner.equals(key, "outcome"):
      let (isAccepted, isRefused) = (scanner.isNext("\"accepted\""), scanner.isNext("\"refused\""))
      return mandatory(scanner.string()) { header, _ in (header.isAccepted, header.isRefused) = (isAccepted, isRefused)
      }
    case 8 where scanner.equals(key, "position"): return mandatory(scanner.integer()) { $0.position = $1 }
    case 8 where scanner.equals(key, "previous"):
      header.previous = scanner.integer()
      return header.previous != nil
    case 3 where scanner.equals(key, "due"), 5 where scanner.equals(key, "cause"),
      7 where scanner.equals(key, "answers"):
      return scanner.integer() != nil
    case 5 where scanner.equals(key, "rules"), 9 where scanner.equals(key, "authority"): return scanner.strings() != nil
    case 11 where scanner.equals(key, "commitments"):
      header.mandatory += 1
      return readCommitments(&scanner)
    case 11 where scanner.equals(key, "definitions"): return mandatory(scanner.name()) { $0.definitions = $1 }
    default: return false
    }
  }

  /// Takes what every header has.
  private mutating func mandatory<T>(_ value: T?, _ put: (inout ScannedHeader, T) -> Void) -> Bool {
    guard let value else { return false }
    header.mandatory += 1
    put(&header, value)
    return true
  }

  private mutating func readCommitments(_ scanner: inout Scanner) -> Bool {
    guard scanner.take(123) else { return false }
    if scanner.take(125) { return true }
    repeat {
      guard let name = scanner.string(), scanner.take(58), let hash = scanner.string(of: 64),
        scanner.isHexadecimal(hash)
      else { return false }
      if let last = commitments.last, !scanner.precedes(last.name, name.range) { return false }
      commitments.append(Commitment(name: name.range, hash: hash, isMet: false))
    } while scanner.take(44)
    return scanner.take(125)
  }

  /// Holds the values beside a header against it. Answers what is wrong.
  mutating func read(sealed: UnsafeBufferPointer<UInt8>, body: UnsafeBufferPointer<UInt8>) -> String? {
    let format = "its values are not in the journal's format"
    var scanner = Scanner(sealed)
    let source = Scanner(body)
    gone.removeAll(keepingCapacity: true)
    values = 0
    erases = false
    guard scanner.take(91) else { return format }
    if !scanner.take(93) {
      repeat {
        guard scanner.take(91), let name = scanner.string(), scanner.take(44) else { return format }
        // Sixteen bytes; none beside a value that is gone.
        guard let salt = scanner.string(of: 32) ?? scanner.string()?.range, scanner.take(44) else { return format }
        guard
          let index = commitments.firstIndex(where: { !$0.isMet && scanner.same(name.range, body, $0.name) })
        else { return "a value without commitment" }
        if let value = scanner.string() {
          guard meets(scanner, name.range, salt, value, source, commitments[index].hash) else {
            return "the value \"\(scanner.text(name.range))\" does not match its commitment"
          }
          commitments[index].isMet = true
          values += 1
          if scanner.equals(name, "erased") || scanner.equals(name, "lost documents") { erases = true }
        } else {
          for byte in [110, 117, 108, 108] as [UInt8] { if !scanner.take(byte) { return format } }
        }
        guard scanner.take(93) else { return format }
      } while scanner.take(44)
      guard scanner.take(93) else { return format }
    }
    guard scanner.isAtEnd else { return format }
    for commitment in commitments where !commitment.isMet { gone.append(source.text(commitment.name)) }
    return nil
  }

  /// SHA-256 over salt, name, a zero byte and value.
  private mutating func meets(
    _ scanner: Scanner, _ name: Range<Int>, _ salt: Range<Int>, _ value: Scanner.Text, _ source: Scanner,
    _ hash: Range<Int>
  ) -> Bool {
    var hasher = SHA256()
    let isSalted = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: salt.count / 2) { room in
      guard scanner.hexadecimal(salt, into: room) else { return false }
      hasher.update(bufferPointer: UnsafeRawBufferPointer(room))
      return true
    }
    guard isSalted else { return false }
    hasher.update(bufferPointer: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(scanner.bytes)[name]))
    withUnsafeBytes(of: UInt8(0)) { hasher.update(bufferPointer: $0) }
    if value.isEscaped {
      scanner.unescape(value, into: &unescaped)
      unescaped.withUnsafeBytes { hasher.update(bufferPointer: $0) }
    } else {
      hasher.update(
        bufferPointer: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(scanner.bytes)[value.range]))
    }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32) { wanted in
      guard source.hexadecimal(hash, into: wanted) else { return false }
      return hasher.finalize().withUnsafeBytes { EntryCheck.same($0, UnsafeRawBufferPointer(wanted)) }
    }
  }
}
