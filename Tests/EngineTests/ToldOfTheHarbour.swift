/// Everything that is read of the harbour, kept in files of Told: one for each thing that can be read, as everybody sees it.
/// With WRITE_DOCS set the files are written anew, to be read before they are kept.

import Calendar
import Definitions
import FEEL
import Foundation
import Governance
import Journal
import SQLiteStorage
import TestSupport
import Testing

@testable import Engine

private let folder = project.appending(path: "Tests/EngineTests/Told")

/// Leaves out what differs from run to run: keys, roots and hashes.
private func masked(_ line: String) -> String {
  var (out, run) = ([UInt8](), [UInt8]())
  func isHexadecimal(_ byte: UInt8) -> Bool { (48...57).contains(byte) || (97...102).contains(byte) }
  for byte in Array(line.utf8) + [10] {
    if isHexadecimal(byte) || (65...90).contains(byte) || (97...122).contains(byte) || [43, 47, 61].contains(byte) {
      run.append(byte)
      continue
    }
    let isRandom = run.count >= 40 || run.count >= 12 && run.allSatisfy(isHexadecimal)
    out += (isRandom ? Array("…".utf8) : run) + [byte]
    run = []
  }
  return String(decoding: out.dropLast(), as: UTF8.self)
}

/// Holds lines against those of a file.
func expectTold(_ name: String, _ lines: [String]) throws {
  let url = folder.appending(path: "\(name).txt")
  let now = lines.map(masked).joined(separator: "\n").components(separatedBy: "\n")
  if ProcessInfo.processInfo.environment["WRITE_DOCS"] != nil {
    try Data((now.joined(separator: "\n") + "\n").utf8).write(to: url)
  }
  var was = try String(contentsOf: url, encoding: .utf8).components(separatedBy: "\n")
  was.removeLast()
  let first = zip(was, now).enumerated().first { $1.0 != $1.1 }?.offset ?? min(was.count, now.count)
  #expect(
    was == now,
    """
    \(name).txt, from line \(first + 1):
    \(first < was.count ? was[first] : "nothing")
    \(first < now.count ? now[first] : "nothing")
    """)
}

/// Words for what is read.
enum Told {
  static func value(_ value: Value) -> String {
    value.firstWithheld.map { "withheld \($0) in \(value.text)" } ?? JSON.text(value)
  }

  static func stored(_ value: EntrySheet.Stored) -> String {
    switch value {
    case .value(let value): self.value(value)
    case .withheld(let what): "withheld \(what)"
    case .erased: "erased"
    }
  }

  static func named(_ named: Named) -> String {
    switch named {
    case .name(let name): name
    case .withheld: "(withheld)"
    case .erased: "(erased)"
    case .engine: "(engine)"
    }
  }

  static func row(_ row: HistoryRow) -> String {
    let why =
      switch row.why {
      case .reasons(let reasons)?: " why \(reasons.map(\.rule.description))"
      case .sentences(let sentences)?: " said \(sentences)"
      case nil: ""
      }
    return "#\(row.entry) \(row.instant.milliseconds) \(row.kind) \(row.subject) \(row.verb.map { "\($0)" } ?? "-") "
      + "by \(named(row.actor)) as \(row.role) on \(row.authority) \(row.outcome) \(row.states) "
      + "cause \(row.cause.map(String.init) ?? "-")\(why)"
  }

  static func given(_ given: Given) -> String {
    given.map { "\($0.name): \(value($0.value))" }.joined(separator: ", ")
  }

