/// What the clock will do until a date: timers, and the cases that schedules create.

import Calendar
import Definitions
import Governance

/// Something the clock will do.
public struct AgendaItem: Sendable {
  /// The civil day on which it happens.
  public let date: CivilDate
  /// The id of the case it happens to.
  public let subject: String
  /// The event that is fired, or the kind that is created.
  public let what: String
  /// The timer, or the schedule.
  public let name: String
  /// Whether it is a schedule's.
  public let isSchedule: Bool
}

/// Reads what the clock will do through a view.
public struct Agenda {
  private let view: View

  /// The agenda of a view.
  public init(_ view: View) { self.view = view }

  /// All until the end of a day, in order.
  public func all(until day: CivilDate) throws(StoreProblem) -> [AgendaItem] {
    var items: [AgendaItem] = []
    try view.eachOpen { state in
      for timer in Timers.all(state, view.stage) {
        let date = view.stage.date(timer.due)
        guard let event = timer.event, date <= day, view.sees(timer: timer.name, of: state) else { continue }
        items.append(
          AgendaItem(date: date, subject: state.id, what: event, name: timer.name, isSchedule: false))
      }
      for (schedule, dates) in Timers.occurrences(state, view.stage, until: day) {
        // What lies before today is passed over.
        items += dates.filter { $0 >= view.today }.map { date in
          AgendaItem(
            date: date, subject: state.id, what: schedule.creates, name: schedule.name, isSchedule: true)
        }
      }
      return true
    }
    return items.sorted { ($0.date.dayNumber, $0.subject) < ($1.date.dayNumber, $1.subject) }
  }
}
