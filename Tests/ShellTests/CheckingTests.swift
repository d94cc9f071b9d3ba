import Definitions
import Diagnostics
import Foundation
import Journal
import SQLiteStorage
import Shell
import TestSupport
import Testing

private let workflow = """
  workflow: w
  kinds:
    jar:
      fields: {cookies: {type: number, required: true}}
      states: {shut: {on: {open: open}}, open: {on: {shut: shut, smash: broken}}, broken: {final: true}}
      events: {open: {}, shut: {}, smash: {}}
  """

private func region(_ name: String, _ more: String = "") -> (path: String, text: String) {
  (
    "Plugins/\(name)/plugin.yaml",
    "plugin: \(name)\nregion: \(name)\nrasci: {jar: {default: {R: administrator, A: administrator}}}\n\(more)"
  )
}

private func check(
  _ files: [(path: String, text: String)], cases: [String: String] = [:], withCases: Bool = true
) -> Checking {
  Checking(
    files, withCases: withCases, read: { cases[$0].map { Array($0.utf8) } },
    in: { () throws(JournalProblem) in try SQLiteStorage.memory() })
}

private let jars = ("Workflows/w/workflow.yaml", workflow)
private let beside = "Workflows/w/cases.yaml"

/// A folder of definitions, checked whole.
@Suite struct CheckingAFolder {
  @Test func tellsWhatAllRegionsShareOnceAndWhatIsWrongInEach() {
    let text = workflow.replacing("open: open}", with: "open: opn}")
    let checking = check([("Workflows/w/workflow.yaml", text), region("north"), region("south", "constants: {a: 1}")])
    #expect(!checking.isSound && checking.regions.isEmpty)
    #expect(checking.findings.map(\.message) == [#"there is no state "opn""#])
    let other = check([jars, region("north"), region("south", "constants: {a: 1}"), region("west", "laws: {a: {}}")])
    #expect(!other.isSound && other.regions.map(\.name) == ["north", "south"])
    #expect(other.findings.map(\.code.text) == ["definitions.unused", "definitions.missing-part"])
    #expect(other.cases.isEmpty, "cases are not run on what is wrong")
  }

  @Test func runsTheCasesBesideADefinitionAndSaysWhereOneFails() {
    let cases = """
      cases:
        opens: |
          as admin@check: create jar j cookies: 5
          as admin@check: open j
        stays shut: |
          as admin@check: create jar j cookies: 5
          as admin@check: open j
          expect state j shut
      """
    let checking = check([jars, region("north")], cases: [beside: cases])
    #expect(!checking.isSound && checking.cases.map(\.run.passed) == [true, false])
    let found = checking.findings.map { "\($0.code) \($0.place?.citation.description ?? "")" }
    #expect(found == ["definitions.case-failed Workflows/w/cases.yaml:5"])
    #expect(checking.findings.first?.message.hasPrefix(#"the case "stays shut" fails: "#) == true)
    #expect(check([jars, region("north")], cases: [beside: cases], withCases: false).cases.isEmpty)
  }

