/// Recurrence rules of RFC 5545, 3.3.10, on dates: the frequencies DAILY, WEEKLY, MONTHLY and YEARLY with every BY-part
/// that concerns days.

/// A recurrence rule that was read and found sound.
public struct Recurrence: Sendable, Hashable, CustomStringConvertible {
  enum Frequency: String, Sendable { case daily = "DAILY", weekly = "WEEKLY", monthly = "MONTHLY", yearly = "YEARLY" }

  struct Day: Sendable, Hashable {
    var ordinal: Int
    var weekday: Weekday
  }

  /// Why a rule cannot be read.
  public struct Mistake: Error, Sendable, CustomStringConvertible {
    /// One sentence.
    public let description: String
  }

  /// The rule as it was written.
  public let description: String
  var frequency: Frequency = .daily
  var interval = 1
  var count: Int?
  var until: CivilDate?
  var months: [Int] = []
  var weeks: [Int] = []
  var yearDays: [Int] = []
  var monthDays: [Int] = []
  var days: [Day] = []
  var positions: [Int] = []
  var weekStart = Weekday.monday

  /// Reads `FREQ=MONTHLY;INTERVAL=3;BYDAY=2TU`.
  public init(_ text: String) throws(Mistake) {
    description = text
    var seen: Set<String> = []
    for part in text.split(separator: ";", omittingEmptySubsequences: false) {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard pair.count == 2, !pair[1].isEmpty else { throw Mistake(description: "\"\(part)\" is not NAME=VALUE") }
      guard seen.insert(pair[0]).inserted else { throw Mistake(description: "\(pair[0]) stands twice") }
      try read(pair[0], pair[1])
    }
    guard seen.contains("FREQ") else { throw Mistake(description: "a rule needs FREQ, as in FREQ=MONTHLY") }
    if count != nil, until != nil { throw Mistake(description: "COUNT and UNTIL exclude each other") }
    if frequency == .daily || frequency == .weekly, days.contains(where: { $0.ordinal != 0 }) {
      throw Mistake(description: "a numbered BYDAY goes with MONTHLY or YEARLY only")
    }
    if !weeks.isEmpty, frequency != .yearly { throw Mistake(description: "BYWEEKNO goes with YEARLY only") }
    if !yearDays.isEmpty, frequency != .yearly { throw Mistake(description: "BYYEARDAY goes with YEARLY only") }
    if !monthDays.isEmpty, frequency == .weekly {
      throw Mistake(description: "BYMONTHDAY does not go with WEEKLY")
    }
    if !positions.isEmpty, days.isEmpty, monthDays.isEmpty, months.isEmpty, weeks.isEmpty, yearDays.isEmpty {
      throw Mistake(description: "BYSETPOS needs another BY part")
    }
  }

  private mutating func read(_ name: String, _ value: String) throws(Mistake) {
    func numbers(_ range: ClosedRange<Int>) throws(Mistake) -> [Int] {
      var result: [Int] = []
      for part in value.split(separator: ",", omittingEmptySubsequences: false) {
        guard let number = Int(part), number != 0, range.contains(number) else {
          throw Mistake(
            description: "\(name) takes numbers from \(range.lowerBound) to \(range.upperBound), not \"\(part)\"")
        }
        result.append(number)
      }
      return result
    }
    switch name {
    case "FREQ":
      guard let read = Frequency(rawValue: value) else {
        throw Mistake(description: "FREQ is DAILY, WEEKLY, MONTHLY or YEARLY here, not \(value)")
      }
      frequency = read
    case "INTERVAL": interval = try numbers(1...10_000)[0]
    case "COUNT": count = try numbers(1...1_000_000)[0]
    case "UNTIL":
      let digits = value.prefix(8)
      let spelled = digits.count == 8 ? "\(digits.prefix(4))-\(digits.dropFirst(4).prefix(2))-\(digits.suffix(2))" : ""
      guard let date = CivilDate(spelled) else { throw Mistake(description: "UNTIL is a date such as 20311231") }
      until = date
    case "BYMONTH": months = try numbers(1...12)
    case "BYWEEKNO": weeks = try numbers(-53...53)
    case "BYYEARDAY": yearDays = try numbers(-366...366)
    case "BYMONTHDAY": monthDays = try numbers(-31...31)
    case "BYSETPOS": positions = try numbers(-366...366)
    case "WKST":
      guard let day = Weekday(named: value) else { throw Mistake(description: "WKST is a day such as MO") }
      weekStart = day
    case "BYDAY":
      for part in value.split(separator: ",", omittingEmptySubsequences: false) {
        let ordinal = part.dropLast(2)
        guard let weekday = Weekday(named: String(part.suffix(2))),
          ordinal.isEmpty || (Int(ordinal).map { $0 != 0 && abs($0) <= 53 } ?? false)
        else { throw Mistake(description: "BYDAY takes days such as MO or 2TU or -1FR, not \"\(part)\"") }
        days.append(Day(ordinal: Int(ordinal) ?? 0, weekday: weekday))
      }
    default: throw Mistake(description: "\(name) is no part of a rule on dates (RFC 5545, 3.3.10)")
    }
  }

