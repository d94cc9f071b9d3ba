/// A decision table (DMN 1.5, chapter 8): inputs, outputs, rules and a hit policy, from whatever format it is written in.

import Diagnostics
import FEEL

/// A table as it is written: places of texts, of which nothing is compiled yet.
public struct WrittenTable: Sendable {
  /// An input or an output.
  public struct Column: Sendable {
    /// What expressions call it.
    public let name: String
    /// The type of its values.
    public let type: TypeName
    /// Unary tests that each value passes; for an output, its values in order of priority.
    public let allowed: Place?
    /// What an output is when no rule matches.
    public let fallback: Place?
    /// Where it is written.
    public let place: Place

    /// A column.
    public init(_ name: String, _ type: TypeName, allowed: Place? = nil, fallback: Place? = nil, at place: Place) {
      self.name = name
      self.type = type
      self.allowed = allowed
      self.fallback = fallback
      self.place = place
    }
  }

  /// A rule: a cell for each input, then one for each output.
  public struct Row: Sendable {
    /// Unary tests, one for each input.
    public let tests: [Place]
    /// Expressions, one for each output.
    public let outputs: [Place]
    /// The whole rule.
    public let place: Place

    /// A rule.
    public init(tests: [Place], outputs: [Place], at place: Place) {
      self.tests = tests
      self.outputs = outputs
      self.place = place
    }
  }

  /// What expressions call it.
  public let name: String
  /// What it does when several rules match.
  public let policy: HitPolicy
  /// In order.
  public let inputs: [Column]
  /// In order.
  public let outputs: [Column]
  /// In order.
  public let rows: [Row]
  /// Where it is written.
  public let place: Place

  /// A table.
  public init(
    _ name: String, _ policy: HitPolicy, inputs: [Column], outputs: [Column], rows: [Row], at place: Place
  ) {
    self.name = name
    self.policy = policy
    self.inputs = inputs
    self.outputs = outputs
    self.rows = rows
    self.place = place
  }
}

/// The names that tests and outputs may use, beside the value under test.
public struct CellNames: Sendable {
  /// In the order in which values are given for them.
  public let names: [String]
  /// Their types, as far as they are known.
  public let types: [String: Type]
  /// The values of those that are always the same.
  public let constants: [String: Value]

  /// Names with what is known of them.
  public init(_ names: [String], types: [String: Type] = [:], constants: [String: Value] = [:]) {
    self.names = names
    self.types = types
    self.constants = constants
  }
}

/// A table that can be asked.
public final class DecisionTable: Sendable {
  /// An input or an output.
  public struct Column: Sendable {
    /// What expressions call it.
    public let name: String
    /// The type of its values as it is written.
    public let typeName: TypeName
    /// The same with the values that it is known to take.
    public let type: Type
    /// Tests that each value passes; any value when nil.
    public let allowed: Expression?
    /// The allowed values, where they are written one by one; in order of priority.
    public let values: [Value]?
    /// What an output is when no rule matches.
    let fallback: Expression?
    let place: Place
  }

  /// A rule.
  public struct Rule: Sendable {
    /// One for each input.
    public let tests: [Expression]
    /// One for each output.
    public let outputs: [Expression]
    /// Where it is written.
    public let place: Place
  }

  /// What expressions call it.
  public let name: String
  /// What it does when several rules match.
  public let policy: HitPolicy
  /// In order.
  public let inputs: [Column]
  /// In order.
  public let outputs: [Column]
  /// In order.
  public let rules: [Rule]
  /// Where it is written.
  public let place: Place
  let surroundings: CellNames
  /// The slot of the value under test.
  let subject: Int
  let outputShape: Context.Shape

  /// Compiles a table. All that is wrong is added to `found`; nil when a part of it cannot be compiled.
  public init?(_ written: WrittenTable, among surroundings: CellNames, _ found: inout Diagnostics) {
    var compiler = TableCompiler(written, surroundings)
    let inputs = written.inputs.map { compiler.input($0) }
    let rules = written.rows.enumerated().map { compiler.rule($1, number: $0 + 1, inputs) }
    let outputs = written.outputs.enumerated().map { index, column in
      compiler.output(column, rules.compactMap { $0?.outputs[safe: index] })
    }
    let known = (inputs.compactMap { $0 }, outputs.compactMap { $0 }, rules.compactMap { $0 })
    let isWhole =
      known.0.count == inputs.count && known.1.count == outputs.count && known.2.count == rules.count
    if isWhole { compiler.checkPolicy(known.1) }
    found.add(contentsOf: compiler.found)
    guard isWhole, !outputs.isEmpty, !rules.isEmpty else { return nil }
    name = written.name
    policy = written.policy
    (self.inputs, self.outputs, self.rules) = known
    place = written.place
    self.surroundings = surroundings
    subject = surroundings.names.count
    outputShape = Context.Shape(known.1.map(\.name))
  }

  /// The names that its tests and outputs use.
  public var mentions: Set<String> {
    rules.reduce(into: []) { names, rule in
      for expression in rule.tests + rule.outputs { names.formUnion(expression.mentions) }
    }
  }

  /// The type of what it gives.
  public var result: Type {
    let row: Type =
      outputs.count == 1 ? outputs[0].type : .context(outputs.map { Type.Entry($0.name, $0.type) })
    if policy.givesList { return .list(row) }
    switch policy {
    case .collect(.sum), .collect(.count): return .number
    default: return row
    }
  }

  /// What it takes and gives, in one line: `unique: score (number) → factor (number)`.
  public var heading: String {
    func list(_ columns: [Column]) -> String {
      columns.map { column in
        let allowed = column.allowed.map { ": \($0.text)" } ?? ""
        let fallback = column.fallback.map { ", otherwise \($0.text)" } ?? ""
        return "\(column.name) (\(column.typeName.source)\(allowed)\(fallback))"
      }.joined(separator: ", ")
    }
    return "\(policy.name): \(list(inputs)) → \(list(outputs))"
  }
}

extension Array {
  subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
