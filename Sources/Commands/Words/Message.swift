/// Everything the product says, as cases with data. Their words stand side by side in `English.swift` and `Dutch.swift`, and
/// nowhere else.

import Calendar
import Definitions
import Diagnostics
import Engine
import Exchange
import FEEL
import Governance
import Journal

/// Something that is said to a user.
public indirect enum Message: Sendable {
  // MARK: Reading a line
  /// Something else was expected here.
  case expected(Expected)
  /// The same at the end of a line.
  case expectedAtEnd(Expected)
  case expectedEndOfLine(found: String)
  case lineTooLong(name: String, line: Int)
  case noStore(at: String?)
  case howToBegin
  case neitherCommandNorEvent(String)
  case noCase(String)
  case noSuchDate(String)
  case dateForm
  case noFieldHere(String)
  case takesNoFields
  case fieldsAre([String])
  case noIDComes(of: [String])
  case fieldTwice(String)
  case fieldWants(name: String, type: String)
  case textBetweenQuotes
  case writeField(String, String)
  case didYouMean(String)
  case choose([String])
  case tableTakes(String, [String])
  case see(See)
  case idForm
  case noHelp(String)
  case diagnostic(String)

  // MARK: Beginning and acting
  case storeIsOpen
  case startWithAnotherStore
  case noSuchZone(String)
  case whoIsAdministrator
  case liveBeginsAs(String)
  case liveBeginsNow
  case begun(mode: Mode, instant: String, kinds: Int, region: String?, administrator: String)
  case inMemoryOnly
  case liveActsAsYourself(String)
  case askThemToAct(String)
  case whoActs
  case nothingWaits(subject: String, ratify: Bool)
  case severalWait
  case sayWhich([String])
  case alreadyInForce
  case upgraded(kind: String, count: Int, refused: Int)
  case stayBehind([String])
  case allOf(Int)
  case nothingChanges(String)
  case andMore(Int)
  case notDone
  case valuesTaken(Int)
  case stillHeld([String])
  case goneEarly(name: String, until: CivilDate)
  case stillInFile
  case onlyReadingInThePast
  case timeIsAlready(CivilDate)
  case clockAt(CivilDate, acts: Int)
  case progress(Int, CivilDate)
  case passedOver([CivilDate])
  case createdUnder(definitions: String)
  case mustApprove([String])
  case firedFirst(Int)
  case overdue(count: Int, since: CivilDate)
  case youHaveNoRole
  case withheldFrom(String, readers: [String], place: Citation?)

  // MARK: Explaining
  case whyWord(Why)
  case afterApproval
  case turn(Turn, wasRefused: Bool)
  case nobodyInRole
  case holder(Reason.Holder)
  case line(Activity)
  case stepBecause(Step.Because)
  case explanationIsCut
  case caseHasNo(subject: String, name: String)
  case groundsAre([(name: String, entry: Int)])

  // MARK: Tables and records
  case heading(Heading)
  case outcome(String)
  case verb(Verb)
  case deal(Deal)
  case lack(Lack)
  case changed(ChangeWord)
  case upgradePart(Upgrade.Part)
  case named(Named)
  case erasedBy(entry: Int?)
  case withheld
  case stateBefore(absent: Bool)
  case told(role: String?)
  case toldThat(role: String, Localized)
  case noticed([String], Localized)
  case empty(Empty)
  case olderEntries(first: Int)
  case late
  case missing([String])
  case taskMark
  case isDue
  case since(CivilDate, entry: Int)
  case openAct(SeenOpenAct)
  case causedBy(Int)
  case timerIs(name: String, date: CivilDate)
  case current
  case timelineLegend(Timeline.Unit)
  case drawn(DrawingWord)
  case drawingLegend(ofCase: Bool)
  case arrowsLeftOut
  case drawingSaved(String)
  case matrixForms
  case notLaidOut
  case drawWithoutGraphviz
  case traced(TraceWord)
  case holds(Bool)
  case seenBy(Reason.Seen)
  case knownAs(Named, String)
  case restedOn(id: String, entry: Int, fields: String)
  case ratherThan([String])
  case laterBy(Named, entry: Int, role: String, grants: String)
  /// Cells one behind the other.
  case joined([Cell])
  case creates(String)

  // MARK: Plans
  case untilWhen
  case fromWhen
  case planLooksAhead(CivilDate)
  case pastIsElsewhere
  case cannotWrite(String)
  case nameANewFile
  case planSaved(file: String, lines: Int, entries: Int)
  case noSavedPlan(String)
  case howToSavePlan
  case planOfAnotherStore(String)
  case planLooksUntil(CivilDate)
  case planHolds
  case entriesSince(count: Int, from: Int)

  // MARK: Expectations and imports
  case nothingDoneYet
  case expectedOutcome(String, found: String)
  case ruleNotAmong(String, [String])
  case caseIsIn(subject: String, state: String)
  case notSo(String)
  case valuesAre([(name: String, value: String)])
  case cannotReadFile(String)
  case firstRowNamesColumns(String)
  case createIsTried
  case notYet(CivilDate)
  case endsBefore(from: CivilDate, until: CivilDate)
  case oneLineOnly
  case columnTwice(place: String, String)
  case quoteNotClosed(place: String)
  case wrongColumnCount(place: String, found: Int, wanted: Int)
  case rowNoEvent(place: String, kind: String, event: String)
  case rowNoField(place: String, event: String, field: String)
  case rowWrongType(place: String, field: String, type: String)
  case rowRefused(place: String)
  case imported(rows: Int, refused: Int, dry: Bool)
  case refusedUnexpectedly(place: String)
  case scriptIsNoText(String)
  case lineIsNoText
  case isItAnotherFile

  // MARK: Documents
  case noSuchFile(String)
  case fileNotTaken(String, IncomingFile.Fault)
  case noDocumentsHere(String)
  case nothingTakesItNow
  case severalTakeIt
  case noDocumentIn(field: String, subject: String)
  case expectedNumberUpTo(Int)
  case severalDocuments
  case bytesAreGone(String)
  case documentSaved(file: String, size: Int, hash: String)
  case classified(DocumentTerms.Classification)
  case lostDocument(entry: Int, hash: String)
  case documentsSaved(Int)

  // MARK: Trust
  case bundleWritten(file: String, Bundled)
  case checkBundle(String)
  case withoutLaterEntries(Int)
  case shortCode(String)
  case originForm

  // MARK: Tools on files
  case whichStore
  case cannotReadPath(String)
  case isPathRight
  case alreadyThere(String)
  case noSignedHead(String)
  case expectedCheckpoint
  case noShortCode(String)
  case shortCodeForm
  case keyForm
  case noProof
  case proofForms
  case proofHolds(claim: String, Bool)
  case isItABundle
  case copied(to: String, withKey: Bool)
  case backupIsTheStore(String)
  case nothingWasChanged
  case doesNotVerify(String)
  case isTheDiskInOrder
  case saveItFirst
  case anotherStore(String)
  case replaceWithAnother
  case wouldLose(store: String, entries: Int, shared: Int, isForked: Bool)
  case toLoseThem(Int)
  case erasureComesBack(entry: Int, field: String, subject: String)
  case keptAside(String)
  case restored(entries: Int, to: String)
  case keyIsMissing(String)
  case saved(entries: Int, heads: Int, to: String)
  case stoppedAt(Recovered.Stop)
  case headsBeyond(entries: Int, gone: Int)
  case lostOfEntry(Int, [String])
  case mended(Int)
  case rebuilt(cases: Int, entries: Int, isCheck: Bool)
  case tablesDiffer(Rebuilding.Difference)
  case tablesAreSame(cases: Int, entries: Int)
  case howToRebuild(store: String)
  case undecidable(count: Int, first: Int)
  case gateDiffers(Replay.Difference, count: Int)
  case gateIsSame(version: String, entries: Int)
  case fileIsUnused(String)
  case definitionsAreSound(region: String?, files: Int, kinds: Int, roles: Int, lines: Int)
  case watching(String)
  case watchesInText
  case coverageNeedsCases
  case explored(
    region: String?, kind: String, states: Int, ofStates: Int, events: Int, ofEvents: Int, situations: Int,
    isWhole: Bool)
  case statesNotMet([String])
  case eventNotMet(String, by: [String])
  case cannotEndWithout([String])
  case takesTwoOf([String])
  case standsStill(role: String, isAlone: Bool, state: String, event: String)
  case casesWere(passed: Int, failed: Int)
  case covered(String?, states: Covered, transitions: Covered, requirements: Covered, laws: Covered)
  case notCovered(CoveredPart, String)
  case caseWent(passed: Bool, file: String, name: String)
  case isNoText(String)
  case noDefinitions(folder: String)
  case definitionsForm
  case welcome
  case noLanguage(String)
  case noOutput(String)
  case editing(Editing)

  // MARK: Help
  case example
  case eventForm
  case fireAnEvent
  case fieldList([(name: String, type: String, isRequired: Bool)])
  case summary(Topic)
  case helpLine(form: String, Message)
  /// Behind so many steps of two spaces.
  case indented(Int, [Message])

  // MARK: Refusals and problems
  case because(Reason, actor: String?)
  case remedy(Reason)
  case problem(StoreProblem)

  /// What can be expected at a place in a line.
  public enum Expected: Sendable, Hashable, CaseIterable {
    case kind, caseID, newID, event, field, of, role, date, number, entryNumber, word, account, accountOrPerson, file,
      simulationOrLive, drawable, drawingForms, outputs, languages, tableCalendarTimeline, by, comma, somethingToDo,
      until, fieldAndColon,
      expression, table, to
  }

  /// How many of how many parts of definitions the cases put to use.
  public struct Covered: Sendable, Equatable {
    /// How many the cases put to use.
    public let some: Int
    /// How many there are.
    public let all: Int

    /// Some of all.
    public init(_ some: Int, of all: Int) {
      self.some = some
      self.all = all
    }
  }

  /// A sort of parts of definitions that cases put to use.
  public enum CoveredPart: Sendable, Hashable, CaseIterable { case state, transition, requirement, law }

  /// Where more is to be found.
  public enum See: Sendable, Hashable, CaseIterable { case list, help, work, entries, fieldsOfKind }

  /// The words in front of the lines of `why`.
  public enum Why: String, Sendable, CaseIterable {
    case notYet = "not yet"
    case possible, needs, because, so, entries, until, when, who, could, date
  }

  /// The words in front of the steps of `trace`.
  public enum TraceWord: String, Sendable, CaseIterable {
    case event, requirement, considers, takes, leaves, enters, sets, raises, sends, creates, starts, stops, ends, fails,
      law, arms, cancels
  }

  /// What became of something in a comparison.
  public enum ChangeWord: String, Sendable, CaseIterable { case gained, lost, other, gone, moved }

  /// What to say when there is nothing.
  public enum Empty: Sendable, Hashable {
    case nothing, noEntries, noTasks, noChanges, neverHadAValue, nothingToShow, nothingUntilThen, noLaws, noLawBroken,
      noTables, noRuleMatches, noDocuments,
      asPlanned
    case noneOf(String)
  }
}

