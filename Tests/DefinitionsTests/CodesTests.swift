import Diagnostics
import Foundation
import Testing

@testable import Definitions

/// A small world in which everything that a definition can say is said once, and nothing is wrong.
private let workflow = """
  workflow: lending
  title: {en: Lending, nl: Uitlenen}
  kinds:
    book:
      title: {en: Book, nl: Boek}
      fields:
        name: text required
        price: {type: amount, confidential: yes, readers: keeper}
        shelf: [high, low]
      queries: {loans: {of: loan, via: book}}
      states:
        shelved: {on: {lose: lost}}
        lost: {final: true}
      events:
        lose: {}
    reminder:
      fields: {loan: loan required}
      states:
        sent: {on: {withdraw: gone}}
        gone: {final: true}
      events: {withdraw: {by: engine}}
    loan:
      fields:
        book: book required
        person: text
        start: date
        end: date
        extended: integer
      derived:
        days: end - start
        long: days > @"P30D"
        idle: extended = 0
      queries:
        others: {of: loan, via: book, to: book}
        reminders: {of: reminder, via: loan}
        rest: {of: loan, via: book, to: book}
      initial: asked
      states:
        asked:
          on: {give: out}
        out:
          parallel: true
          on: {return: back, expire: back}
          states:
            keeping:
              initial: kept
              entry: {set: {extended: 0}}
              states:
                kept: {on: {extend: [{to: kept, when: extended < most, do: {set: {extended: extended + 1}}}, {to: worn}]}}
                worn: {on: {extend: kept}}
                before: {history: deep, always: kept}
            watching:
              states:
                quiet:
                  invoke: {nag: {kind: reminder, id: '"n"', with: {loan: case}, cancel: withdraw}}
                  on: {done.invoke.nag: quiet}
                  always: {when: long, to: loud}
                loud:
                  entry:
                    - {create: reminder, id: '"r"', with: {loan: case}}
                    - {send: withdraw, to: reminders}
                    - {if: long, do: {raise: extend}, else: {raise: extend}}
                    - {each: others, do: {raise: extend}}
                  on: {extend: quiet}
        back: {final: true}
      events:
        give: {fields: {start: required, end: , note: text}, requires: [{name: free, that: count(others) < 9, in: asked}]}
        extend: {due: end}
        return: {title: Return}
        expire: {by: clock}
      timers: {late: {at: end, in: out, fires: expire}}
      grants: {a: delegation, in: out, person: person, from: start, until: end}
      accounts: person
      within: [book]

  """
private let plugin = """
  plugin: house
  title: House
  roles: {keeper: Keeper, reader: Reader}
  constants: {most: 3}
  rasci:
    book: {default: {R: keeper, A: keeper, I: reader}}
    reminder: {default: {R: [keeper, reader], A: keeper, approval: after}}
    loan:
      default: {R: reader, A: keeper, approval: after}
      give: {R: keeper, A: keeper, approval: same, mandate: true}
      extend: {R: keeper, A: keeper, approval: before, four eyes: true}
  separations: {hands: {roles: [keeper, reader], because: Two hands}}
  laws: {law of ends: {title: An end after the start, source: article 1, of: loan, in: [out, back], holds: 'end = null or end >= start'}}
  readers: {default: [keeper, reader], loan: reader, loan.person: keeper}
  schedules:
    cleaning:
      {on: loan, in: out, rule: FREQ=YEARLY, from: start, until: end, ahead: P14D, create: reminder, id: '"s"', with: {loan: case}}
  calendar:
    weekend: [saturday, sunday]
    holidays:
      easter: {title: Easter, easter: 1}
      kings day: {on: 04-27, when: sunday, then: 04-26, since: 2014}
      feast: {on: 2031-05-05, every: 5}

  """

/// One change of a definition, and the codes of all that is wrong then.
private struct Broken: Sendable, CustomTestStringConvertible {
  let old: String
  let new: String
  let codes: [Code]
  var testDescription: String { "\(old) → \(new)" }

  init(_ old: String, _ new: String, _ codes: Code...) {
    self.old = old
    self.new = new
    self.codes = codes
  }
}

