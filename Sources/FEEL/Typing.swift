/// The types of an expression's parts, and what in it can never work: found before it is evaluated, for all values at once.

import Diagnostics

/// Goes through syntax with the types of its names.
public struct Typing {
  /// Something that never works, at bytes of the text that holds the expression.
  public struct Finding: Sendable {
    /// What it is, for programs.
    public let code: Code
    /// One sentence.
    public let message: String
    /// Where.
    public let range: Swift.Range<Int>
    /// What to do about it.
    public let hint: String?
    /// The words that may stand there, where it is about a word.
    public let offers: [String]
  }

  enum Binding {
    case local(String, Type)
    case item(Type)
  }

  let names: [String: Type]
  let records: any RecordTypes
  var bindings: [Binding] = []
  var depth = 0
  /// What was found.
  public internal(set) var findings: [Finding] = []
  /// The names that were met, but those that the expression itself introduces.
  public private(set) var uses: [Use] = []
  /// The texts that are written out, with the bytes of each and its quotes.
  public private(set) var texts: [(text: String, range: Swift.Range<Int>)] = []
  /// Those of them that were met in comparisons.
  public private(set) var comparisons: [Comparison] = []

  /// With the types of the names that an expression may use, and of the records among them.
  public init(_ names: [String: Type], _ records: any RecordTypes) {
    self.names = names
    self.records = records
  }

  init(_ names: [String: Type]) { self.init(names, NoRecords()) }

  mutating func report(
    _ code: Code, _ message: String, _ syntax: Syntax, hint: String? = nil, offers: [String] = []
  ) {
    findings.append(Finding(code: code, message: message, range: syntax.range, hint: hint, offers: offers))
  }

  func text(_ type: Type) -> String { type.description(records) }

  mutating func scoped<T>(_ binding: Binding, _ body: (inout Typing) -> T) -> T {
    bindings.append(binding)
    defer { bindings.removeLast() }
    return body(&self)
  }

  /// What was found, in the text that holds the expression.
  public func diagnostics(in source: Source) -> Diagnostics {
    Diagnostics(
      findings.map { Diagnostic($0.code, $0.message, at: Place(source, $0.range), hint: $0.hint, offers: $0.offers) })
  }

  // MARK: Expressions

  /// The type of an expression.
  public mutating func type(of syntax: Syntax) -> Type {
    switch syntax.form {
    case .literal(let value):
      if case .string(let text) = value { texts.append((text, syntax.range)) }
      return value.isNull ? .null : Type(of: value)
    case .temporal(let text): return temporal(text).map { Type(of: $0) } ?? .any
    case .name(let name): return named(name, syntax.range)
    case .negate(let operand): return negated(operand)
    case .binary(let op, let a, let b): return binary(op, a, b, syntax)
    case .between(let value, let low, let high):
      let type = type(of: value)
      for end in [low, high] { compare(type, self.type(of: end), value, end) }
      return .boolean
    case .isIn(let value, let tests):
      let type = type(of: value)
      test(value, type, tests)
      return .boolean
    case .comparisonTest(_, let value): return .range(type(of: value))
    case .instance(let value, _):
      _ = type(of: value)
      return .boolean
    case .conditional(let condition, let then, let otherwise):
      self.condition(condition)
      return .join([type(of: then), type(of: otherwise)])
    case .loop(let iterations, let body):
      return .list(iterating(iterations, partial: true) { $0.type(of: body) })
    case .quantified(_, let iterations, let condition):
      iterating(iterations, partial: false) { $0.condition(condition) }
      return .boolean
    case .list(let items): return .list(.join(items.map { type(of: $0) }))
    case .context(let entries): return context(entries)
    case .range(let low, let high, _, _):
      let (first, last) = (low.map { type(of: $0) }, high.map { type(of: $0) })
      if let low, let high, let first, let last { compare(first, last, low, high) }
      return .range(.join([first, last].compactMap { $0 }))
    case .path(let base, let name): return path(base, name, syntax)
    case .filter(let base, let condition): return filter(base, condition)
    case .call(let callee, let arguments): return call(callee, arguments, syntax)
    case .function(let parameters, let body):
      let environment = bindings.reduce(into: names) { names, binding in
        if case .local(let name, let type) = binding { names[name] = type }
      }
      if let body { lookInto(body, parameters) }
      return .function(Type.Lambda(parameters: parameters, body: body, environment: environment))
    case .anything: return .boolean
    case .negatedTests(let tests):
      for test in tests { _ = type(of: test) }
      return .boolean
    }
  }

