/// Ten guards over fifteen fields, compiled and from their text.

import FEEL
import Foundation

struct ExpressionsBenchmark {
  let workload: Workload

  private func value(_ written: Value) -> Value {
    switch written {
    case .context(let context):
      if context.pairs.count == 1, case .string(let text)? = context["date"] { return temporal(text) }
      if context.pairs.count == 1, case .string(let text)? = context["duration"] { return temporal(text) }
      return .context(Context(context.pairs.map { ($0.0, value($0.1)) }))
    case .list(let items): return .list(items.map { value($0) })
    default: return written
    }
  }

  private func temporal(_ text: String) -> Value {
    (try? Expression("@\"\(text)\""))?.evaluate([], host: Situation()).value ?? .null
  }

  func run(_ seconds: Double) throws -> Answer {
    var answer = Answer(workload: "expressions")
    var contexts: [(name: String, frame: Frame)] = []
    var scope = Scope([])
    for (name, written) in workload["contexts"].pairs {
      guard case .context(let context) = value(written) else { continue }
      if contexts.isEmpty { scope = Scope(context.shape.names) }
      let values = scope.names.map { context[$0] ?? .null }
      contexts.append((name, Frame(slots: values, host: Situation())))
    }
    var checks: [(String, Value)] = []
    let share = seconds / Double(2 * max(1, workload["expressions"].items.count))
    var frames = contexts.map(\.frame)
    for guardCase in workload["expressions"].items {
      let (id, text) = (guardCase["id"].string, guardCase["feel"].string)
      let expression = try Expression(text, scope: scope)
      var values: [(String, Value)] = []
      for (index, context) in contexts.enumerated() {
        values.append((context.name, expression.evaluate(in: &frames[index])))
      }
      checks.append((id, .context(Context(values))))
      answer.measures.append(
        (
          "eval/\(id)",
          .over(share) {
            var held = 0
            for _ in 0..<500 {
              for index in frames.indices {
                if case .boolean(true) = expression.evaluate(in: &frames[index]) { held += 1 }
              }
            }
            precondition(held <= 1000)
            return 500 * frames.count
          }
        ))
      answer.measures.append(
        (
          "parse+eval/\(id)",
          try .over(share) {
            for _ in 0..<20 {
              for index in frames.indices {
                _ = try Expression(text, scope: scope).evaluate(in: &frames[index])
              }
            }
            return 20 * frames.count
          }
        ))
    }
    answer.checks = [("values", .context(Context(checks)))]
    return answer
  }
}
