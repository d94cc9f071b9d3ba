/// All definitions together: loaded, checked against each other, and pinned by the hash of their bytes.

import Calendar
import Crypto
import Decisions
import Diagnostics
import FEEL

/// A role that people stand in.
public struct Role: Sendable {
  /// What the definitions call the role.
  public let name: String
  /// What people read, in both languages.
  public let title: Localized
  /// The kind within a case of which it is held; anywhere when nil.
  public var within: String?
  /// Whether it acts on mandate: what it is accountable for needs one in force, unless the line says otherwise (Awb 10:1).
  public var mandate = false
  /// Where the definitions write it.
  public let place: Place
}

/// When the accountable role must agree.
public enum Approval: String, Sendable {
  /// It is the same role as the one that acts.
  case same
  /// Before the act takes effect.
  case before
  /// After it: it ratifies.
  case after
}

/// When an act takes two natural persons.
public enum FourEyes: String, Sendable {
  /// Never: who acts may approve.
  case never
  /// Who approves is another than who acted; where the accountable role acts itself, nobody approves.
  case approver
  /// Always: where the accountable role acts itself, another person in it approves.
  case always
}

/// A named value of a plugin, or a table that is called as a function.
public struct Constant: Sendable {
  /// What gives the value.
  public enum Origin: Sendable {
    /// An expression as it is written; for a function its value cannot tell.
    case expression(Expression)
    /// A decision table.
    case table(StatedTable)
  }

  /// What the definitions call the constant.
  public let name: String
  /// The value it stands for; a function where it is one.
  public let value: Value
  /// What gives it.
  public let origin: Origin

  /// The expression that gives it; nil for a table.
  public var expression: Expression? { if case .expression(let expression) = origin { expression } else { nil } }

  /// The table that it is; nil for any other value.
  public var table: StatedTable? { if case .table(let table) = origin { table } else { nil } }

  /// Where the definitions write it.
  public var place: Place {
    switch origin {
    case .expression(let expression): expression.place
    case .table(let stated): stated.table.place
    }
  }

  /// All names in it.
  public var mentions: Set<String> {
    switch origin {
    case .expression(let expression): expression.mentions
    case .table(let stated): stated.table.mentions
    }
  }

  /// What asks the clock: the functions of FEEL that do, and the functions and tables among constants that use them, in whatever
  /// order they stand.
  static func clock(_ constants: [Constant]) -> Set<String> {
    var found: Set<String> = ["today", "now"]
    var count = 0
    while found.count != count {
      count = found.count
      found.formUnion(constants.filter { !$0.mentions.isDisjoint(with: found) }.map(\.name))
    }
    return found
  }
}

/// A decision table of the definitions.
public struct StatedTable: Sendable {
  /// What people read.
  public let title: Localized
  /// The article or decision it rests on; nil when none is said.
  public let source: String?
  /// The table as a function of its inputs.
  public let function: DecisionFunction
  /// The table itself.
  public var table: DecisionTable { function.table }
}

/// Who may read what, as the plugins say; what they leave open is for the workflows, and then for any role.
public struct ReadingRights: Sendable {
  /// Kinds that no plugin and no workflow says anything of.
  public internal(set) var byDefault: Readers?
  /// Confidential fields that no plugin and no workflow says anything of.
  public internal(set) var ofConfidential: Readers?
  /// By kind.
  public internal(set) var ofKinds: [String: Readers] = [:]
  /// By kind and field.
  public internal(set) var ofFields: [String: [String: Readers]] = [:]

  /// Who may read the cases of a kind; any role that covers the case when nil.
  public func of(_ kind: Kind) -> Readers? { ofKinds[kind.name] ?? kind.readers ?? byDefault }

  /// Who may read a field, besides being allowed to read the case; whoever reads the case when nil.
  public func of(_ field: Field, in kind: Kind) -> Readers? {
    ofFields[kind.name]?[field.name] ?? field.readers
      ?? (field.isConfidential ? ofConfidential ?? Readers([], at: field.place) : nil)
  }
}

