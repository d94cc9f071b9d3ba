/// Whether what is defined has a use: events that somebody brings about, roles that do something, constants that are read.

import Diagnostics
import FEEL
import Statechart

struct UseChecker {
  private let parts: Rulebook.Parts
  private let findings: Findings
  /// By kind, the events that other cases send it; `nil` for a kind that is not known.
  private var sent: [String?: Set<String>] = [:]
  private var mentioned: Set<String> = []
  /// The fields that cases and schedules hand to the cases they make.
  private var handed: Set<String> = []

  init(_ parts: Rulebook.Parts, sent: [String?: Set<String>], _ findings: Findings) {
    self.parts = parts
    self.sent = sent
    self.findings = findings
    for kind in parts.kinds {
      for expression in expressions(of: kind) { mentioned.formUnion(expression.mentions) }
      self.sent[kind.name, default: []].formUnion(kind.endings.map(\.event))
      for service in kind.services.values {
        if let cancel = service.cancel { self.sent[service.kind, default: []].insert(cancel) }
      }
    }
    for kind in parts.kinds {
      kind.chart.eachAction { action in
        if case .send(let send) = action { handed.formUnion(send.parameters.map(\.name)) }
      }
      for state in kind.chart.states { handed.formUnion(state.invokes.flatMap { $0.parameters.map(\.name) }) }
    }
    for schedule in parts.schedules {
      handed.formUnion(schedule.fields.map(\.name))
      for expression in [schedule.from, schedule.until, schedule.id] + schedule.fields.map(\.value) {
        mentioned.formUnion(expression.mentions)
      }
    }
    for line in parts.activities {
      for expression in [line.condition, line.amount] { mentioned.formUnion(expression?.mentions ?? []) }
    }
    for law in parts.laws { mentioned.formUnion(law.condition.mentions) }
    for constant in parts.constants { mentioned.formUnion(constant.mentions) }
  }

  private func expressions(of kind: Kind) -> [Expression] {
    kind.expressions + kind.derived.map(\.expression) + kind.timers.map(\.at) + kind.former.conditions
      + kind.fields.compactMap(\.initial)
      + kind.events.values.flatMap { event in
        event.requirements.map(\.condition) + [event.due].compactMap { $0 } + event.fields.compactMap(\.initial)
      }
  }

  func check() {
    for kind in parts.kinds {
      checkEvents(kind)
      checkTimers(kind)
      checkFields(kind)
      checkChart(kind)
      checkEndless(kind)
    }
    checkRoles()
    checkAuthority()
    for constant in parts.constants where !mentioned.contains(constant.name) {
      findings.all.warning(
        .unused,
        constant.table == nil
          ? "nothing reads the constant \"\(constant.name)\"" : "nothing asks the table \"\(constant.name)\"",
        at: constant.place,
        hint: constant.table == nil
          ? "leave it out, or use it where its value is written again" : "leave it out, or call it as a function")
    }
  }

  private func checkEvents(_ kind: Kind) {
    let timed = Set(kind.timers.map(\.event))
    for name in kind.eventNames {
      guard let event = kind.events[name], !name.hasPrefix(Service.donePrefix) else { continue }
      if event.source == .clock, !timed.contains(name) {
        findings.all.error(
          .noTimer, "no timer fires \"\(name)\", so it never happens", at: event.place,
          hint: "timers: {\(name): {at: …, fires: \(name)}}, or let a role bring it about")
      }
      checkShadows(event, kind)
      if event.source == .engine, sent[kind.name]?.contains(name) != true, sent[nil]?.contains(name) != true {
        findings.all.warning(
          .unused, "no case sends \"\(name)\", so it never happens", at: event.place,
          hint: "send: \(name), to: …, in the case that it follows from")
      }
    }
  }

  /// A field of an event that has the name of one of the case's, is not it, and is read by nothing: what is given there is lost.
  private func checkShadows(_ event: EventDefinition, _ kind: Kind) {
    for field in event.fields where !field.isOwn && kind.index(of: field.name) != nil && event.name != "create" {
      let whole = "event.\(field.name)"
      if expressions(of: kind).contains(where: { $0.mentions.contains("event") && $0.text.contains(whole) }) {
        continue
      }
      findings.all.error(
        .shadowedField,
        "\"\(field.name)\" is a field of the case too: with a type of its own it is another, which nothing stores or reads",
        at: field.place,
        hint:
          "leave the type out to set the case's field (\(field.name): \(field.isRequired ? "required" : "")), or read it as \(whole)"
      )
    }
  }

