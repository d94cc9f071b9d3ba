import Diagnostics
import Foundation
import TestSupport
import Testing

private let code = Code("test.code")

@Suite struct PlacesInTexts {
  @Test(arguments: ["", "a", "\n", "one\ntwo\n", "é\r\nab\n\nçd", "\n\n", "a\r\n", "last without end\nx"])
  func haveTheLineAndColumnThatCountingGives(_ text: String) {
    let source = Source(name: "t", text: text)
    let bytes = Array(text.utf8)
    #expect(source.bytes == bytes)
    let lines = bytes.split(separator: 10, omittingEmptySubsequences: false).map(Array.init)
    for offset in 0...bytes.count where offset == bytes.count || bytes[offset] & 0xC0 != 0x80 {
      let before = bytes[..<offset]
      let line = before.filter { $0 == 10 }.count + 1
      let start = before.lastIndex(of: 10).map { $0 + 1 } ?? 0
      let column = String(decoding: before[start...], as: UTF8.self).count + 1
      #expect(source.position(at: offset) == (line, column), "\(offset)")
      let place = Place(source, offset..<offset)
      #expect(place.start == (line, column) && place.citation == Citation(name: "t", line: line))
      let isInside = offset == bytes.count || bytes[offset] != 10 || start == offset || bytes[offset - 1] != 13
      if isInside { #expect(source.offset(line: line, column: column) == offset) }
    }
    #expect(source.position(at: -5) == source.position(at: 0))
    #expect(source.position(at: bytes.count + 9) == source.position(at: bytes.count))
    for (index, line) in lines.enumerated() {
      let bare = line.last == 13 ? line.dropLast() : line[...]
      #expect(source.line(index + 1) == String(decoding: bare, as: UTF8.self))
      let end = lines[..<index].reduce(0) { $0 + $1.count + 1 } + bare.count
      #expect(source.offset(line: index + 1, column: 99) == end)
      #expect(source.offset(line: index + 1, column: 0) == source.offset(line: index + 1, column: 1))
    }
    #expect(source.line(0) == "" && source.line(lines.count + 1) == "" && source.line(-1) == "")
    #expect(
      source.offset(line: 0, column: 1) == bytes.count && source.offset(line: lines.count + 1, column: 1) == bytes.count
    )
  }

  @Test func areTheSameWhenTheyAreOfOneText() {
    let (a, b) = (Source(name: "t", text: "abc"), Source(name: "t", text: "abc"))
    #expect(
      Place(a, 0..<1) == Place(a, 0..<1) && Place(a, 0..<1) != Place(a, 0..<2) && Place(a, 0..<1) != Place(b, 0..<1))
    #expect(Citation(name: "f.yaml", line: 3).description == "f.yaml:3")
  }
}

@Suite struct FindingsAsText {
  private func finding(_ text: String, _ range: Range<Int>, hint: String? = nil) -> Diagnostic {
    Diagnostic(code, "wrong", at: Place(Source(name: "t", text: text), range), hint: hint)
  }

