/// `convenant new`: definitions to begin with.

import ArgumentParser
import Commands
import Definitions
import Diagnostics
import Foundation
import Journal
import SQLiteStorage
import Shell

struct New: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Writes a new region, workflow, kind or plugin to begin with.",
    discussion: """
      What is written passes `convenant check` as it is, with its cases; comments in it say how to go on. Nothing that is there is
      overwritten.

      Examples:
        convenant new workflow bridge
        convenant new kind inspection --in bridge
        convenant new region waterways
        convenant new plugin tolls --region waterways
      """)

  /// What can be begun.
  enum Sort: String, ExpressibleByArgument, CaseIterable { case region, workflow, kind, plugin }

  @Argument(help: "What to begin: region, workflow, kind or plugin.") var sort: Sort
  @Argument(help: "What it is called.") var name: String
  @Option(name: .customLong("in"), help: "Of a kind: the workflow that it joins, or its file.") var workflow: String?
  @Option(help: "The region that it is of; all regions by default.") var region: String?
  @Option(help: "The folder that holds Workflows/ and Plugins/, or one of those.") var folder: String = "."
  @Option(name: .customLong("lang"), help: "The language of what is said: en or nl; by default after LANG.")
  var language: Language?

  func validate() throws {
    if (workflow != nil) != (sort == .kind) {
      throw ValidationError(sort == .kind ? "in which workflow? --in WORKFLOW" : "--in is for a kind")
    }
    if sort == .region, region != nil { throw ValidationError("a region is of no other region: leave out --region") }
  }

  private var base: String {
    let parts = folder.split(separator: "/", omittingEmptySubsequences: false)
    guard let last = parts.last(where: { !$0.isEmpty }), ["Workflows", "Plugins"].contains(last) else { return folder }
    let above = folder[..<(folder.range(of: last, options: .backwards)?.lowerBound ?? folder.startIndex)]
    return above.isEmpty ? "." : String(above)
  }

  func run() throws {
    let chosen = Options.language(asked: language?.rawValue)
    let base = base
    func isThere(_ top: String) -> Bool { FileManager.default.fileExists(atPath: "\(base)/\(top)") }
    var known: [(path: String, text: String)] = []
    if isThere("Workflows") || isThere("Plugins") {
      do throws(Diagnostics) { known = try DefinitionFolder.files(base) } catch {
        // A folder of empty folders is as good as none.
        if error.all.contains(where: { $0.hint == nil }) { throw Failure(error.description) }
      }
    }
    let scaffold: Scaffold
    do throws(Scaffold.Refusal) {
      scaffold = try Scaffold(
        beginning, name, region: region, among: known,
        read: { FileManager.default.contents(atPath: "\(base)/\($0)").map(Array.init) },
        in: { () throws(JournalProblem) in try SQLiteStorage.memory() })
    } catch {
      let found = error.findings.all.isEmpty ? "" : "\n\(error.findings.description)"
      throw Failure(error.message.text(chosen) + found)
    }
    for file in scaffold.files {
      let url = URL(fileURLWithPath: "\(base)/\(file.path)")
      do {
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(file.text.utf8).write(to: url, options: file.path == scaffold.grown ? .atomic : .withoutOverwriting)
      } catch {
        throw Failure(Message.cannotWrite(file.path).text(chosen))
      }
      print(Message.editing(.written(file.path)).text(chosen))
    }
    let check = base == "." ? "convenant check" : "convenant check \(base)"
    print(Message.editing(.nowType([check, "\(check) --no-cases --watch"])).text(chosen))
  }

  private var beginning: Scaffold.Beginning {
    switch sort {
    case .region: .region
    case .workflow: .workflow
    case .plugin: .plugin
    case .kind: .kind(inWorkflow: workflow ?? "")
    }
  }
}
