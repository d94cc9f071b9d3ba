/// Cases as values, and values in short.

import Calendar
import Definitions
import FEEL

/// Cases as values.
public enum CaseView {
  /// A case as a context with all its derived values, those too that look at other cases.
  public static func whole(_ state: CaseState, _ world: any World, at instant: Instant, _ sight: Sight) -> Value {
    let names = Set(state.kind.derived.map(\.name))
    return CaseData(state, world: world, at: instant, sight: sight).view(state, names)
  }

  /// A case as a context: id, kind, state, states, the entry that last changed it, whether the
  /// accountable role did not agree to something of it, and its fields; with the values derived from its own fields alone.
  static func context(_ state: CaseState, _ world: any World, derived: Bool, _ sight: Sight) -> Value {
    let kind = state.kind
    var pairs: [(String, Value)] = [
      ("id", .string(state.id)), ("kind", .string(kind.name)), ("state", .string(state.stateText)),
      ("states", .list(state.machine.ids(in: kind.chart).map { .string($0) })),
      ("created", .date(world.date(state.created))), ("entry", .number(Number(state.changed))),
      ("disputed", .boolean(state.open.contains { $0.disagreed != nil })),
    ]
    for (index, field) in kind.fields.enumerated() { pairs.append((field.name, sight.value(index, of: state))) }
    if derived { pairs += own(state, world, sight) }
    return .context(Context(pairs))
  }

  /// Derived values that need no other case.
  private static func own(_ state: CaseState, _ world: any World, _ sight: Sight) -> [(String, Value)] {
    let kind = state.kind
    var slots = [Value](repeating: .null, count: kind.layout.slots.count)
    var usable = [Bool](repeating: false, count: slots.count)
    for (slot, content) in kind.layout.slots.enumerated() {
      switch content {
      case .field(let index):
        slots[slot] = sight.value(index, of: state)
        // What refers to other cases needs them.
        usable[slot] = !kind.layout.isLazy[slot]
      case .constant(let index):
        slots[slot] = state.rulebook.constants[index].value
        usable[slot] = true
      default: break
      }
    }
    var host = Situation(zone: world.zone, calendar: state.rulebook.calendar)
    host.withholds = sight.withholds
    var result: [(String, Value)] = []
    for (index, entry) in kind.derived.enumerated() {
      // The clock is not asked here: who reads such a value by its name gets it worked out as of their instant.
      guard entry.expression.mentions.isDisjoint(with: state.rulebook.clock),
        entry.expression.reads.allSatisfy({ usable[$0] }), let slot = kind.layout.slot(.derived(index))
      else {
        continue
      }
      slots[slot] = entry.expression.evaluate(slots, host: host).value
      usable[slot] = true
      result.append((entry.name, slots[slot]))
    }
    return result
  }
}

/// Values cut to a length that fits a line.
public enum Brief {
  /// At most 60 characters.
  public static func text(_ value: Value) -> String {
    if case .context(let context) = value, case .string(let id)? = context["id"] { return id }
    if case .list(let items) = value {
      return items.count > 3 ? "\(items.count) items" : "[\(items.map(text).joined(separator: ", "))]"
    }
    let text = value.text
    return text.count > 60 ? text.prefix(57) + "…" : text
  }
}
