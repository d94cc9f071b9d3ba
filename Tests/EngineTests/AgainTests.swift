import Calendar
import Definitions
@testable import Engine
import FEEL
import Foundation
import Governance
import Journal
import SQLiteStorage
import TestSupport
import Testing

/// What is read again, decided again and forgotten.
@Suite struct Again {
  @Test func aStoreThatIsOpenedAgainStandsWhereItsLastEntryDoes() throws {
    let library = try Library()
    try library.goTo("2030-02-01")
    let now = library.store.now
    #expect(try library.simulated.reopened().store.now == now)
    #expect(
      try library.simulated.reopened().rules("ann@lib", .fire("lend"), "red", [("seats", .number(2))]) == ["state"])
  }

  @Test func whatWasErasedIsNowhereInTheFilesWhileTheStoreIsOpen() throws {
    let scratch = Scratch()
    let path = scratch.file("rooms.cvnt")
    let rooms = try Simulated(
      Rulebook.load([("Workflows/w/workflow.yaml", roomsWorkflow), ("Plugins/p/plugin.yaml", roomsPlugin)]),
      in: SQLiteStorage.create(path))
    try rooms.create("somebody", "p-1", [("accounts", .list([.string("zebedeus@lib")]))])
    func stands() throws -> Bool {
      try [path, path + "-wal"].contains { path in
        guard FileManager.default.fileExists(atPath: path) else { return false }
        return try Data(contentsOf: URL(fileURLWithPath: path)).range(of: Data("zebedeus".utf8)) != nil
      }
    }
    #expect(try stands())
    let erasing: Given = [("because", .string("request"))]
    #expect(try rooms.act("p-1", .erase("accounts"), "p-1", erasing).outcome == .refused)
    #expect(try stands(), "a refusal takes nothing away")
    #expect(try rooms.act(Simulated.boss, .erase("accounts"), "p-1", erasing).outcome == .accepted)
    #expect(try !stands())
  }

  /// An accepted, a refused and an approved act, each with what deciding it again would record.
  @Test(arguments: [
    "subject", "verb", "object", "answers", "outcome", "states", "rules", "authority", "value", "absent",
  ])
  func whatComesOutOtherwiseIsTold(_ part: String) throws {
    let library = try Library()
    let receipt = try library.act("ann@lib", .fire("lend"), "red", [("seats", .number(2))])
    let refused = try library.act("bob@lib", .fire("lend"), "red", [("seats", .number(2))])
    for receipt in [receipt, refused] {
      let position = try library.entry(receipt)
      let entry = try #require(try library.store.journal.read { try $0.entry(position) })
      var header = entry.header
      var values = entry.values
      switch part {
      case "subject": header.subject = "blue"
      case "verb": header.verb = "prepare"
      case "object": header.object = "paint"
      case "answers": header.answers = 3
      case "outcome": header.outcome = "pending"
      case "states": header.states = ["closed"]
      case "rules": header.rules = ["guard"]
      case "authority": header.authority = ["b-9"]
      default: break
      }
      #expect(Player.difference(entry, Line(header: entry.header, values: values)) == nil)
      if part == "value" || part == "absent" {
        guard let index = values.firstIndex(where: { $0.name.hasPrefix("set.") }) else { continue }
        values[index] = Sealed(name: part == "value" ? values[index].name : "set.nothing", value: "999")
      }
      let told = try #require(Player.difference(entry, Line(header: header, values: values)))
      #expect("\(told)".contains("entry: \(position)"), "\(told)")
    }
  }
}
