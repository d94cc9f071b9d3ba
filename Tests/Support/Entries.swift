/// Journals with entries that mean nothing.

import Crypto
import Foundation
import Journal

/// The hash of no definitions at all.
package let noFiles = SHA256.hash(data: Data()).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()

package func header(_ index: Int) -> Header {
  Header(
    subject: "store", kind: "store", definitions: noFiles, verb: "note", role: "engine", outcome: "accepted",
    instant: index)
}

package func fill(_ journal: Journal, _ count: Int) throws {
  let first = try journal.read { try $0.size }
  for index in first..<(first + count) {
    _ = try journal.write { writer in
      try writer.put(definitions: "[]", hash: noFiles)
      try writer.append(
        header(index), [Sealed(name: "in.x", value: "\(index)"), Sealed(name: "actor", value: "\"a\"")])
    }
  }
}

/// Copies a journal entry by entry, with other headers: what another engine, or a forger with the file, could have written.
package func copy(_ journal: Journal, to storage: any Storage, _ change: (inout Header) -> Void) throws {
  let entries = try journal.read { try $0.entries(from: 0, limit: 10_000) }
  let target = Journal(storage)
  try target.write { writer in
    for hash in Set(entries.map(\.header.definitions)) {
      if let files = try journal.read({ try $0.definitions(hash) }) { try writer.put(definitions: files, hash: hash) }
    }
    for entry in entries {
      var header = entry.header
      change(&header)
      try writer.append(header, entry.values)
    }
  }
}
