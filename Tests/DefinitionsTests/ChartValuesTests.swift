import Diagnostics
import FEEL
import Testing

@testable import Definitions
@testable import Statechart

/// The values of a machine whose data model is FEEL, and whom it reaches.
@Suite struct ChartValues {
  private typealias Step = (_ data: inout ChartData, _ active: ActiveStates) throws(DataFailure) -> String

  /// A machine with two variables and one that a loop binds, and the numbers of some expressions.
  private func machine(
    _ texts: [(String, ExpressionText.Use)] = [], name: String = "m",
    neighbours: ChartData.Neighbours = .init(session: "s1"), given: [String: Value] = [:]
  ) throws -> (data: ChartData, ids: [ExpressionID], active: ActiveStates) {
    var document = Document(name: name)
    document.root.children = [StateNode("one"), StateNode("two")]
    document.root.data = [DataNode("a"), DataNode("b"), DataNode("a"), DataNode("for")]
    var ids: [ExpressionID] = []
    for (text, use) in texts { ids.append(document.add(text, use, path: "")) }
    let chart = try Chart(document)
    var state = MachineState(chart: chart)
    state.configuration.insert(0)
    state.configuration.insert(1)
    let data = ChartData(ChartProgram(chart), name: name, neighbours: neighbours, given: given)
    return (data, ids, ActiveStates(chart: chart, configuration: state.configuration))
  }

  private func told(_ body: () throws(DataFailure) -> String) -> String {
    do throws(DataFailure) { return try body() } catch { return "\(error.kind): \(error.message)" }
  }

  @Test(arguments: [
    ("1 + 1", "2"), ("a", "null"), ("_name", "m"), ("_sessionid", "s1"), ("In(\"one\")", "true"),
    ("In(\"two\")", "false"),
    ("In(\"three\")", "false"), ("In(1)", "execution: the function does not take a number"), ("_event", "null"),
    ("1 / 0", "execution: division by zero"),
    ("null", "null"), ("c", "null"),
    ("_ioprocessors[1]", "{\"http://www.w3.org/TR/scxml/#SCXMLEventProcessor\": {location: \"#_scxml_s1\"}}"),
  ])
  func areWhatExpressionsGive(_ text: String, _ wanted: String) throws {
    var (data, ids, active) = try machine([(text, .value), ("c", .binding)])
    #expect(told { () throws(DataFailure) in try data.value(ids[0], active).text } == wanted)
  }

