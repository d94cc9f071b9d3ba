import Calendar
@testable import Commands
@testable import Definitions
import Diagnostics
@testable import Engine
import Exchange
import FEEL
import Foundation
@testable import Governance
@testable import Journal
import TestSupport
import Testing

private let date = CivilDate(dayNumber: 23_000)
private let place = Citation(name: "Q9.yaml", line: 9)
private let seen = Reason.Seen(
  condition: "Q3", place: place,
  values: [.init(name: "Q4", value: "Q5", isOpen: true), .init(name: "Q6", value: nil, isOpen: false)], fault: "Q7")
private let holder = Reason.Holder(name: "Q3", role: "Q4", grant: "Q5")

/// One of every reason, with marks for what it holds.
let everyReason: [Reason] = [
  .noSuchCase("Q1"), .caseExists("Q1"), .badName("Q1"), .noSuchKind("Q1", near: "Q2"), .noSuchKind("Q1", near: nil),
  .noSuchEvent(kind: "Q1", event: "Q2", near: "Q3"), .notByPeople(event: "Q1", source: .clock),
  .notByPeople(event: "Q1", source: .engine), .notByPeople(event: "Q1", source: .role), .unknownField("Q1", near: "Q2"),
  .madeByOthers(kind: "Q1", makers: ["Q2", "Q3"]),
  .missingField(name: "Q1", type: "Q2"), .wrongField(name: "Q1", type: "Q2", found: "Q3", sample: "Q4"),
  .datePassed(name: "Q1"), .noSuchReference(field: "Q1", id: "Q2", kind: "Q3"),
  .noSuchReference(field: "Q1", id: "Q2", kind: nil), .kept(name: "Q1", event: "Q2", place: place),
  .kept(name: "Q1", event: nil, place: place),
  .notInRole(
    letter: .responsible, wanted: ["Q1"], accountable: "Q2", has: ["Q6"], activity: place,
    could: [holder, holder.withoutName]),
  .notInRole(letter: .accountable, wanted: ["Q1"], accountable: "Q1", has: [], activity: nil, could: []),
  .notInRole(letter: .support, wanted: [], accountable: "Q2", has: [], activity: place, could: []),
  .lapsed(grant: "Q1", what: .assignment, from: date, until: date, role: "Q2"),
  .lapsed(grant: "Q1", what: .delegation, from: nil, until: nil, role: "Q2"),
  .lapsed(grant: "Q1", what: .mandate, from: nil, until: date, role: "Q2"), .unknownPerson(account: "Q1"),
  .unknownPerson(account: nil), .left(person: "Q1"), .accountTaken(account: "Q1", person: "Q2"),
  .accountTaken(account: nil, person: "Q2"), .noMandate(role: "Q1", activity: "Q2", place: place),
  .separated(name: "Q1", roles: ["Q2", "Q3"], of: nil, reason: Localized(en: "Q4 en", nl: "Q4 nl"), place: place),
  .separated(name: "Q1", roles: ["Q2", "Q3"], of: "Q5", reason: Localized(en: "Q4 en", nl: "Q4 nl"), place: place),
  .separated(name: "Q1", roles: ["Q2", "Q3"], of: "", reason: Localized(en: "Q4 en", nl: "Q4 nl"), place: place),
  .misplacedRole(role: "Q1", kind: "Q2", scope: "Q3", field: "Q4"),
  .misplacedRole(role: "Q1", kind: "Q2", scope: nil, field: "Q4"),
  .otherKind(field: "Q1", id: "Q2", kinds: ["Q3", "Q4"]),
  .fourEyes(entry: 41, place: place), .notHeard(role: "Q1", event: "Q2", asked: date, place: place),
  .notHeard(role: "Q1", event: "Q2", asked: nil, place: place),
  .notInState(event: "Q1", state: "Q2", possible: ["Q3"], place: place),
  .notInState(event: "Q1", state: "Q2", possible: [], place: place), .noGuard(event: "Q1", guards: [seen, seen]),
  .unmet(name: "Q1", seen, hint: Localized(en: "Q8 en", nl: "Q8 nl")), .unmet(name: "Q1", seen, hint: nil),
  .overCeiling(mandate: "Q1", activity: "Q2", place: place), .tooSoon(name: "Q1", least: date, place: place),
  .outOfBounds(name: "Q1", from: "Q2", to: "Q3"), .outOfBounds(name: "Q1", from: "Q2", to: nil),
  .outOfBounds(name: "Q1", from: nil, to: "Q2"),
  .law(name: "Q1", title: Localized(en: "Q8 en", nl: "Q8 nl"), source: "Q2", subject: "Q3", seen),
  .failed(.expression("Q1"), place: place), .failed(.initial(field: "Q1", type: "Q2", found: "Q3"), place: nil),
  .failed(.creationPending, place: place), .failed(.endless(kind: "Q1"), place: place),
  .failed(.tooMany(1000), place: nil),
  .consequence(.init(event: "Q1", subject: "Q2"), [.datePassed(name: "Q3"), .noSuchCase("Q4")]),
  .noOpenAct(entry: 41, open: [42, 43]), .noOpenAct(entry: 41, open: []),
  .stillOpen([Waiting(entry: 41, subject: "Q1")]), .alreadyErased(field: "Q1", entry: 41),
  .stale(subject: "Q1", changed: 42, basis: 41), .notSimulated, .cannotMove(states: ["Q1"], place: place),
  .losesDuties(["Q1", "Q2"]), .isCurrent("Q1"), .stillNeeded(["Q1"]),
  .delegationLoop(by: "Q1", person: "Q2", chain: ["Q3"]), .delegationLoop(by: nil, person: nil, chain: ["Q3"]),
]

