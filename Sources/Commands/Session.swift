/// A conversation with a store: lines in, answers out. The same at the prompt, in a script, and with -c.

import Calendar
import Definitions
import Diagnostics
import Engine
import FEEL
import Governance
import Journal

/// How a line ended.
public enum Ending: Sendable, Equatable {
  /// Done.
  case done
  /// Done; the plan that was asked for shows work for somebody.
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
  /// Writes a new file named in a line, piece by piece; false when it cannot, or when there is one already.
  public var save: (_ name: String, _ body: (([UInt8]) throws -> Void) throws -> Void) throws -> Bool = { _, _ in
    false
  }
  /// Writes a remark beside an answer that is a file; where answers go unless told otherwise.
  public var remark: ((String) -> Void)?
  /// The code of a signed head, short enough for paper.
  public var shortCode: (_ note: String) -> String? = { _ in nil }
  /// Lays a graph in DOT out as SVG; nil where nothing is installed that does.
  public var layOut: (_ dot: String) -> String? = { _ in nil }
  /// The wall clock.
  public var clock: () -> Instant
  /// The account that the operating system vouches for.
  public var account = SystemAccount()
  /// Makes the storage of a new store.
  public var storage: () throws(JournalProblem) -> any Storage
  /// What that storage will be called; nil when it is kept in memory only.
  public var storageName: String?
  /// Who takes note of what decisions come by.
  public var watcher: Watcher?
  /// Loads the definitions for a new store.
  public var definitions: (_ region: String?) throws(Diagnostics) -> Rulebook

  /// What a session cannot do without; the rest has defaults.
  public init(
    write: @escaping (String) -> Void, read: @escaping (String) -> [UInt8]?, clock: @escaping () -> Instant,
    storageName: String?, storage: @escaping () throws(JournalProblem) -> any Storage,
    definitions: @escaping (_ region: String?) throws(Diagnostics) -> Rulebook
  ) {
    self.write = write
    self.read = read
    self.clock = clock
    self.storageName = storageName
    self.storage = storage
    self.definitions = definitions
  }
}

/// A conversation.
public final class Session {
  let surroundings: Surroundings
  /// The store, once there is one.
  public internal(set) var store: Store?
  /// Who acts and reads; the store's administrator reads when nobody was named.
  public internal(set) var account: String?
  /// The language of answers.
  public var language: Language
  /// How answers are written.
  public var output = Output.table
  /// What became of the last act.
  private(set) var last: Receipt?
  /// Acts that only laws stopped, and no guard: guards that are missing.
  public private(set) var stoppedByLaw: [StoppedByLaw] = []
  /// For each case the user looked at: the last entry there was then.
  private var seen: [String: Int] = [:]
  /// Whether the line has ended with a plan in which somebody has work.
  var hasWork = false
  /// Whether the user wants to leave.
  var isLeaving = false
  private var line = Source(name: "<prompt>", text: "")

  /// A session on a store, or on none yet.
  public init(_ surroundings: Surroundings, store: Store?, language: Language) {
    self.surroundings = surroundings
    self.store = store
    store?.clock = surroundings.clock
    self.language = language
  }

  // MARK: Saying

  /// Says something, line by line; control characters that were typed or stored never reach a terminal.
  public func say(_ text: String) {
    surroundings.write(
      text.split(separator: "\n", omittingEmptySubsequences: false).map { Clean.text(String($0)) }.joined(
        separator: "\n"))
  }

  /// Says a message.
  public func say(_ message: Message) { say(message.text(language)) }

  private func tell(_ answer: Answer) {
    if let (file, remarks) = answer.file {
      surroundings.write(file.last == "\n" ? String(file.dropLast()) : file)
      for remark in remarks { (surroundings.remark ?? surroundings.write)(remark.text(language)) }
      return
    }
    if let text = Rendering(output, language).text(answer) { say(text) }
  }

  // MARK: Running

  /// How a line is carried out.
  struct Manner {
    /// Only tried.
    var isTried = false
    /// As it was at an instant.
    var past: Instant?
  }

