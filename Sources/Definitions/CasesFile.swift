/// `cases.yaml`: the tests beside a definition.

import Diagnostics

/// The cases of a definition.
public struct CasesFile: Sendable {
  /// The region whose definitions they run under; that of the definition beside them when nil.
  public let region: String?
  /// Lines that every case begins with.
  public let setup: String
  /// Names with their lines.
  public let cases: [(name: String, script: String)]

  /// Reads a `cases.yaml`.
  public static func read(_ bytes: [UInt8], name: String) throws(Diagnostics) -> CasesFile {
    let findings = Findings()
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Diagnostics([Diagnostic("\(name) is no UTF-8 text")])
    }
    var setup = ""
    var region: String?
    var cases: [(name: String, script: String)] = []
    if let yaml = YAML.read(Source(name: name, text: text), findings) {
      _ = yaml.entries("a file of cases", known: ["region", "setup", "cases"])
      region = yaml["region"]?.text("the name of a region")
      setup = yaml["setup"]?.text("lines") ?? ""
      for entry in yaml["cases"]?.entries("cases") ?? [] { cases.append((entry.key, entry.value.text("lines") ?? "")) }
    }
    if findings.all.hasErrors { throw findings.all }
    return CasesFile(region: region, setup: setup, cases: cases)
  }
}
