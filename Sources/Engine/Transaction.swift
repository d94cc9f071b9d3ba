/// One transaction under way: acts, all that follows from them, and the clock. Whether anything of it is written is for whoever
/// began it.

import Calendar
import Definitions
import FEEL
import Governance
import Journal

/// What became of an act, with the cases before and after it. Much, so that it is handed on and not copied.
final class Deed {
  let act: Act
  /// The entry that records it.
  let entry: Int
  let decision: Decision
  let before: CaseState?
  let after: CaseState?
  let followed: [Deed]

  init(act: Act, entry: Int, decision: Decision, before: CaseState?, after: CaseState?, followed: [Deed]) {
    self.act = act
    self.entry = entry
    self.decision = decision
    self.before = before
    self.after = after
    self.followed = followed
  }

  var isRefused: Bool { decision.outcome == .refused }
}

/// Acts over a stage.
final class Transaction {
  /// How many acts may follow from one.
  static let maximumFollowing = 1000

  let stage: Stage
  /// Through whose eyes refusals are printed; the actor's when nil.
  private let reader: Clearance?
  private(set) var lines: [Line] = []
  /// Values that are to be taken away with this transaction.
  private(set) var erasures: [(cause: Int, values: [Int: Set<String>])] = []
  /// The bytes of documents that came with what is asked, by their hash.
  var files: [String: [UInt8]] = [:]
  /// Values that a damaged store lost, by entry; said by the entry that takes it up.
  var lost: [Int: Set<String>] = [:]
  /// Documents whose bytes it lost.
  var lostDocuments: [String] = []
  private var following = 0
  /// Whether ``askedLaws`` are noted.
  var notesLaws = false
  /// The laws that were asked of the last act and what followed from it.
  private(set) var askedLaws: [(law: Law, subject: String, holds: Bool)] = []
  private var timers = TimerQueue()
  /// The latest instant: of the store, then of what was done here.
  private(set) var clock: Instant

  init(_ stage: Stage, clock: Instant, for reader: Clearance? = nil) {
    self.stage = stage
    self.clock = clock
    self.reader = reader
  }

  // MARK: Acts

  /// What the clock fires besides an act's own matter.
  struct Firing {
    let due: Instant
    let timer: DueTimer
  }

  /// Decides an act and all that follows from it, asks the laws, and records it. If what follows is refused, or breaks a law, the
  /// act itself is refused.
  func perform(_ act: Act, firing: Firing? = nil) -> Deed {
    following = 0
    let deed = lawfully(act, cause: nil, firing)
    if !deed.isRefused { tryAgain(after: deed, act) }
    return deed
  }

  /// An act and what follows from it, once.
  private func decide(_ act: Act, cause: Int?, _ firing: Firing?) -> Deed {
    let mark = mark
    let before = stage.record(act.subject)
    let decision = Gate(stage, for: reader).decide(act)
    guard decision.outcome != .refused else { return refuse(decision, act, before, cause: cause, firing) }
    let after = (decision.after ?? before?.state).map { fired($0, firing) }
    let entry = record(act, decision, before, after: after, cause: cause, firing)
    var followed: [Deed] = []
    for consequence in decision.consequences {
      followed.append(follow(consequence, act, entry))
      if followed.last?.isRefused == true { break }
    }
    guard let last = followed.last, last.isRefused else {
      return Deed(
        act: act, entry: entry, decision: decision, before: before?.state, after: stage.find(act.subject),
        followed: followed)
    }
    goBack(to: mark)
    let what = Reason.Followed(event: last.act.verb.object ?? last.act.verb.name.rawValue, subject: last.act.subject)
    let refused = decision.refused([.consequence(what, last.decision.reasons)])
    return refuse(refused, act, before, cause: cause, firing)
  }

  /// Records a refusal: what is asked for stays as it was, but for the clock, which goes on.
  private func refuse(
    _ decision: Decision, _ act: Act, _ before: Record?, cause: Int?, _ firing: Firing?, isUnlawful: Bool = false
  ) -> Deed {
    var state = before?.state
    if let firing {
      if isUnlawful {
        // What a law stops is not lost: it waits.
        state?.stopped[firing.timer.name] = firing.due
      } else {
        state = state.map { fired($0, firing) }
        // A schedule whose case was refused goes on with its next date.
        if case .schedule(let name) = act.verb, let date = firing.timer.occurrence { state?.occurrences[name] = date }
      }
    }
    let entry = record(act, decision, before, after: state, cause: cause, firing)
    return Deed(act: act, entry: entry, decision: decision, before: before?.state, after: state, followed: [])
  }

