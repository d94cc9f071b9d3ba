/// Why the gate refused: cases with data, which an entry records as they are. Their words are for whoever shows them.

import Calendar
import Definitions
import Diagnostics
import FEEL

/// One reason for a refusal.
public indirect enum Reason: Sendable, Decodable {
  /// There is no case of the id, or none that the actor may see.
  case noSuchCase(String)
  /// The id is taken.
  case caseExists(String)
  /// The id cannot be one.
  case badName(String)
  /// The definitions have no such kind; with the nearest name.
  case noSuchKind(String, near: String?)
  /// The kind has no such event; with the nearest name.
  case noSuchEvent(kind: String, event: String, near: String?)
  /// The clock or another case brings the event about.
  case notByPeople(event: String, source: EventSource)
  /// Cases of the kind are made by cases of other kinds, not by people.
  case madeByOthers(kind: String, makers: [String])
  /// The event takes no such field; with the nearest name.
  case unknownField(String, near: String?)
  /// A required field is not given.
  case missingField(name: String, type: String)
  /// A field has a value of another type; with how one is written.
  case wrongField(name: String, type: String, found: String, sample: String)
  /// A value lies outside the bounds of its field.
  case outOfBounds(name: String, from: String?, to: String?)
  /// A date that must lie ahead has passed.
  case datePassed(name: String)
  /// A field refers to a case that there is not, or that is of another kind.
  case noSuchReference(field: String, id: String, kind: String?)
  /// What it names is there, or is not, and is of none of the kinds that it may name.
  case otherKind(field: String, id: String, kinds: [String])
  /// A field that is not given at creation; with the event that takes it.
  case kept(name: String, event: String?, place: Citation)
  /// The actor stands in none of the roles; with those who could.
  case notInRole(
    letter: RASCI, wanted: [String], accountable: String, has: [String], activity: Citation?, could: [Holder])
  /// The grant of the role is not in force on the date.
  case lapsed(grant: String, what: Grant.Kind, from: CivilDate?, until: CivilDate?, role: String)
  /// Of the actor when nil.
  case unknownPerson(account: String?)
  /// The record of the person is closed.
  case left(person: String)
  /// The account belongs to another person.
  case accountTaken(account: String?, person: String)
  /// No mandate of the role is in force for the activity.
  case noMandate(role: String, activity: String, place: Citation)
  /// A mandate is in force, and its ceiling lies below the amount.
  case overCeiling(mandate: String, activity: String, place: Citation)
  /// A date lies sooner than those who are asked have time for.
  case tooSoon(name: String, least: CivilDate, place: Citation)
  /// A role that is held within a case of one kind is given without it.
  case misplacedRole(role: String, kind: String, scope: String?, field: String)
  /// One person stands in roles that a separation keeps apart.
  /// Somebody who passed it on when not the actor.
  case separated(name: String, roles: [String], of: String?, reason: Localized, place: Citation)
  /// The person acted in the entry already, and another is needed.
  case fourEyes(entry: Int, place: Citation)
  /// A role that is to be consulted was not heard; with the date until which it was asked.
  case notHeard(role: String, event: String, asked: CivilDate?, place: Citation)
  /// No active state takes the event; with the events that are taken.
  case notInState(event: String, state: String, possible: [String], place: Citation)
  /// A state takes the event, but the condition of no transition holds.
  case noGuard(event: String, guards: [Seen])
  /// A requirement does not hold.
  case unmet(name: String, Seen, hint: Localized?)
  /// A law would be broken, of the case or of one that it bears on.
  case law(name: String, title: Localized, source: String, subject: String, Seen)
  /// A definition failed.
  case failed(Failure, place: Citation?)
  /// What would follow from the act is refused.
  case consequence(Followed, [Reason])
  /// The entry is no act that waits; with those that do.
  case noOpenAct(entry: Int, open: [Int])
  /// Acts wait that need what would be taken away.
  case stillOpen([Waiting])
  /// The field was erased before.
  case alreadyErased(field: String, entry: Int)
  /// The case changed after the entry on which the actor relied.
  case stale(subject: String, changed: Int, basis: Int)
  /// The clock of a live store is not moved by hand.
  case notSimulated
  /// The new definitions have no such states, so the case cannot be in them.
  case cannotMove(states: [String], place: Citation)
  /// Duties would be lost or become others; the act has to say so.
  case losesDuties([String])
  /// These definitions are in force already.
  case isCurrent(String)
  /// Kinds would be gone of which cases are open.
  case stillNeeded([String])
  /// The delegation would go round; with the delegations it would go by.
  case delegationLoop(by: String?, person: String?, chain: [String])

  /// A letter of a RASCI line.
  public enum RASCI: String, Sendable, Decodable {
    case responsible = "R", accountable = "A", support = "S", consulted = "C"
  }

  /// What a definition did that it must not.
  public enum Failure: Sendable, Decodable {
    /// An expression or a chart failed, in the words of its diagnostic.
    case expression(String)
    /// A field would begin with a value of another type.
    case initial(field: String, type: String, found: String)
    /// Creating a case waits for nobody.
    case creationPending
    /// A chart of a kind does not come to rest.
    case endless(kind: String)
    /// More acts follow from one than may.
    case tooMany(Int)
  }

  /// What would have followed.
  public struct Followed: Sendable, Decodable {
    /// The event, or the kind that would be created.
    public let event: String
    /// The id of the case it would have happened to.
    public let subject: String

    /// An act that follows from another.
    public init(event: String, subject: String) {
      self.event = event
      self.subject = subject
    }
  }

  /// Who could do it.
  public struct Holder: Sendable, Decodable, Hashable {
    /// The person or account, for who may read it.
    public let name: String?
    /// The role in which.
    public let role: String
    /// The grant that gives it; nil for the first administrator.
    public let grant: String?

    /// For who may not read the name.
    public var withoutName: Holder { Holder(name: nil, role: role, grant: grant) }
  }

  /// A condition with what it saw.
  public struct Seen: Sendable, Decodable {
    /// Its text.
    public let condition: String
    /// Where it stands.
    public let place: Citation
    /// The names it reads with their values.
    public let values: [Named]
    /// Why it is null, when it is.
    public let fault: String?
  }

  /// A name with what it stood for.
  public struct Named: Sendable, Decodable {
    /// The name.
    public let name: String
    /// Its value; nil where it is withheld from the reader.
    public let value: String?
    /// Whether everybody who may read the case may read it. What is recorded has no other values.
    public let isOpen: Bool

    private enum CodingKeys: String, CodingKey { case name, value }

    init(name: String, value: String?, isOpen: Bool) {
      self.name = name
      self.value = value
      self.isOpen = isOpen
    }

    /// Reads a name and what was recorded of its value.
    public init(from decoder: any Decoder) throws {
      let members = try decoder.container(keyedBy: CodingKeys.self)
      name = try members.decode(String.self, forKey: .name)
      value = try members.decodeIfPresent(String.self, forKey: .value)
      isOpen = value != nil
    }
  }
}

