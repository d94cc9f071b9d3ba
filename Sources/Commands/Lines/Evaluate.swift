/// `?`: the value of an expression over all cases.

import Engine
import FEEL

extension Command {
  static let evaluate = Command(
    "?", "? FEEL", .evaluate, example: "? count({kind}[state != \"\"])",
    .reads { cursor, _, view in
      let expression = try cursor.takeExpression(Cases(view).scope)
      try cursor.needEnd()
      let (value, faults) = try Cases(view).evaluate(expression)
      let findings = faults.map { Message.diagnostic(expression.diagnostic($0).rendered) }
      if value.isNull, let fault = faults.first { throw Mistake(expression.diagnostic(fault)) }
      return .noted(.value(value), findings)
    })
}
