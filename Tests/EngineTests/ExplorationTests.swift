import Definitions
import Engine
import SQLiteStorage
import TestSupport
import Testing

private let workflow = """
  workflow: w
  kinds:
    person:
      accounts: accounts
      fields: {accounts: list of text required}
      states: {here: {on: {go: gone}}, gone: {final: true}}
      events: {go: {}}
    badge:
      grants: {a: assignment, in: valid, person: person, role: role, from: from, until: until}
      fields: {person: text required, role: text required, from: date required, until: date required}
      states: {valid: {on: {take: taken}}, taken: {final: true}}
      events: {take: {}}
    box:
      fields: {size: {type: integer, required: true, from: 1, to: 9}}
      states: {there: {on: {burn: burnt}}, burnt: {final: true}}
      events: {burn: {}}
    parcel:
      fields: {box: box required, weight: {type: integer, required: true}, kept until: date, why: [lost, found]}
      queries: {stamps: {of: stamp, via: parcel}}
      states:
        packed: {on: {send: on its way, keep: kept, lose: {to: lost, when: 'event.why = "lost"'}, stamp: stamped}}
        on its way: {on: {arrive: home}}
        home: {final: true}
        kept: {on: {free: packed}}
        stamped: {on: {open: opened}}
        opened: {final: true}
        lost: {on: {find: packed}}
      events:
        send: {requires: [{name: light, that: weight < 30}]}
        keep: {fields: {kept until: required}}
        arrive: {by: clock}
        free: {requires: [{name: time, that: today() >= kept until}]}
        lose: {fields: {why: required}}
        find: {requires: [{name: never, that: weight + weight < 0 and weight > 0}]}
        stamp: {}
        open: {requires: [{name: stamps, that: count(stamps) > 1}]}
      timers: {home: {at: '@"2027-03-01"', in: on its way, fires: arrive}}
    stamp:
      fields: {parcel: parcel required}
      states: {new: {on: {tear: torn}}, torn: {final: true}}
      events: {tear: {}}
  """

private let plugin = """
  plugin: p
  roles: {packer: Packer, head: Head}
  rasci:
    person: {default: {R: administrator, A: administrator}}
    badge: {default: {R: administrator, A: administrator}}
    box: {default: {R: packer, A: packer}}
    parcel: {default: {R: packer, A: packer}, send: {R: packer, A: head, approval: before, four eyes: true}}
    stamp: {default: {R: packer, A: packer}}
  laws:
    not while it holds one:
      title: A box that holds a parcel is whole
      source: house rule 1
      of: parcel
      holds: 'box.state != "burnt"'
    kept by nobody:
      title: What is heavy is not kept
      source: house rule 2
      of: parcel
      in: kept
      holds: weight < 31
  """

/// Definitions are walked through before anything runs under them.
@Suite struct WalkingThrough {
  private func explore(_ kind: String, _ bounds: ExplorationBounds = ExplorationBounds()) throws -> Explored {
    let rulebook = try Rulebook.load([("Workflows/w/workflow.yaml", workflow), ("Plugins/p/plugin.yaml", plugin)])
    return try Exploration(rulebook, in: SQLiteStorage.memory(), within: bounds).explore(kind)
  }

  private func shown(_ list: [(name: String, verdict: Explored.Verdict)]) -> [String: [String]] {
    Dictionary(
      uniqueKeysWithValues: list.compactMap { entry in
        if case .shown(let way) = entry.verdict { (entry.name, way) } else { nil }
      })
  }

  /// Within the usual bounds, but each case alone.
  private static let alone: ExplorationBounds = {
    var bounds = ExplorationBounds()
    bounds.meetings = 0
    return bounds
  }()

