/// Lines that explain: why an event can or cannot happen, and how a value came about.

import Calendar
import Definitions
import Diagnostics
import Engine
import FEEL
import Governance

extension Session {
  func why(_ cursor: inout Cursor) throws(Diagnostic) -> Ending {
    let event = try takeEvent(&cursor)
    let state = try takeCase(&cursor)
    let store = try opened(cursor)
    var actor = self.account.map { Actor($0, known: .asserted) } ?? Actor(surroundings.account, known: .account)
    if cursor.take("as") { actor = Actor(cursor.takeToken(), known: .asserted) }
    try cursor.needEnd()
    let act = Act(actor, .fire(event), on: state.id, at: store.now)
    let decision = try carry(cursor) { () throws(StoreProblem) in try store.decide(act) }
    var lines: [(what: String, text: String, place: String)] = []
    func add(_ en: String, _ nl: String, _ text: String, _ place: String? = nil) {
      lines.append((words(en, nl), text, place ?? ""))
    }
    // Fields are for the act itself to bring; they do not decide whether it is possible.
    var needs: [String] = []
    let reasons = decision.reasons.filter { reason in
      guard case .missingField(let name, let type) = reason else { return true }
      needs.append("\(name) (\(type))")
      return false
    }
    if !reasons.isEmpty {
      add("not yet", "nog niet", "\(event) \(state.id)")
    } else {
      let approval = decision.outcome == .pending ? words(", after approval", ", na goedkeuring") : ""
      add("possible", "mogelijk", "\(event) \(state.id)\(approval)")
    }
    if !needs.isEmpty { add("needs", "vraagt", needs.joined(separator: ", ")) }
    for reason in reasons {
      let explained = reason.explained(language)
      add("because", "omdat", explained.because, explained.place)
      if let remedy = explained.remedy { add("so", "dus", remedy) }
      let names: [String]? = if case .unmet(_, let seen, _) = reason { seen.values.map(\.name) } else { nil }
      guard let names else { continue }
      let grounds = try carry(cursor) { () throws(StoreProblem) in try store.grounds(names, of: state) }
      if !grounds.isEmpty {
        add("entries", "vastgelegd", grounds.joined(separator: ", "), words("see: show #…", "zie: show #…"))
      }
    }
    let turns = try carry(cursor) { () throws(StoreProblem) in try store.outlook(act) }
    let gone = Set(reasons.map(\.rule))
    for turn in turns.prefix(6) {
      let by = turn.timer.map { words(" by \($0)", " door \($0)") } ?? ""
      let was = turn.refuses ? gone.contains(turn.rule) : true
      add(
        turn.refuses ? "until" : "when", turn.refuses ? "tot" : "wanneer",
        turn.refuses
          ? words(
            "\(turn.date): from then on \(turn.rule) refuses\(was ? " again" : "")\(by)",
            "\(turn.date): vanaf dan weigert \(turn.rule)\(was ? " weer" : "")\(by)")
          : words(
            "\(turn.date): \(turn.rule) no longer refuses\(by)", "\(turn.date): \(turn.rule) weigert niet meer\(by)"))
    }
    if let line = state.rulebook.activity(state.kind.name, event) {
      add(
        "who", "wie",
        "R \(line.responsible.joined(separator: ", ")) · A \(line.accountable) (\(line.approval.rawValue))"
          + (line.consulted.isEmpty ? "" : " · C \(line.consulted.joined(separator: ", "))"), line.place.citation)
      for (letter, roles) in [("R", line.responsible), ("A", [line.accountable])]
      where letter == "R" || line.approval != .same {
        let holders = try carry(cursor) { () throws(StoreProblem) in
          try store.holders(of: roles, for: state, event: event)
        }
        add(
          "could", "kan",
          "\(letter): "
            + (holders.isEmpty
              ? words("nobody stands in this role today", "niemand heeft deze rol vandaag")
              : holders.prefix(8).joined(separator: ", ")))
      }
    }
    for entry in state.kind.derived {
      let value = try carry(cursor) { () throws(StoreProblem) in try store.evaluate(entry.expression, on: state) }
      guard case .date = value else { continue }
      add("date", "datum", "\(entry.name) \(value.text) = \(entry.expression.text)", entry.expression.place.citation)
    }
    guard output == .table else {
      answer(
        Table(
          ["what", "text", "place"], lines.map { [.string($0.what), .string($0.text), .string($0.place)] }))
      return .done
    }
    for (index, line) in lines.enumerated() {
      say(
        "\(index == 0 ? "" : "  ")\(line.what.padded(index == 0 ? 11 : 9)) \(line.text)"
          + (line.place.isEmpty ? "" : "  [\(line.place)]"))
    }
    return .done
  }

  /// `explain NAME of CASE`: how a value came about, step by step.
  func explain(_ cursor: inout Cursor) throws(Diagnostic) -> Ending {
    let store = try opened(cursor)
    let name = try takeFieldOf(&cursor, "explain", derived: true)
    let state = try takeCase(&cursor)
    try cursor.needEnd()
    let steps = try carry(cursor) { () throws(StoreProblem) in try store.explain(name, of: state) }
    guard !steps.isEmpty else {
      throw Diagnostic(
        words("\(state.id) has no \"\(name)\"", "\(state.id) heeft geen \"\(name)\""),
        hint: words("see: show \(state.id)", "zie: show \(state.id)"))
    }
    answer(
      Table(
        ["step", "value", "because"],
        steps.map { step in
          [
            .string(String(repeating: "  ", count: step.depth) + step.what), step.value,
            .string(step.because),
          ]
        }))
    return .done
  }
}
