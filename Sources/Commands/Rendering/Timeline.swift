/// A plan drawn in characters: a line a case, a column a month, a quarter or a year.

import Calendar
import Engine

/// A drawing of what is planned. Digits count what happens; an exclamation mark stands where something that is due would be refused.
public struct Timeline {
  /// How long a column is.
  public enum Unit: Sendable, Hashable, CaseIterable {
    case month, quarter, year

    var months: Int {
      switch self {
      case .month: 1
      case .quarter: 3
      case .year: 12
      }
    }
  }

  private struct Row {
    let first: CivilDate
    var counts: [Int]
    var late: Set<Int> = []
  }

  /// How long its columns are.
  let unit: Unit
  private let from: CivilDate
  private let count: Int
  private let rows: [String: Row]

  /// Nil when nothing is planned.
  init?(_ items: [Planned], from: CivilDate, until: CivilDate) {
    guard !items.isEmpty else { return nil }
    func months(_ date: CivilDate) -> Int { (date.year - from.year) * 12 + date.month - from.month }
    let length = months(until) + 1
    unit = length <= 48 ? .month : length <= 144 ? .quarter : .year
    self.from = from
    let step = unit.months
    let count = max(1, months(until) / step + 1)
    self.count = count
    var rows: [String: Row] = [:]
    for item in items {
      let column = min(max(0, months(item.date) / step), count - 1)
      var row = rows[item.subject] ?? Row(first: item.date, counts: [Int](repeating: 0, count: count))
      row.counts[column] += 1
      if item.isTask, !item.lacks.isEmpty { row.late.insert(column) }
      rows[item.subject] = row
    }
    self.rows = rows
  }

  /// The drawing.
  var picture: String {
    let width = rows.keys.map(\.count).max() ?? 0
    var lines = [(String(repeating: " ", count: width + 2) + years).trimmedEnd]
    for (id, row) in rows.sorted(by: { ($0.value.first, $0.key) < ($1.value.first, $1.key) }) {
      let cells = row.counts.enumerated().map { index, number in
        row.late.contains(index) ? "!" : number == 0 ? "·" : number > 9 ? "+" : String(number)
      }
      lines.append(id.padded(width + 2) + cells.joined())
    }
    return lines.joined(separator: "\n")
  }

  /// The years above the columns in which they begin, where they fit.
  private var years: String {
    let step = unit.months
    var line = [Character](repeating: " ", count: count)
    var free = 0
    for column in 0..<count {
      let month = from.month - 1 + column * step
      guard column == 0 || month % 12 < step, column >= free else { continue }
      let text = unit == .year ? String(String(from.year + column).suffix(2)) : String(from.year + month / 12)
      guard column + text.count <= count else { break }
      for (offset, character) in text.enumerated() { line[column + offset] = character }
      free = column + text.count + 1
    }
    return String(line)
  }
}
