import Definitions
import Engine
import SQLiteStorage
import TestSupport
import Testing

/// Where a walk through definitions turns: who acts in it, what is made for it, and what it calls stuck.
@Suite struct AWalk {
  private static let person = """
      person:
        accounts: accounts
        fields: {accounts: list of text required}
        states: {here: {on: {go: gone}}, gone: {final: true}}
        events: {go: {}}
    """
  private static let badge = """
      badge:
        grants: {a: assignment, in: valid, person: person, role: role}
        fields: {person: text required, role: text required}
        states: {valid: {on: {take: taken}}, taken: {final: true}}
        events: {take: {}}
    """

  private func explore(
    _ kind: String, of kinds: String, people: String = badge, roles: String = "clerk: Clerk, head: Head",
    rasci: String, more: String = "", within bounds: ExplorationBounds = ExplorationBounds()
  ) throws -> Explored {
    let workflow = "workflow: w\nkinds:\n\(Self.person)\n\(people)\n\(kinds)\n"
    let grants = ["badge", "seat"].filter { people.contains("  \($0):\n") }
    let own = (["person"] + grants).map { "  \($0): {default: {R: administrator, A: administrator}}\n" }.joined()
    let plugin = "plugin: p\nroles: {\(roles)}\nrasci:\n\(own)\(rasci)\n\(more)\n"
    let book = try Rulebook.load([("Workflows/w/workflow.yaml", workflow), ("Plugins/p/plugin.yaml", plugin)])
    return try Exploration(book, in: SQLiteStorage.memory(), within: bounds).explore(kind)
  }

  private func way(_ list: [(name: String, verdict: Explored.Verdict)], _ name: String) -> [String]? {
    for entry in list where entry.name == name { if case .shown(let way) = entry.verdict { return way } }
    return nil
  }

  private func rules(_ found: Explored, _ name: String) -> [String]? {
    for entry in found.events where entry.name == name {
      if case .undecided(let rules) = entry.verdict { return rules }
    }
    return nil
  }

  private static let form = """
      form:
        fields: {size: integer required}
        states: {made: {on: {send: sent}}, sent: {final: true}}
        events: {send: {}}
    """

  @Test func givesPeopleWhatTheyMustHaveAndNoMore() throws {
    let badge = """
        badge:
          grants: {a: assignment, in: valid, person: person, role: role, from: from, until: until}
          fields: {person: text required, role: text required, from: date, until: date, proof: document required, grade: {type: text, required: true, initial: '"plain"'}, remark: text}
          states: {valid: {on: {take: taken}}, taken: {final: true}}
          events: {create: {requires: [{name: bare, that: event.remark = null and event.grade = null}, {name: proven, that: event.proof != null}, {name: long, that: 'event.from = @"2027-01-04" and event.until = @"2077-01-04"'}]}, take: {}}
      """
    let found = try explore("form", of: Self.form, people: badge, rasci: "  form: {default: {R: clerk, A: clerk}}")
    #expect(way(found.states, "sent")?.last == "as clerk-1@check: send form-1", "\(found)")
  }

  @Test func callsThoseWhoActByTheirRoles() throws {
    let found = try explore(
      "form", of: Self.form, roles: "head clerk: Head clerk",
      rasci: "  form: {default: {R: head clerk, A: head clerk}}")
    #expect(way(found.events, "send")?.last == "as head-clerk-1@check: send form-1", "\(found)")
  }

  @Test func makesWhatIsReferredToFiveDeepAndNoDeeper() throws {
    let kinds = (0...6).map { number in
      let field = number == 6 ? "size: integer required" : "next: k\(number + 1) required"
      return """
          k\(number):
            fields: {\(field)}
            states: {here: {on: {go: gone}}, gone: {final: true}}
            events: {go: {}}
        """
    }
    let rasci = (0...6).map { "  k\($0): {default: {R: clerk, A: clerk}}" }.joined(separator: "\n")
    let near = try explore("k1", of: kinds.joined(separator: "\n"), rasci: rasci)
    #expect(way(near.states, "here")?.count == 6, "\(near)")
    let far = try explore("k0", of: kinds.joined(separator: "\n"), rasci: rasci)
    #expect(way(far.states, "here") == nil && far.situations == 0 && far.isWhole)
    #expect(rules(far, "create") == ["fields"], "what must be given is not there")
  }

  @Test func beginsNothingThatOnlyTheEngineMakes() throws {
    let kinds = """
        order:
          fields: {size: integer required}
          states: {open: {entry: {create: part, with: {order: case.id}}, on: {close: closed}}, closed: {final: true}}
          events: {close: {}}
        part:
          fields: {order: order required}
          states: {made: {on: {use: used}}, used: {final: true}}
          events: {create: {by: engine}, use: {}}
      """
    let rasci = "  order: {default: {R: clerk, A: clerk}}\n  part: {default: {R: clerk, A: clerk}}"
    let found = try explore("part", of: kinds, rasci: rasci)
    #expect(!found.isWhole && found.situations == 0 && found.events.map(\.name) == ["use"])
    #expect(way(found.states, "made") == nil && rules(found, "use") == [])
    #expect(try explore("order", of: kinds, rasci: rasci).isWhole)
  }