private let journalProblems: [JournalProblem] = [
  .missing("Q1"), .exists("Q1"), .notAStore("Q1"), .newer("Q1"), .locked("Q1"), .keyMissing("Q1"), .keyMissing(""),
  .keyUnfit("Q1"), .keyForeign("Q1"), .readOnly("Q1"), .full("Q1"), .broken("Q1", "Q2"),
]

private let receipt = Receipt(
  entry: 41, subject: "Q1", kind: "Q2", verb: .fire("Q3"), outcome: .refused, reasons: [.noSuchCase("Q4")], role: "Q5",
  authority: [], informed: [], notice: nil, state: "Q6", before: nil, pinned: nil, passedOver: [], followed: [],
  instant: Instant(milliseconds: 0))

private let storeProblems: [StoreProblem] =
  journalProblems.map { .journal($0) } + [
    .definitions(Diagnostics([Diagnostic(Code("test.code"), "Q1")])), .damaged("Q1"), .notSimulated,
    .notVouchedFor("Q1"),
    .strangerTo("Q1"), .backwards(now: "Q1"), .refused(receipt), .unknownEntry(41, of: 40), .laterSize(42, than: 41),
    .givenTwice(field: "Q1"),
    .neverSeen("Q1"),
    .unknownName("Q1", near: "Q2"), .unknownName("Q1", near: nil), .unknownCase("Q1"), .keyChanged, .noRole("Q1"),
    .noBytes(field: "Q1"),
    .withheld("Q1", readers: ["Q2"]), .withheld("Q1", readers: []),
  ]

