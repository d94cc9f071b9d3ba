/// Signed tree heads in the C2SP formats tlog-checkpoint, signed-note and tlog-cosignature, read and checked.

import Crypto
import Foundation

/// A tree head that somebody signed: how many entries there were, and the root over them.
public struct Checkpoint: Sendable, Equatable {
  /// Whose log it is.
  public let origin: String
  /// The size of the tree the head is over, in entries.
  public let size: Int
  /// The root, 32 bytes.
  public let root: [UInt8]
  /// When it was signed, in seconds since 1970; nil without a cosignature.
  public let time: Int?
  private let body: String
  private let signatures: [(name: String, blob: [UInt8])]

  /// Reads a signed note; nil when the text is none.
  public init?(_ text: String) {
    guard let cut = text.range(of: "\n\n") else { return nil }
    body = text[..<cut.lowerBound] + "\n"
    let lines = body.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard lines.count >= 4, !lines[0].isEmpty, let size = Int(lines[1]), size >= 0, String(size) == lines[1],
      let root = Data(base64Encoded: lines[2]), root.count == 32
    else { return nil }
    origin = lines[0]
    self.size = size
    self.root = Array(root)
    var found: [(name: String, blob: [UInt8])] = []
    for line in text[cut.upperBound...].split(separator: "\n") {
      let parts = line.split(separator: " ")
      guard parts.count == 3, parts[0] == "—", let blob = Data(base64Encoded: String(parts[2])), blob.count >= 4 else {
        return nil
      }
      found.append((String(parts[1]), Array(blob)))
    }
    signatures = found
    time = found.first { [lines] in $0.name == lines[0] && $0.blob.count == 76 }.map {
      $0.blob[4..<12].reduce(0) { $0 << 8 | Int($1) }
    }
  }

  /// By origin, size, root and time.
  public static func == (a: Checkpoint, b: Checkpoint) -> Bool {
    a.origin == b.origin && a.size == b.size && a.root == b.root && a.time == b.time
  }

  /// The bytes that a signature of a key is told apart by.
  static func keyID(_ name: String, _ kind: UInt8, _ key: [UInt8]) -> [UInt8] {
    Array(SHA256.hash(data: Data(Array(name.utf8) + [10, kind] + key)).prefix(4))
  }

  /// Whether a public key signed it, plainly and with the time. Every signature under the name of the log must be good, so
  /// that the time can be believed too; those of others are theirs.
  public func isSigned(by key: [UInt8]) -> Bool {
    guard let read = try? Curve25519.Signing.PublicKey(rawRepresentation: Data(key)) else { return false }
    let own = signatures.filter { $0.name == origin }
    let good = own.filter { name, blob in
      let id = Array(blob.prefix(4))
      if blob.count == 68, id == Self.keyID(name, 1, key) {
        return read.isValidSignature(Data(blob.dropFirst(4)), for: Data(body.utf8))
      }
      if blob.count == 76, id == Self.keyID(name, 4, key), let time {
        return read.isValidSignature(Data(blob.dropFirst(12)), for: Data("cosignature/v1\ntime \(time)\n\(body)".utf8))
      }
      return false
    }
    return good.count == own.count && Set(good.map(\.blob.count)) == [68, 76]
  }
}

/// A tree head short enough to print on paper or read out: the number of entries, and 100 bits of the root in Crockford's
/// base 32, such as `767-8H2QK-…`.
public struct ShortCode: Sendable, Equatable {
  /// The size of the tree the head is over, in entries.
  public let size: Int
  private let letters: String
  private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
  private static let length = 20

  /// The code of a root over `size` entries.
  public init(size: Int, root: [UInt8]) {
    self.size = size
    var letters = ""
    var (bits, count) = (0, 0)
    for byte in root where letters.count < Self.length {
      bits = (bits << 8 | Int(byte)) & 0xFFFF
      count += 8
      while count >= 5 {
        count -= 5
        letters.append(Self.alphabet[bits >> count & 31])
      }
    }
    self.letters = letters
  }

  /// Reads a code as people write it: in any case, with O for 0 and I or L for 1; nil when it is none.
  public init?(_ text: String) {
    let parts = text.uppercased().split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let size = Int(parts[0]) else { return nil }
    let letters = parts[1].filter { $0 != "-" && $0 != " " }
      .map { $0 == "O" ? "0" : $0 == "I" || $0 == "L" ? "1" : $0 }
    guard letters.count == Self.length, letters.allSatisfy(Self.alphabet.contains) else { return nil }
    self.size = size
    self.letters = String(letters)
  }

  /// The code as it is printed, in groups of five.
  public var text: String {
    let groups = stride(from: 0, to: Self.length, by: 5).map { letters.dropFirst($0).prefix(5) }
    return "\(size)-" + groups.joined(separator: "-")
  }
}
