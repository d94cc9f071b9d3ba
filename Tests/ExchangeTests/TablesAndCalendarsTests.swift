import Calendar
import Testing

@testable import Exchange

@Suite struct CommaSeparated {
  @Test(arguments: [
    ("", []), ("\n", []), ("a", [["a"]]), ("a,b\nc,d", [["a", "b"], ["c", "d"]]),
    ("a,b\r\nc\r\n", [["a", "b"], ["c"]]),
    ("a,,b,", [["a", "", "b", ""]]), (",", [["", ""]]), ("a\n\nb", [["a"], ["b"]]), ("\"a,b\",c", [["a,b", "c"]]),
    ("\"a\nb\",c", [["a\nb", "c"]]), ("\"a\"\"b\"", [["a\"b"]]), ("\"\"", []), ("\"\",x", [["", "x"]]),
    ("a\"b", [["a\"b"]]),
    ("\"a\"b", [["ab"]]), ("a;b\nc;d,e", [["a", "b"], ["c", "d,e"]]), ("a;b,c", [["a;b", "c"]]),
    ("\u{FEFF}a,b", [["a", "b"]]), ("a\u{FEFF},b", [["a\u{FEFF}", "b"]]), ("\"a;b\";c", [["a;b", "c"]]),
    ("a\nb;c", [["a"], ["b;c"]]),
    ("\"\"\"\"", [["\""]]), (" \"a\"", [[" \"a\""]]),
  ])
  func rowsAreRead(_ text: String, _ rows: [[String]]) throws { #expect(try CSV.rows(text).map(\.cells) == rows) }

  @Test func aRowKnowsTheLineOnWhichItBegins() throws {
    #expect(try CSV.rows("a\n\n\"b\nc\"\r\n\nd").map(\.line) == [1, 3, 6])
  }

  @Test(arguments: [("\"a", 1), ("a,b\nc,\"d\ne,f\n", 2), ("a,\"\"\"", 1)])
  func aQuoteThatIsNeverClosedIsToldByItsLine(_ text: String, _ line: Int) {
    #expect(throws: CSV.OpenQuote(line: line)) { try CSV.rows(text) }
  }

  @Test(arguments: [
    ([["a", "b"], ["c"]], "a,b\nc"), ([["a,b", "c\"d", "e\nf", "g\r\nh"]], "\"a,b\",\"c\"\"d\",\"e\nf\",\"g\r\nh\""),
    ([["=1+1", "+x", "-x", "@x", "x=", ""]], "'=1+1,'+x,'-x,'@x,x=,"), ([["-5", "+5", "-1.5E3"]], "-5,+5,-1.5E3"),
    ([["=a,b"]], "\"'=a,b\""), ([], ""), ([[]], ""),
  ])
  func rowsAreWritten(_ rows: [[String]], _ text: String) { #expect(CSV.text(rows) == text) }
}

@Suite struct PlansForCalendars {
  private func item(_ title: String, isTask: Bool = false) throws -> ICalendar.Item {
    ICalendar.Item(
      date: try #require(CivilDate("2031-03-09")), key: "key of it", title: title, description: "x;y,z\\\nnext",
      isTask: isTask)
  }

  @Test func areEventsAndTasksWithTheirDay() throws {
    let now = Instant(milliseconds: 1_930_000_000_000 + 5_000)
    let text = ICalendar.text([try item("One"), try item("Two", isTask: true)], store: "store", now: now)
    func lines(_ name: String, _ day: String, _ title: String) -> [String] {
      [
        "BEGIN:\(name)", "UID:20310309-key-of-it@store", "DTSTAMP:20310227T230645Z", "\(day);VALUE=DATE:20310309",
        "SUMMARY:\(title)", "DESCRIPTION:x\\;y\\,z\\\\\\nnext", "END:\(name)",
      ]
    }
    let wanted =
      ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Convenant//plan//EN", "CALSCALE:GREGORIAN"]
      + lines("VEVENT", "DTSTART", "One") + lines("VTODO", "DUE", "Two") + ["END:VCALENDAR", ""]
    #expect(text.components(separatedBy: "\r\n") == wanted)
  }

  @Test(arguments: [
    (0, "000000"), (61_000, "000101"), (3_599_999, "005959"), (36_610_000, "101010"), (86_399_000, "235959"),
  ])
  func areStampedInUniversalTime(_ milliseconds: Int, _ time: String) throws {
    let text = ICalendar.text([try item("One")], store: "s", now: Instant(milliseconds: milliseconds))
    #expect(text.contains("DTSTAMP:19700101T\(time)Z\r\n"))
  }

  @Test func linesAreFoldedAtSeventyFiveOctets() {
    for count in [0, 1, 74, 75, 76, 148, 149, 150, 300] {
      let line = String(repeating: "x", count: count)
      let parts = ICalendar.folded(line).components(separatedBy: "\r\n")
      #expect(parts.map { $0.utf8.count }.max() ?? 0 <= 75 && parts.dropFirst().allSatisfy { $0.hasPrefix(" ") })
      #expect(parts[0] + parts.dropFirst().map { $0.dropFirst() }.joined() == line)
      // Every line but the last is full.
      #expect(parts.dropLast().allSatisfy { $0.utf8.count == 75 })
    }
    let wide = ICalendar.folded(String(repeating: "x", count: 74) + "éé")
    #expect(wide == String(repeating: "x", count: 74) + "\r\n éé")
    #expect(ICalendar.escaped("a\r\nb\nc\\d;e,f:g") == "a\\nb\\nc\\\\d\\;e\\,f:g")
  }
}
