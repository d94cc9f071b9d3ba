/// A whole store, with keys, cases, heads and what was erased, and everything that can be wrong with one.

import Crypto
import Foundation
import GRDB
import SQLiteStorage
import TestSupport
import Testing

@testable import Journal
@testable import Verifier

/// What a store is made of.
private struct Plan {
  var entries: [(header: Header, values: [Sealed])] = []
  var definitions = [(hash: noFiles, files: "[]")]
  var snapshots: [Snapshot] = []
  /// Heads over a tree, with the size that stands beside them.
  var heads: [(size: Int, beside: Int, key: SigningKey)] = []
  /// Values that are taken away, by the entry that says so.
  var erased: [(position: Int, names: Set<String>, cause: Int)] = []
  let first = SigningKey()
  let second = SigningKey()

  static func text(_ text: String) -> String { "\"\(text)\"" }

  mutating func add(
    _ subject: String, _ verb: String, _ states: [String] = [], previous: Int? = nil, outcome: String = "accepted",
    with values: [(String, String)] = []
  ) {
    var header = Header(
      subject: subject, kind: "k", definitions: noFiles, verb: verb, role: "r", outcome: outcome,
      instant: 1000 * entries.count)
    (header.states, header.previous) = (states, previous)
    entries.append((header, values.map { Sealed(name: $0.0, value: $0.1) }))
  }

  mutating func snapshot(_ subject: String, _ position: Int, _ states: String) {
    snapshots.append(
      Snapshot(
        subject: subject, kind: "k", isOpen: true, position: position, state: Array("{\"states\":\(states)}".utf8)))
  }

  init() throws {
    add("store", "begin", with: [("in.id", Self.text("s-1")), ("in.key", Self.text(first.publicKey))])
    add("a", "create", ["open"], with: [("actor", Self.text("ann"))])
    add("b", "create", [], outcome: "refused", with: [("actor", Self.text("bob"))])
    add("a", "go", ["shut", "late"], previous: 1, with: [("actor", Self.text("ann")), ("set.x", "1")])
    add(
      "store", "rotate key",
      with: [
        ("in.key", Self.text(second.publicKey)),
        ("in.consent", Self.text(try first.consent(to: second, store: "s-1"))),
      ])
    add("c", "create", ["open"], with: [("actor", Self.text("cid"))])
    add("a", "erase", ["shut", "late"], previous: 3, with: [("erased", "[[1,\"actor\"],[3,\"actor\",\"set.x\"]]")])
    erased = [(1, ["actor"], 6), (3, ["actor", "set.x"], 6)]
    snapshot("a", 6, "[\"shut\",\"late\"]")
    snapshot("c", 5, "[\"open\"]")
    heads = [(2, 2, first), (4, 4, first), (5, 5, second), (7, 7, second)]
  }

  /// Writes it, changes it with SQL behind everybody's back, and checks it.
  func verified(
    _ sql: [String] = [], against pinned: (Reader) throws -> Pinned = { _ in Pinned() }
  ) throws -> Verification {
    let scratch = Scratch()
    let journal = Journal(try SQLiteStorage.create(scratch.file()))
    try journal.write { (writer: Writer) throws in
      for (hash, files) in definitions { try writer.put(definitions: files, hash: hash) }
      for (header, values) in entries { try writer.append(header, values) }
      for snapshot in snapshots { try writer.put(snapshot) }
      for (position, names, cause) in erased { try writer.erase(position, names, cause: cause) }
      for (size, beside, key) in heads {
        let root = size <= entries.count ? try writer.root(size) : [UInt8](repeating: 1, count: 32)
        try writer.keep(
          checkpoint: try key.checkpoint(origin: "s-1", size: size, root: root, time: 1_700_000_000 + size),
          size: beside)
      }
    }
    let brought = try journal.read { try pinned($0) }
    journal.storage.close()
    if !sql.isEmpty {
      let queue = try DatabaseQueue(path: scratch.file())
      try queue.writeWithoutTransaction { db in
        // What guards the rows is put back afterwards.
        let guards = try Row.fetchAll(db, sql: "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        for row in guards { try db.execute(sql: "DROP TRIGGER \(row[0] as String)") }
        for statement in sql where !statement.hasPrefix("AFTER ") { try db.execute(sql: statement) }
        for row in guards { try db.execute(sql: row[1]) }
        for statement in sql where statement.hasPrefix("AFTER ") {
          try db.execute(sql: String(statement.dropFirst(6)))
        }
      }
      try queue.close()
    }
    return Verification.run(scratch.file(), against: brought)
  }
}

@Suite struct AWholeStore {
  private let plan: Plan

