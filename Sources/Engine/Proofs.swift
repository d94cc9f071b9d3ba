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
}

extension Store {
  static func base64(_ bytes: [UInt8]) -> Value { .string(Data(bytes).base64EncodedString()) }

  private func known(_ size: Int, _ all: Int) throws(StoreProblem) {
    guard size >= 0, size <= all else {
      throw StoreProblem.unknownEntry(size, of: all)
    }
  }

  /// That the entry at `position` is among the first `size`; all of them when nil (RFC 9162, 2.1.3).
  public func inclusion(of position: Int, in size: Int? = nil) throws(StoreProblem) -> WrittenProof {
    let all = try reading { try $0.reader.size }
    let size = size ?? all
    try known(size, all)
    guard position >= 0, position < size else { throw StoreProblem.unknownEntry(position, of: size) }
    return try reading { staging in
      let path = try staging.reader.inclusion(of: position, in: size)
      let leaf = try staging.reader.entry(position)?.leaf ?? []
      return WrittenProof(
        json: JSON.text(
          .context(
            Context([
              ("id", .string("\(self.id)/\(position)")), ("leafIdx", .number(Number(position))),
              ("treeSize", .number(Number(size))), ("root", Self.base64(try staging.reader.root(size))),
              ("leafHash", Self.base64(leaf)), ("proof", .list(path.map(Self.base64))),
            ]))))
    }
  }

  /// That the store of `size` entries, all of them when nil, begins with the store of `first` (RFC 9162, 2.1.4).
  public func consistency(of first: Int, in size: Int? = nil) throws(StoreProblem) -> WrittenProof {
    let all = try reading { try $0.reader.size }
    let size = size ?? all
    try known(size, all)
    guard first > 0, first <= size else { throw StoreProblem.unknownEntry(first, of: size) }
    return try reading { staging in
      let path = try staging.reader.consistency(of: first, in: size)
      return WrittenProof(
        json: JSON.text(
          .context(
            Context([
              ("id", .string("\(self.id)/\(first)-\(size)")), ("size1", .number(Number(first))),
              ("size2", .number(Number(size))), ("root1", Self.base64(try staging.reader.root(first))),
              ("root2", Self.base64(try staging.reader.root(size))), ("proof", .list(path.map(Self.base64))),
            ]))))
    }
  }

  /// A signed head of the tree as it is now, kept in the store as well (C2SP tlog-checkpoint). A head changes nothing, so
  /// it is no act.
  public func checkpoint(origin: String? = nil) throws(StoreProblem) -> String {
    do {
      let key = try signingKey()
      return try journal.write { writer in
        let size = try writer.size
        let text = try key.checkpoint(
          origin: origin ?? "convenant/\(id)", size: size, root: try writer.root(size), time: now.milliseconds / 1000)
        try writer.keep(checkpoint: text, size: size)
        return text
      }
    } catch {
      throw Self.wrap(error)
    }
  }

  /// Gives the store another signing key, with the consent of the one before. The old private key is gone afterwards; the
  /// heads it signed stay good.
  public func rotateKey(_ actor: Actor) throws(StoreProblem) -> Receipt {
    let receipt: Receipt
    do {
      let old = try signingKey()
      guard let path = journal.path else { throw JournalProblem.keyMissing("") }
      let next = SigningKey()
      let act = Act(
        actor, .rotateKey, on: CaseName.store, kind: CaseName.store,
        fields: [
          ("consent", .string(try old.consent(to: next, store: id))), ("key", .string(next.publicKey)),
        ], at: now)
      // The key lies ready before the entry names it; what is left of a rotation that was cut short is taken up or away.
      try? FileManager.default.removeItem(atPath: path + Self.nextKey)
      try next.save(path + Self.nextKey)
      receipt = try perform(act)
      if receipt.decision.outcome == .refused {
        try? FileManager.default.removeItem(atPath: path + Self.nextKey)
        return receipt
      }
      _ = try signingKey()
    } catch {
      throw Self.wrap(error)
    }
    return receipt
  }

  private static let nextKey = ".key.next"

  /// The private half of the key in force, from beside the store.
  private func signingKey() throws -> SigningKey {
    guard let path = journal.path else { throw JournalProblem.keyMissing("") }
    let wanted = try reading { try self.publicKey($0.reader) }
    if let key = try? SigningKey.load(path + ".key"), key.publicKey == wanted { return key }
    guard let next = try? SigningKey.load(path + Self.nextKey), next.publicKey == wanted else {
      _ = try SigningKey.load(path + ".key")
      throw JournalProblem.keyForeign(path + ".key")
    }
    guard rename(path + Self.nextKey, path + ".key") == 0 else { throw JournalProblem.readOnly(path + ".key") }
    return next
  }

  /// The public half of the key in force, in hexadecimal.
  private func publicKey(_ reader: Reader) throws -> String {
    let rotation = try reader.positions(
      [.event(Verb.rotateKey.text), .outcome("accepted")], limit: 1, newestFirst: true
    )
    .first.flatMap { try reader.entry($0) }
    let json = try rotation?.value("in.key") ?? reader.entry(0)?.value("key")
    guard let json, case .string(let key)? = try? JSON.parse(json.utf8) else {
      throw StoreProblem.damaged("its first entry lacks \"key\"")
    }
    return key
  }
}
