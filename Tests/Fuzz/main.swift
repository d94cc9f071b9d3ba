/// A fuzzer of FEEL for libFuzzer: whatever bytes come, reading and evaluating them ends, and neither crashes nor grows.
///
/// The first byte chooses what is done with the rest: an expression, unary tests, a pattern, or JSON.

import Calendar
import Diagnostics
import FEEL
import Glibc

private let scope = Scope(
  ["a", "b", "list of things", "text", "when", "how long"], properties: ["some thing", "value"])
private let values: [Value] = [
  .number(Number(3)), .boolean(true), .list([.number(Number(1)), .null, .string("x")]), .string("Altena"),
  .date(CivilDate(dayNumber: 20_000)), .monthsDuration(MonthsDuration(months: 9)),
]
private let situation = Situation(now: Instant(milliseconds: 1_900_000_000_000), steps: 20_000, depth: 30)

private func check(_ expression: Expression, _ values: [Value]) {
  let first = expression.evaluate(values, host: situation)
  let second = expression.evaluate(values, host: situation)
  // The same expression over the same values is the same, and a value can be written.
  precondition(JSON.text(first.value) == JSON.text(second.value))
  precondition(first.faults.count <= 21)
}

/// libFuzzer's own loop (its documentation: "Using libFuzzer as a library").
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

private func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let start, count > 1, count < 4096 else { return 0 }
  let text = String(decoding: UnsafeBufferPointer(start: start + 1, count: count - 1), as: UTF8.self)
  switch start[0] % 4 {
  case 0:
    if let expression = try? Expression(text, scope: scope, strict: false) { check(expression, values) }
  case 1:
    if let expression = try? Expression(tests: text, scope: Scope(["?"])) { check(expression, [.number(Number(4))]) }
  case 2:
    let quoted = JSON.text(.string(text))
    for call in ["matches(text, \(quoted))", "replace(text, \(quoted), \"[$1]\")", "split(text, \(quoted))"] {
      if let expression = try? Expression(call, scope: scope) { check(expression, values) }
    }
  default:
    if let value = try? JSON.parse(text.utf8) {
      precondition(Value.identical((try? JSON.parse(JSON.text(value).utf8)) ?? .null, value))
    }
  }
  return 0
}

var count = CommandLine.argc
var arguments = CommandLine.unsafeArgv
exit(runDriver(&count, &arguments) { fuzz($0, $1) })
