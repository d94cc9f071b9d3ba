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

  /// Rows under columns.
  public init(_ columns: [String], _ rows: [[Value]], empty: String = "nothing") {
    self.columns = columns
    self.rows = rows
    self.empty = empty
  }
}