private let inWorkflow: [Broken] = [
  Broken("title: Return", "titel: Return", .unknownKey),
  Broken("workflow: lending", "werkstroom: lending", .unknownKey),
  Broken("{en: Book, nl: Boek}", "{}", .noLanguage),
  Broken("{en: Book, nl: Boek}", "{de: Buch}", .unknownKey, .noLanguage),
  Broken("{en: Book, nl: Boek}", "[Book]", .expectedMapping, .noLanguage),
  Broken("{en: Book, nl: Boek}", "{en: [Book]}", .expectedText, .noLanguage),
  Broken("extended = 0", "[extended]", .expectedText),
  Broken("confidential: yes", "confidential: maybe", .expectedBoolean),
  Broken("confidential: yes", "confidential: [yes]", .expectedText),
  Broken("fields: {start: required, end: , note: text}", "fields: none", .expectedMapping),
  Broken("requires: [{name: free, that: count(others) < 9, in: asked}]", "requires: {name: free}", .expectedList),
  Broken("lose: {}", "{lose: {}, [find]: {}}", .expectedText),
  Broken("loan: loan required}", "loan: lean required}", .unknownType, .notReference),
  Broken("name: text required", "name: list of txt", .unknownType),
  Broken("name: text required", "for: text required", .reservedName),
  Broken("name: text required", "actor: text required", .reservedName),
  Broken("idle: extended", "event: extended", .reservedName),
  Broken("rest: {of", "case: {of", .reservedName),
  Broken("idle: extended", "person: extended", .duplicateName),
  Broken("note: text", "extended: text", .shadowedField),
  Broken("end - start", "long", .derivedOrder),
  Broken("end - start", "days", .derivedOrder),
  Broken("extended = 0", "extendet = 0", Code("feel.unknown-name")),
  Broken("extended = 0", "extended =", Code("feel.unexpected-end")),
  Broken("rest: {of: loan, via: book, to: book}", "rest: {via: book}", .missingPart),
  Broken("rest: {of: loan, via: book, to: book}", "rest: {of: laon}", .unknownKind),
  Broken("rest: {of: loan, via: book, to: book}", "rest: {of: loan, via: shelf}", .notReference),
  Broken("rest: {of: loan, via: book, to: book}", "rest: {of: loan, via: book, to: end}", .notReference),
  Broken("within: [book]", "within: [end]", .notReference),
  Broken("accounts: person", "accounts: persons", .unknownField),
  Broken("accounts: person", "accounts: [person]", .expectedText),
  Broken("withdraw: {by: engine}", "withdraw: {by: hand}", .unknownWord),
  Broken("lose: {}", "lose: {}\n      find: {}", .untakenEvent),
  Broken("that: count(others) < 9", "hint: Wait", .missingPart),
  Broken("in: asked}]", "in: askd}]", .unknownState),
  Broken("{at: end, in: out, fires: expire}", "{in: out, fires: expire}", .missingPart),
  Broken("{at: end, in: out, fires: expire}", "{at: end, in: oud, fires: expire}", .unknownState),
  Broken("{at: end, in: out, fires: expire}", "{at: end, fires: return}", .wrongSource),
  Broken("{at: end, in: out, fires: expire}", "{at: end, fires: expired}", .unknownEvent),
  Broken("a: delegation, in: out", "a: delegation", .missingPart),
  Broken("a: delegation, in: out", "a: favour, in: out", .unknownWord, .missingPart),
  Broken("a: delegation, in: out", "a: delegation, in: oud", .unknownState),
  Broken("from: start, until", "from: begin, until", .unknownField),
  Broken("from: start, until", "from: [start], until", .expectedText),
  Broken("states:\n      shelved: {on: {lose: lost}}\n      lost: {final: true}", "", .noStates),
  Broken("give: out}", "give: outt}", .unknownState),
  Broken("initial: kept", "initial: loud", .illegalChart),
  Broken("lost: {final: true}", "lost: {final: true, on: {lose: shelved}}", .illegalChart),
  Broken("lost: {final: true}", "lost: {}", .weakChart),
  Broken("lost: {final: true}", "lost: {final: true}\n      torn: {final: true}", .weakChart),
  Broken("{on: {lose: lost}}", "{on: {lose: [lost, lost]}}", .weakChart),
  Broken("history: deep", "history: wide", .unknownWord),
  Broken("give: out}", "give: out, gift: out}", .unknownEvent),
  Broken("- {send: withdraw, to: reminders}", "- {to: others}", .noAction),
  Broken("- {send: withdraw, to: reminders}", "- {send: withdraw}", .missingPart),
  Broken("- {send: withdraw, to: reminders}", "- {send: withdrew, to: others}", .unknownEvent),
  Broken("{set: {extended: 0}}", "{set: {extend: 0}}", .unknownField),
  Broken("- {create: reminder, id: '\"r\"', with: {loan: case}}", "- {create: remainder}", .unknownKind),
  Broken("id: '\"r\"', with: {loan: case}", "with: {lend: case}", .unknownField),
  Broken("{kind: reminder, id: '\"n\"', with: {loan: case}, cancel: withdraw}", "{id: '\"n\"'}", .missingPart),
  Broken("{kind: reminder, id: '\"n\"', with: {loan: case}, cancel: withdraw}", "{kind: remainder}", .unknownKind),
  Broken("with: {loan: case}, cancel: withdraw", "with: {lend: case}", .unknownField),
  Broken("cancel: withdraw", "cancel: lose", .unknownEvent),
  Broken(
    "on: {done.invoke.nag", "states: {in: {invoke: {nag: {kind: reminder}}}}\n                on: {done.invoke.nag",
    .duplicateName),
  Broken("{at: end, in: out", "{at: person, in: out", .wrongType),
  Broken("extend: {due: end}", "extend: {due: extended}", .wrongType),
  Broken("{set: {extended: 0}}", "{set: {extended: person}}", .wrongType),
  Broken("id: '\"r\"', with: {loan: case}", "id: '\"r\"'", .missingField),
  Broken("id: '\"r\"', with: {loan: case}", "id: '\"r\"', with: {loan: book}", .wrongType),
  Broken("timers: {late: {at: end, in: out, fires: expire}}", "", .noTimer),
  Broken("to: reminders}", "to: book}", .unknownEvent),
  Broken("to: reminders}", "to: person}"),
  Broken("to: reminders}", "to: end}", .notReference),
  Broken("{raise: extend}, else", "{raise: extent}, else", .untakenEvent),
  Broken("that: count(others) < 9", "that: 1 > 2", .constantCondition),
  Broken("when: long, to: loud", "when: true, to: loud", .constantCondition),
  Broken("on: {extend: quiet}", "on: {extend: quiet}\n                always: loud", .endless),
  Broken("{each: others,", "{each: person,", .wrongType),
  Broken("on: {done.invoke.nag", "on: {done.state.keeping: quiet, done.invoke.nag", .unknownState),
  Broken("on: {done.invoke.nag", "on: {done.state.keepign: quiet, done.invoke.nag", .unknownState),
  Broken("days: end - start", "days: end - person", Code("feel.wrong-operand")),
  Broken("extended = 0", "extended = person", Code("feel.incomparable")),
  Broken("extended = 0", "state = \"bakc\" or book.shelf = \"hihg\"", Code("feel.never-so")),
  Broken("extended = 0", "book.nmae = null", Code("feel.unknown-property")),
  Broken("extended = 0", "book.extended = null", Code("feel.unknown-property")),
  Broken("that: count(others) < 9", "that: count(others)", Code("feel.not-a-boolean")),
  Broken("that: count(others) < 9", "that: event.end > person", Code("feel.incomparable")),
  Broken("that: count(others) < 9", "that: 'count(others[name = person]) = 0'", Code("feel.unknown-name")),
  Broken("confidential: yes, readers: keeper", "confidential: yes", .unreadField),
  Broken("readers: keeper", "readers: keepr", .unknownRole, .unreadField),
]

