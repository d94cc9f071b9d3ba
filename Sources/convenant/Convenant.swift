/// The command line: a line of the language, or a tool on files.

import ArgumentParser
import Commands
import Foundation
import Shell

@main
enum Main {
  static func main() {
    let line = CommandLineLine(Array(CommandLine.arguments.dropFirst()))
    guard let line else { return Convenant.main() }
    do {
      answerInterrupts()
      try line.run()
    } catch {
      Convenant.exit(withError: error)
    }
  }
}

/// The tools.
struct Convenant: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convenant",
    abstract:
      "Runs the life of public contracts: procedures, terms, roles, dialogues, risks, and the proof of all that.",
    discussion: """
      Every line of the language is a command as well; `convenant repl -c help` lists them.

      Examples:
        convenant run script.cvn --store region.cvnt
        convenant repl --store region.cvnt
        convenant list KIND --store region.cvnt
        convenant checkpoint --store region.cvnt > 2027-06.checkpoint
        convenant verify --store region.cvnt
      """,
    version: "0.1.0",
    subcommands: [
      Repl.self, Run.self, Verify.self, Rebuild.self, Backup.self, Restore.self,
      Recover.self, Audit.self, ProofCommand.self, Check.self,
      Feel.self, Statecharts.self, LanguageServerCommand.self, New.self,
    ],
    defaultSubcommand: Repl.self)
}

/// Arguments of a process that are a line of the language, with the options of a session around it.
struct CommandLineLine {
  private let words: [String]
  private let options: [String]

  /// Nil where the arguments begin with a tool, or with nothing. What is no tool is a command, or an event of the definitions.
  init?(_ arguments: [String]) {
    var (words, options): ([String], [String]) = ([], [])
    var rest = arguments[...]
    var asksForHelp = false
    while let argument = rest.popFirst() {
      if Options.names.contains(argument) {
        options.append(argument)
        if let value = rest.popFirst() { options.append(value) }
      } else if Options.names.contains(where: { argument.hasPrefix($0 + "=") }) {
        options.append(argument)
      } else if ["--help", "-h"].contains(argument) {
        asksForHelp = true
      } else {
        words.append(argument)
      }
    }
    guard let first = words.first, !first.hasPrefix("-"), !first.isEmpty else { return nil }
    let name = Command.begun(by: words)
    // Help on a tool, or on them all, is the tools' own.
    if first == "help", words.count == 1 || Self.tools.contains(words[1]) { return nil }
    guard name != nil || !Self.tools.contains(first) else { return nil }
    self.words = asksForHelp ? ["help", name ?? first] : words
    self.options = options
  }

  private static let tools = Set(Convenant.configuration.subcommands.map { $0._commandName })

  func run() throws {
    let options = try Options.parse(options)
    let session = try options.session()
    guard !words.contains(where: { $0.contains(where: \.isNewline) }) else { throw options.failure(.oneLineOnly) }
    let script = try Script(name: "<arguments>", bytes: Array(words.joined(separator: " ").utf8))
    try finish(script.run(session, echo: false), session)
  }
}

struct Repl: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "A prompt in a terminal; lines from a pipe otherwise.")
  @OptionGroup var options: Options
  @Option(name: .customShort("c"), help: "Lines to run instead of a prompt.") var commands: String?

  func run() throws {
    answerInterrupts()
    let session = try options.session()
    if let commands { try play(Array(commands.utf8), "-c", session) }
    guard isatty(STDIN_FILENO) == 1 else {
      try play(Array(FileHandle.standardInput.readDataToEndOfFile()), "<input>", session)
    }
    session.say(.welcome)
    Prompt(session).run()
    session.store?.close()
  }

  private func play(_ bytes: [UInt8], _ name: String, _ session: Session) throws -> Never {
    try finish(options.script(name, bytes).run(session, echo: false), session)
  }
}

struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Runs a script.")
  @OptionGroup var options: Options
  @Argument(help: "The script.") var file: String
  @Flag(help: "Show each line before its answer.") var echo = false

  func run() throws {
    answerInterrupts()
    guard let bytes = FileManager.default.contents(atPath: file) else {
      throw options.failure(.cannotReadPath(file), hint: .isPathRight)
    }
    let session = try options.session()
    try finish(options.script(file, Array(bytes)).run(session, echo: echo), session)
  }
}

extension Options {
  /// A script, or why its bytes are none.
  fileprivate func script(_ name: String, _ bytes: [UInt8]) throws -> Script {
    do throws(Mistake) { return try Script(name: name, bytes: bytes) } catch {
      throw Failure(error.rendered(chosenLanguage))
    }
  }
}

/// Ctrl-C during a script: one message, and status 130. What was acknowledged is on disk; what was under way never was.
func answerInterrupts() {
  // Whoever started this may have blocked the signal; it is ours to answer.
  var interrupt = sigset_t()
  sigemptyset(&interrupt)
  sigaddset(&interrupt, SIGINT)
  sigprocmask(SIG_UNBLOCK, &interrupt, nil)
  signal(SIGINT) { _ in
    let message: StaticString = "interrupted; what was acknowledged is kept\n"
    _ = write(STDERR_FILENO, message.utf8Start, message.utf8CodeUnitCount)
    _exit(130)
  }
}

/// Ends with a status of the design's: 0 done, 1 error, 2 work, 3 refused.
func finish(_ status: Int32, _ session: Session? = nil) throws -> Never {
  // Closing folds the write-ahead log into the file, so that a copy of the file is a copy of the store.
  session?.store?.close()
  fflush(nil)
  Foundation.exit(status)
}
