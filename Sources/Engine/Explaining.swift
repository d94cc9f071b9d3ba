/// How a value came about, step by step: the expression, its parts, the fields it rests on and the entries that gave those.

import Calendar
import Definitions
import FEEL
import Governance
import Journal
import Statechart

/// Where a value stands in an explanation.
public struct Step: Sendable {
  /// How far it is from what was asked.
  public let depth: Int
  /// A name, or a part of an expression.
  public let what: String
  /// Its value.
  public let value: Value
  /// The expression, the entry or the definition it comes from.
  public let because: String
}

extension Store {
  /// How far an explanation follows values that rest on values.
  static let explainedDepth = 6

  /// How a field or a derived value of a case came about.
  public func explain(_ name: String, of state: CaseState) throws(StoreProblem) -> [Step] {
    try reading { world in
      var steps: [Step] = []
      var seen: Set<String> = []
      try self.explain(name, state, world, depth: 0, &seen, &steps)
      return steps
    }
  }

  private func explain(
    _ name: String, _ state: CaseState, _ world: Staging, depth: Int, _ seen: inout Set<String>, _ steps: inout [Step]
  ) throws {
    let kind = state.kind
    let view = Inspection(state, world, at: now)
    if let entry = kind.derived.first(where: { $0.name == name }) {
      add(name, view.evaluate(entry.expression).brief, Self.citation(entry.expression, "= "), depth, &steps)
      guard seen.insert(name).inserted, depth < Self.explainedDepth else { return }
      try explain(entry.expression, state, world, depth: depth + 1, &seen, &steps)
    } else if let index = kind.index(of: name) {
      let field = kind.fields[index]
      let value = field.isConfidential ? Value.string("(confidential)") : state.fields[index]
      guard let setter = try setter(of: name, state, world) else {
        return add(name, value, "never set", depth, &steps)
      }
      add(name, value, setter.text, depth, &steps)
      guard seen.insert(name).inserted, depth < Self.explainedDepth, let expression = setter.expression,
        let before = try PastReader(world.reader, horizon: setter.entry + (setter.isFirst ? 1 : 0), books)
          .record(state.id)?.state
      else { return }
      add(expression.text, state.fields[index], "(\(expression.place.citation))", depth + 1, &steps)
      for slot in expression.reads {
        try explain(kind.layout.scope.names[slot], before, world, depth: depth + 2, &seen, &steps)
      }
    } else if let query = kind.queries.first(where: { $0.name == name }) {
      let found: [Value] = if case .list(let items) = view.query(name) { items } else { [] }
      add(
        name, .list(found.map(\.brief)),
        "every \(query.kind)\(query.via.map { " whose \($0) is this case" } ?? "") (\(query.place.citation))", depth,
        &steps)
    } else if let constant = state.rulebook.constants.first(where: { $0.name == name }) {
      add(name, constant.value, "a constant of the plugins", depth, &steps)
    }
  }

  private func explain(
    _ expression: Expression, _ state: CaseState, _ world: Staging, depth: Int, _ seen: inout Set<String>,
    _ steps: inout [Step]
  ) throws {
    let view = Inspection(state, world, at: now)
    for slot in expression.reads {
      let name = state.kind.layout.scope.names[slot]
      try explain(name, state, world, depth: depth, &seen, &steps)
    }
    for part in expression.parts { add(part.text, view.evaluate(part).brief, "", depth, &steps) }
  }

  private func add(_ what: String, _ value: Value, _ because: String, _ depth: Int, _ steps: inout [Step]) {
    guard steps.count < 200 else { return }
    steps.append(Step(depth: depth, what: what, value: value, because: because))
  }

  private static func citation(_ expression: Expression, _ sign: String) -> String {
    "\(sign)\(expression.text) (\(expression.place.citation))"
  }

  /// The entry that gave a field its value, and the expression by which it did, where it did by one.
  func setter(
    of field: String, _ state: CaseState, _ world: Staging
  ) throws -> (entry: Int, isFirst: Bool, text: String, expression: Expression?)? {
    let words: [Word] = [.subject(state.id), .field(field)]
    guard
      let position = try world.reader.positions(words, in: 0..<(state.lastEntry + 1), limit: 1, newestFirst: true)
        .first,
      let entry = try world.reader.entry(position), let header = entry.header
    else { return nil }
    let day = zone.civil(Instant(milliseconds: header.instant)).date
    let text = "entry #\(position), \(header.event), \(day)"
    if entry.values.contains(where: { $0.name == "in.\(field)" }) { return (position, false, text, nil) }
    let book = try books.find(header.definitions, world.reader)
    guard let kind = book.kinds[header.kind] else { return (position, false, text, nil) }
    if header.event == "create" {
      let initial = kind.index(of: field).flatMap { kind.fields[$0].initial }
      return (position, true, initial == nil ? text : text + ", the value it begins with", initial)
    }
    // What was approved is what was asked.
    var event = header.event
    if case .approve(let asked)? = Verb(text: event), let earlier = try world.reader.entry(asked)?.header {
      event = earlier.event
    }
    return (position, false, text, kind.assignment(of: field, by: event))
  }
}

extension Kind {
  /// The expression by which an event sets a field, where all its transitions that do use the same.
  func assignment(of field: String, by event: String) -> Expression? {
    let found = chart.transitions.filter { $0.matches(event) }.flatMap { sets(in: $0.actions) }.filter {
      $0.field == field
    }
    return Set(found.map(\.value.text)).count == 1 ? found.first?.value : nil
  }
}
