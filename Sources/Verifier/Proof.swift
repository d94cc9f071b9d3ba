/// Proofs of RFC 9162, 2.1.3 and 2.1.4, checked from what they say alone.

import Crypto
import Foundation

/// Checks Merkle proofs. Every hash has 32 bytes; what has another length proves nothing.
public enum Proof {
  private static func node(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
    Array(SHA256.hash(data: Data([1] + left + right)))
  }

  /// Whether a leaf stands at `index` of the tree of `size` leaves with this root (RFC 9162, 2.1.3.2).
  public static func inclusion(
    index: UInt64, size: UInt64, leaf: [UInt8], path: [[UInt8]], root: [UInt8]
  ) -> Bool {
    guard index < size, leaf.count == 32, path.allSatisfy({ $0.count == 32 }) else { return false }
    var (first, last) = (index, size - 1)
    var hash = leaf
    for step in path {
      if last == 0 { return false }
      if first & 1 == 1 || first == last {
        hash = node(step, hash)
        // Neither is zero here, so one bit of it is set.
        while first & 1 == 0 {
          first >>= 1
          last >>= 1
        }
      } else {
        hash = node(hash, step)
      }
      first >>= 1
      last >>= 1
    }
    return last == 0 && hash == root
  }

  /// Whether the tree of `second` leaves begins with the tree of `first` leaves (RFC 9162, 2.1.4.2).
  public static func consistency(
    first: UInt64, second: UInt64, firstRoot: [UInt8], secondRoot: [UInt8], path: [[UInt8]]
  ) -> Bool {
    // Of a tree of no leaves nothing is to be proven.
    guard first > 0, firstRoot.count == 32 else { return false }
    if first == second { return path.isEmpty && firstRoot == secondRoot }
    guard first < second, path.allSatisfy({ $0.count == 32 }) else { return false }
    // A tree that is whole stands first in the proof of itself.
    var steps = (first & (first - 1) == 0 ? [firstRoot] : []) + path
    guard !steps.isEmpty else { return false }
    var (low, high) = (first - 1, second - 1)
    while low & 1 == 1 {
      low >>= 1
      high >>= 1
    }
    let start = steps.removeFirst()
    var (old, new) = (start, start)
    for step in steps {
      if high == 0 { return false }
      if low & 1 == 1 || low == high {
        old = node(step, old)
        new = node(step, new)
        // Neither is zero here, so one bit of it is set.
        while low & 1 == 0 {
          low >>= 1
          high >>= 1
        }
      } else {
        new = node(new, step)
      }
      low >>= 1
      high >>= 1
    }
    return high == 0 && old == firstRoot && new == secondRoot
  }
}
