import Calendar
import Definitions
import Diagnostics
import FEEL
import Statechart
import TestSupport
import Testing

@testable import Governance

/// Cases as the expressions of others see them, and what the clock will do to them.
@Suite struct CasesAsValues {
  private func guild() throws -> Guild {
    let guild = try Guild()
    try guild.add("hall", "h-1", [("title", .string("North"))])
    try guild.add("badge", "b-1", [("person", .string("car@g")), ("role", .string("carver"))])
    try guild.add("badge", "b-2", [("person", .string("cle@g")), ("role", .string("clerk"))])
    func desk(_ id: String, _ width: Int, _ more: [(String, Value)] = []) throws {
      try guild.add(
        "desk", id, [("width", .number(Number(width))), ("height", .number(2)), ("hall", .string("h-1"))] + more
      ) { $0.changed = width * 10 }
    }
    try desk("d-1", 5, [("note", .string("hollow")), ("made", .date(try day("2029-12-20")))])
    try desk("d-2", 6, [("beside", .list([.string("d-1"), .string("d-9")]))])
    try desk("d-3", 7, [("beside", .list([.string("d-2")])), ("other", .string("d-1")), ("chest", .string("c-1"))])
    try guild.add("chest", "c-1", [("title", .string("gold"))])
    try guild.add("job", "j-1", [("desk", .string("d-1")), ("pay", .number(4))])
    return guild
  }

  private func value(_ text: String, of id: String, as account: String? = nil) throws -> String {
    let guild = try guild()
    let state = try #require(guild.find(id))
    let instant = try guild.noon("2030-01-10")
    let sight: Sight =
      account.map { name in
        name == "anybody" ? .anyReader(guild.rulebook) : .of(Clearance(name, in: guild, on: guild.date(instant)))
      } ?? .everything
    let inspection = Inspection(state, guild, at: instant, sight)
    return inspection.evaluate(try Expression(text, scope: state.kind.layout.scope)).text
  }

  @Test(arguments: [
    ("area", "d-1", "10"), ("twice", "d-1", "30"), ("hall name", "d-1", "North"), ("noted", "d-1", "true"),
    ("noted", "d-2", "false"),
    ("neighbours", "d-2", "2"), ("neighbours", "d-1", "null"), ("sum of sides", "d-1", "18"),
    ("far", "d-3", "[\"North\"]"), ("beside.far", "d-3", "[[\"North\", null]]"),
    ("beside.area", "d-3", "[12]"), ("beside.twice", "d-3", "[36]"), ("beside.noted", "d-2", "[true, null]"),
    ("beside.neighbours", "d-3", "[2]"), ("beside.sum of sides", "d-3", "[18]"), ("beside.entry", "d-3", "[60]"),
    ("beside.created", "d-3", "[2029-12-01]"), ("beside.disputed", "d-3", "[false]"),
    ("beside.kind", "d-3", "[\"desk\"]"),
    ("beside.state", "d-3", "[\"rough\"]"), ("beside.states", "d-3", "[[\"rough\"]]"),
    ("beside.hall", "d-3", "[\"h-1\"]"),
    ("case.width", "d-3", "7"), ("id", "d-3", "d-3"), ("state", "d-3", "rough"), ("case.area", "d-3", "null"),
    ("count(jobs)", "d-1", "1"), ("count(jobs)", "d-2", "0"), ("jobs.pay", "d-1", "[4]"), ("count(near)", "d-1", "0"),
    ("near.width", "d-3", "[6]"), ("count(chests)", "d-1", "1"), ("other.width", "d-3", "5"),
    ("chest.title", "d-3", "gold"),
    ("chest.title", "d-1", "null"), ("today()", "d-1", "2030-01-10"), ("hall.title", "d-2", "North"),
  ])
  func areWhatTheirDefinitionsSay(_ text: String, _ id: String, _ wanted: String) throws {
    #expect(try value(text, of: id) == wanted)
  }

