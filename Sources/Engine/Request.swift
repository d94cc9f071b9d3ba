/// What goes in at the door, and what comes out: requests and receipts.

import Calendar
import Definitions
import FEEL
import Governance

/// What somebody asks of a store.
public struct Request: Sendable {
  /// What is asked for.
  public var verb: Verb
  /// The id of the case it is asked for; `store` for the store itself.
  public var subject: String
  /// Of which kind, for a case that is to be created.
  public var kind: String?
  /// In which role; any that fits when nil.
  public var role: String?
  /// The fields given along, in the order they were given.
  public var fields: Given
  /// The journal position that the asker had seen; a case that changed later makes it stale.
  public var basis: Int?
  /// The files that come with it, for the documents among the fields.
  public var files: [IncomingFile] = []
  /// The definitions that are to be adopted.
  var rulebook: Rulebook?

  /// A request on a case.
  public init(
    _ verb: Verb, on subject: String, kind: String? = nil, role: String? = nil, fields: Given = [], basis: Int? = nil
  ) {
    self.verb = verb
    self.subject = subject
    self.kind = kind
    self.role = role
    self.fields = fields
    self.basis = basis
  }

  /// That other definitions be those that new cases are pinned to. Running cases keep theirs until they are upgraded.
  public static func adoption(of next: Rulebook) -> Request {
    var request = Request(
      .adopt, on: CaseName.store, kind: CaseName.store, fields: [("definitions", .string(next.hash))])
    request.rulebook = next
    return request
  }

  func act(by actor: Actor, at instant: Instant) -> Act {
    var act = Act(actor, verb, on: subject, kind: kind, role: role, fields: fields, at: instant, basis: basis)
    act.rulebook = rulebook
    return act
  }
}

/// What became of a request, or of what the clock did, as somebody may see it.
public struct Receipt: Sendable {
  /// The entry that records it; nil when nothing was recorded.
  public let entry: Int?
  /// The id of the case.
  public let subject: String
  /// Its kind; empty for the store itself.
  public let kind: String
  /// What was done.
  public let verb: Verb
  /// What was decided.
  public let outcome: Decision.Outcome
  /// Why it was refused.
  public let reasons: [Reason]
  /// The role in which it was done; nil where the actor stood in none that may.
  public let role: String?
  /// What gives that role.
  public let authority: [String]
  /// Roles that are told; of a pending act, who must approve.
  public let informed: [String]
  /// What those are told who are told.
  public let notice: Localized?
  /// The states of the case afterwards.
  public let state: String
  /// The state of the case before; nil when it is new.
  public let before: String?
  /// The definitions that a case which was created is pinned to, when those are not the ones in force.
  public let pinned: String?
  /// The dates that a schedule passed over.
  public let passedOver: [CivilDate]
  /// What followed from it.
  public let followed: [Receipt]
  /// The instant as of which it was decided.
  public let instant: Instant
}

/// What came of several requests, with what the clock did before them.
public struct Performed: Sendable {
  /// What was due and fired first.
  public let fired: [Receipt]
  /// One for each request.
  public let receipts: [Receipt]

  /// Receipts of requests.
  public init(fired: [Receipt] = [], receipts: [Receipt]) {
    self.fired = fired
    self.receipts = receipts
  }
}
