import Calendar
import Definitions
import FEEL
import Foundation
import Statechart
import TestSupport
import Testing

@testable import Governance

/// What other definitions mean for a case, every difference by itself.
@Suite struct Moving {
  /// One text of the definitions replaced, and all that is other then for the desk.
  private static let changes: [(old: String, new: String, told: [String])] = [
    (
      "tag: text\n", "tag: {type: text, required: true}\n",
      ["field tag: text → text, required", "obstacle missingField tag"]
    ),
    ("tag: text\n", "tag: number\n", ["field tag: text → number"]),
    ("tag: text\n", "tag: text\n      more: {type: integer, initial: width * 2}\n", ["field more: - → integer"]),
    (
      "tag: text\n", "tag: text\n      more: {type: integer, initial: limit}\n",
      ["constant limit: same", "field more: - → integer"]
    ),
    (
      "confidential: true, readers: carver, at", "confidential: false, readers: carver, at",
      ["field note: text, confidential → text"]
    ),
    (
      "confidential: true, readers: carver, at", "confidential: true, readers: [carver, clerk], at",
      ["reader note: carver → carver, clerk"]
    ),
    ("height: {type: integer, initial: width + 1}", "height: {type: integer, initial: width + 2}", []),
    ("  chest:\n    readers: carver\n", "  chest:\n    readers: [carver, warden]\n", []),
    ("  desk:\n    within", "  desk:\n    readers: warden\n    within", ["reader desk: - → warden"]),
    ("within: [hall, beside]", "within: [hall]", ["authority within: hall, beside → hall"]),
    (
      "within: [hall, beside]", "within: [hall, beside]\n    stakes: [beside]", ["safeguard stakes: - → beside"]
    ),
    ("other: case", "other: {type: case, of: [hall, desk]}", ["field other: case → case of hall, desk"]),
    ("warden: Warden", "warden: {title: Warden, within: hall}", ["safeguard role warden: - → within hall"]),
    ("within: [hall, beside]", "title: Desk", ["authority within: hall, beside → -"]),
    (
      "area: width * height", "area: width * height + 1",
      [
        "value area: 30 = width * height → 31 = width * height + 1",
        "value twice: 90 = area * limit → 93 = area * limit",
      ]
    ),
    ("jobs: {of: job, via: desk}", "jobs: {of: job}", ["value jobs: every job whose desk is this case → every job"]),
    (
      "near: {of: desk, via: beside, to: other}", "near: {of: desk, via: beside, to: beside}",
      [
        "value near: every desk whose beside is other → every desk whose beside is beside"
      ]
    ),
    (
      ", more help: {kind: job, id: '\"Odd one\"', with: {desk: case.id}}", "",
      [
        "event done.invoke.more help: engine → -", "service more help: job → -", "lost service more help",
      ]
    ),
    ("limit: 3", "limit: 4", ["constant limit: 3 → 4", "value twice: 90 = area * limit → 120 = area * limit"]),
    ("limit: 3", "limit: 3, other: 5", []),
    (
      "at: 'made + @\"P1Y\"', in: rough", "at: 'made + @\"P2Y\"', in: rough",
      [
        "deadline ageing: 2030-12-20 = made + @\"P1Y\" = rough → 2031-12-20 = made + @\"P2Y\" = rough"
      ]
    ),
    (
      "at: 'made + @\"P1Y\"', in: rough", "at: 'made + @\"P1Y\"'",
      [
        "deadline ageing: 2030-12-20 = made + @\"P1Y\" = rough → 2030-12-20 = made + @\"P1Y\""
      ]
    ),
    (
      "ageing: {at: 'made + @\"P1Y\"', in: rough, fires: age}", "",
      [
        "deadline ageing: 2030-12-20 = made + @\"P1Y\" = rough → -", "lost deadline ageing",
      ]
    ),
    (
      "in: rough, rule", "in: smooth, rule",
      [
        "schedule yearly: job, FREQ=MONTHLY;BYMONTHDAY=10, 2029-12-20 to 2030-03-20 in rough, P2D ahead → job, FREQ=MONTHLY;BYMONTHDAY=10, 2029-12-20 to 2030-03-20 in smooth, P2D ahead",
        "lost schedule yearly",
      ]
    ),
    (
      "in: rough, rule", "rule",
      [
        "schedule yearly: job, FREQ=MONTHLY;BYMONTHDAY=10, 2029-12-20 to 2030-03-20 in rough, P2D ahead → job, FREQ=MONTHLY;BYMONTHDAY=10, 2029-12-20 to 2030-03-20, P2D ahead",
        "lost schedule yearly",
      ]
    ),
    (
      "plane: rough, mark: }", "plane: rough}",
      [
        "transition mark: rough → ; smooth →  → rough → "
      ]
    ),
    (
      "{when: width > 3, to: smooth}", "{when: width > 4, to: smooth}",
      [
        "transition plane: rough → smooth when width > 3; rough → smooth when width > 9 and noted; smooth → rough → rough → smooth when width > 4; rough → smooth when width > 9 and noted; smooth → rough"
      ]
    ),
    (
      "worth: event.grain + width", "worth: event.grain",
      [
        "transition sand: rough →  set worth to event.grain + width → rough →  set worth to event.grain"
      ]
    ),
    (
      "that: event.edge = null or event.edge < width", "that: event.edge = null or event.edge < width + 1",
      [
        "condition edge of plane: event.edge = null or event.edge < width → event.edge = null or event.edge < width + 1"
      ]
    ),
    (
      "{name: smooth only, in: smooth, that: noted}", "{name: smooth only, that: noted}",
      ["condition smooth only of plane: noted in smooth → noted"]
    ),
    (
      ", {name: smooth only, in: smooth, that: noted}", "",
      ["condition smooth only of plane: noted in smooth → -", "lost condition smooth only of plane"]
    ),
    ("hire: {}", "hire: {due: made}", ["duty hire: - → carver, by 2029-12-20"]),
    (
      "hire: {}", "hire: {due: if width > 9 then made else null}",
      ["duty hire: - → carver, by if width > 9 then made else null"]
    ),
    (
      "{R: carver, A: warden, approval: before, four eyes: false}", "{R: carver, A: warden, approval: before}",
      [
        "safeguard approval of scrap: warden, before, four eyes: never → warden, before, four eyes: approver",
        "lost safeguard approval of scrap",
      ]
    ),
    (
      "{R: carver, A: warden, approval: before, four eyes: false}", "{R: carver, A: carver}",
      [
        "line scrap: R: carver; A: warden → R: carver; A: carver",
        "safeguard approval of scrap: warden, before, four eyes: never → -", "lost safeguard approval of scrap",
      ]
    ),
    (
      "C: [clerk, warden], S: clerk", "C: [clerk], S: clerk",
      [
        "line paint: R: carver; A: warden; S: clerk; C: clerk, warden; I: clerk → R: carver; A: warden; S: clerk; C: clerk; I: clerk",
        "safeguard warden consulted on paint:  → -", "lost safeguard warden consulted on paint",
      ]
    ),
    (
      "approval: after, mandate: true", "approval: after",
      ["safeguard mandate for gild:  → -", "lost safeguard mandate for gild"]
    ),
    (
      "roles: [carver, clerk], because", "roles: [clerk, carver, warden], because",
      [
        "safeguard separation hands: carver, clerk → carver, clerk, warden", "lost safeguard separation hands",
      ]
    ),
    (
      "age: smooth\n", "age: [{when: width > 5, to: smooth}, {to: torn}]\n      torn: {on: {mark: scrapped}}\n",
      [
        "state torn: - → ", "transition age: rough → smooth → rough → smooth when width > 5; rough → torn",
        "transition mark: rough → ; smooth →  → rough → ; torn → scrapped; smooth → ",
      ]
    ),
    ("rough: [{when", "rough: [{when", []),
  ].filter { $0.0 != $0.1 }

