/// Roots, exponentials and logarithms in decimals, by series that run until they no longer change the 34 digits.

extension Number {
  /// The square root; nil of a negative number.
  var squareRoot: Number? {
    if isZero { return .zero }
    guard !isNegative else { return nil }
    // By the root of a number near one, as long as tens can be taken out in pairs: others are no Double.
    let tens = 2 * ((Wide(coefficient).digitCount + exponent) / 2)
    if tens != 0, let near = Number(negative: false, wide: Wide(coefficient), exponent: exponent - tens) {
      guard let root = near.squareRoot else { return nil }
      return Number(negative: false, wide: Wide(root.coefficient), exponent: root.exponent + tens / 2)
    }
    guard var guess = Number(String(double.squareRoot())) else { return nil }
    for _ in 0..<12 {
      guard let quotient = Number.divide(self, guess), let sum = Number.add(guess, quotient),
        let next = Number.divide(sum, 2)
      else { return nil }
      if next == guess { break }
      guess = next
    }
    // The root of a square is exact: the last digit may be one off before rounding.
    let short = guess.rounded(toDigits: 33)
    if let square = Number.multiply(short, short), square == self { return short }
    return guess
  }

  /// e to this power; nil when it is too large.
  var exponential: Number? {
    // Halve until small, sum the series, square back.
    var reduced = self
    var halvings = 0
    while reduced.magnitude > Number(1, power: -2) ?? .zero {
      guard halvings < 40, let half = Number.divide(reduced, 2) else { return isNegative ? .zero : nil }
      reduced = half
      halvings += 1
    }
    var term = Number.one
    var sum = Number.one
    for index in 1...40 {
      guard let product = Number.multiply(term, reduced), let next = Number.divide(product, Number(index)),
        let total = Number.add(sum, next)
      else { return nil }
      term = next
      if total == sum { break }
      sum = total
    }
    for _ in 0..<halvings {
      guard let square = Number.multiply(sum, sum) else { return isNegative ? .zero : nil }
      sum = square
    }
    return sum
  }

  /// The natural logarithm; nil of zero and below.
  var logarithm: Number? {
    guard !isNegative, !isZero else { return nil }
    // The parts below differ from each other in their last digits, which is all that would be left.
    if self == .one { return .zero }
    // Newton on exp, from the binary logarithm's sixteen digits: two rounds double them twice.
    let digits = Wide(coefficient).digitCount + exponent
    guard let scaled = Number(negative: false, wide: Wide(coefficient), exponent: exponent - digits) else { return nil }
    guard let tens = Number.multiply(Number(digits), Self.lnTen), var guess = Number(String(_log(scaled.double))) else {
      return nil
    }
    for _ in 0..<3 {
      guard let power = guess.exponential, let quotient = Number.divide(scaled, power),
        let correction = Number.subtract(quotient, .one), let next = Number.add(guess, correction)
      else { return nil }
      guess = next
    }
    return Number.add(tens, guess)
  }

  private static let lnTen = Number("2.302585092994045684017991454684364") ?? .zero

  /// A power with a fraction; nil where it is not real or too large.
  static func power(_ base: Number, fraction: Number) -> Number? {
    if base.isZero { return fraction.isNegative ? nil : .zero }
    if fraction == Number(5, power: -1) { return base.squareRoot }
    guard let logarithm = base.logarithm, let product = multiply(fraction, logarithm) else { return nil }
    return product.exponential?.rounded(toDigits: 31)
  }

  /// Rounded half even to so many significant digits.
  func rounded(toDigits count: Int) -> Number {
    rounded(scale: count - Wide(coefficient).digitCount - exponent, .halfEven)
  }
}

/// A first guess by the series of atanh; good to sixteen digits for values from 0.1 to 1.
private func _log(_ value: Double) -> Double {
  var exponent = 0.0
  var value = value
  while value < 0.7 {
    value *= 2
    exponent -= 1
  }
  let x = (value - 1) / (value + 1)
  var term = x
  var sum = 0.0
  for index in stride(from: 1.0, through: 41, by: 2) {
    sum += term / index
    term *= x * x
  }
  return 2 * sum + exponent * 0.6931471805599453
}
