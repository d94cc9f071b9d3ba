/// From YAML to a kind: fields, events, timers; the statechart is read by ``ChartReader``.

import Calendar
import Diagnostics
import FEEL
import Statechart

/// What every kind may know of the others before any is compiled.
struct Signatures {
  var fields: [String: [String: FieldType]] = [:]
  var derived: [String: [String]] = [:]
  var events: [String: Set<String>] = [:]
  var constants: [Constant] = []
  var roles: Set<String> = []

  /// Names that may follow a point or stand in a filter.
  var properties: Set<String> {
    var names: Set<String> = [
      "id", "kind", "state", "states", "created", "entry", "disputed", "person", "role", "account", "name", "at",
      "item",
    ]
    for kind in fields.values { names.formUnion(kind.keys) }
    for list in derived.values { names.formUnion(list) }
    return names
  }
}

struct KindReader {
  static let keys = [
    "title", "fields", "derived", "queries", "initial", "states", "events", "timers", "grants", "accounts", "within",
    "readers", "id", "ends with", "stakes",
  ]

  let name: String
  let yaml: YAML
  let signatures: Signatures

  init(_ name: String, _ yaml: YAML, _ signatures: Signatures) {
    self.name = name
    self.yaml = yaml
    self.signatures = signatures
  }

  // MARK: First pass

  /// Names and types only.
  static func sign(_ name: String, _ yaml: YAML, kinds: Set<String>, _ signatures: inout Signatures) {
    var fields: [String: FieldType] = [:]
    for entry in yaml["fields"]?.entries("fields") ?? [] {
      fields[entry.key] = FieldReader(kinds: kinds, roles: RoleReader(names: [])).type(of: entry.value)
    }
    signatures.fields[name] = fields
    signatures.derived[name] = (yaml["derived"]?.entries("derived", usedFirst: true) ?? []).map(\.key)
    signatures.events[name] = Set((yaml["events"]?.entries("events") ?? []).map(\.key) + ["create"])
  }

  // MARK: Second pass

