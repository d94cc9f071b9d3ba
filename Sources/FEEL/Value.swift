/// The values of FEEL (DMN 1.5, 10.3.2) and when they are equal or comparable.

import Calendar

/// A FEEL value.
public enum Value: Sendable {
  case null
  case boolean(Bool)
  case number(Number)
  case string(String)
  case date(CivilDate)
  indirect case time(Time)
  indirect case dateTime(DateTime)
  case daysDuration(DaysDuration)
  case monthsDuration(MonthsDuration)
  case list([Value])
  case context(Context)
  case range(Range)
  case function(Function)
  /// What whoever asks may not see, with its name; no value of the standard. Whatever rests on it is withheld as well.
  case withheld(String)
}

/// A context: values under names, in the order they were given. Contexts made at one place share their shape.
public struct Context: Sendable {
  /// The names of a context and where each stands.
  public final class Shape: Sendable {
    /// In order.
    public let names: [String]
    private let index: [String: Int]

    /// Later names replace earlier equal ones only in ``Context``; here each stands once.
    public init(_ names: [String]) {
      self.names = names
      index = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Where a name stands.
    public func position(of name: String) -> Int? {
      if names.count <= 6 { return names.firstIndex(of: name) }
      return index[name]
    }
  }

  /// Its names.
  public let shape: Shape
  /// Its values, in the order of the names.
  public private(set) var values: [Value]

  /// Values for a shape, as many as it has names.
  public init(shape: Shape, values: [Value]) {
    self.shape = shape
    self.values = values
  }

  /// Pairs in order; a name given twice keeps its first place and its last value.
  public init(_ pairs: [(String, Value)] = []) {
    var names: [String] = []
    var values: [Value] = []
    var seen: [String: Int] = [:]
    for (name, value) in pairs {
      if let index = seen[name] {
        values[index] = value
      } else {
        seen[name] = names.count
        names.append(name)
        values.append(value)
      }
    }
    self.init(shape: Shape(names), values: values)
  }

  /// The value under a name; nil when there is none.
  public subscript(_ name: String) -> Value? { shape.position(of: name).map { values[$0] } }

  /// Names with their values.
  public var pairs: [(String, Value)] { Array(zip(shape.names, values)) }

  /// With one value put or replaced.
  public func setting(_ name: String, to value: Value) -> Context {
    if let index = shape.position(of: name) {
      var copy = self
      copy.values[index] = value
      return copy
    }
    return Context(pairs + [(name, value)])
  }
}

/// A range of comparable values (DMN 1.5, 10.3.2.7); an end that an operator leaves out is null and without bound.
public final class Range: Sendable {
  /// The lower end.
  public let low: Value
  /// The upper end.
  public let high: Value
  /// Whether the lower end belongs to it.
  public let lowIncluded: Bool
  /// Whether the upper end belongs to it.
  public let highIncluded: Bool
  /// The operator of a range written as `< 5`, `>= x`, `= x` or `!= x`.
  let comparison: String?

  /// A range between two ends.
  public init(low: Value, high: Value, lowIncluded: Bool, highIncluded: Bool, comparison: String? = nil) {
    self.low = low
    self.high = high
    self.lowIncluded = lowIncluded
    self.highIncluded = highIncluded
    self.comparison = comparison
  }

  /// Whether a value lies in it; null when it cannot be compared.
  public func contains(_ value: Value) -> Bool? {
    if comparison == "!=" { return Value.equal(value, low).map { !$0 } }
    if comparison == "=" { return Value.equal(value, low) }
    // An end that is null is open where an operator left it out; between brackets it is not known.
    if comparison == nil, low.isNull || high.isNull { return nil }
    if !low.isNull {
      guard let order = Value.compare(low, value) else { return nil }
      if order > 0 || (order == 0 && !lowIncluded) { return false }
    }
    if !high.isNull {
      guard let order = Value.compare(value, high) else { return nil }
      if order > 0 || (order == 0 && !highIncluded) { return false }
    }
    return low.isNull && high.isNull ? nil : true
  }
}

extension Value {
  /// Whether it is null.
  public var isNull: Bool { if case .null = self { true } else { false } }

  /// What is withheld in it, at any depth of lists and contexts; nil when nothing is.
  public var firstWithheld: String? {
    switch self {
    case .withheld(let name): name
    case .list(let items): items.lazy.compactMap(\.firstWithheld).first
    case .context(let context): context.values.lazy.compactMap(\.firstWithheld).first
    default: nil
    }
  }

  /// The name of its type as FEEL writes it.
  public var typeName: String {
    switch self {
    case .null: "null"
    case .boolean: "boolean"
    case .number: "number"
    case .string: "string"
    case .date: "date"
    case .time: "time"
    case .dateTime: "date and time"
    case .daysDuration: "days and time duration"
    case .monthsDuration: "years and months duration"
    case .list: "list"
    case .context: "context"
    case .range: "range"
    case .function: "function"
    case .withheld: "withheld value"
    }
  }

