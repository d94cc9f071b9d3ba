import Calendar
import Definitions
import Diagnostics
import Engine
import FEEL
import Governance
import TestSupport
import Testing

/// Interest and mandate: what somebody stands for keeps from acting on it, by whatever path.
@Suite struct WhoStandsForAParty {
  private static let workflow = """
    workflow: w
    kinds:
      firm:
        stakes: [members]
        fields: {members: list of firm}
        states: {there: {on: {close: closed}}, closed: {final: true}}
        events: {close: }
      post at:
        within: scope
        grants: {a: assignment, in: held, person: person, role: role, scope: scope, from: from}
        fields: {person: text required, role: text required, scope: case, from: date required}
        states: {held: {on: {leave: left}}, left: {final: true}}
        events: {leave: }
      stand-in:
        grants: {a: delegation, in: held, person: person, by: by, from: from, until: until}
        fields: {person: text required, by: text required, from: date required, until: date required}
        states: {held: {on: {leave: left}}, left: {final: true}}
        events: {leave: }
      mandate:
        grants: {a: mandate, in: held, role: role, from: from, until: until, activities: activities}
        fields: {role: text required, from: date required, until: date required, activities: list of text}
        states: {held: {on: {leave: left}}, left: {final: true}}
        events: {leave: }
      deal:
        within: firm
        stakes: [helpers]
        fields: {firm: firm required, helpers: list of firm}
        states: {made: {on: {extend: , inspect: , pay: , sign: , end: ended}}, ended: {final: true}}
        events: {extend: , inspect: , pay: , sign: , end: }
      talk:
        within: about
        fields: {about: {type: case, required: true, of: [firm, deal]}}
        states: {planned: {on: {hold: held}}, held: {final: true}}
        events: {hold: }
    """
  private static let plugin = """
    plugin: p
    roles:
      supplier: {title: Supplier, within: firm}
      manager: Manager
      inspector: Inspector
      signer: {title: Signer, mandate: true}
    separations:
      both sides:
        roles: [supplier]
        apart from: [manager, signer]
        because: who stands for a firm does not manage its deals
      inspection:
        roles: [supplier]
        apart from: [inspector]
        anywhere: true
        because: who supplies inspects nobody
    rasci:
      firm: {default: {R: administrator, A: administrator}}
      post at: {default: {R: administrator, A: administrator}}
      stand-in: {default: {R: administrator, A: administrator}}
      mandate: {default: {R: administrator, A: administrator}}
      deal:
        default: {R: manager, A: manager}
        create: {R: administrator, A: administrator}
        pay: {R: manager, A: signer, approval: before, mandate: false}
        sign: {R: manager, A: signer, approval: before}
        end: {R: supplier, A: supplier}
        inspect: {R: inspector, A: inspector}
      talk: {default: {R: administrator, A: administrator}, hold: {R: supplier, A: supplier}}
    """
  private let store: Simulated
  private static let from = Value.date(CivilDate(year: 2030, month: 1, day: 1)!)
  private static let until = Value.date(CivilDate(year: 2039, month: 1, day: 1)!)

  private static func book(_ plugin: String = plugin, _ workflow: String = workflow) throws -> Rulebook {
    try peopled(workflow, plugin)
  }

  private func appoint(_ account: String, _ role: String, at scope: String? = nil) throws -> Receipt {
    let fields: Given = [("person", .string(account)), ("role", .string(role)), ("from", Self.from)]
    return try store.create(
      "post at", "q-\(role)-\(account.prefix { $0 != "@" })-\(scope ?? "all")",
      fields + (scope.map { [("scope", .string($0))] } ?? []))
  }

  private func refusal(_ account: String, _ event: String, _ id: String = "d") throws -> [Rule] {
    try store.act(account, .fire(event), id).reasons.map(\.rule)
  }

  init() throws {
    store = try Simulated(try Self.book())
    for name in ["mia", "sam", "vic", "ann", "ira"] {
      try store.create("somebody", "p-\(name)", [("accounts", .list([.string("\(name)@x")]))])
    }
    for firm in ["boog", "helper", "other"] { try store.create("firm", firm, []) }
    try store.create("firm", "kompas", [("members", .list([.string("boog")]))])
    try store.create("deal", "d", [("firm", .string("kompas")), ("helpers", .list([.string("helper")]))])
    #expect(try appoint("mia@x", "manager").outcome == .accepted)
    #expect(try refusal("mia@x", "extend") == [])
  }

  @Test func doesNotActForTheOtherSideOnWhatIsThatPartys() throws {
    #expect(try appoint("mia@x", "supplier", at: "other").outcome == .accepted)
    #expect(try refusal("mia@x", "extend") == [], "another firm's affairs are no interest in this deal")
    #expect(try appoint("mia@x", "supplier", at: "kompas").outcome == .accepted)
    #expect(try refusal("mia@x", "extend") == [.named("both sides")])
  }

