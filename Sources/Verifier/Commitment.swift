/// The small parts of the format that a file and a bundle share: commitments, pinned definitions, the chain of keys.

import Crypto
import Foundation

/// A salted commitment to a value.
enum Commitment {
  /// Whether a value under a salt, in hexadecimal, is what was committed to.
  static func holds(_ salt: String, _ name: String, _ value: String, _ wanted: String) -> Bool {
    let data = Data(bytes(salt)) + Data(name.utf8) + Data([0]) + Data(value.utf8)
    return hexadecimal(Array(SHA256.hash(data: data))) == wanted
  }

  static func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  static func bytes(_ text: String) -> [UInt8] {
    let digits = Array(text.utf8)
    func digit(_ byte: UInt8) -> UInt8? {
      switch byte {
      case 48...57: byte - 48
      case 97...102: byte - 87
      default: nil
      }
    }
    return stride(from: 0, to: digits.count - 1, by: 2).compactMap { index in
      guard let high = digit(digits[index]), let low = digit(digits[index + 1]) else { return nil }
      return high << 4 | low
    }
  }
}

/// Definitions against the hash they are pinned by.
enum Pinning {
  /// The hash over files, given as JSON rows of path and text; nil when they are none.
  static func hash(_ files: String) -> String? {
    guard let rows = try? JSONSerialization.jsonObject(with: Data(files.utf8)) as? [[String]] else { return nil }
    var data = Data()
    for row in rows where row.count == 2 {
      data += Data("\(row[0].utf8.count) \(row[0]) \(row[1].utf8.count) ".utf8) + Data(row[1].utf8)
    }
    return Commitment.hexadecimal(Array(SHA256.hash(data: data)))
  }
}

/// The keys of a store: the first with its beginning, each next one with the consent of the one before.
struct KeyChain {
  /// The store's id, as its beginning says.
  private(set) var store = ""
  private var keys: [(from: Int, key: [UInt8])] = []

  /// The key that signs a head over so many entries.
  func inForce(_ size: Int) -> [UInt8]? { keys.last { $0.from < size }?.key }

  func contains(_ key: [UInt8]) -> Bool { keys.contains { $0.key == key } }

  /// Learns from an entry, when it is one that names a key. Answers what is wrong with it.
  mutating func take(_ position: Int, _ header: [String: Any], _ values: [String: String]) -> String? {
    guard header["case"] as? String == "store", header["outcome"] as? String == "accepted",
      // Format 1 had it under the name of an event.
      let verb = header["verb"] as? String ?? header["event"] as? String, verb == "begin" || verb == "rotate key"
    else { return nil }
    func text(_ name: String) -> String? { values[name].map { String($0.dropFirst().dropLast()) } }
    guard let key = (text("in.key") ?? text("key")).map(Commitment.bytes), key.count == 32 else {
      return "entry \(position): there is no public key in it"
    }
    if let before = keys.last?.key {
      let signed = Data("convenant/rotate\n\(store)\n\(Commitment.hexadecimal(key))\n".utf8)
      let consent = Commitment.bytes(text("in.consent") ?? "")
      guard let old = try? Curve25519.Signing.PublicKey(rawRepresentation: Data(before)),
        old.isValidSignature(Data(consent), for: signed)
      else { return "entry \(position): the new key lacks the signature of the key before it" }
    } else {
      store = text("in.id") ?? text("id") ?? ""
    }
    keys.append((position, key))
    return nil
  }
}
