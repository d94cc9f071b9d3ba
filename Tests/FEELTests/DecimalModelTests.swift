import TestSupport
import Testing

@testable import FEEL

/// Whole numbers of any length, digit by digit as at school: the least digit first, no zeros at the end.
private struct Digits: Comparable {
  var all: [Int]

  init(_ all: [Int]) {
    self.all = all
    while self.all.last == 0 { self.all.removeLast() }
  }

  init(_ text: some StringProtocol) { self.init(text.reversed().map { $0.wholeNumberValue ?? 0 }) }

  static let one = Digits([1])

  var isZero: Bool { all.isEmpty }
  var isOdd: Bool { (all.first ?? 0) % 2 == 1 }
  var text: String { isZero ? "0" : String(all.reversed().map { Character(String($0)) }) }

  static func < (a: Digits, b: Digits) -> Bool {
    if a.all.count != b.all.count { return a.all.count < b.all.count }
    return a.all.reversed().lexicographicallyPrecedes(b.all.reversed())
  }

  static func + (a: Digits, b: Digits) -> Digits {
    var result: [Int] = []
    var carry = 0
    for place in 0...max(a.all.count, b.all.count) {
      let sum = (place < a.all.count ? a.all[place] : 0) + (place < b.all.count ? b.all[place] : 0) + carry
      result.append(sum % 10)
      carry = sum / 10
    }
    return Digits(result)
  }

  /// The greater less the smaller one.
  static func - (a: Digits, b: Digits) -> Digits {
    var result: [Int] = []
    var borrow = 0
    for place in a.all.indices {
      let rest = a.all[place] - (place < b.all.count ? b.all[place] : 0) - borrow
      result.append(rest < 0 ? rest + 10 : rest)
      borrow = rest < 0 ? 1 : 0
    }
    return Digits(result)
  }

  static func * (a: Digits, b: Digits) -> Digits {
    var columns = [Int](repeating: 0, count: a.all.count + b.all.count + 1)
    for (i, x) in a.all.enumerated() { for (j, y) in b.all.enumerated() { columns[i + j] += x * y } }
    for place in columns.indices.dropLast() {
      columns[place + 1] += columns[place] / 10
      columns[place] %= 10
    }
    return Digits(columns)
  }

  /// With so many zeros behind it.
  func shifted(_ places: Int) -> Digits { isZero ? self : Digits([Int](repeating: 0, count: places) + all) }

  /// What is left of it after so many digits are cut off, and those.
  func cut(_ places: Int) -> (kept: Digits, rest: Digits) {
    (Digits(Array(all.dropFirst(places))), Digits(Array(all.prefix(places))))
  }

  func remainder(by divisor: Digits) -> Digits {
    var rest = Digits([])
    for digit in all.reversed() {
      rest = Digits([digit] + rest.all)
      while !(rest < divisor) { rest = rest - divisor }
    }
    return rest
  }

  func rounded(_ places: Int, _ mode: Number.Rounding, negative: Bool) -> Digits {
    guard places > 0 else { return self }
    let (kept, rest) = cut(places)
    guard !rest.isZero else { return kept }
    let half = Digits([5]).shifted(places - 1)
    let up =
      switch mode {
      case .up: true
      case .down: false
      case .floor: negative
      case .ceiling: !negative
      case .halfUp: !(rest < half)
      case .halfDown: half < rest
      case .halfEven: half < rest || (!(rest < half) && kept.isOdd)
      }
    return up ? kept + .one : kept
  }
}

/// An exact decimal number.
private struct Exact {
  var isNegative: Bool
  var digits: Digits
  var exponent: Int

  init(_ isNegative: Bool, _ digits: Digits, _ exponent: Int) {
    self.isNegative = isNegative && !digits.isZero
    self.digits = digits
    self.exponent = exponent
  }

  init(_ number: Number) {
    self.init(number.isNegative, Digits(String(number.coefficient)), number.exponent)
  }

  static prefix func - (a: Exact) -> Exact { Exact(!a.isNegative, a.digits, a.exponent) }

  private static func aligned(_ a: Exact, _ b: Exact) -> (Digits, Digits, Int) {
    let exponent = min(a.exponent, b.exponent)
    return (a.digits.shifted(a.exponent - exponent), b.digits.shifted(b.exponent - exponent), exponent)
  }

  static func + (a: Exact, b: Exact) -> Exact {
    let (x, y, exponent) = aligned(a, b)
    if a.isNegative == b.isNegative { return Exact(a.isNegative, x + y, exponent) }
    return x < y ? Exact(b.isNegative, y - x, exponent) : Exact(a.isNegative, x - y, exponent)
  }

