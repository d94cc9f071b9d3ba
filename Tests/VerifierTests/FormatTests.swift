/// The format of entries, rule by rule, against both readers and against what JSON makes of it.

import Foundation
import TestSupport
import Testing

@testable import Journal
@testable import Verifier

private func scans(_ body: String) -> Bool {
  var scan = EntryScan()
  return Array(body.utf8).withUnsafeBufferPointer { scan.read(body: $0) }
}

/// A header in which some parts are others; without one where it is empty.
private func body(_ changes: [String: String] = [:]) -> String {
  var parts = [
    "at": "1", "case": "\"c\"", "commitments": "{}", "definitions": "\"d\"", "kind": "\"k\"", "known": "\"\"",
    "outcome": "\"accepted\"", "position": "0", "role": "\"r\"", "states": "[]", "verb": "\"v\"", "version": "2",
  ]
  for (key, value) in changes { parts[key] = value }
  return "{"
    + parts.filter { $0.value != "" }.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }
    .joined(separator: ",") + "}"
}

@Suite struct TheFormat {
  @Test(
    arguments: [
      ("0", 0), ("1", 1), ("-1", -1), ("10", 10), ("-10", -10), ("9223372036854775807", .max), ("100", 100),
      ("9223372036854775808", nil), ("92233720368547758070", nil), ("-9223372036854775807", -9_223_372_036_854_775_807),
      ("-0", nil), ("00", nil), ("01", nil), ("-01", nil), ("-", nil), ("--1", nil), ("+1", nil), ("1.0", nil),
      ("1e1", nil), ("\"1\"", nil), ("null", nil), (":", nil), ("/", nil), ("1/", nil), ("9", 9), ("19", 19),
    ] as [(String, Int?)])
  func numbersHaveOneForm(_ text: String, _ number: Int?) {
    for key in ["at", "due", "cause", "answers", "previous"] {
      let changed = body([key: text])
      #expect(scans(changed) == (number != nil), "\(changed)")
      let header = Canonical.header(Array(changed.utf8))
      #expect((header != nil) == (number != nil), "\(changed)")
      guard let header else { continue }
      let read = ["at": header.instant, "due": header.due, "cause": header.cause, "answers": header.answers]
      #expect((read[key] ?? header.previous) == number, "\(changed)")
    }
  }

  @Test func everyHeaderHasWhatItMustHave() {
    #expect(scans(body()) && Canonical.header(Array(body().utf8)) != nil)
    for key in ["at", "case", "definitions", "kind", "outcome", "position", "role", "verb", "version"] {
      let changed = body([key: ""])
      #expect(!scans(changed) && Canonical.header(Array(changed.utf8)) == nil, "\(key)")
    }
    for key in ["known", "states"] {
      #expect(Canonical.header(Array(body([key: ""]).utf8)) != nil && scans(body([key: ""])))
    }
    #expect(!scans(body(["commitments": ""])))
    for (key, value) in [
      ("position", "-1"), ("more", "1"), ("version", "0"), ("version", "3"), ("version", "4"), ("event", "\"e\""),
      ("kind", "1"), ("role", "[]"), ("verb", "1"), ("known", "1"), ("object", "1"), ("states", "\"a\""),
      ("outcome", "1"), ("rules", "1"), ("authority", "\"a\""), ("cause", "\"1\""), ("definitions", "1"),
      ("case", "1"), ("version", "\"2\""), ("commitments", "[]"), ("a", "1"), ("rolf", "\"r\""), ("vers", "\"r\""),
    ] {
      let changed = body([key: value])
      #expect(!scans(changed) && Canonical.header(Array(changed.utf8)) == nil, "\(changed)")
    }
    #expect(!scans(body(["case": "\"\""])))
    #expect(!scans("{}") && Canonical.header(Array("{}".utf8)) == nil)
    // A key without its value.
    for (key, value) in [
      ("commitments", "{}"), ("at", "1"), ("position", "0"), ("states", "[]"), ("kind", "\"k\""), ("case", "\"c\""),
      ("verb", "\"v\""), ("version", "2"),
    ] {
      let changed = body().replacingOccurrences(of: "\"\(key)\":\(value)", with: "\"\(key)\":")
      #expect(changed != body() && !scans(changed) && Canonical.header(Array(changed.utf8)) == nil, "\(changed)")
    }
    // In order, each once.
    let twice = body().replacingOccurrences(of: "\"kind\":\"k\"", with: "\"kind\":\"k\",\"kind\":\"k\"")
    #expect(!scans(twice) && Canonical.header(Array(twice.utf8)) == nil)
  }

