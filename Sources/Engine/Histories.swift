/// Histories: what happened, by case, person, role, rule or period; what changed; where a value came from; on whose
/// authority something was decided; and who was told.

import Calendar
import FEEL
import Governance
import Journal

/// Which entries to show.
public struct HistoryQuery: Sendable {
  /// On a case.
  public var subject: String?
  /// On cases of a kind.
  public var kind: String?
  /// By an account, or by a person.
  public var by: String?
  /// In a role.
  public var role: String?
  /// With what was done.
  public var event: String?
  /// Refused by a rule.
  public var rule: String?
  /// Accepted, pending or refused.
  public var outcome: String?
  /// From the beginning of this day.
  public var from: CivilDate?
  /// Until the end of this day.
  public var until: CivilDate?
  /// Before an entry.
  public var before: Int?
  /// At most so many, the newest.
  public var last = 200

  /// All entries.
  public init() {}
}

extension Store {
  /// The positions of a period.
  func range(_ reader: Reader, _ from: CivilDate?, _ until: CivilDate?) throws -> Swift.Range<Int> {
    let start = try from.map { try reader.position(at: zone.instant($0).milliseconds) } ?? 0
    let end = try until.map {
      try reader.position(at: zone.instant(CivilDate(dayNumber: $0.dayNumber + 1)).milliseconds)
    }
    let size = try reader.size
    return start..<max(start, min(end ?? size, size))
  }

  /// The newest entries that a query asks for, the oldest first, and whether there are older ones.
  public func history(_ query: HistoryQuery) throws(StoreProblem) -> (table: Table, hasMore: Bool) {
    try reading { world in
      var words: [Word] = []
      if let name = query.subject { words.append(.subject(name)) }
      if let name = query.by { words.append(world.find(name)?.kind.accounts == nil ? .actor(name) : .person(name)) }
      if let name = query.rule { words.append(.rule(name)) }
      if let name = query.event { words.append(.event(name)) }
      if let name = query.role { words.append(.role(name)) }
      if let name = query.kind { words.append(.kind(name)) }
      if let name = query.outcome { words.append(.outcome(name)) }
      var range = try self.range(world.reader, query.from, query.until)
      if let before = query.before { range = range.lowerBound..<max(range.lowerBound, min(range.upperBound, before)) }
      let found = try world.reader.positions(words, in: range, limit: query.last + 1, newestFirst: true)
      // A name nobody ever had is a slip of the pen, not a clean record.
      if found.isEmpty {
        for (word, name) in zip(words, [query.subject, query.by, query.rule, query.event].compactMap { $0 })
        where try world.reader.positions([word], limit: 1).isEmpty { throw StoreProblem.neverSeen(name) }
      }
      let entries = try found.prefix(query.last).reversed().compactMap { try world.reader.entry($0) }
      let rows = entries.compactMap { row($0, withCase: query.subject == nil) }
      let columns =
        ["entry", "at"] + (query.subject == nil ? ["case"] : [])
        + ["act", "actor", "role", "outcome", "state", "because"]
      return (Table(columns, rows, empty: "no entries"), found.count > query.last)
    }
  }

  private func at(_ header: Header) -> Value {
    .string(String(zone.describe(Instant(milliseconds: header.instant)).prefix(16)))
  }

  private func row(_ entry: Entry, withCase: Bool) -> [Value]? {
    guard let header = entry.header else { return nil }
    let because = entry.value("because").flatMap { try? JSON.parse($0.utf8) }?.texts.joined(separator: "; ") ?? ""
    let authority = header.authority.joined(separator: " ")
    return [.number(Number(entry.position)), at(header)] + (withCase ? [.string(header.subject)] : []) + [
      .string(header.event), .string(text(entry, "actor")),
      .string(header.role + (authority.isEmpty ? "" : " [\(authority)]")),
      .string(header.outcome), .string(header.states.joined(separator: ", ")),
      .string(header.cause.map { "caused by #\($0)" } ?? because),
    ]
  }

  private func text(_ entry: Entry, _ name: String) -> String {
    guard let value = entry.values.first(where: { $0.name == name }) else { return "" }
    guard let json = value.value, case .string(let text)? = try? JSON.parse(json.utf8) else { return "(erased)" }
    return text
  }

