import Crypto
import Foundation
import GRDB
import SQLiteStorage
import TestSupport
import Testing
import Verifier

@testable import Journal

/// The tree head as RFC 9162, 2.1.1 defines it, without any cleverness.
private func definition(_ leaves: [[UInt8]]) -> [UInt8] {
  if leaves.isEmpty { return Array(SHA256.hash(data: [UInt8]())) }
  if leaves.count == 1 { return leaves[0] }
  var split = 1
  while split * 2 < leaves.count { split *= 2 }
  return TreeHash.node(definition(Array(leaves[..<split])), definition(Array(leaves[split...])))
}

@Suite struct TheTree {
  @Test func theFrontierGivesTheRootOfTheDefinitionAtEverySize() {
    var frontier = Frontier()
    var leaves: [[UInt8]] = []
    for index in 0..<130 {
      #expect(frontier.root == definition(leaves))
      let leaf = TreeHash.leaf([UInt8(index)])
      leaves.append(leaf)
      _ = frontier.append(leaf)
    }
  }

  @Test func theRootIsFoundAgainFromTheFile() throws {
    let scratch = Scratch()
    let journal = Journal(try SQLiteStorage.create(scratch.file()))
    try fill(journal, 77)
    let leaves = try journal.read { try $0.entries(from: 0, limit: 100).map(\.leaf) }
    journal.storage.close()
    let again = Journal(try SQLiteStorage.open(scratch.file()))
    #expect(try again.read { try $0.root() } == definition(leaves))
    try fill(again, 1)
    #expect(Verification.run(scratch.file()).isSound)
  }
}

@Suite struct TheFile {
  @Test func theIndexAndTheNewestEntriesTogetherFindEveryEntryOnce() throws {
    let journal = Journal(try SQLiteStorage.memory())
    for index in 0..<700 {
      _ = try journal.write { writer in
        var line = header(index)
        line.verb = index % 7 == 0 ? "seventh" : "other"
        try writer.append(line, [Sealed(name: "actor", value: index % 5 == 0 ? "\"ann\"" : "\"bob\"")])
      }
    }
    try journal.read { (reader: Reader) throws in
      #expect(try reader.positions([.verb("seventh")]) == Array(stride(from: 0, to: 700, by: 7)))
      #expect(try reader.positions([.verb("seventh"), .actor("ann")]) == Array(stride(from: 0, to: 700, by: 35)))
      #expect(try reader.positions([.actor("ann")], in: 500..<690, limit: 2, newestFirst: true) == [685, 680])
      #expect(try reader.positions([], in: 3..<6) == [3, 4, 5])
      #expect(try reader.position(at: 300) == 300)
      #expect(try reader.position(at: 9999) == 700)
    }
  }

  @Test func anIndexThatIsNotOfTheEntriesIsNoticed() throws {
    let scratch = Scratch()
    let journal = Journal(try SQLiteStorage.create(scratch.file()))
    try fill(journal, 600)
    journal.storage.close()
    let changes = [
      "UPDATE trail SET start = start + 1 WHERE word = 'vnote' AND start = 0",
      "UPDATE trail SET word = 'vother' WHERE word = 'vnote'", "DELETE FROM trail WHERE word = 'vnote'",
    ]
    for sql in changes {
      let path = scratch.file("changed")
      try? FileManager.default.removeItem(atPath: path)
      try FileManager.default.copyItem(atPath: scratch.file(), toPath: path)
      let again = Journal(try SQLiteStorage.open(path))
      #expect(try again.read { try $0.isIndexWhole() })
      again.storage.close()
      let queue = try DatabaseQueue(path: path)
      try queue.write {
        try $0.execute(sql: sql)
        #expect($0.changesCount > 0, "\(sql)")
      }
      try queue.close()
      let changed = Journal(try SQLiteStorage.open(path))
      #expect(try !changed.read { try $0.isIndexWhole() }, "\(sql)")
      changed.storage.close()
    }
  }

  @Test func everyProofOfAGrowingTreeHoldsAndNoOther() throws {
    let journal = Journal(try SQLiteStorage.memory())
    try fill(journal, 41)
    try journal.read { (reader: Reader) throws in
      for size in [1, 2, 3, 7, 8, 21, 41] {
        let root = try reader.root(size)
        for index in 0..<size {
          let path = try reader.inclusion(of: index, in: size)
          let leaf = try #require(try reader.entry(index)).leaf
          func holds(_ index: Int) -> Bool {
            Proof.inclusion(index: UInt64(index), size: UInt64(size), leaf: leaf, path: path, root: root)
          }
          #expect(holds(index) && !holds(index + 1), "entry \(index) of \(size)")
        }
        for first in 1...size {
          let path = try reader.consistency(of: first, in: size)
          let old = try reader.root(first)
          func holds(_ old: [UInt8]) -> Bool {
            Proof.consistency(
              first: UInt64(first), second: UInt64(size), firstRoot: old, secondRoot: root, path: path)
          }
          #expect(holds(old) && (first == size || !holds(root)))
        }
      }
    }
  }
}