  /// Whether something that has to be true or false can be.
  public mutating func condition(_ syntax: Syntax) {
    let type = type(of: syntax)
    guard !type.isOpen, type != .boolean else { return }
    if case .list = type { return }
    report(
      .notBoolean, "a condition is true or false; this is \(text(type))", syntax, hint: "compare it with something")
  }

  mutating func named(_ name: String, _ range: Swift.Range<Int>) -> Type {
    guard let (type, owner) = lookUp(name, bindings.count) else { return .any }
    if let owner { uses.append(Use(name: name, range: range, owner: owner, base: [])) }
    return type
  }

  /// The type of a name, and what has it; nothing where the expression introduced it itself.
  func lookUp(_ name: String, _ upTo: Int) -> (type: Type, owner: Use.Owner?)? {
    for index in stride(from: upTo - 1, through: 0, by: -1) {
      switch bindings[index] {
      case .local(let local, let type): if local == name { return (type, nil) }
      case .item(let type):
        if type.isOpen { return (.any, .unknown) }
        if type.isRecord, let found = type.property(name, records) { return (found, type.owner) }
      }
    }
    return names[name].map { ($0, .scope) }
      ?? BuiltIn.named(name).map { (.function(Type.Lambda(builtIn: $0)), .scope) }
  }

  // MARK: Operators

  mutating func negated(_ operand: Syntax) -> Type {
    let type = type(of: operand)
    if !type.isOpen, type != .number, !type.isDuration {
      report(.wrongOperand, "a minus goes before a number or a duration, not \(text(type))", operand)
    }
    return type
  }

  mutating func binary(_ op: Operator, _ a: Syntax, _ b: Syntax, _ whole: Syntax) -> Type {
    switch op {
    case .and, .or:
      condition(a)
      condition(b)
      return .boolean
    case .equal, .unequal, .less, .lessOrEqual, .greater, .greaterOrEqual:
      let (first, second) = (type(of: a), type(of: b))
      compare(first, second, a, b, whole)
      return .boolean
    default:
      let (first, second) = (type(of: a), type(of: b))
      if first.isOpen || second.isOpen { return Self.open(op, first, second) }
      if let result = Self.arithmetic(op, first, second) { return result }
      let verb =
        switch op {
        case .add: "added to"
        case .subtract: "subtracted from"
        case .multiply: "multiplied by"
        case .divide: "divided by"
        default: "raised to"
        }
      let (left, right) = op == .add || op == .subtract ? (second, first) : (first, second)
      report(.wrongOperand, "\(text(left)) cannot be \(verb) \(text(right))", whole)
      return .any
    }
  }

  /// What comes of an operand that is not known.
  private static func open(_ op: Operator, _ a: Type, _ b: Type) -> Type {
    switch op {
    case .power: .number
    case .add where a.isText || b.isText: .string
    default: .any
    }
  }

