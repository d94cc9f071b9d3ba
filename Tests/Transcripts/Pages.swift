/// Runs what the pages show. A block `cvn` is a script, `console` a conversation with its answers, `yaml FILE` a file to write. All
/// blocks of a page share a folder, with the store that the page says it begins with. `make docs` writes the answers anew.

import Foundation
import TestSupport
import Testing

/// A fenced block of a page.
private struct Block {
  let kind: String
  let argument: String
  let lines: [String]
  /// The line on which it begins, from 1.
  let line: Int
}

/// A page with its blocks.
private struct Page {
  let path: String
  let text: String

  /// All pages a reader may meet.
  static func all() throws -> [Page] {
    let walker = try #require(FileManager.default.enumerator(atPath: project.appending(path: "docs").path))
    let paths = walker.compactMap { $0 as? String }.filter { $0.hasSuffix(".md") }.map { "docs/\($0)" }
    return try (["README.md"] + paths.sorted()).map { path in
      Page(path: path, text: try String(contentsOf: project.appending(path: path), encoding: .utf8))
    }
  }

  /// The script that makes the store of the page: `<!-- store: docs/examples/region.cvn -->`.
  var story: String? {
    text.firstMatch(of: /<!-- store: (\S+) -->/).map { String($0.output.1) }
  }

  var blocks: [Block] {
    var blocks: [Block] = []
    var open: (kind: String, argument: String, lines: [String], line: Int)?
    for (number, line) in text.components(separatedBy: "\n").enumerated() {
      if let block = open {
        if line == "```" {
          blocks.append(Block(kind: block.kind, argument: block.argument, lines: block.lines, line: block.line))
          open = nil
        } else {
          open?.lines.append(line)
        }
      } else if line.hasPrefix("```") {
        let words = line.dropFirst(3).split(separator: " ", maxSplits: 1).map(String.init)
        open = (words.first ?? "", words.count > 1 ? words[1] : "", [], number + 1)
      }
    }
    return blocks
  }
}

/// A question of a conversation, and the answer that the page shows.
private struct Exchange {
  let prompt: String
  let question: String
  var answer: [String]

  static func all(_ lines: [String]) -> [Exchange] {
    var result: [Exchange] = []
    for line in lines {
      if let prompt = ["convenant> ", "$ "].first(where: line.hasPrefix) {
        result.append(Exchange(prompt: prompt, question: String(line.dropFirst(prompt.count)), answer: []))
      } else if !result.isEmpty {
        result[result.count - 1].answer.append(line)
      }
    }
    return result
  }

  /// Whether an answer is what is shown, where `…` stands for anything, in a line or for lines.
  func matches(_ answer: [String]) -> Bool {
    guard !self.answer.isEmpty || answer.isEmpty || answer == [""] else { return false }
    return Self.matches(self.answer[...], answer[...])
  }

  private static func matches(_ shown: ArraySlice<String>, _ told: ArraySlice<String>) -> Bool {
    guard let first = shown.first else { return told.isEmpty }
    if first.trimmingCharacters(in: .whitespaces) == "…" {
      return (0...told.count).contains { matches(shown.dropFirst(), told.dropFirst($0)) }
    }
    guard let line = told.first, fits(first, line) else { return false }
    return matches(shown.dropFirst(), told.dropFirst())
  }

  private static func fits(_ shown: String, _ told: String) -> Bool {
    if shown == told { return true }
    let parts = shown.components(separatedBy: "…")
    guard parts.count > 1 else { return false }
    var rest = told[...]
    for (index, part) in parts.enumerated() {
      if index == 0 {
        guard rest.hasPrefix(part) else { return false }
        rest = rest.dropFirst(part.count)
      } else if index == parts.count - 1 {
        return rest.hasSuffix(part)
      } else {
        guard let range = rest.range(of: part) else { return false }
        rest = rest[range.upperBound...]
      }
    }
    return true
  }
}

/// A page being run in a folder of its own.
private final class Performance {
  let folder = Scratch()
  private var state: [String] = []

  init(_ page: Page) throws {
    for name in ["Workflows", "Plugins", "docs"] {
      try FileManager.default.createSymbolicLink(
        atPath: folder.file(name), withDestinationPath: project.appending(path: name).path)
    }
    guard let story = page.story else { return }
    let ran = try shell("convenant run \(story) --store region.cvnt")
    #expect(ran.status == 0, "\(page.path): \(ran.text.suffix(800))")
  }

  /// A line for the shell, in which `convenant` is the binary under test.
  func shell(_ line: String) throws -> Ran {
    try Child("/bin/bash", ["-c", "convenant() { \(binary.path) \"$@\"; }; \(line)"], in: folder.path).finish()
  }

  /// The answer to a question of a conversation; who acts, the language and the output stay as they were set in the block.
  func answer(_ exchange: Exchange) throws -> [String] {
    if exchange.prompt == "$ " { return Self.lines(try shell(exchange.question).text) }
    let lines = state + [exchange.question]
    let file = try folder.write("asked.cvn", lines.joined(separator: "\n"))
    let ran = try shell("convenant --store region.cvnt -c \"$(cat \(file))\"")
    if Self.stands(exchange.question) { state.append(exchange.question) }
    return Self.lines(ran.text)
  }

  func beginBlock() { state = [] }

  /// Whether a line sets something for the lines after it.
  static func stands(_ line: String) -> Bool {
    ["language ", "output "].contains(where: line.hasPrefix) || line.hasPrefix("as ") && !line.contains(": ")
  }

