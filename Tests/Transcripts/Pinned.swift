/// Definitions that change under running cases: adopted, compared, taken over by an act, and never silently.

import Foundation
import TestSupport
import Testing

@Suite struct PinnedDefinitions {
  private let folder = Scratch()
  private var store: String { folder.file("store") }

  init() throws {
    for top in ["Workflows", "Plugins"] {
      try FileManager.default.copyItem(atPath: project.appending(path: top).path, toPath: folder.file(top))
    }
    let begun = run(
      """
      begin simulation from 2027-01-04 in Europe/Amsterdam by admin@test for wbo
      create person p-1 name: "A" accounts: ["carla@t"]
      create person p-2 name: "B" accounts: ["bram@t"]
      create party kompas title: "Kompas" sort: consortium
      create assignment a-1 person: "carla@t" role: "mandated municipality" source: "register"
      create assignment a-2 person: "bram@t" role: "purchase team" source: "register"
      create mandate m-1 title: "M" role: "mandated municipality" from: 2027-01-01 until: 2034-12-31 decision: "1"
      as bram@t: create direct award da-west title: "West" party: kompas start: 2027-02-01 years: 5 options: 2 option length: P1Y
        contract id: "west" ground: below threshold value: 100000 motive: docs/examples/documents/why-not-tendered.md
      as carla@t: decide da-west decision: docs/examples/documents/decision-on-a-direct-award.md
      as carla@t: sign west reference: "W"
      go to 2027-02-09
      """)
    #expect(begun.status == 0, "\(begun.text)")
  }

  private func run(_ lines: String) -> Ran {
    (try? convenant("--store", store, "--definitions", folder.path, "-c", lines)) ?? Ran(status: -1, text: "")
  }

  private func edit(_ file: String, _ old: String, _ new: String) throws {
    let text = try String(contentsOfFile: folder.file(file), encoding: .utf8)
    #expect(text.contains(old))
    try Data(text.replacing(old, with: new).utf8).write(to: URL(fileURLWithPath: folder.file(file)))
  }

  @Test func aRunningCaseKeepsWhatItStartedWithUntilItIsUpgraded() throws {
    try edit("Workflows/contract/workflow.yaml", "window period, 1)", "window period, 30)")
    try edit(
      "Workflows/contract/workflow.yaml", "      partner reference: text\n",
      "      partner reference: text\n      indexation: {type: number, initial: 2.5}\n")
    let adopted = run(
      """
      as bram@t: adopt definitions
      expect refused role
      as admin@test: adopt definitions
      expect accepted
      as bram@t: create direct award da-east title: "East" party: kompas start: 2027-03-01 years: 5 options: 2 option length: P1Y
        contract id: "east" ground: below threshold value: 100000 motive: docs/examples/documents/why-not-tendered.md
      as carla@t: decide da-east decision: docs/examples/documents/decision-on-a-direct-award.md
      expect contract[id = "east"][1].indexation = 2.5
      expect contract[id = "west"][1].indexation = null
      list contract where years = 5 show indexation, window opens
      map contract by options, years where indexation = null
      expect contract[id = "west"][1].window opens = @"2031-05-01"
      """)
    #expect(adopted.status == 0, "\(adopted.text)")
    let tried = run("as admin@test: try upgrade west")
    #expect(tried.status == 0 && tried.text.contains("indexation"), "\(tried.text)")
    let upgraded = run(
      """
      as admin@test: upgrade west
      expect contract[id = "west"][1].indexation = 2.5
      expect contract[id = "west"][1].window opens = @"2031-06-16"
      at 2027-02-08 show west
      as admin@test: upgrade west
      expect refused current
      definitions
      """)
    #expect(upgraded.status == 0 && upgraded.text.contains("2031-05-01"), "\(upgraded.text)")
    #expect(try convenant("verify", "--replay", "--store", store).status == 0)
    #expect(try convenant("rebuild", "--check", "--store", store).status == 0)
  }

