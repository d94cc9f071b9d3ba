/// Lines that read: list, show, history, work, calendar, why, expressions, help.

import Calendar
import Definitions
import Diagnostics
import Engine
import FEEL
import Governance

extension Session {
  func list(_ cursor: inout Cursor) throws(Diagnostic) -> Ending {
    let kind = try takeKind(&cursor)
    let store = try opened(cursor)
    var condition: Expression?
    var shown: [Expression] = []
    while let part = cursor.take(oneOf: ["where", "show"]) {
      if part == "where" {
        condition = try compile(&cursor, kind.layout.scope)
      } else {
        repeat {
          shown.append(try compile(&cursor, kind.layout.scope))
        } while takeComma(&cursor)
      }
    }
    try cursor.needEnd()
    if shown.isEmpty { shown = kind.fields.prefix(4).compactMap { try? Expression($0.name, scope: kind.layout.scope) } }
    answer(try carry(cursor) { () throws(StoreProblem) in try store.list(kind, where: condition, show: shown) })
    return .done
  }

  /// Cases of a kind in a grid: down by one expression, the highest first, across by another; a heat map where both are scores.
  func map(_ cursor: inout Cursor) throws(Diagnostic) -> Ending {
    let kind = try takeKind(&cursor)
    let store = try opened(cursor)
    guard cursor.take("by") else {
      throw cursor.problem(words("expected by", "verwacht by"), hint: "map \(kind.name) by FEEL, FEEL")
    }
    let down = try compile(&cursor, kind.layout.scope)
    guard takeComma(&cursor) else {
      throw cursor.problem(
        words("expected a comma and what goes across", "verwacht een komma en wat dwars staat"),
        hint: "map \(kind.name) by \(down.text), state")
    }
    let across = try compile(&cursor, kind.layout.scope)
    let condition = cursor.take("where") ? try compile(&cursor, kind.layout.scope) : nil
    try cursor.needEnd()
    let list = try carry(cursor) { () throws(StoreProblem) in
      try store.list(kind, where: condition, show: [down, across])
    }
    var cells: [String: [String]] = [:]
    var (rows, columns): ([Value], [Value]) = ([], [])
    for row in list.rows where !row[2].isNull && !row[3].isNull {
      cells["\(row[2].text)\u{0}\(row[3].text)", default: []].append(row[0].text)
      if !rows.contains(where: { $0.text == row[2].text }) { rows.append(row[2]) }
      if !columns.contains(where: { $0.text == row[3].text }) { columns.append(row[3]) }
    }
    func precedes(_ a: Value, _ b: Value) -> Bool {
      if case .number(let x) = a, case .number(let y) = b { return x < y }
      return a.text < b.text
    }
    columns.sort(by: precedes)
    rows.sort { precedes($1, $0) }
    answer(
      Table(
        ["\(down.text) \\ \(across.text)"] + columns.map(\.text),
        rows.map { row in
          [row] + columns.map { .string((cells["\(row.text)\u{0}\($0.text)"] ?? []).joined(separator: " ")) }
        }, empty: words("nothing to show", "niets te tonen"), hasOwnWords: false))
    return .done
  }

  private func takeComma(_ cursor: inout Cursor) -> Bool {
    guard cursor.rest.hasPrefix(",") else { return false }
    cursor.at += 1
    cursor.skip()
    return true
  }

  private func compile(_ cursor: inout Cursor, _ scope: Scope) throws(Diagnostic) -> Expression {
    let range = try cursor.takeExpression(scope)
    do { return try Expression(Place(line, range), scope: scope) } catch {
      throw error.all.first ?? cursor.problem("not an expression")
    }
  }

  func show(_ cursor: inout Cursor) throws(Diagnostic) -> Ending {
    if cursor.word.hasPrefix("#") {
      guard let number = Int(cursor.word.dropFirst()) else {
        throw cursor.problem(
          words("expected the number of an entry, as #41", "verwacht het nummer van een vastlegging, zoals #41"))
      }
      _ = cursor.takeToken()
      try cursor.needEnd()
      let store = try opened(cursor)
      answer(try carry(cursor) { () throws(StoreProblem) in try store.entry(number) })
      return .done
    }
    let state = try takeCase(&cursor)
    try cursor.needEnd()
    let store = try opened(cursor)
    notice(state.id)
    answer(try carry(cursor) { () throws(StoreProblem) in try store.show(state) })
    return .done
  }

  func work(_ cursor: inout Cursor) throws(Diagnostic) -> Ending {
    let store = try opened(cursor)
    var role: String?
    var until: CivilDate?
    while let part = cursor.take(oneOf: ["of", "until"]) {
      if part == "of" {
        let roles = store.rulebook.roles.keys.sorted()
        guard let name = cursor.take(oneOf: roles) else {
          throw cursor.problem(
            words("expected a role", "verwacht een rol"),
            hint: Nearest.hint(cursor.word, among: roles) ?? roles.joined(separator: ", "))
        }
        role = name
      } else {
        until = try cursor.takeDate()
      }
    }
    try cursor.needEnd()
    let duties = try carry(cursor) { () throws(StoreProblem) in try store.duties(until: until) }
    let rows = duties.filter { duty in role.map(duty.roles.contains) ?? true }.map { duty -> [Value] in
      let late = duty.by.map { $0 < store.today } ?? false
      return [
        duty.by.map { .date($0) } ?? .null, .string(duty.roles.joined(separator: ", ")), .string(duty.what),
        .string(duty.subject),
        .string(
          (late ? words("late  ", "te laat  ") : "")
            + (duty.missing.isEmpty ? "" : words("missing: ", "ontbreekt: ") + duty.missing.joined(separator: ", "))),
      ]
    }
    answer(Table(["due", "role", "what", "case", "note"], rows, empty: words("nothing to do", "niets te doen")))
    return .done
  }

