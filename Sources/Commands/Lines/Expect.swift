/// `expect`: in a script, what must be so.

import Definitions
import Diagnostics
import Engine
import FEEL

extension Command {
  static let expect = Command(
    "expect", "expect FEEL | expect state CASE STATE | expect refused|accepted|pending [RULE, …]", .expect,
    example: "expect count({kind}) = 1", completes: [.words(["refused", "accepted", "pending", "state"]), .caseID],
    .talks { cursor, session in
      if let outcome = cursor.take(oneOf: ["refused", "accepted", "pending"]) {
        try expect(outcome, cursor, session)
      } else {
        try session.look { view in
          if cursor.take("state") { try expectState(&cursor, view) } else { try expectValue(&cursor, view) }
        }
      }
      return .nothing
    })

  private static func expect(_ outcome: String, _ cursor: Cursor, _ session: Session) throws {
    guard let last = session.last else { throw cursor.mistake(.nothingDoneYet) }
    guard last.outcome.rawValue == outcome else {
      throw cursor.mistake(.expectedOutcome(outcome, found: last.outcome.rawValue))
    }
    let rules = last.reasons.map(\.rule.description)
    let wanted = cursor.rest.split(separator: ",").map { String($0).trimmedBoth }.filter { !$0.isEmpty }
    for rule in wanted where !rules.contains(rule) { throw cursor.mistake(.ruleNotAmong(rule, rules)) }
  }

  private static func expectState(_ cursor: inout Cursor, _ view: View) throws {
    let found = try cursor.takeCase(view)
    let wanted = cursor.rest.trimmedBoth
    guard found.isIn(wanted) else {
      let states = found.kind.chart.states.map(\.id)
      // A state that there is was not misspelt.
      let near = states.contains(wanted) ? nil : Nearest.to(wanted, among: states)
      throw cursor.mistake(
        .caseIsIn(subject: found.id, state: found.stateText), hint: near.map { .didYouMean($0) })
    }
  }

  private static func expectValue(_ cursor: inout Cursor, _ view: View) throws {
    let expression = try cursor.takeExpression(Cases(view).scope)
    try cursor.needEnd()
    let (value, faults) = try Cases(view).evaluate(expression)
    if case .boolean(true) = value { return }
    if let fault = faults.first {
      throw Mistake(.notSo(value.text), at: expression.place, hint: .diagnostic(fault.message))
    }
    let found = try expression.syntax.compared.map { part in
      (
        name: part.source,
        value: try Cases(view).evaluate(Expression(part.source, scope: Cases(view).scope)).value.brief
      )
    }
    throw Mistake(
      .notSo(value.text), at: expression.place,
      hint: found.isEmpty ? nil : .valuesAre(found.map { (name: $0.name, value: $0.value.text) }))
  }
}
