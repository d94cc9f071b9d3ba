/// Drawings in characters: boxes as an indented list, each with its arrows.

extension Drawing {
  /// As lines no wider than so many characters.
  public func outline(width: Int = 100) -> String {
    var lines = Self.wrapped(title, "", width)
    for node in children(of: nil) { lines += outline(node, 0, width) }
    for note in notes { lines += Self.wrapped(note, "", width) }
    return lines.joined(separator: "\n")
  }

  private func outline(_ number: Int, _ depth: Int, _ width: Int) -> [String] {
    let node = nodes[number]
    let margin = String(repeating: "  ", count: depth)
    let name: String
    switch node.shape {
    case .start: return []
    case .history(let deep): name = deep ? "(H*)" : "(H)"
    case .final: name = "\(node.tone.mark)\(node.title) ■"
    default: name = node.tone.mark + node.title
    }
    // Where it begins has an arrow before it.
    let begins = arrows.contains { arrow in
      if case .start = nodes[arrow.from].shape { arrow.to == number } else { false }
    }
    var lines = Self.wrapped(name, margin + (begins ? "▸ " : "  "), width)
    for note in node.notes { lines += Self.wrapped(note, margin + "      ", width) }
    for label in node.inside { lines += outline(label, nil, margin, width) }
    for arrow in arrows where arrow.from == number {
      if arrow.labels.isEmpty { lines += Self.wrapped("→ \(title(of: arrow.to))", margin + "    ", width) }
      for label in arrow.labels { lines += outline(label, arrow.to, margin, width) }
    }
    for child in children(of: number) { lines += outline(child, depth + 1, width) }
    return lines
  }

  private func outline(_ label: Label, _ to: Int?, _ margin: String, _ width: Int) -> [String] {
    let head = "\(label.tone.mark)\(label.title)" + (to.map { " → \(title(of: $0))" } ?? "")
    return Self.wrapped(head, margin + "    ", width)
      + label.notes.flatMap { Self.wrapped($0, margin + "      ", width) }
  }

  private func title(of node: Int) -> String {
    if case .history(let deep) = nodes[node].shape { return deep ? "(H*)" : "(H)" }
    return nodes[node].title
  }

  /// Text in lines behind a margin; what goes on stands two deeper.
  private static func wrapped(_ text: String, _ margin: String, _ width: Int) -> [String] {
    var lines: [String] = []
    var line = margin
    var isFresh = true
    for word in flat(text).split(separator: " ") {
      if !isFresh, line.count + 1 + word.count > width {
        lines.append(line)
        line = String(repeating: " ", count: margin.count + 2)
        isFresh = true
      }
      line += (isFresh ? "" : " ") + word
      isFresh = false
    }
    return lines + [line]
  }
}
