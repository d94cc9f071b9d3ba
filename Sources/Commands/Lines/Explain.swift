/// `explain`: how a value came about, step by step.

import Engine
import FEEL

extension Command {
  static let explain = Command(
    "explain", "explain NAME of CASE", .explain, example: "explain {field} of {case}", completes: [.field, .caseID],
    .reads { cursor, _, view in
      let name = try cursor.takeFieldOf("explain", view) { kind in
        kind.fields.map(\.name) + kind.derived.map(\.name) + kind.queries.map(\.name)
      }
      let found = try cursor.takeCase(view)
      try cursor.needEnd()
      let explained = try Explanations(view).explain(name, of: found.id)
      guard !explained.steps.isEmpty else {
        throw Mistake(.caseHasNo(subject: found.id, name: name), hint: .choose(["show \(found.id)"]))
      }
      let rows = explained.steps.map { step -> [Cell] in
        [
          .text(String(repeating: "  ", count: step.depth) + step.what), Cell(step.value),
          .words(.stepBecause(step.because)),
        ]
      }
      return .noted(
        .table(Table([.step, .value, .because], rows)), explained.isCut ? [.explanationIsCut] : [])
    })
}
