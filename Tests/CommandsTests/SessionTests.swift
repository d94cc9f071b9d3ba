import Calendar
import Definitions
import Diagnostics
import Engine
import FEEL
import Foundation
import Governance
import Journal
import SQLiteStorage
import TestSupport
import Testing

@testable import Commands

private let workflow = """
  workflow: rooms
  kinds:
    badge:
      grants: {a: assignment, in: valid, person: person, role: role}
      fields: {person: text required, role: text required}
      states: {valid: {on: {take: taken}}, taken: {final: true}}
      events: {take: {}}
    room:
      fields: {title: text required, seats: integer required, colour: {type: [red, deep blue], at creation: true}, opened: date, other: list of room}
      states: {open: {on: {shut: closed, paint: }}, closed: {final: true}}
      events: {shut: {fields: {reason: text required}}, paint: {fields: {colour: required}}}
  """
private let plugin = """
  plugin: library
  roles: {porter: Porter}
  tables:
    grade:
      title: {en: How large a room is, nl: Hoe groot een zaal is}
      source: rules of the house
      inputs: {seats: number}
      outputs: {grade: string}
      rules: |
        seats | grade
        < 20  | "small"
        > 20  | "large"
  rasci: {badge: {default: {R: administrator, A: administrator}}, room: {default: {R: porter, A: porter}}}
  """

/// A session whose answers are kept, on a file or in memory.
private final class Talk {
  private(set) var said: [String] = []
  private(set) var session: Session!
  let path: String?
  var files: [String: String] = [:]

  init(_ path: String? = nil, store: Store? = nil) throws {
    self.path = path
    let surroundings = Surroundings(
      write: { [unowned self] in said.append($0) }, read: { [unowned self] in files[$0].map { Array($0.utf8) } },
      clock: { Instant(milliseconds: 1_900_000_000_000) }, storageName: path,
      storage: { () throws(JournalProblem) in
        if let path { try SQLiteStorage.create(path) } else { try SQLiteStorage.memory() }
      },
      definitions: { (_) throws(Diagnostics) in
        try Rulebook.load([("Workflows/r/workflow.yaml", workflow), ("Plugins/r/plugin.yaml", plugin)])
      })
    session = Session(surroundings, store: store, language: .en)
  }

  @discardableResult func callAsFunction(_ line: String) -> String {
    said = []
    _ = session.run(line)
    return said.joined(separator: "\n")
  }

  func begin() -> Talk {
    self("begin simulation from 2030-01-01 by boss@lib")
    self("create badge b-1 person: \"boss@lib\" role: \"porter\"")
    self("create room hall title: \"Hall\" seats: 20")
    return self
  }
}

