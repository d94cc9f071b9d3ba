/// Where everything in a drawing goes: every box that has others inside is laid out in layers by itself, from the inside out, and is
/// then one thing in the layers around it. Lines that cross its border pass through a port there.

/// The places of a drawing, in pixels from its upper left corner.
public struct Placement: Sendable {
  /// A rectangle.
  public struct Box: Sendable, Equatable {
    /// Its left side.
    public var x: Double
    /// Its upper side.
    public var y: Double
    /// From left to right.
    public var width: Double
    /// From top to bottom.
    public var height: Double
  }

  /// A part of a line that goes straight down; from one to the next it goes in a curve.
  public struct Piece: Sendable, Equatable {
    /// How far from the left.
    public var x: Double
    /// Where it begins.
    public var top: Double
    /// Where it ends.
    public var bottom: Double
  }

  /// By node.
  public private(set) var boxes: [Box]
  /// By arrow: its parts, from the top down.
  public private(set) var lines: [[Piece]]
  /// By arrow: whether it points up.
  public private(set) var isUpward: [Bool]
  /// By arrow: where its words stand; of no size where it has none.
  public private(set) var labels: [Box]
  /// From the left of the leftmost to the right of the rightmost, in pixels.
  public private(set) var width = 0.0
  /// From the top of the uppermost to the bottom of the lowest, in pixels.
  public private(set) var height = 0.0

  /// Around what is inside a box.
  static let margin = 14.0
  /// Around the words in a box.
  static let padding = 9.0
  /// The widest words in a box, and beside an arrow.
  static let (boxLimit, labelLimit, outerLimit) = (260.0, 165.0, 320.0)

  /// Lays out a drawing. The same drawing comes out the same everywhere.
  public init(_ drawing: Drawing) {
    let none = Box(x: 0, y: 0, width: 0, height: 0)
    boxes = drawing.nodes.map { _ in none }
    labels = drawing.arrows.map { _ in none }
    lines = drawing.arrows.map { _ in [] }
    isUpward = drawing.arrows.map { _ in false }
    var nest = Nest(drawing)
    nest.rank(nil)
    let size = nest.arrange(nil)
    (width, height) = (size.width, size.height)
    isUpward = nest.isUpward
    // Numbers grow inwards, so that the box around is placed when one inside is.
    var corners: [Int?: (x: Double, y: Double)] = [nil: (0, 0)]
    for node in drawing.nodes.indices {
      let (x, y) = corners[drawing.nodes[node].parent] ?? (0, 0)
      boxes[node] = nest.boxes[node]
      boxes[node].x += x
      boxes[node].y += y
      corners[node] = (boxes[node].x, boxes[node].y)
    }
    for arrow in drawing.arrows.indices {
      for part in nest.parts[arrow] {
        let (x, y) = corners[part.box] ?? (0, 0)
        lines[arrow] += part.pieces.map { Piece(x: $0.x + x, top: $0.top + y, bottom: $0.bottom + y) }
        if let label = part.label {
          labels[arrow] = Box(x: label.x + x, y: label.y + y, width: label.width, height: label.height)
        }
      }
    }
  }
}

/// The boxes of a drawing on their way to their places.
private struct Nest {
  /// What one box contributes to the line of an arrow.
  struct Part {
    let box: Int?
    var pieces: [Placement.Piece] = []
    var label: Placement.Box?
  }

  /// An end of a line within a box.
  enum End: Hashable {
    case node(Int)
    /// The upper border of the box.
    case top
    /// The lower border.
    case bottom
  }

  /// A line within a box.
  struct Way {
    let arrow: Int
    let upper: End
    let lower: End
    /// Whether the words stand here.
    let hasWords: Bool
    /// Whether the arrow's beginning is its upper end.
    var beginsAbove = true
  }

