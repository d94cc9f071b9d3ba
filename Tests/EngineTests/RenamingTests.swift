import Definitions
import Engine
import FEEL
import Governance
import SQLiteStorage
import TestSupport
import Testing

private let old = """
  workflow: w
  kinds:
    lease:
      fields: {tenant: text required, rent: {type: number, at creation: true}, note: text}
      states:
        good standing: {on: {warn: warned, raise rent: , leave: gone}}
        warned: {on: {forgive: good standing}}
        gone: {final: true}
      events: {warn: {}, forgive: {}, raise rent: {fields: {note: required}}, leave: {}}
  """

private let new = """
  workflow: w
  kinds:
    lease:
      fields:
        renter: {type: text, required: true, was: tenant}
        rent: {type: number, at creation: true}
        remark: {type: text, was: [note, memo]}
        yearly: {type: number, at creation: true, initial: rent * 12}
      states:
        running: {was: good standing, on: {warn: warned, raise: , go: gone}}
        warned: {on: {forgive: running}}
        gone: {final: true}
      events:
        warn: {}
        forgive: {}
        raise: {was: raise rent, fields: {remark: required}}
        go: {was: leave}
  """

/// Running cases are moved to definitions that call things otherwise.
@Suite struct RenamedParts {
  private let leases: Simulated

  init() throws {
    leases = try Simulated(Self.book(old))
    for (id, account) in [("p-1", "ann@w"), ("p-2", "bob@w")] {
      try leases.create("person", id, [("accounts", .list([.string(account)]))])
    }
    try leases.create("badge", "b-1", [("person", .string("ann@w")), ("role", .string("clerk"))])
    try leases.create("badge", "b-2", [("person", .string("bob@w")), ("role", .string("head"))])
    try leases.create("lease", "l", [("tenant", .string("ada")), ("rent", .number(100))])
  }

  private static func book(_ workflow: String) throws -> Rulebook {
    let people = """
      workflow: people
      kinds:
        person:
          accounts: accounts
          fields: {accounts: list of text required}
          states: {here: {on: {go away: gone}}, gone: {final: true}}
          events: {go away: {}}
        badge:
          grants: {a: assignment, in: valid, person: person, role: role}
          fields: {person: text required, role: text required}
          states: {valid: {on: {take: taken}}, taken: {final: true}}
          events: {take: {}}
      """
    let event = workflow.contains("raise rent:  ") || workflow == old ? "raise rent" : "raise"
    let plugin = """
      plugin: p
      roles: {clerk: Clerk, head: Head}
      rasci:
        person: {default: {R: administrator, A: administrator}}
        badge: {default: {R: administrator, A: administrator}}
        lease: {default: {R: administrator, A: administrator}, \(event): {R: clerk, A: head, approval: before}}
      """
    return try Rulebook.load([
      ("Workflows/w/workflow.yaml", workflow), ("Workflows/p/workflow.yaml", people),
      ("Plugins/p/plugin.yaml", plugin),
    ])
  }

  private func adopt(_ workflow: String) throws {
    let receipts = try leases.store.perform(.adoption(of: Self.book(workflow)), by: leases.principal()).receipts
    #expect(receipts.map(\.outcome) == [.accepted])
  }

  private func upgrade(_ fields: Given = []) throws -> Receipt {
    try leases.act(Simulated.boss, .upgrade, "l", fields)
  }

