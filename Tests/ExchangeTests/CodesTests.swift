import Diagnostics
import Testing

@testable import Exchange

private func document(_ inside: String, _ attributes: String = "") -> String {
  "<scxml xmlns=\"http://www.w3.org/2005/07/scxml\" version=\"1.0\"\(attributes)>\(inside)</scxml>"
}

private let last = "<final id=\"z\"/>"

/// A document, and the code of what is wrong with it.
private let broken: [(String, Code)] = [
  (String(repeating: " ", count: 9 << 20), .tooLarge),
  (document(String(repeating: "<state>", count: 101) + String(repeating: "</state>", count: 101)), .tooDeep),
  ("<!DOCTYPE scxml>" + document(last), .documentType), ("<scxml>", .notXML), ("<state/>", .notSCXML),
  ("<scxml version=\"2.0\">\(last)</scxml>", .unsupported), (document(last, " datamodel=\"ecmascript\""), .unsupported),
  (document("<script/>" + last), .unsupported), (document(last, " binding=\"never\""), .unknownWord),
  (
    document("<state id=\"a\"><history type=\"wide\"><transition target=\"a\"/></history></state>" + last), .unknownWord
  ),
  (document("<datamodel><data/></datamodel>" + last), .missingAttribute),
  (document("<state id=\"a\"><onentry><raise/></onentry></state>" + last), .missingAttribute),
  (document("<state id=\"a\"><onentry><send/></onentry></state>" + last), .missingAttribute),
  (document("<state id=\"a\"><onentry><if/></onentry></state>" + last), .missingAttribute),
  (document("<state id=\"a\"><invoke><param/></invoke></state>" + last), .missingAttribute),
  (document("<raise/>" + last), .misplacedElement),
  (document("<state id=\"a\"><initial/></state>" + last), .misplacedElement),
  (document("<state id=\"a\"><onentry><state/></onentry></state>" + last), .misplacedElement),
  (document("<state id=\"a\"><invoke><state/></invoke></state>" + last), .misplacedElement),
  (document("<datamodel><data id=\"a\" src=\"file:none\"/></datamodel>" + last), .unreadableSource),
  (document("<state id=\"a\"><transition event=\"e\" target=\"b\"/></state>" + last), .illegalChart),
]

@Suite struct CodesOfDocuments {
  @Test(arguments: broken) func tellWhatIsWrong(_ text: String, _ code: Code) {
    do {
      _ = try SCXML.read(Source(name: "x.scxml", text: text))
      Issue.record("it should not be read")
    } catch {
      #expect(Set(error.all.map(\.code)) == [code], "\(error)")
    }
  }

  @Test func warnOfWhatRunsAndIsProbablyWrong() throws {
    let text = document("<state id=\"a\"><transition event=\"e\" cond=\"1 +\"/></state>" + last)
    let warnings = try SCXML.read(Source(name: "x.scxml", text: text)).warnings.all
    #expect(Set(warnings.map(\.code)) == [.weakChart, .failingExpression])
  }

  @Test func areAllProvokedHereAndWellFormed() {
    #expect(Set(broken.map(\.1) + [.weakChart, .failingExpression]) == Set(Code.ofExchange))
    #expect(Set(Code.ofExchange).count == Code.ofExchange.count)
    for code in Code.ofExchange { #expect(code.text.wholeMatch(of: /exchange\.[a-z-]+/) != nil, "\(code)") }
  }
}
