/// Context functions (DMN 1.5, 10.3.4.12).

extension BuiltIn {
  private static func put(_ context: Context, _ keys: [Value], _ value: Value) throws(Misuse) -> Context {
    guard case .string(let key)? = keys.first else { throw Misuse("a key is a string") }
    guard keys.count > 1 else { return context.setting(key, to: value) }
    guard case .context(let inner)? = context[key] else {
      throw Misuse("the way through the keys meets no context")
    }
    return context.setting(key, to: .context(try put(inner, Array(keys.dropFirst()), value)))
  }

  static let contexts: [BuiltIn] = [
    BuiltIn(
      "get value", "m,key|m,keys", "The value under a key, or along a list of keys.",
      example: "get value({lot: 2}, \"lot\")"
    ) {
      args, _ throws(Misuse) in
      var value = Value.context(try args.context(0))
      let keys: [Value] = if case .list(let list) = args[1] { list } else { [args[1]] }
      for key in keys {
        guard case .string(let name) = key else { throw Misuse("a key is a string") }
        guard case .context(let context) = value else { return .null }
        value = context[name] ?? .null
      }
      return value
    },
    BuiltIn(
      "get entries", "m", "The entries of a context as a list of key and value.", example: "get entries({lot: 2})"
    ) { args, _ throws(Misuse) in
      .list(try args.context(0).pairs.map { .context(Context([("key", .string($0)), ("value", $1)])) })
    },
    BuiltIn(
      "context", "entries", "A context from a list of key and value.", example: "context([{key: \"lot\", value: 2}])"
    ) { args, _ throws(Misuse) in
      var pairs: [(String, Value)] = []
      for item in try args.list(0) {
        guard case .context(let entry) = item, case .string(let key)? = entry["key"], let value = entry["value"] else {
          throw Misuse("an entry has a key that is a string, and a value")
        }
        guard !pairs.contains(where: { $0.0 == key }) else { throw Misuse(.duplicateEntry, "a key stands twice") }
        pairs.append((key, value))
      }
      return .context(Context(pairs))
    },
    BuiltIn(
      "context put", "context,key,value|context,keys,value", "A context with a value put under a key.",
      example: "context put({lot: 1}, \"lot\", 2)"
    ) {
      args, _ throws(Misuse) in
      let keys: [Value] = if case .list(let list) = args[1] { list } else { [args[1]] }
      return .context(try put(try args.context(0), keys, args[2]))
    },
    BuiltIn("context merge", "contexts", "Contexts as one; the later wins.", example: "context merge([{a: 1}, {b: 2}])")
    { args, _ throws(Misuse) in
      var pairs: [(String, Value)] = []
      for item in try args.list(0) {
        guard case .context(let context) = item else { throw Misuse("the list holds a \(item.typeName)") }
        pairs += context.pairs
      }
      return .context(Context(pairs))
    },
  ]
}