  private static func lines(_ text: String) -> [String] {
    var lines = text.components(separatedBy: "\n")
    while lines.last == "" { lines.removeLast() }
    return lines
  }
}

@Suite struct ThePages {
  private static let writes = ProcessInfo.processInfo.environment["WRITE_DOCS"] != nil

  @Test func showWhatHappens() throws {
    for page in try Page.all() where page.blocks.contains(where: { ["cvn", "console"].contains($0.kind) }) {
      let performance = try Performance(page)
      var rewritten: [(block: Block, lines: [String])] = []
      // Who acts, the language and the output stay as they were set.
      var standing: [String] = []
      for block in page.blocks {
        switch block.kind {
        case "cvn":
          // One script, piece by piece: each block goes on where the one before ended.
          let file = try performance.folder.write("page.cvn", (standing + block.lines).joined(separator: "\n"))
          standing += block.lines.filter(Performance.stands)
          let store = page.story == nil ? "page.cvnt" : "region.cvnt"
          let ran = try performance.shell("convenant run \(file) --store \(store)")
          #expect([0, 2].contains(ran.status), "\(page.path):\(block.line): \(ran.text.suffix(1000))")
        case "yaml" where !block.argument.isEmpty:
          let path = performance.folder.file(block.argument)
          try FileManager.default.createDirectory(
            atPath: URL(fileURLWithPath: path).deletingLastPathComponent().path, withIntermediateDirectories: true)
          _ = try performance.folder.write(block.argument, block.lines.joined(separator: "\n") + "\n")
        case "console":
          let (shown, told) = try perform(block, performance)
          if Self.writes, shown != told {
            rewritten.append((block, told))
          } else {
            #expect(
              shown == told,
              "\(page.path):\(block.line): it shows\n\(shown.joined(separator: "\n"))\nand says\n\(told.joined(separator: "\n"))"
            )
          }
        default: break
        }
      }
      var lines = page.text.components(separatedBy: "\n")
      for (block, told) in rewritten.reversed() {
        lines.replaceSubrange(block.line..<(block.line + block.lines.count), with: told)
      }
      if !rewritten.isEmpty {
        try lines.joined(separator: "\n").write(
          to: project.appending(path: page.path), atomically: true, encoding: .utf8)
      }
    }
  }

  /// A conversation as it is shown, and as it goes; the same where it fits.
  private func perform(_ block: Block, _ performance: Performance) throws -> (shown: [String], told: [String]) {
    performance.beginBlock()
    var told: [String] = []
    for exchange in Exchange.all(block.lines) {
      let answer = try performance.answer(exchange)
      told.append(exchange.prompt + exchange.question)
      told += exchange.matches(answer) ? exchange.answer : answer.map(Self.shown)
    }
    return (block.lines, told)
  }

  /// A line of an answer as a page shows it: cut where it is long, without what is other in every run.
  private static func shown(_ line: String) -> String {
    let same = line.replacing(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}/, with: "…").replacing(
      /\b[0-9a-f]{64}\b/, with: "…"
    )
    .replacing(/\b\d+(-[0-9A-Z]{5}){4}\b/, with: "…")
    return same.count > 132 ? same.prefix(131) + "…" : same
  }

  @Test func saySomethingOfEveryBlock() throws {
    let kinds: Set = ["cvn", "console", "yaml", "text", "json", "ebnf", "lua", "toml"]
    for page in try Page.all() {
      for block in page.blocks { #expect(kinds.contains(block.kind), "\(page.path):\(block.line): a block of no kind") }
    }
  }

  @Test func linkToWhatIsThere() throws {
    for page in try Page.all() {
      let folder = project.appending(path: page.path).deletingLastPathComponent()
      for match in page.text.matches(of: /\]\(([^)\s]+)\)/) {
        let target = String(match.output.1)
        if target.hasPrefix("http") { continue }
        let parts = target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let file = parts[0].isEmpty ? project.appending(path: page.path) : folder.appending(path: parts[0])
        #expect(FileManager.default.fileExists(atPath: file.path), "\(page.path) links to \(target)")
        guard parts.count > 1, let linked = try? String(contentsOf: file, encoding: .utf8) else { continue }
        #expect(headings(linked).contains(parts[1]), "\(page.path) links to \(target), which has no such heading")
      }
    }
  }

  private func headings(_ text: String) -> Set<String> {
    Set(
      text.split(separator: "\n").filter { $0.hasPrefix("#") }.map { line in
        line.drop { $0 == "#" || $0 == " " }.lowercased().filter {
          $0.isLetter || $0.isNumber || $0 == " " || $0 == "-"
        }
        .replacing(" ", with: "-")
      })
  }

  /// The places that pages and answers name are where they say.
  @Test func nameLinesThatAreThere() throws {
    for page in try Page.all() {
      for match in page.text.matches(of: /((?:Workflows|Plugins)\/[\w\/-]+\.yaml):(\d+)/) {
        let name = String(match.output.1)
        // A page may write files of its own.
        if page.blocks.contains(where: { $0.argument.hasSuffix(name) }) { continue }
        let file = project.appending(path: name)
        let count = (try? String(contentsOf: file, encoding: .utf8))?.split(
          separator: "\n", omittingEmptySubsequences: false
        ).count
        #expect((count ?? 0) >= Int(match.output.2) ?? .max, "\(page.path) names \(match.output.0)")
      }
    }
  }
}
