/// The grammar of DMN 1.5, 10.3.1.2: a function per level of precedence, loosest first.

import Diagnostics

extension Parser {
  mutating func parseExpression() throws(Diagnostic) -> Syntax {
    skipSpaces()
    // What was read once while it was not clear what it would be part of is not read again: nested ambiguities would
    // double the work at each level.
    let key = Reading.Key(at: at, names: namesKnown)
    if let known = readings[key] {
      at = known.end
      return try known.result.get()
    }
    guard isTrying else { return try parseExpressionAnew() }
    do {
      let syntax = try parseExpressionAnew()
      readings[key] = Reading(result: .success(syntax), end: at)
      return syntax
    } catch {
      readings[key] = Reading(result: .failure(error), end: at)
      throw error
    }
  }

  private mutating func parseExpressionAnew() throws(Diagnostic) -> Syntax {
    try nested { p throws(Diagnostic) in
      if p.lookingAtWord("if") { return try p.parseIf() }
      if p.lookingAtWord("for") { return try p.parseFor() }
      if p.lookingAtWord("some") || p.lookingAtWord("every") { return try p.parseQuantified() }
      if p.lookingAtWord("function") { return try p.parseFunction() }
      return try p.parseOr()
    }
  }

  private mutating func parseIf() throws(Diagnostic) -> Syntax {
    let start = at
    _ = takeWord("if")
    let condition = try parseExpression()
    try needWord("then", "after the condition")
    let then = try parseExpression()
    try needWord("else", "after the first branch")
    let otherwise = try parseExpression()
    return node(.conditional(condition, then: then, otherwise: otherwise), from: start)
  }

  private mutating func parseIterations() throws(Diagnostic) -> [Syntax.Iteration] {
    var iterations: [Syntax.Iteration] = []
    repeat {
      let name = try newName("the name of a variable") { $0.lookingAtWord("in") || $0.looking(",") }
      try needWord("in", "after the variable")
      let source = try parseExpression()
      var end: Syntax?
      if take("..") { end = try parseAdditive() }
      iterations.append(.init(name: name, source: source, end: end))
      introduce(name)
    } while take(",")
    return iterations
  }

  private mutating func parseFor() throws(Diagnostic) -> Syntax {
    let start = at
    _ = takeWord("for")
    return try withScope(["partial"]) { p throws(Diagnostic) in
      let iterations = try p.parseIterations()
      try p.needWord("return", "after the iteration")
      let body = try p.parseExpression()
      return p.node(.loop(iterations, body: body), from: start)
    }
  }

  private mutating func parseQuantified() throws(Diagnostic) -> Syntax {
    let start = at
    let every = takeWord("every")
    if !every { _ = takeWord("some") }
    return try withScope([]) { p throws(Diagnostic) in
      let iterations = try p.parseIterations()
      try p.needWord("satisfies", "after the iteration")
      let condition = try p.parseExpression()
      return p.node(.quantified(every: every, iterations, condition: condition), from: start)
    }
  }

  private mutating func parseFunction() throws(Diagnostic) -> Syntax {
    let start = at
    _ = takeWord("function")
    try need("(", "after \"function\"")
    var parameters: [Syntax.Parameter] = []
    if !take(")") {
      repeat {
        let name = try newName("the name of a parameter") { $0.looking(":") || $0.looking(",") || $0.looking(")") }
        var type: TypeName?
        if take(":") { type = try parseType() }
        parameters.append(.init(name: name, type: type))
      } while take(",")
      try need(")", "after the parameters")
    }
    if takeWord("external") {
      _ = try parseExpression()
      return node(.function(parameters, body: nil), from: start)
    }
    return try withScope(parameters.map(\.name)) { p throws(Diagnostic) in
      let body = try p.parseExpression()
      return p.node(.function(parameters, body: body), from: start)
    }
  }

  private mutating func parseOr() throws(Diagnostic) -> Syntax {
    var left = try parseAnd()
    while takeWord("or") { left = try binary(.or, left, parseAnd()) }
    return left
  }

  private mutating func parseAnd() throws(Diagnostic) -> Syntax {
    var left = try parseComparison()
    while takeWord("and") { left = try binary(.and, left, parseComparison()) }
    return left
  }

  private func binary(_ op: Operator, _ a: Syntax, _ b: Syntax) throws(Diagnostic) -> Syntax {
    try checked(Syntax(form: .binary(op, a, b), range: a.range.lowerBound..<b.range.upperBound))
  }

