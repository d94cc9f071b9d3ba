import Diagnostics
import Testing

@testable import Definitions

private typealias Change = [(old: String, new: String)]

private let noted = "{start: required, end: , note: text}"
private let drawn = "- {create: reminder, id: '\"r\"', with: {loan: case}}"
private let asked = "that: count(others) < 9, in: asked"
private let line = "R: keeper, A: keeper, I: reader"
private let nagging = "{kind: reminder, id: '\"n\"', with: {loan: case}, cancel: withdraw}"
private let sending = "- {send: withdraw, to: reminders}"
private let ends = "'end = null or end >= start'"
private let quiet = "always: {when: long, to: loud}"
private let cleaning =
  "on: loan, in: out, rule: FREQ=YEARLY, from: start, until: end, ahead: P14D, create: reminder, id: '\"s\"', with: {loan: case}"

/// Keys that nothing has, and slips of the pen in those it has.
private let keys: [Change] =
  [
    ("workflow: lending", "zz: 1\nworkflow: lending"), ("title: {en: Book", "zz: 1\n    title: {en: Book"),
    ("price: {", "price: {zz: 1, "), ("{title: Return", "{zz: 1, title: Return"),
    ("{name: free,", "{zz: 1, name: free,"),
    ("{of: loan, via: book}", "{zz: 1, of: loan, via: book}"), ("{at: end", "{zz: 1, at: end"),
    ("grants: {a:", "grants: {zz: 1, a:"), ("shelved: {", "shelved: {zz: 1, "), ("{to: worn", "{zz: 1, to: worn"),
    ("{raise: extend}, else", "{zz: 1, raise: extend}, else"), ("{kind: reminder", "{zz: 1, kind: reminder"),
    ("plugin: house", "zz: 1\nplugin: house"), (line, "zz: 1, " + line), ("{roles: [keeper", "{zz: 1, roles: [keeper"),
    ("laws: {law of ends: {", "laws: {law of ends: {zz: 1, "), (cleaning, "zz: 1, " + cleaning),
    ("weekend: [sat", "zz: 1\n  weekend: [sat"), ("{title: Easter", "{zz: 1, title: Easter"),
    ("requires: [", "requirs: ["), ("approval: same", "aproval: same"), ("weekend: [", "weekends: ["),
    ("{en: Book, nl: Boek}", "{en: Book, nl: Boek, eng: Book}"), ("give: out}", "give: {to: out, zz: 1}}"),
  ].map { [$0] }

/// Every type in the place of another.
private let types: [Change] = [
  "extended: {type: integer", "end: date", "person: text", "shelf: [high, low]", "start: date", "book: book required",
  "price: {type: amount",
].flatMap { field in
  [
    "text", "number", "integer", "amount", "boolean", "date", "date and time", "duration", "any", "case", "book",
    "loan", "[high, low]", "[a, b]", "list of date", "list of loan", "list of case", "list of text required",
  ].map { type in
    let name = String(field.prefix { $0 != ":" })
    return [(field, field.contains("{") ? "\(name): {type: \(type)" : "\(name): \(type)")]
  }
}

private let handedOver: [Change] =
  ["id", "others", "'\"x\"'", "null", "3", "'{id: \"x\"}'", "'{x: 1}'", "others[1]", "book", "'[case]'"].map {
    [(drawn, "- {create: reminder, id: '\"r\"', with: {loan: \($0)}}")]
  }
  + ["others", "id", "case", "3", "'others[1]'", "reminders.loan", "null", "'[1]'", "'reminders[1]'", "person", "book"]
  .map { [(sending, "- {send: withdraw, to: \($0)}")] }
  + [
    "role", "clock", "{by: engine}", "engine, fields: {why: text required, more: text}",
    "engine, fields: {why: {type: text, required: true, initial: '\"x\"'}}",
  ].map { [("{by: engine}", "{by: \($0)}")] }
  + ["why: 3", "why: person", "wy: person", "why: null, more: 3", "more: end.year"].map {
    [
      ("{by: engine}", "{by: engine, fields: {why: text required, more: text}}"),
      (sending, "- {send: withdraw, to: reminders, with: {\($0)}}"),
    ]
  }
  + [
    [(sending, "- {send: withdraw, to: reminders, with: {why: 3}}")],
    [(sending, "- {send: withdraw, to: null, with: {why: 3 + person}}")],
    [(drawn, "- {create: reminder, id: 3, with: {loan: case}}")],
    [(drawn, "- {create: [reminder]}")], [(sending, "- {send: [withdraw]}")],
    [(nagging, "{kind: reminder, id: 3, with: {loan: case}}")], [(nagging, "{kind: reminder}")],
    [(nagging, "{kind: [reminder]}")], [(nagging, "{kind: reminder, with: {loan: 3}, cancel: withdrw}")],
    [(nagging, "{kind: reminder, with: {loan: case, x: 1}, cancel: create}")],
    [("with: {loan: case}}\ncalendar", "with: {loan: 3}}\ncalendar")],
    [("id: '\"s\"'", "id: 3")], [("id: '\"s\"', with: {loan: case}", "id: '\"s\"', with: {loan: occurrence}")],
  ]

