/// What all tools share: the store, the language, the form of answers.

import ArgumentParser
import Calendar
import Commands
import Definitions
import Diagnostics
import Engine
import Foundation
import Journal
import SQLiteStorage
import Verifier

/// What all tools share.
struct Options: ParsableArguments {
  @Option(help: "The store: a file.") var store: String?
  @Option(help: "The folder that holds Workflows/ and Plugins/; by default this one.") var definitions: String?
  @Option(name: .customLong("lang"), help: "The language of answers: en or nl; by default after LANG.") var language:
    String?
  @Option(help: "How answers are written: table, json, csv, markdown or html.") var output: String = "table"

  /// The options of a line of the language, each with a value.
  static let names = ["--store", "--definitions", "--lang", "--output"]

  /// The language; English where it is another that is asked for.
  var chosenLanguage: Language { Self.language(asked: language) }

  static func language(asked: String?) -> Language {
    let asked = asked ?? ProcessInfo.processInfo.environment["LANG"].map { String($0.prefix(2)) }
    return asked.flatMap(Language.init(rawValue:)) ?? .en
  }

  func validate() throws {
    if let language, Language(rawValue: language) == nil {
      throw ValidationError(Message.noLanguage(language).text(.en))
    }
    if Output(rawValue: output) == nil { throw ValidationError(Message.noOutput(output).text(chosenLanguage)) }
  }

  /// A failure in the language.
  func failure(_ message: Message, hint: Message? = nil) -> Failure {
    Failure([message, hint].compactMap { $0?.text(chosenLanguage) }.joined(separator: "; "))
  }

  /// What must be there.
  func needStore() throws -> String {
    guard let store else { throw ValidationError(Message.whichStore.text(chosenLanguage)) }
    return store
  }

  /// Does something, with its problem in the language.
  func carry<T>(_ body: () throws -> T) throws -> T {
    do { return try body() } catch let problem as StoreProblem {
      throw failure(.problem(problem))
    } catch let problem as JournalProblem {
      throw failure(.problem(.journal(problem)))
    }
  }

  /// The store that must be there.
  func existingStore() throws -> Store {
    let path = try needStore()
    return try carry {
      let opened = try Store.open(SQLiteStorage.open(path))
      opened.clock = Session.wallClock
      return opened
    }
  }

  /// Says something.
  func say(_ message: Message) { print(message.text(chosenLanguage)) }

  func session() throws -> Session {
    let folder = definitions ?? "."
    let path = store
    var surroundings = Surroundings(
      write: { print($0) }, read: NewFile.read,
      clock: Session.wallClock, storageName: path,
      storage: { () throws(JournalProblem) in
        if let path { try SQLiteStorage.create(path) } else { try SQLiteStorage.memory() }
      },
      definitions: { region throws(Diagnostics) in try DefinitionFolder.load(folder, region) })
    surroundings.remark = { FileHandle.standardError.write(Data(($0 + "\n").utf8)) }
    surroundings.shortCode = { note in Checkpoint(note).map { ShortCode(size: $0.size, root: $0.root).text } }
    surroundings.save = NewFile.write
    surroundings.layOut = Graphviz.svg
    let exists = path.map { FileManager.default.fileExists(atPath: $0) } ?? false
    let session = Session(surroundings, store: exists ? try existingStore() : nil, language: chosenLanguage)
    session.output = Output(rawValue: output) ?? .table
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

/// Files that are written whole or not at all, and that only their owner can read: what a reader of a store saves may be confidential.
enum NewFile {
  /// A file as it is, but no more of it than a store would take; nil for what is no file, or not to be read.
  static func read(_ path: String) -> [UInt8]? {
    var facts = stat()
    guard stat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG, let file = FileHandle(forReadingAtPath: path)
    else { return nil }
    defer { file.closeFile() }
    // At its end, and so in an empty file, there is nothing more to be read.
    do { return try file.read(upToCount: Attachment.largest + 1).map { Array($0) } ?? [] } catch { return nil }
  }

  /// Writes a file that does not exist yet; false when it cannot be made, or exists. What was half written is taken away.
  static func write(_ path: String, _ body: (([UInt8]) throws -> Void) throws -> Void) throws -> Bool {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
    guard descriptor >= 0 else { return false }
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    do {
      try body { try file.write(contentsOf: Data($0)) }
      try file.synchronize()
      try file.close()
      return true
    } catch {
      unlink(path)
      throw error
    }
  }
}

/// Definitions from a folder on disk.
enum DefinitionFolder {
  static func load(_ folder: String, _ region: String? = nil) throws(Diagnostics) -> Rulebook {
    try Rulebook.load(try files(folder), region: region)
  }

  /// All files of a folder and of the packages that it imports, whatever region they are of.
  static func files(_ folder: String) throws(Diagnostics) -> [(path: String, text: String)] {
    let files = try Packages.all(in: folder, files: own, read: { NewFile.read($0) })
    if files.isEmpty { throw problem(.noDefinitions(folder: folder), hint: .definitionsForm) }
    return files
  }

  /// The files of a folder alone.
  private static func own(_ folder: String) throws(Diagnostics) -> [(path: String, text: String)] {
    var files: [(path: String, text: String)] = []
    for (top, name) in [("Workflows", "workflow.yaml"), ("Plugins", "plugin.yaml")] {
      for entry in try names("\(folder)/\(top)") {
        let path = "\(top)/\(entry)/\(name)"
        guard FileManager.default.fileExists(atPath: "\(folder)/\(path)") else { continue }
        // A file that is left out silently would be missed in places that say nothing of it.
        guard let bytes = FileManager.default.contents(atPath: "\(folder)/\(path)") else {
          throw problem(.cannotReadPath(path), hint: .isPathRight)
        }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw problem(.isNoText(path)) }
        files.append((path, text))
      }
    }
    return files
  }

  /// What a folder holds, sorted; nothing where there is no such folder.
  private static func names(_ folder: String) throws(Diagnostics) -> [String] {
    guard FileManager.default.fileExists(atPath: folder) else { return [] }
    do { return try FileManager.default.contentsOfDirectory(atPath: folder).sorted() } catch {
      throw problem(.cannotReadPath(folder), hint: .isPathRight)
    }
  }

  private static func problem(_ message: Message, hint: Message? = nil) -> Diagnostics {
    Diagnostics([Diagnostic(Code("line.mistake"), message.text(.en), hint: hint?.text(.en))])
  }
}
