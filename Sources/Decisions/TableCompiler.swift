/// From written tables to tables that can be asked: cells are compiled, and held against the types of their columns.

import Diagnostics
import FEEL

struct TableCompiler {
  let written: WrittenTable
  let surroundings: CellNames
  var found = Diagnostics()

  init(_ written: WrittenTable, _ surroundings: CellNames) {
    self.written = written
    self.surroundings = surroundings
    if written.outputs.isEmpty {
      found.error(.emptyTable, "the table \"\(written.name)\" has no output", at: written.place)
    }
    if written.rows.isEmpty {
      found.error(.emptyTable, "the table \"\(written.name)\" has no rule", at: written.place)
    }
  }

  /// What a cell may name; with the type of the value under test where there is one.
  private func scope(_ subject: Type?) -> Scope {
    var types = surroundings.types
    if let subject { types["?"] = subject }
    return Scope(surroundings.names + (subject == nil ? [] : ["?"]), types: types)
  }

  private mutating func compile(_ body: () throws(Diagnostics) -> Expression) -> Expression? {
    do { return try body() } catch {
      found.add(contentsOf: error)
      return nil
    }
  }

  private mutating func tests(_ place: Place, of column: String, _ type: Type) -> Expression? {
    let scope = scope(type)
    do throws(Diagnostics) { return try Expression(tests: place, scope: scope) } catch {
      // The value under test is called as its column is.
      for finding in error.all {
        let message = finding.message.hasPrefix("? ") ? column + finding.message.dropFirst() : finding.message
        found.error(finding.code, message, at: finding.place, hint: finding.hint)
      }
      return nil
    }
  }

  // MARK: Columns

  mutating func input(_ column: WrittenTable.Column) -> DecisionTable.Column? {
    var type = Type(column.type)
    var allowed: Expression?
    if let place = column.allowed {
      guard let tests = tests(place, of: column.name, type) else { return nil }
      allowed = tests
    }
    let values = allowed.flatMap(listed)
    if let values, type == .string { type = words(values) ?? type }
    return DecisionTable.Column(
      name: column.name, typeName: column.type, type: type, allowed: allowed, values: values, fallback: nil,
      place: column.place)
  }

  mutating func output(_ column: WrittenTable.Column, _ cells: [Expression]) -> DecisionTable.Column? {
    var type = Type(column.type)
    var allowed: Expression?
    var fallback: Expression?
    if let place = column.allowed {
      guard let tests = tests(place, of: column.name, type) else { return nil }
      allowed = tests
    }
    if let place = column.fallback {
      let scope = scope(nil)
      guard let expression = compile({ () throws(Diagnostics) in try Expression(place, scope: scope) }) else {
        return nil
      }
      fallback = expression
    }
    let values = allowed.flatMap(listed)
    for cell in cells + [fallback].compactMap({ $0 }) { check(cell, column, type, allowed) }
    if type == .string {
      type = (values ?? constants(cells + [fallback].compactMap { $0 })).flatMap(words) ?? type
    }
    return DecisionTable.Column(
      name: column.name, typeName: column.type, type: type, allowed: allowed, values: values, fallback: fallback,
      place: column.place)
  }

  /// An output that is never of its column.
  private mutating func check(
    _ cell: Expression, _ column: WrittenTable.Column, _ type: Type, _ allowed: Expression?
  ) {
    let given = cell.type
    if type.refuses(given) {
      found.error(
        .wrongOutput, "\(column.name) is \(text(type)), not \(text(given))", at: cell.place,
        hint: type == .string ? "a text stands between double quotes" : nil)
    } else if let allowed, let value = cell.constant, !value.isNull, !passes(value, allowed) {
      found.error(
        .wrongOutput, "\(column.name) is never \(value.source)", at: cell.place, hint: "allowed: \(allowed.text)")
    }
  }

