/// The text of an SVG 1.1 document under way: one file that needs no font, no script and nothing from elsewhere.

struct SVGText {
  private var lines: [String]

  /// A white sheet.
  init(width: Double, height: Double, title: String) {
    let (width, height) = (Self.number(width), Self.number(height))
    lines = [
      """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" viewBox="0 0 \(width) \(height)" \
      role="img" font-family="Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif">
      """, "<title>\(Self.escaped(title))</title>", "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>",
    ]
  }

  /// The document with what was added so far.
  var text: String { lines.joined(separator: "\n") + "\n</svg>\n" }

  /// Adds a line as it is.
  mutating func line(_ text: String) { lines.append(text) }

  /// Adds words under each other, from a place on.
  mutating func words(_ text: Lettering, _ x: Double, _ y: Double, isCentred: Bool = false) {
    var at = y
    for line in text.lines {
      at += line.style.leading
      let weight = line.style == .plain ? "" : " font-weight=\"bold\""
      let anchor = isCentred ? " text-anchor=\"middle\"" : ""
      lines.append(
        """
        <text x="\(Self.number(x))" y="\(Self.number(at - 4))" font-size="\(Int(line.style.size))"\(weight)\(anchor)>\
        \(Self.escaped(line.text))</text>
        """)
    }
  }

  /// Tenths of a pixel.
  static func number(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
  }

  /// Text between tags or in an attribute, on one line and without what XML does not allow.
  static func escaped(_ text: String) -> String { Markup.escaped(Drawing.flat(text)) }
}