  @Test(arguments: [
    ("note", "cle@g", "(withheld)"), ("note", "car@g", "hollow"), ("note", "anybody", "(withheld)"),
    ("noted", "cle@g", "(withheld)"),
    ("area", "cle@g", "10"), ("area", "anybody", "10"), ("count(chests)", "cle@g", "(withheld)"),
    ("count(chests)", "car@g", "1"),
    ("count(chests)", "anybody", "(withheld)"), ("count(jobs)", "anybody", "1"), ("count(jobs)", "nobody@g", "0"),
    ("case.note", "cle@g", "(withheld)"),
    ("sum of sides", "cle@g", "18"),
  ])
  func areWhatTheirReadersMaySee(_ text: String, _ account: String, _ wanted: String) throws {
    #expect(try value(text, of: "d-1", as: account) == wanted)
  }

  @Test func asAWholeHaveAllTheirDerivedValues() throws {
    let guild = try guild()
    let state = try #require(guild.find("d-3"))
    let whole = CaseView.whole(state, guild, at: try guild.noon("2030-01-10"), .everything)
    guard case .context(let context) = whole else {
      Issue.record("\(whole)")
      return
    }
    #expect(
      context.pairs.map(\.0) == [
        "id", "kind", "state", "states", "created", "entry", "disputed", "hall", "beside", "width", "height", "note",
        "made", "other", "tag", "worth", "chest", "area", "twice", "noted", "hall name", "neighbours", "sum of sides",
        "far",
      ], "\(context.pairs.map(\.0))")
    var disputed = state
    disputed.open = [.of("car@g", "gild", entry: 4, took: true)]
    func isDisputed() -> String? {
      guard case .context(let context) = CaseView.context(disputed, guild, derived: false, .everything) else {
        return nil
      }
      return context["disputed"]?.text
    }
    #expect(isDisputed() == "false")
    disputed.open.append(.of("car@g", "gild", entry: 5, took: true, disagreed: 6))
    #expect(isDisputed() == "true")
  }

  @Test func inShortFitALine() {
    let long = String(repeating: "x", count: 60)
    for (value, wanted) in [
      (Value.string(long), long), (.string(long + "y"), long.prefix(57) + "…"), (.number(3), "3"),
      (.list([]), "[]"), (.list([.number(1), .number(2), .number(3)]), "[1, 2, 3]"),
      (.list([.number(1), .number(2), .number(3), .number(4)]), "4 items"),
      (.context(Context([("id", .string("d-1")), ("a", .number(1))])), "d-1"),
      (.list([.context(Context([("id", .string("d-1"))])), .null]), "[d-1, null]"),
    ] {
      #expect(Brief.text(value) == wanted)
    }
  }

  @Test func aConditionMeetsOnlyWhatIsTrueAndAReferenceIsItsID() throws {
    let guild = try guild()
    let state = try #require(guild.find("d-3"))
    let clerk = Clearance("cle@g", in: guild, on: try day("2030-01-10"))
    let (all, some) = (
      Inspection(state, guild, at: try guild.noon("2030-01-10"), .everything),
      Inspection(state, guild, at: try guild.noon("2030-01-10"), .of(clerk))
    )
    func expression(_ text: String) throws -> Expression { try Expression(text, scope: state.kind.layout.scope) }
    for (text, meets, shown) in [
      ("hall = \"h-1\"", true, "true"), ("hall.title = \"North\"", true, "true"), ("hall", false, "h-1"),
      ("width", false, "7"),
      ("width > 7", false, "false"), ("null", false, "null"), ("beside", false, "[\"d-2\"]"),
      ("other = \"d-2\"", false, "false"),
    ] {
      #expect(try all.meets(expression(text)) == meets, "\(text)")
      #expect(try all.shown(expression(text)).text == shown, "\(text)")
    }
    for (text, forAll, forSome) in [
      ("note", false, true), ("width", false, false), ("if false then note else 1", false, true),
    ] {
      #expect(
        try all.namesWithheld(expression(text)) == forAll && some.namesWithheld(expression(text)) == forSome, "\(text)")
    }
    for (event, isPossible) in [("plane", true), ("mark", true), ("resume", false), ("hire", true)] {
      #expect(all.isPossible(event) == isPossible, "\(event)")
    }
    let narrow = try guild.add("desk", "d-8", [("width", .number(2))])
    let inspection = Inspection(narrow, guild, at: try guild.noon("2030-01-10"), .everything)
    #expect(!inspection.isPossible("plane"))
    #expect(try inspection.unmet(#require(narrow.kind.events["carve"])) == ["wide"])
    #expect(try all.unmet(#require(state.kind.events["carve"])) == [])
    #expect(
      try all.unmet(#require(state.kind.events["plane"])) == [],
      "what reads the event, or is of another state, is left out")
    let smooth = try guild.add("desk", "d-9", in: "smooth", [("width", .number(2))])
    let there = Inspection(smooth, guild, at: try guild.noon("2030-01-10"), .everything)
    #expect(try there.unmet(#require(smooth.kind.events["plane"])) == ["smooth only"])
    #expect(there.query(try #require(smooth.kind.queries.first { $0.name == "desks" })).text.contains("d-3"))
  }

  // MARK: The clock

  private func timers(_ guild: Guild, _ state: CaseState) -> [String] {
    Timers.all(state, guild).map {
      "\($0.name) \(guild.date($0.due)) \($0.event ?? "-") \($0.occurrence.map { "\($0)" } ?? "-")"
    }
  }

  @Test func haveTheTimersOfTheirStateTheEarliestFirst() throws {
    let guild = try guild()
    var state = try #require(guild.find("d-1"))
    #expect(
      timers(guild, state) == ["late 2030-01-05 age -", "yearly 2030-01-08 - 2030-01-10", "ageing 2030-12-20 age -"])
    let due = Timers.all(state, guild)
    #expect(due.last?.due == guild.zone.instant(try day("2030-12-20")), "a date is its first moment")
    #expect(due[1].due == guild.zone.instant(try day("2030-01-08")))
    #expect(due[0].due == guild.zone.instant(try day("2030-01-05"), milliseconds: 12 * 3_600_000))
    state.fired = ["ageing": due[2].due, "late": Instant(milliseconds: 1)]
    #expect(timers(guild, state).map { $0.prefix(4) } == ["late", "year"])
    state.fired = [:]
    state.stopped = ["ageing": due[2].due, "late": Instant(milliseconds: 1)]
    #expect(timers(guild, state).map { $0.prefix(4) } == ["late", "year"])
    #expect(Timers.stopped(state, guild).map(\.name) == ["ageing"])
    state.stopped = ["yearly": due[1].due]
    #expect(Timers.stopped(state, guild).map(\.name) == ["yearly"])
    state.stopped = [:]
    #expect(Timers.stopped(state, guild).isEmpty)
    let smooth = try guild.add(
      "desk", "d-8", in: "smooth", [("width", .number(2)), ("made", .date(try day("2029-12-20")))])
    #expect(timers(guild, smooth) == ["broken 2029-12-20 - 2029-12-20", "late 2030-01-05 age -"])
    let scrapped = try guild.add("desk", "d-9", in: "scrapped", [("made", .date(try day("2029-12-20")))])
    let end = try day("2031-01-01")
    #expect(timers(guild, scrapped).isEmpty && Timers.occurrences(scrapped, guild, until: end).isEmpty)
    let undated = try guild.add("desk", "d-10", [("width", .number(2))])
    #expect(timers(guild, undated) == ["late 2030-01-05 age -"])
  }

  @Test func comeRoundFromTheFirstToTheLastDayOfASchedule() throws {
    let guild = try guild()
    func next(_ made: String, after last: String? = nil) throws -> String? {
      var state = try guild.add("desk", "d-20", [("width", .number(2)), ("made", .date(try day(made)))])
      guild.cases.removeLast()
      if let last { state.occurrences["yearly"] = try day(last) }
      let schedule = try #require(guild.rulebook.schedules.first)
      return Timers.nextOccurrence(schedule, state, guild).map { "\($0)" }
    }
    #expect(try next("2030-01-10") == "2030-01-10" && next("2030-01-11") == "2030-02-10")
    #expect(try next("2030-01-09") == "2030-01-10")
    #expect(try next("2030-01-10", after: "2030-01-09") == "2030-01-10")
    #expect(try next("2030-01-10", after: "2030-01-10") == "2030-02-10")
    #expect(
      try next("2030-01-10", after: "2030-03-10") == "2030-04-10" && next("2030-01-10", after: "2030-04-10") == nil)
    #expect(try next("2030-01-09", after: "2030-03-10") == nil)
    func all(_ made: String, until end: String, after last: String? = nil) throws -> [String] {
      var state = try guild.add("desk", "d-20", [("width", .number(2)), ("made", .date(try day(made)))])
      guild.cases.removeLast()
      if let last { state.occurrences["yearly"] = try day(last) }
      let found = Timers.occurrences(state, guild, until: try day(end))
      #expect(found.map(\.0.name) == ["yearly"])
      return found.flatMap(\.1).map { "\($0)" }
    }
    #expect(try all("2030-01-10", until: "2031-01-01") == ["2030-01-10", "2030-02-10", "2030-03-10", "2030-04-10"])
    #expect(try all("2030-01-10", until: "2030-02-10") == ["2030-01-10", "2030-02-10"])
    #expect(try all("2030-01-10", until: "2030-02-09") == ["2030-01-10"])
    #expect(
      try all("2030-01-10", until: "2030-01-10") == ["2030-01-10"] && all("2030-01-10", until: "2030-01-09").isEmpty)
    #expect(try all("2030-01-10", until: "2030-03-10", after: "2030-02-10") == ["2030-03-10"])
    #expect(try all("2030-01-10", until: "2030-03-10", after: "2030-03-10").isEmpty)
    #expect(try all("2030-01-10", until: "2030-03-10", after: "2030-03-09") == ["2030-03-10"])
    #expect(try all("2030-01-09", until: "2031-01-01") == ["2030-01-10", "2030-02-10", "2030-03-10"])
  }

  @Test func doneByTheClockMakeADecisionStaleOnlyWhereTheyChangeTheCase() {
    for verb: Verb in [.schedule("s"), .retime] { #expect(!verb.changesItsCase) }
    for verb: Verb in [.fire("f"), .approve(1), .upgrade, .erase("f"), .consult("f"), .adopt] {
      #expect(verb.changesItsCase)
    }
  }

  @Test func areOpenActsOfAnEntryAndOfWhetherTheyWereDisagreedWith() {
    let open = OpenAct.of("a@g", "e", entry: 1)
    #expect(open == .of("b@g", "f", entry: 1) && open != .of("a@g", "e", entry: 2))
    #expect(open != .of("a@g", "e", entry: 1, disagreed: 3))
    #expect(OpenAct.of("a@g", "e", entry: 1, disagreed: 4) != .of("a@g", "e", entry: 1, disagreed: 3))
  }
}