  static func sheet(_ sheet: Sheet) -> [String] {
    let seen = sheet.seen
    var lines = [
      "\(seen.id) \(seen.kind.name) \(seen.stateText) open \(seen.isOpen) by #\(seen.createdBy) "
        + "\(seen.created.milliseconds) changed #\(seen.changed) erased \(seen.erased.sorted { $0.key < $1.key }.map { "\($0.key) #\($0.value)" })"
    ]
    for (field, value) in sheet.fields { lines.append("  field \(field.name) = \(self.value(value))") }
    for derived in sheet.derived {
      lines.append("  derived \(derived.name) = \(value(derived.value)) by \(derived.expression.text)")
    }
    for (name, value) in sheet.queries { lines.append("  query \(name) = \(self.value(value))") }
    for timer in sheet.timers { lines.append("  timer \(timer.date) \(timer.name) due \(timer.isDue)") }
    for open in seen.open {
      lines.append(
        "  open #\(open.entry) \(open.event) by \(open.account ?? "-") as \(open.role) took \(open.tookEffect) "
          + "disagreed \(open.disagreed.map(String.init) ?? "-") \(given(open.fields))")
    }
    return lines
  }

  static func step(_ step: Step) -> String {
    let because =
      switch step.because {
      case .expression(let text, let place): "= \(text) (\(place))"
      case .part: "part"
      case .entry(let entry, let verb, let date, let isInitial):
        "#\(entry) \(verb.map { "\($0)" } ?? "-") \(date) initial \(isInitial)"
      case .query(let kind, let via, let place): "query \(kind) via \(via ?? "-") (\(place))"
      case .constant: "constant"
      case .rules(let rules, let place): "rules \(rules) (\(place))"
      case .neverSet: "never set"
      }
    return String(repeating: "  ", count: step.depth) + "\(step.what) = \(value(step.value)) \(because)"
  }
}

/// What is read of the harbour after its year.
@Suite struct TheHarbourIsTold {
  /// The harbour after its year.
  private static func year() throws -> Harbour {
    let harbour = try Harbour()
    try harbour.spring()
    try harbour.summer()
    return harbour
  }

  private func tell(
    _ name: String, on dates: [String?] = [nil], to accounts: [String] = Harbour.everybody,
    _ body: (View) throws -> [String]
  ) throws {
    let harbour = try Self.year()
    let anew = try harbour.simulated.reopened()
    var lines: [String] = []
    for date in dates {
      // The past is asked of some, and half of them ask the process that wrote it, half one that reads it anew.
      for (index, account) in accounts.prefix(date == nil ? 9 : 3).enumerated() {
        let told = try (index.isMultiple(of: 2) ? harbour.simulated : anew).look(account, on: date) { try body($0) }
        lines += ["", "== \(account)\(date.map { " on \($0)" } ?? "")"] + told
      }
    }
    try expectTold(name, lines)
  }

  @Test func byTheReceiptsOfWhatHappened() throws {
    try expectTold("receipts", try Self.year().lines)
  }

  @Test func byItsCases() throws {
    try tell("cases", on: [nil, "2030-02-19", "2029-12-31"]) { view in
      var lines = [
        "roles \(view.roles) nobody \(view.isNobody) size \(view.size) today \(view.today) past \(view.isPast)",
        "counts \(try Cases(view).counts().map { "\($0.kind) \($0.open)/\($0.all)" })",
        "ids \(try view.ids(limit: 100)) first \(try view.ids(limit: 2))",
      ]
      guard view.reader.account != "nobody@h" else { return lines }
      let ids = view.rulebook.kindNames.flatMap { view.cases($0).map(\.id) }
      let isWhole = ["mia@h", "wim@h"].contains(view.reader.account)
      for id in isWhole ? ids : ids.filter({ ["ark", "cod", "bee", "north", "survey-bee", "c-1"].contains($0) }) {
        lines += try Cases(view).sheet(id).map(Told.sheet) ?? ["\(id): nothing"]
      }
      let kind = try #require(view.rulebook.kinds["ship"])
      func expression(_ text: String) throws -> FEEL.Expression { try Expression(text, scope: kind.layout.scope) }
      for condition in [nil, "weight > 44", #"cargo = "salt""#] {
        let rows = try Cases(view).list(
          kind, where: condition.map { try expression($0) },
          show: ["title", "weight", "cargo", "errands"].map { try expression($0) })
        lines.append(
          "list where \(condition ?? "-"): \(rows.map { "\($0.id) \($0.state) \($0.values.map(Told.value))" })")
      }
      for text in ["count(ship)", "sum(ship.weight)", "count(complaint)", "ship[hushed].id", "ship.trips"] {
        let value = try Cases(view).evaluate(Expression(text, scope: Cases(view).scope)).value
        lines.append("value \(text) = \(Told.value(value))")
      }
      for id in ["ark", "c-1", "ghost"] {
        lines.append(
          "\(id): knows \(view.kind(of: id)?.name ?? "-"), value \(Told.value(try Cases(view).evaluate(expression("weight * 2"), on: id)))"
        )
      }
      lines.append("laws \(try LawReading(view).broken().map { "\($0.law.name) \($0.subject) \($0.state)" })")
      return lines
    }
  }

