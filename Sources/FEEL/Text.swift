/// Values as text: as FEEL's `string()` gives them, and as FEEL source.

extension Value {
  /// What `string()` answers (DMN 1.5, 10.3.4.1); strings inside lists and contexts stand in quotes.
  public var text: String {
    switch self {
    case .string(let text): text
    default: literal(temporalLiterals: false)
    }
  }

  /// FEEL source that evaluates to this value, where there is one.
  public var source: String { literal(temporalLiterals: true) }

  private func literal(temporalLiterals: Bool) -> String {
    func mark(_ text: String) -> String { temporalLiterals ? "@\"\(text)\"" : text }
    switch self {
    case .null: return "null"
    case .boolean(let value): return value ? "true" : "false"
    case .number(let number): return number.description
    case .string(let text): return Self.quoted(text)
    case .date(let date): return mark(date.description)
    case .time(let time): return mark(time.text)
    case .dateTime(let moment): return mark(moment.text)
    case .daysDuration(let duration): return mark(duration.text)
    case .monthsDuration(let duration): return mark(duration.text)
    case .list(let items):
      return "[" + items.map { $0.literal(temporalLiterals: temporalLiterals) }.joined(separator: ", ") + "]"
    case .context(let context):
      let entries = context.pairs.map { name, value in
        (isPlainName(name) ? name : Self.quoted(name)) + ": " + value.literal(temporalLiterals: temporalLiterals)
      }
      return "{" + entries.joined(separator: ", ") + "}"
    case .range(let range):
      let isOpen = range.comparison == ".."
      if let comparison = range.comparison, !isOpen {
        let end = range.low.isNull ? range.high : range.low
        return "\(comparison) \(end.literal(temporalLiterals: temporalLiterals))"
      }
      func end(_ value: Value) -> String {
        isOpen && value.isNull ? "" : value.literal(temporalLiterals: temporalLiterals)
      }
      return (range.lowIncluded ? "[" : "(") + end(range.low) + ".." + end(range.high)
        + (range.highIncluded ? "]" : ")")
    case .function(let function): return "function(\(function.parameters.joined(separator: ", ")))"
    case .withheld: return "(withheld)"
    }
  }

  private func isPlainName(_ name: String) -> Bool {
    guard let first = name.utf8.first, isNameStart(first) else { return false }
    return name.utf8.allSatisfy { isNamePart($0) || $0 == 32 }
  }

  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
