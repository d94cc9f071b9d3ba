/// Times, dates with times, and durations as FEEL has them (DMN 1.5, 10.3.2.3.5 to 10.3.2.3.8).

import Calendar

/// What ties a time to UTC.
public enum Offset: Sendable, Hashable {
  /// Seconds east of UTC.
  case seconds(Int)
  /// A zone of the IANA database.
  case zone(Zone)

  /// As it stands behind a time: `Z`, `+01:00`, `@Europe/Amsterdam`.
  public var text: String {
    switch self {
    case .seconds(0): return "Z"
    case .seconds(let seconds):
      let (size, tail) = (abs(seconds), abs(seconds) % 60)
      return "\(seconds < 0 ? "-" : "+")\(pad(size / 3600)):\(pad(size / 60 % 60))" + (tail == 0 ? "" : ":\(pad(tail))")
    case .zone(let zone): return zone.name == "Z" ? "@Etc/UTC" : "@\(zone.name)"
    }
  }
}

/// A time of day, with or without an offset.
public struct Time: Sendable, Hashable {
  /// Nanoseconds since midnight.
  public let nanoseconds: Int
  /// Nil for a local time.
  public let offset: Offset?

  /// A time of day.
  public init(nanoseconds: Int, offset: Offset?) {
    self.nanoseconds = nanoseconds
    self.offset = offset
  }

  /// Nil where there is no such time.
  public init?(hour: Int, minute: Int, second: Int, nanosecond: Int = 0, offset: Offset? = nil) {
    guard (0...23).contains(hour) || (hour == 24 && minute == 0 && second == 0 && nanosecond == 0),
      (0...59).contains(minute), (0...59).contains(second)
    else { return nil }
    self.init(nanoseconds: ((hour % 24 * 60 + minute) * 60 + second) * 1_000_000_000 + nanosecond, offset: offset)
  }

  var hour: Int { nanoseconds / 3_600_000_000_000 }
  var minute: Int { nanoseconds / 60_000_000_000 % 60 }
  var second: Int { nanoseconds / 1_000_000_000 % 60 }
  var fraction: Int { nanoseconds % 1_000_000_000 }

  /// Seconds east of UTC, if it is known without a date.
  var offsetSeconds: Int? {
    switch offset {
    case .none: nil
    case .seconds(let seconds): seconds
    case .zone(let zone): zone.offset(at: Instant(milliseconds: 0))
    }
  }

  /// Seconds of the day in UTC, by which times are equal and have an order; local times count as they stand. Parts of a
  /// second do not count (DMN 1.5, 10.3.2.3.4).
  var comparable: Int { nanoseconds / 1_000_000_000 - (offsetSeconds ?? 0) }

  /// `09:30:00.5+01:00`.
  public var text: String {
    "\(pad(hour)):\(pad(minute)):\(pad(second))\(fractionText(fraction))\(offset?.text ?? "")"
  }
}

/// A date with a time.
public struct DateTime: Sendable, Hashable {
  /// The date by the clock on the wall.
  public let date: CivilDate
  /// The time by the clock on the wall.
  public let time: Time

  /// A date with a time.
  public init(date: CivilDate, time: Time) {
    self.date = date
    self.time = time
  }

  /// An instant, as a zone's clock shows it.
  public init(_ instant: Instant, in zone: Zone) {
    let (date, milliseconds) = zone.civil(instant)
    self.init(date: date, time: Time(nanoseconds: milliseconds * 1_000_000, offset: .zone(zone)))
  }

  /// Seconds east of UTC at this moment.
  var offsetSeconds: Int? {
    switch time.offset {
    case .none: return nil
    case .seconds(let seconds): return seconds
    case .zone(let zone):
      // Not the offset at that instant: a time that the clock skips is read by the one before.
      let shown = time.nanoseconds / 1_000_000
      return (date.dayNumber * 86_400_000 + shown - zone.instant(date, milliseconds: shown).milliseconds) / 1000
    }
  }

  /// Since 1970-01-01T00:00 in UTC; local ones as if they were UTC.
  var sinceEpoch: DaysDuration {
    DaysDuration(
      seconds: date.dayNumber * 86_400 + time.nanoseconds / 1_000_000_000 - (offsetSeconds ?? 0),
      nanoseconds: time.fraction)
  }

  /// Seconds since 1970 in UTC, by which moments are equal and have an order, as ``Time/comparable``.
  var comparable: Int { sinceEpoch.seconds }

  /// The instant, local ones read in `zone`.
  public func instant(in zone: Zone) -> Instant {
    if offsetSeconds == nil { return zone.instant(date, milliseconds: time.nanoseconds / 1_000_000) }
    let since = sinceEpoch
    return Instant(milliseconds: since.seconds * 1000 + since.nanoseconds / 1_000_000)
  }

