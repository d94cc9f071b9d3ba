/// One contract's life through the kernel, guards and assignments in FEEL.

import Crypto
import Definitions
import FEEL
import Foundation
import Statechart

struct KernelBenchmark {
  let workload: Workload
  private let interpreter: Interpreter
  private let program: ChartProgram
  private let events: [Event<Value>]

  init(_ workload: Workload) throws {
    self.workload = workload
    var writer = KernelChart()
    let chart = try Chart(writer.document(workload))
    interpreter = Interpreter(chart)
    program = ChartProgram(chart)
    if let problem = program.problems.first { throw BenchmarkProblem(description: problem.message) }
    events = workload["events"].items.map { item in
      Event(item.items[0].string, data: .context(Context([("n", item.items[1])])))
    }
  }

  /// One life; answers how many events it took.
  private func live(traced: Bool, _ after: (Int, MachineState, ChartData) -> Void = { _, _, _ in }) -> Int {
    var data = ChartData(program, name: "kernel")
    var (machine, _) = interpreter.start(&data)
    var traces = 0
    for (number, event) in events.enumerated() {
      let result = interpreter.step(&machine, &data, event, traced: traced)
      traces += result.trace.count
      after(number, machine, data)
    }
    precondition(!traced || traces > 0)
    return events.count
  }

  /// The SHA-256 of one life's trace: a line per event with the active leaves and the variables.
  func trace() -> String {
    let names = program.variables.enumerated().sorted { $0.element.utf8.lexicographicallyPrecedes($1.element.utf8) }
    var text = ""
    _ = live(traced: false) { number, machine, data in
      let leaves = machine.leaves(in: interpreter.chart).sorted().joined(separator: ",")
      let values = names.map { data[$0.offset].text }.joined(separator: " ")
      text += "\(number) \(events[number].name) \(leaves) \(values)\n"
    }
    return SHA256.hash(data: Data(text.utf8)).map { String(format: "%02x", $0) }.joined()
  }

  func run(_ seconds: Double) -> Answer {
    var answer = Answer(workload: "kernel")
    answer.measures.append(("events", .over(seconds) { live(traced: false) }))
    answer.measures.append(("events-traced", .over(seconds) { live(traced: true) }))
    answer.checks.append(("trace_sha256", .string(trace())))
    var data = ChartData(program, name: "kernel")
    let (machine, _) = interpreter.start(&data)
    if let written = try? JSONEncoder().encode(WrittenState(machine, in: interpreter.chart)) {
      answer.checks.append(("bytes_per_state_value", .number(Number(MemoryLayout<MachineState>.size))))
      answer.checks.append(("bytes_per_written_state", .number(Number(written.count))))
    }
    return answer
  }
}

/// The workload's chart as a document.
struct KernelChart {
  private var result = Document(name: "kernel")

  mutating func document(_ workload: Workload) -> Document {
    for (name, value) in workload["data"].pairs {
      result.root.data.append(DataNode(name, value: result.add(value.text, .value, path: "")))
    }
    // The workload's outermost state stands for the document itself.
    let whole = state(workload["chart"])
    result.root.initial = whole.initial
    result.root.children = whole.children
    result.root.transitions = whole.transitions
    result.root.entry = whole.entry
    return result
  }

  private mutating func state(_ written: Value) -> StateNode {
    var node = StateNode(written["id"].string)
    switch written["type"].string {
    case "parallel": node.kind = .parallel
    case "final": node.kind = .final
    default: break
    }
    if case .string(let initial) = written["initial"] { node.initial = [initial] }
    if !written["entry"].items.isEmpty { node.entry = [written["entry"].items.map { action($0.items) }] }
    if !written["exit"].items.isEmpty { node.exit = [written["exit"].items.map { action($0.items) }] }
    for transition in written["transitions"].items {
      var made = TransitionNode(events: [transition["event"].string])
      let tests = transition["guard"].items.map { test in
        let parts = test.items.map { $0.text == "n" ? "_event.data.n" : $0.text == "==" ? "=" : $0.text }
        return parts.joined(separator: " ")
      }
      if !tests.isEmpty { made.condition = result.add(tests.joined(separator: " and "), .condition, path: node.id) }
      if case .string(let target) = transition["target"] { made.targets = [target] }
      made.actions = transition["actions"].items.map { action($0.items) }
      node.transitions.append(made)
    }
    node.children = written["states"].items.map { state($0) }
    return node
  }

  private mutating func action(_ parts: [Value]) -> Action {
    let field = parts[1].string
    let value =
      switch parts[0].string {
      case "inc": "\(field) + 1"
      case "add": "\(field) + _event.data.n"
      default: parts[2].text
      }
    return .assign(location: result.add(field, .location, path: field), result.add(value, .value, path: field))
  }
}
