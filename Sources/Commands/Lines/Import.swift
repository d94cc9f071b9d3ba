/// `import`: an act for each row of a CSV file. All rows are tried first; one refused, none done.

import Definitions
import Diagnostics
import Engine
import Exchange
import FEEL
import Governance

extension Command {
  static let importing = Command(
    "import", "import KIND FILE [dry run]", .importing, example: "import {kind} cases.csv dry run", completes: [.kind],
    .acts { cursor, session, view in
      let kind = try cursor.takeKind(view)
      let place = cursor
      let file = try cursor.takeFile()
      let isDry = cursor.take("dry run")
      try cursor.needEnd()
      guard let bytes = session.surroundings.read(file) else {
        throw place.mistake(.noSuchFile(file), hint: .isPathRight)
      }
      guard let text = String(validating: bytes, as: UTF8.self) else { throw place.mistake(.cannotReadFile(file)) }
      let (header, rows) = try table(text, file)
      let requests = try rows.map { row in
        var request = try request(row.cells, header, kind, at: "\(file):\(row.line)")
        let definitions = kind.events[request.verb.object ?? ""]?.fields ?? []
        let taken = try session.values(request.fields.map { ($0.name, .bare($0.value)) }, of: definitions, view)
        (request.fields, request.files) = (taken.given, taken.files)
        return request
      }
      let tried = try view.rehearse(requests, as: try session.actor(try session.opened()).account)
      let isRefused = tried.contains { $0.outcome == .refused }
      var asking = Asking(requests)
      asking.allOrNone = true
      asking.tried = tried
      asking.isDry = isDry || isRefused
      let actor = session.actorName
      asking.summary = { receipts, wasTried in
        let refused = receipts.enumerated().filter { $0.element.outcome == .refused }
        let each = refused.map { number, receipt in
          Answer.all([
            .said([.rowRefused(place: "\(file):\(rows[rows.startIndex + number].line)")]),
            .decision(DecisionAnswer(fired: [], receipts: [receipt], actor: actor)),
          ])
        }
        return .all(each + [.said([.imported(rows: receipts.count, refused: refused.count, dry: wasTried)])])
      }
      return asking
    })

  /// The names of the columns, and the rows below.
  private static func table(_ text: String, _ file: String) throws -> (header: [String], rows: ArraySlice<CSV.Row>) {
    let rows: [CSV.Row]
    do { rows = try CSV.rows(text) } catch { throw Mistake(.quoteNotClosed(place: "\(file):\(error.line)")) }
    guard let header = rows.first, header.cells.contains("id") else { throw Mistake(.firstRowNamesColumns(file)) }
    var known: Set<String> = []
    for name in header.cells where !known.insert(name).inserted {
      throw Mistake(.columnTwice(place: "\(file):\(header.line)", name))
    }
    return (header.cells, rows.dropFirst())
  }

  private static func request(_ row: [String], _ header: [String], _ kind: Kind, at place: String) throws -> Request {
    guard row.count == header.count else {
      throw Mistake(.wrongColumnCount(place: place, found: row.count, wanted: header.count))
    }
    func cell(_ name: String) -> String? { header.firstIndex(of: name).map { row[$0] } }
    let event = cell("event") ?? "create"
    guard let definition = kind.events[event] else {
      throw Mistake(
        .rowNoEvent(place: place, kind: kind.name, event: event),
        hint: Nearest.to(event, among: kind.eventNames).map { .didYouMean($0) })
    }
    var given: Given = []
    for (name, text) in zip(header, row) where !["id", "event"].contains(name) && !text.isEmpty {
      guard let field = definition.fields.first(where: { $0.name == name }) else {
        throw Mistake(
          .rowNoField(place: place, event: event, field: name),
          hint: Nearest.to(name, among: definition.fields.map(\.name)).map { .didYouMean($0) })
      }
      guard let value = field.type.imported(text) else {
        throw Mistake(.rowWrongType(place: place, field: name, type: field.type.description))
      }
      given.append((name, value))
    }
    return Request(.fire(event), on: cell("id") ?? "", kind: kind.name, fields: given)
  }
}

extension FieldType {
  /// A value from a cell of a spreadsheet.
  fileprivate func imported(_ text: String) -> Value? {
    switch self {
    // A document is named by its file.
    case .text, .any, .document: return .string(text)
    case .number, .integer, .amount: return Number(text).map { .number($0) }
    case .boolean: return ["true": .boolean(true), "false": .boolean(false)][text]
    case .list(let element):
      var items: [Value] = []
      for part in text.split(separator: ";") {
        guard let value = element.imported(String(part).trimmedBoth) else { return nil }
        items.append(value)
      }
      return .list(items)
    default: return bare(text)
    }
  }
}
