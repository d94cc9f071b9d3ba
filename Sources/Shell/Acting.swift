/// Lines that act: begin, create, fire, approve, consult, import.

import Calendar
import Definitions
import Diagnostics
import Engine
import FEEL
import Governance

extension Session {
  func begin(_ cursor: inout Cursor) throws(Diagnostic) -> Ending {
    guard store == nil else {
      throw cursor.problem(
        words("a store is open already", "er is al een opslag open"),
        hint: words("start again with another --store", "start opnieuw met een andere --store"))
    }
    guard let word = cursor.take(oneOf: ["simulation", "live"]), let mode = Mode(rawValue: word) else {
      throw cursor.problem(words("expected simulation or live", "verwacht simulation of live"))
    }
    var date: CivilDate?
    var zone = Zone("Europe/Amsterdam") ?? .utc
    var administrator = mode == .live ? surroundings.account : nil
    var region: String?
    while let part = cursor.take(oneOf: ["from", "in", "by", "for"]) {
      switch part {
      case "for": region = cursor.takeToken()
      case "from": date = try cursor.takeDate()
      case "in":
        guard let read = Zone(cursor.word) else {
          throw cursor.problem(
            words("there is no time zone \"\(cursor.word)\"", "er is geen tijdzone \"\(cursor.word)\""),
            hint: "Europe/Amsterdam")
        }
        zone = read
        _ = cursor.takeToken()
      default: administrator = cursor.takeToken()
      }
    }
    try cursor.needEnd()
    guard let administrator, !administrator.isEmpty else {
      throw cursor.problem(
        words("who is the first administrator? by ACCOUNT", "wie is de eerste beheerder? by ACCOUNT"))
    }
    if mode == .live, administrator != surroundings.account {
      throw cursor.problem(
        words(
          "a live store is begun by its administrator's own account, \(surroundings.account)",
          "een echte opslag begint onder het eigen account van de beheerder, \(surroundings.account)"))
    }
    var instant = surroundings.clock()
    if let date {
      if mode == .live { throw cursor.problem(words("a live store begins now", "een echte opslag begint nu")) }
      instant = zone.instant(date, milliseconds: 9 * 3_600_000)
    }
    let rulebook: Rulebook
    do { rulebook = try surroundings.definitions(region) } catch {
      say(error.description)
      return .failed
    }
    let beginning = Beginning(mode: mode, instant: instant, zone: zone, administrator: administrator)
    store = try carry(cursor) { () throws(StoreProblem) in try Store.begin(path, beginning, rulebook) }
    store?.clock = surroundings.clock
    account = administrator
    say(
      words("begun      ", "begonnen   ")
        + "\(mode.rawValue), \(zone.describe(instant).prefix(16)), \(rulebook.kinds.count) "
        + words("kinds", "soorten") + (rulebook.region.map { words(" of ", " van ") + $0 } ?? "")
        + words(", administrator ", ", beheerder ") + administrator)
    if path == nil {
      say(
        words(
          "           in memory only: nothing is kept; give --store PATH to keep it",
          "           alleen in het geheugen: niets blijft bewaard; geef --store PAD om te bewaren"))
    }
    return .done
  }

  func become(_ cursor: inout Cursor, trying: Bool) throws(Diagnostic) -> Ending {
    var name = cursor.takeToken()
    let once = name.hasSuffix(":")
    if once { name.removeLast() }
    guard CaseName.isValid(name) else {
      throw cursor.problem(words("expected an account such as name@place", "verwacht een account zoals name@place"))
    }
    if let store, store.mode == .live, name != surroundings.account {
      throw cursor.problem(
        words(
          "in a live store you act as yourself, \(surroundings.account)",
          "in een echte opslag handelt u als uzelf, \(surroundings.account)"),
        hint: words("ask \(name) to act from their own account", "vraag \(name) vanuit het eigen account te handelen"))
    }
    guard once else {
      try cursor.needEnd()
      account = name
      return .done
    }
    let saved = account
    account = name
    defer { account = saved }
    guard !cursor.isAtEnd else { throw cursor.problem(words("expected something to do", "verwacht iets om te doen")) }
    return try statement(&cursor, trying: trying)
  }

  // MARK: Acts

