import Diagnostics
import FEEL
import Statechart
import Testing

@testable import Exchange

@Suite struct WorkflowsFromCharts {
  private func write(_ body: String, name: String = "flow", initial: String = "a") throws -> (
    lines: [String], left: [String]
  ) {
    let text = "<scxml version=\"1.0\" initial=\"\(initial)\">\(body)</scxml>"
    var writer = WorkflowWriter(try SCXML.read(Source(name: "x", text: text)).chart, name: name)
    let written = writer.write()
    return (written.split(separator: "\n").map(String.init), writer.left)
  }

  @Test(arguments: [
    ("a b", "a b"), ("true", "'true'"), ("No", "'No'"), ("1a", "'1a'"), ("a1", "a1"), ("it's", "'it''s'"),
    ("a ", "'a '"),
    (" a", "' a'"), ("a-b.c", "a-b.c"), ("a_b", "'a_b'"), ("", "''"), ("é", "é"), ("a:b", "'a:b'"), ("-a", "'-a'"),
    ("ony", "ony"),
  ])
  func quoteWhatYAMLWouldTakeForSomethingElse(_ name: String, _ wanted: String) throws {
    #expect(try write("<state id=\"a\"/>", name: name).lines[1] == "workflow: \(wanted)")
  }

  @Test func haveTheEventsFromOutsideEachOnceWithWhatIsReadOfThem() throws {
    let (lines, left) = try write(
      """
      <state id="a">
      <transition event="one" cond="_event.data.x1 = _event.data.y_2 + _event.data.x1" target="b"/>
      <transition event="* error.execution error done.state.a done.invoke two"/>
      <transition event="one"><if cond="_event.data.z = 1"><assign location="v" expr="_event.data.w"/></if>
      <foreach array="l" item="i"><assign location="v" expr="_event.data.u + _event.data."/></foreach></transition>
      <transition event="three"/></state><state id="b"><transition event="three" cond="_event.data.q" target="a"/></state>
      """)
    let events = lines.drop { !$0.hasPrefix("    events:") }
    #expect(
      Array(events) == [
        "    events:", "      one: {fields: {x1: any, 'y_2': any, z: any, w: any, u: any}}", "      two: {}",
        "      three: {fields: {q: any}}",
      ])
    #expect(left == ["a loop in \"a\": what it calls its item is \"item\" here"])
  }

  @Test func sayWhatTheDocumentItselfDoes() throws {
    #expect(try write("<state id=\"a\"/>").left.isEmpty)
    #expect(
      try write("<state id=\"a\"/>").lines.suffix(4) == [
        "    initial: a", "    states:", "      a: {}", "    events: {}",
      ])
    let (_, left) = try write("<transition event=\"e\" target=\"a\"/><state id=\"a\"/>")
    #expect(left == ["transitions of the document itself: put them into each state"])
    let first = try write("<state id=\"a\" initial=\"c\"><state id=\"b\"/><state id=\"c\"/></state>").lines
    #expect(first.contains("        initial: c"))
    let usual = try write("<state id=\"a\" initial=\"b\"><state id=\"b\"/><state id=\"c\"/></state>").lines
    #expect(!usual.contains { $0.contains("        initial") })
    let several = try write(
      """
      <state id="a"><transition event="e" target="q r"/></state>
      <parallel id="p"><state id="s"><state id="q"/></state><state id="t"><state id="r"/></state></parallel>
      """
    ).lines
    #expect(several.contains("            - {to: [q, r]}") && several.contains("        parallel: true"))
  }
}
