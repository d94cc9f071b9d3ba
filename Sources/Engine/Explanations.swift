/// How a value came about, step by step: the expression, its parts, the fields it rests on and the entries that gave those.

import Calendar
import Decisions
import Definitions
import Diagnostics
import FEEL
import Governance
import Journal
import Statechart

/// Where a value stands in an explanation.
public struct Step: Sendable {
  /// Where a value comes from.
  public enum Because: Sendable {
    /// An expression of the definitions, with its text and place.
    case expression(String, Citation)
    /// A part of the expression above.
    case part
    /// An entry; with `isInitial`, the value a new case begins with.
    case entry(Int, verb: Verb?, date: CivilDate, isInitial: Bool)
    /// A query: every case of a kind, or those whose field refers to this one.
    case query(kind: String, via: String?, Citation)
    /// A constant of the plugins.
    case constant
    /// The rules of a decision table that match, and where the first of them stands.
    case rules([Int], Citation)
    /// No entry gave it one.
    case neverSet
  }

  /// How far it is from what was asked.
  public let depth: Int
  /// A name, or a part of an expression.
  public let what: String
  /// What it comes to at this step.
  public let value: Value
  /// Where it comes from.
  public let because: Because
}

/// Explains values through a view.
public struct Explanations {
  /// How far an explanation follows values that rest on values.
  static let depth = 6
  /// The most steps of one explanation; what is beyond is told by ``Explained/isCut``.
  static let mostSteps = 200

  /// An explanation.
  public struct Explained: Sendable {
    /// Its steps, in order.
    public let steps: [Step]
    /// Whether there would be more.
    public let isCut: Bool
  }

  private let view: View

  /// The explanations of a view.
  public init(_ view: View) { self.view = view }

  /// How a field or a derived value of a case came about; no steps when the case has none of the name, or when the reader sees
  /// none of that id.
  public func explain(_ name: String, of id: String) throws(StoreProblem) -> Explained {
    try StoreProblem.wrapping {
      guard let state = view.state(id) else { return Explained(steps: [], isCut: false) }
      var tracer = Tracer(view)
      try tracer.explain(name, state, depth: 0)
      return Explained(steps: tracer.steps, isCut: tracer.isCut)
    }
  }

  /// The entries that gave the fields on which some names rest their values.
  public func grounds(_ names: [String], of id: String) throws(StoreProblem) -> [(name: String, entry: Int)] {
    try StoreProblem.wrapping {
      guard let state = view.state(id) else { return [] }
      // What is derived rests on fields.
      var (open, seen, fields) = (names, Set<String>(), [String]())
      while let name = open.popLast() {
        guard seen.insert(name).inserted else { continue }
        if let entry = state.kind.derived.first(where: { $0.name == name }) {
          open += entry.expression.reads.map { state.kind.layout.scope.names[$0] }
        } else if state.kind.index(of: name) != nil {
          fields.append(name)
        }
      }
      let tracer = Tracer(view)
      return try fields.sorted().compactMap { name in try tracer.setter(of: name, state).map { (name, $0.entry) } }
    }
  }

  /// What gave a field its value.
  private struct Setter {
    let entry: Int
    let verb: Verb?
    let date: CivilDate
    /// Whether the case was created with it.
    var isFirst = false
    /// The expression by which it did, where it did by one.
    var expression: Expression?
    /// The other fields that were set together with it.
    var together: Set<String> = []
  }

  /// An explanation under way.
  private struct Tracer {
    private let view: View
    private(set) var steps: [Step] = []
    private(set) var isCut = false
    private var seen: Set<String> = []

    init(_ view: View) { self.view = view }

    mutating func explain(_ name: String, _ state: CaseState, depth: Int) throws {
      let kind = state.kind
      let inspection = Inspection(state, view.stage, at: view.now, view.sight)
      if let entry = kind.derived.first(where: { $0.name == name }) {
        add(name, inspection.evaluate(entry.expression).brief, Self.because(entry.expression), depth)
        guard seen.insert(name).inserted, depth < Explanations.depth else { return }
        try explain(entry.expression, state, depth: depth + 1)
      } else if let index = kind.index(of: name) {
        try explain(field: index, state, depth: depth)
      } else if let query = kind.queries.first(where: { $0.name == name }) {
        add(
          name, inspection.query(query).brief, .query(kind: query.kind, via: query.via, query.place.citation), depth)
      } else if let constant = state.rulebook.constants.first(where: { $0.name == name }) {
        add(name, constant.value, .constant, depth)
      }
    }

