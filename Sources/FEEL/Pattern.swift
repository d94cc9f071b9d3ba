/// Regular expressions of XPath (F&O 3.1, 5.6, over XML Schema part 2, appendix G), read into a program for `PatternMatcher`.

/// A pattern ready to be matched.
struct Pattern: Sendable {
  /// A step of the program.
  enum Step: Sendable {
    case set(Int)
    /// Goes on at the first, and at the second when that fails.
    case split(Int, Int)
    case jump(Int)
    /// Keeps the position: groups first, then what loops need.
    case save(Int)
    /// Fails when nothing was matched since the position was kept.
    case progress(Int)
    case start
    case end
    case back(Int)
    case match
  }

  fileprivate(set) var steps: [Step] = []
  fileprivate(set) var sets: [CharacterSet] = []
  /// How many groups it has.
  fileprivate(set) var groups = 0
  fileprivate(set) var slots = 0
  fileprivate(set) var hasReferences = false
  let ignoresCase: Bool
  let isMultiline: Bool

  static let maximumSteps = 20_000

  /// Reads a pattern with its flags (F&O 3.1, 5.6.2): s, m, i, x, q.
  init(_ text: String, flags: String) throws(Misuse) {
    for flag in flags.unicodeScalars where !"smixq".unicodeScalars.contains(flag) {
      throw Misuse(.invalidPattern, "there is no flag like that; there are s, m, i, x and q")
    }
    ignoresCase = flags.contains("i")
    isMultiline = flags.contains("m")
    var parser = PatternParser(text, flags)
    let tree = try parser.parse()
    groups = parser.groups
    slots = 2 * (groups + 1)
    try emit(.group(tree, 0))
    steps.append(.match)
  }

  private mutating func emit(_ node: PatternNode) throws(Misuse) {
    guard steps.count < Self.maximumSteps else { throw Misuse(.invalidPattern, "the pattern is too large") }
    switch node {
    case .set(let set):
      sets.append(set)
      steps.append(.set(sets.count - 1))
    case .sequence(let parts): for part in parts { try emit(part) }
    case .choice(let parts):
      var ends: [Int] = []
      for (index, part) in parts.enumerated() {
        guard index < parts.count - 1 else {
          try emit(part)
          break
        }
        let split = steps.count
        steps.append(.match)
        try emit(part)
        ends.append(steps.count)
        steps.append(.match)
        steps[split] = .split(split + 1, steps.count)
      }
      for end in ends { steps[end] = .jump(steps.count) }
    case .group(let inner, let index):
      guard let index else { return try emit(inner) }
      steps.append(.save(2 * index))
      try emit(inner)
      steps.append(.save(2 * index + 1))
    case .start: steps.append(.start)
    case .end: steps.append(.end)
    case .back(let group):
      hasReferences = true
      steps.append(.back(group))
    case .loop(let inner, let least, let most, let isGreedy):
      for _ in 0..<least { try emit(inner) }
      guard let most else { return try emitEndless(inner, isGreedy) }
      var splits: [Int] = []
      for _ in least..<max(least, most) {
        splits.append(steps.count)
        steps.append(.match)
        try emit(inner)
      }
      for split in splits { branch(split, isGreedy, steps.count) }
    }
  }

  private mutating func emitEndless(_ inner: PatternNode, _ isGreedy: Bool) throws(Misuse) {
    let slot = slots
    slots += 1
    let split = steps.count
    steps.append(.match)
    steps.append(.save(slot))
    try emit(inner)
    steps.append(.progress(slot))
    steps.append(.jump(split))
    branch(split, isGreedy, steps.count)
  }

  private mutating func branch(_ at: Int, _ isGreedy: Bool, _ end: Int) {
    steps[at] = isGreedy ? .split(at + 1, end) : .split(end, at + 1)
  }
}

