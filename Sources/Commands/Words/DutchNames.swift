/// The words of what messages are made of, in Dutch: what was expected, headings, topics. `EnglishNames.swift` has the same.

import Calendar
import Definitions
import Engine
import FEEL
import Governance

extension Message.Expected {
  var dutch: String {
    switch self {
    case .kind: "een soort"
    case .caseID: "de id van een zaak"
    case .newID: "een id voor de nieuwe zaak"
    case .event: "een gebeurtenis"
    case .field: "een veld"
    case .of: "of"
    case .role: "een rol"
    case .date: "een datum"
    case .number: "een getal"
    case .entryNumber: "het nummer van een vastlegging, zoals #41"
    case .word: "een woord"
    case .account: "een account zoals naam@plaats"
    case .accountOrPerson: "een account of een persoon"
    case .file: "de naam van een bestand"
    case .simulationOrLive: "simulation of live"
    case .drawable: "een soort, een zaak, links, rasci of files"
    case .drawingForms: "text, svg, graphviz, dot of mermaid"
    case .outputs: "table, json, csv, markdown of html"
    case .languages: "en of nl"
    case .tableCalendarTimeline: "table, calendar of timeline"
    case .by: "by"
    case .comma: "een komma en wat dwars staat"
    case .somethingToDo: "iets om te doen"
    case .until: "until DATUM"
    case .fieldAndColon: "een veld en een dubbele punt"
    case .expression: "een uitdrukking"
    case .table: "een beslistabel"
    case .to: "to DOSSIER"
    }
  }
}

extension Message.See {
  var dutch: String {
    switch self {
    case .list: "zie: list SOORT"
    case .help: "zie: help"
    case .work: "zie: work"
    case .entries: "zie: show #…"
    case .fieldsOfKind: "de velden van een soort: help SOORT"
    }
  }
}

extension Message.Why {
  var dutch: String {
    switch self {
    case .notYet: "nog niet"
    case .possible: "mogelijk"
    case .needs: "vraagt"
    case .because: "omdat"
    case .so: "dus"
    case .entries: "vastgelegd"
    case .until: "tot"
    case .when: "wanneer"
    case .who: "wie"
    case .could: "kan"
    case .date: "datum"
    }
  }
}

extension Message.ChangeWord {
  var dutch: String {
    switch self {
    case .gained: "erbij"
    case .lost: "weg"
    case .other: "anders"
    case .gone: "weg"
    case .moved: "verschoven"
    }
  }
}

extension Message.Empty {
  var dutch: String {
    switch self {
    case .nothing: "niets"
    case .noEntries: "geen vastleggingen"
    case .noTasks: "niets te doen"
    case .noChanges: "niets veranderd"
    case .neverHadAValue: "het had nooit een waarde"
    case .nothingToShow: "niets te tonen"
    case .nothingUntilThen: "niets tot dan"
    case .noLaws: "geen wetten"
    case .noTables: "geen beslistabellen"
    case .noDocuments: "geen documenten"
    case .noRuleMatches: "geen regel past"
    case .noLawBroken: "geen wet wordt overtreden"
    case .asPlanned: "niets is anders dan gepland"
    case .noneOf(let kind): "geen \(kind)"
    }
  }
}

