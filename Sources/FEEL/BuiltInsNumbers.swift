/// Numeric functions (DMN 1.5, 10.3.4.5).

extension BuiltIn {
  private static func rounding(
    _ name: String, _ mode: Number.Rounding, _ summary: String, scaleNeeded: Bool = true
  ) -> BuiltIn {
    BuiltIn(name, scaleNeeded ? "n,scale" : "n,scale?", summary, example: "\(name)(2.55\(scaleNeeded ? ", 1" : ""))") {
      args, _ throws(Misuse) in
      let scale = args.count > 1 ? try args.integer(1) : 0
      guard (-6111...6176).contains(scale) else { throw Misuse("the scale lies outside -6111 to 6176") }
      return .number(try args.number(0).rounded(scale: scale, mode))
    }
  }

  static let numbers: [BuiltIn] = [
    rounding("decimal", .halfEven, "Rounded to so many decimals, halves to the even digit."),
    rounding("floor", .floor, "Rounded down.", scaleNeeded: false),
    rounding("ceiling", .ceiling, "Rounded up.", scaleNeeded: false),
    rounding("round up", .up, "Rounded away from zero."),
    rounding("round down", .down, "Rounded towards zero."),
    rounding("round half up", .halfUp, "Rounded to the nearest, halves away from zero."),
    rounding("round half down", .halfDown, "Rounded to the nearest, halves towards zero."),
    BuiltIn("abs", "n", "Without its sign: a number or a duration.", example: "abs(-5)") { args, _ throws(Misuse) in
      switch args[0] {
      case .daysDuration(let duration): return .daysDuration(duration.seconds < 0 ? -duration : duration)
      case .monthsDuration(let duration): return .monthsDuration(MonthsDuration(months: abs(duration.months)))
      default: return .number(try args.number(0).magnitude)
      }
    },
    BuiltIn(
      "modulo", "dividend,divisor", "What is left of a division, with the sign of the divisor.",
      example: "modulo(-12, 5)"
    ) {
      args, _ throws(Misuse) in
      guard let result = Number.modulo(try args.number(0), try args.number(1)) else {
        throw Misuse(.divisionByZero, "division by zero")
      }
      return .number(result)
    },
    BuiltIn("sqrt", "number", "The square root.", example: "sqrt(16)") { args, _ throws(Misuse) in
      guard let root = try args.number(0).squareRoot else { throw Misuse(.noResult, "a negative number has no root") }
      return .number(root)
    },
    BuiltIn("log", "number", "The natural logarithm.", example: "decimal(log(10), 8)") { args, _ throws(Misuse) in
      guard let result = try args.number(0).logarithm else {
        throw Misuse(.noResult, "only numbers above zero have a logarithm")
      }
      return .number(result.rounded(toDigits: 31))
    },
    BuiltIn("exp", "number", "e to a power.", example: "decimal(exp(5), 8)") { args, _ throws(Misuse) in
      guard let result = try args.number(0).exponential else { throw Misuse(.noResult, "the result is too large") }
      return .number(result.rounded(toDigits: 31))
    },
    BuiltIn("odd", "number", "Whether an integer is odd.", example: "odd(5)") { args, _ throws(Misuse) in
      let number = try args.number(0)
      return .boolean(number.isInteger && Number.modulo(number, 2) == .one)
    },
    BuiltIn("even", "number", "Whether an integer is even.", example: "even(4)") { args, _ throws(Misuse) in
      let number = try args.number(0)
      return .boolean(number.isInteger && Number.modulo(number, 2) == .zero)
    },
  ]
}
