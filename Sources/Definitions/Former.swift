/// What states, fields and events were called before: by it running cases are moved to definitions with new names.

import Diagnostics
import FEEL

/// Earlier names of the parts of a kind, each with the name of today.
public struct Former: Sendable {
  /// Of states.
  public internal(set) var states: [String: String] = [:]
  /// Of fields.
  public internal(set) var fields: [String: String] = [:]
  /// Of events.
  public internal(set) var events: [String: String] = [:]
  /// A state of before that became several, in order, each with when it is this one: a condition over the case as it is now.
  /// Where none holds and the state is there still, it stays.
  public internal(set) var splits: [String: [(state: String, condition: Expression)]] = [:]

  /// When a state of before is one of several of today.
  var conditions: [Expression] { splits.sorted { $0.key < $1.key }.flatMap(\.value).map(\.condition) }

  /// The same with each split decided.
  public func deciding(_ chosen: [String: String]) -> Former {
    var former = self
    former.states.merge(chosen) { _, new in new }
    former.splits = [:]
    return former
  }

  /// What a state was called before, or is still.
  public func state(_ name: String) -> String { states[name] ?? name }

  /// What an event was called before, or is still.
  public func event(_ name: String) -> String { events[name] ?? name }
}

extension Former {
  /// Reads `was:` of all parts of a kind.
  init(_ kind: YAML, _ expressions: Expressions) {
    fields = Self.names(kind["fields"]?.entries("fields").map { ($0.key, $0.value) } ?? [])
    events = Self.names(kind["events"]?.entries("events").map { ($0.key, $0.value) } ?? [])
    var states: [(String, YAML)] = []
    var open = kind["states"].map { [$0] } ?? []
    while let next = open.popLast() {
      for entry in next.entries("states") {
        states.append((entry.key, entry.value))
        if let inner = entry.value["states"] { open.append(inner) }
      }
    }
    self.states = Self.names(states)
    for (name, yaml) in states {
      guard let was = yaml["was"], case .mapping = was.node else { continue }
      for entry in was.entries("earlier names") {
        if let other = self.states[entry.key] {
          entry.keyNode.error(
            .wasAndIs, "\"\(entry.key)\" became \"\(other)\" already, without a condition",
            hint: "a state that became several says in each when: was: {\(entry.key): CONDITION}")
        } else if let condition = expressions.compile(entry.value) {
          splits[entry.key, default: []].append((name, condition))
        }
      }
    }
  }

  private static func names(_ entries: [(name: String, yaml: YAML)]) -> [String: String] {
    let present = Set(entries.map(\.name))
    var result: [String: String] = [:]
    for (name, yaml) in entries {
      // With conditions it is a state that became several.
      if let was = yaml["was"], case .mapping = was.node { continue }
      for (old, node) in yaml["was"]?.texts("earlier names") ?? [] {
        if present.contains(old) {
          node.error(
            .wasAndIs, "\"\(old)\" is there still, so \"\(name)\" cannot be what it is called now",
            hint: "leave out \"was\", or what is called \"\(old)\"")
        } else if let other = result.updateValue(name, forKey: old) {
          node.error(
            .wasAndIs, "\"\(old)\" became \"\(other)\" already", hint: "a name of before leads to one name of today")
        }
      }
    }
    return result
  }
}
