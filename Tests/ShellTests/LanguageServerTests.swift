import Foundation
import TestSupport
import Testing

private let workflow = """
  workflow: bridge
  version: 1
  kinds:
    bridge:
      title: {en: Bridge, nl: Brug}
      fields:
        height: {type: number, required: true, title: {en: Height in metres, nl: Hoogte in meters}}
        reason: text
      derived:
        low: height < low bridge
      states:
        shut: {on: {open bridge: {to: open, when: not(low)}, retire: retired}}
        open: {on: {shut bridge: shut}}
        retired: {final: true}
      events:
        open bridge:
          fields: {mast: number required}
          requires:
            - name: needed
              that: >-
                event.mast
                > height
        shut bridge: {}
        retire: {fields: {reason: required}}
    survey:
      fields: {of: bridge required, height: number}
      derived: {fits: of.height >= height, over: 'of.state = "open"'}
      states: {made: {final: true}}

  """

private let plugin = """
  plugin: ways
  region: ways
  roles:
    keeper: {en: Bridge keeper, nl: Brugwachter}
  constants:
    low bridge: 2.5
  laws:
    up for somebody: {title: It is up for somebody, source: the house, of: bridge, in: open, holds: low or not(low)}
  rasci:
    bridge:
      default: {R: administrator, A: administrator}
      open bridge: {R: keeper, A: administrator, approval: after, four eyes: false}
    survey:
      default: {R: administrator, A: administrator}

  """

private let cases = """
  setup: |
    as admin@check: create bridge b-1 height: 4
    as admin@check: create survey s-1 of: b-1 height: 3
  cases:
    height is known: |
      expect bridge[id = "b-1"][1].height = 4
      expect state b-1 shut
      as admin@check: retire b-1 reason: "it leans, open"
      expect state b-1 retired

  """

private let paths = [
  "Workflows/bridge/workflow.yaml": workflow, "Plugins/ways/plugin.yaml": plugin, "Workflows/bridge/cases.yaml": cases,
]
private let bridge = "Workflows/bridge/workflow.yaml"
private let ways = "Plugins/ways/plugin.yaml"

/// A folder with the bridges, and an editor that has it open.
private struct Desk {
  let scratch = Scratch()
  let editor: EditorClient

  init(_ encodings: [String] = ["utf-16"], arguments: [String] = []) throws {
    for (path, text) in paths {
      let url = URL(fileURLWithPath: scratch.file(path))
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
    }
    editor = try EditorClient(scratch.path, arguments: arguments)
    try editor.initialize(encodings)
  }

  /// Text with a bar in it, opened without the bar, and what is answered at the bar.
  func ask(_ method: String, _ name: String, _ old: String, _ marked: String, _ more: [String: Any] = [:]) throws -> Any
  {
    let text = paths[name] ?? ""
    let whole = text.replacing(old, with: marked, maxReplacements: 1)
    try #require(whole != text || text.isEmpty, "the text has no \(old)")
    try editor.open(name, whole.replacing("|", with: "", maxReplacements: whole.contains(": |") ? 0 : 1))
    return try editor.ask(method, name, at: whole, more)
  }

  func labels(_ name: String, _ old: String, _ marked: String) throws -> [String] {
    (try ask("completion", name, old, marked) as? [[String: Any]] ?? []).compactMap { $0["label"] as? String }
  }

  func hover(_ name: String, _ old: String, _ marked: String) throws -> String {
    let answer = try ask("hover", name, old, marked) as? [String: Any]
    return (answer?["contents"] as? [String: Any])?["value"] as? String ?? ""
  }

  /// Where it is defined: `file:line`, from 1.
  func definition(_ name: String, _ old: String, _ marked: String) throws -> [String] {
    (try ask("definition", name, old, marked) as? [[String: Any]] ?? []).map { place in
      let file = (place["uri"] as? String ?? "").split(separator: "/").suffix(3).joined(separator: "/")
      let start = (place["range"] as? [String: Any])?["start"] as? [String: Any]
      return "\(file):\((start?["line"] as? Int ?? -2) + 1)"
    }
  }

