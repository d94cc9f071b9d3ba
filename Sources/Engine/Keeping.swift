/// Keeping a store: backups, restoring them, and recovering what verifies from a damaged file.

import Calendar
import Definitions
import FEEL
import Foundation
import Governance
import Journal

extension Store {
  /// Copies the store while it is in use.
  public func backup(to path: String) throws(StoreProblem) {
    do { try journal.backup(to: path) } catch { throw Self.wrap(error) }
  }

  /// How many entries two stores share from the beginning, by the roots of their trees.
  public func common(with other: Store) throws(StoreProblem) -> Int {
    let most = min(try size(), try other.size())
    var (low, high) = (0, most)
    while low < high {
      let middle = (low + high + 1) / 2
      let same = try reading { try $0.reader.root(middle) } == other.reading { try $0.reader.root(middle) }
      if same { low = middle } else { high = middle - 1 }
    }
    return low
  }

  /// The erasures from an entry on, a line each.
  public func erasures(from position: Int) throws(StoreProblem) -> [String] {
    try reading { world in
      try world.reader.entries(from: position, limit: .max).compactMap { entry in
        guard let header = entry.header, header.event.hasPrefix("erase "), header.outcome == "accepted" else {
          return nil
        }
        return "#\(entry.position) \(header.event) of \(header.subject)"
      }
    }
  }

  /// Saves all that verifies from a damaged file into a new store. What was lost of values is an entry of the new store. Where
  /// the signing key lies beside the damaged file, it is copied.
  public static func recover(_ path: String, to target: String) throws(StoreProblem) -> Recovered {
    do {
      let result = try Journal.recover(path, to: target)
      guard result.entries > 0 else {
        for name in [target, target + "-wal", target + "-shm"] { try? FileManager.default.removeItem(atPath: name) }
        throw StoreProblem.damaged(result.stopped ?? "it has no entries")
      }
      if FileManager.default.fileExists(atPath: path + ".key") {
        try SigningKey.load(path + ".key").save(target + ".key")
      }
      let store = try open(target, readTables: false)
      if !result.lost.isEmpty { try store.tell(result.lost) }
      _ = try store.rebuild()
      store.close()
      return result
    } catch {
      throw wrap(error)
    }
  }

  /// The entry that says which values were lost, so that they are not silently gone.
  private func tell(_ lost: [Int: [String]]) throws {
    try journal.write { writer in
      var header = Header(
        subject: CaseName.store, kind: CaseName.store, definitions: rulebook.hash, event: "recover", role: "engine",
        outcome: Decision.Outcome.accepted.rawValue, instant: now.milliseconds)
      header.known = Known.engine.rawValue
      let rows = lost.sorted { $0.key < $1.key }.map { position, names in
        Value.list([.number(Number(position))] + names.sorted().map { .string($0) })
      }
      try writer.append(header, [Sealed(name: "erased", value: JSON.text(.list(rows)))])
    }
  }
}
