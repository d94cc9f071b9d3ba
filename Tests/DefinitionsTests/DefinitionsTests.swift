import Definitions
import Diagnostics
import Foundation
import TestSupport
import Testing

private let workflow = """
  workflow: visits
  kinds:
    visit:
      fields:
        day: date required
        count: integer
      derived:
        next: day + @"P1M"
      states:
        planned: {on: {keep: kept}}
        kept: {final: true}
      events:
        keep: {fields: {note: text}, requires: [{name: time, that: today() >= day}]}
  """
private let plugin = """
  plugin: roles
  roles: {host: Host, guest: Guest}
  rasci:
    visit: {default: {R: host, A: host}, keep: {R: guest, A: host, approval: after}}
  """

@Suite struct Loading {
  private func problems(_ workflow: String = workflow, _ plugin: String = plugin) -> [Diagnostic] {
    do {
      _ = try Rulebook.load([("Workflows/v/workflow.yaml", workflow), ("Plugins/r/plugin.yaml", plugin)])
      return []
    } catch {
      return error.all
    }
  }

  @Test func theShippedDefinitionsAreSound() throws {
    let rulebook = try Rulebook.load(try shippedFiles(), region: "wbo")
    #expect(rulebook.kinds.count >= 15)
    for kind in rulebook.kinds.values {
      for name in kind.eventNames where kind.events[name]?.source == .role {
        #expect(rulebook.activity(kind.name, name) != nil)
      }
    }
  }