/// The RASCI line of an event.
public struct Activity: Sendable {
  /// The kind.
  public let kind: String
  /// The event; nil for the kind's default line.
  public let event: String?
  /// Who may act.
  public let responsible: [String]
  /// Who answers for it: exactly one.
  public let accountable: String
  /// When the accountable role must agree.
  public let approval: Approval
  /// Who may prepare.
  public let support: [String]
  /// Who must have been heard.
  public let consulted: [String]
  /// Who is told.
  public let informed: [String]
  /// Whether two natural persons are needed.
  public let fourEyes: FourEyes
  /// Whether acting needs a mandate in force.
  public let mandate: Bool
  /// The amount that a mandate must reach; none when nil.
  public var amount: Expression?
  /// When it counts: of several lines of an event the first whose condition holds; always when nil, as the last of them.
  public var condition: Expression?
  /// How long those to be consulted have at least.
  public var consultation: MonthsOrDays?
  /// Where the definitions write it.
  public let place: Place

  /// `R: porter; A: head; I: neighbour`.
  public var letters: String {
    let parts = [("R", responsible), ("A", [accountable]), ("S", support), ("C", consulted), ("I", informed)]
    return parts.filter { !$0.1.isEmpty }.map { "\($0.0): \($0.1.joined(separator: ", "))" }.joined(separator: "; ")
  }
}

/// Roles that one natural person may not hold for the same case.
public struct Separation: Sendable {
  /// What the definitions call the separation.
  public let name: String
  /// The roles: kept apart from each other, or with `others` from those.
  public let roles: [String]
  /// The roles on the other side; none when the roles are kept apart from each other.
  public let others: [String]
  /// Whether they are kept apart wherever they are held, not on one case alone.
  public let isEverywhere: Bool
  /// Why.
  public let reason: Localized
  /// Where the definitions write it.
  public let place: Place

  /// All roles of it.
  public var all: [String] { roles + others }

  /// As people read what changes: `child apart from parent, everywhere`.
  public var description: String {
    roles.sorted().joined(separator: ", ")
      + (others.isEmpty ? "" : " apart from \(others.sorted().joined(separator: ", "))")
      + (isEverywhere ? ", everywhere" : "")
  }

  /// The roles that who acts in one may not hold.
  public func opposed(to role: String) -> [String] {
    if others.isEmpty { return roles.contains(role) ? roles.filter { $0 != role } : [] }
    return roles.contains(role) ? others : others.contains(role) ? roles : []
  }
}

/// Cases that the clock creates by a recurrence.
public struct Schedule: Sendable {
  /// What the definitions call the schedule.
  public let name: String
  /// On cases of this kind.
  public let kind: String
  /// While one of these states is active; always when empty.
  public let states: [String]
  /// The recurrence.
  public let rule: Recurrence
  /// The date from which it counts.
  public let from: Expression
  /// The last date it may fall on.
  public let until: Expression
  /// How long before its date a case is created.
  public let ahead: MonthsOrDays
  /// The kind that is created.
  public let creates: String
  /// The id of the new case.
  public let id: Expression
  /// The new case's fields.
  public let fields: [(name: String, value: Expression)]
  /// Where the definitions write it.
  public let place: Place
}

/// A duration in calendar units.
public struct MonthsOrDays: Sendable {
  /// Months.
  public let months: Int
  /// Days.
  public let days: Int

  /// Whether it is no time at all.
  public var isNone: Bool { months == 0 && days == 0 }

  /// As definitions write it: `P2M`.
  public var description: String { months != 0 ? "P\(months)M" : "P\(days)D" }

  /// The date so long after another.
  public func after(_ date: CivilDate) -> CivilDate { date.adding(months: months)?.adding(days: days) ?? date }

  /// The date so long before another.
  public func before(_ date: CivilDate) -> CivilDate { date.adding(months: -months)?.adding(days: -days) ?? date }
}

/// All definitions a case can be pinned to.
public final class Rulebook: Sendable {
  /// Over how many derived values of other cases, one after the other, a value is worked out at most.
  public static let farthest = 4

  /// The region whose plugins are in it; nil when no plugin names one.
  public let region: String?
  /// The files by path, as they were read.
  public let files: [(path: String, text: String)]
  /// SHA-256 over paths and texts, in hexadecimal.
  public let hash: String
  /// The kinds whose cases may end with another, each with the field that names it.
  public var endings: [(kind: String, field: String)] {
    kindNames.flatMap { name in (kinds[name]?.endings ?? []).map { (name, $0.field) } }
  }

