import Definitions
import Engine
import FEEL
import Governance
import TestSupport
import Testing

/// Who knew what: by acting, and by being told.
@Suite struct Knowledge {
  private let seats: Given = [("seats", .number(1))]

  @Test func ofWhatOneWasToldIsWholeWheneverTheGrantCame() throws {
    let library = try Library()
    var told: [Int] = []
    for _ in 0..<3 { told.append(try library.act("ann@lib", .fire("lend"), "red", seats).entry ?? -1) }
    func known(_ name: String) throws -> [Int] {
      try library.simulated.look {
        try Provenances($0).known(to: name, from: nil, until: nil).rows.filter { $0.told != nil }.map(\.row.entry)
      }
    }
    // The head is told of every loan, and nothing later is needed for it.
    #expect(try known("bob@lib") == told)
    #expect(try known("p-bob") == told, "by person as by account")
    try library.badge("b-9", "bob@lib", "porter")
    #expect(try known("bob@lib") == told, "a later grant adds nothing to what was told before")
    #expect(try known("cas@lib").isEmpty)
  }

  @Test func ofWhatOneWasToldGoesByWhereTheCaseLayThen() throws {
    let library = try Library()
    try library.create("room", "blue", [("seats", .number(20))])
    try library.badge("b-8", "eva@lib", "head", scope: "red")
    let lent = try library.act("ann@lib", .fire("lend"), "red", seats)
    let loan = try #require(lent.followed.first).subject
    // The head of the red room is told of a loan in it, and no longer once it has gone elsewhere.
    var moves: [Int] = []
    func told(after room: String) throws -> [Int] {
      let moved = try library.act("ann@lib", .fire("move"), loan, [("room", .string(room))])
      moves.append(try #require(moved.entry))
      return try library.simulated.look {
        try Provenances($0).known(to: "eva@lib", from: nil, until: nil).rows.filter { $0.row.subject == loan }
      }.map(\.row.entry)
    }
    #expect(try told(after: "blue").isEmpty, "a loan that moves out is told to who is where it went")
    #expect(try told(after: "red") == [moves[1]], "and one that moves in is")
    #expect(try told(after: "blue") == [moves[1]], "also when it moves out with the very next act")
  }

  @Test func ofSomebodyWhomNoEntryKnowsIsAnError() throws {
    let library = try Library()
    func known(_ name: String) throws -> Int {
      try library.simulated.look { try Provenances($0).known(to: name, from: nil, until: nil).rows.count }
    }
    #expect(throws: StoreProblem.self) { try known("nobody@lib") }
    // Whoever was granted something, has an account or keeps the store is known, though they knew nothing.
    #expect(try known("p-cas") == 0 && known("cas@lib") == 0 && known("ann@home") == 0)
    try library.badge("b-9", "zed@lib", "neighbour")
    #expect(try known("zed@lib") == 0 && known(Simulated.boss) > 0)
    // That somebody else was told of something makes nobody known.
    try library.act("ann@lib", .fire("lend"), "red", seats)
    #expect(throws: StoreProblem.self) { try known("nobody@lib") }
    #expect(throws: StoreProblem.self) { try known("red") }
  }

  @Test func ofACaseIsAskedTheOtherWayRound() throws {
    let library = try Library()
    let first = try library.act("ann@lib", .fire("lend"), "red", seats).entry ?? -1
    try library.goTo("2030-01-05")
    _ = try library.act("ann@lib", .fire("lend"), "red", seats)
    func knowers(until date: String?) throws -> [String: Int] {
      try library.simulated.look { view in
        let until = try date.map { try day($0) }
        let rows = try Provenances(view).knowers(of: "red", until: until)
        return Dictionary(
          uniqueKeysWithValues: rows.map { row in
            if case .name(let name) = row.name { (name, row.count) } else { ("?", row.count) }
          })
      }
    }
    let all = try knowers(until: nil)
    #expect(all["bob@lib"] == 2 && all["ann@lib"] == 2 && all["boss@lib"] == 1, "\(all)")
    #expect(all["cas@lib"] == nil)
    #expect(try knowers(until: "2030-01-02")["bob@lib"] == 1)
    let since = try library.simulated.look { try Provenances($0).knowers(of: "red", until: nil) }
    #expect(since.contains { $0.first == first && $0.told == "head" }, "\(since)")
  }

  @Test func ofAGrantIsForThoseWhoStoodInTheRoleBeforeIt() throws {
    let desk = try Simulated(
      """
      workflow: w
      kinds:
        badge:
          grants: {a: assignment, in: valid, person: person, role: role}
          fields: {person: text required, role: text required}
          states: {valid: {on: {take: taken, look: }}, taken: {final: true}}
          events: {take: {}, look: {}}
      """,
      """
      plugin: p
      roles: {clerk: Clerk}
      rasci: {badge: {default: {R: administrator, A: administrator, I: clerk}}}
      """)
    for (id, person) in [("b-1", "ada@w"), ("b-2", "bob@w")] {
      try desk.create("badge", id, [("person", .string(person)), ("role", .string("clerk"))])
    }
    for (event, id) in [("look", "b-1"), ("take", "b-1"), ("look", "b-2"), ("take", "b-2")] {
      #expect(try desk.act(Simulated.boss, .fire(event), id).outcome == .accepted)
    }
    func told(_ name: String) throws -> [Int] {
      try desk.look { try Provenances($0).known(to: name, from: nil, until: nil).rows.map(\.row.entry) }
    }
    // The first entry after the beginning makes the first clerk, whom nobody could tell of it yet.
    #expect(try told("ada@w") == [2, 3, 4] && told("bob@w") == [3, 4, 5, 6])
    func knowers(_ id: String) throws -> [String] {
      try desk.look { view in
        try Provenances(view).knowers(of: id, until: nil).map {
          "\($0.name) \($0.told ?? "acted") \($0.first) \($0.count)"
        }
      }
    }
    #expect(
      try knowers("b-1") == [
        #"name("boss@lib") acted 1 3"#, #"name("ada@w") clerk 3 2"#, #"name("bob@w") clerk 3 2"#,
      ])
    #expect(
      try knowers("b-2") == [
        #"name("ada@w") clerk 2 1"#, #"name("boss@lib") acted 2 3"#, #"name("bob@w") clerk 5 2"#,
      ])
  }

  @Test func ofWhatARoleWasToldGoesByWhoStoodBehindAnAccountThen() throws {
    let library = try Library()
    func person(_ name: String) throws {
      try library.create("somebody", "p-\(name)", [("accounts", .list([.string("\(name)@lib")]))])
    }
    func rename(_ name: String) throws {
      let accounts: Given = [("accounts", .list([.string("\(name)@home")]))]
      #expect(try library.act(Simulated.boss, .fire("rename"), "p-\(name)", accounts).outcome == .accepted)
    }
    func lend() throws -> Int { try #require(try library.act("ann@lib", .fire("lend"), "red", seats).entry) }
    func told(_ name: String) throws -> [Int] {
      try library.simulated.look {
        try Provenances($0).known(to: name, from: nil, until: nil).rows.filter { $0.told != nil }.map(\.row.entry)
      }
    }
    for name in ["eva", "ida"] { try person(name) }
    // One is granted it as a person, the other under an account.
    try library.badge("b-8", "p-eva", "head")
    try library.badge("b-9", "ida@lib", "head")
    let first = try lend()
    for name in ["eva", "ida"] { try rename(name) }
    let second = try lend()
    #expect(try told("p-eva") == [first, second] && told("eva@home") == [second])
    #expect(try told("p-ida") == [first] && told("ida@home") == [])
    let knowers = try library.simulated.look { try Provenances($0).knowers(of: "red", until: nil) }
    #expect(
      knowers.filter { $0.told == "head" }.map { "\($0.name) \($0.count)" } == [
        #"name("bob@lib") 2"#, #"name("ida@lib") 2"#, #"name("p-eva") 2"#,
      ])
  }
}
