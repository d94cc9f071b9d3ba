import Foundation
import TestSupport
import Testing

@testable import Calendar

private func date(_ text: String) -> CivilDate { CivilDate(text) ?? CivilDate(dayNumber: 0) }

@Suite struct DatesByCounting {
  /// From a Monday that is the first of January on, every day by counting only.
  @Test(arguments: [-2001, -401, -5, 1895, 9990, 999_999_980])
  func everyDayHasItsPlaceInMonthYearAndWeek(_ from: Int) throws {
    var day = try #require(CivilDate(year: from, month: 1, day: 1))
    var weekday = day.weekday.rawValue
    for year in from..<(from + 18) {
      var dayOfYear = 1
      for month in 1...12 {
        let isLeap = year % 400 == 0 || year % 4 == 0 && year % 100 != 0
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        #expect(CivilDate.length(ofMonth: month, year: year) == lengths[month - 1])
        #expect(CivilDate(year: year, month: month, day: 0) == nil)
        #expect(CivilDate(year: year, month: month, day: lengths[month - 1] + 1) == nil)
        for number in 1...lengths[month - 1] {
          #expect(day.components == (year, month, number) && day.dayOfYear == dayOfYear)
          #expect(day.year == year && day.month == month && day.day == number)
          #expect(CivilDate(year: year, month: month, day: number) == day && CivilDate(day.description) == day)
          #expect(day.weekday.rawValue == weekday)
          // The week belongs to the year of its Thursday, and is the number of Thursdays in it so far.
          let thursday = CivilDate(dayNumber: day.dayNumber + 4 - weekday)
          #expect(day.weekOfYear == (thursday.dayOfYear + 6) / 7)
          dayOfYear += 1
          weekday = weekday % 7 + 1
          day = CivilDate(dayNumber: day.dayNumber + 1)
        }
      }
      #expect(dayOfYear - 1 == (CivilDate.isLeap(year) ? 366 : 365))
    }
  }

  @Test(arguments: [
    ("1970-01-01", 0, Weekday.thursday, 1), ("1969-12-31", -1, .wednesday, 1), ("2000-02-29", 11016, .tuesday, 9),
    ("0000-03-01", -719468, .wednesday, 9), ("-0001-12-31", -719529, .friday, 52), ("2020-12-31", 18627, .thursday, 53),
    ("2021-01-03", 18630, .sunday, 53), ("2021-01-04", 18631, .monday, 1), ("2024-12-30", 20087, .monday, 1),
  ])
  func knownDaysAreWhereTheyAre(_ text: String, _ number: Int, _ weekday: Weekday, _ week: Int) {
    let day = date(text)
    #expect(day.dayNumber == number && day.weekday == weekday && day.weekOfYear == week && "\(day)" == text)
  }

  @Test func monthsAreAddedOneByOne() throws {
    for start in ["2031-01-31", "2032-02-29", "2031-12-01", "0000-01-30", "-0001-11-30", "1999-08-31"] {
      let from = date(start)
      for months in -40...40 {
        var (year, month) = (from.year, from.month)
        for _ in 0..<abs(months) {
          month += months < 0 ? -1 : 1
          if month == 13 { (year, month) = (year + 1, 1) }
          if month == 0 { (year, month) = (year - 1, 12) }
        }
        let day = min(from.day, CivilDate.length(ofMonth: month, year: year))
        let found = try #require(from.adding(months: months))
        #expect(found.components == (year, month, day), "\(start) and \(months) months")
        // Back again there are as many whole months, or one less where the day was cut.
        let whole = from.months(until: found)
        #expect(abs(months) - abs(whole) == (day < from.day && months > 0 ? 1 : 0), "\(start) and \(months) months")
        #expect(found.months(until: from) == -whole)
      }
    }
    #expect(date("2031-03-10").months(until: date("2031-04-09")) == 0)
    #expect(date("2031-03-10").months(until: date("2031-04-10")) == 1)
    #expect(date("2031-04-10").months(until: date("2031-03-11")) == 0)
    #expect(date("2031-03-10").months(until: date("2031-03-10")) == 0)
  }

