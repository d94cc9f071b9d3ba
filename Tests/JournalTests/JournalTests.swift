import Crypto
import Foundation
import GRDB
import Testing
import Verifier

@testable import Journal

/// A folder that goes with the test.
final class Scratch {
  let path: String
  init() {
    path = FileManager.default.temporaryDirectory.appending(path: "cvnt-\(UUID().uuidString)").path
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }
  deinit { try? FileManager.default.removeItem(atPath: path) }
  func file(_ name: String = "store") -> String { "\(path)/\(name)" }
}

/// The hash of no definitions at all.
private let noFiles = SHA256.hash(data: Data()).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()

private func header(_ index: Int) -> Header {
  Header(
    subject: "store", kind: "store", definitions: noFiles, event: "note", role: "engine", outcome: "accepted",
    instant: index)
}

private func fill(_ journal: Journal, _ count: Int) throws {
  let first = try journal.read { try $0.size }
  for index in first..<(first + count) {
    _ = try journal.write { writer in
      try writer.put(definitions: "[]", hash: noFiles)
      try writer.append(
        header(index), [Sealed(name: "in.x", value: "\(index)"), Sealed(name: "actor", value: "\"a\"")])
    }
  }
}

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
    let journal = try Journal.create(scratch.file())
    try fill(journal, 77)
    let leaves = try journal.read { try $0.entries(from: 0, limit: 100).map(\.leaf) }
    journal.close()
    let again = try Journal.open(scratch.file())
    #expect(try again.read { try $0.root() } == definition(leaves))
    try fill(again, 1)
    #expect(Verification.run(scratch.file()).isSound)
  }
}

