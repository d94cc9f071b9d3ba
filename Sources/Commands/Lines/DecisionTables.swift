/// `table`: the decision tables of the definitions, one of them rule by rule, and what it gives for values.

import Decisions
import Definitions
import Engine
import FEEL

extension Command {
  static let table = Command(
    "table", "table [NAME [VALUE, …]]", .table, example: "table", completes: [.table],
    .reads { cursor, session, view in
      let all = view.rulebook.constants.compactMap(\.table)
      guard !cursor.isAtEnd else {
        let rows = all.map { stated -> [Cell] in
          [
            .text(stated.table.name), .text(stated.title.text(session.language)), .text(stated.table.heading),
            .text(stated.source ?? ""), .text("\(stated.table.place.citation)"),
          ]
        }
        return .table(Table([.name, .title, .what, .source, .defined], rows, empty: .noTables))
      }
      let stated = try cursor.takeTable(view)
      guard !cursor.isAtEnd else { return shown(stated.table, stated.table.rules.indices.map { $0 + 1 }) }
      var arguments: [Value] = []
      var findings: [Message] = []
      repeat {
        let expression = try cursor.takeExpression(Cases(view).scope)
        let (value, faults) = try Cases(view).evaluate(expression)
        arguments.append(value)
        findings += faults.map { .diagnostic(expression.diagnostic($0).rendered) }
      } while cursor.takeComma()
      try cursor.needEnd()
      guard arguments.count == stated.table.inputs.count else {
        throw Mistake(.tableTakes(stated.table.name, stated.table.inputs.map(\.name)), at: cursor.place())
      }
      if let withheld = arguments.lazy.compactMap(\.firstWithheld).first { return .value(.withheld(withheld)) }
      let (decided, faults) = Cases(view).decide(stated.function, arguments)
      findings += faults.map { .diagnostic($0.message) }
      return .all([
        shown(stated.table, decided.rules), .noted(.record([(.heading(.outcome), .value(decided.value))]), findings),
      ])
    })

  /// Some of a table's rules, with their numbers.
  private static func shown(_ table: DecisionTable, _ numbers: [Int]) -> Answer {
    let columns = (table.inputs + table.outputs).map { Column.named($0.name) }
    let rows = numbers.map { number -> [Cell] in
      let rule = table.rules[number - 1]
      return [.number(number)] + (rule.tests + rule.outputs).map { .text($0.text) }
    }
    return .table(Table([.heading(.ruleNumber)] + columns, rows, empty: .noRuleMatches))
  }
}
