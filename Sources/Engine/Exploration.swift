/// Definitions walked through before anything runs under them: cases of a kind are made, every event is tried in every state that is
/// reached, by who may, with values that lie where conditions turn, through the one gate. Nothing of it is kept.

import Calendar
import Definitions
import FEEL
import Governance
import Journal

/// How far a walk goes.
public struct ExplorationBounds: Sendable {
  /// How many different situations of one kind are looked at.
  public var situations = 120
  /// How many acts lie between a case's creation and a situation.
  public var depth = 12
  /// How many combinations of values are tried of one event.
  public var variants = 10

  /// The usual ones.
  public init() {}
}

/// What walking through one kind gave.
public struct Explored: Sendable {
  /// What a walk says of something.
  public enum Verdict: Sendable {
    /// It happens; with the lines that lead to it.
    case shown([String])
    /// It was not met within the bounds; with the rules that stood in the way.
    case undecided(by: [String])
  }

  /// The kind.
  public let kind: String
  /// Its states, in the order of the chart.
  public internal(set) var states: [(name: String, verdict: Verdict)] = []
  /// What people can bring about, in the order it is written.
  public internal(set) var events: [(name: String, verdict: Verdict)] = []
  /// Acts that a law alone stopped: with the laws, and the lines that lead there.
  public internal(set) var lawless: [(event: String, laws: [String], way: [String])] = []
  /// Situations that no event, no timer and no other case can lead out of, though they are not final: what stands in the way rests on
  /// the case alone, or on nobody being allowed.
  public internal(set) var stuck: [(state: String, way: [String])] = []
  /// On whom its cases depend.
  public internal(set) var dependence: Dependence?
  /// How many situations were looked at.
  public internal(set) var situations = 0
  /// Whether there was nothing more to look at; otherwise a bound was reached.
  public internal(set) var isWhole = true
}

/// Walks through definitions in a simulation of its own.
public final class Exploration {
  private let store: Store
  private let rulebook: Rulebook
  private let bounds: ExplorationBounds
  /// The accounts that stand in each role.
  private var holders: [String: [String]] = [:]
  private static let boss = "explorer@check"

  /// A walk under definitions, in an empty storage: somebody stands in every role, two persons each, and every role has a mandate.
  public init(
    _ rulebook: Rulebook, in storage: any Storage, within bounds: ExplorationBounds = ExplorationBounds()
  ) throws(StoreProblem) {
    self.rulebook = rulebook
    self.bounds = bounds
    let zone = Zone("Europe/Amsterdam") ?? .utc
    let start = CivilDate(year: 2027, month: 1, day: 4).map { zone.instant($0, milliseconds: 9 * 3_600_000) }
    store = try Store.begin(
      storage,
      Beginning(
        mode: .simulation, instant: start ?? Instant(milliseconds: 0), zone: zone, administrator: Self.boss),
      rulebook)
    try people()
  }

  // MARK: People

