/// What a condition asks of other records: that a property of theirs is one of some words. Only what it asks for certain counts.

/// One property that must be one of some words for a condition to hold.
public struct Demand: Sendable {
  /// The record whose property it is, by its name in ``RecordTypes``.
  public let record: String
  /// The words of which it must be one, or must be none.
  public let words: Set<String>
  /// Whether it must be none of them.
  public let excludes: Bool
  /// Whether that is asked of each record there is, so of none where there is none.
  public var isOfEach = false
}

extension Expression {
  /// What must be so of a property of other records wherever this holds, as `lot.state = "awarded"`, `some b in bids satisfies
  /// b.state = "made"` or `count(bids[state = "made"]) > 0` ask. What stands under an `or` is not certain, and is left out.
  public func demands(on property: String, _ names: [String: Type], _ records: any RecordTypes) -> [Demand] {
    var finder = DemandFinder(property: property, typing: Typing(names, records))
    return finder.find(in: syntax, item: nil)
  }
}

private struct DemandFinder {
  let property: String
  var typing: Typing

  /// `item` is the record of the items of the filter around, whose properties go by their names alone.
  mutating func find(in syntax: Syntax, item: String?) -> [Demand] {
    switch syntax.form {
    case .binary(.and, let a, let b): return find(in: a, item: item) + find(in: b, item: item)
    case .binary(.equal, let a, let b):
      return demand(a, [b], item) ?? demand(b, [a], item) ?? []
    case .binary(.unequal, let a, let b):
      return demand(a, [b], item, not: true) ?? demand(b, [a], item, not: true) ?? []
    case .isIn(let value, let tests): return demand(value, tests, item) ?? []
    case .binary(.greater, let a, let b): return isWritten(b, 0) ? counted(a, item) : []
    case .binary(.greaterOrEqual, let a, let b): return isWritten(b, 1) ? counted(a, item) : []
    case .call(let callee, let arguments):
      guard case .name("list contains") = callee.form, arguments.count == 2,
        case .list(let words) = arguments[0].value.form
      else { return [] }
      return demand(arguments[1].value, words, item) ?? []
    case .quantified(let every, let iterations, let condition):
      var outer = typing
      let found = outer.iterating(iterations, partial: false) { [property] inner in
        var finder = DemandFinder(property: property, typing: inner)
        return finder.find(in: condition, item: item)
      }
      return found.map { demand in
        var demand = demand
        if every { demand.isOfEach = true }
        return demand
      }
    default: return []
    }
  }

  /// `count(bids[state = "made"])`.
  private mutating func counted(_ syntax: Syntax, _ item: String?) -> [Demand] {
    guard case .call(let callee, let arguments) = syntax.form, case .name("count") = callee.form, arguments.count == 1,
      case .filter(let list, let condition) = arguments[0].value.form,
      case .list(.record(let record)) = typing.type(of: list)
    else { return [] }
    var outer = typing
    return outer.scoped(.item(.record(record))) { [property] inner in
      var finder = DemandFinder(property: property, typing: inner)
      return finder.find(in: condition, item: record)
    }
  }

  /// What is asked of the property that `value` names; nil when it names none, or is held against what is not written out.
  private mutating func demand(
    _ value: Syntax, _ written: [Syntax], _ item: String?, not excludes: Bool = false
  ) -> [Demand]? {
    var words: Set<String> = []
    for one in written {
      guard case .literal(.string(let word)) = one.form else { return nil }
      words.insert(word)
    }
    switch value.form {
    case .path(let base, property):
      guard case .record(let record) = typing.type(of: base), !record.isEmpty else { return nil }
      return [Demand(record: record, words: words, excludes: excludes)]
    case .name(property): return item.map { [Demand(record: $0, words: words, excludes: excludes)] }
    default: return nil
    }
  }

  private func isWritten(_ syntax: Syntax, _ number: Int) -> Bool {
    if case .literal(.number(let written)) = syntax.form { written == Number(number) } else { false }
  }
}
