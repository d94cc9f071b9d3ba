/// A workload that other engines run too: read from standard input, measured for some seconds, answered as one JSON object.

import FEEL
import Foundation

/// Something that could not be measured.
struct BenchmarkProblem: Error, CustomStringConvertible {
  let description: String
}

/// A workload as JSON.
struct Workload {
  let root: Context

  init(_ bytes: [UInt8]) throws {
    guard case .context(let root)? = try? JSON.parse(bytes) else {
      throw BenchmarkProblem(
        description: "standard input is no JSON object; the workloads lie in a folder of their own")
    }
    self.root = root
  }

  init(root: Value) { if case .context(let context) = root { self.root = context } else { self.root = Context([]) } }

  subscript(name: String) -> Value { root[name] ?? .null }

  /// The same with `{"$include": FILE}` replaced by what stands in the file.
  func including(_ folder: String) throws -> Workload {
    Workload(
      root: .context(
        Context(
          try root.pairs.map { name, value in
            guard case .string(let file) = value["$include"] else { return (name, value) }
            guard let bytes = FileManager.default.contents(atPath: "\(folder)/\(file)"),
              let read = try? JSON.parse(bytes)
            else {
              throw BenchmarkProblem(description: "\(folder)/\(file) cannot be read; name its folder: --include DIR")
            }
            return (name, read)
          })))
  }
}

extension Value {
  subscript(name: String) -> Value { if case .context(let context) = self { context[name] ?? .null } else { .null } }
  var items: [Value] { if case .list(let items) = self { items } else { [] } }
  var string: String { if case .string(let text) = self { text } else { "" } }
  var integer: Int { if case .number(let number) = self { number.integer ?? 0 } else { 0 } }
  var pairs: [(String, Value)] { if case .context(let context) = self { Array(context.pairs) } else { [] } }
}

/// How often something was done in which time.
struct Measurement {
  let count: Int
  let seconds: Double
  let cpu: Double

  var rate: Double { Double(count) / seconds }

  /// Does `body`, which answers how often it did it, for about so long, after a warm-up.
  static func over(_ seconds: Double, _ body: () throws -> Int) rethrows -> Measurement {
    let warm = Date().addingTimeInterval(min(1, seconds / 5))
    repeat { _ = try body() } while Date() < warm
    let start = ContinuousClock.now
    let cpu = clock()
    var count = 0
    repeat { count += try body() } while start.duration(to: .now) < .seconds(seconds)
    let elapsed = start.duration(to: .now).components
    return Measurement(
      count: count, seconds: Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18,
      cpu: Double(clock() - cpu) / Double(CLOCKS_PER_SEC))
  }
}

/// The answer to a workload.
struct Answer {
  var workload: String
  var measures: [(String, Measurement)] = []
  var checks: [(String, Value)] = []

  var json: String {
    let figures = measures.map { name, m in
      "\"\(name)\": {\"n\": \(m.count), \"seconds\": \(m.seconds), \"cpu_seconds\": \(m.cpu)}"
    }
    let checked = checks.map { "\"\($0)\": \(JSON.text($1))" }
    return "{\"workload\": \"\(workload)\", \"version\": 1, \"measures\": {\(figures.joined(separator: ", "))}, "
      + "\"checks\": {\(checked.joined(separator: ", "))}}"
  }

  var table: String {
    measures.map { name, m in
      name.padding(toLength: 24, withPad: " ", startingAt: 0) + String(format: "%14.0f a second", m.rate)
    }.joined(separator: "\n") + "\n" + checks.map { "\($0) \($1.text)" }.joined(separator: "\n")
  }
}
