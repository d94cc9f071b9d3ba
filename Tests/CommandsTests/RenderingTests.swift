@testable import Commands
import Definitions
import FEEL
import Foundation
import Testing

@Suite struct Renderings {
  private let table = Table(
    [.heading(.id), .named("what | is"), .heading(.openCases)],
    [
      [.text("a"), .text("<b>&\"x'|*_`\\[]"), .number(1)],
      [.text("=1+1"), .withheld("file.weight"), .words(.late)],
      [.text("line\nend\u{1B}[31m\u{202E}"), .value(.list([.string("x"), .number(2)])), .nothing],
    ])

  private func text(_ answer: Answer, _ output: Output) -> String { Rendering(output, .nl).text(answer) ?? "" }

  @Test func ofATableInCharactersKeepItsColumnsInLine() {
    let lines = text(.table(table), .table).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 5 && lines[0].hasPrefix("id") && lines[0].hasSuffix("open zaken"))
    #expect(lines[2].hasSuffix("1") && lines[3].hasSuffix("te laat") && lines[3].contains("(afgeschermd)"), "\(lines)")
    #expect(!lines.joined().contains("\u{1B}") && !lines.joined().contains("\u{202E}"))
    let wide = Table([.heading(.id), .heading(.what)], [[.text(String(repeating: "x", count: 200)), .text("y")]])
    #expect(text(.table(wide), .table).contains("x…  y"))
    #expect(text(.table(Table([.heading(.id)], [], empty: .noTasks)), .table) == "niets te doen")
  }

  @Test func forProgramsHaveKeysThatAreTheSameInEveryLanguage() throws {
    for language in [Language.en, .nl] {
      let json = try #require(Rendering(.json, language).text(.table(table)))
      let rows = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]])
      #expect(Set(rows[0].keys) == ["id", "what | is", "open cases"])
      #expect(rows[1]["what | is"] as? [String: String] == ["withheld": "file.weight"])
      #expect(rows[1]["open cases"] as? String == "late", "words for programs are English")
      #expect(rows[2]["open cases"] is NSNull && rows[2]["what | is"] as? [AnyHashable] == ["x", 2])
    }
  }

  @Test func asCSVGiveASpreadsheetNoFormulaAndNoBrokenRow() {
    let rows = text(.table(table), .csv)
    #expect(rows.hasPrefix("id,what | is,open cases\na,\"<b>&\"\"x'|*_`\\[]\",1\n'=1+1,"), "\(rows)")
    #expect(rows.contains("\"line\nend"))
  }

  @Test func asMarkdownEscapeWhatWouldMeanSomething() {
    let lines = text(.table(table), .markdown).split(separator: "\n")
    #expect(lines.count == 5 && lines[0] == "| id | what \\| is | open zaken |" && lines[1] == "| --- | --- | --- |")
    #expect(lines[2].contains(#"\<b\>&"x'\|\*\_\`\\\[\]"#), "\(lines[2])")
  }

  @Test func asHTMLEscapeEverything() {
    let html = text(.table(table), .html)
    #expect(
      html.contains("<td>&lt;b&gt;&amp;&quot;x&#39;|*_`\\[]</td>") && html.contains("<th scope=\"col\">open zaken</th>")
    )
    #expect(!html.contains("\u{1B}") && text(.table(Table([.heading(.id)], [])), .html) == "<p>niets</p>")
    #expect(text(.picture("a < b"), .html) == "<pre>a &lt; b</pre>")
  }

  @Test func forProgramsLeaveOutWhatIsSaidToPeople() {
    let answer = Answer.all([.said([.planHolds]), .noted(.table(table), [.late])])
    #expect(text(answer, .json).hasPrefix("[{") && !text(answer, .json).contains("te laat\n"))
    #expect(text(answer, .csv).hasPrefix("id,"))
    #expect(text(answer, .table).hasPrefix("           sindsdien") && text(answer, .table).hasSuffix("te laat"))
    #expect(text(.said([.late]), .json) == "te laat", "where there is nothing else, it is said")
  }

  @Test func ofAListOfContextsAreATable() {
    let value = Value.list([
      .context(Context([("id", .string("a")), ("n", .number(1))])), .context(Context([("id", .string("b"))])), .null,
    ])
    #expect(text(.value(value), .csv) == "id,n\na,1\nb,\n,")
    #expect(text(.value(.number(3)), .csv) == "3" && text(.value(.null), .json) == "null")
  }

  @Test func ofARecordAreItsNamesAndValues() {
    let record = Answer.record([(.heading(.state), .text("open")), (.named("weight"), .withheld("file.weight"))])
    #expect(text(record, .csv) == "name,value\nstate,open\nweight,(afgeschermd)", "\(text(record, .csv))")
    #expect(record.withheld == ["file.weight"])
  }
}
