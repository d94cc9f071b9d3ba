/// The domain of an input, cut where some test of it changes its answer: each region is answered alike, so one value stands for it.

import Calendar
import FEEL

/// Values of an input that all rules answer alike.
struct Region {
  /// One of them.
  let value: Value
  /// The rules whose test they pass.
  var rules: BitSet
  /// Whether it is null, which need not be decided.
  var isNull: Bool { value.isNull }
}

/// A set of small numbers.
struct BitSet: Hashable {
  private var words: [UInt64]

  init(count: Int) { words = [UInt64](repeating: 0, count: (count + 63) / 64) }

  static func upTo(_ count: Int, of all: Int) -> BitSet {
    var set = BitSet(count: all)
    for index in 0..<count { set.insert(index) }
    return set
  }

  mutating func insert(_ index: Int) { words[index / 64] |= 1 << UInt64(index % 64) }

  func contains(_ index: Int) -> Bool { words[index / 64] & (1 << UInt64(index % 64)) != 0 }

  var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

  /// The least number in both; nil when there is none.
  func firstCommon(_ other: BitSet) -> Int? {
    for index in words.indices {
      let both = words[index] & other.words[index]
      if both != 0 { return index * 64 + both.trailingZeroBitCount }
    }
    return nil
  }

  func intersection(_ other: BitSet) -> BitSet {
    var result = self
    for index in words.indices { result.words[index] &= other.words[index] }
    return result
  }
}

/// Why the regions of an input are not known.
struct Unknown: Error {
  let why: String
}

struct Cutter {
  /// The most tests of one input that are asked, each of a value of every region.
  private static let mostTests = 400_000

  let table: DecisionTable
  private let constants: [String: Value]
  private let values: [Value]

  init(_ table: DecisionTable) {
    self.table = table
    constants = table.surroundings.constants
    values = table.surroundings.names.map { table.surroundings.constants[$0] ?? .null }
  }

  /// Whether any rule tests an input.
  func isTested(_ column: Int) -> Bool { table.rules.contains { !$0.tests[column].isAnything } }

  /// The regions of an input, null last.
  func regions(_ column: Int) throws(Unknown) -> [Region] {
    let input = table.inputs[column]
    let tests = table.rules.map { $0.tests[column] }
    let known = Set(constants.keys).union(["?"])
    for test in tests + [input.allowed].compactMap({ $0 }) where !test.reads(only: known) {
      throw Unknown(why: "a test of \(input.name) asks for more than its value")
    }
    let samples = try samples(input, tests)
    var frame = Frame(slots: values + [.null], host: Situation(steps: 10_000))
    guard samples.count * tests.count <= Self.mostTests else { throw Unknown(why: "there are too many rules") }
    var regions: [Region] = []
    for sample in samples + [.null] {
      if let allowed = input.allowed, !sample.isNull, try !passes(sample, allowed, input, &frame) { continue }
      var rules = BitSet(count: tests.count)
      for (index, test) in tests.enumerated() where try passes(sample, test, input, &frame) { rules.insert(index) }
      regions.append(Region(value: sample, rules: rules))
    }
    return regions
  }

  private func passes(
    _ value: Value, _ test: Expression, _ input: DecisionTable.Column, _ frame: inout Frame
  ) throws(Unknown) -> Bool {
    frame.slots[table.subject] = value
    let answer = test.evaluate(in: &frame)
    // What has no answer for a value does not match it; what could not be evaluated here may match later.
    if frame.faults.contains(where: { ["feel.no-clock", "feel.no-calendar", "feel.exhausted"].contains($0.code.text) })
    {
      throw Unknown(why: "a test of \(input.name) asks for more than its value")
    }
    if case .boolean(true) = answer { return true }
    return false
  }

  /// A value of every region.
  private func samples(_ input: DecisionTable.Column, _ tests: [Expression]) throws(Unknown) -> [Value] {
    if input.typeName == .named("boolean") { return [.boolean(true), .boolean(false)] }
    if let values = input.values { return Self.distinct(values) }
    var points: [Value] = []
    var asksOrder = false
    for test in tests + [input.allowed].compactMap({ $0 }) {
      guard let found = test.turningPoints(knowing: constants) else {
        throw Unknown(why: "a test of \(input.name) asks for more than its value")
      }
      points += found.values
      asksOrder = asksOrder || found.asksOrder
    }
    if input.typeName == .named("string") {
      if asksOrder {
        throw Unknown(why: "texts between others are not counted up: give \(input.name) its allowed values")
      }
      return Self.distinct(points) + [.string(Self.other(than: points))]
    }
    return try Self.ordered(Self.distinct(points), input)
  }

