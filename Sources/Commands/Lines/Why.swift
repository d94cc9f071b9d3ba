/// `why`: whether an event can happen now, what is missing, who could, and what time alone changes.

import Calendar
import Definitions
import Diagnostics
import Engine
import FEEL
import Governance

extension Command {
  static let why = Command(
    "why", "why EVENT CASE [as ACCOUNT]", .why, example: "why {event} {case}", completes: [.event, .caseID],
    .reads { cursor, session, view in
      let event = try cursor.takeEventOfCase(view)
      let found = try cursor.takeCase(view)
      var account: String?
      if cursor.take("as") {
        guard CaseName.isValid(cursor.word) else { throw cursor.expected(.account) }
        account = cursor.takeToken()
      }
      try cursor.needEnd()
      return .paragraph(try Reasoning(view, event, found, as: account).paragraph)
    })
}

/// The lines of an answer to `why`.
private struct Reasoning {
  private let view: View
  private let event: String
  private let found: SeenCase
  private let account: String?
  private var lines: [Paragraph.Line] = []

  init(_ view: View, _ event: String, _ found: SeenCase, as account: String?) throws {
    self.view = view
    self.event = event
    self.found = found
    self.account = account
    let request = Request(.fire(event), on: found.id)
    let receipt = try view.decide(request, as: account)
    let isOnlyBare = receipt.reasons.allSatisfy { if case .missingField = $0 { true } else { false } }
    let after = receipt.reasons.isEmpty || !isOnlyBare ? [] : try view.refusedAfterwards(request, as: account)
    try reasons(receipt, after)
    try turns(request, receipt)
    people()
    try dates()
  }

  var paragraph: Paragraph { Paragraph(lines: lines) }

  private mutating func add(_ word: Message.Why, _ text: Message..., place: Citation? = nil) {
    lines.append(Paragraph.Line(word: word, text: text, place: place.map { .choose(["\($0)"]) }))
  }

  private mutating func reasons(_ receipt: Receipt, _ afterwards: [Reason]) throws {
    // Fields are for the act itself to bring; they do not decide whether it is possible.
    var needs: [String] = []
    let reasons = (receipt.reasons + afterwards).filter { reason in
      guard case .missingField(let name, let type) = reason else { return true }
      needs.append("\(name) (\(type))")
      return false
    }
    let what = Message.choose(["\(event) \(found.id)"])
    if !reasons.isEmpty {
      add(.notYet, what)
    } else if receipt.outcome == .pending {
      add(.possible, what, .afterApproval)
    } else {
      add(.possible, what)
    }
    if !needs.isEmpty { add(.needs, .choose(needs)) }
    for reason in reasons {
      add(.because, .because(reason, actor: account ?? view.reader.account), place: reason.place)
      if reason.hasRemedy { add(.so, .remedy(reason)) }
      guard case .unmet(_, let seen, _) = reason else { continue }
      let grounds = try Explanations(view).grounds(seen.values.map(\.name), of: found.id)
      if !grounds.isEmpty {
        lines.append(
          Paragraph.Line(word: .entries, text: [.groundsAre(grounds)], place: .see(.entries)))
      }
    }
  }

  private mutating func turns(_ request: Request, _ receipt: Receipt) throws {
    let refused = Set(receipt.reasons.map(\.rule))
    for turn in try Outlook(view).turns(request, as: account).prefix(6) {
      add(turn.refuses ? .until : .when, .turn(turn, wasRefused: refused.contains(turn.rule)))
    }
  }

  private mutating func people() {
    guard let line = view.line(event, on: found.id) else { return }
    add(.who, .line(line), place: line.place.citation)
    for (letter, roles) in [("R", line.responsible), ("A", [line.accountable])]
    where letter == "R" || line.approval != .same {
      let holders = view.holders(of: roles, for: found.id, event: event).prefix(8)
      let names: [Message] = holders.isEmpty ? [.nobodyInRole] : holders.map { .holder($0) }
      let spaced = names.enumerated().flatMap { $0.offset == 0 ? [$0.element] : [.choose([", "]), $0.element] }
      lines.append(Paragraph.Line(word: .could, text: [.choose(["\(letter): "])] + spaced, place: nil))
    }
  }

  private mutating func dates() throws {
    for entry in found.kind.derived {
      let value = try Cases(view).evaluate(entry.expression, on: found.id)
      guard case .date = value else { continue }
      add(
        .date, .choose(["\(entry.name) \(value.text) = \(entry.expression.text)"]),
        place: entry.expression.place.citation)
    }
  }
}
