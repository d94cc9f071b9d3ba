/// Drawings as SVG.

extension Drawing {
  /// As SVG.
  public var svg: String {
    var writer = SVGWriter(self)
    writer.write()
    return writer.svg.text
  }
}

private struct SVGWriter {
  private let drawing: Drawing
  private let placement: Placement
  private let heading: Lettering
  private let notes: Lettering
  private let below: Double
  private(set) var svg: SVGText

  private static let (left, top) = (16.0, 44.0)

  init(_ drawing: Drawing) {
    self.drawing = drawing
    placement = Placement(drawing)
    let limit = max(placement.width, 320)
    heading = Lettering([(drawing.title, .title)], limit: limit)
    notes = Lettering(drawing.notes.map { ($0, .plain) }, limit: limit)
    below = Self.top + heading.height - 18 + placement.height + 16
    svg = SVGText(
      width: max(placement.width, heading.width, notes.width) + 2 * Self.left, height: below + notes.height + 12,
      title: drawing.title)
  }

  mutating func write() {
    for (name, size, colour) in [("plain", 9, "#5b6670"), ("past", 11, "#1f5a99")] {
      svg.line(
        """
        <defs><marker id="\(name)" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="\(size)" markerHeight="\(size)" \
        markerUnits="userSpaceOnUse" orient="auto"><path d="M0,0L10,5L0,10z" fill="\(colour)"/></marker></defs>
        """)
    }
    svg.words(heading, Self.left, 12)
    let top = Self.top + heading.height - 18
    svg.line("<g transform=\"translate(\(SVGText.number(Self.left)),\(SVGText.number(top)))\">")
    for node in drawing.nodes.indices { box(node) }
    for arrow in drawing.arrows.indices { line(arrow) }
    for arrow in drawing.arrows.indices where !drawing.arrows[arrow].labels.isEmpty {
      let place = placement.labels[arrow]
      svg.words(Lettering(drawing.arrows[arrow].labels, limit: Placement.labelLimit), place.x + 10, place.y)
    }
    svg.line("</g>")
    svg.words(notes, Self.left, below)
  }

  // MARK: Boxes

  private func colours(_ node: Drawing.Node, isOuter: Bool) -> (fill: String, line: String, width: String) {
    switch node.tone {
    case .plain: (isOuter ? "#f6f7f9" : "#ffffff", "#4a5560", "1.2")
    case .past: (isOuter ? "#f0f5fb" : "#dce8f5", "#1f5a99", "1.6")
    case .current: (isOuter ? "#fff8e3" : "#ffe49c", "#9a5b00", "2.4")
    }
  }

  private mutating func box(_ number: Int) {
    let (node, place) = (drawing.nodes[number], placement.boxes[number])
    let isOuter = drawing.isOuter(number)
    let (fill, line, width) = colours(node, isOuter: isOuter)
    let (x, y) = (place.x + place.width / 2, place.y + place.height / 2)
    switch node.shape {
    case .start:
      return svg.line("<circle cx=\"\(SVGText.number(x))\" cy=\"\(SVGText.number(y))\" r=\"6\" fill=\"#4a5560\"/>")
    case .history(let deep):
      svg.line(
        "<circle cx=\"\(SVGText.number(x))\" cy=\"\(SVGText.number(y))\" r=\"11\" fill=\"\(fill)\" stroke=\"\(line)\"/>"
      )
      return svg.words(Lettering([(deep ? "H*" : "H", .strong)], limit: 100), x, y - 8, isCentred: true)
    default: break
    }
    let dashes = if case .region = node.shape { " stroke-dasharray=\"5 4\"" } else { "" }
    rectangle(place, 6, "fill=\"\(fill)\" stroke=\"\(line)\" stroke-width=\"\(width)\"\(dashes)")
    if case .final = node.shape {
      let inner = Placement.Box(x: place.x + 3, y: place.y + 3, width: place.width - 6, height: place.height - 6)
      rectangle(inner, 4, "fill=\"none\" stroke=\"\(line)\" stroke-width=\"0.8\"")
    }
    if isOuter {
      let text = Lettering(node, limit: Placement.outerLimit)
      return svg.words(text, place.x + Placement.margin, place.y + Placement.margin)
    }
    let text = Lettering(node, limit: Placement.boxLimit)
    let down = place.y + (place.height - text.height) / 2
    let isCentred = text.lines.count == 1
    svg.words(text, isCentred ? x : place.x + Placement.padding, down, isCentred: isCentred)
  }

  private mutating func rectangle(_ box: Placement.Box, _ radius: Int, _ look: String) {
    svg.line(
      """
      <rect x="\(SVGText.number(box.x))" y="\(SVGText.number(box.y))" width="\(SVGText.number(box.width))" \
      height="\(SVGText.number(box.height))" rx="\(radius)" \(look)/>
      """)
  }

  // MARK: Arrows

  private mutating func line(_ number: Int) {
    let wasTaken = drawing.arrows[number].tone > .plain
    // Every part goes straight down; curves join them.
    var steps: [(x: Double, y: Double, isCurve: Bool)] = []
    for piece in placement.lines[number] {
      steps.append((piece.x, piece.top, true))
      steps.append((piece.x, piece.bottom, false))
    }
    // Written in the direction of the arrow, so that its head is at the end.
    let isUpward = placement.isUpward[number]
    let ordered = isUpward ? steps.reversed() : steps
    guard let first = ordered.first else { return }
    var path = "M\(point(first.x, first.y))"
    for (before, step) in zip(ordered, ordered.dropFirst()) where before.x != step.x || before.y != step.y {
      if before.x != step.x, isUpward ? before.isCurve : step.isCurve {
        let half = (before.y + step.y) / 2
        path += "C\(point(before.x, half)) \(point(step.x, half)) \(point(step.x, step.y))"
      } else {
        path += "L\(point(step.x, step.y))"
      }
    }
    let look = wasTaken ? "stroke=\"#1f5a99\" stroke-width=\"2.2\"" : "stroke=\"#5b6670\" stroke-width=\"1.1\""
    svg.line("<path d=\"\(path)\" fill=\"none\" \(look) marker-end=\"url(#\(wasTaken ? "past" : "plain"))\"/>")
  }

  private func point(_ x: Double, _ y: Double) -> String { "\(SVGText.number(x)),\(SVGText.number(y))" }
}
