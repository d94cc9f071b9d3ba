/// The codes of what expressions have wrong, when they are read and when they are evaluated.

import Diagnostics

extension Code {
  // MARK: Reading

  /// Something else was expected where a word or sign stands.
  static let unexpected = Code("feel.unexpected")
  /// Something was expected where the expression ends.
  static let unexpectedEnd = Code("feel.unexpected-end")
  /// An expression is nested deeper, or is a longer chain, than is read.
  static let tooDeep = Code("feel.too-deep")
  /// A string is not closed, an escape in it stands for no character, or a number is too large to be written.
  static let invalidLiteral = Code("feel.invalid-literal")
  /// `instance of`, or a parameter, names a type that there is not.
  static let unknownType = Code("feel.unknown-type")

  // MARK: Names and calls

  /// Nothing in scope has the name.
  static let unknownName = Code("feel.unknown-name")
  /// The context has no such entry, or values of the type have no such property.
  static let unknownProperty = Code("feel.unknown-property")
  /// A property is asked of null, which has none.
  static let propertyOfNull = Code("feel.property-of-null")
  /// A context gets two entries of the same name.
  static let duplicateEntry = Code("feel.duplicate-entry")
  /// Something is called that is no function.
  static let notFunction = Code("feel.not-a-function")
  /// A function defined outside FEEL is called.
  static let externalFunction = Code("feel.external-function")
  /// A function gets more or fewer arguments than it takes.
  static let argumentCount = Code("feel.argument-count")
  /// Arguments are named in part only, or by names that the function does not have.
  static let argumentNames = Code("feel.argument-names")
  /// A function gets an argument of a type, or with a value, that it does not take.
  static let argument = Code("feel.argument")

  // MARK: Types

  /// A condition, a filter, or an operand of `and` or `or` is no boolean.
  static let notBoolean = Code("feel.not-a-boolean")
  /// Values that cannot be equal, or have no order, are compared, sorted, tested or made the ends of a range.
  static let incomparable = Code("feel.incomparable")
  /// An operator of arithmetic gets values of types that it is not defined for.
  static let wrongOperand = Code("feel.wrong-operand")
  /// A value is compared with a word that it never is.
  static let neverSo = Code("feel.never-so")
  /// `for`, `some` or `every` gets something that has no items.
  static let nothingToIterate = Code("feel.nothing-to-iterate")

  // MARK: Values

  /// A text or its parts are no date, time or duration, or there is no such zone.
  static let invalidTemporal = Code("feel.invalid-temporal")
  /// A text that is to be a number or a range is none.
  static let unreadableText = Code("feel.unreadable-text")
  /// A text that is to be a pattern, its flags or its replacement is none, or it cannot be used to replace or split.
  static let invalidPattern = Code("feel.invalid-pattern")
  /// A text that is to be a rule of RFC 5545 is none.
  static let invalidRecurrence = Code("feel.invalid-recurrence")
  /// A number is divided by zero.
  static let divisionByZero = Code("feel.division-by-zero")
  /// A calculation has no result: it is too large, is not defined for the numbers, or lies past the end of the calendar.
  static let noResult = Code("feel.no-result")
  /// A list or a text has nothing at the position.
  static let noSuchPosition = Code("feel.no-such-position")

  // MARK: Evaluation

  /// The time is asked where the evaluation has no clock.
  static let noClock = Code("feel.no-clock")
  /// Working days are asked where no calendar is loaded.
  static let noCalendar = Code("feel.no-calendar")
  /// An evaluation took all its steps, or functions called each other too deep.
  static let exhausted = Code("feel.exhausted")

  /// All that this module gives, each once.
  public static let ofFEEL: [Code] = [
    unexpected, unexpectedEnd, tooDeep, invalidLiteral, unknownType, unknownName, unknownProperty, propertyOfNull,
    duplicateEntry, notFunction, externalFunction, argumentCount, argumentNames, argument, notBoolean, incomparable,
    wrongOperand, neverSo, nothingToIterate, invalidTemporal, unreadableText, invalidPattern, invalidRecurrence,
    divisionByZero,
    noResult, noSuchPosition, noClock, noCalendar, exhausted,
  ]
}
