/// A matrix as SVG: words at the left and, slanted, above, and letters where they meet.

/// A matrix.
public struct Grid: Sendable {
  /// What is drawn.
  public let title: String
  /// Above, from left to right.
  public let columns: [String]
  /// At the left, from the top, each with a text for every column.
  public let rows: [(name: String, cells: [String])]
  /// What is said below.
  public let notes: [String]

  /// A matrix with a text for every column in every row.
  public init(_ title: String, columns: [String], rows: [(name: String, cells: [String])], notes: [String]) {
    self.title = title
    self.columns = columns
    self.rows = rows
    self.notes = notes
  }

  /// As SVG.
  public var svg: String {
    let widest = rows.map { Lettering.width($0.name, .strong) }.max() ?? 0
    let left = 16 + widest + 12
    let slanted = columns.map { Lettering.width($0, .plain) }.max() ?? 0
    let top = 44 + slanted * 0.72 + 14
    let cell = (width: 38.0, height: 20.0)
    let across = Double(columns.count) * cell.width
    let below = top + Double(rows.count) * cell.height
    let text = Lettering(notes.map { ($0, .plain) }, limit: max(across, 320))
    let heading = Lettering([(title, .title)], limit: 10_000)
    let width = max(left + across + slanted * 0.72 + 16, text.width + 32, heading.width + 32)
    var svg = SVGText(width: width, height: below + text.height + 28, title: title)
    svg.words(heading, 16, 12)
    for (index, column) in columns.enumerated() {
      let x = left + (Double(index) + 0.5) * cell.width
      svg.line(
        """
        <text transform="translate(\(SVGText.number(x)),\(SVGText.number(top - 6))) rotate(-45)" font-size="11">\
        \(SVGText.escaped(column))</text>
        """)
    }
    for (number, row) in rows.enumerated() {
      let y = top + Double(number) * cell.height
      svg.words(Lettering([(row.name, .strong)], limit: 10_000), 16, y + 1)
      for (index, letters) in row.cells.enumerated() {
        let x = left + Double(index) * cell.width
        svg.line(
          """
          <rect x="\(SVGText.number(x))" y="\(SVGText.number(y))" width="\(SVGText.number(cell.width))" \
          height="\(SVGText.number(cell.height))" fill="\(Self.colour(letters))" stroke="#c4ccd4"/>
          """)
        if !letters.isEmpty {
          svg.words(Lettering([(letters, .plain)], limit: 10_000), x + cell.width / 2, y + 1, isCentred: true)
        }
      }
    }
    svg.words(text, 16, below + 12)
    return svg.text
  }

  /// By what weighs most.
  private static func colour(_ letters: String) -> String {
    letters.contains("A") ? "#ffe49c" : letters.contains("R") ? "#dce8f5" : letters.isEmpty ? "#ffffff" : "#eef1f4"
  }
}
