/// On whose authority something was decided, who was told of what, and who knew of a case.

import Calendar
import Definitions
import FEEL
import Governance
import Journal

/// On whose authority an entry was decided.
public struct Provenance: Sendable {
  /// A grant as it stood then.
  public struct Rested: Sendable {
    /// The grant's id.
    public let id: String
    /// The name of the grant's kind.
    public let kind: String
    /// The entry that created it.
    public let createdBy: Int
    /// Its fields that had a value.
    public let fields: Given
    /// The other grants that would have done, in the order in which they count.
    public let instead: [String]
  }

  /// Somebody who agreed, or did not, later.
  public struct Later: Sendable {
    /// `approve`, `reject` or `ratify`.
    public let verb: Verb.Name
    /// The position of the entry by which they agreed or did not.
    public let entry: Int
    /// By whom.
    public let person: Named
    /// The role in which they answered.
    public let role: String
    /// What gave that role.
    public let authority: [String]
  }

  /// The entry, as histories show it.
  public let row: HistoryRow
  /// How the actor was known.
  public let known: String
  /// The person behind the actor.
  public let person: Named
  /// The grants it rested on.
  public let grants: [Rested]
  /// For an answer to another entry: the event and role in which that was asked.
  public let asked: (entry: Int, event: String, role: String)?
  /// The RASCI line, by the definitions it was decided under.
  public let line: Activity?
  /// Who agreed or not later.
  public let later: [Later]
  /// The rules that refused.
  public let rules: [String]
  /// The definitions it was decided under.
  public let definitions: String
}

/// An entry somebody knew of.
public struct KnownEntry: Sendable {
  /// The entry, as histories show it.
  public let row: HistoryRow
  /// The role in which they were told; nil when they acted themselves.
  public let told: String?
  /// What they were told beside that it happened; nil where that is all, and where it was taken away.
  public var notice: Localized?
}

/// Somebody who knew of a case.
public struct Knower: Sendable {
  /// Who: an account, or a person as an assignment names them.
  public let name: Named
  /// The role in which they were told; nil when they acted.
  public let told: String?
  /// The first entry by which they knew.
  public let first: Int
  /// The instant of that entry.
  public let since: Instant
  /// How many entries they knew.
  public let count: Int
}

/// Reads who decided and who knew through a view.
public struct Provenances {
  private let view: View
  private let histories: Histories
  private var reader: Reader { view.stage.reader }

  /// The provenances of a view.
  public init(_ view: View) {
    self.view = view
    histories = Histories(view)
  }

  // MARK: Authority

  /// On whose authority an entry was decided.
  public func authority(_ number: Int) throws(StoreProblem) -> Provenance {
    try StoreProblem.wrapping {
      guard let entry = try reader.entry(number), try EntrySight(view, entry) != nil else {
        throw StoreProblem.unknownEntry(number, of: view.size)
      }
      let header = entry.header
      let then = try view.past(horizon: number)
      let asked = try header.answers.flatMap { asked in
        try reader.entry(asked).map { (entry: asked, event: $0.header.object ?? "", role: $0.header.role) }
      }
      let event = asked?.event ?? header.object ?? ""
      let rulebook = try view.stage.memory.books.find(header.definitions, view.present.reader)
      return Provenance(
        row: try histories.row(entry), known: header.known,
        person: try histories.name(entry, Recording.Name.person),
        grants: header.authority.compactMap { rested($0, header, event, then) }, asked: asked,
        line: try line(entry, event, rulebook, then), later: try later(than: number, header.subject),
        rules: header.rules, definitions: header.definitions)
    }
  }

  /// The line by which an entry was decided, as things stood then; where that cannot be told any more, by who acted.
  private func line(_ entry: Entry, _ event: String, _ rulebook: Rulebook, _ then: Stage) throws -> Activity? {
    let header = entry.header
    let lines = rulebook.lines(header.kind, event)
    if lines.count > 1, let kind = rulebook.kinds[header.kind],
      [.fire, .approve, .reject, .ratify].contains(Verb.Name(rawValue: header.verb)),
      let given = try given(header.answers.flatMap { try reader.entry($0) } ?? entry)
    {
      var state = then.find(header.subject) ?? then.blank(header.subject, kind, of: rulebook)
      for (name, value) in event == "create" ? given : [] {
        if let index = state.kind.index(of: name) { state.fields[index] = value }
      }
      return state.line(event, given: given, then, at: Instant(milliseconds: header.instant))
    }
    return lines.first {
      $0.condition == nil || $0.responsible.contains(header.role) || $0.accountable == header.role
    }
  }