  static func * (a: Exact, b: Exact) -> Exact {
    Exact(a.isNegative != b.isNegative, a.digits * b.digits, a.exponent + b.exponent)
  }

  static func < (a: Exact, b: Exact) -> Bool { (a + -b).isNegative }

  /// `a - b * floor(a / b)`.
  static func modulo(_ a: Exact, _ b: Exact) -> Exact {
    let (x, y, exponent) = aligned(a, b)
    let rest = Exact(a.isNegative, x.remainder(by: y), exponent)
    return rest.digits.isZero || a.isNegative == b.isNegative ? rest : rest + b
  }

  func rounded(scale: Int, _ mode: Number.Rounding) -> Exact {
    let places = -exponent - scale
    return places > 0 ? Exact(isNegative, digits.rounded(places, mode, negative: isNegative), -scale) : self
  }

  /// In 34 digits and the exponents of the format, half even; nil when it is too large.
  var fitted: Exact? {
    let places = max(digits.all.count - 34, -6176 - exponent)
    let result = Exact(
      isNegative, digits.rounded(places, .halfEven, negative: isNegative), exponent + max(0, places))
    return result.digits.all.count + result.exponent > 34 + 6111 && !result.digits.isZero ? nil : result
  }

  /// Without zeros at its end, so that equal numbers have equal texts.
  var text: String {
    let zeros = digits.all.prefix { $0 == 0 }.count
    return digits.isZero ? "0" : "\(isNegative ? "-" : "")\(digits.cut(zeros).kept.text)E\(exponent + zeros)"
  }
}

private func text(_ number: Number?) -> String { number.map { Exact($0).text } ?? "none" }
private func text(_ exact: Exact?) -> String { exact?.text ?? "none" }

