/// The façade: a store of cases over a journal. Acts go in, receipts come out; everything else is read.

import Calendar
import Definitions
import Diagnostics
import FEEL
import Foundation
import Governance
import Journal
import Statechart

/// Whether a store lives by the wall clock or by one that is moved by hand; for life.
public enum Mode: String, Sendable { case live, simulation }

/// What can be wrong with using a store.
public enum StoreProblem: Error, Sendable {
  /// The file.
  case journal(JournalProblem)
  /// Its definitions.
  case definitions(Diagnostics)
  /// Its first entry, or a snapshot, is not what this product writes.
  case damaged(String)
  /// Something that only a simulation can do.
  case notSimulated
  /// Time would go back.
  case backwards(now: String)
  /// One of several acts that go together was refused.
  case refused(Receipt)
  /// An entry, or a number of entries, that the store does not have.
  case unknownEntry(Int, of: Int)
  /// A name that no entry has.
  case neverSeen(String)
  /// A name that no field has.
  case unknownName(String, near: String?)
  /// A case that the store does not have.
  case unknownCase(String)
}

/// What a new store is begun with.
public struct Beginning: Sendable {
  /// Live or simulated.
  public var mode: Mode
  /// Its first instant.
  public var instant: Instant
  /// Its zone.
  public var zone: Zone
  /// The account of the first administrator.
  public var administrator: String

  /// What a new store is begun with.
  public init(mode: Mode, instant: Instant, zone: Zone, administrator: String) {
    self.mode = mode
    self.instant = instant
    self.zone = zone
    self.administrator = administrator
  }
}

/// A store.
public final class Store {
  let journal: Journal
  /// The definitions that new cases are pinned to.
  public private(set) var rulebook: Rulebook
  /// Those and all others that cases are pinned to.
  let books: Books
  /// The zone of its civil dates.
  public let zone: Zone
  /// Live or simulated.
  public let mode: Mode
  /// Its id.
  public let id: String
  /// The account of its first administrator.
  public let administrator: String
  /// The wall clock of a live store, given at the product's edge.
  public var clock: (() -> Instant)?
  private var last: Instant
  private var cache: [String: Record] = [:]
  private var knownSize = 0
  private var hasVersions = false
  /// For a store as it was: how many entries it had.
  private var horizon: Int?
  private(set) var grants: [String] = []
  private var grantIDs: Set<String> = []
  private(set) var grantsByPerson: [String: [String]] = [:]
  private(set) var persons: [String: String] = [:]
  private var accountsOf: [String: [String]] = [:]

  /// How many cases are kept decoded.
  static let cacheLimit = 50_000

  private init(
    journal: Journal, rulebook: Rulebook, books: Books? = nil, zone: Zone, mode: Mode, id: String,
    administrator: String, now: Instant
  ) {
    self.journal = journal
    self.rulebook = rulebook
    self.books = books ?? Books(rulebook)
    self.zone = zone
    self.mode = mode
    self.id = id
    self.administrator = administrator
    last = now
  }

  /// Now: by the wall clock in a live store, never before the last entry; in a simulation the last instant it was moved to.
  public var now: Instant {
    guard mode == .live, let clock else { return last }
    return max(last, clock())
  }

  // MARK: Beginning and opening

  /// Begins a store: in a file that does not exist yet, or in memory. The key is written beside the file.
  public static func begin(_ path: String?, _ beginning: Beginning, _ rulebook: Rulebook) throws(StoreProblem) -> Store
  {
    do {
      let key = SigningKey()
      let id = UUID().uuidString.lowercased()
      if let path, FileManager.default.fileExists(atPath: path) { throw JournalProblem.exists(path) }
      if let path { try key.save(path + ".key") }
      let journal: Journal
      do { journal = try Journal.create(path) } catch {
        if let path { try? FileManager.default.removeItem(atPath: path + ".key") }
        throw error
      }
      try journal.write { writer in
        try writer.put(definitions: Books.pack(rulebook.files), hash: rulebook.hash)
        var header = Header(
          subject: "store", kind: "store", definitions: rulebook.hash, event: "begin", role: "engine",
          outcome: "accepted",
          instant: beginning.instant.milliseconds)
        header.known = Known.engine.rawValue
        try writer.append(
          header,
          [
            Sealed(name: "administrator", value: JSON.text(.string(beginning.administrator))),
            Sealed(name: "id", value: JSON.text(.string(id))),
            Sealed(name: "key", value: JSON.text(.string(key.publicKey))),
            Sealed(name: "mode", value: JSON.text(.string(beginning.mode.rawValue))),
            Sealed(name: Versions.name, value: JSON.text(Versions.current.value)),
            Sealed(name: "zone", value: JSON.text(.string(beginning.zone.name))),
          ])
        try writer.put(fact: Versions.name, JSON.text(Versions.current.value))
      }
      let store = Store(
        journal: journal, rulebook: rulebook, zone: beginning.zone, mode: beginning.mode, id: id,
        administrator: beginning.administrator, now: beginning.instant)
      store.knownSize = 1
      return store
    } catch {
      throw wrap(error)
    }
  }

