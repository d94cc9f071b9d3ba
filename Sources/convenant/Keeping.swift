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
      A backup is verified first. What the store has after the last entry it shares with the backup would be lost: that is
      done only when --losing says how many entries. A store that is another one is replaced only with --another.

      Example:
        convenant restore /backup/2027-06-30.cvnt --store region.cvnt
      """)
  @OptionGroup var options: Options
  @Argument(help: "The backup.") var backup: String
  @Option(help: "How many entries of the store may be lost.") var losing: Int = 0
  @Flag(help: "Also in the place of a store that is not the same one, or does not verify.") var another = false

  func run() throws {
    guard let store = options.store else { throw ValidationError("which store? --store PATH") }
    if Copying.isSame(backup, store) { throw Failure("\(backup) is that store itself; nothing was changed") }
    let report = Verification.run(backup)
    guard report.isSound else {
      print(report.text)
      throw Failure("\(backup) does not verify; nothing was changed")
    }
    let language = try options.chosenLanguage()
    let opened: Store
    do throws(StoreProblem) { opened = try Store.open(backup) } catch { throw Failure(error.explained(language)) }
    defer { opened.close() }
    if FileManager.default.fileExists(atPath: store) { try compare(opened, report, store) }
    // The new file stands ready and verified before the old one gives way.
    let part = store + ".restoring"
    try? FileManager.default.removeItem(atPath: part)
    try options.carry { () throws(StoreProblem) in try opened.backup(to: part) }
    guard Verification.run(part).isSound else {
      try? FileManager.default.removeItem(atPath: part)
      throw Failure("the copy does not verify; nothing was changed: is the disk in order?")
    }
    let aside = FileManager.default.fileExists(atPath: store) ? try Copying.aside(store) : nil
    guard rename(part, store) == 0 else {
      if let aside { try Copying.back(aside, store) }
      throw Failure("\(store) cannot be written; nothing was changed")
    }
    if let aside { print("kept         what was there, as \(aside)") }
    if FileManager.default.fileExists(atPath: backup + ".key"), !FileManager.default.fileExists(atPath: store + ".key")
    {
      try Copying.key(backup + ".key", store + ".key")
    }
    print(Verification.run(store).text)
    print("restored     \(report.entries) entries to \(store)")
    if !FileManager.default.fileExists(atPath: store + ".key") {
      print("key          \(store).key is missing: heads cannot be signed until it is put there")
    }
  }

  /// Whether the store that is there may give way.
  private func compare(_ backup: Store, _ report: Verification, _ store: String) throws {
    let there: Store
    do throws(StoreProblem) {
      guard Verification.run(store).isSound else { throw .damaged("it does not verify") }
      there = try Store.open(store)
    } catch {
      if another { return }
      throw Failure("\(store) does not verify; save it first (convenant recover), or replace it with --another")
    }
    defer { there.close() }
    guard there.id == backup.id else {
      if another { return }
      throw Failure(
        "\(store) is another store than the backup; nothing was changed: to replace it all the same, --another")
    }
    let (size, common) = try options.carry { () throws(StoreProblem) in
      (try there.size(), try there.common(with: backup))
    }
    let lost = size - common
    if lost > losing {
      let forked = common < report.entries ? "; the backup went on otherwise from there" : ""
      throw Failure(
        "\(store) has \(lost) entries after #\(common - 1), the last it shares with the backup\(forked); nothing was changed: "
          + "to lose them, --losing \(lost)")
    }
    for line in try options.carry({ () throws(StoreProblem) in try there.erasures(from: common) }) {
      print("lost         \(line): what was erased comes back with the backup; erase it again")
    }
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

  /// Whether two paths are one file.
  static func isSame(_ one: String, _ two: String) -> Bool {
    func file(_ path: String) -> [Int]? {
      let real = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
      guard let all = try? FileManager.default.attributesOfItem(atPath: real),
        let device = all[.systemNumber] as? Int, let number = all[.systemFileNumber] as? Int
      else { return nil }
      return [device, number]
    }
    return file(one).map { $0 == file(two) } ?? false
  }

  /// Puts back what was moved out of the way.
  static func back(_ aside: String, _ store: String) throws {
    for end in ["", "-wal", "-shm"] where FileManager.default.fileExists(atPath: aside + end) {
      try FileManager.default.moveItem(atPath: aside + end, toPath: store + end)
    }
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