  /// The dates of the rule from `start` on, within `window`. The rule counts from `start`, which is an occurrence only
  /// if it fits. At most `limit` dates; gives up after 20,000 periods without one.
  public func dates(from start: CivilDate, within window: ClosedRange<CivilDate>, limit: Int = 10_000) -> [CivilDate] {
    var result: [CivilDate] = []
    var counted = 0
    var idle = 0
    var period = 0
    while idle < 20_000 {
      guard let candidates = expand(period: period, start: start) else { return result }
      period += 1
      idle += 1
      for date in candidates where date >= start {
        if let until, date > until { return result }
        if date > window.upperBound { return result }
        counted += 1
        if date >= window.lowerBound {
          result.append(date)
          if result.count == limit { return result }
        }
        if counted == count { return result }
        idle = 0
      }
    }
    return result
  }

  /// The first date strictly after another; nil when there is none.
  public func next(after date: CivilDate, from start: CivilDate) -> CivilDate? {
    guard let from = date.adding(days: 1), let last = CivilDate(year: 999_999, month: 12, day: 31) else { return nil }
    return dates(from: start, within: from...max(from, last), limit: 1).first
  }

  /// The sorted dates of one period; nil past the calendar's end.
  private func expand(period: Int, start: CivilDate) -> [CivilDate]? {
    var candidates: [CivilDate]
    switch frequency {
    case .daily:
      guard let day = start.adding(days: period * interval) else { return nil }
      candidates = [day].filter(limitsHold)
    case .weekly:
      let back = (start.weekday.rawValue - weekStart.rawValue + 7) % 7
      guard let first = start.adding(days: period * interval * 7 - back) else { return nil }
      let wanted = days.isEmpty ? [start.weekday] : days.map(\.weekday)
      candidates = (0..<7).compactMap { first.adding(days: $0) }.filter {
        wanted.contains($0.weekday) && (months.isEmpty || months.contains($0.month))
      }
    case .monthly:
      guard let month = firstOfMonth(start)?.adding(months: period * interval) else { return nil }
      guard months.isEmpty || months.contains(month.month) else { return [] }
      candidates = expandMonth(month, defaultDay: start.day)
    case .yearly:
      guard let year = CivilDate(year: start.year + period * interval, month: 1, day: 1) else { return nil }
      candidates = expandYear(year, start: start)
    }
    candidates = Array(Set(candidates)).sorted()
    guard !positions.isEmpty else { return candidates }
    let picked = positions.compactMap { position -> CivilDate? in
      let index = position > 0 ? position - 1 : candidates.count + position
      return candidates.indices.contains(index) ? candidates[index] : nil
    }
    return Array(Set(picked)).sorted()
  }

  private func firstOfMonth(_ date: CivilDate) -> CivilDate? { date.adding(days: 1 - date.day) }

