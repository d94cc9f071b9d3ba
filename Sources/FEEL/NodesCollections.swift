/// Lists, contexts, ranges, paths, filters, loops and calls.

import Calendar
import Diagnostics

final class ListNode: FoldableNode {
  let range: Swift.Range<Int>
  let parts: [any Node]
  init(_ range: Swift.Range<Int>, _ items: [any Node]) {
    self.range = range
    parts = items
  }
  func evaluate(_ frame: inout Frame) -> Value {
    guard frame.spend(parts.count, at: range) else { return .null }
    return .list(parts.map { $0.evaluate(&frame) })
  }
}

final class ContextNode: Node {
  let range: Swift.Range<Int>
  let shape: Context.Shape
  let values: [any Node]
  let slots: [Int]
  init(_ range: Swift.Range<Int>, _ shape: Context.Shape, _ values: [any Node], _ slots: [Int]) {
    self.range = range
    self.shape = shape
    self.values = values
    self.slots = slots
  }
  func evaluate(_ frame: inout Frame) -> Value {
    guard frame.spend(values.count, at: range) else { return .null }
    var results: [Value] = []
    for (value, slot) in zip(values, slots) {
      let result = value.evaluate(&frame)
      frame.slots[slot] = result
      results.append(result)
    }
    return .context(Context(shape: shape, values: results))
  }
}

final class RangeNode: FoldableNode {
  let range: Swift.Range<Int>
  let low: any Node
  let high: any Node
  let lowIncluded: Bool
  let highIncluded: Bool
  let open: Bool
  var parts: [any Node] { [low, high] }
  init(
    _ range: Swift.Range<Int>, _ low: any Node, _ high: any Node, _ lowIncluded: Bool, _ highIncluded: Bool, open: Bool
  ) {
    self.range = range
    self.low = low
    self.high = high
    self.lowIncluded = lowIncluded
    self.highIncluded = highIncluded
    self.open = open
  }
  func evaluate(_ frame: inout Frame) -> Value {
    let (a, b) = (low.evaluate(&frame), high.evaluate(&frame))
    guard a.isNull || b.isNull || Value.compare(a, b) != nil else {
      return frame.fail(.incomparable, range, "no range runs from a \(a.typeName) to a \(b.typeName)")
    }
    guard Value.compare(a, a) != nil || Value.compare(b, b) != nil else {
      return frame.fail(.incomparable, range, "a range needs an end that has an order, not a \(a.typeName)")
    }
    return .range(
      Range(
        low: a, high: b, lowIncluded: lowIncluded && !a.isNull, highIncluded: highIncluded && !b.isNull,
        comparison: open ? ".." : nil))
  }
}

/// `< 5` as a value.
final class ComparisonRangeNode: FoldableNode {
  let range: Swift.Range<Int>
  let op: Operator
  let value: any Node
  var parts: [any Node] { [value] }
  init(_ range: Swift.Range<Int>, _ op: Operator, _ value: any Node) {
    self.range = range
    self.op = op
    self.value = value
  }
  func evaluate(_ frame: inout Frame) -> Value {
    let end = value.evaluate(&frame)
    switch op {
    case .less, .lessOrEqual:
      return .range(
        Range(low: .null, high: end, lowIncluded: false, highIncluded: op == .lessOrEqual, comparison: op.rawValue))
    case .greater, .greaterOrEqual:
      return .range(
        Range(low: end, high: .null, lowIncluded: op == .greaterOrEqual, highIncluded: false, comparison: op.rawValue))
    default:
      return .range(
        Range(
          low: end, high: end, lowIncluded: op == .equal, highIncluded: op == .equal, comparison: op.rawValue))
    }
  }
}

final class PathNode: Node {
  let range: Swift.Range<Int>
  let base: any Node
  let name: String
  init(_ range: Swift.Range<Int>, _ base: any Node, _ name: String) {
    self.range = range
    self.base = base
    self.name = name
  }
  func evaluate(_ frame: inout Frame) -> Value { select(base.evaluate(&frame), &frame) }

