/// The hashes under which documents lie, and where entries name them.

import Crypto

/// SHA-256 of a document (FIPS 180-4), in hexadecimal.
public enum DocumentHash {
  /// The hash of bytes.
  public static func of(_ bytes: [UInt8]) -> String { SigningKey.hexadecimal(SHA256.hash(data: bytes)) }

  /// What stands before a hash in the JSON of a value. Within a text its quotes would be escaped.
  private static let mark = "\"sha256\":\""

  /// The hashes that a value in JSON names as those of documents.
  static func named(in json: String) -> [String] {
    guard json.contains(mark) else { return [] }
    return json.split(separator: mark, omittingEmptySubsequences: false).dropFirst().compactMap { rest in
      let hash = rest.prefix { $0 != "\"" }
      return hash.utf8.count == 64 ? String(hash) : nil
    }
  }
}

extension Entry {
  /// The hashes of documents that it names and whose bytes were taken in with it: a refusal takes in none.
  var documentHashes: [String] {
    guard header.outcome != "refused" else { return [] }
    return Array(Set(values.flatMap { DocumentHash.named(in: $0.value ?? "") })).sorted()
  }
}
