import TestSupport
import Testing

@testable import Calendar

/// A rule as a question to each day: is it one of the rule's, and in which period? (RFC 5545, 3.3.10.)
private struct Filter {
  let rule: Recurrence
  let start: CivilDate

  private func monthDay(_ day: CivilDate) -> Bool {
    let length = CivilDate.length(ofMonth: day.month, year: day.year)
    return rule.monthDays.contains(day.day) || rule.monthDays.contains(day.day - length - 1)
  }

  private func weekday(_ day: CivilDate, of month: Bool) -> Bool {
    let length = month ? CivilDate.length(ofMonth: day.month, year: day.year) : CivilDate.isLeap(day.year) ? 366 : 365
    let place = month ? day.day : day.dayOfYear
    let (forwards, backwards) = ((place + 6) / 7, (length - place + 7) / 7)
    return rule.days.contains {
      $0.weekday == day.weekday && [0, forwards, -backwards].contains($0.ordinal)
    }
  }

  private func weekStart(_ day: CivilDate) -> CivilDate {
    var first = day
    while first.weekday != rule.weekStart { first = CivilDate(dayNumber: first.dayNumber - 1) }
    return first
  }

  /// The year that a week belongs to: that of its fourth day.
  private func weekYear(_ day: CivilDate) -> Int { CivilDate(dayNumber: weekStart(day).dayNumber + 3).year }

  private func week(_ day: CivilDate) -> (number: Int, last: Int) {
    let year = weekYear(day)
    let first = weekStart(CivilDate(year: year, month: 1, day: 4) ?? day).dayNumber
    let last = weekStart(CivilDate(year: year, month: 12, day: 28) ?? day).dayNumber
    return ((weekStart(day).dayNumber - first) / 7 + 1, (last - first) / 7 + 1)
  }

  /// The period of a day; nil when the day is none of the rule's.
  private func period(_ day: CivilDate) -> Int? {
    let period: Int
    switch rule.frequency {
    case .daily: period = day.dayNumber - start.dayNumber
    case .weekly: period = (weekStart(day).dayNumber - weekStart(start).dayNumber) / 7
    case .monthly: period = (day.year - start.year) * 12 + day.month - start.month
    case .yearly: period = (rule.weeks.isEmpty ? day.year : weekYear(day)) - start.year
    }
    guard period >= 0, period % rule.interval == 0 else { return nil }
    if !rule.months.isEmpty, !rule.months.contains(day.month) { return nil }
    if !rule.monthDays.isEmpty, !monthDay(day) { return nil }
    switch rule.frequency {
    case .daily: if !rule.days.isEmpty, !rule.days.contains(where: { $0.weekday == day.weekday }) { return nil }
    case .weekly:
      let wanted = rule.days.isEmpty ? [start.weekday] : rule.days.map(\.weekday)
      if !wanted.contains(day.weekday) { return nil }
    case .monthly:
      if rule.days.isEmpty {
        if rule.monthDays.isEmpty, day.day != start.day { return nil }
      } else if !weekday(day, of: true) {
        return nil
      }
    case .yearly:
      if !rule.yearDays.isEmpty {
        let length = CivilDate.isLeap(day.year) ? 366 : 365
        let isIn = rule.yearDays.contains(day.dayOfYear) || rule.yearDays.contains(day.dayOfYear - length - 1)
        if !isIn || day.year != start.year + period { return nil }
      }
      if !rule.weeks.isEmpty {
        let (number, last) = week(day)
        if !rule.weeks.contains(number), !rule.weeks.contains(number - last - 1) { return nil }
        let wanted = rule.days.isEmpty ? [start.weekday] : rule.days.map(\.weekday)
        if !wanted.contains(day.weekday) { return nil }
      } else if !rule.days.isEmpty {
        let ofMonth = rule.yearDays.isEmpty && (!rule.months.isEmpty || !rule.monthDays.isEmpty)
        if !weekday(day, of: ofMonth) { return nil }
      } else if rule.yearDays.isEmpty, rule.monthDays.isEmpty {
        if day.day != start.day || rule.months.isEmpty && day.month != start.month { return nil }
      }
    }
    return period
  }

  /// All dates up to a day, however many are asked for.
  func dates(through end: CivilDate) -> [CivilDate] {
    // From some days before, since a period may have begun before the start.
    var periods: [Int: [CivilDate]] = [:]
    for number in (start.dayNumber - 400)...(end.dayNumber + 400) {
      let day = CivilDate(dayNumber: number)
      if let period = period(day) { periods[period, default: []].append(day) }
    }
    var result: [CivilDate] = []
    for (_, days) in periods {
      guard !rule.positions.isEmpty else {
        result += days
        continue
      }
      for (index, day) in days.enumerated()
      where rule.positions.contains(index + 1) || rule.positions.contains(index - days.count) { result.append(day) }
    }
    result = result.filter { $0 >= start }.sorted()
    if let until = rule.until { result = result.filter { $0 <= until } }
    if let count = rule.count { result = Array(result.prefix(count)) }
    return result.filter { $0 <= end }
  }
}

