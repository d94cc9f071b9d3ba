import Definitions
import Foundation
import Governance
import Journal
import SQLiteStorage
import TestSupport
import Testing

@testable import Shell

private let folder = project.appending(path: "docs/examples/wrong")

/// What a clever, careless or hurried person might do with the shipped definitions, and what refuses it.
@Suite struct WrongActs {
  static let files = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasSuffix(".yaml") }.sorted()

  private static func read(_ path: String) -> [UInt8]? {
    (try? Data(contentsOf: project.appending(path: path))).map(Array.init)
  }

  private static func cases(_ name: String) throws -> CasesFile {
    try Checking.file(try #require(read("docs/examples/wrong/\(name)")), "docs/examples/wrong/\(name)", read)
  }

  /// The rules that a script says refuse, the last first.
  private static func rules(_ script: String) -> [String] {
    let lines = script.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    return lines.filter { $0.hasPrefix("expect refused ") }.reversed().map {
      String($0.dropFirst("expect refused ".count))
    }
  }

  @Test func areManyOfEachClass() throws {
    let counts = try Self.files.map { ($0, try Self.cases($0).cases.count) }
    #expect(counts.map(\.1).reduce(0, +) >= 120 && counts.allSatisfy { $0.1 > 10 }, "\(counts)")
  }

  @Test(arguments: files) func areRefusedByTheRuleTheyName(_ name: String) throws {
    let file = try Self.cases(name)
    let rulebook = try shipped(file.region?.name ?? "wbo")
    let runs = CaseRun.all(file, name: name, rulebook) { () throws(JournalProblem) in try SQLiteStorage.memory() }
    for run in runs { #expect(run.passed, "\(name), \(run.name):\n\(run.transcript)") }
    // A law is the last question: in ordinary use a requirement speaks first.
    for run in runs { #expect(run.stoppedByLaw.isEmpty, "\(name), \(run.name): only a law stops it") }
  }

  @Test(arguments: files) func endWithTheWrongActAndItsRule(_ name: String) throws {
    // What is only mistyped, or there already, says nothing of the field.
    let trivial = Set(["unknown", "fields", "exists", "name", "source"])
    for (name, script, _, _) in try Self.cases(name).cases {
      let last = script.split(separator: "\n").last.map { $0.trimmingCharacters(in: .whitespaces) } ?? ""
      let rules = Self.rules(script).first?.components(separatedBy: ", ") ?? []
      #expect(last.hasPrefix("expect refused "), "\(name) ends with \(last)")
      #expect(!rules.isEmpty && trivial.isDisjoint(with: rules), "\(name): \(rules)")
    }
  }
}
