/// Lines that read the journal: history, trail, changes, authority, known to.

import Calendar
import Definitions
import Diagnostics
import Engine
import FEEL
import Governance

extension Session {
  func history(_ cursor: inout Cursor) throws(Diagnostic) -> Ending {
    let store = try opened(cursor)
    var query = HistoryQuery()
    let words = [
      "of", "by", "as", "event", "rule", "from", "until", "before", "last", "accepted", "pending", "refused",
    ]
    if !cursor.isAtEnd {
      var probe = cursor
      if probe.take(oneOf: words) == nil { query.subject = try takeCase(&cursor).id }
    }
    while let word = cursor.take(oneOf: words) {
      switch word {
      case "of": query.kind = try takeKind(&cursor).name
      case "by": query.by = cursor.takeToken()
      case "as": query.role = try takeRole(&cursor)
      case "event":
        query.event = try takeQuotedOr(&cursor) { (cursor: inout Cursor) throws(Diagnostic) in
          try takeEvent(&cursor)
        }
      case "rule": query.rule = takeRule(&cursor)
      case "from": query.from = try cursor.takeDate()
      case "until": query.until = try cursor.takeDate()
      case "before": query.before = try takeNumber(&cursor)
      case "last": query.last = try takeNumber(&cursor)
      default: query.outcome = word
      }
    }
    try cursor.needEnd()
    let asked = query
    let (table, hasMore) = try carry(cursor) { () throws(StoreProblem) in try store.history(asked) }
    answer(table)
    if hasMore, output == .table, case .number(let first)? = table.rows.first?.first {
      say(
        self.words(
          "there are older entries: … before #\(first), or last 1000",
          "er zijn oudere vastleggingen: … before #\(first), of last 1000"))
    }
    return .done
  }

  private func takeNumber(_ cursor: inout Cursor) throws(Diagnostic) -> Int {
    let text = cursor.word.hasPrefix("#") ? String(cursor.word.dropFirst()) : cursor.word
    guard let number = Int(text), number >= 0 else {
      throw cursor.problem(words("expected a number", "verwacht een getal"), hint: "#41")
    }
    _ = cursor.takeToken()
    return number
  }

  func takeRole(_ cursor: inout Cursor) throws(Diagnostic) -> String {
    let roles = try opened(cursor).rulebook.roles.keys.sorted() + [Rulebook.administrator, "clock", "engine"]
    if let role = cursor.take(oneOf: roles) { return role }
    throw cursor.problem(
      words("expected a role", "verwacht een rol"),
      hint: Nearest.hint(cursor.word, among: roles) ?? roles.joined(separator: ", "))
  }

  /// What is in quotes, for words that no definition has, such as `"approve #41"`.
  private func takeQuotedOr(
    _ cursor: inout Cursor, _ otherwise: (inout Cursor) throws(Diagnostic) -> String
  ) throws(Diagnostic) -> String {
    guard cursor.rest.hasPrefix("\"") else { return try otherwise(&cursor) }
    let inside = cursor.rest.dropFirst().prefix { $0 != "\"" }
    cursor.at += inside.utf8.count + 2
    cursor.skip()
    return String(inside)
  }

  private func takeRule(_ cursor: inout Cursor) -> String {
    let quoted = try? takeQuotedOr(&cursor) { (cursor: inout Cursor) throws(Diagnostic) in cursor.takeToken() }
    return quoted ?? ""
  }

  func trail(_ cursor: inout Cursor) throws(Diagnostic) -> Ending {
    let store = try opened(cursor)
    let field = try takeFieldOf(&cursor, "trail")
    let state = try takeCase(&cursor)
    try cursor.needEnd()
    answer(try carry(cursor) { () throws(StoreProblem) in try store.trail(field, of: state.id) })
    return .done
  }

  /// `FIELD of`, before a case; of any definitions that cases are pinned to. With `derived`, values that are worked out too.
  func takeFieldOf(_ cursor: inout Cursor, _ command: String, derived: Bool = false) throws(Diagnostic) -> String {
    let names = Set(
      try opened(cursor).allKinds.flatMap { kind in
        kind.fields.map(\.name) + (derived ? kind.derived.map(\.name) + kind.queries.map(\.name) : [])
      }
    ).sorted()
    guard let field = cursor.take(oneOf: names) else {
      throw cursor.problem(
        words("expected a field", "verwacht een veld"),
        hint: Nearest.hint(cursor.word, among: names)
          ?? words("the fields of a kind: help KIND", "de velden van een soort: help SOORT"))
    }
    guard cursor.take("of") else {
      throw cursor.problem(words("expected of", "verwacht of"), hint: "\(command) \(field) of CASE")
    }
    return field
  }

  func changes(_ cursor: inout Cursor) throws(Diagnostic) -> Ending {
    let store = try opened(cursor)
    var from: CivilDate?
    var until = store.today
    var subject: String?
    while let word = cursor.take(oneOf: ["from", "until", "of"]) {
      switch word {
      case "from": from = try cursor.takeDate()
      case "until": until = try cursor.takeDate()
      default: subject = try takeCase(&cursor).id
      }
    }
    try cursor.needEnd()
    guard let from else {
      throw cursor.problem(words("from when?", "vanaf wanneer?"), hint: "changes from 2027-01-01 until 2027-06-30")
    }
    let (end, id) = (until, subject)
    answer(try carry(cursor) { () throws(StoreProblem) in try store.changes(from: from, until: end, of: id) })
    return .done
  }

  func authority(_ cursor: inout Cursor) throws(Diagnostic) -> Ending {
    let store = try opened(cursor)
    let number = try takeNumber(&cursor)
    try cursor.needEnd()
    answer(try carry(cursor) { () throws(StoreProblem) in try store.authority(number) })
    return .done
  }

  func known(_ cursor: inout Cursor) throws(Diagnostic) -> Ending {
    let store = try opened(cursor)
    guard CaseName.isValid(cursor.word) else {
      throw cursor.problem(
        words("expected an account or a person", "verwacht een account of een persoon"), hint: "known to name@place")
    }
    let name = cursor.takeToken()
    var (from, until): (CivilDate?, CivilDate?) = (nil, nil)
    while let word = cursor.take(oneOf: ["from", "until"]) {
      if word == "from" { from = try cursor.takeDate() } else { until = try cursor.takeDate() }
    }
    try cursor.needEnd()
    let (start, end) = (from, until)
    answer(try carry(cursor) { () throws(StoreProblem) in try store.known(to: name, from: start, until: end) })
    return .done
  }
}
