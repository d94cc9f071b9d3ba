import Calendar
import Definitions
@testable import Engine
import FEEL
import Governance
import SQLiteStorage
import TestSupport
import Testing

/// People who act at random for years.
private struct Crowd {
  let store: Store
  let rulebook: Rulebook
  var random: Seeded
  var accounts: [String] = []
  private var ids: [String: [String]] = [:]
  private var made = 0

  init(seed: UInt64, region: String) throws {
    rulebook = try shipped(region)
    store = try Store.begin(
      try SQLiteStorage.memory(),
      Beginning(
        mode: .simulation, instant: Instant(milliseconds: 1_798_790_400_000), zone: .utc, administrator: "boss@t"),
      rulebook)
    random = Seeded(state: seed)
    accounts = ["boss@t"]
    for role in rulebook.roles.keys.sorted() {
      let account = role.replacing(" ", with: "-") + "@t"
      accounts.append(account)
      try make("person", [("name", .string(role)), ("accounts", .list([.string(account)]))])
      var scope: Given = []
      if rulebook.roles[role]?.within != nil {
        try make("party", [("title", .string(role)), ("sort", .string("provider"))])
        scope = [("scope", .string("s-\(made)"))]
      }
      try make(
        "assignment", [("person", .string(account)), ("role", .string(role)), ("source", .string("lot"))] + scope)
    }
    for role in rulebook.roles.keys.sorted() {
      try make(
        "mandate",
        [
          ("title", .string("all")), ("role", .string(role)), ("decision", .string("d")),
          ("from", .date(CivilDate(dayNumber: 20_000))), ("until", .date(CivilDate(dayNumber: 40_000))),
        ])
    }
  }

  private mutating func make(_ kind: String, _ fields: Given) throws {
    made += 1
    let receipt = try perform(Request(.fire("create"), on: "s-\(made)", kind: kind, fields: fields), as: "boss@t")
    #expect(receipt.outcome == .accepted, "\(receipt.reasons)")
    ids[kind, default: []].append("s-\(made)")
  }

  private mutating func value(_ type: FieldType) -> Value {
    let day = CivilDate(dayNumber: store.today.dayNumber + Int.random(in: -40...700, using: &random))
    switch type {
    case .text:
      return .string(
        ["x", "for", "a longer text", accounts.randomElement(using: &random) ?? ""].randomElement(using: &random) ?? "")
    case .integer: return .number(Number(Int.random(in: -1...6, using: &random)))
    case .number, .amount: return .number(Number(Int.random(in: -5...100_000, using: &random)))
    case .boolean: return .boolean(Bool.random(using: &random))
    case .date: return .date(day)
    case .duration: return .monthsDuration(MonthsDuration(months: Int.random(in: 1...24, using: &random)))
    case .choice(let words): return words.randomElement(using: &random).map { .string($0) } ?? .null
    case .reference(let kind):
      let known = kind.map { ids[$0] ?? [] } ?? ids.values.flatMap { $0 }.sorted()
      return known.randomElement(using: &random).map { .string($0) } ?? .string("nobody")
    case .list(let element): return .list((0..<Int.random(in: 1...3, using: &random)).map { _ in value(element) })
    default: return .null
    }
  }

  private mutating func fields(_ fields: [Field]) -> Given {
    fields.compactMap { field in
      field.isRequired || Int.random(in: 0..<4, using: &random) == 0 ? (field.name, value(field.type)) : nil
    }
  }

  /// One act of somebody, on something, of whatever kind.
  mutating func act() throws -> Receipt {
    var account = accounts.randomElement(using: &random) ?? ""
    let kinds = rulebook.kindNames
    let all = ids.keys.sorted().flatMap { ids[$0] ?? [] }
    guard Int.random(in: 0..<3, using: &random) > 0, let id = all.randomElement(using: &random),
      let state = try find(id)
    else {
      let kind = try #require(rulebook.kinds[kinds.randomElement(using: &random) ?? ""])
      made += 1
      if let role = rulebook.activity(kind.name, "create")?.responsible.randomElement(using: &random),
        Bool.random(using: &random)
      {
        account = Self.account(role)
      }
      let receipt = try perform(
        Request(
          .fire("create"), on: "s-\(made)", kind: kind.name,
          fields: fields(kind.events["create"]?.fields ?? kind.fields)), as: account)
      if receipt.outcome == .accepted { ids[kind.name, default: []].append("s-\(made)") }
      return receipt
    }
    var verb = Verb.fire(state.kind.eventNames.filter { $0 != "create" }.randomElement(using: &random) ?? "")
    var given: Given = []
    if let open = state.open.randomElement(using: &random), Bool.random(using: &random) {
      verb = open.tookEffect ? .ratify(open.entry) : .approve(open.entry)
    } else if case .fire(let event) = verb {
      given = fields(state.kind.events[event]?.fields ?? [])
    }
    // Two in three know what is theirs.
    if Int.random(in: 0..<3, using: &random) > 0, case .fire(let event) = verb,
      let role = rulebook.activity(state.kind.name, event)?.responsible.randomElement(using: &random)
    {
      account = Self.account(role)
    }
    return try perform(Request(verb, on: id, fields: given), as: account)
  }

