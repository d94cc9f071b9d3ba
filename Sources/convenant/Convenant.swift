/// The command line: which store, which lines, and where answers go.

import ArgumentParser
import Calendar
import Definitions
import Diagnostics
import Engine
import FEEL
import Foundation
import Shell
import Verifier

@main
struct Convenant: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convenant",
    abstract:
      "Runs the life of public contracts: procedures, terms, roles, dialogues, risks, and the proof of all that.",
    discussion: """
      Examples:
        convenant run script.cvn --store region.cvnt
        convenant repl --store region.cvnt
        convenant -c 'list contract' --store region.cvnt
        convenant verify --store region.cvnt
      """,
    version: "0.1.0",
    subcommands: [
      Repl.self, Run.self, Verify.self, Rebuild.self, Backup.self, Restore.self,
      Recover.self, Audit.self, CheckpointCommand.self, ProofCommand.self, Check.self,
      Feel.self, Statecharts.self,
    ],
    defaultSubcommand: Repl.self)
}

/// What all commands share.
struct Options: ParsableArguments {
  @Option(help: "The store: a file.") var store: String?
  @Option(help: "The folder that holds Workflows/ and Plugins/; by default this one.") var definitions: String?
  @Option(name: .customLong("lang"), help: "The language of answers: en or nl; by default after LANG.") var language:
    String?
  @Option(help: "How answers are written: table, json or csv.") var output: String = "table"

  func chosenLanguage() throws -> Language {
    if let language {
      guard let read = Language(rawValue: language) else {
        throw ValidationError("--lang is en or nl, not \(language)")
      }
      return read
    }
    return ProcessInfo.processInfo.environment["LANG"]?.hasPrefix("nl") == true ? .nl : .en
  }

  func session() throws -> Session {
    let language = try chosenLanguage()
    let folder = definitions ?? "."
    var surroundings = Surroundings(
      write: { print($0) }, read: { path in FileManager.default.contents(atPath: path).map(Array.init) },
      clock: Session.wallClock,
      account:
        "\(NSUserName().lowercased())@\(ProcessInfo.processInfo.hostName.split(separator: ".").first.map(String.init)?.lowercased() ?? "localhost")",
      definitions: { region throws(Diagnostics) in try DefinitionFolder.load(folder, region) })
    surroundings.save = { path, bytes in
      (try? Data(bytes).write(to: URL(fileURLWithPath: path), options: .withoutOverwriting)) != nil
    }
    var opened: Store?
    if let store, FileManager.default.fileExists(atPath: store) {
      do throws(StoreProblem) { opened = try Store.open(store) } catch { throw Failure(error.explained(language)) }
    }
    let session = Session(surroundings, store: opened, path: store, language: language)
    guard let format = Output(rawValue: output) else {
      throw ValidationError("--output is table, json or csv, not \(output)")
    }
    session.output = format
    return session
  }
}

extension Session {
  /// The wall clock, read at the product's edge only.
  static let wallClock: @Sendable () -> Instant = {
    Instant(milliseconds: Int(Date().timeIntervalSince1970 * 1000))
  }
}

/// A message for the user, and a failing exit status.
struct Failure: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

/// Definitions from a folder on disk.
enum DefinitionFolder {
  static func load(_ folder: String, _ region: String? = nil) throws(Diagnostics) -> Rulebook {
    try Rulebook.load(try files(folder), region: region)
  }

