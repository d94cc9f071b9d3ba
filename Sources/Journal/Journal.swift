/// The journal: entries that are only ever appended to a log, and the read tables derived from them.

/// A journal over a storage.
public final class Journal {
  /// Where it lies.
  public let storage: any Storage
  private var frontier = Frontier()
  private var knownIndexed = 0
  private var fresh: [(position: Int, words: [String])] = []

  /// The journal that lies in a storage.
  public init(_ storage: any Storage) { self.storage = storage }

  /// One transaction that nobody else writes beside; durable when it returns. Whatever throws undoes it all.
  public func write<T>(_ body: (Writer) throws -> T) throws -> T {
    do { return try attempt(body) } catch {
      // What this journal knows may be of a transaction that was not kept; the next write looks.
      frontier = Frontier()
      fresh = []
      knownIndexed = 0
      throw error
    }
  }

  private func attempt<T>(_ body: (Writer) throws -> T) throws -> T {
    try storage.write { transaction in
      let size = try transaction.size
      let frontier = size == self.frontier.size ? self.frontier : try Reader(transaction).frontier(size)
      let writer = Writer(transaction, frontier, knownIndexed: knownIndexed)
      writer.takeOver(&fresh)
      let result = try body(writer)
      try writer.index()
      self.frontier = writer.frontier
      writer.handBack(&fresh)
      knownIndexed = writer.knownIndexed
      return result
    }
  }

  /// One consistent view.
  public func read<T>(_ body: (Reader) throws -> T) throws -> T {
    try storage.read { try body(Reader($0)) }
  }
}
