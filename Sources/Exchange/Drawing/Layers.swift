/// Things in layers, from the top down, with lines between neighbouring layers: which stands beside which, and where (after
/// K. Sugiyama, S. Tagawa, M. Toda, Methods for Visual Understanding of Hierarchical System Structures, 1981).

struct Layers {
  /// A thing in a layer.
  struct Item {
    var width: Double
    let height: Double
    let rank: Int
    /// Whether it is no more than a line that passes.
    var isBend = false
    /// Whether it stands at the left of its layer, whatever the lines say.
    var isFirst = false
    /// Its middle.
    var x = 0.0
  }

  /// A line from a thing to one in the next layer.
  struct Link {
    let upper: Int
    let lower: Int
    /// Where it leaves the upper thing, from its middle; nil where that is for the layers to say.
    var upperOffset: Double?
    /// Where it reaches the lower thing.
    var lowerOffset: Double?
  }

  private(set) var items: [Item] = []
  private(set) var links: [Link] = []
  /// By layer, from left to right.
  private(set) var order: [[Int]] = []
  /// By layer, where it begins and ends.
  private(set) var tops: [Double] = []
  private(set) var bottoms: [Double] = []
  private(set) var width = 0.0
  private(set) var height = 0.0
  private var above: [[Int]] = []
  private var below: [[Int]] = []
  private var place: [Double] = []

  mutating func add(_ item: Item) -> Int {
    items.append(item)
    return items.count - 1
  }

  mutating func add(_ link: Link) -> Int {
    links.append(link)
    return links.count - 1
  }

  /// Finds all places.
  mutating func arrange() {
    above = items.map { _ in [] }
    below = above
    for (number, link) in links.enumerated() {
      below[link.upper].append(number)
      above[link.lower].append(number)
    }
    order = (0...(items.map(\.rank).max() ?? 0)).map { rank in items.indices.filter { items[$0].rank == rank } }
    sort()
    spreadLinks()
    setAcross()
    setDown()
  }

  // MARK: Which stands beside which

  private mutating func sort() {
    place = items.map { _ in 0 }
    for rank in order.indices { number(rank) }
    var best = order
    var least = crossings
    for round in 0..<16 where least > 0 {
      let ranks = round % 2 == 0 ? Array(order.indices) : order.indices.reversed()
      for rank in ranks { sort(rank, by: round % 2 == 0 ? above : below, isUpper: round % 2 != 0) }
      swapNeighbours()
      let count = crossings
      if count < least { (best, least) = (order, count) }
    }
    order = best
    for rank in order.indices { number(rank) }
  }

  private mutating func number(_ rank: Int) {
    let sorted = order[rank].filter { items[$0].isFirst } + order[rank].filter { !items[$0].isFirst }
    order[rank] = sorted
    for (index, item) in sorted.enumerated() { place[item] = Double(index) }
  }

  /// By the middle of what each has to do with; what has to do with nothing stays where it is.
  private mutating func sort(_ rank: Int, by lines: [[Int]], isUpper: Bool) {
    let middles = order[rank].map { item -> (item: Int, middle: Double) in
      let ends = lines[item].map { end(of: links[$0], isUpper: !isUpper) }
      return (item, ends.isEmpty ? place[item] : ends.reduce(0, +) / Double(ends.count))
    }
    order[rank] = middles.enumerated().sorted {
      ($0.element.middle, $0.offset) < ($1.element.middle, $1.offset)
    }.map(\.element.item)
    number(rank)
  }

  /// Where the end of a line lies among the things of its layer.
  private func end(of link: Link, isUpper: Bool) -> Double {
    let item = isUpper ? link.upper : link.lower
    let offset = (isUpper ? link.upperOffset : link.lowerOffset) ?? 0
    return place[item] + (items[item].width > 0 ? offset / items[item].width * 0.8 : 0)
  }

  private var crossings: Int { order.indices.reduce(0) { $0 + crossings(below: $1) } }

  private func crossings(below rank: Int) -> Int {
    crossed(order[rank].flatMap { below[$0] })
  }

  private func crossed(_ numbers: [Int]) -> Int {
    let ends = numbers.map { (end(of: links[$0], isUpper: true), end(of: links[$0], isUpper: false)) }
    var count = 0
    for (index, one) in ends.enumerated() {
      for other in ends[(index + 1)...] where (one.0 - other.0) * (one.1 - other.1) < 0 { count += 1 }
    }
    return count
  }

  /// Neighbours change places where that takes crossings away.
  private mutating func swapNeighbours() {
    var goesOn = true
    var rounds = 0
    while goesOn, rounds < 8 {
      goesOn = false
      rounds += 1
      for rank in order.indices {
        for index in order[rank].indices.dropFirst() {
          let (left, right) = (order[rank][index - 1], order[rank][index])
          guard !items[left].isFirst else { continue }
          let before = crossed(above[left] + above[right]) + crossed(below[left] + below[right])
          swap(rank, index)
          if crossed(above[left] + above[right]) + crossed(below[left] + below[right]) < before {
            goesOn = true
          } else {
            swap(rank, index)
          }
        }
      }
    }
  }

  private mutating func swap(_ rank: Int, _ index: Int) {
    order[rank].swapAt(index - 1, index)
    place[order[rank][index - 1]] = Double(index - 1)
    place[order[rank][index]] = Double(index)
  }

