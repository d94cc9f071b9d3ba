/// The journal played again: the same acts through the same gate give the store as it was at any instant.

import Calendar
import FEEL
import Governance
import Journal

/// What playing a journal again gave.
public struct Replay {
  /// The store as it was, in memory.
  public let store: Store
  /// How many entries were played.
  public let entries: Int
  /// The first entry that came out otherwise than it is recorded; nil when all are the same.
  public let difference: String?
}

extension Store {
  /// Plays the journal again up to an instant. Acts go through the gate as they did; what the clock and the engine did
  /// follows from them by itself.
  public func replay(until instant: Instant? = nil) throws(StoreProblem) -> Replay {
    let first = try reading { try $0.reader.entry(0)?.header?.instant ?? 0 }
    let beginning = Beginning(
      mode: .simulation, instant: Instant(milliseconds: first), zone: zone, administrator: administrator)
    let copy = try Store.begin(nil, beginning, rulebook)
    var position = 1
    var difference: String?
    while true {
      let from = position
      let page = try reading { try $0.reader.entries(from: from, limit: 1000) }
      guard !page.isEmpty else { break }
      let part = page.prefix { entry in instant.map { (entry.header?.instant ?? Int.max) <= $0.milliseconds } ?? true }
      difference = try copy.play(Array(part)) ?? difference
      position += part.count
      if part.count < page.count || difference != nil { break }
    }
    return Replay(store: copy, entries: position, difference: difference)
  }

  /// Plays entries in one transaction. What followed from others follows by itself. Answers the first difference.
  private func play(_ entries: [Entry]) throws(StoreProblem) -> String? {
    try transaction { staging in
      for entry in entries {
        guard let header = entry.header else { throw StoreProblem.damaged("entry \(entry.position) cannot be read") }
        if header.cause != nil || header.event == Staging.retiming { continue }
        var played: Receipt?
        if let act = act(entry, header) {
          played = staging.perform(act)
        } else if header.event == "go to" {
          staging.moveClock(to: Instant(milliseconds: header.instant))
          continue
        } else {
          let at = Instant(milliseconds: header.instant)
          played =
            staging.fireTimers(until: Instant(milliseconds: header.due ?? header.instant), now: at, limit: 1).first
        }
        let outcome = played?.decision.outcome.rawValue ?? "nothing"
        if outcome != header.outcome || played?.entry != entry.position {
          return "entry #\(entry.position) is recorded as \(header.outcome), and comes out as \(outcome)"
            + (played.map { " at #\($0.entry)" } ?? "")
        }
      }
      return nil
    }
  }

  /// The act that an entry records; nil for what the clock and the engine did.
  private func act(_ entry: Entry, _ header: Header) -> Act? {
    guard header.known != Known.engine.rawValue, let verb = Verb(text: header.event),
      case .string(let account)? = entry.value("actor").flatMap({ try? JSON.parse($0.utf8) })
    else { return nil }
    var fields: [(name: String, value: Value)] = []
    if case .approve = verb {
    } else {
      for value in entry.values where value.name.hasPrefix("in.") {
        fields.append((String(value.name.dropFirst(3)), value.value.flatMap { try? JSON.parse($0.utf8) } ?? .null))
      }
    }
    return Act(
      Actor(account, known: Known(rawValue: header.known) ?? .asserted), verb, on: header.subject, kind: header.kind,
      fields: fields, at: Instant(milliseconds: header.instant))
  }
}

extension Verb {
  /// What ``text`` wrote.
  init?(text: String) {
    func entry(_ prefix: String) -> Int? { text.hasPrefix(prefix) ? Int(text.dropFirst(prefix.count)) : nil }
    func event(_ prefix: String) -> String? { text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : nil }
    if let number = entry("approve #") {
      self = .approve(number)
    } else if let number = entry("reject #") {
      self = .reject(number)
    } else if let number = entry("ratify #") {
      self = .ratify(number)
    } else if let name = event("consult on ") {
      self = .consult(name)
    } else if let name = event("advise on ") {
      self = .advise(name)
    } else if let name = event("prepare ") {
      self = .prepare(name)
    } else if let name = event("schedule ") {
      self = .schedule(name)
    } else if text == Verb.rotateKey.text {
      self = .rotateKey
    } else {
      self = .fire(text)
    }
  }
}