  /// Writes what the store runs under, when it is not what was written last: whoever looks at an entry later can tell which
  /// engine, which time zones and which characters it was decided with.
  private func keepVersions(_ staging: Staging, _ writer: Writer) throws {
    // Others may run under other versions; what one wrote last oneself still holds when nobody wrote since.
    if hasVersions { return }
    hasVersions = true
    let now = JSON.text(Versions.current.value)
    guard try writer.fact(Versions.name) != now else { return }
    var header = Header(
      subject: CaseName.store, kind: CaseName.store, definitions: rulebook.hash, event: "run under", role: "engine",
      outcome: Decision.Outcome.accepted.rawValue, instant: last.milliseconds)
    header.known = Known.engine.rawValue
    staging.note(header, [Sealed(name: Versions.name, value: now)])
    try writer.put(fact: Versions.name, now)
  }

  static func wrap(_ error: any Error) -> StoreProblem {
    switch error {
    case let problem as StoreProblem: problem
    case let problem as JournalProblem: .journal(problem)
    case let problem as Diagnostics: .definitions(problem)
    default: .damaged("unexpected failure")
    }
  }

  /// Opens a store with the definitions it holds. With `readTables` false, nothing is read but the entries: for a store
  /// whose read tables are to be made again.
  public static func open(_ path: String, readTables: Bool = true) throws(StoreProblem) -> Store {
    do {
      let journal = try Journal.open(path)
      return try journal.read { reader in
        guard let first = try reader.entry(0), let header = first.header, header.event == "begin",
          let hash = try Self.current(reader, until: try reader.size), let files = try reader.definitions(hash)
        else { throw StoreProblem.damaged("its first entry is missing or is not the beginning of a store") }
        func text(_ name: String) throws -> String {
          guard let json = first.value(name), case .string(let text)? = try? JSON.parse(json.utf8) else {
            throw StoreProblem.damaged("its first entry lacks \"\(name)\"")
          }
          return text
        }
        guard let mode = Mode(rawValue: try text("mode")), let zone = Zone(try text("zone")) else {
          throw StoreProblem.damaged("its first entry names an unknown mode or zone")
        }
        let size = try reader.size
        let last = try reader.entry(size - 1)?.header?.instant ?? header.instant
        let store = Store(
          journal: journal, rulebook: try Books.load(files, hash), zone: zone, mode: mode,
          id: try text("id"),
          administrator: try text("administrator"), now: Instant(milliseconds: last))
        if readTables { try store.refresh(reader, size) }
        return store
      }
    } catch {
      throw wrap(error)
    }
  }

  /// The same store when it had so many entries, for reading.
  func past(horizon: Int, now: Instant) throws(StoreProblem) -> Store {
    let hash: String?
    do { hash = try journal.read { try Self.current($0, until: horizon) } } catch { throw Self.wrap(error) }
    let then = try hash.map { hash throws(StoreProblem) in try book(hash) } ?? rulebook
    let past = Store(
      journal: journal, rulebook: then, books: books, zone: zone, mode: .simulation, id: id,
      administrator: administrator,
      now: now)
    past.horizon = horizon
    return past
  }

  /// An empty store in memory, to play entries into.
  func blank(_ first: Instant) throws -> Store {
    let hash = try journal.read { try $0.entry(0)?.header?.definitions }
    return Store(
      journal: try Journal.create(nil), rulebook: try hash.map { try book($0) } ?? rulebook, books: books, zone: zone,
      mode: .simulation, id: id,
      administrator: administrator, now: first)
  }

  /// Keeps a case that was made from its entries.
  func keep(_ record: Record) {
    cache[record.state.id] = record
    learn(record.state)
  }

  /// From here on new cases are pinned to these definitions.
  func follow(_ book: Rulebook) {
    books.keep(book)
    rulebook = book
  }

