/// What a decision table does when several of its rules match (DMN 1.5, 8.2.10).

/// A hit policy.
public enum HitPolicy: Sendable, Equatable {
  /// At most one rule matches.
  case unique
  /// Several may match, all with the same outputs.
  case any
  /// Of those that match, the outputs that stand first among the allowed values.
  case priority
  /// The first that matches, in the order of the rules.
  case first
  /// The outputs of all that match, as a list or taken together.
  case collect(Aggregation?)
  /// The outputs of all that match, in the order of the rules.
  case ruleOrder
  /// The outputs of all that match, in the order of the allowed values.
  case outputOrder

  /// What becomes of the outputs that are collected.
  public enum Aggregation: String, Sendable, CaseIterable { case sum, min, max, count }

  /// All, each by its name and by the letter that tables show.
  public static let all: [(name: String, letter: String, policy: HitPolicy)] = [
    ("unique", "U", .unique), ("any", "A", .any), ("priority", "P", .priority), ("first", "F", .first),
    ("rule order", "R", .ruleOrder), ("output order", "O", .outputOrder), ("collect", "C", .collect(nil)),
    ("collect sum", "C+", .collect(.sum)), ("collect min", "C<", .collect(.min)), ("collect max", "C>", .collect(.max)),
    ("collect count", "C#", .collect(.count)),
  ]

  /// By its name or its letter, small or capital; nil for any other text.
  public init?(_ text: String) {
    let found = Self.all.first { $0.name == text.lowercased() || $0.letter == text.uppercased() }
    guard let found else { return nil }
    self = found.policy
  }

  /// Its name in small letters.
  public var name: String { Self.all.first { $0.policy == self }?.name ?? "" }

  /// The letter that tables show.
  public var letter: String { Self.all.first { $0.policy == self }?.letter ?? "" }

  /// Whether it gives the outputs of several rules as a list.
  public var givesList: Bool {
    switch self {
    case .ruleOrder, .outputOrder, .collect(nil): true
    default: false
    }
  }

  /// Whether the order of the rules says something.
  public var dependsOnOrder: Bool {
    switch self {
    case .first, .ruleOrder, .priority, .outputOrder, .collect(nil): true
    default: false
    }
  }

  /// Whether it needs to know which outputs go before others.
  var ranksOutputs: Bool { self == .priority || self == .outputOrder }
}
