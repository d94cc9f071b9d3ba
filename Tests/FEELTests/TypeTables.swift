import Calendar
import Diagnostics
import Testing

@testable import FEEL

/// Ships with their crew.
private struct Fleet: RecordTypes {
  private let ships: [String: Type] = [
    "id": .id("ship"), "name": .string, "crew": .list(.record("sailor")), "captain": .id("sailor"), "built": .date,
    "flag": .words(["blue", "red"]), "length": .number,
  ]
  private let sailors: [String: Type] = ["id": .id("sailor"), "age": .number, "rank": .words(["mate", "bosun"])]
  func property(_ name: String, of record: String) -> Type? { (record == "ship" ? ships : sailors)[name] }
  func properties(of record: String) -> [String] { (record == "ship" ? ships : sailors).keys.sorted() }
  func title(of record: String) -> String { "a \(record)" }
}

private let names: [String: Type] = [
  "n": .number, "t": .string, "b": .boolean, "d": .date, "dt": .dateTime, "tm": .time, "days": .daysDuration,
  "months": .monthsDuration, "dur": .duration, "w": .words(["x", "y"]), "ship": .record("ship"),
  "ships": .list(.record("ship")), "any": .any, "ns": .list(.number), "r": .range(.number), "ship id": .id("ship"),
  "other id": .id(nil), "nested": .list(.list(.number)), "c": .context([.init("k", .number), .init("l", .string)]),
]

private let kinds: [(String, Type)] = [
  ("n", .number), ("t", .string), ("b", .boolean), ("d", .date), ("dt", .dateTime), ("tm", .time),
  ("days", .daysDuration),
  ("months", .monthsDuration), ("dur", .duration), ("w", .words(["x", "y"])), ("any", .any), ("ns", .list(.number)),
  ("null", .null), ("c", names["c"] ?? .any),
]

private func typing(_ text: String) throws -> (type: Type, findings: [Typing.Finding]) {
  var typing = Typing(names, Fleet())
  let scope = Scope(
    names.keys.sorted(), properties: ["crew", "flag", "length", "captain", "rank", "age", "built", "k", "l"])
  let type = typing.type(of: try Expression(text, scope: scope, strict: false).syntax)
  return (type, typing.findings)
}

@Suite struct TypesOfOperators {
  /// What arithmetic gives for the simple types, by DMN 1.5, tables 55 to 59; nothing where it is a mistake.
  private func wanted(_ op: String, _ a: Type, _ b: Type) -> Type? {
    func text(_ type: Type) -> Bool { type == .string || type == .words(["x", "y"]) }
    func duration(_ type: Type) -> Bool { [.daysDuration, .monthsDuration, .duration].contains(type) }
    func moment(_ type: Type) -> Bool { type == .date || type == .dateTime }
    func clock(_ type: Type) -> Bool { type == .daysDuration || type == .duration }
    if a == .any || b == .any || a == .null || b == .null {
      return op == "**" ? .number : op == "+" && (text(a) || text(b)) ? .string : .any
    }
    if a == .number, b == .number { return .number }
    switch op {
    case "+":
      if text(a), text(b) { return .string }
      if moment(a), duration(b) { return a }
      if duration(a), moment(b) { return b }
      if a == .time, clock(b) { return .time }
      if clock(a), b == .time { return .time }
    case "-":
      if moment(a), duration(b) { return a }
      if moment(a), moment(b) { return .daysDuration }
      if a == .time, b == .time { return .daysDuration }
      if a == .time, clock(b) { return .time }
    case "*":
      if duration(a), b == .number { return a }
      if a == .number, duration(b) { return b }
    case "/":
      if duration(a), b == .number { return a }
      if duration(a), duration(b) { return a == b || a == .duration || b == .duration ? .number : nil }
    default: break
    }
    if op == "+" || op == "-", duration(a), duration(b) {
      return a == b ? a : a == .duration ? b : b == .duration ? a : nil
    }
    return nil
  }

