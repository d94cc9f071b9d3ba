import Definitions
import Diagnostics
import Exchange
import FEEL
import Foundation
import Statechart
import Testing

private func read(_ body: String, _ attributes: String = "initial=\"s\"") throws -> SCXMLDocument {
  try SCXML.read(
    Source(
      name: "test.scxml",
      text: """
        <scxml xmlns="http://www.w3.org/2005/07/scxml" version="1.0" datamodel="feel" \(attributes)>\(body)</scxml>
        """))
}

/// Where a document ends when it runs by itself.
private func outcome(_ body: String, _ attributes: String = "initial=\"s\"") throws -> String? {
  let sessions = try Sessions(try read(body, attributes))
  try sessions.run()
  return sessions.outcome
}

private let ends = "<final id=\"yes\"/><final id=\"no\"/>"

private func child(_ body: String, _ attributes: String = "initial=\"c\"") -> String {
  "<content><scxml version=\"1.0\" datamodel=\"feel\" \(attributes)>\(body)</scxml></content>"
}

@Suite struct Documents {
  @Test func anErrorEndsItsBlockOfContentAndTheNextBlockRuns() throws {
    let body = """
      <datamodel><data id="a" expr="0"/><data id="b" expr="0"/></datamodel>
      <state id="s"><onentry><assign location="nowhere" expr="1"/><assign location="a" expr="1"/></onentry>
      <onentry><assign location="b" expr="1"/></onentry>
      <transition cond="a = 0 and b = 1" target="yes"/><transition target="no"/></state>\(ends)
      """
    #expect(try outcome(body) == "yes")
  }

  @Test func aSendThatCannotGoEndsItsBlockAndTheErrorCarriesItsId() throws {
    let body = """
      <datamodel><data id="a" expr="0"/></datamodel>
      <state id="s"><onentry><send id="mine" event="e" target="baz"/><assign location="a" expr="1"/></onentry>
      <transition event="error.execution" cond="_event.sendid = &quot;mine&quot; and a = 0" target="yes"/>
      <transition event="*" target="no"/></state>\(ends)
      """
    #expect(try outcome(body) == "yes")
  }

  @Test func internalEventsComeBeforeExternalOnes() throws {
    let body = """
      <state id="s"><onentry><send event="late"/><send event="early" target="#_internal"/></onentry>
      <transition event="early" target="t"/><transition event="late" target="no"/></state>
      <state id="t"><transition event="late" target="yes"/></state>\(ends)
      """
    #expect(try outcome(body) == "yes")
  }

  @Test func aCancelledSendDoesNotComeAndThoseOfOthersDo() throws {
    let body = """
      <state id="s"><onentry><send event="timeout" delay="3s"/></onentry>
      <invoke>\(child("<state id=\"c\"><onentry><send id=\"x\" event=\"back\" delay=\"1s\" target=\"#_parent\"/></onentry><transition event=\"go\" target=\"f\"/></state><final id=\"f\"/>"))</invoke>
      <onentry><cancel sendid="x"/></onentry>
      <transition event="back" target="yes"/><transition event="timeout" target="no"/></state>\(ends)
      """
    #expect(try outcome(body) == "yes")
  }

  @Test func whatAServicePlannedForLaterEndsWithIt() throws {
    let body = """
      <state id="s"><onentry><send event="timeout" delay="3s"/></onentry>
      <invoke>\(child("<state id=\"c\"><onentry><send event=\"back\" delay=\"1s\" target=\"#_parent\"/></onentry><transition target=\"f\"/></state><final id=\"f\"/>"))</invoke>
      <transition event="back" target="no"/><transition event="timeout" target="yes"/></state>\(ends)
      """
    #expect(try outcome(body) == "yes")
  }

  @Test func autoforwardPassesEventsOnAsTheyAre() throws {
    let inner = """
      <state id="c"><transition event="note" cond="_event.data.n = 7" target="f"/></state>\
      <final id="f"><donedata><param name="n" expr="8"/></donedata></final>
      """
    let body = """
      <state id="s"><onentry><send event="note"><param name="n" expr="7"/></send><send event="timeout" delay="2s"/></onentry>
      <invoke id="i" autoforward="true">\(child(inner))</invoke>
      <transition event="done.invoke.i" cond="_event.data.n = 8" target="yes"/>
      <transition event="timeout done.invoke" target="no"/></state>\(ends)
      """
    #expect(try outcome(body) == "yes")
  }

