import Definitions
import Engine
import FEEL
import Governance
import TestSupport
import Testing

/// A block of actions that fails fails its act, wherever in it that was.
@Suite struct BlocksThatFail {
  private let jars: Simulated

  init() throws {
    jars = try Simulated(
      """
      workflow: jars
      kinds:
        lid: {fields: {jar: jar}, states: {loose: {final: true}}}
        jar:
          fields: {cookies: {type: integer, initial: 0, to: 9}, note: text, stamp: text}
          states:
            shut:
              on:
                each over no list: {do: [{each: 'get value({k: 5}, "k")', do: [{set: {note: '"in"'}}]}, {set: {note: '"after"'}}]}
                a case by no text: {do: [{set: {note: '"before"'}}, {create: lid, id: 'get value({k: {x: 1}}, "k")', with: {jar: id}}]}
                a case by a number: {do: [{create: lid, id: 'get value({k: 5}, "k")', with: {jar: id}}]}
                a case by a case: {do: [{create: lid, id: 'get value({k: {id: "made"}}, "k")', with: {jar: id}}]}
                a text for a number:
                  do: [{set: {cookies: 'get value({k: "five"}, "k")'}}]
                too many: {do: [{set: {cookies: cookies + 10}}]}
                close:
                eat: eaten
            eaten: {final: true}
          events: {each over no list: , a case by no text: , a case by a number: , a case by a case: , a text for a number: , too many: , eat: , close: {fields: {note: , stamp: }}}
      """,
      """
      plugin: p
      rasci: {lid: {default: {R: administrator, A: administrator}}, jar: {default: {R: administrator, A: administrator}}}
      """)
    try jars.create("jar", "j", [])
  }

  @Test(arguments: [
    ("each over no list", "a number is no list"), ("a case by no text", "a context names no case"),
    ("a text for a number", "cookies takes an integer, not a string"),
    ("too many", "cookies would lie outside its bounds"),
  ])
  func failTheActAndSayWhatFailedAndWhere(_ event: String, _ wanted: String) throws {
    let receipt = try jars.act(Simulated.boss, .fire(event), "j")
    #expect(receipt.outcome == .refused && receipt.reasons.count == 1, "\(receipt.reasons)")
    let told = "\(receipt.reasons)"
    #expect(told.contains(wanted) && told.contains("Workflows/w/workflow.yaml"), "\(told)")
    #expect(!told.contains("<expression>"))
    // Nothing of it is kept.
    #expect(try jars.find("j")?["note"].isNull == true)
  }

  @Test func makeACaseByTheIDOfACaseAndByNothingElse() throws {
    #expect(try jars.act(Simulated.boss, .fire("a case by a case"), "j").outcome == .accepted)
    #expect(try jars.find("made") != nil)
    let number = try jars.act(Simulated.boss, .fire("a case by a number"), "j")
    #expect(number.outcome == .refused && "\(number.reasons)".contains("5"), "\(number.reasons)")
  }

  @Test func ownFieldsAreKeptWhicheverOfThemAreGiven() throws {
    #expect(try jars.act(Simulated.boss, .fire("close"), "j", [("stamp", .string("red"))]).outcome == .accepted)
    #expect(try jars.find("j")?["stamp"].text == "red")
  }
}
