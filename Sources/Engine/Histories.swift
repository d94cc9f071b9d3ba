/// What happened: entries by case, person, role, rule or period; every value a field had; what changed in a period.

import Calendar
import Definitions
import FEEL
import Governance
import Journal
import Statechart

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
  /// With what was done: an event, or the name of a verb.
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

/// Somebody in an entry, as a reader may see them.
public enum Named: Sendable, Hashable {
  /// An account or a person.
  case name(String)
  /// Somebody the reader may not read of.
  case withheld
  /// Somebody whose name was taken away.
  case erased
  /// The clock or the engine.
  case engine
}

/// An entry in a history.
public struct HistoryRow: Sendable {
  /// Its position.
  public let entry: Int
  /// The instant of the entry.
  public let instant: Instant
  /// The id of the case; `store` for the store itself.
  public let subject: String
  /// The name of the case's kind.
  public let kind: String
  /// What was done; nil for what this engine does not know.
  public let verb: Verb?
  /// By whom.
  public let actor: Named
  /// The role in which it was done.
  public let role: String
  /// What gave that role.
  public let authority: [String]
  /// `accepted`, `pending` or `refused`.
  public let outcome: String
  /// The states of the case afterwards.
  public let states: [String]
  /// The entry it followed from.
  public let cause: Int?
  /// Why it was refused.
  public let why: RecordedReasons?
}

/// An entry with all it says, as a reader may see it.
public struct EntrySheet: Sendable {
  /// A value beside the header.
  public enum Stored: Sendable {
    /// As it is.
    case value(Value)
    /// The reader may not see it; who may.
    case withheld(String)
    /// It was taken away.
    case erased
  }

  /// As a row of a history.
  public let row: HistoryRow
  /// The person behind the actor.
  public let person: Named
  /// The definitions it was decided under.
  public let definitions: String
  /// The rules that refused.
  public let rules: [String]
  /// The values beside it, by name; without those that say who and why.
  public let values: [(name: String, value: Stored)]
}

/// A value a field had.
public struct TrailRow: Sendable {
  /// As a row of a history.
  public let row: HistoryRow
  /// The value it got.
  public let value: EntrySheet.Stored
}

/// What became otherwise in a period.
public struct Change: Sendable {
  /// The id of the case; `store` for the store itself.
  public let subject: String
  /// The field; nil for the states.
  public let field: String?
  /// Before; nil when there was no case.
  public let was: Value?
  /// After.
  public let now: Value
  /// The entry that did it.
  public let entry: Int?
}

/// Reads histories through a view.
public struct Histories {
  private let view: View
  private var reader: Reader { view.stage.reader }

  /// The histories of a view.
  public init(_ view: View) { self.view = view }

  // MARK: Entries

  /// The newest entries that a query asks for and the reader may see, the oldest first, and whether there are older ones.
  public func entries(_ query: HistoryQuery) throws(StoreProblem) -> (rows: [HistoryRow], hasMore: Bool) {
    try StoreProblem.wrapping {
      let words = try words(query)
      var range = try range(query.from, query.until)
      if let before = query.before { range = range.lowerBound..<max(range.lowerBound, min(range.upperBound, before)) }
      var rows: [HistoryRow] = []
      var end = range.upperBound
      while rows.count <= query.last {
        let found = try reader.positions(
          words, in: range.lowerBound..<max(range.lowerBound, end), limit: query.last + 1, newestFirst: true)
        for position in found where rows.count <= query.last {
          if let entry = try reader.entry(position), let rights = rights(entry.header) {
            rows.append(try row(entry, rights))
          }
        }
        guard let last = found.last, found.count > query.last else { break }
        end = last
      }
      if rows.isEmpty { try checkNames(query) }
      return (Array(rows.prefix(query.last).reversed()), rows.count > query.last)
    }
  }

  private func words(_ query: HistoryQuery) throws -> [Word] {
    var words: [Word] = []
    if let name = query.subject { words.append(.subject(name)) }
    if let name = query.by {
      guard view.names(name) else { throw StoreProblem.neverSeen(name) }
      words.append(isPerson(name) ? .person(name) : .actor(name))
    }
    if let name = query.rule { words.append(.rule(name)) }
    if let name = query.event { words.append(eventWord(name)) }
    if let name = query.role { words.append(.role(name)) }
    if let name = query.kind { words.append(.kind(name)) }
    if let name = query.outcome { words.append(.outcome(name)) }
    return words
  }

