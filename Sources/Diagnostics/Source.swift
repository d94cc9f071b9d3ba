/// Texts that people wrote, and places in them.

/// A text with a name, which diagnostics quote from: a file, a line typed at the prompt, an expression.
public final class Source: Sendable {
  /// What the reader calls it: a path relative to the folder of definitions, or `<prompt>`.
  public let name: String
  /// The text as UTF-8.
  public let bytes: [UInt8]
  private let lineStarts: [Int]

  /// Keeps `text` under `name`.
  public init(name: String, text: String) {
    self.name = name
    bytes = Array(text.utf8)
    var starts = [0]
    for (index, byte) in bytes.enumerated() where byte == 10 { starts.append(index + 1) }
    lineStarts = starts
  }

  /// Line and column, both from 1, of a byte offset; columns count characters.
  public func position(at offset: Int) -> (line: Int, column: Int) {
    let offset = max(0, min(offset, bytes.count))
    var low = 0
    var high = lineStarts.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle - 1 }
    }
    let prefix = String(decoding: bytes[lineStarts[low]..<offset], as: UTF8.self)
    return (low + 1, prefix.count + 1)
  }

  /// The byte offset of a line and column, both from 1; past the end of the line it is the line's end.
  public func offset(line: Int, column: Int) -> Int {
    guard line >= 1, line <= lineStarts.count else { return bytes.count }
    let text = self.line(line)
    let index = text.index(text.startIndex, offsetBy: max(0, column - 1), limitedBy: text.endIndex) ?? text.endIndex
    return lineStarts[line - 1] + text[..<index].utf8.count
  }

  /// The text of a line, counted from 1, without its end; empty where there is none.
  public func line(_ number: Int) -> String {
    guard number >= 1, number <= lineStarts.count else { return "" }
    let start = lineStarts[number - 1]
    var end = number < lineStarts.count ? lineStarts[number] - 1 : bytes.count
    if end > start, bytes[end - 1] == 13 { end -= 1 }
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }
}

/// Where something is written, as answers and entries cite it.
public struct Citation: Sendable, Hashable, Decodable, CustomStringConvertible {
  /// The name of the text.
  public let name: String
  /// The line, from 1.
  public let line: Int

  /// A line of a text.
  public init(name: String, line: Int) {
    self.name = name
    self.line = line
  }

  /// `name:line`.
  public var description: String { "\(name):\(line)" }
}

/// A range of bytes in a source.
public struct Place: Sendable, Equatable {
  /// The text it lies in.
  public let source: Source
  /// Bytes from the start of that text.
  public let range: Range<Int>

  /// A range of bytes in `source`.
  public init(_ source: Source, _ range: Range<Int>) {
    self.source = source
    self.range = range
  }

  /// Line and column of its start, both from 1.
  public var start: (line: Int, column: Int) { source.position(at: range.lowerBound) }

  /// The short form that answers cite.
  public var citation: Citation { Citation(name: source.name, line: start.line) }

  /// Places are equal when they name the same bytes of the same text.
  public static func == (a: Place, b: Place) -> Bool { a.source === b.source && a.range == b.range }
}