  private func guild() throws -> Guild {
    let guild = try Guild()
    try guild.add("hall", "h-1", [("title", .string("North"))])
    try guild.add(
      "desk", "d-1", by: 7,
      [
        ("hall", .string("h-1")), ("width", .number(5)), ("height", .number(6)), ("made", .date(try day("2029-12-20"))),
        ("tag", .null),
      ])
    return guild
  }

  private func told(_ upgrade: Upgrade) -> [String] {
    upgrade.changes.map { "\($0.part) \($0.name): \($0.before ?? "-") → \($0.after ?? "-")" }
      + upgrade.obstacles.map { reason in
        let text = Reason.record([reason])
        let name = text.dropFirst(3).prefix { $0 != "\"" }
        let field = text.components(separatedBy: "\"name\":\"").dropFirst().first?.prefix { $0 != "\"" } ?? ""
        return "obstacle \(name) \(field)"
      } + upgrade.lost.map { "lost \($0)" }
  }

  private func load(_ workflow: String, _ plugin: String) -> Rulebook? {
    do {
      return try Guild.load(workflow, plugin)
    } catch {
      Issue.record("\(error)")
      return nil
    }
  }

  @Test func tellsEveryDifferenceAndNoOther() throws {
    let guild = try guild()
    let state = try #require(guild.find("d-1"))
    for (old, new, wanted) in Self.changes {
      #expect(guildWorkflow.contains(old) || guildPlugin.contains(old), "\(old)")
      var workflow = guildWorkflow
      // Of the desk, which comes last.
      if let range = guildWorkflow.range(of: old, options: .backwards) { workflow.replaceSubrange(range, with: new) }
      let plugin = guildPlugin.replacing(old, with: new, maxReplacements: 1)
      guard let next = load(workflow, plugin) else { continue }
      let told = told(Upgrade(state, to: next, guild, at: try guild.noon("2030-01-10")))
      #expect(told == wanted.filter { !$0.hasSuffix(": same") }, "\(old) → \(new)\n\(told)")
      // The other way round, what was lost is gained.
      if old.contains("tag: text") { continue }
      var back = state
      back = try #require(Upgrade(state, to: next, guild, at: try guild.noon("2030-01-10")).after)
      let undone = Upgrade(back, to: guild.rulebook, guild, at: try guild.noon("2030-01-10"))
      #expect(undone.changes.count == wanted.filter { !$0.hasPrefix("lost") && !$0.hasSuffix(": same") }.count)
      for change in undone.changes {
        #expect(wanted.contains("\(change.part) \(change.name): \(change.after ?? "-") → \(change.before ?? "-")"))
      }
    }
  }

