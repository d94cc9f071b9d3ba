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
    let saved = (frontier, fresh, knownIndexed)
    do {
      return try storage.write { transaction in
        let size = try transaction.size
        if size != frontier.size { frontier = try Reader(transaction).frontier(size) }
        let writer = Writer(transaction, frontier, fresh, knownIndexed: knownIndexed)
        let result = try body(writer)
        try writer.index()
        frontier = writer.frontier
        fresh = writer.fresh
        knownIndexed = writer.knownIndexed
        return result
      }
    } catch {
      (frontier, fresh, knownIndexed) = saved
      throw error
    }
  }

  /// One consistent view.
  public func read<T>(_ body: (Reader) throws -> T) throws -> T {
    try storage.read { try body(Reader($0)) }
  }
}
