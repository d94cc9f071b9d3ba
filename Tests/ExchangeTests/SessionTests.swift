import Definitions
import Diagnostics
import FEEL
import Statechart
import Testing

@testable import Exchange

private func read(_ body: String, initial: String = "s") throws -> SCXMLDocument {
  try SCXML.read(
    Source(
      name: "test.scxml",
      text: "<scxml xmlns=\"http://www.w3.org/2005/07/scxml\" version=\"1.0\" initial=\"\(initial)\">\(body)</scxml>"))
}

/// A document that keeps the names of the events it gets, in order.
private func keeping(_ entry: String, _ more: String = "", events: String = "*") throws -> SCXMLDocument {
  try read(
    """
    <datamodel><data id="got" expr="[]"/></datamodel>
    <state id="s"><onentry>\(entry)</onentry>\(more)
    <transition event="end" target="end"/>
    <transition event="\(events)"><assign location="got" expr="append(got, _event.name)"/></transition></state>
    <final id="end"/>
    """)
}

private func service(_ body: String, _ attributes: String = "id=\"svc\"") -> String {
  "<invoke \(attributes)><content><scxml version=\"1.0\" initial=\"c\">\(body)</scxml></content></invoke>"
}

@Suite struct SessionsInTime {
  private func got(_ sessions: Sessions) -> String { sessions.value(of: "got")?.source ?? "none" }

  @Test func delayedEventsComeByTheirTimeAndThenByTheirTurn() throws {
    let sends = [
      ("c", "3s"), ("a", "1s"), ("b", "2s"), ("a2", "1000ms"), ("d", "3s"), ("now", "0s"), ("b2", "2s"), ("last", "9s"),
    ]
    let sessions = try Sessions(
      try keeping(sends.map { "<send event=\"\($0)\" delay=\"\($1)\"/>" }.joined() + "<send event=\"plain\"/>"))
    #expect(got(sessions) == #"["now", "plain"]"#)
    try sessions.wait(milliseconds: 999)
    #expect(got(sessions) == #"["now", "plain"]"#)
    try sessions.wait(milliseconds: 1)
    #expect(got(sessions) == #"["now", "plain", "a", "a2"]"#)
    try sessions.send("between")
    try sessions.wait(milliseconds: 1999)
    #expect(got(sessions) == #"["now", "plain", "a", "a2", "between", "b", "b2"]"#)
    try sessions.wait(milliseconds: 1)
    #expect(got(sessions) == #"["now", "plain", "a", "a2", "between", "b", "b2", "c", "d"]"#)
    #expect(sessions.isRunning && sessions.outcome == nil && sessions.configuration == ["s"])
    try sessions.run()
    #expect(got(sessions).hasSuffix(#""d", "last"]"#) && sessions.isRunning)
    try sessions.send("end")
    #expect(!sessions.isRunning && sessions.outcome == "end" && sessions.leaves == ["end"])
    try sessions.send("late")
    #expect(got(sessions).hasSuffix(#""d", "last"]"#))
  }

  @Test func runningStopsWhereTheDocumentEnds() throws {
    let sessions = try Sessions(
      try keeping("<send event=\"a\" delay=\"1s\"/><send event=\"end\" delay=\"2s\"/><send event=\"b\" delay=\"3s\"/>"))
    try sessions.run()
    #expect(got(sessions) == #"["a"]"# && sessions.outcome == "end")
    #expect(sessions.trace.isEmpty && sessions.chart.states.count == 3)
  }

  @Test func cancelTakesBackAllOfAnIdAndNothingElse() throws {
    let sessions = try Sessions(
      try keeping(
        """
        <send id="x" event="x1" delay="1s"/><send id="y" event="y" delay="1s"/><send id="x" event="x2" delay="2s"/>
        <cancel sendid="x"/><cancel sendid="none"/><send id="x" event="x3" delay="1s"/>
        """))
    try sessions.run()
    #expect(got(sessions) == #"["y", "x3"]"#)
  }

  @Test func allowancesAreSpentToTheLast() throws {
    var limits = Sessions.Limits()
    limits.steps = 3
    let sessions = try Sessions(try keeping(""), limits: limits)
    try sessions.send("one")
    try sessions.send("two")
    #expect(throws: Sessions.Stop.steps(3)) { try sessions.send("three") }

    limits = Sessions.Limits()
    limits.waiting = 2
    let two = "<send event=\"a\" delay=\"1s\"/><send event=\"b\" delay=\"1s\"/>"
    #expect(try Sessions(try keeping(two), limits: limits).isRunning)
    #expect(throws: Sessions.Stop.steps(2)) {
      try Sessions(try keeping(two + "<send event=\"c\" delay=\"1s\"/>"), limits: limits)
    }

    limits = Sessions.Limits()
    limits.sessions = 3
    let idle = "<state id=\"c\"><transition event=\"never\" target=\"c\"/></state>"
    let services = [service(idle, "id=\"a\""), service(idle, "id=\"b\""), service(idle, "id=\"d\"")]
    #expect(try Sessions(try keeping("", services[..<2].joined()), limits: limits).isRunning)
    #expect(throws: Sessions.Stop.sessions(3)) { try Sessions(try keeping("", services.joined()), limits: limits) }

