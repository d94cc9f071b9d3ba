/// YAML with places: the only reader of it. Every mistake is gathered, none ends the reading.

import Diagnostics
import Yams

/// Collects the diagnostics of one rulebook.
final class Findings {
  var all = Diagnostics()
  /// What `uses` may name, and what was named.
  let fragments: Fragments
  /// Where the names are noted that readers resolve; nowhere when nil.
  let names: NameIndex?

  init(_ fragments: Fragments = Fragments(), names: NameIndex? = nil) {
    self.fragments = fragments
    self.names = names
  }
}

/// A YAML node with the text it stands in.
struct YAML {
  let node: Yams.Node
  let source: Source
  let findings: Findings
  /// What stands under it by way of `uses`: what it does not say itself, these say, the first of them first.
  var under: [YAML] = []
  /// The fragments that led here.
  var trail: [String] = []

  /// Reads a text; nil when it is no YAML at all, which is reported.
  static func read(_ source: Source, _ findings: Findings) -> YAML? {
    do {
      guard let node = try Yams.compose(yaml: String(decoding: source.bytes, as: UTF8.self), .basic) else {
        findings.all.error(
          .emptyFile, "the file is empty", at: Place(source, 0..<0),
          hint: "workflow: NAME, or plugin: NAME; or take the file away")
        return nil
      }
      var allowance = 100_000
      guard weigh(node, &allowance) else {
        findings.all.error(.tooLarge, "the file holds too much, or aliases that multiply", at: Place(source, 0..<0))
        return nil
      }
      return YAML(node: node, source: source, findings: findings)
    } catch let error as YamlError {
      findings.all.add(diagnostic(error, source))
    } catch {
      findings.all.error(.notYAML, "the file is no YAML", at: Place(source, 0..<0))
    }
    return nil
  }

  private static func weigh(_ node: Yams.Node, _ allowance: inout Int) -> Bool {
    allowance -= 1
    guard allowance > 0 else { return false }
    switch node {
    case .sequence(let sequence):
      for item in sequence { guard weigh(item, &allowance) else { return false } }
    case .mapping(let mapping):
      for (key, value) in mapping { guard weigh(key, &allowance), weigh(value, &allowance) else { return false } }
    case .alias: return false
    case .scalar: break
    }
    return true
  }

