/// Reads the journal's canonical JSON in place: no white space, keys in order, integers and strings only. What is written
/// otherwise is not the journal's, so nothing more lenient is needed, and an entry costs little more than its hashes.

/// A cursor over bytes that stay where they are.
struct Scanner {
  /// A string: where its inside stands, and whether it has escapes.
  struct Text {
    let range: Range<Int>
    let isEscaped: Bool
  }

  let bytes: UnsafeBufferPointer<UInt8>
  private(set) var at = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  var isAtEnd: Bool { at == bytes.count }

  /// Takes a byte if it is next.
  @inline(__always)
  mutating func take(_ byte: UInt8) -> Bool {
    guard at < bytes.count, bytes[at] == byte else { return false }
    at += 1
    return true
  }

  mutating func string() -> Text? {
    guard take(34) else { return nil }
    let start = at
    var isEscaped = false
    while at < bytes.count {
      let byte = bytes[at]
      if byte == 34 {
        defer { at += 1 }
        return Text(range: start..<at, isEscaped: isEscaped)
      }
      if byte < 32 { return nil }
      if byte == 92 {
        isEscaped = true
        at += 1
      }
      at += 1
    }
    return nil
  }

  mutating func integer() -> Int? {
    let isNegative = take(45)
    let start = at
    var value = 0
    while at < bytes.count, (48...57).contains(bytes[at]) {
      let (product, over) = value.multipliedReportingOverflow(by: 10)
      let (sum, more) = product.addingReportingOverflow(Int(bytes[at] - 48))
      if over || more { return nil }
      value = sum
      at += 1
    }
    if at == start || (bytes[start] == 48 && (at > start + 1 || isNegative)) { return nil }
    return isNegative ? -value : value
  }

  /// A list of strings; answers where it stands.
  mutating func strings() -> Range<Int>? {
    let start = at
    guard take(91) else { return nil }
    if take(93) { return start..<at }
    repeat { if string() == nil { return nil } } while take(44)
    return take(93) ? start..<at : nil
  }

  /// Whether two ranges of bytes say the same.
  func same(_ range: Range<Int>, _ other: UnsafeBufferPointer<UInt8>, _ otherRange: Range<Int>) -> Bool {
    guard range.count == otherRange.count else { return false }
    for offset in 0..<range.count
    where bytes[range.lowerBound + offset] != other[otherRange.lowerBound + offset] { return false }
    return true
  }

  /// Whether a string is a word without escapes.
  func equals(_ text: Text, _ word: StaticString) -> Bool {
    word.withUTF8Buffer { same(text.range, $0, 0..<$0.count) }
  }

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// The inside of a string with its escapes resolved; nil for an escape that the journal does not write.
  func unescape(_ text: Text, into result: inout [UInt8]) -> Bool {
    result.removeAll(keepingCapacity: true)
    var index = text.range.lowerBound
    while index < text.range.upperBound {
      let byte = bytes[index]
      guard byte == 92 else {
        result.append(byte)
        index += 1
        continue
      }
      guard index + 1 < text.range.upperBound else { return false }
      switch bytes[index + 1] {
      case 34, 92:
        result.append(bytes[index + 1])
        index += 2
      case 117:
        guard index + 5 < text.range.upperBound, bytes[index + 2] == 48, bytes[index + 3] == 48,
          let high = Self.digit(bytes[index + 4]), let low = Self.digit(bytes[index + 5]), high < 2
        else { return false }
        result.append(high << 4 | low)
        index += 6
      default: return false
      }
    }
    return true
  }

  static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 48...57: byte - 48
    case 97...102: byte - 87
    default: nil
    }
  }

  /// Hexadecimal digits as bytes.
  func hexadecimal(_ range: Range<Int>, into result: inout [UInt8]) -> Bool {
    result.removeAll(keepingCapacity: true)
    guard range.count % 2 == 0 else { return false }
    var index = range.lowerBound
    while index < range.upperBound {
      guard let high = Self.digit(bytes[index]), let low = Self.digit(bytes[index + 1]) else { return false }
      result.append(high << 4 | low)
      index += 2
    }
    return true
  }
}
