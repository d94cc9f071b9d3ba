/// Text to syntax tree, by recursive descent. Names may hold spaces and operators, so the names in scope steer the
/// reading: at each name the longest known one wins (DMN 1.5, 10.3.1.4).

import Diagnostics

/// Names that an expression may use, indexed by their first word.
struct NameTable {
  private var byFirst: [UInt8: [[UInt8]]] = [:]

  init(_ names: some Sequence<String>) { for name in names { insert(name) } }

  /// The names of the built-in functions.
  static let builtIns = NameTable(BuiltIn.names)
  /// The properties of values (DMN 1.5, table 65) that are more than one word.
  static let properties = NameTable(["time offset", "start included", "end included"])

  /// The names, in no order that means anything.
  var names: [String] { byFirst.values.joined().map { String(decoding: $0, as: UTF8.self) }.sorted() }

  mutating func insert(_ name: String) {
    let bytes = Array(name.utf8)
    guard let first = bytes.first else { return }
    var list = byFirst[first] ?? []
    guard !list.contains(bytes) else { return }
    list.insert(bytes, at: list.firstIndex { $0.count < bytes.count } ?? list.count)
    byFirst[first] = list
  }

  /// The longest known name at a place, and where it ends. White space in the text may be any, in names it is one space.
  func match(_ text: [UInt8], at start: Int) -> (name: String, end: Int)? {
    guard start < text.count, let candidates = byFirst[text[start]] else { return nil }
    for candidate in candidates {
      var at = start
      var matched = true
      for byte in candidate {
        if byte == 32 {
          let before = at
          while at < text.count, isSpace(text[at]) { at += 1 }
          matched = at > before
        } else {
          matched = at < text.count && text[at] == byte
          at += 1
        }
        if !matched { break }
      }
      guard matched else { continue }
      if let last = candidate.last, isNamePart(last), at < text.count, isNamePart(text[at]) { continue }
      return (String(decoding: candidate, as: UTF8.self), at)
    }
    return nil
  }
}

func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }
func isNameStart(_ byte: UInt8) -> Bool {
  (65...90).contains(byte) || (97...122).contains(byte) || byte == 95 || byte == 63 || byte >= 128
}
func isNamePart(_ byte: UInt8) -> Bool { isNameStart(byte) || (48...57).contains(byte) }

/// Reads expressions.
struct Parser {
  static let keywords: Set<String> = [
    "if", "then", "else", "for", "in", "return", "some", "every", "satisfies", "and", "or", "between", "instance",
    "function", "external", "true", "false", "null",
  ]
  static let maximumDepth = 200

  let source: Source
  let text: [UInt8]
  var at: Int
  let limit: Int
  var scopes: [NameTable]
  var properties: NameTable
  var depth = 0
  /// Whether a reading may be taken back, so that what it read is kept.
  var isTrying = false
  var readings: [Reading.Key: Reading] = [:]
  /// Which names are known, as a number.
  private(set) var namesKnown = 0
  private var numbers: [String: Int] = [:]

  /// An expression that was read at a place, or why it could not be.
  struct Reading {
    struct Key: Hashable {
      let at: Int
      let names: Int
    }

    let result: Result<Syntax, Diagnostic>
    let end: Int
  }

  /// An expression in `range` of a source, with the names of a scope.
  init(_ source: Source, range: Swift.Range<Int>? = nil, _ scope: Scope) {
    self.source = source
    at = range?.lowerBound ?? 0
    limit = range?.upperBound ?? source.bytes.count
    text = limit == source.bytes.count ? source.bytes : Array(source.bytes[..<limit])
    scopes = [scope.nameTable]
    properties = scope.propertyTable
  }

  /// The whole range as one expression.
  mutating func parseAll() throws(Diagnostic) -> Syntax {
    let expression = try parseExpression()
    skipSpaces()
    guard at >= limit else {
      let problem = unexpected("the end of the expression")
      throw Diagnostic(problem.code, problem.message, at: problem.place, hint: problem.hint ?? nameAround(at))
    }
    return expression
  }