  /// Timers that fire where nothing takes what they fire, and two that fire at once.
  private func checkTimers(_ kind: Kind) {
    let chart = kind.chart
    for (index, timer) in kind.timers.enumerated() {
      for name in timer.states {
        guard let state = chart.state(name) else { continue }
        let takes = chart.transitions.contains { transition in
          transition.matches(timer.event) && chart.canBeTogether(state.index, transition.source)
        }
        if takes { continue }
        findings.all.error(
          .untakenEvent, "\"\(timer.event)\" is fired in \"\(name)\", where nothing takes it", at: timer.at.place,
          hint: "in: a state that takes it, or give \"\(name)\" a transition: on: {\(timer.event): …}")
      }
      let twin = kind.timers[..<index].first {
        !timer.states.isEmpty && $0.states == timer.states && $0.at.text == timer.at.text
      }
      if let twin {
        findings.all.warning(
          .unused,
          "the timers \"\(twin.name)\" and \"\(timer.name)\" go off at one instant: the first by name goes first",
          at: timer.at.place, hint: "one event that does both, or another date")
      }
    }
  }

  /// Fields that never have a value.
  private func checkFields(_ kind: Kind) {
    let later = kind.events.values.filter { $0.name != "create" }
    let given = Set(later.flatMap { event in event.fields.map(\.name) })
    for field in kind.fields where !given.contains(field.name) && kind.kept.contains(field.name) && field.initial == nil
    {
      // Other cases may give it at creation.
      if sets(kind).contains(field.name) || handed.contains(field.name) { continue }
      findings.all.warning(
        .unused, "nobody gives \"\(field.name)\", and nothing sets it", at: field.place,
        hint: "take it in an event (fields: {\(field.name): }), set it, or leave it out")
    }
  }

  private func sets(_ kind: Kind) -> Set<String> {
    var found: Set<String> = []
    kind.chart.eachAction { action in
      if case .assign(let location, _) = action { found.insert(kind.expressions[location.index].text) }
    }
    return found
  }

  private func checkChart(_ kind: Kind) {
    kind.chart.eachAction { action in
      guard case .raise(let event) = action, !kind.chart.transitions.contains(where: { $0.matches(event) }) else {
        return
      }
      findings.all.error(
        .untakenEvent, "\"\(event)\" is raised, and no state of \"\(kind.name)\" takes it", at: kind.place,
        insteadOf: event, among: kind.eventNames)
    }
    for transition in kind.chart.transitions {
      for event in transition.events where event.hasPrefix(Self.done) {
        let name = String(event.dropFirst(Self.done.count))
        let state = kind.chart.state(name)
        let ends = state.map { state in
          state.kind == .parallel || state.children.contains { kind.chart.states[$0].kind == .final }
        }
        if ends == true { continue }
        findings.all.error(
          .unknownState,
          state == nil
            ? "there is no state \"\(name)\" that could be done" : "\"\(name)\" is never done: it has no final state",
          at: kind.place, hint: state == nil ? Nearest.hint(name, among: kind.chart.states.map(\.id)) : nil,
          offers: kind.chart.states.map(\.id))
      }
    }
  }

  /// States that are left again at once, and that lead round: by transitions that nothing holds back, or by one and the same
  /// condition, where nothing on the way changes what it asks.
  private func checkEndless(_ kind: Kind) {
    let chart = kind.chart
    func leaf(_ index: Int) -> Int {
      var index = index
      while let first = chart.states[index].initial.first, !chart.states[index].isAtomic { index = first }
      return index
    }
    func next(_ index: Int) -> Chart.Transition? {
      var at = index
      while at >= 0 {
        let free = chart.states[at].transitions.map { chart.transitions[$0] }.first { $0.events.isEmpty }
        if let free { return free }
        at = chart.states[at].parent
      }
      return nil
    }
    for state in chart.states where state.isAtomic && state.index > 0 {
      var (at, way, taken) = (state.index, [state.index], [Chart.Transition]())
      while let transition = next(at), let following = transition.targets.first.map(leaf) {
        taken.append(transition)
        if following == state.index {
          if way.min() == state.index { tellEndless(kind, way + [following], taken) }
          break
        }
        if way.contains(following) { break }
        way.append(following)
        at = following
      }
    }
  }