    private mutating func explain(field index: Int, _ state: CaseState, depth: Int) throws {
      let name = state.kind.fields[index].name
      let value = view.sight.value(index, of: state)
      guard let setter = try setter(of: name, state) else { return add(name, value, .neverSet, depth) }
      add(
        name, value,
        .entry(
          setter.entry, verb: setter.verb, date: setter.date, isInitial: setter.isFirst && setter.expression != nil),
        depth)
      guard seen.insert(name).inserted, depth < Explanations.depth, let expression = setter.expression,
        let before = try PastReader(
          view.stage.reader, horizon: setter.entry + (setter.isFirst ? 1 : 0), view.stage.memory.books
        ).record(state.id)?.state
      else { return }
      add(expression.text, value, Self.because(expression), depth + 1)
      // The expression is of the definitions of then, in which names may stand in other places. What was set with it may have been so
      // before or after: its value then is not known.
      for name in expression.reads.map({ expression.scope.names[$0] }) where !setter.together.contains(name) {
        try explain(name, before, depth: depth + 2)
      }
    }

    private mutating func explain(_ expression: Expression, _ state: CaseState, depth: Int) throws {
      let inspection = Inspection(state, view.stage, at: view.now, view.sight)
      for slot in expression.reads {
        let name = state.kind.layout.scope.names[slot]
        let table = state.rulebook.constants.first { $0.name == name }?.table
        if case .constant = state.kind.layout.slots[slot], let table {
          explain(table, calledBy: expression, inspection, state, depth)
        } else {
          try explain(name, state, depth: depth)
        }
      }
      for part in expression.parts { add(part.text, inspection.evaluate(part).brief, .part, depth) }
    }

    /// What a table gives in each of its calls, and by which rules.
    private mutating func explain(
      _ stated: StatedTable, calledBy expression: Expression, _ inspection: Inspection, _ state: CaseState, _ depth: Int
    ) {
      let table = stated.table
      for arguments in expression.calls(of: table.name, table.inputs.map(\.name)) {
        let values = arguments.map { $0.map { inspection.evaluate($0) } ?? .null }
        if let withheld = values.lazy.compactMap(\.firstWithheld).first {
          add(table.name, .withheld(withheld), .constant, depth)
          continue
        }
        var frame = Frame(slots: [], host: view.stage.host(view.now, state.rulebook))
        let decided = stated.function.decide(values, at: 0..<0, &frame)
        let place = decided.rules.first.map { table.rules[$0 - 1].place } ?? table.place
        add(table.name, decided.value, .rules(decided.rules, place.citation), depth)
      }
    }

    private mutating func add(_ what: String, _ value: Value, _ because: Step.Because, _ depth: Int) {
      guard steps.count < Explanations.mostSteps else {
        isCut = true
        return
      }
      steps.append(Step(depth: depth, what: what, value: value, because: because))
    }

    private static func because(_ expression: Expression) -> Step.Because {
      .expression(expression.text, expression.place.citation)
    }

    /// What gave a field its value; nil when nothing did.
    func setter(of field: String, _ state: CaseState) throws -> Setter? {
      let reader = view.stage.reader
      let words: [Word] = [.subject(state.id), .field(field)]
      guard
        let position = try reader.positions(words, in: 0..<(state.lastEntry + 1), limit: 1, newestFirst: true).first,
        let entry = try reader.entry(position)
      else { return nil }
      let header = entry.header
      let date = view.stage.date(Instant(milliseconds: header.instant))
      var setter = Setter(entry: position, verb: header.deed, date: date)
      if entry.values.contains(where: { $0.name == Recording.Name.given + field }) { return setter }
      let book = try view.stage.memory.books.find(header.definitions, view.present.reader)
      guard let kind = book.kinds[header.kind] else { return setter }
      if header.deed == .fire("create") {
        setter.isFirst = true
        setter.expression = kind.index(of: field).flatMap { kind.fields[$0].initial }
        return setter
      }
      // What was approved is what was asked.
      let asked = try header.answers.flatMap { try reader.entry($0)?.header.object }
      let event = asked ?? header.object ?? ""
      setter.expression = kind.assignment(of: field, by: event)
      setter.together = Set(
        entry.values.filter { $0.name.hasPrefix(Recording.Name.set) }.map {
          String($0.name.dropFirst(Recording.Name.set.count))
        }
      ).subtracting([field])
      return setter
    }
  }
}
