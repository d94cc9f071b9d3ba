import FEEL
import Testing

/// What the standard says in its small print, and the compatibility kit asks for.
@Suite struct TheSmallPrintOfTheStandard {
  @Test(arguments: [
    // Times are equal, and have an order, by whole seconds.
    ("time(\"10:30:00.0001\") = time(\"10:30:00.0002\")", "true"),
    ("time(\"10:30:00.1\") < time(\"10:30:00.9\")", "false"),
    ("@\"2018-12-08T00:00:00.0001\" = @\"2018-12-08T00:00:00.0002\"", "true"),
    ("@\"2018-12-08T00:00:00.9\" < @\"2018-12-08T00:00:01.1\"", "true"),
    ("time(\"10:00:00+01:00\") = time(\"09:00:00Z\")", "true"),
    ("time(\"10:00:00-01:00\") < time(\"10:30:00Z\")", "false"),
    ("matches(\"abcdefghijkk\", \"(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)(k)\\\\11\")", "true"),
    ("matches(\"abcdefghijka1\", \"(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)(k)\\\\11\")", "false"),
    // A difference keeps them.
    ("time(\"10:30:00.5\") - time(\"10:30:00\")", "PT0.5S"),
    ("time(\"10:30:00+01:00\") - time(\"10:30:00Z\")", "-PT1H"),
    // A zone keeps the name it was given, also where it equals UTC.
    ("time(\"10:30:00@Etc/UTC\").timezone", "Etc/UTC"),
    ("string(@\"2018-12-08T00:00:00@Etc/UTC\")", "2018-12-08T00:00:00@Etc/UTC"),
    ("@\"2018-12-08T00:00:00+00:00\" = @\"2018-12-08T00:00:00@Etc/UTC\"", "true"),
    // Texts are equal by their code points, not by what they look like.
    ("\"\\u00e9\" = \"e\\u0301\"", "false"), ("\"e\\u0301\" = \"e\\u0301\"", "true"),
    ("@\"2018-12-08\" - @\"2018-12-07T00:00:00Z\"", "P1D"),
    ("range(\"[date(\\\"1970-01-01\\\")..@\\\"1970-01-02\\\"]\")", "[1970-01-01..1970-01-02]"),
  ])
  func gives(_ text: String, _ wanted: String) throws {
    let (value, faults) = try Expression(text).evaluate([], host: Situation())
    #expect(value.text == wanted && faults.isEmpty)
  }

  @Test(arguments: [
    ("product([])", "an empty list has no product"),
    // A date is its midnight in UTC, so it has no difference with a local moment.
    ("@\"2018-12-08\" - @\"2018-12-07T00:00:00\"", "cannot be subtracted"),
    ("@\"2018-12-08T00:00:00\" - @\"2018-12-07\"", "cannot be subtracted"),
    // A range in text has literals at its ends.
    ("range(\"[date(string(\\\"1970-01-01\\\"))..@\\\"1970-01-02\\\"]\")", "no range"),
    ("range(\"[1 + 1..3]\")", "no range"),
  ])
  func isNullWithTheReason(_ text: String, _ reason: String) throws {
    let (value, faults) = try Expression(text).evaluate([], host: Situation())
    #expect(value.isNull && faults.contains { $0.message.contains(reason) }, "\(faults)")
  }
}
