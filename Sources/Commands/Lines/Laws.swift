/// `laws`: what must always hold, and what breaks it.

import Definitions
import Engine

extension Command {
  static let laws = Command(
    "laws", "laws [broken]", .laws, example: "laws", completes: [.words(["broken"])],
    .reads { cursor, session, view in
      let onlyBroken = cursor.take("broken")
      try cursor.needEnd()
      let reading = LawReading(view)
      if onlyBroken {
        let rows = try reading.broken().map { broken -> [Cell] in
          [
            .text(broken.subject), .text(broken.state), .text(broken.law.title.text(session.language)),
            .text(broken.law.source),
          ]
        }
        return .table(Table([.caseID, .state, .law, .source], rows, empty: .noLawBroken))
      }
      let rows = reading.all.map { law -> [Cell] in
        [
          .text(law.kind), .text(law.states.joined(separator: ", ")), .text(law.title.text(session.language)),
          .text(law.source), .text(law.condition.text), .text("\(law.place.citation)"),
        ]
      }
      return .table(Table([.kind, .state, .law, .source, .condition, .defined], rows, empty: .noLaws))
    })
}