  @Test func noDutyIsLostWithoutADecision() throws {
    try edit("Workflows/contract/workflow.yaml", "        due: 'end + @\"P3M\"'\n", "")
    try edit(
      "Plugins/wbo-rasci/plugin.yaml",
      "    terminate: {R: contract manager, A: mandated municipality, approval: before, C: finance,",
      "    terminate: {R: contract manager, A: mandated municipality, approval: before,")
    let refused = run("as admin@test\nadopt definitions\nupgrade west\nexpect refused duties\nupgrade west")
    #expect(refused.status == 3 && refused.text.contains("duty close"), "\(refused.text)")
    #expect(refused.text.contains("finance consulted on terminate"), "\(refused.text)")
    let every = run("as admin@test: try upgrade every contract")
    #expect(every.status == 3 && every.text.contains("1 of kind contract, 1 refused"), "\(every.text)")
    let decided = run("as admin@test: upgrade every contract decision: \"board 2027-7\"\nhistory west accepted")
    #expect(decided.status == 0 && decided.text.contains("accepted"), "\(decided.text)")
    #expect(try convenant("verify", "--replay", "--store", store).status == 0)
  }

  @Test func fieldsMayMoveWhileCasesKeepTheirs() throws {
    try edit(
      "Workflows/contract/workflow.yaml", "      title: text required\n      lot: lot",
      "      title: text required\n      colour: text\n      tied to: contract\n      lot: lot")
    let listed = run(
      """
      as admin@test: adopt definitions
      list contract where party = "kompas" show party, end, colour
      list contract where party.title = "Kompas" show tied to
      map contract by tied to, state
      """)
    #expect(listed.status == 0 && listed.text.contains(/west +in execution +kompas +2032-01-31/), "\(listed.text)")
    let upgraded = run(
      """
      as admin@test: upgrade west
      list contract where party = "kompas" show end
      changes from 2027-01-04
      show west
      """)
    #expect(upgraded.status == 0 && upgraded.text.contains("2032-01-31"), "\(upgraded.text)")
    #expect(try convenant("verify", "--replay", "--store", store).status == 0)
    #expect(try convenant("rebuild", "--check", "--store", store).status == 0)
  }

  @Test func whatRunningCasesAndPeopleNeedCannotGo() throws {
    try edit("Workflows/authority/workflow.yaml", "    accounts: accounts\n", "")
    try edit(
      "Plugins/wbo-rasci/plugin.yaml", "  secretariat: {en", "  bureau: {en: Bureau, nl: Bureau}\n  secretariat: {en")
    #expect(run("as admin@test: adopt definitions").text.contains("accounts of person"))
    #expect(run("as admin@test: upgrade west decision: \"  \"").status == 3)
    #expect(try convenant("verify", "--replay", "--store", store).status == 0, "a refused adoption spoils no replay")
  }

  @Test func aDutyThatIsOtherOrAServiceThatIsGoneNeedsADecisionToo() throws {
    try edit(
      "Plugins/wbo-dialogues/plugin.yaml", "    ahead: P42D\n    create: steering",
      "    until: start\n    ahead: P42D\n    create: steering")
    let refused = run("as admin@test\nadopt definitions\nupgrade west")
    #expect(refused.status == 3 && refused.text.contains("schedule operational steering"), "\(refused.text)")
    try edit(
      "Workflows/contract/workflow.yaml", "        due: notice date\n        fields: {reference",
      "        due: notice date + @\"P1M\"\n        fields: {reference")
    let later = run("as admin@test\nadopt definitions\nupgrade west decision: \" \"")
    #expect(later.status == 3 && later.text.contains("duty extend"), "\(later.text)")
  }

  @Test func aStateThatIsGoneIsAnObstacleAndNothingIsHalfMoved() throws {
    try edit("Workflows/contract/workflow.yaml", "in execution", "under way")
    let tried = run("as admin@test\nadopt definitions\nupgrade west\nexpect refused definition\nupgrade west")
    #expect(tried.status == 3 && tried.text.contains("in execution"), "\(tried.text)")
    #expect(run("expect state west in execution").status == 0)
  }

  @Test func anotherRegionRunsByItsOwnFiles() throws {
    let which = try convenant("-c", "begin simulation from 2027-01-04 in Europe/Amsterdam by admin@test")
    #expect(which.status == 1 && which.text.contains("which region?"), "\(which.text)")
    let slip = try convenant("-c", "begin simulation from 2027-01-04 in Europe/Amsterdam by admin@test for wbx")
    #expect(slip.status == 1 && slip.text.contains("did you mean \"wbo\"?"), "\(slip.text)")
  }
}
