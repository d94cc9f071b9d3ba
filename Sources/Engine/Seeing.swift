/// Deeds and cases as a reader may see them.

import Calendar
import Definitions
import FEEL
import Governance

extension Receipt {
  /// What became of an act, without what a reader may not see. The reader's rights are looked up only where they matter: whoever
  /// was let through by the gate stands in a role that covers the case.
  init(_ deed: Deed, _ stage: Stage, for reader: @autoclosure () -> Clearance, isRecorded: Bool = true) {
    lazy var clearance = reader()
    entry = isRecorded ? deed.entry : nil
    subject = deed.act.subject
    verb = deed.act.verb
    outcome = deed.decision.outcome
    // Whoever may not see the case learns what they lack themselves, and no more.
    let all = deed.decision.reasons
    let stands = all.isEmpty || deed.decision.role != nil && deed.act.actor.account == clearance.account
    let mayBeHidden = !stands || deed.before.map { stage.rulebook.readers.of($0.kind) != nil } ?? false
    let isHidden = mayBeHidden && deed.before.map { !clearance.sees($0) } ?? false
    kind = isHidden ? deed.act.kind ?? "" : deed.after?.kind.name ?? deed.before?.kind.name ?? deed.act.kind ?? ""
    let told = isHidden ? all.filter(\.concernsActor) : all
    // That there is nothing else to say would say something of the case.
    reasons = (told.isEmpty && !all.isEmpty ? [.noSuchCase(subject)] : told).map {
      $0.namesOthers ? $0.named(for: clearance) : $0
    }
    role = deed.decision.role
    authority = deed.decision.authority
    informed = deed.decision.informed
    notice = isHidden ? nil : deed.decision.notice
    state = isHidden ? "" : deed.after?.stateText ?? ""
    let stays = deed.after.map { after in deed.before.map { $0.machine == after.machine } ?? false } ?? false
    before = isHidden ? "" : stays ? state : deed.before?.stateText
    let isNew = deed.before == nil && deed.after != nil
    pinned = deed.after.flatMap { isNew && $0.rulebook.hash != stage.rulebook.hash ? $0.rulebook.hash : nil }
    let passed = deed.decision.given.first { $0.name == Gate.passedOver }?.value
    passedOver = if case .list(let dates)? = passed { dates.compactMap(\.date) } else { [] }
    followed = deed.followed.isEmpty ? [] : deed.followed.seen(by: clearance, stage, isRecorded: isRecorded)
    instant = deed.act.instant
  }
}

extension [Deed] {
  /// Those on cases that a reader may see.
  func seen(by clearance: Clearance, _ stage: Stage, isRecorded: Bool = true) -> [Receipt] {
    filter { deed in (deed.after ?? deed.before).map(clearance.sees) ?? true }
      .map { Receipt($0, stage, for: clearance, isRecorded: isRecorded) }
  }
}

extension Value {
  var date: CivilDate? { if case .date(let date) = self { date } else { nil } }
}

/// An act that waits, as a reader may see it.
public struct SeenOpenAct: Sendable {
  /// The position of the entry that recorded it.
  public let entry: Int
  /// The event that was asked for.
  public let event: String
  /// Who acted, for who may read of them.
  public let account: String?
  /// The role in which it was asked.
  public let role: String
  /// Whether it took effect already and waits to be ratified.
  public let tookEffect: Bool
  /// The entry by which the accountable role did not agree afterwards.
  public let disagreed: Int?
  /// The fields given; what may not be seen is withheld.
  public let fields: Given
}

/// A case as a reader may see it.
public struct SeenCase: Sendable {
  /// The id of the case.
  public let id: String
  /// Its kind, by the definitions it is pinned to.
  public let kind: Kind
  /// The definitions it is pinned to.
  public let rulebook: Rulebook
  /// Its innermost active states, joined by commas.
  public let stateText: String
  private let states: Set<String>
  /// The entry that created it.
  public let createdBy: Int
  /// The instant of the entry that created it.
  public let created: Instant
  /// Its last entry that changed it.
  public let changed: Int
  /// Whether it can still change by an event.
  public let isOpen: Bool
  /// Acts that wait.
  public let open: [SeenOpenAct]
  /// By field, with the entry that took it away; ``erasedSince`` for one that was there then and is gone now.
  public let erased: [String: Int]
  private let fields: Given

  /// Stands for an entry that came later than what is looked at.
  public static let erasedSince = -1

  init(_ state: CaseState, for clearance: Clearance) {
    id = state.id
    kind = state.kind
    rulebook = state.rulebook
    stateText = state.stateText
    states = Set(state.machine.ids(in: state.kind.chart))
    createdBy = state.createdBy
    created = state.created
    changed = state.changed
    isOpen = state.isOpen
    erased = state.erased
    let sight = Sight.of(clearance)
    fields = state.kind.fields.enumerated().map { ($0.element.name, sight.value($0.offset, of: state)) }
    open = state.open.map { SeenOpenAct($0, state, clearance) }
  }

  /// Whether a state is active.
  public func isIn(_ state: String) -> Bool { states.contains(state) }

  /// The value of a field: withheld where the reader may not see it, null where the kind has none of the name.
  public subscript(_ field: String) -> Value { fields.first { $0.name == field }?.value ?? .null }
}

extension SeenOpenAct {
  init(_ open: OpenAct, _ state: CaseState, _ clearance: Clearance) {
    entry = open.entry
    event = open.event
    account = clearance.names(open.account) ? open.account : nil
    role = open.role
    tookEffect = open.tookEffect
    disagreed = open.disagreed
    fields = open.fields.map { field in
      (field.name, clearance.value(field.value, of: field.name, by: open.event, in: state))
    }
  }
}

extension Clearance {
  /// A value that was given for a field of an event, or of the case, as the reader may see it.
  func value(_ value: Value, of name: String, by event: String?, in state: CaseState) -> Value {
    let fields = event.flatMap { state.kind.events[$0]?.fields } ?? []
    let field = fields.first { $0.name == name } ?? state.kind.index(of: name).map { state.kind.fields[$0] }
    guard let field, !sees(field, of: state) else { return value }
    return .withheld("\(state.kind.name).\(name)")
  }
}
