/// What may come next on a line that is being typed.

import Definitions
import Engine

extension Session {
  /// Words that may stand behind a line that is typed so far and ends between words, sorted.
  public func completions(behind line: String) -> [String] {
    guard store != nil else { return Self.next(Command.words, behind: line).sorted() }
    let words = try? look { view in try Completion(view).words(behind: line) }
    return (words ?? []).sorted()
  }

  /// The next words of names of several words, of which some may have been typed.
  fileprivate static func next(_ names: [String], behind typed: String) -> Set<String> {
    let typed = typed.split(separator: " ")
    return Set(
      names.compactMap { name in
        let words = name.split(separator: " ")
        guard words.count > typed.count, words.starts(with: typed) else { return nil }
        return String(words[typed.count])
      })
  }
}

/// Completes lines through a view: nothing is offered that the reader may not see.
private struct Completion {
  /// The most ids that are offered.
  private static let mostIDs = 2000
  private let view: View

  init(_ view: View) { self.view = view }

  func words(behind line: String) throws -> Set<String> {
    var cursor = Cursor(.init(name: "", text: line))
    let events = view.eventNames
    while let before = Command.take(&cursor, unless: events) {
      guard case .precedes = before.body else { return try words(behind: before, cursor.rest) }
      // Its own word, a date or an account, is passed over.
      if before.name != "try" {
        if cursor.isAtEnd { return try offered(before.slots) }
        _ = cursor.takeToken()
      }
    }
    if let event = cursor.take(oneOf: events) {
      let fields = view.allKinds.flatMap { $0.events[event]?.fields ?? [] }.map { "\($0.name):" }
      return cursor.isAtEnd ? Set(try view.ids(limit: Self.mostIDs)) : Set(fields)
    }
    return Session.next(Command.words + events, behind: cursor.rest)
  }

  private func words(behind command: Command, _ rest: String) throws -> Set<String> {
    // A name of several words that was begun goes on; otherwise anything that may stand there.
    let names = try offered(command.slots)
    let begun = rest.split(separator: " ").indices.map {
      rest.split(separator: " ").suffix(from: $0).joined(separator: " ")
    }
    let going = begun.reduce(into: Set<String>()) { $0.formUnion(Session.next(Array(names), behind: $1)) }
    return going.isEmpty ? Session.next(Array(names), behind: "") : going
  }

  private func offered(_ slots: [Command.Slot]) throws -> Set<String> {
    try slots.reduce(into: []) { names, slot in
      switch slot {
      case .kind: names.formUnion(view.rulebook.kindNames)
      case .caseID: names.formUnion(try view.ids(limit: Self.mostIDs))
      case .event: names.formUnion(view.eventNames)
      case .field: names.formUnion(view.allKinds.flatMap { $0.fields.map(\.name) })
      case .role: names.formUnion(view.rulebook.roles.keys)
      case .table: names.formUnion(view.rulebook.constants.compactMap { $0.table?.table.name })
      case .account: names.insert(view.reader.account)
      case .words(let words): names.formUnion(words)
      }
    }
  }
}