@Suite struct RulesDayByDay {
  private func random(_ generator: inout Seeded) -> String {
    func pick(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
    func list(_ count: Int, _ item: () -> String) -> String {
      (0..<pick(1...count)).map { _ in item() }.joined(separator: ",")
    }
    func signed(_ most: Int) -> String { "\(pick(0...1) == 0 ? "-" : "")\(pick(1...most))" }
    let frequency = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY", "YEARLY"][pick(0...4)]
    var parts = ["FREQ=\(frequency)"]
    if pick(0...1) == 0 { parts.append("INTERVAL=\(pick(frequency == "DAILY" ? 1...9 : 1...3))") }
    if pick(0...3) == 0 { parts.append("BYMONTH=" + list(4) { "\(pick(1...12))" }) }
    if frequency != "WEEKLY", pick(0...3) == 0 {
      parts.append(
        "BYMONTHDAY=" + list(4) { pick(0...2) == 0 ? ["1", "31", "-1", "-31", "29"][pick(0...4)] : signed(31) })
    }
    if pick(0...1) == 0 {
      let isNumbered = frequency == "MONTHLY" || frequency == "YEARLY"
      let most = frequency == "MONTHLY" ? 5 : 53
      parts.append(
        "BYDAY="
          + list(3) {
            (isNumbered && pick(0...1) == 0 ? signed(most) : "")
              + ["MO", "TU", "WE", "TH", "FR", "SA", "SU"][pick(0...6)]
          })
    }
    if frequency == "YEARLY", pick(0...4) == 0 {
      parts.append("BYYEARDAY=" + list(6) { signed(366) } + ",1,-1,366,-366")
    }
    if frequency == "YEARLY", pick(0...3) == 0 {
      parts.append(
        "BYWEEKNO=" + list(4) { pick(0...1) == 0 ? ["1", "-1", "53", "52", "-53", "-52"][pick(0...5)] : signed(53) })
    }
    if pick(0...1) == 0 { parts.append("WKST=" + ["MO", "TU", "WE", "TH", "FR", "SA", "SU"][pick(0...6)]) }
    if pick(0...3) == 0, parts.contains(where: { $0.hasPrefix("BY") }) {
      parts.append("BYSETPOS=" + list(3) { signed(4) })
    }
    if pick(0...4) == 0 {
      parts.append("COUNT=\(pick(1...9))")
    } else if pick(0...5) == 0 {
      parts.append("UNTIL=20340310T000000Z")
    }
    return parts.shuffled(using: &generator).joined(separator: ";")
  }

  @Test func giveTheDaysThatFitThem() throws {
    var generator = Seeded(state: 20)
    var tried = 0
    for _ in 0..<420 {
      let text = random(&generator)
      let rule = try Recurrence(text)
      let start = CivilDate(dayNumber: 22_000 + Int.random(in: 0..<1_500, using: &generator))
      let end = CivilDate(dayNumber: start.dayNumber + 2_200)
      let wanted = Filter(rule: rule, start: start).dates(through: end)
      guard let last = wanted.last else { continue }
      tried += 1
      let found = rule.dates(from: start, within: start...last, limit: wanted.count)
      #expect(found == wanted, "\(text) from \(start)")
      if wanted.count > 2 {
        #expect(
          rule.dates(from: start, within: wanted[1]...wanted[2]) == [wanted[1], wanted[2]], "\(text) from \(start)")
        let before = CivilDate(dayNumber: wanted[2].dayNumber - 1)
        #expect(rule.dates(from: start, within: wanted[0]...before) == [wanted[0], wanted[1]], "\(text) from \(start)")
        #expect(rule.next(after: wanted[0], from: start) == wanted[1])
        #expect(rule.next(after: before, from: start) == wanted[2])
        #expect(rule.dates(from: start, within: start...last, limit: 2) == Array(wanted[..<2]))
      }
      if rule.count == wanted.count || rule.until != nil { #expect(rule.next(after: last, from: start) == nil) }
    }
    #expect(tried > 250)
  }

  @Test(arguments: [
    ("FREQ", "\"FREQ\" is not NAME=VALUE"), ("FREQ=", "\"FREQ=\" is not NAME=VALUE"),
    ("FREQ=DAILY;", "\"\" is not NAME=VALUE"),
    ("INTERVAL=2", "a rule needs FREQ, as in FREQ=MONTHLY"), ("FREQ=DAILY;FREQ=DAILY", "FREQ stands twice"),
    ("FREQ=HOURLY", "FREQ is DAILY, WEEKLY, MONTHLY or YEARLY here, not HOURLY"),
    ("FREQ=DAILY;COUNT=1;UNTIL=20310101", "COUNT and UNTIL exclude each other"),
    ("FREQ=DAILY;BYDAY=2MO", "a numbered BYDAY goes with MONTHLY or YEARLY only"),
    ("FREQ=WEEKLY;BYDAY=MO,-1TU", "a numbered BYDAY goes with MONTHLY or YEARLY only"),
    ("FREQ=MONTHLY;BYWEEKNO=1", "BYWEEKNO goes with YEARLY only"),
    ("FREQ=MONTHLY;BYYEARDAY=1", "BYYEARDAY goes with YEARLY only"),
    ("FREQ=WEEKLY;BYMONTHDAY=1", "BYMONTHDAY does not go with WEEKLY"),
    ("FREQ=DAILY;BYSETPOS=1", "BYSETPOS needs another BY part"),
    ("FREQ=DAILY;INTERVAL=0", "INTERVAL takes numbers from 1 to 10000, not \"0\""),
    ("FREQ=DAILY;INTERVAL=10001", "INTERVAL takes numbers from 1 to 10000, not \"10001\""),
    ("FREQ=DAILY;COUNT=0", "COUNT takes numbers from 1 to 1000000, not \"0\""),
    ("FREQ=DAILY;COUNT=1000001", "COUNT takes numbers from 1 to 1000000, not \"1000001\""),
    ("FREQ=DAILY;BYMONTH=13", "BYMONTH takes numbers from 1 to 12, not \"13\""),
    ("FREQ=DAILY;BYMONTH=1,,2", "BYMONTH takes numbers from 1 to 12, not \"\""),
    ("FREQ=YEARLY;BYWEEKNO=54", "BYWEEKNO takes numbers from -53 to 53, not \"54\""),
    ("FREQ=YEARLY;BYWEEKNO=-54", "BYWEEKNO takes numbers from -53 to 53, not \"-54\""),
    ("FREQ=YEARLY;BYYEARDAY=367", "BYYEARDAY takes numbers from -366 to 366, not \"367\""),
    ("FREQ=YEARLY;BYYEARDAY=-367", "BYYEARDAY takes numbers from -366 to 366, not \"-367\""),
    ("FREQ=YEARLY;BYYEARDAY=0", "BYYEARDAY takes numbers from -366 to 366, not \"0\""),
    ("FREQ=MONTHLY;BYMONTHDAY=32", "BYMONTHDAY takes numbers from -31 to 31, not \"32\""),
    ("FREQ=MONTHLY;BYMONTHDAY=-32", "BYMONTHDAY takes numbers from -31 to 31, not \"-32\""),
    ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=367", "BYSETPOS takes numbers from -366 to 366, not \"367\""),
    ("FREQ=MONTHLY;BYDAY=54MO", "BYDAY takes days such as MO or 2TU or -1FR, not \"54MO\""),
    ("FREQ=MONTHLY;BYDAY=0MO", "BYDAY takes days such as MO or 2TU or -1FR, not \"0MO\""),
    ("FREQ=MONTHLY;BYDAY=xMO", "BYDAY takes days such as MO or 2TU or -1FR, not \"xMO\""),
    ("FREQ=MONTHLY;BYDAY=MO,", "BYDAY takes days such as MO or 2TU or -1FR, not \"\""),
    ("FREQ=DAILY;WKST=XX", "WKST is a day such as MO"), ("FREQ=DAILY;UNTIL=2031", "UNTIL is a date such as 20311231"),
    ("FREQ=DAILY;UNTIL=20310231", "UNTIL is a date such as 20311231"),
    ("FREQ=DAILY;BYHOUR=1", "BYHOUR is no part of a rule on dates (RFC 5545, 3.3.10)"),
  ])
  func thatCannotBeReadSayWhy(_ text: String, _ wanted: String) {
    let mistake = #expect(throws: Recurrence.Mistake.self) { try Recurrence(text) }
    #expect(mistake?.description == wanted)
  }

