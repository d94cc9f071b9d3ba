/// Tables in Dutch: headings and outcomes. JSON and CSV keep the English words, which programs read.

import Engine
import FEEL

enum DutchTable {
  private static let headings: [String: String] = [
    "what": "wat", "case": "zaak", "value": "waarde", "name": "naam", "by": "door", "due": "uiterlijk",
    "entry": "vastlegging",
    "role": "rol", "kind": "soort", "date": "datum", "cases": "zaken", "at": "op", "act": "handeling", "was": "was",
    "was on": "was op", "is on": "is op", "text": "tekst", "task": "taak", "step": "stap", "state": "toestand",
    "since": "sinds", "place": "plaats", "outcome": "uitkomst", "open": "open", "open cases": "open zaken",
    "note": "opmerking", "missing": "ontbreekt", "lacks": "mist", "lacked": "miste", "knew": "wist", "kinds": "soorten",
    "is": "is", "files": "bestanden", "definitions": "definities", "defined": "staat in", "before": "voor",
    "because": "omdat", "approval": "goedkeuring", "after": "na", "actor": "wie", "title": "titel",
    "events": "gebeurtenissen",
  ]
  private static let outcomes: [String: String] = [
    "accepted": "aanvaard", "pending": "wacht", "refused": "geweigerd", "gained": "erbij", "lost": "weg",
    "other": "anders", "gone": "weg", "moved": "verschoven", "current": "geldt",
  ]
  private static let empties: [String: String] = [
    "nothing": "niets", "no entries": "geen vastleggingen", "no cases yet": "nog geen zaken",
    "nothing to do": "niets te doen", "nothing changed": "niets veranderd",
    "it never had a value": "het had nooit een waarde",
  ]

  /// The same table under Dutch headings. What the user named keeps its name.
  static func of(_ table: Table) -> Table {
    guard table.hasOwnWords else { return table }
    let told = table.columns.map { $0.isEmpty || $0 == "outcome" }
    let rows = table.rows.map { row in
      zip(row, told).map { cell, isOutcome in
        guard isOutcome, case .string(let word) = cell, let dutch = outcomes[word] else { return cell }
        return .string(dutch)
      }
    }
    return Table(table.columns.map { headings[$0] ?? $0 }, rows, empty: empties[table.empty] ?? table.empty)
  }
}