  /// DMN 1.5, tables 55 to 59; nil where they have nothing.
  private static func arithmetic(_ op: Operator, _ a: Type, _ b: Type) -> Type? {
    switch (op, a, b) {
    case (_, .number, .number): .number
    case (.add, _, _) where a.isText && b.isText: .string
    case (.add, .date, _) where b.isDuration, (.add, .dateTime, _) where b.isDuration: a
    case (.add, _, .date) where a.isDuration, (.add, _, .dateTime) where a.isDuration: b
    case (.subtract, .date, _) where b.isDuration, (.subtract, .dateTime, _) where b.isDuration: a
    case (.subtract, .date, .date), (.subtract, .date, .dateTime), (.subtract, .dateTime, .date),
      (.subtract, .dateTime, .dateTime), (.subtract, .time, .time):
      .daysDuration
    case (.add, .time, .daysDuration), (.add, .daysDuration, .time), (.subtract, .time, .daysDuration),
      (.add, .time, .duration), (.add, .duration, .time), (.subtract, .time, .duration):
      .time
    case (.add, _, _) where a.isDuration && b.isDuration, (.subtract, _, _) where a.isDuration && b.isDuration:
      a == b ? a : a == .duration ? b : b == .duration ? a : nil
    case (.multiply, _, .number) where a.isDuration, (.divide, _, .number) where a.isDuration: a
    case (.multiply, .number, _) where b.isDuration: b
    case (.divide, _, _) where a.isDuration && b.isDuration:
      a == b || a == .duration || b == .duration ? .number : nil
    default: nil
    }
  }

  // MARK: Comparisons

  mutating func compare(_ a: Type, _ b: Type, _ first: Syntax, _ second: Syntax, _ whole: Syntax? = nil) {
    note(first, against: second)
    note(second, against: first)
    if a.isComparable(with: b) { return words(a, b, first, second) }
    let place = whole ?? second
    if let record = [a, b].first(where: \.isRecord), [a, b].contains(where: \.isText),
      let name = Self.id(first, second, a)
    {
      report(
        .incomparable, "\(text(record)) and \(text(record == a ? b : a)) can never be equal", place,
        hint: "compare its id: \(name).id")
    } else {
      let isOfCases = if case (.id, .id) = (a, b) { true } else { false }
      report(
        .incomparable, "\(text(a)) and \(text(b)) can never be \(isOfCases ? "equal" : "compared")", place,
        hint: isOfCases ? "no case is of two kinds" : "one of them has to be converted")
    }
  }

  /// Notes the texts that are written out and held against something that is not.
  mutating func note(_ written: Syntax, against subject: Syntax) {
    if subject.isWritten { return }
    switch written.form {
    case .literal(.string(let text)):
      comparisons.append(Comparison(text: text, range: written.range, subject: subject.range))
    case .list(let items): for item in items { note(item, against: subject) }
    default: break
    }
  }

  /// The one that is a record, as it is written.
  private static func id(_ first: Syntax, _ second: Syntax, _ a: Type) -> String? {
    let record = a.isRecord ? first : second
    return record.location == nil ? nil : record.source
  }

  /// Words one after the other; in quotes where a comma belongs to one.
  private static func list(_ words: [String]) -> String {
    let isPlain = !words.contains { $0.contains(",") }
    return words.prefix(12).map { isPlain ? $0 : "\"\($0)\"" }.joined(separator: ", ")
  }

  /// Words that are never the same: one of them is misspelt, or of another list.
  mutating func words(_ a: Type, _ b: Type, _ first: Syntax, _ second: Syntax) {
    guard case .words(let some) = a, case .words(let others) = b, Set(some).isDisjoint(with: others) else { return }
    // Two that are written out are the author's own business.
    if first.isWritten, second.isWritten { return }
    let (known, written, subject, place) =
      first.isWritten ? (others, some, second, first) : (some, others, first, second)
    report(
      .neverSo, "\(subject.source) is never \(Value.string(written[0]).source)", place,
      hint: Nearest.hint(written[0], among: known) ?? "it is one of \(Self.list(known))",
      offers: known)
  }

  mutating func test(_ value: Syntax, _ type: Type, _ tests: [Syntax]) {
    scoped(.local("?", type)) { inner in
      for test in tests {
        if case .negatedTests(let negated) = test.form {
          inner.test(value, type, negated)
          continue
        }
        let found = inner.type(of: test)
        switch found {
        case .list(let item), .range(let item): inner.compare(type, item, value, test)
        case .boolean where type != .boolean: break
        default: inner.compare(type, found, value, test)
        }
      }
    }
  }

  // MARK: Lists and contexts