/// One change of the plugin.
private let inPlugin: [Broken] = [
  Broken("title: House", "titel: House", .unknownKey),
  Broken("reader: Reader}", "reader: Reader, guest: Guest}", .unused),
  Broken("{most: 3}", "{most: 3, least: 1}", .unused),
  Broken("until: end, ahead", "until: person, ahead", .wrongType),
  Broken("id: '\"s\"', with: {loan: case}", "id: '\"s\"'", .missingField),
  Broken("{most: 3}", "{most: 3 / 0}", Code("feel.division-by-zero")),
  Broken("book: {default", "boek: {default", .unknownKind, .missingLine),
  Broken(
    "default: {R: reader, A: keeper, approval: after}", "book: {R: reader, A: keeper}", .unknownEvent, .missingLine),
  Broken("give: {R: keeper", "expire: {R: keeper", .wrongSource),
  Broken("R: keeper, A: keeper, I: reader", "A: keeper, approval: after", .noResponsible),
  Broken("R: keeper, A: keeper, I: reader", "R: keeper, I: reader", .notOneAccountable, .missingLine),
  Broken("R: keeper, A: keeper, I: reader", "R: keeper, A: [keeper, reader]", .notOneAccountable, .missingLine),
  Broken("R: keeper, A: keeper, I: reader", "R: reader, A: keeper", .approvalUnsaid, .missingLine),
  Broken("R: keeper, A: keeper, I: reader", "R: reader, A: keeper, approval: same", .approvalBySelf),
  Broken("approval: same", "approval: never", .unknownWord),
  Broken("R: keeper, A: keeper, I: reader", "R: reader, A: keeper, approval: before", .creationAwaitsApproval),
  Broken("approval: before, four eyes: true", "four eyes: true", .fourEyesAlone),
  Broken("mandate: true", "mandate: maybe", .expectedBoolean),
  Broken("I: reader", "I: raeder", .unknownRole),
  Broken("roles: [keeper, reader], because", "roles: [keeper], because", .loneSeparation),
  Broken("roles: [keeper, reader], because", "because", .loneSeparation),
  Broken("source: article 1, ", "", .missingPart),
  Broken("source: article 1", "sauce: article 1", .unknownKey, .missingPart),
  Broken("title: An end after the start, ", "", .missingPart),
  Broken("of: loan, in: [out, back], ", "in: [out, back], ", .missingPart),
  Broken("of: loan, in: [out", "of: laon, in: [out", .unknownKind),
  Broken("in: [out, back], holds", "in: [oud], holds", .unknownState),
  Broken("end >= start'}}", "end >= today()'}}", .passingLaw),
  Broken("end >= start'}}", "date(now()) >= start'}}", .passingLaw),
  Broken("end >= start'}}", "actor.role = null'}}", .passingLaw),
  Broken("end >= start'}}", "event.name = null'}}", .passingLaw),
  Broken("end >= start'}}", "end >= strt'}}", Code("feel.unknown-name")),
  Broken("end >= start'}}", "end >= 3'}}", Code("feel.incomparable")),
  Broken("'end = null or end >= start'", "end", Code("feel.not-a-boolean")),
  Broken("'end = null or end >= start'", "1 = 1", .constantCondition),
  Broken("loan: reader, loan.person", "laon: reader, loan.person", .unknownKind),
  Broken("loan.person: keeper", "loan.persn: keeper", .unknownField),
  Broken("on: loan, in: out", "in: out", .missingPart),
  Broken("on: loan, in: out", "on: laon", .unknownKind),
  Broken("on: loan, in: out", "on: loan, in: oud", .unknownState),
  Broken("create: reminder", "create: remainder", .unknownKind),
  Broken("FREQ=YEARLY", "FREQ=HOURLY", .invalidRecurrence),
  Broken("from: start", "from: begin", Code("feel.unknown-name")),
  Broken("with: {loan: case}", "with: {lend: case}", .unknownField),
  Broken("ahead: P14D", "ahead: a fortnight", .expectedDuration),
  Broken("[saturday, sunday]", "[saturday, sonday]", .unknownWeekday),
  Broken("[saturday, sunday]", "{saturday: sunday}", .expectedList),
  Broken("easter: 1}", "easter: monday}", .expectedInteger),
  Broken("title: Easter, easter: 1", "title: Easter", .missingPart),
  Broken("on: 04-27", "on: 27 April", .expectedMonthDay),
  Broken("on: 04-27", "on: 02-30", .expectedMonthDay),
  Broken("then: 04-26", "then: 26", .expectedMonthDay, .unknownWeekday),
  Broken("when: sunday", "when: sonday", .unknownWeekday),
]