  /// What everybody acts by: persons with accounts, assignments and mandates, as the definitions have them.
  private func people() throws(StoreProblem) {
    holders[Rulebook.administrator] = [Self.boss]
    let kinds = rulebook.kindNames.compactMap { rulebook.kinds[$0] }
    let roles = rulebook.roles.keys.sorted()
    var number = 0
    let today = store.setting.zone.civil(store.now).date
    func put(_ kind: Kind, _ given: Given, as account: String = Self.boss) throws(StoreProblem) -> Bool {
      number += 1
      var fields = given
      // In force from today on, and for long.
      for (part, date) in [("from", today), ("until", today.adding(months: 600) ?? today)] {
        if let field = kind.grant?.fields[part], !kind.kept.contains(field) { fields.append((field, .date(date))) }
      }
      for field in kind.events["create"]?.fields ?? kind.fields
      where field.isRequired && field.initial == nil && !fields.contains(where: { $0.name == field.name }) {
        fields.append((field.name, Samples.plain(field, today)))
      }
      var request = Request(.fire("create"), on: "explorer-\(number)", kind: kind.name, fields: fields)
      request.files = [Samples.file].compactMap { $0 }
      return try store.perform(request, by: store.principal(asserting: account)).receipts[0].outcome == .accepted
    }
    for role in roles {
      let slug = role.replacing(" ", with: "-")
      for name in ["\(slug)-1@check", "\(slug)-2@check"] {
        if let kind = kinds.first(where: { $0.accounts != nil }), let field = kind.accounts {
          _ = try put(kind, [(field, .list([.string(name)]))])
        }
        for kind in kinds where kind.grant?.kind == .assignment {
          guard let grant = kind.grant, let person = grant.fields["person"], let at = grant.fields["role"] else {
            continue
          }
          if try put(kind, [(person, .string(name)), (at, .string(role))]) { holders[role, default: []].append(name) }
          break
        }
      }
    }
    // Mandates are given by whoever may.
    for kind in kinds where kind.grant?.kind == .mandate {
      guard let field = kind.grant?.fields["role"] else { continue }
      let givers = rulebook.lines(kind.name, "create").flatMap(\.responsible).compactMap { holders[$0]?.first }
      for role in roles {
        for giver in givers where try put(kind, [(field, .string(role))], as: giver) { break }
      }
    }
  }

  // MARK: Walking

  /// Walks through the cases of one kind.
  public func explore(_ name: String) throws(StoreProblem) -> Explored {
    guard let kind = rulebook.kinds[name] else { return Explored(kind: name) }
    do {
      return try store.view(of: store.principal(asserting: Self.boss)) { view in
        var walk = Walk(kind, rulebook, view, holders, bounds)
        walk.begin()
        var found = walk.found
        found.dependence = rulebook.dependence(of: name)
        return found
      }
    } catch { throw StoreProblem.wrap(error) }
  }
}

/// A walk through one kind under way, over one stage that is always taken back.
private struct Walk {
  private let kind: Kind
  private let rulebook: Rulebook
  private let view: View
  private let holders: [String: [String]]
  private let bounds: ExplorationBounds
  private var stage: Stage { view.stage }

  private(set) var found: Explored
  private var seen: Set<String> = []
  private var states: [String: [String]] = [:]
  private var events: [String: [String]] = [:]
  private var refusals: [String: Set<String>] = [:]
  private var lines: [String] = []
  private var made: [String: Int] = [:]
  /// Whether what refused the last act refuses it for good.
  private var isRefusedForGood = false
  private let literals: [Value]
  /// The numbers at which conditions may turn.
  private let turns: [Number]

  init(
    _ kind: Kind, _ rulebook: Rulebook, _ view: View, _ holders: [String: [String]], _ bounds: ExplorationBounds
  ) {
    self.kind = kind
    self.rulebook = rulebook
    self.view = view
    self.holders = holders
    self.bounds = bounds
    found = Explored(kind: kind.name)
    let conditions =
      kind.eventNames.compactMap { kind.events[$0] }.flatMap { $0.requirements.map(\.condition) } + kind.expressions
      + kind.derived.map(\.expression) + rulebook.laws(of: kind.name).map(\.condition)
    var literals: [Value] = []
    for value in conditions.flatMap(\.syntax.literals) where !literals.contains(where: { Value.identical($0, value) }) {
      literals.append(value)
    }
    self.literals = Array(literals.prefix(24))
    turns = self.literals.compactMap { if case .number(let number) = $0 { number } else { nil } }
  }

  // MARK: Beginning and ending

  mutating func begin() {
    let mark = stage.mark
    if kind.events["create"]?.source == .role {
      for given in variants(kind.events["create"]?.fields.filter { !kind.kept.contains($0.name) } ?? [], 0, of: kind) {
        let (here, before) = (stage.mark, lines.count)
        if let (id, clock) = create(kind, given, view.now, 0) {
          if events["create"] == nil { events["create"] = lines }
          walk(id, clock, 0)
        }
        stage.goBack(to: here)
        lines.removeLast(lines.count - before)
        if found.situations >= bounds.situations { break }
      }
    } else {
      found.isWhole = false
    }
    stage.goBack(to: mark)
    conclude()
  }

