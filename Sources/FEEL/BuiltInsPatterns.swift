/// Functions of text by pattern (DMN 1.5, 10.3.4.3; XPath F&O 3.1, 5.6), and ranges from text.

import Diagnostics

extension BuiltIn {
  /// The pattern of a text, read once for all evaluations in a frame.
  private static func pattern(_ text: String, _ flags: Value, _ frame: inout Frame) throws(Misuse) -> Pattern {
    let flagText: String
    switch flags {
    case .null: flagText = ""
    case .string(let text): flagText = text
    default: throw Misuse("the flags are a string, not a \(flags.typeName)")
    }
    let key = flagText + "/" + text
    if let known = frame.patterns[key] { return known }
    let pattern = try Pattern(text, flags: flagText)
    if frame.patterns.count >= 32 { frame.patterns = [:] }
    frame.patterns[key] = pattern
    return pattern
  }

  /// All places where a pattern matches, one after the other.
  private static func places(
    _ pattern: Pattern, _ text: [Unicode.Scalar], _ range: Swift.Range<Int>, _ frame: inout Frame
  ) throws(Misuse) -> [PatternMatcher.Found]? {
    var matcher = PatternMatcher(pattern, text)
    var allowance = max(0, frame.steps)
    defer { frame.steps = allowance }
    let before = allowance
    guard matcher.find(in: [], &allowance) == nil else {
      throw Misuse(.invalidPattern, "the pattern matches a text without characters")
    }
    allowance = before
    var found: [PatternMatcher.Found] = []
    var at = 0
    while at <= text.count, let next = matcher.find(from: at, &allowance), let whole = next[0] {
      found.append(next)
      at = whole.upperBound
    }
    if allowance >= 0 { return found }
    _ = frame.spend(frame.steps + 1, at: range)
    return nil
  }

  /// What stands for a match (F&O 3.1, 5.6.4): `$1` is a group, `\\$` and `\\\\` stand for themselves.
  private static func replacement(_ text: String, groups: Int) throws(Misuse) -> [Replacement] {
    var result: [Replacement] = []
    var rest = Array(text.unicodeScalars)[...]
    while let scalar = rest.popFirst() {
      if scalar == "\\" {
        guard let next = rest.popFirst(), next == "\\" || next == "$" else {
          throw Misuse(.invalidPattern, "in the replacement a \\ stands before $ or \\")
        }
        result.append(.text(next))
      } else if scalar == "$" {
        guard let digit = rest.first, (48...57).contains(digit.value) else {
          throw Misuse(.invalidPattern, "in the replacement a $ is followed by the number of a group")
        }
        var group = 0
        while let digit = rest.first, (48...57).contains(digit.value) {
          let longer = group * 10 + Int(digit.value - 48)
          if longer > groups, group > 0 { break }
          group = longer
          rest = rest.dropFirst()
          if longer > groups { break }
        }
        result.append(.group(group))
      } else {
        result.append(.text(scalar))
      }
    }
    return result
  }

  private enum Replacement {
    case text(Unicode.Scalar)
    case group(Int)
  }

  private static func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  static let patterns: [BuiltIn] = [
    BuiltIn(
      "matches", "input,pattern,flags?", "Whether a text holds what a pattern describes.",
      example: "matches(\"slt-west\", \"^[a-z]+-[a-z]+$\")"
    ) { args, frame throws(Misuse) in
      let text = Array(try args.string(0).unicodeScalars)
      let pattern = try pattern(try args.string(1), args[2], &frame)
      guard frame.spend(text.count / 64, at: args.range) else { return .null }
      var matcher = PatternMatcher(pattern, text)
      var allowance = frame.steps
      let found = matcher.find(from: 0, &allowance)
      if allowance < 0 {
        _ = frame.spend(frame.steps + 1, at: args.range)
        return .null
      }
      frame.steps = allowance
      return .boolean(found != nil)
    },
    BuiltIn(
      "replace", "input,pattern,replacement,flags?", "A text with something else wherever a pattern matches.",
      example: "replace(\"2031-03-10\", \"(\\d+)-(\\d+)-(\\d+)\", \"$3.$2.$1\")"
    ) { args, frame throws(Misuse) in
      let text = Array(try args.string(0).unicodeScalars)
      let pattern = try pattern(try args.string(1), args[3], &frame)
      let replacement: [Replacement] =
        if case .string(let flags) = args[3], flags.contains("q") {
          try args.string(2).unicodeScalars.map { .text($0) }
        } else {
          try replacement(try args.string(2), groups: pattern.groups)
        }
      guard let places = try places(pattern, text, args.range, &frame) else { return .null }
      var result: [Unicode.Scalar] = []
      var at = 0
      for found in places {
        guard let whole = found[0] else { continue }
        guard frame.spend(replacement.count, at: args.range) else { return .null }
        result += text[at..<whole.lowerBound]
        for part in replacement {
          switch part {
          case .text(let scalar): result.append(scalar)
          case .group(let group):
            guard group < found.count, let range = found[group] else { continue }
            guard frame.spend(range.count / 64, at: args.range) else { return .null }
            result += text[range]
          }
        }
        at = whole.upperBound
      }
      return .string(string(result + text[at...]))
    },
    BuiltIn(
      "split", "string,delimiter", "The parts of a text between the places where a pattern matches.",
      example: "split(\"Altena; Breda\", \";\\s*\")"
    ) { args, frame throws(Misuse) in
      let text = Array(try args.string(0).unicodeScalars)
      let pattern = try pattern(try args.string(1), .null, &frame)
      guard let places = try places(pattern, text, args.range, &frame) else { return .null }
      var parts: [Value] = []
      var at = 0
      for found in places {
        guard let whole = found[0] else { continue }
        parts.append(.string(string(text[at..<whole.lowerBound])))
        at = whole.upperBound
      }
      parts.append(.string(string(text[at...])))
      return .list(parts)
    },
    BuiltIn("range", "from", "A range from the text of one.", example: "range(\"[1..5]\")") {
      args, frame throws(Misuse) in
      let text = try args.string(0)
      let wrong = Misuse(.unreadableText, "the text is no range such as [1..5], with two ends that have an order")
      guard text.utf8.count <= 1000, let read = try? Expression(text),
        case .range(let low?, let high?, _, _) = read.syntax.form,
        low.isEndOfRange, high.isEndOfRange
      else { throw wrong }
      guard case .range(let range) = read.evaluate([], host: Situation(steps: 100)).value,
        range.low.typeName == range.high.typeName, let order = Value.compare(range.low, range.high), order <= 0
      else { throw wrong }
      return .range(range)
    },
  ]
}

extension Syntax {
  /// What may stand at the end of a range that is written as text: a literal, or a date, time or duration from one.
  fileprivate var isEndOfRange: Bool {
    switch form {
    case .literal, .temporal: true
    case .negate(let inner): inner.isEndOfRange
    case .call(let callee, let arguments): callee.isName && arguments.allSatisfy { $0.value.isLiteral }
    default: false
    }
  }

  private var isLiteral: Bool { if case .literal = form { true } else { false } }
}
