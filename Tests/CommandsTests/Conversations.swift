/// Whole conversations, each in a file with what was answered: `> ` a line that is typed, `>> ` one that is completed,
/// `# from here on: OLD → NEW` what stands otherwise in the definitions on disk.
/// With WRITE_DOCS set the answers are written anew, to be read before they are kept.

import Calendar
import Definitions
import Diagnostics
import Foundation
import Journal
import SQLiteStorage
import TestSupport
import Testing

@testable import Commands

private let folder = project.appending(path: "Tests/CommandsTests/Conversations")

private func text(_ name: String) throws -> String {
  try String(contentsOf: folder.appending(path: name), encoding: .utf8)
}

/// What differs from run to run: keys, roots and hashes.
private func masked(_ text: String) -> String {
  text.replacing(#/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{12,}|[A-Za-z0-9+\/]{40,}=*/#, with: "…")
}

/// A session with what it saved.
private final class Conversation {
  private var said: [String] = []
  private var saved: [String: [UInt8]] = [:]
  private var session: Session!
  private let scratch = Scratch()
  private var changes: [(old: String, new: String)] = []

  init() {
    let path = scratch.file("gardens.cvnt")
    var surroundings = Surroundings(
      write: { [unowned self] in said.append($0) },
      read: { [unowned self] name in
        saved[name] ?? (try? Array(text(name).utf8))
      },
      clock: { Instant(milliseconds: 1_900_000_000_000) }, storageName: path,
      storage: { () throws(JournalProblem) in try SQLiteStorage.create(path) },
      definitions: { [unowned self] (_) throws(Diagnostics) in
        let names = ["Workflows/gardens/workflow.yaml", "Plugins/society/plugin.yaml"]
        return try Rulebook.load(
          names.map { name in
            (name, changes.reduce((try? text(name)) ?? "") { $0.replacing($1.old, with: $1.new) })
          })
      })
    surroundings.save = { [unowned self] name, body in
      guard saved[name] == nil else { return false }
      var written: [UInt8] = []
      try body { written += $0 }
      saved[name] = written
      said.append("(\(name) holds \(written.split(separator: 10).count) lines)")
      return true
    }
    surroundings.remark = { [unowned self] in said.append("(beside) \($0)") }
    session = Session(surroundings, store: nil, language: .en)
  }

  func change(_ line: String) {
    let parts = line.dropFirst("# from here on: ".count).components(separatedBy: " → ")
    changes.append((parts[0], parts[1].replacing("\\n", with: "\n")))
  }

  func answer(_ line: String) -> String {
    said = []
    if line.hasPrefix(">> ") {
      return session.completions(behind: String(line.dropFirst(3))).joined(separator: " · ")
    }
    let ending = session.run(String(line.dropFirst(2)))
    if ending != .done { said.append("(\(ending))") }
    return masked(said.joined(separator: "\n").replacing(scratch.path + "/", with: ""))
  }
}

@Suite struct Conversations {
  static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasSuffix(".txt") }.sorted()

  @Test(arguments: names) func goAsTheyWent(_ name: String) throws {
    let kept = try text(name)
    let conversation = Conversation()
    var made = ""
    for line in kept.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("# ") {
        made += "\(line)\n"
        if line.hasPrefix("# from here on: ") { conversation.change(String(line)) }
      }
      guard line.hasPrefix("> ") || line.hasPrefix(">> ") else { continue }
      let answer = conversation.answer(String(line))
      made += "\(line)\n" + (answer.isEmpty ? "" : answer + "\n")
    }
    if ProcessInfo.processInfo.environment["WRITE_DOCS"] != nil {
      try Data(made.utf8).write(to: folder.appending(path: name))
    }
    let (was, now) = (kept.split(separator: "\n"), made.split(separator: "\n"))
    let first = zip(was, now).enumerated().first { $1.0 != $1.1 }?.offset ?? min(was.count, now.count)
    let isSame = was == now
    #expect(isSame, "from line \(first + 1): \(first < now.count ? now[first] : "nothing")")
  }

  @Test func thereAreSome() { #expect(Self.names.count > 3) }
}
