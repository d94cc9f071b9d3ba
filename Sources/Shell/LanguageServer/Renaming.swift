/// Another name for something, in all files that mention it; refused, with the reason, unless it is certain that nothing else changes:
/// the definitions are read again with the new name, and have to be the same but for it.

import Commands
import Definitions
import Diagnostics
import FEEL
import Journal

extension LanguageServer {
  /// What can be given another name. Kinds are what cases of a store are of for good.
  private static let renamed: Set<Definition.Sort> = [.field, .derived, .query, .state, .event, .role, .constant]

  /// What may be named by way of a case of which the kind is not known.
  private static let followed: Set<Definition.Sort> = [.field, .derived, .state, .event]
  /// What a text may name.
  private static let spoken: Set<Definition.Sort> = [.state, .event, .role]

  func prepareRename(_ place: TextPlace) throws(RequestFailure) -> Value {
    let (definition, range) = try renamable(place)
    return .object([
      "range": encoding.range(range, in: place.source), "placeholder": .string(definition.name),
    ])
  }

  private func refusal(_ why: Message.Editing) -> RequestFailure { .refused(Message.editing(why).text(language)) }

  private func renamable(_ place: TextPlace) throws(RequestFailure) -> (Definition, Swift.Range<Int>) {
    guard let found = named(place) else { throw refusal(.nothingToRename) }
    let definitions = found.definitions.filter { Self.renamed.contains($0.sort) }
    guard let definition = definitions.first else {
      throw refusal(found.definitions.first.map { .keepsItsName($0) } ?? .nothingToRename)
    }
    guard definitions.count == 1 else { throw refusal(.severalAreMeant(definitions)) }
    let reading = reading(place.folder)
    if let error = reading.findings.first(where: { $0.severity == .error }) {
      throw refusal(.solveFirst(error.place?.citation, error.message))
    }
    if reading.definitions(of: definition).isEmpty { throw refusal(.keepsItsName(definition)) }
    return (definition, found.range)
  }

  func rename(_ place: TextPlace, to name: String) throws(RequestFailure) -> Value {
    let (definition, _) = try renamable(place)
    guard Scaffold.isName(name) else { throw refusal(.noName(name)) }
    let reading = reading(place.folder)
    if name == definition.name { return .object(["changes": .object([:])]) }
    let alone =
      reading.defined.filter { $0.name == definition.name && Self.followed.contains($0.sort) } == [definition]
    var edits: [String: Set<Swift.Range<Int>>] = [:]
    for (mention, spot) in reading.mentions {
      if mention.definition == definition {
        edits[spot.path, default: []].insert(spot.range)
      } else if mention.definition == nil, mention.name == definition.name {
        // What nothing is known of can only be this one, where nothing else has the name.
        let isNamed = !mention.isText && Self.followed.contains(definition.sort)
        if isNamed, alone { edits[spot.path, default: []].insert(spot.range) }
        guard isNamed && !alone || mention.isText && Self.spoken.contains(definition.sort),
          !reading.mentions.contains(where: { $0.spot == spot && $0.mention.definition != nil })
        else { continue }
        throw refusal(.unclear(spot.citation(), definition.name))
      }
    }
    var texts: [String: Source] = reading.sources
    for (path, ranges) in try scriptEdits(definition, place.folder, reading) {
      edits[path] = ranges.ranges
      texts[path] = ranges.source
    }
    let files = edits.compactMapValues { $0.isEmpty ? nil : $0.sorted { $0.lowerBound < $1.lowerBound } }
    var after: [String: String] = [:]
    for (path, ranges) in files { if let text = texts[path] { after[path] = Self.replaced(text, ranges, name) } }
    try prove(definition, name, after, place.folder, reading)
    var changes: [(String, Value)] = []
    for (path, ranges) in files.sorted(by: { $0.key < $1.key }) {
      guard let source = texts[path] else { continue }
      let values = ranges.map { range in
        Value.object(["range": encoding.range(range, in: source), "newText": .string(name)])
      }
      changes.append((uri(path, in: place.folder), .list(values)))
    }
    return .object(["changes": .context(Context(changes))])
  }

  private static func replaced(_ source: Source, _ ranges: [Swift.Range<Int>], _ name: String) -> String {
    var bytes: [UInt8] = []
    var at = 0
    for range in ranges {
      bytes += source.bytes[at..<range.lowerBound] + Array(name.utf8)
      at = range.upperBound
    }
    return String(decoding: bytes + source.bytes[at...], as: UTF8.self)
  }

  // MARK: Scripts

