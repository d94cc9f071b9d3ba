/// Workflows and plugins together: kinds first by name, then compiled, then everything held against each other.

import Calendar
import Decisions
import Diagnostics
import FEEL

struct RulebookReader {
  let findings: Findings
  /// Whether they were found sound before: then what takes long to look for need not be looked for again.
  let isPinned: Bool

  init(_ findings: Findings, pinned: Bool) {
    self.findings = findings
    isPinned = pinned
  }

  func read(workflows: [YAML], plugins: [YAML]) -> Rulebook.Parts {
    var parts = Rulebook.Parts()
    var signatures = Signatures()
    var kinds: [(name: String, key: YAML, yaml: YAML)] = []
    for file in workflows + plugins { findings.fragments.read(file) }
    for workflow in workflows {
      _ = workflow.entries(
        "a workflow", known: ["workflow", "version", "title", "region", "tables", "kinds", "fragments"])
      _ = workflow["title"]?.localized("a title")
      for entry in workflow["kinds"]?.entries("kinds") ?? [] {
        if let earlier = kinds.first(where: { $0.name == entry.key }) {
          entry.keyNode.error(
            .duplicateName, "the kind \"\(entry.key)\" is defined twice", hint: "also at \(earlier.key.place.citation)")
          continue
        }
        entry.keyNode.defines(.kind)
        kinds.append((entry.key, entry.keyNode, entry.value))
      }
    }
    checkNames(workflows, "workflow")
    checkNames(plugins, "plugin")
    let tables = workflows.flatMap(TableReader.entries) + plugins.flatMap(TableReader.entries)
    for plugin in plugins { readNames(plugin, &parts, &signatures) }
    TableReader(findings).read(
      constants: plugins.flatMap { $0["constants"]?.entries("constants") ?? [] }, tables, &signatures)
    let names = Set(kinds.map(\.name))
    for kind in kinds { KindReader.sign(kind.name, kind.yaml, kinds: names, &signatures) }
    parts.kinds = kinds.compactMap { KindReader($0.name, $0.yaml, signatures).read() }
    parts.constants = signatures.constants
    let byName = Dictionary(parts.kinds.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    // Kinds whose lines could not all be read: what is missing there is not known.
    var unclear: Set<String> = []
    for plugin in plugins {
      let reader = PluginReader(
        plugin, kinds: byName, kindNames: names, roles: signatures.roles, clock: Constant.clock(signatures.constants))
      parts.activities += reader.activities(&unclear)
      parts.separations += reader.separations()
      parts.schedules += reader.schedules()
      for law in reader.laws() {
        if let earlier = parts.laws.first(where: { $0.name == law.name }) {
          findings.all.error(
            .duplicateName, "there is a law \"\(law.name)\" already", at: law.place,
            hint: "at \(earlier.place.citation)")
        }
        parts.laws.append(law)
      }
      reader.readers(&parts.readers)
      if let calendar = plugin["calendar"] {
        findings.names?.note(Definition(.calendar, "calendar"), "calendar", at: calendar.place, defines: true)
        if parts.calendar != nil {
          calendar.error(.secondCalendar, "there is a calendar already", hint: "load one plugin with a calendar")
        }
        parts.calendar = CalendarReader(calendar).read()
      }
    }
    readCalendars(plugins, &parts)
    findings.fragments.warn(&findings.all)
    checkCoverage(parts, except: unclear)
    checkReaders(parts)
    // What the first passes found wrong would only be found again.
    if !findings.all.hasErrors {
      if !isPinned { lookThroughTables(parts) }
      let types = TypeChecker(parts, findings)
      types.check()
      UseChecker(parts, sent: types.sent, findings).check()
    } else if let names = findings.names {
      TypeChecker(parts, Findings(names: names)).check()
    }
    return parts
  }

  /// The calendars beside that of working days, by name.
  private func readCalendars(_ plugins: [YAML], _ parts: inout Rulebook.Parts) {
    let entries = plugins.flatMap { $0["calendars"]?.entries("calendars") ?? [] }
    guard !entries.isEmpty else { return }
    let base = parts.calendar ?? WorkingCalendar()
    var others: [String: WorkingCalendar] = [:]
    for entry in entries {
      let calendar = CalendarReader(entry.value).read(beside: base)
      if others.updateValue(calendar, forKey: entry.key) != nil {
        entry.keyNode.error(
          .secondCalendar, "there is a calendar \"\(entry.key)\" already", hint: "give this one another name")
      }
    }
    parts.calendar = WorkingCalendar(weekend: base.weekend, holidays: base.holidays, others: others)
  }

  private func lookThroughTables(_ parts: Rulebook.Parts) {
    for constant in parts.constants {
      if let stated = constant.table { findings.all.add(contentsOf: Coverage.findings(in: stated.table)) }
    }
  }

  /// Two files of one name: what one of them is meant by it, nobody can say.
  private func checkNames(_ files: [YAML], _ key: String) {
    var known: [String: YAML] = [:]
    for file in files {
      guard let written = file[key], let name = written.text("a name") else { continue }
      written.defines(key == "plugin" ? .plugin : .workflow)
      file["region"]?.defines(.region)
      if let earlier = known.updateValue(written, forKey: name) {
        written.error(.duplicateName, "there is a \(key) \"\(name)\" already", hint: "at \(earlier.place.citation)")
      }
    }
  }

  private func readNames(_ plugin: YAML, _ parts: inout Rulebook.Parts, _ signatures: inout Signatures) {
    _ = plugin.entries(
      "a plugin",
      known: [
        "plugin", "version", "title", "region", "workflows", "roles", "rasci", "separations", "schedules", "calendar",
        "calendars",
        "constants", "tables", "readers", "laws", "fragments",
      ])
    _ = plugin["title"]?.localized("a title")
    if plugin["region"] != nil { parts.hasRegion = true }
    signatures.roles.insert(Rulebook.administrator)
    for entry in plugin["roles"]?.entries("roles") ?? [] {
      if parts.roles[entry.key] != nil {
        entry.keyNode.error(.duplicateName, "the role \"\(entry.key)\" is defined twice")
      }
      let title = entry.value.localized("a title")
      entry.keyNode.defines(.role)
      parts.roles[entry.key] = Role(name: entry.key, title: title, place: entry.keyNode.place)
      signatures.roles.insert(entry.key)
    }
  }

  /// A confidential field is read by somebody, and not by everybody.
  private func checkReaders(_ parts: Rulebook.Parts) {
    for kind in parts.kinds {
      let own = kind.fields + kind.events.values.flatMap { $0.fields.filter { !$0.isOwn } }
      var seen: Set<String> = []
      for field in own where field.isConfidential && seen.insert(field.name).inserted {
        guard parts.readers.of(field, in: kind)?.roles.isEmpty ?? true else { continue }
        findings.all.error(
          .unreadField, "\(kind.name).\(field.name) is confidential, and nobody may read it", at: field.place,
          hint: "name who may: readers: [ROLE], here or in a plugin (readers: {\(kind.name).\(field.name): [ROLE]})")
      }
    }
  }

  /// Every event that people bring about has a line; every line names an event that exists.
  private func checkCoverage(_ parts: Rulebook.Parts, except unclear: Set<String>) {
    var covered: [String: Set<String>] = [:]
    var defaults: Set<String> = []
    var places: [String: Place] = [:]
    for (index, activity) in parts.activities.enumerated() {
      let line = "\(activity.kind).\(activity.event ?? "default")"
      // Lines of one list lie one after the other.
      let isNext = index > 0 && parts.activities[index - 1].condition != nil
      if let earlier = places.updateValue(activity.place, forKey: line), !isNext {
        findings.all.error(
          .duplicateLine, "there is a RASCI line for \(line) already", at: activity.place,
          hint: "at \(earlier.citation)")
      }
      if activity.approval == .before, activity.event ?? "create" == "create",
        activity.event != nil
          || !parts.activities.contains(where: { $0.kind == activity.kind && $0.event == "create" }),
        parts.kinds.first(where: { $0.name == activity.kind })?.events["create"]?.source == .role
      {
        findings.all.error(
          .creationAwaitsApproval,
          "creating a \(activity.kind) cannot wait for approval: there would be no case to approve it on",
          at: activity.place,
          hint: "give create a line of its own with approval: after, or let an event after it be approved")
      }
      if let event = activity.event {
        covered[activity.kind, default: []].insert(event)
      } else {
        defaults.insert(activity.kind)
      }
    }
    for kind in parts.kinds where !defaults.contains(kind.name) && !unclear.contains(kind.name) {
      for name in kind.eventNames where covered[kind.name]?.contains(name) != true {
        guard let event = kind.events[name], event.source == .role else { continue }
        findings.all.error(
          .missingLine, "no RASCI line says who may \(name) a \(kind.name)", at: event.place,
          hint: "add it in a plugin: rasci: {\(kind.name): {\(name): {R: …, A: …}}}")
      }
    }
  }
}

/// Names of roles, where a definition gives them.
struct RoleReader {
  let names: Set<String>

