import Foundation
import TestSupport
import Testing

private let begin = "begin simulation from 2027-01-04 in Europe/Amsterdam by admin@test for wbo"

@Suite struct TheStory {
  @Test func ofTheFirstRegionPlaysAndVerifies() throws {
    let folder = Scratch()
    let store = folder.file("wbo")
    let played = try convenant("run", "docs/examples/wbo.cvn", "--store", store)
    #expect(played.status == 0, "\(played.text.suffix(2000))")
    let verified = try convenant("verify", "--store", store)
    #expect(verified.status == 0 && verified.text.contains("sound"))
    let again = try convenant("--store", store, "-c", "list contract show end, options left\nhistory slt-west refused")
    // The same question, as it was answered on a day in the past, and on the last day: the whole journal played again.
    let past = try convenant(
      "--store", store, "-c", "at 2031-04-02 list contract show end\nat 2033-01-03 list contract show end")
    #expect(past.status == 0, "\(past.text)")
    #expect(past.text.contains(/slt-west +extension window +2031-12-31/))
    #expect(past.text.contains(/slt-west +closed +2032-12-31/))
    #expect(again.text.contains("2032-12-31") && again.text.contains("evaluation does not hold"))
    #expect(try FileManager.default.attributesOfItem(atPath: store + ".key")[.posixPermissions] as? Int == 0o600)
  }

  @Test func isPlannedWithWhatTheExtensionWouldLack() throws {
    let folder = Scratch()
    let story = "Tests/Transcripts/Fixtures/local-teams.cvn"
    let whole = try String(contentsOf: project.appending(path: story), encoding: .utf8)
    let begun = try folder.write("begun.cvn", Data((whole.components(separatedBy: "go to 2027-01-12")[0]).utf8))
    let store = folder.file("s")
    #expect(try convenant("run", begun, "--store", store).status == 0)
    let plan = try convenant("--store", store, "-c", "plan slt-west of contract manager until 2031-12-31")
    #expect(plan.status == 2, "somebody has work")
    let line = try #require(plan.text.split(separator: "\n").first { $0.contains(" slt-west  ") })
    #expect(line.hasPrefix("2031-09-30") && line.contains("extend") && line.contains("evaluation; cover; decision"))
    // Nothing was done by looking ahead.
    let size = try convenant("--store", store, "-c", "history last 1")
    let again = try convenant("--store", store, "-c", "plan until 2034-12-31 as timeline\nhistory last 1")
    #expect(again.status == 0 && again.text.contains(size.text.split(separator: "\n")[2]))
    let calendar = try convenant("--store", store, "-c", "plan slt-west until 2027-12-31 as calendar")
    let lines = calendar.text.components(separatedBy: "\r\n")
    #expect(lines.first == "BEGIN:VCALENDAR" && lines.allSatisfy { $0.utf8.count <= 75 })
    #expect(lines.filter { $0 == "BEGIN:VTODO" }.count == lines.filter { $0 == "END:VTODO" }.count)
  }

  @Test(arguments: ["jim", "nob"])
  func ofTheOtherScriptsPlaysAndVerifies(_ name: String) throws {
    let folder = Scratch()
    let store = folder.file(name)
    let played = try convenant("run", "docs/examples/\(name).cvn", "--store", store)
    #expect(played.status == 0, "\(played.text.suffix(2000))")
    #expect(try convenant("verify", "--store", store, "--replay").status == 0)
  }

  /// A newcomer types what `make run` ends with.
  @Test func whatToTypeNextCanBeTyped() throws {
    let folder = Scratch()
    let store = folder.file("region")
    #expect(try convenant("run", "docs/examples/region.cvn", "--store", store).status == 0)
    let makefile = try String(contentsOf: project.appending(path: "Makefile"), encoding: .utf8)
    let lines = makefile.split(separator: "\n").compactMap { line in
      line.firstMatch(of: /echo "\s+(?:and there:\s+)?((?:why|as|go to) [^"]+)"/).map { String($0.output.1) }
    }
    #expect(lines.count == 3, "\(lines)")
    for line in lines {
      let typed = try convenant("--store", store, "-c", line)
      #expect(typed.status == 0, "\(line)\n\(typed.text)")
    }
  }

  @Test func definitionsAndTheirCasesPass() throws {
    let checked = try convenant("check")
    #expect(checked.status == 0, "\(checked.text)")
  }
}

