/// `cases.yaml`: the tests beside a definition.

import Diagnostics

/// The cases of a definition.
public struct CasesFile: Sendable {
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
    var cases: [(name: String, script: String)] = []
    if let yaml = YAML.read(Source(name: name, text: text), findings) {
      _ = yaml.entries("a file of cases", known: ["setup", "cases"])
      setup = yaml["setup"]?.text("lines") ?? ""
      for entry in yaml["cases"]?.entries("cases") ?? [] { cases.append((entry.key, entry.value.text("lines") ?? "")) }
    }
    if findings.all.hasErrors { throw findings.all }
    return CasesFile(setup: setup, cases: cases)
  }
}
