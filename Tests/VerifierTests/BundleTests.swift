/// Bundles, as they are written, and everything that can be wrong with one.

import Crypto
import Foundation
import SQLiteStorage
import TestSupport
import Testing

@testable import Journal
@testable import Verifier

/// A bundle line by line, each as what JSON holds.
private struct Lines {
  var first: [String: Any]
  var entries: [[String: Any]]
  var definitions: [[String: Any]]
  let key: SigningKey

  static let hash = SHA256.hash(data: Data("1 a 1 b".utf8)).map { String(format: "%02x", $0) }.joined()

  init() throws {
    key = SigningKey()
    let journal = Journal(try SQLiteStorage.memory())
    func entry(_ subject: String, _ states: [String], _ previous: Int?, _ values: [(String, String)]) -> (
      Header, [Sealed]
    ) {
      var header = Header(
        subject: subject, kind: "k", definitions: Self.hash, verb: values.first?.0 == "in.id" ? "begin" : "go",
        role: "r",
        outcome: "accepted", instant: 1)
      (header.states, header.previous) = (states, previous)
      return (header, values.map { Sealed(name: $0.0, value: $0.1) })
    }
    let plan = [
      entry("store", [], nil, [("in.id", "\"s-1\""), ("in.key", "\"\(key.publicKey)\"")]),
      entry("a", ["open"], nil, [("actor", "\"ann\""), ("in.x", "1")]), entry("b", [], nil, [("actor", "\"bob\"")]),
      entry("b", ["open"], nil, [("actor", "\"bob\"")]), entry("a", [], 1, [("actor", "\"ann\"")]),
      entry("c", ["open"], nil, []), entry("a", ["shut"], 4, [("because", "\"so\"")]),
    ]
    try journal.write { writer in for (header, values) in plan { try writer.append(header, values) } }
    let key = key
    (first, entries) = try journal.read { (reader: Reader) throws in
      let size = try reader.size
      let note = try key.checkpoint(origin: "s-1", size: size, root: reader.root(), time: 1_700_000_000)
      let first: [String: Any] = [
        "bundle": 1, "store": "s-1", "size": size, "checkpoint": note, "cases": ["a"], "from": "2026-01-01",
        "until": "2026-02-01",
      ]
      let entries = try reader.entries(from: 0, limit: 99).map { entry -> [String: Any] in
        [
          "entry": entry.position, "body": String(decoding: entry.body, as: UTF8.self),
          "values": entry.values.map { [$0.name, $0.saltText, $0.value.map { $0 as Any } ?? NSNull()] as [Any] },
          "proof": try reader.inclusion(of: entry.position, in: size).map { Data($0).base64EncodedString() },
        ]
      }
      return (first, entries)
    }
    definitions = [["definitions": Self.hash, "files": "[[\"a\",\"b\"]]"]]
  }

  var text: [String] {
    ([first] + entries + definitions).map { line in
      String(decoding: (try? JSONSerialization.data(withJSONObject: line)) ?? Data(), as: UTF8.self)
    }
  }

  func checked(_ key: [UInt8]? = nil) -> BundleReport { BundleReport.check(text, key: key) }

  /// The values of an entry.
  func values(_ position: Int) -> [[Any]] { entries[position]["values"] as? [[Any]] ?? [] }
}

@Suite struct Bundles {
  private let whole: Lines

  init() throws { whole = try Lines() }

  private func fault(_ change: (inout Lines) throws -> Void) rethrows -> String? {
    var lines = whole
    try change(&lines)
    return lines.checked().fault
  }

