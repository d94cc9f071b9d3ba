/// Instants and the zones that turn them into civil dates.

import Foundation

/// A point in time: milliseconds since 1970-01-01T00:00Z, leap seconds not counted.
public struct Instant: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// Milliseconds since the epoch.
  public let milliseconds: Int

  /// So many milliseconds after the epoch.
  public init(milliseconds: Int) { self.milliseconds = milliseconds }

  /// Whether the first is earlier.
  public static func < (a: Instant, b: Instant) -> Bool { a.milliseconds < b.milliseconds }

  /// ISO 8601 in UTC, with milliseconds only where there are any.
  public var description: String { Zone.utc.describe(self) }
}

/// A time zone: fixed, or by its name in the IANA database.
public struct Zone: Sendable, Hashable, CustomStringConvertible {
  /// `Europe/Amsterdam`, or `Z`.
  public let name: String
  private let zone: TimeZone
  /// Whether it never differs from coordinated universal time, whatever its name.
  private let isUniversal: Bool

  /// The zone of the IANA name; nil where the machine knows none.
  public init?(_ name: String) {
    if ["Z", "UTC", "Etc/UTC"].contains(name) {
      self.init(universal: name)
      return
    }
    guard name.contains("/"), TimeZone.knownTimeZoneIdentifiers.contains(name) || name.hasPrefix("Etc/"),
      let zone = TimeZone(identifier: name)
    else { return nil }
    self.init(name, zone, isUniversal: false)
  }

  private init(_ name: String, _ zone: TimeZone, isUniversal: Bool) {
    self.name = name
    self.zone = zone
    self.isUniversal = isUniversal
  }

  private init(universal name: String) {
    self.init(name, TimeZone(secondsFromGMT: 0) ?? .current, isUniversal: true)
  }

  /// Coordinated universal time.
  public static let utc = Zone(universal: "Z")

  /// Seconds east of UTC at an instant.
  public func offset(at instant: Instant) -> Int {
    isUniversal ? 0 : zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant.milliseconds) / 1000))
  }

  /// The civil date at an instant, and the milliseconds since its midnight by the clock on the wall.
  public func civil(_ instant: Instant) -> (date: CivilDate, milliseconds: Int) {
    let local = instant.milliseconds + offset(at: instant) * 1000
    let day = Int((Double(local) / 86_400_000).rounded(.down))
    let exact = local - day * 86_400_000
    return (CivilDate(dayNumber: day), exact)
  }

  /// The instant at which the clock on the wall shows this date and time. A time that a summer-time change skips is
  /// read by the offset before the change, one that comes twice as its first coming (RFC 5545, 3.3.5).
  public func instant(_ date: CivilDate, milliseconds: Int = 0) -> Instant {
    let local = date.dayNumber * 86_400_000 + milliseconds
    guard !isUniversal else { return Instant(milliseconds: local) }
    let before = offset(at: Instant(milliseconds: local - 86_400_000)) * 1000
    let after = offset(at: Instant(milliseconds: local + 86_400_000)) * 1000
    for candidate in [before, after] {
      let instant = Instant(milliseconds: local - candidate)
      if offset(at: instant) * 1000 == candidate { return instant }
    }
    return Instant(milliseconds: local - before)
  }

  /// ISO 8601 with the offset in force: `2031-03-10T09:00:00+01:00`.
  public func describe(_ instant: Instant) -> String {
    let (date, milliseconds) = civil(instant)
    let offset = offset(at: instant)
    let seconds = milliseconds / 1000
    var text = "\(date)T\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
    if milliseconds % 1000 != 0 {
      let fraction = String(milliseconds % 1000)
      text += "." + String(repeating: "0", count: 3 - fraction.count) + fraction
    }
    if offset == 0 { return text + "Z" }
    let minutes = abs(offset) / 60
    return text + (offset < 0 ? "-" : "+") + "\(two(minutes / 60)):\(two(minutes % 60))"
  }

  /// The zone's name.
  public var description: String { name }

  /// Zones are the same when their names are.
  public static func == (a: Zone, b: Zone) -> Bool { a.name == b.name }

  /// Zones of one name are equal.
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
