/// The journal played again: each act is put to the gate once more, as things stood when it was made. What is recorded stays
/// so, whatever the gate says now; where it says otherwise is told.

import Calendar
import Definitions
import FEEL
import Governance
import Journal

/// What playing a journal again gave.
public struct Replay: Sendable {
  /// In what an entry differs from what comes out now.
  public enum Difference: Sendable, Equatable {
    /// Decided otherwise, or with other states or rules: as recorded, and as it comes out.
    case decision(entry: Int, recorded: String, now: String)
    /// Resting on other grants.
    case authority(entry: Int, recorded: [String], now: [String])
    /// A field that was not set, and is now.
    case sets(entry: Int, field: String)
    /// A field that got another value.
    case value(entry: Int, field: String)
    /// As many entries with what followed, and so many now.
    case following(entry: Int, recorded: Int, now: Int)
  }

  /// How many entries were played.
  public fileprivate(set) var entries = 0
  /// Acts that cannot be decided again, because values they rest on were erased, and the first of them.
  public fileprivate(set) var undecidable: (count: Int, first: Int) = (0, -1)
  /// How many acts came out otherwise than they are recorded.
  public fileprivate(set) var differing = 0
  /// The first of them; nil when all are the same.
  public fileprivate(set) var difference: Difference?
}

extension Store {
  /// Puts every act to the gate again, in an empty storage. `progress` is told how many entries were played.
  public func replay(
    in storage: any Storage, progress: ((Int) -> Void)? = nil
  ) throws(StoreProblem) -> Replay {
    try StoreProblem.wrapping {
      let player = Player(Journal(storage), memory.books, setting)
      var result = Replay()
      while true {
        let page = try journal.read { reader in
          let page = try reader.entries(from: result.entries, limit: 1000)
          for hash in Set(page.map(\.header.definitions)) { _ = try memory.books.find(hash, reader) }
          return page
        }
        guard !page.isEmpty else { return result }
        // What follows from the last act of a page comes with it.
        let cut = page.count < 1000 ? page.count : Player.lastStart(page)
        try player.play(Array(page[..<cut]), &result)
        progress?(result.entries)
      }
    }
  }
}

/// Plays entries into a journal of its own.
final class Player {
  private let journal: Journal
  private let books: Books
  private let setting: Setting
  private var memory: Memory?

  init(_ journal: Journal, _ books: Books, _ setting: Setting) {
    self.journal = journal
    self.books = books
    self.setting = setting
  }

  private static func isRetiming(_ entry: Entry) -> Bool { entry.header.verb == Verb.Name.retime.rawValue }

  /// Where the last group of a page begins; the whole page when it is one group.
  static func lastStart(_ page: [Entry]) -> Int {
    let last = page.lastIndex { $0.header.cause == nil && !isRetiming($0) } ?? 0
    let start = page[..<last].lastIndex { !isRetiming($0) }.map { $0 + 1 } ?? 0
    return start > 0 ? start : page.count
  }

  /// Plays entries in one transaction: an act and what followed from it at a time.
  func play(_ entries: [Entry], _ result: inout Replay) throws {
    try journal.write { writer in
      var group: [Entry] = []
      for (index, entry) in entries.enumerated() {
        group.append(entry)
        let next = index + 1 < entries.count ? entries[index + 1].header : nil
        if let next, next.cause != nil || Self.isRetiming(entry) { continue }
        try play(group, writer, &result)
        group = []
      }
    }
  }

  private func play(_ group: [Entry], _ writer: Writer, _ result: inout Replay) throws {
    if let difference = try decide(group, writer) {
      if try rests(group, writer) {
        if result.undecidable.count == 0 { result.undecidable.first = group[0].position }
        result.undecidable.count += 1
      } else {
        result.differing += 1
        result.difference = result.difference ?? difference
      }
    }
    for entry in group {
      try writer.append(entry)
      try take(entry, writer)
    }
    result.entries += group.count
  }

  // MARK: Asking again

  /// What comes out otherwise; nil when nothing does.
  private func decide(_ group: [Entry], _ writer: Writer) throws -> Replay.Difference? {
    guard let memory, let entry = group.first(where: { !Self.isRetiming($0) }) else { return nil }
    let stage = try Stage(writer, memory, setting)
    let instant = Instant(milliseconds: entry.header.instant)
    let transaction = Transaction(stage, clock: instant)
    if let act = try act(entry, writer) {
      _ = transaction.perform(act)
    } else if let due = entry.header.due {
      _ = transaction.fireTimers(until: Instant(milliseconds: due), now: instant, limit: 1)
    } else {
      return nil
    }
    if let failure = stage.failure { throw failure }
    for (entry, line) in zip(group, transaction.lines) {
      if let difference = Self.difference(entry, line) { return difference }
    }
    guard transaction.lines.count == group.count else {
      return .following(entry: entry.position, recorded: group.count, now: transaction.lines.count)
    }
    return nil
  }

