import Calendar
import Definitions
import FEEL
import Statechart
import TestSupport
import Testing

@testable import Governance

extension Decision {
  /// All of it, as text.
  fileprivate func told(before: CaseState?) -> String {
    var text = "\(outcome) \(person) as \(role ?? "-") by \(authority) tells \(informed)"
    func line(_ what: String, _ value: String) { if !value.isEmpty { text += "\n    \(what) \(value)" } }
    func fields(_ given: Given) -> String { given.map { "\($0.name): \($0.value.text)" }.joined(separator: ", ") }
    line("given", fields(given))
    line("why", reasons.isEmpty ? "" : Reason.record(reasons))
    if let after {
      line("state", "\(after.stateText), changed \(after.changed) last \(after.lastEntry) by \(after.createdBy)")
      let old = before?.fields ?? after.fields.map { _ in .null }
      let changed = after.kind.fields.indices.filter { old[$0].text != after.fields[$0].text }
      line("fields", changed.map { "\(after.kind.fields[$0].name): \(after.fields[$0].text)" }.joined(separator: ", "))
      line(
        "open",
        after.open.map {
          "#\($0.entry) \($0.event) \($0.account) \($0.person) \($0.role) \($0.tookEffect) \($0.disagreed ?? -1) (\(fields($0.fields)))"
        }.joined(separator: ", "))
      line(
        "hearings",
        after.hearings.map { "\($0.event) \($0.role ?? "-") #\($0.entry) \($0.until.map { "\($0)" } ?? "-")" }.joined(
          separator: ", "))
      line(
        "drafts",
        after.drafts.sorted { $0.key < $1.key }.map { "\($0.key): \(fields($0.value))" }.joined(separator: "; "))
      line(
        "occurrences",
        after.occurrences.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
      line("erased", after.erased.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
      line(
        "services", after.services.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
      line("invoker", after.invoker.map { "\($0.subject) \($0.id)" } ?? "")
    }
    for consequence in consequences {
      switch consequence {
      case .create(let kind, let id, let given, let invoker):
        line(
          "creates", "\(kind) \(id ?? "-") (\(fields(given))) for \(invoker.map { "\($0.subject) \($0.id)" } ?? "-")")
      case .fire(let event, let subject, let given): line("fires", "\(event) on \(subject) (\(fields(given)))")
      }
    }
    return text
  }
}

@Suite struct DecisionsInFull {
  /// A workshop in which every role has somebody, one desk of every state stands, and some acts wait.
  private func workshop() throws -> Guild {
    let guild = try Guild()
    try guild.add("hall", "h-1", [("title", .string("North"))])
    try guild.add("chest", "c-1", [("title", .string("Secret"))])
    try guild.add("member", "m-car", [("accounts", .list([.string("car@g"), .string("car@home")]))])
    try guild.add("member", "m-war", [("accounts", .list([.string("war@g")]))])
    try guild.add("member", "m-old", in: "gone", [("accounts", .list([.string("old@g")]))])
    for (id, person, role) in [
      ("b-1", "car@g", "carver"), ("b-2", "war@g", "warden"), ("b-3", "cle@g", "clerk"), ("b-4", "old@g", "carver"),
      ("b-5", "two@g", "carver"), ("b-6", "two@g", "clerk"), ("b-7", "car@home", "warden"),
    ] {
      try guild.add("badge", id, [("person", .string(person)), ("role", .string(role))])
    }
    let february = Value.date(try day("2030-02-01"))
    try guild.add("badge", "b-8", [("person", .string("new@g")), ("role", .string("carver")), ("from", february)])
    try guild.add("proxy", "x-1", [("person", .string("dep@g")), ("by", .string("car@g"))])
    try guild.add(
      "letter", "l-1",
      [("role", .string("warden")), ("activities", .list([.string("desk.gild")])), ("scope", .string("d-2"))])
    func desk(
      _ id: String, in state: String = "rough", _ more: [(String, Value)] = [],
      change: (inout CaseState) -> Void = { _ in }
    ) throws {
      let fields: [(String, Value)] = [
        ("hall", .string("h-1")), ("width", .number(5)), ("height", .number(6)), ("made", .date(try day("2029-12-20"))),
      ]
      try guild.add("desk", id, in: state, fields + more, change: change)
    }
    try desk("d-1", [("note", .string("hollow")), ("tag", .string("old"))])
    try desk("d-2", in: "smooth", [("beside", .list([.string("d-1")]))])
    try desk("d-3", in: "waiting") { state in
      state.services = ["help": "d-3-help", "more help": "gone"]
      var written = WrittenState(active: ["waiting"])
      written.services = [
        .init(id: "help", state: "waiting", number: 0), .init(id: "more help", state: "waiting", number: 1),
      ]
      state.machine = MachineState(written, in: state.kind.chart) ?? state.machine
    }
    for id in ["d-1-help", "d-1-more-help", "d-1-more-help-2"] { try guild.add("job", id, [("desk", .string("d-2"))]) }
    try guild.add("job", "d-3-help", in: "going", [("desk", .string("d-3"))]) {
      $0.invoker = Invoker(subject: "d-3", id: "help")
    }
    try guild.add("job", "j-1", [("desk", .string("d-1"))])
    try guild.add("job", "j-2", in: "done", [("desk", .string("d-1"))])
    try desk("d-4", in: "scrapped")
    try desk("d-5", [("beside", .list([.string("d-1"), .string("d-2")]))]) {
      $0.open = [
        .of("car@g", "paint", entry: 51, fields: [("tag", .string("red"))], person: "m-car"),
        .of("car@g", "scrap", entry: 52, person: "m-car"),
        .of("two@g", "gild", entry: 53, fields: [("tag", .string("g"))], took: true),
        .of("car@g", "gild", entry: 54, person: "m-car", took: true, disagreed: 60),
        .of("old@g", "paint", entry: 55, person: "m-old"),
        .of("cle@g", "paint", entry: 56), .of("car@home", "carve", entry: 57, person: "m-car"),
        .of("car@g", "carve", entry: 58, person: "m-car"),
      ]
      $0.hearings = [
        Hearing(event: "paint", role: "clerk", entry: 40, until: nil),
        Hearing(event: "paint", role: "warden", entry: 41, until: nil),
        Hearing(event: "carve", role: "warden", entry: 42, until: nil),
      ]
      $0.drafts = ["paint": [("tag", .string("blue")), ("coats", .number(2))], "gild": [("tag", .string("gold"))]]
      $0.erased = ["note": 33]
    }
    try desk("d-6") {
      $0.drafts = ["paint": [("tag", .string("blue")), ("coats", .number(2))], "mark": [("note", .string("n"))]]
      $0.hearings = [
        Hearing(event: "paint", role: nil, entry: 44, until: CivilDate(year: 2030, month: 1, day: 9)),
        Hearing(event: "mark", role: "clerk", entry: 45, until: nil),
      ]
    }
    try desk("d-7") { state in
      state.hearings = [Hearing(event: "paint", role: nil, entry: 44, until: CivilDate(year: 2030, month: 1, day: 10))]
      state.occurrences = ["yearly": CivilDate(year: 2030, month: 1, day: 10) ?? CivilDate(dayNumber: 0)]
    }
    try desk("d-8", [("width", .number(2))])
    return guild
  }

  private static func text(_ text: String) -> Value { .string(text) }

  /// What is tried, each by itself.
  private static let acts: [(who: String, verb: Verb, on: String, fields: Given, kind: String?)] = {
    var acts: [(String, Verb, String, Given, String?)] = []
    func fire(_ who: String, _ event: String, _ id: String, _ fields: Given = [], kind: String? = nil) {
      acts.append((who, .fire(event), id, fields, kind))
    }
    // Who may.
    for who in [
      "car@g", "car@home", "war@g", "cle@g", "old@g", "two@g", "new@g", "dep@g", "nobody@g", "boss@g", "clock",
      "engine",
    ] {
      fire(who, "mark", "d-1", [("tag", text("x"))])
    }
    for who in ["car@g", "dep@g", "war@g", "two@g", "boss@g"] { fire(who, "gild", "d-2", [("tag", text("x"))]) }
    for who in ["car@g", "war@g", "car@home"] {
      fire(who, "gild", "d-1", [("tag", text("x"))])
      fire(who, "carve", "d-1")
      fire(who, "scrap", "d-1")
    }
    for id in ["d-1", "d-5", "d-6", "d-7"] { fire("car@g", "paint", id, [("tag", text("x"))]) }
    for who in ["car@g", "engine", "clock"] { fire(who, "nudge", "d-1"); fire(who, "age", "d-1") }
    // What is given.
    for given: Given in [
      [], [("tag", .null)], [("tag", text("  "))], [("tg", text("x"))], [("zzzzz", text("x"))], [("tag", .number(1))],
      [("tag", text("x")), ("note", text("y"))],
    ] {
      fire("car@g", "mark", "d-6", given)
    }
    for given: Given in [
      [("width", .number(4))], [("edge", .number(5))], [("edge", .number(4))], [("edge", text("5"))],
      [("width", Number(45, power: -1).map { .number($0) } ?? .null)], [("edge", .number(9)), ("with", .null)],
    ] {
      fire("car@g", "plane", "d-1", given)
    }
    fire("car@g", "plane", "d-8")
    fire("car@g", "plane", "d-2")
    fire("war@g", "plane", "d-8", [("width", .number(4)), ("edge", .number(7))])
    fire("car@g", "sand", "d-1", [("grain", .number(3))])
    fire("car@g", "sand", "d-1")
    for id in ["d-1", "d-4"] { fire("car@g", "resume", id); fire("car@g", "breakdown", id) }
    fire("car@g", "spin", "d-1")
    fire("car@g", "markk", "d-1")
    fire("car@g", "mark", "d-99")
    for id in ["d-9", "m-1", "c-1", "nowhere"] { fire("car@g", "paint", "d-5", [("helper", text(id))]) }
    fire("war@g", "paint", "d-5", [("helper", text("d-1"))])
    // What follows.
    fire("car@g", "hire", "d-1")
    fire("car@g", "release", "d-1")
    fire("car@g", "pass", "d-5")
    fire("car@g", "await", "d-1")
    fire("car@g", "await", "d-5")
    fire("car@g", "resume", "d-3")
    fire("engine", "done.invoke.help", "d-3", [("case", text("d-3-help")), ("state", text("done"))])
    fire("engine", "done.invoke.more help", "d-3", [("case", text("gone")), ("state", text("done"))])
    fire("engine", "done.invoke.help", "d-1", [("case", text("j-1")), ("state", text("done"))])
    fire("car@g", "finish", "d-3-help")
    fire("car@g", "finish", "j-1")
    fire("car@g", "finish", "j-2")
    fire("engine", "call off", "j-1", [("reason", text("r"))])
    // What is created.
    for (id, kind) in [
      ("d-20", "desk"), ("d-1", "desk"), ("store", "desk"), ("D", "desk"), ("d-20", "dsk"), ("d-20", nil),
    ] as [(String, String?)] {
      fire("war@g", "create", id, [("width", .number(3))], kind: kind)
    }
    for given: Given in [
      [], [("width", .number(3)), ("height", .number(9))], [("width", text("x"))],
      [("width", .number(3)), ("worth", .number(1))],
      [("width", .number(3)), ("tag", text("x")), ("note", text("n"))], [("width", .number(3)), ("hall", text("h-9"))],
      [("width", .number(3)), ("hall", text("d-1")), ("beside", .list([text("d-1"), text("d-77")]))],
      [("width", .number(3)), ("chest", text("c-1"))], [("width", .number(3)), ("other", text("c-1"))],
    ] {
      fire("war@g", "create", "d-20", given, kind: "desk")
      fire("engine", "create", "d-20", given, kind: "desk")
    }
    for pay in [0, 1] {
      fire("car@g", "create", "j-9", [("desk", text("d-1")), ("pay", .number(Number(pay)))], kind: "job")
    }
    for (person, role) in [("new@g", "carver"), ("new@g", "carvr"), ("new@g", "administrator"), ("new@g", "zzzzzzzz")] {
      fire("boss@g", "create", "b-20", [("person", text(person)), ("role", text(role))], kind: "badge")
    }
    for (by, person) in [("car@g", "car@home"), ("dep@g", "car@g"), ("war@g", "dep@g"), ("car@g", "m-car")] {
      fire("boss@g", "create", "x-20", [("person", text(person)), ("by", text(by))], kind: "proxy")
    }
    for accounts in [["z@g"], ["z@g", "car@g"], ["war@g", "car@g"]] {
      fire("boss@g", "create", "m-9", [("accounts", .list(accounts.map(text)))], kind: "member")
      fire("boss@g", "rename", "m-car", [("accounts", .list(accounts.map(text)))])
    }
    // Agreeing, and not.
    for entry in [51, 52, 53, 54, 55, 56, 57, 58, 99] {
      for who in ["war@g", "car@home", "car@g", "boss@g"] {
        acts.append((who, .approve(entry), "d-5", [], nil))
        acts.append((who, .reject(entry), "d-5", [("because", text("no"))], nil))
        acts.append((who, .ratify(entry), "d-5", [], nil))
      }
    }
    acts.append(("war@g", .approve(51), "d-99", [], nil))
    for who in ["car@g", "cle@g", "war@g"] {
      for date in [9, 10, 11] {
        acts.append(
          (
            who, .consult("paint"), "d-1",
            [("until", .date(CivilDate(year: 2030, month: 1, day: date) ?? CivilDate(dayNumber: 0)))], nil
          ))
      }
      acts.append((who, .consult("paint"), "d-1", [], nil))
      acts.append((who, .advise("paint"), "d-1", [("opinion", text("fine"))], nil))
      acts.append((who, .advise("paint"), "d-1", [("opinion", text(" "))], nil))
      acts.append((who, .prepare("paint"), "d-6", [("tag", text("pink"))], nil))
      acts.append((who, .prepare("paint"), "d-6", [("tg", text("pink"))], nil))
    }
    for verb: Verb in [.consult("paintt"), .advise("age"), .prepare("mark"), .consult("mark")] {
      acts.append(("cle@g", verb, "d-1", [], nil))
    }
    acts.append(("cle@g", .prepare("paint"), "d-1", [("coats", .number(1)), ("helper", text("c-1"))], nil))
    // The store.
    for who in ["boss@g", "car@g", "clock"] {
      for verb: Verb in [
        .rotateKey, .begin, .runUnder, .goTo, .recover, .retime, .schedule("yearly"), .upgrade, .erase("tag"),
      ] {
        acts.append((who, verb, "d-1", [("because", text("asked"))], nil))
      }
    }
    for verb: Verb in [.retime, .schedule("yearly"), .upgrade, .erase("tag")] {
      acts.append(("boss@g", verb, "d-99", [], nil)); acts.append(("clock", verb, "d-99", [], nil))
    }
    for id in ["d-2", "d-7", "d-4"] {
      for name in ["yearly", "broken", "none"] { acts.append(("clock", .schedule(name), id, [], nil)) }
    }
    for (field, id) in [
      ("tag", "d-5"), ("note", "d-5"), ("coats", "d-5"), ("width", "d-6"), ("tg", "d-5"), ("accounts", "m-car"),
      ("accounts", "m-war"), ("note", "d-6"),
    ] {
      for because in ["asked", " "] { acts.append(("boss@g", .erase(field), id, [("because", text(because))], nil)) }
    }
    return acts
  }()

  private static let told: [String: String] = {
    var told: [String: String] = [:]
    for part in decidedInFull.components(separatedBy: "\n= ").dropFirst() {
      let lines = part.split(separator: "\n", maxSplits: 1).map(String.init)
      told[lines[0]] = lines.count > 1 ? lines[1].trimmingCharacters() : ""
    }
    return told
  }()

  @Test func areAsTheyAreToldInFull() throws {
    let guild = try workshop()
    let gate = Gate(guild)
    for (number, act) in Self.acts.enumerated() {
      let actor = ["clock": Actor.clock, "engine": Actor.engine][act.who] ?? Actor(act.who, known: .asserted)
      let given = act.fields.map { "\($0.name): \($0.value.text)" }.joined(separator: ", ")
      let name = "\(number) \(act.who): \(act.verb) \(act.on) \(act.kind ?? "") (\(given))"
      let decision = gate.decide(
        Act(actor, act.verb, on: act.on, kind: act.kind, fields: act.fields, at: try guild.noon("2030-01-10")))
      let text = decision.told(before: guild.find(act.on))
      #expect(Self.told[name] == text, "\n= \(name)\n\(text)")
    }
  }

  /// What the actor relied on may have changed since; the entry itself is not since.
  @Test(arguments: [(19, false), (20, true), (21, true)]) func areStaleWhenTheCaseChangedSince(
    _ basis: Int, _ fresh: Bool
  ) throws {
    let guild = try workshop()
    let index = try #require(guild.cases.firstIndex { $0.id == "d-1" })
    guild.cases[index].changed = 20
    let act = Act(
      Actor("car@g", known: .asserted), .fire("hire"), on: "d-1", at: try guild.noon("2030-01-10"), basis: basis)
    let reasons = Reason.record(Gate(guild).decide(act).reasons)
    #expect(reasons == (fresh ? "[]" : #"[{"stale":{"subject":"d-1","changed":20,"basis":\#(basis)}}]"#))
  }

  @Test func areForTheRoleThatIsNamed() throws {
    let guild = try workshop()
    for (role, wanted) in [("carver", nil), ("clerk", "role"), ("warden", "role")] as [(String, String?)] {
      let act = Act(
        Actor("car@g", known: .asserted), .fire("hire"), on: "d-1", role: role, at: try guild.noon("2030-01-10"))
      let decision = Gate(guild).decide(act)
      #expect(decision.reasons.map(\.rule.description) == [wanted].compactMap { $0 } && decision.role == role)
    }
  }

  @Test func ofTheStoreItselfGoByWhetherItIsSimulatedAndNew() throws {
    let guild = try workshop()
    let instant = try guild.noon("2030-01-10")
    func rules(_ verb: Verb) -> String {
      Reason.record(Gate(guild).decide(Act(.engine, verb, on: "store", at: instant)).reasons)
    }
    #expect(rules(.goTo) == "[]" && rules(.begin) == #"[{"caseExists":{"_0":"store"}}]"#)
    guild.isSimulated = false
    #expect(rules(.goTo) == #"[{"notSimulated":{}}]"#)
    guild.nextEntry = 1
    #expect(rules(.begin) != "[]")
    guild.nextEntry = 0
    #expect(rules(.begin) == "[]")
  }

  @Test func tellWhoStandsInARole() throws {
    let guild = try workshop()
    let gate = Gate(guild)
    let date = try day("2030-01-10")
    #expect(gate.stands("car@g", in: "carver", on: "d-1", date: date))
    #expect(!gate.stands("car@g", in: "clerk", on: "d-1", date: date))
    #expect(!gate.stands("car@g", in: "carver", on: "d-99", date: date))
    #expect(gate.everybody(in: "carver", on: "d-1", date: date) == ["car@g", "dep@g", "two@g"])
    #expect(gate.everybody(in: "carver", on: "d-99", date: date) == [])
  }
}

extension String {
  /// Without white space at its ends.
  fileprivate func trimmingCharacters() -> String {
    var text = Substring(self)
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
