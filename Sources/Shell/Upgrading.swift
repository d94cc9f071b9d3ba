/// Lines about the definitions themselves: adopt those on disk, move cases to them.

import Definitions
import Diagnostics
import Engine
import FEEL
import Governance

extension Session {
  func adopt(_ cursor: inout Cursor, trying: Bool) throws(Diagnostic) -> Ending {
    try cursor.needEnd()
    let store = try opened(cursor)
    let rulebook: Rulebook
    do { rulebook = try surroundings.definitions(store.rulebook.region) } catch {
      say(error.description)
      return .failed
    }
    if rulebook.hash == store.rulebook.hash {
      say(words("           these are in force already", "           deze gelden al"))
      return .done
    }
    return try perform(store.adoption(rulebook, try actor(cursor)), trying: trying, cursor)
  }

  func upgrade(_ cursor: inout Cursor, trying: Bool) throws(Diagnostic) -> Ending {
    if cursor.take("every") { return try upgradeEvery(&cursor, trying: trying) }
    let state = try takeCase(&cursor)
    let store = try opened(cursor)
    let decision = Field(name: "decision", type: .text, at: state.kind.place)
    // A field that the new kind asks for can be given with it.
    let new = store.rulebook.kinds[state.kind.name]?.fields.filter { state.kind.index(of: $0.name) == nil } ?? []
    let fields = try values(try cursor.takeFields([decision] + new, store.scope), store)
    if output != .json || trying {
      answer(
        try carry(cursor) { () throws(StoreProblem) in
          try store.upgrade(of: state, given: fields.filter { $0.name != "decision" })
        })
    }
    let act = Act(try actor(cursor), .upgrade, on: state.id, fields: fields, at: instant(store))
    return try perform(act, trying: trying, cursor)
  }

  /// `upgrade every KIND`: an act for each open case of the kind that is not on the definitions in force; each is decided by
  /// itself, and what is refused is said.
  private func upgradeEvery(_ cursor: inout Cursor, trying: Bool) throws(Diagnostic) -> Ending {
    let kind = try takeKind(&cursor)
    let store = try opened(cursor)
    let decision = Field(name: "decision", type: .text, at: kind.place)
    let fields = try values(try cursor.takeFields([decision], store.scope), store)
    let ids = try carry(cursor) { () throws(StoreProblem) in try store.outdated(kind.name) }
    let actor = try actor(cursor)
    let acts = ids.map { Act(actor, .upgrade, on: $0, fields: fields, at: instant(store)) }
    let receipts = try doing(cursor) { () throws(StoreProblem) in
      if trying { try store.rehearse(acts) } else { try store.perform(acts) }
    }
    let refused = receipts.filter { $0.decision.outcome == .refused }
    for receipt in refused.prefix(20) {
      tell(receipt.decision, receipt.verb, receipt.subject, entry: trying ? nil : receipt.entry)
    }
    if refused.count > 20 {
      say(words("           … and \(refused.count - 20) more", "           … en nog \(refused.count - 20)"))
    }
    say(
      words(
        "upgrade    \(receipts.count) of kind \(kind.name), \(refused.count) refused",
        "upgrade    \(receipts.count) van soort \(kind.name), \(refused.count) geweigerd")
        + (trying ? words(" (not done)", " (niet gedaan)") : ""))
    return refused.isEmpty ? .done : .refused
  }
}
