/// Small tools of wording that both languages need.

import Calendar
import Definitions
import Engine
import FEEL
import Governance

extension [String] {
  /// `a, b, c`.
  var commas: String { joined(separator: ", ") }
}

extension String {
  /// Without white space around it.
  var trimmed: String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }

  /// The name of a type in a Dutch sentence.
  var dutchType: String { hasPrefix("one of ") ? "een van \(dropFirst("one of ".count))" : "een \(self)" }
}

extension Int {
  /// `1 entry`, `2 entries`.
  func of(_ one: String, _ many: String) -> String { "\(self) \(self == 1 ? one : many)" }
}

extension Reason.Seen {
  /// ` (end = 2031-12-31)`, with what is withheld as the language has it, or the fault.
  func detail(_ withheld: String) -> String {
    let list = values.map { "\($0.name) = \($0.value ?? withheld)" }.commas
    let all = [list, fault ?? ""].filter { !$0.isEmpty }.joined(separator: "; ")
    return all.isEmpty ? "" : " (\(all))"
  }
}

extension Verb {
  /// As it is typed, where people type it.
  var typed: String {
    switch self {
    case .fire(let event): event
    case .approve(let entry): "approve #\(entry)"
    case .reject(let entry): "reject #\(entry)"
    case .ratify(let entry): "ratify #\(entry)"
    case .consult(let event): "consult on \(event)"
    case .advise(let event): "advise on \(event)"
    case .prepare(let event): "prepare \(event)"
    case .erase(let field): "erase \(field)"
    case .adopt: "adopt definitions"
    default: name.rawValue
    }
  }
}

extension Message {
  /// How wide the forms of commands are in the help.
  private static let helpWidth = 58

  /// A form with what it does; behind it where there is room, else under it.
  static func helpLine(_ form: String, _ summary: String) -> String {
    let margin = "\n" + String(repeating: " ", count: helpWidth + 3)
    return "  \(form.padded(helpWidth))\(form.count > helpWidth ? margin : " ")\(summary)"
  }
}

extension String {
  /// So many times.
  func repeated(_ count: Int) -> String { String(repeating: self, count: count) }
}
