/// The façade: a store of cases over a journal. Requests go in, receipts come out; everything else is read through views.

import Calendar
import Definitions
import FEEL
import Governance
import Journal

/// A store. Who reads or acts comes as a ``Principal``; there is no other way in.
public final class Store {
  let journal: Journal
  let memory: Memory
  /// What it is for life.
  public let setting: Setting
  /// The wall clock of a live store, given at the product's edge.
  public var clock: (() -> Instant)?
  private var last: Instant
  /// How many entries there were when this process last wrote: until others write, its clock and versions are known to hold.
  private var ownSize: Int?
  /// The latest entries that this process wrote with nobody else's between them.
  public private(set) var ownEntries = 0..<0
  /// Whether something that was taken away may still lie where the storage keeps what was replaced: by this process, or by one before
  /// it that ended too early.
  private(set) var owesForgetting = true

  init(_ journal: Journal, _ memory: Memory, _ setting: Setting, now: Instant) {
    self.journal = journal
    self.memory = memory
    self.setting = setting
    last = now
  }

  /// Now: by the wall clock in a live store, never before the last entry; in a simulation the last instant it was moved to.
  public var now: Instant {
    guard setting.mode == .live, let clock else { return last }
    return max(last, clock())
  }

  /// The civil date of now.
  public var today: CivilDate { setting.zone.civil(now).date }

  /// All kinds there are, as far as this process has looked: nothing is read for it.
  public var knownKinds: [Kind] { memory.allKinds(memory.rulebook) }

  /// Lets go of where it lies.
  public func close() { journal.storage.close() }

  // MARK: Acting

  /// Puts a request to the gate and records what it decides, with all that follows from it. In a live store what is due fires
  /// first.
  @discardableResult
  public func perform(_ request: Request, by principal: Principal) throws(StoreProblem) -> Performed {
    try perform([request], by: principal)
  }

  /// Several requests in one transaction, each recorded by itself. With `allOrNone`, a refusal undoes and records nothing:
  /// ``StoreProblem/refused(_:)``.
  @discardableResult
  public func perform(
    _ requests: [Request], by principal: Principal, allOrNone: Bool = false
  ) throws(StoreProblem) -> Performed {
    try perform(requests.map { ($0, principal) }, allOrNone: allOrNone)
  }

  /// Lets somebody take note of what decisions come by from here on.
  public func watch(_ watcher: Watcher?) { memory.watcher = watcher }

  /// Requests of several people in one transaction: each is decided by itself, as if they came one after the other. What was
  /// due and fired first is told as the first of them may see it.
  @discardableResult
  public func perform(
    _ asked: [(request: Request, principal: Principal)], allOrNone: Bool = false
  ) throws(StoreProblem) -> Performed {
    // The key comes with it, and only there.
    if asked.contains(where: { $0.request.verb == .rotateKey }) { throw .keyChanged }
    return try carry(asked, allOrNone: allOrNone)
  }

  /// The only way in: requests are put to the gate, once `first` has found that they still may be.
  func carry(
    _ asked: [(request: Request, principal: Principal)], allOrNone: Bool = false,
    first: (Reader) throws -> Void = { _ in }
  ) throws(StoreProblem) -> Performed {
    for (_, principal) in asked { try check(principal) }
    // What became due while nobody wrote may be much: it goes before, in parts.
    var early: [Receipt] = []
    while true {
      if let performed = try attempt(asked, allOrNone, first, &early) {
        return Performed(fired: early + performed.fired, receipts: performed.receipts)
      }
    }
  }

  /// One transaction: requests, after what is due; or a part of that alone, and then nil.
  private func attempt(
    _ asked: [(request: Request, principal: Principal)], _ allOrNone: Bool, _ first: (Reader) throws -> Void,
    _ early: inout [Receipt]
  ) throws(StoreProblem) -> Performed? {
    var part: [Receipt] = []
    let performed: Performed? = try transaction { transaction in
      try first(transaction.stage.reader)
      let now = self.now
      let fired = setting.mode == .live ? transaction.fireTimers(until: now, now: now, limit: Self.timersAtOnce) : []
      if fired.count == Self.timersAtOnce, let first = asked.first {
        part = fired.seen(by: clearance(first.principal, transaction.stage), transaction.stage)
        return nil
      }
      var receipts: [Receipt] = []
      for (request, principal) in asked {
        try request.check(transaction.stage.reader)
        for file in request.files { transaction.files[file.document.hash] = file.bytes }
        let deed = transaction.perform(request.act(by: principal.actor, at: now))
        let receipt = Receipt(deed, transaction.stage, for: clearance(principal, transaction.stage))
        if allOrNone, deed.isRefused { throw StoreProblem.refused(receipt) }
        receipts.append(receipt)
      }
      guard let first = asked.first, !fired.isEmpty else { return Performed(receipts: receipts) }
      let clearance = clearance(first.principal, transaction.stage)
      return Performed(fired: fired.seen(by: clearance, transaction.stage), receipts: receipts)
    }
    early += part
    return performed
  }

  func clearance(_ principal: Principal, _ present: Stage) -> Clearance {
    Clearance(principal.account, in: present, on: today)
  }

  // MARK: Time

  /// How many timers fire in one transaction, so that others can write between and an interruption loses little.
  static let timersAtOnce = 500

