/// The reference page of the built-in functions, from what they say of themselves.

/// Writes `docs/reference/feel.md`'s list of functions.
public enum Reference {
  /// One table for each section, an example with its value in each line.
  public static func functions() -> String {
    var lines: [String] = []
    for section in BuiltIn.sections {
      lines += ["### \(section.title)", "", "| function | what | example | gives |", "|---|---|---|---|"]
      for function in section.functions {
        let calls = function.signatures.map { "`\(function.name)(\($0.joined(separator: ", ")))`" }
        lines.append(
          "| \(calls.joined(separator: "<br>")) | \(function.summary) | `\(escaped(function.example))` | \(result(of: function)) |"
        )
      }
      lines.append("")
    }
    return lines.joined(separator: "\n")
  }

  private static func result(of function: BuiltIn) -> String {
    guard function.isPure, let example = try? Expression(function.example) else {
      return "depends on the calendar or the clock"
    }
    return "`\(escaped(example.evaluate([], host: Situation()).value.source))`"
  }

  private static func escaped(_ text: String) -> String { text.split(separator: "|").joined(separator: "\\|") }
}
