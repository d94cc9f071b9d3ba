/// Plans as iCalendar (RFC 5545): events for what the clock does, to-dos for what roles must do.

import Calendar

/// Writes plans for calendars.
public enum ICalendar {
  /// Something planned, in words.
  public struct Item: Sendable {
    /// The civil day.
    public let date: CivilDate
    /// What makes it one item on its day, the same in every language.
    public let key: String
    /// What people read first.
    public let title: String
    /// What people read then.
    public let description: String
    /// A to-do of somebody, or an event that happens.
    public let isTask: Bool

    /// Something planned.
    public init(date: CivilDate, key: String, title: String, description: String, isTask: Bool) {
      self.date = date
      self.key = key
      self.title = title
      self.description = description
      self.isTask = isTask
    }
  }

  /// A calendar with an item for each that is planned. `store` makes the ids of items unique; `now` is when it was written.
  public static func text(_ items: [Item], store: String, now: Instant) -> String {
    var lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Convenant//plan//EN", "CALSCALE:GREGORIAN"]
    for item in items {
      let name = item.isTask ? "VTODO" : "VEVENT"
      let date = compact(item.date)
      lines.append("BEGIN:\(name)")
      lines.append("UID:\(date)-\(escaped(item.key.replacing(" ", with: "-")))@\(store)")
      lines.append("DTSTAMP:\(stamp(now))")
      lines.append("\(item.isTask ? "DUE" : "DTSTART");VALUE=DATE:\(date)")
      lines.append("SUMMARY:\(escaped(item.title))")
      lines.append("DESCRIPTION:\(escaped(item.description))")
      lines.append("END:\(name)")
    }
    lines.append("END:VCALENDAR")
    return lines.map(folded).joined(separator: "\r\n") + "\r\n"
  }

  private static func compact(_ date: CivilDate) -> String { "\(date)".replacing("-", with: "") }

  private static func stamp(_ now: Instant) -> String {
    let (date, milliseconds) = (Zone.utc.civil(now).date, Zone.utc.civil(now).milliseconds)
    let seconds = milliseconds / 1000
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(compact(date))T\(two(seconds / 3600))\(two(seconds / 60 % 60))\(two(seconds % 60))Z"
  }

  /// A value of the type TEXT (RFC 5545, 3.3.11).
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\\", ";", ",": result += "\\" + String(character)
      case "\n", "\r\n": result += "\\n"
      default: result.append(character)
      }
    }
    return result
  }

  /// Lines of at most 75 octets, the rest on lines that begin with a space (RFC 5545, 3.1).
  static func folded(_ line: String) -> String {
    var (result, length) = ("", 0)
    for character in line {
      let width = character.utf8.count
      if length + width > 75 {
        result += "\r\n "
        length = 1
      }
      result.append(character)
      length += width
    }
    return result
  }
}
