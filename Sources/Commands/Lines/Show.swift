/// `show`: a case with all that is known of it, or an entry with all it says.

import Calendar
import Definitions
import Engine
import FEEL
import Governance

extension Command {
  static let show = Command(
    "show", "show CASE|#ENTRY", .show, example: "show {case}", completes: [.caseID],
    .reads { cursor, session, view in
      if let number = try cursor.takeEntry() {
        try cursor.needEnd()
        return .record(rows(try Histories(view).entry(number), view))
      }
      let found = try cursor.takeCase(view)
      try cursor.needEnd()
      session.notice(found.id, view)
      guard let sheet = try Cases(view).sheet(found.id) else { throw StoreProblem.unknownCase(found.id) }
      return .record(rows(sheet, view))
    })

  private static func rows(_ sheet: Sheet, _ view: View) -> [(name: Column, value: Cell)] {
    let seen = sheet.seen
    var rows: [(name: Column, value: Cell)] = [
      (.heading(.id), .text(seen.id)), (.heading(.kind), .text(seen.kind.name)),
      (.heading(.state), .text(seen.stateText)),
      (
        .heading(.created),
        .words(.since(view.setting.zone.civil(seen.created).date, entry: seen.createdBy))
      ),
    ]
    rows += sheet.fields.map { (.named($0.field.name), Cell($0.value, of: $0.field)) }
    rows += seen.erased.sorted { $0.key < $1.key }.map { field, entry in
      (.named(field), .words(.erasedBy(entry: entry == SeenCase.erasedSince ? nil : entry)))
    }
    rows += sheet.derived.map { derived in
      let text = "\(derived.value.text)  = \(derived.expression.text) (\(derived.expression.place.citation))"
      return (.named(derived.name), derived.value.firstWithheld.map { .withheld($0) } ?? .text(text))
    }
    for (name, value) in sheet.queries {
      if let what = value.firstWithheld {
        rows.append((.named(name), .withheld(what)))
      } else if case .list(let items) = value, !items.isEmpty {
        rows.append((.named(name), .text(items.map { Brief.text($0) }.joined(separator: ", "))))
      }
    }
    rows += seen.open.map { open in
      (.heading(open.disagreed != nil ? .notAgreed : open.tookEffect ? .toRatify : .pending), .words(.openAct(open)))
    }
    for timer in sheet.timers {
      rows.append((.heading(.timer), .words(.timerIs(name: timer.name, date: timer.date))))
      if timer.isDue { rows.append((.heading(.due), .words(.isDue))) }
    }
    return rows
  }

  private static func rows(_ entry: EntrySheet, _ view: View) -> [(name: Column, value: Cell)] {
    let row = entry.row
    var rows: [(name: Column, value: Cell)] = [
      (.heading(.at), .text(view.setting.zone.describe(row.instant))),
      (.heading(.act), .text("\(row.verb?.typed ?? "?") \(row.subject)")),
      (.heading(.actor), .words(.named(row.actor))), (.heading(.person), .words(.named(entry.person))),
      (.heading(.role), .text(row.role)), (.heading(.authority), .text(row.authority.joined(separator: ", "))),
      (.heading(.outcome), .words(.outcome(row.outcome))),
      (.heading(.rules), .text(entry.rules.joined(separator: ", "))),
      (.heading(.definitions), .text(entry.definitions)),
    ]
    if let cause = row.cause { rows.append((.heading(.causedBy), .text("#\(cause)"))) }
    rows += reasons(row.why).map { (.heading(.because), $0) }
    for (name, value) in entry.values {
      switch value {
      case .value(let value): rows.append((.named(name), Cell(value)))
      case .withheld(let what): rows.append((.named(name), .withheld(what)))
      case .erased: rows.append((.named(name), .words(.named(.erased))))
      }
    }
    return rows.filter { row in
      if case .value(let value) = row.value { return value.text != "" && !value.isNull }
      if case .words(.named(.engine)) = row.value { return false }
      return true
    }
  }

  /// Why an entry says that it was refused, a cell each.
  static func reasons(_ why: RecordedReasons?) -> [Cell] {
    switch why {
    case .reasons(let reasons): reasons.map { .words(.because($0, actor: nil)) }
    case .sentences(let sentences): sentences.map { .text($0) }
    case nil: []
    }
  }
}