  @Test func aSmallRegionLoads() { #expect(problems().isEmpty) }

  @Test func anErrorInAnExpressionPointsIntoTheFile() throws {
    let found = try #require(problems(workflow.replacing("today() >= day", with: "today() >= dai")).first)
    #expect(found.place?.source.name == "Workflows/v/workflow.yaml")
    #expect(found.place?.start.line == 13)
    #expect(found.hint == "did you mean \"day\"?")
    #expect(found.rendered.contains("^^^"))
  }

  @Test func allErrorsOfAFileAreToldAtOnce() {
    let broken = workflow.replacing("date required", with: "dat required").replacing("kept}}", with: "keptt}}")
      .replacing("@\"P1M\"", with: "@\"P1Q\"")
    #expect(problems(broken).count >= 3)
  }

  @Test func anActivityWithNoAOrTwoAsDoesNotLoad() {
    #expect(
      problems(workflow, plugin.replacing("R: guest, A: host, approval: after", with: "R: guest"))[0].message.contains(
        "no A"))
    #expect(
      problems(workflow, plugin.replacing("R: guest, A: host, approval: after", with: "R: guest, A: [host, guest]"))[0]
        .message.contains("2 A's"))
    #expect(
      problems(workflow, plugin.replacing("R: guest, A: host, approval: after", with: "A: host"))[0].message.contains(
        "no R"))
  }

  @Test func anAccountableRoleThatDoesNotActSaysWhenItApproves() {
    #expect(
      problems(workflow, plugin.replacing(", approval: after", with: ""))[0].message.contains("when does it approve"))
  }

  @Test func anEventWithoutALineIsFound() {
    let found = problems(workflow, plugin.replacing("default: {R: host, A: host}, ", with: ""))
    #expect(found.contains { $0.message.contains("create a visit") })
  }

  @Test func unknownWordsGetASuggestion() {
    #expect(problems(workflow.replacing("states:", with: "staets:"))[0].hint?.contains("states") == true)
    #expect(problems(workflow, plugin.replacing("R: guest", with: "R: gest"))[0].hint == "did you mean \"guest\"?")
    #expect(
      problems(workflow.replacing("keep: kept", with: "kep: kept")).contains { $0.hint == "did you mean \"keep\"?" })
  }

  @Test func aValueComputedInACircleIsRefused() {
    #expect(
      problems(workflow.replacing("day + @\"P1M\"", with: "next + @\"P1M\"")).contains {
        $0.message.contains("computed from itself")
      })
  }

  @Test func aStateWithoutAWayOutOrInFails() {
    #expect(problems(workflow.replacing("kept: {final: true}", with: "kept: {}"))[0].message.contains("no way out"))
    #expect(
      problems(workflow.replacing("kept: {final: true}", with: "kept: {final: true}\n      lost: {on: {keep: kept}}"))[
        0
      ].message.contains("no way leads"))
  }

  @Test func aWordOfTheExpressionsIsNoNameForAField() {
    #expect(
      problems(workflow.replacing("count: integer", with: "for: integer")).contains {
        $0.message.contains("cannot be a name")
      })
  }

  @Test(arguments: ["a: [b", "- 1\n- 2", "", "a: 1\na: 2", "x: &a [1]\ny: *a", "\tx: 1"])
  func whatIsNoYAMLOfOursGetsOneClearMessage(_ text: String) { #expect(!problems(text).isEmpty) }

  /// The schemas that editors use know every key that the reader takes, and no other.
  @Test func theSchemasAgreeWithTheReader() throws {
    func schema(_ name: String) throws -> String {
      try String(contentsOf: project.appending(path: "docs/\(name).schema.json"), encoding: .utf8)
    }
    let (forWorkflows, forPlugins) = (try schema("workflow"), try schema("plugin"))
    func known(_ text: String, _ message: String) throws -> [String] {
      let found = try #require(
        problems(message == "kind" ? text : workflow, message == "kind" ? plugin : text).first {
          $0.hint?.contains("it has: ") == true
        })
      return try #require(found.hint).replacingOccurrences(of: "it has: ", with: "").components(separatedBy: ", ")
    }
    for text in [
      workflow.replacing("    fields:\n      day", with: "    zzzzzzzz: 1\n    fields:\n      day"),
      workflow.replacing("keep: {fields", with: "keep: {zzzzzzzz: 1, fields"),
      workflow.replacing("planned: {on", with: "planned: {zzzzzzzz: 1, on"),
      workflow.replacing("count: integer", with: "count: {zzzzzzzz: 1}"), "zzzzzzzz: 1\n" + workflow,
    ] {
      for key in try known(text, "kind") { #expect(forWorkflows.contains("\"\(key)\":"), "\(key)") }
    }
    for text in [
      "zzzzzzzz: 1\n" + plugin, plugin.replacing("{R: guest", with: "{zzzzzzzz: 1, R: guest"),
      plugin + "\ncalendar: {zzzzzzzz: 1}", plugin + "\nseparations: {a: {zzzzzzzz: 1, roles: [host, guest]}}",
    ] {
      for key in try known(text, "plugin") { #expect(forPlugins.contains("\"\(key)\":"), "\(key)") }
    }
  }

  @Test(arguments: ["workflow", "plugin", "cases"])
  func everyPropertyOfASchemaSaysWhatItIs(_ name: String) throws {
    let data = try Data(contentsOf: project.appending(path: "docs/\(name).schema.json"))
    var open: [(path: String, value: Any)] = [("", try JSONSerialization.jsonObject(with: data))]
    var count = 0
    while let (path, value) = open.popLast() {
      open += (value as? [Any] ?? []).enumerated().map { ("\(path)/\($0.offset)", $0.element) }
      guard let object = value as? [String: Any] else { continue }
      open += object.map { ("\(path)/\($0.key)", $0.value) }
      for (key, property) in object["properties"] as? [String: Any] ?? [:] {
        count += 1
        let text = (property as? [String: Any])?["description"] as? String
        #expect(text?.isEmpty == false, "\(name).schema.json: \(path)/\(key) says nothing")
      }
    }
    #expect(count > 3)
  }

  @Test func theSchemaOfCasesHasTheKeysThatTheReaderTakes() throws {
    let data = try Data(contentsOf: project.appending(path: "docs/cases.schema.json"))
    let schema = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(Set((schema["properties"] as? [String: Any] ?? [:]).keys) == Set(CasesFile.keys))
  }

  @Test func everyShippedFileNamesItsSchema() throws {
    for top in ["Workflows", "Plugins"] {
      let folder = project.appending(path: top)
      for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
        for file in try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: name).path)
        where file.hasSuffix(".yaml") {
          let sort = file.replacing(".yaml", with: "")
          let text = try String(contentsOf: folder.appending(path: "\(name)/\(file)"), encoding: .utf8)
          #expect(
            text.hasPrefix("# yaml-language-server: $schema=../../docs/\(sort).schema.json\n"), "\(top)/\(name)/\(file)"
          )
        }
      }
    }
  }

  /// An event's field that has a case's name and another type would silently not be stored.
  @Test func aFieldOfAnEventThatShadowsOneOfTheCaseIsRefused() throws {
    let found = problems(workflow.replacing("note: text", with: "note: text, count: text"))
    #expect(found.count == 1 && found[0].message.contains("would not be stored"), "\(found)")
    let lost = problems(workflow.replacing("note: text", with: "note: text, count: integer"))
    #expect(
      lost.count == 1 && lost[0].message.contains("nothing stores or reads"), "of its type it is another all the same")
    #expect(problems(workflow.replacing("note: text", with: "note: text, count: ")).isEmpty)
  }

  @Test func fourEyesThatBindNobodyDoNotLoad() throws {
    let alone = plugin.replacing(
      "keep: {R: guest, A: host, approval: after}", with: "keep: {R: host, A: host, four eyes: true}")
    #expect(problems(workflow, alone).map(\.message).contains { $0.contains("four eyes are two persons") })
    let two = alone.replacing("four eyes: true", with: "approval: before, four eyes: true")
    let rulebook = try Rulebook.load([("Workflows/v/workflow.yaml", workflow), ("Plugins/r/plugin.yaml", two)])
    #expect(rulebook.activity("visit", "keep")?.fourEyes == .always)
  }

  @Test func whatIsConfidentialNamesWhoMayReadIt() throws {
    let secret = workflow.replacing("count: integer", with: "count: {type: integer, confidential: true}")
    #expect(problems(secret).map(\.message) == ["visit.count is confidential, and nobody may read it"])
    for (text, rights, wanted) in [
      (secret.replacing("confidential: true", with: "confidential: true, readers: host"), plugin, ["host"]),
      (secret, plugin + "\nreaders: {confidential: guest}", ["guest"]),
      (secret, plugin + "\nreaders: {confidential: guest, visit.count: [host, guest]}", ["host", "guest"]),
    ] {
      let rulebook = try Rulebook.load([("Workflows/v/workflow.yaml", text), ("Plugins/r/plugin.yaml", rights)])
      let kind = try #require(rulebook.kinds["visit"])
      #expect(rulebook.readers.of(kind.fields[1], in: kind)?.roles == wanted)
    }
    let all = try Rulebook.load([
      ("Workflows/v/workflow.yaml", workflow), ("Plugins/r/plugin.yaml", plugin + "\nreaders: {visit: guest}"),
    ])
    let visit = try #require(all.kinds["visit"])
    #expect(all.readers.of(visit)?.roles == ["guest"], "a kind has readers too")
    #expect(problems(workflow, plugin + "\nreaders: {vsiit: guest}").map(\.message) == ["there is no kind \"vsiit\""])
    #expect(
      problems(workflow, plugin + "\nreaders: {visit.a.b: host}").map(\.message) == ["\"visit\" has no field \"a.b\""])
    #expect(problems(workflow, plugin + "\nreaders: {visit: boss}").first?.message == "there is no role \"boss\"")
    #expect(problems(workflow, plugin + "\nreaders: {visit.cuont: host}").first?.hint?.contains("count") == true)
  }

  @Test func whatAnEarlierVersionFoundSoundStillLoadsWhenItIsPinned() throws {
    let text = workflow.replacing("count: integer", with: "count: {type: integer, initial: '\"many\"'}")
    let files = [("Workflows/v/workflow.yaml", text), ("Plugins/r/plugin.yaml", plugin)]
    #expect(throws: Diagnostics.self) { try Rulebook.load(files) }
    #expect(try Rulebook.load(files, pinned: true).kinds["visit"] != nil)
    // But not when a kind cannot be built at all.
    let broken = [
      ("Workflows/v/workflow.yaml", text.replacing("states:", with: "stats:")), ("Plugins/r/plugin.yaml", plugin),
    ]
    #expect(throws: Diagnostics.self) { try Rulebook.load(broken, pinned: true) }
  }

  @Test(arguments: [
    ("a", true), ("a-b.c@d_9", true), ("p/q", false), ("a,b", false), ("a:b", false), ("a b", false), ("A", false),
    ("9a", false), ("-a", false), ("", false), ("é", false), ("a?b", false), ("aAb", false), ("a`b", false),
    ("a{", false),
    (String(repeating: "a", count: 100), true), (String(repeating: "a", count: 101), false),
  ])
  func anIDOfACaseIsAWordThatCanBeTyped(_ text: String, _ valid: Bool) { #expect(CaseName.isValid(text) == valid) }

  @Test func theHashCoversEveryByte() throws {
    let a = try Rulebook.load([("Workflows/v/workflow.yaml", workflow), ("Plugins/r/plugin.yaml", plugin)])
    let b = try Rulebook.load([("Workflows/v/workflow.yaml", workflow + "\n"), ("Plugins/r/plugin.yaml", plugin)])
    #expect(a.hash != b.hash && a.hash.count == 64)
  }
}
