/// The parts of pages that are made from the product itself: between `<!-- made: NAME -->` and `<!-- end -->`. `make docs` makes them
/// anew.

import Commands
import Definitions
import FEEL
import Foundation
import TestSupport
import Testing

/// What can be made, by name.
private let makers: [String: @Sendable () throws -> String] = [
  "commands": commands, "reserved words": reserved, "modules": { try Modules().table }, "field": field,
  "workflow keys": { try keys("workflow") },
  "plugin keys": { try keys("plugin") }, "cases keys": { try keys("cases") }, "codes": codes,
]

private func row(_ cells: String...) -> String {
  "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |"
}

/// Every line of the language, as `help` has it.
private func commands() -> String {
  let rows = Command.all.map { row("`\($0.form)`", Message.summary($0.topic).text(.en)) }
  return ([row("line", "does"), row("---", "---")] + rows).joined(separator: "\n")
}

/// The workflows and plugins that are shipped: what each holds, and where.
private func field() throws -> String {
  let files = try shippedFiles()
  let regions = try Rulebook.regions(files)
  let books = try regions.map { try Rulebook.load(files, region: $0) }
  func title(_ text: String) -> String {
    let line = text.split(separator: "\n").first { $0.hasPrefix("title:") } ?? ""
    let both = line.firstMatch(of: /en: (?:"([^"]+)"|([^",}]+)), nl: (?:"([^"]+)"|([^"}]+))/)
    return both.map { match in
      let (english, dutch) = (match.output.1 ?? match.output.2 ?? "", match.output.3 ?? match.output.4 ?? "")
      return "\(english), *\(dutch)*"
    } ?? String(line.dropFirst(7))
  }
  func region(_ text: String) -> String {
    text.split(separator: "\n").first { $0.hasPrefix("region:") }.map { String($0.dropFirst(8)) } ?? "all"
  }
  var kinds: [String: [String]] = [:]
  for book in books {
    for kind in book.kindNames.compactMap({ book.kinds[$0] })
    where !(kinds[kind.place.source.name] ?? []).contains(kind.name) {
      kinds[kind.place.source.name, default: []].append(kind.name)
    }
  }
  var lines = [row("file", "what", "region", "kinds"), row("---", "---", "---", "---")]
  for (path, text) in files where path.hasPrefix("Workflows/") {
    lines.append(
      row("[\(path)](../../\(path))", title(text), region(text), (kinds[path] ?? []).joined(separator: ", ")))
  }
  lines += ["", row("plugin", "what", "region"), row("---", "---", "---")]
  for (path, text) in files where path.hasPrefix("Plugins/") {
    lines.append(row("[\(path)](../../\(path))", title(text), region(text)))
  }
  return lines.joined(separator: "\n")
}

/// The keys of a file of definitions, from the schema that editors use. Each says what it is.
private func keys(_ name: String) throws -> String {
  let data = try Data(contentsOf: project.appending(path: "docs/\(name).schema.json"))
  let schema = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  var lines = [row("key", "is"), row("---", "---")]
  /// The object among what a schema allows.
  func object(_ schema: [String: Any]) -> [String: Any]? {
    if schema["properties"] != nil { return schema }
    return (schema["oneOf"] as? [[String: Any]])?.lazy.compactMap(object).first
  }
  func walk(_ schema: [String: Any], _ prefix: String) {
    guard let properties = object(schema)?["properties"] as? [String: Any] else { return }
    for key in properties.keys.sorted() {
      guard let property = properties[key] as? [String: Any] else { continue }
      let text = property["description"] as? String ?? ""
      #expect(!text.isEmpty && text != "FEEL expression", "\(name).schema.json: \(prefix)\(key) says nothing")
      lines.append(row("`\(prefix)\(key)`", text))
      for (inner, mark) in [("additionalProperties", ".NAME."), ("items", ".")] {
        guard var below = property[inner] as? [String: Any] else { continue }
        var path = "\(prefix)\(key)\(mark)"
        if object(below) == nil, let deeper = below["additionalProperties"] as? [String: Any] {
          below = deeper
          path += "NAME."
        }
        walk(below, path)
      }
      if property["type"] as? String == "object", property["properties"] != nil { walk(property, "\(prefix)\(key).") }
    }
  }
  walk(schema, "")
  let parts = schema["$defs"] as? [String: Any] ?? [:]
  for part in parts.keys.sorted() {
    guard let definition = parts[part] as? [String: Any] else { continue }
    lines.append(row("*\(part)*", definition["description"] as? String ?? ""))
    if part != "text" { walk(definition, "\(part): ") }
  }
  return lines.joined(separator: "\n")
}

