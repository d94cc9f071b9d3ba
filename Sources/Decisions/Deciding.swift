/// What a table gives for values of its inputs, and which of its rules match.

import Diagnostics
import FEEL

/// What came of asking a table.
public struct Decided: Sendable {
  /// What it gives; null where it gives nothing, which the frame's faults explain.
  public let value: Value
  /// The rules that match, from 1; of a table that takes the first, that one.
  public let rules: [Int]
}

extension DecisionTable {
  /// Decides: `tested` are the values of the inputs, `values` those of the surrounding names, `range` is what faults are told of.
  /// Everything is taken from the allowance of the frame.
  public func decide(
    _ tested: [Value], seeing values: [Value], at range: Swift.Range<Int>, _ frame: inout Frame
  ) -> Decided {
    var asking = Asking(table: self, values: values + [.null], range: range)
    guard let inputs = asking.take(tested, &frame) else { return Decided(value: .null, rules: []) }
    var hits: [Int] = []
    for index in rules.indices {
      if asking.matches(index, inputs, &frame) { hits.append(index) }
      if policy == .first, !hits.isEmpty { break }
    }
    if frame.isExhausted { return Decided(value: .null, rules: []) }
    let value = asking.outcome(hits, &frame)
    return Decided(value: value, rules: hits.map { $0 + 1 })
  }
}

/// One asking of a table.
private struct Asking {
  let table: DecisionTable
  /// Of the surrounding names, then of the value under test.
  var values: [Value]
  let range: Swift.Range<Int>
  /// Why tests had no answer; told only when no rule matches.
  private var unanswered: [String] = []

  init(table: DecisionTable, values: [Value], range: Swift.Range<Int>) {
    self.table = table
    self.values = values
    self.range = range
  }

  private func fail(_ code: Code, _ message: String, _ frame: inout Frame) -> Value {
    frame.fail(code, range, "table \"\(table.name)\": \(message)")
  }

  // MARK: Inputs

  /// The values as the inputs take them; nil, with the reason on record, when one does not.
  mutating func take(_ tested: [Value], _ frame: inout Frame) -> [Value]? {
    var taken: [Value] = []
    for (input, given) in zip(table.inputs, tested) {
      guard let value = input.typeName.taking(given) else {
        _ = fail(.wrongInput, "\(input.name) is a \(input.typeName.source), not a \(given.typeName)", &frame)
        return nil
      }
      if let allowed = input.allowed, !value.isNull, !passes(value, allowed, &frame) {
        _ = fail(.wrongInput, "\(input.name) is none of \(allowed.text)", &frame)
        return nil
      }
      taken.append(value)
    }
    return taken
  }

  private mutating func passes(_ value: Value, _ tests: Expression, _ frame: inout Frame) -> Bool {
    values[table.subject] = value
    if case .boolean(true) = frame.evaluate(tests, seeing: values).value { return true }
    return false
  }

  mutating func matches(_ index: Int, _ inputs: [Value], _ frame: inout Frame) -> Bool {
    for (column, test) in table.rules[index].tests.enumerated() {
      guard frame.spend(at: range) else { return false }
      values[table.subject] = inputs[column]
      let (value, faults) = frame.evaluate(test, seeing: values)
      if case .boolean(true) = value { continue }
      if let fault = faults.first, unanswered.count < 3 {
        unanswered.append("rule \(index + 1), \(table.inputs[column].name): \(fault.message)")
      }
      return false
    }
    return true
  }

  // MARK: Outputs

  mutating func outcome(_ hits: [Int], _ frame: inout Frame) -> Value {
    if hits.isEmpty { return missed(&frame) }
    switch table.policy {
    case .unique where hits.count > 1:
      return fail(
        .severalRules, "one rule may match, and \(Self.list(hits)) do", &frame)
    case .unique, .first: return value(row(hits[0], &frame))
    case .any: return agreed(hits, &frame)
    case .priority: return ranked(hits, &frame).first ?? .null
    case .outputOrder: return .list(ranked(hits, &frame))
    case .ruleOrder, .collect(nil): return .list(hits.map { value(row($0, &frame)) })
    case .collect(let aggregation?): return together(aggregation, hits.map { value(row($0, &frame)) }, &frame)
    }
  }

  private static func list(_ hits: [Int]) -> String {
    let numbers = hits.map { "\($0 + 1)" }
    return "rules \(numbers.dropLast().joined(separator: ", ")) and \(numbers.last ?? "")"
  }

