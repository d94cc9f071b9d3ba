/// The words of what messages are made of, in English: what was expected, headings, topics. `DutchNames.swift` has the same.

import Calendar
import Definitions
import Engine
import FEEL
import Governance

extension Message.Expected {
  var english: String {
    switch self {
    case .kind: "a kind"
    case .caseID: "the id of a case"
    case .newID: "an id for the new case"
    case .event: "an event"
    case .field: "a field"
    case .of: "of"
    case .role: "a role"
    case .date: "a date"
    case .number: "a number"
    case .entryNumber: "the number of an entry, as #41"
    case .word: "a word"
    case .account: "an account such as name@place"
    case .accountOrPerson: "an account or a person"
    case .file: "the name of a file"
    case .simulationOrLive: "simulation or live"
    case .drawable: "a kind, a case, links, rasci or files"
    case .drawingForms: "text, svg, graphviz, dot or mermaid"
    case .outputs: "table, json, csv, markdown or html"
    case .languages: "en or nl"
    case .tableCalendarTimeline: "table, calendar or timeline"
    case .by: "by"
    case .comma: "a comma and what goes across"
    case .somethingToDo: "something to do"
    case .until: "until DATE"
    case .fieldAndColon: "a field and a colon"
    case .expression: "an expression"
    case .table: "a decision table"
    case .to: "to CASE"
    }
  }
}

extension Message.See {
  var english: String {
    switch self {
    case .list: "see: list KIND"
    case .help: "see: help"
    case .work: "see: work"
    case .entries: "see: show #…"
    case .fieldsOfKind: "the fields of a kind: help KIND"
    }
  }
}

extension Message.Empty {
  var english: String {
    switch self {
    case .nothing: "nothing"
    case .noEntries: "no entries"
    case .noTasks: "nothing to do"
    case .noChanges: "nothing changed"
    case .neverHadAValue: "it never had a value"
    case .nothingToShow: "nothing to show"
    case .nothingUntilThen: "nothing until then"
    case .noLaws: "no laws"
    case .noTables: "no decision tables"
    case .noDocuments: "no documents"
    case .noRuleMatches: "no rule matches"
    case .noLawBroken: "no law is broken"
    case .asPlanned: "nothing is other than planned"
    case .noneOf(let kind): "no \(kind)"
    }
  }
}

extension Verb {
  var english: String {
    switch self {
    case .schedule(let name): "schedule \(name)"
    case .retime: "move a timer"
    case .begin: "begin the store"
    case .runUnder: "run under other versions"
    case .goTo: "move the clock"
    case .recover: "recover what was left"
    case .upgrade: "upgrade"
    default: typed
    }
  }
}

extension Lack {
  var english: String {
    switch self {
    case .requirement(let name): name
    case .nobody(let roles): "nobody is \(roles.joined(separator: " or "))"
    case .reason(let reason): reason.english(nil)
    }
  }
}

extension Step.Because {
  var english: String {
    switch self {
    case .expression(let text, let place): "= \(text) (\(place))"
    case .part: ""
    case .entry(let entry, let verb, let date, let isInitial):
      "entry #\(entry), \(verb?.typed ?? ""), \(date)\(isInitial ? ", the value it begins with" : "")"
    case .query(let kind, let via, let place):
      "every \(kind)\(via.map { " whose \($0) is this case" } ?? "") (\(place))"
    case .constant: "a constant of the plugins"
    case .rules(let rules, let place):
      rules.isEmpty
        ? "no rule matches (\(place))"
        : "by rule\(rules.count == 1 ? "" : "s") \(rules.map { "\($0)" }.commas) (\(place))"
    case .neverSet: "never set"
    }
  }
}

extension Topic {
  var english: String {
    switch self {
    case .begin: "begin a new store"
    case .as: "act and read as somebody, from here on or for one line"
    case .create: "create a case"
    case .approve: "agree to a pending act, as the accountable role"
    case .reject: "refuse a pending act, as the accountable role"
    case .ratify: "agree afterwards to an act that took effect"
    case .consult: "ask those to be consulted, until a date"
    case .advise: "give an opinion as a consulted role"
    case .prepare: "prepare the fields of an event, as the supporting role"
    case .try: "what the gate would decide, without doing it"
    case .why: "why an event can or cannot happen now, and who could"
    case .explain: "how a value came about, step by step, with the entries it rests on"
    case .list: "the cases of a kind"
    case .map: "the cases of a kind in a grid by two values: a heat map"
    case .show: "a case with its fields and what is coming, or an entry with its values"
    case .history: "the entries on a case, or on all of them, by whom, when and how they ended"
    case .trail: "every value a field had, and who gave it"
    case .changes: "what is different at the end of a period"
    case .authority: "on whose authority an entry was decided: person, role, grants and why those, RASCI line"
    case .known: "what somebody did and was told"
    case .knew: "who knew of a case by a date, and since when"
    case .work: "what roles must do, and by when"
    case .calendar: "what the clock will do until a date"
    case .plan:
      "what will happen if nobody does more than the clock: its acts, tasks that fall due, what would refuse them"
    case .at: "a reading command as it was answered at the end of a day"
    case .draw:
      "a picture: the chart of a kind, a case with where it has been, the links between kinds, who does what, the files"
    case .trace: "every step that an event would take now, guard by guard, without taking it"
    case .matrix: "the RASCI matrix of a kind"
    case .laws: "what must always hold, with its source, and which cases break it"
    case .table: "the decision tables, one of them rule by rule, or what it gives for values and by which rules"
    case .kinds: "the kinds, their events and how many cases there are"
    case .goTo: "move a simulated clock and fire what is due"
    case .evaluate: "the value of an expression; each kind is the list of its cases"
    case .attach: "give a file to a case, by the event that takes one"
    case .documents: "the documents that cases hold, and until when they are kept"
    case .document: "what is known of a document, or with `save` the file as it was given"
    case .importing: "an act for each row of a CSV file (create, or the column event); all or none"
    case .erase: "take away, for good, all values a field of a case ever had; `try erase …` tries it first"
    case .rotateKey: "give the store another signing key, as its administrator"
    case .adopt: "pin new cases to the definitions as they are on disk now; running cases keep theirs"
    case .upgrade:
      "move a running case to the definitions in force; says what changes, and loses no duty without a decision"
    case .definitions: "the definitions that were ever in force, and how many cases are pinned to each"
    case .expect: "in a script: what must be so"
    case .output: "how answers are written"
    case .language: "the language of answers"
    case .help: "this list, or more on one thing"
    case .quit: "leave"
    case .checkpoint:
      "sign the head of the store's tree: a note to give away, against which the store can be held later"
    case .inclusion: "prove that an entry is in the store (RFC 9162)"
    case .consistency: "prove that the store only grew since it had so many entries (RFC 9162)"
    case .bundle: "write entries with their proofs to a file for an auditor; what is confidential only on request"
    }
  }
}