  private func checked(_ syntax: Syntax) throws(Diagnostic) -> Syntax {
    guard syntax.height <= Syntax.maximumHeight else {
      throw Diagnostic(
        .tooDeep, "the expression is a chain of more than \(Syntax.maximumHeight) parts",
        at: Place(source, at..<min(limit, at + 1)),
        hint: "put the parts in a list and use sum, all or any")
    }
    return syntax
  }

  private mutating func takeComparison() -> Operator? {
    skipSpaces()
    for op in [Operator.unequal, .lessOrEqual, .greaterOrEqual, .equal, .less, .greater] where take(op.rawValue) {
      return op
    }
    return nil
  }

  private mutating func parseComparison() throws(Diagnostic) -> Syntax {
    var left = try parseAdditive()
    while true {
      if let op = takeComparison() {
        left = try binary(op, left, parseAdditive())
      } else if takeWord("between") {
        let low = try parseAdditive()
        try needWord("and", "between the two ends")
        let high = try parseAdditive()
        left = Syntax(form: .between(left, low: low, high: high), range: left.range.lowerBound..<at)
      } else if takeWord("instance") {
        try needWord("of", "after \"instance\"")
        left = Syntax(form: .instance(left, try parseType()), range: left.range.lowerBound..<at)
      } else if lookingAtWord("in"), takeWord("in") {
        let tests = try parseInTests()
        left = Syntax(form: .isIn(left, tests: tests), range: left.range.lowerBound..<at)
      } else {
        return left
      }
    }
  }

  /// Behind `in`: one positive unary test, or several in parentheses (rule 49c).
  private mutating func parseInTests() throws(Diagnostic) -> [Syntax] {
    skipSpaces()
    let start = at
    if let op = takeComparison() { return [node(.comparisonTest(op, try parseAdditive()), from: start)] }
    guard looking("(") else { return [try parseAdditive()] }
    // A parenthesis opens a range or a list of tests.
    let wasTrying = isTrying
    isTrying = true
    let single = try? parseAdditive()
    isTrying = wasTrying
    if let single, case .range = single.form { return [single] }
    at = start
    _ = take("(")
    var tests = [try parseTest()]
    while take(",") { tests.append(try parseTest()) }
    try need(")", "after the tests")
    return tests
  }

  /// A positive unary test: a comparison with the value under test, or an expression.
  mutating func parseTest() throws(Diagnostic) -> Syntax {
    skipSpaces()
    let start = at
    if let op = takeComparison() {
      let value = try parseAdditive()
      return node(.comparisonTest(op, value), from: start)
    }
    return try parseExpression()
  }

  /// Unary tests (rule 17): `-`, `not(…)`, or tests with commas between.
  mutating func parseUnaryTests() throws(Diagnostic) -> [Syntax] {
    skipSpaces()
    let start = at
    if take("-") {
      skipSpaces()
      if at >= limit { return [node(.anything, from: start)] }
      at = start
    }
    if takeWord("not"), take("(") {
      var tests = [try parseTest()]
      while take(",") { tests.append(try parseTest()) }
      if take(")") {
        skipSpaces()
        if at >= limit { return [node(.negatedTests(tests), from: start)] }
      }
      at = start
    }
    at = start
    var tests = [try parseTest()]
    while take(",") { tests.append(try parseTest()) }
    skipSpaces()
    guard at >= limit else { throw unexpected("the end of the tests") }
    return tests
  }

  private mutating func parseAdditive() throws(Diagnostic) -> Syntax {
    var left = try parseMultiplicative()
    while true {
      if take("+") {
        left = try binary(.add, left, parseMultiplicative())
      } else if take("-") {
        left = try binary(.subtract, left, parseMultiplicative())
      } else {
        return left
      }
    }
  }

  private mutating func parseMultiplicative() throws(Diagnostic) -> Syntax {
    var left = try parsePower()
    while true {
      skipSpaces()
      if looking("**") { return left }
      if take("*") {
        left = try binary(.multiply, left, parsePower())
      } else if !looking("//"), !looking("/*"), take("/") {
        left = try binary(.divide, left, parsePower())
      } else {
        return left
      }
    }
  }

  private mutating func parsePower() throws(Diagnostic) -> Syntax {
    var left = try parseUnary()
    while take("**") { left = try binary(.power, left, parseUnary()) }
    return left
  }

  private mutating func parseUnary() throws(Diagnostic) -> Syntax {
    skipSpaces()
    let start = at
    guard take("-") else { return try parsePostfix() }
    let operand = try nested { p throws(Diagnostic) in try p.parseUnary() }
    return node(.negate(operand), from: start)
  }

