/// SCXML documents (W3C Recommendation of 2015-09-01) to charts, with FEEL as the data model.

import Definitions
import Diagnostics
import FEEL
import Foundation
import Statechart

/// A document that was read.
public struct SCXMLDocument: Sendable {
  /// As written.
  public let document: Document
  /// Ready to run.
  public let chart: Chart
  /// Its expressions, compiled.
  public let program: ChartProgram
  /// What runs but is probably wrong.
  public let warnings: Diagnostics
}

/// Reads SCXML.
public enum SCXML {
  /// The namespace of its elements.
  public static let namespace = "http://www.w3.org/2005/07/scxml"

  /// Reads and checks a document. `load` gives the text of what `<data src>` names, relative to the document; nil where
  /// there is no such text.
  public static func read(
    _ source: Source, load: @escaping (String) -> String? = { _ in nil }
  ) throws(Diagnostics) -> SCXMLDocument {
    let root: Markup
    do throws(Diagnostic) { root = try Markup.parse(source) } catch { throw Diagnostics([error]) }
    var reader = SCXMLReader(load: load)
    let document = reader.read(root)
    if reader.findings.hasErrors { throw reader.findings }
    let chart: Chart
    do throws(ChartProblems) {
      chart = try Chart(document)
    } catch {
      for problem in error.all { reader.findings.error(.illegalChart, problem.message, at: reader.place(problem.path)) }
      throw reader.findings
    }
    for weakness in chart.weaknesses {
      reader.findings.warning(.weakChart, weakness.message, at: reader.place(weakness.path))
    }
    let program = ChartProgram(chart)
    for (index, problem) in program.problems {
      reader.findings.warning(
        .failingExpression, "the expression fails when it is evaluated: \(problem)", at: reader.expressionPlaces[index])
    }
    return SCXMLDocument(document: document, chart: chart, program: program, warnings: reader.findings)
  }
}

struct SCXMLReader {
  let load: (String) -> String?
  var findings = Diagnostics()
  private(set) var expressionPlaces: [Int: Place] = [:]
  private var places: [String: Place] = [:]
  private var document = Document(name: "")
  private var scope = Scope([])
  private var taken: Set<String> = []
  private var given = 0
  private var top: Place?

  init(load: @escaping (String) -> String?) { self.load = load }

  /// Where an element of the chart was written.
  func place(_ path: String) -> Place? {
    var path = path
    while true {
      if let found = places[path] { return found }
      guard let cut = path.lastIndex(of: "/") else { return top }
      path = String(path[..<cut])
    }
  }

  mutating func read(_ root: Markup) -> Document {
    top = root.place
    guard root.name == "scxml", root.namespace == nil || root.namespace == SCXML.namespace else {
      findings.error(
        .notSCXML, "an SCXML document starts with <scxml xmlns=\"\(SCXML.namespace)\">, not with <\(root.name)>",
        at: root.place)
      return document
    }
    document = Document(name: root.attributes["name"] ?? "")
    if let version = root.attributes["version"], version != "1.0" {
      findings.error(.unsupported, "this reads version 1.0, not \(version)", at: root.place)
    }
    let model = root.attributes["datamodel"] ?? "feel"
    if model != "feel", model != "null" {
      findings.error(
        .unsupported, "the data model is \"feel\" or \"null\", not \"\(model)\"", at: root.place,
        hint: "expressions of other languages have to be written in FEEL")
    }
    if let text = root.attributes["binding"] {
      if let binding = Binding(rawValue: text) {
        document.binding = binding
      } else {
        findings.error(.unknownWord, "binding is early or late, not \"\(text)\"", at: root.place)
      }
    }
    collect(root)
    scope = Scope(variables)
    document.root = state(root, path: "")
    document.root.id = ""
    document.root.kind = .state
    return document
  }

  private var variables: [String] = []

