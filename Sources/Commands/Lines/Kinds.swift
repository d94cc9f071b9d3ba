/// `kinds` and `matrix`: what the definitions have.

import Definitions
import Engine

extension Command {
  static let kinds = Command(
    "kinds", "kinds", .kinds, example: "kinds",
    .reads { cursor, session, view in
      try cursor.needEnd()
      let counts = Dictionary(uniqueKeysWithValues: try Cases(view).counts().map { ($0.kind, $0.all) })
      let kinds = view.rulebook.kindNames.compactMap { view.rulebook.kinds[$0] }
      let rows = kinds.map { kind -> [Cell] in
        let events = kind.eventNames.filter { kind.events[$0]?.source == .role }
        return [
          .text(kind.name), .text(kind.title.text(session.language)), .number(counts[kind.name] ?? 0),
          .text(events.joined(separator: ", ")),
        ]
      }
      return .table(Table([.kind, .title, .cases, .events], rows))
    })

  static let matrix = Command(
    "matrix", "matrix KIND", .matrix, example: "matrix {kind}", completes: [.kind],
    .reads { cursor, _, view in
      let kind = try cursor.takeKind(view)
      try cursor.needEnd()
      let lines = kind.linesOfRoles(view.rulebook)
      var roles: [String] = []
      for role in lines.flatMap(\.line.roles) where !roles.contains(role) { roles.append(role) }
      let rows = lines.map { event, line -> [Cell] in
        [.text(event)] + roles.map { .text(line.letters(of: $0)) }
          + [.text(line.approval.rawValue), .text("\(line.place.citation)")]
      }
      return .table(
        Table(
          [.named(kind.name)] + roles.map { .named($0) } + [.heading(.approval), .heading(.defined)], rows))
    })
}

extension Kind {
  /// The lines of the events that roles bring about, in the order of the events.
  func linesOfRoles(_ rulebook: Rulebook) -> [(event: String, line: Activity)] {
    eventNames.flatMap { name -> [(event: String, line: Activity)] in
      guard events[name]?.source == .role else { return [] }
      return rulebook.lines(self.name, name).map { line in
        (line.condition.map { "\(name) if \($0.text)" } ?? name, line)
      }
    }
  }
}

extension Activity {
  /// All roles of the line, in the order of their letters.
  var roles: [String] { responsible + [accountable] + support + consulted + informed }

  /// The letters of a role.
  func letters(of role: String) -> String {
    let letters: [(String, [String])] = [
      ("R", responsible), ("A", [accountable]), ("S", support), ("C", consulted), ("I", informed),
    ]
    return letters.filter { $0.1.contains(role) }.map(\.0).joined()
  }
}