  private mutating func parsePostfix() throws(Diagnostic) -> Syntax {
    var left = try parsePrimary()
    while true {
      left = try checked(left)
      skipSpaces()
      if looking("."), !looking("..") {
        at += 1
        skipSpaces()
        guard let name = takeProperty() else { throw unexpected("the name of a property") }
        left = Syntax(form: .path(left, name), range: left.range.lowerBound..<at)
      } else if looking("["), !isRangeClose() {
        at += 1
        let filter = try withScope(["item"]) { p throws(Diagnostic) in try p.parseExpression() }
        try need("]", "after the filter")
        left = Syntax(form: .filter(left, filter), range: left.range.lowerBound..<at)
      } else if looking("(") {
        let arguments = try parseArguments()
        left = Syntax(form: .call(left, arguments), range: left.range.lowerBound..<at)
      } else {
        return left
      }
    }
  }

  /// Whether a bracket closes a range that is open at its end, as in `[1..5[`: no expression can follow it.
  private func isRangeClose() -> Bool {
    var index = at + 1
    while index < limit, isSpace(text[index]) { index += 1 }
    return index >= limit || [41, 44, 93, 125].contains(text[index])
      || ["and ", "or ", "then ", "else ", "return ", "satisfies ", "=", "!="].contains { word in
        index + word.utf8.count <= limit && text[index..<(index + word.utf8.count)].elementsEqual(word.utf8)
      }
  }

  private mutating func takeProperty() -> String? {
    guard at < limit, isNameStart(text[at]) else { return nil }
    if let (name, end) = properties.match(text, at: at) {
      at = end
      return name
    }
    for scope in scopes.reversed() {
      if let (name, end) = scope.match(text, at: at), name.contains(" ") {
        at = end
        return name
      }
    }
    var end = at
    while end < limit, isNamePart(text[end]) { end += 1 }
    defer { at = end }
    return String(decoding: text[at..<end], as: UTF8.self)
  }

  mutating func parseArguments() throws(Diagnostic) -> [Syntax.Argument] {
    try need("(", "before the arguments")
    if take(")") { return [] }
    var arguments: [Syntax.Argument] = []
    repeat {
      let start = at
      if let name = try? newName(
        "a name", endsBefore: { $0.looking(":") || $0.looking(",") || $0.looking(")") || $0.looking("(") }),
        take(":")
      {
        arguments.append(.init(name: name, value: try parseExpression()))
        continue
      }
      at = start
      arguments.append(.init(name: nil, value: try parseExpression()))
    } while take(",")
    try need(")", "after the arguments")
    return arguments
  }

  mutating func parseType() throws(Diagnostic) -> TypeName {
    try nested { p throws(Diagnostic) in
      p.skipSpaces()
      let start = p.at
      for name in ["date and time", "days and time duration", "years and months duration"] {
        if let (_, end) = NameTable([name]).match(p.text, at: p.at) {
          p.at = end
          return .named(name)
        }
      }
      guard p.at < p.limit, isNameStart(p.text[p.at]) else { throw p.unexpected("the name of a type") }
      var end = p.at
      while end < p.limit, isNamePart(p.text[end]) { end += 1 }
      let word = String(decoding: p.text[p.at..<end], as: UTF8.self)
      p.at = end
      switch word {
      case "Any": return .any
      case "Null": return .null
      case "list", "range":
        guard p.take("<") else { return .named(word) }
        let element = try p.parseType()
        try p.need(">", "after the type")
        return word == "list" ? .list(element) : .range(element)
      case "context":
        guard p.take("<") else { return .named(word) }
        var entries: [(name: String, type: TypeName)] = []
        repeat {
          let name = try p.newName("the name of an entry") { $0.looking(":") }
          try p.need(":", "after the name")
          entries.append((name, try p.parseType()))
        } while p.take(",")
        try p.need(">", "after the entries")
        return .context(entries)
      case "function":
        guard p.take("<") else { return .named(word) }
        var parameters: [TypeName] = []
        if !p.take(">") {
          repeat { parameters.append(try p.parseType()) } while p.take(",")
          try p.need(">", "after the types")
        }
        try p.need("->", "before the type of the result")
        return .function(parameters, try p.parseType())
      default:
        guard TypeName.simple.contains(word) else {
          throw p.fail(
            .unknownType, "there is no type \"\(word)\"", from: start,
            hint: Nearest.hint(word, among: TypeName.simple.sorted() + ["Any", "Null"]))
        }
        return .named(word)
      }
    }
  }
}