  static func difference(_ entry: Entry, _ line: Line) -> Replay.Difference? {
    let (recorded, now) = (entry.header, line.header)
    let isSame =
      recorded.subject == now.subject && recorded.verb == now.verb && recorded.object == now.object
      && recorded.answers == now.answers && recorded.outcome == now.outcome && recorded.states == now.states
      && recorded.rules == now.rules
    guard isSame else {
      return .decision(entry: entry.position, recorded: brief(recorded), now: brief(now))
    }
    if recorded.authority != now.authority {
      return .authority(entry: entry.position, recorded: recorded.authority, now: now.authority)
    }
    for value in line.values where value.name.hasPrefix(Recording.Name.set) {
      let field = String(value.name.dropFirst(Recording.Name.set.count))
      guard let json = entry.value(value.name) else { return .sets(entry: entry.position, field: field) }
      if json != value.value { return .value(entry: entry.position, field: field) }
    }
    return nil
  }

  private static func brief(_ header: Header) -> String {
    let words = header.isRefused ? header.rules : header.states
    return header.outcome + (words.isEmpty ? "" : " (\(words.joined(separator: ", ")))")
  }

  /// The act that an entry records; nil for what the clock and the engine did.
  private func act(_ entry: Entry, _ writer: Writer) throws -> Act? {
    let header = entry.header
    guard header.known != Known.engine.rawValue, let verb = header.deed,
      case .string(let account)? = try Stored.value(Recording.Name.actor, of: entry)
    else { return nil }
    var fields: Given = []
    if case .approve = verb {
    } else {
      for value in entry.values where value.name.hasPrefix(Recording.Name.given) {
        fields.append(
          (String(value.name.dropFirst(Recording.Name.given.count)), try Stored.value(value.name, of: entry) ?? .null))
      }
    }
    var act = Act(
      Actor(account, known: Known(rawValue: header.known) ?? .asserted), verb, on: header.subject, kind: header.kind,
      fields: fields, at: Instant(milliseconds: header.instant))
    if case .adopt = verb {
      // Definitions that were refused are not kept, so that refusal cannot be decided again.
      guard !header.isRefused else { return nil }
      act.rulebook = try books.find(header.definitions, writer)
    }
    return act
  }

  // MARK: Erased values

  /// Whether a group rests on values that were taken away: its own, of its case, or of cases its case refers to.
  private func rests(_ group: [Entry], _ writer: Writer) throws -> Bool {
    if group.contains(where: { $0.values.contains { $0.value == nil } }) { return true }
    for header in group.map(\.header) where header.subject != CaseName.store {
      guard let record = try memory?.load(header.subject, writer) else { continue }
      let near = [header.subject] + record.state.fields.flatMap(\.innerTexts) + header.authority
      for id in near where try hasLost(id, writer) { return true }
    }
    return try hasLostAuthority(writer)
  }

  /// Whether anything that says who may do what was erased: every act can rest on that.
  private func hasLostAuthority(_ writer: Writer) throws -> Bool {
    for kind in memory?.rulebook.kinds.values.map({ $0 }) ?? [] where kind.grant != nil || kind.accounts != nil {
      for id in try writer.subjectIDs(kind.name) where try hasLost(id, writer) { return true }
    }
    return false
  }

  private func hasLost(_ id: String, _ writer: Writer) throws -> Bool {
    try writer.positions([.subject(id)]).contains { position in
      try writer.entry(position)?.values.contains { $0.value == nil } ?? false
    }
  }

  // MARK: Taking over

  /// Takes over what is recorded.
  private func take(_ entry: Entry, _ writer: Writer) throws {
    let header = entry.header
    let memory = try self.memory ?? begin(header, writer)
    if header.subject != CaseName.store {
      let found: (String) throws -> Rulebook = { [books] in try books.find($0, writer) }
      let before = try memory.load(header.subject, writer)
      var fold = before.map { Fold($0, found) } ?? Fold(header.subject, found)
      try fold.apply(entry)
      if let (_, record) = try fold.snapshot() {
        try CaseTable.put(record, since: before, writer)
        memory.keep(header.subject, record)
      }
    } else if header.isAdoption {
      memory.follow(try books.find(header.definitions, writer))
    }
    memory.absorb([:], nil, upTo: entry.position + 1)
  }

  private func begin(_ header: Header, _ writer: Writer) throws -> Memory {
    let memory = Memory(try books.find(header.definitions, writer), books)
    self.memory = memory
    return memory
  }
}