  func actor(_ cursor: Cursor) throws(Diagnostic) -> Actor {
    let store = try opened(cursor)
    if store.mode == .live { return Actor(surroundings.account, known: .account) }
    guard let account else {
      throw cursor.problem(words("who acts? as ACCOUNT", "wie handelt? as ACCOUNT"), hint: "as name@place")
    }
    return Actor(account, known: .asserted)
  }

  func instant(_ store: Store) -> Instant { store.now }

  /// The values of fields: bare ones as they are, others evaluated.
  func values(_ fields: [(name: String, value: Swift.Result<Value, FieldText>)], _ store: Store) throws(Diagnostic)
    -> [(name: String, value: Value)]
  {
    var result: [(name: String, value: Value)] = []
    for (name, value) in fields {
      switch value {
      case .success(let value): result.append((name, value))
      case .failure(let text): result.append((name, try self.value(Place(line, text.range), store)))
      }
    }
    return result
  }

  private func value(_ place: Place, _ store: Store) throws(Diagnostic) -> Value {
    let expression: Expression
    do { expression = try Expression(place, scope: store.scope) } catch {
      throw error.all.first ?? Diagnostic("not an expression", at: place)
    }
    let (value, faults) = try carry(Cursor(line)) { () throws(StoreProblem) in try store.evaluate(expression) }
    if value.isNull, let fault = faults.first { throw expression.diagnostic(fault) }
    return value
  }

  func create(_ cursor: inout Cursor, trying: Bool) throws(Diagnostic) -> Ending {
    let kind = try takeKind(&cursor)
    let store = try opened(cursor)
    guard CaseName.isValid(cursor.word) else {
      throw cursor.problem(
        words("expected an id for the new \(kind.name)", "verwacht een id voor de nieuwe \(kind.name)"),
        hint: words(
          "a small letter, then small letters, digits and hyphens",
          "een kleine letter, dan kleine letters, cijfers en streepjes"))
    }
    let id = cursor.takeToken()
    let fields = try values(try cursor.takeFields(kind.events["create"]?.fields ?? kind.fields, store.scope), store)
    let act = Act(try actor(cursor), .fire("create"), on: id, kind: kind.name, fields: fields, at: instant(store))
    return try perform(act, trying: trying, cursor)
  }

  func act(_ cursor: inout Cursor, trying: Bool) throws(Diagnostic) -> Ending {
    let event = try takeEvent(&cursor)
    let state = try takeCase(&cursor)
    let store = try opened(cursor)
    let definition = state.kind.events[event]
    // A kind without the event still gets its act: the gate refuses it, and the journal shows that it was tried.
    let fields =
      definition == nil ? [] : try values(try cursor.takeFields(definition?.fields ?? [], store.scope), store)
    let act = Act(try actor(cursor), .fire(event), on: state.id, fields: fields, at: instant(store))
    return try perform(act, trying: trying, cursor)
  }

  func settle(_ name: String, _ cursor: inout Cursor, trying: Bool) throws(Diagnostic) -> Ending {
    let state = try takeCase(&cursor)
    let store = try opened(cursor)
    let waiting = state.open.filter { name == "reject" || $0.tookEffect == (name == "ratify") }
    var entry: Int?
    if cursor.word.hasPrefix("#") {
      entry = Int(cursor.word.dropFirst())
      if entry == nil {
        throw cursor.problem(
          words("expected the number of an entry, as #41", "verwacht het nummer van een vastlegging, zoals #41"))
      }
      _ = cursor.takeToken()
    }
    try cursor.needEnd()
    if entry == nil, waiting.count > 1 {
      let list = waiting.map { "#\($0.entry) \($0.event)" }.joined(separator: ", ")
      throw cursor.problem(
        words("several acts wait", "er wachten meer handelingen"),
        hint: words("say which: \(list)", "zeg welke: \(list)"))
    }
    guard let entry = entry ?? waiting.first?.entry else {
      throw Diagnostic(
        words(
          "nothing on \(state.id) waits to be \(name == "ratify" ? "ratified" : "approved")",
          "niets op \(state.id) wacht op \(name == "ratify" ? "bekrachtiging" : "goedkeuring")"),
        hint: words("see: work", "zie: work"))
    }
    let verb: Verb = name == "approve" ? .approve(entry) : name == "reject" ? .reject(entry) : .ratify(entry)
    return try perform(Act(try actor(cursor), verb, on: state.id, at: instant(store)), trying: trying, cursor)
  }