  /// The names of states and variables, before anything refers to them.
  private mutating func collect(_ element: Markup) {
    for child in element.children {
      if let id = child.attributes["id"], !id.isEmpty {
        if child.name == "data" { variables.append(id) } else { taken.insert(id) }
      }
      if child.name != "content" { collect(child) }
    }
  }

  // MARK: States

  private static let states: Set = ["state", "parallel", "final", "history"]

  private mutating func identified(_ element: Markup) -> String {
    if let id = element.attributes["id"], !id.isEmpty { return id }
    repeat { given += 1 } while taken.contains("\(element.name).\(given)")
    return "\(element.name).\(given)"
  }

  private func tokens(_ text: String?) -> [String] {
    (text ?? "").split(whereSeparator: \.isWhitespace).map(String.init)
  }

  private mutating func state(_ element: Markup, path: String) -> StateNode {
    var node = StateNode(path.isEmpty ? "" : identified(element))
    let path = path.isEmpty ? "" : path == "/" ? node.id : "\(path)/\(node.id)"
    if !path.isEmpty { places[path] = element.place }
    if !node.id.isEmpty, places[node.id] == nil { places[node.id] = element.place }
    switch element.name {
    case "parallel": node.kind = .parallel
    case "final": node.kind = .final
    case "history":
      let type = element.attributes["type"] ?? "shallow"
      if type != "shallow", type != "deep" {
        error(.unknownWord, "a history is shallow or deep, not \"\(type)\"", element)
      }
      node.kind = .history(deep: type == "deep")
    default: break
    }
    node.initial = tokens(element.attributes["initial"])
    for child in element.children where known(child) { part(child, of: &node, element, path: path) }
    return node
  }

  private mutating func part(_ child: Markup, of node: inout StateNode, _ element: Markup, path: String) {
    switch child.name {
    case "onentry": node.entry.append(actions(child, path))
    case "onexit": node.exit.append(actions(child, path))
    case "transition":
      places["\(path)/transitions/\(node.transitions.count + 1)"] = child.place
      node.transitions.append(transition(child, path))
    case "initial":
      guard let transition = child.children.first(where: { $0.name == "transition" }), node.initial.isEmpty else {
        return error(
          .misplacedElement, "<initial> holds one <transition>, and stands where the state has no attribute initial",
          child)
      }
      node.initial = tokens(transition.attributes["target"])
      node.initialActions = actions(transition, path)
    case "datamodel":
      for data in child.children where data.name == "data" && known(data) { node.data.append(variable(data, path)) }
    case "invoke": node.invokes.append(invoke(child, path))
    case "donedata":
      for part in child.children where known(part) {
        if part.name == "content" { node.doneContent = content(part, path) }
      }
      node.doneParameters = parameters(child, path)
    case _ where Self.states.contains(child.name): node.children.append(state(child, path: path.isEmpty ? "/" : path))
    default: error(.misplacedElement, "<\(child.name)> does not belong in <\(element.name)>", child)
    }
  }

  /// Elements of other namespaces are left alone.
  private mutating func known(_ element: Markup) -> Bool {
    if element.name == "script" {
      error(
        .unsupported, "<script> is not run: FEEL has no statements", element, hint: "use <assign>, <if> and <foreach>")
      return false
    }
    return element.namespace == nil || element.namespace == SCXML.namespace
  }

  private mutating func error(_ code: Code, _ message: String, _ element: Markup, hint: String? = nil) {
    findings.error(code, message, at: element.place, hint: hint)
  }

  private mutating func transition(_ element: Markup, _ path: String) -> TransitionNode {
    var node = TransitionNode(
      events: tokens(element.attributes["event"]), targets: tokens(element.attributes["target"]))
    if let condition = element.attributes["cond"] { node.condition = add(condition, .condition, element, path) }
    node.isInternal = element.attributes["type"] == "internal"
    node.actions = actions(element, path)
    return node
  }

  // MARK: Values

