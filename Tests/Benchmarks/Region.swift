/// Regions with their whole governing cycle, 2025 to 2034, planned and played on the virtual clock by the shipped definitions.

import Calendar
import Definitions
import Engine
import FEEL
import Foundation
import Governance
import SQLiteStorage

/// Plays a number of regions in one store and says what it cost.
struct RegionBenchmark {
  let counts: [Int]
  let folder: String
  let json: Bool

  static func definitions() throws -> Rulebook {
    var files: [(path: String, text: String)] = []
    for (top, name) in [("Workflows", "workflow.yaml"), ("Plugins", "plugin.yaml")] {
      for entry in try FileManager.default.contentsOfDirectory(atPath: top).sorted() {
        let path = "\(top)/\(entry)/\(name)"
        if let text = try? String(contentsOfFile: path, encoding: .utf8) { files.append((path, text)) }
      }
    }
    return try Rulebook.load(files, region: "wbo")
  }

  private func emit(_ name: String, _ value: Double, _ unit: String) {
    print(
      json
        ? "{\"measure\":\"\(name)\",\"value\":\(String(format: "%.2f", value)),\"unit\":\"\(unit)\"}"
        : name.padding(toLength: 52, withPad: " ", startingAt: 0) + String(format: "%14.2f ", value) + unit)
  }

  func run() throws {
    let rulebook = try Self.definitions()
    // First, while no memory that was given back can be taken again.
    try memory(rulebook)
    for count in counts {
      let path = "\(folder)/cvnt-region-\(ProcessInfo.processInfo.processIdentifier)-\(count)"
      defer { remove(path) }
      let player = try Player(path, rulebook, regions: count)
      let clock = ContinuousClock()
      let start = clock.now
      try player.prepare()
      let planning = clock.now
      let planned = try player.look { try Planning($0).plan(PlanRequest(until: CivilDate(2034, 12, 31))).count }
      let plan = seconds(clock.now - planning)
      var years: [(entries: Int, seconds: Double)] = []
      var (size, mark) = (try player.store.size(), clock.now)
      for year in 2026...2035 {
        try player.play(until: CivilDate(year, 1, 1))
        let now = try player.store.size()
        years.append((now - size, seconds(clock.now - mark)))
        (size, mark) = (now, clock.now)
      }
      let spent = seconds(clock.now - start) - plan
      let entries = try player.store.size()
      player.store.close()
      let bytes = (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
      emit("\(count) regions, 2025-2034, planned: \(planned) lines", plan, "s")
      emit("\(count) regions, 2025-2034, played", spent, "s")
      emit("  entries", Double(entries), "entries")
      emit("  contracts", Double(player.contracts.count), "contracts")
      emit("  entries a second", Double(entries) / spent, "entries/s")
      emit("  disk a contract, with all that belongs to it", Double(bytes) / Double(player.contracts.count), "bytes")
      emit("  disk an entry", Double(bytes) / Double(entries), "bytes")
      for (year, part) in [(2028, years[3]), (2033, years[8])] {
        emit("  cost of an entry in \(year)", part.seconds / Double(max(1, part.entries)) * 1e6, "µs")
      }
      if player.refusals > 0 { emit("  refused", Double(player.refusals), "acts, the first: \(player.firstRefusal)") }
    }
  }

  private func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
  }

  private func remove(_ path: String) {
    for end in ["", "-wal", "-shm", ".key"] { try? FileManager.default.removeItem(atPath: path + end) }
  }

  /// Ten thousand contracts of the shipped kind that run and rest, loaded from the file into a fresh store.
  private func memory(_ rulebook: Rulebook) throws {
    let path = "\(folder)/cvnt-resting-\(ProcessInfo.processInfo.processIdentifier)"
    defer { remove(path) }
    let player = try Player(path, rulebook, regions: 1)
    try player.prepare()
    let ids = (0..<10_000).map { "rest-\($0)" }
    for page in 0..<10 {
      try player.award(
        Array(ids[page * 1000..<(page + 1) * 1000]), "r-1", from: CivilDate(2027, 1, 1), title: "Resting")
    }
    player.store.close()
    let store = try Store.open(SQLiteStorage.open(path))
    let boss = try store.principal(asserting: Player.boss)
    let before = try store.view(of: boss) { view in
      _ = view.find("r-1")
      let before = Resident.bytes
      for id in ids { _ = view.find(id) }
      return before
    }
    emit("memory a resting contract, 10,000 in memory", Double(Resident.bytes - before) / Double(ids.count), "bytes")
    store.close()
  }
}

/// The people of some regions, who do what is due when it is due.
final class Player {
  typealias Task = (
    account: String, event: String, subject: String, kind: String?, fields: Given
  )

