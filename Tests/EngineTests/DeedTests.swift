import Definitions
import Engine
import FEEL
import Governance
import SQLiteStorage
import TestSupport
import Testing

/// Events that are called as the engine's own verbs are.
private let workflow = """
  workflow: visits
  kinds:
    visit:
      fields: {note: text}
      states:
        planned: {on: {schedule visit: , approve visit: , erase note: , go to: , done x: , fire: kept}}
        kept: {final: true}
      events: {schedule visit: {fields: {note: }}, approve visit: {}, erase note: {}, go to: {}, done x: {}, fire: {}}
  """
private let plugin = """
  plugin: host
  roles: {host: Host}
  rasci: {visit: {default: {R: administrator, A: administrator}}}
  """

@Suite struct Deeds {
  @Test(arguments: ["schedule visit", "approve visit", "erase note", "go to", "done x", "fire"])
  func ofAnEventAreThatEventWhateverItIsCalled(_ event: String) throws {
    let visits = try Simulated(workflow, plugin)
    try visits.create("visit", "v", [])
    let receipt = try visits.act(Simulated.boss, .fire(event), "v")
    #expect(receipt.outcome == .accepted && receipt.verb == .fire(event), "\(receipt.reasons)")
    let row = try visits.look { try Histories($0).entry(receipt.entry ?? -1).row }
    #expect(row.verb == .fire(event))
    #expect(try visits.store.replay(in: SQLiteStorage.memory()).difference == nil)
    #expect(try visits.store.rebuild(comparing: true).difference == nil)
    #expect(try visits.reopened().find("v")?.stateText == visits.find("v")?.stateText)
  }

  @Test func aVerbIsMadeAgainFromWhatAnEntrySaysOfIt() {
    let verbs: [Verb] = [
      .fire("go"), .approve(3), .reject(4), .ratify(5), .consult("go"), .advise("go"), .prepare("go"), .schedule("s"),
      .retime, .erase("f"), .upgrade, .begin, .recover, .adopt, .rotateKey, .runUnder, .goTo,
    ]
    for verb in verbs {
      #expect(Verb(verb.name, object: verb.object, answers: verb.answers) == verb)
    }
    #expect(Set(verbs.map(\.name)).count == Verb.Name.allCases.count, "a verb is missing here")
    #expect(Verb(.fire, object: nil, answers: nil) == nil && Verb(.approve, object: "x", answers: nil) == nil)
  }
}
