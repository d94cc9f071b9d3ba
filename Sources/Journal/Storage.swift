/// Where a journal lies, behind two small protocols: an append-only log of entries, and read tables that follow from them. What
/// a storage is made of (files, SQL, a server) is known to its conformer alone.

/// What can be wrong with where a store lies.
public enum JournalProblem: Error, Sendable, Equatable {
  /// There is none under this name.
  case missing(String)
  /// There is one already.
  case exists(String)
  /// It is no store of this product.
  case notAStore(String)
  /// A later version of the product wrote it.
  case newer(String)
  /// Another process holds it.
  case locked(String)
  /// A signing key that is not there.
  case keyMissing(String)
  /// A signing key that others can read, or that is none.
  case keyUnfit(String)
  /// A signing key that is not the store's.
  case keyForeign(String)
  /// It may not be written to.
  case readOnly(String)
  /// There is no room left.
  case full(String)
  /// It cannot be read or written; with what the storage says of it.
  case broken(String, String)
}

/// An entry as a log keeps it: bytes that only the journal understands.
public struct StoredEntry: Sendable {
  /// Its position, from 0.
  public let position: Int
  /// SHA-256 of a zero byte and the body (RFC 9162, 2.1.1).
  public let leaf: [UInt8]
  /// Hashes of the subtrees that this leaf completes, the smallest first, 32 bytes each.
  public let nodes: [UInt8]
  /// The bytes that are hashed.
  public let body: [UInt8]
  /// The values beside them.
  public let sealed: [UInt8]

  /// A row of a log.
  public init(position: Int, leaf: [UInt8], nodes: [UInt8], body: [UInt8], sealed: [UInt8]) {
    self.position = position
    self.leaf = leaf
    self.nodes = nodes
    self.body = body
    self.sealed = sealed
  }
}

/// An append-only log of entries, with what belongs to them for good: definitions and signed heads. Within one transaction.
public protocol Log: AnyObject {
  /// How many entries there are.
  var size: Int { get throws }
  /// An entry; nil past the end.
  func entry(_ position: Int) throws -> StoredEntry?
  /// Entries from a position on, in order, at most `limit`.
  func entries(from position: Int, limit: Int) throws -> [StoredEntry]
  /// Appends the next entry; any other position is an error.
  func append(_ entry: StoredEntry) throws
  /// Puts other values beside an entry's body, because the entry `cause` took some away. Nothing else of it can be changed.
  func replace(sealed: [UInt8], at position: Int, cause: Int) throws
  /// The files of a rulebook, as they were put.
  func definitions(_ hash: String) throws -> String?
  /// Keeps the files of a rulebook, once.
  func put(definitions files: String, hash: String) throws
  /// The bytes of a document, by their SHA-256 in hexadecimal; nil when there are none.
  func document(_ hash: String) throws -> [UInt8]?
  /// Whether there is a document of a hash.
  func holds(document hash: String) throws -> Bool
  /// The hashes of the documents that an entry holds.
  func documents(of position: Int) throws -> [String]
  /// Has an entry hold a document. Its bytes are kept once; nil for those that are there. False when they are not.
  func attach(document hash: String, _ bytes: [UInt8]?, to position: Int) throws -> Bool
  /// Has an entry that an erasure changed let go of a document; the bytes go with the last entry that holds them.
  func detach(document hash: String, from position: Int) throws
  /// Signed tree heads, the oldest first.
  func checkpoints() throws -> [String]
  /// Keeps a signed tree head.
  func put(checkpoint text: String, size: Int) throws
}

/// Entries that were indexed together, for one word: places in the stretch, two bytes each, the lower first.
public struct Stretch: Sendable {
  /// The word.
  public let word: String
  /// The position of the first entry of the stretch.
  public let start: Int
  /// The places.
  public let places: [UInt8]

  /// A row of the index.
  public init(word: String, start: Int, places: [UInt8]) {
    self.word = word
    self.start = start
    self.places = places
  }
}

