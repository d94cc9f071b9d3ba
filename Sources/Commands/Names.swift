/// Names that the definitions and the store know, where a line has them.

import Decisions
import Definitions
import Diagnostics
import Engine
import FEEL
import Governance

extension View {
  /// Everybody's events, for reading `EVENT CASE`.
  var eventNames: [String] { allKinds.allEventNames }
}

extension Cursor {
  private func near(_ names: [String], _ otherwise: Message) -> Message {
    Nearest.to(word, among: names).map { .didYouMean($0) } ?? otherwise
  }

  mutating func takeKind(_ view: View) throws -> Kind {
    let names = view.rulebook.kindNames
    if let name = take(oneOf: names), let kind = view.rulebook.kinds[name] { return kind }
    throw expected(.kind, hint: near(names, .choose(names)))
  }

  mutating func takeTable(_ view: View) throws -> StatedTable {
    let tables = view.rulebook.constants.compactMap(\.table)
    let names = tables.map(\.table.name)
    if let name = take(oneOf: names), let table = tables.first(where: { $0.table.name == name }) { return table }
    throw expected(.table, hint: near(names, names.isEmpty ? .see(.help) : .choose(names)))
  }

  mutating func takeCase(_ view: View) throws -> SeenCase {
    guard CaseName.isValid(word) else { throw expected(.caseID, hint: .see(.list)) }
    guard let found = view.find(word) else {
      throw mistake(.noCase(word), hint: view.isNobody ? .youHaveNoRole : near(try view.ids(limit: 5000), .see(.list)))
    }
    _ = takeToken()
    return found
  }

  /// A case to act on: one that the reader sees, or may know of.
  mutating func takeSubject(_ view: View) throws -> (id: String, kind: Kind) {
    if let kind = view.kind(of: word) { return (takeToken(), kind) }
    let found = try takeCase(view)
    return (found.id, found.kind)
  }

  /// The id of a case, whether there is one or not.
  mutating func takeID() throws -> String {
    guard CaseName.isValid(word) else { throw expected(.caseID, hint: .see(.list)) }
    return takeToken()
  }

  /// An event that may happen to a case that is there.
  mutating func takeEventOfCase(_ view: View) throws -> String {
    let place = self
    let event = try takeEvent(view)
    guard event != "create" else { throw place.mistake(.createIsTried, hint: .choose(["try create KIND …"])) }
    return event
  }

  /// The name of an event of any kind, in quotes or not.
  mutating func takeEvent(_ view: View) throws -> String {
    let names = view.eventNames
    var quoted = self
    if let event = quoted.takeQuoted() {
      guard names.contains(event) else {
        throw mistake(
          .neitherCommandNorEvent(event), hint: Nearest.to(event, among: names).map { .didYouMean($0) } ?? .see(.help))
      }
      self = quoted
      return event
    }
    if let event = take(oneOf: names) { return event }
    if isAtEnd { throw expected(.event, hint: .see(.help)) }
    // An act that waits is agreed to by a command, and is no event itself.
    let isCommand = Command.words.contains(word)
    throw mistake(
      .neitherCommandNorEvent(word), hint: isCommand ? .see(.work) : near(names + Command.words, .see(.help)))
  }

  mutating func takeRole(_ view: View) throws -> String {
    let roles =
      view.rulebook.roles.keys.sorted() + [Rulebook.administrator, Actor.clock.account, Actor.engine.account]
    if let role = take(oneOf: roles) { return role }
    throw expected(.role, hint: near(roles, .choose(roles)))
  }

  /// `FIELD of`, before a case; of any definitions that cases are pinned to; `names` says what counts as one.
  mutating func takeFieldOf(
    _ command: String, _ view: View, _ names: (Kind) -> [String] = { $0.fields.map(\.name) }
  ) throws -> String {
    let names = Set(view.allKinds.flatMap(names)).sorted()
    guard let field = take(oneOf: names) else { throw expected(.field, hint: near(names, .see(.fieldsOfKind))) }
    guard take("of") else { throw expected(.of, hint: .choose(["\(command) \(field) of CASE"])) }
    return field
  }
}

extension Store {
  /// The names of all events, as far as this process has looked.
  var eventNames: [String] { knownKinds.allEventNames }
}

extension [Kind] {
  fileprivate var allEventNames: [String] { Set(flatMap(\.eventNames)).sorted() }
}