  private func select(_ value: Value, _ frame: inout Frame) -> Value {
    switch value {
    case .context(let context):
      if let found = context[name] { return frame.read(found) }
      return frame.fail(.unknownProperty, range, missing(context))
    case .list(let items):
      guard frame.spend(items.count, at: range) else { return .null }
      return .list(items.map { select($0, &frame) })
    case .null: return frame.fail(.propertyOfNull, range, "there is no \"\(name)\" of null")
    case .withheld: return frame.read(value)
    default:
      if let found = value.property(name) { return found }
      return frame.fail(.unknownProperty, range, "a \(value.typeName) has no \"\(name)\"")
    }
  }

  private func missing(_ context: Context) -> String {
    let near = Nearest.hint(name, among: context.shape.names).map { "; \($0)" } ?? ""
    return "the context has no \"\(name)\"\(near)"
  }
}

final class FilterNode: Node {
  let range: Swift.Range<Int>
  let list: any Node
  let condition: any Node
  let item: Int
  init(_ range: Swift.Range<Int>, _ list: any Node, _ condition: any Node, item: Int) {
    self.range = range
    self.list = list
    self.condition = condition
    self.item = item
  }
  func evaluate(_ frame: inout Frame) -> Value {
    let items: [Value]
    switch list.evaluate(&frame) {
    case .list(let found): items = found
    case .null: return .null
    case let single: items = [single]
    }
    if let constant = condition as? ConstantNode, case .number(let number) = constant.value {
      return pick(number, items, &frame)
    }
    var kept: [Value] = []
    let saved = frame.slots[item]
    defer { frame.slots[item] = saved }
    for (index, value) in items.enumerated() {
      guard frame.spend(at: range) else { return .null }
      frame.slots[item] = value
      switch condition.evaluate(&frame) {
      case .boolean(true): kept.append(value)
      case .boolean(false), .null: break
      case .number(let number):
        if index == 0 { return pick(number, items, &frame) }
      case let other:
        return frame.fail(.notBoolean, condition.range, "a filter is a condition or a number, not a \(other.typeName)")
      }
    }
    return .list(kept)
  }

  private func pick(_ number: Number, _ items: [Value], _ frame: inout Frame) -> Value {
    guard let position = number.integer, position != 0 else {
      return frame.fail(.noSuchPosition, condition.range, "a list is numbered from 1, or from -1 backwards")
    }
    let index = position > 0 ? position - 1 : items.count + position
    guard items.indices.contains(index) else {
      return frame.fail(
        .noSuchPosition, condition.range, "the list has \(items.count) items, there is none at \(position)")
    }
    return items[index]
  }
}

/// Values to go through: of a list, or from one number or date to another.
struct Steps {
  let items: [Value]

  init(_ items: [Value]) { self.items = items }

  init?(from source: Value, to end: Value?, _ range: Swift.Range<Int>, _ frame: inout Frame) {
    switch (source, end) {
    case (.list(let list), nil): self.init(list)
    case (.null, nil): return nil
    case (.range(let bounds), nil):
      // A range holds nothing that runs downwards; from 4 to 2 is written 4..2.
      guard bounds.comparison == nil, let order = Value.compare(bounds.low, bounds.high), order <= 0,
        let all = Steps(from: bounds.low, to: bounds.high, range, &frame)
      else { return nil }
      self.init(all.items.filter { bounds.contains($0) == true })
    case (let single, nil): self.init([single])
    case (.number(let a), .number(let b)?):
      guard let first = a.integer, let last = b.integer, abs(first) < 1 << 60, abs(last) < 1 << 60,
        frame.spend(abs(last - first), at: range)
      else { return nil }
      self.init(stride(from: first, through: last, by: first <= last ? 1 : -1).map { .number(Number($0)) })
    case (.date(let a), .date(let b)?):
      guard frame.spend(abs(b.dayNumber - a.dayNumber), at: range) else { return nil }
      self.init(
        stride(from: a.dayNumber, through: b.dayNumber, by: a <= b ? 1 : -1).map { .date(CivilDate(dayNumber: $0)) })
    default: return nil
    }
  }
}

final class LoopNode: Node {
  struct Iteration: Sendable {
    let source: any Node
    let end: (any Node)?
    let slot: Int

    func steps(_ frame: inout Frame) -> Steps? {
      let value = source.evaluate(&frame)
      let last = end.map { $0.evaluate(&frame) }
      if let steps = Steps(from: value, to: last, source.range, &frame) { return steps }
      _ = frame.fail(.nothingToIterate, source.range, "a \(value.typeName) is nothing to go through")
      return nil
    }
  }

