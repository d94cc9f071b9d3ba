/// `list` and `map`: the cases of a kind, one under the other or in a grid.

import Definitions
import Engine
import FEEL

extension Command {
  static let list = Command(
    "list", "list KIND [where FEEL] [show FEEL, …]", .list,
    example: "list {kind} where created <= today() show {field}",
    completes: [.kind, .words(["where", "show"])],
    .reads { cursor, _, view in
      let kind = try cursor.takeKind(view)
      var condition: Expression?
      var shown: [Expression] = []
      while let part = cursor.take(oneOf: ["where", "show"]) {
        if part == "where" {
          condition = try cursor.takeExpression(of: kind, view.rulebook, isCondition: true)
        } else {
          repeat { shown.append(try cursor.takeExpression(of: kind, view.rulebook)) } while cursor.takeComma()
        }
      }
      try cursor.needEnd()
      if shown.isEmpty {
        shown = try kind.fields.prefix(4).map { try Expression($0.name, scope: kind.layout.scope) }
      }
      let fields = shown.map { expression in kind.fields.first { $0.name == expression.text } }
      let rows = try Cases(view).list(kind, where: condition, show: shown).map { row -> [Cell] in
        [.text(row.id), .text(row.state)] + zip(row.values, fields).map { Cell($0, of: $1) }
      }
      return .table(
        Table(
          [.heading(.id), .heading(.state)] + shown.map { .named($0.text) }, rows, empty: .noneOf(kind.name)))
    })

  /// Down by one expression, the highest first, across by another; a heat map where both are scores.
  static let map = Command(
    "map", "map KIND by FEEL, FEEL [where FEEL]", .map, example: "map {kind} by {field}, state",
    completes: [.kind, .words(["by", "where"])],
    .reads { cursor, _, view in
      let kind = try cursor.takeKind(view)
      guard cursor.take("by") else { throw cursor.expected(.by, hint: .choose(["map \(kind.name) by FEEL, FEEL"])) }
      let down = try cursor.takeExpression(of: kind, view.rulebook)
      guard cursor.takeComma() else {
        throw cursor.expected(.comma, hint: .choose(["map \(kind.name) by \(down.text), state"]))
      }
      let across = try cursor.takeExpression(of: kind, view.rulebook)
      let condition = cursor.take("where") ? try cursor.takeExpression(of: kind, view.rulebook, isCondition: true) : nil
      try cursor.needEnd()
      let cases = try Cases(view).list(kind, where: condition, show: [down, across])
      return .table(
        Grid(cases.filter { !$0.values.contains { $0.isNull || $0.firstWithheld != nil } }).table(down, across))
    })
}

/// Cases by two values.
private struct Grid {
  private var cells: [String: [String]] = [:]
  private var rows: [Value] = []
  private var columns: [Value] = []

  init(_ cases: [ListedCase]) {
    for row in cases {
      let (down, across) = (row.values[0], row.values[1])
      cells[Self.key(down, across), default: []].append(row.id)
      if !rows.contains(where: { $0.text == down.text }) { rows.append(down) }
      if !columns.contains(where: { $0.text == across.text }) { columns.append(across) }
    }
    columns.sort(by: Self.precedes)
    rows.sort { Self.precedes($1, $0) }
  }

  private static func key(_ down: Value, _ across: Value) -> String { "\(down.text)\u{0}\(across.text)" }

  private static func precedes(_ a: Value, _ b: Value) -> Bool {
    if case .number(let x) = a, case .number(let y) = b { return x < y }
    return a.text < b.text
  }

  func table(_ down: Expression, _ across: Expression) -> Table {
    Table(
      [.named("\(down.text) \\ \(across.text)")] + columns.map { .named($0.text) },
      rows.map { row in
        [.value(row)] + columns.map { .text((cells[Self.key(row, $0)] ?? []).joined(separator: " ")) }
      }, empty: .nothingToShow)
  }
}