  @Test func finalizeRunsBeforeTransitionsAreLookedForAndEmptyItTakesWhatCameBack() throws {
    let inner = """
      <final id="c"><onentry><send target="#_parent" event="e"><param name="v" expr="5"/></send></onentry></final>
      """
    for finalize in ["<finalize/>", "<finalize><assign location=\"v\" expr=\"_event.data.v\"/></finalize>"] {
      let body = """
        <datamodel><data id="v" expr="1"/></datamodel>
        <state id="s"><invoke namelist="v">\(child(inner))\(finalize)</invoke>
        <transition event="e" cond="v = 5" target="yes"/><transition event="*" target="no"/></state>\(ends)
        """
      #expect(try outcome(body) == "yes")
    }
  }

  @Test func aServiceAnswersToTheOriginOfWhatItGot() throws {
    let inner = """
      <state id="c"><onentry><send target="#_parent" event="hello"/></onentry>
      <transition event="how" target="f"><send event="fine" targetexpr="_event.origin" typeexpr="_event.origintype"/></transition>
      </state><final id="f"/>
      """
    let body = """
      <state id="s"><invoke>\(child(inner))</invoke>
      <transition event="hello" cond="_event.invokeid != null" ><send event="how" targetexpr="_event.origin"/></transition>
      <transition event="fine" target="yes"/><transition event="error" target="no"/></state>\(ends)
      """
    #expect(try outcome(body) == "yes")
  }

  @Test func servicesAreTypedAndUnknownTypesAreErrors() throws {
    for (part, answer) in [
      ("type=\"http://example.org/x\"", "no"), ("typeexpr=\"&quot;scxml&quot;\"", "yes"),
      ("src=\"file:gone.scxml\"", "lost"),
    ] {
      let content = part.hasPrefix("src") ? "" : child("<final id=\"c\"/>")
      let body = """
        <state id="s"><invoke \(part)>\(content)</invoke><transition event="done.invoke" target="yes"/>
        <transition event="error.execution" target="no"/><transition event="error.communication" target="lost"/></state>
        \(ends)<final id="lost"/>
        """
      #expect(try outcome(body) == answer)
    }
  }

  @Test func aValueFromTheInvocationTakesTheFirstValuesPlaceAndUnknownNamesAreLeftOut() throws {
    let inner = """
      <datamodel><data id="a" expr="1"/></datamodel><state id="c"><transition cond="a = 4 and b = null" target="f"/>\
      <transition event="error" target="f"/></state><final id="f"><donedata><content expr="a"/></donedata></final>
      """
    let body = """
      <datamodel><data id="a" expr="4"/><data id="b" expr="4"/></datamodel>
      <state id="s"><invoke namelist="a b">\(child(inner))</invoke>
      <transition event="done.invoke" cond="_event.data = 4" target="yes"/></state>\(ends)
      """
    #expect(try outcome(body) == "yes")
  }

  @Test func conditionsThatAreNoBooleansAreFalseAndErrors() throws {
    let body = """
      <state id="s"><transition cond="null" target="no"/><transition event="error.execution" target="yes"/></state>\(ends)
      """
    #expect(try outcome(body) == "yes")
  }

  @Test func loopsGoOverACopy() throws {
    let body = """
      <datamodel><data id="a">[1, 2, 3]</data><data id="n" expr="0"/></datamodel>
      <state id="s"><onentry><foreach array="a" item="x" index="i">
      <assign location="a" expr="append(a, 9)"/><assign location="n" expr="n + x + i"/></foreach></onentry>
      <transition cond="n = 9 and count(a) = 6" target="yes"/><transition target="no"/></state>\(ends)
      """
    #expect(try outcome(body) == "yes")
  }

  @Test func inlineContentIsFEELOrATextWithItsSpacesNormalised() throws {
    let body = """
      <datamodel><data id="a">  this is
        a text </data><data id="b">{"size": 27}</data><data id="c">date</data></datamodel>
      <state id="s"><transition cond="a = &quot;this is a text&quot; and b.size = 27 and c = &quot;date&quot;" target="yes"/>
      <transition target="no"/></state>\(ends)
      """
    #expect(try outcome(body) == "yes")
  }

