/// Cases as bytes: how a snapshot is written and read back.

import Calendar
import Definitions
import FEEL
import Governance
import Journal
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
      open, hearings, drafts, occurrences, fired, timers, erased, stopped

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

  private static func fields(_ fields: Given) -> Value {
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
    func add(_ part: Written.Part, _ value: Value) {
      if part.isPersonal { return result.append(("state.\(part.name)", JSON.text(value))) }
      if together.count > 1 { together.append(44) }
      together += Written.name(part)
      JSON.write(value, to: &together)
    }
    if let before {
      for part in Written.Part.unsaid {
        let isSame = part == .timers ? before.timers == after.timers : isSame(part, before.state, after.state)
        if isSame { continue }
        let now = value(part, of: after)
        if now != nil || value(part, of: before) != nil { add(part, now ?? .null) }
      }
    } else {
      for part in Written.Part.unsaid {
        if let now = value(part, of: after) { add(part, now) }
      }
    }
    if together.count > 1 {
      together.append(125)
      result.append(("state", String(decoding: together, as: UTF8.self)))
    }
    return result
  }

  /// Whether a part is the same without writing it.
  private static func isSame(_ part: Written.Part, _ a: CaseState, _ b: CaseState) -> Bool {
    // States of another chart may have other names, though they are counted alike.
    let isOneChart = a.kind.chart === b.kind.chart
    switch part {
    case .running: return a.machine.isRunning == b.machine.isRunning
    case .sends: return a.machine.counter == b.machine.counter
    case .history:
      return isOneChart
        ? a.machine.history == b.machine.history : a.machine.history.isEmpty && b.machine.history.isEmpty
    case .services:
      return isOneChart
        ? a.machine.invocations == b.machine.invocations
        : a.machine.invocations.isEmpty && b.machine.invocations.isEmpty
    case .invoker: return a.invoker == b.invoker
    case .invoked: return a.services == b.services
    case .open: return a.open == b.open
    case .hearings: return a.hearings == b.hearings
    case .drafts: return a.drafts.isEmpty && b.drafts.isEmpty
    case .occurrences: return a.occurrences == b.occurrences
    case .fired: return a.fired == b.fired
    case .erased: return a.erased == b.erased
    case .stopped: return a.stopped == b.stopped
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
    case .stopped: return context(state.stopped.map { ($0, integer($1.milliseconds)) })
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

  /// Throws ``StoreProblem/damaged(_:)`` when the bytes are no snapshot of the kind in the definitions they name, which `book`
  /// finds by their hash.
  static func decode(
    _ bytes: [UInt8], id: String, kind name: String, _ book: (String) throws -> Rulebook
  ) throws -> Record {
    let parts = try Parts(bytes, of: id)
    let rulebook = try book(try parts.text("rulebook"))
    guard let kind = rulebook.kinds[name] else { throw parts.damaged("kind") }
    let fields = try parts.list("fields")
    guard fields.count == kind.fields.count else { throw parts.damaged("fields") }
    var written = WrittenState(active: try parts.texts("states"))
    written.running = try parts.boolean("running")
    written.counter = try parts.optional("sends") { $0.integer } ?? 0
    for (id, value) in try parts.context("history") { written.history[id] = value.texts }
    written.services = try parts.rows("services", service)
    guard let machine = MachineState(written, in: kind.chart) else { throw parts.damaged("states") }
    var state = CaseState(
      id: id, kind: kind, rulebook: rulebook, machine: machine, fields: fields, createdBy: try parts.integer("by"),
      created: Instant(milliseconds: try parts.integer("created")))
    state.lastEntry = try parts.integer("last")
    state.changed = try parts.integer("changed")
    state.invoker = try parts.optional("invoker") { pair in
      let texts = pair.texts
      return texts.count == 2 ? Invoker(subject: texts[0], id: texts[1]) : nil
    }
    state.services = try parts.dictionary("invoked") { if case .string(let id) = $0 { id } else { nil } }
    state.open = try parts.rows("open", openAct)
    state.hearings = try parts.rows("hearings", hearing)
    state.drafts = try parts.dictionary("drafts") { draft in
      if case .context(let fields) = draft { fields.pairs.map { (name: $0.0, value: $0.1) } } else { nil }
    }
    state.occurrences = try parts.dictionary("occurrences") { if case .date(let date) = $0 { date } else { nil } }
    state.fired = try parts.dictionary("fired") { $0.integer.map { Instant(milliseconds: $0) } }
    state.erased = try parts.dictionary("erased") { $0.integer }
    state.stopped = try parts.dictionary("stopped") { $0.integer.map { Instant(milliseconds: $0) } }
    return Record(state: state, timers: try parts.rows("timers", timer))
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
      let number = row[2].integer
    else { return nil }
    return WrittenState.Service(id: id, state: state, number: number)
  }

  private static func hearing(_ value: Value) -> Hearing? {
    guard case .list(let row) = value, row.count == 4, case .string(let event) = row[0], let entry = row[2].integer
    else { return nil }
    var role: String?
    if case .string(let name) = row[1] { role = name }
    var until: CivilDate?
    if case .date(let date) = row[3] { until = date }
    return Hearing(event: event, role: role, entry: entry, until: until)
  }

  private static func timer(_ value: Value) -> DueTimer? {
    guard case .list(let row) = value, row.count == 4, let due = row[0].integer, case .string(let name) = row[1]
    else { return nil }
    var event: String?
    if case .string(let name) = row[2] { event = name }
    var occurrence: CivilDate?
    if case .date(let date) = row[3] { occurrence = date }
    return DueTimer(due: Instant(milliseconds: due), name: name, event: event, occurrence: occurrence)
  }
}

/// The parts of a snapshot, each as what it must be; one that is not is damage, and said so.
private struct Parts {
  private let id: String
  private let all: Context

  init(_ bytes: [UInt8], of id: String) throws {
    self.id = id
    guard case .context(let context) = try Stored.value(bytes, "the case \(id)") else {
      throw StoreProblem.damaged("the case \(id) cannot be read")
    }
    all = context
  }

  func damaged(_ part: String) -> StoreProblem { .damaged("the case \(id) cannot be read: its part \"\(part)\"") }

  private func part<T>(_ name: String, _ read: (Value) -> T?) throws -> T {
    guard let value = all[name].flatMap(read) else { throw damaged(name) }
    return value
  }

  /// Nil where the part is not there.
  func optional<T>(_ name: String, _ read: (Value) -> T?) throws -> T? {
    guard let value = all[name] else { return nil }
    guard let result = read(value) else { throw damaged(name) }
    return result
  }

  func integer(_ name: String) throws -> Int { try part(name) { $0.integer } }

  func text(_ name: String) throws -> String { try part(name) { if case .string(let text) = $0 { text } else { nil } } }

  func boolean(_ name: String) throws -> Bool { try part(name) { if case .boolean(let yes) = $0 { yes } else { nil } } }

  func list(_ name: String) throws -> [Value] {
    try part(name) { if case .list(let items) = $0 { items } else { nil } }
  }

  func texts(_ name: String) throws -> [String] {
    let items = try list(name)
    let texts = Value.list(items).texts
    guard texts.count == items.count else { throw damaged(name) }
    return texts
  }

  func context(_ name: String) throws -> [(String, Value)] {
    try optional(name) { if case .context(let context) = $0 { context.pairs } else { nil } } ?? []
  }

  func rows<T>(_ name: String, _ read: (Value) -> T?) throws -> [T] {
    guard all[name] != nil else { return [] }
    return try list(name).map { row in
      guard let value = read(row) else { throw damaged(name) }
      return value
    }
  }

  func dictionary<T>(_ name: String, _ read: (Value) -> T?) throws -> [String: T] {
    var result: [String: T] = [:]
    for (key, value) in try context(name) {
      guard let value = read(value) else { throw damaged(name) }
      result[key] = value
    }
    return result
  }
}

/// JSON that the journal holds: what cannot be read is damage.
enum Stored {
  /// A value; throws ``StoreProblem/damaged(_:)`` for anything that is no JSON.
  static func value(_ bytes: some Sequence<UInt8>, _ what: String) throws(StoreProblem) -> Value {
    do { return try JSON.parse(bytes) } catch { throw .damaged("\(what) cannot be read: \(error.description)") }
  }

  /// A value of an entry; nil when the entry has none of the name, or it was taken away.
  static func value(_ name: String, of entry: Entry) throws(StoreProblem) -> Value? {
    guard let json = entry.value(name) else { return nil }
    return try value(json.utf8, "entry \(entry.position): its value \"\(name)\"")
  }

  /// What those were told who were told of an entry; nil where that is nothing more, and where it was taken away.
  static func notice(of entry: Entry) throws(StoreProblem) -> Localized? {
    guard case .context(let texts)? = try value(Recording.Name.notice, of: entry), let en = texts.text("en"),
      let nl = texts.text("nl")
    else { return nil }
    return Localized(en: en, nl: nl)
  }
}

extension Context {
  func integer(_ name: String) -> Int? { self[name]?.integer }
  func text(_ name: String) -> String? { if case .string(let text)? = self[name] { text } else { nil } }
}

extension Value {
  /// The whole number that it is.
  var integer: Int? { if case .number(let number) = self { number.integer } else { nil } }

  /// The texts of a list; others in it are left out.
  var texts: [String] {
    guard case .list(let items) = self else { return [] }
    return items.compactMap { if case .string(let text) = $0 { text } else { nil } }
  }
}
