/// A conversation with a store: lines in, answers out. The same at the prompt, in a script and with -c.

import Calendar
import Definitions
import Diagnostics
import Engine
import FEEL
import Governance

/// How a line ended.
public enum Ending: Sendable, Equatable {
  /// Done.
  case done
  /// Done, and somebody has work by it: the answer of a plan.
  case work
  /// The gate refused; the answer says why.
  case refused
  /// The line could not be carried out.
  case failed
  /// The user wants to leave.
  case quit
}

/// What a session needs from outside.
public struct Surroundings {
  /// Writes a line of an answer.
  public var write: (String) -> Void
  /// Reads a file named in a line; nil when it cannot be read.
  public var read: (String) -> [UInt8]?
  /// Writes a new file named in a line; false when it cannot, or when there is one already.
  public var save: (String, [UInt8]) -> Bool = { _, _ in false }
  /// The wall clock.
  public var clock: () -> Instant
  /// The account of the operating system.
  public var account: String
  /// Loads the definitions for a new store.
  public var definitions: (_ region: String?) throws(Diagnostics) -> Rulebook

  /// All of it.
  public init(
    write: @escaping (String) -> Void, read: @escaping (String) -> [UInt8]?, clock: @escaping () -> Instant,
    account: String,
    definitions: @escaping (_ region: String?) throws(Diagnostics) -> Rulebook
  ) {
    self.write = write
    self.read = read
    self.clock = clock
    self.account = account
    self.definitions = definitions
  }
}

/// A conversation.
public final class Session {
  let surroundings: Surroundings
  let path: String?
  /// The store, once there is one.
  public internal(set) var store: Store?
  /// Who acts.
  public internal(set) var account: String?
  /// The language of answers.
  public var language: Language
  /// How tables are written.
  public var output = Output.table
  var last: Receipt?
  /// For each case the user looked at: the last entry there was then.
  var seen: [String: Int] = [:]
  /// How many entries there were after the last thing done here.
  var ownSize = 0
  var line = Source(name: "<prompt>", text: "")

  /// A session on a store; `path` is where `begin` puts a new one (memory when nil).
  public init(_ surroundings: Surroundings, store: Store?, path: String?, language: Language) {
    self.surroundings = surroundings
    self.store = store
    store?.clock = surroundings.clock
    self.path = path
    self.language = language
  }

  func words(_ en: String, _ nl: String) -> String { language == .nl ? nl : en }

  /// Says something, line by line; control characters that were typed or stored never reach a terminal.
  func say(_ text: String) {
    surroundings.write(
      text.split(separator: "\n", omittingEmptySubsequences: false).map { Render.clean(String($0)) }.joined(
        separator: "\n"))
  }

  func answer(_ table: Table) { say(Render.text(table, output, language)) }

  // MARK: Running

  /// Carries out one line. What is wrong with it is said, and nothing of it is done.
  public func run(_ text: String, name: String = "<prompt>", line number: Int = 1) -> Ending {
    guard text.utf8.count <= 100_000 else {
      say(
        words(
          "\(name):\(number): error: the line is longer than 100,000 bytes",
          "\(name):\(number): fout: de regel is langer dan 100.000 bytes"))
      return .failed
    }
    // Lines of a script keep their number: the text stands behind as many line ends.
    line = Source(name: name, text: String(repeating: "\n", count: number - 1) + text)
    var cursor = Cursor(line)
    guard !cursor.isAtEnd, !cursor.rest.hasPrefix("#") else { return .done }
    do throws(Diagnostic) {
      return try statement(&cursor, trying: false)
    } catch {
      say(error.rendered)
      return .failed
    }
  }

  func opened(_ cursor: Cursor) throws(Diagnostic) -> Store {
    if let store { return store }
    throw Diagnostic(
      path.map { words("there is no store at \($0) yet", "er is nog geen opslag op \($0)") }
        ?? words("there is no store yet", "er is nog geen opslag"),
      hint: words(
        "begin simulation from 2025-01-06 in Europe/Amsterdam by you@yours, or start with --store PATH",
        "begin simulation from 2025-01-06 in Europe/Amsterdam by u@uw, of start met --store PAD"))
  }

