/// Built-in functions: how one is described, bound and called. The functions themselves stand in the files named
/// `BuiltIns…`, one for each section of DMN 1.5, 10.3.4.

import Calendar
import Diagnostics

/// A wrong use of a function: a sentence without values.
struct Misuse: Error {
  let code: Code
  let message: String

  init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// An argument that the function does not take, which is what most misuse is.
  init(_ message: String) { self.init(.argument, message) }
}

/// A built-in function.
public final class BuiltIn: Sendable {
  typealias Body = @Sendable (_ arguments: Arguments, _ frame: inout Frame) throws(Misuse) -> Value

  /// The name by which expressions call it.
  public let name: String
  /// Its parameters, one list for each way to call it; an optional one ends in `?`, a repeated one in `…`.
  public let signatures: [[String]]
  /// What it gives, in one sentence: for the reference.
  public let summary: String
  /// An expression that shows it.
  public let example: String
  /// Whether it depends on its arguments alone.
  public let isPure: Bool
  /// Whether the standard has it, or this library adds it.
  public let isStandard: Bool
  let body: Body
  /// Whether it hands items on, or counts them, without looking into them.
  private let looksAtNothing: Bool
  private static let blind: Set = [
    "count", "append", "concatenate", "insert before", "remove", "reverse", "sublist", "flatten", "sort",
  ]

  init(
    _ name: String, _ signatures: String, _ summary: String, example: String, pure: Bool = true, standard: Bool = true,
    body: @escaping Body
  ) {
    self.name = name
    self.signatures = signatures.split(separator: "|", omittingEmptySubsequences: false).map { signature in
      signature.split(separator: ",").map { String($0).trimmed }
    }
    self.summary = summary
    self.example = example
    isPure = pure
    isStandard = standard
    self.body = body
    looksAtNothing = Self.blind.contains(name)
  }

  /// The parameters of its first signature.
  public var parameters: [String] { signatures[0].map(Self.plain) }

  private static func plain(_ parameter: String) -> String {
    parameter.hasSuffix("?") || parameter.hasSuffix("…") ? String(parameter.dropLast()) : parameter
  }

  /// How many arguments it takes.
  var arity: ClosedRange<Int> {
    var low = Int.max
    var high = 0
    for signature in signatures {
      low = min(low, signature.count { !$0.hasSuffix("?") })
      high = max(high, signature.contains { $0.hasSuffix("…") } ? 100_000 : signature.count)
    }
    return low...high
  }

  var arityText: String {
    let arity = arity
    if arity.upperBound >= 100_000 { return "at least \(arity.lowerBound) argument\(arity.lowerBound == 1 ? "" : "s")" }
    if arity.lowerBound == arity.upperBound { return "\(arity.lowerBound) argument\(arity.lowerBound == 1 ? "" : "s")" }
    return "\(arity.lowerBound) to \(arity.upperBound) arguments"
  }

  /// For a call with named arguments: which of them goes to each parameter; nil where no signature fits.
  func positions(of names: [String]) -> [Int?]? {
    guard Set(names).count == names.count else { return nil }
    for signature in signatures {
      let plain = signature.map(Self.plain)
      guard names.allSatisfy(plain.contains) else { continue }
      let order = plain.map { names.firstIndex(of: $0) }
      guard zip(signature, order).allSatisfy({ $0.hasSuffix("?") || $1 != nil }) else { continue }
      let last = order.lastIndex { $0 != nil }.map { $0 + 1 } ?? 0
      return Array(order[..<last])
    }
    return nil
  }

  func call(_ values: [Value], _ range: Swift.Range<Int>, _ frame: inout Frame) -> Value {
    guard frame.spend(at: range) else { return .null }
    if !looksAtNothing { frame.lookInto(values) }
    do {
      return try body(Arguments(values: values, range: range), &frame)
    } catch {
      return frame.fail(error.code, range, "\(name): \(error.message)")
    }
  }

