/// The check of a journal's entries, one after the other: the tree, the chains, the values, the heads, the keys.

import Crypto
import Foundation

/// The first thing that is wrong.
struct Stop: Error { let message: String }

/// The tree and the chains, as far as they were read.
struct EntryCheck {
  var entries = 0
  var values = 0
  var withheld = 0
  private var peaks: [(level: Int, hash: [UInt8])] = []
  /// The last entry of each case, and the states it says.
  private var lastOf: [String: (position: Int, states: [UInt8])] = [:]
  private var scan = EntryScan()
  var documents = DocumentCheck()

  /// How many cases there are.
  var cases: Int { lastOf.count }
  private var rulebooks: Set<String> = []
  private var lastRulebook: [UInt8] = []
  private var instant = Int.min
  var heads = (kept: 0, brought: 0)
  private var given: [UInt8]?
  /// How many entries stand under a signature.
  private var signed = 0
  /// Values that are gone, by entry, and those that an entry says were erased.
  private var missing: [Int: Set<String>] = [:]
  private var erased: [Int: Set<String>] = [:]
  /// Heads by the number of entries they stand over.
  private var expected: [Int: [Head]] = [:]
  private var keys = KeyChain()

  /// A head, signed or as a code, and what to call it.
  private struct Head {
    let name: String
    let root: ShortCode
    let checkpoint: Checkpoint?
  }

  mutating func expect(kept number: Int, size: Int, text: String) throws {
    guard let checkpoint = Checkpoint(text), checkpoint.size == size else {
      throw Stop(message: "the head \(number) that the store keeps is no signed head over \(size) entries")
    }
    heads.kept += 1
    expect(checkpoint, "the head \(number) that the store keeps")
  }

  mutating func expect(_ pinned: Pinned) throws {
    for checkpoint in pinned.checkpoints { expect(checkpoint, "the head that was brought along") }
    for code in pinned.codes {
      expected[code.size, default: []].append(
        Head(name: "the code that was brought along", root: code, checkpoint: nil))
    }
    given = pinned.key
    heads.brought = pinned.checkpoints.count + pinned.codes.count
    try compare()
  }

  private mutating func expect(_ checkpoint: Checkpoint, _ name: String) {
    let root = ShortCode(size: checkpoint.size, root: checkpoint.root)
    expected[checkpoint.size, default: []].append(Head(name: name, root: root, checkpoint: checkpoint))
  }

  /// The tree as it stands now against the heads over so many entries.
  private mutating func compare() throws {
    guard let heads = expected.removeValue(forKey: entries) else { return }
    let root = root
    for head in heads {
      guard head.root == ShortCode(size: entries, root: root), head.checkpoint.map({ $0.root == root }) ?? true else {
        throw Stop(
          message:
            "\(head.name) is over \(entries) entries with another root: what it was made of is not what stands here")
      }
      guard let checkpoint = head.checkpoint else { continue }
      signed = max(signed, entries)
      guard let key = keys.inForce(entries), checkpoint.isSigned(by: key) else {
        throw Stop(
          message: "\(head.name), over \(entries) entries, is not signed by the key of the store at that time")
      }
    }
  }

  /// What else stands in the file: what guards the entries must be there, and nothing that could change them behind one's back.
  func schema(_ objects: [(type: String, name: String, table: String)]) throws {
    var guards = [
      "entry_order", "entry_update", "entry_delete", "definition_update", "definition_delete", "checkpoint_update",
      "checkpoint_delete", "erasure_update", "erasure_delete",
    ]
    // A file that this version has not opened yet has none of them.
    if objects.contains(where: { $0.type == "table" && $0.name == "document" }) {
      guards += ["document_update", "document_delete", "attachment_update", "attachment_delete"]
    }
    for (type, name, _) in objects where type == "view" || (type == "trigger" && !guards.contains(name)) {
      throw Stop(message: "the file has the \(type) \"\(name)\", which is not the journal's")
    }
    let triggers = objects.filter { $0.type == "trigger" }.map(\.name)
    if let missing = guards.first(where: { !triggers.contains($0) }) {
      throw Stop(message: "the trigger \"\(missing)\" is missing: somebody took away what guards the entries")
    }
  }