  private func book(_ hash: String) throws(StoreProblem) -> Rulebook {
    do { return try journal.read { try books.find(hash, $0) } } catch { throw Self.wrap(error) }
  }

  /// Forgets all cases it knows, because they were made again.
  func forget() { knownSize = -1 }

  /// Closes the file.
  public func close() { journal.close() }

  // MARK: Cases

  func load(_ id: String, _ reader: Reader) throws -> Record? {
    if let record = cache[id] { return record }
    guard let snapshot = try reader.subject(id) else { return nil }
    let record = try StateCoding.decode(snapshot.state, id: id, kind: snapshot.kind) { try books.find($0, reader) }
    guard let record else { throw StoreProblem.damaged("the case \(id) cannot be read") }
    if cache.count >= Self.cacheLimit { cache.removeAll(keepingCapacity: true) }
    cache[id] = record
    return record
  }

  /// Forgets what another process may have changed, and learns who may do what.
  private func refresh(_ reader: Reader, _ size: Int) throws {
    guard size != knownSize else { return }
    hasVersions = false
    cache = [:]
    grants = []
    grantIDs = []
    grantsByPerson = [:]
    persons = [:]
    accountsOf = [:]
    knownSize = size
    if let hash = try Self.current(reader, until: horizon ?? size), hash != rulebook.hash {
      rulebook = try books.find(hash, reader)
    }
    for kind in rulebook.kinds.values where kind.grant != nil || kind.accounts != nil {
      for snapshot in try reader.subjects(kind.name) {
        if let record = try load(snapshot.subject, reader) { learn(record.state) }
      }
    }
    if let last = try reader.entry(size - 1)?.header?.instant {
      self.last = max(self.last, Instant(milliseconds: last))
    }
  }

  func isGrant(_ id: String) -> Bool { grantIDs.contains(id) }

  private func learn(_ state: CaseState) {
    if let grant = state.kind.grant {
      if grantIDs.insert(state.id).inserted { grants.append(state.id) }
      if let field = grant.fields["person"], case .string(let person) = state[field],
        grantsByPerson[person]?.contains(state.id) != true
      {
        grantsByPerson[person, default: []].append(state.id)
      }
    }
    guard let field = state.kind.accounts else { return }
    for account in accountsOf[state.id] ?? [] where persons[account] == state.id { persons[account] = nil }
    accountsOf[state.id] = state[field].texts
    for account in state[field].texts { persons[account] = state.id }
  }

  // MARK: Acts

  /// Takes an act through the gate and commits it with all that follows. In a live store what is due fires first.
  @discardableResult
  public func perform(_ act: Act) throws(StoreProblem) -> Receipt {
    let receipts = try perform([act])
    guard let receipt = receipts.first else { throw .damaged("no act was done") }
    return receipt
  }

  /// Several acts in one transaction, each recorded by itself. With `allOrNone`, a refusal undoes and records nothing.
  @discardableResult
  public func perform(_ acts: [Act], allOrNone: Bool = false) throws(StoreProblem) -> [Receipt] {
    try transaction { staging in
      var receipts: [Receipt] = []
      if mode == .live { _ = staging.fireTimers(until: now, now: now) }
      for var act in acts {
        if mode == .live { act.instant = max(act.instant, now) }
        guard act.instant >= last else { throw StoreProblem.backwards(now: zone.describe(last)) }
        let receipt = staging.perform(act)
        if allOrNone, receipt.decision.outcome == .refused { throw StoreProblem.refused(receipt) }
        receipts.append(receipt)
      }
      return receipts
    }
  }

  /// What several acts would come to, one after the other; nothing is recorded.
  public func rehearse(_ acts: [Act]) throws(StoreProblem) -> [Receipt] {
    try reading { staging in acts.map { staging.perform($0) } }
  }

  /// What the gate would decide now; nothing is recorded.
  public func decide(_ act: Act) throws(StoreProblem) -> Decision {
    try reading { staging in staging.perform(act).decision }
  }

  /// How many timers fire in one transaction, so that others can write between and an interruption loses little.
  static let timersAtOnce = 500

