import Calendar
import Definitions
import Engine
import FEEL
import Governance
import SQLiteStorage
import TestSupport
import Testing

/// What those are told who are told: reminders before a date, and notices with what happened.
@Suite struct Notices {
  private static let workflow = """
    workflow: w
    kinds:
      lease:
        fields: {place: text required, until: date required, rent: amount}
        derived: {notice date: 'until - @"P1M"'}
        states: {running: {on: {remind: , rent out: {do: {set: {rent: event.sum}}}, mend: , end: ended}}, ended: {final: true}}
        events:
          remind:
            by: clock
            tells: [clerk, chair]
            notice: {en: "{place} ends on {until}: give notice before {notice date}", nl: "{place} eindigt op {until}: zeg op voor {notice date}"}
          rent out:
            fields: {sum: amount required}
            notice: "{place} is rented for {rent}, was {case.rent}, {event.sum} now"
          mend:
            notice: mended
          end:
        timers: {before notice: {at: 'notice date - @"P14D"', in: running, fires: remind}}
    """
  private static let plugin = """
    plugin: p
    roles: {clerk: Clerk, chair: Chair}
    rasci:
      lease:
        default: {R: administrator, A: administrator}
        rent out: {R: administrator, A: chair, I: clerk, approval: before}
        mend: {R: administrator, A: administrator}
    """
  private let leases: Simulated

  init() throws {
    leases = try Simulated(
      try Rulebook.load([
        people, appointing, ("Workflows/w/workflow.yaml", Self.workflow), ("Plugins/p/plugin.yaml", Self.plugin),
      ]), from: "2030-01-01")
    let start = Value.date(try day("2030-01-01"))
    for (account, role) in [(Simulated.boss, "administrator"), ("ann@lib", "clerk"), ("cas@lib", "chair")] {
      try leases.create("somebody", "p-\(role)", [("accounts", .list([.string(account)]))])
      if role == "administrator" { continue }
      try leases.create(
        "post", "q-\(role)", [("person", .string(account)), ("role", .string(role)), ("from", start)])
    }
    try leases.create("lease", "l-1", [("place", .string("Quay 3")), ("until", .date(try day("2030-06-30")))])
  }

  private func known(_ account: String) throws -> [String] {
    try leases.look { try Provenances($0).known(to: account, from: nil, until: nil).rows }.compactMap { row in
      row.notice.map { "\(row.told ?? "-"): \($0.en) / \($0.nl)" }
    }
  }

  @Test func beforeADateReachTheRolesThatAreTold() throws {
    let receipts = try leases.goTo("2030-05-20")
    let told = try #require(receipts.first { $0.verb == .fire("remind") })
    #expect(told.informed == ["clerk", "chair"])
    #expect(told.notice?.en == "Quay 3 ends on 2030-06-30: give notice before 2030-05-30")
    #expect(told.notice?.nl == "Quay 3 eindigt op 2030-06-30: zeg op voor 2030-05-30")
    let words = "Quay 3 ends on 2030-06-30: give notice before 2030-05-30"
    #expect(try known("ann@lib") == ["clerk: \(words) / Quay 3 eindigt op 2030-06-30: zeg op voor 2030-05-30"])
    #expect(try known("cas@lib").first?.hasPrefix("chair: \(words)") == true)
    #expect(try known(Simulated.boss).isEmpty)
    #expect(try leases.store.replay(in: SQLiteStorage.memory()).difference == nil)
  }

  @Test func ofWhatPeopleDoReachWhoIsInformedOnceItTookEffect() throws {
    let asked = try leases.act(Simulated.boss, .fire("rent out"), "l-1", [("sum", .number(100))])
    #expect(asked.outcome == .pending && asked.notice == nil)
    let done = try leases.act("cas@lib", .approve(try #require(asked.entry)), "l-1")
    #expect(done.informed == ["clerk"])
    #expect(done.notice?.en == "Quay 3 is rented for 100, was 100, 100 now", "of the case as it is afterwards")
    #expect(try known("ann@lib").count == 1)
    let told = try leases.act(Simulated.boss, .fire("mend"), "l-1")
    #expect(told.notice?.en == "mended" && told.informed.isEmpty)
  }

  @Test func goWithWhatIsErasedFromTheirCase() throws {
    try leases.goTo("2030-05-20")
    let erased = try leases.store.erase(
      Request(.erase("place"), on: "l-1", fields: [("because", .string("asked"))]), by: leases.principal())
    #expect(erased.performed.receipts[0].outcome == .accepted)
    #expect(try known("ann@lib").isEmpty)
    #expect(try leases.look { try Provenances($0).known(to: "ann@lib", from: nil, until: nil).rows }.count == 1)
  }

  @Test func areNotGivenOfWhatIsRefused() throws {
    let refused = try leases.act("ann@lib", .fire("mend"), "l-1")
    #expect(refused.outcome == .refused && refused.notice == nil && refused.informed.isEmpty)
  }
}
