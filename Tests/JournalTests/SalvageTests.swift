import Foundation
import SQLiteStorage
import TestSupport
import Testing

@testable import Journal

/// A damaged log, as far as it was damaged.
private struct Rubble: Wreck {
  struct Unreadable: Error {}

  var entries: [StoredEntry]
  var failures: [Int: any Error] = [:]
  var last: Int?
  var definitions: [(hash: String, files: String)] = [("h", "[]")]
  var heads: [(size: Int, text: String)] = []
  var documents: [String: [UInt8]] = [:]

  func document(_ hash: String) -> [UInt8]? { documents[hash] }

  init(_ entries: [StoredEntry]) {
    self.entries = entries
    last = entries.count - 1
  }

  func entry(_ position: Int) throws -> StoredEntry? {
    if let failure = failures[position] { throw failure }
    return position < entries.count ? entries[position] : nil
  }

  mutating func change(
    _ position: Int, leaf: [UInt8]? = nil, nodes: [UInt8]? = nil, body: [UInt8]? = nil, sealed: [UInt8]? = nil
  ) {
    let old = entries[position]
    entries[position] = StoredEntry(
      position: position, leaf: leaf ?? old.leaf, nodes: nodes ?? old.nodes, body: body ?? old.body,
      sealed: sealed ?? old.sealed)
  }

  /// Entries of which body, leaf and nodes agree, whatever the bodies say.
  init(bodies: [[UInt8]], sealed: [UInt8] = Array("[]".utf8)) {
    var frontier = Frontier()
    self.init(
      bodies.enumerated().map { position, body in
        let leaf = TreeHash.leaf(body)
        return StoredEntry(position: position, leaf: leaf, nodes: frontier.append(leaf), body: body, sealed: sealed)
      })
  }
}

private func stored(_ journal: Journal) throws -> [StoredEntry] {
  try journal.storage.read { try $0.entries(from: 0, limit: .max) }
}

private func onCase(_ index: Int) -> Header {
  var line = header(index)
  line.subject = "c"
  return line
}

/// Entries on a case, with two values each.
private func whole(_ count: Int) throws -> Rubble {
  let journal = Journal(try SQLiteStorage.memory())
  try journal.write { (writer: Writer) throws in
    for index in 0..<count {
      try writer.append(
        onCase(index), [Sealed(name: "in.x", value: "\(index)"), Sealed(name: "actor", value: "\"a\"")])
    }
  }
  return Rubble(try stored(journal))
}

private func salvage(_ wreck: Rubble) throws -> (Recovered, Journal) {
  let journal = Journal(try SQLiteStorage.memory())
  return (try journal.salvage(wreck), journal)
}

@Suite struct Salvaging {
  private let zeros = [UInt8](repeating: 0, count: 32)

  @Test func whatIsWholeIsSavedAsItWas() throws {
    var wreck = try whole(9)
    wreck.heads = [(9, "nine"), (10, "ten"), (12, "twelve"), (11, "eleven"), (3, "three")]
    let (result, journal) = try salvage(wreck)
    #expect(result.entries == 9 && result.stopped == nil && result.lost.isEmpty && result.mended == 0)
    #expect(result.heads == 2 && result.headsBeyond == 12)
    let saved = try stored(journal)
    #expect(saved.map(\.leaf) == wreck.entries.map(\.leaf) && saved.map(\.nodes) == wreck.entries.map(\.nodes))
    #expect(saved.map(\.body) == wreck.entries.map(\.body))
    try journal.read { (reader: Reader) throws in
      #expect(try reader.checkpoints() == ["nine", "three"])
      #expect(try reader.definitions("h") == "[]")
      let first = try #require(try reader.entry(4))
      #expect(first.value("in.x") == "4" && first.value("actor") == "\"a\"" && first.values.count == 2)
    }
    let (none, _) = try salvage(Rubble([]))
    #expect(none.entries == 0 && none.stopped == nil && none.headsBeyond == nil)
  }

