/// One transaction under way: the world as the gate sees it, with what was decided so far laid over what is stored.

import Calendar
import Definitions
import FEEL
import Governance
import HeapModule
import Journal
import Statechart

/// What became of an act.
public struct Receipt: Sendable {
  /// The entry that records it.
  public let entry: Int
  /// The case.
  public let subject: String
  /// What was done.
  public let verb: Verb
  /// What was decided.
  public let decision: Decision
  /// What followed from it.
  public let followed: [Receipt]
  /// When.
  public let instant: Instant
}

/// A world over a reader. Writes are kept until the transaction hands them to the journal.
final class Staging: World {
  struct Line {
    let header: Header
    let values: [Sealed]
  }

  /// How many acts may follow from one.
  static let maximumFollowing = 1000

  let store: Store
  let reader: Reader
  let base: Int
  private(set) var staged: [String: Record] = [:]
  /// The ids among them by kind; one that was taken back may linger here.
  private var stagedOf: [String: Set<String>] = [:]
  /// The staged cases that refer to a case, by kind and field; one that no longer does may linger here.
  private var stagedLinks: [Link: Set<String>] = [:]
  private(set) var lines: [Line] = []
  private var following = 0
  /// Definitions that were adopted in this transaction, the last one in force.
  private(set) var adopted: [Rulebook] = []
  /// Values that are to be taken away with this transaction.
  private(set) var erasures: [(cause: Int, values: [Int: Set<String>])] = []
  /// What was staged before, so that a refused act can be taken back without copying everything.
  private var undo: [(id: String, record: Record?)] = []
  /// Timers that may be due, while the clock runs; those that no longer hold are dropped when they come up.
  private var dueTimers: Heap<Due>?
  private var loadedUntil = Int.min
  /// The latest instant: of the store, then of what was done here.
  private var clock: Instant

  private struct Link: Hashable {
    let kind: String
    let field: String
    let target: String
  }

  /// A timer in the order in which timers fire.
  private struct Due: Comparable {
    let due: Int
    let subject: String
    let name: String

    static func < (a: Due, b: Due) -> Bool { (a.due, a.subject, a.name) < (b.due, b.subject, b.name) }
  }

  init(_ store: Store, _ reader: Reader, base: Int) {
    self.store = store
    self.reader = reader
    self.base = base
    clock = store.now
  }

  // MARK: World

  var rulebook: Rulebook { adopted.last ?? store.rulebook }
  var zone: Zone { store.zone }
  var administrator: String { store.administrator }
  var nextEntry: Int { base + lines.count }

  /// The first thing that could not be read. Nothing decided after it counts: the transaction ends with it.
  private(set) var failure: (any Error)?

  func attempt<T>(_ otherwise: T, _ body: () throws -> T) -> T {
    do { return try body() } catch {
      failure = failure ?? error
      return otherwise
    }
  }

  func record(_ id: String) -> Record? { staged[id] ?? attempt(nil) { try store.load(id, reader) } }

  func find(_ id: String) -> CaseState? { record(id)?.state }

  func referring(_ kind: String, via field: String, to id: String) -> [CaseState] {
    let stored = attempt([]) { try reader.referring(kind, via: field, to: id) }
    let ids = Set(stored).union(stagedLinks[Link(kind: kind, field: field, target: id)] ?? []).filter { source in
      staged[source].map { $0.state[field].innerTexts.contains(id) } ?? true
    }
    return ids.sorted().compactMap(find)
  }

  func all(_ kind: String) -> [CaseState] {
    let ids = Set(attempt([]) { try reader.subjects(kind) }.map(\.subject)).union(stagedOf[kind] ?? [])
    return ids.sorted().compactMap(find)
  }

  /// Staged cases of kinds that give authority, or that are persons.
  private func stagedCases(_ matters: (Kind) -> Bool) -> [Record] {
    stagedOf.keys.filter { rulebook.kinds[$0].map(matters) ?? false }.sorted().flatMap { name in
      (stagedOf[name] ?? []).sorted().compactMap { staged[$0] }
    }
  }