  let store: Store
  let regions: [String]
  private(set) var contracts: [String] = []
  private(set) var refusals = 0
  private(set) var firstRefusal = ""
  private var tasks: [CivilDate: [Task]] = [:]
  static let boss = "boss@bench"
  private let roles = [
    "sec": "secretariat", "cm": "contract manager", "buy": "purchase team", "mm": "mandated municipality",
    "pol": "policy team", "fin": "finance", "prov": "provider", "board": "regional board", "sup": "supervisor",
  ]
  private let municipalities = ["a", "b", "c", "d", "e"]

  init(_ path: String, _ rulebook: Rulebook, regions count: Int) throws {
    regions = (1...count).map { "r-\($0)" }
    store = try Store.begin(
      SQLiteStorage.create(path),
      Beginning(
        mode: .simulation, instant: Zone.utc.instant(CivilDate(2025, 1, 1)), zone: .utc, administrator: Self.boss),
      rulebook)
  }

  private func text(_ value: String) -> Value { .string(value) }

  /// Parties, people, roles, areas, contracts, risks and indicators of all regions.
  func prepare() throws {
    for region in regions {
      try people(region)
      try batch([
        (
          "sec@\(region)", "create", region, "region",
          [
            ("title", text(region)), ("body", text("gr-\(region)")),
            ("municipalities", .list(municipalities.map { text("\($0)-\(region)") })),
            ("from", .date(CivilDate(2025, 1, 1))), ("until", .date(CivilDate(2034, 12, 31))),
          ]
        )
      ])
      for area in 1...5 {
        let id = "\(region)-area-\(area)"
        try batch([
          (
            "pol@\(region)", "create", id, "task area",
            [("title", text(id)), ("region", text(region)), ("funding", text("task-based"))]
          )
        ])
        try batch([("pol@\(region)", "elaborate", id, nil, [("description", text("as published"))])])
        try batch([("pol@\(region)", "open area", id, nil, [])])
      }
      for number in 1...11 { try agree("\(region)-k-\(number)", region) }
    }
  }

  private func people(_ region: String) throws {
    var acts: [Task] = []
    func make(_ kind: String, _ id: String, _ fields: Given) {
      acts.append((Self.boss, "create", id, kind, fields))
    }
    make("party", "gr-\(region)", [("title", text(region)), ("sort", text("body"))])
    make("party", "partner-\(region)", [("title", text("Partner")), ("sort", text("consortium"))])
    func person(_ account: String, _ role: String, _ scope: String) {
      make(
        "person", "p-\(account.replacing("@", with: "-"))",
        [("name", text(account)), ("accounts", .list([text(account)]))])
      make(
        "assignment", "as-\(account.replacing("@", with: "-"))",
        [("person", text(account)), ("role", text(role)), ("scope", text(scope)), ("source", text("register"))])
    }
    for name in municipalities {
      make("party", "\(name)-\(region)", [("title", text(name)), ("sort", text("municipality"))])
    }
    let parties = acts
    acts = []
    // Scopes must exist before anybody stands in a role for them, so the region's own come later.
    for name in municipalities { person("\(name)@\(region)", "municipality", "\(name)-\(region)") }
    make(
      "mandate", "md-\(region)",
      [
        ("title", text("purchase")), ("role", text("mandated municipality")), ("decision", text("d")),
        ("from", .date(CivilDate(2025, 1, 1))), ("until", .date(CivilDate(2034, 12, 31))),
      ])
    for (name, role) in roles.sorted(by: { $0.key < $1.key }) { person("\(name)@\(region)", role, "gr-\(region)") }
    try batch(parties)
    try batch(acts)
  }

  /// Contracts by direct awards, each proposed by one and decided by another.
  func award(_ ids: [String], _ region: String, from: CivilDate, title: String) throws {
    let paper = Self.paper?.document.value ?? .null
    let terms = contract(title, region: region, from: from)
    try batch(
      ids.map { id in
        (
          "buy@\(region)", "create", "\(id)-award", "direct award",
          terms + [
            ("contract id", text(id)), ("ground", text("single provider")), ("value", .number(5_000_000)),
            ("motive", paper),
          ]
        )
      })
    try batch(ids.map { ("mm@\(region)", "decide", "\($0)-award", nil, [("decision", paper)]) })
  }

  private func contract(_ title: String, region: String, from: CivilDate) -> Given {
    [
      ("title", text(title)), ("party", text("partner-\(region)")), ("area", text("\(region)-area-1")),
      ("start", .date(from)), ("years", .number(5)), ("options", .number(2)),
      ("option length", .monthsDuration(MonthsDuration(months: 12))),
    ]
  }

