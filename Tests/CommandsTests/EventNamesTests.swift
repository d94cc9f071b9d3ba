import Commands
import Definitions
import Diagnostics
import Journal
import SQLiteStorage
import TestSupport
import Testing

private let workflow = """
  workflow: permits
  kinds:
    permit:
      fields: {text: text}
      states: {asked: {on: {approve permit: given, work: , list: , show: gone}}, given: {on: {show: gone}}, gone: {final: true}}
      events: {approve permit: {fields: {why: text}}, work: {}, list: {}, show: {}}
  """
private let plugin = """
  plugin: permits
  rasci: {permit: {default: {R: administrator, A: administrator}}}
  """

/// Events whose names begin as commands do.
@Suite struct EventsNamedLikeCommands {
  private func said(_ lines: [String]) throws -> [String] {
    var said: [String] = []
    let surroundings = Surroundings(
      write: { said.append($0) }, read: { _ in nil }, clock: { .init(milliseconds: 0) }, storageName: nil,
      storage: { () throws(JournalProblem) in try SQLiteStorage.memory() },
      definitions: { (_) throws(Diagnostics) in
        try Rulebook.load([("Workflows/r/workflow.yaml", workflow), ("Plugins/r/plugin.yaml", plugin)])
      })
    let session = Session(surroundings, store: nil, language: .en)
    for line in ["begin simulation by boss@lib", "as boss@lib", "create permit p"] { _ = session.run(line) }
    said = []
    for line in lines { _ = session.run(line) }
    return said
  }

  @Test func ofTwoNamesTheLongerIsMeant() throws {
    let said = try said([#"approve permit p why: "it is safe""#, "approve p"])
    #expect(said[0].hasPrefix("accepted   approve permit p → given"), "\(said)")
    #expect(said[1].contains("nothing on p waits to be approved"))
  }

  @Test func aNameThatACommandHasIsTypedInQuotes() throws {
    let said = try said([
      #""work" p"#, "work", #"as boss@lib: "list" p"#, "list permit", #"try "show" p"#, #""lend" p"#,
    ])
    #expect(said[0].hasPrefix("accepted   work p") && said[1] == "nothing to do", "\(said)")
    #expect(said[2].hasPrefix("accepted   list p") && said[3].contains("asked"))
    #expect(said[4].contains("show p → gone") && said[5].contains(#""lend" is no command and no event"#), "\(said)")
  }

  @Test func helpShowsHowTheyAreTyped() throws {
    let help = try said(["help permit"]).joined(separator: "\n")
    #expect(help.contains(#""work" ID"#) && help.contains("\n  approve permit ID"), "\(help)")
  }
}
