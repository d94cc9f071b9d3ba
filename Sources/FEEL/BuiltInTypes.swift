/// The types of the arguments and of the results of built-in functions.

extension BuiltIn {
  /// What an argument has to be. A list of one stands for its item, so a list fits everywhere.
  enum Wanted: Sendable {
    case any, number, string, boolean, list, context, function, numberOrDuration
    /// A date, or a date and time.
    case moment

    /// Whether no value of a type will do.
    func refuses(_ type: Type) -> Bool {
      if type.isOpen { return false }
      if case .list = type { return self == .function }
      switch self {
      case .any, .list: return false
      case .number: return type != .number
      case .string: return !type.isText
      case .boolean: return type != .boolean
      case .context: return !type.isRecord
      case .function: if case .function = type { return false } else { return true }
      case .numberOrDuration: return type != .number && !type.isDuration
      case .moment: return type != .date && type != .dateTime
      }
    }

    var description: String {
      switch self {
      case .any: "anything"
      case .number: "a number"
      case .string: "a text"
      case .boolean: "a boolean"
      case .list: "a list"
      case .context: "a context"
      case .function: "a function"
      case .numberOrDuration: "a number or a duration"
      case .moment: "a date"
      }
    }
  }

  /// What comes of a call.
  enum Given: Sendable {
    case type(Type)
    /// An item of the first argument, or of all arguments when they are several.
    case item
    /// What the first argument is.
    case first
    /// A list of the items of all arguments that are lists, and of those that are none.
    case list
    /// What the third argument is within a list, beside the first.
    case firstWithThird
  }

  /// The last parameter stands for all that follow.
  struct Signature: Sendable {
    let wanted: [Wanted]
    let given: Given

    init(_ wanted: [Wanted], _ given: Given) {
      self.wanted = wanted
      self.given = given
    }

    init(_ wanted: [Wanted], _ type: Type) { self.init(wanted, .type(type)) }
  }

  var types: Signature? { Self.signatures[name] }

  private static let signatures: [String: Signature] = {
    var all: [String: Signature] = [
      "date": Signature([.any], .date), "time": Signature([.any], .time),
      "date and time": Signature([.any], .dateTime), "duration": Signature([.string], .duration),
      "years and months duration": Signature([.moment, .moment], .monthsDuration),
      "number": Signature([.string], .number), "string": Signature([.any], .string),
      "not": Signature([.any], .boolean), "is": Signature([.any], .boolean),
      "substring": Signature([.string, .number], .string), "string length": Signature([.string], .number),
      "string join": Signature([.list, .string], .string),
      "matches": Signature([.string], .boolean), "replace": Signature([.string], .string),
      "split": Signature([.string], .list(.string)), "range": Signature([.string], .range(.any)),
      "list contains": Signature([.list, .any], .boolean), "count": Signature([.list], .number),
      "all": Signature([.any], .boolean), "any": Signature([.any], .boolean),
      "index of": Signature([.list, .any], .list(.number)), "mode": Signature([.any], .list(.number)),
      "sublist": Signature([.list, .number], .first), "reverse": Signature([.list], .first),
      "remove": Signature([.list, .number], .first), "distinct values": Signature([.list], .first),
      "sort": Signature([.list, .function], .first), "append": Signature([.list, .any], .list),
      "concatenate": Signature([.list], .list), "union": Signature([.list], .list),
      "insert before": Signature([.list, .number, .any], .firstWithThird),
      "list replace": Signature([.list, .any, .any], .firstWithThird), "flatten": Signature([.list], .list(.any)),
      "min": Signature([.any], .item), "max": Signature([.any], .item), "median": Signature([.any], .number),
      "sum": Signature([.any], .item), "mean": Signature([.any], .item), "product": Signature([.any], .number),
      "stddev": Signature([.any], .number), "abs": Signature([.numberOrDuration], .first),
      "modulo": Signature([.number], .number), "odd": Signature([.number], .boolean),
      "even": Signature([.number], .boolean), "now": Signature([], .dateTime), "today": Signature([], .date),
      "day of year": Signature([.moment], .number), "week of year": Signature([.moment], .number),
      "day of week": Signature([.moment], .string), "month of year": Signature([.moment], .string),
      "get value": Signature([.context, .any], .any), "get entries": Signature([.context], .list(.any)),
      "context": Signature([.any], .any), "context put": Signature([.context, .any], .any),
      "context merge": Signature([.any], .any), "is working day": Signature([.moment, .string], .boolean),
      "next working day": Signature([.moment, .string], .date),
      "previous working day": Signature([.moment, .string], .date),
      "add working days": Signature([.moment, .number, .string], .date),
      "working days between": Signature([.moment, .moment, .string], .number),
      "next occurrence": Signature([.string, .moment, .moment], .date),
      "occurrences": Signature([.string, .moment, .moment], .list(.date)),
      "split amount": Signature([.number, .list], .list(.number)),
      "value on": Signature([.list, .list, .moment], .item),
    ]
    for name in ["upper case", "lower case", "substring before", "substring after"] {
      all[name] = Signature([.string], .string)
    }
    for name in ["contains", "starts with", "ends with"] { all[name] = Signature([.string], .boolean) }
    for name in [
      "decimal", "floor", "ceiling", "round up", "round down", "round half up", "round half down", "sqrt", "log", "exp",
    ] { all[name] = Signature([.number], .number) }
    for builtIn in ranges { all[builtIn.name] = all[builtIn.name] ?? Signature([.any], .boolean) }
    return all
  }()
}
