/// An SCXML document as the beginning of a workflow: what a definition has no place for is told, not lost in silence.

import FEEL
import Foundation
import Statechart

/// Writes workflows from charts.
public struct WorkflowWriter {
  private let chart: Chart
  private let name: String
  private var lines: [String] = []
  /// What could not be carried over, a sentence each.
  public private(set) var left: [String] = []

  /// A chart under the name of a workflow.
  public init(_ chart: Chart, name: String) {
    self.chart = chart
    self.name = name
  }

  /// A name of SCXML as ours, the reverse of ``SCXML/token(_:)``.
  public static func name(_ token: String) -> String {
    token.replacingOccurrences(of: "__", with: "\u{0}").replacingOccurrences(of: "_", with: " ")
      .replacingOccurrences(of: "\u{0}", with: "_")
  }

  /// The workflow as YAML.
  public mutating func write() -> String {
    lines = [
      "# Read from an SCXML document. Who may fire which event goes into a plugin (rasci).",
      "workflow: \(quoted(name))",
      "version: 1", "kinds:", "  \(quoted(name)):",
    ]
    let root = chart.states[0]
    if !root.data.isEmpty {
      lines.append("    fields:")
      for data in root.data { lines.append("      \(quoted(data.id)): \(field(data))") }
    }
    lines.append("    initial: \(quoted(Self.name(chart.states[root.initial[0]].id)))")
    if !root.transitions.isEmpty { left.append("transitions of the document itself: put them into each state") }
    if !root.entry.isEmpty || !root.exit.isEmpty { left.append("what the document itself does on entry or exit") }
    lines.append("    states:")
    for child in ordered(root) { state(child, 6) }
    let events = self.events
    lines.append("    events:\(events.isEmpty ? " {}" : "")")
    for (event, fields) in events {
      let list = fields.map { "\(quoted($0)): any" }.joined(separator: ", ")
      lines.append("      \(quoted(event)): \(fields.isEmpty ? "{}" : "{fields: {\(list)}}")")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func ordered(_ state: Chart.State) -> [Chart.State] {
    (state.children + state.histories).sorted().map { chart.states[$0] }
  }

  /// A scalar that YAML reads as this text.
  private func quoted(_ text: String) -> String {
    let isPlain =
      text.unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic || $0.properties.numericType != nil || " -.".unicodeScalars.contains($0)
      }
      && text.unicodeScalars.first?.properties.isAlphabetic == true && text.last != " "
      && !["true", "false", "null", "yes", "no", "on", "off", "y", "n"].contains(text.lowercased())
    return isPlain ? text : "'\(text.replacingOccurrences(of: "'", with: "''"))'"
  }

  private func feel(_ id: ExpressionID) -> String {
    let text = chart.expressions[id.index].text.replacingOccurrences(of: "_event.data.", with: "event.")
    return "'\(text.replacingOccurrences(of: "'", with: "''").replacingOccurrences(of: "\n", with: " "))'"
  }

  private func field(_ data: DataNode) -> String {
    guard let value = data.value else { return "any" }
    let type =
      switch (try? Expression(chart.expressions[value.index].text))?.syntax.form {
      case .literal(.number)?: "number"
      case .literal(.string)?: "text"
      case .literal(.boolean)?: "boolean"
      default: "any"
      }
    return "{type: \(type), initial: \(feel(value))}"
  }

  /// The events from outside, each with the names its transitions read from it.
  private var events: [(String, [String])] {
    var found: [(String, [String])] = []
    for transition in chart.transitions {
      for event in transition.events
      where event != "*" && !event.hasPrefix("done.") && !event.hasPrefix("error") {
        let name = Self.name(event)
        let read = transition.reads(in: chart)
        if let index = found.firstIndex(where: { $0.0 == name }) {
          found[index].1 += read.filter { !found[index].1.contains($0) }
        } else {
          found.append((name, read))
        }
      }
    }
    return found
  }

  private mutating func state(_ state: Chart.State, _ depth: Int) {
    let indent = String(repeating: " ", count: depth)
    let inner = indent + "  "
    let before = lines.count
    lines.append("\(indent)\(quoted(Self.name(state.id))):")
    switch state.kind {
    case .parallel: lines.append("\(inner)parallel: true")
    case .final: lines.append("\(inner)final: true")
    case .history(let deep): lines.append("\(inner)history: \(deep ? "deep" : "shallow")")
    case .state:
      if let first = state.initial.first, first != state.children.first {
        lines.append("\(inner)initial: \(quoted(Self.name(chart.states[first].id)))")
      }
    }
    if !state.data.isEmpty { left.append("variables of the state \"\(state.id)\": make them fields") }
    if !state.invokes.isEmpty {
      left.append("what the state \"\(state.id)\" invokes: name a kind, invoke: {…: {kind: …}}")
    }
    if !state.initialActions.isEmpty { left.append("what the initial transition of \"\(state.id)\" does") }
    block("entry", state.entry.flatMap { $0 }, inner, state)
    block("exit", state.exit.flatMap { $0 }, inner, state)
    let named = state.transitions.map { chart.transitions[$0] }
    var keys: [String] = []
    for event in named.flatMap(\.events) where !keys.contains(event) { keys.append(event) }
    if !keys.isEmpty { lines.append("\(inner)on:") }
    for key in keys {
      lines.append("\(inner)  \(quoted(Self.name(key))):")
      for transition in named where transition.events.contains(key) { written(transition, inner + "    ", state) }
    }
    let eventless = named.filter { $0.events.isEmpty }
    if !eventless.isEmpty { lines.append("\(inner)always:") }
    for transition in eventless { written(transition, inner + "  ", state) }
    if !state.children.isEmpty {
      lines.append("\(inner)states:")
      for child in ordered(state) { self.state(child, depth + 4) }
    }
    if lines.count == before + 1 { lines[before] += " {}" }
  }

  private mutating func written(_ transition: Chart.Transition, _ indent: String, _ state: Chart.State) {
    var parts: [String] = []
    let targets = transition.targets.map { quoted(Self.name(chart.states[$0].id)) }
    if targets.count == 1 { parts.append("to: \(targets[0])") }
    if targets.count > 1 { parts.append("to: [\(targets.joined(separator: ", "))]") }
    if let condition = transition.condition { parts.append("when: \(feel(condition))") }
    if transition.isInternal { parts.append("internal: true") }
    let actions = transition.actions.compactMap { action($0, state) }
    if !actions.isEmpty { parts.append("do: [\(actions.joined(separator: ", "))]") }
    lines.append("\(indent)- {\(parts.joined(separator: ", "))}")
  }

  private mutating func block(_ key: String, _ list: [Action], _ indent: String, _ state: Chart.State) {
    let actions = list.compactMap { action($0, state) }
    if !actions.isEmpty { lines.append("\(indent)\(key): [\(actions.joined(separator: ", "))]") }
  }

  private mutating func action(_ action: Action, _ state: Chart.State) -> String? {
    switch action {
    case .assign(let location, let value):
      return "{set: {\(quoted(chart.expressions[location.index].text)): \(feel(value))}}"
    case .raise(let event): return "{raise: \(quoted(Self.name(event)))}"
    case .each(let array, _, _, let actions):
      left.append("a loop in \"\(state.id)\": what it calls its item is \"item\" here")
      return "{each: \(feel(array)), do: [\(actions.compactMap { self.action($0, state) }.joined(separator: ", "))]}"
    case .choose(let branches): return choice(branches[...], state)
    case .log: left.append("a log line in \"\(state.id)\": the journal records every act")
    case .cancel: left.append("a cancelled event in \"\(state.id)\": timers end with their state")
    case .send(let send):
      left.append(
        send.delay == nil
          ? "an event sent in \"\(state.id)\": say to which cases, send: …, to: …"
          : "a delayed event in \"\(state.id)\": make it a timer, timers: {…: {at: …, in: …, fires: …}}")
    }
    return nil
  }

  private mutating func choice(
    _ branches: ArraySlice<(condition: ExpressionID?, actions: [Action])>, _ state: Chart.State
  ) -> String? {
    guard let first = branches.first else { return nil }
    let actions = first.actions.compactMap { action($0, state) }.joined(separator: ", ")
    guard let condition = first.condition else { return actions.isEmpty ? nil : actions }
    let other = choice(branches.dropFirst(), state).map { ", else: [\($0)]" } ?? ""
    return "{if: \(feel(condition)), do: [\(actions)]\(other)}"
  }
}

extension Chart.Transition {
  /// The names that a transition reads from its event's data.
  fileprivate func reads(in chart: Chart) -> [String] {
    var texts = condition.map { [chart.expressions[$0.index].text] } ?? []
    func collect(_ actions: [Action]) {
      for action in actions {
        switch action {
        case .assign(_, let value): texts.append(chart.expressions[value.index].text)
        case .choose(let branches):
          for branch in branches {
            if let condition = branch.condition { texts.append(chart.expressions[condition.index].text) }
            collect(branch.actions)
          }
        case .each(_, _, _, let inner): collect(inner)
        default: continue
        }
      }
    }
    collect(actions)
    var names: [String] = []
    for text in texts {
      for part in text.components(separatedBy: "_event.data.").dropFirst() {
        let name = String(part.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
        if !name.isEmpty, !names.contains(name) { names.append(name) }
      }
    }
    return names
  }
}
