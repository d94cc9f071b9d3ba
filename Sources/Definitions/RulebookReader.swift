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
        plugin, kinds: byName, kindNames: names, roles: signatures.roles,
        mandated: Set(parts.roles.values.filter(\.mandate).map(\.name)), clock: Constant.clock(signatures.constants))
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
    // What the first passes found wrong would only be found again, and said of what is right.
    if !findings.all.hasErrors {
      if !isPinned {
        PositionChecker(parts, findings).check(parts.activities)
        lookThroughTables(parts)
      }
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
      entry.keyNode.defines(.role)
      parts.roles[entry.key] = role(entry.key, entry.keyNode, entry.value)
      signatures.roles.insert(entry.key)
    }
  }

  /// A role by its title alone, or with what else is said of it.
  private func role(_ name: String, _ key: YAML, _ yaml: YAML) -> Role {
    guard let title = yaml["title"] else {
      return Role(name: name, title: yaml.localized("a title"), place: key.place)
    }
    _ = yaml.entries("a role", known: ["title", "within", "mandate"])
    return Role(
      name: name, title: title.localized("a title"), within: yaml["within"]?.text("a kind"),
      mandate: yaml["mandate"]?.boolean("mandate") ?? false, place: key.place)
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
