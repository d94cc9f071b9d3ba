/// `history`, `trail` and `changes`: what happened.

import Calendar
import Definitions
import Engine
import FEEL
import Governance

extension Command {
  static let history = Command(
    "history",
    "history [CASE] [of KIND] [by ACCOUNT] [as ROLE] [event EVENT] [rule RULE] [from DATE] [until DATE] [before #ENTRY] [last N] [accepted|pending|refused]",
    .history, example: "history {case} refused", completes: [.caseID, .words(parts)],
    .reads { cursor, _, view in
      var query = HistoryQuery()
      var probe = cursor
      if !cursor.isAtEnd, probe.take(oneOf: parts) == nil { query.subject = try cursor.takeCase(view).id }
      while let word = cursor.take(oneOf: parts) {
        switch word {
        case "of": query.kind = try cursor.takeKind(view).name
        case "by": query.by = cursor.takeToken()
        case "as": query.role = try cursor.takeRole(view)
        case "event": query.event = try event(&cursor, view)
        case "rule": query.rule = cursor.takeQuoted() ?? cursor.takeToken()
        case "from": query.from = try cursor.takeDate()
        case "until": query.until = try cursor.takeDate()
        case "before": query.before = try cursor.takeNumber()
        case "last": query.last = try cursor.takeNumber("20")
        default: query.outcome = word
        }
      }
      try cursor.needEnd()
      let (rows, hasMore) = try Histories(view).entries(query)
      let headings: [Heading] =
        [.entry, .at] + (query.subject == nil ? [.caseID] : []) + [.act, .actor, .role, .outcome, .state, .because]
      let table = Table(
        headings, rows.map { cells($0, view, withCase: query.subject == nil) }, empty: .noEntries)
      return .noted(.table(table), hasMore ? rows.first.map { [.olderEntries(first: $0.entry)] } ?? [] : [])
    })

  private static let parts = [
    "of", "by", "as", "event", "rule", "from", "until", "before", "last", "accepted", "pending", "refused",
  ]

  /// An event of the definitions, or the name of a verb such as `approve`, with or without quotes.
  private static func event(_ cursor: inout Cursor, _ view: View) throws -> String {
    if let quoted = cursor.takeQuoted() { return quoted }
    if let verb = cursor.take(oneOf: Verb.Name.allCases.map(\.rawValue) + view.eventNames) { return verb }
    return try cursor.takeEvent(view)
  }

  /// The day and minute of an instant.
  static func at(_ instant: Instant, _ view: View) -> Cell {
    .text(String(view.setting.zone.describe(instant).prefix(16)))
  }

  private static func cells(_ row: HistoryRow, _ view: View, withCase: Bool) -> [Cell] {
    let authority = row.authority.joined(separator: " ")
    let why: Cell =
      if let cause = row.cause {
        .words(.causedBy(cause))
      } else {
        .words(.joined(reasons(row.why)))
      }
    return [.number(row.entry), at(row.instant, view)] + (withCase ? [.text(row.subject)] : []) + [
      .text(row.verb?.typed ?? "?"), .words(.named(row.actor)),
      .text(row.role + (authority.isEmpty ? "" : " [\(authority)]")), .words(.outcome(row.outcome)),
      .text(row.states.joined(separator: ", ")), why,
    ]
  }

  static let trail = Command(
    "trail", "trail FIELD of CASE", .trail, example: "trail {field} of {case}", completes: [.field, .caseID],
    .reads { cursor, _, view in
      let field = try cursor.takeFieldOf("trail", view)
      let found = try cursor.takeCase(view)
      try cursor.needEnd()
      let rows = try Histories(view).trail(field, of: found.id).map { trail -> [Cell] in
        let row = trail.row
        let value: Cell =
          switch trail.value {
          case .value(let value): Cell(value)
          case .withheld(let what): .withheld(what)
          case .erased: .words(.named(.erased))
          }
        return [
          .number(row.entry), at(row.instant, view), .text(row.verb?.typed ?? "?"), .words(.named(row.actor)),
          .text(row.role), value,
        ]
      }
      return .table(Table([.entry, .at, .act, .actor, .role, .value], rows, empty: .neverHadAValue))
    })

  static let changes = Command(
    "changes", "changes from DATE [until DATE] [of CASE]", .changes,
    example: "changes from 2027-01-01 until 2027-06-30", completes: [.words(["from", "until", "of"]), .caseID],
    .reads { cursor, _, view in
      var from: CivilDate?
      var until = view.today
      var subject: String?
      while let word = cursor.take(oneOf: ["from", "until", "of"]) {
        switch word {
        case "from": from = try cursor.takeDate()
        case "until": until = try cursor.takeDate()
        default: subject = try cursor.takeCase(view).id
        }
      }
      try cursor.needEnd()
      guard let from else {
        throw cursor.mistake(.fromWhen, hint: .choose(["changes from 2027-01-01 until 2027-06-30"]))
      }
      guard from <= until else { throw cursor.mistake(.endsBefore(from: from, until: until)) }
      let rows = try Histories(view).changes(from: from, until: until, of: subject).map { change -> [Cell] in
        [
          .text(change.subject), change.field.map { .text($0) } ?? .words(.heading(.state)),
          change.was.map { Cell($0) } ?? .words(.stateBefore(absent: true)), Cell(change.now),
          .text(change.entry.map { "#\($0)" } ?? ""),
        ]
      }
      return .table(Table([.caseID, .what, .was, .isNow, .by], rows, empty: .noChanges))
    })
}