  /// Renames at the bar, applies the edits to the files, and answers how many there are in each.
  func rename(_ name: String, _ old: String, _ marked: String, to new: String) throws -> [String: Int] {
    let answer = try ask("rename", name, old, marked, ["newName": new]) as? [String: Any]
    let changes = try #require(answer?["changes"] as? [String: [[String: Any]]])
    var counts: [String: Int] = [:]
    for (uri, edits) in changes {
      let path = try #require(URL(string: uri)).path
      var lines = try String(contentsOfFile: path, encoding: .utf8).components(separatedBy: "\n")
      func at(_ edit: [String: Any], _ end: String) throws -> (Int, Int) {
        let place = try #require((edit["range"] as? [String: Any])?[end] as? [String: Int])
        return (try #require(place["line"]), try #require(place["character"]))
      }
      for edit in try edits.sorted(by: { try at($0, "start") > at($1, "start") }) {
        let (start, end) = (try at(edit, "start"), try at(edit, "end"))
        let text = try #require(edit["newText"] as? String)
        lines[start.0] = lines[start.0].prefix(start.1) + text + lines[end.0].dropFirst(end.1)
      }
      try lines.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
      counts[path.replacing(scratch.path + "/", with: "")] = edits.count
    }
    return counts
  }

  func refusal(_ name: String, _ old: String, _ marked: String, to new: String) throws -> String {
    do {
      _ = try rename(name, old, marked, to: new)
      return ""
    } catch let failure as EditorFailure { return failure.message }
  }
}

@Suite(.timeLimit(.minutes(5))) struct ServingAnEditor {
  @Test func saysWhatIsWrongWithTheTextThatIsOpenAndTakesItBackWhenItIsMended() throws {
    let desk = try Desk()
    try desk.editor.open(bridge, workflow.replacing("to: open,", with: "to: opn,"))
    let found = try #require(try desk.editor.found(bridge).first)
    #expect(found["code"] as? String == "definitions.unknown-state" && found["source"] as? String == "convenant")
    #expect(found["severity"] as? Int == 1 && (found["message"] as? String)?.contains("did you mean \"open\"?") == true)
    #expect((found["range"] as? [String: [String: Int]])?["start"]?["line"] == 11)
    try desk.editor.change(bridge, 7, workflow)
    #expect(try desk.editor.found(bridge).isEmpty)
    #expect(desk.editor.findings[desk.editor.uri(bridge)]?["version"] as? Int == 7)
    // What is not open is checked with it: the region names an event that the text has lost.
    try desk.editor.change(bridge, 8, workflow.replacing("open bridge:", with: "open it:"))
    _ = try desk.editor.found(bridge)
    let other = desk.editor.findings[desk.editor.uri(ways)]?["diagnostics"] as? [[String: Any]]
    #expect(other?.first?["code"] as? String == "definitions.unknown-event")
    try desk.editor.change(bridge, 9, workflow)
    _ = try desk.editor.found(bridge)
    // A part of a text is not what was agreed, and changes nothing.
    let range = ["start": ["line": 0, "character": 0], "end": ["line": 0, "character": 1]]
    try desk.editor.notify(
      "textDocument/didChange",
      [
        "textDocument": ["uri": desk.editor.uri(bridge), "version": 10],
        "contentChanges": [["range": range, "text": "w"]],
      ])
    #expect(try desk.editor.found(bridge).isEmpty)
    let cleared = desk.editor.findings[desk.editor.uri(ways)]?["diagnostics"] as? [[String: Any]]
    #expect(cleared?.isEmpty == true)
    #expect(try desk.editor.leave() == 0)
  }

  @Test(arguments: [(["utf-16"], "utf-16", 41), (["utf-16", "utf-8"], "utf-8", 43)])
  func countsAsWasAgreed(_ offered: [String], _ agreed: String, _ column: Int) throws {
    let desk = try Desk(offered)
    let text = workflow.replacing("retire: retired", with: "retire: {when: '\"🚢\" = nme', to: retired}")
      .replacing("shut: {on: {open bridge: {to: open, when: not(low)}, ", with: "shut: {on: {")
    try desk.editor.open(bridge, text)
    let found = try #require(try desk.editor.found(bridge).first { $0["code"] as? String == "feel.unknown-name" })
    #expect((found["range"] as? [String: [String: Int]])?["start"]?["character"] == column, "\(agreed)")
  }

  @Test func showsWhatANameIsInTheLanguageOfTheUser() throws {
    let desk = try Desk(arguments: ["--lang", "nl"])
    let field = try desk.hover(bridge, "height < low bridge", "hei|ght < low bridge")
    #expect(field.contains("**height** · veld van bridge") && field.contains("Hoogte in meters"))
    #expect(field.contains("van het type number, verplicht") && field.contains("\(bridge):7"))
    #expect(try desk.hover(bridge, "height < low bridge", "height < low br|idge").contains("waarde: `2.5`"))
    #expect(try desk.hover(ways, "{R: keeper", "{R: kee|per").contains("Brugwachter"))
    #expect(try desk.hover(bridge, "when: not(low)", "when: no|t(low)").contains("not(negand)"))
    #expect(try desk.hover(bridge, "when: not(low)", "when: not(lo|w)").contains("= height < low bridge"))
    #expect(try desk.hover(bridge, "version: 1", "ver|sion: 1") == "")
  }

  @Test func goesToWhereSomethingIsDefined() throws {
    let desk = try Desk()
    for (file, old, marked, place) in [
      (bridge, "{of: bridge required", "{of: brid|ge required", "\(bridge):4"),
      (bridge, "of.height >= height", "of.hei|ght >= height", "\(bridge):7"),
      (bridge, "of.height >= height", "of.height >= hei|ght", "\(bridge):26"),
      (bridge, "'of.state = \"open\"'", "'of.state = \"op|en\"'", "\(bridge):13"),
      (bridge, "> height", "> hei|ght", "\(bridge):7"),
      (bridge, "event.mast", "event.ma|st", "\(bridge):17"),
      (bridge, "height < low bridge", "height < low| bridge", "\(ways):6"),
      (bridge, "{to: open,", "{to: op|en,", "\(bridge):13"),
      (bridge, "{on: {open bridge", "{on: {op|en bridge", "\(bridge):16"),
      (ways, "  open bridge: {R: keeper", "  open| bridge: {R: keeper", "\(bridge):16"),
      (ways, "{R: keeper", "{R: keep|er", "\(ways):4"), (ways, "  survey:", "  sur|vey:", "\(bridge):25"),
    ] { #expect(try desk.definition(file, old, marked) == [place], "\(marked)") }
    let script = "as k@w: retire b-1 reason: \"x\"\ncreate bridge b-1 height: 4\nexpect refused needed\n"
    let scripts = "play.cvn"
    try desk.editor.open(scripts, script)
    func at(_ marked: String) throws -> Int {
      (try desk.editor.ask("definition", scripts, at: marked) as? [[String: Any]] ?? []).count
    }
    #expect(try at("as k@w: ret|ire") == 1)
    #expect(try at("as k@w: retire b-1 rea|son") == 1)
    #expect(try at("as k@w: retire b-1 reason: \"x\"\ncreate bridge b-1 hei|ght") == 1)
    #expect(try at("as k@w: retire b-1 reason: \"x\"\ncreate bridge b-1 height: 4\nexpect refused nee|ded") == 1)
  }

  @Test func offersWhatMayStandInAPlace() throws {
    let desk = try Desk()
    try desk.editor.open(bridge, workflow)
    #expect(try desk.editor.found(bridge).isEmpty)
    let inExpression = try desk.labels(bridge, "height < low bridge", "height < |")
    #expect(["height", "reason", "low bridge", "string length", "count"].allSatisfy(inExpression.contains))
    #expect(try desk.labels(bridge, "height < low bridge", "height < low b|").first == "low bridge")
    #expect(try desk.labels(bridge, "of.height >= height", "of.h|") == ["height"])
    #expect(try desk.labels(bridge, "event.mast\n", "event.m|\n") == ["mast"])
    #expect(try desk.labels(bridge, "{to: open,", "{to: |,") == ["shut", "open", "retired"])
    #expect(try desk.labels(bridge, "{of: bridge required", "{of: bri|") == ["bridge", "bridge required"])
    #expect(try desk.labels(bridge, "retired: {final: true}", "retired: {fin|}") == ["final"])
    #expect(try desk.labels(ways, "{R: keeper", "{R: ke|") == ["keeper"])
    #expect(try desk.labels(ways, "open bridge: {R", "open b|: {R") == ["open bridge"])
    #expect(try desk.labels(ways, "constants:\n", "cons|\nconstants:\n").contains("constants"))
    try desk.editor.open("play.cvn", "create bridge b-1 height: 4\nre")
    let words =
      try desk.editor.ask("completion", "play.cvn", at: "create bridge b-1 height: 4\nre|") as? [[String: Any]]
    #expect(Set((words ?? []).compactMap { $0["label"] as? String }) == ["reject", "retire"])
  }

  @Test func namesTheKindsStatesAndEventsOfAFile() throws {
    let desk = try Desk()
    try desk.editor.open(bridge, workflow)
    let symbols =
      try desk.editor.request(
        "textDocument/documentSymbol", ["textDocument": ["uri": desk.editor.uri(bridge)]]) as? [[String: Any]]
    let kind = try #require(symbols?.first { $0["name"] as? String == "bridge" && $0["kind"] as? Int == 5 })
    let inner = (kind["children"] as? [[String: Any]] ?? []).compactMap { $0["name"] as? String }
    #expect(
      inner == [
        "height", "reason", "low", "shut", "open", "retired", "open bridge", "mast", "needed", "shut bridge", "retire",
      ])
  }
}

@Suite(.timeLimit(.minutes(5))) struct Renaming {
  @Test(arguments: [
    (
      bridge, "height < low bridge", "hei|ght < low bridge", "clearance", [bridge: 4, "Workflows/bridge/cases.yaml": 2]
    ),
    (bridge, "{to: open,", "{to: op|en,", "up", [bridge: 3, ways: 1]),
    (bridge, "retire: {fields", "ret|ire: {fields", "scrap", [bridge: 2, "Workflows/bridge/cases.yaml": 1]),
    (bridge, "reason: text", "rea|son: text", "cause", [bridge: 2, "Workflows/bridge/cases.yaml": 1]),
    (ways, "{R: keeper", "{R: kee|per", "bridge keeper", [ways: 2]),
    (ways, "low bridge: 2.5", "low| bridge: 2.5", "low one", [bridge: 1, ways: 1]),
    (bridge, "fields: {mast", "fields: {ma|st", "tall", [bridge: 2]),
  ])
  func changesEveryPlaceAndNothingElse(
    _ file: String, _ old: String, _ marked: String, _ new: String, _ counts: [String: Int]
  ) throws {
    let desk = try Desk()
    #expect(try desk.rename(file, old, marked, to: new) == counts)
    let checked = try convenant("check", desk.scratch.path)
    #expect(checked.status == 0 && checked.text.contains("1 passed, 0 failed"), "\(checked.text)")
  }

  @Test func isRefusedWhereItIsNotSound() throws {
    let desk = try Desk()
    func refused(_ file: String, _ old: String, _ marked: String, to new: String) throws -> String {
      try desk.refusal(file, old, marked, to: new)
    }
    #expect(try refused(bridge, "reason: text", "rea|son: text", to: "height").contains("with the new name"))
    #expect(try refused(bridge, "reason: text", "rea|son: text", to: "low bridge").contains("with the new name"))
    #expect(try refused(bridge, "reason: text", "rea|son: text", to: "for: x").contains("cannot be a name"))
    #expect(try refused(bridge, "reason: text", "rea|son: text", to: "for").contains("cannot be a name here"))
    #expect(try refused(bridge, "  survey:", "  sur|vey:", to: "measurement").contains("is not renamed here"))
    #expect(
      try refused(ways, "{R: administrator, A", "{R: admin|istrator, A", to: "boss").contains("is not renamed here"))
    #expect(try refused(bridge, "version: 1", "ver|sion: 1", to: "x").contains("nothing that has a name"))
    let broken = try refused(bridge, "{to: open,", "{to: op|n,", to: "up")
    #expect(broken.contains("nothing") || broken.contains("first put right"))
    // What stands in a case of which the kind cannot be told.
    let unclear = cases.replacing("expect state b-1 shut", with: "fields\n    height")
    try desk.editor.open("Workflows/bridge/cases.yaml", unclear)
    #expect(
      try refused(bridge, "height < low bridge", "hei|ght < low bridge", to: "clearance").contains("cannot be told"))
  }

  @Test func preparesWithTheNameThatIsThere() throws {
    let desk = try Desk()
    let answer = try desk.ask("prepareRename", bridge, "height < low bridge", "hei|ght < low bridge") as? [String: Any]
    #expect(answer?["placeholder"] as? String == "height")
    #expect(throws: EditorFailure.self) { try desk.ask("prepareRename", bridge, "version: 1", "ver|sion: 1") }
  }
}

