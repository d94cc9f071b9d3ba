/// What people must do: events that are possible and due, approvals and ratifications that wait, answers that are owed.

import Calendar
import Definitions
import FEEL
import Governance

/// What is to be done, or will happen.
public enum Deal: Sendable, Hashable, CustomStringConvertible {
  /// An event is fired.
  case event(String)
  /// A schedule creates a case.
  case schedule(String)
  /// The accountable role decides on an act that waits.
  case approve(entry: Int, event: String)
  /// The accountable role agrees to what took effect.
  case ratify(entry: Int, event: String)
  /// What the clock was to do is stopped by a law: what the law asks for is to be seen to.
  case unstop(String)
  /// Who acted answers for what was not agreed to.
  case answer(entry: Int, event: String, disagreed: Int)

  /// As a plan keeps it.
  public var description: String {
    switch self {
    case .event(let name): name
    case .schedule(let name): "schedule \(name)"
    case .unstop(let name): "\(name), stopped by a law"
    case .approve(let entry, let event): "approve #\(entry) (\(event))"
    case .ratify(let entry, let event): "ratify #\(entry) (\(event))"
    case .answer(let entry, let event, let disagreed): "answer #\(entry) (\(event)), not agreed to in #\(disagreed)"
    }
  }
}

/// Somebody must do something by a date.
public struct Task: Sendable {
  /// The roles that can.
  public let roles: [String]
  /// What is to be done.
  public let what: Deal
  /// The id of the case it is to be done to.
  public let subject: String
  /// By when, if there is a date.
  public let by: CivilDate?
  /// Requirements that do not hold yet.
  public let missing: [String]
}

/// Reads tasks through a view.
public struct Tasks {
  private let view: View

  /// The tasks of a view.
  public init(_ view: View) { self.view = view }

  /// All tasks on cases that the reader may see, those with the earliest date first; with `until`, no later ones.
  public func all(until: CivilDate?) throws(StoreProblem) -> [Task] {
    var tasks: [Task] = []
    try view.eachOpen { state in
      tasks += Self.of(state, view, at: view.now, until: until)
      return true
    }
    return tasks.sorted {
      ($0.by?.dayNumber ?? Int.min, $0.subject, "\($0.what)") < ($1.by?.dayNumber ?? Int.min, $1.subject, "\($1.what)")
    }
  }

  /// The tasks of one case.
  static func of(_ state: CaseState, _ view: View, at instant: Instant, until: CivilDate?) -> [Task] {
    waiting(state, view) + stopped(state, view, until: until) + due(state, view, at: instant, until: until)
  }

  /// What a law keeps the clock from doing: for whoever answers for the kind. Nobody else is asked for it.
  private static func stopped(_ state: CaseState, _ view: View, until: CivilDate?) -> [Task] {
    Timers.stopped(state, view.stage).filter { view.sees(timer: $0.name, of: state) }.compactMap { timer in
      let date = view.stage.date(timer.due)
      guard until.map({ date <= $0 }) ?? true else { return nil }
      let lines = state.kind.eventNames.compactMap { state.rulebook.activity(state.kind.name, $0) }
      let role = lines.first?.accountable ?? Rulebook.administrator
      let name = timer.event ?? timer.name
      return Task(roles: [role], what: .unstop(name), subject: state.id, by: date, missing: [])
    }
  }

  private static func waiting(_ state: CaseState, _ view: View) -> [Task] {
    state.open.compactMap { open in
      guard let line = state.line(open.event, given: open.fields, view.stage, at: view.now) else { return nil }
      let what: Deal =
        if let disagreed = open.disagreed {
          .answer(entry: open.entry, event: open.event, disagreed: disagreed)
        } else if open.tookEffect {
          .ratify(entry: open.entry, event: open.event)
        } else {
          .approve(entry: open.entry, event: open.event)
        }
      let roles = open.disagreed == nil ? [line.accountable] : line.responsible
      return Task(roles: roles, what: what, subject: state.id, by: nil, missing: [])
    }
  }

  private static func due(_ state: CaseState, _ view: View, at instant: Instant, until: CivilDate?) -> [Task] {
    // What is missing is for the gate to find, which sees everything; only names of requirements are told.
    let inspection = Inspection(state, view.stage, at: instant, .everything)
    lazy var seen = Inspection(state, view.stage, at: instant, view.sight)
    return state.kind.eventNames.compactMap { name in
      guard let event = state.kind.events[name], event.source == .role, let due = event.due,
        inspection.isPossible(name), let line = state.line(name, view.stage, at: instant)
      else { return nil }
      func task(by date: CivilDate?) -> Task {
        Task(
          roles: line.responsible, what: .event(name), subject: state.id, by: date, missing: inspection.unmet(event))
      }
      // A date that rests on what the reader may not see is not told, nor by leaving the task out.
      let value = seen.evaluate(due)
      if value.firstWithheld != nil { return task(by: nil) }
      guard let date = value.civilDate, until.map({ date <= $0 }) ?? true else { return nil }
      return task(by: date)
    }
  }
}

extension Value {
  /// The date of a date, or of a date and time.
  var civilDate: CivilDate? {
    switch self {
    case .date(let date): date
    case .dateTime(let moment): moment.date
    default: nil
    }
  }
}

extension View {
  /// Whether the reader may see the instants of a timer: whether its expression rests on nothing that is withheld.
  func sees(timer name: String, of state: CaseState) -> Bool {
    guard let timer = state.kind.timers.first(where: { $0.name == name }) else { return true }
    return !Inspection(state, stage, at: now, sight).namesWithheld(timer.at)
  }
}