  /// All of them, by the section of the standard that they belong to.
  public static let sections: [(title: String, functions: [BuiltIn])] = [
    ("Conversion and logic (10.3.4.1, 10.3.4.2)", conversions), ("Texts (10.3.4.3)", strings),
    ("Texts by pattern (10.3.4.3)", patterns), ("Lists (10.3.4.4)", lists), ("Numbers (10.3.4.5)", numbers),
    ("Dates and times (10.3.4.6, 10.3.4.8)", temporals), ("Ranges (10.3.4.9)", ranges),
    ("Contexts (10.3.4.11)", contexts), ("Calendar, terms and money (beside the standard)", domain),
  ]

  /// All of them.
  public static let all: [BuiltIn] = sections.flatMap(\.functions)

  /// Their names.
  public static let names = all.map(\.name)
  private static let byName = Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

  /// The one of a name.
  public static func named(_ name: String) -> BuiltIn? { byName[name] }
}

final class BuiltInNode: FoldableNode {
  let range: Swift.Range<Int>
  let builtIn: BuiltIn
  let parts: [any Node]
  /// The argument that is one value and no list of them, because it was given under that name.
  let single: Int?
  init(_ range: Swift.Range<Int>, _ builtIn: BuiltIn, _ arguments: [any Node], single: Int? = nil) {
    self.single = single
    self.range = range
    self.builtIn = builtIn
    parts = arguments
  }
  func evaluate(_ frame: inout Frame) -> Value {
    let values = parts.map { $0.evaluate(&frame) }
    if let single, single < values.count, case .list = values[single] {
      return frame.fail(.argument, range, "\(builtIn.name): the key is a string, not a list")
    }
    return builtIn.call(values, range, &frame)
  }
}

/// The arguments of a call, read by type. A list of one stands for its item (DMN 1.5, 10.3.2.9.4).
struct Arguments {
  let values: [Value]
  let range: Swift.Range<Int>

  var count: Int { values.count }

  subscript(_ index: Int) -> Value { index < values.count ? values[index] : .null }

  func has(_ index: Int) -> Bool { !self[index].isNull }

  private func single(_ index: Int) -> Value {
    if case .list(let items) = self[index], items.count == 1 { return items[0] }
    return self[index]
  }

  private func wrong(_ index: Int, _ wanted: String) -> Misuse {
    Misuse("argument \(index + 1) is a \(self[index].typeName), not a \(wanted)")
  }

  func number(_ index: Int) throws(Misuse) -> Number {
    guard case .number(let value) = single(index) else { throw wrong(index, "number") }
    return value
  }

  func integer(_ index: Int) throws(Misuse) -> Int {
    guard let value = try number(index).rounded(scale: 0, .down).integer else {
      throw Misuse("argument \(index + 1) is too large")
    }
    return value
  }

  func string(_ index: Int) throws(Misuse) -> String {
    guard case .string(let value) = single(index) else { throw wrong(index, "string") }
    return value
  }

  func boolean(_ index: Int) throws(Misuse) -> Bool {
    guard case .boolean(let value) = single(index) else { throw wrong(index, "boolean") }
    return value
  }

  /// A single value counts as a list of one.
  func list(_ index: Int) throws(Misuse) -> [Value] {
    switch self[index] {
    case .list(let items): return items
    case .null: throw wrong(index, "list")
    case let value: return [value]
    }
  }

  /// The items of a list given as the only argument, else all arguments.
  var items: [Value] {
    if values.count == 1, case .list(let items) = values[0] { return items }
    return values
  }

  func context(_ index: Int) throws(Misuse) -> Context {
    guard case .context(let value) = single(index) else { throw wrong(index, "context") }
    return value
  }

  /// The date of a date or of a date and time.
  func date(_ index: Int) throws(Misuse) -> CivilDate {
    switch single(index) {
    case .date(let date): return date
    case .dateTime(let moment): return moment.date
    default: throw wrong(index, "date")
    }
  }

  func function(_ index: Int) throws(Misuse) -> Function {
    guard case .function(let value) = single(index) else { throw wrong(index, "function") }
    return value
  }
}
