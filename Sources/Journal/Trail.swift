/// An inverted index over the entries: which of them are about a case, of an event, by a person. A read table, made from the
/// entries alone, some hundreds at a time, so that an act need not wait for it; what is newer than the index is looked through.

import Foundation
import GRDB

/// Something by which entries are found.
public enum Word: Sendable, Hashable {
  /// On a case.
  case subject(String)
  /// On cases of a kind.
  case kind(String)
  /// With what was done.
  case event(String)
  /// In a role.
  case role(String)
  /// By an account.
  case actor(String)
  /// By a natural person.
  case person(String)
  /// Accepted, pending or refused.
  case outcome(String)
  /// Refused by a rule.
  case rule(String)
  /// Changing a field.
  case field(String)
  /// Of which a role is told.
  case informed(String)
  /// On the authority of a grant.
  case authority(String)

  /// As the index keeps it.
  var text: String {
    switch self {
    case .subject(let name): "c\(name)"
    case .kind(let name): "k\(name)"
    case .event(let name): "e\(name)"
    case .role(let name): "r\(name)"
    case .actor(let name): "a\(name)"
    case .person(let name): "p\(name)"
    case .outcome(let name): "o\(name)"
    case .rule(let name): "u\(name)"
    case .field(let name): "f\(name)"
    case .authority(let name): "g\(name)"
    case .informed(let name): "i\(name)"
    }
  }
}

/// Entries that were indexed together: places in it, two bytes each, the lower first.
enum Stretch {
  static let longest = 4096

  static func places(_ data: Data) -> [UInt16] {
    stride(from: data.startIndex, to: data.endIndex - 1, by: 2).map { UInt16(data[$0]) | UInt16(data[$0 + 1]) << 8 }
  }

  static func data(_ places: [UInt16]) -> Data {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(places.count * 2)
    for place in places { bytes += [UInt8(truncatingIfNeeded: place), UInt8(truncatingIfNeeded: place >> 8)] }
    return Data(bytes)
  }
}

extension Entry {
  /// The words by which it is found.
  var words: [String] { header.map { Self.words($0, values) } ?? [] }

  /// The words by which an entry is found, from what it is made of.
  static func words(_ header: Header, _ values: [Sealed]) -> [String] {
    var words: [Word] = [
      .subject(header.subject), .kind(header.kind), .event(header.event), .role(header.role), .outcome(header.outcome),
    ]
    for rule in header.rules { words.append(.rule(rule)) }
    for grant in header.authority { words.append(.authority(grant)) }
    for value in values {
      if value.name.hasPrefix("set.") { words.append(.field(String(value.name.dropFirst(4)))) }
      guard let json = value.value else { continue }
      switch value.name {
      case "actor": words.append(.actor(String(json.dropFirst().dropLast())))
      case "person": words.append(.person(String(json.dropFirst().dropLast())))
      case "informed":
        let roles = try? JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String]
        for role in roles ?? [] { words.append(.informed(role)) }
      default: break
      }
    }
    return words.map(\.text)
  }
}

extension Reader {
  /// How many entries, from the first on, the index knows.
  var indexed: Int { get throws { try fact("indexed").flatMap { Int($0) } ?? 0 } }

  /// Whether the index is what the entries make of it: as many words at as many places, and the same sum over them all.
  public func isIndexWhole() throws -> Bool {
    let known = try indexed
    guard known <= (try size) else { return false }
    var (count, sum) = (0, UInt128(0))
    func add(_ word: String, _ position: Int, _ sign: Int) {
      count += sign
      let digest = TreeHash.leaf(Array("\(word)\u{0}\(position)".utf8))
      let value = digest.prefix(16).reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
      sum = sign > 0 ? sum &+ value : sum &- value
    }
    var position = 0
    while position < known {
      let page = try entries(from: position, limit: min(500, known - position))
      if page.isEmpty { return false }
      for entry in page { for word in Set(entry.words) { add(word, entry.position, 1) } }
      position += page.count
    }
    let rows = try Row.fetchCursor(db, sql: "SELECT word, start, places FROM trail")
    while let row = try rows.next() {
      let (word, start): (String, Int) = (try row.get(0), try row.get(1))
      for place in Stretch.places(try row.get(2)) { add(word, start + Int(place), -1) }
    }
    return count == 0 && sum == 0
  }

  /// Something small that follows from the entries, kept so that it need not be looked for.
  public func fact(_ name: String) throws -> String? {
    guard try db.tableExists("fact") else { return nil }
    return try String.fetchOne(db.cachedStatement(sql: "SELECT value FROM fact WHERE name = ?"), arguments: [name])
  }

  /// Positions of the entries that have all of the words, within a range, in order, at most `limit`.
  public func positions(
    _ words: [Word], in range: Range<Int> = 0..<Int.max, limit: Int = .max, newestFirst: Bool = false
  ) throws -> [Int] {
    let texts = words.map(\.text)
    let known = try indexed
    let fresh = try unindexed(texts, from: max(known, range.lowerBound), below: range.upperBound)
    let fromIndex = { (limit: Int) throws -> [Int] in
      try limit <= 0 ? [] : self.indexed(texts, range.clamped(to: 0..<known), limit, newestFirst)
    }
    if newestFirst {
      let newest = fresh.reversed().prefix(limit)
      return Array(newest) + (try fromIndex(limit - newest.count))
    }
    let old = try fromIndex(limit)
    return old + fresh.prefix(limit - old.count)
  }