  func around(_ name: String, _ cursor: inout Cursor, trying: Bool) throws(Diagnostic) -> Ending {
    let event = try takeEvent(&cursor)
    let state = try takeCase(&cursor)
    let store = try opened(cursor)
    let verb: Verb = name == "consult on" ? .consult(event) : name == "advise on" ? .advise(event) : .prepare(event)
    let fields: [Field]
    switch verb {
    case .consult: fields = [Field(name: "until", type: .date, at: state.kind.place)]
    case .advise: fields = [Field(name: "opinion", type: .text, at: state.kind.place)]
    default: fields = state.kind.events[event]?.fields ?? []
    }
    let given = try values(try cursor.takeFields(fields, store.scope), store)
    return try perform(
      Act(try actor(cursor), verb, on: state.id, fields: given, at: instant(store)), trying: trying, cursor)
  }

  func erase(_ cursor: inout Cursor, trying: Bool) throws(Diagnostic) -> Ending {
    let store = try opened(cursor)
    let field = try takeFieldOf(&cursor, "erase")
    let state = try takeCase(&cursor)
    let reason = Field(name: "because", type: .text, at: state.kind.place)
    let fields = try values(try cursor.takeFields([reason], store.scope), store)
    let act = Act(try actor(cursor), .erase(field), on: state.id, fields: fields, at: instant(store))
    var erased: Erased?
    let ending = try perform(act, trying: trying, cursor) { () throws(StoreProblem) in
      let result = try store.erase(act)
      erased = result
      return result.receipt
    }
    guard let erased, ending == .done, output != .json else { return ending }
    say("           " + words("\(erased.values) values were taken away", "\(erased.values) waarden zijn weggenomen"))
    if !erased.elsewhere.isEmpty {
      let list = erased.elsewhere.joined(separator: ", ")
      say("           " + words("still held by: \(list)", "staat nog in: \(list)"))
    }
    if !erased.isGone {
      say(
        "           "
          + words(
            "they are still in the file while another program reads it; when that is closed, any next act clears them",
            "ze staan nog in het bestand zolang een ander programma het leest; is dat gesloten, dan ruimt de volgende handeling ze op"
          ))
    }
    return ending
  }

  func rotateKey(_ cursor: inout Cursor, trying: Bool) throws(Diagnostic) -> Ending {
    try cursor.needEnd()
    let store = try opened(cursor)
    let act = Act(try actor(cursor), .rotateKey, on: CaseName.store, kind: CaseName.store, at: instant(store))
    return try perform(act, trying: trying, cursor) { () throws(StoreProblem) in try store.rotateKey(act.actor) }
  }

  /// Puts an act to the gate; `body` does it, where more than the act is to be done.
  func perform(
    _ act: Act, trying: Bool, _ cursor: Cursor, _ body: (() throws(StoreProblem) -> Receipt)? = nil
  ) throws(Diagnostic) -> Ending {
    let store = try opened(cursor)
    if trying {
      let decision = try carry(cursor) { () throws(StoreProblem) in try store.decide(act) }
      tell(decision, act.verb, act.subject, entry: nil)
      return decision.outcome == .refused ? .refused : .done
    }
    var act = act
    act.basis = seen[act.subject]
    let receipt = try doing(cursor) { () throws(StoreProblem) in
      if let body { try body() } else { try store.perform(act) }
    }
    last = receipt
    tell(receipt.decision, act.verb, act.subject, entry: receipt.entry)
    for followed in receipt.followed { tellFollowed(followed, depth: 1) }
    return receipt.decision.outcome == .refused ? .refused : .done
  }

  /// Does something of one's own. What one has looked at stays as good as it was: it grows old only by what others do.
  func doing<T>(_ cursor: Cursor, _ body: () throws(StoreProblem) -> T) throws(Diagnostic) -> T {
    let store = try opened(cursor)
    return try carry(cursor) { () throws(StoreProblem) in
      let alone = try store.size() == ownSize
      let result = try body()
      ownSize = try store.size()
      if alone { for id in seen.keys { seen[id] = ownSize - 1 } }
      return result
    }
  }

