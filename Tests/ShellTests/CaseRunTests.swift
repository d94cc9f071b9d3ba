import Definitions
import Journal
import SQLiteStorage
import Shell
import TestSupport
import Testing

/// Cases beside definitions.
@Suite struct CasesOfDefinitions {
  @Test func tellWhichActOnlyALawStops() throws {
    let rulebook = try Rulebook.load([
      (
        "Workflows/w/workflow.yaml",
        """
        workflow: w
        kinds:
          jar:
            fields: {cookies: {type: number, required: true}}
            states: {shut: {on: {open: {to: open, when: cookies > 1}, smash: broken}}, open: {on: {shut: shut}}, broken: {final: true}}
            events: {open: {}, shut: {}, smash: {}}
        """
      ),
      (
        "Plugins/p/plugin.yaml",
        """
        plugin: p
        rasci: {jar: {default: {R: administrator, A: administrator}}}
        laws: {keep some: {title: A jar that is open has five cookies, source: house rule 1, of: jar, in: open, holds: cookies >= 5}}
        """
      ),
    ])
    let file = try CasesFile.read(
      Array(
        """
        cases:
          opens: |
            as admin@check: create jar j cookies: 5
            as admin@check: open j
          is kept shut by a guard: |
            as admin@check: create jar j cookies: 1
            as admin@check: open j
            expect refused
          is kept shut by the law: |
            as admin@check: create jar j cookies: 2
            as admin@check: open j
            expect refused
        """.utf8), name: "cases.yaml")
    let runs = CaseRun.all(file, name: "cases.yaml", rulebook) { () throws(JournalProblem) in try SQLiteStorage.memory()
    }
    #expect(runs.map(\.passed) == [true, true, true], "\(runs.map(\.transcript))")
    let stopped = runs.map { $0.stoppedByLaw.map { "\($0.event) \($0.subject) \($0.laws)" } }
    #expect(stopped == [[], [], [#"open j ["keep some"]"#]])
  }
}