  private func agree(_ id: String, _ region: String) throws {
    contracts.append(id)
    try award([id], region, from: CivilDate(2027, 1, 1), title: id)
    try batch([("mm@\(region)", "sign", id, nil, [("reference", text("contract"))])])
    var acts: [Task] = []
    for number in 1...6 {
      let risk = "\(id)-risk-\(number)"
      acts.append(
        (
          "cm@\(region)", "create", risk, "risk",
          [("title", text("risk")), ("subject", text(id)), ("owner", text("p-cm-\(region)"))]
        )
      )
      for year in 2027...2033 {
        plan(
          (
            "cm@\(region)", "assess", risk, nil,
            [("likelihood", .number(Number(1 + (number + year) % 3))), ("impact", .number(3))]
          ),
          on: CivilDate(year, 3, 1 + number))
      }
    }
    for number in 1...3 {
      let indicator = "\(id)-kpi-\(number)"
      acts.append(
        (
          "cm@\(region)", "create", indicator, "indicator",
          [
            ("title", text("kpi")), ("sort", text("KPI")), ("subject", text(id)), ("level", text("process")),
            ("target", .number(5)),
          ]
        ))
      for year in 2027...2033 {
        for quarter in 1...4 {
          plan(
            (
              "cm@\(region)", "create", "\(indicator)-\(year)-\(quarter)", "measurement",
              [
                ("indicator", text(indicator)), ("period", text("\(year)-Q\(quarter)")),
                ("value", .number(Number((year + quarter + number) % 9))), ("source", text("monitor")),
              ]
            ), on: CivilDate(year, quarter * 3, 20))
        }
      }
    }
    try batch(acts)
  }

  private func plan(_ task: Task, on date: CivilDate) { tasks[date, default: []].append(task) }

  // MARK: Playing

  /// Week by week: the clock goes on, then people do what is due.
  func play(until end: CivilDate) throws {
    while store.today < end {
      let next = min(end, store.today.adding(days: 7) ?? end)
      try see(store.advance(to: store.setting.zone.instant(next), for: store.principal(asserting: Self.boss)))
      for date in tasks.keys.filter({ $0 <= next }).sorted() { try batch(tasks.removeValue(forKey: date) ?? []) }
    }
  }

  /// One look as the administrator.
  func look<T>(_ body: (View) throws -> T) throws -> T {
    try store.view(of: store.principal(asserting: Self.boss), body)
  }

  /// Acts in one transaction; then those who must agree do.
  func batch(_ tasks: [Task]) throws {
    guard !tasks.isEmpty else { return }
    let receipts = try store.perform(
      tasks.map { task in
        var request = Request(verb(task.event), on: task.subject, kind: task.kind, fields: task.fields)
        // The one paper of this region: minutes, evidence and all.
        if task.fields.contains(where: { if case .context = $0.value { true } else { false } }) {
          request.files = [Self.paper].compactMap { $0 }
        }
        return (request, try store.principal(asserting: task.account))
      }
    ).receipts
    try see(receipts)
    let agreements = try agreements(to: receipts, tasks)
    guard !agreements.isEmpty else { return }
    try see(store.perform(agreements).receipts)
  }

  /// The approvals and ratifications that acts wait for.
  private func agreements(to receipts: [Receipt], _ tasks: [Task]) throws -> [(request: Request, principal: Principal)]
  {
    let asked = zip(tasks, receipts).filter { $0.1.outcome != .refused }
    guard !asked.isEmpty else { return [] }
    return try look { view in
      try asked.compactMap { task, receipt in
        guard let state = view.find(receipt.subject), let open = state.open.first(where: { $0.entry == receipt.entry }),
          let role = view.rulebook.activity(state.kind.name, task.event)?.accountable,
          let name = roles.first(where: { $0.value == role })?.key
        else { return nil }
        return (
          Request(open.tookEffect ? .ratify(open.entry) : .approve(open.entry), on: task.subject),
          try store.principal(asserting: "\(name)@\(place(task.account))")
        )
      }
    }
  }

  /// What follows from what happened, read at one position.
  private func see(_ receipts: [Receipt]) throws {
    guard !receipts.isEmpty else { return }
    try look { view in for receipt in receipts { see(receipt, view) } }
  }

  private func verb(_ name: String) -> Verb {
    name.hasPrefix("consult on ") ? .consult(String(name.dropFirst(11))) : .fire(name)
  }

  private func place(_ account: String) -> String { String(account.split(separator: "@").last ?? "") }

  /// The region of an id: `r-7-k-2-op-…` is of `r-7`.
  private func region(of id: String) -> String { id.split(separator: "-").prefix(2).joined(separator: "-") }

  /// What is handed in and what is written down, every time the same.
  private static let paper = try? IncomingFile("minutes.md", Array("What was said and agreed.".utf8))

