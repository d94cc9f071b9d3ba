/// What an outsider relies on: heads, proofs, bundles, erasure, both verifiers, on the store of the first story.

import Foundation
import TestSupport
import Testing

/// The second verifier, in Python.
private func python(_ arguments: String...) throws -> Ran {
  try Child("/usr/bin/python3", [project.appending(path: "docs/verify.py").path] + arguments).finish()
}

@Suite struct Trust {
  private let folder = Scratch()
  private var store: String { folder.file("wbo") }

  init() throws {
    let story = project.appending(path: "Tests/Transcripts/Fixtures/local-teams.cvn").path
    let played = try convenant("run", story, "--store", store)
    #expect(played.status == 0, "\(played.text.suffix(1000))")
  }

  /// The numbers of the entries that a line of history shows.
  private func numbers(_ line: String) throws -> [Int] {
    try run(line).text.split(separator: "\n").compactMap { $0.split(separator: " ").first.flatMap { Int($0) } }
  }

  private func run(_ lines: String) throws -> Ran { try convenant("--store", store, "-c", lines) }

  private func head(_ name: String) throws -> String {
    let note = try convenant("checkpoint", "--store", store).text
    return try folder.write(
      name,
      Data(
        (note.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix("code ") }
          .joined(separator: "\n")).utf8))
  }

  private func sound(_ arguments: String...) throws -> Bool {
    let ours = try convenant("verify", "--store", store)
    let theirs = try python(store)
    #expect(ours.status == theirs.status, "\(ours.text) \(theirs.text)")
    return ours.status == 0
  }

  /// Stores of released versions are kept as they were written; each later version must read them, and carry them on.
  @Test(arguments: ["0.1.0"]) func aStoreOfAReleasedVersionIsReadAndCarriedOn(_ version: String) throws {
    let old = folder.file(version)
    let fixture = project.appending(path: "Tests/Transcripts/Fixtures/\(version).cvnt").path
    try FileManager.default.copyItem(atPath: fixture, toPath: old)
    let before = try convenant("verify", "--store", old, "--replay")
    #expect(before.status == 0 && before.text.contains("15 entries"), "\(before.text)")
    #expect(try python(old).status == 0)
    let acted = try convenant("--store", old, "-c", "as boss@lib: create room blue seats: 3\nas boss@lib: shut red")
    #expect(acted.text.contains("accepted   create blue"), "\(acted.text)")
    let after = try convenant("verify", "--store", old, "--replay")
    #expect(
      after.status == 0 && after.text.contains("sound        17 entries"), "\(after.text)")
  }

  @Test func aHeadGivenAwayExposesAStoreThatLostItsEnd() throws {
    let copy = folder.file("copy")
    try FileManager.default.copyItem(atPath: store, toPath: copy)
    #expect(try run("as sanne@gr-wbo\ncreate person p-99 name: \"x\" accounts: [\"x@y\"]").status == 0)
    let later = try head("later")
    #expect(try convenant("verify", "--store", store, "--checkpoint", later).status == 0)
    let exposed = try convenant("verify", "--store", copy, "--checkpoint", later)
    #expect(exposed.status == 1 && exposed.text.contains("the end was cut off"), "\(exposed.text)")
    #expect(try python(copy, later).status == 1)
    #expect(try python(store, later).status == 0)
  }

  @Test func keysFollowEachOtherAndOldHeadsStayGood() throws {
    let first = try head("first")
    #expect(try run("as anna@breda: rotate key").status == 3)
    #expect(try run("as sanne@gr-wbo: rotate key").status == 0)
    let second = try head("second")
    let both = try convenant("verify", "--store", store, "--checkpoint", first, "--checkpoint", second)
    #expect(both.status == 0 && both.text.contains("2 brought along"), "\(both.text)")
    #expect(try python(store, first, second).status == 0)
    #expect(try FileManager.default.attributesOfItem(atPath: store + ".key")[.posixPermissions] as? Int == 0o600)
  }

  @Test func erasedValuesAreGoneFromTheFileAndEveryProofStands() throws {
    let before = try head("before")
    let refused = try run("as anna@breda: erase name of p-10 because: \"request\"")
    #expect(refused.status == 3 && refused.text.contains("sanne@gr-wbo (administrator)"), "\(refused.text)")
    #expect(try run("as sanne@gr-wbo: try erase name of p-10 because: \"request\"").status == 0)
    #expect(try run("show p-10").text.contains("Ine Kuiper"))
    #expect(try run("as sanne@gr-wbo: erase name of p-10 because: \"request\"").status == 0)
    #expect(try run("show p-10").text.contains("(erased by entry #"))
    #expect(try sound())
    let replayed = try convenant("verify", "--store", store, "--checkpoint", before, "--replay")
    #expect(replayed.status == 0 && replayed.text.contains("cannot be decided again"), "\(replayed.text)")
    let bytes = try Data(contentsOf: URL(fileURLWithPath: store))
    #expect(bytes.range(of: Data("Ine Kuiper".utf8)) == nil)
    #expect(try convenant("rebuild", "--store", store).status == 0)
    #expect(try convenant("verify", "--store", store, "--replay").status == 0)
  }

  @Test func whatStillWaitsKeepsItsValues() throws {
    let refused = try run("as sanne@gr-wbo: erase accounts of p-1 because: \"request\"")
    #expect(refused.status == 3 && refused.text.contains("acts still wait"), "\(refused.text)")
    #expect(try run("as sanne@gr-wbo: erase accounts of p-10 because: \"request\"").status == 0)
    #expect(try sound())
    let history = try run("history by ine@breda")
    #expect(history.status == 1 && history.text.contains("no entry of this store knows"))
  }

  @Test func aBundleIsCheckedWithoutTheStoreAndLeavesOutWhatItShould() throws {
    let bundle = folder.file("west.bundle")
    let entries = try numbers("history slt-west last 1000")
    let (first, another) = (try #require(entries.first), entries[entries.count / 2])
    let made = try convenant(
      "audit", "bundle", "of", "slt-west", "withhold", "actor,", "person", "save", bundle, "--store", store)
    #expect(made.status == 0, "\(made.text)")
    try FileManager.default.removeItem(atPath: store)
    let checked = try convenant("audit", "verify", bundle)
    #expect(checked.status == 0 && checked.text.contains("slt-west: #\(first) to #"), "\(checked.text)")
    let text = try String(contentsOfFile: bundle, encoding: .utf8)
    #expect(!text.contains("anna@breda") && text.contains("slt-west"))
    let bent = try folder.write("bent", Data(text.replacing("extension window", with: "in execution").utf8))
    #expect(try convenant("audit", "verify", bent).text.contains("its proof does not lead to the head"))
    let lines = text.split(separator: "\n").filter { !$0.contains("\"entry\":\(another),") }
    let short = try folder.write("short", Data(lines.joined(separator: "\n").utf8))
    #expect(try convenant("audit", "verify", short).text.contains("was left out"))
  }

  @Test func proofsFromTheStoreHoldByThemselves() throws {
    for proof in [["inclusion", "500"], ["consistency", "300"], ["inclusion", "3", "700"]] {
      let made = try convenant(all: ["proof"] + proof + ["--store", store])
      let checked = try convenant("proof", "verify", input: Data(made.text.utf8))
      #expect(checked.status == 0 && checked.text.hasPrefix("holds"), "\(checked.text)")
      let bent = made.text.replacing("A", with: "B")
      #expect(try convenant("proof", "verify", input: Data(bent.utf8)).status != 0)
    }
    #expect(try convenant("proof", "inclusion", "9999", "--store", store).text.contains("outside of the store's"))
  }

  @Test func bothVerifiersRefuseTheSameTampering() throws {
    let refused = try #require(try numbers("history slt-west refused").first)
    for (sql, wanted) in [
      (
        "UPDATE entry SET body = replace(CAST(body AS TEXT), 'refused', 'pending') WHERE position = \(refused)",
        "entry \(refused)"
      ),
      ("DELETE FROM entry WHERE position = 100", "entry 100"),
      ("UPDATE definition SET files = '[]'", "definitions"),
      ("DELETE FROM entry WHERE position > 700", "unsound"),
    ] {
      let copy = folder.file("tampered")
      try? FileManager.default.removeItem(atPath: copy)
      try FileManager.default.copyItem(atPath: store, toPath: copy)
      try tamper(copy, sql)
      let ours = try convenant("verify", "--store", copy)
      let theirs = try python(copy)
      #expect(ours.status == 1 && ours.text.contains(wanted), "\(ours.text)")
      // Where the end is cut off, only the read tables and a head tell; the second verifier does not look at the tables.
      #expect(theirs.status == (sql.contains("> 700") ? 0 : 1), "\(theirs.text)")
    }
  }

  /// Changes a file the way a database administrator could.
  private func tamper(_ path: String, _ sql: String) throws {
    let script = """
      import sqlite3, sys
      db = sqlite3.connect(sys.argv[1])
      for name in ("entry_update", "entry_delete", "definition_update", "definition_delete"):
          db.execute("DROP TRIGGER IF EXISTS " + name)
      db.execute(sys.argv[2].replace("body = replace(CAST(body AS TEXT), 'refused', 'pending')",
          "body = CAST(replace(CAST(body AS TEXT), 'refused', 'pending') AS BLOB)"))
      db.commit()
      """
    #expect(try Child("/usr/bin/python3", ["-c", script, path, sql]).finish().status == 0)
  }

  @Test func aStoreWithoutItsDocumentsSaysSo() throws {
    let copy = folder.file("without")
    try FileManager.default.copyItem(atPath: store, toPath: copy)
    try tamper(copy, "DROP TABLE document")
    let asked = try convenant(
      "--store", copy, "-c", "document document of slt-tender save \(folder.file("saved.md"))")
    #expect(asked.status == 1 && asked.text.contains("are not in the store"), "\(asked.text)")
  }

  @Test func historiesAnswerWhoAndWhenAndOnWhoseAuthority() throws {
    let refused = try run("history refused rule role last 3")
    #expect(refused.status == 0 && refused.text.contains("it is for"), "\(refused.text)")
    #expect(try run("trail end of slt-west").text.contains("2032-12-31"))
    #expect(try run("changes from 2031-03-01 until 2031-07-01 of slt-west").text.contains("options used"))
    let authority = try run(
      "authority #\(try #require(try numbers("history slt-west accepted as mandated municipality").last))")
    #expect(authority.text.contains("mandate") && authority.text.contains("Plugins/wbo-rasci/plugin.yaml:"))
    #expect(try run("known to carla@breda until 2031-12-31").text.contains("told, as mandated municipality"))
    #expect(try run("history of contract last 2").text.contains("there are older entries"))
    #expect(try run("at 2031-05-01 show slt-west").text.contains("extension window"))
  }

  @Test func aBackupTakesThePlaceOfItsOwnStoreAndOfNoOther() throws {
    let backup = folder.file("backup")
    #expect(try convenant("backup", "--store", store, "--to", backup).status == 0)
    #expect(try convenant("restore", store, "--store", store).text.contains("that store itself"))
    #expect(FileManager.default.fileExists(atPath: store))
    #expect(try run("as sanne@gr-wbo: erase name of p-10 because: \"request\"").status == 0)
    let kept = try convenant("restore", backup, "--store", store)
    #expect(kept.status == 1 && kept.text.contains("--losing 1"), "\(kept.text)")
    let lost = try convenant("restore", backup, "--store", store, "--losing", "1")
    #expect(lost.status == 0 && lost.text.contains("of name of p-10: what was erased comes back"), "\(lost.text)")
    let other = folder.file("other")
    let begin = "begin simulation from 2027-01-04 in Europe/Amsterdam by sanne@gr-wbo for wbo"
    #expect(try convenant("--store", other, "-c", begin).status == 0)
    let foreign = try convenant("restore", other, "--store", store)
    #expect(foreign.status == 1 && foreign.text.contains("another store"), "\(foreign.text)")
    // Two that went on from the same backup, each otherwise.
    let fork = folder.file("fork")
    #expect(try convenant("restore", backup, "--store", fork).status == 0)
    #expect(
      try convenant("--store", fork, "-c", "as sanne@gr-wbo: create party aa title: \"x\" sort: body").status == 0)
    #expect(try run("as sanne@gr-wbo: create party bb title: \"x\" sort: body").status == 0)
    let forked = try convenant("restore", fork, "--store", store)
    #expect(forked.status == 1 && forked.text.contains("after that the two differ"), "\(forked.text)")
    #expect(try sound())
  }

  @Test func whoHidesEntriesFromTheIndexIsFoundAndGetsNoWholeBundle() throws {
    let entries = try numbers("history slt-west last 1000")
    try tamper(store, "DELETE FROM trail WHERE word LIKE 'cslt-west%'")
    #expect(try convenant("rebuild", "--check", "--store", store).text.contains("the index"))
    #expect(try convenant("verify", "--replay", "--store", store).status == 1)
    let bundle = folder.file("b")
    #expect(try convenant("audit", "bundle", "of", "slt-west", "save", bundle, "--store", store).status == 0)
    let checked = try convenant("audit", "verify", bundle)
    let (first, last) = (try #require(entries.first), try #require(entries.last))
    #expect(
      checked.status == 0 && checked.text.contains("slt-west: #\(first) to #\(last)"),
      "\(checked.text)")
    #expect(try convenant("rebuild", "--store", store).status == 0)
    #expect(
      try convenant("verify", "--replay", "--store", store).status == 1, "the guards that were dropped stay missing")
  }

  @Test func aSlipInANameThatIsToBeWithheldWithholdsNothingSilently() throws {
    let slip = try convenant(
      "audit", "bundle", "withhold", "acotr", "save", folder.file("b"), "--store", store)
    #expect(slip.status == 1 && slip.text.contains("did you mean \"actor\""), "\(slip.text)")
    #expect(!FileManager.default.fileExists(atPath: folder.file("b")))
    let made = try convenant("audit", "bundle", "withhold", "actor", "save", folder.file("c"), "--store", store)
    #expect(made.status == 0)
    #expect(try !String(contentsOfFile: folder.file("c"), encoding: .utf8).contains("sanne@gr-wbo"))
  }

  @Test func aTimeThatNobodySignedIsNotBelieved() throws {
    let note = try String(contentsOfFile: head("head"), encoding: .utf8)
    var lines = note.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let last = try #require(lines.lastIndex { $0.hasPrefix("— ") })
    var blob = try #require(Data(base64Encoded: String(lines[last].split(separator: " ")[2])))
    blob[8] ^= 1
    lines[last] = lines[last].split(separator: " ").prefix(2).joined(separator: " ") + " " + blob.base64EncodedString()
    let bent = try folder.write("bent", Data(lines.joined(separator: "\n").utf8))
    #expect(try convenant("verify", "--store", store, "--checkpoint", bent).status == 1)
    #expect(try python(store, bent).status == 1)
  }
}
