/// Refusals and problems in English. `DutchReasons.swift` has the same, in the same order.

import Definitions
import Engine
import Governance
import Journal

private func or(_ list: [String]) -> String { list.joined(separator: " or ") }

private func span(_ from: String?, _ until: String?) -> String { "from \(from ?? "…") until \(until ?? "…")" }

extension Reason {
  /// Why it is refused; `actor` is who acted, for who may read of them.
  func english(_ actor: String?) -> String {
    let who = actor ?? "the actor"
    switch self {
    case .noSuchCase(let id): return "there is no case \"\(id)\""
    case .caseExists(let id): return "a case \"\(id)\" exists already"
    case .badName(let id): return "\"\(id)\" cannot be an id"
    case .noSuchKind(let kind, _): return "there is no kind \"\(kind)\""
    case .noSuchEvent(let kind, let event, _): return "\(kind.withArticle) has no event \"\(event)\""
    case .notByPeople(let event, let source):
      let who = source == .clock ? "the clock" : source == .engine ? "another case or the store itself" : "a role"
      return "\(event) is brought about by \(who), not by people"
    case .madeByOthers(let kind, let makers):
      let makers = makers.map(\.withArticle).joined(separator: " or ")
      return "\(kind.withArticle) is not made by people: it follows from \(makers)"
    case .unknownField(let name, _): return "it has no field \"\(name)\""
    case .missingField(let name, let type): return "\(name) is missing (\(type))"
    case .wrongField(let name, let type, let found, _):
      return "\(name) takes \(type.withArticle), not \(found.withArticle)"
    case .outOfBounds(let name, let from, let to):
      switch (from, to) {
      case (let from?, let to?): return "\(name) must be from \(from) to \(to)"
      case (let from?, nil): return "\(name) must be at least \(from)"
      default: return "\(name) must be at most \(to ?? "")"
      }
    case .datePassed(let name): return "\(name) is a date that has passed"
    case .misplacedRole(let role, let kind, let scope, _):
      return "\(role) is held within a \(kind) only, not \(scope.map { "in \($0)" } ?? "everywhere")"
    case .otherKind(let field, let id, let kinds):
      let kinds = kinds.map(\.withArticle)
      let none = kinds.count > 1 ? "neither \(kinds.joined(separator: " nor "))" : "not \(kinds.joined())"
      return "\(field) refers to \"\(id)\", which is \(none)"
    case .noSuchReference(let field, let id, let kind):
      return "\(field) refers to \"\(id)\", which is not \((kind ?? "case").withArticle)"
    case .kept(let name, _, _): return "\(name) is not given at creation"
    case .notInRole(let letter, let wanted, let accountable, let has, _, _):
      guard !wanted.isEmpty else {
        return "the RASCI line has no \(letter.rawValue) here: nobody is asked for this"
      }
      let answers = letter == .accountable ? "" : ", accountable \(accountable) (A)"
      let acts = has.isEmpty ? "\(who) stands in no role here" : "\(who) acts as \(or(has))"
      return "\(acts); it is for \(or(wanted)) (\(letter.rawValue))\(answers)"
    case .lapsed(let grant, let what, let from, let until, let role):
      return
        "the \(what.rawValue) \(grant) as \(role) is not in force today: it runs \(span(from.map { "\($0)" }, until.map { "\($0)" }))"
    case .unknownPerson(let account):
      return "nobody is on record behind \(account ?? who), and four eyes are two persons"
    case .left(let person): return "\(person), the person behind \(who), has left"
    case .accountTaken(let account, let person):
      return "\(account.map { "the account \($0)" } ?? "an account") belongs to \(person) already"
    case .noMandate(let role, let activity, _): return "\(activity) needs a mandate in force for \(role)"
    case .overCeiling(let mandate, let activity, _): return "\(activity): the mandate \(mandate) does not go so far"
    case .tooSoon(let name, let least, _):
      return "\(name) must be \(least) or later, to give those consulted enough time"
    case .separated(_, let roles, let of, let reason, _):
      let whose = of.map { "\($0.isEmpty ? "somebody" : $0), who passed it on, holds" } ?? "one person holds"
      return "\(whose) \(roles.joined(separator: " and ")): \(reason.en)"
    case .fourEyes(let entry, _): return "who approves made this request (entry #\(entry))"
    case .notHeard(let role, _, let asked, _):
      return "\(role) was not heard (C)\(asked.map { "; asked until \($0)" } ?? "")"
    case .notInState(let event, let state, _, _): return "\(event) is not possible in \"\(state)\""
    case .noGuard(_, let guards):
      return "no condition holds: " + guards.map { "\($0.condition)\($0.detail("(withheld)"))" }.joined(separator: "; ")
    case .unmet(let name, let seen, _): return "\(name) does not hold: \(seen.condition)\(seen.detail("(withheld)"))"
    case .law(_, let title, let source, let subject, let seen):
      let subject = subject.isEmpty ? "a case that you may not see" : subject
      return "\(subject) would break a law: \(title.en) (\(source)): \(seen.condition)\(seen.detail("(withheld)"))"
    case .failed(let failure, _): return "the definition failed: \(failure.english)"
    case .consequence(let what, let reasons):
      let subject = what.subject.isEmpty ? "a case that you may not see" : what.subject
      guard !reasons.isEmpty else { return "what follows is refused: \(what.event) on \(subject)" }
      return "what follows is refused: \(what.event) on \(subject): "
        + reasons.map { $0.english(nil) }.joined(separator: "; ")
    case .noOpenAct(let entry, _): return "entry #\(entry) waits for nobody here"
    case .stillOpen(let waiting):
      return "acts still wait: "
        + waiting.map { "#\($0.entry) on \($0.subject)" }.commas
    case .alreadyErased(let field, let entry): return "\(field) was erased by entry #\(entry) already"
    case .stale(let subject, let changed, let basis):
      return "\(subject) changed in entry #\(changed), after entry #\(basis) on which this was decided"
    case .notSimulated: return "a live store goes by the wall clock"
    case .cannotMove(let states, _): return "the new definitions have no place for the state it is in: \(states.commas)"
    case .losesDuties(let duties): return "it would lose: \(duties.joined(separator: "; "))"
    case .isCurrent(let id): return "\(id) is on the definitions in force already"
    case .stillNeeded(let names): return "the new definitions lack what is in use: \(names.commas)"
    case .delegationLoop(let by, let person, let chain):
      guard let by, let person else { return "this delegation would be circular, by \(chain.commas)" }
      return
        "this delegation would be circular: \(person) already delegates to \(by) for overlapping dates (\(chain.commas))"
    }
  }

