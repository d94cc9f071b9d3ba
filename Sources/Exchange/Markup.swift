/// XML as a tree with places. Document type declarations are refused, so that no entity can grow or reach outside.

import Diagnostics
import Foundation
import FoundationXML

/// An element.
final class Markup {
  let name: String
  /// Nil where the document names none.
  let namespace: String?
  let attributes: [String: String]
  let place: Place
  fileprivate(set) var children: [Markup] = []
  /// The text right inside it, without that of its children.
  fileprivate(set) var text = ""

  init(_ name: String, _ namespace: String?, _ attributes: [String: String], _ place: Place) {
    self.name = name
    self.namespace = namespace
    self.attributes = attributes
    self.place = place
  }

  /// Its text with runs of white space as one.
  var normalisedText: String { text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }

  /// It as XML again.
  var written: String {
    let list = attributes.sorted { $0.key < $1.key }.map { " \($0.key)=\"\(Self.escaped($0.value))\"" }.joined()
    let inside = Self.escaped(text.trimmingCharacters(in: .whitespacesAndNewlines)) + children.map(\.written).joined()
    let xmlns = namespace.map { " xmlns=\"\(Self.escaped($0))\"" } ?? ""
    return inside.isEmpty ? "<\(name)\(xmlns)\(list)/>" : "<\(name)\(xmlns)\(list)>\(inside)</\(name)>"
  }

  /// Text as it stands in XML, in attributes too.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\n", "\t", "\r": result += "&#\(scalar.value);"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  static let maximumBytes = 8 << 20
  static let maximumDepth = 100

  /// Reads a whole document.
  static func parse(_ source: Source) throws(Diagnostic) -> Markup {
    guard source.bytes.count <= maximumBytes else {
      throw Diagnostic(.tooLarge, "the document is larger than \(maximumBytes >> 20) MiB", at: Place(source, 0..<0))
    }
    if let place = doctype(source) {
      throw Diagnostic(
        .documentType, "a document type declaration is not read", at: place,
        hint: "remove <!DOCTYPE …>; entities other than &amp; &lt; &gt; &quot; &apos; have to be written out")
    }
    let reader = MarkupReader(source)
    let parser = XMLParser(data: Data(source.bytes))
    parser.shouldProcessNamespaces = true
    parser.shouldResolveExternalEntities = false
    parser.delegate = reader
    let isRead = parser.parse()
    if let problem = reader.problem { throw problem }
    guard isRead, !reader.hasFailed, let root = reader.root, reader.open.isEmpty else {
      let place = reader.place(line: parser.lineNumber, column: parser.columnNumber)
      throw Diagnostic(
        .notXML, "this is no well-formed XML", at: place, hint: "each <element> needs its </element>, each & is &amp;")
    }
    return root
  }

  /// Where a document type declaration stands: what follows comments and processing instructions at the start.
  private static func doctype(_ source: Source) -> Place? {
    let bytes = source.bytes
    var at = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    func starts(_ text: String) -> Bool { bytes[at...].starts(with: text.utf8) }
    func skip(past end: String) -> Bool {
      while at < bytes.count {
        if starts(end) {
          at += end.utf8.count
          return true
        }
        at += 1
      }
      return false
    }
    while at < bytes.count {
      if bytes[at] <= 32 {
        at += 1
      } else if starts("<?") {
        guard skip(past: "?>") else { return nil }
      } else if starts("<!--") {
        guard skip(past: "-->") else { return nil }
      } else if starts("<!") {
        return Place(source, at..<min(at + 9, bytes.count))
      } else if bytes[at] == 60 || bytes[at] >= 128 || bytes[at] == 0 {
        // Anything but UTF-8 is refused, for a declaration could hide in it.
        return String(validating: bytes, as: UTF8.self) == nil ? Place(source, at..<(at + 1)) : nil
      } else {
        return nil
      }
    }
    return nil
  }
}

private final class MarkupReader: NSObject, XMLParserDelegate {
  let source: Source
  var root: Markup?
  var problem: Diagnostic?
  /// Set by a mistake of which parsing as a whole says nothing: something behind the last end tag.
  var hasFailed = false
  private(set) var open: [Markup] = []
  private var lineStarts: [Int] = [0]

  init(_ source: Source) {
    self.source = source
    for (index, byte) in source.bytes.enumerated() where byte == 10 { lineStarts.append(index + 1) }
  }

  func place(line: Int, column: Int) -> Place {
    let start = line >= 1 && line <= lineStarts.count ? lineStarts[line - 1] : 0
    let at = min(max(0, start + column - 1), max(0, source.bytes.count - 1))
    return Place(source, at..<min(at + 1, source.bytes.count))
  }

  /// The start tag that ends at a position.
  private func place(of name: String, line: Int, column: Int) -> Place {
    var at = place(line: line, column: column).range.lowerBound
    let wanted = Array("<\(name)".utf8)
    while at > 0, !source.bytes[at...].starts(with: wanted) { at -= 1 }
    guard source.bytes[at...].starts(with: wanted) else { return place(line: line, column: column) }
    return Place(source, at..<(at + wanted.count))
  }

  func parser(
    _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?, qualifiedName qName: String?,
    attributes attributeDict: [String: String]
  ) {
    let place = place(of: qName ?? elementName, line: parser.lineNumber, column: parser.columnNumber)
    if open.count >= Markup.maximumDepth {
      problem = Diagnostic(.tooDeep, "elements are nested more than \(Markup.maximumDepth) deep", at: place)
      parser.abortParsing()
      return
    }
    let namespace = namespaceURI.flatMap { $0.isEmpty ? nil : $0 }
    let element = Markup(elementName, namespace, attributeDict, place)
    if let parent = open.last { parent.children.append(element) } else { root = element }
    open.append(element)
  }

  func parser(_ parser: XMLParser, didEndElement elementName: String, namespaceURI: String?, qualifiedName: String?) {
    _ = open.popLast()
  }

  func parser(_ parser: XMLParser, parseErrorOccurred parseError: any Error) { hasFailed = true }

  func parser(_ parser: XMLParser, foundCharacters string: String) { open.last?.text += string }

  func parser(_ parser: XMLParser, foundCDATA CDATABlock: Data) {
    open.last?.text += String(decoding: CDATABlock, as: UTF8.self)
  }
}
