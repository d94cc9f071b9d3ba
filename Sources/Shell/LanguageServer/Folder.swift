/// A folder of definitions as an editor has it: the files, with the texts that are open laid over them; what is wrong with them, and
/// which names they have.

import Commands
import Definitions
import Diagnostics
import Engine
import FEEL
import Foundation
import Journal

/// What the language server needs from outside.
public struct EditorSurroundings {
  /// The definitions in a folder, by path.
  public var files: (_ folder: String) throws(Diagnostics) -> [(path: String, text: String)]
  /// A file by its whole path; nil where there is none.
  public var read: (_ path: String) -> [UInt8]?
  /// The cases and scripts in a folder, by path.
  public var scripts: (_ folder: String) -> [String]
  /// A storage in memory, for cases.
  public var storage: () throws(JournalProblem) -> any Storage
  /// The version of the product.
  public var version: String

  /// All of them.
  public init(
    files: @escaping (_ folder: String) throws(Diagnostics) -> [(path: String, text: String)],
    read: @escaping (_ path: String) -> [UInt8]?, scripts: @escaping (_ folder: String) -> [String],
    storage: @escaping () throws(JournalProblem) -> any Storage, version: String
  ) {
    self.files = files
    self.read = read
    self.scripts = scripts
    self.storage = storage
    self.version = version
  }
}

/// Bytes of a file.
struct Spot: Hashable {
  let path: String
  let source: Source
  let range: Swift.Range<Int>

  static func == (a: Spot, b: Spot) -> Bool { a.path == b.path && a.range == b.range }

  func hash(into hasher: inout Hasher) {
    hasher.combine(path)
    hasher.combine(range)
  }

  /// The text of the bytes.
  var text: String { String(decoding: source.bytes[range], as: UTF8.self) }

  func citation() -> Citation { Place(source, range).citation }
}

/// One reading of a folder.
struct Reading {
  /// The texts that were read, by path.
  let sources: [String: Source]
  /// What is wrong with them.
  let findings: [Diagnostic]
  /// The definitions of each region that is sound.
  var rulebooks: [Rulebook]
  /// The names, each with where the file holds it.
  let mentions: [(mention: NameMention, spot: Spot)]

  /// Whether nothing is wrong.
  var isSound: Bool { !findings.contains { $0.severity == .error } }

  init(
    _ files: [(path: String, text: String)], _ earlier: [Diagnostic],
    names storage: @escaping () throws(JournalProblem) -> any Storage
  ) {
    let names = NameIndex()
    let checking =
      files.isEmpty
      ? nil : Checking(files, withCases: false, names: names, read: { _ in nil }, in: storage)
    let sources = Dictionary(
      files.map { ($0.path, Source(name: $0.path, text: $0.text)) }, uniquingKeysWith: { first, _ in first })
    self.sources = sources
    findings = earlier + (checking?.findings ?? [])
    rulebooks = checking?.rulebooks ?? []
    var seen: Set<Seen> = []
    var mentions: [(NameMention, Spot)] = []
    for mention in names.mentions {
      let place = mention.place
      guard seen.insert(Seen(mention.definition, place.source.name, place.range)).inserted else { continue }
      if let spot = Self.spot(place, sources) { mentions.append((mention, spot)) }
    }
    self.mentions = mentions
  }

  private struct Seen: Hashable {
    let definition: Definition?
    let name: String
    let range: Swift.Range<Int>

    init(_ definition: Definition?, _ name: String, _ range: Swift.Range<Int>) {
      self.definition = definition
      self.name = name
      self.range = range
    }
  }

  /// Where a file holds a place; nil where it is of none.
  func spot(_ place: Place) -> Spot? { Self.spot(place, sources) }

  private static func spot(_ place: Place, _ sources: [String: Source]) -> Spot? {
    let name = place.source.name
    if sources[name] != nil { return Spot(path: name, source: place.source, range: place.range) }
    // An expression that the file holds in another form is a text of its own, named after its line.
    guard let colon = name.lastIndex(of: ":"), let line = Int(name[name.index(after: colon)...]),
      let file = sources[String(name[..<colon])]
    else { return nil }
    let start = file.offset(line: line, column: 1)
    let found = Folding.offsets(of: place.source.bytes, in: file.bytes, from: start)
    let whole = start..<(start + file.line(line).utf8.count)
    let range = found.map { $0[place.range.lowerBound]..<$0[place.range.upperBound] } ?? whole
    return Spot(path: file.name, source: file, range: range)
  }

  /// The names at a byte of a file: those of the shortest text there.
  func mentions(at offset: Int, of path: String) -> [(mention: NameMention, spot: Spot)] {
    let here = mentions.filter {
      $0.spot.path == path && $0.mention.definition != nil && $0.spot.range.lowerBound <= offset
        && offset <= $0.spot.range.upperBound
    }
    guard let least = here.map(\.spot.range.count).min() else { return [] }
    return here.filter { $0.spot.range.count == least }
  }

  /// Where something gets its name.
  func definitions(of definition: Definition) -> [Spot] {
    var seen: Set<Spot> = []
    return mentions.filter { $0.mention.defines && $0.mention.definition == definition }.map(\.spot)
      .filter { seen.insert($0).inserted }
  }

  /// Everything that has a name.
  var defined: [Definition] {
    var seen: Set<Definition> = []
    return mentions.filter(\.mention.defines).compactMap(\.mention.definition).filter { seen.insert($0).inserted }
  }
}

/// Texts that YAML folds over lines, or writes with escapes.
enum Folding {
  /// Where a file holds each byte of a text, and its end, looking from a byte on; nil where it does not within a few lines.
  static func offsets(of text: [UInt8], in file: [UInt8], from start: Int) -> [Int]? {
    var (lines, at) = (0, start)
    while at < file.count, lines < 4 {
      if let found = align(text, file, at) { return found }
      if file[at] == 10 { lines += 1 }
      at += 1
    }
    return nil
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || byte == 10 || byte == 13 || byte == 9 }

  private static func align(_ text: [UInt8], _ file: [UInt8], _ start: Int) -> [Int]? {
    var offsets: [Int] = []
    var (index, at) = (0, start)
    while index < text.count {
      guard at < file.count else { return nil }
      if isSpace(text[index]) {
        guard isSpace(file[at]) else { return nil }
        while index < text.count, isSpace(text[index]) {
          offsets.append(at)
          index += 1
        }
        while at < file.count, isSpace(file[at]) { at += 1 }
        continue
      }
      // `\"` in double quotes, and `''` in single ones, stand for one.
      if file[at] != text[index], file[at] == 92 || file[at] == 39, at + 1 < file.count { at += 1 }
      guard file[at] == text[index] else { return nil }
      offsets.append(at)
      index += 1
      at += 1
    }
    return offsets + [at]
  }
}
