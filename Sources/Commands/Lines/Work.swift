/// `work` and `calendar`: what people must do, and what the clock will do.

import Calendar
import Engine

extension Command {
  static let work = Command(
    "work", "work [of ROLE] [until DATE]", .work, example: "work of {role}",
    completes: [.words(["of", "until"]), .role],
    .reads { cursor, _, view in
      var role: String?
      var until: CivilDate?
      while let part = cursor.take(oneOf: ["of", "until"]) {
        if part == "of" { role = try cursor.takeRole(view) } else { until = try cursor.takeDate() }
      }
      try cursor.needEnd()
      let tasks = try Tasks(view).all(until: until).filter { task in role.map(task.roles.contains) ?? true }
      let rows = tasks.map { task -> [Cell] in
        let isLate = task.by.map { $0 < view.today } ?? false
        var notes: [Cell] = isLate ? [.words(.late)] : []
        if !task.missing.isEmpty { notes.append(.words(.missing(task.missing))) }
        return [
          .date(task.by), .text(task.roles.joined(separator: ", ")), .words(.deal(task.what)), .text(task.subject),
          .words(.joined(notes)),
        ]
      }
      return .table(Table([.due, .role, .what, .caseID, .note], rows, empty: .noTasks))
    })

  static let calendar = Command(
    "calendar", "calendar until DATE", .calendar, example: "calendar until 2027-12-31", completes: [.words(["until"])],
    .reads { cursor, _, view in
      guard cursor.take("until") else { throw cursor.expected(.until) }
      let until = try cursor.takeDate()
      try cursor.needEnd()
      let rows = try Agenda(view).all(until: until).map { item -> [Cell] in
        [
          .date(item.date), .text(item.subject), item.isSchedule ? .words(.creates(item.what)) : .text(item.what),
          .text(item.name),
        ]
      }
      return .table(Table([.date, .caseID, .what, .by], rows, empty: .nothingUntilThen))
    })
}