indirect enum PatternNode {
  case set(CharacterSet)
  case sequence([PatternNode])
  case choice([PatternNode])
  case group(PatternNode, Int?)
  case loop(PatternNode, Int, Int?, greedy: Bool)
  case start
  case end
  case back(Int)
}

/// Characters, by ranges and properties.
struct CharacterSet: Sendable {
  enum Item: Sendable {
    case range(ClosedRange<UInt32>)
    case category(String)
    case nameStart
    case nameCharacter
    indirect case not(Item)
    case set(CharacterSet)
  }

  private let items: [Item]
  private let isNegated: Bool
  private let without: [CharacterSet]
  private let ignoresCase: Bool
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  init(_ items: [Item], negated: Bool = false, without: CharacterSet? = nil, ignoresCase: Bool) {
    self.items = items
    isNegated = negated
    self.without = without.map { [$0] } ?? []
    self.ignoresCase = ignoresCase
    for value in UInt32(0)..<128 {
      guard let scalar = Unicode.Scalar(value), decide(scalar) else { continue }
      if value < 64 { low |= 1 << UInt64(value) } else { high |= 1 << UInt64(value - 64) }
    }
  }

  func contains(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 64 { return low >> UInt64(scalar.value) & 1 == 1 }
    if scalar.value < 128 { return high >> UInt64(scalar.value - 64) & 1 == 1 }
    return decide(scalar)
  }

  private func decide(_ scalar: Unicode.Scalar) -> Bool {
    let forms = ignoresCase ? Self.forms(scalar) : [scalar]
    let isIn = forms.contains { form in items.contains { Self.holds($0, form) } }
    return isIn != isNegated && !without.contains { $0.contains(scalar) }
  }

  /// A character with those that differ from it in case only.
  static func forms(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    var result = [scalar]
    for text in [scalar.properties.lowercaseMapping, scalar.properties.uppercaseMapping] {
      let scalars = text.unicodeScalars
      if let first = scalars.first, scalars.count == 1, first != scalar { result.append(first) }
    }
    return result
  }

  private static func holds(_ item: Item, _ scalar: Unicode.Scalar) -> Bool {
    switch item {
    case .range(let range): range.contains(scalar.value)
    case .category(let name): category(scalar).hasPrefix(name)
    case .nameStart:
      scalar == "_" || scalar == ":" || scalar.properties.isAlphabetic || category(scalar) == "Nl"
    case .nameCharacter:
      "-._:·".unicodeScalars.contains(scalar) || scalar.properties.isAlphabetic
        || ["Nd", "Nl", "Mn", "Mc"].contains(category(scalar))
    case .not(let inner): !holds(inner, scalar)
    case .set(let set): set.contains(scalar)
    }
  }

  /// The two letters of a general category.
  static func category(_ scalar: Unicode.Scalar) -> String {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter: "Lu"
    case .lowercaseLetter: "Ll"
    case .titlecaseLetter: "Lt"
    case .modifierLetter: "Lm"
    case .otherLetter: "Lo"
    case .nonspacingMark: "Mn"
    case .spacingMark: "Mc"
    case .enclosingMark: "Me"
    case .decimalNumber: "Nd"
    case .letterNumber: "Nl"
    case .otherNumber: "No"
    case .connectorPunctuation: "Pc"
    case .dashPunctuation: "Pd"
    case .openPunctuation: "Ps"
    case .closePunctuation: "Pe"
    case .initialPunctuation: "Pi"
    case .finalPunctuation: "Pf"
    case .otherPunctuation: "Po"
    case .mathSymbol: "Sm"
    case .currencySymbol: "Sc"
    case .modifierSymbol: "Sk"
    case .otherSymbol: "So"
    case .spaceSeparator: "Zs"
    case .lineSeparator: "Zl"
    case .paragraphSeparator: "Zp"
    case .control: "Cc"
    case .format: "Cf"
    case .surrogate: "Cs"
    case .privateUse: "Co"
    default: "Cn"
    }
  }
}
