/// Values that a walk through definitions tries: those that lie where conditions turn.

import Calendar
import Definitions
import FEEL

/// Values that are worth trying.
enum Samples {
  /// Nothing is known of what is in a file, so one is as good as another.
  static let file = try? IncomingFile("sample.txt", Array("a sample".utf8))

  /// One value that fits a field, where nothing better is known.
  static func plain(_ field: Field, _ today: CivilDate) -> Value {
    of(field, today, literals: [], ids: { _ in [] }).first ?? .null
  }

  /// Values of a field, the likeliest first: its bounds, what conditions compare it with and what lies beside that.
  static func of(_ field: Field, _ today: CivilDate, literals: [Value], ids: (String?) -> [String]) -> [Value] {
    let found = of(field.type, today, literals, ids).filter { field.bounds?.hold($0) ?? true }
    let ends = [field.bounds?.low, field.bounds?.high].compactMap { $0 }
    var each: [Value] = []
    for value in found + ends where !each.contains(where: { Value.identical($0, value) }) { each.append(value) }
    return each
  }

  private static func of(_ type: FieldType, _ today: CivilDate, _ literals: [Value], _ ids: (String?) -> [String])
    -> [Value]
  {
    func days(_ offset: Int) -> CivilDate { today.adding(days: offset) ?? today }
    let numbers = literals.compactMap { value -> Number? in if case .number(let number) = value { number } else { nil }
    }
    switch type {
    case .text, .any:
      return [.string("x")] + literals.filter { if case .string = $0 { true } else { false } }
    case .number, .amount: return ([Number(10)] + numbers.flatMap(around) + [Number(1)]).map { .number($0) }
    case .integer:
      return ([Number(2)] + numbers.filter(\.isInteger).flatMap(around) + [Number(1)]).map { .number($0) }
    case .boolean: return [.boolean(true), .boolean(false)]
    case .date: return [.date(days(30)), .date(days(400)), .date(today), .date(days(-30))]
    case .dateTime:
      return [days(30), days(400)].compactMap { DateTime("\($0)T10:00:00").map { .dateTime($0) } }
    case .duration: return ["P1Y", "P3M"].compactMap { MonthsDuration($0).map { .monthsDuration($0) } }
    case .document: return [file].compactMap { $0?.document.value }
    case .choice(let words): return words.map { .string($0) }
    case .reference(let kind): return ids(kind).map { .string($0) }
    case .list(let element):
      let items = of(element, today, literals, ids)
      guard let first = items.first else { return [] }
      // One, several, and each of the others alone.
      return [.list([first])] + (items.count > 1 ? [.list(Array(items.prefix(3)))] : [])
        + items.dropFirst().map { .list([$0]) }
    }
  }

  private static func around(_ number: Number) -> [Number] {
    number.integer.map { [$0, $0 + 1, $0 - 1].map { Number($0) } } ?? [number]
  }
}
