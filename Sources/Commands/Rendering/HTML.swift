/// Answers as pieces of HTML, for pages.

enum HTML {
  static func table(_ table: Table, _ rendering: Rendering) -> String {
    guard !table.rows.isEmpty else { return "<p>\(escaped(rendering.words(.empty(table.empty))))</p>" }
    let head = table.columns.map { "<th scope=\"col\">\(escaped(rendering.words($0)))</th>" }.joined()
    let rows = table.rows.map { row in
      "<tr>" + row.map { "<td>\(escaped(rendering.text($0)))</td>" }.joined() + "</tr>"
    }
    return "<table>\n<thead><tr>\(head)</tr></thead>\n<tbody>\n\(rows.joined(separator: "\n"))\n</tbody>\n</table>"
  }

  static func preformatted(_ text: String) -> String { "<pre>\(escaped(text))</pre>" }

  /// Text between tags or in an attribute.
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in Clean.text(text) {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.append(character)
      }
    }
    return result
  }
}
