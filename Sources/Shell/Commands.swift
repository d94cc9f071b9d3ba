/// The one table of commands: their words, their help, an example each.

import Definitions

/// A command of the shell's language.
public struct Command: Sendable {
  /// The word or words it begins with.
  public let name: String
  /// Its form.
  public let form: String
  /// What it does.
  public let summary: Localized
  private let pattern: String

  init(_ name: String, _ form: String, _ en: String, _ nl: String, _ example: String) {
    self.name = name
    self.form = form
    summary = Localized(en: en, nl: nl)
    pattern = example
  }

  /// A line that shows it, in the words of the loaded definitions.
  public func example(in rulebook: Rulebook?) -> String {
    let kind = rulebook?.kindNames.compactMap { rulebook?.kinds[$0] }.last { $0.events.count > 2 }
    let event = kind?.eventNames.first { $0 != "create" && kind?.events[$0]?.source == .role }
    let required = kind?.fields.filter(\.isRequired).map { " \($0.name): \($0.type.sample)" }.joined() ?? ""
    return pattern.replacing("{create}", with: "create \(kind?.name ?? "KIND") ID\(required)")
      .replacing("{kind}", with: kind?.name ?? "KIND").replacing("{event}", with: event ?? "EVENT")
      .replacing("{case}", with: "CASE").replacing("{field}", with: kind?.fields.first?.name ?? "FIELD")
      .replacing("{role}", with: rulebook?.roles.keys.min() ?? "ROLE")
  }

