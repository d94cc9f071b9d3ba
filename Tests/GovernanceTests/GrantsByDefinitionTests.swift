import Calendar
import Definitions
import FEEL
import TestSupport
import Testing

@testable import Governance

/// Who stands where and who reads what, said as plainly as can be, for worlds of grants drawn at random.
private struct Plainly {
  let guild: Guild
  let date: CivilDate

  /// How far a scope lies from a case: the fewest steps along what it is within.
  func distance(_ id: String, of state: CaseState, _ seen: Set<String> = []) -> Int? {
    if state.id == id { return 0 }
    let next = state.kind.within.flatMap { state[$0].innerTexts }
    if next.contains(id) { return 1 }
    return next.filter { !seen.contains($0) }.compactMap { name in
      guild.find(name).flatMap { distance(id, of: $0, seen.union([state.id])) }.map { $0 + 1 }
    }.min()
  }

  func covers(_ grant: CaseState, _ state: CaseState) -> Int? {
    guard case .string(let scope) = grant["scope"] else { return Int.max }
    return distance(scope, of: state)
  }

  func isTermOpen(_ grant: CaseState) -> Bool {
    if case .date(let from) = grant["from"], from > date { return false }
    if case .date(let until) = grant["until"], until < date { return false }
    return true
  }

  func isInForce(_ grant: CaseState) -> Bool {
    grant.isIn("valid") && isTermOpen(grant) && grant.open.allSatisfy { $0.disagreed == nil }
  }

  func grants(_ kind: String, to account: String) -> [CaseState] {
    guild.all(kind).filter { [account, guild.person(behind: account) ?? ""].contains($0["person"].text) }
  }

  func exactness(_ grant: CaseState, _ event: String, _ kind: String) -> Int? {
    let names = grant["activities"].innerTexts
    if names.isEmpty { return 2 }
    return names.contains("\(kind).\(event)") ? 0 : names.contains(kind) ? 1 : nil
  }

  typealias Found = (rank: [Int], role: String, grants: [String])

  func standing(_ account: String, _ roles: [String], _ state: CaseState, _ event: String, seen: [String]) -> Found? {
    if account == guild.administrator, roles.contains("administrator") {
      return ([0, Int.max, 0], "administrator", [])
    }
    if seen.count > 1, isGone(account) { return nil }
    let own = grants("badge", to: account).filter { roles.contains($0["role"].text) && isInForce($0) }
      .compactMap { grant in
        covers(grant, state).map { ([1, $0, grant.createdBy], grant["role"].text, [grant.id]) as Found }
      }
    if !own.isEmpty || seen.count > 5 { return own.min { $0.rank.lexicographicallyPrecedes($1.rank) } }
    let passed = grants("proxy", to: account).filter { isInForce($0) }.compactMap { grant -> Found? in
      let by = grant["by"].text
      let allowed = grant["role"].isNull ? roles : roles.filter { $0 == grant["role"].text }
      guard !seen.contains(by), !allowed.isEmpty, exactness(grant, event, state.kind.name) != nil,
        let distance = covers(grant, state), let origin = standing(by, allowed, state, event, seen: seen + [by])
      else { return nil }
      return ([origin.rank[0] + 1, distance, grant.createdBy], origin.role, [grant.id] + origin.grants)
    }
    return passed.min { $0.rank.lexicographicallyPrecedes($1.rank) }
  }

  typealias Stand = (role: String, scopes: Set<String>, kinds: Set<String>?)

  func stands(_ account: String, seen: Set<String>) -> [Stand] {
    var result: [Stand] = account == guild.administrator ? [("administrator", [], nil)] : []
    for grant in grants("badge", to: account) where isInForce(grant) {
      result.append((grant["role"].text, Set(grant["scope"].innerTexts), nil))
    }
    for grant in grants("proxy", to: account) where isInForce(grant) && seen.count < 6 {
      let by = grant["by"].text
      if seen.contains(by) || isGone(by) { continue }
      for stand in stands(by, seen: seen.union([by])) where grant["role"].isNull || grant["role"].text == stand.role {
        let named = grant["activities"].innerTexts.map { String($0.split(separator: ".")[0]) }
        let kinds = named.isEmpty ? stand.kinds : stand.kinds.map { $0.intersection(named) } ?? Set(named)
        result.append((stand.role, stand.scopes.union(grant["scope"].innerTexts), kinds))
      }
    }
    return result
  }

