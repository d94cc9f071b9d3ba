/// Proofs and signed tree heads, from the nodes stored with the entries: a look-up for each hash, O(log n) of them.

import Crypto
import Foundation

extension Reader {
  /// The root over the first `size` entries (RFC 9162, 2.1.1).
  public func root(_ size: Int) throws -> [UInt8] { size == 0 ? TreeHash.empty : try hash(0, size) }

  /// The path of an entry to the root over the first `size` entries (RFC 9162, 2.1.3.1).
  public func inclusion(of position: Int, in size: Int) throws -> [[UInt8]] {
    var path: [[UInt8]] = []
    var (start, count, index) = (0, size, position)
    while count > 1 {
      let half = Self.half(count)
      if index < half {
        path.append(try hash(start + half, count - half))
        count = half
      } else {
        path.append(try hash(start, half))
        start += half
        index -= half
        count -= half
      }
    }
    return path.reversed()
  }

  /// That the first `size` entries begin with the first `first` (RFC 9162, 2.1.4.1).
  public func consistency(of first: Int, in size: Int) throws -> [[UInt8]] {
    var path: [[UInt8]] = []
    var (start, count, old) = (0, size, first)
    var isWhole = true
    while old < count {
      let half = Self.half(count)
      if old <= half {
        path.append(try hash(start + half, count - half))
        count = half
      } else {
        path.append(try hash(start, half))
        start += half
        old -= half
        count -= half
        isWhole = false
      }
    }
    if !isWhole { path.append(try hash(start, count)) }
    return path.reversed()
  }

  /// The largest power of two below a number.
  private static func half(_ count: Int) -> Int { 1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount) }

  /// The hash over `count` entries from `start`, which a whole subtree has stored with its last entry.
  private func hash(_ start: Int, _ count: Int) throws -> [UInt8] {
    guard count & (count - 1) == 0 else {
      let half = Self.half(count)
      return TreeHash.node(try hash(start, half), try hash(start + half, count - half))
    }
    let last = start + count - 1
    guard let entry = try entry(last) else { throw JournalProblem.broken("", "entry \(last) is missing") }
    let level = count.trailingZeroBitCount
    if level == 0 { return entry.leaf }
    guard entry.nodes.count >= level * 32 else { throw JournalProblem.broken("", "entry \(last) lacks nodes") }
    return Array(entry.nodes[((level - 1) * 32)..<(level * 32)])
  }
}

extension SigningKey {
  /// A tree head as a signed note (C2SP tlog-checkpoint), signed plainly and, with the time, as a cosignature. `time` is in
  /// seconds since 1970; the key's name is the origin.
  public func checkpoint(origin: String, size: Int, root: [UInt8], time: Int) throws -> String {
    let body = "\(origin)\n\(size)\n\(Data(root).base64EncodedString())\n"
    func line(_ kind: UInt8, _ stamp: [UInt8], _ signed: String) throws -> String {
      let id = SHA256.hash(data: Data(Array(origin.utf8) + [10, kind]) + publicBytes).prefix(4)
      let blob = Data(id) + Data(stamp) + (try signature(Data(signed.utf8)))
      return "— \(origin) \(blob.base64EncodedString())\n"
    }
    let stamp = (0..<8).map { UInt8(truncatingIfNeeded: time >> (56 - 8 * $0)) }
    return body + "\n" + (try line(1, [], body)) + (try line(4, stamp, "cosignature/v1\ntime \(time)\n\(body)"))
  }
}
