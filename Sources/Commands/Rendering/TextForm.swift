/// Answers in characters, for a terminal.

import Calendar
import Engine
import Exchange
import FEEL
import Governance

struct TextForm {
  static let maximumWidth = 72
  private let rendering: Rendering

  init(_ rendering: Rendering) { self.rendering = rendering }

  private func words(_ message: Message) -> String { rendering.words(message) }

  // MARK: Tables

  func draw(_ table: Table) -> String {
    guard !table.rows.isEmpty else { return words(.empty(table.empty)) }
    let heads = table.columns.map { rendering.words($0) }
    let cells = table.rows.map { $0.map { Clean.text(rendering.text($0)) } }
    // The last column may run on; the others are cut.
    let widths = heads.indices.map { column in
      min(Self.maximumWidth, max(heads[column].count, cells.map { $0[column].count }.max() ?? 0))
    }
    func line(_ row: [String]) -> String {
      var text = ""
      for (column, value) in row.enumerated() {
        if column == row.count - 1 {
          text += value
        } else {
          let cut = value.count > widths[column] ? value.prefix(widths[column] - 1) + "…" : value
          text += cut + String(repeating: " ", count: widths[column] - cut.count + 2)
        }
      }
      return text.trimmedEnd
    }
    return ([line(heads), line(widths.map { String(repeating: "─", count: $0) })] + cells.map(line)).joined(
      separator: "\n")
  }

  // MARK: Explanations

  func draw(_ paragraph: Paragraph) -> String {
    paragraph.lines.enumerated().map { index, line in
      let word = words(.whyWord(line.word)).padded(index == 0 ? 11 : 9)
      let text = line.text.map(words).joined()
      return "\(index == 0 ? "" : "  ")\(word) \(text)" + (line.place.map { "  [\(words($0))]" } ?? "")
    }.joined(separator: "\n")
  }

  // MARK: Decisions

  func draw(_ answer: DecisionAnswer) -> String {
    var lines: [String] = []
    if !answer.fired.isEmpty {
      lines.append("           " + words(.firedFirst(answer.fired.count)))
      for receipt in answer.fired { lines += followed(receipt, depth: 1) }
    }
    for receipt in answer.receipts { lines += draw(receipt, answer.actor) }
    return lines.joined(separator: "\n")
  }

  private func draw(_ receipt: Receipt, _ actor: String) -> [String] {
    let number = receipt.entry.map { "#\($0)" } ?? words(.notDone)
    let what =
      "\(words(.outcome(receipt.outcome.rawValue)).padded(10)) \(words(.verb(receipt.verb))) \(receipt.subject)"
    switch receipt.outcome {
    case .accepted:
      var lines = ["\(what)\(receipt.state.isEmpty ? "" : " → \(receipt.state)")  \(number)"]
      if let hash = receipt.pinned { lines.append("           " + words(.createdUnder(definitions: hash))) }
      if let notice = receipt.notice { lines.append("           " + words(.noticed(receipt.informed, notice))) }
      return lines + receipt.followed.flatMap { followed($0, depth: 1) }
    case .pending: return ["\(what): \(words(.mustApprove(receipt.informed)))  \(number)"]
    case .refused: return ["\(what)  \(number)"] + receipt.reasons.flatMap { draw($0, actor) }
    }
  }

  private func draw(_ reason: Reason, _ actor: String) -> [String] {
    let word = words(.whyWord(.because)).padded(8)
    var lines = ["  \(word) \(words(.because(reason, actor: actor)))" + (reason.place.map { "  [\($0)]" } ?? "")]
    let remedy = words(.remedy(reason))
    if !remedy.isEmpty { lines.append("  \(words(.whyWord(.so)).padded(8)) \(remedy)") }
    return lines
  }

  /// What followed, deeper for what followed from that.
  private func followed(_ receipt: Receipt, depth: Int) -> [String] {
    let word = receipt.outcome == .refused ? words(.outcome(receipt.outcome.rawValue)) + " " : ""
    let state = receipt.state.isEmpty ? "" : " → \(receipt.state)"
    let number = receipt.entry.map { "  #\($0)" } ?? ""
    let margin = String(repeating: " ", count: 8 + depth * 3)
    var lines = ["\(margin)\(word)\(words(.verb(receipt.verb))) \(receipt.subject)\(state)\(number)"]
    if let hash = receipt.pinned { lines.append("\(margin)   " + words(.createdUnder(definitions: hash))) }
    if let notice = receipt.notice { lines.append("\(margin)   " + words(.noticed(receipt.informed, notice))) }
    if !receipt.passedOver.isEmpty { lines.append("\(margin)   " + words(.passedOver(receipt.passedOver))) }
    return lines + receipt.followed.flatMap { followed($0, depth: depth + 1) }
  }
}

extension String {
  func padded(_ width: Int) -> String { count >= width ? self : self + String(repeating: " ", count: width - count) }

  var trimmedEnd: String {
    var view = self[...]
    while view.last == " " { view.removeLast() }
    return String(view)
  }

  var trimmedBoth: String {
    var view = self[...]
    while let first = view.first, first.isWhitespace { view.removeFirst() }
    while let last = view.last, last.isWhitespace { view.removeLast() }
    return String(view)
  }
}