/// The rule that refused: what a script may expect, and histories are searched by.
public enum Rule: Sendable, Hashable, CustomStringConvertible {
  case unknown, exists, name, source, fields, role, scope, person, accounts, term, mandate, consultation, state,
    definition,
    consequence, erased, stale, time, duties, current, loop
  case guarded
  case fourEyes
  case openAct
  /// A requirement or a separation of the definitions.
  case named(String)

  /// The gate's own: all but those that definitions name.
  public static let own: [Rule] = [
    .unknown, .exists, .name, .source, .fields, .role, .scope, .person, .accounts, .term, .mandate, .consultation,
    .state,
    .definition, .consequence, .erased, .stale, .time, .duties, .current, .loop, .guarded, .fourEyes, .openAct,
  ]

  /// As it is written in entries, scripts and questions.
  public var description: String {
    switch self {
    case .named(let name): name
    case .guarded: "guard"
    case .fourEyes: "four eyes"
    case .openAct: "open act"
    case .unknown: "unknown"
    case .exists: "exists"
    case .name: "name"
    case .source: "source"
    case .fields: "fields"
    case .role: "role"
    case .scope: "scope"
    case .person: "person"
    case .accounts: "accounts"
    case .term: "term"
    case .mandate: "mandate"
    case .consultation: "consultation"
    case .state: "state"
    case .definition: "definition"
    case .consequence: "consequence"
    case .erased: "erased"
    case .stale: "stale"
    case .time: "time"
    case .duties: "duties"
    case .current: "current"
    case .loop: "loop"
    }
  }
}

extension Reason {
  /// The rule that refused.
  public var rule: Rule {
    switch self {
    case .noSuchCase, .noSuchKind, .noSuchEvent, .noSuchReference, .otherKind: .unknown
    case .caseExists: .exists
    case .badName: .name
    case .notByPeople, .madeByOthers: .source
    case .unknownField, .missingField, .wrongField, .outOfBounds, .datePassed, .kept: .fields
    case .notInRole: .role
    case .misplacedRole: .scope
    case .unknownPerson, .left: .person
    case .accountTaken: .accounts
    case .lapsed: .term
    case .noMandate, .overCeiling: .mandate
    case .tooSoon: .consultation
    case .separated(let name, _, _, _, _): .named(name)
    case .fourEyes: .fourEyes
    case .notHeard: .consultation
    case .notInState: .state
    case .noGuard: .guarded
    case .unmet(let name, _, _): .named(name)
    case .law(let name, _, _, _, _): .named(name)
    case .failed, .cannotMove, .stillNeeded: .definition
    case .consequence: .consequence
    case .noOpenAct, .stillOpen: .openAct
    case .alreadyErased: .erased
    case .stale: .stale
    case .notSimulated: .time
    case .losesDuties: .duties
    case .isCurrent: .current
    case .delegationLoop: .loop
    }
  }