  func allGrants() -> [CaseState] {
    let fresh = stagedCases { $0.grant != nil }.map(\.state.id).filter { !store.isGrant($0) }
    return (store.grants + fresh).compactMap(find)
  }

  func grants(to names: [String]) -> [CaseState] {
    var ids = Set(stagedCases { $0.grant != nil }.map(\.state.id))
    for name in names { ids.formUnion(store.grantsByPerson[name] ?? []) }
    return ids.sorted().compactMap(find).filter { state in
      guard let field = state.kind.grant?.fields["person"], case .string(let person) = state[field] else {
        return false
      }
      return names.contains(person)
    }
  }

  func person(behind account: String) -> String? {
    for record in stagedCases({ $0.accounts != nil }) {
      if let field = record.state.kind.accounts, record.state[field].texts.contains(account) { return record.state.id }
    }
    guard let known = store.persons[account] else { return nil }
    // The person may have lost the account in this very transaction.
    if let record = staged[known], let field = record.state.kind.accounts, !record.state[field].texts.contains(account)
    {
      return nil
    }
    return known
  }

  // MARK: Acts

  /// Decides an act and all that follows from it. If what follows is refused, the act itself is.
  func perform(
    _ act: Act, cause: Int? = nil, due: Instant? = nil, timer: String? = nil, occurrence: CivilDate? = nil
  ) -> Receipt {
    if cause == nil { following = 0 }
    let savedLines = lines.count
    let mark = undo.count
    var decision = Gate(self).decide(act)
    if decision.outcome != .refused, var after = decision.after {
      if let timer, let due { after.fired[timer] = due }
      let entry = record(act, decision, after: after, cause: cause, due: due)
      var followed: [Receipt] = []
      var refusal: Reason?
      for consequence in decision.consequences {
        let receipt = follow(consequence, act, entry)
        followed.append(receipt)
        if receipt.decision.outcome == .refused {
          refusal = .consequence(event: receipt.verb.text, subject: receipt.subject, receipt.decision.reasons)
          break
        }
      }
      guard let refusal else {
        return Receipt(
          entry: entry, subject: act.subject, verb: act.verb, decision: decision, followed: followed,
          instant: act.instant)
      }
      lines.removeLast(lines.count - savedLines)
      while undo.count > mark, let (id, record) = undo.popLast() { staged[id] = record }
      decision = decision.refused([refusal])
    }
    var state = find(act.subject)
    if let timer, let due { state?.fired[timer] = due }
    // A schedule whose case was refused goes on with its next date.
    if case .schedule(let name) = act.verb, let occurrence { state?.occurrences[name] = occurrence }
    let entry = record(act, decision, after: state, cause: cause, due: due)
    return Receipt(
      entry: entry, subject: act.subject, verb: act.verb, decision: decision, followed: [], instant: act.instant)
  }

  private func follow(_ consequence: Consequence, _ act: Act, _ cause: Int) -> Receipt {
    following += 1
    let next: Act
    switch consequence {
    case .create(let kind, let id, let fields, let invoker):
      var creation = Act(
        .engine, .fire("create"), on: id ?? freeID(act.subject, kind), kind: kind, fields: fields, at: act.instant)
      creation.invoker = invoker
      // What a case starts was written together with it.
      creation.rulebook = find(act.subject)?.rulebook
      next = creation
    case .fire(let event, let subject, let fields):
      // An event carries only what it knows; the sender may say more for others.
      let known = find(subject)?.kind.events[event]?.fields.map(\.name) ?? []
      next = Act(.engine, .fire(event), on: subject, fields: fields.filter { known.contains($0.name) }, at: act.instant)
    }
    guard following <= Self.maximumFollowing else {
      let endless = Decision.stopped("more than \(Self.maximumFollowing) acts follow from one")
      return Receipt(
        entry: nextEntry, subject: next.subject, verb: next.verb, decision: endless, followed: [], instant: act.instant)
    }
    return perform(next, cause: cause)
  }

