/// The syntax tree of an expression, as it was written.

/// A node of the tree with the bytes it was read from.
public struct Syntax: Sendable {
  /// What an expression can be (DMN 1.5, 10.3.1.2).
  public indirect enum Form: Sendable {
    case literal(Value)
    case temporal(String)
    case name(String)
    case negate(Syntax)
    case binary(Operator, Syntax, Syntax)
    case between(Syntax, low: Syntax, high: Syntax)
    case isIn(Syntax, tests: [Syntax])
    case comparisonTest(Operator, Syntax)
    case instance(Syntax, TypeName)
    case conditional(Syntax, then: Syntax, otherwise: Syntax)
    case loop([Iteration], body: Syntax)
    case quantified(every: Bool, [Iteration], condition: Syntax)
    case list([Syntax])
    case context([(name: String, value: Syntax)])
    case range(low: Syntax?, high: Syntax?, lowIncluded: Bool, highIncluded: Bool)
    case path(Syntax, String)
    case filter(Syntax, Syntax)
    case call(Syntax, [Argument])
    case function([Parameter], body: Syntax?)
    case anything
    case negatedTests([Syntax])
  }

  /// `x in list`, `x in 1..n`.
  public struct Iteration: Sendable {
    let name: String
    let source: Syntax
    let end: Syntax?
  }

  /// An argument, named or by its place.
  public struct Argument: Sendable {
    let name: String?
    let value: Syntax
  }

  /// A parameter of a function definition.
  public struct Parameter: Sendable {
    let name: String
    let type: TypeName?
  }

  /// Which of them this is.
  public let form: Form
  /// Bytes of the source.
  public let range: Swift.Range<Int>
  /// How many nodes the longest way down has.
  let height: Int

  static let maximumHeight = 1000

  init(form: Form, range: Swift.Range<Int>) {
    self.form = form
    self.range = range
    height = 1 + (form.children.map(\.height).max() ?? 0)
  }
}

extension Syntax.Form {
  /// The nodes right below.
  var children: [Syntax] {
    switch self {
    case .literal, .temporal, .name, .anything: []
    case .negate(let a), .comparisonTest(_, let a), .instance(let a, _), .path(let a, _): [a]
    case .binary(_, let a, let b), .filter(let a, let b): [a, b]
    case .between(let a, let b, let c), .conditional(let a, let b, let c): [a, b, c]
    case .isIn(let a, let tests): [a] + tests
    case .loop(let iterations, let body), .quantified(_, let iterations, let body):
      iterations.flatMap { [$0.source] + ($0.end.map { [$0] } ?? []) } + [body]
    case .list(let items), .negatedTests(let items): items
    case .context(let entries): entries.map(\.value)
    case .range(let low, let high, _, _): [low, high].compactMap { $0 }
    case .call(let callee, let arguments): [callee] + arguments.map(\.value)
    case .function(_, let body): body.map { [$0] } ?? []
    }
  }
}

/// Operators between two expressions.
public enum Operator: String, Sendable {
  case or, and
  case equal = "=", unequal = "!=", less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual = ">="
  case add = "+", subtract = "-", multiply = "*", divide = "/", power = "**"
}

/// A type as it stands behind `instance of`.
public indirect enum TypeName: Sendable, Equatable {
  case any, null
  case named(String)
  case list(TypeName)
  case range(TypeName)
  case context([(name: String, type: TypeName)])
  case function([TypeName], TypeName)

  static let simple: Set<String> = [
    "number", "string", "boolean", "date", "time", "date and time", "days and time duration",
    "years and months duration", "list", "context", "function", "range",
  ]

  /// By structure.
  public static func == (a: TypeName, b: TypeName) -> Bool {
    switch (a, b) {
    case (.any, .any), (.null, .null): true
    case (.named(let x), .named(let y)): x == y
    case (.list(let x), .list(let y)), (.range(let x), .range(let y)): x == y
    case (.context(let x), .context(let y)): x.elementsEqual(y) { $0.name == $1.name && $0.type == $1.type }
    case (.function(let x, let r), .function(let y, let s)): x == y && r == s
    default: false
    }
  }

  /// Whether a value is of this type (DMN 1.5, 10.3.2.9.3). Null is of type Null only.
  func holds(_ value: Value) -> Bool {
    switch self {
    case .any: return !value.isNull
    case .null: return value.isNull
    case .named(let name): return value.typeName == name
    case .list(let element):
      guard case .list(let items) = value else { return false }
      return items.allSatisfy { element.holds($0) || $0.isNull }
    case .range(let element):
      guard case .range(let range) = value else { return false }
      return [range.low, range.high].allSatisfy { $0.isNull || element.holds($0) }
    case .context(let entries):
      guard case .context(let context) = value else { return false }
      return entries.allSatisfy { entry in context[entry.name].map { entry.type.holds($0) || $0.isNull } ?? false }
    case .function(let parameters, _):
      guard case .function(let function) = value else { return false }
      return function.parameters.count == parameters.count
    }
  }
}

extension Syntax {
  /// The name and the path of an expression that is nothing but those: `a.b.c`. Nil for any other.
  public var location: (name: String, path: [String])? {
    switch form {
    case .name(let name): (name, [])
    case .path(let base, let name): base.location.map { ($0.name, $0.path + [name]) }
    default: nil
    }
  }

  /// What it compares, of a comparison, as far as it is not written out; nothing of anything else.
  public var compared: [Syntax] {
    let parts: [Syntax] =
      switch form {
      case .binary(let op, let a, let b):
        [.equal, .unequal, .less, .lessOrEqual, .greater, .greaterOrEqual].contains(op) ? [a, b] : []
      case .between(let value, let low, let high): [value, low, high]
      case .isIn(let value, _): [value]
      default: []
      }
    return parts.filter { !$0.isWritten }
  }

  /// Whether it is a literal, or a list of them.
  var isWritten: Bool {
    switch form {
    case .literal: true
    case .list(let items): items.allSatisfy(\.isWritten)
    default: false
    }
  }

  /// Whether it is a name and nothing else.
  public var isName: Bool { if case .name = form { true } else { false } }
}

extension Syntax {
  /// All names in it, of variables and of properties.
  var names: Set<String> {
    var names: Set<String> = []
    var open = [self]
    while let next = open.popLast() {
      switch next.form {
      case .name(let name): names.insert(name)
      case .path(_, let name): names.insert(name)
      default: break
      }
      open += next.form.children
    }
    return names
  }
}

extension Syntax {
  /// The values that are written out in it.
  public var literals: [Value] {
    var found: [Value] = []
    var open = [self]
    while let next = open.popLast() {
      if case .literal(let value) = next.form { found.append(value) }
      open += next.form.children
    }
    return found
  }
}