@Suite struct TheFile {
  @Test func entriesCannotBeChangedOrRemovedEvenBySQL() throws {
    let scratch = Scratch()
    let journal = try Journal.create(scratch.file())
    try fill(journal, 3)
    journal.close()
    let queue = try DatabaseQueue(path: scratch.file())
    for sql in [
      "UPDATE entry SET body = x'00'", "DELETE FROM entry", "INSERT INTO entry VALUES (7, x'', x'', x'', x'')",
      "DELETE FROM definition",
    ] {
      #expect(throws: (any Error).self, "\(sql)") {
        try queue.write { db in
          try db.execute(sql: "INSERT OR IGNORE INTO definition VALUES ('a', 'b')")
          try db.execute(sql: sql)
        }
      }
    }
  }

  @Test(arguments: [
    ("UPDATE entry SET body = replace(CAST(body AS TEXT), 'note', 'nota') WHERE position = 4", "entry 4: the body"),
    ("UPDATE entry SET leaf = zeroblob(32) WHERE position = 5", "entry 5: the body does not give"),
    ("UPDATE entry SET nodes = zeroblob(32) WHERE position = 5", "entry 5: the tree nodes"),
    (
      "UPDATE entry SET sealed = replace(CAST(sealed AS TEXT), '\"6\"', '\"7\"') WHERE position = 6",
      "entry 6: the value \"in.x\""
    ),
    ("DELETE FROM entry WHERE position = 3", "entry 3 is missing"),
  ])
  func verifyNamesTheFirstEntryThatDoesNotMatch(_ sql: String, _ wanted: String) throws {
    let scratch = Scratch()
    let journal = try Journal.create(scratch.file())
    try fill(journal, 9)
    journal.close()
    let queue = try DatabaseQueue(path: scratch.file())
    try queue.write { db in
      for trigger in ["entry_update", "entry_delete"] { try db.execute(sql: "DROP TRIGGER \(trigger)") }
      try db.execute(
        sql: sql.replacingOccurrences(of: "replace(CAST(", with: "CAST(replace(CAST(").replacingOccurrences(
          of: "') WHERE", with: "') AS BLOB) WHERE"))
    }
    try queue.close()
    let report = Verification.run(scratch.file())
    #expect(report.fault?.hasPrefix(wanted) == true, "\(report.text)")
  }

  @Test func verifySeesDefinitionsAndCasesThatWereChanged() throws {
    func store(_ change: String?) throws -> Verification {
      let scratch = Scratch()
      let journal = try Journal.create(scratch.file())
      _ = try journal.write { writer in
        let files = "[[\"a\",\"b\"]]"
        let hash = SHA256.hash(data: Data("1 a 1 b".utf8)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        try writer.put(definitions: files, hash: hash)
        var header = Header(
          subject: "c", kind: "k", definitions: hash, event: "create", role: "r", outcome: "accepted", instant: 1)
        header.states = ["open"]
        let position = try writer.append(header, [])
        try writer.put(
          Snapshot(
            subject: "c", kind: "k", isOpen: true, position: position, state: Array("{\"states\":[\"open\"]}".utf8)))
      }
      journal.close()
      if let change {
        let queue = try DatabaseQueue(path: scratch.file())
        try queue.write { try $0.execute(sql: "DROP TRIGGER definition_update; " + change) }
        try queue.close()
      }
      return Verification.run(scratch.file())
    }
    #expect(try store(nil).isSound)
    #expect(try store("UPDATE definition SET files = '[[\"a\",\"c\"]]'").fault?.contains("definitions") == true)
    #expect(try store("DELETE FROM subject").fault?.contains("0 cases") == true)
    #expect(
      try store("UPDATE subject SET state = CAST('{\"states\":[\"shut\"]}' AS BLOB)").fault?.contains("another state")
        == true)
  }

  @Test func aValueThatIsErasedLeavesEveryProofAndOneThatIsTakenDoesNot() throws {
    func store(says: Bool) throws -> (Verification, [UInt8]) {
      let scratch = Scratch()
      let journal = try Journal.create(scratch.file())
      try fill(journal, 5)
      if says {
        _ = try journal.write { try $0.append(header(5), [Sealed(name: "erased", value: "[[2,\"actor\"]]")]) }
      }
      _ = try journal.write { try $0.erase(2, ["actor"], cause: 5) }
      let root = try journal.read { try $0.root() }
      journal.close()
      return (Verification.run(scratch.file()), root)
    }
    let (sound, root) = try store(says: true)
    #expect(sound.isSound && sound.withheld == 1 && sound.root == root, "\(sound.text)")
    #expect(
      try store(says: false).0.fault == "entry 2: its value \"actor\" is gone, and no entry says that it was erased")
  }

  @Test func aValueCannotBeTakenWithoutSayingSo() throws {
    let scratch = Scratch()
    let journal = try Journal.create(scratch.file())
    try fill(journal, 3)
    journal.close()
    let queue = try DatabaseQueue(path: scratch.file())
    #expect(throws: DatabaseError.self) {
      try queue.write { try $0.execute(sql: "UPDATE entry SET sealed = CAST('[]' AS BLOB) WHERE position = 1") }
    }
  }

  @Test func theIndexAndTheNewestEntriesTogetherFindEveryEntryOnce() throws {
    let journal = try Journal.create(nil)
    for index in 0..<700 {
      _ = try journal.write { writer in
        var line = header(index)
        line.event = index % 7 == 0 ? "seventh" : "other"
        try writer.append(line, [Sealed(name: "actor", value: index % 5 == 0 ? "\"ann\"" : "\"bob\"")])
      }
    }
    try journal.read { (reader: Reader) throws in
      #expect(try reader.positions([.event("seventh")]) == Array(stride(from: 0, to: 700, by: 7)))
      #expect(try reader.positions([.event("seventh"), .actor("ann")]) == Array(stride(from: 0, to: 700, by: 35)))
      #expect(try reader.positions([.actor("ann")], in: 500..<690, limit: 2, newestFirst: true) == [685, 680])
      #expect(try reader.positions([], in: 3..<6) == [3, 4, 5])
      #expect(try reader.position(at: 300) == 300)
      #expect(try reader.position(at: 9999) == 700)
    }
  }

  @Test func everyProofOfAGrowingTreeHoldsAndNoOther() throws {
    let journal = try Journal.create(nil)
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

  @Test func aShortCodeIsReadAsPeopleWriteIt() throws {
    let code = ShortCode(size: 41, root: Array(0..<32))
    #expect(ShortCode(code.text) == code)
    #expect(ShortCode(code.text.lowercased().replacingOccurrences(of: "0", with: "o")) == code)
    #expect(ShortCode("41-00010") == nil && ShortCode("x") == nil)
    #expect(ShortCode(size: 41, root: Array(1..<33)) != code)
  }

  @Test func whatIsNoStoreIsRefusedByName() throws {
    let scratch = Scratch()
    #expect(throws: JournalProblem.missing(scratch.file())) { try Journal.open(scratch.file()) }
    #expect(throws: JournalProblem.notAStore(scratch.path)) { try Journal.open(scratch.path) }
    try Data("not a database, but long enough to have a header of its own".utf8).write(
      to: URL(fileURLWithPath: scratch.file("text")))
    #expect(throws: JournalProblem.notAStore(scratch.file("text"))) { try Journal.open(scratch.file("text")) }
    let other = try DatabaseQueue(path: scratch.file("other"))
    try other.write { try $0.execute(sql: "CREATE TABLE t (x)") }
    try other.close()
    #expect(throws: JournalProblem.notAStore(scratch.file("other"))) { try Journal.open(scratch.file("other")) }
    _ = try Journal.create(scratch.file())
    #expect(throws: JournalProblem.exists(scratch.file())) { try Journal.create(scratch.file()) }
  }

  @Test func aStoreOfALaterVersionIsNotTouched() throws {
    let scratch = Scratch()
    try Journal.create(scratch.file()).close()
    let queue = try DatabaseQueue(path: scratch.file())
    try queue.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('999')") }
    try queue.close()
    #expect(throws: JournalProblem.newer(scratch.file())) { try Journal.open(scratch.file()) }
  }

  @Test func whatThrowsInATransactionLeavesNothing() throws {
    struct Stop: Error {}
    let journal = try Journal.create(nil)
    try fill(journal, 2)
    #expect(throws: Stop.self) {
      try journal.write { writer in
        try writer.append(header(9), [])
        throw Stop()
      }
    }
    try fill(journal, 1)
    #expect(try journal.read { try $0.size } == 3)
  }
}
