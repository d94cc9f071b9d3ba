/// `definitions`, `adopt definitions` and `upgrade`: which definitions there are, and which cases follow which.

import Definitions
import Diagnostics
import Engine
import Governance

extension Command {
  static let definitions = Command(
    "definitions", "definitions", .definitions, example: "definitions",
    .reads { cursor, _, view in
      try cursor.needEnd()
      let rows = try DefinitionsInForce(view).all().map { adopted -> [Cell] in
        [
          .text(String(adopted.hash.prefix(12))), .text("#\(adopted.entry)"), .date(adopted.since),
          .number(adopted.files), .number(adopted.kinds), .number(adopted.openCases),
          adopted.isCurrent ? .words(.current) : .text(""),
        ]
      }
      return .table(Table([.definitions, .entry, .since, .files, .kinds, .openCases, .note], rows))
    })

  static let adopt = Command(
    "adopt definitions", "adopt definitions", .adopt, example: "adopt definitions",
    .acts { cursor, session, view in
      try cursor.needEnd()
      let rulebook = try session.surroundings.definitions(view.rulebook.region)
      guard rulebook.hash != view.rulebook.hash else {
        var asking = Asking([])
        asking.introduction = .said([.alreadyInForce])
        return asking
      }
      var asking = Asking(.adoption(of: rulebook))
      let behind = try DefinitionsInForce(view).openCases()
      if !behind.isEmpty { asking.introduction = .said([.stayBehind(behind.map { "\($0.kind) \($0.count)" })]) }
      return asking
    })

  static let upgrade = Command(
    "upgrade", "upgrade CASE [decision: TEXT] [FIELD: FEEL …] | upgrade every KIND [decision: TEXT] [FIELD: FEEL …]",
    .upgrade,
    example: "try upgrade {case}", completes: [.caseID],
    .acts { cursor, session, view in
      if cursor.take("every") { return try every(&cursor, session, view) }
      let found = try cursor.takeCase(view)
      let decision = Field(name: "decision", type: .text, at: found.kind.place)
      // A field that the new kind asks for can be given with it.
      let new = view.rulebook.kinds[found.kind.name]?.fields.filter { found.kind.index(of: $0.name) == nil } ?? []
      let written = try cursor.takeFields([decision] + new, found.kind.layout.scope)
      let fields = try values(written, on: [found.id], session, view)[0]
      let changes = try DefinitionsInForce(view).upgrade(of: found.id, given: fields.filter { $0.name != "decision" })
      var asking = Asking(Request(.upgrade, on: found.id, fields: fields))
      asking.introduction = changes.isEmpty ? .said([.nothingChanges(found.id)]) : .table(table(changes))
      return asking
    })

  private static func table(_ changes: [Upgrade.Change]) -> Table {
    Table([.change, .what, .name, .before, .after], changes.map(cells))
  }

  private static func cells(_ change: Upgrade.Change) -> [Cell] {
    let word: Message.ChangeWord = change.before == nil ? .gained : change.after == nil ? .lost : .other
    return [
      .words(.changed(word)), .words(.upgradePart(change.part)), .text(change.name), .text(change.before ?? ""),
      .text(change.after ?? ""),
    ]
  }

  /// `upgrade every KIND`: an act for each open case of the kind that is not on the definitions in force; each is decided by
  /// itself, and what is refused is said. A field that they lack can be given by an expression, which is worked out on each of them.
  private static func every(_ cursor: inout Cursor, _ session: Session, _ view: View) throws -> Asking {
    let kind = try cursor.takeKind(view)
    let decision = Field(name: "decision", type: .text, at: kind.place)
    let force = DefinitionsInForce(view)
    let ids = force.outdated(kind.name)
    let old = ids.first.flatMap { view.kind(of: $0) } ?? kind
    let new = kind.fields.filter { old.index(of: $0.name) == nil }
    let written = try cursor.takeFields([decision] + new, old.layout.scope)
    let each = try values(written, on: ids, session, view)
    let requests = zip(ids, each).map { Request(.upgrade, on: $0, fields: $1) }
    var asking = Asking(requests)
    let actor = session.actorName
    asking.introduction = try table(kind.name, requests, force)
    asking.summary = { receipts, wasTried in
      let refused = receipts.filter { $0.outcome == .refused }
      var said: [Message] = refused.count > mostRefusals ? [.andMore(refused.count - mostRefusals)] : []
      said.append(.upgraded(kind: kind.name, count: receipts.count, refused: refused.count))
      if wasTried { said.append(.notDone) }
      let shown = DecisionAnswer(fired: [], receipts: Array(refused.prefix(mostRefusals)), actor: actor)
      return .all([.decision(shown), .said(said)])
    }
    return asking
  }

  /// The values of fields for each of several cases.
  private static func values(
    _ fields: [(name: String, value: Cursor.FieldValue)], on ids: [String], _ session: Session, _ view: View
  ) throws -> [Given] {
    var given = [Given](repeating: [], count: ids.count)
    for (name, value) in fields {
      guard case .expression(let expression) = value else {
        for value in try session.values([(name, value)], view) { for at in given.indices { given[at].append(value) } }
        continue
      }
      for (at, value) in try Cases(view).evaluate(expression, onEach: ids).enumerated() {
        if let what = value.firstWithheld {
          throw StoreProblem.withheld(what, readers: view.readers(of: what)?.roles ?? [])
        }
        given[at].append((name, value))
      }
    }
    return given
  }

  /// What happens to which: each change once, with the cases it concerns.
  private static func table(_ name: String, _ requests: [Request], _ force: DefinitionsInForce) throws -> Answer {
    let ids = requests.map(\.subject)
    var rows: [(change: Upgrade.Change, cases: [String])] = []
    var known: [[String?]: Int] = [:]
    for (id, request) in zip(ids, requests) {
      for change in try force.upgrade(of: id, given: request.fields.filter { $0.name != "decision" }) {
        let key = [change.part.rawValue, change.name, change.before, change.after]
        if let row = known[key] {
          rows[row].cases.append(id)
        } else {
          known[key] = rows.count
          rows.append((change, [id]))
        }
      }
    }
    if rows.isEmpty { return ids.isEmpty ? .nothing : .said([.nothingChanges(name)]) }
    let shown = rows.prefix(mostChanges)
    let table = Table(
      [.change, .what, .name, .before, .after, .cases],
      shown.map { row in
        let named = row.cases.prefix(mostNamed).joined(separator: ", ")
        let rest = row.cases.count - mostNamed
        let cases =
          row.cases.count == ids.count && rest > 0
          ? Cell.words(.allOf(ids.count)) : .text(rest > 0 ? "\(named) + \(rest)" : named)
        return cells(row.change) + [cases]
      })
    return rows.count > mostChanges ? .noted(.table(table), [.andMore(rows.count - mostChanges)]) : .table(table)
  }

  /// The most refusals that are shown.
  private static let mostRefusals = 20
  /// The most changes that are shown for all cases of a kind, and the most cases named behind one.
  private static let (mostChanges, mostNamed) = (100, 5)
}
