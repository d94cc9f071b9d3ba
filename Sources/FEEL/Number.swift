/// FEEL numbers: decimals of 34 digits, rounded half even, exact otherwise (DMN 1.5, 10.3.2.3.1; IEEE 754-2008 decimal128).

/// A decimal number. Its form is canonical: equal numbers have equal bits.
///
/// Sixteen bytes: sign, a 14-bit exponent and a coefficient of at most 34 digits. An integer that fits keeps exponent 0,
/// any other number the exponent nearest to 0, so that small integers take a path of plain machine arithmetic.
public struct Number: Sendable, Hashable {
  private let high: UInt64
  private let low: UInt64

  static let digits = 34
  static let maximum = UInt128(9_999_999_999_999_999) * 1_000_000_000_000_000_000 + 999_999_999_999_999_999
  static let exponents = -6176...6111

  private static let signBit: UInt64 = 1 << 63
  private static let coefficientBits: UInt64 = (1 << 49) - 1

  private init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// An integer.
  public init(_ value: Int) {
    high = value < 0 ? Self.signBit : 0
    low = UInt64(value.magnitude)
  }

  /// Zero.
  public static let zero = Number(0)
  /// One.
  public static let one = Number(1)

  /// Whether it is less than zero.
  public var isNegative: Bool { high & Self.signBit != 0 }
  /// Whether it is zero.
  public var isZero: Bool { low == 0 && high & Self.coefficientBits == 0 }

  var coefficient: UInt128 { UInt128(high & Self.coefficientBits) << 64 | UInt128(low) }
  var exponent: Int { Int(Int64(bitPattern: high << 1) >> 50) }

  /// Whether it is an integer below 2^64: the fast path.
  @inline(__always) private var isSmall: Bool { high & ~Self.signBit == 0 }

  /// Packs a canonical triple.
  private init(negative: Bool, coefficient: UInt128, exponent: Int) {
    let sign = negative && coefficient != 0 ? Self.signBit : 0
    let packed = (UInt64(bitPattern: Int64(exponent)) & 0x3FFF) << 49
    self.init(
      high: sign | packed | UInt64(truncatingIfNeeded: coefficient >> 64), low: UInt64(truncatingIfNeeded: coefficient))
  }

  /// Rounds to 34 digits, half even, and brings to canonical form. Nil when it is too large for the format.
  init?(negative: Bool, wide: Wide, exponent: Int) {
    var exponent = exponent
    var coefficient: UInt128
    let excess = max(wide.digitCount - Self.digits, Self.exponents.lowerBound - exponent)
    if excess > 0 {
      guard excess <= 76 else {
        self = .zero
        return
      }
      coefficient = wide.dividedRounding(byPowerOfTen: excess, .halfEven, negative: negative).low
      exponent += excess
    } else {
      coefficient = wide.low
    }
    if coefficient == 0 {
      self = .zero
      return
    }
    // Strip zeros down to exponent 0, or where rounding carried to a 35th digit.
    while exponent < 0 || coefficient > Self.maximum {
      let (quotient, remainder) = coefficient.quotientAndRemainder(dividingBy: 10)
      guard remainder == 0 else { break }
      coefficient = quotient
      exponent += 1
    }
    while exponent > 0, coefficient <= Self.maximum / 10 {
      coefficient *= 10
      exponent -= 1
    }
    guard exponent <= Self.exponents.upperBound else { return nil }
    self.init(negative: negative, coefficient: coefficient, exponent: exponent)
  }

  /// A coefficient and a power of ten: `Number(1234, -2)` is 12.34.
  public init?(_ coefficient: Int, power: Int) {
    self.init(negative: coefficient < 0, wide: Wide(UInt128(coefficient.magnitude)), exponent: power)
  }

  /// Reads digits with an optional sign, point and exponent; rounds past 34 digits. Nil for anything else.
  public init?(_ text: some StringProtocol) {
    var digits = Wide(0)
    var exponent = 0
    var seen = 0
    var counted = 0
    var negative = false
    var point = false
    var sticky = false
    var bytes = Array(text.utf8)[...]
    if let first = bytes.first, first == 45 || first == 43 {
      negative = first == 45
      bytes = bytes.dropFirst()
    }
    while let byte = bytes.first {
      if (48...57).contains(byte) {
        seen += 1
        if counted < 70 {
          digits = digits.timesTen(plus: UInt128(byte - 48))
          if counted > 0 || byte != 48 { counted += 1 }
          if point { exponent -= 1 }
        } else {
          sticky = sticky || byte != 48
          if !point { exponent += 1 }
        }
      } else if byte == 46, !point {
        point = true
      } else {
        break
      }
      bytes = bytes.dropFirst()
    }
    guard seen > 0 else { return nil }
    if let letter = bytes.first, letter == 69 || letter == 101 {
      guard let power = Int(String(decoding: bytes.dropFirst(), as: UTF8.self)), abs(power) < 100_000 else {
        return nil
      }
      exponent += power
      bytes = []
    }
    guard bytes.isEmpty else { return nil }
    if sticky {
      digits = digits.timesTen(plus: 1)
      exponent -= 1
    }
    self.init(negative: negative, wide: digits, exponent: exponent)
  }

