/// Reading a line from left to right: words, ids, names that the definitions know, values.

import Calendar
import Definitions
import Diagnostics
import Engine
import FEEL

/// A place in a line.
public struct Cursor {
  let source: Source
  var at: Int
  let end: Int

  init(_ source: Source, _ range: Swift.Range<Int>? = nil) {
    self.source = source
    at = range?.lowerBound ?? 0
    end = range?.upperBound ?? source.bytes.count
    skip()
  }

  private func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }

  mutating func skip() { while at < end, isSpace(source.bytes[at]) { at += 1 } }

  var isAtEnd: Bool { at >= end }

  var rest: String { String(decoding: source.bytes[at..<end], as: UTF8.self) }

  func place(_ from: Int? = nil) -> Place { Place(source, (from ?? at)..<max(from ?? at, min(end, tokenEnd(at)))) }

  private func tokenEnd(_ start: Int) -> Int {
    var index = start
    while index < end, !isSpace(source.bytes[index]), source.bytes[index] != 44 { index += 1 }
    return index
  }

  /// What is wrong here.
  func mistake(_ message: Message, hint: Message? = nil) -> Mistake {
    Mistake(message, at: place, hint: hint)
  }

  /// The word here, as a place.
  var place: Place { Place(source, at..<max(at, tokenEnd(at))) }

  /// Something else was expected here; where the line is at its end, that is said too.
  func expected(_ what: Message.Expected, hint: Message? = nil) -> Mistake {
    mistake(isAtEnd ? .expectedAtEnd(what) : .expected(what), hint: hint)
  }

  /// The word here, without taking it.
  var word: String { String(decoding: source.bytes[at..<tokenEnd(at)], as: UTF8.self) }

  mutating func takeToken() -> String {
    let text = word
    at = tokenEnd(at)
    skip()
    return text
  }

  /// Takes the longest of some names that stands here as whole words.
  mutating func take(oneOf names: some Sequence<String>) -> String? {
    var best: (String, Int)?
    for name in names {
      guard let stop = match(name), best.map({ stop > $0.1 }) ?? true else { continue }
      best = (name, stop)
    }
    guard let (name, stop) = best else { return nil }
    at = stop
    skip()
    return name
  }

  mutating func take(_ name: String) -> Bool { take(oneOf: [name]) != nil }

  private func match(_ name: String) -> Int? {
    var index = at
    for byte in name.utf8 {
      if byte == 32 {
        guard index < end, isSpace(source.bytes[index]) else { return nil }
        while index < end, isSpace(source.bytes[index]) { index += 1 }
      } else {
        guard index < end, source.bytes[index] == byte else { return nil }
        index += 1
      }
    }
    guard index >= end || isSpace(source.bytes[index]) || [44, 58].contains(source.bytes[index]) else { return nil }
    return index
  }

  /// An expression that ends where the language goes on.
  mutating func takeExpression(_ scope: Scope) throws -> Expression { try compile(try takeRange(scope), scope) }

  /// An expression over the cases of a kind; what in it can never work is a mistake, also that a condition is none.
  mutating func takeExpression(of kind: Kind, _ rulebook: Rulebook, isCondition: Bool = false) throws -> Expression {
    let expression = try takeExpression(kind.layout.scope)
    let mistakes = rulebook.mistakes(in: expression, askedOf: kind, isCondition: isCondition)
    if let mistake = mistakes.all.first { throw Mistake(mistake) }
    return expression
  }

  /// Where an expression stands that is still to be compiled.
  private mutating func takeRange(_ scope: Scope) throws -> Swift.Range<Int> {
    let range: Swift.Range<Int>
    do { range = try Expression.prefix(Place(source, at..<end), scope: scope) } catch { throw Mistake(error) }
    at = range.upperBound
    skip()
    return range
  }

  private func compile(_ range: Swift.Range<Int>, _ scope: Scope) throws -> Expression {
    do { return try Expression(Place(source, range), scope: scope) } catch {
      throw error.all.first.map { Mistake($0) } ?? expected(.expression)
    }
  }

  mutating func takeDate() throws -> CivilDate {
    var text = word
    if text.hasPrefix("@\""), text.hasSuffix("\"") { text = String(text.dropFirst(2).dropLast()) }
    guard let date = CivilDate(text) else {
      let looksLikeOne = text.split(separator: "-").count == 3
      throw looksLikeOne
        ? mistake(.noSuchDate(text), hint: .dateForm) : expected(.date, hint: .dateForm)
    }
    _ = takeToken()
    return date
  }

  mutating func takeNumber(_ example: String = "#41") throws -> Int {
    let text = word.hasPrefix("#") ? String(word.dropFirst()) : word
    guard let number = Int(text), number >= 0 else { throw expected(.number, hint: .choose([example])) }
    _ = takeToken()
    return number
  }

  /// `#41`; nil where something else stands.
  mutating func takeEntry() throws -> Int? {
    guard word.hasPrefix("#") else { return nil }
    guard let number = Int(word.dropFirst()), number >= 0 else { throw expected(.entryNumber) }
    _ = takeToken()
    return number
  }

  /// What is in quotes, for names with spaces that no definition has; nil where no quote stands.
  mutating func takeQuoted() -> String? {
    guard rest.hasPrefix("\"") else { return nil }
    let inside = rest.dropFirst().prefix { $0 != "\"" }
    at = min(end, at + inside.utf8.count + 2)
    skip()
    return String(inside)
  }

  mutating func takeComma() -> Bool {
    guard at < end, source.bytes[at] == 44 else { return false }
    at += 1
    skip()
    return true
  }

  /// The name of a file.
  mutating func takeFile() throws -> String {
    let name = takeQuoted() ?? takeToken()
    guard !name.isEmpty else { throw expected(.file) }
    return name
  }

  func needEnd() throws {
    guard isAtEnd else { throw mistake(.expectedEndOfLine(found: word)) }
  }

  // MARK: Fields

  /// A field's value: bare, or an expression that is still to be evaluated.
  enum FieldValue {
    case bare(Value)
    case expression(Expression)
  }

  /// `name: value` pairs; a comma may stand between. Bare dates, durations, choices and ids are read by the field's type.
  mutating func takeFields(_ fields: [Field], _ scope: Scope) throws -> [(name: String, value: FieldValue)] {
    var result: [(name: String, value: FieldValue)] = []
    let names = fields.map(\.name)
    while !isAtEnd {
      if takeComma() { continue }
      let start = at
      guard let name = take(oneOf: names), at < end, source.bytes[at] == 58 else {
        at = start
        throw noField(names)
      }
      at += 1
      skip()
      if result.contains(where: { $0.name == name }) { throw mistake(.fieldTwice(name)) }
      result.append((name, try takeValue(fields.first { $0.name == name }, names, scope)))
    }
    return result
  }

  /// Whether a field with its colon stands here.
  func isAtField(_ fields: [Field]) -> Bool {
    var probe = self
    return probe.take(oneOf: fields.map(\.name)) != nil && probe.rest.hasPrefix(":")
  }

  private func noField(_ names: [String]) -> Mistake {
    let unknown = upToColon()
    let near = unknown.flatMap { Nearest.to($0, among: names) }
    let hint: Message = near.map { .didYouMean($0) } ?? (names.isEmpty ? .takesNoFields : .fieldsAre(names))
    return unknown.map { mistake(.noFieldHere($0), hint: hint) } ?? expected(.fieldAndColon, hint: hint)
  }

  private mutating func takeValue(
    _ field: Field?, _ names: [String], _ scope: Scope
  ) throws -> FieldValue {
    let (name, type) = (field?.name ?? "", field?.type ?? .any)
    if let value = takeBare(type, field?.titles ?? [:]) { return .bare(value) }
    try refuseWhatLooksLikeADate(type)
    if type.holdsDocuments, FileForm.isFileName(word) { return .bare(.string(takeToken())) }
    let begin = at
    let range = try takeRange(scope)
    if type == .text, !isAtEnd, source.bytes[at] != 44, source.bytes[begin] != 34 {
      var probe = self
      if probe.take(oneOf: names) == nil {
        throw Mistake(
          .textBetweenQuotes, at: Place(source, begin..<end),
          hint: .writeField(name, "\"\(String(decoding: source.bytes[begin..<end], as: UTF8.self))\""))
      }
    }
    do {
      return .expression(try compile(range, scope))
    } catch {
      if type.holdsDocuments {
        at = begin
        return .bare(takeFiles())
      }
      guard type.isTypedBare, let first = source.bytes[begin..<end].first, first != 34 else { throw error }
      let text = String(decoding: source.bytes[begin..<max(begin, tokenEnd(begin))], as: UTF8.self)
      let near = if case .choice(let words) = type { Nearest.to(text, among: words) } else { String?.none }
      throw Mistake(
        .fieldWants(name: name, type: type.description), at: Place(source, range),
        hint: .writeField(name, near ?? type.sample))
    }
  }

  /// Names of files without quotes: one, or several in brackets.
  private mutating func takeFiles() -> Value {
    guard source.bytes[at] == 91, let close = source.bytes[at..<end].firstIndex(of: 93) else {
      return .string(takeToken())
    }
    let inside = String(decoding: source.bytes[(at + 1)..<close], as: UTF8.self)
    at = close + 1
    skip()
    return .list(inside.split(separator: ",").map { .string(String($0).trimmedBoth) })
  }

  /// 31 February, or a date with the day first, would be read as a subtraction.
  private func refuseWhatLooksLikeADate(_ type: FieldType) throws {
    guard type == .date || type == .dateTime else { return }
    let parts = word.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isNumber) }) else { return }
    throw mistake(.noSuchDate(word), hint: .dateForm)
  }

  private func upToColon() -> String? {
    var index = at
    while index < end, source.bytes[index] != 58, index - at < 60 { index += 1 }
    guard index > at, index < end, source.bytes[index] == 58 else { return nil }
    return String(decoding: source.bytes[at..<index], as: UTF8.self)
  }

  /// A value in bare text, a list of them in brackets, or nil where FEEL must be read.
  private mutating func takeBare(_ type: FieldType, _ titles: [String: Localized]) -> Value? {
    if case .list(let element) = type, at < end, source.bytes[at] == 91,
      let close = source.bytes[at..<end].firstIndex(of: 93)
    {
      let inside = String(decoding: source.bytes[(at + 1)..<close], as: UTF8.self)
      var items: [Value] = []
      for part in inside.split(separator: ",") {
        let text = part.split(separator: " ").joined(separator: " ")
        guard let value = element.bare(text) else { return nil }
        items.append(value)
      }
      at = close + 1
      skip()
      return .list(items)
    }
    if case .choice(let words) = type {
      if let word = take(oneOf: words) { return .string(word) }
      // By what people read as well, in either language; a title that two words have means neither.
      let titled = Dictionary(
        grouping: titles.flatMap { word, title in Set([title.en, title.nl]).map { ($0, word) } }, by: \.0)
      if let title = take(oneOf: titled.keys.filter { titled[$0]?.count == 1 }), let word = titled[title]?.first?.1 {
        return .string(word)
      }
    }
    guard let value = type.bare(word) else { return nil }
    _ = takeToken()
    return value
  }
}

extension Mistake {
  /// A finding about an expression in a line.
  init(_ diagnostic: Diagnostic) {
    self.init(.diagnostic(diagnostic.message), at: diagnostic.place, hint: diagnostic.hint.map { .diagnostic($0) })
  }

  /// The line with the place underlined, as all findings are shown.
  public func rendered(_ language: Language) -> String {
    Diagnostic(
      Code("line.mistake"), message.text(language), at: place, hint: hint.map { $0.text(language) }
    ).rendered
  }
}
