/// Beginning a store in an empty storage, and opening one that is there.

import Calendar
import Definitions
import FEEL
import Foundation
import Governance
import Journal

/// What a new store is begun with.
public struct Beginning: Sendable {
  /// Live or simulated.
  public var mode: Mode
  /// Its first instant.
  public var instant: Instant
  /// Its zone.
  public var zone: Zone
  /// The account of the first administrator.
  public var administrator: String

  /// What a new store is begun with.
  public init(mode: Mode, instant: Instant, zone: Zone, administrator: String) {
    self.mode = mode
    self.instant = instant
    self.zone = zone
    self.administrator = administrator
  }
}

extension Store {
  /// Begins a store in an empty storage, and keeps its key there.
  public static func begin(
    _ storage: any Storage, _ beginning: Beginning, _ rulebook: Rulebook
  ) throws(StoreProblem) -> Store {
    try StoreProblem.wrapping {
      let key = SigningKey()
      let setting = Setting(
        id: UUID().uuidString.lowercased(), mode: beginning.mode, zone: beginning.zone,
        administrator: beginning.administrator)
      // The key lies there before the entry names it.
      try storage.keys.begin(key)
      let store = Store(
        Journal(storage), Memory(rulebook, Books(rulebook)), setting, now: beginning.instant)
      try store.begin(beginning, key: key.publicKey)
      return store
    }
  }

  private func begin(_ beginning: Beginning, key: String) throws {
    try journal.write { writer in
      let transaction = Transaction(try Stage(writer, memory, setting), clock: beginning.instant)
      let fields: Given = [
        (Setting.administratorField, .string(setting.administrator)), ("id", .string(setting.id)),
        ("key", .string(key)),
        ("mode", .string(setting.mode.rawValue)), (Versions.name, Versions.current.value),
        ("zone", .string(setting.zone.name)),
      ]
      let deed = transaction.perform(
        Act(.engine, .begin, on: CaseName.store, kind: CaseName.store, fields: fields, at: beginning.instant))
      guard !deed.isRefused else { throw StoreProblem.damaged("the storage is not empty") }
      try writer.put(definitions: Books.pack(memory.rulebook.files), hash: memory.rulebook.hash)
      for line in transaction.lines { try writer.append(line.header, line.values) }
      try writer.put(fact: Versions.name, JSON.text(Versions.current.value))
    }
  }

  /// Opens a store with the definitions it holds. Nothing is read but the first entry, the last, and the definitions in force.
  public static func open(_ storage: any Storage) throws(StoreProblem) -> Store {
    try StoreProblem.wrapping {
      let journal = Journal(storage)
      return try journal.read { reader in
        guard let first = try reader.entry(0), first.header.deed == .begin, let hash = try Books.inForce(reader),
          let files = try reader.definitions(hash)
        else { throw StoreProblem.damaged("its first entry is missing or is not the beginning of a store") }
        let rulebook = try Books.load(files, hash)
        let last = try reader.entry(try reader.size - 1)?.header.instant ?? first.header.instant
        return Store(
          journal, Memory(rulebook, Books(rulebook)), try setting(first), now: Instant(milliseconds: last))
      }
    }
  }

  private static func setting(_ first: Entry) throws -> Setting {
    /// Format 1 had these without a prefix.
    func text(_ name: String) throws -> String {
      let value = try Stored.value(Recording.Name.given + name, of: first) ?? Stored.value(name, of: first)
      guard case .string(let text)? = value else {
        throw StoreProblem.damaged("its first entry lacks \"\(name)\"")
      }
      return text
    }
    guard let mode = Mode(rawValue: try text("mode")), let zone = Zone(try text("zone")) else {
      throw StoreProblem.damaged("its first entry names an unknown mode or zone")
    }
    return Setting(id: try text("id"), mode: mode, zone: zone, administrator: try text(Setting.administratorField))
  }
}