  func roles(_ yaml: YAML?) -> [String] {
    (yaml?.texts("roles") ?? []).compactMap { name, node in
      guard names.contains(name) else {
        node.error(
          .unknownRole, "there is no role \"\(name)\"",
          insteadOf: name, among: names.sorted(), orAll: "the roles are")
        return nil
      }
      node.names(.role)
      return name
    }
  }

  /// Who may read something; nil when it does not say.
  func readers(_ yaml: YAML?) -> Readers? {
    yaml.map { yaml in
      let known = roles(yaml)
      // A role that there is not was told; it is no empty list of readers.
      let isMistaken = known.isEmpty && !yaml.texts("roles").isEmpty
      return Readers(isMistaken ? [Rulebook.administrator] : known, at: yaml.place)
    }
  }
}

struct PluginReader {
  let yaml: YAML
  let kinds: [String: Kind]
  let kindNames: Set<String>
  /// What asks the clock.
  let clock: Set<String>
  private let names: RoleReader

  init(_ yaml: YAML, kinds: [String: Kind], kindNames: Set<String>, roles: Set<String>, clock: Set<String>) {
    self.clock = clock
    self.yaml = yaml
    self.kinds = kinds
    self.kindNames = kindNames
    names = RoleReader(names: roles)
  }

  private func roles(_ yaml: YAML?) -> [String] { names.roles(yaml) }