  /// Nobody is the deputy of who has left.
  func isGone(_ account: String) -> Bool {
    let person = guild.find(guild.person(behind: account) ?? account)
    return person?.kind.name == "member" && person?.isOpen == false
  }

  func sees(_ account: String, _ state: CaseState) -> Bool {
    let person = guild.person(behind: account)
    if let person, state.id == person { return true }
    let names = Set([account, person ?? account] + (person.flatMap(guild.find)?["accounts"].innerTexts ?? []))
    if state.kind.grant != nil, case .string(let name) = state["person"], names.contains(name) { return true }
    if let person, guild.find(person)?.isOpen == false { return false }
    return stands(account, seen: [account]).contains { stand in
      (state.kind.name != "chest" || stand.role == "carver") && stand.kinds?.contains(state.kind.name) != false
        && stand.scopes.allSatisfy { distance($0, of: state) != nil }
    }
  }
}

@Suite struct GrantsByDefinition {
  private static let accounts = ["ann@g", "bob@g", "cas@g", "dan@g", "eve@g", "boss@g"]
  private static let roles = ["carver", "warden", "clerk"]
  private static let today = "2030-01-10"

  /// Halls with desks beside each other, members with two accounts, and grants of every sort, drawn at random.
  private func draw(_ seed: UInt64) throws -> Guild {
    let guild = try Guild()
    var random = Seeded(state: seed)
    for hall in ["h-1", "h-2"] { try guild.add("hall", hall) }
    try guild.add("chest", "c-1")
    try guild.add("desk", "d-1", [("hall", .string("h-1"))])
    try guild.add("desk", "d-2", [("hall", .string("h-2")), ("beside", .list([.string("d-1"), .string("d-3")]))])
    try guild.add("desk", "d-3", [("beside", .list([.string("d-2")])), ("hall", .string("nowhere"))])
    try guild.add("job", "j-1", [("desk", .string("d-2"))])
    try guild.add("member", "m-1", [("accounts", .list([.string("ann@g"), .string("bob@g")]))])
    try guild.add(
      "member", "m-2", in: Bool.random(using: &random) ? "here" : "gone", [("accounts", .list([.string("cas@g")]))])
    let names = Self.accounts + ["m-1", "m-2"]
    func pick<T>(_ list: [T]) -> T { list[Int.random(in: 0..<list.count, using: &random)] }
    let dates: [Value] = try [.null, .null] + ["2030-01-09", "2030-01-10", "2030-01-11"].map { .date(try day($0)) }
    for number in 0..<Int.random(in: 4...14, using: &random) {
      let kind = pick(["badge", "badge", "badge", "proxy", "proxy", "letter"])
      var fields: [(String, Value)] = [
        ("scope", pick([.null, .null] + ["d-1", "d-2", "d-3", "h-1", "h-2", "j-1", "nowhere"].map { .string($0) })),
        ("from", pick(dates)), ("until", pick(dates)),
      ]
      if kind != "letter" { fields.append(("person", .string(pick(names)))) }
      if kind == "proxy" { fields.append(("by", .string(pick(Self.accounts)))) }
      if kind != "proxy" || Bool.random(using: &random) { fields.append(("role", .string(pick(Self.roles)))) }
      if kind != "badge" {
        let named = ["desk.paint", "desk", "desk.mark", "job.finish", "chest"]
        fields.append(("activities", pick([.null, .list([]), .list([.string(pick(named)), .string(pick(named))])])))
      }
      let open: [OpenAct] = pick([
        [], [], [], [.of("ann@g", "create", entry: 3, took: true)],
        [.of("ann@g", "create", entry: 3, took: true, disagreed: 4)],
      ])
      try guild.add(
        kind, "g-\(number)", in: pick(["valid", "valid", "valid", "valid", "taken"]),
        by: 100 + Int.random(in: 0..<20, using: &random), fields
      ) { $0.open = open }
    }
    return guild
  }

