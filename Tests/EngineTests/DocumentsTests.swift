import Definitions
@testable import Engine
import FEEL
import Foundation
import GRDB
import Governance
import Journal
import SQLiteStorage
import TestSupport
import Testing
import Verifier

private let workflow = """
  workflow: w
  version: 1
  kinds:
    meeting:
      fields:
        minutes: {type: document, retention: P7Y, class: internal}
        papers: list of document
        secret: {type: document, class: secret, readers: [auditor]}
        note: any
      states:
        planned: {on: {lay down: held, hand in: , note: , confide: }}
        held: {on: {replace: , close: closed}}
        closed: {final: true}
      events:
        lay down: {fields: {minutes: required}}
        replace: {fields: {minutes: required}}
        hand in: {fields: {papers: required}}
        close:
        confide: {fields: {secret: required}}
        note: {fields: {note: required}}
  """
private let plugin = """
  plugin: p
  version: 1
  region: r
  roles:
    chair: {en: Chair, nl: Voorzitter}
    clerk: {en: Clerk, nl: Griffier}
    auditor: {en: Auditor, nl: Accountant}
  rasci:
    meeting:
      default: {R: administrator, A: administrator}
      lay down: {R: [administrator, clerk], A: chair, approval: before}
  """

private func file(_ name: String, _ text: String) throws -> IncomingFile { try IncomingFile(name, Array(text.utf8)) }

/// A store in a file of its own, with meetings.
private final class Meetings {
  let scratch = Scratch()
  let simulated: Simulated
  var path: String { scratch.file() }

  init() throws {
    let book = try Rulebook.load([
      people, appointing, ("Workflows/w/workflow.yaml", workflow), ("Plugins/p/plugin.yaml", plugin),
    ])
    simulated = try Simulated(book, in: try SQLiteStorage.create(scratch.file()))
    try simulated.create("meeting", "m1", [])
    try simulated.create("meeting", "m2", [])
  }

  @discardableResult func give(
    _ event: String, _ id: String, _ field: String, _ files: IncomingFile...
  ) throws -> Receipt {
    let values = files.map(\.document.value)
    let isList = field == "papers"
    var request = Request(.fire(event), on: id, fields: [(field, isList ? .list(values) : values[0])])
    request.files = files
    return try simulated.store.perform(request, by: simulated.principal()).receipts[0]
  }

  /// The documents that the administrator can read.
  func held(_ id: String? = nil, in store: Simulated? = nil) throws -> [HeldDocument] {
    try (store ?? simulated).look { try Documents($0).list(of: id) }.filter { $0.document != nil }
  }

  /// The bytes that lie under a file's hash, as a text.
  func text(_ file: IncomingFile) throws -> String? {
    try simulated.store.reading { try $0.document(file.document.hash) }.map { String(decoding: $0, as: UTF8.self) }
  }

