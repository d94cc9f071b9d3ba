/// What is wrong with a text: where, what was expected, what is near, and what to do.

/// What a finding is, for programs: a word that stays the same while sentences are reworded or translated.
public struct Code: Sendable, Hashable, CustomStringConvertible {
  /// The module and the cause, as in `feel.unknown-name`: small letters, one point, hyphens between words.
  public let text: String

  /// A code by its text. Each module lists its own in one file.
  public init(_ text: String) { self.text = text }

  /// The code as programs read it.
  public var description: String { text }
}

/// One finding about a text.
public struct Diagnostic: Error, Sendable, CustomStringConvertible {
  /// How bad it is.
  public enum Severity: String, Sendable, Comparable {
    case warning, error
    /// A warning is less than an error.
    public static func < (a: Severity, b: Severity) -> Bool { a == .warning && b == .error }
  }
  /// What it is, for programs; two findings of the same cause have the same.
  public let code: Code
  /// Warning or error.
  public let severity: Severity
  /// What is wrong, in one sentence without a final stop.
  public let message: String
  /// Where; nil when it concerns no text.
  public let place: Place?
  /// What to do about it, if there is something to say.
  public let hint: String?
  /// The words that may stand there, where it is about a word.
  public let offers: [String]

  /// A finding; an error unless said otherwise.
  public init(
    _ code: Code, _ message: String, at place: Place? = nil, hint: String? = nil, severity: Severity = .error,
    offers: [String] = []
  ) {
    self.offers = offers
    self.code = code
    self.severity = severity
    self.message = message
    self.place = place
    self.hint = hint
  }

  /// One line: `file:line:column: error: message; hint`.
  public var description: String {
    let tail = hint.map { "; \($0)" } ?? ""
    guard let place else { return "\(severity.rawValue): \(message)\(tail)" }
    let at = place.start
    return "\(place.source.name):\(at.line):\(at.column): \(severity.rawValue): \(message)\(tail)"
  }

  /// The line above, with the text quoted and the place underlined.
  public var rendered: String {
    guard let place else { return description }
    let at = place.start
    // What files hold may be shown on a terminal, which would obey it.
    let line = String(
      place.source.line(at.line).map { $0.isASCII && $0 != "\t" && ($0 < " " || $0 == "\u{7f}") ? "\u{fffd}" : $0 })
    guard line.utf8.count <= 240 else { return description }
    let number = "\(at.line)"
    let gutter = String(repeating: " ", count: number.count)
    let before = String(line.prefix(at.column - 1).map { $0 == "\t" ? "\t" : " " })
    let length = String(decoding: place.source.bytes[place.range], as: UTF8.self).prefix { $0 != "\n" }.count
    let carets = String(repeating: "^", count: max(1, length))
    let head = "\(place.source.name):\(at.line):\(at.column): \(severity.rawValue): \(message)"
    let body = "\(head)\n \(number) | \(line)\n \(gutter) | \(before)\(carets)"
    return hint.map { "\(body)\n \(gutter) = \($0)" } ?? body
  }
}

/// Findings gathered over several texts, so that all errors are told at once.
public struct Diagnostics: Error, Sendable, CustomStringConvertible {
  /// As many as are told; more are counted only.
  public static let limit = 50
  /// In the order found.
  public private(set) var all: [Diagnostic] = []

  /// None yet.
  public init(_ all: [Diagnostic] = []) { self.all = all }

  /// Adds a finding.
  public mutating func add(_ diagnostic: Diagnostic) {
    // What is found twice, on two ways to one place, is told once.
    if all.contains(where: { $0.message == diagnostic.message && $0.place == diagnostic.place }) { return }
    all.append(diagnostic)
  }

  /// Adds an error.
  public mutating func error(
    _ code: Code, _ message: String, at place: Place?, hint: String? = nil, offers: [String] = []
  ) {
    add(Diagnostic(code, message, at: place, hint: hint, offers: offers))
  }

  /// Adds an error about a word that is none of those that may stand there: the nearest of them is its hint, or, where nothing is
  /// near and it is said what they are, all of them.
  public mutating func error(
    _ code: Code, _ message: String, at place: Place?, insteadOf word: String, among words: [String],
    orAll what: String? = nil
  ) {
    let hint = what.map { Nearest.hint(word, among: words, orAll: $0) } ?? Nearest.hint(word, among: words)
    error(code, message, at: place, hint: hint, offers: words)
  }

  /// Adds a warning.
  public mutating func warning(_ code: Code, _ message: String, at place: Place?, hint: String? = nil) {
    add(Diagnostic(code, message, at: place, hint: hint, severity: .warning))
  }

  /// Adds all of another collection.
  public mutating func add(contentsOf other: Diagnostics) { all += other.all }

  /// Whether an error is among them.
  public var hasErrors: Bool { all.contains { $0.severity == .error } }

  /// Sorted by text and position, each rendered, capped at ``limit``.
  public var description: String {
    let sorted = all.enumerated().sorted { a, b in
      let left = (a.element.place?.source.name ?? "", a.element.place?.range.lowerBound ?? 0, a.offset)
      let right = (b.element.place?.source.name ?? "", b.element.place?.range.lowerBound ?? 0, b.offset)
      return left < right
    }
    var lines = sorted.prefix(Self.limit).map(\.element.rendered)
    if sorted.count > Self.limit { lines.append("… and \(sorted.count - Self.limit) more") }
    return lines.joined(separator: "\n")
  }
}