  @Test func keepTheirStateAndTheirValues() throws {
    try adopt(new)
    let changes = try leases.look { try DefinitionsInForce($0).upgrade(of: "l") }
    let named = changes.filter { $0.after?.hasPrefix("called ") == true }
    #expect(
      named.map { "\($0.part) \($0.before ?? "") \($0.after ?? "")" } == [
        "event called leave called go", "event called raise rent called raise", "field called note called remark",
        "field called tenant called renter", "state called good standing called running",
      ])
    #expect(!changes.contains { $0.isLostDuty }, "\(changes)")
    let moved = try upgrade()
    #expect(moved.outcome == .accepted && moved.state == "running", "\(moved.reasons)")
    let lease = try #require(try leases.find("l"))
    #expect(lease["renter"].text == "ada" && lease["rent"].text == "100")
    // A field that there was not begins with what the case has.
    #expect(lease["yearly"].text == "1200")
    #expect(try leases.act(Simulated.boss, .fire("go"), "l").outcome == .accepted)
    #expect(try leases.store.replay(in: SQLiteStorage.memory()).difference == nil)
    #expect(try leases.store.rebuild(comparing: true).difference == nil)
  }

  /// What a case remembers of a state that is called otherwise now, whether it came back to it or not.
  @Test(arguments: ["deep", "shallow"], [true, false])
  func remembersAStateThatIsCalledOtherwise(_ history: String, _ isBack: Bool) throws {
    func book(_ fast: String, _ was: String) throws -> Rulebook {
      try peopled(
        """
        workflow: w
        kinds:
          check: {fields: {pump: pump}, states: {asked: {on: {answer: answered}}, answered: {final: true}}, events: {answer: }}
          pump:
            states:
              on duty:
                initial: slow
                on: {halt: halted, end: ended}
                states:
                  as before: {history: \(history), always: {to: slow}}
                  slow: {on: {speed: \(fast)}}
                  \(fast): {\(was)on: {brake: slow}, invoke: {look: {kind: check, with: {pump: case.id}}}}
              halted: {on: {go on: as before, end: ended}}
              ended: {final: true}
            events: {halt: , end: , speed: , brake: , go on: }
        """,
        """
        plugin: p
        rasci: {check: {default: {R: administrator, A: administrator}}, pump: {default: {R: administrator, A: administrator}}}
        """)
    }
    let pumps = try Simulated(try book("fast", ""))
    try pumps.create("pump", "p", [])
    for event in ["speed", "halt"] + (isBack ? ["go on"] : []) {
      #expect(try pumps.act(Simulated.boss, .fire(event), "p").outcome == .accepted)
    }
    _ = try pumps.store.perform(.adoption(of: try book("quick", "was: fast, ")), by: pumps.principal())
    #expect(try pumps.act(Simulated.boss, .upgrade, "p").outcome == .accepted)
    if !isBack { #expect(try pumps.act(Simulated.boss, .fire("go on"), "p").state == "quick") }
    #expect(try pumps.find("p")?.stateText == "quick")
    #expect(try pumps.store.replay(in: SQLiteStorage.memory()).difference == nil)
    #expect(try pumps.store.rebuild(comparing: true).difference == nil)
    #expect(try pumps.reopened().find("p", on: "2030-01-01")?.stateText == "quick")
  }

  /// What differs by the names alone is no difference, and what can no longer come is nobody's duty.
  @Test func loseNothingByNamesAloneNorByDutiesThatHavePassed() throws {
    func book(_ fee: String, _ was: String, _ due: String) throws -> Rulebook {
      try peopled(
        """
        workflow: w
        kinds:
          hire:
            fields: {\(fee): {type: number, required: true\(was)}, note: text}
            derived: {dear: \(fee) > 100 and note != "\(fee)"}
            states: {drafted: {on: {sign: signed}}, signed: {on: {end: ended}}, ended: {final: true}}
            events:
              sign: {due: 'date(case.created) + @"\(due)"', requires: [{name: some, that: \(fee) > 0}]}
              end: {due: 'date(case.created) + @"P1Y"'}
        """,
        """
        plugin: p
        roles: {clerk: Clerk, head: Head}
        rasci:
          hire:
            default: {R: administrator, A: administrator}
            end:
              - {when: \(fee) > 100, R: clerk, A: head, approval: before, C: clerk}
              - {R: clerk, A: head, approval: before}
        """)
    }
    let hires = try Simulated(try book("base fee", "", "P1M"))
    try hires.create("hire", "h", [("base fee", .number(50))])
    try hires.create("hire", "draft", [("base fee", .number(50))])
    #expect(try hires.act(Simulated.boss, .fire("sign"), "h").outcome == .accepted)
    _ = try hires.store.perform(
      .adoption(of: try book("fee", ", was: base fee", "P2M")), by: hires.principal())
    func told(_ id: String) throws -> [String] {
      try hires.look { try DefinitionsInForce($0).upgrade(of: id) }.map { "\($0.part) \($0.name) \($0.isLostDuty)" }
    }
    #expect(try told("h") == ["field fee false"])
    #expect(try told("draft") == ["duty sign true", "field fee false"])
    #expect(try hires.act(Simulated.boss, .upgrade, "h").outcome == .accepted)
  }

  /// What stands at one event is not taken for what stands at another whose name ends alike.
  @Test func keepWhatIsAskedOfAnEventThatIsCalledOtherwise() throws {
    func book(_ opening: String, _ was: String) throws -> Rulebook {
      try peopled(
        """
        workflow: w
        kinds:
          jar:
            fields: {cookies: {type: integer, initial: 3}}
            states: {shut: {on: {\(opening): opened, re open: opened}}, opened: {final: true}}
            events:
              \(opening): {\(was)requires: [{name: full, that: cookies > 0}]}
              re open: {requires: [{name: quota, that: cookies > 2}]}
        """,
        """
        plugin: p
        roles: {clerk: Clerk, head: Head}
        rasci:
          jar:
            default: {R: clerk, A: clerk}
            \(opening):
              - {when: cookies > 5, R: clerk, A: head, approval: before, C: clerk}
              - {R: clerk, A: head, approval: after}
            re open: {R: clerk, A: head, approval: before}
        """)
    }
    let jars = try Simulated(try book("open", ""))
    try jars.create("somebody", "p", [("accounts", .list([.string("c@w")]))])
    try jars.create(
      "post", "a", [("person", .string("c@w")), ("role", .string("clerk")), ("from", .date(try day("2030-01-01")))])
    #expect(try jars.create("jar", "j", [], as: "c@w").outcome == .accepted)
    _ = try jars.store.perform(.adoption(of: try book("unlock", "was: open, ")), by: jars.principal())
    let changes = try jars.look { try DefinitionsInForce($0).upgrade(of: "j") }
    #expect(
      changes.map { "\($0.part) \($0.name): \($0.before ?? "") → \($0.after ?? "")" } == [
        "event unlock: called open → called unlock"
      ])
    #expect(try jars.act(Simulated.boss, .upgrade, "j").outcome == .accepted)
  }

  @Test func keepWhatWasDrafted() throws {
    let loose = new.replacing("was: raise rent, ", with: "")
    try adopt(loose)
    // An event that is gone is a loss that somebody has to decide on.
    #expect(try upgrade().reasons.map(\.rule) == [.duties])
    #expect(try upgrade([("decision", .string("council 3"))]).outcome == .accepted)
  }

  @Test func areNotGivenAnewWithAnUpgrade() throws {
    try adopt(new)
    #expect(try upgrade([("renter", .string("eve"))]).reasons.map(\.rule) == [.fields])
    #expect(try upgrade([("yearly", .number(5))]).outcome == .accepted)
    #expect(try leases.find("l")?["yearly"].text == "5")
  }

  @Test func becomeOneOfSeveralStatesByWhatTheyAre() throws {
    let split = new.replacing(
      "running: {was: good standing, on: {warn: warned, raise: , go: gone}}",
      with: """
        running: {was: {good standing: rent >= 100}, on: {warn: warned, raise: , go: gone}}
              cheap: {was: {good standing: rent < 100}, on: {warn: warned, raise: , go: gone}}
        """
    ).replacing("forgive: running", with: "forgive: [{to: running, when: rent >= 100}, {to: cheap}]")
    try adopt(split)
    let moved = try upgrade()
    #expect(moved.outcome == .accepted && moved.state == "running", "\(moved.reasons)")
    #expect(try leases.store.replay(in: SQLiteStorage.memory()).difference == nil)
  }

  @Test func stayWhereNoneOfSeveralIsTheirs() throws {
    let split = new.replacing("running: {was: good standing,", with: "running: {was: {good standing: rent > 100},")
    try adopt(split)
    #expect(try upgrade().reasons.map(\.rule) == [.definition])
    #expect(try leases.find("l")?.stateText == "good standing")
  }

  @Test func severalStatesBecomeOne() throws {
    let merged = new.replacing("was: good standing", with: "was: [good standing, warned]")
      .replacing("warned: {on: {forgive: running}}", with: "halted: {on: {forgive: running}}")
      .replacing("warn: warned, ", with: "warn: halted, ")
    _ = try leases.act(Simulated.boss, .fire("warn"), "l")
    try adopt(merged)
    #expect(try upgrade().state == "running")
  }

  @Test func comeToStandInRegionsThatAreNew() throws {
    let parallel = new.replacing(
      "running: {was: good standing, on: {warn: warned, raise: , go: gone}}",
      with: """
        running:
                was: good standing
                parallel: true
                on: {warn: warned, raise: , go: gone}
                states:
                  paying: {initial: in time, states: {in time: {always: {when: rent < 0, to: behind}}, behind: {on: {forgive: in time}}}}
                  repairs: {states: {none: {on: {forgive: none}}}}
        """)
    try adopt(parallel)
    let moved = try upgrade([("decision", .string("council 4"))])
    #expect(moved.outcome == .accepted, "\(moved.reasons)")
    #expect(moved.state == "in time, none")
    #expect(try leases.store.replay(in: SQLiteStorage.memory()).difference == nil)
  }
}
