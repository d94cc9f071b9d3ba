/// The store's signing key, kept in a file of its own beside the store.

import Crypto
import Foundation

/// An Ed25519 key (RFC 8032).
public struct SigningKey: Sendable {
  private let key: Curve25519.Signing.PrivateKey

  /// A new key.
  public init() { key = Curve25519.Signing.PrivateKey() }

  init?(_ raw: Data) {
    guard let read = try? Curve25519.Signing.PrivateKey(rawRepresentation: raw) else { return nil }
    key = read
  }

  var publicBytes: Data { key.publicKey.rawRepresentation }

  func signature(_ data: Data) throws -> Data { try key.signature(for: data) }

  /// The public half, in hexadecimal.
  public var publicKey: String { Self.hexadecimal(key.publicKey.rawRepresentation) }

  /// A key from its file.
  public static func load(_ path: String) throws(JournalProblem) -> SigningKey {
    guard FileManager.default.fileExists(atPath: path) else { throw .keyMissing(path) }
    guard let data = FileManager.default.contents(atPath: path), let raw = Data(base64Encoded: data),
      let key = SigningKey(raw), let attributes = try? FileManager.default.attributesOfItem(atPath: path),
      let mode = attributes[.posixPermissions] as? Int, mode & 0o077 == 0
    else { throw .keyUnfit(path) }
    return key
  }

  /// What the key in force signs when another takes its place, so that who trusts the one can trust the other.
  public func consent(to next: SigningKey, store: String) throws -> String {
    let signed = try key.signature(for: Data("convenant/rotate\n\(store)\n\(next.publicKey)\n".utf8))
    return Self.hexadecimal(signed)
  }

  private static func hexadecimal(_ data: Data) -> String {
    data.map { byte in
      String(UnicodeScalar(Canonical.hex[Int(byte >> 4)])) + String(UnicodeScalar(Canonical.hex[Int(byte & 15)]))
    }.joined()
  }

  /// Writes the private half, readable by its owner alone; never over an existing file.
  public func save(_ path: String) throws(JournalProblem) {
    guard !FileManager.default.fileExists(atPath: path) else { throw .exists(path) }
    let made = FileManager.default.createFile(
      atPath: path, contents: Data(key.rawRepresentation.base64EncodedString().utf8),
      attributes: [.posixPermissions: 0o600])
    if !made { throw .readOnly(path) }
  }
}