  @Test func nothingTimesOutWhoseTimeIsNotCome() throws {
    let sessions = try Sessions(
      try read(
        "<state id=\"s\"><onentry><send event=\"e\" delay=\"PT10S\"/></onentry><transition event=\"e\" target=\"yes\"/></state>\(ends)"
      ))
    try sessions.wait(milliseconds: 9_999)
    #expect(sessions.leaves == ["s"])
    try sessions.wait(milliseconds: 1)
    #expect(sessions.outcome == "yes")
  }
}

@Suite struct HostileDocuments {
  private func problem(_ text: String) -> String {
    do throws(Diagnostics) {
      _ = try SCXML.read(Source(name: "test.scxml", text: text))
      return "none"
    } catch {
      return error.description
    }
  }

  @Test func documentTypesAreRefusedBeforeAnyEntityGrows() {
    let bomb = """
      <?xml version="1.0"?><!-- a --><!DOCTYPE lolz [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>
      <scxml xmlns="http://www.w3.org/2005/07/scxml"><state id="&b;"/></scxml>
      """
    #expect(problem(bomb).contains("document type declaration"))
    #expect(problem("<scxml xmlns=\"http://www.w3.org/2005/07/scxml\"><state id=\"&undefined;\"/></scxml>") != "none")
  }

  @Test func deepNestingIsAnErrorWithItsPlace() {
    let deep = String(repeating: "<state>", count: 20_000)
    #expect(problem("<scxml>\(deep)").contains("nested more than 100 deep"))
  }

  @Test func halfADocumentIsAnErrorWithItsPlace() {
    #expect(problem("<scxml>\n<state id=\"a\">").contains("test.scxml:2"))
    #expect(problem("").contains("well-formed"))
    #expect(problem("contract: 1").contains("well-formed"))
  }

  @Test func scriptsAreRefused() {
    #expect(problem("<scxml><script>a = 1</script><state id=\"a\"/></scxml>").contains("<script> is not run"))
  }

  @Test func allErrorsAreToldEachWithItsPlace() {
    let text = """
      <scxml initial="nowhere">
       <state id="a" initial="b"><transition event="e" target="c"/><state id="a1"/></state>
       <state id="b"/>
       <state id="b"/>
      </scxml>
      """
    let told = problem(text)
    for expected in [
      "test.scxml:2:2: error: the initial state \"b\" lies outside \"a\"", "there is no state \"c\"",
      "there is no state \"nowhere\"", "test.scxml:4:2: error: the id \"b\" stands twice",
    ] { #expect(told.contains(expected)) }
  }

  @Test(arguments: [("early", "yes"), ("late", "no")])
  func dataIsBoundWhenTheDocumentSays(_ binding: String, _ wanted: String) throws {
    let body = """
      <state id="s"><transition cond="a = 1" target="yes"/><transition target="no"/></state>
      <state id="t"><datamodel><data id="a" expr="1"/></datamodel></state>\(ends)
      """
    #expect(try outcome(body, "initial=\"s\" binding=\"\(binding)\"") == wanted)
  }

  @Test func endlessChartsStop() throws {
    let pingPong = try read(
      "<state id=\"s\"><transition target=\"t\"/></state><state id=\"t\"><transition target=\"s\"/></state>")
    #expect(throws: Sessions.Stop.endless(session: "s1")) { try Sessions(pingPong) }
    let raising = try read(
      "<state id=\"s\"><onentry><raise event=\"e\"/></onentry><transition event=\"e\" target=\"s\"/></state>")
    #expect(throws: Sessions.Stop.endless(session: "s1")) { try Sessions(raising) }
    let sending = try read(
      "<state id=\"s\"><onentry><send event=\"e\"/></onentry><transition event=\"e\" target=\"s\"/></state>")
    #expect(throws: Sessions.Stop.steps(100_000)) { try Sessions(sending) }
  }

  @Test func invocationsThatGoRoundStop() throws {
    let text = """
      <scxml xmlns="http://www.w3.org/2005/07/scxml" version="1.0"><state id="s"><invoke src="file:again.scxml"/>
      <transition event="x" target="s"/></state></scxml>
      """
    let document = try SCXML.read(Source(name: "again.scxml", text: text))
    #expect(throws: Sessions.Stop.sessions(16)) { try Sessions(document, load: { _ in text }) }
    // As many inside each other as are allowed, and not one more.
    func nested(_ levels: Int) -> String {
      let inner = levels > 1 ? "<state id=\"c\"><invoke>\(nested(levels - 1))</invoke></state>" : "<state id=\"c\"/>"
      return child(inner)
    }
    var limits = Sessions.Limits()
    limits.depth = 4
    let four = try read("<state id=\"s\"><invoke>\(nested(3))</invoke></state>")
    #expect(try Sessions(four, limits: limits).isRunning)
    let five = try read("<state id=\"s\"><invoke>\(nested(4))</invoke></state>")
    #expect(throws: Sessions.Stop.sessions(4)) { try Sessions(five, limits: limits) }
  }
}

/// Answers every guard by the expression's text and how often it was asked, so that two editions of a chart meet the same
/// world whatever their expressions are about.
private struct Oracle: DataModel {
  let chart: Chart
  var asked = 0
  mutating func holds(_ condition: ExpressionID, _ active: ActiveStates) throws(DataFailure) -> Bool {
    asked += 1
    var hash: UInt64 = UInt64(asked) &* 0x9E37_79B9
    for byte in chart.expressions[condition.index].text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return hash >> 7 & 1 == 0
  }
  mutating func value(_ id: ExpressionID, _ active: ActiveStates) throws(DataFailure) -> String {
    chart.expressions[id.index].text
  }
  mutating func text(_ id: ExpressionID, _ active: ActiveStates) throws(DataFailure) -> String {
    chart.expressions[id.index].text
  }
  mutating func assign(_ location: ExpressionID, _ datum: String, _ active: ActiveStates) throws(DataFailure) {}
  mutating func items(_ array: ExpressionID, _ active: ActiveStates) throws(DataFailure) -> [String] { ["1", "2"] }
  func datum(index: Int) -> String { String(index) }
  func datum(text: String) -> String { text }
  func datum(_ parameters: [(String, String)]) -> String { parameters.map { "\($0)=\($1)" }.joined(separator: ",") }
}

@Suite struct RoundTrip {
  private func rulebook() throws -> Rulebook {
    var files: [(path: String, text: String)] = []
    for (top, name) in [("Workflows", "workflow.yaml"), ("Plugins", "plugin.yaml")] {
      for folder in try FileManager.default.contentsOfDirectory(atPath: top).sorted() {
        let path = "\(top)/\(folder)/\(name)"
        if let text = try? String(contentsOfFile: path, encoding: .utf8) { files.append((path, text)) }
      }
    }
    return try Rulebook.load(files, region: "wbo")
  }

