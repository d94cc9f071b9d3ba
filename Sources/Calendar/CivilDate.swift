/// Civil dates of the proleptic Gregorian calendar, by arithmetic on day numbers.

/// A day of the week, numbered as in ISO 8601: Monday is 1.
public enum Weekday: Int, Sendable, CaseIterable {
  case monday = 1, tuesday, wednesday, thursday, friday, saturday, sunday

  /// The English name, capitalised.
  public var name: String {
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"][rawValue - 1]
  }

  /// The weekday of an English name or its RFC 5545 two-letter form, in any case.
  public init?(named name: String) {
    let wanted = name.lowercased()
    guard let day = Self.allCases.first(where: { $0.name.lowercased() == wanted || $0.code.lowercased() == wanted })
    else { return nil }
    self = day
  }

  /// The two letters of RFC 5545, 3.3.10.
  public var code: String { ["MO", "TU", "WE", "TH", "FR", "SA", "SU"][rawValue - 1] }
}

/// A date is coded as its text.
extension CivilDate: Decodable {
  /// Reads `YYYY-MM-DD`; anything else is an error of decoding.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let date = CivilDate(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "no date")
    }
    self = date
  }
}

/// A date without time or zone. Years run from -999,999,999 to 999,999,999, as DMN 1.5 (10.3.2.3.4) wants.
public struct CivilDate: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// Days since 1970-01-01.
  public let dayNumber: Int

  /// The years that a date may have.
  public static let years = -999_999_999...999_999_999

  /// The date so many days after 1970-01-01.
  public init(dayNumber: Int) { self.dayNumber = dayNumber }

  /// Nil when there is no such date, as 31 February.
  public init?(year: Int, month: Int, day: Int) {
    guard Self.years.contains(year), (1...12).contains(month), day >= 1,
      day <= Self.length(ofMonth: month, year: year)
    else { return nil }
    self.init(unchecked: year, month, day)
  }

  /// Reads `YYYY-MM-DD`; years of more than four digits have no leading zero; a minus may stand before. Nil otherwise.
  public init?(_ text: some StringProtocol) {
    var bytes = Array(text.utf8)[...]
    let negative = bytes.first == 45
    if negative { bytes = bytes.dropFirst() }
    let parts = bytes.split(separator: 45, omittingEmptySubsequences: false)
    guard parts.count == 3, (4...9).contains(parts[0].count), parts[1].count == 2, parts[2].count == 2,
      parts[0].count == 4 || parts[0].first != 48
    else { return nil }
    var numbers: [Int] = []
    for part in parts {
      var value = 0
      for byte in part {
        guard (48...57).contains(byte) else { return nil }
        value = value * 10 + Int(byte - 48)
      }
      numbers.append(value)
    }
    self.init(year: negative ? -numbers[0] : numbers[0], month: numbers[1], day: numbers[2])
  }

  /// After H. Hinnant's published formula for day numbers from civil dates.
  private init(unchecked year: Int, _ month: Int, _ day: Int) {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    dayNumber = era * 146_097 + dayOfEra - 719_468
  }

  /// Year, month and day.
  public var components: (year: Int, month: Int, day: Int) {
    let shifted = dayNumber + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  /// The year.
  public var year: Int { components.year }
  /// The month, 1 to 12.
  public var month: Int { components.month }
  /// The day of the month.
  public var day: Int { components.day }
  /// The day of the week.
  public var weekday: Weekday {
    let index = (dayNumber + 3) % 7
    return Weekday.allCases[index < 0 ? index + 7 : index]
  }
  /// The day of the year, from 1.
  public var dayOfYear: Int {
    dayNumber - CivilDate(unchecked: year, 1, 1).dayNumber + 1
  }
  /// The ISO 8601 week number, 1 to 53.
  public var weekOfYear: Int {
    let thursday = CivilDate(dayNumber: dayNumber - (weekday.rawValue - 4))
    return (thursday.dayOfYear - 1) / 7 + 1
  }

  /// Whether a year has 366 days.
  public static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

  /// How many days a month has.
  public static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// So many days later; nil past the years a date may have.
  public func adding(days: Int) -> CivilDate? {
    let (sum, overflow) = dayNumber.addingReportingOverflow(days)
    guard !overflow, abs(sum) < 400_000_000_000 else { return nil }
    let date = CivilDate(dayNumber: sum)
    return Self.years.contains(date.year) ? date : nil
  }

  /// So many months later, on the same day of the month or the month's last where it is shorter.
  public func adding(months: Int) -> CivilDate? {
    let (year, month, day) = components
    let (total, overflow) = (year * 12 + month - 1).addingReportingOverflow(months)
    guard !overflow else { return nil }
    let newYear = total >= 0 ? total / 12 : (total - 11) / 12
    let newMonth = total - newYear * 12 + 1
    guard Self.years.contains(newYear) else { return nil }
    return CivilDate(
      unchecked: newYear, newMonth, Swift.min(day, Self.length(ofMonth: newMonth, year: newYear)))
  }

  /// Whole months from this date to another, negative when the other is earlier.
  public func months(until other: CivilDate) -> Int {
    if other < self { return -other.months(until: self) }
    let (a, b) = (components, other.components)
    let months = (b.year - a.year) * 12 + b.month - a.month
    return b.day < a.day ? months - 1 : months
  }

  /// ISO 8601, `2031-03-10`.
  public var description: String {
    let (year, month, day) = components
    let digits = String(abs(year))
    let padded = String(repeating: "0", count: Swift.max(0, 4 - digits.count)) + digits
    return "\(year < 0 ? "-" : "")\(padded)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
  }

  /// Whether the first is earlier.
  public static func < (a: CivilDate, b: CivilDate) -> Bool { a.dayNumber < b.dayNumber }

  /// Easter Sunday by the Gregorian computus (Meeus, Jones, Butcher).
  public static func easter(year: Int) -> CivilDate {
    let a = year % 19
    let (b, c) = (year / 100, year % 100)
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7
    let m = (a + 11 * h + 22 * l) / 451
    let sum = h + l - 7 * m + 114
    return CivilDate(unchecked: year, sum / 31, sum % 31 + 1)
  }
}
