/// Reading a journal at one position.

/// Reads at one position of the journal.
open class Reader {
  let log: any Log
  let tables: any Tables
  /// The words of the newest entries, those that the index does not know yet.
  var tail: [(position: Int, words: Set<String>)] = []

  init(_ storage: any Log & Tables) {
    log = storage
    tables = storage
  }

  /// A reader at the same position as another.
  public init(like other: Reader) {
    log = other.log
    tables = other.tables
  }

  // MARK: Entries

  /// How many entries there are.
  open var size: Int { get throws { try log.size } }

  /// An entry; nil past the end.
  open func entry(_ position: Int) throws -> Entry? { try log.entry(position).map { try Entry($0) } }

  /// Entries from a position on, in order, at most `limit`.
  open func entries(from position: Int, limit: Int) throws -> [Entry] {
    try log.entries(from: position, limit: limit).map { try Entry($0) }
  }

  /// The entries on a case, the oldest first, each found by the one after it.
  public func chain(from last: Int) throws -> [Int] {
    var positions: [Int] = []
    var next: Int? = last
    while let position = next, position < positions.last ?? Int.max {
      positions.append(position)
      next = try entry(position)?.header.previous
    }
    return positions.reversed()
  }

  /// The position of the first entry at or after an instant, in milliseconds since 1970; instants never decrease.
  public func position(at instant: Int) throws -> Int {
    var (low, high) = (0, try size)
    while low < high {
      let middle = (low + high) / 2
      if (try entry(middle)?.header.instant ?? Int.max) < instant { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The files of a rulebook, as they were put.
  public func definitions(_ hash: String) throws -> String? { try log.definitions(hash) }

  /// The bytes of a document, by their SHA-256; nil when there are none. Bytes that are not what the hash says are an error.
  public func document(_ hash: String) throws -> [UInt8]? {
    guard let bytes = try log.document(hash) else { return nil }
    guard DocumentHash.of(bytes) == hash else {
      throw JournalProblem.broken("", "the document \(hash.prefix(12)) is not what its SHA-256 says")
    }
    return bytes
  }

  /// Whether there is a document of a hash.
  public func holds(document hash: String) throws -> Bool { try log.holds(document: hash) }

  /// Signed tree heads, the oldest first.
  public func checkpoints() throws -> [String] { try log.checkpoints() }

  // MARK: The tree

  /// The right edge of the tree, from the nodes stored with the entries.
  func frontier(_ size: Int) throws -> Frontier {
    var peaks: [[UInt8]] = []
    var start = 0
    for level in stride(from: Int.bitWidth - 2, through: 0, by: -1) where size >> level & 1 == 1 {
      let end = start + 1 << level
      guard let entry = try log.entry(end - 1) else { throw JournalProblem.broken("", "entry \(end - 1) is missing") }
      if level == 0 {
        peaks.append(entry.leaf)
      } else {
        guard entry.nodes.count >= level * 32 else { throw JournalProblem.broken("", "entry \(end - 1) lacks nodes") }
        peaks.append(Array(entry.nodes[((level - 1) * 32)..<(level * 32)]))
      }
      start = end
    }
    return Frontier(size: size, peaks: peaks)
  }

  /// The root over all entries.
  public func root() throws -> [UInt8] { try frontier(try size).root }

  // MARK: Cases

  /// A case.
  open func subject(_ id: String) throws -> Snapshot? { try tables.subject(id) }

  /// All cases of a kind, by id.
  open func subjects(_ kind: String) throws -> [Snapshot] { try tables.subjects(kind) }

  /// The ids of all cases of a kind, in order; in the past also of those that were not there yet.
  public func subjectIDs(_ kind: String) throws -> [String] { try tables.subjectIDs(kind) }

  /// Cases that are still open, after an id, at most `limit`: for going through all of them in pages.
  open func openSubjects(after id: String, limit: Int) throws -> [Snapshot] {
    try tables.openSubjects(after: id, limit: limit)
  }

  /// How many cases there are of each kind, and how many are open.
  open func counts() throws -> [(kind: String, all: Int, open: Int)] { try tables.counts() }

  /// The ids of cases of a kind whose field refers to a case.
  open func referring(_ kind: String, via field: String, to target: String) throws -> [String] {
    try tables.referring(kind, via: field, to: target)
  }

  /// Cases whose state holds a text, in order, at most fifty.
  public func subjects(holding text: String) throws -> [String] { try tables.subjects(holding: text, limit: 50) }

  /// Timers due up to an instant, in milliseconds since 1970, in order of due instant, then id; at most `limit`.
  open func timers(until due: Int, limit: Int) throws -> [TimerRow] { try tables.timers(until: due, limit: limit) }

  /// The timers of a case.
  public func timers(of subject: String) throws -> Set<TimerRow> { try tables.timers(of: subject) }

  /// The references of a case to others.
  public func links(of source: String) throws -> Set<LinkRow> { try tables.links(of: source) }

  /// Something small that follows from the entries, kept so that it need not be looked for.
  public func fact(_ name: String) throws -> String? { try tables.fact(name) }
}
