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
          if let entry = try reader.entry(position), try EntrySight(view, entry) != nil { rows.append(try row(entry)) }
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

  /// A name nobody ever had is a slip of the pen, not a clean record. Whether entries that the reader may not see know it makes
  /// no difference to the answer.
  private func checkNames(_ query: HistoryQuery) throws {
    let books = [view.rulebook] + view.stage.memory.books.all
    let known: [(String?, (String) throws -> Bool)] = [
      (query.subject, { view.find($0) != nil || $0 == CaseName.store }),
      (
        query.by,
        { name in
          let word: Word = isPerson(name) ? .person(name) : .actor(name)
          return try view.names(name) && !reader.positions([word], limit: 1).isEmpty
        }
      ),
      (
        query.rule,
        { rule in
          Rule.own.contains { $0.description == rule }
            || books.contains { $0.separations.contains { $0.name == rule } }
            || view.allKinds.contains { kind in
              kind.events.values.contains { $0.requirements.contains { $0.name == rule } }
            }
        }
      ),
      (
        query.event,
        { event in
          Verb.Name(rawValue: event) != nil || view.allKinds.contains { $0.events[event] != nil }
        }
      ),
    ]
    for case (let name?, let isKnown) in known where try !isKnown(name) { throw StoreProblem.neverSeen(name) }
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
      guard let entry = try reader.entry(number), let sight = try EntrySight(view, entry) else {
        throw StoreProblem.unknownEntry(number, of: view.size)
      }
      let own = [Recording.Name.actor, Recording.Name.person, Recording.Name.because]
      return EntrySheet(
        row: try row(entry), person: try name(entry, Recording.Name.person),
        definitions: entry.header.definitions, rules: entry.header.rules,
        values: try entry.values.filter { !own.contains($0.name) }.map { ($0.name, try stored($0.name, entry, sight)) }
      )
    }
  }

  // MARK: Fields

  /// Every value a field of a case had, and the entry that gave it.
  public func trail(_ field: String, of subject: String) throws(StoreProblem) -> [TrailRow] {
    try StoreProblem.wrapping {
      try reader.positions([.subject(subject), .field(field)], in: 0..<view.size).compactMap { position in
        guard let entry = try reader.entry(position), let sight = try EntrySight(view, entry) else { return nil }
        return TrailRow(row: try row(entry), value: try stored(Recording.Name.set + field, entry, sight))
      }
    }
  }

  /// What is different at the end of a period from its beginning: states and fields, of one case or of all.
  public func changes(from: CivilDate, until: CivilDate, of subject: String?) throws(StoreProblem) -> [Change] {
    try StoreProblem.wrapping {
      let range = try range(from, until)
      // The last entry that left a case in other states than the one before.
      var touched: [String: (entry: Int, states: [String])] = [:]
      for position in try reader.positions(subject.map { [.subject($0)] } ?? [], in: range) {
        guard let header = try reader.entry(position)?.header, header.subject != CaseName.store, !header.isRefused
        else { continue }
        if touched[header.subject]?.states != header.states { touched[header.subject] = (position, header.states) }
      }
      let before = PastReader(reader, horizon: range.lowerBound, view.stage.memory.books)
      let after = PastReader(reader, horizon: range.upperBound, view.stage.memory.books)
      return try touched.sorted { $0.key < $1.key }.flatMap { id, last -> [Change] in
        guard let new = try after.record(id)?.state, view.clearance.sees(new) else { return [] }
        return try changes(from: before.record(id)?.state, to: new, in: range, last: last.entry)
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

  // MARK: Entries

  func row(_ entry: Entry) throws -> HistoryRow {
    let header = entry.header
    return HistoryRow(
      entry: entry.position, instant: Instant(milliseconds: header.instant), subject: header.subject, kind: header.kind,
      verb: header.deed, actor: try name(entry, Recording.Name.actor), role: header.role, authority: header.authority,
      outcome: header.outcome, states: header.states, cause: header.cause, why: try why(entry))
  }

  /// Why it was refused, as the reader may see it.
  private func why(_ entry: Entry) throws -> RecordedReasons? {
    guard case .reasons(let reasons)? = try ReasonCoding.read(entry) else { return try ReasonCoding.read(entry) }
    return .reasons(reasons.map { $0.namesOthers ? $0.named(for: view.clearance) : $0 })
  }

  func name(_ entry: Entry, _ name: String) throws -> Named {
    guard let sealed = entry.values.first(where: { $0.name == name }) else { return .engine }
    guard sealed.value != nil else { return .erased }
    guard case .string(let text)? = try Stored.value(name, of: entry) else { return .erased }
    if Known(rawValue: entry.header.known) == .engine { return .engine }
    return view.names(text) ? .name(text) : .withheld
  }

  /// A value of an entry as the reader may see it.
  private func stored(_ name: String, _ entry: Entry, _ sight: EntrySight) throws -> EntrySheet.Stored {
    guard let sealed = entry.values.first(where: { $0.name == name }), sealed.value != nil else { return .erased }
    let value = try Stored.value(name, of: entry) ?? .null
    return try sight.hidden(name, value).map { .withheld($0) } ?? .value(value)
  }
}