  /// Changes the file behind everybody's back.
  func tamper(_ sql: String...) throws {
    simulated.store.close()
    let queue = try DatabaseQueue(path: path)
    let triggers = try queue.read {
      try Row.fetchAll($0, sql: "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    }
    try queue.write { db in
      for trigger in triggers { try db.execute(sql: "DROP TRIGGER \(trigger["name"] as String)") }
      for line in sql { try db.execute(sql: line) }
      for trigger in triggers { try db.execute(sql: trigger["sql"] as String) }
    }
    try queue.close()
  }
}

@Suite struct DocumentsOfCases {
  private let meetings: Meetings
  private var simulated: Simulated { meetings.simulated }
  private let minutes: IncomingFile

  init() throws {
    meetings = try Meetings()
    minutes = try file("offices/minutes.txt", "we met")
  }

  @Test func comeWithTheirBytesAndComeOutAsTheyWere() throws {
    let other = try file("paper.md", "# Paper")
    #expect(try meetings.give("hand in", "m1", "papers", minutes, other).outcome == .accepted)
    simulated.store.close()
    let again = try Simulated(opening: SQLiteStorage.open(meetings.path))
    let held = try meetings.held(in: again)
    #expect(held.compactMap { $0.document?.name } == ["minutes.txt", "paper.md"])
    #expect(held.map(\.entry) == [3, 3] && held.map(\.subject) == ["m1", "m1"])
    let document = try #require(held.first?.document)
    #expect(document.mediaType == "text/plain" && document.size == 6)
    // sha256sum of "we met"
    #expect(document.hash == "15c4e97d0ad93c3ffb9c11baecfcab8e5f6613d14e191420a070f660c28effd0")
    #expect(try again.look { try Documents($0).bytes(of: document) } == Array("we met".utf8))
    #expect(Verification.run(meetings.path).documents == 2)
  }

  @Test func areKeptForTheTermOfTheirFieldFromTheDayTheyWereGiven() throws {
    for account in [Simulated.boss, "chair@lib"] {
      try simulated.create("somebody", account, [("accounts", .list([.string(account)]))])
    }
    try meetings.give("replace", "m1", "minutes", minutes)
    try simulated.goTo("2030-03-01")
    #expect(try meetings.give("lay down", "m1", "minutes", minutes).outcome == .pending)
    #expect(try meetings.held("m1").isEmpty, "what is pending is not the case's yet")
    #expect(try meetings.text(minutes) == "we met", "but whoever approves can read it")
    try simulated.create(
      "post", "p1",
      [("person", .string("chair@lib")), ("role", .string("chair")), ("from", .date(try day("2030-01-01")))])
    try simulated.act("chair@lib", .reject(#require(try simulated.find("m1")?.open.first?.entry)), "m1")
    try meetings.give("hand in", "m1", "papers", minutes)
    #expect(try meetings.held("m1").map(\.keptUntil) == [nil], "where nothing is said of it")
    let entry = try #require(try meetings.give("lay down", "m1", "minutes", minutes).entry)
    try simulated.goTo("2030-03-05")
    let approved = try simulated.act("chair@lib", .approve(entry), "m1")
    #expect(approved.reasons.map(\.rule.description) == [])
    #expect(try meetings.held("m1").map(\.keptUntil) == [try day("2037-03-05"), nil])
    try simulated.goTo("2031-01-01")
    try meetings.give("replace", "m1", "minutes", try file("better.txt", "we met, and agreed"))
    #expect(try meetings.held("m1").map(\.keptUntil) == [try day("2038-01-01"), nil], "another one begins anew")
  }

  @Test func areNothingWithoutTheirBytes() throws {
    let size = try simulated.store.size()
    for value in [minutes.document.value, .list([minutes.document.value])] {
      #expect(throws: StoreProblem.self) {
        try simulated.act(Simulated.boss, .fire("hand in"), "m1", [("papers", value)])
      }
      #expect(throws: StoreProblem.self, "and trying says the same") {
        try simulated.look { try $0.decide(Request(.fire("hand in"), on: "m1", fields: [("papers", value)])) }
      }
    }
    // Not under a name of another shape, in a field that takes anything.
    let forged = Value.context(
      Context([("deep", .list([.context(Context([("sha256", .string(minutes.document.hash))]))]))]))
    #expect(throws: StoreProblem.self) { try simulated.act(Simulated.boss, .fire("note"), "m1", [("note", forged)]) }
    #expect(try simulated.store.size() == size, "nothing of it is recorded")
    // Those that are in the store already need not come again.
    try meetings.give("hand in", "m1", "papers", minutes)
    let again = try simulated.act(Simulated.boss, .fire("hand in"), "m2", [("papers", .list([minutes.document.value]))])
    #expect(again.outcome == .accepted)
    #expect(Verification.run(meetings.path).documents == 1, "and lie there once")
  }

  @Test func ofWhatIsRefusedOrOnlyTriedAreNotTakenIn() throws {
    #expect(try meetings.give("replace", "m1", "minutes", minutes).outcome == .refused)
    #expect(try meetings.text(minutes) == nil)
    var request = Request(.fire("hand in"), on: "m1", fields: [("papers", .list([minutes.document.value]))])
    request.files = [minutes]
    #expect(try simulated.look { try $0.decide(request) }.outcome == .accepted)
    #expect(try meetings.text(minutes) == nil)
    #expect(Verification.run(meetings.path).isSound, "a refusal may name what is not there")
  }

  @Test func whatAReaderKeptInTheFileIsGoneWithTheNextAct() throws {
    try meetings.give("hand in", "m1", "papers", minutes)
    let path = meetings.path
    func isLeft() throws -> Bool {
      try ["", "-wal"].contains { end in
        try Data(contentsOf: URL(fileURLWithPath: path + end)).range(of: Data("we met".utf8)) != nil
      }
    }
    var configuration = Configuration()
    configuration.readonly = true
    let other = try DatabaseQueue(path: path, configuration: configuration)
    try other.inDatabase { db in
      try db.execute(sql: "BEGIN; SELECT count(*) FROM entry")
      try simulated.act(Simulated.boss, .erase("papers"), "m1", [("because", .string("asked"))])
      #expect(try isLeft(), "a reader of an older state still has it")
      try db.execute(sql: "COMMIT")
    }
    #expect(try isLeft())
    try simulated.act(Simulated.boss, .fire("note"), "m2", [("note", .string("x"))])
    #expect(try !isLeft())
  }

  @Test func goWithTheLastThatHoldsThem() throws {
    let older = try file("older.txt", "an older paper")
    try meetings.give("hand in", "m1", "papers", older)
    try meetings.give("hand in", "m1", "papers", minutes)
    try meetings.give("hand in", "m2", "papers", minutes)
    let erased = try simulated.store.erase(
      Request(.erase("papers"), on: "m1", fields: [("because", .string("asked"))]), by: simulated.principal())
    #expect(erased.elsewhere == ["m2"] && erased.isGone)
    #expect(try meetings.text(older) == nil, "also what the field held before")
    #expect(try meetings.text(minutes) == "we met")
    #expect(Verification.run(meetings.path).isSound)
    _ = try simulated.store.erase(
      Request(.erase("papers"), on: "m2", fields: [("because", .string("asked"))]), by: simulated.principal())
    #expect(try meetings.text(minutes) == nil)
    let report = Verification.run(meetings.path)
    #expect(report.isSound && report.documents == 0)
    let raw = try Data(contentsOf: URL(fileURLWithPath: meetings.path))
    #expect(raw.firstRange(of: Data("we met".utf8)) == nil && raw.firstRange(of: Data("an older paper".utf8)) == nil)
  }

  @Test func areForTheReadersOfTheirFieldOnly() throws {
    try meetings.give("confide", "m1", "secret", minutes)
    let held = try simulated.look { try Documents($0).list(of: "m1") }
    #expect(held.count == 1 && held[0].document == nil && held[0].given == nil)
  }

  @Test func areReplayedWithoutTheirBytes() throws {
    try meetings.give("hand in", "m1", "papers", minutes)
    let played = try simulated.store.replay(in: SQLiteStorage.memory())
    #expect(played.difference == nil)
    #expect(try simulated.store.rebuild(comparing: true).difference == nil)
  }

  @Test(
    arguments: [
      ("a.pdf", "%PDF-1.7", nil), ("A.PDF", "%PDF-1.7", nil), ("a.pdf", "hello", IncomingFile.Fault.other(than: "pdf")),
      ("a.docx", "PK", .other(than: "docx")), ("a.docx", "PK\u{3}\u{4}", nil), ("a.txt", "", .empty),
      ("a.strange", "x", nil),
      ("noend", "x", nil), ("pdf", "we met", nil), ("txt", "x", nil), (".hidden", "x", .name), ("folder/", "x", nil),
      ("a\u{202E}fdp.txt", "x", .name),
      ("a\u{7}.txt", "x", .name), (String(repeating: "a", count: 201), "x", .name), ("c:\\x\\notulen.txt", "x", nil),
      ("één.txt", "één", nil), ("", "x", .name),
    ] as [(String, String, IncomingFile.Fault?)])
  func areHeldAgainstTheirNames(_ name: String, _ text: String, _ fault: IncomingFile.Fault?) throws {
    do throws(IncomingFile.Fault) {
      let taken = try IncomingFile(name, Array(text.utf8))
      #expect(fault == nil, "\(name)")
      #expect(!taken.document.name.contains("/") && !taken.document.name.contains("\\"))
      #expect(Attachment(taken.document.value) == taken.document)
    } catch {
      #expect(error == fault, "\(name)")
    }
  }

  @Test func thatAreTextMustBeText() {
    #expect(throws: IncomingFile.Fault.other(than: "txt")) { try IncomingFile("a.txt", [0xFF, 0xFE, 0]) }
    #expect(throws: IncomingFile.Fault.tooLarge(size: Attachment.largest + 1, most: Attachment.largest)) {
      try IncomingFile("a.bin", Array(repeating: 1, count: Attachment.largest + 1))
    }
  }
}

@Suite struct DocumentsInAFile {
  private let meetings: Meetings
  private let minutes: IncomingFile
  private var hash: String { minutes.document.hash }

