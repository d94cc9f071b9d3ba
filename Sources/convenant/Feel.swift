/// `convenant feel`: FEEL by itself, for people and for conformance kits.

import ArgumentParser
import Calendar
import Diagnostics
import FEEL
import Foundation

struct Feel: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Evaluates FEEL expressions.",
    discussion: """
      Examples:
        convenant feel '@"2031-12-31" - @"P9M"'
        echo '{"id": "1", "expr": "a + 1", "context": {"a": 2}}' | convenant feel --jsonl
      """)
  @Argument(help: "An expression.") var expression: String?
  @Option(help: "A file that holds one expression.") var file: String?
  @Flag(help: "Write the reference of all functions.") var reference = false
  @Flag(help: "Read {\"id\", \"expr\", \"context\"?} a line, answer {\"id\", \"value\", \"errors\"?} a line.")
  var jsonl = false

  private var host: Situation {
    Situation(now: Instant(milliseconds: Int(Date().timeIntervalSince1970 * 1000)), zone: .utc)
  }

  func run() throws {
    if jsonl {
      while let line = readLine() { if !line.isEmpty { print(answer(line)) } }
      return
    }
    if reference { return print(Reference.functions(), terminator: "") }
    let source: Source
    if let file {
      guard let bytes = FileManager.default.contents(atPath: file) else {
        throw Failure("\(file): there is no such file")
      }
      guard let text = String(validating: bytes, as: UTF8.self) else {
        throw Failure("\(file): this is no text in UTF-8")
      }
      source = Source(name: file, text: text)
    } else if let expression {
      source = Source(name: "<expression>", text: expression)
    } else {
      throw ValidationError("which expression? write it in quotes, or --file FILE, or --jsonl")
    }
    do throws(Diagnostics) {
      let compiled = try Expression(Place(source, 0..<source.bytes.count), scope: Scope([]))
      let (value, faults) = compiled.evaluate([], host: host)
      print(value.text)
      for fault in faults { print(compiled.diagnostic(fault).rendered) }
      if value.isNull, !faults.isEmpty { Self.exit(withError: ExitCode(1)) }
    } catch {
      print(error.description)
      Self.exit(withError: ExitCode(1))
    }
  }

  private func answer(_ line: String) -> String {
    guard case .context(let request)? = try? JSON.parse(line.utf8), let id = request["id"],
      case .string(let text)? = request["expr"]
    else { return "{\"error\":\"expected {\\\"id\\\", \\\"expr\\\"}\"}" }
    var names: [String] = []
    var values: [Value] = []
    if case .context(let context)? = request["context"] { (names, values) = (context.shape.names, context.values) }
    var pairs: [(String, Value)] = [("id", id)]
    do throws(Diagnostics) {
      let compiled = try Expression(text, scope: Scope(names), strict: false)
      let (value, faults) = compiled.evaluate(values, host: host)
      pairs.append(("value", value))
      if !faults.isEmpty { pairs.append(("errors", .list(faults.map { .string($0.message) }))) }
    } catch {
      pairs += [("value", .null), ("errors", .list(error.all.map { .string($0.message) }))]
    }
    return JSON.text(.context(Context(pairs)))
  }
}
