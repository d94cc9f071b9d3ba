/// The codes of what decision tables have wrong, when they are read, looked through and asked.

import Diagnostics

extension Code {
  // MARK: Reading

  /// A rule has more or fewer cells than the table has columns.
  public static let wrongWidth = Code("decisions.wrong-width")
  /// A table has no output, or no rule.
  public static let emptyTable = Code("decisions.empty-table")
  /// A hit policy goes by the order of outputs, and no output says it.
  public static let noOrder = Code("decisions.no-order")
  /// Outputs are taken together that cannot be: several in a rule, or others than the aggregation takes.
  public static let noAggregate = Code("decisions.no-aggregate")
  /// An output is never of its type, or none of its allowed values.
  public static let wrongOutput = Code("decisions.wrong-output")

  // MARK: Looking through

  /// Two rules match at once where one may.
  public static let overlap = Code("decisions.overlap")
  /// No rule matches, and there is no default.
  public static let gap = Code("decisions.gap")
  /// Rules before this one match wherever it does.
  public static let masked = Code("decisions.masked")
  /// No possible input matches the rule.
  public static let neverMatches = Code("decisions.never-matches")
  /// Gaps and overlaps could not be worked out.
  public static let undecided = Code("decisions.undecided")

  // MARK: Asking

  /// Several rules of a unique table match.
  public static let severalRules = Code("decisions.several-rules")
  /// Rules that must agree give different outputs.
  public static let differingOutputs = Code("decisions.differing-outputs")
  /// No rule matches.
  public static let noRule = Code("decisions.no-rule")
  /// An input is not of its type, or none of its allowed values.
  public static let wrongInput = Code("decisions.wrong-input")
  /// A test of a rule has no answer.
  public static let unanswered = Code("decisions.unanswered")

  /// All that this module gives, each once.
  public static let ofDecisions: [Code] = [
    wrongWidth, emptyTable, noOrder, noAggregate, wrongOutput, overlap, gap, masked, neverMatches, undecided,
    severalRules, differingOutputs, noRule, wrongInput, unanswered,
  ]
}