  /// Notes that the user has seen a case as it is now; an act on what others change after that is refused as stale.
  func notice(_ id: String) {
    guard let store, let size = try? store.size() else { return }
    seen[id] = size - 1
    if seen.count == 1 { ownSize = size }
  }

  // MARK: Answers

  func tell(_ decision: Decision, _ verb: Verb, _ subject: String, entry: Int?) {
    if output == .json { return say(JSON.text(json(decision, verb, subject, entry: entry))) }
    let number = entry.map { "#\($0)" } ?? words("(not done)", "(niet gedaan)")
    switch decision.outcome {
    case .accepted:
      let state = decision.after.map { " → \($0.stateText)" } ?? ""
      say("\(words("accepted   ", "aanvaard   "))\(verb.text) \(subject)\(state)  \(number)")
    case .pending:
      say(
        "\(words("pending    ", "wacht      "))\(verb.text) \(subject): "
          + words(
            "\(decision.informed.joined(separator: ", ")) must approve",
            "\(decision.informed.joined(separator: ", ")) moet goedkeuren") + "  \(number)")
    case .refused:
      say("\(words("refused    ", "geweigerd  "))\(verb.text) \(subject)  \(number)")
      for reason in decision.reasons {
        let explained = reason.explained(language)
        say("  \(words("because", "omdat  "))  \(explained.because)" + (explained.place.map { "  [\($0)]" } ?? ""))
        if let remedy = explained.remedy { say("  \(words("so", "dus"))       \(remedy)") }
      }
    }
  }

  /// The same as a value: what was decided, and every reason with its rule and place.
  private func json(_ decision: Decision, _ verb: Verb, _ subject: String, entry: Int?) -> Value {
    func text(_ text: String?) -> Value { text.map { .string($0) } ?? .null }
    let reasons = decision.reasons.map { reason -> Value in
      let explained = reason.explained(language)
      return .context(
        Context([
          ("rule", .string(reason.rule)), ("because", .string(explained.because)), ("so", text(explained.remedy)),
          ("place", text(explained.place)),
        ]))
    }
    return .context(
      Context([
        ("outcome", .string(decision.outcome.rawValue)), ("act", .string(verb.text)), ("case", .string(subject)),
        ("entry", entry.map { .number(Number($0)) } ?? .null), ("role", text(decision.role)),
        ("state", text(decision.after?.stateText)), ("reasons", .list(reasons)),
      ]))
  }

  func tellFollowed(_ receipt: Receipt, depth: Int) {
    if output == .json { return tell(receipt.decision, receipt.verb, receipt.subject, entry: receipt.entry) }
    let state = receipt.decision.after.map { " → \($0.stateText)" } ?? ""
    let word = receipt.decision.outcome == .refused ? words("refused ", "geweigerd ") : ""
    say(
      String(repeating: " ", count: 8 + depth * 3)
        + "\(word)\(receipt.verb.text) \(receipt.subject)\(state)  #\(receipt.entry)")
    for followed in receipt.followed { tellFollowed(followed, depth: depth + 1) }
  }

  // MARK: Clock

  func goTo(_ cursor: inout Cursor) throws(Diagnostic) -> Ending {
    let store = try opened(cursor)
    let date = try cursor.takeDate()
    try cursor.needEnd()
    let instant = max(store.now, store.zone.instant(date, milliseconds: 9 * 3_600_000))
    if date < store.today {
      throw cursor.problem(
        words(
          "it is \(store.today) already; time does not go back", "het is al \(store.today); de tijd gaat niet terug"))
    }
    let receipts = try doing(cursor) { () throws(StoreProblem) in
      try store.advance(to: instant) { count, at in self.say("           … \(count), \(store.zone.civil(at).date)") }
    }
    say(
      "\(words("clock      ", "klok       "))\(date)"
        + (receipts.isEmpty
          ? "" : words(", \(receipts.count) acts by the clock", ", \(receipts.count) handelingen door de klok")))
    for receipt in receipts {
      let when = store.zone.civil(receipt.instant).date
      let word = receipt.decision.outcome == .refused ? words("refused ", "geweigerd ") : ""
      let what =
        receipt.followed.first.map { "\($0.verb.text) \($0.subject)" } ?? "\(receipt.verb.text) \(receipt.subject)"
      say("  \(when)  \(word)\(what)  #\(receipt.entry)")
    }
    return .done
  }
}