  let drawing: Drawing
  let children: [Int?: [Int]]
  /// By box: the lines within it.
  var ways: [Int?: [Way]] = [:]
  /// By node: its layer in the box around it.
  var ranks: [Int: Int] = [:]
  var isUpward: [Bool]
  /// Within the box around.
  var boxes: [Placement.Box]
  /// By arrow, from the top down.
  var parts: [[Part]]
  /// By node and arrow: where the line crosses its border, from its left side; by whether that is the upper one.
  var ports: [Port: Double] = [:]
  /// By node: what stands above another has the smaller number.
  let order: [Int]

  struct Port: Hashable {
    let node: Int
    let arrow: Int
    let isTop: Bool
  }

  init(_ drawing: Drawing) {
    self.drawing = drawing
    order = drawing.isChart ? Array(drawing.nodes.indices) : drawing.downwards
    children = Dictionary(grouping: drawing.nodes.indices) { drawing.nodes[$0].parent }
    isUpward = drawing.arrows.map { _ in false }
    boxes = drawing.nodes.map { _ in Placement.Box(x: 0, y: 0, width: 0, height: 0) }
    parts = drawing.arrows.map { _ in [] }
    for arrow in drawing.arrows.indices { lift(arrow) }
  }

  // MARK: Layers, from the outside in

  /// Says in which boxes an arrow runs, and which way down.
  private mutating func lift(_ number: Int) {
    let arrow = drawing.arrows[number]
    let from: [Int?] = [arrow.from] + drawing.around(arrow.from) + [nil]
    let to: [Int?] = [arrow.to] + drawing.around(arrow.to) + [nil]
    // The innermost box that holds both, one of them itself perhaps.
    guard let shared = from.firstIndex(where: { to.contains($0) }), let other = to.firstIndex(of: from[shared]) else {
      return
    }
    let begin = shared > 0 ? from[shared - 1] : nil
    let end = other > 0 ? to[other - 1] : nil
    let goesDown: Bool
    switch (begin, end) {
    case (nil, _): goesDown = true
    case (_, nil): goesDown = false
    case (let begin?, let end?): goesDown = order[begin] < order[end]
    }
    isUpward[number] = !goesDown
    let (upper, lower) = goesDown ? (begin, end) : (end, begin)
    let box = from[shared]
    // Inside the upper one, from the innermost outwards; then where both are; then into the lower one.
    let (above, below) = goesDown ? (from.prefix(shared), to.prefix(other)) : (to.prefix(other), from.prefix(shared))
    for pair in zip(above, above.dropFirst()) {
      guard let inner = pair.0 else { continue }
      add(Way(arrow: number, upper: .node(inner), lower: .bottom, hasWords: false), in: pair.1)
    }
    add(
      Way(
        arrow: number, upper: upper.map { .node($0) } ?? .top, lower: lower.map { .node($0) } ?? .top,
        hasWords: !arrow.labels.isEmpty, beginsAbove: goesDown), in: box)
    for pair in zip(below, below.dropFirst()).reversed() {
      guard let inner = pair.0 else { continue }
      add(Way(arrow: number, upper: .top, lower: .node(inner), hasWords: false), in: pair.1)
    }
  }

  private mutating func add(_ way: Way, in box: Int?) {
    ways[box, default: []].append(way)
    parts[way.arrow].append(Part(box: box))
  }

  /// The layers of what is in a box, and in the boxes inside it: below all that leads to it. Odd ones are for words.
  mutating func rank(_ box: Int?) {
    let inside = children[box] ?? []
    var above: [Int: [Int]] = [:]
    var below: [Int: [Int]] = [:]
    for way in ways[box] ?? [] {
      guard case .node(let upper) = way.upper, case .node(let lower) = way.lower else { continue }
      above[lower, default: []].append(upper)
      below[upper, default: []].append(lower)
    }
    var count: [Int: Int] = [:]
    func isLoose(_ node: Int) -> Bool { !drawing.isChart && (above[node] ?? []).isEmpty && (below[node] ?? []).isEmpty }
    let sorted = inside.sorted { order[$0] < order[$1] }
    for node in sorted.filter({ !isLoose($0) }) {
      var rank = (above[node] ?? []).compactMap { ranks[$0] }.max().map { $0 + 2 } ?? 2
      // No drawing of many is wider than the eye can follow.
      while !drawing.isChart, count[rank, default: 0] >= 10 { rank += 2 }
      count[rank, default: 0] += 1
      ranks[node] = rank
    }
    // What has to do with nothing stands below all else, in rows.
    let last = count.keys.max() ?? 0
    for (index, node) in inside.filter(isLoose).enumerated() { ranks[node] = last + 2 + index / 8 * 2 }
    // What nothing leads to stands right above what it leads to.
    for node in inside.reversed() where drawing.isChart && (above[node] ?? []).isEmpty {
      if let nearest = (below[node] ?? []).compactMap({ ranks[$0] }).min() { ranks[node] = nearest - 2 }
    }
    for node in inside { rank(node) }
  }

