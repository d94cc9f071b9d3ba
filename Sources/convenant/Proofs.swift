/// `convenant checkpoint` and `convenant proof`: what an outsider needs to hold a store to its word.

import ArgumentParser
import Engine
import FEEL
import Foundation
import Shell
import Verifier

extension Options {
  /// The store that must be there.
  func existingStore(readTables: Bool = true) throws -> Store {
    guard let store else { throw ValidationError("which store? --store PATH") }
    let language = try chosenLanguage()
    do throws(StoreProblem) {
      let opened = try Store.open(store, readTables: readTables)
      opened.clock = Session.wallClock
      return opened
    } catch { throw Failure(error.explained(language)) }
  }

  /// What went wrong with a store, in the user's language.
  func carry<T>(_ body: () throws(StoreProblem) -> T) throws -> T {
    let language = try chosenLanguage()
    do throws(StoreProblem) { return try body() } catch { throw Failure(error.explained(language)) }
  }
}

struct CheckpointCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "checkpoint",
    abstract: "Signs the head of a store's tree: a note to give away, against which the store can be held later.",
    discussion: """
      The note goes to standard output, in the C2SP checkpoint format; the short code for paper to standard error.

      Examples:
        convenant checkpoint --store region.cvnt > 2027-06.checkpoint
        convenant verify --store region.cvnt --checkpoint 2027-06.checkpoint
      """)
  @OptionGroup var options: Options
  @Option(help: "Whose log it is, a name without spaces; by default convenant/ and the store's id.") var origin: String?

  func run() throws {
    if let origin, origin.isEmpty || origin.contains(where: { $0.isWhitespace || $0 == "+" }) {
      throw ValidationError("--origin is a name without spaces and plus signs")
    }
    let store = try options.existingStore()
    let text = try options.carry { () throws(StoreProblem) in try store.checkpoint(origin: origin) }
    store.close()
    print(text, terminator: "")
    guard let read = Checkpoint(text) else { throw Failure("the head was made and cannot be read") }
    FileHandle.standardError.write(Data("code \(ShortCode(size: read.size, root: read.root).text)\n".utf8))
  }
}

struct ProofCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "proof", abstract: "Makes and checks Merkle proofs (RFC 9162).",
    discussion: """
      Examples:
        convenant proof inclusion 41 --store region.cvnt > 41.json
        convenant proof consistency 500 --store region.cvnt > grown.json
        convenant proof verify 41.json
      """, subcommands: [Inclusion.self, Consistency.self, VerifyProof.self])

  struct Inclusion: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "That an entry is in the store.")
    @OptionGroup var options: Options
    @Argument(help: "The entry, counted from 0.") var entry: Int
    @Option(help: "Among so many first entries; all of them by default.") var size: Int?

    func run() throws {
      let store = try options.existingStore()
      print(try options.carry { () throws(StoreProblem) in try store.inclusion(of: entry, in: size).json })
    }
  }

  struct Consistency: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "That the store only grew since it had so many entries.")
    @OptionGroup var options: Options
    @Argument(help: "How many entries it had.") var first: Int
    @Argument(help: "How many it has had later; all of them by default.") var second: Int?

    func run() throws {
      let store = try options.existingStore()
      print(try options.carry { () throws(StoreProblem) in try store.consistency(of: first, in: second).json })
    }
  }

  struct VerifyProof: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "verify", abstract: "Checks proofs by themselves; no store is needed.",
      discussion: """
        An inclusion proof is {"leafIdx", "treeSize", "root", "leafHash", "proof": [...]}, a consistency proof
        {"size1", "size2", "root1", "root2", "proof": [...]}; hashes are in base64. With --jsonl each line of standard
        input is one, with its "id", and is answered by {"id", "ok"}.
        """)
    @Argument(help: "A file with a proof; standard input by default.") var file: String?
    @Flag(help: "Proofs a line, answers a line.") var jsonl = false

    func run() throws {
      if jsonl {
        while let line = readLine() { if !line.isEmpty { print(answer(line)) } }
        return
      }
      guard
        let data = file.map({ FileManager.default.contents(atPath: $0) })
          ?? FileHandle.standardInput.readDataToEndOfFile()
      else { throw Failure("\(file ?? "") cannot be read; is the path right?") }
      guard let proof = WrittenProof(data), let holds = proof.holds else {
        throw Failure(
          "this is no proof; expected {\"leafIdx\", …} or {\"size1\", …}: see convenant proof verify --help")
      }
      print(holds ? "holds        \(proof.claim)" : "FAILS        \(proof.claim) is not proven by this")
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
