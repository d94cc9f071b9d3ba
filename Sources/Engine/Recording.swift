/// How an act and its decision become an entry: the one place where headers are made.

import Calendar
import Definitions
import FEEL
import Foundation
import Governance
import Journal

/// An entry that is still to be appended.
struct Line {
  let header: Header
  let values: [Sealed]
  /// The hashes of the documents that it holds.
  var documents: Set<String> = []
}

/// An act that was decided, with what is needed to record it.
struct Recording {
  let act: Act
  let decision: Decision
  /// The case before; nil when it is new, or the act is on the store itself.
  let before: Record?
  /// The case after, also where it stands as it did; nil when there is none.
  let after: Record?
  /// The definitions it was decided under.
  let rulebook: Rulebook
  var cause: Int?
  var due: Instant?
  /// Values that it has taken away, by entry.
  var taken: [Int: Set<String>] = [:]
  /// The hashes of documents whose bytes were lost to damage.
  var lostDocuments: [String] = []

  var line: Line {
    let changed = decision.outcome == .refused ? [] : changed
    return Line(header: header, values: values(changed), documents: documents(changed))
  }

  /// The documents that were given or set. What is refused is not taken in.
  private func documents(_ changed: [(field: Field, value: Value)]) -> Set<String> {
    guard decision.outcome != .refused else { return [] }
    var found = Set(decision.given.flatMap { Attachment.hashes(in: $0.value) })
    for (field, new) in changed where field.type.holdsDocuments { found.formUnion(Attachment.hashes(in: new)) }
    return found
  }

  /// The fields that are not as they were, with their new values.
  private var changed: [(field: Field, value: Value)] {
    guard let after = after?.state else { return [] }
    let old = before.map(\.state)
    let isOneKind = old?.kind === after.kind
    return after.kind.fields.indices.compactMap { index in
      let former = isOneKind ? old?.fields[index] : old?[after.kind.fields[index].name]
      let isSame = Value.identical(after.fields[index], former ?? .null)
      return isSame ? nil : (after.kind.fields[index], after.fields[index])
    }
  }

  private var header: Header {
    var header = Header(
      subject: act.subject, kind: after?.state.kind.name ?? act.kind ?? "",
      definitions: (after?.state.rulebook ?? rulebook).hash, verb: act.verb.name.rawValue, object: act.verb.object,
      answers: act.verb.answers, role: decision.role ?? "", outcome: decision.outcome.rawValue,
      instant: act.instant.milliseconds)
    header.rules = decision.reasons.map(\.rule.description)
    header.authority = decision.authority
    header.known = act.actor.known.rawValue
    header.cause = cause
    header.due = due?.milliseconds
    header.previous = before?.state.lastEntry
    header.states = after.map { $0.state.machine.leaves(in: $0.state.kind.chart) } ?? []
    return header
  }

  private func values(_ changed: [(field: Field, value: Value)]) -> [Sealed] {
    var values: [Sealed] = []
    // What the engine does is said by the role.
    if act.actor.known != .engine {
      values.append(Sealed(name: Name.actor, value: JSON.text(.string(act.actor.account))))
      values.append(Sealed(name: Name.person, value: JSON.text(.string(decision.person))))
    }
    for (name, value) in decision.given { values.append(Sealed(name: Name.given + name, value: JSON.text(value))) }
    for (field, new) in changed { values.append(Sealed(name: Name.set + field.name, value: JSON.text(new))) }
    if decision.outcome == .accepted, act.verb.takesValues { values.append(Sealed(erased: taken)) }
    if !lostDocuments.isEmpty {
      let hashes = Value.list(lostDocuments.sorted().map { .string($0) })
      values.append(Sealed(name: Name.lostDocuments, value: JSON.text(hashes)))
    }
    if !decision.informed.isEmpty {
      values.append(Sealed(name: Name.informed, value: JSON.text(.list(decision.informed.map { .string($0) }))))
    }
    if let notice = decision.notice {
      let texts = Value.context(Context([("en", .string(notice.en)), ("nl", .string(notice.nl))]))
      values.append(Sealed(name: Name.notice, value: JSON.text(texts)))
    }
    if !decision.reasons.isEmpty {
      values.append(Sealed(name: Name.because, value: Reason.record(decision.reasons.map(\.forTheRecord))))
    }
    if let after {
      values += StateCoding.changes(from: before, to: after).map { Sealed(name: $0.name, value: $0.json) }
    }
    return values
  }

  /// The names of values in entries.
  enum Name {
    static let actor = "actor"
    static let person = "person"
    static let informed = "informed"
    static let notice = "notice"
    static let because = "because"
    static let erased = "erased"
    static let lostDocuments = "lost documents"
    /// Before the name of a field that was given.
    static let given = "in."
    /// Before the name of a field that the case got.
    static let set = "set."
    /// Before the name of a part of a snapshot that holds what people said.
    static let state = "state."
  }
}

extension Verb {
  /// Whether its entry says which values of other entries are gone.
  fileprivate var takesValues: Bool {
    switch self {
    case .erase, .recover: true
    default: false
    }
  }
}

extension Sealed {
  /// Which values of which entries were taken away.
  fileprivate init(erased: [Int: Set<String>]) {
    let rows: [Value] = erased.sorted { $0.key < $1.key }.map { entry, names in
      let names: [Value] = names.sorted().map { .string($0) }
      return .list([.number(Number(entry))] + names)
    }
    self.init(name: Recording.Name.erased, value: JSON.text(.list(rows)))
  }
}

/// Reading reasons as an entry holds them: data, so that they can be worded for whoever reads them.
enum ReasonCoding {
  /// What an entry recorded: reasons, or the sentences of format 1. Nil where there are none or they were taken away.
  static func read(_ entry: Entry) throws(StoreProblem) -> RecordedReasons? {
    guard let json = entry.value(Recording.Name.because) else { return nil }
    let what = "entry \(entry.position): why it was refused"
    guard case .list(let items) = try Stored.value(json.utf8, what) else { throw .damaged("\(what) cannot be read") }
    if case .string? = items.first { return .sentences(Value.list(items).texts) }
    do { return .reasons(try JSONDecoder().decode([Reason].self, from: Data(json.utf8))) } catch {
      throw .damaged("\(what) cannot be read")
    }
  }
}

/// Why an entry says that an act was refused.
public enum RecordedReasons: Sendable {
  /// As data, to be worded.
  case reasons([Reason])
  /// As sentences, by an earlier version.
  case sentences([String])
}
