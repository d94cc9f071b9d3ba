/// Timers that may be due, in the order in which they fire.

import Calendar
import Governance
import HeapModule
import Journal

/// A queue over the stored timers and those that were staged; ones that no longer hold are dropped when they come up.
struct TimerQueue {
  private struct Due: Comparable {
    let due: Int
    let subject: String
    let name: String

    static func < (a: Due, b: Due) -> Bool { (a.due, a.subject, a.name) < (b.due, b.subject, b.name) }
  }

  private var heap: Heap<Due>?
  private var loadedUntil = Int.min

  /// Takes note of a case's timers, once timers are looked at.
  mutating func note(_ record: Record) {
    guard heap != nil else { return }
    insert(record)
  }

  private mutating func insert(_ record: Record) {
    for timer in record.timers {
      heap?.insert(Due(due: timer.due.milliseconds, subject: record.state.id, name: timer.name))
    }
  }

  /// The next timer until an instant that its case still has, with the case; nil when none is left.
  mutating func next(until instant: Instant, _ stage: Stage) -> (record: Record, timer: DueTimer)? {
    load(until: instant.milliseconds, stage)
    while let next = heap?.min, next.due <= instant.milliseconds {
      heap?.removeMin()
      guard let record = stage.record(next.subject),
        let timer = record.timers.first(where: { $0.name == next.name && $0.due.milliseconds == next.due })
      else { continue }
      return (record, timer)
    }
    return nil
  }

  private mutating func load(until instant: Int, _ stage: Stage) {
    guard loadedUntil < instant else { return }
    if heap == nil {
      heap = []
      for record in stage.staged.values { insert(record) }
    }
    for row in stage.attempt([], { try stage.reader.timers(until: instant, limit: .max) }) where row.due > loadedUntil {
      heap?.insert(Due(due: row.due, subject: row.subject, name: row.name))
    }
    loadedUntil = instant
  }
}
