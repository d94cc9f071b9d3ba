/// What a workflow defines: kinds with fields, a statechart, events, timers and the authority they may give.

import Calendar
import Diagnostics
import FEEL
import Statechart

/// A field of a kind or of an event.
public struct Field: Sendable {
  /// What the definitions call the field.
  public let name: String
  /// Its type.
  public let type: FieldType
  /// Whether it must be given.
  public let isRequired: Bool
  /// Whether its values stay out of texts that explain or log.
  public let isConfidential: Bool
  /// What people read, in both languages.
  public let title: Localized
  /// Its value when none is given.
  public let initial: Expression?
  /// Of an event: whether it is the case's own field, which takes the value when the event happens.
  public let isOwn: Bool
  /// Whether people give it at creation; by what else sets it when nil.
  public let atCreation: Bool?
  /// The roles that may read it, besides what the plugins say; nil when it does not say.
  public let readers: Readers?
  /// From where to where its values lie; anywhere when nil.
  public let bounds: Bounds?
  /// The kinds whose cases it may name, where its type leaves that open; any kind when empty.
  public let kinds: [String]
  /// What people read for the words of a choice, where that is said.
  public let titles: [String: Localized]
  /// What its numbers count, as `EUR` or `hours`; nothing when nil.
  public let unit: String?
  /// How long its documents are kept, and who may know them; nil where that is not said.
  public let terms: DocumentTerms?
  /// Where the definitions write it.
  public let place: Place

  /// A required field of a verb of the gate.
  public init(name: String, type: FieldType, at place: Place) {
    self.init(
      name: name, type: type, isRequired: true, isConfidential: false, title: Localized(en: name, nl: name),
      initial: nil,
      isOwn: false, place: place)
  }

  init(
    name: String, type: FieldType, isRequired: Bool, isConfidential: Bool, title: Localized, initial: Expression?,
    isOwn: Bool, atCreation: Bool? = nil, readers: Readers? = nil, bounds: Bounds? = nil,
    kinds: [String] = [], titles: [String: Localized] = [:], unit: String? = nil, terms: DocumentTerms? = nil,
    place: Place
  ) {
    self.readers = readers
    self.bounds = bounds
    self.kinds = kinds
    self.titles = titles
    self.unit = unit
    self.terms = terms
    self.name = name
    self.type = type
    self.isRequired = isRequired
    self.isConfidential = isConfidential
    self.title = title
    self.initial = initial
    self.isOwn = isOwn
    self.atCreation = atCreation
    self.place = place
  }
}

extension Kind {
  /// A name that expressions over a case have without anybody defining it.
  public struct ImplicitName: Sendable {
    /// As it is written.
    public let name: String
    /// What it stands for.
    public let meaning: String
    /// Whether nothing else may have it.
    public let isReserved: Bool
  }

  /// The names that expressions over a case have without anybody defining them, in the order of their slots.
  public static let implicitNames = [
    ImplicitName(
      name: "case",
      meaning:
        "the case as it was before the event: its fields, `id`, `kind`, `state`, `states`, `created`, `entry`, `disputed`",
      isReserved: true),
    ImplicitName(name: "event", meaning: "the event with what it carries: its `name` and its fields", isReserved: true),
    ImplicitName(name: "actor", meaning: "who acts: `account`, `person`, `role`", isReserved: true),
    ImplicitName(name: "item", meaning: "each of a list in turn: in a filter, and in `each`", isReserved: true),
    ImplicitName(name: "occurrence", meaning: "the date of a schedule for which a case is created", isReserved: true),
    ImplicitName(name: "id", meaning: "the id of the case, unless a field has that name", isReserved: false),
    ImplicitName(
      name: "state", meaning: "its innermost active states, unless a field has that name", isReserved: false),
  ]
}

/// The roles that may read something, and where that is written.
public struct Readers: Sendable, Equatable {
  /// The roles; nobody when empty.
  public let roles: [String]
  /// Where it is written.
  public let place: Place

  /// Roles named at a place.
  public init(_ roles: [String], at place: Place) {
    self.roles = roles
    self.place = place
  }
}

/// A condition that refuses an event when it does not hold.
public struct Requirement: Sendable {
  /// Its name, as refusals cite it.
  public let name: String
  /// FEEL; anything but true refuses.
  public let condition: Expression
  /// What to do when it does not.
  public let hint: Localized?
  /// Only while this state is active; always when nil.
  public let state: String?
}

/// Who brings an event about.
public enum EventSource: String, Sendable, Decodable {
  /// A person in a role, by the RASCI line.
  case role
  /// A timer.
  case clock
  /// Another case, in consequence of an act.
  case engine
}

