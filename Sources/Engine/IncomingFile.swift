/// Files that come in with a request: held against what they are called, before anything is asked of the gate.

import Definitions
import FEEL
import Governance
import Journal

/// A file that somebody gives along, with its bytes.
public struct IncomingFile: Sendable {
  /// What the case will hold of it.
  public let document: Attachment
  /// What lies in the store under its hash.
  public let bytes: [UInt8]

  /// Why a file is not taken.
  public enum Fault: Error, Sendable, Equatable {
    /// There is nothing in it.
    case empty
    /// It is larger than a store takes.
    case tooLarge(size: Int, most: Int)
    /// Its name is none that every system can give a file.
    case name
    /// It does not begin as its name says.
    case other(than: String)
  }

  /// A file by its path and its bytes; throws for one that is not taken.
  public init(_ path: String, _ bytes: [UInt8]) throws(Fault) {
    if bytes.isEmpty { throw .empty }
    if bytes.count > Attachment.largest { throw .tooLarge(size: bytes.count, most: Attachment.largest) }
    let name = path.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
    guard Attachment.isName(name) else { throw .name }
    let form = FileForm.of(name)
    guard form.begins(bytes) else { throw .other(than: form.extensions[0]) }
    let found = Attachment(
      hash: DocumentHash.of(bytes), name: name, size: bytes.count, mediaType: form.mediaType)
    guard let found else { throw .name }
    document = found
    self.bytes = bytes
  }
}

/// Forms of files that offices use, by the end of the name, with what such a file begins with.
public struct FileForm: Sendable {
  let extensions: [String]
  let mediaType: String
  /// One of these stands at the beginning; anything where there are none.
  var beginnings: [[UInt8]] = []
  /// Whether it is text in UTF-8.
  var isText = false

  static let unknown = FileForm(extensions: [""], mediaType: "application/octet-stream")

  /// Whether a word ends as the name of a file does, of a form that offices use.
  public static func isFileName(_ word: String) -> Bool {
    word.contains(".") && !of(word).extensions.contains("") && !word.contains { "[](){}\"".contains($0) }
  }

  static func of(_ name: String) -> FileForm {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count > 1, let end = parts.last?.lowercased() else { return unknown }
    return all.first { $0.extensions.contains(end) } ?? unknown
  }

  func begins(_ bytes: [UInt8]) -> Bool {
    if isText { return String(validating: bytes, as: UTF8.self) != nil }
    return beginnings.isEmpty || beginnings.contains { bytes.starts(with: $0) }
  }

  private static let zip: [[UInt8]] = [[0x50, 0x4B, 3, 4]]
  private static let office = "application/vnd.openxmlformats-officedocument."
  private static let openDocument = "application/vnd.oasis.opendocument."

  // Media types of the IANA registry.
  private static let all = [
    FileForm(extensions: ["pdf"], mediaType: "application/pdf", beginnings: [Array("%PDF-".utf8)]),
    FileForm(extensions: ["docx"], mediaType: office + "wordprocessingml.document", beginnings: zip),
    FileForm(extensions: ["xlsx"], mediaType: office + "spreadsheetml.sheet", beginnings: zip),
    FileForm(extensions: ["pptx"], mediaType: office + "presentationml.presentation", beginnings: zip),
    FileForm(extensions: ["odt"], mediaType: openDocument + "text", beginnings: zip),
    FileForm(extensions: ["ods"], mediaType: openDocument + "spreadsheet", beginnings: zip),
    FileForm(extensions: ["zip"], mediaType: "application/zip", beginnings: zip),
    FileForm(extensions: ["doc"], mediaType: "application/msword", beginnings: [[0xD0, 0xCF, 0x11, 0xE0]]),
    FileForm(extensions: ["xls"], mediaType: "application/vnd.ms-excel", beginnings: [[0xD0, 0xCF, 0x11, 0xE0]]),
    FileForm(extensions: ["msg"], mediaType: "application/vnd.ms-outlook", beginnings: [[0xD0, 0xCF, 0x11, 0xE0]]),
    FileForm(extensions: ["png"], mediaType: "image/png", beginnings: [[0x89, 0x50, 0x4E, 0x47]]),
    FileForm(extensions: ["jpg", "jpeg"], mediaType: "image/jpeg", beginnings: [[0xFF, 0xD8, 0xFF]]),
    FileForm(extensions: ["eml"], mediaType: "message/rfc822"),
    FileForm(extensions: ["txt"], mediaType: "text/plain", isText: true),
    FileForm(extensions: ["md"], mediaType: "text/markdown", isText: true),
    FileForm(extensions: ["csv"], mediaType: "text/csv", isText: true),
    FileForm(extensions: ["html"], mediaType: "text/html", isText: true),
    FileForm(extensions: ["xml"], mediaType: "application/xml", isText: true),
    FileForm(extensions: ["json"], mediaType: "application/json", isText: true),
  ]
}

extension Request {
  /// Finds what keeps it from the gate: a field that is given twice, and documents whose bytes neither come with it nor lie in the store, for
  /// a document is nothing without them.
  func check(_ reader: Reader) throws {
    for (index, (name, value)) in fields.enumerated() {
      if fields[..<index].contains(where: { $0.name == name }) { throw StoreProblem.givenTwice(field: name) }
      for hash in Attachment.hashes(in: value) where !files.contains(where: { $0.document.hash == hash }) {
        guard try reader.holds(document: hash) else { throw StoreProblem.noBytes(field: name) }
      }
    }
  }
}
