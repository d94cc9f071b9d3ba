/// Comma-separated values (RFC 4180): what spreadsheets write and read.

import FEEL

/// Rows of text.
public enum CSV {
  /// The rows of a text; quoted cells may hold commas, quotes and line ends. Where the first line has semicolons and no
  /// comma, those stand between cells, as spreadsheets in Dutch write them.
  public static func rows(_ text: String) -> [[String]] {
    let first = text.prefix { !$0.isNewline }
    let comma: Character = first.contains(";") && !first.contains(",") ? ";" : ","
    var rows: [[String]] = []
    var row: [String] = []
    var cell = ""
    var quoted = false
    var characters = Array(text)[...]
    if characters.first == "\u{FEFF}" { characters = characters.dropFirst() }
    while let character = characters.first {
      characters = characters.dropFirst()
      if quoted {
        if character == "\"" {
          if characters.first == "\"" {
            cell.append("\"")
            characters = characters.dropFirst()
          } else {
            quoted = false
          }
        } else {
          cell.append(character)
        }
      } else if character == "\"", cell.isEmpty {
        quoted = true
      } else if character == comma {
        row.append(cell)
        cell = ""
      } else if character.isNewline {
        row.append(cell)
        if row != [""] { rows.append(row) }
        (row, cell) = ([], "")
      } else {
        cell.append(character)
      }
    }
    row.append(cell)
    if row != [""] { rows.append(row) }
    return rows
  }

  /// Rows as text. A cell that a spreadsheet would run as a formula gets an apostrophe before it.
  public static func text(_ rows: [[String]]) -> String {
    func quoted(_ text: String) -> String {
      let safe = text.first.map { "=+-@".contains($0) && Number(text) == nil } == true ? "'" + text : text
      guard safe.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return safe }
      return "\"" + safe.replacing("\"", with: "\"\"") + "\""
    }
    return rows.map { $0.map(quoted).joined(separator: ",") }.joined(separator: "\n")
  }
}
