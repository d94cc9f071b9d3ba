/// One look at a store: a read transaction at one position, through the eyes of one principal. Nothing above it can get at more.

import Calendar
import Definitions
import FEEL
import Governance
import Journal

/// What one principal sees of a store at one position of its journal.
public final class View {
  /// Who reads.
  public let reader: Principal
  /// The world that is looked at: the present, or what was.
  let stage: Stage
  /// The present, whose grants and definitions say who may read what.
  let present: Stage
  let clearance: Clearance
  /// The instant of the look.
  public let now: Instant
  /// The present instant; later than ``now`` for a look at the past.
  public let presentNow: Instant

  init(_ reader: Principal, _ stage: Stage, present: Stage, now: Instant, presentNow: Instant) {
    self.reader = reader
    self.stage = stage
    self.present = present
    self.now = now
    self.presentNow = presentNow
    clearance = Clearance(reader.account, in: present, on: present.date(presentNow))
  }

  // MARK: Where and when

  /// What the store is for life.
  public var setting: Setting { stage.setting }
  /// How many entries there are, or were.
  public var size: Int { stage.base }
  /// The civil date of the look.
  public var today: CivilDate { stage.date(now) }
  /// Whether it looks at the past.
  public var isPast: Bool { stage !== present }
  /// The definitions in force.
  public var rulebook: Rulebook { stage.rulebook }
  /// The roles in which the reader stands; of today, also for the past.
  public var roles: [String] { clearance.roles }
  /// Whether the reader stands in no role at all, and so sees next to nothing.
  public var isNobody: Bool { clearance.isNobody }

  /// All kinds there are, in the definitions in force and in those of cases that were looked at.
  public var allKinds: [Kind] { stage.memory.allKinds(rulebook) }

  var sight: Sight { .of(clearance) }

  // MARK: Cases

  /// A case; nil when there is none, or when the reader may not see it.
  public func find(_ id: String) -> SeenCase? { state(id).map { SeenCase($0, for: clearance) } }

  /// The kind of a case that the reader may know to exist, though they may not see it: so that an act on it is put to the gate,
  /// and recorded. A kind with readers of its own keeps its cases secret.
  public func kind(of id: String) -> Kind? {
    stage.find(id).flatMap { clearance.mayKnow(of: $0) ? $0.kind : nil }
  }

  /// The last entry that changed a case; nil when the reader sees none of that id.
  public func changed(_ id: String) -> Int? { state(id)?.changed }

  func state(_ id: String) -> CaseState? { stage.find(id).flatMap { clearance.sees($0) ? $0 : nil } }

  /// Ids of open cases that the reader may see, in order, at most `limit`: for completion.
  public func ids(limit: Int) throws(StoreProblem) -> [String] {
    var ids: [String] = []
    try eachOpen { state in
      ids.append(state.id)
      return ids.count < limit
    }
    return ids
  }

  /// The open cases that the reader may see, by id, until the body answers false.
  func eachOpen(_ body: (CaseState) throws -> Bool) throws(StoreProblem) {
    try StoreProblem.wrapping {
      var after = ""
      while true {
        let page = try stage.reader.openSubjects(after: after, limit: 500)
        for snapshot in page {
          let state = try stage.record(snapshot).state
          if clearance.sees(state), try !body(state) { return }
        }
        guard let last = page.last, page.count == 500 else { return }
        after = last.subject
      }
    }
  }

  /// The cases of a kind that the reader may see, by id.
  func cases(_ kind: String) -> [CaseState] { stage.all(kind).filter(clearance.sees) }

  /// Whether the reader may read who stands behind a name.
  public func names(_ name: String) -> Bool { clearance.names(name) }

  /// Who may see something that is withheld, as `kind` or `kind.field`: the roles and where that is written.
  public func readers(of withheld: String) -> Readers? {
    let parts = withheld.split(separator: ".", maxSplits: 1).map(String.init)
    guard let kind = present.rulebook.kinds[parts[0]] else { return nil }
    guard parts.count == 2 else { return clearance.readers(of: kind) }
    let fields = kind.fields + kind.events.values.flatMap(\.fields)
    return fields.first { $0.name == parts[1] }.flatMap { clearance.readers(of: $0, in: kind) }
  }

  /// The line of RASCI that counts for an event on a case as it stands; nil when the reader sees none of that id.
  public func line(_ event: String, on id: String) -> Activity? { state(id)?.line(event, stage, at: now) }

  // MARK: Trying