  /// A name of several words that what stands around a place is near to, as a hint.
  private func nameAround(_ place: Int) -> String? {
    guard isNamePart(text[place]) else { return nil }
    func words(_ range: Swift.Range<Int>) -> [String] {
      text[range].split { !isNamePart($0) && $0 != 32 }.last.map {
        String(decoding: $0, as: UTF8.self).split(separator: " ").map(String.init)
      } ?? []
    }
    var end = place
    while end < limit, isNamePart(text[end]) || text[end] == 32 { end += 1 }
    let (before, after) = (words(0..<place), words(place..<end))
    for back in stride(from: min(3, before.count), to: 0, by: -1) {
      for ahead in stride(from: min(3, after.count), to: 0, by: -1) {
        let written = (before.suffix(back) + after.prefix(ahead)).joined(separator: " ")
        if let near = Nearest.to(written, among: scopes.flatMap(\.names)) { return "did you mean \"\(near)\"?" }
      }
    }
    return nil
  }

  // MARK: Text

  mutating func skipSpaces() {
    while at < limit {
      if isSpace(text[at]) {
        at += 1
      } else if let width = wideSpace() {
        at += width
      } else if looking("//") {
        while at < limit, text[at] != 10 { at += 1 }
      } else if looking("/*") {
        at += 2
        while at < limit, !looking("*/") { at += 1 }
        at = min(limit, at + 2)
      } else {
        return
      }
    }
  }

  /// White space beyond ASCII that the grammar names (DMN 1.5, 10.3.1.2, rule 61).
  private func wideSpace() -> Int? {
    guard text[at] >= 0xC2 else { return nil }
    if text[at] == 0xC2, at + 1 < limit, text[at + 1] == 0xA0 || text[at + 1] == 0x85 { return 2 }
    guard at + 2 < limit else { return nil }
    switch (text[at], text[at + 1], text[at + 2]) {
    case (0xE1, 0x9A, 0x80), (0xE1, 0xA0, 0x8E), (0xE3, 0x80, 0x80), (0xEF, 0xBB, 0xBF), (0xE2, 0x81, 0x9F): return 3
    case (0xE2, 0x80, let third) where third <= 0x8B || third == 0xA8 || third == 0xA9 || third == 0xAF: return 3
    default: return nil
    }
  }

  func looking(_ word: String) -> Bool {
    var index = at
    for byte in word.utf8 {
      guard index < limit, text[index] == byte else { return false }
      index += 1
    }
    return true
  }

  /// Whether a word stands here as a whole.
  mutating func lookingAtWord(_ word: String) -> Bool {
    skipSpaces()
    guard looking(word) else { return false }
    let end = at + word.utf8.count
    return end >= limit || !isNamePart(text[end])
  }

  mutating func takeWord(_ word: String) -> Bool {
    guard lookingAtWord(word) else { return false }
    at += word.utf8.count
    return true
  }

  mutating func take(_ symbol: String) -> Bool {
    skipSpaces()
    guard looking(symbol) else { return false }
    at += symbol.utf8.count
    return true
  }

  mutating func need(_ symbol: String, _ what: String) throws(Diagnostic) {
    guard take(symbol) else { throw unexpected("\"\(symbol)\" \(what)") }
  }

  mutating func needWord(_ word: String, _ what: String) throws(Diagnostic) {
    guard takeWord(word) else { throw unexpected("\"\(word)\" \(what)") }
  }

  func unexpected(_ wanted: String) -> Diagnostic {
    if at >= limit {
      return Diagnostic(.unexpectedEnd, "expected \(wanted), found the end", at: Place(source, limit..<limit))
    }
    var end = at + 1
    if isNamePart(text[at]) { while end < limit, isNamePart(text[end]) { end += 1 } }
    while end < limit, text[end] & 0xC0 == 0x80 { end += 1 }
    let found = String(decoding: text[at..<end], as: UTF8.self)
    return Diagnostic(
      .unexpected, "expected \(wanted), found \"\(found)\"", at: Place(source, at..<end),
      hint: found == "'" ? "a text stands between double quotes" : nil)
  }

  func node(_ form: Syntax.Form, from start: Int) -> Syntax { Syntax(form: form, range: start..<max(start, at)) }

