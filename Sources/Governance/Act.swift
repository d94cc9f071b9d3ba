/// The gate's input: who does what, on which case, with which fields, when.

import Calendar
import Definitions
import FEEL

/// How it is known that the actor is who the act says.
public enum Known: String, Sendable {
  /// Said, not shown; in a simulation only.
  case asserted
  /// Vouched for by the operating system.
  case account = "operating-system account"
  /// The engine itself, in consequence of an act or a timer.
  case engine
}

/// Who acts. A value without power: what it may do is for the gate, and only the engine's door puts acts to a gate that writes.
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

  /// Fires timers, and moves a simulated clock.
  public static let clock = Actor("clock", known: .engine)
  /// Does what follows from acts.
  public static let engine = Actor("engine", known: .engine)
}

/// What an act does.
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
  /// The clock moves a timer because another case did.
  case retime
  /// The administrator has the values of a field of a case taken away, from the case and from all its entries.
  case erase(String)
  /// The administrator moves a running case to the definitions in force.
  case upgrade
  /// The store begins: its first entry.
  case begin
  /// The engine goes on under other versions of what decisions rest on.
  case runUnder
  /// A simulated clock is moved.
  case goTo
  /// Values were lost to damage.
  case recover
  /// The administrator gives the store another signing key.
  case rotateKey
  /// The administrator makes other definitions those that new cases are pinned to.
  case adopt

  /// What an entry calls it, apart from what it is about.
  public enum Name: String, Sendable, CaseIterable {
    case fire, approve, reject, ratify, consult, advise, prepare, schedule, retime, erase, upgrade, begin, recover
    case runUnder = "run under"
    case goTo = "go to"
    case rotateKey = "rotate key"
    case adopt
  }

  /// What an entry calls it.
  public var name: Name {
    switch self {
    case .fire: .fire
    case .approve: .approve
    case .reject: .reject
    case .ratify: .ratify
    case .consult: .consult
    case .advise: .advise
    case .prepare: .prepare
    case .schedule: .schedule
    case .retime: .retime
    case .erase: .erase
    case .upgrade: .upgrade
    case .begin: .begin
    case .runUnder: .runUnder
    case .goTo: .goTo
    case .recover: .recover
    case .rotateKey: .rotateKey
    case .adopt: .adopt
    }
  }

  /// The event, schedule or field it is about.
  public var object: String? {
    switch self {
    case .fire(let name), .consult(let name), .advise(let name), .prepare(let name), .schedule(let name),
      .erase(let name):
      name
    default: nil
    }
  }

  /// The entry it answers.
  public var answers: Int? {
    switch self {
    case .approve(let entry), .reject(let entry), .ratify(let entry): entry
    default: nil
    }
  }

  /// What an entry says; nil when its parts do not belong together.
  public init?(_ name: Name, object: String? = nil, answers: Int? = nil) {
    let verb: Verb?
    switch name {
    case .fire: verb = object.map { .fire($0) }
    case .consult: verb = object.map { .consult($0) }
    case .advise: verb = object.map { .advise($0) }
    case .prepare: verb = object.map { .prepare($0) }
    case .schedule: verb = object.map { .schedule($0) }
    case .erase: verb = object.map { .erase($0) }
    case .approve: verb = answers.map { .approve($0) }
    case .reject: verb = answers.map { .reject($0) }
    case .ratify: verb = answers.map { .ratify($0) }
    case .retime: verb = .retime
    case .upgrade: verb = .upgrade
    case .begin: verb = .begin
    case .runUnder: verb = .runUnder
    case .goTo: verb = .goTo
    case .recover: verb = .recover
    case .rotateKey: verb = .rotateKey
    case .adopt: verb = .adopt
    }
    guard let verb, verb.object == object, verb.answers == answers else { return nil }
    self = verb
  }

  /// Whether it makes a decision on the case as it stood before stale. A date of the calendar coming near does not.
  public var changesItsCase: Bool {
    switch self {
    case .schedule, .retime: false
    default: true
    }
  }
}

/// Fields with their values, in the order they were given.
public typealias Given = [(name: String, value: Value)]

/// The gate's only input: an actor, in a role, does something on a case at an instant, with fields.
public struct Act: Sendable {
  /// Who.
  public var actor: Actor
  /// In which role; any that fits when nil.
  public var role: String?
  /// What is done.
  public var verb: Verb
  /// The id of the case it is done to; `store` for the store itself.
  public var subject: String
  /// Of which kind, for a case that is to be created.
  public var kind: String?
  /// The fields given along, in the order they were given.
  public var fields: Given
  /// The instant as of which it is decided.
  public var instant: Instant
  /// The journal position the decision was based on; anything read that changed later makes the act stale.
  public var basis: Int?
  /// The case that invokes the one to be created.
  public var invoker: Invoker?
  /// The definitions a case to be created is pinned to, or those to be adopted; the store's when nil.
  public var rulebook: Rulebook?

  /// An act without fields unless given.
  public init(
    _ actor: Actor, _ verb: Verb, on subject: String, kind: String? = nil, role: String? = nil, fields: Given = [],
    at instant: Instant, basis: Int? = nil
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

  /// A field's value; null when it was not given.
  subscript(_ name: String) -> Value { fields.first { $0.name == name }?.value ?? .null }
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
