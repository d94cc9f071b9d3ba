/// Unsigned integers of 256 bits: what a product or an aligned sum of two 34-digit coefficients needs before rounding.

struct Wide: Sendable, Comparable {
  var high: UInt128
  var low: UInt128

  init(high: UInt128, low: UInt128) {
    self.high = high
    self.low = low
  }

  init(_ low: UInt128) { self.init(high: 0, low: low) }

  static let powers: [UInt128] = (0...38).reduce(into: []) { powers, _ in
    powers.append((powers.last ?? 0) * 10); if powers.count == 1 { powers[0] = 1 }
  }

  static func < (a: Wide, b: Wide) -> Bool { a.high == b.high ? a.low < b.low : a.high < b.high }

  static func + (a: Wide, b: Wide) -> Wide {
    let (low, carry) = a.low.addingReportingOverflow(b.low)
    return Wide(high: a.high &+ b.high &+ (carry ? 1 : 0), low: low)
  }

  static func - (a: Wide, b: Wide) -> Wide {
    let (low, borrow) = a.low.subtractingReportingOverflow(b.low)
    return Wide(high: a.high &- b.high &- (borrow ? 1 : 0), low: low)
  }

  func timesTen(plus digit: UInt128) -> Wide { times(10) + Wide(digit) }

  func times(_ factor: UInt128) -> Wide {
    let (carry, product) = low.multipliedFullWidth(by: factor)
    return Wide(high: high &* factor &+ carry, low: product)
  }

  /// At most 76 digits of room; the callers keep within it.
  func times(powerOfTen power: Int) -> Wide {
    power <= 38 ? times(Self.powers[power]) : times(Self.powers[38]).times(Self.powers[power - 38])
  }

  func divided(by divisor: UInt128) -> (quotient: Wide, remainder: UInt128) {
    if high == 0 {
      let (quotient, remainder) = low.quotientAndRemainder(dividingBy: divisor)
      return (Wide(quotient), remainder)
    }
    let (upper, rest) = high.quotientAndRemainder(dividingBy: divisor)
    let (lower, remainder) = divisor.dividingFullWidth((rest, low))
    return (Wide(high: upper, low: lower), remainder)
  }

  var digitCount: Int {
    if high == 0 { return Self.digitCount(low) }
    let (upper, rest) = divided(by: Self.powers[38])
    return upper == Wide(0) ? Self.digitCount(rest) : 38 + upper.digitCount
  }

  private static func digitCount(_ value: UInt128) -> Int {
    if value == 0 { return 1 }
    // 1233 / 4096 approximates log10(2).
    let guess = ((128 - value.leadingZeroBitCount) * 1233) >> 12
    return guess < powers.count && value >= powers[guess] ? guess + 1 : guess
  }

  func dividedRounding(byPowerOfTen power: Int, _ mode: Number.Rounding, negative: Bool) -> Wide {
    if power > 38 {
      // Two steps: cut coarsely first, keeping in a last odd unit whether anything was cut.
      let (quotient, remainder) = divided(by: Self.powers[power - 38])
      let doubled = quotient.times(2) + Wide(remainder == 0 ? 0 : 1)
      return doubled.rounding(by: Wide(Self.powers[38]).times(2), mode, negative)
    }
    return rounding(by: Wide(Self.powers[power]), mode, negative)
  }

  private func rounding(by divisor: Wide, _ mode: Number.Rounding, _ negative: Bool) -> Wide {
    guard divisor.high == 0 else { return Wide(0) }
    let (quotient, remainder) = divided(by: divisor.low)
    guard remainder != 0 else { return quotient }
    let rest = divisor.low - remainder
    let up =
      switch mode {
      case .halfEven: remainder > rest || (remainder == rest && quotient.low & 1 == 1)
      case .halfUp: remainder >= rest
      case .halfDown: remainder > rest
      case .up: true
      case .down: false
      case .floor: negative
      case .ceiling: !negative
      }
    return up ? quotient + Wide(1) : quotient
  }
}