  /// What stands in the way of the only event, and whether that is for good.
  @Test(arguments: [
    ("size + size < 0 and size > 0", true), ("size < none", true), (#"state = "sent""#, true), (#"id = "other""#, true),
    (#"today() > @"2040-01-01""#, false), (#"now() > @"2040-01-01T00:00:00""#, false), ("double < 0", false),
    ("box.room > 9999", false), ("count(boxes) > 99", false), (#"size < none and today() < @"2020-01-01""#, false),
  ])
  func callsStuckWhatRestsOnTheCaseAlone(_ condition: String, isStuck: Bool) throws {
    let kinds = """
        box:
          fields: {room: {type: integer, required: true, to: 20}, form: form}
          states: {here: {on: {go: gone}}, gone: {final: true}}
          events: {go: {}}
        form:
          fields: {size: {type: integer, required: true, from: 0, to: 50}, box: box required}
          queries: {boxes: {of: box, via: form}}
          derived: {double: size * 2}
          states: {made: {on: {send: sent}}, sent: {final: true}}
          events: {send: {requires: [{name: wall, that: '\(condition)'}]}}
      """
    let found = try explore(
      "form", of: kinds, rasci: "  box: {default: {R: clerk, A: clerk}}\n  form: {default: {R: clerk, A: clerk}}",
      more: "constants: {none: -1}")
    #expect(rules(found, "send") == ["wall"] && way(found.states, "sent") == nil)
    #expect(found.stuck.map(\.state) == (isStuck ? ["made"] : []))
    #expect(found.stuck.allSatisfy { $0.way.last?.contains("create form") == true })
  }

  @Test func waitsForWhomeverDoesNotAgree() throws {
    let laws = """
      laws:
        never sent:
          title: Nothing is sent
          source: house rule 1
          of: form
          in: sent
          holds: size + size < 0 and size > 0
      """
    let asked = try explore(
      "form", of: Self.form,
      rasci: "  form: {default: {R: clerk, A: clerk}, send: {R: clerk, A: head, approval: before}}",
      more: laws)
    #expect(rules(asked, "send") == ["never sent"] && asked.stuck.isEmpty && asked.lawless.isEmpty, "\(asked)")
    let done = try explore("form", of: Self.form, rasci: "  form: {default: {R: clerk, A: clerk}}", more: laws)
    #expect(done.lawless.map(\.event) == ["send"] && done.stuck.isEmpty)
    let (broken, way) = (done.lawless.flatMap(\.laws), done.lawless.flatMap(\.way))
    #expect(broken == ["never sent"] && way.last == "as clerk-1@check: send form-1" && way.count == 2)
  }

  @Test func isDoneWhereACaseIsOverAndWaitsWhereTheClockOrTheEngineMoves() throws {
    let kinds = """
        form:
          fields: {size: integer required, until: date}
          states:
            made: {on: {send: sent, nudge: nudged}}
            sent: {on: {arrive: home}}
            nudged: {on: {push: home}}
            home: {final: true}
          events: {send: {}, nudge: {}, arrive: {by: clock}, push: {by: engine}}
          timers: {arrival: {at: until, in: sent, fires: arrive}}
        other:
          fields: {form: form required}
          states: {made: {on: {shove: {to: shoved, do: {send: push, to: form}}}}, shoved: {final: true}}
          events: {shove: {}}
      """
    let found = try explore(
      "form", of: kinds, rasci: "  form: {default: {R: clerk, A: clerk}}\n  other: {default: {R: clerk, A: clerk}}")
    // Sent without a date it stays where it is; pushed it may be by another case.
    #expect(found.stuck.map(\.state) == ["sent"], "\(found.stuck)")
    let home = try #require(way(found.states, "home"))
    #expect(home.last?.hasPrefix("go to 20") == true && found.isWhole)
    #expect(found.events.map(\.name) == ["create", "send", "nudge"])
  }

  @Test func typesWhatItGivesSoThatItCanBeTypedAgain() throws {
    let kinds = """
        form:
          fields: {size: integer required, at: date and time required, names: list of text required, good: boolean required}
          states: {made: {on: {send: sent}}, sent: {final: true}}
          events: {send: {}}
      """
    let found = try explore("form", of: kinds, rasci: "  form: {default: {R: clerk, A: clerk}}")
    #expect(
      way(found.events, "create") == [
        #"as clerk-1@check: create form form-1 size: 2 at: @"2027-02-03T10:00:00" names: ["x"] good: true"#
      ])
  }

  @Test func looksAtASituationOnceWhereNothingThatIsAskedDiffers() throws {
    func situations(_ fields: String, _ condition: String? = nil) throws -> Int {
      let requires = condition.map { "requires: [{name: ready, that: '\($0)'}]" } ?? ""
      let kinds = """
          form:
            fields: {\(fields)}
            states: {made: {on: {send: , stop: over}}, over: {final: true}}
            events: {send: {\(requires)}, stop: {}}
        """
      return try explore("form", of: kinds, rasci: "  form: {default: {R: clerk, A: clerk}}").situations
    }
    // Each made and over. Below, at and above what it is compared with; texts that are there or not; words and truths each by itself.
    #expect(try situations("size: integer required", "size >= 7") == 6)
    #expect(try situations("size: integer required") == 2)
    #expect(try situations("name: text") == 4)
    #expect(try situations("name: text required", #"name = "a""#) == 2)
    #expect(try situations("good: boolean required") == 4)
    #expect(try situations("colour: {type: [red, blue, green], required: true}") == 6)
  }

  @Test func beginsAtNineInTheMorningAndWaitsForNineOnTheDatesOfACase() throws {
    let kinds = """
        form:
          fields: {until: date required}
          states: {made: {on: {send: sent}}, sent: {on: {settle: settled}}, settled: {final: true}}
          events:
            send: {requires: [{name: morning, that: now().hour = 9}]}
            settle: {requires: [{name: on its day, that: now().hour = 9 and today() = until and today() > @"2027-01-04"}]}
      """
    let found = try explore("form", of: kinds, rasci: "  form: {default: {R: clerk, A: clerk}}")
    #expect(way(found.states, "sent")?.count == 2)
    #expect(way(found.states, "settled")?.suffix(2) == ["go to 2027-02-03", "as clerk-1@check: settle form-1"])
  }

  @Test func countsEachWaitAsAStep() throws {
    let kinds = """
        form:
          fields: {size: integer required}
          states: {made: {on: {leave: left}}, left: {on: {arrive: home}}, home: {final: true}}
          events: {leave: {by: clock}, arrive: {by: clock}}
          timers:
            leaving: {at: '@"2027-02-01"', in: made, fires: leave}
            arrival: {at: '@"2027-03-01"', in: left, fires: arrive}
      """
    for (depth, isWhole) in [(2, false), (3, true)] {
      var bounds = ExplorationBounds()
      bounds.depth = depth
      let found = try explore(
        "form", of: kinds, rasci: "  form: {default: {R: clerk, A: clerk}}", within: bounds)
      #expect(found.isWhole == isWhole && found.situations == depth && found.stuck.isEmpty, "\(depth)")
      #expect(way(found.states, "home")?.suffix(2) == ["go to 2027-02-01", "go to 2027-03-01"])
    }
  }

  @Test func makesFourDeepWhatAnEventRefersTo() throws {
    let kinds = (1...5).map { number in
      let field = number == 5 ? "size: integer required" : "next: k\(number + 1) required"
      return """
          k\(number):
            fields: {\(field)}
            states: {here: {on: {go: gone}}, gone: {final: true}}
            events: {go: {}}
        """
    }
    for (first, isMet) in [(2, true), (1, false)] {
      let form = """
          form:
            fields: {size: integer required, other: k\(first)}
            states: {made: {on: {send: sent}}, sent: {final: true}}
            events: {send: {fields: {other: required}}}
        """
      let rasci = (1...5).map { "  k\($0): {default: {R: clerk, A: clerk}}\n" }.joined()
      let found = try explore(
        "form", of: (kinds + [form]).joined(separator: "\n"),
        rasci: rasci + "  form: {default: {R: clerk, A: clerk}, create: {R: clerk, A: clerk}}")
      // What is referred to may be left out, so the case is made without it first.
      #expect((way(found.states, "sent") != nil) == isMet, "\(first) \(found)")
    }
  }

  @Test func refersToTheLastEightOfAKindByTheirIDs() throws {
    for (id, isMet) in [(23, true), (9, true), (11, false)] {
      let kinds = """
          form:
            fields: {person: person}
            states: {made: {on: {send: sent}}, sent: {final: true}}
            events: {send: {fields: {person: required}, requires: [{name: the one, that: 'event.person.id = "explorer-\(id)"'}]}}
        """
      let found = try explore(
        "form", of: kinds, roles: "a: A, b: B, c: C, d: D, e: E, f: F",
        rasci: "  form: {default: {R: a, A: a, I: [b, c, d, e, f]}}")
      #expect((way(found.states, "sent") != nil) == isMet, "\(id) \(found)")
    }
  }
}
