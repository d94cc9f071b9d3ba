/// `begin`: a new store.

import Calendar
import Definitions
import Diagnostics
import Engine
import Governance

extension Command {
  static let begin = Command(
    "begin", "begin simulation from DATE in ZONE by ACCOUNT for REGION | begin live in ZONE for REGION", .begin,
    example: "begin simulation from 2025-01-06 in Europe/Amsterdam by name@place for REGION",
    completes: [.words(["simulation", "live", "from", "in", "by", "for"])],
    .talks { cursor, session in
      guard session.store == nil else { throw cursor.mistake(.storeIsOpen, hint: .startWithAnotherStore) }
      guard let word = cursor.take(oneOf: ["simulation", "live"]), let mode = Mode(rawValue: word) else {
        throw cursor.expected(.simulationOrLive)
      }
      let own = session.surroundings.account.name
      var date: CivilDate?
      var zone = Zone("Europe/Amsterdam") ?? .utc
      var administrator = mode == .live ? own : nil
      var region: String?
      while let part = cursor.take(oneOf: ["from", "in", "by", "for"]) {
        switch part {
        case "for": region = cursor.takeToken()
        case "from":
          if mode == .live { throw cursor.mistake(.liveBeginsNow) }
          date = try cursor.takeDate()
        case "in":
          guard let read = Zone(cursor.word) else {
            throw cursor.mistake(.noSuchZone(cursor.word), hint: .choose(["Europe/Amsterdam"]))
          }
          zone = read
          _ = cursor.takeToken()
        default:
          guard CaseName.isValid(cursor.word) else { throw cursor.expected(.account) }
          administrator = cursor.takeToken()
        }
      }
      try cursor.needEnd()
      guard let administrator else { throw cursor.mistake(.whoIsAdministrator) }
      if mode == .live, administrator != own { throw cursor.mistake(.liveBeginsAs(own)) }
      let surroundings = session.surroundings
      let instant = date.map { zone.instant($0, milliseconds: 9 * 3_600_000) } ?? surroundings.clock()
      let rulebook = try surroundings.definitions(region)
      let store = try Store.begin(
        try surroundings.storage(),
        Beginning(mode: mode, instant: instant, zone: zone, administrator: administrator), rulebook)
      store.clock = surroundings.clock
      store.watch(surroundings.watcher)
      session.store = store
      session.account = administrator
      let begun = Message.begun(
        mode: mode, instant: String(zone.describe(instant).prefix(16)), kinds: rulebook.kinds.count,
        region: rulebook.region, administrator: administrator)
      return .said(surroundings.storageName == nil ? [begun, .inMemoryOnly] : [begun])
    })
}
