import Calendar
import Definitions
import FEEL
import Governance
import Journal
import Statechart
import TestSupport
import Testing

@testable import Engine

/// Cases as bytes: what is written is read back, and what cannot be is named.
@Suite struct CasesAsBytes {
  private let book: Rulebook
  private let full: Record
  private let plain: Record

  init() throws {
    book = try Harbour.rulebook()
    let kind = try #require(book.kinds["ship"])
    var written = WrittenState(active: ["sound", "at sea"])
    written.running = true
    let machine = try #require(MachineState(written, in: kind.chart))
    var state = CaseState(
      id: "ark", kind: kind, rulebook: book, machine: machine, fields: kind.fields.map { _ in .null }, createdBy: 3,
      created: Instant(milliseconds: 5))
    plain = Record(state: state, timers: [])
    (state.lastEntry, state.changed) = (9, 8)
    state.fields[0] = .string("north")
    var open = OpenAct(
      entry: 7, event: "paint", account: "mia@h", person: "p-mia", role: "master", instant: Instant(milliseconds: 6),
      fields: [("flag", .string("red")), ("coats", .number(2))], tookEffect: true)
    open.disagreed = 8
    state.open = [
      open,
      OpenAct(
        entry: 6, event: "scrap", account: "a", person: "b", role: "c", instant: Instant(milliseconds: 4), fields: [],
        tookEffect: false),
    ]
    state.hearings = [
      Hearing(event: "paint", role: "clerk", entry: 5, until: nil),
      Hearing(event: "paint", role: nil, entry: 4, until: try day("2030-01-20")),
    ]
    state.drafts = ["paint": [("flag", .string("blue"))], "load": []]
    state.occurrences = ["rounds": try day("2030-02-20")]
    state.fired = ["bell": Instant(milliseconds: 11)]
    state.stopped = ["overdue": Instant(milliseconds: 12)]
    state.invoker = Invoker(subject: "bee", id: "survey")
    state.erased = ["cargo": 8]
    state.services = ["survey": "survey-ark"]
    full = Record(
      state: state,
      timers: [
        DueTimer(due: Instant(milliseconds: 13), name: "overdue", event: "overdue", occurrence: nil),
        DueTimer(due: Instant(milliseconds: 14), name: "rounds", event: nil, occurrence: try day("2030-03-20")),
      ])
  }

  private func decode(_ bytes: [UInt8], kind: String = "ship") throws -> Record {
    try StateCoding.decode(bytes, id: "ark", kind: kind) { hash in
      guard hash == book.hash else { throw StoreProblem.damaged("no book") }
      return book
    }
  }

  private func json(_ record: Record) -> String {
    String(decoding: StateCoding.write(record).bytes, as: UTF8.self).replacing(book.hash, with: "BOOK")
  }