  /// Where the rule is written.
  public var place: Citation? {
    switch self {
    case .notInRole(_, _, _, _, let place, _): place
    case .overCeiling(_, _, let place), .tooSoon(_, _, let place), .noMandate(_, _, let place),
      .separated(_, _, _, _, let place), .fourEyes(_, let place),
      .notHeard(_, _, _, let place), .notInState(_, _, _, let place), .kept(_, _, let place), .cannotMove(_, let place):
      place
    case .unmet(_, let seen, _), .law(_, _, _, _, let seen): seen.place
    case .noGuard(_, let guards): guards.first?.place
    case .failed(_, let place): place
    default: nil
    }
  }

  /// Whether a law said so, and no guard.
  public var isLaw: Bool { if case .law = self { true } else { false } }

  /// Whether it says something of the actor, and nothing of the case.
  public var concernsActor: Bool {
    switch self {
    case .notInRole, .lapsed, .unknownPerson, .left, .noMandate, .overCeiling, .separated: true
    default: false
    }
  }

  /// As an entry records it: without what not everybody who may read the case may read, and without names of people.
  public var forTheRecord: Reason {
    switch self {
    case .notInRole(let letter, let wanted, let accountable, let has, let activity, let could):
      let nameless = could.map(\.withoutName)
      return .notInRole(
        letter: letter, wanted: wanted, accountable: accountable, has: has, activity: activity, could: nameless)
    case .unknownPerson: return .unknownPerson(account: nil)
    case .accountTaken(_, let person): return .accountTaken(account: nil, person: person)
    case .separated: return withoutName
    case .delegationLoop(_, _, let chain): return .delegationLoop(by: nil, person: nil, chain: chain)
    case .noGuard(let event, let guards): return .noGuard(event: event, guards: guards.map(\.forTheRecord))
    case .unmet(let name, let seen, let hint): return .unmet(name: name, seen.forTheRecord, hint: hint)
    case .law(let name, let title, let source, let subject, let seen):
      return .law(name: name, title: title, source: source, subject: subject, seen.forTheRecord)
    case .consequence(let what, let reasons): return .consequence(what, reasons.map(\.forTheRecord))
    default: return self
    }
  }

  /// Whether it may name people, or cases beside the one that is asked for.
  public var namesOthers: Bool {
    switch self {
    case .notInRole, .consequence, .law: true
    case .separated(_, _, let of, _, _): of != nil
    default: false
    }
  }

  /// A separation without who passed on what it keeps apart.
  private var withoutName: Reason {
    guard case .separated(let name, let roles, _?, let reason, let place) = self else { return self }
    return .separated(name: name, roles: roles, of: "", reason: reason, place: place)
  }

  /// As a reader may see it: the names of those alone whom they may read of, of other cases no more than they may know.
  public func named(for clearance: Clearance) -> Reason {
    switch self {
    case .notInRole(let letter, let wanted, let accountable, let has, let activity, let could):
      let known = could.map { $0.name.map(clearance.names) ?? true ? $0 : $0.withoutName }
      return .notInRole(
        letter: letter, wanted: wanted, accountable: accountable, has: has, activity: activity, could: known)
    case .separated(_, _, let of?, _, _): return clearance.names(of) ? self : withoutName
    case .consequence(let what, let reasons):
      guard clearance.sees(what.subject) else {
        return .consequence(
          Followed(event: what.event, subject: clearance.mayKnow(of: what.subject) ? what.subject : ""), [])
      }
      return .consequence(what, reasons.map { $0.named(for: clearance) })
    case .law(let name, let title, let source, let subject, let seen):
      guard !clearance.sees(subject) else { return self }
      let known = clearance.mayKnow(of: subject) ? subject : ""
      return .law(name: name, title: title, source: source, subject: known, seen.forTheRecord)
    default: return self
    }
  }
}

extension Reason.Seen {
  fileprivate var forTheRecord: Reason.Seen {
    Reason.Seen(
      condition: condition, place: place,
      values: values.map { Reason.Named(name: $0.name, value: $0.isOpen ? $0.value : nil, isOpen: $0.isOpen) },
      fault: fault)
  }
}
