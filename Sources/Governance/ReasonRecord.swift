/// Reasons as JSON, as entries record them, in the form that their `Decodable` reads. Written out by hand: refusals are frequent,
/// and a general encoder took as long as the decision.

import Calendar
import Definitions
import Diagnostics
import FEEL

/// What a record holds.
private enum Datum {
  typealias Members = KeyValuePairs<StaticString, Datum>
  /// Left out where there is none.
  case text(String?)
  case number(Int)
  case texts([String])
  case numbers([Int])
  case object(Members)
  case objects([Members])

  static func date(_ date: CivilDate?) -> Datum { .text(date.map { "\($0)" }) }

  static func place(_ place: Citation?) -> Datum {
    place.map { .object(["name": .text($0.name), "line": .number($0.line)]) } ?? .text(nil)
  }

  static func localized(_ text: Localized?) -> Datum {
    text.map { .object(["en": .text($0.en), "nl": .text($0.nl)]) } ?? .text(nil)
  }

  static func write(_ members: Members, to bytes: inout [UInt8]) {
    bytes.append(123)
    var isFirst = true
    for (key, datum) in members {
      if case .text(nil) = datum { continue }
      if !isFirst { bytes.append(44) }
      isFirst = false
      bytes.append(34)
      key.withUTF8Buffer { bytes.append(contentsOf: $0) }
      bytes.append(34)
      bytes.append(58)
      datum.write(to: &bytes)
    }
    bytes.append(125)
  }

  static func write<T>(_ items: [T], to bytes: inout [UInt8], _ body: (T, inout [UInt8]) -> Void) {
    bytes.append(91)
    for (index, item) in items.enumerated() {
      if index > 0 { bytes.append(44) }
      body(item, &bytes)
    }
    bytes.append(93)
  }

  private func write(to bytes: inout [UInt8]) {
    switch self {
    case .text(let text): if let text { JSON.write(text, to: &bytes) }
    case .number(let number): bytes += "\(number)".utf8
    case .texts(let texts): Self.write(texts, to: &bytes) { JSON.write($0, to: &$1) }
    case .numbers(let numbers): Self.write(numbers, to: &bytes) { $1 += "\($0)".utf8 }
    case .object(let members): Self.write(members, to: &bytes)
    case .objects(let objects): Self.write(objects, to: &bytes) { Self.write($0, to: &$1) }
    }
  }
}