  func statement(_ cursor: inout Cursor, trying: Bool) throws(Diagnostic) -> Ending {
    let start = cursor.at
    guard let name = cursor.take(oneOf: Command.words) ?? (cursor.rest.hasPrefix("?") ? "?" : nil) else {
      return try act(&cursor, trying: trying)
    }
    if name == "?", cursor.at == start {
      cursor.at += 1
      cursor.skip()
    }
    switch name {
    case "begin": return try begin(&cursor)
    case "as": return try become(&cursor, trying: trying)
    case "try": return try statement(&cursor, trying: true)
    case "at": return try past(&cursor)
    case "create": return try create(&cursor, trying: trying)
    case "approve", "reject", "ratify": return try settle(name, &cursor, trying: trying)
    case "consult on", "advise on", "prepare": return try around(name, &cursor, trying: trying)
    case "why": return try why(&cursor)
    case "explain": return try explain(&cursor)
    case "list": return try list(&cursor)
    case "map": return try map(&cursor)
    case "show": return try show(&cursor)
    case "history": return try history(&cursor)
    case "trail": return try trail(&cursor)
    case "changes": return try changes(&cursor)
    case "authority": return try authority(&cursor)
    case "known to": return try known(&cursor)
    case "work": return try work(&cursor)
    case "calendar": return try calendar(&cursor)
    case "plan": return try plan(&cursor)
    case "matrix":
      let kind = try takeKind(&cursor)
      answer(try opened(cursor).matrix(kind))
    case "kinds":
      try cursor.needEnd()
      answer(kinds(try opened(cursor)))
    case "go to": return try goTo(&cursor)
    case "?": return try evaluate(&cursor)
    case "import": return try importCases(&cursor)
    case "expect": return try expect(&cursor)
    case "erase": return try erase(&cursor, trying: trying)
    case "adopt definitions": return try adopt(&cursor, trying: trying)
    case "upgrade": return try upgrade(&cursor, trying: trying)
    case "definitions":
      try cursor.needEnd()
      let store = try opened(cursor)
      answer(try carry(cursor) { () throws(StoreProblem) in try store.definitions() })
    case "rotate key": return try rotateKey(&cursor, trying: trying)
    case "output":
      guard let word = cursor.take(oneOf: Output.allCases.map(\.rawValue)), let read = Output(rawValue: word) else {
        throw cursor.problem(words("expected table, json or csv", "verwacht table, json of csv"))
      }
      output = read
    case "language":
      guard let word = cursor.take(oneOf: ["en", "nl"]), let read = Language(rawValue: word) else {
        throw cursor.problem(words("expected en or nl", "verwacht en of nl"))
      }
      language = read
    case "help": help(cursor.rest)
    default:
      try cursor.needEnd()
      return .quit
    }
    return .done
  }

  /// What the store says went wrong, as a diagnostic of this line.
  func carry<T>(_ cursor: Cursor, _ body: () throws(StoreProblem) -> T) throws(Diagnostic) -> T {
    do throws(StoreProblem) { return try body() } catch { throw Diagnostic(error.explained(language)) }
  }

  // MARK: Names

  func takeKind(_ cursor: inout Cursor) throws(Diagnostic) -> Kind {
    let store = try opened(cursor)
    if let name = cursor.take(oneOf: store.rulebook.kindNames), let kind = store.rulebook.kinds[name] { return kind }
    throw cursor.problem(
      words("expected a kind", "verwacht een soort"),
      hint: Nearest.hint(cursor.word, among: store.rulebook.kindNames) ?? words("kinds: ", "soorten: ")
        + store.rulebook.kindNames.joined(separator: ", "))
  }

  func takeCase(_ cursor: inout Cursor) throws(Diagnostic) -> CaseState {
    let store = try opened(cursor)
    guard CaseName.isValid(cursor.word) else {
      throw cursor.problem(
        words("expected the id of a case", "verwacht de id van een zaak"),
        hint: words("see: list KIND", "zie: list SOORT"))
    }
    let problem = cursor.problem(
      words("there is no case \"\(cursor.word)\"", "er is geen zaak \"\(cursor.word)\""), hint: near(cursor.word, store)
    )
    let id = cursor.takeToken()
    guard let state = try carry(cursor, { () throws(StoreProblem) in try store.find(id) }) else { throw problem }
    return state
  }

  private func near(_ id: String, _ store: Store) -> String {
    let ids = (try? store.ids(limit: 5000)) ?? []
    return Nearest.hint(id, among: ids) ?? words("see: list KIND", "zie: list SOORT")
  }

  /// Everybody's events, for reading `EVENT CASE`.
  func eventNames(_ store: Store) -> [String] {
    var names: Set<String> = []
    for kind in store.allKinds { names.formUnion(kind.eventNames) }
    return names.sorted()
  }

  func takeEvent(_ cursor: inout Cursor) throws(Diagnostic) -> String {
    let store = try opened(cursor)
    let names = eventNames(store)
    guard let event = cursor.take(oneOf: names) else {
      throw cursor.problem(
        words(
          "\"\(cursor.word)\" is no command and no event", "\"\(cursor.word)\" is geen opdracht en geen gebeurtenis"),
        hint: Nearest.hint(cursor.word, among: names + Command.words) ?? words("see: help", "zie: help"))
    }
    return event
  }
}
