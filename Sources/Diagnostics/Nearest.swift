/// "Did you mean": the known word nearest to an unknown one.

/// Finds what was probably meant.
public enum Nearest {
  /// The candidate at the smallest edit distance, if that is near enough to be a slip of the pen:
  /// at most a third of the word's length, at least one.
  public static func to(_ word: String, among candidates: some Sequence<String>) -> String? {
    let wanted = Array(word.lowercased().unicodeScalars)
    guard wanted.count <= 64 else { return nil }
    let allowed = max(1, wanted.count / 3)
    var best: (distance: Int, word: String)?
    for candidate in candidates {
      let letters = Array(candidate.lowercased().unicodeScalars)
      guard abs(letters.count - wanted.count) <= allowed else { continue }
      let distance = self.distance(wanted, letters)
      guard distance <= allowed else { continue }
      // Of equally near ones the first: what lies nearer in meaning comes first.
      if let found = best, found.distance <= distance { continue }
      best = (distance, candidate)
    }
    return best?.word
  }

  /// `did you mean "…"?`, or nil where nothing is near.
  public static func hint(_ word: String, among candidates: some Sequence<String>) -> String? {
    to(word, among: candidates).map { "did you mean \"\($0)\"?" }
  }

  /// The same; where nothing is near, all there are, named by what they are: `its states are: …`.
  public static func hint(_ word: String, among candidates: [String], orAll what: String) -> String? {
    if let near = hint(word, among: candidates) { return near }
    if candidates.isEmpty { return nil }
    let shown = candidates.prefix(mostNamed).joined(separator: ", ")
    return "\(what): \(shown)\(candidates.count > mostNamed ? ", …" : "")"
  }

  /// How many are named where all are.
  private static let mostNamed = 24

  /// Edits (insert, delete, replace, swap of neighbours) between two words.
  private static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    var before = [Int](repeating: 0, count: b.count + 1)
    var previous = Array(0...b.count)
    for i in 1...a.count {
      var current = [i] + [Int](repeating: 0, count: b.count)
      for j in 1...b.count {
        let cost = a[i - 1] == b[j - 1] ? 0 : 1
        current[j] = min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + cost)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { current[j] = min(current[j], before[j - 2] + 1) }
      }
      before = previous
      previous = current
    }
    return previous[b.count]
  }
}
