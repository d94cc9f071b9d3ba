/// `convenant backup`, `restore`, `recover` and `rebuild`: a store that is moved, brought back, saved or made again.

import ArgumentParser
import Engine
import Foundation
import Shell
import Verifier

struct Backup: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Copies a store, also while it is in use, and verifies the copy.",
    discussion: """
      Examples:
        convenant backup --store region.cvnt --to /backup/2027-06-30.cvnt
        convenant backup --store region.cvnt --to /media/move/region.cvnt --with-key
      """)
  @OptionGroup var options: Options
  @Option(help: "The file to write; it must not exist.") var to: String
  @Flag(help: "With the signing key beside it: for moving to another machine.") var withKey = false

  func run() throws {
    let store = try options.existingStore()
    try options.carry { () throws(StoreProblem) in try store.backup(to: to) }
    store.close()
    let report = Verification.run(to)
    guard report.isSound else {
      print(report.text)
      try finish(1)
    }
    if withKey, let from = options.store { try Copying.key(from + ".key", to + ".key") }
    print(report.text)
    print("written      \(to)\(withKey ? ", and its key beside it" : "")")
  }
}

struct Restore: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Puts a backup in the place of a store; the store that was there is kept beside it.",
    discussion: """
      A backup is verified first. A store that has entries the backup lacks is not replaced unless --losing says how many.

      Example:
        convenant restore /backup/2027-06-30.cvnt --store region.cvnt
      """)
  @OptionGroup var options: Options
  @Argument(help: "The backup.") var backup: String
  @Option(help: "How many entries of the store may be lost.") var losing: Int = 0

  func run() throws {
    guard let store = options.store else { throw ValidationError("which store? --store PATH") }
    let report = Verification.run(backup)
    guard report.isSound else {
      print(report.text)
      throw Failure("\(backup) does not verify; nothing was changed")
    }
    if FileManager.default.fileExists(atPath: store) {
      let there = Verification.run(
        store, against: Pinned(codes: [ShortCode(size: report.entries, root: report.root)]))
      let lost = there.entries - report.entries
      if there.isSound, lost > losing {
        throw Failure(
          "\(store) has \(lost) entries more than the backup; nothing was changed: to lose them, --losing \(lost)")
      }
      let aside = try Copying.aside(store)
      print("kept         what was there, as \(aside)")
    }
    let opened: Store
    do throws(StoreProblem) { opened = try Store.open(backup) } catch {
      throw Failure(error.explained(try options.chosenLanguage()))
    }
    try options.carry { () throws(StoreProblem) in try opened.backup(to: store) }
    opened.close()
    for key in [backup + ".key"] where FileManager.default.fileExists(atPath: key) {
      if !FileManager.default.fileExists(atPath: store + ".key") { try Copying.key(key, store + ".key") }
    }
    print(Verification.run(store).text)
    print("restored     \(report.entries) entries to \(store)")
  }
}

struct Recover: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Saves all that verifies from a damaged store into a new one; the damaged file is only read.",
    discussion: """
      Example:
        convenant recover --store broken.cvnt --to saved.cvnt
      """)
  @OptionGroup var options: Options
  @Option(help: "The file to write; it must not exist.") var to: String

  func run() throws {
    guard let store = options.store else { throw ValidationError("which store? --store PATH") }
    let saved = try options.carry { () throws(StoreProblem) in try Store.recover(store, to: to) }
    print("saved        \(saved.entries) entries and \(saved.heads) signed heads into \(to)")
    if let stopped = saved.stopped { print("stopped      \(stopped)") }
    if let beyond = saved.headsBeyond {
      print("lost         a head was signed over \(beyond) entries: \(beyond - saved.entries) of them are gone")
    }
    for (position, names) in saved.lost.sorted(by: { $0.key < $1.key }) {
      print("lost         of entry \(position): \(names.joined(separator: ", "))")
    }
    if saved.mended > 0 { print("mended       \(saved.mended) hashes that follow from what they stand beside") }
    print(Verification.run(to).text)
  }
}

struct Rebuild: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Makes all read tables again from the entries, in one step; entries are never touched.")
  @OptionGroup var options: Options
  @Flag(help: "Only say whether they are what the entries say.") var check = false

  func run() throws {
    let store = try options.existingStore(readTables: false)
    let result = try options.carry { () throws(StoreProblem) in try store.rebuild(comparing: check) }
    store.close()
    if let difference = result.difference {
      print("differs      \(difference)")
      try finish(1)
    }
    print("\(check ? "the same    " : "made again  ") \(result.cases) cases from \(result.entries) entries")
  }
}

/// Files that stand beside a store.
private enum Copying {
  /// A private key, readable by its owner alone.
  static func key(_ from: String, _ to: String) throws {
    guard let data = FileManager.default.contents(atPath: from) else { throw Failure("\(from) cannot be read") }
    guard !FileManager.default.fileExists(atPath: to),
      FileManager.default.createFile(atPath: to, contents: data, attributes: [.posixPermissions: 0o600])
    else { throw Failure("\(to) cannot be written; does it exist already?") }
  }

  /// Moves a store with its log out of the way.
  static func aside(_ store: String) throws -> String {
    var number = 1
    while FileManager.default.fileExists(atPath: "\(store).before-\(number)") { number += 1 }
    let aside = "\(store).before-\(number)"
    for end in ["", "-wal", "-shm"] where FileManager.default.fileExists(atPath: store + end) {
      try FileManager.default.moveItem(atPath: store + end, toPath: aside + end)
    }
    return aside
  }
}
