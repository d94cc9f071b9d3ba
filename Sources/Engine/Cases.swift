/// Reading cases: lists, one case whole, and expressions over all of them.

import Calendar
import Decisions
import Definitions
import FEEL
import Governance
import Journal

/// A case in a list.
public struct ListedCase: Sendable {
  /// The id of the case.
  public let id: String
  /// Its innermost active states.
  public let state: String
  /// The values of the expressions that were asked for; null where its definitions do not know what an expression names.
  public let values: [Value]
}

/// A case with all that is known of it.
public struct Sheet: Sendable {
  /// A derived value.
  public struct Derived: Sendable {
    /// What the definitions call it.
    public let name: String
    /// What it comes to; withheld where it rests on what the reader may not see.
    public let value: Value
    /// Its expression, with its place.
    public let expression: Expression
  }

  /// Something the clock will do.
  public struct Timer: Sendable {
    /// When; a date in the past is due and waits for somebody to write.
    public let date: CivilDate
    /// The timer's or schedule's name.
    public let name: String
    /// Whether it is due.
    public let isDue: Bool
  }

  /// The case itself.
  public let seen: SeenCase
  /// Its fields that have a value, in the order of the kind.
  public let fields: [(field: Field, value: Value)]
  /// Its derived values.
  public let derived: [Derived]
  /// What its queries find: ids, or withheld.
  public let queries: [(name: String, value: Value)]
  /// Its timers and schedules, the earliest first.
  public let timers: [Timer]
}

/// Reads cases through a view.
public struct Cases {
  private let view: View

  /// The cases of a view.
  public init(_ view: View) { self.view = view }

  /// The cases of a kind for which a condition holds, in the order of their ids. Where a condition rests on what is withheld it
  /// does not hold.
  public func list(
    _ kind: Kind, where condition: Expression?, show: [Expression]
  ) throws(StoreProblem) -> [ListedCase] {
    // A case pinned to other definitions may have other fields: there the same text is read anew.
    var bound: [ObjectIdentifier: (condition: Expression?, show: [Expression?])] = [
      ObjectIdentifier(kind.chart): (condition, show)
    ]
    var rows: [ListedCase] = []
    for state in view.cases(kind.name) {
      let key = ObjectIdentifier(state.kind.chart)
      let scope = state.kind.layout.scope
      func again(_ expression: Expression) -> Expression? { try? Expression(expression.text, scope: scope) }
      let own = bound[key] ?? (condition.flatMap(again), show.map(again))
      bound[key] = own
      let inspection = Inspection(state, view.stage, at: view.now, view.sight)
      if condition != nil {
        guard let test = own.condition, inspection.meets(test) else { continue }
      }
      rows.append(
        ListedCase(
          id: state.id, state: state.stateText,
          values: own.show.map { $0.map { inspection.shown($0).brief } ?? .null }))
    }
    return rows
  }

  /// A case with all that is known of it; nil when the reader sees none of that id.
  public func sheet(_ id: String) throws(StoreProblem) -> Sheet? {
    guard let state = view.state(id) else { return nil }
    let inspection = Inspection(state, view.stage, at: view.now, view.sight)
    let seen = SeenCase(state, for: view.clearance)
    let sheet = Sheet(
      seen: seen,
      fields: state.kind.fields.map { ($0, seen[$0.name]) }.filter { !$0.1.isNull },
      derived: state.kind.derived.map {
        Sheet.Derived(name: $0.name, value: inspection.evaluate($0.expression).brief, expression: $0.expression)
      },
      queries: state.kind.queries.map { ($0.name, inspection.query($0).brief) },
      timers: Timers.all(state, view.stage).map { timer in
        Sheet.Timer(
          date: view.stage.date(timer.due), name: timer.name, isDue: !view.isPast && timer.due <= view.now)
      })
    return sheet
  }

  /// The id of a new case that nobody names, by the pattern of its kind; nil where there is none, or none comes of what is given.
  /// Its number goes on from how many cases of the kind there are, to the first that no case has.
  public func newID(_ kind: Kind, _ given: Given) throws(StoreProblem) -> String? {
    guard let pattern = kind.pattern else { return nil }
    return try StoreProblem.wrapping {
      let reader = view.stage.reader
      var number = try (reader.counts().first { $0.kind == kind.name }?.all ?? 0) + 1
      while let id = pattern.id(number, given) {
        if !pattern.hasNumber { return id }
        if try reader.subject(id) == nil { return id }
        number += 1
      }
      return nil
    }
  }

  /// How many cases there are of each kind that the reader may see any of, and how many are open.
  public func counts() throws(StoreProblem) -> [(kind: String, all: Int, open: Int)] {
    try StoreProblem.wrapping {
      try view.stage.reader.counts().compactMap { row in
        if let kind = view.rulebook.kinds[row.kind], view.clearance.seesAll(kind) { return row }
        let seen = view.cases(row.kind)
        return seen.isEmpty ? nil : (row.kind, seen.count, seen.count { $0.isOpen || !$0.open.isEmpty })
      }
    }
  }

  /// The value of an expression over all kinds, each a list of its cases under its name.
  public func evaluate(_ expression: Expression) throws(StoreProblem) -> (value: Value, faults: [Fault]) {
    let values = expression.scope.names.enumerated().map { slot, name -> Value in
      guard expression.reads.contains(slot) else { return .null }
      return .list(view.cases(name).map { CaseView.whole($0, view.stage, at: view.now, view.sight) })
    }
    var host = view.stage.host(view.now, view.rulebook)
    host.withholds = true
    let result = expression.evaluate(values, host: host)
    return result
  }

  /// The value of an expression over one case; null when the reader sees none of that id.
  public func evaluate(_ expression: Expression, on id: String) throws(StoreProblem) -> Value {
    guard let state = view.state(id) else { return .null }
    let value = Inspection(state, view.stage, at: view.now, view.sight).evaluate(expression)
    return value
  }

  /// The value of an expression over each of several cases, each by the definitions it is pinned to; null where those lack a name in it.
  public func evaluate(_ expression: Expression, onEach ids: [String]) throws(StoreProblem) -> [Value] {
    var bound: [ObjectIdentifier: Expression?] = [:]
    return ids.map { id in
      guard let state = view.state(id) else { return .null }
      let key = ObjectIdentifier(state.kind.chart)
      let own = bound[key] ?? (try? Expression(expression.text, scope: state.kind.layout.scope))
      bound[key] = own
      return own.map { Inspection(state, view.stage, at: view.now, view.sight).evaluate($0) } ?? .null
    }
  }

  /// What a table of the definitions gives for values of its inputs, which of its rules match, and why it gives nothing.
  public func decide(_ table: DecisionFunction, _ inputs: [Value]) -> (decided: Decided, faults: [Fault]) {
    var frame = Frame(slots: [], host: view.stage.host(view.now, view.rulebook))
    let decided = table.decide(inputs, at: 0..<0, &frame)
    return (decided, frame.faults)
  }

  /// The names that expressions over everything may use.
  public var scope: Scope {
    var properties: Set<String> = ["id", "kind", "state", "states", "created", "entry", "disputed"]
    for kind in view.rulebook.kinds.values {
      properties.formUnion(kind.fields.map(\.name))
      properties.formUnion(kind.derived.map(\.name))
    }
    return Scope(view.rulebook.kindNames, properties: properties)
  }
}

extension Value {
  /// A context that is a case stands for its id.
  public var brief: Value {
    if case .context(let context) = self, let id = context["id"] { return id }
    if case .list(let items) = self { return .list(items.map(\.brief)) }
    return self
  }
}