  /// Whether it can be said what would make it possible.
  var hasRemedy: Bool { englishRemedy != nil }

  /// What would make it possible, if that can be said.
  var englishRemedy: String? {
    func meant(_ near: String?) -> String? { near.map { "did you mean \"\($0)\"?" } }
    switch self {
    case .noSuchCase: return "see: list KIND"
    case .caseExists: return "choose another id"
    case .badName: return Message.idForm.english
    case .noSuchKind(_, let near), .noSuchEvent(_, _, let near), .unknownField(_, let near): return meant(near)
    case .notByPeople, .alreadyErased, .notSimulated: return nil
    case .madeByOthers(_, let makers): return "see: \(makers.map { "help \($0)" }.joined(separator: " or "))"
    case .missingField(let name, _): return "add \(name): …"
    case .wrongField(let name, _, _, let sample): return "write \(name): \(sample)"
    case .outOfBounds(let name, let from, let to): return "write \(name): \(from ?? to ?? "")"
    case .datePassed(let name): return "write \(name): a date after today"
    case .misplacedRole(_, let kind, _, let field): return "\(field): a \(kind); see: list \(kind)"
    case .otherKind(_, _, let kinds): return "see: \(kinds.map { "list \($0)" }.joined(separator: " or "))"
    case .noSuchReference(_, _, let kind): return "see: list \(kind ?? "KIND")"
    case .kept(let name, let event, _):
      return event.map { "leave it out; \($0) takes it later" } ?? "leave \(name) out; the case keeps it itself"
    case .notInRole(_, let wanted, _, _, _, let could):
      if wanted.isEmpty { return nil }
      return could.isEmpty
        ? "nobody stands in that role now: assign it first"
        : "could: " + could.map { Message.holder($0).english }.commas
    case .lapsed(_, let what, _, _, _): return "a new \(what.rawValue) is needed"
    case .unknownPerson: return "record the person with this account first"
    case .left(let person): return "have somebody else act, and revoke the roles of \(person)"
    case .accountTaken: return "an account belongs to one person"
    case .noMandate: return "record the mandate decision with its term and source"
    case .overCeiling(let mandate, _, _):
      return "a mandate with a higher ceiling is needed, or who gave it decides; see: show \(mandate)"
    case .tooSoon(let name, let least, _): return "write \(name): \(least)"
    case .separated: return "have somebody else act"
    case .fourEyes: return "a second person must approve"
    case .notHeard(_, let event, _, _): return "advise on \(event), or consult on \(event) with a date that passes"
    case .notInState(_, _, let possible, _): return possible.isEmpty ? nil : "possible in: \(possible.commas)"
    case .noGuard, .consequence: return nil
    case .unmet(_, _, let hint): return hint?.en
    case .law(_, _, _, let subject, _): return "first let it hold of \(subject); see: show \(subject)"
    case .failed: return "the definition must be mended"
    case .noOpenAct(_, let open): return open.isEmpty ? nil : "waiting: \(open.map { "#\($0)" }.commas)"
    case .stillOpen(let waiting):
      let line = waiting.first.map { "\($0.subject) #\($0.entry)" } ?? "CASE #ENTRY"
      return "first, by who may: ratify \(line), or approve, or reject"
    case .stale: return "look again and decide anew"
    case .cannotMove: return "bring the case into a state that both have, or keep the state in the new workflow"
    case .losesDuties: return "name the decision that says so: decision: \"…\""
    case .isCurrent: return "adopt definitions makes others the ones in force"
    case .stillNeeded: return "keep it beside what is new, until no running case needs it"
    case .delegationLoop(_, _, let chain): return "choose days that do not meet, or revoke \(chain.last ?? "")"
    }
  }
}

