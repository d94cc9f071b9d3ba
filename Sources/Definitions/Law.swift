/// What must always hold of a case, whatever events ask: laws, and by which ways other cases bear on them.

import Diagnostics
import FEEL

/// A condition that holds of every case of a kind after every act. It is asked last, and no guard speaks for it.
public struct Law: Sendable {
  /// What the definitions call it.
  public let name: String
  /// What it says, as one plain sentence.
  public let title: Localized
  /// The article or decision it rests on.
  public let source: String
  /// The kind of which it holds.
  public let kind: String
  /// The states in which it holds; all when empty.
  public let states: [String]
  /// FEEL; anything but true breaks it.
  public let condition: Expression
  /// By which ways its condition reads other cases.
  public let ways: [[Step]]
  /// Where the definitions write it.
  public let place: Place

  /// One step from a case to others that its expressions read.
  public enum Step: Sendable, Hashable {
    /// To the cases that a field of a kind refers to; of one kind, where that is said.
    case reference(of: String, field: String, to: String?)
    /// To the cases that a query of a kind finds.
    case query(of: String, kind: String, via: String?, to: String?)

    /// The kind it leads to; nil where any may lie there.
    public var leads: String? {
      switch self {
      case .reference(_, _, let kind): kind
      case .query(_, let kind, _, _): kind
      }
    }
  }

  /// By which ways an expression of a kind reads other cases: directly, and through derived values.
  static func ways(_ expression: Expression, of kind: Kind, among kinds: [String: Kind]) -> [[Step]] {
    var found: Set<[Step]> = []
    var open: [(way: [Step], expression: Expression, kind: Kind)] = [([], expression, kind)]
    while let (way, expression, kind) = open.popLast() {
      for slot in expression.reads {
        let step: Step
        switch kind.layout.slots[slot] {
        case .derived(let index):
          open.append((way, kind.derived[index].expression, kind))
          continue
        case .query(let index):
          let query = kind.queries[index]
          step = .query(of: kind.name, kind: query.kind, via: query.via, to: query.to)
        case .field(let index):
          guard let target = kind.fields[index].type.target else { continue }
          step = .reference(of: kind.name, field: kind.fields[index].name, to: target.kind)
        default: continue
        }
        found.insert(way + [step])
        // A way that goes on in circles ends where expressions are no longer followed.
        guard way.count < maximumSteps, let next = step.leads.flatMap({ kinds[$0] }) else { continue }
        for derived in next.derived where expression.mentions.contains(derived.name) {
          open.append((way + [step], derived.expression, next))
        }
      }
    }
    return found.sorted { "\($0)" < "\($1)" }
  }

  /// The case's own step, and those on which derived values are followed.
  private static let maximumSteps = Rulebook.farthest + 1
}

extension FieldType {
  /// What a field refers to: cases of a kind, or of any when that is nil; nil when it refers to none.
  fileprivate var target: (kind: String?, Void)? {
    switch self {
    case .reference(let kind): (kind, ())
    case .list(let element): element.target
    default: nil
    }
  }
}

extension PluginReader {
  /// The laws that the plugin states.
  func laws() -> [Law] {
    (yaml["laws"]?.entries("laws") ?? []).compactMap { law($0.key, $0.keyNode, $0.value) }
  }

  private static let samples = [
    "title": "title: what it says, as one plain sentence", "source": "source: the article or the decision it rests on",
    "of": "of: the kind of which it holds", "holds": "holds: a condition over its fields",
  ]

  private func law(_ name: String, _ key: YAML, _ yaml: YAML) -> Law? {
    let needed = ["title", "source", "of", "holds"]
    _ = yaml.entries("a law", known: needed + ["in"])
    for part in needed where yaml[part] == nil {
      key.error(
        .missingPart, "the law has no \"\(part)\"",
        hint: Self.samples[part])
      return nil
    }
    guard let title = yaml["title"]?.localized("a sentence"),
      let source = yaml["source"]?.text("an article or decision"),
      let of = yaml["of"]?.text("a kind"), let kind = kind(of, yaml["of"] ?? yaml)
    else { return nil }
    let states = states(kind, yaml["in"])
    key.defines(.law, of: of)
    guard let written = yaml["holds"],
      let condition = Expressions(scope: kind.layout.scope).compile(written)
    else { return nil }
    // What it reads of derived values is asked as well.
    var asked = condition.mentions
    for entry in kind.derived.reversed() where asked.contains(entry.name) {
      asked.formUnion(entry.expression.mentions)
    }
    for word in asked.intersection(clock).sorted() {
      written.error(
        .passingLaw, "a law holds of how things stand, so it may not ask \(word)()",
        hint: "let the clock bring about an event (timers), and state what must hold in the state it leads to")
    }
    for slot in condition.reads {
      switch kind.layout.slots[slot] {
      case .event, .actor, .item, .occurrence:
        let name = kind.layout.scope.names[slot]
        written.error(
          .passingLaw, "a law holds of how things stand, and knows no \"\(name)\"",
          hint: "name fields of the \(of)")
      default: continue
      }
    }
    return Law(
      name: name, title: title, source: source, kind: of, states: states, condition: condition,
      ways: Law.ways(condition, of: kind, among: kinds), place: key.place)
  }
}
