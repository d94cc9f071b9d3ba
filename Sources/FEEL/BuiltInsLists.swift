/// List functions (DMN 1.5, 10.3.4.4) and sorting (10.3.4.8).

extension BuiltIn {
  private static func same(_ a: Value, _ b: Value) -> Bool { Value.equal(a, b) == true }

  private static func numbers(_ args: Arguments) throws(Misuse) -> [Number] {
    var result: [Number] = []
    for item in args.items {
      guard case .number(let number) = item else { throw Misuse("the list holds a \(item.typeName)") }
      result.append(number)
    }
    return result
  }

  private static func total(_ numbers: [Number]) throws(Misuse) -> Number {
    var sum = Number.zero
    for number in numbers {
      guard let next = Number.add(sum, number) else { throw Misuse(.noResult, "the sum is too large") }
      sum = next
    }
    return sum
  }

  private static func extreme(_ args: Arguments, _ wanted: Int) throws(Misuse) -> Value {
    guard var best = args.items.first else { return .null }
    guard Value.compare(best, best) != nil else { throw Misuse(.incomparable, "a \(best.typeName) has no order") }
    for item in args.items.dropFirst() {
      guard let order = Value.compare(item, best) else {
        throw Misuse(.incomparable, "a \(item.typeName) and a \(best.typeName) have no order")
      }
      if order == wanted { best = item }
    }
    return best
  }

  private static func distinct(_ items: [Value], _ frame: inout Frame, _ args: Arguments) -> [Value] {
    var result: [Value] = []
    for item in items {
      guard frame.spend(1 + result.count / 8, at: args.range) else { return [] }
      if !result.contains(where: { same($0, item) }) { result.append(item) }
    }
    return result
  }

  private static func junction(_ args: Arguments, _ decisive: Bool) throws(Misuse) -> Value {
    var unknown = false
    if args.count == 1, args[0].isNull { throw Misuse("argument 1 is a null, not a list") }
    for item in args.items {
      switch item {
      case .boolean(decisive): return .boolean(decisive)
      case .boolean: continue
      case .null: unknown = true
      default: throw Misuse("the list holds a \(item.typeName)")
      }
    }
    return unknown ? .null : .boolean(!decisive)
  }

  private static func flatten(_ items: [Value], into result: inout [Value]) {
    for item in items {
      if case .list(let inner) = item { flatten(inner, into: &result) } else { result.append(item) }
    }
  }

  /// An index from 1, or from -1 backwards, as an index from 0.
  private static func index(_ position: Int, _ count: Int) throws(Misuse) -> Int {
    let index = position > 0 ? position - 1 : count + position
    guard (0..<count).contains(index) else {
      throw Misuse(.noSuchPosition, "the position lies outside the list")
    }
    return index
  }