  /// Moves a simulated clock and fires what is due on the way, some at a time; `progress` is told after each part how many
  /// fired, and the instant. Answers what fired, as the principal may see it.
  public func advance(
    to instant: Instant, for principal: Principal, progress: ((Int, Instant) -> Void)? = nil
  ) throws(StoreProblem) -> [Receipt] {
    try check(principal)
    guard setting.mode == .simulation else { throw .notSimulated }
    guard instant >= now else { throw .backwards(now: setting.zone.describe(now)) }
    var receipts: [Receipt] = []
    var fired = 0
    while true {
      let count = try transaction { transaction in
        let deeds = transaction.fireTimers(until: instant, now: nil, limit: Self.timersAtOnce)
        if deeds.count < Self.timersAtOnce {
          _ = transaction.perform(Act(.clock, .goTo, on: CaseName.store, kind: CaseName.store, at: instant))
        }
        receipts += deeds.seen(by: clearance(principal, transaction.stage), transaction.stage)
        return deeds.count
      }
      fired += count
      if count < Self.timersAtOnce { return receipts }
      progress?(fired, now)
    }
  }

  // MARK: Transactions

  /// One write transaction: what the body does is appended and kept, or nothing is.
  func transaction<T>(_ body: (Transaction) throws -> T) throws(StoreProblem) -> T {
    var finished: Transaction?
    let result: T
    do {
      result = try journal.write { writer in
        let stage = try Stage(writer, memory, setting)
        try catchUp(writer)
        let transaction = Transaction(stage, clock: now)
        if ownSize != writer.next { try transaction.noteVersions(writer) }
        let result = try body(transaction)
        if let failure = stage.failure { throw failure }
        try keep(transaction, writer)
        finished = transaction
        return result
      }
    } catch {
      ownSize = nil
      throw StoreProblem.wrap(error)
    }
    if let finished { absorb(finished) }
    if finished?.erasures.isEmpty == false { owesForgetting = true }
    if owesForgetting { try forget(waits: false) }
    return result
  }

  /// Clears what was taken away from everywhere; tried again after each act until no reader of an older state prevents it.
  func forget(waits: Bool) throws(StoreProblem) {
    owesForgetting = try StoreProblem.wrapping { try !journal.storage.forget(waits: waits) }
  }

  /// The clock follows what others wrote.
  func catchUp(_ reader: Reader) throws {
    guard try ownSize != reader.size else { return }
    if let instant = try reader.entry(try reader.size - 1)?.header.instant {
      last = max(last, Instant(milliseconds: instant))
    }
  }

  private func keep(_ transaction: Transaction, _ writer: Writer) throws {
    for book in transaction.stage.adopted { try writer.put(definitions: Books.pack(book.files), hash: book.hash) }
    for line in transaction.lines {
      let position = try writer.append(line.header, line.values)
      for hash in line.documents { _ = try writer.attach(document: hash, transaction.files[hash], to: position) }
    }
    for erasure in transaction.erasures {
      for (position, names) in erasure.values { try writer.erase(position, names, cause: erasure.cause) }
    }
    for (id, record) in transaction.stage.staged {
      try CaseTable.put(record, since: try memory.load(id, writer), writer)
    }
  }

  private func absorb(_ transaction: Transaction) {
    memory.absorb(
      transaction.stage.staged, transaction.stage.adopted.last, upTo: transaction.stage.nextEntry)
    let (base, next) = (transaction.stage.base, transaction.stage.nextEntry)
    ownEntries = (ownEntries.upperBound == base ? ownEntries.lowerBound : base)..<next
    ownSize = next
    if !transaction.lines.isEmpty { last = max(last, transaction.clock) }
  }

  /// Reads at one position as the store itself: for proofs, replays and copies, which show nothing of cases to anybody.
  func reading<T>(_ body: (Reader) throws -> T) throws(StoreProblem) -> T {
    try StoreProblem.wrapping { try journal.read(body) }
  }

  /// How many entries there are.
  public func size() throws(StoreProblem) -> Int { try reading { try $0.size } }
}

/// Cases in the read tables.
enum CaseTable {
  static func snapshot(_ record: Record) -> Snapshot {
    let state = record.state
    return Snapshot(
      subject: state.id, kind: state.kind.name, isOpen: state.isOpen || !state.open.isEmpty, position: state.lastEntry,
      state: StateCoding.write(record).bytes)
  }

  /// Keeps a case; its timers and references only where they changed.
  static func put(_ record: Record, since before: Record?, _ writer: Writer) throws {
    try writer.put(snapshot(record))
    if (before?.timers ?? []) != record.timers {
      let (old, new) = (before.map(timers) ?? [], timers(record))
      try writer.change(timers: old.subtracting(new), to: new.subtracting(old))
    }
    let kind = record.state.kind
    for (index, field) in kind.fields.enumerated() where kind.layout.isLazy[index] {
      let (was, now) = (before?.state[field.name] ?? .null, record.state.fields[index])
      guard !Value.identical(was, now) else { continue }
      let (old, new) = (links(record, field, was), links(record, field, now))
      try writer.change(links: old.subtracting(new), to: new.subtracting(old))
    }
  }

  static func timers(_ record: Record) -> Set<TimerRow> {
    Set(record.timers.map { TimerRow(due: $0.due.milliseconds, subject: record.state.id, name: $0.name) })
  }

  static func links(_ record: Record) -> Set<LinkRow> {
    let kind = record.state.kind
    return kind.fields.enumerated().reduce(into: []) { rows, entry in
      guard kind.layout.isLazy[entry.offset] else { return }
      rows.formUnion(links(record, entry.element, record.state.fields[entry.offset]))
    }
  }

  private static func links(_ record: Record, _ field: Field, _ value: Value) -> Set<LinkRow> {
    Set(
      value.innerTexts.map {
        LinkRow(target: $0, kind: record.state.kind.name, field: field.name, source: record.state.id)
      })
  }
}
