import Crypto
import Foundation
import Testing
import Verifier

/// The tree of RFC 9162, 2.1, as the standard defines it, without any cleverness.
private struct Definition {
  let leaves: [[UInt8]]

  static func node(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: Data([1] + left + right))) }

  static func split(_ count: Int) -> Int {
    var split = 1
    while split * 2 < count { split *= 2 }
    return split
  }

  func root(_ range: Range<Int>) -> [UInt8] {
    if range.count == 1 { return leaves[range.lowerBound] }
    let middle = range.lowerBound + Self.split(range.count)
    return Self.node(root(range.lowerBound..<middle), root(middle..<range.upperBound))
  }

  /// PATH of 2.1.3.1.
  func path(_ index: Int, _ range: Range<Int>) -> [[UInt8]] {
    if range.count == 1 { return [] }
    let middle = range.lowerBound + Self.split(range.count)
    let (left, right) = (range.lowerBound..<middle, middle..<range.upperBound)
    return index < middle ? path(index, left) + [root(right)] : path(index, right) + [root(left)]
  }

  /// SUBPROOF of 2.1.4.1.
  func steps(_ first: Int, _ range: Range<Int>, _ isWhole: Bool) -> [[UInt8]] {
    if first == range.upperBound { return isWhole ? [] : [root(range)] }
    let middle = range.lowerBound + Self.split(range.count)
    let (left, right) = (range.lowerBound..<middle, middle..<range.upperBound)
    return first <= middle
      ? steps(first, left, isWhole) + [root(right)] : steps(first, right, false) + [root(left)]
  }
}

@Suite struct Proofs {
  private let tree = Definition(leaves: (0..<20).map { Array(SHA256.hash(data: Data([0, $0]))) })

  /// Proofs that differ from one in one thing.
  private func others(_ path: [[UInt8]]) -> [[[UInt8]]] {
    let extra = [UInt8](repeating: 7, count: 32)
    var others = [path + [extra], [extra] + path, path + [[]]]
    for place in path.indices {
      var short = path
      short.remove(at: place)
      var cut = path
      cut[place].removeLast()
      var long = path
      long[place].append(0)
      var turned = path
      turned[place][31] ^= 1
      others += [short, cut, long, turned]
    }
    return others
  }

  @Test func anEntryIsProvenByItsPathAlone() {
    for size in 1...20 {
      let root = tree.root(0..<size)
      for index in 0..<size {
        let path = tree.path(index, 0..<size)
        func holds(_ index: Int, _ leaf: [UInt8], _ path: [[UInt8]], _ root: [UInt8]) -> Bool {
          Proof.inclusion(index: UInt64(index), size: UInt64(size), leaf: leaf, path: path, root: root)
        }
        let leaf = tree.leaves[index]
        #expect(holds(index, leaf, path, root), "\(index) of \(size)")
        for other in 0..<(size + 3) where other != index { #expect(!holds(other, leaf, path, root)) }
        for other in others(path) { #expect(!holds(index, leaf, other, root), "\(index) of \(size)") }
        #expect(!holds(index, Array(leaf.dropLast()), path, root) && !holds(index, leaf + [0], path, root))
        #expect(!holds(index, leaf, path, Array(root.dropLast())))
        #expect(!holds(index, tree.leaves[(index + 1) % 20], path, root))
      }
    }
    let leaf = tree.leaves[0]
    #expect(!Proof.inclusion(index: 0, size: 0, leaf: leaf, path: [], root: leaf))
    #expect(!Proof.inclusion(index: 0, size: 1, leaf: [1], path: [], root: [1]))
  }

  @Test func aTreeBeginsWithAnotherByItsStepsAlone() {
    for second in 1...20 {
      let new = tree.root(0..<second)
      for first in 1...second {
        let old = tree.root(0..<first)
        let path = tree.steps(first, 0..<second, true)
        func holds(_ first: Int, _ old: [UInt8], _ new: [UInt8], _ path: [[UInt8]]) -> Bool {
          Proof.consistency(
            first: UInt64(first), second: UInt64(second), firstRoot: old, secondRoot: new, path: path)
        }
        #expect(holds(first, old, new, path), "\(first) of \(second)")
        for other in others(path) where !other.isEmpty || first == second {
          #expect(!holds(first, old, new, other), "\(first) of \(second): \(other.count)")
        }
        #expect(first == second || !holds(first, old, new, []))
        #expect(!holds(first, Array(old.dropLast()), new, path) && !holds(first, old, Array(new.dropLast()), path))
        #expect(!holds(0, old, new, path) && !holds(second + 1, old, new, path))
        if first < second { #expect(!holds(first, new, new, path) && !holds(first, old, old, path)) }
      }
    }
    #expect(!Proof.consistency(first: 1, second: 1, firstRoot: [1], secondRoot: [1], path: []))
    #expect(!Proof.consistency(first: 0, second: 1, firstRoot: tree.leaves[0], secondRoot: tree.leaves[0], path: []))
    #expect(!Proof.consistency(first: 2, second: 1, firstRoot: tree.leaves[0], secondRoot: tree.leaves[0], path: []))
  }
}
