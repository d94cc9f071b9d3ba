import Calendar
import Definitions
import Diagnostics
import Engine
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
      title: {en: Room, nl: Zaal}
      fields: {seats: {type: integer, required: true}, until: {type: date, initial: '@"2030-06-01"'}}
      states:
        planned: {on: {open: use}}
        use:
          initial: free
          on: {shut: closed}
          states:
            free: {on: {lend: [{to: full, when: seats < 2, do: {set: {seats: 0}}}, {to: lent, do: {set: {seats: seats - 1}}}]}}
            lent: {on: {return: {to: free, do: {set: {seats: seats + 1}}}}}
            full: {on: {return: free}}
        closed: {final: true}
      events:
        open: {title: {en: Open the room, nl: De zaal openen}}
        lend: {fields: {to: text required}, requires: [{name: seats, that: seats > 0, hint: {en: none is left, nl: er is er geen}}]}
        return: {}
        shut: {by: clock}
      timers: {evening: {at: until, in: use, fires: shut}}
    key:
      fields: {room: room required}
      states: {out: {on: {hand in: back}}, back: {final: true}}
      events: {hand in: {}}
  """
private let plugin = """
  plugin: library
  roles: {porter: {en: Porter, nl: Portier}, head: {en: Head, nl: Hoofd}}
  rasci:
    badge: {default: {R: administrator, A: administrator}}
    room: {default: {R: porter, A: porter}, open: {R: porter, A: head, approval: before, four eyes: false, I: head}}
    key: {default: {R: porter, A: porter}}
  laws:
    seats: {title: {en: Seats are never negative, nl: Nooit minder dan geen}, source: the house, of: room, holds: seats >= 0}
  """

/// A talk in memory whose answers are kept.
private final class Talk {
  private(set) var said: [String] = []
  var files: [String: String] = [:]
  private(set) var session: Session!

  init() {
    var surroundings = Surroundings(
      write: { [unowned self] in said.append($0) }, read: { _ in nil },
      clock: { Instant(milliseconds: 1_900_000_000_000) }, storageName: nil,
      storage: { () throws(JournalProblem) in try SQLiteStorage.memory() },
      definitions: { (_) throws(Diagnostics) in
        try Rulebook.load([("Workflows/r/workflow.yaml", workflow), ("Plugins/r/plugin.yaml", plugin)])
      })
    surroundings.save = { [unowned self] name, body in
      guard files[name] == nil else { return false }
      try body { self.files[name, default: ""] += String(decoding: $0, as: UTF8.self) }
      return true
    }
    session = Session(surroundings, store: nil, language: .en)
  }

  /// With people, and a room that is in use.
  func begun() -> Talk {
    for line in [
      "begin simulation from 2030-01-01 in Europe/Amsterdam by boss@lib", "as boss@lib",
      "create badge b-1 person: \"ann@lib\" role: \"porter\"", "create badge b-2 person: \"bob@lib\" role: \"head\"",
      "as ann@lib", "create room red seats: 2", "open red", "as bob@lib: approve red", "as ann@lib",
    ] { self(line) }
    return self
  }

  @discardableResult func callAsFunction(_ line: String) -> String {
    said = []
    _ = session.run(line)
    return said.joined(separator: "\n")
  }
}

@Suite struct Draw {
  @Test func aKindShowsItsStatesWhoMayActAndWhatTheClockDoes() {
    let talk = Talk().begun()
    #expect(
      talk("draw room") == """
        room: Room
        ▸ planned
            open → use
              Open the room
              R Porter · A Head · I Head
          use
            shut → closed
              by the clock: until
          ▸ free
              lend → full
                R/A Porter
                needs seats
                [seats < 2]
              lend → lent
                R Porter
            lent
              return → free
                R/A Porter
            full
              return → free
                R Porter
          closed ■
        R acts, A is accountable, S supports, C is heard, I is told; [ ] is a condition
        """)
    talk("language nl")
    let dutch = talk("draw room")
    #expect(dutch.hasPrefix("room: Zaal") && dutch.contains("De zaal openen\n      R Portier · A Hoofd"), "\(dutch)")
    #expect(dutch.contains("vereist seats") && dutch.contains("door de klok: until"))
  }

  @Test func aCaseShowsWhereItIsAndHowItCameThere() {
    let talk = Talk().begun()
    talk("lend red to: \"x\"")
    talk("return red")
    talk("lend red to: \"y\"")
    let drawn = talk("draw red")
    for line in [
      "red: Room, lent", "▸ ○ planned", "    ○ open → use", "      2030-01-01 #5", "  ● use",
      "      by the clock: 2030-06-01",
      "  ▸ ○ free", "      ○ lend → lent", "        2030-01-01 #8 (2×)", "    ● lent", "      lend → full", "    full",
      "  closed ■",
    ] { #expect(drawn.split(separator: "\n").contains(Substring(line)), "\(line) in\n\(drawn)") }
    talk("go to 2030-07-01")
    #expect(talk("draw red").contains("● closed ■") && talk("draw red").contains("○ shut → closed"))
    #expect(talk("at 2030-02-01 draw red").contains("● lent"), "what was is drawn as well")
    talk("as eve@lib")
    #expect(talk("draw red").contains("there is no case \"red\""), "who may not see it gets no picture")
  }

  @Test func writesEveryForm() {
    let talk = Talk().begun()
    #expect(talk("draw room as svg").hasPrefix("<svg xmlns=") && talk("draw room as dot").hasPrefix("digraph {"))
    #expect(
      talk("draw red as mermaid").contains("class s1 past\n") && talk("draw links as mermaid").contains("flowchart"))
    #expect(talk("draw room as text").hasPrefix("room: Room\n▸ planned"))
    #expect(
      talk("draw room save room.svg") == "saved      room.svg" && talk.files["room.svg"]?.hasPrefix("<svg") == true)
    #expect(
      talk("draw room as dot save room.dot").contains("room.dot")
        && talk.files["room.dot"]?.hasPrefix("digraph") == true)
    #expect(talk("draw room save room.svg").contains("cannot be written"))
    talk("output markdown")
    #expect(talk("draw room").hasPrefix("```mermaid\n---\n"))
    talk("output csv")
    #expect(
      talk("draw room").hasPrefix("from,to,what,note\n,free,,\n,planned,,\nplanned,use,open,"), "\(talk("draw room"))")
    talk("output html")
    #expect(talk("draw room").hasPrefix("<svg"))
  }

  @Test func definitionsShowWhatBelongsTogether() {
    let talk = Talk().begun()
    #expect(talk("draw links").contains("  key\n      room → room\n    → room"), "\(talk("draw links"))")
    #expect(talk("draw links of key").contains("    room → room"))
    #expect(
      talk("draw files").contains("Plugins/r\n      roles: 2\n      RASCI lines: 4\n      laws: 1\n    → Workflows/r"))
    let rasci = talk("draw rasci of room")
    #expect(rasci.split(separator: "\n").contains { $0.split(separator: " ") == ["open", "R", "AI"] }, "\(rasci)")
    let matrix = talk("draw rasci as svg")
    // What is now and what was stands in no matrix.
    #expect(matrix.contains("rotate(-45)") && matrix.contains("R acts") && !matrix.contains("●"), "\(matrix)")
  }

  @Test func whatCannotBeDrawnSaysWhatCan() {
    let talk = Talk().begun()
    #expect(talk("draw").contains("expected a kind, a case, links, rasci or files"))
    #expect(talk("draw room as png").contains("expected text, svg, graphviz, dot or mermaid"))
    #expect(talk("draw rasci as dot").contains("a matrix is drawn as svg"))
    #expect(talk("draw links of nothing").contains("expected a kind") && talk("draw room for x").contains("expected"))
    #expect(talk("draw blue").contains("there is no case \"blue\""))
  }

  @Test func needsNoStoreForDefinitions() {
    let talk = Talk()
    #expect(talk("draw room").hasPrefix("room: Room") && talk("draw room for here as dot").hasPrefix("digraph"))
    #expect(talk("draw red").contains("expected a kind") && talk("matrix room").contains("no store"))
  }
}

@Suite struct Traces {
  @Test func tellEveryStepAndRecordNone() {
    let talk = Talk().begun()
    let before = talk("history")
    talk("output csv")
    let traced = talk("trace lend red to: \"x\"")
    for line in [
      "requirement,seats,holds,Workflows/r/workflow.yaml:23,seats > 0 (seats = 2)", "event,lend,,,",
      "considers,free: lend → full,does not hold,Workflows/r/workflow.yaml:17,seats < 2 (seats = 2)",
      "considers,free: lend → lent,holds,,", "leaves,free,,,", "takes,free: lend → lent,,,",
      "sets,seats,1,Workflows/r/workflow.yaml:17,", "enters,lent,,,",
      "law,seats (red),holds,Plugins/r/plugin.yaml:8,seats >= 0",
    ] { #expect(traced.split(separator: "\n").contains(Substring(line)), "\(line) in\n\(traced)") }
    talk("output table")
    #expect(talk("trace lend red to: \"x\"").contains("accepted   lend red → lent  (not done)"))
    #expect(talk("history") == before && talk("show red").contains("free"), "nothing came of it")
  }

  @Test func goOnWhereTheGateRefuses() {
    let talk = Talk().begun()
    let traced = talk("trace lend red")
    for part in ["considers    free: lend → lent  holds", "enters       lent", "refused    lend red"] {
      #expect(traced.contains(part), "\(traced)")
    }
    #expect(talk.session.run("trace lend red") == .done, "to be told of a refusal is none")
    #expect(talk("trace shut red").contains("cancels    evening             2030-06-01"), "\(talk("trace shut red"))")
    talk("create room next seats: 1")
    #expect(
      talk("trace open next").contains("arms       evening              2030-06-01"), "\(talk("trace open next"))")
    talk("language nl")
    #expect(talk("trace lend red").contains("weegt") && talk("trace lend red").contains("klopt niet"))
  }

  @Test func ofWhatIsNotThereSayWhatIs() {
    let talk = Talk().begun()
    #expect(talk("trace hand in red").contains("a room has no event \"hand in\""), "\(talk("trace hand in red"))")
    #expect(talk("trace lend blue").contains("there is no case"))
  }
}
