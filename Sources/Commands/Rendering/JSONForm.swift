/// Answers as JSON, for programs: keys are the same in every language.

import Definitions
import Engine
import FEEL
import Governance

struct JSONForm {
  private let rendering: Rendering

  init(_ rendering: Rendering) { self.rendering = rendering }

  func text(_ table: Table) -> String {
    let shape = Context.Shape(table.columns.map(\.key))
    return JSON.text(.list(table.rows.map { .context(Context(shape: shape, values: $0.map(value))) }))
  }

  private func value(_ cell: Cell) -> Value {
    switch cell {
    case .value(let value), .shown(let value, _): value
    case .words(let message): .string(message.text(.en))
    case .withheld(let name): .context(Context([("withheld", .string(name))]))
    }
  }

  // MARK: Decisions

  /// An object for each request; what fired first and what followed stand in it.
  func text(_ answer: DecisionAnswer) -> String {
    let fired = answer.fired.map { value($0, answer.actor) }
    return answer.receipts.map { receipt in
      JSON.text(value(receipt, answer.actor, fired.isEmpty ? [] : [("fired", .list(fired))]))
    }.joined(separator: "\n")
  }

  private func value(_ receipt: Receipt, _ actor: String, _ more: [(String, Value)] = []) -> Value {
    func text(_ text: String?) -> Value { text.map { .string($0) } ?? .null }
    let reasons = receipt.reasons.map { reason -> Value in
      let remedy = rendering.words(.remedy(reason))
      return .context(
        Context([
          ("rule", .string(reason.rule.description)),
          ("because", .string(rendering.words(.because(reason, actor: actor)))),
          ("so", text(remedy.isEmpty ? nil : remedy)), ("place", text(reason.place?.description)),
        ]))
    }
    var pairs: [(String, Value)] = [
      ("outcome", .string(receipt.outcome.rawValue)), ("act", .string(receipt.verb.typed)),
      ("verb", .string(receipt.verb.name.rawValue)), ("case", .string(receipt.subject)),
      ("entry", receipt.entry.map { .number(Number($0)) } ?? .null), ("role", text(receipt.role)),
      ("state", text(receipt.state.isEmpty ? nil : receipt.state)), ("reasons", .list(reasons)),
    ]
    if !receipt.followed.isEmpty { pairs.append(("followed", .list(receipt.followed.map { value($0, actor) }))) }
    if let hash = receipt.pinned { pairs.append(("definitions", .string(hash))) }
    return .context(Context(pairs + more))
  }
}
