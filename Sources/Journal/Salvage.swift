/// Saving what verifies from entries of which some are damaged.

import Foundation

/// What a recovery saved.
public struct Recovered: Sendable {
  /// Entries that were saved, from the first on.
  public var entries = 0
  /// Why it stopped there; nil when it came to the end.
  public var stopped: Stop?
  /// Values that no longer match their commitments and were left out, by entry.
  public var lost: [Int: [String]] = [:]
  /// Documents that entries name and whose bytes are gone or no longer theirs, by the first entry that names them.
  public var lostDocuments: [Int: [String]] = [:]
  /// Documents that were saved.
  public var documents = 0
  /// Hashes that were damaged and follow from what they stand beside.
  public var mended = 0
  /// Signed heads that were saved.
  public var heads = 0
  /// Heads over more entries than could be saved: how many those were.
  public var headsBeyond: Int?

  /// Why no more could be saved.
  public enum Stop: Sendable, Equatable {
    case unreadable(from: Int)
    case missing(Int, last: Int)
    case notOurFormat(Int)
    case lostValues(Int)
    case doesNotVerify(Int)
  }

  /// Nothing yet: only a recovery fills it.
  init() {}
}

/// What is left of a damaged log. Everything in it may be wrong or unreadable.
public protocol Wreck {
  /// An entry; nil when there is none. Throws where it cannot be read.
  func entry(_ position: Int) throws -> StoredEntry?
  /// The position of the last entry, if that can be told.
  var last: Int? { get }
  /// The definitions that can be read.
  var definitions: [(hash: String, files: String)] { get }
  /// The bytes that lie under a hash; nil where they cannot be read.
  func document(_ hash: String) -> [UInt8]?
  /// The signed heads that can be read.
  var heads: [(size: Int, text: String)] { get }
}

extension Journal {
  /// Saves into this empty journal all entries from the first on that verify, with the definitions and heads.
  public func salvage(_ wreck: some Wreck) throws -> Recovered {
    try write { writer in
      var salvage = Salvage()
      // Entries tell later which definitions are wanted.
      for (hash, files) in wreck.definitions { try writer.put(definitions: files, hash: hash) }
      while try salvage.take(wreck, writer) {}
      try salvage.finish(wreck, writer)
      for (size, text) in wreck.heads {
        if size > salvage.result.entries {
          salvage.result.headsBeyond = max(size, salvage.result.headsBeyond ?? 0)
        } else {
          try writer.keep(checkpoint: text, size: size)
          salvage.result.heads += 1
        }
      }
      return salvage.result
    }
  }
}

/// A recovery under way.
private struct Salvage {
  var result = Recovered()
  /// Positions whose hash or nodes do not agree with what they stand beside, until nodes above them do.
  private var doubts: [Int] = []
  private var kept: [Entry] = []
  private var lost: Set<String> = []
  private var frontier = Frontier()

  /// Takes the next entry; false at the end.
  mutating func take(_ wreck: some Wreck, _ writer: Writer) throws -> Bool {
    let position = frontier.size
    let found: StoredEntry?
    do { found = try wreck.entry(position) } catch JournalProblem.broken {
      result.stopped = .notOurFormat(position)
      return false
    } catch {
      result.stopped = .unreadable(from: position)
      return false
    }
    guard let stored = found else {
      if let last = wreck.last, last >= position { result.stopped = .missing(position, last: last) }
      return false
    }
    let computed = TreeHash.leaf(stored.body)
    let completed = frontier.append(computed)
    if computed != stored.leaf { doubts.append(position) }
    if completed == stored.nodes, !completed.isEmpty {
      // The nodes over a doubted entry agree with its body: the damage was beside it.
      let reach = 1 << ((position + 1).trailingZeroBitCount)
      result.mended += doubts.count { $0 > position - reach }
      doubts.removeAll { $0 > position - reach }
    } else if completed != stored.nodes, doubts.last != position {
      doubts.append(position)
    }
    guard let values = values(stored) else {
      doubts.append(position)
      return false
    }
    if result.lost[position] != nil, Canonical.header(stored.body)?.subject == "store" {
      // What says who the store is and which key signs for it must be whole.
      result.stopped = .lostValues(position)
      result.lost[position] = nil
      return false
    }
    kept.append(
      try Entry(
        StoredEntry(
          position: position, leaf: computed, nodes: completed, body: stored.body, sealed: Canonical.text(values))))
    if doubts.isEmpty, kept.count >= 500 { try settle(wreck, writer) }
    return true
  }

  private mutating func settle(_ wreck: some Wreck, _ writer: Writer) throws {
    for entry in kept {
      try writer.append(entry)
      for hash in entry.documentHashes { try save(hash, of: entry.position, wreck, writer) }
    }
    result.entries += kept.count
    kept = []
  }

  /// Saves a document that is what its hash says; one that was saved before is only held.
  private mutating func save(_ hash: String, of position: Int, _ wreck: some Wreck, _ writer: Writer) throws {
    if lost.contains(hash) { return }
    if try writer.attach(document: hash, nil, to: position) { return }
    guard let bytes = wreck.document(hash), DocumentHash.of(bytes) == hash else {
      lost.insert(hash)
      result.lostDocuments[position, default: []].append(hash)
      return
    }
    _ = try writer.attach(document: hash, bytes, to: position)
    result.documents += 1
  }

  mutating func finish(_ wreck: some Wreck, _ writer: Writer) throws {
    if let first = doubts.first {
      // What was found wrong later does not matter then.
      result.stopped = .doesNotVerify(first)
      kept.removeAll { $0.position >= first }
      result.lost = result.lost.filter { $0.key < first }
    }
    try settle(wreck, writer)
  }

  /// The values that match their commitments; nil when the body says nothing that can be read.
  private mutating func values(_ stored: StoredEntry) -> [Sealed]? {
    let position = stored.position
    guard let header = try? JSONSerialization.jsonObject(with: Data(stored.body)) as? [String: Any],
      let commitments = header["commitments"] as? [String: String], header["position"] as? Int == position,
      Canonical.header(stored.body) != nil
    else { return nil }
    let found = Canonical.values(stored.sealed) ?? []
    return commitments.keys.sorted().map { name in
      if let value = found.first(where: { $0.name == name }) {
        if value.value == nil { return value }
        var digits: [UInt8] = []
        Canonical.write(hex: value.commitment, to: &digits)
        if String(decoding: digits.dropFirst().dropLast(), as: UTF8.self) == commitments[name] { return value }
      }
      result.lost[position, default: []].append(name)
      return Sealed(name: name, salt: [], value: nil)
    }
  }
}
