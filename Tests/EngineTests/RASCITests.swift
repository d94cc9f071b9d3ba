import Definitions
@testable import Engine
import FEEL
import Governance
import SQLiteStorage
import TestSupport
import Testing

/// What the letters of a RASCI line mean, each brought to its end.
@Suite struct Letters {
  private let fine: Given = [("opinion", .string("fine"))]

  // MARK: S prepares, R completes

  @Test func whatTheSupportingRolePreparesGoesWithTheActOfTheResponsible() throws {
    let library = try Library()
    let draft = try library.act("cas@lib", .prepare("paint"), "red", [("colour", .string("blue"))])
    #expect(draft.outcome == .accepted && draft.role == "neighbour" && draft.informed == ["porter"])
    _ = try library.act("cas@lib", .advise("paint"), "red", fine)
    let pending = try library.act("ann@lib", .fire("paint"), "red", [("coats", .number(2))])
    let open = try #require(try library.find("red")?.open.first)
    #expect(open.fields.map { "\($0.name) \($0.value.text)" }.sorted() == ["coats 2", "colour blue"], "\(pending)")
    #expect(try library.store.replay(in: SQLiteStorage.memory()).difference == nil)
  }

  @Test func whatTheResponsibleSaysThemselvesGoesBeforeTheDraft() throws {
    let library = try Library()
    _ = try library.act("cas@lib", .prepare("paint"), "red", [("colour", .string("blue")), ("coats", .number(3))])
    _ = try library.act("cas@lib", .advise("paint"), "red", fine)
    _ = try library.act("ann@lib", .fire("paint"), "red", [("colour", .string("red"))])
    let fields = try #require(try library.find("red")?.open.first?.fields)
    #expect(fields.map { "\($0.name) \($0.value.text)" }.sorted() == ["coats 3", "colour red"])
  }

  @Test func aDraftIsUsedOnceAndOnlyByItsEvent() throws {
    let library = try Library()
    _ = try library.act("cas@lib", .prepare("paint"), "red", [("colour", .string("blue"))])
    #expect(try library.rules("ann@lib", .fire("lend"), "red", [("seats", .number(1))]).isEmpty)
    _ = try library.act("cas@lib", .advise("paint"), "red", fine)
    let pending = try library.act("ann@lib", .fire("paint"))
    _ = try library.act("bob@lib", .approve(try library.entry(pending)))
    #expect(try library.state("red")?.drafts.isEmpty == true)
    _ = try library.act("cas@lib", .advise("paint"), "red", fine)
    _ = try library.act("ann@lib", .fire("paint"))
    #expect(try library.find("red")?.open.first?.fields.isEmpty == true)
  }

  @Test func aDraftIsHeldToTheTypesOfItsFieldsAndToItsRole() throws {
    let library = try Library()
    #expect(try library.rules("ann@lib", .prepare("paint"), "red", [("colour", .string("x"))]) == ["role"])
    #expect(try library.rules("cas@lib", .prepare("paint"), "red", [("coats", .string("two"))]) == ["fields"])
    #expect(try library.rules("cas@lib", .prepare("paint"), "red", [("colur", .string("x"))]) == ["fields"])
    #expect(try library.rules("cas@lib", .prepare("shut"), "red") == ["source"])
    #expect(try library.state("red")?.drafts.isEmpty == true)
  }

  // MARK: C is heard

  @Test func aConsultationIsAskedUntilADayThatLiesAhead() throws {
    let library = try Library()
    func ask(_ account: String, _ until: Value) throws -> [String] {
      try library.rules(account, .consult("paint"), "red", until.isNull ? [] : [("until", until)])
    }
    #expect(try ask("ann@lib", .date(day("2029-12-31"))) == ["fields"])
    #expect(try ask("ann@lib", .date(day("2030-01-01"))) == ["fields"], "nobody can answer by today")
    #expect(try ask("ann@lib", .null) == ["fields"] && ask("ann@lib", .string("soon")) == ["fields"])
    #expect(try ask("bob@lib", .date(day("2030-01-02"))) == ["role"], "R asks")
    #expect(try ask("ann@lib", .date(day("2030-01-02"))).isEmpty, "a day is short, and enough")
    // On the day itself there is still time to answer.
    try library.goTo("2030-01-02")
    #expect(try library.rules("ann@lib", .fire("paint")) == ["consultation"])
    try library.goTo("2030-01-03")
    #expect(try library.act("ann@lib", .fire("paint")).outcome == .pending)
  }

