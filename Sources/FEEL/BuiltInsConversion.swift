/// Conversion functions (DMN 1.5, 10.3.4.1) and the boolean ones (10.3.4.2).

import Calendar

/// The value of text behind `@`: a date, time, date and time, or duration.
func temporal(_ text: String) -> Value? {
  if let date = CivilDate(text) { return .date(date) }
  if let moment = DateTime(text) { return .dateTime(moment) }
  if let time = Time(text) { return .time(time) }
  return duration(text)
}

func duration(_ text: String) -> Value? {
  if let duration = DaysDuration(text) { return .daysDuration(duration) }
  return MonthsDuration(text).map { .monthsDuration($0) }
}

extension BuiltIn {
  static let conversions: [BuiltIn] = [
    BuiltIn(
      "date", "from|year,month,day", "A date from text, from a date and time, or from its parts.",
      example: "date(\"2031-03-10\")"
    ) {
      args, _ throws(Misuse) in
      if args.count == 3 {
        guard let date = CivilDate(year: try args.integer(0), month: try args.integer(1), day: try args.integer(2))
        else {
          throw Misuse(.invalidTemporal, "there is no such date")
        }
        return .date(date)
      }
      guard args.count == 1 else { throw Misuse(.argumentCount, "it takes text, or year, month and day") }
      if case .string(let text) = args[0] {
        guard let date = CivilDate(text) else {
          throw Misuse(.invalidTemporal, "the text is no date such as 2031-03-10")
        }
        return .date(date)
      }
      return .date(try args.date(0))
    },
    BuiltIn(
      "time", "from|hour,minute,second,offset?", "A time from text, from a date and time, or from its parts.",
      example: "time(\"09:30:00\")"
    ) { args, _ throws(Misuse) in
      if args.count >= 3 { return .time(try timeOfParts(args)) }
      guard args.count == 1 else { throw Misuse(.argumentCount, "it takes text, or hour, minute and second") }
      switch args[0] {
      case .string(let text):
        guard let time = Time(text) else { throw Misuse(.invalidTemporal, "the text is no time such as 09:30:00") }
        return .time(time)
      case .time: return args[0]
      case .dateTime(let moment): return .time(moment.time)
      case .date: return .time(Time(nanoseconds: 0, offset: .seconds(0)))
      default: throw Misuse("a \(args[0].typeName) has no time")
      }
    },
    BuiltIn(
      "date and time", "from|date,time", "A date and time from text, or from a date and a time.",
      example: "date and time(\"2031-03-10T09:30:00\")"
    ) { args, _ throws(Misuse) in
      if args.count == 2 {
        if case .string(let zone) = args[1], case .dateTime(let moment) = args[0] {
          guard let zone = Zone(zone) else { throw Misuse(.invalidTemporal, "there is no such zone") }
          return .dateTime(DateTime(moment.instant(in: zone), in: zone))
        }
        guard case .time(let time) = args[1] else { throw Misuse("the second argument is a time") }
        return .dateTime(DateTime(date: try args.date(0), time: time))
      }
      switch args[0] {
      case .string(let text):
        if let moment = DateTime(text) { return .dateTime(moment) }
        guard let date = CivilDate(text) else { throw Misuse(.invalidTemporal, "the text is no date and time") }
        return .dateTime(DateTime(date: date, time: Time(nanoseconds: 0, offset: nil)))
      case .dateTime: return args[0]
      case .date(let date): return .dateTime(DateTime(date: date, time: Time(nanoseconds: 0, offset: .seconds(0))))
      default: throw Misuse("a \(args[0].typeName) is no date and time")
      }
    },
    BuiltIn(
      "duration", "from", "A duration from text: years and months, or days and time.", example: "duration(\"P9M\")"
    ) {
      args, _ throws(Misuse) in
      switch args[0] {
      case .daysDuration, .monthsDuration: return args[0]
      default:
        guard let value = FEEL.duration(try args.string(0)) else {
          throw Misuse(.invalidTemporal, "the text is no duration such as P9M or P14D")
        }
        return value
      }
    },
    BuiltIn(
      "years and months duration", "from,to", "The whole months between two dates.",
      example: "years and months duration(@\"2027-01-01\", @\"2031-12-31\")"
    ) { args, _ throws(Misuse) in
      .monthsDuration(MonthsDuration(months: try args.date(0).months(until: try args.date(1))))
    },
    BuiltIn(
      "number", "from|from,grouping separator,decimal separator", "A number from text.",
      example: "number(\"1.234,5\", \".\", \",\")"
    ) { args, _ throws(Misuse) in
      if args.count == 1, case .number = args[0] { return args[0] }
      var text = try args.string(0)
      guard args.count == 1 || args.count == 3 else { throw Misuse(.argumentCount, "it takes one argument, or three") }
      let grouping = args.has(1) ? try args.string(1) : ""
      let point = args.has(2) ? try args.string(2) : "."
      guard ["", " ", ",", "."].contains(grouping), [".", ","].contains(point), grouping != point else {
        throw Misuse("separators are a space, a comma or a point, and differ")
      }
      text.removeAll { String($0) == grouping }
      if point == "," {
        guard !text.contains(".") else { throw Misuse(.unreadableText, "the text is no number") }
        text = String(text.map { $0 == "," ? "." : $0 })
      }
      guard let number = Number(text), text.last != "." else { throw Misuse(.unreadableText, "the text is no number") }
      return .number(number)
    },
    BuiltIn("string", "from|mask,arguments…", "The text of a value, as FEEL writes it.", example: "string(@\"P9M\")") {
      args, _ throws(Misuse) in
      args[0].isNull ? .null : .string(args[0].text)
    },
    BuiltIn("not", "negand", "The other boolean; null of anything else.", example: "not(true)") {
      args, _ throws(Misuse) in
      if args[0].isNull { return .null }
      return .boolean(!(try args.boolean(0)))
    },
    BuiltIn(
      "is", "value1?,value2?", "Whether two values are the same, of the same type.",
      example: "is(@\"2031-03-10\", @\"2031-03-10\")"
    ) {
      args, _ throws(Misuse) in
      if args.count == 0 { throw Misuse(.argumentCount, "two values are compared") }
      return switch (args[0], args[1]) {
      case (.time(let a), .time(let b)): .boolean(a == b)
      case (.dateTime(let a), .dateTime(let b)): .boolean(a == b)
      default: .boolean(args[0].typeName == args[1].typeName && Value.equal(args[0], args[1]) == true)
      }
    },
  ]

  private static func timeOfParts(_ args: Arguments) throws(Misuse) -> Time {
    var offset: Offset?
    if args.has(3) {
      guard case .daysDuration(let duration) = args[3], abs(duration.seconds) <= 14 * 3600 else {
        throw Misuse("the offset is a duration of at most 14 hours")
      }
      offset = .seconds(duration.seconds)
    }
    let seconds = try args.number(2)
    let whole = seconds.rounded(scale: 0, .floor)
    guard let second = whole.integer,
      let fraction = Number.subtract(seconds, whole).flatMap({ Number.multiply($0, 1_000_000_000) }),
      let nanosecond = fraction.rounded(scale: 0, .down).integer,
      let time = Time(
        hour: try args.integer(0), minute: try args.integer(1), second: second, nanosecond: nanosecond, offset: offset)
    else { throw Misuse(.invalidTemporal, "there is no such time") }
    return time
  }
}
