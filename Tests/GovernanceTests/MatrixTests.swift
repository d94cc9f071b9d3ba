import Calendar
import Definitions
import FEEL
import Governance
import Statechart
import TestSupport
import Testing

/// A world of one case, in which every role has one person.
private final class Stage: World {
  let rulebook: Rulebook
  let zone = Zone.utc
  let administrator = "administrator@t"
  let isSimulated = true
  let nextEntry = 100
  var subject: CaseState?
  private var grants: [String: CaseState] = [:]
  /// A case of each kind within which roles are held.
  private(set) var places: [String: CaseState] = [:]

  init(_ rulebook: Rulebook) throws {
    self.rulebook = rulebook
    let kind = try #require(rulebook.kinds["assignment"])
    for (index, role) in rulebook.roles.keys.sorted().enumerated() {
      var state = try Self.blank(kind, "a-\(index)", in: "in force", rulebook)
      state.fields[try #require(kind.index(of: "person"))] = .string(Self.account(role))
      state.fields[try #require(kind.index(of: "role"))] = .string(role)
      // A role of a party is held within one.
      if let within = rulebook.roles[role]?.within {
        places[within] = try Self.blank(
          try #require(rulebook.kinds[within]), "in \(within)", in: "known", rulebook)
        state.fields[try #require(kind.index(of: "scope"))] = .string("in \(within)")
      }
      grants[Self.account(role)] = state
    }
  }

  static func account(_ role: String) -> String { role.replacing(" ", with: "-") + "@t" }

  static func blank(_ kind: Kind, _ id: String, in leaf: String, _ rulebook: Rulebook) throws -> CaseState {
    let machine = try #require(MachineState(WrittenState(active: [leaf]), in: kind.chart))
    return CaseState(
      id: id, kind: kind, rulebook: rulebook, machine: machine, fields: kind.fields.map { _ in .null },
      createdBy: 1, created: Instant(milliseconds: 1_800_000_000_000))
  }

  func find(_ id: String) -> CaseState? {
    subject?.id == id ? subject : (Array(grants.values) + places.values).first { $0.id == id }
  }

  /// A case of a kind in a state, that lies within all those places.
  func place(_ kind: Kind, in leaf: String) throws {
    var state = try Self.blank(kind, "x-1", in: leaf, rulebook)
    for field in kind.within.compactMap(kind.index) {
      state.fields[field] = places.values.first.map { .string($0.id) } ?? .null
    }
    subject = state
  }

  func referring(_ kind: String, via field: String, to id: String) -> [CaseState] { [] }
  func all(_ kind: String) -> [CaseState] { [] }
  func grants(to names: [String]) -> [CaseState] { names.compactMap { grants[$0] } }
  func allGrants() -> [CaseState] { Array(grants.values) }
  func waiting(by accounts: [String]) -> [Waiting] { [] }
  func person(behind account: String) -> String? { nil }
}

@Suite struct TheMatrix {
  /// Every event of every shipped kind, tried by every role in every state: whether the gate lets the role is what the RASCI
  /// line says, and whether the state lets the event is what the chart says.
  @Test(arguments: ["wbo", "nob"])
  func ofTheGateIsTheMatrixOfTheDefinitions(_ region: String) throws {
    let rulebook = try shipped(region)
    let stage = try Stage(rulebook)
    let gate = Gate(stage)
    var tried = 0
    for kind in rulebook.kinds.values.sorted(by: { $0.name < $1.name }) {
      for leaf in kind.chart.states.dropFirst() where leaf.isAtomic && !leaf.isHistory {
        try stage.place(kind, in: leaf.id)
        var above: Set<Int> = [leaf.index]
        var parent = leaf.parent
        while parent >= 0 {
          above.insert(parent)
          parent = kind.chart.states[parent].parent
        }
        for event in kind.eventNames where event != "create" {
          let definition = try #require(kind.events[event])
          let isKnownHere = kind.chart.transitions.contains { above.contains($0.source) && $0.matches(event) }
          for role in rulebook.roles.keys.sorted() + [Rulebook.administrator] {
            let act = Act(
              Actor(Stage.account(role), known: .asserted), .fire(event), on: "x-1",
              at: Instant(milliseconds: 1_800_000_000_000))
            let decision = gate.decide(act)
            let rules = Set(decision.reasons.map(\.rule.description))
            let place =
              "\(role): \(event) \(kind.name) in \(leaf.id): \(decision.reasons)"
            tried += 1
            if definition.source != .role {
              #expect(rules.contains("source"), "\(place)")
              continue
            }
            let line = try #require(rulebook.activity(kind.name, event), "\(kind.name) \(event) has no line")
            #expect(rules.contains("role") == !line.responsible.contains(role), "\(place)")
            #expect(rules.contains("state") == !isKnownHere, "\(place)")
            if decision.outcome != .refused, line.approval == .before, line.accountable != role {
              #expect(decision.outcome == .pending, "\(place)")
            }
            #expect(rules.contains("mandate") == (line.mandate && line.responsible.contains(role)), "\(place)")
            for heard in line.consulted where line.responsible.contains(role) {
              #expect(rules.contains("consultation"), "\(heard) was not heard: \(place)")
            }
          }
        }
      }
    }
    #expect(tried > 3000)
  }
}
