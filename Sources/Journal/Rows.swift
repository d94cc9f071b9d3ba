/// Rows of the read tables: cases, timers, references. All of them can be made again from the entries.

/// A case as the read table keeps it.
public struct Snapshot: Sendable {
  /// The id of the case the row is of.
  public let subject: String
  /// The name of its kind.
  public let kind: String
  /// Whether it can still change.
  public let isOpen: Bool
  /// The last entry on it.
  public let position: Int
  /// Its encoded state.
  public let state: [UInt8]

  /// A row of the read table.
  public init(subject: String, kind: String, isOpen: Bool, position: Int, state: [UInt8]) {
    self.subject = subject
    self.kind = kind
    self.isOpen = isOpen
    self.position = position
    self.state = state
  }
}

/// A timer as the read table keeps it.
public struct TimerRow: Sendable, Hashable {
  /// Milliseconds since 1970.
  public let due: Int
  /// The id of the case the row is of.
  public let subject: String
  /// The timer's name.
  public let name: String

  /// A row of the read table.
  public init(due: Int, subject: String, name: String) {
    self.due = due
    self.subject = subject
    self.name = name
  }
}

/// A reference from one case to another, as the read table keeps it.
public struct LinkRow: Sendable, Hashable {
  /// The case referred to.
  public let target: String
  /// The kind of the case that refers.
  public let kind: String
  /// Its field.
  public let field: String
  /// The case that refers.
  public let source: String

  /// A row of the read table.
  public init(target: String, kind: String, field: String, source: String) {
    self.target = target
    self.kind = kind
    self.field = field
    self.source = source
  }
}
