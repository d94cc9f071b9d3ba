/// An inverted index over the entries: which of them are about a case, of an event, by a person. A read table, made from the
/// entries alone, some hundreds at a time, so that an act need not wait for it; what is newer than the index is looked through.

/// Something by which entries are found.
public enum Word: Sendable, Hashable {
  /// On a case.
  case subject(String)
  /// On cases of a kind.
  case kind(String)
  /// With what was done: the name of a verb.
  case verb(String)
  /// About an event, a schedule or a field.
  case object(String)
  /// Answering an entry.
  case answers(Int)
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
    case .verb(let name): "v\(name)"
    case .object(let name): "e\(name)"
    case .answers(let entry): "n\(entry)"
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

extension Stretch {
  /// The most entries that are indexed together.
  static let longest = 4096

  init(word: String, start: Int, _ list: [UInt16]) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(list.count * 2)
    for place in list { bytes += [UInt8(truncatingIfNeeded: place), UInt8(truncatingIfNeeded: place >> 8)] }
    self.init(word: word, start: start, places: bytes)
  }

  /// The positions of the entries, in order.
  var positions: [Int] {
    stride(from: 0, to: places.count - 1, by: 2).map { start + Int(places[$0]) + Int(places[$0 + 1]) << 8 }
  }
}

extension Entry {
  /// The words by which it is found.
  var words: [String] { Self.words(header, values) }

  /// The words by which an entry is found, from what it is made of.
  static func words(_ header: Header, _ values: [Sealed]) -> [String] {
    var words: [Word] = [
      .subject(header.subject), .kind(header.kind), .verb(header.verb), .role(header.role), .outcome(header.outcome),
    ]
    if let object = header.object { words.append(.object(object)) }
    if let entry = header.answers { words.append(.answers(entry)) }
    for rule in header.rules { words.append(.rule(rule)) }
    for grant in header.authority { words.append(.authority(grant)) }
    for value in values {
      if value.name.hasPrefix("set.") { words.append(.field(String(value.name.dropFirst(4)))) }
      guard let json = value.value else { continue }
      switch value.name {
      case "actor": words.append(.actor(String(json.dropFirst().dropLast())))
      case "person": words.append(.person(String(json.dropFirst().dropLast())))
      case "informed": words += (Canonical.strings(Array(json.utf8)) ?? []).map { .informed($0) }
      default: break
      }
    }
    return words.map(\.text)
  }
}

extension Reader {
  /// How many entries, from the first on, the index knows.
  var indexed: Int { get throws { try fact("indexed").flatMap { Int($0) } ?? 0 } }

  /// Whether the index is what the entries make of it: the same sum over all words at all places.
  public func isIndexWhole() throws -> Bool {
    let known = try indexed
    guard known <= (try size) else { return false }
    var sum = UInt128(0)
    func add(_ word: String, _ position: Int, _ sign: Int) {
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
    try tables.eachStretch { stretch in
      for position in stretch.positions { add(stretch.word, position, -1) }
    }
    return sum == 0
  }

  /// The names that entries are about, in order.
  public func subjectNames() throws -> [String] { try names(Word.subject("")) }

  /// All accounts that ever acted, in order.
  public func accounts() throws -> [String] { try names(Word.actor("")) }

  /// What stands behind the letter of a word, in the index and in the newest entries.
  private func names(_ word: Word) throws -> [String] {
    let letter = word.text.prefix(1)
    let known = try tables.words(beginningWith: Character(String(letter)))
    try readTail()
    let new = tail.flatMap { $0.words.filter { $0.hasPrefix(letter) } }
    return Set((known + new).map { String($0.dropFirst()) }).sorted()
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
    if range.isEmpty { return [] }
    var found: [Int] = []
    // A stretch is at most so long, so one that begins before the range may reach into it.
    let starts = (range.lowerBound - Stretch.longest + 1)..<range.upperBound
    try tables.stretches(of: first, in: starts, newestFirst: newestFirst) { stretch in
      var positions = stretch.positions.filter(range.contains)
      for text in texts.dropFirst() where !positions.isEmpty {
        let there = Set(try tables.stretch(of: text, at: stretch.start)?.positions ?? [])
        positions.removeAll { !there.contains($0) }
      }
      found += newestFirst ? positions.reversed() : positions
      return found.count < limit
    }
    return Array(found.prefix(limit))
  }

  /// Of what the index does not know yet, the entries that have all of the words.
  private func unindexed(_ texts: [String], from: Int, below: Int) throws -> [Int] {
    try readTail()
    return tail.filter { from <= $0.position && $0.position < below && $0.words.isSuperset(of: texts) }.map(\.position)
  }

  /// Reads what the index does not know yet, entry by entry, once.
  private func readTail() throws {
    var next = try tail.last.map { $0.position + 1 } ?? indexed
    while true {
      let page = try entries(from: next, limit: 500)
      tail += page.map { (position: $0.position, words: Set($0.words)) }
      next += page.count
      if page.count < 500 { break }
    }
  }
}

extension Writer {
  /// Takes an entry out of the lists of those who acted.
  func forget(_ entry: Entry) throws {
    for word in entry.words where word.hasPrefix(Word.actor("").text) {
      var holding: Stretch?
      try tables.stretches(of: word, in: 0..<(entry.position + 1), newestFirst: true) { stretch in
        holding = stretch
        return false
      }
      guard let holding else { continue }
      let left = holding.positions.filter { $0 != entry.position }.map { UInt16($0 - holding.start) }
      try tables.put(Stretch(word: word, start: holding.start, left))
    }
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
    for (word, list) in places.sorted(by: { $0.key < $1.key }) {
      try tables.put(Stretch(word: word, start: start, list))
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
