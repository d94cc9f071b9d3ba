/// Which line of RASCI counts: where an event has several, the first whose condition holds of the case and what it is given.

import Calendar
import Definitions
import FEEL

extension CaseState {
  /// The line of an event; nil for what people do not bring about. What is not given yet, no condition holds of.
  public func line(_ event: String, given: Given = [], _ world: any World, at instant: Instant) -> Activity? {
    let lines = rulebook.lines(kind.name, event)
    guard lines.count > 1, let definition = kind.events[event] else { return lines.first }
    var data = seen(definition, given, world, instant)
    return lines.first { line in
      guard let condition = line.condition else { return true }
      if case .boolean(true) = data.evaluate(condition).value { return true }
      return false
    }
  }

  /// The amount that an act is about, where its line says so; nil where it cannot be told.
  func amount(_ line: Activity, _ event: EventDefinition, _ given: Given, _ world: any World, _ instant: Instant)
    -> Value
  {
    guard let expression = line.amount else { return .null }
    var data = seen(event, given, world, instant)
    return data.evaluate(expression).value
  }

  private func seen(_ event: EventDefinition, _ given: Given, _ world: any World, _ instant: Instant) -> CaseData {
    var data = CaseData(self, world: world, at: instant)
    data.set(.event, Course.event(event, given, of: self, &data))
    return data
  }
}