  @Test func theReasonForStoppingIsNamed() throws {
    var unreadable = try whole(6)
    unreadable.failures[3] = Rubble.Unreadable()
    unreadable.failures[5] = JournalProblem.broken("", "")
    #expect(try salvage(unreadable).0.stopped == .unreadable(from: 3))
    #expect(try salvage(unreadable).0.entries == 3)
    var foreign = try whole(6)
    foreign.failures[4] = JournalProblem.broken("", "a row")
    #expect(try salvage(foreign).0.stopped == .notOurFormat(4))
    #expect(try salvage(foreign).0.entries == 4)
    var cut = try whole(6)
    for (last, stop) in [
      (nil, nil), (4, nil), (5, nil), (6, .missing(6, last: 6)), (9, .missing(6, last: 9)),
    ] as [(Int?, Recovered.Stop?)] {
      cut.last = last
      let (result, _) = try salvage(cut)
      #expect(result.stopped == stop && result.entries == 6, "\(String(describing: last))")
    }
  }

  /// A damaged hash follows from what it stands beside once a node over it agrees.
  @Test func aDamagedHashIsMendedWhenANodeOverItIsThere() throws {
    let all = try whole(9)
    for size in 1...9 {
      var wreck = all
      wreck.entries = Array(all.entries.prefix(size))
      wreck.last = size - 1
      for place in 0..<size {
        // A leaf is under the node of its pair; the nodes of an entry are under the one twice as wide.
        let pair = place | 1
        let above = place + (place + 1) & ~place
        let few = Array(wreck.entries[place].nodes.dropLast())
        for (leaf, nodes, cover) in [
          (zeros, nil, pair), (nil, zeros + zeros + zeros + zeros + zeros + zeros, above), (nil, few + [0], above),
          (zeros, few + [0, 0], above),
        ] as [([UInt8]?, [UInt8]?, Int)] {
          var damaged = wreck
          damaged.change(place, leaf: leaf, nodes: nodes)
          let (result, journal) = try salvage(damaged)
          let holds = cover < size
          #expect(
            result.stopped == (holds ? nil : .doesNotVerify(place)), "\(place) of \(size): \(String(describing: nodes))"
          )
          #expect(result.entries == (holds ? size : place), "\(place) of \(size)")
          #expect(!holds || result.mended == 1, "\(place) of \(size)")
          let saved = try stored(journal)
          #expect(saved.map(\.leaf) == all.entries.prefix(saved.count).map(\.leaf))
          #expect(saved.map(\.nodes) == all.entries.prefix(saved.count).map(\.nodes))
        }
      }
    }
  }

  @Test func severalDamagedHashesAreMendedEachWhenItIsCovered() throws {
    let eight = try whole(8)
    for first in 0..<7 {
      for second in (first + 1)..<7 {
        var damaged = eight
        damaged.change(first, leaf: zeros)
        damaged.change(second, leaf: zeros)
        let (result, _) = try salvage(damaged)
        #expect(result.mended == 2 && result.stopped == nil && result.entries == 8, "\(first) and \(second)")
      }
    }
    var damaged = eight
    damaged.change(1, nodes: zeros)
    damaged.change(5, nodes: zeros)
    damaged.entries.removeLast()
    damaged.last = 6
    let (result, _) = try salvage(damaged)
    #expect(result.mended == 1 && result.stopped == .doesNotVerify(5) && result.entries == 5)
  }

  @Test func aBodyThatWasChangedEndsWhatIsSavedBeforeIt() throws {
    let nine = try whole(9)
    for place in 0..<9 {
      let text = String(decoding: nine.entries[place].body, as: UTF8.self)
      let changes = [
        text.replacingOccurrences(of: "note", with: "nota"), text.replacingOccurrences(of: "{\"at", with: "[\"at"),
        text.replacingOccurrences(of: "\"position\":\(place)", with: "\"position\":\(place + 1)"),
      ]
      for other in changes {
        var damaged = nine
        damaged.change(place, body: Array(other.utf8))
        let (result, _) = try salvage(damaged)
        #expect(result.stopped == .doesNotVerify(place) && result.entries == place, "\(place): \(other)")
      }
    }
  }

  @Test func aBodyThatIsNotOursEndsItEvenWhereItsHashesAgree() throws {
    let bodies = try whole(9).entries.map(\.body)
    let text = String(decoding: bodies[3], as: UTF8.self)
    for other in [
      "{}", "no JSON", "[]", text.replacingOccurrences(of: "\"position\":3", with: "\"position\":2"),
      text.replacingOccurrences(of: "\"verb\":\"note\"", with: "\"verb\": \"note\""),
      text.replacingOccurrences(of: "\"commitments\":{", with: "\"commitments\":{\"a\":1,"),
    ] {
      for place in [3, 4] {
        var forged = bodies
        forged[place] = Array(other.utf8)
        let (result, _) = try salvage(Rubble(bodies: forged))
        #expect(result.stopped == .doesNotVerify(place) && result.entries == place, "\(other)")
      }
    }
  }

  @Test func valuesThatMatchNoCommitmentAreLeftOutAndNamed() throws {
    let wreck = try whole(4)
    var damaged = wreck
    let sealed = String(decoding: wreck.entries[1].sealed, as: UTF8.self)
    damaged.change(1, sealed: Array(sealed.replacingOccurrences(of: "\"1\"", with: "\"8\"").utf8))
    damaged.change(2, sealed: Array("[[\"in.x\",\"\",null],[\"more\",\"00\",\"1\"]]".utf8))
    damaged.change(3, sealed: Array("[[".utf8))
    let (result, journal) = try salvage(damaged)
    #expect(result.entries == 4 && result.stopped == nil && result.mended == 0)
    #expect(result.lost == [1: ["in.x"], 2: ["actor"], 3: ["actor", "in.x"]])
    try journal.read { (reader: Reader) throws in
      let entries = try reader.entries(from: 0, limit: 4)
      #expect(entries.map { $0.values.map(\.name) } == Array(repeating: ["actor", "in.x"], count: 4))
      #expect(entries.map { $0.value("in.x") } == ["0", nil, nil, nil])
      #expect(entries.map { $0.value("actor") } == ["\"a\"", "\"a\"", nil, nil])
      #expect(entries[1].values[1].salt.isEmpty && entries[1].values[0].salt.count == 16)
    }
    // Beyond where it ends nothing is lost.
    damaged.change(2, body: Array("{}".utf8))
    #expect(try salvage(damaged).0.lost == [1: ["in.x"]])
    #expect(try salvage(damaged).0.stopped == .doesNotVerify(2))
    damaged.change(1, body: Array("{}".utf8))
    #expect(try salvage(damaged).0.lost.isEmpty)
    var ended = wreck
    ended.entries.removeLast()
    ended.change(1, sealed: Array("[[".utf8))
    ended.change(2, leaf: zeros, sealed: Array("[[".utf8))
    #expect(try salvage(ended).0.lost == [1: ["actor", "in.x"]])
    #expect(try salvage(ended).0.stopped == .doesNotVerify(2))
  }

  @Test func whatIsLostOfTheStoreItselfEndsIt() throws {
    let journal = Journal(try SQLiteStorage.memory())
    try fill(journal, 5)
    var damaged = Rubble(try stored(journal))
    damaged.change(3, sealed: Array("[]".utf8))
    let (result, _) = try salvage(damaged)
    #expect(result.stopped == .lostValues(3) && result.entries == 3 && result.lost.isEmpty)
    damaged.change(3, sealed: Array("[[\"actor\",\"\",null],[\"in.x\",\"\",null]]".utf8))
    #expect(try salvage(damaged).0.entries == 5)
  }

  @Test func manyEntriesAreSavedInTurnAndNoneThatIsStillInDoubt() throws {
    let wreck = try whole(1003)
    let (result, journal) = try salvage(wreck)
    #expect(result.entries == 1003 && result.stopped == nil)
    #expect(try stored(journal).map(\.body) == wreck.entries.map(\.body))
    var damaged = wreck
    damaged.entries.removeLast(501)
    damaged.last = 501
    damaged.change(499, nodes: zeros)
    let (doubted, kept) = try salvage(damaged)
    #expect(doubted.entries == 499 && doubted.stopped == .doesNotVerify(499))
    #expect(try stored(kept).count == 499)
  }
}
