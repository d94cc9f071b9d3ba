/// What the definitions give names to, and where each name is written: noted by the readers as they resolve names, for whoever looks
/// names up, goes to where they are defined, or renames them.

import Diagnostics
import FEEL

/// Something that the definitions give a name.
public struct Definition: Sendable, Hashable {
  /// What has the name.
  public enum Sort: String, Sendable, CaseIterable {
    case workflow, plugin, region, kind, field, derived, query, state, event, requirement, timer, service, role,
      constant, law, separation, schedule, calendar, holiday
    /// A word of a choice.
    case word
  }

  /// What has the name.
  public let sort: Sort
  /// The kind it is of; nil where it is of none.
  public let kind: String?
  /// The event it is of, or the field whose word it is.
  public let part: String?
  /// The name.
  public let name: String

  /// Something with a name, of a kind, and of a part of that.
  public init(_ sort: Sort, _ name: String, of kind: String? = nil, in part: String? = nil) {
    self.sort = sort
    self.name = name
    self.kind = kind
    self.part = part
  }
}

/// A place at which a name is written.
public struct NameMention: Sendable {
  /// What is named; nil where nothing says what it is.
  public let definition: Definition?
  /// The name, as it is written there.
  public let name: String
  /// Where. The bytes are the name's where the file holds it as it is.
  public let place: Place
  /// Whether it is given its name here.
  public let defines: Bool
  /// Whether it is a text of an expression, of which it is not known that it names anything.
  public let isText: Bool
}

/// The mentions of names in definitions.
public final class NameIndex {
  /// In the order they were met.
  public private(set) var mentions: [NameMention] = []

  /// The keys of values that are handed over, by where the value stands.
  private var keys: [Spot: YAML] = [:]

  private struct Spot: Hashable {
    let source: ObjectIdentifier
    let offset: Int

    init(_ place: Place) {
      source = ObjectIdentifier(place.source)
      offset = place.range.lowerBound
    }
  }

  /// An index of nothing.
  public init() {}

  /// Keeps the key of a value until it is known what it names.
  func remember(key: YAML, of value: Place) { keys[Spot(value)] = key }

  /// The key of a value.
  func key(of value: Place) -> YAML? { keys[Spot(value)] }

  func note(
    _ definition: Definition?, _ name: String, at place: Place, defines: Bool = false, isText: Bool = false
  ) {
    mentions.append(
      NameMention(definition: definition, name: name, place: place, defines: defines, isText: isText))
  }
}

extension YAML {
  /// Notes that this text, or a part of it, names something.
  func names(_ sort: Definition.Sort, of kind: String? = nil, in part: String? = nil, as name: String? = nil) {
    guard let index = findings.names, case .scalar(let scalar) = node else { return }
    let name = name ?? scalar.string
    index.note(Definition(sort, name, of: kind, in: part), name, at: within(name))
  }

  /// Notes that this text gives something its name.
  func defines(_ sort: Definition.Sort, of kind: String? = nil, in part: String? = nil) {
    guard let index = findings.names, case .scalar(let scalar) = node else { return }
    index.note(Definition(sort, scalar.string, of: kind, in: part), scalar.string, at: place, defines: true)
  }

  /// Where a name stands in this text: at its end, or before a word behind it.
  private func within(_ name: String) -> Place {
    let place = place
    return place.source.bytes.last(name, in: place.range).map { Place(place.source, $0) } ?? place
  }
}

extension Kind {
  /// What a field is that the case has, or one of its events.
  func definition(ofField name: String, of events: [EventDefinition]) -> [Definition] {
    if index(of: name) != nil { return [Definition(.field, name, of: self.name)] }
    return events.filter { event in event.fields.contains { $0.name == name } }
      .map { Definition(.field, name, of: self.name, in: $0.name) }
  }
}

/// Notes the names in expressions of one kind.
struct NameNotes {
  private let kind: Kind?
  private let kinds: [String: Kind]
  private let constants: Set<String>
  private let index: NameIndex