  /// All kinds, by their names.
  public let kinds: [String: Kind]
  /// In the order they were read.
  public let kindNames: [String]
  /// All roles, by their names.
  public let roles: [String: Role]
  /// In the order they were read.
  public let separations: [Separation]
  /// In the order they were read.
  public let schedules: [Schedule]
  /// In the order they were read.
  public let laws: [Law]
  /// Working days; nil when no plugin brings a calendar.
  public let calendar: WorkingCalendar?
  /// Named values and tables that all expressions see.
  public let constants: [Constant]
  /// Who may read what.
  public let readers: ReadingRights
  /// Warnings found while loading.
  public let warnings: Diagnostics
  /// Names of derived values that need more than their own case's fields: another case, or a query.
  public let farDerived: Set<String>
  /// What asks the clock: functions of FEEL, and those of plugins that use them.
  public let clock: Set<String>
  private let lawsOf: [String: [Law]]
  private let activities: [String: [String: [Activity]]]
  private let defaults: [String: [Activity]]

  /// The role of the first administrator, which no plugin needs to define.
  public static let administrator = "administrator"

  init(_ files: [(path: String, text: String)], region: String?, _ parts: Parts, warnings: Diagnostics) {
    self.files = files
    self.region = region
    hash = Self.hash(files)
    kinds = Dictionary(parts.kinds.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    kindNames = parts.kinds.map(\.name)
    roles = parts.roles
    separations = parts.separations
    schedules = parts.schedules
    laws = parts.laws
    lawsOf = Dictionary(grouping: parts.laws, by: \.kind)
    clock = Constant.clock(parts.constants)
    farDerived = Set(parts.kinds.flatMap { [clock] in $0.farDerived(clock) })
    calendar = parts.calendar
    constants = parts.constants
    readers = parts.readers
    self.warnings = warnings
    var activities: [String: [String: [Activity]]] = [:]
    var defaults: [String: [Activity]] = [:]
    for activity in parts.activities {
      if let event = activity.event {
        activities[activity.kind, default: [:]][event, default: []].append(activity)
      } else {
        defaults[activity.kind, default: []].append(activity)
      }
    }
    self.activities = activities
    self.defaults = defaults
  }

  /// What a rulebook is made of.
  struct Parts {
    var kinds: [Kind] = []
    var roles: [String: Role] = [:]
    var activities: [Activity] = []
    var separations: [Separation] = []
    var schedules: [Schedule] = []
    var laws: [Law] = []
    var calendar: WorkingCalendar?
    /// Whether a region is among them, which people act in.
    var hasRegion = false
    var constants: [Constant] = []
    var readers = ReadingRights()
  }

  private static func hash(_ files: [(path: String, text: String)]) -> String {
    var hasher = SHA256()
    for file in files {
      hasher.update(data: Array("\(file.path.utf8.count) \(file.path) \(file.text.utf8.count) ".utf8))
      hasher.update(data: Array(file.text.utf8))
    }
    return hasher.finalize().map {
      let text = String($0, radix: 16); return text.count == 1 ? "0" + text : text
    }.joined()
  }

  /// What in an expression over the cases of a kind can never work.
  public func mistakes(in expression: Expression, askedOf kind: Kind, isCondition: Bool = false) -> Diagnostics {
    let typology = Typology(kinds, constants, calendar, roles: Array(roles.keys))
    var typing = Typing(typology.namesOfQuery(kind), typology)
    if isCondition { typing.condition(expression.syntax) } else { _ = typing.type(of: expression.syntax) }
    return typing.diagnostics(in: expression.place.source)
  }

  /// The laws of a kind, in the order they were read.
  public func laws(of kind: String) -> [Law] { lawsOf[kind] ?? [] }

  /// The RASCI lines of an event: its own, or the kind's default. Of several the first counts whose condition holds; the last has
  /// none.
  public func lines(_ kind: String, _ event: String) -> [Activity] {
    activities[kind]?[event] ?? defaults[kind] ?? []
  }

  /// The kinds whose cases make cases of a kind: by an invoke, an action or a schedule; in the order they were read.
  public func makers(of kind: String) -> [String] {
    kindNames.filter { name in
      guard let maker = kinds[name] else { return false }
      return maker.services.values.contains { $0.kind == kind } || maker.creates(kind)
        || schedules.contains { $0.kind == name && $0.creates == kind }
    }
  }

  /// The RASCI line that counts for an event where no condition of another holds.
  public func activity(_ kind: String, _ event: String) -> Activity? { lines(kind, event).last }

  /// All lines.
  public var allActivities: [Activity] {
    kindNames.flatMap { kind in
      (defaults[kind] ?? [])
        + (activities[kind] ?? [:]).sorted { $0.key < $1.key }.flatMap(\.value)
    }
  }

  /// Loads definitions from texts by path; `Workflows/…/workflow.yaml` and `Plugins/…/plugin.yaml`. All errors at once.
  ///
  /// Of the plugins that name a region, those of `region` are taken; it may be left out when all name the same.
  /// With `pinned`, definitions that an earlier version found sound are not refused for what this one finds in them, as long
  /// as every kind can be built. What has a name, and where it is mentioned, is noted in `names`, as far as it could be read.
  public static func load(
    _ files: [(path: String, text: String)], region: String? = nil, pinned: Bool = false, names: NameIndex? = nil
  ) throws(Diagnostics) -> Rulebook {
    let findings = Findings(names: names)
    let all = try read(files, findings)
    // What cannot be read at all would only be missed everywhere.
    if findings.all.hasErrors, !pinned { throw findings.all }
    let (region, chosen) = try choose(all, region)
    let workflows = chosen.filter { !$0.isPlugin }.map(\.yaml)
    let parts = RulebookReader(findings, pinned: pinned).read(
      workflows: workflows, plugins: chosen.filter(\.isPlugin).map(\.yaml))
    let written = workflows.reduce(0) { $0 + ($1["kinds"]?.entries("kinds").count ?? 0) }
    if findings.all.hasErrors, !(pinned && parts.kinds.count == written) { throw findings.all }
    return Rulebook(chosen.map(\.file), region: region, parts, warnings: findings.all)
  }

  /// The regions that plugins name, in order.
  public static func regions(_ files: [(path: String, text: String)]) throws(Diagnostics) -> [String] {
    Set(try read(files, Findings()).compactMap(\.region)).sorted()
  }

  private struct DefinitionFile {
    let file: (path: String, text: String)
    let yaml: YAML
    var isPlugin: Bool { file.path.hasSuffix("plugin.yaml") }
    var region: String? { yaml["region"]?.text("the name of a region") }
    var name: String? { yaml["workflow"]?.text("a name") }
    /// The workflows that a region's plugin says it uses; none where it uses all.
    var workflows: [YAML] { (yaml["workflows"]?.texts("workflows") ?? []).map(\.node) }
  }

  private static func read(
    _ files: [(path: String, text: String)], _ findings: Findings
  ) throws(Diagnostics) -> [DefinitionFile] {
    let definitions = files.filter { $0.path.hasSuffix("workflow.yaml") || $0.path.hasSuffix("plugin.yaml") }
      .sorted { $0.path < $1.path }
    if definitions.isEmpty {
      throw Diagnostics([
        Diagnostic(
          .noDefinitions, "there are no definitions",
          hint: "expected Workflows/<name>/workflow.yaml and Plugins/<name>/plugin.yaml")
      ])
    }
    return definitions.compactMap { file in
      // Editors on Windows begin a file with a mark that is no text.
      let scalars = file.text.unicodeScalars
      let text = scalars.first == "\u{FEFF}" ? String(scalars.dropFirst()) : file.text
      return YAML.read(Source(name: file.path, text: text), findings).map { DefinitionFile(file: file, yaml: $0) }
    }
  }

  private static func choose(
    _ all: [DefinitionFile], _ wanted: String?
  ) throws(Diagnostics) -> (region: String?, files: [DefinitionFile]) {
    let regions = Set(all.compactMap(\.region)).sorted()
    let region = wanted ?? (regions.count == 1 ? regions[0] : nil)
    if let region, !regions.contains(region) {
      throw Diagnostics([
        Diagnostic(
          .unknownRegion, "no plugin is of the region \"\(region)\"",
          hint: Nearest.hint(region, among: regions) ?? "regions: \(regions.joined(separator: ", "))", offers: regions)
      ])
    }
    if region == nil, !regions.isEmpty {
      throw Diagnostics([
        Diagnostic(
          .ambiguousRegion, "which region? The plugins are of \(regions.joined(separator: ", "))",
          hint: "begin … for \(regions[0]), or --region \(regions[0])")
      ])
    }
    let own = all.filter { $0.region == nil || $0.region == region }
    // A region may say which workflows it uses; what it leaves out needs no lines of its own.
    let used = own.filter(\.isPlugin).flatMap(\.workflows)
    guard !used.isEmpty else { return (region, own) }
    let names = Set(used.compactMap { $0.text("the name of a workflow") })
    let known = own.compactMap(\.name)
    for node in used {
      node.names(.workflow)
      guard let name = node.text("the name of a workflow"), !known.contains(name) else { continue }
      node.error(.unknownWorkflow, "there is no workflow \"\(name)\"", insteadOf: name, among: known)
    }
    return (region, own.filter { $0.isPlugin || names.contains($0.name ?? "") })
  }
}
