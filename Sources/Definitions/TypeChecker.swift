/// All expressions of all kinds, held against the types of what they name and of what they are for.

import Diagnostics
import FEEL
import Statechart

final class TypeChecker {
  private let kinds: [Kind]
  private let byName: [String: Kind]
  private let schedules: [Schedule]
  private let laws: [Law]
  private let activities: [Activity]
  private let typology: Typology
  private let findings: Findings
  private let constants: Set<String>
  private let readers: ReadingRights
  private let expressions: [Expression]
  /// What cases send each other, by the kind it goes to; nil where that is not known.
  private(set) var sent: [String?: Set<String>] = [:]

  init(_ parts: Rulebook.Parts, _ findings: Findings) {
    kinds = parts.kinds
    byName = Dictionary(kinds.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    schedules = parts.schedules
    laws = parts.laws
    activities = parts.activities
    typology = Typology(byName, parts.constants, parts.calendar, roles: Array(parts.roles.keys))
    self.findings = findings
    readers = parts.readers
    constants = Set(parts.constants.map(\.name))
    expressions = parts.constants.compactMap(\.expression)
  }

  private func eyes(_ kind: Kind) -> Eyes {
    let notes = findings.names.map { NameNotes(kind, byName, constants: constants, $0) }
    return Eyes(kind, typology, findings, notes)
  }

  func check() {
    noteConstants()
    for kind in kinds {
      var eyes = eyes(kind)
      check(kind, &eyes)
      for name in kind.eventNames {
        guard let event = kind.events[name] else { continue }
        check(event, of: kind, &eyes)
      }
      check(chart: kind)
    }
    for schedule in schedules { check(schedule) }
    for line in activities { check(line) }
    for law in laws {
      guard let kind = byName[law.kind] else { continue }
      eyes(kind).condition(law.condition)
    }
    var standoffs = Standoffs(kinds, typology)
    standoffs.report(findings)
    for circle in typology.circles {
      guard let expression = byName[circle.kind]?.derived.first(where: { $0.name == circle.name })?.expression else {
        continue
      }
      findings.all.error(
        .derivedOrder,
        "\"\(circle.name)\" is computed from itself, by way of \(circle.way.dropFirst().joined(separator: " and "))",
        at: expression.place, hint: "a circle cannot be computed")
    }
    guard typology.circles.isEmpty else { return }
    for kind in kinds {
      for (name, expression) in kind.derived {
        let reach = typology.reach(of: name, in: kind.name)
        guard reach > Rulebook.farthest else { continue }
        findings.all.error(
          .tooFar,
          "\"\(name)\" is worked out over \(reach) derived values of other cases, one after the other; at most \(Rulebook.farthest) are followed",
          at: expression.place, hint: "refer to a case that is nearer, or keep the value as a field where it changes")
      }
    }
  }

  /// What constants are worked out from is nobody's own.
  private func noteConstants() {
    guard let names = findings.names else { return }
    for expression in expressions {
      var typing = Typing([:], typology)
      _ = typing.type(of: expression.syntax)
      NameNotes(nil, byName, constants: constants, names).note(typing, in: expression.place.source, events: [])
    }
  }

  // MARK: Kinds

  private func check(_ kind: Kind, _ eyes: inout Eyes) {
    for (_, expression) in kind.derived { _ = eyes.type(of: expression) }
    for field in kind.fields { if let initial = field.initial { eyes.fit(initial, field) } }
    for timer in kind.timers { eyes.moment(timer.at, "a timer's \"at\"") }
    for condition in kind.former.conditions { eyes.condition(condition) }
    for (part, name) in kind.grant?.fields.sorted(by: { $0.key < $1.key }) ?? [] {
      guard let field = kind.fields.first(where: { $0.name == name }), !field.type.mayBe(part) else { continue }
      findings.all.error(
        .wrongType,
        "\"\(name)\" is \(field.type.description.withArticle), and stands for \(part) in what \(kind.name) grants",
        at: field.place, hint: "\(part) is \(FieldType.ofGrants[part] ?? "a text")")
    }
  }

  private func check(_ event: EventDefinition, of kind: Kind, _ eyes: inout Eyes) {
    eyes.events = [event]
    for requirement in event.requirements { eyes.condition(requirement.condition) }
    for field in event.fields where !field.isOwn { if let initial = field.initial { eyes.fit(initial, field) } }
    eyes.events = nil
    if let due = event.due { eyes.moment(due, "a duty's \"due\"") }
    eyes.events = [event]
    for expression in event.notice?.expressions ?? [] {
      checkSecrets(eyes.uses(of: expression), expression, event, kind)
    }
    eyes.events = nil
  }

  /// Whoever is told reads what they are told, so that nothing may be in it that has readers of its own.
  private func checkSecrets(_ uses: [Typing.Use], _ expression: Expression, _ event: EventDefinition, _ kind: Kind) {
    var seen: Set<String> = []
    /// A field that has readers of its own, among names that are read of a kind.
    func secret(_ names: Set<String>, of kind: Kind) -> Field? {
      let fields = kind.fields + event.fields.filter { !$0.isOwn }
      if let field = fields.first(where: { names.contains($0.name) && readers.of($0, in: kind) != nil }) {
        return field
      }
      // What is worked out from one is one as well.
      for (name, other) in kind.derived where names.contains(name) && seen.insert("\(kind.name).\(name)").inserted {
        if let field = secret(other.mentions, of: kind) { return field }
      }
      return nil
    }
    for use in uses {
      let owner: Kind? =
        switch use.owner {
        case .record(let name): byName[Typology.kind(ofRecord: name)]
        default: kind
        }
      guard let owner, let field = secret([use.name], of: owner) else { continue }
      findings.all.error(
        .noticeOfSecrets, "\(field.name) has readers of its own, and this is read by all who are told",
        at: expression.place, hint: "leave it out, and let who may read it look")
      return
    }
  }

  private func check(_ line: Activity) {
    guard let kind = byName[line.kind] else { return }
    var eyes = eyes(kind)
    let events = line.event.map { [$0] } ?? kind.eventNames
    eyes.events = events.compactMap { kind.events[$0] }.filter { $0.source == .role }
    if let condition = line.condition { eyes.condition(condition) }
    if let amount = line.amount { eyes.fit(amount, .number) }
  }

  private func check(_ schedule: Schedule) {
    guard let kind = byName[schedule.kind], let created = byName[schedule.creates] else { return }
    sent[schedule.creates, default: []].insert("create")
    var eyes = eyes(kind)
    eyes.occurrence = .date
    eyes.moment(schedule.from, "a schedule's \"from\"")
    eyes.moment(schedule.until, "a schedule's \"until\"")
    eyes.fit(schedule.id, .text)
    let fields = created.events["create"]?.fields ?? []
    for (name, value) in schedule.fields {
      if let field = fields.first(where: { $0.name == name }) { eyes.fit(value, field) }
    }
    missing(Set(schedule.fields.map(\.name)), fields, of: created, at: schedule.place)
  }

  // MARK: Charts

  private func check(chart kind: Kind) {
    let events = kind.eventNames.compactMap { kind.events[$0] }
    for transition in kind.chart.transitions {
      let possible = transition.events.isEmpty ? [] : events.filter { transition.matches($0.name) }
      var eyes = eyes(kind)
      eyes.events = possible.isEmpty ? events : possible
      if let condition = transition.condition { eyes.condition(kind.expressions[condition.index]) }
      check(transition.actions, of: kind, &eyes)
    }
    for state in kind.chart.states {
      var eyes = eyes(kind)
      eyes.events = events
      for block in state.entry + state.exit + [state.initialActions] { check(block, of: kind, &eyes) }
      for invocation in state.invokes {
        guard let service = invocation.id.flatMap({ kind.services[$0] }), let invoked = byName[service.kind] else {
          continue
        }
        sent[service.kind, default: []].insert("create")
        if case .contentValue(let id) = invocation.source { eyes.fit(kind.expressions[id.index], .text) }
        pass(
          invocation.parameters, to: invoked.events["create"]?.fields ?? [], of: invoked, kind, &eyes,
          at: invocation.type.map { kind.expressions[$0.index].place })
      }
    }
  }

  private func check(_ actions: [Action], of kind: Kind, _ eyes: inout Eyes) {
    for action in actions {
      switch action {
      case .assign(let location, let value):
        guard let field = kind.fields.first(where: { $0.name == kind.expressions[location.index].text }) else {
          continue
        }
        eyes.fit(kind.expressions[value.index], field)
      case .choose(let branches):
        for (condition, actions) in branches {
          if let condition { eyes.condition(kind.expressions[condition.index]) }
          check(actions, of: kind, &eyes)
        }
      case .each(let array, _, _, let actions):
        let list = eyes.type(of: kind.expressions[array.index])
        let outer = eyes.item
        eyes.item = eyes.item(of: list, in: kind.expressions[array.index])
        check(actions, of: kind, &eyes)
        eyes.item = outer
      case .send(let send): check(send, of: kind, &eyes)
      case .raise, .cancel, .log: break
      }
    }
  }

  private func check(_ send: Send, of kind: Kind, _ eyes: inout Eyes) {
    let written = kind.expressions[send.event.index]
    guard case .literal(.string(let name)) = written.syntax.form, let type = send.type,
      case .literal(.string(let dispatch)) = kind.expressions[type.index].syntax.form
    else { return }
    if dispatch == Dispatch.create {
      guard let created = byName[name] else { return }
      sent[name, default: []].insert("create")
      if let id = send.target { eyes.fit(kind.expressions[id.index], .text) }
      pass(send.parameters, to: created.events["create"]?.fields ?? [], of: created, kind, &eyes, at: written.place)
      return
    }
    guard let target = send.target else { return }
    let expression = kind.expressions[target.index]
    let receivers = receivers(eyes.type(of: expression), expression)
    if receivers.isEmpty {
      sent[nil, default: []].insert(name)
      findings.names?.note(nil, name, at: written.place)
    }
    for receiver in receivers {
      sent[receiver.name, default: []].insert(name)
      findings.names?.note(Definition(.event, name, of: receiver.name), name, at: written.place)
      guard let event = receiver.events[name] else {
        findings.all.error(
          .unknownEvent, "\(typology.title(of: receiver.name)) has no event \"\(name)\"", at: written.place,
          insteadOf: name, among: receiver.eventNames)
        continue
      }
      if event.source != .engine {
        findings.all.error(
          .wrongSource,
          "\"\(name)\" of \(typology.title(of: receiver.name)) is brought about by the \(event.source.rawValue), not by another case",
          at: written.place, hint: "events that cases send each other say by: engine")
      }
      pass(send.parameters, to: event.fields, of: receiver, kind, &eyes, at: written.place)
    }
    if receivers.isEmpty { for (_, value) in send.parameters { _ = eyes.type(of: kind.expressions[value.index]) } }
  }

  /// The kinds that a target can be of; none where that is not known.
  private func receivers(_ type: Type, _ target: Expression) -> [Kind] {
    switch type {
    case .list(let item): return receivers(item, target)
    case .record(let name): return byName[Typology.kind(ofRecord: name)].map { [$0] } ?? []
    case .id(let kind): return kind.flatMap { byName[$0] }.map { [$0] } ?? []
    case .any, .null, .string, .words: return []
    default:
      findings.all.error(
        .notReference, "\(type.description(typology)) is no case to send anything to", at: target.place)
      return []
    }
  }

  // MARK: What is handed over

  private func pass(
    _ parameters: [(name: String, value: ExpressionID)], to fields: [Field], of receiver: Kind, _ kind: Kind,
    _ eyes: inout Eyes, at place: Place?
  ) {
    for (name, value) in parameters {
      let expression = kind.expressions[value.index]
      note(name, of: receiver, taking: fields, for: expression)
      guard let field = fields.first(where: { $0.name == name }) else {
        findings.all.error(
          .unknownField, "\(typology.title(of: receiver.name)) takes no field \"\(name)\" here", at: expression.place,
          hint: Nearest.hint(name, among: fields.map(\.name))
            ?? (fields.isEmpty ? "it takes none" : "it takes: \(fields.map(\.name).joined(separator: ", "))"),
          offers: fields.map(\.name))
        _ = eyes.type(of: expression)
        continue
      }
      eyes.fit(expression, field)
    }
    missing(Set(parameters.map(\.name)), fields, of: receiver, at: place)
  }

  /// Notes the key of a value that is handed over.
  private func note(_ name: String, of receiver: Kind, taking fields: [Field], for value: Expression) {
    guard let names = findings.names, let key = names.key(of: value.place), fields.contains(where: { $0.name == name })
    else { return }
    let events = receiver.events.values.filter { $0.fields.map(\.place) == fields.map(\.place) }
    for definition in receiver.definition(ofField: name, of: events) {
      names.note(definition, name, at: key.place)
    }
  }

  private func missing(_ given: Set<String>, _ fields: [Field], of kind: Kind, at place: Place?) {
    for field in fields where field.isRequired && field.initial == nil && !given.contains(field.name) {
      findings.all.error(
        .missingField, "\(typology.title(of: kind.name)) needs its \"\(field.name)\" here", at: place,
        hint: "with: {\(field.name): \(field.type.sample)}")
    }
  }
}

/// The expressions of one kind, with what the moment gives them.
private struct Eyes {
  private let kind: Kind
  private let typology: Typology
  private let findings: Findings
  private let notes: NameNotes?
  private var event: Type = .null
  /// The events of which one happens; none does when nil.
  var events: [EventDefinition]? { didSet { event = events.map(typology.event) ?? .null } }
  var item: Type = .null
  var occurrence: Type = .null