private let charts: [Change] =
  [
    ("on: {extend: quiet}", "always: [{to: quiet, when: long}, {to: quiet}]"),
    ("on: {extend: quiet}", "on: {extend: quiet}\n                always: quiet"),
    ("kept: {on", "kept: {always: worn, on"), ("{return: back, expire", "{zap: , return: back, expire"),
    ("asked:\n", "askd:\n"), ("initial: asked", "initial: askd"), ("initial: asked", "initial: back"),
    ("on: {done.invoke.nag", "on: {done.state.out: quiet, done.invoke.nag"),
    ("on: {done.invoke.nag", "on: {done.state.watching: quiet, done.invoke.nag"),
    ("on: {done.invoke.nag", "on: {done.invoke.nog"), ("on: {done.invoke.nag", "on: {error.execution: quiet, '*"),
    ("{raise: extend}, else", "{raise: [extend]}, else"), ("{raise: extend}, else", "{raise: done.invoke.nag}, else"),
    ("history: deep", "history: shallow"), ("history: deep", "history: [deep]"), ("initial: kept", "initial: [kept]"),
    ("{each: others,", "{each: book,"), ("{each: others,", "{each: end,"), ("{each: others,", "{each: reminders,"),
    ("{each: others, do: {raise: extend}}", "{each: others, do: {set: {person: item.person}}}"),
    ("{each: others, do: {raise: extend}}", "{each: others, do: {set: {person: item.persn}}}"),
    ("{each: others, do: {raise: extend}}", "{each: others, do: {if: item, do: {raise: extend}}}"),
    ("{each: others, do: {raise: extend}}", "{each: others, do: {each: reminders, do: {set: {extended: item.book}}}}"),
    ("{each: others, do: {raise: extend}}", "{set: {person: item.person}}"),
    ("{each: others, do: {raise: extend}}", "{each: end +}"), ("{if: long,", "{if: person,"),
    ("{if: long,", "{if: long +,"), ("{if: long,", "{if: 1 = 1,"), ("{if: long,", "{if: 1 = 2,"),
    ("else: {raise: extend}", "else: {raise: extnd}"), ("{set: {extended: 0}}", "{set: [extended]}"),
    ("{set: {extended: 0}}", "{set: {extended: 0 +}}"), ("{set: {extended: 0}}", "{set: {extended: event.note}}"),
    ("{set: {extended: 0}}", "{set: {extended: event.nte}}"), ("when: extended < most", "when: event.note = null"),
    ("when: extended < most", "when: event.name = \"give\""),
    ("when: long, to: loud", "when: event.note = null, to: loud"),
    ("when: long, to: loud", "when: event.nte = null, to: loud"), (quiet, "always: {when: long, to: [loud, loud]}"),
    (quiet, "always: {when: [long], to: loud}"), (quiet, "always: {when: long, to: loud, internal: maybe}"),
    ("give: out}", "give: [out, {to: back}]}"), ("give: out}", "give: }"), ("on: {give: out}", "on: [give]"),
    ("parallel: true", "parallel: maybe"), ("parallel: true", "parallel: false"),
    ("back: {final: true}", "back: {final: false}"), ("back: {final: true}", "back: {final: maybe}"),
    ("entry: {set: {extended: 0}}", "exit: {set: {extended: person}}"),
    ("entry: {set: {extended: 0}}", "exit: {raise: extnd}"),
    ("entry: {set: {extended: 0}}", "invoke: {nag: {kind: reminder, with: {loan: case}}}"),
  ].map { [$0] }
  + [
    [("kept: {on", "kept: {always: worn, on"), ("worn: {on", "worn: {always: kept, on")],
    [("kept: {on", "kept: {always: worn, on"), ("worn: {on", "worn: {always: {to: kept, when: long}, on")],
    [("kept: {on", "kept: {always: before, on"), ("worn: {on", "worn: {always: kept, on")],
    [("initial: kept\n", "initial: kept\n            always: keeping\n")],
    [
      ("on: {extend: quiet}", "always: hush"),
      (
        "watching:\n            states:",
        "watching:\n            initial: quiet\n            states:\n              hush: {always: quiet}"
      ), (quiet, "always: loud"),
    ],
    [
      (
        "shelved: {on: {lose: lost}}",
        "shelved: {always: aside, on: {lose: lost}}\n      aside: {always: off}\n      off: {always: aside}"
      )
    ],
    [(nagging, "{kind: reminder, with: {loan: case}}"), (sending, "- {raise: extend}")],
    [(nagging, "{kind: reminder, with: {loan: case}}"), (sending, "- {send: withdraw, to: null}")],
    [(sending, "- {raise: extend}")],
  ]