  private func tellEndless(_ kind: Kind, _ way: [Int], _ taken: [Chart.Transition]) {
    let chart = kind.chart
    let names = way.map { chart.states[$0].id }.joined(separator: " → ")
    let hint = "give one of these transitions an event or a condition"
    let conditions = Set(taken.compactMap { $0.condition.map { kind.expressions[$0.index].text } }).sorted()
    if conditions.isEmpty {
      return findings.all.error(.endless, "\(kind.name) never comes to rest: \(names)", at: kind.place, hint: hint)
    }
    let blocks = way.flatMap { chart.states[$0].entry + chart.states[$0].exit } + taken.map(\.actions)
    // Whether several conditions hold together is for exploring to find out.
    guard conditions.count == 1, !blocks.contains(where: { !kind.sets(in: $0).isEmpty }) else { return }
    findings.all.warning(
      .endless, "\(kind.name) does not come to rest while \(conditions[0]): \(names)", at: kind.place, hint: hint)
  }

  private static let done = "done.state."

  /// Lines that nobody can ever meet: for lack of a kind that gives roles or mandates, or that says who stands behind an account.
  private func checkAuthority() {
    func gives(_ sort: Grant.Kind) -> Bool { parts.kinds.contains { $0.grant?.kind == sort } }
    let lines = parts.activities
    if parts.hasRegion, parts.kinds.allSatisfy({ $0.grant == nil }),
      let line = lines.first(where: { $0.accountable != Rulebook.administrator })
    {
      findings.all.warning(
        .noAuthority, "nobody can stand in the role \"\(line.accountable)\": no kind gives roles", at: line.place,
        hint: "a kind with grants: {a: assignment, in: STATE, person: FIELD, role: FIELD}")
    }
    if gives(.assignment), !gives(.mandate), let line = lines.first(where: \.mandate) {
      findings.all.warning(
        .noAuthority, "this asks for a mandate, and no kind gives any", at: line.place,
        hint: "a kind with grants: {a: mandate, in: STATE, role: FIELD, from: FIELD, until: FIELD, activities: FIELD}")
    }
    let needsTwo = lines.first { line in
      line.fourEyes == .always || line.fourEyes == .approver && line.approval != .same
    }
    if parts.hasRegion, !parts.kinds.contains(where: { $0.accounts != nil }), let line = needsTwo {
      findings.all.warning(
        .noAuthority, "two persons are asked for, and no kind says which person stands behind an account",
        at: line.place,
        hint: "a kind with accounts: FIELD, or four eyes: false")
    }
  }

  private func checkRoles() {
    var used: Set<String> = [Rulebook.administrator]
    for line in parts.activities {
      used.formUnion(line.responsible + [line.accountable] + line.support + line.consulted + line.informed)
    }
    for separation in parts.separations { used.formUnion(separation.all) }
    for kind in parts.kinds { for event in kind.events.values { used.formUnion(event.tells) } }
    let rights = parts.readers
    for readers in [rights.byDefault, rights.ofConfidential] { used.formUnion(readers?.roles ?? []) }
    for readers in rights.ofKinds.values { used.formUnion(readers.roles) }
    for readers in rights.ofFields.values.flatMap(\.values) { used.formUnion(readers.roles) }
    for kind in parts.kinds {
      used.formUnion(kind.readers?.roles ?? [])
      for field in kind.fields + kind.events.values.flatMap(\.fields) { used.formUnion(field.readers?.roles ?? []) }
    }
    for role in parts.roles.values.sorted(by: { $0.name < $1.name }) where !used.contains(role.name) {
      findings.all.warning(
        .unused, "the role \"\(role.name)\" does nothing, reads nothing and is told nothing", at: role.place,
        hint: "name it in a RASCI line, or leave it out")
    }
  }
}

extension Kind {
  /// Whether an action of its chart creates a case of a kind.
  func creates(_ kind: String) -> Bool {
    func says(_ id: ExpressionID, _ word: String) -> Bool {
      if case .literal(.string(word)) = expressions[id.index].syntax.form { true } else { false }
    }
    var found = false
    chart.eachAction { action in
      if case .send(let send) = action, let type = send.type, says(type, Dispatch.create), says(send.event, kind) {
        found = true
      }
    }
    return found
  }
}