/// What reasons say of themselves, and what of them is recorded.
@Suite struct ReasonsOfTheGate {
  private let place = Citation(name: "Plugins/p/plugin.yaml", line: 3)
  private var seen: Reason.Seen {
    Reason.Seen(
      condition: "a > b", place: Citation(name: "w", line: 9),
      values: [
        .init(name: "a", value: "1", isOpen: true), .init(name: "b", value: "2", isOpen: false),
        .init(name: "c", value: nil, isOpen: false),
      ], fault: "f")
  }
  private var all: [(reason: Reason, rule: String, line: Int?, ofActor: Bool)] {
    let words = Localized(en: "e", nl: "n")
    return [
      (.noSuchCase("x"), "unknown", nil, false), (.caseExists("x"), "exists", nil, false),
      (.badName("x"), "name", nil, false),
      (.noSuchKind("x", near: nil), "unknown", nil, false),
      (.noSuchEvent(kind: "k", event: "e", near: nil), "unknown", nil, false),
      (.notByPeople(event: "e", source: .clock), "source", nil, false),
      (.madeByOthers(kind: "k", makers: ["m", "n"]), "source", nil, false),
      (.unknownField("x", near: nil), "fields", nil, false),
      (.missingField(name: "n", type: "t"), "fields", nil, false),
      (.wrongField(name: "n", type: "t", found: "f", sample: "s"), "fields", nil, false),
      (.datePassed(name: "n"), "fields", nil, false),
      (.noSuchReference(field: "f", id: "i", kind: nil), "unknown", nil, false),
      (.kept(name: "n", event: nil, place: place), "fields", 3, false),
      (
        .notInRole(
          letter: .support, wanted: ["r"], accountable: "a", has: [], activity: place,
          could: [.init(name: "p", role: "r", grant: "g")]), "role", 3, true
      ),
      (.lapsed(grant: "g", what: .mandate, from: nil, until: nil, role: "r"), "term", nil, true),
      (.unknownPerson(account: "a"), "person", nil, true),
      (.left(person: "p"), "person", nil, true), (.accountTaken(account: "a", person: "p"), "accounts", nil, false),
      (.noMandate(role: "r", activity: "a", place: place), "mandate", 3, true),
      (.separated(name: "apart", roles: [], of: nil, reason: words, place: place), "apart", 3, true),
      (.misplacedRole(role: "r", kind: "k", scope: nil, field: "f"), "scope", nil, false),
      (.otherKind(field: "f", id: "i", kinds: ["a", "b"]), "unknown", nil, false),
      (.fourEyes(entry: 1, place: place), "four eyes", 3, false),
      (.notHeard(role: "r", event: "e", asked: nil, place: place), "consultation", 3, false),
      (.notInState(event: "e", state: "s", possible: [], place: place), "state", 3, false),
      (.noGuard(event: "e", guards: [seen]), "guard", 9, false),
      (.noGuard(event: "e", guards: []), "guard", nil, false),
      (.unmet(name: "need", seen, hint: nil), "need", 9, false),
      (.law(name: "law", title: words, source: "s", subject: "x", seen), "law", 9, false),
      (.failed(.creationPending, place: place), "definition", 3, false),
      (.failed(.tooMany(3), place: nil), "definition", nil, false),
      (
        .consequence(.init(event: "e", subject: "s"), [.accountTaken(account: "a", person: "p")]), "consequence", nil,
        false
      ),
      (.noOpenAct(entry: 1, open: []), "open act", nil, false), (.stillOpen([]), "open act", nil, false),
      (.alreadyErased(field: "f", entry: 1), "erased", nil, false),
      (.stale(subject: "s", changed: 2, basis: 1), "stale", nil, false),
      (.notSimulated, "time", nil, false), (.cannotMove(states: [], place: place), "definition", 3, false),
      (.losesDuties([]), "duties", nil, false),
      (.isCurrent("x"), "current", nil, false), (.stillNeeded([]), "definition", nil, false),
      (.delegationLoop(by: "b", person: "p", chain: ["c"]), "loop", nil, false),
    ]
  }

