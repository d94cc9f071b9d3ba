/// String functions (DMN 1.5, 10.3.4.3). Positions and lengths count Unicode code points.

extension BuiltIn {
  private static func scalars(_ text: String) -> [Unicode.Scalar] { Array(text.unicodeScalars) }

  private static func text(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  private static func find(_ part: [Unicode.Scalar], in whole: [Unicode.Scalar]) -> Int? {
    guard !part.isEmpty else { return 0 }
    guard part.count <= whole.count else { return nil }
    return (0...(whole.count - part.count)).first { whole[$0..<($0 + part.count)].elementsEqual(part) }
  }

  static let strings: [BuiltIn] = [
    BuiltIn(
      "substring", "string,start position,length?",
      "Part of a text, from a position counted from 1, or from -1 backwards.",
      example: "substring(\"kalender\", 3, 4)"
    ) { args, _ throws(Misuse) in
      let all = scalars(try args.string(0))
      let start = try args.integer(1)
      guard start != 0, abs(start) <= all.count else {
        throw Misuse(.noSuchPosition, "the start lies outside the text")
      }
      let from = start > 0 ? start - 1 : all.count + start
      let length = args.has(2) ? try args.integer(2) : all.count
      guard length > 0 else { throw Misuse(.noSuchPosition, "the length is less than 1") }
      return .string(text(all[from..<min(all.count, from + min(length, all.count))]))
    },
    BuiltIn("string length", "string", "How many code points a text has.", example: "string length(\"zomer\")") {
      args, _ throws(Misuse) in
      .number(Number(try args.string(0).unicodeScalars.count))
    },
    BuiltIn("upper case", "string", "The text in capitals.", example: "upper case(\"wat\")") { args, _ throws(Misuse) in
      .string(try args.string(0).uppercased())
    },
    BuiltIn("lower case", "string", "The text in small letters.", example: "lower case(\"WAT\")") {
      args, _ throws(Misuse) in
      .string(try args.string(0).lowercased())
    },
    BuiltIn(
      "substring before", "string,match", "What stands before another text.",
      example: "substring before(\"lot-2\", \"-\")"
    ) {
      args, _ throws(Misuse) in
      let all = scalars(try args.string(0))
      return .string(find(scalars(try args.string(1)), in: all).map { text(all[..<$0]) } ?? "")
    },
    BuiltIn(
      "substring after", "string,match", "What stands behind another text.",
      example: "substring after(\"lot-2\", \"-\")"
    ) {
      args, _ throws(Misuse) in
      let all = scalars(try args.string(0))
      let part = scalars(try args.string(1))
      return .string(find(part, in: all).map { text(all[($0 + part.count)...]) } ?? "")
    },
    BuiltIn("contains", "string,match", "Whether a text holds another.", example: "contains(\"zomer\", \"om\")") {
      args, _ throws(Misuse) in
      .boolean(find(scalars(try args.string(1)), in: scalars(try args.string(0))) != nil)
    },
    BuiltIn(
      "starts with", "string,match", "Whether a text begins with another.", example: "starts with(\"zomer\", \"zo\")"
    ) {
      args, _ throws(Misuse) in
      .boolean(scalars(try args.string(0)).starts(with: scalars(try args.string(1))))
    },
    BuiltIn("ends with", "string,match", "Whether a text ends with another.", example: "ends with(\"zomer\", \"er\")") {
      args, _ throws(Misuse) in
      .boolean(scalars(try args.string(0)).reversed().starts(with: scalars(try args.string(1)).reversed()))
    },
    BuiltIn(
      "string join", "list,delimiter?", "The texts of a list, with a delimiter between; nulls are left out.",
      example: "string join([\"zomer\", \"winter\"], \", \")"
    ) { args, frame throws(Misuse) in
      let delimiter = args.has(1) ? try args.string(1) : ""
      var parts: [String] = []
      for item in try args.list(0) {
        switch item {
        case .string(let part): parts.append(part)
        case .null: continue
        default: throw Misuse("the list holds a \(item.typeName)")
        }
      }
      guard frame.spend(parts.reduce(0) { $0 + ($1.utf8.count + delimiter.utf8.count) / 64 }, at: args.range) else {
        return .null
      }
      return .string(parts.joined(separator: delimiter))
    },
  ]
}
