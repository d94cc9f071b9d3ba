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
      let event = try cursor.takeEventOfCase(view)
      let found = try cursor.takeCase(view)
      guard let definition = found.kind.events[event] else {
        throw cursor.mistake(
          .because(.noSuchEvent(kind: found.kind.name, event: event, near: nil), actor: nil),
          hint: .choose([found.kind.eventNames.joined(separator: ", ")]))
      }
      let fields = definition.fields
      let taken = try session.values(try cursor.takeFields(fields, Cases(view).scope), of: fields, view)
      let trace = try view.trace(Request(.fire(event), on: found.id, taken))
      return .all([
        .table(Table([.step, .what, .value, .place, .because], trace.steps.map(\.row))),
        .decision(DecisionAnswer(fired: [], receipts: [trace.receipt], actor: view.reader.account, isOnlyTold: true)),
      ])
    })
}

extension TraceStep {
  fileprivate var row: [Cell] {
    switch self {
    case .event(let name): cells(.event, name)
    case .requirement(let name, let holds, let seen): cells(.requirement, name, .words(.holds(holds)), seen)
    case .considered(let name, let holds, let seen): cells(.considers, name, .words(.holds(holds)), seen)
    case .selected(let name): cells(.takes, name)
    case .left(let state): cells(.leaves, state)
    case .entered(let state): cells(.enters, state)
    case .set(let field, let value, let place):
      [.words(.traced(.sets)), .text(field), Cell(value), .text("\(place)"), .nothing]
    case .raised(let name): cells(.raises, name)
    case .sent(let event, let targets): cells(.sends, event, .text(targets.joined(separator: ", ")))
    case .created(let kind): cells(.creates, kind)
    case .started(let name): cells(.starts, name)
    case .stopped(let name): cells(.stops, name)
    case .ended: cells(.ends, "")
    case .timer(let name, let date, let isSet): cells(isSet ? .arms : .cancels, name, .date(date))
    case .law(let law, let subject, let holds):
      [
        .words(.traced(.law)), .text("\(law.name) (\(subject))"), .words(.holds(holds)),
        .text("\(law.condition.place.citation)"), .text(law.condition.text),
      ]
    case .failed(let message): cells(.fails, "", .text(message))
    }
  }

  private func cells(
    _ word: Message.TraceWord, _ what: String, _ value: Cell = .nothing, _ seen: Reason.Seen? = nil
  ) -> [Cell] {
    [
      .words(.traced(word)), .text(what), value, .text(seen.map { "\($0.place)" } ?? ""),
      seen.map { .words(.seenBy($0)) } ?? .nothing,
    ]
  }
}
