import Calendar
import Definitions
import FEEL
import Foundation
import Governance
import SQLiteStorage
import TestSupport
import Testing

@testable import Engine
@testable import Journal

/// Read tables are held against the entries, and made again from them.
@Suite struct KeepingAStore {
  private func put(_ store: Store, _ id: String, _ change: (Snapshot) -> Snapshot) throws {
    try store.journal.write { writer in
      let found = try #require(try writer.subject(id))
      try writer.put(change(found))
    }
  }

  @Test func saysInWhatTheReadTablesDiffer() throws {
    let link = LinkRow(target: "red", kind: "loan", field: "room", source: "red-loan-1")
    let cases: [(Rebuilding.Difference, (Store) throws -> Void)] = [
      (
        .other("red"),
        {
          try put($0, "red") {
            Snapshot(subject: $0.subject, kind: $0.kind, isOpen: false, position: $0.position, state: $0.state)
          }
        }
      ),
      (
        .other("red"),
        {
          try put($0, "red") {
            Snapshot(subject: $0.subject, kind: $0.kind, isOpen: true, position: $0.position, state: $0.state + [32])
          }
        }
      ),
      (
        .count(stored: 9, entries: 8),
        {
          try put($0, "red") {
            Snapshot(subject: "rad", kind: $0.kind, isOpen: true, position: $0.position, state: $0.state)
          }
        }
      ),
      (
        .timers("red"),
        { try $0.journal.write { try $0.change(timers: [], to: [TimerRow(due: 1, subject: "red", name: "x")]) } }
      ),
      (.links("red-loan-1"), { try $0.journal.write { try $0.change(links: [link], to: []) } }),
      (.index, { try $0.journal.write { try $0.put(fact: "indexed", "5") } }),
    ]
    for (wanted, damage) in cases {
      let library = try Library()
      try library.act("ann@lib", .fire("lend"), "red", [("seats", .number(2))])
      let whole = try library.store.rebuild(comparing: true)
      #expect(whole.difference == nil && whole.cases == 8 && whole.entries == 10, "\(whole)")
      try damage(library.store)
      let found = try library.store.rebuild(comparing: true)
      #expect(found.difference == wanted)
      #expect(found.cases == (wanted == .index ? 0 : 8) && found.entries == 10)
      let made = try library.store.rebuild()
      #expect(made.difference == nil && made.cases == 8 && made.entries == 10)
      #expect(try library.store.rebuild(comparing: true).difference == nil)
      #expect(try library.find("red")?["lent"].text == "1" && library.find("rad") == nil)
    }
  }

  @Test func missesACaseThatTheTablesLack() throws {
    let library = try Library()
    let storage = try SQLiteStorage.memory()
    try copy(library.store.journal, to: storage) { _ in }
    let store = try Store.open(storage)
    #expect(try store.rebuild(comparing: true).difference == .missing("b-1"))
    let made = try store.rebuild()
    #expect(made.cases == 7 && made.difference == nil)
    #expect(try store.rebuild(comparing: true).difference == nil)
    let reader = try Simulated(opening: storage)
    #expect(try reader.find("red")?["seats"].text == "20")
    // Its timer is there again, and so is what it knows of versions: nothing is noted anew.
    let size = try store.size()
    let fired = try reader.goTo("2030-01-11")
    #expect(fired.map(\.subject) == ["red"] && fired.map(\.state) == ["closed"])
    #expect(try store.size() == size + 2)
  }

  @Test func knowsFromTheEntriesUnderWhatItWasRunLast() throws {
    let library = try Library()
    let older = #"{"engine":"0.0.1"}"#
    try library.store.journal.write { writer in
      var header = try #require(try writer.entry(0)).header
      header.verb = Verb.Name.runUnder.rawValue
      header.previous = 0
      try writer.append(header, [Sealed(name: "in.versions", value: older)])
      try writer.put(fact: "versions", older)
    }
    // Whoever writes next says that it is run under others again.
    let next = try library.simulated.reopened()
    let size = try next.store.size()
    try next.create("room", "blue", [("seats", .number(1))])
    #expect(try next.store.size() == size + 2)
    #expect(try next.store.rebuild().difference == nil)
    let last = try next.reopened()
    try last.create("room", "green", [("seats", .number(1))])
    #expect(try last.store.size() == size + 3, "which is known, and not said again")
  }

