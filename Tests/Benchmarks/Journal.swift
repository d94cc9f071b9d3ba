/// The journal on the disk: durable acts, hashes, and what a long journal costs to open, verify and prove from.

import Calendar
import Crypto
import Definitions
import Engine
import Exchange
import FEEL
import Foundation
import GRDB
import Governance
import Journal
import SQLiteStorage
import Statechart
import Verifier

/// `hash`: SHA-256 and the tree of RFC 9162.
struct HashBenchmark {
  let workload: Workload

  private func message(_ index: Int, _ size: Int) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: index >> (56 - 8 * $0)) }
      + (0..<(size - 8)).map { UInt8((7 * $0 + 3) % 256) }
  }

  func run(_ seconds: Double) -> Answer {
    let (size, leaves) = (workload["message_bytes"].integer, workload["leaves"].integer)
    var answer = Answer(workload: "hash")
    var messages = (0..<1000).map { Data(message($0, size)) }
    var last: UInt8 = 0
    answer.measures.append(
      (
        "sha256-300",
        .over(seconds) {
          for message in messages { last ^= SHA256.hash(data: message).first { _ in true } ?? 0 }
          return messages.count
        }
      ))
    messages[0][0] ^= last & 0
    var body = message(0, size)
    var root: [UInt8] = []
    answer.measures.append(
      (
        "merkle-leaves",
        .over(seconds) {
          var frontier = Frontier()
          for index in 0..<leaves {
            for byte in 0..<8 { body[byte] = UInt8(truncatingIfNeeded: index >> (56 - 8 * byte)) }
            _ = frontier.append(TreeHash.leaf(body))
          }
          root = frontier.root
          return leaves
        }
      ))
    answer.checks.append(("root", .string(root.map { String(format: "%02x", $0) }.joined())))
    return answer
  }
}

/// `durable`: the kernel's life through the gate, every event an entry that is on the disk before the next one.
struct DurableBenchmark {
  let workload: Workload
  let folder: String
  private let kind = "kernel"
  private let boss = "boss@bench"

  private func begin(_ path: String, _ kernel: Workload) throws -> Store {
    var chart = KernelChart()
    var writer = WorkflowWriter(try Chart(chart.document(kernel)), name: kind)
    let workflow = writer.write()
    let plugin = "plugin: bench\nrasci: {\(kind): {default: {R: administrator, A: administrator}}}\n"
    let rulebook = try Rulebook.load([("Workflows/k/workflow.yaml", workflow), ("Plugins/b/plugin.yaml", plugin)])
    let beginning = Beginning(
      mode: .simulation, instant: Instant(milliseconds: 1_800_000_000_000), zone: .utc,
      administrator: boss)
    return try Store.begin(SQLiteStorage.create(path), beginning, rulebook)
  }

  private func remove(_ path: String) {
    for end in ["", "-wal", "-shm", ".key"] { try? FileManager.default.removeItem(atPath: path + end) }
  }