private let verbs: [Verb] = [
  .fire("Q1"), .approve(3), .reject(4), .ratify(5), .consult("Q1"), .advise("Q1"), .prepare("Q1"), .schedule("Q1"),
  .retime, .erase("Q1"), .upgrade, .begin, .recover, .adopt, .rotateKey, .runUnder, .goTo,
]
private let deals: [Deal] = [
  .event("Q1"), .schedule("Q1"), .approve(entry: 41, event: "Q1"), .ratify(entry: 41, event: "Q1"),
  .answer(entry: 41, event: "Q1", disagreed: 42),
]
private let names: [Named] = [.name("Q1"), .withheld, .erased, .engine]
private let rebuildings: [Rebuilding.Difference] = [
  .index, .missing("Q1"), .other("Q1"), .timers("Q1"), .links("Q1"), .count(stored: 41, entries: 42),
]
private let replays: [Replay.Difference] = [
  .decision(entry: 41, recorded: "Q1", now: "Q2"), .authority(entry: 41, recorded: ["Q1"], now: ["Q2"]),
  .sets(entry: 41, field: "Q1"), .value(entry: 41, field: "Q1"), .following(entry: 41, recorded: 42, now: 43),
]
private let stops: [Recovered.Stop] = [
  .unreadable(from: 41), .missing(41, last: 42), .notOurFormat(41), .lostValues(41), .doesNotVerify(41),
]
private let becauses: [Step.Because] = [
  .expression("Q1", place), .part, .entry(41, verb: .fire("Q1"), date: date, isInitial: true),
  .entry(41, verb: nil, date: date, isInitial: false), .query(kind: "Q1", via: "Q2", place),
  .query(kind: "Q1", via: nil, place), .constant, .neverSet,
  .rules([41, 42], place), .rules([43], place), .rules([], place),
]
private let turns: [Turn] = [
  Turn(rule: .named("Q1"), date: date, refuses: true, timer: ("Q2", place)),
  Turn(rule: .state, date: date, refuses: false, timer: nil),
]
private let open = SeenOpenAct(
  entry: 41, event: "Q1", account: "Q2", role: "Q3", tookEffect: false, disagreed: nil,
  fields: [("Q4", .string("Q5")), ("Q6", .withheld("Q7"))])
private let nameless = SeenOpenAct(
  entry: 41, event: "Q1", account: nil, role: "Q3", tookEffect: true, disagreed: 42, fields: [])
private let bundled: Bundled = {
  var bundled = Bundled()
  bundled.entries = 41
  bundled.withheld = 42
  return bundled
}()
private let line = Activity(
  kind: "k", event: "e", responsible: ["Q1"], accountable: "Q2", approval: .before, support: [], consulted: ["Q3"],
  informed: [], fourEyes: .approver, mandate: false, place: Place(Source(name: "Q9", text: "x"), 0..<1))

