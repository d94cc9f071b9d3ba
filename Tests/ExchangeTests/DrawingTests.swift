import Definitions
import Foundation
import FoundationXML
import TestSupport
import Testing

@testable import Exchange

/// The charts of all kinds of a region, as they are drawn.
private func charts(_ region: String, _ language: Language) throws -> [(name: String, drawing: Drawing)] {
  let rulebook = try shipped(region)
  return rulebook.kindNames.compactMap { rulebook.kinds[$0] }.map { kind in
    (
      kind.name,
      ChartDrawing.drawing(of: kind, in: rulebook, title: kind.name, notes: ["note"], language) { $0.rawValue }
    )
  }
}

/// Boxes in boxes, regions beside each other, a history, arrows up, down, inwards and outwards.
private func nested(_ name: String = "x") -> Drawing {
  var drawing = Drawing(name, isChart: true, notes: [name])
  let start = drawing.add(.init("", .start))
  let first = drawing.add(.init(name, tone: .past, notes: [name], inside: [.init(name, notes: [name])]))
  let outer = drawing.add(.init("outer", tone: .current))
  let left = drawing.add(.init("left", .region, in: outer))
  let leftStart = drawing.add(.init("", .start, in: left))
  let a = drawing.add(.init("a", in: left))
  let b = drawing.add(.init("b", in: left, notes: ["a long note that is wider than most of what stands around it"]))
  let right = drawing.add(.init("right", .region, in: outer))
  let c = drawing.add(.init("c", in: right))
  let history = drawing.add(.init("", .history(deep: true), in: outer))
  let last = drawing.add(.init("last", .final))
  drawing.connect(start, first)
  drawing.connect(leftStart, a)
  drawing.connect(first, outer, .init("in", tone: .past))
  drawing.connect(a, b, .init("on"))
  drawing.connect(b, a, .init("back", notes: ["R somebody"]))
  drawing.connect(b, last, .init("out of two boxes"))
  drawing.connect(last, c, .init("into two boxes, and up"))
  drawing.connect(b, outer, .init("to the box around"))
  drawing.connect(outer, a, .init("from the box around"))
  drawing.connect(a, c, .init("from a part to the other"))
  drawing.connect(first, history, .init(name, notes: [name]))
  drawing.connect(history, a)
  return drawing
}

extension Placement.Box {
  fileprivate func meets(_ other: Placement.Box) -> Bool {
    x < other.x + other.width && other.x < x + width && y < other.y + other.height && other.y < y + height
  }

  fileprivate func holds(_ other: Placement.Box) -> Bool {
    other.x >= x && other.y >= y && other.x + other.width <= x + width && other.y + other.height <= y + height
  }
}

