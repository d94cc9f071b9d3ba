/// Lines that look ahead: plan, as a table, a calendar or a timeline.

import Calendar
import Definitions
import Diagnostics
import Engine
import Exchange
import FEEL

extension Session {
  func plan(_ cursor: inout Cursor) throws(Diagnostic) -> Ending {
    let store = try opened(cursor)
    var request: PlanRequest?
    var (role, subject, form): (String?, String?, String?)
    var (keep, against): (String?, String?)
    let words = ["of", "until", "as", "save", "against"]
    if !cursor.isAtEnd {
      var probe = cursor
      if probe.take(oneOf: words) == nil { subject = try takeCase(&cursor).id }
    }
    while let word = cursor.take(oneOf: words) {
      switch word {
      case "of": role = try takeRole(&cursor)
      case "save": keep = cursor.takeToken()
      case "against": against = cursor.takeToken()
      case "until": request = PlanRequest(until: try cursor.takeDate())
      default:
        form = cursor.take(oneOf: ["table", "calendar", "timeline"])
        if form == nil {
          throw cursor.problem(
            self.words("expected table, calendar or timeline", "verwacht table, calendar of timeline"))
        }
      }
    }
    try cursor.needEnd()
    guard var request else {
      throw cursor.problem(self.words("until when?", "tot wanneer?"), hint: "plan until 2028-01-01")
    }
    guard request.until >= store.today else {
      throw cursor.problem(
        self.words("a plan looks ahead, and it is \(store.today)", "een plan kijkt vooruit, en het is \(store.today)"),
        hint: self.words("what was: at DATE …, or history", "wat was: at DATUM …, of history"))
    }
    request.role = role
    request.subject = subject
    let asked = request
    let items = try carry(cursor) { () throws(StoreProblem) in try store.plan(asked) }
    let size = try carry(cursor) { () throws(StoreProblem) in try store.size() }
    let plan = KeptPlan(items, store: store.id, size: size, until: asked.until)
    if let against { try compare(plan, with: against, cursor) }
    if let keep {
      guard surroundings.save(keep, Array(plan.text.utf8)) else {
        throw Diagnostic(
          self.words("\(keep) cannot be written", "\(keep) kan niet geschreven worden"),
          hint: self.words(
            "name a file that does not exist yet, in a folder that does",
            "noem een bestand dat nog niet bestaat, in een map die bestaat"))
      }
      say(
        self.words(
          "saved      \(keep): \(items.count) lines, made on \(size) entries",
          "bewaard    \(keep): \(items.count) regels, gemaakt op \(size) vastleggingen"))
    }
    if against != nil || keep != nil { return items.contains(where: \.isTask) ? .work : .done }
    switch form {
    case "calendar": surroundings.write(ICalendar.text(items, store: store.id, now: store.now))
    case "timeline":
      say(
        Timeline.draw(
          items, from: store.today, until: asked.until, nothing: self.words("nothing until then", "niets tot dan")))
    default: answer(table(items))
    }
    return items.contains(where: \.isTask) ? .work : .done
  }

