/// In which states a case can be at once.

extension Chart {
  /// The atomic states that may be active together, each situation in document order; nil when they are more than `limit`. Which of
  /// them are reached is another question.
  public func situations(atMost limit: Int) -> [[String]]? {
    func situations(of index: Int) -> [[String]]? {
      let state = states[index]
      let children = state.children.filter { !states[$0].isHistory }
      if children.isEmpty { return [[state.id]] }
      var result: [[String]] = state.kind == .parallel ? [[]] : []
      for child in children {
        guard let inner = situations(of: child) else { return nil }
        if state.kind == .parallel {
          guard result.count * inner.count <= limit else { return nil }
          result = result.flatMap { first in inner.map { first + $0 } }
        } else {
          result += inner
        }
      }
      return result.count <= limit ? result : nil
    }
    return situations(of: 0)
  }
}