  static let lists: [BuiltIn] = [
    BuiltIn("list contains", "list,element", "Whether a list holds a value.", example: "list contains([1, 2], 2)") {
      args, _ throws(Misuse) in
      let element = args[1]
      return .boolean(try args.list(0).contains { same($0, element) })
    },
    BuiltIn("count", "list", "How many items a list has.", example: "count([1, 2, 3])") { args, _ throws(Misuse) in
      .number(Number(try args.list(0).count))
    },
    BuiltIn("min", "list|c1…", "The least item.", example: "min(3, 1, 2)") { args, _ throws(Misuse) in
      try extreme(args, -1)
    },
    BuiltIn("max", "list|c1…", "The greatest item.", example: "max(3, 1, 2)") { args, _ throws(Misuse) in
      try extreme(args, 1)
    },
    BuiltIn("sum", "list|c1…", "The sum of numbers; null of none.", example: "sum([12829.72, 36445.35])") {
      args, _ throws(Misuse) in
      args.items.isEmpty ? .null : .number(try total(try numbers(args)))
    },
    BuiltIn("mean", "list|c1…", "The average of numbers.", example: "mean([1, 2, 6])") { args, _ throws(Misuse) in
      let all = try numbers(args)
      return Number.divide(try total(all), Number(all.count)).map { .number($0) } ?? .null
    },
    BuiltIn("product", "list|c1…", "The product of numbers.", example: "product([2, 3, 4])") { args, _ throws(Misuse) in
      let all = try numbers(args)
      guard !all.isEmpty else { throw Misuse(.noResult, "an empty list has no product") }
      var result = Number.one
      for number in all {
        guard let next = Number.multiply(result, number) else { throw Misuse(.noResult, "the product is too large") }
        result = next
      }
      return .number(result)
    },
    BuiltIn("median", "list|c1…", "The middle number.", example: "median([8, 2, 5, 3])") { args, _ throws(Misuse) in
      let all = try numbers(args).sorted()
      guard !all.isEmpty else { return .null }
      if all.count % 2 == 1 { return .number(all[all.count / 2]) }
      return Number.add(all[all.count / 2 - 1], all[all.count / 2]).flatMap { Number.divide($0, 2) }.map { .number($0) }
        ?? .null
    },
    BuiltIn("stddev", "list|c1…", "The standard deviation of a sample.", example: "stddev([2, 4, 7, 5])") {
      args, _ throws(Misuse) in
      let all = try numbers(args)
      guard all.count > 1, let mean = Number.divide(try total(all), Number(all.count)) else {
        throw Misuse(.noResult, "it needs two numbers")
      }
      let squares = all.compactMap { Number.subtract($0, mean) }.compactMap { Number.multiply($0, $0) }
      return Number.divide(try total(squares), Number(all.count - 1))?.squareRoot.map { .number($0) } ?? .null
    },
    BuiltIn("mode", "list|c1…", "The numbers that come most often, in order.", example: "mode([6, 1, 9, 6, 1])") {
      args, _ throws(Misuse) in
      var counts: [Number: Int] = [:]
      for number in try numbers(args) { counts[number, default: 0] += 1 }
      let most = counts.values.max()
      return .list(counts.filter { $0.value == most }.keys.sorted().map { .number($0) })
    },
    BuiltIn("all", "list|c1…", "Whether every item is true.", example: "all([true, 2 > 1])") { args, _ throws(Misuse) in
      try junction(args, false)
    },
    BuiltIn("any", "list|c1…", "Whether an item is true.", example: "any([false, 2 > 1])") { args, _ throws(Misuse) in
      try junction(args, true)
    },
    BuiltIn(
      "sublist", "list,start position,length?", "Part of a list, from a position counted from 1, or from -1 backwards.",
      example: "sublist([4, 5, 6], 2)"
    ) { args, _ throws(Misuse) in
      let items = try args.list(0)
      let from = try index(try args.integer(1), items.count)
      let length = args.has(2) ? try args.integer(2) : items.count - from
      guard length >= 0, length <= items.count - from else {
        throw Misuse(.noSuchPosition, "the length goes past the list")
      }
      return .list(Array(items[from..<(from + length)]))
    },
    BuiltIn("append", "list,item…", "A list with items behind it.", example: "append([1], 2, 3)") {
      args, _ throws(Misuse) in
      .list(try args.list(0) + args.values.dropFirst())
    },
    BuiltIn("concatenate", "list…", "Lists one behind the other.", example: "concatenate([1], [2, 3])") {
      args, frame throws(Misuse) in
      var result: [Value] = []
      for index in 0..<args.count { result += try args.list(index) }
      return frame.spend(result.count, at: args.range) ? .list(result) : .null
    },
    BuiltIn(
      "insert before", "list,position,newItem", "A list with an item put in.", example: "insert before([1, 3], 2, 2)"
    ) { args, _ throws(Misuse) in
      var items = try args.list(0)
      items.insert(args[2], at: try index(try args.integer(1), items.count))
      return .list(items)
    },
    BuiltIn("remove", "list,position", "A list without the item at a position.", example: "remove([1, 2, 3], 2)") {
      args, _ throws(Misuse) in
      var items = try args.list(0)
      items.remove(at: try index(try args.integer(1), items.count))
      return .list(items)
    },
    BuiltIn(
      "list replace", "list,position,newItem|list,match,newItem", "A list with an item replaced.",
      example: "list replace([1, 2], 2, 5)"
    ) {
      args, frame throws(Misuse) in
      var items = try args.list(0)
      if case .function(let match) = args[1] {
        for position in items.indices {
          guard case .boolean(let replace) = match.call([items[position], args[2]], args.range, &frame) else {
            throw Misuse("the match is a function that answers a boolean")
          }
          if replace { items[position] = args[2] }
        }
        return .list(items)
      }
      items[try index(try args.integer(1), items.count)] = args[2]
      return .list(items)
    },
    BuiltIn("reverse", "list", "A list from its end to its start.", example: "reverse([1, 2, 3])") {
      args, _ throws(Misuse) in
      .list(try args.list(0).reversed())
    },
    BuiltIn("index of", "list,match", "The positions at which a value stands.", example: "index of([1, 2, 1], 1)") {
      args, _ throws(Misuse) in
      let match = args[1]
      return .list(
        try args.list(0).enumerated().filter { same($0.element, match) }.map { .number(Number($0.offset + 1)) })
    },
    BuiltIn("union", "list…", "Lists together, without doubles.", example: "union([1, 2], [2, 3])") {
      args, frame throws(Misuse) in
      var items: [Value] = []
      for index in 0..<args.count { items += try args.list(index) }
      return .list(distinct(items, &frame, args))
    },
    BuiltIn("distinct values", "list", "A list without doubles.", example: "distinct values([1, 2, 1])") {
      args, frame throws(Misuse) in
      .list(distinct(try args.list(0), &frame, args))
    },
    BuiltIn("flatten", "list", "The items of lists within lists.", example: "flatten([[1, 2], [[3]]])") {
      args, _ throws(Misuse) in
      var result: [Value] = []
      flatten(try args.list(0), into: &result)
      return .list(result)
    },
    BuiltIn(
      "sort", "list,precedes?", "A list in order, or in the order of a function.",
      example: "sort([3, 1, 2], function(x, y) x < y)"
    ) { args, frame throws(Misuse) in
      let items = try args.list(0)
      guard args.has(1) else {
        guard items.allSatisfy({ Value.compare($0, items[0]) != nil }) else {
          throw Misuse(.incomparable, "the items have no order")
        }
        return .list(items.sorted { (Value.compare($0, $1) ?? 0) < 0 })
      }
      let precedes = try args.function(1)
      return .list(
        mergeSort(items, &frame) { a, b, frame in
          if case .boolean(true) = precedes.call([a, b], args.range, &frame) { true } else { false }
        })
    },
  ]

  /// A stable sort that lives with an order that contradicts itself.
  private static func mergeSort(
    _ items: [Value], _ frame: inout Frame, _ precedes: (Value, Value, inout Frame) -> Bool
  ) -> [Value] {
    guard items.count > 1 else { return items }
    let middle = items.count / 2
    let left = mergeSort(Array(items[..<middle]), &frame, precedes)
    let right = mergeSort(Array(items[middle...]), &frame, precedes)
    var result: [Value] = []
    var (i, j) = (0, 0)
    while i < left.count, j < right.count {
      if precedes(right[j], left[i], &frame) {
        result.append(right[j])
        j += 1
      } else {
        result.append(left[i])
        i += 1
      }
    }
    return result + left[i...] + right[j...]
  }
}