  @Test func byWhatIsToBeDone() throws {
    try tell("duties", on: [nil, "2030-03-05"], to: [Simulated.boss, "mia@h", "wim@h", "cle@h", "nobody@h"]) { view in
      var lines: [String] = []
      for until in [nil, "2030-07-05"] {
        let tasks = try Tasks(view).all(until: until.map { try day($0) })
        lines.append("tasks until \(until ?? "-")")
        lines += tasks.map {
          "  \($0.by.map { "\($0)" } ?? "-") \($0.subject): \($0.what) by \($0.roles) missing \($0.missing)"
        }
      }
      let until = try day("2031-02-01")
      lines.append("agenda")
      lines += try Agenda(view).all(until: until).map {
        "  \($0.date) \($0.subject): \($0.what) by \($0.name) schedule \($0.isSchedule)"
      }
      for (subject, role) in [(nil, nil), ("cod", nil), ("north", nil), (nil, "warden")] as [(String?, String?)] {
        var request = PlanRequest(until: until)
        request.subject = subject
        request.role = role
        lines.append("plan of \(subject ?? "-") for \(role ?? "-")")
        lines += try Planning(view).plan(request).map {
          "  \($0.date) \($0.subject): \($0.what) by \($0.by) task \($0.isTask) lacks \($0.lacks.map { "\($0)" })"
        }
      }
      for (event, id) in [
        ("inspect", "bee"), ("inspect", "cod"), ("shift", "bee"), ("shift", "cod"), ("come home", "cod"),
        ("overdue", "cod"),
      ] {
        let request = Request(.fire(event), on: id, fields: event == "shift" ? [("quay", .string("south"))] : [])
        for account in [nil, "wim@h"] {
          let turns = try Outlook(view).turns(request, as: account).map {
            "\($0.rule) \($0.date) \($0.refuses) \($0.timer.map { "\($0.name) \($0.place?.line ?? -1)" } ?? "-")"
          }
          lines.append("turns of \(event) \(id) as \(account ?? "-"): \(turns)")
        }
      }
      for id in ["cod", "c-1", "ghost"] {
        lines.append(
          "holders for \(id): \(view.holders(of: ["master", "warden"], for: id, event: "load").map { "\($0)" })")
      }
      return lines
    }
  }