  /// So much later; keeps its offset or zone. Nil past the calendar's end.
  func adding(_ duration: DaysDuration) -> DateTime? {
    switch time.offset {
    case .zone(let zone):
      let (seconds, overflow) = sinceEpoch.seconds.addingReportingOverflow(duration.seconds)
      guard !overflow, abs(seconds) < 40_000_000_000_000_000 else { return nil }
      let total = DaysDuration(seconds: seconds, nanoseconds: sinceEpoch.nanoseconds + duration.nanoseconds)
      guard abs(total.seconds) < 9_000_000_000_000_000 else { return nil }
      let (date, milliseconds) = zone.civil(Instant(milliseconds: total.seconds * 1000))
      return DateTime(
        date: date, time: Time(nanoseconds: milliseconds * 1_000_000 + total.nanoseconds, offset: time.offset))
    default:
      let (seconds, overflow) = duration.seconds.addingReportingOverflow(time.nanoseconds / 1_000_000_000)
      guard !overflow else { return nil }
      let total = DaysDuration(seconds: seconds, nanoseconds: time.fraction + duration.nanoseconds)
      let days = floorDivide(total.seconds, 86_400)
      guard let date = date.adding(days: days) else { return nil }
      let rest = (total.seconds - days * 86_400) * 1_000_000_000 + total.nanoseconds
      return DateTime(date: date, time: Time(nanoseconds: rest, offset: time.offset))
    }
  }

  /// `2031-03-10T09:30:00+01:00`.
  public var text: String { "\(date)T\(time.text)" }
}

/// A length of time in days, hours, minutes and seconds.
public struct DaysDuration: Sendable, Hashable, Comparable {
  /// Whole seconds, rounded down.
  public let seconds: Int
  /// What is left, 0 to 999,999,999.
  public let nanoseconds: Int

  /// Any nanoseconds, carried into the seconds.
  public init(seconds: Int, nanoseconds: Int = 0) {
    let carry = floorDivide(nanoseconds, 1_000_000_000)
    self.seconds = seconds &+ carry
    self.nanoseconds = nanoseconds - carry * 1_000_000_000
  }

  /// Exact seconds with their fraction.
  public var number: Number {
    guard nanoseconds != 0, let fraction = Number(nanoseconds, power: -9) else { return Number(seconds) }
    return Number.add(Number(seconds), fraction) ?? Number(seconds)
  }

  /// From a number of seconds; nil when it does not fit.
  public init?(_ number: Number) {
    let whole = number.rounded(scale: 0, .floor)
    guard let seconds = whole.integer, abs(seconds) < 1 << 60, let rest = Number.subtract(number, whole),
      let nanoseconds = Number.multiply(rest, 1_000_000_000)?.rounded(scale: 0, .down).integer
    else { return nil }
    self.init(seconds: seconds, nanoseconds: nanoseconds)
  }

  /// Shorter is less.
  public static func < (a: Self, b: Self) -> Bool { (a.seconds, a.nanoseconds) < (b.seconds, b.nanoseconds) }

  static prefix func - (a: Self) -> Self { DaysDuration(seconds: -a.seconds, nanoseconds: -a.nanoseconds) }

  /// Whole parts of its magnitude.
  var parts: (negative: Bool, days: Int, hours: Int, minutes: Int, seconds: Int, nanoseconds: Int) {
    let size = seconds < 0 ? -self : self
    return (
      seconds < 0, size.seconds / 86_400, size.seconds / 3600 % 24, size.seconds / 60 % 60, size.seconds % 60,
      size.nanoseconds
    )
  }

  /// `P2DT3H`; `PT0S` when nothing.
  public var text: String {
    let (negative, days, hours, minutes, seconds, nanoseconds) = parts
    var text = negative ? "-P" : "P"
    if days > 0 { text += "\(days)D" }
    if hours > 0 || minutes > 0 || seconds > 0 || nanoseconds > 0 || days == 0 {
      text += "T"
      if hours > 0 { text += "\(hours)H" }
      if minutes > 0 { text += "\(minutes)M" }
      if seconds > 0 || nanoseconds > 0 || (days == 0 && hours == 0 && minutes == 0) {
        text += "\(seconds)\(fractionText(nanoseconds))S"
      }
    }
    return text
  }
}

/// A length of time in years and months, as months.
public struct MonthsDuration: Sendable, Hashable, Comparable {
  /// Months; negative backwards.
  public let months: Int

  /// So many months.
  public init(months: Int) { self.months = months }

  /// Shorter is less.
  public static func < (a: Self, b: Self) -> Bool { a.months < b.months }

  /// `P1Y6M`; `P0M` when nothing.
  public var text: String {
    let (years, rest) = (abs(months) / 12, abs(months) % 12)
    let body = (years > 0 ? "\(years)Y" : "") + (rest > 0 || years == 0 ? "\(rest)M" : "")
    return (months < 0 ? "-P" : "P") + body
  }
}

func floorDivide(_ a: Int, _ b: Int) -> Int { a >= 0 || a % b == 0 ? a / b : a / b - 1 }

func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

/// `.25` of nanoseconds, without zeros at the end; empty for none.
func fractionText(_ nanoseconds: Int) -> String {
  guard nanoseconds != 0 else { return "" }
  var digits = String(nanoseconds)
  digits = String(repeating: "0", count: 9 - digits.count) + digits
  while digits.last == "0" { digits.removeLast() }
  return "." + digits
}