@Suite struct LinesAsArguments {
  @Test func areCommandsAndEventsOfTheDefinitions() throws {
    let folder = Scratch()
    let store = folder.file("s")
    let begun = try convenant(
      "begin", "simulation", "from", "2027-01-04", "by", "admin@test", "for", "wbo", "--store", store)
    #expect(begun.status == 0, "\(begun.text)")
    #expect(
      try convenant(
        "as", "admin@test:", "create", "party", "kompas", "title:", "\"Kompas\"", "sort:", "consortium", "--store",
        store
      ).status
        == 0)
    #expect(try convenant("list", "party", "--store", store).text.contains("kompas"))
    // An event is put to the gate as in the shell.
    let event = try convenant("--store", store, "as", "admin@test:", "dissolve", "kompas", "reason:", "\"x\"")
    #expect(!event.text.contains("USAGE"), "\(event.text)")
    let alone = try convenant("dissolve", "kompas", "--store", store)
    #expect(alone.text.contains("who acts?"), "\(alone.text)")
    #expect(try convenant("no-such-thing", "--store", store).status != 0)
    for arguments in [["help", "list"], ["list", "--help"]] {
      #expect(try convenant(all: arguments).text.hasPrefix("  list KIND"), "\(arguments)")
    }
    for arguments in [["help"], ["--help"], ["help", "verify"], ["verify", "--help"]] {
      #expect(try convenant(all: arguments).text.contains("USAGE"), "\(arguments)")
    }
  }
}

@Suite struct BadInput {
  @Test(arguments: [
    ("publish nothing", "there is no case"), ("frobnicate x", "no command and no event"),
    ("create contract k title: SLT west years: 5", "a text stands between quotes"),
    (
      "create contract k title: \"x\" party: p start: 2027-02-30 years: 5 options: 2 option length: P1Y",
      "there is no date 2027-02-30"
    ), ("create contrakt x", "did you mean \"contract\""),
    ("go to 2027-02-31", "there is no date 2027-02-31"),
    ("create party p title: 5", "title takes a text, not a number"),
    ("create party p titel: \"x\"", "did you mean \"title\""), ("create party p title: \"x", "no closing quote"),
    ("? 1 +", "expected an expression"), ("list party where titel = \"x\"", "did you mean \"title\""),
    ("as nobody@test: create party p title: \"x\" sort: body", "nobody@test stands in no role"),
    ("output xml", "table, json, csv, markdown or html"),
    ("go to 2026-01-01", "time does not go back"), ("approve nothing", "there is no case"),
    ("import party nofile.csv", "there is no file nofile.csv"),
    ("expect 1 = 2", "this is not so"), ("list party extra", "expected the end of the line"),
  ])
  func getsOneClearMessageAndAFailingStatus(_ line: String, _ wanted: String) throws {
    let ran = try convenant("-c", "\(begin)\n\(line)")
    // What was put to the gate is refused; all else never came so far.
    let isRefused = line.hasPrefix("as nobody") || line.hasSuffix("title: 5")
    #expect(ran.status == (isRefused ? 3 : 1), "\(ran.status)")
    #expect(ran.text.contains(wanted), "\(ran.text)")
  }

  @Test func aLineThatDoesNotParseLeavesNoTrace() throws {
    let folder = Scratch()
    let store = folder.file("s")
    try convenant("--store", store, "-c", begin)
    try convenant("--store", store, "-c", "create party p titel: \"x\"")
    #expect(try convenant("verify", "--store", store).text.contains("1 entries"))
  }

  @Test func aScriptStopsAtItsFirstFailingLineWithItsPlace() throws {
    let folder = Scratch()
    let script = try folder.write(
      "s.cvn",
      Data(
        "\(begin)\n\n# a comment\nas x@test: create party p\n  title: \"x\" sort: body\ncreate party q title: \"x\" sort: body\n"
          .utf8))
    let ran = try convenant("run", script)
    #expect(ran.status == 3)
    #expect(ran.text.contains("s.cvn:4: refused") && !ran.text.contains("create party q"))
  }

  @Test func scriptsThatAreNoTextOrHaveEndlessLinesAreRefused() throws {
    let folder = Scratch()
    for (name, data) in [
      ("binary", Data([0, 1, 2, 255, 254])), ("latin", Data([0xE9, 0x0A])),
      ("long", Data(repeating: 65, count: 1 << 20)),
    ] {
      let ran = try convenant("run", try folder.write(name, data))
      #expect(ran.status == 1 && ran.text.split(separator: "\n").count == 1, "\(name): \(ran.text.prefix(300))")
    }
    #expect(try convenant("run", folder.file("missing")).status == 1)
  }

