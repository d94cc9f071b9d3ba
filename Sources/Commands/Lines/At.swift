/// `at`: a reading command as it was answered at the end of a day.

import Calendar

extension Command {
  static let past = Command(
    "at", "at DATE LINE", .at, example: "at 2025-01-31 show {case}", completes: [.words(readersBefore)],
    .precedes { cursor, session, manner in
      let zone = try session.opened().setting.zone
      let (place, today) = (cursor, try session.opened().today)
      let date = try cursor.takeDate()
      guard date <= today else { throw place.mistake(.notYet(today), hint: .choose(["plan until \(date)"])) }
      var manner = manner
      manner.past = Instant(
        milliseconds: zone.instant(CivilDate(dayNumber: date.dayNumber + 1)).milliseconds - 1)
      return try session.statement(&cursor, manner)
    })

  /// The first words of what may be asked of the past; the table itself cannot be asked while it is made.
  private static let readersBefore = ["list", "show", "history", "work", "why", "explain"]
}