  @Test func keysStandInOrderEachOnce() {
    let optional = [
      "answers": "1", "authority": "[]", "cause": "1", "due": "1", "object": "\"o\"", "previous": "1", "rules": "[]",
    ]
    let whole = body(optional)
    #expect(scans(whole) && Canonical.header(Array(whole.utf8)) != nil)
    let parts = whole.dropFirst().dropLast().split(separator: ",").map(String.init)
    #expect(parts.count == 19)
    for place in parts.indices {
      var twice = parts
      twice.insert(parts[place], at: place)
      var others = [twice]
      if place > 0 {
        var swapped = parts
        swapped.swapAt(place - 1, place)
        others.append(swapped)
      }
      for other in others {
        let changed = "{\(other.joined(separator: ","))}"
        #expect(!scans(changed) && Canonical.header(Array(changed.utf8)) == nil, "\(changed)")
      }
    }
  }

  @Test func whatWasDoneIsSaidInTheWayOfTheVersion() throws {
    for (version, event, verb, holds) in [
      ("1", "\"e\"", "", true), ("2", "", "\"v\"", true), ("1", "", "\"v\"", false), ("2", "\"e\"", "", false),
      ("1", "\"e\"", "\"v\"", false), ("2", "\"e\"", "\"v\"", false), ("3", "\"e\"", "\"v\"", false),
      ("1", "", "", false), ("2", "", "", false), ("0", "", "", false), ("3", "", "\"v\"", false),
    ] {
      let changed = body(["version": version, "event": event, "verb": verb])
      #expect(Canonical.header(Array(changed.utf8)).map { _ in true } ?? false == holds, "\(changed)")
      #expect(scans(changed) == holds, "\(changed)")
    }
    let old = try #require(
      Canonical.header(Array(body(["version": "1", "event": "\"approve #12\"", "verb": "", "object": "\"o\""]).utf8)))
    #expect(old.verb == "approve" && old.answers == 12 && old.object == nil)
    let clock = body(["version": "1", "event": "\"schedule x\"", "verb": "", "known": "\"engine\""])
    #expect(Canonical.header(Array(clock.utf8))?.verb == "schedule")
    let person = body(["version": "1", "event": "\"schedule x\"", "verb": "", "known": "\"card\""])
    #expect(Canonical.header(Array(person.utf8))?.verb == "fire")
  }

  @Test(
    arguments: [
      ("begin", "begin", nil, nil), ("run under", "run under", nil, nil), ("go to", "go to", nil, nil),
      ("retime", "retime", nil, nil), ("recover", "recover", nil, nil), ("rotate key", "rotate key", nil, nil),
      ("adopt definitions", "adopt", nil, nil), ("upgrade definitions", "upgrade", nil, nil),
      ("approve #7", "approve", nil, 7), ("reject #12", "reject", nil, 12), ("ratify #0", "ratify", nil, 0),
      ("approve #x", "fire", "approve #x", nil), ("approve 7", "fire", "approve 7", nil),
      ("consult on a b", "consult", "a b", nil), ("advise on x", "advise", "x", nil),
      ("prepare x", "prepare", "x", nil),
      ("erase field", "erase", "field", nil), ("erased", "fire", "erased", nil), ("open", "fire", "open", nil),
      ("schedule x", "fire", "schedule x", nil),
    ] as [(String, String, String?, Int?)])
  func entriesOfTheFirstFormatSayWhatWasDone(_ text: String, _ verb: String, _ object: String?, _ answers: Int?) {
    let deed = FormatOne.deed(text, isEngine: false)
    #expect(deed.verb == verb && deed.object == object && deed.answers == answers)
    let byEngine = FormatOne.deed(text, isEngine: true)
    if text == "schedule x" {
      #expect(byEngine.verb == "schedule" && byEngine.object == "x" && byEngine.answers == nil)
    } else {
      #expect(byEngine.verb == verb && byEngine.object == object && byEngine.answers == answers)
    }
  }

  @Test func textsHaveOneForm() {
    // All that a text of JSON may hold inside, and what of it the journal writes.
    for (inside, text) in [
      ("", ""), (" ", " "), ("a", "a"), ("\\\"", "\""), ("\\\\", "\\"), ("\\u0000", "\0"), ("\\u001f", "\u{1f}"),
      ("\\u0010x", "\u{10}x"), ("\\u000a", "\n"), ("é", "é"), ("\u{7f}", "\u{7f}"), ("a\\\"b\\\\c", "a\"b\\c"),
      ("\\n", nil), ("\\/", nil), ("\\u0020", nil), ("\\u002f", nil), ("\\u007f", nil), ("\\u00e9", nil),
      ("\\u0100", nil), ("\\u1000", nil), ("\\u001F", nil), ("\\u001", nil), ("\\u00", nil), ("\\u0", nil),
      ("\\u", nil),
      ("\\", nil), ("\\U001f", nil), ("\n", nil), ("\u{1f}", nil), ("\\u00g0", nil), ("\\u000g", nil), ("\\u00/0", nil),
      ("\\u00:0", nil), ("\\u000`", nil), ("\\a", nil), ("\\'", nil),
    ] as [(String, String?)] {
      let changed = body(["kind": "\"\(inside)\""])
      #expect(scans(changed) == (text != nil), "\(changed)")
      #expect(Canonical.header(Array(changed.utf8))?.kind == text, "\(changed)")
    }
    // What is no UTF-8 is no text, with escapes or without.
    for before in ["", "\\u0001", "\\\""] {
      for wrong in [[0xC3], [0xFF], [0x80], [0xE2, 0x82]] as [[UInt8]] {
        let changed = body(["kind": "\"\(before)§\""])
        var bytes: [UInt8] = []
        for byte in Array(changed.utf8) {
          if byte == 0xC2 { bytes += wrong } else if byte != 0xA7 { bytes.append(byte) }
        }
        var scan = EntryScan()
        #expect(!bytes.withUnsafeBufferPointer { scan.read(body: $0) }, "\(before) \(wrong)")
        #expect(Canonical.header(bytes) == nil, "\(before) \(wrong)")
      }
    }
    // Names are written without escapes.
    for key in ["case", "definitions"] { #expect(!scans(body([key: "\"a\\\"\""])), "\(key)") }
  }

  @Test func everyTextIsReadAsItWasWritten() throws {
    let texts =
      (0..<0x180).map { "a\(Unicode.Scalar($0).map(String.init) ?? "")z" } + ["\u{FFFF}", "\u{10FFFF}", "\0\0"]
    for text in texts {
      let sealed = Sealed(name: "v", value: text)
      let written = Canonical.text([sealed])
      #expect(try #require(Canonical.values(written)).first?.value == text)
      var line = header(0)
      line.kind = text
      line.states = [text, text]
      let body = Canonical.body(line, position: 3, [sealed])
      let read = try #require(Canonical.header(body))
      #expect(read.kind == text && read.states == [text, text])
      let json = try #require(try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any])
      #expect(json["kind"] as? String == text)
      var scan = EntryScan()
      let fault = body.withUnsafeBufferPointer { body in
        scan.read(body: body) ? written.withUnsafeBufferPointer { scan.read(sealed: $0, body: body) } : "no header"
      }
      #expect(fault == nil && scan.values == 1 && scan.header.position == 3, "\(text.debugDescription)")
    }
  }

  @Test(
    arguments: [
      ("[]", []), ("[\"a\"]", ["a"]), ("[\"a\",\"b\"]", ["a", "b"]), ("[\"a\\\"\",\"\"]", ["a\"", ""]), ("[", nil),
      ("]", nil), ("[\"a\"", nil), ("[\"a\",]", nil), ("[,]", nil), ("[1]", nil), ("[\"a\" ]", nil), ("[]]", nil),
      ("[\"a\"]x", nil), ("\"a\"", nil), ("", nil), ("[\"a\"\"b\"]", nil),
    ] as [(String, [String]?)])
  func listsHaveOneForm(_ text: String, _ list: [String]?) {
    #expect(Canonical.strings(Array(text.utf8)) == list)
    let changed = body(["states": text, "rules": text, "authority": text])
    if text != "" { #expect(scans(changed) == (list != nil), "\(changed)") }
    if let list {
      let header = Canonical.header(Array(changed.utf8))
      #expect(header?.states == list && header?.rules == list && header?.authority == list)
    }
  }

  @Test func commitmentsStandInOrderEachWithItsHash() {
    let hash = String(repeating: "0123456789abcdef", count: 4)
    for (inside, holds) in [
      ("", true), ("\"a\":\"\(hash)\"", true), ("\"a\":\"\(hash)\",\"b\":\"\(hash)\"", true),
      ("\"b\":\"\(hash)\",\"a\":\"\(hash)\"", false), ("\"a\":\"\(hash)\",\"a\":\"\(hash)\"", false),
      ("\"a\":\"\(hash.dropLast())\"", false), ("\"a\":\"\(hash)0\"", false), ("\"a\":\"\(hash.uppercased())\"", false),
      ("\"a\":\"\(hash.dropLast())g\"", false), ("\"a\":\"\(hash.dropLast())/\"", false),
      ("\"a\":\"\(hash.dropLast()):\"", false), ("\"a\":\"\(hash.dropLast())`\"", false), ("\"a\":\"\"", false),
      ("\"a\":1", false), ("\"a\"", false), ("a", false), ("\"a\":\"\(hash)\",", false), (",", false),
      ("\"a\":\"\"\(hash.dropLast())\"", false), ("\"a\":\"\(hash)\"\"", false), ("\"a\":\"\(hash)", false),
      ("\"\":\"\(hash)\",\"a\":\"\(hash)\"", true), ("\"a\":\"\(hash)\",\"ab\":\"\(hash)\"", true),
      ("\"ab\":\"\(hash)\",\"a\":\"\(hash)\"", false),
    ] {
      let changed = body(["commitments": "{\(inside)}"])
      #expect(scans(changed) == holds, "\(changed)")
      #expect((Canonical.header(Array(changed.utf8)) != nil) == holds, "\(changed)")
    }
  }

  @Test func rowsOfValuesHaveOneForm() {
    for (text, holds) in [
      ("[]", true), ("[[\"a\",\"\",null]]", true), ("[[\"a\",\"0f\",\"1\"]]", true), ("[[\"a\",\"0f\",\"1\"]", false),
      ("[[\"a\",\"\",null],[\"b\",\"\",null]]", true), ("", false), ("[", false), ("[]]", false), ("[[]]", false),
      ("[[\"a\"]]", false), ("[[\"a\",\"\"]]", false), ("[[\"a\",\"0\",null]]", false),
      ("[[\"a\",\"0F\",null]]", false),
      ("[[\"a\",\"0g\",null]]", false), ("[[\"a\",\"\",nul]]", false), ("[[\"a\",\"\",nulll]]", false),
      ("[[\"a\",\"\",1]]", false), ("[[\"a\",\"\",null,1]]", false), ("[[\"a\",\"\",null]],", false),
      ("[[\"a\",\"\",null],]", false), ("[[\"a\",\"\",\"1]]", false), ("[[1,\"\",null]]", false), ("{}", false),
      ("[[\"a\",\"\",true]]", false), ("[[\"a\":\"\",null]]", false), ("[\"a\",\"\",null]", false),
    ] {
      #expect((Canonical.values(Array(text.utf8)) != nil) == holds, "\(text)")
    }
  }

  @Test func digitsOfBytesAreThoseTheJournalWrites() {
    let digits = Array("0123456789abcdef".utf8)
    for byte in 0...UInt8.max {
      let wanted = digits.firstIndex(of: byte).map { UInt8($0) }
      #expect(Scanner.digit(byte) == wanted)
      guard byte < 128 else { continue }
      let pair = "\(Character(Unicode.Scalar(byte)))1"
      #expect(Canonical.bytes(hex: pair) == wanted.map { [$0 << 4 | 1] })
      #expect(Canonical.bytes(hex: String(pair.reversed())) == wanted.map { [1 << 4 | $0] })
      #expect(Commitment.bytes(pair) == wanted.map { [$0 << 4 | 1] } ?? [])
    }
    let all = Array(0...UInt8.max)
    let text = Commitment.hexadecimal(all)
    #expect(Canonical.bytes(hex: text) == all && Commitment.bytes(text) == all)
    #expect(Canonical.bytes(hex: "012") == nil && Canonical.bytes(hex: "") == [])
    #expect(Sealed(name: "", salt: all, value: nil).saltText == text)
    Array("x\(text)".utf8).withUnsafeBufferPointer { bytes in
      let scanner = Scanner(bytes)
      #expect(scanner.isHexadecimal(1..<513) && !scanner.isHexadecimal(0..<513))
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 256) { room in
        let isRead = scanner.hexadecimal(1..<513, into: room)
        #expect(isRead && Array(room) == all)
        let isShort = scanner.hexadecimal(1..<511, into: room)
        #expect(!isShort)
      }
    }
  }

  @Test func bytesAreTheSameWhenAllOfThemAre() {
    let nothing = UnsafeRawBufferPointer(start: nil, count: 0)
    #expect(EntryCheck.same(nothing, nothing))
    [1, 2, 3].withUnsafeBytes { (some: UnsafeRawBufferPointer) in
      #expect(EntryCheck.same(some, some) && !EntryCheck.same(some, nothing) && !EntryCheck.same(nothing, some))
      #expect(EntryCheck.same(UnsafeRawBufferPointer(rebasing: some[..<0]), nothing))
      for count in 1..<some.count {
        #expect(!EntryCheck.same(some, UnsafeRawBufferPointer(rebasing: some[..<count])))
        #expect(!EntryCheck.same(UnsafeRawBufferPointer(rebasing: some[..<count]), some))
      }
    }
  }

  @Test func everySaltIsSixteenBytesThatNoOtherHas() {
    let salts = (0..<1200).map { _ in Sealed(name: "a", value: "1").salt }
    #expect(salts.allSatisfy { $0.count == 16 })
    #expect(Set(salts).count == salts.count)
    // Two that follow on each other share no bytes.
    #expect(zip(salts, salts.dropFirst()).allSatisfy { $0.prefix(8) != $1.suffix(8) && $0.suffix(8) != $1.prefix(8) })
  }
}

