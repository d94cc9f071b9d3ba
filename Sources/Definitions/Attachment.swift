/// Documents as values: what a file is called, what it is, and the hash by which its bytes are found.

import Calendar
import Diagnostics
import FEEL

/// A file that a case holds. Its bytes lie in the storage, under their SHA-256 (FIPS 180-4).
public struct Attachment: Sendable, Hashable {
  /// SHA-256 of the bytes, in hexadecimal.
  public let hash: String
  /// What the file was called, without its folder.
  public let name: String
  /// In bytes.
  public let size: Int
  /// Its media type (RFC 6838).
  public let mediaType: String

  /// The largest that a store takes, in bytes.
  public static let largest = 100 << 20

  /// What a file of it is; nil for what can be none.
  public init?(hash: String, name: String, size: Int, mediaType: String) {
    guard Self.isHash(hash), Self.isName(name), (1...Self.largest).contains(size), Self.isMediaType(mediaType) else {
      return nil
    }
    self.hash = hash
    self.name = name
    self.size = size
    self.mediaType = mediaType
  }

  /// The document that a value is; nil for any other.
  public init?(_ value: Value) {
    guard case .context(let context) = value, context.values.count == 4, case .string(let hash)? = context["sha256"],
      case .string(let name)? = context["name"], case .number(let size)? = context["size"], let size = size.integer,
      case .string(let mediaType)? = context["type"]
    else { return nil }
    self.init(hash: hash, name: name, size: size, mediaType: mediaType)
  }

  /// As expressions see it.
  public var value: Value {
    .context(
      Context([
        ("sha256", .string(hash)), ("name", .string(name)), ("size", .number(Number(size))),
        ("type", .string(mediaType)),
      ]))
  }

  /// The same as a type.
  static let type = Type.context([
    Type.Entry("sha256", .string), Type.Entry("name", .string), Type.Entry("size", .number),
    Type.Entry("type", .string),
  ])

  /// The documents of a value, in lists as well.
  public static func all(in value: Value) -> [Attachment] {
    switch value {
    case .list(let items): items.flatMap(all)
    case .context: Attachment(value).map { [$0] } ?? []
    default: []
    }
  }

  /// Whatever in a value says to be the hash of a document, however deep it lies.
  public static func hashes(in value: Value) -> [String] {
    switch value {
    case .list(let items): return items.flatMap(hashes)
    case .context(let context):
      let own: [String] = if case .string(let hash)? = context["sha256"], isHash(hash) { [hash] } else { [] }
      return own + context.values.flatMap(hashes)
    default: return []
    }
  }

  private static func isHash(_ text: String) -> Bool {
    text.utf8.count == 64 && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
  }

  /// Whether a text is the name of a file alone: no folder, nothing hidden, nothing that a screen would not show.
  public static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 200 && text.first != "." && text.first != " " && text.last != " "
      && text.unicodeScalars.allSatisfy { scalar in
        scalar != "/" && scalar != "\\" && ![.control, .format, .surrogate].contains(scalar.properties.generalCategory)
      }
  }

  private static func isMediaType(_ text: String) -> Bool {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    return text.utf8.count <= 127 && parts.count == 2
      && parts.allSatisfy { part in
        !part.isEmpty && part.utf8.allSatisfy { (33...126).contains($0) && $0 != 34 && $0 != 92 }
      }
  }
}

/// How long the documents of a field are kept, and who may know them.
public struct DocumentTerms: Sendable, Equatable {
  /// How long after it was given a document is kept; nil where that is not said.
  public let retention: MonthsDuration?
  /// How far it may spread; nil where that is not said.
  public let classification: Classification?

  /// The classes of information, from open to closed (BIO 2, measure 8.2: openbaar, intern, vertrouwelijk, geheim).
  public enum Classification: String, Sendable, CaseIterable {
    case `public`, `internal`, confidential, secret
  }
}

extension FieldReader {
  /// How long the documents of a field are kept, and who may know them; nil where nothing is said of it.
  func terms(_ yaml: YAML, of type: FieldType) -> DocumentTerms? {
    let written = ["retention", "class"].compactMap { key in yaml[key].map { (key, $0) } }
    guard let first = written.first else { return nil }
    guard type.holdsDocuments else {
      first.1.error(
        .notDocument, "\(first.0) is for documents, and this is \(type.description.withArticle)",
        hint: "type: document, or leave \(first.0) out")
      return nil
    }
    var retention: MonthsDuration?
    if let text = yaml["retention"]?.text("a duration") {
      retention = MonthsDuration(text)
      if retention.map({ $0.months <= 0 }) ?? true {
        yaml["retention"]?.error(
          .wrongType, "\"\(text)\" is not how long something is kept", hint: "years and months: retention: P7Y")
      }
    }
    var classification: DocumentTerms.Classification?
    if let text = yaml["class"]?.text("a class") {
      let words = DocumentTerms.Classification.allCases.map(\.rawValue)
      classification = DocumentTerms.Classification(rawValue: text)
      if classification == nil {
        yaml["class"]?.error(
          .unknownClass, "there is no class \"\(text)\"",
          hint: Nearest.hint(text, among: words) ?? "classes are \(words.joined(separator: ", "))", offers: words)
      }
    }
    let isClosed = yaml["readers"] != nil || (yaml["confidential"]?.boolean("confidential") ?? false)
    switch classification {
    case .confidential?, .secret?:
      if !isClosed {
        yaml["class"]?.error(
          .classWithoutReaders, "what is \(classification?.rawValue ?? "") may be read by all who read the case",
          hint: "say who may: readers: [ROLE]")
      }
    case .public?:
      if isClosed {
        yaml["class"]?.error(
          .classWithoutReaders, "what is public has readers of its own", hint: "leave the readers out, or the class")
      }
    case .internal?, nil: break
    }
    return DocumentTerms(retention: retention, classification: classification)
  }
}