  /// The id of a case that follows and has none of its own: after the case it follows from, and numbered.
  private func freeID(_ subject: String, _ kind: String) -> String {
    let stem = "\(subject)-\(kind.replacing(" ", with: "-"))-"
    var number = 1
    while find(stem + String(number)) != nil { number += 1 }
    return stem + String(number)
  }

  /// Adds the line of an act and lays the case's new state over the stored one.
  private func record(_ act: Act, _ decision: Decision, after: CaseState?, cause: Int?, due: Instant?) -> Int {
    if case .adopt = act.verb, decision.outcome == .accepted, let book = act.rulebook { adopted.append(book) }
    let position = nextEntry
    let known = record(act.subject)
    let before = known?.state
    let kind = after?.kind.name ?? act.kind ?? ""
    var header = Header(
      subject: act.subject, kind: kind, definitions: (after?.rulebook ?? adopted.last ?? rulebook).hash,
      event: act.verb.text,
      role: decision.role ?? "", outcome: decision.outcome.rawValue, instant: act.instant.milliseconds)
    header.rules = decision.reasons.map(\.rule)
    header.authority = decision.authority
    header.known = act.actor.known.rawValue
    header.cause = cause
    header.due = due?.milliseconds
    header.previous = before?.lastEntry
    header.states = after.map { $0.machine.leaves(in: $0.kind.chart) } ?? []
    var values = [
      Sealed(name: "actor", value: JSON.text(.string(act.actor.account))),
      Sealed(name: "person", value: JSON.text(.string(decision.person))),
    ]
    for (name, value) in decision.given { values.append(Sealed(name: "in.\(name)", value: JSON.text(value))) }
    if decision.outcome != .refused, let after {
      for (index, field) in after.kind.fields.enumerated() {
        let new = after.fields[index]
        if !Value.identical(new, before?[field.name] ?? .null) {
          values.append(Sealed(name: "set.\(field.name)", value: JSON.text(new)))
        }
      }
    }
    if case .erase(let field) = act.verb, decision.outcome == .accepted, let before {
      let taken: [Int: Set<String>] = attempt([:]) { try self.erased(field, of: before) }
      erasures.append((position, taken))
      let rows: [Value] = taken.sorted { $0.key < $1.key }.map { entry, names in
        let names: [Value] = names.sorted().map { .string($0) }
        return .list([.number(Number(entry))] + names)
      }
      values.append(Sealed(name: "erased", value: JSON.text(.list(rows))))
    }
    if !decision.informed.isEmpty {
      values.append(Sealed(name: "informed", value: JSON.text(.list(decision.informed.map { .string($0) }))))
    }
    if !decision.reasons.isEmpty {
      let texts = decision.reasons.map { reason -> Value in
        let explained = reason.explained(.en)
        return .string(explained.because + (explained.place.map { " [\($0)]" } ?? ""))
      }
      values.append(Sealed(name: "because", value: JSON.text(.list(texts))))
    }
    if var state = after {
      state.lastEntry = position
      if Self.changes(act.verb.text, decision.outcome.rawValue) { state.changed = position }
      let stands = decision.outcome == .refused && due == nil
      let new = Record(state: state, timers: stands ? known?.timers ?? [] : Timers.all(state, self))
      values += stage(act.subject, new, since: known)
    }
    note(header, values)
    return position
  }

  /// Whether an entry makes what was decided on the case as it stood before stale. A date of the calendar coming near does not.
  static func changes(_ event: String, _ outcome: String) -> Bool {
    outcome != Decision.Outcome.refused.rawValue && event != retiming && !event.hasPrefix("schedule ")
  }

  /// An entry of the clock: a timer moved because another case did.
  private func retime(_ id: String, _ known: Record, _ timers: [DueTimer]) {
    let state = known.state
    var header = Header(
      subject: id, kind: state.kind.name, definitions: state.rulebook.hash, event: Self.retiming, role: "clock",
      outcome: Decision.Outcome.accepted.rawValue, instant: clock.milliseconds)
    header.known = Known.engine.rawValue
    header.previous = state.lastEntry
    header.states = state.machine.leaves(in: state.kind.chart)
    var new = Record(state: state, timers: timers)
    new.state.lastEntry = nextEntry
    note(header, stage(id, new, since: known))
  }

