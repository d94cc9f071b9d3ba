import Crypto
import Foundation
import GRDB
import SQLiteStorage
import TestSupport
import Testing
import Verifier

@testable import Journal

@Suite struct ReadingEntries {
  @Test func theFirstEntryAtOrAfterAnInstantIsFound() throws {
    let instants = [0, 0, 3, 3, 3, 7, 8, 8, 20, 21, 21]
    for size in 0...instants.count {
      let journal = Journal(try SQLiteStorage.memory())
      try journal.write { writer in for instant in instants.prefix(size) { try writer.append(header(instant), []) } }
      try journal.read { (reader: Reader) throws in
        for instant in -1...22 {
          let first = instants.prefix(size).firstIndex { $0 >= instant } ?? size
          #expect(try reader.position(at: instant) == first, "\(instant) among \(size)")
        }
      }
    }
  }

  @Test func aChainIsFollowedToItsStartAndNotInACircle() throws {
    let journal = Journal(try SQLiteStorage.memory())
    let before = [nil, nil, 0, 1, 2, 5, 4, 9, 7, 8] as [Int?]
    try journal.write { (writer: Writer) throws in
      for (index, previous) in before.enumerated() {
        var line = header(index)
        line.previous = previous
        try writer.append(line, [])
      }
    }
    try journal.read { (reader: Reader) throws in
      #expect(try reader.chain(from: 6) == [0, 2, 4, 6])
      #expect(try reader.chain(from: 3) == [1, 3])
      #expect(try reader.chain(from: 0) == [0])
      #expect(try reader.chain(from: 5) == [5])
      #expect(try reader.chain(from: 9) == [7, 8, 9])
    }
  }

  @Test func aReaderLikeAnotherReadsTheSame() throws {
    let journal = Journal(try SQLiteStorage.memory())
    try fill(journal, 3)
    try journal.read { (reader: Reader) throws in
      let like = Reader(like: reader)
      #expect(try like.size == 3 && like.root() == reader.root())
      #expect(try like.entries(from: 1, limit: 1).map(\.position) == [1])
      #expect(try like.entry(3) == nil && like.entry(2)?.position == 2)
    }
  }
}

@Suite struct NodesOfTheTree {
  /// Entries whose bodies mean nothing, with nodes as they are given.
  private func storage(_ count: Int, _ nodes: (Int, [UInt8]) -> [UInt8]) throws -> SQLiteStorage {
    let storage = try SQLiteStorage.memory()
    try storage.write { transaction in
      var frontier = Frontier()
      for position in 0..<count {
        let body = Canonical.body(header(position), position: position, [])
        let leaf = TreeHash.leaf(body)
        let nodes = nodes(position, frontier.append(leaf))
        try transaction.append(
          StoredEntry(position: position, leaf: leaf, nodes: nodes, body: body, sealed: Array("[]".utf8)))
      }
    }
    return storage
  }

  @Test func anEntryThatLacksNodesIsNamed() throws {
    for (count, short) in [(2, 1), (8, 7), (12, 11), (13, 7)] {
      let journal = Journal(try storage(count) { $0 == short ? Array($1.dropLast()) : $1 })
      let problem = JournalProblem.broken("", "entry \(short) lacks nodes")
      #expect(throws: problem) { try journal.read { try $0.root() } }
      #expect(throws: problem) { try journal.read { try $0.root(count) } }
      #expect(throws: problem) { try journal.write { try $0.append(header(99), []) } }
    }
    // Nodes that nobody asks for are not missed.
    let journal = Journal(try storage(8) { $0 == 3 ? [] : $1 })
    #expect(try journal.read { try $0.root() == $0.root(8) })
  }

