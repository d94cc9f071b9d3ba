/// An event followed step by step through a view: what the gate and the chart would do, the laws of other cases that would be asked,
/// and what would become of it. Nothing is recorded.

import Calendar
import Definitions
import Governance

/// An event followed step by step.
public struct Trace: Sendable {
  /// Requirements, guards, what the chart does, timers and laws.
  public let steps: [TraceStep]
  /// What would become of it.
  public let receipt: Receipt
}

extension View {
  /// What a request for an event would do, one step after the other.
  public func trace(_ request: Request) throws(StoreProblem) -> Trace {
    let transaction = Transaction(stage, clock: now, for: clearance)
    transaction.notesLaws = true
    let mark = stage.mark
    defer { stage.goBack(to: mark) }
    let act = request.act(by: reader.actor, at: now)
    let steps = Gate(stage, for: clearance).trace(act)
    let deed = transaction.perform(act)
    // Those of the case itself are among the steps, of how it would be without a refusal.
    let laws = transaction.askedLaws.filter { $0.subject != act.subject && state($0.subject) != nil }
    let trace = Trace(
      steps: steps + laws.map { .law($0.law, subject: $0.subject, holds: $0.holds) },
      receipt: Receipt(deed, stage, for: clearance, isRecorded: false))
    try complete()
    return trace
  }
}
