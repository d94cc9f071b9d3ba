/// Drawings in the language of Graphviz: boxes within boxes are clusters, and arrows end at a cluster's border (`compound`).

extension Drawing {
  /// As DOT.
  public var dot: String {
    var lines = [
      "digraph {", "  compound=true; rankdir=TB; fontname=\"Helvetica\";",
      "  label=\(Self.quoted(([title] + notes).joined(separator: "\n"))); labelloc=t;",
      "  node [fontname=\"Helvetica\", fontsize=11, shape=box, style=\"rounded,filled\", fillcolor=white];",
      "  edge [fontname=\"Helvetica\", fontsize=10];",
    ]
    for node in children(of: nil) { lines += dot(node, 1) }
    for arrow in arrows {
      var look: [String] = []
      if !arrow.labels.isEmpty {
        look.append("label=\(Self.quoted(arrow.labels.map(\.lines).joined().joined(separator: "\n")))")
      }
      // An arrow to or from a cluster needs a node in it, unless it comes from inside.
      if isOuter(arrow.from), !isInside(arrow.to, arrow.from) { look.append("ltail=cluster_\(arrow.from)") }
      if isOuter(arrow.to), !isInside(arrow.from, arrow.to) { look.append("lhead=cluster_\(arrow.to)") }
      if arrow.tone > .plain { look.append("color=\"#1f5a99\", penwidth=2") }
      lines.append("  n\(innermost(arrow.from)) -> n\(innermost(arrow.to)) [\(look.joined(separator: ", "))];")
    }
    return (lines + ["}"]).joined(separator: "\n") + "\n"
  }

  private func dot(_ number: Int, _ depth: Int) -> [String] {
    let node = nodes[number]
    let margin = String(repeating: "  ", count: depth)
    let text = Self.quoted(node.lines.joined(separator: "\n"))
    let fill =
      switch node.tone {
      case .plain: ""
      case .past: ", fillcolor=\"#dce8f5\", color=\"#1f5a99\""
      case .current: ", fillcolor=\"#ffe49c\", color=\"#9a5b00\", penwidth=2.4"
      }
    if isOuter(number) {
      let dashes = if case .region = node.shape { ",dashed" } else { "" }
      let look = "style=\"rounded\(node.tone == .plain ? "" : ",filled")\(dashes)\"\(fill)"
      return [
        "\(margin)subgraph cluster_\(number) {",
        "\(margin)  label=\(text); labeljust=l; \(look.replacing(", ", with: "; "))",
      ]
        + children(of: number).flatMap { dot($0, depth + 1) } + ["\(margin)}"]
    }
    switch node.shape {
    case .start: return ["\(margin)n\(number) [shape=point, width=0.15, label=\"\", fillcolor=black];"]
    case .history(let deep): return ["\(margin)n\(number) [shape=circle, label=\"\(deep ? "H*" : "H")\"\(fill)];"]
    case .final: return ["\(margin)n\(number) [label=\(text), peripheries=2\(fill)];"]
    default: return ["\(margin)n\(number) [label=\(text)\(fill)];"]
    }
  }

  /// Whether others are inside a box.
  func isOuter(_ node: Int) -> Bool { nodes.contains { $0.parent == node } }

  private func isInside(_ inner: Int, _ outer: Int) -> Bool { inner == outer || around(inner).contains(outer) }

  private func innermost(_ node: Int) -> Int {
    var at = node
    while let child = nodes.firstIndex(where: { $0.parent == at }) { at = child }
    return at
  }

  /// A quoted string, of which every line begins at the left.
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\l"
      default: result.unicodeScalars.append(scalar.value < 32 ? " " : scalar)
      }
    }
    return result + (text.contains("\n") ? "\\l\"" : "\"")
  }
}

extension Drawing.Label {
  /// Its name with its mark, then what is said of it; line ends in them are spaces.
  var lines: [String] { ([tone.mark + title] + notes).map(Drawing.flat) }
}

extension Drawing.Node {
  /// All that stands in it.
  var lines: [String] {
    ((title.isEmpty ? [] : [tone.mark + title]) + notes).map(Drawing.flat) + inside.flatMap(\.lines)
  }
}

extension Drawing {
  /// Text on one line, without control characters.
  static func flat(_ text: String) -> String {
    String(
      String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 32 || $0.value == 127 ? " " : $0 }))
  }
}
