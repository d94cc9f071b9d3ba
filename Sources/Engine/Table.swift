/// Answers as values: every reading command gives a table, which the shell draws, or writes as JSON or CSV.

import FEEL

/// Rows under named columns.
public struct Table: Sendable {
  /// The names of the columns.
  public let columns: [String]
  /// The rows, each with a value for every column.
  public let rows: [[Value]]
  /// What to say when there are no rows.
  public let empty: String

  /// Whether the columns are the product's own words; otherwise they are what the user asked for.
  public let hasOwnWords: Bool

  /// Rows under columns.
  public init(_ columns: [String], _ rows: [[Value]], empty: String = "nothing", hasOwnWords: Bool = true) {
    self.hasOwnWords = hasOwnWords
    self.columns = columns
    self.rows = rows
    self.empty = empty
  }
}
