/// Date and time functions (DMN 1.5, 10.3.4.6 and 10.3.4.10).

import Calendar

extension BuiltIn {
  static let temporals: [BuiltIn] = [
    BuiltIn("now", "", "The moment of the evaluation.", example: "now() >= now()", pure: false) {
      _, frame throws(Misuse) in
      guard let now = frame.host.now else { throw Misuse(.noClock, "there is no clock here") }
      return .dateTime(DateTime(now, in: frame.host.zone))
    },
    BuiltIn("today", "", "The date of the evaluation.", example: "today() >= today()", pure: false) {
      _, frame throws(Misuse) in
      guard let now = frame.host.now else { throw Misuse(.noClock, "there is no clock here") }
      return .date(frame.host.zone.civil(now).date)
    },
    BuiltIn("day of year", "date", "The number of the day in its year.", example: "day of year(@\"2031-03-10\")") {
      args, _ throws(Misuse) in
      .number(Number(try args.date(0).dayOfYear))
    },
    BuiltIn("day of week", "date", "The English name of the weekday.", example: "day of week(@\"2031-03-10\")") {
      args, _ throws(Misuse) in
      .string(try args.date(0).weekday.name)
    },
    BuiltIn("month of year", "date", "The English name of the month.", example: "month of year(@\"2031-03-10\")") {
      args, _ throws(Misuse) in
      .string(
        [
          "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December",
        ][try args.date(0).month - 1])
    },
    BuiltIn("week of year", "date", "The number of the week by ISO 8601.", example: "week of year(@\"2031-03-10\")") {
      args, _ throws(Misuse) in
      .number(Number(try args.date(0).weekOfYear))
    },
  ]
}