  /// What was given with an entry; nil where some of it was taken away.
  private func given(_ entry: Entry) throws -> Given? {
    let values = entry.values.filter { $0.name.hasPrefix(Recording.Name.given) }
    guard values.allSatisfy({ $0.value != nil }) else { return nil }
    return try values.map { value in
      (String(value.name.dropFirst(Recording.Name.given.count)), try Stored.value(value.name, of: entry) ?? .null)
    }
  }

  private func rested(_ id: String, _ header: Header, _ event: String, _ then: Stage) -> Provenance.Rested? {
    guard let grant = then.find(id) else { return nil }
    let seen = SeenCase(grant, for: view.clearance)
    let isSeen = view.clearance.sees(grant)
    let fields =
      isSeen ? grant.kind.fields.map { (name: $0.name, value: seen[$0.name]) }.filter { !$0.value.isNull } : []
    var instead: [String] = []
    if let subject = then.find(header.subject) {
      let date = then.date(Instant(milliseconds: header.instant))
      instead = Gate(then).alternatives(to: grant, for: subject, event: event, date: date)
    }
    return Provenance.Rested(
      id: id, kind: grant.kind.name, createdBy: grant.createdBy, fields: fields, instead: instead)
  }

  private func later(than number: Int, _ subject: String) throws -> [Provenance.Later] {
    try reader.positions([.subject(subject), .answers(number)], in: 0..<view.size).compactMap { position in
      guard let entry = try reader.entry(position), !entry.header.isRefused,
        let verb = Verb.Name(rawValue: entry.header.verb)
      else { return nil }
      return Provenance.Later(
        verb: verb, entry: position, person: try histories.name(entry, Recording.Name.person), role: entry.header.role,
        authority: entry.header.authority)
    }
  }

  // MARK: Who knew

  /// What somebody knew: the entries they made, and those that a role was told of while they stood in it; the newest `last` of
  /// a period, the oldest first. A name that nobody bears is an error.
  public func known(
    to name: String, from: CivilDate?, until: CivilDate?, last: Int = 200
  ) throws(StoreProblem) -> (rows: [KnownEntry], hasMore: Bool) {
    try StoreProblem.wrapping {
      guard view.names(name) else { throw StoreProblem.neverSeen(name) }
      let person = view.present.find(name).flatMap { $0.kind.accounts == nil ? nil : $0 }
      let range = try histories.range(from, until)
      let acted = Set(
        try reader.positions([person == nil ? .actor(name) : .person(name)], in: range, newestFirst: true))
      var told: [Int: [String]] = [:]
      for role in view.rulebook.roles.keys.sorted() {
        for position in try reader.positions([.informed(role)], in: range) { told[position, default: []].append(role) }
      }
      if acted.isEmpty, told.isEmpty || !isKnown(name) {
        guard isKnown(name) else { throw StoreProblem.neverSeen(name) }
      }
      var rows: [KnownEntry] = []
      var moments = Moments(view)
      for position in acted.union(told.keys).sorted(by: >) {
        guard rows.count <= last else { break }
        guard let entry = try reader.entry(position), try EntrySight(view, entry) != nil else { continue }
        if acted.contains(position) {
          rows.append(KnownEntry(row: try histories.row(entry), told: nil))
        } else if let role = try (told[position] ?? []).first(where: { try moments.stands(name, in: $0, entry) }) {
          rows.append(KnownEntry(row: try histories.row(entry), told: role, notice: try Stored.notice(of: entry)))
        }
      }
      return (Array(rows.prefix(last).reversed()), rows.count > last)
    }
  }

  /// Whether a name is that of a person, of an account, or of somebody who was granted something.
  private func isKnown(_ name: String) -> Bool {
    view.present.find(name)?.kind.accounts != nil || view.present.person(behind: name) != nil
      || !view.present.grants(to: [name]).isEmpty || name == view.setting.administrator
  }

