/// `erase`: takes away, for good, all values a field of a case ever had.

import Definitions
import Engine
import Governance

extension Command {
  static let erase = Command(
    "erase", "erase FIELD of CASE because: TEXT", .erase, example: "erase {field} of {case} because: \"request\"",
    completes: [.field, .caseID],
    .acts { cursor, session, view in
      let field = try cursor.takeFieldOf("erase", view) { $0.erasable.sorted() }
      let found = try cursor.takeCase(view)
      let reason = Field(name: "because", type: .text, at: found.kind.place)
      let fields = try session.values(try cursor.takeFields([reason], Cases(view).scope), view)
      let request = Request(.erase(field), on: found.id, fields: fields)
      var asking = Asking(request)
      let early = try Documents(view).list(of: found.id).compactMap { held -> Message? in
        guard held.field.name == field, let until = held.keptUntil, until > view.today, let document = held.document
        else { return nil }
        return .goneEarly(name: document.name, until: until)
      }
      if !early.isEmpty { asking.introduction = .said(early) }
      asking.carryOut = { requests, store, principal in
        let erased = try store.erase(requests.first ?? request, by: principal)
        guard erased.performed.receipts.first?.outcome == .accepted else { return (erased.performed, []) }
        var remarks: [Message] = [.valuesTaken(erased.values)]
        if !erased.elsewhere.isEmpty { remarks.append(.stillHeld(erased.elsewhere)) }
        if !erased.isGone { remarks.append(.stillInFile) }
        return (erased.performed, remarks)
      }
      return asking
    })
}