  init() throws {
    meetings = try Meetings()
    minutes = try file("minutes.txt", "we met")
    try meetings.give("hand in", "m1", "papers", minutes)
    try meetings.give("hand in", "m2", "papers", try file("other.txt", "a second one"))
  }

  private func fault(_ sql: String...) throws -> String {
    meetings.simulated.store.close()
    for line in sql { try meetings.tamper(line) }
    return Verification.run(meetings.path).fault ?? "sound"
  }

  @Test func areGuardedAgainstWhoeverWritesSQL() throws {
    meetings.simulated.store.close()
    let queue = try DatabaseQueue(path: meetings.path)
    for sql in [
      "UPDATE document SET bytes = x'00'", "DELETE FROM document", "UPDATE attachment SET position = 1",
      "DELETE FROM attachment",
    ] {
      #expect(throws: DatabaseError.self, "\(sql)") { try queue.write { try $0.execute(sql: sql) } }
    }
    #expect(Verification.run(meetings.path).isSound)
  }

  @Test func whoseBytesWereChangedAreTold() throws {
    #expect(try fault("UPDATE document SET bytes = CAST('we left' AS BLOB) WHERE hash = '\(hash)'").contains("SHA-256"))
    let again = try Simulated(opening: SQLiteStorage.open(meetings.path))
    let document = minutes.document
    #expect(throws: StoreProblem.self, "and are not handed out") {
      try again.look { try Documents($0).bytes(of: document) }
    }
  }

