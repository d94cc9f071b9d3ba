/// Every byte of an entry counts: the two readers of entries, each changed byte by byte, against what the format says.

import Crypto
import Foundation
import TestSupport
import Testing

@testable import Journal
@testable import Verifier

/// An entry that uses all the format has.
private let rich: (header: Header, values: [Sealed]) = {
  var header = Header(
    subject: "c-1", kind: "contract", definitions: noFiles, verb: "fire", object: "say \"so\"\u{1}é", answers: 10,
    role: "ro\\le", outcome: "accepted", instant: 1_234_567)
  (header.authority, header.rules, header.states) = (["g-1", "g-2"], ["a", ""], ["one", "two"])
  (header.due, header.cause, header.previous, header.known) = (-5, 0, 41, "engine")
  let gone = Sealed(name: "actor", salt: [], value: nil)
  return (header, [Sealed(name: "in.x", value: "\"a\\\"\u{1f}z\""), Sealed(name: "in.y", value: "7"), gone])
}()

/// A text as the format writes it.
private func canonical(_ text: String) -> String {
  var out = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"", "\\": out += "\\" + String(scalar)
    case let low where low.value < 32: out += "\\u00" + (low.value < 16 ? "0" : "") + String(low.value, radix: 16)
    default: out.unicodeScalars.append(scalar)
    }
  }
  return out + "\""
}

/// A header as the format writes it, from what a reader of JSON makes of it; nil for what has no place in one.
private func canonical(_ object: [String: Any]) -> [UInt8]? {
  var parts: [String] = []
  for (key, value) in object.sorted(by: { Array($0.key.utf8).lexicographicallyPrecedes(Array($1.key.utf8)) }) {
    let written: String
    switch value {
    case let text as String: written = canonical(text)
    case let list as [String]: written = "[" + list.map(canonical).joined(separator: ",") + "]"
    case let inner as [String: String]:
      let pairs = inner.sorted { Array($0.key.utf8).lexicographicallyPrecedes(Array($1.key.utf8)) }
      written = "{" + pairs.map { "\(canonical($0.key)):\(canonical($0.value))" }.joined(separator: ",") + "}"
    case let number as NSNumber where String(cString: number.objCType) != "c": written = "\(number.intValue)"
    default: return nil
    }
    parts.append("\(canonical(key)):\(written)")
  }
  return Array("{\(parts.joined(separator: ","))}".utf8)
}

/// Whether a header has what one must have, and nothing else.
private func isHeader(_ object: [String: Any]) -> Bool {
  let texts = ["case", "definitions", "kind", "known", "object", "outcome", "role", "verb"]
  let numbers = ["answers", "at", "cause", "due", "position", "previous", "version"]
  let mandatory = [
    "case", "definitions", "kind", "outcome", "role", "verb", "at", "position", "version", "commitments",
  ]
  for (key, value) in object {
    switch value {
    case is String: if !texts.contains(key) { return false }
    case is [String]: if !["authority", "rules", "states"].contains(key) { return false }
    case let hashes as [String: String]:
      let isHash = { (text: String) in text.wholeMatch(of: /[0-9a-f]{64}/) != nil }
      if key != "commitments" || !hashes.values.allSatisfy(isHash) { return false }
    default: if !numbers.contains(key) { return false }
    }
  }
  return mandatory.allSatisfy { object[$0] != nil } && object["version"] as? Int == 2
    && object["position"] as? Int ?? -1 >= 0 && object["case"] as? String != ""
}

/// Bytes that differ in one place.
private func changed(_ bytes: [UInt8], _ use: ([UInt8]) throws -> Void) rethrows {
  for index in bytes.indices {
    for put in [
      UInt8(ascii: "\""), 92, 44, 58, 123, 125, 91, 93, 48, 49, 45, 32, 31, 97, 103, 65, 117, 0xC3, bytes[index] ^ 1,
    ]
    where put != bytes[index] {
      var other = bytes
      other[index] = put
      try use(other)
    }
    var shorter = bytes
    shorter.remove(at: index)
    try use(shorter)
    var longer = bytes
    longer.insert(bytes[index], at: index)
    try use(longer)
    try use(Array(bytes[..<index]))
  }
}

@Suite struct ByteByByte {
  private let body = Canonical.body(rich.header, position: 42, rich.values)

  private func scan(_ body: [UInt8]) -> Bool {
    var scan = EntryScan()
    return body.withUnsafeBufferPointer { scan.read(body: $0) }
  }

  @Test func aHeaderThatIsWrittenInAnotherWayIsRefusedByBothReaders() throws {
    #expect(scan(body))
    let header = try #require(Canonical.header(body))
    #expect(Canonical.body(header, position: 42, rich.values) == body)
    var taken = 0
    changed(body) { other in
      let read = (try? JSONSerialization.jsonObject(with: Data(other))) as? [String: Any]
      let isOurs = read.map { canonical($0) == other && isHeader($0) } ?? false
      let text = String(decoding: other, as: UTF8.self)
      // Names are not written with escapes.
      let isPlain = ["case", "definitions"].allSatisfy {
        (read?[$0] as? String)?.firstMatch(of: /["\\\x00-\x1f]/) == nil
      }
      #expect(scan(other) == (isOurs && isPlain), "\(text)")
      #expect((Canonical.header(other) != nil) == isOurs, "\(text)")
      if isOurs { taken += 1 }
    }
    // Another letter in a text, another digit in a number.
    #expect(taken > 500)
  }

  @Test func aByteThatIsChangedInAValueIsFound() throws {
    let sealed = Canonical.text(rich.values)
    func read(_ sealed: [UInt8]) -> (fault: String?, values: Int, gone: [String]) {
      var scan = EntryScan()
      return body.withUnsafeBufferPointer { body in
        let isRead = scan.read(body: body)
        #expect(isRead)
        let fault = sealed.withUnsafeBufferPointer { scan.read(sealed: $0, body: body) }
        return (fault, scan.values, scan.gone)
      }
    }
    let undone = read(sealed)
    #expect(undone.fault == nil && undone.values == 2 && undone.gone == ["actor"])
    let read2 = try #require(Canonical.values(sealed))
    #expect(Canonical.text(read2) == sealed)
    changed(sealed) { other in
      let text = String(decoding: other, as: UTF8.self)
      #expect(read(other).fault != nil, "\(text)")
      if let values = Canonical.values(other) { #expect(Canonical.text(values) == other, "\(text)") }
    }
  }
}
