import Crypto
import Foundation
import TestSupport
import Testing

@testable import Journal
@testable import Verifier

private let root = [UInt8](32..<64)

private func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

@Suite struct SignedHeads {
  /// A note from its parts.
  private func note(
    _ body: String = "o\n3\n\(base64(root))\n", _ signatures: [String] = ["— o AAAAAAA="]
  ) -> String { body + "\n" + signatures.joined(separator: "\n") + "\n" }

  @Test func whatIsNoSignedHeadIsNone() throws {
    let good = try #require(Checkpoint(note()))
    #expect(good.origin == "o" && good.size == 3 && good.root == root && good.time == nil)
    for size in ["0", "1", "10", "9223372036854775807"] {
      #expect(Checkpoint(note("o\n\(size)\n\(base64(root))\n"))?.size == Int(size))
    }
    for size in ["-1", "-0", "+3", "03", "00", "", "x", " 3", "3 ", "9223372036854775808"] {
      #expect(Checkpoint(note("o\n\(size)\n\(base64(root))\n")) == nil, "\(size)")
    }
    for bytes in [[], Array(root.dropLast()), root + [1]] {
      #expect(Checkpoint(note("o\n3\n\(base64(bytes))\n")) == nil)
    }
    #expect(Checkpoint(note("o\n3\n***\n")) == nil)
    #expect(Checkpoint(note("\n3\n\(base64(root))\n")) == nil && Checkpoint(note("o\n3\n")) == nil)
    #expect(Checkpoint(note("o\n\(base64(root))\n")) == nil)
    // More lines may follow; they are signed too.
    #expect(Checkpoint(note("o\n3\n\(base64(root))\nmore\n"))?.size == 3)
    #expect(Checkpoint("o\n3\n\(base64(root))\n") == nil && Checkpoint("") == nil)
    #expect(Checkpoint(note(signatures: []))?.size == 3)
  }

  private func note(signatures: [String]) -> String { note("o\n3\n\(base64(root))\n", signatures) }

  @Test func whatIsNoSignatureSpoilsTheNote() {
    for (line, holds) in [
      ("— o \(base64([1, 2, 3, 4]))", true), ("— o \(base64([1, 2, 3, 4, 5]))", true),
      ("— o \(base64([1, 2, 3]))", false), ("— o \(base64([1]))", false), ("— o ", false), ("— o", false),
      ("- o \(base64([1, 2, 3, 4]))", false), ("— o \(base64([1, 2, 3, 4])) x", false), ("— o ***", false),
      ("o \(base64([1, 2, 3, 4]))", false), ("— other \(base64([1, 2, 3, 4]))", true),
    ] {
      #expect((Checkpoint(note(signatures: [line])) != nil) == holds, "\(line)")
      #expect((Checkpoint(note(signatures: ["— o \(base64([9, 9, 9, 9]))", line])) != nil) == holds, "\(line)")
    }
  }

