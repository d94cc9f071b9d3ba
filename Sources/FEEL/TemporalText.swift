/// Reading times, dates with times, zones and durations from text (ISO 8601 and XML Schema, as DMN 1.5 10.3.2.3 wants).

import Calendar

/// A cursor over ASCII text.
private struct Cursor {
  var bytes: ArraySlice<UInt8>

  init(_ text: some StringProtocol) { bytes = Array(text.utf8)[...] }

  mutating func take(_ byte: Character) -> Bool {
    guard let value = byte.asciiValue, bytes.first == value else { return false }
    bytes = bytes.dropFirst()
    return true
  }

  /// So many digits; any number up to 18 without a count.
  mutating func digits(_ count: Int? = nil) -> Int? {
    var value = 0
    var seen = 0
    while let byte = bytes.first, (48...57).contains(byte), seen < (count ?? 18) {
      value = value * 10 + Int(byte - 48)
      seen += 1
      bytes = bytes.dropFirst()
    }
    return seen == 0 || (count != nil && seen != count) ? nil : value
  }

  /// Digits behind a point, which may be none, as nanoseconds; what lies below is cut.
  mutating func fraction() -> Int? {
    var value = 0
    var seen = 0
    while let byte = bytes.first, (48...57).contains(byte) {
      if seen < 9 { value = value * 10 + Int(byte - 48) }
      seen += 1
      bytes = bytes.dropFirst()
    }
    for _ in min(seen, 9)..<9 { value *= 10 }
    return value
  }

  var isAtEnd: Bool { bytes.isEmpty }
  var rest: String { String(decoding: bytes, as: UTF8.self) }
}

extension Offset {
  /// Reads `Z`, `+01:00` or `@Europe/Amsterdam`; offsets lie within 14 hours. Nil for anything else.
  init?(text: String) {
    if text == "Z" || text == "z" {
      self = .seconds(0)
      return
    }
    if text.hasPrefix("@") {
      guard let zone = Zone(String(text.dropFirst())) else { return nil }
      self = .zone(zone)
      return
    }
    var cursor = Cursor(text)
    let negative = cursor.take("-")
    guard negative || cursor.take("+"), let hours = cursor.digits(2), cursor.take(":"),
      let minutes = cursor.digits(2), minutes < 60
    else { return nil }
    var seconds = 0
    if cursor.take(":") {
      guard let read = cursor.digits(2), read < 60 else { return nil }
      seconds = read
    }
    let total = hours * 3600 + minutes * 60 + seconds
    guard cursor.isAtEnd, total <= 14 * 3600 else { return nil }
    self = .seconds(negative ? -total : total)
  }
}

extension Time {
  /// Reads `09:30:00`, with a fraction and an offset or zone if there is one.
  public init?(_ text: some StringProtocol) {
    var cursor = Cursor(text)
    guard let hour = cursor.digits(2), cursor.take(":"), let minute = cursor.digits(2), cursor.take(":"),
      let second = cursor.digits(2)
    else { return nil }
    var nanoseconds = 0
    if cursor.take(".") {
      guard let digit = cursor.bytes.first, (48...57).contains(digit), let fraction = cursor.fraction() else {
        return nil
      }
      nanoseconds = fraction
    }
    var offset: Offset?
    if !cursor.isAtEnd {
      guard let read = Offset(text: cursor.rest) else { return nil }
      offset = read
    }
    self.init(hour: hour, minute: minute, second: second, nanosecond: nanoseconds, offset: offset)
  }
}

extension DateTime {
  /// Reads `2031-03-10T09:30:00` with what a time may carry. `24:00:00` is the next day's midnight.
  public init?(_ text: some StringProtocol) {
    guard let mark = text.firstIndex(of: "T"), let date = CivilDate(text[..<mark]) else { return nil }
    let rest = text[text.index(after: mark)...]
    guard let time = Time(rest) else { return nil }
    guard rest.hasPrefix("24") else {
      self.init(date: date, time: time)
      return
    }
    guard let next = date.adding(days: 1) else { return nil }
    self.init(date: next, time: time)
  }
}

extension DaysDuration {
  /// Reads `P2DT3H`, `-PT1.5S`.
  public init?(_ text: some StringProtocol) {
    var cursor = Cursor(text)
    let negative = cursor.take("-")
    guard cursor.take("P") else { return nil }
    var total = 0
    var nanoseconds = 0
    var seen = false
    func add(_ amount: Int, _ unit: Int) -> Bool {
      let (product, overflow) = amount.multipliedReportingOverflow(by: unit)
      let (sum, carry) = total.addingReportingOverflow(product)
      total = sum
      seen = true
      return !overflow && !carry
    }
    if let days = cursor.digits() {
      guard cursor.take("D"), add(days, 86_400) else { return nil }
    }
    if cursor.take("T") {
      var units: [(Character, Int)] = [("H", 3600), ("M", 60), ("S", 1)]
      var any = false
      while !cursor.isAtEnd {
        guard let amount = cursor.digits() else { return nil }
        any = true
        if cursor.take(".") {
          guard let fraction = cursor.fraction(), cursor.take("S"), add(amount, 1) else { return nil }
          nanoseconds = fraction
          units = []
          continue
        }
        guard let index = units.firstIndex(where: { cursor.take($0.0) }), add(amount, units[index].1) else {
          return nil
        }
        units.removeFirst(index + 1)
      }
      guard any else { return nil }
    }
    guard seen, cursor.isAtEnd else { return nil }
    self = DaysDuration(seconds: negative ? -total : total, nanoseconds: negative ? -nanoseconds : nanoseconds)
  }
}

extension MonthsDuration {
  /// Reads `P1Y6M`.
  public init?(_ text: some StringProtocol) {
    var cursor = Cursor(text)
    let negative = cursor.take("-")
    guard cursor.take("P") else { return nil }
    var total = 0
    var units: [(Character, Int)] = [("Y", 12), ("M", 1)]
    while !cursor.isAtEnd {
      guard let amount = cursor.digits(), let index = units.firstIndex(where: { cursor.take($0.0) }) else { return nil }
      let (product, overflow) = amount.multipliedReportingOverflow(by: units[index].1)
      let (sum, carry) = total.addingReportingOverflow(product)
      guard !overflow, !carry else { return nil }
      total = sum
      units.removeFirst(index + 1)
    }
    guard units.count < 2 else { return nil }
    self.init(months: negative ? -total : total)
  }
}