  private mutating func add(
    _ text: String, _ use: ExpressionText.Use, _ element: Markup, _ path: String
  ) -> ExpressionID {
    let id = document.add(text, use, path: path)
    expressionPlaces[id.index] = element.place
    return id
  }

  private mutating func literal(_ text: String, _ element: Markup, _ path: String) -> ExpressionID {
    add(JSON.text(.string(text)), .value, element, path)
  }

  private mutating func attribute(_ name: String, _ element: Markup, _ path: String) -> ExpressionID? {
    if let text = element.attributes["\(name)expr"] { return add(text, .value, element, path) }
    return element.attributes[name].map { literal($0, element, path) }
  }

  /// Inline content: FEEL where it can be read as that, else a text with its white space normalised.
  private mutating func inline(_ element: Markup, _ path: String) -> ExpressionID {
    if !element.children.isEmpty {
      return literal(element.children.map(\.written).joined(), element, path)
    }
    return inline(element.text, element, path)
  }

  private mutating func inline(_ text: String, _ element: Markup, _ path: String) -> ExpressionID {
    let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
    if let read = try? Expression(trimmed, scope: scope), !read.syntax.isName || variables.contains(trimmed) {
      return add(trimmed, .value, element, path)
    }
    return literal(text.split(whereSeparator: \.isWhitespace).joined(separator: " "), element, path)
  }

  private mutating func content(_ element: Markup, _ path: String) -> ExpressionID {
    if let text = element.attributes["expr"] { return add(text, .value, element, path) }
    return inline(element, path)
  }

  private mutating func variable(_ element: Markup, _ path: String) -> DataNode {
    var node = DataNode(element.attributes["id"] ?? "")
    if node.id.isEmpty { error(.missingAttribute, "<data> has an id", element) }
    if let text = element.attributes["expr"] {
      node.value = add(text, .value, element, path)
    } else if let location = element.attributes["src"] {
      if let text = load(location) {
        node.value = inline(text, element, path)
      } else {
        error(
          .unreadableSource, "there is no text at \"\(location)\"", element,
          hint: "only files beside the document are read, as in file:values.txt")
      }
    } else if !element.text.allSatisfy(\.isWhitespace) || !element.children.isEmpty {
      node.value = inline(element, path)
    }
    return node
  }

  private mutating func parameters(_ element: Markup, _ path: String) -> [(name: String, value: ExpressionID)] {
    var result: [(name: String, value: ExpressionID)] = []
    for name in tokens(element.attributes["namelist"]) { result.append((name, add(name, .value, element, path))) }
    for child in element.children where child.name == "param" {
      guard let name = child.attributes["name"], let text = child.attributes["expr"] ?? child.attributes["location"]
      else {
        error(.missingAttribute, "<param> has a name, and expr or location", child)
        continue
      }
      result.append((name, add(text, .value, child, path)))
    }
    return result
  }

  // MARK: Executable content

  private mutating func actions(_ element: Markup, _ path: String) -> [Action] {
    var result: [Action] = []
    for child in element.children where known(child) {
      if let action = action(child, path) { result.append(action) }
    }
    return result
  }

  private mutating func action(_ element: Markup, _ path: String) -> Action? {
    let attributes = element.attributes
    switch element.name {
    case "raise":
      guard let event = attributes["event"] else { break }
      return .raise(event)
    case "log":
      return .log(
        label: attributes["label"] ?? "", attributes["expr"].map { add($0, .value, element, path) })
    case "assign":
      guard let location = attributes["location"] else { break }
      return .assign(
        location: add(location, .location, element, path),
        attributes["expr"].map { add($0, .value, element, path) } ?? inline(element, path))
    case "if": return choice(element, path)
    case "foreach":
      guard let array = attributes["array"], let item = attributes["item"] else { break }
      return .each(
        array: add(array, .value, element, path), item: add(item, .binding, element, path),
        index: attributes["index"].map { add($0, .binding, element, path) }, actions(element, path))
    case "cancel":
      guard let id = attribute("sendid", element, path) else { break }
      return .cancel(id)
    case "send": return send(element, path)
    default:
      error(.misplacedElement, "<\(element.name)> is no executable content", element)
      return nil
    }
    error(.missingAttribute, "<\(element.name)> lacks an attribute", element, hint: Self.needed[element.name])
    return nil
  }

