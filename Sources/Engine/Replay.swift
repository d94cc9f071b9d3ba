/// The journal played again: each act is put to the gate once more, as things stood when it was made. What is recorded stays
/// so, whatever the gate says now; where it says otherwise is told.

import Calendar
import Definitions
import FEEL
import Governance
import Journal

/// What playing a journal again gave.
public struct Replay: Sendable {
  /// How many entries were played.
  public fileprivate(set) var entries = 0
  /// Acts that cannot be decided again, because values they rest on were erased, and the first of them.
  public fileprivate(set) var undecidable: (count: Int, first: Int) = (0, -1)
  /// How many acts came out otherwise than they are recorded.
  public fileprivate(set) var differing = 0
  /// The first of them; nil when all are the same.
  public fileprivate(set) var difference: String?
}

extension Store {
  /// Puts every act to the gate again. `progress` is told how many entries were played.
  public func replay(progress: ((Int) -> Void)? = nil) throws(StoreProblem) -> Replay {
    do {
      let first = try reading { try $0.reader.entry(0)?.header?.instant ?? 0 }
      let copy = try blank(Instant(milliseconds: first))
      var result = Replay()
      while true {
        let page = try reading { try $0.reader.entries(from: result.entries, limit: 1000) }
        guard !page.isEmpty else { return result }
        for hash in Set(page.compactMap { $0.header?.definitions }) {
          _ = try reading { try self.books.find(hash, $0.reader) }
        }
        // What follows from the last act of a page comes with it.
        let cut = page.count < 1000 ? page.count : Self.lastStart(page)
        try copy.play(Array(page[..<cut]), &result)
        progress?(result.entries)
      }
    } catch {
      throw Self.wrap(error)
    }
  }

  /// Where the last group of a page begins; the whole page when it is one group.
  private static func lastStart(_ page: [Entry]) -> Int {
    let last = page.lastIndex { $0.header?.cause == nil && $0.header?.event != Staging.retiming } ?? 0
    let start = page[..<last].lastIndex { $0.header?.event != Staging.retiming }.map { $0 + 1 } ?? last
    return start > 0 ? start : page.count
  }

  /// Plays entries in one transaction: an act and what followed from it at a time.
  private func play(_ entries: [Entry], _ result: inout Replay) throws {
    try journal.write { writer in
      var group: [Entry] = []
      for (index, entry) in entries.enumerated() {
        group.append(entry)
        let next = index + 1 < entries.count ? entries[index + 1].header : nil
        if let next, next.cause != nil || entry.header?.event == Staging.retiming { continue }
        try play(group, writer, &result)
        group = []
      }
    }
  }

  private func play(_ group: [Entry], _ writer: Writer, _ result: inout Replay) throws {
    if let told = try decide(group, writer) {
      if try rests(group, writer) {
        if result.undecidable.count == 0 { result.undecidable.first = group[0].position }
        result.undecidable.count += 1
      } else {
        result.differing += 1
        result.difference = result.difference ?? told
      }
    }
    for entry in group {
      try writer.append(entry)
      guard let header = entry.header else { throw StoreProblem.damaged("entry \(entry.position) cannot be read") }
      if header.subject != CaseName.store {
        try take(entry, header, writer)
      } else if header.event == Verb.adopt.text, header.outcome == Decision.Outcome.accepted.rawValue {
        follow(try books.find(header.definitions, writer))
      }
    }
    result.entries += group.count
  }

  /// What comes out otherwise; nil when nothing does.
  private func decide(_ group: [Entry], _ writer: Writer) throws -> String? {
    guard let entry = group.first(where: { $0.header?.event != Staging.retiming }), let header = entry.header else {
      return nil
    }
    let staging = Staging(self, writer, base: writer.next)
    if let act = try act(entry, header, writer) {
      _ = staging.perform(act)
    } else if let due = header.due {
      _ = staging.fireTimers(until: Instant(milliseconds: due), now: Instant(milliseconds: header.instant), limit: 1)
    } else {
      return nil
    }
    if let failure = staging.failure { throw failure }
    for (entry, line) in zip(group, staging.lines) {
      guard let header = entry.header else { continue }
      let said = line.header
      if (header.subject, header.event, header.outcome) != (said.subject, said.event, said.outcome)
        || header.states != said.states || header.rules != said.rules
      {
        return "entry #\(entry.position) is recorded as \(Self.brief(header)), and comes out as \(Self.brief(said))"
      }
      for value in line.values where value.name.hasPrefix("set.") {
        guard let recorded = entry.values.first(where: { $0.name == value.name }), let json = recorded.value else {
          return "entry #\(entry.position) did not set \(value.name.dropFirst(4)), and now does"
        }
        if json != value.value {
          return "entry #\(entry.position) set \(value.name.dropFirst(4)) to another value than comes out now"
        }
      }
    }
    guard staging.lines.count == group.count else {
      return
        "entry #\(entry.position) had \(group.count) entries with what followed, and now has \(staging.lines.count)"
    }
    return nil
  }

