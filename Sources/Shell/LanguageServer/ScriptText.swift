/// Names in scripts, and in the lines of cases: read without running them, so that what a name means follows from the kinds of the
/// cases and the kinds that its statement mentions.

import Commands
import Definitions
import Diagnostics

/// A script, or a file of cases, whose names are looked for.
struct ScriptText {
  private let source: Source
  private let byName: [String: [Definition]]
  private let rulebooks: [Rulebook]
  /// The kinds that a script creates cases of, by the id of the case.
  private let kindOfID: [String: String]
  private let kinds: Set<String>

  /// Sorts that lines of the language name.
  private static let spoken: Set<Definition.Sort> = [
    .kind, .field, .derived, .query, .event, .state, .role, .constant, .requirement, .law,
  ]

  /// With `before`, a text that runs before it: the setup of other cases.
  init(_ source: Source, defined: [Definition], rulebooks: [Rulebook], before: String = "") {
    self.source = source
    self.rulebooks = rulebooks
    byName = Dictionary(grouping: defined.filter { Self.spoken.contains($0.sort) }, by: \.name)
    let kinds = Set(defined.filter { $0.sort == .kind }.map(\.name))
    self.kinds = kinds
    var found: [String: String] = [:]
    for text in [before, String(decoding: source.bytes, as: UTF8.self)] {
      for (id, kind) in Self.created(text, kinds) { found[id] = kind }
    }
    kindOfID = found
  }

  /// Whether a file is one of these.
  static func isScript(_ name: String) -> Bool { name.hasSuffix(".cvn") || name.hasSuffix("cases.yaml") }

  /// Whether a byte can belong to a name, and so another name cannot begin or end beside it.
  static func isPart(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 95 || byte == 45
      || byte >= 128
  }

  /// The cases that lines create, each with its kind.
  static func created(_ text: String, _ kinds: Set<String>) -> [(id: String, kind: String)] {
    text.split(separator: "\n").flatMap { line -> [(id: String, kind: String)] in
      guard let start = Array(line.utf8).place(of: Array("create ".utf8)) else { return [] }
      let rest = line.utf8.dropFirst(start.upperBound)
      return created(String(decoding: rest, as: UTF8.self), among: kinds)
    }
  }

  private static func created(_ rest: String, among kinds: Set<String>) -> [(id: String, kind: String)] {
    let kind = kinds.filter { rest.hasPrefix($0 + " ") }.max { $0.utf8.count < $1.utf8.count }
    guard let kind else { return [] }
    let id = rest.dropFirst(kind.count + 1).prefix { !$0.isWhitespace && $0 != "," }
    return id.isEmpty ? [] : [(String(id), kind)]
  }

  /// A name in it.
  struct Occurrence {
    let range: Swift.Range<Int>
    /// Whether it stands between quotes, and nothing else does.
    let isQuoted: Bool
    /// Whether it stands within a text.
    let isInText: Bool
    /// What it can name.
    let definitions: [Definition]
    /// Whether the statement says of which kind it is.
    let isClear: Bool
  }

  /// What is named at a byte.
  func named(at offset: Int) -> (definitions: [Definition], range: Swift.Range<Int>)? {
    let longest = byName.keys.flatMap { name in occurrences(of: name, around: offset) }
      .filter { !$0.isInText || $0.isQuoted }.max { $0.range.count < $1.range.count }
    return longest.flatMap { $0.definitions.isEmpty ? nil : ($0.definitions, $0.range) }
  }

  /// Where a name stands as whole words, and not as a part of a longer one; only around a byte where one is given.
  func occurrences(of name: String, around offset: Int? = nil) -> [Occurrence] {
    let wanted = Array(name.utf8)
    let bytes = source.bytes
    guard !wanted.isEmpty, wanted.count <= bytes.count else { return [] }
    let first = max(0, (offset ?? 0) - wanted.count)
    let last = min(bytes.count - wanted.count, offset ?? bytes.count)
    guard first <= last else { return [] }
    var found: [Occurrence] = []
    var at = first
    while let start = bytes[at...last].firstIndex(of: wanted[0]) {
      if isWhole(wanted, start), !isWithinLonger(name, start), isSpoken(start) {
        found.append(occurrence(name, start..<(start + wanted.count)))
      }
      at = start + 1
      if at > last { break }
    }
    return found
  }

  private func isWhole(_ name: [UInt8], _ start: Int) -> Bool {
    let bytes = source.bytes
    let end = start + name.count
    guard bytes[start] == name[0], end <= bytes.count, bytes[start..<end].elementsEqual(name) else { return false }
    return (start == 0 || !Self.isPart(bytes[start - 1])) && (end == bytes.count || !Self.isPart(bytes[end]))
  }

  /// Whether a byte is in a line of the language: not in a comment, nor in what a case is called.
  private func isSpoken(_ offset: Int) -> Bool {
    let line = source.line(source.position(at: offset).line)
    return !line.trimmingPrefix(while: { $0 == " " }).hasPrefix("#")
      && (source.name.hasSuffix(".cvn") || !line.hasSuffix(": |") && line.hasPrefix(" "))
  }

  private func isWithinLonger(_ name: String, _ start: Int) -> Bool {
    let count = name.utf8.count
    return byName.keys.contains { other in
      guard other.utf8.count > count, let inside = Array(other.utf8).place(of: Array(name.utf8)) else { return false }
      return start >= inside.lowerBound && isWhole(Array(other.utf8), start - inside.lowerBound)
    }
  }