  @Test(arguments: ["boog", "helper"]) func norOnWhatAMemberOrAHelperHasAStakeIn(firm: String) throws {
    #expect(try appoint("mia@x", "supplier", at: firm).outcome == .accepted)
    #expect(try refusal("mia@x", "extend") == [.named("both sides")])
    #expect(try refusal("mia@x", "end") == [.role], "a stake gives no role")
  }

  @Test func norAsDeputyOfWhoDoes() throws {
    let days: Given = [("from", Self.from), ("until", Self.until)]
    try store.create("stand-in", "s-1", [("person", .string("sam@x")), ("by", .string("mia@x"))] + days)
    #expect(try refusal("sam@x", "extend") == [])
    #expect(try appoint("sam@x", "supplier", at: "boog").outcome == .accepted)
    #expect(try refusal("sam@x", "extend") == [.named("both sides")])
  }

  @Test func andPassesOnToNobodyWhatTheyMayNotDo() throws {
    let days: Given = [("from", Self.from), ("until", Self.until)]
    try store.create("stand-in", "s-1", [("person", .string("sam@x")), ("by", .string("mia@x"))] + days)
    #expect(try appoint("mia@x", "supplier", at: "kompas").outcome == .accepted)
    let refused = try store.act("sam@x", .fire("extend"), "d")
    guard case .separated(_, let roles, let of, _, _)? = refused.reasons.first else {
      Issue.record("\(refused.reasons)")
      return
    }
    #expect(roles == ["manager", "supplier"])
    #expect(of == "mia@x", "it says whose interest it is")
  }

  @Test func inspectsNobodyWhereverTheySupply() throws {
    #expect(try appoint("ira@x", "inspector").outcome == .accepted)
    #expect(try refusal("ira@x", "inspect") == [])
    #expect(try appoint("ira@x", "supplier", at: "other").outcome == .accepted)
    #expect(try refusal("ira@x", "inspect") == [.named("inspection")])
  }

  @Test func doesNotApproveForTheOtherSide() throws {
    #expect(try appoint("vic@x", "signer").outcome == .accepted)
    #expect(try appoint("ann@x", "signer").outcome == .accepted)
    #expect(try appoint("vic@x", "supplier", at: "boog").outcome == .accepted)
    let asked = try store.act("mia@x", .fire("pay"), "d")
    let entry = try #require(asked.entry)
    #expect(try store.act("vic@x", .approve(entry), "d").reasons.map(\.rule) == [.named("both sides")])
    #expect(try store.act("ann@x", .approve(entry), "d").outcome == .accepted)
  }

  @Test func holdsTheRoleWithinThatPartyOnly() throws {
    for scope in [nil, "d"] {
      let refused = try appoint("sam@x", "supplier", at: scope)
      #expect(refused.reasons.map(\.rule) == [.scope])
    }
    #expect(try refusal("sam@x", "end") == [.role])
  }

  @Test func actsOnMandateUnlessTheLineSaysOtherwise() throws {
    #expect(try appoint("ann@x", "signer").outcome == .accepted)
    #expect(try refusal("mia@x", "sign") == [.mandate])
    #expect(try store.act("mia@x", .fire("pay"), "d").outcome == .pending)
    try store.create("mandate", "m", [("role", .string("signer")), ("from", Self.from), ("until", Self.until)])
    let asked = try store.act("mia@x", .fire("sign"), "d")
    #expect(asked.outcome == .pending)
    try store.act(Simulated.boss, .fire("leave"), "m")
    let refused = try store.act("ann@x", .approve(try #require(asked.entry)), "d")
    #expect(refused.reasons.map(\.rule) == [.mandate], "what was asked on it is not approved after its withdrawal")
  }

  @Test(arguments: ["deal.sing", "dael"]) func isGivenNoMandateForWhatThereIsNot(activity: String) throws {
    let refused = try store.create(
      "mandate", "m",
      [
        ("role", .string("signer")), ("from", Self.from), ("until", Self.until),
        ("activities", .list([.string("deal.sign"), .string(activity)])),
      ])
    guard case .wrongField("activities", _, let found, let sample)? = refused.reasons.first else {
      Issue.record("\(refused.reasons)")
      return
    }
    #expect(found.contains(activity) && ["[\"deal.sign\"]", "[\"deal\"]"].contains(sample), "it says what is meant")
  }

  @Test func isNamedByAReferenceThatSaysToWhat() throws {
    #expect(try store.create("talk", "t-1", [("about", .string("d"))]).outcome == .accepted)
    let refused = try store.create("talk", "t-2", [("about", .string("p-mia"))])
    guard case .otherKind("about", "p-mia", ["firm", "deal"])? = refused.reasons.first else {
      Issue.record("\(refused.reasons)")
      return
    }
  }

  @Test func leavesNoPositionThatNobodyCanHold() throws {
    let lost = Self.workflow.replacing("of: [firm, deal]", with: "of: [deal, mandate]")
    let found = #expect(throws: Diagnostics.self) { try Self.book(Self.plugin, lost) }
    #expect(found?.all.map(\.code.text) == ["definitions.unheld-position", "definitions.unheld-position"])
    #expect(found?.all.first?.message.contains("in which a mandate lies") == true)
  }
}