  /// Carries out one line and says the answer. What is wrong with it is said, and nothing of it is done.
  public func run(_ text: String, name: String = "<prompt>", line number: Int = 1) -> Ending {
    guard text.utf8.count <= 100_000 else {
      say(Mistake(.lineTooLong(name: name, line: number)).rendered(language))
      return .failed
    }
    // Lines of a script keep their number: the text stands behind as many line ends.
    line = Source(name: name, text: String(repeating: "\n", count: number - 1) + text)
    var cursor = Cursor(line)
    guard !cursor.isAtEnd, !cursor.rest.hasPrefix("#") else { return .done }
    hasWork = false
    do {
      let answer = try statement(&cursor, Manner())
      tell(answer)
      if isLeaving { return .quit }
      return answer.isRefusal ? .refused : hasWork ? .work : .done
    } catch {
      say(explained(error))
      return .failed
    }
  }

  /// What went wrong, in the language.
  private func explained(_ error: any Error) -> String {
    switch error {
    case let mistake as Mistake: mistake.rendered(language)
    case let problem as StoreProblem: Mistake(.problem(problem)).rendered(language)
    case let problem as JournalProblem: Mistake(.problem(.journal(problem))).rendered(language)
    case let diagnostics as Diagnostics: diagnostics.description
    default: Mistake(.problem(.damaged("\(type(of: error))"))).rendered(language)
    }
  }

  func statement(_ cursor: inout Cursor, _ manner: Manner) throws -> Answer {
    let start = cursor
    guard let command = Command.take(&cursor, unless: store?.eventNames ?? []) else {
      cursor = start
      return try ask(&cursor, manner, Command.fire)
    }
    switch command.body {
    case .precedes(let body): return try body(&cursor, self, manner)
    case .talks(let body):
      guard manner.past == nil else { throw start.mistake(.onlyReadingInThePast, hint: .choose(Command.readers)) }
      return try body(&cursor, self)
    case .acts(let body): return try ask(&cursor, manner, body)
    case .reads(let body): return try read(&cursor, manner, body)
    case .looks(let body):
      guard store != nil else { return try body(&cursor, self, nil) }
      return try read(&cursor, manner) { try body(&$0, $1, $2) }
    }
  }

  func opened() throws -> Store {
    if let store { return store }
    throw Mistake(.noStore(at: surroundings.storageName), hint: .howToBegin)
  }

  // MARK: Reading

  /// Who reads: who was named, the person at the keyboard of a live store, or else the administrator of a simulation.
  func reader(_ store: Store) throws(StoreProblem) -> Principal {
    guard store.setting.mode == .simulation else { return store.principal(surroundings.account) }
    return try store.principal(asserting: account ?? store.setting.administrator)
  }

  /// One look at the open store.
  func look<T>(_ body: (View) throws -> T) throws -> T {
    let store = try opened()
    return try store.view(of: try reader(store), body)
  }

  private func read(
    _ cursor: inout Cursor, _ manner: Manner, _ body: (inout Cursor, Session, View) throws -> Answer
  ) throws -> Answer {
    let store = try opened()
    var place = cursor
    let answer = try store.view(of: try reader(store), at: manner.past) { view -> Answer in
      let answer = try body(&place, self, view)
      return .noted(answer, try notes(answer, view))
    }
    cursor = place
    return answer
  }

  /// What a reader should know beside an answer.
  private func notes(_ answer: Answer, _ view: View) throws -> [Message] {
    // Who may read what was withheld.
    var notes = answer.withheld.sorted().map { name -> Message in
      let readers = view.readers(of: name)
      return .withheldFrom(name, readers: readers?.roles ?? [], place: readers?.place.citation)
    }
    let overdue = try view.overdue()
    if let first = overdue.first { notes.append(.overdue(count: overdue.count, since: first.due)) }
    if view.isNobody, answer.isEmpty { notes.append(.youHaveNoRole) }
    return notes
  }

  // MARK: Acting

  func actor(_ store: Store) throws -> Principal {
    if store.setting.mode == .live { return store.principal(surroundings.account) }
    guard let account else { throw Mistake(.whoActs, hint: .choose(["as name@place"])) }
    return try store.principal(asserting: account)
  }

  private func ask(
    _ cursor: inout Cursor, _ manner: Manner, _ body: (inout Cursor, Session, View) throws -> Asking
  ) throws -> Answer {
    guard manner.past == nil else { throw cursor.mistake(.onlyReadingInThePast, hint: .choose(Command.readers)) }
    let store = try opened()
    var place = cursor
    // A line is read, and tried, at one position.
    let (asking, tried) = try store.view(of: try reader(store)) { view in
      let asking = try body(&place, self, view)
      keepSeen(view)
      let principal = try actor(store)
      let isTried = manner.isTried || asking.isDry
      return (asking, isTried ? try asking.tried ?? view.rehearse(asking.requests, as: principal.account) : nil)
    }
    cursor = place
    if let tried {
      return .all([asking.introduction, told(asking, Performed(receipts: tried), tried: true)])
    }
    return try carryOut(asking, store)
  }