extension Reason.Failure {
  fileprivate var english: String {
    switch self {
    case .expression(let message): message
    case .initial(let field, let type, let found): "\(field): \(found.withArticle) is no \(type)"
    case .creationPending: "creating a case cannot wait for approval"
    case .endless(let kind): "the chart of \(kind) does not come to rest"
    case .tooMany(let count): "more than \(count) acts follow from one"
    }
  }
}

extension StoreProblem {
  var english: String {
    switch self {
    case .definitions(let diagnostics): diagnostics.description
    case .damaged(let what):
      "the store is damaged: \(what); run convenant verify, and if that says sound, convenant rebuild"
    case .notSimulated: "a live store goes by the wall clock; only a simulation can go to a date"
    case .notVouchedFor(let account):
      "in a live store nobody is believed to be \(account): everybody acts and reads from their own account"
    case .strangerTo(let account): "\(account) comes from another store"
    case .backwards(let now): "it is \(now) already; time does not go back"
    case .refused(let receipt):
      "\(receipt.verb.typed) \(receipt.subject) is refused, and nothing was done: "
        + receipt.reasons.map { $0.english(nil) }.joined(separator: "; ")
    case .givenTwice(let name): "\(name) is given more than once, and nothing was done; give it once"
    case .laterSize(let first, let size):
      "a store of \(size) entries cannot begin with one of \(first); the smaller number comes first"
    case .unknownEntry(let number, let size):
      "\(number) is outside of the store's \(size) entries, which are counted from 0"
    case .neverSeen(let name): "no entry of this store knows \"\(name)\"; is it written as it was then?"
    case .unknownName(let name, let near):
      "no field is named \"\(name)\", and nothing was written" + (near.map { "; did you mean \"\($0)\"?" } ?? "")
    case .noRole(let account): "\(account) stands in no role here; ask an administrator for an assignment"
    case .keyChanged:
      "the signing key was rotated by somebody else meanwhile; see who did with \"history event \"rotate key\"\", and try again if need be"
    case .unknownCase(let id): "there is no case \"\(id)\"; see: list KIND"
    case .noBytes(let field):
      "\(field) says of a document that is not here; name the file itself: \(field): \"minutes.pdf\""
    case .withheld(let what, let readers):
      "\(what) is not for you to read" + (readers.isEmpty ? "" : "; it is for \(readers.commas)")
    case .journal(let problem): problem.english
    }
  }
}