extension Reason {
  /// Reasons as JSON.
  public static func record(_ reasons: [Reason]) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(reasons.count * 256)
    Datum.write(reasons, to: &bytes) { Datum.write($0.members, to: &$1) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Its name, with what it holds.
  private var members: Datum.Members {
    switch self {
    case .noSuchCase(let id): ["noSuchCase": .object(["_0": .text(id)])]
    case .caseExists(let id): ["caseExists": .object(["_0": .text(id)])]
    case .badName(let name): ["badName": .object(["_0": .text(name)])]
    case .noSuchKind(let kind, let near): ["noSuchKind": .object(["_0": .text(kind), "near": .text(near)])]
    case .noSuchEvent(let kind, let event, let near):
      ["noSuchEvent": .object(["kind": .text(kind), "event": .text(event), "near": .text(near)])]
    case .notByPeople(let event, let source):
      ["notByPeople": .object(["event": .text(event), "source": .text(source.rawValue)])]
    case .madeByOthers(let kind, let makers):
      ["madeByOthers": .object(["kind": .text(kind), "makers": .texts(makers)])]
    case .unknownField(let name, let near): ["unknownField": .object(["_0": .text(name), "near": .text(near)])]
    case .missingField(let name, let type): ["missingField": .object(["name": .text(name), "type": .text(type)])]
    case .wrongField(let name, let type, let found, let sample):
      [
        "wrongField": .object([
          "name": .text(name), "type": .text(type), "found": .text(found), "sample": .text(sample),
        ])
      ]
    case .outOfBounds(let name, let from, let to):
      ["outOfBounds": .object(["name": .text(name), "from": .text(from), "to": .text(to)])]
    case .datePassed(let name): ["datePassed": .object(["name": .text(name)])]
    case .noSuchReference(let field, let id, let kind):
      ["noSuchReference": .object(["field": .text(field), "id": .text(id), "kind": .text(kind)])]
    case .kept(let name, let event, let place):
      ["kept": .object(["name": .text(name), "event": .text(event), "place": .place(place)])]
    case .notInRole(let letter, let wanted, let accountable, let has, let activity, let could):
      [
        "notInRole": .object([
          "letter": .text(letter.rawValue), "wanted": .texts(wanted), "accountable": .text(accountable),
          "has": .texts(has), "activity": .place(activity), "could": .objects(could.map(\.members)),
        ])
      ]
    case .lapsed(let grant, let what, let from, let until, let role):
      [
        "lapsed": .object([
          "grant": .text(grant), "what": .text(what.rawValue), "from": .date(from), "until": .date(until),
          "role": .text(role),
        ])
      ]
    case .unknownPerson(let account): ["unknownPerson": .object(["account": .text(account)])]
    case .left(let person): ["left": .object(["person": .text(person)])]
    case .accountTaken(let account, let person):
      ["accountTaken": .object(["account": .text(account), "person": .text(person)])]
    case .noMandate(let role, let activity, let place):
      ["noMandate": .object(["role": .text(role), "activity": .text(activity), "place": .place(place)])]
    case .overCeiling(let mandate, let activity, let place):
      ["overCeiling": .object(["mandate": .text(mandate), "activity": .text(activity), "place": .place(place)])]
    case .tooSoon(let name, let least, let place):
      ["tooSoon": .object(["name": .text(name), "least": .date(least), "place": .place(place)])]
    case .misplacedRole(let role, let kind, let scope, let field):
      [
        "misplacedRole": .object([
          "role": .text(role), "kind": .text(kind), "scope": .text(scope), "field": .text(field),
        ])
      ]
    case .otherKind(let field, let id, let kinds):
      ["otherKind": .object(["field": .text(field), "id": .text(id), "kinds": .texts(kinds)])]
    case .separated(let name, let roles, let of, let reason, let place):
      [
        "separated": .object([
          "name": .text(name), "roles": .texts(roles), "of": .text(of), "reason": .localized(reason),
          "place": .place(place),
        ])
      ]
    case .fourEyes(let entry, let place): ["fourEyes": .object(["entry": .number(entry), "place": .place(place)])]
    case .notHeard(let role, let event, let asked, let place):
      [
        "notHeard": .object([
          "role": .text(role), "event": .text(event), "asked": .date(asked), "place": .place(place),
        ])
      ]
    case .notInState(let event, let state, let possible, let place):
      [
        "notInState": .object([
          "event": .text(event), "state": .text(state), "possible": .texts(possible), "place": .place(place),
        ])
      ]
    case .noGuard(let event, let guards):
      ["noGuard": .object(["event": .text(event), "guards": .objects(guards.map(\.members))])]
    case .unmet(let name, let seen, let hint):
      ["unmet": .object(["name": .text(name), "_1": .object(seen.members), "hint": .localized(hint)])]
    case .law(let name, let title, let source, let subject, let seen):
      [
        "law": .object([
          "name": .text(name), "title": .localized(title), "source": .text(source), "subject": .text(subject),
          "_4": .object(seen.members),
        ])
      ]
    case .failed(let failure, let place): ["failed": .object(["_0": .object(failure.members), "place": .place(place)])]
    case .consequence(let what, let reasons):
      [
        "consequence": .object([
          "_0": .object(["event": .text(what.event), "subject": .text(what.subject)]),
          "_1": .objects(reasons.map(\.members)),
        ])
      ]
    case .noOpenAct(let entry, let open): ["noOpenAct": .object(["entry": .number(entry), "open": .numbers(open)])]
    case .stillOpen(let waiting):
      [
        "stillOpen": .object([
          "_0": .objects(waiting.map { ["entry": .number($0.entry), "subject": .text($0.subject)] })
        ])
      ]
    case .alreadyErased(let field, let entry):
      ["alreadyErased": .object(["field": .text(field), "entry": .number(entry)])]
    case .stale(let subject, let changed, let basis):
      ["stale": .object(["subject": .text(subject), "changed": .number(changed), "basis": .number(basis)])]
    case .notSimulated: ["notSimulated": .object([:])]
    case .cannotMove(let states, let place):
      ["cannotMove": .object(["states": .texts(states), "place": .place(place)])]
    case .losesDuties(let duties): ["losesDuties": .object(["_0": .texts(duties)])]
    case .isCurrent(let id): ["isCurrent": .object(["_0": .text(id)])]
    case .stillNeeded(let names): ["stillNeeded": .object(["_0": .texts(names)])]
    case .delegationLoop(let by, let person, let chain):
      ["delegationLoop": .object(["by": .text(by), "person": .text(person), "chain": .texts(chain)])]
    }
  }
}

extension Reason.Holder {
  fileprivate var members: Datum.Members { ["name": .text(name), "role": .text(role), "grant": .text(grant)] }
}

extension Reason.Seen {
  fileprivate var members: Datum.Members {
    [
      "condition": .text(condition), "place": .place(place),
      "values": .objects(values.map { ["name": .text($0.name), "value": .text($0.value)] }),
      "fault": .text(fault),
    ]
  }
}

extension Reason.Failure {
  fileprivate var members: Datum.Members {
    switch self {
    case .expression(let message): ["expression": .object(["_0": .text(message)])]
    case .initial(let field, let type, let found):
      ["initial": .object(["field": .text(field), "type": .text(type), "found": .text(found)])]
    case .creationPending: ["creationPending": .object([:])]
    case .endless(let kind): ["endless": .object(["kind": .text(kind)])]
    case .tooMany(let count): ["tooMany": .object(["_0": .number(count)])]
    }
  }
}
