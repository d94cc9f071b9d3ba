import Calendar
import Diagnostics
import FEEL
import Statechart
import Testing

@testable import Definitions

/// What was read of definitions, as text: everything that they said, and what they left out.
private struct Told {
  var lines: [String] = []

  mutating func add(_ text: String) { lines.append(text) }

  private func readers(_ readers: Readers?) -> String {
    readers.map { " readers \($0.roles.joined(separator: ", ")) at \($0.place.start.line)" } ?? ""
  }

  private func field(_ field: Field) -> String {
    var text = "\(field.name): \(field.type.description)"
    for (mark, isSo) in [
      ("required", field.isRequired), ("confidential", field.isConfidential), ("own", field.isOwn),
      ("given", field.atCreation == true), ("kept", field.atCreation == false),
    ] where isSo {
      text += " \(mark)"
    }
    if let initial = field.initial { text += " initial \(initial.text)" }
    return text + readers(field.readers) + " \"\(field.title.en)/\(field.title.nl)\" at \(field.place.start.line)"
  }

  private func actions(_ actions: [Action], _ kind: Kind) -> String {
    func text(_ id: ExpressionID?) -> String { id.map { kind.expressions[$0.index].text } ?? "-" }
    return actions.map { action in
      switch action {
      case .assign(let location, let value): return "set \(text(location)) to \(text(value))"
      case .raise(let event): return "raise \(event)"
      case .choose(let branches):
        return "choose " + branches.map { "(\(text($0.condition)): \(self.actions($0.actions, kind)))" }.joined()
      case .each(let array, let item, _, let inner):
        return "each \(text(item)) of \(text(array)): \(self.actions(inner, kind))"
      case .send(let send):
        let with = send.parameters.map { "\($0.name): \(text($0.value))" }.joined(separator: ", ")
        return "\(text(send.type)) \(text(send.event)) to \(text(send.target)) with \(with)"
      default: return "?"
      }
    }.joined(separator: "; ")
  }

  mutating func kind(_ kind: Kind, _ book: Rulebook) {
    add("kind \(kind.name) \"\(kind.title.en)/\(kind.title.nl)\"\(readers(kind.readers)) at \(kind.place.start.line)")
    for field in kind.fields { add("  field \(self.field(field))") }
    for entry in kind.derived { add("  derived \(entry.name) = \(entry.expression.text)") }
    for query in kind.queries {
      add("  query \(query.name): \(query.kind) via \(query.via ?? "-") to \(query.to ?? "-")")
    }
    for name in kind.eventNames {
      guard let event = kind.events[name] else { continue }
      add(
        "  event \(name) by \(event.source) due \(event.due?.text ?? "-") \"\(event.title.en)/\(event.title.nl)\" at "
          + "\(event.place.start.line)")
      for field in event.fields { add("    field \(self.field(field))") }
      for requirement in event.requirements {
        add(
          "    requires \(requirement.name): \(requirement.condition.text) in \(requirement.state ?? "-") hint "
            + "\(requirement.hint.map { "\($0.en)/\($0.nl)" } ?? "-")")
      }
      if let line = book.activity(kind.name, name) {
        add(
          "    line of \(line.event ?? "default"): \(line.letters), \(line.approval), four eyes \(line.fourEyes)"
            + (line.mandate ? ", mandate" : "") + " at \(line.place.start.line)")
      }
    }
    for timer in kind.timers {
      add("  timer \(timer.name): \(timer.event) at \(timer.at.text) in \(timer.states.first ?? "-")")
    }
    let chart = kind.chart
    for state in chart.states {
      let inner = state.initial.map { chart.states[$0].id }.joined(separator: ", ")
      add("  state \(state.index) \(state.id) in \(state.parent): \(state.kind) initial \(inner)")
      for block in state.entry { add("    entry \(actions(block, kind))") }
      for block in state.exit { add("    exit \(actions(block, kind))") }
      for invoke in state.invokes {
        var source = "-"
        if case .contentValue(let id) = invoke.source { source = kind.expressions[id.index].text }
        let with = invoke.parameters.map { "\($0.name): \(kind.expressions[$0.value.index].text)" }
        add("    invoke \(invoke.id ?? "-") id \(source) with \(with.joined(separator: ", "))")
      }
      for number in state.transitions {
        let transition = chart.transitions[number]
        let condition = transition.condition.map { kind.expressions[$0.index].text } ?? "-"
        add(
          "    on \(transition.events) to \(transition.targets.map { chart.states[$0].id }) when \(condition)"
            + (transition.isInternal ? " internal" : "") + " do \(actions(transition.actions, kind))")
      }
    }
    for service in kind.services.values.sorted(by: { $0.id < $1.id }) {
      add("  service \(service.id): \(service.kind) cancel \(service.cancel ?? "-") done \(service.doneEvent)")
    }
    if let grant = kind.grant {
      add("  grants \(grant.kind) in \(grant.state): \(grant.fields.sorted { $0.key < $1.key })")
    }
    add(
      "  accounts \(kind.accounts ?? "-"), kept \(kind.kept.sorted()), within \(kind.within), far \(kind.farDerived(["today", "now"]))"
    )
    let lazy = zip(kind.layout.scope.names, kind.layout.isLazy).filter(\.1).map(\.0)
    add("  lazy \(lazy.joined(separator: ", ")); slots \(kind.layout.slots.count)")
    let slots: [Layout.Slot] = [.event, .actor, .thisCase, .id, .state, .item, .occurrence, .field(0), .constant(0)]
    add("  slots \(slots.map { kind.layout.slot($0) ?? -1 })")
    if let index = kind.fields.indices.first {
      add(
        "  reads \(readers(book.readers.of(kind))), its first field\(readers(book.readers.of(kind.fields[index], in: kind)))"
      )
    }
  }