  func fail(_ code: Code, _ message: String, from start: Int, hint: String? = nil) -> Diagnostic {
    Diagnostic(code, message, at: Place(source, start..<max(start, at)), hint: hint)
  }

  // MARK: Names

  /// The longest known name here, else one word; nil where no name begins or a keyword stands.
  mutating func takeName() -> String? {
    skipSpaces()
    guard at < limit, isNameStart(text[at]) else { return nil }
    for scope in scopes.reversed() {
      if let (name, end) = scope.match(text, at: at), !Self.keywords.contains(name) {
        at = end
        return name
      }
    }
    return takeUnknown()
  }

  /// A name that nothing in scope has. It goes on over following words, so that a misspelt name is told as a whole.
  private mutating func takeUnknown() -> String? {
    guard var name = takeSimpleWord() else { return nil }
    while at + 1 < limit, text[at] == 32, isNameStart(text[at + 1]) {
      let before = at
      at += 1
      if scopes.contains(where: { $0.match(text, at: at) != nil }) || takeSimpleWord() == nil {
        at = before
        break
      }
      name = String(decoding: text[(before - name.utf8.count)..<at], as: UTF8.self)
    }
    return name
  }

  mutating func takeSimpleWord() -> String? {
    var end = at
    while end < limit, isNamePart(text[end]) { end += 1 }
    let word = String(decoding: text[at..<end], as: UTF8.self)
    guard !Self.keywords.contains(word) else { return nil }
    at = end
    return word
  }

  /// A name that is being introduced: everything up to a delimiter that `isEnd` knows, with single spaces.
  mutating func newName(_ what: String, endsBefore isEnd: (inout Parser) -> Bool) throws(Diagnostic) -> String {
    skipSpaces()
    let start = at
    guard at < limit, isNameStart(text[at]) else { throw unexpected(what) }
    var words = ""
    while at < limit {
      if isSpace(text[at]) || wideSpace() != nil {
        skipSpaces()
        if isEnd(&self) { break }
        words += " "
        continue
      }
      if isEnd(&self) { break }
      guard at < limit, isNamePart(text[at]) || [43, 45, 42, 46, 47, 39].contains(text[at]) else {
        throw unexpected(what)
      }
      var end = at + 1
      while end < limit, text[end] & 0xC0 == 0x80 { end += 1 }
      words += String(decoding: text[at..<end], as: UTF8.self)
      at = end
    }
    let name = words.trimmed
    guard !name.isEmpty else { throw unexpected(what) }
    if Self.keywords.contains(name) {
      throw Diagnostic(.unexpected, "expected \(what), found the keyword \"\(name)\"", at: Place(source, start..<at))
    }
    return name
  }

  mutating func withScope<T>(_ names: [String], _ body: (inout Parser) throws(Diagnostic) -> T) throws(Diagnostic) -> T
  {
    let known = namesKnown
    scopes.append(NameTable(names))
    namesKnown = number(of: names)
    defer {
      scopes.removeLast()
      namesKnown = known
    }
    return try body(&self)
  }

  /// A name that is known from here on, in the innermost scope.
  mutating func introduce(_ name: String) {
    scopes[scopes.count - 1].insert(name)
    namesKnown = number(of: [name])
  }

  /// The number of what is known when these names join what is known: the same for the same names, whoever reads them again.
  private mutating func number(of names: [String]) -> Int {
    let key = "\(namesKnown) \(names.joined(separator: "\u{0}"))"
    if let known = numbers[key] { return known }
    numbers[key] = numbers.count + 1
    return numbers.count
  }

  mutating func nested<T>(_ body: (inout Parser) throws(Diagnostic) -> T) throws(Diagnostic) -> T {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.maximumDepth else {
      throw Diagnostic(
        .tooDeep, "nested more than \(Self.maximumDepth) deep", at: Place(source, at..<min(limit, at + 1)))
    }
    return try body(&self)
  }
}

extension String {
  /// Without white space at its ends.
  var trimmed: String {
    var view = self[...]
    while let first = view.first, first.isWhitespace { view.removeFirst() }
    while let last = view.last, last.isWhitespace { view.removeLast() }
    return String(view)
  }
}