  /// What is other than in a plan that was saved, and how much happened since.
  private func compare(_ plan: KeptPlan, with file: String, _ cursor: Cursor) throws(Diagnostic) {
    guard let bytes = surroundings.read(file), let before = KeptPlan(bytes) else {
      throw Diagnostic(
        words("\(file) is no saved plan", "\(file) is geen bewaard plan"),
        hint: words("made by: plan until DATE save FILE", "gemaakt met: plan until DATUM save BESTAND"))
    }
    guard before.store == plan.store else {
      throw Diagnostic(words("\(file) is a plan of another store", "\(file) is een plan van een andere opslag"))
    }
    if before.until != plan.until {
      throw Diagnostic(
        words("that plan looks until \(before.until)", "dat plan kijkt tot \(before.until)"),
        hint: "plan until \(before.until) against \(file)")
    }
    if output == .table {
      let since = plan.size - before.size
      say(
        since == 0
          ? words(
            "           nothing happened since: the plan holds", "           sindsdien is niets gebeurd: het plan geldt"
          )
          : words(
            "           \(since) entries since, from #\(before.size) on: history from there",
            "           \(since) vastleggingen sindsdien, vanaf #\(before.size)"))
    }
    let rows = before.differences(to: plan).map { change -> [Value] in
      let (was, now) = (change.before, change.after)
      let line = now ?? was ?? []
      return [
        .string(change.change), .string(line[1]), .string(line[2]), .string(was?[0] ?? ""), .string(now?[0] ?? ""),
        .string(was?[4] ?? ""), .string(now?[4] ?? ""),
      ]
    }
    answer(
      Table(
        ["", "case", "what", "was on", "is on", "lacked", "lacks"], rows,
        empty: words("nothing is other than planned", "niets is anders dan gepland")))
  }

  private func table(_ items: [Planned]) -> Table {
    let rows = items.map { item -> [Value] in
      [
        .date(item.date), .string(item.subject), .string(item.what), .string(item.by.joined(separator: ", ")),
        .string(item.isTask ? words("task", "taak") : ""), .string(item.missing.joined(separator: "; ")),
      ]
    }
    return Table(
      ["date", "case", "what", "by", "task", "missing"], rows, empty: words("nothing until then", "niets tot dan"))
  }
}

/// A plan drawn in characters: a line a case, a column a month, a quarter or a year.
enum Timeline {
  /// Digits count what happens; an exclamation mark stands where something that is due would be refused.
  static func draw(_ items: [Planned], from: CivilDate, until: CivilDate, nothing: String) -> String {
    guard !items.isEmpty else { return nothing }
    let months = (until.year - from.year) * 12 + until.month - from.month + 1
    let step = months <= 48 ? 1 : months <= 144 ? 3 : 12
    func column(_ date: CivilDate) -> Int { ((date.year - from.year) * 12 + date.month - from.month) / step }
    let count = max(1, column(until) + 1)
    var rows: [String: (first: Int, cells: [Int], late: Set<Int>)] = [:]
    for item in items {
      let at = min(max(0, column(item.date)), count - 1)
      var row = rows[item.subject] ?? (item.date.dayNumber, [Int](repeating: 0, count: count), [])
      row.cells[at] += 1
      if item.isTask, !item.missing.isEmpty { row.late.insert(at) }
      rows[item.subject] = row
    }
    let width = rows.keys.map(\.count).max() ?? 0
    let unit = step == 1 ? "month" : step == 3 ? "quarter" : "year"
    var lines = [
      String(repeating: " ", count: width + 2) + years(from, count, step)
        + "   a column a \(unit); a digit counts, ! would be refused"
    ]
    for (id, row) in rows.sorted(by: { ($0.value.first, $0.key) < ($1.value.first, $1.key) }) {
      let cells = row.cells.enumerated().map { index, number in
        row.late.contains(index) ? "!" : number == 0 ? "·" : number > 9 ? "+" : String(number)
      }
      lines.append(id + String(repeating: " ", count: width + 2 - id.count) + cells.joined())
    }
    return lines.joined(separator: "\n")
  }

  /// The years above the columns in which they begin, where they fit.
  private static func years(_ from: CivilDate, _ count: Int, _ step: Int) -> String {
    var line = [Character](repeating: " ", count: count)
    var free = 0
    for column in 0..<count {
      let month = from.month - 1 + column * step
      guard column == 0 || month % 12 < step, column >= free else { continue }
      let text = step == 12 ? String(String(from.year + column).suffix(2)) : String(from.year + month / 12)
      guard column + text.count <= count else { break }
      for (offset, character) in text.enumerated() { line[column + offset] = character }
      free = column + text.count + 1
    }
    return String(line)
  }
}
