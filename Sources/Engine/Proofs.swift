/// Proofs for those who keep no store: that an entry is in it, that it only grew, and a signed head to hold it against.

import Definitions
import FEEL
import Foundation
import Governance
import Journal

/// A proof as it is written: the shape that `convenant proof verify` takes.
public struct WrittenProof: Sendable {
  /// The proof as a JSON object.
  public let json: String

  static func base64(_ bytes: [UInt8]) -> Value { .string(Data(bytes).base64EncodedString()) }
}

extension Store {
  private func known(_ size: Int, _ all: Int) throws(StoreProblem) {
    guard size >= 0, size <= all else {
      throw StoreProblem.unknownEntry(size, of: all)
    }
  }

  /// That the entry at `position` is among the first `size`; all of them when nil (RFC 9162, 2.1.3).
  public func inclusion(of position: Int, in size: Int? = nil) throws(StoreProblem) -> WrittenProof {
    let all = try self.size()
    let size = size ?? all
    try known(size, all)
    guard position >= 0, position < size else { throw StoreProblem.unknownEntry(position, of: size) }
    return try reading { reader in
      let path = try reader.inclusion(of: position, in: size)
      let leaf = try reader.entry(position)?.leaf ?? []
      return WrittenProof(
        json: JSON.text(
          .context(
            Context([
              ("id", .string("\(setting.id)/\(position)")), ("leafIdx", .number(Number(position))),
              ("treeSize", .number(Number(size))), ("root", WrittenProof.base64(try reader.root(size))),
              ("leafHash", WrittenProof.base64(leaf)), ("proof", .list(path.map(WrittenProof.base64))),
            ]))))
    }
  }

  /// That the store of `size` entries, all of them when nil, begins with the store of `first` (RFC 9162, 2.1.4).
  public func consistency(of first: Int, in size: Int? = nil) throws(StoreProblem) -> WrittenProof {
    let all = try self.size()
    let size = size ?? all
    try known(size, all)
    guard first <= size else { throw StoreProblem.laterSize(first, than: size) }
    guard first > 0 else { throw StoreProblem.unknownEntry(first, of: size) }
    return try reading { reader in
      let path = try reader.consistency(of: first, in: size)
      return WrittenProof(
        json: JSON.text(
          .context(
            Context([
              ("id", .string("\(setting.id)/\(first)-\(size)")), ("size1", .number(Number(first))),
              ("size2", .number(Number(size))), ("root1", WrittenProof.base64(try reader.root(first))),
              ("root2", WrittenProof.base64(try reader.root(size))), ("proof", .list(path.map(WrittenProof.base64))),
            ]))))
    }
  }

  /// A signed head of the tree as it is now, kept in the store as well (C2SP tlog-checkpoint). A head changes nothing, so
  /// it is no act. The key's name is the origin; by default `convenant/` and the store's id.
  ///
  /// Only somebody who stands in a role has the store sign: ``StoreProblem/noRole(_:)``.
  public func checkpoint(origin: String? = nil, for principal: Principal) throws(StoreProblem) -> String {
    try check(principal)
    return try StoreProblem.wrapping {
      let key = try signingKey()
      return try journal.write { writer in
        if clearance(principal, try Stage(writer, memory, setting)).isNobody {
          throw StoreProblem.noRole(principal.account)
        }
        let size = try writer.size
        let text = try key.checkpoint(
          origin: origin ?? "convenant/\(setting.id)", size: size, root: try writer.root(size),
          time: now.milliseconds / 1000)
        try writer.keep(checkpoint: text, size: size)
        return text
      }
    }
  }

  /// Gives the store another signing key, with the consent of the one in force. The new key lies ready before the entry names it;
  /// the old private key is gone afterwards, and the heads it signed stay good.
  public func rotateKey(by principal: Principal) throws(StoreProblem) -> Performed {
    try StoreProblem.wrapping {
      let keys = journal.storage.keys
      let (old, next) = (try signingKey(), SigningKey())
      let request = Request(
        .rotateKey, on: CaseName.store, kind: CaseName.store,
        fields: [
          ("consent", .string(try old.consent(to: next, store: setting.id))), ("key", .string(next.publicKey)),
        ])
      try keys.prepare(next)
      let performed: Performed
      do {
        performed = try carry([(request, principal)]) { reader in
          guard try self.publicKey(reader) == old.publicKey else { throw StoreProblem.keyChanged }
        }
      } catch StoreProblem.keyChanged {
        try keys.discard(next.publicKey)
        throw StoreProblem.keyChanged
      }
      if performed.receipts.contains(where: { $0.outcome == .refused }) {
        try keys.discard(next.publicKey)
      } else {
        _ = try signingKey()
      }
      return performed
    }
  }

  /// The private half of the key in force.
  private func signingKey() throws -> SigningKey {
    let keys = journal.storage.keys
    let wanted = try journal.read { try publicKey($0) }
    let current = try keys.current()
    if let current, current.publicKey == wanted { return current }
    // A rotation that was recorded, and cut short before the new key took its place.
    guard let next = try keys.ready(wanted), next.publicKey == wanted else {
      throw current == nil ? JournalProblem.keyMissing(keys.name) : JournalProblem.keyForeign(keys.name)
    }
    try keys.promote(wanted)
    return next
  }

  /// The public half of the key in force, in hexadecimal.
  private func publicKey(_ reader: Reader) throws -> String {
    let words: [Word] = [
      .verb(Verb.Name.rotateKey.rawValue), .outcome(Decision.Outcome.accepted.rawValue),
    ]
    let rotation = try reader.positions(words, limit: 1, newestFirst: true).first ?? 0
    guard let entry = try reader.entry(rotation),
      case .string(let key)? = try Stored.value(Recording.Name.given + "key", of: entry)
        ?? Stored.value("key", of: entry)
    else { throw StoreProblem.damaged("its first entry lacks \"key\"") }
    return key
  }
}