  /// Where cases and scripts mention something.
  private func scriptEdits(
    _ definition: Definition, _ folder: String, _ reading: Reading
  ) throws(RequestFailure) -> [String: (source: Source, ranges: Set<Swift.Range<Int>>)] {
    var found: [String: (source: Source, ranges: Set<Swift.Range<Int>>)] = [:]
    for path in surroundings.scripts(folder).sorted() {
      guard let text = text(path, in: folder), Array(text.utf8).place(of: Array(definition.name.utf8)) != nil
      else { continue }
      let source = Source(name: path, text: text)
      let script = ScriptText(
        source, defined: reading.defined, rulebooks: reading.rulebooks, before: like(text, folder))
      for one in script.occurrences(of: definition.name) where one.definitions.contains(definition) {
        if one.isInText, !one.isQuoted { continue }
        let others = one.definitions.filter { $0 != definition }
        guard others.isEmpty else {
          throw refusal(.unclear(Spot(path: path, source: source, range: one.range).citation(), definition.name))
        }
        found[path, default: (source, [])].ranges.insert(one.range)
      }
    }
    return found
  }

  /// The cases that a file of cases begins with.
  private func like(_ text: String, _ folder: String) -> String {
    for line in text.split(separator: "\n") where line.hasPrefix("like: ") {
      return self.text(String(line.dropFirst(6)), in: folder) ?? ""
    }
    return ""
  }

  // MARK: The proof

  /// Reads everything with the new name: what is wrong, what has a name and what mentions it must be what it was. Cases that would be
  /// changed are run.
  private func prove(
    _ definition: Definition, _ name: String, _ after: [String: String], _ folder: String, _ before: Reading
  ) throws(RequestFailure) {
    let files = files(folder, with: after).files
    let now = Reading(files, [], names: surroundings.storage)
    let known = Set(before.findings.map { "\($0.code) \($0.message)" })
    let gone = now.findings.first { $0.severity == .error || !known.contains("\($0.code) \($0.message)") }
    if let gone, gone.severity == .error || !gone.message.contains("\"\(name)\"") {
      throw refusal(.wouldBreak(gone.place?.citation, gone.message))
    }
    let renamed = Definition(definition.sort, name, of: definition.kind, in: definition.part)
    func mapped(_ other: Definition) -> Definition {
      if other == definition { return renamed }
      // What is of an event has another name by it.
      let isOfIt = other.kind == definition.kind && other.part == definition.name
      let isWord = other.sort == .word && definition.sort == .field && definition.part == nil
      let isOfEvent = other.sort == .field && definition.sort == .event
      return isOfIt && (isWord || isOfEvent) ? Definition(other.sort, other.name, of: other.kind, in: name) : other
    }
    let counted = count(before) { mapped($0) }
    if let odd = Set(counted.keys).union(count(now) { $0 }.keys).first(where: { counted[$0] != count(now) { $0 }[$0] })
    {
      throw refusal(.wouldMeanOther(odd.path, odd.definition?.name ?? name))
    }
    try runCases(after, files, folder)
  }

  private struct Named: Hashable {
    let definition: Definition?
    let path: String
  }

  private func count(_ reading: Reading, _ map: (Definition) -> Definition) -> [Named: Int] {
    var counts: [Named: Int] = [:]
    for (mention, spot) in reading.mentions where mention.definition != nil {
      counts[Named(definition: mention.definition.map(map), path: spot.path), default: 0] += 1
    }
    return counts
  }

  private func runCases(
    _ after: [String: String], _ files: [(path: String, text: String)], _ folder: String
  ) throws(RequestFailure) {
    let changed = after.keys.filter { $0.hasSuffix("cases.yaml") }
    guard !changed.isEmpty else { return }
    /// How the cases go that change, or begin with what changes; all others are as they were.
    func failing(_ files: [(path: String, text: String)], _ texts: [String: String]) -> [Checking.Case] {
      let checking = Checking(
        files, withCases: true,
        read: { path in
          let text = texts[path] ?? self.text(path, in: folder)
          let isTouched = after[path] != nil || changed.contains { text?.contains("like: \($0)") ?? false }
          return isTouched ? text.map { Array($0.utf8) } : nil
        }, in: surroundings.storage)
      return checking.cases.filter { !$0.run.passed }
    }
    let failed = failing(files, after)
    guard !failed.isEmpty else { return }
    let before = Set(failing(self.files(folder).files, [:]).map { "\($0.file) \($0.run.name)" })
    if let one = failed.first(where: { !before.contains("\($0.file) \($0.run.name)") }) {
      throw refusal(.caseWouldFail(file: one.file, name: one.run.name))
    }
  }
}