/// The words that mean something without anybody defining them.
private func reserved() throws -> String {
  let names = Kind.implicitNames.map { row("`\($0.name)`", $0.meaning, $0.isReserved ? "no name of anything" : "") }
  let words = Expression.keywords.sorted().map { "`\($0)`" }.joined(separator: ", ")
  let commands = Command.words.sorted().map { "`\($0)`" }.joined(separator: ", ")
  return """
    In expressions over a case these names stand for something:

    \([row("name", "stands for", ""), row("---", "---", "---")].joined(separator: "\n"))
    \(names.joined(separator: "\n"))

    Words of the expressions, which are no names of fields, derived values, queries or tables: \(words). A table may not have the name of a function of FEEL; a field may, and hides it.

    `create` is the event that makes a case, `\(Rulebook.administrator)` the role of who began the store, `store` the id of the store itself; events that begin with `\(Service.donePrefix)` come from
    services, and `uses` takes in fragments wherever names have values.

    An event may have the name of a command, and is typed in quotes then (`"approve" c-1`); one that only begins with a command's is typed as it is. Commands: \(commands).
    """
}

/// The codes of what can be wrong with expressions, definitions and documents.
private func codes() throws -> String {
  var lines = [row("code", "of"), row("---", "---")]
  for (module, file) in [
    ("an expression", "FEEL"), ("a decision table", "Decisions"), ("definitions", "Definitions"),
    ("an SCXML document", "Exchange"),
  ] {
    let text = try String(contentsOf: project.appending(path: "Sources/\(file)/Codes.swift"), encoding: .utf8)
    for match in text.matches(of: /\/\/\/ ([^\n]+)\n\s+(?:public )?static let \w+ = Code\("([\w.-]+)"\)/) {
      lines.append(row("`\(match.output.2)`", "\(module): \(match.output.1)"))
    }
  }
  return lines.joined(separator: "\n")
}

/// A shipped kind, drawn by the binary.
private func chart() throws -> String {
  try convenant("draw", "contract", "for", "wbo", "as", "svg", "--lang", "en", "--definitions", project.path).text
}

/// The modules and what they import of each other.
private struct Modules {
  /// By module, in the order of the layers: those that need nothing first.
  private(set) var imports: [String: [String]] = [:]
  private(set) var layers: [[String]] = []