  private static func distinct(_ values: [Value]) -> [Value] {
    var result: [Value] = []
    for value in values where !value.isNull && !result.contains(where: { Value.equal($0, value) == true }) {
      result.append(value)
    }
    return result
  }

  /// A text that is none of those.
  private static func other(than points: [Value]) -> String {
    let known = Set(points.compactMap { if case .string(let text) = $0 { text } else { nil } })
    var text = "another text"
    while known.contains(text) { text += "." }
    return text
  }

  /// The points, and a value before, between and after them where there is one.
  private static func ordered(_ points: [Value], _ input: DecisionTable.Column) throws(Unknown) -> [Value] {
    guard let line = Line(input.typeName) else {
      throw Unknown(why: "\(input.name) is a \(input.typeName.source), which is not counted up")
    }
    guard points.allSatisfy(line.holds) else {
      throw Unknown(why: "\(input.name) is compared with values that are no \(input.typeName.source)")
    }
    let sorted = points.sorted { (Value.compare($0, $1) ?? 0) < 0 }
    guard let first = sorted.first, let last = sorted.last else { return [line.origin] }
    var samples: [Value] = [line.beside(first, isAfter: false)].compactMap { $0 }
    for (point, next) in zip(sorted, sorted.dropFirst()) {
      samples.append(point)
      if let between = line.between(point, next) { samples.append(between) }
    }
    return samples + [last] + [line.beside(last, isAfter: true)].compactMap { $0 }
  }
}

/// Types whose values lie one after the other, without end.
private enum Line {
  case numbers, dates, daysDurations, monthsDurations

  init?(_ type: TypeName) {
    switch type {
    case .named("number"): self = .numbers
    case .named("date"): self = .dates
    case .named("days and time duration"): self = .daysDurations
    case .named("years and months duration"): self = .monthsDurations
    default: return nil
    }
  }

  func holds(_ value: Value) -> Bool {
    switch (self, value) {
    case (.numbers, .number), (.dates, .date), (.daysDurations, .daysDuration), (.monthsDurations, .monthsDuration):
      true
    default: false
    }
  }

  var origin: Value {
    switch self {
    case .numbers: .number(Number(0))
    case .dates: .date(CivilDate(dayNumber: 24_000))
    case .daysDurations: .daysDuration(DaysDuration(seconds: 0))
    case .monthsDurations: .monthsDuration(MonthsDuration(months: 0))
    }
  }

  /// A value before or after one; nil past the end of what there is.
  func beside(_ value: Value, isAfter: Bool) -> Value? {
    let step = isAfter ? 1 : -1
    switch value {
    case .number(let number):
      // To numbers of very many digits one adds nothing.
      return [Number(step), isAfter == (number > .zero) ? number : -number].lazy.compactMap { Number.add(number, $0) }
        .first { isAfter ? number < $0 : $0 < number }.map { .number($0) }
    case .date(let date): return date.adding(days: step).map { .date($0) }
    case .daysDuration(let duration):
      let (seconds, isTooMuch) = duration.seconds.addingReportingOverflow(86_400 * step)
      return isTooMuch ? nil : .daysDuration(DaysDuration(seconds: seconds))
    case .monthsDuration(let duration):
      let (months, isTooMuch) = duration.months.addingReportingOverflow(step)
      return isTooMuch ? nil : .monthsDuration(MonthsDuration(months: months))
    default: return nil
    }
  }

  /// A value between two that lie in order; nil where there is none.
  func between(_ low: Value, _ high: Value) -> Value? {
    var candidates: [Value] = []
    switch (low, high) {
    case (.number(let a), .number(let b)):
      let next = Number.add(a.rounded(scale: 0, .down), .one)
      let middle = Number.add(a, b).flatMap { Number.divide($0, Number(2)) }
      candidates = [next, middle].compactMap { $0.map { .number($0) } }
    case (.daysDuration(let a), .daysDuration(let b)):
      candidates = [
        .daysDuration(DaysDuration(seconds: a.seconds / 2 + b.seconds / 2)),
        .daysDuration(DaysDuration(seconds: a.seconds, nanoseconds: a.nanoseconds + 1)),
      ]
    default: candidates = [beside(low, isAfter: true)].compactMap { $0 }
    }
    return candidates.first { isLess(low, $0) && isLess($0, high) }
  }

  private func isLess(_ a: Value, _ b: Value) -> Bool { Value.compare(a, b).map { $0 < 0 } ?? false }
}
