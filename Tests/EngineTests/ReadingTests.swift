import Definitions
@testable import Engine
import FEEL
import Governance
import TestSupport
import Testing

/// A clinic: files that the doctor reads, a word of them that only the head reads, and a case kept from all others.
private let workflow = """
  workflow: clinic
  kinds:
    badge:
      within: scope
      grants: {a: assignment, in: valid, person: person, role: role, scope: scope, from: from, until: until}
      fields: {person: text required, role: text required, scope: case, from: date, until: date}
      states: {valid: {on: {take: taken}}, taken: {final: true}}
      events: {take: {}}
    ward:
      fields: {title: text required}
      queries: {files: {of: file, via: ward}, complaints: {of: complaint, via: ward}}
      derived: {urgent: 'count(files[weight > 3])', heaviest: max(files.weight), complaints made: count(complaints)}
      states: {open: {on: {shut: closed}}, closed: {final: true}}
      events: {shut: {requires: [{name: light, that: heaviest < 3}]}}
    file:
      within: ward
      fields:
        ward: ward required
        title: text required
        weight: {type: integer, required: true, confidential: true, readers: [doctor]}
        note: {type: text, at creation: true, confidential: true, readers: [head]}
      derived: {heavy: weight > 3, doubled: weight * 2}
      states: {open: {on: {write: , shut: closed}}, closed: {final: true}}
      events:
        write: {fields: {note: , weight: }, requires: [{name: less, that: event.weight = null or event.weight < weight}]}
        shut: {}
    complaint:
      within: ward
      readers: [head]
      fields: {ward: ward required, text: text required}
      states: {made: {on: {settle: settled}}, settled: {final: true}}
      events: {settle: {fields: {text: }}}
  """
private let plugin = """
  plugin: clinic
  roles: {doctor: Doctor, head: Head, clerk: Clerk}
  rasci:
    badge: {default: {R: administrator, A: administrator}}
    ward: {default: {R: [head, clerk], A: head, approval: after, four eyes: false}}
    file: {default: {R: [doctor, head], A: head, approval: after, four eyes: false, I: clerk}}
    complaint: {default: {R: [doctor, head], A: head, approval: after, four eyes: false, I: clerk}}
  """

private final class Clinic {
  let simulated: Simulated

  init() throws {
    simulated = try Simulated(workflow, plugin)
    for (id, person, role) in [
      ("b-1", "doc@c", "doctor"), ("b-2", "head@c", "head"), ("b-3", "clerk@c", "clerk"),
    ] {
      try simulated.create("badge", id, [("person", .string(person)), ("role", .string(role))])
    }
    try simulated.create("ward", "north", [("title", .string("North"))], as: "head@c")
    try simulated.create("ward", "south", [("title", .string("South"))], as: "head@c")
    for (id, ward, weight) in [("f-1", "north", 5), ("f-2", "north", 1), ("f-3", "south", 4)] {
      try simulated.create(
        "file", id,
        [
          ("ward", .string(ward)), ("title", .string("File \(id)")), ("weight", .number(Number(weight))),
          ("note", .string("secret of \(id)")),
        ], as: "doc@c")
    }
    let made = try simulated.look("head@c") { try Histories($0).entries(HistoryQuery()).rows }
    let refused = made.filter { $0.outcome != "accepted" }
    try #require(refused.isEmpty, "\(refused.map(\.why))")
    try simulated.create("complaint", "c-1", [("ward", .string("north")), ("text", .string("too loud"))], as: "doc@c")
  }

  func list(_ account: String, where condition: String? = nil, show: String...) throws -> [[String]] {
    try simulated.look(account) { view in
      let kind = try #require(view.rulebook.kinds["file"])
      let scope = kind.layout.scope
      return try Cases(view).list(
        kind, where: condition.map { try Expression($0, scope: scope) },
        show: show.map { try Expression($0, scope: scope) }
      ).map { [$0.id] + $0.values.map(\.text) }
    }
  }

  func value(_ account: String, _ text: String) throws -> Value {
    try simulated.look(account) { view in
      try Cases(view).evaluate(Expression(text, scope: Cases(view).scope)).value
    }
  }
}

