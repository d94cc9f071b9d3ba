/// Answers as people, programs and spreadsheets read them: one place that chooses, a file for each form.

import Definitions
import Exchange
import FEEL
import Governance

/// How an answer is written.
public struct Rendering: Sendable {
  /// In which form.
  public let output: Output
  /// In which language.
  public let language: Language

  /// A form and a language.
  public init(_ output: Output, _ language: Language) {
    self.output = output
    self.language = language
  }

  /// The text of an answer; nil when it says nothing in this form.
  public func text(_ answer: Answer) -> String? {
    switch answer {
    case .nothing: return nil
    case .file(_, let text): return text
    case .picture(let text): return output == .html ? HTML.preformatted(text) : text
    case .drawing(let drawing): return text(drawing)
    case .said(let messages): return messages.isEmpty ? nil : messages.map(words).joined(separator: "\n")
    case .all(let answers):
      // Sentences around an answer are for people.
      let isData = output == .json || output == .csv
      let texts = answers.filter { !isData || !$0.isTalk || answers.allSatisfy(\.isTalk) }.compactMap(text)
      return texts.isEmpty ? nil : texts.joined(separator: "\n")
    case .noted(let inner, let notes):
      guard output != .json, output != .csv else { return text(inner) }
      return ([text(inner)] + notes.map(words)).compactMap { $0 }.joined(separator: "\n")
    case .table(let table): return text(table)
    case .record(let rows):
      return text(Table([.name, .value], rows.map { [.text(words($0.name)), $0.value] }))
    case .value(let value):
      if output == .json { return JSON.text(value) }
      return Table(contexts: value).map(text) ?? Clean.text(value.text)
    case .paragraph(let paragraph):
      return output == .table ? TextForm(self).draw(paragraph) : text(paragraph.table(self))
    case .decision(let decision):
      guard !decision.receipts.isEmpty else { return nil }
      return output == .json ? JSONForm(self).text(decision) : TextForm(self).draw(decision)
    }
  }

  private func text(_ table: Table) -> String {
    switch output {
    case .table: TextForm(self).draw(table)
    case .json: JSONForm(self).text(table)
    case .csv: CSVForm(self).text(table)
    case .markdown: MarkdownForm(self).text(table)
    case .html: HTML.table(table, self)
    }
  }

  private func text(_ drawing: Drawing) -> String {
    switch output {
    case .table: drawing.outline()
    case .html: drawing.svg
    case .markdown: "```mermaid\n\(drawing.mermaid)```"
    case .json, .csv: text(Table(drawing))
    }
  }

  /// A message in the language.
  func words(_ message: Message) -> String { message.text(language) }

  /// A column's head: for programs its key, for people its title.
  func words(_ column: Column) -> String {
    guard case .heading(let heading) = column, output != .json, output != .csv else { return column.key }
    return words(Message.heading(heading))
  }

  /// A cell as text without quotes.
  func text(_ cell: Cell) -> String {
    switch cell {
    case .value(let value): Self.text(value)
    case .shown(let value, let title): output == .csv ? Self.text(value) : title.text(language)
    case .words(let message): words(message)
    case .withheld: words(.withheld)
    }
  }

  private static func text(_ value: Value) -> String {
    switch value {
    case .null: ""
    case .list(let items): items.map(text).joined(separator: ", ")
    default: value.text
    }
  }
}

extension Table {
  /// A list of contexts, a row each; nil for any other value.
  init?(contexts value: Value) {
    guard case .list(let items) = value, case .context(let shape)? = items.first else { return nil }
    let columns = shape.shape.names.filter { $0 != "states" && $0 != "created" }
    self.init(
      columns.map { .named($0) },
      items.map { item in
        guard case .context(let context) = item else { return columns.map { _ in .nothing } }
        return columns.map { Cell(context[$0] ?? .null) }
      })
  }
}

extension Table {
  /// The arrows of a drawing, a row for each of their labels.
  init(_ drawing: Drawing) {
    func name(_ node: Int) -> Cell { .text(drawing.nodes[node].title) }
    func what(_ label: Drawing.Label) -> [Cell] { [.text(label.title), .text(label.notes.joined(separator: "; "))] }
    let inside = drawing.nodes.indices.flatMap { node in
      drawing.nodes[node].inside.map { [name(node), .nothing] + what($0) }
    }
    let arrows = drawing.arrows.flatMap { arrow -> [[Cell]] in
      let ends = [name(arrow.from), name(arrow.to)]
      return arrow.labels.isEmpty ? [ends + [.nothing, .nothing]] : arrow.labels.map { ends + what($0) }
    }
    self.init([.from, .to, .what, .note], inside + arrows)
  }
}

extension Answer {
  /// Whether it is sentences only.
  fileprivate var isTalk: Bool {
    switch self {
    case .nothing, .said: true
    case .noted(let answer, _): answer.isTalk
    case .all(let answers): answers.allSatisfy(\.isTalk)
    default: false
    }
  }
}

extension Paragraph {
  /// The same as a table.
  func table(_ rendering: Rendering) -> Table {
    Table(
      [.what, .text, .place],
      lines.map { line in
        [
          .words(.whyWord(line.word)), .text(line.text.map(rendering.words).joined()),
          line.place.map { .words($0) } ?? .text(""),
        ]
      })
  }
}

/// Texts that are safe to show.
public enum Clean {
  /// Control characters of stored or typed texts never reach a terminal.
  public static func text(_ text: String) -> String {
    var view = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isControl =
        scalar.value < 32 || (0x7F...0x9F).contains(scalar.value) || (0x202A...0x202E).contains(scalar.value)
        || (0x2066...0x2069).contains(scalar.value)
      view.append(isControl ? (scalar == "\n" ? " " : "\u{FFFD}") : scalar)
    }
    return String(view)
  }
}
