/// What a reader may see of an entry, by the rights of today: the one place that says so, for histories, trails and bundles.

import Calendar
import Definitions
import FEEL
import Governance
import Journal
import Statechart

/// The rights of a reader on one entry.
struct EntrySight {
  /// By what the reader may see it.
  private enum Ground {
    /// An entry on the store itself.
    case store
    /// On a case, or on one that was refused to come into being.
    case of(CaseState, event: EventDefinition?)
    /// On no case of any kind: what was typed there is nobody's to read but the actor's.
    case nothing
  }

  private let view: View
  private let entry: Entry
  private let ground: Ground

  /// Nil when the entry is none of the reader's business.
  init?(_ view: View, _ entry: Entry) throws {
    self.view = view
    self.entry = entry
    let header = entry.header
    if header.subject == CaseName.store {
      if view.isNobody { return nil }
      ground = .store
      return
    }
    let book = try view.stage.memory.books.find(header.definitions, view.stage.reader)
    guard let kind = book.kinds[header.kind] else {
      // What was refused for lack of a kind or of a case at all: for who stands in a role everywhere.
      guard header.kind.isEmpty, view.clearance.standsEverywhere else { return nil }
      ground = .nothing
      return
    }
    let event = header.object.flatMap { kind.events[$0] }
    // What came before the case under the same id was no act on it.
    if let state = view.present.find(header.subject), state.kind.name == kind.name, state.createdBy <= entry.position {
      guard view.clearance.sees(state) else { return nil }
      ground = .of(state, event: event)
    } else {
      let blank = view.present.blank(header.subject, kind, of: book)
      guard view.clearance.seesAll(blank) else { return nil }
      ground = .of(blank, event: event)
    }
  }

  /// What a value is when the reader may not see it, as `kind` or `kind.field`; nil when they may.
  func hidden(_ name: String, _ value: Value) throws -> String? {
    let given = name.dropping(prefix: Recording.Name.given)
    switch ground {
    case .store:
      guard given == Setting.administratorField, case .string(let text) = value, !view.names(text) else { return nil }
      return Setting.administratorField
    case .nothing:
      return try given.flatMap { try isOwn() ? nil : $0 }
    case .of(let state, let event):
      if let given { return hidden(given, by: event, state) }
      if let set = name.dropping(prefix: Recording.Name.set) { return hidden(set, by: nil, state) }
      // Open acts and drafts hold fields: shown only when none of the kind is withheld.
      return name.hasPrefix(Recording.Name.state) ? anyHidden(state, event) : nil
    }
  }

  /// The fields of the entry's kind and event that definitions call confidential.
  var confidential: Set<String> {
    guard case .of(let state, let event) = ground else { return [] }
    return Set(fields(state, event).filter(\.isConfidential).map(\.name))
  }

  private func fields(_ state: CaseState, _ event: EventDefinition?) -> [Field] {
    state.kind.fields + (event?.fields ?? []) + state.kind.events.values.flatMap(\.fields)
  }

  private func hidden(_ name: String, by event: EventDefinition?, _ state: CaseState) -> String? {
    let field =
      event?.fields.first { $0.name == name } ?? state.kind.index(of: name).map { state.kind.fields[$0] }
      ?? state.kind.events.values.flatMap(\.fields).first { $0.name == name }
    // A slip of the pen is in no definitions; what it holds may be what belongs in a field that is withheld.
    guard let field else { return anyHidden(state, event) }
    return view.clearance.sees(field, of: state) ? nil : "\(state.kind.name).\(name)"
  }

  private func anyHidden(_ state: CaseState, _ event: EventDefinition?) -> String? {
    fields(state, event).first { !view.clearance.sees($0, of: state) }.map { "\(state.kind.name).\($0.name)" }
  }

  private func isOwn() throws -> Bool {
    guard case .string(let account)? = try Stored.value(Recording.Name.actor, of: entry) else { return false }
    return account == view.reader.account
  }
}

extension String {
  fileprivate func dropping(prefix: String) -> String? {
    hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
  }
}

extension Stage {
  /// A case that never came into being, to ask rights of.
  func blank(_ id: String, _ kind: Kind, of book: Rulebook) -> CaseState {
    CaseState(
      id: id, kind: kind, rulebook: book, machine: MachineState(chart: kind.chart),
      fields: kind.fields.map { _ in .null }, createdBy: nextEntry, created: Instant(milliseconds: 0))
  }
}
