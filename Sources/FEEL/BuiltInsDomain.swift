/// The extension library: working days, notice dates, recurrences and sums of money. Not part of the standard.

import Calendar

extension BuiltIn {
  /// The calendar of working days, or the one that an argument names.
  private static func calendar(_ frame: Frame, _ args: Arguments, _ index: Int) throws(Misuse) -> WorkingCalendar {
    guard let calendar = frame.host.calendar else { throw Misuse(.noCalendar, "no calendar of working days is loaded") }
    guard args.has(index) else { return calendar }
    let name = try args.string(index)
    guard let other = calendar.others[name] else {
      throw Misuse(.noCalendar, "there is no calendar \"\(name)\"")
    }
    return other
  }

  private static func need(_ date: CivilDate?, _ asked: CivilDate, _ calendar: WorkingCalendar) throws(Misuse) -> Value
  {
    guard let date else { throw Misuse(.noResult, "the result lies past the end of the calendar") }
    try know(calendar, date, asked)
    return .date(date)
  }

  /// Makes sure that a calendar reaches as far as two dates.
  private static func know(_ calendar: WorkingCalendar, _ first: CivilDate, _ second: CivilDate) throws(Misuse) {
    guard !calendar.knows(first, second), let end = calendar.knownUntil else { return }
    throw Misuse(.noResult, "the calendar is known until \(end), not as far as \(max(first, second))")
  }

  private static func rule(_ text: String) throws(Misuse) -> Recurrence {
    do { return try Recurrence(text) } catch { throw Misuse(.invalidRecurrence, error.description) }
  }

  static let domain: [BuiltIn] = [
    BuiltIn(
      "is working day", "date,calendar?", "Whether people work on a date, by a calendar of that name.",
      example: "is working day(@\"2031-04-14\")",
      pure: false, standard: false
    ) {
      args, frame throws(Misuse) in
      let (calendar, date) = (try calendar(frame, args, 1), try args.date(0))
      try know(calendar, date, date)
      return .boolean(calendar.isWorkingDay(date))
    },
    BuiltIn(
      "next working day", "date,calendar?", "The date itself, or the first working day after it.",
      example: "next working day(@\"2031-04-12\")", pure: false, standard: false
    ) { args, frame throws(Misuse) in
      let (calendar, date) = (try calendar(frame, args, 1), try args.date(0))
      return try need(calendar.workingDay(from: date), date, calendar)
    },
    BuiltIn(
      "previous working day", "date,calendar?", "The date itself, or the last working day before it.",
      example: "previous working day(@\"2031-04-12\")", pure: false, standard: false
    ) { args, frame throws(Misuse) in
      let (calendar, date) = (try calendar(frame, args, 1), try args.date(0))
      return try need(calendar.workingDay(from: date, backwards: true), date, calendar)
    },
    BuiltIn(
      "add working days", "date,days,calendar?", "So many working days later, or earlier.",
      example: "add working days(@\"2031-04-10\", 3)", pure: false, standard: false
    ) { args, frame throws(Misuse) in
      let days = try args.integer(1)
      guard frame.spend(abs(days), at: args.range) else { return .null }
      let (calendar, date) = (try calendar(frame, args, 2), try args.date(0))
      return try need(calendar.adding(workingDays: days, to: date), date, calendar)
    },
    BuiltIn(
      "working days between", "from,to,calendar?", "How many working days, both ends counted.",
      example: "working days between(@\"2031-04-10\", @\"2031-04-16\")", pure: false, standard: false
    ) { args, frame throws(Misuse) in
      let (calendar, from, to) = (try calendar(frame, args, 2), try args.date(0), try args.date(1))
      try know(calendar, from, to)
      guard let count = calendar.workingDays(from: from, through: to) else {
        throw Misuse(.noResult, "more than a hundred years lie between")
      }
      return .number(Number(count))
    },
    BuiltIn(
      "next occurrence", "rule,start,after", "The first date of a recurrence (RFC 5545) after another date.",
      example: "next occurrence(\"FREQ=MONTHLY;INTERVAL=3;BYDAY=2TU\", @\"2027-01-01\", @\"2027-04-13\")",
      standard: false
    ) { args, _ throws(Misuse) in
      try rule(try args.string(0)).next(after: try args.date(2), from: try args.date(1)).map { .date($0) } ?? .null
    },
    BuiltIn(
      "occurrences", "rule,start,from,until", "The dates of a recurrence (RFC 5545) within two dates.",
      example: "occurrences(\"FREQ=YEARLY\", @\"2027-03-01\", @\"2028-01-01\", @\"2030-01-01\")", standard: false
    ) { args, frame throws(Misuse) in
      let (from, until) = (try args.date(2), try args.date(3))
      guard from <= until else { return .list([]) }
      let dates = try rule(try args.string(0)).dates(from: try args.date(1), within: from...until)
      return frame.spend(dates.count, at: args.range) ? .list(dates.map { .date($0) }) : .null
    },
    BuiltIn(
      "split amount", "amount,key",
      "An amount to the cent by a key: parts that add up, by the largest remainder, ties to the first.",
      example: "split amount(70000, [18.33, 52.07, 7.24, 6.19, 16.18])", standard: false
    ) { args, _ throws(Misuse) in .list(try split(try args.number(0), try args.list(1)).map { .number($0) }) },
    BuiltIn(
      "value on", "values,dates,date",
      "Of values that hold from dates on, the one of a date: that which began last; of two from one day the later in the list.",
      example: "value on([1.02, 1.05], [@\"2030-01-01\", @\"2031-01-01\"], @\"2030-06-30\")", standard: false
    ) { args, _ throws(Misuse) in
      try value(of: try args.list(0), from: try args.list(1), on: try args.date(2))
    },
  ]