  /// Moves a simulated clock and fires what is due on the way, some at a time; `progress` is told after each part.
  public func advance(to instant: Instant, progress: ((Int, Instant) -> Void)? = nil) throws(StoreProblem) -> [Receipt]
  {
    guard mode == .simulation else { throw .notSimulated }
    guard instant >= now else { throw .backwards(now: zone.describe(now)) }
    var receipts: [Receipt] = []
    while true {
      let part = try transaction { staging in
        let fired = staging.fireTimers(until: instant, now: nil, limit: Self.timersAtOnce)
        if fired.count < Self.timersAtOnce { staging.moveClock(to: instant) }
        return fired
      }
      receipts += part
      if part.count < Self.timersAtOnce { return receipts }
      progress?(receipts.count, now)
    }
  }

  func transaction<T>(_ body: (Staging) throws -> T) throws(StoreProblem) -> T {
    var finished: Staging?
    let result: T
    do {
      result = try journal.write { writer in
        try refresh(writer, writer.next)
        let staging = Staging(self, writer, base: writer.next)
        try keepVersions(staging, writer)
        let result = try body(staging)
        if let failure = staging.failure { throw failure }
        for book in staging.adopted { try writer.put(definitions: Books.pack(book.files), hash: book.hash) }
        for line in staging.lines { try writer.append(line.header, line.values) }
        for erasure in staging.erasures {
          for (position, names) in erasure.values { try writer.erase(position, names, cause: erasure.cause) }
        }
        for (id, record) in staging.staged { try put(id, record, writer) }
        finished = staging
        return result
      }
    } catch {
      hasVersions = false
      throw Self.wrap(error)
    }
    if let finished { adopt(finished) }
    return result
  }

  func put(_ id: String, _ record: Record, _ writer: Writer) throws {
    let before = try load(id, writer)
    try writer.put(
      Snapshot(
        subject: id, kind: record.state.kind.name, isOpen: record.state.isOpen || !record.state.open.isEmpty,
        position: record.state.lastEntry,
        state: StateCoding.write(record).bytes))
    if (before?.timers ?? []) != record.timers {
      let (old, new) = (before.map(Self.timerRows) ?? [], Self.timerRows(record))
      try writer.change(timers: old.subtracting(new), to: new.subtracting(old))
    }
    try putLinks(id, before, record, writer)
  }

  /// A case into emptied read tables.
  func put(_ snapshot: Snapshot, _ record: Record, _ writer: Writer) throws {
    try writer.put(snapshot)
    try writer.change(timers: [], to: Self.timerRows(record))
    try writer.change(links: [], to: Self.linkRows(record))
  }

  static func timerRows(_ record: Record) -> Set<TimerRow> {
    Set(record.timers.map { TimerRow(due: $0.due.milliseconds, subject: record.state.id, name: $0.name) })
  }

  static func linkRows(_ record: Record) -> Set<LinkRow> {
    let kind = record.state.kind
    var rows: Set<LinkRow> = []
    for (index, field) in kind.fields.enumerated() where kind.layout.isLazy[index] {
      for target in record.state.fields[index].innerTexts {
        rows.insert(LinkRow(target: target, kind: kind.name, field: field.name, source: record.state.id))
      }
    }
    return rows
  }

  private func putLinks(_ id: String, _ before: Record?, _ record: Record, _ writer: Writer) throws {
    let kind = record.state.kind
    for (index, field) in kind.fields.enumerated() where kind.layout.isLazy[index] {
      let (was, now) = (before?.state[field.name] ?? .null, record.state.fields[index])
      guard !Value.identical(was, now) else { continue }
      func rows(_ value: Value) -> Set<LinkRow> {
        Set(value.innerTexts.map { LinkRow(target: $0, kind: kind.name, field: field.name, source: id) })
      }
      let (old, new) = (rows(was), rows(now))
      try writer.change(links: old.subtracting(new), to: new.subtracting(old))
    }
  }

  private func adopt(_ staging: Staging) {
    for (id, record) in staging.staged {
      cache[id] = record
      learn(record.state)
    }
    for book in staging.adopted { follow(book) }
    knownSize = staging.nextEntry
    if let line = staging.lines.last { last = max(last, Instant(milliseconds: line.header.instant)) }
  }

  /// Reads at one position; whatever is decided in it is dropped.
  func reading<T>(_ body: (Staging) throws -> T) throws(StoreProblem) -> T {
    do {
      return try journal.read { present in
        let reader = horizon.map { PastReader(present, horizon: $0, books) } ?? present
        let size = try reader.size
        try refresh(reader, size)
        let staging = Staging(self, reader, base: size)
        let result = try body(staging)
        if let failure = staging.failure { throw failure }
        return result
      }
    } catch {
      throw Self.wrap(error)
    }
  }
}
