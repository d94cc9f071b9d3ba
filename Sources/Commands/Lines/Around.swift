/// `consult on`, `advise on` and `prepare`: what comes before an event.

import Definitions
import Engine
import Governance

extension Command {
  static let consult = around(
    "consult on", "consult on EVENT CASE until: DATE", .consult, example: "consult on {event} {case} until: 2025-03-01",
    { kind, _ in [Field(name: "until", type: .date, at: kind.place)] }
  ) { .consult($0) }

  static let advise = around(
    "advise on", "advise on EVENT CASE opinion: TEXT", .advise,
    example: "advise on {event} {case} opinion: \"agreed\"",
    { kind, _ in [Field(name: EventDefinition.opinion, type: .text, at: kind.place)] }
  ) { .advise($0) }

  static let prepare = around(
    "prepare", "prepare EVENT CASE FIELD: VALUE …", .prepare, example: "prepare {event} {case}",
    { kind, event in kind.events[event]?.fields ?? [] }
  ) { .prepare($0) }

  private static func around(
    _ name: String, _ form: String, _ topic: Topic, example: String,
    _ fields: @escaping @Sendable (Kind, String) -> [Field], _ verb: @escaping @Sendable (String) -> Verb
  ) -> Command {
    Command(
      name, form, topic, example: example, completes: [.event, .caseID],
      .acts { cursor, session, view in
        let event = try cursor.takeEvent(view)
        let (id, kind) = try cursor.takeSubject(view)
        let fields = fields(kind, event)
        let taken = try session.values(try cursor.takeFields(fields, Cases(view).scope), of: fields, view)
        return Asking(Request(verb(event), on: id, taken))
      })
  }
}