  /// What there is when no rule matches: the default, or an empty list, or null.
  private mutating func missed(_ frame: inout Frame) -> Value {
    if table.policy == .collect(.count) { return .number(Number(0)) }
    if table.outputs.contains(where: { $0.fallback != nil }) {
      let row = table.outputs.map { output in output.fallback.map { given($0, output, "default", &frame) } ?? .null }
      return table.policy.givesList ? .list([value(row)]) : value(row)
    }
    if table.policy.givesList { return .list([]) }
    for message in unanswered { _ = fail(.unanswered, message, &frame) }
    return fail(.noRule, "no rule matches", &frame)
  }

  /// The outputs of a rule.
  private mutating func row(_ index: Int, _ frame: inout Frame) -> [Value] {
    zip(table.outputs, table.rules[index].outputs).map { given($1, $0, "rule \(index + 1)", &frame) }
  }

  private func value(_ row: [Value]) -> Value {
    row.count == 1 ? row[0] : .context(Context(shape: table.outputShape, values: row))
  }

  /// An output as its column takes it; null, with the reason on record, when it does not.
  private mutating func given(
    _ expression: Expression, _ output: DecisionTable.Column, _ place: String, _ frame: inout Frame
  ) -> Value {
    if let constant = expression.constant { return constant }
    guard frame.spend(at: range) else { return .null }
    let (value, faults) = frame.evaluate(expression, seeing: values)
    for fault in faults {
      _ = fail(fault.code, "\(place), \(output.name): \(fault.message)", &frame)
    }
    guard let taken = output.typeName.taking(value) else {
      return fail(
        .wrongOutput, "\(place), \(output.name): a \(output.typeName.source) is wanted, not a \(value.typeName)",
        &frame)
    }
    if let allowed = output.allowed, !taken.isNull, !passes(taken, allowed, &frame) {
      return fail(.wrongOutput, "\(place), \(output.name): none of \(allowed.text)", &frame)
    }
    return taken
  }

  private mutating func agreed(_ hits: [Int], _ frame: inout Frame) -> Value {
    let first = row(hits[0], &frame)
    for other in hits.dropFirst() {
      let agree = zip(first, row(other, &frame)).allSatisfy { Value.equal($0, $1) == true }
      guard agree else {
        return fail(
          .differingOutputs, "rules \(hits[0] + 1) and \(other + 1) match, and give different outputs", &frame)
      }
    }
    return value(first)
  }

  /// The outputs by the order of the allowed values: the first output counts first, of equals the rule that stands first.
  private mutating func ranked(_ hits: [Int], _ frame: inout Frame) -> [Value] {
    let rows = hits.map { row($0, &frame) }
    let ranks = rows.map { row in
      zip(table.outputs, row).map { output, value in
        guard let values = output.values else { return 0 }
        return values.firstIndex { Value.equal($0, value) == true } ?? values.count
      }
    }
    let order = rows.indices.sorted { a, b in
      ranks[a] == ranks[b] ? a < b : ranks[a].lexicographicallyPrecedes(ranks[b])
    }
    return order.map { value(rows[$0]) }
  }

  /// Built-in functions of a list that is called `values`.
  private static let aggregates: [HitPolicy.Aggregation: Expression] = {
    var all: [HitPolicy.Aggregation: Expression] = [:]
    for aggregation in HitPolicy.Aggregation.allCases {
      all[aggregation] = try? Expression("\(aggregation.rawValue)(values)", scope: Scope(["values"]))
    }
    return all
  }()

  private func together(_ aggregation: HitPolicy.Aggregation, _ values: [Value], _ frame: inout Frame) -> Value {
    guard let expression = Self.aggregates[aggregation] else { return .null }
    let (value, faults) = frame.evaluate(expression, seeing: [.list(values)])
    for fault in faults { _ = fail(fault.code, fault.message, &frame) }
    return value
  }
}

/// A table as a function of its inputs, beside names whose values never change.
public final class DecisionFunction: Procedure {
  /// The table that is asked.
  public let table: DecisionTable
  private let around: [Value]

  /// A table whose surrounding names are its inputs and then constants.
  public init(_ table: DecisionTable) {
    self.table = table
    around = table.surroundings.names.dropFirst(table.inputs.count).map { table.surroundings.constants[$0] ?? .null }
  }

  /// What expressions call it.
  public var name: String { table.name }

  /// Its inputs.
  public var parameters: [(name: String, type: Type)] { table.inputs.map { ($0.name, $0.type) } }

  /// What the table gives.
  public var result: Type { table.result }

  /// What the table gives for the arguments.
  public func call(_ arguments: [Value], at range: Swift.Range<Int>, _ frame: inout Frame) -> Value {
    decide(arguments, at: range, &frame).value
  }

  /// What the table gives for the arguments, with the rules that match.
  public func decide(_ arguments: [Value], at range: Swift.Range<Int>, _ frame: inout Frame) -> Decided {
    table.decide(arguments, seeing: arguments + around, at: range, &frame)
  }
}