  @Test(arguments: 0..<4) func giveTheStandingThatTheRuleSays(_ part: UInt64) throws {
    let date = try day(Self.today)
    for seed in part * 10..<(part + 1) * 10 {
      let guild = try draw(seed)
      let plainly = Plainly(guild: guild, date: date)
      for id in ["d-1", "d-2", "d-3", "j-1"] {
        let state = try #require(guild.find(id))
        let authority = Authority(world: guild, subject: state, date: date, event: "paint")
        for other in guild.cases {
          #expect(authority.scopes.distance(other.id) == plainly.distance(other.id, of: state), "\(seed) \(other.id)")
        }
        for account in Self.accounts {
          for roles in [["carver"], ["warden"], ["clerk", "warden"], ["carver", "administrator"]] {
            let (found, lapses) = authority.standing(account, in: roles)
            let wanted = plainly.standing(account, roles, state, "paint", seen: [account])
            #expect(
              found?.role == wanted?.role && found?.grants == wanted?.grants,
              "\(seed): \(account) \(roles) \(id): \(String(describing: found)), not \(String(describing: wanted))")
            for lapse in lapses {
              let grant = try #require(guild.find(lapse.grant))
              #expect(!plainly.isInForce(grant) && roles.contains(lapse.role))
              #expect(lapse.until == (grant.isIn("valid") ? day(of: grant["until"]) : date))
              #expect(lapse.from == day(of: grant["from"]))
            }
            let ends = lapses.map { $0.until?.dayNumber ?? Int.max }
            #expect(ends == ends.sorted(), "the latest is last")
            if wanted?.rank[0] != 0 {
              let own = plainly.grants("badge", to: account).filter {
                roles.contains($0["role"].text) && !plainly.isInForce($0) && plainly.covers($0, state) != nil
              }
              let told = lapses.filter { $0.what == .assignment }.map(\.grant)
              #expect(Set(told) == Set(own.map(\.id)) && told.count == own.count, "\(seed): \(account)")
            }
          }
          let held = Self.roles.filter { role in
            plainly.grants("badge", to: account).contains {
              $0["role"].text == role && plainly.isInForce($0) && plainly.covers($0, state) != nil
            }
          }
          #expect(authority.roles(of: account) == ((account == "boss@g" ? ["administrator"] : []) + held).sorted())
          for role in Self.roles {
            let stands = plainly.standing(account, [role], state, "paint", seen: [account]) != nil
            let holds = stands && !plainly.isGone(account)
            #expect(authority.holds(account, role) == holds)
          }
        }
        for roles in [["carver"], ["clerk", "warden", "administrator"]] {
          var holders = guild.allGrants().filter {
            $0.kind.name == "badge" && roles.contains($0["role"].text) && plainly.isInForce($0)
              && plainly.covers($0, state) != nil && !plainly.isGone($0["person"].text)
          }.map { [$0["person"].text, $0["role"].text, $0.id] }
          if roles.count > 1 { holders.append(["boss@g", "administrator", ""]) }
          #expect(authority.holders(of: roles).map { [$0.name ?? "", $0.role, $0.grant ?? ""] } == holders)
          let mandates = guild.all("letter").filter { plainly.isInForce($0) && roles.contains($0["role"].text) }
            .compactMap { letter -> ([Int], String)? in
              guard let distance = plainly.covers(letter, state),
                let exactness = plainly.exactness(letter, "paint", state.kind.name)
              else { return nil }
              return ([distance, exactness, letter.createdBy], letter.id)
            }
          let first = mandates.min { $0.0.lexicographicallyPrecedes($1.0) }
          #expect(authority.mandate(for: roles, upTo: nil).id == first?.1, "\(seed): \(roles) \(id)")
        }
        for chosen in guild.allGrants() {
          let others = guild.allGrants().filter { other in
            other.id != chosen.id && other.kind.name == chosen.kind.name && plainly.isInForce(other)
              && other["role"].text == chosen["role"].text && other["person"].text == chosen["person"].text
          }.compactMap { other -> ([Int], String)? in
            guard let distance = plainly.covers(other, state),
              let exactness = plainly.exactness(other, "paint", state.kind.name)
            else { return nil }
            return ([distance, exactness, other.createdBy], other.id)
          }.sorted { $0.0.lexicographicallyPrecedes($1.0) }
          #expect(authority.alternatives(to: chosen) == others.map(\.1), "\(seed): \(chosen.id)")
        }
      }
    }
  }

  private func day(of value: Value) -> CivilDate? { if case .date(let date) = value { date } else { nil } }
  private func day(_ text: String) throws -> CivilDate { try TestSupport.day(text) }

  @Test func letReadWhatTheRuleSays() throws {
    let date = try day(Self.today)
    for seed in UInt64(1000)..<1060 {
      let guild = try draw(seed)
      let plainly = Plainly(guild: guild, date: date)
      for account in Self.accounts {
        let clearance = Clearance(account, in: guild, on: date)
        let isGone = guild.person(behind: account).flatMap(guild.find).map { !$0.isOpen } ?? false
        let stands = isGone ? [] : plainly.stands(account, seen: [account])
        #expect(clearance.roles == Set(stands.map(\.role)).sorted(), "\(seed): \(account)")
        #expect(clearance.isNobody == stands.isEmpty)
        #expect(clearance.standsEverywhere == stands.contains { $0.scopes.isEmpty && $0.kinds == nil })
        for state in guild.cases {
          let sees = plainly.sees(account, state)
          #expect(clearance.sees(state) == sees, "\(seed): \(account) \(state.id)")
          // The second time it remembers.
          #expect(clearance.sees(state) == sees)
          #expect(clearance.mayKnow(of: state) == (state.kind.name != "chest" || sees))
          let all = stands.contains { stand in
            stand.scopes.isEmpty && stand.kinds?.contains(state.kind.name) != false
              && (state.kind.name != "chest" || stand.role == "carver")
          }
          #expect(clearance.seesAll(state) == all && clearance.seesAll(state.kind) == all)
          if state.kind.name == "desk", sees {
            let note = state.kind.fields[try #require(state.kind.index(of: "note"))]
            let mayRead = stands.contains { stand in
              stand.role == "carver" && stand.kinds?.contains("desk") != false
                && stand.scopes.allSatisfy { plainly.distance($0, of: state) != nil }
            }
            #expect(clearance.sees(note, of: state) == mayRead, "\(seed): \(account) \(state.id)")
            #expect(clearance.sees(state.kind.fields[0], of: state))
            #expect(clearance.answers(try #require(guild.rulebook.kinds["chest"]), for: state) == mayRead)
            #expect(clearance.answers(state.kind, for: state))
          }
        }
        let own = Set(
          [account]
            + (guild.person(behind: account).map { person in
              [person] + (guild.find(person)?["accounts"].innerTexts ?? [])
            } ?? []))
        for name in Self.accounts + ["m-1", "m-2", "nobody@g"] {
          let person = guild.find(name) ?? guild.person(behind: name).flatMap(guild.find)
          let grants = guild.grants(to: [name])
          let known =
            own.contains(name) || person.map { plainly.sees(account, $0) } ?? false
            || grants.contains { plainly.sees(account, $0) }
            || grants.isEmpty && guild.person(behind: name) == nil && clearance.standsEverywhere
          #expect(clearance.names(name) == known, "\(seed): \(account) \(name)")
        }
      }
    }
  }

  /// Who looks ahead asks assignments alone, and not whether somebody disagreed.
  @Test func areLookedUpAheadByRoleAndScope() throws {
    for seed in UInt64(2000)..<2030 {
      let guild = try draw(seed)
      let roster = Roster(guild)
      for text in ["2030-01-08", "2030-01-09", "2030-01-10", "2030-01-11", "2030-01-12"] {
        let plainly = Plainly(guild: guild, date: try day(text))
        for state in guild.cases {
          for roles in [["carver"], ["clerk", "warden"]] {
            let isHeld = guild.all("badge").contains {
              $0.isIn("valid") && roles.contains($0["role"].text) && plainly.isTermOpen($0)
                && plainly.covers($0, state) != nil && !plainly.isGone($0["person"].text)
            }
            #expect(roster.isHeld(roles, for: state, on: plainly.date) == isHeld, "\(seed) \(text) \(state.id)")
          }
          #expect(roster.isHeld(["clerk", "administrator"], for: state, on: plainly.date))
        }
      }
    }
  }

  @Test func ofOneAgeCountInTheOrderInWhichTheyStand() throws {
    let guild = try Guild()
    try guild.add("desk", "d-1")
    for (id, role) in [("b-1", "warden"), ("b-2", "carver")] {
      try guild.add("badge", id, by: 7, [("person", .string("ann@g")), ("role", .string(role))])
    }
    for id in ["p-1", "p-2"] {
      try guild.add("proxy", id, by: 8, [("person", .string("dan@g")), ("by", .string("ann@g"))])
    }
    for id in ["l-1", "l-2"] { try guild.add("letter", id, by: 9, [("role", .string("carver"))]) }
    let authority = Authority(
      world: guild, subject: try #require(guild.find("d-1")), date: try day(Self.today), event: "mark")
    let roles = ["carver", "warden"]
    #expect(authority.standing("ann@g", in: roles).standing?.grants == ["b-1"])
    #expect(authority.standing("dan@g", in: roles).standing?.grants == ["p-1", "b-1"])
    #expect(authority.mandate(for: roles, upTo: nil).id == "l-1")
  }

  @Test(arguments: [1, 4, 5, 6, 7]) func areHandedOnFiveTimesAtMost(_ times: Int) throws {
    let guild = try Guild()
    try guild.add("desk", "d-1")
    try guild.add("badge", "b", [("person", .string("a0@g")), ("role", .string("carver"))])
    for number in 1...times {
      try guild.add("proxy", "p\(number)", [("person", .string("a\(number)@g")), ("by", .string("a\(number - 1)@g"))])
    }
    let (date, state) = (try day(Self.today), try #require(guild.find("d-1")))
    let authority = Authority(world: guild, subject: state, date: date, event: "mark")
    let chain = (1...times).reversed().map { "p\($0)" } + ["b"]
    #expect(authority.standing("a\(times)@g", in: ["carver"]).standing?.grants == (times <= 5 ? chain : nil))
    #expect(Clearance("a\(times)@g", in: guild, on: date).isNobody == (times > 5))
    // And a loop of as many is found, a longer one is not looked for.
    let loop = authority.loop(from: "a\(times)@g", to: "a0@g", nil, nil)
    #expect(loop == (times <= 6 ? (1...times).reversed().map { "p\($0)" } : nil))
  }

  /// What is handed on comes back only where all terms have a day in common.
  @Test func goRoundOnlyOnDaysThatTheyShare() throws {
    for (first, last, from, until, isLoop) in [
      (nil, nil, nil, nil, true), ("2030-02-01", nil, nil, "2030-02-01", true),
      ("2030-02-02", nil, nil, "2030-02-01", false),
      (nil, "2030-02-01", "2030-02-01", nil, true), (nil, "2030-02-01", "2030-02-02", nil, false),
      ("2030-01-01", "2030-01-31", "2030-01-31", "2030-03-01", true),
      ("2030-01-01", "2030-01-31", "2030-02-01", "2030-03-01", false),
      ("2030-02-01", "2030-02-28", "2030-01-01", "2030-01-31", false),
    ] as [(String?, String?, String?, String?, Bool)] {
      for state in ["valid", "taken"] {
        let guild = try Guild()
        func date(_ text: String?) throws -> Value { try text.map { .date(try day($0)) } ?? .null }
        try guild.add("desk", "d-1")
        try guild.add("member", "m", [("accounts", .list([.string("ann@g"), .string("ann@home")]))])
        // Of another sort, which hands on nothing.
        try guild.add("badge", "b", [("person", .string("bob@g")), ("role", .string("carver"))])
        try guild.add(
          "proxy", "x", in: state,
          [
            ("person", .string("bob@g")), ("by", .string("ann@home")), ("from", try date(from)),
            ("until", try date(until)),
          ])
        let authority = Authority(
          world: guild, subject: try #require(guild.find("d-1")), date: try day(Self.today), event: "mark")
        let found = authority.loop(from: "bob@g", to: "ann@g", try first.map(day), try last.map(day))
        #expect(found == (isLoop && state == "valid" ? ["x"] : nil))
        let gate = Gate(guild)
        var fields: Given = [("person", .string("ann@g")), ("by", .string("bob@g"))]
        if let first { fields.append(("from", try date(first))) }
        if let last { fields.append(("until", try date(last))) }
        let act = Act(
          Actor("boss@g", known: .asserted), .fire("create"), on: "y", kind: "proxy", fields: fields,
          at: try guild.noon(Self.today))
        let reasons = gate.decide(act).reasons
        #expect(
          Reason.record(reasons)
            == (isLoop && state == "valid"
              ? #"[{"delegationLoop":{"by":"bob@g","person":"ann@g","chain":["x"]}}]"# : "[]"))
      }
    }
  }
}
