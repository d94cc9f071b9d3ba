/// What holds for a case under some definitions, part by part, so that what other definitions change can be told.

import Calendar
import Decisions
import Definitions
import FEEL
import Statechart

extension Upgrade {
  struct Key: Hashable {
    let part: Part
    /// What stands before the name of what it is named after, that name, and what stands behind it.
    let (head, root, tail): (String, String, String)
    var name: String { head + root + tail }

    init(_ part: Part, _ root: String, head: String = "", tail: String = "") {
      self.part = part
      (self.head, self.root, self.tail) = (head, root, tail)
    }

    func named(after root: String) -> Key { Key(part, root, head: head, tail: tail) }
  }

  // MARK: What holds for a case

  /// All that can differ for a case, each as a text: what its own expressions reach, worked out for it as it stands.
  struct Facts {
    let state: CaseState
    let world: any World
    var data: CaseData
    /// The states that the case may come to.
    private let ahead: Set<Int>
    private(set) var all: [Key: String] = [:]
    /// The names that its expressions read, of values, constants and functions.
    private var names: Set<String> = []

    init(_ state: CaseState, _ world: any World, at instant: Instant, _ sight: Sight) {
      self.state = state
      self.world = world
      data = CaseData(state, world: world, at: instant, sight: sight)
      let kind = state.kind
      let active = state.machine.configuration.indices.filter { kind.chart.states[$0].isAtomic }
      ahead = kind.chart.reachable(from: Set(active))
      for place in kind.chart.states where place.index > 0 { note(.state, place.id, "") }
      for field in kind.fields { describe(field) }
      for entry in kind.derived { note(.value, entry.name, worked(entry.expression)) }
      for query in kind.queries {
        let via = query.via.map { " whose \($0) is \(query.to ?? "this case")" } ?? ""
        note(.value, query.name, "every \(query.kind)\(via)")
      }
      for service in kind.services.values { note(.service, service.id, service.kind) }
      for ending in kind.endings { note(.service, "ends with \(ending.field)", ending.event) }
      for name in kind.eventNames { describe(event: name) }
      for timer in kind.timers {
        let due = Timers.instant(data.evaluate(timer.at).value, world).map { "\(world.date($0))" }
        note(
          .deadline, timer.name, ([due, read(timer.at).text].compactMap { $0 } + timer.states).joined(separator: " = "))
      }
      for expression in kind.expressions { _ = read(expression) }
      for schedule in state.rulebook.schedules where schedule.kind == kind.name { describe(schedule) }
      describeRights()
      for law in state.rulebook.laws(of: kind.name) {
        let holds = law.isAbout(state) ? worked(law.condition) : read(law.condition).text
        note(.law, law.name, "\(holds) (\(law.source))")
      }
      // Last, when all is known that is read; what reads others stands behind them.
      for constant in state.rulebook.constants.reversed() where names.contains(constant.name) {
        names.formUnion(constant.mentions)
        describe(constant)
      }
    }

    /// What is called otherwise now stands under the name of today; tells each that is.
    /// What differs by such names alone does not differ.
    mutating func rename(by former: Former, toward other: Facts) -> [Change] {
      var changes: [Change] = []
      let names = former.fields.merging(former.states) { $1 }.merging(former.events) { $1 }
      for (key, text) in all where !names.isEmpty {
        let root = former.fields[key.root] ?? former.states[key.root] ?? former.events[key.root] ?? key.root
        let tail = Self.renamed(key.tail, names)
        guard let now = other.all[Key(key.part, root, head: key.head, tail: tail)] else { continue }
        all[key] = nil
        all[Key(key.part, key.root, head: key.head, tail: tail)] = Self.renamed(text, names) == now ? now : text
      }
      for (key, text) in all {
        let names =
          switch key.part {
          case .state: former.states
          case .field, .reader: former.fields
          case .event, .transition, .duty, .line: former.events
          // Those of the case itself stand before nothing.
          case .condition, .safeguard: key.head.isEmpty ? [:] : former.events
          default: [String: String]()
          }
        guard let name = names[key.root] else { continue }
        all[key] = nil
        all[key.named(after: name)] = text
        if [.state, .field, .event].contains(key.part) {
          changes.append(Change(part: key.part, name: name, before: "called \(key.root)", after: "called \(name)"))
        }
      }
      return changes
    }

