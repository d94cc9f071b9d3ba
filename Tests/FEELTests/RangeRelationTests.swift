import Testing

@testable import FEEL

/// A range of whole numbers, or a point.
private struct Span: Sendable {
  let low, high: Int
  let lowIn, highIn: Bool
  let value: Value

  init(point: Int) {
    (low, high, lowIn, highIn, value) = (point, point, true, true, .number(Number(point)))
  }

  init(_ low: Int, _ high: Int, _ lowIn: Bool, _ highIn: Bool) {
    (self.low, self.high, self.lowIn, self.highIn) = (low, high, lowIn, highIn)
    value = .range(
      Range(low: .number(Number(low)), high: .number(Number(high)), lowIncluded: lowIn, highIncluded: highIn))
  }

  static let all: [Span] =
    (1...3).map { Span(point: $0) }
    + (1...3).flatMap { low in
      (low...3).flatMap { high in
        [(true, true), (true, false), (false, true), (false, false)].map { Span(low, high, $0, $1) }
      }
    }
}

/// The conditions of DMN 1.5, table 78, as they are written there.
private let relations: [(String, @Sendable (Span, Span) -> Bool)] = [
  ("before", { a, b in a.high < b.low || a.high == b.low && (!a.highIn || !b.lowIn) }),
  ("after", { a, b in a.low > b.high || a.low == b.high && (!a.lowIn || !b.highIn) }),
  ("meets", { a, b in a.highIn && b.lowIn && a.high == b.low }),
  ("met by", { a, b in a.lowIn && b.highIn && a.low == b.high }),
  (
    "overlaps",
    { a, b in
      (a.high > b.low || a.high == b.low && a.highIn && b.lowIn)
        && (a.low < b.high || a.low == b.high && a.lowIn && b.highIn)
    }
  ),
  (
    "overlaps before",
    { a, b in
      (a.low < b.low || a.low == b.low && (a.lowIn || !b.lowIn))
        && (a.high > b.low || a.high == b.low && a.highIn && b.lowIn)
        && (a.high < b.high || a.high == b.high && (!a.highIn || b.highIn))
    }
  ),
  (
    "overlaps after",
    { a, b in
      (b.low < a.low || b.low == a.low && (b.lowIn || !a.lowIn))
        && (b.high > a.low || b.high == a.low && b.highIn && a.lowIn)
        && (b.high < a.high || b.high == a.high && (!b.highIn || a.highIn))
    }
  ),
  (
    "finishes",
    { a, b in a.high == b.high && a.highIn == b.highIn && (a.low > b.low || a.low == b.low && (!a.lowIn || b.lowIn)) }
  ),
  (
    "finished by",
    { a, b in a.high == b.high && a.highIn == b.highIn && (a.low < b.low || a.low == b.low && (a.lowIn || !b.lowIn)) }
  ),
  (
    "includes",
    { a, b in
      (a.low < b.low || a.low == b.low && (a.lowIn || !b.lowIn))
        && (a.high > b.high || a.high == b.high && (a.highIn || !b.highIn))
    }
  ),
  (
    "during",
    { a, b in
      (b.low < a.low || b.low == a.low && (b.lowIn || !a.lowIn))
        && (b.high > a.high || b.high == a.high && (b.highIn || !a.highIn))
    }
  ),
  (
    "starts",
    { a, b in a.low == b.low && a.lowIn == b.lowIn && (a.high < b.high || a.high == b.high && (!a.highIn || b.highIn)) }
  ),
  (
    "started by",
    { a, b in a.low == b.low && a.lowIn == b.lowIn && (a.high > b.high || a.high == b.high && (a.highIn || !b.highIn)) }
  ),
  ("coincides", { a, b in a.low == b.low && a.high == b.high && a.lowIn == b.lowIn && a.highIn == b.highIn }),
]

@Suite struct RelationsOfRanges {
  @Test func holdAsTheTableOfTheStandardSays() throws {
    for (name, holds) in relations {
      let expression = try Expression("\(name)(a, b)", scope: Scope(["a", "b"]))
      for a in Span.all {
        for b in Span.all {
          let (value, faults) = expression.evaluate([a.value, b.value], host: Situation())
          guard case .boolean(let found) = value else {
            Issue.record("\(name)(\(a.value.source), \(b.value.source)) is \(value.source)")
            continue
          }
          #expect(found == holds(a, b) && faults.isEmpty, "\(name)(\(a.value.source), \(b.value.source))")
        }
      }
      for pair in [("1", "\"a\""), ("[1..2]", "[\"a\"..\"b\"]"), ("null", "1"), ("[1..2]", "true")] {
        let (value, faults) = try Expression("\(name)(\(pair.0), \(pair.1))").evaluate([], host: Situation())
        #expect(value.isNull && faults.map(\.code) == [.incomparable], "\(name)(\(pair.0), \(pair.1))")
      }
    }
  }

  @Test func pointsLieInARangeOrNot() {
    for span in Span.all {
      guard case .range(let range) = span.value else { continue }
      for doubled in 1...7 {
        let point = Number(doubled * 5, power: -1) ?? .zero
        let isIn =
          (doubled > 2 * span.low || doubled == 2 * span.low && span.lowIn)
          && (doubled < 2 * span.high || doubled == 2 * span.high && span.highIn)
        #expect(range.contains(.number(point)) == isIn, "\(point) in \(span.value.source)")
      }
    }
  }
}