  @Test func areThoseOfTheTables() throws {
    for op in ["+", "-", "*", "/", "**"] {
      for (left, a) in kinds {
        for (right, b) in kinds {
          let (type, findings) = try typing("\(left) \(op) \(right)")
          let found = wanted(op, a, b)
          #expect(type == found ?? .any && findings.isEmpty == (found != nil), "\(left) \(op) \(right) is \(type)")
          #expect(found != nil || findings.map(\.code) == [.wrongOperand], "\(left) \(op) \(right)")
        }
      }
    }
  }

  @Test func sayWhatCanBeCompared() throws {
    func text(_ name: String) -> Bool { name == "t" || name == "w" }
    for op in ["=", "!=", "<", "<=", ">", ">="] {
      for (left, _) in kinds {
        for (right, _) in kinds {
          let isOpen = [left, right].contains { ["any", "null", "ns"].contains($0) }
          let moments = Set([left, right]) == ["d", "dt"]
          let durations =
            [left, right].contains("dur") && [left, right].allSatisfy { ["dur", "days", "months"].contains($0) }
          let fits = isOpen || left == right || moments || durations || text(left) && text(right)
          let (type, findings) = try typing("\(left) \(op) \(right)")
          #expect(type == .boolean && findings.map(\.code) == (fits ? [] : [.incomparable]), "\(left) \(op) \(right)")
          let within = try typing("\(left) in [\(right)]").findings
          #expect(within.map(\.code) == (fits ? [] : [.incomparable]), "\(left) in [\(right)]")
        }
      }
    }
  }

  @Test func sayWhatMayBeACondition() throws {
    for (name, type) in kinds {
      let fits = [.boolean, .any, .null, .list(.number)].contains(type)
      for text in ["if \(name) then 1 else 2", "\(name) and b", "b or \(name)", "some i in ns satisfies \(name)"] {
        #expect(try typing(text).findings.map(\.code) == (fits ? [] : [.notBoolean]), "\(text)")
      }
      let negates = [.number, .any, .null, .daysDuration, .monthsDuration, .duration].contains(type)
      let (negated, findings) = try typing("-\(name)")
      #expect(negated == type && findings.map(\.code) == (negates ? [] : [.wrongOperand]), "-\(name)")
      let called = try typing("\(name)(1)").findings
      #expect(called.map(\.code) == (type == .any || type == .null ? [] : [.notFunction]), "\(name)(1)")
    }
  }
}

