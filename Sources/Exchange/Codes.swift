/// The codes of what documents in SCXML have wrong.

import Diagnostics

extension Code {
  /// A document is larger than is read.
  static let tooLarge = Code("exchange.too-large")
  /// Elements are nested deeper than is read.
  static let tooDeep = Code("exchange.too-deep")
  /// A document declares a type, in which entities could hide, or is no UTF-8.
  static let documentType = Code("exchange.document-type")
  /// A document is no well-formed XML.
  static let notXML = Code("exchange.not-xml")
  /// A document of XML is no SCXML.
  static let notSCXML = Code("exchange.not-scxml")
  /// A version, a data model or a script that is not run here.
  static let unsupported = Code("exchange.unsupported")
  /// An attribute is none of the words that it may be.
  static let unknownWord = Code("exchange.unknown-word")
  /// An element lacks an attribute that it needs.
  static let missingAttribute = Code("exchange.missing-attribute")
  /// An element stands where it does not belong.
  static let misplacedElement = Code("exchange.misplaced-element")
  /// There is no text where `src` of a variable points.
  static let unreadableSource = Code("exchange.unreadable-source")
  /// The states do not make a chart.
  static let illegalChart = Code("exchange.illegal-chart")
  /// A state that nothing leads to or out of, or a transition that never has its turn. A warning.
  static let weakChart = Code("exchange.weak-chart")
  /// An expression cannot be read, and so fails whenever it is evaluated. A warning.
  static let failingExpression = Code("exchange.failing-expression")

  /// All that this module gives, each once.
  public static let ofExchange: [Code] = [
    tooLarge, tooDeep, documentType, notXML, notSCXML, unsupported, unknownWord, missingAttribute, misplacedElement,
    unreadableSource, illegalChart, weakChart, failingExpression,
  ]
}
