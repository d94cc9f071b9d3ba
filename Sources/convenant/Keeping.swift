/// `convenant backup`, `restore`, `recover` and `rebuild`: a store that is moved, brought back, saved or made again.

import ArgumentParser
import Commands
import Engine
import Foundation
import SQLiteStorage
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
    let from = try options.needStore()
    try options.carry {
      let storage = try SQLiteStorage.open(from)
      defer { storage.close() }
      try storage.backup(to: to)
    }
    let report = Verification.run(to)
    print(report.text)
    guard report.isSound else { try finish(1) }
    if withKey { try Copying(options).key(from + ".key", to + ".key") }
    options.say(.copied(to: to, withKey: withKey))
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
    let store = try options.needStore()
    let copying = Copying(options)
    if copying.isSame(backup, store) { throw options.failure(.backupIsTheStore(backup), hint: .nothingWasChanged) }
    let report = Verification.run(backup)
    guard report.isSound else {
      print(report.text)
      throw options.failure(.doesNotVerify(backup), hint: .nothingWasChanged)
    }
    let part = store + ".restoring"
    try options.carry {
      let storage = try SQLiteStorage.open(backup)
      defer { storage.close() }
      if FileManager.default.fileExists(atPath: store) { try compare(Store.open(storage), report, store) }
      // The new file stands ready and verified before the old one gives way.
      SQLiteStorage.remove(part)
      try storage.backup(to: part)
    }
    guard Verification.run(part).isSound else {
      SQLiteStorage.remove(part)
      throw options.failure(.doesNotVerify(part), hint: .isTheDiskInOrder)
    }
    let aside = FileManager.default.fileExists(atPath: store) ? try copying.aside(store) : nil
    guard rename(part, store) == 0 else {
      if let aside { try copying.back(aside, store) }
      throw options.failure(.cannotWrite(store), hint: .nothingWasChanged)
    }
    if let aside { options.say(.keptAside(aside)) }
    let key = store + ".key"
    if FileManager.default.fileExists(atPath: backup + ".key"), !FileManager.default.fileExists(atPath: key) {
      try copying.key(backup + ".key", key)
    }
    print(Verification.run(store).text)
    options.say(.restored(entries: report.entries, to: store))
    if !FileManager.default.fileExists(atPath: key) { options.say(.keyIsMissing(key)) }
  }

  /// Whether the store that is there may give way.
  private func compare(_ backup: Store, _ report: Verification, _ path: String) throws {
    guard Verification.run(path).isSound else {
      if another { return }
      throw options.failure(.doesNotVerify(path), hint: .saveItFirst)
    }
    let there = try Store.open(SQLiteStorage.open(path))
    defer { there.close() }
    guard there.setting.id == backup.setting.id else {
      if another { return }
      throw options.failure(.anotherStore(path), hint: .replaceWithAnother)
    }
    let common = try there.common(with: backup)
    let lost = try there.size() - common
    if lost > losing {
      throw options.failure(
        .wouldLose(store: path, entries: lost, shared: common, isForked: common < report.entries),
        hint: .toLoseThem(lost))
    }
    for erasure in try there.erasures(from: common) {
      options.say(.erasureComesBack(entry: erasure.entry, field: erasure.field, subject: erasure.subject))
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
    let path = try options.needStore()
    let saved = try options.carry {
      let (storage, saved) = try SQLiteStorage.recover(path, to: to)
      defer { storage.close() }
      do { _ = try Store.takeUp(storage, saved) } catch {
        SQLiteStorage.remove(to)
        throw error
      }
      return saved
    }
    options.say(.saved(entries: saved.entries, heads: saved.heads, to: to))
    if let stopped = saved.stopped { options.say(.stoppedAt(stopped)) }
    if let beyond = saved.headsBeyond { options.say(.headsBeyond(entries: beyond, gone: beyond - saved.entries)) }
    for (position, names) in saved.lost.sorted(by: { $0.key < $1.key }) { options.say(.lostOfEntry(position, names)) }
    if saved.documents > 0 { options.say(.documentsSaved(saved.documents)) }
    for (entry, hashes) in saved.lostDocuments.sorted(by: { $0.key < $1.key }) {
      for hash in hashes { options.say(.lostDocument(entry: entry, hash: hash)) }
    }
    if saved.mended > 0 { options.say(.mended(saved.mended)) }
    print(Verification.run(to).text)
  }
}

struct Rebuild: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Makes all read tables again from the entries, in one step; entries are never touched.")
  @OptionGroup var options: Options
  @Flag(help: "Only say whether they are what the entries say.") var check = false

  func run() throws {
    let store = try options.existingStore()
    defer { store.close() }
    let result = try options.carry { try store.rebuild(comparing: check) }
    if let difference = result.difference {
      options.say(.tablesDiffer(difference))
      try finish(1)
    }
    options.say(.rebuilt(cases: result.cases, entries: result.entries, isCheck: check))
  }
}

/// Files that stand beside a store.
private struct Copying {
  private let options: Options

  init(_ options: Options) { self.options = options }

  /// A private key, readable by its owner alone.
  func key(_ from: String, _ to: String) throws {
    guard let data = FileManager.default.contents(atPath: from) else {
      throw options.failure(.cannotReadPath(from))
    }
    guard !FileManager.default.fileExists(atPath: to),
      FileManager.default.createFile(atPath: to, contents: data, attributes: [.posixPermissions: 0o600])
    else { throw options.failure(.alreadyThere(to)) }
  }

  /// Whether two paths are one file.
  func isSame(_ one: String, _ two: String) -> Bool {
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
  func back(_ aside: String, _ store: String) throws {
    for end in ["", "-wal", "-shm"] where FileManager.default.fileExists(atPath: aside + end) {
      try FileManager.default.moveItem(atPath: aside + end, toPath: store + end)
    }
  }

  /// Moves a store with its log out of the way.
  func aside(_ store: String) throws -> String {
    var number = 1
    while FileManager.default.fileExists(atPath: "\(store).before-\(number)") { number += 1 }
    let aside = "\(store).before-\(number)"
    for end in ["", "-wal", "-shm"] where FileManager.default.fileExists(atPath: store + end) {
      try FileManager.default.moveItem(atPath: store + end, toPath: aside + end)
    }
    return aside
  }
}
