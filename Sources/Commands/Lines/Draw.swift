/// `draw`: kinds, cases and definitions as pictures.

import Calendar
import Definitions
import Engine
import Exchange
import Governance

extension Command {
  static let draw = Command(
    "draw",
    "draw KIND|CASE|links [of KIND]|rasci [of KIND]|files [for REGION] [as text|svg|graphviz|dot|mermaid] "
      + "[save FILE]",
    .draw, example: "draw {kind} as svg",
    completes: [.kind, .caseID, .words(["links", "rasci", "files", "of", "as", "save"])],
    .looks { cursor, session, view in try DrawLine(&cursor, session, view).answer })
}

/// What stands behind `draw`.
private struct DrawLine {
  private enum Form: String, CaseIterable {
    case text, svg, graphviz, dot, mermaid

    /// The ending of a file that holds it.
    var ending: String { self == .graphviz ? "svg" : rawValue }
  }

  private let rulebook: Rulebook
  private let session: Session
  private let view: View?
  private var form: Form?
  private var file: String?
  private var language: Language { session.language }

  private(set) var answer = Answer.nothing

  init(_ cursor: inout Cursor, _ session: Session, _ view: View?) throws {
    self.session = session
    self.view = view
    rulebook = try view?.rulebook ?? session.surroundings.definitions(Self.region(cursor))
    let what = try what(&cursor)
    while let word = cursor.take(oneOf: ["as", "save"] + (view == nil ? ["for"] : [])) {
      switch word {
      case "as":
        guard let name = cursor.take(oneOf: Form.allCases.map(\.rawValue)) else { throw cursor.expected(.drawingForms) }
        form = Form(rawValue: name)
      case "save": file = try cursor.takeFile()
      default: _ = cursor.takeToken()
      }
    }
    try cursor.needEnd()
    answer = try written(what)
  }

  /// The region that a line names while there is no store that has one.
  private static func region(_ cursor: Cursor) -> String? {
    var probe = cursor
    while !probe.isAtEnd {
      if probe.takeToken() == "for", !probe.isAtEnd { return probe.takeToken() }
    }
    return nil
  }

  // MARK: What

  private enum Picture {
    case drawing(Drawing)
    case grid(Grid)
  }

  private func what(_ cursor: inout Cursor) throws -> Picture {
    if let kind = cursor.take(oneOf: rulebook.kindNames).flatMap({ rulebook.kinds[$0] }) {
      return .drawing(chart(kind, rulebook, "\(kind.name): \(kind.title.text(language))"))
    }
    switch cursor.take(oneOf: ["links", "rasci", "files"]) {
    case "links":
      let kind = try kind(&cursor)
      let title = "\(words(.drawn(.links)))\(kind.map { ": \($0.name)" } ?? "")"
      return .drawing(
        .links(rulebook, around: kind?.name, title: title, notes: kind == nil ? [words(.arrowsLeftOut)] : []) {
          words(.drawn($0))
        })
    case "files":
      return .drawing(
        .files(rulebook, title: words(.drawn(.files)), notes: [words(.arrowsLeftOut)]) { words(.drawn($0)) })
    case "rasci": return .grid(matrix(try kind(&cursor)))
    default:
      guard let view, !cursor.isAtEnd, CaseName.isValid(cursor.word) else { throw cursor.expected(.drawable) }
      return .drawing(try drawing(of: try cursor.takeCase(view), view))
    }
  }

  private func kind(_ cursor: inout Cursor) throws -> Kind? {
    guard cursor.take("of") else { return nil }
    guard let kind = cursor.take(oneOf: rulebook.kindNames).flatMap({ rulebook.kinds[$0] }) else {
      throw cursor.expected(.kind, hint: .choose(rulebook.kindNames))
    }
    return kind
  }

  private func chart(
    _ kind: Kind, _ rulebook: Rulebook, _ title: String, _ journey: Journey? = nil, timers: [String: String] = [:]
  ) -> Drawing {
    ChartDrawing.drawing(
      of: kind, in: rulebook, title: title, notes: [words(.drawingLegend(ofCase: journey != nil))], language,
      journey: journey, timers: timers
    ) { words(.drawn($0)) }
  }