  private static func value(of values: [Value], from dates: [Value], on date: CivilDate) throws(Misuse) -> Value {
    guard values.count == dates.count else {
      throw Misuse("a date goes with each value: \(values.count) values, \(dates.count) dates")
    }
    var found: (from: CivilDate, value: Value)?
    for (value, from) in zip(values, dates) {
      let day: CivilDate
      switch from {
      case .date(let date): day = date
      case .dateTime(let moment): day = moment.date
      default: throw Misuse("the dates hold a \(from.typeName)")
      }
      if day <= date, found.map({ $0.from <= day }) ?? true { found = (day, value) }
    }
    return found?.value ?? .null
  }

  private static func split(_ amount: Number, _ key: [Value]) throws(Misuse) -> [Number] {
    guard let cents = Number.multiply(amount, 100), cents.isInteger, !amount.isNegative else {
      throw Misuse("the amount is zero or more, in whole cents")
    }
    var weights: [Number] = []
    var total = Number.zero
    for item in key {
      guard case .number(let weight) = item, !weight.isNegative else {
        throw Misuse("the key holds numbers of zero or more")
      }
      weights.append(weight)
      total = Number.add(total, weight) ?? total
    }
    guard !total.isZero else { throw Misuse(.noResult, "the key adds up to nothing") }
    var parts: [Number] = []
    var remainders: [(Number, Int)] = []
    var left = cents
    for (index, weight) in weights.enumerated() {
      guard let exact = Number.multiply(cents, weight).flatMap({ Number.divide($0, total) }) else {
        throw Misuse(.noResult, "the amount is too large")
      }
      let whole = exact.rounded(scale: 0, .floor)
      parts.append(whole)
      remainders.append((Number.subtract(exact, whole) ?? .zero, index))
      left = Number.subtract(left, whole) ?? .zero
    }
    remainders.sort { $0.0 == $1.0 ? $0.1 < $1.1 : $1.0 < $0.0 }
    for (_, index) in remainders.prefix(max(0, left.integer ?? 0)) {
      parts[index] = Number.add(parts[index], 1) ?? parts[index]
    }
    return parts.compactMap { Number.divide($0, 100) }
  }
}