  private mutating func conclude() {
    for state in kind.chart.states where state.index > 0 && !state.isHistory {
      let verdict: Explored.Verdict = states[state.id].map { .shown($0) } ?? .undecided(by: [])
      found.states.append((state.id, verdict))
    }
    for name in kind.eventNames where kind.events[name]?.source == .role {
      let verdict: Explored.Verdict =
        if let way = events[name] { .shown(way) } else { .undecided(by: (refusals[name] ?? []).sorted()) }
      found.events.append((name, verdict))
    }
  }

  // MARK: A situation

  private mutating func walk(_ id: String, _ clock: Instant, _ depth: Int) {
    guard let state = stage.find(id) else { return }
    note(state)
    guard seen.insert(key(state, clock)).inserted else { return }
    guard found.situations < bounds.situations, depth < bounds.depth else {
      found.isWhole = false
      return
    }
    found.situations += 1
    guard state.isOpen else { return }
    var leaves = false
    for name in state.kind.eventNames {
      guard name != "create", let event = state.kind.events[name] else { continue }
      switch event.source {
      case .role: leaves = mayLeave(by: event, state, clock, depth) || leaves
      case .engine: leaves = leaves || state.isPossible(name)
      case .clock: break
      }
    }
    leaves = waitForClock(state, clock, depth) || leaves
    if !leaves, !found.stuck.contains(where: { $0.state == state.stateText }) {
      found.stuck.append((state.stateText, lines))
    }
  }

  /// Tries an event with all its variants; whether any was taken, or may be when other cases are otherwise.
  private mutating func mayLeave(
    by event: EventDefinition, _ state: CaseState, _ clock: Instant, _ depth: Int
  ) -> Bool {
    guard state.isPossible(event.name) else { return false }
    var mayLeave = false
    for given in variants(event.fields, 1) {
      let (here, before) = (stage.mark, lines.count)
      if let after = perform(.fire(event.name), state.id, given, clock, of: state) {
        mayLeave = true
        if events[event.name] == nil { events[event.name] = lines }
        walk(state.id, after, depth + 1)
      } else if !isRefusedForGood {
        mayLeave = true
      }
      stage.goBack(to: here)
      lines.removeLast(lines.count - before)
    }
    return mayLeave
  }

  /// Whether a reason rests on the case's own values, or on nobody being allowed: then nothing elsewhere makes it go away.
  private func isForGood(_ reason: Reason, _ state: CaseState?, _ event: String) -> Bool {
    switch reason {
    case .notInRole, .separated, .fourEyes: return true
    case .unmet(let name, _, _):
      guard let state,
        let requirement = state.kind.events[event]?.requirements.first(where: { $0.name == name })
      else { return false }
      // Time passes.
      if !requirement.condition.mentions.isDisjoint(with: ["today", "now"]) { return false }
      return requirement.condition.reads.allSatisfy { slot in
        switch state.kind.layout.slots[slot] {
        case .field: !state.kind.layout.isLazy[slot]
        case .constant, .state, .id: true
        default: false
        }
      }
    default: return false
    }
  }

  /// Lets the case's next timer fire, and the next of its own dates come; whether there was any.
  private mutating func waitForClock(_ state: CaseState, _ clock: Instant, _ depth: Int) -> Bool {
    let due = Timers.all(state, stage).first?.due
    let today = stage.date(clock)
    let dates = state.fields.compactMap { value -> Instant? in
      if case .date(let date) = value, date > today {
        stage.zone.instant(date, milliseconds: 9 * 3_600_000)
      } else {
        nil
      }
    }
    for instant in Set([due, dates.min()].compactMap { $0 }).sorted() {
      let (here, before) = (stage.mark, lines.count)
      let transaction = Transaction(stage, clock: clock)
      _ = transaction.fireTimers(until: max(instant, clock), now: nil, limit: 200)
      lines.append("go to \(stage.date(max(instant, clock)))")
      walk(state.id, max(transaction.clock, instant), depth + 1)
      stage.goBack(to: here)
      lines.removeLast(lines.count - before)
    }
    return due != nil
  }

