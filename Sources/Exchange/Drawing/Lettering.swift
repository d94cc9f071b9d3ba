/// Text in a drawing: how wide it comes out, and where its lines end. No font is asked: widths are those of DejaVu Sans, the widest
/// that readers commonly have, so that narrower ones fit as well.

/// A block of lines.
struct Lettering: Sendable {
  /// How a line looks.
  enum Style: Sendable {
    case title, strong, plain

    /// In pixels.
    var size: Double {
      switch self {
      case .title: 14
      case .strong: 12
      case .plain: 11
      }
    }

    /// From one line to the next.
    var leading: Double { size + 4 }
  }

  /// One line.
  struct Line: Sendable {
    let text: String
    let style: Style
  }

  /// The lines, from the top.
  let lines: [Line]
  /// Of the widest line.
  let width: Double
  /// Of all lines.
  let height: Double

  /// Parts under each other, each broken into lines no wider than `limit` where it has spaces.
  init(_ parts: [(text: String, style: Style)], limit: Double) {
    let lines = parts.flatMap { part in
      Self.broken(part.text, part.style, limit).map { Line(text: $0, style: part.style) }
    }
    self.lines = lines
    width = lines.map { Self.width($0.text, $0.style) }.max() ?? 0
    height = lines.reduce(0) { $0 + $1.style.leading }
  }

  /// Labels under each other.
  init(_ labels: [Drawing.Label], limit: Double) { self.init(labels.flatMap(Self.parts), limit: limit) }

  /// What stands in a box, or at its top where others are inside.
  init(_ node: Drawing.Node, limit: Double) {
    let title = node.title.isEmpty ? [] : [(text: node.tone.mark + node.title, style: Style.title)]
    let notes = node.notes.map { (text: $0, style: Style.plain) }
    self.init(title + notes + node.inside.flatMap(Self.parts), limit: limit)
  }

  private static func parts(_ label: Drawing.Label) -> [(text: String, style: Style)] {
    [(text: label.tone.mark + label.title, style: .strong)] + label.notes.map { (text: $0, style: .plain) }
  }

  /// Pixels that a line takes.
  static func width(_ text: String, _ style: Style) -> Double {
    let thousandths = text.unicodeScalars.reduce(0) { $0 + advance($1) }
    return Double(thousandths) / 1000 * style.size * (style == .plain ? 1 : 1.1)
  }

  /// Thousandths of the size.
  private static func advance(_ scalar: Unicode.Scalar) -> Int {
    switch scalar {
    case "i", "j", "l", "'": 280
    case " ", ".", ",", ":", ";", "!", "|": 320
    case "f", "r", "t", "(", ")", "[", "]", "I", "\"": 412
    case "m", "M": 975
    case "w", "W": 980
    case "a"..."z", "0"..."9": 636
    case "A"..."Z": 760
    default: scalar.value < 0x300 ? 760 : scalar.value < 0x1100 ? 850 : 1050
    }
  }

  /// Lines within the limit: parts between points each by themselves, where all do not fit on one line. A word that is too wide by
  /// itself is cut.
  static func broken(_ text: String, _ style: Style, _ limit: Double) -> [String] {
    if width(text, style) <= limit { return text.isEmpty ? [] : [text] }
    return text.split(separator: " · ").flatMap { filled(String($0), style, limit) }
  }

  private static func filled(_ text: String, _ style: Style, _ limit: Double) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in words(text, style, limit) {
      let longer = line.isEmpty ? word : line + " " + word
      if line.isEmpty || width(longer, style) <= limit {
        line = longer
      } else {
        lines.append(line)
        line = word
      }
    }
    return line.isEmpty ? lines : lines + [line]
  }

  private static func words(_ text: String, _ style: Style, _ limit: Double) -> [String] {
    text.split(whereSeparator: \.isWhitespace).flatMap { word -> [String] in
      var pieces: [String] = []
      var piece = ""
      for character in word {
        if !piece.isEmpty, width(piece + String(character), style) > limit {
          pieces.append(piece)
          piece = ""
        }
        piece.append(character)
      }
      return pieces + [piece]
    }
  }
}
