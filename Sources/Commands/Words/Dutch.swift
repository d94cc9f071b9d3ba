/// De woorden van alles wat gezegd wordt, in het Nederlands: the words of everything that is said, in Dutch. `English.swift` has
/// the same, in the same order.

import Calendar
import Definitions
import Engine
import FEEL
import Governance

extension Message {
  /// In Dutch.
  var dutch: String {
    switch self {
    // Reading a line
    case .expected(let what): "verwacht \(what.dutch)"
    case .expectedAtEnd(let what): "verwacht \(what.dutch), maar de regel houdt op"
    case .expectedEndOfLine(let found): "verwacht het eind van de regel, er staat \"\(found)\""
    case .lineTooLong(let name, let line): "\(name):\(line): de regel is langer dan 100.000 bytes"
    case .noStore(let path): path.map { "er is nog geen opslag op \($0)" } ?? "er is nog geen opslag"
    case .howToBegin:
      "begin simulation from 2025-01-06 in Europe/Amsterdam by u@uw, of start met --store PAD"
    case .neitherCommandNorEvent(let word): "\"\(word)\" is geen opdracht en geen gebeurtenis"
    case .noCase(let id): "er is geen zaak \"\(id)\""
    case .noSuchDate(let text): "de datum \(text) bestaat niet"
    case .dateForm: "schrijf een datum als 2031-03-10"
    case .noFieldHere(let name): "hier is geen veld \"\(name)\""
    case .takesNoFields: "hier horen geen velden bij"
    case .fieldsAre(let names): "velden: \(names.commas)"
    case .fieldWants(let name, let type): "\(name) vraagt \(type.dutchType)"
    case .noIDComes(let missing):
      missing.isEmpty
        ? "van deze velden komt geen id" : "het id wordt gemaakt van velden waarvan \(missing.commas) ontbreekt"
    case .fieldTwice(let name): "het veld \"\(name)\" staat er twee keer"
    case .textBetweenQuotes: "een tekst staat tussen aanhalingstekens"
    case .writeField(let name, let value): "schrijf \(name): \(value)"
    case .didYouMean(let near): "bedoelt u \"\(near)\"?"
    case .choose(let names): names.commas
    case .tableTakes(let table, let inputs): "\(table) vraagt \(inputs.commas), in die volgorde"
    case .see(let what): what.dutch
    case .idForm: "een kleine letter, dan kleine letters, cijfers, - . @ of _"
    case .noHelp(let topic): "geen uitleg over \"\(topic)\""
    case .diagnostic(let text): text

    // Beginning and acting
    case .storeIsOpen: "er is al een opslag open"
    case .startWithAnotherStore: "start opnieuw met een andere --store"
    case .noSuchZone(let name): "er is geen tijdzone \"\(name)\""
    case .whoIsAdministrator: "wie is de eerste beheerder? by ACCOUNT"
    case .liveBeginsAs(let account): "een echte opslag begint onder het eigen account van de beheerder, \(account)"
    case .liveBeginsNow: "een echte opslag begint nu"
    case .begun(let mode, let instant, let kinds, let region, let administrator):
      "begonnen   \(mode == .live ? "echt" : "simulatie"), \(instant), \(kinds.of("soort", "soorten"))\(region.map { " van \($0)" } ?? ""), beheerder \(administrator)"
    case .inMemoryOnly: "           alleen in het geheugen: niets blijft bewaard; geef --store PAD om te bewaren"
    case .liveActsAsYourself(let account): "in een echte opslag handelt u als uzelf, \(account)"
    case .askThemToAct(let account): "vraag \(account) vanuit het eigen account te handelen"
    case .whoActs: "wie handelt? as ACCOUNT"
    case .nothingWaits(let subject, let ratify):
      "niets op \(subject) wacht op \(ratify ? "bekrachtiging" : "goedkeuring")"
    case .severalWait: "er wachten meer handelingen"
    case .sayWhich(let list): "zeg welke: \(list.commas)"
    case .alreadyInForce: "           deze gelden al"
    case .stayBehind(let counts):
      "           lopende zaken houden de definities die ze hebben: \(counts.commas); zie: try upgrade every KIND"
    case .allOf(let count): "alle \(count)"
    case .upgraded(let kind, let count, let refused): "upgrade    \(count) van soort \(kind), \(refused) geweigerd"
    case .nothingChanges(let id): "voor \(id) verandert niets"
    case .andMore(let count): "           … en nog \(count)"
    case .notDone: "(niet gedaan)"
    case .valuesTaken(let count): "           \(count.of("waarde is weggenomen", "waarden zijn weggenomen"))"
    case .goneEarly(let name, let until): "\(name) moet bewaard blijven tot \(until); wat gewist is komt niet terug"
    case .stillHeld(let ids): "           staat nog in: \(ids.commas)"
    case .stillInFile:
      "           een ander programma leest het bestand, dus ze staan er nog in; is dat gesloten, dan ruimt de volgende handeling ze op"
    case .onlyReadingInThePast: "in het verleden kan alleen gelezen worden"
    case .timeIsAlready(let date): "het is al \(date); de tijd gaat niet terug"
    case .clockAt(let date, let acts):
      "klok       \(date)" + (acts == 0 ? "" : ", \(acts.of("handeling", "handelingen")) door de klok")
    case .progress(let count, let date): "           … \(count), \(date)"
    case .passedOver(let dates):
      "overgeslagen, omdat de zaak er nog niet was: "
        + (dates.count > 6
          ? "\(dates.count) data van \(dates[0]) tot en met \(dates[dates.count - 1])" : dates.map { "\($0)" }.commas)
    case .createdUnder(let hash): "onder de definities \(hash.prefix(12)), net als de zaak waaruit zij volgt"
    case .mustApprove(let roles): "\(roles.commas) moet goedkeuren"
    case .firedFirst(let count):
      count == 1
        ? "dit moest al, en is eerst vastgelegd:" : "\(count) handelingen moesten al, en zijn eerst vastgelegd:"
    case .overdue(let count, let since):
      "\(count) \(count == 1 ? "handeling van de klok moet" : "handelingen van de klok moeten") al sinds \(since); de eerstvolgende handeling legt \(count == 1 ? "haar" : "ze") vast"
    case .youHaveNoRole: "u heeft hier geen rol, en kunt dus niets inzien; vraag de beheerder om een toewijzing"
    case .withheldFrom(let what, let readers, let place):
      "\(what) is voor \(readers.isEmpty ? "niemand" : readers.commas)\(place.map { " [\($0)]" } ?? "")"

    // Explaining
    case .whyWord(let word): word.dutch
    case .afterApproval: ", na goedkeuring"
    case .turn(let turn, let wasRefused):
      (turn.refuses
        ? "\(turn.date): vanaf dan weigert \(turn.rule) dit\(wasRefused ? " weer" : "")"
        : "\(turn.date): vanaf dan staat \(turn.rule) dit toe")
        + (turn.timer.map { ", zodra de timer \"\($0.name)\" is afgegaan\($0.place.map { " [\($0)]" } ?? "")" } ?? "")
    case .nobodyInRole: "niemand heeft deze rol vandaag"
    case .holder(let holder):
      [holder.name, "(\([holder.role, holder.grant].compactMap { $0 }.commas))"].compactMap { $0 }.joined(
        separator: " ")
    case .line(let line):
      (line.condition.map { "als \($0.text): " } ?? "")
        + "R \(line.responsible.commas) · A \(line.accountable) (\(line.approval.dutch))"
        + (line.consulted.isEmpty ? "" : " · C \(line.consulted.commas)")
    case .stepBecause(let because): because.dutch
    case .explanationIsCut: "er zijn meer stappen; vraag explain van een van de namen erin"
    case .caseHasNo(let subject, let name): "\(subject) heeft geen \"\(name)\""
    case .groundsAre(let grounds): grounds.map { "\($0.name) #\($0.entry)" }.commas

    // Tables and records
    case .heading(let heading): heading.dutch
    case .outcome(let outcome):
      ["accepted": "aanvaard", "pending": "wacht", "refused": "geweigerd"][outcome] ?? outcome
    case .verb(let verb): verb.dutch
    case .deal(let deal): deal.dutch
    case .lack(let lack): lack.dutch
    case .changed(let word): word.dutch
    case .upgradePart(let part): part.dutch
    case .named(let named):
      switch named {
      case .name(let name): name
      case .withheld: "(afgeschermd)"
      case .erased: "(gewist)"
      case .engine: ""
      }
    case .erasedBy(let entry): entry.map { "(gewist door vastlegging #\($0))" } ?? "(sindsdien gewist)"
    case .withheld: "(afgeschermd)"
    case .stateBefore(let absent): absent ? "(nog niet)" : ""
    case .toldThat(let role, let notice): "geïnformeerd, als \(role): \(notice.nl)"
    case .noticed(let roles, let notice): "meldt aan \(roles.commas): \(notice.nl)"
    case .told(let role): role.map { "geïnformeerd, als \($0)" } ?? "handelde"
    case .empty(let what): what.dutch
    case .olderEntries(let first): "er zijn oudere vastleggingen: … before #\(first), of last 1000"
    case .late: "te laat"
    case .missing(let names): "ontbreekt: \(names.commas)"
    case .taskMark: "taak"
    case .isDue: "moet al; de eerstvolgende handeling legt het vast"
    case .since(let date, let entry): "\(date), vastlegging #\(entry)"
    case .openAct(let open):
      "#\(open.entry) \(open.event) door \(open.account ?? open.role)"
        + open.fields.map { " · \($0.name): \(Brief.text($0.value))" }.joined()
    case .causedBy(let entry): "volgt uit #\(entry)"
    case .timerIs(let name, let date): "\(date) \(name)"
    case .current: "geldt"
    case .timelineLegend(let unit):
      "een kolom per \(unit == .month ? "maand" : unit == .quarter ? "kwartaal" : "jaar"); een cijfer zegt hoeveel, ! wordt geweigerd"
    case .drawn(let word): word.dutch
    case .drawingLegend(let ofCase):
      "R handelt, A is eindverantwoordelijk, S ondersteunt, C wordt gehoord, I wordt geïnformeerd; [ ] is een voorwaarde"
        + (ofCase ? "; ● is nu, ○ was eerder, met de laatste dag en vastlegging" : "")
    case .arrowsLeftOut: "een pijl die uit andere volgt, is weggelaten"
    case .drawingSaved(let file): "bewaard    \(file)"
    case .notLaidOut: "Graphviz heeft niets opgemaakt: er staat geen werkend programma dot in het pad"
    case .drawWithoutGraphviz: "installeer Graphviz, of draw … as svg, dat niets nodig heeft"
    case .matrixForms: "een matrix wordt getekend als svg, of in tekens als tabel"
    case .traced(let word): word.dutch
    case .holds(let holds): holds ? "klopt" : "klopt niet"
    case .seenBy(let seen): seen.condition + seen.detail("afgeschermd")
    case .knownAs(let named, let known):
      "\(Message.named(named).dutch) (\(["asserted": "naar eigen zeggen", "operating-system account": "account van het besturingssysteem", "engine": "de opslag zelf"][known] ?? known))"
        .trimmed
    case .restedOn(let id, let entry, let fields): "\(id), vastlegging #\(entry)\(fields.isEmpty ? "" : ": \(fields)")"
    case .ratherThan(let ids):
      "\(ids.commas) zou ook kunnen; de getoonde telt, want haar bereik is nauwer of zij is ouder"
    case .laterBy(let named, let entry, let role, let grants):
      "#\(entry) door \(Message.named(named).dutch), \(role) [\(grants)]"
    case .joined(let cells): cells.map(Rendering(.table, .nl).text).joined(separator: "; ")
    case .creates(let kind): "maak \(kind)"

    // Plans
    case .untilWhen: "tot wanneer?"
    case .fromWhen: "vanaf wanneer?"
    case .planLooksAhead(let today): "een plan kijkt vooruit, en het is \(today)"
    case .pastIsElsewhere: "wat was: at DATUM …, of history"
    case .cannotWrite(let file): "\(file) kan niet geschreven worden"
    case .nameANewFile: "noem een bestand dat nog niet bestaat, in een map die bestaat"
    case .planSaved(let file, let lines, let entries):
      "bewaard    \(file): \(lines.of("regel", "regels")), gemaakt op \(entries.of("vastlegging", "vastleggingen"))"
    case .noSavedPlan(let file): "\(file) is geen bewaard plan"
    case .howToSavePlan: "gemaakt met: plan until DATUM save BESTAND"
    case .planOfAnotherStore(let file): "\(file) is een plan van een andere opslag"
    case .planLooksUntil(let date): "dat plan kijkt tot \(date)"
    case .planHolds: "           sindsdien is niets gebeurd: het plan geldt"
    case .entriesSince(let count, let from):
      "           \(count.of("vastlegging", "vastleggingen")) sindsdien, vanaf #\(from)"

    // Expectations and imports
    case .nothingDoneYet: "er is nog niets gedaan"
    case .expectedOutcome(let wanted, let found): "verwacht \(wanted), maar het was \(found)"
    case .ruleNotAmong(let rule, let rules): "\"\(rule)\" hoort niet bij de regels die weigerden: \(rules.commas)"
    case .caseIsIn(let subject, let state): "\(subject) staat in \"\(state)\""
    case .valuesAre(let all): all.map { "\($0.name) is \($0.value)" }.joined(separator: ", en ")
    case .notSo(let value): "dit is niet zo: het is \(value)"
    case .cannotReadFile(let file): "\"\(file)\" kan niet als tekst gelezen worden"
    case .firstRowNamesColumns(let file): "\(file): de eerste rij noemt de kolommen, een ervan id"
    case .createIsTried: "create overkomt geen zaak die er al is; wat het zou doen wordt geprobeerd"
    case .notYet(let today): "het is \(today); wat daarna komt is er nog niet om te lezen"
    case .endsBefore(let from, let until): "een tijd vanaf \(from) kan niet eindigen op \(until)"
    case .oneLineOnly: "een opdracht is één regel: een argument bevat een regeleinde; zet meer regels in een script"
    case .columnTwice(let place, let name): "\(place): twee kolommen heten \"\(name)\""
    case .quoteNotClosed(let place): "\(place): hier begint een aanhalingsteken dat nergens sluit"
    case .wrongColumnCount(let place, let found, let wanted): "\(place): \(found) kolommen, verwacht \(wanted)"
    case .rowNoEvent(let place, let kind, let event): "\(place): een \(kind) kent geen gebeurtenis \"\(event)\""
    case .rowNoField(let place, let event, let field): "\(place): \(event) heeft geen veld \"\(field)\""
    case .rowWrongType(let place, let field, let type): "\(place): \(field): verwacht \(type.dutchType)"
    case .rowRefused(let place): "\(place):"
    case .imported(let rows, let refused, let dry):
      "import     \(rows.of("rij", "rijen")), \(refused) geweigerd\(dry ? " (proef, niets gedaan)" : "")"
    case .refusedUnexpectedly(let place): "\(place): geweigerd, en het script verwacht dat niet"
    case .lineIsNoText: "deze regel is geen tekst in UTF-8; zet de terminal op UTF-8"
    case .scriptIsNoText(let name): "\(name) is geen tekst: een script is UTF-8"
    case .isItAnotherFile: "is het een ander soort bestand?"
    case .noSuchFile(let path): "er is geen bestand \(path) dat gelezen kan worden"
    case .fileNotTaken(let path, let fault): "\(path) \(fault.dutch)"
    case .noDocumentsHere(let kind): "\(kind) neemt geen documenten op"
    case .nothingTakesItNow:
      "geen gebeurtenis die een document opneemt kan nu; elk van deze neemt er een op, en zegt waarom zij geweigerd wordt"
    case .severalTakeIt: "meer dan één handeling neemt een document op; doe de bedoelde"
    case .noDocumentIn(let field, let subject): "\(subject) heeft geen document in \(field)"
    case .expectedNumberUpTo(let count): "hier hoort een getal van 1 tot en met \(count)"
    case .severalDocuments: "er zijn er meer; zeg welk"
    case .bytesAreGone(let name): "de inhoud van \(name) ligt niet in de opslag; draai convenant verify"
    case .documentSaved(let file, let size, let hash):
      "bewaard    \(file): \(size.of("byte", "bytes")), zoals gegeven (SHA-256 \(hash))"
    case .classified(let word): word.dutch
    case .lostDocument(let entry, let hash):
      "verloren     het document van vastlegging \(entry) met SHA-256 \(hash): de inhoud is beschadigd of weg"
    case .documentsSaved(let count): "gered        \(count.of("document", "documenten"))"

    // Trust
    case .bundleWritten(let file, let made):
      "geschreven   \(made.entries) vastleggingen met hun bewijzen naar \(file), \(made.withheld) waarden weggelaten"
    case .checkBundle(let file): "controle     convenant audit verify \(file)"
    case .withoutLaterEntries(let count):
      "zonder       \(count.of("latere vastlegging", "latere vastleggingen")): de ondertekensleutel is niet bij de hand, dus de laatst bewaarde kop is genomen"
    case .shortCode(let code): "code \(code)"
    case .originForm: "de herkomst is een naam zonder spaties en plustekens"

    // Bestanden
    case .whichStore: "welke opslag? --store PAD"
    case .cannotReadPath(let path): "\(path) kan niet gelezen worden"
    case .isPathRight: "klopt het pad?"
    case .alreadyThere(let path): "\(path) bestaat al; kies een andere naam, of verwijder het zelf"
    case .noSignedHead(let path): "\(path) is geen ondertekende kop"
    case .expectedCheckpoint: "een ondertekende kop is wat `convenant checkpoint` afdrukt"
    case .noShortCode(let text): "\(text) is geen code van een kop"
    case .shortCodeForm: "een code ziet eruit als 767-8H2QK-0V7RM-3JX9D-W5TBA"
    case .keyForm: "--key is een openbare sleutel van 64 hexadecimale cijfers, zoals `convenant verify` hem toont"
    case .noProof: "dit is geen bewijs"
    case .proofForms: "verwacht {\"leafIdx\", …} of {\"size1\", …}: zie convenant proof verify --help"
    case .proofHolds(let claim, let holds):
      holds ? "klopt        \(claim)" : "FAALT        \(claim): dit bewijst het niet"
    case .isItABundle: "is het een bundel?"
    case .copied(let path, let withKey): "geschreven   \(path)\(withKey ? ", met de sleutel ernaast" : "")"
    case .backupIsTheStore(let path): "\(path) is die opslag zelf"
    case .nothingWasChanged: "er is niets gewijzigd"
    case .doesNotVerify(let path): "\(path) klopt niet"
    case .isTheDiskInOrder: "er is niets gewijzigd: is de schijf in orde?"
    case .saveItFirst: "red de opslag eerst (convenant recover), of vervang hem met --another"
    case .anotherStore(let path): "\(path) is een andere opslag dan de reservekopie"
    case .replaceWithAnother: "er is niets gewijzigd: toch vervangen kan met --another"
    case .wouldLose(let store, let entries, let shared, let isForked):
      "\(store) heeft \(entries.of("vastlegging", "vastleggingen")) na #\(shared - 1), de laatste die ook in de reservekopie staat"
        + (isForked ? "; de reservekopie ging daarna anders verder" : "")
    case .toLoseThem(let count): "er is niets gewijzigd: ze verliezen kan met --losing \(count)"
    case .erasureComesBack(let entry, let field, let subject):
      "verloren     wissing #\(entry) van \(field) van \(subject): wat gewist was keert terug met de reservekopie; wis het opnieuw"
    case .keptAside(let path): "bewaard      wat er stond, als \(path)"
    case .restored(let entries, let path): "teruggezet   \(entries.of("vastlegging", "vastleggingen")) in \(path)"
    case .keyIsMissing(let path): "sleutel      \(path) ontbreekt: zonder die sleutel kan geen kop ondertekend worden"
    case .saved(let entries, let heads, let path):
      "gered        \(entries.of("vastlegging", "vastleggingen")) en \(heads.of("ondertekende kop", "ondertekende koppen")) in \(path)"
    case .stoppedAt(let stop): "gestopt      \(stop.dutch)"
    case .headsBeyond(let entries, let gone):
      "verloren     er is een kop ondertekend over \(entries.of("vastlegging", "vastleggingen")): \(gone) daarvan zijn weg"
    case .lostOfEntry(let entry, let names): "verloren     van vastlegging #\(entry): \(names.commas)"
    case .mended(let count):
      "hersteld     \(count.of("hash die volgt uit wat ernaast staat", "hashes die volgen uit wat ernaast staat"))"
    case .rebuilt(let cases, let entries, let isCheck):
      "\(isCheck ? "gelijk       " : "opnieuw      ")\(cases.of("zaak", "zaken")) uit \(entries.of("vastlegging", "vastleggingen"))"
    case .tablesDiffer(let difference): "verschilt    \(difference.dutch)"
    case .tablesAreSame(let cases, let entries):
      "leestabellen \(cases.of("zaak is", "zaken zijn")) byte voor byte wat \(entries.of("vastlegging", "vastleggingen")) ervan maken"
    case .howToRebuild(let store): "dus          convenant rebuild --store \(store) maakt ze opnieuw"
    case .undecidable(let count, let first):
      "gewist       \(count) handelingen berusten op gewiste waarden en zijn niet opnieuw te beslissen, de eerste is #\(first)"
    case .gateDiffers(let difference, let count):
      "poort        \(difference.dutch); wat vastligt blijft staan (\(count) verschillen)"
    case .gateIsSame(let version, let entries):
      "poort        deze engine (\(version)) geeft op alle \(entries.of("vastlegging", "vastleggingen")) hetzelfde antwoord"
    case .definitionsAreSound(let region, let files, let kinds, let roles, let lines):
      "definities   \(region.map { "\($0): " } ?? "")\(files.of("bestand", "bestanden")), \(kinds.of("soort", "soorten")), \(roles.of("rol", "rollen")), \(lines.of("RASCI-regel", "RASCI-regels")): in orde"
    case .fileIsUnused(let path): "ongebruikt   \(path): geen regio gebruikt het, dus het is niet nagekeken"
    case .watching(let path): "wacht        op veranderingen in \(path): Ctrl-C stopt"
    case .coverageNeedsCases: "--coverage zegt wat de gevallen gebruiken, dus die moeten draaien"
    case .watchesInText: "--watch zegt wat het vindt als tekst"
    case .explored(
      let region, let kind, let states, let ofStates, let events, let ofEvents, let situations, let isWhole):
      "verkend      \(region.map { "\($0) " } ?? "")\(kind): \(states) van \(ofStates) toestanden, \(events) van \(ofEvents) gebeurtenissen in \(situations.of("situatie", "situaties"))\(isWhole ? "" : "; er zijn er meer")"
    case .cannotEndWithout(let roles):
      "afwezig      het komt niet tot een einde zolang niemand \(roles.joined(separator: " of niemand ")) is"
    case .takesTwoOf(let roles):
      "afwezig      er zijn twee personen nodig die \(roles.joined(separator: " zijn, en twee die ")) zijn"
    case .standsStill(let role, let isAlone, let state, let event):
      "             \(event) in \"\(state)\" wacht bijvoorbeeld, zolang \(isAlone ? "maar één persoon" : "niemand") \(role) is"
    case .statesNotMet(let names): "onbeslist    niet tegengekomen binnen de grenzen: \(names.commas)"
    case .eventNotMet(let name, let by):
      "onbeslist    \(name) is nooit aangenomen\(by.isEmpty ? "" : ": \(by.commas)")"
    case .casesWere(let passed, let failed): "gevallen     \(passed) geslaagd, \(failed) mislukt"
    case .covered(let kind, let states, let transitions, let requirements, let laws):
      "gedekt       \(kind ?? "alles"): toestanden \(states.some) van \(states.all), overgangen \(transitions.some) van \(transitions.all), eisen \(requirements.some) van \(requirements.all), wetten \(laws.some) van \(laws.all)"
    case .notCovered(.state, let name): "  geen geval komt in de toestand \(name)"
    case .notCovered(.transition, let name): "  geen geval neemt \(name)"
    case .notCovered(.requirement, let name): "  geen geval ziet beide antwoorden van \(name)"
    case .notCovered(.law, let name): "  geen geval vraagt de wet \(name)"
    case .caseWent(let passed, let file, let name): "\(passed ? "slaagt" : "FAALT")  \(file): \(name)"
    case .isNoText(let path): "\(path) is geen UTF-8-tekst"
    case .noDefinitions(let folder): "er zijn geen definities in \(folder)"
    case .definitionsForm:
      "verwacht Workflows/<naam>/workflow.yaml en Plugins/<naam>/plugin.yaml; noem de map met --definitions"
    case .welcome: "convenant: help geeft uitleg, quit stopt"
    case .noLanguage(let text): "--lang is en of nl, niet \(text)"
    case .noOutput(let text): "--output is table, json, csv, markdown of html, niet \(text)"
    case .editing(let words): words.dutch

    // Help
    case .example: "voorbeeld: "
    case .eventForm: "GEBEURTENIS ZAAK VELD: WAARDE …"
    case .fireAnEvent: "doe een gebeurtenis; zie: kinds"
    case .fieldList(let fields):
      "velden: " + fields.map { "\($0.name) (\($0.type)\($0.isRequired ? ", verplicht" : ""))" }.commas
    case .summary(let topic): topic.dutch
    case .helpLine(let form, let message): Message.helpLine(form, message.dutch)
    case .indented(let depth, let messages): "  ".repeated(depth) + messages.map(\.dutch).joined()

    // Refusals and problems
    case .because(let reason, let actor): reason.dutch(actor)
    case .remedy(let reason): reason.dutchRemedy ?? ""
    case .problem(let problem): problem.dutch
    }
  }
}
