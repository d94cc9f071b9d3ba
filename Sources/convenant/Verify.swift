/// `convenant verify`: a store checked by itself, and by the engine.

import ArgumentParser
import Commands
import Engine
import Foundation
import Journal
import SQLiteStorage
import Verifier

struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Checks a store's file by itself: every leaf, every node, every commitment, every signed head.",
    discussion: """
      What was cut off behind the last entry shows only against a head that was kept elsewhere.

      Examples:
        convenant verify --store region.cvnt
        convenant verify --store region.cvnt --checkpoint 2027-06.checkpoint --key 5f0c…
        convenant verify --store region.cvnt --code 767-8H2QK-0V7RM-3JX9D-W5TBA
      """)
  @OptionGroup var options: Options
  @Option(help: "A file with a signed head that was given away earlier; may be repeated.") var checkpoint: [String] = []
  @Option(help: "The short code of a head, as it was printed; may be repeated.") var code: [String] = []
  @Option(help: "A public key that must be the store's, in hexadecimal.") var key: String?
  @Flag(help: "Use the engine too: are the read tables what the entries say, and does the gate still answer the same?")
  var replay = false

  private func pinned() throws -> Pinned {
    var pinned = Pinned()
    for path in checkpoint {
      guard let bytes = FileManager.default.contents(atPath: path), let text = String(validating: bytes, as: UTF8.self),
        let read = Checkpoint(text)
      else { throw options.failure(.noSignedHead(path), hint: .expectedCheckpoint) }
      pinned.checkpoints.append(read)
    }
    for text in code {
      guard let read = ShortCode(text) else { throw options.failure(.noShortCode(text), hint: .shortCodeForm) }
      pinned.codes.append(read)
    }
    pinned.key = try key.map(options.publicKey)
    return pinned
  }

  func run() throws {
    let path = try options.needStore()
    let report = Verification.run(path, against: try pinned())
    print(report.text)
    if !report.isSound { try finish(1) }
    if replay { try replay(path) }
  }

  private func replay(_ path: String) throws {
    let store = try options.existingStore()
    defer { store.close() }
    let tables = try options.carry { try store.rebuild(comparing: true) }
    if let difference = tables.difference {
      options.say(.tablesDiffer(difference))
      options.say(.howToRebuild(store: path))
    } else {
      options.say(.tablesAreSame(cases: tables.cases, entries: tables.entries))
    }
    let played = try options.carry { try store.replay(in: SQLiteStorage.memory()) }
    if played.undecidable.count > 0 {
      options.say(.undecidable(count: played.undecidable.count, first: played.undecidable.first))
    }
    if let difference = played.difference {
      options.say(.gateDiffers(difference, count: played.differing))
    } else {
      options.say(.gateIsSame(version: Convenant.configuration.version, entries: played.entries))
    }
    if tables.difference != nil || played.difference != nil { try finish(1) }
  }
}

extension Options {
  /// A public key as users give it.
  func publicKey(_ text: String) throws -> [UInt8] {
    let digits = Array(text)
    let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap {
      UInt8(String(digits[$0...($0 + 1)]), radix: 16)
    }
    guard digits.count == 64, bytes.count == 32 else { throw failure(.keyForm) }
    return bytes
  }
}