  private func carryOut(_ asking: Asking, _ store: Store) throws -> Answer {
    guard !asking.requests.isEmpty else { return asking.summary?([], false) ?? asking.introduction }
    let principal = try actor(store)
    var asking = asking
    for index in asking.requests.indices { asking.requests[index].basis = seen[asking.requests[index].subject] }
    let asked = asking
    let (performed, remarks) =
      try asked.carryOut?(asked.requests, store, principal)
      ?? (store.perform(asked.requests, by: principal, allOrNone: asked.allOrNone), [])
    noteOwn(store, performed.receipts)
    last = performed.receipts.last ?? last
    stoppedByLaw += (performed.fired + performed.receipts).compactMap(StoppedByLaw.init)
    let answer = told(asking, performed, tried: false)
    return .all([
      output == .json ? .nothing : asking.introduction, output == .json ? answer : .noted(answer, remarks),
    ])
  }

  private func told(_ asking: Asking, _ performed: Performed, tried: Bool) -> Answer {
    if let summary = asking.summary { return summary(performed.receipts, tried) }
    return .decision(DecisionAnswer(fired: performed.fired, receipts: performed.receipts, actor: actorName))
  }

  /// What whoever acts is called.
  var actorName: String {
    store?.setting.mode == .live ? surroundings.account.name : account ?? surroundings.account.name
  }

  /// Notes that the user has seen a case as it is now; an act on what others change after that is refused as stale.
  func notice(_ id: String, _ view: View) { if !view.isPast { seen[id] = view.size - 1 } }

  /// Cases that nobody has changed since the user saw them are as they were seen.
  private func keepSeen(_ view: View) {
    for (id, entry) in seen where entry < view.size - 1 {
      if let changed = view.changed(id), changed <= entry { seen[id] = view.size - 1 }
    }
  }

  /// What is done here makes nothing stale that was as it was seen: only others do.
  func noteOwn(_ store: Store, _ acted: [Receipt] = []) {
    let own = store.ownEntries
    let accepted = Set(acted.filter { $0.outcome != .refused }.map(\.subject))
    for (id, entry) in seen where entry >= own.lowerBound - 1 || accepted.contains(id) { seen[id] = own.upperBound - 1 }
  }

  /// The values of fields: bare ones as they are, others evaluated, of what the reader may see.
  func values(_ fields: [(name: String, value: Cursor.FieldValue)], _ view: View) throws -> Given {
    try fields.map { name, value in
      switch value {
      case .bare(let value): return (name, value)
      case .expression(let expression):
        let (value, faults) = try Cases(view).evaluate(expression)
        if let what = value.firstWithheld {
          throw StoreProblem.withheld(what, readers: view.readers(of: what)?.roles ?? [])
        }
        if value.isNull, let fault = faults.first { throw Mistake(expression.diagnostic(fault)) }
        return (name, value)
      }
    }
  }
}

extension Answer {
  /// Whether something in it was refused.
  fileprivate var isRefusal: Bool {
    switch self {
    case .decision(let answer): !answer.isOnlyTold && answer.receipts.contains { $0.outcome == .refused }
    case .noted(let answer, _): answer.isRefusal
    case .all(let answers): answers.contains { $0.isRefusal }
    default: false
    }
  }

  /// The text of a file, with what is remarked beside it; nil for what is no file.
  fileprivate var file: (text: String, remarks: [Message])? {
    switch self {
    case .file(_, let text): (text, [])
    case .noted(let answer, let remarks): answer.file.map { ($0.text, $0.remarks + remarks) }
    default: nil
    }
  }
}

extension Command {
  /// The commands that may be asked of the past.
  static let readers = all.filter(\.reads).map(\.name)
}

/// An act that only a law stopped.
public struct StoppedByLaw: Sendable {
  /// The event that was asked for, or the verb.
  public let event: String
  /// The id of the case.
  public let subject: String
  /// The names of the laws.
  public let laws: [String]

  /// Nil for an act that was not refused, or that a guard stopped as well.
  init?(_ receipt: Receipt) {
    guard receipt.outcome == .refused, receipt.reasons.allSatisfy(\.isLaw) else { return nil }
    event = receipt.verb.object ?? receipt.verb.name.rawValue
    subject = receipt.subject
    laws = receipt.reasons.map(\.rule.description)
  }
}
