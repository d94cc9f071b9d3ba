/// What the gate is given: acts, and cases as they stand.

import Calendar
import Definitions
import FEEL
import Statechart

/// How it is known that the actor is who the act says.
public enum Known: String, Sendable {
  /// Said, not shown; in a simulation only.
  case asserted
  /// The account of the operating system.
  case account = "operating-system account"
  /// The engine itself, in consequence of an act or a timer.
  case engine
}

/// Who acts.
public struct Actor: Sendable, Hashable {
  /// The account, `name@place`.
  public let account: String
  /// How it is known.
  public let known: Known

  /// An account and how it is known.
  public init(_ account: String, known: Known) {
    self.account = account
    self.known = known
  }

  /// Fires timers.
  public static let clock = Actor("clock", known: .engine)
  /// Does what follows from acts.
  public static let engine = Actor("engine", known: .engine)
}

/// What an act does besides firing an event of a kind.
public enum Verb: Sendable, Hashable {
  /// Fires an event; `create` makes the case.
  case fire(String)
  /// The accountable role agrees to a pending act, by the entry that recorded it.
  case approve(Int)
  /// The accountable role does not agree to a pending act.
  case reject(Int)
  /// The accountable role agrees afterwards to an act that took effect.
  case ratify(Int)
  /// The responsible role asks for the opinion of those to be consulted on an event, until a date.
  case consult(String)
  /// A consulted role gives its opinion on an event.
  case advise(String)
  /// The supporting role prepares the fields of an event.
  case prepare(String)
  /// The clock creates the next case of a schedule.
  case schedule(String)
  /// The administrator gives the store another signing key.
  case rotateKey
  /// The administrator has the values of a field of a case taken away, from the case and from all its entries.
  case erase(String)
  /// The administrator makes other definitions those that new cases are pinned to.
  case adopt
  /// The administrator moves a running case to the definitions in force.
  case upgrade

  /// As the journal writes it.
  public var text: String {
    switch self {
    case .fire(let event): event
    case .approve(let entry): "approve #\(entry)"
    case .reject(let entry): "reject #\(entry)"
    case .ratify(let entry): "ratify #\(entry)"
    case .consult(let event): "consult on \(event)"
    case .advise(let event): "advise on \(event)"
    case .prepare(let event): "prepare \(event)"
    case .schedule(let name): "schedule \(name)"
    case .rotateKey: "rotate key"
    case .erase(let field): "erase \(field)"
    case .adopt: "adopt definitions"
    case .upgrade: "upgrade definitions"
    }
  }
}

/// The only input: an actor, in a role, does something on a case at an instant, with fields.
public struct Act: Sendable {
  /// Who.
  public var actor: Actor
  /// In which role; any that fits when nil.
  public var role: String?
  /// What.
  public var verb: Verb
  /// On which case.
  public var subject: String
  /// Of which kind, for a case that is to be created.
  public var kind: String?
  /// With what.
  public var fields: [(name: String, value: Value)]
  /// When.
  public var instant: Instant
  /// The journal position the decision was based on; anything read that changed later makes the act stale.
  public var basis: Int?
  /// The case that invokes the one to be created.
  public var invoker: Invoker?
  /// The definitions a case to be created is pinned to, or those to be adopted; the store's when nil.
  public var rulebook: Rulebook?

  /// An act without fields unless given.
  public init(
    _ actor: Actor, _ verb: Verb, on subject: String, kind: String? = nil, role: String? = nil,
    fields: [(name: String, value: Value)] = [], at instant: Instant, basis: Int? = nil
  ) {
    self.actor = actor
    self.verb = verb
    self.subject = subject
    self.kind = kind
    self.role = role
    self.fields = fields
    self.instant = instant
    self.basis = basis
  }
}

/// The case that another runs for, and what it is called there.
public struct Invoker: Sendable, Equatable {
  /// The case's id.
  public let subject: String
  /// The id of the invocation.
  public let id: String

  /// An invocation of a case.
  public init(subject: String, id: String) {
    self.subject = subject
    self.id = id
  }
}

/// An act that waits for the accountable role, or that waits to be ratified.
public struct OpenAct: Sendable, Equatable {
  /// The entry that recorded it.
  public let entry: Int
  /// The event.
  public let event: String
  /// The account that acted.
  public let account: String
  /// The natural person.
  public let person: String
  /// The role it acted in.
  public let role: String
  /// When.
  public let instant: Instant
  /// The fields given.
  public let fields: [(name: String, value: Value)]
  /// Whether it took effect already and waits to be ratified.
  public let tookEffect: Bool
  /// The entry by which the accountable role did not agree afterwards: somebody must answer for it.
  public var disagreed: Int?