/// Numbers at the edges of what is done in different ways: machine words, 34 digits, halves, powers of ten.
private func random(_ generator: inout Seeded, wide: Bool = true) -> Number {
  func pick(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
  let count = pick(1...34)
  var digits: String
  switch pick(0...6) {
  case 0: digits = String(repeating: "9", count: count)
  case 1: digits = "1" + String(repeating: "0", count: count - 1)
  case 2: digits = String((0..<count).map { _ in Character(String(pick(0...9))) }.dropLast()) + "5"
  case 3:
    let words: [UInt128] = [1 << 31, 1 << 32, 1 << 53, 1 << 61, 1 << 62, 1 << 63, 1 << 64, 1 << 96]
    digits = String(words[pick(0...7)] + UInt128(pick(0...2)) - 1)
  default: digits = String((0..<count).map { _ in Character(String(pick(0...9))) })
  }
  let exponent =
    switch pick(0...9) {
    case 0...3: 0
    case 4...7: pick(-40...40)
    case 8: pick(-80...80)
    default: wide ? (pick(0...1) == 0 ? pick(-6180 ... -6100) : pick(6070...6111)) : pick(-5...5)
    }
  return Number("\(pick(0...1) == 0 ? "-" : "")\(digits)E\(exponent)") ?? .one
}

@Suite struct Decimals {
  private let modes: [Number.Rounding] = [.halfEven, .halfUp, .halfDown, .up, .down, .floor, .ceiling]

  @Test func areAddedMultipliedAndComparedAsExactNumbersAre() {
    var generator = Seeded(state: 1)
    for _ in 0..<2_500 {
      let (a, b) = (random(&generator), random(&generator))
      let (x, y) = (Exact(a), Exact(b))
      #expect(text(Number.add(a, b)) == text((x + y).fitted), "\(a) + \(b)")
      #expect(text(Number.subtract(a, b)) == text((x + -y).fitted), "\(a) - \(b)")
      #expect(text(Number.multiply(a, b)) == text((x * y).fitted), "\(a) * \(b)")
      #expect((a < b) == (x < y) && (b < a) == (y < x), "\(a) < \(b)")
      #expect((a == b) == (x.text == y.text))
    }
  }

  @Test func keepATraceOfWhatIsFarBelowTheLastDigit() {
    let greats = ["1", "2", "5", "9"].flatMap { [$0 + String(repeating: "0", count: 33), $0] }
    let smalls = ["1", "5", "9", "5" + String(repeating: "0", count: 33), String(repeating: "9", count: 34)]
    for great in greats + [String(repeating: "9", count: 34), "1" + String(repeating: "0", count: 32) + "1"] {
      for small in smalls {
        for gap in 30...76 {
          for sign in ["", "-"] {
            guard let a = Number(great), let b = Number("\(sign)\(small)E-\(gap)") else { continue }
            let exact = text((Exact(a) + Exact(b)).fitted)
            #expect(text(Number.add(a, b)) == exact && text(Number.add(b, a)) == exact, "\(a) + \(b)")
          }
        }
      }
    }
  }

  /// A quotient is right when no number of as many digits lies nearer.
  @Test func areDividedToTheNearestOf34Digits() throws {
    var generator = Seeded(state: 2)
    for _ in 0..<1_500 {
      let (a, b) = (random(&generator, wide: false), random(&generator, wide: false))
      guard !b.isZero else {
        #expect(Number.divide(a, b) == nil)
        continue
      }
      let quotient = try #require(Number.divide(a, b))
      let (x, y, q) = (Exact(a), Exact(b), Exact(quotient))
      let rest = x + -(q * y)
      guard !rest.digits.isZero else { continue }
      #expect(q.digits.all.count <= 34)
      // One unit of the 34th digit, times the divisor: twice what is left over is no more than that.
      let unit = Exact(false, .one, q.exponent - (34 - q.digits.all.count)) * Exact(false, y.digits, y.exponent)
      let twice = Exact(false, (rest + rest).digits, rest.exponent)
      #expect(!(unit < twice), "\(a) / \(b)")
      if !(twice < unit) { #expect(!q.digits.isOdd || q.digits.all.count < 34, "\(a) / \(b)") }
    }
    // A half that lies between two goes to the even one.
    for (a, b, wanted) in [
      ("10000000000000000000000000000000010", "2E1", "500000000000000000000000000000000.5"),
      ("10000000000000000000000000000000001", "1E1", "1000000000000000000000000000000000"),
      ("9999999999999999999999999999999999", "2", "5E+33"),
      ("1", "3", "0.3333333333333333333333333333333333"), ("2", "-3", "-0.6666666666666666666666666666666667"),
      ("0", "7", "0"), ("1E-6176", "2", "0"), ("3E-6176", "2", "2E-6176"), ("-1E-6176", "10", "0"),
      ("1E6111", "1E-33", "1E+6144"), ("1E6111", "1E-34", "none"), ("1E-6000", "1E6000", "0"),
    ] {
      let quotient = Number.divide(try #require(Number(a)), try #require(Number(b)))
      #expect((quotient?.description ?? "none") == (Number(wanted)?.description ?? "none"), "\(a) / \(b)")
    }
  }

  @Test func leaveARestWithTheSignOfTheDivisor() {
    var generator = Seeded(state: 3)
    for _ in 0..<600 {
      let (a, b) = (random(&generator, wide: false), random(&generator, wide: false))
      guard !b.isZero else {
        #expect(Number.modulo(a, b) == nil)
        continue
      }
      let gap = abs(a.exponent - b.exponent)
      guard gap <= 36 else { continue }
      #expect(text(Number.modulo(a, b)) == text(Exact.modulo(Exact(a), Exact(b)).fitted), "modulo(\(a), \(b))")
    }
  }

  @Test func areRoundedInEveryWayAtEveryPlace() {
    var generator = Seeded(state: 4)
    for _ in 0..<400 {
      let number = random(&generator)
      let exact = Exact(number)
      let near = -number.exponent - exact.digits.all.count
      for scale in [near - 45, near - 1, near, near + 1, -number.exponent - 1, -number.exponent, 0, 1, 2, -2]
      where abs(scale) < 6111 {
        for mode in modes {
          let wanted = exact.rounded(scale: scale, mode).fitted
          #expect(text(number.rounded(scale: scale, mode)) == text(wanted), "\(number) to \(scale), \(mode)")
        }
      }
    }
    for places in [75, 76, 77, 78, 200] {
      for (sign, mode) in [(1, Number.Rounding.ceiling), (-1, .floor), (1, .up), (-1, .up)] {
        let away = Number(sign, power: places)
        #expect(
          Number(sign).rounded(scale: -places, mode) == away && Number.zero.rounded(scale: -places, mode) == .zero)
      }
      for (sign, mode) in [
        (-1, Number.Rounding.ceiling), (1, .floor), (1, .down), (-1, .down), (1, .halfUp), (1, .halfEven),
        (-1, .halfDown),
      ] { #expect(Number(sign).rounded(scale: -places, mode) == .zero) }
    }
  }

  @Test func areReadFromDigitsHoweverMany() {
    var generator = Seeded(state: 5)
    for _ in 0..<1_500 {
      let count = Int.random(in: 1...120, using: &generator)
      var digits = (0..<count).map { _ in Character(String(Int.random(in: 0...9, using: &generator))) }
      // Long runs of zeros and a digit behind them: where rounding needs a trace.
      if Bool.random(using: &generator), count > 36 { for place in 35..<(count - 1) { digits[place] = "0" } }
      if Bool.random(using: &generator), count > 35 { digits[34] = "5" }
      let point = Int.random(in: 0...count, using: &generator)
      let power = Int.random(in: -200...200, using: &generator)
      let sign = ["", "+", "-"].randomElement(using: &generator) ?? ""
      let written = sign + String(digits[..<point]) + "." + String(digits[point...]) + "E\(power)"
      let exact = Exact(sign == "-", Digits(String(digits)), power - (count - point))
      #expect(text(Number(written)) == text(exact.fitted), "\(written)")
    }
    for text in [
      "", "+", "-", ".", "1..2", "1.2.3", "--1", "1E", "1E+", "1Ex", "E1", "1 ", " 1", "1e1e1", "0x1", "1E100000",
    ] {
      #expect(Number(text) == nil, "\(text)")
    }
    for (text, wanted) in [
      ("5.", "5"), (".5", "0.5"), ("1e3", "1000"), ("+1E+3", "1000"), ("1E-99999", "0"), ("-0", "0"), ("0E99999", "0"),
      ("1E6144", "1E+6144"), ("10E6143", "1E+6144"), ("9999999999999999999999999999999999E6111", nil),
      ("99999999999999999999999999999999995E6110", "none"), ("1E6145", "none"), ("1E-6176", "1E-6176"),
      ("5E-6177", "0"), ("15E-6177", "2E-6176"), ("6E-6177", "1E-6176"),
    ] as [(String, String?)] where wanted != nil {
      #expect((Number(text)?.description ?? "none") == wanted, "\(text)")
    }
  }

  @Test func haveOneFormEach() {
    var generator = Seeded(state: 6)
    for _ in 0..<3_000 {
      let number = random(&generator)
      #expect(number.coefficient <= Number.maximum && Number.exponents.contains(number.exponent))
      if number.isZero { #expect(number.exponent == 0 && !number.isNegative) }
      if number.exponent < 0 { #expect(number.coefficient % 10 != 0) }
      if number.exponent > 0 { #expect(number.coefficient * 10 > Number.maximum) }
      #expect(number.isInteger == (Exact(number).rounded(scale: 0, .floor).text == Exact(number).text))
      #expect(Number(number.description) == number && Number(number.description)?.hashValue == number.hashValue)
      #expect(number.magnitude == (number.isNegative ? -number : number) && -(-number) == number)
      let whole = number.exponent == 0 ? Int(exactly: number.coefficient) : nil
      #expect(number.integer == whole.map { number.isNegative ? -$0 : $0 })
    }
    #expect(Number(Int.max).integer == .max && Number(Int.min).integer == nil && Number(-Int.max).integer == -Int.max)
    #expect(Number(Int.min).description == "-9223372036854775808")
    #expect(Number("0") != Number("1E-80") && Number("0") != Number("-1E-80"), "however small it is")
    #expect(Number("18446744073709551616")?.integer == nil && Number("1.5")?.integer == nil)
    #expect((-Number.zero).isNegative == false)
  }

  @Test(arguments: [
    ("0", "0"), ("12.50", "12.5"), ("-0.001", "-0.001"), ("1E33", "1000000000000000000000000000000000"),
    ("1E34", "1E+34"),
    ("12E40", "1.2E+41"), ("1E-40", "0." + String(repeating: "0", count: 39) + "1"),
    ("1E-41", "0." + String(repeating: "0", count: 40) + "1"),
    ("12E-42", "0." + String(repeating: "0", count: 40) + "12"), ("12E-43", "1.2E-42"), ("1E-42", "1E-42"),
    ("-25E-50", "-2.5E-49"),
    ("1234567890123456789012345678901234E-34", "0.1234567890123456789012345678901234"),
    ("1234567890123456789012345678901234E-33", "1.234567890123456789012345678901234"),
    ("1234567890123456789012345678901234E1", "1.234567890123456789012345678901234E+34"),
    ("9999999999999999999999999999999999", "9999999999999999999999999999999999"),
  ])
  func areWrittenWithoutAnExponentWhereThatIsShort(_ written: String, _ wanted: String) {
    #expect(Number(written)?.description == wanted)
  }

  @Test func areRaisedToWholePowers() throws {
    for base in [-3, -1, 0, 1, 2, 7, 10] {
      var exact = Exact(Number(1))
      for exponent in 0...30 {
        #expect(text(Number.power(Number(base), exponent)) == text(exact.fitted), "\(base) ** \(exponent)")
        let inverse = Number.power(Number(base), -exponent)
        #expect(inverse == Number.power(Number(base), exponent).flatMap { Number.divide(.one, $0) })
        exact = exact * Exact(Number(base))
      }
    }
    #expect(Number.power(10, 6144)?.description == "1E+6144" && Number.power(10, 6145) == nil)
    #expect(Number.power(1, 1_000_000_000) == .one && Number.power(1, 1_000_000_001) == .one)
    #expect(Number.power(-1, -1_000_000_000) == .one && Number.power(-1, -1_000_000_001) == -1)
    #expect(Number.power(2, 1_000_000_001) == nil && Number.power(2, -1_000_000_001) == nil)
    #expect(Number.power(0, -1) == nil && Number.power(0, 0) == .one)
  }

  @Test func haveRootsLogarithmsAndPowersToThirtyOneDigits() throws {
    var generator = Seeded(state: 8)
    for _ in 0..<60 {
      let whole = Number(Int.random(in: 1...1 << 50, using: &generator))
      let square = try #require(Number.multiply(whole, whole))
      #expect(square.squareRoot == whole)
      let root = try #require(whole.squareRoot)
      let back = try #require(Number.multiply(root, root))
      #expect(back.rounded(toDigits: 32) == whole.rounded(toDigits: 32))
    }
    for _ in 0..<25 {
      let power = Int.random(in: -12...12, using: &generator)
      let x = try #require(Number(Int.random(in: 1...1 << 40, using: &generator), power: power))
      let log = try #require(x.logarithm)
      let back = try #require(log.exponential)
      #expect(back.rounded(toDigits: 27) == x.rounded(toDigits: 27), "\(x)")
    }
    for (text, log) in [
      ("2", "0.6931471805599453094172321214581766"), ("10", "2.302585092994045684017991454684364"),
      ("0.5", "-0.6931471805599453094172321214581766"), ("1000", "6.907755278982137052053974364053093"),
      ("0.7", "-0.3566749439387323789126387112411845"), ("1E-6176", "-14220.76553433122614449511522413063"),
      ("1E6144", "14147.08281135541668260653949758073"),
      ("9999999999999999999999999999999999E6111", "14149.38539644841072829055748903542"),
    ] {
      let found = try #require(Number(text)?.logarithm)
      #expect(found.rounded(toDigits: 31) == Number(log)?.rounded(toDigits: 31), "log \(text)")
    }
    for (text, exp) in [
      ("1", "2.718281828459045235360287471352662"), ("-1", "0.3678794411714423215955237701614609"),
      ("0.01", "1.010050167084168057542165456902868"), ("0.011", "1.011060722444719556039880683622767"),
      ("10", "22026.46579480671651695790064528424"), ("-10", "0.00004539992976248485153559151556055061"),
    ] {
      let found = try #require(Number(text)?.exponential)
      #expect(found.rounded(toDigits: 30) == Number(exp)?.rounded(toDigits: 30), "exp \(text)")
    }
    #expect(Number("-20000")?.exponential == .zero && Number("20000")?.exponential == nil)
    #expect(Number("-1E20")?.exponential == .zero && Number("1E20")?.exponential == nil)
    #expect(Number.zero.exponential == .one && Number.one.logarithm?.isZero == true)
    #expect(Number.zero.logarithm == nil && Number(-1).logarithm == nil && Number(-4).squareRoot == nil)
    #expect(
      Number.power(2, fraction: Number("0.5")!)?.rounded(toDigits: 31) == Number("1.414213562373095048801688724210"))
    #expect(Number.power(4, fraction: Number("1.5")!)?.rounded(toDigits: 29) == 8)
    #expect(Number.power(-4, fraction: Number("1.5")!) == nil)
    #expect(Number.power(0, fraction: Number("1.5")!) == .zero && Number.power(0, fraction: Number("-1.5")!) == nil)
  }

  @Test func becomeBinaryOnesForDisplay() {
    #expect(Number("0.1")?.double == 0.1 && Number("-2.5E10")?.double == -2.5e10 && Number("1E-50")?.double == 1e-50)
  }
}
