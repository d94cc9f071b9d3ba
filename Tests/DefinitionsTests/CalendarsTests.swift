import Calendar
import Diagnostics
import FEEL
import Testing

@testable import Definitions

/// Calendars that a plugin names beside the one of working days.
@Suite struct CalendarsByName {
  private let calendars = """
    plugin: p
    calendars:
      school:
        known until: 2031-12-31
        holidays: {summer: {from: 2031-07-12, until: 2031-08-24}}
      board: {weekend: [friday, saturday, sunday]}
    """

  private func load(_ plugins: String...) throws -> Rulebook {
    try Rulebook.load(plugins.enumerated().map { ("Plugins/p\($0)/plugin.yaml", $1) })
  }

  private func ask(_ text: String, _ book: Rulebook) throws -> (Value, [String]) {
    let (value, faults) = try Expression(text, scope: Scope([])).evaluate(
      [], host: Situation(calendar: book.calendar))
    return (value, faults.map(\.message))
  }

  @Test func haveTheFreeDaysOfThatOneWhicheverFileComesFirst() throws {
    let base = """
      plugin: b
      calendar: {weekend: [saturday, sunday], holidays: {kings day: {on: 04-27}}}
      """
    for book in [try load(calendars, base), try load(base, calendars)] {
      #expect(try ask("next working day(@\"2032-04-27\")", book).0.text == "2032-04-28")
      #expect(try ask("next working day(@\"2031-04-26\", \"school\")", book).0.text == "2031-04-28")
      #expect(try ask("next working day(@\"2031-07-12\", \"school\")", book).0.text == "2031-08-25")
      #expect(try ask("next working day(@\"2031-07-12\")", book).0.text == "2031-07-14", "the others work")
      #expect(try ask("previous working day(date: @\"2031-04-27\", calendar: \"board\")", book).0.text == "2031-04-24")
      #expect(try ask("add working days(@\"2031-07-10\", 2, \"school\")", book).0.text == "2031-08-25")
      #expect(try ask("working days between(@\"2031-07-10\", @\"2031-08-25\", \"school\")", book).0.text == "3")
      #expect(try ask("is working day(@\"2031-07-14\", \"school\")", book).0.text == "false")
    }
  }

  @Test(arguments: [
    "next working day(@\"2032-01-01\", \"school\")", "next working day(@\"2031-12-31\" + @\"P1D\", \"school\")",
    "add working days(@\"2031-12-30\", 2, \"school\")",
    "working days between(@\"2031-12-30\", @\"2032-01-01\", \"school\")",
    "is working day(@\"2032-01-01\", \"school\")", "previous working day(@\"2032-01-01\", \"school\")",
  ])
  func giveNothingPastTheDateUpToWhichTheyAreKnown(_ text: String) throws {
    let (value, faults) = try ask(text, try load(calendars))
    #expect(value.isNull && faults.first?.contains("known until 2031-12-31") == true, "\(faults)")
  }

  @Test func thatNobodyNamedAreNone() throws {
    let (value, faults) = try ask("next working day(@\"2031-01-01\", \"schol\")", try load(calendars))
    #expect(value.isNull && faults.first?.contains("there is no calendar \"schol\"") == true)
  }
}
