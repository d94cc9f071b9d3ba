/// Answers as Markdown, for notes and minutes.

struct MarkdownForm {
  private let rendering: Rendering

  init(_ rendering: Rendering) { self.rendering = rendering }

  func text(_ table: Table) -> String {
    guard !table.rows.isEmpty else { return rendering.words(.empty(table.empty)) }
    let heads = table.columns.map { rendering.words($0) }
    let rows = table.rows.map { $0.map { Self.cell(rendering.text($0)) } }
    return ([heads.map(Self.cell), heads.map { _ in "---" }] + rows)
      .map { "| \($0.joined(separator: " | ")) |" }.joined(separator: "\n")
  }

  /// A bar would end the cell, and other marks would mean something.
  private static func cell(_ text: String) -> String {
    var result = ""
    for character in Clean.text(text) {
      if "\\|*_`<>[]".contains(character) { result.append("\\") }
      result.append(character)
    }
    return result
  }
}
