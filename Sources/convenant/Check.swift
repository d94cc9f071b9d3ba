/// `convenant check`: definitions, and the cases beside them.

import ArgumentParser
import Commands
import Definitions
import Diagnostics
import Foundation
import Journal
import SQLiteStorage
import Shell

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Checks definitions, and runs the cases beside them.")
  @OptionGroup var options: Options
  @Argument(help: "The folder that holds Workflows/ and Plugins/.") var path: String = "."
  @Flag(help: "Name every case that passes.") var verbose = false

  func run() throws {
    var results: [Bool] = []
    do {
      let files = try DefinitionFolder.files(path)
      let regions = try Rulebook.regions(files)
      let rulebooks = try (regions.isEmpty ? [nil] : regions.map { $0 }).map { try Rulebook.load(files, region: $0) }
      for rulebook in rulebooks { results += sound(rulebook) }
      let used = Set(rulebooks.flatMap { $0.files.map(\.path) })
      for file in files where !used.contains(file.path) { options.say(.fileIsUnused(file.path)) }
      var done: Set<String> = []
      for rulebook in rulebooks {
        for file in rulebook.files where done.insert(file.path).inserted {
          let folder = file.path.split(separator: "/").dropLast().joined(separator: "/")
          results += try cases("\(folder)/cases.yaml", rulebook, rulebooks)
        }
      }
    } catch let error as Diagnostics {
      print(error.description)
      try finish(1)
    }
    let failed = results.count { !$0 }
    options.say(.casesWere(passed: results.count - failed, failed: failed))
    if failed > 0 { try finish(1) }
  }

  /// Says what a rulebook holds; a failure for each event that nobody could type.
  private func sound(_ rulebook: Rulebook) -> [Bool] {
    options.say(
      .definitionsAreSound(
        region: rulebook.region, files: rulebook.files.count, kinds: rulebook.kinds.count, roles: rulebook.roles.count,
        lines: rulebook.allActivities.count))
    if !rulebook.warnings.all.isEmpty { print(rulebook.warnings.description) }
    let kinds = rulebook.kinds.values.sorted { $0.name < $1.name }
    let shadowed = kinds.flatMap { kind in kind.eventNames.compactMap { kind.events[$0] } }
      .filter { $0.name != "create" && $0.source == .role && Command.shadows($0.name) }
    for event in shadowed { options.say(.eventIsShadowed(event: event.name, place: "\(event.place.citation)")) }
    return shadowed.map { _ in false }
  }

  /// Runs a file of cases, under the region it names or else that of the definition beside it.
  private func cases(_ name: String, _ rulebook: Rulebook, _ all: [Rulebook]) throws -> [Bool] {
    guard let bytes = FileManager.default.contents(atPath: "\(path)/\(name)") else { return [] }
    var file = try CasesFile.read(Array(bytes), name: name)
    if let like = file.like {
      guard let bytes = FileManager.default.contents(atPath: "\(path)/\(like)") else {
        return fails(.likeIsNotThere(file: name, like: like))
      }
      file = file.after(try CasesFile.read(Array(bytes), name: like))
    }
    var rulebook = rulebook
    if let region = file.region {
      guard let named = all.first(where: { $0.region == region }) else { return fails(.noSuchRegion(region)) }
      rulebook = named
    }
    let storage: () throws(JournalProblem) -> any Storage = { () throws(JournalProblem) in try SQLiteStorage.memory() }
    return CaseRun.all(file, name: name, rulebook, in: storage).map { result in
      if !result.passed || verbose { options.say(.caseWent(passed: result.passed, file: name, name: result.name)) }
      // The setup went well, or its own line is the last.
      if !result.passed { print(result.transcript.split(separator: "\n").suffix(20).joined(separator: "\n")) }
      for stopped in result.stoppedByLaw {
        options.say(
          .onlyLawStops(
            file: name, name: result.name, event: stopped.event, subject: stopped.subject, laws: stopped.laws))
      }
      return result.passed
    }
  }

  private func fails(_ message: Message) -> [Bool] {
    options.say(message)
    return [false]
  }
}
