import Calendar
import Testing

@testable import FEEL

/// A clock, a calendar with one holiday, and all steps.
let tableWorld = Situation(
  now: Instant(milliseconds: 1_930_000_000_000), zone: .utc,
  calendar: WorkingCalendar(holidays: [Holiday(id: "easter-monday", rule: .easter(offset: 1))]))

/// Whether a value can have a type, as far as the type says something.
func admits(_ type: Type, _ value: Value) -> Bool {
  switch (type, value) {
  case (.any, _), (_, .null): true
  case (.boolean, .boolean), (.number, .number), (.string, .string), (.date, .date), (.time, .time): true
  case (.dateTime, .dateTime), (.daysDuration, .daysDuration), (.monthsDuration, .monthsDuration): true
  case (.duration, .daysDuration), (.duration, .monthsDuration), (.function, .function): true
  case (.words(let words), .string(let text)): words.contains(text)
  case (.list(let item), .list(let items)): items.allSatisfy { admits(item, $0) }
  case (.range(let end), .range(let range)): admits(end, range.low) && admits(end, range.high)
  case (.context(let entries), .context(let context)):
    entries.map(\.name) == context.shape.names && entries.allSatisfy { admits($0.type, context[$0.name] ?? .null) }
  // A list of one stands for its item, and an item for a list of it.
  case (_, .list(let items)) where items.count == 1: admits(type, items[0])
  case (.list(let item), _): admits(item, value)
  default: false
  }
}

/// Lines of an expression, what it gives, and its faults.
struct Table: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let lines: String

  init(_ title: String, _ lines: String) {
    testDescription = title
    self.lines = lines
  }

  func check() throws {
    for line in lines.split(separator: "\n") {
      guard let mark = line.range(of: "  =>  ") else {
        Issue.record("no line of a table: \(line)")
        continue
      }
      let text = String(line[..<mark.lowerBound]).trimmed
      let expression = try Expression(text, strict: false)
      let (value, faults) = expression.evaluate([], host: tableWorld)
      var found = value.source
      for fault in faults {
        let place = String(decoding: expression.place.source.bytes[fault.range], as: UTF8.self)
        found += "  ! \(fault.code.text.dropFirst("feel.".count))\(place == text ? "" : " at \(place)")"
      }
      #expect(found == line[mark.upperBound...], "\(text)")
      // What is printed is the same expression.
      let printed = try Expression(expression.syntax.source, strict: false)
      let again = printed.evaluate([], host: tableWorld)
      #expect(again.value.source == value.source, "\(text), printed as \(expression.syntax.source)")
      #expect(again.faults.map(\.code) == faults.map(\.code), "\(text), printed as \(expression.syntax.source)")
      // A value is of the type that is known beforehand, and its JSON reads back.
      var typing = Typing([:])
      let type = typing.type(of: expression.syntax)
      #expect(admits(type, value), "\(text) is no \(type)")
      if JSON.isWhole(value) {
        #expect(JSON.text(try JSON.parse(JSON.text(value).utf8)) == JSON.text(value), "\(text)")
      }
    }
  }
}

extension JSON {
  /// Whether JSON has all of a value: functions are names only.
  fileprivate static func isWhole(_ value: Value) -> Bool {
    switch value {
    case .function: false
    case .list(let items): items.allSatisfy(isWhole)
    case .context(let context): context.values.allSatisfy(isWhole)
    default: true
    }
  }
}