/// An event of a kind.
public struct EventDefinition: Sendable {
  /// What the definitions call the event.
  public let name: String
  /// What people read, in both languages.
  public let title: Localized
  /// What it carries.
  public let fields: [Field]
  /// Named conditions; each that does not hold refuses.
  public let requirements: [Requirement]
  /// Who brings it about.
  public let source: EventSource
  /// By which date it is a duty of the responsible role, while it is possible; nil when it is no duty.
  public let due: Expression?
  /// Of the clock's and the engine's: the roles that are told.
  public let tells: [String]
  /// What those are told who are told of it; nothing but that it happened when nil.
  public let notice: Notice?
  /// Where the definitions write it.
  public let place: Place
  /// The names of what expressions see of it: its own name, unless a field is called that, then its fields.
  public let shape: Context.Shape

  /// The name under which expressions see the event's own.
  public static let ownName = "name"
  /// The field in which a consulted role gives its opinion on an event.
  public static let opinion = "opinion"

  init(
    name: String, title: Localized, fields: [Field], requirements: [Requirement], source: EventSource, due: Expression?,
    tells: [String] = [], notice: Notice? = nil, place: Place
  ) {
    self.name = name
    self.title = title
    self.fields = fields
    self.requirements = requirements
    self.source = source
    self.due = due
    self.tells = tells
    self.notice = notice
    self.place = place
    shape = Context.Shape([Self.ownName] + fields.map(\.name).filter { $0 != Self.ownName })
  }
}

/// Cases of another kind that refer to this one, as a list under a name.
public struct Query: Sendable {
  /// What the definitions call the query.
  public let name: String
  /// The kind that is looked for.
  public let kind: String
  /// Its field that refers; nil for all cases of the kind.
  public let via: String?
  /// The own field that is referred to as well; the case itself when nil.
  public let to: String?
  /// Where the definitions write it.
  public let place: Place
}

/// An instant at which the clock fires an event.
public struct TimerDefinition: Sendable {
  /// What the definitions call the timer.
  public let name: String
  /// When: a date (its first moment) or a date and time.
  public let at: Expression
  /// While one of these states is active; always when empty.
  public let states: [String]
  /// What it fires.
  public let event: String
  /// Where the definitions write it.
  public let place: Place
}

/// Which fields of a kind say that somebody may stand in a role: the engine's only knowledge of authority.
public struct Grant: Sendable {
  /// What it gives.
  public enum Kind: String, Sendable, Decodable {
    /// A person stands in a role.
    case assignment
    /// A person may do what another may.
    case delegation
    /// A body may have a role act for it.
    case mandate
  }
  /// What it gives.
  public let kind: Kind
  /// The state in which it is in force.
  public let state: String
  /// Fields by what they mean: `person`, `role`, `scope`, `from`, `until`, `by` (who delegates), `activities`, `source`,
  /// `ceiling` (the amount up to which a mandate goes).
  public let fields: [String: String]
}

/// A case that runs while a state of another is active (SCXML, 6.4).
public struct Service: Sendable {
  /// Its name in the kind that invokes it.
  public let id: String
  /// The kind of case that runs.
  public let kind: String
  /// The event that ends it when the state is left before it is done; it goes on by itself when nil.
  public let cancel: String?

  /// The event that says that it is done; it carries the case and the final state it ended in.
  public var doneEvent: String { Self.donePrefix + id }

  /// What such events begin with (SCXML, 6.4.1).
  public static let donePrefix = "done.invoke."
}

/// That a case ends with another: when the one that a field names has ended, an event happens to it.
public struct Ending: Sendable {
  /// The field that names the other.
  public let field: String
  /// What happens then, where its state takes it.
  public let event: String
}

/// A kind of case.
public final class Kind: Sendable {
  /// What the definitions call the kind.
  public let name: String
  /// What people read, in both languages.
  public let title: Localized
  /// Its fields.
  public let fields: [Field]
  /// Values computed from the fields, in an order that needs no later one.
  public let derived: [(name: String, expression: Expression)]
  /// Named questions to other cases.
  public let queries: [Query]
  /// How the ids of new cases are made where nobody names one; nil when each must be named.
  public let pattern: IDPattern?
  /// By name, `create` among them.
  public let events: [String: EventDefinition]
  /// In the order they are written.
  public let eventNames: [String]
  /// Its timers.
  public let timers: [TimerDefinition]
  /// Its statechart.
  public let chart: Chart
  /// What its states invoke, by id.
  public let services: [String: Service]
  /// The chart's expressions, by number.
  public let expressions: [Expression]
  /// The authority a case of it gives.
  public let grant: Grant?
  /// Whether a case of it is a natural person, and the field with the person's accounts.
  public let accounts: String?
  /// Fields that nobody gives at creation: an event takes them later, or the chart sets them.
  public let kept: Set<String>
  /// Fields that refer to the cases it is part of: what is granted there holds here.
  public let within: [String]
  /// Fields whose cases have a stake in its own: where roles are kept apart, a role given there counts here.
  public let stakes: [String]
  /// What its cases end with.
  public let endings: [Ending]
  /// The roles that may read its cases, besides what the plugins say; nil when it does not say.
  public let readers: Readers?
  /// What its states, fields and events were called before.
  public let former: Former
  /// The names its expressions see.
  public let layout: Layout
  /// Where the definitions write it.
  public let place: Place