  /// The integer, if it is one and fits.
  public var integer: Int? {
    guard exponent == 0, let value = Int(exactly: coefficient) else { return nil }
    return isNegative ? -value : value
  }

  /// Whether it has no fraction.
  public var isInteger: Bool { exponent >= 0 }

  /// The nearest binary number; for display and foreign formats only.
  public var double: Double { Double(description) ?? .nan }

  // MARK: Arithmetic

  /// Minus this.
  public static prefix func - (a: Number) -> Number {
    a.isZero ? a : Number(high: a.high ^ signBit, low: a.low)
  }

  /// Without its sign.
  public var magnitude: Number { Number(high: high & ~Self.signBit, low: low) }

  /// The sum; nil on overflow of the format.
  @inline(__always)
  public static func add(_ a: Number, _ b: Number) -> Number? {
    if a.isSmall, b.isSmall, (a.low | b.low) >> 62 == 0 {
      let left = a.high == 0 ? Int(truncatingIfNeeded: a.low) : -Int(truncatingIfNeeded: a.low)
      let right = b.high == 0 ? Int(truncatingIfNeeded: b.low) : -Int(truncatingIfNeeded: b.low)
      return Number(left + right)
    }
    return addSlow(a, b)
  }

  private static func addSlow(_ a: Number, _ b: Number) -> Number? {
    if a.isZero { return b }
    if b.isZero { return a }
    let (x, y, exponent) = aligned(a, b)
    if a.isNegative == b.isNegative { return Number(negative: a.isNegative, wide: x + y, exponent: exponent) }
    if x < y { return Number(negative: b.isNegative, wide: y - x, exponent: exponent) }
    return Number(negative: a.isNegative, wide: x - y, exponent: exponent)
  }

  /// Both coefficients at one exponent. Where they lie too far apart to matter, the smaller becomes one unit far below
  /// the last digit: enough to round by.
  private static func aligned(_ a: Number, _ b: Number) -> (Wide, Wide, Int) {
    if a.exponent < b.exponent {
      let (y, x, exponent) = aligned(b, a)
      return (x, y, exponent)
    }
    let gap = a.exponent - b.exponent
    if gap <= 36 { return (Wide(a.coefficient).times(powerOfTen: gap), Wide(b.coefficient), b.exponent) }
    let scaled = Wide(a.coefficient).times(powerOfTen: 36)
    if gap - 36 < digits {
      let rest = Wide(b.coefficient).dividedRounding(byPowerOfTen: gap - 36, .down, negative: false)
      // Keep a trace of what was cut, one place lower, for a right rounding.
      return (scaled.timesTen(plus: 0), rest.timesTen(plus: b.coefficient == 0 ? 0 : 1), a.exponent - 37)
    }
    return (scaled, Wide(b.coefficient == 0 ? 0 : 1), a.exponent - 36)
  }

  /// The difference; nil on overflow.
  @inline(__always) public static func subtract(_ a: Number, _ b: Number) -> Number? { add(a, -b) }

  /// The product; nil on overflow.
  public static func multiply(_ a: Number, _ b: Number) -> Number? {
    if a.isSmall, b.isSmall {
      let (product, overflow) = a.low.multipliedReportingOverflow(by: b.low)
      if !overflow { return Number(high: product == 0 ? 0 : a.high ^ b.high, low: product) }
    }
    let (high, low) = a.coefficient.multipliedFullWidth(by: b.coefficient)
    return Number(
      negative: a.isNegative != b.isNegative, wide: Wide(high: high, low: low), exponent: a.exponent + b.exponent)
  }

  /// The quotient to 34 digits; nil when dividing by zero or on overflow.
  public static func divide(_ a: Number, _ b: Number) -> Number? {
    guard !b.isZero else { return nil }
    if a.isZero { return .zero }
    let shift = max(0, 36 + Wide(b.coefficient).digitCount - Wide(a.coefficient).digitCount)
    let (quotient, remainder) = Wide(a.coefficient).times(powerOfTen: shift).divided(by: b.coefficient)
    let sticky = quotient.timesTen(plus: remainder == 0 ? 0 : 1)
    return Number(
      negative: a.isNegative != b.isNegative, wide: sticky, exponent: a.exponent - b.exponent - shift - 1)
  }

