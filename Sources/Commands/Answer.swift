/// What a command answers: values with a shape, which the renderings write as text, JSON, CSV, Markdown or HTML.

import Calendar
import Definitions
import Engine
import Exchange
import FEEL
import Governance

/// What stands in a cell of a table, or behind a name of a record.
public enum Cell: Sendable {
  /// A value.
  case value(Value)
  /// A value, and how people read it: the title of a choice, a number with what it counts.
  case shown(Value, as: Localized)
  /// Words of the product.
  case words(Message)
  /// What the reader may not see, as `kind.field`.
  case withheld(String)

  /// A value; withheld where it is.
  init(_ value: Value) {
    if let name = value.firstWithheld {
      self = .withheld(name)
    } else if let names = Self.documents(value) {
      self = .shown(value, as: Localized(en: names, nl: names))
    } else {
      self = .value(value)
    }
  }

  /// The names of documents, where a value is nothing else.
  private static func documents(_ value: Value) -> String? {
    switch value {
    case .context: Attachment(value)?.name
    case .list(let items) where !items.isEmpty:
      items.allSatisfy { Attachment($0) != nil }
        ? Attachment.all(in: value).map(\.name).joined(separator: ", ") : nil
    default: nil
    }
  }

  /// A value of a field, as people read it.
  init(_ value: Value, of field: Field?) {
    self = Cell(value)
    guard let field, case .value = self else { return }
    switch value {
    case .string(let word): if let title = field.titles[word] { self = .shown(value, as: title) }
    case .number:
      let text = (field.type == .amount ? Self.cents(value.text) : value.text) + (field.unit.map { " \($0)" } ?? "")
      if text != value.text { self = .shown(value, as: Localized(en: text, nl: text)) }
    default: break
    }
  }

  /// An amount with two decimals.
  private static func cents(_ text: String) -> String {
    let decimals = text.split(separator: ".", omittingEmptySubsequences: false).dropFirst().first?.count ?? 0
    return decimals == 0 ? text + ".00" : decimals == 1 ? text + "0" : text
  }

  static func text(_ text: String) -> Cell { .value(.string(text)) }
  static func number(_ number: Int) -> Cell { .value(.number(Number(number))) }
  static func date(_ date: CivilDate?) -> Cell { .value(date.map { .date($0) } ?? .null) }
  static let nothing = Cell.value(.null)
}

/// The head of a column, or a name in a record.
public enum Column: Sendable {
  /// The product's own.
  case heading(Heading)
  /// A name that the definitions or the user gave.
  case named(String)

  /// What programs read.
  var key: String {
    switch self {
    case .heading(let heading): heading.rawValue
    case .named(let name): name
    }
  }
}

/// Rows under columns.
public struct Table: Sendable {
  /// The columns.
  public let columns: [Column]
  /// The rows, each with a cell for every column.
  public let rows: [[Cell]]
  /// What to say when there are no rows.
  public let empty: Message.Empty

  /// Rows under columns.
  init(_ columns: [Column], _ rows: [[Cell]], empty: Message.Empty = .nothing) {
    self.columns = columns
    self.rows = rows
    self.empty = empty
  }

  init(_ headings: [Heading], _ rows: [[Cell]], empty: Message.Empty = .nothing) {
    self.init(headings.map { .heading($0) }, rows, empty: empty)
  }
}

/// What became of requests.
public struct DecisionAnswer: Sendable {
  /// What was due and fired first.
  public let fired: [Receipt]
  /// One for each request.
  public let receipts: [Receipt]
  /// Who acted.
  public let actor: String
  /// Whether it is told by a line that only reads, so that a refusal is none of the line.
  var isOnlyTold = false
}

/// Lines of an explanation, each with a word before it and a place behind it.
public struct Paragraph: Sendable {
  /// One line.
  public struct Line: Sendable {
    /// The word before it.
    public let word: Message.Why
    /// What it says.
    public let text: [Message]
    /// Where the rule is written.
    public let place: Message?
  }
  /// The lines; the first is the answer.
  public let lines: [Line]
}

/// What a command answers.
public indirect enum Answer: Sendable {
  /// Nothing to say.
  case nothing
  /// Rows under columns.
  case table(Table)
  /// Names with values, one under the other: a table of two columns.
  case record([(name: Column, value: Cell)])
  /// What became of requests.
  case decision(DecisionAnswer)
  /// An explanation in lines.
  case paragraph(Paragraph)
  /// One value.
  case value(Value)
  /// A drawing in characters.
  case picture(String)
  /// Boxes and arrows.
  case drawing(Drawing)
  /// The whole text of a file, as it is.
  case file(name: String, text: String)
  /// Sentences.
  case said([Message])
  /// Something with remarks after it, for people only.
  case noted(Answer, [Message])
  /// One after the other.
  case all([Answer])

  /// What the reader may not see in it, each once.
  var withheld: Set<String> {
    switch self {
    case .table(let table): Set(table.rows.joined().compactMap(\.withheld))
    case .record(let rows): Set(rows.compactMap(\.value.withheld))
    case .value(let value): Set([value.firstWithheld].compactMap { $0 })
    case .noted(let answer, _): answer.withheld
    case .all(let answers): answers.reduce(into: []) { $0.formUnion($1.withheld) }
    default: []
    }
  }

  /// Whether it has no rows.
  var isEmpty: Bool {
    switch self {
    case .table(let table): table.rows.isEmpty
    case .noted(let answer, _): answer.isEmpty
    default: false
    }
  }
}

extension Cell {
  var withheld: String? { if case .withheld(let name) = self { name } else { nil } }
}

/// How answers are written.
public enum Output: String, Sendable, CaseIterable {
  case table, json, csv, markdown, html
}
