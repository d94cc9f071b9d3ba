/// The text of a regular expression to its tree.

struct PatternParser {
  private let scalars: [Unicode.Scalar]
  private let flags: String
  private var at = 0
  private(set) var groups = 0
  private var closed: Set<Int> = []
  private var depth = 0

  private var ignoresCase: Bool { flags.contains("i") }

  init(_ text: String, _ flags: String) {
    self.flags = flags
    scalars = flags.contains("x") && !flags.contains("q") ? Self.withoutSpaces(text) : Array(text.unicodeScalars)
  }

  /// What the flag x leaves: white space counts only between brackets.
  private static func withoutSpaces(_ text: String) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    var depth = 0
    var isEscaped = false
    for scalar in text.unicodeScalars {
      if depth <= 0, " \t\r\n".unicodeScalars.contains(scalar) { continue }
      if isEscaped {
        isEscaped = false
      } else if scalar == "\\" {
        isEscaped = true
      } else if scalar == "[" {
        depth += 1
      } else if scalar == "]" {
        depth -= 1
      }
      result.append(scalar)
    }
    return result
  }

  private var next: Unicode.Scalar? { at < scalars.count ? scalars[at] : nil }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next == scalar else { return false }
    at += 1
    return true
  }

  private func wrong(_ what: String) -> Misuse {
    Misuse(.invalidPattern, "the pattern is wrong at character \(at + 1): \(what)")
  }

  mutating func parse() throws(Misuse) -> PatternNode {
    if flags.contains("q") { return .sequence(scalars.map { .set(single($0)) }) }
    let tree = try choice()
    if next != nil { throw wrong("a ) without its (") }
    return tree
  }

  private func single(_ scalar: Unicode.Scalar) -> CharacterSet {
    CharacterSet([.range(scalar.value...scalar.value)], ignoresCase: ignoresCase)
  }

  private mutating func choice() throws(Misuse) -> PatternNode {
    depth += 1
    defer { depth -= 1 }
    guard depth < 100 else { throw wrong("groups are nested more than 100 deep") }
    var parts = [try sequence()]
    while take("|") { parts.append(try sequence()) }
    return parts.count == 1 ? parts[0] : .choice(parts)
  }

  private mutating func sequence() throws(Misuse) -> PatternNode {
    var parts: [PatternNode] = []
    while let scalar = next, scalar != "|", scalar != ")" {
      let part = try atom()
      parts.append(try quantified(part))
    }
    return .sequence(parts)
  }

  private mutating func quantified(_ part: PatternNode) throws(Misuse) -> PatternNode {
    var bounds: (Int, Int?)
    if take("*") {
      bounds = (0, nil)
    } else if take("+") {
      bounds = (1, nil)
    } else if take("?") {
      bounds = (0, 1)
    } else if take("{") {
      let least = try number()
      bounds = (least, least)
      if take(",") { bounds.1 = next == "}" ? nil : try number() }
      guard take("}") else { throw wrong("a } belongs here") }
      if let most = bounds.1, most < least { throw wrong("the bounds stand the wrong way round") }
    } else {
      return part
    }
    let isGreedy = !take("?")
    if let scalar = next, "*+?{".unicodeScalars.contains(scalar) { throw wrong("there is nothing to repeat") }
    return .loop(part, bounds.0, bounds.1, greedy: isGreedy)
  }

  private mutating func number() throws(Misuse) -> Int {
    var value = 0
    let start = at
    while let scalar = next, (48...57).contains(scalar.value) {
      value = value * 10 + Int(scalar.value - 48)
      at += 1
      if value > Pattern.maximumSteps { throw wrong("it repeats too often") }
    }
    if at == start { throw wrong("a number belongs here") }
    return value
  }

  private mutating func atom() throws(Misuse) -> PatternNode {
    guard let scalar = next else { throw wrong("it ends too early") }
    at += 1
    switch scalar {
    case "^": return .start
    case "$": return .end
    case ".":
      let newlines: [CharacterSet.Item] = flags.contains("s") ? [] : [.range(10...10), .range(13...13)]
      return .set(CharacterSet(newlines, negated: true, ignoresCase: false))
    case "(":
      if take("?") {
        guard take(":") else { throw wrong("only (?: … ) may follow a (") }
        return try closing(.group(try choice(), nil))
      }
      groups += 1
      let index = groups
      let node = try closing(.group(try choice(), index))
      closed.insert(index)
      return node
    case "[": return .set(try characterClass())
    case "\\": return try escape()
    case "*", "+", "?", "{", "}", "]":
      at -= 1
      throw wrong("\(scalar) stands for itself as \\\(scalar)")
    default: return .set(single(scalar))
    }
  }

  private mutating func closing(_ node: PatternNode) throws(Misuse) -> PatternNode {
    guard take(")") else { throw wrong("a ) belongs here") }
    return node
  }

  private mutating func escape() throws(Misuse) -> PatternNode {
    if let scalar = next, (49...57).contains(scalar.value) {
      at += 1
      var group = Int(scalar.value - 48)
      while let digit = next, (48...57).contains(digit.value), closed.contains(group * 10 + Int(digit.value - 48)) {
        group = group * 10 + Int(digit.value - 48)
        at += 1
      }
      guard closed.contains(group) else { throw wrong("there is no group \(group) before it") }
      return .back(group)
    }
    return .set(CharacterSet([try escapedItem()], ignoresCase: ignoresCase))
  }

  // MARK: Classes

  private static let plain: [Unicode.Scalar: UInt32] = ["n": 10, "r": 13, "t": 9]

  /// What follows a backslash: one character, or a class of them.
  private mutating func escapedItem() throws(Misuse) -> CharacterSet.Item {
    guard let scalar = next else { throw wrong("a \\ with nothing behind it") }
    at += 1
    if let value = Self.plain[scalar] { return .range(value...value) }
    switch scalar {
    case "\\", "|", ".", "?", "*", "+", "(", ")", "{", "}", "-", "[", "]", "^", "$":
      return .range(scalar.value...scalar.value)
    case "s", "S":
      let spaces = CharacterSet([9, 10, 13, 32].map { .range($0...$0) }, ignoresCase: false)
      return scalar == "s" ? .set(spaces) : .not(.set(spaces))
    case "d": return .category("Nd")
    case "D": return .not(.category("Nd"))
    case "w", "W":
      let others = CharacterSet([.category("P"), .category("Z"), .category("C")], ignoresCase: false)
      return scalar == "W" ? .set(others) : .not(.set(others))
    case "i": return .nameStart
    case "I": return .not(.nameStart)
    case "c": return .nameCharacter
    case "C": return .not(.nameCharacter)
    case "p", "P":
      let property = try property()
      return scalar == "p" ? property : .not(property)
    default:
      at -= 1
      throw wrong("\\\(scalar) means nothing")
    }
  }

  private static let categories: Set = [
    "L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "Me", "N", "Nd", "Nl", "No", "P", "Pc", "Pd", "Ps", "Pe", "Pi",
    "Pf", "Po", "Z", "Zs", "Zl", "Zp", "S", "Sm", "Sc", "Sk", "So", "C", "Cc", "Cf", "Co", "Cn",
  ]

  private mutating func property() throws(Misuse) -> CharacterSet.Item {
    guard take("{") else { throw wrong("\\p is followed by a property, as in \\p{Lu}") }
    var name = ""
    while let scalar = next, scalar != "}" {
      name.unicodeScalars.append(scalar)
      at += 1
    }
    guard take("}") else { throw wrong("a } belongs here") }
    if Self.categories.contains(name) { return .category(name) }
    if name.hasPrefix("Is"), let block = UnicodeBlocks.range(String(name.dropFirst(2))) { return .range(block) }
    throw wrong("there is no such property")
  }

  /// `[…]` with ranges, escapes and a subtraction (XML Schema part 2, G.4.1).
  private mutating func characterClass() throws(Misuse) -> CharacterSet {
    depth += 1
    defer { depth -= 1 }
    guard depth < 100 else { throw wrong("classes are nested more than 100 deep") }
    let isNegated = take("^")
    var items: [CharacterSet.Item] = []
    while true {
      guard let scalar = next else { throw wrong("a ] belongs here") }
      if scalar == "]" {
        if items.isEmpty { throw wrong("there is nothing between the brackets") }
        at += 1
        return CharacterSet(items, negated: isNegated, ignoresCase: ignoresCase)
      }
      if scalar == "-", at + 1 < scalars.count, scalars[at + 1] == "[", !items.isEmpty {
        at += 2
        let without = try characterClass()
        guard take("]") else { throw wrong("a ] belongs here") }
        return CharacterSet(items, negated: isNegated, without: without, ignoresCase: ignoresCase)
      }
      let first = try classItem()
      guard next == "-", at + 1 < scalars.count, scalars[at + 1] != "]", scalars[at + 1] != "[" else {
        items.append(first)
        continue
      }
      at += 1
      guard case .range(let low) = first, case .range(let high) = try classItem(), low.count == 1, high.count == 1,
        low.lowerBound <= high.lowerBound
      else { throw wrong("that is no range of characters") }
      items.append(.range(low.lowerBound...high.lowerBound))
    }
  }

  private mutating func classItem() throws(Misuse) -> CharacterSet.Item {
    guard let scalar = next else { throw wrong("a ] belongs here") }
    at += 1
    if scalar == "\\" { return try escapedItem() }
    if scalar == "[" { throw wrong("[ stands for itself as \\[") }
    return .range(scalar.value...scalar.value)
  }
}