private let kinds: [Change] =
  [
    ("workflow: lending", "title: x"), ("workflow: lending", "region: north\nworkflow: lending"), ("kinds:", "kindz:"),
    ("confidential: true", "confidential: no"), ("confidential: true", "confidential: yes"),
    ("confidential: true", "confidential: false"), ("{en: Book, nl: Boek}", "{nl: Boek}"),
    ("idle: extended = 0", "idle: \"extended = \\\"x\\\"\""), ("idle: extended = 0", "idle: 'extended = ''x'''"),
    ("idle: extended = 0", "idle: |\n        extended =\n          person"),
    ("idle: extended = 0", "idle: \"extended = persn\""),
    ("idle: extended = 0", "idle: >\n        extended =\n          persn"),
    ("idle: extended = 0", "idle: count(others.idle) = 0"),
    ("idle: extended = 0", "idle: days.years = end"), ("due: end", "due: event.start"),
    ("due: end", "due: '@\"2030-01-01T00:00:00\"'"), ("due: end", "due: '@\"2030-01-01\"'"), ("due: end", "due: null"),
    ("{at: end", "{at: '@\"P1D\"'"), ("{at: end", "{at: event.start"), ("fires: expire", "fires: [expire]"),
    ("fires: expire", "fires: exspire"), ("fires: expire", "fires: lose"), ("in: out, fires", "in: [out], fires"),
    (asked, "that: event.start > event.end"), (asked, "that: event.note = 3"), (asked, "that: event.nte = null"),
    (asked, "that: 1 = 1"), (asked, "that: null"), (asked, "that: person"), (asked, "that: [1]"), (asked, "in: asked"),
    (asked, "that: 1 +"), ("name: free, ", ""), ("person: text", "person: {type: text, initial: 3}"),
    ("person: text", "person: {type: text, initial: extended}"), ("person: text", "person: {initial: 1 +}"),
    ("note: text", "note: {type: text, initial: 3}"), ("end: ,", "end: {initial: 3},"),
    ("note: text", "extended: integer"),
    ("note: text", "note: {type: text, confidential: true}"), ("note: text", "note: {type: text, readers: keepr}"),
    ("note: text", "extended: {type: text}"), ("note: text", "extended: {title: More}"),
    ("note: text", "extended: null"),
    ("note: text", "extended: ~"), ("note: text", "extended: required"), ("note: text", "nte: "),
    ("note: text", "nte: required"),
    ("note: text", "nte: {required: maybe}"), ("note: text", "name: text"),
    ("name: text required", "name: list of list of txt"),
    ("name: text required", "name: [text, [b]]"), ("name: text required", "name: {type: {a: b}}"),
    ("loans: {of: loan, via: book}", "loans: book"), ("loans: {of: loan, via: book}", "name: {of: loan}"),
    ("loans: {of: loan, via: book}", "loans: {of: loan, via: bok}"), ("within: [book]", "within: book"),
    ("within: [book]", "within: [book, person]"), ("within: [book]", "within: {a: b}"),
    ("accounts: person", "accounts: persn"),
    ("until: end}", "until: ennd}"), ("a: delegation, in: out", "a: [delegation], in: out"),
    ("lose: {}", "lose: {by: [role]}"),
    ("lose: {}", "lose: {by: engine}"), ("lose: {}", "lose: {by: clock}"), ("lose: {}", "lose: {title: {en: Lose}}"),
    ("{by: engine}", "{by: engin}"),
    ("name: text required", "name: text required\n      late: {type: text, at creation: false}"),
    ("name: text required", "name: text required\n      late: {type: text, at creation: false, initial: '\"x\"'}"),
    ("name: text required", "name: text required\n      late: {type: text, at creation: true}"),
    ("name: text required", "name: text required\n      late: {type: text, at creation: maybe}"),
    ("name: text required", "name: text required\n      name: text"), ("book:\n", "store:\n"),
    ("shelf: [high, low]", "case: text"), ("shelf: [high, low]", "occurrence: text"),
    ("shelf: [high, low]", "item: text"),
    ("shelf: [high, low]", "if: text"), ("others:", "others: \n      others:"),
    ("states:\n      shelved: {on: {lose: lost}}\n      lost: {final: true}", "states: [shelved]"),
  ].map { [$0] }
  + [
    [("idle: extended = 0", "idle: extended ="), (ends, "idle")],
    [("idle: extended = 0", "idle: extended\n      idler: idle\n      idlest: idler + person")],
    [("idle: extended = 0", "idle: extended\n      idler: idle\n      idlest: idler + 1")],
    [
      ("loan: loan required}\n", "loan: loan required}\n    derived: {latest: loan.newest}\n"),
      ("idle: extended = 0", "newest: max(reminders.latest)"),
    ],
    [
      ("loan: loan required}\n", "loan: loan required}\n    derived: {latest: loan.days}\n"),
      ("idle: extended = 0", "newest: max(reminders.latest)"),
    ],
    [
      ("loan: loan required}\n", "loan: loan required}\n    derived: {latest: loan.days}\n"),
      ("idle: extended = 0", "newest: case.days"),
    ],
    [
      ("name: text required", "name: text required\n      late: {type: text, at creation: false}"),
      ("lose: {}", "lose: {fields: {late: }}"),
    ],
    [
      ("name: text required", "name: text required\n      late: {type: text, at creation: false}"),
      ("{lose: lost}", "{lose: {to: lost, do: {set: {late: name}}}}"),
    ],
    [("lose: {}", "lose: {}\n      zap: {by: engine}"), ("{lose: lost}", "{lose: lost, zap: }")],
    [
      ("lose: {}", "lose: {}\n      zap: {by: engine}"), ("{lose: lost}", "{lose: lost, zap: }"),
      (sending, "- {send: zap, to: null}"),
    ],
    [
      ("lose: {}", "lose: {}\n      zap: {by: engine}"), ("{lose: lost}", "{lose: lost, zap: }"),
      (sending, "- {send: zap, to: book}"),
    ],
    [("lose: {}", "lose: {}\n      zap: {by: clock}"), ("{lose: lost}", "{lose: lost, zap: }")],
    [("lose: {}", "lose: {by: engine}"), ("default: {" + line + "}", "lose: {" + line + "}")],
    [
      ("lose: {}", "lose: {}\n      create: {by: engine}"),
      ("default: {" + line + "}", "default: {R: reader, A: keeper, approval: before}"),
    ],
    [("lose: {}", "lose: {}\n      create: {fields: {}}"), ("default: {" + line + "}", "lose: {" + line + "}")],
    [("default: {" + line + "}", "lose: {" + line + "}, create: {R: reader, A: keeper, approval: before}")],
    [("default: {" + line + "}", "default: {R: reader, A: keeper, approval: before}, create: {" + line + "}")],
    [("default: {" + line + "}", "default: {R: reader, A: keeper, approval: before}, lose: {" + line + "}")],
    [("default: {" + line + "}", "create: {" + line + "}")],
    [
      ("confidential: true, readers: keeper", "confidential: true"),
      ("{default: [keeper", "{confidential: keeper, default: [keeper"),
    ],
    [
      ("confidential: true, readers: keeper", "confidential: true"),
      ("{default: [keeper", "{book.price: keeper, default: [keeper"),
    ],
    [
      ("confidential: true, readers: keeper", "confidential: true"),
      ("{default: [keeper", "{book: keeper, default: [keeper"),
    ],
    [
      ("confidential: true, readers: keeper", "confidential: true"),
      ("lose: {}", "lose: {fields: {price: , price tag: {confidential: true}}}"),
    ],
  ]

