/// Conditions that nothing can meet: what they ask of one name cannot be so together.

import Diagnostics

/// What is known of a name before anything is asked.
public struct Limits: Sendable {
  /// The least it is; not known when nil.
  public let low: Value?
  /// The most it is; not known when nil.
  public let high: Value?

  /// From and to, both ends included.
  public init(low: Value? = nil, high: Value? = nil) {
    self.low = low
    self.high = high
  }
}

extension Expression {
  /// Why a condition never holds, whatever its names are; nil where it may. `limits` says within what a name lies.
  public func contradiction(_ limits: [String: Limits]) -> String? {
    Contradictions(place: place, scope: scope, limits: limits).find(in: syntax)
  }
}

private struct Contradictions {
  let place: Place
  let scope: Scope
  let limits: [String: Limits]

  /// One comparison of a name with a value.
  private struct Claim {
    let name: String
    let op: Operator
    let value: Value
    let source: String
  }

  /// Why nothing meets it: every alternative asks for what cannot be.
  func find(in syntax: Syntax) -> String? {
    if case .binary(.or, let a, let b) = syntax.form {
      guard let first = find(in: a), find(in: b) != nil else { return nil }
      return first
    }
    var claims: [Claim] = []
    // An alternative within is left alone, but for one that can never be.
    for part in parts(of: syntax) {
      if case .binary(.or, _, _) = part.form, let reason = find(in: part) { return reason }
      if case .binary(let op, let a, let b) = part.form, [.less, .greater, .unequal].contains(op), let name = name(a),
        name == self.name(b)
      {
        return "\(name) is the same on both sides, so \(part.source) never holds"
      }
      claims += self.claims(of: part)
    }
    for (index, claim) in claims.enumerated() {
      // What lies within bounds may still not be there at all.
      if !claim.value.isNull, let known = known(claim.name) {
        let ends: [(Operator, Value?)] = [(.greaterOrEqual, known.low), (.lessOrEqual, known.high)]
        for case (let op, let end?) in ends {
          let bound = Claim(name: claim.name, op: op, value: end, source: "")
          guard excludes(claim, bound) else { continue }
          return
            "\(claim.name) is \(op == .lessOrEqual ? "at most" : "at least") \(end.text), so \(claim.source) never holds"
        }
      }
      for other in claims[..<index] where other.name == claim.name && excludes(other, claim) {
        return "\(other.source) and \(claim.source) never hold together"
      }
    }
    return nil
  }

  private func parts(of syntax: Syntax) -> [Syntax] {
    if case .binary(.and, let a, let b) = syntax.form { return parts(of: a) + parts(of: b) }
    return [syntax]
  }

  private func claims(of syntax: Syntax) -> [Claim] {
    switch syntax.form {
    case .binary(let op, let a, let b):
      if let name = name(a), let value = constant(b) {
        return [Claim(name: name, op: op, value: value, source: syntax.source)]
      }
      if let name = name(b), let value = constant(a), let turned = Self.turned[op] {
        return [Claim(name: name, op: turned, value: value, source: syntax.source)]
      }
      return []
    case .between(let subject, let low, let high):
      guard let name = name(subject), let low = constant(low), let high = constant(high) else { return [] }
      return [
        Claim(name: name, op: .greaterOrEqual, value: low, source: syntax.source),
        Claim(name: name, op: .lessOrEqual, value: high, source: syntax.source),
      ]
    default: return []
    }
  }

  private static let turned: [Operator: Operator] = [
    .equal: .equal, .unequal: .unequal, .less: .greater, .lessOrEqual: .greaterOrEqual, .greater: .less,
    .greaterOrEqual: .lessOrEqual,
  ]

  private static let counting = ["count", "string length"]

  /// Within what a name lies, or what is counted.
  private func known(_ name: String) -> Limits? {
    limits[name] ?? (Self.counting.contains { name.hasPrefix("\($0)(") } ? Limits(low: .number(0)) : nil)
  }

  /// Names with points between them.
  private func name(_ syntax: Syntax) -> String? {
    switch syntax.form {
    case .name(let name): name
    case .path(let base, let last): name(base).map { "\($0).\(last)" }
    // How many there are is a number like any other, and never less than none.
    case .call(let callee, _):
      if case .name(let function) = callee.form, Self.counting.contains(function) { syntax.source } else { nil }
    default: nil
    }
  }

  private func constant(_ syntax: Syntax) -> Value? {
    guard let expression = try? Expression(syntax, place, scope) else { return nil }
    return expression.constant
  }

  /// Whether no value is so by one and so by the other. What cannot be compared makes neither true, and is told elsewhere.
  private func excludes(_ a: Claim, _ b: Claim) -> Bool {
    switch (a.op, b.op) {
    case (.equal, .equal): return !Value.identical(a.value, b.value)
    case (.equal, .unequal), (.unequal, .equal): return Value.identical(a.value, b.value)
    case (.unequal, _), (_, .unequal): return false
    default: break
    }
    // Nothing is less or greater than what is not there.
    if a.op == .equal && a.value.isNull || b.op == .equal && b.value.isNull { return true }
    guard let order = Value.compare(a.value, b.value) else { return false }
    switch (a.op, b.op) {
    case (.equal, .less): return order >= 0
    case (.equal, .lessOrEqual): return order > 0
    case (.equal, .greater): return order <= 0
    case (.equal, .greaterOrEqual): return order < 0
    case (_, .equal): return excludes(b, a)
    case (.greater, .less), (.greater, .lessOrEqual), (.greaterOrEqual, .less): return order >= 0
    case (.greaterOrEqual, .lessOrEqual): return order > 0
    case (.less, .greater), (.lessOrEqual, .greater), (.less, .greaterOrEqual), (.lessOrEqual, .greaterOrEqual):
      return excludes(b, a)
    default: return false
    }
  }
}
