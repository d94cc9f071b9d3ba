/// Cases as bytes: how a snapshot is written and read back.

import Calendar
import Definitions
import FEEL
import Governance
import Statechart

/// A case with what the engine keeps beside it.
struct Record {
  var state: CaseState
  var timers: [DueTimer]
}

/// A snapshot part by part, in the order in which parts are written.
struct Written {
  /// The parts, in the order in which they are written; their names are those of the cases.
  enum Part: Int, CaseIterable {
    case rulebook, created, by, last, changed, states, fields, running, sends, history, services, invoker, invoked,
      open,
      hearings, drafts, occurrences, fired, timers, erased

    private static let names = allCases.map { "\($0)" }

    init?(name: some StringProtocol) {
      guard let index = Self.names.firstIndex(where: { $0 == name }) else { return nil }
      self.init(rawValue: index)
    }

    var name: String { Self.names[rawValue] }
    /// Whether each entry says it by itself: by its header, or by the fields it sets.
    var isSaid: Bool { rawValue <= Part.fields.rawValue }
    /// Whether it holds what people said, and so is a value of its own.
    var isPersonal: Bool { self == .open || self == .drafts }

    /// Those that an entry must say beside its header and fields.
    static let unsaid = allCases.filter { !$0.isSaid }
  }

  private var parts = [[UInt8]](repeating: [], count: Part.allCases.count)
  private static let names = Part.allCases.map { Array("\"\($0.name)\":".utf8) }

  /// A part as JSON; empty when it is left out.
  subscript(part: Part) -> [UInt8] {
    get { parts[part.rawValue] }
    set { parts[part.rawValue] = newValue }
  }

  static func name(_ part: Part) -> [UInt8] { names[part.rawValue] }

  mutating func add(_ part: Part, _ value: Value) { JSON.write(value, to: &parts[part.rawValue]) }

  /// The snapshot.
  var bytes: [UInt8] {
    var bytes: [UInt8] = [123]
    bytes.reserveCapacity(parts.reduce(2) { $0 + $1.count + 14 })
    for (index, part) in parts.enumerated() where !part.isEmpty {
      if bytes.count > 1 { bytes.append(44) }
      bytes += Self.names[index]
      bytes += part
    }
    bytes.append(125)
    return bytes
  }
}

enum StateCoding {
  private static func text(_ value: String) -> Value { .string(value) }
  private static func integer(_ value: Int) -> Value { .number(Number(value)) }

  private static func fields(_ fields: [(name: String, value: Value)]) -> Value {
    .context(Context(fields.map { ($0.name, $0.value) }))
  }

  /// The whole case.
  static func write(_ record: Record) -> Written {
    let state = record.state
    var parts = Written()
    parts.add(.rulebook, text(state.rulebook.hash))
    parts.add(.created, integer(state.created.milliseconds))
    parts.add(.by, integer(state.createdBy))
    parts.add(.last, integer(state.lastEntry))
    parts.add(.changed, integer(state.changed))
    parts.add(.states, .list(state.machine.leaves(in: state.kind.chart).map { text($0) }))
    parts.add(.fields, .list(state.fields))
    for part in Written.Part.unsaid {
      if let value = value(part, of: record) { parts.add(part, value) }
    }
    return parts
  }

  /// What an entry must say beside its header and fields, so that the snapshot can be made from entries alone: the parts that
  /// differ from before, null for one that is gone.
  static func changes(from before: Record?, to after: Record) -> [(name: String, json: String)] {
    var together: [UInt8] = [123]
    var result: [(name: String, json: String)] = []
    for part in Written.Part.unsaid {
      if let before, isSame(part, before, after) { continue }
      let now = value(part, of: after)
      if now == nil, before.map({ value(part, of: $0) == nil }) ?? true { continue }
      if part.isPersonal {
        result.append(("state.\(part.name)", JSON.text(now ?? .null)))
      } else {
        if together.count > 1 { together.append(44) }
        together += Written.name(part)
        JSON.write(now ?? .null, to: &together)
      }
    }
    if together.count > 1 {
      together.append(125)
      result.append(("state", String(decoding: together, as: UTF8.self)))
    }
    return result
  }

