/// What an evaluation sees, what it may spend, and what it reports.

import Calendar
import Diagnostics

/// What an expression may know of the world, and what it may spend.
public struct Situation: Sendable {
  /// What `now()` and `today()` answer; without it they are null.
  public var now: Instant?
  /// The zone that gives instants their civil date.
  public var zone: Zone
  /// Working days and holidays for the calendar functions; without it those are null.
  public var calendar: WorkingCalendar?
  /// Steps that one evaluation may take: a node in a loop, an item of a list, some 64 bytes of a string.
  public var steps: Int
  /// How deep functions may call each other.
  public var depth: Int
  /// Whether values may be withheld; then what looks into lists and contexts is watched.
  public var withholds = false

  /// A world without clock and calendar unless given.
  public init(
    now: Instant? = nil, zone: Zone = .utc, calendar: WorkingCalendar? = nil, steps: Int = 1_000_000, depth: Int = 100
  ) {
    self.now = now
    self.zone = zone
    self.calendar = calendar
    self.steps = steps
    self.depth = depth
  }
}

/// Why a value became null.
public struct Fault: Sendable, Equatable {
  /// What it is, for programs; the same for the same cause.
  public let code: Code
  /// One sentence; names types, never values, which may be confidential.
  public let message: String
  /// The bytes of the expression's source that it concerns.
  public let range: Swift.Range<Int>
}

/// The values that expressions of one scope see, and the state of the evaluation under way. Kept by whoever evaluates
/// often, so that nothing is copied from one time to the next.
public struct Frame: Sendable {
  /// By slot of the scope; what follows belongs to the evaluation.
  public var slots: [Value]
  /// What the expressions may know and spend.
  public var host: Situation
  /// Why parts of the last value became null.
  public internal(set) var faults: [Fault] = []
  var steps: Int
  var depth = 0
  var exhausted = false
  /// The first withheld value that was read.
  var withheld: String?
  /// Patterns that were read, by flags and text.
  var patterns: [String: Pattern] = [:]

  /// Values by slot.
  public init(slots: [Value], host: Situation) {
    self.slots = slots
    self.host = host
    steps = host.steps
  }

  /// Null, with the reason on record.
  public mutating func fail(_ code: Code, _ range: Swift.Range<Int>, _ message: @autoclosure () -> String) -> Value {
    if faults.count < 20 { faults.append(Fault(code: code, message: message(), range: range)) }
    return .null
  }

  /// A value that was read; when it is withheld, so is the result.
  @inline(__always)
  mutating func read(_ value: Value) -> Value {
    if case .withheld = value { withhold(value) }
    return value
  }

  @inline(never)
  private mutating func withhold(_ value: Value) { withheld = withheld ?? value.firstWithheld }

  /// Values that something is about to look into.
  @inline(__always)
  mutating func lookInto(_ values: [Value]) {
    if host.withholds, withheld == nil { withheld = values.lazy.compactMap(\.firstWithheld).first }
  }

  /// Values that something is about to compare. Whether anything is there says nothing of what is in it.
  @inline(__always)
  mutating func lookInto(_ a: Value, _ b: Value) {
    guard host.withholds else { return }
    if a.isNull || b.isNull {
      _ = (read(a), read(b))
    } else {
      lookInto([a, b])
    }
  }

  /// Takes from the allowance; false when it is spent.
  public mutating func spend(_ amount: Int = 1, at range: Swift.Range<Int>) -> Bool {
    steps -= amount
    if steps >= 0 { return true }
    if !exhausted {
      exhausted = true
      faults.append(
        Fault(code: .exhausted, message: "the evaluation was stopped after \(host.steps) steps", range: range))
    }
    return false
  }
}

/// A part of a compiled expression.
protocol Node: AnyObject, Sendable {
  var range: Swift.Range<Int> { get }
  func evaluate(_ frame: inout Frame) -> Value
}

/// The names that an expression may use, each at its slot, and the names that may follow a point.
public struct Scope: Sendable {
  /// The name of each slot.
  public let names: [String]
  /// Names of properties with spaces that the parser could not know otherwise.
  public let properties: Set<String>
  /// The types of slots, as far as they are known beforehand.
  public let types: [String: Type]
  let slots: [String: Int]
  let nameTable: NameTable
  let propertyTable: NameTable

  /// Slots in the order of `names`.
  public init(_ names: [String], properties: Set<String> = [], types: [String: Type] = [:]) {
    self.names = names
    self.types = types
    self.properties = properties
    slots = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    var table = NameTable.builtIns
    for name in names { table.insert(name) }
    nameTable = table
    table = NameTable.properties
    for name in properties { table.insert(name) }
    propertyTable = table
  }

  /// The types of all names, as far as they are known.
  var known: [String: Type] {
    types.merging(names.map { ($0, .any) }) { type, _ in type }
  }

  /// The slot of a name.
  public func slot(of name: String) -> Int? { slots[name] }
}

/// An expression, compiled for a scope: evaluated as often as needed, never changed.
public final class Expression: Sendable {
  /// Where it was written.
  public let place: Place
  /// The slots of the scope that it reads.
  public let reads: [Int]
  /// All names in it, of variables and of properties.
  public let mentions: Set<String>
  /// How the names in it are bound.
  public let scope: Scope
  /// Its syntax.
  public let syntax: Syntax
  let root: any Node
  let slotCount: Int