  /// Who may read: by default, what is confidential, a kind, or a field as `kind.field`.
  func readers(_ rights: inout ReadingRights) {
    for entry in yaml["readers"]?.entries("readers") ?? [] {
      guard let readers = names.readers(entry.value) else { continue }
      let parts = entry.key.split(separator: ".", maxSplits: 1).map(String.init)
      switch (entry.key, parts.count) {
      case ("default", _): rights.byDefault = readers
      case ("confidential", _): rights.ofConfidential = readers
      case (_, 2):
        guard let kind = kind(parts[0], entry.keyNode) else { continue }
        let known = Set((kind.fields + kind.events.values.flatMap(\.fields)).map(\.name))
        if !known.contains(parts[1]) {
          entry.keyNode.error(
            .unknownField, "\"\(parts[0])\" has no field \"\(parts[1])\"",
            insteadOf: parts[1], among: known.sorted(), orAll: "its fields are")
        }
        for definition in kind.definition(ofField: parts[1], of: Array(kind.events.values)) {
          entry.keyNode.names(definition.sort, of: kind.name, in: definition.part, as: parts[1])
        }
        rights.ofFields[parts[0], default: [:]][parts[1]] = readers
      default: if kind(entry.key, entry.keyNode) != nil { rights.ofKinds[entry.key] = readers }
      }
    }
  }

  func kind(_ name: String, _ node: YAML) -> Kind? {
    if kindNames.contains(name) { node.names(.kind, as: name) }
    if let kind = kinds[name] { return kind }
    if !kindNames.contains(name) {
      node.error(.unknownKind, "there is no kind \"\(name)\"", insteadOf: name, among: kindNames.sorted())
    }
    return nil
  }

  func activities(_ unclear: inout Set<String>) -> [Activity] {
    var result: [Activity] = []
    for entry in yaml["rasci"]?.entries("rasci") ?? [] {
      guard let kind = kind(entry.key, entry.keyNode) else {
        if let meant = Nearest.to(entry.key, among: kindNames.sorted()) { unclear.insert(meant) }
        continue
      }
      for line in entry.value.entries("RASCI lines") {
        let isDefault = line.key == "default"
        if !isDefault, kind.events[line.key]?.source != .role {
          let isUnknown = kind.events[line.key] == nil
          line.keyNode.error(
            isUnknown ? .unknownEvent : .wrongSource,
            isUnknown
              ? "\"\(entry.key)\" has no event \"\(line.key)\"" : "\"\(line.key)\" is not brought about by a role",
            hint: isUnknown
              ? Nearest.hint(line.key, among: kind.eventNames, orAll: "its events are")
              : "the \(kind.events[line.key]?.source.rawValue ?? "") does it: leave the line out",
            offers: kind.eventNames)
          unclear.insert(kind.name)
          continue
        }
        if !isDefault { line.keyNode.names(.event, of: kind.name) }
        let read = lines(kind, isDefault ? nil : line.key, line.keyNode, line.value)
        if read.isEmpty { unclear.insert(kind.name) }
        result += read
      }
    }
    return result
  }

