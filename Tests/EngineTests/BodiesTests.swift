import Calendar
import Definitions
import Engine
import FEEL
import Governance
import TestSupport
import Testing

/// Bodies that answer for themselves: a role within a body acts and is accountable for what is that body's, and for nothing else.
@Suite struct BodiesThatAreAccountableForThemselves {
  private static let workflow = """
    workflow: w
    kinds:
      body:
        fields: {title: text required}
        states: {there: {on: {dissolve: dissolved}}, dissolved: {final: true}}
        events: {dissolve: }
      seat:
        within: body
        grants: {a: assignment, in: held, person: person, role: role, scope: body, from: from, until: until}
        fields: {person: text required, role: text required, body: body required, from: date required, until: date}
        states: {held: {on: {leave: left}}, left: {final: true}}
        events: {leave: }
      motion:
        within: body
        fields: {body: body required, text: text required}
        states: {moved: {on: {decide: decided, amend: }}, decided: {final: true}}
        events: {decide: , amend: {fields: {text: required}}}
    """
  private static let plugin = """
    plugin: p
    roles: {member: Member, chair: Chair}
    rasci:
      body: {default: {R: administrator, A: administrator}, dissolve: {R: chair, A: chair}}
      seat: {default: {R: administrator, A: administrator}}
      motion:
        default: {R: member, A: chair, approval: after}
        create: {R: member, A: member}
        decide: {R: [member, chair], A: chair, approval: before, four eyes: true}
    """
  private let bodies: Simulated

  private static func book(_ workflow: String) throws -> Rulebook {
    try peopled(workflow, plugin)
  }

  init() throws {
    bodies = try Simulated(try Self.book(Self.workflow))
    let from = Value.date(try day("2030-01-01"))
    for body in ["north", "south"] {
      try bodies.create("body", body, [("title", .string(body))])
      for role in ["member", "chair"] {
        let account = "\(role)@\(body)"
        try bodies.create("somebody", "p-\(role)-\(body)", [("accounts", .list([.string(account)]))])
        try bodies.create(
          "seat", "q-\(role)-\(body)",
          [("person", .string(account)), ("role", .string(role)), ("body", .string(body)), ("from", from)])
      }
    }
    let fields: Given = [("body", .string("north")), ("text", .string("a longer quay"))]
    #expect(try bodies.create("motion", "m-1", fields, as: "member@north").outcome == .accepted)
  }

  @Test func decideByTheirOwnMembersAndTheirOwnChair() throws {
    #expect(try bodies.act("member@south", .fire("decide"), "m-1").outcome == .refused)
    let asked = try bodies.act("member@north", .fire("decide"), "m-1")
    #expect(asked.outcome == .pending)
    let entry = try #require(asked.entry)
    #expect(try bodies.act("chair@south", .approve(entry), "m-1").outcome == .refused, "another body's chair is none")
    #expect(try bodies.act(Simulated.boss, .approve(entry), "m-1").outcome == .refused, "nor is who keeps the store")
    #expect(try bodies.act("chair@north", .approve(entry), "m-1").outcome == .accepted)
  }

  @Test func endThemselvesAndNoOther() throws {
    #expect(try bodies.act("chair@south", .fire("dissolve"), "north").outcome == .refused)
    #expect(try bodies.act("chair@north", .fire("dissolve"), "north").outcome == .accepted)
  }

  @Test func takeNothingInFromMembersOfAnother() throws {
    let fields: Given = [("body", .string("north")), ("text", .string("no quay at all"))]
    #expect(try bodies.create("motion", "m-2", fields, as: "member@south").outcome == .refused)
  }

  @Test func moveToOtherDefinitionsWithWhatIsStillToBeRatified() throws {
    let amended = try bodies.act("member@north", .fire("amend"), "m-1", [("text", .string("a quay"))])
    let entry = try #require(amended.entry)
    func adopt(_ workflow: String) throws {
      try bodies.store.perform(.adoption(of: Self.book(workflow)), by: bodies.principal())
    }
    // An event that is gone could not be ratified any more.
    try adopt(Self.workflow.replacing("amend", with: "rephrase"))
    #expect(try bodies.act(Simulated.boss, .upgrade, "m-1").outcome == .refused)
    try adopt(Self.workflow + "\n")
    let moved = try bodies.act(Simulated.boss, .upgrade, "m-1")
    #expect(moved.outcome == .accepted, "\(moved.reasons)")
    #expect(try bodies.act("chair@north", .ratify(entry), "m-1").outcome == .accepted)
  }
}