private typealias File = (path: String, text: String)

private func aPlugin(_ text: String) -> File { ("Plugins/x/plugin.yaml", text) }

/// Files beside the two, the region that is asked for, and what is wrong then.
private let beside: [(File, String?, Code)] = [
  (("Workflows/x/workflow.yaml", "kinds: {book: {states: {a: {final: true}}}}"), nil, .duplicateName),
  (aPlugin("roles: {keeper: Keeper}"), nil, .duplicateName),
  (aPlugin("calendar: {weekend: sunday}"), nil, .secondCalendar),
  (aPlugin("laws: {law of ends: {title: a, source: b, of: loan, holds: start = end}}"), nil, .duplicateName),
  (aPlugin("rasci: {loan: {give: {R: keeper, A: keeper}}}"), nil, .duplicateLine),
  (aPlugin("rasci: {loan: {default: {R: keeper, A: keeper}}}"), nil, .duplicateLine),
  (aPlugin("workflows: [lending, lendng]"), nil, .unknownWorkflow),
  (aPlugin("plugin: house"), nil, .duplicateName), (aPlugin("workflow: lending"), nil, .unknownKey),
  (("Workflows/x/workflow.yaml", "workflow: lending"), nil, .duplicateName),
  (aPlugin("region: north"), "nord", .unknownRegion),
  (aPlugin("region: north\n---\nregion: south"), nil, .notYAML),
]