extension Heading {
  var dutch: String {
    switch self {
    case .id: "id"
    case .state: "toestand"
    case .kind: "soort"
    case .title: "titel"
    case .cases: "zaken"
    case .events: "gebeurtenissen"
    case .name: "naam"
    case .value: "waarde"
    case .created: "aangemaakt"
    case .date: "datum"
    case .role: "rol"
    case .what: "wat"
    case .note: "opmerking"
    case .due: "uiterlijk"
    case .by: "door"
    case .entry: "vastlegging"
    case .at: "op"
    case .act: "handeling"
    case .actor: "wie"
    case .outcome: "uitkomst"
    case .because: "omdat"
    case .authority: "grondslag"
    case .rules: "regels"
    case .definitions: "definities"
    case .person: "persoon"
    case .was: "was"
    case .isNow: "is"
    case .knew: "wist"
    case .since: "sinds"
    case .files: "bestanden"
    case .step: "stap"
    case .task: "taak"
    case .missing: "ontbreekt"
    case .before: "voor"
    case .after: "na"
    case .approval: "goedkeuring"
    case .defined: "staat in"
    case .text: "tekst"
    case .place: "plaats"
    case .caseID: "zaak"
    case .account: "account"
    case .decided: "besloten"
    case .follows: "volgt uit"
    case .asked: "gevraagd"
    case .times: "keren"
    case .law: "wet"
    case .source: "bron"
    case .condition: "voorwaarde"
    case .ruleNumber: "regelnummer"
    case .openCases: "open zaken"
    case .causedBy: "volgt uit"
    case .wasOn: "was op"
    case .isOn: "is op"
    case .lacked: "miste"
    case .lacks: "mist"
    case .change: "verandering"
    case .timer: "timer"
    case .pending: "wacht"
    case .notAgreed: "niet akkoord"
    case .toRatify: "te bekrachtigen"
    case .refusedBy: "geweigerd door"
    case .approved: "goedgekeurd"
    case .rejected: "afgewezen"
    case .ratified: "bekrachtigd"
    case .rasci: "RASCI"
    case .instead: "in plaats van"
    case .first: "eerste"
    case .kinds: "soorten"
    case .from: "van"
    case .until: "tot"
    case .to: "naar"
    case .field: "veld"
    case .size: "grootte"
    case .mediaType: "mediatype"
    case .sha256: "SHA-256"
    case .keepUntil: "bewaren tot"
    case .classification: "klasse"
    }
  }
}

extension Approval {
  var dutch: String {
    switch self {
    case .same: "zelf"
    case .before: "vooraf"
    case .after: "achteraf"
    }
  }
}

extension Upgrade.Part {
  var dutch: String {
    switch self {
    case .state: "toestand"
    case .field: "veld"
    case .value: "waarde"
    case .event: "gebeurtenis"
    case .transition: "overgang"
    case .condition: "voorwaarde"
    case .constant: "constante"
    case .calendar: "kalender"
    case .line: "RASCI-regel"
    case .reader: "lezers"
    case .authority: "gezag"
    case .duty: "taak"
    case .deadline: "termijn"
    case .schedule: "rooster"
    case .safeguard: "waarborg"
    case .service: "dienst"
    case .law: "wet"
    case .table: "tabel"
    }
  }
}

extension Verb {
  var dutch: String {
    switch self {
    case .schedule(let name): "rooster \(name)"
    case .retime: "een timer verzetten"
    case .begin: "de opslag beginnen"
    case .runUnder: "verder onder andere versies"
    case .goTo: "de klok verzetten"
    case .recover: "herstellen wat er nog was"
    case .upgrade: "upgrade"
    default: typed
    }
  }
}

extension Deal {
  var dutch: String {
    switch self {
    case .event(let name): name
    case .schedule(let name): "rooster \(name)"
    case .unstop(let name): "\(name), tegengehouden door een wet"
    case .approve(let entry, let event): "goedkeuren #\(entry) (\(event))"
    case .ratify(let entry, let event): "bekrachtigen #\(entry) (\(event))"
    case .answer(let entry, let event, let disagreed):
      "antwoorden op #\(entry) (\(event)), niet akkoord in #\(disagreed)"
    }
  }
}

extension Lack {
  var dutch: String {
    switch self {
    case .requirement(let name): name
    case .nobody(let roles): "niemand is \(roles.joined(separator: " of "))"
    case .reason(let reason): reason.dutch(nil)
    }
  }
}

extension Step.Because {
  var dutch: String {
    switch self {
    case .expression(let text, let place): "= \(text) (\(place))"
    case .part: ""
    case .entry(let entry, let verb, let date, let isInitial):
      "vastlegging #\(entry), \(verb?.typed ?? ""), \(date)\(isInitial ? ", de waarde waarmee zij begint" : "")"
    case .query(let kind, let via, let place):
      "elke \(kind)\(via.map { " waarvan \($0) deze zaak is" } ?? "") (\(place))"
    case .constant: "een constante van de plugins"
    case .rules(let rules, let place):
      rules.isEmpty
        ? "geen regel past (\(place))"
        : "door regel\(rules.count == 1 ? "" : "s") \(rules.map { "\($0)" }.commas) (\(place))"
    case .neverSet: "nooit gezet"
    }
  }
}