  init(_ kind: Kind, _ typology: Typology, _ findings: Findings, _ notes: NameNotes?) {
    self.notes = notes
    self.kind = kind
    self.typology = typology
    self.findings = findings
  }

  private func typing() -> Typing {
    Typing(typology.names(kind, event: event, item: item, occurrence: occurrence), typology)
  }

  private func report(_ typing: Typing, _ expression: Expression) {
    for finding in typing.findings {
      findings.all.error(
        finding.code, finding.message, at: Place(expression.place.source, finding.range), hint: finding.hint,
        offers: finding.offers)
    }
    notes?.note(typing, in: expression.place.source, events: events ?? [])
  }

  func type(of expression: Expression) -> Type {
    var typing = typing()
    let type = typing.type(of: expression.syntax)
    report(typing, expression)
    return type
  }

  /// The names that an expression reads, and of what.
  func uses(of expression: Expression) -> [Typing.Use] {
    var typing = typing()
    _ = typing.type(of: expression.syntax)
    report(typing, expression)
    return typing.uses
  }

  func condition(_ expression: Expression) {
    var typing = typing()
    typing.condition(expression.syntax)
    report(typing, expression)
    guard case .boolean(let holds)? = expression.constant else {
      func limits(_ fields: [Field], _ prefixes: [String]) -> [(String, Limits)] {
        fields.flatMap { field in
          prefixes.compactMap { prefix in
            field.bounds.map { ("\(prefix)\(field.name)", Limits(low: $0.low, high: $0.high)) }
          }
        }
      }
      let limits =
        limits(kind.fields, ["", "case."]) + (events?.count == 1 ? limits(events?[0].fields ?? [], ["event."]) : [])
      if let contradiction = expression.contradiction(Dictionary(limits, uniquingKeysWith: { first, _ in first })) {
        findings.all.error(
          .constantCondition, contradiction, at: expression.place, hint: "what is asked for can never be so")
      }
      return
    }
    findings.all.error(
      .constantCondition, "this condition \(holds ? "always" : "never") holds, whatever the case is",
      at: expression.place,
      hint: holds ? "leave it out" : "compare something of the case")
  }

