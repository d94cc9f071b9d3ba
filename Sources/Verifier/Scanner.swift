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

  /// A string as the journal writes it: valid UTF-8, with no escapes but its own.
  mutating func string() -> Text? {
    guard take(34) else { return nil }
    let start = at
    var (isEscaped, isPlain) = (false, true)
    var index = at
    let end = bytes.count
    while index < end {
      let byte = bytes[index]
      if byte == 34 {
        let inside = start..<index
        if !isPlain, String(validating: bytes[inside], as: UTF8.self) == nil { return nil }
        at = index + 1
        return Text(range: inside, isEscaped: isEscaped)
      }
      if byte < 32 { return nil }
      if byte > 127 { isPlain = false }
      if byte == 92 {
        isEscaped = true
        guard let (_, length) = escape(index) else { return nil }
        index += length
      } else {
        index += 1
      }
    }
    return nil
  }

  /// The byte that an escape stands for, and how long it is; nil for one that the journal does not write.
  private func escape(_ index: Int) -> (byte: UInt8, length: Int)? {
    guard index + 1 < bytes.count else { return nil }
    let byte = bytes[index + 1]
    if byte == 34 || byte == 92 { return (byte, 2) }
    guard byte == 117, index + 5 < bytes.count, bytes[index + 2] == 48, bytes[index + 3] == 48,
      let high = Self.digit(bytes[index + 4]), let low = Self.digit(bytes[index + 5]), high < 2
    else { return nil }
    return (high << 4 | low, 6)
  }

  /// A string without escapes.
  mutating func name() -> Range<Int>? {
    guard let text = string(), !text.isEscaped else { return nil }
    return text.range
  }

  /// Whether these bytes are next.
  func isNext(_ word: StaticString) -> Bool {
    word.withUTF8Buffer { at + $0.count <= bytes.count && same(at..<(at + $0.count), $0, 0..<$0.count) }
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

  /// Whether what stands in a range comes before what stands in another, byte by byte.
  func precedes(_ range: Range<Int>, _ other: Range<Int>) -> Bool {
    bytes[range].lexicographicallyPrecedes(bytes[other])
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

  /// The inside of a string with its escapes resolved.
  func unescape(_ text: Text, into result: inout [UInt8]) {
    result.removeAll(keepingCapacity: true)
    var index = text.range.lowerBound
    while index < text.range.upperBound {
      if bytes[index] == 92, let (byte, length) = escape(index) {
        result.append(byte)
        index += length
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
  }

  static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 48...57: byte - 48
    case 97...102: byte - 87
    default: nil
    }
  }

  /// Whether all are digits of hexadecimal numbers.
  func isHexadecimal(_ range: Range<Int>) -> Bool {
    // Without a branch, so that many are read at once.
    var wrong: UInt8 = 0
    for index in range { wrong |= (bytes[index] &- 48 < 10 || bytes[index] &- 97 < 6) ? 0 : 1 }
    return wrong == 0
  }

  /// Hexadecimal digits as bytes, into room for half as many.
  func hexadecimal(_ range: Range<Int>, into result: UnsafeMutableBufferPointer<UInt8>) -> Bool {
    guard range.count == 2 * result.count, isHexadecimal(range) else { return false }
    for index in 0..<result.count {
      let (high, low) = (bytes[range.lowerBound + 2 * index], bytes[range.lowerBound + 2 * index + 1])
      result[index] = ((high & 15) &+ (high >> 6) &* 9) << 4 | ((low & 15) &+ (low >> 6) &* 9)
    }
    return true
  }
}
