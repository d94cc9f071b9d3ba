/// Constants, names, operators and conditions.

import Diagnostics

/// A node that can be evaluated before it is needed, when its parts are constant.
protocol FoldableNode: Node {
  var parts: [any Node] { get }
}

final class ConstantNode: Node {
  let range: Swift.Range<Int>
  let value: Value
  init(_ range: Swift.Range<Int>, _ value: Value) {
    self.range = range
    self.value = value
  }
  func evaluate(_ frame: inout Frame) -> Value { value }
}

final class SlotNode: Node {
  let range: Swift.Range<Int>
  let slot: Int
  init(_ range: Swift.Range<Int>, _ slot: Int) {
    self.range = range
    self.slot = slot
  }
  func evaluate(_ frame: inout Frame) -> Value { frame.read(frame.slots[slot]) }
}

final class UnknownNode: Node {
  let range: Swift.Range<Int>
  let name: String
  init(_ range: Swift.Range<Int>, _ name: String) {
    self.range = range
    self.name = name
  }
  func evaluate(_ frame: inout Frame) -> Value { frame.fail(.unknownName, range, "nothing is called \"\(name)\" here") }
}

final class FailingNode: Node {
  let range: Swift.Range<Int>
  let code: Code
  let message: String
  init(_ range: Swift.Range<Int>, _ code: Code, _ message: String) {
    self.range = range
    self.code = code
    self.message = message
  }
  func evaluate(_ frame: inout Frame) -> Value { frame.fail(code, range, message) }
}

/// A name inside a filter: the item's own entry, else what the name means outside.
final class ItemNode: Node {
  let range: Swift.Range<Int>
  let slot: Int
  let name: String
  let outer: (any Node)?
  init(_ range: Swift.Range<Int>, _ slot: Int, _ name: String, _ outer: (any Node)?) {
    self.range = range
    self.slot = slot
    self.name = name
    self.outer = outer
  }
  func evaluate(_ frame: inout Frame) -> Value {
    if case .context(let context) = frame.slots[slot], let value = context[name] { return frame.read(value) }
    if let outer { return outer.evaluate(&frame) }
    if case .context = frame.slots[slot] { return .null }
    return frame.fail(.unknownName, range, "nothing is called \"\(name)\" here")
  }
}

final class NegateNode: FoldableNode {
  let range: Swift.Range<Int>
  let operand: any Node
  var parts: [any Node] { [operand] }
  init(_ range: Swift.Range<Int>, _ operand: any Node) {
    self.range = range
    self.operand = operand
  }
  func evaluate(_ frame: inout Frame) -> Value {
    switch operand.evaluate(&frame) {
    case .number(let number): .number(-number)
    case .daysDuration(let duration): .daysDuration(-duration)
    case .monthsDuration(let duration): .monthsDuration(MonthsDuration(months: -duration.months))
    case let other:
      frame.fail(.wrongOperand, range, "a minus goes before a number or a duration, not a \(other.typeName)")
    }
  }
}

/// `and` and `or` by the three-valued tables 50 and 51 of DMN 1.5.
final class JunctionNode: Node {
  let range: Swift.Range<Int>
  let left: any Node
  let right: any Node
  let isAnd: Bool
  init(_ range: Swift.Range<Int>, _ left: any Node, _ right: any Node, isAnd: Bool) {
    self.range = range
    self.left = left
    self.right = right
    self.isAnd = isAnd
  }
  func evaluate(_ frame: inout Frame) -> Value {
    let a = left.evaluate(&frame)
    if case .boolean(let value) = a, value != isAnd { return a }
    let b = right.evaluate(&frame)
    if case .boolean(let value) = b {
      if value != isAnd { return b }
      if case .boolean = a { return .boolean(isAnd) }
    }
    for (value, node) in [(a, left), (b, right)] {
      switch value {
      case .boolean, .null: continue
      default:
        return frame.fail(.notBoolean, node.range, "\(isAnd ? "and" : "or") joins booleans, not a \(value.typeName)")
      }
    }
    return .null
  }
}

final class NotNode: Node {
  let range: Swift.Range<Int>
  let operand: any Node
  init(_ range: Swift.Range<Int>, _ operand: any Node) {
    self.range = range
    self.operand = operand
  }
  func evaluate(_ frame: inout Frame) -> Value {
    if case .boolean(let value) = operand.evaluate(&frame) { return .boolean(!value) }
    return .null
  }
}

