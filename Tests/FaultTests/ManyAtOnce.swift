import Engine
import FEEL
import Foundation
import SQLiteStorage
import TestSupport
import Governance
import Journal
import Testing
import Verifier

/// An act that a process asked for, and what it was told.
private struct Told: Sendable {
  let line: String
  let started: ContinuousClock.Instant
  let ended: ContinuousClock.Instant
  let status: Int32
  let text: String

  /// The entry of the act itself: the first that is named.
  var entry: Int? {
    let first = text.split(separator: "\n").first { $0.hasPrefix("accepted") || $0.hasPrefix("refused") }
    guard let first, let mark = first.lastIndex(of: "#") else { return nil }
    return Int(first[first.index(after: mark)...].prefix { $0.isNumber })
  }

  var isAccepted: Bool { text.hasPrefix("accepted") }
}

/// Runs the binary for one line.
private func ask(_ store: String, _ line: String) throws -> Told {
  let started = ContinuousClock.now
  let ran = try convenant("--store", store, "-c", line)
  return Told(line: line, started: started, ended: .now, status: ran.status, text: ran.text)
}

@Suite(.serialized) struct ManyAtOnce {
  /// Each worker's acts one after the other, all workers at once, each act by a process of its own.
  private func run(_ store: String, _ scripts: [[String]]) async throws -> [Told] {
    try await withThrowingTaskGroup(of: [Told].self) { group in
      for script in scripts {
        group.addTask {
          try await withCheckedThrowingContinuation { continuation in
            Thread { continuation.resume(with: Result { try script.map { try ask(store, $0) } }) }.start()
          }
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
  }

  @Test func eightProcessesComeToWhatSomeSerialOrderComesTo() async throws {
    let folder = Scratch()
    let path = folder.file("store")
    #expect(try ask(path, "begin simulation from 2027-01-04 in Europe/Amsterdam by admin@test for wbo").status == 0)
    let rounds = isTorture ? 40 : 3
    // Each makes cases of its own, and tries to make those that the others try to make too.
    let scripts = (0..<8).map { worker in
      (0..<rounds).flatMap { round in
        [
          "as admin@test: create person w-\(worker)-\(round) name: \"x\" accounts: [\"a\(worker).\(round)@b\"]",
          "as admin@test: create person shared-\(round) name: \"\(worker)\" accounts: [\"s\(round)@b\"]",
        ] + (round % 3 == 0 ? ["list person"] : [])
      }
    }
    let told = try await run(path, scripts)
    let acts = told.filter { $0.line.hasPrefix("as ") }
    #expect(told.allSatisfy { $0.line.hasPrefix("as ") || $0.status == 0 }, "a reader was kept waiting")
    // None is lost, none is doubled.
    let entries = acts.compactMap(\.entry)
    #expect(entries.count == acts.count, "\(acts.first { $0.entry == nil }?.text ?? "")")
    #expect(Set(entries).count == acts.count)
    let report = Verification.run(path)
    #expect(report.isSound && report.entries == acts.count + 1, "\(report.text)")
    // What each was told is what is recorded.
    let journal = Journal(try SQLiteStorage.open(path))
    for act in acts {
      let header = try journal.read { try $0.entry(act.entry ?? -1)?.header }
      #expect(header.map { act.line.contains($0.subject) } == true)
      #expect(header?.outcome == (act.isAccepted ? "accepted" : "refused"), "\(act.text)")
    }
    journal.storage.close()
    for round in 0..<rounds {
      let winners = acts.filter { $0.line.contains("shared-\(round) ") && $0.isAccepted }
      #expect(winners.count == 1)
    }
    // The order of the journal agrees with the order in time of those that did not overlap.
    let byEnd = acts.sorted { $0.ended < $1.ended }
    var newest = -1
    var next = byEnd.startIndex
    for act in acts.sorted(by: { $0.started < $1.started }) {
      while next < byEnd.endIndex, byEnd[next].ended < act.started {
        newest = max(newest, byEnd[next].entry ?? -1)
        next += 1
      }
      #expect((act.entry ?? -1) > newest, "\(act.line) was begun after #\(newest) was told, and is before it")
    }
    // And one after the other in that order, they come to the same.
    let store = try Store.open(SQLiteStorage.open(path))
    let replay = try store.replay(in: SQLiteStorage.memory())
    #expect(replay.difference == nil && replay.entries == acts.count + 1)
    #expect(try store.rebuild(comparing: true).difference == nil)
    store.close()
    print("trials       \(acts.count) acts of 8 processes at once")
  }

  @Test func aSigningKeyIsNeverLostHoweverManyRotateIt() async throws {
    let folder = Scratch()
    let path = folder.file("store")
    #expect(try ask(path, "begin simulation from 2027-01-04 in Europe/Amsterdam by admin@test for wbo").status == 0)
    let told = try await run(
      path,
      (0..<4).map { worker in
        Array(repeating: "as \(worker % 2 == 0 ? "admin" : "nobody")@test: rotate key", count: isTorture ? 10 : 3)
      })
    #expect(told.contains { $0.line.contains("admin") && $0.status == 0 })
    #expect(told.allSatisfy { $0.line.contains("admin") || $0.status != 0 }, "who is no administrator rotates nothing")
    // The store can still sign, with the key that its last rotation names, and no other lies about.
    let head = try ask(path, "checkpoint")
    #expect(head.status == 0, "\(head.text)")
    #expect(Verification.run(path).isSound)
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(files.filter { $0.contains(".key") } == ["store.key"], "\(files)")
  }

  @Test func aTimerFiresOnceHoweverManyMoveTheClock() async throws {
    let folder = Scratch()
    let path = folder.file("store")
    let script = """
      begin simulation from 2027-01-04 in Europe/Amsterdam by admin@test for wbo
      create person p-1 name: "A" accounts: ["anna@b"]
      create person p-2 name: "B" accounts: ["bram@b"]
      create person p-3 name: "C" accounts: ["carla@b"]
      create party kompas title: "Kompas" sort: consortium
      create assignment a-1 person: "bram@b" role: "purchase team" source: "x"
      create assignment a-2 person: "carla@b" role: "mandated municipality" source: "x"
      create mandate m-1 title: "x" role: "mandated municipality" from: 2027-01-01 until: 2034-12-31 decision: "x"
      as bram@b: create direct award da title: "x" party: kompas start: 2027-02-01 years: 5 options: 2 option length: P1Y
        contract id: "c-1" ground: below threshold value: 100000 motive: docs/examples/documents/why-not-tendered.md
      as carla@b: decide da decision: docs/examples/documents/decision-on-a-direct-award.md
      as carla@b: sign c-1 reference: "x"
      """
    try Data(script.utf8).write(to: URL(fileURLWithPath: folder.file("script")))
    #expect(try convenant("run", folder.file("script"), "--store", path).status == 0)
    let told = try await run(path, (0..<4).map { _ in ["go to 2027-12-31"] })
    // Who comes second finds that it is that day already.
    #expect(told.contains { $0.status == 0 })
    let journal = Journal(try SQLiteStorage.open(path))
    var fired: Set<String> = []
    for entry in try journal.read({ try $0.entries(from: 0, limit: 10_000) }) {
      let header = entry.header
      guard let due = header.due else { continue }
      #expect(
        fired.insert("\(header.subject) \(header.verb) \(header.object ?? "") \(due)").inserted,
        "#\(entry.position) fired again")
    }
    #expect(fired.count > 5)
    journal.storage.close()
    #expect(Verification.run(path).isSound)
  }
}
