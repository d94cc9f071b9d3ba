import Commands
import Definitions
import Diagnostics
import Journal
import SQLiteStorage
import Shell
import TestSupport
import Testing

private let workflow = """
  workflow: rooms
  kinds:
    room:
      fields: {seats: integer required}
      states: {open: {on: {shut: closed}}, closed: {final: true}}
      events: {shut: {}}
  """
private let plugin = """
  plugin: library
  roles: {porter: Porter}
  rasci: {room: {default: {R: administrator, A: administrator}, shut: {R: porter, A: porter}}}
  """

/// Runs a script in memory: its status, and what was said.
private func run(_ text: String, echo: Bool = false) throws -> (status: Int32, said: [String]) {
  var said: [String] = []
  let surroundings = Surroundings(
    write: { said.append($0) }, read: { _ in nil }, clock: { .init(milliseconds: 0) }, storageName: nil,
    storage: { () throws(JournalProblem) in try SQLiteStorage.memory() },
    definitions: { (_) throws(Diagnostics) in
      try Rulebook.load([("Workflows/r/workflow.yaml", workflow), ("Plugins/r/plugin.yaml", plugin)])
    })
  let session = Session(surroundings, store: nil, language: .en)
  let script = try Script(name: "s.cvn", bytes: Array(("begin simulation by boss@lib\n" + text).utf8))
  let status = script.run(session, echo: echo)
  return (status, said)
}

@Suite struct Scripts {
  @Test func linesThatBeginWithWhiteSpaceGoOnWithTheLineBefore() throws {
    let (status, said) = try run("create room hall\n  seats:\n    20\n# a remark\nexpect count(room) = 1")
    #expect(status == 0, "\(said)")
  }

  @Test func aRefusalThatIsNotExpectedEndsItWithItsPlace() throws {
    let (status, said) = try run("create room hall seats: 1\nshut hall\ncreate room b seats: 1")
    #expect(status == 3 && said.last == "s.cvn:3: refused, and the script does not expect it", "\(said)")
    #expect(try run("create room hall seats: 1\nshut hall\nexpect refused role").status == 0)
  }

  @Test func aMistakeEndsItAndNamesItsOwnLine() throws {
    let (status, said) = try run("create room hall seats: 1\n\nshow\n  hallo\nquit")
    #expect(status == 1 && said.last?.hasPrefix("s.cvn:5:3: error: there is no case \"hallo\"") == true, "\(said)")
  }

  @Test func quitLeavesTheRestUndone() throws {
    let (status, said) = try run("quit\ncreate room hall seats: 1")
    #expect(status == 0 && said.allSatisfy { !$0.contains("hall") }, "\(said)")
  }

  @Test func whatIsNoTextIsNoScript() {
    #expect(throws: Mistake.self) { try Script(name: "x", bytes: [0xFF, 0xFE]) }
    #expect(throws: Mistake.self) { try Script(name: "x", bytes: Array("a\u{0}b".utf8)) }
    #expect(throws: Mistake.self) { try Script(name: "x", bytes: [UInt8](repeating: 97, count: 100_001)) }
  }
}

@Suite struct CasesBesideDefinitions {
  private func results(_ script: String) throws -> [CaseRun] {
    let rulebook = try Rulebook.load([("Workflows/r/workflow.yaml", workflow), ("Plugins/r/plugin.yaml", plugin)])
    let text = "cases:\n  one: |\n    \(script.replacing("\n", with: "\n    "))\n"
    let file = try CasesFile.read(Array(text.utf8), name: "cases.yaml")
    return CaseRun.all(file, name: "cases.yaml", rulebook) { () throws(JournalProblem) in try SQLiteStorage.memory() }
  }

  @Test func passWhenAllThatIsExpectedIsSo() throws {
    let passed = try results("as admin@check\ncreate room hall seats: 2\nexpect state hall open")
    #expect(passed.map(\.passed) == [true], "\(passed)")
    let failed = try results("as admin@check\ncreate room hall seats: 2\nexpect state hall closed")
    #expect(failed.map(\.passed) == [false])
    #expect(failed.first?.transcript.contains("hall is in \"open\"") == true)
  }
}
