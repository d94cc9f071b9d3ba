/// From a plugin to what it says: lines of RASCI, separations, schedules, laws, readers.

import Calendar
import Diagnostics
import FEEL

struct PluginReader {
  let yaml: YAML
  let kinds: [String: Kind]
  let kindNames: Set<String>
  /// What asks the clock.
  let clock: Set<String>
  /// The roles that act on mandate.
  let mandated: Set<String>
  private let names: RoleReader

  init(
    _ yaml: YAML, kinds: [String: Kind], kindNames: Set<String>, roles: Set<String>, mandated: Set<String>,
    clock: Set<String>
  ) {
    self.mandated = mandated
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
      mandate: yaml["mandate"]?.boolean("mandate") ?? mandated.contains(accountable[0]), place: key.place)
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
      _ = entry.value.entries("a separation", known: ["roles", "apart from", "anywhere", "because"])
      entry.keyNode.defines(.separation)
      let roles = roles(entry.value["roles"])
      let others = self.roles(entry.value["apart from"])
      if roles.isEmpty || roles.count + others.count < 2 {
        entry.value.error(.loneSeparation, "a separation names two roles or more", hint: "roles: [ROLE, ROLE]")
      }
      if let both = roles.first(where: others.contains) {
        entry.value["apart from"]?.error(
          .loneSeparation, "\"\(both)\" stands on both sides: nobody could act in it", hint: "leave it out of one")
      }
      return Separation(
        name: entry.key, roles: roles, others: others,
        isEverywhere: entry.value["anywhere"]?.boolean("anywhere") ?? false,
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

  /// That a schedule ever runs: in a state that a case does not end in, by a rule that falls on some day.
  private func checkTime(_ kind: Kind, _ states: [String], _ rule: Recurrence, _ written: YAML?, _ place: YAML?) {
    let ends = states.compactMap { kind.chart.state($0) }.filter { $0.kind == .final && $0.parent == 0 }
    if let end = ends.first, ends.count == states.count {
      place?.error(
        .noTimer, "a \(kind.name) has ended in \"\(end.id)\", so that nothing comes round for it any more",
        hint: "in: a state that it is in for a while")
    }
    guard let start = CivilDate(year: 1900, month: 1, day: 1), let written else { return }
    if rule.next(after: start.adding(days: -1) ?? start, from: start) == nil {
      written.error(
        .invalidRecurrence, "no day is ever one of \(rule)", hint: "as in FREQ=MONTHLY;INTERVAL=3;BYDAY=2TU (RFC 5545)")
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
    checkTime(kind, states, rule, isOnce ? nil : yaml["rule"], yaml["in"])
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
