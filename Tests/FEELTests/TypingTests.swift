import Diagnostics
import FEEL
import Testing

/// A library with rooms: what `Typing` knows of records comes from outside.
private struct Rooms: RecordTypes {
  private let rooms: [String: Type] = [
    "id": .id("room"), "seats": .number, "title": .string, "keeper": .id("person"), "state": .words(["open", "shut"]),
    "opened": .date, "loans": .list(.record("loan")),
  ]
  private let loans: [String: Type] = ["id": .id("loan"), "room": .id("room"), "days": .number, "paid": .boolean]

  func property(_ name: String, of record: String) -> Type? { (record == "room" ? rooms : loans)[name] }
  func properties(of record: String) -> [String] { (record == "room" ? rooms : loans).keys.sorted() }
  func title(of record: String) -> String { "a \(record)" }
}

private let names: [String: Type] = [
  "years": .number, "title": .string, "start": .date, "begun": .dateTime, "term": .duration, "free": .boolean,
  "colour": .words(["red", "blue"]), "room": .record("room"), "rooms": .list(.record("room")), "anything": .any,
  "numbers": .list(.number),
]

private func expression(_ text: String) throws -> Syntax {
  try Expression(
    text,
    scope: Scope(
      names.keys.sorted() + ["double"],
      properties: ["seats", "keeper", "state", "opened", "loans", "days", "paid", "id"])
  )
  .syntax
}

@Suite struct Types {
  @Test(arguments: [
    ("years + 1", Type.number), ("start + @\"P1D\"", .date), ("begun - @\"P1M\"", .dateTime),
    ("start - start", .daysDuration),
    ("start + term", .date), ("term * 2", .duration), ("@\"P1D\" / @\"PT1H\"", .number), ("title + \"x\"", .string),
    ("\"x\"", .words(["x"])), ("if free then \"x\" else \"y\"", .words(["x", "y"])),
    ("if free then 1 else \"y\"", .any),
    ("if free then 1 else null", .number), ("years > 1 and free", .boolean), ("[1, 2]", .list(.number)),
    ("{a: 1, b: a}.b", .number), ("room.seats", .number), ("rooms.seats", .list(.number)), ("rooms[1].seats", .number),
    ("rooms[seats > 2].keeper", .list(.id("person"))), ("room.loans.days", .list(.number)),
    ("for r in rooms return r.opened", .list(.date)), ("for i in 1..3 return i", .list(.number)),
    ("some r in rooms satisfies r.seats > 2", .boolean), ("count(rooms)", .number), ("max(rooms.opened)", .date),
    ("min(1, 2)", .number), ("sum(numbers)", .number), ("append(numbers, \"x\")", .list(.any)), ("start.year", .number),
    ("(function(x) x * 2)(years)", .number), ("concatenate(numbers, [1])", .list(.number)), ("[1..5].start", .number),
    ("sort(rooms, function(a, b) a.seats < b.seats)[1].state", .words(["open", "shut"])), ("today() + @\"P1D\"", .date),
    ("years in [1..5]", .boolean), ("anything.at.all", .any), ("years between 1 and 2", .boolean),
  ])
  func areKnownBeforeAnythingRuns(_ text: String, _ wanted: Type) throws {
    var typing = Typing(names, Rooms())
    #expect(typing.type(of: try expression(text)) == wanted)
    #expect(typing.findings.isEmpty, "\(typing.findings)")
  }

  @Test(arguments: [
    ("years > \"5\"", "a number and \"5\" can never be compared"),
    ("title = start", "a text and a date can never be compared"),
    ("if years then 1 else 2", "a condition is true or false; this is a number"),
    ("title and free", "a condition is true or false; this is a text"),
    ("title + 1", "a number cannot be added to a text"),
    ("start + 1", "a number cannot be added to a date"), ("start * 2", "a date cannot be multiplied by a number"),
    ("-title", "a minus goes before a number or a duration, not a text"), ("room.seets", "a room has no \"seets\""),
    ("rooms.seets", "a room has no \"seets\""), ("title.seats", "a text has no \"seats\""),
    ("room.keeper.title", "room.keeper is only the id of a person here, which has no \"title\""),
    ("room = \"red\"", "a room and \"red\" can never be equal"), ("colour = \"rde\"", "colour is never \"rde\""),
    ("\"rde\" = colour", "colour is never \"rde\""),
    ("room.state in (\"open\", \"shutt\")", "room.state is never \"shutt\""),
    ("colour in [\"green\", \"pink\"]", "colour is never \"green\""), ("rooms[days > 1]", "a room has no \"days\""),
    ("rooms[seats]", ""), ("rooms[title]", "a filter is a condition or a position, not a text"),
    ("starts with(years, \"x\")", "starts with takes a text here, not a number"),
    ("abs(title)", "abs takes a number or a duration here, not a text"), ("years(1)", "a number is no function"),
    ("is working day(years)", "is working day takes a date here, not a number"),
    ("(function(x) x + 1)(title)", "a number cannot be added to a text"),
    ("years between 1 and title", "a number and a text can never be compared"),
    (
      "for i in 1..title return i",
      "one goes from a number to a number or from a date to a date, not from a number to a text"
    ),
    ("every r in rooms satisfies r.seats", "a condition is true or false; this is a number"),
    ("start.hours", "a date has no \"hours\""), ("sort(rooms, years)", "sort takes a function here, not a number"),
    ("not(colour = \"x\") or free", "colour is never \"x\""),
  ])
  func thatCanNeverWorkAreAMistake(_ text: String, _ wanted: String) throws {
    var typing = Typing(names, Rooms())
    _ = typing.type(of: try expression(text))
    if wanted.isEmpty { return #expect(typing.findings.isEmpty) }
    #expect(
      typing.findings.count == 1 && typing.findings[0].message.contains(wanted), "\(typing.findings.map(\.message))")
  }

  @Test(arguments: [
    "room = null", "title = colour", "room.id = \"red\"", "years = null", "anything + 1", "anything > \"x\"",
    "title in ([\"a\"])",
    "start < begun", "rooms = [room]", "numbers > 1", "rooms[room.seats < seats]", "term > @\"P1D\"", "{x: 1} = room",
    "some x in anything satisfies x", "rooms[item.seats > 1]", "null.x", "colour in (\"red\", \"blue\")",
    "colour in (not(\"red\"))",
  ])
  func areNotHeldAgainstWhatMayWork(_ text: String) throws {
    var typing = Typing(names, Rooms())
    _ = typing.type(of: try expression(text))
    #expect(typing.findings.isEmpty, "\(typing.findings)")
  }

  @Test func areCheckedWhenAnExpressionIsReadForTypedNames() {
    let scope = Scope(["years", "title"], types: ["years": .number, "title": .string])
    func problems(_ text: String) -> [String] {
      do throws(Diagnostics) { _ = try Expression(text, scope: scope) } catch { return error.all.map(\.message) }
      return []
    }
    #expect(problems("years > title") == ["a number and a text can never be compared"])
    #expect(problems("yeers > 5") == ["nothing is called \"yeers\" here"])
    #expect(problems("substring(title)") == ["substring takes 2 to 3 arguments, not 1"])
    #expect(problems("years > 5").isEmpty)
  }
}
