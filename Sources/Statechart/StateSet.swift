/// Sets of states, and of transitions, as bits: the first 64 in the value itself.

/// A set of small numbers: of states or of transitions, in document order.
public struct StateSet: Sendable, Hashable {
  private var first: UInt64 = 0
  private var rest: [UInt64]

  init(count: Int) { rest = count <= 64 ? [] : [UInt64](repeating: 0, count: (count - 1) >> 6) }

  /// Whether a number is in it.
  @inline(__always)
  public func contains(_ index: Int) -> Bool {
    if index < 64 { return first >> UInt64(index) & 1 == 1 }
    return rest[index >> 6 - 1] >> UInt64(index & 63) & 1 == 1
  }

  mutating func insert(_ index: Int) {
    if index < 64 { first |= 1 << UInt64(index) } else { rest[index >> 6 - 1] |= 1 << UInt64(index & 63) }
  }

  mutating func remove(_ index: Int) {
    if index < 64 { first &= ~(1 << UInt64(index)) } else { rest[index >> 6 - 1] &= ~(1 << UInt64(index & 63)) }
  }

  /// Whether none is in it.
  public var isEmpty: Bool { first == 0 && rest.allSatisfy { $0 == 0 } }

  private func word(_ index: Int) -> UInt64 { index == 0 ? first : rest[index - 1] }

  /// The least number in it that is at least `index` and less than `end`; nil when there is none.
  @inline(__always)
  func next(from index: Int, below end: Int) -> Int? {
    var at = index
    while at < end {
      let bits = word(at >> 6) >> UInt64(at & 63)
      if bits != 0 {
        let found = at + bits.trailingZeroBitCount
        return found < end ? found : nil
      }
      at = (at >> 6 + 1) << 6
    }
    return nil
  }

  /// The greatest number in it that is less than `index` and at least `start`; nil when there is none.
  @inline(__always)
  func last(below index: Int, from start: Int) -> Int? {
    var at = index - 1
    while at >= start {
      let bits = word(at >> 6) << UInt64(63 - at & 63)
      if bits != 0 {
        let found = at - bits.leadingZeroBitCount
        return found >= start ? found : nil
      }
      at = (at >> 6) << 6 - 1
    }
    return nil
  }

  /// Its numbers, in document order.
  public var indices: [Int] {
    var result: [Int] = []
    var at = 0
    let end = (rest.count + 1) << 6
    while let index = next(from: at, below: end) {
      result.append(index)
      at = index + 1
    }
    return result
  }
}
