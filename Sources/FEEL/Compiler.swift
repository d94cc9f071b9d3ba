/// Syntax to nodes: names become slots, constants are folded, calls of built-ins are bound.

import Diagnostics

struct Compiler {
  /// What a name means inside: a local variable, or whatever the item of a filter has under it.
  private enum Binding {
    case local(name: String, slot: Int)
    case item(slot: Int)
  }

  let source: Source
  let scope: Scope
  let strict: Bool
  var diagnostics = Diagnostics()
  var reads: Set<Int> = []
  var slotCount: Int
  private var bindings: [Binding] = []
  private var used: Int

  init(source: Source, scope: Scope, strict: Bool) {
    self.source = source
    self.scope = scope
    self.strict = strict
    used = scope.names.count
    slotCount = used
  }

  private mutating func allocate() -> Int {
    used += 1
    slotCount = max(slotCount, used)
    return used - 1
  }

  private mutating func scoped<T>(_ body: (inout Compiler) -> T) -> T {
    let (saved, count) = (bindings, used)
    defer {
      bindings = saved
      used = count
    }
    return body(&self)
  }

  private func error(
    _ code: Code, _ message: String, _ range: Swift.Range<Int>, hint: String? = nil, offers: [String] = []
  ) -> Diagnostic {
    Diagnostic(code, message, at: Place(source, range), hint: hint, offers: offers)
  }

  mutating func compile(_ syntax: Syntax) -> any Node {
    let range = syntax.range
    switch syntax.form {
    case .literal(let value): return ConstantNode(range, value)
    case .temporal(let text):
      guard let value = temporal(text) else {
        diagnostics.add(
          error(
            .invalidTemporal, "there is no such date, time or duration", range,
            hint: "write @\"2031-03-10\", @\"09:30:00\", @\"2031-03-10T09:30:00\", @\"P9M\" or @\"P14D\""))
        return ConstantNode(range, .null)
      }
      return ConstantNode(range, value)
    case .name(let name): return compileName(name, range)
    case .negate(let operand): return fold(NegateNode(range, compile(operand)))
    case .binary(.and, let a, let b): return JunctionNode(range, compile(a), compile(b), isAnd: true)
    case .binary(.or, let a, let b): return JunctionNode(range, compile(a), compile(b), isAnd: false)
    case .binary(let op, let a, let b):
      switch op {
      case .add, .subtract, .multiply, .divide, .power:
        return fold(ArithmeticNode(range, op, compile(a), compile(b)))
      default:
        return fold(ComparisonNode(range, op, compile(a), compile(b)))
      }
    case .between(let value, let low, let high):
      return BetweenNode(range, compile(value), compile(low), compile(high))
    case .isIn(let value, let tests): return compileIn(value, tests, range)
    case .comparisonTest(let op, let value): return fold(ComparisonRangeNode(range, op, compile(value)))
    case .instance(let value, let type): return InstanceNode(range, compile(value), type)
    case .conditional(let condition, let then, let otherwise):
      return ConditionalNode(range, compile(condition), compile(then), compile(otherwise))
    case .loop(let iterations, let body):
      return scoped { c in
        let partial = c.allocate()
        c.bindings.append(.local(name: "partial", slot: partial))
        let compiled = c.compile(iterations)
        return LoopNode(range, compiled, c.compile(body), partial: partial)
      }
    case .quantified(let every, let iterations, let condition):
      return scoped { c in
        let compiled = c.compile(iterations)
        return QuantifiedNode(range, compiled, c.compile(condition), every: every)
      }
    case .list(let items): return fold(ListNode(range, items.map { compile($0) }))
    case .context(let entries): return compileContext(entries, range)
    case .range(let low, let high, let lowIncluded, let highIncluded):
      let nothing = ConstantNode(range, .null)
      return fold(
        RangeNode(
          range, low.map { compile($0) } ?? nothing, high.map { compile($0) } ?? nothing, lowIncluded, highIncluded,
          open: low == nil || high == nil))
    case .path(let base, let name): return PathNode(range, compile(base), name)
    case .filter(let base, let condition):
      let list = compile(base)
      return scoped { c in
        let item = c.allocate()
        // An entry of the item's own goes before what the name means otherwise, `item` itself among them.
        c.bindings.append(.local(name: "item", slot: item))
        c.bindings.append(.item(slot: item))
        return FilterNode(range, list, c.compile(condition), item: item)
      }
    case .call(let callee, let arguments): return compileCall(callee, arguments, range)
    case .function(let parameters, let body):
      guard let body else {
        return ConstantNode(range, .function(Function(parameters: parameters.map(\.name), body: .external)))
      }
      return scoped { c in
        let base = c.used
        for parameter in parameters { c.bindings.append(.local(name: parameter.name, slot: c.allocate())) }
        return FunctionNode(range, parameters, c.compile(body), base: base)
      }
    case .anything: return ConstantNode(range, .boolean(true))
    case .negatedTests: return ConstantNode(range, .null)
    }
  }

  private mutating func compile(_ iterations: [Syntax.Iteration]) -> [LoopNode.Iteration] {
    iterations.map { iteration in
      let source = compile(iteration.source)
      let end = iteration.end.map { compile($0) }
      let slot = allocate()
      bindings.append(.local(name: iteration.name, slot: slot))
      return .init(source: source, end: end, slot: slot)
    }
  }

  private mutating func compileContext(_ entries: [(name: String, value: Syntax)], _ range: Swift.Range<Int>)
    -> any Node
  {
    scoped { c in
      var slots: [Int] = []
      var values: [any Node] = []
      for entry in entries {
        values.append(c.compile(entry.value))
        let slot = c.allocate()
        c.bindings.append(.local(name: entry.name, slot: slot))
        slots.append(slot)
      }
      return ContextNode(range, Context.Shape(entries.map(\.name)), values, slots)
    }
  }