@Suite(.timeLimit(.minutes(5))) struct TheLifeOfAServer {
  private func failure(_ body: () throws -> Any) -> Int? {
    do {
      _ = try body()
      return nil
    } catch let failure as EditorFailure { return failure.code } catch { return 0 }
  }

  @Test func followsTheProtocolFromInitializeToExit() throws {
    let desk = Scratch()
    let editor = try EditorClient(desk.path)
    #expect(failure { try editor.request("textDocument/hover") } == -32002)
    try editor.initialize()
    #expect(failure { try editor.request("initialize") } == -32600)
    #expect(failure { try editor.request("workspace/symbol") } == -32601)
    #expect(failure { try editor.request("$/unheard") } == -32601)
    #expect(failure { try editor.request("textDocument/hover") } == -32602)
    #expect(failure { try editor.request("textDocument/hover", ["textDocument": ["uri": "file:///no"]]) } == -32602)
    try editor.notify("$/unheard")
    try editor.request("shutdown")
    #expect(failure { try editor.request("textDocument/hover") } == -32600)
    #expect(try editor.leave(saying: false) == 0)
    let rude = try EditorClient(desk.path)
    try rude.initialize()
    #expect(try rude.leave(saying: false) == 1)
    let gone = try EditorClient(desk.path)
    try gone.initialize()
    #expect(gone.hangUp() == 1)
  }

  /// Bytes that are no message; a report of the tests shows how they begin.
  struct Stray: CustomTestStringConvertible {
    let bytes: String
    var testDescription: String { "\(bytes.prefix(40).debugDescription), \(bytes.utf8.count) bytes" }
  }

  @Test(
    arguments: [
      "nonsense\r\n\r\n", "Content-Length: x\r\n\r\n", "Content-Length: -5\r\n\r\n", "Content-Length: 3\r\n\r\n{]}",
      "Content-Length: 2\r\n\r\n[]", "Content-Length: 4\r\n\r\nnull", "Content-Length: 2\r\n\r\n{}",
      "Content-Length: 4\r\n\r\n{}{}", "Content-Length: 17\r\n\r\n{\"id\":1,\"x\":null}",
      "Content-Length: 12\r\n\r\n{\"method\":3}", "Content-Length: 99999999999999999999\r\n\r\n", "\u{0}\u{1}\u{2}\n\n",
      "Content-Type: utf-8\r\n\r\n", String(repeating: "a", count: 100_000) + "\r\n\r\n",
      String(repeating: "a: b\r\n", count: 1000) + "\r\n",
      "Content-Length: 100000\r\n\r\n" + String(repeating: "[", count: 100_000),
      "Content-Length: 20000000\r\n\r\n" + String(repeating: " ", count: 20_000_000),
    ].map(Stray.init))
  func answersAMessageThatIsNoneAndGoesOn(_ stray: Stray) throws {
    let bytes = stray.bytes
    let desk = try Desk()
    desk.editor.send(raw: Array(bytes.utf8))
    try desk.editor.open(bridge, workflow)
    #expect(try desk.editor.found(bridge).isEmpty)
    let codes = desk.editor.strays.compactMap { ($0["error"] as? [String: Any])?["code"] as? Int }
    #expect(bytes.contains("null}") || codes.contains { [-32700, -32600].contains($0) }, "\(desk.editor.strays)")
    #expect(try desk.editor.leave() == 0)
  }

  @Test func isNotImpressedByParametersOfTheWrongShape() throws {
    let desk = try Desk()
    try desk.editor.open(bridge, workflow)
    let uri = desk.editor.uri(bridge)
    for position: Any in [
      NSNull(), 3, [], ["line": -1, "character": 0], ["line": 1.5, "character": 0], ["line": "1", "character": 0],
      ["line": 99_999_999_999, "character": 0],
    ] {
      for method in ["hover", "definition", "completion", "prepareRename", "rename"] {
        #expect(
          failure {
            try desk.editor.request(
              "textDocument/\(method)", ["textDocument": ["uri": uri], "position": position, "newName": "x"])
          } == -32602)
      }
    }
    for position in [["line": 2_000_000_000, "character": 0], ["line": 3, "character": 2_000_000_000]] {
      _ = try desk.editor.request("textDocument/hover", ["textDocument": ["uri": uri], "position": position])
    }
    for (method, parameters): (String, [String: Any]) in [
      ("didOpen", ["textDocument": ["uri": "untitled:1", "version": 1, "text": "x"]]),
      ("didOpen", ["textDocument": ["uri": 4, "text": 5]]), ("didOpen", [:]), ("didChange", ["contentChanges": 4]),
      ("didChange", ["textDocument": ["uri": uri, "version": 2], "contentChanges": []]),
      ("didClose", ["textDocument": ["uri": "file:///never"]]), ("didSave", ["textDocument": []]),
      ("didOpen", ["textDocument": ["uri": desk.editor.uri(ways), "text": String(repeating: "x", count: 5_000_000)]]),
      ("didOpen", ["textDocument": ["uri": desk.editor.uri("a.cvn"), "text": "\u{0}|\u{1F6A2}\r\n|"]]),
    ] { try desk.editor.notify("textDocument/\(method)", parameters) }
    #expect(try desk.editor.found(bridge).isEmpty)
    #expect(try desk.editor.leave() == 0)
  }

  @Test func shippedDefinitionsAreServedWhole() throws {
    let editor = try EditorClient(project.path)
    try editor.initialize()
    let path = "Workflows/contract/workflow.yaml"
    let text = try String(contentsOf: project.appending(path: path), encoding: .utf8)
    try editor.open(path, text)
    #expect(try editor.found(path).isEmpty)
    let marked = text.replacing("end - notice period", with: "end - notice| period", maxReplacements: 1)
    let hover = try editor.ask("hover", path, at: marked) as? [String: Any]
    #expect((hover?["contents"] as? [String: String])?["value"]?.contains("field of contract") == true)
  }
}