private let plugins: [Change] =
  [
    ("{keeper: Keeper", "{keeper: {de: K}"), ("{keeper: Keeper", "{keeper: [K]"), ("rasci:", "rasco:"),
    ("R: keeper, A: keeper, I: reader", "R: kepper, A: keeper"),
    ("R: keeper, A: keeper, I: reader", "R: [[keeper]], A: keeper"),
    ("book: {default: {R: keeper, A: keeper, I: reader}}", "book: none"), ("approval: same", "approval: [same]"),
    ("approval: same", "approval: after"), ("four eyes: true", "four eyes: maybe"),
    (
      "{R: keeper, A: keeper, approval: before, four eyes: true}",
      "{R: keeper, A: keeper, approval: same, four eyes: true}"
    ),
    (
      "{R: keeper, A: keeper, approval: before, four eyes: true}",
      "{R: keeper, A: keeper, approval: same, four eyes: false}"
    ),
    ("because: Two hands", "because: {de: Zwei}"), ("because: Two hands", "why: Two hands"),
    ("title: An end after the start", "title: [a]"), ("source: article 1", "source: [a]"),
    ("of: loan, in: [out", "of: [loan], in: [out"),
    ("in: [out, back], holds", "in: out, holds"), ("in: [out, back], holds", "in: bck, holds"), (ends, "[a]"),
    (ends, "1 +"),
    (ends, "today() > end"), (ends, "now() = null"), (ends, "event = null"), (ends, "actor = null"),
    (ends, "item = null"),
    (ends, "occurrence = null"), (ends, "1 = 2"), (ends, "person"), (", holds: " + ends, ""),
    ("{default: [keeper, reader], loan", "{default: [keepr], loan"), ("loan.person: keeper", "loan.note: keeper"),
    ("loan.person: keeper", "loan.x.y: keeper"), ("loan.person: keeper", "lan.person: keeper"),
    ("weekend: [saturday", "weekend: [[saturday]"), ("easter: 1}", "easter: [1]}"), ("easter: 1}", "easter: 1.5}"),
    ("on: 04-27", "on: [04-27]"), ("on: 04-27", "on: 04-31"), ("on: 04-27", "on: 13-01"), ("on: 04-27", "on: 02-29"),
    ("on: 04-27", "on: 04-27-01"), ("then: 04-26", "then: 04-31"), ("when: sunday", "when: [sunday]"),
    ("since: 2014", "since: x"),
    ("every: 5", "every: x"), ("on: 2031-05-05", "on: 2031-02-29"), ("ahead: P14D", "ahead: P2M"),
    ("ahead: P14D", "ahead: [P2M]"),
    ("in: out, rule", "in: ot, rule"), ("rule: FREQ=YEARLY", "rule: [FREQ=YEARLY]"),
    ("from: start, until: end, ahead", "from: person, until: end, ahead"),
    ("until: end, ahead", "until: 1 +, ahead"), ("create: reminder", "create: remindr"),
    ("create: reminder", "create: [reminder]"),
    ("with: {loan: case}}\ncalendar", "with: {loan: 1 +}}\ncalendar"),
    ("constants: {most: 3}", "constants: {most: 3 +}"),
    ("constants: {most: 3}", "constants: {most: nothing}"), ("constants: {most: 3}", "constants: {most: '\"three\"'}"),
    ("constants: {most: 3}", "constants: {most: '\"high\"'}"),
    ("constants: {most: 3}", "constants: {most: function(x) x}"),
    ("constants: {most: 3}", "constants: {most: 'function(x) y'}"), ("title: House", "title: {de: Haus}"),
    ("title: House", "workflows: [lending]"), ("title: House", "workflows: [[lending]]"),
    ("title: House", "workflows: lendig"),
    ("title: House", "workflows: []"), ("plugin: house", "plugin: [house]"), ("plugin: house", "region: [north]"),
    ("law of ends: {", "law of starts: {title: a, source: b, of: loan, holds: book = null}, law of ends: {"),
  ].map { [$0] }
  + ["on: loan, ", "rule: FREQ=YEARLY, ", "from: start, ", "until: end, ", "create: reminder, ", "id: '\"s\"', "].map {
    [("{" + cleaning, "{" + cleaning.replacing($0, with: ""))]
  }
  // A role that one thing alone names is not without use; neither is a constant that one thing alone reads.
  + [
    ("I: reader", "I: guest"), ("I: reader", "S: guest"), ("I: reader", "C: guest"),
    (line, "R: guest, A: keeper, approval: after"),
    (line, "R: keeper, A: guest, approval: after"),
    ("roles: [keeper, reader], because", "roles: [keeper, guest], because"),
    ("{default: [keeper, reader]", "{default: guest"), ("{default: [keeper, reader]", "{confidential: guest"),
    ("loan: reader,", "loan: guest,"),
    ("loan.person: keeper", "loan.person: guest"), ("readers: keeper}", "readers: guest}"),
    ("note: text", "note: {type: text, readers: guest}"),
    ("initial: asked", "readers: guest\n    initial: asked"),
  ].map { [("reader: Reader}", "reader: Reader, guest: Guest}"), $0] }
  + [
    ("extended < most, do", "extended < least, do"), ("idle: extended = 0", "idle: extended = least"),
    ("{at: end", "{at: date(least, 1, 1)"),
    ("person: text", "person: {type: text, initial: string(least)}"), (asked, "that: least < extended"),
    ("due: end", "due: date(least, 1, 1)"),
    ("note: text", "note: {type: text, initial: string(least)}"),
    ("from: start, until: end, ahead", "from: date(least, 1, 1), until: end, ahead"),
    ("until: end, ahead", "until: date(least, 1, 1), ahead"), ("id: '\"s\"'", "id: string(least)"),
    (ends, "extended > least"),
    ("most: 3", "most: function(x) least"),
    ("with: {loan: case}}\ncalendar", "with: {loan: 'if least = 1 then case else null'}}\ncalendar"),
  ].map { [$0, ("{most: ", "{least: 1, most: ")] }

