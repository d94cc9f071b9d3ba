import Testing

@testable import Calendar

@Suite struct CivilDates {
  @Test func everyDayOfFourCenturiesFollowsTheOneBefore() throws {
    var date = try #require(CivilDate(year: 1900, month: 1, day: 1))
    for _ in 0..<146_097 {
      let next = try #require(date.adding(days: 1))
      let (a, b) = (date.components, next.components)
      if b.day != 1 {
        #expect(b.day == a.day + 1 && b.month == a.month && b.year == a.year)
      } else {
        #expect(a.day == CivilDate.length(ofMonth: a.month, year: a.year))
      }
      #expect(CivilDate(year: b.year, month: b.month, day: b.day) == next)
      #expect(next.weekday.rawValue == date.weekday.rawValue % 7 + 1)
      date = next
    }
    #expect(date.description == "2300-01-01")
  }

  @Test(arguments: ["2031-02-31", "2031-13-01", "2031-00-10", "31-01-01", "2031-1-1", "02031-01-01", "2031-01-01T", ""])
  func aDateThatDoesNotExistIsNone(_ text: String) { #expect(CivilDate(text) == nil) }

  @Test func addingMonthsKeepsTheDayOrTakesTheLastOne() throws {
    let january = try #require(CivilDate("2031-01-31"))
    #expect(january.adding(months: 1)?.description == "2031-02-28")
    #expect(january.adding(months: 13)?.description == "2032-02-29")
    #expect(january.adding(months: -11)?.description == "2030-02-28")
  }

  @Test func yearsReachAsFarAsTheStandardWants() throws {
    let first = try #require(CivilDate("-999999999-01-01"))
    #expect(first.adding(days: -1) == nil)
    #expect(CivilDate("999999999-12-31")?.adding(days: 1) == nil)
  }

  @Test(arguments: [(2024, "2024-03-31"), (2027, "2027-03-28"), (2031, "2031-04-13"), (2038, "2038-04-25")])
  func easterFallsOnItsSunday(_ year: Int, _ date: String) { #expect(CivilDate.easter(year: year).description == date) }
}

@Suite struct WorkingDays {
  let calendar = WorkingCalendar(holidays: [
    Holiday(id: "kings-day", rule: .moved(month: 4, day: 27, when: .sunday, toMonth: 4, toDay: 26)),
    Holiday(id: "easter-monday", rule: .easter(offset: 1)),
    Holiday(id: "every-five", rule: .fixed(month: 5, day: 5), every: 5, since: 1990),
  ])

  @Test func kingsDayMovesFromASunday() throws {
    let sunday = try #require(CivilDate("2031-04-27"))
    #expect(sunday.weekday == .sunday)
    #expect(calendar.holiday(on: sunday) == nil)
    #expect(calendar.holiday(on: try #require(CivilDate("2031-04-26")))?.id == "kings-day")
  }

  @Test func aTermEndsOnTheNextWorkingDay() throws {
    let easter = try #require(CivilDate("2031-04-12"))
    #expect(calendar.workingDay(from: easter)?.description == "2031-04-15")
    #expect(calendar.adding(workingDays: 3, to: try #require(CivilDate("2031-04-10")))?.description == "2031-04-16")
    #expect(calendar.adding(workingDays: -1, to: try #require(CivilDate("2031-04-15")))?.description == "2031-04-11")
  }

  @Test func aHolidayOfEveryFiveYearsIsKeptInThoseOnly() throws {
    #expect(calendar.holiday(on: try #require(CivilDate("2030-05-05"))) != nil)
    #expect(calendar.holiday(on: try #require(CivilDate("2031-05-05"))) == nil)
  }
}

@Suite struct Recurrences {
  func dates(_ rule: String, from start: String, count: Int) throws -> [String] {
    let start = try #require(CivilDate(start))
    let last = try #require(CivilDate("2200-01-01"))
    return try Recurrence(rule).dates(from: start, within: start...last, limit: count).map(\.description)
  }

  @Test func examplesOfTheRFC() throws {
    #expect(
      try dates("FREQ=MONTHLY;COUNT=3;BYDAY=1FR", from: "1997-09-05", count: 9) == [
        "1997-09-05", "1997-10-03", "1997-11-07",
      ])
    #expect(
      try dates("FREQ=MONTHLY;INTERVAL=2;COUNT=4;BYDAY=1SU,-1SU", from: "1997-09-07", count: 9)
        == ["1997-09-07", "1997-09-28", "1997-11-02", "1997-11-30"])
    #expect(
      try dates("FREQ=YEARLY;COUNT=3;BYYEARDAY=1,100,200", from: "1997-01-01", count: 3) == [
        "1997-01-01", "1997-04-10", "1997-07-19",
      ])
    #expect(
      try dates("FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", from: "1997-05-12", count: 3) == [
        "1997-05-12", "1998-05-11", "1999-05-17",
      ])
    #expect(
      try dates("FREQ=MONTHLY;BYMONTHDAY=-3,-1", from: "1997-01-29", count: 5) == [
        "1997-01-29", "1997-01-31", "1997-02-26", "1997-02-28", "1997-03-29",
      ])
    #expect(
      try dates("FREQ=YEARLY;BYYEARDAY=-1,-365", from: "1999-12-31", count: 3) == [
        "1999-12-31", "2000-01-02", "2000-12-31",
      ])
    #expect(
      try dates("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", from: "1997-09-02", count: 3) == [
        "1998-02-13", "1998-03-13", "1998-11-13",
      ])
    #expect(
      try dates("FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", from: "1997-09-04", count: 9)
        == ["1997-09-04", "1997-10-07", "1997-11-06"])
    #expect(
      try dates("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", from: "1997-08-05", count: 9)
        == ["1997-08-05", "1997-08-10", "1997-08-19", "1997-08-24"])
    #expect(
      try dates("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", from: "1997-08-05", count: 9)
        == ["1997-08-05", "1997-08-17", "1997-08-19", "1997-08-31"])
    #expect(try dates("FREQ=YEARLY", from: "2024-02-29", count: 2) == ["2024-02-29", "2028-02-29"])
  }

  @Test(arguments: [
    "", "FREQ=HOURLY", "FREQ=DAILY;BYDAY=2MO", "FREQ=DAILY;COUNT=1;UNTIL=20310101", "FREQ=DAILY;FREQ=DAILY",
    "FREQ=MONTHLY;BYMONTHDAY=32",
  ])
  func aRuleThatMakesNoSenseIsRefusedWithAReason(_ rule: String) {
    #expect(throws: Recurrence.Mistake.self) { try Recurrence(rule) }
  }

  @Test func aRuleWithoutDatesEnds() throws {
    #expect(try dates("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", from: "2025-01-01", count: 1).isEmpty)
  }
}

