/// A drawing of boxes within boxes and arrows between them: what is placed once, and then written as SVG, DOT, Mermaid or text.

/// Boxes and arrows.
public struct Drawing: Sendable {
  /// Where something stands in time.
  public enum Tone: Int, Sendable, Comparable {
    /// Not reached, or in a drawing without a past.
    case plain
    /// Reached or taken before.
    case past
    /// Where things stand now.
    case current

    /// Later ones matter more.
    public static func < (one: Tone, other: Tone) -> Bool { one.rawValue < other.rawValue }

    /// What stands before its name, so that nobody needs colours; nothing when plain.
    public var mark: String {
      switch self {
      case .plain: ""
      case .past: "○ "
      case .current: "● "
      }
    }
  }

  /// What a box is.
  public enum Shape: Sendable {
    /// A box, with others inside or not.
    case box
    /// A part that goes on beside others of the same box.
    case region
    /// The place where things begin: a dot without words.
    case start
    /// A box where things end.
    case final
    /// A small circle that stands for what was active before; with a star for all levels.
    case history(deep: Bool)
  }

  /// Something that has a name, with lines below it.
  public struct Label: Sendable {
    /// What it is called.
    public let title: String
    /// What is said of it, line by line.
    public let notes: [String]
    /// Whether it was taken.
    public let tone: Tone

    /// A name with lines below it.
    public init(_ title: String, notes: [String] = [], tone: Tone = .plain) {
      self.title = title
      self.notes = notes
      self.tone = tone
    }
  }

  /// A box.
  public struct Node: Sendable {
    /// What it is called.
    public let title: String
    /// Box, part, beginning, end or history.
    public let shape: Shape
    /// Where it stands in time.
    public let tone: Tone
    /// What is said of it.
    public let notes: [String]
    /// What happens in it without leaving it.
    public let inside: [Label]
    /// The box around it: one with a smaller number.
    public let parent: Int?

    /// A box, around nothing yet.
    public init(
      _ title: String, _ shape: Shape = .box, in parent: Int? = nil, tone: Tone = .plain, notes: [String] = [],
      inside: [Label] = []
    ) {
      self.title = title
      self.shape = shape
      self.tone = tone
      self.notes = notes
      self.inside = inside
      self.parent = parent
    }
  }

  /// An arrow from one box to another.
  public struct Arrow: Sendable {
    /// The number of the box it comes from.
    public let from: Int
    /// The number of the box it goes to.
    public let to: Int
    /// What takes it, each by itself; none for an arrow without words.
    public fileprivate(set) var labels: [Label]

    /// Whether any of its labels was taken.
    public var tone: Tone { labels.map(\.tone).max() ?? .plain }
  }

  /// What is drawn.
  public let title: String
  /// What is said below.
  public let notes: [String]
  /// Whether its boxes are states.
  public let isChart: Bool
  /// The boxes; one around others comes before them.
  public private(set) var nodes: [Node] = []
  /// The arrows: one from a box to another.
  public private(set) var arrows: [Arrow] = []
  private var numbers: [Pair: Int] = [:]

  private struct Pair: Hashable {
    let from: Int
    let to: Int
  }

  /// A drawing of nothing yet.
  public init(_ title: String, isChart: Bool = false, notes: [String] = []) {
    self.title = title
    self.isChart = isChart
    self.notes = notes
  }

  /// Adds a box. Answers its number.
  public mutating func add(_ node: Node) -> Int {
    nodes.append(node)
    return nodes.count - 1
  }

  /// Adds an arrow, or a label to the arrow that is there already. One from a box to itself belongs inside the box.
  public mutating func connect(_ from: Int, _ to: Int, _ label: Label? = nil) {
    guard from != to else { return }
    let pair = Pair(from: from, to: to)
    if let number = numbers[pair] {
      if let label { arrows[number].labels.append(label) }
    } else {
      numbers[pair] = arrows.count
      arrows.append(Arrow(from: from, to: to, labels: label.map { [$0] } ?? []))
    }
  }

  /// The boxes right inside a box, or on the outside for nil.
  public func children(of parent: Int?) -> [Int] { nodes.indices.filter { nodes[$0].parent == parent } }

  /// By box, a number that grows along the arrows, but for those that close a circle.
  var downwards: [Int] {
    var targets: [[Int]] = nodes.map { _ in [] }
    for arrow in arrows { targets[arrow.from].append(arrow.to) }
    var numbers: [Int?] = nodes.map { _ in nil }
    var isOpen = nodes.map { _ in true }
    var next = nodes.count - 1
    func visit(_ node: Int) {
      guard isOpen[node] else { return }
      isOpen[node] = false
      for target in targets[node] { visit(target) }
      numbers[node] = next
      next -= 1
    }
    for node in nodes.indices.reversed() { visit(node) }
    return numbers.map { $0 ?? 0 }
  }

  /// Without arrows that say no more than a way over other boxes does.
  func reduced() -> Drawing {
    let order = downwards
    var targets: [[Int]] = nodes.map { _ in [] }
    for arrow in arrows where order[arrow.from] < order[arrow.to] { targets[arrow.from].append(arrow.to) }
    func reach(_ from: Int, _ found: inout Set<Int>) {
      for target in targets[from] where found.insert(target).inserted { reach(target, &found) }
    }
    var result = self
    result.arrows = arrows.filter { arrow in
      var found: Set<Int> = []
      for target in targets[arrow.from] where target != arrow.to { reach(target, &found) }
      return !found.contains(arrow.to) || order[arrow.from] > order[arrow.to]
    }
    return result
  }

  /// The boxes around a box, the innermost first.
  func around(_ node: Int) -> [Int] {
    var result: [Int] = []
    var at = nodes[node].parent
    while let box = at {
      result.append(box)
      at = nodes[box].parent
    }
    return result
  }
}
