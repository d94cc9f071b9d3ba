/// The codes of what definitions have wrong. What an expression in them has wrong carries a code of FEEL.

import Diagnostics

extension Code {
  // MARK: Files

  /// There is no file of definitions among the files.
  static let noDefinitions = Code("definitions.no-definitions")
  /// A file is no UTF-8 text.
  static let notText = Code("definitions.not-text")
  /// A file has nothing in it.
  static let emptyFile = Code("definitions.empty-file")
  /// A file is no YAML.
  static let notYAML = Code("definitions.not-yaml")
  /// A mapping has the same key twice.
  static let duplicateKey = Code("definitions.duplicate-key")
  /// A file holds more than is read, written out or by aliases.
  static let tooLarge = Code("definitions.too-large")

  // MARK: Shapes

  /// One text belongs where something else stands.
  static let expectedText = Code("definitions.expected-text")
  /// True or false belongs where another text stands.
  static let expectedBoolean = Code("definitions.expected-boolean")
  /// A whole number belongs where another text stands.
  static let expectedInteger = Code("definitions.expected-integer")
  /// A duration belongs where another text stands.
  static let expectedDuration = Code("definitions.expected-duration")
  /// A month and day belong where another text stands.
  static let expectedMonthDay = Code("definitions.expected-month-day")
  /// Names with values belong where something else stands.
  static let expectedMapping = Code("definitions.expected-mapping")
  /// A list belongs where something else stands.
  static let expectedList = Code("definitions.expected-list")
  /// A text for users is given by language, and in none that the product speaks.
  static let noLanguage = Code("definitions.no-language")
  /// A key that what it stands in does not have.
  static let unknownKey = Code("definitions.unknown-key")
  /// A word that is none of those that may stand there.
  static let unknownWord = Code("definitions.unknown-word")
  /// A part is left out without which the rest says nothing.
  static let missingPart = Code("definitions.missing-part")

  // MARK: Names

  /// No plugin is of the region.
  static let unknownRegion = Code("definitions.unknown-region")
  /// Plugins are of several regions, and none was chosen.
  static let ambiguousRegion = Code("definitions.ambiguous-region")
  /// A plugin uses a workflow that there is not.
  static let unknownWorkflow = Code("definitions.unknown-workflow")
  /// There is no kind of the name.
  static let unknownKind = Code("definitions.unknown-kind")
  /// There is no type, and no kind, of the name.
  static let unknownType = Code("definitions.unknown-type")
  /// The kind has no field of the name.
  static let unknownField = Code("definitions.unknown-field")
  /// A field that is to refer to cases is missing, or does not refer to any.
  static let notReference = Code("definitions.not-a-reference")
  /// The kind has no event of the name, or no kind has.
  static let unknownEvent = Code("definitions.unknown-event")
  /// The event is brought about by another than this place is for: a role, or the clock.
  static let wrongSource = Code("definitions.wrong-source")
  /// The kind has no state of the name.
  static let unknownState = Code("definitions.unknown-state")
  /// No plugin defines the role.
  static let unknownRole = Code("definitions.unknown-role")
  /// There is no weekday of the name.
  static let unknownWeekday = Code("definitions.unknown-weekday")
  /// A kind, a role, a field, a derived value or an invocation has the name of another.
  static let duplicateName = Code("definitions.duplicate-name")
  /// A name means something else in expressions.
  static let reservedName = Code("definitions.reserved-name")

  // MARK: Kinds

  /// An event's field has the name of one of the case's, and another type.
  static let shadowedField = Code("definitions.shadowed-field")
  /// A value of another type stands where something is stored, or a date is needed.
  static let wrongType = Code("definitions.wrong-type")
  /// What is created, or sent, lacks a field that it must have.
  static let missingField = Code("definitions.missing-field")
  /// A condition that holds always, or never.
  static let constantCondition = Code("definitions.constant-condition")
  /// Transitions without event or condition lead back to where they began.
  static let endless = Code("definitions.endless")
  /// A timer's event that no timer fires.
  static let noTimer = Code("definitions.no-timer")
  /// Something is defined that nothing uses, gives or sends.
  static let unused = Code("definitions.unused")
  /// A name of before is one of today, or leads to two of today.
  static let wasAndIs = Code("definitions.was-and-is")
  /// A derived value needs itself, or one that is computed later.
  static let derivedOrder = Code("definitions.derived-order")
  /// A derived value lies over more references than are followed.
  static let tooFar = Code("definitions.too-far")
  /// No state takes the event.
  static let untakenEvent = Code("definitions.untaken-event")
  /// A kind has no states.
  static let noStates = Code("definitions.no-states")
  /// The states do not make a chart.
  static let illegalChart = Code("definitions.illegal-chart")
  /// A state that nothing leads to or out of, or a transition that never has its turn.
  static let weakChart = Code("definitions.weak-chart")
  /// An action that there is not: it is misspelt, or of another form.
  static let noAction = Code("definitions.no-action")