  mutating func book(_ book: Rulebook) {
    add("region \(book.region ?? "-") kinds \(book.kindNames) far \(book.farDerived.sorted())")
    for name in book.kindNames { if let kind = book.kinds[name] { self.kind(kind, book) } }
    for role in book.roles.values.sorted(by: { $0.name < $1.name }) {
      add("role \(role.name) \"\(role.title.en)/\(role.title.nl)\" at \(role.place.start.line)")
    }
    for line in book.allActivities { add("line \(line.kind).\(line.event ?? "default")") }
    for separation in book.separations {
      add("separation \(separation.name): \(separation.roles) \"\(separation.reason.en)/\(separation.reason.nl)\"")
    }
    for schedule in book.schedules {
      add(
        "schedule \(schedule.name): \(schedule.creates) on \(schedule.kind) in \(schedule.states.first ?? "-") \(schedule.rule) "
          + "from \(schedule.from.text) until \(schedule.until.text) ahead \(schedule.ahead.months) \(schedule.ahead.days) "
          + "id \(schedule.id.text) with \(schedule.fields.map { "\($0.name): \($0.value.text)" })")
    }
    for law in book.laws {
      add("law \(law.name): \(law.condition.text) of \(law.kind) in \(law.states) \"\(law.title.en)\" \(law.source)")
      for way in law.ways {
        let steps = way.map { step in
          switch step {
          case .reference(let of, let field, let to): return "\(of).\(field) → \(to ?? "any")"
          case .query(let of, let kind, let via, let to): return "\(of) ⇠ \(kind) \(via ?? "all") \(to ?? "-")"
          }
        }
        add("  way \(steps.joined(separator: ", "))")
      }
    }
    for constant in book.constants { add("constant \(constant.name): \(text(constant))") }
    guard let calendar = book.calendar else { return add("no calendar") }
    add("weekend \(calendar.weekend.map { "\($0)" }.sorted())")
    for holiday in calendar.holidays {
      add("holiday \(holiday.id): \(holiday.rule) every \(holiday.every) since \(holiday.since)")
    }
  }
}

/// Another world, for what the first says in one way only.
private let workflow = """
  workflow: tools
  kinds:
    tool:
      fields:
        name: {type: text, required: true, title: {nl: Naam}, at creation: true}
        owner: {type: case, readers: [smith, clerk]}
        parts: list of tool
        hours: {type: list of number, initial: '[1]'}
        size: ""
        made: date and time
        worth: {initial: '"x"', confidential: false, at creation: false}
        lent on: {type: date, required: true}
        mended on: date
        within reach: {type: boolean, initial: false}
        long: duration
        anything: any
      derived:
        total: sum(hours) + limit
        whole: total > 3
        owner name: owner.name
        heavier: parts.total
        how many: count(tools)
        both: whole and how many > 1
      queries: {tools: {of: tool}, users: {of: tool, via: owner, to: parts}, wholes: {of: tool, via: parts}}
      states:
        idle:
          title: Idle
          on: {lend: ~, mend: [{to: mending, internal: true, when: whole, do: {set: {within reach: true, worth: '"y"'}}}, never], go: {to: [idle]}}
          exit: [{raise: go}, {if: whole, do: {raise: go}}, {each: parts, do: {set: {mended on: '@"2030-01-01"'}}}]
        mending:
          initial: first
          on: {go: idle}
          states:
            first: {on: {lend: {to: second, internal: false}}}
            second: {history: shallow, always: first}
        gone: {final: true}
        never: {final: false, parallel: false, on: {go: gone}, always: {to: gone, when: whole}}
      events:
        create: {fields: {name: text, reason: {type: text, required: true, initial: '"r"'}}, title: {en: Make}}
        lend: {title: {en: Lend, nl: Lenen}, fields: {lent on: , mended on: {required: true}, hours: {title: Hours}, reason: {type: text, required: false}, name: text}, requires: [{name: size, that: size = null, in: idle, hint: {en: Small, nl: Klein}}, {name: worth, that: 'event.name = "x"'}]}
        mend: {fields: {size: required, owner: null, long: ~, worth: text}, requires: [{name: worth, that: 'event.worth = "x"'}]}
        go: {by: role}
  """