/// One of every message, with marks for what it holds.
private let everyMessage: [Message] =
  Message.Expected.allCases.map { .expected($0) } + [.expectedAtEnd(.kind)]
  + [
    .expectedEndOfLine(found: "Q1"), .lineTooLong(name: "Q1", line: 41), .noStore(at: "Q1"), .noStore(at: nil),
    .howToBegin, .neitherCommandNorEvent("Q1"), .noCase("Q1"), .noSuchDate("Q1"), .dateForm, .noFieldHere("Q1"),
    .takesNoFields, .fieldsAre(["Q1", "Q2"]), .fieldTwice("Q1"), .stayBehind(["Q1"]), .allOf(41),
    .noIDComes(of: ["Q1"]), .noIDComes(of: []),
    .fieldWants(name: "Q1", type: "Q2"),
    .textBetweenQuotes, .writeField("Q1", "Q2"),
    .didYouMean("Q1"), .choose(["Q1"]), .tableTakes("Q1", ["Q2"]), .idForm, .noHelp("Q1"), .diagnostic("Q1"),
    .storeIsOpen,
    .startWithAnotherStore, .noSuchZone("Q1"), .whoIsAdministrator, .liveBeginsAs("Q1"),
    .liveBeginsNow, .begun(mode: .live, instant: "Q1", kinds: 41, region: "Q2", administrator: "Q3"),
    .begun(mode: .simulation, instant: "Q1", kinds: 41, region: nil, administrator: "Q3"), .inMemoryOnly,
    .liveActsAsYourself("Q1"), .askThemToAct("Q1"), .whoActs, .nothingWaits(subject: "Q1", ratify: true),
    .nothingWaits(subject: "Q1", ratify: false), .severalWait, .sayWhich(["Q1"]), .alreadyInForce,
    .upgraded(kind: "Q1", count: 41, refused: 42), .nothingChanges("Q1"), .andMore(41), .notDone, .valuesTaken(41),
    .stillHeld(["Q1"]), .goneEarly(name: "Q1", until: date), .stillInFile, .onlyReadingInThePast, .timeIsAlready(date),
    .clockAt(date, acts: 0),
    .clockAt(date, acts: 41), .progress(41, date), .passedOver([date]),
    .passedOver((0..<9).map { CivilDate(dayNumber: 23_000 + $0) }), .createdUnder(definitions: "Q1"),
    .mustApprove(["Q1"]), .firedFirst(1), .firedFirst(2), .overdue(count: 1, since: date),
    .overdue(count: 2, since: date), .youHaveNoRole, .withheldFrom("Q1", readers: ["Q2"], place: place),
    .withheldFrom("Q1", readers: [], place: nil),
  ] + Message.See.allCases.map { .see($0) } + Message.Why.allCases.map { .whyWord($0) } + [.afterApproval]
  + turns.flatMap { [.turn($0, wasRefused: true), .turn($0, wasRefused: false)] }
  + [.nobodyInRole, .holder(holder), .holder(holder.withoutName), .line(line)] + becauses.map { .stepBecause($0) }
  + [.explanationIsCut, .caseHasNo(subject: "Q1", name: "Q2"), .groundsAre([("Q1", 41)])]
  + Heading.allCases.map { .heading($0) } + ["accepted", "pending", "refused"].map { .outcome($0) }
  + verbs.map { .verb($0) } + deals.map { .deal($0) }
  + [.lack(.requirement("Q1")), .lack(.nobody(["Q1"])), .lack(.reason(.noSuchCase("Q1")))]
  + Message.ChangeWord.allCases.map { .changed($0) } + Upgrade.Part.allCases.map { .upgradePart($0) }
  + names.map { .named($0) }
  + [
    .erasedBy(entry: 41), .erasedBy(entry: nil), .withheld, .stateBefore(absent: true), .told(role: "Q1"),
    .told(role: nil), .toldThat(role: "Q1", Localized(en: "Q2", nl: "Q2")),
    .noticed(["Q1"], Localized(en: "Q2", nl: "Q2")), .empty(.nothing), .empty(.noEntries), .empty(.noTasks),
    .empty(.noChanges),
    .empty(.neverHadAValue),
    .empty(.nothingToShow), .empty(.nothingUntilThen), .empty(.asPlanned), .empty(.noneOf("Q1")),
    .olderEntries(first: 41), .late, .missing(["Q1"]), .taskMark, .isDue, .since(date, entry: 41), .openAct(open),
    .openAct(nameless), .causedBy(41), .timerIs(name: "Q1", date: date), .current,
  ] + DocumentTerms.Classification.allCases.map { .classified($0) } + Timeline.Unit.allCases.map { .timelineLegend($0) }
  + DrawingWord.allCases.map { .drawn($0) }
  + Message.TraceWord.allCases.map { .traced($0) }
  + [
    .drawingLegend(ofCase: true), .drawingLegend(ofCase: false), .drawingSaved("Q1"), .arrowsLeftOut, .matrixForms,
    .notLaidOut, .drawWithoutGraphviz,
    .holds(true), .holds(false), .seenBy(seen),
  ]
  + [
    .knownAs(.name("Q1"), "asserted"), .restedOn(id: "Q1", entry: 41, fields: "Q2"),
    .restedOn(id: "Q1", entry: 41, fields: ""), .ratherThan(["Q1"]),
    .laterBy(.name("Q1"), entry: 41, role: "Q2", grants: "Q3"), .joined([.text("Q1"), .words(.late)]), .creates("Q1"),
    .untilWhen, .fromWhen, .planLooksAhead(date), .pastIsElsewhere, .cannotWrite("Q1"), .nameANewFile,
    .planSaved(file: "Q1", lines: 41, entries: 42), .noSavedPlan("Q1"), .howToSavePlan, .planOfAnotherStore("Q1"),
    .planLooksUntil(date), .planHolds, .entriesSince(count: 41, from: 42), .nothingDoneYet,
    .expectedOutcome("Q1", found: "Q2"), .ruleNotAmong("Q1", ["Q2"]), .caseIsIn(subject: "Q1", state: "Q2"),
    .notSo("Q1"), .valuesAre([("Q2", "Q3"), ("Q4", "Q5")]), .cannotReadFile("Q1"), .firstRowNamesColumns("Q1"),
    .createIsTried, .notYet(date), .endsBefore(from: date, until: date), .oneLineOnly,
    .columnTwice(place: "Q1", "Q2"), .quoteNotClosed(place: "Q1"),
    .wrongColumnCount(place: "Q1", found: 41, wanted: 42), .rowNoEvent(place: "Q1", kind: "Q2", event: "Q3"),
    .rowNoField(place: "Q1", event: "Q2", field: "Q3"), .rowWrongType(place: "Q1", field: "Q2", type: "Q3"),
    .rowRefused(place: "Q1"), .imported(rows: 41, refused: 42, dry: true), .imported(rows: 41, refused: 42, dry: false),
    .refusedUnexpectedly(place: "Q1"), .scriptIsNoText("Q1"), .lineIsNoText, .isItAnotherFile, .noSuchFile("Q1"),
    .fileNotTaken("Q1", .empty), .fileNotTaken("Q1", .name), .fileNotTaken("Q1", .other(than: "Q2")),
    .fileNotTaken("Q1", .tooLarge(size: 41 << 20, most: 42 << 20)), .noDocumentsHere("Q1"), .nothingTakesItNow,
    .severalTakeIt, .noDocumentIn(field: "Q1", subject: "Q2"), .expectedNumberUpTo(41), .severalDocuments,
    .bytesAreGone("Q1"), .documentSaved(file: "Q1", size: 41, hash: "Q2"), .lostDocument(entry: 41, hash: "Q1"),
    .documentsSaved(41), .empty(.noDocuments), .bundleWritten(file: "Q1", bundled),
    .checkBundle("Q1"), .withoutLaterEntries(41), .shortCode("Q1"), .originForm, .whichStore, .cannotReadPath("Q1"),
    .isPathRight, .alreadyThere("Q1"), .noSignedHead("Q1"), .expectedCheckpoint, .noShortCode("Q1"), .shortCodeForm,
    .keyForm, .noProof, .proofForms, .proofHolds(claim: "Q1", true), .proofHolds(claim: "Q1", false), .isItABundle,
    .copied(to: "Q1", withKey: true), .copied(to: "Q1", withKey: false), .backupIsTheStore("Q1"), .nothingWasChanged,
    .doesNotVerify("Q1"), .isTheDiskInOrder, .saveItFirst, .anotherStore("Q1"), .replaceWithAnother,
    .wouldLose(store: "Q1", entries: 41, shared: 43, isForked: true),
    .wouldLose(store: "Q1", entries: 41, shared: 43, isForked: false), .toLoseThem(41),
    .erasureComesBack(entry: 41, field: "Q1", subject: "Q2"), .keptAside("Q1"), .restored(entries: 41, to: "Q1"),
    .keyIsMissing("Q1"), .saved(entries: 41, heads: 42, to: "Q1"), .headsBeyond(entries: 41, gone: 42),
    .lostOfEntry(41, ["Q1"]), .mended(41), .rebuilt(cases: 41, entries: 42, isCheck: true),
    .rebuilt(cases: 41, entries: 42, isCheck: false), .tablesAreSame(cases: 41, entries: 42),
    .howToRebuild(store: "Q1"), .undecidable(count: 41, first: 42), .gateIsSame(version: "Q1", entries: 41),
    .fileIsUnused("Q1"), .definitionsAreSound(region: "Q1", files: 41, kinds: 42, roles: 43, lines: 44),
    .definitionsAreSound(region: nil, files: 41, kinds: 42, roles: 43, lines: 44),
    .watching("Q1"), .watchesInText, .coverageNeedsCases,
    .explored(
      region: "Q1", kind: "Q2", states: 41, ofStates: 42, events: 43, ofEvents: 44, situations: 45, isWhole: true),
    .explored(
      region: nil, kind: "Q2", states: 41, ofStates: 42, events: 43, ofEvents: 44, situations: 1, isWhole: false),
    .cannotEndWithout(["Q1", "Q2"]), .takesTwoOf(["Q1", "Q2"]),
    .standsStill(role: "Q1", isAlone: true, state: "Q2", event: "Q3"),
    .standsStill(role: "Q1", isAlone: false, state: "Q2", event: "Q3"), .statesNotMet(["Q1", "Q2"]),
    .eventNotMet("Q1", by: ["Q2", "Q3"]), .eventNotMet("Q1", by: []),
    .casesWere(passed: 41, failed: 42),
    .covered(
      "Q1", states: .init(41, of: 42), transitions: .init(41, of: 42), requirements: .init(41, of: 42),
      laws: .init(41, of: 42)),
    .covered(
      nil, states: .init(41, of: 42), transitions: .init(41, of: 42), requirements: .init(41, of: 42),
      laws: .init(41, of: 42)), .notCovered(.law, "Q1"), .notCovered(.state, "Q1"), .notCovered(.requirement, "Q1"),
    .notCovered(.transition, "Q1"),
    .caseWent(passed: true, file: "Q1", name: "Q2"), .caseWent(passed: false, file: "Q1", name: "Q2"),
    .isNoText("Q1"), .noDefinitions(folder: "Q1"), .definitionsForm, .welcome,
    .noLanguage("Q1"), .noOutput("Q1"),
  ] + editing.map { .editing($0) } + stops.map { .stoppedAt($0) } + rebuildings.map { .tablesDiffer($0) }
  + replays.map { .gateDiffers($0, count: 41) }
  + [.example, .eventForm, .fireAnEvent, .fieldList([("Q1", "Q2", true), ("Q3", "Q4", false)])]
  + Topic.allCases.map { .summary($0) }
  + [
    .helpLine(form: "Q1", .late), .helpLine(form: String(repeating: "Q1", count: 60), .late),
    .indented(2, [.late, .choose(["Q1"])]),
  ]
  + everyReason.flatMap { [.because($0, actor: "Q0"), .because($0, actor: nil), .remedy($0)] }
  + storeProblems.map { .problem($0) }

