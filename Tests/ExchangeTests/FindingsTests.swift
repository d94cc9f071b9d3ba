import Diagnostics
import Exchange
import Foundation
import Testing

@Suite struct FindingsForOtherTools {
  private func finding(_ text: String, _ range: Range<Int>, name: String = "Workflows/w/workflow.yaml") -> Diagnostic {
    Diagnostic(
      Code("definitions.unknown-kind"), "no", at: Place(Source(name: name, text: text), range), hint: "yes",
      severity: .warning)
  }

  @Test func countColumnsInUnicodeScalars() {
    // A flag of two scalars, an e with its accent apart, then the word.
    let text = "a\n🇳🇱e\u{301} word\nb"
    let start = "a\n🇳🇱e\u{301} ".utf8.count
    let located = LocatedFinding(finding(text, start..<(start + 4)))
    #expect(located.startLine == 2 && located.startColumn == 6 && located.endLine == 2 && located.endColumn == 10)
    #expect(located.file == "Workflows/w/workflow.yaml")
  }

  @Test func haveAPlaceOfOneColumnAtLeastAndMayEndOnALaterLine() {
    let empty = LocatedFinding(finding("abc", 1..<1))
    #expect(empty.startColumn == 2 && empty.endColumn == 3)
    let two = LocatedFinding(finding("ab\ncd", 1..<4))
    #expect(two.startLine == 1 && two.endLine == 2 && two.endColumn == 2)
  }

  @Test func ofAnExpressionThatStandsOtherwiseInItsFileGiveTheLine() {
    let located = LocatedFinding(finding("x =\n 1", 5..<6, name: "Workflows/w/workflow.yaml:12"))
    #expect(located.file == "Workflows/w/workflow.yaml" && located.startLine == 13 && located.startColumn == 1)
    let none = LocatedFinding(Diagnostic(Code("a.b"), "no"))
    #expect(none.file == nil && none.startLine == 1)
  }

  @Test func makeALogThatSaysWhereAndByWhichRule() throws {
    let findings = [
      finding("kind: laon", 6..<10, name: "Workflows/één/workflow.yaml"),
      Diagnostic(Code("definitions.no-definitions"), "none"),
    ].map(LocatedFinding.init)
    let text = SARIF.log(findings, version: "1.2", folder: "a b/")
    let log = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let run = try #require((log["runs"] as? [[String: Any]])?.first)
    #expect(log["version"] as? String == "2.1.0" && run["columnKind"] as? String == "unicodeCodePoints")
    let driver = try #require((run["tool"] as? [String: [String: Any]])?["driver"])
    let rules = try #require(driver["rules"] as? [[String: Any]])
    #expect(rules.map { $0["id"] as? String } == ["definitions.no-definitions", "definitions.unknown-kind"])
    #expect(driver["version"] as? String == "1.2")
    let results = try #require(run["results"] as? [[String: Any]])
    #expect(results.map { $0["level"] as? String } == ["warning", "error"])
    #expect(results.map { $0["ruleIndex"] as? Int } == [1, 0] && results[1]["locations"] == nil)
    #expect((results[0]["message"] as? [String: String])?["text"] == "no; yes")
    #expect(text.contains(#""uri":"a%20b/Workflows/%C3%A9%C3%A9n/workflow.yaml""#))
    #expect(text.contains(#""region":{"startLine":1,"startColumn":7,"endLine":1,"endColumn":11}"#))
  }

  @Test func keepTheirFingerprintWhileLinesMove() throws {
    func print(_ text: String, _ word: String) throws -> String {
      let range = try #require(text.range(of: word))
      let start = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
      let log = SARIF.log([LocatedFinding(finding(text, start..<(start + word.utf8.count)))], version: "1")
      return String(try #require(log.firstMatch(of: /primaryLocationLineHash":"([0-9a-f]{16}:1)"/)?.1))
    }
    let one = try print("kind: laon", "laon")
    #expect(try print("# new\n  kind:  laon", "laon") == one)
    #expect(try print("kind: loan", "loan") != one)
  }
}
