/// Working days: which days of the week are free, and which dates are public holidays by a rule.

/// When a public holiday falls in a year.
public enum HolidayRule: Sendable, Hashable {
  /// On a month and day.
  case fixed(month: Int, day: Int)
  /// On a month and day, but on another where that is a certain weekday (King's Day, moved from a Sunday).
  case moved(month: Int, day: Int, when: Weekday, toMonth: Int, toDay: Int)
  /// So many days after Easter Sunday; Good Friday is -2.
  case easter(offset: Int)
  /// Once, on one date.
  case once(CivilDate)
  /// Every day from one date to another, both included: a holiday of schools, a closure.
  case span(CivilDate, CivilDate)
}

/// A public holiday.
public struct Holiday: Sendable, Hashable {
  /// Its id, `easter-monday`.
  public let id: String
  /// When it falls.
  public let rule: HolidayRule
  /// In which years it is free: every so many years counted from `since`; 1 and 0 for all.
  public let every: Int
  /// The year from which `every` counts, and before which it is not kept.
  public let since: Int

  /// A holiday of all years unless said otherwise.
  public init(id: String, rule: HolidayRule, every: Int = 1, since: Int = Int.min) {
    self.id = id
    self.rule = rule
    self.every = max(1, every)
    self.since = since
  }

  /// The date it falls on in a year, or on which it begins, or nil where it is not kept that year.
  public func date(in year: Int) -> CivilDate? {
    guard year >= since, every == 1 || (year - since) % every == 0 else { return nil }
    switch rule {
    case .fixed(let month, let day): return CivilDate(year: year, month: month, day: day)
    case .moved(let month, let day, let weekday, let toMonth, let toDay):
      guard let date = CivilDate(year: year, month: month, day: day) else { return nil }
      return date.weekday == weekday ? CivilDate(year: year, month: toMonth, day: toDay) : date
    case .easter(let offset): return CivilDate.easter(year: year).adding(days: offset)
    case .once(let date): return date.year == year ? date : nil
    case .span(let first, _): return first.year == year ? first : nil
    }
  }

  /// Whether it is on a date.
  public func isOn(_ date: CivilDate) -> Bool {
    if case .span(let first, let last) = rule { return first <= date && date <= last }
    return self.date(in: date.year) == date
  }
}

/// A calendar of working days with its holidays.
public struct WorkingCalendar: Sendable, Hashable {
  /// The days of the week that are free.
  public let weekend: Set<Weekday>
  /// The holidays.
  public let holidays: [Holiday]
  /// The last date for which it is known who works: holidays of schools are published some years ahead. Nil where all is by rules.
  public let knownUntil: CivilDate?
  /// Other calendars beside it, by name: closing days of a body, holidays of schools.
  public let others: [String: WorkingCalendar]

  /// Saturdays and Sundays are free unless said otherwise.
  public init(
    weekend: Set<Weekday> = [.saturday, .sunday], holidays: [Holiday] = [], knownUntil: CivilDate? = nil,
    others: [String: WorkingCalendar] = [:]
  ) {
    self.weekend = weekend
    self.holidays = holidays
    self.knownUntil = knownUntil
    self.others = others
  }

  /// Whether it is known of all given dates who works.
  public func knows(_ dates: CivilDate...) -> Bool {
    guard let knownUntil else { return true }
    return dates.allSatisfy { $0 <= knownUntil }
  }

  /// The holiday on a date, if it is one.
  public func holiday(on date: CivilDate) -> Holiday? {
    holidays.first { $0.isOn(date) }
  }

  /// Whether people work on a date.
  public func isWorkingDay(_ date: CivilDate) -> Bool { !weekend.contains(date.weekday) && holiday(on: date) == nil }

  /// The date itself if it is a working day, else the first one after it (or before it, with `backwards`).
  /// Nil when no working day lies within two years.
  public func workingDay(from date: CivilDate, backwards: Bool = false) -> CivilDate? {
    var day = date
    for _ in 0..<731 {
      if isWorkingDay(day) { return day }
      guard let next = day.adding(days: backwards ? -1 : 1) else { return nil }
      day = next
    }
    return nil
  }

  /// The date so many working days later, earlier when negative. At most 100,000 of them.
  public func adding(workingDays count: Int, to date: CivilDate) -> CivilDate? {
    guard abs(count) <= 100_000 else { return nil }
    var day = date
    for _ in 0..<abs(count) {
      guard let next = day.adding(days: count < 0 ? -1 : 1),
        let working = workingDay(from: next, backwards: count < 0)
      else { return nil }
      day = working
    }
    return day
  }

  /// Working days from `start` up to and including `end`, negative when the end is earlier. Nil over 100 years.
  public func workingDays(from start: CivilDate, through end: CivilDate) -> Int? {
    if end < start { return workingDays(from: end, through: start).map { -$0 } }
    guard end.dayNumber - start.dayNumber <= 36_525 else { return nil }
    return (start.dayNumber...end.dayNumber).count { isWorkingDay(CivilDate(dayNumber: $0)) }
  }
}