  @Test func anOpinionNeedsWordsAndTheRoleAndIsOfItsEventOnly() throws {
    let library = try Library()
    #expect(try library.rules("cas@lib", .advise("paint"), "red") == ["fields"])
    #expect(try library.rules("cas@lib", .advise("paint"), "red", [("opinion", .string("  "))]) == ["fields"])
    #expect(try library.rules("bob@lib", .advise("paint"), "red", fine) == ["role"])
    #expect(try library.rules("ann@lib", .fire("paint")) == ["consultation"])
    #expect(try library.act("cas@lib", .advise("paint"), "red", fine).informed == ["porter"])
    #expect(try library.act("ann@lib", .fire("paint")).outcome == .pending)
  }

  @Test func whatWasHeardForOneActIsAskedAgainForTheNext() throws {
    let library = try Library()
    _ = try library.act("cas@lib", .advise("paint"), "red", fine)
    let pending = try library.act("ann@lib", .fire("paint"))
    _ = try library.act("bob@lib", .approve(try library.entry(pending)))
    #expect(try library.rules("ann@lib", .fire("paint")) == ["consultation"])
  }

  // MARK: A agrees, or not

  @Test func whoIsAccountableMayRefuseBeforeAndObjectAfterwards() throws {
    let library = try Library()
    _ = try library.act("cas@lib", .advise("paint"), "red", fine)
    let pending = try library.act("ann@lib", .fire("paint"))
    #expect(try library.rules("ann@lib", .reject(library.entry(pending))) == ["role"])
    #expect(try library.act("bob@lib", .reject(library.entry(pending))).informed == ["porter"])
    #expect(try library.find("red")?.open.isEmpty == true)
    #expect(try library.rules("bob@lib", .approve(library.entry(pending))) == ["open act"])

    try library.badge("b-6", "cas@lib", "auditor")
    let done = try library.act("cas@lib", .fire("inspect"))
    let entry = try library.entry(done)
    #expect(try library.rules("bob@lib", .approve(entry)) == ["open act"], "what took effect is ratified, not approved")
    let objection = try library.entry(try library.act("bob@lib", .reject(entry)))
    #expect(try library.tasks() == ["answer #\(entry) (inspect), not agreed to in #\(objection)"])
    #expect(try library.rules("bob@lib", .reject(entry)) == ["open act"], "once is enough")
    _ = try library.act("bob@lib", .ratify(entry))
    #expect(try library.tasks().isEmpty)
  }

  @Test func doingItAgainAnswersAnObjection() throws {
    let library = try Library()
    try library.badge("b-6", "cas@lib", "auditor")
    let first = try library.entry(try library.act("cas@lib", .fire("inspect")))
    _ = try library.act("bob@lib", .reject(first))
    let second = try library.entry(try library.act("cas@lib", .fire("inspect")))
    #expect(try library.tasks() == ["ratify #\(second) (inspect)"])
  }

  @Test func oneKeyIsNotTurnedTwice() throws {
    let library = try Library()
    try library.badge("b-5", "ann@home", "head")
    try library.create("room", "old", [("seats", .number(1))])
    // Four eyes are waived for demolishing; for painting they are not.
    try library.goTo("2030-01-10")
    let pending = try library.act("ann@lib", .fire("demolish"), "old")
    #expect(pending.outcome == .pending, "\(pending.reasons)")
    #expect(try library.act("ann@home", .approve(library.entry(pending)), "old").outcome == .accepted)
    _ = try library.act("boss@lib", .fire("take"), "b-5")
  }
}
