/// What can be read: cases, histories, work, the calendar. All derived from cases and entries, never stored.

import Calendar
import Definitions
import Diagnostics
import FEEL
import Governance
import Journal
import Statechart

/// Somebody must do something by a date.
public struct Duty: Sendable {
  /// The roles that can.
  public let roles: [String]
  /// What.
  public let what: String
  /// On which case.
  public let subject: String
  /// By when, if there is a date.
  public let by: CivilDate?
  /// Requirements that do not hold yet.
  public let missing: [String]
}

extension Store {
  /// A case; nil when there is none.
  public func find(_ id: String) throws(StoreProblem) -> CaseState? { try reading { $0.find(id) } }

  /// Ids of cases that are still open, in order.
  public func ids(limit: Int) throws(StoreProblem) -> [String] {
    try reading { try $0.reader.openSubjects(after: "", limit: limit).map(\.subject) }
  }

  /// The civil date of now.
  public var today: CivilDate { zone.civil(now).date }

  /// How many entries there are, and the root over them in hexadecimal.
  public func size() throws(StoreProblem) -> Int { try reading { $0.base } }

  /// The cases of a kind for which a condition holds, in the order of their ids, with chosen names as columns.
  public func list(_ kind: Kind, where condition: Expression?, show: [Expression]) throws(StoreProblem) -> Table {
    try reading { world in
      var rows: [[Value]] = []
      // A case pinned to other definitions may have other fields: there the same text is read anew.
      var bound: [ObjectIdentifier: (condition: Expression?, show: [Expression?])] = [
        ObjectIdentifier(kind): (condition, show)
      ]
      for state in world.all(kind.name) {
        let key = ObjectIdentifier(state.kind)
        let scope = state.kind.layout.scope
        func again(_ expression: Expression) -> Expression? { try? Expression(expression.text, scope: scope) }
        let own = bound[key] ?? (condition.flatMap(again), show.map(again))
        bound[key] = own
        let view = Inspection(state, world, at: now)
        if condition != nil {
          guard let test = own.condition, view.meets(test) else { continue }
        }
        rows.append(
          [.string(state.id), .string(state.stateText)] + own.show.map { $0.map { view.evaluate($0).brief } ?? .null })
      }
      return Table(["id", "state"] + show.map(\.text), rows, empty: "no \(kind.name)", hasOwnWords: false)
    }
  }

  /// A case with its fields, derived values and what is coming.
  public func show(_ state: CaseState) throws(StoreProblem) -> Table {
    try reading { world in
      let view = Inspection(state, world, at: now)
      var rows: [[Value]] = [
        [.string("id"), .string(state.id)], [.string("kind"), .string(state.kind.name)],
        [.string("state"), .string(state.stateText)],
        [.string("created"), .string("\(world.date(state.created)), entry #\(state.createdBy)")],
      ]
      for (index, field) in state.kind.fields.enumerated() where !state.fields[index].isNull {
        rows.append([.string(field.name), state.fields[index]])
      }
      for (field, entry) in state.erased.sorted(by: { $0.key < $1.key }) {
        rows.append([.string(field), .string(entry < 0 ? "(erased since)" : "(erased by entry #\(entry))")])
      }
      for entry in state.kind.derived {
        let value = view.evaluate(entry.expression)
        rows.append([
          .string(entry.name),
          .string("\(value.brief.text)  = \(entry.expression.text) (\(entry.expression.place.citation))"),
        ])
      }
      for query in state.kind.queries {
        if case .list(let items) = view.query(query.name), !items.isEmpty {
          rows.append([.string(query.name), .string(items.map { Brief.text($0) }.joined(separator: ", "))])
        }
      }
      for open in state.open {
        rows.append([
          .string(open.disagreed != nil ? "not agreed" : open.tookEffect ? "to ratify" : "pending"),
          .string(
            "#\(open.entry) \(open.event) by \(open.account)"
              + open.fields.map { " · \($0.name): \(Brief.text($0.value))" }.joined()),
        ])
      }
      for timer in Timers.all(state, world) {
        rows.append([.string("timer"), .string("\(zone.civil(timer.due).date) \(timer.name)")])
      }
      return Table(["name", "value"], rows)
    }
  }

  /// What roles must do: events that are possible now and due, approvals and ratifications that wait.
  public func duties(until: CivilDate?) throws(StoreProblem) -> [Duty] {
    try reading { world in
      var duties: [Duty] = []
      try self.eachOpen(world) { duties += self.duties(of: $0, world, at: now, until: until) }
      return Self.sorted(duties)
    }
  }

  static func sorted(_ duties: [Duty]) -> [Duty] {
    duties.sorted {
      ($0.by?.dayNumber ?? Int.min, $0.subject, $0.what) < ($1.by?.dayNumber ?? Int.min, $1.subject, $1.what)
    }
  }