    limits = Sessions.Limits()
    limits.microsteps = 4
    func chain(_ count: Int) -> String {
      (0..<count).map { "<state id=\"\($0 == 0 ? "s" : "s\($0)")\"><transition target=\"s\($0 + 1)\"/></state>" }
        .joined()
        + "<state id=\"s\(count)\"/>"
    }
    #expect(try Sessions(try read(chain(4)), limits: limits).leaves == ["s4"])
    #expect(throws: Sessions.Stop.endless(session: "s1")) { try Sessions(try read(chain(5)), limits: limits) }
    let usual = Sessions.Limits()
    #expect((usual.steps, usual.microsteps, usual.sessions) == (100_000, 10_000, 1_000))
    #expect((usual.depth, usual.waiting) == (16, 100_000))
  }
}

@Suite struct SessionsTogether {
  private func got(_ sessions: Sessions) -> String { sessions.value(of: "got")?.source ?? "none" }

  @Test func talkByTheirAddresses() throws {
    let inner = """
      <state id="c"><onentry><send event="hello" target="#_parent"/></onentry>
      <transition event="ask" target="c2"><send event="told" targetexpr="_event.origin"/></transition></state>
      <state id="c2"><onentry><send event="self" targetexpr="&quot;#_scxml_&quot; + _sessionid"/></onentry>
      <transition event="self" target="f"/></state>
      <final id="f"><donedata><param name="v" expr="7"/></donedata></final>
      """
    let document = try read(
      """
      <datamodel><data id="got" expr="[]"/><data id="v" expr="0"/></datamodel>
      <state id="s">\(service(inner))
      <transition event="hello"><send event="ask" target="#_svc"/>
      <assign location="got" expr="append(got, _event.invokeid)"/></transition>
      <transition event="done.invoke.svc" target="end"><assign location="v" expr="_event.data.v"/></transition>
      <transition event="*"><assign location="got" expr="append(got, _event.name)"/></transition></state>
      <final id="end"/>
      """)
    let sessions = try Sessions(document)
    #expect(got(sessions) == #"["svc", "told"]"# && sessions.outcome == "end")
    #expect(sessions.value(of: "v")?.source == "7")
  }

  @Test func endWithTheStateThatInvokedThem() throws {
    let inner = """
      <state id="c"><onentry><send event="soon" target="#_parent" delay="1s"/></onentry>
      <transition event="never" target="c"/></state>
      """
    let document = try read(
      """
      <datamodel><data id="got" expr="[]"/></datamodel>
      <state id="s">\(service(inner))<transition event="leave" target="t"/>
      <transition event="*"><assign location="got" expr="append(got, _event.name)"/></transition></state>
      <state id="t"><transition event="back" target="s"/>
      <transition event="*"><assign location="got" expr="append(got, _event.name)"/></transition></state>
      """)
    let sessions = try Sessions(document)
    try sessions.send("leave")
    try sessions.wait(milliseconds: 5000)
    #expect(got(sessions) == "[]" && sessions.leaves == ["t"])
    try sessions.send("back")
    try sessions.wait(milliseconds: 1000)
    #expect(got(sessions) == #"["soon"]"#)
  }

  @Test func takeThoseAlongThatTheyInvoked() throws {
    let innermost = """
      <state id="c"><onentry><send event="deep" target="#_parent" delay="1s"/></onentry>
      <transition event="never" target="c"/></state>
      """
    let inner = """
      <state id="c">\(service(innermost, "id=\"in\""))<transition event="quit" target="f"/>
      <transition event="deep" target="c"><send event="heard" target="#_parent"/></transition></state><final id="f"/>
      """
    let sessions = try Sessions(
      try keeping(
        "", service(inner) + "<transition event=\"quit\"><send event=\"quit\" target=\"#_svc\"/></transition>"))
    try sessions.wait(milliseconds: 1000)
    #expect(got(sessions) == #"["heard"]"#)
    try sessions.send("quit")
    try sessions.wait(milliseconds: 9000)
    #expect(got(sessions) == #"["heard", "done.invoke.svc"]"#)
  }