  @Test func losesADutyWhereOneIsGoneOrASafeguardIsOther() {
    for part in Upgrade.Part.allCases {
      for (before, after) in [(nil, "b"), ("a", nil), ("a", "b")] as [(String?, String?)] {
        let isLost: Bool
        switch part {
        case .duty, .schedule, .safeguard: isLost = before != nil
        case .deadline, .condition, .service, .law: isLost = before != nil && after == nil
        default: isLost = false
        }
        #expect(Upgrade.Change(part: part, name: "x", before: before, after: after).isLostDuty == isLost, "\(part)")
      }
    }
  }

  @Test func keepsAllThatTheOtherDefinitionsStillKnow() throws {
    let guild = try guild()
    var state = try #require(guild.find("d-1"))
    state.lastEntry = 9
    state.changed = 8
    state.open = [.of("car@g", "gild", entry: 4, took: true, disagreed: 5)]
    state.hearings = [
      Hearing(event: "paint", role: "clerk", entry: 3, until: nil),
      Hearing(event: "gild", role: "clerk", entry: 3, until: nil),
    ]
    state.drafts = ["paint": [("tag", .string("x"))], "gild": [("tag", .string("y"))]]
    state.occurrences = ["yearly": try day("2030-01-10")]
    state.fired = ["ageing": Instant(milliseconds: 5)]
    state.stopped = ["late": Instant(milliseconds: 6)]
    state.erased = ["note": 2, "other": 2]
    state.services = ["help": "a", "more help": "b"]
    state.invoker = Invoker(subject: "q", id: "i")
    let workflow = guildWorkflow.replacing("          gild:\n", with: "")
      .replacing("      gild: {fields: {tag: required}}\n", with: "").replacing("      other: case\n", with: "")
      .replacing(", near: {of: desk, via: beside, to: other}", with: "")
      .replacing(", more help: {kind: job, id: '\"Odd one\"', with: {desk: case.id}}", with: "")
      .replacing(
        "tag: text\n",
        with:
          "tag: {type: text, initial: '\"new\"'}\n      size: {type: integer, initial: width * 2}\n      depth: {type: integer, initial: size + 1}\n      wish: integer required\n"
      )
    let plugin = guildPlugin.replacing(
      "    gild: {R: [carver, warden], A: warden, approval: after, mandate: true}\n", with: "")
    let next = try Guild.load(workflow, plugin)
    let instant = try guild.noon("2030-01-10")
    let bare = Upgrade(state, to: next, guild, at: instant)
    #expect(
      bare.after == nil && Reason.record(bare.obstacles) == #"[{"missingField":{"name":"wish","type":"integer"}}]"#)
    let moved = try #require(Upgrade(state, to: next, guild, at: instant, given: [("wish", .number(3))]).after)
    #expect(moved.rulebook.hash == next.hash && moved.kind === next.kinds["desk"])
    #expect(moved["size"].text == "10" && moved["depth"].text == "11" && moved["wish"].text == "3")
    #expect(moved["tag"].isNull, "what it could have had before does not begin again")
    #expect(moved["width"].text == "5" && moved["hall"].text == "h-1")
    #expect(moved.changed == 1000 && moved.lastEntry == 9 && moved.createdBy == 7 && moved.created == state.created)
    #expect(
      moved.open == state.open && moved.hearings.map(\.event) == ["paint"] && Array(moved.drafts.keys) == ["paint"])
    #expect(moved.occurrences == state.occurrences && moved.fired == state.fired && moved.stopped == state.stopped)
    #expect(moved.erased == ["note": 2] && moved.services == ["help": "a"] && moved.invoker == state.invoker)
    #expect(moved.stateText == "rough" && moved.isOpen)
    state.open.append(.of("car@g", "paint", entry: 6))
    let waiting = Upgrade(state, to: next, guild, at: instant, given: [("wish", .number(3))])
    #expect(waiting.after == nil && !waiting.changes.isEmpty)
    #expect(Reason.record(waiting.obstacles) == #"[{"stillOpen":{"_0":[{"entry":6,"subject":"d-1"}]}}]"#)
    let wrong = Upgrade(try #require(guild.find("d-1")), to: next, guild, at: instant, given: [("wish", .string("x"))])
    #expect(
      Reason.record(wrong.obstacles)
        == #"[{"wrongField":{"name":"wish","type":"integer","found":"string","sample":"12"}}]"#)
  }