  /// An entry with all it says.
  public func entry(_ number: Int) throws(StoreProblem) -> Table {
    try reading { world in
      guard let entry = try world.reader.entry(number), let header = entry.header else {
        throw StoreProblem.unknownEntry(number, of: world.base)
      }
      var rows: [[Value]] = [
        [.string("at"), .string(zone.describe(Instant(milliseconds: header.instant)))],
        [.string("act"), .string("\(header.event) \(header.subject)")],
        [.string("role"), .string(header.role)],
        [.string("authority"), .string(header.authority.joined(separator: ", "))],
        [.string("outcome"), .string(header.outcome)],
        [.string("rules"), .string(header.rules.joined(separator: ", "))],
        [.string("definitions"), .string(header.definitions)],
      ]
      if let cause = header.cause { rows.append([.string("caused by"), .string("#\(cause)")]) }
      for sealed in entry.values {
        rows.append([.string(sealed.name), sealed.value.flatMap { try? JSON.parse($0.utf8) } ?? .string("(erased)")])
      }
      return Table(["name", "value"], rows.filter { $0[1].text != "" })
    }
  }

  /// Every value a field of a case had, and the entry that gave it.
  public func trail(_ field: String, of subject: String) throws(StoreProblem) -> Table {
    try reading { world in
      var rows: [[Value]] = []
      for position in try world.reader.positions([.subject(subject), .field(field)]) {
        guard let entry = try world.reader.entry(position), let header = entry.header else { continue }
        let set = entry.values.first { $0.name == "set.\(field)" }
        rows.append([
          .number(Number(position)), at(header), .string(header.event), .string(text(entry, "actor")),
          .string(header.role), set?.value.flatMap { try? JSON.parse($0.utf8) } ?? .string("(erased)"),
        ])
      }
      return Table(["entry", "at", "act", "actor", "role", "value"], rows, empty: "it never had a value")
    }
  }

  /// What is different at the end of a period from its beginning: states and fields, of one case or of all.
  public func changes(from: CivilDate, until: CivilDate, of subject: String?) throws(StoreProblem) -> Table {
    try reading { world in
      let range = try self.range(world.reader, from, until)
      let words: [Word] = subject.map { [.subject($0)] } ?? []
      var touched: [String: (first: Int, last: Int)] = [:]
      for position in try world.reader.positions(words, in: range) {
        guard let header = try world.reader.entry(position)?.header, header.subject != "store",
          header.outcome != Decision.Outcome.refused.rawValue
        else { continue }
        touched[header.subject] = (touched[header.subject]?.first ?? position, position)
      }
      let before = PastReader(world.reader, horizon: range.lowerBound, books)
      let after = PastReader(world.reader, horizon: range.upperBound, books)
      var rows: [[Value]] = []
      for (id, span) in touched.sorted(by: { $0.key < $1.key }) {
        guard let new = try after.record(id)?.state else { continue }
        let old = try before.record(id)?.state
        if old?.stateText != new.stateText {
          rows.append([
            .string(id), .string("state"), .string(old?.stateText ?? "(not there)"), .string(new.stateText),
            .string("#\(span.last)"),
          ])
        }
        for (index, field) in new.kind.fields.enumerated() {
          let (was, now) = (old?[field.name] ?? .null, new.fields[index])
          guard !Value.identical(was, now) else { continue }
          let by = try world.reader.positions(
            [.subject(id), .field(field.name)], in: range, limit: 1, newestFirst: true)
          rows.append([
            .string(id), .string(field.name), was, now, .string(by.first.map { "#\($0)" } ?? ""),
          ])
        }
      }
      return Table(["case", "what", "was", "is", "by"], rows, empty: "nothing changed")
    }
  }