  @Test func theCalendarEndsWhereItsYearsDo() throws {
    let (first, last) = (date("-999999999-01-01"), date("999999999-12-31"))
    #expect(first.year == -999_999_999 && last.year == 999_999_999)
    #expect(last.adding(days: 0) == last && first.adding(days: 0) == first)
    #expect(last.adding(months: 1) == nil && first.adding(months: -1) == nil && last.adding(months: 0) == last)
    #expect(
      last.adding(months: Int.max) == nil && last.adding(days: Int.max) == nil && first.adding(days: Int.min) == nil)
    #expect(date("2031-01-01").adding(days: 400_000_000_000) == nil)
    #expect(CivilDate(year: 1_000_000_000, month: 1, day: 1) == nil)
    #expect(CivilDate(year: -1_000_000_000, month: 1, day: 1) == nil)
    #expect(CivilDate(year: 2031, month: 0, day: 1) == nil && CivilDate(year: 2031, month: 13, day: 1) == nil)
    #expect(first < last && !(last < first) && !(last < last))
  }

  @Test(arguments: [
    "2031-02-29", "1900-02-29", "2031-04-31", "2031-00-01", "2031-01-00", "2031-01-32", "20310101", "2031-01",
    "2031-01-01-",
    "2031-01-0a", "203a-01-01", "2031-a1-01", "00001-01-01", "1000000000-01-01", "+2031-01-01", "--2031-01-01",
    "-31-01-01",
    " 2031-01-01", "2031-01-01 ", "2031/01/01", "2031-001-01", "2031-01-001", "2031-1-01", ":031-01-01", "2031-0/-01",
  ])
  func whatIsNoDateIsNone(_ text: String) { #expect(CivilDate(text) == nil) }

  @Test(arguments: [
    "2000-02-29", "2032-02-29", "0000-01-01", "0999-12-31", "10000-01-01", "999999999-12-31", "-0001-01-01",
  ])
  func whatIsOneIsWrittenAsItWasRead(_ text: String) { #expect(CivilDate(text)?.description == text) }

  /// After J.-M. Oudin, 1940: another way to the same Sundays.
  @Test func easterIsTheSameByAnotherRule() {
    for year in 1583...4099 {
      let (g, c) = (year % 19, year / 100)
      let h = (c - c / 4 - (8 * c + 13) / 25 + 19 * g + 15) % 30
      let i = h - (h / 28) * (1 - (29 / (h + 1)) * ((21 - g) / 11))
      let j = (year + year / 4 + i + 2 - c + c / 4) % 7
      let month = 3 + (i - j + 40) / 44
      #expect(CivilDate.easter(year: year) == CivilDate(year: year, month: month, day: i - j + 28 - 31 * (month / 4)))
    }
  }

  @Test func daysOfTheWeekHaveTwoNames() {
    let names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    #expect(Weekday.allCases.map(\.name) == names && Weekday.allCases.map(\.rawValue) == Array(1...7))
    #expect(Weekday.allCases.map(\.code) == ["MO", "TU", "WE", "TH", "FR", "SA", "SU"])
    for day in Weekday.allCases {
      #expect(Weekday(named: day.name.uppercased()) == day && Weekday(named: day.code.lowercased()) == day)
    }
    #expect(Weekday(named: "M") == nil && Weekday(named: "") == nil && Weekday(named: "Mon") == nil)
  }

  @Test func datesAreDecodedFromTheirText() throws {
    let read = try JSONDecoder().decode([CivilDate].self, from: Data("[\"2031-03-10\"]".utf8))
    #expect(read == [date("2031-03-10")])
    #expect(throws: DecodingError.self) { try JSONDecoder().decode([CivilDate].self, from: Data("[\"2031\"]".utf8)) }
  }
}

@Suite struct WorkByCounting {
  private let calendar = WorkingCalendar(
    weekend: [.friday, .sunday],
    holidays: [
      Holiday(id: "new-year", rule: .fixed(month: 1, day: 1)), Holiday(id: "good-friday", rule: .easter(offset: -2)),
      Holiday(id: "kings-day", rule: .moved(month: 4, day: 27, when: .sunday, toMonth: 4, toDay: 26)),
      Holiday(id: "leap-day", rule: .fixed(month: 2, day: 29)), Holiday(id: "feast", rule: .once(date("2031-06-17"))),
      Holiday(id: "third", rule: .fixed(month: 5, day: 5), every: 3, since: 2029),
      Holiday(id: "never-often", rule: .fixed(month: 5, day: 7), every: 0, since: 2031),
    ])

  @Test func freeDaysAreThoseOfTheRules() {
    for year in 2025...2036 {
      for number in date("\(year)-01-01").dayNumber...date("\(year)-12-31").dayNumber {
        let day = CivilDate(dayNumber: number)
        var wanted: [String] = []
        if day.month == 1, day.day == 1 { wanted.append("new-year") }
        if number == CivilDate.easter(year: year).dayNumber - 2 { wanted.append("good-friday") }
        let isSunday = date("\(year)-04-27").weekday == .sunday
        if day.month == 4, day.day == (isSunday ? 26 : 27) { wanted.append("kings-day") }
        if day.month == 2, day.day == 29 { wanted.append("leap-day") }
        if day == date("2031-06-17") { wanted.append("feast") }
        if day.month == 5, day.day == 5, [2029, 2032, 2035].contains(year) { wanted.append("third") }
        if day.month == 5, day.day == 7, year >= 2031 { wanted.append("never-often") }
        #expect(calendar.holiday(on: day)?.id == wanted.first, "\(day)")
        let isFree = day.weekday == .friday || day.weekday == .sunday || !wanted.isEmpty
        #expect(calendar.isWorkingDay(day) == !isFree, "\(day)")
      }
    }
    #expect(calendar.holiday(on: date("2031-06-17"))?.id == "feast")
    #expect(WorkingCalendar().weekend == [.saturday, .sunday] && WorkingCalendar().isWorkingDay(date("2031-01-01")))
  }

  @Test func workingDaysAreCountedFromOneToTheNext() throws {
    let days = (date("2030-12-01").dayNumber...date("2031-08-01").dayNumber).map { CivilDate(dayNumber: $0) }
    let working = days.filter(calendar.isWorkingDay)
    for day in days.dropFirst(40).dropLast(60) {
      #expect(calendar.workingDay(from: day) == working.first { $0 >= day })
      #expect(calendar.workingDay(from: day, backwards: true) == working.last { $0 <= day })
      for count in [0, 1, 2, 7, 30] {
        let later = working.filter { $0 > day }
        #expect(calendar.adding(workingDays: count, to: day) == (count == 0 ? day : later[count - 1]))
        if count < 20 {
          let earlier = Array(working.filter { $0 < day }.reversed())
          #expect(calendar.adding(workingDays: -count, to: day) == (count == 0 ? day : earlier[count - 1]))
        }
        let end = CivilDate(dayNumber: day.dayNumber + count)
        let between = working.filter { $0 >= day && $0 <= end }.count
        #expect(calendar.workingDays(from: day, through: end) == between)
        #expect(calendar.workingDays(from: end, through: day) == (count == 0 ? between : -between))
      }
    }
  }

  @Test func thereAreBoundsToCounting() throws {
    let never = WorkingCalendar(weekend: Set(Weekday.allCases))
    #expect(
      never.workingDay(from: date("2031-01-01")) == nil && never.adding(workingDays: 1, to: date("2031-01-01")) == nil)
    let always = WorkingCalendar(weekend: [])
    let from = date("2031-01-01")
    #expect(always.adding(workingDays: 100_000, to: from)?.dayNumber == from.dayNumber + 100_000)
    #expect(always.adding(workingDays: -100_000, to: from)?.dayNumber == from.dayNumber - 100_000)
    #expect(
      always.adding(workingDays: 100_001, to: from) == nil && always.adding(workingDays: -100_001, to: from) == nil)
    let far = CivilDate(dayNumber: from.dayNumber + 36_525)
    #expect(always.workingDays(from: from, through: far) == 36_526)
    #expect(always.workingDays(from: from, through: CivilDate(dayNumber: far.dayNumber + 1)) == nil)
    #expect(always.workingDays(from: from, through: from) == 1)
    let last = date("999999999-12-31")
    #expect(always.adding(workingDays: 1, to: last) == nil && never.workingDay(from: last) == nil)
    // The first working day is looked for on 731 days, the date itself among them.
    let one = WorkingCalendar(weekend: Set(Weekday.allCases).subtracting([from.weekday]), holidays: [])
    #expect(one.workingDay(from: CivilDate(dayNumber: from.dayNumber + 1))?.dayNumber == from.dayNumber + 7)
    let free = (0..<1000).map { Holiday(id: "\($0)", rule: .once(CivilDate(dayNumber: from.dayNumber + $0))) }
    let long = WorkingCalendar(weekend: [], holidays: Array(free[..<730]))
    #expect(long.workingDay(from: from)?.dayNumber == from.dayNumber + 730)
    #expect(WorkingCalendar(weekend: [], holidays: Array(free[..<731])).workingDay(from: from) == nil)
  }
}

