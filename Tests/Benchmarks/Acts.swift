/// Acts through the whole product: gate, chart, FEEL, journal.

import Calendar
import Definitions
import Engine
import FEEL
import Foundation
import GRDB
import Governance
import Journal
import SQLiteStorage

/// A figure with the reference it was measured beside.
struct Measure {
  let name: String
  let value: Double
  let unit: String
  var reference: (name: String, value: Double)?

  var json: String {
    let ratio =
      reference.map {
        ",\"reference\":\"\($0.name)\",\"reference_value\":\(Int($0.value)),\"ratio\":\(String(format: "%.3f", value / $0.value))"
      } ?? ""
    return "{\"measure\":\"\(name)\",\"value\":\(String(format: "%.1f", value)),\"unit\":\"\(unit)\"\(ratio)}"
  }

  var row: String {
    let head = name.padding(toLength: 34, withPad: " ", startingAt: 0)
    let figure = String(format: "%12.0f", value) + " " + unit.padding(toLength: 12, withPad: " ", startingAt: 0)
    return head + figure
      + (reference.map { String(format: "%5.0f %% of %12.0f  ", 100 * value / $0.value, $0.value) + $0.name } ?? "")
  }
}

struct ActsBenchmark {
  let seconds: Double
  let folder: String
  let json: Bool

  static let workflow = """
    workflow: life
    kinds:
      badge:
        grants: {a: assignment, in: valid, person: person, role: role}
        fields: {person: text required, role: text required}
        states: {valid: {on: {take: taken}}, taken: {final: true}}
        events: {take: {}}
      deal:
        fields:
          title: text required
          start: date required
          parties: {type: integer, initial: 0}
          score: {type: integer, initial: 0}
          spent: {type: number, initial: 0}
          ceiling: {type: number, initial: 1000000}
          notes: {type: integer, initial: 0}
          options: {type: integer, initial: 2}
        states:
          open:
            on:
              note: {do: {set: {notes: notes + 1, spent: spent + event.amount}}}
              join: [{when: parties < 20, do: {set: {parties: parties + 1}}}]
              go: {to: running, when: parties >= 3}
          running:
            on:
              note: {do: {set: {notes: notes + 1, spent: spent + event.amount}}}
              extend: {when: options > 0, do: {set: {options: options - 1}}}
              stop: open
        events:
          note: {fields: {amount: number required}, requires: [{name: ceiling, that: spent + event.amount <= ceiling}]}
          join: {}
          go: {}
          extend: {}
          stop: {}
    """
  static let plugin = """
    plugin: life
    roles: {worker: Worker}
    rasci: {badge: {default: {R: administrator, A: administrator}}, deal: {default: {R: worker, A: worker}}}
    """

  func emit(_ measure: Measure) { print(json ? measure.json : measure.row) }

  func begin(_ path: String?) throws -> Store {
    let rulebook = try Rulebook.load([
      ("Workflows/l/workflow.yaml", Self.workflow), ("Plugins/l/plugin.yaml", Self.plugin),
    ])
    let beginning = Beginning(
      mode: .simulation, instant: Instant(milliseconds: 1_800_000_000_000), zone: .utc, administrator: "boss@bench")
    let storage: any Storage = try path.map { try SQLiteStorage.create($0) } ?? SQLiteStorage.memory()
    let store = try Store.begin(storage, beginning, rulebook)
    try store.perform(
      Request(
        .fire("create"), on: "b-1", kind: "badge",
        fields: [("person", .string("ann@bench")), ("role", .string("worker"))]),
      by: store.principal(asserting: "boss@bench"))
    return store
  }

  func ann(_ store: Store) throws -> Principal { try store.principal(asserting: "ann@bench") }

  func create(_ id: String, _ store: Store) throws {
    let fields: Given = [
      ("title", .string("a deal")), ("start", .date(CivilDate(dayNumber: 20_000))),
    ]
    try store.perform(Request(.fire("create"), on: id, kind: "deal", fields: fields), by: ann(store))
  }

  /// The n-th act of a life: five in six are accepted.
  func act(_ n: Int, on id: String) -> Request {
    let events = ["note", "join", "note", "go", "note", "extend", "join", "note", "stop", "join", "join", "go"]
    let event = events[n % events.count]
    return Request(.fire(event), on: id, fields: event == "note" ? [("amount", .number(Number(n % 100)))] : [])
  }

  func rate(_ seconds: Double, _ body: (Int) throws -> Void) rethrows -> Double {
    let clock = ContinuousClock()
    let start = clock.now
    var n = 0
    while true {
      for _ in 0..<16 {
        try body(n)
        n += 1
      }
      let spent = clock.now - start
      let elapsed = Double(spent.components.seconds) + Double(spent.components.attoseconds) / 1e18
      if elapsed >= seconds { return Double(n) / elapsed }
    }
  }

  func run() throws {
    if !json { print("acts through gate, chart, FEEL and journal; \(seconds) s each\n") }
    switch option("--only") {
    case "memory": return try inMemory()
    case "durable": return try durable()
    case "replay": return try replay()
    case "flat": return try flatness()
    case "counted":
      let m = try begin(CommandLine.arguments.contains("disk") ? scratch("c") : nil)
      defer { remove(scratch("c")) }
      try create("d-1", m)
      if CommandLine.arguments.contains("single") {
        for n in 0..<10_000 { try m.perform(act(n, on: "d-1"), by: ann(m)) }
      } else {
        for round in 0..<10 { _ = try m.perform((0..<1000).map { act(round * 1000 + $0, on: "d-1") }, by: ann(m)) }
      }
      return
    default: break
    }
    try memoryPerCase()
    try inMemory()
    try durable()
    try replay()
    try flatness()
  }