  func run(_ seconds: Double) throws -> Answer {
    let kernel = Workload(root: workload["kernel"])
    let path = "\(folder)/cvnt-bench-\(ProcessInfo.processInfo.processIdentifier)"
    defer {
      remove(path)
      remove(path + "-raw")
    }
    let store = try begin(path, kernel)
    let events = kernel["events"].items.map { (name: $0.items[0].string, n: $0.items[1]) }
    let principal = try store.principal(asserting: boss)
    let known = try store.view(of: principal) { $0.rulebook.kinds[kind]?.events ?? [:] }
    var life = 0
    func create() throws {
      life += 1
      try store.perform(Request(.fire("create"), on: "life-\(life)", kind: kind), by: principal)
    }
    func act(_ index: Int) -> Request {
      let event = events[index]
      return Request(
        .fire(event.name), on: "life-\(life)",
        fields: known[event.name]?.fields.isEmpty == false ? [("n", event.n)] : [])
    }
    try create()
    for index in events.indices { try store.perform(act(index), by: principal) }
    try create()
    var next = 0
    var answer = Answer(workload: "durable")
    let rows = workload["batch_rows"].integer
    let raw = try RawRows(path + "-raw", bytes: workload["row_bytes"].integer)
    // In turns, so that all of them meet the same disk.
    var parts: [String: [Measurement]] = [:]
    for _ in 0..<3 {
      parts["commits", default: []].append(
        try .over(seconds / 3) {
          if next == events.count {
            next = 0
            try create()
          }
          try store.perform(act(next), by: principal)
          next += 1
          return 1
        })
      parts["reference-commits", default: []].append(try .over(seconds / 3) { try raw.insert(1) })
      parts["rows", default: []].append(
        try .over(seconds / 3) {
          try create()
          _ = try store.perform((0..<rows).map { act($0 % events.count) }, by: principal)
          next = events.count
          return rows
        })
      parts["reference-rows", default: []].append(try .over(seconds / 3) { try raw.insert(rows) })
    }
    for name in ["commits", "reference-commits", "rows", "reference-rows"] {
      let all = parts[name] ?? []
      answer.measures.append(
        (
          name,
          Measurement(
            count: all.reduce(0) { $0 + $1.count }, seconds: all.reduce(0) { $0 + $1.seconds },
            cpu: all.reduce(0) { $0 + $1.cpu })
        ))
    }
    store.close()
    let queue = try DatabaseQueue(path: path)
    let (mode, count) = try queue.read { db in
      (
        try String.fetchOne(db, sql: "PRAGMA journal_mode") ?? "",
        try Int.fetchOne(db, sql: "SELECT count(*) FROM entry") ?? 0
      )
    }
    try queue.close()
    answer.checks.append(("journal_mode", .string(mode.uppercased())))
    answer.checks.append(("rows", .number(Number(count))))
    answer.checks.append(("trace_sha256", .string(try trace(path, events.map(\.name), kernel))))
    return answer
  }

  /// The trace of the first life, from the file alone.
  private func trace(_ path: String, _ names: [String], _ kernel: Workload) throws -> String {
    let journal = Journal(try SQLiteStorage.open(path))
    defer { journal.storage.close() }
    var data: [String: String] = [:]
    var text = ""
    let fields = kernel["data"].pairs.map(\.0).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    try journal.read { (reader: Reader) throws in
      var number = -1
      for position in try reader.positions([.subject("life-1")]) {
        guard let entry = try reader.entry(position) else { continue }
        let header = entry.header
        for value in entry.values where value.name.hasPrefix("set.") {
          data[String(value.name.dropFirst(4))] = value.value
        }
        if number >= 0 {
          let values = fields.map { data[$0] ?? "0" }.joined(separator: " ")
          text +=
            "\(number) \(header.object ?? header.verb) \(header.states.sorted().joined(separator: ",")) \(values)\n"
        }
        number += 1
      }
    }
    return SHA256.hash(data: Data(text.utf8)).map { String(format: "%02x", $0) }.joined()
  }
}

/// Raw SQLite rows, the physical reference.
final class RawRows {
  private let queue: DatabaseQueue
  private let data: Data

  init(_ path: String, bytes: Int) throws {
    queue = try DatabaseQueue(path: path)
    data = Data((0..<bytes).map { UInt8(truncatingIfNeeded: $0 &* 7) })
    try queue.writeWithoutTransaction { db in
      try db.execute(
        sql: """
          PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
          CREATE TABLE r (id INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT
          """)
    }
  }

  /// So many rows in one transaction.
  func insert(_ count: Int) throws -> Int {
    try queue.writeWithoutTransaction { db in
      try db.inTransaction {
        let statement = try db.cachedStatement(sql: "INSERT INTO r (data) VALUES (?)")
        for _ in 0..<count { try statement.execute(arguments: [data]) }
        return .commit
      }
    }
    return count
  }
}