  // MARK: Places, from the inside out

  /// Places what is in a box within it. Answers the size it needs.
  mutating func arrange(_ box: Int?) -> (width: Double, height: Double) {
    let inside = children[box] ?? []
    var layers = Layers()
    var items: [End: Int] = [:]
    if let box {
      let words = Lettering(drawing.nodes[box], limit: Placement.outerLimit)
      _ = layers.add(Layers.Item(width: words.width, height: words.height, rank: 0, isFirst: true))
    }
    for node in inside {
      let size = children[node] == nil ? size(of: node) : arrange(node)
      boxes[node].width = size.width
      boxes[node].height = size.height
      items[.node(node)] = layers.add(Layers.Item(width: size.width, height: size.height, rank: ranks[node] ?? 2))
    }
    var chains = Chains(last: (inside.compactMap { ranks[$0] }.max() ?? 2) + 1)
    let sorted = (ways[box] ?? []).enumerated().sorted { first, second in
      (length(first.element), first.offset) < (length(second.element), second.offset)
    }
    for (_, way) in sorted {
      chains.add(way, drawing.arrows[way.arrow], rank, { items[$0] }, { offset($0, way.arrow, isTop: $1) }, &layers)
    }
    layers.arrange()
    let margin = box == nil ? 0 : Placement.margin
    for node in inside {
      guard let item = items[.node(node)].map({ layers.items[$0] }) else { continue }
      boxes[node].x = item.x - item.width / 2 + margin
      boxes[node].y = (layers.tops[item.rank] + layers.bottoms[item.rank] - item.height) / 2 + margin
    }
    keep(chains, of: box, layers, margin)
    return (layers.width + 2 * margin, layers.height + 2 * margin)
  }

  private func size(of node: Int) -> (width: Double, height: Double) {
    switch drawing.nodes[node].shape {
    case .start: return (14, 14)
    case .history: return (24, 24)
    default:
      let words = Lettering(drawing.nodes[node], limit: Placement.boxLimit)
      return (max(60, words.width + 2 * Placement.padding), max(30, words.height + 2 * Placement.padding - 4))
    }
  }

  private func rank(_ end: End) -> Int? { if case .node(let node) = end { ranks[node] } else { nil } }

  private func length(_ way: Way) -> Int { (rank(way.lower) ?? .max / 2) - (rank(way.upper) ?? 0) }

  /// Where a line crosses the border of a box that has others inside, from its middle.
  private func offset(_ end: End, _ arrow: Int, isTop: Bool) -> Double? {
    guard case .node(let node) = end, let x = ports[Port(node: node, arrow: arrow, isTop: isTop)] else { return nil }
    return x - boxes[node].width / 2
  }