  /// The same code points. Swift's own equality, which is fast, holds for texts that are only equivalent as well.
  private static func same(_ x: String, _ y: String) -> Bool {
    x == y && x.utf8.count == y.utf8.count && x.utf8.elementsEqual(y.utf8)
  }

  /// Equality by DMN 1.5, table 53: null when the types differ and neither is null.
  public static func equal(_ a: Value, _ b: Value) -> Bool? {
    switch (a, b) {
    case (.null, .null): return true
    case (.null, _), (_, .null): return false
    case (.boolean(let x), .boolean(let y)): return x == y
    case (.number(let x), .number(let y)): return x == y
    case (.string(let x), .string(let y)): return same(x, y)
    case (.date(let x), .date(let y)): return x == y
    case (.time(let x), .time(let y)):
      guard (x.offset == nil) == (y.offset == nil) else { return false }
      return x.comparable == y.comparable
    case (.dateTime(let x), .dateTime(let y)):
      guard (x.time.offset == nil) == (y.time.offset == nil) else { return false }
      return x.comparable == y.comparable
    case (.daysDuration(let x), .daysDuration(let y)): return x == y
    case (.monthsDuration(let x), .monthsDuration(let y)): return x == y
    case (.list(let x), .list(let y)):
      guard x.count == y.count else { return false }
      return zip(x, y).allSatisfy { equal($0, $1) == true }
    case (.context(let x), .context(let y)):
      guard x.values.count == y.values.count else { return false }
      return x.pairs.allSatisfy { name, value in y[name].map { equal(value, $0) == true } ?? false }
    case (.range(let x), .range(let y)):
      return x.lowIncluded == y.lowIncluded && x.highIncluded == y.highIncluded && x.comparison == y.comparison
        && equal(x.low, y.low) == true && equal(x.high, y.high) == true
    case (.function(let x), .function(let y)): return x === y
    default: return nil
    }
  }

  /// Whether two values are written alike; unlike ``equal(_:_:)`` it tells 10:00+01:00 from 09:00Z.
  public static func identical(_ a: Value, _ b: Value) -> Bool {
    switch (a, b) {
    case (.null, .null): true
    case (.boolean(let x), .boolean(let y)): x == y
    case (.number(let x), .number(let y)): x == y
    case (.string(let x), .string(let y)): x == y
    case (.date(let x), .date(let y)): x == y
    case (.monthsDuration(let x), .monthsDuration(let y)): x == y
    case (.daysDuration(let x), .daysDuration(let y)): x == y
    default: JSON.text(a) == JSON.text(b)
    }
  }

  /// -1, 0 or 1 for values that have an order (DMN 1.5, table 54); nil for others.
  public static func compare(_ a: Value, _ b: Value) -> Int? {
    func order<T: Comparable>(_ x: T, _ y: T) -> Int { x < y ? -1 : x == y ? 0 : 1 }
    switch (a, b) {
    case (.number(let x), .number(let y)): return order(x, y)
    case (.string(let x), .string(let y)):
      if x.unicodeScalars.elementsEqual(y.unicodeScalars) { return 0 }
      return x.unicodeScalars.lexicographicallyPrecedes(y.unicodeScalars) ? -1 : 1
    case (.date(let x), .date(let y)): return order(x.dayNumber, y.dayNumber)
    case (.time(let x), .time(let y)):
      guard (x.offset == nil) == (y.offset == nil) else { return nil }
      return order(x.comparable, y.comparable)
    case (.dateTime(let x), .dateTime(let y)):
      guard (x.time.offset == nil) == (y.time.offset == nil) else { return nil }
      return order(x.comparable, y.comparable)
    case (.date(let x), .dateTime(let y)):
      let offset: Offset? = y.time.offset == nil ? nil : .seconds(0)
      return order(DateTime(date: x, time: Time(nanoseconds: 0, offset: offset)).comparable, y.comparable)
    case (.dateTime, .date): return compare(b, a).map { -$0 }
    case (.daysDuration(let x), .daysDuration(let y)): return order(x, y)
    case (.monthsDuration(let x), .monthsDuration(let y)): return order(x, y)
    default: return nil
    }
  }
}

/// A function: built in, or defined by an expression that holds on to the values around it.
public final class Function: Sendable {
  enum Body: Sendable {
    case builtIn(BuiltIn)
    case defined(body: any Node, captured: [Value], base: Int)
    case native(@Sendable ([Value]) -> Value?)
    case procedure(any Procedure)
    case external
  }

  /// The names of its parameters.
  public let parameters: [String]
  let body: Body

  init(parameters: [String], body: Body) {
    self.parameters = parameters
    self.body = body
  }

  /// A function that whoever evaluates lends to expressions; nil is an error of its arguments.
  public convenience init(parameters: [String], native: @escaping @Sendable ([Value]) -> Value?) {
    self.init(parameters: parameters, body: .native(native))
  }
}
