/// `convenant check`: definitions, and the cases beside them.

import ArgumentParser
import Commands
import Definitions
import Diagnostics
import Engine
import Exchange
import FEEL
import Foundation
import Journal
import SQLiteStorage
import Shell

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Checks definitions, and runs the cases beside them.",
    discussion: """
      What is wrong is told at once, for every region; what rests on it is looked at
      once that is mended. Warnings do not fail.

      Examples:
        convenant check
        convenant check --no-cases --watch
        convenant check --coverage --verbose
        convenant check --output sarif > findings.sarif
      """)

  /// How findings are written.
  enum Form: String, ExpressibleByArgument, CaseIterable { case text, json, sarif }

  @Argument(help: "The folder that holds Workflows/ and Plugins/.") var path: String = "."
  @Option(name: .customLong("lang"), help: "The language of what is said: en or nl; by default after LANG.")
  var language: Language?
  @Option(help: "How findings are written: text, json or sarif.") var output = Form.text
  @Flag(help: "Name every case that passes.") var verbose = false
  @Flag(inversion: .prefixedNo, help: "Run the cases beside the definitions.") var cases = true
  @Flag(help: "Walk through every kind: try every event in every state that is reached, and say what was met.")
  var explore = false
  @Flag(
    help:
      "Say which states, transitions, requirements and laws the cases put to use; with --verbose, which they do not.")
  var coverage = false
  @Flag(help: "Check again whenever a file changes, until Ctrl-C.") var watch = false

  func validate() throws {
    if coverage, !cases { throw ValidationError(Message.coverageNeedsCases.text(chosenLanguage)) }
    if watch, output != .text { throw ValidationError(Message.watchesInText.text(chosenLanguage)) }
  }

  private var chosenLanguage: Language { Options.language(asked: language?.rawValue) }

  private func say(_ message: Message) { print(message.text(chosenLanguage)) }

  func run() throws {
    guard watch else {
      if try !once() { try finish(1) }
      return
    }
    var seen: [String: Date] = [:]
    while true {
      let now = stamps()
      if now != seen {
        seen = now
        _ = try once()
        // What is there no more cannot be watched; that was said.
        guard FileManager.default.fileExists(atPath: path) else { try finish(1) }
        say(.watching(path))
        fflush(nil)
      }
      usleep(200_000)
    }
  }

  /// When each file under the folder last changed.
  private func stamps() -> [String: Date] {
    var found: [String: Date] = [:]
    note("\(path)/\(Package.file)", &found)
    for top in ["Workflows", "Plugins"] {
      let folder = URL(fileURLWithPath: "\(path)/\(top)")
      let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: [.contentModificationDateKey])
      while let file = files?.nextObject() as? URL {
        guard file.pathExtension == "yaml" else { continue }
        note(file.path, &found)
      }
    }
    return found
  }

  private func note(_ path: String, _ found: inout [String: Date]) {
    do {
      found[path] = try URL(fileURLWithPath: path).resourceValues(forKeys: [.contentModificationDateKey])
        .contentModificationDate
    } catch { found[path] = .distantPast }
  }

  /// Checks, and says what came of it. Answers whether nothing is wrong.
  private func once() throws -> Bool {
    var checking: Checking
    do throws(Diagnostics) {
      checking = Checking(
        try DefinitionFolder.files(path), withCases: cases,
        read: { FileManager.default.contents(atPath: "\(path)/\($0)").map(Array.init) },
        in: { () throws(JournalProblem) in try SQLiteStorage.memory() })
    } catch {
      tell(error.all)
      return false
    }
    var explored: [Value] = []
    if explore {
      try checking.explore(in: { () throws(JournalProblem) in try SQLiteStorage.memory() }) { region, found in
        if output == .text { tell(found, region) }
        explored.append(value(found, region))
      }
    }
    switch output {
    case .text: tell(checking)
    case .json: print(JSON.text(value(checking, explored)))
    case .sarif: tell(checking.findings)
    }
    return checking.isSound
  }

  /// Findings of a folder that cannot be read at all, and in SARIF all of them.
  private func tell(_ findings: [Diagnostic]) {
    let located = findings.map(LocatedFinding.init)
    switch output {
    case .text: print(Diagnostics(findings).description)
    case .json:
      print(
        JSON.text(
          .context(Context([("sound", .boolean(false)), ("findings", .list(located.map(\.value)))]))))
    case .sarif:
      // Code hosts know files by their path in the repository.
      let folder = path == "." || path.hasPrefix("/") ? "" : path.hasSuffix("/") ? path : path + "/"
      print(SARIF.log(located, version: Convenant.configuration.version, folder: folder))
    }
  }

  private func tell(_ checking: Checking) {
    for region in checking.regions {
      say(
        .definitionsAreSound(
          region: region.name, files: region.files, kinds: region.kinds, roles: region.roles, lines: region.lines))
    }
    for path in checking.unused { say(.fileIsUnused(path)) }
    for one in checking.cases where !one.run.passed || verbose {
      say(.caseWent(passed: one.run.passed, file: one.file, name: one.run.name))
      // The setup went well, or its own line is the last.
      if !one.run.passed { print(one.run.transcript.split(separator: "\n").suffix(20).joined(separator: "\n")) }
    }
    // A case that fails was shown with what it did.
    let rest = checking.findings.filter { $0.code != .caseFailed }
    if !rest.isEmpty { print(Diagnostics(rest).description) }
    let failed = checking.cases.count { !$0.run.passed }
    if cases, !checking.regions.isEmpty || checking.isSound {
      say(.casesWere(passed: checking.cases.count - failed, failed: failed))
    }
    if coverage { tell(checking.coverage) }
  }

  private func tell(_ coverage: [Coverage]) {
    func some(_ counts: [Coverage.Count]) -> Message.Covered {
      let all = counts.reduce(0) { $0 + $1.all }
      return Message.Covered(all - counts.reduce(0) { $0 + $1.missing.count }, of: all)
    }
    func line(_ name: String?, _ list: [Coverage]) -> Message {
      .covered(
        name, states: some(list.map(\.states)), transitions: some(list.map(\.transitions)),
        requirements: some(list.map(\.requirements)), laws: some(list.map(\.laws)))
    }
    for one in coverage {
      say(line(one.kind, [one]))
      guard verbose else { continue }
      for name in one.states.missing { say(.notCovered(.state, name)) }
      for name in one.transitions.missing { say(.notCovered(.transition, name)) }
      for name in one.requirements.missing { say(.notCovered(.requirement, name)) }
      for name in one.laws.missing { say(.notCovered(.law, name)) }
    }
    say(line(nil, coverage))
  }

  private func value(_ coverage: [Coverage]) -> Value {
    func counts(_ count: Coverage.Count) -> Value {
      .context(
        Context([("all", .number(Number(count.all))), ("missing", .list(count.missing.map { .string($0) }))]))
    }
    return .list(
      coverage.map { one in
        .context(
          Context([
            ("kind", .string(one.kind)), ("place", .string(one.place)), ("states", counts(one.states)),
            ("transitions", counts(one.transitions)), ("requirements", counts(one.requirements)),
            ("laws", counts(one.laws)),
          ]))
      })
  }

  private func tell(_ found: Explored, _ region: String?) {
    func open(_ list: [(name: String, verdict: Explored.Verdict)]) -> [(name: String, by: [String])] {
      list.compactMap { entry in
        if case .undecided(let rules) = entry.verdict { (entry.name, rules) } else { nil }
      }
    }
    let (states, events) = (open(found.states), open(found.events))
    say(
      .explored(
        region: region, kind: found.kind, states: found.states.count - states.count, ofStates: found.states.count,
        events: found.events.count - events.count, ofEvents: found.events.count, situations: found.situations,
        isWhole: found.isWhole))
    if !states.isEmpty { say(.statesNotMet(states.map(\.name))) }
    for event in events { say(.eventNotMet(event.name, by: event.by)) }
    if let dependence = found.dependence {
      if !dependence.roles.isEmpty { say(.cannotEndWithout(dependence.roles)) }
      if !dependence.pairs.isEmpty { say(.takesTwoOf(dependence.pairs)) }
      for away in found.away {
        say(.standsStill(role: away.role, isAlone: away.present > 0, state: away.state, event: away.event))
      }
    }
    fflush(nil)
  }

  private func value(_ found: Explored, _ region: String?) -> Value {
    func list(_ entries: [(name: String, verdict: Explored.Verdict)]) -> Value {
      .list(
        entries.map { entry in
          switch entry.verdict {
          case .shown(let way):
            .context(
              Context([
                ("name", .string(entry.name)), ("verdict", .string("shown")),
                ("lines", .list(way.map { .string($0) })),
              ]))
          case .undecided(let rules):
            .context(
              Context([
                ("name", .string(entry.name)), ("verdict", .string("undecided")),
                ("rules", .list(rules.map { .string($0) })),
              ]))
          }
        })
    }
    return .context(
      Context([
        ("region", region.map { .string($0) } ?? .null), ("kind", .string(found.kind)), ("states", list(found.states)),
        ("events", list(found.events)), ("situations", .number(Number(found.situations))),
        ("whole", .boolean(found.isWhole)),
        ("cannot end without", .list((found.dependence?.roles ?? []).map { .string($0) })),
        ("takes two of", .list((found.dependence?.pairs ?? []).map { .string($0) })),
        (
          "stands still",
          .list(
            found.away.map { away in
              .context(
                Context([
                  ("role", .string(away.role)), ("present", .number(Number(away.present))),
                  ("state", .string(away.state)), ("event", .string(away.event)),
                  ("lines", .list(away.way.map { .string($0) })),
                ]))
            })
        ), ("situations of several", .number(Number(found.meetings))),
      ]))
  }

  private func value(_ checking: Checking, _ explored: [Value]) -> Value {
    let regions = checking.regions.map { region -> Value in
      let counts = [
        ("files", region.files), ("kinds", region.kinds), ("roles", region.roles), ("lines", region.lines),
      ]
      return .context(
        Context(
          [("region", region.name.map { .string($0) } ?? .null)] + counts.map { ($0.0, .number(Number($0.1))) }))
    }
    let cases = checking.cases.map { one -> Value in
      .context(
        Context([
          ("file", .string(one.file)), ("case", .string(one.run.name)), ("passed", .boolean(one.run.passed)),
        ]))
    }
    return .context(
      Context(
        [
          ("sound", .boolean(checking.isSound)), ("regions", .list(regions)),
          ("findings", .list(checking.findings.map { LocatedFinding($0).value })),
          ("unused", .list(checking.unused.map { .string($0) })), ("cases", .list(cases)),
        ] + (explore ? [("explored", .list(explored))] : [])
          + (coverage ? [("coverage", value(checking.coverage))] : [])))
  }
}

extension Language: ExpressibleByArgument {}
