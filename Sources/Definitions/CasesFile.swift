/// `cases.yaml`: the tests beside a definition.

import Diagnostics

/// The cases of a definition.
public struct CasesFile: Sendable {
  /// The region whose definitions they run under; that of the definition beside them when nil.
  public let region: (name: String, place: Place)?
  /// Another file of cases, whose setup comes before this one's.
  public let like: (path: String, place: Place)?
  /// Lines that every case begins with.
  public private(set) var setup: String
  /// Files that lines may name, with what is in them: documents that are given along.
  public private(set) var files: [String: String]
  /// Names with their lines, and where they stand: the name, and its first line.
  public let cases: [(name: String, script: String, place: Place, line: Int)]

  /// What such a file has.
  public static let keys = ["region", "like", "setup", "files", "cases"]

  /// Reads a `cases.yaml`.
  public static func read(_ bytes: [UInt8], name: String) throws(Diagnostics) -> CasesFile {
    let findings = Findings()
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Diagnostics([Diagnostic(.notText, "\(name) is no UTF-8 text")])
    }
    var setup = ""
    var region: (name: String, place: Place)?
    var like: (path: String, place: Place)?
    var files: [String: String] = [:]
    var cases: [(name: String, script: String, place: Place, line: Int)] = []
    if let yaml = YAML.read(Source(name: name, text: text), findings) {
      _ = yaml.entries("a file of cases", known: keys)
      region = yaml["region"].flatMap { node in node.text("the name of a region").map { ($0, node.place) } }
      like = yaml["like"].flatMap { node in node.text("the path of a file of cases").map { ($0, node.place) } }
      setup = yaml["setup"]?.text("lines") ?? ""
      for entry in yaml["files"]?.entries("files") ?? [] {
        files[entry.key] = entry.value.text("what is in the file") ?? ""
      }
      for entry in yaml["cases"]?.entries("cases") ?? [] {
        let start = entry.value.place
        let isBlock = start.source.bytes[start.range.lowerBound...].first.map { $0 == 124 || $0 == 62 } ?? false
        cases.append(
          (entry.key, entry.value.text("lines") ?? "", entry.keyNode.place, start.start.line + (isBlock ? 1 : 0)))
      }
    }
    if findings.all.hasErrors { throw findings.all }
    return CasesFile(region: region, like: like, setup: setup, files: files, cases: cases)
  }
  /// The same cases, each after the setup of another file.
  public func after(_ other: CasesFile) -> CasesFile {
    var file = self
    file.setup = other.setup + "\n" + setup
    file.files = other.files.merging(files) { _, own in own }
    return file
  }
}
