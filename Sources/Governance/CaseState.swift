/// Cases as they stand: fields, states, and what of them waits for somebody.

import Calendar
import Definitions
import FEEL
import Statechart

/// An act that waits for the accountable role, or that waits to be ratified.
public struct OpenAct: Sendable, Equatable {
  /// The position of the entry that recorded it.
  public let entry: Int
  /// The event that was asked for.
  public let event: String
  /// The account that acted.
  public let account: String
  /// The natural person.
  public let person: String
  /// The role it acted in.
  public let role: String
  /// The instant as of which it was decided.
  public let instant: Instant
  /// The fields given.
  public let fields: Given
  /// Whether it took effect already and waits to be ratified.
  public let tookEffect: Bool
  /// The entry by which the accountable role did not agree afterwards: somebody must answer for it.
  public var disagreed: Int?

  /// An act that waits.
  public init(
    entry: Int, event: String, account: String, person: String, role: String, instant: Instant,
    fields: Given, tookEffect: Bool
  ) {
    self.entry = entry
    self.event = event
    self.account = account
    self.person = person
    self.role = role
    self.instant = instant
    self.fields = fields
    self.tookEffect = tookEffect
  }

  /// The same act under another name of its event.
  func renamed(_ event: String) -> OpenAct {
    var act = OpenAct(
      entry: entry, event: event, account: account, person: person, role: role, instant: instant, fields: fields,
      tookEffect: tookEffect)
    act.disagreed = disagreed
    return act
  }

  /// By entry, of which there is one open act, and by whether it was disagreed with.
  public static func == (a: OpenAct, b: OpenAct) -> Bool { a.entry == b.entry && a.disagreed == b.disagreed }
}

/// A consulted role's opinion, or the question for it.
public struct Hearing: Sendable, Equatable {
  /// On which event.
  public let event: String
  /// Of which role; nil for a question to all.
  public let role: String?
  /// The position of the entry that recorded it.
  public let entry: Int
  /// For a question: the date by which to answer.
  public let until: CivilDate?

  /// An act that waits.
  public init(event: String, role: String?, entry: Int, until: CivilDate?) {
    self.event = event
    self.role = role
    self.entry = entry
    self.until = until
  }
}

/// What most cases have little of, behind one reference, so that a case is copied cheaply: copied itself when it is changed while
/// two cases share it.
private struct Aside: @unchecked Sendable {
  struct Parts {
    var open: [OpenAct] = []
    var hearings: [Hearing] = []
    var drafts: [String: Given] = [:]
    var occurrences: [String: CivilDate] = [:]
    var fired: [String: Instant] = [:]
    var stopped: [String: Instant] = [:]
    var invoker: Invoker?
    var erased: [String: Int] = [:]
    var services: [String: String] = [:]
  }

  private final class Box {
    var parts: Parts
    init(_ parts: Parts) { self.parts = parts }
  }

  private var box: Box
  static let none = Aside(box: Box(Parts()))

  private init(box: Box) { self.box = box }

  var parts: Parts {
    _read { yield box.parts }
    _modify {
      if !isKnownUniquelyReferenced(&box) { box = Box(box.parts) }
      yield &box.parts
    }
  }
}

/// A case as it stands.
public struct CaseState: Sendable {
  /// The id: small letters, digits, `-`, `.`, `@` and `_`, beginning with a letter.
  public let id: String
  /// The kind, by the definitions it is pinned to.
  public let kind: Kind
  /// The definitions it is pinned to.
  public let rulebook: Rulebook
  /// Its states.
  public var machine: MachineState
  /// Its fields, in the order of the kind.
  public var fields: [Value]
  /// The entry that created it.
  public let createdBy: Int
  /// The instant of the entry that created it.
  public let created: Instant
  /// Its last entry, accepted or refused.
  public var lastEntry: Int
  /// Its last entry that changed it.
  public var changed: Int
  private var rest = Aside.none

  /// A new case.
  public init(
    id: String, kind: Kind, rulebook: Rulebook, machine: MachineState, fields: [Value], createdBy: Int, created: Instant
  ) {
    self.id = id
    self.kind = kind
    self.rulebook = rulebook
    self.machine = machine
    self.fields = fields
    self.createdBy = createdBy
    self.created = created
    lastEntry = createdBy
    changed = createdBy
  }

  /// Acts that wait.
  public var open: [OpenAct] {
    get { rest.parts.open }
    set { if !newValue.isEmpty || !open.isEmpty { rest.parts.open = newValue } }
  }
  /// Who was asked and heard since an event last happened.
  public var hearings: [Hearing] {
    get { rest.parts.hearings }
    set { if !newValue.isEmpty || !hearings.isEmpty { rest.parts.hearings = newValue } }
  }
  /// Prepared fields by event.
  public var drafts: [String: Given] {
    get { rest.parts.drafts }
    set { if !newValue.isEmpty || !drafts.isEmpty { rest.parts.drafts = newValue } }
  }
  /// The last date a schedule created a case for.
  public var occurrences: [String: CivilDate] {
    get { rest.parts.occurrences }
    set { if !newValue.isEmpty || !occurrences.isEmpty { rest.parts.occurrences = newValue } }
  }
  /// The instant for which a timer last fired.
  public var fired: [String: Instant] {
    get { rest.parts.fired }
    set { if !newValue.isEmpty || !fired.isEmpty { rest.parts.fired = newValue } }
  }
  /// The instant for which a timer or schedule was stopped by a law; it is tried again when that may have changed.
  public var stopped: [String: Instant] {
    get { rest.parts.stopped }
    set { if !newValue.isEmpty || !stopped.isEmpty { rest.parts.stopped = newValue } }
  }
  /// The case it runs for.
  public var invoker: Invoker? {
    get { rest.parts.invoker }
    set { if newValue != invoker { rest.parts.invoker = newValue } }
  }
  /// Fields whose values were erased, with the entry that did it.
  public var erased: [String: Int] {
    get { rest.parts.erased }
    set { if !newValue.isEmpty || !erased.isEmpty { rest.parts.erased = newValue } }
  }
  /// The cases that run for it, by invocation.
  public var services: [String: String] {
    get { rest.parts.services }
    set { if !newValue.isEmpty || !services.isEmpty { rest.parts.services = newValue } }
  }

  /// The value of a field; null when the kind has none of the name.
  public subscript(_ field: String) -> Value { kind.index(of: field).map { fields[$0] } ?? .null }

  /// Its innermost active states, joined by commas.
  public var stateText: String { machine.leaves(in: kind.chart).joined(separator: ", ") }

  /// Whether a state it is in has a transition for an event, whatever its guard says.
  func takes(_ event: String) -> Bool {
    kind.chart.transitions.contains { $0.matches(event) && machine.configuration.contains($0.source) }
  }

  /// Whether a state is active.
  public func isIn(_ state: String) -> Bool {
    kind.chart.state(state).map { machine.configuration.contains($0.index) } ?? false
  }

  /// Whether one of several states is active, or none is asked for.
  public func isInAny(_ states: [String]) -> Bool { states.isEmpty || states.contains(where: isIn) }

  /// Whether it can still change by an event.
  public var isOpen: Bool { machine.isRunning }
}
