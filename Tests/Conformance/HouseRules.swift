import Foundation
import Testing

private let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

private func files(_ folder: String, _ ending: String) throws -> [(path: String, text: String)] {
  let base = root.appending(path: folder)
  let walker = try #require(FileManager.default.enumerator(atPath: base.path))
  return try walker.compactMap { $0 as? String }.filter { $0.hasSuffix(ending) }.sorted().map {
    ("\(folder)/\($0)", try String(contentsOf: base.appending(path: $0), encoding: .utf8))
  }
}

/// What each module may import of ours, and from outside. The compiler does not hold this, so this test does.
private let allowed: [String: Set<String>] = [
  "Diagnostics": [], "Calendar": ["Foundation"], "Statechart": [],
  "Journal": ["Crypto", "Foundation", "Synchronization"],
  "SQLiteStorage": ["Journal", "GRDB", "Foundation"],
  "Verifier": ["GRDB", "Crypto", "Foundation"],
  "FEEL": ["Diagnostics", "Calendar"],
  "Definitions": ["Diagnostics", "Calendar", "FEEL", "Statechart", "Yams", "Crypto"],
  "Governance": ["Definitions", "Diagnostics", "Calendar", "FEEL", "Statechart"],
  "Engine": [
    "Governance", "Definitions", "Diagnostics", "Calendar", "FEEL", "Statechart", "Journal", "Foundation", "HeapModule",
  ],
  "Exchange": ["Definitions", "Diagnostics", "Calendar", "FEEL", "Statechart", "Foundation", "FoundationXML"],
  "Commands": [
    "Engine", "Exchange", "Governance", "Definitions", "Diagnostics", "Calendar", "FEEL", "Statechart", "Journal",
  ],
  "Shell": ["Commands", "Definitions", "Diagnostics", "Calendar", "Journal", "CLibEdit", "Foundation"],
  "convenant": [
    "Shell", "Commands", "Engine", "Exchange", "Definitions", "Diagnostics", "Calendar", "FEEL", "Statechart", "Journal",
    "SQLiteStorage", "Verifier", "ArgumentParser", "Foundation",
  ],
]

@Suite struct TheHouse {
  @Test func everyImportIsInTheTable() throws {
    for (path, text) in try files("Sources", ".swift") {
      let module = String(path.split(separator: "/")[1])
      let permitted = try #require(allowed[module], "\(module) is no module of the design")
      for line in text.split(separator: "\n")
      where line.hasPrefix("import ") || line.contains(" import ") && line.hasPrefix("@") {
        let imported = try #require(line.split(separator: " ").last.map(String.init))
        #expect(permitted.contains(imported), "\(path) imports \(imported)")
      }
    }
  }

  @Test func everyFileOpensWithItsPurposeAndIsOneIdea() throws {
    for (path, text) in try files("Sources", ".swift") {
      #expect(text.hasPrefix("///"), "\(path) does not say what it is for")
      #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count <= 501, "\(path) is too long")
    }
  }

  @Test func nothingTrapsOrIsLeftForLater() throws {
    for (path, text) in try files("Sources", ".swift") {
      for word in ["try!", "as!", "fatalError(", "// TODO", "FIXME", "XXX", "precondition("] {
        #expect(!text.contains(word), "\(path) has \(word)")
      }
    }
  }

  /// The field is data: no kind, role, event or state of it is named in the product's code.
  @Test func noWordOfTheFieldStandsInTheCode() throws {
    var words: Set<String> = ["breda", "altena", "drimmelen", "oosterhout", "geertruidenberg", "wbo"]
    for (_, text) in try files("Workflows", "workflow.yaml") + files("Plugins", "plugin.yaml") {
      // Names of two words and more are the field's own; single words like "open" are anybody's.
      for line in text.split(separator: "\n") {
        let name = line.prefix { $0 != ":" }.trimmingCharacters(in: .whitespaces)
        if name.contains(" "), name.allSatisfy({ $0.isLetter || $0 == " " }) { words.insert(name) }
      }
    }
    #expect(words.count > 40)
    for (path, text) in try files("Sources", ".swift") {
      let code = text.split(separator: "\n").filter { !$0.trimmingCharacters(in: .whitespaces).hasPrefix("///") }
        .joined(separator: "\n").lowercased()
      for word in words where word != "read table" {
        #expect(!code.contains("\"\(word)\""), "\(path) names \"\(word)\"")
      }
    }
  }
}
