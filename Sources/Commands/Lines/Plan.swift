/// `plan`: what will happen, as a table, a calendar or a timeline; kept, and held against what was kept.

import Calendar
import Definitions
import Engine
import Exchange
import FEEL

extension Command {
  static let plan = Command(
    "plan", "plan [CASE] [of ROLE] until DATE [as table|calendar|timeline] [save FILE] [against FILE]", .plan,
    example: "plan until 2028-01-01", completes: [.caseID, .words(["of", "until", "as", "save", "against"])],
    .reads { cursor, session, view in
      let asked = try PlanLine(&cursor, view)
      let items = try Planning(view).plan(asked.request)
      session.hasWork = items.contains(where: \.isTask)
      let plan = KeptPlan(items, store: view.setting.id, size: view.size, until: asked.request.until)
      var answers: [Answer] = []
      if let file = asked.against { answers.append(try compare(plan, with: file, session)) }
      if let file = asked.keep {
        guard try session.surroundings.save(file, { try $0(Array(plan.text.utf8)) }) else {
          throw Mistake(.cannotWrite(file), hint: .nameANewFile)
        }
        answers.append(.said([.planSaved(file: file, lines: items.count, entries: plan.size)]))
      }
      if !answers.isEmpty { return .all(answers) }
      switch asked.form {
      case "calendar":
        return .file(
          name: "plan.ics",
          text: ICalendar.text(items.map { $0.event(session.language) }, store: view.setting.id, now: view.now))
      case "timeline":
        guard let timeline = Timeline(items, from: view.today, until: asked.request.until) else {
          return .said([.empty(.nothingUntilThen)])
        }
        return .noted(.picture(timeline.picture), [.timelineLegend(timeline.unit)])
      default: return .table(table(items))
      }
    })

  /// What is other than in a plan that was kept, and how much happened since.
  private static func compare(_ plan: KeptPlan, with file: String, _ session: Session) throws -> Answer {
    guard let bytes = session.surroundings.read(file), let before = KeptPlan(bytes) else {
      throw Mistake(.noSavedPlan(file), hint: .howToSavePlan)
    }
    guard before.store == plan.store else { throw Mistake(.planOfAnotherStore(file)) }
    if before.until != plan.until {
      throw Mistake(.planLooksUntil(before.until), hint: .choose(["plan until \(before.until) against \(file)"]))
    }
    let since = plan.size - before.size
    let rows = before.differences(to: plan).map { change -> [Cell] in
      let (was, now) = (change.before, change.after)
      let line = now ?? was ?? []
      return [
        .words(.changed(Message.ChangeWord(rawValue: change.change) ?? .moved)), .text(line[1]), .text(line[2]),
        .text(was?[0] ?? ""), .text(now?[0] ?? ""), .text(was?[4] ?? ""), .text(now?[4] ?? ""),
      ]
    }
    return .all([
      .said([since == 0 ? .planHolds : .entriesSince(count: since, from: before.size)]),
      .table(
        Table([.change, .caseID, .what, .wasOn, .isOn, .lacked, .lacks], rows, empty: .asPlanned)),
    ])
  }

  private static func table(_ items: [Planned]) -> Table {
    Table(
      [.date, .caseID, .what, .by, .task, .missing],
      items.map { item in
        [
          .date(item.date), .text(item.subject), .words(.deal(item.what)), .text(item.by.joined(separator: ", ")),
          item.isTask ? .words(.taskMark) : .text(""), .words(.joined(item.lacks.map { .words(.lack($0)) })),
        ]
      }, empty: .nothingUntilThen)
  }
}

/// What stands behind `plan`.
private struct PlanLine {
  let request: PlanRequest
  var form: String?
  var keep: String?
  var against: String?

  init(_ cursor: inout Cursor, _ view: View) throws {
    var until: CivilDate?
    var (role, subject): (String?, String?)
    let words = ["of", "until", "as", "save", "against"]
    var probe = cursor
    if !cursor.isAtEnd, probe.take(oneOf: words) == nil { subject = try cursor.takeCase(view).id }
    while let word = cursor.take(oneOf: words) {
      switch word {
      case "of": role = try cursor.takeRole(view)
      case "save": keep = try cursor.takeFile()
      case "against": against = try cursor.takeFile()
      case "until": until = try cursor.takeDate()
      default:
        form = cursor.take(oneOf: ["table", "calendar", "timeline"])
        if form == nil { throw cursor.expected(.tableCalendarTimeline) }
      }
    }
    try cursor.needEnd()
    guard let until else { throw cursor.mistake(.untilWhen, hint: .choose(["plan until 2028-01-01"])) }
    guard until >= view.today else { throw cursor.mistake(.planLooksAhead(view.today), hint: .pastIsElsewhere) }
    var request = PlanRequest(until: until)
    request.role = role
    request.subject = subject
    self.request = request
  }
}

extension Planned {
  /// As it stands in a calendar.
  fileprivate func event(_ language: Language) -> ICalendar.Item {
    ICalendar.Item(
      date: date, key: "\(subject)-\(what)", title: "\(Message.deal(what).text(language)) \(subject)",
      description: ([by.joined(separator: ", ")]
        + (lacks.isEmpty ? [] : [Message.missing(lacks.map { Message.lack($0).text(language) }).text(language)]))
        .joined(separator: "\n"), isTask: isTask)
  }
}
