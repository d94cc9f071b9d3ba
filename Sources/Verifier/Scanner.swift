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
    var index = at
    let end = bytes.count
    while index < end {
      let byte = bytes[index]
      if byte == 34 {
        at = index + 1
        return Text(range: start..<index, isEscaped: isEscaped)
      }
      if byte < 32 { return nil }
      if byte == 92 {
        isEscaped = true
        index += 1
      }
      index += 1
    }
    return nil
  }

  /// A string of so many bytes that has no escapes; what stands in it is looked at later.
  mutating func string(of length: Int) -> Range<Int>? {
    guard at + length + 2 <= bytes.count, bytes[at] == 34, bytes[at + 1] != 34, bytes[at + length + 1] == 34 else {
      return nil
    }
    defer { at += length + 2 }
    return (at + 1)..<(at + 1 + length)
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

  /// Hexadecimal digits as bytes, into room for half as many.
  func hexadecimal(_ range: Range<Int>, into result: UnsafeMutableBufferPointer<UInt8>) -> Bool {
    guard range.count == 2 * result.count else { return false }
    // Without a branch, so that many are read at once.
    var wrong: UInt8 = 0
    for index in 0..<result.count {
      let (high, low) = (bytes[range.lowerBound + 2 * index], bytes[range.lowerBound + 2 * index + 1])
      wrong |= (high &- 48 < 10 || high &- 97 < 6 ? 0 : 1) | (low &- 48 < 10 || low &- 97 < 6 ? 0 : 1)
      result[index] = ((high & 15) &+ (high >> 6) &* 9) << 4 | ((low & 15) &+ (low >> 6) &* 9)
    }
    return wrong == 0
  }
}