  /// All files of a folder, whatever region they are of.
  static func files(_ folder: String) throws(Diagnostics) -> [(path: String, text: String)] {
    var files: [(path: String, text: String)] = []
    for (top, name) in [("Workflows", "workflow.yaml"), ("Plugins", "plugin.yaml")] {
      for entry in ((try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(top)")) ?? []).sorted() {
        let path = "\(top)/\(entry)/\(name)"
        guard let bytes = FileManager.default.contents(atPath: "\(folder)/\(path)") else { continue }
        guard let text = String(validating: bytes, as: UTF8.self) else {
          throw Diagnostics([Diagnostic("\(path) is no UTF-8 text")])
        }
        files.append((path, text))
      }
    }
    if files.isEmpty {
      throw Diagnostics([
        Diagnostic(
          "there are no definitions in \(folder)",
          hint:
            "expected Workflows/<name>/workflow.yaml and Plugins/<name>/plugin.yaml; name the folder with --definitions"
        )
      ])
    }
    return files
  }
}

struct Repl: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "A prompt in a terminal; lines from a pipe otherwise.")
  @OptionGroup var options: Options
  @Option(name: .customShort("c"), help: "Lines to run instead of a prompt.") var commands: String?

  func run() throws {
    answerInterrupts()
    let session = try options.session()
    if let commands {
      try finish(Script(name: "-c", bytes: Array(commands.utf8)).run(session, echo: false), session)
    }
    guard isatty(STDIN_FILENO) == 1 else {
      try finish(
        Script(name: "<input>", bytes: Array(FileHandle.standardInput.readDataToEndOfFile())).run(session, echo: false),
        session)
    }
    print(
      session.language == .nl ? "convenant: help geeft uitleg, quit stopt" : "convenant: help explains, quit leaves")
    Prompt(session).run()
    session.store?.close()
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
      throw Failure("\(file) cannot be read; is the path right?")
    }
    let session = try options.session()
    try finish(Script(name: file, bytes: Array(bytes)).run(session, echo: echo), session)
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

/// Ends with a status of the design's: 0 done, 1 error, 3 refused.
func finish(_ status: Int32, _ session: Session? = nil) throws -> Never {
  // Closing folds the write-ahead log into the file, so that a copy of the file is a copy of the store.
  session?.store?.close()
  fflush(nil)
  Foundation.exit(status)
}

struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Checks a store's file by itself: every leaf, every node, every commitment, every signed head.",
    discussion: """
      What was cut off behind the last entry shows only against a head that was kept elsewhere.

      Examples:
        convenant verify --store region.cvnt
        convenant verify --store region.cvnt --checkpoint 2027-06.checkpoint --key 5f0c…
        convenant verify --store region.cvnt --code 767-8H2QK-0V7RM-3JX9D-W5TBA
      """)
  @OptionGroup var options: Options
  @Option(help: "A file with a signed head that was given away earlier; may be repeated.") var checkpoint: [String] = []
  @Option(help: "The short code of a head, as it was printed; may be repeated.") var code: [String] = []
  @Option(help: "A public key that must be the store's, in hexadecimal.") var key: String?
  @Flag(help: "Use the engine too: are the read tables what the entries say, and does the gate still answer the same?")
  var replay = false

  private func pinned() throws -> Pinned {
    var pinned = Pinned()
    for path in checkpoint {
      guard let bytes = FileManager.default.contents(atPath: path), let text = String(validating: bytes, as: UTF8.self),
        let read = Checkpoint(text)
      else { throw Failure("\(path) is no signed head; expected what `convenant checkpoint` prints") }
      pinned.checkpoints.append(read)
    }
    for text in code {
      guard let read = ShortCode(text) else {
        throw Failure("\(text) is no code of a head; expected one such as 767-8H2QK-0V7RM-3JX9D-W5TBA")
      }
      pinned.codes.append(read)
    }
    pinned.key = try Keys.read(key)
    return pinned
  }

  func run() throws {
    guard let store = options.store else { throw ValidationError("which store? --store PATH") }
    let report = Verification.run(store, against: try pinned())
    print(report.text)
    if !report.isSound { try finish(1) }
    guard replay else { return }
    let opened = try options.existingStore()
    let tables = try options.carry { () throws(StoreProblem) in try opened.rebuild(comparing: true) }
    print(
      tables.difference.map { "read tables  \($0); convenant rebuild --store \(store) makes them again" }
        ?? "read tables  \(tables.cases) cases are byte for byte what \(tables.entries) entries make of them")
    let played = try options.carry { () throws(StoreProblem) in try opened.replay() }
    if played.undecidable.count > 0 {
      print(
        "erased       \(played.undecidable.count) acts rest on values that were erased and cannot be decided again, "
          + "the first is #\(played.undecidable.first)")
    }
    print(
      played.difference.map { "gate         \($0); what is recorded stands (\(played.differing) differ)" }
        ?? "gate         this engine (\(Convenant.configuration.version)) gives the same answer to all \(played.entries) entries"
    )
    if tables.difference != nil || played.difference != nil { try finish(1) }
  }
}

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Checks definitions, and runs the cases beside them.")
  @Argument(help: "The folder that holds Workflows/ and Plugins/.") var path: String = "."
  @Flag(help: "Name every case that passes.") var verbose = false

  func run() throws {
    var passed = 0
    var failed = 0
    do {
      let files = try DefinitionFolder.files(path)
      let regions = try Rulebook.regions(files)
      let rulebooks = try (regions.isEmpty ? [nil] : regions.map { $0 }).map { try Rulebook.load(files, region: $0) }
      for rulebook in rulebooks {
        print(
          "definitions  \(rulebook.region.map { "\($0): " } ?? "")\(rulebook.files.count) files, \(rulebook.kinds.count) kinds, \(rulebook.roles.count) roles, \(rulebook.allActivities.count) RASCI lines: sound"
        )
        if !rulebook.warnings.all.isEmpty { print(rulebook.warnings.description) }
        for kind in rulebook.kinds.values.sorted(by: { $0.name < $1.name }) {
          for event in kind.eventNames
          where event != "create" && kind.events[event]?.source == .role && Command.shadows(event) {
            print(
              "\(kind.events[event]?.place.citation ?? kind.name): error: \"\(event)\" begins with a command of the shell, so nobody could type it; choose another name"
            )
            failed += 1
          }
        }
      }
      var done: Set<String> = []
      for rulebook in rulebooks {
        for file in rulebook.files where done.insert(file.path).inserted {
          let folder = file.path.split(separator: "/").dropLast().joined(separator: "/")
          do {
            let results = try cases("\(folder)/cases.yaml", rulebook, rulebooks)
            passed += results.count { $0 }
            failed += results.count { !$0 }
          } catch let error as Failure {
            print("FAILS  \(error.description)")
            failed += 1
          }
        }
      }
    } catch let error as Diagnostics {
      print(error.description)
      try finish(1)
    }
    print("cases        \(passed) passed, \(failed) failed")
    if failed > 0 { try finish(1) }
  }

  /// Runs a file of cases, under the region it names or else that of the definition beside it.
  private func cases(_ name: String, _ rulebook: Rulebook, _ all: [Rulebook]) throws -> [Bool] {
    guard let bytes = FileManager.default.contents(atPath: "\(path)/\(name)") else { return [] }
    var file = try CasesFile.read(Array(bytes), name: name)
    if let like = file.like {
      guard let bytes = FileManager.default.contents(atPath: "\(path)/\(like)") else {
        throw Failure("\(name): there is no \(like), whose setup it begins with")
      }
      file = file.after(try CasesFile.read(Array(bytes), name: like))
    }
    var rulebook = rulebook
    if let region = file.region {
      guard let named = all.first(where: { $0.region == region }) else {
        throw Failure("\(name): no plugin is of the region \(region)")
      }
      rulebook = named
    }
    return CaseRun.all(file, name: name, rulebook).map { result in
      if !result.passed || verbose { print("\(result.passed ? "passes" : "FAILS")  \(name): \(result.name)") }
      // The setup went well, or its own line is the last.
      if !result.passed {
        print(result.transcript.split(separator: "\n").suffix(20).joined(separator: "\n"))
      }
      return result.passed
    }
  }
}