@Suite struct Lines {
  @Test func showATableAndWhatItGives() throws {
    let ask = try Talk().begin()
    #expect(
      ask("table").contains("How large a room is") && ask("table").contains("unique: seats (number) → grade (string)"))
    #expect(ask("table grade").split(separator: "\n").last?.split(separator: " ") == ["2", ">", "20", "\"large\""])
    let large = ask("table grade room[id = \"hall\"][1].seats + 1")
    #expect(large.contains("large") && !large.contains("small"), "\(large)")
    let none = ask("table grade 20")
    #expect(none.contains("no rule matches") && none.contains("table \"grade\": no rule matches"), "\(none)")
    #expect(ask("table grade 1, 2").contains("grade takes seats, in that order"))
    #expect(ask("table grate").contains("did you mean \"grade\"?"))
  }

  @Test func whatWasExpectedAndIsNotIsToldWithWhatIs() throws {
    let ask = try Talk().begin()
    #expect(ask("expect room[1].seats = 21").contains("room[1].seats is 20"))
    #expect(ask("expect count(room) > room[1].seats").contains("count(room) is 1, and room[1].seats is 20"))
    #expect(ask("expect 1 = 2").contains("this is not so: it is false"))
    #expect(ask("expect room[1].seats = 20") == "")
  }

  @Test func whatCanNeverHoldIsAMistakeAndNoEmptyList() throws {
    let ask = try Talk().begin()
    #expect(ask("list room where colour = \"redd\"").contains("colour is never \"redd\""))
    #expect(ask("list room where seats > \"5\"").contains("can never be compared"))
    #expect(ask("list room show titel").contains("nothing is called"))
    #expect(ask("list room where title = \"Hall\" and other = null").contains("hall"))
    #expect(ask("map room by colour, seats + title").contains("cannot be added"))
  }

  @Test func bareValuesAreReadByTheTypeOfTheirField() throws {
    let talk = try Talk().begin()
    #expect(
      talk("create room a title: \"A\" seats: 2 + 3, colour: deep blue opened: 2030-02-28 other: [hall]").contains(
        "accepted"))
    #expect(talk("? room[id = \"a\"].seats").contains("[5]"))
    #expect(talk("? room[id = \"a\"].opened").contains("[2030-02-28]"))
    #expect(talk("list room where count(other) = 1 show colour, other").contains("deep blue"))
  }

  @Test func anActOnWhatOthersChangedSinceItWasShownIsStale() throws {
    let folder = Scratch()
    let path = folder.file()
    let first = try Talk(path).begin()
    let second = try Talk(path, store: try Store.open(SQLiteStorage.open(path)))
    second("as boss@lib")
    first("show hall")
    #expect(first("create room own title: \"mine\" seats: 1").contains("accepted"))
    #expect(second("paint hall colour: red").contains("accepted"))
    let answer = first("shut hall reason: \"empty\"")
    #expect(answer.contains("refused") && answer.contains("look again"), "\(answer)")
    first("show hall")
    #expect(first("shut hall reason: \"empty\"").contains("accepted"))
  }

  @Test func itStaysStaleWhateverIsDoneOnOtherCasesInBetween() throws {
    let folder = Scratch()
    let path = folder.file()
    let first = try Talk(path).begin()
    let second = try Talk(path, store: try Store.open(SQLiteStorage.open(path)))
    second("as boss@lib")
    for id in ["b", "c"] { first("create room \(id) title: \"B\" seats: 1") }
    first("show hall")
    first("show b")
    second("paint hall colour: red")
    // Two acts of one's own, on cases that nobody else touched.
    #expect(first("paint b colour: red").contains("accepted"))
    #expect(first("paint c colour: red").contains("accepted"))
    #expect(first("paint b colour: deep blue").contains("accepted"), "what one changed oneself is not stale")
    let answer = first("shut hall reason: \"empty\"")
    #expect(answer.contains("refused") && answer.contains("look again"), "\(answer)")
  }

  @Test func whatIsNoConditionAndWhatIsNotThereYetIsAMistake() throws {
    let talk = try Talk().begin()
    for condition in ["seats", "title", "1"] {
      #expect(talk("list room where \(condition)").contains("a condition is true or false"), "\(condition)")
    }
    #expect(talk("map room by colour, seats where seats").contains("a condition is true or false"))
    #expect(talk("at 2031-01-01 list room").contains("what comes after is not there to be read"))
    #expect(talk("changes from 2029-05-01 until 2029-04-01").contains("cannot end on 2029-04-01"))
    for asked in ["why create hall", "trace create hall"] {
      #expect(talk(asked).contains("try create KIND"), "\(asked)")
    }
    #expect(talk("proof consistency 4 2").contains("cannot begin with one of 4"))
    #expect(talk("history last -1").contains("= 20"))
  }

  @Test func answersCanBeHadAsJSONAndCSV() throws {
    let talk = try Talk().begin()
    talk("output json")
    let refusal = talk("shut hall")
    guard case .context(let answer) = try JSON.parse(refusal.utf8), case .list(let reasons)? = answer["reasons"] else {
      Issue.record("no JSON: \(refusal)")
      return
    }
    #expect(answer["outcome"]?.text == "refused" && reasons.count == 1)
    talk("output csv")
    talk("create room c title: \"=1+1, \\\"x\\\"\" seats: 1")
    #expect(talk("list room where id = \"c\" show title") == "id,state,title\nc,open,\"'=1+1, \"\"x\"\"\"")
  }

  @Test func controlCharactersNeverReachTheTerminal() throws {
    let talk = try Talk().begin()
    #expect(!talk("show \u{1B}[31mhall").contains("\u{1B}"))
    talk("create room e title: \"a\u{1B}[2Jb\" seats: 1")
    #expect(!talk("list room").contains("\u{1B}"))
  }

  @Test func anImportIsTriedFirstAndDoneWholeOrNotAtAll() throws {
    let talk = try Talk().begin()
    talk.files["good.csv"] = "id,title,seats,opened\nx,\"One, two\",3,2030-03-01\ny,Three,4,\n"
    talk.files["bad.csv"] = "id,title,seats\nz,Four,5\nhall,Again,6\n"
    #expect(talk("import room good.csv dry run").contains("2 rows, 0 refused (dry run, nothing done)"))
    #expect(talk("? count(room)") == "1")
    #expect(talk("?count(room)") == "1", "it needs no space")
    talk("import room good.csv")
    #expect(talk("? count(room)") == "3")
    #expect(talk("import room bad.csv").contains("exists already"))
    #expect(talk("? count(room)") == "3")
    talk.files["events.csv"] = "id,event,reason,colour\nx,paint,,red\ny,shut,empty,\n"
    #expect(talk("import room events.csv").contains("2 rows, 0 refused"))
    #expect(talk("list room where state = \"closed\" show title").contains("Three"))
    talk.files["twice.csv"] = "id,title,title,seats\nq,Zed,Zod,1\n"
    #expect(talk("import room twice.csv").contains("twice.csv:1: two columns are called \"title\""))
    talk.files["open.csv"] = "id,title,seats\n\nq,\"Alpha,1\nr,Beta,2\n"
    #expect(talk("import room open.csv").contains("open.csv:3: a quote is opened here"))
    talk.files["lines.csv"] = "id,title,seats\n\nq,\"Al\npha\",1\n\nhall,Again,2\n"
    #expect(talk("import room lines.csv").contains("lines.csv:6"), "rows are told by their lines")
    #expect(talk("import room none.csv").contains("there is no file none.csv"))
    talk.files["odd.csv"] = "id,titel\nq,x\n"
    #expect(talk("import room odd.csv").contains("did you mean \"title\""))
  }

  @Test func everyCommandHasHelpWithAnExample() throws {
    let talk = try Talk().begin()
    for command in Command.all { #expect(talk("help \(command.name)").contains("example: "), "\(command.name)") }
    #expect(talk("help room").contains("paint ID"))
    #expect(talk("help shut").contains("reason"))
  }

  @Test func dutchIsSpokenWhenAsked() throws {
    let talk = try Talk().begin()
    talk("language nl")
    #expect(talk("shut hall").contains("geweigerd") && talk("shut hall").contains("ontbreekt"))
  }

  @Test func theSameQuestionAboutThePastGetsTheAnswerOfThen() throws {
    let talk = try Talk().begin()
    talk("go to 2030-02-01")
    talk("shut hall reason: \"empty\"")
    #expect(talk("at 2030-01-15 list room show seats").contains("open"))
    #expect(talk("list room show seats").contains("closed"))
    #expect(talk("at 2030-01-15 shut hall").contains("only reading"))
  }
}
