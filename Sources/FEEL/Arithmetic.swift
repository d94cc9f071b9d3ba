/// Arithmetic on numbers, dates, times and durations (DMN 1.5, tables 55 to 59).

import Calendar

final class ArithmeticNode: FoldableNode {
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
    if case .number(let x) = a, case .number(let y) = b {
      if let result = Self.numbers(op, x, y) { return .number(result) }
      return op == .divide && y.isZero
        ? frame.fail(.divisionByZero, range, "division by zero")
        : frame.fail(.noResult, range, "the result is too large or none")
    }
    if case .string(let x) = a, case .string(let y) = b, op == .add {
      guard frame.spend((x.utf8.count + y.utf8.count) / 64, at: range) else { return .null }
      return .string(x + y)
    }
    if let result = Self.temporal(op, a, b) { return result }
    let verb =
      switch op {
      case .add: "added to"
      case .subtract: "subtracted from"
      case .multiply: "multiplied by"
      case .divide: "divided by"
      default: "raised to"
      }
    let (first, second) = op == .add || op == .subtract ? (b, a) : (a, b)
    return frame.fail(.wrongOperand, range, "a \(first.typeName) cannot be \(verb) a \(second.typeName)")
  }

  private static func numbers(_ op: Operator, _ x: Number, _ y: Number) -> Number? {
    switch op {
    case .add: Number.add(x, y)
    case .subtract: Number.subtract(x, y)
    case .multiply: Number.multiply(x, y)
    case .divide: Number.divide(x, y)
    default: y.integer.map { Number.power(x, $0) } ?? Number.power(x, fraction: y)
    }
  }

  private static func temporal(_ op: Operator, _ a: Value, _ b: Value) -> Value? {
    switch (op, a, b) {
    case (.add, .monthsDuration(let x), .monthsDuration(let y)):
      return months(x.months.addingReportingOverflow(y.months))
    case (.subtract, .monthsDuration(let x), .monthsDuration(let y)):
      return months(x.months.subtractingReportingOverflow(y.months))
    case (.add, .daysDuration(let x), .daysDuration(let y)):
      return Number.add(x.number, y.number).flatMap { DaysDuration($0) }.map { .daysDuration($0) }
    case (.subtract, .daysDuration(let x), .daysDuration(let y)):
      return Number.subtract(x.number, y.number).flatMap { DaysDuration($0) }.map { .daysDuration($0) }
    case (.add, .date(let date), .monthsDuration(let x)), (.add, .monthsDuration(let x), .date(let date)):
      return date.adding(months: x.months).map { .date($0) }
    case (.subtract, .date(let date), .monthsDuration(let x)): return date.adding(months: -x.months).map { .date($0) }
    case (.add, .date(let date), .daysDuration(let x)), (.add, .daysDuration(let x), .date(let date)):
      return date.adding(days: floorDivide(x.seconds, 86_400)).map { .date($0) }
    case (.subtract, .date(let date), .daysDuration(let x)):
      return date.adding(days: floorDivide((-x).seconds, 86_400)).map { .date($0) }
    case (.add, .dateTime(let x), .monthsDuration(let y)), (.add, .monthsDuration(let y), .dateTime(let x)):
      return x.date.adding(months: y.months).map { .dateTime(DateTime(date: $0, time: x.time)) }
    case (.subtract, .dateTime(let x), .monthsDuration(let y)):
      return x.date.adding(months: -y.months).map { .dateTime(DateTime(date: $0, time: x.time)) }
    case (.add, .dateTime(let x), .daysDuration(let y)), (.add, .daysDuration(let y), .dateTime(let x)):
      return x.adding(y).map { .dateTime($0) }
    case (.subtract, .dateTime(let x), .daysDuration(let y)): return x.adding(-y).map { .dateTime($0) }
    case (.add, .time(let x), .daysDuration(let y)), (.add, .daysDuration(let y), .time(let x)): return shifted(x, y)
    case (.subtract, .time(let x), .daysDuration(let y)): return shifted(x, -y)
    case (.subtract, .time(let x), .time(let y)):
      guard (x.offset == nil) == (y.offset == nil) else { return nil }
      let seconds = (x.offsetSeconds ?? 0) - (y.offsetSeconds ?? 0)
      return .daysDuration(DaysDuration(seconds: -seconds, nanoseconds: x.nanoseconds - y.nanoseconds))
    case (.subtract, .date, .date), (.subtract, .dateTime, .dateTime), (.subtract, .date, .dateTime),
      (.subtract, .dateTime, .date):
      return difference(a, b)
    case (.multiply, .monthsDuration(let x), .number(let y)), (.multiply, .number(let y), .monthsDuration(let x)):
      return whole(Number.multiply(Number(x.months), y))
    case (.multiply, .daysDuration(let x), .number(let y)), (.multiply, .number(let y), .daysDuration(let x)):
      return Number.multiply(x.number, y).flatMap { DaysDuration($0) }.map { .daysDuration($0) }
    case (.divide, .monthsDuration(let x), .number(let y)): return whole(Number.divide(Number(x.months), y))
    case (.divide, .daysDuration(let x), .number(let y)):
      return Number.divide(x.number, y).flatMap { DaysDuration($0) }.map { .daysDuration($0) }
    case (.divide, .monthsDuration(let x), .monthsDuration(let y)):
      return Number.divide(Number(x.months), Number(y.months)).map { .number($0) }
    case (.divide, .daysDuration(let x), .daysDuration(let y)):
      return Number.divide(x.number, y.number).map { .number($0) }
    default: return nil
    }
  }

  private static func months(_ result: (partialValue: Int, overflow: Bool)) -> Value? {
    result.overflow ? nil : .monthsDuration(MonthsDuration(months: result.partialValue))
  }

  private static func whole(_ number: Number?) -> Value? {
    number?.rounded(scale: 0, .down).integer.map { .monthsDuration(MonthsDuration(months: $0)) }
  }

  private static func shifted(_ time: Time, _ duration: DaysDuration) -> Value {
    let day = 86_400_000_000_000
    let within = (duration.seconds % 86_400) * 1_000_000_000 + duration.nanoseconds
    return .time(Time(nanoseconds: (((time.nanoseconds + within) % day) + day) % day, offset: time.offset))
  }

  /// A date counts as its midnight in UTC. Local and zoned moments have no difference.
  private static func difference(_ a: Value, _ b: Value) -> Value? {
    func zoned(_ value: Value) -> Bool { if case .dateTime(let x) = value { x.time.offset != nil } else { true } }
    func since(_ value: Value) -> DaysDuration? {
      switch value {
      case .date(let date): DaysDuration(seconds: date.dayNumber * 86_400)
      case .dateTime(let moment): moment.sinceEpoch
      default: nil
      }
    }
    if zoned(a) != zoned(b) { return nil }
    guard let x = since(a), let y = since(b) else { return nil }
    return Number.subtract(x.number, y.number).flatMap { DaysDuration($0) }.map { .daysDuration($0) }
  }
}