  @Test func isReadAnewAfterItsTablesWereMadeAgain() throws {
    let library = try Library()
    _ = try library.find("red")
    let first = try library.simulated.reopened()
    try first.act("ann@lib", .fire("lend"), "red", [("seats", .number(2))])
    _ = try library.store.rebuild()
    #expect(try library.find("red")?["lent"].text == "1")
  }

  @Test func findsHowManyEntriesTwoStoresShare() throws {
    let library = try Library()
    let size = try library.store.size()
    for (kept, more, other) in [
      (size, 0, 0), (size, 3, 0), (size, 0, 2), (size, 1, 4), (1, 0, 2), (0, 0, 1), (3, 0, 0),
    ] {
      let storage = try SQLiteStorage.memory()
      let entries = try library.store.reading { try $0.entries(from: 0, limit: 100) }
      let target = Journal(storage)
      try target.write { writer in
        for hash in Set(entries.map(\.header.definitions)) {
          if let files = try library.store.reading({ try $0.definitions(hash) }) {
            try writer.put(definitions: files, hash: hash)
          }
        }
        for entry in entries.prefix(kept) { try writer.append(entry) }
        if kept == 0, let first = entries.first {
          try writer.append(first.header, first.values.map { Sealed(name: $0.name, value: $0.value ?? "") })
        }
      }
      if kept > 0 { _ = try Store.open(storage).rebuild() }
      let one = try Store.open(storage)
      for index in 0..<other {
        try one.journal.write { writer in
          var header = try #require(try writer.entry(0)).header
          header.instant += index + 1
          try writer.append(header, [])
        }
      }
      let two = try Library.copied(library)
      for _ in 0..<more { try two.act("ann@lib", .fire("lend"), "red", [("seats", .number(0))]) }
      // A root of one entry is that of its header; a salt makes another.
      let shared = kept == 0 ? 0 : kept
      #expect(try two.store.common(with: one) == shared, "\(kept) \(more) \(other)")
      #expect(try one.common(with: two.store) == shared, "\(kept) \(more) \(other)")
    }
  }

  @Test func tellsTheErasuresFromAnEntryOn() throws {
    let harbour = try Harbour()
    try harbour.spring()
    try harbour.summer()
    func told(_ position: Int) throws -> [String] {
      try harbour.store.erasures(from: position).map { "#\($0.entry) \($0.field) of \($0.subject)" }
    }
    #expect(try told(0) == ["#84 cargo of ark", "#86 accounts of p-old"])
    #expect(try told(84) == ["#84 cargo of ark", "#86 accounts of p-old"])
    #expect(try told(85) == ["#86 accounts of p-old"] && told(87).isEmpty)
  }

  @Test func takesUpWhatWasRecoveredAndSaysWhatIsLost() throws {
    for lost in [[:], [3: ["set.accounts", "actor"], 7: ["in.seats"]]] as [[Int: [String]]] {
      let library = try Library()
      let storage = try SQLiteStorage.memory()
      try copy(library.store.journal, to: storage) { _ in }
      var recovered = Recovered()
      recovered.lost = lost
      let store = try Store.takeUp(storage, recovered)
      #expect(try store.size() == library.store.size() + (lost.isEmpty ? 0 : 2))
      #expect(try store.rebuild(comparing: true).difference == nil, "its tables are made")
      guard !lost.isEmpty else { continue }
      let entry = try #require(try store.reading { try $0.entry(try $0.size - 1) })
      #expect(entry.header.verb == "recover" && entry.header.subject == "store" && entry.header.outcome == "accepted")
      #expect(entry.value("erased") == #"[[3,"actor","set.accounts"],[7,"in.seats"]]"#)
    }
  }
}

