import Definitions
import Diagnostics
import FEEL
import Statechart
import Testing

@testable import Exchange

/// A document with all that documents hold.
private let document = #"""
  <?xml version="1.0" encoding="UTF-8"?>
  <scxml xmlns="http://www.w3.org/2005/07/scxml" version="1.0" datamodel="feel" name="rich" binding="late" \#
  initial="work">
    <datamodel>
      <data id="count" expr="1"/><data id="label">some   text</data><data id="empty"/><data id="flag" \#
  expr="true"/>
      <data id="list" expr="[1, 2]"/><data id="word" expr="&quot;w&quot;"/>
    </datamodel>
    <state id="work" initial="b">
      <onentry><log label="in" expr="count"/><log label="bare"/></onentry>
      <onentry><raise event="go"/></onentry>
      <onexit><assign location="count" expr="count + 1"/></onexit>
      <transition event="stop halt.now" cond="count &gt; 1 and _event.data.why != null" target="both">
        <assign location="label" expr="_event.data.text"/>
      </transition>
      <transition event="go" type="internal" target="c"/>
      <transition event="go"><assign location="count" expr="_event.data.n + _event.data.why"/></transition>
      <transition cond="flag = false" target="end"/>
      <state id="a"/>
      <state id="b">
        <datamodel><data id="inner" expr="2"/></datamodel>
        <transition event="next" target="c"/>
      </state>
      <state id="c">
        <initial><transition target="c1"><log label="init"/></transition></initial>
        <state id="c1"><transition event="x" target="c2"/></state>
        <final id="c2"><donedata><param name="n" expr="count"/><param name="m" \#
  location="label"/></donedata></final>
        <transition event="done.state.c" target="a"/>
      </state>
      <history id="back" type="deep"><transition target="a"><log label="history"/></transition></history>
      <history id="near"><transition target="b"/></history>
    </state>
    <parallel id="both">
      <state id="left_side">
        <invoke id="svc" type="scxml" autoforward="true" namelist="count">
          <param name="p" expr="count + 1"/>
          <content><scxml version="1.0"><final id="f"/></scxml></content>
          <finalize><assign location="count" expr="_event.data.count"/></finalize>
        </invoke>
        <invoke src="file:x.scxml" idlocation="label"/>
        <invoke srcexpr="label" typeexpr="word"><finalize/></invoke>
        <invoke><content expr="label"/></invoke>
        <transition event="*" target="back"/>
      </state>
      <state id="right side">
        <onentry>
          <if cond="count = 1"><raise event="one"/><elseif cond="count = 2"/><raise event="two"/><log \#
  label="2"/><else/><raise event="many"/></if>
          <if cond="count &lt; 0"><raise event="negative"/></if>
          <foreach array="list" item="it" index="i"><log label="each" expr="it"/><assign location="count" \#
  expr="_event.data.step"/></foreach>
          <foreach array="list" item="it"/>
          <send id="s1" event="ping" target="#_parent" type="http://www.w3.org/TR/scxml/#SCXMLEventProcessor" \#
  delay="1s"><param name="a" expr="1"/></send>
          <send eventexpr="word" targetexpr="word" delayexpr="word" idlocation="label"><content \#
  expr="count"/></send>
          <send event="pong"><content>hello  there</content></send>
          <cancel sendid="s1"/><cancel sendidexpr="word"/>
        </onentry>
      </state>
      <onexit><log label="out"/></onexit>
    </parallel>
    <final id="end"><onentry><log label="end" expr="count"/></onentry><donedata><content \#
  expr="count"/></donedata></final>
    <transition event="restart" target="work"/>
  </scxml>
  """#

/// The same, written again.
private let written = #"""
  <?xml version="1.0" encoding="UTF-8"?>
  <scxml xmlns="http://www.w3.org/2005/07/scxml" version="1.0" datamodel="feel" name="rich" binding="late" \#
  initial="work">
   <datamodel>
    <data id="more"/>
    <data id="count" expr="1"/>
    <data id="label" expr="&quot;some text&quot;"/>
    <data id="empty"/>
    <data id="flag" expr="true"/>
    <data id="list" expr="[1, 2]"/>
    <data id="word" expr="&quot;w&quot;"/>
   </datamodel>
   <transition event="restart" target="work"/>
   <state id="work" initial="b">
    <onentry>
     <log label="in" expr="count"/>
     <log label="bare"/>
    </onentry>
    <onentry>
     <raise event="go"/>
    </onentry>
    <onexit>
     <assign location="count" expr="count + 1"/>
    </onexit>
    <transition event="stop halt.now" cond="count &gt; 1 and _event.data.why != null" target="both">
     <assign location="label" expr="_event.data.text"/>
    </transition>
    <transition event="go" target="c" type="internal"/>
    <transition event="go">
     <assign location="count" expr="_event.data.n + _event.data.why"/>
    </transition>
    <transition cond="flag = false" target="end"/>
    <state id="a"/>
    <state id="b">
     <datamodel>
      <data id="inner" expr="2"/>
     </datamodel>
     <transition event="next" target="c"/>
    </state>
    <state id="c">
     <initial>
      <transition target="c1">
       <log label="init"/>
      </transition>
     </initial>
     <transition event="done.state.c" target="a"/>
     <state id="c1">
      <transition event="x" target="c2"/>
     </state>
     <final id="c2">
      <donedata>
       <param name="n" expr="count"/>
       <param name="m" expr="label"/>
      </donedata>
     </final>
    </state>
    <history id="back" type="deep">
     <transition target="a">
      <log label="history"/>
     </transition>
    </history>
    <history id="near" type="shallow">
     <transition target="b"/>
    </history>
   </state>
   <parallel id="both">
    <onexit>
     <log label="out"/>
    </onexit>
    <state id="left__side">
     <invoke id="svc" type="scxml" autoforward="true">
      <param name="count" expr="count"/>
      <param name="p" expr="count + 1"/>
  <content><scxml xmlns="http://www.w3.org/2005/07/scxml" version="1.0"><final \#
  xmlns="http://www.w3.org/2005/07/scxml" id="f"/></scxml></content>
      <finalize>
       <assign location="count" expr="_event.data.count"/>
      </finalize>
     </invoke>
     <invoke idlocation="label" src="file:x.scxml"/>
     <invoke typeexpr="word" srcexpr="label"/>
     <invoke>
      <content expr="label"/>
     </invoke>
     <transition event="*" target="back"/>
    </state>
    <state id="right_side">
     <onentry>
      <if cond="count = 1">
       <raise event="one"/>
       <elseif cond="count = 2"/>
       <raise event="two"/>
       <log label="2"/>
       <else/>
       <raise event="many"/>
      </if>
      <if cond="count &lt; 0">
       <raise event="negative"/>
      </if>
      <foreach array="list" item="it" index="i">
       <log label="each" expr="it"/>
       <assign location="count" expr="_event.data.step"/>
      </foreach>
      <foreach array="list" item="it"/>
      <send event="ping" target="#_parent" type="http://www.w3.org/TR/scxml/#SCXMLEventProcessor" delay="1s" \#
  id="s1">
       <param name="a" expr="1"/>
      </send>
      <send eventexpr="word" targetexpr="word" delayexpr="word" idlocation="label">
       <content expr="count"/>
      </send>
      <send event="pong">
       <content expr="&quot;hello there&quot;"/>
      </send>
      <cancel sendid="s1"/>
      <cancel sendidexpr="word"/>
     </onentry>
    </state>
   </parallel>
   <final id="end">
    <onentry>
     <log label="end" expr="count"/>
    </onentry>
    <donedata>
     <content expr="count"/>
    </donedata>
   </final>
  </scxml>
  """#

/// The beginning of a workflow that it makes.
private let workflow = #"""
  # Read from an SCXML document. Who may fire which event goes into a plugin (rasci).
  workflow: rich flow
  version: 1
  kinds:
    rich flow:
      fields:
        count: {type: number, initial: '1'}
        label: {type: text, initial: '"some text"'}
        empty: any
        flag: {type: boolean, initial: 'true'}
        list: {type: any, initial: '[1, 2]'}
        word: {type: text, initial: '"w"'}
      initial: work
      states:
        work:
          initial: b
          entry: [{raise: go}]
          exit: [{set: {count: 'count + 1'}}]
          on:
            stop:
              - {to: both, when: 'count > 1 and event.why != null', do: [{set: {label: 'event.text'}}]}
            halt.now:
              - {to: both, when: 'count > 1 and event.why != null', do: [{set: {label: 'event.text'}}]}
            go:
              - {to: c, internal: true}
              - {do: [{set: {count: 'event.n + event.why'}}]}
          always:
            - {to: end, when: 'flag = false'}
          states:
            a: {}
            b:
              on:
                next:
                  - {to: c}
            c:
              on:
                done.state.c:
                  - {to: a}
              states:
                c1:
                  on:
                    x:
                      - {to: c2}
                c2:
                  final: true
            back:
              history: deep
              always:
                - {to: a}
            near:
              history: shallow
              always:
                - {to: b}
        both:
          parallel: true
          states:
            left side:
              on:
                '*':
                  - {to: back}
            right side:
              entry: [{if: 'count = 1', do: [{raise: one}], else: [{if: 'count = 2', do: [{raise: two}], else: \#
  [{raise: many}]}]}, {if: 'count < 0', do: [{raise: negative}]}, {each: 'list', do: [{set: {count: \#
  'event.step'}}]}, {each: 'list', do: []}]
        end:
          final: true
      events:
        restart: {}
        stop: {fields: {why: any, text: any}}
        halt.now: {fields: {why: any, text: any}}
        go: {fields: {'n': any, why: any}}
        next: {}
        x: {}
  """#

/// What does not go into the workflow.
private let left = #"""
  transitions of the document itself: put them into each state
  a log line in "work": the journal records every act
  a log line in "work": the journal records every act
  variables of the state "b": make them fields
  what the initial transition of "c" does
  a log line in "back": the journal records every act
  a log line in "both": the journal records every act
  what the state "left_side" invokes: name a kind, invoke: {…: {kind: …}}
  a log line in "right side": the journal records every act
  a loop in "right side": what it calls its item is "item" here
  a log line in "right side": the journal records every act
  a loop in "right side": what it calls its item is "item" here
  a delayed event in "right side": make it a timer, timers: {…: {at: …, in: …, fires: …}}
  a delayed event in "right side": make it a timer, timers: {…: {at: …, in: …, fires: …}}
  an event sent in "right side": say to which cases, send: …, to: …
  a cancelled event in "right side": timers end with their state
  a cancelled event in "right side": timers end with their state
  a log line in "end": the journal records every act
  """#

/// What happens in it.
private let trace = #"""
    entered work
    log in 1
    log bare
    raised go
    entered b
    considered work always to end when flag = false: does not hold
  event go
    considered work on go to c: holds
    left b
    taken work on go to c
    entered c
    log init
    entered c1
    considered work always to end when flag = false: does not hold
  event x
    considered c1 on x to c2: holds
    left c1
    taken c1 on x to c2
    entered c2
    considered work always to end when flag = false: does not hold
  event done.state.c
    considered c on done.state.c to a: holds
    left c2
    left c
    taken c on done.state.c to a
    entered a
    considered work always to end when flag = false: does not hold
  event next
    considered work always to end when flag = false: does not hold
  event go
    considered work on go to c: holds
    left a
    taken work on go to c
    entered c
    log init
    entered c1
    considered work always to end when flag = false: does not hold
  event stop
    considered work on stop halt.now to both when count > 1 and _event.data.why != null: does not hold
    considered work always to end when flag = false: does not hold
  event other
    considered work always to end when flag = false: does not hold
  event restart
    considered  on restart to work: holds
    left c1
    left c
    set count to 2
    left work
    taken  on restart to work
    entered work
    log in 2
    log bare
    raised go
    entered b
    considered work always to end when flag = false: does not hold
  event go
    considered work on go to c: holds
    left b
    taken work on go to c
    entered c
    log init
    entered c1
    considered work always to end when flag = false: does not hold
  event stop
    considered work on stop halt.now to both when count > 1 and _event.data.why != null: holds
    left c1
    left c
    set count to 3
    left work
    taken work on stop halt.now to both
    set label to t
    entered both
    entered left_side
    entered right side
    raised many
    log each 1
    failed: the context has no "step"
  event many
    considered left_side on * to back: holds
    left right side
    left left_side
    log out
    left both
    taken left_side on * to back
    entered work
    log in 3
    log bare
    raised go
    entered c
    entered c1
    considered work always to end when flag = false: does not hold
  event error.execution
    considered work always to end when flag = false: does not hold
  event go
    considered work on go to c: holds
    left c1
    left c
    taken work on go to c
    entered c
    log init
    entered c1
    considered work always to end when flag = false: does not hold
  """#

/// Where it is after each event, with the values of two variables.
private let places = #"""
  start: ["c1"] - 1 "some text"
  x: ["a"] - 1 "some text"
  next: ["a"] - 1 "some text"
  go: ["c1"] - 1 "some text"
  stop: ["c1"] - 1 "some text"
  other: ["c1"] - 1 "some text"
  restart: ["c1"] - 2 "some text"
  stop: ["c1"] - 3 "t"
  wait: ["c1"] - 3 "t"
  """#

@Suite struct ADocumentWithEverything {
  private func read(_ text: String) throws -> SCXMLDocument { try SCXML.read(Source(name: "rich.scxml", text: text)) }

  @Test func isWrittenAsItWasRead() throws {
    let read = try read(document)
    #expect(SCXML.write(read.chart, variables: ["count", "more"]) == written + "\n")
    #expect(
      read.warnings.all.map(\.description) == [
        "rich.scxml:15:5: warning: the transition of \"go\" never has its turn: "
          + "an earlier one without a condition always takes it"
      ])
    #expect(read.chart.binding == .late && read.chart.name == "rich")
  }

  @Test func isTheBeginningOfAWorkflow() throws {
    var writer = WorkflowWriter(try read(document).chart, name: "rich flow")
    #expect(writer.write() == workflow + "\n")
    #expect(writer.left == left.split(separator: "\n").map(String.init))
    #expect(WorkflowWriter.name("a__b_c") == "a_b c" && SCXML.token("a_b c") == "a__b_c")
  }

  @Test func runsAndTellsWhatHappens() throws {
    let sessions = try Sessions(try read(document), traced: true)
    var found: [String] = []
    func look(_ event: String) {
      let values = ["count", "label"].map { sessions.value(of: $0)?.source ?? "?" }.joined(separator: " ")
      found.append("\(event): \(sessions.leaves) \(sessions.outcome ?? "-") \(values)")
    }
    look("start")
    let data = Value.context(Context([("why", .number(1)), ("n", .number(3)), ("text", .string("t"))]))
    for event in ["x", "next", "go", "stop", "other", "restart", "stop"] {
      try sessions.send(event, data: data)
      look(event)
    }
    try sessions.wait(milliseconds: 5000)
    look("wait")
    #expect(found == places.split(separator: "\n").map(String.init))
    let lines = TraceText.lines(sessions.trace, sessions.chart)
    #expect(lines == trace.split(separator: "\n").map(String.init))
  }
}

@Suite struct MarkupAsATree {
  private func parse(_ text: String) throws -> Markup { try Markup.parse(Source(name: "x.xml", text: text)) }

  @Test(arguments: [
    ("<a/>", "<a/>"), ("<a></a>", "<a/>"), ("<a b='1' c=\"2\"/>", "<a b=\"1\" c=\"2\"/>"),
    ("<a c='2' b='1'/>", "<a b=\"1\" c=\"2\"/>"),
    ("<a>  text  </a>", "<a>text</a>"), ("<a>x<b/>y</a>", "<a>xy<b/></a>"),
    ("<a><![CDATA[<&>]]></a>", "<a>&lt;&amp;&gt;</a>"),
    ("<a>x<![CDATA[y]]>z</a>", "<a>xyz</a>"),
    ("<a b='&lt;&quot;&#10;&#9;&#13;'/>", "<a b=\"&lt;&quot;&#10;&#9;&#13;\"/>"),
    ("<a xmlns='urn:x'><b/></a>", "<a xmlns=\"urn:x\"><b xmlns=\"urn:x\"/></a>"), ("\u{FEFF}<a/>", "<a/>"),
    ("<?xml version='1.0'?>\n<!-- <!DOCTYPE a> --><?pi <!DOCTYPE a>?> <a/>", "<a/>"), ("<a><!-- c --></a>", "<a/>"),
    ("<a>é&#233;</a>", "<a>éé</a>"),
  ])
  func isWrittenAgain(_ text: String, _ wanted: String) throws { #expect(try parse(text).written == wanted) }

  @Test(arguments: [
    ("<!DOCTYPE a><a/>", "1:1", "exchange.document-type"),
    ("<?xml version='1.0'?>\n<!DOCTYPE a>\n<a/>", "2:1", "exchange.document-type"),
    ("<!-- c --> <!doctype a><a/>", "1:12", "exchange.document-type"),
    ("\u{FEFF}<!DOCTYPE a><a/>", "1:2", "exchange.document-type"),
    ("<a>", "1:1", "exchange.not-xml"), ("<a>\n<b></a>", "2:7", "exchange.not-xml"), ("", "1:1", "exchange.not-xml"),
    ("x", "1:1", "exchange.not-xml"),
    ("<a/><b/>", "1:5", "exchange.not-xml"), ("<!-- open", "1:9", "exchange.not-xml"),
    ("<?open", "1:6", "exchange.not-xml"),
    ("<a b=1/>", "1:8", "exchange.not-xml"), ("<a>&none;</a>", "1:13", "exchange.not-xml"),
  ])
  func isRefusedWithThePlace(_ text: String, _ place: String, _ code: String) {
    do throws(Diagnostic) {
      _ = try Markup.parse(Source(name: "x.xml", text: text))
      Issue.record("it should not be read: \(text)")
    } catch {
      let start = error.place?.start
      let found = "\(start?.line ?? 0):\(start?.column ?? 0) \(error.code.text)"
      #expect(found == "\(place) \(code)", "\(text)")
    }
  }

  @Test func knowsWhereEachElementBegins() throws {
    let root = try parse("<a>\n  <b x='1'\n   y='2'/><b/>\n<c\n>  two   words\n</c></a>")
    let places = ([root] + root.children).map { "\($0.name) \($0.place.start.line):\($0.place.start.column)" }
    #expect(places == ["a 1:1", "b 2:3", "b 3:11", "c 4:1"])
    #expect(root.children[2].normalisedText == "two words" && root.children[0].attributes == ["x": "1", "y": "2"])
    #expect(root.namespace == nil)
  }

  @Test func hasABoundToItsDepthAndSize() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
    }
    #expect(try parse(nested(100)).name == "a")
    #expect(throws: Diagnostic.self) { try parse(nested(101)) }
    func code(_ bytes: Int) -> String? {
      let source = Source(name: "x", text: String(repeating: "x", count: bytes))
      do throws(Diagnostic) { _ = try Markup.parse(source) } catch { return error.code.text }
      return nil
    }
    #expect(code(8 << 20) == "exchange.not-xml" && code((8 << 20) + 1) == "exchange.too-large")
  }
}