  @Test func storesThatCannotBeUsedSayWhy() throws {
    let folder = Scratch()
    let text = try folder.write("text", Data("this is a text, not a store, and it is long enough to look at".utf8))
    let ran = try convenant("--store", text, "-c", "kinds")
    #expect(ran.status == 1 && ran.text.contains("no store of convenant"))
    #expect(try convenant("--store", folder.file("none"), "-c", "list party").text.contains("there is no store at"))
    #expect(try convenant("verify", "--store", folder.file("none")).status == 1)
    #expect(try convenant("verify").status == 64)
  }

  @Test func endOfInputInTheMiddleLosesNothingThatWasAcknowledged() throws {
    let folder = Scratch()
    let store = folder.file("s")
    let ran = try convenant(
      "--store", store, input: Data("\(begin)\ncreate party p title: \"x\" sort: body\ncreate party q title: \"un".utf8)
    )
    #expect(ran.status == 1 && ran.text.contains("no closing quote"))
    #expect(try convenant("--store", store, "-c", "expect count(party) = 1").status == 0)
  }

  @Test func malformedDefinitionsAreToldAllAtOnceWithPlaces() throws {
    let folder = Scratch()
    try FileManager.default.createDirectory(atPath: folder.file("Workflows/x"), withIntermediateDirectories: true)
    _ = try folder.write(
      "Workflows/x/workflow.yaml",
      Data(
        "workflow: x\nkinds:\n  a:\n    fields: {f: dat}\n    states: {s: {on: {go: t}}, t: {final: true}}\n    events: {go: {requires: [{name: n, that: g > 1}]}}\n"
          .utf8))
    let ran = try convenant("check", folder.path)
    #expect(ran.status == 1)
    #expect(
      ran.text.contains("workflow.yaml:4:17") && ran.text.contains("workflow.yaml:6:")
        && ran.text.contains("no RASCI line"))
  }
}

@Suite struct ManyAtOnce {
  @Test func twoProcessesLoseAndInterleaveNothing() throws {
    let folder = Scratch()
    let store = folder.file("s")
    try convenant("--store", store, "-c", begin)
    let scripts = try ["a", "b"].map { name in
      try folder.write(
        name,
        Data(
          (["as admin@test"] + (0..<60).map { "create party \(name)-\($0) title: \"x\" sort: body" }).joined(
            separator: "\n"
          ).utf8))
    }
    let running = try scripts.map { try start(["run", $0, "--store", store]) }
    for child in running {
      let ran = child.finish()
      #expect(ran.status == 0, "\(ran.text.suffix(500))")
    }
    #expect(try convenant("--store", store, "-c", "expect count(party) = 120").status == 0)
    let verified = try convenant("verify", "--store", store)
    #expect(verified.text.contains("121 entries"), "\(verified.text)")
  }
}

@Suite struct Interrupted {
  @Test func aScriptKeepsWhatItAcknowledgedAndSaysSo() throws {
    let folder = Scratch()
    let store = folder.file("s")
    try convenant("--store", store, "-c", begin)
    let lines = ["as admin@test"] + (0..<20_000).map { "create party p-\($0) title: \"x\" sort: body" }
    let child = try start([
      "run", try folder.write("long", Data(lines.joined(separator: "\n").utf8)), "--store", store,
    ])
    // Output to a pipe comes in blocks; the first one shows that acts are under way.
    let first = child.read()
    child.interrupt()
    let said = String(decoding: first + child.rest(), as: UTF8.self)
    #expect(child.wait() == 130)
    #expect(said.contains("what was acknowledged is kept"))
    let verified = try convenant("verify", "--store", store)
    #expect(verified.status == 0, "\(verified.text)")
    let acknowledged = said.components(separatedBy: "accepted").count - 1
    #expect(try convenant("--store", store, "-c", "expect count(party) >= \(acknowledged)").status == 0)
  }
}

@Suite struct ATerminal {
  @Test func thePromptAnswersAndCtrlCEndsTheLineOnly() throws {
    let child = try Child(
      "/usr/bin/script", ["-qec", "exec \(binary.path) repl", "/dev/null"],
      environment: TestSupport.environment.merging(["TERM": "xterm"]) { $1 }, input: .pipe, limit: .seconds(60))
    var text = ""
    func type(_ line: String, until wanted: String) {
      child.send(Array(line.utf8))
      text += child.read(until: wanted)
    }
    type("", until: "convenant> ")
    type("\(begin)\n", until: "begun")
    type("nonsense here\n", until: "no command and no event")
    // Ctrl-C drops the line that is being typed, and the prompt comes again.
    type("create party x title", until: "title")
    type("\u{03}", until: "^C")
    type("list party\n", until: "no party")
    type("quit\n", until: "\u{0}")
    #expect(child.wait() == 0)
    #expect(text.contains("^C") && text.contains("no party"), "\(text)")
  }
}