    /// A text with each name of before as it is now, where it stands as a word of its own.
    private static func renamed(_ text: String, _ names: [String: String]) -> String {
      var (out, rest) = ("", text[...])
      let olds = names.keys.sorted { $0.count > $1.count }
      func isWord(_ character: Character?) -> Bool { character.map { $0.isLetter || $0.isNumber } ?? false }
      while let first = rest.first {
        let found =
          isWord(out.last) ? nil : olds.first { rest.hasPrefix($0) && !isWord(rest.dropFirst($0.count).first) }
        if let found {
          out += names[found] ?? found
          rest = rest.dropFirst(found.count)
        } else {
          out.append(first)
          rest = rest.dropFirst()
        }
      }
      return out
    }

    private mutating func note(_ part: Part, _ name: String, _ text: String) { all[Key(part, name)] = text }

    /// What is named after an event: `approval of EVENT`, `mandate for EVENT`, a line for a condition.
    private mutating func note(_ part: Part, _ head: String, _ event: String, _ tail: String, _ text: String) {
      all[Key(part, event, head: head, tail: tail)] = text
    }

    /// An expression, of which note is taken what it reads.
    private mutating func read(_ expression: Expression) -> Expression {
      names.formUnion(expression.mentions)
      return expression
    }

    /// A value with the expression that gives it.
    private mutating func worked(_ expression: Expression) -> String {
      let value = data.evaluate(read(expression)).value
      return "\(Brief.text(value)) = \(expression.text)"
    }

    /// Whether anything that the case reads asks for working days.
    var asksForWorkingDays: Bool { !names.isDisjoint(with: Upgrade.workingDayFunctions) }

    private mutating func describe(_ constant: Constant) {
      switch (constant.origin, constant.value) {
      case (.table(let stated), _): describe(stated.table)
      case (.expression(let expression), .function): note(.constant, constant.name, expression.text)
      default: note(.constant, constant.name, constant.value.text)
      }
    }

    /// A table rule by rule, so that only those are told that are other. Where their order counts, their numbers do.
    private mutating func describe(_ table: DecisionTable) {
      note(.table, table.name, table.heading)
      for (index, rule) in table.rules.enumerated() {
        let name = "\(table.name): \(rule.tests.map(\.text).joined(separator: " | "))"
        let gives = rule.outputs.map(\.text).joined(separator: " | ")
        let text = table.policy.dependsOnOrder ? "\(gives), rule \(index + 1)" : gives
        note(.table, name, [all[Key(.table, name)], text].compactMap { $0 }.joined(separator: "; "))
      }
    }

    private mutating func describe(_ field: Field) {
      let bounds = field.bounds.map { ", \($0.description)" } ?? ""
      let marks = (field.isRequired ? ", required" : "") + (field.isConfidential ? ", confidential" : "") + bounds
      let named = field.kinds.isEmpty ? "" : " of \(field.kinds.joined(separator: ", "))"
      note(.field, field.name, field.type.description + named + marks)
      if let initial = field.initial { _ = read(initial) }
      if let readers = state.rulebook.readers.of(field, in: state.kind) {
        note(.reader, field.name, readers.roles.joined(separator: ", "))
      }
    }

