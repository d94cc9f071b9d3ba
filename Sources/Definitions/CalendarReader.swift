/// From YAML to a calendar of working days: the weekend, and the holidays with the rules by which they fall.

import Calendar
import Diagnostics

struct CalendarReader {
  let yaml: YAML

  init(_ yaml: YAML) { self.yaml = yaml }

  /// The calendar of working days.
  func read() -> WorkingCalendar {
    _ = yaml.entries("a calendar", known: ["weekend", "holidays", "source"])
    return WorkingCalendar(weekend: Set(weekend), holidays: holidays)
  }

  /// A calendar beside that of working days, whose free days it has as well.
  func read(beside calendar: WorkingCalendar) -> WorkingCalendar {
    _ = yaml.entries("a calendar", known: ["title", "weekend", "holidays", "source", "known until"])
    _ = yaml["title"]?.localized("a title")
    return WorkingCalendar(
      weekend: yaml["weekend"] == nil ? calendar.weekend : Set(weekend), holidays: calendar.holidays + holidays,
      knownUntil: yaml["known until"].flatMap(date))
  }

  private func date(_ yaml: YAML) -> CivilDate? {
    guard let text = yaml.text("a date") else { return nil }
    guard let date = CivilDate(text) else {
      yaml.error(.wrongType, "expected a date such as 2031-08-31, found \"\(text)\"")
      return nil
    }
    return date
  }

  private var weekend: [Weekday] {
    (yaml["weekend"]?.texts("weekdays") ?? []).compactMap { text, node -> Weekday? in
      guard let day = Weekday(named: text) else {
        node.error(.unknownWeekday, "there is no weekday \"\(text)\"", hint: weekdays(text))
        return nil
      }
      return day
    }
  }

  private var holidays: [Holiday] {
    (yaml["holidays"]?.entries("holidays") ?? []).compactMap { entry -> Holiday? in
      let yaml = entry.value
      _ = yaml.entries(
        "a holiday", known: ["title", "on", "easter", "when", "then", "every", "since", "from", "until"])
      _ = yaml["title"]?.localized("a title")
      entry.keyNode.defines(.holiday)
      guard let rule = rule(yaml) else { return nil }
      return Holiday(
        id: entry.key, rule: rule, every: yaml["every"]?.integer("every") ?? 1,
        since: yaml["since"]?.integer("since") ?? Int.min)
    }
  }

  private func weekdays(_ text: String) -> String? {
    Nearest.hint(text, among: Weekday.allCases.map { "\($0)" }, orAll: "they are")
  }

  private func monthDay(_ yaml: YAML) -> (month: Int, day: Int)? {
    guard let text = yaml.text("a month and day") else { return nil }
    let parts = text.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 2, CivilDate(year: 2000, month: parts[0], day: parts[1]) != nil else {
      yaml.error(.expectedMonthDay, "expected a month and day such as 04-27, found \"\(text)\"")
      return nil
    }
    return (parts[0], parts[1])
  }

  private func rule(_ yaml: YAML) -> HolidayRule? {
    if let easter = yaml["easter"] { return easter.integer("days after Easter Sunday").map { .easter(offset: $0) } }
    if let from = yaml["from"], let until = yaml["until"] {
      guard let first = date(from), let last = date(until) else { return nil }
      if last < first { until.error(.emptyBounds, "it would end before it begins", hint: "the first date comes first") }
      return .span(first, last)
    }
    guard let on = yaml["on"] else {
      yaml.error(.missingPart, "a holiday has a date: on: 12-25, easter: 1, or from: and until:")
      return nil
    }
    if let text = on.text("a date"), let date = CivilDate(text) { return .once(date) }
    guard let (month, day) = monthDay(on) else { return nil }
    guard let when = yaml["when"], let then = yaml["then"] else { return .fixed(month: month, day: day) }
    guard let text = when.text("a weekday"), let weekday = Weekday(named: text), let (toMonth, toDay) = monthDay(then)
    else {
      if let text = when.text("a weekday"), Weekday(named: text) == nil {
        when.error(.unknownWeekday, "there is no weekday \"\(text)\"", hint: weekdays(text))
      }
      return nil
    }
    return .moved(month: month, day: day, when: weekday, toMonth: toMonth, toDay: toDay)
  }
}