/// What is wrong with where things stand, in words; nothing where all is well.
private func faults(_ drawing: Drawing) -> [String] {
  let placement = Placement(drawing)
  let boxes = placement.boxes
  var faults: [String] = []
  let all = Placement.Box(x: -0.01, y: -0.01, width: placement.width + 0.02, height: placement.height + 0.02)
  for node in drawing.nodes.indices {
    let title = drawing.nodes[node].title
    if boxes[node].width <= 0 || !all.holds(boxes[node]) { faults.append("\(title) lies outside") }
    if let parent = drawing.nodes[node].parent, !boxes[parent].holds(boxes[node]) {
      faults.append("\(title) leaves the box around it")
    }
    let words = Lettering(drawing.nodes[node], limit: Placement.boxLimit)
    if !title.isEmpty, !drawing.isOuter(node), words.width > boxes[node].width || words.height > boxes[node].height {
      faults.append("the words of \(title) do not fit")
    }
    for other in drawing.nodes.indices.dropFirst(node + 1)
    where drawing.nodes[other].parent == drawing.nodes[node].parent && boxes[node].meets(boxes[other]) {
      faults.append("\(title) overlaps \(drawing.nodes[other].title)")
    }
  }
  for (number, arrow) in drawing.arrows.enumerated() {
    let name = "\(drawing.nodes[arrow.from].title) → \(drawing.nodes[arrow.to].title)"
    let line = placement.lines[number]
    let (head, tail) =
      placement.isUpward[number] ? (line.first?.top, line.last?.bottom) : (line.last?.bottom, line.first?.top)
    let (from, to) = (boxes[arrow.from], boxes[arrow.to])
    func touches(_ y: Double?, _ box: Placement.Box) -> Bool {
      y.map { abs($0 - box.y) < 0.01 || abs($0 - box.y - box.height) < 0.01 } ?? false
    }
    if !touches(tail, from) || !touches(head, to) { faults.append("\(name) ends elsewhere") }
    for (upper, lower) in zip(line, line.dropFirst()) where upper.bottom > lower.top + 0.01 {
      faults.append("\(name) turns back")
    }
    // A line stays out of boxes that are neither its own nor around them.
    let own = Set([arrow.from, arrow.to] + drawing.around(arrow.from) + drawing.around(arrow.to))
    for piece in line {
      let stroke = Placement.Box(x: piece.x, y: piece.top, width: 0.01, height: max(0.01, piece.bottom - piece.top))
      for node in drawing.nodes.indices where !own.contains(node) && boxes[node].meets(stroke) {
        faults.append("\(name) runs through \(drawing.nodes[node].title)")
      }
    }
    guard !arrow.labels.isEmpty else { continue }
    let label = placement.labels[number]
    for node in drawing.nodes.indices where label.meets(boxes[node]) && !boxes[node].holds(label) {
      faults.append("the words of \(name) lie over the border of \(drawing.nodes[node].title)")
    }
    for node in drawing.nodes.indices where !drawing.isOuter(node) && label.meets(boxes[node]) {
      faults.append("the words of \(name) lie over \(drawing.nodes[node].title)")
    }
    for other in drawing.arrows.indices.dropFirst(number + 1)
    where !drawing.arrows[other].labels.isEmpty && label.meets(placement.labels[other]) {
      faults.append("the words of \(name) lie over others")
    }
  }
  return faults
}

/// The texts and elements of an XML document.
private final class Reader: NSObject, XMLParserDelegate {
  var texts: [String] = []
  var elements: [String] = []
  private var text = ""

  init?(_ document: String) {
    super.init()
    let parser = XMLParser(data: Data(document.utf8))
    parser.delegate = self
    guard parser.parse() else { return nil }
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    elements.append(name)
    text = ""
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

  func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
    if name == "text" || name == "title" { texts.append(text) }
  }
}

@Suite struct Drawings {
  @Test(arguments: ["wbo", "nob"], [Language.en, .nl])
  func ofAllKindsHaveEverythingInItsPlace(_ region: String, _ language: Language) throws {
    for (name, drawing) in try charts(region, language) {
      #expect(faults(drawing).isEmpty, "\(name): \(faults(drawing))")
    }
  }

