import Calendar
import FEEL
import Testing

@testable import Definitions

/// Which values and which types of values a field takes.
@Suite struct FieldTypes {
  private static let types: [FieldType] = [
    .text, .number, .integer, .amount, .boolean, .date, .dateTime, .duration, .any, .choice(["a", "b"]),
    .reference(nil), .reference("k"),
    .list(.integer), .list(.list(.text)),
  ]
  private static let values = [
    "null", "\"a\"", "\"c\"", "\"B c\"", "1", "1.5", "1.25", "1.255", "true", "@\"2030-01-31\"",
    "@\"2030-01-31T10:00:00\"", "@\"10:00:00\"",
    "@\"P1D\"", "@\"P1M\"", "{id: \"x\"}", "{id: 1}", "{x: 1}", "[]", "[1, 2]", "[1, \"a\"]", "[[\"a\"], \"b\"]",
    "[null]",
  ]

  /// For each type the values it takes, by their numbers; and where it stores another, that one.
  private static let stored = """
    text: 0 1 2 3
    number: 0 4 5 6 7
    integer: 0 4
    amount: 0 4 5 6
    boolean: 0 8
    date: 0 9 10=2030-01-31
    date and time: 0 10
    duration: 0 12 13
    any: 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21
    one of a, b: 0 1
    case: 0 1 2 14=x
    k: 0 1 2 14=x
    list of integer: 0 4=[1] 17 18 21
    list of list of text: 0 1=[["a"]] 2=[["c"]] 3=[["B c"]] 17 20=[["a"], ["b"]] 21
    """

  @Test func storeWhatFitsAndNothingElse() throws {
    let values = try Self.values.map { try Expression($0, scope: Scope([])).evaluate([], host: Situation()).value }
    var told: [String] = []
    for type in Self.types {
      let fitting = values.enumerated().compactMap { number, value in
        type.stored(value).map { $0.text == value.text ? "\(number)" : "\(number)=\($0.text)" }
      }
      told.append("\(type.description): \(fitting.joined(separator: " "))")
      #expect(type.stored(.withheld("x")) == nil)
    }
    #expect(told == Self.stored.split(separator: "\n").map(String.init), "\(told.joined(separator: "\n"))")
  }

  @Test func areTypedBareWhereThatIsPlain() {
    for (type, text, wanted) in [
      (.date, "2030-01-31", "2030-01-31"), (.date, "2030-02-30", nil),
      (.dateTime, "2030-01-31T10:00:00", "2030-01-31T10:00:00"), (.dateTime, "x", nil),
      (.duration, "P1D", "P1D"), (.duration, "P1M", "P1M"), (.duration, "x", nil), (.choice(["a"]), "a", "a"),
      (.choice(["a"]), "b", nil),
      (.reference(nil), "x-1", "x-1"), (.reference("k"), "X", nil), (.list(.date), "2030-01-31", "[2030-01-31]"),
      (.list(.date), "x", nil),
      (.text, "a", nil), (.number, "1", nil), (.boolean, "true", nil), (.any, "a", nil),
    ] as [(FieldType, String, String?)] {
      #expect(type.bare(text)?.text == wanted, "\(type) \(text)")
    }
  }

  @Test func sayHowAValueIsWritten() {
    #expect(
      Self.types.map(\.sample) == [
        "\"a text\"", "12", "12", "1250.00", "true", "2031-03-10", "@\"2031-03-10T09:30:00\"", "P9M", "any value", "a",
        "the id of a case",
        "the id of a k", "[12]", "[[\"a text\"]]",
      ])
  }

  private struct Records: RecordTypes {
    func property(_ name: String, of record: String) -> Type? { nil }
    func properties(of record: String) -> [String] { [] }
    func title(of record: String) -> String { record }
  }

  /// What can never be stored, by type and by the type of what is given.
  @Test func refuseTypesThatNeverFit() {
    let types: [(String, Type)] = [
      ("any", .any), ("null", .null), ("boolean", .boolean), ("number", .number), ("string", .string), ("date", .date),
      ("moment", .dateTime),
      ("time", .time), ("days", .daysDuration), ("months", .monthsDuration), ("duration", .duration),
      ("a", .words(["a"])), ("c", .words(["a", "c"])),
      ("id", .id(nil)), ("id k", .id("k")), ("id l", .id("l")), ("case", .record("")), ("k", .record("k")),
      ("case k", .record("case k")),
      ("l", .record("l")), ("with id", .context([.init("id", .string)])), ("without", .context([.init("x", .string)])),
      ("numbers", .list(.number)),
      ("texts", .list(.string)),
    ]
    let always = ["any", "null"]
    let wanted: [String: [String]] = [
      "text": ["string", "a", "c", "id", "id k", "id l"], "number": ["number"], "integer": ["number"],
      "amount": ["number"], "boolean": ["boolean"],
      "date": ["date", "moment"], "date and time": ["moment"], "duration": ["days", "months", "duration"],
      "any": types.map(\.0),
      "one of a, b": ["string", "a"],
      "case": ["string", "a", "c", "id", "id k", "id l", "case", "k", "case k", "l", "with id"],
      "k": ["string", "a", "c", "id", "id k", "case", "k", "case k", "with id"],
      "list of integer": ["number", "numbers"],
      "list of list of text": ["string", "a", "c", "id", "id k", "id l", "texts"],
    ]
    for type in Self.types {
      for (name, given) in types {
        let fits = always.contains(name) || wanted[type.description]?.contains(name) == true
        #expect((type.refusal(of: given, Records()) == nil) == fits, "\(type.description) \(name)")
      }
    }
    #expect(FieldType.choice(["a", "b"]).refusal(of: .words(["a", "c"]), Records()) == "\"c\" is none of a, b")
    #expect(FieldType.date.refusal(of: .number, Records()) == "a date is wanted here, not a number")
  }
}

@Suite struct WhatFieldsBeginWith {
  @Test func isAWordOfTheirChoiceAsItIsUnlessSomethingHasThatName() throws {
    let book = try Rulebook.load([
      (
        "Workflows/w/workflow.yaml",
        """
        workflow: w
        kinds:
          bin:
            fields:
              open: {type: text, initial: '"late"'}
              sort: {type: [paper, glass], initial: glass}
              place: {type: [late, open], initial: open}
            states: {out: {on: {take: gone}}, gone: {final: true}}
            events: {take: }
        """
      ),
      ("Plugins/p/plugin.yaml", "plugin: p\nrasci: {bin: {default: {R: administrator, A: administrator}}}"),
    ])
    let kind = try #require(book.kinds["bin"])
    #expect(kind.fields[1].initial?.constant?.text == "glass")
    #expect(kind.fields[2].initial?.constant == nil, "the field of that name goes before")
  }
}

@Suite struct WhatLiesWithinBounds {
  @Test(arguments: [
    "years = null", "years != null", "years = null or years > 3", "null = years", "years >= 1 and years <= 9",
  ])
  func mayStillNotBeThere(_ condition: String) throws {
    _ = try Rulebook.load([
      (
        "Workflows/w/workflow.yaml",
        """
        workflow: w
        kinds:
          bin:
            fields: {years: {type: integer, from: 1, to: 9}}
            states: {out: {on: {take: gone}}, gone: {final: true}}
            events: {take: {requires: [{name: asked, that: \(condition)}]}}
        """
      ),
      ("Plugins/p/plugin.yaml", "plugin: p\nrasci: {bin: {default: {R: administrator, A: administrator}}}"),
    ])
  }
}