@Suite struct ReadingRights {
  @Test func aFieldIsWithheldFromWhoIsNoReaderAndShownToWhoIs() throws {
    let clinic = try Clinic()
    #expect(try clinic.list("doc@c", show: "weight", "note").first == ["f-1", "5", "(withheld)"])
    #expect(try clinic.list("head@c", show: "weight", "note").first == ["f-1", "(withheld)", "secret of f-1"])
    #expect(try clinic.simulated.find("f-1", "clerk@c")?["weight"].firstWithheld != nil)
    #expect(
      try clinic.simulated.find("f-1", Simulated.boss)?["note"].firstWithheld != nil, "the administrator is no reader")
    #expect(try clinic.simulated.find("f-1", "clerk@c")?["title"].text == "File f-1")
  }

  @Test func whatIsDerivedFromItIsWithheldAsWell() throws {
    let clinic = try Clinic()
    #expect(
      try clinic.list("clerk@c", show: "heavy", "doubled", "weight + 1").first == ["f-1"]
        + Array(repeating: "(withheld)", count: 3))
    #expect(try clinic.list("doc@c", show: "heavy", "doubled").first == ["f-1", "true", "10"])
    let sheet = try #require(try clinic.simulated.look("clerk@c") { try Cases($0).sheet("north") })
    #expect(sheet.derived.first { $0.name == "urgent" }?.value.firstWithheld != nil)
    #expect(sheet.derived.first { $0.name == "heaviest" }?.value.firstWithheld != nil)
  }

  @Test func noConditionCountOrOrderGivesItAway() throws {
    let clinic = try Clinic()
    #expect(try clinic.list("clerk@c", where: "weight > 3").isEmpty)
    #expect(try clinic.list("clerk@c", where: "weight != 5").isEmpty, "not even by what it is not")
    #expect(try clinic.list("clerk@c", where: "weight = null").isEmpty)
    for text in [
      "count(file[weight > 3])", "sum(file.weight)", "sort(file, function(a, b) a.weight < b.weight)[1].id",
      "some f in file satisfies f.weight > 4", "if file[1].weight > 3 then 1 else 2", "string(file[1].weight)",
      "file[1].weight = 5", "index of(file.weight, 5)", "file.weight = [5, 6, 7]",
      "list contains(file.weight, 5)", "count(distinct values(file.weight))",
    ] {
      #expect(try clinic.value("clerk@c", text).firstWithheld != nil, "\(text)")
      #expect(try clinic.value("doc@c", text).firstWithheld == nil, "\(text)")
    }
    // Two cases that are compared are compared in all that they hold, which nobody here may read whole.
    for text in ["file[1] = file[2]", "file[1] in [file[2], file[3]]"] {
      for account in ["clerk@c", "doc@c", "head@c"] {
        #expect(try clinic.value(account, text).firstWithheld != nil, "\(text)")
      }
    }
    #expect(try clinic.value("clerk@c", "count(file)").text == "3", "what rests on nothing withheld is told")
  }

  @Test func aKindWithReadersIsNotThereForOthers() throws {
    let clinic = try Clinic()
    #expect(try clinic.simulated.find("c-1", "head@c")?["text"].text == "too loud")
    for account in ["doc@c", "clerk@c", Simulated.boss] {
      #expect(try clinic.simulated.find("c-1", account) == nil)
      #expect(try clinic.value(account, "count(complaint)").text == "0")
      #expect(try clinic.simulated.look(account) { try Cases($0).counts() }.allSatisfy { $0.kind != "complaint" })
      let rows = try clinic.simulated.look(account) { try Histories($0).entries(HistoryQuery()).rows }
      #expect(rows.allSatisfy { $0.subject != "c-1" }, "its entries are not told either")
      #expect(throws: StoreProblem.self) {
        try clinic.simulated.look(account) { try Histories($0).entry(rows.last.map { $0.entry + 1 } ?? 0) }
      }
    }
    // What a case asks of all complaints is withheld as a whole, for a count is knowledge too.
    let sheet = try clinic.simulated.look("doc@c") { try Cases($0).sheet("north") }
    #expect(sheet?.derived.first { $0.name == "complaints made" }?.value.firstWithheld != nil)
    #expect(sheet?.queries.first { $0.name == "complaints" }?.value.firstWithheld != nil)
  }

  @Test func historiesTrailsAndChangesWithholdItToo() throws {
    let clinic = try Clinic()
    let entry = try clinic.simulated.act("head@c", .fire("write"), "f-1", [("note", .string("new secret"))]).entry ?? -1
    func told(_ account: String) throws -> String {
      try clinic.simulated.look(account) { view in
        let histories = Histories(view)
        return "\(try histories.entry(entry).values) \(try histories.trail("note", of: "f-1").map(\.value)) "
          + "\(try histories.changes(from: view.today, until: view.today, of: "f-1"))"
      }
    }
    let doctor = try told("doc@c")
    #expect(!doctor.contains("secret of") && !doctor.contains("new secret"), "\(doctor)")
    #expect(try told("head@c").contains("new secret"))
  }

  @Test func thePastIsReadByTheRightsOfToday() throws {
    let clinic = try Clinic()
    try clinic.simulated.goTo("2030-02-01")
    #expect(try clinic.simulated.find("f-1", "doc@c", on: "2030-01-02")?["weight"].text == "5")
    try clinic.simulated.act(Simulated.boss, .fire("take"), "b-1")
    #expect(
      try clinic.simulated.find("f-1", "doc@c", on: "2030-01-02") == nil, "who stands in no role now reads nothing")
    try clinic.simulated.create("badge", "b-9", [("person", .string("new@c")), ("role", .string("doctor"))])
    #expect(try clinic.simulated.find("f-1", "new@c", on: "2030-01-02")?["weight"].text == "5")
  }

  @Test func aRoleReadsWithinItsScopeOnly() throws {
    let clinic = try Clinic()
    try clinic.simulated.create(
      "badge", "b-9",
      [("person", .string("s@c")), ("role", .string("doctor")), ("scope", .string("south"))])
    #expect(try clinic.simulated.find("f-3", "s@c")?["weight"].text == "4")
    #expect(try clinic.simulated.find("f-1", "s@c") == nil)
    #expect(try clinic.value("s@c", "count(file)").text == "1")
    #expect(try clinic.simulated.find("b-9", "s@c") != nil, "one's own grants are always shown")
    #expect(try clinic.simulated.find("b-1", "s@c") == nil)
  }

  @Test func guardsSeeEverythingAndTellWhatTheAskerMayRead() throws {
    let clinic = try Clinic()
    let refused = try clinic.simulated.act("clerk@c", .fire("shut"), "north")
    guard case .unmet(let name, let seen, _)? = refused.reasons.first else {
      Issue.record("another reason: \(refused.reasons)")
      return
    }
    #expect(name == "light" && seen.values.map(\.value) == [nil], "\(seen)")
    let told = try clinic.simulated.act("head@c", .fire("write"), "f-1", [("weight", .number(9))])
    #expect(told.reasons.map(\.rule) == [.named("less")] && !"\(told.reasons)".contains("Optional(\"5\")"))
    let doctor = try clinic.simulated.act("doc@c", .fire("write"), "f-1", [("weight", .number(9))])
    #expect("\(doctor.reasons)".contains("\"5\""), "\(doctor.reasons)")
  }

  @Test func anActOnWhatOneMayNotSeeSaysOnlyWhatOneLacks() throws {
    let clinic = try Clinic()
    // The clerk may not know that there is such a complaint; the door is as shut as for one that is not there.
    #expect(try clinic.simulated.look("clerk@c") { $0.kind(of: "c-1") } == nil)
    let outsider = try clinic.simulated.act("nobody@c", .fire("shut"), "north")
    #expect(outsider.reasons.map(\.rule) == [.role] && outsider.state.isEmpty, "\(outsider)")
    #expect(outsider.entry != nil, "that it was tried is recorded")
  }

  @Test func namesOfPeopleAreForThoseWhoMayReadThem() throws {
    let clinic = try Clinic()
    try clinic.simulated.create(
      "badge", "b-9",
      [("person", .string("s@c")), ("role", .string("doctor")), ("scope", .string("south"))])
    func could(_ account: String) throws -> [String?] {
      let receipt = try clinic.simulated.act(account, .fire("shut"), "south")
      guard case .notInRole(_, _, _, _, _, let could)? = receipt.reasons.first else { return ["no refusal of role"] }
      return could.map(\.name)
    }
    #expect(try could("doc@c") == ["head@c", "clerk@c"])
    #expect(try could("s@c") == [nil, nil], "their role is told, their name is not")
  }

  @Test func whoReadsWhatIsWithheldIsTold() throws {
    let clinic = try Clinic()
    func readers(_ withheld: String) throws -> [String]? {
      try clinic.simulated.look("clerk@c") { $0.readers(of: withheld)?.roles.sorted() }
    }
    #expect(try readers("file.weight") == ["doctor"] && readers("file.note") == ["head"])
    #expect(try readers("complaint") == ["head"], "of a kind as a whole")
    for open in ["file", "file.title", "file.nothing", "nothing", "nothing.weight"] {
      #expect(try readers(open) == nil, "\(open)")
    }
  }
}