/// One of everything that is said to authors of definitions.
private let editing: [Message.Editing] =
  Definition.Sort.allCases.map { .what(Definition($0, "Q1", of: "Q2", in: "Q3")) }
  + [
    .what(Definition(.role, "Q1")), .typeIs("Q1", isRequired: true), .typeIs("Q1", isRequired: false), .valueIs("Q1"),
    .takes(["Q1"]), .definedAt([place]), .textTooLarge("Q1", most: 41), .nothingToRename,
    .keepsItsName(Definition(.kind, "Q1")), .severalAreMeant([Definition(.field, "Q1", of: "Q2")]),
    .solveFirst(place, "Q1"), .solveFirst(nil, "Q1"), .noName("Q1"), .unclear(place, "Q1"),
    .wouldBreak(place, "Q1"), .wouldBreak(nil, "Q1"), .wouldMeanOther("Q1", "Q2"),
    .caseWouldFail(file: "Q1", name: "Q2"), .written("Q1"), .nowType(["Q1", "Q2"]), .isThere("Q1"), .noWorkflow("Q1"),
    .kindIsThere("Q1", place), .noKindsIn("Q1"), .noFolderName("Q1"), .wouldNotPass("Q1"), .noRegion("Q1", ["Q2"]),
    .noRegion("Q1", []),
  ]

