/// The check of documents: the bytes under each hash, and that what entries name is there.

import Crypto
import Foundation

/// The documents that entries name, and those that lie in the file.
struct DocumentCheck {
  private struct Hold: Hashable {
    let position: Int
    let hash: String
  }

  private var named: Set<Hold> = []
  private var found: Set<String> = []
  private var held: Set<String> = []
  /// Those that an entry says were lost to damage.
  private var lost: Set<String> = []

  /// How many documents there are.
  var count: Int { found.count }

  /// What stands before a hash in a value, whose quotes are escaped where it lies.
  private static let mark = Array("\\\"sha256\\\":\\\"".utf8)

  /// Notes the documents that the values of an entry name.
  mutating func note(_ position: Int, sealed: UnsafeBufferPointer<UInt8>) {
    var at = 0
    while let start = Self.find(in: sealed, from: at) {
      at = start
      let hash = sealed[start..<min(start + 64, sealed.count)]
      let isHash = hash.count == 64 && hash.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
      if isHash { named.insert(Hold(position: position, hash: String(decoding: hash, as: UTF8.self))) }
    }
  }

  /// How far the mark may be moved on, by the byte that lies under its end (Horspool, 1980).
  private static let skips: [Int] = {
    var skips = Array(repeating: mark.count, count: 256)
    for (index, byte) in mark.dropLast().enumerated() { skips[Int(byte)] = mark.count - 1 - index }
    return skips
  }()

  /// Where the next mark ends; nil when there is none.
  private static func find(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    var end = start + mark.count
    while end <= bytes.count {
      if bytes[(end - mark.count)..<end].elementsEqual(mark) { return end }
      end += skips[Int(bytes[end - 1])]
    }
    return nil
  }

  /// Notes what an entry says was lost to damage.
  mutating func excuse(_ hashes: [String]) { lost.formUnion(hashes) }

  /// A document against its hash.
  mutating func check(hash: String, bytes: Data) throws {
    guard Commitment.hexadecimal(Array(SHA256.hash(data: bytes))) == hash else {
      throw Stop(message: "the document \(hash.prefix(12))… is not what its SHA-256 says")
    }
    found.insert(hash)
  }

  /// What the file says that an entry holds.
  mutating func check(held hash: String, by position: Int) throws {
    guard named.contains(Hold(position: position, hash: hash)) else {
      throw Stop(message: "entry \(position) holds the document \(hash.prefix(12))…, which none of its values names")
    }
    held.insert(hash)
  }

  /// What is left when all were read.
  func finish() throws {
    let missing = named.filter { !found.contains($0.hash) && !lost.contains($0.hash) }
    if let first = missing.min(by: { $0.position < $1.position }) {
      throw Stop(message: "entry \(first.position): the document \(first.hash.prefix(12))… that it names is not there")
    }
    if let orphan = found.subtracting(held).min() {
      throw Stop(message: "the document \(orphan.prefix(12))… is held by no entry")
    }
  }
}