  private func limitsHold(_ date: CivilDate) -> Bool {
    (months.isEmpty || months.contains(date.month)) && (days.isEmpty || days.contains { $0.weekday == date.weekday })
      && (monthDays.isEmpty || matchesMonthDay(date))
  }

  private func matchesMonthDay(_ date: CivilDate) -> Bool {
    let length = CivilDate.length(ofMonth: date.month, year: date.year)
    return monthDays.contains { $0 > 0 ? $0 == date.day : length + $0 + 1 == date.day }
  }

  private func expandMonth(_ first: CivilDate, defaultDay: Int) -> [CivilDate] {
    let length = CivilDate.length(ofMonth: first.month, year: first.year)
    let all = (0..<length).compactMap { first.adding(days: $0) }
    if monthDays.isEmpty, days.isEmpty { return all.filter { $0.day == defaultDay } }
    let fitting = monthDays.isEmpty ? all : all.filter(matchesMonthDay)
    return days.isEmpty ? fitting : fitting.filter { matchesDay($0, within: all) }
  }

  private func matchesDay(_ date: CivilDate, within span: [CivilDate]) -> Bool {
    days.contains { day in
      guard day.weekday == date.weekday else { return false }
      if day.ordinal == 0 { return true }
      guard let first = span.first, let last = span.last else { return false }
      return day.ordinal > 0
        ? (date.dayNumber - first.dayNumber) / 7 + 1 == day.ordinal
        : (last.dayNumber - date.dayNumber) / 7 + 1 == -day.ordinal
    }
  }

  private func expandYear(_ first: CivilDate, start: CivilDate) -> [CivilDate] {
    let year = first.year
    let length = CivilDate.isLeap(year) ? 366 : 365
    if weeks.isEmpty, yearDays.isEmpty, monthDays.isEmpty, days.isEmpty {
      let wanted = months.isEmpty ? [start.month] : months
      return wanted.compactMap { CivilDate(year: year, month: $0, day: start.day) }
    }
    if weeks.isEmpty, yearDays.isEmpty, !months.isEmpty || !monthDays.isEmpty {
      let wanted = months.isEmpty ? Array(1...12) : months
      return wanted.flatMap { month in
        CivilDate(year: year, month: month, day: 1).map { expandMonth($0, defaultDay: start.day) } ?? []
      }
    }
    let all = (0..<length).compactMap { first.adding(days: $0) }
    // Weeks belong to the year that holds their fourth day, so a year's weeks may reach over its edges.
    var span = all
    if !weeks.isEmpty { span = (-3..<(length + 3)).compactMap { first.adding(days: $0) } }
    return span.filter { date in
      if !months.isEmpty, !months.contains(date.month) { return false }
      if !yearDays.isEmpty {
        guard date.year == year,
          yearDays.contains(where: { $0 > 0 ? $0 == date.dayOfYear : length + $0 + 1 == date.dayOfYear })
        else { return false }
      }
      if !monthDays.isEmpty, !matchesMonthDay(date) { return false }
      if !weeks.isEmpty {
        guard isIn(weeks: weeks, of: year, date) else { return false }
        return days.isEmpty ? date.weekday == start.weekday : days.contains { $0.weekday == date.weekday }
      }
      return days.isEmpty || matchesDay(date, within: all)
    }
  }

  private func isIn(weeks: [Int], of year: Int, _ date: CivilDate) -> Bool {
    func firstWeek(_ year: Int) -> Int? {
      guard let first = CivilDate(year: year, month: 1, day: 1) else { return nil }
      let into = (first.weekday.rawValue - weekStart.rawValue + 7) % 7
      return first.dayNumber - into + (into > 3 ? 7 : 0)
    }
    guard let begin = firstWeek(year), let end = firstWeek(year + 1), date.dayNumber >= begin, date.dayNumber < end
    else { return false }
    let number = (date.dayNumber - begin) / 7 + 1
    let last = (end - begin) / 7
    return weeks.contains { $0 > 0 ? $0 == number : last + $0 + 1 == number }
  }
}
