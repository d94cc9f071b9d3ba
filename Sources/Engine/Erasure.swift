/// Taking away what a field of a case ever held, on request of the person it is about: from the case, from its entries, and,
/// for a person's accounts, from the entries of what they did. Commitments stay, and so does every proof.

import FEEL
import Governance
import Journal

extension Staging {
  /// The values that go with a field of a case: by entry, their names.
  func erased(_ field: String, of state: CaseState) throws -> [Int: Set<String>] {
    var erased: [Int: Set<String>] = [:]
    try each(on: state.id) { entry in
      var names = Set(["in.\(field)", "set.\(field)"])
      for part in ["state.open", "state.drafts"] where entry.value(part)?.contains("\"\(field)\":") == true {
        names.insert(part)
      }
      // A refusal says which values it saw.
      names.insert("because")
      note(entry, names, &erased)
    }
    guard state.kind.accounts == field else { return erased }
    var subjects: Set<String> = []
    for account in Set(try accounts(everOf: state, field)) {
      for entry in try entries([.actor(account)]) {
        if let header = entry.header { subjects.insert(header.subject) }
        note(entry, ["actor"], &erased)
      }
      let quoted = JSON.text(.string(account))
      for subject in subjects {
        try each(on: subject) { entry in
          if entry.value("state.open")?.contains(quoted) == true { note(entry, ["state.open"], &erased) }
          if entry.value("because")?.contains(account) == true { note(entry, ["because"], &erased) }
        }
      }
    }
    return erased
  }

  private func accounts(everOf state: CaseState, _ field: String) throws -> [String] {
    var accounts = state[field].innerTexts
    try each(on: state.id) { entry in
      if let json = entry.value("set.\(field)"), let value = try? JSON.parse(json.utf8) { accounts += value.innerTexts }
    }
    return accounts
  }

  private func note(_ entry: Entry, _ names: Set<String>, _ erased: inout [Int: Set<String>]) {
    let there = names.intersection(entry.values.filter { $0.value != nil }.map(\.name))
    if !there.isEmpty { erased[entry.position, default: []].formUnion(there) }
  }

  private func entries(_ words: [Word]) throws -> [Entry] {
    try reader.positions(words, in: 0..<base).compactMap { try reader.entry($0) }
  }

  private func each(on subject: String, _ body: (Entry) throws -> Void) throws {
    for entry in try entries([.subject(subject)]) { try body(entry) }
  }

  func waiting(by accounts: [String]) -> [String] {
    attempt([]) {
      try accounts.flatMap { try entries([.actor($0)]) }.compactMap { entry in
        guard let header = entry.header, let state = find(header.subject),
          state.open.contains(where: { $0.entry == entry.position })
        else { return nil }
        return "#\(entry.position) on \(state.id)"
      }
    }
  }
}

/// What came of an erasure.
public struct Erased: Sendable {
  /// The act.
  public let receipt: Receipt
  /// How many values were taken away.
  public let values: Int
  /// Other cases that still hold the same texts.
  public let elsewhere: [String]
  /// Whether the file no longer holds them anywhere; false while somebody reads an older state of it.
  public let isGone: Bool
}

extension Store {
  /// Has the values of a field taken away, for good. What the write-ahead log holds of them is overwritten as well.
  public func erase(_ act: Act) throws(StoreProblem) -> Erased {
    var texts: [String] = []
    if case .erase(let field) = act.verb { texts = try find(act.subject)?[field].innerTexts ?? [] }
    let receipt = try perform(act)
    guard receipt.decision.outcome == .accepted else {
      return Erased(receipt: receipt, values: 0, elsewhere: [], isGone: true)
    }
    let (values, elsewhere) = try reading { world -> (Int, [String]) in
      let json = try world.reader.entry(receipt.entry)?.value("erased") ?? "[]"
      var count = 0
      if case .list(let rows)? = try? JSON.parse(json.utf8) {
        for case .list(let row) in rows { count += row.count - 1 }
      }
      let holding = try texts.flatMap { try world.reader.subjects(holding: JSON.text(.string($0))) }
      return (count, Set(holding).subtracting([act.subject]).sorted())
    }
    do {
      let isGone = try journal.fold()
      return Erased(receipt: receipt, values: values, elsewhere: elsewhere, isGone: isGone)
    } catch { throw Self.wrap(error) }
  }
}