  private static func diagnostic(_ error: YamlError, _ source: Source) -> Diagnostic {
    func at(_ mark: Mark, _ code: Code, _ problem: String) -> Diagnostic {
      let offset = source.offset(line: mark.line, column: mark.column)
      let hasTab = source.line(mark.line).contains("\t")
      return Diagnostic(
        code, "not YAML: \(problem)", at: Place(source, offset..<min(source.bytes.count, offset + 1)),
        hint: hasTab ? "YAML is indented with spaces, not with tabs" : nil)
    }
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return at(mark, .notYAML, problem)
    case .duplicatedKeysInMapping(let duplicates, let context):
      let names = duplicates.map { "\($0)" }.joined(separator: ", ")
      return at(context.mark, .duplicateKey, "the key \(names.isEmpty ? "" : "\"\(names)\" ")stands twice")
    case .reader(let problem, let offset, _, _):
      let at = min(source.bytes.count, offset ?? 0)
      return Diagnostic(
        .notYAML, "not YAML: \(problem)", at: Place(source, at..<min(source.bytes.count, at + 1)),
        hint: "a character stands here that no text holds: write it again")
    default: return Diagnostic(.notYAML, "not YAML", at: Place(source, 0..<0))
    }
  }

  /// Where the node's own text stands; for a mapping or sequence, its first character.
  var place: Place {
    guard let mark = node.mark else { return Place(source, 0..<0) }
    var start = source.offset(line: mark.line, column: mark.column)
    guard case .scalar(let scalar) = node else { return Place(source, start..<min(start + 1, source.bytes.count)) }
    if scalar.style == .doubleQuoted || scalar.style == .singleQuoted { start += 1 }
    let end = start + scalar.string.utf8.count
    guard end <= source.bytes.count, source.bytes[start..<end].elementsEqual(scalar.string.utf8) else {
      return Place(source, start..<min(start + 1, source.bytes.count))
    }
    return Place(source, start..<end)
  }

  /// The place of a text that the file holds as it stands; otherwise the text by itself, named after its line.
  var expressionPlace: Place {
    let place = place
    guard case .scalar(let scalar) = node, place.range.count != scalar.string.utf8.count else { return place }
    let own = Source(name: "\(place.citation)", text: scalar.string)
    return Place(own, 0..<own.bytes.count)
  }

  func error(_ code: Code, _ message: String, hint: String? = nil, offers: [String] = []) {
    findings.all.error(code, message, at: place, hint: hint, offers: offers)
  }

  /// A word that is none of those that may stand here.
  func error(_ code: Code, _ message: String, insteadOf word: String, among words: [String], orAll what: String? = nil)
  {
    findings.all.error(code, message, at: place, insteadOf: word, among: words, orAll: what)
  }

  func with(_ node: Yams.Node) -> YAML { YAML(node: node, source: source, findings: findings, trail: trail) }

  // MARK: Reading

  /// The text of a scalar, whatever YAML would make of it.
  func text(_ what: String) -> String? {
    if case .scalar(let scalar) = node { return scalar.string }
    error(.expectedText, "expected \(what) as one text, found \(form)")
    return nil
  }

  /// What it is, for messages.
  private var form: String {
    switch node {
    case .sequence: "a list"
    case .mapping: "names with values"
    case .scalar(let scalar): "\"\(scalar.string)\""
    case .alias: "an alias"
    }
  }

  func boolean(_ what: String) -> Bool? {
    guard let text = text(what) else { return nil }
    if text == "true" { return true }
    if text == "false" { return false }
    error(.expectedBoolean, "expected true or false for \(what), found \"\(text)\"")
    return nil
  }

  func integer(_ what: String) -> Int? {
    guard let text = text(what) else { return nil }
    if let number = Int(text) { return number }
    error(.expectedInteger, "expected a whole number for \(what), found \"\(text)\"")
    return nil
  }

  /// Keys with their values, in order. Keys outside `known` are errors.
  /// What comes by way of `uses` stands behind its own, or with `usedFirst` before it.
  func entries(
    _ what: String, known: [String]? = nil, usedFirst: Bool = false
  ) -> [(key: String, keyNode: YAML, value: YAML)] {
    let own = ownEntries(what, known)
    let used = used
    guard !used.isEmpty else { return own }
    let whole = own.map { entry in (entry.key, entry.keyNode, entry.value.over(used.compactMap { $0[entry.key] })) }
    var more: [(key: String, keyNode: YAML, value: YAML)] = []
    var names = Set(own.map(\.key))
    for (index, fragment) in used.enumerated() {
      for entry in fragment.entries(what, known: known) where names.insert(entry.key).inserted {
        more.append((entry.key, entry.keyNode, entry.value.over(used[(index + 1)...].compactMap { $0[entry.key] })))
      }
    }
    return usedFirst ? more + whole : whole + more
  }

  private func ownEntries(_ what: String, _ known: [String]?) -> [(key: String, keyNode: YAML, value: YAML)] {
    guard case .mapping(let mapping) = node else {
      if case .scalar(let scalar) = node, scalar.string.isEmpty || scalar.string == "null" { return [] }
      error(.expectedMapping, "expected \(what) as names with values (NAME: …), found \(form)")
      return []
    }
    var result: [(key: String, keyNode: YAML, value: YAML)] = []
    for (key, value) in mapping {
      let keyNode = with(key)
      guard let name = keyNode.text("a name"), name != Fragments.key else { continue }
      if let known, !known.contains(name) {
        keyNode.error(
          .unknownKey, "\(what) has no \"\(name)\"",
          hint: name.contains(where: "()<>=".contains)
            ? "an expression with a comma stands between quotes here"
            : Nearest.hint(name, among: known) ?? "it has: \(known.joined(separator: ", "))", offers: known)
        continue
      }
      result.append((name, keyNode, with(value)))
    }
    return result
  }

  /// The value under a key.
  subscript(_ key: String) -> YAML? {
    guard case .mapping(let mapping) = node else { return nil }
    let own = mapping.first { $0.key.scalar?.string == key }.map { with($0.value) }
    let used = used
    guard !used.isEmpty else { return own }
    let more = used.compactMap { $0[key] }
    return own.map { $0.over(more) } ?? more.first.map { $0.over(Array(more.dropFirst())) }
  }

  func items(_ what: String) -> [YAML] {
    switch node {
    case .sequence(let sequence): return sequence.map(with)
    case .scalar(let scalar) where scalar.string.isEmpty || scalar.string == "null": return []
    default:
      error(.expectedList, "expected \(what) as a list ([…, …]), found \(form)")
      return []
    }
  }

  /// One text, or a list of them.
  func texts(_ what: String) -> [(text: String, node: YAML)] {
    if case .scalar = node { return text(what).map { [($0, self)] } ?? [] }
    return items(what).compactMap { item in item.text(what).map { ($0, item) } }
  }

  /// A text for users: plain, or by language.
  func localized(_ what: String) -> Localized {
    if case .scalar(let scalar) = node { return Localized(en: scalar.string, nl: scalar.string) }
    guard case .mapping = node else {
      error(.expectedText, "expected \(what) as one text or as {en: …, nl: …}, found \(form)")
      return Localized(en: "", nl: "")
    }
    var texts: [String: String] = [:]
    for (key, _, value) in entries(what, known: ["en", "nl"]) { texts[key] = value.text(what) }
    guard let any = texts["en"] ?? texts["nl"] else {
      // What is in a language and is no text was told.
      if self["en"] == nil, self["nl"] == nil {
        error(.noLanguage, "expected \(what) in en, nl or both")
      }
      return Localized(en: "", nl: "")
    }
    return Localized(en: texts["en"] ?? any, nl: texts["nl"] ?? any)
  }
}

/// A text for users in the languages the product speaks.
public struct Localized: Sendable, Equatable, Decodable {
  /// English.
  public let en: String
  /// Dutch.
  public let nl: String

  /// A text in both.
  public init(en: String, nl: String) {
    self.en = en
    self.nl = nl
  }

  /// The text in a language.
  public func text(_ language: Language) -> String { language == .nl ? nl : en }
}

/// A language of the product.
public enum Language: String, Sendable, CaseIterable { case en, nl }
