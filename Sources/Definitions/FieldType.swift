/// The types of fields, and which values fit them.

import Calendar
import FEEL

/// The type of a field.
public indirect enum FieldType: Sendable, Equatable {
  case text, number, integer, amount, boolean, date, dateTime, duration, document, any
  case choice([String])
  /// A case of a kind; of any kind when nil.
  case reference(String?)
  case list(FieldType)

  static let words = [
    "text", "number", "integer", "amount", "boolean", "date", "date and time", "duration", "document", "any",
    "case",
  ]

  /// As a definition writes it.
  public var description: String {
    switch self {
    case .text: "text"
    case .number: "number"
    case .integer: "integer"
    case .amount: "amount"
    case .boolean: "boolean"
    case .date: "date"
    case .dateTime: "date and time"
    case .duration: "duration"
    case .document: "document"
    case .any: "any"
    case .choice(let words): "one of \(words.joined(separator: ", "))"
    case .reference(let kind): kind ?? "case"
    case .list(let element): "list of \(element.description)"
    }
  }

  /// How a value of it is written, for a hint.
  public var sample: String {
    switch self {
    case .text: "\"a text\""
    case .number, .integer: "12"
    case .amount: "1250.00"
    case .boolean: "true"
    case .date: "2031-03-10"
    case .dateTime: "@\"2031-03-10T09:30:00\""
    case .duration: "P9M"
    case .document: "\"minutes.pdf\""
    case .any: "any value"
    case .choice(let words): words.first ?? ""
    case .reference(let kind): "the id of a \(kind ?? "case")"
    case .list(let element): "[\(element.sample)]"
    }
  }

  /// The value as the type stores it; nil when it does not fit. A reference is stored as the id; a context with an id
  /// stands for it.
  public func stored(_ value: Value) -> Value? {
    switch (self, value) {
    case (_, .withheld): return nil
    case (_, .null), (.any, _), (.text, .string), (.number, .number), (.boolean, .boolean), (.date, .date),
      (.dateTime, .dateTime), (.duration, .daysDuration), (.duration, .monthsDuration):
      return value
    case (.integer, .number(let number)): return number.isInteger ? value : nil
    case (.amount, .number(let number)): return number.rounded(scale: 2, .halfEven) == number ? value : nil
    case (.date, .dateTime(let moment)): return .date(moment.date)
    case (.document, .context): return Attachment(value)?.value
    case (.choice(let words), .string(let word)): return words.contains(word) ? value : nil
    case (.reference, .string(let id)): return CaseName.isValid(id) ? value : nil
    case (.reference, .context(let context)):
      guard case .string? = context["id"] else { return nil }
      return context["id"]
    case (.list(let element), .list(let items)):
      var stored: [Value] = []
      for item in items {
        guard let fitting = element.stored(item) else { return nil }
        stored.append(fitting)
      }
      return .list(stored)
    case (.list(let element), let single): return element.stored(single).map { .list([$0]) }
    default: return nil
    }
  }

  /// What a list holds; the type itself for what is no list.
  public var element: FieldType { if case .list(let element) = self { element.element } else { self } }

  /// Whether its values are documents, or lists of them.
  public var holdsDocuments: Bool {
    switch self {
    case .document: true
    case .list(let element): element.holdsDocuments
    default: false
    }
  }

  /// Whether its values are typed as bare words: what is no such word is then hardly meant as an expression.
  public var isTypedBare: Bool {
    switch self {
    case .choice, .date, .dateTime, .duration, .reference: true
    case .list(let element): element.isTypedBare
    default: false
    }
  }

  /// A value from bare text, as people type it: a date without marks, a word of a choice, the id of a case.
  public func bare(_ text: String) -> Value? {
    switch self {
    case .date: return CivilDate(text).map { .date($0) }
    case .dateTime: return DateTime(text).map { .dateTime($0) }
    case .duration:
      return DaysDuration(text).map { .daysDuration($0) } ?? MonthsDuration(text).map { .monthsDuration($0) }
    case .choice(let words): return words.contains(text) ? .string(text) : nil
    case .reference: return CaseName.isValid(text) ? .string(text) : nil
    case .list(let element): return element.bare(text).map { .list([$0]) }
    default: return nil
    }
  }
}

/// The ids of cases.
public enum CaseName {
  /// The store itself, which is no case: what acts on it says so.
  public static let store = "store"

  /// A letter, then letters, digits, `-`, `.`, `@` or `_`; at most 100 characters.
  public static func isValid(_ text: String) -> Bool {
    guard let first = text.utf8.first, (97...122).contains(first), text.utf8.count <= 100 else { return false }
    return text.utf8.allSatisfy {
      (97...122).contains($0) || (48...57).contains($0) || $0 == 45 || $0 == 46 || $0 == 64 || $0 == 95
    }
  }
}
