/// What a name is, where it is defined, and what a file defines.

import Commands
import Definitions
import Diagnostics
import FEEL

extension LanguageServer {
  /// What is named at a place, with the bytes of the name.
  func named(_ place: TextPlace) -> (definitions: [Definition], range: Swift.Range<Int>)? {
    let reading = reading(place.folder)
    if ScriptText.isScript(place.name) {
      return ScriptText(place.source, defined: reading.defined, rulebooks: reading.rulebooks).named(at: place.offset)
    }
    let found = reading.mentions(at: place.offset, of: place.name)
    guard let first = found.first else { return nil }
    var seen: Set<Definition> = []
    return (found.compactMap(\.mention.definition).filter { seen.insert($0).inserted }, first.spot.range)
  }

  func hover(_ place: TextPlace) throws(RequestFailure) -> Value {
    let reading = reading(place.folder)
    var parts: [String] = []
    var range = place.offset..<place.offset
    if let found = named(place) {
      range = found.range
      parts = found.definitions.prefix(8).map { text(of: $0, reading) }
    } else if let (function, bytes) = function(at: place) {
      range = bytes
      let calls = function.signatures.map { "`\(function.name)(\($0.joined(separator: ", ")))`" }
      parts = ["\(calls.joined(separator: "\n"))\n\n\(function.summary)\n\n`\(function.example)`"]
    }
    if parts.isEmpty { return .null }
    return .object([
      "contents": .object([
        "kind": .string("markdown"), "value": .string(parts.joined(separator: "\n\n---\n\n")),
      ]),
      "range": encoding.range(range, in: place.source),
    ])
  }

  /// The built-in function whose name stands at a place, with a parenthesis behind it.
  private func function(at place: TextPlace) -> (BuiltIn, Swift.Range<Int>)? {
    let bytes = place.source.bytes
    for function in BuiltIn.all.sorted(by: { $0.name.utf8.count > $1.name.utf8.count }) {
      let name = Array(function.name.utf8)
      for start in max(0, place.offset - name.count)...place.offset {
        let end = start + name.count
        guard end < bytes.count, bytes[start..<end].elementsEqual(name), bytes[end] == 40,
          start == 0 || !ScriptText.isPart(bytes[start - 1])
        else { continue }
        return (function, start..<end)
      }
    }
    return nil
  }

  /// What people read about something with a name, as Markdown.
  private func text(of definition: Definition, _ reading: Reading) -> String {
    var lines = ["**\(definition.name)** · \(Message.editing(.what(definition)).text(language))"]
    lines += reading.rulebooks.lazy.map { $0.facts(of: definition, self.language) }.first { !$0.isEmpty } ?? []
    let places = reading.definitions(of: definition).map { $0.citation() }
    if !places.isEmpty { lines.append(Message.editing(.definedAt(places)).text(language)) }
    return lines.joined(separator: "\n\n")
  }

  func definition(_ place: TextPlace) throws(RequestFailure) -> Value {
    let reading = reading(place.folder)
    var spots = (named(place)?.definitions ?? []).flatMap { reading.definitions(of: $0) }
    if spots.isEmpty, let (function, _) = function(at: place), !function.isPure, !function.isStandard {
      // It counts working days.
      spots = reading.defined.filter { $0.sort == .calendar }.flatMap { reading.definitions(of: $0) }
    }
    return .list(
      spots.map { spot in
        .object([
          "uri": .string(uri(spot.path, in: place.folder)), "range": encoding.range(spot.range, in: spot.source),
        ])
      })
  }

  // MARK: Symbols

  func symbols(_ text: OpenText) -> Value {
    let name = name(of: text.path)
    let reading = reading(folder(of: text.path))
    var seen: Set<Spot> = []
    let own = reading.mentions.filter { $0.mention.defines && $0.spot.path == name && seen.insert($0.spot).inserted }
      .sorted { $0.spot.range.lowerBound < $1.spot.range.lowerBound }
    var symbols: [Value] = []
    for (mention, spot) in own {
      guard let definition = mention.definition else { continue }
      if definition.sort == .kind {
        let inner = own.filter { $0.mention.definition?.kind == definition.name }
        let last = inner.map(\.spot.range.upperBound).max() ?? spot.range.upperBound
        let whole = spot.range.lowerBound..<max(last, spot.range.upperBound)
        let children = inner.compactMap { symbol($0.mention.definition, $0.spot, $0.spot.range, []) }
        symbols += [symbol(definition, spot, whole, children)].compactMap { $0 }
      } else if definition.kind == nil || !own.contains(where: { $0.mention.definition?.sort == .kind }) {
        symbols += [symbol(definition, spot, spot.range, [])].compactMap { $0 }
      }
    }
    return .list(symbols)
  }