  @Test(arguments: [3, 5, 6])
  func anEntryThatIsMissingIsNamed(_ place: Int) throws {
    let scratch = Scratch()
    let journal = Journal(try SQLiteStorage.create(scratch.file()))
    try fill(journal, 8)
    journal.storage.close()
    let queue = try DatabaseQueue(path: scratch.file())
    try queue.write {
      try $0.execute(sql: "DROP TRIGGER entry_delete; DELETE FROM entry WHERE position IN (\(place), 7)")
    }
    try queue.close()
    let again = Journal(try SQLiteStorage.open(scratch.file()))
    let problem = JournalProblem.broken("", "entry \(place) is missing")
    #expect(throws: problem) { try again.read { try $0.root(place + 1) } }
    // Seven are left to count, or six.
    if place < 6 { #expect(throws: problem) { try again.read { try $0.root() } } }
    #expect(try again.read { try $0.root(3).count == 32 })
    again.storage.close()
  }

  @Test func theRootOfEverySizeIsThatOfTheEntriesThen() throws {
    let journal = Journal(try SQLiteStorage.memory())
    var roots = [TreeHash.empty]
    for size in 1...35 {
      try fill(journal, 1)
      roots.append(try journal.read { try $0.root() })
      #expect(try journal.read { try $0.frontier(size).size } == size)
    }
    #expect(Set(roots).count == 36)
    try journal.read { (reader: Reader) throws in
      for (size, root) in roots.enumerated() { #expect(try reader.root(size) == root, "\(size)") }
    }
  }
}

/// A storage of which a commit can fail after everything was done.
private final class Failing: Storage {
  struct Failure: Error {}

  let under: SQLiteStorage
  var fails = false

  init(_ under: SQLiteStorage) { self.under = under }

  var name: String { under.name }
  var keys: any Keys { under.keys }
  func read<T>(_ body: (any Log & Tables) throws -> T) throws -> T { try under.read(body) }
  func write<T>(_ body: (any Log & Tables) throws -> T) throws -> T {
    try under.write { transaction in
      let result = try body(transaction)
      if fails { throw Failure() }
      return result
    }
  }
  func forget(waits: Bool) throws -> Bool { try under.forget(waits: waits) }
  func close() { under.close() }
}

@Suite struct AfterAFailure {
  private let storage: Failing
  private let journal: Journal

  init() throws {
    storage = Failing(try SQLiteStorage.memory())
    journal = Journal(storage)
  }

  private func fail(_ index: Int, _ actor: String = "lost") {
    storage.fails = true
    #expect(throws: Failing.Failure.self) {
      try journal.write { try $0.append(header(index), [Sealed(name: "actor", value: "\"\(actor)\"")]) }
    }
    storage.fails = false
  }

  /// The root over what is there, from the leaves.
  private func root() throws -> [UInt8] {
    var frontier = Frontier()
    for entry in try journal.read({ try $0.entries(from: 0, limit: 1000) }) { _ = frontier.append(entry.leaf) }
    return frontier.root
  }

  @Test func theTreeIsThatOfWhatWasKept() throws {
    let other = Journal(storage)
    for size in [0, 2, 5, 9] {
      try fill(journal, size - (try journal.read { try $0.size }))
      fail(size)
      // Now somebody else appends what was not appended here.
      _ = try other.write { try $0.append(header(size), [Sealed(name: "actor", value: "\"other\"")]) }
      try fill(journal, 1)
      #expect(try journal.read { try $0.root() } == root(), "\(size)")
    }
  }

  @Test func theIndexIsThatOfWhatWasKept() throws {
    let other = Journal(storage)
    try fill(journal, 10)
    fail(10)
    _ = try other.write { try $0.append(header(10), [Sealed(name: "actor", value: "\"other\"")]) }
    try fill(journal, 300)
    #expect(try journal.read { try $0.isIndexWhole() && $0.indexed == 256 })
    #expect(try journal.read { try $0.accounts() } == ["a", "other"])
  }

  @Test func theNextEntriesAreIndexedNoLaterForIt() throws {
    try fill(journal, 255)
    fail(255)
    #expect(try journal.read { try $0.indexed } == 0)
    try fill(journal, 1)
    #expect(try journal.read { try $0.indexed } == 256)
    try fill(journal, 255)
    fail(511)
    #expect(try journal.read { try $0.indexed } == 256)
    try fill(journal, 1)
    #expect(try journal.read { try $0.indexed == 512 && $0.isIndexWhole() })
  }
}
