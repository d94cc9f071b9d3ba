import Calendar
import Definitions
import FEEL
import Governance
import Journal
import SQLiteStorage
import TestSupport
import Testing

@testable import Engine

/// A journal that is played again.
@Suite struct PlayingAgain {
  private func header(_ change: (inout Header) -> Void = { _ in }) -> Header {
    var header = Header(
      subject: "ark", kind: "ship", definitions: noFiles, verb: "fire", object: "load", answers: 2, role: "master",
      outcome: "accepted", instant: 5)
    (header.states, header.authority) = (["moored"], ["b-1"])
    change(&header)
    return header
  }

  private func entries(_ headers: [(Header, [Sealed])]) throws -> [Entry] {
    let journal = Journal(try SQLiteStorage.memory())
    try journal.write { writer in for (header, values) in headers { try writer.append(header, values) } }
    return try journal.read { try $0.entries(from: 0, limit: 100) }
  }

  @Test func saysInWhatAnEntryDiffers() throws {
    let sets = [Sealed(name: "set.weight", value: "4"), Sealed(name: "in.tons", value: "1")]
    let entry = try #require(try entries([(header(), sets)]).first)
    func told(_ values: [Sealed] = [], _ change: (inout Header) -> Void = { _ in }) -> String {
      Player.difference(entry, Line(header: header(change), values: values)).map { "\($0)" } ?? "same"
    }
    func decided(_ now: String) -> String { #"decision(entry: 0, recorded: "accepted (moored)", now: "\#(now)")"# }
    #expect(told() == "same" && told(sets) == "same")
    #expect(told { ($0.role, $0.instant, $0.kind, $0.known) = ("x", 9, "y", "z") } == "same")
    #expect(told { $0.subject = "bee" } == decided("accepted (moored)"))
    #expect(told { $0.verb = "schedule" } == decided("accepted (moored)"))
    #expect(told { $0.object = "sail" } == decided("accepted (moored)"))
    #expect(told { $0.answers = nil } == decided("accepted (moored)"))
    #expect(told { $0.states = ["at sea", "sound"] } == decided("accepted (at sea, sound)"))
    #expect(told { $0.states = [] } == decided("accepted"))
    #expect(told { $0.rules = ["role"] } == decided("accepted (moored)"))
    #expect(told { ($0.outcome, $0.rules) = ("refused", ["role", "light"]) } == decided("refused (role, light)"))
    #expect(told { $0.authority = [] } == #"authority(entry: 0, recorded: ["b-1"], now: [])"#)
    #expect(told([Sealed(name: "set.toll", value: "4")]) == #"sets(entry: 0, field: "toll")"#)
    #expect(told([Sealed(name: "set.weight", value: "5")]) == #"value(entry: 0, field: "weight")"#)
    #expect(told([Sealed(name: "in.tons", value: "5"), Sealed(name: "state", value: "5")]) == "same")
  }

  @Test func cutsAPageWhereAnActBegins() throws {
    func start(_ page: String) throws -> Int {
      // a: an act; f: what follows; r: the clock moves a timer.
      let headers = page.enumerated().map { index, letter in
        (
          header {
            if letter == "f" { $0.cause = max(0, index - 1) }
            if letter == "r" { $0.verb = "retime" }
          }, [Sealed]()
        )
      }
      return Player.lastStart(try entries(headers))
    }
    for (page, wanted) in [
      ("aaa", 2), ("aaf", 1), ("aff", 3), ("a", 1), ("aar", 1), ("ara", 1), ("arra", 1), ("arraf", 1), ("afar", 2),
      ("ra", 2), ("rra", 3), ("arf", 3), ("rr", 2),
    ] {
      #expect(try start(page) == wanted, "\(page)")
    }
  }

  @Test func findsWhatWasForged() throws {
    let library = try Library()
    try library.act("ann@lib", .fire("lend"), "red", [("seats", .number(2))])
    try library.act("ann@lib", .fire("lend"), "red", [("seats", .number(99))])
    try library.act("ann@lib", .fire("paint"), "red", [("colour", .string("blue"))])
    try library.goTo("2030-01-11")
    let size = try library.store.size()
    #expect(size == 14)
    func played(_ change: (inout Header) -> Void) throws -> String {
      let storage = try SQLiteStorage.memory()
      try copy(library.store.journal, to: storage, change)
      _ = try Store.open(storage).rebuild()
      let replay = try Store.open(storage).replay(in: SQLiteStorage.memory())
      #expect(replay.entries == size && replay.undecidable.count == 0 && replay.undecidable.first == -1)
      return "\(replay.differing) \(replay.difference.map { "\($0)" } ?? "-")"
    }
    #expect(try played { _ in } == "0 -")
    #expect(
      try played { if $0.object == "lend", $0.outcome == "accepted" { $0.authority = ["b-9"] } }
        == #"1 authority(entry: 8, recorded: ["b-9"], now: ["b-1"])"#)
    #expect(
      try played { if $0.rules == ["seats"] { $0.rules = ["free"] } }
        == #"1 decision(entry: 10, recorded: "refused (free)", now: "refused (seats)")"#)
    #expect(
      try played { if $0.object == "shut" { $0.states = ["open"] } }
        == #"1 decision(entry: 12, recorded: "accepted (open)", now: "accepted (closed)")"#)
    #expect(
      try played { if $0.object == "create", $0.kind == "loan" { $0.cause = nil } }
        .hasPrefix("1 following(entry: 8, recorded: 1, now: 2)"))
    let twice = try played { header in
      if header.object == "lend", header.outcome == "accepted" { header.authority = ["b-9"] }
      if header.rules == ["seats"] { header.rules = ["free"] }
    }
    #expect(twice == #"2 authority(entry: 8, recorded: ["b-9"], now: ["b-1"])"#)
  }