  func read() -> Kind? {
    let entries = yaml.entries("the kind \"\(name)\"", known: Self.keys)
    let kinds = Set(signatures.fields.keys)
    let roles = RoleReader(names: signatures.roles)
    let reader = FieldReader(kinds: kinds, roles: roles)
    let fieldEntries = yaml["fields"]?.entries("fields") ?? []
    let derivedEntries = yaml["derived"]?.entries("derived", usedFirst: true) ?? []
    let queries = (yaml["queries"]?.entries("queries") ?? []).compactMap { query($0.key, $0.value) }
    let names = fieldEntries.map(\.key) + derivedEntries.map(\.key) + queries.map(\.name)
    for (index, entry) in (fieldEntries + derivedEntries).enumerated() where names[..<index].contains(entry.key) {
      entry.keyNode.error(.duplicateName, "\"\(entry.key)\" stands twice")
    }
    for entry in fieldEntries + derivedEntries + (yaml["queries"]?.entries("queries") ?? []) {
      checkName(entry.key, entry.keyNode)
    }
    for entry in fieldEntries { entry.keyNode.defines(.field, of: name) }
    for entry in derivedEntries { entry.keyNode.defines(.derived, of: name) }
    for entry in yaml["queries"]?.entries("queries") ?? [] { entry.keyNode.defines(.query, of: name) }
    let layout = makeLayout(fieldEntries.map(\.key), derivedEntries.map(\.key), queries.map(\.name))
    let expressions = Expressions(scope: layout.scope)
    let fields = fieldEntries.map { reader.field($0.key, $0.keyNode, $0.value, inherits: nil, expressions) }
    let derived = order(
      derivedEntries.compactMap { entry in
        expressions.compile(entry.value).map { (entry.key, $0, entry.keyNode) }
      }, layout)
    let chartReader = ChartReader(yaml, kind: name, signatures: signatures, expressions: expressions)
    let written = readEvents(fields, reader, expressions, chartReader)
    guard let (chart, compiled) = chartReader.read(events: written.map(\.name)) else { return nil }
    let events = written + chartReader.services.values.sorted { $0.id < $1.id }.map { doneEvent($0, chartReader) }
    for event in written where event.name != "create" && !chart.transitions.contains(where: { $0.matches(event.name) })
    {
      yaml.findings.all.error(
        .untakenEvent, "no state of \"\(name)\" takes the event \"\(event.name)\"", at: event.place,
        hint: "in the state that takes it: on: {\(event.name): …}; or leave it out")
    }
    for problem in chart.weaknesses {
      yaml.findings.all.error(.weakChart, problem.message, at: chartReader.place(problem.path))
    }
    _ = entries
    let kind = Kind(
      name: name, title: yaml["title"]?.localized("title") ?? Localized(en: name, nl: name), fields: fields,
      derived: derived, queries: queries,
      events: Dictionary(events.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first }),
      eventNames: events.map(\.name), timers: readTimers(events, chart, expressions), chart: chart,
      services: chartReader.services, expressions: compiled,
      grant: readGrant(fields, chart), accounts: fieldName("accounts", fields),
      kept: kept(fields, events, chart, compiled), within: references("within", fields),
      stakes: references("stakes", fields), endings: readEndings(fields, events, chart),
      readers: roles.readers(yaml["readers"]),
      former: Former(yaml, expressions), pattern: IDPattern(yaml["id"], fields), layout: layout, place: yaml.place)
    // Expressions find derived values by number, so none of them may be left out.
    return derived.count == derivedEntries.count ? kind : nil
  }

  /// A field that an event takes, or that the chart sets, is not for who creates the case; unless it is required there, or
  /// says otherwise.
  private func kept(
    _ fields: [Field], _ events: [EventDefinition], _ chart: Chart, _ expressions: [Expression]
  ) -> Set<String> {
    var later = Set(events.filter { $0.name != "create" }.flatMap { $0.fields.filter(\.isOwn).map(\.name) })
    chart.eachAction { action in
      if case .assign(let location, _) = action { later.insert(expressions[location.index].text) }
    }
    return Set(
      fields.filter { $0.atCreation.map { !$0 } ?? (!$0.isRequired && later.contains($0.name)) }.map(\.name))
  }

  /// What says that a service is done: the case, and the final state it ended in.
  private func doneEvent(_ service: Service, _ chart: ChartReader) -> EventDefinition {
    let place = chart.place("invoke/\(service.id)") ?? yaml.place
    return EventDefinition(
      name: service.doneEvent, title: Localized(en: "\(service.id) done", nl: "\(service.id) gereed"),
      fields: [
        Field(name: "case", type: .reference(service.kind), at: place), Field(name: "state", type: .text, at: place),
      ], requirements: [], source: .engine, due: nil, place: place)
  }

  /// A name that expressions cannot read, or that means something else to them.
  private func checkName(_ name: String, _ key: YAML) {
    if Expression.keywords.contains(name) || Kind.implicitNames.contains(where: { $0.name == name && $0.isReserved }) {
      key.error(
        .reservedName, "\"\(name)\" cannot be a name here: it is a word of the expressions",
        hint: "choose another, as \"\(name) date\" or \"votes \(name)\"")
    }
  }

  private func makeLayout(_ fields: [String], _ derived: [String], _ queries: [String]) -> Layout {
    var slots: [Layout.Slot] = fields.indices.map { .field($0) }
    slots += derived.indices.map { .derived($0) }
    slots += queries.indices.map { .query($0) }
    slots += signatures.constants.indices.map { .constant($0) }
    slots += [.thisCase, .event, .actor, .item, .occurrence, .id, .state]
    let names = fields + derived + queries + signatures.constants.map(\.name)
    let isLazy = slots.map { slot in
      switch slot {
      case .field(let index): Self.isReference(signatures.fields[name]?[fields[index]])
      case .derived, .query, .thisCase, .id, .state: true
      default: false
      }
    }
    return Layout(
      slots: slots,
      scope: Scope(
        names + Kind.implicitNames.map(\.name), properties: signatures.properties),
      isLazy: isLazy)
  }

  private func query(_ name: String, _ yaml: YAML) -> Query? {
    _ = yaml.entries("a query", known: ["of", "via", "to"])
    guard let kind = yaml["of"]?.text("the kind that is looked for") else {
      yaml.error(.missingPart, "a query says of which kind: of: KIND")
      return nil
    }
    guard let fields = signatures.fields[kind] else {
      yaml["of"]?.error(
        .unknownKind, "there is no kind \"\(kind)\"", insteadOf: kind, among: signatures.fields.keys.sorted())
      return nil
    }
    yaml["of"]?.names(.kind)
    yaml["via"]?.names(.field, of: kind)
    yaml["to"]?.names(.field, of: self.name)
    let via = yaml["via"]?.text("a field")
    if let via, !Self.isReference(fields[via]) {
      yaml["via"]?.error(
        .notReference, "\"\(kind)\" has no field \"\(via)\" that refers to a case",
        insteadOf: via, among: fields.keys.sorted().filter { Self.isReference(fields[$0]) }, orAll: "fields that do are"
      )
    }
    let to = yaml["to"]?.text("a field")
    if let to, !Self.isReference(signatures.fields[self.name]?[to]) {
      let own = signatures.fields[self.name] ?? [:]
      yaml["to"]?.error(
        .notReference, "\"\(self.name)\" has no field \"\(to)\" that refers to a case",
        insteadOf: to, among: own.keys.sorted().filter { Self.isReference(own[$0]) }, orAll: "fields that do are")
    }
    if let via { checkWay(yaml, kind, via, fields[via], to) }
    return Query(name: name, kind: kind, via: via, to: to, place: yaml.place)
  }

  /// What a query compares: a field of the other kind, with this case or with what a field of this one names.
  private func checkWay(_ yaml: YAML, _ kind: String, _ via: String, _ type: FieldType?, _ to: String?) {
    guard case .reference(let there?)? = type?.element else { return }
    var here = name
    if let to {
      guard case .reference(let own?)? = signatures.fields[name]?[to]?.element else { return }
      here = own
    }
    if there == here { return }
    yaml["via"]?.error(
      .notReference, "\"\(via)\" of a \(kind) names a \(there), never a \(here): nothing would be found",
      hint:
        "via: a field of \(kind) that names a \(here)\(to == nil ? "; or to: a field of \(name) that names a \(there)" : "")"
    )
  }

  static func isReference(_ type: FieldType?) -> Bool {
    switch type {
    case .reference?, .list(.reference)?: true
    default: false
    }
  }

  /// Derived values in an order that needs no later one; a circle is an error.
  private func order(_ derived: [(String, Expression, YAML)], _ layout: Layout) -> [(
    name: String, expression: Expression
  )] {
    var done: Set<Int> = []
    var result: [(name: String, expression: Expression)] = []
    for (index, entry) in derived.enumerated() {
      let needs = entry.1.reads.compactMap { slot -> Int? in
        if case .derived(let number) = layout.slots[slot] { number } else { nil }
      }
      // Where one could not be read, what comes after which is not known.
      let isWhole = derived.count == signatures.derived[name]?.count
      if isWhole, let late = needs.first(where: { !done.contains($0) }) {
        let other = late < derived.count ? derived[late].0 : ""
        entry.2.error(
          .derivedOrder,
          late == index
            ? "\"\(entry.0)\" is computed from itself"
            : "\"\(entry.0)\" is computed from \"\(other)\", which comes later",
          hint: reaches(late, index, derived, layout)
            ? "each needs the other, and a circle cannot be computed" : "put \"\(other)\" before it")
      }
      done.insert(index)
      result.append((entry.0, entry.1))
    }
    return result
  }

  /// Whether one derived value is worked out from another, by way of others or not.
  private func reaches(_ from: Int, _ to: Int, _ derived: [(String, Expression, YAML)], _ layout: Layout) -> Bool {
    var (seen, edge) = (Set<Int>(), [from])
    while let next = edge.popLast() {
      if next == to { return true }
      guard seen.insert(next).inserted, derived.indices.contains(next) else { continue }
      edge += derived[next].1.reads.compactMap { slot in
        if case .derived(let number) = layout.slots[slot] { number } else { nil }
      }
    }
    return false
  }

  private func readEvents(
    _ fields: [Field], _ reader: FieldReader, _ expressions: Expressions, _ chart: ChartReader
  ) -> [EventDefinition] {
    var events: [EventDefinition] = []
    let entries = yaml["events"]?.entries("events") ?? []
    if !entries.contains(where: { $0.key == "create" }) {
      events.append(
        EventDefinition(
          name: "create", title: Localized(en: "Create", nl: "Aanmaken"), fields: fields, requirements: [],
          source: .role,
          due: nil, place: yaml.place))
    }
    for entry in entries {
      let known = ["title", "was", "fields", "requires", "by", "due", "tells", "notice"]
      _ = entry.value.entries("an event", known: known)
      entry.keyNode.defines(.event, of: name)
      var eventFields: [Field] = entry.key == "create" ? fields : []
      for field in entry.value["fields"]?.entries("fields") ?? [] {
        let own = fields.first { $0.name == field.key }
        eventFields.removeAll { $0.name == field.key }
        let read = reader.field(
          field.key, field.keyNode, field.value, inherits: own, of: fields.map(\.name), expressions)
        reader.checkShadow(read, own, field.keyNode)
        if own != nil {
          field.keyNode.names(.field, of: name)
        } else {
          field.keyNode.defines(.field, of: name, in: entry.key)
        }
        eventFields.append(read)
      }
      var source = EventSource.role
      if let by = entry.value["by"], let word = by.text("who brings it about") {
        if let read = EventSource(rawValue: word) {
          source = read
        } else {
          by.error(.unknownWord, "an event is brought about by role, clock or engine, not \"\(word)\"")
        }
      }
      let told = NoticeReader(yaml: entry.value, expressions: expressions, roles: RoleReader(names: signatures.roles))
      events.append(
        EventDefinition(
          name: entry.key, title: entry.value["title"]?.localized("title") ?? Localized(en: entry.key, nl: entry.key),
          fields: eventFields, requirements: readRequirements(entry.value["requires"], expressions, chart),
          source: source,
          due: entry.value["due"].flatMap { expressions.compile($0) }, tells: told.tells(source), notice: told.notice(),
          place: entry.keyNode.place))
    }
    return events
  }

  private func readRequirements(_ yaml: YAML?, _ expressions: Expressions, _ chart: ChartReader) -> [Requirement] {
    (yaml?.items("requires") ?? []).compactMap { item in
      _ = item.entries("a requirement", known: ["name", "that", "hint", "in"])
      guard let name = item["name"]?.text("a name"), let that = item["that"] else {
        item.error(
          .missingPart, "a requirement has a name and a condition", hint: "- {name: NAME, that: CONDITION}")
        return nil
      }
      let state = item["in"]?.text("a state")
      if let state, !chart.stateNames.contains(state) {
        item["in"]?.error(
          .unknownState, "there is no state \"\(state)\"",
          insteadOf: state, among: chart.stateNames, orAll: "its states are")
      }
      item["name"]?.defines(.requirement, of: self.name)
      item["in"]?.names(.state, of: self.name)
      return expressions.compile(that).map {
        Requirement(name: name, condition: $0, hint: item["hint"]?.localized("hint"), state: state)
      }
    }
  }

  private func readTimers(_ events: [EventDefinition], _ chart: Chart, _ expressions: Expressions) -> [TimerDefinition]
  {
    (yaml["timers"]?.entries("timers") ?? []).compactMap { entry in
      _ = entry.value.entries("a timer", known: ["at", "in", "fires"])
      guard let at = entry.value["at"], let fires = entry.value["fires"], let event = fires.text("an event") else {
        entry.value.error(.missingPart, "a timer says when and what: {at: end, in: execution, fires: expire}")
        return nil
      }
      // What is wrong in it was told there.
      guard let at = expressions.compile(at) else { return nil }
      if let source = events.first(where: { $0.name == event })?.source {
        if source != .clock {
          fires.error(
            .wrongSource, "\"\(event)\" is brought about by a \(source.rawValue), not by the clock",
            hint: "\(event): {by: clock}, or let the timer fire another event")
        }
      } else {
        fires.error(
          .unknownEvent, "there is no event \"\(event)\"",
          hint: Nearest.hint(event, among: events.filter { $0.source == .clock }.map(\.name))
            ?? "events: {\(event): {by: clock}}", offers: events.filter { $0.source == .clock }.map(\.name))
      }
      entry.keyNode.defines(.timer, of: name)
      fires.names(.event, of: name)
      let states = (entry.value["in"]?.texts("states") ?? []).map { state, node in
        node.names(.state, of: name)
        if chart.state(state) == nil {
          node.error(
            .unknownState, "there is no state \"\(state)\"",
            insteadOf: state, among: chart.names, orAll: "its states are")
        }
        return state
      }
      return TimerDefinition(name: entry.key, at: at, states: states, event: event, place: entry.keyNode.place)
    }
  }

  private func fieldName(_ key: String, _ fields: [Field]) -> String? {
    guard let yaml = yaml[key], let name = yaml.text("a field") else { return nil }
    guard fields.contains(where: { $0.name == name }) else {
      yaml.error(
        .unknownField, "there is no field \"\(name)\"",
        insteadOf: name, among: fields.map(\.name), orAll: "its fields are")
      return nil
    }
    yaml.names(.field, of: self.name)
    return name
  }

  /// `ends with: {contract: close}`.
  private func readEndings(_ fields: [Field], _ events: [EventDefinition], _ chart: Chart) -> [Ending] {
    (yaml["ends with"]?.entries("ends with") ?? []).compactMap { entry in
      guard case .reference? = fields.first(where: { $0.name == entry.key })?.type else {
        let names = fields.filter { if case .reference = $0.type { true } else { false } }.map(\.name)
        entry.keyNode.error(
          .notReference, "\"\(name)\" has no field \"\(entry.key)\" that refers to a case",
          hint: Nearest.hint(entry.key, among: names, orAll: "fields that do are"))
        return nil
      }
      guard let event = entry.value.text("an event") else { return nil }
      guard let definition = events.first(where: { $0.name == event }) else {
        entry.value.error(
          .unknownEvent, "there is no event \"\(event)\"",
          hint: Nearest.hint(event, among: events.map(\.name).filter { $0 != "create" }, orAll: "its events are"))
        return nil
      }
      if definition.source != .engine {
        entry.value.error(
          .wrongSource, "\"\(event)\" is brought about by a \(definition.source.rawValue), not by the engine",
          hint: "\(event): {by: engine}, which the end of the \(entry.key) brings about")
      }
      return Ending(field: entry.key, event: event)
    }
  }

  /// Fields that refer to cases, under a key.
  private func references(_ key: String, _ fields: [Field]) -> [String] {
    (yaml[key]?.texts("fields") ?? []).compactMap { name, node in
      guard Self.isReference(fields.first(where: { $0.name == name })?.type) else {
        node.error(
          .notReference, "\"\(name)\" is no field that refers to a case",
          insteadOf: name, among: fields.filter { Self.isReference($0.type) }.map(\.name), orAll: "fields that do are")
        return nil
      }
      node.names(.field, of: self.name)
      return name
    }
  }
}

/// Compiles expressions for one scope and reports what is wrong with them.
final class Expressions {
  let scope: Scope

  init(scope: Scope) { self.scope = scope }

  func compile(_ yaml: YAML) -> Expression? {
    guard let text = yaml.text("an expression") else { return nil }
    if CivilDate(text) != nil || isDuration(text) {
      // A date without marks would be read as a subtraction, a duration as a name.
      yaml.error(
        .wrongType, "\"\(text)\" is no expression", hint: "a date or a duration is written with marks: '@\"\(text)\"'")
      return nil
    }
    do throws(Diagnostics) {
      return try Expression(yaml.expressionPlace, scope: scope)
    } catch {
      yaml.findings.all.add(contentsOf: error)
      return nil
    }
  }

  private func isDuration(_ text: String) -> Bool {
    text.hasPrefix("P") && !scope.names.contains(text)
      && (MonthsDuration(text) != nil || DaysDuration(text) != nil)
  }
}