extension Topic {
  var dutch: String {
    switch self {
    case .begin: "begin een nieuwe opslag"
    case .as: "handel en lees als iemand, voortaan of voor één regel"
    case .create: "maak een zaak aan"
    case .approve: "keur een wachtende handeling goed, als eindverantwoordelijke"
    case .reject: "wijs een wachtende handeling af, als eindverantwoordelijke"
    case .ratify: "bekrachtig een handeling achteraf"
    case .consult: "vraag wie geraadpleegd moet worden, tot een datum"
    case .advise: "geef een advies als geraadpleegde"
    case .prepare: "bereid de velden van een gebeurtenis voor, als ondersteuner"
    case .try: "wat de poort zou besluiten, zonder het te doen"
    case .why: "waarom een gebeurtenis nu wel of niet kan, en wie het kan"
    case .explain: "hoe een waarde tot stand kwam, stap voor stap, met de vastleggingen waarop zij rust"
    case .list: "de zaken van een soort"
    case .map: "de zaken van een soort in een raster naar twee waarden: een heatmap"
    case .show: "een zaak met haar velden en wat komt, of een vastlegging met haar waarden"
    case .history: "de vastleggingen over een zaak, of over alle: door wie, wanneer en met welke uitkomst"
    case .trail: "elke waarde die een veld had, en wie die gaf"
    case .changes: "wat er anders is aan het eind van een periode"
    case .authority: "op wiens gezag een vastlegging berust: persoon, rol, grondslagen en waarom die, RASCI-regel"
    case .known: "wat iemand deed en waarover die geïnformeerd is"
    case .knew: "wie op een datum van een zaak wist, en sinds wanneer"
    case .work: "wat rollen moeten doen, en wanneer"
    case .calendar: "wat de klok doet tot een datum"
    case .plan:
      "wat er gebeurt als niemand meer doet dan de klok: haar handelingen, taken met hun datum, en wat ze zou weigeren"
    case .at: "een leesopdracht zoals zij aan het eind van een dag beantwoord werd"
    case .draw:
      "een tekening: de toestanden van een soort, een zaak met waar die geweest is, verwijzingen, wie wat doet, de bestanden"
    case .trace: "elke stap die een gebeurtenis nu zou zetten, voorwaarde voor voorwaarde, zonder die te zetten"
    case .matrix: "de RASCI-matrix van een soort"
    case .laws: "wat altijd moet gelden, met de bron, en welke zaken het overtreden"
    case .table: "de beslistabellen, een ervan regel voor regel, of wat hij geeft voor waarden en door welke regels"
    case .kinds: "de soorten, hun gebeurtenissen en aantallen"
    case .goTo: "zet een gesimuleerde klok vooruit en doe wat dan moet"
    case .evaluate: "de waarde van een uitdrukking; elke soort is de lijst van haar zaken"
    case .attach: "een bestand aan een dossier geven, met de handeling die er een opneemt"
    case .documents: "de documenten van dossiers, en tot wanneer ze bewaard worden"
    case .document: "wat er van een document bekend is, of met `save` het bestand zoals het gegeven is"
    case .importing: "een handeling per rij van een CSV-bestand (create, of de kolom event); alles of niets"
    case .erase:
      "neem voorgoed alle waarden weg die een veld van een zaak ooit had; `try erase …` probeert het eerst"
    case .rotateKey: "geef de opslag een andere ondertekensleutel, als beheerder"
    case .adopt: "nieuwe zaken krijgen de definities zoals ze nu op schijf staan; lopende zaken houden de hunne"
    case .upgrade:
      "breng een lopende zaak over naar de geldende definities; zegt wat verandert, en verliest geen taak zonder besluit"
    case .definitions: "de definities die ooit golden, en hoeveel zaken op elk staan"
    case .expect: "in een script: wat zo moet zijn"
    case .output: "hoe antwoorden geschreven worden"
    case .language: "de taal van antwoorden"
    case .help: "deze lijst, of meer over één ding"
    case .quit: "stoppen"
    case .checkpoint:
      "onderteken de kop van de boom: een brief om weg te geven, waaraan de opslag later getoetst kan worden"
    case .inclusion: "bewijs dat een vastlegging in de opslag staat (RFC 9162)"
    case .consistency: "bewijs dat de opslag alleen groeide sinds zij zoveel vastleggingen had (RFC 9162)"
    case .bundle:
      "schrijf vastleggingen met hun bewijzen naar een bestand voor een auditor; wat vertrouwelijk is alleen op verzoek"
    }
  }
}
