import Crypto
import Foundation
import GRDB
import Journal
import SQLiteStorage
import TestSupport
import Testing
import Verifier

@Suite struct Verifying {
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
    let journal = Journal(try SQLiteStorage.create(scratch.file()))
    try fill(journal, 9)
    journal.storage.close()
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
      let journal = Journal(try SQLiteStorage.create(scratch.file()))
      _ = try journal.write { writer in
        let files = "[[\"a\",\"b\"]]"
        let hash = SHA256.hash(data: Data("1 a 1 b".utf8)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        try writer.put(definitions: files, hash: hash)
        var header = Header(
          subject: "c", kind: "k", definitions: hash, verb: "create", role: "r", outcome: "accepted", instant: 1)
        header.states = ["open"]
        let position = try writer.append(header, [])
        try writer.put(
          Snapshot(
            subject: "c", kind: "k", isOpen: true, position: position, state: Array("{\"states\":[\"open\"]}".utf8)))
      }
      journal.storage.close()
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

  /// What somebody with the file could write: a body that is not in the format, with the hash that belongs to it.
  @Test(arguments: [
    ("\"at\":0", "\"at\":x"), ("\"at\":0", "\"at\":\"0\""), ("\"at\":0", "\"at\":00"), ("\"at\":0", "\"at\":-"),
    ("\"at\":0", "\"at\":0.5"),
    ("\"position\":0", "\"position\":1"), ("\"position\":0", "\"position\":"),
    ("\"outcome\":\"accepted\"", "\"outcome\":1"),
    ("\"case\":\"store\"", "\"case\":[]"), ("\"case\":\"store\"", "\"case\":\"sto\\u0072e\""),
    ("\"version\":", "\"version\":x"),
    ("{\"", "{ \""), ("{\"", "[\""), ("}", "} "), ("}", "}}"), ("\"in.x\":\"", "\"in.x\":\"0"),
    ("\"commitments\":{", "\"commitments\":["),
  ])
  func bodiesThatAreNotInTheFormatAreRefused(_ old: String, _ new: String) throws {
    let scratch = Scratch()
    let journal = Journal(try SQLiteStorage.create(scratch.file()))
    try fill(journal, 1)
    let body = try #require(try journal.read { try $0.entry(0) }).body
    journal.storage.close()
    func verify(_ body: [UInt8]) throws -> Verification {
      let queue = try DatabaseQueue(path: scratch.file())
      try queue.write { db in
        // A careful forger puts back what guards the entries.
        let guarding = try String.fetchOne(db, sql: "SELECT sql FROM sqlite_master WHERE name = 'entry_update'") ?? ""
        try db.execute(sql: "DROP TRIGGER entry_update")
        let leaf = Data(SHA256.hash(data: Data([0] + body)))
        try db.execute(sql: "UPDATE entry SET body = ?, leaf = ?", arguments: [Data(body), leaf])
        try db.execute(sql: guarding)
      }
      try queue.close()
      return Verification.run(scratch.file())
    }
    let undone = try verify(body)
    #expect(undone.isSound, "\(undone.text)")
    let text = String(decoding: body, as: UTF8.self)
    let backwards = old == "}"
    let range = try #require(text.range(of: old, options: backwards ? .backwards : []), "\(text)")
    let forged = text.replacingCharacters(in: range, with: new)
    let report = try verify(Array(forged.utf8))
    #expect(!report.isSound, "\(forged)")
  }

  @Test func aValueThatIsErasedLeavesEveryProofAndOneThatIsTakenDoesNot() throws {
    func store(says: Bool) throws -> (Verification, [UInt8]) {
      let scratch = Scratch()
      let journal = Journal(try SQLiteStorage.create(scratch.file()))
      try fill(journal, 5)
      if says {
        _ = try journal.write { try $0.append(header(5), [Sealed(name: "erased", value: "[[2,\"actor\"]]")]) }
      }
      _ = try journal.write { try $0.erase(2, ["actor"], cause: 5) }
      let root = try journal.read { try $0.root() }
      journal.storage.close()
      return (Verification.run(scratch.file()), root)
    }
    let (sound, root) = try store(says: true)
    #expect(sound.isSound && sound.withheld == 1 && sound.root == root, "\(sound.text)")
    #expect(
      try store(says: false).0.fault == "entry 2: its value \"actor\" is gone, and no entry says that it was erased")
  }

  @Test func whateverAValueHoldsIsReadAsItWasWritten() throws {
    let scratch = Scratch()
    let journal = Journal(try SQLiteStorage.create(scratch.file()))
    _ = try journal.write { writer in
      try writer.put(definitions: "[]", hash: noFiles)
      for text in ["\u{1}", "\u{1f}x", "a\"b\\c\u{b}", "é\u{10FFFF}", "\u{7f}"] {
        try writer.append(header(0), [Sealed(name: "in.x", value: text)])
      }
    }
    journal.storage.close()
    let report = Verification.run(scratch.file())
    #expect(report.isSound && report.entries == 5, "\(report.text)")
  }

  @Test func headsAreTheSameWhenAllTheySayIs() throws {
    let key = SigningKey()
    func head(_ origin: String = "o", size: Int = 3, root: UInt8 = 1, time: Int = 9) throws -> Checkpoint? {
      Checkpoint(try key.checkpoint(origin: origin, size: size, root: Array(repeating: root, count: 32), time: time))
    }
    let first = try #require(try head())
    #expect(try first == head())
    for other in [try head("p"), try head(size: 4), try head(root: 2), try head(time: 10)] { #expect(first != other) }
  }

  @Test func aShortCodeIsReadAsPeopleWriteIt() throws {
    let code = ShortCode(size: 41, root: Array(0..<32))
    #expect(ShortCode(code.text) == code)
    #expect(ShortCode(code.text.lowercased().replacingOccurrences(of: "0", with: "o")) == code)
    #expect(ShortCode("41-00010") == nil && ShortCode("x") == nil)
    #expect(ShortCode(size: 41, root: Array(1..<33)) != code)
  }
}