  @Test(arguments: [
    ("region: nrth\ncases: {a: ''}", #"no plugin is of the region "nrth""#, "did you mean \"north\"?"),
    (
      "like: Workflows/v/cases.yaml\ncases: {a: ''}",
      "there is no Workflows/v/cases.yaml, whose setup it begins with",
      "the path of a cases.yaml, as in Workflows/NAME/cases.yaml"
    ),
  ])
  func tellsWhatAFileOfCasesNamesThatThereIsNot(_ text: String, _ message: String, _ hint: String) {
    let checking = check([jars, region("north")], cases: [beside: text])
    #expect(checking.findings.map(\.message) == [message] && checking.findings.map(\.hint) == [hint])
    #expect(checking.findings.first?.place?.start.column ?? 0 > 1)
  }

  @Test func beginsWithTheSetupOfAnotherFile() {
    let cases = [
      "Workflows/v/cases.yaml": "setup: 'as admin@check: create jar j cookies: 5'\ncases: {}",
      beside: "like: Workflows/v/cases.yaml\ncases: {a: 'as admin@check: open j'}",
    ]
    let checking = check([jars, region("north")], cases: cases)
    #expect(checking.isSound && checking.cases.map(\.run.passed) == [true])
  }

  @Test func walksThroughEveryRegionAndTellsOnceWhereACaseIsStuck() throws {
    let text = workflow.replacing("broken: {final: true}", with: "broken: {on: {mend: shut}}")
      .replacing("smash: {}", with: "smash: {}, mend: {requires: [{name: glue, that: cookies < 0}]}")
    var checking = check([("Workflows/w/workflow.yaml", text), region("north"), region("south")], withCases: false)
    #expect(checking.findings.isEmpty)
    var walked: [String] = []
    try checking.explore(in: { () throws(JournalProblem) in try SQLiteStorage.memory() }) { region, explored in
      walked.append("\(region ?? "") \(explored.kind)")
    }
    #expect(walked == ["north jar", "south jar"] && checking.isSound)
    #expect(checking.findings.map(\.code.text) == ["definitions.stuck"])
    let lines = checking.findings.first?.hint?.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    #expect(
      lines == [
        "these lines lead there:", "as explorer@check: create jar jar-1 cookies: 10",
        "as explorer@check: open jar-1", "as explorer@check: smash jar-1",
      ])
  }

  @Test func namesWhatNoRegionUses() {
    let spare = ("Workflows/x/workflow.yaml", "workflow: x\nkinds: {}")
    let checking = check([jars, spare, region("north", "workflows: [w]")])
    #expect(checking.isSound && checking.unused == ["Workflows/x/workflow.yaml"])
  }
}

/// The command, as it is typed.
@Suite struct CheckOnTheCommandLine {
  private func folder(_ text: String) throws -> Scratch {
    let scratch = Scratch()
    for file in [("Workflows/w/workflow.yaml", text), region("north")] {
      let url = URL(fileURLWithPath: scratch.file(file.0))
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(file.1.utf8).write(to: url)
    }
    return scratch
  }

  @Test func givesJSONAndSARIFOfTheSameFindings() throws {
    let scratch = try folder(workflow.replacing("open: open}", with: "open: opn}"))
    let json = try convenant("check", scratch.path, "--output", "json")
    let object = try #require(JSONSerialization.jsonObject(with: Data(json.text.utf8)) as? [String: Any])
    let finding = try #require((object["findings"] as? [[String: Any]])?.first)
    #expect(json.status == 1 && object["sound"] as? Bool == false && finding["line"] as? Int == 5)
    let sarif = try convenant("check", scratch.path, "--output", "sarif")
    let log = try #require(JSONSerialization.jsonObject(with: Data(sarif.text.utf8)) as? [String: Any])
    let results = try #require((log["runs"] as? [[String: Any]])?.first?["results"] as? [[String: Any]])
    #expect(sarif.status == 1 && results.count == 1 && results[0]["ruleId"] as? String == "definitions.unknown-state")
    let other = try folder(workflow)
    let sound = try convenant("check", other.path, "--output", "sarif", "--no-cases")
    #expect(sound.status == 0 && sound.text.contains(#""results":[]"#))
    #expect(try convenant("check", scratch.path, "--output", "sarif", "--watch").status == 64)
  }

  @Test func watchesAFolderAndChecksAgainWhenAFileChanges() throws {
    let scratch = try folder(workflow)
    let child = try start(["check", scratch.path, "--no-cases", "--watch"])
    func said() -> String { child.read(until: "watching") }
    #expect(said().contains("north: 2 files, 1 kind"))
    let file = URL(fileURLWithPath: scratch.file("Workflows/w/workflow.yaml"))
    try Data(workflow.replacing("open: open}", with: "open: opn}").utf8).write(to: file)
    #expect(said().contains(#"error: there is no state "opn""#))
    try Data(workflow.utf8).write(to: file)
    #expect(said().contains("north: 2 files, 1 kind"))
    // Where there is no folder any more there is nothing to watch.
    try FileManager.default.removeItem(atPath: scratch.path)
    let last = child.finish()
    #expect(last.status == 1 && last.text.contains("error:"), "\(last.text)")
  }
}