  /// Whether a part is the same without writing it.
  private static func isSame(_ part: Written.Part, _ a: Record, _ b: Record) -> Bool {
    let (one, two) = (a.state, b.state)
    switch part {
    case .running: return one.machine.isRunning == two.machine.isRunning
    case .sends: return one.machine.counter == two.machine.counter
    case .history: return one.machine.history == two.machine.history
    case .services: return one.machine.invocations == two.machine.invocations
    case .invoker: return one.invoker == two.invoker
    case .invoked: return one.services == two.services
    case .open: return one.open == two.open
    case .hearings: return one.hearings == two.hearings
    case .drafts: return one.drafts.isEmpty && two.drafts.isEmpty
    case .occurrences: return one.occurrences == two.occurrences
    case .fired: return one.fired == two.fired
    case .timers: return a.timers == b.timers
    case .erased: return one.erased == two.erased
    default: return true
    }
  }

  /// A part as a value; nil when there is nothing to say.
  private static func value(_ part: Written.Part, of record: Record) -> Value? {
    let state = record.state
    func list(_ rows: [Value]) -> Value? { rows.isEmpty ? nil : .list(rows) }
    func context(_ pairs: [(String, Value)]) -> Value? {
      pairs.isEmpty ? nil : .context(Context(pairs.sorted { $0.0 < $1.0 }))
    }
    switch part {
    case .running: return .boolean(state.machine.isRunning)
    case .sends: return integer(state.machine.counter)
    case .history:
      let history = state.machine.history.isEmpty ? [:] : WrittenState(state.machine, in: state.kind.chart).history
      return context(history.map { ($0, .list($1.map { text($0) })) })
    case .services:
      let services = state.machine.invocations.isEmpty ? [] : WrittenState(state.machine, in: state.kind.chart).services
      return list(services.map { .list([text($0.id), text($0.state), integer($0.number)]) })
    case .invoker: return state.invoker.map { .list([text($0.subject), text($0.id)]) }
    case .invoked: return context(state.services.map { ($0, text($1)) })
    case .open: return list(state.open.map(encode))
    case .hearings: return list(state.hearings.map(encode))
    case .drafts: return context(state.drafts.map { ($0, fields($1)) })
    case .occurrences: return context(state.occurrences.map { ($0, .date($1)) })
    case .fired: return context(state.fired.map { ($0, integer($1.milliseconds)) })
    case .timers: return list(record.timers.map(encode))
    case .erased: return context(state.erased.map { ($0, integer($1)) })
    default: return nil
    }
  }

  private static func encode(_ hearing: Hearing) -> Value {
    .list([
      text(hearing.event), hearing.role.map { text($0) } ?? .null, integer(hearing.entry),
      hearing.until.map { .date($0) } ?? .null,
    ])
  }

  private static func encode(_ timer: DueTimer) -> Value {
    .list([
      integer(timer.due.milliseconds), text(timer.name), timer.event.map { text($0) } ?? .null,
      timer.occurrence.map { .date($0) } ?? .null,
    ])
  }

  private static func encode(_ open: OpenAct) -> Value {
    .context(
      Context(
        [
          ("entry", integer(open.entry)), ("event", text(open.event)), ("account", text(open.account)),
          ("person", text(open.person)), ("role", text(open.role)), ("at", integer(open.instant.milliseconds)),
          ("fields", fields(open.fields)), ("took", .boolean(open.tookEffect)),
        ] + (open.disagreed.map { [("disagreed", integer($0))] } ?? [])))
  }

  // MARK: Reading