  @Test func byItsHistories() throws {
    try tell("histories", to: ["mia@h", "cle@h", "wim@h", "nobody@h"]) { view in
      let histories = Histories(view)
      var lines: [String] = []
      var all = HistoryQuery()
      all.last = 1000
      let rows = try histories.entries(all).rows
      let isShort = !["mia@h", "cle@h"].contains(view.reader.account)
      lines += isShort ? ["all \(rows.map(\.entry))"] : rows.map(Told.row)
      let changes: [(String, (inout HistoryQuery) -> Void)] = [
        ("subject ark", { $0.subject = "ark" }), ("subject c-1", { $0.subject = "c-1" }),
        ("subject ghost", { $0.subject = "ghost" }), ("subject store", { $0.subject = "store" }),
        ("kind ship", { $0.kind = "ship" }), ("by mia@h", { $0.by = "mia@h" }), ("by p-mia", { $0.by = "p-mia" }),
        ("by p-old", { $0.by = "p-old" }), ("by nobody@h", { $0.by = "nobody@h" }),
        ("by stranger", { $0.by = "stranger" }),
        ("role master", { $0.role = "master" }), ("event load", { $0.event = "load" }),
        ("event approve", { $0.event = "approve" }), ("event flyy", { $0.event = "flyy" }),
        ("rule light", { $0.rule = "light" }), ("rule eyes", { $0.rule = "eyes" }),
        ("rule role", { $0.rule = "role" }), ("rule heavy", { $0.rule = "heavy" }),
        ("outcome pending", { $0.outcome = "pending" }),
        ("from 01-15 until 02-20", { ($0.from, $0.until) = (CivilDate("2030-01-15"), CivilDate("2030-02-19")) }),
        ("before 30, last 3", { ($0.before, $0.last) = (30, 3) }), ("last 1", { $0.last = 1 }),
        ("before 0", { $0.before = 0 }), ("from 2031", { $0.from = CivilDate("2031-01-01") }),
        ("from 02-20 before 5", { ($0.from, $0.before) = (CivilDate("2030-02-20"), 5) }),
        ("ship, by mia@h, refused", { ($0.kind, $0.by, $0.outcome) = ("ship", "mia@h", "refused") }),
      ]
      for (name, change) in changes {
        var query = HistoryQuery()
        change(&query)
        do {
          let (rows, hasMore) = try histories.entries(query)
          lines.append("\(name): \(rows.map(\.entry)) more \(hasMore)")
        } catch { lines.append("\(name): \(error)") }
      }
      for (field, id) in [("cargo", "ark"), ("weight", "ark"), ("toll", "cod"), ("accounts", "p-wim"), ("text", "c-1")]
      {
        lines.append(
          "trail \(field) of \(id): \(try histories.trail(field, of: id).map { "#\($0.row.entry) \(Told.stored($0.value))" })"
        )
      }
      for (from, until, id) in [
        ("2030-01-01", "2030-02-28", nil), ("2030-01-15", "2030-01-15", nil), ("2030-06-01", "2030-12-31", "ark"),
      ] as [(String, String, String?)] {
        let changes = try histories.changes(from: day(from), until: day(until), of: id)
        lines.append("changes \(from) \(until) \(id ?? "-")")
        lines += changes.map {
          "  \($0.subject) \($0.field ?? "(state)"): \($0.was.map(Told.value) ?? "-") → \(Told.value($0.now)) #\($0.entry.map(String.init) ?? "-")"
        }
      }
      return lines
    }
  }

  @Test func byItsEntries() throws {
    try tell("entries", to: ["mia@h", "cle@h", "aud@h"]) { view in
      (1..<view.size).flatMap { number -> [String] in
        let isOther = view.reader.account != "mia@h"
        guard let sheet = try? Histories(view).entry(number) else { return isOther ? [] : ["#\(number): nothing"] }
        let values = sheet.values.map { "\($0.name) \(Told.stored($0.value))" }
        if isOther { return ["#\(number) \(values.filter { $0.contains("withheld") })"].filter { !$0.hasSuffix("[]") } }
        return ["#\(number) \(Told.named(sheet.person)) \(sheet.rules)"] + values.map { "  " + $0 }
      }
    }
  }