/// A text that is no definition.
private let noDefinition: [(String, Code)] = [
  ("", .emptyFile), ("# nothing", .emptyFile), ("a: [b", .notYAML), ("\tx: 1", .notYAML), ("a: \u{1}", .notYAML),
  ("a: *b", .notYAML), ("a: 1\na: 2", .duplicateKey), ("- 1", .expectedMapping),
  ("x: [" + String(repeating: "1,", count: 100_001) + "]", .tooLarge),
]

private func load(_ files: [File], region: String? = nil) -> [Diagnostic] {
  do {
    return try Rulebook.load(files, region: region).warnings.all
  } catch {
    return error.all
  }
}

private func load(
  _ workflow: String, _ plugin: String, _ more: [File] = [], region: String? = nil
) -> [Diagnostic] {
  load([("Workflows/l/workflow.yaml", workflow), ("Plugins/h/plugin.yaml", plugin)] + more, region: region)
}

/// The small world, for what else is tried in it.
enum Lending {
  static var sources: (workflow: String, plugin: String) { (workflow, plugin) }

  /// All changes that are tried here, with what is found then.
  static func found() -> [(change: String, findings: [Diagnostic])] {
    let workflows = inWorkflow.map {
      ($0.testDescription, load(workflow.replacing($0.old, with: $0.new, maxReplacements: 1), plugin))
    }
    let plugins = inPlugin.map {
      ("plugin: \($0.testDescription)", load(workflow, plugin.replacing($0.old, with: $0.new, maxReplacements: 1)))
    }
    let files = beside.map { ("beside: \($0.0.path) \($0.0.text)", load(workflow, plugin, [$0.0], region: $0.1)) }
    return workflows + plugins + files
  }

  /// What is found in the world with some texts replaced, wherever they first stand.
  static func found(_ changes: [(old: String, new: String)]) -> [Diagnostic] {
    var (workflow, plugin) = sources
    for (old, new) in changes {
      if workflow.contains(old) {
        workflow = workflow.replacing(old, with: new, maxReplacements: 1)
      } else {
        if !plugin.contains(old) { Issue.record("nowhere: \(old)") }
        plugin = plugin.replacing(old, with: new, maxReplacements: 1)
      }
    }
    return load(workflow, plugin)
  }
}