/// The columns of tables and the names in records. The raw value is what programs read.
public enum Heading: String, Sendable, CaseIterable {
  case id, state, kind, title, cases, events, name, value, created, date, role, what, note, due, by, entry, at, act,
    actor,
    outcome, because, authority, rules, definitions, person, was, knew, since, files, step, task, missing, before,
    after, approval, defined, text, place, account, decided, follows, asked, times, law, source, condition
  case isNow = "is"
  case ruleNumber = "rule number"
  case caseID = "case"
  case openCases = "open cases"
  case kinds
  case causedBy = "caused by"
  case wasOn = "was on"
  case isOn = "is on"
  case lacked, lacks, change, timer, pending
  case notAgreed = "not agreed"
  case toRatify = "to ratify"
  case refusedBy = "refused by"
  case approved, rejected, ratified, rasci = "RASCI"
  case instead, first, from, until, to, field, size
  case mediaType = "media type"
  case sha256 = "SHA-256"
  case keepUntil = "keep until"
  case classification = "class"
}

/// What there is help on.
public enum Topic: String, Sendable, CaseIterable {
  case begin, `as`, create, approve, reject, ratify, consult, advise, prepare, `try`, why, explain, list, map, show,
    history, trail, changes, authority, known, knew, work, calendar, plan, at, matrix, draw, trace, laws, table, kinds,
    goTo,
    evaluate,
    importing, attach, documents, document,
    erase, rotateKey, adopt, upgrade, definitions, expect, output, language, help, quit, checkpoint, inclusion,
    consistency, bundle
}

extension Message {
  /// In a language.
  public func text(_ language: Language) -> String { language == .nl ? dutch : english }
}

/// A mistake in a line: what is wrong, where, and what to do about it.
public struct Mistake: Error {
  let message: Message
  var place: Place?
  var hint: Message?

  /// Something wrong, with where and what to do about it.
  public init(_ message: Message, at place: Place? = nil, hint: Message? = nil) {
    self.message = message
    self.place = place
    self.hint = hint
  }
}