@Suite struct Zones {
  @Test func civilTimesThatSummerTimeSkipsOrRepeatsHaveAnInstant() throws {
    let zone = try #require(Zone("Europe/Amsterdam"))
    let spring = try #require(CivilDate("2031-03-30"))
    #expect(zone.describe(zone.instant(spring, milliseconds: 9_000_000)) == "2031-03-30T03:30:00+02:00")
    let autumn = try #require(CivilDate("2031-10-26"))
    #expect(zone.describe(zone.instant(autumn, milliseconds: 9_000_000)) == "2031-10-26T02:30:00+02:00")
  }

  @Test func anUnknownZoneIsNone() { #expect(Zone("Europe/Breskens") == nil) }
}

@Suite struct CalendarsBesideTheOneOfWorkingDays {
  private func day(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

  @Test func areFreeFromTheFirstOfSeveralDaysToTheLast() throws {
    let recess = Holiday(id: "recess", rule: .span(try day("2031-12-22"), try day("2032-01-02")))
    let school = WorkingCalendar(holidays: [recess])
    #expect(try school.holiday(on: day("2031-12-21")) == nil && school.holiday(on: day("2031-12-22")) == recess)
    #expect(try school.holiday(on: day("2032-01-02")) == recess && school.holiday(on: day("2032-01-03")) == nil)
    #expect(try school.workingDay(from: day("2031-12-24")) == day("2032-01-05"), "over the weekend behind it as well")
    #expect(recess.date(in: 2031) == (try day("2031-12-22")) && recess.date(in: 2032) == nil)
  }

  @Test func areKnownAsFarAsTheyArePublished() throws {
    let school = WorkingCalendar(knownUntil: try day("2032-08-31"))
    #expect(
      try school.knows(day("2032-08-31"), day("2031-01-01")) && !school.knows(day("2031-01-01"), day("2032-09-01")))
    #expect(try WorkingCalendar().knows(day("2999-01-01")))
  }
}