/// The names of an enumeration's cases, as its source has them.
private func cases(of name: String, in file: String) throws -> Set<String> {
  let text = try String(contentsOf: project.appending(path: file), encoding: .utf8)
  let start = try #require(text.range(of: "enum \(name): "))
  let body = text[start.upperBound...].prefix { _ in true }
  var names: Set<String> = []
  for line in body.split(separator: "\n") {
    if line == "}" { break }
    if line.hasPrefix("  case ") {
      names.insert(String(line.dropFirst(7).prefix { $0.isLetter || $0.isNumber }))
    }
  }
  return names
}

/// What a value is called: the name of its case.
private func name(_ value: Any) -> String { String("\(value)".prefix { $0.isLetter || $0.isNumber }) }

@Suite struct Words {
  @Test func ofEveryMessageAreHereInBothLanguages() throws {
    let known = Set(everyMessage.map(name))
    let all = try cases(of: "Message", in: "Sources/Commands/Words/Message.swift")
    #expect(all.subtracting(known).isEmpty, "no sample of these")
    #expect(try cases(of: "Reason", in: "Sources/Governance/Reason.swift").subtracting(everyReason.map(name)).isEmpty)
    #expect(
      try cases(of: "StoreProblem", in: "Sources/Engine/Problem.swift").subtracting(storeProblems.map(name)).isEmpty)
    #expect(
      try cases(of: "JournalProblem", in: "Sources/Journal/Storage.swift").subtracting(journalProblems.map(name))
        .isEmpty)
  }

  @Test func sayTheSameOfTheSameThingsInBoth() {
    // Words that are the same in both, or that hold nothing but what they were given.
    let alike: Set = [
      "diagnostic", "choose", "groundsAre", "holder", "named", "timerIs", "restedOn", "joined", "verb", "heading",
      "knownAs",
      "laterBy", "openAct", "shortCode", "rowRefused", "stepBecause", "deal", "since", "lack", "summary", "line",
      "eventForm",
      "because", "remedy", "turn", "progress", "problem",
    ]
    for message in everyMessage {
      let (english, dutch) = (message.text(.en), message.text(.nl))
      let isAlike = alike.contains(name(message))
      if !isAlike || english.isEmpty != dutch.isEmpty {
        #expect(!english.isEmpty && !dutch.isEmpty, "\(name(message)): \(english) / \(dutch)")
      }
      if !isAlike { #expect(english != dutch, "\(name(message)) is not translated: \(english)") }
      for text in [english, dutch] {
        for odd in ["Optional(", "nil", "  because", "(Q", "[]"] where odd != "(Q" {
          #expect(!text.contains(odd), "\(name(message)): \(text)")
        }
      }
      #expect(marks(english) == marks(dutch), "\(english) / \(dutch)")
    }
  }

  /// The marks of samples and the numbers that a text tells.
  private func marks(_ text: String) -> Set<String> {
    Set(text.matches(of: /Q[0-9]|\b4[0-9]\b/).map { String($0.output) })
  }

  @Test func ofEveryMessageAreUsedSomewhere() throws {
    let base = project.appending(path: "Sources")
    let walker = try #require(FileManager.default.enumerator(atPath: base.path))
    let files = walker.compactMap { $0 as? String }.filter {
      $0.hasSuffix(".swift") && !$0.hasPrefix("Commands/Words/")
    }
    let code = try files.map { try String(contentsOf: base.appending(path: $0), encoding: .utf8) }.joined()
    for name in try cases(of: "Message", in: "Sources/Commands/Words/Message.swift") {
      #expect(code.contains(".\(name)"), "nothing says \(name)")
    }
    for heading in Heading.allCases { #expect(code.contains(".\(heading)"), "no table has \(heading)") }
  }
}

@Suite struct RecordsOfReasons {
  @Test func areReadAsTheyWereWritten() throws {
    for reason in everyReason {
      let text = Reason.record([reason])
      let read = try JSONDecoder().decode([Reason].self, from: Data(text.utf8))
      #expect(read.count == 1 && "\(read[0])" == "\(reason)", "\(text)\n\(read)\n\(reason)")
    }
    #expect(Reason.record([]) == "[]")
    #expect(
      try JSONDecoder().decode([Reason].self, from: Data(Reason.record(everyReason).utf8)).count == everyReason.count)
  }
}
