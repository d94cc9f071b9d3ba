/// The Merkle tree of RFC 9162, 2.1, over the entries of a journal, kept as a frontier of complete subtrees.

import Crypto

/// Hashes of leaves and nodes.
public enum TreeHash {
  /// RFC 9162, 2.1.1: a zero byte before a leaf.
  public static func leaf(_ bytes: [UInt8]) -> [UInt8] {
    var hasher = SHA256()
    withUnsafeBytes(of: UInt8(0)) { hasher.update(bufferPointer: $0) }
    bytes.withUnsafeBytes { hasher.update(bufferPointer: $0) }
    return hasher.finalize().withUnsafeBytes { Array($0) }
  }

  /// RFC 9162, 2.1.1: a one byte before two nodes.
  public static func node(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
    var hasher = SHA256()
    withUnsafeBytes(of: UInt8(1)) { hasher.update(bufferPointer: $0) }
    left.withUnsafeBytes { hasher.update(bufferPointer: $0) }
    right.withUnsafeBytes { hasher.update(bufferPointer: $0) }
    return hasher.finalize().withUnsafeBytes { Array($0) }
  }

  /// The root of no leaves: the hash of nothing.
  public static var empty: [UInt8] { Array(SHA256.hash(data: [UInt8]())) }
}

/// The right edge of a tree: one root for each complete subtree, the largest first.
public struct Frontier: Sendable {
  /// How many leaves there are.
  public private(set) var size: Int
  private(set) var peaks: [[UInt8]]

  /// No leaves.
  public init() {
    size = 0
    peaks = []
  }

  init(size: Int, peaks: [[UInt8]]) {
    self.size = size
    self.peaks = peaks
  }

  /// Adds a leaf's hash; answers the hashes of the subtrees it completes, the smallest first, one behind the other.
  public mutating func append(_ leaf: [UInt8]) -> [UInt8] {
    var nodes: [UInt8] = []
    var hash = leaf
    var rest = size
    if rest & 1 == 1 { nodes.reserveCapacity((~rest).trailingZeroBitCount * 32) }
    while rest & 1 == 1, let left = peaks.popLast() {
      hash = TreeHash.node(left, hash)
      nodes += hash
      rest >>= 1
    }
    peaks.append(hash)
    size += 1
    return nodes
  }

  /// The root (RFC 9162, 2.1.1).
  public var root: [UInt8] {
    guard var hash = peaks.last else { return TreeHash.empty }
    for peak in peaks.dropLast().reversed() { hash = TreeHash.node(peak, hash) }
    return hash
  }
}
