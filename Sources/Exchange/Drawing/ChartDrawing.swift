/// The statechart of a kind as a drawing: its states, who may fire what, what is asked for, and what the clock does; for a case where
/// it is and how it came there.

import Definitions
import Statechart

/// Words in drawings, for a language to say.
public enum DrawingWord: String, Sendable, CaseIterable {
  /// What is asked for.
  case needs
  /// An instant at which the clock fires.
  case clock
  /// By another case.
  case sent
  /// A case that runs while a state is active.
  case runs
  /// A case that a schedule makes.
  case schedule
  /// What a file of definitions has.
  case roles, lines, schedules, laws, constants
  /// What a drawing is of.
  case links, files
}

/// Draws the chart of a kind.
public struct ChartDrawing {
  private let kind: Kind
  private let rulebook: Rulebook
  private let language: Language
  private let word: (DrawingWord) -> String
  private let journey: Journey?
  private let timers: [String: String]
  private var chart: Chart { kind.chart }
  private var toldOf: Set<String> = []
  /// By state: its box.
  private var boxes: [Int: Int] = [:]
  private var result: Drawing

  /// Draws a kind of a rulebook; with a journey, the case that made it. `timers` are the dates of those that are set, by name.
  public static func drawing(
    of kind: Kind, in rulebook: Rulebook, title: String, notes: [String] = [], _ language: Language,
    journey: Journey? = nil, timers: [String: String] = [:], word: @escaping (DrawingWord) -> String
  ) -> Drawing {
    var drawing = ChartDrawing(
      kind: kind, rulebook: rulebook, language: language, word: word, journey: journey, timers: timers,
      result: Drawing(title, isChart: true, notes: notes))
    drawing.draw()
    return drawing.result
  }

  private init(
    kind: Kind, rulebook: Rulebook, language: Language, word: @escaping (DrawingWord) -> String, journey: Journey?,
    timers: [String: String], result: Drawing
  ) {
    self.kind = kind
    self.rulebook = rulebook
    self.language = language
    self.word = word
    self.journey = journey
    self.timers = timers
    self.result = result
  }

  private mutating func draw() {
    let root = chart.states[0]
    var outer: Int?
    if !root.transitions.isEmpty {
      outer = result.add(Drawing.Node(kind.name, notes: [], inside: inside(root)))
      boxes[0] = outer
    }
    drawInside(root, outer)
    for state in chart.states {
      for number in state.transitions { connect(chart.transitions[number], state) }
    }
  }

  // MARK: States

  private mutating func drawInside(_ state: Chart.State, _ box: Int?) {
    var start: Int?
    if state.kind != .parallel, !state.initial.isEmpty {
      start = result.add(Drawing.Node("", .start, in: box))
    }
    for index in (state.children + state.histories).sorted() {
      let child = chart.states[index]
      let number = result.add(
        Drawing.Node(
          child.isHistory ? "" : child.id, shape(child, in: state), in: box, tone: journey?.tone(of: index) ?? .plain,
          notes: notes(child), inside: inside(child)))
      boxes[index] = number
      drawInside(child, number)
    }
    guard let start else { return }
    for target in state.initial {
      if let to = boxes[target] { result.connect(start, to) }
    }
  }

  private func shape(_ state: Chart.State, in parent: Chart.State) -> Drawing.Shape {
    switch state.kind {
    case .final: .final
    case .history(let deep): .history(deep: deep)
    default: parent.kind == .parallel ? .region : .box
    }
  }

  private func notes(_ state: Chart.State) -> [String] {
    let services = state.invokes.compactMap { node in node.id.flatMap { kind.services[$0] } }.map { service in
      "\(word(.runs)) \(service.id)" + (service.id == service.kind ? "" : " (\(service.kind))")
    }
    let schedules = rulebook.schedules.filter { $0.kind == kind.name && $0.states.contains(state.id) }.map {
      "\(word(.schedule)) \($0.name) (\($0.creates))"
    }
    return services + schedules
  }

