/// `benchmarks acts|hash|all [--json] [--seconds S] [--dir D]`: what an act costs, beside what the disk and the hash cost
/// in the same run. One JSON object a line; a table unless --json.

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

do {
  switch arguments.first ?? "all" {
  case "acts", "all":
    try ActsBenchmark(seconds: seconds, folder: folder, json: json).run()
  default:
    print("benchmarks acts|all [--json] [--seconds S] [--dir D]")
    exit(64)
  }
} catch {
  print("error: \(error)")
  exit(1)
}
