/// `checkpoint`, `proof inclusion`, `proof consistency`, `audit bundle` and `rotate key`: what an outsider holds a store to.

import Calendar
import Definitions
import Engine
import Governance
import Journal

extension Command {
  static let checkpoint = Command(
    "checkpoint", "checkpoint [of ORIGIN]", .checkpoint, example: "checkpoint", completes: [.words(["of"])],
    .talks { cursor, session in
      let store = try session.opened()
      var origin: String?
      if cursor.take("of") {
        origin = cursor.word
        guard let origin, !origin.isEmpty, !origin.contains("+") else { throw cursor.mistake(.originForm) }
        _ = cursor.takeToken()
      }
      try cursor.needEnd()
      let note = try store.checkpoint(origin: origin, for: try session.reader(store))
      let code = session.surroundings.shortCode(note)
      return .noted(.file(name: "checkpoint", text: note), code.map { [.shortCode($0)] } ?? [])
    })

  static let inclusion = Command(
    "proof inclusion", "proof inclusion ENTRY [ENTRIES]", .inclusion, example: "proof inclusion #41",
    .talks { cursor, session in
      let store = try session.opened()
      let entry = try cursor.takeNumber()
      let size = cursor.isAtEnd ? nil : try cursor.takeNumber()
      try cursor.needEnd()
      return .file(name: "inclusion.json", text: try store.inclusion(of: entry, in: size).json + "\n")
    })

  static let consistency = Command(
    "proof consistency", "proof consistency ENTRIES [ENTRIES]", .consistency, example: "proof consistency 41",
    .talks { cursor, session in
      let store = try session.opened()
      let first = try cursor.takeNumber()
      let size = cursor.isAtEnd ? nil : try cursor.takeNumber()
      try cursor.needEnd()
      return .file(name: "consistency.json", text: try store.consistency(of: first, in: size).json + "\n")
    })

  static let bundle = Command(
    "audit bundle", "audit bundle [of CASE, …] [from DATE] [until DATE] [withhold NAME, …] [confidential] save FILE",
    .bundle, example: "audit bundle of {case} save {case}.bundle",
    completes: [.words(["of", "from", "until", "withhold", "confidential", "save"]), .caseID],
    .talks { cursor, session in
      let store = try session.opened()
      var request = BundleRequest()
      var file: String?
      while let word = cursor.take(oneOf: ["of", "from", "until", "withhold", "confidential", "save"]) {
        switch word {
        case "of": repeat { request.cases.append(try cursor.takeID()) } while cursor.takeComma()
        case "from": request.from = try cursor.takeDate()
        case "until": request.until = try cursor.takeDate()
        case "withhold": repeat { request.withheld.insert(cursor.takeToken()) } while cursor.takeComma()
        case "confidential": request.showsConfidential = true
        default: file = try cursor.takeFile()
        }
      }
      try cursor.needEnd()
      guard let file else { throw cursor.expected(.file, hint: .choose(["audit bundle save region.bundle"])) }
      let reader = try session.reader(store)
      let head = try signed(store, reader)
      let asked = request
      var written: Bundled?
      let isWritten = try session.surroundings.save(file) { write in
        written = try store.view(of: reader) {
          try Bundles($0).write(asked, head: head) { try write(Array($0.utf8) + [10]) }
        }
      }
      guard isWritten, let made = written else { throw Mistake(.cannotWrite(file), hint: .nameANewFile) }
      return .said(
        [.bundleWritten(file: file, made)] + (made.later > 0 ? [.withoutLaterEntries(made.later)] : [])
          + [.checkBundle(file)])
    })

  /// The head as it is now; nil where the signing key is not at hand, so that the last kept head serves.
  private static func signed(_ store: Store, _ reader: Principal) throws -> String? {
    do { return try store.checkpoint(for: reader) } catch .journal(.keyMissing) { return nil }
  }

  static let rotateKey = Command(
    "rotate key", "rotate key", .rotateKey, example: "try rotate key",
    .acts { cursor, _, _ in
      try cursor.needEnd()
      var asking = Asking(Request(.rotateKey, on: CaseName.store, kind: CaseName.store))
      asking.carryOut = { _, store, principal in (try store.rotateKey(by: principal), []) }
      return asking
    })
}