  /// Keeps the lines of a box, and where they cross its border.
  private mutating func keep(_ chains: Chains, of box: Int?, _ layers: Layers, _ margin: Double) {
    for chain in chains.all {
      let number = chain.way.arrow
      guard let part = parts[number].firstIndex(where: { $0.box == box }) else { continue }
      var pieces: [Placement.Piece] = []
      for (index, number) in chain.items.enumerated() {
        let item = layers.items[number]
        let offset =
          index > 0 ? layers.links[chain.links[index - 1]].lowerOffset : layers.links[chain.links[0]].upperOffset
        pieces.append(
          Placement.Piece(
            x: item.x + (offset ?? 0) + margin, top: layers.tops[item.rank] + margin,
            bottom: layers.bottoms[item.rank] + margin))
      }
      // At its ends a line reaches the box itself, or the border.
      switch chain.way.upper {
      case .node(let node): pieces[0].top = boxes[node].y + boxes[node].height
      default: pieces[0].top = 0
      }
      let last = pieces.count - 1
      switch chain.way.lower {
      case .node(let node): pieces[last].bottom = boxes[node].y
      case .bottom: pieces[last].bottom = layers.height + 2 * margin
      case .top: break
      }
      if let box {
        if chain.way.upper == .top { ports[Port(node: box, arrow: number, isTop: true)] = pieces[0].x }
        if chain.way.lower == .bottom { ports[Port(node: box, arrow: number, isTop: false)] = pieces[last].x }
      }
      parts[number][part].pieces = pieces
      if let word = chain.word {
        let item = layers.items[word]
        parts[number][part].label = Placement.Box(
          x: item.x - item.width / 2 + margin,
          y: (layers.tops[item.rank] + layers.bottoms[item.rank] - item.height) / 2 + margin,
          width: item.width, height: item.height)
      }
    }
  }
}

/// The lines of a box as chains of things, one in every layer they pass.
private struct Chains {
  struct Chain {
    let way: Nest.Way
    var items: [Int] = []
    var links: [Int] = []
    /// The thing that is its words.
    var word: Int?
  }

  /// The layer of the lower border.
  let last: Int
  private(set) var all: [Chain] = []
  /// By layer: how wide the words in it are together.
  private var load: [Int: Double] = [:]

  init(last: Int) { self.last = last }

  mutating func add(
    _ way: Nest.Way, _ arrow: Drawing.Arrow, _ rank: (Nest.End) -> Int?, _ item: (Nest.End) -> Int?,
    _ offset: (Nest.End, _ isTop: Bool) -> Double?, _ layers: inout Layers
  ) {
    var chain = Chain(way: way)
    let (first, end) = (rank(way.upper) ?? 0, rank(way.lower) ?? last)
    chain.items.append(item(way.upper) ?? layers.add(Layers.Item(width: 0, height: 0, rank: first, isBend: true)))
    let words = Lettering(arrow.labels, limit: Placement.labelLimit)
    let place = way.hasWords ? wordRank(first, end, way.beginsAbove, words.width) : nil
    for rank in (first + 1)..<max(first + 1, end) {
      if rank == place {
        let number = layers.add(Layers.Item(width: words.width + 12, height: words.height, rank: rank))
        chain.word = number
        chain.items.append(number)
      } else {
        chain.items.append(layers.add(Layers.Item(width: 0, height: 0, rank: rank, isBend: true)))
      }
    }
    chain.items.append(item(way.lower) ?? layers.add(Layers.Item(width: 0, height: 0, rank: end, isBend: true)))
    for (upper, lower) in zip(chain.items, chain.items.dropFirst()) {
      var link = Layers.Link(upper: upper, lower: lower)
      link.upperOffset = upper == chain.items.first ? offset(way.upper, false) : side(upper, chain, layers)
      link.lowerOffset = lower == chain.items.last ? offset(way.lower, true) : side(lower, chain, layers)
      chain.links.append(layers.add(link))
    }
    all.append(chain)
  }

  /// Beside words a line passes at the left.
  private func side(_ item: Int, _ chain: Chain, _ layers: Layers) -> Double {
    item == chain.word ? 4 - layers.items[item].width / 2 : 0
  }

  /// The layer for words that has most room, the nearest to where the arrow begins.
  private mutating func wordRank(_ first: Int, _ end: Int, _ beginsAbove: Bool, _ width: Double) -> Int? {
    let ranks = ((first + 1)..<max(first + 1, end)).filter { $0 % 2 == 1 }
    let best = (beginsAbove ? ranks : ranks.reversed()).min { (load[$0] ?? 0) < (load[$1] ?? 0) }
    if let best { load[best, default: 0] += width }
    return best
  }
}