  func calendar(_ cursor: inout Cursor) throws(Diagnostic) -> Ending {
    let store = try opened(cursor)
    guard cursor.take("until") else { throw cursor.problem(words("expected until DATE", "verwacht until DATUM")) }
    let until = try cursor.takeDate()
    try cursor.needEnd()
    answer(try carry(cursor) { () throws(StoreProblem) in try store.calendar(until: until) })
    return .done
  }

  func kinds(_ store: Store) -> Table {
    let counts = (try? store.portfolio().rows) ?? []
    return Table(
      [words("kind", "soort"), words("title", "titel"), words("cases", "zaken"), words("events", "gebeurtenissen")],
      store.rulebook.kindNames.compactMap { name in
        guard let kind = store.rulebook.kinds[name] else { return nil }
        let count = counts.first { if case .string(name) = $0[0] { true } else { false } }?[1] ?? .number(0)
        let events = kind.eventNames.filter { kind.events[$0]?.source == .role }.joined(separator: ", ")
        return [.string(name), .string(kind.title.text(language)), count, .string(events)]
      })
  }

  func evaluate(_ cursor: inout Cursor) throws(Diagnostic) -> Ending {
    let store = try opened(cursor)
    let expression = try compile(&cursor, store.scope)
    try cursor.needEnd()
    let (value, faults) = try carry(cursor) { () throws(StoreProblem) in try store.evaluate(expression) }
    if case .list(let items) = value, let first = items.first, case .context(let shape) = first, output == .table {
      let columns = shape.shape.names.filter { $0 != "states" && $0 != "created" }
      let rows = items.map { item -> [Value] in
        guard case .context(let context) = item else { return columns.map { _ in .null } }
        return columns.map { context[$0] ?? .null }
      }
      answer(Table(columns, rows))
    } else {
      say(output == .json ? JSON.text(value) : Render.clean(value.text))
    }
    for fault in faults { say(expression.diagnostic(fault).rendered) }
    return faults.isEmpty || !value.isNull ? .done : .failed
  }

  // MARK: The past

  /// Plays the journal again up to the end of a day and reads from that.
  func past(_ cursor: inout Cursor) throws(Diagnostic) -> Ending {
    let present = try opened(cursor)
    let date = try cursor.takeDate()
    let reading = [
      "list", "map", "show", "history", "trail", "changes", "authority", "known to", "plan", "work", "calendar",
      "matrix", "kinds", "why", "explain", "definitions",
    ]
    var probe = cursor
    guard probe.rest.hasPrefix("?") || probe.take(oneOf: reading) != nil else {
      throw cursor.problem(
        words("only reading is possible in the past", "in het verleden kan alleen gelezen worden"),
        hint: reading.joined(separator: ", "))
    }
    let end = Instant(milliseconds: present.zone.instant(CivilDate(dayNumber: date.dayNumber + 1)).milliseconds - 1)
    store = try carry(cursor) { () throws(StoreProblem) in try present.past(until: end) }
    defer { store = present }
    return try statement(&cursor, trying: false)
  }

  // MARK: Help

  func help(_ topic: String) {
    if topic.isEmpty {
      for command in Command.all { say("  \(command.form.padded(58)) \(command.summary.text(language))") }
      if store != nil {
        say(
          "  \("EVENT CASE FIELD: VALUE …".padded(58)) "
            + words("fire an event; see: kinds", "doe een gebeurtenis; zie: kinds"))
      }
      return
    }
    if let command = Command.all.first(where: { $0.name == topic }) {
      say(
        "  \(command.form)\n  \(command.summary.text(language))\n  " + words("example: ", "voorbeeld: ")
          + command.example(in: store?.rulebook))
      return
    }
    guard let store else { return say(words("no help on \"\(topic)\"", "geen hulp over \"\(topic)\"")) }
    if let kind = store.rulebook.kinds[topic] { return help(kind) }
    let kinds = store.rulebook.kindNames.compactMap { store.rulebook.kinds[$0] }.filter { $0.events[topic] != nil }
    guard !kinds.isEmpty else {
      let near = Nearest.hint(topic, among: Command.words + store.rulebook.kindNames + eventNames(store)) ?? ""
      return say(words("no help on \"\(topic)\"; ", "geen hulp over \"\(topic)\"; ") + near)
    }
    for kind in kinds { help(kind, topic) }
  }

  private func help(_ kind: Kind) {
    say("\(kind.name): \(kind.title.text(language))  [\(kind.place.citation)]")
    let fields = kind.fields.map {
      "\($0.name) (\($0.type.description)\($0.isRequired ? words(", required", ", verplicht") : ""))"
    }
    say("  " + words("fields: ", "velden: ") + fields.joined(separator: ", "))
    for name in kind.eventNames { help(kind, name) }
  }

  private func help(_ kind: Kind, _ event: String) {
    guard let definition = kind.events[event], definition.source == .role,
      let line = store?.rulebook.activity(kind.name, event)
    else { return }
    let fields = definition.fields.filter { event != "create" || $0.isRequired }.map {
      " \($0.name): \($0.type.sample)"
    }.joined()
    let form = event == "create" ? "create \(kind.name) ID\(fields)" : "\(event) ID\(fields)"
    say(
      "  \(form)\n      \(definition.title.text(language)) · R \(line.responsible.joined(separator: ", ")) · A \(line.accountable) (\(line.approval.rawValue))"
    )
  }
}

extension String {
  func padded(_ width: Int) -> String { count >= width ? self : self + String(repeating: " ", count: width - count) }
}