  private func isPerson(_ name: String) -> Bool { view.present.find(name)?.kind.accounts != nil }

  /// An event of the definitions, or else the name of a verb.
  private func eventWord(_ name: String) -> Word {
    let isEvent = view.allKinds.contains { $0.events[name] != nil }
    return !isEvent && Verb.Name(rawValue: name) != nil ? .verb(name) : .object(name)
  }

  /// A name nobody ever had is a slip of the pen, not a clean record.
  private func checkNames(_ query: HistoryQuery) throws {
    let names: [(String?, (String) -> Word)] = [
      (query.subject, Word.subject), (query.by, { isPerson($0) ? .person($0) : .actor($0) }), (query.rule, Word.rule),
      (query.event, eventWord),
    ]
    for case (let name?, let word) in names where try reader.positions([word(name)], limit: 1).isEmpty {
      throw StoreProblem.neverSeen(name)
    }
  }

  /// The positions of a period.
  func range(_ from: CivilDate?, _ until: CivilDate?) throws -> Swift.Range<Int> {
    let zone = view.setting.zone
    let start = try from.map { try reader.position(at: zone.instant($0).milliseconds) } ?? 0
    let end = try until.map {
      try reader.position(at: zone.instant(CivilDate(dayNumber: $0.dayNumber + 1)).milliseconds)
    }
    let size = try reader.size
    return start..<max(start, min(end ?? size, size))
  }

  /// An entry with all it says; unknown where the reader may not see it.
  public func entry(_ number: Int) throws(StoreProblem) -> EntrySheet {
    try StoreProblem.wrapping {
      guard let entry = try reader.entry(number), let rights = rights(entry.header) else {
        throw StoreProblem.unknownEntry(number, of: view.size)
      }
      let own = [Recording.Name.actor, Recording.Name.person, Recording.Name.because]
      return EntrySheet(
        row: try row(entry, rights), person: try name(entry, Recording.Name.person),
        definitions: entry.header.definitions, rules: entry.header.rules,
        values: try entry.values.filter { !own.contains($0.name) }.map { ($0.name, try stored($0.name, entry, rights)) }
      )
    }
  }

  // MARK: Fields

  /// Every value a field of a case had, and the entry that gave it.
  public func trail(_ field: String, of subject: String) throws(StoreProblem) -> [TrailRow] {
    try StoreProblem.wrapping {
      try reader.positions([.subject(subject), .field(field)], in: 0..<view.size).compactMap { position in
        guard let entry = try reader.entry(position), let rights = rights(entry.header) else { return nil }
        return TrailRow(row: try row(entry, rights), value: try stored(Recording.Name.set + field, entry, rights))
      }
    }
  }

  /// What is different at the end of a period from its beginning: states and fields, of one case or of all.
  public func changes(from: CivilDate, until: CivilDate, of subject: String?) throws(StoreProblem) -> [Change] {
    try StoreProblem.wrapping {
      let range = try range(from, until)
      var touched: [String: Int] = [:]
      for position in try reader.positions(subject.map { [.subject($0)] } ?? [], in: range) {
        guard let header = try reader.entry(position)?.header, header.subject != CaseName.store, !header.isRefused
        else { continue }
        touched[header.subject] = position
      }
      let before = PastReader(reader, horizon: range.lowerBound, view.stage.memory.books)
      let after = PastReader(reader, horizon: range.upperBound, view.stage.memory.books)
      return try touched.sorted { $0.key < $1.key }.flatMap { id, last -> [Change] in
        guard let new = try after.record(id)?.state, view.clearance.sees(new) else { return [] }
        return try changes(from: before.record(id)?.state, to: new, in: range, last: last)
      }
    }
  }

  private func changes(
    from old: CaseState?, to new: CaseState, in range: Swift.Range<Int>, last: Int
  ) throws -> [Change] {
    var changes: [Change] = []
    if old?.stateText != new.stateText {
      changes.append(
        Change(
          subject: new.id, field: nil, was: old.map { .string($0.stateText) }, now: .string(new.stateText), entry: last)
      )
    }
    for (index, field) in new.kind.fields.enumerated() {
      let was = old?[field.name] ?? .null
      guard !Value.identical(was, new.fields[index]) else { continue }
      let by = try reader.positions([.subject(new.id), .field(field.name)], in: range, limit: 1, newestFirst: true)
      let isSeen = view.clearance.sees(field, of: new)
      let withheld = Value.withheld("\(new.kind.name).\(field.name)")
      changes.append(
        Change(
          subject: new.id, field: field.name, was: isSeen ? was : withheld, now: isSeen ? new.fields[index] : withheld,
          entry: by.first))
    }
    return changes
  }

