/// The documents of cases, as their reader may see them, and their bytes.

import Calendar
import Definitions
import FEEL
import Governance
import Journal

/// A document that a case holds.
public struct HeldDocument: Sendable {
  /// The id of the case.
  public let subject: String
  /// The field it lies in.
  public let field: Field
  /// What it is; nil where the reader may not see it.
  public let document: Attachment?
  /// When it was given, by the entry that has it.
  public let given: CivilDate?
  /// That entry.
  public let entry: Int?
  /// Until when it is kept; nil where its field does not say.
  public let keptUntil: CivilDate?
}

/// Reads documents through a view.
public struct Documents {
  private let view: View

  /// The documents of a view.
  public init(_ view: View) { self.view = view }

  /// All documents of the open and the closed cases that the reader sees, or those of one case, in the order of kinds, ids and
  /// fields.
  public func list(of subject: String? = nil) throws(StoreProblem) -> [HeldDocument] {
    if let subject { return try view.state(subject).map(held) ?? [] }
    var found: [HeldDocument] = []
    // A kind is there once for each of the definitions that cases are pinned to.
    var names: Set<String> = []
    for kind in view.allKinds
    where kind.fields.contains(where: { $0.type.holdsDocuments }) && names.insert(kind.name).inserted {
      for state in view.cases(kind.name) { found += try held(state) }
    }
    return found
  }

  private func held(_ state: CaseState) throws(StoreProblem) -> [HeldDocument] {
    var found: [HeldDocument] = []
    for (index, field) in state.kind.fields.enumerated() where field.type.holdsDocuments {
      let value = view.sight.value(index, of: state)
      if value.firstWithheld != nil {
        found.append(
          HeldDocument(subject: state.id, field: field, document: nil, given: nil, entry: nil, keptUntil: nil))
        continue
      }
      for document in Attachment.all(in: value) {
        let entry = try StoreProblem.wrapping { try self.entry(of: document, field, state.id) }
        let given = entry.map { view.stage.date(Instant(milliseconds: $0.header.instant)) }
        found.append(
          HeldDocument(
            subject: state.id, field: field, document: document, given: given, entry: entry?.position,
            keptUntil: field.terms?.retention.flatMap { term in given?.adding(months: term.months) }))
      }
    }
    return found
  }

  /// The newest entry on a case before which it did not hold a document.
  private func entry(of document: Attachment, _ field: Field, _ subject: String) throws -> Entry? {
    var found: Entry?
    for position in try view.stage.reader.positions([.subject(subject)], in: 0..<view.size).reversed() {
      guard let entry = try view.stage.reader.entry(position),
        let set = try Stored.value(Recording.Name.set + field.name, of: entry)
      else { continue }
      guard Attachment.all(in: set).contains(document) else { break }
      found = entry
    }
    return found
  }

  /// The bytes of a document, held against its hash; nil where they were taken away.
  public func bytes(of document: Attachment) throws(StoreProblem) -> [UInt8]? {
    try StoreProblem.wrapping { try view.stage.reader.document(document.hash) }
  }
}
