import Definitions
@testable import Engine
import FEEL
import Foundation
import Governance
import SQLiteStorage
import TestSupport
import Testing

private let workflow = """
  workflow: w
  kinds:
    card:
      fields: {who: text, n: {type: integer, initial: 0}, m: {type: integer, initial: 0}, k: {type: integer, initial: 0}}
      states:
        one:
          on:
            rename: {do: {set: {who: event.newname}}}
            refuse:
            tell: {do: {set: {k: event.reason}}}
            go: {to: two, do: [{set: {n: n + 100}}]}
        two: {entry: [{set: {n: n * 2, m: n + 7}}], on: {go: done}}
        done: {final: true}
      events:
        rename: {fields: {newname: text required}}
        refuse: {fields: {reason: text required}}
        tell: {fields: {reason: integer required}}
        go:
  """
private let plugin = """
  plugin: p
  region: r
  roles: {clerk: {en: Clerk, nl: Griffier}}
  rasci: {card: {default: {R: administrator, A: administrator}}}
  """

@Suite struct TakingAway {
  private let scratch = Scratch()
  private let cards: Simulated

  init() throws {
    let book = try Rulebook.load([
      people, appointing, ("Workflows/w/workflow.yaml", workflow), ("Plugins/p/plugin.yaml", plugin),
    ])
    cards = try Simulated(book, in: SQLiteStorage.create(scratch.file("cards.cvnt")))
    try cards.create("card", "c-1", [])
  }

  private func stands(_ text: String) throws -> Bool {
    try ["", "-wal"].contains { end in
      try Data(contentsOf: URL(fileURLWithPath: scratch.file("cards.cvnt") + end)).range(of: Data(text.utf8)) != nil
    }
  }

  private func erase(_ field: String) throws -> Erased {
    try cards.store.erase(
      Request(.erase(field), on: "c-1", fields: [("because", .string("asked"))]), by: cards.principal())
  }

  @Test func reachesWhatAnEventHandedOnUnderAnotherName() throws {
    try cards.act(Simulated.boss, .fire("rename"), "c-1", [("newname", .string("Secret Person"))])
    #expect(try stands("Secret Person"))
    #expect(try erase("who").values > 1)
    #expect(try !stands("Secret Person"))
  }

  @Test func reachesFieldsThatOnlyAnEventHas() throws {
    try cards.act(Simulated.boss, .fire("refuse"), "c-1", [("reason", .string("ill since May"))])
    let erased = try erase("reason")
    #expect(erased.performed.receipts.first?.outcome == .accepted && erased.values == 1)
    #expect(try !stands("ill since May"))
    guard case .unknownField("reasn", near: "reason")? = try erase("reasn").performed.receipts.first?.reasons.first
    else {
      return #expect(Bool(false), "what is misspelt is told")
    }
  }

  @Test func leavesWhatAnotherEventGaveUnderTheSameName() throws {
    try cards.act(Simulated.boss, .fire("refuse"), "c-1", [("reason", .string("ill since May"))])
    try cards.act(Simulated.boss, .fire("tell"), "c-1", [("reason", .number(41))])
    #expect(try erase("k").values == 3, "at first, given and set")
    #expect(try stands("ill since May"))
  }
}

@Suite struct ExplainingWhatRunsTogether {
  private let cards: Simulated

  init() throws {
    cards = try Simulated(
      Rulebook.load([
        people, appointing, ("Workflows/w/workflow.yaml", workflow), ("Plugins/p/plugin.yaml", plugin),
      ]), in: SQLiteStorage.memory())
    try cards.create("card", "c-1", [])
    try cards.act(Simulated.boss, .fire("go"), "c-1", [])
  }

  private func steps(_ name: String) throws -> [String] {
    try cards.look { try Explanations($0).explain(name, of: "c-1").steps.map { "\($0.what) = \($0.value.text)" } }
  }

  @Test func givesNoExpressionWhereTwoMayHaveRun() throws { #expect(try steps("n") == ["n = 200"]) }

  @Test func givesTheExpressionOfAnEntryWithoutWhatWasSetWithIt() throws {
    #expect(try steps("m") == ["m = 207", "n + 7 = 207"])
  }
}

@Suite struct WhatIsGivenTwice {
  @Test func isNotPutToTheGate() throws {
    let cards = try Simulated(
      Rulebook.load([
        people, appointing, ("Workflows/w/workflow.yaml", workflow), ("Plugins/p/plugin.yaml", plugin),
      ]), in: SQLiteStorage.memory())
    try cards.create("card", "c-1", [])
    let twice: Given = [("newname", .string("Zed")), ("newname", .string("Zod"))]
    let size = try cards.store.size()
    for verb in [Verb.fire("rename"), .prepare("rename")] {
      #expect {
        try cards.act(Simulated.boss, verb, "c-1", twice)
      } throws: {
        if case StoreProblem.givenTwice(field: "newname") = $0 { true } else { false }
      }
    }
    #expect(throws: StoreProblem.self) {
      try cards.look { try $0.decide(Request(.fire("rename"), on: "c-1", fields: twice)) }
    }
    #expect(try cards.store.size() == size)
    #expect(try cards.act(Simulated.boss, .fire("rename"), "c-1", [("newname", .string("Zed"))]).outcome == .accepted)
    #expect(try cards.store.replay(in: SQLiteStorage.memory()).difference == nil)
  }
}