  private func passes(_ value: Value, _ tests: Expression) -> Bool {
    var values = surroundings.names.map { surroundings.constants[$0] ?? .null }
    values.append(value)
    if case .boolean(true) = tests.evaluate(values, host: Situation(steps: 10_000)).value { return true }
    return false
  }

  private func constants(_ cells: [Expression]) -> [Value]? {
    let values = cells.compactMap(\.constant)
    return values.count == cells.count ? values : nil
  }

  private func words(_ values: [Value]) -> Type? {
    var words: [String] = []
    for value in values {
      if value.isNull { continue }
      guard case .string(let word) = value else { return nil }
      if !words.contains(word) { words.append(word) }
    }
    return words.isEmpty ? nil : .words(words)
  }

  /// The values that tests name one by one; nil where they name anything else.
  private func listed(_ tests: Expression) -> [Value]? {
    guard let points = tests.turningPoints(knowing: surroundings.constants), !points.asksOrder,
      points.values.allSatisfy({ passes($0, tests) })
    else { return nil }
    // Tests that leave values out, as not("a") does, name none.
    let isWithout = tests.syntax.hasNegation
    return isWithout || points.values.isEmpty ? nil : points.values
  }

  private func text(_ type: Type) -> String { type.sentence }

  // MARK: Rules

  mutating func rule(_ row: WrittenTable.Row, number: Int, _ inputs: [DecisionTable.Column?]) -> DecisionTable.Rule? {
    let (given, wanted) = (row.tests.count + row.outputs.count, inputs.count + written.outputs.count)
    guard row.tests.count == inputs.count, row.outputs.count == written.outputs.count else {
      let columns = (written.inputs + written.outputs).map(\.name).joined(separator: ", ")
      found.error(
        .wrongWidth, "rule \(number) has \(given) cell\(given == 1 ? "" : "s"), and the table has \(wanted) columns",
        at: row.place, hint: "one for each of \(columns); \"-\" where an input may be anything")
      return nil
    }
    var tests: [Expression?] = []
    for (index, place) in row.tests.enumerated() {
      tests.append(self.tests(place, of: written.inputs[index].name, inputs[index]?.type ?? .any))
    }
    let scope = scope(nil)
    var outputs: [Expression?] = []
    for place in row.outputs {
      outputs.append(compile { () throws(Diagnostics) in try Expression(place, scope: scope) })
    }
    let known = (tests.compactMap { $0 }, outputs.compactMap { $0 })
    guard known.0.count == tests.count, known.1.count == outputs.count else { return nil }
    return DecisionTable.Rule(tests: known.0, outputs: known.1, place: row.place)
  }

  // MARK: Hit policies

  mutating func checkPolicy(_ outputs: [DecisionTable.Column]) {
    let policy = written.policy
    if policy.ranksOutputs, outputs.allSatisfy({ $0.values == nil }) {
      found.error(
        .noOrder, "by \(policy.name) outputs go before others, and no output says which", at: written.place,
        hint: "allowed: the values of an output, the one that goes first in front")
    }
    guard case .collect(let aggregation?) = policy else { return }
    if outputs.count > 1, aggregation != .count {
      found.error(
        .noAggregate, "\(policy.name) takes one output together, and there are \(outputs.count)", at: outputs[1].place,
        hint: "hit: collect, which gives a list of all of them")
    }
    guard let output = outputs.first, aggregation != .count, !output.type.isSummed(by: aggregation) else { return }
    found.error(
      .noAggregate, "\(policy.name) takes numbers together, and \(output.name) is \(text(Type(output.typeName)))",
      at: output.place, hint: "hit: collect gives them as a list, collect count how many they are")
  }
}

extension Type {
  /// Whether values of the type can be taken together so.
  fileprivate func isSummed(by aggregation: HitPolicy.Aggregation) -> Bool {
    switch self {
    case .any, .null, .number: true
    case .date, .dateTime, .time, .daysDuration, .monthsDuration: aggregation != .sum
    default: false
    }
  }
}
