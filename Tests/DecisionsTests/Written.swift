import Diagnostics
import FEEL
import Testing

@testable import Decisions

/// A place of its own for a text, which is what stands there.
func at(_ text: String) -> Place {
  let source = Source(name: text, text: text)
  return Place(source, 0..<source.bytes.count)
}

/// `score: number`, `tier: string in "a", "b"`, `factor: number in 1, 2 otherwise 0`.
private func column(_ text: String) throws -> WrittenTable.Column {
  let name = text.prefix { $0 != ":" }
  var rest = text.dropFirst(name.count + 1)
  var parts: [String: Place] = [:]
  for word in [" otherwise ", " in "] {
    guard let found = rest.range(of: word) else { continue }
    parts[word] = at(String(rest[found.upperBound...]))
    rest = rest[..<found.lowerBound]
  }
  return WrittenTable.Column(
    String(name), try TypeName(at(String(rest))), allowed: parts[" in "], fallback: parts[" otherwise "],
    at: at(String(name)))
}

/// A table: rules as lines of cells with bars between them.
func written(
  _ policy: String, _ inputs: [String], _ outputs: [String], _ rules: [String]
) throws -> WrittenTable {
  let rows = rules.map { rule -> WrittenTable.Row in
    let cells = rule.split(separator: "|").map { cell in
      at(String(cell.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()))
    }
    return WrittenTable.Row(
      tests: Array(cells.prefix(inputs.count)), outputs: Array(cells.dropFirst(inputs.count)), at: at(rule))
  }
  return WrittenTable(
    "trial", try #require(HitPolicy(policy)), inputs: try inputs.map(column), outputs: try outputs.map(column),
    rows: rows, at: at("trial"))
}

/// What is found in a table that is read, and looked through when it can be.
func findings(_ written: WrittenTable, constants: [String: Value] = [:]) -> [Diagnostic] {
  var found = Diagnostics()
  if let table = compiled(written, constants: constants, &found) {
    found.add(contentsOf: Coverage.findings(in: table))
  }
  return found.all
}

func compiled(
  _ written: WrittenTable, constants: [String: Value] = [:], _ found: inout Diagnostics
) -> DecisionTable? {
  let names = written.inputs.map(\.name)
  let types = Dictionary(written.inputs.map { ($0.name, Type($0.type)) }, uniquingKeysWith: { first, _ in first })
  return DecisionTable(
    written, among: CellNames(names + constants.keys.sorted(), types: types, constants: constants), &found)
}

/// What a table gives for inputs that are written in FEEL, as text; with the rules that match and the codes of its faults.
func ask(_ written: WrittenTable, _ inputs: String..., steps: Int = 100_000) throws -> (
  value: String, rules: [Int], faults: [Fault]
) {
  var found = Diagnostics()
  let table = try #require(compiled(written, &found), "\(found)")
  let values = try inputs.map { try Expression($0).evaluate([], host: Situation()).value }
  var frame = Frame(slots: [], host: Situation(steps: steps))
  let decided = DecisionFunction(table).decide(values, at: 0..<0, &frame)
  return (decided.value.source, decided.rules, frame.faults)
}