/// Public cases of other projects, beside this one and no part of it: without them there is nothing to compare.
@Suite struct PublicCases {
  private static let runner = project.appending(path: "../shared/tools/conformance").path

  @Test(
    .enabled(
      if: FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")
        && FileManager.default.fileExists(atPath: runner),
      "the public cases do not lie beside the project"), arguments: ["feel", "scxml", "scion", "merkle"])
  func allPass(_ suite: String) throws {
    let ran = try Child("/usr/bin/python3", [Self.runner, suite, "--bin", binary.path]).finish()
    #expect(ran.status == 0, "\(ran.text)")
  }
}

@Suite struct StatechartsAsDocuments {
  @Test func areRunTracedWrittenAndReadByTheCommand() throws {
    let folder = Scratch()
    let door = try folder.write(
      "door.scxml",
      Data(
        """
        <scxml xmlns="http://www.w3.org/2005/07/scxml" version="1.0" datamodel="feel" name="door" initial="closed">
          <datamodel><data id="times" expr="0"/></datamodel>
          <state id="closed"><transition event="open" cond="times &lt; 2" target="opened"><assign location="times" expr="times + 1"/></transition>
            <transition event="lock" target="locked"/></state>
          <state id="opened"><onentry><send event="fall_shut" delay="5s"/></onentry><transition event="fall_shut close" target="closed"/></state>
          <final id="locked"/>
        </scxml>
        """.utf8))
    let script = try folder.write(
      "events.json",
      Data(#"{"events": [{"event": {"name": "open"}}, {"event": {"name": "lock"}, "after": 6000}]}"#.utf8))
    #expect(
      try convenant("scxml", "trace", door, script).text
        == "{\"configurations\":[[\"closed\"],[\"opened\"],[\"locked\"]]}\n")
    let ran = try convenant("scxml", "run", door)
    #expect(ran.status == 0 && ran.text.contains("{\"outcome\":null,\"configuration\":[\"closed\"]}"))
    let imported = try convenant("scxml", "import", door).text
    #expect(
      imported.contains("workflow: door") && imported.contains("fall shut:") && imported.contains("make it a timer"))
    #expect(
      try convenant("scxml", "export", "contract", "--region", "wbo").text.contains("<state id=\"extension_window\">"))
    let unknown = try convenant("scxml", "export", "contrakt", "--region", "wbo")
    #expect(unknown.status == 1 && unknown.text.contains("did you mean \"contract\"?"))
    let wrong = try convenant("scxml", "run", folder.file("gone.scxml"))
    #expect(wrong.status == 1 && wrong.text.contains("there is no such file"))
  }
}

@Suite struct TheCoverage {
  /// Every fact has one row, and what a row names is there.
  @Test func namesEveryFactOnceAndOnlyWhatExists() throws {
    let page = try String(contentsOf: project.appending(path: "docs/reference/coverage.md"), encoding: .utf8)
    let rows = page.split(separator: "\n").compactMap { line -> (id: String, by: String)? in
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard cells.count == 3, cells[0].contains(/^[A-H]\d+$/) else { return nil }
      return (cells[0], cells[2])
    }
    let counts: [(letter: String, count: Int)] = [
      ("A", 12), ("B", 20), ("C", 11), ("D", 8), ("E", 19), ("F", 7), ("G", 11), ("H", 2),
    ]
    #expect(rows.map(\.id) == counts.flatMap { group in (1...group.count).map { "\(group.letter)\($0)" } })
    var scripts: [String: String] = [:]
    for name in ["wbo", "jim", "nob"] {
      scripts[name] = try String(contentsOf: project.appending(path: "docs/examples/\(name).cvn"), encoding: .utf8)
    }
    for row in rows {
      for match in row.by.matches(of: /(Workflows|Plugins|docs)\/[a-z\-\/A-Z]+(\.md|\.csv)?/) {
        let path = project.appending(path: String(match.output.0)).path
        #expect(FileManager.default.fileExists(atPath: path), "\(row.id): \(match.output.0)")
      }
      // Where a script is named, the cases behind it stand in it.
      for part in row.by.split(separator: ";") {
        guard let script = part.firstMatch(of: /(wbo|jim|nob)\.cvn/).flatMap({ scripts[String($0.output.1)] }) else {
          continue
        }
        for name in part[(part.firstRange(of: ".cvn")?.upperBound ?? part.startIndex)...].matches(of: /`([a-z0-9\-]+)`/)
        where name.output.1.contains("-") && !name.output.1.hasPrefix("mdo-1-") {
          #expect(script.contains(name.output.1), "\(row.id): \(name.output.1)")
        }
      }
    }
  }
}
