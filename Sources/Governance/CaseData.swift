/// A case as the data model of its chart: names to values, looked up only when an expression reads them.

import Calendar
import Definitions
import FEEL
import Statechart

/// The values that the expressions of one case see during one decision.
struct CaseData: DataModel {
  let world: any World
  var state: CaseState
  private var frame: Frame
  private var known: [Bool]
  private(set) var failures: [(message: String, expression: Expression)] = []
  private let instant: Instant
  /// Through whose eyes.
  private let sight: Sight
  /// How many cases lie between this one and the one that is decided on.
  private let depth: Int
  /// For what was looked up of other cases: the derived values it has beside their own fields.
  private var wanted: [Int: Set<String>] = [:]

  /// How far derived values are followed from case to case. Reading one that lies farther, or goes round, is a fault.
  private static let maximumDepth = Rulebook.farthest

  init(_ state: CaseState, world: any World, at instant: Instant, sight: Sight = .everything, depth: Int = 0) {
    self.world = world
    self.state = state
    self.instant = instant
    self.sight = sight
    self.depth = depth
    let layout = state.kind.layout
    var slots: [Value] = []
    slots.reserveCapacity(layout.slots.count)
    slots += sight.withholds ? state.fields.indices.map { sight.value($0, of: state) } : state.fields
    for content in layout.slots.dropFirst(state.fields.count) {
      if case .constant(let index) = content {
        slots.append(state.rulebook.constants[index].value)
      } else {
        slots.append(.null)
      }
    }
    frame = Frame(slots: slots, host: world.host(instant, state.rulebook))
    frame.host.withholds = sight.withholds
    known = layout.isLazy.map { !$0 }
  }

  /// Gives a slot of the moment its value.
  mutating func set(_ slot: Layout.Slot, _ value: Value) {
    guard let index = state.kind.layout.slot(slot) else { return }
    frame.slots[index] = value
  }

  /// Sets a field and forgets what was computed from it.
  mutating func set(field index: Int, _ value: Value) {
    state.fields[index] = value
    frame.slots[index] = value
    let isLazy = state.kind.layout.isLazy
    known[index] = !isLazy[index]
    for slot in known.indices.dropFirst(state.fields.count) where isLazy[slot] { known[slot] = false }
  }

  // MARK: Evaluation

  mutating func evaluate(_ expression: Expression) -> (value: Value, faults: [Fault]) {
    prepare(expression)
    let value = expression.evaluate(in: &frame)
    return (value, frame.faults)
  }

  /// Why an expression is null: why a derived value is that it reads, where one is for a reason of its own; otherwise the first of its
  /// own faults.
  mutating func cause(of expression: Expression, _ faults: [Fault]) -> String? {
    guard let own = faults.first else { return nil }
    for slot in expression.reads {
      guard case .derived(let index) = state.kind.layout.slots[slot], frame.slots[slot].isNull else { continue }
      let derived = state.kind.derived[index].expression
      if let deeper = cause(of: derived, evaluate(derived).faults) { return deeper }
    }
    return own.message
  }

  /// Brings the slots that an expression reads up to date. Of other cases it gets the derived values that it names.
  private mutating func prepare(_ expression: Expression) {
    let isLazy = state.kind.layout.isLazy
    for slot in expression.reads where isLazy[slot] {
      let names = expression.mentions.intersection(state.rulebook.farDerived)
      if known[slot], names.isSubset(of: wanted[slot] ?? []) { continue }
      wanted[slot, default: []].formUnion(names)
      resolve(slot)
    }
  }

  /// The derived values among some names that need more than the case's own fields.
  fileprivate mutating func far(_ names: Set<String>) -> [(String, Value)] {
    guard depth <= Self.maximumDepth else { return [] }
    return state.kind.derived.filter { names.contains($0.name) }.map { ($0.name, evaluate($0.expression).value) }
  }

  /// Where an expression of a query names a reference by itself, it means the id, as it does where all cases are asked.
  mutating func keepIDs(of expression: Expression) {
    let bare = expression.bareNames
    for slot in expression.reads {
      guard case .field(let index) = state.kind.layout.slots[slot], bare.contains(state.kind.fields[index].name) else {
        continue
      }
      frame.slots[slot] = sight.value(index, of: state)
      known[slot] = true
      wanted[slot] = expression.mentions
    }
  }

  func view(_ other: CaseState, _ names: Set<String>) -> Value {
    guard sight.sees(other) else { return .withheld(other.kind.name) }
    let view = CaseView.context(other, world, derived: true, sight)
    guard !names.isEmpty, case .context(let context) = view else { return view }
    var data = CaseData(other, world: world, at: instant, sight: sight, depth: depth + 1)
    let known = Set(context.pairs.map(\.0))
    return .context(Context(context.pairs + data.far(names.subtracting(known))))
  }

