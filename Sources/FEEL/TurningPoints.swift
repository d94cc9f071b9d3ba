/// Where the answer of a test changes: what lies between two such values is answered alike, so that a few values stand for all.

import Diagnostics

/// The values of a test's subject at which its answer may change.
public struct TurningPoints: Sendable {
  /// In the order they are written.
  public fileprivate(set) var values: [Value] = []
  /// Whether the test asks for order; otherwise only whether it is one of the values.
  public fileprivate(set) var asksOrder = false
}

extension Expression {
  /// The turning points of unary tests of `?`, with the values of other names that are known. Nil where the answer may change
  /// elsewhere too: where something is computed from the value, or another name is asked.
  public func turningPoints(knowing known: [String: Value]) -> TurningPoints? {
    var reader = TurningPointReader(place: place, scope: scope, known: known)
    return reader.read(syntax) ? reader.found : nil
  }

  /// Whether it is the test that everything passes: `-`.
  public var isAnything: Bool {
    if case .isIn(_, let tests) = syntax.form, tests.count == 1, case .anything = tests[0].form { true } else { false }
  }

  /// Whether the names that it reads are all among these.
  public func reads(only names: Set<String>) -> Bool { reads.allSatisfy { names.contains(scope.names[$0]) } }
}

private struct TurningPointReader {
  let place: Place
  let scope: Scope
  let known: [String: Value]
  var found = TurningPoints()

  private static let orders: Set<Operator> = [.less, .lessOrEqual, .greater, .greaterOrEqual]

  /// Something that is true or false of `?`.
  mutating func read(_ syntax: Syntax) -> Bool {
    switch syntax.form {
    case .anything: return true
    case .isIn(let value, let tests): return Self.isSubject(value) && tests.reduce(true) { $0 && test($1) }
    case .binary(.and, let a, let b), .binary(.or, let a, let b): return read(a) && read(b)
    case .binary(let op, let a, let b) where op == .equal || op == .unequal || Self.orders.contains(op):
      if Self.orders.contains(op) { found.asksOrder = true }
      return Self.isSubject(a) ? constant(b) : Self.isSubject(b) && constant(a)
    case .between(let value, let low, let high):
      found.asksOrder = true
      return Self.isSubject(value) && constant(low) && constant(high)
    default: return false
    }
  }

  /// One of the tests that `?` is held against.
  private mutating func test(_ syntax: Syntax) -> Bool {
    switch syntax.form {
    case .anything: return true
    case .negatedTests(let tests): return tests.reduce(true) { $0 && test($1) }
    case .list(let items): return items.reduce(true) { $0 && test($1) }
    case .comparisonTest(let op, let value):
      if Self.orders.contains(op) { found.asksOrder = true }
      return constant(value)
    case .range(let low, let high, _, _):
      found.asksOrder = true
      return [low, high].reduce(true) { $0 && ($1.map { constant($0) } ?? true) }
    default: return syntax.names.contains("?") ? read(syntax) : constant(syntax)
    }
  }

  private static func isSubject(_ syntax: Syntax) -> Bool { if case .name("?") = syntax.form { true } else { false } }

  private mutating func constant(_ syntax: Syntax) -> Bool {
    guard let expression = try? Expression(syntax, place, scope),
      expression.reads(only: Set(known.keys))
    else { return false }
    let (value, faults) = expression.evaluate(scope.names.map { known[$0] ?? .null }, host: Situation(steps: 10_000))
    guard faults.isEmpty else { return false }
    return note(value)
  }

  private mutating func note(_ value: Value) -> Bool {
    switch value {
    case .list(let items): return items.reduce(true) { $0 && note($1) }
    case .range(let range):
      found.asksOrder = true
      return note(range.low) && note(range.high)
    case .context, .function, .withheld: return false
    case .null: return true
    default:
      found.values.append(value)
      return true
    }
  }
}

extension Syntax {
  /// Whether it takes what passes and leaves out the rest: `not("a")`, `!= 5`.
  public var hasNegation: Bool {
    switch form {
    case .negatedTests, .comparisonTest(.unequal, _), .binary(.unequal, _, _), .anything: true
    default: form.children.contains(where: \.hasNegation)
    }
  }
}