  @Test func thatWereTakenAwayAreTold() throws {
    let fault = try fault("DELETE FROM document WHERE hash = '\(hash)'; DELETE FROM attachment WHERE hash = '\(hash)'")
    #expect(fault == "entry 3: the document \(hash.prefix(12))… that it names is not there")
  }

  @Test func withAllTheyLayInAreTold() throws {
    meetings.simulated.store.close()
    let queue = try DatabaseQueue(path: meetings.path)
    try queue.write { try $0.execute(sql: "DROP TABLE document; DROP TABLE attachment") }
    try queue.close()
    #expect(Verification.run(meetings.path).fault?.contains("that it names is not there") == true)
  }

  @Test func thatNobodyHoldsAreTold() throws {
    #expect(try fault("DELETE FROM attachment WHERE hash = '\(hash)'").contains("is held by no entry"))
    #expect(try fault("INSERT INTO attachment VALUES (1, '\(hash)')").contains("which none of its values names"))
  }

  @Test func areSavedFromADamagedFileWhereTheirHashIsRight() throws {
    try meetings.tamper("UPDATE document SET bytes = x'01' WHERE hash = '\(hash)'")
    let saved = meetings.scratch.file("saved")
    let (storage, result) = try SQLiteStorage.recover(meetings.path, to: saved)
    let store = try Store.takeUp(storage, result)
    #expect(result.documents == 1 && result.lostDocuments == [3: [hash]])
    #expect(try store.reading { try $0.document(minutes.document.hash) } == nil)
    store.close()
    let report = Verification.run(saved)
    #expect(report.isSound && report.documents == 1, "what was lost is said by an entry: \(report.text)")
  }

  @Test func areCarriedByACopy() throws {
    let copy = meetings.scratch.file("copy")
    try (meetings.simulated.storage as? SQLiteStorage)?.backup(to: copy)
    #expect(Verification.run(copy).documents == 2)
  }
}