  private func fired(_ state: CaseState, _ firing: Firing?) -> CaseState {
    guard let firing else { return state }
    var state = state
    if firing.timer.event != nil { state.fired[firing.timer.name] = firing.due }
    state.stopped[firing.timer.name] = nil
    return state
  }

  // MARK: Laws

  /// An act and what follows from it, unless a law is broken by it. A law that was broken already stops nothing.
  private func lawfully(_ act: Act, cause: Int?, _ firing: Firing?) -> Deed {
    let mark = mark
    var known: Set<Laws.Breach> = []
    while true {
      let deed = decide(act, cause: cause, firing)
      if deed.isRefused { return deed }
      let broken = breaches(deed, act).filter { !known.contains($0.breach) }
      if broken.isEmpty { return deed }
      goBack(to: mark)
      let fresh = broken.filter { !isBroken($0.law, $0.breach.subject, at: act.instant) }
      if fresh.isEmpty {
        known.formUnion(broken.map(\.breach))
        continue
      }
      let refused = deed.decision.refused(fresh.map(\.reason))
      return refuse(refused, act, stage.record(act.subject), cause: cause, firing, isUnlawful: true)
    }
  }

  /// Whether any law there is may be asked.
  private var knowsLaws: Bool { !stage.rulebook.laws.isEmpty || stage.memory.books.haveLaws }

  /// The laws that are broken where an act and what followed from it has been.
  private func breaches(_ deed: Deed, _ act: Act) -> [(breach: Laws.Breach, law: Law, reason: Reason)] {
    // New definitions bring new laws: an upgrade tells of them, and they count from then on.
    if case .upgrade = act.verb { return [] }
    guard knowsLaws else { return [] }
    let laws = Laws(stage, for: reader)
    if notesLaws { askedLaws = asked(deed, act, laws) }
    return bearing(deed, laws).compactMap(stage.find).flatMap { state in
      laws.broken(by: state, at: act.instant).map { law in
        (Laws.Breach(subject: state.id, law: law.name), law, laws.reason(law, state, act))
      }
    }
  }

  /// Every law of the cases that a deed bears on, with whether it holds.
  private func asked(_ deed: Deed, _ act: Act, _ laws: Laws) -> [(law: Law, subject: String, holds: Bool)] {
    bearing(deed, laws).compactMap(stage.find).flatMap { state in
      let broken = Set(laws.broken(by: state, at: act.instant).map(\.name))
      return state.rulebook.laws(of: state.kind.name).filter { $0.isAbout(state) }.map { law in
        (law, state.id, !broken.contains(law.name))
      }
    }
  }

  /// The cases that a deed touched, and those whose laws read one that it touched.
  private func bearing(_ deed: Deed, _ laws: Laws) -> [String] {
    var found: Set<String> = []
    var open = [deed]
    while let next = open.popLast() {
      open += next.followed
      guard next.after != nil else { continue }
      found.insert(next.act.subject)
      found.formUnion(laws.reading(next.act.subject, before: next.before))
    }
    return found.sorted()
  }

  /// Whether a case breaks a law as things stand.
  private func isBroken(_ law: Law, _ subject: String, at instant: Instant) -> Bool {
    guard let state = stage.find(subject) else { return false }
    return Laws(stage).broken(by: state, at: instant).contains { $0.name == law.name }
  }

  /// What a law stopped is tried again where something has changed; only what succeeds is recorded.
  private func tryAgain(after deed: Deed, _ act: Act) {
    guard knowsLaws else { return }
    for id in bearing(deed, Laws(stage)) {
      guard let state = stage.find(id), !state.stopped.isEmpty else { continue }
      for timer in Timers.stopped(state, stage) {
        let mark = mark
        let verb: Verb = timer.event.map { .fire($0) } ?? .schedule(timer.name)
        let again = lawfully(
          Act(.clock, verb, on: id, at: act.instant), cause: deed.entry, Firing(due: timer.due, timer: timer))
        if again.isRefused { goBack(to: mark) }
      }
    }
  }

  // MARK: Going back

  private struct Mark {
    let stage: Stage.Mark
    let lines: Int
    let erasures: Int
  }

  private var mark: Mark { Mark(stage: stage.mark, lines: lines.count, erasures: erasures.count) }

  private func goBack(to mark: Mark) {
    stage.goBack(to: mark.stage)
    lines.removeLast(lines.count - mark.lines)
    erasures.removeLast(erasures.count - mark.erasures)
  }

