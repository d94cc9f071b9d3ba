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
  "Decisions": ["Diagnostics", "Calendar", "FEEL"],
  "Definitions": ["Diagnostics", "Calendar", "FEEL", "Statechart", "Decisions", "Yams", "Crypto"],
  "Governance": ["Decisions", "Definitions", "Diagnostics", "Calendar", "FEEL", "Statechart"],
  "Engine": [
    "Governance", "Decisions", "Definitions", "Diagnostics", "Calendar", "FEEL", "Statechart", "Journal", "Foundation",
    "HeapModule",
  ],
  "Exchange": [
    "Engine", "Governance", "Definitions", "Diagnostics", "Calendar", "FEEL", "Statechart", "Crypto", "Foundation",
    "FoundationXML",
  ],
  "Commands": [
    "Engine", "Exchange", "Governance", "Decisions", "Definitions", "Diagnostics", "Calendar", "FEEL",
    "Journal",
  ],
  "Shell": [
    "Commands", "Engine", "Governance", "Definitions", "Diagnostics", "FEEL", "Calendar", "Journal", "CLibEdit",
    "Foundation",
  ],
  "convenant": [
    "Shell", "Commands", "Engine", "Exchange", "Definitions", "Diagnostics", "Calendar", "FEEL", "Journal",
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

  /// Foundation's passes the blocked signals of its thread on, and ends of pipes with them: a test then waits for a stranger.
  @Test func everyProcessUnderTestIsAChildThatEndsWithItsTest() throws {
    let foreign = try files("Tests", ".swift").filter { SwiftText.code($0.text).contains("Process()") }
    #expect(foreign.map(\.path) == [])
  }

  @Test func nothingTrapsOrIsLeftForLater() throws {
    for (path, text) in try files("Sources", ".swift") {
      let code = SwiftText.code(text)
      for word in [
        "try!", "as!", "fatalError(", "preconditionFailure(", "precondition(", "assertionFailure(", "assert(",
        "unowned",
        "unsafelyUnwrapped",
      ] {
        #expect(!code.contains(word), "\(path) has \(word)")
      }
      for word in ["// TODO", "FIXME", "XXX"] { #expect(!text.contains(word), "\(path) has \(word)") }
      // A name, a bracket or a type that is unwrapped by force.
      for match in code.matches(of: /[\w\)\]\}>]!(?!=)/) {
        Issue.record("\(path) unwraps by force: \(code[match.range.lowerBound...].prefix(30))")
      }
    }
  }

  /// A comment that says no more than the name of what it stands above.
  @Test func noCommentRepeatsAName() throws {
    let empty: Set = [
      "Its name.", "Its id.", "Its kind.", "Its value.", "When.", "What.", "The case.", "The entry.", "The text.",
      "The event.", "All of it.", "By name.", "With what.", "What it is.", "What it does.", "On which case.",
      "In which role.", "Which way.",
    ]
    for (path, text) in try files("Sources", ".swift") {
      for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        let comment = line.trimmingCharacters(in: .whitespaces)
        guard comment.hasPrefix("/// ") else { continue }
        #expect(!empty.contains(String(comment.dropFirst(4))), "\(path):\(number + 1): \(comment)")
      }
    }
  }

  /// What may be tried with nil for a failure: reading a text as what it may not be. Where it is something else that may fail, why
  /// is said here.
  private static let attempts = [
    "Expression(", "JSON.parse(", "JSONSerialization.", "Curve25519.", "parseAdditive()", "newName(", "SCXML.read(",
    "IncomingFile(",
  ]
  private static let excused: [String: String] = [
    "Sources/Journal/Entry.swift: FileHandle(forReadingAtPath:": "another source of random bytes stands behind it",
    "Sources/SQLiteStorage/KeyFiles.swift: FileManager.default.attributesOfItem": "a file without attributes is no key",
    "Sources/SQLiteStorage/SQLiteStorage.swift: db.execute(sql:": "what failed first is told",
    "Sources/SQLiteStorage/SQLiteStorage.swift: queue.close()": "whoever lets go can do no more",
    "Sources/SQLiteStorage/DamagedFile.swift: Int.fetchOne": "what a damaged file does not give is not there",
    "Sources/SQLiteStorage/DamagedFile.swift: Row.fetchAll": "what a damaged file does not give is not there",
    "Sources/SQLiteStorage/DamagedFile.swift: Row.fetchOne": "what a damaged file does not give is not there",
    "Sources/convenant/Graphviz.swift: FileManager.default.removeItem": "a temporary folder that stays harms nobody",
    "Sources/Commands/Completion.swift: look": "nothing is offered where nothing can be read",
    "Sources/convenant/Keeping.swift: FileManager.default.attributesOfItem": "a file that is not there is no other",
  ]

  @Test func noFailureIsSwallowed() throws {
    var used: Set<String> = []
    for (path, text) in try files("Sources", ".swift") {
      let code = SwiftText.code(text)
      for match in code.matches(of: /\btry\?\s*/) {
        let what = code[match.range.upperBound...]
        if Self.attempts.contains(where: what.hasPrefix) { continue }
        let excuse = Self.excused.keys.first { key in
          let parts = key.split(separator: ": ", maxSplits: 1)
          return parts[0] == path && what.hasPrefix(parts[1])
        }
        #expect(excuse != nil, "\(path) swallows what \(what.prefix(40)) may throw")
        if let excuse { used.insert(excuse) }
      }
    }
    #expect(used == Set(Self.excused.keys), "excuses that nothing needs: \(Set(Self.excused.keys).subtracting(used))")
  }

  /// Names that nothing mentions but their declaration; those that something outside calls are listed.
  private static let called: [String: String] = [
    "Main": "the process begins there", "stdio": "editors pass it to every language server",
    "validate": "the parser of arguments calls it",
    "ofFEEL": "the list of codes, for programs", "ofDefinitions": "the list of codes, for programs",
    "ofExchange": "the list of codes, for programs", "ofDecisions": "the list of codes, for programs",
  ]

  @Test func everythingThatIsDeclaredIsUsed() throws {
    let all = try files("Sources", ".swift").map { ($0.path, SwiftText.code($0.text)) }
    var counts: [Substring: Int] = [:]
    for (_, code) in all { for word in code.matches(of: /[A-Za-z_]\w*/) { counts[word.output, default: 0] += 1 } }
    let declared = /\b(func|var|let|struct|class|enum|protocol|typealias|case)\s+`?([A-Za-z_]\w*)/
    for (path, code) in all {
      for match in code.matches(of: declared) where counts[match.output.2] == 1 {
        #expect(Self.called[String(match.output.2)] != nil, "\(path): nothing uses \(match.output.2)")
      }
    }
  }

  @Test func theCheckOfCodeSeesWhatItShould() {
    let code = SwiftText.code(
      """
      let a = b! // c!
      let d = "e! \\(f!) g" + #"h! \\(i!) \\#(j!)"#
      """)
    #expect(code.contains("b!") && code.contains("f!") && code.contains("j!"))
    for word in ["c!", "e!", "h!", "i!", "g"] { #expect(!code.contains(word), "\(word): \(code)") }
  }

  /// There is one gate: only the engine appends to a journal, and only what keeps, copies or repairs one opens it.
  @Test func nobodyWritesBesideTheGate() throws {
    let may = ["Sources/Engine/", "Sources/Journal/", "Sources/SQLiteStorage/"]
    for (path, text) in try files("Sources", ".swift") where !may.contains(where: path.hasPrefix) {
      let code = SwiftText.code(text)
      for word in ["Journal(", ".append(Header", "any Log", "any Storage).write"] {
        #expect(!code.contains(word), "\(path) has \(word)")
      }
      guard text.contains("import SQLiteStorage") || text.contains("import Journal") else { continue }
      #expect(code.firstMatch(of: /\.write\s*[({]\s*(\$0|\w+\s+in|try)/) == nil, "\(path) opens a transaction to write")
    }
    // In the engine where a store begins, where acts are kept, and where a copy is made entry by entry.
    let appending = try files("Sources/Engine", ".swift").filter { SwiftText.code($0.1).contains("writer.append(") }
    let wanted = ["Opening", "Replay", "Store"].map { "Sources/Engine/\($0).swift" }
    #expect(appending.map(\.0).sorted() == wanted, "\(appending.map(\.0))")
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
      for word in words where !["read table", "apart from"].contains(word) {
        #expect(!code.contains("\"\(word)\""), "\(path) names \"\(word)\"")
      }
    }
  }

  /// Words that are names of kinds, and everybody's besides.
  private static let everybodys: Set<String> = [
    "absence", "action", "application", "assignment", "commitment", "delegation", "evaluation", "input", "lot",
    "mandate", "person", "position",
    "region",
  ]

  /// Nor does a message or an example speak of them.
  @Test func noKindOfTheFieldStandsInAText() throws {
    var kinds: Set<String> = []
    for (_, text) in try files("Workflows", "workflow.yaml") {
      let below = text.split(separator: "\n").drop { $0 != "kinds:" }.dropFirst().prefix {
        $0.hasPrefix(" ") || $0.hasPrefix("#")
      }
      for line in below where line.hasPrefix("  ") && !line.hasPrefix("   ") {
        kinds.insert(String(line.dropFirst(2).prefix { $0 != ":" }))
      }
    }
    kinds = kinds.filter { !$0.contains(" ") && $0.allSatisfy(\.isLetter) }.subtracting(Self.everybodys)
    #expect(kinds.count > 20, "\(kinds.sorted())")
    for (path, text) in try files("Sources", ".swift") {
      for line in text.split(separator: "\n") where !line.trimmingCharacters(in: .whitespaces).hasPrefix("//") {
        for literal in line.matches(of: /"(?:[^"\\]|\\.)*"/) {
          let words = Set(literal.output.split { !$0.isLetter }.map(String.init))
          let named = words.intersection(kinds)
          #expect(named.isEmpty, "\(path) speaks of \(named.sorted()): \(literal.output)")
        }
      }
    }
  }
}