  init() throws { plan = try Plan() }

  @Test func whatIsSoundIsCounted() throws {
    let report = try plan.verified()
    #expect(report.isSound, "\(report.text)")
    #expect(report.entries == 7 && report.values == 7 && report.withheld == 3 && report.signed == 7)
    #expect(report.heads == (4, 0) && !report.hasOlderKey && report.key == plan.second.publicKey && report.last == 6000)
    let code = ShortCode(size: 7, root: report.root).text
    let root = report.root.map { String(format: "%02x", $0) }.joined()
    #expect(
      report.text == """
        sound        7 entries, 7 values, 3 erased; the definitions are those that were pinned
        heads        4 kept in the store, 0 brought along: signed, and heads of this tree
        read tables  they name the same last entries and states; their values are checked by --replay
        signed       the first 7 of 7 entries
        root         \(root)
        key          \(plan.second.publicKey)
        code         \(code)
        last entry   1970-01-01T00:00:06Z; that nothing was cut off behind it shows only against a head kept elsewhere: --checkpoint or --code
        """)
  }

  @Test func whatIsNotUnderAHeadIsSaidToBe() throws {
    var plan = plan
    plan.heads.removeLast()
    let report = try plan.verified()
    #expect(report.signed == 5)
    #expect(
      report.text.contains(
        "signed       the first 5 of 7 entries; whoever can write the file could have rewritten the rest, unless you "))
    plan.heads = []
    let bare = try plan.verified {
      Pinned(codes: [ShortCode(size: 7, root: try $0.root())], key: Array(repeating: 0, count: 32))
    }
    #expect(bare.fault == "the key that was given is none of the store's keys" && bare.signed == 0)
    let coded = try plan.verified {
      Pinned(codes: [ShortCode(size: 7, root: try $0.root()), ShortCode(size: 0, root: TreeHash.empty)])
    }
    #expect(coded.isSound && coded.heads == (0, 2) && coded.signed == 0)
    #expect(coded.text.contains("signed       none of 7 entries; whoever"))
    #expect(coded.text.contains("heads        0 kept in the store, 2 brought along: signed"))
    #expect(coded.text.hasSuffix("last entry   1970-01-01T00:00:06Z"))
    let none = try plan.verified()
    #expect(none.text.contains("heads        0 kept in the store, 0 brought along\n"))
  }

  @Test func theKeyThatIsGivenMayBeAnOlderOne() throws {
    let older = try plan.verified { _ in Pinned(key: Commitment.bytes(plan.first.publicKey)) }
    #expect(older.isSound && older.hasOlderKey)
    #expect(
      older.text.contains("key          \(plan.second.publicKey), which took the place of the one that was given"))
    let newer = try plan.verified { _ in Pinned(key: Commitment.bytes(plan.second.publicKey)) }
    #expect(newer.isSound && !newer.hasOlderKey)
    let foreign = try plan.verified { _ in Pinned(key: Commitment.bytes(SigningKey().publicKey)) }
    #expect(foreign.fault == "the key that was given is none of the store's keys")
    #expect(
      foreign.text
        == "unsound      the key that was given is none of the store's keys\nchecked      7 entries before it")
  }

  @Test func headsAreHeldAgainstTheTreeOfTheirSize() throws {
    for size in 1...7 {
      let key = size < 5 ? plan.first : plan.second
      for (change, fault) in [
        (0, nil), (1, "with another root"), (2, "is not signed by the key of the store at that time"),
        (3, "with another root"),
      ] as [(Int, String?)] {
        let report = try plan.verified { (reader: Reader) throws in
          var root = try reader.root(size)
          // A code says less of the root than a head.
          if change == 1 { root[0] ^= 1 }
          if change == 3 { root[31] ^= 1 }
          let signer = change == 2 ? (size < 5 ? plan.second : plan.first) : key
          let text = try signer.checkpoint(origin: "s-1", size: size, root: root, time: 1)
          return Pinned(
            checkpoints: [try #require(Checkpoint(text))], codes: change == 3 ? [ShortCode(size: size, root: root)] : []
          )
        }
        #expect(report.heads.brought == (change == 3 ? 2 : 1))
        if let fault {
          #expect(report.fault?.hasPrefix("the head that was brought along") == true, "\(report.text)")
          #expect(
            report.fault?.contains("over \(size) entries") == true && report.fault?.contains(fault) == true,
            "\(report.text)")
          #expect(report.entries == size)
        } else {
          #expect(report.isSound, "\(report.text)")
        }
      }
    }
    let wrong = try plan.verified { _ in Pinned(codes: [ShortCode(size: 4, root: TreeHash.empty)]) }
    #expect(
      wrong.fault
        == "the code that was brought along is over 4 entries with another root: what it was made of is not what stands here"
    )
    let empty = try plan.verified { _ in Pinned(codes: [ShortCode(size: 0, root: [UInt8](repeating: 0, count: 32))]) }
    #expect(empty.fault?.contains("over 0 entries with another root") == true && empty.entries == 0)
  }

  @Test func aHeadOverMoreThanThereIsShowsThatTheEndWasCutOff() throws {
    let report = try plan.verified { _ in
      Pinned(codes: [ShortCode(size: 12, root: TreeHash.empty), ShortCode(size: 8, root: TreeHash.empty)])
    }
    #expect(
      report.fault == "the code that was brought along is over 8 entries, and here are 7: the end was cut off")
    #expect(report.entries == 7)
    var plan = plan
    plan.heads.append((9, 9, plan.second))
    #expect(
      try plan.verified().fault
        == "the head 5 that the store keeps is over 9 entries, and here are 7: the end was cut off")
  }

  @Test func headsThatTheStoreKeepsAreHeadsOfIt() throws {
    var plan = plan
    plan.heads[1].beside = 3
    #expect(try plan.verified().fault == "the head 2 that the store keeps is no signed head over 3 entries")
    plan = try Plan()
    plan.heads[0].key = plan.second
    #expect(
      try plan.verified().fault?.hasPrefix("the head 1 that the store keeps, over 2 entries, is not signed") == true)
    plan = try Plan()
    plan.heads[2].key = plan.first
    #expect(
      try plan.verified().fault?.hasPrefix("the head 3 that the store keeps, over 5 entries, is not signed") == true)
    let changed = try Plan().verified(["UPDATE checkpoint SET text = 'x' WHERE number = 4"])
    #expect(changed.fault == "the head 4 that the store keeps is no signed head over 7 entries")
    // A file of the first version has no heads.
    let old = try Plan().verified(["DELETE FROM checkpoint", "AFTER DROP TABLE checkpoint"])
    #expect(old.fault == "the trigger \"checkpoint_update\" is missing: somebody took away what guards the entries")
  }

  @Test func theOrderOfTimeIsKept() throws {
    var plan = plan
    plan.heads = []
    plan.entries[4].header.instant = plan.entries[3].header.instant
    #expect(try plan.verified().isSound)
    plan.entries[4].header.instant -= 1
    #expect(try plan.verified().fault == "entry 4: its instant lies before the one of the entry before")
    plan = try Plan()
    plan.heads = []
    for index in plan.entries.indices { plan.entries[index].header.instant = -5 }
    #expect(try plan.verified().last == 0)
    #expect(try plan.verified().isSound)
  }

  @Test func everyEntryOnACaseNamesTheOneBefore() throws {
    for (position, previous, subject) in [
      (1, 0, "a"), (2, 1, "b"), (3, nil, "a"), (3, 0, "a"), (3, 2, "a"), (5, 3, "c"), (6, 1, "a"), (6, 5, "a"),
    ] as [(Int, Int?, String)] {
      var plan = plan
      plan.heads = []
      plan.entries[position].header.previous = previous
      #expect(try plan.verified().fault == "entry \(position): the chain of \(subject) is broken", "\(position)")
    }
    // The store itself has no chain.
    var plan = plan
    plan.heads = []
    plan.entries[4].header.previous = 2
    #expect(try plan.verified().isSound)
  }

  @Test func aCaseWithoutStatesIsOneWhenItBegan() throws {
    var plan = plan
    plan.heads = []
    plan.entries[6].header.states = []
    plan.snapshots[0] = Snapshot(
      subject: "a", kind: "k", isOpen: true, position: 6, state: Array("{\"states\":[]}".utf8))
    #expect(try plan.verified().isSound)
    plan.entries[2].header.states = ["x"]
    #expect(try plan.verified().fault == "the read table has 2 cases, the journal 3")
  }

  @Test func theReadTableSaysWhatTheEntriesSay() throws {
    for (sql, fault) in [
      ("UPDATE subject SET position = 3 WHERE id = 'a'", "the read table has a at entry 3, the journal at 6"),
      ("UPDATE subject SET position = 7 WHERE id = 'a'", "the read table has a at entry 7, the journal at 6"),
      ("UPDATE subject SET id = 'z' WHERE id = 'c'", "the read table has z at entry 5, the journal at none"),
      ("DELETE FROM subject WHERE id = 'c'", "the read table has 1 cases, the journal 2"),
      (
        "UPDATE subject SET state = CAST('{\"states\":[\"shut\"]}' AS BLOB) WHERE id = 'a'",
        "the read table has a in another state than entry 6"
      ),
      (
        "UPDATE subject SET state = CAST('{}' AS BLOB) WHERE id = 'c'",
        "the read table has c in another state than entry 5"
      ),
      (
        "UPDATE subject SET state = CAST('x' AS BLOB) WHERE id = 'c'",
        "the read table has c in another state than entry 5"
      ),
      ("UPDATE subject SET state = x'' WHERE id = 'c'", "the read table has c in another state than entry 5"),
    ] { #expect(try plan.verified([sql]).fault == fault, "\(sql)") }
  }

  @Test func definitionsAreThoseThatWerePinned() throws {
    func hash(_ text: String) -> String {
      SHA256.hash(data: Data(text.utf8)).map { String(format: "%02x", $0) }.joined()
    }
    var plan = plan
    plan.heads = []
    let files = hash("2 é 3 b c")
    plan.definitions.append((files, "[[\"é\",\"b c\"]]"))
    for index in [2, 3, 5] { plan.entries[index].header.definitions = files }
    #expect(try plan.verified().isSound)
    plan.definitions[1].files = "[[\"é\",\"b d\"]]"
    #expect(try plan.verified().fault == "the definitions \(files.prefix(12))… are not those that were pinned")
    plan.definitions[1].files = "[]]"
    #expect(try plan.verified().fault == "the definitions \(files.prefix(12))… are not those that were pinned")
    plan.definitions.removeLast()
    #expect(
      try plan.verified().fault
        == "entry 2: its definitions are not in the store: the table of definitions was changed")
    #expect(Pinning.hash("[[\"a\",\"b\"],[\"c\",\"\"]]") == hash("1 a 1 b1 c 0 "))
    #expect(Pinning.hash("[[\"a\",\"b\"],[\"c\"]]") == hash("1 a 1 b") && Pinning.hash("{}") == nil)
  }

  @Test func whatGuardsTheEntriesIsThereAndNothingElse() throws {
    let guards = [
      "entry_order", "entry_update", "entry_delete", "definition_update", "definition_delete", "checkpoint_update",
      "checkpoint_delete", "erasure_update", "erasure_delete",
    ]
    for name in guards {
      #expect(
        try plan.verified(["AFTER DROP TRIGGER \(name)"]).fault
          == "the trigger \"\(name)\" is missing: somebody took away what guards the entries")
    }
    #expect(
      try plan.verified(["AFTER CREATE VIEW peek AS SELECT * FROM entry"]).fault
        == "the file has the view \"peek\", which is not the journal's")
    #expect(
      try plan.verified(["AFTER CREATE TRIGGER more AFTER INSERT ON entry BEGIN SELECT 1; END"]).fault
        == "the file has the trigger \"more\", which is not the journal's")
    #expect(try plan.verified(["AFTER CREATE TABLE notes (x)", "AFTER CREATE INDEX i ON notes (x)"]).isSound)
  }

  @Test func whatIsGoneWasErasedByAnEntryThatSaysSo() throws {
    var plan = plan
    plan.heads = []
    let value = { (json: String) in [Sealed(name: "erased", value: json)] }
    for (json, fault) in [
      ("[[1,\"actor\"],[3,\"actor\",\"set.x\"]]", nil), ("[[3,\"set.x\"],[1,\"actor\"],[3,\"actor\"]]", nil),
      ("[[1,\"actor\"],[3,\"actor\"]]", "entry 3: its value \"set.x\" is gone, and no entry says that it was erased"),
      ("[[3,\"actor\",\"set.x\"]]", "entry 1: its value \"actor\" is gone, and no entry says that it was erased"),
      ("[]", "entry 1: its value \"actor\" is gone, and no entry says that it was erased"),
      ("[[6,\"x\"]]", "entry 6: it erases what does not stand before it"),
      ("[[5,\"x\"],[1,\"actor\"],[3,\"actor\",\"set.x\"]]", nil),
      ("[[7,\"x\"]]", "entry 6: it erases what does not stand before it"),
      ("[[]]", "entry 6: it erases what does not stand before it"),
      ("[[\"1\"]]", "entry 6: it erases what does not stand before it"),
      ("[1]", "entry 6: what it says was erased cannot be read"),
      ("x", "entry 6: what it says was erased cannot be read"),
    ] as [(String, String?)] {
      plan.entries[6].values = value(json)
      #expect(try plan.verified().fault == fault, "\(json)")
    }
    plan.entries[6].values = value("[[1,\"actor\"],[3,\"actor\",\"set.x\"]]")
    plan.entries[6].header.outcome = "refused"
    #expect(
      try plan.verified().fault == "entry 1: its value \"actor\" is gone, and no entry says that it was erased")
    plan.entries[6].header.outcome = "accepted"
    #expect(try plan.verified().isSound)
    let sealed = "UPDATE entry SET sealed = CAST('[[\"in.x\",\"\",null]]' AS BLOB) WHERE position = 5"
    #expect(try plan.verified([sealed]).fault == "entry 5: a value without commitment")
  }

  @Test func aNewKeyHasTheConsentOfTheOneBefore() throws {
    let lacks = "entry 4: the new key lacks the signature of the key before it"
    let none = "entry 4: there is no public key in it"
    let (key, consent) = (plan.second.publicKey, try plan.first.consent(to: plan.second, store: "s-1"))
    for (values, fault) in [
      ([("in.key", key), ("in.consent", consent)], nil), ([("key", key), ("in.consent", consent)], nil),
      ([("in.key", key)], lacks), ([("in.key", key), ("in.consent", "00")], lacks),
      ([("in.key", SigningKey().publicKey), ("in.consent", consent)], lacks),
      ([("in.key", key), ("in.consent", try plan.first.consent(to: plan.second, store: "s-2"))], lacks),
      ([("in.key", key), ("in.consent", try plan.second.consent(to: plan.second, store: "s-1"))], lacks),
      ([("in.consent", consent)], none), ([("in.key", ""), ("in.consent", consent)], none),
      ([("in.key", String(key.dropLast(2))), ("in.consent", consent)], none),
      ([("in.key", key + "00"), ("in.consent", consent)], none),
    ] as [([(String, String)], String?)] {
      var plan = plan
      plan.heads = []
      plan.entries[4].values = values.map { Sealed(name: $0.0, value: Plan.text($0.1)) }
      #expect(try plan.verified().fault == fault, "\(values)")
      // What was refused or means something else names no key.
      for change in [
        { $0.outcome = "refused" }, { $0.verb = "note" },
        { (header: inout Header) in (header.subject, header.states) = ("d", []) },
      ] as [(inout Header) -> Void] {
        var other = plan
        change(&other.entries[4].header)
        let report = try other.verified()
        #expect(report.isSound && report.key == plan.first.publicKey, "\(report.text)")
      }
    }
  }

  @Test func entriesOfTheFirstFormatNameTheirKeys() {
    var keys = KeyChain()
    let key = SigningKey()
    let begin = ["in.key": Plan.text(key.publicKey), "id": Plan.text("s-2")]
    #expect(keys.take(0, ["case": "store", "outcome": "accepted", "event": "begin"], begin) == nil)
    #expect(keys.store == "s-2" && keys.contains(Commitment.bytes(key.publicKey)))
    #expect(keys.inForce(0) == nil && keys.inForce(1) != nil)
  }

  @Test func whatIsNoFileOfAStoreIsSaidToBe() throws {
    let scratch = Scratch()
    #expect(Verification.run(scratch.file()).fault == "there is no file at \(scratch.file())")
    #expect(
      Verification.run(scratch.path).fault == "\(scratch.path) is a folder; name the file that `begin` made")
    let text = try scratch.write("text", String(repeating: "no database at all ", count: 100))
    #expect(Verification.run(text).fault == "the file cannot be read: file is not a database")
    #expect(
      Verification.run(try scratch.write("empty", "")).fault?.hasPrefix("the file cannot be read: no such table")
        == true)
    try SQLiteStorage.create(scratch.file("new")).close()
    #expect(Verification.run(scratch.file("new")).fault == "the journal has no entries")
    #expect(
      Verification.run(scratch.file("new")).text
        == "unsound      the journal has no entries\nchecked      0 entries before it")
  }

  @Test func aRowThatIsNotInTheFormatIsSaidToBe() throws {
    let row = "a row of the file is not in the journal's format"
    for (table, columns, values) in [
      ("definition", "hash, files", "x'ff', 'x'"), ("checkpoint", "number, size, text", "1, 'x', 'x'"),
      ("subject", "id, position, state", "'a', 'x', x'00'"),
    ] {
      let fault = try plan.verified([
        "DROP TABLE \(table)", "CREATE TABLE \(table) (\(columns))",
        "INSERT INTO \(table) VALUES (\(values))",
      ]).fault
      #expect(fault == row, "\(table)")
    }
    for (column, position) in [("leaf", 2), ("body", 3), ("sealed", 4)] {
      let fault = try plan.verified([
        "CREATE TABLE other AS SELECT * FROM entry", "UPDATE other SET \(column) = NULL WHERE position = \(position)",
        "DROP TABLE entry", "ALTER TABLE other RENAME TO entry",
      ]).fault
      #expect(fault == "entry \(position) is not in the journal's format", "\(column)")
    }
    let without = try plan.verified([
      "CREATE TABLE other AS SELECT * FROM entry", "UPDATE other SET nodes = NULL WHERE position IN (2, 3)",
      "DROP TABLE entry", "ALTER TABLE other RENAME TO entry",
    ]).fault
    #expect(without == "entry 3: the tree nodes it completes are wrong")
  }

  @Test func whatIsCheckedIsNotTouched() throws {
    let scratch = Scratch()
    let journal = Journal(try SQLiteStorage.create(scratch.file()))
    try fill(journal, 3)
    // As a crash leaves it: with its log beside it.
    for end in ["", "-wal"] {
      try FileManager.default.copyItem(atPath: scratch.file() + end, toPath: scratch.file("copy") + end)
    }
    journal.storage.close()
    let before = try Data(contentsOf: URL(fileURLWithPath: scratch.file("copy")))
    #expect(Verification.run(scratch.file("copy")).isSound)
    #expect(try Data(contentsOf: URL(fileURLWithPath: scratch.file("copy"))) == before)
    #expect(FileManager.default.fileExists(atPath: scratch.file("copy-wal")))
  }
}
