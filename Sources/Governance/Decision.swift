/// What the gate decided, and what follows from it. A decision is made here, in one place per outcome.

import Calendar
import Definitions
import FEEL

/// What the gate decided.
public struct Decision: Sendable {
  /// What the gate can say: it is done, it waits for the accountable role, or it is not done.
  public enum Outcome: String, Sendable { case accepted, pending, refused }
  /// What the gate said.
  public let outcome: Outcome
  /// All reasons of a refusal.
  public private(set) var reasons: [Reason] = []
  /// The natural person behind the actor.
  public let person: String
  /// The role the actor acted in.
  public let role: String?
  /// What gives that role: the ids of the assignment, delegations and mandate.
  public private(set) var authority: [String] = []
  /// The fields as they were given and stored.
  public let given: Given
  /// The case after the act; nil where it is unchanged.
  public private(set) var after: CaseState?
  /// What follows, in order.
  public private(set) var consequences: [Consequence] = []
  /// Roles that are told.
  public private(set) var informed: [String] = []
  /// What they are told beside that it happened.
  public private(set) var notice: Localized?

  private init(_ outcome: Outcome, _ person: String, _ role: String?, _ given: Given) {
    self.outcome = outcome
    self.person = person
    self.role = role
    self.given = given
  }

  /// Refused, as it was asked.
  static func refused(_ act: Act, _ person: String, _ reasons: [Reason], role: String? = nil) -> Decision {
    var decision = Decision(.refused, person, role ?? act.role, act.fields)
    decision.reasons = reasons
    return decision
  }

  /// Accepted; a `standing` of nil is the engine's own.
  static func accepted(
    _ act: Act, _ person: String, _ standing: Standing?, given: Given, after: CaseState?,
    consequences: [Consequence] = [], informed: [String] = [], notice: Localized? = nil
  ) -> Decision {
    var decision = Decision(.accepted, person, standing?.role ?? act.actor.account, given)
    decision.authority = standing?.grants ?? []
    decision.after = after
    decision.consequences = consequences
    decision.informed = informed
    decision.notice = notice
    return decision
  }

  /// Waiting for the accountable role.
  static func pending(
    _ act: Act, _ person: String, _ standing: Standing, given: Given, after: CaseState, accountable: String
  ) -> Decision {
    var decision = Decision(.pending, person, standing.role, given)
    decision.authority = standing.grants
    decision.after = after
    decision.informed = [accountable]
    return decision
  }

  /// The same decision, refused after all: because of what would have followed.
  public func refused(_ reasons: [Reason]) -> Decision {
    var decision = Decision(.refused, person, role, given)
    decision.reasons = reasons
    return decision
  }

  /// An act that was stopped before it came to the gate.
  public static func stopped(_ reason: Reason) -> Decision {
    var decision = Decision(.refused, "", nil, [])
    decision.reasons = [reason]
    return decision
  }
}

/// What follows from an accepted act.
public enum Consequence: Sendable {
  /// A case is created.
  case create(kind: String, id: String?, fields: Given, invoker: Invoker?)
  /// An event is fired on another case.
  case fire(event: String, subject: String, fields: Given)
}
