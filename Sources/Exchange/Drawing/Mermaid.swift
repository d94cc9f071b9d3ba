/// Drawings for Mermaid, which web pages of GitHub, GitLab and many wikis draw: a state diagram for a chart, a flowchart for all else.

extension Drawing {
  /// As Mermaid.
  public var mermaid: String { isChart ? stateDiagram : flowchart }

  // MARK: Charts

  private var stateDiagram: String {
    var lines = ["---", "title: \(Self.yaml(title))", "---", "stateDiagram-v2"]
    for node in children(of: nil) { lines += stateLines(node, 1) }
    lines += arrows(within: nil, 1)
    for (tone, name, look) in [
      (Tone.past, "past", "fill:#dce8f5,stroke:#1f5a99"),
      (.current, "now", "fill:#ffe49c,stroke:#9a5b00,stroke-width:3px"),
    ] {
      // Mermaid gives classes to boxes without others inside only.
      let ids = nodes.indices.filter { nodes[$0].tone == tone && !isOuter($0) && !isPseudo($0) }.map { "s\($0)" }
      if !ids.isEmpty { lines += ["  classDef \(name) \(look)", "  class \(ids.joined(separator: ",")) \(name)"] }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func isPseudo(_ node: Int) -> Bool {
    switch nodes[node].shape {
    case .start, .history: true
    default: false
    }
  }

  private func stateLines(_ number: Int, _ depth: Int) -> [String] {
    let node = nodes[number]
    let margin = String(repeating: "  ", count: depth)
    if case .start = node.shape { return [] }
    if case .history(let deep) = node.shape { return ["\(margin)state \"\(deep ? "H*" : "H")\" as s\(number)"] }
    var lines = ["\(margin)state \"\(Self.escaped(node.tone.mark + node.title))\" as s\(number)"]
    let below = node.notes + node.inside.flatMap(\.lines)
    if isOuter(number) {
      lines.append("\(margin)state s\(number) {")
      for (index, child) in children(of: number).enumerated() {
        if index > 0, case .region = nodes[child].shape { lines.append("\(margin)  --") }
        lines += stateLines(child, depth + 1)
        if case .region = nodes[child].shape {
          lines += arrows(within: number, depth + 1) { self.path($0).contains(child) }
        }
      }
      if !children(of: number).contains(where: isRegion) { lines += arrows(within: number, depth + 1) }
      lines.append("\(margin)}")
      if !below.isEmpty {
        lines +=
          ["\(margin)note right of s\(number)"] + below.map { "\(margin)  \(Self.escaped($0))" }
          + ["\(margin)end note"]
      }
    } else {
      lines += below.map { "\(margin)s\(number) : \(Self.escaped($0))" }
    }
    return lines
  }

  private func isRegion(_ node: Int) -> Bool { if case .region = nodes[node].shape { true } else { false } }

  private func path(_ node: Int) -> [Int] { [node] + around(node) }

  /// The arrows whose innermost common box is this one, and those that end what is in it.
  private func arrows(within box: Int?, _ depth: Int, _ isHere: (Int) -> Bool = { _ in true }) -> [String] {
    let margin = String(repeating: "  ", count: depth)
    var lines: [String] = []
    for arrow in arrows where common(arrow) == box && isHere(arrow.from) {
      let from = if case .start = nodes[arrow.from].shape { "[*]" } else { "s\(arrow.from)" }
      if arrow.labels.isEmpty { lines.append("\(margin)\(from) --> s\(arrow.to)") }
      for label in arrow.labels {
        lines.append("\(margin)\(from) --> s\(arrow.to) : \(Self.escaped(label.lines.joined(separator: " · ")))")
      }
    }
    for node in children(of: box) where isHere(node) {
      if case .final = nodes[node].shape { lines.append("\(margin)s\(node) --> [*]") }
    }
    return lines
  }

  private func common(_ arrow: Arrow) -> Int? {
    let outer = around(arrow.to)
    return around(arrow.from).first(where: outer.contains)
  }

  // MARK: All else

  private var flowchart: String {
    var lines = ["---", "title: \(Self.yaml(title))", "---", "flowchart TB"]
    for node in nodes.indices {
      lines.append("  s\(node)[\"\(nodes[node].lines.map(Self.escaped).joined(separator: "<br/>"))\"]")
    }
    for arrow in arrows {
      let label = arrow.labels.map { Self.escaped($0.lines.joined(separator: " · ")) }.joined(separator: "<br/>")
      lines.append("  s\(arrow.from) -->\(label.isEmpty ? "" : "|\"\(label)\"|") s\(arrow.to)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  // MARK: Words

  /// Text on one line in which nothing means anything to Mermaid.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in flat(text).unicodeScalars {
      switch scalar {
      case "\"", "#", "&", "<", ">", ";", ":", "{", "}", "[", "]", "|", "`", "%", "\\", "*":
        result += "#\(scalar.value);"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// A quoted text of YAML.
  private static func yaml(_ text: String) -> String {
    "\"\(flat(text).replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
  }
}
