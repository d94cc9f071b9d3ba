/// A command of the language: one value, in one file of the folder `Lines`, with its words, help, examples, completion, how it is
/// parsed and what it does. The shell, scripts, and whatever else offers commands, offer this table.

import Calendar
import Definitions
import Engine
import FEEL
import Governance

/// A command.
public struct Command: Sendable {
  /// What its line does.
  enum Body: Sendable {
    /// Reads: an answer from one view. May stand behind `at DATE`.
    case reads(@Sendable (inout Cursor, Session, View) throws -> Answer)
    /// The same, but while there is no store from the definitions alone.
    case looks(@Sendable (inout Cursor, Session, View?) throws -> Answer)
    /// Acts: what is asked of the gate. May stand behind `try`.
    case acts(@Sendable (inout Cursor, Session, View) throws -> Asking)
    /// Talks with the session: its account, its clock, its files.
    case talks(@Sendable (inout Cursor, Session) throws -> Answer)
    /// Stands before another line.
    case precedes(@Sendable (inout Cursor, Session, Session.Manner) throws -> Answer)
  }

  /// What may be completed behind its words.
  enum Slot: Sendable {
    case kind, caseID, event, field, role, account, table
    case words([String])
  }

  /// The word or words it begins with.
  public let name: String
  /// Its form.
  public let form: String
  /// What there is help on.
  public let topic: Topic
  private let pattern: String
  let slots: [Slot]
  let body: Body

  init(
    _ name: String, _ form: String, _ topic: Topic, example: String, completes slots: [Slot] = [], _ body: Body
  ) {
    self.name = name
    self.form = form
    self.topic = topic
    pattern = example
    self.slots = slots
    self.body = body
  }

  /// Whether it only reads, and so may be asked of the past.
  public var reads: Bool {
    switch body {
    case .reads, .looks: true
    default: false
    }
  }

  /// Whether it acts, and so may be tried.
  public var acts: Bool { if case .acts = body { true } else { false } }

  /// A line that shows it, in the words of the loaded definitions.
  public func example(in rulebook: Rulebook?) -> String {
    let kind = rulebook?.kindNames.compactMap { rulebook?.kinds[$0] }.last { $0.events.count > 2 }
    let event = kind?.eventNames.first { $0 != "create" && kind?.events[$0]?.source == .role }
    let required = kind?.fields.filter(\.isRequired).map { " \($0.name): \($0.type.sample)" }.joined() ?? ""
    return pattern.replacing("{create}", with: "create \(kind?.name ?? "KIND") ID\(required)")
      .replacing("{kind}", with: kind?.name ?? "KIND").replacing("{event}", with: event ?? "EVENT")
      .replacing("{case}", with: "CASE").replacing("{field}", with: kind?.fields.first?.name ?? "FIELD")
      .replacing("{role}", with: rulebook?.roles.keys.min() ?? "ROLE")
  }

  /// All commands, in the order of the help. An event of the definitions is a line as well: ``event``.
  public static let all: [Command] = [
    begin, act, create, approve, reject, ratify, consult, advise, prepare, attempt, trace, why, explain, list, map,
    show,
    history,
    trail, changes, authority, known, knew, work, calendar, plan, past, matrix, draw, laws, table, kinds, goTo,
    evaluate,
    importing, attach, documents, document,
    erase,
    rotateKey, adopt, upgrade, definitions, checkpoint, inclusion, consistency, bundle, expect, output, language, help,
    quit,
  ]

  /// The words of all commands.
  public static let words = all.map(\.name)

  /// The command that stands at the cursor, which goes behind its words. An event whose name begins with a command's and is
  /// longer is no command; one that has the very name of a command is typed in quotes.
  static func take(_ cursor: inout Cursor, unless events: @autoclosure () -> [String] = []) -> Command? {
    if cursor.rest.hasPrefix("?") {
      cursor.at += 1
      cursor.skip()
      return evaluate
    }
    var other = cursor
    guard let name = cursor.take(oneOf: words) else { return nil }
    if let event = other.take(oneOf: events()), event.utf8.count > name.utf8.count { return nil }
    return all.first { $0.name == name }
  }

  /// An event as it is typed: in quotes where it has the name of a command.
  static func typed(_ event: String) -> String { words.contains(event) ? "\"\(event)\"" : event }

  /// The command that words, as the command line of a process gives them, begin with; nil for none.
  public static func begun(by arguments: [String]) -> String? {
    let line = arguments.joined(separator: " ")
    return words.filter { line == $0 || line.hasPrefix($0 + " ") }.max { $0.count < $1.count }
  }
}

/// What an acting line asks of the gate, and how it is carried out.
struct Asking {
  /// The requests, each decided by itself.
  var requests: [Request]
  /// What is said before: what would change.
  var introduction = Answer.nothing
  /// Whether a refusal undoes all.
  var allOrNone = false
  /// Whether it is only tried, whatever the line says.
  var isDry = false
  /// What would become of the requests, where the line has tried them itself.
  var tried: [Receipt]?
  /// Carries it out where more is to be done than to put requests to the gate, with what is said after it.
  var carryOut: (([Request], Store, Principal) throws -> (Performed, [Message]))?
  /// What is said of the receipts, where that is not each of them.
  var summary: (([Receipt], _ tried: Bool) -> Answer)?

  init(_ requests: [Request]) { self.requests = requests }

  init(_ request: Request) { requests = [request] }
}
