import Calendar
import Definitions
@testable import Engine
import FEEL
import Governance
import SQLiteStorage
import TestSupport
import Testing

extension Library {
  /// The number of the entry of an act.
  func entry(_ receipt: Receipt) throws -> Int { try #require(receipt.entry) }

  /// A case as it is stored.
  func state(_ id: String) throws -> CaseState? { try simulated.look { $0.state(id) } }
}

@Suite struct TheGate {
  private let seats: Given = [("seats", .number(4))]

  @Test func whoHasNoRoleIsToldWhoCould() throws {
    let library = try Library()
    let decision = try library.act("bob@lib", .fire("lend"), "red", seats)
    guard case .notInRole(_, let wanted, _, let has, _, let could)? = decision.reasons.first else {
      Issue.record("another reason: \(decision.reasons)")
      return
    }
    #expect(
      wanted == ["porter"] && has == ["head"]
        && could.map { [$0.name, $0.role, $0.grant] } == [["ann@lib", "porter", "b-1"]])
  }

  @Test func everythingThatIsMissingIsToldAtOnce() throws {
    let library = try Library()
    #expect(try library.rules("bob@lib", .fire("lend"), "red", [("seats", .number(50))]) == ["role", "seats"])
  }

  @Test func aRefusalChangesNothingButTheJournal() throws {
    let library = try Library()
    let before = try #require(try library.state("red"))
    let size = try library.store.size()
    _ = try library.act("bob@lib", .fire("lend"), "red", seats)
    let after = try #require(try library.state("red"))
    #expect(try library.store.size() == size + 1)
    #expect(after.machine == before.machine && after.changed == before.changed && after.lastEntry == size)
  }

  @Test func whatFollowsCommitsWithTheActOrNotAtAll() throws {
    let library = try Library()
    let receipt = try library.act("ann@lib", .fire("lend"), "red", seats)
    #expect(receipt.followed.map(\.subject) == ["red-loan-1"])
    let size = try library.store.size()
    #expect(try library.rules("ann@lib", .fire("lend"), "red", [("seats", .number(13))]) == ["consequence"])
    #expect(try library.store.size() == size + 1)
    #expect(try library.find("red")?["lent"].text == "1")
  }

  @Test func whatComesLaterInATransactionSeesWhatCameBefore() throws {
    let library = try Library()
    try library.create("room", "blue", [("seats", .number(20))])
    let loan = try #require(try library.act("ann@lib", .fire("lend"), "red", seats).followed.first).subject
    #expect(try library.rules("ann@lib", .fire("clear")) == ["returned"])
    let ann = try library.simulated.principal("ann@lib")
    func clearing(_ room: String) -> (Request, Principal) { (Request(.fire("clear"), on: room), ann) }
    let move = Request(.fire("move"), on: loan, fields: [("room", .string("blue"))])
    let receipts = try library.store.perform([clearing("blue"), (move, ann), clearing("red"), clearing("blue")])
      .receipts
    #expect(receipts.map(\.outcome) == [.accepted, .accepted, .accepted, .refused], "\(receipts.map(\.reasons))")
    #expect(try library.store.rebuild(comparing: true).difference == nil)
  }

  @Test func aFieldThatAWaitingActNeedsIsNotErased() throws {
    let library = try Library()
    _ = try library.act("cas@lib", .advise("paint"), "red", [("opinion", .string("fine"))])
    let pending = try library.act("ann@lib", .fire("paint"), "red", [("seats", .number(4))])
    let because: Given = [("because", .string("asked"))]
    #expect(pending.outcome == .refused, "paint has no seats")
    let lending = try library.act("ann@lib", .fire("paint"), "red", [("colour", .string("blue"))])
    #expect(lending.outcome == .pending)
    #expect(try library.act(Simulated.boss, .erase("seats"), "red", because).outcome == .accepted)
    let person = try library.act(Simulated.boss, .erase("accounts"), "p-ann", because)
    guard case .stillOpen(let waiting)? = person.reasons.first else {
      Issue.record("\(person.reasons)")
      return
    }
    #expect(waiting.map(\.entry) == [try library.entry(lending)] && waiting.map(\.subject) == ["red"])
    #expect(try library.rules(Simulated.boss, .erase("accounts"), "p-cas", because).isEmpty, "nothing of hers waits")
    #expect(try library.rules(Simulated.boss, .erase("accounts"), "p-cas", because) == ["erased"])
    #expect(try library.rules(Simulated.boss, .erase("lent"), "red") == ["fields"], "the reason is missing")
  }

