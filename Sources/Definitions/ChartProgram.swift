/// FEEL as the data model of charts that stand by themselves (SCXML, 5): documents from elsewhere, and benchmarks.

import Diagnostics
import FEEL
import Statechart

/// The expressions of a chart, compiled once for all machines that run it.
public final class ChartProgram: Sendable {
  enum Compiled: Sendable {
    case expression(Expression, readsEvent: Bool, readsActive: Bool)
    case failure(String)
  }

  /// A place for a value: a variable, or an entry somewhere inside it.
  struct Location: Sendable {
    let slot: Int
    let path: [String]
  }

  /// The variables, by slot; what follows is the system's.
  public let variables: [String]
  let scope: Scope
  let compiled: [Compiled]
  let locations: [Location?]
  let declared: [Bool]
  let eventSlot: Int
  let activeSlot: Int
  private static let system = ["_event", "_name", "_sessionid", "_ioprocessors", "In"]

  /// Compiles the expressions of a chart. One that does not parse fails when it is evaluated, as SCXML wants.
  public init(_ chart: Chart) {
    var names: [String] = []
    for data in chart.variables where !names.contains(data) && Self.isName(data) { names.append(data) }
    var declared = [Bool](repeating: true, count: names.count)
    for expression in chart.expressions where expression.use == .binding && Self.isName(expression.text) {
      if !names.contains(expression.text) { names.append(expression.text) }
    }
    declared += [Bool](repeating: false, count: names.count - declared.count)
    variables = names
    self.declared = declared
    let scope = Scope(names + Self.system)
    self.scope = scope
    eventSlot = names.count
    activeSlot = names.count + Self.system.count - 1
    let (event, active) = (eventSlot, activeSlot)
    compiled = chart.expressions.map { written in
      do throws(Diagnostics) {
        let expression = try Expression(written.text, scope: scope, strict: false)
        return .expression(
          expression, readsEvent: expression.reads.contains(event), readsActive: expression.reads.contains(active))
      } catch {
        return .failure(error.all.first?.message ?? "the expression cannot be read")
      }
    }
    locations = zip(chart.expressions, compiled).map { written, compiled in
      guard written.use == .location || written.use == .binding, case .expression(let expression, _, _) = compiled
      else {
        return nil
      }
      return expression.syntax.location.flatMap { name, path in
        scope.slot(of: name).flatMap { $0 < names.count ? Location(slot: $0, path: path) : nil }
      }
    }
  }

  /// What expressions have wrong, by their numbers.
  public var problems: [(index: Int, message: String)] {
    compiled.enumerated().compactMap { index, compiled in
      if case .failure(let message) = compiled { (index, message) } else { nil }
    }
  }

  /// Whether a text can be a variable's name: letters, digits and `_`, with single spaces between words.
  public static func isName(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, first == "_" || first.properties.isAlphabetic,
      !Expression.keywords.contains(text), text.last != " "
    else { return false }
    return text.unicodeScalars.allSatisfy {
      $0 == "_" || $0 == " " || $0 == "-" || $0.properties.isAlphabetic || $0.properties.numericType != nil
    }
  }
}

/// Delays of sends.
public enum Delay {
  /// Milliseconds of a time as CSS2 writes it (`1.5s`, `500ms`; SCXML, 6.2.1), or of a FEEL duration.
  public static func milliseconds(_ text: String) -> Int? {
    for (unit, factor) in [("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000)]
    where text.hasSuffix(unit) {
      guard text.first?.isASCII == true, text.first != "+", let number = Number(text.dropLast(unit.count)),
        !number.isNegative, let product = Number.multiply(number, Number(factor))
      else { return nil }
      return product.rounded(scale: 0, .halfEven).integer
    }
    guard text.hasPrefix("P"), text.utf8.allSatisfy({ $0 != 34 && $0 != 92 }),
      case .daysDuration(let duration)? = try? Expression("duration(\"\(text)\")").evaluate([], host: Situation()).value,
      duration.seconds >= 0
    else { return nil }
    let (milliseconds, overflow) = duration.seconds.multipliedReportingOverflow(by: 1000)
    return overflow ? nil : milliseconds + duration.nanoseconds / 1_000_000
  }
}