  let range: Swift.Range<Int>
  let iterations: [Iteration]
  let body: any Node
  let partial: Int
  init(_ range: Swift.Range<Int>, _ iterations: [Iteration], _ body: any Node, partial: Int) {
    self.range = range
    self.iterations = iterations
    self.body = body
    self.partial = partial
  }
  func evaluate(_ frame: inout Frame) -> Value {
    var results: [Value] = []
    return run(0, &results, &frame) ? .list(results) : .null
  }

  private func run(_ level: Int, _ results: inout [Value], _ frame: inout Frame) -> Bool {
    if level == iterations.count {
      guard frame.spend(at: range) else { return false }
      frame.slots[partial] = .list(results)
      let value = body.evaluate(&frame)
      frame.slots[partial] = .null
      results.append(value)
      return true
    }
    guard let steps = iterations[level].steps(&frame) else { return false }
    for value in steps.items {
      frame.slots[iterations[level].slot] = value
      guard run(level + 1, &results, &frame) else { return false }
    }
    return true
  }
}

final class QuantifiedNode: Node {
  let range: Swift.Range<Int>
  let iterations: [LoopNode.Iteration]
  let condition: any Node
  let every: Bool
  init(_ range: Swift.Range<Int>, _ iterations: [LoopNode.Iteration], _ condition: any Node, every: Bool) {
    self.range = range
    self.iterations = iterations
    self.condition = condition
    self.every = every
  }

  private struct Outcome {
    var decided = false
    var unknown = false
    var failed = false
  }

  func evaluate(_ frame: inout Frame) -> Value {
    var outcome = Outcome()
    run(0, &outcome, &frame)
    if outcome.failed { return .null }
    if outcome.decided { return .boolean(!every) }
    return outcome.unknown ? .null : .boolean(every)
  }

  private func run(_ level: Int, _ outcome: inout Outcome, _ frame: inout Frame) {
    if level == iterations.count {
      guard frame.spend(at: range) else {
        outcome.failed = true
        return
      }
      switch condition.evaluate(&frame) {
      case .boolean(let holds): outcome.decided = outcome.decided || holds != every
      case .null: outcome.unknown = true
      case let other:
        outcome.unknown = true
        _ = frame.fail(.notBoolean, condition.range, "a condition is a boolean, not a \(other.typeName)")
      }
      return
    }
    guard let steps = iterations[level].steps(&frame) else {
      outcome.failed = true
      return
    }
    for value in steps.items {
      frame.slots[iterations[level].slot] = value
      run(level + 1, &outcome, &frame)
      if outcome.decided || outcome.failed { return }
    }
  }
}

final class FunctionNode: Node {
  let range: Swift.Range<Int>
  let parameters: [Syntax.Parameter]
  let body: any Node
  let base: Int
  init(_ range: Swift.Range<Int>, _ parameters: [Syntax.Parameter], _ body: any Node, base: Int) {
    self.range = range
    self.parameters = parameters
    self.body = body
    self.base = base
  }
  func evaluate(_ frame: inout Frame) -> Value {
    .function(
      Function(parameters: parameters.map(\.name), body: .defined(body: body, captured: frame.slots, base: base)))
  }
}

final class CallNode: Node {
  let range: Swift.Range<Int>
  let callee: any Node
  let arguments: [any Node]
  let names: [String]?
  init(_ range: Swift.Range<Int>, _ callee: any Node, _ arguments: [any Node], _ names: [String]?) {
    self.range = range
    self.callee = callee
    self.arguments = arguments
    self.names = names
  }
  func evaluate(_ frame: inout Frame) -> Value {
    let target = callee.evaluate(&frame)
    guard case .function(let function) = target else {
      return frame.fail(.notFunction, range, "a \(target.typeName) cannot be called")
    }
    let values = arguments.map { $0.evaluate(&frame) }
    guard let names else { return function.call(values, range, &frame) }
    var arranged = [Value](repeating: .null, count: function.parameters.count)
    for (name, value) in zip(names, values) {
      guard let index = function.parameters.firstIndex(of: name) else {
        return frame.fail(.argumentNames, range, "the function has no parameter \"\(name)\"")
      }
      arranged[index] = value
    }
    return function.call(arranged, range, &frame)
  }
}

