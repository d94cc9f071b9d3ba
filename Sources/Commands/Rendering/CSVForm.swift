/// Answers as CSV, for spreadsheets.

import Exchange

struct CSVForm {
  private let rendering: Rendering

  init(_ rendering: Rendering) { self.rendering = rendering }

  func text(_ table: Table) -> String {
    CSV.text([table.columns.map(\.key)] + table.rows.map { $0.map(rendering.text) })
  }
}
