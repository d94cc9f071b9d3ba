/// From YAML to constants and decision tables: values that need no table first, then tables, then functions that call them.

import Decisions
import Diagnostics
import FEEL

struct TableReader {
  typealias Entry = (key: String, keyNode: YAML, value: YAML)

  let findings: Findings

  init(_ findings: Findings) { self.findings = findings }

  /// The tables of a workflow or a plugin.
  static func entries(_ file: YAML) -> [Entry] { file["tables"]?.entries("tables") ?? [] }

  func read(constants: [Entry], _ tables: [Entry], _ signatures: inout Signatures) {
    let names = tables.map(\.key)
    for entry in constants + tables { entry.keyNode.defines(.constant) }
    let scope = Scope(names)
    let written = constants.compactMap { entry in
      Expressions(scope: scope).compile(entry.value).map { (name: entry.key, expression: $0) }
    }
    let early = written.filter { $0.expression.mentions.isDisjoint(with: names) }
    signatures.constants += early.map { constant($0.name, $0.expression, []) }
    let around = signatures.constants
    for (index, entry) in tables.enumerated() {
      let isKnown = names[..<index].contains(entry.key) || constants.contains { $0.key == entry.key }
      if isKnown {
        entry.keyNode.error(.duplicateName, "there is a constant or a table \"\(entry.key)\" already")
      } else if Expression.keywords.contains(entry.key) || BuiltIn.named(entry.key) != nil {
        entry.keyNode.error(
          .reservedName, "\"\(entry.key)\" cannot be the name of a table: it is a word of the expressions",
          hint: "choose another")
      } else if let stated = table(entry, around) {
        signatures.constants.append(
          Constant(name: entry.key, value: .function(Function(stated.function)), origin: .table(stated)))
      } else {
        // What is wrong with it was told; whoever calls it need not be told again.
        let nothing = Expression(entry.key, standsAt: entry.keyNode.place, scope: scope)
        signatures.constants.append(Constant(name: entry.key, value: .null, origin: .expression(nothing)))
      }
    }
    // Functions that call tables are read once more, now that it is known what those take and give.
    let stated = signatures.constants.filter { $0.table != nil }
    let types = Dictionary(stated.map { ($0.name, Type(of: $0.value)) }, uniquingKeysWith: { first, _ in first })
    let functions = names.map { name in stated.first { $0.name == name }?.value ?? .null }
    for entry in constants
    where written.contains(where: { $0.name == entry.key && !$0.expression.mentions.isDisjoint(with: names) }) {
      guard let expression = Expressions(scope: Scope(names, types: types)).compile(entry.value) else { continue }
      signatures.constants.append(constant(entry.key, expression, functions))
    }
  }

  private func constant(_ name: String, _ expression: Expression, _ tables: [Value]) -> Constant {
    let (value, faults) = expression.evaluate(tables, host: Situation())
    if let fault = faults.first { findings.all.add(expression.diagnostic(fault)) }
    return Constant(name: name, value: value, origin: .expression(expression))
  }

  // MARK: One table

