/// What can be said of a table without asking it: gaps, overlaps, rules that never match and rules that others hide.

import Diagnostics
import FEEL

/// Looks through a table region by region. What it says is exact; where it cannot be, or would take too long, it says so.
public struct Coverage {
  private let table: DecisionTable
  /// The inputs that some rule tests.
  private var tested: [Int] = []
  private var found = Diagnostics()
  /// How much may still be looked at.
  private var allowance = 500_000

  /// All that is found in a table.
  public static func findings(in table: DecisionTable) -> Diagnostics {
    var coverage = Coverage(table: table)
    do throws(Unknown) {
      try coverage.look()
    } catch {
      coverage.found.warning(
        .undecided, "gaps and overlaps of the table \"\(table.name)\" are undecided: \(error.why)", at: table.place)
    }
    return coverage.found
  }

  private init(table: DecisionTable) { self.table = table }

  private mutating func spend(_ amount: Int = 1) throws(Unknown) {
    allowance -= amount
    if allowance < 0 { throw Unknown(why: "there are too many combinations") }
  }

  private mutating func look() throws(Unknown) {
    // What collects all that match has neither gaps nor overlaps.
    var isPartition: Bool
    switch table.policy {
    case .unique, .any, .priority, .first: isPartition = true
    default: isPartition = false
    }
    let cutter = Cutter(table)
    var columns: [[Region]] = []
    var unknown: Unknown?
    tested = table.inputs.indices.filter(cutter.isTested)
    for column in tested {
      do throws(Unknown) {
        let regions = try cutter.regions(column)
        findNever(column, regions)
        columns.append(regions)
      } catch { unknown = unknown ?? error }
    }
    if isPartition, let unknown { throw unknown }
    if found.hasErrors { isPartition = false }
    guard isPartition else { return }
    let space = Space(columns, rules: table.rules.count)
    switch table.policy {
    case .unique, .any: try findOverlaps(space)
    case .first: try findMasked(space)
    default: break
    }
    try findGap(space)
  }

  // MARK: Findings

  /// Rules of which one test holds for nothing.
  private mutating func findNever(_ column: Int, _ regions: [Region]) {
    for (index, rule) in table.rules.enumerated() where !regions.contains(where: { $0.rules.contains(index) }) {
      let input = table.inputs[column]
      found.error(
        .neverMatches, "rule \(index + 1) never matches: no \(input.name) passes this test",
        at: rule.tests[column].place,
        hint: input.allowed.map { "\(input.name) is \($0.text)" })
    }
  }

  private mutating func findOverlaps(_ space: Space) throws(Unknown) {
    for later in table.rules.indices {
      for earlier in 0..<later {
        try spend()
        guard let common = space.common(earlier, later) else { continue }
        let rules = "rules \(earlier + 1) and \(later + 1) of \"\(table.name)\" both match \(text(common))"
        if table.policy == .unique {
          found.error(
            .overlap, rules, at: table.rules[later].place,
            hint: "part their tests, or say what counts then: hit: first, any, priority or collect")
          break
        }
        guard differ(earlier, later) else { continue }
        found.error(
          .overlap, "\(rules), and give different outputs", at: table.rules[later].place,
          hint: "by \"any\" rules that match at once give the same")
        break
      }
    }
  }

  /// Whether two rules give different outputs, whatever the inputs.
  private func differ(_ a: Int, _ b: Int) -> Bool {
    zip(table.rules[a].outputs, table.rules[b].outputs).contains { first, second in
      guard let x = first.constant, let y = second.constant else { return false }
      return Value.equal(x, y) != true
    }
  }

  private mutating func findMasked(_ space: Space) throws(Unknown) {
    for index in table.rules.indices.dropFirst() {
      let box = space.columns.map { regions in regions.indices.filter { regions[$0].rules.contains(index) } }
      guard try uncovered(space, 0, .upTo(index, of: table.rules.count), box) == nil else { continue }
      found.warning(
        .masked, "rule \(index + 1) of \"\(table.name)\" is never reached: rules before it match wherever it does",
        at: table.rules[index].place, hint: "put it before them, or leave it out")
    }
  }

  private mutating func findGap(_ space: Space) throws(Unknown) {
    guard table.outputs.allSatisfy({ $0.fallback == nil }) else { return }
    // That nothing is known of an input need not be decided.
    let box = space.columns.map { regions in regions.indices.filter { !regions[$0].isNull } }
    let all = BitSet.upTo(table.rules.count, of: table.rules.count)
    guard let point = try uncovered(space, 0, all, box) else { return }
    found.warning(
      .gap, "no rule of \"\(table.name)\" for \(text(point))", at: table.place,
      hint: "add a rule, or a default to its outputs")
  }

  /// A place in a box that none of the rules covers; nil when they cover it all.
  private mutating func uncovered(
    _ space: Space, _ column: Int, _ rules: BitSet, _ box: [[Int]]
  ) throws(Unknown) -> [Value]? {
    try spend()
    if rules.isEmpty {
      var rest: [Value] = []
      for (regions, chosen) in zip(space.columns, box).dropFirst(column) {
        guard let first = chosen.first else { return nil }
        rest.append(regions[first].value)
      }
      return rest
    }
    guard column < space.columns.count else { return nil }
    var seen: Set<BitSet> = []
    for index in box[column] {
      let region = space.columns[column][index]
      let left = rules.intersection(region.rules)
      guard seen.insert(left).inserted else { continue }
      if let rest = try uncovered(space, column + 1, left, box) { return [region.value] + rest }
    }
    return nil
  }

  private func text(_ point: [Value]) -> String {
    point.isEmpty
      ? "whatever the inputs are"
      : zip(tested, point).map { "\(table.inputs[$0].name) = \($1.source)" }.joined(separator: ", ")
  }
}

/// All combinations of regions.
private struct Space {
  let columns: [[Region]]
  /// By rule and column, the regions that a rule covers.
  private let covered: [[BitSet]]

  init(_ columns: [[Region]], rules: Int) {
    self.columns = columns
    covered = (0..<rules).map { rule in
      columns.map { regions in
        var set = BitSet(count: regions.count)
        for (index, region) in regions.enumerated() where region.rules.contains(rule) { set.insert(index) }
        return set
      }
    }
  }

  /// A place that two rules cover; nil when there is none.
  func common(_ a: Int, _ b: Int) -> [Value]? {
    var point: [Value] = []
    for (column, regions) in columns.enumerated() {
      guard let first = covered[a][column].firstCommon(covered[b][column]) else { return nil }
      point.append(regions[first].value)
    }
    return point
  }
}