  @Test func leavesHistoriesAndServicesBehindThatTheChartNoLongerKnows() throws {
    let first = """
      workflow: h
      kinds:
        part: {states: {on: {on: {end: off}}, off: {final: true}}, events: {end: {}}}
        box:
          states:
            shut: {on: {open: last}}
            ajar:
              on: {close: shut}
              states:
                one: {on: {step: two}, invoke: {a: {kind: part}, b: {kind: part}}}
                two: {on: {step: one}, invoke: {c: {kind: part}}}
                last: {history: deep, always: one}
          events: {open: {}, close: {}, step: {}}
      """
    let plugin = """
      plugin: h
      rasci: {part: {default: {R: administrator, A: administrator}}, box: {default: {R: administrator, A: administrator}}}
      """
    func load(_ changes: [(String, String)]) throws -> Rulebook {
      try Guild.load(changes.reduce(first) { $0.replacing($1.0, with: $1.1) }, plugin)
    }
    let guild = try Guild()
    guild.rulebook = try load([])
    let kind = try #require(guild.rulebook.kinds["box"])
    var written = WrittenState(active: ["two"])
    written.history = ["last": ["two"]]
    written.services = [
      .init(id: "a", state: "one", number: 0), .init(id: "b", state: "one", number: 1),
      .init(id: "c", state: "two", number: 0),
    ]
    let state = CaseState(
      id: "x", kind: kind, rulebook: guild.rulebook, machine: try #require(MachineState(written, in: kind.chart)),
      fields: [], createdBy: 1, created: Instant(milliseconds: 0))
    func moved(_ changes: [(String, String)]) throws -> (WrittenState?, [Reason]) {
      let next = try load(changes)
      let upgrade = Upgrade(state, to: next, guild, at: try guild.noon("2030-01-10"))
      return (upgrade.after.map { WrittenState($0.machine, in: $0.kind.chart) }, upgrade.obstacles)
    }
    let same = try moved([("plugin: h", "plugin: h")]).0
    #expect(
      same?.services.map(\.id) == ["a", "b", "c"] && same?.history == ["last": ["two"]] && same?.active == ["two"])
    let fewer = try moved([("a: {kind: part}, b: {kind: part}", "a: {kind: part}")]).0
    #expect(fewer?.services.map(\.id) == ["a", "c"], "\(String(describing: fewer))")
    let none = try moved([(", invoke: {a: {kind: part}, b: {kind: part}}", "")]).0
    #expect(none?.services.map(\.id) == ["c"])
    let renamed = try moved([("one", "uno")]).0
    #expect(renamed?.services.map(\.id) == ["c"] && renamed?.history == ["last": ["two"]])
    let without = try moved([("last: {history: deep, always: one}", ""), ("open: last", "open: ajar")]).0
    #expect(without?.history.isEmpty == true && without?.active == ["two"])
    let other = try moved([("last: {history: deep, always: one}", "last: {on: {step: one}}")]).0
    #expect(other?.history.isEmpty == true)
    let (gone, why) = try moved([("two", "dos")])
    #expect(gone == nil)
    #expect(
      Reason.record(why).hasPrefix(#"[{"cannotMove":{"states":["two"],"place":{"name":"Workflows/g/workflow.yaml"#))
    let split = try moved([("      ajar:\n", "      ajar:\n        parallel: true\n"), ("two", "two")])
    // A state that became parallel: what it was in stays, and the other regions begin.
    #expect(split.0?.active == ["one", "two"] && split.1.isEmpty)
  }

