/// Values as JSON and back: numbers with all their digits, and `{"@type": …, "value": …}` for what JSON has no word for.
/// Written here because general JSON libraries read numbers as binary floating point and lose the order of names.

import Calendar

/// JSON text of FEEL values.
public enum JSON {
  /// Text that is no JSON value.
  public struct Mistake: Error, Sendable, CustomStringConvertible {
    /// One sentence with the byte at which it went wrong.
    public let description: String
  }

  /// Compact JSON. With `sorted`, the names of contexts are in order, so that equal values give equal bytes.
  public static func text(_ value: Value, sorted: Bool = false) -> String {
    var bytes: [UInt8] = []
    write(value, sorted: sorted, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends compact JSON.
  public static func write(_ value: Value, sorted: Bool = false, to bytes: inout [UInt8]) {
    switch value {
    case .null: bytes += "null".utf8
    case .boolean(let value): bytes += (value ? "true" : "false").utf8
    case .number(let number): bytes += number.description.utf8
    case .string(let text): write(text, to: &bytes)
    case .list(let items):
      bytes.append(91)
      for (index, item) in items.enumerated() {
        if index > 0 { bytes.append(44) }
        write(item, sorted: sorted, to: &bytes)
      }
      bytes.append(93)
    case .context(let context):
      bytes.append(123)
      let pairs = sorted ? context.pairs.sorted { $0.0 < $1.0 } : context.pairs
      for (index, (name, item)) in pairs.enumerated() {
        if index > 0 { bytes.append(44) }
        write(name, to: &bytes)
        bytes.append(58)
        write(item, sorted: sorted, to: &bytes)
      }
      bytes.append(125)
    default:
      bytes += "{\"@type\":\"\(value.typeName)\",\"value\":".utf8
      write(value.text, to: &bytes)
      bytes.append(125)
    }
  }

  /// Appends a string in quotes.
  public static func write(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(34)
    var text = text
    text.withUTF8 { all in
      if all.allSatisfy({ $0 >= 32 && $0 != 34 && $0 != 92 }) { return bytes.append(contentsOf: all) }
      for byte in all {
        switch byte {
        case 34, 92: bytes += [92, byte]
        case 10: bytes += [92, 110]
        case 13: bytes += [92, 114]
        case 9: bytes += [92, 116]
        case 0..<32:
          let digits = String(byte, radix: 16)
          bytes += ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8
        default: bytes.append(byte)
        }
      }
    }
    bytes.append(34)
  }

  /// Reads one JSON value; nested at most 200 deep.
  public static func parse(_ text: some Sequence<UInt8>) throws(Mistake) -> Value {
    var reader = Reader(bytes: Array(text))
    let value = try reader.value(0)
    reader.skipSpaces()
    guard reader.at == reader.bytes.count else { throw reader.mistake("the end") }
    return value
  }

  private struct Reader {
    let bytes: [UInt8]
    var at = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    func mistake(_ wanted: String) -> Mistake { Mistake(description: "expected \(wanted) at byte \(at + 1)") }

    mutating func skipSpaces() {
      while at < bytes.count, [32, 9, 10, 13].contains(bytes[at]) { at += 1 }
    }

    mutating func take(_ byte: UInt8) -> Bool {
      skipSpaces()
      guard at < bytes.count, bytes[at] == byte else { return false }
      at += 1
      return true
    }

    mutating func take(_ word: String) -> Bool {
      guard bytes[at...].starts(with: word.utf8) else { return false }
      at += word.utf8.count
      return true
    }

    mutating func value(_ depth: Int) throws(Mistake) -> Value {
      guard depth < 200 else { throw mistake("fewer than 200 levels") }
      skipSpaces()
      guard at < bytes.count else { throw mistake("a value") }
      switch bytes[at] {
      case 34: return .string(try string())
      case 91:
        at += 1
        var items: [Value] = []
        if take(93) { return .list(items) }
        repeat { items.append(try value(depth + 1)) } while take(44)
        guard take(93) else { throw mistake("\",\" or \"]\"") }
        return .list(items)
      case 123: return try object(depth)
      case 116 where take("true"): return .boolean(true)
      case 102 where take("false"): return .boolean(false)
      case 110 where take("null"): return .null
      default: return try number()
      }
    }

    private mutating func number() throws(Mistake) -> Value {
      let start = at
      while at < bytes.count, "+-.eE0123456789".utf8.contains(bytes[at]) { at += 1 }
      guard let number = Number(String(decoding: bytes[start..<at], as: UTF8.self)) else {
        at = start
        throw mistake("a value")
      }
      return .number(number)
    }

    private mutating func object(_ depth: Int) throws(Mistake) -> Value {
      at += 1
      var pairs: [(String, Value)] = []
      if take(125) { return .context(Context()) }
      repeat {
        skipSpaces()
        guard at < bytes.count, bytes[at] == 34 else { throw mistake("a name in quotes") }
        let name = try string()
        guard take(58) else { throw mistake("\":\"") }
        pairs.append((name, try value(depth + 1)))
      } while take(44)
      guard take(125) else { throw mistake("\",\" or \"}\"") }
      let context = Context(pairs)
      if context.values.count == 2, case .string(let type)? = context["@type"],
        case .string(let text)? = context["value"]
      {
        guard let value = typed(type, text) else { throw mistake("a \(type) that can be read") }
        return value
      }
      return .context(context)
    }

    private func typed(_ type: String, _ text: String) -> Value? {
      switch type {
      case "date": return CivilDate(text).map { .date($0) }
      case "time": return Time(text).map { .time($0) }
      case "date and time": return DateTime(text).map { .dateTime($0) }
      case "days and time duration": return DaysDuration(text).map { .daysDuration($0) }
      case "years and months duration": return MonthsDuration(text).map { .monthsDuration($0) }
      case "range":
        guard let expression = try? Expression(source(ofRange: text)) else { return nil }
        let value = expression.evaluate([], host: Situation()).value
        if case .range = value { return value }
        return nil
      default: return nil
      }
    }

    /// A range as an expression: its text has dates, times and durations bare, and comparisons without parentheses.
    private func source(ofRange text: String) -> String {
      func end(_ text: some StringProtocol) -> String { temporal(String(text)) == nil ? String(text) : "@\"\(text)\"" }
      if let space = text.firstIndex(of: " "), ["<", "<=", ">", ">=", "=", "!="].contains(text[..<space]) {
        return "(\(text[..<space]) \(end(text[text.index(after: space)...])))"
      }
      let ends = text.dropFirst().dropLast().split(separator: "..", omittingEmptySubsequences: false)
      return ends.count == 2 ? "\(text.prefix(1))\(end(ends[0]))..\(end(ends[1]))\(text.suffix(1))" : text
    }

    private mutating func string() throws(Mistake) -> String {
      at += 1
      var result: [UInt8] = []
      while at < bytes.count {
        let byte = bytes[at]
        at += 1
        if byte == 34 {
          return String(decoding: result, as: UTF8.self)
        }
        guard byte == 92 else {
          result.append(byte)
          continue
        }
        guard at < bytes.count else { break }
        at += 1
        switch bytes[at - 1] {
        case 110: result.append(10)
        case 114: result.append(13)
        case 116: result.append(9)
        case 98: result.append(8)
        case 102: result.append(12)
        case 117: result += Array(String(Character(try escape())).utf8)
        case let other: result.append(other)
        }
      }
      throw mistake("the end of the string")
    }

    private mutating func unit() throws(Mistake) -> UInt32 {
      guard at + 4 <= bytes.count, let unit = UInt32(String(decoding: bytes[at..<(at + 4)], as: UTF8.self), radix: 16)
      else { throw mistake("four hexadecimal digits") }
      at += 4
      return unit
    }

    private mutating func escape() throws(Mistake) -> Unicode.Scalar {
      let first = try unit()
      if let scalar = Unicode.Scalar(first) { return scalar }
      guard first < 0xDC00, at + 1 < bytes.count, bytes[at] == 92, bytes[at + 1] == 117 else {
        throw mistake("the second half of a surrogate pair")
      }
      at += 2
      let second = try unit()
      guard (0xDC00...0xDFFF).contains(second),
        let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
      else { throw mistake("the second half of a surrogate pair") }
      return scalar
    }
  }
}