  /// What is left when all entries were read.
  func finish(_ pinned: Pinned) throws {
    if let (size, left) = expected.min(by: { $0.key < $1.key }), let head = left.first {
      throw Stop(message: "\(head.name) is over \(size) entries, and here are \(entries): the end was cut off")
    }
    for (position, names) in missing.sorted(by: { $0.key < $1.key }) {
      if let name = names.subtracting(erased[position] ?? []).min() {
        throw Stop(message: "entry \(position): its value \"\(name)\" is gone, and no entry says that it was erased")
      }
    }
    if let key = pinned.key, !keys.contains(key) {
      throw Stop(message: "the key that was given is none of the store's keys")
    }
  }

  /// What an entry says was taken away, from entries before it.
  private mutating func learnErasure(_ position: Int, _ json: String) throws {
    guard let rows = try? JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[Any]] else {
      throw Stop(message: "entry \(position): what it says was erased cannot be read")
    }
    for row in rows {
      guard let entry = row.first as? Int, entry < position else {
        throw Stop(message: "entry \(position): it erases what does not stand before it")
      }
      erased[entry, default: []].formUnion(row.dropFirst().compactMap { $0 as? String })
    }
  }

  /// The root over the entries so far (RFC 9162, 2.1.1).
  private var root: [UInt8] {
    guard var hash = peaks.last?.hash else { return Array(SHA256.hash(data: Data())) }
    for peak in peaks.dropLast().reversed() { hash = Self.node(peak.hash, hash) }
    return hash
  }

  private static func node(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
    var hasher = SHA256()
    withUnsafeBytes(of: UInt8(1)) { hasher.update(bufferPointer: $0) }
    left.withUnsafeBytes { hasher.update(bufferPointer: $0) }
    right.withUnsafeBytes { hasher.update(bufferPointer: $0) }
    return hasher.finalize().withUnsafeBytes { Array($0) }
  }

  /// Files against the hash they are pinned by.
  mutating func definitions(hash: String, files: String) throws {
    guard Pinning.hash(files) == hash else {
      throw Stop(message: "the definitions \(hash.prefix(12))… are not those that were pinned")
    }
    rulebooks.insert(hash)
  }

  /// A case in the read table against its last entry.
  func subject(id: String, position: Int, state: Data) throws {
    guard let last = lastOf[id], last.position == position else {
      throw Stop(
        message:
          "the read table has \(id) at entry \(position), the journal at \(lastOf[id].map { String($0.position) } ?? "none")"
      )
    }
    let states = (try? JSONSerialization.jsonObject(with: state) as? [String: Any])?["states"] as? [String]
    guard let states, states == (try? JSONSerialization.jsonObject(with: Data(last.states)) as? [String]) else {
      throw Stop(message: "the read table has \(id) in another state than entry \(position)")
    }
  }

  mutating func check(position: Int, leaf: Data, nodes: Data, body: Data, sealed: Data) throws {
    guard position == entries else { throw Stop(message: "entry \(entries) is missing; the next is \(position)") }
    var hasher = SHA256()
    withUnsafeBytes(of: UInt8(0)) { hasher.update(bufferPointer: $0) }
    body.withUnsafeBytes { hasher.update(bufferPointer: $0) }
    var hash = hasher.finalize().withUnsafeBytes { Array($0) }
    guard Self.same(leaf, hash) else {
      throw Stop(message: "entry \(position): the body does not give the leaf hash")
    }
    var completed: [UInt8] = []
    var level = 0
    while let last = peaks.last, last.level == level {
      peaks.removeLast()
      hash = Self.node(last.hash, hash)
      completed += hash
      level += 1
    }
    peaks.append((level, hash))
    guard Self.same(nodes, completed) else {
      throw Stop(message: "entry \(position): the tree nodes it completes are wrong")
    }
    try body.withUnsafeBytes { body in
      try sealed.withUnsafeBytes { sealed in
        try check(
          position, body.assumingMemoryBound(to: UInt8.self), sealed.assumingMemoryBound(to: UInt8.self))
      }
    }
    entries += 1
    try compare()
  }

  private static func same(_ data: Data, _ bytes: [UInt8]) -> Bool {
    data.count == bytes.count && data.withUnsafeBytes { a in bytes.withUnsafeBytes { Self.same(a, $0) } }
  }

  static func same(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
    guard a.count == b.count, let one = a.baseAddress, let two = b.baseAddress else { return a.count == b.count }
    return memcmp(one, two, a.count) == 0
  }

  private mutating func check(
    _ position: Int, _ body: UnsafeBufferPointer<UInt8>, _ sealed: UnsafeBufferPointer<UInt8>
  ) throws {
    guard scan.read(body: body), scan.header.position == position else {
      throw Stop(message: "entry \(position): the body is not in the journal's format")
    }
    let header = scan.header
    let source = Scanner(body)
    guard header.at >= instant else {
      throw Stop(message: "entry \(position): its instant lies before the one of the entry before")
    }
    instant = header.at
    let subject = source.text(header.subject)
    let isStore = subject == "store"
    if !isStore {
      let before = lastOf[subject]?.position
      guard header.previous == before else {
        throw Stop(message: "entry \(position): the chain of \(subject) is broken")
      }
      // A refused creation has no case behind it, so its chain does not grow.
      if header.states.count > 2 || before != nil {
        lastOf[subject] = (position, Array(body[header.states]))
      }
    }
    guard isPinned(header, source) else {
      throw Stop(
        message: "entry \(position): its definitions are not in the store: the table of definitions was changed")
    }
    if let fault = scan.read(sealed: sealed, body: body) { throw Stop(message: "entry \(position): \(fault)") }
    values += scan.values
    if !scan.header.isRefused { documents.note(position, sealed: sealed) }
    if !scan.gone.isEmpty {
      withheld += scan.gone.count
      missing[position] = Set(scan.gone)
    }
    if isStore || scan.erases { try learn(position, body, sealed) }
  }

  /// Most entries are under the same definitions as the one before.
  private mutating func isPinned(_ header: ScannedHeader, _ source: Scanner) -> Bool {
    let isLast = lastRulebook.withUnsafeBufferPointer { source.same(header.definitions, $0, 0..<$0.count) }
    if isLast { return true }
    let hash = source.text(header.definitions)
    guard rulebooks.contains(hash) else { return false }
    lastRulebook = Array(hash.utf8)
    return true
  }

  /// What an entry says of keys, and of what was erased.
  private mutating func learn(
    _ position: Int, _ body: UnsafeBufferPointer<UInt8>, _ sealed: UnsafeBufferPointer<UInt8>
  ) throws {
    guard let header = try? JSONSerialization.jsonObject(with: Data(body)) as? [String: Any],
      let rows = try? JSONSerialization.jsonObject(with: Data(sealed)) as? [[Any]]
    else { throw Stop(message: "entry \(position): the body is not in the journal's format") }
    var values: [String: String] = [:]
    for row in rows where row.count == 3 {
      if let name = row[0] as? String, let value = row[2] as? String { values[name] = value }
    }
    if let json = values["erased"], scan.header.isAccepted { try learnErasure(position, json) }
    if let json = values["lost documents"], scan.header.isAccepted {
      let hashes = try? JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String]
      documents.excuse(hashes ?? [])
    }
    if let fault = keys.take(position, header, values) { throw Stop(message: fault) }
  }

  func report(_ fault: String?) -> Verification {
    Verification(
      entries: entries, values: values, withheld: withheld, documents: documents.count, heads: heads, signed: signed,
      root: root,
      hasOlderKey: given.map { $0 != keys.inForce(Int.max) } ?? false,
      key: keys.inForce(Int.max).map(Commitment.hexadecimal) ?? "", fault: fault, last: max(0, instant))
  }
}