  @Test func needsTheKind() throws {
    let guild = try guild()
    let next = try Guild.load(
      guildWorkflow.replacing("  desk:", with: "  table:").replacing("of: desk", with: "of: table").replacing(
        " desk required", with: " table required"
      ).replacing("list of desk", with: "list of table").replacing("helper: desk", with: "helper: table"),
      guildPlugin.replacing("  desk:", with: "  table:").replacing("on: desk", with: "on: table"))
    let upgrade = Upgrade(try #require(guild.find("d-1")), to: next, guild, at: try guild.noon("2030-01-10"))
    #expect(
      upgrade.after == nil && upgrade.changes.isEmpty
        && Reason.record(upgrade.obstacles) == #"[{"noSuchKind":{"_0":"desk"}}]"#)
  }

  @Test func tellsAtMostTwentyDaysOfAnotherCalendarForTenYears() throws {
    let asking = guildWorkflow.replacing(
      "area: width * height", with: "area: width * height\n      due: 'add working days(made, 2)'")
    func load(_ calendar: String, _ workflow: String) throws -> Rulebook {
      try Guild.load(workflow, guildPlugin + calendar)
    }
    let guild = try guild()
    func days(_ old: String, _ new: String, _ workflow: String) throws -> [String] {
      guild.rulebook = try load(old, workflow)
      guild.cases = []
      try guild.add("desk", "d-1", [("made", .date(try day("2029-12-20"))), ("width", .number(1))])
      let upgrade = Upgrade(
        try #require(guild.find("d-1")), to: try load(new, workflow), guild, at: try guild.noon("2030-01-10"))
      return upgrade.changes.filter { $0.part == .calendar }.map {
        "\($0.name): \($0.before ?? "-") → \($0.after ?? "-")"
      }
    }
    let plain = "\ncalendar: {weekend: [saturday, sunday]}"
    func with(_ holidays: String) -> String { "\ncalendar: {weekend: [saturday, sunday], holidays: {\(holidays)}}" }
    #expect(
      try days(
        plain, with("a: {on: 2030-01-10}, b: {on: 2030-01-09}, c: {on: 2040-01-10}, d: {on: 2040-01-11}"), asking) == [
          "2030-01-10: working day → a", "2040-01-10: working day → c",
        ])
    #expect(try days(with("a: {on: 2030-01-10}"), plain, asking) == ["2030-01-10: a → working day"])
    #expect(try days(with("a: {on: 2030-01-10}"), with("b: {on: 2030-01-10}"), asking).isEmpty)
    #expect(try days(plain, with("a: {on: 2030-01-10}"), guildWorkflow).isEmpty, "it asks for no working days")
    let closed = "{holidays: {closed: {from: 2030-05-06, until: 2030-05-07}}, known until: 2030-12-31}"
    let beside = try days(plain, plain + "\ncalendars: {board: \(closed)}", asking)
    #expect(beside.count == 20 && beside[0] == "board 2030-01-10: no calendar → working day", "\(beside.prefix(3))")
    let longer = closed.replacing("2030-05-07", with: "2030-05-08").replacing("2030-12-31", with: "2031-01-02")
    #expect(
      try days(plain + "\ncalendars: {board: \(closed)}", plain + "\ncalendars: {board: \(longer)}", asking) == [
        "board 2030-05-08: working day → closed", "board 2031-01-01: not known → working day",
        "board 2031-01-02: not known → working day",
      ])
    let many = try days(plain, "\ncalendar: {weekend: [sunday]}", asking)
    #expect(
      many.count == 20 && many.first == "2030-01-12: weekend → working day"
        && many.last == "2030-05-25: weekend → working day")
    let none = try days(plain, "", asking)
    #expect(none.count == 20 && none.first == "2030-01-10: working day → no calendar")
  }

  /// What the guild may give up when it adopts other definitions: nothing that somebody still needs.
  @Test func isAdoptedOnlyWhereNothingIsGoneThatIsNeeded() throws {
    for (changes, state, open, wanted) in [
      ([], "open", false, "[]"),
      ([("chest", "trunk")], "open", false, #"[{"stillNeeded":{"_0":["kind chest"]}}]"#),
      ([("chest", "trunk")], "closed", false, "[]"),
      ([("chest", "trunk")], "closed", true, #"[{"stillNeeded":{"_0":["kind chest"]}}]"#),
      ([("a: mandate", "a: assignment")], "open", false, #"[{"stillNeeded":{"_0":["grants of letter"]}}]"#),
      (
        [
          (
            "grants: {a: mandate, in: valid, role: role, scope: scope, from: from, until: until, activities: activities}",
            "title: L"
          )
        ], "open", false, #"[{"stillNeeded":{"_0":["grants of letter"]}}]"#
      ),
      ([("accounts: accounts\n", "title: M\n")], "open", false, #"[{"stillNeeded":{"_0":["accounts of member"]}}]"#),
      (
        [("clerk: Clerk", "clark: Clerk"), ("clerk", "clark")], "open", false,
        #"[{"stillNeeded":{"_0":["role clerk"]}}]"#
      ),
      ([("letter", "note of leave")], "open", false, #"[{"stillNeeded":{"_0":["grants of letter"]}}]"#),
    ] as [([(String, String)], String, Bool, String)] {
      let guild = try Guild()
      try guild.add("chest", "c-1", in: state) { if open { $0.open = [.of("car@g", "shut", entry: 3, took: true)] } }
      var act = Act(Actor("boss@g", known: .asserted), .adopt, on: "store", at: try guild.noon("2030-01-10"))
      func change(_ text: String) -> String { changes.reduce(text) { $0.replacing($1.0, with: $1.1) } }
      act.rulebook = try Guild.load(change(guildWorkflow), change(guildPlugin))
      let decision = Gate(guild).decide(act)
      #expect(Reason.record(decision.reasons) == wanted && decision.role == "administrator", "\(changes)")
      act = Act(Actor("car@g", known: .asserted), .adopt, on: "store", at: act.instant)
      #expect(Gate(guild).decide(act).reasons.map(\.rule) == [.role])
    }
  }

  /// Whoever moves a case says why where duties are lost, and gives what it lacks.
  @Test func isDecidedByTheAdministratorWhoSaysWhyDutiesAreLost() throws {
    let guild = try guild()
    let instant = try guild.noon("2030-01-10")
    func rules(_ who: String, _ given: Given) -> String {
      let decision = Gate(guild).decide(
        Act(Actor(who, known: .asserted), .upgrade, on: "d-1", fields: given, at: instant))
      return decision.reasons.map(\.rule.description).joined(separator: " ") + (decision.after == nil ? "" : "moved")
    }
    #expect(rules("boss@g", []) == "current")
    #expect(rules("car@g", []) == "role current")
    guild.rulebook = try Guild.load(
      guildWorkflow.replacing("tag: text\n", with: "tag: text\n      wish: integer required\n"),
      guildPlugin.replacing("approval: after, mandate: true", with: "approval: after"))
    #expect(rules("boss@g", []) == "fields duties")
    #expect(rules("boss@g", [("wish", .number(1))]) == "duties")
    #expect(rules("boss@g", [("wish", .number(1)), ("decision", .string(" "))]) == "duties")
    #expect(rules("boss@g", [("wish", .number(1)), ("decision", .string("d"))]) == "moved")
    #expect(rules("boss@g", [("wish", .number(1)), ("decision", .string("d")), ("tag", .string("x"))]) == "fields")
    #expect(rules("boss@g", [("wish", .number(1)), ("decision", .string("d")), ("wsh", .string("x"))]) == "fields")
    #expect(rules("car@g", [("wish", .number(1)), ("decision", .string("d"))]) == "role")
  }
}
