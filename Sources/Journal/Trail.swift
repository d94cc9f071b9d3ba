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

extension Entry {
  /// The words by which it is found.
  var words: Set<String> {
    guard let header else { return [] }
    var words: Set<Word> = [
      .subject(header.subject), .kind(header.kind), .event(header.event), .role(header.role), .outcome(header.outcome),
    ]
    words.formUnion(header.rules.map { .rule($0) })
    words.formUnion(header.authority.map { .authority($0) })
    for value in values {
      if value.name.hasPrefix("set.") { words.insert(.field(String(value.name.dropFirst(4)))) }
      guard let json = value.value else { continue }
      let text = json.dropFirst().dropLast()
      if value.name == "actor" { words.insert(.actor(String(text))) }
      if value.name == "informed", let roles = try? JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String] {
        words.formUnion(roles.map { .informed($0) })
      }
      if value.name == "person" { words.insert(.person(String(text))) }
    }
    return Set(words.map(\.text))
  }
}

extension Reader {
  /// How many entries, from the first on, the index knows.
  var indexed: Int { get throws { try fact("indexed").flatMap { Int($0) } ?? 0 } }

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

  private func indexed(_ texts: [String], _ range: Range<Int>, _ limit: Int, _ newestFirst: Bool) throws -> [Int] {
    let order = newestFirst ? "DESC" : "ASC"
    guard let first = texts.first else {
      let all = range.prefix(limit)
      return newestFirst ? Array(range.reversed().prefix(limit)) : Array(all)
    }
    let more = texts.dropFirst().map { _ in
      "AND EXISTS (SELECT 1 FROM trail b WHERE b.word = ? AND b.position = a.position)"
    }.joined(separator: " ")
    let sql = """
      SELECT a.position FROM trail a WHERE a.word = ? AND a.position >= ? AND a.position < ? \(more)
      ORDER BY a.position \(order) LIMIT ?
      """
    var arguments: StatementArguments = [first, range.lowerBound, range.upperBound]
    arguments += StatementArguments(texts.dropFirst())
    arguments += [limit == .max ? -1 : limit]
    return try Int.fetchAll(db.cachedStatement(sql: sql), arguments: arguments)
  }

  /// What the index does not know yet, read entry by entry, once.
  private func unindexed(_ texts: [String], from: Int, below: Int) throws -> [Int] {
    let known = try indexed
    if tail.isEmpty || tail[0].position < known { tail = [] }
    var next = tail.last.map { $0.position + 1 } ?? known
    while true {
      let page = try entries(from: next, limit: 500)
      tail += page.map { (position: $0.position, words: $0.words) }
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

  /// Takes values of an entry away, salts and all; `cause` is the entry that says so. Its commitments stay.
  public func erase(_ position: Int, _ names: Set<String>, cause: Int) throws {
    guard let entry = try entry(position) else { return }
    let left = entry.values.map { names.contains($0.name) ? Sealed(name: $0.name, salt: [], value: nil) : $0 }
    for word in entry.words where word.hasPrefix("a") && names.contains("actor") {
      try db.execute(sql: "DELETE FROM trail WHERE word = ? AND position = ?", arguments: [word, position])
    }
    try db.execute(sql: "INSERT OR IGNORE INTO erasure (position, cause) VALUES (?, ?)", arguments: [position, cause])
    try db.execute(
      sql: "UPDATE entry SET sealed = ? WHERE position = ?", arguments: [Data(Canonical.text(left)), position])
  }

  /// How many entries may wait before they are indexed together.
  static let indexLag = 256

  /// Brings the index up to date when enough entries wait, or whenever `always`.
  func index(always: Bool = false) throws {
    let from = try indexed
    guard next - from >= (always ? 1 : Self.indexLag) else { return }
    var rows: [(word: String, position: Int)] = []
    let flush = { [db] in
      let statement = try db.cachedStatement(sql: "INSERT OR IGNORE INTO trail (word, position) VALUES (?, ?)")
      for row in rows.sorted(by: { $0 < $1 }) { try statement.execute(arguments: [row.word, row.position]) }
      rows = []
    }
    var position = from
    while position < next {
      let page = try entries(from: position, limit: 500)
      if page.isEmpty { break }
      for entry in page { for word in entry.words { rows.append((word, entry.position)) } }
      position += page.count
      if rows.count > 100_000 { try flush() }
    }
    try flush()
    try put(fact: "indexed", String(next))
  }
}
