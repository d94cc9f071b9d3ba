/// Findings about definitions for other tools: as JSON of our own, and as SARIF 2.1.0, which code hosts and editors read.

import Crypto
import Diagnostics
import FEEL

/// A finding with its place as programs count it.
public struct LocatedFinding: Sendable {
  /// The finding.
  public let diagnostic: Diagnostic
  /// The file, relative to the folder of definitions; nil when it concerns none.
  public let file: String?
  /// The first line, from 1.
  public let startLine: Int
  /// The first column, from 1, in Unicode scalars.
  public let startColumn: Int
  /// The last line, from 1.
  public let endLine: Int
  /// One past the last column, from 1, in Unicode scalars.
  public let endColumn: Int
  /// The line it begins on.
  let line: String

  /// A finding with its place counted.
  public init(_ diagnostic: Diagnostic) {
    self.diagnostic = diagnostic
    guard let place = diagnostic.place else {
      (file, startLine, startColumn, endLine, endColumn, line) = (nil, 1, 1, 1, 1, "")
      return
    }
    // An expression whose text the file holds in another form is a source of its own, named after its line.
    let parts = place.source.name.split(separator: ":", omittingEmptySubsequences: false)
    let own = parts.count > 1 ? Int(parts[parts.count - 1]) : nil
    file = own == nil ? place.source.name : parts.dropLast().joined(separator: ":")
    let start = Self.position(place.range.lowerBound, in: place.source)
    let end = Self.position(place.range.upperBound, in: place.source)
    let shift = (own ?? 1) - 1
    (startLine, startColumn) = (start.line + shift, own == nil ? start.column : 1)
    (endLine, endColumn) =
      own == nil ? (end.line, end.line > start.line ? end.column : max(end.column, start.column + 1)) : (startLine, 2)
    line = place.source.line(start.line)
  }

  /// Line and column of a byte; columns count scalars.
  private static func position(_ offset: Int, in source: Source) -> (line: Int, column: Int) {
    let line = source.position(at: offset).line
    let start = source.offset(line: line, column: 1)
    return (line, String(decoding: source.bytes[start..<max(start, offset)], as: UTF8.self).unicodeScalars.count + 1)
  }

  /// As a value: code, severity, message, hint, file, and from where to where.
  public var value: Value {
    var pairs: [(String, Value)] = [
      ("code", .string(diagnostic.code.text)), ("severity", .string(diagnostic.severity.rawValue)),
      ("message", .string(diagnostic.message)), ("hint", diagnostic.hint.map { .string($0) } ?? .null),
      ("file", file.map { .string($0) } ?? .null),
    ]
    if file != nil {
      for (name, number) in [
        ("line", startLine), ("column", startColumn), ("end line", endLine), ("end column", endColumn),
      ] {
        pairs.append((name, .number(Number(number))))
      }
    }
    return .context(Context(pairs))
  }

  /// What stays the same of it while lines move.
  fileprivate var fingerprint: String {
    let text = "\(diagnostic.code.text)\n\(line.split(separator: " ").joined(separator: " "))"
    return SHA256.hash(data: Array(text.utf8)).prefix(8).map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }
}

/// The Static Analysis Results Interchange Format (OASIS, version 2.1.0, errata 01).
public enum SARIF {
  /// A log of one run. `folder` comes before the names of files: the folder of definitions within the repository.
  public static func log(_ findings: [LocatedFinding], version: String, folder: String = "") -> String {
    var rules: [Code: Diagnostic.Severity] = [:]
    for finding in findings { rules[finding.diagnostic.code] = finding.diagnostic.severity }
    let names = rules.keys.map(\.text).sorted()
    let driver = context([
      ("name", .string("convenant")), ("version", .string(version)),
      (
        "rules",
        .list(
          names.map { name in
            context([
              ("id", .string(name)), ("shortDescription", text(words(name))),
              (
                "defaultConfiguration",
                context([("level", .string((rules[Code(name)] ?? .error).rawValue))])
              ),
            ])
          })
      ),
    ])
    let run = context([
      ("tool", context([("driver", driver)])), ("columnKind", .string("unicodeCodePoints")),
      ("results", .list(findings.map { result($0, folder, names) })),
    ])
    return JSON.text(
      context([
        ("$schema", .string("https://json.schemastore.org/sarif-2.1.0.json")), ("version", .string("2.1.0")),
        ("runs", .list([run])),
      ]))
  }

  private static func result(_ finding: LocatedFinding, _ folder: String, _ rules: [String]) -> Value {
    let diagnostic = finding.diagnostic
    let message = diagnostic.message + (diagnostic.hint.map { "; \($0)" } ?? "")
    var pairs: [(String, Value)] = [
      ("ruleId", .string(diagnostic.code.text)),
      ("ruleIndex", .number(Number(rules.firstIndex(of: diagnostic.code.text) ?? 0))),
      ("level", .string(diagnostic.severity.rawValue)), ("message", text(message)),
    ]
    if let file = finding.file {
      let numbers: [(String, Value)] = [
        ("startLine", .number(Number(finding.startLine))), ("startColumn", .number(Number(finding.startColumn))),
        ("endLine", .number(Number(finding.endLine))), ("endColumn", .number(Number(finding.endColumn))),
      ]
      let physical = context([
        ("artifactLocation", context([("uri", .string(escaped(folder + file)))])), ("region", context(numbers)),
      ])
      pairs.append(("locations", .list([context([("physicalLocation", physical)])])))
    }
    pairs.append(("partialFingerprints", context([("primaryLocationLineHash", .string("\(finding.fingerprint):1"))])))
    return context(pairs)
  }

  private static func context(_ pairs: [(String, Value)]) -> Value { .context(Context(pairs)) }

  private static func text(_ words: String) -> Value { context([("text", .string(words))]) }

  /// `definitions.unknown-kind` as `unknown kind`.
  private static func words(_ code: String) -> String {
    code.split(separator: ".").dropFirst().joined(separator: " ").replacing("-", with: " ")
  }

  /// A path as a URI reference (RFC 3986): what may not stand in one is written as bytes.
  private static func escaped(_ path: String) -> String {
    let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/".utf8)
    return path.utf8.map { byte in
      if plain.contains(byte) { return String(UnicodeScalar(byte)) }
      let digits = String(byte, radix: 16, uppercase: true)
      return "%" + (digits.count == 1 ? "0" : "") + digits
    }.joined()
  }
}
