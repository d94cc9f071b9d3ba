import Crypto
import Foundation
import GRDB
import Journal
import SQLiteStorage
import TestSupport
import Testing

@Suite struct TheFile {
  @Test func entriesCannotBeChangedOrRemovedEvenBySQL() throws {
    let scratch = Scratch()
    let journal = Journal(try SQLiteStorage.create(scratch.file()))
    try fill(journal, 3)
    journal.storage.close()
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

  @Test func aValueCannotBeTakenWithoutSayingSo() throws {
    let scratch = Scratch()
    let journal = Journal(try SQLiteStorage.create(scratch.file()))
    try fill(journal, 3)
    journal.storage.close()
    let queue = try DatabaseQueue(path: scratch.file())
    #expect(throws: DatabaseError.self) {
      try queue.write { try $0.execute(sql: "UPDATE entry SET sealed = CAST('[]' AS BLOB) WHERE position = 1") }
    }
  }

  @Test func whatIsNoStoreIsRefusedByName() throws {
    let scratch = Scratch()
    #expect(throws: JournalProblem.missing(scratch.file())) { Journal(try SQLiteStorage.open(scratch.file())) }
    #expect(throws: JournalProblem.notAStore(scratch.path)) { Journal(try SQLiteStorage.open(scratch.path)) }
    try Data("not a database, but long enough to have a header of its own".utf8).write(
      to: URL(fileURLWithPath: scratch.file("text")))
    #expect(throws: JournalProblem.notAStore(scratch.file("text"))) {
      Journal(try SQLiteStorage.open(scratch.file("text")))
    }
    let other = try DatabaseQueue(path: scratch.file("other"))
    try other.write { try $0.execute(sql: "CREATE TABLE t (x)") }
    try other.close()
    #expect(throws: JournalProblem.notAStore(scratch.file("other"))) {
      Journal(try SQLiteStorage.open(scratch.file("other")))
    }
    _ = Journal(try SQLiteStorage.create(scratch.file()))
    #expect(throws: JournalProblem.exists(scratch.file())) { Journal(try SQLiteStorage.create(scratch.file())) }
  }

  @Test func aStoreOfALaterVersionIsNotTouched() throws {
    let scratch = Scratch()
    try SQLiteStorage.create(scratch.file()).close()
    let queue = try DatabaseQueue(path: scratch.file())
    try queue.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('999')") }
    try queue.close()
    #expect(throws: JournalProblem.newer(scratch.file())) { Journal(try SQLiteStorage.open(scratch.file())) }
  }

  @Test func whatThrowsInATransactionLeavesNothing() throws {
    struct Stop: Error {}
    let journal = Journal(try SQLiteStorage.memory())
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