  /// The index holds, for each word and each stretch of entries that were indexed together, where in it the word stands.
  private func indexed(
    _ texts: [String], _ range: Range<Int>, _ limit: Int, _ newestFirst: Bool
  ) throws -> [Int] {
    guard let first = texts.first else {
      return newestFirst ? Array(range.reversed().prefix(limit)) : Array(range.prefix(limit))
    }
    // A stretch is at most so long, so one that begins before the range may reach into it.
    let order = newestFirst ? "DESC" : "ASC"
    let rows = try Row.fetchCursor(
      db.cachedStatement(
        sql: "SELECT start, places FROM trail WHERE word = ? AND start > ? AND start < ? ORDER BY start \(order)"),
      arguments: [first, range.lowerBound - Stretch.longest, range.upperBound])
    var found: [Int] = []
    while found.count < limit, let row = try rows.next() {
      let start: Int = try row.get(0)
      var places = Stretch.places(try row.get(1))
      for text in texts.dropFirst() where !places.isEmpty {
        let other = try Data.fetchOne(
          db.cachedStatement(sql: "SELECT places FROM trail WHERE word = ? AND start = ?"), arguments: [text, start])
        let there = Set(other.map(Stretch.places) ?? [])
        places.removeAll { !there.contains($0) }
      }
      let positions = places.map { start + Int($0) }.filter(range.contains)
      found += newestFirst ? positions.reversed() : positions
    }
    return Array(found.prefix(limit))
  }

  /// What the index does not know yet, read entry by entry, once.
  private func unindexed(_ texts: [String], from: Int, below: Int) throws -> [Int] {
    let known = try indexed
    if tail.isEmpty || tail[0].position < known { tail = [] }
    var next = tail.last.map { $0.position + 1 } ?? known
    while true {
      let page = try entries(from: next, limit: 500)
      tail += page.map { (position: $0.position, words: Set($0.words)) }
      next += page.count
      if page.count < 500 { break }
    }
    return tail.filter { from <= $0.position && $0.position < below && $0.words.isSuperset(of: texts) }.map(\.position)
  }

  /// The position of the first entry at or after an instant, in milliseconds since 1970; instants never decrease.
  public func position(at instant: Int) throws -> Int {
    var (low, high) = (0, try size)
    while low < high {
      let middle = (low + high) / 2
      if (try entry(middle)?.header?.instant ?? Int.max) < instant { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension Writer {
  /// Keeps something small that follows from the entries.
  public func put(fact name: String, _ value: String) throws {
    try db.cachedStatement(
      sql: "INSERT INTO fact (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
    ).execute(arguments: [name, value])
  }

  /// Takes one entry out of the list of a word.
  private func forget(_ word: String, _ position: Int) throws {
    let row = try Row.fetchOne(
      db, sql: "SELECT start, places FROM trail WHERE word = ? AND start <= ? ORDER BY start DESC LIMIT 1",
      arguments: [word, position])
    guard let row else { return }
    let start: Int = try row.get(0)
    let left = Stretch.places(try row.get(1)).filter { start + Int($0) != position }
    if left.isEmpty {
      try db.execute(sql: "DELETE FROM trail WHERE word = ? AND start = ?", arguments: [word, start])
    } else {
      try db.execute(
        sql: "UPDATE trail SET places = ? WHERE word = ? AND start = ?", arguments: [Stretch.data(left), word, start])
    }
  }

  /// Takes values of an entry away, salts and all; `cause` is the entry that says so. Its commitments stay.
  public func erase(_ position: Int, _ names: Set<String>, cause: Int) throws {
    guard let entry = try entry(position) else { return }
    let left = entry.values.map { names.contains($0.name) ? Sealed(name: $0.name, salt: [], value: nil) : $0 }
    for word in entry.words where word.hasPrefix("a") && names.contains("actor") {
      try forget(word, position)
    }
    try db.execute(sql: "INSERT OR IGNORE INTO erasure (position, cause) VALUES (?, ?)", arguments: [position, cause])
    try db.execute(
      sql: "UPDATE entry SET sealed = ? WHERE position = ?", arguments: [Data(Canonical.text(left)), position])
  }

  /// How many entries may wait before they are indexed together.
  static let indexLag = 256

  /// One stretch of entries into the index.
  private func put(_ stretch: [(position: Int, words: [String])]) throws {
    guard let start = stretch.first?.position else { return }
    var places: [String: [UInt16]] = [:]
    for (position, words) in stretch {
      let place = UInt16(position - start)
      for word in words where places[word]?.last != place { places[word, default: []].append(place) }
    }
    let statement = try db.cachedStatement(sql: "INSERT OR REPLACE INTO trail (word, start, places) VALUES (?, ?, ?)")
    for (word, list) in places.sorted(by: { $0.key < $1.key }) {
      try statement.execute(arguments: [word, start, Stretch.data(list)])
    }
  }

  /// Brings the index up to date when enough entries wait, or whenever `always`.
  func index(always: Bool = false) throws {
    // What was indexed only grows, so what was known of it is enough to tell that it is too early.
    let lag = always ? 1 : Self.indexLag
    guard next - knownIndexed >= lag else { return }
    let from = try indexed
    knownIndexed = from
    guard next - from >= lag else { return }
    // What this process appended itself need not be read again.
    var waiting = fresh.first.map { $0.position <= from } ?? false ? fresh.filter { $0.position >= from } : []
    if waiting.isEmpty {
      var position = from
      while position < next {
        let page = try entries(from: position, limit: Stretch.longest)
        if page.isEmpty { break }
        try put(page.map { ($0.position, $0.words) })
        position += page.count
      }
    }
    while !waiting.isEmpty {
      try put(Array(waiting.prefix(Stretch.longest)))
      waiting.removeFirst(min(Stretch.longest, waiting.count))
    }
    fresh = []
    try put(fact: "indexed", String(next))
    knownIndexed = next
  }
}