  private func drawing(of found: SeenCase, _ view: View) throws -> Drawing {
    var query = HistoryQuery()
    query.subject = found.id
    query.last = 100_000
    let rows = try Histories(view).entries(query).rows
    let journey = Journey(rows, in: found.kind.chart) { "\(view.setting.zone.civil($0.instant).date)" }
    let timers = try Cases(view).sheet(found.id)?.timers ?? []
    let title = "\(found.id): \(found.kind.title.text(language)), \(found.stateText)"
    return chart(
      found.kind, found.rulebook, title, journey,
      timers: Dictionary(timers.map { ($0.name, "\($0.date)") }, uniquingKeysWith: { first, _ in first }))
  }

  private func matrix(_ kind: Kind?) -> Grid {
    let rows = kind.map { RASCIRows(of: $0, rulebook) } ?? RASCIRows(rulebook)
    return Grid(
      "RASCI\(kind.map { ": \($0.name)" } ?? "")",
      columns: rows.roles.map { rulebook.roles[$0]?.title.text(language) ?? $0 }, rows: rows.rows,
      notes: [words(.drawingLegend(ofCase: false))])
  }

  // MARK: In which form

  private func words(_ message: Message) -> String { message.text(language) }

  private func written(_ picture: Picture) throws -> Answer {
    let text: String
    switch (picture, form) {
    case (.drawing(let drawing), nil):
      guard let file else { return .drawing(drawing) }
      return try saved(drawing.svg, file)
    case (.drawing(let drawing), .text): text = drawing.outline() + "\n"
    case (.drawing(let drawing), .svg): text = drawing.svg
    case (.drawing(let drawing), .graphviz):
      guard let svg = session.surroundings.layOut(drawing.dot) else {
        throw Mistake(.notLaidOut, hint: .drawWithoutGraphviz)
      }
      text = svg
    case (.drawing(let drawing), .dot): text = drawing.dot
    case (.drawing(let drawing), .mermaid): text = drawing.mermaid
    case (.grid(let grid), .svg): text = grid.svg
    case (.grid(let grid), nil) where file != nil: text = grid.svg
    case (.grid(let grid), nil), (.grid(let grid), .text):
      guard file == nil else { throw Mistake(.matrixForms, hint: .choose(["draw rasci as svg"])) }
      return .table(
        Table(
          [.heading(.what)] + grid.columns.map { .named($0) },
          grid.rows.map { row in [.text(row.name)] + row.cells.map { .text($0) } }))
    case (.grid, .graphviz), (.grid, .dot), (.grid, .mermaid):
      throw Mistake(.matrixForms, hint: .choose(["draw rasci as svg"]))
    }
    if let file { return try saved(text, file) }
    return form == .text ? .picture(text.trimmedBoth) : .file(name: "drawing.\(form?.ending ?? "svg")", text: text)
  }

  private func saved(_ text: String, _ file: String) throws -> Answer {
    guard try session.surroundings.save(file, { try $0(Array(text.utf8)) }) else {
      throw Mistake(.cannotWrite(file), hint: .nameANewFile)
    }
    return .said([.drawingSaved(file)])
  }
}

/// Who has which letters, line by line.
struct RASCIRows {
  /// From left to right.
  let roles: [String]
  /// With the letters of each role.
  let rows: [(name: String, cells: [String])]

  /// The events of a kind.
  init(of kind: Kind, _ rulebook: Rulebook) {
    self.init(kind.linesOfRoles(rulebook).map { ($0.event, [$0.line]) })
  }

  /// All kinds, each with all that its lines say.
  init(_ rulebook: Rulebook) {
    self.init(
      rulebook.kindNames.compactMap { rulebook.kinds[$0] }.map { ($0.name, $0.linesOfRoles(rulebook).map(\.line)) })
  }

  private init(_ lines: [(name: String, lines: [Activity])]) {
    var roles: [String] = []
    for role in lines.flatMap({ $0.lines.flatMap(\.roles) }) where !roles.contains(role) { roles.append(role) }
    self.roles = roles
    rows = lines.map { name, lines in
      let cells = roles.map { role in
        let all = Set(lines.flatMap { $0.letters(of: role) })
        return String("RASCI".filter(all.contains))
      }
      return (name, cells)
    }
  }
}
