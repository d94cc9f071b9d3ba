/// `convenant lsp`: the language server, over the standard streams.

import ArgumentParser
import Commands
import Definitions
import Diagnostics
import Foundation
import Journal
import SQLiteStorage
import Shell

struct LanguageServerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lsp",
    abstract: "Serves an editor: findings, completion, definitions and names in YAML and .cvn files.",
    discussion: """
      Speaks the Language Server Protocol 3.17 on standard input and output; an editor starts it. docs/how-to/author.md says how.

      Example: convenant lsp
      """)
  @Argument(help: "The folder that holds Workflows/ and Plugins/, where the editor names none.") var path: String = "."
  @Option(name: .customLong("lang"), help: "The language of what is said: en or nl; by default after LANG.")
  var language: Language?
  @Flag(help: "Editors may say so; there is nothing else.") var stdio = false

  func run() throws {
    let surroundings = EditorSurroundings(
      files: { folder throws(Diagnostics) in try DefinitionFolder.files(folder) },
      read: { FileManager.default.contents(atPath: $0).map(Array.init) }, scripts: DefinitionFolder.scripts,
      storage: { () throws(JournalProblem) in try SQLiteStorage.memory() },
      version: Convenant.configuration.version)
    // An editor that is gone reads no more: the write fails, and the input ends.
    signal(SIGPIPE, SIG_IGN)
    let server = LanguageServer(
      folder: URL(fileURLWithPath: path).standardizedFileURL.path,
      language: Options.language(asked: language?.rawValue), surroundings, write: Self.write)
    try finish(server.run(read: Self.read, isWaiting: Self.isWaiting))
  }

  private static func read() -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = Foundation.read(STDIN_FILENO, &bytes, bytes.count)
      if count < 0, errno == EINTR { continue }
      return Array(bytes.prefix(max(0, count)))
    }
  }

  private static func isWaiting() -> Bool {
    var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    return poll(&input, 1, 0) > 0
  }

  private static func write(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return }
      rest = rest.dropFirst(count)
    }
  }
}

extension DefinitionFolder {
  /// The cases beside the definitions of a folder, and the scripts anywhere in it.
  static func scripts(_ folder: String) -> [String] {
    var found: [String] = []
    let walker = FileManager.default.enumerator(atPath: folder)
    while let path = walker?.nextObject() as? String {
      let name = path.split(separator: "/").last ?? ""
      if name.hasPrefix(".") {
        walker?.skipDescendants()
      } else if path.hasSuffix(".cvn")
        || name == "cases.yaml" && (path.hasPrefix("Workflows/") || path.hasPrefix("Plugins/"))
      {
        found.append(path)
      }
      if found.count >= 10_000 { break }
    }
    return found
  }
}
