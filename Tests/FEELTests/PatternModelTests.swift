import TestSupport
import Testing

@testable import FEEL

/// A pattern as a tree, with its text and the plainest way to match it: try everything in order.
private indirect enum Piece {
  case one(String, (Character) -> Bool)
  case row([Piece])
  case either([Piece])
  case group(Piece, Int?)
  case times(Piece, Int, Int?, greedy: Bool)
  case start, end

  var text: String {
    switch self {
    case .one(let text, _): text
    case .row(let parts): parts.map(\.text).joined()
    case .either(let parts): parts.map(\.text).joined(separator: "|")
    case .group(let inner, let index): "(\(index == nil ? "?:" : "")\(inner.text))"
    case .times(let inner, let least, let most, let greedy):
      inner.text
        + (least == 0 && most == nil
          ? "*" : least == 1 && most == nil ? "+" : least == 0 && most == 1 ? "?" : "{\(least)\(bound(least, most))}")
        + (greedy ? "" : "?")
    case .start: "^"
    case .end: "$"
    }
  }

  private func bound(_ least: Int, _ most: Int?) -> String { most.map { $0 == least ? "" : ",\($0)" } ?? "," }
}

private typealias Found = [Int: Swift.Range<Int>]

private struct Trial {
  let text: [Character]
  let isMultiline: Bool

  func match(_ piece: Piece, _ at: Int, _ found: Found, _ then: (Int, Found) -> Found?) -> Found? {
    switch piece {
    case .one(_, let holds): return at < text.count && holds(text[at]) ? then(at + 1, found) : nil
    case .row(let parts):
      guard let first = parts.first else { return then(at, found) }
      return match(first, at, found) { match(.row(Array(parts.dropFirst())), $0, $1, then) }
    case .either(let parts):
      for part in parts { if let result = match(part, at, found, then) { return result } }
      return nil
    case .group(let inner, let index):
      return match(inner, at, found) { end, inside in
        var inside = inside
        if let index { inside[index] = at..<end }
        return then(end, inside)
      }
    case .times(let inner, let least, let most, let greedy):
      if least > 0 {
        return match(inner, at, found) {
          match(.times(inner, least - 1, most.map { $0 - 1 }, greedy: greedy), $0, $1, then)
        }
      }
      if most == 0 { return then(at, found) }
      func again() -> Found? {
        match(inner, at, found) { end, inside in
          if most == nil, end == at { return nil }
          return match(.times(inner, 0, most.map { $0 - 1 }, greedy: greedy), end, inside, then)
        }
      }
      return greedy ? again() ?? then(at, found) : then(at, found) ?? again()
    case .start:
      let isLine = isMultiline && at > 0 && at < text.count && text[at - 1] == "\n"
      return at == 0 || isLine ? then(at, found) : nil
    case .end: return at == text.count || isMultiline && text[at] == "\n" ? then(at, found) : nil
    }
  }

  func find(_ piece: Piece, from: Int) -> Found? {
    for start in from...max(from, text.count) {
      if let found = match(.group(piece, 0), start, [:], { _, found in found }) { return found }
    }
    return nil
  }
}

@Suite struct PatternsByTrial {
  private func piece(_ depth: Int, _ flags: String, _ groups: inout Int, _ generator: inout Seeded) -> Piece {
    func pick(_ range: Swift.Range<Int>) -> Int { Int.random(in: range, using: &generator) }
    let ignoresCase = flags.contains("i")
    func letter(_ wanted: Character) -> (Character) -> Bool {
      { ignoresCase ? $0.lowercased() == wanted.lowercased() : $0 == wanted }
    }
    if depth == 0 || pick(0..<4) == 0 {
      switch pick(0..<10) {
      case 0: return .one(".", { flags.contains("s") || $0 != "\n" })
      case 1: return .one("[^a]", { !letter("a")($0) })
      case 2: return .one("[a-b]", { letter("a")($0) || letter("b")($0) })
      case 3: return .one("\\n", { $0 == "\n" })
      case 4: return .start
      case 5: return .end
      case 6: return .one("B", letter("B"))
      case 7, 8: return .one("a", letter("a"))
      default: return .one("b", letter("b"))
      }
    }
    switch pick(0..<6) {
    case 0, 1: return .row((0..<pick(1..<4)).map { _ in grouped(depth - 1, flags, &groups, &generator) })
    case 2: return .group(.either((0..<pick(2..<4)).map { _ in piece(depth - 1, flags, &groups, &generator) }), nil)
    case 3:
      groups += 1
      let index = groups
      return .group(piece(depth - 1, flags, &groups, &generator), index)
    default:
      let inner = Piece.group(piece(depth - 1, flags, &groups, &generator), nil)
      let bounds: [(Int, Int?)] = [(0, nil), (1, nil), (0, 1), (2, nil), (1, 2), (0, 2), (2, 2), (0, 0)]
      let (least, most) = bounds[pick(0..<8)]
      return .times(inner, least, most, greedy: pick(0..<3) > 0)
    }
  }

  /// In a row every part that is a choice stands in a group.
  private func grouped(_ depth: Int, _ flags: String, _ groups: inout Int, _ generator: inout Seeded) -> Piece {
    .group(piece(depth, flags, &groups, &generator), nil)
  }

  @Test func areFoundWhereTryingEverythingFindsThem() throws {
    var generator = Seeded(state: 9)
    for _ in 0..<1_500 {
      let flags = ["", "", "m", "s", "i", "mi", "ms"].randomElement(using: &generator) ?? ""
      var groups = 0
      let tree = piece(3, flags, &groups, &generator)
      let pattern = try Pattern(tree.text, flags: flags)
      for _ in 0..<4 {
        let letters = Array("aabbAB\n")
        let text = (0..<Int.random(in: 0...7, using: &generator)).map { _ in
          letters.randomElement(using: &generator) ?? "a"
        }
        let from = Int.random(in: 0...text.count, using: &generator)
        var matcher = PatternMatcher(pattern, Array(String(text).unicodeScalars))
        var allowance = 100_000
        let found = matcher.find(from: from, &allowance)
        let wanted = Trial(text: text, isMultiline: flags.contains("m")).find(tree, from: from)
        let all = wanted.map { wanted in (0...groups).map { wanted[$0] } }
        #expect(found == all, "\(tree.text) with \(flags) in \(String(text).debugDescription) from \(from)")
      }
    }
  }
}
