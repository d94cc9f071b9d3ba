import Diagnostics
import Testing

@testable import Definitions

/// Folders of definitions that other folders import, by name and version.
@Suite struct PackagesOfDefinitions {
  /// Folders with their files, and their `package.yaml`.
  private func all(_ folders: [String: (package: String?, files: [String: String])]) throws -> [String] {
    try Packages.all(
      in: ".",
      files: { (folder) throws(Diagnostics) in
        (folders[folder.replacing("./", with: "")]?.files ?? [:]).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
      },
      read: { path in
        let folder = String(path.replacing("./", with: "").dropLast(Package.file.count + 1))
        return folders[folder.isEmpty ? "." : folder]?.package.map { Array($0.utf8) }
      }
    ).map { "\($0.path): \($0.text)" }
  }

  private func wrong(_ folders: [String: (package: String?, files: [String: String])]) -> String {
    do {
      return try all(folders).joined(separator: "\n")
    } catch {
      return "\(error)"
    }
  }

  private let base = (package: Optional("package: base\nversion: 2"), files: ["Workflows/p/workflow.yaml": "people"])

  @Test func standUnderTheirNameAndVersionWhereverTheyLie() throws {
    let found = try all([
      ".": (
        "package: own\nversion: 1\nimports:\n  - {package: base, version: 2, from: base}",
        ["Plugins/o/plugin.yaml": "own"]
      ),
      "base": base,
    ])
    #expect(found == ["Plugins/o/plugin.yaml: own", "base@2/Workflows/p/workflow.yaml: people"])
    #expect(try all([".": (nil, ["Plugins/o/plugin.yaml": "own"])]) == ["Plugins/o/plugin.yaml: own"], "without any")
  }

  @Test func thatTwoImportAreThereOnce() throws {
    let found = try all([
      ".": (
        """
        package: own
        version: 1
        imports: [{package: left, version: 1, from: left}, {package: right, version: 1, from: right}]
        """, [:]
      ),
      "left": (
        "package: left\nversion: 1\nimports: [{package: base, version: 2, from: base}]",
        ["Workflows/l/workflow.yaml": "l"]
      ),
      "right": (
        "package: right\nversion: 1\nimports: [{package: base, version: 2, from: base}]",
        ["Workflows/r/workflow.yaml": "r"]
      ),
      "left/base": base, "right/base": base,
    ])
    #expect(
      found == [
        "left@1/Workflows/l/workflow.yaml: l", "base@2/Workflows/p/workflow.yaml: people",
        "right@1/Workflows/r/workflow.yaml: r",
      ])
  }

  @Test(arguments: [
    ("{package: base, version: 1, from: base}", "is version 2, and 1 is asked for"),
    ("{package: bas, version: 2, from: base}", "is \"base\", not \"bas\""),
    ("{package: base, version: 2, from: bse}", "there is no package.yaml in bse"),
    ("{package: base, version: 2}", "an import says which package, in which version, and where it lies"),
    ("{package: base, version: two, from: base}", "expected a whole number"),
    ("{package: base, version: 2, from: base, as: b}", "an import has no \"as\""),
  ])
  func thatAreNotAsTheyAreAskedForAreRefused(_ written: String, _ message: String) {
    let said = wrong([
      ".": ("package: own\nversion: 1\nimports:\n  - \(written)", ["Plugins/o/plugin.yaml": "own"]), "base": base,
    ])
    #expect(said.hasPrefix("package.yaml:4:") && said.contains(message), "\(said)")
  }

  @Test func cannotImportThemselvesOrTwoVersionsOfOne() {
    let circle = wrong([
      ".": ("package: own\nversion: 1\nimports: [{package: left, version: 1, from: left}]", [:]),
      "left": ("package: left\nversion: 1\nimports: [{package: right, version: 1, from: right}]", [:]),
      "left/right": ("package: right\nversion: 1\nimports: [{package: left, version: 1, from: left}]", [:]),
    ])
    #expect(circle.contains("\"left\" imports itself, by way of left, right, left"), "\(circle)")
    let two = wrong([
      ".": (
        "package: own\nversion: 1\nimports: [{package: base, version: 2, from: base}, {package: left, version: 1, from: left}]",
        [:]
      ),
      "left": ("package: left\nversion: 1\nimports: [{package: base, version: 3, from: base}]", [:]), "base": base,
      "left/base": ("package: base\nversion: 3", [:]),
    ])
    #expect(two.contains("\"base\" is imported in version 2 and in version 3"), "\(two)")
  }

  @Test(arguments: [
    ("package: Own", "a package has a name and a version"), ("package: Own\nversion: 1", "is no name of a package"),
    ("7", "expected a package as names"),
  ])
  func thatSayTooLittleOfThemselvesAreRefused(_ text: String, _ message: String) {
    let said = wrong([".": (text, ["Plugins/o/plugin.yaml": "own"])])
    #expect(said.contains("error") && said.contains(message), "\(said)")
  }
}
