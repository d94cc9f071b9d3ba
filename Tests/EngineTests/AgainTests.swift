import Calendar
@testable import Engine
import FEEL
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