  /// All of it.
  public init(
    entry: Int, event: String, account: String, person: String, role: String, instant: Instant,
    fields: [(name: String, value: Value)], tookEffect: Bool
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

  /// By entry, of which there is one open act, and by whether it was disagreed with.
  public static func == (a: OpenAct, b: OpenAct) -> Bool { a.entry == b.entry && a.disagreed == b.disagreed }
}

/// A consulted role's opinion, or the question for it.
public struct Hearing: Sendable, Equatable {
  /// On which event.
  public let event: String
  /// Of which role; nil for a question to all.
  public let role: String?
  /// The entry that recorded it.
  public let entry: Int
  /// For a question: the date by which to answer.
  public let until: CivilDate?

  /// All of it.
  public init(event: String, role: String?, entry: Int, until: CivilDate?) {
    self.event = event
    self.role = role
    self.entry = entry
    self.until = until
  }
}

/// A case as it stands.
public struct CaseState: Sendable {
  /// Its id.
  public let id: String
  /// Its kind.
  public let kind: Kind
  /// The definitions it is pinned to.
  public let rulebook: Rulebook
  /// Its states.
  public var machine: MachineState
  /// Its fields, in the order of the kind.
  public var fields: [Value]
  /// The entry that created it.
  public let createdBy: Int
  /// When.
  public let created: Instant
  /// Its last entry, accepted or refused.
  public var lastEntry: Int
  /// Its last entry that changed it.
  public var changed: Int
  /// Acts that wait.
  public var open: [OpenAct] = []
  /// Who was asked and heard since an event last happened.
  public var hearings: [Hearing] = []
  /// Prepared fields by event.
  public var drafts: [String: [(name: String, value: Value)]] = [:]
  /// The last date a schedule created a case for.
  public var occurrences: [String: CivilDate] = [:]
  /// The instant for which a timer last fired.
  public var fired: [String: Instant] = [:]
  /// The case it runs for.
  public var invoker: Invoker?
  /// Fields whose values were erased, with the entry that did it.
  public var erased: [String: Int] = [:]
  /// The cases that run for it, by invocation.
  public var services: [String: String] = [:]

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

  /// The value of a field; null when the kind has none of the name.
  public subscript(_ field: String) -> Value { kind.index(of: field).map { fields[$0] } ?? .null }

  /// Its innermost active states, joined by commas.
  public var stateText: String { machine.leaves(in: kind.chart).joined(separator: ", ") }

  /// Whether a state is active.
  public func isIn(_ state: String) -> Bool {
    kind.chart.state(state).map { machine.configuration.contains($0.index) } ?? false
  }

  /// Whether it can still change by an event.
  public var isOpen: Bool { machine.isRunning }
}

/// What the gate may look at: cases at one position of the journal.
public protocol World: AnyObject {
  /// The definitions that new cases are pinned to.
  var rulebook: Rulebook { get }
  /// The zone that gives instants their civil date.
  var zone: Zone { get }
  /// The account of the first administrator.
  var administrator: String { get }
  /// The position the next entry will have.
  var nextEntry: Int { get }
  /// A case.
  func find(_ id: String) -> CaseState?
  /// Cases of a kind whose field refers to a case.
  func referring(_ kind: String, via field: String, to id: String) -> [CaseState]
  /// All cases of a kind.
  func all(_ kind: String) -> [CaseState]
  /// Cases that may give authority to one of these names.
  func grants(to names: [String]) -> [CaseState]
  /// All cases that may give authority.
  func allGrants() -> [CaseState]
  /// Acts by these accounts that still wait for somebody, such as `#142 on x-1`.
  func waiting(by accounts: [String]) -> [String]
  /// The natural person behind an account: the id of a case of a kind that has accounts; nil when none is on record.
  func person(behind account: String) -> String?
}

extension World {
  /// The civil date of an instant.
  public func date(_ instant: Instant) -> CivilDate { zone.civil(instant).date }

  /// What expressions of some definitions may know at an instant.
  public func host(_ instant: Instant, _ rulebook: Rulebook) -> Situation {
    Situation(now: instant, zone: zone, calendar: rulebook.calendar)
  }
}