  @Test func meetsEveryStateThatCanBeMetAndGivesTheLinesThatLeadThere() throws {
    let found = try explore("parcel", Self.alone)
    let states = shown(found.states)
    #expect(Set(states.keys) == ["packed", "on its way", "home", "kept", "stamped", "lost"])
    #expect(states["packed"]?.count == 2 && states["home"]?.last == "go to 2027-03-01")
    #expect(
      states["on its way"]?.suffix(2) == ["as packer-1@check: send parcel-1", "as head-1@check: approve parcel-1"])
    #expect(shown(found.events)["lose"]?.last == #"as packer-1@check: lose parcel-1 why: "lost""#)
    // What waits for a day is met on that day.
    #expect(shown(found.events)["free"]?.contains("go to 2027-02-03") == true)
    #expect(found.isWhole && found.kind == "parcel")
  }

  @Test func saysWhatItDidNotMeetAndWhichRulesStoodInTheWay() throws {
    let found = try explore("parcel", Self.alone)
    let open = found.events.compactMap { entry -> String? in
      if case .undecided(let rules) = entry.verdict { "\(entry.name): \(rules)" } else { nil }
    }
    #expect(open == [#"find: ["never"]"#, #"open: ["stamps"]"#])
  }

  @Test func findsWhereACaseIsStuckButNotWhereItWaitsForOthers() throws {
    let found = try explore("parcel")
    #expect(found.stuck.map(\.state) == ["lost"])
    #expect(found.stuck.first?.way.last?.contains("lose parcel-1") == true)
  }

  @Test func findsActsThatALawAloneStops() throws {
    let lawless = try explore("parcel").lawless
    #expect(lawless.map { "\($0.event) \($0.laws)" } == [#"keep ["kept by nobody"]"#], "\(lawless)")
    // A box alone holds no parcel: there is nothing to break.
    #expect(try explore("box").lawless.isEmpty)
  }

  @Test func hasMandatesGivenByWhoeverMayGiveThem() throws {
    let book = try peopled(
      """
      workflow: w
      kinds:
        mandate:
          grants: {a: mandate, in: held, role: role, from: from, until: until}
          fields: {role: text required, from: date required, until: date required}
          states: {held: {on: {leave: left}}, left: {final: true}}
          events: {leave: }
        deed:
          states: {drafted: {on: {seal: sealed}}, sealed: {final: true}}
          events: {seal: }
      """,
      """
      plugin: p
      roles: {clerk: Clerk, notary: Notary}
      rasci:
        mandate: {default: {R: notary, A: notary}}
        deed: {default: {R: clerk, A: clerk}, seal: {R: clerk, A: clerk, mandate: true}}
      """)
    let found = try Exploration(book, in: try SQLiteStorage.memory()).explore("deed")
    #expect(shown(found.events)["seal"] != nil, "a notary comes after a clerk, and gives it all the same")
  }

  @Test func saysWithWhomACaseStandsStill() throws {
    let book = try peopled(
      """
      workflow: w
      kinds:
        bill:
          states:
            sent: {on: {check: checked, drop: dropped}}
            checked: {on: {pay: paid, return: sent}}
            paid: {final: true}
            dropped: {final: true}
          events: {check: , pay: , return: , drop: {by: clock}}
          timers: {old: {at: 'case.created + @"P1Y"', in: sent, fires: drop}}
        order:
          states:
            asked: {on: {check: checked}}
            checked: {on: {pay: paid, return: asked}}
            paid: {final: true}
          events: {check: , pay: , return: }
      """,
      """
      plugin: p
      roles: {clerk: Clerk, payer: Payer, guest: Guest}
      rasci:
        bill: {default: {R: clerk, A: clerk, I: guest}, pay: {R: payer, A: payer, approval: before, four eyes: true}}
        order: {default: {R: clerk, A: clerk}, pay: {R: [clerk, payer], A: payer, approval: before}}
      """)
    let (bill, order) = (book.dependence(of: "bill"), book.dependence(of: "order"))
    #expect(bill.roles == [] && bill.pairs == ["payer"], "the clock drops it in the end, but paying takes two")
    #expect(order.roles == ["clerk", "payer"], "the clerk checks, the payer approves; a guest does nothing")
    #expect(order.pairs.isEmpty)
    // And where, with the lines that lead there.
    let exploration = try Exploration(book, in: try SQLiteStorage.memory())
    let away = try (exploration.explore("bill").away + exploration.explore("order").away).map {
      "\($0.event) in \($0.state) with \($0.present) \($0.role) after: \($0.way.last ?? "")"
    }
    #expect(
      away == [
        "pay in checked with 1 payer after: as clerk-1@check: check bill-1",
        "check in asked with 0 clerk after: as clerk-1@check: create order order-1",
        "pay in checked with 0 payer after: as clerk-1@check: check order-1",
      ])
  }

  /// A fund that is opened by what was paid into it, and gifts that are paid into an open fund only.
  private func funds(_ paid: String) throws -> Explored {
    let book = try peopled(
      """
      workflow: w
      kinds:
        fund:
          queries: {gifts: {of: gift, via: fund}}
          derived: {held: 'sum(concatenate([0], gifts.paid))'}
          states: {shut: {on: {open: opened}}, opened: {final: true}}
          events: {open: {requires: [{name: enough, that: held >= 10}]}}
        gift:
          fields: {fund: fund required, paid: {type: integer, initial: 0}}
          states: {promised: {on: {pay: given}}, given: {final: true}}
          events: {pay: {fields: {paid: required}, requires: [{name: fund, that: \(paid)}]}}
      """,
      """
      plugin: p
      roles: {clerk: Clerk}
      rasci: {fund: {default: {R: clerk, A: clerk}}, gift: {default: {R: clerk, A: clerk}}}
      """)
    return try Exploration(book, in: try SQLiteStorage.memory()).explore("fund")
  }

  @Test func findsCasesThatWaitForEachOtherBySumsWithTheLinesThatLeadThere() throws {
    let found = try funds(#"fund.state = "opened""#)
    #expect(shown(found.events)["open"] == nil)
    let standing = try #require(found.standing.first)
    #expect(standing.waiting == [#"fund in "shut""#, #"gift in "promised""#, #"gift in "promised""#])
    #expect(standing.way.suffix(2).allSatisfy { $0.contains("create gift") })
    #expect(found.stuck.isEmpty, "the fund alone waits for others")
  }

  @Test func takesTheConditionsOfTransitionsAsThoseOfEvents() throws {
    let book = try peopled(
      """
      workflow: w
      kinds:
        fund:
          queries: {gifts: {of: gift, via: fund}}
          states: {shut: {on: {open: {to: opened, when: 'sum(concatenate([0], gifts.paid)) >= 10'}}}, opened: {final: true}}
          events: {open: }
        gift:
          fields: {fund: fund required, paid: {type: integer, initial: 0}}
          states: {promised: {on: {pay: {to: given, when: 'fund.state = "opened"'}}}, given: {final: true}}
          events: {pay: {fields: {paid: required}}}
        bill:
          fields: {size: integer required}
          states: {sent: {on: {park: parked, pay: paid}}, parked: {on: {settle: {to: paid, when: size + size < -100}}}, paid: {final: true}}
          events: {park: , pay: , settle: }
      """,
      """
      plugin: p
      roles: {clerk: Clerk}
      rasci: {fund: {default: {R: clerk, A: clerk}}, gift: {default: {R: clerk, A: clerk}}, bill: {default: {R: clerk, A: clerk}}}
      """)
    let exploration = try Exploration(book, in: try SQLiteStorage.memory())
    #expect(try exploration.explore("fund").standing.first?.waiting.first == #"fund in "shut""#)
    #expect(try exploration.explore("bill").stuck.map(\.state) == ["parked"])
  }

  @Test func letsTheCasesThatMeetMoveInTurn() throws {
    let found = try funds(#"fund.state = "shut""#)
    let way = try #require(shown(found.events)["open"])
    #expect(way.suffix(2).first?.contains("pay gift-") == true && way.last?.contains("open fund-") == true)
    #expect(found.standing.isEmpty && found.meetings > 0)
    #expect(shown(found.states)["opened"] != nil)
  }

  @Test func looksForValuesThatMeetSeveralRequirements() throws {
    let book = try peopled(
      """
      workflow: w
      kinds:
        house: {fields: {sort: {type: [brick, wood, straw], required: true}}, states: {there: {final: true}}}
        stay:
          fields: {house: house required, from: date required, until: date required, beds: {type: integer, required: true}, guests: {type: integer, required: true}}
          states: {booked: {final: true}}
          events:
            create:
              requires:
                - {name: dates, that: event.from < event.until}
                - {name: wood, that: 'event.house.sort = "wood"'}
                - {name: room, that: event.beds >= event.guests + 1}
      """,
      """
      plugin: p
      roles: {clerk: Clerk}
      rasci: {house: {default: {R: clerk, A: clerk}}, stay: {default: {R: clerk, A: clerk}}}
      """)
    let way = try #require(
      shown(try Exploration(book, in: try SQLiteStorage.memory()).explore("stay").events)["create"])
    #expect(way.last?.contains("beds: 2") == true && way.last?.contains("guests: 1") == true, "\(way)")
    #expect(way.contains { $0.contains(#"sort: "wood""#) })
  }

  @Test func hearsWhoIsToBeHeardAndAppointsWhoIsHeldWithinACase() throws {
    let book = try peopled(
      """
      workflow: w
      kinds:
        seat:
          grants: {a: assignment, in: held, person: person, role: role, scope: at, from: from}
          fields: {person: text required, role: text required, at: case, from: date required}
          states: {held: {on: {leave: left}}, left: {final: true}}
          events: {leave: }
        club: {fields: {name: text required}, states: {there: {final: true}}}
        match:
          within: club
          fields: {club: club required}
          states: {set: {on: {play: played}}, played: {final: true}}
          events: {play: }
      """,
      """
      plugin: p
      roles: {clerk: Clerk, doctor: Doctor, captain: {title: Captain, within: club}}
      rasci:
        seat: {default: {R: administrator, A: administrator}}
        club: {default: {R: clerk, A: clerk}}
        match: {default: {R: clerk, A: clerk}, play: {R: captain, A: captain, C: doctor}}
      """)
    let found = try Exploration(book, in: try SQLiteStorage.memory()).explore("match")
    let way = try #require(shown(found.events)["play"])
    #expect(way.suffix(2).first == #"as doctor-1@check: advise on play match-1 opinion: "x""#, "\(way)")
    #expect(way.last == "as captain-1@check: play match-1")
  }

  @Test func staysWithinItsBoundsAndSaysSo() throws {
    var bounds = ExplorationBounds()
    bounds.situations = 2
    let few = try explore("parcel", bounds)
    #expect(few.situations == 2 && !few.isWhole)
    bounds = Self.alone
    bounds.depth = 1
    let near = try explore("parcel", bounds)
    #expect(!near.isWhole && shown(near.states)["home"] == nil && shown(near.states)["kept"] != nil)
  }

  @Test func standsInEveryRoleAndMakesWhatIsReferredTo() throws {
    let found = try explore("stamp")
    let way = try #require(shown(found.states)["torn"])
    #expect(
      way.map { $0.split(separator: " ").dropFirst(2).prefix(2).joined(separator: " ") } == [
        "create box", "create parcel", "create stamp", "tear stamp-1",
      ])
    #expect(try shown(explore("badge").states).count == 2)
  }

  private func told(_ found: Explored) -> [String] {
    func verdict(_ verdict: Explored.Verdict) -> String {
      switch verdict {
      case .shown(let way): "by \(way.joined(separator: " | "))"
      case .undecided(let rules): "undecided \(rules)"
      }
    }
    return ["", "== \(found.kind): \(found.situations) situations, whole \(found.isWhole)"]
      + found.states.map { "state \($0.name) \(verdict($0.verdict))" }
      + found.events.map { "event \($0.name) \(verdict($0.verdict))" }
      + found.lawless.map { "lawless \($0.event) \($0.laws) \($0.way.joined(separator: " | "))" }
      + found.stuck.map { "stuck \($0.state) \($0.way.joined(separator: " | "))" }
      + found.standing.map { "standing \($0.waiting.joined(separator: ", ")) \($0.way.joined(separator: " | "))" }
      + found.away.map { "away \($0.role) \($0.present) \($0.event) in \($0.state) \($0.way.joined(separator: " | "))" }
  }

  @Test func tellsAllOfIt() throws {
    let kinds = ["person", "badge", "box", "parcel", "stamp", "nothing"]
    var lines = try kinds.flatMap { told(try explore($0)) }
    for (situations, depth, variants) in [(3, 12, 10), (120, 2, 10), (120, 12, 1), (120, 12, 2)] {
      var bounds = ExplorationBounds()
      (bounds.situations, bounds.depth, bounds.variants) = (situations, depth, variants)
      lines += told(try explore("parcel", bounds))
    }
    try expectTold("explored", lines)
  }

  @Test func tellsAllOfAHarbour() throws {
    let exploration = try Exploration(try Harbour.rulebook(), in: SQLiteStorage.memory(), within: Self.few)
    try expectTold(
      "harbour explored",
      try ["person", "badge", "proxy", "letter", "complaint", "quay", "errand", "ship"].flatMap {
        told(try exploration.explore($0))
      })
  }

  private static let few: ExplorationBounds = {
    var bounds = ExplorationBounds()
    (bounds.situations, bounds.variants) = (25, 6)
    return bounds
  }()
}
