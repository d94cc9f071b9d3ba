/// Signing keys in files beside a store: `<store>.key`, and `<store>.key.` with the public half of one that is to take its place.

import Foundation
import Journal

/// Keys in files that their owner alone can read.
final class KeyFiles: Keys {
  let name: String

  private func path(_ publicKey: String) -> String { "\(name).\(publicKey)" }

  init(beside store: String) { name = store + ".key" }

  private static func load(_ path: String) throws(JournalProblem) -> SigningKey? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    guard let data = FileManager.default.contents(atPath: path), let key = SigningKey(base64: data),
      let attributes = try? FileManager.default.attributesOfItem(atPath: path),
      let mode = attributes[.posixPermissions] as? Int, mode & 0o077 == 0
    else { throw .keyUnfit(path) }
    return key
  }

  private static func save(_ key: SigningKey, _ path: String) throws(JournalProblem) {
    guard !FileManager.default.fileExists(atPath: path) else { throw .exists(path) }
    guard
      FileManager.default.createFile(atPath: path, contents: key.base64, attributes: [.posixPermissions: 0o600])
    else { throw .readOnly(path) }
  }

  func current() throws(JournalProblem) -> SigningKey? { try Self.load(name) }

  func ready(_ publicKey: String) throws(JournalProblem) -> SigningKey? { try Self.load(path(publicKey)) }

  func begin(_ key: SigningKey) throws(JournalProblem) { try Self.save(key, name) }

  func prepare(_ key: SigningKey) throws(JournalProblem) { try Self.save(key, path(key.publicKey)) }

  func promote(_ publicKey: String) throws(JournalProblem) {
    if rename(path(publicKey), name) == 0 { return }
    // Another process was faster.
    guard errno == ENOENT, try current()?.publicKey == publicKey else { throw .readOnly(name) }
  }

  func discard(_ publicKey: String) throws(JournalProblem) {
    guard unlink(path(publicKey)) == 0 || errno == ENOENT else { throw .readOnly(path(publicKey)) }
  }
}

/// What lies in memory has no keys to sign with.
final class NoKeys: Keys {
  let name = "memory"

  func current() throws(JournalProblem) -> SigningKey? { nil }
  func ready(_ publicKey: String) throws(JournalProblem) -> SigningKey? { nil }
  func begin(_ key: SigningKey) throws(JournalProblem) {}
  func prepare(_ key: SigningKey) throws(JournalProblem) { throw .keyMissing(name) }
  func promote(_ publicKey: String) throws(JournalProblem) { throw .keyMissing(name) }
  func discard(_ publicKey: String) throws(JournalProblem) {}
}