  /// What would become of requests, one after the other; nothing is recorded.
  /// With `account`, what it would be if somebody else asked: only of whom the reader may read.
  public func rehearse(_ requests: [Request], as account: String? = nil) throws(StoreProblem) -> [Receipt] {
    if let account, !clearance.names(account) { throw .withheld(account, readers: []) }
    let transaction = Transaction(stage, clock: now, for: clearance)
    let mark = stage.mark
    defer { stage.goBack(to: mark) }
    let actor = account.map { Actor($0, known: .asserted) } ?? reader.actor
    try StoreProblem.wrapping { for request in requests { try request.check(stage.reader) } }
    let receipts = requests.map { request in
      Receipt(transaction.perform(request.act(by: actor, at: now)), stage, for: clearance, isRecorded: false)
    }
    try complete()
    return receipts
  }

  /// What the gate would decide on a request now.
  public func decide(_ request: Request, as account: String? = nil) throws(StoreProblem) -> Receipt {
    let receipts = try rehearse([request], as: account)
    guard let receipt = receipts.first else { throw .damaged("nothing was decided") }
    return receipt
  }

  /// What would be refused of what follows from an act that only lacks fields, whatever is given in them: nothing where that rests
  /// on what is given, as far as a few likely values show.
  public func refusedAfterwards(_ request: Request, as account: String? = nil) throws(StoreProblem) -> [Reason] {
    guard case .fire(let name) = request.verb, let state = state(request.subject),
      let event = state.kind.events[name]
    else { return [] }
    let today = stage.date(now)
    var variants: [Given] = [request.fields]
    for field in event.fields where field.isRequired && !request.fields.contains(where: { $0.name == field.name }) {
      let values = Samples.of(field, today, literals: []) { kind in
        (kind.map { cases($0) } ?? []).prefix(1).map(\.id)
      }
      let tried = values.prefix(field.type.isClosed ? 4 : 1)
      if tried.isEmpty { return [] }
      variants = variants.flatMap { given in tried.map { given + [(field.name, $0)] } }
      if variants.count > 16 { return [] }
    }
    var found: [Reason] = []
    for given in variants {
      var complete = request
      complete.fields = given
      complete.files = [Samples.file].compactMap { $0 }
      found = try decide(complete, as: account).reasons.filter {
        if case .consequence = $0 { true } else { false }
      }
      if found.isEmpty { return [] }
    }
    return found
  }

  /// Timers that are due and wait for somebody to write: readers of a live store never do.
  public func overdue() throws(StoreProblem) -> [(due: CivilDate, subject: String, timer: String)] {
    guard setting.mode == .live, !isPast else { return [] }
    return try StoreProblem.wrapping {
      try stage.reader.timers(until: now.milliseconds, limit: .max).compactMap { row in
        guard state(row.subject) != nil else { return nil }
        return (stage.date(Instant(milliseconds: row.due)), row.subject, row.name)
      }
    }
  }

  /// Ends with what could not be read, if anything could not.
  func complete() throws(StoreProblem) {
    if let failure = stage.failure ?? present.failure { throw StoreProblem.wrap(failure) }
  }
}

extension Store {
  /// One look at the store: all that the body reads is of one position, and of what the principal may see. With `instant`, the
  /// store as it was at its end, by the reading rights of today.
  public func view<T>(
    of principal: Principal, at instant: Instant? = nil, _ body: (View) throws -> T
  ) throws -> T {
    try check(principal)
    do {
      return try journal.read { reader in
        try catchUp(reader)
        let present = try Stage(reader, memory, setting)
        var stage = present
        if let instant {
          let horizon = try reader.position(at: instant.milliseconds + 1)
          stage = try Stage(past: reader, horizon: horizon, memory, setting)
        }
        let view = View(principal, stage, present: present, now: instant ?? now, presentNow: now)
        let result = try body(view)
        try view.complete()
        return result
      }
    } catch let problem as JournalProblem {
      throw StoreProblem.journal(problem)
    }
  }
}

extension Stage {
  /// What was there when the journal had so many entries.
  convenience init(past present: Reader, horizon: Int, _ memory: Memory, _ setting: Setting) throws {
    try self.init(
      PastReader(present, horizon: horizon, memory.books), Memory(memory.rulebook, memory.books), setting)
  }
}

extension View {
  /// The world when the journal had so many entries.
  func past(horizon: Int) throws -> Stage {
    try Stage(past: present.reader, horizon: horizon, stage.memory, setting)
  }
}

extension FieldType {
  /// Whether all its values can be tried.
  fileprivate var isClosed: Bool {
    switch self {
    case .choice, .boolean: true
    default: false
    }
  }
}