@Suite struct ValuesBesideAHeader {
  private func read(_ values: [Sealed], _ sealed: [UInt8]? = nil) -> (fault: String?, values: Int, gone: [String]) {
    var scan = EntryScan()
    return check(&scan, values, sealed)
  }

  private func check(
    _ scan: inout EntryScan, _ values: [Sealed], _ sealed: [UInt8]? = nil
  ) -> (fault: String?, values: Int, gone: [String]) {
    let body = Canonical.body(header(0), position: 0, values)
    let fault = body.withUnsafeBufferPointer { body in
      scan.read(body: body)
        ? (sealed ?? Canonical.text(values)).withUnsafeBufferPointer { scan.read(sealed: $0, body: body) } : "no header"
    }
    return (fault, scan.values, scan.gone)
  }

  @Test func aValueThatIsGoneStandsBesideNamesOfAnyLength() {
    for length in 0..<80 {
      let values = [
        Sealed(name: "gone", salt: [], value: nil), Sealed(name: String(repeating: "n", count: length), value: "1"),
        Sealed(name: "x", value: "\"\""),
      ]
      let (fault, count, gone) = read(values)
      #expect(fault == nil && count == 2 && gone == ["gone"], "\(length)")
    }
  }

  @Test func eachFaultIsNamed() {
    let values = [Sealed(name: "a", value: "1"), Sealed(name: "b", value: "\"q\"\n\"r\"")]
    let text = String(decoding: Canonical.text(values), as: UTF8.self)
    let format = "its values are not in the journal's format"
    #expect(read(values).fault == nil)
    #expect(read(values, Array("[]".utf8)).gone == ["a", "b"])
    for (old, new, fault) in [
      ("[[", "[", format), ("]]", "]", format), ("]]", "]],", format), ("\"a\"", "\"c\"", "a value without commitment"),
      ("\"1\"", "\"2\"", "the value \"a\" does not match its commitment"), ("\"1\"", "1", format),
      ("\"1\"", "null", nil), ("\"1\"", "nulx", format), ("\"1\"", "nul", format), ("\"1\"", "xull", format),
      ("\"1\"", "nxll", format), ("\"1\"", "nuxl", format), ("\"1\"", "nullx", format), ("\"1\"]", "\"1\"}", format),
      ("],[", "][", format), ("[[", "[ [", format), ("]]", "]] ", format), ("\"a\",", "\"a\":", format),
      ("\\u000a", "\\u000b", "the value \"b\" does not match its commitment"),
      ("\\\"r", "\\\"s", "the value \"b\" does not match its commitment"),
    ] as [(String, String, String?)] {
      let changed = text.replacingOccurrences(of: old, with: new)
      #expect(changed != text && read(values, Array(changed.utf8)).fault == fault, "\(changed)")
    }
    // A value that stands there twice is without commitment the second time.
    let twice = Canonical.text(values + [values[0]])
    #expect(read(values, twice).fault == "a value without commitment")
  }

  @Test func aSaltIsInHexadecimal() {
    let unsalted = [Sealed(name: "a", salt: [], value: "1")]
    #expect(read(unsalted).fault == nil)
    for salt in ["zz", "0g", "0", "00", "0F"] {
      let sealed = Array("[[\"a\",\"\(salt)\",\"1\"]]".utf8)
      #expect(read(unsalted, sealed).fault == "the value \"a\" does not match its commitment", "\(salt)")
    }
  }

  @Test func nothingIsLeftOfTheEntryBefore() {
    var scan = EntryScan()
    let long = [Sealed(name: "a", value: "\"long\u{1}er\""), Sealed(name: "erased", value: "[]")]
    #expect(check(&scan, long).fault == nil && scan.erases && scan.values == 2)
    let short = [Sealed(name: "b", value: "\"\u{2}\""), Sealed(name: "c", salt: [], value: nil)]
    let (fault, values, gone) = check(&scan, short)
    #expect(fault == nil && values == 1 && gone == ["c"] && !scan.erases)
    #expect(check(&scan, [Sealed(name: "d", value: "\"\u{3}\"")]).gone == [])
    #expect(check(&scan, []) == (nil, 0, []))
  }
}