extension Library {
  /// A second store with the same entries.
  fileprivate static func copied(_ library: Library) throws -> Simulated {
    let storage = try SQLiteStorage.memory()
    let entries = try library.store.reading { try $0.entries(from: 0, limit: 100) }
    try Journal(storage).write { writer in
      for hash in Set(entries.map(\.header.definitions)) {
        if let files = try library.store.reading({ try $0.definitions(hash) }) {
          try writer.put(definitions: files, hash: hash)
        }
      }
      for entry in entries { try writer.append(entry) }
    }
    _ = try Store.open(storage).rebuild()
    return try Simulated(opening: storage)
  }
}

/// Proofs for those who keep no store.
@Suite struct ProofsOfAStore {
  private func parsed(_ proof: WrittenProof) throws -> [String: String] {
    guard case .context(let context) = try JSON.parse(proof.json.utf8) else { return [:] }
    return Dictionary(uniqueKeysWithValues: context.pairs.map { ($0.0, JSON.text($0.1)) })
  }

  private func base64(_ bytes: [UInt8]) -> String { JSON.text(.string(Data(bytes).base64EncodedString())) }

  private let scratch = Scratch()

  /// A library in a file, with the keys beside it.
  private func filed(_ name: String) throws -> Simulated {
    let book = try Rulebook.load([
      ("Workflows/w/workflow.yaml", roomsWorkflow), ("Plugins/p/plugin.yaml", roomsPlugin),
    ])
    let library = try Simulated(book, in: SQLiteStorage.create(scratch.file(name)))
    try library.create("badge", "b-2", [("person", .string("bob@lib")), ("role", .string("head"))])
    return library
  }

  private func unknown(_ body: () throws -> WrittenProof) -> String {
    do { return try "proven: \(body().json)" } catch StoreProblem.unknownEntry(let entry, let size) {
      return "\(entry) of \(size)"
    } catch StoreProblem.laterSize(let first, let size) {
      return "\(first) in \(size)"
    } catch { return "\(error)" }
  }

  @Test func sayWhatIsInItAndUnderWhichRoot() throws {
    let store = try Library().store
    let size = try store.size()
    #expect(size == 8)
    for (position, given) in [(0, nil), (7, nil), (0, 1), (3, 5), (4, 5), (7, 8)] as [(Int, Int?)] {
      let proof = try parsed(try store.inclusion(of: position, in: given))
      let within = given ?? size
      try store.reading { reader in
        #expect(proof["id"] == "\"\(store.setting.id)/\(position)\"")
        #expect(proof["leafIdx"] == "\(position)" && proof["treeSize"] == "\(within)")
        #expect(try proof["root"] == base64(reader.root(within)))
        let leaf = try #require(try reader.entry(position)).leaf
        #expect(proof["leafHash"] == base64(leaf))
        let path = try reader.inclusion(of: position, in: within).map(base64)
        #expect(proof["proof"] == "[\(path.joined(separator: ","))]" && proof.count == 6)
      }
    }
    for (first, given) in [(1, nil), (8, nil), (3, 5), (5, 5), (1, 1)] as [(Int, Int?)] {
      let proof = try parsed(try store.consistency(of: first, in: given))
      let within = given ?? size
      try store.reading { reader in
        #expect(proof["id"] == "\"\(store.setting.id)/\(first)-\(within)\"")
        #expect(proof["size1"] == "\(first)" && proof["size2"] == "\(within)")
        #expect(try proof["root1"] == base64(reader.root(first)) && proof["root2"] == base64(reader.root(within)))
        let path = try reader.consistency(of: first, in: within).map(base64)
        #expect(proof["proof"] == "[\(path.joined(separator: ","))]" && proof.count == 6)
      }
    }
  }

