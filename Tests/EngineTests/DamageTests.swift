import Definitions
@testable import Engine
import FEEL
import Governance
import Journal
import SQLiteStorage
import TestSupport
import Testing

/// What cannot be read is said, never shown as absent, erased or zero.
@Suite struct WhatCannotBeRead {
  /// A library with a painted room whose approval waits, and what one part of its snapshot was turned into.
  private func damaged(_ part: String, _ json: String, of id: String = "red") throws -> Simulated {
    let library = try Library()
    try library.create("room", "blue", [("seats", .number(5))])
    _ = try library.act("ann@lib", .fire("lend"), "blue", [("seats", .number(2))])
    _ = try library.act("cas@lib", .advise("paint"), "red", [("opinion", .string("fine"))])
    _ = try library.act("ann@lib", .fire("paint"))
    try library.store.journal.write { writer in
      let found = try #require(try writer.subject(id))
      guard case .context(let context) = try JSON.parse(found.state) else { throw Unreadable() }
      let pairs = try context.pairs.map { ($0.0, $0.0 == part ? try JSON.parse(json.utf8) : $0.1) }
      try writer.put(
        Snapshot(
          subject: found.subject, kind: found.kind, isOpen: found.isOpen, position: found.position,
          state: Array(JSON.text(.context(Context(pairs))).utf8)))
    }
    return try library.simulated.reopened()
  }

  @Test(arguments: [
    ("open", "[{\"entry\":\"x\"}]"), ("open", "7"), ("open", "[7]"), ("states", "[\"nowhere\"]"), ("states", "1"),
    ("fields", "[]"), ("fields", "{\"seats\":\"many\"}"), ("hearings", "[{}]"), ("hearings", "\"x\""),
    ("timers", "[[\"x\"]]"), ("rulebook", "\"unknown\""), ("created", "\"yesterday\""), ("by", "null"),
  ])
  func ofASnapshotEndsTheLook(_ part: String, _ json: String) throws {
    let library = try damaged(part, json)
    #expect(throws: StoreProblem.self, "\(part): \(json)") { try library.look { $0.find("red") } }
    #expect(throws: StoreProblem.self) { try library.look { try Tasks($0).all(until: nil) } }
    #expect(throws: StoreProblem.self, "not as no rooms at all") {
      try library.look { view in
        try Cases(view).list(#require(view.rulebook.kinds["room"]), where: nil, show: []).count
      }
    }
    let size = try library.store.size()
    #expect(throws: StoreProblem.self) { try library.act("ann@lib", .fire("lend"), "red", [("seats", .number(1))]) }
    #expect(try library.store.size() == size, "and nothing was decided on it")
    // The entries are whole: what was made of them can be made again.
    _ = try library.store.rebuild()
    #expect(try library.find("red")?.open.count == 1)
  }

  @Test func ofACaseThatAnotherLooksAtEndsTheLookAtThatOne() throws {
    let loan = try #require(
      try damaged("created", "1").look { view in try view.ids(limit: 100) }.first { $0.contains("loan") })
    let library = try damaged("states", "1", of: loan)
    #expect(throws: StoreProblem.self) { try library.look { try Cases($0).sheet("blue") } }
    #expect(throws: StoreProblem.self) {
      try library.look { view in
        let kind = try #require(view.rulebook.kinds["room"])
        return try Cases(view).list(
          kind, where: Expression("count(loans) > 0", scope: kind.layout.scope), show: []
        ).count
      }
    }
    #expect(throws: StoreProblem.self) {
      try library.look { try $0.rehearse([Request(.fire("clear"), on: "blue", fields: [])]) }
    }
    #expect(try library.look { try Cases($0).sheet("p-ann") } != nil, "what is whole is shown")
  }

  @Test func ofAnEntryIsSaid() throws {
    let library = try Library()
    let refused = try library.act("bob@lib", .fire("lend"), "red", [("seats", .number(1))])
    let storage = try SQLiteStorage.memory()
    for (json, isRead) in [("[\"a sentence\"]", true), ("[{\"odd\":{}}]", false), ("{}", false), ("not json", false)] {
      let copy = try SQLiteStorage.memory()
      try copyEntries(library.store.journal, to: copy, because: json)
      let reader = try Simulated(opening: copy)
      let entry = refused.entry ?? -1
      if isRead {
        let why = try reader.look { try Histories($0).entry(entry).row.why }
        guard case .sentences(["a sentence"])? = why else {
          Issue.record("\(String(describing: why))")
          continue
        }
      } else {
        #expect(throws: StoreProblem.self, "\(json)") { try reader.look { try Histories($0).entry(entry) } }
      }
    }
    storage.close()
  }

  private func copyEntries(_ journal: Journal, to storage: any Storage, because json: String) throws {
    let entries = try journal.read { try $0.entries(from: 0, limit: 1000) }
    let target = Journal(storage)
    try target.write { writer in
      for hash in Set(entries.map(\.header.definitions)) {
        if let files = try journal.read({ try $0.definitions(hash) }) { try writer.put(definitions: files, hash: hash) }
      }
      for entry in entries {
        let values = entry.values.map { $0.name == "because" ? Sealed(name: "because", value: json) : $0 }
        try writer.append(entry.header, values)
      }
    }
    _ = try Simulated(opening: storage).store.rebuild()
  }
}

/// What a snapshot was expected to be: a context.
private struct Unreadable: Error {}
