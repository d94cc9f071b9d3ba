/// The parts of an expression in the order in which they are worked out, for explaining a value step by step.

import Diagnostics

extension Expression {
  /// The parts that have a value of their own: calls, operations, choices. What stands inside loops, filters and functions
  /// depends on names that only those bind, and is left out; so are names and literals, and the whole itself.
  public var parts: [Expression] {
    var parts: [Syntax] = []
    Self.collect(syntax, isWhole: true, &parts)
    return parts.compactMap { part in try? Expression(part, Place(place.source, part.range), scope) }
  }

  /// The arguments of the calls of a function, as far as they have a value of their own, each in the order of its parameters; null
  /// where a call leaves one out.
  public func calls(of name: String, _ parameters: [String]) -> [[Expression?]] {
    var parts: [Syntax] = []
    Self.collect(syntax, isWhole: false, &parts)
    return parts.compactMap { part in
      guard case .call(let callee, let arguments) = part.form, case .name(name) = callee.form else { return nil }
      return parameters.enumerated().map { position, parameter in
        let argument = arguments.first { $0.name == parameter } ?? arguments.filter { $0.name == nil }[safe: position]
        return argument.flatMap { try? Expression($0.value, Place(place.source, $0.value.range), scope) }
      }
    }
  }

  private static func collect(_ syntax: Syntax, isWhole: Bool, _ parts: inout [Syntax]) {
    switch syntax.form {
    case .literal, .temporal, .name, .anything, .function, .loop, .quantified, .comparisonTest, .negatedTests, .context:
      return
    case .filter(let base, _): collect(base, isWhole: false, &parts)
    case .call(_, let arguments): for argument in arguments { collect(argument.value, isWhole: false, &parts) }
    default: for child in syntax.form.children { collect(child, isWhole: false, &parts) }
    }
    if !isWhole { parts.append(syntax) }
  }
}

extension Array {
  fileprivate subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}

extension Expression {
  /// The names that stand by themselves wherever they stand: never before a point or a filter.
  public var bareNames: Set<String> {
    var (bare, based): (Set<String>, Set<String>) = ([], [])
    var open = [syntax]
    while let next = open.popLast() {
      switch next.form {
      case .name(let name): bare.insert(name)
      case .path(let base, _), .filter(let base, _):
        if case .name(let name) = base.form { based.insert(name) }
        open += next.form.children.filter { child in
          if case .name = child.form { child.range != base.range } else { true }
        }
        continue
      default: break
      }
      open += next.form.children
    }
    return bare.subtracting(based)
  }
}