  @Test func areOfEntriesThatThereAre() throws {
    let store = try Library().store
    #expect(unknown { try store.inclusion(of: -1) } == "-1 of 8")
    #expect(unknown { try store.inclusion(of: 8) } == "8 of 8")
    #expect(unknown { try store.inclusion(of: 3, in: 3) } == "3 of 3")
    #expect(unknown { try store.inclusion(of: 0, in: 0) } == "0 of 0")
    #expect(unknown { try store.inclusion(of: 0, in: 9) } == "9 of 8")
    #expect(unknown { try store.inclusion(of: 0, in: -1) } == "-1 of 8")
    #expect(unknown { try store.consistency(of: 0) } == "0 of 8")
    #expect(unknown { try store.consistency(of: 9) } == "9 in 8")
    #expect(unknown { try store.consistency(of: 4, in: 3) } == "4 in 3")
    #expect(unknown { try store.consistency(of: 1, in: 9) } == "9 of 8")
    #expect(unknown { try store.consistency(of: 1, in: 0) } == "1 in 0")
    #expect(unknown { try store.consistency(of: 1, in: -1) } == "-1 of 8")
  }

  @Test func restOnAHeadThatIsSignedForWhoStandsInARole() throws {
    let library = try filed("one")
    let store = library.store
    let head = try store.checkpoint(for: library.principal("bob@lib"))
    let lines = head.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[0] == "convenant/\(store.setting.id)" && lines[1] == "2")
    #expect(try lines[2] == Substring(Data(store.reading { try $0.root() }).base64EncodedString()))
    #expect(try store.reading { try $0.checkpoints() } == [head])
    let named = try store.checkpoint(origin: "here", for: library.principal())
    #expect(named.hasPrefix("here\n2\n"))
    #expect(try store.size() == 2, "a head is no act")
    #expect(throws: StoreProblem.self) { try store.checkpoint(for: library.principal("nobody@lib")) }
    let stranger = try filed("two").principal()
    #expect(throws: StoreProblem.self) { try store.checkpoint(for: stranger) }
    #expect(throws: StoreProblem.self) { try store.rotateKey(by: stranger) }
    #expect(try store.reading { try $0.checkpoints() }.count == 2)
  }

  @Test func areSignedByTheNewKeyOnceItIsAgreedTo() throws {
    let library = try filed("one")
    let keys = library.store.journal.storage.keys
    let first = try #require(try keys.current()).publicKey
    let refused = try library.store.rotateKey(by: library.principal("bob@lib"))
    #expect(refused.receipts.map(\.outcome) == [.refused])
    #expect(try keys.current()?.publicKey == first)
    let asked = try library.store.reading { try $0.entry(2) }?.value("in.key").map { String($0.dropFirst().dropLast()) }
    let thrown = try #require(asked)
    #expect(try keys.ready(thrown) == nil, "what was refused is thrown away")
    let done = try library.store.rotateKey(by: library.principal())
    #expect(done.receipts.map(\.outcome) == [.accepted])
    let second = try #require(try keys.current()).publicKey
    #expect(second != first)
    _ = try library.store.checkpoint(for: library.principal())
    // Nobody else's door leads there.
    #expect(throws: StoreProblem.self) {
      try library.store.perform(Request(.rotateKey, on: "store", kind: "store"), by: library.principal())
    }
    // A rotation that was cut short is finished by whoever signs next.
    let third = SigningKey()
    try keys.prepare(third)
    let old = try #require(try keys.current())
    _ = try library.store.carry([
      (
        Request(
          .rotateKey, on: "store", kind: "store",
          fields: [
            ("consent", .string(try old.consent(to: third, store: library.store.setting.id))),
            ("key", .string(third.publicKey)),
          ]), library.principal()
      )
    ])
    #expect(try keys.current()?.publicKey == second)
    _ = try library.store.checkpoint(for: library.principal())
    #expect(try keys.current()?.publicKey == third.publicKey)
  }
}