extension Function {
  func call(_ arguments: [Value], _ range: Swift.Range<Int>, _ frame: inout Frame) -> Value {
    switch body {
    case .external: return frame.fail(.externalFunction, range, "external functions are not run here")
    case .builtIn(let builtIn):
      guard builtIn.arity.contains(arguments.count) else {
        return frame.fail(.argumentCount, range, "\(builtIn.name) takes \(builtIn.arityText), not \(arguments.count)")
      }
      return builtIn.call(arguments, range, &frame)
    case .native(let body):
      guard arguments.count == parameters.count else {
        return frame.fail(
          .argumentCount, range, "the function takes \(parameters.count) arguments, not \(arguments.count)")
      }
      frame.lookInto(arguments)
      return body(arguments)
        ?? frame.fail(.argument, range, "the function does not take a \(arguments.first?.typeName ?? "nothing")")
    case .procedure(let procedure):
      guard arguments.count == parameters.count else {
        return frame.fail(
          .argumentCount, range, "\(procedure.name) takes \(parameters.count) arguments, not \(arguments.count)")
      }
      guard frame.spend(at: range) else { return .null }
      frame.lookInto(arguments)
      return procedure.call(arguments, at: range, &frame)
    case .defined(let body, let captured, let base):
      guard arguments.count == parameters.count else {
        return frame.fail(
          .argumentCount, range, "the function takes \(parameters.count) arguments, not \(arguments.count)")
      }
      let limit = frame.host.depth
      guard frame.depth < limit, frame.spend(at: range) else {
        return frame.fail(.exhausted, range, "functions call each other more than \(limit) deep")
      }
      let saved = frame.slots
      frame.slots = captured
      for (index, value) in arguments.enumerated() { frame.slots[base + index] = value }
      frame.depth += 1
      let value = body.evaluate(&frame)
      frame.depth -= 1
      frame.slots = saved
      return value
    }
  }
}

extension Value {
  /// The properties of dates, times, durations and ranges (DMN 1.5, table 65).
  func property(_ name: String) -> Value? {
    func number(_ value: Int) -> Value { .number(Number(value)) }
    switch (self, name) {
    case (.date(let date), _): return Self.dateProperty(date, name)
    case (.dateTime(let moment), "time offset"):
      return moment.offsetSeconds.map { .daysDuration(DaysDuration(seconds: $0)) } ?? .null
    case (.dateTime(let moment), _):
      return Self.dateProperty(moment.date, name) ?? Value.time(moment.time).property(name)
    case (.time(let time), "hour"): return number(time.hour)
    case (.time(let time), "minute"): return number(time.minute)
    case (.time(let time), "second"): return number(time.second)
    case (.time(let time), "time offset"):
      return time.offsetSeconds.map { .daysDuration(DaysDuration(seconds: $0)) } ?? .null
    case (.time(let time), "timezone"):
      if case .zone(let zone) = time.offset { return .string(zone.name) }
      return .null
    case (.monthsDuration(let duration), "years"): return number(duration.months / 12)
    case (.monthsDuration(let duration), "months"): return number(duration.months % 12)
    case (.daysDuration(let duration), _):
      let parts = duration.parts
      let sign = parts.negative ? -1 : 1
      switch name {
      case "days": return number(sign * parts.days)
      case "hours": return number(sign * parts.hours)
      case "minutes": return number(sign * parts.minutes)
      case "seconds":
        return .number(DaysDuration(seconds: parts.seconds, nanoseconds: parts.nanoseconds).number).negated(sign < 0)
      default: return nil
      }
    case (.range(let range), "start"): return range.low
    case (.range(let range), "end"): return range.high
    case (.range(let range), "start included"): return .boolean(range.lowIncluded)
    case (.range(let range), "end included"): return .boolean(range.highIncluded)
    default: return nil
    }
  }

  private func negated(_ yes: Bool) -> Value {
    if yes, case .number(let number) = self { return .number(-number) }
    return self
  }

  private static func dateProperty(_ date: CivilDate, _ name: String) -> Value? {
    switch name {
    case "year": .number(Number(date.year))
    case "month": .number(Number(date.month))
    case "day": .number(Number(date.day))
    case "weekday": .number(Number(date.weekday.rawValue))
    default: nil
    }
  }
}
