import Diagnostics
import FEEL
import Foundation
import TestSupport
import Testing

private func value(_ text: String, steps: Int = 1_000_000) throws -> Value {
  try Expression(text).evaluate([], host: Situation(steps: steps)).value
}

@Suite struct Patterns {
  @Test(arguments: [
    (#"matches("abracadabra", "^a.*a$")"#, "true"), (#"matches("abracadabra", "^bra")"#, "false"),
    (#"matches("a\nb", "a.b")"#, "false"), (#"matches("a\nb", "a.b", "s")"#, "true"),
    (#"matches("a\nb", "^b$", "m")"#, "true"), (#"matches("a\nb", "^b$")"#, "false"),
    (#"matches("helloworld", "hello world", "x")"#, "true"), (#"matches("a.b", "a.b", "q")"#, "true"),
    (#"matches("axb", "a.b", "q")"#, "false"), (#"matches("ABC", "(?:a)bc", "i")"#, "true"),
    (#"matches("anna", "(.)(.)\\2\\1")"#, "true"), (#"matches("anne", "^(.)(.)\\2\\1$")"#, "false"),
    (#"matches("é", "^\\p{Ll}$")"#, "true"), (#"matches("Ж", "\\p{IsCyrillic}")"#, "true"),
    (#"matches("b", "[a-z-[aeiou]]")"#, "true"), (#"matches("e", "[a-z-[aeiou]]")"#, "false"),
    (#"matches("", "^$")"#, "true"), (#"matches("aaa", "^a{2,3}$")"#, "true"),
    (#"matches("aaaa", "^a{2,3}$")"#, "false"),
    (#"replace("abracadabra", "bra", "*")"#, "\"a*cada*\""),
    (#"replace("abracadabra", "a(.)", "a$1$1")"#, "\"abbraccaddabbra\""),
    (#"replace("reluctant", "r.*?t", "X")"#, "\"Xant\""),
    (#"replace("abcd", "(ab)|(a)", "[1=$1][2=$2]")"#, "\"[1=ab][2=]cd\""),
    (#"replace("a", "a", "\\$")"#, "\"$\""), (#"split("a;b;c;;", ";")"#, #"["a", "b", "c", "", ""]"#),
  ])
  func areThoseOfXPath(_ text: String, _ wanted: String) throws {
    #expect(try value(text.replacingOccurrences(of: "\\\\", with: "\\")).source == wanted)
  }

  @Test(arguments: [
    "(", ")", "[", "[]", "a{2,1}", "a**", "*", "\\", "\\q", "(a)\\2", "[b-a]", "\\p{Xx}", "\\p{IsNowhere}", "(?=a)",
    "{",
    "[a-z-[b]x]", "a{99999}", String(repeating: "(", count: 200),
  ])
  func thatAreWrongAreNullWithAReason(_ pattern: String) throws {
    let quoted = JSON.text(.string(pattern))
    let (value, faults) = try Expression("matches(text, \(quoted))", scope: Scope(["text"]))
      .evaluate([.string("aaa")], host: Situation())
    #expect(value.isNull && faults.count == 1, "\(pattern)")
  }

  @Test func thatMatchNothingAtAllCannotBeReplacedOrSplitBy() throws {
    for text in [
      #"replace("abc", "x*", "-")"#, #"split("abc", "")"#, #"replace("abc", "b", "$")"#, #"replace("abc", "b", "\x")"#,
    ] {
      #expect(try value(text).isNull)
    }
  }

  @Test func takeTimeInLineWithTheText() throws {
    let text = String(repeating: "a", count: 20_000)
    let scope = Scope(["text"])
    for pattern in ["^(a+)+$b", "(a*)*b", "(a|aa)+$b", "a*a*a*a*b"] {
      let read = try Expression("matches(text, \"\(pattern)\")", scope: scope)
      let (value, faults) = read.evaluate([.string(text)], host: Situation(steps: 20_000_000))
      #expect(faults.isEmpty && value.source == "false", "\(pattern)")
    }
  }

  @Test func withBackReferencesArePaidFromTheAllowance() throws {
    let read = try Expression(#"matches(text, "^(a+)+\1+$b")"#, scope: Scope(["text"]))
    let (value, faults) = read.evaluate([.string(String(repeating: "a", count: 60))], host: Situation(steps: 100_000))
    #expect(value.isNull)
    #expect(faults.first?.message.contains("stopped after 100000 steps") == true)
  }
}

@Suite struct Printing {
  /// A random expression as text.
  private func text(_ depth: Int, _ generator: inout Seeded) -> String {
    func inner() -> String { text(depth - 1, &generator) }
    let leaves = [
      "1", "2.50", "\"a\\\"b\\n\"", "true", "null", "a", "list of things", "@\"2031-03-10\"", "@\"P9M\"", "[]", "{}",
    ]
    guard depth > 0 else { return leaves.randomElement(using: &generator) ?? "1" }
    switch Int.random(in: 0..<20, using: &generator) {
    case 0: return "-\(inner())"
    case 1: return "(\(inner())) ** (\(inner()))"
    case 2: return "\(inner()) + \(inner()) * \(inner())"
    case 3: return "(\(inner())) - (\(inner()) - \(inner()))"
    case 4: return "(\(inner())) = (\(inner()))"
    case 5: return "(\(inner()) and \(inner())) or \(inner())"
    case 6: return "if \(inner()) then \(inner()) else \(inner())"
    case 7: return "for x in \(inner()), y in [\(inner())] return [x, y, \(inner())]"
    case 8: return "every x in (\(inner())) satisfies x = \(inner())"
    case 9: return "[\(inner()), \(inner())][item = \(inner())]"
    case 10: return "{a: \(inner()), \"b c\": \(inner())}.a"
    case 11: return "(\(inner())) between (\(inner())) and (\(inner()))"
    case 12: return "(\(inner())) in (< (\(inner())), [(\(inner()))..(\(inner()))], not(1))"
    case 13: return "(\(inner())) instance of list<number>"
    case 14: return "(function(x, y: number) x + \(inner()))(\(inner()), y)"
    case 15: return "sum([\(inner()), \(inner())])"
    case 16: return "substring(string: \(inner()), start position: 1)"
    case 17: return "(\(inner())).length"
    case 18: return "for x in 1..(\(inner())) return partial"
    default: return "(> (\(inner())))"
    }
  }

  @Test(arguments: [
    "(..5]", "[..5]", "(1..5)", "[1..5)", "[1..)", "(< 5)", "-1", "1 + 2", "1 between 0 and 2", "1 in ([1..2])",
    "if true then 1 else 2", "for x in [1, 2] return x", "every x in [1] satisfies (x > 0)", "function(a, b) a",
    "{\"a\": 1, \"b c\": [2]}", "@\"2020-01-01\"", "1 instance of number", "not(true)", "null", "\"a\\\"b\"",
  ])
  func whatIsWrittenAsItIsPrintedIsPrintedSo(_ text: String) throws {
    #expect(try Expression(text).syntax.source == text)
  }

  @Test func whatIsPrintedReadsAsTheSameExpression() throws {
    var generator = Seeded(state: 11)
    let scope = Scope(["a", "list of things"])
    let values: [Value] = [.number(Number(3)), .list([.number(Number(1)), .string("x")])]
    var read = 0
    for _ in 0..<3_000 {
      let written = text(3, &generator)
      guard let first = try? Expression(written, scope: scope, strict: false) else { continue }
      read += 1
      let printed = first.syntax.source
      guard let second = try? Expression(printed, scope: scope, strict: false) else {
        Issue.record("\(written)  ->  \(printed)")
        continue
      }
      #expect(second.syntax.source == printed, "\(written)")
      let host = Situation(steps: 20_000)
      #expect(
        JSON.text(first.evaluate(values, host: host).value) == JSON.text(second.evaluate(values, host: host).value),
        "\(written)")
    }
    #expect(read > 1_500)
  }

  @Test(arguments: ["some a ", "for a\n", "{a ", "function(a ", "(some a\t", "for a in 1 return [a b "])
  func textThatEndsInANameIsAMistake(_ text: String) {
    #expect(throws: (any Error).self) { try Expression(text) }
  }
}

@Suite struct TheReference {
  @Test func isWhatTheFunctionsSayOfThemselves() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let page = try String(contentsOf: root.appending(path: "docs/reference/feel.md"), encoding: .utf8)
    #expect(page.hasSuffix(Reference.functions()), "write it again: make docs")
  }
}