@Suite struct TypesOfParts {
  @Test(arguments: [
    ("d.year", Type.number), ("d.weekday", .number), ("dt.hour", .number), ("dt.time offset", .any),
    ("tm.second", .number),
    ("days.hours", .number), ("months.years", .number), ("dur.days", .number), ("dur.years", .number),
    ("r.start", .number),
    ("r.end", .number), ("r.start included", .boolean), ("ship.crew.age", .list(.number)),
    ("ships[1].crew[1].rank", .words(["mate", "bosun"])),
    ("ships.crew", .list(.list(.record("sailor")))), ("c.k", .number), ("c.l", .string), ("any.x", .any),
    ("null.x", .any),
    ("ships[length > 3]", .list(.record("ship"))), ("ships[1]", .record("ship")), ("ships[any]", .any),
    ("n[1]", .number),
    ("ns[item > n]", .list(.number)), ("nested[1]", .list(.number)), ("[n, t]", .list(.any)),
    ("[t, w]", .list(.string)),
    ("[w, \"z\"]", .list(.words(["x", "y", "z"]))), ("[days, months]", .list(.duration)), ("[null, n]", .list(.number)),
    ("[n, null]", .list(.number)), ("[]", .list(.any)), ("[[n], [null]]", .list(.list(.number))),
    ("[[n], ns]", .list(.list(.number))),
    ("[{k: 1}, {k: null}]", .list(.context([.init("k", .number)]))), ("[{k: 1}, {l: 1}]", .list(.any)),
    ("[r, [n..n]]", .list(.range(.number))),
    ("for i in ns return t", .list(.string)), ("for i in n..n return i", .list(.number)),
    ("for i in r return i", .list(.number)),
    ("for i in d..d return i", .list(.date)), ("for i in ns return partial", .list(.list(.any))),
    ("for i in n return i", .list(.number)),
    ("{x: n, y: x}", .context([.init("x", .number), .init("y", .number)])), ("(> n)", .range(.number)),
    ("[n..n]", .range(.number)),
    ("if b then n else null", .number), ("if b then n else t", .any), ("n instance of string", .boolean),
    ("n between n and n", .boolean),
    ("max(n, n)", .number), ("max(ns)", .number), ("min(d, dt)", .any), ("sum(ns)", .number),
    ("reverse(ns)", .list(.number)),
    ("append(ns, t)", .list(.any)), ("append(ns, n)", .list(.number)), ("insert before(ns, 1, n)", .list(.number)),
    ("insert before(n, 1, n)", .list(.any)), ("insert before(ns, 1, t)", .list(.any)),
    ("union(ns, ns)", .list(.number)),
    ("before(n, n)", .boolean), ("includes(r, n)", .boolean), ("upper case(t)", .string), ("contains(t, t)", .boolean),
    ("decimal(n, 1)", .number), ("duration(t)", .duration), ("abs(days)", .daysDuration), ("flatten(ns)", .list(.any)),
    ("(function(x) x)(n)", .number), ("(function(x: string) x)(any)", .string),
    ("(function(x, y) y)(y: n, x: t)", .number),
    ("(function(x) function(y) x + y)(n)(n)", .number), ("now()", .dateTime), ("split amount(n, ns)", .list(.number)),
    ("ship id", .id("ship")), ("[ship id, other id]", .list(.string)), ("true", .boolean), ("@\"P1D\"", .daysDuration),
  ])
  func areWhatTheyAreMadeOf(_ text: String, _ wanted: Type) throws {
    let (type, findings) = try typing(text)
    #expect(type == wanted && findings.isEmpty, "\(text) is \(type): \(findings.map(\.message))")
  }

