/// An event followed step by step through a view: what the gate and the chart would do, the timers that would change, the laws that
/// would be asked, and what would become of it. Nothing is recorded.

import Calendar
import Definitions
import Governance

/// An event followed step by step.
public struct Trace: Sendable {
  /// A timer that the event would set or take away.
  public struct Timer: Sendable {
    /// What the definitions call it.
    public let name: String
    /// When it fires.
    public let date: CivilDate
    /// Whether it is set; taken away otherwise.
    public let isSet: Bool
  }

  /// Requirements, guards, and what the chart does.
  public let steps: [TraceStep]
  /// Timers that would change, those taken away first.
  public let timers: [Timer]
  /// The laws that are asked of cases that the reader may see.
  public let laws: [AskedLaw]
  /// What would become of it.
  public let receipt: Receipt
}

/// A law that was asked.
public struct AskedLaw: Sendable {
  /// The law.
  public let law: Law
  /// The id of the case.
  public let subject: String
  /// Whether it holds.
  public let holds: Bool
}

extension View {
  /// What a request for an event would do, one step after the other.
  public func trace(_ request: Request) throws(StoreProblem) -> Trace {
    let transaction = Transaction(stage, clock: now, for: clearance)
    transaction.notesLaws = true
    let mark = stage.mark
    defer { stage.goBack(to: mark) }
    let act = request.act(by: reader.actor, at: now)
    let before = state(act.subject)
    let steps = Gate(stage, for: clearance).trace(act)
    let set = before.map { Timers.all($0, stage) } ?? []
    let deed = transaction.perform(act)
    let after = deed.isRefused ? set : state(act.subject).map { Timers.all($0, stage) } ?? []
    func timers(_ some: [DueTimer], notIn others: [DueTimer], isSet: Bool) -> [Trace.Timer] {
      some.filter { !others.contains($0) }.map { Trace.Timer(name: $0.name, date: stage.date($0.due), isSet: isSet) }
    }
    let trace = Trace(
      steps: steps, timers: timers(set, notIn: after, isSet: false) + timers(after, notIn: set, isSet: true),
      laws: transaction.askedLaws.filter { state($0.subject) != nil },
      receipt: Receipt(deed, stage, for: clearance, isRecorded: false))
    try complete()
    return trace
  }
}
