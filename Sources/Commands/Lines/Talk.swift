/// `output`, `language`, `help` and `quit`: the conversation itself.

import Definitions
import Diagnostics
import Engine
import FEEL

extension Command {
  static let output = Command(
    "output", "output table|json|csv|markdown|html", .output, example: "output json",
    completes: [.words(Output.allCases.map(\.rawValue))],
    .talks { cursor, session in
      guard let word = cursor.take(oneOf: Output.allCases.map(\.rawValue)), let read = Output(rawValue: word) else {
        throw cursor.expected(.outputs)
      }
      try cursor.needEnd()
      session.output = read
      return .nothing
    })

  static let language = Command(
    "language", "language en|nl", .language, example: "language nl", completes: [.words(["en", "nl"])],
    .talks { cursor, session in
      guard let word = cursor.take(oneOf: ["en", "nl"]), let read = Language(rawValue: word) else {
        throw cursor.expected(.languages)
      }
      try cursor.needEnd()
      session.language = read
      return .nothing
    })

  static let quit = Command(
    "quit", "quit", .quit, example: "quit",
    .talks { cursor, session in
      try cursor.needEnd()
      session.isLeaving = true
      return .nothing
    })

  static let help = Command(
    "help", "help [COMMAND|KIND|EVENT]", .help, example: "help {kind}", completes: [.kind, .event],
    .talks { cursor, session in
      let topic = cursor.rest.trimmedBoth
      guard session.store != nil else { return try Help(nil, session.language).answer(topic, cursor) }
      return try session.look { try Help($0, session.language).answer(topic, cursor) }
    })
}

/// Help on the language, and on what the definitions add to it.
private struct Help {
  private let view: View?
  private let language: Language

  init(_ view: View?, _ language: Language) {
    self.view = view
    self.language = language
  }

  func answer(_ topic: String, _ cursor: Cursor) throws -> Answer {
    if topic.isEmpty { return all }
    if let command = Command.all.first(where: { $0.name == topic }) { return help(command) }
    guard let view else { throw cursor.mistake(.noHelp(topic), hint: near(topic, Command.words)) }
    if let kind = view.rulebook.kinds[topic] { return help(kind) }
    let kinds = view.rulebook.kindNames.compactMap { view.rulebook.kinds[$0] }.filter { $0.events[topic] != nil }
    if kinds.isEmpty, let (kind, event) = eventOfKind(topic, view.rulebook) { return .said(lines(kind, event)) }
    guard !kinds.isEmpty else {
      throw cursor.mistake(
        .noHelp(topic), hint: near(topic, Command.words + view.rulebook.kindNames + view.eventNames))
    }
    return .said(kinds.flatMap { lines($0, topic) })
  }

  /// An event with its kind, as in `create KIND`.
  private func eventOfKind(_ topic: String, _ rulebook: Rulebook) -> (Kind, String)? {
    rulebook.kindNames.lazy.compactMap { name -> (Kind, String)? in
      guard topic.hasSuffix(" " + name), let kind = rulebook.kinds[name] else { return nil }
      let event = String(topic.dropLast(kind.name.count + 1))
      return kind.events[event].map { _ in (kind, event) }
    }.first
  }

  private func near(_ topic: String, _ names: [String]) -> Message {
    Nearest.to(topic, among: names).map { .didYouMean($0) } ?? .see(.help)
  }

  private var all: Answer {
    let rows = Command.all.map { Message.helpLine(form: $0.form, .summary($0.topic)) }
    return .said(rows + (view == nil ? [] : [.helpLine(form: Message.eventForm.text(language), .fireAnEvent)]))
  }

  private func help(_ command: Command) -> Answer {
    .said([
      .indented(1, [.choose([command.form])]), .indented(1, [.summary(command.topic)]),
      .indented(1, [.example, .choose([command.example(in: view?.rulebook)])]),
    ])
  }

  private func help(_ kind: Kind) -> Answer {
    let fields = kind.fields.map { (name: $0.name, type: $0.type.description, isRequired: $0.isRequired) }
    return .said(
      [
        .choose(["\(kind.name): \(kind.title.text(language))  [\(kind.place.citation)]"]),
        .indented(1, [.fieldList(fields)]),
      ] + kind.eventNames.flatMap { lines(kind, $0) })
  }

  /// An event: how it is typed, and whose it is.
  private func lines(_ kind: Kind, _ event: String) -> [Message] {
    guard let definition = kind.events[event], definition.source == .role,
      let lines = view?.rulebook.lines(kind.name, event), !lines.isEmpty
    else { return [] }
    let fields = definition.fields.filter { event != "create" || $0.isRequired }
      .map { " \($0.name): \($0.type.sample)" }.joined()
    return [
      .indented(
        1, [.choose([event == "create" ? "create \(kind.name) ID\(fields)" : "\(Command.typed(event)) ID\(fields)"])])
    ]
      + lines.map { .indented(3, [.choose(["\(definition.title.text(language)) · "]), .line($0)]) }
  }
}
