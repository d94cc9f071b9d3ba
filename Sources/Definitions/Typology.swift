/// The types of all that expressions can name: fields, derived values, queries, other cases, events.

import Calendar
import Diagnostics
import FEEL
import Statechart

/// What the kinds of a rulebook look like to expressions. A case that another refers to is a record named after its kind; seen from
/// there, its own references are ids.
final class Typology: RecordTypes {
  private let kinds: [String: Kind]
  private let constants: [String: Type]
  private var derived: [String: [String: Type]] = [:]
  private var known: [String: [String: Type]] = [:]
  /// The derived values whose types are being found out, from the outside in.
  private var asked: [(kind: String, name: String)] = []
  /// Which derived values of other kinds each asks for.
  private var farther: [String: [String: [(kind: String, name: String)]]] = [:]
  /// Values that are computed from themselves by way of other cases.
  private(set) var circles: [(kind: String, name: String, way: [String])] = []

  /// The names of the calendars beside the one of working days.
  let calendars: [String]?
  private let roles: [String]

  init(_ kinds: [String: Kind], _ constants: [Constant], _ calendar: WorkingCalendar?, roles: [String]) {
    self.kinds = kinds
    self.roles = roles.sorted() + [Rulebook.administrator]
    calendars = calendar?.others.keys.sorted() ?? []
    self.constants = Dictionary(
      constants.map { ($0.name, Self.type(of: $0)) }, uniquingKeysWith: { first, _ in first })
  }

  /// Another region may give a constant another word, so its words are not held against anything.
  static func type(of constant: Constant) -> Type {
    if case .function = constant.value, case .expression(let expression) = constant.origin {
      return expression.type
    }
    let type = Type(of: constant.value)
    if case .words = type { return .string }
    return type
  }

  // MARK: Names

  /// Record names of cases without their derived values, as `case` has them.
  private static let plain = "case "

  /// The kind of a record's cases.
  static func kind(ofRecord name: String) -> String {
    name.hasPrefix(plain) ? String(name.dropFirst(plain.count)) : name
  }

  /// The names of a kind's expressions with their types.
  func names(_ kind: Kind, event: Type = .null, item: Type = .null, occurrence: Type = .null) -> [String: Type] {
    var names = known[kind.name] ?? lasting(kind)
    known[kind.name] = names
    names["event"] = event
    names["item"] = item
    names["occurrence"] = occurrence
    return names
  }

  /// Those that are the same at every moment.
  private func lasting(_ kind: Kind) -> [String: Type] {
    var names = withoutDerived(kind)
    for (name, _) in kind.derived { names[name] = type(of: name, in: kind) }
    names["actor"] = .context([
      Type.Entry("account", .string), Type.Entry("person", .string), Type.Entry("role", .words(roles)),
    ])
    return names
  }

  /// The same where people ask of all cases of a kind: a reference that stands by itself is the id of its case there, and otherwise
  /// the case, so that nothing is known of it.
  func namesOfQuery(_ kind: Kind) -> [String: Type] {
    var names = names(kind)
    for field in kind.fields where kind.layout.isLazy[kind.index(of: field.name) ?? 0] { names[field.name] = .any }
    return names
  }

  /// What expressions see of one event, or of one of several.
  func event(_ events: [EventDefinition]) -> Type {
    var entries: [String: Type] = [EventDefinition.ownName: .words(events.map(\.name))]
    var order = [EventDefinition.ownName]
    var seen: Set<String> = []
    for field in events.flatMap(\.fields) {
      let type = Self.own(field.type)
      if seen.insert(field.name).inserted {
        if field.name != EventDefinition.ownName { order.append(field.name) }
        entries[field.name] = type
      } else if entries[field.name] != type {
        entries[field.name] = .any
      }
    }
    return .context(order.map { Type.Entry($0, entries[$0] ?? .any) })
  }

  // MARK: Types of fields

  /// A field of the case itself: what it refers to is followed.
  static func own(_ type: FieldType) -> Type {
    switch type {
    case .reference(let kind): .record(kind ?? "")
    case .list(let element): .list(own(element))
    default: simple(type)
    }
  }

  /// A field of another case.
  private static func seen(_ type: FieldType) -> Type {
    switch type {
    case .reference(let kind): .id(kind)
    case .list(let element): .list(seen(element))
    default: simple(type)
    }
  }

  private static func simple(_ type: FieldType) -> Type {
    switch type {
    case .text: .string
    case .number, .integer, .amount: .number
    case .boolean: .boolean
    case .date: .date
    case .dateTime: .dateTime
    case .duration: .duration
    case .document: Attachment.type
    case .choice(let words): .words(words)
    case .any, .reference, .list: .any
    }
  }

  /// The words that the state of a case can be: of several that are active at once, all in a row. A text where those are too many.
  private static func state(_ kind: Kind) -> Type {
    kind.chart.situations(atMost: 400).map { .words($0.map { $0.joined(separator: ", ") }) } ?? .string
  }