  @Test func tellTheirRuleTheirPlaceAndWhomTheyConcern() {
    for (reason, rule, line, ofActor) in all {
      #expect(
        reason.rule.description == rule && reason.place?.line == line && reason.concernsActor == ofActor, "\(reason)")
      var (isLaw, names) = (false, false)
      if case .law = reason { isLaw = true }
      switch reason {
      case .notInRole, .consequence, .law: names = true
      default: break
      }
      #expect(reason.isLaw == isLaw && reason.namesOthers == names)
    }
    #expect(Set(Rule.own.map(\.description)).count == Rule.own.count)
    let told = Set(all.map(\.rule)).subtracting(["apart", "need", "law"])
    #expect(told == Set(Rule.own.map(\.description)))
  }

  @Test func areRecordedWithoutNamesAndWhatNotEverybodyReads() {
    for (reason, _, _, _) in all {
      let (before, after) = (Reason.record([reason]), Reason.record([reason.forTheRecord]))
      let wanted = before.replacing("\"name\":\"p\",\"role\"", with: "\"role\"").replacing(
        "\"account\":\"a\",\"person\"", with: "\"person\""
      )
      .replacing("{\"account\":\"a\"}", with: "{}").replacing("{\"by\":\"b\",\"person\":\"p\",", with: "{")
      .replacing(",\"value\":\"2\"", with: "")
      #expect(after == wanted)
    }
    #expect(Reason.record([]) == "[]")
    #expect(
      Reason.record([.notSimulated, .noSuchCase("x"), .notSimulated])
        == #"[{"notSimulated":{}},{"noSuchCase":{"_0":"x"}},{"notSimulated":{}}]"#)
  }
}
