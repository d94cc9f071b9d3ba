/// What reading costs with ten thousand cases: lists, work, why and the past, by who reads.

import Calendar
import Definitions
import Engine
import FEEL
import Foundation
import Governance
import SQLiteStorage

/// `views`: one region with so many running contracts.
struct ViewsBenchmark {
  let acts: ActsBenchmark
  let count: Int
  let folder: String

  private let listed = "options left > 0"
  private let shown = ["party", "end", "latest end"]

  func run() throws {
    let path = "\(folder)/cvnt-views-\(ProcessInfo.processInfo.processIdentifier)"
    defer { for end in ["", "-wal", "-shm", ".key"] { try? FileManager.default.removeItem(atPath: path + end) } }
    let player = try Player(path, try RegionBenchmark.definitions(), regions: 1)
    try player.prepare()
    let start = try day(2025, 2, 1)
    for page in stride(from: 0, to: count, by: 1000) {
      let ids = (page..<min(page + 1000, count)).map { "run-\($0)" }
      try player.award(ids, "r-1", from: start, title: "Running")
      try player.batch(ids.map { ("mm@r-1", "sign", $0, nil, [("reference", .string("x"))]) })
    }
    try player.play(until: try day(2025, 3, 1))
    let store = player.store
    acts.emit(Measure(name: "cases", value: Double(try cases(store)), unit: "cases"))
    // Everywhere, and by a role whose scope must be looked up case by case.
    for (who, account) in [("everywhere", "cm@r-1"), ("in a scope", "prov@r-1")] {
      try measure("list, \(who)", store, account) { view in
        let kind = try kind(view)
        let scope = kind.layout.scope
        _ = try Cases(view).list(
          kind, where: Expression(listed, scope: scope), show: shown.map { try Expression($0, scope: scope) })
      }
      try measure("work, \(who)", store, account) { _ = try Tasks($0).all(until: nil) }
      try measure("why, \(who)", store, account) { view in
        let request = Request(.fire("extend"), on: "run-7")
        _ = try view.decide(request)
        _ = try Outlook(view).turns(request, as: nil)
      }
    }
    let then = store.setting.zone.instant(try day(2025, 2, 15))
    try measure("one case, at a date", store, "cm@r-1", at: then) { _ = try Cases($0).sheet("run-7") }
    try measure("list, at a date", store, "cm@r-1", at: then) { view in
      _ = try Cases(view).list(kind(view), where: nil, show: [])
    }
    store.close()
  }

  private func day(_ year: Int, _ month: Int, _ day: Int) throws -> CivilDate {
    guard let date = CivilDate(year: year, month: month, day: day) else {
      throw BenchmarkProblem(description: "no date")
    }
    return date
  }

  private func kind(_ view: View) throws -> Kind {
    guard let kind = view.rulebook.kinds["contract"] else { throw BenchmarkProblem(description: "no contracts") }
    return kind
  }

  private func cases(_ store: Store) throws -> Int {
    try store.view(of: store.principal(asserting: Player.boss)) { view in
      try Cases(view).counts().reduce(0) { $0 + $1.all }
    }
  }

  private func measure(
    _ name: String, _ store: Store, _ account: String, at instant: Instant? = nil, _ body: (View) throws -> Void
  ) throws {
    let reader = try store.principal(asserting: account)
    let clock = ContinuousClock()
    var times: [Double] = []
    for _ in 0..<5 {
      let spent = try clock.measure { try store.view(of: reader, at: instant, body) }
      times.append(Double(spent.components.seconds) * 1e3 + Double(spent.components.attoseconds) / 1e15)
    }
    acts.emit(Measure(name: name, value: times.sorted()[2] * 1000, unit: "µs, median"))
  }
}