final class ComparisonNode: FoldableNode {
  let range: Swift.Range<Int>
  let op: Operator
  let left: any Node
  let right: any Node
  var parts: [any Node] { [left, right] }
  init(_ range: Swift.Range<Int>, _ op: Operator, _ left: any Node, _ right: any Node) {
    self.range = range
    self.op = op
    self.left = left
    self.right = right
  }
  func evaluate(_ frame: inout Frame) -> Value {
    let a = left.evaluate(&frame)
    let b = right.evaluate(&frame)
    // What most conditions compare, without asking what it is twice.
    if case .number(let x) = a, case .number(let y) = b { return .boolean(holds(x, y)) }
    if case .date(let x) = a, case .date(let y) = b { return .boolean(holds(x, y)) }
    frame.lookInto(a, b)
    switch op {
    case .equal, .unequal:
      if let equal = Value.equal(a, b) { return .boolean(equal == (op == .equal)) }
      return frame.fail(.incomparable, range, "a \(a.typeName) and a \(b.typeName) can never be equal")
    default:
      guard let order = Value.compare(a, b) else {
        return frame.fail(.incomparable, range, "a \(a.typeName) and a \(b.typeName) have no order")
      }
      switch op {
      case .less: return .boolean(order < 0)
      case .lessOrEqual: return .boolean(order <= 0)
      case .greater: return .boolean(order > 0)
      default: return .boolean(order >= 0)
      }
    }
  }

  @inline(__always)
  private func holds<T: Comparable>(_ x: T, _ y: T) -> Bool {
    switch op {
    case .equal: x == y
    case .unequal: x != y
    case .less: x < y
    case .lessOrEqual: !(y < x)
    case .greater: y < x
    default: !(x < y)
    }
  }
}

final class BetweenNode: Node {
  let range: Swift.Range<Int>
  let value: any Node
  let low: any Node
  let high: any Node
  init(_ range: Swift.Range<Int>, _ value: any Node, _ low: any Node, _ high: any Node) {
    self.range = range
    self.value = value
    self.low = low
    self.high = high
  }
  func evaluate(_ frame: inout Frame) -> Value {
    let (v, a, b) = (value.evaluate(&frame), low.evaluate(&frame), high.evaluate(&frame))
    guard let first = Value.compare(a, v), let second = Value.compare(v, b) else {
      return frame.fail(.incomparable, range, "a \(v.typeName) cannot lie between a \(a.typeName) and a \(b.typeName)")
    }
    return .boolean(first <= 0 && second <= 0)
  }
}

final class InNode: Node {
  let range: Swift.Range<Int>
  let value: any Node
  let tests: [(node: any Node, mentionsValue: Bool)]
  let slot: Int
  init(_ range: Swift.Range<Int>, _ value: any Node, _ tests: [(any Node, Bool)], _ slot: Int) {
    self.range = range
    self.value = value
    self.tests = tests.map { (node: $0.0, mentionsValue: $0.1) }
    self.slot = slot
  }
  func evaluate(_ frame: inout Frame) -> Value {
    let tested = value.evaluate(&frame)
    frame.slots[slot] = tested
    var unknown = false
    for test in tests {
      let result = test.node.evaluate(&frame)
      frame.lookInto(tested, result)
      if test.mentionsValue, case .boolean(let holds) = result {
        if holds { return .boolean(true) }
        continue
      }
      // A test of the value that has no answer is not the value null.
      if test.mentionsValue, result.isNull {
        unknown = true
        continue
      }
      switch Self.matches(tested, result) {
      case true?: return .boolean(true)
      case nil: unknown = true
      default: break
      }
    }
    return unknown
      ? frame.fail(.incomparable, range, "a \(tested.typeName) cannot be tested that way") : .boolean(false)
  }

  static func matches(_ value: Value, _ test: Value) -> Bool? {
    switch test {
    case .range(let range):
      if case .range = value, let same = Value.equal(value, test), same { return true }
      return range.contains(value)
    case .list(let items):
      if Value.equal(value, test) == true { return true }
      return items.contains { matches(value, $0) == true }
    default: return Value.equal(value, test)
    }
  }
}

final class InstanceNode: Node {
  let range: Swift.Range<Int>
  let value: any Node
  let type: TypeName
  init(_ range: Swift.Range<Int>, _ value: any Node, _ type: TypeName) {
    self.range = range
    self.value = value
    self.type = type
  }
  func evaluate(_ frame: inout Frame) -> Value { .boolean(type.holds(value.evaluate(&frame))) }
}

final class ConditionalNode: Node {
  let range: Swift.Range<Int>
  let condition: any Node
  let then: any Node
  let otherwise: any Node
  init(_ range: Swift.Range<Int>, _ condition: any Node, _ then: any Node, _ otherwise: any Node) {
    self.range = range
    self.condition = condition
    self.then = then
    self.otherwise = otherwise
  }
  func evaluate(_ frame: inout Frame) -> Value {
    let value = condition.evaluate(&frame)
    if case .boolean(true) = value { return then.evaluate(&frame) }
    switch value {
    case .boolean, .null: break
    default: _ = frame.fail(.notBoolean, condition.range, "a condition is a boolean, not a \(value.typeName)")
    }
    return otherwise.evaluate(&frame)
  }
}
