/// `authority`, `known to` and `knew of`: who decided, and who knew.

import Calendar
import Definitions
import Engine
import FEEL
import Governance

extension Command {
  static let authority = Command(
    "authority", "authority #ENTRY", .authority, example: "authority #41",
    .reads { cursor, _, view in
      let number = try cursor.takeNumber()
      try cursor.needEnd()
      return .record(rows(try Provenances(view).authority(number), view))
    })

  private static func rows(_ entry: Provenance, _ view: View) -> [(name: Column, value: Cell)] {
    let row = entry.row
    var rows: [(name: Column, value: Cell)] = [
      (.heading(.decided), .text("\(row.verb?.typed ?? "?") \(row.subject): \(row.outcome)")),
      (.heading(.at), .text(view.setting.zone.describe(row.instant))),
      (.heading(.account), .words(.knownAs(row.actor, entry.known))),
      (.heading(.person), .words(.named(entry.person))), (.heading(.role), .text(row.role)),
    ]
    for grant in entry.grants {
      let fields = grant.fields.map { "\($0.name) \(Brief.text($0.value))" }.joined(separator: ", ")
      rows.append((.named(grant.kind), .words(.restedOn(id: grant.id, entry: grant.createdBy, fields: fields))))
      if !grant.instead.isEmpty {
        rows.append((.heading(.instead), .words(.ratherThan(grant.instead))))
      }
    }
    if let cause = row.cause { rows.append((.heading(.follows), .text("#\(cause)"))) }
    if let asked = entry.asked {
      rows.append((.heading(.asked), .text("#\(asked.entry) \(asked.event), \(asked.role)")))
    }
    if let line = entry.line {
      rows.append((.heading(.rasci), .text("\(line.letters) (\(line.place.citation))")))
    }
    for later in entry.later {
      let heading: Heading = later.verb == .approve ? .approved : later.verb == .reject ? .rejected : .ratified
      let grants = later.authority.joined(separator: " ")
      rows.append(
        (.heading(heading), .words(.laterBy(later.person, entry: later.entry, role: later.role, grants: grants))))
    }
    if !entry.rules.isEmpty { rows.append((.heading(.refusedBy), .text(entry.rules.joined(separator: ", ")))) }
    rows.append((.heading(.definitions), .text(entry.definitions)))
    return rows
  }

  static let known = Command(
    "known to", "known to ACCOUNT|PERSON [from DATE] [until DATE]", .known,
    example: "known to name@place until 2027-06-30", completes: [.account, .words(["from", "until"])],
    .reads { cursor, _, view in
      guard CaseName.isValid(cursor.word) else {
        throw cursor.expected(.accountOrPerson, hint: .choose(["known to name@place"]))
      }
      let name = cursor.takeToken()
      var (from, until): (CivilDate?, CivilDate?) = (nil, nil)
      while let word = cursor.take(oneOf: ["from", "until"]) {
        if word == "from" { from = try cursor.takeDate() } else { until = try cursor.takeDate() }
      }
      try cursor.needEnd()
      let (rows, hasMore) = try Provenances(view).known(to: name, from: from, until: until)
      let table = Table(
        [.entry, .at, .caseID, .act, .outcome, .knew],
        rows.map { known in
          let row = known.row
          return [
            .number(row.entry), at(row.instant, view), .text(row.subject), .text(row.verb?.typed ?? "?"),
            .words(.outcome(row.outcome)), .words(known.said),
          ]
        })
      return .noted(.table(table), hasMore ? rows.first.map { [.olderEntries(first: $0.row.entry)] } ?? [] : [])
    })

  static let knew = Command(
    "knew of", "knew of CASE [until DATE]", .knew, example: "knew of {case} until 2027-06-30",
    completes: [.caseID, .words(["until"])],
    .reads { cursor, _, view in
      let found = try cursor.takeCase(view)
      let until = cursor.take("until") ? try cursor.takeDate() : nil
      try cursor.needEnd()
      let rows = try Provenances(view).knowers(of: found.id, until: until).map { knower -> [Cell] in
        [
          .words(.named(knower.name)), .words(.told(role: knower.told)), at(knower.since, view),
          .text("#\(knower.first)"), .number(knower.count),
        ]
      }
      return .table(Table([.name, .knew, .since, .first, .times], rows))
    })
}

extension KnownEntry {
  /// How somebody knew of it, with what they were told.
  fileprivate var said: Message {
    guard let told, let notice else { return .told(role: told) }
    return .toldThat(role: told, notice)
  }
}
