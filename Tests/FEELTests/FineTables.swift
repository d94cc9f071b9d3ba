import Calendar
import Testing

@testable import FEEL

private let patterns = #"""
  a|b  =>  0
  (a)(b)?  =>  2
  (?:a)  =>  0
  a**  =>  wrong at 3: there is nothing to repeat
  a*?  =>  0
  a+?b  =>  0
  a??  =>  0
  a{2}  =>  0
  a{2,}  =>  0
  a{2,3}?  =>  0
  a{,3}  =>  wrong at 3: a number belongs here
  a{}  =>  wrong at 3: a number belongs here
  a{2  =>  wrong at 4: a } belongs here
  a{2,1}  =>  wrong at 7: the bounds stand the wrong way round
  a{2,2}  =>  0
  a{3,x}  =>  wrong at 5: a number belongs here
  a{20001}  =>  wrong at 8: it repeats too often
  a{20000}  =>  the pattern is too large
  (a{9999}){9}  =>  the pattern is too large
  *a  =>  wrong at 1: * stands for itself as \*
  +a  =>  wrong at 1: + stands for itself as \+
  ?a  =>  wrong at 1: ? stands for itself as \?
  {a  =>  wrong at 1: { stands for itself as \{
  }a  =>  wrong at 1: } stands for itself as \}
  ]a  =>  wrong at 1: ] stands for itself as \]
  a]  =>  wrong at 2: ] stands for itself as \]
  (a  =>  wrong at 3: a ) belongs here
  a)  =>  wrong at 2: a ) without its (
  ()  =>  1
  (|a)  =>  1
  (?a)  =>  wrong at 3: only (?: … ) may follow a (
  (?=a)  =>  wrong at 3: only (?: … ) may follow a (
  (?:a  =>  wrong at 5: a ) belongs here
  [  =>  wrong at 2: a ] belongs here
  []  =>  wrong at 2: there is nothing between the brackets
  [^]  =>  wrong at 3: there is nothing between the brackets
  [a  =>  wrong at 3: a ] belongs here
  [a-]  =>  0
  [-a]  =>  0
  [a-b-c]  =>  0
  [b-a]  =>  wrong at 5: that is no range of characters
  [a-\d]  =>  wrong at 6: that is no range of characters
  [\d-a]  =>  wrong at 5: that is no range of characters
  [a-a]  =>  0
  [a[b]  =>  wrong at 4: [ stands for itself as \[
  [a-z-[aeiou]]  =>  0
  [a-z-[aeiou]  =>  wrong at 13: a ] belongs here
  [a-z-[aeiou]x]  =>  wrong at 13: a ] belongs here
  [-[a]]  =>  wrong at 4: [ stands for itself as \[
  [^a-z-[x]]  =>  0
  [\]\-\[]  =>  0
  [a\-z]  =>  0
  \  =>  wrong at 2: a \ with nothing behind it
  \q  =>  wrong at 2: \q means nothing
  \n\r\t  =>  0
  \\\|\.\?\*\+\(\)\{\}\-\[\]\^\$  =>  0
  \p  =>  wrong at 3: \p is followed by a property, as in \p{Lu}
  \p{  =>  wrong at 4: a } belongs here
  \p{Lu  =>  wrong at 6: a } belongs here
  \p{}  =>  wrong at 5: there is no such property
  \p{Xx}  =>  wrong at 7: there is no such property
  \p{Lu}\P{Lu}  =>  0
  \p{IsGreek}  =>  0
  \p{Isgreek}  =>  wrong at 12: there is no such property
  \p{Is}  =>  wrong at 7: there is no such property
  \1  =>  wrong at 3: there is no group 1 before it
  (a)\1  =>  1
  (a\1)  =>  wrong at 5: there is no group 1 before it
  (a)\2  =>  wrong at 6: there is no group 2 before it
  (a)\10  =>  1
  (a)(b)(c)(d)(e)(f)(g)(h)(i)(j)\10  =>  10
  \s\S\d\D\w\W\i\I\c\C  =>  0
  ^$  =>  0
  a|  =>  0
  |  =>  0
  .  =>  0
  """#

private let json = #"""
  null  =>  null
  true  =>  true
  false  =>  false
  1  =>  1
  -1.50  =>  -1.5
  1e3  =>  1000
  1.5E-3  =>  0.0015
  01  =>  1
  .5  =>  0.5
  +1  =>  1
  -  =>  expected a value at byte 1
  1..2  =>  expected a value at byte 1
  "a"  =>  "a"
  "\ud83d"  =>  expected the second half of a surrogate pair at byte 8
  "\ud83dx"  =>  expected the second half of a surrogate pair at byte 8
  "\ud83d\u0041"  =>  expected the second half of a surrogate pair at byte 14
  "\udc0e"  =>  expected the second half of a surrogate pair at byte 8
  "\u12"  =>  expected four hexadecimal digits at byte 4
  "\u12G4"  =>  expected four hexadecimal digits at byte 4
  "\q"  =>  "q"
  "a  =>  expected the end of the string at byte 3
  "a\  =>  expected the end of the string at byte 4
  []  =>  []
  [ ]  =>  []
  [1,2]  =>  [1, 2]
  [ 1 , [ "a" ] ]  =>  [1, ["a"]]
  [1,]  =>  expected a value at byte 4
  [,1]  =>  expected a value at byte 2
  [1 2]  =>  expected "," or "]" at byte 4
  [1  =>  expected "," or "]" at byte 3
  {}  =>  {}
  { }  =>  {}
  {"a":1}  =>  {a: 1}
  { "a" : 1 , "b" : { } }  =>  {a: 1, b: {}}
  {"a":1,}  =>  expected a name in quotes at byte 8
  {"a" 1}  =>  expected ":" at byte 6
  {"a":}  =>  expected a value at byte 6
  {a:1}  =>  expected a name in quotes at byte 2
  {"a":1  =>  expected "," or "}" at byte 7
  {"a":1,"a":2}  =>  {a: 2}
  {"@type":"date","value":"2031-03-10"}  =>  @"2031-03-10"
  {"@type":"time","value":"09:30:00Z"}  =>  @"09:30:00Z"
  {"@type":"date and time","value":"2031-03-10T09:30:00"}  =>  @"2031-03-10T09:30:00"
  {"@type":"days and time duration","value":"P1D"}  =>  @"P1D"
  {"@type":"years and months duration","value":"P1M"}  =>  @"P1M"
  {"@type":"range","value":"[1..5)"}  =>  [1..5)
  {"@type":"range","value":"< 5"}  =>  < 5
  {"@type":"range","value":"[2031-03-10..2031-03-11]"}  =>  [@"2031-03-10"..@"2031-03-11"]
  {"@type":"range","value":"5"}  =>  expected a range that can be read at byte 30
  {"@type":"range","value":"[1..5"}  =>  expected a range that can be read at byte 34
  {"@type":"date","value":"2031-02-30"}  =>  expected a date that can be read at byte 38
  {"@type":"function","value":"abs"}  =>  expected a function that can be read at byte 35
  {"@type":"date","value":"2031-03-10","more":1}  =>  {"@type": "date", value: "2031-03-10", more: 1}
  {"@type":"date","value":5}  =>  {"@type": "date", value: 5}
  {"@type":5,"value":"x"}  =>  {"@type": 5, value: "x"}
  {"value":"2031-03-10","@type":"date"}  =>  @"2031-03-10"
  nul  =>  expected a value at byte 1
  nullx  =>  expected the end at byte 5
  tru  =>  expected a value at byte 1
  falsee  =>  expected the end at byte 6
  1 2  =>  expected the end at byte 3
  x  =>  expected a value at byte 1
  """#

private let allowances = #"""
  n + 1  =>  0
  [n]  =>  1
  [n, n, n]  =>  3
  {a: n}  =>  1
  {a: n, b: n}  =>  2
  abs(n)  =>  1
  abs(abs(n))  =>  2
  list[item > 0]  =>  5
  list[n]  =>  1
  for i in list return i  =>  5
  for i in 1..n return i  =>  19
  for i in n..1 return i  =>  19
  for i in [1..n] return i  =>  19
  for i in list, j in list return i  =>  25
  for d in @"2031-03-01"..@"2031-03-11" return d  =>  21
  for d in @"2031-03-11"..@"2031-03-01" return d  =>  21
  some i in list satisfies i > 9  =>  5
  some i in list satisfies i = 1  =>  1
  every i in list satisfies i > 0  =>  5
  every i in list satisfies i > 1  =>  1
  (function(x) x)(n)  =>  1
  (function(x) x + 1)(n)  =>  1
  rows.a  =>  3
  rows[a > 1].a  =>  5
  text + text  =>  31
  text + "x"  =>  15
  string join([text, text], "-")  =>  33
  string join([text, text], text)  =>  65
  matches(text, "x")  =>  2018
  matches(text, "^a")  =>  21
  replace(text, "a", "bb")  =>  6003
  replace(text, "(a+)", "$1")  =>  5024
  split(text, "a")  =>  4003
  concatenate(list, list)  =>  11
  union(list, list)  =>  11
  distinct values(list)  =>  6
  sort(list, function(x, y) x < y)  =>  6
  sort(list)  =>  1
  list replace(list, function(x, y) x = 1, 5)  =>  6
  occurrences("FREQ=DAILY", @"2031-03-01", @"2031-03-01", @"2031-03-10")  =>  0
  add working days(@"2031-03-03", n)  =>  11
  add working days(@"2031-03-03", -n)  =>  11
  n in (1, 2, 3)  =>  0
  """#

private let withheld = #"""
  secret  =>  withheld: S
  secret + 1  =>  withheld: S
  1 + 1  =>  2
  secret = null  =>  withheld: S
  secret = 1  =>  withheld: S
  null = secret  =>  withheld: S
  1 = 1  =>  true
  if true then 1 else secret  =>  1
  if secret then 1 else 2  =>  withheld: S
  true or secret  =>  true
  secret or true  =>  withheld: S
  false and secret  =>  false
  list  =>  [1, (withheld)]
  list[1]  =>  1
  list[2]  =>  withheld: L
  count(list)  =>  2
  sum(list)  =>  withheld: L
  list = [1]  =>  withheld: L
  list != null  =>  true
  null = list  =>  false
  list[item = 1]  =>  withheld: L
  max(list)  =>  withheld: L
  append(list, 1)  =>  [1, (withheld), 1]
  reverse(list)  =>  [(withheld), 1]
  list contains(list, 1)  =>  withheld: L
  record  =>  {open: 1, hidden: (withheld)}
  record.open  =>  1
  record.hidden  =>  withheld: H
  record.hidden = 1  =>  withheld: H
  record = {open: 1}  =>  withheld: H
  records.open  =>  [1, 2]
  records.hidden  =>  withheld: R
  records[open = 1]  =>  [{open: 1, hidden: (withheld)}]
  records[hidden = 1]  =>  withheld: R
  records[open = 1].hidden  =>  withheld: R
  1 in (1, secret)  =>  true
  1 in list  =>  withheld: L
  secret in (1)  =>  withheld: S
  1 in (2, 3)  =>  false
  1 between secret and 2  =>  withheld: S
  [secret]  =>  withheld: S
  {a: secret}  =>  withheld: S
  {a: secret}.a  =>  withheld: S
  for i in list return i  =>  withheld: L
  for i in list return 1  =>  [1, 1]
  some i in list satisfies i = 1  =>  true
  every i in [1, 2] satisfies i = secret  =>  withheld: S
  string(secret)  =>  withheld: S
  string(list)  =>  withheld: L
  abs(secret)  =>  withheld: S
  (function(x) x)(secret)  =>  withheld: S
  (function(x) 1)(secret)  =>  withheld: S
  given(list)  =>  withheld: L
  given(1)  =>  1
  secret.a  =>  withheld: S
  secret instance of number  =>  withheld: S
  not(secret)  =>  withheld: S
  is(list, 1)  =>  withheld: L
  [1, 2][secret]  =>  withheld: S
  secret < 1  =>  withheld: S
  list < 1  =>  withheld: L
  -secret  =>  withheld: S
  """#

/// Whether a pattern is read, how many groups it has, or why it is not.
private func patternFound(_ text: String) -> String {
  do throws(Misuse) {
    return "\(try Pattern(text, flags: "").groups)"
  } catch {
    return error.message.replacing("the pattern is wrong at character ", with: "wrong at ")
  }
}

/// The value of a text of JSON, or what was expected.
private func jsonFound(_ text: String) -> String {
  do throws(JSON.Mistake) {
    return try JSON.parse(text.utf8).source
  } catch {
    return error.description
  }
}

private let stepsScope = Scope(["n", "list", "text", "rows"])
private let stepsValues: [Value] = [
  .number(10), .list((1...5).map { .number(Number($0)) }), .string(String(repeating: "a", count: 1000)),
  .list((1...3).map { .context(Context([("a", .number(Number($0)))])) }),
]

/// The least allowance that is enough.
private func stepsFound(_ text: String) throws -> String {
  let expression = try Expression(text, scope: stepsScope)
  func isEnough(_ steps: Int) -> Bool {
    let host = Situation(calendar: WorkingCalendar(), steps: steps)
    let (value, faults) = expression.evaluate(stepsValues, host: host)
    let isOut = faults.contains { $0.code == .exhausted }
    if isOut { #expect(value.isNull) }
    return !isOut
  }
  var (low, high) = (0, 100_000)
  while low < high {
    let middle = (low + high) / 2
    if isEnough(middle) { high = middle } else { low = middle + 1 }
  }
  return "\(low)"
}

private let withheldScope = Scope(
  ["secret", "list", "record", "records", "given"], properties: ["open", "hidden", "a"])
private let withheldValues: [Value] = [
  .withheld("S"), .list([.number(1), .withheld("L")]),
  .context(Context([("open", .number(1)), ("hidden", .withheld("H"))])),
  .list([
    .context(Context([("open", .number(1)), ("hidden", .withheld("R"))])),
    .context(Context([("open", .number(2)), ("hidden", .number(1))])),
  ]),
  .function(Function(parameters: ["x"]) { $0[0] }),
]

/// What is seen of an expression, or the name of what is withheld in it.
private func withheldFound(_ text: String) throws -> String {
  var host = Situation()
  host.withholds = true
  let value = try Expression(text, scope: withheldScope, strict: false).evaluate(withheldValues, host: host).value
  if case .withheld(let name) = value { return "withheld: \(name)" }
  return value.source
}

@Suite struct FineTables {
  /// Lines of a text and what is found for it.
  private func check(_ table: String, _ found: (String) throws -> String) throws {
    for line in table.split(separator: "\n") {
      guard let mark = line.range(of: "  =>  ") else {
        Issue.record("no line of a table: \(line)")
        continue
      }
      let text = String(line[..<mark.lowerBound])
      #expect(try found(text) == line[mark.upperBound...], "\(text)")
    }
  }

  @Test func patternsHaveGroupsOrAMistakeWithItsPlace() throws { try check(patterns, patternFound) }

  @Test func textsOfJSONAreReadOrRefusedWithTheByte() throws { try check(json, jsonFound) }

  @Test func evaluationsTakeSoManyStepsAndNotOneLess() throws { try check(allowances, stepsFound) }

  @Test func whatRestsOnWhatIsWithheldIsWithheldToo() throws { try check(withheld, withheldFound) }

  @Test func nestedTextsHaveABound() throws {
    func json(_ depth: Int) -> String { String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
    #expect(throws: Never.self) { try JSON.parse(json(200).utf8) }
    #expect(throws: JSON.Mistake.self) { try JSON.parse(json(201).utf8) }
    let object = String(repeating: "{\"a\":", count: 199) + "1" + String(repeating: "}", count: 199)
    #expect(throws: Never.self) { try JSON.parse(object.utf8) }
    #expect(throws: JSON.Mistake.self) { try JSON.parse("{\"a\":\(object)}".utf8) }
    func groups(_ depth: Int) -> String {
      String(repeating: "(?:", count: depth) + String(repeating: ")", count: depth)
    }
    #expect(patternFound(groups(98)) == "0" && patternFound(groups(99)).contains("more than 100 deep"))
    func classes(_ depth: Int) -> String {
      String(repeating: "[a-", count: depth) + "[b]" + String(repeating: "]", count: depth)
    }
    #expect(patternFound(classes(97)) == "0" && patternFound(classes(98)).contains("more than 100 deep"))
    #expect(patternFound("a{19999}") == "0" && patternFound("a{20000}") == "the pattern is too large")
  }

  @Test func jsonIsWrittenWithEscapesAndInOrder() {
    let context = Context([
      ("b", .number(1)), ("a\"\\\n\r\t\u{1}\u{1F}é", .list([.null, .boolean(true), .boolean(false)])),
    ])
    #expect(JSON.text(.context(context)) == #"{"b":1,"a\"\\\n\r\t\u0001\u001fé":[null,true,false]}"#)
    #expect(JSON.text(.context(context), sorted: true) == #"{"a\"\\\n\r\t\u0001\u001fé":[null,true,false],"b":1}"#)
    #expect(JSON.text(.list([.context(context)]), sorted: true).hasPrefix("[{\"a"))
    #expect(JSON.text(.daysDuration(DaysDuration(seconds: 5))) == #"{"@type":"days and time duration","value":"PT5S"}"#)
  }

  @Test func faultsAreToldTwentyAtMost() throws {
    for (count, told) in [(19, 19), (20, 20), (21, 20), (30, 20)] {
      let (value, faults) = try Expression("for i in 1..\(count) return i / 0").evaluate([], host: Situation())
      #expect(faults.count == told && value.source.filter { $0 == "u" }.count == count)
    }
  }

  @Test func functionsCallEachOtherSoDeepAndNoDeeper() throws {
    let text = "(function(f, x) f(f, x))(function(f, x) if x = 0 then 7 else f(f, x - 1), n)"
    let expression = try Expression(text, scope: Scope(["n"]))
    for (depth, fits) in [(5, 3), (100, 98)] {
      let host = Situation(depth: depth)
      #expect(expression.evaluate([.number(Number(fits))], host: host).value.source == "7")
      let (value, faults) = expression.evaluate([.number(Number(fits + 1))], host: host)
      #expect(value.isNull && faults.first?.code == .exhausted)
      #expect(faults.first?.message == "functions call each other more than \(depth) deep")
    }
  }

  @Test func contextsKeepTheFirstPlaceAndTheLastValueOfAName() {
    for count in 1...9 {
      let names = (0..<count).map { "n\($0)" }
      let context = Context(names.enumerated().map { ($1, .number(Number($0))) } + [("n0", .string("last"))])
      #expect(context.shape.names == names && context["n0"]?.source == "\"last\"" && context["none"] == nil)
      for (place, name) in names.enumerated().dropFirst() {
        #expect(context[name]?.source == "\(place)" && context.shape.position(of: name) == place)
      }
      let put = context.setting("n\(count - 1)", to: .null).setting("new", to: .boolean(true))
      #expect(
        put.shape.names == names + ["new"] && put["n\(count - 1)"]?.isNull == true && put["new"]?.source == "true")
    }
  }

  @Test func identicalValuesAreWrittenAlike() throws {
    let values = try [
      "null", "true", "false", "1", "2", "\"a\"", "\"b\"", "@\"2031-03-10\"", "@\"2031-03-11\"", "@\"P1M\"", "@\"P2M\"",
      "@\"P1D\"", "@\"P2D\"", "@\"10:00:00Z\"", "@\"11:00:00+01:00\"", "[1]", "[2]", "{a: 1}", "[1..2]", "[1..3]",
    ].map { try Expression($0).evaluate([], host: Situation()).value }
    for (i, a) in values.enumerated() {
      for (j, b) in values.enumerated() { #expect(Value.identical(a, b) == (i == j), "\(a.source) and \(b.source)") }
    }
  }

  @Test(arguments: [
    (#"\s"#, " \n\r\t", "a_\u{A0}"), (#"\S"#, "a_\u{A0}", " \n"), (#"\d"#, "09٣", "a_"), (#"\D"#, "a_", "09٣"),
    (#"\w"#, "aZ0é+", " -_\u{0}"), (#"\W"#, " -_\u{0}", "aZ0é+"), (#"\i"#, "aZ_:éⅣ", "0-. "), (#"\I"#, "0-. ", "aZ_:é"),
    (#"\c"#, "aZ_:é0-.·Ⅳ\u{301}\u{903}", " +@"), (#"\C"#, " +@", "aZ_:0-.·"), (".", "a é", "\n\r"),
    ("[^a]", "b\n", "a"),
    (#"\p{L}"#, "aAǅʰא", "1 "), (#"\p{Lu}"#, "AÉ", "aǅ"), (#"\p{Ll}"#, "aé", "A"), (#"\p{Lt}"#, "ǅ", "aA"),
    (#"\p{Lm}"#, "ʰ", "a"), (#"\p{Lo}"#, "א", "a"), (#"\p{M}"#, "\u{301}\u{903}\u{20DD}", "a"),
    (#"\p{Mn}"#, "\u{301}", "\u{903}"),
    (#"\p{Mc}"#, "\u{903}", "\u{301}"), (#"\p{Me}"#, "\u{20DD}", "\u{301}"), (#"\p{N}"#, "1Ⅳ½", "a"),
    (#"\p{Nd}"#, "1", "Ⅳ"),
    (#"\p{Nl}"#, "Ⅳ", "1"), (#"\p{No}"#, "½", "1"), (#"\p{P}"#, "_-()«».", "+a"), (#"\p{Pc}"#, "_", "-"),
    (#"\p{Pd}"#, "-", "_"),
    (#"\p{Ps}"#, "(", ")"), (#"\p{Pe}"#, ")", "("), (#"\p{Pi}"#, "«", "»"), (#"\p{Pf}"#, "»", "«"),
    (#"\p{Po}"#, ".!", "("),
    (#"\p{S}"#, "+€^©", "a."), (#"\p{Sm}"#, "+", "€"), (#"\p{Sc}"#, "€$", "+"), (#"\p{Sk}"#, "^", "+"),
    (#"\p{So}"#, "©", "+"),
    (#"\p{Z}"#, " \u{2028}\u{2029}", "a\n"), (#"\p{Zs}"#, " \u{A0}", "\u{2028}"), (#"\p{Zl}"#, "\u{2028}", " "),
    (#"\p{Zp}"#, "\u{2029}", " "), (#"\p{C}"#, "\n\u{AD}\u{E000}\u{378}", "a"), (#"\p{Cc}"#, "\n\u{0}", "\u{AD}"),
    (#"\p{Cf}"#, "\u{AD}", "\n"), (#"\p{Co}"#, "\u{E000}", "a"), (#"\p{Cn}"#, "\u{378}", "a"), (#"\P{Lu}"#, "a1", "A"),
    (#"\p{IsBasicLatin}"#, "\u{0}a\u{7F}", "\u{80}"), (#"\p{IsLatin-1Supplement}"#, "\u{80}é", "a\u{100}"),
    ("[a-c]", "abc", "`dA"), ("[a-cx-]", "abcx-", "dy"), ("[^a-c]", "d", "abc"), ("[a-z-[aeiou]]", "bcd", "aeiouA"),
    ("[^a-z-[0-9]]", "A!", "a5"), (#"[\n\t\r]"#, "\n\t\r", "nrt"), (#"[\d\-x]"#, "5-x", "y"), (#"[?-@]"#, "?@", ">A"),
    (#"\."#, ".", "a"), ("[\u{7E}-\u{81}]", "\u{7E}\u{7F}\u{80}\u{81}", "}\u{82}"), ("[ -~]", " ~", "\u{1F}\u{7F}"),
  ])
  func classesHoldTheirCharacters(_ text: String, _ inside: String, _ outside: String) throws {
    let pattern = try Pattern("^\(text)$", flags: "")
    for (characters, isIn) in [(inside, true), (outside, false)] {
      for scalar in characters.unicodeScalars {
        var matcher = PatternMatcher(pattern, [scalar])
        var allowance = 1000
        let code = String(scalar.value, radix: 16)
        #expect((matcher.find(from: 0, &allowance) != nil) == isIn, "\(text) and \(code)")
      }
    }
  }

  @Test(arguments: [
    ("a", "i", "aA", "b"), ("É", "i", "éÉ", "e"), ("[a-b]", "i", "aAbB", "c"), ("[^a]", "i", "b", "aA"),
    (#"\p{Lu}"#, "i", "aA", "1"),
    ("a b", "x", "", "a"), ("[ ]", "x", " ", "a"), (#"a\ b"#, "q", "", "a"), (".", "s", "\n\ra", ""),
    (".", "q", ".", "a"),
    ("a", "iq", "aA", "."), ("[", "q", "[", "a"), (" ", "xq", " ", "a"),
  ])
  func flagsChangeWhatIsMeant(_ text: String, _ flags: String, _ inside: String, _ outside: String) throws {
    for (characters, isIn) in [(inside, true), (outside, false)] {
      for scalar in characters.unicodeScalars {
        var matcher = PatternMatcher(try Pattern(text, flags: flags), [scalar])
        var allowance = 1000
        #expect((matcher.find(from: 0, &allowance) != nil) == isIn, "\(text) with \(flags) and \(scalar)")
      }
    }
  }

  @Test(arguments: [
    (#"replace("abc", "(a)(b)", "$2$1")"#, "\"bac\""), (#"replace("abc", "(a)", "$10")"#, "\"a0bc\""),
    (#"replace("abc", "(a)", "$2")"#, "\"bc\""), (#"replace("abc", "b", "$0$0")"#, "\"abbc\""),
    (#"replace("abc", "b", "\\\\")"#, "null"), (#"replace("abc", "b", "\\$")"#, "\"a$c\""),
    (#"replace("abc", "b", "$x")"#, "null"),
    (#"replace("a.c", ".", "$1", "q")"#, "\"a$1c\""), (#"replace("aXbX", "x", "-", "i")"#, "\"a-b-\""),
    (#"replace("abc", "z", "-")"#, "\"abc\""), (#"replace("", "a", "-")"#, "\"\""),
    (#"replace("aaa", "a", "")"#, "\"\""),
    (#"split("a,b", ",")"#, "[\"a\", \"b\"]"), (#"split("", ",")"#, "[\"\"]"), (#"split(",", ",")"#, "[\"\", \"\"]"),
    (#"split("abc", "z")"#, "[\"abc\"]"), (#"split("a1b22c", "[0-9]+")"#, "[\"a\", \"b\", \"c\"]"),
    (#"matches("aa", "^(a)\\1$")"#, "true"), (#"matches("aA", "^(a)\\1$", "i")"#, "true"),
    (#"matches("aA", "^(a)\\1$")"#, "false"),
    (#"matches("ab", "^(a)\\1$")"#, "false"), (#"matches("a", "^(a)\\1$")"#, "false"),
    (#"matches("b", "^(a)?\\1b$")"#, "true"),
    (#"matches("abab", "^(ab)\\1$")"#, "true"), (#"matches("ababa", "^(ab)\\1$")"#, "false"),
    (#"matches("x", "x", "")"#, "true"), (#"matches("x", "x", "g")"#, "null"), (#"matches("x", "x", null)"#, "true"),
  ])
  func replaceAndSplitTakeEachMatchOnce(_ text: String, _ wanted: String) throws {
    let written = text.replacing("\\\\", with: "\\")
    #expect(try Expression(written, strict: false).evaluate([], host: Situation()).value.source == wanted, "\(written)")
  }
}