  /// What happens in a state without leaving it.
  private mutating func inside(_ state: Chart.State) -> [Drawing.Label] {
    state.transitions.compactMap { number in
      let transition = chart.transitions[number]
      guard transition.targets.isEmpty || transition.targets == [state.index] else { return nil }
      return label(transition, state)
    }
  }

  // MARK: Transitions

  private mutating func connect(_ transition: Chart.Transition, _ state: Chart.State) {
    guard let from = boxes[state.index], !transition.targets.isEmpty, transition.targets != [state.index] else {
      return
    }
    let label = state.isHistory ? nil : label(transition, state)
    for (index, target) in transition.targets.enumerated() {
      guard let to = boxes[target] else { continue }
      result.connect(from, to, index == 0 ? label : nil)
    }
  }

  /// An event with who may fire it and what it asks for. What was told of an event once is not told again.
  private mutating func label(_ transition: Chart.Transition, _ state: Chart.State) -> Drawing.Label {
    var notes: [String] = []
    let condition = transition.condition.map { Self.short(kind.expressions[$0.index].text) }
    for name in transition.events {
      guard let event = kind.events[name] else { continue }
      let isNew = toldOf.insert(name).inserted
      let title = event.title.text(language)
      if isNew, title.lowercased() != name.lowercased() { notes.append(title) }
      notes += sources(event, state, isNew: isNew)
      guard isNew else { continue }
      let needs = event.requirements.filter { $0.state.map { isAround($0, state) } ?? true }.map(\.name)
      if !needs.isEmpty { notes.append("\(word(.needs)) \(needs.joined(separator: ", "))") }
    }
    if let condition, !transition.events.isEmpty { notes.append("[\(condition)]") }
    if let taken = journey?.taken[transition.index] { notes.append(taken) }
    let title =
      transition.events.isEmpty ? condition.map { "[\($0)]" } ?? "·" : transition.events.joined(separator: ", ")
    return Drawing.Label(title, notes: notes, tone: journey?.taken[transition.index] == nil ? .plain : .past)
  }

  /// Whether a state is another one, or one around it.
  private func isAround(_ name: String, _ state: Chart.State) -> Bool {
    guard let other = chart.state(name) else { return false }
    return other.index <= state.index && state.index < other.end
  }

  /// Who or what fires an event.
  private func sources(_ event: EventDefinition, _ state: Chart.State, isNew: Bool) -> [String] {
    switch event.source {
    case .role:
      let lines = rulebook.lines(kind.name, event.name)
      return isNew ? lines.map(text) : lines.map { "R \($0.responsible.map(title).joined(separator: ", "))" }.uniqued
    case .engine: return [word(.sent)]
    case .clock:
      return kind.timers.filter { timer in
        timer.event == event.name
          && (timer.states.isEmpty
            || timer.states.contains { name in
              isAround(name, state) || chart.state(name).map { isAround(state.id, $0) } ?? true
            })
      }.map { "\(word(.clock)) " + (timers[$0.name] ?? Self.short($0.at.text)) }
    }
  }

  private func text(_ line: Activity) -> String {
    var parts = [
      line.responsible == [line.accountable]
        ? "R/A \(title(line.accountable))"
        : "R \(line.responsible.map(title).joined(separator: ", ")) · A \(title(line.accountable))"
    ]
    for (letter, roles) in [("S", line.support), ("C", line.consulted), ("I", line.informed)] where !roles.isEmpty {
      parts.append("\(letter) \(roles.map(title).joined(separator: ", "))")
    }
    return parts.joined(separator: " · ") + (line.condition.map { " [\(Self.short($0.text))]" } ?? "")
  }

  private func title(_ role: String) -> String { rulebook.roles[role]?.title.text(language) ?? role }

  /// An expression cut to what a drawing has room for.
  static func short(_ text: String) -> String { text.count > 70 ? text.prefix(68) + "…" : text }
}

extension [String] {
  /// Each once.
  fileprivate var uniqued: [String] { reduce(into: []) { if !$0.contains($1) { $0.append($1) } } }
}
