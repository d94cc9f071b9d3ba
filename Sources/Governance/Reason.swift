/// Why the gate refused: cases with data. Their wording stands in ``Wording``.

import Calendar
import Definitions
import Diagnostics
import FEEL

/// One reason for a refusal.
public indirect enum Reason: Sendable {
  case noSuchCase(String, near: String?)
  case caseExists(String)
  case badName(String)
  case noSuchKind(String, near: String?)
  case noSuchEvent(kind: String, event: String, near: String?)
  case notByPeople(event: String, source: EventSource)
  case unknownField(String, near: String?)
  case missingField(name: String, type: String)
  case wrongField(name: String, type: String, found: String, sample: String)
  case noSuchReference(field: String, id: String, kind: String?)
  case notInRole(
    account: String, letter: String, wanted: [String], accountable: String, has: [String], activity: Place?,
    could: [String])
  case lapsed(grant: String, what: Grant.Kind, from: CivilDate?, until: CivilDate?, role: String)
  case unknownPerson(account: String)
  case left(account: String, person: String)
  case accountTaken(account: String, person: String)
  case noMandate(role: String, activity: String, place: Place)
  case separated(name: String, roles: [String], reason: Localized, place: Place)
  case fourEyes(entry: Int, place: Place)
  case notHeard(role: String, event: String, asked: CivilDate?, place: Place)
  case notInState(event: String, state: String, possible: [String], place: Place)
  case noGuard(event: String, guards: [Seen])
  case unmet(name: String, Seen, hint: Localized?)
  case failed(message: String, place: Place?)
  case consequence(event: String, subject: String, [Reason])
  case noOpenAct(entry: Int, open: [Int])
  case stillOpen([String])
  case alreadyErased(field: String, entry: Int)
  case stale(subject: String, changed: Int, basis: Int)
  case backwards(now: Instant)
  case cannotMove(states: [String], place: Place)
  case losesDuties([String])
  case isCurrent(String)
  case stillNeeded([String])
  case kept(name: String, event: String?, place: Place)
  case delegationLoop(by: String, person: String, chain: [String])

  /// A condition with what it saw.
  public struct Seen: Sendable {
    /// Its text.
    public let condition: String
    /// Where it stands.
    public let place: Place
    /// The names it reads with their values.
    public let values: [(name: String, value: String)]
    /// Why it is null, when it is.
    public let fault: String?
  }

  /// The rule that refused, in one or two words: what a script may expect.
  public var rule: String {
    switch self {
    case .noSuchCase, .noSuchKind, .noSuchEvent, .noSuchReference: "unknown"
    case .caseExists: "exists"
    case .badName: "name"
    case .notByPeople: "source"
    case .unknownField, .missingField, .wrongField, .kept: "fields"
    case .notInRole: "role"
    case .unknownPerson, .left: "person"
    case .accountTaken: "accounts"
    case .lapsed: "term"
    case .noMandate: "mandate"
    case .separated(let name, _, _, _): name
    case .fourEyes: "four eyes"
    case .notHeard: "consultation"
    case .notInState: "state"
    case .noGuard: "guard"
    case .unmet(let name, _, _): name
    case .failed: "definition"
    case .consequence: "consequence"
    case .noOpenAct, .stillOpen: "open act"
    case .alreadyErased: "erased"
    case .stale: "stale"
    case .backwards: "time"
    case .cannotMove: "definition"
    case .losesDuties: "duties"
    case .isCurrent: "current"
    case .stillNeeded: "definition"
    case .delegationLoop: "loop"
    }
  }

  /// Where the rule is written.
  public var place: Place? {
    switch self {
    case .notInRole(_, _, _, _, _, let place, _): place
    case .noMandate(_, _, let place), .separated(_, _, _, let place),
      .fourEyes(_, let place), .notHeard(_, _, _, let place), .notInState(_, _, _, let place):
      place
    case .unmet(_, let seen, _): seen.place
    case .noGuard(_, let guards): guards.first?.place
    case .failed(_, let place): place
    case .kept(_, _, let place): place
    case .cannotMove(_, let place): place
    default: nil
    }
  }
}

/// What the gate decided.
public struct Decision: Sendable {
  /// Which way.
  public enum Outcome: String, Sendable { case accepted, pending, refused }
  /// Which way.
  public let outcome: Outcome
  /// All reasons of a refusal.
  public let reasons: [Reason]
  /// The natural person behind the actor.
  public let person: String
  /// The role the actor acted in.
  public let role: String?
  /// What gives that role: the ids of the assignment, delegations and mandate.
  public let authority: [String]
  /// The fields as they were given and stored.
  public let given: [(name: String, value: Value)]
  /// The case after the act.
  public let after: CaseState?
  /// What follows, in order.
  public let consequences: [Consequence]
  /// Roles that are told.
  public let informed: [String]

  /// All of it.
  public init(
    outcome: Outcome, reasons: [Reason], person: String, role: String?, authority: [String],
    given: [(name: String, value: Value)], after: CaseState?, consequences: [Consequence], informed: [String]
  ) {
    self.outcome = outcome
    self.reasons = reasons
    self.person = person
    self.role = role
    self.authority = authority
    self.given = given
    self.after = after
    self.consequences = consequences
    self.informed = informed
  }
}

/// What follows from an accepted act.
public enum Consequence: Sendable {
  /// A case is created.
  case create(kind: String, id: String?, fields: [(name: String, value: Value)], invoker: Invoker?)
  /// An event is fired on another case.
  case fire(event: String, subject: String, fields: [(name: String, value: Value)])
}
