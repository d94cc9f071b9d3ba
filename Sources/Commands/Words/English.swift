/// The words of everything that is said, in English. `Dutch.swift` has the same, in the same order.

import Calendar
import Definitions
import Engine
import FEEL
import Governance

extension Message {
  /// In English.
  var english: String {
    switch self {
    // Reading a line
    case .expected(let what): "expected \(what.english)"
    case .expectedAtEnd(let what): "expected \(what.english), found the end of the line"
    case .expectedEndOfLine(let found): "expected the end of the line, found \"\(found)\""
    case .lineTooLong(let name, let line): "\(name):\(line): the line is longer than 100,000 bytes"
    case .noStore(let path): path.map { "there is no store at \($0) yet" } ?? "there is no store yet"
    case .howToBegin:
      "begin simulation from 2025-01-06 in Europe/Amsterdam by you@yours, or start with --store PATH"
    case .neitherCommandNorEvent(let word): "\"\(word)\" is no command and no event"
    case .noCase(let id): "there is no case \"\(id)\""
    case .noSuchDate(let text): "there is no date \(text)"
    case .dateForm: "write a date as 2031-03-10"
    case .noFieldHere(let name): "there is no field \"\(name)\" here"
    case .takesNoFields: "it takes no fields"
    case .fieldsAre(let names): "fields: \(names.commas)"
    case .fieldWants(let name, let type): "\(name) takes \(type.withArticle)"
    case .noIDComes(let missing):
      missing.isEmpty ? "no id comes of these fields" : "the id is made of fields of which \(missing.commas) is missing"
    case .fieldTwice(let name): "the field \"\(name)\" stands twice"
    case .textBetweenQuotes: "a text stands between quotes"
    case .writeField(let name, let value): "write \(name): \(value)"
    case .didYouMean(let near): "did you mean \"\(near)\"?"
    case .choose(let names): names.commas
    case .tableTakes(let table, let inputs): "\(table) takes \(inputs.commas), in that order"
    case .see(let what): what.english
    case .idForm: "a small letter, then small letters, digits, - . @ or _"
    case .noHelp(let topic): "no help on \"\(topic)\""
    case .diagnostic(let text): text

    // Beginning and acting
    case .storeIsOpen: "a store is open already"
    case .startWithAnotherStore: "start again with another --store"
    case .noSuchZone(let name): "there is no time zone \"\(name)\""
    case .whoIsAdministrator: "who is the first administrator? by ACCOUNT"
    case .liveBeginsAs(let account): "a live store is begun by its administrator's own account, \(account)"
    case .liveBeginsNow: "a live store begins now"
    case .begun(let mode, let instant, let kinds, let region, let administrator):
      "begun      \(mode.rawValue), \(instant), \(kinds.of("kind", "kinds"))\(region.map { " of \($0)" } ?? ""), administrator \(administrator)"
    case .inMemoryOnly: "           in memory only: nothing is kept; give --store PATH to keep it"
    case .liveActsAsYourself(let account): "in a live store you act as yourself, \(account)"
    case .askThemToAct(let account): "ask \(account) to act from their own account"
    case .whoActs: "who acts? as ACCOUNT"
    case .nothingWaits(let subject, let ratify):
      "nothing on \(subject) waits to be \(ratify ? "ratified" : "approved")"
    case .severalWait: "several acts wait"
    case .sayWhich(let list): "say which: \(list.commas)"
    case .alreadyInForce: "           these are in force already"
    case .stayBehind(let counts):
      "           running cases stay on the definitions they have: \(counts.commas); see: try upgrade every KIND"
    case .allOf(let count): "all \(count)"
    case .upgraded(let kind, let count, let refused): "upgrade    \(count) of kind \(kind), \(refused) refused"
    case .nothingChanges(let id): "nothing changes for \(id)"
    case .andMore(let count): "           … and \(count) more"
    case .notDone: "(not done)"
    case .valuesTaken(let count): "           \(count.of("value was taken away", "values were taken away"))"
    case .goneEarly(let name, let until): "\(name) is to be kept until \(until); what is erased does not come back"
    case .stillHeld(let ids): "           still held by: \(ids.commas)"
    case .stillInFile:
      "           another program reads the file, so they are still in it; once that is closed, the next act clears them"
    case .onlyReadingInThePast: "only reading is possible in the past"
    case .timeIsAlready(let date): "it is \(date) already; time does not go back"
    case .clockAt(let date, let acts):
      "clock      \(date)" + (acts == 0 ? "" : ", \(acts.of("act", "acts")) by the clock")
    case .progress(let count, let date): "           … \(count), \(date)"
    case .passedOver(let dates):
      "passed over, because the case was not there yet: "
        + (dates.count > 6
          ? "\(dates.count) dates from \(dates[0]) to \(dates[dates.count - 1])" : dates.map { "\($0)" }.commas)
    case .createdUnder(let hash): "under the definitions \(hash.prefix(12)), as the case that made it"
    case .mustApprove(let roles): "\(roles.commas) must approve"
    case .firedFirst(let count):
      count == 1 ? "this was due, and was recorded first:" : "\(count) acts were due, and were recorded first:"
    case .overdue(let count, let since):
      "\(count) \(count == 1 ? "act of the clock is" : "acts of the clock are") due since \(since); the next act records \(count == 1 ? "it" : "them")"
    case .youHaveNoRole:
      "you stand in no role here, so there is nothing you may see; ask the administrator for an assignment"
    case .withheldFrom(let what, let readers, let place):
      "\(what) is for \(readers.isEmpty ? "nobody" : readers.commas)\(place.map { " [\($0)]" } ?? "")"

    // Explaining
    case .whyWord(let word): word.rawValue
    case .afterApproval: ", after approval"
    case .turn(let turn, let wasRefused):
      (turn.refuses
        ? "\(turn.date): from then on \(turn.rule) refuses this\(wasRefused ? " again" : "")"
        : "\(turn.date): from then on \(turn.rule) allows this")
        + (turn.timer.map { ", once the timer \"\($0.name)\" has fired\($0.place.map { " [\($0)]" } ?? "")" } ?? "")
    case .nobodyInRole: "nobody stands in this role today"
    case .holder(let holder):
      [holder.name, "(\([holder.role, holder.grant].compactMap { $0 }.commas))"].compactMap { $0 }.joined(
        separator: " ")
    case .line(let line):
      (line.condition.map { "if \($0.text): " } ?? "")
        + "R \(line.responsible.commas) · A \(line.accountable) (\(line.approval.rawValue))"
        + (line.consulted.isEmpty ? "" : " · C \(line.consulted.commas)")
    case .stepBecause(let because): because.english
    case .explanationIsCut: "there are more steps; explain one of the names in them"
    case .caseHasNo(let subject, let name): "\(subject) has no \"\(name)\""
    case .groundsAre(let grounds): grounds.map { "\($0.name) #\($0.entry)" }.commas

    // Tables and records
    case .heading(let heading): heading.rawValue
    case .outcome(let outcome): outcome
    case .verb(let verb): verb.english
    case .deal(let deal): deal.description
    case .lack(let lack): lack.english
    case .changed(let word): word.rawValue
    case .upgradePart(let part): part.rawValue
    case .named(let named):
      switch named {
      case .name(let name): name
      case .withheld: "(withheld)"
      case .erased: "(erased)"
      case .engine: ""
      }
    case .erasedBy(let entry): entry.map { "(erased by entry #\($0))" } ?? "(erased since)"
    case .withheld: "(withheld)"
    case .stateBefore(let absent): absent ? "(not there)" : ""
    case .toldThat(let role, let notice): "told, as \(role): \(notice.en)"
    case .noticed(let roles, let notice): "tells \(roles.commas): \(notice.en)"
    case .told(let role): role.map { "told, as \($0)" } ?? "acted"
    case .empty(let what): what.english
    case .olderEntries(let first): "there are older entries: … before #\(first), or last 1000"
    case .late: "late"
    case .missing(let names): "missing: \(names.commas)"
    case .taskMark: "task"
    case .isDue: "due; the next act records it"
    case .since(let date, let entry): "\(date), entry #\(entry)"
    case .openAct(let open):
      "#\(open.entry) \(open.event) by \(open.account ?? open.role)"
        + open.fields.map { " · \($0.name): \(Brief.text($0.value))" }.joined()
    case .causedBy(let entry): "caused by #\(entry)"
    case .timerIs(let name, let date): "\(date) \(name)"
    case .current: "current"
    case .timelineLegend(let unit):
      "a column a \(unit == .month ? "month" : unit == .quarter ? "quarter" : "year"); a digit says how many, ! is refused"
    case .drawn(let word): word.english
    case .drawingLegend(let ofCase):
      "R acts, A is accountable, S supports, C is heard, I is told; [ ] is a condition"
        + (ofCase ? "; ● is now, ○ was before, with the last day and entry" : "")
    case .arrowsLeftOut: "an arrow is left out where a way over others says the same"
    case .drawingSaved(let file): "saved      \(file)"
    case .notLaidOut: "Graphviz laid nothing out: there is no program dot that works on the path"
    case .drawWithoutGraphviz: "install Graphviz, or draw … as svg, which needs nothing"
    case .matrixForms: "a matrix is drawn as svg, or in characters as a table"
    case .traced(let word): word.rawValue
    case .holds(let holds): holds ? "holds" : "does not hold"
    case .seenBy(let seen): seen.condition + seen.detail("withheld")
    case .knownAs(let named, let known): "\(Message.named(named).english) (\(known))".trimmed
    case .restedOn(let id, let entry, let fields): "\(id), entry #\(entry)\(fields.isEmpty ? "" : ": \(fields)")"
    case .ratherThan(let ids):
      "\(ids.commas) would do as well; the one shown counts because its scope is narrower or it is older"
    case .laterBy(let named, let entry, let role, let grants):
      "#\(entry) by \(Message.named(named).english), \(role) [\(grants)]"
    case .joined(let cells): cells.map(Rendering(.table, .en).text).joined(separator: "; ")
    case .creates(let kind): "create \(kind)"

    // Plans
    case .untilWhen: "until when?"
    case .fromWhen: "from when?"
    case .planLooksAhead(let today): "a plan looks ahead, and it is \(today)"
    case .pastIsElsewhere: "what was: at DATE …, or history"
    case .cannotWrite(let file): "\(file) cannot be written"
    case .nameANewFile: "name a file that does not exist yet, in a folder that does"
    case .planSaved(let file, let lines, let entries):
      "saved      \(file): \(lines.of("line", "lines")), made on \(entries.of("entry", "entries"))"
    case .noSavedPlan(let file): "\(file) is no saved plan"
    case .howToSavePlan: "made by: plan until DATE save FILE"
    case .planOfAnotherStore(let file): "\(file) is a plan of another store"
    case .planLooksUntil(let date): "that plan looks until \(date)"
    case .planHolds: "           nothing happened since: the plan holds"
    case .entriesSince(let count, let from):
      "           \(count.of("entry", "entries")) since the plan, from #\(from) on; see history"

    // Expectations and imports
    case .nothingDoneYet: "nothing was done yet"
    case .expectedOutcome(let wanted, let found): "expected \(wanted), but it was \(found)"
    case .ruleNotAmong(let rule, let rules): "\"\(rule)\" is not among the rules that refused: \(rules.commas)"
    case .caseIsIn(let subject, let state): "\(subject) is in \"\(state)\""
    case .valuesAre(let all): all.map { "\($0.name) is \($0.value)" }.joined(separator: ", and ")
    case .notSo(let value): "this is not so: it is \(value)"
    case .cannotReadFile(let file): "\"\(file)\" cannot be read as text"
    case .firstRowNamesColumns(let file): "\(file): the first row names the columns, one of them id"
    case .createIsTried: "create happens to no case that is there; what it would do is tried"
    case .notYet(let today): "it is \(today); what comes after is not there to be read"
    case .endsBefore(let from, let until): "a time from \(from) cannot end on \(until)"
    case .oneLineOnly: "a command is one line: an argument holds a line end; put several lines into a script"
    case .columnTwice(let place, let name): "\(place): two columns are called \"\(name)\""
    case .quoteNotClosed(let place): "\(place): a quote is opened here and never closed"
    case .wrongColumnCount(let place, let found, let wanted): "\(place): \(found) columns, expected \(wanted)"
    case .rowNoEvent(let place, let kind, let event): "\(place): \(kind.withArticle) has no event \"\(event)\""
    case .rowNoField(let place, let event, let field): "\(place): \(event) has no field \"\(field)\""
    case .rowWrongType(let place, let field, let type): "\(place): \(field): expected \(type.withArticle)"
    case .rowRefused(let place): "\(place):"
    case .imported(let rows, let refused, let dry):
      "import     \(rows.of("row", "rows")), \(refused) refused\(dry ? " (dry run, nothing done)" : "")"
    case .refusedUnexpectedly(let place): "\(place): refused, and the script does not expect it"
    case .lineIsNoText: "this line is no text in UTF-8; set the terminal to UTF-8"
    case .scriptIsNoText(let name): "\(name) is no text: a script is UTF-8"
    case .isItAnotherFile: "is it another kind of file?"
    case .noSuchFile(let path): "there is no file \(path) that can be read"
    case .fileNotTaken(let path, let fault): "\(path) \(fault.english)"
    case .noDocumentsHere(let kind): "\(kind.withArticle) takes no documents"
    case .nothingTakesItNow:
      "no event that takes a document is possible now; each of these takes one, and says why it is refused"
    case .severalTakeIt: "several things take a document; do the one that is meant"
    case .noDocumentIn(let field, let subject): "\(subject) holds no document in \(field)"
    case .expectedNumberUpTo(let count): "a number from 1 to \(count) is expected"
    case .severalDocuments: "there are several; say which"
    case .bytesAreGone(let name): "the bytes of \(name) are not in the store; run convenant verify"
    case .documentSaved(let file, let size, let hash):
      "saved      \(file): \(size.of("byte", "bytes")), as they were given (SHA-256 \(hash))"
    case .classified(let word): word.rawValue
    case .lostDocument(let entry, let hash):
      "lost         the document of entry \(entry) with SHA-256 \(hash): its bytes are damaged or gone"
    case .documentsSaved(let count): "saved        \(count.of("document", "documents"))"

    // Trust
    case .bundleWritten(let file, let made):
      "written      \(made.entries) entries with their proofs to \(file), \(made.withheld) values left out"
    case .checkBundle(let file): "check        convenant audit verify \(file)"
    case .withoutLaterEntries(let count):
      "without      \(count.of("later entry", "later entries")): the signing key is not at hand, so the last kept head was taken"
    case .shortCode(let code): "code \(code)"
    case .originForm: "the origin is a name without spaces and plus signs"

    // Tools on files
    case .whichStore: "which store? --store PATH"
    case .cannotReadPath(let path): "\(path) cannot be read"
    case .isPathRight: "is the path right?"
    case .alreadyThere(let path): "\(path) exists already; choose another name, or remove it yourself"
    case .noSignedHead(let path): "\(path) is no signed head"
    case .expectedCheckpoint: "a signed head is what `convenant checkpoint` prints"
    case .noShortCode(let text): "\(text) is no code of a head"
    case .shortCodeForm: "a code looks like 767-8H2QK-0V7RM-3JX9D-W5TBA"
    case .keyForm: "--key is a public key of 64 hexadecimal digits, as `convenant verify` shows it"
    case .noProof: "this is no proof"
    case .proofForms: "expected {\"leafIdx\", …} or {\"size1\", …}: see convenant proof verify --help"
    case .proofHolds(let claim, let holds):
      holds ? "holds        \(claim)" : "FAILS        \(claim) is not proven by this"
    case .isItABundle: "is it a bundle?"
    case .copied(let path, let withKey): "written      \(path)\(withKey ? ", and its key beside it" : "")"
    case .backupIsTheStore(let path): "\(path) is that store itself"
    case .nothingWasChanged: "nothing was changed"
    case .doesNotVerify(let path): "\(path) does not verify"
    case .isTheDiskInOrder: "nothing was changed: is the disk in order?"
    case .saveItFirst: "save it first (convenant recover), or replace it with --another"
    case .anotherStore(let path): "\(path) is another store than the backup"
    case .replaceWithAnother: "nothing was changed: to replace it all the same, --another"
    case .wouldLose(let store, let entries, let shared, let isForked):
      "\(store) has \(entries.of("entry", "entries")) after #\(shared - 1), the last it shares with the backup"
        + (isForked ? "; after that the two differ" : "")
    case .toLoseThem(let count): "nothing was changed: to lose them, --losing \(count)"
    case .erasureComesBack(let entry, let field, let subject):
      "lost         erasure #\(entry) of \(field) of \(subject): what was erased comes back with the backup; erase it again"
    case .keptAside(let path): "kept         what was there, as \(path)"
    case .restored(let entries, let path): "restored     \(entries.of("entry", "entries")) to \(path)"
    case .keyIsMissing(let path): "key          \(path) is missing: heads cannot be signed until it is put there"
    case .saved(let entries, let heads, let path):
      "saved        \(entries.of("entry", "entries")) and \(heads.of("signed head", "signed heads")) into \(path)"
    case .stoppedAt(let stop): "stopped      \(stop.english)"
    case .headsBeyond(let entries, let gone):
      "lost         a head was signed over \(entries.of("entry", "entries")): \(gone) of them are gone"
    case .lostOfEntry(let entry, let names): "lost         of entry #\(entry): \(names.commas)"
    case .mended(let count):
      "mended       \(count.of("hash that follows from what it stands beside", "hashes that follow from what they stand beside"))"
    case .rebuilt(let cases, let entries, let isCheck):
      "\(isCheck ? "the same    " : "made again  ") \(cases.of("case", "cases")) from \(entries.of("entry", "entries"))"
    case .tablesDiffer(let difference): "differs      \(difference.english)"
    case .tablesAreSame(let cases, let entries):
      "read tables  \(cases.of("case", "cases")) are byte for byte what \(entries.of("entry", "entries")) make of them"
    case .howToRebuild(let store): "so           convenant rebuild --store \(store) makes them again"
    case .undecidable(let count, let first):
      "erased       \(count) acts rest on values that were erased and cannot be decided again, the first is #\(first)"
    case .gateDiffers(let difference, let count):
      "gate         \(difference.english); what is recorded stands (\(count) differ)"
    case .gateIsSame(let version, let entries):
      "gate         this engine (\(version)) gives the same answer to all \(entries.of("entry", "entries"))"
    case .definitionsAreSound(let region, let files, let kinds, let roles, let lines):
      "definitions  \(region.map { "\($0): " } ?? "")\(files.of("file", "files")), \(kinds.of("kind", "kinds")), \(roles.of("role", "roles")), \(lines.of("RASCI line", "RASCI lines")): sound"
    case .fileIsUnused(let path): "unused       \(path): no region uses it, so it is not checked"
    case .watching(let path): "watching     \(path): Ctrl-C ends it"
    case .coverageNeedsCases: "--coverage says what the cases put to use, so they must run"
    case .watchesInText: "--watch says what it finds as text"
    case .explored(
      let region, let kind, let states, let ofStates, let events, let ofEvents, let situations, let isWhole):
      "explored     \(region.map { "\($0) " } ?? "")\(kind): \(states) of \(ofStates) states, \(events) of \(ofEvents) events met in \(situations.of("situation", "situations"))\(isWhole ? "" : "; there are more")"
    case .cannotEndWithout(let roles):
      "absent       it cannot end while nobody is \(roles.joined(separator: " or nobody is "))"
    case .takesTwoOf(let roles):
      "absent       it takes two persons who are \(roles.joined(separator: ", and two who are "))"
    case .standsStill(let role, let isAlone, let state, let event):
      "             \(event) in \"\(state)\" waits, for one, while \(isAlone ? "only one person is" : "nobody is") \(role)"
    case .statesNotMet(let names): "undecided    not met within the bounds: \(names.commas)"
    case .eventNotMet(let name, let by):
      "undecided    \(name) was never taken\(by.isEmpty ? "" : ": \(by.commas)")"
    case .casesWere(let passed, let failed): "cases        \(passed) passed, \(failed) failed"
    case .covered(let kind, let states, let transitions, let requirements, let laws):
      "covered      \(kind ?? "all"): states \(states.some) of \(states.all), transitions \(transitions.some) of \(transitions.all), requirements \(requirements.some) of \(requirements.all), laws \(laws.some) of \(laws.all)"
    case .notCovered(.state, let name): "  no case    comes to the state \(name)"
    case .notCovered(.transition, let name): "  no case    takes \(name)"
    case .notCovered(.requirement, let name): "  no case    sees both answers of \(name)"
    case .notCovered(.law, let name): "  no case    asks the law \(name)"
    case .caseWent(let passed, let file, let name): "\(passed ? "passes" : "FAILS")  \(file): \(name)"
    case .isNoText(let path): "\(path) is no UTF-8 text"
    case .noDefinitions(let folder): "there are no definitions in \(folder)"
    case .definitionsForm:
      "expected Workflows/<name>/workflow.yaml and Plugins/<name>/plugin.yaml; name the folder with --definitions"
    case .welcome: "convenant: help explains, quit leaves"
    case .noLanguage(let text): "--lang is en or nl, not \(text)"
    case .noOutput(let text): "--output is table, json, csv, markdown or html, not \(text)"
    case .editing(let words): words.english

    // Help
    case .example: "example: "
    case .eventForm: "EVENT CASE FIELD: VALUE …"
    case .fireAnEvent: "fire an event; see: kinds"
    case .fieldList(let fields):
      "fields: " + fields.map { "\($0.name) (\($0.type)\($0.isRequired ? ", required" : ""))" }.commas
    case .summary(let topic): topic.english
    case .helpLine(let form, let message): Message.helpLine(form, message.english)
    case .indented(let depth, let messages): "  ".repeated(depth) + messages.map(\.english).joined()

    // Refusals and problems
    case .because(let reason, let actor): reason.english(actor)
    case .remedy(let reason): reason.englishRemedy ?? ""
    case .problem(let problem): problem.english
    }
  }
}