  /// A field of a type without order has bounds.
  static let unboundable = Code("definitions.no-order")
  /// Nothing lies within the bounds of a field.
  static let emptyBounds = Code("definitions.empty-bounds")

  /// What counts nothing has a unit.
  static let unmeasurable = Code("definitions.no-number")
  /// What is kept, or classified, is no document.
  static let notDocument = Code("definitions.no-document")
  /// There is no such class of documents.
  static let unknownClass = Code("definitions.unknown-class")
  /// The class of a document and who may read it do not go together.
  static let classWithoutReaders = Code("definitions.class-and-readers")
  /// A notice that cannot be read.
  static let malformedNotice = Code("definitions.malformed-notice")
  /// A notice tells what not everybody who is told may read.
  static let noticeOfSecrets = Code("definitions.notice-of-secrets")
  /// A pattern of ids that makes none.
  static let malformedPattern = Code("definitions.malformed-pattern")

  /// `uses` names a fragment that there is not.
  static let unknownFragment = Code("definitions.unknown-fragment")
  /// A fragment that uses itself.
  static let endlessFragment = Code("definitions.endless-fragment")

  // MARK: Roles

  /// No RASCI line says who may bring an event about.
  static let missingLine = Code("definitions.missing-line")
  /// There are two RASCI lines for one event.
  static let duplicateLine = Code("definitions.duplicate-line")
  /// A RASCI line has no responsible role.
  static let noResponsible = Code("definitions.no-responsible")
  /// A RASCI line has no accountable role, or several.
  static let notOneAccountable = Code("definitions.not-one-accountable")
  /// Others than the accountable role may act, and the line does not say when it approves.
  static let approvalUnsaid = Code("definitions.approval-unsaid")
  /// Approval is by who acts, but others than the accountable role may act.
  static let approvalBySelf = Code("definitions.approval-by-self")
  /// A case is created only after an approval, which would need the case.
  static let creationAwaitsApproval = Code("definitions.creation-awaits-approval")
  /// Four eyes are asked for where one role acts and agrees by itself.
  static let fourEyesAlone = Code("definitions.four-eyes-alone")
  /// Of several lines of an event one but the last has no condition, or the last has one.
  static let unconditionalLine = Code("definitions.unconditional-line")
  /// Cases of several kinds that each wait for another.
  public static let standoff = Code("definitions.standoff")
  /// Nobody can hold a position: its roles are held within a kind to which no way leads from the case.
  static let unheldPosition = Code("definitions.unheld-position")
  /// A separation keeps fewer than two roles apart, or one apart from itself.
  static let loneSeparation = Code("definitions.lone-separation")
  /// A line that nobody can meet: no kind gives the roles, the mandates or the persons it asks for.
  static let noAuthority = Code("definitions.no-authority")
  /// A field is confidential, and nobody may read it.
  static let unreadField = Code("definitions.unread-field")

  // MARK: Time

  /// A law asks for what passes: the day, the event or the actor.
  static let passingLaw = Code("definitions.passing-law")
  /// Two plugins bring a calendar.
  static let secondCalendar = Code("definitions.second-calendar")
  /// The rule of a schedule is none of RFC 5545.
  static let invalidRecurrence = Code("definitions.invalid-recurrence")

  // MARK: Cases

  /// A file of cases names a region or another file that there is not.
  public static let casesAtOdds = Code("definitions.cases-at-odds")
  /// A situation that nothing leads out of was met, though it is no final state.
  public static let stuck = Code("definitions.stuck")
  /// A case does not pass.
  public static let caseFailed = Code("definitions.case-failed")
  /// In a case only a law stops an act: a requirement is missing that speaks to people.
  public static let onlyLaw = Code("definitions.only-a-law")

  /// All that this module gives, each once.
  public static let ofDefinitions: [Code] = [
    noDefinitions, notText, emptyFile, notYAML, duplicateKey, tooLarge, expectedText, expectedBoolean, expectedInteger,
    expectedDuration, expectedMonthDay, expectedMapping, expectedList, noLanguage, unknownKey, unknownWord, missingPart,
    unknownRegion, ambiguousRegion, unknownWorkflow, unknownKind, unknownType, unknownField, notReference, unknownEvent,
    wrongSource, unknownState, unknownRole, unknownWeekday, duplicateName, reservedName, shadowedField, wrongType,
    missingField, noTimer, unused, constantCondition, endless, derivedOrder,
    tooFar, untakenEvent, noStates, illegalChart, weakChart, noAction, missingLine, duplicateLine, noResponsible,
    notOneAccountable, unheldPosition, standoff, approvalUnsaid, approvalBySelf, creationAwaitsApproval, fourEyesAlone,
    loneSeparation,
    noAuthority, unreadField, passingLaw, unboundable, emptyBounds, unmeasurable, notDocument, unknownClass,
    classWithoutReaders, malformedPattern, malformedNotice,
    noticeOfSecrets, unknownFragment,
    endlessFragment, unconditionalLine,
    secondCalendar, invalidRecurrence,
    casesAtOdds, caseFailed,
    onlyLaw, stuck, wasAndIs,
  ]
}