  func moment(_ expression: Expression, _ what: String) {
    switch type(of: expression) {
    case .null where expression.constant?.isNull ?? false:
      findings.all.error(
        .wrongType, "\(what) is a date, or a date and time, and this is nothing at all", at: expression.place,
        hint: "a date that may be there, as of a field")
    case .any, .null, .date, .dateTime: break
    case let other:
      findings.all.error(
        .wrongType, "\(what) is a date, or a date and time, not \(other.description(typology))", at: expression.place)
    }
  }

  func fit(_ expression: Expression, _ field: Field) {
    fit(expression, field.type)
    guard let bounds = field.bounds, let value = expression.constant, !bounds.hold(value) else { return }
    findings.all.error(
      .wrongType, "\(field.name) lies \(bounds.description), and \(value.text) does not", at: expression.place)
  }

  /// Why a value that is written out does not fit, though its type does: 1.5 is no integer.
  private func misfit(_ expression: Expression, _ type: FieldType) -> String? {
    guard let value = expression.constant, !value.isNull, type.stored(value) == nil else { return nil }
    return "\(type.description.withArticle) is wanted here, and \(value.text) is none"
  }

  func fit(_ expression: Expression, _ type: FieldType) {
    guard let refusal = type.refusal(of: self.type(of: expression), typology) ?? misfit(expression, type) else {
      return
    }
    findings.all.error(.wrongType, refusal, at: expression.place)
  }

  func item(of type: Type, in expression: Expression) -> Type {
    switch type {
    case .list(let item): return item
    case .any, .null: return .any
    case let other:
      findings.all.error(
        .wrongType, "each goes through a list, not \(other.description(typology))", at: expression.place)
      return .any
    }
  }
}