  @Test func areWrittenAsTheyAlwaysWere() {
    #expect(
      json(plain)
        == #"{"rulebook":"BOOK","created":5,"by":3,"last":3,"changed":3,"states":["sound","at sea"],"fields":[null,null,null,null,null,null,null,null,null,null,null,null],"running":true,"sends":0}"#
    )
    #expect(
      json(full)
        == #"{"rulebook":"BOOK","created":5,"by":3,"last":9,"changed":8,"states":["sound","at sea"],"fields":["north",null,null,null,null,null,null,null,null,null,null,null],"running":true,"sends":0,"invoker":["bee","survey"],"invoked":{"survey":"survey-ark"},"open":[{"entry":7,"event":"paint","account":"mia@h","person":"p-mia","role":"master","at":6,"fields":{"flag":"red","coats":2},"took":true,"disagreed":8},{"entry":6,"event":"scrap","account":"a","person":"b","role":"c","at":4,"fields":{},"took":false}],"hearings":[["paint","clerk",5,null],["paint",null,4,{"@type":"date","value":"2030-01-20"}]],"drafts":{"load":{},"paint":{"flag":"blue"}},"occurrences":{"rounds":{"@type":"date","value":"2030-02-20"}},"fired":{"bell":11},"timers":[[13,"overdue","overdue",null],[14,"rounds",null,{"@type":"date","value":"2030-03-20"}]],"erased":{"cargo":8},"stopped":{"overdue":12}}"#
    )
  }

  @Test func areReadAsTheyWereWritten() throws {
    for record in [plain, full] {
      let read = try decode(StateCoding.write(record).bytes)
      #expect(json(read) == json(record))
      #expect(read.timers == record.timers && read.state.open == record.state.open)
      #expect(read.state.hearings == record.state.hearings && read.state.invoker == record.state.invoker)
      #expect(read.state.machine == record.state.machine)
    }
  }

  @Test(arguments: [
    ("rulebook", "7"), ("created", "\"x\""), ("by", "[1]"), ("last", "null"), ("changed", "\"1\""),
    ("states", "\"sound\""), ("states", "[\"sound\",1]"), ("states", "[\"nowhere\"]"), ("states", "[\"sound\"]"),
    ("fields", "{}"), ("fields", "[]"), ("running", "1"), ("sends", "\"one\""), ("history", "[]"), ("services", "{}"),
    ("services", "[1]"), ("services", "[[\"a\",\"b\"]]"), ("services", "[[\"a\",\"b\",\"c\"]]"),
    ("services", "[[\"a\",\"b\",1,2]]"), ("services", "[[1,\"b\",1]]"), ("services", "[[\"a\",2,1]]"),
    ("invoker", "[\"one\"]"), ("invoker", "[\"one\",\"two\",\"three\"]"), ("invoker", "[\"one\",2]"), ("invoker", "{}"),
    ("invoked", "[]"), ("invoked", "{\"survey\":1}"), ("open", "{}"), ("open", "[[]]"),
    ("hearings", "[[\"e\",null,1]]"), ("hearings", "[[\"e\",null,\"1\",null]]"), ("hearings", "[[1,null,1,null]]"),
    ("hearings", "[[\"e\",null,1,null,null]]"), ("hearings", "[1]"), ("drafts", "{\"paint\":[]}"), ("drafts", "1"),
    ("occurrences", "{\"rounds\":\"2030-01-01\"}"), ("fired", "{\"bell\":\"x\"}"), ("erased", "{\"cargo\":\"x\"}"),
    ("stopped", "{\"bell\":[]}"), ("timers", "[[1,\"n\",null]]"), ("timers", "[[1,\"n\",null,null,null]]"),
    ("timers", "[[\"1\",\"n\",null,null]]"), ("timers", "[[1,2,null,null]]"), ("timers", "[{}]"),
  ])
  func nameThePartThatCannotBeRead(_ part: String, _ bad: String) throws {
    let context = try #require(try JSON.parse(StateCoding.write(full).bytes).asContext)
    let value = try JSON.parse(bad.utf8)
    let pairs = context.pairs.filter { $0.0 != part } + [(part, value)]
    let bytes = Array(JSON.text(.context(Context(pairs))).utf8)
    let problem = #expect(throws: StoreProblem.self) { try decode(bytes) }
    guard case .damaged(let what)? = problem else {
      Issue.record("\(String(describing: problem))")
      return
    }
    #expect(what == "the case ark cannot be read: its part \"\(part)\"")
  }

  @Test(arguments: ["entry", "event", "account", "person", "role", "at", "fields", "took"])
  func nameAnOpenActThatLacksAnything(_ name: String) throws {
    let text = String(decoding: StateCoding.write(full).bytes, as: UTF8.self)
    for (old, new) in [("\"\(name)\":", "\"x\":"), ("\"\(name)\":", "\"\(name)\":null,\"y\":")] {
      let open = try #require(text.firstRange(of: "\"open\":["))
      let at = try #require(text[open.upperBound...].firstRange(of: old))
      let bytes = Array(text.replacingCharacters(in: at, with: new).utf8)
      #expect(throws: StoreProblem.self, "\(new)") { try decode(bytes) }
    }
  }

  @Test func areOfAKindThatThereIsAndLackNothingThatEveryCaseHas() throws {
    #expect(throws: StoreProblem.self) { try decode(StateCoding.write(full).bytes, kind: "boat") }
    #expect(throws: StoreProblem.self) { try decode(Array("[]".utf8)) }
    #expect(throws: StoreProblem.self) { try decode(Array("{".utf8)) }
    let context = try #require(try JSON.parse(StateCoding.write(full).bytes).asContext)
    for (name, _) in context.pairs {
      let bytes = Array(JSON.text(.context(Context(context.pairs.filter { $0.0 != name }))).utf8)
      let isNeeded = ["rulebook", "created", "by", "last", "changed", "states", "fields", "running"].contains(name)
      #expect((try? decode(bytes)) == nil ? isNeeded : !isNeeded, "\(name)")
    }
  }

  @Test func sayOfEachEntryWhatChangedAndNoMore() throws {
    func told(_ before: Record?, _ after: Record) -> [String] {
      StateCoding.changes(from: before, to: after).map { "\($0.name) \($0.json)" }
    }
    #expect(told(nil, plain) == [#"state {"running":true,"sends":0}"#])
    #expect(told(plain, plain).isEmpty && told(full, full).filter { !$0.hasPrefix("state.drafts") }.isEmpty)
    #expect(
      told(full, plain) == [
        "state.open null", "state.drafts null",
        #"state {"invoker":null,"invoked":null,"hearings":null,"occurrences":null,"fired":null,"timers":null,"erased":null,"stopped":null}"#,
      ])
    let changes: [(String, (inout Record) -> Void)] = [
      (#"state {"invoker":["bee","survey"]}"#, { $0.state.invoker = full.state.invoker }),
      (#"state {"invoked":{"survey":"survey-ark"}}"#, { $0.state.services = full.state.services }),
      (
        #"state {"occurrences":{"rounds":{"@type":"date","value":"2030-02-20"}}}"#,
        { $0.state.occurrences = full.state.occurrences }
      ),
      (#"state {"fired":{"bell":11}}"#, { $0.state.fired = full.state.fired }),
      (#"state {"erased":{"cargo":8}}"#, { $0.state.erased = full.state.erased }),
      (#"state {"stopped":{"overdue":12}}"#, { $0.state.stopped = full.state.stopped }),
      (#"state {"hearings":[["paint","clerk",5,null]]}"#, { $0.state.hearings = [full.state.hearings[0]] }),
      (#"state {"timers":[[13,"overdue","overdue",null]]}"#, { $0.timers = [full.timers[0]] }),
      (#"state.drafts {"paint":{"flag":"blue"}}"#, { $0.state.drafts = ["paint": [("flag", .string("blue"))]] }),
    ]
    for (wanted, change) in changes {
      var after = plain
      change(&after)
      #expect(told(plain, after) == [wanted])
      after.state.fields[0] = .string("x")
      #expect(told(after, after).filter { !$0.hasPrefix("state.drafts") }.isEmpty)
    }
  }

  @Test func arePutTogetherFromPartsInTheirOrder() {
    typealias Part = Written.Part
    #expect(
      Part.allCases.filter(\.isSaid).map(\.name) == [
        "rulebook", "created", "by", "last", "changed", "states", "fields",
      ])
    #expect(Part.allCases.filter(\.isPersonal) == [.open, .drafts])
    #expect(Part.unsaid.first == .running && Part(name: "open") == .open && Part(name: "opened") == nil)
    var parts = Written()
    #expect(parts.bytes == Array("{}".utf8))
    parts.add(.open, .number(1))
    #expect(parts.bytes == Array("{\"open\":1}".utf8))
    parts.add(.by, .null)
    #expect(parts.bytes == Array("{\"by\":null,\"open\":1}".utf8))
  }
}

extension Value {
  fileprivate var asContext: Context? { if case .context(let context) = self { context } else { nil } }
}
