/// Charts as SCXML documents: what is written reads back as a chart that behaves the same.

import FEEL
import Foundation
import Statechart

extension SCXML {
  /// A name of ours as SCXML has them: without spaces, for which `_` stands; a `_` is doubled.
  public static func token(_ name: String) -> String {
    name.replacingOccurrences(of: "_", with: "__").replacingOccurrences(of: " ", with: "_")
  }

  /// A chart as a document. `variables` are declared beside the chart's own; ids and events by ``token(_:)``.
  public static func write(_ chart: Chart, variables: [String] = []) -> String {
    var writer = SCXMLWriter(chart)
    writer.write(variables)
    return writer.text
  }
}

private struct SCXMLWriter {
  let chart: Chart
  private(set) var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
  private var depth = 0

  init(_ chart: Chart) { self.chart = chart }

  typealias Attributes = [(String, String?)]

  private mutating func element(
    _ name: String, _ attributes: Attributes = [], _ inside: ((inout SCXMLWriter) -> Void)? = nil
  ) {
    let list = attributes.compactMap { name, value in value.map { " \(name)=\"\(Markup.escaped($0))\"" } }.joined()
    let indent = String(repeating: " ", count: depth)
    guard let inside else {
      text += "\(indent)<\(name)\(list)/>\n"
      return
    }
    let start = text
    text += "\(indent)<\(name)\(list)>\n"
    let before = text.utf8.count
    depth += 1
    inside(&self)
    depth -= 1
    if text.utf8.count == before {
      text = start + "\(indent)<\(name)\(list)/>\n"
    } else {
      text += "\(indent)</\(name)>\n"
    }
  }

  mutating func write(_ variables: [String]) {
    let root = chart.states[0]
    let attributes: Attributes = [
      ("xmlns", SCXML.namespace), ("version", "1.0"), ("datamodel", "feel"),
      ("name", chart.name.isEmpty ? nil : chart.name), ("binding", chart.binding == .late ? "late" : nil),
      ("initial", ids(root.initial)),
    ]
    element("scxml", attributes) { writer in
      let own = Set(root.data.map(\.id))
      writer.data(variables.filter { !own.contains($0) }.map { DataNode($0) } + root.data)
      writer.inside(root, isRoot: true)
    }
  }

  private func ids(_ states: [Int]) -> String { states.map { SCXML.token(chart.states[$0].id) }.joined(separator: " ") }

  private func expression(_ id: ExpressionID?) -> String? { id.map { chart.expressions[$0.index].text } }

  /// `name="text"` for a text that stands there, `nameexpr="…"` for any other expression.
  private func value(_ name: String, _ id: ExpressionID?) -> Attributes {
    guard let written = expression(id) else { return [] }
    if let read = try? Expression(written), case .literal(.string(let literal)) = read.syntax.form {
      return [(name, literal)]
    }
    return [("\(name)expr", written)]
  }

  // MARK: States

  private mutating func state(_ state: Chart.State) {
    var attributes: Attributes = [("id", SCXML.token(state.id))]
    let name: String
    switch state.kind {
    case .state: name = "state"
    case .parallel: name = "parallel"
    case .final: name = "final"
    case .history(let deep):
      name = "history"
      attributes.append(("type", deep ? "deep" : "shallow"))
    }
    if !state.initial.isEmpty, state.initialActions.isEmpty { attributes.append(("initial", ids(state.initial))) }
    element(name, attributes) { writer in
      writer.data(state.data)
      if !state.initialActions.isEmpty {
        writer.element("initial") { writer in
          writer.element("transition", [("target", writer.ids(state.initial))]) { $0.actions(state.initialActions) }
        }
      }
      writer.inside(state, isRoot: false)
    }
  }

  private mutating func inside(_ state: Chart.State, isRoot: Bool) {
    for block in state.entry { element("onentry") { $0.actions(block) } }
    for block in state.exit { element("onexit") { $0.actions(block) } }
    for node in state.invokes { invoke(node) }
    for number in state.transitions { transition(chart.transitions[number]) }
    if state.doneContent != nil || !state.doneParameters.isEmpty {
      element("donedata") { writer in
        if let content = writer.expression(state.doneContent) { writer.element("content", [("expr", content)]) }
        writer.parameters(state.doneParameters)
      }
    }
    for child in (state.children + state.histories).sorted() { self.state(chart.states[child]) }
  }

  private mutating func data(_ nodes: [DataNode]) {
    guard !nodes.isEmpty else { return }
    element("datamodel") { writer in
      for node in nodes { writer.element("data", [("id", node.id), ("expr", writer.expression(node.value))]) }
    }
  }

  private mutating func transition(_ transition: Chart.Transition) {
    let attributes: Attributes = [
      ("event", transition.events.isEmpty ? nil : transition.events.map(SCXML.token).joined(separator: " ")),
      ("cond", expression(transition.condition)),
      ("target", transition.targets.isEmpty ? nil : ids(transition.targets)),
      ("type", transition.isInternal ? "internal" : nil),
    ]
    element("transition", attributes) { $0.actions(transition.actions) }
  }

  private mutating func parameters(_ list: [(name: String, value: ExpressionID)]) {
    for (name, value) in list { element("param", [("name", name), ("expr", expression(value))]) }
  }

  private mutating func invoke(_ node: InvokeNode) {
    var attributes: Attributes =
      [("id", node.id), ("idlocation", expression(node.idLocation))] + value("type", node.type)
    switch node.source {
    case .location(let location): attributes.append(("src", location))
    case .locationValue(let id): attributes.append(("srcexpr", expression(id)))
    default: break
    }
    if node.autoforward { attributes.append(("autoforward", "true")) }
    element("invoke", attributes) { writer in
      writer.parameters(node.parameters)
      switch node.source {
      case .content(let content): writer.text += "<content>\(content)</content>\n"
      case .contentValue(let id): writer.element("content", [("expr", writer.expression(id))])
      default: break
      }
      if !node.finalize.isEmpty { writer.element("finalize") { $0.actions(node.finalize) } }
    }
  }

  // MARK: Executable content

  private mutating func actions(_ list: [Action]) {
    for action in list { self.action(action) }
  }

  private mutating func action(_ action: Action) {
    switch action {
    case .raise(let event): element("raise", [("event", SCXML.token(event))])
    case .log(let label, let id): element("log", [("label", label), ("expr", expression(id))])
    case .cancel(let id): element("cancel", value("sendid", id))
    case .assign(let location, let id):
      element("assign", [("location", expression(location)), ("expr", expression(id))])
    case .each(let array, let item, let index, let actions):
      element(
        "foreach", [("array", expression(array)), ("item", expression(item)), ("index", expression(index))]
      ) { $0.actions(actions) }
    case .choose(let branches):
      element("if", [("cond", expression(branches.first?.condition) ?? "true")]) { writer in
        for (position, branch) in branches.enumerated() {
          if position > 0 {
            if let condition = writer.expression(branch.condition) {
              writer.element("elseif", [("cond", condition)])
            } else {
              writer.element("else")
            }
          }
          writer.actions(branch.actions)
        }
      }
    case .send(let send):
      let attributes: Attributes =
        value("event", send.event) + value("target", send.target) + value("type", send.type)
        + value("delay", send.delay) + [("id", send.id), ("idlocation", expression(send.idLocation))]
      element("send", attributes) { writer in
        if let content = writer.expression(send.content) { writer.element("content", [("expr", content)]) }
        writer.parameters(send.parameters)
      }
    }
  }
}