  /// What the clock calls it when a timer moves.
  static let retiming = "retime"

  /// An entry that is no act on a case: the beginning of a store, the moving of a simulated clock.
  func note(_ header: Header, _ values: [Sealed]) {
    lines.append(Line(header: header, values: values))
    clock = max(clock, Instant(milliseconds: header.instant))
  }

  /// Records that a simulated clock was moved.
  func moveClock(to instant: Instant) {
    var header = Header(
      subject: "store", kind: "store", definitions: rulebook.hash, event: "go to", role: "clock", outcome: "accepted",
      instant: instant.milliseconds)
    header.known = Known.engine.rawValue
    note(header, [])
  }

  // MARK: Timers

  /// Fires everything due up to an instant, in order of due instant and id.
  func fireTimers(until end: Instant, now: Instant?, limit: Int = .max) -> [Receipt] {
    var receipts: [Receipt] = []
    while receipts.count < limit, let (subject, timer) = nextTimer(until: end) {
      // What is due in the past, because a case came late, happens now.
      let at = now ?? max(clock, timer.due)
      let verb: Verb = timer.event.map { .fire($0) } ?? .schedule(timer.name)
      let act = Act(.clock, verb, on: subject, at: at)
      receipts.append(
        perform(
          act, due: timer.due, timer: timer.event == nil ? nil : timer.name, occurrence: timer.occurrence))
    }
    return receipts
  }

  /// Lays a case over what is stored, and answers what its entry must say of it.
  private func stage(_ id: String, _ record: Record, since before: Record?) -> [Sealed] {
    let earlier = staged[id]
    undo.append((id, earlier))
    staged[id] = record
    let kind = record.state.kind
    stagedOf[kind.name, default: []].insert(id)
    for (index, field) in kind.fields.enumerated() where kind.layout.isLazy[index] {
      let value = record.state.fields[index]
      if let earlier, Value.identical(earlier.state[field.name], value) { continue }
      for target in value.innerTexts {
        stagedLinks[Link(kind: kind.name, field: field.name, target: target), default: []].insert(id)
      }
    }
    for timer in record.timers { dueTimers?.insert(Due(due: timer.due.milliseconds, subject: id, name: timer.name)) }
    return StateCoding.changes(from: before, to: record).map { Sealed(name: $0.name, value: $0.json) }
  }

  private func nextTimer(until instant: Instant) -> (String, DueTimer)? {
    if loadedUntil < instant.milliseconds {
      let stored = attempt([]) { try reader.timers(until: instant.milliseconds, limit: .max) }
      if dueTimers == nil {
        dueTimers = []
        for (id, record) in staged {
          for timer in record.timers {
            dueTimers?.insert(Due(due: timer.due.milliseconds, subject: id, name: timer.name))
          }
        }
      }
      for row in stored where row.due > loadedUntil {
        dueTimers?.insert(Due(due: row.due, subject: row.subject, name: row.name))
      }
      loadedUntil = instant.milliseconds
    }
    while let next = dueTimers?.min, next.due <= instant.milliseconds {
      dueTimers?.removeMin()
      guard let record = record(next.subject),
        record.timers.contains(where: { $0.name == next.name && $0.due.milliseconds == next.due })
      else { continue }
      // A timer may depend on another case, so it is computed again before it fires.
      let now = Timers.all(record.state, self)
      if let timer = now.first(where: { $0.name == next.name && $0.due.milliseconds == next.due }) {
        return (next.subject, timer)
      }
      retime(next.subject, record, now)
    }
    return nil
  }
}

extension Decision {
  /// The same decision, refused after all.
  func refused(_ reasons: [Reason]) -> Decision {
    Decision(
      outcome: .refused, reasons: reasons, person: person, role: role, authority: [], given: given, after: nil,
      consequences: [], informed: [])
  }

  static func stopped(_ message: String) -> Decision {
    Decision(
      outcome: .refused, reasons: [.failed(message: message, place: nil)], person: "", role: nil, authority: [],
      given: [],
      after: nil, consequences: [], informed: [])
  }
}
