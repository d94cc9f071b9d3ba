/// Comma-separated values (RFC 4180): what spreadsheets write and read.

import FEEL

/// Rows of text.
public enum CSV {
  /// A row, with the line of the text on which it begins, from 1.
  public struct Row: Sendable, Equatable {
    /// The line on which it begins.
    public let line: Int
    /// Its cells.
    public let cells: [String]
  }

  /// A quote that is opened on a line and never closed.
  public struct OpenQuote: Error, Equatable {
    /// The line, from 1.
    public let line: Int
  }

  /// The rows of a text, without empty lines; quoted cells may hold commas, quotes and line ends. Where the first line has semicolons
  /// and no comma, those stand between cells, as spreadsheets in Dutch write them.
  public static func rows(_ text: String) throws(OpenQuote) -> [Row] {
    let first = text.prefix { !$0.isNewline }
    let comma: Character = first.contains(";") && !first.contains(",") ? ";" : ","
    var rows: [Row] = []
    var row: [String] = []
    var cell = ""
    var opened: Int?
    var (line, began) = (1, 1)
    var characters = Array(text)[...]
    if characters.first == "\u{FEFF}" { characters = characters.dropFirst() }
    func end() {
      row.append(cell)
      if row != [""] { rows.append(Row(line: began, cells: row)) }
      (row, cell, began) = ([], "", line)
    }
    while let character = characters.popFirst() {
      if character.isNewline { line += 1 }
      if opened != nil {
        if character != "\"" {
          cell.append(character)
        } else if characters.first == "\"" {
          cell.append("\"")
          characters.removeFirst()
        } else {
          opened = nil
        }
      } else if character == "\"", cell.isEmpty {
        opened = line
      } else if character == comma {
        row.append(cell)
        cell = ""
      } else if character.isNewline {
        end()
      } else {
        cell.append(character)
      }
    }
    if let opened { throw OpenQuote(line: opened) }
    end()
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