  private func inMemory() throws {
    let memory = try begin(nil)
    try create("d-1", memory)
    emit(
      Measure(
        name: "acts in memory", value: try rate(seconds) { try memory.perform(act($0, on: "d-1"), by: ann(memory)) },
        unit: "acts/s"))
  }

  private func scratch(_ name: String) -> String {
    "\(folder)/cvnt-bench-\(ProcessInfo.processInfo.processIdentifier)-\(name)"
  }

  private func remove(_ path: String) {
    for end in ["", "-wal", "-shm", ".key"] { try? FileManager.default.removeItem(atPath: path + end) }
  }

  private func rowBytes(_ path: String) throws -> Int {
    let queue = try DatabaseQueue(path: path)
    return try queue.read {
      try Int.fetchOne($0, sql: "SELECT avg(length(leaf) + length(nodes) + length(body) + length(sealed)) FROM entry")
        ?? 300
    }
  }

  /// Ours and raw rows of the same size in turns, so that both meet the same disk.
  private func durable() throws {
    let (path, rawPath) = (scratch("durable"), scratch("raw"))
    defer {
      remove(path)
      remove(rawPath)
    }
    let store = try begin(path)
    try create("d-1", store)
    for n in 0..<500 { try store.perform(act(n, on: "d-1"), by: ann(store)) }
    let bytes = try rowBytes(path)
    let raw = try DatabaseQueue(path: rawPath)
    try raw.writeWithoutTransaction { db in
      try db.execute(
        sql:
          "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE r (id INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT"
      )
    }
    let data = Data((0..<bytes).map { UInt8(truncatingIfNeeded: $0 &* 7) })
    func insert(_ db: Database) throws {
      try db.cachedStatement(sql: "INSERT INTO r (data) VALUES (?)").execute(arguments: [data])
    }
    var (ours, reference, batched, rows): (Double, Double, Double, Double) = (0, 0, 0, 0)
    let rounds = 3
    for _ in 0..<rounds {
      let slice = seconds / Double(rounds)
      reference += try rate(slice) { _ in
        try raw.writeWithoutTransaction { db in
          try db.inTransaction {
            try insert(db); return .commit
          }
        }
      }
      ours += try rate(slice) { try store.perform(act($0, on: "d-1"), by: ann(store)) }
      rows +=
        try rate(slice) { _ in
          try raw.writeWithoutTransaction { db in
            try db.inTransaction {
              for _ in 0..<1000 { try insert(db) }; return .commit
            }
          }
        } * 1000
      batched +=
        try rate(slice) { round in
          _ = try store.perform((0..<1000).map { act(round * 1000 + $0, on: "d-1") }, by: ann(store))
        }
        * 1000
    }
    let turns = Double(rounds)
    emit(
      Measure(
        name: "durable acts, a commit each", value: ours / turns, unit: "acts/s",
        reference: ("raw SQLite commits of \(bytes) bytes", reference / turns)))
    emit(
      Measure(
        name: "durable acts, 1000 a commit", value: batched / turns, unit: "acts/s",
        reference: ("raw SQLite rows of \(bytes) bytes", rows / turns)))
  }

  private func replay() throws {
    let store = try begin(nil)
    try create("d-1", store)
    for round in 0..<20 { _ = try store.perform((0..<1000).map { act(round * 1000 + $0, on: "d-1") }, by: ann(store)) }
    let clock = ContinuousClock()
    var replayed: Replay?
    let spent = try clock.measure { replayed = try store.replay(in: SQLiteStorage.memory()) }
    guard let replayed, replayed.difference == nil else {
      throw Failure("the replay differs: \(replayed?.difference.map { "\($0)" } ?? "")")
    }
    let elapsed = Double(spent.components.seconds) + Double(spent.components.attoseconds) / 1e18
    emit(Measure(name: "replay", value: Double(replayed.entries) / elapsed, unit: "entries/s"))
  }

  struct Failure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
  }

  private func memoryPerCase() throws {
    let path = scratch("memory")
    defer { remove(path) }
    let store = try begin(path)
    let before = Resident.bytes
    let fields: Given = [
      ("title", .string("a deal")), ("start", .date(CivilDate(dayNumber: 20_000))),
    ]
    for page in 0..<10 {
      _ = try store.perform(
        (0..<1000).map {
          Request(.fire("create"), on: "c-\(page * 1000 + $0)", kind: "deal", fields: fields)
        }, by: ann(store))
    }
    emit(
      Measure(name: "memory per open case, 10,000 open", value: Double(Resident.bytes - before) / 10_000, unit: "bytes")
    )
  }

  /// The cost of an act at the beginning of a journal and far into it.
  private func flatness() throws {
    let path = scratch("flat")
    defer { remove(path) }
    let store = try begin(path)
    try create("d-1", store)
    let far = ProcessInfo.processInfo.environment["CONVENANT_BENCH_ENTRIES"].flatMap(Int.init) ?? 100_000
    func sample() throws -> Double {
      try rate(min(1, seconds)) { try store.perform(act($0, on: "d-1"), by: ann(store)) }
    }
    let early = try sample()
    var n = 0
    while try store.size() < far {
      _ = try store.perform((0..<2000).map { act(n + $0, on: "d-1") }, by: ann(store))
      n += 2000
    }
    emit(
      Measure(
        name: "durable acts at entry \(far)", value: try sample(), unit: "acts/s",
        reference: ("the same at the beginning", early)))
  }
}

/// Memory of this process.
enum Resident {
  static var bytes: Int {
    guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8),
      let pages = text.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
    else { return 0 }
    return pages * 4096
  }
}