  /// One line, or several with their conditions; none where one of them is wrong.
  private func lines(_ kind: Kind, _ event: String?, _ key: YAML, _ yaml: YAML) -> [Activity] {
    guard case .sequence = yaml.node else {
      if let when = yaml["when"] {
        when.error(
          .unconditionalLine, "this line may not count, and then nobody may act",
          hint: "a list of lines, of which the last has no \"when\": [{when: …, R: …, A: …}, {R: …, A: …}]")
      }
      return activity(kind, event, key, yaml).map { [$0] } ?? []
    }
    let items = yaml.items("RASCI lines")
    var isMistaken = false
    for (index, item) in items.enumerated() {
      let isLast = index == items.count - 1
      guard (item["when"] == nil) != isLast else { continue }
      isMistaken = true
      if let when = item["when"] {
        when.error(
          .unconditionalLine, "the last line counts where no other does, so it has no condition",
          hint: "add a line without \"when\"")
      } else {
        item.error(
          .unconditionalLine, "this line always counts, so that the lines after it never do",
          hint: "when: a condition over the \(kind.name) and its event")
      }
    }
    let read = items.compactMap { activity(kind, event, $0, $0) }
    return read.count == items.count && !isMistaken ? read : []
  }

  /// The states of a kind that are named, one or a list.
  func states(_ kind: Kind, _ yaml: YAML?) -> [String] {
    (yaml?.texts("states") ?? []).map { state, node in
      if kind.chart.state(state) == nil {
        node.error(
          .unknownState, "\"\(kind.name)\" has no state \"\(state)\"",
          insteadOf: state, among: kind.chart.names, orAll: "its states are")
      }
      node.names(.state, of: kind.name)
      return state
    }
  }

  private func activity(_ of: Kind, _ event: String?, _ key: YAML, _ yaml: YAML) -> Activity? {
    let kind = of.name
    let known = ["when", "R", "A", "S", "C", "I", "approval", "four eyes", "mandate", "amount", "consultation"]
    _ = yaml.entries("a RASCI line", known: known)
    let expressions = Expressions(scope: of.layout.scope)
    let what = event.map { "\(kind).\($0)" } ?? "\(kind), default"
    let responsible = roles(yaml["R"])
    let accountable = roles(yaml["A"])
    if responsible.isEmpty {
      key.error(.noResponsible, "\(what) has no R: nobody may do it", hint: "R: the role or roles that act")
    }
    guard accountable.count == 1 else {
      key.error(
        .notOneAccountable,
        accountable.isEmpty
          ? "\(what) has no A: nobody answers for it"
          : "\(what) has \(accountable.count) A's: \(accountable.joined(separator: ", "))",
        hint: "exactly one role is accountable")
      return nil
    }
    var approval = responsible == accountable ? Approval.same : nil
    if let written = yaml["approval"], let word = written.text("same, before or after") {
      guard let read = Approval(rawValue: word) else {
        written.error(.unknownWord, "approval is same, before or after, not \"\(word)\"")
        return nil
      }
      if read == .same, approval != .same {
        written.error(.approvalBySelf, "approval is \"same\", but R is not \(accountable[0]) alone")
      }
      approval = read
    }
    guard let approval else {
      key.error(
        .approvalUnsaid, "\(what): others than \(accountable[0]) (A) may act; when does it approve?",
        hint: "approval: before, or approval: after")
      return nil
    }
    let eyes = yaml["four eyes"]?.boolean("four eyes").map { $0 ? FourEyes.always : .never }
    if eyes == .always, approval == .same {
      yaml["four eyes"]?.error(
        .fourEyesAlone, "\(what): four eyes are two persons, so somebody else must agree",
        hint: "approval: before, or approval: after; \(accountable[0]) may be on both sides")
    }
    var activity = Activity(
      kind: kind, event: event, responsible: responsible, accountable: accountable[0], approval: approval,
      support: roles(yaml["S"]), consulted: roles(yaml["C"]), informed: roles(yaml["I"]),
      fourEyes: eyes ?? (approval == .same ? .never : .approver),
      mandate: yaml["mandate"]?.boolean("mandate") ?? false, place: key.place)
    activity.condition = yaml["when"].flatMap(expressions.compile)
    activity.amount = yaml["amount"].flatMap(expressions.compile)
    if let amount = yaml["amount"], !activity.mandate {
      amount.error(.missingPart, "an amount is what a mandate must reach", hint: "mandate: true beside it")
    }
    activity.consultation = yaml["consultation"].flatMap(duration)
    if let written = yaml["consultation"], activity.consulted.isEmpty {
      written.error(.missingPart, "nobody is consulted here", hint: "C: the roles that are to be heard")
    }
    return activity
  }