  /// Who knew of a case by the end of a day: those who acted on it, and those who stood in a role that was told.
  public func knowers(of subject: String, until: CivilDate?) throws(StoreProblem) -> [Knower] {
    try StoreProblem.wrapping {
      guard view.state(subject) != nil else { throw StoreProblem.unknownCase(subject) }
      let range = try histories.range(nil, until)
      var moments = Moments(view)
      var found: [Key: (first: Int, since: Instant, count: Int)] = [:]
      func note(_ name: String, _ told: String?, _ entry: Entry) {
        let before = found[Key(name: name, told: told)]
        found[Key(name: name, told: told)] = (
          before?.first ?? entry.position, before?.since ?? Instant(milliseconds: entry.header.instant),
          (before?.count ?? 0) + 1
        )
      }
      for position in try reader.positions([.subject(subject)], in: range) {
        guard let entry = try reader.entry(position) else { continue }
        if case .string(let actor)? = try Stored.value(Recording.Name.actor, of: entry),
          entry.header.known != Known.engine.rawValue
        {
          note(actor, nil, entry)
        }
        for role in try Stored.value(Recording.Name.informed, of: entry)?.texts ?? [] {
          for name in try moments.holders(of: role, entry) { note(name, role, entry) }
        }
      }
      return found.sorted { ($0.value.first, $0.key.name) < ($1.value.first, $1.key.name) }.map { key, value in
        Knower(
          name: view.names(key.name) ? .name(key.name) : .withheld, told: key.told, first: value.first,
          since: value.since, count: value.count)
      }
    }
  }

  private struct Key: Hashable {
    let name: String
    let told: String?
  }
}

/// Who stood where when entries were made. Grants are looked up anew only where they changed in between.
private struct Moments {
  private let view: View
  private var grants: (changed: Int, stage: Stage)?

  init(_ view: View) { self.view = view }

  /// The world as it was when an entry had been made: its case as of then, grants as of before.
  private mutating func world(_ entry: Entry) throws -> any World {
    let changed = try lastGrant(before: entry.position)
    if grants?.changed != changed { grants = (changed, try view.past(horizon: changed + 1)) }
    let then = try view.past(horizon: entry.position + 1)
    return grants.map { Moment(cases: then, grants: $0.stage) } ?? then
  }

  private func lastGrant(before position: Int) throws -> Int {
    try view.rulebook.kinds.values.filter { $0.grant != nil || $0.accounts != nil }.compactMap { kind in
      try view.stage.reader.positions([.kind(kind.name)], in: 0..<position, limit: 1, newestFirst: true).first
    }.max() ?? 0
  }

  /// Whether somebody stood in a role: a person by the accounts they had then as well.
  mutating func stands(_ name: String, in role: String, _ entry: Entry) throws -> Bool {
    let world = try world(entry)
    let date = world.date(Instant(milliseconds: entry.header.instant))
    let accounts = world.find(name).flatMap { state in state.kind.accounts.map { state[$0].innerTexts } } ?? []
    return ([name] + accounts).contains { Gate(world).stands($0, in: role, on: entry.header.subject, date: date) }
  }

  /// Everybody who stood in a role, by assignment or as a deputy.
  mutating func holders(of role: String, _ entry: Entry) throws -> [String] {
    let world = try world(entry)
    let date = world.date(Instant(milliseconds: entry.header.instant))
    return Gate(world).everybody(in: role, on: entry.header.subject, date: date)
  }
}

/// Cases of one moment with the grants of another, between which grants did not change.
private final class Moment: World {
  private let cases: Stage
  private let authorities: Stage

  init(cases: Stage, grants: Stage) {
    self.cases = cases
    authorities = grants
  }

  var rulebook: Rulebook { cases.rulebook }
  var zone: Zone { cases.zone }
  var administrator: String { cases.administrator }
  var isSimulated: Bool { cases.isSimulated }
  var nextEntry: Int { cases.nextEntry }
  func find(_ id: String) -> CaseState? { cases.find(id) }
  func referring(_ kind: String, via field: String, to id: String) -> [CaseState] {
    cases.referring(kind, via: field, to: id)
  }
  func all(_ kind: String) -> [CaseState] { cases.all(kind) }
  func grants(to names: [String]) -> [CaseState] { authorities.grants(to: names) }
  func allGrants() -> [CaseState] { authorities.allGrants() }
  func waiting(by accounts: [String]) -> [Waiting] { cases.waiting(by: accounts) }
  func person(behind account: String) -> String? { authorities.person(behind: account) }
}
