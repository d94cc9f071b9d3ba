import Calendar
import Commands
import Definitions
import Diagnostics
import Engine
import Journal
import SQLiteStorage
import TestSupport
import Testing

private let workflow = """
  workflow: clinic
  kinds:
    badge:
      grants: {a: assignment, in: valid, person: person, role: role}
      fields: {person: text required, role: text required}
      states: {valid: {on: {take: taken}}, taken: {final: true}}
      events: {take: {}}
    file:
      fields: {title: text required, note: {type: text, required: true, confidential: true, readers: [head]}}
      derived: {shout: upper case(note)}
      states: {open: {on: {write: , copy: {do: {set: {title: note}}}, shut: [{to: closed, when: note = "x"}, {to: closed}]}}, closed: {final: true}}
      events:
        write: {fields: {note: required}, requires: [{name: other, that: event.note != note}]}
        copy: {}
        shut: {}
  """
private let plugin = """
  plugin: clinic
  roles: {clerk: Clerk, head: Head}
  rasci:
    badge: {default: {R: administrator, A: administrator}}
    file: {default: {R: clerk, A: clerk}}
  """

/// A word that one role may read and that no line may show to another, in whatever form.
@Suite struct ConfidentialWords {
  private var said: [String] = []
  private let session: Session

  private final class Said { var lines: [String] = [] }
  private let lines = Said()

  init() throws {
    let lines = lines
    let surroundings = Surroundings(
      write: { lines.lines.append($0) }, read: { _ in nil }, clock: { Instant(milliseconds: 0) }, storageName: nil,
      storage: { () throws(JournalProblem) in try SQLiteStorage.memory() },
      definitions: { (_) throws(Diagnostics) in
        try Rulebook.load([("Workflows/r/workflow.yaml", workflow), ("Plugins/r/plugin.yaml", plugin)])
      })
    session = Session(surroundings, store: nil, language: .en)
    for line in [
      "begin simulation from 2030-01-01 by boss@c", "create badge b-1 person: \"clerk@c\" role: \"clerk\"",
      "create badge b-2 person: \"head@c\" role: \"head\"", "as clerk@c",
      "create file f-1 title: \"A\" note: \"sesame\"",
    ] { #expect(session.run(line) == .done, "\(lines.lines)") }
  }

  private func ask(_ line: String) -> String {
    lines.lines = []
    _ = session.run(line)
    return lines.lines.joined(separator: "\n")
  }

  private static let reading = [
    "show f-1", "list file", "list file show note, shout", "list file where note = \"sesame\"",
    "map file by note, state",
    "show #3", "history f-1", "trail note of f-1", "changes from 2030-01-01", "? file", "? file.note",
    "? file[1].shout",
    "explain note of f-1", "explain shout of f-1", "why write f-1", "try write f-1 note: \"sesame\"",
    "write f-1 note: \"sesame\"", "at 2030-01-01 show f-1", "authority #3", "known to clerk@c", "knew of f-1",
    "plan f-1 until 2031-01-01", "work", "create file f-2 title: file[1].note note: \"x\"",
    "expect file[1].note = \"no\"", "draw file", "draw f-1", "draw f-1 as svg", "trace write f-1 note: \"x\"",
    "trace copy f-1", "trace shut f-1",
    "output json", "show f-1", "list file show note", "? file", "show #3", "history f-1", "trail note of f-1",
    "changes from 2030-01-01", "write f-1 note: \"sesame\"", "output csv", "show f-1", "list file show note", "? file",
    "output html", "show f-1", "output markdown", "show f-1", "language nl", "show f-1", "write f-1 note: \"sesame\"",
  ]

  @Test(arguments: ["clerk@c", "boss@c"]) func areShownByNoLineToWhoIsNoReader(_ account: String) {
    _ = ask("as \(account)")
    for line in Self.reading {
      let answer = ask(line).lowercased()
      // What the asker typed themselves may stand in their own line, quoted under a mistake.
      let echoed = answer.split(separator: "\n").filter { $0.wholeMatch(of: /\s*\d*\s\|\s.*/) == nil }
        .joined(separator: "\n")
      #expect(!echoed.contains("sesame"), "\(line): \(answer)")
    }
  }

  @Test func areShownToTheirReader() {
    _ = ask("as head@c")
    for line in [
      "show f-1", "list file show note", "? file[1].note", "trail note of f-1", "explain shout of f-1", "show #3",
    ] {
      #expect(ask(line).lowercased().contains("sesame"), "\(line): \(ask(line))")
    }
  }

  @Test func sayWhoMayReadThem() {
    #expect(ask("show f-1").contains("file.note is for head [Workflows/r/workflow.yaml:"), "\(ask("show f-1"))")
  }
}