  private func type(of name: String, in kind: Kind) -> Type {
    if let known = derived[kind.name]?[name] {
      if let before = asked.last {
        farther[before.kind, default: [:]][before.name, default: []].append((kind.name, name))
      }
      return known
    }
    guard let expression = kind.derived.first(where: { $0.name == name })?.expression else { return .any }
    if let start = asked.firstIndex(where: { $0.kind == kind.name && $0.name == name }) {
      let way = asked[start...]
      // From case to case of one kind it may well end: at the case that refers to none.
      if Set(way.map(\.kind)).count > 1 {
        circles.append((kind.name, name, way.map { "\($0.kind).\($0.name)" }))
      }
      return .any
    }
    noteFarther(kind.name, name)
    asked.append((kind.name, name))
    defer { asked.removeLast() }
    var scope = withoutDerived(kind)
    for other in kind.derived where other.name != name && expression.mentions.contains(other.name) {
      scope[other.name] = type(of: other.name, in: kind)
    }
    var typing = Typing(scope, self)
    let found = typing.type(of: expression.syntax)
    derived[kind.name, default: [:]][name] = found
    return found
  }

  /// Takes note of what the derived value whose type is being found out asks for.
  private func noteFarther(_ kind: String, _ name: String) {
    guard let asking = asked.last else { return }
    let known = farther[asking.kind]?[asking.name] ?? []
    guard !known.contains(where: { $0.kind == kind && $0.name == name }) else { return }
    farther[asking.kind, default: [:]][asking.name] = known + [(kind, name)]
  }

  /// How often a derived value goes on from a case to one of another kind, at most.
  func reach(of name: String, in kind: String, after way: Set<String> = []) -> Int {
    let own = "\(kind).\(name)"
    guard !way.contains(own) else { return 0 }
    return (farther[kind]?[name] ?? []).map { next in
      reach(of: next.name, in: next.kind, after: way.union([own])) + (next.kind == kind ? 0 : 1)
    }.max() ?? 0
  }

  /// The names that a derived value sees; of other derived values nothing is known.
  private func withoutDerived(_ kind: Kind) -> [String: Type] {
    var names = constants
    for query in kind.queries { names[query.name] = .list(.record(query.kind)) }
    for field in kind.fields { names[field.name] = Self.own(field.type) }
    for (name, _) in kind.derived { names[name] = .any }
    names["case"] = .record(Self.plain + kind.name)
    names["id"] = .id(kind.name)
    names["state"] = Self.state(kind)
    return names
  }

  // MARK: Records

  private static let common: [(name: String, type: Type)] = [
    ("kind", .string), ("created", .date), ("entry", .number), ("disputed", .boolean),
  ]

  func property(_ name: String, of record: String) -> Type? {
    let isPlain = record.hasPrefix(Self.plain)
    let kind = kinds[Self.kind(ofRecord: record)]
    if let found = Self.common.first(where: { $0.name == name }) { return found.type }
    switch name {
    case "id": return .id(kind?.name)
    case "state": return kind.map(Self.state) ?? .string
    case "states": return .list(kind.map { .words($0.chart.states.dropFirst().map(\.id)) } ?? .string)
    default: break
    }
    // A case of any kind may have anything.
    guard let kind else { return .any }
    if let field = kind.fields.first(where: { $0.name == name }) { return Self.seen(field.type) }
    if !isPlain, kind.derived.contains(where: { $0.name == name }) { return type(of: name, in: kind) }
    return nil
  }

  func properties(of record: String) -> [String] {
    guard let kind = kinds[Self.kind(ofRecord: record)] else { return [] }
    let derived = record.hasPrefix(Self.plain) ? [] : kind.derived.map(\.name)
    return kind.fields.map(\.name) + derived + ["id", "state", "states"] + Self.common.map(\.name)
  }

  func title(of record: String) -> String {
    if record.isEmpty { return "a case" }
    return Self.kind(ofRecord: record).withArticle
  }
}

extension String {
  /// A name in a sentence; what says how many of what it is needs no article.
  public var withArticle: String {
    hasPrefix("one of ") ? self : "\("aeiou".contains(first ?? "x") ? "an" : "a") \(self)"
  }
}

extension FieldType {
  /// Why a value of a type can never be stored here; nil when it can, or may.
  func refusal(of type: Type, _ records: any RecordTypes) -> String? {
    func no() -> String? { "\(description.withArticle) is wanted here, not \(type.description(records))" }
    switch (self, type) {
    case (.any, _), (_, .any), (_, .null): return nil
    case (.list(let element), .list(let item)): return element.refusal(of: item, records)
    case (.list(let element), _): return element.refusal(of: type, records)
    case (.choice(let words), .words(let given)):
      guard let wrong = given.first(where: { !words.contains($0) }) else { return nil }
      return "\"\(wrong)\" is none of \(words.joined(separator: ", "))"
    case (.text, .string), (.text, .words), (.text, .id), (.choice, .string): return nil
    case (.number, .number), (.integer, .number), (.amount, .number), (.boolean, .boolean): return nil
    case (.date, .date), (.date, .dateTime), (.dateTime, .dateTime): return nil
    case (.duration, .duration), (.duration, .daysDuration), (.duration, .monthsDuration): return nil
    case (.document, .context): return type == Attachment.type ? nil : no()
    case (.reference, .string), (.reference, .words), (.reference(nil), .record), (.reference(nil), .id): return nil
    case (.reference(let kind?), .record(let record)):
      return record.isEmpty || record == kind || record == "case \(kind)" ? nil : no()
    case (.reference(let kind?), .id(let other)): return other == nil || other == kind ? nil : no()
    case (.reference, .context(let entries)): return entries.contains { $0.name == "id" } ? nil : no()
    default: return no()
    }
  }
}