  private func symbol(
    _ definition: Definition?, _ spot: Spot, _ whole: Swift.Range<Int>, _ children: [Value]
  ) -> Value? {
    guard let definition, !definition.name.isEmpty else { return nil }
    return .object([
      "name": .string(definition.name), "detail": .string(Message.editing(.what(definition)).text(language)),
      "kind": .integer(definition.sort.symbolKind), "range": encoding.range(whole, in: spot.source),
      "selectionRange": encoding.range(spot.range, in: spot.source), "children": .list(children),
    ])
  }
}

extension Definition.Sort {
  /// LSP 3.17, `SymbolKind`.
  var symbolKind: Int {
    switch self {
    case .workflow, .plugin, .region: 4
    case .kind: 5
    case .field: 8
    case .derived, .query: 7
    case .role: 11
    case .constant: 14
    case .state, .word: 22
    case .event, .timer, .schedule, .holiday: 24
    case .requirement, .law, .separation: 20
    case .service, .calendar: 2
    }
  }

  /// LSP 3.17, `CompletionItemKind`.
  var completionKind: Int {
    switch self {
    case .kind: 7
    case .field: 5
    case .derived, .query: 10
    case .event, .timer, .schedule, .holiday: 23
    case .state, .word: 20
    case .constant: 21
    case .role: 8
    default: 18
    }
  }
}

extension Rulebook {
  /// What people may know of something with a name, line by line; nothing where this rulebook does not have it.
  func facts(of definition: Definition, _ language: Language) -> [String] {
    func says(_ words: Message.Editing) -> String { Message.editing(words).text(language) }
    let kind = definition.kind.flatMap { kinds[$0] }
    switch definition.sort {
    case .kind: return kinds[definition.name].map { [$0.title.text(language)] } ?? []
    case .role: return roles[definition.name].map { [$0.title.text(language)] } ?? []
    case .constant:
      return constants.first { $0.name == definition.name }.map { constant in
        if let table = constant.table { return [table.title.text(language)] }
        if case .function = constant.value, let text = constant.expression?.text { return ["`\(text)`"] }
        return [says(.valueIs(constant.value.source))]
      } ?? []
    case .field:
      let fields = definition.part.flatMap { kind?.events[$0]?.fields } ?? kind?.fields
      return fields?.first { $0.name == definition.name }.map { field in
        [field.title.text(language), says(.typeIs(field.type.description, isRequired: field.isRequired))]
      } ?? []
    case .derived:
      return kind?.derived.first { $0.name == definition.name }.map { ["`= \($0.expression.text)`"] } ?? []
    case .query:
      return kind?.queries.first { $0.name == definition.name }.map {
        [says(.typeIs("list of \($0.kind)", isRequired: false))]
      } ?? []
    case .event:
      guard let kind, let event = kind.events[definition.name] else { return [] }
      let lines = lines(kind.name, event.name).map { Message.line($0).text(language) }
      let fields = event.fields.map { (name: $0.name, type: $0.type.description, isRequired: $0.isRequired) }
      return [event.title.text(language)] + lines + (fields.isEmpty ? [] : [Message.fieldList(fields).text(language)])
    case .state:
      guard let kind, let state = kind.chart.state(definition.name) else { return [] }
      let taken = state.transitions.flatMap { kind.chart.transitions[$0].events }
      return taken.isEmpty ? [] : [says(.takes(taken))]
    case .law:
      return laws.first { $0.name == definition.name }.map { [$0.title.text(language), $0.source] } ?? []
    case .requirement:
      let all = kind?.events.values.flatMap(\.requirements) ?? []
      return all.first { $0.name == definition.name }.map { ["`\($0.condition.text)`"] } ?? []
    default: return []
    }
  }
}
