/// An event on a case, as the definitions have it, and `create`, which makes one.

import Definitions
import Engine
import Governance

extension Command {
  /// `EVENT CASE FIELD: VALUE …`: a line that begins with no command.
  static let fire: @Sendable (inout Cursor, Session, View) throws -> Asking = { cursor, session, view in
    let event = try cursor.takeEvent(view)
    let (id, kind) = try cursor.takeSubject(view)
    // A kind without the event still gets its act: the gate refuses it, and the journal shows that it was tried.
    guard let definition = kind.events[event] else { return Asking(Request(.fire(event), on: id)) }
    let fields = definition.fields
    let taken = try session.values(try cursor.takeFields(fields, Cases(view).scope), of: fields, view)
    return Asking(Request(.fire(event), on: id, taken))
  }

  static let create = Command(
    "create", "create KIND [ID] FIELD: VALUE …", .create, example: "{create}", completes: [.kind],
    .acts { cursor, session, view in
      let kind = try cursor.takeKind(view)
      let definitions = kind.events["create"]?.fields ?? kind.fields
      let isNamed = kind.pattern == nil || !(cursor.isAtEnd || cursor.isAtField(definitions))
      guard !isNamed || CaseName.isValid(cursor.word) else { throw cursor.expected(.newID, hint: .idForm) }
      let named = isNamed ? cursor.takeToken() : nil
      let taken = try session.values(try cursor.takeFields(definitions, Cases(view).scope), of: definitions, view)
      guard let id = try named ?? Cases(view).newID(kind, taken.given) else {
        let missing = (kind.pattern?.fields ?? []).filter { name in !taken.given.contains { $0.name == name } }
        throw Mistake(.noIDComes(of: missing), hint: .idForm)
      }
      return Asking(Request(.fire("create"), on: id, kind: kind.name, taken))
    })
}
