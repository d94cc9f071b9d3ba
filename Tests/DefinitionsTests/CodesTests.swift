import Decisions
import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import Definitions

/// The folder of planted mistakes, with the small world they are planted in: everything that a definition can say is said once there,
/// and nothing is wrong.
private let folder = project.appending(path: "Tests/Mistakes")

private let world: [File] = ["Workflows/lending/workflow.yaml", "Plugins/house/plugin.yaml"].map { path in
  let file = folder.appending(path: "lending").appending(path: path)
  return (path, String(decoding: FileManager.default.contents(atPath: file.path) ?? Data(), as: UTF8.self))
}

/// One mistake: what stands in place of what, and all that is said of it then.
private struct Mistake: Sendable, CustomTestStringConvertible {
  let name: String
  /// The file it is planted in; one beside the two where it is none of them.
  let path: String
  let region: String?
  /// What is replaced; the whole file when nil.
  let old: String?
  let new: String
  let finds: String
  let codes: Set<String>
  var testDescription: String { name }

  init(_ url: URL) throws {
    let findings = Findings()
    let text = try String(contentsOf: url, encoding: .utf8)
    let yaml = try #require(YAML.read(Source(name: url.lastPathComponent, text: text), findings))
    _ = yaml.entries("a mistake", known: ["in", "region", "instead of", "stands", "finds", "codes"])
    name = url.deletingPathExtension().lastPathComponent
    path = try #require(yaml["in"]?.text("a path"))
    region = yaml["region"]?.text("a region")
    old = yaml["instead of"]?.text("a text")
    new = try #require(yaml["stands"]?.text("a text"))
    finds = try #require(yaml["finds"]?.text("what is found"))
    codes = Set((yaml["codes"]?.texts("codes") ?? []).map(\.text))
    try #require(findings.all.all.isEmpty, "\(findings.all)")
  }

  static let all: [Mistake] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".yaml") }.sorted().compactMap { try? Mistake(folder.appending(path: $0)) }
  }()

  /// Writes anew what is said of it, which then is to be read before it is kept.
  func write(_ found: [Diagnostic]) throws {
    let file = folder.appending(path: "\(name).yaml")
    let text = try String(contentsOf: file, encoding: .utf8)
    let said = Diagnostics(found).description.split(separator: "\n", omittingEmptySubsequences: false)
    let codes = Set(found.map(\.code.text)).sorted().joined(separator: ", ")
    let head = text.prefix(upTo: text.range(of: "finds:")?.lowerBound ?? text.endIndex)
    try "\(head)finds: |2-\n\(said.map { "  \($0)\n" }.joined())codes: [\(codes)]\n".write(
      to: file, atomically: true, encoding: .utf8)
  }

  /// The world with the mistake in it; the same as before where what it replaces is not there.
  var files: [File] {
    guard let old else { return world + [(path, new)] }
    return world.map { $0.path == path ? (path, $0.text.replacing(old, with: new, maxReplacements: 1)) : $0 }
  }
}

private typealias File = (path: String, text: String)

private func load(_ files: [File], region: String? = nil) -> [Diagnostic] {
  do {
    return try Rulebook.load(files, region: region).warnings.all
  } catch {
    return error.all
  }
}

/// The small world, for what else is tried in it.
enum Lending {
  /// Writes what is told behind a file that a variable of the environment names: to be read, and then kept as what is expected.
  static func keep(_ text: String, in variable: String) {
    guard let path = ProcessInfo.processInfo.environment[variable],
      let file = FileHandle(forWritingAtPath: path)
    else { return }
    file.seekToEndOfFile()
    file.write(Data(text.utf8))
  }

  static var sources: (workflow: String, plugin: String) { (world[0].text, world[1].text) }

  /// What is found in the world with some texts replaced, wherever they first stand.
  static func found(_ changes: [(old: String, new: String)]) -> [Diagnostic] {
    var files = world
    for (old, new) in changes {
      let index = files.firstIndex { $0.text.contains(old) }
      guard let index else {
        Issue.record("nowhere: \(old)")
        continue
      }
      files[index].text = files[index].text.replacing(old, with: new, maxReplacements: 1)
    }
    return load(files)
  }
}