  @Test func sparesWhatCannotBeDecidedAgain() throws {
    let library = try Library()
    try library.act("ann@lib", .fire("lend"), "red", [("seats", .number(2))])
    try library.create("room", "blue", [("seats", .number(5))])
    try library.act("ann@lib", .fire("paint"), "blue", [("colour", .string("blue")), ("coats", .number(2))])
    try library.store.journal.write { try $0.erase(8, ["in.seats"], cause: 9) }
    let one = try library.store.replay(in: SQLiteStorage.memory())
    #expect(one.undecidable == (1, 8) && one.difference == nil && one.differing == 0)
  }
}

/// What a journal holds that is no beginning, no definitions, no entry.
@Suite struct WhatIsNoStore {
  private func opened(_ change: (Journal, any Storage) throws -> Void) throws -> String {
    let library = try Library()
    let storage = try SQLiteStorage.memory()
    try change(library.store.journal, storage)
    do { return try "opened \(Store.open(storage).size())" } catch StoreProblem.damaged(let what) { return what }
  }

  private func copied(
    _ journal: Journal, _ storage: any Storage, files: (String) -> String = { $0 },
    _ change: (Int, inout Header, inout [Sealed]) -> Void
  ) throws {
    let entries = try journal.read { try $0.entries(from: 0, limit: 100) }
    try Journal(storage).write { writer in
      for hash in Set(entries.map(\.header.definitions)) {
        if let text = try journal.read({ try $0.definitions(hash) }) {
          try writer.put(definitions: files(text), hash: hash)
        }
      }
      for entry in entries {
        var (header, values) = (entry.header, entry.values)
        change(entry.position, &header, &values)
        try writer.append(header, values)
      }
    }
  }