  /// On whose authority an entry was decided: the person, how they were known, the role and what gave it, the RASCI line, the
  /// definitions; and who agreed later.
  public func authority(_ number: Int) throws(StoreProblem) -> Table {
    let entry = try reading { try $0.reader.entry(number) }
    guard let entry, let header = entry.header else { throw StoreProblem.unknownEntry(number, of: try size()) }
    let then = try past(horizon: number, now: Instant(milliseconds: header.instant))
    var rows: [[Value]] = [
      [.string("decided"), .string("\(header.event) \(header.subject): \(header.outcome)")],
      [.string("at"), .string(zone.describe(Instant(milliseconds: header.instant)))],
      [.string("account"), .string("\(text(entry, "actor")) (\(header.known))")],
      [.string("person"), .string(text(entry, "person"))],
      [.string("role"), .string(header.role.isEmpty ? "none" : header.role)],
    ]
    for id in header.authority {
      guard let grant = try then.find(id) else { continue }
      let fields = grant.kind.fields.enumerated().filter { !grant.fields[$0.offset].isNull }
        .map { "\($0.element.name) \(Brief.text(grant.fields[$0.offset]))" }
      rows.append([
        .string(grant.kind.name), .string("\(id), entry #\(grant.createdBy): \(fields.joined(separator: ", "))"),
      ])
    }
    if header.cause != nil { rows.append([.string("follows"), .string("from #\(header.cause ?? 0)")]) }
    var event = header.event
    if let verb = Verb(text: event) {
      switch verb {
      case .approve(let asked), .reject(let asked), .ratify(let asked):
        if let open = try reading({ try $0.reader.entry(asked)?.header }) {
          rows.append([.string("asked"), .string("#\(asked) \(open.event), in the role \(open.role)")])
          event = open.event
        }
      case .consult(let name), .advise(let name), .prepare(let name): event = name
      default: break
      }
    }
    if let line = rulebook.activity(header.kind, event) {
      let letters = [
        ("R", line.responsible), ("A", [line.accountable]), ("S", line.support), ("C", line.consulted),
        ("I", line.informed),
      ]
      let text = letters.filter { !$0.1.isEmpty }.map { "\($0.0): \($0.1.joined(separator: ", "))" }
      rows.append([.string("RASCI"), .string("\(text.joined(separator: "; ")) (\(line.place.citation))")])
    }
    for (word, said) in [("approve", "approved"), ("reject", "rejected"), ("ratify", "ratified")] {
      let later = try reading {
        try $0.reader.positions([.subject(header.subject), .event("\(word) #\(number)"), .outcome("accepted")])
      }
      for position in later {
        guard let by = try reading({ try $0.reader.entry(position) }), let agreed = by.header else { continue }
        rows.append([
          .string(said),
          .string(
            "#\(position) by \(text(by, "person")), \(agreed.role) [\(agreed.authority.joined(separator: " "))]"),
        ])
      }
    }
    if !header.rules.isEmpty { rows.append([.string("refused by"), .string(header.rules.joined(separator: ", "))]) }
    rows.append([.string("definitions"), .string(header.definitions)])
    return Table(["name", "value"], rows)
  }

  /// What somebody knew: the entries they made, and those that a role was told of while they stood in it.
  public func known(to name: String, from: CivilDate?, until: CivilDate?, last: Int = 200) throws(StoreProblem) -> Table
  {
    let (acted, told) = try reading { world -> ([Int], [(Int, String)]) in
      let range = try self.range(world.reader, from, until)
      let isPerson = world.find(name)?.kind.accounts != nil
      let acted = try world.reader.positions(
        [isPerson ? .person(name) : .actor(name)], in: range, limit: last, newestFirst: true)
      var told: [(Int, String)] = []
      for role in rulebook.roles.keys.sorted() {
        told += try world.reader.positions([.informed(role)], in: range, limit: last, newestFirst: true)
          .map { ($0, role) }
      }
      return (acted, told)
    }
    var why: [Int: String] = [:]
    let accounts = try find(name).flatMap { state in state.kind.accounts.map { state[$0].innerTexts } } ?? [name]
    var then: (from: Int, store: Store)?
    for (position, role) in told.sorted(by: { ($0.0, $0.1) < ($1.0, $1.1) }) {
      // Who stood where is the same until a grant changes.
      let changed = try lastGrant(before: position)
      if then?.from != changed || then == nil {
        then = (changed, try past(horizon: changed + 1, now: Instant(milliseconds: 0)))
      }
      guard let store = then?.store, let entry = try reading({ try $0.reader.entry(position) }),
        let header = entry.header
      else { continue }
      let date = zone.civil(Instant(milliseconds: header.instant)).date
      let isTold = try store.reading { world in
        accounts.contains { Gate(world).stands($0, in: role, on: header.subject, date: date) }
      }
      if isTold { why[position] = "told, as \(role)" }
    }
    for position in acted { why[position] = "acted" }
    return try reading { world in
      let rows = try why.sorted { $0.key < $1.key }.suffix(last).compactMap { position, how -> [Value]? in
        guard let entry = try world.reader.entry(position), let header = entry.header else { return nil }
        return [
          .number(Number(position)), at(header), .string(header.subject), .string(header.event),
          .string(header.outcome), .string(how),
        ]
      }
      return Table(["entry", "at", "case", "act", "outcome", "knew"], rows, empty: "nothing")
    }
  }

  private func lastGrant(before position: Int) throws(StoreProblem) -> Int {
    try reading { world in
      try rulebook.kinds.values.filter { $0.grant != nil || $0.accounts != nil }.compactMap { kind in
        try world.reader.positions([.kind(kind.name)], in: 0..<position, limit: 1, newestFirst: true).first
      }.max() ?? 0
    }
  }
}