/// `journal`: a long journal, beside what its bytes cost.
struct LongJournalBenchmark {
  let acts: ActsBenchmark
  let entries: Int
  let folder: String

  func run() throws {
    let path = "\(folder)/cvnt-bench-long-\(ProcessInfo.processInfo.processIdentifier)"
    defer { for end in ["", "-wal", "-shm", ".key"] { try? FileManager.default.removeItem(atPath: path + end) } }
    let store = try acts.begin(path)
    var size = try store.size()
    var deal = 0
    while size < entries {
      deal += 1
      try acts.create("d-\(deal)", store)
      _ = try store.perform((0..<1000).map { acts.act($0, on: "d-\(deal)") }, by: acts.ann(store))
      size = try store.size()
    }
    let bytes = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
    acts.emit(Measure(name: "journal, entries", value: Double(size), unit: "entries"))
    acts.emit(Measure(name: "journal, bytes an entry", value: Double(bytes) / Double(size), unit: "bytes"))
    let proofs = try acts.rate(acts.seconds) { _ = try store.inclusion(of: ($0 &* 7919) % size) }
    acts.emit(Measure(name: "inclusion proofs", value: proofs, unit: "proofs/s"))
    let word = try acts.rate(acts.seconds) { index in
      var query = HistoryQuery()
      query.subject = "d-\(index % deal + 1)"
      query.outcome = "refused"
      query.last = 50
      _ = try store.view(of: acts.ann(store)) { try Histories($0).entries(query) }
    }
    acts.emit(Measure(name: "histories of a case, 50 refused", value: word, unit: "answers/s"))
    store.close()
    try opening(path)
    let hashed = try hashing(path)
    let before = peak()
    let clock = ContinuousClock()
    var report: Verification?
    let spent = clock.measure { report = Verification.run(path) }
    guard report?.isSound == true else { throw BenchmarkProblem(description: report?.fault ?? "not verified") }
    acts.emit(
      Measure(
        name: "verification", value: Double(size) / seconds(spent), unit: "entries/s",
        reference: ("SHA-256 of the same bytes", hashed)))
    acts.emit(Measure(name: "memory while verifying, grown by", value: Double(peak() - before), unit: "KiB"))
  }

  private func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
  }

  /// From nothing to the first answer, ten times, and the same with a journal that has just begun.
  private func opening(_ path: String) throws {
    func open(_ path: String) throws -> Double {
      let clock = ContinuousClock()
      let spent = try clock.measure {
        for _ in 0..<10 {
          let store = try Store.open(SQLiteStorage.open(path))
          _ = try store.view(of: acts.ann(store)) { try Cases($0).counts() }
          store.close()
        }
      }
      return 10 / seconds(spent)
    }
    let short = path + "-short"
    defer { for end in ["", "-wal", "-shm", ".key"] { try? FileManager.default.removeItem(atPath: short + end) } }
    try acts.begin(short).close()
    let reference = try open(short)
    acts.emit(
      Measure(
        name: "opening to the first answer", value: try open(path), unit: "times/s",
        reference: ("a journal of two entries", reference)))
  }

  /// Entries whose hashed bytes, and nothing else, are hashed a second: leaves, and values with their salts.
  private func hashing(_ path: String) throws -> Double {
    let journal = Journal(try SQLiteStorage.open(path))
    defer { journal.storage.close() }
    let sample = try journal.read { try $0.entries(from: 1000, limit: 2000) }
    let pieces = sample.map { entry in
      [Data([0]) + Data(entry.body)]
        + entry.values.map { Data($0.salt) + Data($0.name.utf8) + Data([0]) + Data(($0.value ?? "").utf8) }
    }
    var seen: UInt8 = 0
    let rate = acts.rate(acts.seconds) { index in
      for piece in pieces[index % pieces.count] { seen ^= SHA256.hash(data: piece).first { _ in true } ?? 0 }
    }
    return seen == 255 ? rate + 0.001 : rate
  }

  private func peak() -> Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM") }
    return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
  }
}