  /// The events after which somebody has something to do.
  private static let hasConsequences: Set = ["create", "open window", "expire"]

  /// What follows from something that happened: who will have to do what, and when.
  private func see(_ receipt: Receipt, _ view: View) {
    for followed in receipt.followed { see(followed, view) }
    if receipt.outcome == .refused {
      if refusals == 0 { firstRefusal = "\(receipt.verb) \(receipt.subject): \(receipt.reasons)" }
      refusals += 1
    }
    guard receipt.outcome != .refused, case .fire(let event) = receipt.verb,
      Self.hasConsequences.contains(event), let state = view.find(receipt.subject)
    else { return }
    let (id, region) = (state.id, region(of: state.id))
    func date(_ field: String) -> CivilDate { if case .date(let date) = state[field] { date } else { store.today } }
    switch (state.kind.name, event) {
    case ("input", "create"):
      plan(("prov@\(region)", "deliver", id, nil, [("document", Self.paper?.document.value ?? .null)]), on: date("due"))
    case ("steering dialogue", "create"), ("accountability dialogue", "create"):
      let planned = date("planned on")
      let holder = state.kind.name == "steering dialogue" ? "prov" : "cm"
      plan(("\(holder)@\(region)", "hold", id, nil, [("minutes", Self.paper?.document.value ?? .null)]), on: planned)
      plan(("sec@\(region)", "close dialogue", id, nil, []), on: planned.adding(days: 21) ?? planned)
    case ("planning and control", "create"):
      plan(("sec@\(region)", "start process", id, nil, [("plan", text("plan"))]), on: store.today)
      plan(("sec@\(region)", "report on", id, nil, [("report", text("report"))]), on: date("due"))
      plan(("sec@\(region)", "close process", id, nil, []), on: date("due").adding(days: 14) ?? date("due"))
    case ("evaluation", "create"):
      // The opinion comes as an act of its own: the conclusion waits for its date to pass.
      let asked = store.today.adding(days: 1) ?? store.today
      plan(
        ("cm@\(region)", "consult on finalise", id, nil, [("until", .date(asked.adding(days: 30) ?? asked))]),
        on: asked)
      plan(
        (
          "cm@\(region)", "finalise", id, nil,
          [("judgement", text("goals reached")), ("conclusion", text("on course"))]
        ), on: asked.adding(days: 40) ?? asked)
    case ("contract", "open window"): extend(state, region)
    case ("contract", "expire"):
      plan(("cm@\(region)", "close", id, nil, []), on: store.today.adding(days: 70) ?? store.today)
    default: break
    }
  }

  /// All that an extension asks.
  private func extend(_ state: SeenCase, _ region: String) {
    guard case .date(let end) = state["end"], case .number(let used) = state["options used"] else { return }
    let (id, today, turn) = (state.id, store.today, used.integer ?? 0)
    func day(_ days: Int) -> CivilDate { today.adding(days: days) ?? today }
    let (cover, decision) = ("\(id)-cover-\(turn)", "\(id)-decision-\(turn)")
    plan(
      (
        "cm@\(region)", "create", cover, "cover",
        [
          ("contract", text(id)), ("year", .number(Number(end.year + 1))), ("amount", .number(1_000_000)),
          ("source", text("budget")),
        ]
      ), on: day(7))
    plan(
      ("fin@\(region)", "grant", cover, nil, [("decision", Self.paper?.document.value ?? .null)]), on: day(14))
    plan(
      (
        "sec@\(region)", "create", decision, "collective decision",
        [
          ("subject", text(id)), ("about", text("extension")), ("proposal", text("one year")),
          ("proposed end", .date(CivilDate(end.year + 1, end.month, end.day))),
          ("bodies", .list(municipalities.map { text("\($0)-\(region)") })), ("decide by", .date(day(90))),
        ]
      ), on: day(7))
    for name in municipalities {
      plan(
        (
          "\(name)@\(region)", "create", "\(decision)-\(name)", "position",
          [
            ("decision", text(decision)), ("body", text("\(name)-\(region)")), ("vote", text("for")),
            ("reference", text("college")),
          ]
        ), on: day(40))
    }
    plan(
      (
        "prov@\(region)", "state position", id, nil,
        [("partner position", text("agrees")), ("partner reference", text("letter"))]
      ),
      on: day(50))
    plan(("cm@\(region)", "extend", id, nil, [("reference", text("extension"))]), on: day(100))
  }
}

extension CivilDate {
  fileprivate init(_ year: Int, _ month: Int, _ day: Int) {
    self = CivilDate(year: year, month: month, day: day) ?? CivilDate(dayNumber: 0)
  }
}
