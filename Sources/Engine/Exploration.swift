/// Definitions walked through before anything runs under them: cases of a kind are made, every event is tried in every state that is
/// reached, by who may, with values that lie where conditions turn, through the one gate. Nothing of it is kept.

import Calendar
import Definitions
import FEEL
import Governance
import Journal

/// How far a walk goes.
public struct ExplorationBounds: Sendable {
  /// How many different situations of one kind are looked at.
  public var situations = 120
  /// How many acts lie between a case's creation and a situation.
  public var depth = 12
  /// How many situations are looked at of the cases that meet; none with 0.
  public var meetings = 40
  /// How many combinations of values are tried of one event.
  public var variants = 10

  /// The usual ones.
  public init() {}

  /// For a walk that only looks for where a case stands still.
  var alone: ExplorationBounds {
    var bounds = self
    (bounds.situations, bounds.meetings) = (min(situations, 30), 0)
    return bounds
  }
}

/// What walking through one kind gave.
public struct Explored: Sendable {
  /// What a walk says of something.
  public enum Verdict: Sendable {
    /// It happens; with the lines that lead to it.
    case shown([String])
    /// It was not met within the bounds; with the rules that stood in the way.
    case undecided(by: [String])
  }

  /// The kind.
  public let kind: String
  /// Its states, in the order of the chart.
  public internal(set) var states: [(name: String, verdict: Verdict)] = []
  /// What people can bring about, in the order it is written.
  public internal(set) var events: [(name: String, verdict: Verdict)] = []
  /// Acts that a law alone stopped: with the laws, and the lines that lead there.
  public internal(set) var lawless: [(event: String, laws: [String], way: [String])] = []
  /// Situations that no event, no timer and no other case can lead out of, though they are not final: what stands in the way rests on
  /// the case alone, or on nobody being allowed.
  public internal(set) var stuck: [(state: String, way: [String])] = []
  /// Situations in which several cases wait for each other: what stands in the way of each rests on the others alone.
  public internal(set) var standing: [(waiting: [String], way: [String])] = []
  /// What nobody can do while somebody is away: of a role on which its cases depend nobody is there, or of one of which some act takes
  /// two, one person.
  public internal(set) var away: [Absence] = []

  /// An act that waits for who is away.
  public struct Absence: Sendable {
    /// The role.
    public let role: String
    /// How many persons of it are there: none, or one.
    public let present: Int
    /// Where the case stands.
    public let state: String
    /// What nobody can do there, or finish.
    public let event: String
    /// The lines that lead there.
    public let way: [String]
  }

  /// On whom its cases depend.
  public internal(set) var dependence: Dependence?
  /// How many situations were looked at.
  public internal(set) var situations = 0
  /// How many situations of the cases that meet were looked at.
  public internal(set) var meetings = 0
  /// Whether there was nothing more to look at; otherwise a bound was reached.
  public internal(set) var isWhole = true
}

/// Walks through definitions in a simulation of its own.
public final class Exploration {
  private let store: Store
  private let rulebook: Rulebook
  private let bounds: ExplorationBounds
  /// The accounts that stand in each role.
  private var holders: [String: [String]] = [:]
  private static let boss = "explorer@check"

  /// A walk under definitions, in an empty storage: somebody stands in every role, two persons each, and every role has a mandate.
  public init(
    _ rulebook: Rulebook, in storage: any Storage, within bounds: ExplorationBounds = ExplorationBounds()
  ) throws(StoreProblem) {
    self.rulebook = rulebook
    self.bounds = bounds
    let zone = Zone("Europe/Amsterdam") ?? .utc
    let start = CivilDate(year: 2027, month: 1, day: 4).map { zone.instant($0, milliseconds: 9 * 3_600_000) }
    store = try Store.begin(
      storage,
      Beginning(
        mode: .simulation, instant: start ?? Instant(milliseconds: 0), zone: zone, administrator: Self.boss),
      rulebook)
    try people()
  }

  // MARK: People

  /// What everybody acts by: persons with accounts, assignments and mandates, as the definitions have them.
  private func people() throws(StoreProblem) {
    holders[Rulebook.administrator] = [Self.boss]
    let kinds = rulebook.kindNames.compactMap { rulebook.kinds[$0] }
    let roles = rulebook.roles.keys.sorted()
    var number = 0
    let today = store.setting.zone.civil(store.now).date
    func put(_ kind: Kind, _ given: Given, as account: String = Self.boss) throws(StoreProblem) -> Bool {
      number += 1
      var fields = given
      // In force from today on, and for long.
      for (part, date) in [("from", today), ("until", today.adding(months: 600) ?? today)] {
        if let field = kind.grant?.fields[part], !kind.kept.contains(field) { fields.append((field, .date(date))) }
      }
      for field in kind.events["create"]?.fields ?? kind.fields
      where field.isRequired && field.initial == nil && !fields.contains(where: { $0.name == field.name }) {
        fields.append((field.name, Samples.plain(field, today)))
      }
      var request = Request(.fire("create"), on: "explorer-\(number)", kind: kind.name, fields: fields)
      request.files = [Samples.file].compactMap { $0 }
      return try store.perform(request, by: store.principal(asserting: account)).receipts[0].outcome == .accepted
    }
    for role in roles {
      let slug = role.replacing(" ", with: "-")
      for name in ["\(slug)-1@check", "\(slug)-2@check"] {
        if let kind = kinds.first(where: { $0.accounts != nil }), let field = kind.accounts {
          _ = try put(kind, [(field, .list([.string(name)]))])
        }
        for kind in kinds where kind.grant?.kind == .assignment {
          guard let grant = kind.grant, let person = grant.fields["person"], let at = grant.fields["role"] else {
            continue
          }
          // A role that is held within a case is given once there is one.
          let isWithin = rulebook.roles[role]?.within != nil
          let isHeld = try isWithin ? true : put(kind, [(person, .string(name)), (at, .string(role))])
          if isHeld { holders[role, default: []].append(name) }
          break
        }
      }
    }
    // Mandates are given by whoever may.
    for kind in kinds where kind.grant?.kind == .mandate {
      guard let field = kind.grant?.fields["role"] else { continue }
      let givers = rulebook.lines(kind.name, "create").flatMap(\.responsible).compactMap { holders[$0]?.first }
      for role in roles {
        for giver in givers where try put(kind, [(field, .string(role))], as: giver) { break }
      }
    }
  }

  // MARK: Walking

  /// Walks through the cases of one kind.
  public func explore(_ name: String) throws(StoreProblem) -> Explored {
    guard let kind = rulebook.kinds[name] else { return Explored(kind: name) }
    do {
      return try store.view(of: store.principal(asserting: Self.boss)) { view in
        var walk = Walk(kind, rulebook, view, holders, bounds)
        walk.begin()
        var found = walk.found
        let dependence = rulebook.dependence(of: name)
        found.dependence = dependence
        for (role, present) in dependence.roles.map({ ($0, 0) }) + dependence.pairs.map({ ($0, 1) }) {
          var walk = Walk(kind, rulebook, view, holders, bounds.alone)
          walk.present = (role, present)
          walk.begin()
          guard let missed = walk.missed else { continue }
          found.away.append(
            Explored.Absence(
              role: role, present: present, state: missed.state, event: missed.event, way: missed.way))
        }
        return found
      }
    } catch { throw StoreProblem.wrap(error) }
  }
}
