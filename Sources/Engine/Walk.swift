/// A walk through the cases of one kind: what can be done in each situation that is reached, and what comes of it.

import Calendar
import Definitions
import FEEL
import Governance

/// A walk through one kind under way, over one stage that is always taken back.
struct Walk {
  let kind: Kind
  let rulebook: Rulebook
  let view: View
  var holders: [String: [String]]
  /// Who is there of a role once the case is made, where it is asked what stands still without the others.
  var present: (role: String, count: Int)?
  /// The first act that nobody who was there could do: the state of the case, the event, and the lines that lead there.
  private(set) var missed: (state: String, event: String, way: [String])?
  let bounds: ExplorationBounds
  var stage: Stage { view.stage }

  var found: Explored
  private var seen: Set<String> = []
  private var states: [String: [String]] = [:]
  var events: [String: [String]] = [:]
  private var refusals: [String: Set<String>] = [:]
  /// The lines that lead to where the walk is.
  var lines: [String] = []
  /// The cases that were made on the way there, in their order.
  var company: [String] = []
  private var made: [String: Int] = [:]
  /// Kinds of which a case to refer to was tried to be made, and could not be.
  var tried: Set<String> = []
  /// How often values were looked for that an event is taken with.
  private var solved: [String: Int] = [:]
  /// The kinds whose cases move as well where cases are walked through together.
  var met: Set<String> = []
  /// Whether the cases that were made move as well, so that what rests on them is for good where none of them can.
  var isTogether = false
  /// Whether what refused the last act refuses it for good.
  var isRefusedForGood = false
  /// The requirements that refused the last act, by name.
  var unmet: [String] = []
  let literals: [Value]
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
    if let creation = kind.events["create"], creation.source == .role {
      let fields = kind.givenAtCreation
      func tryOne(_ walk: inout Walk, _ given: Given) {
        walk.trying { walk in
          guard let (id, clock) = walk.create(walk.kind, given, walk.view.now, 0) else { return }
          if walk.events["create"] == nil { walk.events["create"] = walk.lines }
          let all = walk.holders
          if let present = walk.present {
            walk.holders[present.role] = Array((all[present.role] ?? []).prefix(present.count))
          }
          walk.walk(id, clock, 0)
          walk.holders = all
        }
      }
      for given in variants(fields, 0, of: kind) where found.situations < bounds.situations { tryOne(&self, given) }
      if found.situations == 0, let given = solution(creation, fields, 0, of: kind) { tryOne(&self, given) }
    } else {
      found.isWhole = false
    }
    stage.goBack(to: mark)
    (lines, company) = ([], [])
    if bounds.meetings > 0 {
      walkTogether()
      stage.goBack(to: mark)
    }
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
    func tryOne(_ walk: inout Walk, _ given: Given) {
      walk.trying { walk in
        guard let after = walk.perform(.fire(event.name), state.id, given, clock, of: state) else {
          mayLeave = mayLeave || !walk.isRefusedForGood
          return
        }
        mayLeave = true
        if walk.events[event.name] == nil { walk.events[event.name] = walk.lines }
        walk.walk(state.id, after, depth + 1)
      }
    }
    for given in variants(event.fields, 1) { tryOne(&self, given) }
    if events[event.name] == nil, solved[event.name, default: 0] < 3 {
      solved[event.name, default: 0] += 1
      if let given = solution(event, event.fields, 1, on: state, at: clock) { tryOne(&self, given) }
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
      return rests(on: state, requirement.condition)
    case .noGuard:
      guard let state else { return false }
      let guards = state.kind.chart.transitions.filter { $0.matches(event) }.compactMap(\.condition)
      return guards.allSatisfy { rests(on: state, state.kind.expressions[$0.index]) }
    default: return false
    }
  }

  /// Whether a condition rests on the case as it is: where cases move together, on them.
  private func rests(on state: CaseState, _ condition: Expression) -> Bool {
    if isTogether { return !mayTurnByItself(condition, in: state.kind) }
    // Time passes.
    if !condition.mentions.isDisjoint(with: ["today", "now"]) { return false }
    return condition.reads.allSatisfy { slot in
      switch state.kind.layout.slots[slot] {
      case .field: !state.kind.layout.isLazy[slot]
      case .constant, .state, .id: true
      default: false
      }
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
      trying { walk in
        let transaction = Transaction(walk.stage, clock: clock)
        _ = transaction.fireTimers(until: max(instant, clock), now: nil, limit: 200)
        walk.lines.append("go to \(walk.stage.date(max(instant, clock)))")
        walk.walk(state.id, max(transaction.clock, instant), depth + 1)
      }
    }
    return due != nil
  }

  /// What two situations that are looked at once have in common: where the case is, and the words and truths it holds.
  func key(_ state: CaseState, _ clock: Instant) -> String {
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

  mutating func note(_ state: CaseState) {
    for index in state.machine.configuration.indices {
      let name = state.kind.chart.states[index].id
      if states[name] == nil { states[name] = lines }
    }
  }

  // MARK: Acting

  /// Does something as somebody who may, and has it approved by somebody else; the instant afterwards, nil when it was refused.
  mutating func perform(
    _ verb: Verb, _ id: String, _ given: Given, _ clock: Instant, kind: Kind? = nil, of state: CaseState?
  ) -> Instant? {
    let event = verb.object ?? ""
    let line =
      state?.line(event, given: given, stage, at: clock)
      ?? kind.flatMap { rulebook.activity($0.name, event) }
    guard let line else { return nil }
    var refused: Set<String> = []
    isRefusedForGood = true
    unmet = []
    let before = lines.count
    func miss() {
      guard let present, missed == nil, let state, (line.responsible + [line.accountable]).contains(present.role) else {
        return
      }
      missed = (state.stateText, event, lines)
    }
    if line.responsible.allSatisfy({ holders[$0]?.isEmpty != false }) { miss() }
    for account in line.responsible.flatMap({ holders[$0] ?? [] }) {
      let transaction = Transaction(stage, clock: clock)
      let here = stage.mark
      let act = Act(Actor(account, known: .asserted), verb, on: id, kind: kind?.name, fields: given, at: clock)
      var deed = transaction.perform(act)
      let unheard = deed.decision.reasons.compactMap { if case .notHeard(let role, _, _, _) = $0 { role } else { nil } }
      if !unheard.isEmpty {
        stage.goBack(to: here)
        for role in unheard { hear(role, on: event, of: id, clock) }
        deed = transaction.perform(act)
      }
      let typed = "as \(account): \(Self.typed(verb, id, kind?.name, given))"
      switch deed.decision.outcome {
      case .accepted:
        lines.append(typed)
        return transaction.clock
      case .pending:
        if holders[line.accountable]?.contains(where: { $0 != account }) != true { miss() }
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
        unmet = reasons.compactMap { if case .unmet(let name, _, _) = $0 { name } else { nil } }
      }
      stage.goBack(to: here)
      lines.removeLast(lines.count - before)
      // Nobody else fares better where it is not about who acts.
      if !deed.decision.reasons.isEmpty, deed.decision.reasons.allSatisfy(\.isAboutWhatIsAsked) { break }
    }
    refusals[event, default: []].formUnion(refused)
    return nil
  }

  /// Hears a role before an event for which it is consulted.
  private mutating func hear(_ role: String, on event: String, of id: String, _ clock: Instant) {
    for account in holders[role] ?? [] {
      let here = stage.mark
      let opinion: Given = [(EventDefinition.opinion, .string("x"))]
      let act = Act(Actor(account, known: .asserted), .advise(event), on: id, fields: opinion, at: clock)
      if Transaction(stage, clock: clock).perform(act).decision.outcome == .accepted {
        lines.append("as \(account): advise on \(event) \(id) opinion: \"x\"")
        return
      }
      stage.goBack(to: here)
    }
  }

  /// Makes a case, and before it those that it must refer to.
  mutating func create(_ kind: Kind, _ given: Given, _ clock: Instant, _ depth: Int) -> (
    id: String, clock: Instant
  )? {
    var id = ""
    repeat {
      made[kind.name, default: 0] += 1
      id = "\(kind.name.replacing(" ", with: "-"))-\(made[kind.name] ?? 0)"
    } while stage.find(id) != nil
    let blank: CaseState? = nil
    guard let after = perform(.fire("create"), id, given, clock, kind: kind, of: blank) else { return nil }
    company.append(id)
    appoint(within: kind.name, id, after)
    return (id, after)
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
  func isPossible(_ event: String) -> Bool {
    machine.configuration.indices.contains { index in
      kind.chart.states[index].transitions.contains { kind.chart.transitions[$0].matches(event) }
    }
  }
}

extension Reason {
  /// Whether it is about what is asked and the case, whoever asks.
  fileprivate var isAboutWhatIsAsked: Bool {
    switch rule {
    case .fields: true
    default: if case .unmet(_, let seen, _) = self { !seen.condition.contains("actor") } else { false }
    }
  }
}