  @Test func approvalComesFirstFromTheAccountableAndIsRecheckedThen() throws {
    let library = try Library()
    #expect(try library.rules("ann@lib", .fire("paint")) == ["consultation"])
    _ = try library.act("cas@lib", .advise("paint"), "red", [("opinion", .string("fine"))])
    let pending = try library.act("ann@lib", .fire("paint"))
    #expect(pending.outcome == .pending)
    #expect(try library.rules("cas@lib", .approve(try library.entry(pending))) == ["role"])
    #expect(try library.rules("bob@lib", .approve(999)) == ["open act"])
    // The one who asked has lost the role by the time it is approved.
    _ = try library.act("boss@lib", .fire("take"), "b-1")
    #expect(try !library.rules("bob@lib", .approve(try library.entry(pending))).isEmpty)
    try library.badge("b-4", "ann@lib", "porter")
    #expect(try library.act("bob@lib", .approve(try library.entry(pending))).outcome == .accepted)
    #expect(try library.find("red")?.open.isEmpty == true)
  }

  @Test func approvalAsksForMandateSeparationAndConsultationAgain() throws {
    let library = try Library()
    try library.goTo("2030-01-10")
    try library.create(
      "letter", "l-1",
      [("role", .string("head")), ("from", .date(try day("2030-01-01"))), ("until", .date(try day("2030-12-31")))])
    let pending = try library.act("ann@lib", .fire("reopen"))
    _ = try library.act("boss@lib", .fire("take"), "l-1")
    #expect(try library.rules("bob@lib", .approve(try library.entry(pending))) == ["mandate"])
    try library.create(
      "letter", "l-2",
      [("role", .string("head")), ("from", .date(try day("2030-01-01"))), ("until", .date(try day("2030-12-31")))])
    try library.badge("b-5", "ann@home", "auditor")
    #expect(try library.rules("bob@lib", .approve(try library.entry(pending))) == ["watch"])
  }

  @Test func whoHasLeftActsNoLonger() throws {
    let library = try Library()
    _ = try library.act("boss@lib", .fire("go"), "p-ann")
    #expect(try library.rules("ann@lib", .fire("lend"), "red", seats) == ["person"])
  }

  @Test func anAccountThatIsTakenAwayGivesNothingAnyMore() throws {
    let library = try Library()
    try library.badge("b-5", "p-cas", "porter")
    #expect(try library.act("cas@lib", .fire("lend"), "red", seats).outcome == .accepted)
    _ = try library.act("boss@lib", .fire("rename"), "p-cas", [("accounts", .list([.string("cas@new")]))])
    #expect(try library.rules("cas@lib", .fire("lend"), "red", seats) == ["role"])
    #expect(try library.act("cas@new", .fire("lend"), "red", seats).outcome == .accepted)
  }

  @Test func rolesThatNobodyDefinedAreNotGiven() throws {
    let library = try Library()
    #expect(try library.badge("b-5", "dora@lib", "porther").reasons.map(\.rule.description) == ["fields"])
    #expect(try library.badge("b-5", " ", "porter").reasons.map(\.rule.description) == ["fields"])
  }

