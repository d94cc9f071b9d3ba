import Foundation
import GRDB
import TestSupport
import Testing

@testable import Journal
@testable import SQLiteStorage

private func snapshot(_ id: String, _ kind: String, open: Bool = true, _ state: String = "{}") -> Snapshot {
  Snapshot(subject: id, kind: kind, isOpen: open, position: 7, state: Array(state.utf8))
}

@Suite struct TheTables {
  private let storage: SQLiteStorage

  init() throws { storage = try SQLiteStorage.memory() }

  @Test func casesAreKeptByIDAndKind() throws {
    try storage.write { (tables: any Log & Tables) throws in
      for row in [
        snapshot("b", "k", "{\"x\":\"Ann 5\"}"), snapshot("a", "k", open: false, "ann"), snapshot("c", "l"),
        snapshot("d", "k", "{\"y\":\"Ann\"}"),
      ] { try tables.put(row) }
    }
    try storage.read { (tables: any Log & Tables) throws in
      #expect(try tables.subjects("k").map(\.subject) == ["a", "b", "d"] && tables.subjectIDs("k") == ["a", "b", "d"])
      #expect(try tables.subjects("m").isEmpty && tables.subject("x") == nil)
      #expect(try tables.openSubjects(after: "", limit: 9).map(\.subject) == ["b", "c", "d"])
      #expect(try tables.openSubjects(after: "b", limit: 9).map(\.subject) == ["c", "d"])
      #expect(try tables.openSubjects(after: "", limit: 2).map(\.subject) == ["b", "c"])
      #expect(try tables.counts().map { "\($0.kind) \($0.all) \($0.open)" } == ["k 3 2", "l 1 1"])
      #expect(try tables.subjects(holding: "Ann", limit: 9) == ["b", "d"])
      #expect(
        try tables.subjects(holding: "nn", limit: 2) == ["a", "b"] && tables.subjects(holding: "z", limit: 9) == [])
      let row = try #require(try tables.subject("a"))
      #expect(
        row.subject == "a" && row.kind == "k" && !row.isOpen && row.position == 7 && row.state == Array("ann".utf8))
    }
    try storage.write { try $0.put(Snapshot(subject: "a", kind: "k", isOpen: true, position: 9, state: [1])) }
    let row = try #require(try storage.read { try $0.subject("a") })
    #expect(row.isOpen && row.position == 9 && row.state == [1])
    #expect(try Journal(storage).read { try $0.subjects(holding: "{}") } == ["c"])
  }

  @Test func noMoreThanFiftyCasesAreFoundByWhatTheyHold() throws {
    try storage.write { tables in for index in 100..<160 { try tables.put(snapshot("\(index)", "k", "here")) } }
    #expect(try Journal(storage).read { try $0.subjects(holding: "here") } == (100..<150).map(String.init))
  }

  @Test func timersAreFoundInTheOrderInWhichTheyAreDue() throws {
    let rows = [
      TimerRow(due: 5, subject: "b", name: "x"), TimerRow(due: 5, subject: "a", name: "y"),
      TimerRow(due: 5, subject: "a", name: "x"), TimerRow(due: 2, subject: "c", name: "x"),
      TimerRow(due: 9, subject: "a", name: "x"),
    ]
    try storage.write { try $0.change(timers: [], to: Set(rows)) }
    try storage.write { try $0.change(timers: [], to: [rows[0]]) }
    let ordered = [rows[3], rows[2], rows[1], rows[0], rows[4]]
    try storage.read { (tables: any Log & Tables) throws in
      for due in 0...10 {
        #expect(try tables.timers(until: due, limit: 9) == ordered.filter { $0.due <= due })
        #expect(try tables.timers(until: due, limit: 2) == Array(ordered.filter { $0.due <= due }.prefix(2)))
      }
      #expect(try tables.timers(of: "a") == [rows[1], rows[2], rows[4]] && tables.timers(of: "z").isEmpty)
    }
    let later = TimerRow(due: 6, subject: "a", name: "y")
    try storage.write { try $0.change(timers: [rows[1], rows[3]], to: [later]) }
    #expect(try storage.read { try $0.timers(until: 99, limit: 9) } == [rows[2], rows[0], later, rows[4]])
  }

  @Test func referencesAreFoundFromBothEnds() throws {
    let rows = [
      LinkRow(target: "t", kind: "k", field: "f", source: "b"),
      LinkRow(target: "t", kind: "k", field: "f", source: "a"),
      LinkRow(target: "t", kind: "k", field: "g", source: "a"),
      LinkRow(target: "t", kind: "l", field: "f", source: "a"),
      LinkRow(target: "u", kind: "k", field: "f", source: "a"),
    ]
    try storage.write { try $0.change(links: [], to: Set(rows)) }
    try storage.write { try $0.change(links: [], to: [rows[0]]) }
    try storage.read { (tables: any Log & Tables) throws in
      #expect(try tables.referring("k", via: "f", to: "t") == ["a", "b"])
      #expect(try tables.referring("k", via: "g", to: "t") == ["a"] && tables.referring("l", via: "g", to: "t") == [])
      #expect(try tables.links(of: "a") == Set(rows[1...]) && tables.links(of: "b") == [rows[0]])
    }
    try storage.write {
      try $0.change(links: [rows[1], rows[4]], to: [LinkRow(target: "v", kind: "k", field: "f", source: "a")])
    }
    #expect(try storage.read { try $0.links(of: "a").map(\.target).sorted() } == ["t", "t", "v"])
  }

  @Test func stretchesAreFoundInOrderWithinARange() throws {
    try storage.write { (tables: any Log & Tables) throws in
      for (word, start) in [("a1", 30), ("a1", 10), ("a1", 20), ("a2", 10), ("b1", 10), ("c1", 10), ("é", 1)] {
        try tables.put(Stretch(word: word, start: start, places: [UInt8(start), 0]))
      }
    }
    func starts(_ range: Range<Int>, newestFirst: Bool = false, most: Int = 9) throws -> [Int] {
      try storage.read { (tables: any Log & Tables) throws in
        var found: [Int] = []
        try tables.stretches(of: "a1", in: range, newestFirst: newestFirst) { stretch in
          #expect(stretch.word == "a1" && stretch.places == [UInt8(stretch.start), 0])
          found.append(stretch.start)
          return found.count < most
        }
        return found
      }
    }
    #expect(try starts(0..<100) == [10, 20, 30] && starts(0..<100, newestFirst: true) == [30, 20, 10])
    #expect(try starts(10..<30) == [10, 20] && starts(11..<31) == [20, 30])
    #expect(try starts(0..<100, most: 1) == [10] && starts(0..<100, newestFirst: true, most: 2) == [30, 20])
    try storage.read { (tables: any Log & Tables) throws in
      #expect(try tables.words(beginningWith: "a") == ["a1", "a2"] && tables.words(beginningWith: "b") == ["b1"])
      #expect(try tables.words(beginningWith: "d").isEmpty && tables.words(beginningWith: "é") == ["é"])
      #expect(try tables.stretch(of: "a1", at: 20)?.start == 20 && tables.stretch(of: "a1", at: 21)?.start == nil)
      var all = 0
      try tables.eachStretch { _ in all += 1 }
      #expect(all == 7)
    }
    try storage.write { (tables: any Log & Tables) throws in
      try tables.put(Stretch(word: "a1", start: 20, places: []))
      try tables.put(Stretch(word: "a1", start: 30, places: [5, 0]))
    }
    #expect(try storage.read { try $0.stretch(of: "a1", at: 20)?.start } == nil)
    #expect(try storage.read { try $0.stretch(of: "a1", at: 30)?.places } == [5, 0])
  }

  @Test func allThatFollowsFromTheEntriesIsEmptiedTogether() throws {
    let timer = TimerRow(due: 1, subject: "c", name: "t")
    let link = LinkRow(target: "t", kind: "k", field: "f", source: "s")
    try storage.write { (tables: any Log & Tables) throws in
      try tables.put(snapshot("c", "k"))
      try tables.change(timers: [], to: [timer])
      try tables.change(links: [], to: [link])
      try tables.put(Stretch(word: "w", start: 0, places: [0, 0]))
      try tables.put(fact: "f", "1")
      try tables.put(fact: "f", "2")
      #expect(try tables.fact("f") == "2" && tables.fact("g") == nil)
      try tables.clear()
      #expect(try tables.subject("c") == nil && tables.timers(of: "c").isEmpty && tables.links(of: "s").isEmpty)
      #expect(try tables.fact("f") == nil && tables.stretch(of: "w", at: 0)?.start == nil)
    }
  }

  @Test func entriesAreCountedAsTheyAreAppended() throws {
    func entry(_ position: Int) -> StoredEntry {
      StoredEntry(position: position, leaf: [1], nodes: [], body: [UInt8(position)], sealed: [3])
    }
    try storage.write { (log: any Log & Tables) throws in
      #expect(try log.size == 0)
      for position in 0..<5 {
        try log.append(entry(position))
        #expect(try log.size == position + 1)
      }
      #expect(throws: (any Error).self) { try log.append(entry(6)) }
      #expect(try log.entries(from: 1, limit: 3).map(\.position) == [1, 2, 3])
      #expect(try log.entries(from: 4, limit: 3).map(\.body) == [[4]] && log.entry(5)?.position == nil)
      try log.replace(sealed: [9], at: 2, cause: 4)
      try log.replace(sealed: [8], at: 2, cause: 4)
      #expect(try log.entry(2)?.sealed == [8] && log.entry(3)?.sealed == [3])
      try log.put(definitions: "x", hash: "h")
      try log.put(definitions: "y", hash: "h")
      #expect(try log.definitions("h") == "x" && log.definitions("i") == nil)
      for (text, size) in [("b", 2), ("a", 1), ("c", 2)] { try log.put(checkpoint: text, size: size) }
      #expect(try log.checkpoints() == ["b", "a", "c"])
    }
    #expect(try storage.read { try $0.size } == 5)
  }

  @Test func aFileWithoutTheNewerTablesIsReadAsOneThatIsEmptyThere() throws {
    let queue = try DatabaseQueue()
    try queue.write { (db: Database) throws in
      let transaction = SQLiteTransaction(db)
      #expect(try transaction.checkpoints() == [] && transaction.fact("f") == nil)
    }
  }

  @Test func aRowThatIsNotInTheFormatIsNoReasonToStop() throws {
    let queue = try DatabaseQueue()
    try queue.write { (db: Database) throws in
      let row = try #require(try Row.fetchOne(db, sql: "SELECT 'x', x'01', NULL, 5, 'text'"))
      let problem = JournalProblem.broken("", "a row is not in the journal's format")
      #expect(try row.bytes(1) == [1] && row.get(3) == 5)
      #expect(throws: problem) { try row.get(0) as Int }
      #expect(throws: problem) { try row.bytes(2) }
      #expect(throws: problem) { try row.get(2) as Int }
      #expect(throws: problem) { try row.entry() }
    }
  }
}