private let plugin = """
  plugin: works
  region: south
  title: {en: Works, nl: Werken}
  roles: {smith: {en: Smith, nl: Smid}, clerk: Clerk, boss: Boss}
  constants: {limit: 3, twice: 'function(x) x * 2', words: '"a"'}
  rasci:
    tool:
      default: {R: [smith, clerk], A: clerk, approval: after, mandate: false}
      lend: {R: smith, A: smith, S: clerk, C: [boss, clerk], I: boss, four eyes: false}
      mend: {R: smith, A: clerk, approval: before, four eyes: true, mandate: true}
  separations: {pair: {roles: [smith, clerk]}, three: {roles: [smith, clerk, boss], because: {en: E, nl: N}}}
  readers: {default: boss, confidential: smith, tool.size: [boss], tool.reason: clerk}
  schedules:
    yearly: {on: tool, rule: FREQ=YEARLY;INTERVAL=2, from: lent on, until: 'lent on + @"P9Y"', ahead: P2M, create: tool, id: '"t"', with: {name: '"n"', lent on: occurrence}}
    daily: {on: tool, in: idle, rule: FREQ=DAILY, from: lent on, until: mended on, create: tool, id: id, with: {name: name, lent on: lent on}}
  laws:
    sound: {title: {en: Sound, nl: Goed}, source: a, of: tool, holds: 'both or owner.name = null or count(users) = 0 or count(tools[whole]) = 0 or heavier = null'}
    still: {title: Still, source: b, of: tool, in: idle, holds: size = null}
  calendar:
    source: here
    weekend: sunday
    holidays: {new year: {on: 01-01}, good: {easter: -2}, once: {on: 2031-05-05}, moved: {on: 04-27, when: sunday, then: 04-26, since: 2014, every: 5}, half: {on: 04-27, when: sunday}}
  """

@Suite struct WhatIsRead {
  private func told(_ workflow: String, _ plugin: String) throws -> String {
    let book = try Rulebook.load([("Workflows/l/workflow.yaml", workflow), ("Plugins/h/plugin.yaml", plugin)])
    var told = Told()
    for warning in book.warnings.all { told.add("\(warning)") }
    told.book(book)
    return told.lines.map { $0.replacing("\n", with: "⏎") }.joined(separator: "\n")
  }

  private func problems(_ files: [(path: String, text: String)], region: String? = nil) -> [Diagnostic] {
    do throws(Diagnostics) {
      _ = try Rulebook.load(files, region: region)
      return []
    } catch {
      return error.all
    }
  }

  private func compare(_ told: String, _ wanted: String) {
    for (number, (told, wanted)) in zip(
      told.split(separator: "\n"), wanted.split(separator: "\n")
    ).enumerated() where told != wanted {
      Issue.record("line \(number + 1): \(told)\nwanted: \(wanted)")
      return
    }
    #expect(told.count == wanted.count, "== \(told)\n==")
  }

  @Test func isAllThatDefinitionsSay() throws {
    let (workflow, plugin) = Lending.sources
    Lending.keep(try told(workflow, plugin), in: "READ")
    compare(try told(workflow, plugin), readOfLending)
  }

  @Test func isWhatTheyLeaveOutAsWell() throws { compare(try told(workflow, plugin), readOfTools) }

  /// Approval and four eyes, where a line says them, says one of them, or neither.
  @Test func ofALineIsHowTwoPersonsAgree() throws {
    var found: [String] = []
    for responsible in ["smith", "clerk", "[smith, clerk]"] {
      for approval in ["", ", approval: same", ", approval: before", ", approval: after"] {
        for eyes in ["", ", four eyes: true", ", four eyes: false"] {
          let line = "R: \(responsible), A: clerk\(approval)\(eyes)"
          let text = plugin.replacing("R: smith, A: clerk, approval: before, four eyes: true", with: line)
          let files = [("Workflows/l/workflow.yaml", workflow), ("Plugins/h/plugin.yaml", text)]
          let problems = problems(files)
          if problems.isEmpty {
            let read = try #require(try Rulebook.load(files).activity("tool", "mend"))
            found.append("\(line) → \(read.approval), \(read.fourEyes)")
          } else {
            found.append("\(line) → \(problems.map { "\($0.code)" }.joined(separator: " "))")
          }
        }
      }
    }
    compare(found.joined(separator: "\n"), howTwoAgree)
  }

