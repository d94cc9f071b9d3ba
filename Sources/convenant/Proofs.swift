/// `convenant proof verify`: checks proofs by themselves.

import ArgumentParser
import Commands
import FEEL
import Foundation
import Verifier

struct ProofCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "proof",
    abstract: "Checks Merkle proofs (RFC 9162); `proof inclusion` and `proof consistency` make them.",
    discussion: """
      Examples:
        convenant proof inclusion 41 --store region.cvnt > 41.json
        convenant proof consistency 500 --store region.cvnt > grown.json
        convenant proof verify 41.json
      """, subcommands: [VerifyProof.self])

  struct VerifyProof: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "verify", abstract: "Checks proofs by themselves; no store is needed.",
      discussion: """
        An inclusion proof is {"leafIdx", "treeSize", "root", "leafHash", "proof": [...]}, a consistency proof
        {"size1", "size2", "root1", "root2", "proof": [...]}; hashes are in base64. With --jsonl each line of standard
        input is one, with its "id", and is answered by {"id", "ok"}.
        """)
    @Argument(help: "A file with a proof; standard input by default.") var file: String?
    @OptionGroup var options: Options
    @Flag(help: "Proofs a line, answers a line.") var jsonl = false

    func run() throws {
      if jsonl {
        while let line = readLine() { if !line.isEmpty { print(answer(line)) } }
        return
      }
      guard
        let data = file.map({ FileManager.default.contents(atPath: $0) })
          ?? FileHandle.standardInput.readDataToEndOfFile()
      else { throw options.failure(.cannotReadPath(file ?? "-"), hint: .isPathRight) }
      guard let proof = WrittenProof(data), let holds = proof.holds else {
        throw options.failure(.noProof, hint: .proofForms)
      }
      options.say(.proofHolds(claim: proof.claim, holds))
      if !holds { try finish(1) }
    }

    private func answer(_ line: String) -> String {
      let proof = WrittenProof(Data(line.utf8))
      let id = proof?.id ?? .null
      return JSON.text(.context(Context([("id", id), ("ok", .boolean(proof?.holds ?? false))])))
    }
  }
}

/// A proof read from JSON. Numbers go up to 2^64 - 1.
private struct WrittenProof {
  private let object: Context

  init?(_ data: Data) {
    guard case .context(let context)? = try? JSON.parse(data) else { return nil }
    object = context
  }

  var id: Value { object["id"] ?? .null }

  private func number(_ name: String) -> UInt64? {
    if case .number(let number)? = object[name] { UInt64(number.description) } else { nil }
  }

  private func hash(_ value: Value?) -> [UInt8]? {
    if case .string(let text)? = value { Data(base64Encoded: text).map { Array($0) } } else { nil }
  }

  private var path: [[UInt8]]? {
    switch object["proof"] {
    case .list(let items):
      let hashes = items.map(hash)
      return hashes.contains(where: { $0 == nil }) ? nil : hashes.compactMap { $0 }
    case .null, nil: return []
    default: return nil
    }
  }

  /// What it says it proves.
  var claim: String {
    if let index = number("leafIdx") { return "entry \(index) is among the first \(number("treeSize") ?? 0)" }
    return "the \(number("size2") ?? 0) entries begin with the \(number("size1") ?? 0)"
  }

  /// Whether it does; nil when it is no proof at all.
  var holds: Bool? {
    if object["leafIdx"] != nil {
      guard let index = number("leafIdx"), let size = number("treeSize"), let root = hash(object["root"]),
        let leaf = hash(object["leafHash"]), let path
      else { return nil }
      return Proof.inclusion(index: index, size: size, leaf: leaf, path: path, root: root)
    }
    guard let first = number("size1"), let second = number("size2"), let old = hash(object["root1"]),
      let new = hash(object["root2"]), let path
    else { return nil }
    return Proof.consistency(first: first, second: second, firstRoot: old, secondRoot: new, path: path)
  }
}