@Suite struct CodesOfDefinitions {
  @Test func areNotGivenWhereNothingIsWrong() {
    #expect(load(workflow, plugin).isEmpty, "\(Diagnostics(load(workflow, plugin)))")
  }

  @Test(arguments: inWorkflow) fileprivate func tellWhatIsWrongInAWorkflow(_ broken: Broken) {
    let text = workflow.replacing(broken.old, with: broken.new, maxReplacements: 1)
    let found = load(text, plugin)
    #expect(text != workflow && Set(found.map(\.code)) == Set(broken.codes), "\(Diagnostics(found))")
  }

  @Test(arguments: inPlugin) fileprivate func tellWhatIsWrongInAPlugin(_ broken: Broken) {
    let text = plugin.replacing(broken.old, with: broken.new, maxReplacements: 1)
    let found = load(workflow, text)
    #expect(text != plugin && Set(found.map(\.code)) == Set(broken.codes), "\(Diagnostics(found))")
  }

  @Test(arguments: noDefinition) func tellWhyATextIsNoDefinition(_ text: String, _ code: Code) {
    let found = load(workflow, plugin, [("Workflows/x/workflow.yaml", text)])
    #expect(found.map(\.code) == [code], "\(Diagnostics(found))")
  }

  @Test(arguments: beside) fileprivate func tellWhatDoesNotGoTogether(_ file: File, _ region: String?, _ code: Code) {
    let found = load(workflow, plugin, [file], region: region)
    #expect(found.map(\.code) == [code], "\(Diagnostics(found))")
  }

  @Test func tellThatThereIsNothingToLoad() { #expect(load([]).map(\.code) == [.noDefinitions]) }

  @Test func tellThatARegionHasToBeChosen() {
    let two: [File] = [("Plugins/n/plugin.yaml", "region: north"), ("Plugins/s/plugin.yaml", "region: south")]
    #expect(load(workflow, plugin, two).map(\.code) == [.ambiguousRegion])
    #expect(load(workflow, plugin, two, region: "south").isEmpty)
  }

  @Test(arguments: [
    (Array("cases: {one: lines}".utf8) + [0xFF], Code.notText), (Array("case: {one: lines}".utf8), .unknownKey),
    (Array("setup: [begin]".utf8), .expectedText), (Array("cases: {one: lines".utf8), .notYAML),
  ])
  func tellWhatIsWrongInAFileOfCases(_ bytes: [UInt8], _ code: Code) {
    do {
      _ = try CasesFile.read(bytes, name: "cases.yaml")
      Issue.record("it should not be read")
    } catch {
      #expect(error.all.map(\.code) == [code], "\(error)")
    }
  }

  @Test func stayOutOfWhatIsSaid() {
    let found = load(workflow, plugin.replacing("I: reader", with: "I: raeder"))
    #expect(found.map(\.code.description) == ["definitions.unknown-role"])
    #expect(!Diagnostics(found).description.contains("definitions."))
  }

  @Test func areWellFormedAndEachThereOnce() {
    #expect(Set(Code.ofDefinitions).count == Code.ofDefinitions.count)
    for code in Code.ofDefinitions { #expect(code.text.wholeMatch(of: /definitions\.[a-z-]+/) != nil, "\(code)") }
  }

  @Test func areAllProvokedHere() {
    var provoked = Set((inWorkflow + inPlugin).flatMap(\.codes) + noDefinition.map(\.1) + beside.map(\.2))
    provoked.formUnion([.noDefinitions, .ambiguousRegion, .notText])
    let own = provoked.filter { $0.text.hasPrefix("definitions.") }
    #expect(own == Set(Code.ofDefinitions), "\(own.symmetricDifference(Code.ofDefinitions))")
  }

  @Test func areAllInTheList() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(
      path: "../../Sources/Definitions/Codes.swift")
    let text = try String(contentsOf: file.standardized, encoding: .utf8)
    #expect(text.matches(of: /= Code\("/).count == Code.ofDefinitions.count)
  }
}
