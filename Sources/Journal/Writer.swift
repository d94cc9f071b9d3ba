/// Appending entries and keeping the read tables, within one transaction.

/// Appends entries and keeps the read tables.
public final class Writer: Reader {
  private(set) var frontier: Frontier
  /// The words of entries that were appended one after the other and are not in the index yet.
  var fresh: [(position: Int, words: [String])] = []

  /// How many entries were in the index when it was last looked at.
  var knownIndexed: Int

  init(_ storage: any Log & Tables, _ frontier: Frontier, knownIndexed: Int) {
    self.frontier = frontier
    self.knownIndexed = knownIndexed
    super.init(storage)
  }

  /// Takes over the words that the journal knows, without copying them.
  func takeOver(_ known: inout [(position: Int, words: [String])]) {
    // What another process appended in between is not known here.
    guard known.last.map({ $0.position + 1 == frontier.size }) ?? true else { return known = [] }
    swap(&fresh, &known)
  }

  /// Gives them back, with those that came.
  func handBack(_ known: inout [(position: Int, words: [String])]) { swap(&fresh, &known) }

  /// The position of the next entry.
  public var next: Int { frontier.size }

  /// Appends an entry and answers its position.
  @discardableResult
  public func append(_ header: Header, _ values: [Sealed]) throws -> Int {
    let position = frontier.size
    let body = Canonical.body(header, position: position, values)
    // Nothing is kept that could not be read again.
    guard values.indices.allSatisfy({ later in !values[..<later].contains { $0.name == values[later].name } }) else {
      throw JournalProblem.broken("", "entry \(position) would name two values alike")
    }
    let leaf = TreeHash.leaf(body)
    fresh.append((position, Entry.words(header, values)))
    try log.append(
      StoredEntry(
        position: position, leaf: leaf, nodes: frontier.append(leaf), body: body, sealed: Canonical.text(values)))
    return position
  }

  /// Appends an entry of another journal as it is.
  public func append(_ entry: Entry) throws {
    guard entry.position == frontier.size else { throw JournalProblem.broken("", "entry \(frontier.size) is missing") }
    fresh.append((entry.position, entry.words))
    try log.append(
      StoredEntry(
        position: entry.position, leaf: entry.leaf, nodes: frontier.append(entry.leaf), body: entry.body,
        sealed: Canonical.text(entry.values)))
  }

  /// Takes values of an entry away, salts and all; `cause` is the entry that says so. Its commitments stay.
  public func erase(_ position: Int, _ names: Set<String>, cause: Int) throws {
    guard let entry = try entry(position) else { return }
    let left = entry.values.map { names.contains($0.name) ? Sealed(name: $0.name, salt: [], value: nil) : $0 }
    if names.contains("actor") { try forget(entry) }
    // What waits to be indexed must not bring it back.
    let words = Entry.words(entry.header, left)
    if let index = fresh.firstIndex(where: { $0.position == position }) { fresh[index].words = words }
    try log.replace(sealed: Canonical.text(left), at: position, cause: cause)
    let named = Set(left.flatMap { DocumentHash.named(in: $0.value ?? "") })
    for hash in try log.documents(of: position) where !named.contains(hash) {
      try log.detach(document: hash, from: position)
    }
  }

  /// Has an entry hold a document; false when its bytes are neither given nor there.
  public func attach(document hash: String, _ bytes: [UInt8]?, to position: Int) throws -> Bool {
    try log.attach(document: hash, bytes, to: position)
  }

  /// Keeps the files of a rulebook.
  public func put(definitions files: String, hash: String) throws { try log.put(definitions: files, hash: hash) }

  /// Keeps a signed tree head.
  public func keep(checkpoint text: String, size: Int) throws { try log.put(checkpoint: text, size: size) }

  // MARK: Read tables

  /// Empties the read tables, to make them again; the index of the entries is made here and now.
  public func clear() throws {
    knownIndexed = 0
    try tables.clear()
    try index(always: true)
  }

  /// Keeps a case as it stands.
  public func put(_ snapshot: Snapshot) throws { try tables.put(snapshot) }

  /// Replaces a case's timers.
  public func change(timers removed: Set<TimerRow>, to added: Set<TimerRow>) throws {
    try tables.change(timers: removed, to: added)
  }

  /// Replaces a case's references.
  public func change(links removed: Set<LinkRow>, to added: Set<LinkRow>) throws {
    try tables.change(links: removed, to: added)
  }

  /// Keeps something small that follows from the entries.
  public func put(fact name: String, _ value: String) throws { try tables.put(fact: name, value) }
}
