/// What the gate and everything derived may look at: cases at one position of the journal.

import Calendar
import Definitions
import FEEL

/// What the gate may look at: cases at one position of the journal.
public protocol World: AnyObject {
  /// The definitions that new cases are pinned to.
  var rulebook: Rulebook { get }
  /// The zone that gives instants their civil date.
  var zone: Zone { get }
  /// The account of the first administrator.
  var administrator: String { get }
  /// Whether its clock is moved by hand.
  var isSimulated: Bool { get }
  /// The position the next entry will have.
  var nextEntry: Int { get }
  /// A case.
  func find(_ id: String) -> CaseState?
  /// Cases of a kind whose field refers to a case.
  func referring(_ kind: String, via field: String, to id: String) -> [CaseState]
  /// All cases of a kind.
  func all(_ kind: String) -> [CaseState]
  /// Cases that may give authority to one of these names, the oldest first.
  func grants(to names: [String]) -> [CaseState]
  /// All cases that may give authority, the oldest first.
  func allGrants() -> [CaseState]
  /// Acts by these accounts that still wait for somebody.
  func waiting(by accounts: [String]) -> [Waiting]
  /// Who takes note of what decisions come by; nobody when nil.
  var watcher: Watcher? { get }
  /// The natural person behind an account: the id of a case of a kind that has accounts; nil when none is on record.
  func person(behind account: String) -> String?
}

/// An act that still waits for somebody: its entry and its case.
public struct Waiting: Sendable, Hashable, Decodable {
  /// The position of the entry that recorded the act.
  public let entry: Int
  /// The id of the case it is on.
  public let subject: String

  /// An act that waits.
  public init(entry: Int, subject: String) {
    self.entry = entry
    self.subject = subject
  }
}

extension World {
  /// Nobody takes note.
  public var watcher: Watcher? { nil }

  /// The person behind an account or an id, when that person has left.
  func departed(_ name: String) -> String? {
    guard let person = find(person(behind: name) ?? name), person.kind.accounts != nil, !person.isOpen else {
      return nil
    }
    return person.id
  }

  /// The civil date of an instant.
  public func date(_ instant: Instant) -> CivilDate { zone.civil(instant).date }

  /// What expressions of some definitions may know at an instant.
  public func host(_ instant: Instant, _ rulebook: Rulebook) -> Situation {
    Situation(now: instant, zone: zone, calendar: rulebook.calendar)
  }
}
