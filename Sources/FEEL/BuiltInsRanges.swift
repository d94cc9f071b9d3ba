/// Range functions (DMN 1.5, 10.3.4.11): a point counts as a range of one.

extension BuiltIn {
  private struct Ends {
    let low, high: Value
    let lowIncluded, highIncluded, isPoint: Bool

    init(_ value: Value) {
      if case .range(let range) = value {
        (low, high, lowIncluded, highIncluded) = (range.low, range.high, range.lowIncluded, range.highIncluded)
        isPoint = false
      } else {
        (low, high, lowIncluded, highIncluded, isPoint) = (value, value, true, true, true)
      }
    }
  }

  private static func order(_ a: Value, _ b: Value) throws(Misuse) -> Int {
    guard let order = Value.compare(a, b) else {
      throw Misuse(.incomparable, "a \(a.typeName) and a \(b.typeName) have no order")
    }
    return order
  }

  private static func relation(
    _ name: String, _ parameters: String, _ summary: String, example: String,
    _ holds: @escaping @Sendable (_ a: Ends, _ b: Ends) throws(Misuse) -> Bool
  ) -> BuiltIn {
    BuiltIn(name, parameters, summary, example: "\(name)(\(example))") { args, _ throws(Misuse) in
      .boolean(try holds(Ends(args[0]), Ends(args[1])))
    }
  }

  private static func isBefore(_ a: Ends, _ b: Ends) throws(Misuse) -> Bool {
    let order = try order(a.high, b.low)
    return order < 0 || (order == 0 && !(a.highIncluded && b.lowIncluded))
  }

  private static func includes(_ a: Ends, _ b: Ends) throws(Misuse) -> Bool {
    let low = try order(a.low, b.low)
    let high = try order(a.high, b.high)
    return (low < 0 || (low == 0 && (a.lowIncluded || !b.lowIncluded)))
      && (high > 0 || (high == 0 && (a.highIncluded || !b.highIncluded)))
  }

  private static func startsAlike(_ a: Ends, _ b: Ends) throws(Misuse) -> Bool {
    try order(a.low, b.low) == 0 && a.lowIncluded == b.lowIncluded
  }

  private static func endsAlike(_ a: Ends, _ b: Ends) throws(Misuse) -> Bool {
    try order(a.high, b.high) == 0 && a.highIncluded == b.highIncluded
  }

  private static func overlapsBefore(_ a: Ends, _ b: Ends) throws(Misuse) -> Bool {
    let low = try order(a.low, b.low)
    let high = try order(a.high, b.high)
    guard low < 0 || (low == 0 && a.lowIncluded && !b.lowIncluded) || low == 0 && a.lowIncluded == b.lowIncluded else {
      return false
    }
    guard try !isBefore(a, b) else { return false }
    return high < 0 || (high == 0 && (!a.highIncluded || b.highIncluded))
  }

  static let ranges: [BuiltIn] = [
    relation("before", "range1,range2", "Whether the first lies wholly before the second.", example: "1, [2..5]") {
      (a, b) throws(Misuse) in try isBefore(a, b)
    },
    relation("after", "range1,range2", "Whether the first lies wholly after the second.", example: "6, [2..5]") {
      (a, b) throws(Misuse) in try isBefore(b, a)
    },
    relation("meets", "range1,range2", "Whether the first ends where the second starts.", example: "[1..5], [5..10]") {
      (a, b) throws(Misuse) in
      try order(a.high, b.low) == 0 && a.highIncluded && b.lowIncluded
    },
    relation("met by", "range1,range2", "Whether the first starts where the second ends.", example: "[5..10], [1..5]") {
      (a, b) throws(Misuse) in
      try order(b.high, a.low) == 0 && b.highIncluded && a.lowIncluded
    },
    relation("overlaps", "range1,range2", "Whether they share a value.", example: "[1..5], [3..8]") {
      (a, b) throws(Misuse) in
      let (before, after) = (try isBefore(a, b), try isBefore(b, a))
      return !before && !after
    },
    relation(
      "overlaps before", "range1,range2", "Whether they overlap and the first starts first.", example: "[1..5], [3..8]"
    ) { (a, b) throws(Misuse) in
      try overlapsBefore(a, b)
    },
    relation(
      "overlaps after", "range1,range2", "Whether they overlap and the first ends last.", example: "[3..8], [1..5]"
    ) { (a, b) throws(Misuse) in
      let low = try order(a.low, b.low)
      let high = try order(a.high, b.high)
      guard try !isBefore(b, a) else { return false }
      return (low > 0 || (low == 0 && (!a.lowIncluded || b.lowIncluded)))
        && (high > 0 || (high == 0 && (a.highIncluded || !b.highIncluded)))
    },
    relation("finishes", "range1,range2", "Whether the first ends as the second does, within it.", example: "5, [1..5]")
    { (a, b) throws(Misuse) in
      let (first, second) = (try endsAlike(a, b), try includes(b, a))
      return first && second
    },
    relation("finished by", "range1,range2", "Whether the second finishes the first.", example: "[1..5], 5") {
      (a, b) throws(Misuse) in
      let (first, second) = (try endsAlike(a, b), try includes(a, b))
      return first && second
    },
    relation("includes", "range,point", "Whether the first holds the second.", example: "[1..10], 5") {
      (a, b) throws(Misuse) in try includes(a, b)
    },
    relation("during", "point,range", "Whether the second holds the first.", example: "5, [1..10]") {
      (a, b) throws(Misuse) in try includes(b, a)
    },
    relation("starts", "range1,range2", "Whether the first starts as the second does, within it.", example: "1, [1..5]")
    { (a, b) throws(Misuse) in
      let (first, second) = (try startsAlike(a, b), try includes(b, a))
      return first && second
    },
    relation("started by", "range1,range2", "Whether the second starts the first.", example: "[1..5], 1") {
      (a, b) throws(Misuse) in
      let (first, second) = (try startsAlike(a, b), try includes(a, b))
      return first && second
    },
    relation("coincides", "range1,range2", "Whether they are the same.", example: "[1..5], [1..5]") {
      (a, b) throws(Misuse) in
      let (first, second) = (try startsAlike(a, b), try endsAlike(a, b))
      return first && second
    },
  ]
}