extension JournalProblem {
  var english: String {
    switch self {
    case .missing(let name):
      "there is no store at \(name); begin one with a script, or: convenant --store \(name) -c 'begin simulation …'"
    case .exists(let name): "\(name) exists already; choose another path or remove it yourself"
    case .notAStore(let name): "\(name) is no store of convenant; name the file that `begin` made"
    case .newer(let name): "\(name) was written by a later version; install that version"
    case .locked(let name): "\(name) is held by another process; try again when it is done"
    case .keyMissing(let name): "there is no signing key at \(name); put it back from where it is kept"
    case .keyUnfit(let name):
      "\(name) is no signing key that its owner alone can read; chmod 600 \(name), or put the key back"
    case .keyForeign(let name):
      "\(name) is the key of another store, or an older one; put back the key that this store names: convenant verify shows it"
    case .readOnly(let name): "\(name) cannot be written to; check the rights of the file and its folder"
    case .full(let name):
      "the disk of \(name) is full; nothing of this act was done; make room and try again"
    case .broken(let name, let what):
      "\(name.isEmpty ? "the store" : name) cannot be read or written: \(what); run verify"
    }
  }
}

extension Rebuilding.Difference {
  var english: String {
    switch self {
    case .index: "the index by which entries are found lacks some, or has others"
    case .missing(let id): "\(id) is missing in the read table"
    case .other(let id): "\(id) stands otherwise in the read table than its entries say"
    case .timers(let id): "the timers of \(id) are other than its entries say"
    case .links(let id): "the links of \(id) are other than its entries say"
    case .count(let stored, let entries): "the read table has \(stored) cases, the entries \(entries)"
    }
  }
}

extension Replay.Difference {
  var english: String {
    switch self {
    case .decision(let entry, let recorded, let now):
      "entry #\(entry) is recorded as \(recorded), and comes out as \(now)"
    case .authority(let entry, let recorded, let now):
      "entry #\(entry) rests on \(recorded.isEmpty ? "no grant" : recorded.commas), and would now rest on \(now.isEmpty ? "none" : now.commas)"
    case .sets(let entry, let field): "entry #\(entry) did not set \(field), and now does"
    case .value(let entry, let field): "entry #\(entry) set \(field) to another value than comes out now"
    case .following(let entry, let recorded, let now):
      "entry #\(entry) had \(recorded) entries with what followed, and now has \(now)"
    }
  }
}

extension Recovered.Stop {
  var english: String {
    switch self {
    case .unreadable(let from): "the file cannot be read from entry \(from) on"
    case .missing(let entry, let last): "entry \(entry) is missing; the last is \(last)"
    case .notOurFormat(let entry): "entry \(entry) is not in the journal's format"
    case .lostValues(let entry): "entry \(entry), on the store itself, has lost values"
    case .doesNotVerify(let entry): "entry \(entry) does not verify"
    }
  }
}

extension IncomingFile.Fault {
  var english: String {
    switch self {
    case .empty: "is empty"
    case .tooLarge(let size, let most):
      "is larger than the \(most >> 20) MiB that a document may be (it has \(size >> 20) or more)"
    case .name:
      "has no name that a document can keep: letters, no control characters, at most 200 bytes, no dot in front"
    case .other(let form): "is no \(form) file: it does not begin as one; was it named wrongly, or only half copied?"
    }
  }
}
