/// The least and the most that a field holds.

import Diagnostics
import FEEL

/// From where to where the values of a field lie, both ends included.
public struct Bounds: Sendable {
  /// The least value; none when nil.
  public let low: Value?
  /// The most; none when nil.
  public let high: Value?

  /// Whether a value lies within, and in a list each. Null does: it says nothing.
  public func hold(_ value: Value) -> Bool {
    if case .list(let items) = value { return items.allSatisfy(hold) }
    if value.isNull { return true }
    // What cannot be compared is not within.
    if let low { guard let order = Value.compare(low, value), order <= 0 else { return false } }
    if let high { guard let order = Value.compare(value, high), order <= 0 else { return false } }
    return true
  }

  /// As definitions write them: `from 1 to 15`.
  public var description: String {
    [("from", low), ("to", high)].compactMap { name, value in value.map { "\(name) \($0.text)" } }
      .joined(separator: " ")
  }
}

extension FieldReader {
  /// The bounds of a field, as values of its type.
  func bounds(_ yaml: YAML, of type: FieldType) -> Bounds? {
    var element = type
    if case .list(let inner) = type { element = inner }
    func end(_ key: String) -> Value? {
      guard let written = yaml[key], let text = written.text("a value") else { return nil }
      guard element.hasOrder else {
        written.error(
          .unboundable, "a \(element.description) has no least and no most",
          hint: "from and to are for numbers, amounts, dates and durations")
        return nil
      }
      if let bare = element.bare(text) { return bare }
      guard let expression = Expressions(scope: Scope([])).compile(written) else { return nil }
      let value = expression.evaluate([], host: Situation()).value
      guard let stored = element.stored(value), !stored.isNull else {
        written.error(
          .wrongType, "\(element.description.withArticle) is wanted here, not \(value.isNull ? "nothing" : value.text)",
          hint: "\(key): \(element.sample)")
        return nil
      }
      return stored
    }
    let (low, high) = (end("from"), end("to"))
    if low == nil, high == nil { return nil }
    if let low, let high, Value.compare(low, high).map({ $0 > 0 }) ?? true {
      yaml["to"]?.error(
        .emptyBounds, "nothing lies from \(low.text) to \(high.text)", hint: "the least comes first")
    }
    return Bounds(low: low, high: high)
  }
}

extension FieldType {
  /// Whether its values lie one after the other.
  fileprivate var hasOrder: Bool {
    switch self {
    case .number, .integer, .amount, .date, .dateTime, .duration: true
    default: false
    }
  }
}