@Suite struct CodesOfDefinitions {
  @Test func areNotGivenWhereNothingIsWrong() {
    #expect(load(world).isEmpty, "\(Diagnostics(load(world)))")
    // A text may name a case, so what is sent there is not known before.
    let text = world.map { ($0.path, $0.text.replacing("to: reminders}", with: "to: person}", maxReplacements: 1)) }
    #expect(load(text).isEmpty)
  }

  @Test func areOfAHundredAndFiftyMistakesOrMore() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }
    #expect(Mistake.all.count == names.count && names.count >= 150)
  }

  /// Each planted mistake is found where it stands, in the words that its file gives.
  @Test(arguments: Mistake.all) fileprivate func standInEveryMistakesOwnWords(_ mistake: Mistake) throws {
    let files = mistake.files
    #expect(files.map(\.text) != world.map(\.text))
    let found = load(files, region: mistake.region)
    if ProcessInfo.processInfo.environment["WRITE_DOCS"] != nil { try mistake.write(found) }
    #expect(Diagnostics(found).description == mistake.finds)
    #expect(Set(found.map(\.code.text)) == mistake.codes)
  }

  @Test func tellThatAFileIsTooLarge() {
    let text = "x: [" + String(repeating: "1,", count: 100_001) + "]"
    #expect(load(world + [("Workflows/other/workflow.yaml", text)]).map(\.code) == [.tooLarge])
  }

  @Test func tellThatThereIsNothingToLoad() { #expect(load([]).map(\.code) == [.noDefinitions]) }

  @Test func tellThatARegionHasToBeChosen() {
    let two: [File] = [("Plugins/n/plugin.yaml", "region: north"), ("Plugins/s/plugin.yaml", "region: south")]
    #expect(load(world + two).map(\.code) == [.ambiguousRegion])
    #expect(load(world + two, region: "south").isEmpty)
  }

  @Test(arguments: [
    (Array("cases: {one: lines}".utf8) + [0xFF], Code.notText), (Array("case: {one: lines}".utf8), .unknownKey),
    (Array("setup: [begin]".utf8), .expectedText), (Array("cases: {one: lines".utf8), .notYAML),
  ])
  func tellWhatIsWrongInAFileOfCases(_ bytes: [UInt8], _ code: Code) {
    do {
      _ = try CasesFile.read(bytes, name: "cases.yaml")
      Issue.record("it should not be read")
    } catch {
      #expect(error.all.map(\.code) == [code], "\(error)")
    }
  }

  @Test func stayOutOfWhatIsSaid() {
    let found = load(world.map { ($0.path, $0.text.replacing("I: reader", with: "I: raeder")) })
    #expect(found.map(\.code.description) == ["definitions.unknown-role"])
    #expect(!Diagnostics(found).description.contains("definitions."))
  }

  @Test func areWellFormedAndEachThereOnce() {
    #expect(Set(Code.ofDefinitions).count == Code.ofDefinitions.count)
    for code in Code.ofDefinitions { #expect(code.text.wholeMatch(of: /definitions\.[a-z-]+/) != nil, "\(code)") }
  }

  @Test func areAllProvokedHere() {
    var provoked = Set(Mistake.all.flatMap(\.codes).map { Code($0) })
    provoked.formUnion([.noDefinitions, .ambiguousRegion, .notText, .tooLarge])
    // Those of cases and of walks are provoked where those are run.
    provoked.formUnion([.casesAtOdds, .caseFailed, .onlyLaw, .stuck])
    let own = provoked.filter { $0.text.hasPrefix("definitions.") }
    #expect(own == Set(Code.ofDefinitions), "\(own.symmetricDifference(Code.ofDefinitions))")
    // What is wrong with a table only when it is asked, is provoked where tables are.
    let asked: Set<Code> = [.severalRules, .differingOutputs, .noRule, .wrongInput, .unanswered]
    let ofTables = provoked.filter { $0.text.hasPrefix("decisions.") }.union(asked)
    #expect(ofTables == Set(Code.ofDecisions), "\(ofTables.symmetricDifference(Code.ofDecisions))")
  }

  @Test func areAllInTheList() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(
      path: "../../Sources/Definitions/Codes.swift")
    let text = try String(contentsOf: file.standardized, encoding: .utf8)
    #expect(text.matches(of: /= Code\("/).count == Code.ofDefinitions.count)
  }
}