  @Test func areOfTheTypeThatIsAskedFor() throws {
    var (data, ids, active) = try machine([
      ("1 = 1", .condition), ("1 = 2", .condition), ("3", .value), ("null", .value), ("[1, 2]", .value),
      ("1 +", .value), ("\"x\"", .value),
    ])
    #expect(
      told { () throws(DataFailure) in "\(try data.holds(ids[0], active)) \(try data.holds(ids[1], active))" }
        == "true false")
    #expect(
      told { () throws(DataFailure) in "\(try data.holds(ids[2], active))" }
        == "execution: a condition is true or false, not a number")
    #expect(told { () throws(DataFailure) in try data.text(ids[2], active) } == "3")
    #expect(told { () throws(DataFailure) in try data.text(ids[3], active) } == "execution: null is no text")
    #expect(told { () throws(DataFailure) in "\(try data.items(ids[4], active).map(\.text))" } == "[\"1\", \"2\"]")
    #expect(
      told { () throws(DataFailure) in "\(try data.items(ids[2], active).map(\.text))" }
        == "execution: a number is no list")
    #expect(told { () throws(DataFailure) in try data.text(ids[5], active) }.hasPrefix("execution: "))
    #expect(data.program.problems.map(\.index) == [5])
    #expect(data.datum(index: 3).text == "3" && data.datum(text: "x").text == "x")
    #expect(data.datum([("k", .number(1))]).text == "{k: 1}")
  }

  @Test func areOfTheEventThatCameLast() throws {
    var (data, ids, active) = try machine([("_event.name", .value), ("_event", .value), ("a", .value)], name: "")
    #expect(told { () throws(DataFailure) in try data.value(ids[2], active).text } == "null")
    var event = Event<Value>("go", data: .number(7))
    event.invokeID = "i"
    data.receive(event)
    #expect(told { () throws(DataFailure) in try data.value(ids[0], active).text } == "go")
    let whole = told { () throws(DataFailure) in try data.value(ids[1], active).text }
    #expect(
      whole.contains("name: \"go\"") && whole.contains("invokeid: \"i\"") && whole.contains("data: 7"), "\(whole)")
    data.receive(Event<Value>("stop"))
    #expect(told { () throws(DataFailure) in try data.value(ids[0], active).text } == "stop")
  }

  @Test func areDeclaredAssignedAndBound() throws {
    var (data, ids, active) = try machine(
      [
        ("5", .value), ("a", .location), ("a.x", .location), ("a.x.y", .location), ("c", .binding), ("c", .location),
        ("_name", .location),
        ("b + 1", .location), ("1 / 0", .value),
      ], given: ["b": .number(9), "a": .number(8)])
    #expect(data.program.variables == ["a", "b", "c"])
    func put(_ id: Int, _ value: Value, in data: inout ChartData) -> String {
      do throws(DataFailure) { try data.assign(ids[id], value, active); return "put" } catch { return error.message }
    }
    #expect(
      told { () throws(DataFailure) in
        try data.declare(DataNode("a", value: ids[0]), isTop: false, active); return data["a"]?.text ?? "-"
      } == "5")
    #expect(
      told { () throws(DataFailure) in
        try data.declare(DataNode("a", value: ids[0]), isTop: true, active); return data["a"]?.text ?? "-"
      } == "8")
    #expect(
      told { () throws(DataFailure) in
        try data.declare(DataNode("b"), isTop: true, active); return data["b"]?.text ?? "-"
      } == "9")
    #expect(
      told { () throws(DataFailure) in
        try data.declare(DataNode("for"), isTop: true, active); return ""
      } == "execution: \"for\" cannot be a variable's name")
    #expect(
      told { () throws(DataFailure) in
        try data.declare(DataNode("_name"), isTop: true, active); return ""
      } == "execution: \"_name\" cannot be a variable's name")
    #expect(
      told { () throws(DataFailure) in
        try data.declare(DataNode("a", value: ids[8]), isTop: false, active); return ""
      } == "execution: division by zero")
    #expect(data["nothing"] == nil && data["_name"] == nil && data["In"] == nil && data["_event"] == nil)
    #expect(put(2, .number(1), in: &data) == "there is no context in which \"x\" could stand")
    #expect(put(1, .context(Context([("z", .number(0))])), in: &data) == "put" && data["a"]?.text == "{z: 0}")
    #expect(put(3, .number(1), in: &data) == "there is no context in which \"x\" could stand")
    #expect(put(2, .number(3), in: &data) == "put")
    #expect(put(3, .number(1), in: &data) == "there is no context in which \"y\" could stand")
    #expect(put(2, .context(Context([("w", .number(3))])), in: &data) == "put")
    #expect(put(3, .number(1), in: &data) == "put" && data["a"]?.text == "{z: 0, x: {w: 3, y: 1}}")
    #expect(data[0].text == "{z: 0, x: {w: 3, y: 1}}")
    for id in [5, 6, 7] { #expect(put(id, .number(1), in: &data) == "there is no such place for a value") }
    #expect(
      told { () throws(DataFailure) in
        try data.bind(ids[4], .number(4), active); return data["c"]?.text ?? "-"
      } == "4")
    #expect(put(5, .number(6), in: &data) == "put" && data["c"]?.text == "6", "what is bound once may be assigned")
  }

  @Test(arguments: [
    ("a", true), ("_a", true), ("a b", true), ("a-b", true), ("é", true), ("a1", true), ("a²", true), ("", false),
    ("1a", false), ("a ", false),
    (" a", false), ("-a", false), ("for", false), ("a.b", false), ("a+b", false), ("a_b", true), ("if", false),
    ("a:b", false),
  ])
  func haveNamesOfLettersDigitsAndSpaces(_ text: String, _ isName: Bool) {
    #expect(ChartProgram.isName(text) == isName)
  }

  @Test(arguments: [
    ("2s", 2000), ("1.5s", 1500), ("500ms", 500), ("1m", 60_000), ("2h", 7_200_000), ("1d", 86_400_000), ("0s", 0),
    ("0.5ms", 0), ("1.5ms", 2),
    ("-1s", nil), ("+1s", nil), ("s", nil), ("1", nil), ("", nil), ("1x", nil), ("PT2S", 2000), ("PT0.25S", 250),
    ("P1D", 86_400_000), ("-PT2S", nil),
    ("PT", nil), ("P1M", nil), ("PT2S\"", nil), ("PT\\S", nil), ("P106751991167301D", nil),
    ("P106751991167D", 9_223_372_036_828_800_000),
    ("PT0S", 0), ("１s", nil),
  ])
  func waitAsLongAsTheirDelaysSay(_ text: String, _ milliseconds: Int?) {
    #expect(Delay.milliseconds(text) == milliseconds)
  }

  @Test func areSentToThoseWhoAreThere() throws {
    let alone = try machine().data
    let among = try machine(
      neighbours: .init(session: "s1", sessions: ["s2"], services: ["helper"], hasParent: true)
    ).data
    func check(_ data: ChartData, target: String? = nil, type: String? = nil, delay: String? = nil) -> String {
      var sending = Sending<Value>(id: "x", hasGivenID: false, event: "e")
      (sending.target, sending.type, sending.delay) = (target, type, delay)
      return told { () throws(DataFailure) in
        try data.check(sending); return ""
      }
    }
    for target in ["#_parent", "#_scxml_s2", "#_helper"] {
      #expect(check(alone, target: target) == "communication: there is nobody at \"\(target)\"")
      #expect(check(among, target: target).isEmpty, "\(target)")
    }
    for target in ["#_scxml_s1", nil] {
      #expect(check(alone, target: target).isEmpty && check(among, target: target).isEmpty)
    }
    for target in ["#_scxml_s3", "#_x"] {
      #expect(check(among, target: target) == "communication: there is nobody at \"\(target)\"")
    }
    for target in ["#_", "helper", ""] {
      #expect(check(among, target: target) == "execution: nobody is addressed as \"\(target)\"")
    }
    for type in [ChartData.processor, "scxml", "http://www.w3.org/TR/scxml"] {
      #expect(check(alone, type: type).isEmpty)
    }
    #expect(check(alone, type: "http") == "execution: there is no event processor \"http\"")
    #expect(check(alone, delay: "2s").isEmpty)
    #expect(
      check(alone, delay: "soon") == "execution: \"soon\" is no delay: write 2s, 500ms, or a duration such as PT2S")
    func invoke(_ type: String?) -> String {
      told { () throws(DataFailure) in
        try alone.check(Invocation<Value>(id: "i", type: type, source: .none, data: []))
        return ""
      }
    }
    for type in [nil, "scxml", "http://www.w3.org/TR/scxml", "http://www.w3.org/TR/scxml/"] {
      #expect(invoke(type).isEmpty)
    }
    for type in ["html", "", "http://www.w3.org/TR/scxml//"] {
      #expect(invoke(type) == "execution: there is no service of the type \"\(type)\"")
    }
  }
}