  /// Lines that share a side of a thing leave it beside each other, in the order of where they go.
  private mutating func spreadLinks() {
    for item in items.indices {
      let down = below[item].filter { links[$0].upperOffset == nil }.sorted { first, second in
        (end(of: links[first], isUpper: false), first) < (end(of: links[second], isUpper: false), second)
      }
      for (index, number) in down.enumerated() { links[number].upperOffset = offset(index, down.count, item) }
      let up = above[item].filter { links[$0].lowerOffset == nil }.sorted { first, second in
        (end(of: links[first], isUpper: true), first) < (end(of: links[second], isUpper: true), second)
      }
      for (index, number) in up.enumerated() { links[number].lowerOffset = offset(index, up.count, item) }
    }
  }

  private func offset(_ index: Int, _ count: Int, _ item: Int) -> Double {
    items[item].width * (Double(index + 1) / Double(count + 1) - 0.5)
  }

  // MARK: Where across

  private mutating func setAcross() {
    for rank in order.indices {
      var x = 0.0
      for (index, item) in order[rank].enumerated() {
        if index > 0 { x += gap(order[rank][index - 1], item) }
        items[item].x = x
      }
    }
    for round in 0..<60 {
      let ranks = round % 2 == 0 ? Array(order.indices) : order.indices.reversed()
      for rank in ranks { settle(rank, looksUp: round % 2 == 0 || round > 24, looksDown: round % 2 != 0 || round > 24) }
    }
    for rank in order.indices { gather(rank) }
    let left = items.map { $0.x - $0.width / 2 }.min() ?? 0
    for item in items.indices { items[item].x -= left }
    for item in items.indices where items[item].isFirst { items[item].x = items[item].width / 2 }
    width = items.map { $0.x + $0.width / 2 }.max() ?? 0
  }

  /// What no line holds stands close to its neighbour.
  private mutating func gather(_ rank: Int) {
    let row = order[rank]
    for index in row.indices.dropLast().reversed() where isLoose(row[index]) {
      items[row[index]].x = items[row[index + 1]].x - gap(row[index], row[index + 1])
    }
    for index in row.indices.dropFirst() where isLoose(row[index]) && row[index...].allSatisfy(isLoose) {
      items[row[index]].x = items[row[index - 1]].x + gap(row[index - 1], row[index])
    }
    guard row.allSatisfy(isLoose), let first = row.first else { return }
    let shift = (items.map(\.x).max() ?? 0) / 2 - items[first].x
    if row.count < items.count { for item in row { items[item].x += shift } }
  }

  private func isLoose(_ item: Int) -> Bool { above[item].isEmpty && below[item].isEmpty && !items[item].isFirst }

  /// From the middle of a thing to that of its right neighbour, at least.
  private func gap(_ left: Int, _ right: Int) -> Double {
    let air = items[left].isBend && items[right].isBend ? 14.0 : 22.0
    return items[left].width / 2 + items[right].width / 2 + air
  }

  /// Each thing of a layer as near as its neighbours allow to where its lines would be straight: the least squares, found by pooling
  /// those that would overlap.
  private mutating func settle(_ rank: Int, looksUp: Bool, looksDown: Bool) {
    struct Pool {
      var sum: Double
      var weight: Double
      var count: Int
      var mean: Double { sum / weight }
    }
    var pools: [Pool] = []
    var shifts: [Double] = []
    for (index, item) in order[rank].enumerated() {
      shifts.append(index == 0 ? 0 : (shifts.last ?? 0) + gap(order[rank][index - 1], item))
      let (sum, weight) = pull(item, looksUp, looksDown)
      pools.append(Pool(sum: sum - weight * (shifts.last ?? 0), weight: weight, count: 1))
      while pools.count > 1, pools[pools.count - 2].mean > pools[pools.count - 1].mean {
        let last = pools.removeLast()
        pools[pools.count - 1].sum += last.sum
        pools[pools.count - 1].weight += last.weight
        pools[pools.count - 1].count += last.count
      }
    }
    var index = 0
    for pool in pools {
      for _ in 0..<pool.count {
        items[order[rank][index]].x = pool.mean + shifts[index]
        index += 1
      }
    }
  }

  /// Where the lines of a thing want its middle, times how much.
  private func pull(_ item: Int, _ looksUp: Bool, _ looksDown: Bool) -> (sum: Double, weight: Double) {
    var (sum, weight) = (0.0, 0.0)
    func add(_ other: Int, _ wanted: Double) {
      // Long lines are to be straight before all else.
      let strength =
        items[item].isBend && items[other].isBend ? 16.0 : items[item].isBend || items[other].isBend ? 3 : 2
      sum += strength * wanted
      weight += strength
    }
    if looksUp {
      for number in above[item] {
        let link = links[number]
        add(link.upper, items[link.upper].x + (link.upperOffset ?? 0) - (link.lowerOffset ?? 0))
      }
    }
    if looksDown {
      for number in below[item] {
        let link = links[number]
        add(link.lower, items[link.lower].x + (link.lowerOffset ?? 0) - (link.upperOffset ?? 0))
      }
    }
    if weight == 0 { return (items[item].x * 0.01, 0.01) }
    return (sum, weight)
  }

  // MARK: Where down

  private mutating func setDown() {
    var y = 0.0
    for rank in order.indices {
      tops.append(y)
      let high = order[rank].map { items[$0].height }.max() ?? 0
      bottoms.append(y + high)
      y += high
      guard rank < order.count - 1, !order[rank].isEmpty else { continue }
      // The farther lines go aside, the more room they need for it.
      let aside =
        order[rank].flatMap { below[$0] }.map { number -> Double in
          let link = links[number]
          let upper = items[link.upper].x + (link.upperOffset ?? 0)
          return abs(upper - items[link.lower].x - (link.lowerOffset ?? 0))
        }.max() ?? 0
      y += 12 + min(30, aside / 9)
    }
    height = y
  }
}