  private static let needed = [
    "raise": "it is written as <raise event=\"…\"/>", "assign": "it is written as <assign location=\"…\" expr=\"…\"/>",
    "foreach": "it is written as <foreach array=\"…\" item=\"…\">", "cancel": "it is written as <cancel sendid=\"…\"/>",
    "send": "it is written as <send event=\"…\"/>", "if": "it is written as <if cond=\"…\">",
  ]

  private mutating func choice(_ element: Markup, _ path: String) -> Action? {
    var branches: [(condition: ExpressionID?, actions: [Action])] = [
      (condition: add(element.attributes["cond"] ?? "null", .condition, element, path), actions: [])
    ]
    if element.attributes["cond"] == nil {
      error(.missingAttribute, "<if> has a condition", element, hint: Self.needed["if"])
    }
    for child in element.children where known(child) {
      switch child.name {
      case "elseif":
        branches.append((add(child.attributes["cond"] ?? "null", .condition, child, path), []))
      case "else": branches.append((nil, []))
      default: if let action = action(child, path) { branches[branches.count - 1].actions.append(action) }
      }
    }
    return .choose(branches)
  }

  private mutating func send(_ element: Markup, _ path: String) -> Action? {
    guard let event = attribute("event", element, path) else {
      error(.missingAttribute, "<send> lacks an attribute", element, hint: Self.needed["send"])
      return nil
    }
    var send = Send(event)
    send.id = element.attributes["id"]
    send.idLocation = element.attributes["idlocation"].map { add($0, .location, element, path) }
    send.target = attribute("target", element, path)
    send.type = attribute("type", element, path)
    send.delay = attribute("delay", element, path)
    send.parameters = parameters(element, path)
    for child in element.children where child.name == "content" { send.content = content(child, path) }
    return .send(send)
  }

  // MARK: Invoke

  private mutating func invoke(_ element: Markup, _ path: String) -> InvokeNode {
    var node = InvokeNode(.none)
    if let text = element.attributes["src"] { node.source = .location(text) }
    if let text = element.attributes["srcexpr"] { node.source = .locationValue(add(text, .value, element, path)) }
    node.id = element.attributes["id"]
    node.idLocation = element.attributes["idlocation"].map { add($0, .location, element, path) }
    node.type = attribute("type", element, path)
    node.autoforward = element.attributes["autoforward"] == "true"
    node.parameters = parameters(element, path)
    for child in element.children where known(child) {
      switch child.name {
      case "param": continue
      case "content":
        if let text = child.attributes["expr"] {
          node.source = .contentValue(add(text, .value, child, path))
        } else {
          node.source = .content(child.children.map(\.written).joined() + child.normalisedText)
        }
      case "finalize": node.finalize = child.children.isEmpty ? returned(element, path) : actions(child, path)
      default: error(.misplacedElement, "<\(child.name)> does not belong in <invoke>", child)
      }
    }
    return node
  }

  /// An empty `<finalize>`: variables that went along get what came back under their names (SCXML, 6.5.2).
  private mutating func returned(_ element: Markup, _ path: String) -> [Action] {
    var names = tokens(element.attributes["namelist"]).map { ($0, $0) }
    for child in element.children where child.name == "param" {
      if let name = child.attributes["name"], let location = child.attributes["location"] {
        names.append((name, location))
      }
    }
    return names.map { name, location in
      let value = "_event.data.\(name)"
      return .choose([
        (
          condition: add("\(value) != null", .condition, element, path),
          actions: [
            .assign(location: add(location, .location, element, path), add(value, .value, element, path))
          ]
        )
      ])
    }
  }
}
