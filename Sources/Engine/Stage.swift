/// The world as the gate sees it: what is stored at one position, with what was decided so far laid over it.

import Calendar
import Definitions
import FEEL
import Governance
import Journal

/// What a store is for life.
public struct Setting: Sendable {
  /// A random id (RFC 9562, version 4), given when it was begun.
  public let id: String
  /// Live or simulated.
  public let mode: Mode
  /// The zone of its civil dates.
  public let zone: Zone
  /// The account of its first administrator.
  public let administrator: String

  /// Under which name the first entry gives the administrator.
  static let administratorField = "administrator"
}

/// Whether a store lives by the wall clock or by one that is moved by hand; for life.
public enum Mode: String, Sendable { case live, simulation }

/// A world over a reader. What is staged is not stored until a transaction hands it to the journal.
final class Stage: World {
  let reader: Reader
  let memory: Memory
  let setting: Setting
  var watcher: Watcher? { memory.watcher }
  /// How many entries there are below.
  let base: Int
  /// How many entries were made here.
  var added = 0
  /// Definitions that were adopted here, the last one in force.
  private(set) var adopted: [Rulebook] = []
  private(set) var staged: [String: Record] = [:]
  /// The ids among them by kind; one that was taken back may linger here.
  private var stagedOf: [String: Set<String>] = [:]
  /// The staged cases that refer to a case, by kind and field; one that no longer does may linger here.
  private var stagedLinks: [Link: Set<String>] = [:]
  /// What was staged before, so that a refused act can be taken back without copying everything.
  private var undo: [(id: String, record: Record?)] = []

  /// Whether anything staged may say who has authority, or who stands behind an account: mostly nothing does.
  private var bearsOnAuthority = false

  private struct Link: Hashable {
    let kind: String
    let field: String
    let target: String
  }

  init(_ reader: Reader, _ memory: Memory, _ setting: Setting) throws {
    self.reader = reader
    self.memory = memory
    self.setting = setting
    base = try reader.size
    try memory.refresh(reader)
  }

  // MARK: Reading

  /// The first thing that could not be read. Nothing decided after it counts: the transaction ends with it.
  private(set) var failure: (any Error)?

  /// What could not be read ends the transaction, since the questions of the gate cannot fail.
  func attempt<T>(_ otherwise: T, _ body: () throws -> T) -> T {
    do { return try body() } catch {
      failure = failure ?? error
      return otherwise
    }
  }

  /// A case whose snapshot was read already.
  func record(_ snapshot: Snapshot) throws -> Record {
    try staged[snapshot.subject] ?? memory.load(snapshot, reader)
  }

  func record(_ id: String) -> Record? { staged[id] ?? attempt(nil) { try memory.load(id, reader) } }

  // MARK: Staging

  /// Lays a case over what is stored.
  func stage(_ id: String, _ record: Record) {
    let earlier = staged[id]
    undo.append((id, earlier))
    staged[id] = record
    let kind = record.state.kind
    stagedOf[kind.name, default: []].insert(id)
    if !bearsOnAuthority {
      let current = rulebook.kinds[kind.name]
      bearsOnAuthority = [kind, current].contains { $0?.grant != nil || $0?.accounts != nil }
    }
    for (index, field) in kind.fields.enumerated() where kind.layout.isLazy[index] {
      let value = record.state.fields[index]
      if let earlier, Value.identical(earlier.state[field.name], value) { continue }
      for target in value.innerTexts {
        stagedLinks[Link(kind: kind.name, field: field.name, target: target), default: []].insert(id)
      }
    }
  }

  func adopt(_ rulebook: Rulebook) { adopted.append(rulebook) }

  /// A point to which can be gone back.
  var mark: Mark { Mark(undo: undo.count, added: added, adopted: adopted.count) }

  struct Mark {
    let undo: Int
    let added: Int
    let adopted: Int
  }

  func goBack(to mark: Mark) {
    added = mark.added
    adopted.removeLast(adopted.count - mark.adopted)
    while undo.count > mark.undo, let (id, record) = undo.popLast() { staged[id] = record }
  }

  // MARK: World

  var rulebook: Rulebook { adopted.last ?? memory.rulebook }
  var zone: Zone { setting.zone }
  var administrator: String { setting.administrator }
  var isSimulated: Bool { setting.mode == .simulation }
  var nextEntry: Int { base + added }

  func find(_ id: String) -> CaseState? { record(id)?.state }

  func referring(_ kind: String, via field: String, to id: String) -> [CaseState] {
    let stored = attempt([]) { try reader.referring(kind, via: field, to: id) }
    guard let fresh = stagedLinks[Link(kind: kind, field: field, target: id)] else {
      // What was staged may refer to it no longer.
      return stored.compactMap(find).filter { staged[$0.id] == nil || $0[field].innerTexts.contains(id) }
    }
    return Set(stored).union(fresh).sorted().compactMap(find).filter { $0[field].innerTexts.contains(id) }
  }

  func all(_ kind: String) -> [CaseState] {
    let stored = attempt([]) { try reader.subjectIDs(kind) }
    guard let fresh = stagedOf[kind] else { return stored.compactMap(find) }
    return Set(stored).union(fresh).sorted().compactMap(find)
  }

  // MARK: Authority

  /// Staged cases of kinds that matter for it.
  private func stagedCases(_ matters: (Kind) -> Bool) -> [Record] {
    guard bearsOnAuthority else { return [] }
    return stagedOf.keys.filter { rulebook.kinds[$0].map(matters) ?? false }.sorted().flatMap { name in
      (stagedOf[name] ?? []).compactMap { staged[$0] }
    }.sorted { ($0.state.createdBy, $0.state.id) < ($1.state.createdBy, $1.state.id) }
  }

  private var authorities: GrantIndex { attempt(GrantIndex()) { try memory.authorities(reader) } }

  func allGrants() -> [CaseState] {
    let index = authorities
    // What is new was created last.
    let fresh = stagedCases { $0.grant != nil }.map(\.state.id).filter { !index.contains($0) }
    return (index.all + fresh).compactMap(find)
  }

  func grants(to names: [String]) -> [CaseState] {
    func isFor(_ state: CaseState) -> Bool {
      guard let field = state.kind.grant?.fields["person"], case .string(let person) = state[field] else {
        return false
      }
      return names.contains(person)
    }
    let known = authorities.grants(to: names)
    let staged = stagedCases { $0.grant != nil }
    if staged.isEmpty { return known.compactMap(find) }
    let ids = Set(known + staged.map(\.state.id))
    return ids.compactMap(find).filter(isFor).sorted { ($0.createdBy, $0.id) < ($1.createdBy, $1.id) }
  }

  func person(behind account: String) -> String? {
    for record in stagedCases({ $0.accounts != nil }) {
      if let field = record.state.kind.accounts, record.state[field].texts.contains(account) { return record.state.id }
    }
    guard let known = authorities.person(behind: account) else { return nil }
    // The person may have lost the account in this very transaction.
    if let record = staged[known], let field = record.state.kind.accounts, !record.state[field].texts.contains(account)
    {
      return nil
    }
    return known
  }

  func waiting(by accounts: [String]) -> [Waiting] {
    attempt([]) {
      try accounts.flatMap { try reader.positions([.actor($0)], in: 0..<base) }.compactMap { position in
        guard let header = try reader.entry(position)?.header, let state = find(header.subject),
          state.open.contains(where: { $0.entry == position })
        else { return nil }
        return Waiting(entry: position, subject: state.id)
      }
    }
  }
}