  @Test func isSaidWhenItIsOpened() throws {
    #expect(try opened { _, _ in } == "its first entry is missing or is not the beginning of a store")
    #expect(try opened { try copied($0, $1) { _, _, _ in } } == "opened 8")
    #expect(
      try opened { try copied($0, $1) { at, header, _ in if at == 0 { header.verb = "go to" } } }
        == "its first entry is missing or is not the beginning of a store")
    #expect(
      try opened { try copied($0, $1) { _, header, _ in header.definitions = noFiles } }
        == "its first entry is missing or is not the beginning of a store")
    for (name, value, wanted) in [
      ("in.mode", "\"dream\"", "its first entry names an unknown mode or zone"),
      ("in.zone", "\"Nowhere/There\"", "its first entry names an unknown mode or zone"),
      ("in.mode", "1", "its first entry lacks \"mode\""), ("in.id", "null", "its first entry lacks \"id\""),
      ("in.administrator", "[]", "its first entry lacks \"administrator\""),
      ("in.zone", "{", "entry 0: its value \"in.zone\" cannot be read"),
    ] {
      let said = try opened {
        try copied($0, $1) { at, _, values in
          if at == 0 { values = values.map { $0.name == name ? Sealed(name: name, value: value) : $0 } }
        }
      }
      #expect(said.hasPrefix(wanted), "\(name) \(value): \(said)")
    }
    // As an earlier format had them.
    #expect(
      try opened {
        try copied($0, $1) { at, _, values in
          if at == 0 {
            values = values.map {
              $0.name.hasPrefix("in.") ? Sealed(name: String($0.name.dropFirst(3)), value: $0.value ?? "") : $0
            }
          }
        }
      } == "opened 8")
  }

  @Test func isSaidOfItsDefinitions() throws {
    for (files, wanted) in [
      ("{}", "its definitions cannot be read"), ("[[\"a\"]]", "its definitions cannot be read"),
      ("[[\"a\",\"b\",\"c\"]]", "its definitions cannot be read"), ("[1]", "its definitions cannot be read"),
      ("[", "its definitions cannot be read: "),
    ] {
      let said = try opened { try copied($0, $1, files: { _ in files }) { _, _, _ in } }
      #expect(wanted.hasSuffix(" ") ? said.hasPrefix(wanted) : said == wanted, "\(files): \(said)")
    }
    #expect(
      try opened { try copied($0, $1, files: { $0.replacing("seats > 100", with: "seats > 101") }) { _, _, _ in } }
        == "its definitions are not those it was begun with")
  }

  @Test func isSaidOfEntriesThatMakeNoCase() throws {
    func made(_ change: (Int, inout Header, inout [Sealed]) -> Void) throws -> String {
      let library = try Library()
      try library.act("ann@lib", .fire("lend"), "red", [("seats", .number(2))])
      let storage = try SQLiteStorage.memory()
      try copied(library.store.journal, storage, change)
      do {
        let made = try Store.open(storage).rebuild()
        let state = try Simulated(opening: storage).find("red")
        return "\(made.cases) \(state?["seats"].text ?? "-") \(state?["lent"].text ?? "-")"
      } catch StoreProblem.damaged(let what) { return what }
    }
    #expect(try made { _, _, _ in } == "8 20 1")
    #expect(
      try made { at, header, _ in if at == 7 { header.kind = "boat" } }
        == "entry 7 is of a kind that its definitions do not have")
    #expect(
      try made { at, _, values in if at == 7 { values.append(Sealed(name: "set.colour", value: "1")) } }
        == "entry 7 sets a field that its kind does not have")
    #expect(
      try made { at, _, values in
        if at == 8 { values = values.filter { $0.name != "state" } + [Sealed(name: "state", value: "[]")] }
      }
        == "entry 8: its value \"state\" cannot be read")
    #expect(
      try made { at, _, values in
        if at == 8 {
          values = values.filter { $0.name != "state" } + [Sealed(name: "state", value: "{\"unheard of\":1}")]
        }
      }
        == "8 20 1", "what a later version says is left alone")
    #expect(
      try made { at, _, values in
        if at == 7 { values = values.map { $0.name == "set.seats" ? Sealed(name: "set.seats", value: "7") : $0 } }
      } == "8 7 1")
  }
}