  // MARK: What follows

  private func follow(_ consequence: Consequence, _ act: Act, _ cause: Int) -> Deed {
    following += 1
    let next: Act
    switch consequence {
    case .create(let kind, let id, let fields, let invoker):
      var creation = Act(
        .engine, .fire("create"), on: id ?? freeID(act.subject, kind), kind: kind, fields: fields, at: act.instant)
      creation.invoker = invoker
      // What a case starts was written together with it.
      creation.rulebook = stage.find(act.subject)?.rulebook
      next = creation
    case .fire(let event, let subject, let fields):
      // An event carries only what it knows; the sender may say more for others.
      let known = stage.find(subject)?.kind.events[event]?.fields.map(\.name) ?? []
      next = Act(.engine, .fire(event), on: subject, fields: fields.filter { known.contains($0.name) }, at: act.instant)
    }
    guard following <= Self.maximumFollowing else {
      let endless = Decision.stopped(.failed(.tooMany(Self.maximumFollowing), place: nil))
      return Deed(act: next, entry: stage.nextEntry, decision: endless, before: nil, after: nil, followed: [])
    }
    return decide(next, cause: cause, nil)
  }

  /// The id of a case that follows and has none of its own: after the case it follows from, and numbered.
  private func freeID(_ subject: String, _ kind: String) -> String {
    let stem = "\(subject)-\(kind.replacing(" ", with: "-"))-"
    var number = 1
    while stage.find(stem + String(number)) != nil { number += 1 }
    return stem + String(number)
  }

  // MARK: Recording

  /// Adds the line of an act and lays the case's new state over the stored one. Answers its position.
  private func record(
    _ act: Act, _ decision: Decision, _ before: Record?, after: CaseState?, cause: Int?, _ firing: Firing?
  ) -> Int {
    if case .adopt = act.verb, decision.outcome == .accepted, let book = act.rulebook { stage.adopt(book) }
    let position = stage.nextEntry
    var new: Record?
    if var state = after {
      state.lastEntry = position
      if decision.outcome != .refused, act.verb.changesItsCase { state.changed = position }
      let stands = decision.outcome == .refused && firing == nil
      new = Record(state: state, timers: stands ? before?.timers ?? [] : Timers.all(state, stage))
    }
    var recording = Recording(
      act: act, decision: decision, before: before, after: new, rulebook: stage.rulebook, cause: cause,
      due: firing?.due)
    if case .erase(let field) = act.verb, decision.outcome == .accepted, let before {
      recording.taken = stage.attempt([:]) { try Erasure(stage).values(of: field, in: before.state) }
      erasures.append((position, recording.taken))
    }
    if case .recover = act.verb { (recording.taken, recording.lostDocuments) = (lost, lostDocuments) }
    lines.append(recording.line)
    stage.added += 1
    clock = max(clock, act.instant)
    if let new {
      stage.stage(act.subject, new)
      timers.note(new)
    }
    return position
  }

  // MARK: The clock

  /// Fires everything due up to an instant, in order of due instant and id. `now` is when it happens, where that is not when it
  /// was due: what is due in the past, because a case came late, happens now.
  func fireTimers(until end: Instant, now: Instant?, limit: Int = .max) -> [Deed] {
    var deeds: [Deed] = []
    while deeds.count < limit, let (record, timer) = timers.next(until: end, stage) {
      let at = now ?? max(clock, timer.due)
      // A timer may depend on another case, so it is computed again before it fires.
      guard Timers.all(record.state, stage).contains(where: { $0.name == timer.name && $0.due == timer.due }) else {
        _ = perform(Act(.clock, .retime, on: record.state.id, at: clock))
        continue
      }
      let verb: Verb = timer.event.map { .fire($0) } ?? .schedule(timer.name)
      deeds.append(
        perform(Act(.clock, verb, on: record.state.id, at: at), firing: Firing(due: timer.due, timer: timer)))
    }
    return deeds
  }

  /// What this store is run under, when it is not what was written last: whoever looks at an entry later can tell which engine,
  /// which time zones and which characters it was decided with.
  func noteVersions(_ writer: Writer) throws {
    let now = JSON.text(Versions.current.value)
    guard try writer.fact(Versions.name) != now else { return }
    _ = perform(
      Act(
        .engine, .runUnder, on: CaseName.store, kind: CaseName.store,
        fields: [(Versions.name, Versions.current.value)], at: clock))
    try writer.put(fact: Versions.name, now)
  }
}
