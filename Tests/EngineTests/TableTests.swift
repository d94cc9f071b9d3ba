import Definitions
import Engine
import FEEL
import Governance
import TestSupport
import Testing

/// Decision tables in what is refused, worked out and moved.
@Suite struct DecisionTablesAtWork {
  private static let workflow = """
    workflow: deals
    kinds:
      deal:
        fields: {amount: number required, sort: {type: [plain, rush], required: true}}
        derived: {share: 'fee(amount, sort)', twofold: double(amount)}
        states: {open: {on: {sign: signed}}, signed: {final: true}}
        events: {sign: {requires: [{name: worth it, that: share < 10}]}}
      other:
        fields: {amount: number required}
        states: {open: {on: {shut: closed}}, closed: {final: true}}
        events: {shut: {}}
    """

  private static let rules = """
          amount      | sort    | fee
          < 100       | -       | 1
          [100..200]  | "plain" | 2
          [100..200]  | "rush"  | 20
          > 200       | -       | amount / 100
    """

  private static func rulebook(_ rules: String = rules, hit: String = "unique", pinned: Bool = false) throws -> Rulebook
  {
    let plugin = """
      plugin: sales
      roles: {seller: Seller}
      constants: {double: 'function(a) 2 * fee(a, "plain")'}
      tables:
        fee:
          inputs: {amount: number, sort: [plain, rush]}
          outputs: {fee: number}
          hit: \(hit)
          rules: |
      \(rules)
      rasci: {deal: {default: {R: administrator, A: administrator}}, other: {default: {R: administrator, A: seller, approval: after}}}
      """
    return try Rulebook.load(
      [("Workflows/w/workflow.yaml", workflow), ("Plugins/p/plugin.yaml", plugin)], pinned: pinned)
  }

  private func deal(_ amount: Int, _ sort: String, _ book: Rulebook) throws -> Simulated {
    let deals = try Simulated(book)
    #expect(
      try deals.create("deal", "d-1", [("amount", .number(Number(amount))), ("sort", .string(sort))]).outcome
        == .accepted)
    return deals
  }

  @Test func aGuardByATableRefuses() throws {
    #expect(try deal(200, "rush", Self.rulebook()).rules(Simulated.boss, .fire("sign"), "d-1") == ["worth it"])
    #expect(try deal(200, "plain", Self.rulebook()).act(Simulated.boss, .fire("sign"), "d-1").outcome == .accepted)
    #expect(try deal(1000, "plain", Self.rulebook()).rules(Simulated.boss, .fire("sign"), "d-1") == ["worth it"])
  }

  @Test func whatATableCannotDecideIsRefusedWithTheRules() throws {
    // Definitions of before, which an earlier version found sound: two rules match 150.
    let overlapping = Self.rules.replacing("< 100  ", with: "< 160  ")
    let receipt = try deal(150, "plain", Self.rulebook(overlapping, pinned: true)).act(
      Simulated.boss, .fire("sign"), "d-1")
    #expect(receipt.outcome == .refused)
    guard case .unmet("worth it", let seen, _)? = receipt.reasons.first else {
      Issue.record("\(receipt.reasons)")
      return
    }
    #expect(
      seen.fault?.contains(#"table "fee": one rule may match, and rules 1 and 2 do"#) == true, "\(seen)")
  }

  @Test func anExplanationNamesTheRule() throws {
    let explained = try deal(150, "plain", Self.rulebook()).look { try Explanations($0).explain("share", of: "d-1") }
    let step = try #require(explained.steps.first { $0.what == "fee" })
    guard case .rules([2], let place) = step.because else {
      Issue.record("\(explained.steps)")
      return
    }
    #expect(step.value.text == "2" && place.description == "Plugins/p/plugin.yaml:12")
  }

  private func changes(to next: Rulebook, of kind: String = "deal") throws -> [Upgrade.Change] {
    let deals = try deal(150, "plain", Self.rulebook())
    try deals.create("other", "o-1", [("amount", .number(1))])
    try deals.store.perform(.adoption(of: next), by: deals.principal())
    return try deals.look { try DefinitionsInForce($0).upgrade(of: kind == "deal" ? "d-1" : "o-1") }
  }

  @Test func anUpgradeTellsTheRuleThatIsOtherAndWhatIsWorkedOutByIt() throws {
    let changes = try changes(to: Self.rulebook(Self.rules.replacing(#""plain" | 2"#, with: #""plain" | 3"#)))
    func change(_ part: Upgrade.Part, _ name: String) -> String? {
      changes.first { $0.part == part && $0.name == name }.map { "\($0.before ?? "-") → \($0.after ?? "-")" }
    }
    #expect(change(.table, #"fee: [100..200] | "plain""#) == "2 → 3", "\(changes)")
    #expect(change(.value, "share")?.hasPrefix("2 = ") == true && change(.value, "share")?.contains("→ 3 = ") == true)
    // By way of a function of the plugin too.
    #expect(change(.value, "twofold")?.contains("→ 6 = ") == true, "\(changes)")
    #expect(changes.count == 3, "\(changes)")
  }

  @Test func anUpgradeTellsAnotherHitPolicyAndRulesThatComeAndGo() throws {
    let rules = Self.rules.replacing("> 200 ", with: ">= 201") + "\n      (200..201) | - | 5"
    let changes = try changes(to: Self.rulebook(rules))
    let names = changes.map { "\($0.name) \($0.before == nil ? "+" : $0.after == nil ? "-" : "~")" }
    #expect(names == ["fee: (200..201) | - +", "fee: > 200 | - -", "fee: >= 201 | - +"], "\(changes)")
    let first = try self.changes(to: Self.rulebook(hit: "first"))
    #expect(first.contains { $0.name == "fee" && $0.after?.hasPrefix("first: ") == true }, "\(first)")
    #expect(first.contains { $0.name == "fee: < 100 | -" && $0.after == "1, rule 1" }, "\(first)")
  }

  @Test func aCaseThatReachesNoTableIsToldNothing() throws {
    let next = try Self.rulebook(Self.rules.replacing(#""plain" | 2"#, with: #""plain" | 3"#))
    #expect(try changes(to: next, of: "other").isEmpty)
  }

  @Test func aCaseKeepsTheTableThatItIsPinnedTo() throws {
    let deals = try deal(150, "plain", Self.rulebook())
    try deals.store.perform(
      .adoption(of: Self.rulebook(Self.rules.replacing(#""plain" | 2"#, with: #""plain" | 30"#))), by: deals.principal()
    )
    try deals.create("deal", "d-2", [("amount", .number(150)), ("sort", .string("plain"))])
    let reopened = try deals.reopened()
    #expect(try reopened.rules(Simulated.boss, .fire("sign"), "d-2") == ["worth it"])
    #expect(try reopened.act(Simulated.boss, .fire("sign"), "d-1").outcome == .accepted)
  }
}
