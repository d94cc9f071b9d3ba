import Diagnostics
import Testing

@testable import FEEL

private let scope = Scope(
  ["a", "b", "list of things", "first name", "x-y", "people", "_hidden"],
  properties: ["full name", "size", "nothing else"])

/// A text, and what is wrong with it: the code, the sentence, the place and its first byte; then a hint.
private let unread = #"""
  1 2
    -> unexpected: expected the end of the expression, found "2" [2] at 2
  1 +
    -> unexpected-end: expected an expression, found the end [] at 3
  (1
    -> unexpected-end: expected ")" to close the parenthesis, found the end [] at 2
  (1, 2)
    -> unexpected: expected ")" to close the parenthesis, found "," [,] at 2
  [1, 2
    -> unexpected-end: expected "]" to close the list, found the end [] at 5
  [1,]
    -> unexpected-end: expected an expression, found the end [] at 4
  [1..2
    -> unexpected-end: expected ")", "]" or "[" to close the range, found the end [] at 5
  [1..5}
    -> unexpected: expected ")", "]" or "[" to close the range, found "}" [}] at 5
  {a: 1
    -> unexpected-end: expected "}" to close the context, found the end [] at 5
  {a 1}
    -> unexpected: expected the name of an entry, found "}" [}] at 4
  {a: 1,}
    -> unexpected: expected the name of an entry, found "}" [}] at 6
  {: 1}
    -> unexpected: expected the name of an entry, found ":" [:] at 1
  {"a" 1}
    -> unexpected: expected ":" after the name of the entry, found "1" [1] at 5
  {a: 1, a: 2}
    -> duplicate-entry: the entry "a" stands twice [a] at 7
  {a: 1, "a": 2}
    -> duplicate-entry: the entry "a" stands twice ["a"] at 7
  {if: 1}
    -> unexpected: expected the name of an entry, found the keyword "if" [if] at 1
  {a]: 1}
    -> unexpected: expected the name of an entry, found "]" []] at 2
  if
    -> unexpected-end: expected an expression, found the end [] at 2
  if a
    -> unexpected-end: expected "then" after the condition, found the end [] at 4
  if a then
    -> unexpected-end: expected an expression, found the end [] at 9
  if a then 1
    -> unexpected-end: expected "else" after the first branch, found the end [] at 11
  if a then 1 else
    -> unexpected-end: expected an expression, found the end [] at 16
  if a 1
    -> unexpected: expected "then" after the condition, found "1" [1] at 5
  for
    -> unexpected-end: expected the name of a variable, found the end [] at 3
  for x
    -> unexpected-end: expected "in" after the variable, found the end [] at 5
  for x in
    -> unexpected-end: expected an expression, found the end [] at 8
  for x in [1]
    -> unexpected-end: expected "return" after the iteration, found the end [] at 12
  for x in [1] return
    -> unexpected-end: expected an expression, found the end [] at 19
  for x of [1] return x
    -> unexpected: expected the name of a variable, found "[" [[] at 9
  for in [1] return 1
    -> unexpected: expected the name of a variable, found "in" [in] at 4
  for if in [1] return 1
    -> unexpected: expected the name of a variable, found the keyword "if" [if ] at 4
  for x in 1.. return x
    -> unexpected: expected an expression, found "return" [return] at 13
  some x in [1]
    -> unexpected-end: expected "satisfies" after the iteration, found the end [] at 13
  some x [1] satisfies x
    -> unexpected: expected the name of a variable, found "[" [[] at 7
  every x in [1] satisfies
    -> unexpected-end: expected an expression, found the end [] at 24
  function
    -> unexpected-end: expected "(" after "function", found the end [] at 8
  function(
    -> unexpected-end: expected the name of a parameter, found the end [] at 9
  function(a
    -> unexpected-end: expected ")" after the parameters, found the end [] at 10
  function(a: ) a
    -> unexpected: expected the name of a type, found ")" [)] at 12
  function(a: nmber) a
    -> unknown-type: there is no type "nmber" [nmber] at 12
       did you mean "number"?
  function(1) a
    -> unexpected: expected the name of a parameter, found "1" [1] at 9
  a instance
    -> unexpected-end: expected "of" after "instance", found the end [] at 10
  a instance of
    -> unexpected-end: expected the name of a type, found the end [] at 13
  a instance of 5
    -> unexpected: expected the name of a type, found "5" [5] at 14
  a instance of nmber
    -> unknown-type: there is no type "nmber" [nmber] at 14
       did you mean "number"?
  a instance of list<nmber>
    -> unknown-type: there is no type "nmber" [nmber] at 19
       did you mean "number"?
  a instance of list<number
    -> unexpected-end: expected ">" after the type, found the end [] at 25
  a instance of context<a>
    -> unexpected: expected the name of an entry, found ">" [>] at 23
  a instance of context<a: number
    -> unexpected-end: expected ">" after the entries, found the end [] at 31
  a instance of function<number>
    -> unexpected-end: expected "->" before the type of the result, found the end [] at 30
  a instance of function<number
    -> unexpected-end: expected ">" after the types, found the end [] at 29
  a instance of function<number> number
    -> unexpected: expected "->" before the type of the result, found "number" [number] at 31
  a between
    -> unexpected-end: expected an expression, found the end [] at 9
  a between 1
    -> unexpected-end: expected "and" between the two ends, found the end [] at 11
  a between 1 and
    -> unexpected-end: expected an expression, found the end [] at 15
  a between 1, 2
    -> unexpected: expected "and" between the two ends, found "," [,] at 11
  a in
    -> unexpected-end: expected an expression, found the end [] at 4
  a in (
    -> unexpected-end: expected an expression, found the end [] at 6
  a in (1
    -> unexpected-end: expected ")" after the tests, found the end [] at 7
  a in (1,
    -> unexpected-end: expected an expression, found the end [] at 8
  a.
    -> unexpected-end: expected the name of a property, found the end [] at 2
  a.5
    -> unexpected: expected the name of a property, found "5" [5] at 2
  a[
    -> unexpected: expected the end of the expression, found "[" [[] at 1
  a[1
    -> unexpected-end: expected "]" after the filter, found the end [] at 3
  abs(
    -> unexpected-end: expected an expression, found the end [] at 4
  abs(1
    -> unexpected-end: expected ")" after the arguments, found the end [] at 5
  abs(1,
    -> unexpected-end: expected an expression, found the end [] at 6
  abs(n: 1, 2)
    -> argument-names: arguments are either all named or none [abs(n: 1, 2)] at 0
  abs(1, n: 2)
    -> argument-names: arguments are either all named or none [abs(1, n: 2)] at 0
  abs(x: 1)
    -> argument-names: abs has no such parameters: x [abs(x: 1)] at 0
       it is used as in abs(-5)
  abs()
    -> argument-count: abs takes 1 argument, not 0 [abs()] at 0
       it is used as in abs(-5)
  abs(1, 2)
    -> argument-count: abs takes 1 argument, not 2 [abs(1, 2)] at 0
       it is used as in abs(-5)
  substring("a")
    -> argument-count: substring takes 2 to 3 arguments, not 1 [substring("a")] at 0
       it is used as in substring("kalender", 3, 4)
  concatenate()
    -> argument-count: concatenate takes at least 1 argument, not 0 [concatenate()] at 0
       it is used as in concatenate([1], [2, 3])
  min()
    -> argument-count: min takes at least 1 argument, not 0 [min()] at 0
       it is used as in min(3, 1, 2)
  @
    -> unexpected-end: expected a string after "@", as in @"2031-03-10", found the end [] at 1
  @5
    -> unexpected: expected a string after "@", as in @"2031-03-10", found "5" [5] at 1
  @"2031-02-30"
    -> invalid-temporal: there is no such date, time or duration [@"2031-02-30"] at 0
       write @"2031-03-10", @"09:30:00", @"2031-03-10T09:30:00", @"P9M" or @"P14D"
  @"x"
    -> invalid-temporal: there is no such date, time or duration [@"x"] at 0
       write @"2031-03-10", @"09:30:00", @"2031-03-10T09:30:00", @"P9M" or @"P14D"
  "abc
    -> invalid-literal: the string has no closing quote ["abc] at 0
  "ab\
    -> invalid-literal: the string has no closing quote ["ab\] at 0
  "\u12"
    -> invalid-literal: an escape needs 4 hexadecimal digits [\u] at 1
  "\u12G4"
    -> invalid-literal: an escape needs 4 hexadecimal digits [\u] at 1
  "\U12345"
    -> invalid-literal: an escape needs 6 hexadecimal digits [\U] at 1
  "\uD83D"
    -> invalid-literal: no such character [\uD83D] at 1
  "\uD83D\u0041"
    -> invalid-literal: half a surrogate pair [\uD83D\u0041] at 1
  "\uD83Dx"
    -> invalid-literal: no such character [\uD83D] at 1
  "\uDC00"
    -> invalid-literal: no such character [\uDC00] at 1
  "\U110000"
    -> invalid-literal: no such character [\U110000] at 1
  1E99999
    -> invalid-literal: the number is too large [1E99999] at 0
  1E6145
    -> invalid-literal: the number is too large [1E6145] at 0
  )
    -> unexpected: expected an expression, found ")" [)] at 0
  ]
    -> unexpected-end: expected an expression, found the end [] at 1
  a b
    -> unexpected: expected the end of the expression, found "b" [b] at 2
  nothing
    -> unknown-name: nothing is called "nothing" here [nothing] at 0
       known here: a, b, list of things, first name, x-y, people
  nothing + other
    -> unknown-name: nothing is called "nothing" here [nothing] at 0
       known here: a, b, list of things, first name, x-y, people
    -> unknown-name: nothing is called "other" here [other] at 10
       known here: a, b, list of things, first name, x-y, people
  firs name
    -> unknown-name: nothing is called "firs name" here [firs name] at 0
       did you mean "first name"?
  first nme
    -> unknown-name: nothing is called "first nme" here [first nme] at 0
       did you mean "first name"?
  peple
    -> unknown-name: nothing is called "peple" here [peple] at 0
       did you mean "people"?
  _hidden
    -> read as _hidden
  a.b.
    -> unexpected-end: expected the name of a property, found the end [] at 4
  * 2
    -> unexpected: expected an expression, found "*" [*] at 0
  a **
    -> unexpected-end: expected an expression, found the end [] at 4
  a == 1
    -> unexpected: expected an expression, found "=" [=] at 3
  a < > b
    -> unexpected: expected an expression, found ">" [>] at 4
  a and
    -> unexpected-end: expected an expression, found the end [] at 5
  a or
    -> unexpected-end: expected an expression, found the end [] at 4
  not
    -> read as not
  (<
    -> unexpected-end: expected an expression, found the end [] at 2
  (< 1
    -> unexpected-end: expected ")" after the range, found the end [] at 4
  (= 1]
    -> unexpected: expected ")" after the range, found "]" []] at 4
  (1..2
    -> unexpected-end: expected ")", "]" or "[" to close the range, found the end [] at 5
  (..
    -> unexpected-end: expected ")", "]" or "[" to close the range, found the end [] at 3
  [..
    -> unexpected-end: expected ")", "]" or "[" to close the range, found the end [] at 3
  ]1..2
    -> unexpected-end: expected ")", "]" or "[" to close the range, found the end [] at 5
  ]1, 2]
    -> unexpected: expected ".." in a range, found "," [,] at 2
  1..2
    -> unexpected: expected the end of the expression, found "." [.] at 1
  a ! b
    -> unexpected: expected the end of the expression, found "!" [!] at 2
  $
    -> unexpected: expected an expression, found "$" [$] at 0
  é!
    -> unexpected: expected the end of the expression, found "!" [!] at 2
  a é§
    -> unexpected: expected the end of the expression, found "é§" [é§] at 2
  if a then 1 else 2 3
    -> unexpected: expected the end of the expression, found "3" [3] at 19
  {a: 1}.b.5
    -> unexpected: expected the name of a property, found "5" [5] at 9
  [1][
    -> unexpected: expected the end of the expression, found "[" [[] at 3
  1 = "a"
    -> incomparable: a number and "a" can never be compared [1 = "a"] at 0
       one of them has to be converted
  @"2031-03-10" < 5
    -> incomparable: a date and a number can never be compared [@"2031-03-10" < 5] at 0
       one of them has to be converted
  if 1 then 2 else 3
    -> not-a-boolean: a condition is true or false; this is a number [1] at 3
       compare it with something
  1 and true
    -> not-a-boolean: a condition is true or false; this is a number [1] at 0
       compare it with something
  true or "a"
    -> not-a-boolean: a condition is true or false; this is "a" ["a"] at 8
       compare it with something
  -"a"
    -> wrong-operand: a minus goes before a number or a duration, not "a" ["a"] at 1
  "a" - 1
    -> wrong-operand: a number cannot be subtracted from "a" ["a" - 1] at 0
  (1)(2)
    -> not-a-function: a number is no function [(1)] at 0
  [1, 2].size.x
    -> unknown-property: a number has no "size" [[1, 2].size] at 0
  {a: 1}.b
    -> unknown-property: a context has no "b" [{a: 1}.b] at 0
       did you mean "a"?
  for x in a return y
    -> unknown-name: nothing is called "y" here [y] at 18
       did you mean "x"?
  [{c: 1}][d = 1]
    -> unknown-name: nothing is called "d" here [d] at 9
       did you mean "a"?
  [{c: 1}][c = 1 and e]
    -> unknown-name: nothing is called "c" here [c] at 9
       did you mean "a"?
    -> unknown-name: nothing is called "e" here [e] at 19
       did you mean "a"?
  some x in [1] satisfies z
    -> unknown-name: nothing is called "z" here [z] at 24
       did you mean "x"?
  function(q) r
    -> unknown-name: nothing is called "r" here [r] at 12
       did you mean "q"?
  """#

/// A text, how it is understood, which slots it reads, all names in it, those that stand bare, and its parts.
private let understood = #"""
  a + b
    a + b
    reads a, b, mentions a, b, bare a, b
  list of things
    list of things
    reads list of things, mentions list of things, bare list of things
  count(list of things)
    count(list of things)
    reads list of things, mentions count, list of things, bare count, list of things
  first name
    first name
    reads first name, mentions first name, bare first name
  x-y
    x-y
    reads x-y, mentions x-y, bare x-y
  x - y
    x - y
    reads nothing, mentions x, y, bare x, y
  a-b
    a - b
    reads a, b, mentions a, b, bare a, b
  a -b
    a - b
    reads a, b, mentions a, b, bare a, b
  a.full name
    a.full name
    reads a, mentions a, full name, bare nothing
  a.size
    a.size
    reads a, mentions a, size, bare nothing
  a . size
    a.size
    reads a, mentions a, size, bare nothing
  people[size > 1]
    people[size > 1]
    reads people, mentions people, size, bare size
  people[full name = "x"]
    people[full name = "x"]
    reads people, mentions full name, people, bare full name
  people.full name
    people.full name
    reads people, mentions full name, people, bare nothing
  {full name: 1}.full name
    {"full name": 1}.full name
    reads nothing, mentions full name, bare nothing
  {a: 1, a b: 2, c: a b + a}
    {"a": 1, "a b": 2, "c": a b + a}
    reads nothing, mentions a, a b, bare a, a b
  for list of things in [1, 2] return list of things
    for list of things in [1, 2] return list of things
    reads nothing, mentions list of things, bare list of things
  for i in list of things return i + a
    for i in list of things return (i + a)
    reads a, list of things, mentions a, i, list of things, bare a, i, list of things
  some a b in [1] satisfies a b = 1
    some a b in [1] satisfies (a b = 1)
    reads nothing, mentions a b, bare a b
  function(a b, c) a b + c
    function(a b, c) (a b + c)
    reads nothing, mentions a b, c, bare a b, c
  (function(a b: number, c: string) a b)(1, "x")
    (function(a b: number, c: string) a b)(1, "x")
    reads nothing, mentions a b, bare a b
  if a = 1 then b else list of things
    if a = 1 then b else list of things
    reads a, b, list of things, mentions a, b, list of things, bare a, b, list of things
    parts a = 1
  a in [1..2]
    a in ([1..2])
    reads a, mentions a, bare a
    parts [1..2]
  a in (1, < 2, [3..4])
    a in (1, (< 2), [3..4])
    reads a, mentions a, bare a
    parts [3..4]
  a between 1 and 2 and b = 1
    (a between 1 and 2) and (b = 1)
    reads a, b, mentions a, b, bare a, b
    parts a between 1 and 2; b = 1
  not(a = 1)
    not(a = 1)
    reads a, mentions a, not, bare a, not
    parts a = 1
  a instance of list<number>
    a instance of list<number>
    reads a, mentions a, bare a
  a instance of context<x: number, y z: list<string>>
    a instance of context<x: number, y z: list<string>>
    reads a, mentions a, bare a
  a instance of function<number, string> -> date
    a instance of function<number, string> -> date
    reads a, mentions a, bare a
  a instance of days and time duration
    a instance of days and time duration
    reads a, mentions a, bare a
  a instance of years and months duration
    a instance of years and months duration
    reads a, mentions a, bare a
  a instance of date and time
    a instance of date and time
    reads a, mentions a, bare a
  a instance of range<date>
    a instance of range<date>
    reads a, mentions a, bare a
  a instance of Any
    a instance of Any
    reads a, mentions a, bare a
  a instance of Null
    a instance of Null
    reads a, mentions a, bare a
  a[1]
    a[1]
    reads a, mentions a, bare nothing
  a[1][2].size
    a[1][2].size
    reads a, mentions a, size, bare nothing
    parts a[1]; a[1][2]
  a(1)
    a(1)
    reads a, mentions a, bare a
  a(x: 1, y z: 2)
    a(x: 1, y z: 2)
    reads a, mentions a, bare a
  [a..b]
    [a..b]
    reads a, b, mentions a, b, bare a, b
  [a..b[
    [a..b)
    reads a, b, mentions a, b, bare a, b
  [1..2[ = a
    [1..2) = a
    reads a, mentions a, bare a
    parts [1..2[
  (a..b]
    (a..b]
    reads a, b, mentions a, b, bare a, b
  [a, b][1]
    [a, b][1]
    reads a, b, mentions a, b, bare a, b
    parts [a, b]
  a[b] = 1
    a[b] = 1
    reads a, b, mentions a, b, bare b
    parts a[b]
  a ** b ** 2
    (a ** b) ** 2
    reads a, b, mentions a, b, bare a, b
    parts a ** b
  -a ** 2
    (-a) ** 2
    reads a, mentions a, bare a
    parts -a
  -(a + b)
    -(a + b)
    reads a, b, mentions a, b, bare a, b
    parts (a + b)
  a - (b - 1)
    a - (b - 1)
    reads a, b, mentions a, b, bare a, b
    parts (b - 1)
  (a - b) - 1
    (a - b) - 1
    reads a, b, mentions a, b, bare a, b
    parts (a - b)
  a * (b + 1) / 2
    (a * (b + 1)) / 2
    reads a, b, mentions a, b, bare a, b
    parts (b + 1); a * (b + 1)
  (a = b) = true
    (a = b) = true
    reads a, b, mentions a, b, bare a, b
    parts (a = b)
  a = b and b = a or a != b
    ((a = b) and (b = a)) or (a != b)
    reads a, b, mentions a, b, bare a, b
    parts a = b; b = a; a = b and b = a; a != b
  a and (b or a)
    a and (b or a)
    reads a, b, mentions a, b, bare a, b
    parts (b or a)
  (if a then 1 else 2) + 1
    (if a then 1 else 2) + 1
    reads a, mentions a, bare a
    parts (if a then 1 else 2)
  for x in 1..3, y in [x] return x + y
    for x in 1..3, y in [x] return (x + y)
    reads nothing, mentions x, y, bare x, y
  for x in (1..3) return x
    for x in (1..3) return x
    reads nothing, mentions x, bare x
  every x in a satisfies x > 0
    every x in a satisfies (x > 0)
    reads a, mentions a, x, bare a, x
  {"x y": a, z: {w: [1..2]}}
    {"x y": a, "z": {"w": [1..2]}}
    reads a, mentions a, bare a
  (< a)
    (< a)
    reads a, mentions a, bare a
  (>= 5)
    (>= 5)
    reads nothing, mentions nothing, bare nothing
  (= a)
    (= a)
    reads a, mentions a, bare a
  (!= a)
    (!= a)
    reads a, mentions a, bare a
  @"P1D" + a
    @"P1D" + a
    reads a, mentions a, bare a
  "text \"quoted\" \\ \n"
    "text \"quoted\" \\ \n"
    reads nothing, mentions nothing, bare nothing
  a/b
    a / b
    reads a, b, mentions a, b, bare a, b
  a/ b // rest
    a / b
    reads a, b, mentions a, b, bare a, b
  a /* inside */ + b
    a + b
    reads a, b, mentions a, b, bare a, b
  a.b.c
    a.b.c
    reads a, mentions a, b, c, bare nothing
    parts a.b
  function() 1
    function() 1
    reads nothing, mentions nothing, bare nothing
  function(x) external {a: 1}
    function(x) external null
    reads nothing, mentions nothing, bare nothing
  """#

/// Unary tests, and what they say of the numbers 1 to 5, of a text, and of null.
private let unary = #"""
  -  =>  yes yes yes yes yes yes yes
  -1  =>  no no no no no null no
  - 1, 2  =>  no yes no no no null no
  1  =>  yes no no no no null no
  1, 2  =>  yes yes no no no null no
  > 1  =>  no yes yes yes yes null null
  >= 1, < 0  =>  yes yes yes yes yes null null
  != 3  =>  yes yes no yes yes null yes
  = 3  =>  no no yes no no null no
  not(1)  =>  no yes yes yes yes null yes
  not(1, 2)  =>  no no yes yes yes null yes
  not(> 3)  =>  yes yes yes no no null null
  not(not(true))  =>  null null null null null null yes
  not(1), 2  =>  no yes no no no null yes
  not (1)  =>  no yes yes yes yes null yes
  not(1) = true  =>  null null null null null null no
  [1..5]  =>  yes yes yes yes yes null null
  (1..5)  =>  no yes yes yes no null null
  [1..5], 9  =>  yes yes yes yes yes null null
  ? > 3  =>  no no no yes yes null null
  ? = 3 or ? = 4  =>  no no yes yes no null no
  even(?)  =>  no yes no yes no null null
  "a"  =>  null null null null null yes no
  null  =>  no no no no no no yes
  5 > 3  =>  null null null null null null no
  false  =>  null null null null null null no
  odd(?), 4  =>  yes no yes yes yes null null
  not(even(?))  =>  yes no yes no yes null null
  [1, 3]  =>  yes no yes no no no no
  (1, 2)  =>  unexpected: expected ")" to close the parenthesis, found ","
  1,  =>  unexpected-end: expected an expression, found the end
  1 2  =>  unexpected: expected the end of the tests, found "2"
  not(1  =>  unexpected-end: expected ")" after the arguments, found the end
  not()  =>  unexpected: expected an expression, found ")"
  """#

/// Each line that is not indented with those below it.
private func entries(_ table: String) -> [(text: String, wanted: String)] {
  var result: [(text: String, wanted: String)] = []
  for line in table.split(separator: "\n") {
    if line.hasPrefix(" ") { result[result.count - 1].wanted += line + "\n" } else { result.append((String(line), "")) }
  }
  return result
}

@Suite struct ReadingOfExpressions {
  @Test func saysWhatIsWrongAndWhere() {
    for (text, wanted) in entries(unread) {
      var told = ""
      do throws(Diagnostics) {
        told = "  -> read as \(try Expression(text, scope: scope).syntax.source)\n"
      } catch {
        for finding in error.all {
          let bytes = finding.place.map { Array($0.source.bytes[$0.range]) } ?? []
          let at = finding.place?.range.lowerBound ?? -1
          told += "  -> \(finding.code.text.dropFirst("feel.".count)): \(finding.message)"
          told += " [\(String(decoding: bytes, as: UTF8.self))] at \(at)\n"
          if let hint = finding.hint { told += "     \(hint)\n" }
        }
      }
      #expect(told == wanted, "\(text)")
    }
  }

  @Test func takesTheLongestNamesAndBindsByPrecedence() throws {
    func list(_ names: some Collection<String>) -> String {
      names.isEmpty ? "nothing" : names.joined(separator: ", ")
    }
    for (text, wanted) in entries(understood) {
      let expression = try Expression(text, scope: scope, strict: false)
      var found = "  \(expression.syntax.source)\n  reads \(list(expression.reads.map { scope.names[$0] }))"
      found += ", mentions \(list(expression.mentions.sorted())), bare \(list(expression.bareNames.sorted()))\n"
      let parts = expression.parts.map { $0.text.trimmed }
      if !parts.isEmpty { found += "  parts \(parts.joined(separator: "; "))\n" }
      #expect(found == wanted, "\(text)")
      let again = try Expression(expression.syntax.source, scope: scope, strict: false)
      #expect(again.syntax.source == expression.syntax.source && again.reads == expression.reads, "\(text)")
    }
  }

  @Test func testsAValueByItself() throws {
    for line in unary.split(separator: "\n") {
      guard let mark = line.range(of: "  =>  ") else { continue }
      let text = String(line[..<mark.lowerBound])
      var found = ""
      do throws(Diagnostics) {
        let expression = try Expression(tests: text, scope: Scope(["?"]))
        let values: [Value] = (1...5).map { .number(Number($0)) } + [.string("a"), .null]
        let answers = values.map { value in
          switch expression.evaluate([value], host: Situation()).value {
          case .boolean(true): "yes"
          case .boolean(false): "no"
          default: "null"
          }
        }
        found = answers.joined(separator: " ")
      } catch {
        found = error.all.map { "\($0.code.text.dropFirst("feel.".count)): \($0.message)" }.joined(separator: " | ")
      }
      #expect(found == line[mark.upperBound...], "\(text)")
    }
  }

  @Test(arguments: [
    ("1, 2", "? in (1, 2)"), ("not(1, 2)", "? in (not(1, 2))"), ("not(> 3)", "? in (not((> 3)))"), ("-", "? in (-)"),
    ("> 1", "? in ((> 1))"), ("not(1), 2", "? in (not(1), 2)"), ("-1", "? in (-1)"), ("[1..5]", "? in ([1..5])"),
  ])
  func printsUnaryTestsAsTestsOfTheValue(_ text: String, _ wanted: String) throws {
    #expect(try Expression(tests: text, scope: Scope(["?"])).syntax.source == wanted)
  }

  @Test func takesAnySpaceOfUnicodeBetweenWords() throws {
    let spaces = [
      0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x180E, 0x2000, 0x2005, 0x200B, 0x2028, 0x2029, 0x202F,
      0x205F, 0x3000, 0xFEFF,
    ]
    for code in spaces {
      let space = String(try #require(Unicode.Scalar(code).map { Character($0) }))
      for text in ["1\(space)+\(space)2", "\(space)1+2\(space)", "{a\(space): 3}.a"] {
        #expect(try Expression(text).evaluate([], host: Situation()).value.source == "3", "\(code)")
      }
    }
    for code in [
      0x84, 0x86, 0x9F, 0xA1, 0x1681, 0x180D, 0x200C, 0x2027, 0x202A, 0x202E, 0x2030, 0x2060, 0x3001, 0xFEFE,
    ] {
      let other = String(try #require(Unicode.Scalar(code).map { Character($0) }))
      #expect(throws: Diagnostics.self, "\(code)") { try Expression("1\(other)+ 2") }
    }
  }

  @Test func endsWithinItsRangeWhateverFollows() throws {
    for (text, whole) in [("1\u{A0}", 3), ("1\u{2003}", 4), ("1 + 2", 5), ("1 // x", 6), ("1 /* x */", 9)] {
      let source = Source(name: "x", text: text + " + nothing")
      #expect(try Expression(Place(source, 0..<whole), scope: Scope([])).text == text)
      for end in 2..<whole {
        // A range may end within a character or a sign: that is told, or it is read as far as it goes.
        do throws(Diagnostics) { _ = try Expression(Place(source, 0..<end), scope: Scope([])) } catch {
          #expect(error.all.allSatisfy { ($0.place?.range.upperBound ?? 0) <= end }, "\(text) to \(end)")
        }
      }
    }
  }

  @Test func stopsAtItsDepth() throws {
    func nested(_ count: Int, _ open: String, _ close: String) -> String {
      String(repeating: open, count: count) + "1" + String(repeating: close, count: count)
    }
    func code(_ text: String) -> String? {
      do throws(Diagnostics) { _ = try Expression(text) } catch { return error.all.first?.code.text }
      return nil
    }
    // An expression and what stands around it count one each.
    for (open, close, most) in [("(", ")", 99), ("[", "]", 99), ("-", "", 199), ("{a: ", "}", 99)] {
      #expect(code(nested(most, open, close)) == nil, "\(open)")
      #expect(code(nested(most + 1, open, close)) == "feel.too-deep", "\(open)")
    }
    #expect(code("1" + String(repeating: "+1", count: 999)) == nil)
    #expect(code("1" + String(repeating: "+1", count: 1000)) == "feel.too-deep")
    #expect(code("[1]" + String(repeating: "[1]", count: 998)) == nil)
    #expect(code("[1]" + String(repeating: "[1]", count: 999)) == "feel.too-deep")
  }

  @Test func endsAPrefixWhereNothingOfItGoesOn() throws {
    for (text, read) in [
      ("a + b then more", "a + b"), ("a; b", "a"), ("people[size > 1] to b", "people[size > 1]"), ("1", "1"),
      ("abs(a) in [1, 2] for", "abs(a) in [1, 2]"),
    ] {
      let source = Source(name: "x", text: "  " + text)
      let range = try Expression.prefix(Place(source, 0..<source.bytes.count), scope: scope)
      let found = String(decoding: source.bytes[range], as: UTF8.self)
      #expect(found.trimmed == read, "\(text)")
    }
  }
}