  init(
    name: String, title: Localized, fields: [Field], derived: [(name: String, expression: Expression)],
    queries: [Query],
    events: [String: EventDefinition], eventNames: [String], timers: [TimerDefinition], chart: Chart,
    services: [String: Service], expressions: [Expression], grant: Grant?, accounts: String?, kept: Set<String>,
    within: [String], stakes: [String], endings: [Ending], readers: Readers?, former: Former, pattern: IDPattern?,
    layout: Layout,
    place: Place
  ) {
    self.pattern = pattern
    self.endings = endings
    self.former = former
    self.readers = readers
    self.name = name
    self.title = title
    self.fields = fields
    self.derived = derived
    self.queries = queries
    self.events = events
    self.eventNames = eventNames
    self.timers = timers
    self.chart = chart
    self.services = services
    self.expressions = expressions
    self.grant = grant
    self.accounts = accounts
    self.kept = kept
    self.within = within
    self.stakes = stakes
    self.layout = layout
    self.place = place
  }

  /// The fields that actions set, each with its expression.
  public func sets(in actions: [Action]) -> [(field: String, value: Expression)] {
    actions.compactMap { action in
      guard case .assign(let location, let value) = action else { return nil }
      return (expressions[location.index].text, expressions[value.index])
    }
  }

  /// The same as texts: `end to next end`.
  public func assignments(_ actions: [Action]) -> [String] {
    sets(in: actions).map { "\($0.field) to \($0.value.text)" }
  }

  /// The kinds whose cases a field may name; nil where it may name any, or none.
  func kinds(of field: String) -> [String]? {
    guard let found = fields.first(where: { $0.name == field }), case .reference(let kind) = found.type.element else {
      return nil
    }
    return kind.map { [$0] } ?? (found.kinds.isEmpty ? nil : found.kinds)
  }

  /// Where a field's value stands.
  public func index(of field: String) -> Int? { fields.firstIndex { $0.name == field } }
}

/// The slots of a kind's expressions: fields, derived values, queries, constants, then what the moment gives.
public struct Layout: Sendable {
  /// What a slot holds.
  public enum Slot: Sendable, Equatable {
    case field(Int), derived(Int), query(Int), constant(Int)
    case thisCase, event, actor, item, occurrence, id, state
  }
  /// By slot.
  public let slots: [Slot]
  /// The names with the properties that may follow a point.
  public let scope: Scope
  /// Slots whose values are looked up or computed only when they are read.
  public let isLazy: [Bool]
  private let eventSlot: Int
  private let actorSlot: Int

  init(slots: [Slot], scope: Scope, isLazy: [Bool]) {
    self.slots = slots
    self.scope = scope
    self.isLazy = isLazy
    eventSlot = slots.firstIndex(of: .event) ?? 0
    actorSlot = slots.firstIndex(of: .actor) ?? 0
  }

  /// The slot of something.
  public func slot(_ wanted: Slot) -> Int? {
    switch wanted {
    case .event: eventSlot
    case .actor: actorSlot
    // Fields come first.
    case .field(let index): index
    default: slots.firstIndex(of: wanted)
    }
  }
}

extension Kind {
  /// The names of derived values that need more than the case's own fields and constants: other cases, or the clock, which words
  /// of `clock` ask.
  func farDerived(_ clock: Set<String>) -> [String] {
    var near = Set<Int>()
    for (slot, content) in layout.slots.enumerated() {
      switch content {
      case .field: if !layout.isLazy[slot] { near.insert(slot) }
      case .constant: near.insert(slot)
      default: break
      }
    }
    return derived.enumerated().compactMap { index, entry in
      if entry.expression.mentions.isDisjoint(with: clock), entry.expression.reads.allSatisfy(near.contains),
        let slot = layout.slot(.derived(index))
      {
        near.insert(slot)
        return nil
      }
      return entry.name
    }
  }
}