  private static func brief(_ header: Header) -> String {
    let words = header.outcome == Decision.Outcome.refused.rawValue ? header.rules : header.states
    return header.outcome + (words.isEmpty ? "" : " (\(words.joined(separator: ", ")))")
  }

  /// Whether a group rests on values that were taken away: its own, of its case, or of cases its case refers to.
  private func rests(_ group: [Entry], _ writer: Writer) throws -> Bool {
    if group.contains(where: { $0.values.contains { $0.value == nil } }) { return true }
    for header in group.compactMap(\.header) where header.subject != CaseName.store {
      guard let record = try load(header.subject, writer) else { continue }
      let near = [header.subject] + record.state.fields.flatMap(\.innerTexts) + header.authority
      for id in near where try hasLost(id, writer) { return true }
    }
    return try hasLostAuthority(writer)
  }

  /// Whether anything that says who may do what was erased: every act can rest on that.
  private func hasLostAuthority(_ writer: Writer) throws -> Bool {
    for kind in rulebook.kinds.values where kind.grant != nil || kind.accounts != nil {
      for snapshot in try writer.subjects(kind.name) where try hasLost(snapshot.subject, writer) { return true }
    }
    return false
  }

  private func hasLost(_ id: String, _ writer: Writer) throws -> Bool {
    try writer.positions([.subject(id)]).contains { position in
      try writer.entry(position)?.values.contains { $0.value == nil } ?? false
    }
  }

  /// Takes over what is recorded.
  private func take(_ entry: Entry, _ header: Header, _ writer: Writer) throws {
    let found: (String) throws -> Rulebook = { [books] in try books.find($0, writer) }
    var fold = try load(header.subject, writer).map { Fold($0, found) } ?? Fold(header.subject, found)
    try fold.apply(entry)
    guard let (_, record) = try fold.snapshot() else { return }
    try put(header.subject, record, writer)
    keep(record)
  }

  /// The act that an entry records; nil for what the clock and the engine did.
  private func act(_ entry: Entry, _ header: Header, _ writer: Writer) throws -> Act? {
    guard header.known != Known.engine.rawValue, let verb = Verb(text: header.event),
      case .string(let account)? = entry.value("actor").flatMap({ try? JSON.parse($0.utf8) })
    else { return nil }
    var fields: [(name: String, value: Value)] = []
    if case .approve = verb {
    } else {
      for value in entry.values where value.name.hasPrefix("in.") {
        fields.append((String(value.name.dropFirst(3)), value.value.flatMap { try? JSON.parse($0.utf8) } ?? .null))
      }
    }
    var act = Act(
      Actor(account, known: Known(rawValue: header.known) ?? .asserted), verb, on: header.subject, kind: header.kind,
      fields: fields, at: Instant(milliseconds: header.instant))
    if case .adopt = verb {
      // Definitions that were refused are not kept, so that refusal cannot be decided again.
      guard header.outcome == Decision.Outcome.accepted.rawValue else { return nil }
      act.rulebook = try books.find(header.definitions, writer)
    }
    return act
  }
}

extension Verb {
  /// What ``text`` wrote.
  init?(text: String) {
    func entry(_ prefix: String) -> Int? { text.hasPrefix(prefix) ? Int(text.dropFirst(prefix.count)) : nil }
    func event(_ prefix: String) -> String? { text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : nil }
    if let number = entry("approve #") {
      self = .approve(number)
    } else if let number = entry("reject #") {
      self = .reject(number)
    } else if let number = entry("ratify #") {
      self = .ratify(number)
    } else if let name = event("consult on ") {
      self = .consult(name)
    } else if let name = event("advise on ") {
      self = .advise(name)
    } else if let name = event("prepare ") {
      self = .prepare(name)
    } else if let name = event("schedule ") {
      self = .schedule(name)
    } else if text == Verb.rotateKey.text {
      self = .rotateKey
    } else if let field = event("erase ") {
      self = .erase(field)
    } else if text == Verb.adopt.text {
      self = .adopt
    } else if text == Verb.upgrade.text {
      self = .upgrade
    } else {
      self = .fire(text)
    }
  }
}
