/// `convenant scxml`: statecharts as SCXML documents, read, checked, run on a virtual clock, and written.

import ArgumentParser
import Definitions
import Diagnostics
import Exchange
import FEEL
import Foundation

struct Statecharts: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scxml", abstract: "Reads, checks, runs and writes statecharts as SCXML documents.",
    discussion: """
      Expressions are FEEL. Time is virtual: delayed events come at once, in their order.

      Examples:
        convenant scxml run door.scxml
        convenant scxml trace door.scxml events.json
        convenant scxml import door.scxml
        convenant scxml export KIND
      """,
    subcommands: [RunDocument.self, TraceDocument.self, ExportKind.self, ImportDocument.self])

  struct RunDocument: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "run", abstract: "Runs a document until it ends or nothing is left to wait for.",
      discussion: """
        Answers {"outcome": the top-level final state that was reached, or null, "configuration": [the active states]}.

        Example: convenant scxml run door.scxml --explain
        """)
    @Argument(help: "The SCXML document.") var file: String
    @Option(help: "Events that may be taken, over all sessions.") var maxSteps = 100_000
    @Flag(help: "Tell on standard error what happened, step by step.") var explain = false

    func run() throws {
      let file = try DocumentFile(file)
      try file.play(maxSteps: maxSteps, explain: explain) { sessions throws(Sessions.Stop) in
        try sessions.run()
        print(
          JSON.text(
            .context(
              Context([
                ("outcome", sessions.outcome.map { .string($0) } ?? .null),
                ("configuration", .list(sessions.configuration.map { .string($0) })),
              ]))))
      }
    }
  }

  struct TraceDocument: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "trace", abstract: "Gives a document events from a script and tells the states after each.",
      discussion: """
        The script is JSON: {"events": [{"event": {"name": "open", "data": 1}, "after": 500}]}; `after` are milliseconds
        that pass before the event. Answers {"configurations": [[active states without states below], …]}, the first
        before any event.

        Example: convenant scxml trace door.scxml events.json
        """)
    @Argument(help: "The SCXML document.") var file: String
    @Argument(help: "The script.") var script: String
    @Option(help: "Events that may be taken, over all sessions.") var maxSteps = 100_000
    @Flag(help: "Tell on standard error what happened, step by step.") var explain = false

    func run() throws {
      let file = try DocumentFile(file)
      guard let bytes = FileManager.default.contents(atPath: script) else {
        throw Failure("\(script): there is no such file")
      }
      guard case .context(let whole)? = try? JSON.parse(bytes), case .list(let events)? = whole["events"] else {
        throw Failure("\(script): expected {\"events\": [{\"event\": {\"name\": …}, \"after\": milliseconds}, …]}")
      }
      var steps: [(name: String, data: Value?, after: Int)] = []
      for (number, step) in events.enumerated() {
        guard case .context(let step) = step, case .context(let event)? = step["event"],
          case .string(let name)? = event["name"]
        else { throw Failure("\(script): event \(number + 1) has no name") }
        var after = 0
        if case .number(let milliseconds)? = step["after"] { after = milliseconds.integer ?? 0 }
        steps.append((name, event["data"], max(0, after)))
      }
      try file.play(maxSteps: maxSteps, explain: explain) { sessions throws(Sessions.Stop) in
        var configurations = [sessions.leaves]
        for step in steps {
          if step.after > 0 { try sessions.wait(milliseconds: step.after) }
          try sessions.send(step.name, data: step.data)
          configurations.append(sessions.leaves)
        }
        let lists = configurations.map { Value.list($0.map { .string($0) }) }
        print(JSON.text(.context(Context([("configurations", .list(lists))]))))
      }
    }
  }
}

extension Statecharts {
  struct ExportKind: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "export", abstract: "Writes the statechart of a kind as an SCXML document.",
      discussion: """
        Roles, requirements and timers are no part of a statechart and stay behind.

        Example: convenant scxml export KIND > chart.scxml
        """)
    @Argument(help: "A kind of the definitions.") var kind: String
    @Option(help: "The folder that holds Workflows/ and Plugins/; by default this one.") var definitions: String?
    @Option(help: "The region whose plugins to load.") var region: String?

    func run() throws {
      let rulebook: Rulebook
      do throws(Diagnostics) {
        rulebook = try DefinitionFolder.load(definitions ?? ".", region)
      } catch {
        throw Failure(error.description)
      }
      guard let found = rulebook.kinds[kind] else {
        let hint = Nearest.hint(kind, among: rulebook.kinds.keys.sorted()).map { "; \($0)" } ?? ""
        throw Failure("there is no kind \"\(kind)\"\(hint)")
      }
      print(SCXML.write(found.chart, variables: found.fields.map(\.name)), terminator: "")
    }
  }
}

extension Statecharts {
  struct ImportDocument: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "import", abstract: "Writes an SCXML document as the beginning of a workflow.",
      discussion: """
        What a definition has no place for is told on standard error. Add roles in a plugin, then: convenant check

        Example: convenant scxml import door.scxml > Workflows/door/workflow.yaml
        """)
    @Argument(help: "The SCXML document.") var file: String
    @Option(help: "The name of the workflow; by default that of the document or its file.") var name: String?

    func run() throws {
      let document = try DocumentFile(file).document
      let stem = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
      let own = document.chart.name.isEmpty ? stem : document.chart.name
      var writer = WorkflowWriter(document.chart, name: name ?? WorkflowWriter.name(own))
      print(writer.write(), terminator: "")
      for sentence in writer.left { tell("left out: \(sentence)") }
    }
  }
}

/// A document with the files beside it.
struct DocumentFile {
  let path: String
  let document: SCXMLDocument

  init(_ path: String) throws {
    self.path = path
    guard let data = FileManager.default.contents(atPath: path) else { throw Failure("\(path): there is no such file") }
    let source = Source(name: path, text: String(decoding: data, as: UTF8.self))
    do throws(Diagnostics) {
      document = try SCXML.read(source, load: Self.beside(path))
    } catch {
      throw Failure(error.description)
    }
    if !document.warnings.all.isEmpty { tell(document.warnings.description) }
  }

  /// Only plain names of files in the document's own folder are read.
  static func beside(_ path: String) -> (String) -> String? {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    return { location in
      let name = location.hasPrefix("file:") ? String(location.dropFirst(5)) : location
      guard !name.isEmpty, !name.contains("/"), !name.contains("\\"), name != "..",
        let data = FileManager.default.contents(atPath: folder.appendingPathComponent(name).path),
        data.count <= 8 << 20
      else { return nil }
      return String(decoding: data, as: UTF8.self)
    }
  }

  func play(maxSteps: Int, explain: Bool, _ body: (Sessions) throws(Sessions.Stop) -> Void) throws {
    var limits = Sessions.Limits()
    limits.steps = maxSteps
    limits.microsteps = min(limits.microsteps, max(1, maxSteps))
    do throws(Sessions.Stop) {
      let sessions = try Sessions(document, limits: limits, traced: explain, load: Self.beside(path))
      try body(sessions)
      if explain { tell(TraceText.lines(sessions.trace, sessions.chart).joined(separator: "\n")) }
    } catch {
      switch error {
      case .steps(let count): throw Failure("\(path): stopped after \(count) events; --max-steps allows more")
      case .endless:
        throw Failure("\(path): the chart does not come to rest: its eventless transitions or raised events never end")
      case .sessions(let count): throw Failure("\(path): stopped: more than \(count) invoked sessions")
      }
    }
  }
}

/// A line on standard error.
func tell(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