  @Test func areOneLineOrTheLineThatIsMeant() {
    #expect(finding("ab\ncd", 3..<5).description == "t:2:1: error: wrong")
    #expect(finding("ab\ncd", 3..<5, hint: "say so").description == "t:2:1: error: wrong; say so")
    #expect(
      Diagnostic(code, "wrong").description == "error: wrong" && Diagnostic(code, "wrong").rendered == "error: wrong")
    #expect(Diagnostic(code, "wrong", hint: "say so", severity: .warning).rendered == "warning: wrong; say so")
    #expect(finding("ab\ncd", 3..<5).rendered == "t:2:1: error: wrong\n 2 | cd\n   | ^^")
    #expect(finding("ab\ncd", 1..<1).rendered == "t:1:2: error: wrong\n 1 | ab\n   |  ^")
    #expect(finding("ab\ncd", 1..<5).rendered == "t:1:2: error: wrong\n 1 | ab\n   |  ^")
    #expect(finding("\t\té x", 5..<6).rendered == "t:1:5: error: wrong\n 1 | \t\té x\n   | \t\t  ^")
    let tenth = String(repeating: "\n", count: 9) + "x"
    #expect(finding(tenth, 9..<10, hint: "h").rendered == "t:10:1: error: wrong\n 10 | x\n    | ^\n    = h")
    #expect(finding(String(repeating: "x", count: 240), 0..<1).rendered.contains("^"))
    #expect(finding(String(repeating: "x", count: 241), 0..<1).rendered == "t:1:1: error: wrong")
    #expect(code.description == "test.code" && Diagnostic.Severity.warning < .error)
    #expect(!(Diagnostic.Severity.error < .warning) && !(Diagnostic.Severity.error < .error))
    #expect(!(Diagnostic.Severity.warning < .warning))
  }

  @Test func standInOrderOfTextAndPlaceAndFiftyAtMost() {
    let (a, b) = (Source(name: "a", text: "xyz"), Source(name: "b", text: "xyz"))
    var all = Diagnostics()
    #expect(!all.hasErrors && all.description == "")
    all.warning(code, "first", at: Place(b, 0..<1))
    #expect(!all.hasErrors)
    all.error(code, "second", at: Place(a, 2..<3))
    all.error(code, "third", at: Place(a, 1..<2), hint: "h")
    all.add(Diagnostic(code, "fourth"))
    all.add(contentsOf: Diagnostics([Diagnostic(code, "fifth", at: Place(a, 1..<2))]))
    #expect(all.hasErrors && all.all.map(\.message) == ["first", "second", "third", "fourth", "fifth"])
    let heads = all.description.split(separator: "\n").filter { $0.contains(": ") }.map(String.init)
    #expect(
      heads == [
        "error: fourth", "a:1:2: error: third", "a:1:2: error: fifth", "a:1:3: error: second", "b:1:1: warning: first",
      ])
    for (count, rest) in [(50, nil), (51, "… and 1 more"), (60, "… and 10 more")] as [(Int, String?)] {
      let many = Diagnostics((0..<count).map { Diagnostic(code, "m\($0)") })
      let lines = many.description.split(separator: "\n")
      #expect(lines.count == (rest == nil ? 50 : 51) && lines[49] == "error: m49")
      if let rest { #expect(lines[50] == rest) }
    }
  }
}

@Suite struct SlipsOfThePen {
  /// The least number of edits, by trying each at the first difference.
  private func edits(_ a: [Character], _ b: [Character]) -> Int {
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    if a[0] == b[0] { return edits(Array(a.dropFirst()), Array(b.dropFirst())) }
    var least =
      1
      + min(
        edits(Array(a.dropFirst()), b), edits(a, Array(b.dropFirst())),
        edits(Array(a.dropFirst()), Array(b.dropFirst())))
    if a.count > 1, b.count > 1, a[0] == b[1], a[1] == b[0] {
      least = min(least, 1 + edits(Array(a.dropFirst(2)), Array(b.dropFirst(2))))
    }
    return least
  }

  @Test func areThoseOfAThirdOfTheWordAtMost() {
    var generator = Seeded(state: 12)
    func word(_ lengths: ClosedRange<Int>) -> String {
      String(
        (0..<Int.random(in: lengths, using: &generator)).map { _ in "abc".randomElement(using: &generator) ?? "a" })
    }
    for _ in 0..<600 {
      let wanted = word(0...7)
      let candidates = (0..<4).map { _ in word(0...8) }
      let allowed = max(1, wanted.count / 3)
      let near = candidates.map { (edits(Array(wanted), Array($0)), $0) }.filter { $0.0 <= allowed }
      // Of equally near ones the first.
      let best = near.min { $0.0 < $1.0 }?.1
      #expect(Nearest.to(wanted, among: candidates) == best, "\(wanted) among \(candidates)")
      #expect(Nearest.hint(wanted, among: candidates) == best.map { "did you mean \"\($0)\"?" })
    }
    let long = String(repeating: "a", count: 64)
    #expect(Nearest.to(long, among: [long + "b"]) == long + "b" && Nearest.to(long + "a", among: [long]) == nil)
    #expect(Nearest.to("ABC", among: ["abd"]) == "abd" && Nearest.to("abc", among: ["ABD"]) == "ABD")
  }
}