  @Test func byHowValuesCameAbout() throws {
    try tell("explanations", on: [nil, "2030-02-21"], to: ["mia@h", "cle@h"]) { view in
      var lines: [String] = []
      for id in ["ark", "cod", "north", "survey-bee", "c-1", "ghost"] {
        let names = view.state(id).map { state in
          state.kind.fields.map(\.name) + state.kind.derived.map(\.name) + state.kind.queries.map(\.name)
        }
        for name in (names ?? []) + ["limit", "rate", "nothing"] {
          let found = try Explanations(view).explain(name, of: id)
          guard !found.steps.isEmpty else { continue }
          lines.append("\(id) cut \(found.isCut)")
          lines += found.steps.map { "  " + Told.step($0) }
        }
        let grounds = try Explanations(view).grounds(["due toll", "light", "trips", "nothing", "flag"], of: id)
        lines.append("grounds of \(id): \(grounds.map { "\($0.name) #\($0.entry)" })")
      }
      return lines
    }
  }

  @Test func byOnWhoseAuthorityAndWhoKnew() throws {
    try tell("provenance", to: ["mia@h", "cle@h"]) { view in
      let provenances = Provenances(view)
      var lines: [String] = []
      for number in -1...view.size {
        guard let found = try? provenances.authority(number) else {
          if view.reader.account == "mia@h" { lines.append("#\(number): nothing") }
          continue
        }
        let grants = found.grants.map {
          "\($0.id) \($0.kind) #\($0.createdBy) [\(Told.given($0.fields))] instead \($0.instead)"
        }
        let later = found.later.map {
          "\($0.verb) #\($0.entry) \(Told.named($0.person)) \($0.role) \($0.authority)"
        }
        lines.append(
          "#\(found.row.entry) \(found.known) \(Told.named(found.person)) asked \(found.asked.map { "\($0)" } ?? "-") line \(found.line.map { "\($0.event ?? "default") \($0.place.start.line)" } ?? "-") rules \(found.rules)"
        )
        for grant in grants { lines.append("  grant \(grant)") }
        for entry in later { lines.append("  later \(entry)") }
      }
      guard view.reader.account == "mia@h" else { return lines }
      for (name, from, until) in [
        ("aud@h", nil, nil), ("mia@h", "2030-01-10", "2030-02-25"), ("p-mia", "2030-01-15", "2030-01-15"),
        ("p-old", "2030-01-01", nil), ("dep@h", nil, "2030-01-01"), ("ark", nil, nil), ("nobody@h", nil, nil),
        (Simulated.boss, "2030-06-01", nil), ("b-mia", "2031-01-01", nil), ("aud@h", "2031-01-01", nil),
      ] as [(String, String?, String?)] {
        do {
          let (rows, hasMore) = try provenances.known(
            to: name, from: from.map { try day($0) }, until: until.map { try day($0) }, last: name == "mia@h" ? 3 : 200)
          lines.append(
            "known to \(name): \(rows.map { "#\($0.row.entry) \($0.told ?? "acted")" }) more \(hasMore)")
        } catch { lines.append("known to \(name): \(error)") }
      }
      for id in ["bee", "survey-bee", "c-1"] {
        for until in [nil, "2030-01-20"] {
          do {
            let knowers = try provenances.knowers(of: id, until: until.map { try day($0) })
            lines.append("knowers of \(id) \(until ?? "-")")
            lines += knowers.map {
              "  \(Told.named($0.name)) \($0.told ?? "acted") #\($0.first) \($0.since.milliseconds) \($0.count)"
            }
          } catch { lines.append("knowers of \(id) \(until ?? "-"): \(error)") }
        }
      }
      return lines
    }
  }

  @Test func byWhatAnAuditorTakesAlong() throws {
    try tell("bundles", to: ["mia@h", "cle@h", "nobody@h"]) { view in
      let requests: [(String, (inout BundleRequest) -> Void)] = [
        ("all", { _ in }), ("all with what is confidential", { $0.showsConfidential = true }),
        ("ark", { $0.cases = ["ark"] }),
        (
          "ark in spring",
          { ($0.cases, $0.from, $0.until) = (["ark"], CivilDate("2030-01-15"), CivilDate("2030-02-25")) }
        ),
        ("bee without person", { ($0.cases, $0.withheld) = (["bee"], ["person"]) }),
        ("bee without because", { ($0.cases, $0.withheld) = (["bee"], ["because"]) }),
        ("cod without title", { ($0.cases, $0.withheld, $0.showsConfidential) = (["cod"], ["title"], true) }),
        (
          "cod and ark without actor",
          { ($0.cases, $0.withheld, $0.showsConfidential) = (["cod", "ark"], ["actor"], true) }
        ),
        ("from later", { $0.from = CivilDate("2040-01-01") }), ("ghost", { $0.cases = ["ghost"] }),
        ("without titel", { $0.withheld = ["titel"] }),
      ]
      var lines: [String] = ["names \(Bundles(view).names.sorted())"]
      for (name, change) in requests {
        var request = BundleRequest()
        change(&request)
        var written: [String] = []
        do {
          let head = "convenant/x\n\(view.size - 5)\nroot\n"
          let result = try Bundles(view).write(request, head: head) {
            written.append(try Self.bundled($0.replacing(view.setting.id, with: "…")))
          }
          lines.append("bundle \(name): \(result.entries) entries, \(result.withheld) withheld, \(result.later) later")
        } catch { lines.append("bundle \(name): \(error)") }
        let isWhole = view.reader.account == "mia@h"
        lines += isWhole ? written.map { "  " + $0 } : []
      }
      return lines
    }
  }

  /// A line of a bundle, without what differs from run to run.
  private static func bundled(_ line: String) throws -> String {
    guard case .context(let context) = try JSON.parse(line.utf8) else { return "no object: \(line)" }
    return context.pairs.map { name, value in
      switch (name, value) {
      case ("files", .string(let text)): "files \(text.count > 100)"
      case ("body", .string(let text)): "body \(text.contains("\"subject\""))"
      case ("proof", .list(let path)): "proof of \(path.count)"
      case ("values", .list(let values)):
        "values "
          + values.map { row -> String in
            guard case .list(let parts) = row, parts.count == 3 else { return "odd \(row.text)" }
            let isShort = parts[2].text.count > 30
            return "\(parts[0].text)\(parts[1].text.isEmpty ? "" : "+")=\(isShort ? "(long)" : parts[2].text)"
          }.joined(separator: " ")
      default: "\(name) \(JSON.text(value))"
      }
    }.joined(separator: "; ")
  }

