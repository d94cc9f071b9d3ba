/// Lines that state what must be so, and imports from CSV.

import Definitions
import Diagnostics
import Engine
import Exchange
import FEEL
import Governance

extension Session {
  func expect(_ cursor: inout Cursor) throws(Diagnostic) -> Ending {
    if let outcome = cursor.take(oneOf: ["refused", "accepted", "pending"]) {
      guard let last else { throw cursor.problem(words("nothing was done yet", "er is nog niets gedaan")) }
      guard last.decision.outcome.rawValue == outcome else {
        throw cursor.problem(
          words(
            "expected \(outcome), but it was \(last.decision.outcome.rawValue)",
            "verwacht \(outcome), maar het was \(last.decision.outcome.rawValue)"))
      }
      let rules = last.decision.reasons.map(\.rule)
      let wanted = cursor.rest.split(separator: ",").map { String($0).trimmedBoth }.filter { !$0.isEmpty }
      for rule in wanted where !rules.contains(rule) {
        throw cursor.problem(
          words(
            "\"\(rule)\" is not among the rules that refused: \(rules.joined(separator: ", "))",
            "\"\(rule)\" hoort niet bij de regels die weigerden: \(rules.joined(separator: ", "))"))
      }
      return .done
    }
    if cursor.take("state") {
      let state = try takeCase(&cursor)
      let wanted = cursor.rest.trimmedBoth
      guard state.isIn(wanted) else {
        throw cursor.problem(
          words("\(state.id) is in \"\(state.stateText)\"", "\(state.id) is in \"\(state.stateText)\""),
          hint: Nearest.hint(wanted, among: state.kind.chart.states.map(\.id)))
      }
      return .done
    }
    let store = try opened(cursor)
    let start = cursor.at
    let range = try cursor.takeExpression(store.scope)
    try cursor.needEnd()
    let expression: Expression
    do { expression = try Expression(Place(line, range), scope: store.scope) } catch {
      throw error.all.first ?? cursor.problem("not an expression")
    }
    let (value, faults) = try carry(cursor) { () throws(StoreProblem) in try store.evaluate(expression) }
    if case .boolean(true) = value { return .done }
    throw Diagnostic(
      words("this is not so: it is \(value.text)", "dit is niet zo: het is \(value.text)"),
      at: Place(line, start..<range.upperBound), hint: faults.first?.message)
  }

  // MARK: Import

  /// An act for each row: the column `id` and columns named as fields; with a column `event` that event, else `create`. All
  /// rows are tried first; one refused, none done.
  func importCases(_ cursor: inout Cursor) throws(Diagnostic) -> Ending {
    let kind = try takeKind(&cursor)
    let store = try opened(cursor)
    let file = cursor.takeToken()
    let dry = cursor.take("dry run")
    try cursor.needEnd()
    guard let bytes = surroundings.read(file), let text = String(validating: bytes, as: UTF8.self) else {
      throw cursor.problem(
        words("\"\(file)\" cannot be read as text", "\"\(file)\" kan niet als tekst gelezen worden"))
    }
    let rows = CSV.rows(text)
    guard let header = rows.first, header.contains("id") else {
      throw Diagnostic(
        words(
          "\(file): the first row names the columns, one of them id",
          "\(file): de eerste rij noemt de kolommen, een ervan id"))
    }
    let actor = try actor(cursor)
    var acts: [Act] = []
    for (number, row) in rows.enumerated().dropFirst() {
      acts.append(try act(of: row, header, kind, actor, at: "\(file):\(number + 1)", store))
    }
    let toDo = acts
    let tried = try carry(cursor) { () throws(StoreProblem) in try store.rehearse(toDo) }
    for (number, receipt) in tried.enumerated() where receipt.decision.outcome == .refused {
      say("\(file):\(number + 2):")
      tell(receipt.decision, receipt.verb, receipt.subject, entry: nil)
    }
    let refused = tried.count { $0.decision.outcome == .refused }
    say(
      words(
        "import     \(tried.count) rows, \(refused) refused", "import     \(tried.count) rijen, \(refused) geweigerd")
        + (dry ? words(" (dry run, nothing done)", " (proef, niets gedaan)") : ""))
    if refused > 0 { return .refused }
    if !dry { _ = try carry(cursor) { () throws(StoreProblem) in try store.perform(toDo, allOrNone: true) } }
    return .done
  }

  private func act(
    of row: [String], _ header: [String], _ kind: Kind, _ actor: Actor, at place: String, _ store: Store
  ) throws(Diagnostic) -> Act {
    guard row.count == header.count else {
      throw Diagnostic(
        words(
          "\(place): \(row.count) columns, expected \(header.count)",
          "\(place): \(row.count) kolommen, verwacht \(header.count)"))
    }
    func cell(_ name: String) -> String? { header.firstIndex(of: name).map { row[$0] } }
    let event = cell("event") ?? "create"
    guard let definition = kind.events[event] else {
      throw Diagnostic(
        words(
          "\(place): a \(kind.name) has no event \"\(event)\"",
          "\(place): een \(kind.name) kent geen gebeurtenis \"\(event)\""),
        hint: Nearest.hint(event, among: kind.eventNames))
    }
    var given: [(name: String, value: Value)] = []
    for (name, text) in zip(header, row) where !["id", "event"].contains(name) && !text.isEmpty {
      guard let field = definition.fields.first(where: { $0.name == name }) else {
        throw Diagnostic(
          words("\(place): \(event) has no field \"\(name)\"", "\(place): \(event) heeft geen veld \"\(name)\""),
          hint: Nearest.hint(name, among: definition.fields.map(\.name)))
      }
      guard let value = field.type.imported(text) else {
        let type = field.type.description
        throw Diagnostic(words("\(place): \(name): expected a \(type)", "\(place): \(name): verwacht een \(type)"))
      }
      given.append((name, value))
    }
    return Act(actor, .fire(event), on: cell("id") ?? "", kind: kind.name, fields: given, at: store.now)
  }
}

extension FieldType {
  /// A value from a cell of a spreadsheet.
  func imported(_ text: String) -> Value? {
    switch self {
    case .text, .any: return .string(text)
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

extension String {
  var trimmedBoth: String {
    var view = self[...]
    while let first = view.first, first.isWhitespace { view.removeFirst() }
    while let last = view.last, last.isWhitespace { view.removeLast() }
    return String(view)
  }
}