  /// What two situations that are looked at once have in common: where the case is, and the words and truths it holds.
  private func key(_ state: CaseState, _ clock: Instant) -> String {
    let today = stage.date(clock)
    let words = state.kind.fields.enumerated().map { index, field -> String in
      switch (field.type, state.fields[index]) {
      case (.choice, _), (.boolean, _): state.fields[index].text
      case (_, .number(let number)): "\(turns.count { $0 <= number })/\(turns.count { $0 < number })"
      case (_, .date(let date)): date > today ? ">" : date < today ? "<" : "="
      default: state.fields[index].isNull ? "-" : "+"
      }
    }
    return "\(state.stateText) \(words.joined(separator: " ")) \(state.open.map(\.event))"
  }

  private mutating func note(_ state: CaseState) {
    for index in state.machine.configuration.indices {
      let name = state.kind.chart.states[index].id
      if states[name] == nil { states[name] = lines }
    }
  }

  // MARK: Acting

  /// Does something as somebody who may, and has it approved by somebody else; the instant afterwards, nil when it was refused.
  private mutating func perform(
    _ verb: Verb, _ id: String, _ given: Given, _ clock: Instant, kind: Kind? = nil, of state: CaseState?
  ) -> Instant? {
    let event = verb.object ?? ""
    let line =
      state?.line(event, given: given, stage, at: clock)
      ?? kind.flatMap { rulebook.activity($0.name, event) }
    guard let line else { return nil }
    var refused: Set<String> = []
    isRefusedForGood = true
    for account in line.responsible.flatMap({ holders[$0] ?? [] }) {
      let transaction = Transaction(stage, clock: clock)
      let here = stage.mark
      let actor = Actor(account, known: .asserted)
      let deed = transaction.perform(Act(actor, verb, on: id, kind: kind?.name, fields: given, at: clock))
      let typed = "as \(account): \(Self.typed(verb, id, kind?.name, given))"
      switch deed.decision.outcome {
      case .accepted:
        lines.append(typed)
        return transaction.clock
      case .pending:
        for approver in holders[line.accountable] ?? [] where approver != account {
          let act = Act(Actor(approver, known: .asserted), .approve(deed.entry), on: id, at: clock)
          let approved = transaction.perform(act)
          if approved.decision.outcome == .accepted {
            lines += [typed, "as \(approver): approve \(id)"]
            return transaction.clock
          }
          isRefusedForGood = false
          refused.formUnion(approved.decision.reasons.map(\.rule.description))
        }
      case .refused:
        let reasons = deed.decision.reasons
        if !reasons.isEmpty, reasons.allSatisfy(\.isLaw), !found.lawless.contains(where: { $0.event == event }) {
          found.lawless.append((event, reasons.map(\.rule.description), lines + [typed]))
        }
        if !reasons.contains(where: { isForGood($0, state, event) }) { isRefusedForGood = false }
        refused.formUnion(reasons.map(\.rule.description))
      }
      stage.goBack(to: here)
    }
    refusals[event, default: []].formUnion(refused)
    return nil
  }

  /// Makes a case, and before it those that it must refer to.
  private mutating func create(_ kind: Kind, _ given: Given, _ clock: Instant, _ depth: Int) -> (
    id: String, clock: Instant
  )? {
    var id = ""
    repeat {
      made[kind.name, default: 0] += 1
      id = "\(kind.name.replacing(" ", with: "-"))-\(made[kind.name] ?? 0)"
    } while stage.find(id) != nil
    let blank: CaseState? = nil
    guard let after = perform(.fire("create"), id, given, clock, kind: kind, of: blank) else { return nil }
    return (id, after)
  }