  init(_ kind: Kind?, _ kinds: [String: Kind], constants: Set<String>, _ index: NameIndex) {
    self.kind = kind
    self.kinds = kinds
    self.constants = constants
    self.index = index
  }

  /// Notes what was met in an expression that sees one of some events.
  func note(_ typing: Typing, in source: Source, events: [EventDefinition]) {
    var states: [Swift.Range<Int>: Kind] = [:]
    var words: [Swift.Range<Int>: [Definition]] = [:]
    var eventNames: Set<Swift.Range<Int>> = []
    var anyStates: Set<Swift.Range<Int>> = []
    for use in typing.uses {
      let found = definitions(use, events)
      let place = source.bytes.last(use.name, in: use.range) ?? use.range
      for definition in found { index.note(definition, use.name, at: Place(source, place)) }
      if found.isEmpty, use.owner == .unknown { index.note(nil, use.name, at: Place(source, place)) }
      words[use.range] = found
      if use.name == "state" || use.name == "states" {
        states[use.range] = owner(use)
        if use.owner == .unknown { anyStates.insert(use.range) }
      }
      if use.name == EventDefinition.ownName, use.base == ["event"], found.isEmpty { eventNames.insert(use.range) }
    }
    var subjects: [Swift.Range<Int>: [Swift.Range<Int>]] = [:]
    for comparison in typing.comparisons { subjects[comparison.range, default: []].append(comparison.subject) }
    for (text, range) in typing.texts {
      let place = Place(source, source.bytes.last(text, in: range) ?? range)
      var found: [Definition] = []
      for subject in subjects[range] ?? [] {
        if let kind = states[subject] { found.append(Definition(.state, text, of: kind.name)) }
        if let kind, let field = kind.grant?.fields["role"],
          words[subject]?.contains(Definition(.field, field, of: kind.name)) == true
        {
          found.append(Definition(.role, text))
        }
        if eventNames.contains(subject), let kind { found.append(Definition(.event, text, of: kind.name)) }
        for field in words[subject] ?? [] where field.sort == .field {
          found.append(Definition(.word, text, of: field.kind, in: field.name))
        }
      }
      if found.isEmpty {
        let isState = subjects[range]?.contains(where: anyStates.contains) ?? false
        index.note(nil, text, at: place, isText: !isState)
      }
      for definition in found { index.note(definition, text, at: place) }
    }
  }

  /// The kind whose state a use of `state` is; nil where it is none's.
  private func owner(_ use: Typing.Use) -> Kind? {
    switch use.owner {
    case .scope: kind
    case .record(let record): kinds[Typology.kind(ofRecord: record)]
    case .value, .unknown: nil
    }
  }

  private func definitions(_ use: Typing.Use, _ events: [EventDefinition]) -> [Definition] {
    let name = use.name
    if use.base == ["event"] { return kind?.definition(ofField: name, of: events) ?? [] }
    guard let owner = owner(use) else {
      return use.owner == .scope && constants.contains(name) ? [Definition(.constant, name)] : []
    }
    if owner.index(of: name) != nil { return [Definition(.field, name, of: owner.name)] }
    if owner.derived.contains(where: { $0.name == name }) { return [Definition(.derived, name, of: owner.name)] }
    guard use.owner == .scope else { return [] }
    if owner.queries.contains(where: { $0.name == name }) { return [Definition(.query, name, of: owner.name)] }
    return constants.contains(name) ? [Definition(.constant, name)] : []
  }
}

extension [UInt8] {
  /// The last place within a range at which a text stands.
  func last(_ text: String, in range: Swift.Range<Int>) -> Swift.Range<Int>? {
    let wanted = Array(text.utf8)
    var start = range.upperBound - wanted.count
    while start >= range.lowerBound {
      if self[start..<(start + wanted.count)].elementsEqual(wanted) { return start..<(start + wanted.count) }
      start -= 1
    }
    return nil
  }
}
