/// `benchmarks acts|all [--json] [--seconds S] [--dir D]`: what an act costs, beside what the disk costs in the same run.
/// `benchmarks journal [--entries N]`: what a long journal costs.
/// `benchmarks region [--regions 1,14,42]`: regions with their governing cycle of ten years, by the shipped definitions.
/// `benchmarks views [--cases N]`: what lists, work, why and the past cost, by who reads.
/// `benchmarks kernel|expressions|hash|durable [--include DIR] < WORKLOAD.json`: a workload that other engines run too.

import Foundation

nonisolated(unsafe) var arguments = Array(CommandLine.arguments.dropFirst())
func option(_ name: String) -> String? {
  guard let index = arguments.firstIndex(of: name), index + 1 < arguments.count else { return nil }
  defer { arguments.removeSubrange(index...(index + 1)) }
  return arguments[index + 1]
}
let seconds = option("--seconds").flatMap(Double.init) ?? 3
let folder = option("--dir") ?? FileManager.default.temporaryDirectory.path
let json = arguments.contains("--json")
arguments.removeAll { $0 == "--json" }

func answer(_ name: String) throws -> Answer {
  let workload = try Workload(Array(FileHandle.standardInput.readDataToEndOfFile()))
  switch name {
  case "kernel": return try KernelBenchmark(workload).run(seconds)
  case "hash": return HashBenchmark(workload: workload).run(seconds)
  case "durable":
    let included = try workload.including(option("--include") ?? ".")
    return try DurableBenchmark(workload: included, folder: folder).run(seconds)
  default: return try ExpressionsBenchmark(workload: workload).run(seconds)
  }
}

do {
  switch arguments.first ?? "all" {
  case "acts", "all":
    try ActsBenchmark(seconds: seconds, folder: folder, json: json).run()
  case "journal":
    let acts = ActsBenchmark(seconds: seconds, folder: folder, json: json)
    let entries = option("--entries").flatMap { Int($0) } ?? 1_000_000
    try LongJournalBenchmark(acts: acts, entries: entries, folder: folder).run()
  case "region":
    let counts = (option("--regions") ?? "1,14,42").split(separator: ",").compactMap { Int($0) }
    try RegionBenchmark(counts: counts, folder: folder, json: json).run()
  case "views":
    let acts = ActsBenchmark(seconds: seconds, folder: folder, json: json)
    try ViewsBenchmark(acts: acts, count: option("--cases").flatMap { Int($0) } ?? 10_000, folder: folder).run()
  case "kernel", "expressions", "hash", "durable":
    let answered = try answer(arguments[0])
    print(json ? answered.json : answered.table)
  default:
    print(
      "benchmarks acts|all|journal|region|views|kernel|expressions|hash|durable [--json] [--seconds S] [--dir D] [< WORKLOAD.json]"
    )
    exit(64)
  }
} catch {
  print("error: \(error)")
  exit(1)
}