  @Test func ofBoxesInBoxesHaveEverythingInItsPlace() { #expect(faults(nested()).isEmpty, "\(faults(nested()))") }

  @Test(arguments: ["wbo", "nob"]) func ofDefinitionsHaveEverythingInItsPlace(_ region: String) throws {
    let rulebook = try shipped(region)
    let links = Drawing.links(rulebook, title: "links") { $0.rawValue }
    #expect(links.nodes.count == rulebook.kindNames.count && faults(links).isEmpty, "\(faults(links))")
    let near = Drawing.links(rulebook, around: "contract", title: "links") { $0.rawValue }
    #expect(near.nodes.contains { $0.title == "evaluation" } && !near.nodes.contains { $0.title == "risk" })
    #expect(faults(near).isEmpty, "\(faults(near))")
    let files = Drawing.files(rulebook, title: "files") { $0.rawValue }
    #expect(files.nodes.count == rulebook.files.count && faults(files).isEmpty, "\(faults(files))")
  }

  @Test func comeOutTheSameEachTime() throws {
    #expect(nested().svg == nested().svg && nested().dot == nested().dot && nested().mermaid == nested().mermaid)
    for ((_, one), (_, other)) in zip(try charts("wbo", .en), try charts("wbo", .en)) { #expect(one.svg == other.svg) }
  }

  @Test func leaveOutAnArrowThatFollowsFromOthers() {
    var drawing = Drawing("x")
    let nodes = ["a", "b", "c"].map { drawing.add(.init($0)) }
    for (from, to) in [(2, 1), (1, 0), (2, 0), (0, 2)] { drawing.connect(nodes[from], nodes[to]) }
    let left = drawing.reduced().arrows.map { [$0.from, $0.to] }
    #expect(left == [[2, 1], [1, 0], [0, 2]], "what closes a circle stays: \(left)")
  }

  /// Names that would mean something in one of the languages, or break a line.
  static let hostile = [
    "a \"b\" <c> & 'd'", "x\\", "line\nend", "</text><script>", "]] -->", "a;b:c{d}|e|`f`#g", "\u{1}\u{7F}bell", "%%",
    "é 中 ☎",
    String(repeating: "endless", count: 40),
  ]

  @Test(arguments: hostile) func showAnyNameAsItIs(_ name: String) throws {
    let drawing = nested(name)
    #expect(faults(drawing).isEmpty, "\(faults(drawing))")
    let read = try #require(Reader(drawing.svg), "\(drawing.svg)")
    #expect(read.texts[0] == Drawing.flat(name))
    #expect(Set(read.elements).isSubset(of: ["svg", "title", "defs", "marker", "path", "rect", "g", "circle", "text"]))
    // In DOT a text ends at the first quote that no backslash stands before, on its own line.
    for line in drawing.dot.split(separator: "\n", omittingEmptySubsequences: false) {
      let bare = line.replacing(/\\./, with: "")
      #expect(bare.filter { $0 == "\"" }.count.isMultiple(of: 2), "\(line)")
      #expect(!bare.replacing(/"[^"]*"/, with: "").contains("script"), "\(line)")
    }
    let mermaid = drawing.mermaid.split(separator: "\n").dropFirst(4)
    for line in mermaid {
      let plain = line.replacing(/#\d+;/, with: "").replacing(/^ +state "[^"]*" as/, with: "").replacing(
        "[*]", with: "")
      #expect(!plain.contains { "\"<;|`".contains($0) }, "\(line)")
    }
    #expect(!drawing.outline().unicodeScalars.contains { $0.value < 32 && $0 != "\n" })
  }

  @Test func forGraphvizHaveClustersThatArrowsEndAt() {
    let dot = nested().dot
    #expect(dot.contains("compound=true") && dot.contains("subgraph cluster_2 {\n    label=\"● outer\""), "\(dot)")
    #expect(dot.contains("lhead=cluster_2") && dot.contains("n3") == false, "an arrow ends at what has nothing inside")
    #expect(!dot.contains("ltail=cluster_2"), "one that goes inwards has no end at the border")
    #expect(dot.filter { $0 == "{" }.count == dot.filter { $0 == "}" }.count)
  }

  @Test func forMermaidHaveIdsWithoutSpaces() {
    let mermaid = nested().mermaid
    for line in [
      "---\ntitle: \"x\"\n---\nstateDiagram-v2", "  state \"○ x\" as s1", "  state s2 {", "    --", "  [*] --> s1",
      "  s1 --> s2 : ○ in", "  s10 --> [*]", "      s5 --> s6 : on", "  class s1 past",
    ] { #expect(mermaid.contains(line + "\n"), "\(line) in\n\(mermaid)") }
    var graph = Drawing("g")
    let (a, b) = (graph.add(.init("a b", notes: ["n"])), graph.add(.init("c")))
    graph.connect(a, b, .init("why"))
    #expect(
      graph.mermaid == "---\ntitle: \"g\"\n---\nflowchart TB\n  s0[\"a b<br/>n\"]\n  s1[\"c\"]\n  s0 -->|\"why\"| s1\n")
  }

  @Test func inCharactersKeepToTheWidth() throws {
    for (name, drawing) in try charts("wbo", .nl) {
      for line in drawing.outline(width: 80).split(separator: "\n") { #expect(line.count <= 80, "\(name): \(line)") }
    }
    let lines = nested().outline().split(separator: "\n").map(String.init)
    #expect(
      lines.starts(with: ["x", "▸ ○ x", "      x", "    x", "      x", "    ○ in → outer", "    x → (H*)", "      x"]))
    #expect(lines.contains("  ● outer") && lines.contains("    ▸ a") && lines.contains("  last ■"), "\(lines)")
  }

  @Test func ofAMatrixAreSoundXML() throws {
    let grid = Grid(
      Self.hostile[0], columns: Self.hostile, rows: [(Self.hostile[3], Self.hostile.map { _ in "RA" })],
      notes: [Self.hostile[2]])
    let read = try #require(Reader(grid.svg))
    #expect(read.texts.filter { $0 == "RA" }.count == Self.hostile.count && read.texts[0] == Self.hostile[0])
  }
}

@Suite struct ChartsAsDrawings {
  private static let workflow = """
    workflow: w
    kinds:
      house:
        fields: {size: {type: integer, required: true}}
        states:
          built:
            parallel: true
            states:
              roof: {states: {dry: {on: {leak: wet}}, wet: {on: {mend: dry}}}}
              door: {states: {shut: {on: {use: ajar}}, ajar: {on: {use: shut}}, before: {history: deep, always: shut}}}
            on: {burn: gone, seal: sealed}
          sealed: {on: {unseal: before, look: , check: [{to: gone, when: size > 3}, {to: sealed}]}}
          gone: {final: true}
        events: {leak: {}, mend: {}, use: {}, burn: {by: engine}, seal: {}, unseal: {}, look: {title: {en: Look around, nl: Rondkijken}}, check: {}}
    """
  private static let plugin = """
    plugin: p
    roles: {owner: {en: Owner, nl: Eigenaar}}
    rasci: {house: {default: {R: owner, A: owner}}}
    """

  @Test func showAtEachArrowTheClockThatFiresThere() throws {
    let book = try Rulebook.load([
      (
        "Workflows/w/workflow.yaml",
        """
        workflow: w
        kinds:
          jar:
            fields: {soon: date required, far: date required}
            states: {shut: {on: {late: opened}}, opened: {on: {late: gone}}, gone: {final: true}}
            events: {late: {by: clock}}
            timers: {early: {at: soon, in: shut, fires: late}, tardy: {at: far, in: opened, fires: late}}
        """
      ), ("Plugins/p/plugin.yaml", "plugin: p\nroles: {owner: Owner}\nrasci: {jar: {default: {R: owner, A: owner}}}"),
    ])
    let kind = try #require(book.kinds["jar"])
    let drawing = ChartDrawing.drawing(of: kind, in: book, title: "j", .en) { $0.rawValue }
    let notes = drawing.arrows.flatMap(\.labels).filter { $0.title == "late" }.map(\.notes)
    #expect(notes == [["clock soon"], ["clock far"]], "\(notes)")
  }

  @Test func haveRegionsHistoriesAndWhatHappensInside() throws {
    let files = [("Workflows/w/workflow.yaml", Self.workflow), ("Plugins/p/plugin.yaml", Self.plugin)]
    let rulebook = try Rulebook.load(files)
    let kind = try #require(rulebook.kinds["house"])
    let drawing = ChartDrawing.drawing(of: kind, in: rulebook, title: "h", .nl) { $0.rawValue }
    #expect(faults(drawing).isEmpty, "\(faults(drawing))")
    let names = drawing.nodes.map(\.title)
    for name in ["roof", "door"] {
      let node = drawing.nodes[try #require(names.firstIndex(of: name))]
      if case .region = node.shape {} else { Issue.record("\(name) is no part") }
    }
    let history = try #require(
      drawing.nodes.firstIndex { if case .history(let deep) = $0.shape { deep } else { false } })
    #expect(drawing.arrows.contains { $0.to == history && $0.labels.first?.title == "unseal" })
    let sealed = drawing.nodes[try #require(names.firstIndex(of: "sealed"))]
    #expect(sealed.inside.map(\.title) == ["look", "check"], "what does not leave it stands in it")
    #expect(sealed.inside[0].notes == ["Rondkijken", "R/A Eigenaar"])
    let built = try #require(names.firstIndex(of: "built"))
    #expect(drawing.arrows.first { $0.from == built }?.labels.first?.notes == ["sent"])
    #expect(drawing.mermaid.contains("--\n") && drawing.dot.contains("dashed"))
  }
}

@Suite struct WordsInDrawings {
  @Test func breakWhereTheyMay() {
    #expect(Lettering.broken("one two three", .plain, 50) == ["one two", "three"])
    #expect(Lettering.broken("R one · A two", .plain, 1000) == ["R one · A two"])
    #expect(Lettering.broken("R one · A two", .plain, 60) == ["R one", "A two"])
    #expect(Lettering.broken("", .plain, 60).isEmpty)
    let pieces = Lettering.broken(String(repeating: "m", count: 30), .plain, 60)
    #expect(pieces.joined().count == 30 && pieces.allSatisfy { Lettering.width($0, .plain) <= 60 }, "\(pieces)")
  }

  @Test func takeMoreRoomWhereTheyAreWider() {
    #expect(Lettering.width("mmm", .plain) > Lettering.width("iii", .plain))
    #expect(Lettering.width("abc", .title) > Lettering.width("abc", .plain))
    #expect(Lettering.width("中中", .plain) > Lettering.width("aa", .plain))
  }
}

/// Pictures as a whole, kept in files of Told: what is drawn, where and how large. With WRITE_DOCS set they are written anew, to be
/// looked at before they are kept.
@Suite struct PicturesInFull {
  private static let lending = project.appending(path: "Tests/Mistakes/lending")

  private func lending() throws -> Rulebook {
    try Rulebook.load(
      ["Workflows/lending/workflow.yaml", "Plugins/house/plugin.yaml"].map { path in
        (path, try String(contentsOf: Self.lending.appending(path: path), encoding: .utf8))
      })
  }

  private func expect(_ name: String, _ text: String) throws {
    let url = project.appending(path: "Tests/ExchangeTests/Told/\(name)")
    if ProcessInfo.processInfo.environment["WRITE_DOCS"] != nil { try Data(text.utf8).write(to: url) }
    let was = try String(contentsOf: url, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
    let now = text.split(separator: "\n", omittingEmptySubsequences: false)
    let first = zip(was, now).first { $0 != $1 }
    #expect(was == now, "\(name): \(first?.0 ?? "") → \(first?.1 ?? "")")
  }

  @Test func ofBoxesInBoxesAreAsTheyWereLookedAt() throws {
    try expect("nested.svg", nested().svg)
    try expect("nested.dot", nested().dot)
    try expect("nested.mmd", nested().mermaid)
    try expect("nested.txt", nested().outline(width: 80))
  }

  @Test(arguments: ["book", "loan", "reminder"]) func ofChartsAreAsTheyWereLookedAt(_ name: String) throws {
    let rulebook = try lending()
    let kind = try #require(rulebook.kinds[name])
    let drawing = ChartDrawing.drawing(of: kind, in: rulebook, title: name, notes: ["a note"], .en) { $0.rawValue }
    try expect("\(name).svg", drawing.svg)
    try expect("\(name).txt", drawing.outline(width: 80))
  }

  @Test func ofDefinitionsAreAsTheyWereLookedAt() throws {
    let rulebook = try lending()
    try expect("links.svg", Drawing.links(rulebook, title: "links") { $0.rawValue }.svg)
    try expect("files.svg", Drawing.files(rulebook, title: "files") { $0.rawValue }.svg)
  }

  @Test func ofMatricesAreAsTheyWereLookedAt() throws {
    let grid = Grid(
      "who does what", columns: ["keeper", "reader", "somebody with a long name"],
      rows: [("give", ["RA", "", "I"]), ("extend a loan for as long as it takes", ["A", "R", "C"])],
      notes: ["R responsible, A accountable"])
    try expect("grid.svg", grid.svg)
    try expect("small.svg", Grid("a", columns: ["b"], rows: [("c", ["d"])], notes: ["a note wider than all of it"]).svg)
  }
}
