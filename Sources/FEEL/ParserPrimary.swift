/// Literals, names, brackets: the tightest level of the grammar.

import Diagnostics

extension Parser {
  mutating func parsePrimary() throws(Diagnostic) -> Syntax {
    skipSpaces()
    guard at < limit else { throw unexpected("an expression") }
    let start = at
    switch text[at] {
    case 48...57: return try parseNumber()
    case 46 where at + 1 < limit && (48...57).contains(text[at + 1]): return try parseNumber()
    case 34:
      let string = try parseString()
      return node(.literal(.string(string)), from: start)
    case 64:
      at += 1
      skipSpaces()
      guard at < limit, text[at] == 34 else { throw unexpected("a string after \"@\", as in @\"2031-03-10\"") }
      let string = try parseString()
      return node(.temporal(string), from: start)
    case 40: return try nested { p throws(Diagnostic) in try p.parseParenthesis() }
    case 91: return try nested { p throws(Diagnostic) in try p.parseBracket() }
    case 93: return try nested { p throws(Diagnostic) in try p.parseOpenRange() }
    case 123: return try nested { p throws(Diagnostic) in try p.parseContext() }
    default: break
    }
    for (word, value) in [("true", Value.boolean(true)), ("false", .boolean(false)), ("null", .null)]
    where takeWord(word) {
      return node(.literal(value), from: start)
    }
    for word in ["if", "for", "some", "every", "function"] where lookingAtWord(word) { return try parseExpression() }
    guard let name = takeName() else { throw unexpected("an expression") }
    return node(.name(name), from: start)
  }

  private mutating func parseNumber() throws(Diagnostic) -> Syntax {
    let start = at
    func digits(_ p: inout Parser) { while p.at < p.limit, (48...57).contains(p.text[p.at]) { p.at += 1 } }
    digits(&self)
    if at + 1 < limit, text[at] == 46, (48...57).contains(text[at + 1]) {
      at += 1
      digits(&self)
    }
    if at < limit, text[at] == 69 || text[at] == 101 {
      let mark = at
      at += 1
      if at < limit, text[at] == 43 || text[at] == 45 { at += 1 }
      let first = at
      digits(&self)
      if at == first { at = mark }
    }
    let literal = String(decoding: text[start..<at], as: UTF8.self)
    guard let number = Number(literal) else { throw fail(.invalidLiteral, "the number is too large", from: start) }
    return node(.literal(.number(number)), from: start)
  }

  mutating func parseString() throws(Diagnostic) -> String {
    let start = at
    at += 1
    var bytes: [UInt8] = []
    while at < limit {
      let byte = text[at]
      at += 1
      if byte == 34 { return String(decoding: bytes, as: UTF8.self) }
      guard byte == 92 else {
        bytes.append(byte)
        continue
      }
      guard at < limit else { break }
      let escape = text[at]
      at += 1
      switch escape {
      case 34, 39, 92: bytes.append(escape)
      case 110: bytes.append(10)
      case 114: bytes.append(13)
      case 116: bytes.append(9)
      case 117: try appendEscape(digits: 4, to: &bytes)
      case 85: try appendEscape(digits: 6, to: &bytes)
      default: bytes += [92, escape]
      }
    }
    throw fail(.invalidLiteral, "the string has no closing quote", from: start)
  }

  private mutating func appendEscape(digits: Int, to bytes: inout [UInt8]) throws(Diagnostic) {
    let start = at - 2
    func unit(_ p: inout Parser, _ digits: Int) -> UInt32? {
      guard p.at + digits <= p.limit else { return nil }
      let text = String(decoding: p.text[p.at..<(p.at + digits)], as: UTF8.self)
      guard let value = UInt32(text, radix: 16) else { return nil }
      p.at += digits
      return value
    }
    guard var value = unit(&self, digits) else {
      throw fail(.invalidLiteral, "an escape needs \(digits) hexadecimal digits", from: start)
    }
    if (0xD800...0xDBFF).contains(value), looking("\\u") {
      at += 2
      guard let second = unit(&self, 4), (0xDC00...0xDFFF).contains(second) else {
        throw fail(.invalidLiteral, "half a surrogate pair", from: start)
      }
      value = 0x10000 + ((value - 0xD800) << 10) + (second - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(value) else { throw fail(.invalidLiteral, "no such character", from: start) }
    bytes += Array(String(Character(scalar)).utf8)
  }

  private mutating func parseParenthesis() throws(Diagnostic) -> Syntax {
    let start = at
    at += 1
    skipSpaces()
    // A range by one comparison: `(< 5)` (DMN 1.5, rule 66).
    for op in [Operator.lessOrEqual, .less, .greaterOrEqual, .greater, .unequal, .equal] where take(op.rawValue) {
      let value = try parseExpression()
      try need(")", "after the range")
      return node(.comparisonTest(op, value), from: start)
    }
    if take("..") { return try finishRange(low: nil, lowIncluded: false, from: start) }
    let inner = try parseExpression()
    if take("..") { return try finishRange(low: inner, lowIncluded: false, from: start) }
    try need(")", "to close the parenthesis")
    return node(inner.form, from: start)
  }

  private mutating func parseBracket() throws(Diagnostic) -> Syntax {
    let start = at
    at += 1
    if take("]") { return node(.list([]), from: start) }
    if take("..") { return try finishRange(low: nil, lowIncluded: true, from: start) }
    var items = [try parseExpression()]
    if take("..") { return try finishRange(low: items[0], lowIncluded: true, from: start) }
    while take(",") { items.append(try parseExpression()) }
    try need("]", "to close the list")
    return node(.list(items), from: start)
  }

  private mutating func parseOpenRange() throws(Diagnostic) -> Syntax {
    let start = at
    at += 1
    let low = try parseExpression()
    try need("..", "in a range")
    return try finishRange(low: low, lowIncluded: false, from: start)
  }

  private mutating func finishRange(low: Syntax?, lowIncluded: Bool, from start: Int) throws(Diagnostic) -> Syntax {
    skipSpaces()
    var high: Syntax?
    if at < limit, ![41, 91, 93].contains(text[at]) { high = try parseExpression() }
    if take("]") {
      return node(.range(low: low, high: high, lowIncluded: lowIncluded, highIncluded: true), from: start)
    }
    guard take(")") || take("[") else { throw unexpected("\")\", \"]\" or \"[\" to close the range") }
    return node(.range(low: low, high: high, lowIncluded: lowIncluded, highIncluded: false), from: start)
  }

  private mutating func parseContext() throws(Diagnostic) -> Syntax {
    let start = at
    at += 1
    if take("}") { return node(.context([]), from: start) }
    return try withScope([]) { p throws(Diagnostic) in try p.parseEntries(from: start) }
  }

  private mutating func parseEntries(from start: Int) throws(Diagnostic) -> Syntax {
    var entries: [(name: String, value: Syntax)] = []
    repeat {
      skipSpaces()
      let key = at
      let name: String
      if at < limit, text[at] == 34 {
        name = try parseString()
      } else {
        name = try newName("the name of an entry") { $0.looking(":") }
      }
      if entries.contains(where: { $0.name == name }) {
        throw fail(.duplicateEntry, "the entry \"\(name)\" stands twice", from: key)
      }
      try need(":", "after the name of the entry")
      entries.append((name, try parseExpression()))
      introduce(name)
      properties.insert(name)
    } while take(",")
    try need("}", "to close the context")
    return node(.context(entries), from: start)
  }
}
