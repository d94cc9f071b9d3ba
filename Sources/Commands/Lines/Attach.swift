/// `attach`, `documents` and `document`: files that go into a case, and come out of it as they were.

import Definitions
import Diagnostics
import Engine
import FEEL
import Governance

extension Command {
  /// An event that takes a document, found by the file; whatever may act for the event may attach.
  static let attach = Command(
    "attach", "attach FILE to CASE [as FIELD] [FIELD: VALUE …]", .attach, example: "attach minutes.pdf to {case}",
    completes: [.words(["to", "as"]), .caseID, .field],
    .acts { cursor, session, view in
      let place = cursor
      let path = try cursor.takeFile()
      guard cursor.take("to") else { throw cursor.expected(.to, hint: .choose(["attach \(path) to CASE"])) }
      let (id, kind) = try cursor.takeSubject(view)
      let all = kind.eventNames.compactMap { kind.events[$0] }.filter { $0.source == .role && $0.name != "create" }
        .flatMap { event in
          event.fields.filter { $0.type.holdsDocuments }.map { AttachingEvent(event: event, field: $0) }
        }
      let names = Set(all.map(\.field.name)).sorted()
      guard !all.isEmpty else { throw place.mistake(.noDocumentsHere(kind.name), hint: .see(.fieldsOfKind)) }
      var wanted: String?
      if cursor.take("as") {
        guard let name = cursor.take(oneOf: names) else { throw cursor.expected(.field, hint: .choose(names)) }
        wanted = name
      }
      let file = try session.file(path, at: place.place)
      let candidates = all.filter { wanted == nil || $0.field.name == wanted }
      let possible =
        try candidates.count == 1
        ? candidates
        : candidates.filter { one in
          let request = one.request(on: id, [], file)
          return try view.decide(request, as: try session.actor(try session.opened()).account).outcome != .refused
        }
      guard let chosen = possible.count == 1 ? possible.first : nil else {
        let lines = (possible.isEmpty ? candidates : possible).map {
          "\(Command.typed($0.event.name)) \(id) \($0.field.name): \"\(path)\""
        }
        throw place.mistake(possible.isEmpty ? .nothingTakesItNow : .severalTakeIt, hint: .choose(lines))
      }
      let rest = chosen.event.fields.filter { $0.name != chosen.field.name }
      let others = try session.values(try cursor.takeFields(rest, Cases(view).scope), of: rest, view)
      var request = chosen.request(on: id, others.given, file)
      request.files += others.files
      return Asking(request)
    })

  static let documents = Command(
    "documents", "documents [of CASE]", .documents, example: "documents of {case}",
    completes: [.words(["of"]), .caseID],
    .reads { cursor, _, view in
      let subject = cursor.take("of") ? try cursor.takeCase(view).id : nil
      try cursor.needEnd()
      let rows = try Documents(view).list(of: subject).map { held -> [Cell] in
        let start: [Cell] = [.text(held.subject), .text(held.field.name)]
        guard let document = held.document else {
          return start
            + Array(repeating: .withheld("\(view.find(held.subject)?.kind.name ?? "").\(held.field.name)"), count: 6)
        }
        return start + [
          .text(document.name), .text(document.mediaType), .number(document.size), .date(held.given),
          .date(held.keptUntil), held.field.terms?.classification.map { .words(.classified($0)) } ?? .nothing,
        ]
      }
      return .table(
        Table(
          [.caseID, .field, .name, .mediaType, .size, .since, .keepUntil, .classification], rows, empty: .noDocuments))
    })

