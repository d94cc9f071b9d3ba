import Foundation
import GRDB
import TestSupport
import Testing
import Verifier

@testable import Journal
@testable import SQLiteStorage

private func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

@Suite struct KeysInFiles {
  private let scratch = Scratch()
  private let keys: KeyFiles
  private let one = SigningKey()
  private let two = SigningKey()

  init() { keys = KeyFiles(beside: scratch.file()) }

  @Test func aKeyIsKeptForItsOwnerAlone() throws {
    #expect(try keys.name == scratch.file("store.key") && keys.current()?.publicKey == nil)
    try keys.begin(one)
    #expect(try keys.current()?.publicKey == one.publicKey)
    let mode = try FileManager.default.attributesOfItem(atPath: keys.name)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    #expect(throws: JournalProblem.exists(keys.name)) { try keys.begin(two) }
    #expect(try keys.current()?.publicKey == one.publicKey)
    let nowhere = KeyFiles(beside: scratch.file("none/store"))
    #expect(throws: JournalProblem.readOnly(nowhere.name)) { try nowhere.begin(one) }
  }

  @Test func aKeyThatOthersCanReadOrThatIsNoneIsUnfit() throws {
    try keys.begin(one)
    for mode in [0o644, 0o640, 0o620, 0o610, 0o604, 0o602, 0o601, 0o677] {
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: keys.name)
      #expect(throws: JournalProblem.keyUnfit(keys.name), "\(mode)") { try keys.current() }
    }
    for mode in [0o600, 0o400, 0o700] {
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: keys.name)
      #expect(try keys.current()?.publicKey == one.publicKey)
    }
    for text in ["", "x", "AAAA", String(decoding: one.base64.dropLast(4), as: UTF8.self)] {
      try Data(text.utf8).write(to: URL(fileURLWithPath: keys.name))
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: keys.name)
      #expect(throws: JournalProblem.keyUnfit(keys.name), "\(text)") { try keys.current() }
    }
  }

  @Test func aKeyThatLiesReadyTakesThePlaceOfTheOther() throws {
    try keys.begin(one)
    #expect(try keys.ready(two.publicKey)?.publicKey == nil)
    try keys.prepare(two)
    #expect(try keys.ready(two.publicKey)?.publicKey == two.publicKey && keys.current()?.publicKey == one.publicKey)
    #expect(throws: JournalProblem.exists("\(keys.name).\(two.publicKey)")) { try keys.prepare(two) }
    try keys.promote(two.publicKey)
    #expect(try keys.current()?.publicKey == two.publicKey && keys.ready(two.publicKey)?.publicKey == nil)
    // Another process was faster, or there was none.
    try keys.promote(two.publicKey)
    #expect(throws: JournalProblem.readOnly(keys.name)) { try keys.promote(one.publicKey) }
    #expect(try keys.current()?.publicKey == two.publicKey)
    try keys.prepare(one)
    errno = 0
    try keys.discard(one.publicKey)
    #expect(try keys.ready(one.publicKey)?.publicKey == nil && keys.current()?.publicKey == two.publicKey)
    try keys.discard(one.publicKey)
    let folder = "\(keys.name).folder"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    #expect(throws: JournalProblem.readOnly(folder)) { try keys.discard("folder") }
  }

  @Test func aKeyCannotTakeThePlaceOfWhatIsNoFile() throws {
    try FileManager.default.createDirectory(atPath: keys.name + "/inside", withIntermediateDirectories: true)
    try keys.prepare(two)
    #expect(throws: JournalProblem.self) { try keys.promote(two.publicKey) }
    #expect(try keys.ready(two.publicKey)?.publicKey == two.publicKey)
  }

  @Test func whatLiesInMemoryHasNoKeys() throws {
    let keys = try SQLiteStorage.memory().keys
    try keys.begin(one)
    #expect(
      try keys.name == "memory" && keys.current()?.publicKey == nil && keys.ready(one.publicKey)?.publicKey == nil)
    #expect(throws: JournalProblem.keyMissing("memory")) { try keys.prepare(one) }
    #expect(throws: JournalProblem.keyMissing("memory")) { try keys.promote("x") }
    try keys.discard("x")
  }
}

@Suite struct Files {
  private let scratch = Scratch()

