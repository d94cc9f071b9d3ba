/// What a contract manager asks before acting: why not yet, how a date came about, what is other than planned.

import Foundation
import TestSupport
import Testing

@Suite struct Explained {
  private let folder = Scratch()
  private var store: String { folder.file("store") }

  /// The story of the local teams until a line of it.
  private func play(until line: String) throws {
    let story = try String(
      contentsOf: project.appending(path: "Tests/Transcripts/Fixtures/local-teams.cvn"), encoding: .utf8)
    let begun = try folder.write("begun.cvn", Data(story.components(separatedBy: line)[0].utf8))
    #expect(try convenant("run", begun, "--store", store).status == 0)
  }

  private func run(_ lines: String) throws -> Ran { try convenant("--store", store, "-c", lines) }

  @Test func whyNamesLinesEntriesPeopleAndDays() throws {
    try play(until: "as anna@breda: extend slt-west")
    let early = try run("why extend slt-west as anna@breda").text
    #expect(
      early.contains(
        "2031-04-01: from then on state allows this, once the timer \"window\" has fired [Workflows/contract/workflow.yaml:"
      ))
    #expect(early.contains("2031-10-01: from then on notice date refuses this"), "\(early)")
    #expect(early.contains(/entries +.*end #\d+/))
    #expect(early.contains("R: anna@breda (contract manager, a-2)"))
    #expect(early.contains("A: carla@breda (mandated municipality, a-4)"))
    let json = try run("output json\nwhy extend slt-west as anna@breda").text
    let rows = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]])
    #expect(rows.contains { $0["what"] as? String == "because" && ($0["place"] as? String)?.isEmpty == false })
    // Asking is not acting: the clock did not move, and nothing was written.
    #expect(try run("expect state slt-west in execution").status == 0)
  }

  @Test func anArgumentIsNoSecondLine() throws {
    try play(until: "go to 2027-01-12")
    let line = "slt-west\nas admin@test: create party injected title: \"x\" sort: municipality"
    let ran = try convenant("show", line, "--store", store)
    #expect(ran.status != 0 && ran.text.contains("a command is one line"), "\(ran.text)")
    #expect(try run("show injected").status != 0)
  }

  @Test func aDateIsExplainedStepByStep() throws {
    try play(until: "# --- The other contracts run out")
    let steps = try run("explain latest end of slt-west").text
    #expect(steps.contains("options left * option length - @\"P1D\" (Workflows/contract/workflow.yaml:"))
    #expect(steps.contains(/end +2032-12-31 +entry #\d+, approve #\d+, 2031-06-16/), "\(steps)")
    #expect(steps.contains(/end +2031-12-31 +entry #\d+, create/), "the end before the extension")
    #expect(try run("explain latest end of p-1").status == 1)
    #expect(try run("explain name of p-1").text.contains("Anna de Wit"), "the administrator keeps the list of persons")
    #expect(try run("as hanna@toezicht: explain name of p-1").text.contains("(withheld)"))
  }

  @Test func aSavedPlanSaysWhatIsOtherAndForWhichStoreItIs() throws {
    try play(until: "go to 2027-01-12")
    let file = folder.file("plan.json")
    #expect(try run("plan slt-west until 2028-06-30 save \(file)").status == 2)
    #expect(try run("plan slt-west until 2028-06-30 against \(file)").text.contains("the plan holds"))
    #expect(try run("plan slt-west until 2028-06-30 save \(file)").text.contains("cannot be written"))
    #expect(
      try run(
        """
        as sanne@gr-wbo: reschedule slt-west-op-2027-01-12 planned on: 2027-01-19 reason: "storm"
        as sanne@gr-wbo: revoke a-2 reason: "left"
        """
      ).status == 0)
    let compared = try run("plan slt-west until 2028-06-30 against \(file)").text
    #expect(compared.contains("6 entries since") && compared.contains(/moved.*2027-01-12 +2027-01-19/), "\(compared)")
    #expect(compared.contains("nobody is contract manager"))
    #expect(try run("plan slt-west until 2028-12-31 against \(file)").text.contains("that plan looks until"))
    let other = folder.file("other")
    let begin = "begin simulation from 2026-01-04 in Europe/Amsterdam by sanne@gr-wbo for wbo"
    let foreign = try convenant("--store", other, "-c", "\(begin)\nplan until 2028-06-30 against \(file)")
    #expect(foreign.status == 1 && foreign.text.contains("another store"), "\(foreign.text)")
  }
}