@Suite struct WhatIsFound {
  /// The text of a finding with how much of the file it is about.
  private func text(_ findings: [Diagnostic]) -> String {
    findings.map { "  \($0.code) \($0) [\($0.place?.range.count ?? -1)]\n" }.sorted().joined()
  }

  private func name(_ change: Change) -> String { change.map { "\($0.old) → \($0.new)" }.joined(separator: " & ") }

  /// The words, the place and the hint of everything that `check` finds, by what was changed.
  private static let told: [String: String] = {
    var told: [String: String] = [:]
    for part in toldInFull.components(separatedBy: "\n= ").dropFirst() {
      let lines = part.split(separator: "\n").map(String.init)
      told[lines[0]] = lines.dropFirst().map { $0 + "\n" }.joined()
    }
    return told
  }()

  private func compare(_ found: [(change: String, findings: [Diagnostic])]) {
    for (change, findings) in found {
      let change = change.replacing("\n", with: "⏎")
      let text = text(findings)
      Lending.keep("= \(change)\n\(text)", in: "TELL")
      #expect(Self.told[change] == text, "\n= \(change)\n\(text)")
    }
  }

  @Test(arguments: [keys, handedOver, charts, kinds, plugins])
  fileprivate func isToldInFullWhereSomethingIsOther(_ changes: [Change]) {
    compare(changes.map { (name($0), Lending.found($0)) })
  }

