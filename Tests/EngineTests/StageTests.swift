import Calendar
import Definitions
import FEEL
import Governance
import Journal
import Statechart
import TestSupport
import Testing

@testable import Engine

/// A world with what was decided so far laid over what is stored.
@Suite struct LayingOver {
  /// Does something over a stage of a library with a loan.
  private func over<T>(_ body: (Stage, Library) throws -> T) throws -> T {
    let library = try Library()
    try library.create("room", "blue", [("seats", .number(5))])
    try library.act("ann@lib", .fire("lend"), "red", [("seats", .number(2))])
    return try library.store.reading { reader in
      try body(Stage(reader, library.store.memory, library.store.setting), library)
    }
  }

  private func changed(_ stage: Stage, _ id: String, _ fields: [String: Value]) throws -> Record {
    var record = try #require(stage.record(id))
    for (name, value) in fields { record.state.fields[try #require(record.state.kind.index(of: name))] = value }
    return record
  }

  private func fresh(_ stage: Stage, _ kind: String, _ id: String, at entry: Int, _ fields: [String: Value]) throws
    -> Record
  {
    let kind = try #require(stage.rulebook.kinds[kind])
    var state = CaseState(
      id: id, kind: kind, rulebook: stage.rulebook, machine: MachineState(chart: kind.chart),
      fields: kind.fields.map { _ in .null }, createdBy: entry, created: Instant(milliseconds: 0))
    for (name, value) in fields { state.fields[try #require(kind.index(of: name))] = value }
    return Record(state: state, timers: [])
  }

  @Test func isSeenUntilItIsTakenBack() throws {
    try over { stage, _ in
      func told() -> String {
        "\(stage.referring("loan", via: "room", to: "red").map(\.id)) \(stage.referring("loan", via: "room", to: "blue").map(\.id)) "
          + "\(stage.all("loan").map(\.id)) \(stage.all("room").map(\.id)) \(stage.nextEntry)"
      }
      let before = told()
      #expect(before == #"["red-loan-1"] [] ["red-loan-1"] ["blue", "red"] 11"#)
      let mark = stage.mark
      stage.stage("red-loan-1", try changed(stage, "red-loan-1", ["room": .string("blue")]))
      stage.added += 1
      #expect(told() == #"[] ["red-loan-1"] ["red-loan-1"] ["blue", "red"] 12"#)
      let second = stage.mark
      stage.stage("l-2", try fresh(stage, "loan", "l-2", at: 12, ["room": .string("red")]))
      stage.stage("aqua", try fresh(stage, "room", "aqua", at: 13, [:]))
      #expect(told() == #"["l-2"] ["red-loan-1"] ["l-2", "red-loan-1"] ["aqua", "blue", "red"] 12"#)
      // The same reference again makes no other, and going back forgets only what came after.
      stage.stage("l-2", try changed(stage, "l-2", ["seats": .number(3)]))
      #expect(stage.find("l-2")?["seats"].text == "3")
      stage.goBack(to: second)
      #expect(told() == #"[] ["red-loan-1"] ["red-loan-1"] ["blue", "red"] 12"# && stage.find("l-2") == nil)
      stage.stage("red-loan-1", try changed(stage, "red-loan-1", ["room": .string("red")]))
      #expect(told() == #"["red-loan-1"] [] ["red-loan-1"] ["blue", "red"] 12"#)
      stage.goBack(to: mark)
      #expect(told() == before && stage.staged.isEmpty)
    }
  }

  @Test func givesAndTakesAuthorityAtOnce() throws {
    try over { stage, _ in
      func grants(_ names: String...) -> [String] { stage.grants(to: names).map(\.id) }
      #expect(stage.allGrants().map(\.id) == ["b-1", "b-2", "b-3"] && grants("ann@lib") == ["b-1"])
      #expect(grants("cas@lib", "ann@lib") == ["b-1", "b-3"] && grants("zed@lib").isEmpty)
      #expect(stage.person(behind: "ann@home") == "p-ann" && stage.person(behind: "zed@lib") == nil)
      let mark = stage.mark
      // What bears on nobody's authority changes none of it.
      stage.stage("aqua", try fresh(stage, "room", "aqua", at: 20, [:]))
      #expect(stage.allGrants().map(\.id) == ["b-1", "b-2", "b-3"])
      stage.stage("b-0", try fresh(stage, "badge", "b-0", at: 22, ["person": .string("ann@lib")]))
      stage.stage("a-0", try fresh(stage, "letter", "a-0", at: 21, ["role": .string("porter")]))
      stage.stage("b-2", try changed(stage, "b-2", ["person": .string("ann@lib")]))
      #expect(stage.allGrants().map(\.id) == ["b-1", "b-2", "b-3", "a-0", "b-0"])
      #expect(grants("ann@lib") == ["b-1", "b-2", "b-0"] && grants("bob@lib").isEmpty)
      #expect(grants("cas@lib", "ann@lib") == ["b-1", "b-2", "b-3", "b-0"])
      stage.stage("p-ann", try changed(stage, "p-ann", ["accounts": .list([.string("ann@new")])]))
      stage.stage("p-new", try fresh(stage, "somebody", "p-new", at: 23, ["accounts": .list([.string("ann@lib")])]))
      #expect(stage.person(behind: "ann@new") == "p-ann" && stage.person(behind: "ann@home") == nil)
      #expect(stage.person(behind: "ann@lib") == "p-new" && stage.person(behind: "bob@lib") == "p-bob")
      stage.goBack(to: mark)
      #expect(stage.allGrants().map(\.id) == ["b-1", "b-2", "b-3"] && grants("ann@lib") == ["b-1"])
      #expect(stage.person(behind: "ann@lib") == "p-ann" && grants("bob@lib") == ["b-2"])
    }
  }

  @Test func countsByTheDefinitionsThatWereJustAdopted() throws {
    try over { stage, _ in
      let next = try Rulebook.load([
        ("Workflows/w/workflow.yaml", roomsWorkflow + "\n# more"), ("Plugins/p/plugin.yaml", roomsPlugin),
      ])
      let before = stage.rulebook.hash
      let mark = stage.mark
      stage.adopt(next)
      #expect(stage.rulebook.hash == next.hash && next.hash != before)
      stage.goBack(to: mark)
      #expect(stage.rulebook.hash == before && stage.adopted.isEmpty)
    }
  }

  @Test func knowsTheActsThatWait() throws {
    let library = try Library()
    try library.create("room", "blue", [("seats", .number(5))])
    for id in ["red", "blue"] {
      try library.act("cas@lib", .advise("paint"), id, [("opinion", .string("fine"))])
    }
    let paint = try library.act("ann@lib", .fire("paint"), "red")
    let second = try library.act("ann@lib", .fire("paint"), "blue")
    #expect(paint.outcome == .pending && second.outcome == .pending)
    try library.act("bob@lib", .approve(second.entry ?? -1), "blue")
    try library.store.reading { reader in
      let stage = try Stage(reader, library.store.memory, library.store.setting)
      #expect(stage.waiting(by: ["ann@lib", "bob@lib"]) == [Waiting(entry: paint.entry ?? -1, subject: "red")])
      #expect(stage.waiting(by: ["bob@lib"]).isEmpty && stage.waiting(by: []).isEmpty)
    }
  }

  @Test func keepsAnIndexOfGrantsInTheOrderOfTheirAge() throws {
    try over { stage, _ in
      let index = GrantIndex()
      func learn(_ kind: String, _ id: String, at entry: Int, _ fields: [String: Value]) throws {
        index.learn(try fresh(stage, kind, id, at: entry, fields).state)
      }
      try learn("badge", "b", at: 5, ["person": .string("x")])
      try learn("badge", "a", at: 5, ["person": .string("x")])
      try learn("badge", "c", at: 3, ["person": .string("y")])
      try learn("letter", "l", at: 4, ["role": .string("porter")])
      try learn("room", "r", at: 1, [:])
      #expect(index.all == ["c", "l", "a", "b"] && index.contains("l") && !index.contains("r"))
      #expect(index.grants(to: ["x"]) == ["a", "b"] && index.grants(to: ["x", "y"]) == ["c", "a", "b"])
      #expect(
        index.grants(to: [""]) == ["l"] && index.grants(to: []).isEmpty && index.grants(to: ["x", "x"]) == ["a", "b"])
      try learn("badge", "a", at: 5, ["person": .string("y")])
      try learn("badge", "c", at: 3, ["person": .string("y")])
      #expect(
        index.grants(to: ["x"]) == ["b"] && index.grants(to: ["y"]) == ["c", "a"] && index.all == ["c", "l", "a", "b"])
      try learn("somebody", "p", at: 6, ["accounts": .list([.string("m"), .string("n")])])
      try learn("somebody", "q", at: 7, ["accounts": .list([.string("n")])])
      #expect(index.person(behind: "m") == "p" && index.person(behind: "n") == "q")
      try learn("somebody", "p", at: 6, ["accounts": .list([.string("o")])])
      #expect(index.person(behind: "m") == nil && index.person(behind: "n") == "q" && index.person(behind: "o") == "p")
      #expect(!index.contains("p"))
    }
  }
}
