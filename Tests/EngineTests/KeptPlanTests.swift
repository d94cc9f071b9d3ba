import Calendar
import FEEL
import Governance
import TestSupport
import Testing

@testable import Engine

/// Plans that are kept, and held against later ones.
@Suite struct PlansThatAreKept {
  private func planned(_ date: String, _ subject: String, _ what: String, _ by: [String], _ lacks: [Lack] = []) throws
    -> Planned
  {
    Planned(date: try day(date), subject: subject, what: .event(what), by: by, isTask: true, lacks: lacks)
  }

  private func plan(_ items: [Planned]) throws -> KeptPlan {
    KeptPlan(items, store: "s", size: 7, until: try day("2031-01-01"))
  }

  @Test func sayTheirLinesAndAreReadAsTheyWereWritten() throws {
    let plan = try plan([
      planned(
        "2030-01-02", "a", "go", ["x", "y"], [.requirement("light"), .nobody(["x", "y"]), .reason(.noSuchCase("a"))]),
      planned("2030-01-03", "b", "stop", ["clock"]),
    ])
    #expect(
      plan.lines == [
        ["2030-01-02", "a", "go", "x, y", "light; nobody is x or y; unknown"],
        ["2030-01-03", "b", "stop", "clock", ""],
      ])
    let text =
      #"{"plan":1,"store":"s","entries":7,"until":"2031-01-01","lines":[["2030-01-02","a","go","x, y","light; nobody is x or y; unknown"],["2030-01-03","b","stop","clock",""]]}"#
    #expect(plan.text == text)
    let read = try #require(KeptPlan(Array(text.utf8)))
    #expect(read.lines == plan.lines && read.store == "s" && read.size == 7 && read.until == plan.until)
    for (old, new) in [
      (#""plan":1"#, #""plan":2"#), (#""plan":1"#, #""plan":"1""#), (#""store":"s""#, #""store":1"#),
      (#""entries":7"#, #""entries":"7""#), (#""until":"2031-01-01""#, #""until":"soon""#), ("\"lines\":", "\"line\":"),
      (#","stop","clock",""]"#, #","stop","clock"]"#), (#","stop","clock",""]"#, #","stop","clock","",""]"#),
      (#"{"plan""#, #"["plan""#),
    ] {
      #expect(KeptPlan(Array(text.replacing(old, with: new).utf8)) == nil, "\(new)")
    }
  }

  @Test func areHeldAgainstLaterOnes() throws {
    let before = try plan([
      planned("2030-01-01", "a", "stays", ["x"]), planned("2030-01-02", "b", "moves", ["x"]),
      planned("2030-01-09", "c", "goes", ["x"]), planned("2030-01-04", "d", "lacks", ["x"]),
      planned("2030-01-05", "e", "twice", ["x"]), planned("2030-01-06", "e", "twice", ["x"]),
      planned("2030-01-07", "f", "by", ["x"]),
    ])
    let after = try plan([
      planned("2030-01-01", "a", "stays", ["x"]), planned("2030-02-02", "b", "moves", ["x"]),
      planned("2030-01-04", "d", "lacks", ["x"], [.requirement("money")]), planned("2030-01-03", "g", "comes", ["x"]),
      planned("2030-01-06", "e", "twice", ["x"]), planned("2030-01-07", "f", "by", ["y"]),
    ])
    func told(_ one: KeptPlan, _ two: KeptPlan) -> [String] {
      one.differences(to: two).map { change, was, now in
        "\(change) \(was?.joined(separator: " ") ?? "-") → \(now?.joined(separator: " ") ?? "-")"
      }
    }
    #expect(
      told(before, after) == [
        "gained - → 2030-01-03 g comes x ", "moved 2030-01-04 d lacks x  → 2030-01-04 d lacks x money",
        "gone 2030-01-05 e twice x  → -", "gone 2030-01-07 f by x  → -", "gained - → 2030-01-07 f by y ",
        "gone 2030-01-09 c goes x  → -", "moved 2030-01-02 b moves x  → 2030-02-02 b moves x ",
      ])
    #expect(told(before, before).isEmpty)
  }
}