  @Test func isToldInFullWhateverTheTypeOfAField() { compare(types.map { (name($0), Lending.found($0)) }) }

  @Test func comesInTheOrderOfNamesWhereItIsOfSeveralRoles() {
    let found = Lending.found([("reader: Reader}", "reader: Reader, zebra: Z, ape: A, mule: M, bee: B}")])
    #expect(
      found.map(\.message)
        == ["ape", "bee", "mule", "zebra"].map {
          "the role \"\($0)\" does nothing, reads nothing and is told nothing"
        })
  }

  @Test(arguments: [
    ("", "w:1:1: error: the file is empty; workflow: NAME, or plugin: NAME; or take the file away [0]"),
    ("# nothing", "w:1:1: error: the file is empty; workflow: NAME, or plugin: NAME; or take the file away [0]"),
    ("a: [b", "w:1:6: error: not YAML: did not find expected ',' or ']' [0]"),
    ("a: 1\na: 2", "w:1:1: error: not YAML: the key \"a\" stands twice [1]"),
    ("- 1", "w:1:1: error: expected a workflow as names with values (NAME: …), found a list [1]"),
    ("x: &a [1]\ny: *a", ""),
  ])
  func ofAFileThatIsNoDefinitionIsWhere(_ text: String, _ wanted: String) {
    let findings = Findings()
    let yaml = YAML.read(Source(name: "w", text: text), findings)
    _ = yaml?.entries("a workflow")
    #expect(findings.all.all.map { "\($0) [\($0.place?.range.count ?? -1)]" }.joined(separator: "\n") == wanted)
  }

  @Test(arguments: [(99_996, true), (99_997, false)]) func ofAFileIsThatItIsTooLargeFromTheFirstPartTooMany(
    _ items: Int, _ isRead: Bool
  ) {
    let findings = Findings()
    let yaml = YAML.read(Source(name: "w", text: "x: [" + String(repeating: "1,", count: items) + "]"), findings)
    #expect((yaml != nil) == isRead && findings.all.all.map(\.code) == (isRead ? [] : [.tooLarge]))
  }
}