  /// `a - b * floor(a / b)`, with the sign of `b` (DMN 1.5, 10.3.4.5); nil when `b` is zero.
  public static func modulo(_ a: Number, _ b: Number) -> Number? {
    guard !b.isZero else { return nil }
    if a.isSmall, b.isSmall, let x = a.integer, let y = b.integer {
      let rest = x % y
      return Number(rest != 0 && (rest < 0) != (y < 0) ? rest + y : rest)
    }
    if abs(a.exponent - b.exponent) <= 36 {
      let (x, y, exponent) = aligned(a, b)
      guard y.high == 0 else { return a.isNegative == b.isNegative ? a : add(a, b) }
      let rest = Wide(x.divided(by: y.low).remainder)
      guard let magnitude = Number(negative: a.isNegative, wide: rest, exponent: exponent) else { return nil }
      return magnitude.isZero || a.isNegative == b.isNegative ? magnitude : add(magnitude, b)
    }
    guard let quotient = divide(a, b)?.rounded(scale: 0, .floor), let product = multiply(b, quotient) else {
      return nil
    }
    return subtract(a, product)
  }

  /// A whole power, by squaring; nil on overflow or for zero to a negative power.
  public static func power(_ base: Number, _ exponent: Int) -> Number? {
    if base.isZero, exponent != 0 { return exponent > 0 ? .zero : nil }
    if base.magnitude == .one { return base.isNegative && exponent & 1 == 1 ? base : .one }
    guard abs(exponent) <= 1_000_000_000 else { return nil }
    var result = Number.one
    var square = base
    var left = exponent.magnitude
    while left > 0 {
      if left & 1 == 1 {
        guard let next = multiply(result, square) else { return nil }
        result = next
      }
      left >>= 1
      if left > 0 {
        guard let next = multiply(square, square) else { return nil }
        square = next
      }
    }
    return exponent < 0 ? divide(.one, result) : result
  }

  /// How a number is rounded that lies between two.
  public enum Rounding: Sendable { case halfEven, halfUp, halfDown, up, down, floor, ceiling }

  /// Rounded to so many digits after the point (before it, when negative).
  public func rounded(scale: Int, _ mode: Rounding) -> Number {
    let excess = -exponent - scale
    guard excess > 0 else { return self }
    guard excess <= 76 else {
      let away = mode == .up || (mode == .floor && isNegative) || (mode == .ceiling && !isNegative)
      return isZero || !away ? .zero : Number(negative: isNegative, wide: Wide(1), exponent: -scale) ?? .zero
    }
    let wide = Wide(coefficient).dividedRounding(byPowerOfTen: excess, mode, negative: isNegative)
    return Number(negative: isNegative, wide: wide, exponent: -scale) ?? .zero
  }
}

extension Number: Comparable {
  /// By value.
  public static func < (a: Number, b: Number) -> Bool {
    if a.isNegative != b.isNegative { return a.isNegative }
    if a.high == b.high { return a.isNegative ? a.low > b.low : a.low < b.low }
    return a.isNegative ? magnitudeLess(b, a) : magnitudeLess(a, b)
  }

  private static func magnitudeLess(_ a: Number, _ b: Number) -> Bool {
    if a.exponent == b.exponent { return a.coefficient < b.coefficient }
    if a.isZero || b.isZero { return a.isZero && !b.isZero }
    let left = Wide(a.coefficient).digitCount + a.exponent
    let right = Wide(b.coefficient).digitCount + b.exponent
    if left != right { return left < right }
    let (x, y, _) = aligned(a, b)
    return x < y
  }
}

extension Number: CustomStringConvertible, ExpressibleByIntegerLiteral {
  /// A literal integer.
  public init(integerLiteral value: Int) { self.init(value) }

  /// All digits without exponent, where they are at most 40; scientific beyond.
  public var description: String {
    let sign = isNegative ? "-" : ""
    let digits = String(coefficient)
    let exponent = exponent
    if exponent == 0 { return sign + digits }
    if exponent > 0 || digits.count + exponent < -40 {
      var tail = digits.dropFirst()
      let power = exponent + tail.count
      while tail.last == "0" { tail.removeLast() }
      return "\(sign)\(digits.prefix(1))\(tail.isEmpty ? "" : ".")\(tail)E\(power < 0 ? "" : "+")\(power)"
    }
    let point = digits.count + exponent
    if point > 0 { return "\(sign)\(digits.prefix(point)).\(digits.dropFirst(point))" }
    return "\(sign)0.\(String(repeating: "0", count: -point))\(digits)"
  }
}