  /// What is known of a document, and the file itself.
  static let document = Command(
    "document", "document FIELD of CASE [NUMBER] [save FILE]", .document,
    example: "document minutes of {case} save minutes.pdf",
    completes: [.field, .words(["of"]), .caseID, .words(["save"])],
    .reads { cursor, session, view in
      let field = try cursor.takeFieldOf("document", view)
      let found = try cursor.takeCase(view)
      let all = try Documents(view).list(of: found.id).filter { $0.field.name == field }
      if all.contains(where: { $0.document == nil }) {
        let name = "\(found.kind.name).\(field)"
        throw StoreProblem.withheld(name, readers: view.readers(of: name)?.roles ?? [])
      }
      let place = cursor
      let number = Int(cursor.word)
      if number != nil { _ = cursor.takeToken() }
      let file: String?? = cursor.take("save") ? (cursor.isAtEnd ? .some(nil) : .some(try cursor.takeFile())) : nil
      try cursor.needEnd()
      guard !all.isEmpty else {
        throw place.mistake(.noDocumentIn(field: field, subject: found.id), hint: .choose(["documents of \(found.id)"]))
      }
      let chosen = number.map { $0 > 0 && $0 <= all.count ? [all[$0 - 1]] : [] } ?? all
      guard !chosen.isEmpty else { throw place.mistake(.expectedNumberUpTo(all.count)) }
      guard let file else { return .record(chosen.flatMap(rows)) }
      guard chosen.count == 1, let document = chosen[0].document else {
        throw place.mistake(
          .severalDocuments, hint: .choose((1...all.count).map { "document \(field) of \(found.id) \($0) save" }))
      }
      guard let bytes = try Documents(view).bytes(of: document) else { throw Mistake(.bytesAreGone(document.name)) }
      let target = file ?? document.name
      guard try session.surroundings.save(target, { try $0(bytes) }) else {
        throw Mistake(.cannotWrite(target), hint: .nameANewFile)
      }
      return .said([.documentSaved(file: target, size: bytes.count, hash: document.hash)])
    })

  private static func rows(_ held: HeldDocument) -> [(name: Column, value: Cell)] {
    guard let document = held.document else { return [] }
    var rows: [(name: Column, value: Cell)] = [
      (.heading(.name), .text(document.name)), (.heading(.mediaType), .text(document.mediaType)),
      (.heading(.size), .number(document.size)), (.heading(.sha256), .text(document.hash)),
      (.heading(.since), .date(held.given)),
    ]
    if let entry = held.entry { rows.append((.heading(.entry), .text("#\(entry)"))) }
    if let until = held.keptUntil { rows.append((.heading(.keepUntil), .date(until))) }
    if let word = held.field.terms?.classification {
      rows.append((.heading(.classification), .words(.classified(word))))
    }
    return rows
  }
}

/// An event that takes a document in a field.
private struct AttachingEvent {
  let event: EventDefinition
  let field: Field

  func request(on id: String, _ others: Given, _ file: IncomingFile) -> Request {
    var request = Request(.fire(event.name), on: id, fields: [(field.name, file.document.value)] + others)
    request.files = [file]
    return request
  }
}

extension Request {
  /// A request with what was given along.
  init(_ verb: Verb, on subject: String, kind: String? = nil, _ taken: Session.Values) {
    self.init(verb, on: subject, kind: kind, fields: taken.given)
    files = taken.files
  }
}

extension Session {
  /// Fields with their values, and the files that come along with them.
  struct Values {
    var given: Given
    var files: [IncomingFile]
  }

  /// The values of fields by their definitions: what is a text where a document is wanted names a file.
  func values(
    _ fields: [(name: String, value: Cursor.FieldValue)], of definitions: [Field], _ view: View
  ) throws -> Values {
    var result = Values(given: [], files: [])
    for (written, (name, value)) in zip(fields, try values(fields, view)) {
      guard definitions.first(where: { $0.name == name })?.type.holdsDocuments == true else {
        result.given.append((name, value))
        continue
      }
      let place: Place? = if case .expression(let expression) = written.value { expression.place } else { nil }
      result.given.append((name, try taken(value, at: place, &result.files)))
    }
    return result
  }

  /// A value with the documents in place of the files that it names.
  private func taken(_ value: Value, at place: Place?, _ files: inout [IncomingFile]) throws -> Value {
    switch value {
    case .string(let path):
      let file = try file(path, at: place)
      files.append(file)
      return file.document.value
    case .list(let items):
      var taken: [Value] = []
      for item in items { taken.append(try self.taken(item, at: place, &files)) }
      return .list(taken)
    default: return value
    }
  }

  /// A file that a line names.
  func file(_ path: String, at place: Place?) throws -> IncomingFile {
    guard let bytes = surroundings.read(path) else { throw Mistake(.noSuchFile(path), at: place, hint: .isPathRight) }
    do { return try IncomingFile(path, bytes) } catch {
      throw Mistake(.fileNotTaken(path, error), at: place)
    }
  }
}