  // MARK: Values

  /// What may be given: what must be, then one field after the other with another value.
  private mutating func variants(_ fields: [Field], _ depth: Int, of kind: Kind? = nil) -> [Given] {
    let today = view.today
    var candidates: [[Value]] = []
    for field in fields {
      references(field.type, depth)
      candidates.append(
        authority(field.name, of: kind) + Samples.of(field, today, literals: literals, ids: { ids($0) }))
    }
    func given(_ change: (Int, Value)? = nil, optional: Bool) -> Given {
      fields.indices.compactMap { index in
        if let change, change.0 == index { return (fields[index].name, change.1) }
        guard optional || fields[index].isRequired && fields[index].initial == nil else { return nil }
        return candidates[index].first.map { (fields[index].name, $0) }
      }
    }
    var result = [given(optional: false)]
    if fields.contains(where: { !$0.isRequired }) { result.append(given(optional: true)) }
    for rank in 1..<bounds.variants {
      for index in fields.indices where candidates[index].count > rank {
        result.append(given((index, candidates[index][rank]), optional: false))
      }
    }
    return Array(result.prefix(bounds.variants))
  }

  /// What a field that gives authority may name: a role, or somebody.
  private func authority(_ field: String, of kind: Kind?) -> [Value] {
    let parts = kind?.grant?.fields.filter { $0.value == field }.map(\.key) ?? []
    let accounts = holders.sorted { $0.key < $1.key }.flatMap(\.value).filter { $0.hasSuffix("@check") }
    switch parts.first {
    case "role": return rulebook.roles.keys.sorted().prefix(2).map { .string($0) }
    case "person": return accounts.prefix(2).map { .string($0) }
    case "by": return accounts.suffix(2).map { .string($0) }
    case "activities": return rulebook.kindNames.prefix(2).map { .list([.string($0)]) }
    default: return []
    }
  }

  /// Makes a case for a field to refer to, where there is none.
  private mutating func references(_ type: FieldType, _ depth: Int) {
    switch type {
    case .list(let element): references(element, depth)
    case .reference(let name):
      guard depth < 5, ids(name).isEmpty, let name, let kind = rulebook.kinds[name],
        kind.events["create"]?.source == .role
      else { return }
      let fields = kind.events["create"]?.fields.filter { !kind.kept.contains($0.name) } ?? []
      for given in variants(fields, depth + 1, of: kind) where create(kind, given, view.now, depth + 1) != nil {
        return
      }
    default: return
    }
  }

  private func ids(_ kind: String?) -> [String] {
    let names = kind.map { [$0] } ?? rulebook.kindNames
    for name in names {
      let found = stage.all(name).map(\.id)
      if !found.isEmpty { return Array(found.suffix(3).reversed()) }
    }
    return []
  }

  // MARK: Words

  private static func typed(_ verb: Verb, _ id: String, _ kind: String?, _ given: Given) -> String {
    let fields = given.map { " \($0.name): \(typed($0.value))" }.joined()
    return (kind.map { "create \($0) \(id)" } ?? "\(verb.object ?? "") \(id)") + fields
  }

  private static func typed(_ value: Value) -> String {
    switch value {
    case .string(let text): "\"\(text)\""
    case .list(let items): "[\(items.map(typed).joined(separator: ", "))]"
    case .dateTime: "@\"\(value.text)\""
    default: value.text
    }
  }
}

extension CaseState {
  /// Whether a state that is active has a transition for an event, whatever its condition says.
  fileprivate func isPossible(_ event: String) -> Bool {
    machine.configuration.indices.contains { index in
      kind.chart.states[index].transitions.contains { kind.chart.transitions[$0].matches(event) }
    }
  }
}