  @Test(arguments: [
    "FREQ=DAILY;INTERVAL=10000", "FREQ=DAILY;COUNT=1000000", "FREQ=YEARLY;BYWEEKNO=53,-53",
    "FREQ=YEARLY;BYYEARDAY=366,-366",
    "FREQ=MONTHLY;BYMONTHDAY=31,-31", "FREQ=MONTHLY;BYDAY=53MO,-53MO", "FREQ=DAILY;BYMONTH=12,1",
    "FREQ=DAILY;BYMONTHDAY=1;BYSETPOS=1", "FREQ=YEARLY;BYWEEKNO=1;BYSETPOS=366",
    "FREQ=YEARLY;BYYEARDAY=1;BYSETPOS=-366",
    "FREQ=DAILY;BYMONTH=1;BYSETPOS=1", "FREQ=DAILY;BYDAY=MO;BYSETPOS=1", "FREQ=MONTHLY;UNTIL=20311231",
  ])
  func thatAreSoundAreKeptAsWritten(_ text: String) throws { #expect(try Recurrence(text).description == text) }

  @Test func endWithTheCalendar() throws {
    let start = try #require(CivilDate("999999998-12-31"))
    let last = try #require(CivilDate("999999999-12-31"))
    for (rule, count) in [
      ("FREQ=DAILY", 366), ("FREQ=WEEKLY", 53), ("FREQ=MONTHLY;BYMONTHDAY=1", 12), ("FREQ=YEARLY", 2),
    ] {
      #expect(try Recurrence(rule).dates(from: start, within: start...last).count == count, "\(rule)")
    }
    #expect(try Recurrence("FREQ=DAILY").next(after: last, from: start) == nil)
  }
}
