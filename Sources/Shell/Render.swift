/// Tables as people, programs and spreadsheets read them.

import Definitions
import Engine
import Exchange
import FEEL

/// How answers are written.
public enum Output: String, Sendable, CaseIterable { case table, json, csv }

enum Render {
  static let maximumWidth = 72

  static func text(_ table: Table, _ output: Output, _ language: Language = .en) -> String {
    switch output {
    case .table: return drawn(language == .nl ? DutchTable.of(table) : table)
    case .json: return json(table)
    case .csv: return CSV.text([table.columns] + table.rows.map { $0.map(cell) })
    }
  }

  /// A value in a cell: text without quotes.
  static func cell(_ value: Value) -> String {
    switch value {
    case .null: return ""
    case .list(let items): return items.map(cell).joined(separator: ", ")
    default: return value.text
    }
  }

  private static func drawn(_ table: Table) -> String {
    guard !table.rows.isEmpty else { return table.empty }
    let cells = table.rows.map { $0.map { clean(cell($0)) } }
    // The last column may run on; the others are cut.
    let widths = table.columns.indices.map { column in
      min(maximumWidth, max(table.columns[column].count, cells.map { $0[column].count }.max() ?? 0))
    }
    func line(_ row: [String]) -> String {
      var text = ""
      for (column, value) in row.enumerated() {
        if column == row.count - 1 {
          text += value
        } else {
          let cut = value.count > widths[column] ? value.prefix(widths[column] - 1) + "…" : value
          text += cut + String(repeating: " ", count: widths[column] - cut.count + 2)
        }
      }
      return text.trimmedEnd
    }
    return ([line(table.columns), line(widths.map { String(repeating: "─", count: $0) })] + cells.map(line)).joined(
      separator: "\n")
  }

  /// Control characters of stored texts never reach a terminal.
  static func clean(_ text: String) -> String {
    var view = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isControl =
        scalar.value < 32 || (0x7F...0x9F).contains(scalar.value) || (0x202A...0x202E).contains(scalar.value)
      view.append(isControl ? (scalar == "\n" ? " " : "\u{FFFD}") : scalar)
    }
    return String(view)
  }

  private static func json(_ table: Table) -> String {
    let shape = Context.Shape(table.columns)
    return JSON.text(.list(table.rows.map { .context(Context(shape: shape, values: $0)) }))
  }
}

extension String {
  var trimmedEnd: String {
    var view = self[...]
    while view.last == " " { view.removeLast() }
    return String(view)
  }
}