  private func bytes(_ name: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: scratch.file(name))) }

  /// A store, closed, with so many entries.
  private func made(_ name: String = "store", _ count: Int = 5) throws -> String {
    let journal = Journal(try SQLiteStorage.create(scratch.file(name)))
    try fill(journal, count)
    journal.storage.close()
    return scratch.file(name)
  }

  @Test func whatSQLiteSaysIsToldInWordsOfOurs() throws {
    for (code, problem) in [
      (.SQLITE_BUSY, .locked("n")), (.SQLITE_LOCKED, .locked("n")), (.SQLITE_READONLY, .readOnly("n")),
      (.SQLITE_PERM, .readOnly("n")), (.SQLITE_CANTOPEN, .readOnly("n")), (.SQLITE_FULL, .full("n")),
      (.SQLITE_NOTADB, .notAStore("n")), (.SQLITE_CORRUPT, .broken("n", "said")), (.SQLITE_IOERR, .broken("n", "said")),
    ] as [(ResultCode, JournalProblem)] {
      #expect(throws: problem) {
        try SQLiteStorage.guarded("n") { throw DatabaseError(resultCode: code, message: "said") }
      }
    }
    #expect(throws: JournalProblem.full("m")) { try SQLiteStorage.guarded("n") { throw JournalProblem.full("m") } }
    #expect(throws: JournalProblem.broken("n", "unexpected failure")) {
      try SQLiteStorage.guarded("n") { throw CancellationError() }
    }
    #expect(try SQLiteStorage.guarded("n") { 5 } == 5)
    let storage = try SQLiteStorage.memory()
    #expect(throws: JournalProblem.full("memory")) {
      try storage.write { _ in throw DatabaseError(resultCode: .SQLITE_FULL) }
    }
    #expect(throws: CancellationError.self) { try storage.read { _ in throw CancellationError() } }
  }

  @Test func aFileIsAStoreWithALogThatEveryProcessSees() throws {
    let storage = try SQLiteStorage.create(scratch.file())
    #expect(
      storage.name == scratch.file() && storage.path == scratch.file() && storage.keys.name == scratch.file("store.key")
    )
    try fill(Journal(storage), 2)
    let head = try bytes("store")
    // Write-ahead logging, and the mark of a store.
    #expect(head[18] == 2 && head[19] == 2 && Array(head[68..<72]) == Array("Cvnt".utf8))
    #expect(exists(scratch.file("store-wal")))
    let other = Journal(try SQLiteStorage.open(scratch.file()))
    #expect(try other.read { try $0.size } == 2)
    try fill(other, 1)
    #expect(try Journal(storage).read { try $0.size } == 3)
    storage.close()
    other.storage.close()
    #expect(!exists(scratch.file("store-wal")) && !exists(scratch.file("store-shm")))
    let memory = try SQLiteStorage.memory()
    #expect(memory.name == "memory" && memory.path == nil)
    memory.close()
  }

  @Test func onlyOneWritesAtATime() throws {
    let storage = try SQLiteStorage.create(scratch.file())
    var configuration = Configuration()
    configuration.busyMode = .immediateError
    let queue = try DatabaseQueue(path: scratch.file(), configuration: configuration)
    try storage.write { (_: any Log & Tables) -> Void in
      // Nothing was written yet, and nobody else can begin to.
      #expect(throws: DatabaseError.self) {
        try queue.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE; COMMIT") }
      }
    }
    try queue.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE; COMMIT") }
    storage.close()
  }

  @Test func whoeverComesWhileAnotherWritesWaits() throws {
    let here = Journal(try SQLiteStorage.create(scratch.file()))
    let path = scratch.file()
    let (holds, comes, done) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    Thread.detachNewThread {
      #expect(throws: Never.self) {
        let there = Journal(try SQLiteStorage.open(path))
        holds.wait()
        comes.signal()
        try fill(there, 1)
        there.storage.close()
      }
      // Whatever became of it, nobody waits for it any more.
      comes.signal()
      done.signal()
    }
    try here.write { writer in
      holds.signal()
      comes.wait()
      for index in 0..<1000 { try writer.append(header(index), [Sealed(name: "in.x", value: "1")]) }
    }
    done.wait()
    #expect(try here.read { try $0.size } > 0)
    here.storage.close()
  }

  @Test func aFileOfAnEarlierVersionIsBroughtUpToDate() throws {
    for version in ["1", "2"] {
      let path = scratch.file("version \(version)")
      let queue = try DatabaseQueue(path: path)
      try queue.write { try $0.execute(sql: "PRAGMA application_id = \(SQLiteStorage.applicationID)") }
      try Schema.migrator.migrate(queue, upTo: version)
      if version == "2" {
        try queue.write {
          try $0.execute(
            sql: """
              INSERT INTO trail VALUES ('w', 0, x'0000');
              INSERT INTO fact VALUES ('indexed', '1'), ('other', '2')
              """)
        }
      }
      try queue.close()
      let journal = Journal(try SQLiteStorage.open(path))
      try journal.read { (reader: Reader) throws in
        #expect(try reader.checkpoints() == [] && reader.fact("indexed") == nil && reader.size == 0)
        #expect(try reader.fact("other") == (version == "2" ? "2" : nil))
        #expect(try reader.positions([.verb("w")]) == [])
      }
      try fill(journal, 2)
      _ = try journal.write { try $0.erase(0, ["in.x"], cause: 1) }
      journal.storage.close()
      let head = try bytes("version \(version)")
      #expect(head[18] == 2 && head[19] == 2)
      #expect(Verification.run(path).entries == 2)
    }
  }

  @Test func nothingOfWhatWasErasedStaysInTheFile() throws {
    let journal = Journal(try SQLiteStorage.create(scratch.file()))
    let secret = "the quick brown fox"
    try journal.write { (writer: Writer) throws in
      for index in 0..<40 {
        try writer.append(
          header(index),
          [Sealed(name: "in.x", value: "\"\(index == 20 ? secret : String(repeating: "z", count: 400))\"")])
      }
    }
    let found = Data(secret.utf8)
    #expect(try journal.storage.forget(waits: true) && bytes("store").range(of: found) != nil)
    #expect(try bytes("store-wal").isEmpty)
    try journal.write { try $0.erase(20, ["in.x"], cause: 39) }
    #expect(try journal.storage.forget(waits: true))
    #expect(try bytes("store").range(of: found) == nil && bytes("store-wal").isEmpty)
    journal.storage.close()
  }

  @Test func aStoreAndItsCopiesAreTheirOwnersAlone() throws {
    let storage = try SQLiteStorage.create(scratch.file())
    _ = try Journal(storage).write { try $0.append(header(0), []) }
    try storage.backup(to: scratch.file("copy"))
    for end in ["", "-wal"] {
      let rights = try FileManager.default.attributesOfItem(atPath: scratch.file() + end)[.posixPermissions]
      #expect(rights as? Int == 0o600, "\(end)")
    }
    let rights = try FileManager.default.attributesOfItem(atPath: scratch.file("copy"))[.posixPermissions]
    #expect(rights as? Int == 0o600)
  }

  @Test func aCopyIsWholeAndStandsAlone() throws {
    let journal = Journal(try SQLiteStorage.create(scratch.file()))
    try fill(journal, 6)
    let storage = try #require(journal.storage as? SQLiteStorage)
    try storage.backup(to: scratch.file("copy"))
    let head = try bytes("copy")
    #expect(head[18] == 1 && head[19] == 1)
    for end in [".part", "-wal", ".part-wal", "-journal", ".part-journal"] {
      #expect(!exists(scratch.file("copy") + end))
    }
    try fill(journal, 1)
    let report = Verification.run(scratch.file("copy"))
    #expect(report.isSound && report.entries == 6, "\(report.text)")
    #expect(throws: JournalProblem.exists(scratch.file("copy"))) { try storage.backup(to: scratch.file("copy")) }
    #expect(try bytes("copy") == head)
    let nowhere = scratch.file("none/copy")
    #expect(throws: JournalProblem.self) { try storage.backup(to: nowhere) }
    // Where the copy cannot have its name nothing stays behind.
    try FileManager.default.createDirectory(atPath: scratch.file("taken"), withIntermediateDirectories: true)
    #expect(throws: JournalProblem.exists(scratch.file("taken"))) { try storage.backup(to: scratch.file("taken")) }
    _ = try scratch.write("last.part", "no database, and long enough to be seen as none of them")
    #expect(throws: JournalProblem.self) { try storage.backup(to: scratch.file("last")) }
    #expect(!exists(scratch.file("last.part")) && !exists(scratch.file("last")))
    storage.close()
  }

  @Test func noFolderIsHeldOpen() throws {
    let storage = try SQLiteStorage.create(scratch.file())
    try storage.backup(to: scratch.file("copy"))
    let held = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").filter {
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")) == scratch.path
    }
    #expect(held.isEmpty)
    storage.close()
  }

  @Test func aFileIsTakenAwayWithWhatLiesBesideIt() throws {
    for name in ["a", "a-journal", "a-wal", "a-shm", "a.key", "b"] { _ = try scratch.write(name, "x") }
    SQLiteStorage.remove(scratch.file("a"))
    for end in ["", "-journal", "-wal", "-shm"] { #expect(!exists(scratch.file("a") + end), "\(end)") }
    #expect(exists(scratch.file("a.key")) && exists(scratch.file("b")))
  }

  @Test func whatVerifiesIsSavedFromADamagedFileWithItsKeys() throws {
    let path = try made()
    let key = SigningKey()
    try KeyFiles(beside: path).begin(key)
    let before = try bytes("store")
    let (saved, result) = try SQLiteStorage.recover(path, to: scratch.file("saved"))
    #expect(result.entries == 5 && result.stopped == nil && result.lost.isEmpty)
    #expect(try saved.keys.current()?.publicKey == key.publicKey && bytes("store") == before)
    #expect(try Journal(saved).read { try $0.definitions(noFiles) } == "[]")
    saved.close()
    #expect(Verification.run(scratch.file("saved")).isSound)
    #expect(throws: JournalProblem.exists(scratch.file("saved"))) {
      try SQLiteStorage.recover(path, to: scratch.file("saved"))
    }
    #expect(Verification.run(scratch.file("saved")).isSound)
    #expect(throws: JournalProblem.missing(scratch.file("none"))) {
      try SQLiteStorage.recover(scratch.file("none"), to: scratch.file("other"))
    }
    #expect(!exists(scratch.file("other")))
  }

  @Test func headsAndDefinitionsThatCanBeReadAreSaved() throws {
    let path = try made()
    let queue = try DatabaseQueue(path: path)
    try queue.write { db in
      try db.execute(
        sql: """
          DROP TABLE checkpoint; CREATE TABLE checkpoint (number, size, text); DROP TABLE definition;
          CREATE TABLE definition (hash, files);
          INSERT INTO checkpoint VALUES (3, 4, 'four'), (1, 5, 'five'), (2, 'x', 'none'), (4, 2, x'ff'), (5, 9, 'nine');
          INSERT INTO definition VALUES ('h', 'files'), (x'ff', 'none'), ('i', NULL)
          """)
    }
    try queue.close()
    let (saved, result) = try SQLiteStorage.recover(path, to: scratch.file("saved"))
    #expect(result.entries == 5 && result.heads == 2 && result.headsBeyond == 9)
    try Journal(saved).read { (reader: Reader) throws in
      #expect(try reader.checkpoints() == ["five", "four"])
      #expect(try reader.definitions("h") == "files" && reader.definitions("i") == nil)
    }
    saved.close()
  }

  @Test func anEntryThatIsMissingEndsWhatIsSaved() throws {
    let path = try made("store", 6)
    let queue = try DatabaseQueue(path: path)
    try queue.write { try $0.execute(sql: "DROP TRIGGER entry_delete; DELETE FROM entry WHERE position = 3") }
    try queue.close()
    let (saved, result) = try SQLiteStorage.recover(path, to: scratch.file("saved"))
    #expect(result.entries == 3 && result.stopped == .missing(3, last: 5))
    saved.close()
  }

  @Test func whatCannotBeSavedLeavesNothingBehind() throws {
    let text = try scratch.write("text", String(repeating: "no database at all ", count: 100))
    #expect(throws: JournalProblem.notAStore(text)) { try SQLiteStorage.recover(text, to: scratch.file("saved")) }
    let path = try made()
    _ = try scratch.write("store.key", "no key")
    #expect(throws: JournalProblem.keyUnfit(path + ".key")) {
      try SQLiteStorage.recover(path, to: scratch.file("saved"))
    }
    for end in ["", "-wal", "-shm", ".key"] { #expect(!exists(scratch.file("saved") + end), "\(end)") }
  }

  @Test func aDamagedFileIsOnlyRead() throws {
    let journal = Journal(try SQLiteStorage.create(scratch.file()))
    try fill(journal, 3)
    for end in ["", "-wal"] {
      try FileManager.default.copyItem(atPath: scratch.file() + end, toPath: scratch.file("left") + end)
    }
    journal.storage.close()
    let before = try (bytes("left"), bytes("left-wal"))
    let (saved, result) = try SQLiteStorage.recover(scratch.file("left"), to: scratch.file("saved"))
    saved.close()
    #expect(result.entries == 3)
    #expect(try bytes("left") == before.0 && bytes("left-wal") == before.1)
  }

  @Test func aFileThatIsShorterThanItSaysIsReadAsFarAsItGoes() throws {
    let path = try made("store", 60)
    let whole = try bytes("store")
    try whole.dropLast(4096 * 4).write(to: URL(fileURLWithPath: path))
    let (saved, result) = try SQLiteStorage.recover(path, to: scratch.file("saved"))
    #expect(result.entries > 0 && result.entries <= 60)
    saved.close()
    #expect(Verification.run(scratch.file("saved")).entries == result.entries)
  }

  @Test func theNameOfAFileMayHoldAnything() throws {
    let name = "a b%20?c#d"
    _ = try made(name)
    #expect(Verification.run(scratch.file(name)).isSound)
    let again = try SQLiteStorage.open(scratch.file(name))
    #expect(try Journal(again).read { try $0.size } == 5)
    again.close()
  }
}
