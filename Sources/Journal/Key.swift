/// A store's signing key. Where its private half is kept is for ``Keys``.

import Crypto
import Foundation

/// An Ed25519 key (RFC 8032).
public struct SigningKey: Sendable {
  private let key: Curve25519.Signing.PrivateKey

  /// A new key.
  public init() { key = Curve25519.Signing.PrivateKey() }

  /// A key from the base64 of its private half; nil for anything else.
  public init?(base64: Data) {
    guard let raw = Data(base64Encoded: base64), let read = try? Curve25519.Signing.PrivateKey(rawRepresentation: raw)
    else { return nil }
    key = read
  }

  /// The private half, in base64.
  public var base64: Data { Data(key.rawRepresentation.base64EncodedString().utf8) }

  var publicBytes: Data { key.publicKey.rawRepresentation }

  func signature(_ data: Data) throws -> Data { try key.signature(for: data) }

  /// The public half, in hexadecimal.
  public var publicKey: String { Self.hexadecimal(key.publicKey.rawRepresentation) }

  /// What the key in force signs when another takes its place, so that who trusts the one can trust the other.
  public func consent(to next: SigningKey, store: String) throws -> String {
    let signed = try key.signature(for: Data("convenant/rotate\n\(store)\n\(next.publicKey)\n".utf8))
    return Self.hexadecimal(signed)
  }

  static func hexadecimal(_ data: some Sequence<UInt8>) -> String {
    data.map { byte in
      String(UnicodeScalar(Canonical.hex[Int(byte >> 4)])) + String(UnicodeScalar(Canonical.hex[Int(byte & 15)]))
    }.joined()
  }
}
