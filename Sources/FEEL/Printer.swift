/// Syntax as text again: what is read from it is the same expression.

extension Syntax {
  /// The expression with every part that could be misread in parentheses.
  public var source: String {
    switch form {
    case .literal(let value): value.source
    case .temporal(let text): "@\(Self.quoted(text))"
    case .name(let name): name
    case .negate(let a): "-\(a.part)"
    case .binary(let op, let a, let b): "\(a.part) \(op == .and ? "and" : op == .or ? "or" : op.rawValue) \(b.part)"
    case .between(let value, let low, let high): "\(value.part) between \(low.part) and \(high.part)"
    case .isIn(let value, let tests): "\(value.part) in (\(Self.list(tests)))"
    case .comparisonTest(let op, let value): "(\(op.rawValue) \(value.part))"
    case .instance(let value, let type): "\(value.part) instance of \(type.source)"
    case .conditional(let condition, let then, let otherwise):
      "if \(condition.source) then \(then.part) else \(otherwise.part)"
    case .loop(let iterations, let body): "for \(Self.list(iterations)) return \(body.part)"
    case .quantified(let every, let iterations, let condition):
      "\(every ? "every" : "some") \(Self.list(iterations)) satisfies \(condition.part)"
    case .list(let items): "[\(Self.list(items))]"
    case .context(let entries):
      "{\(entries.map { "\(Self.quoted($0.name)): \($0.value.source)" }.joined(separator: ", "))}"
    case .range(let low, let high, let lowIncluded, let highIncluded):
      "\(lowIncluded ? "[" : "(")\(low?.end ?? "")..\(high?.end ?? "")\(highIncluded ? "]" : ")")"
    case .path(let base, let name): "\(base.part).\(name)"
    case .filter(let base, let condition): "\(base.part)[\(condition.source)]"
    case .call(let callee, let arguments):
      "\(callee.part)(\(arguments.map { ($0.name.map { "\($0): " } ?? "") + $0.value.source }.joined(separator: ", ")))"
    case .function(let parameters, let body):
      "function(\(parameters.map { $0.name + ($0.type.map { ": \($0.source)" } ?? "") }.joined(separator: ", "))) "
        + (body?.part ?? "external null")
    case .anything: "-"
    case .negatedTests(let tests): "not(\(Self.list(tests)))"
    }
  }

  /// As an operand.
  private var part: String {
    switch form {
    case .literal, .temporal, .name, .list, .context, .range, .call, .path, .filter, .comparisonTest: source
    default: "(\(source))"
    }
  }

  /// As an end of a range, where a bracket would close it.
  private var end: String {
    switch form {
    case .literal, .temporal, .name: source
    default: "(\(source))"
    }
  }

  private static func list(_ items: [Syntax]) -> String { items.map(\.source).joined(separator: ", ") }

  private static func list(_ iterations: [Iteration]) -> String {
    iterations.map { "\($0.name) in \($0.source.part)\($0.end.map { "..\($0.part)" } ?? "")" }.joined(separator: ", ")
  }

  private static func quoted(_ text: String) -> String { Value.string(text).source }
}

extension TypeName {
  /// As it is written.
  public var source: String {
    switch self {
    case .any: "Any"
    case .null: "Null"
    case .named(let name): name
    case .list(let element): "list<\(element.source)>"
    case .range(let element): "range<\(element.source)>"
    case .context(let entries): "context<\(entries.map { "\($0.name): \($0.type.source)" }.joined(separator: ", "))>"
    case .function(let parameters, let result):
      "function<\(parameters.map(\.source).joined(separator: ", "))> -> \(result.source)"
    }
  }
}
