/// The types of expressions, as far as they can be known without evaluating any. Every type has null among its values.

import Calendar

/// A type. What is not known is `any`: nothing is said of it.
public indirect enum Type: Sendable, Equatable {
  /// Not known, or several that have nothing in common.
  case any
  /// Null and nothing else.
  case null
  case boolean, number, string, date, dateTime, time, daysDuration, monthsDuration
  /// A duration of either sort.
  case duration
  /// A text out of these words.
  case words([String])
  /// The id of a case of a kind, which is a text; of any kind when nil.
  case id(String?)
  case list(Type)
  case range(Type)
  /// A context with these entries and no others.
  case context([Entry])
  /// A context that ``RecordTypes`` describes by this name.
  case record(String)
  /// A function with its parameters and, where it is defined in FEEL, its body.
  case function(Lambda)

  /// An entry of a context.
  public struct Entry: Sendable, Equatable {
    /// Under which it stands.
    public let name: String
    /// What stands there.
    public let type: Type

    /// An entry.
    public init(_ name: String, _ type: Type) {
      self.name = name
      self.type = type
    }
  }

  /// A function that was written down.
  public final class Lambda: Sendable, Equatable {
    let parameters: [Syntax.Parameter]
    let body: Syntax?
    let builtIn: BuiltIn?
    let procedure: (any Procedure)?
    /// What the names around it mean.
    let environment: [String: Type]

    init(
      parameters: [Syntax.Parameter] = [], body: Syntax? = nil, builtIn: BuiltIn? = nil,
      procedure: (any Procedure)? = nil, environment: [String: Type] = [:]
    ) {
      self.parameters = parameters
      self.body = body
      self.builtIn = builtIn
      self.procedure = procedure
      self.environment = environment
    }

    /// Only a function is the same as itself.
    public static func == (a: Lambda, b: Lambda) -> Bool { a === b }
  }
}

/// What records have under their names: kinds of cases, for instance, of which one refers to the other.
public protocol RecordTypes {
  /// The type of what a record has under a name; nil when it has nothing there.
  func property(_ name: String, of record: String) -> Type?
  /// The names that a record has.
  func properties(of record: String) -> [String]
  /// What a record is called in a sentence, with its article: `a risk`.
  func title(of record: String) -> String
  /// The names of the calendars beside the one of working days; nil where they are not known.
  var calendars: [String]? { get }
}

extension RecordTypes {
  /// Not known.
  public var calendars: [String]? { nil }
}

/// No records at all.
struct NoRecords: RecordTypes {
  func property(_ name: String, of record: String) -> Type? { .any }
  func properties(of record: String) -> [String] { [] }
  func title(of record: String) -> String { "a context" }
}

extension Type {
  /// The type of a value.
  public init(of value: Value) {
    switch value {
    case .null, .withheld: self = .any
    case .boolean: self = .boolean
    case .number: self = .number
    case .string(let text): self = .words([text])
    case .date: self = .date
    case .dateTime: self = .dateTime
    case .time: self = .time
    case .daysDuration: self = .daysDuration
    case .monthsDuration: self = .monthsDuration
    case .list(let items): self = .list(Type.join(items.map { Type(of: $0) }))
    case .context(let context): self = .context(context.pairs.map { Entry($0.0, Type(of: $0.1)) })
    case .range(let range): self = .range(Type.join([Type(of: range.low), Type(of: range.high)]))
    case .function(let function):
      switch function.body {
      case .builtIn(let builtIn): self = .function(Lambda(builtIn: builtIn))
      case .procedure(let procedure): self = .function(Lambda(procedure: procedure))
      default: self = .any
      }
    }
  }

  /// The type behind `instance of`, or of a parameter.
  public init(_ name: TypeName) {
    switch name {
    case .any: self = .any
    case .null: self = .null
    case .named(let word): self = Type.named(word)
    case .list(let element): self = .list(Type(element))
    case .range(let element): self = .range(Type(element))
    case .context(let entries): self = .context(entries.map { Entry($0.name, Type($0.type)) })
    case .function: self = .any
    }
  }

  private static func named(_ word: String) -> Type {
    switch word {
    case "number": .number
    case "string": .string
    case "boolean": .boolean
    case "date": .date
    case "time": .time
    case "date and time": .dateTime
    case "days and time duration": .daysDuration
    case "years and months duration": .monthsDuration
    case "list": .list(.any)
    case "range": .range(.any)
    default: .any
    }
  }

  /// What a value of one of these types is.
  static func join(_ types: [Type]) -> Type {
    guard let first = types.first else { return .any }
    return types.dropFirst().reduce(first) { $0.joined($1) }
  }