  @Test(arguments: [
    ("<invoke src=\"file:there.scxml\"/>", "done.invoke"), ("<invoke src=\"file:gone.scxml\"/>", "error.communication"),
    ("<invoke src=\"file:broken.scxml\"/>", "error.communication"), ("<invoke/>", "error.communication"),
    ("<invoke><content expr=\"text\"/></invoke>", "done.invoke"),
    ("<invoke><content expr=\"1\"/></invoke>", "error.communication"),
    ("<invoke srcexpr=\"where\"/>", "done.invoke"),
  ])
  func areReadFromWhereTheInvocationSays(_ invoke: String, _ wanted: String) throws {
    let text = "<scxml version='1.0'><final id='f'/></scxml>"
    let document = try read(
      """
      <datamodel><data id="text" expr="&quot;\(text.replacing("<", with: "&lt;"))&quot;"/>
      <data id="where" expr="&quot;file:there.scxml&quot;"/></datamodel>
      <state id="s">\(invoke)<transition event="done.invoke" target="done"/><transition event="error" target="failed">
      <assign location="where" expr="_event.name"/></transition></state><final id="done"/><final id="failed"/>
      """)
    let sessions = try Sessions(
      document, load: { $0 == "file:there.scxml" ? text : $0 == "file:broken.scxml" ? "<scxml" : nil })
    #expect(sessions.outcome == (wanted == "done.invoke" ? "done" : "failed"))
    if wanted != "done.invoke" { #expect(sessions.value(of: "where")?.source == "\"\(wanted)\"") }
  }
}

@Suite struct DocumentsThatAreWrong {
  private func problems(_ text: String) -> [String] {
    do throws(Diagnostics) { _ = try SCXML.read(Source(name: "x", text: text)) } catch {
      return error.all.map {
        "\($0.place?.start.line ?? 0):\($0.place?.start.column ?? 0) \($0.message)\($0.hint.map { "; \($0)" } ?? "")"
      }
    }
    return []
  }

  @Test(arguments: [
    ("<scxml version=\"1.1\"><state id=\"a\"/></scxml>", "1:1 this reads version 1.0, not 1.1"),
    ("<scxml datamodel=\"null\"><state id=\"a\"/></scxml>", ""),
    ("<scxml datamodel=\"feel\"><state id=\"a\"/></scxml>", ""),
    (
      "<scxml datamodel=\"xpath\"><state id=\"a\"/></scxml>",
      "1:1 the data model is \"feel\" or \"null\", not \"xpath\"; expressions of other languages have to be written in FEEL"
    ),
    ("<scxml binding=\"x\"><state id=\"a\"/></scxml>", "1:1 binding is early or late, not \"x\""),
    (
      "<scxml xmlns=\"urn:other\"><state id=\"a\"/></scxml>",
      "1:1 an SCXML document starts with <scxml xmlns=\"http://www.w3.org/2005/07/scxml\">, not with <scxml>"
    ),
    ("<scxml><state id=\"a\"><other xmlns=\"urn:x\"/></state></scxml>", ""),
    ("<scxml><state id=\"a\"><other/></state></scxml>", "1:22 <other> does not belong in <state>"),
    ("<scxml><state id=\"a\"><onentry><x xmlns=\"urn:x\"/></onentry></state></scxml>", ""),
    ("<scxml><state id=\"a\"><onentry><x/></onentry></state></scxml>", "1:31 <x> is no executable content"),
    (
      "<scxml><state id=\"a\" initial=\"b\"><initial><transition target=\"b\"/></initial><state id=\"b\"/></state></scxml>",
      "1:34 <initial> holds one <transition>, and stands where the state has no attribute initial"
    ),
    ("<scxml><state id=\"a\"><initial><transition target=\"b\"/></initial><state id=\"b\"/></state></scxml>", ""),
    (
      "<scxml><state id=\"a\"><onentry><assign/></onentry></state></scxml>",
      "1:31 <assign> lacks an attribute; it is written as <assign location=\"…\" expr=\"…\"/>"
    ),
    (
      "<scxml><state id=\"a\"><onentry><foreach array=\"x\"/></onentry></state></scxml>",
      "1:31 <foreach> lacks an attribute; it is written as <foreach array=\"…\" item=\"…\">"
    ),
    (
      "<scxml><state id=\"a\"><onentry><cancel/></onentry></state></scxml>",
      "1:31 <cancel> lacks an attribute; it is written as <cancel sendid=\"…\"/>"
    ),
    (
      "<scxml><state id=\"a\"><onentry><send><param name=\"x\"/></send></onentry></state></scxml>",
      "1:31 <send> lacks an attribute; it is written as <send event=\"…\"/>"
    ),
    (
      "<scxml><state id=\"a\"><onentry><send event=\"e\"><param name=\"x\"/></send></onentry></state></scxml>",
      "1:47 <param> has a name, and expr or location"
    ),
    (
      "<scxml><state id=\"a\"><onentry><send event=\"e\"><param name=\"x\" location=\"y\"/></send></onentry></state></scxml>",
      ""
    ),
    ("<scxml><state/><state/><state id=\"state.1\"/></scxml>", ""),
  ])
  func sayWhereAndWhatToDo(_ text: String, _ wanted: String) {
    #expect(problems(text).joined(separator: " | ") == wanted, "\(text)")
  }

  @Test func statesWithoutAnIdGetOneThatIsFree() throws {
    let read = try SCXML.read(
      Source(
        name: "x", text: "<scxml><state/><parallel><state id=\"state.2\"/><state/></parallel><state id=\"\"/></scxml>"))
    #expect(read.chart.states.map(\.id) == ["", "state.1", "parallel.2", "state.2", "state.3", "state.4"])
  }
}