  private static func account(_ role: String) -> String {
    role == Rulebook.administrator ? "boss@t" : role.replacing(" ", with: "-") + "@t"
  }

  private func perform(_ request: Request, as account: String) throws -> Receipt {
    try store.perform(request, by: store.principal(asserting: account)).receipts[0]
  }

  /// A case as it is stored.
  func state(_ id: String) throws -> CaseState? {
    try store.view(of: store.principal(asserting: "boss@t")) { $0.state(id) }
  }

  /// A case as the administrator sees it.
  func find(_ id: String) throws -> SeenCase? {
    try store.view(of: store.principal(asserting: "boss@t")) { $0.find(id) }
  }

  mutating func wait() throws {
    let days = Int.random(in: 1...60, using: &random)
    _ = try store.advance(
      to: Instant(milliseconds: store.now.milliseconds + days * 86_400_000), for: store.principal(asserting: "boss@t"))
  }
}

@Suite struct TheSimulation {
  @Test(arguments: [1, 2] as [UInt64], ["wbo", "nob"])
  func ofPeopleWhoActAtRandomForYearsBreaksNoRule(_ seed: UInt64, _ region: String) throws {
    var crowd = try Crowd(seed: seed, region: region)
    var counts: [Decision.Outcome: Int] = [:]
    for step in 0..<1000 {
      let receipt = try crowd.act()
      counts[receipt.outcome, default: 0] += 1
      try check(receipt, crowd)
      if step % 20 == 19 { try crowd.wait() }
    }
    #expect((counts[.accepted] ?? 0) > 30 && (counts[.refused] ?? 0) > 100, "\(counts)")
    // All of it, once more: the same answers, and the same cases from the entries alone.
    let replay = try crowd.store.replay(in: SQLiteStorage.memory())
    #expect(replay.difference == nil)
    #expect(try crowd.store.rebuild(comparing: true).difference == nil)
    try checkMoneyAndTerms(crowd.store)
  }

  /// What holds after every act.
  private func check(_ receipt: Receipt, _ crowd: Crowd) throws {
    guard receipt.outcome != .refused, let state = try crowd.state(receipt.subject) else { return }
    #expect(state.machine.isLegal(in: state.kind.chart), "\(receipt.verb) \(receipt.subject)")
    let isBoss = receipt.role == Rulebook.administrator
    #expect(isBoss || !receipt.authority.isEmpty, "\(receipt.verb) without authority")
    if case .fire(let event) = receipt.verb, let line = crowd.rulebook.activity(state.kind.name, event) {
      #expect(line.responsible.contains(receipt.role ?? ""), "\(event) by \(receipt.role ?? "")")
    }
    for follower in receipt.followed { #expect(follower.outcome != .refused) }
  }

  /// What the definitions promise of money, terms and decisions.
  private func checkMoneyAndTerms(_ store: Store) throws {
    for promise in [
      "every c in contract satisfies c.options used <= c.options",
      #"every b in budget[state = "fixed"] satisfies b.room >= 0"#,
      #"every d in collective decision[state = "adopted" and rule = "all"] satisfies d.votes for = d.votes"#,
      #"every r in risk[state = "over appetite"] satisfies r.weighs > 10"#,
      #"every r in risk[state = "accepted"] satisfies r.accepted until >= today()"#,
      "every s in solidarity satisfies s.shares = null or sum(s.shares) = s.amount + s.hosting",
      #"every a in allocation[state = "allocated"] satisfies a.amount >= a.least"#,
      "every l in lot satisfies count(l.partners) <= l.places",
      #"every e in evaluation[state = "final"] satisfies e.conclusion != null"#,
    ] {
      let (value, faults) = try store.view(of: store.principal(asserting: "boss@t")) { view in
        try Cases(view).evaluate(Expression(promise, scope: Cases(view).scope))
      }
      #expect(Value.identical(value, .boolean(true)), "\(promise): \(value.text) \(faults.map(\.message))")
    }
  }
}