  private func joined(_ other: Type) -> Type {
    if self == other { return self }
    switch (self, other) {
    case (.null, let a), (let a, .null): return a
    case (.words(let a), .words(let b)): return .words(a + b.filter { !a.contains($0) })
    case (let a, let b) where a.isText && b.isText: return .string
    case (let a, let b) where a.isDuration && b.isDuration: return .duration
    case (.list(let a), .list(let b)): return .list(a.joined(b))
    case (.range(let a), .range(let b)): return .range(a.joined(b))
    case (.context(let a), .context(let b)) where a.map(\.name) == b.map(\.name):
      return .context(zip(a, b).map { Entry($0.name, $0.type.joined($1.type)) })
    default: return .any
    }
  }

  var isText: Bool {
    switch self {
    case .string, .words, .id: true
    default: false
    }
  }

  var isDuration: Bool {
    switch self {
    case .daysDuration, .monthsDuration, .duration: true
    default: false
    }
  }

  var isRecord: Bool {
    switch self {
    case .record, .context: true
    default: false
    }
  }

  /// The record that has the names behind a point; nil where it is none.
  var owner: Typing.Use.Owner? {
    switch self {
    case .record(let name): name.isEmpty ? .unknown : .record(name)
    case .list(let item): item.owner
    case .any, .null: .unknown
    default: nil
    }
  }

  /// Nothing is known of it that could be held against anything.
  var isOpen: Bool { self == .any || self == .null }

  /// What it is in a sentence, with its article.
  public func description(_ records: any RecordTypes) -> String {
    switch self {
    case .any: "anything"
    case .null: "null"
    case .boolean: "a boolean"
    case .number: "a number"
    case .string: "a text"
    case .words(let words):
      words.count == 1
        ? Value.string(words[0]).source : words.count < 8 ? "one of \(words.joined(separator: ", "))" : "a word"
    case .id(let kind): kind.map { "the id of \(records.title(of: $0))" } ?? "the id of a case"
    case .date: "a date"
    case .dateTime: "a date and time"
    case .time: "a time"
    case .daysDuration: "a duration of days"
    case .monthsDuration: "a duration of months"
    case .duration: "a duration"
    case .list: "a list"
    case .range: "a range"
    case .context: "a context"
    case .record(let name): records.title(of: name)
    case .function: "a function"
    }
  }

  /// Whether two values can be equal, or have an order. Lists and ranges stand for what is in them.
  func isComparable(with other: Type) -> Bool {
    if isOpen || other.isOpen || self == other { return true }
    switch (self, other) {
    case (.list, _), (_, .list), (.range, _), (_, .range): return true
    case (.date, .dateTime), (.dateTime, .date): return true
    case (.duration, let b), (let b, .duration): return b.isDuration
    case (.record, .context), (.context, .record), (.record, .record), (.context, .context): return true
    case (.function, .function): return true
    // No case is of two kinds.
    case (.id(let kind?), .id(let other?)): return kind == other
    default: return isText && other.isText
    }
  }

  /// The type of what a value of this type has under a name; nil when it has nothing there.
  func property(_ name: String, _ records: any RecordTypes) -> Type? {
    switch self {
    case .any, .null: return .any
    case .record(let record): return records.property(name, of: record)
    case .context(let entries): return entries.first { $0.name == name }?.type
    case .list(let item): return item.property(name, records).map { .list($0) }
    case .duration:
      return [Type.daysDuration, .monthsDuration].contains { $0.property(name, records) != nil } ? .number : nil
    case .range(let end):
      switch name {
      case "start", "end": return end
      default: return Samples.property(name, of: self)
      }
    default: return Samples.property(name, of: self)
    }
  }

  /// A value of each simple type: what it has under a name, all of the type have.
  private enum Samples {
    static func property(_ name: String, of type: Type) -> Type? {
      let value: Value? =
        switch type {
        case .date: Value.date(CivilDate(dayNumber: 0))
        case .dateTime: .dateTime(DateTime(date: CivilDate(dayNumber: 0), time: Time(nanoseconds: 0, offset: nil)))
        case .time: .time(Time(nanoseconds: 0, offset: nil))
        case .daysDuration: .daysDuration(DaysDuration(seconds: 0))
        case .monthsDuration: .monthsDuration(MonthsDuration(months: 0))
        case .range: .range(Range(low: .null, high: .null, lowIncluded: true, highIncluded: true))
        default: nil
        }
      guard let found = value?.property(name) else { return nil }
      let type = Type(of: found)
      if case .words = type { return .string }
      return type
    }
  }
}
