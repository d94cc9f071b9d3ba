/// Reading a line from left to right: words, ids, names that the definitions know, values.

import Calendar
import Definitions
import Diagnostics
import FEEL

/// A place in a line.
struct Cursor {
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

  /// What is wrong here. Where something was expected and the line is at its end, that is said too.
  func problem(_ message: String, hint: String? = nil) -> Diagnostic {
    let waits = isAtEnd && (message.hasPrefix("expected") || message.hasPrefix("verwacht"))
    return Diagnostic(
      waits ? "\(message), found the end of the line" : message, at: Place(source, at..<max(at, tokenEnd(at))),
      hint: hint)
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
  mutating func takeExpression(_ scope: Scope) throws(Diagnostic) -> Swift.Range<Int> {
    let range = try Expression.prefix(Place(source, at..<end), scope: scope)
    at = range.upperBound
    skip()
    return range.lowerBound..<range.upperBound
  }

  mutating func takeDate() throws(Diagnostic) -> CivilDate {
    var text = word
    if text.hasPrefix("@\""), text.hasSuffix("\"") { text = String(text.dropFirst(2).dropLast()) }
    guard let date = CivilDate(text) else {
      let looksLikeOne = text.split(separator: "-").count == 3
      throw problem(looksLikeOne ? "there is no date \(text)" : "expected a date", hint: "write a date as 2031-03-10")
    }
    _ = takeToken()
    return date
  }

  func needEnd() throws(Diagnostic) {
    guard isAtEnd else { throw problem("expected the end of the line, found \"\(word)\"") }
  }

  // MARK: Fields

  /// `name: value` pairs; a comma may stand between. Bare dates, durations, choices and ids are read by the field's type.
  mutating func takeFields(_ fields: [Field], _ scope: Scope) throws(Diagnostic) -> [(
    name: String, value: Swift.Result<Value, FieldText>
  )] {
    var result: [(name: String, value: Swift.Result<Value, FieldText>)] = []
    let names = fields.map(\.name)
    while !isAtEnd {
      if source.bytes[at] == 44 {
        at += 1
        skip()
        continue
      }
      let start = at
      guard let name = take(oneOf: names), at < end, source.bytes[at] == 58 else {
        at = start
        let unknown = upToColon()
        throw problem(
          unknown.map { "there is no field \"\($0)\" here" } ?? "expected a field and a colon",
          hint: unknown.flatMap { Nearest.hint($0, among: names) }
            ?? (names.isEmpty ? "it takes no fields" : "fields: \(names.joined(separator: ", "))"))
      }
      at += 1
      skip()
      if result.contains(where: { $0.name == name }) { throw problem("the field \"\(name)\" stands twice") }
      let field = fields.first { $0.name == name }
      if let type = field?.type, let value = takeBare(type) {
        result.append((name, .success(value)))
      } else {
        try refuseWhatLooksLikeADate(field?.type)
        let begin = at
        let range = try takeExpression(scope)
        if field?.type == .text, !isAtEnd, source.bytes[at] != 44, take(oneOf: names) == nil, source.bytes[begin] != 34
        {
          throw Diagnostic(
            "a text stands between quotes", at: Place(source, begin..<end),
            hint: "write \(name): \"\(String(decoding: source.bytes[begin..<end], as: UTF8.self))\"")
        }
        at = range.upperBound
        skip()
        result.append((name, .failure(FieldText(range: range))))
      }
    }
    return result
  }

  /// 31 February, or a date with the day first, would be read as a subtraction.
  private func refuseWhatLooksLikeADate(_ type: FieldType?) throws(Diagnostic) {
    guard type == .date || type == .dateTime else { return }
    let parts = word.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isNumber) }) else { return }
    throw problem("there is no date \(word)", hint: "write a date as 2031-03-10")
  }

  private func upToColon() -> String? {
    var index = at
    while index < end, source.bytes[index] != 58, index - at < 60 { index += 1 }
    guard index > at, index < end, source.bytes[index] == 58 else { return nil }
    return String(decoding: source.bytes[at..<index], as: UTF8.self)
  }

  /// A value in bare text, a list of them in brackets, or nil where FEEL must be read.
  private mutating func takeBare(_ type: FieldType) -> Value? {
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
    if case .choice(let words) = type, let word = take(oneOf: words) { return .string(word) }
    guard let value = type.bare(word) else { return nil }
    _ = takeToken()
    return value
  }
}

/// A value that is an expression, still to be evaluated.
struct FieldText: Error {
  let range: Swift.Range<Int>
}