  private func occurrence(_ name: String, _ range: Swift.Range<Int>) -> Occurrence {
    let bytes = source.bytes
    let isQuoted =
      range.lowerBound > 0 && range.upperBound < bytes.count && bytes[range.lowerBound - 1] == 34
      && bytes[range.upperBound] == 34
    let statement = statement(around: range.lowerBound)
    let before = bytes[statement.lowerBound..<range.lowerBound]
    // A field that is given, and the event itself, are of the case that the statement is about.
    let isGiven = range.upperBound < bytes.count && bytes[range.upperBound] == 58
    let subject = subject(of: statement)
    let isVerb = subject.map { range.lowerBound == $0.verb } ?? false
    let mentioned = subject.flatMap { isGiven || isVerb ? [$0.kind] : nil } ?? kinds(in: statement)
    let says = String(decoding: bytes[statement], as: UTF8.self).trimmingPrefix { $0.isWhitespace }
    let isOutcome = ["expect refused", "expect accepted", "expect pending"].contains(where: says.hasPrefix)
    let all = (byName[name] ?? []).filter { definition in
      // Rules are named where an outcome is expected, and nothing else is.
      if isOutcome != [.requirement, .law].contains(definition.sort) { return false }
      // What stands between quotes is the name of a state, a role or an event.
      return isQuoted ? [.state, .role, .event].contains(definition.sort) : !isGiven || definition.sort == .field
    }
    let own = all.filter { $0.kind.map(mentioned.contains) ?? true }
    return Occurrence(
      range: range, isQuoted: isQuoted, isInText: before.count { $0 == 34 } % 2 == 1,
      definitions: own.isEmpty ? all : own, isClear: !own.isEmpty)
  }

  /// The statement that a byte is in: its line, with those before and behind it with which it goes on, which are further in.
  private func statement(around offset: Int) -> Swift.Range<Int> {
    var first = source.position(at: offset).line
    func depth(_ line: Int) -> Int { source.line(line).prefix { $0 == " " }.count }
    let least = source.name.hasSuffix(".cvn") ? 0 : 4
    while first > 1, depth(first) > least, depth(first - 1) >= min(least, depth(first) - 1),
      !source.line(first - 1).isEmpty
    {
      first -= 1
      if depth(first) <= least { break }
    }
    var last = first
    while depth(last + 1) > max(least, depth(first)), !source.line(last + 1).isEmpty { last += 1 }
    let start = source.offset(line: first, column: 1)
    let end = source.offset(line: last, column: 1) + source.line(last).utf8.count
    return start..<max(start, end)
  }

  /// The kind of the case that an acting statement is about, and where its event stands; nil for other statements.
  private func subject(of statement: Swift.Range<Int>) -> (kind: String, verb: Int)? {
    let text = String(decoding: source.bytes[statement], as: UTF8.self)
    var rest = text[...].trimmingPrefix { $0.isWhitespace }
    while true {
      if rest.hasPrefix("as "), let colon = rest.firstIndex(of: ":") {
        rest = rest[rest.index(after: colon)...].trimmingPrefix { $0.isWhitespace }
      } else if rest.hasPrefix("try ") {
        rest = rest.dropFirst(4)
      } else {
        break
      }
    }
    let verb = statement.lowerBound + text[..<rest.startIndex].utf8.count
    if rest.hasPrefix("create ") {
      let behind = rest.dropFirst(7)
      return kinds.filter { behind.hasPrefix($0 + " ") }.max { $0.utf8.count < $1.utf8.count }.map { ($0, verb) }
    }
    let events = byName.values.joined().filter { $0.sort == .event && rest.hasPrefix($0.name + " ") }.map(\.name)
    guard let event = events.max(by: { $0.utf8.count < $1.utf8.count }) else { return nil }
    let id = rest.dropFirst(event.count + 1).prefix { !$0.isWhitespace }
    return kindOfID[String(id)].map { ($0, verb) }
  }

  /// The kinds that a statement names, or whose cases it names.
  private func kinds(in statement: Swift.Range<Int>) -> Set<String> {
    let text = String(decoding: source.bytes[statement], as: UTF8.self)
    var found: Set<String> = []
    for word in text.split(whereSeparator: { " ,()[]{}:;=".contains($0) }) {
      if let kind = kindOfID[String(word)] ?? kindOfID[String(word.prefix { $0 != "." })] { found.insert(kind) }
    }
    for kind in kinds {
      let name = Array(kind.utf8)
      var from = statement.lowerBound
      while let hit = source.bytes[..<statement.upperBound].place(of: name, from: from) {
        from = hit.upperBound
        if isWhole(name, hit.lowerBound) { found.insert(kind) }
      }
    }
    return found
  }
}

extension RandomAccessCollection<UInt8> where Index == Int {
  /// Where some bytes stand first, from a byte on.
  func place(of wanted: [UInt8], from start: Int? = nil) -> Swift.Range<Int>? {
    guard let first = wanted.first else { return nil }
    var at = start ?? startIndex
    while at < endIndex, let hit = self[at...].firstIndex(of: first), hit + wanted.count <= endIndex {
      if self[hit..<(hit + wanted.count)].elementsEqual(wanted) { return hit..<(hit + wanted.count) }
      at = hit + 1
    }
    return nil
  }
}