/// What follows from the entries, kept so that it need not be made again for each question. Within one transaction.
public protocol Tables: AnyObject {
  // Cases
  /// A case as it stands.
  func subject(_ id: String) throws -> Snapshot?
  /// All cases of a kind, by id.
  func subjects(_ kind: String) throws -> [Snapshot]
  /// The ids of all cases of a kind, in order.
  func subjectIDs(_ kind: String) throws -> [String]
  /// Cases that are still open, after an id, at most `limit`, by id.
  func openSubjects(after id: String, limit: Int) throws -> [Snapshot]
  /// How many cases there are of each kind, and how many are open.
  func counts() throws -> [(kind: String, all: Int, open: Int)]
  /// The ids of cases whose state holds a text, in order, at most `limit`.
  func subjects(holding text: String, limit: Int) throws -> [String]
  /// Keeps a case as it stands.
  func put(_ snapshot: Snapshot) throws

  // Timers
  /// Timers due up to an instant, in order of due instant, id and name.
  func timers(until due: Int, limit: Int) throws -> [TimerRow]
  /// The timers of a case.
  func timers(of subject: String) throws -> Set<TimerRow>
  /// Takes timers away and adds others.
  func change(timers removed: Set<TimerRow>, to added: Set<TimerRow>) throws

  // References
  /// The ids of cases of a kind whose field refers to a case, in order.
  func referring(_ kind: String, via field: String, to target: String) throws -> [String]
  /// The references of a case to others.
  func links(of source: String) throws -> Set<LinkRow>
  /// Takes references away and adds others.
  func change(links removed: Set<LinkRow>, to added: Set<LinkRow>) throws

  // The index of words, and small facts
  /// The stretches of a word that start within a range, in order, until `body` answers false.
  func stretches(of word: String, in range: Range<Int>, newestFirst: Bool, _ body: (Stretch) throws -> Bool) throws
  /// The stretch of a word that starts at a position.
  func stretch(of word: String, at start: Int) throws -> Stretch?
  /// All stretches of all words.
  func eachStretch(_ body: (Stretch) throws -> Void) throws
  /// The words that begin with a letter, in order.
  func words(beginningWith letter: Character) throws -> [String]
  /// Keeps a stretch; one without places is taken away.
  func put(_ stretch: Stretch) throws
  /// Something small that follows from the entries.
  func fact(_ name: String) throws -> String?
  /// Keeps it.
  func put(fact name: String, _ value: String) throws

  /// Empties all of it, to be made again.
  func clear() throws
}

/// Where a journal lies: transactions over its log and its tables.
public protocol Storage: AnyObject {
  /// What messages call it.
  var name: String { get }
  /// The keys that sign for it.
  var keys: any Keys { get }
  /// One consistent view.
  func read<T>(_ body: (any Log & Tables) throws -> T) throws -> T
  /// One transaction that nobody else writes beside; durable when it returns. Whatever throws undoes it all.
  func write<T>(_ body: (any Log & Tables) throws -> T) throws -> T
  /// Removes every trace of what was replaced. False while a reader of an older state prevents it, for whom it waits a little if it
  /// `waits`: then call it again later.
  func forget(waits: Bool) throws -> Bool
  /// Lets go of it.
  func close()
}

/// The private halves of a store's signing keys, kept apart from it.
public protocol Keys: AnyObject {
  /// What messages call the place.
  var name: String { get }
  /// The key there; nil when there is none. One that others can read is an error.
  func current() throws(JournalProblem) -> SigningKey?
  /// The key that lies ready to take its place, by its public half.
  func ready(_ publicKey: String) throws(JournalProblem) -> SigningKey?
  /// Keeps the first key; never over another.
  func begin(_ key: SigningKey) throws(JournalProblem)
  /// Lays a key ready, beside others that may lie there for somebody else.
  func prepare(_ key: SigningKey) throws(JournalProblem)
  /// Puts the key that lies ready in the place of the current one, which is gone afterwards.
  func promote(_ publicKey: String) throws(JournalProblem)
  /// Takes away a key that lies ready.
  func discard(_ publicKey: String) throws(JournalProblem)
}