  // MARK: Names

  private mutating func compileName(_ name: String, _ range: Swift.Range<Int>) -> any Node {
    lookUp(name, range, bindings.count) ?? unknown(name, range)
  }

  /// The innermost binding wins. An item that may have the name is asked when the expression runs.
  private mutating func lookUp(_ name: String, _ range: Swift.Range<Int>, _ upTo: Int) -> (any Node)? {
    for index in stride(from: upTo - 1, through: 0, by: -1) {
      switch bindings[index] {
      case .local(let local, let slot) where local == name: return SlotNode(range, slot)
      case .local: continue
      case .item(let slot):
        let outer = lookUp(name, range, index)
        if strict, outer == nil, !scope.properties.isEmpty, !scope.properties.contains(name) { return nil }
        return ItemNode(range, slot, name, outer)
      }
    }
    if let slot = scope.slot(of: name) {
      reads.insert(slot)
      return SlotNode(range, slot)
    }
    return BuiltIn.named(name).map {
      ConstantNode(range, .function(Function(parameters: $0.parameters, body: .builtIn($0))))
    }
  }

  private mutating func unknown(_ name: String, _ range: Swift.Range<Int>) -> any Node {
    if strict {
      let locals = bindings.compactMap { if case .local(let name, _) = $0 { name } else { nil } }
      let known = locals + scope.names + scope.properties.sorted() + BuiltIn.names
      // What stands behind a point elsewhere is no name by itself.
      let behind =
        scope.properties.contains(name) && scope.names.contains("case") ? "after a point, as in case.\(name)" : nil
      let near = behind ?? Nearest.hint(name, among: known)
      let offered = scope.names.filter { !$0.hasPrefix("_") }
      let list = offered.isEmpty ? nil : "known here: \(offered.prefix(24).joined(separator: ", "))"
      diagnostics.add(
        error(.unknownName, "nothing is called \"\(name)\" here", range, hint: near ?? list, offers: known))
    }
    return UnknownNode(range, name)
  }

  // MARK: Calls

  private mutating func compileCall(_ callee: Syntax, _ arguments: [Syntax.Argument], _ range: Swift.Range<Int>)
    -> any Node
  {
    let values = arguments.map { compile($0.value) }
    let names = arguments.map(\.name)
    let named = names.contains { $0 != nil }
    if named, names.contains(where: { $0 == nil }) {
      diagnostics.add(error(.argumentNames, "arguments are either all named or none", range))
      return ConstantNode(range, .null)
    }
    let target = compile(callee)
    if let constant = target as? ConstantNode, case .function(let function) = constant.value,
      case .builtIn(let builtIn) = function.body
    {
      return bind(builtIn, values, named ? names.compactMap { $0 } : nil, range)
    }
    return CallNode(range, target, values, named ? names.compactMap { $0 } : nil)
  }

  private mutating func bind(
    _ builtIn: BuiltIn, _ values: [any Node], _ names: [String]?, _ range: Swift.Range<Int>
  ) -> any Node {
    func problem(_ code: Code, _ message: String) -> any Node {
      if strict { diagnostics.add(error(code, message, range, hint: "it is used as in \(builtIn.example)")) }
      return FailingNode(range, code, message)
    }
    guard let names else {
      guard builtIn.arity.contains(values.count) else {
        return problem(.argumentCount, "\(builtIn.name) takes \(builtIn.arityText), not \(values.count)")
      }
      return finish(BuiltInNode(range, builtIn, values))
    }
    guard let order = builtIn.positions(of: names) else {
      return problem(.argumentNames, "\(builtIn.name) has no such parameters: \(names.joined(separator: ", "))")
    }
    var arranged: [any Node] = []
    for position in order { arranged.append(position.map { values[$0] } ?? ConstantNode(range, .null)) }
    return finish(BuiltInNode(range, builtIn, arranged, single: names.contains("key") ? 1 : nil))
  }

  private func finish(_ node: BuiltInNode) -> any Node { node.builtIn.isPure ? fold(node) : node }

  // MARK: Tests

  private mutating func compileIn(_ value: Syntax, _ tests: [Syntax], _ range: Swift.Range<Int>) -> any Node {
    let compiled = compile(value)
    if tests.count == 1, case .negatedTests(let inner) = tests[0].form {
      let node = compileTests(compiled, inner, range)
      return NotNode(range, node)
    }
    return compileTests(compiled, tests, range)
  }

  private mutating func compileTests(_ value: any Node, _ tests: [Syntax], _ range: Swift.Range<Int>) -> any Node {
    scoped { c in
      let slot = c.allocate()
      c.bindings.append(.local(name: "?", slot: slot))
      let nodes = tests.map { test -> (any Node, Bool) in
        (c.compile(test), c.mentionsValue(test))
      }
      return InNode(range, value, nodes, slot)
    }
  }

  private func mentionsValue(_ syntax: Syntax) -> Bool {
    if case .name("?") = syntax.form { return true }
    if case .anything = syntax.form { return true }
    return syntax.form.children.contains { mentionsValue($0) }
  }

  // MARK: Folding

  /// A node whose parts are all constant, evaluated now if that works without a fault.
  private func fold(_ node: any FoldableNode) -> any Node {
    guard node.parts.allSatisfy({ $0 is ConstantNode }) else { return node }
    var frame = Frame(slots: [], host: Situation(steps: 10_000))
    let value = node.evaluate(&frame)
    return frame.faults.isEmpty ? ConstantNode(node.range, value) : node
  }
}