  /// Compiles the expression in `place` for `scope`. When `strict`, a name that nothing binds is an error; otherwise it
  /// is null with a fault when it is evaluated.
  public init(_ place: Place, scope: Scope, strict: Bool = true) throws(Diagnostics) {
    var parser = Parser(place.source, range: place.range, scope)
    do {
      syntax = try parser.parseAll()
    } catch {
      throw Diagnostics([error])
    }
    var compiler = Compiler(source: place.source, scope: scope, strict: strict)
    root = compiler.compile(syntax)
    if compiler.diagnostics.hasErrors { throw compiler.diagnostics }
    if strict { try Self.check(syntax, scope, place.source) }
    self.place = place
    self.scope = scope
    reads = compiler.reads.sorted()
    mentions = syntax.names
    slotCount = compiler.slotCount
  }

  /// Compiles unary tests (DMN 1.5, 10.3.1.3, rule 17); the value under test is the scope's name `?`.
  public convenience init(tests text: String, scope: Scope) throws(Diagnostics) {
    let source = Source(name: "<tests>", text: text)
    try self.init(tests: Place(source, 0..<source.bytes.count), scope: scope, checked: false)
  }

  /// Compiles the unary tests at a place; with `checked`, what can never work for the types of the scope is an error.
  public convenience init(tests place: Place, scope: Scope, checked: Bool = true) throws(Diagnostics) {
    var parser = Parser(place.source, range: place.range, scope)
    let tests: [Syntax]
    do { tests = try parser.parseUnaryTests() } catch { throw Diagnostics([error]) }
    let start = place.range.lowerBound
    let value = Syntax(form: .name("?"), range: start..<start)
    let whole = Syntax(form: .isIn(value, tests: tests), range: place.range)
    if checked { try Self.check(whole, scope, place.source) }
    try self.init(whole, place, scope)
  }

  init(_ syntax: Syntax, _ place: Place, _ scope: Scope) throws(Diagnostics) {
    var compiler = Compiler(source: place.source, scope: scope, strict: true)
    root = compiler.compile(syntax)
    if compiler.diagnostics.hasErrors { throw compiler.diagnostics }
    self.place = place
    self.scope = scope
    self.syntax = syntax
    reads = compiler.reads.sorted()
    mentions = syntax.names
    slotCount = compiler.slotCount
  }

  /// A value that stands for a word of another language at `place`: a kind's name, or an event's.
  public init(_ word: String, standsAt place: Place, scope: Scope) {
    self.place = place
    self.scope = scope
    syntax = Syntax(form: .literal(.string(word)), range: place.range)
    root = ConstantNode(place.range, .string(word))
    reads = []
    mentions = []
    slotCount = scope.names.count
  }

  /// What can never work, whatever the values are.
  private static func check(_ syntax: Syntax, _ scope: Scope, _ source: Source) throws(Diagnostics) {
    // A name of the scope hides a function of the name, whatever its type.
    var typing = Typing(scope.known)
    _ = typing.type(of: syntax)
    let found = typing.diagnostics(in: source)
    if found.hasErrors { throw found }
  }

  /// A whole text as an expression.
  public convenience init(_ text: String, scope: Scope = Scope([]), strict: Bool = true) throws(Diagnostics) {
    let source = Source(name: "<expression>", text: text)
    try self.init(Place(source, 0..<source.bytes.count), scope: scope, strict: strict)
  }

  /// Words that cannot be names.
  public static let keywords = Parser.keywords

  /// Its value, where it is the same whatever the values of its names are; nil otherwise.
  public var constant: Value? { (root as? ConstantNode)?.value }

  /// The text as it was written.
  public var text: String { String(decoding: place.source.bytes[place.range], as: UTF8.self) }

  /// The value for the given values of the scope's names, and why parts of it became null.
  public func evaluate(_ values: [Value], host: Situation) -> (value: Value, faults: [Fault]) {
    var frame = Frame(slots: values, host: host)
    let value = evaluate(in: &frame)
    return (value, frame.faults)
  }

  /// The value for the values in a frame of its scope; why parts of it became null is in the frame afterwards.
  public func evaluate(in frame: inout Frame) -> Value {
    begin(&frame)
    let value = root.evaluate(&frame)
    if let name = frame.withheld { return .withheld(name) }
    return frame.exhausted ? .null : value
  }

  @inline(__always)
  private func begin(_ frame: inout Frame) {
    while frame.slots.count < slotCount { frame.slots.append(.null) }
    if !frame.faults.isEmpty { frame.faults = [] }
    frame.steps = frame.host.steps
    frame.exhausted = false
    if frame.withheld != nil { frame.withheld = nil }
  }

  /// A fault as a diagnostic in the text that holds the expression.
  public func diagnostic(_ fault: Fault) -> Diagnostic {
    Diagnostic(fault.code, fault.message, at: Place(place.source, fault.range))
  }
}

extension Expression {
  /// Reads an expression at the start of a range and stops at the first word that cannot belong to it. Answers where it
  /// ended; for languages that embed expressions.
  public static func prefix(_ place: Place, scope: Scope) throws(Diagnostic) -> Swift.Range<Int> {
    var parser = Parser(place.source, range: place.range, scope)
    let syntax = try parser.parseExpression()
    return syntax.range.lowerBound..<parser.at
  }
}