@Suite struct ClocksOnTheWall {
  private func zone(_ name: String) throws -> Zone { try #require(Zone(name)) }

  @Test(arguments: [
    ("Europe/Amsterdam", 1_930_000_000_000, "2031-02-28T00:06:40+01:00"), ("Z", 0, "1970-01-01T00:00:00Z"),
    ("Z", -1, "1969-12-31T23:59:59.999Z"), ("Z", 86_399_999, "1970-01-01T23:59:59.999Z"),
    ("Z", 86_400_000, "1970-01-02T00:00:00Z"), ("Z", 1_010, "1970-01-01T00:00:01.010Z"),
    ("Z", 1_100, "1970-01-01T00:00:01.100Z"), ("Z", 36_610_001, "1970-01-01T10:10:10.001Z"),
    ("Australia/Adelaide", 1_930_000_000_000, "2031-02-28T09:36:40+10:30"),
    ("America/St_Johns", 1_930_000_000_000, "2031-02-27T19:36:40-03:30"),
    ("America/New_York", 1_941_000_000_000, "2031-07-05T02:40:00-04:00"), ("Etc/GMT+5", 0, "1969-12-31T19:00:00-05:00"),
    ("Europe/London", 1_930_000_000_000, "2031-02-27T23:06:40Z"),
  ])
  func showInstantsWithTheirOffset(_ name: String, _ milliseconds: Int, _ wanted: String) throws {
    #expect(try zone(name).describe(Instant(milliseconds: milliseconds)) == wanted)
  }

  @Test(arguments: [
    "Europe/Amsterdam", "America/New_York", "Australia/Adelaide", "Australia/Lord_Howe", "Z", "Pacific/Auckland",
  ])
  func areReadByTheFirstInstantThatShowsThem(_ name: String) throws {
    let zone = try zone(name)
    for (from, days) in [("2031-03-08", 3), ("2031-03-29", 3), ("2031-04-05", 3), ("2031-10-25", 3), ("2031-09-27", 2)]
    {
      for day in 0..<days {
        let day = CivilDate(dayNumber: date(from).dayNumber + day)
        for quarter in 0..<96 {
          let clock = quarter * 900_000
          let local = day.dayNumber * 86_400_000 + clock
          let showing = stride(from: -14, through: 14, by: 0.5).map { local - Int($0 * 3_600_000) }.filter {
            zone.civil(Instant(milliseconds: $0)) == (day, clock)
          }
          // What the change to summer time skips is read by the offset from before it.
          let skipped = local - zone.offset(at: Instant(milliseconds: local - 86_400_000)) * 1000
          #expect(zone.instant(day, milliseconds: clock).milliseconds == showing.min() ?? skipped, "\(day) \(quarter)")
        }
      }
    }
  }

  @Test func areNamedByPlace() {
    for name in ["UTC", "Etc/UTC", "Z"] {
      let zone = Zone(name)
      #expect(zone?.name == name && zone?.description == name)
      #expect(zone?.offset(at: Instant(milliseconds: 1_930_000_000_000)) == 0)
    }
    for name in ["", "Amsterdam", "CET", "GMT", "Europe/", "europe/amsterdam", "Europe/Breskens", "/", "Etc/None"] {
      #expect(Zone(name) == nil, "\(name)")
    }
    #expect(Zone("Europe/Amsterdam") == Zone("Europe/Amsterdam") && Zone("Europe/Amsterdam") != Zone("Europe/Paris"))
    #expect(Set([Zone("Europe/Paris"), Zone("Europe/Paris"), Zone.utc]).count == 2)
    #expect(
      Instant(milliseconds: 1) < Instant(milliseconds: 2) && !(Instant(milliseconds: 2) < Instant(milliseconds: 2)))
    #expect(Instant(milliseconds: 1_500).description == "1970-01-01T00:00:01.500Z")
  }
}