  /// Nil when the bytes are no snapshot of the kind in the definitions they name, which `book` finds by their hash.
  static func decode(
    _ bytes: [UInt8], id: String, kind name: String, _ book: (String) throws -> Rulebook
  ) throws -> Record? {
    guard case .context(let context)? = try? JSON.parse(bytes), let created = context.integer("created"),
      let hash = context.text("rulebook"), let by = context.integer("by"), let last = context.integer("last"),
      let changed = context.integer("changed"), case .list(let states)? = context["states"],
      case .boolean(let running)? = context["running"], case .list(let fields)? = context["fields"],
      case let rulebook = try book(hash), let kind = rulebook.kinds[name], fields.count == kind.fields.count
    else { return nil }
    var written = WrittenState(active: Value.list(states).texts)
    written.running = running
    written.counter = context.integer("sends") ?? 0
    if case .context(let kept)? = context["history"] {
      for (id, value) in kept.pairs { written.history[id] = value.texts }
    }
    if case .list(let rows)? = context["services"] { written.services = rows.compactMap(service) }
    guard let machine = MachineState(written, in: kind.chart) else { return nil }
    var state = CaseState(
      id: id, kind: kind, rulebook: rulebook, machine: machine, fields: fields, createdBy: by,
      created: Instant(milliseconds: created))
    state.lastEntry = last
    state.changed = changed
    if case .list(let pair)? = context["invoker"] {
      let texts = Value.list(pair).texts
      if texts.count == 2 { state.invoker = Invoker(subject: texts[0], id: texts[1]) }
    }
    if case .context(let invoked)? = context["invoked"] {
      for (id, _) in invoked.pairs { state.services[id] = invoked.text(id) }
    }
    if case .list(let open)? = context["open"] { state.open = open.compactMap(openAct) }
    if case .list(let rows)? = context["hearings"] { state.hearings = rows.compactMap(hearing) }
    if case .context(let drafts)? = context["drafts"] {
      for case (let event, .context(let fields)) in drafts.pairs {
        state.drafts[event] = fields.pairs.map { (name: $0.0, value: $0.1) }
      }
    }
    if case .context(let dates)? = context["occurrences"] {
      for case (let name, .date(let date)) in dates.pairs { state.occurrences[name] = date }
    }
    if case .context(let fired)? = context["fired"] {
      for (name, _) in fired.pairs { state.fired[name] = fired.integer(name).map { Instant(milliseconds: $0) } }
    }
    if case .context(let erased)? = context["erased"] {
      for (name, _) in erased.pairs { state.erased[name] = erased.integer(name) }
    }
    var timers: [DueTimer] = []
    if case .list(let rows)? = context["timers"] { timers = rows.compactMap(timer) }
    return Record(state: state, timers: timers)
  }

  private static func openAct(_ value: Value) -> OpenAct? {
    guard case .context(let open) = value, let entry = open.integer("entry"), let event = open.text("event"),
      let account = open.text("account"), let person = open.text("person"), let role = open.text("role"),
      let at = open.integer("at"), case .context(let fields)? = open["fields"], case .boolean(let took)? = open["took"]
    else { return nil }
    var read = OpenAct(
      entry: entry, event: event, account: account, person: person, role: role, instant: Instant(milliseconds: at),
      fields: fields.pairs.map { (name: $0.0, value: $0.1) }, tookEffect: took)
    read.disagreed = open.integer("disagreed")
    return read
  }

  private static func service(_ value: Value) -> WrittenState.Service? {
    guard case .list(let row) = value, row.count == 3, case .string(let id) = row[0], case .string(let state) = row[1],
      case .number(let number) = row[2]
    else { return nil }
    return WrittenState.Service(id: id, state: state, number: number.integer ?? 0)
  }

  private static func hearing(_ value: Value) -> Hearing? {
    guard case .list(let row) = value, row.count == 4, case .string(let event) = row[0],
      case .number(let entry) = row[2]
    else {
      return nil
    }
    var role: String?
    if case .string(let name) = row[1] { role = name }
    var until: CivilDate?
    if case .date(let date) = row[3] { until = date }
    return Hearing(event: event, role: role, entry: entry.integer ?? 0, until: until)
  }

  private static func timer(_ value: Value) -> DueTimer? {
    guard case .list(let row) = value, row.count == 4, case .number(let due) = row[0], case .string(let name) = row[1]
    else { return nil }
    var event: String?
    if case .string(let name) = row[2] { event = name }
    var occurrence: CivilDate?
    if case .date(let date) = row[3] { occurrence = date }
    return DueTimer(due: Instant(milliseconds: due.integer ?? 0), name: name, event: event, occurrence: occurrence)
  }
}

extension Context {
  func integer(_ name: String) -> Int? { if case .number(let number)? = self[name] { number.integer } else { nil } }
  func text(_ name: String) -> String? { if case .string(let text)? = self[name] { text } else { nil } }
}

extension Value {
  var texts: [String] {
    guard case .list(let items) = self else { return [] }
    return items.compactMap { if case .string(let text) = $0 { text } else { nil } }
  }
}