    private mutating func describe(_ schedule: Schedule) {
      let (from, until) = (
        data.evaluate(read(schedule.from)).value.text, data.evaluate(read(schedule.until)).value.text
      )
      for (_, value) in schedule.fields { _ = read(value) }
      _ = read(schedule.id)
      let ahead = schedule.ahead.isNone ? "" : ", \(schedule.ahead.description) ahead"
      let place = schedule.states.isEmpty ? "" : " in \(schedule.states.joined(separator: ", "))"
      note(.schedule, schedule.name, "\(schedule.creates), \(schedule.rule), \(from) to \(until)\(place)\(ahead)")
    }

    /// Who may read it, what it is within, what authority it gives, what keeps roles apart.
    private mutating func describeRights() {
      let (kind, rulebook) = (state.kind, state.rulebook)
      if let readers = rulebook.readers.of(kind) { note(.reader, kind.name, readers.roles.joined(separator: ", ")) }
      for separation in rulebook.separations {
        note(.safeguard, "separation \(separation.name)", separation.description)
      }
      let lines = kind.eventNames.flatMap { rulebook.lines(kind.name, $0) }
      for name in Set(lines.flatMap { $0.responsible + [$0.accountable] }) {
        if let place = rulebook.roles[name]?.within { note(.safeguard, "role \(name)", "within \(place)") }
      }
      if !kind.stakes.isEmpty { note(.safeguard, "stakes", kind.stakes.joined(separator: ", ")) }
      if !kind.within.isEmpty { note(.authority, "within", kind.within.joined(separator: ", ")) }
      if let accounts = kind.accounts { note(.authority, "accounts", accounts) }
      if let grant = kind.grant {
        let fields = grant.fields.sorted { $0.key < $1.key }.map { "\($0.key) by \($0.value)" }
        note(.authority, "grants", "\(grant.kind.rawValue) in \(grant.state): \(fields.joined(separator: ", "))")
      }
    }

    /// What holds of one event: what must hold before it, where it leads, whose duty it is and who else must agree or be heard.
    private mutating func describe(event name: String) {
      let kind = state.kind
      guard let event = kind.events[name] else { return }
      note(.event, name, event.source.rawValue)
      let transitions = kind.chart.transitions.filter { $0.matches(name) }.map { transition in
        let targets = transition.targets.map { kind.chart.states[$0].id }.joined(separator: ", ")
        let guarded = transition.condition.map { " when \(kind.expressions[$0.index].text)" } ?? ""
        let sets = kind.assignments(transition.actions).map { " set \($0)" }.joined()
        return "\(kind.chart.states[transition.source].id) → \(targets)\(guarded)\(sets)"
      }
      if !transitions.isEmpty { note(.transition, name, transitions.joined(separator: "; ")) }
      for requirement in event.requirements {
        let place = requirement.state.map { " in \($0)" } ?? ""
        note(.condition, "\(requirement.name) of ", name, "", read(requirement.condition).text + place)
      }
      guard event.source == .role, name != "create" else { return }
      let lines = state.rulebook.lines(kind.name, name)
      // What can no longer come is nobody's duty any more.
      if let due = event.due, kind.chart.isTaken(name, inAnyOf: ahead),
        let line = state.line(name, world, at: state.created)
      {
        let roles = line.responsible.joined(separator: " or ")
        let date = data.evaluate(read(due)).value
        note(.duty, name, "\(roles), by \(date.isNull ? due.text : date.text)")
      }
      for line in lines { describe(line, of: name, line.condition.map { " if \(read($0).text)" } ?? "") }
    }

    private mutating func describe(_ line: Activity, of name: String, _ condition: String) {
      note(.line, "", name, condition, line.letters)
      if line.approval != .same {
        note(
          .safeguard, "approval of ", name, condition,
          "\(line.accountable), \(line.approval), four eyes: \(line.fourEyes.rawValue)")
      }
      for role in line.consulted {
        let least = line.consultation.map { "\($0.months) months and \($0.days) days at least" } ?? ""
        note(.safeguard, "\(role) consulted on ", name, condition, least)
      }
      if line.mandate { note(.safeguard, "mandate for ", name, condition, line.amount.map { read($0).text } ?? "") }
    }
  }
}