  func duties(of state: CaseState, _ world: Staging, at instant: Instant, until: CivilDate?) -> [Duty] {
    var duties: [Duty] = []
    let view = Inspection(state, world, at: instant)
    for open in state.open {
      guard let line = state.rulebook.activity(state.kind.name, open.event) else { continue }
      if let entry = open.disagreed {
        duties.append(
          Duty(
            roles: line.responsible, what: "answer #\(open.entry) (\(open.event)), not agreed to in #\(entry)",
            subject: state.id, by: nil, missing: []))
        continue
      }
      duties.append(
        Duty(
          roles: [line.accountable], what: "\(open.tookEffect ? "ratify" : "approve") #\(open.entry) (\(open.event))",
          subject: state.id, by: nil, missing: []))
    }
    for name in state.kind.eventNames {
      guard let event = state.kind.events[name], event.source == .role, let due = event.due, view.isPossible(name),
        let line = state.rulebook.activity(state.kind.name, name)
      else { continue }
      let date: CivilDate? =
        switch view.evaluate(due) {
        case .date(let date): date
        case .dateTime(let moment): moment.date
        default: nil
        }
      guard let date, until.map({ date <= $0 }) ?? true else { continue }
      duties.append(Duty(roles: line.responsible, what: name, subject: state.id, by: date, missing: view.unmet(event)))
    }
    return duties
  }

  func eachOpen(_ world: Staging, _ body: (CaseState) throws -> Void) throws {
    var after = ""
    while true {
      let page = try world.reader.openSubjects(after: after, limit: 500)
      for snapshot in page { if let state = world.find(snapshot.subject) { try body(state) } }
      guard let last = page.last, page.count == 500 else { return }
      after = last.subject
    }
  }

  /// What the clock will do until a date: timers, and the cases that schedules create.
  public func calendar(until: CivilDate) throws(StoreProblem) -> Table {
    try reading { world in
      var rows: [(CivilDate, String, [Value])] = []
      try eachOpen(world) { state in
        for timer in Timers.all(state, world) {
          let date = zone.civil(timer.due).date
          guard timer.occurrence == nil, date <= until else { continue }
          rows.append(
            (
              date, state.id,
              [.date(date), .string(state.id), .string(timer.event ?? ""), .string("timer \(timer.name)")]
            ))
        }
        for (schedule, dates) in Timers.occurrences(state, world, until: until) {
          for date in dates {
            rows.append(
              (
                date, state.id,
                [.date(date), .string(state.id), .string(schedule.creates), .string("schedule \(schedule.name)")]
              ))
          }
        }
      }
      rows.sort { ($0.0.dayNumber, $0.1) < ($1.0.dayNumber, $1.1) }
      return Table(["date", "case", "what", "by"], rows.map(\.2), empty: "nothing until \(until)")
    }
  }

  /// How many cases there are.
  public func portfolio() throws(StoreProblem) -> Table {
    try reading { world in
      Table(
        ["kind", "cases", "open"],
        try world.reader.counts().map { [.string($0.kind), .number(Number($0.all)), .number(Number($0.open))] },
        empty: "no cases yet")
    }
  }

  /// The RASCI lines of a kind as a matrix: an event a row, a role a column.
  public func matrix(_ kind: Kind) -> Table {
    let lines = kind.eventNames.compactMap { name -> (String, Activity)? in
      guard kind.events[name]?.source == .role, let line = rulebook.activity(kind.name, name) else { return nil }
      return (name, line)
    }
    var roles: [String] = []
    for (_, line) in lines {
      for role in line.responsible + [line.accountable] + line.support + line.consulted + line.informed
      where !roles.contains(role) {
        roles.append(role)
      }
    }
    let rows = lines.map { name, line -> [Value] in
      [.string(name)]
        + roles.map { role in
          var letters = ""
          if line.responsible.contains(role) { letters += "R" }
          if line.accountable == role { letters += "A" }
          if line.support.contains(role) { letters += "S" }
          if line.consulted.contains(role) { letters += "C" }
          if line.informed.contains(role) { letters += "I" }
          return .string(letters)
        } + [.string(line.approval.rawValue), .string(line.place.citation)]
    }
    return Table([kind.name] + roles + ["approval", "defined"], rows)
  }

  /// The value of an expression over all kinds, each a list of its cases under its name.
  public func evaluate(_ expression: Expression) throws(StoreProblem) -> (value: Value, faults: [Fault]) {
    try reading { world in
      let values = expression.scope.names.enumerated().map { slot, name -> Value in
        guard expression.reads.contains(slot) else { return .null }
        return .list(world.all(name).map { CaseView.whole($0, world, at: now) })
      }
      return expression.evaluate(values, host: world.host(now, rulebook))
    }
  }

  /// The value of an expression over one case.
  public func evaluate(_ expression: Expression, on state: CaseState) throws(StoreProblem) -> Value {
    try reading { Inspection(state, $0, at: now).evaluate(expression) }
  }

  /// The names that expressions over everything may use.
  public var scope: Scope {
    var properties: Set<String> = ["id", "kind", "state", "states", "created", "entry", "disputed"]
    for kind in rulebook.kinds.values {
      properties.formUnion(kind.fields.map(\.name))
      properties.formUnion(kind.derived.map(\.name))
    }
    return Scope(rulebook.kindNames, properties: properties)
  }
}

extension Value {
  /// A context that is a case stands for its id.
  var brief: Value {
    if case .context(let context) = self, let id = context["id"] { return id }
    if case .list(let items) = self { return .list(items.map(\.brief)) }
    return self
  }
}
