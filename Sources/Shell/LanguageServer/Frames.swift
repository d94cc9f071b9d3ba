/// Messages between an editor and the language server: `Content-Length` frames (LSP 3.17, base protocol), read from bytes that may be
/// anything.

/// Reads frames. What is no frame is told, and the next one is found behind it.
struct FrameReader {
  /// What came.
  enum Frame: Equatable {
    /// The content of a frame.
    case content([UInt8])
    /// Bytes that are no frame, in a sentence.
    case malformed(String)
    /// There is nothing more.
    case end
  }

  /// Bytes of content that are taken; more are passed over.
  static let mostContent = 16_000_000
  private static let mostInLine = 4096
  private static let mostLines = 32
  private static let field = Array("content-length:".utf8)

  private let read: () -> [UInt8]
  private var buffer: [UInt8] = []
  private var at = 0
  private var length: Int?

  /// From something that gives the next bytes, none at the end.
  init(_ read: @escaping () -> [UInt8]) { self.read = read }

  /// Whether bytes were read that no frame has taken yet.
  var hasMore: Bool { at < buffer.count }

  /// The next frame; waits for it.
  mutating func next() -> Frame {
    if let length { return content(length) }
    var isBad = false
    var lines = 0
    while let line = takeLine() {
      if line.isEmpty, lines == 0 { continue }
      if line.isEmpty { break }
      lines += 1
      guard lines <= Self.mostLines else { return .malformed("a frame has at most \(Self.mostLines) header lines") }
      if let start = Self.start(of: line) {
        // Whatever stands before it belongs to no frame.
        if start > 0 { isBad = true }
        length = Self.number(line[(start + Self.field.count)...])
      } else if !line.contains(58) {
        isBad = true
      }
    }
    if lines == 0 || atEnd { return lines == 0 ? .end : .malformed("the input ends within a header") }
    guard let found = length else { return .malformed("a frame begins with Content-Length: NUMBER and an empty line") }
    if isBad { return .malformed("there are bytes between the frames") }
    return content(found)
  }

  private var atEnd = false

  private mutating func content(_ count: Int) -> Frame {
    length = nil
    guard count <= Self.mostContent else {
      var left = count
      while left > 0 {
        if at >= buffer.count, !fill() { break }
        let step = min(left, buffer.count - at)
        at += step
        left -= step
      }
      return .malformed("a message has at most \(Self.mostContent) bytes, not \(count)")
    }
    while buffer.count - at < count { guard fill() else { return .end } }
    defer { at += count }
    return .content(Array(buffer[at..<(at + count)]))
  }

  private mutating func fill() -> Bool {
    if at > 65_536 || at == buffer.count {
      buffer.removeFirst(at)
      at = 0
    }
    let more = read()
    buffer += more
    if more.isEmpty { atEnd = true }
    return !more.isEmpty
  }

  /// The next line without its end; of a line that is too long only its last bytes. Nil where there is none.
  private mutating func takeLine() -> [UInt8]? {
    var line: [UInt8] = []
    while true {
      if at >= buffer.count, !fill() { return nil }
      if let end = buffer[at...].firstIndex(of: 10) {
        line += buffer[at..<end]
        at = end + 1
        if line.last == 13 { line.removeLast() }
        return line.count > Self.mostInLine ? Array(line.suffix(Self.mostInLine)) : line
      }
      line += buffer[at...]
      at = buffer.count
      if line.count > 2 * Self.mostInLine { line.removeFirst(line.count - Self.mostInLine) }
    }
  }

  private static func start(of line: [UInt8]) -> Int? {
    guard line.count >= field.count else { return nil }
    return (0...(line.count - field.count)).last { start in
      zip(line[start...], field).allSatisfy { byte, wanted in
        ((65...90).contains(byte) ? byte + 32 : byte) == wanted
      }
    }
  }

  private static func number(_ text: ArraySlice<UInt8>) -> Int? {
    let digits = text.drop { $0 == 32 || $0 == 9 }
    guard !digits.isEmpty, digits.count < 19, digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return Int(String(decoding: digits, as: UTF8.self))
  }
}

/// A message as a frame.
enum Frame {
  static func bytes(_ content: String) -> [UInt8] {
    Array("Content-Length: \(content.utf8.count)\r\n\r\n".utf8) + Array(content.utf8)
  }
}