  private func table(_ entry: Entry, _ constants: [Constant]) -> StatedTable? {
    let (name, key, yaml) = entry
    let needed = ["inputs", "outputs", "rules"]
    _ = yaml.entries("a table", known: ["title", "source", "hit"] + needed)
    for part in needed where yaml[part] == nil {
      key.error(.missingPart, "the table \"\(name)\" has no \"\(part)\"")
      return nil
    }
    let inputs = columns(yaml["inputs"], "an input", allows: ["type", "allowed"])
    let outputs = columns(yaml["outputs"], "an output", allows: ["type", "allowed", "default"])
    let title = yaml["title"]?.localized("a title") ?? Localized(en: name, nl: name)
    let source = yaml["source"]?.text("a source")
    guard let inputs, let outputs, let policy = policy(yaml["hit"]),
      let rows = rows(yaml["rules"], inputs, outputs)
    else { return nil }
    let written = WrittenTable(name, policy, inputs: inputs, outputs: outputs, rows: rows, at: key.place)
    let seen = constants.filter { constant in !inputs.contains { $0.name == constant.name } }
    let known = inputs.map { ($0.name, Type($0.type)) } + seen.map { ($0.name, Typology.type(of: $0)) }
    let surroundings = CellNames(
      inputs.map(\.name) + seen.map(\.name), types: Dictionary(known, uniquingKeysWith: { first, _ in first }),
      constants: Dictionary(seen.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first }))
    return DecisionTable(written, among: surroundings, &findings.all).map {
      StatedTable(title: title, source: source, function: DecisionFunction($0))
    }
  }

  private func policy(_ yaml: YAML?) -> HitPolicy? {
    guard let yaml else { return .unique }
    guard let text = yaml.text("a hit policy") else { return nil }
    if let policy = HitPolicy(text) { return policy }
    yaml.error(
      .unknownWord, "there is no hit policy \"\(text)\"",
      hint: Nearest.hint(text, among: HitPolicy.all.map(\.name))
        ?? "they are: \(HitPolicy.all.map(\.name).joined(separator: ", "))")
    return nil
  }

  // MARK: Columns

  /// `score: number`, `tier: [gold, silver]`, `share: {type: number, allowed: "[0..1]", default: 0}`; nil where one is mistaken.
  private func columns(_ yaml: YAML?, _ what: String, allows known: [String]) -> [WrittenTable.Column]? {
    let entries = yaml?.entries("\(what)s name and type") ?? []
    var columns: [WrittenTable.Column] = []
    for (name, key, yaml) in entries {
      if Expression.keywords.contains(name) {
        key.error(.reservedName, "\"\(name)\" cannot be a name here: it is a word of the expressions")
        return nil
      }
      if case .mapping = yaml.node { _ = yaml.entries(what, known: known) }
      guard let type = type(yaml) else { return nil }
      columns.append(
        WrittenTable.Column(
          name, type, allowed: allowed(yaml), fallback: yaml["default"].flatMap(expression), at: key.place))
    }
    return columns.count == entries.count ? columns : nil
  }

  private func type(_ yaml: YAML) -> TypeName? {
    switch yaml.node {
    case .sequence: return .named("string")
    case .mapping:
      // Words stand for themselves, so their type need not be said.
      if let written = yaml["type"] { return type(written) }
      if let allowed = yaml["allowed"], case .sequence = allowed.node { return .named("string") }
      return .any
    default: break
    }
    guard let text = yaml.text("a type") else { return nil }
    if text.isEmpty { return .any }
    do throws(Diagnostic) { return try TypeName(yaml.expressionPlace) } catch {
      findings.all.add(error)
      return nil
    }
  }

  private func expression(_ yaml: YAML) -> Place? { yaml.text("an expression").map { _ in yaml.expressionPlace } }

  /// Unary tests, or a list of words.
  private func allowed(_ yaml: YAML) -> Place? {
    let written: YAML
    if case .sequence = yaml.node {
      written = yaml
    } else if let found = yaml["allowed"] {
      written = found
    } else {
      return nil
    }
    guard case .sequence = written.node else { return expression(written) }
    let words = written.texts("the words that are allowed").map { Value.string($0.text).source }
    let source = Source(name: "\(written.place.citation)", text: words.joined(separator: ", "))
    return Place(source, 0..<source.bytes.count)
  }

  // MARK: Rules

  /// The lines of a text: the first names the columns, each that follows is a rule, with a bar between its cells.
  private func rows(
    _ yaml: YAML?, _ inputs: [WrittenTable.Column], _ outputs: [WrittenTable.Column]
  ) -> [WrittenTable.Row]? {
    guard let yaml, yaml.text("rules as lines, with | between the cells") != nil else { return nil }
    var lines = yaml.lines.filter { line in
      let text = Self.trimmed(line)
      return !text.range.isEmpty && text.source.bytes[text.range.lowerBound] != UInt8(ascii: "#")
    }
    let columns = (inputs + outputs).map(\.name)
    guard !lines.isEmpty else {
      yaml.error(
        .missingPart, "the rules begin with the names of their columns", hint: columns.joined(separator: " | "))
      return nil
    }
    let heading = Self.cells(lines.removeFirst())
    let names = heading.map { String(decoding: $0.source.bytes[$0.range], as: UTF8.self) }
    var isMistaken = false
    for (index, name) in names.enumerated() where !columns.contains(name) || names[..<index].contains(name) {
      isMistaken = true
      findings.all.error(
        .unknownField,
        columns.contains(name) ? "the column \"\(name)\" stands twice" : "the table has no input or output \"\(name)\"",
        at: heading[index],
        hint: columns.contains(name) ? nil : Nearest.hint(name, among: columns, orAll: "its columns are"))
    }
    if let missing = outputs.first(where: { !names.contains($0.name) })?.name, !isMistaken {
      isMistaken = true
      findings.all.error(
        .missingPart, "the rules have no column \"\(missing)\"", at: heading.first,
        hint: "the first line names the inputs that rules test, and all outputs: \(columns.joined(separator: " | "))")
    }
    if isMistaken { return nil }
    let order = columns.map(names.firstIndex)
    let anything = Source(name: "\(yaml.place.citation)", text: "-")
    return lines.map { line in
      let cells = Self.cells(line)
      // A rule of another width is kept as it is; the table tells. An input without a column may be anything.
      let arranged =
        cells.count == names.count ? order.map { $0.map { cells[$0] } ?? Place(anything, 0..<1) } : cells
      return WrittenTable.Row(
        tests: Array(arranged.prefix(inputs.count)), outputs: Array(arranged.dropFirst(inputs.count)),
        at: Self.trimmed(line))
    }
  }

  /// What stands between bars that are in no string.
  private static func cells(_ line: Place) -> [Place] {
    let bytes = line.source.bytes
    var cells: [Place] = []
    var (start, isQuoted, isEscaped) = (line.range.lowerBound, false, false)
    for index in line.range {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\""), !isEscaped { isQuoted.toggle() }
      isEscaped = byte == UInt8(ascii: "\\") && isQuoted && !isEscaped
      guard byte == UInt8(ascii: "|"), !isQuoted else { continue }
      cells.append(trimmed(Place(line.source, start..<index)))
      start = index + 1
    }
    return cells + [trimmed(Place(line.source, start..<line.range.upperBound))]
  }

  private static func trimmed(_ place: Place) -> Place {
    let bytes = place.source.bytes
    var (low, high) = (place.range.lowerBound, place.range.upperBound)
    func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 13 }
    while low < high, isBlank(bytes[low]) { low += 1 }
    while high > low, isBlank(bytes[high - 1]) { high -= 1 }
    return Place(place.source, low..<high)
  }
}

extension YAML {
  /// The lines of a text, each where the file has it; of a text that is written otherwise than it stands there, in a text of its own.
  fileprivate var lines: [Place] {
    guard case .scalar(let scalar) = node else { return [] }
    let lines = scalar.string.split(separator: "\n", omittingEmptySubsequences: false).map { Array($0.utf8) }
    if scalar.style == .literal, let mark = node.mark {
      let places = lines.enumerated().compactMap { index, line -> Place? in
        let (number, text) = (mark.line + 1 + index, source.line(mark.line + 1 + index))
        let start = source.offset(line: number, column: 1) + text.utf8.count - line.count
        guard text.utf8.count >= line.count, start + line.count <= source.bytes.count,
          source.bytes[start..<(start + line.count)].elementsEqual(line)
        else { return nil }
        return Place(source, start..<(start + line.count))
      }
      if places.count == lines.count { return places }
    }
    let own = Source(name: "\(place.citation)", text: scalar.string)
    var start = 0
    return lines.map { line in
      defer { start += line.count + 1 }
      return Place(own, start..<(start + line.count))
    }
  }
}
