/// What may come next. A word that cannot be there is laid into the text, and the readers say which could: they know what may stand
/// in every place, so nothing is written down twice.

import Calendar
import Commands
import Definitions
import Diagnostics
import FEEL
import Journal

extension LanguageServer {
  /// A word that no definitions have.
  private static let stranger = "qzxj"
  private static let mostItems = 1000
  /// Words before the place that may belong to the name that is being typed.
  private static let mostWords = 4

  func completion(_ place: TextPlace) throws(RequestFailure) -> Value {
    let reading = reading(place.folder)
    let line = place.source.position(at: place.offset).line
    let start = place.source.offset(line: line, column: 1)
    let typed = String(decoding: place.source.bytes[start..<place.offset], as: UTF8.self)
    var names: [String]
    var isKey = false
    if ScriptText.isScript(place.name) {
      names = scriptWords(place, typed, reading)
      if place.name.hasSuffix("cases.yaml"), typed.first?.isWhitespace != true {
        names = CasesFile.keys
        isKey = true
      }
    } else if Self.isDefinition(place.name) {
      (names, isKey) = offered(place)
    } else {
      return .list([])
    }
    let sorts = Dictionary(reading.defined.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    var seen: Set<String> = []
    // What more was typed of comes first.
    let begun = names.filter { !$0.contains(Self.stranger) && seen.insert($0).inserted }.enumerated()
      .compactMap { index, name in Self.begun(name, by: typed).map { (index: index, name: name, length: $0) } }
      .sorted { ($1.length, $0.index) < ($0.length, $1.index) }
    let items = begun.map { _, name, length -> Value in
      let kind = isKey ? 10 : sorts[name]?.sort.completionKind ?? (BuiltIn.named(name) == nil ? 14 : 3)
      let detail = isKey ? nil : sorts[name].map { Message.editing(.what($0)).text(language) }
      return .object([
        "label": .string(name), "kind": .integer(kind), "detail": .string(detail ?? BuiltIn.named(name)?.summary ?? ""),
        "filterText": .string(name), "sortText": .string(format(100 - min(length, 99))),
        "textEdit": .object([
          "range": encoding.range((place.offset - length)..<place.offset, in: place.source),
          "newText": .string(isKey && !hasColon(place) ? "\(name): " : name),
        ]),
      ])
    }
    return .list(Array(items.prefix(Self.mostItems)))
  }

  /// Three digits, so that texts are in the order of their numbers.
  private func format(_ number: Int) -> String { String("00\(number)".suffix(3)) }

  private func hasColon(_ place: TextPlace) -> Bool {
    place.source.bytes[place.offset...].first { $0 != 32 } == 58
  }

  /// The bytes before the place that are the beginning of a name; nil where another word was begun.
  private static func begun(_ name: String, by typed: String) -> Int? {
    let typed = typed.lowercased()
    let name = name.lowercased()
    for count in stride(from: min(name.count, typed.count), through: 1, by: -1) {
      let end = typed.suffix(count)
      let before = typed.dropLast(count).last
      guard before.map({ !isWord($0) }) ?? true else { continue }
      if name.hasPrefix(end) { return end.utf8.count }
    }
    // Behind a space, a point or a bracket nothing was begun.
    return typed.last.map(isWord) == true ? nil : 0
  }

  private static func isWord(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_"
  }

  // MARK: Definitions

  private func offered(_ place: TextPlace) -> (names: [String], isKey: Bool) {
    let bytes = place.source.bytes
    var from = place.offset
    for _ in 0..<Self.mostWords {
      while from > 0, ScriptText.isPart(bytes[from - 1]) { from -= 1 }
      for isKey in [false, true] {
        let text =
          String(decoding: bytes[..<from], as: UTF8.self) + Self.stranger + (isKey ? ": " : "")
          + String(decoding: bytes[place.offset...], as: UTF8.self)
        let names = words(instead: from, place, text)
        if !names.isEmpty { return (names, isKey) }
      }
      // A name may have several words.
      guard from > 1, bytes[from - 1] == 32, ScriptText.isPart(bytes[from - 2]) else { break }
      from -= 1
    }
    return ([], false)
  }

  /// The words that may stand at a byte, where a stranger stands.
  private func words(instead from: Int, _ place: TextPlace, _ text: String) -> [String] {
    let (files, problems) = files(place.folder, with: [place.name: text])
    let reading = Reading(files, problems, names: surroundings.storage)
    let end = from + Self.stranger.utf8.count
    func isThere(_ spot: Spot?) -> Bool {
      spot.map { $0.path == place.name && $0.range.lowerBound <= from && end <= $0.range.upperBound } ?? false
    }
    var names: [String] = []
    for finding in reading.findings where !finding.offers.isEmpty {
      if isThere(finding.place.flatMap { reading.spot($0) }) { names += finding.offers }
    }
    // Some names are looked for only when all of a kind is there.
    for (mention, spot) in reading.mentions where !mention.defines && isThere(spot) {
      guard let wanted = mention.definition else { continue }
      names += reading.defined.filter { $0.sort == wanted.sort && $0.kind == wanted.kind && $0.part == wanted.part }
        .map(\.name)
    }
    return names
  }

  // MARK: Scripts

  private func scriptWords(_ place: TextPlace, _ typed: String, _ reading: Reading) -> [String] {
    let whole = String(decoding: place.source.bytes, as: UTF8.self)
    let region = Self.region(of: whole)
    let rulebook = reading.rulebooks.first { $0.region == region } ?? reading.rulebooks.first
    guard let rulebook else { return Command.words }
    let session = Session(
      Surroundings(
        write: { _ in }, read: { _ in nil }, clock: { Instant(milliseconds: 0) }, storageName: nil,
        storage: surroundings.storage, definitions: { (_) throws(Diagnostics) in rulebook }), store: nil, language: .en)
    _ = session.run("begin simulation from 2027-01-04 in Europe/Amsterdam by admin@check")
    let line = typed.drop { $0.isWhitespace }
    let behind = line.lastIndex(of: " ").map { String(line[...$0]) } ?? ""
    let words = session.completions(behind: behind)
    session.store?.close()
    let ids = ScriptText.created(whole, Set(rulebook.kindNames)).map(\.id)
    // Where ids may stand there are none yet in a store that nothing was done in.
    return words + (behind.isEmpty ? [] : ids)
  }

  /// The region that a script begins for, or whose cases a file holds.
  private static func region(of text: String) -> String? {
    for line in text.split(separator: "\n") {
      if line.hasPrefix("region: ") { return String(line.dropFirst(8)) }
      if line.hasPrefix("begin "), let found = Array(line.utf8).place(of: Array(" for ".utf8)) {
        let rest = String(decoding: line.utf8.dropFirst(found.upperBound), as: UTF8.self)
        return String(rest.prefix { !$0.isWhitespace })
      }
    }
    return nil
  }
}
