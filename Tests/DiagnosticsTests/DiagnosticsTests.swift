import Diagnostics
import TestSupport
import Testing

@Suite struct Findings {
  @Test func nameTheLineAndUnderlineThePlace() {
    let source = Source(name: "a.yaml", text: "one\ntwo three\nfour")
    let finding = Diagnostic(Code("test.code"), "no such word", at: Place(source, 8..<13), hint: "say three")
    #expect(
      finding.rendered == """
        a.yaml:2:5: error: no such word
         2 | two three
           |     ^^^^^
           = say three
        """, "\(finding.rendered)")
    #expect("\(finding.place?.citation.description ?? "")" == "a.yaml:2")
  }

  @Test func aWordIsTakenForAnotherOnlyWhenItIsASlipOfThePen() {
    let words = ["extend", "close", "terminate"]
    #expect(Nearest.to("exten", among: words) == "extend")
    #expect(Nearest.to("colse", among: words) == "close")
    #expect(Nearest.to("Terminate", among: words) == "terminate")
    #expect(Nearest.to("sign", among: words) == nil)
    #expect(Nearest.to("", among: words) == nil)
    #expect(Nearest.to(String(repeating: "x", count: 65), among: [String(repeating: "x", count: 65)]) == nil)
  }
}
