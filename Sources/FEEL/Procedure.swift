/// Functions that are no expressions of FEEL, such as decision tables: expressions call them by name, they are typed, and they spend
/// what the expression that calls them may spend.

import Diagnostics

/// Something that expressions call as a function, with types that are known beforehand.
public protocol Procedure: AnyObject, Sendable {
  /// What messages call it.
  var name: String { get }
  /// Its parameters in order, each with what it takes.
  var parameters: [(name: String, type: Type)] { get }
  /// What a call gives.
  var result: Type { get }
  /// The value for as many arguments as there are parameters; `range` is the call, for faults. Whatever takes time must spend from
  /// the frame.
  func call(_ arguments: [Value], at range: Swift.Range<Int>, _ frame: inout Frame) -> Value
}

extension Function {
  /// A function by which expressions call a procedure.
  public convenience init(_ procedure: any Procedure) {
    self.init(parameters: procedure.parameters.map(\.name), body: .procedure(procedure))
  }
}

extension Frame {
  /// Whether the allowance is spent: whatever is evaluated now is null.
  public var isExhausted: Bool { exhausted }

  /// The value of an expression of another scope within this evaluation, for the values of that scope, and why parts of it became
  /// null; that the allowance, which is the same, is spent stays on record here.
  public mutating func evaluate(_ expression: Expression, seeing values: [Value]) -> (value: Value, faults: [Fault]) {
    let (saved, known) = (slots, faults)
    slots = values
    while slots.count < expression.slotCount { slots.append(.null) }
    faults = []
    let value = expression.root.evaluate(&self)
    let found = faults
    (slots, faults) = (saved, known + found.filter { $0.code == .exhausted })
    return (exhausted ? .null : value, found.filter { $0.code != .exhausted })
  }
}

extension TypeName {
  /// The type that is written at a place, as behind `instance of` or behind a parameter.
  public init(_ place: Place) throws(Diagnostic) {
    var parser = Parser(place.source, range: place.range, Scope([]))
    self = try parser.parseType()
    parser.skipSpaces()
    guard parser.at >= parser.limit else { throw parser.unexpected("the end of the type") }
  }

  /// The value as this type takes it: itself, null, or the item of a list of one where no list is asked for (DMN 1.5, 10.3.2.9.4).
  /// Nil for a value of another type.
  public func taking(_ value: Value) -> Value? {
    if value.isNull || holds(value) { return value }
    if case .list(let items) = value, items.count == 1, holds(items[0]) { return items[0] }
    if case .withheld = value { return value }
    return nil
  }
}

extension Type {
  /// Whether no value of another type, null aside, is ever one of this type.
  public func refuses(_ other: Type) -> Bool {
    if isOpen || other.isOpen || self == other { return false }
    switch (self, other) {
    case (.words(let known), .words(let given)): return Set(known).isDisjoint(with: given)
    case (.list(let item), .list(let given)): return item.refuses(given)
    // A list of one stands for its item.
    case (_, .list(let item)): return refuses(item)
    case (.range(let end), .range(let given)): return end.refuses(given)
    case (.context(let entries), .context(let given)):
      return entries.contains { entry in
        given.first { $0.name == entry.name }.map { entry.type.refuses($0.type) } ?? true
      }
    case (.function, .function): return false
    default:
      if isRecord, other.isRecord { return false }
      return !(isText && other.isText) && !(isDuration && other.isDuration && (self == .duration || other == .duration))
    }
  }
}

extension Expression {
  /// Its type, as far as it is known from the types of its scope.
  public var type: Type {
    var typing = Typing(scope.known)
    return typing.type(of: syntax)
  }
}

extension Type {
  /// What it is in a sentence, with its article, where no records are known.
  public var sentence: String { description(NoRecords()) }
}