  private func words(_ chart: Chart, _ result: StepResult<String>, named: (String) -> String) -> [String] {
    result.trace.map { item in
      switch item {
      case .event(let event): "event \(named(event.name))"
      case .considered(let number, let holds, _): "considered \(number) \(holds)"
      case .taken(let number): "taken \(number)"
      case .left(let state): "left \(named(chart.states[state].id))"
      case .entered(let state): "entered \(named(chart.states[state].id))"
      case .assigned(let location, let datum): "\(chart.expressions[location.index].text) = \(datum)"
      case .raised(let event): "raised \(named(event))"
      case .asked(.send(let sending)): "sent \(sending.event) \(sending.target ?? "") \(sending.data ?? "")"
      case .asked: "asked"
      case .failed: "failed"
      }
    }
  }

  @Test func everyShippedKindBehavesTheSameWhenItWasWrittenAndReadAgain() throws {
    for kind in try rulebook().kinds.values {
      let chart = kind.chart
      let text = SCXML.write(chart, variables: kind.fields.map(\.name))
      let again = try SCXML.read(Source(name: kind.name, text: text)).chart
      #expect(again.states.count == chart.states.count)
      #expect(SCXML.write(again).count > 0)
      for seed in 0..<20 {
        var (one, two) = (Oracle(chart: chart, asked: seed), Oracle(chart: again, asked: seed))
        let (first, second) = (Interpreter(chart), Interpreter(again))
        var (a, began) = first.start(&one, traced: true)
        var (b, alsoBegan) = second.start(&two, traced: true)
        #expect(words(chart, began, named: SCXML.token) == words(again, alsoBegan, named: { $0 }))
        for step in 0..<40 {
          let name = kind.eventNames[(seed * 7 + step * 13) % kind.eventNames.count]
          let left = first.step(&a, &one, Event(name), traced: true)
          let right = second.step(&b, &two, Event(SCXML.token(name)), traced: true)
          #expect(words(chart, left, named: SCXML.token) == words(again, right, named: { $0 }))
        }
      }
    }
  }
}