  init() throws {
    let base = project.appending(path: "Sources")
    let names = try FileManager.default.contentsOfDirectory(atPath: base.path).filter { $0 != "CLibEdit" }.sorted()
    for name in names {
      let walker = try #require(FileManager.default.enumerator(atPath: base.appending(path: name).path))
      let files = walker.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }
      let text = try files.map { try String(contentsOf: base.appending(path: "\(name)/\($0)"), encoding: .utf8) }
        .joined(separator: "\n")
      let found = Set(text.matches(of: /(?m)^import (\w+)$/).map { String($0.output.1) })
      imports[name] = names.filter { found.contains($0) && $0 != name }
    }
    var left = Set(names)
    while !left.isEmpty {
      let layer = left.filter { (imports[$0] ?? []).allSatisfy { !left.contains($0) } }.sorted()
      try #require(!layer.isEmpty, "modules import each other in a circle: \(left.sorted())")
      layers.append(layer)
      left.subtract(layer)
    }
  }

  /// What a module's files say of it in their first line is for its reader; here stands what it needs.
  var table: String {
    let rows = layers.enumerated().flatMap { level, names in
      names.map { row("\(level)", $0, (imports[$0] ?? []).joined(separator: ", ")) }
    }
    return ([row("layer", "module", "imports"), row("---", "---", "---")] + rows).joined(separator: "\n")
  }

  /// A drawing: a row a layer, what needs others above them. Lines that follow from others are left out.
  var picture: String {
    let (width, height, gap, rise) = (118, 34, 18, 84)
    let across = (layers.map(\.count).max() ?? 1) * (width + gap) + gap
    let down = layers.count * rise + 20
    var place: [String: (x: Int, y: Int)] = [:]
    for (level, names) in layers.enumerated() {
      let free = across - names.count * (width + gap) + gap
      for (index, name) in names.enumerated() {
        place[name] = (free / 2 + index * (width + gap), down - (level + 1) * rise + 30)
      }
    }
    var svg = """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(across) \(down)" font-family="sans-serif" font-size="14">
      <title>The modules, and what each needs: what stands higher needs what stands lower</title>
      <rect width="100%" height="100%" fill="white"/>

      """
    for (name, needs) in imports.sorted(by: { $0.key < $1.key }) {
      for need in needs where !needs.contains(where: { reaches($0, need) }) {
        guard let from = place[name], let to = place[need] else { continue }
        svg +=
          "<line x1=\"\(from.x + width / 2)\" y1=\"\(from.y + height)\" x2=\"\(to.x + width / 2)\" y2=\"\(to.y)\" stroke=\"#999\"/>\n"
      }
    }
    for (name, at) in place.sorted(by: { $0.key < $1.key }) {
      svg += """
        <rect x="\(at.x)" y="\(at.y)" width="\(width)" height="\(height)" rx="5" fill="#eef3f8" stroke="#456"/>
        <text x="\(at.x + width / 2)" y="\(at.y + 22)" text-anchor="middle">\(name)</text>

        """
    }
    return svg + "</svg>\n"
  }

  /// Whether one module needs another by way of others.
  private func reaches(_ from: String, _ to: String) -> Bool {
    (imports[from] ?? []).contains { $0 == to || reaches($0, to) }
  }
}

@Suite struct WhatIsMade {
  private static let writes = ProcessInfo.processInfo.environment["WRITE_DOCS"] != nil

  @Test func isAsTheProductHasIt() throws {
    let walker = try #require(FileManager.default.enumerator(atPath: project.appending(path: "docs").path))
    var used: Set<String> = []
    for name in walker.compactMap({ $0 as? String }) where name.hasSuffix(".md") {
      let file = project.appending(path: "docs/\(name)")
      let text = try String(contentsOf: file, encoding: .utf8)
      var made = text
      for match in text.matches(of: /<!-- made: ([\w ]+) -->\n(?s:.*?)<!-- end -->/) {
        let what = String(match.output.1)
        let maker = try #require(makers[what], "docs/\(name): nothing makes \(what)")
        used.insert(what)
        made = made.replacing(
          String(match.output.0), with: "<!-- made: \(what) -->\n\(try maker())\n<!-- end -->", maxReplacements: 1)
      }
      if Self.writes, made != text { try made.write(to: file, atomically: true, encoding: .utf8) }
      #expect(Self.writes || made == text, "docs/\(name) is out of date: make docs")
    }
    #expect(used == Set(makers.keys))
    for (path, drawn) in [("explanation/modules.svg", try Modules().picture), ("reference/contract.svg", try chart())] {
      let picture = project.appending(path: "docs/\(path)")
      if Self.writes { try drawn.write(to: picture, atomically: true, encoding: .utf8) }
      #expect(try String(contentsOf: picture, encoding: .utf8) == drawn, "\(path) is out of date: make docs")
    }
  }
}