  @Test func ofADurationAheadIsTheDateSoLongBefore() throws {
    let date = try #require(CivilDate("2031-03-31"))
    for (months, days, wanted) in [
      (0, 0, "2031-03-31"), (1, 0, "2031-02-28"), (0, 14, "2031-03-17"), (13, 3, "2030-02-25"),
    ] {
      #expect("\(MonthsOrDays(months: months, days: days).before(date))" == wanted)
    }
  }

  /// One file that is pinned, and others that are not, are told apart by the region and by what a plugin uses.
  @Test func isOfTheRegionThatIsAskedForAndOfTheWorkflowsItUses() throws {
    let files = [
      ("Workflows/a/workflow.yaml", "workflow: a\nkinds: {x: {states: {one: {final: true}}}}"),
      ("Workflows/b/workflow.yaml", "workflow: b\nregion: north\nkinds: {y: {states: {one: {final: true}}}}"),
      (
        "Plugins/a/plugin.yaml", "plugin: a\nregion: south\nrasci: {x: {default: {R: administrator, A: administrator}}}"
      ),
      (
        "Plugins/b/plugin.yaml",
        "plugin: b\nregion: north\nworkflows: b\nrasci: {y: {default: {R: administrator, A: administrator}}}"
      ),
      ("notes.yaml", "- nothing"),
    ]
    #expect(try Rulebook.regions(files) == ["north", "south"])
    let south = try Rulebook.load(files, region: "south")
    #expect(south.kindNames == ["x"] && south.region == "south")
    #expect(south.files.map(\.path) == ["Plugins/a/plugin.yaml", "Workflows/a/workflow.yaml"])
    let north = try Rulebook.load(files, region: "north")
    #expect(
      north.kindNames == ["y"] && north.files.map(\.path) == ["Plugins/b/plugin.yaml", "Workflows/b/workflow.yaml"])
    let marked = files.map { ($0.0, "\u{FEFF}" + $0.1) }
    #expect(try Rulebook.load(marked, region: "north").kindNames == ["y"])
    for (region, hint) in [("nort", "did you mean \"north\"?"), ("elsewhere", "regions: north, south")] {
      #expect(problems(files, region: region).map(\.hint) == [hint])
    }
    #expect(
      problems(files).map { "\($0)" } == [
        "error: which region? The plugins are of north, south; begin … for north, or --region north"
      ])
  }

  @Test func ofAFileOfCasesIsWhatItSays() throws {
    let text = "region: north\nlike: other.yaml\nsetup: |\n  one\n  two\ncases: {first: a, second: b, third: }"
    let file = try CasesFile.read(Array(text.utf8), name: "cases.yaml")
    #expect(file.region?.name == "north" && file.like?.path == "other.yaml" && file.setup == "one\ntwo\n")
    #expect(file.cases.map { "\($0.name)=\($0.script)" } == ["first=a", "second=b", "third="])
    let other = try CasesFile.read(Array("setup: zero\ncases: {x: y}".utf8), name: "other.yaml")
    #expect(other.region == nil && other.like == nil)
    #expect(file.after(other).setup == "zero\none\ntwo\n" && file.after(other).cases.count == 3)
    let bare = try CasesFile.read(Array("cases: ".utf8), name: "cases.yaml")
    #expect(bare.setup.isEmpty && bare.cases.isEmpty)
    do throws(Diagnostics) {
      _ = try CasesFile.read(Array("case: {}\nsetup: [a]".utf8), name: "cases.yaml")
      Issue.record("it should not be read")
    } catch {
      let told = error.all.map { "\($0)" }
      #expect(
        told == [
          "cases.yaml:1:1: error: a file of cases has no \"case\"; did you mean \"cases\"?",
          "cases.yaml:2:8: error: expected lines as one text, found a list",
        ])
    }
  }
}

/// A constant as it is written, a table rule by rule.
private func text(_ constant: Constant) -> String {
  switch constant.origin {
  case .expression(let expression): expression.text
  case .table(let stated):
    "table \(stated.table.heading)"
      + stated.table.rules.map { "; \(($0.tests + $0.outputs).map(\.text))" }.joined()
  }
}