  @Test func byItsDefinitions() throws {
    let harbour = try Self.year()
    let hashes = Dictionary(
      uniqueKeysWithValues: try harbour.simulated.look { try DefinitionsInForce($0).all() }.enumerated().map {
        ($1.hash, "book \($0)")
      })
    try expectTold(
      "definitions",
      try ["mia@h", "cle@h", "wim@h", "nobody@h"].flatMap { account -> [String] in
        try [nil, "2030-02-21"].flatMap { date -> [String] in
          try harbour.simulated.look(account, on: date) { view in
            let definitions = DefinitionsInForce(view)
            var lines = ["== \(account) on \(date ?? "-")"]
            lines += try definitions.all().map {
              "\(hashes[$0.hash] ?? "?") #\($0.entry) \($0.since) files \($0.files) kinds \($0.kinds) open \($0.openCases) "
                + "current \($0.isCurrent)"
            }
            lines.append("open \(try definitions.openCases().map { "\($0.kind) \($0.count)" })")
            lines.append("outdated \(definitions.outdated("ship")) \(definitions.outdated("badge"))")
            for id in ["ark", "cod", "c-1", "ghost"] {
              lines.append("upgrade of \(id)")
              lines += try definitions.upgrade(of: id).map {
                "  \($0.part) \($0.name): \($0.before ?? "-") → \($0.after ?? "-")"
              }
            }
            lines.append("kinds \(Set(view.allKinds.map(\.name)).sorted())")
            return lines
          }
        }
      })
  }

  @Test func byTheSameAnswersWhenItIsPlayedAgain() throws {
    let harbour = try Self.year()
    var told: [Int] = []
    let replay = try harbour.store.replay(in: SQLiteStorage.memory()) { told.append($0) }
    let size = try harbour.store.size()
    #expect(replay.difference == nil && replay.differing == 0 && replay.entries == size && told == [size])
    // Acts that rest on erased values cannot be decided again.
    try expectTold("played again", ["\(replay.undecidable)"])
    let compared = try harbour.store.rebuild(comparing: true).difference
    #expect(compared == nil, "\(String(describing: compared))")
    let rebuilt = try harbour.store.rebuild()
    #expect(rebuilt.difference == nil && rebuilt.entries == size)
    #expect(try harbour.store.rebuild(comparing: true).difference == nil)
  }
}
