/// Checks a bundle by itself: the head's signature, each entry's proof, each value's commitment, the definitions' hash.

import Crypto
import Foundation

/// What a check of a bundle found.
public struct BundleReport: Sendable {
  /// How many entries are proven.
  public fileprivate(set) var entries = 0
  /// Values shown, each as committed to.
  public fileprivate(set) var values = 0
  /// Values left out or erased.
  public fileprivate(set) var withheld = 0
  /// How many sets of definitions.
  public fileprivate(set) var definitions = 0
  /// The signed head.
  public fileprivate(set) var head: Checkpoint?
  /// The key that signed it, in hexadecimal.
  public fileprivate(set) var key = ""
  /// The cases that were asked for: their first and last entry here, none left out between, and whether the case began there.
  public fileprivate(set) var cases: [(id: String, first: Int, last: Int, fromStart: Bool)] = []
  /// The days it was made for, as it says.
  public fileprivate(set) var period = ""
  /// The first thing that is wrong; nil when all is well.
  public fileprivate(set) var fault: String?

  /// Whether nothing is wrong.
  public var isSound: Bool { fault == nil }

  /// What was found, a line a subject, for people.
  public var text: String {
    if let fault { return "unsound      \(fault)\nchecked      \(entries) entries before it" }
    let date = head?.time.map { Date(timeIntervalSince1970: Double($0)).ISO8601Format() } ?? "at an unknown time"
    var lines = [
      "sound        \(entries) entries proven, \(values) values as committed to, \(withheld) left out or erased; "
        + "\(definitions) sets of definitions",
      "head         \(head?.size ?? 0) entries, signed \(date) for \(head?.origin ?? "")", "key          \(key)",
    ]
    for (id, first, last, fromStart) in cases {
      lines.append(
        "case         \(id): #\(first) to #\(last), none left out between them\(fromStart ? "" : "; it began before")")
    }
    if !period.isEmpty { lines.append("period       \(period)") }
    if !cases.isEmpty {
      lines.append("             that nothing came after shows only in the store, or in a later bundle")
    }
    return lines.joined(separator: "\n")
  }

  /// Checks the lines of a bundle; `key`, when given, must be one of the store's.
  public static func check(_ lines: some Sequence<String>, key pinned: [UInt8]? = nil) -> BundleReport {
    var check = Check()
    do {
      for line in lines where !line.isEmpty { try check.take(line) }
      try check.finish(pinned)
    } catch let stop as Stop {
      check.report.fault = stop.message
    } catch {
      check.report.fault = "unexpected failure"
    }
    return check.report
  }

  private struct Check {
    var report = BundleReport()
    private var cases: [String] = []
    private var wanted: Set<String> = []
    private var last = -1
    private var store = ""
    private var chains: [String: (first: Int, last: Int, fromStart: Bool)] = [:]
    private var keys = KeyChain()

    mutating func take(_ line: String) throws {
      guard let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] else {
        throw Stop(message: "a line is no JSON object; is this a bundle?")
      }
      if report.head == nil {
        guard object["bundle"] as? Int == 1, let note = object["checkpoint"] as? String, let head = Checkpoint(note)
        else { throw Stop(message: "the first line is not that of a bundle of version 1") }
        report.head = head
        guard object["size"] as? Int == head.size else {
          throw Stop(message: "the first line says another size than its head")
        }
        store = object["store"] as? String ?? ""
        cases = object["cases"] as? [String] ?? []
        let days = [("from", object["from"]), ("until", object["until"])]
        report.period = days.compactMap { name, day in (day as? String).map { "\(name) \($0)" } }.joined(separator: " ")
      } else if let position = object["entry"] as? Int {
        try entry(position, object)
      } else if let hash = object["definitions"] as? String, let files = object["files"] as? String {
        guard Pinning.hash(files) == hash else {
          throw Stop(message: "the definitions \(hash.prefix(12))… are not those that were pinned")
        }
        wanted.remove(hash)
        report.definitions += 1
      } else {
        throw Stop(message: "a line is neither an entry nor definitions")
      }
    }

    private mutating func entry(_ position: Int, _ object: [String: Any]) throws {
      guard let head = report.head, position > last, let body = object["body"] as? String,
        let rows = object["values"] as? [[Any]], let proof = object["proof"] as? [String]
      else { throw Stop(message: "entry \(position) is not in the form of a bundle") }
      last = position
      let leaf = Array(SHA256.hash(data: Data([0]) + Data(body.utf8)))
      let path = proof.map { Data(base64Encoded: $0).map { Array($0) } ?? [] }
      guard
        Proof.inclusion(index: UInt64(position), size: UInt64(head.size), leaf: leaf, path: path, root: head.root)
      else { throw Stop(message: "entry \(position): its proof does not lead to the head") }
      guard let header = try? JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any],
        let commitments = header["commitments"] as? [String: String], let subject = header["case"] as? String,
        header["position"] as? Int == position
      else { throw Stop(message: "entry \(position): the body is not in the journal's format") }
      if let hash = header["definitions"] as? String { wanted.insert(hash) }
      var seen: [String: String] = [:]
      for row in rows {
        guard row.count == 3, let name = row[0] as? String, let salt = row[1] as? String, let wanted = commitments[name]
        else { throw Stop(message: "entry \(position): a value without commitment") }
        guard let value = row[2] as? String else { continue }
        guard Commitment.holds(salt, name, value, wanted), seen[name] == nil else {
          throw Stop(message: "entry \(position): the value \"\(name)\" does not match its commitment")
        }
        seen[name] = value
      }
      report.entries += 1
      report.values += seen.count
      report.withheld += commitments.count - seen.count
      if let fault = keys.take(position, header, seen) { throw Stop(message: fault) }
      if cases.contains(subject) {
        let previous = header["previous"] as? Int
        if let known = chains[subject] {
          guard previous == known.last else {
            throw Stop(message: "entry \(position): an entry of \(subject) before it was left out")
          }
          chains[subject]?.last = position
        } else if let states = header["states"] as? [Any], !states.isEmpty || previous != nil {
          chains[subject] = (position, position, previous == nil)
        }
      }
    }

    mutating func finish(_ pinned: [UInt8]?) throws {
      guard let head = report.head else { throw Stop(message: "it is empty") }
      guard let key = keys.inForce(head.size), head.isSigned(by: key) else {
        throw Stop(message: "the head is not signed by the store's key at that time")
      }
      report.key = Commitment.hexadecimal(key)
      if let pinned, !keys.contains(pinned) {
        throw Stop(message: "the key that was given is none of the store's keys")
      }
      if let hash = wanted.min() { throw Stop(message: "the definitions \(hash.prefix(12))… are missing") }
      guard keys.store == store else { throw Stop(message: "the first line names another store than entry 0") }
      for id in cases {
        guard let chain = chains[id] else {
          throw Stop(message: "no entry of \(id) is in it, and it says that it is asked for")
        }
        report.cases.append((id, chain.first, chain.last, chain.fromStart))
      }
    }
  }
}