  // MARK: What may be seen of an entry

  /// By which case the reader may see an entry.
  enum Rights {
    /// An entry on the store itself.
    case store
    /// On a case, or on one that was refused to come into being.
    case of(CaseState)
    /// On no case of any kind: what was typed there is nobody's to read but the actor's.
    case nothing
  }

  /// The reader's rights on an entry, by today; nil when it is none of the reader's business.
  func rights(_ header: Header) -> Rights? {
    if header.subject == CaseName.store { return view.isNobody ? nil : .store }
    if let state = view.present.find(header.subject) { return view.clearance.sees(state) ? .of(state) : nil }
    let books = [view.present.rulebook] + view.stage.memory.books.all
    guard let kind = books.lazy.compactMap({ $0.kinds[header.kind] }).first, view.clearance.seesAll(kind) else {
      // What was refused for lack of a kind or of a case at all: for who stands in a role everywhere.
      return kindless(header)
    }
    return .of(view.present.blank(header.subject, kind))
  }

  private func kindless(_ header: Header) -> Rights? {
    header.kind.isEmpty && view.clearance.standsEverywhere ? .nothing : nil
  }

  func row(_ entry: Entry, _ rights: Rights) throws -> HistoryRow {
    let header = entry.header
    return HistoryRow(
      entry: entry.position, instant: Instant(milliseconds: header.instant), subject: header.subject, kind: header.kind,
      verb: header.deed, actor: try name(entry, Recording.Name.actor), role: header.role, authority: header.authority,
      outcome: header.outcome, states: header.states, cause: header.cause, why: try ReasonCoding.read(entry))
  }

  func name(_ entry: Entry, _ name: String) throws -> Named {
    guard let sealed = entry.values.first(where: { $0.name == name }) else { return .engine }
    guard sealed.value != nil else { return .erased }
    guard case .string(let text)? = try Stored.value(name, of: entry) else { return .erased }
    if Known(rawValue: entry.header.known) == .engine { return .engine }
    return view.names(text) ? .name(text) : .withheld
  }

  /// A value of an entry as the reader may see it.
  private func stored(_ name: String, _ entry: Entry, _ rights: Rights) throws -> EntrySheet.Stored {
    guard let sealed = entry.values.first(where: { $0.name == name }), sealed.value != nil else { return .erased }
    let value = try Stored.value(name, of: entry) ?? .null
    let state: CaseState
    switch rights {
    case .store: return .value(value)
    case .nothing:
      let actor = try self.name(entry, Recording.Name.actor)
      guard name.hasPrefix(Recording.Name.given), actor != .name(view.reader.account) else { return .value(value) }
      return .withheld(String(name.dropFirst(Recording.Name.given.count)))
    case .of(let found): state = found
    }
    let event = entry.header.object
    for prefix in [Recording.Name.given, Recording.Name.set] where name.hasPrefix(prefix) {
      let seen = view.clearance.value(
        value, of: String(name.dropFirst(prefix.count)), by: prefix == Recording.Name.given ? event : nil, in: state)
      if case .withheld(let what) = seen { return .withheld(what) }
      return .value(seen)
    }
    // Open acts and drafts hold fields: shown only when none of the kind is withheld.
    if name.hasPrefix(Recording.Name.state), let hidden = hiddenField(state) {
      return .withheld("\(state.kind.name).\(hidden)")
    }
    return .value(value)
  }

  private func hiddenField(_ state: CaseState) -> String? {
    let fields = state.kind.fields + state.kind.events.values.flatMap(\.fields)
    return fields.first { !view.clearance.sees($0, of: state) }?.name
  }
}

extension Stage {
  /// A case that never came into being, to ask rights of.
  func blank(_ id: String, _ kind: Kind) -> CaseState {
    CaseState(
      id: id, kind: kind, rulebook: rulebook, machine: MachineState(chart: kind.chart),
      fields: kind.fields.map { _ in .null }, createdBy: nextEntry, created: Instant(milliseconds: 0))
  }
}
