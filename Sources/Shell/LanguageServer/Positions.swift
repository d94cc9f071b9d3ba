/// Places as editors count them: lines from 0, and in a line the units of the encoding that both sides agreed on.

import Diagnostics
import FEEL

/// How an editor counts within a line (LSP 3.17, `PositionEncodingKind`).
enum PositionEncoding: String {
  case utf8 = "utf-8"
  case utf16 = "utf-16"

  /// The position of a byte.
  func position(_ offset: Int, in source: Source) -> Value {
    let line = source.position(at: offset).line
    let start = source.offset(line: line, column: 1)
    let before = source.bytes[start..<max(start, min(offset, source.bytes.count))]
    let character = self == .utf8 ? before.count : String(decoding: before, as: UTF8.self).utf16.count
    return .object(["line": .integer(line - 1), "character": .integer(character)])
  }

  /// The range of some bytes.
  func range(_ range: Swift.Range<Int>, in source: Source) -> Value {
    .object(["start": position(range.lowerBound, in: source), "end": position(range.upperBound, in: source)])
  }

  /// The byte at a position; the end of the line where it is behind that, and of the text where there is no such line.
  func offset(line: Int, character: Int, in source: Source) -> Int {
    let start = source.offset(line: line + 1, column: 1)
    let text = source.line(line + 1)
    if self == .utf8 { return start + min(character, text.utf8.count) }
    let units = text.utf16
    let index = units.index(units.startIndex, offsetBy: character, limitedBy: units.endIndex) ?? units.endIndex
    // In the middle of a pair is before it.
    let whole = String.Index(index, within: text.unicodeScalars) ?? text.unicodeScalars.index(before: index)
    return start + text[..<whole].utf8.count
  }
}

extension Value {
  /// A JSON object.
  static func object(_ pairs: KeyValuePairs<String, Value>) -> Value {
    .context(Context(pairs.map { ($0.key, $0.value) }))
  }

  static func integer(_ number: Int) -> Value { .number(Number(number)) }

  /// What an object has under a name; nil where there is nothing, null, or no object.
  subscript(_ name: String) -> Value? {
    guard case .context(let context) = self, let value = context[name], !value.isNull else { return nil }
    return value
  }

  var string: String? { if case .string(let text) = self { text } else { nil } }

  var items: [Value]? { if case .list(let items) = self { items } else { nil } }

  /// A whole number that is not negative and no larger than those of the protocol.
  var count: Int? {
    guard case .number(let number) = self, let integer = number.integer, (0...0x7fff_ffff).contains(integer) else {
      return nil
    }
    return integer
  }
}
