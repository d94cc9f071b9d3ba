/// The store's signing key, kept in a file of its own beside the store.

import Crypto
import Foundation

/// An Ed25519 key (RFC 8032).
public struct SigningKey: Sendable {
  private let key: Curve25519.Signing.PrivateKey

  /// A new key.
  public init() { key = Curve25519.Signing.PrivateKey() }

  /// The public half, in hexadecimal.
  public var publicKey: String {
    key.publicKey.rawRepresentation.map { byte in
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