  @Test(
    arguments: [
      ("d.hour", "a date has no \"hour\"", nil), ("c.m", "a context has no \"m\"", "did you mean \"k\"?"),
      ("ship.lenght", "a ship has no \"lenght\"", "did you mean \"length\"?"),
      ("ship.wheels", "a ship has no \"wheels\"", "it has: built, captain, crew, flag, id, length, name"),
      ("ships.crew.wheels", "a sailor has no \"wheels\"", "it has: age, id, rank"),
      (
        "ship.captain.age", "ship.captain is only the id of a sailor here, which has no \"age\"",
        "a case is followed one step from here; let a derived value of the other case take the next"
      ),
      ("ship.flag = \"rde\"", "ship.flag is never \"rde\"", "did you mean \"red\"?"),
      ("\"green\" = ship.flag", "ship.flag is never \"green\"", "it is one of blue, red"),
      ("ship = t", "a ship and a text can never be equal", "compare its id: ship.id"),
      ("\"x\" = ship", "a ship and \"x\" can never be equal", "compare its id: ship.id"),
      ("ships[1] = t", "a ship and a text can never be compared", "one of them has to be converted"),
      ("n in (t)", "a number and a text can never be compared", "one of them has to be converted"),
      ("n in (< t)", "a number and a text can never be compared", "one of them has to be converted"),
      ("n between t and n", "a number and a text can never be compared", "one of them has to be converted"),
      ("[n..t]", "a number and a text can never be compared", "one of them has to be converted"),
      (
        "for i in t..n return i",
        "one goes from a number to a number or from a date to a date, not from a text to a number", nil
      ),
      (
        "for i in t..t return i",
        "one goes from a number to a number or from a date to a date, not from a text to a text", nil
      ),
      (
        "for i in dt..dt return i",
        "one goes from a number to a number or from a date to a date, not from a date and time to a date and time", nil
      ),
      ("ns[wheels]", "a number has no \"wheels\"", nil),
      ("ships[wheels = 1]", "a ship has no \"wheels\"", "it has: built, captain, crew, flag, id, length, name"),
      ("ships[count(wheels) = 1]", "a ship has no \"wheels\"", "it has: built, captain, crew, flag, id, length, name"),
      ("ships[name]", "a filter is a condition or a position, not a text", nil),
      ("abs(t)", "abs takes a number or a duration here, not a text", "it is used as in abs(-5)"),
      ("decimal(n, t)", "decimal takes a number here, not a text", "it is used as in decimal(2.55, 1)"),
      ("modulo(n, t)", "modulo takes a number here, not a text", "it is used as in modulo(-12, 5)"),
      (
        "substring(n, 1)", "substring takes a text here, not a number", "it is used as in substring(\"kalender\", 3, 4)"
      ),
      (
        "substring(t, 1, t)", "substring takes a number here, not a text",
        "it is used as in substring(\"kalender\", 3, 4)"
      ),
      (
        "sort(ns, n)", "sort takes a function here, not a number",
        "it is used as in sort([3, 1, 2], function(x, y) x < y)"
      ),
      (
        "sort(ns, ns)", "sort takes a function here, not a list",
        "it is used as in sort([3, 1, 2], function(x, y) x < y)"
      ),
      (
        "get value(n, t)", "get value takes a context here, not a number",
        "it is used as in get value({lot: 2}, \"lot\")"
      ),
      (
        "day of year(n)", "day of year takes a date here, not a number", "it is used as in day of year(@\"2031-03-10\")"
      ),
      ("(function(x, y) x)(n)", "the function takes 2 arguments, not 1", nil),
      ("(function(x) x + n)(t)", "called so, function(x) (x + n) cannot work: a number cannot be added to a text", nil),
      ("w = \"z\"", "w is never \"z\"", "did you mean \"x\"?"),
    ] as [(String, String, String?)])
  func areMistakesThatSayWhatToDo(_ text: String, _ message: String, _ hint: String?) throws {
    let findings = try typing(text).findings
    #expect(findings.map(\.message) == [message] && findings.first?.hint == hint, "\(findings)")
  }

  @Test(arguments: [
    "ship.id = t", "ship = null", "ship = ship", "c = {k: 1}", "c = ship", "ns = n", "n = ns", "\"a\" = \"b\"",
    "[\"a\"] = [\"b\"]",
    "w in ([\"x\"])", "count(t)", "ships[item.length > 1]", "ships[any.x]", "any[x]", "null[x]",
    "ships[some s in crew satisfies s.age > 1]", "abs(ns)", "decimal(ns, ns)", "not(b)", "t + w",
    "for i in any..n return i",
    "sort(ns, function(x, y) x < y)", "dur = days", "days < dur", "b in (true)", "n in (b)", "b in (n > 1)",
  ])
  func mayWorkAndAreLeftAlone(_ text: String) throws {
    let findings = try typing(text).findings
    #expect(findings.isEmpty, "\(text): \(findings.map(\.message))")
  }

  @Test(arguments: [
    (Type.any, "anything"), (.null, "null"), (.boolean, "a boolean"), (.number, "a number"), (.string, "a text"),
    (.words(["a"]), "\"a\""),
    (.words(["a", "b"]), "one of a, b"), (.words(["1", "2", "3", "4", "5", "6", "7"]), "one of 1, 2, 3, 4, 5, 6, 7"),
    (.words(["1", "2", "3", "4", "5", "6", "7", "8"]), "a word"), (.id("ship"), "the id of a ship"),
    (.id(nil), "the id of a case"),
    (.date, "a date"), (.dateTime, "a date and time"), (.time, "a time"), (.daysDuration, "a duration of days"),
    (.monthsDuration, "a duration of months"), (.duration, "a duration"), (.list(.any), "a list"),
    (.range(.any), "a range"),
    (.context([]), "a context"), (.record("ship"), "a ship"),
  ])
  func haveNamesInSentences(_ type: Type, _ wanted: String) { #expect(type.description(Fleet()) == wanted) }
}
