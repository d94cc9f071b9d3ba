/// `trace`: every step that an event would take now.

import Definitions
import Engine
import FEEL
import Governance

extension Command {
  static let trace = Command(
    "trace", "trace EVENT CASE [FIELD: VALUE …]", .trace, example: "trace {event} {case}",
    completes: [.event, .caseID],
    .reads { cursor, session, view in
      let event = try cursor.takeEvent(view)
      let found = try cursor.takeCase(view)
      guard let definition = found.kind.events[event] else {
        throw cursor.mistake(.because(.noSuchEvent(kind: found.kind.name, event: event, near: nil), actor: nil),
          hint: .choose([found.kind.eventNames.joined(separator: ", ")]))
      }
      let fields = try session.values(try cursor.takeFields(definition.fields, Cases(view).scope), view)
      let trace = try view.trace(Request(.fire(event), on: found.id, fields: fields))
      return .all([
        .table(Table([.step, .what, .value, .because, .place], trace.rows)),
        .decision(DecisionAnswer(fired: [], receipts: [trace.receipt], actor: view.reader.account)),
      ])
    })
}

extension Trace {
  /// A row for each step.
  fileprivate var rows: [[Cell]] {
    steps.map(\.row)
      + timers.map { timer in
        [.words(.traced(timer.isSet ? .arms : .cancels)), .text(timer.name), .date(timer.date), .nothing, .nothing]
      }
      + laws.map { asked in
        [
          .words(.traced(.law)), .text("\(asked.law.name) (\(asked.subject))"), .words(.holds(asked.holds)),
          .text(asked.law.condition.text), .text("\(asked.law.condition.place.citation)"),
        ]
      }
  }
}

extension TraceStep {
  fileprivate var row: [Cell] {
    switch self {
    case .event(let name): cells(.event, name)
    case .requirement(let name, let holds, let seen): cells(.requirement, name, .words(.holds(holds)), seen)
    case .considered(let name, let holds, let seen): cells(.considers, name, .words(.holds(holds)), seen)
    case .selected(let name): cells(.selects, name)
    case .left(let state): cells(.leaves, state)
    case .entered(let state): cells(.enters, state)
    case .set(let field, let value, let place):
      [.words(.traced(.sets)), .text(field), Cell(value), .nothing, .text("\(place)")]
    case .raised(let name): cells(.raises, name)
    case .sent(let event, let targets): cells(.sends, event, .text(targets.joined(separator: ", ")))
    case .created(let kind): cells(.creates, kind)
    case .started(let name): cells(.starts, name)
    case .stopped(let name): cells(.stops, name)
    case .ended: cells(.ends, "")
    case .failed(let message): cells(.fails, "", .text(message))
    }
  }

  private func cells(
    _ word: Message.TraceWord, _ what: String, _ value: Cell = .nothing, _ seen: Reason.Seen? = nil
  ) -> [Cell] {
    [
      .words(.traced(word)), .text(what), value, seen.map { .words(.seenBy($0)) } ?? .nothing,
      .text(seen.map { "\($0.place)" } ?? ""),
    ]
  }
}