  /// References as the cases they name, one level deep.
  func resolve(_ value: Value, _ names: Set<String>) -> Value {
    switch value {
    case .string(let id): return world.find(id).map { view($0, names) } ?? .null
    case .list(let items): return .list(items.map { resolve($0, names) })
    default: return value
    }
  }

  /// The names an expression reads with their values, for an explanation; nil for what is withheld.
  mutating func seen(by expression: Expression) -> [(name: String, value: String?)] {
    let layout = state.kind.layout
    prepare(expression)
    return expression.reads.compactMap { slot in
      let name = layout.scope.names[slot]
      let value = frame.slots[slot]
      switch layout.slots[slot] {
      // What a function is, its name says.
      case .constant: if case .function = value { return nil }
      case .field, .derived: break
      case .query: if case .list(let items) = value { return (name, "\(items.count)") }
      default: return nil
      }
      return (name, value.firstWithheld == nil ? Brief.text(value) : nil)
    }
  }

  private mutating func resolve(_ slot: Int) {
    known[slot] = true
    let kind = state.kind
    switch kind.layout.slots[slot] {
    case .field(let index): frame.slots[slot] = resolve(sight.value(index, of: state), wanted[slot] ?? [])
    case .derived(let index): frame.slots[slot] = evaluate(kind.derived[index].expression).value
    case .query(let index): frame.slots[slot] = query(kind.queries[index], wanted[slot] ?? [])
    case .thisCase: frame.slots[slot] = CaseView.context(state, world, derived: false, sight)
    case .id: frame.slots[slot] = .string(state.id)
    case .state: frame.slots[slot] = .string(state.stateText)
    default: break
    }
  }

  /// The cases a query finds, with the derived values of some names.
  func query(_ query: Query, _ names: Set<String> = []) -> Value {
    if sight.withholds, let asked = state.rulebook.kinds[query.kind], !sight.answers(asked, for: state) {
      return .withheld(query.kind)
    }
    let found: [CaseState]
    if let via = query.via {
      var target = state.id
      if let to = query.to {
        guard case .string(let id) = state[to] else { return .list([]) }
        target = id
      }
      found = world.referring(query.kind, via: via, to: target)
    } else {
      found = world.all(query.kind)
    }
    return .list(found.filter(sight.sees).map { view($0, names) })
  }

  // MARK: DataModel

  typealias Datum = Value

  private func expression(_ id: ExpressionID) -> Expression { state.kind.expressions[id.index] }

  private mutating func checked(_ id: ExpressionID) throws(DataFailure) -> Value {
    let expression = expression(id)
    let (value, faults) = evaluate(expression)
    if value.isNull, let fault = faults.first {
      throw failure(fault.message, id)
    }
    return value
  }

  mutating func holds(_ condition: ExpressionID, _ active: ActiveStates) throws(DataFailure) -> Bool {
    if case .boolean(let value) = try checked(condition) { return value }
    return false
  }

  mutating func value(_ expression: ExpressionID, _ active: ActiveStates) throws(DataFailure) -> Value {
    try checked(expression)
  }

  /// The ids of cases, one a line, or the text itself.
  mutating func text(_ expression: ExpressionID, _ active: ActiveStates) throws(DataFailure) -> String {
    func id(_ value: Value) -> String? {
      switch value {
      case .string(let text): return text
      case .context(let context):
        if case .string(let text)? = context["id"] { return text }
        return nil
      case .list(let items): return items.compactMap(id).joined(separator: "\n")
      // Nobody: a reference that is not set.
      case .null: return ""
      default: return value.text
      }
    }
    let value = try checked(expression)
    guard let text = id(value) else { throw failure("\(value.typeName.withArticle) names no case", expression) }
    return text
  }

  mutating func assign(_ location: ExpressionID, _ datum: Value, _ active: ActiveStates) throws(DataFailure) {
    let name = expression(location).text
    guard let index = state.kind.index(of: name) else {
      if name == "item" { set(.item, datum) }
      return
    }
    let type = state.kind.fields[index].type
    guard let stored = type.stored(datum) else {
      throw failure("\(name) takes \(type.description.withArticle), not \(datum.typeName.withArticle)", location)
    }
    if let bounds = state.kind.fields[index].bounds, !bounds.hold(stored) {
      throw failure("\(name) would lie outside its bounds, \(bounds.description)", location)
    }
    set(field: index, stored)
  }

  mutating func items(_ array: ExpressionID, _ active: ActiveStates) throws(DataFailure) -> [Value] {
    switch try checked(array) {
    case .list(let items): return items
    case let other: throw failure("\(other.typeName.withArticle) is no list", array)
    }
  }

  /// What an expression of a block came to grief by; the act fails with it.
  private mutating func failure(_ message: String, _ id: ExpressionID) -> DataFailure {
    failures.append((message, expression(id)))
    return DataFailure(message)
  }

  func datum(index: Int) -> Value { .number(Number(index)) }

  func datum(text: String) -> Value { .string(text) }

  func datum(_ parameters: [(String, Value)]) -> Value { .context(Context(parameters)) }
}