/// Files of cases that begin like others.
@Suite struct LikeAnotherFile {
  @Test func theSetupsOfAllComeBefore() {
    let cases = [
      beside: "like: Workflows/v/cases.yaml\ncases: {a: 'expect state j open'}",
      "Workflows/v/cases.yaml": "like: Workflows/u/cases.yaml\nsetup: open j\ncases: {}",
      "Workflows/u/cases.yaml": "setup: 'create jar j cookies: 3'\ncases: {}",
    ]
    let checking = check([jars, region("north")], cases: cases)
    #expect(checking.isSound && checking.cases.map(\.run.passed) == [true], "\(checking.findings)")
  }

  @Test func noneBeginsLikeItself() {
    let cases = [
      beside: "like: Workflows/v/cases.yaml\ncases: {}", "Workflows/v/cases.yaml": "like: \(beside)\ncases: {}",
    ]
    let found = check([jars, region("north")], cases: cases).findings
    #expect(found.map(\.message) == ["Workflows/v/cases.yaml begins like itself"], "\(found)")
    #expect(found.first?.hint == "by way of \(beside), Workflows/v/cases.yaml, \(beside)")
  }
}

/// What the cases beside definitions put to use.
@Suite struct WhatCasesCover {
  private static let text = """
    workflow: w
    kinds:
      jar:
        fields: {cookies: {type: number, required: true}}
        states:
          shut: {on: {open: [{to: open, when: cookies > 0}, {to: empty}], smash: broken}}
          open: {on: {shut: shut}}
          empty: {on: {shut: shut}}
          broken: {final: true}
        events:
          open: {requires: [{name: light, that: cookies < 100}, {name: some, that: cookies != 7}, {name: sane, that: cookies > -1}]}
          shut: {}
          smash: {requires: [{name: careful, that: cookies < 5}]}
    """
  private static let laws = "laws: {whole: {title: Whole, source: s, of: jar, in: [open], holds: cookies >= 0}}"

  @Test func isToldOfEveryKind() throws {
    let checking = check(
      [("Workflows/w/workflow.yaml", Self.text), region("north", Self.laws)],
      cases: [
        beside: """
        cases:
          opens: |
            create jar j cookies: 3
            open j
            shut j
          not when heavy: |
            create jar k cookies: 100
            open k
            expect refused light
        """
      ])
    #expect(checking.isSound, "\(checking.findings)")
    let jar = try #require(checking.coverage.first)
    #expect(checking.coverage.count == 1 && jar.kind == "jar" && jar.place.hasPrefix("Workflows/w/workflow.yaml:"))
    #expect(jar.states.all == 4 && jar.states.missing == ["empty", "broken"])
    #expect(
      jar.transitions.missing == ["open: shut → empty", "smash: shut → broken", "shut: empty → shut"]
        && jar.transitions.all == 5, "\(jar.transitions)")
    #expect(
      jar.requirements.missing == [
        "some of open: never refused", "sane of open: never refused", "careful of smash: never asked",
      ] && jar.requirements.all == 4, "\(jar.requirements)")
    #expect(jar.laws.all == 1 && jar.laws.missing.isEmpty)
  }

  @Test func isNothingWithoutCases() throws {
    let checking = check([("Workflows/w/workflow.yaml", Self.text), region("north", Self.laws)])
    let jar = try #require(checking.coverage.first)
    #expect(jar.states.missing.count == 4 && jar.transitions.missing.count == 5 && jar.laws.missing == ["whole"])
  }
}