  @Test func whatIsSoundIsCounted() {
    let report = whole.checked()
    #expect(report.isSound, "\(report.text)")
    #expect(report.entries == 7 && report.values == 8 && report.withheld == 0 && report.definitions == 1)
    #expect(report.head?.size == 7 && report.key == whole.key.publicKey)
    #expect(report.period == "from 2026-01-01 until 2026-02-01")
    #expect(report.cases.map(\.id) == ["a"] && report.cases.map(\.first) == [1] && report.cases.map(\.last) == [6])
    #expect(report.cases.map(\.fromStart) == [true])
    #expect(
      report.text == """
        sound        7 entries proven, 8 values as committed to, 0 left out or erased; 1 sets of definitions
        head         7 entries, signed 2023-11-14T22:13:20Z for s-1
        key          \(whole.key.publicKey)
        case         a: #1 to #6, none left out between them
        period       from 2026-01-01 until 2026-02-01
                     that nothing came after shows only in the store, or in a later bundle
        """)
    #expect(BundleReport.check(["", ""] + whole.text + [""]).isSound)
    #expect(whole.checked(Commitment.bytes(whole.key.publicKey)).isSound)
    #expect(
      whole.checked(Commitment.bytes(SigningKey().publicKey)).fault
        == "the key that was given is none of the store's keys")
  }

  @Test func whatIsLeftOutIsSaidToBe() {
    var lines = whole
    lines.first["cases"] = nil
    lines.first["from"] = NSNull()
    lines.first["until"] = NSNull()
    let plain = lines.checked()
    #expect(plain.isSound && plain.period == "" && plain.cases.isEmpty)
    #expect(plain.text.hasSuffix("key          \(whole.key.publicKey)"))
    lines.entries[1]["values"] = [["actor", "", NSNull()], whole.values(1)[1]]
    lines.entries[3]["values"] = [Any]()
    let report = lines.checked()
    #expect(report.isSound && report.values == 6 && report.withheld == 2, "\(report.text)")
    // A case that is shown from later on.
    lines.first["cases"] = ["a"]
    lines.entries.remove(at: 1)
    let later = lines.checked()
    #expect(later.isSound && later.cases.map(\.first) == [4] && later.cases.map(\.fromStart) == [false])
    #expect(later.text.contains("case         a: #4 to #6, none left out between them; it began before"))
  }

  @Test func casesAreWholeBetweenTheirEnds() {
    for (cases, removed, fault) in [
      (["a"], [4], "entry 6: an entry of a before it was left out"), (["a"], [6], nil), (["a"], [1, 4], nil),
      (["a"], [2, 3, 5], nil), (["b"], [4], nil), (["b"], [2], nil),
      (["b"], [3], "no entry of b is in it, and it says that it is asked for"),
      (["a", "d"], [], "no entry of d is in it, and it says that it is asked for"), (["a", "b", "c"], [], nil),
    ] as [([String], [Int], String?)] {
      let found = self.fault { lines in
        lines.first["cases"] = cases
        for position in removed.reversed() { lines.entries.remove(at: position) }
      }
      #expect(found == fault, "\(cases) \(removed)")
    }
    var lines = whole
    lines.first["cases"] = ["c", "b", "a"]
    let report = lines.checked()
    #expect(report.cases.map(\.id) == ["c", "b", "a"] && report.cases.map(\.first) == [5, 3, 1])
    #expect(report.cases.map(\.last) == [5, 3, 6])
  }

  @Test func theFirstLineSaysWhoseItIs() throws {
    let version = "the first line is not that of a bundle of version 1"
    for (key, value, wanted) in [
      ("bundle", 2, version), ("bundle", 0, version), ("bundle", NSNull(), version), ("checkpoint", "x", version),
      ("checkpoint", NSNull(), version), ("size", 6, "the first line says another size than its head"),
      ("size", NSNull(), "the first line says another size than its head"),
      ("store", "s-2", "the first line names another store than entry 0"),
      ("store", NSNull(), "the first line names another store than entry 0"),
    ] as [(String, Any, String)] { #expect(fault { $0.first[key] = value } == wanted, "\(key) \(value)") }
    let head = try #require(whole.first["checkpoint"] as? String)
    let root = try #require(Checkpoint(head)).root
    let forged = try SigningKey().checkpoint(origin: "s-1", size: 7, root: root, time: 1)
    #expect(
      fault { $0.first["checkpoint"] = forged } == "the head is not signed by the store's key at that time")
    let other = try whole.key.checkpoint(origin: "s-1", size: 7, root: root.reversed(), time: 1)
    #expect(fault { $0.first["checkpoint"] = other } == "entry 0: its proof does not lead to the head")
    #expect(BundleReport.check([]).fault == "it is empty" && BundleReport.check([""]).fault == "it is empty")
    for line in ["x", "[]", "1"] {
      #expect(BundleReport.check([line]).fault == "a line is no JSON object; is this a bundle?", "\(line)")
    }
    #expect(fault { $0.entries.remove(at: 0) } == "the head is not signed by the store's key at that time")
    let text = BundleReport.check([]).text
    #expect(text == "unsound      it is empty\nchecked      0 entries before it")
  }

  @Test func anEntryIsInTheFormOfABundle() {
    let form = { (position: Int) in "entry \(position) is not in the form of a bundle" }
    for key in ["body", "values", "proof"] {
      for value in [NSNull(), 1, [1]] as [Any] {
        #expect(fault { $0.entries[3][key] = value } == form(3), "\(key) \(value)")
      }
    }
    #expect(fault { $0.entries.swapAt(2, 3) } == form(2))
    #expect(fault { $0.entries.insert($0.entries[2], at: 2) } == form(2))
    #expect(
      fault { $0.entries.insert(["entry": -1, "body": "", "values": [Any](), "proof": [String]()], at: 0) } == form(-1))
    #expect(fault { $0.entries[3]["entry"] = NSNull() } == "a line is neither an entry nor definitions")
    #expect(fault { $0.entries[3] = ["note": 1] } == "a line is neither an entry nor definitions")
    let proof = { (position: Int) in "entry \(position): its proof does not lead to the head" }
    for position in 0..<7 {
      #expect(fault { $0.entries[position]["proof"] = [String]() } == proof(position))
      #expect(fault { $0.entries[position]["proof"] = ["***"] } == proof(position))
    }
    #expect(fault { $0.entries[6]["entry"] = 7 } == proof(7))
    #expect(fault { $0.entries[6]["entry"] = 8 } == proof(8))
    #expect(
      fault { lines in
        lines.entries[5]["body"] = (lines.entries[5]["body"] as? String)?.replacingOccurrences(of: "open", with: "shut")
      } == proof(5))
  }

  @Test func theBodyIsAHeader() throws {
    // One entry, with a body that is proven and says something else.
    for (body, holds) in [
      ("{\"case\":\"x\",\"commitments\":{},\"position\":0}", true),
      ("{\"case\":\"x\",\"commitments\":{},\"position\":1}", false),
      ("{\"case\":\"x\",\"commitments\":{}}", false), ("{\"case\":\"x\",\"position\":0}", false),
      ("{\"commitments\":{},\"position\":0}", false), ("{\"case\":1,\"commitments\":{},\"position\":0}", false),
      ("{\"case\":\"x\",\"commitments\":{\"a\":1},\"position\":0}", false), ("[]", false), ("x", false),
    ] {
      var lines = whole
      let note = try lines.key.checkpoint(origin: "s-1", size: 1, root: TreeHash.leaf(Array(body.utf8)), time: 1)
      (lines.first["checkpoint"], lines.first["size"]) = (note, 1)
      lines.entries = [["entry": 0, "body": body, "values": [Any](), "proof": [String]()]]
      let wanted =
        holds
        ? "the head is not signed by the store's key at that time" : "entry 0: the body is not in the journal's format"
      #expect(lines.checked().fault == wanted, "\(body)")
    }
  }

  @Test func everyValueIsWhatWasCommittedTo() {
    let without = "entry 1: a value without commitment"
    let wrong = "entry 1: the value \"actor\" does not match its commitment"
    let values = whole.values(1)
    for (row, wanted) in [
      ([values[0][0], values[0][1], "\"bob\""], wrong), ([values[0][0], "00", values[0][2]], wrong),
      (["other", values[0][1], values[0][2]], without), ([values[0][0], values[0][1]], without),
      (values[0] + [1], without), ([1, values[0][1], values[0][2]], without),
      ([values[0][0], 1, values[0][2]], without),
      ([values[0][0], values[0][1], NSNull()], nil), (["other", values[0][1], NSNull()], without), (values[0], nil),
    ] as [([Any], String?)] {
      #expect(fault { $0.entries[1]["values"] = [row, values[1]] } == wanted, "\(row)")
    }
    #expect(fault { $0.entries[1]["values"] = [values[0], values[1], values[0]] } == wrong)
    #expect(
      fault { $0.entries[0]["values"] = [whole.values(0)[0]] } == "entry 0: there is no public key in it")
  }

  @Test func definitionsAreThereAndAreThoseThatWerePinned() {
    let short = Lines.hash.prefix(12)
    #expect(fault { $0.definitions = [] } == "the definitions \(short)… are missing")
    #expect(
      fault { $0.definitions[0]["files"] = "[[\"a\",\"c\"]]" }
        == "the definitions \(short)… are not those that were pinned")
    #expect(fault { $0.definitions[0]["files"] = 1 } == "a line is neither an entry nor definitions")
    #expect(fault { $0.definitions[0]["definitions"] = 1 } == "a line is neither an entry nor definitions")
  }
}
