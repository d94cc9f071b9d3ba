/// Taking away what a field of a case ever held, on request of the person it is about: from the case, from its entries, from what was
/// given for it under the name of an event's field, and, for a person's accounts, from the entries of what they did. Commitments stay,
/// and so does every proof.

import Definitions
import FEEL
import Governance
import Journal

/// Looks for what goes with a field.
struct Erasure {
  private let stage: Stage

  init(_ stage: Stage) { self.stage = stage }

  /// The values that go with a field of a case: by entry, their names.
  func values(of field: String, in state: CaseState) throws -> [Int: Set<String>] {
    var erased: [Int: Set<String>] = [:]
    try each(on: state.id) { entry in
      let given = state.kind.sources(of: field, in: entry.header.object ?? "").union([field])
      var names = Set(given.map { Recording.Name.given + $0 } + [Recording.Name.set + field])
      for part in ["state.open", "state.drafts"] {
        let held = entry.value(part)
        if given.contains(where: { held?.contains("\"\($0)\":") == true }) { names.insert(part) }
      }
      // A refusal says which values it saw, and a notice may.
      names.formUnion([Recording.Name.because, Recording.Name.notice])
      note(entry, names, &erased)
    }
    guard state.kind.accounts == field else { return erased }
    var subjects: Set<String> = []
    for account in Set(try accounts(everOf: state, field)) {
      for entry in try entries([.actor(account)]) {
        subjects.insert(entry.header.subject)
        note(entry, [Recording.Name.actor], &erased)
      }
      let quoted = JSON.text(.string(account))
      for subject in subjects {
        try each(on: subject) { entry in
          if entry.value("state.open")?.contains(quoted) == true { note(entry, ["state.open"], &erased) }
          if entry.value(Recording.Name.because)?.contains(account) == true {
            note(entry, [Recording.Name.because], &erased)
          }
        }
      }
    }
    return erased
  }

  private func accounts(everOf state: CaseState, _ field: String) throws -> [String] {
    var accounts = state[field].innerTexts
    try each(on: state.id) { entry in
      accounts += try Stored.value(Recording.Name.set + field, of: entry)?.innerTexts ?? []
    }
    return accounts
  }

  private func note(_ entry: Entry, _ names: Set<String>, _ erased: inout [Int: Set<String>]) {
    let there = names.intersection(entry.values.filter { $0.value != nil }.map(\.name))
    if !there.isEmpty { erased[entry.position, default: []].formUnion(there) }
  }

  private func entries(_ words: [Word]) throws -> [Entry] {
    try stage.reader.positions(words, in: 0..<stage.base).compactMap { try stage.reader.entry($0) }
  }

  private func each(on subject: String, _ body: (Entry) throws -> Void) throws {
    for entry in try entries([.subject(subject)]) { try body(entry) }
  }
}

/// What came of an erasure.
public struct Erased: Sendable {
  /// The act, with what fired before it.
  public let performed: Performed
  /// How many values were taken away.
  public let values: Int
  /// Other cases that still hold the same texts, as far as the actor may see them.
  public let elsewhere: [String]
  /// Whether nothing holds them anywhere; false while somebody reads an older state.
  public let isGone: Bool
}

extension Store {
  /// Has the values of a field taken away, for good, also from where the storage would have kept them.
  public func erase(_ request: Request, by principal: Principal) throws(StoreProblem) -> Erased {
    var texts: [String] = []
    if case .erase(let field) = request.verb {
      texts = try reading {
        let value = try memory.load(request.subject, $0)?.state[field] ?? .null
        return value.innerTexts + Attachment.hashes(in: value)
      }
    }
    let performed = try carry([(request, principal)])
    guard let receipt = performed.receipts.first, receipt.outcome == .accepted, let position = receipt.entry else {
      return Erased(performed: performed, values: 0, elsewhere: [], isGone: true)
    }
    if owesForgetting { try forget(waits: true) }
    return try StoreProblem.wrapping {
      let (values, elsewhere) = try journal.read { reader -> (Int, [String]) in
        let stage = try Stage(reader, memory, setting)
        let rows = try reader.entry(position).flatMap { try Stored.value(Recording.Name.erased, of: $0) }
        let clearance = clearance(principal, stage)
        let holding = try texts.flatMap { try reader.subjects(holding: JSON.text(.string($0))) }
        let seen = Set(holding).subtracting([request.subject]).filter { stage.find($0).map(clearance.sees) ?? false }
        return (rows.map(Self.count) ?? 0, seen.sorted())
      }
      return Erased(performed: performed, values: values, elsewhere: elsewhere, isGone: !owesForgetting)
    }
  }

  /// How many names stand behind the positions of an erasure's rows.
  private static func count(_ rows: Value) -> Int {
    guard case .list(let rows) = rows else { return 0 }
    return rows.reduce(0) { count, row in
      if case .list(let parts) = row { count + parts.count - 1 } else { count }
    }
  }
}