  /// A length of time in months or days.
  private func duration(_ yaml: YAML) -> MonthsOrDays? {
    guard let text = yaml.text("a duration") else { return nil }
    if let months = MonthsDuration(text) { return MonthsOrDays(months: months.months, days: 0) }
    if let days = DaysDuration(text) { return MonthsOrDays(months: 0, days: days.seconds / 86_400) }
    yaml.error(.expectedDuration, "expected a duration such as P42D or P2M")
    return nil
  }

  func separations() -> [Separation] {
    (yaml["separations"]?.entries("separations") ?? []).map { entry in
      _ = entry.value.entries("a separation", known: ["roles", "because"])
      entry.keyNode.defines(.separation)
      let roles = roles(entry.value["roles"])
      if roles.count < 2 {
        entry.value.error(.loneSeparation, "a separation names two roles or more", hint: "roles: [ROLE, ROLE]")
      }
      return Separation(
        name: entry.key, roles: roles,
        reason: entry.value["because"]?.localized("because") ?? Localized(en: entry.key, nl: entry.key),
        place: entry.keyNode.place)
    }
  }

  func schedules() -> [Schedule] {
    (yaml["schedules"]?.entries("schedules") ?? []).compactMap { entry in
      schedule(entry.key, entry.keyNode, entry.value)
    }
  }

  /// A rule of RFC 5545; once where there is none to be.
  private func recurrence(_ written: YAML?) -> Recurrence? {
    guard let text = written.map({ $0.text("a recurrence") }) ?? "FREQ=DAILY;COUNT=1" else { return nil }
    do { return try Recurrence(text) } catch {
      written?.error(
        .invalidRecurrence, "not a recurrence: \(error.description)",
        hint: "as in FREQ=MONTHLY;INTERVAL=3;BYDAY=2TU (RFC 5545)")
      return nil
    }
  }

  private func schedule(_ name: String, _ key: YAML, _ yaml: YAML) -> Schedule? {
    let isOnce = yaml["date"] != nil
    let needed = ["on", "create", "id"] + (isOnce ? [] : ["rule", "from", "until"])
    _ = yaml.entries(
      "a schedule", known: ["on", "in", "rule", "date", "from", "until", "ahead", "create", "id", "with"])
    if isOnce, let other = ["rule", "from", "until"].lazy.compactMap({ yaml[$0] }).first {
      other.error(
        .unknownKey, "what comes once, on a date, has no rule, from or until",
        hint: "date: for once, or rule:, from: and until: for what comes round")
    }
    for part in needed where yaml[part] == nil {
      key.error(
        .missingPart, "the schedule has no \"\(part)\"",
        hint: part == "rule" ? "rule:, from: and until: for what comes round, or date: for what comes once" : nil)
      return nil
    }
    guard let on = yaml["on"]?.text("a kind"), let kind = kind(on, yaml["on"] ?? yaml),
      let creates = yaml["create"]?.text("a kind"), let created = self.kind(creates, yaml["create"] ?? yaml),
      let rule = recurrence(isOnce ? nil : yaml["rule"])
    else { return nil }
    let states = states(kind, yaml["in"])
    key.defines(.schedule, of: on)
    let expressions = Expressions(scope: kind.layout.scope)
    guard let from = yaml[isOnce ? "date" : "from"].flatMap(expressions.compile),
      let until = isOnce ? from : yaml["until"].flatMap(expressions.compile),
      let id = yaml["id"].flatMap(expressions.compile)
    else { return nil }
    let fields: [(name: String, value: Expression)] = (yaml["with"]?.entries("with") ?? []).compactMap { entry in
      if created.index(of: entry.key) == nil {
        entry.keyNode.error(
          .unknownField, "\"\(creates)\" has no field \"\(entry.key)\"",
          insteadOf: entry.key, among: created.fields.map(\.name), orAll: "its fields are")
      }
      if created.index(of: entry.key) != nil { entry.keyNode.names(.field, of: creates) }
      return expressions.compile(entry.value).map { (entry.key, $0) }
    }
    let ahead = yaml["ahead"].flatMap(duration) ?? MonthsOrDays(months: 0, days: 0)
    return Schedule(
      name: name, kind: on, states: states, rule: rule, from: from, until: until, ahead: ahead, creates: creates,
      id: id,
      fields: fields, place: key.place)
  }
}