  @Test func severalActsThatGoTogetherAreAllDoneOrNone() throws {
    let library = try Library()
    let size = try library.store.size()
    func make(_ id: String, _ seats: Value) -> Request {
      Request(.fire("create"), on: id, kind: "room", fields: [("seats", seats)])
    }
    #expect(throws: StoreProblem.self) {
      try library.store.perform(
        [make("a", .number(1)), make("b", .string("x"))], by: library.simulated.principal(), allOrNone: true)
    }
    #expect(try library.store.size() == size)
  }

  @Test func theJournalPlayedAgainGivesTheSameStore() throws {
    let library = try Library()
    _ = try library.act("ann@lib", .fire("lend"), "red", seats)
    _ = try library.act("bob@lib", .fire("lend"), "red", seats)
    try library.goTo("2030-02-01")
    let replay = try library.store.replay(in: SQLiteStorage.memory())
    let size = try library.store.size()
    #expect(replay.difference == nil && replay.entries == size)
    #expect(try library.simulated.find("red", on: "2030-01-04")?.stateText == "open")
    #expect(try library.store.rebuild(comparing: true).difference == nil)
  }

  @Test func askedWithADateThatPassedCountsAsHeard() throws {
    let library = try Library()
    _ = try library.act("ann@lib", .consult("paint"), "red", [("until", .date(try day("2030-01-04")))])
    #expect(try library.rules("ann@lib", .fire("paint")) == ["consultation"])
    try library.goTo("2030-01-05")
    #expect(try library.act("ann@lib", .fire("paint")).outcome == .pending)
  }

  @Test func fourEyesAreTwoPersonsNotTwoAccounts() throws {
    let library = try Library()
    try library.badge("b-5", "ann@home", "head")
    try library.badge("b-9", "evan@lib", "head")
    _ = try library.act("cas@lib", .advise("paint"), "red", [("opinion", .string("fine"))])
    let pending = try library.act("ann@lib", .fire("paint"))
    #expect(try library.rules("ann@home", .approve(try library.entry(pending))) == ["four eyes"])
    // Nobody knows who is behind this account, so nobody can say it is another person.
    #expect(try library.rules("evan@lib", .approve(try library.entry(pending))) == ["person"])
    #expect(
      try library.create("somebody", "p-evan", [("accounts", .list([.string("ann@lib")]))]).reasons.map(
        \.rule.description) == [
          "accounts"
        ])
  }

  @Test func ratificationFollowsAnActThatTookEffect() throws {
    let library = try Library()
    try library.badge("b-6", "cas@lib", "auditor")
    let receipt = try library.act("cas@lib", .fire("inspect"))
    #expect(receipt.outcome == .accepted)
    #expect(try library.tasks() == ["ratify #\(try library.entry(receipt)) (inspect)"])
    #expect(try library.rules("cas@lib", .ratify(try library.entry(receipt))) == ["role", "four eyes"])
    _ = try library.act("bob@lib", .ratify(try library.entry(receipt)))
    #expect(try library.tasks().isEmpty)
  }

  @Test func separatedRolesBindOnePersonOverAllAccounts() throws {
    let library = try Library()
    try library.badge("b-7", "ann@home", "auditor")
    #expect(try library.rules("ann@lib", .fire("lend"), "red", seats) == ["watch"])
  }

  @Test func aDelegationHoldsFromItsFirstToItsLastDay() throws {
    let library = try Library()
    try library.create(
      "proxy", "x-1",
      [
        ("person", .string("cas@lib")), ("by", .string("ann@lib")), ("from", .date(try day("2030-01-03"))),
        ("until", .date(try day("2030-01-04"))),
      ])
    #expect(try library.rules("cas@lib", .fire("lend"), "red", seats) == ["term"])
    try library.goTo("2030-01-04")
    let receipt = try library.act("cas@lib", .fire("lend"), "red", seats)
    #expect(receipt.authority == ["x-1", "b-1"])
    try library.goTo("2030-01-05")
    #expect(try library.rules("cas@lib", .fire("lend"), "red", seats) == ["term"])
  }

  @Test func delegationsThatGoInACircleGiveNothing() throws {
    let library = try Library()
    for (id, person, by) in [("x-1", "dora@lib", "evan@lib"), ("x-2", "evan@lib", "dora@lib")] {
      try library.create(
        "proxy", id,
        [
          ("person", .string(person)), ("by", .string(by)), ("from", .date(try day("2030-01-01"))),
          ("until", .date(try day("2030-12-31"))),
        ])
    }
    #expect(try library.rules("dora@lib", .fire("lend"), "red", seats) == ["role"])
  }

  @Test func aMandateIsNeededInScopeAndTerm() throws {
    let library = try Library()
    try library.goTo("2030-01-10")
    #expect(try library.rules("ann@lib", .fire("reopen")) == ["mandate"])
    func letter(_ id: String, _ until: String, _ activity: String) throws {
      try library.create(
        "letter", id,
        [
          ("role", .string("head")), ("from", .date(try day("2030-01-01"))),
          ("until", .date(try day(until))), ("activities", .list([.string(activity)])),
        ])
    }
    try letter("l-1", "2030-01-09", "room.reopen")
    try letter("l-2", "2030-12-31", "room.demolish")
    #expect(try library.rules("ann@lib", .fire("reopen")) == ["mandate"])
    try letter("l-3", "2030-12-31", "room")
    #expect(try library.act("ann@lib", .fire("reopen")).authority == ["b-1", "l-3"])
  }

  @Test func aRoleHoldsOnlyWithinItsScope() throws {
    let library = try Library()
    try library.create("room", "blue", [("seats", .number(5))])
    try library.badge("b-8", "dora@lib", "porter", scope: "blue")
    #expect(try library.act("dora@lib", .fire("lend"), "blue", seats).outcome == .accepted)
    #expect(try library.rules("dora@lib", .fire("lend"), "red", seats) == ["role"])
    // A loan is part of its room.
    #expect(try library.act("dora@lib", .fire("return"), "blue-loan-1").outcome == .accepted)
  }

  @Test func stateGuardAndFieldsEachHaveTheirOwnRefusal() throws {
    let library = try Library()
    #expect(try library.rules("ann@lib", .fire("reopen")) == ["mandate", "state"])
    #expect(try library.rules("boss@lib", .fire("measure")) == ["guard"])
    #expect(try library.rules("ann@lib", .fire("lend"), "red", [("seets", .number(1))]) == ["fields", "fields"])
    #expect(try library.rules("ann@lib", .fire("lend"), "red", [("seats", .string("four"))]) == ["fields"])
    #expect(try library.rules("ann@lib", .fire("lendd")) == ["unknown"])
    #expect(try library.rules("ann@lib", .fire("shut")) == ["source"])
    #expect(try library.rules("boss@lib", .fire("take"), "nothing") == ["unknown"])
    #expect(try library.create("room", "red", [("seats", .number(1))]).reasons.map(\.rule.description) == ["exists"])
    #expect(
      try library.create("loan", "x", [("room", .string("green")), ("seats", .number(1))]).reasons.map(
        \.rule.description
      ).contains(
        "unknown"))
  }

  @Test func confidentialValuesStayOutOfRefusals() throws {
    let library = try Library()
    try library.create("room", "vault", [("seats", .number(5)), ("secret", .string("sesame"))])
    let decision = try library.act("ann@lib", .fire("lend"), "vault", seats)
    #expect(decision.reasons.map(\.rule.description) == ["quiet"])
    #expect(!"\(decision.reasons)".contains("sesame"))
  }

  @Test func aDecisionOnWhatHasChangedIsStale() throws {
    let library = try Library()
    let seen = try library.store.size()
    _ = try library.act("ann@lib", .fire("lend"), "red", seats)
    #expect(
      try library.act("ann@lib", .fire("lend"), "red", seats, basis: seen - 1).reasons.map(\.rule.description) == [
        "stale"
      ]
    )
  }

  @Test func theClockFiresWhatIsDueOnceAndOnlyForward() throws {
    let library = try Library()
    try library.goTo("2030-02-01")
    #expect(try library.find("red")?.stateText == "closed")
    #expect(throws: StoreProblem.self) { try library.goTo("2030-01-15") }
    let size = try library.store.size()
    try library.goTo("2030-03-01")
    #expect(try library.store.size() == size + 1)
  }

  @Test func everyEventOfEveryKindByEveryRoleAnswersAsItsRASCILine() throws {
    let library = try Library()
    let rulebook = try library.simulated.look { $0.rulebook }
    for role in rulebook.roles.keys.sorted() { try library.badge("m-\(role)", "\(role)@matrix", role) }
    let red = try #require(try library.find("red"))
    for name in red.kind.eventNames where name != "create" && red.kind.events[name]?.source == .role {
      let line = try #require(rulebook.activity("room", name))
      for role in rulebook.roles.keys {
        let rules = try library.rules("\(role)@matrix", .fire(name), "red", name == "lend" ? seats : [])
        #expect(rules.contains("role") == !line.responsible.contains(role), "\(name) by \(role)")
      }
    }
  }
}