  @discardableResult
  mutating func iterating<T>(
    _ iterations: [Syntax.Iteration], partial: Bool, _ body: (inout Typing) -> T
  ) -> T {
    let count = bindings.count
    defer { bindings.removeLast(bindings.count - count) }
    if partial { bindings.append(.local("partial", .list(.any))) }
    for iteration in iterations {
      let source = type(of: iteration.source)
      var item: Type
      switch source {
      case .list(let inner), .range(let inner): item = inner
      default: item = source
      }
      if let end = iteration.end {
        let last = type(of: end)
        if !item.isOpen, !last.isOpen, item != last || (item != .number && item != .date) {
          report(
            .nothingToIterate,
            "one goes from a number to a number or from a date to a date, not from \(text(item)) to \(text(last))",
            end)
        }
        item = .join([item, last])
      }
      bindings.append(.local(iteration.name, item))
    }
    return body(&self)
  }

  mutating func context(_ entries: [(name: String, value: Syntax)]) -> Type {
    let count = bindings.count
    defer { bindings.removeLast(bindings.count - count) }
    var found: [Type.Entry] = []
    for entry in entries {
      let type = type(of: entry.value)
      found.append(Type.Entry(entry.name, type))
      bindings.append(.local(entry.name, type))
    }
    return .context(found)
  }

  mutating func path(_ base: Syntax, _ name: String, _ whole: Syntax) -> Type {
    let type = type(of: base)
    if let found = type.property(name, records) {
      let before = base.location.map { [$0.name] + $0.path } ?? []
      uses.append(Use(name: name, range: whole.range, owner: type.owner ?? .value, base: before))
      return found
    }
    var inner = type
    while case .list(let item) = inner { inner = item }
    if case .id = inner {
      report(
        .unknownProperty, "\(base.source) is only \(text(inner)) here, which has no \"\(name)\"", whole,
        hint: "a case is followed one step from here; let a derived value of the other case take the next")
    } else {
      report(
        .unknownProperty, "\(text(inner)) has no \"\(name)\"", whole, hint: near(name, inner),
        offers: known(inner))
    }
    return .any
  }

  /// The names that a value of a type has.
  func known(_ type: Type) -> [String] {
    switch type {
    case .record(let record): records.properties(of: record)
    case .context(let entries): entries.map(\.name)
    default: []
    }
  }

  func near(_ name: String, _ type: Type) -> String? {
    let known = known(type)
    return Nearest.hint(name, among: known)
      ?? (known.isEmpty ? nil : "it has: \(known.prefix(24).joined(separator: ", "))")
  }

  mutating func filter(_ base: Syntax, _ condition: Syntax) -> Type {
    let list = type(of: base)
    let item: Type = if case .list(let inner) = list { inner } else { list }
    let found: Type = scoped(.local("item", item)) { outer in
      outer.scoped(.item(item)) { inner in
        inner.unknown(in: condition, of: item)
        return inner.type(of: condition)
      }
    }
    switch found {
    case .number: return item
    case .boolean: return .list(item)
    case _ where found.isOpen: return .any
    default:
      report(.notBoolean, "a filter is a condition or a position, not \(text(found))", condition)
      return .list(item)
    }
  }

  /// A name that neither the items have nor anything around them.
  mutating func unknown(in syntax: Syntax, of item: Type) {
    guard case .name(let name) = syntax.form else {
      // What binds names of its own is looked at from inside.
      switch syntax.form {
      case .filter(let base, _): return unknown(in: base, of: item)
      case .loop, .quantified, .function, .context, .isIn: return
      case .call(let callee, let arguments):
        unknown(in: callee, of: item)
        for argument in arguments { unknown(in: argument.value, of: item) }
      default: for child in syntax.form.children { unknown(in: child, of: item) }
      }
      return
    }
    guard item.isRecord || !item.isOpen, lookUp(name, bindings.count) == nil else { return }
    report(.unknownName, "\(text(item)) has no \"\(name)\"", syntax, hint: near(name, item), offers: known(item))
  }
}
