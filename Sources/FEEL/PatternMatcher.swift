/// Runs patterns over a text: backtracking that never tries the same step at the same place twice, so that the time is
/// linear in the text; with back-references, which need more, every step is paid from the evaluation's allowance.

struct PatternMatcher {
  /// Where the whole (group 0) and each group was found.
  typealias Found = [Swift.Range<Int>?]

  private enum Retreat {
    case go(step: Int, position: Int)
    case restore(slot: Int, value: Int)
  }

  let pattern: Pattern
  private(set) var text: [Unicode.Scalar]
  private var kept: [Int]
  private var stack: [Retreat] = []
  /// By step and position: whether it was tried in this search.
  private var tried: [UInt64] = []
  private var touched: [Int] = []
  private let remembers: Bool

  private static let maximumMemory = 1 << 26

  init(_ pattern: Pattern, _ text: [Unicode.Scalar]) {
    self.pattern = pattern
    self.text = text
    kept = [Int](repeating: -1, count: pattern.slots)
    let cells = pattern.steps.count.multipliedReportingOverflow(by: text.count + 1)
    remembers = !pattern.hasReferences && !cells.overflow && cells.partialValue <= Self.maximumMemory
    if remembers { tried = [UInt64](repeating: 0, count: cells.partialValue / 64 + 1) }
  }

  /// Whether it matches another text: one without characters.
  mutating func find(in other: [Unicode.Scalar], _ allowance: inout Int) -> Found? {
    let own = text
    text = other
    defer { text = own }
    return find(from: 0, &allowance)
  }

  /// The first place from `start` on where the pattern matches. Takes from `allowance`; nil below zero.
  mutating func find(from start: Int, _ allowance: inout Int) -> Found? {
    defer {
      for cell in touched { tried[cell >> 6] = 0 }
      touched.removeAll(keepingCapacity: true)
    }
    for position in start...max(start, text.count) {
      if let found = match(at: position, &allowance) { return found }
      if allowance < 0 { return nil }
    }
    return nil
  }

  private mutating func match(at start: Int, _ allowance: inout Int) -> Found? {
    for slot in kept.indices { kept[slot] = -1 }
    stack.removeAll(keepingCapacity: true)
    stack.append(.go(step: 0, position: start))
    while let retreat = stack.popLast() {
      switch retreat {
      case .restore(let slot, let value): kept[slot] = value
      case .go(let step, let position):
        if run(step, position, &allowance) {
          return (0...pattern.groups).map { group in
            let (from, to) = (kept[2 * group], kept[2 * group + 1])
            return from >= 0 && to >= from ? from..<to : nil
          }
        }
        if allowance < 0 { return nil }
      }
    }
    return nil
  }

  private mutating func run(_ first: Int, _ from: Int, _ allowance: inout Int) -> Bool {
    var step = first
    var position = from
    while true {
      allowance -= 1
      if allowance < 0 { return false }
      if remembers {
        let cell = step * (text.count + 1) + position
        if tried[cell >> 6] >> UInt64(cell & 63) & 1 == 1 { return false }
        tried[cell >> 6] |= 1 << UInt64(cell & 63)
        touched.append(cell)
      }
      switch pattern.steps[step] {
      case .match: return true
      case .set(let set):
        guard position < text.count, pattern.sets[set].contains(text[position]) else { return false }
        position += 1
        step += 1
      case .split(let a, let b):
        stack.append(.go(step: b, position: position))
        step = a
      case .jump(let to): step = to
      case .save(let slot):
        stack.append(.restore(slot: slot, value: kept[slot]))
        kept[slot] = position
        step += 1
      case .progress(let slot):
        guard kept[slot] != position else { return false }
        step += 1
      case .start:
        let isLine = pattern.isMultiline && position > 0 && position < text.count && text[position - 1] == "\n"
        guard position == 0 || isLine else { return false }
        step += 1
      case .end:
        guard position == text.count || pattern.isMultiline && text[position] == "\n" else { return false }
        step += 1
      case .back(let group):
        let (start, end) = (kept[2 * group], kept[2 * group + 1])
        if start >= 0, end >= start {
          allowance -= end - start
          guard position + end - start <= text.count else { return false }
          for offset in 0..<(end - start) {
            let (a, b) = (text[start + offset], text[position + offset])
            guard a == b || pattern.ignoresCase && CharacterSet.forms(a).contains(b) else { return false }
          }
          position += end - start
        }
        step += 1
      }
    }
  }
}