  /// All commands that do not come from the definitions.
  public static let all: [Command] = [
    Command(
      "begin", "begin simulation|live from DATE in ZONE by ACCOUNT for REGION", "begin a new store",
      "begin een nieuwe opslag", "begin simulation from 2025-01-06 in Europe/Amsterdam by name@place for REGION"),
    Command(
      "as", "as ACCOUNT[: LINE]", "act as somebody, from here on or for one line",
      "handel als iemand, voortaan of voor één regel", "as name@place"),
    Command("create", "create KIND ID FIELD: VALUE …", "create a case", "maak een zaak aan", "{create}"),
    Command(
      "approve", "approve CASE [#ENTRY]", "agree to a pending act, as the accountable role",
      "keur een wachtende handeling goed, als eindverantwoordelijke", "approve {case}"),
    Command(
      "reject", "reject CASE [#ENTRY]", "refuse a pending act, as the accountable role",
      "wijs een wachtende handeling af, als eindverantwoordelijke", "reject {case} #41"),
    Command(
      "ratify", "ratify CASE [#ENTRY]", "agree afterwards to an act that took effect",
      "bekrachtig een handeling achteraf", "ratify {case}"),
    Command(
      "consult on", "consult on EVENT CASE until: DATE", "ask those to be consulted, until a date",
      "vraag wie geraadpleegd moet worden, tot een datum", "consult on {event} {case} until: 2025-03-01"),
    Command(
      "advise on", "advise on EVENT CASE opinion: TEXT", "give an opinion as a consulted role",
      "geef een advies als geraadpleegde", "advise on {event} {case} opinion: \"agreed\""),
    Command(
      "prepare", "prepare EVENT CASE FIELD: VALUE …", "prepare the fields of an event, as the supporting role",
      "bereid de velden van een gebeurtenis voor, als ondersteuner", "prepare {event} {case}"),
    Command(
      "try", "try LINE", "what the gate would decide, without doing it",
      "wat de poort zou besluiten, zonder het te doen", "try {event} {case}"),
    Command(
      "why", "why EVENT CASE [as ACCOUNT]", "why an event can or cannot happen now, and who could",
      "waarom een gebeurtenis nu wel of niet kan, en wie het kan", "why {event} {case}"),
    Command(
      "explain", "explain NAME of CASE", "how a value came about, step by step, with the entries it rests on",
      "hoe een waarde tot stand kwam, stap voor stap, met de vastleggingen waarop zij rust",
      "explain {field} of {case}"),
    Command(
      "list", "list KIND [where FEEL] [show FEEL, …]", "the cases of a kind", "de zaken van een soort",
      "list {kind} where state != \"\" show {field}"),
    Command(
      "map", "map KIND by FEEL, FEEL [where FEEL]", "the cases of a kind in a grid by two values: a heat map",
      "de zaken van een soort in een raster naar twee waarden: een heatmap", "map {kind} by {field}, state"),
    Command(
      "show", "show CASE|#ENTRY", "a case with its fields and what is coming, or an entry with its values",
      "een zaak met haar velden en wat komt, of een vastlegging met haar waarden", "show {case}"),
    Command(
      "history",
      "history [CASE] [of KIND] [by ACCOUNT] [as ROLE] [event EVENT] [rule RULE] [from DATE] [until DATE] [before #ENTRY] [last N] [accepted|pending|refused]",
      "the entries on a case, or on all of them, by whom, when and how they ended",
      "de vastleggingen over een zaak, of over alle: door wie, wanneer en met welke uitkomst",
      "history {case} refused"),
    Command(
      "trail", "trail FIELD of CASE", "every value a field had, and who gave it",
      "elke waarde die een veld had, en wie die gaf", "trail {field} of {case}"),
    Command(
      "changes", "changes from DATE [until DATE] [of CASE]", "what is different at the end of a period",
      "wat er anders is aan het eind van een periode", "changes from 2027-01-01 until 2027-06-30"),
    Command(
      "authority", "authority #ENTRY", "on whose authority an entry was decided: person, role, grants, RASCI line",
      "op wiens gezag een vastlegging berust: persoon, rol, grondslagen, RASCI-regel", "authority #41"),
    Command(
      "known to", "known to ACCOUNT|PERSON [from DATE] [until DATE]", "what somebody did and was told",
      "wat iemand deed en waarvan die op de hoogte werd gesteld", "known to name@place until 2027-06-30"),
    Command(
      "work", "work [of ROLE] [until DATE]", "what roles must do, and by when", "wat rollen moeten doen, en wanneer",
      "work of {role} until 2027-06-30"),
    Command(
      "calendar", "calendar until DATE", "what the clock will do until a date", "wat de klok doet tot een datum",
      "calendar until 2027-06-30"),
    Command(
      "plan", "plan [CASE] [of ROLE] until DATE [as table|calendar|timeline] [save FILE] [against FILE]",
      "what will happen if nobody does more than the clock: its acts, tasks that fall due, what would refuse them",
      "wat er gebeurt als niemand meer doet dan de klok: haar handelingen, taken met hun datum, en wat ze zou weigeren",
      "plan {case} until 2028-01-01 as timeline"),
    Command(
      "at", "at DATE LINE", "a reading command as it was answered at the end of a day",
      "een leesopdracht zoals zij aan het eind van een dag beantwoord werd", "at 2025-01-31 show {case}"),
    Command("matrix", "matrix KIND", "the RASCI matrix of a kind", "de RASCI-matrix van een soort", "matrix {kind}"),
    Command(
      "kinds", "kinds", "the kinds, their events and how many cases there are",
      "de soorten, hun gebeurtenissen en aantallen", "kinds"),
    Command(
      "go to", "go to DATE", "move a simulated clock and fire what is due",
      "zet een gesimuleerde klok vooruit en doe wat dan moet", "go to 2027-01-01"),
    Command(
      "?", "? FEEL", "the value of an expression; each kind is the list of its cases",
      "de waarde van een uitdrukking; elke soort is de lijst van haar zaken", "? count({kind})"),
    Command(
      "import", "import KIND FILE.csv [dry run]",
      "an act for each row of a CSV file (create, or the column event); all or none",
      "een handeling per rij van een CSV-bestand (create, of de kolom event); alles of niets",
      "import {kind} cases.csv dry run"),
    Command(
      "erase", "erase FIELD of CASE because: TEXT",
      "take away, for good, all values a field of a case ever had; `try erase …` tries it first",
      "neem voorgoed alle waarden weg die een veld van een zaak ooit had; `try erase …` probeert het eerst",
      "erase {field} of {case} because: \"request of 2027-03-01\""),
    Command(
      "rotate key", "rotate key", "give the store another signing key, as its administrator",
      "geef de opslag een andere ondertekensleutel, als beheerder", "rotate key"),
    Command(
      "adopt definitions", "adopt definitions",
      "pin new cases to the definitions as they are on disk now; running cases keep theirs",
      "nieuwe zaken krijgen de definities zoals ze nu op schijf staan; lopende zaken houden de hunne",
      "try adopt definitions"),
    Command(
      "upgrade", "upgrade (CASE | every KIND) [decision: TEXT]",
      "move a running case to the definitions in force; says what changes, and loses no duty without a decision",
      "breng een lopende zaak over naar de geldende definities; zegt wat verandert, en verliest geen taak zonder besluit",
      "try upgrade {case}"),
    Command(
      "definitions", "definitions", "the definitions that were ever in force, and how many cases are pinned to each",
      "de definities die ooit golden, en hoeveel zaken op elk staan", "definitions"),
    Command(
      "expect", "expect refused [RULE, …] | accepted | pending | state CASE STATE | FEEL",
      "in a script: what must be so", "in een script: wat zo moet zijn", "expect refused role"),
    Command(
      "output", "output table|json|csv", "how answers are written", "hoe antwoorden geschreven worden", "output json"),
    Command("language", "language en|nl", "the language of answers", "de taal van antwoorden", "language nl"),
    Command(
      "help", "help [COMMAND|KIND]", "this list, or more on one thing", "deze lijst, of meer over één ding",
      "help {event}"),
    Command("quit", "quit", "leave", "stoppen", "quit"),
  ]

  static let words = all.map(\.name)

  /// Whether a line that begins with an event would be read as a command.
  public static func shadows(_ event: String) -> Bool {
    words.contains { event == $0 || event.hasPrefix($0 + " ") }
  }
}
