/// `go to`: moves a simulated clock.

import Calendar
import Engine
import Governance

extension Command {
  static let goTo = Command(
    "go to", "go to DATE", .goTo, example: "go to 2025-03-01",
    .talks { cursor, session in
      let store = try session.opened()
      let date = try cursor.takeDate()
      try cursor.needEnd()
      guard date >= store.today else { throw cursor.mistake(.timeIsAlready(store.today)) }
      let zone = store.setting.zone
      let instant = max(store.now, zone.instant(date, milliseconds: 9 * 3_600_000))
      let reader = try session.reader(store)
      let receipts = try store.advance(to: instant, for: reader) { count, at in
        session.say(.progress(count, zone.civil(at).date))
      }
      session.noteOwn(store)
      let acts = receipts.flatMap(\.whole).filter { !$0.isOnlyACause }
      let clock = Answer.said([.clockAt(date, acts: acts.count)])
      guard !acts.isEmpty else { return clock }
      return .all([clock, .table(acts.count <= mostShown ? each(acts, zone) : summary(acts, zone))])
    })

  /// The most acts that are shown one by one.
  private static let mostShown = 40

  private static func each(_ acts: [Receipt], _ zone: Zone) -> Table {
    // What is the same for all is not worth a column.
    let hasRefusals = acts.contains { $0.outcome != .accepted }
    let hasNotes = acts.contains { !$0.passedOver.isEmpty }
    let headings: [Heading] =
      [.date, .act, .caseID, .state] + (hasRefusals ? [.outcome] : []) + [.entry] + (hasNotes ? [.note] : [])
    return Table(
      headings,
      acts.map { act in
        let outcome: [Cell] = hasRefusals ? [.words(.outcome(act.outcome.rawValue))] : []
        let note: [Cell] = hasNotes ? [act.passedOver.isEmpty ? .text("") : .words(.passedOver(act.passedOver))] : []
        return [.date(zone.civil(act.instant).date), act.deed, .text(act.subject), .text(act.change)] + outcome
          + [.text(act.entry.map { "#\($0)" } ?? "")] + note
      })
  }

  /// Acts of the same sort in one line: how many, what, on what, and where it led.
  private static func summary(_ acts: [Receipt], _ zone: Zone) -> Table {
    var sorts: [[String]] = []
    var groups: [[String]: [Receipt]] = [:]
    for act in acts {
      let sort = [act.kind, "\(act.verb.name)", act.verb.object ?? "", act.change, act.outcome.rawValue]
      if groups[sort] == nil { sorts.append(sort) }
      groups[sort, default: []].append(act)
    }
    let rows = sorts.compactMap { sort -> [Cell]? in
      guard let acts = groups[sort], let first = acts.first, let last = acts.last else { return nil }
      let ids = acts.map(\.subject).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
      return [
        .number(acts.count), .text(sort[0]), first.deed, .text(sort[3]), .words(.outcome(sort[4])),
        .date(zone.civil(first.instant).date), .date(zone.civil(last.instant).date),
        .text(ids.prefix(4).joined(separator: ", ") + (ids.count > 4 ? ", …" : "")),
      ]
    }
    return Table([.times, .kind, .act, .state, .outcome, .from, .until, .cases], rows)
  }
}

extension Receipt {
  /// It, and all that followed from it, in order.
  fileprivate var whole: [Receipt] { [self] + followed.flatMap(\.whole) }

  /// The firing of a schedule says nothing beside the case that it created.
  fileprivate var isOnlyACause: Bool {
    guard case .schedule = verb else { return false }
    return outcome == .accepted && passedOver.isEmpty && !followed.isEmpty
  }

  /// What was done; of a case that was created, its kind.
  fileprivate var deed: Cell {
    verb == .fire("create") ? .words(.creates(kind)) : .words(.verb(verb))
  }

  /// `from → to`, where the state changed.
  fileprivate var change: String {
    guard outcome == .accepted, !state.isEmpty, state != before else { return before == state ? "" : state }
    return before.map { "\($0) → \(state)" } ?? "→ \(state)"
  }
}