  @Test func theTimeIsThatOfTheCosignatureOfTheLogItself() {
    func blob(_ count: Int, _ time: [UInt8]) -> String {
      base64([9, 9, 9, 9] + time + [UInt8](repeating: 255, count: count - 4 - time.count))
    }
    let time: [UInt8] = [0, 1, 2, 3, 4, 5, 6, 7]
    let seconds = 0x0001_0203_0405_0607
    #expect(Checkpoint(note(signatures: ["— o \(blob(76, time))"]))?.time == seconds)
    #expect(
      Checkpoint(note(signatures: ["— o \(blob(68, [])) ".trimmingCharacters(in: .whitespaces)]))?.time == .some(nil))
    for count in [12, 75, 77] {
      #expect(Checkpoint(note(signatures: ["— o \(blob(count, time))"]))?.time == .some(nil))
    }
    #expect(Checkpoint(note(signatures: ["— p \(blob(76, time))"]))?.time == .some(nil))
    #expect(
      Checkpoint(note(signatures: ["— p \(blob(76, [1] + time.dropFirst()))", "— o \(blob(76, time))"]))?.time
        == seconds)
  }

  @Test(arguments: [0, 9, 1_700_000_000, 0x0102_0304_0506_0708])
  func aHeadIsSignedPlainlyAndWithTheTime(_ time: Int) throws {
    let (key, other) = (SigningKey(), SigningKey())
    let publicKey = Commitment.bytes(key.publicKey)
    let text = try key.checkpoint(origin: "o", size: 3, root: root, time: time)
    let head = try #require(Checkpoint(text))
    #expect(head.time == time && head.origin == "o" && head.size == 3 && head.root == root)
    #expect(head.isSigned(by: publicKey) && !head.isSigned(by: Commitment.bytes(other.publicKey)))
    #expect(!head.isSigned(by: []) && !head.isSigned(by: Array(publicKey.dropLast())))
    let parts = text.components(separatedBy: "\n\n")
    let lines = parts[1].split(separator: "\n").map(String.init)
    #expect(lines.count == 2)
    let foreign = try other.checkpoint(origin: "o", size: 3, root: root, time: time)
      .components(separatedBy: "\n\n")[1].split(separator: "\n").map(String.init)
    func signed(_ lines: [String], body: String? = nil) -> Bool {
      let note = (body ?? parts[0]) + "\n\n" + lines.joined(separator: "\n") + "\n"
      return Checkpoint(note)?.isSigned(by: publicKey) ?? false
    }
    #expect(signed(lines) && signed(lines.reversed()))
    // Each of both is needed, and none under this name may be wrong.
    #expect(!signed([lines[0]]) && !signed([lines[1]]) && !signed([]))
    #expect(!signed([lines[0], foreign[1]]) && !signed([foreign[0], lines[1]]) && !signed(foreign))
    #expect(!signed(lines + [foreign[0]]) && !signed([foreign[1]] + lines))
    #expect(!signed(lines + ["— o \(base64([1, 2, 3, 4]))"]))
    #expect(signed(lines + ["— p \(base64([1, 2, 3, 4]))"]))
    #expect(signed(lines + foreign.map { $0.replacingOccurrences(of: "— o", with: "— witness") }))
    #expect(!signed(lines.map { $0.replacingOccurrences(of: "— o", with: "— p") }))
    for body in ["p\n3", "o\n4"] { #expect(!signed(lines, body: "\(body)\n\(base64(root))")) }
    #expect(!signed(lines, body: parts[0] + "\nmore"))
    // Every byte of a signature counts: the key's name, the time, the signature.
    for (number, line) in lines.enumerated() {
      let blob = try #require(Data(base64Encoded: String(line.split(separator: " ")[2])))
      #expect(blob.count == [68, 76][number])
      for place in blob.indices {
        var changed = blob
        changed[place] ^= 1
        var turned = lines
        turned[number] = "— o \(changed.base64EncodedString())"
        #expect(!signed(turned), "byte \(place) of \(number)")
      }
    }
  }

  @Test func aKeyIsKnownByTheFirstBytesOfAHash() {
    let key = [UInt8](0..<32)
    for kind in [1, 4] as [UInt8] {
      #expect(
        Checkpoint.keyID("na", kind, key) == Array(SHA256.hash(data: Data([110, 97, 10, kind] + key))).dropLast(28))
    }
  }
}

@Suite struct ShortCodes {
  /// A hundred bits, five at a time.
  private func definition(_ size: Int, _ root: [UInt8]) -> String {
    let bits = root.map { String($0, radix: 2) }.map { String(repeating: "0", count: 8 - $0.count) + $0 }.joined()
    let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    var text = "\(size)"
    for place in 0..<20 {
      if place % 5 == 0 { text += "-" }
      let five = bits.dropFirst(place * 5).prefix(5)
      text.append(alphabet[Int(five, radix: 2) ?? 0])
    }
    return text
  }

  @Test func aCodeIsTheFirstHundredBitsOfTheRoot() throws {
    var random = Seeded(state: 3)
    for size in [0, 1, 41, 1_000_000] {
      for _ in 0..<40 {
        let root = (0..<32).map { _ in UInt8.random(in: 0...255, using: &random) }
        let code = ShortCode(size: size, root: root)
        #expect(code.text == definition(size, root))
        #expect(ShortCode(code.text) == code)
        let read = try #require(
          ShortCode(
            code.text.lowercased().replacingOccurrences(of: "-", with: " -")
              .replacingOccurrences(of: "\(size) -", with: "\(size)-")))
        #expect(read == code && read.size == size)
      }
    }
    #expect(ShortCode(size: 1, root: root) != ShortCode(size: 2, root: root))
  }

  @Test func whatIsNoCodeIsNone() {
    let letters = "01234-56789-ABCDE-FGHJK"
    #expect(ShortCode("7-\(letters)")?.text == "7-\(letters)")
    #expect(ShortCode("0-\(letters)")?.size == 0)
    #expect(ShortCode("7-\(letters.replacingOccurrences(of: "-", with: ""))")?.text == "7-\(letters)")
    #expect(ShortCode("7-olI34-56789-abcde-fghjk")?.text == "7-01134-56789-ABCDE-FGHJK")
    for text in [
      "", "7", "-", "7-", letters, "-1-\(letters)", "x-\(letters)", "7-\(letters)L", "7-\(letters.dropLast())",
      "7-U1234-56789-ABCDE-FGHJK", "7-é1234-56789-ABCDE-FGHJK", "7-!1234-56789-ABCDE-FGHJK", "7.5-\(letters)",
    ] { #expect(ShortCode(text) == nil, "\(text)") }
  }
}
