import Calendar
import Definitions
import FEEL
import TestSupport
import Testing

@testable import Engine

/// Values that a walk through definitions tries.
@Suite struct ValuesWorthTrying {
  private static let workflow = """
    workflow: w
    kinds:
      box:
        fields:
          words: text
          size: integer
          small: {type: integer, from: 2, to: 5}
          weight: number
          heavy: {type: number, from: 4}
          price: amount
          good: boolean
          on: date
          soon: {type: date, to: '@"2030-01-20"'}
          at: date and time
          long: duration
          sort: [red, blue]
          box: box
          any: case
          sorts: list of text
          days: list of date
          bits: list of boolean
        states: {here: {on: {go: gone}}, gone: {final: true}}
        events: {go: {}}
    """

  private func tried(_ literals: [Value], ids: @escaping (String?) -> [String] = { _ in [] }) throws -> [String:
    [String]]
  {
    let plugin = "plugin: p\nroles: {a: A}\nrasci: {box: {default: {R: a, A: a}}}"
    let book = try Rulebook.load([("Workflows/w/workflow.yaml", Self.workflow), ("Plugins/p/plugin.yaml", plugin)])
    let today = try day("2030-01-01")
    let fields = try #require(book.kinds["box"]).fields
    for field in fields {
      let plain = Samples.of(field, today, literals: [], ids: { _ in [] }).first ?? .null
      #expect(Value.identical(Samples.plain(field, today), plain))
    }
    return Dictionary(
      uniqueKeysWithValues: fields.map {
        ($0.name, Samples.of($0, today, literals: literals, ids: ids).map(\.text))
      })
  }

  @Test func areTheLikeliestWhereNothingIsCompared() throws {
    let tried = try tried([])
    for (name, wanted) in [
      ("words", ["x"]), ("size", ["2", "1"]), ("small", ["2", "5"]), ("weight", ["10", "1"]), ("heavy", ["10", "4"]),
      ("price", ["10", "1"]), ("good", ["true", "false"]),
      ("on", ["2030-01-31", "2031-02-05", "2030-01-01", "2029-12-02"]),
      ("soon", ["2030-01-01", "2029-12-02", "2030-01-20"]), ("at", ["2030-01-31T10:00:00", "2031-02-05T10:00:00"]),
      ("long", ["P1Y", "P3M"]), ("sort", ["red", "blue"]), ("box", []), ("any", []), ("sorts", [#"["x"]"#]),
      ("bits", ["[true]", "[true, false]", "[false]"]),
      (
        "days",
        [
          "[2030-01-31]", "[2030-01-31, 2031-02-05, 2030-01-01]", "[2031-02-05]", "[2030-01-01]", "[2029-12-02]",
        ]
      ),
    ] as [(String, [String])] {
      #expect(tried[name] == wanted, "\(name)")
    }
  }

  @Test func lieAroundWhatConditionsCompareWith() throws {
    let half = try #require(Number("4.5"))
    let tried = try tried([.string("lost"), .number(3), .number(half), .boolean(true)]) {
      $0 == "box" ? ["b-1", "b-2"] : ["c"]
    }
    for (name, wanted) in [
      ("words", ["x", "lost"]), ("size", ["2", "3", "4", "1"]), ("small", ["2", "3", "4", "5"]),
      ("weight", ["10", "3", "4", "2", "4.5", "1"]), ("heavy", ["10", "4", "4.5"]), ("box", ["b-1", "b-2"]),
      ("any", ["c"]),
      ("sorts", [#"["x"]"#, #"["x", "lost"]"#, #"["lost"]"#]),
    ] as [(String, [String])] {
      #expect(tried[name] == wanted, "\(name)")
    }
  }
}
