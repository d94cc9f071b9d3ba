/// Reading back what ``Canonical`` wrote: a header, and the values beside it. Stricter than JSON, and much faster.

/// A cursor over canonical JSON.
private struct CanonicalCursor {
  private let bytes: [UInt8]
  private var at = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { at == bytes.count }

  mutating func take(_ byte: UInt8) -> Bool {
    guard at < bytes.count, bytes[at] == byte else { return false }
    at += 1
    return true
  }

  func isNext(_ byte: UInt8) -> Bool { at < bytes.count && bytes[at] == byte }

  mutating func string() -> String? {
    guard take(34) else { return nil }
    let start = at
    while at < bytes.count, bytes[at] != 34, bytes[at] != 92, bytes[at] >= 32 { at += 1 }
    if isNext(34) {
      defer { at += 1 }
      return String(validating: bytes[start..<at], as: UTF8.self)
    }
    var text = Array(bytes[start..<at])
    while at < bytes.count, bytes[at] != 34 {
      if take(92) {
        guard let escaped = escape() else { return nil }
        text.append(escaped)
      } else {
        guard bytes[at] >= 32 else { return nil }
        text.append(bytes[at])
        at += 1
      }
    }
    return take(34) ? String(validating: text, as: UTF8.self) : nil
  }

  private mutating func escape() -> UInt8? {
    if take(34) { return 34 }
    if take(92) { return 92 }
    guard take(117), take(48), take(48), at + 2 <= bytes.count else { return nil }
    let digits = (Canonical.hex.firstIndex(of: bytes[at]), Canonical.hex.firstIndex(of: bytes[at + 1]))
    at += 2
    guard let high = digits.0, let low = digits.1, high < 2 else { return nil }
    return UInt8(high << 4 | low)
  }

  mutating func integer() -> Int? {
    let start = at
    _ = take(45)
    let digits = at
    while at < bytes.count, (48...57).contains(bytes[at]) { at += 1 }
    // Zero has no sign, and no number begins with it.
    if digits < at, bytes[digits] == 48, at > start + 1 { return nil }
    return Int(String(decoding: bytes[start..<at], as: UTF8.self))
  }

  mutating func strings() -> [String]? {
    guard take(91) else { return nil }
    if take(93) { return [] }
    var list: [String] = []
    repeat {
      guard let text = string() else { return nil }
      list.append(text)
    } while take(44)
    return take(93) ? list : nil
  }

  /// Past an object of hashes, in the order of their names.
  mutating func skipHashes() -> Bool {
    guard take(123) else { return false }
    if take(125) { return true }
    var before: String?
    repeat {
      guard let name = string(), take(58), let hash = string(), hash.utf8.count == 64,
        before.map({ $0.utf8.lexicographicallyPrecedes(name.utf8) }) ?? true,
        hash.utf8.allSatisfy(Canonical.hex.contains)
      else { return false }
      before = name
    } while take(44)
    return take(125)
  }

  mutating func null() -> Bool { take(110) && take(117) && take(108) && take(108) }
}

extension Canonical {
  /// A header from the bytes of a body; nil when they are not of our making.
  static func header(_ body: [UInt8]) -> Header? {
    var cursor = CanonicalCursor(body)
    var texts: [String: String] = [:]
    var numbers: [String: Int] = [:]
    var lists: [String: [String]] = [:]
    guard cursor.take(123) else { return nil }
    var before = ""
    repeat {
      guard let key = cursor.string(), cursor.take(58), before.utf8.lexicographicallyPrecedes(key.utf8) else {
        return nil
      }
      before = key
      switch key {
      case "case", "definitions", "event", "kind", "known", "object", "outcome", "role", "verb":
        guard let text = cursor.string() else { return nil }
        texts[key] = text
      case "answers", "at", "cause", "due", "position", "previous", "version":
        guard let number = cursor.integer() else { return nil }
        numbers[key] = number
      case "authority", "rules", "states":
        guard let list = cursor.strings() else { return nil }
        lists[key] = list
      case "commitments": guard cursor.skipHashes() else { return nil }
      default: return nil
      }
    } while cursor.take(44)
    guard cursor.take(125), cursor.isAtEnd, let subject = texts["case"], let kind = texts["kind"],
      let definitions = texts["definitions"], let role = texts["role"], let outcome = texts["outcome"],
      let instant = numbers["at"], let position = numbers["position"], position >= 0
    else { return nil }
    let deed: (verb: String, object: String?, answers: Int?)
    switch numbers["version"] {
    case 1:
      guard let event = texts["event"], texts["verb"] == nil else { return nil }
      deed = FormatOne.deed(event, isEngine: texts["known"] == "engine")
    case version:
      guard let verb = texts["verb"], texts["event"] == nil else { return nil }
      deed = (verb, texts["object"], numbers["answers"])
    default: return nil
    }
    var header = Header(
      subject: subject, kind: kind, definitions: definitions, verb: deed.verb, object: deed.object,
      answers: deed.answers, role: role, outcome: outcome, instant: instant)
    header.rules = lists["rules"] ?? []
    header.authority = lists["authority"] ?? []
    header.known = texts["known"] ?? ""
    header.states = lists["states"] ?? []
    header.due = numbers["due"]
    header.cause = numbers["cause"]
    header.previous = numbers["previous"]
    return header
  }

  /// A list of texts in JSON; nil for anything else.
  static func strings(_ json: [UInt8]) -> [String]? {
    var cursor = CanonicalCursor(json)
    return cursor.strings().flatMap { cursor.isAtEnd ? $0 : nil }
  }

  /// Values from the bytes beside a body; nil when they are not of our making.
  static func values(_ text: [UInt8]) -> [Sealed]? {
    var cursor = CanonicalCursor(text)
    var result: [Sealed] = []
    guard cursor.take(91) else { return nil }
    if cursor.take(93) { return cursor.isAtEnd ? [] : nil }
    repeat {
      guard cursor.take(91), let name = cursor.string(), cursor.take(44), let digits = cursor.string(),
        let salt = bytes(hex: digits), cursor.take(44)
      else { return nil }
      var value: String?
      if cursor.isNext(34) {
        guard let text = cursor.string() else { return nil }
        value = text
      } else if !cursor.null() {
        return nil
      }
      guard cursor.take(93) else { return nil }
      result.append(Sealed(name: name, salt: salt, value: value))
    } while cursor.take(44)
    return cursor.take(93) && cursor.isAtEnd ? result : nil
  }

  static func bytes(hex text: String) -> [UInt8]? {
    func digit(_ byte: UInt8) -> UInt8? {
      switch byte {
      case 48...57: byte - 48
      case 97...102: byte - 87
      default: nil
      }
    }
    var result: [UInt8] = []
    result.reserveCapacity(text.utf8.count / 2)
    var high: UInt8?
    for byte in text.utf8 {
      guard let digit = digit(byte) else { return nil }
      if let first = high {
        result.append(first << 4 | digit)
        high = nil
      } else {
        high = digit
      }
    }
    return high == nil ? result : nil
  }
}

/// Entries of format 1, in which verb and event shared one text.
enum FormatOne {
  private static let plain = [
    "begin": "begin", "run under": "run under", "go to": "go to", "retime": "retime", "recover": "recover",
    "rotate key": "rotate key", "adopt definitions": "adopt", "upgrade definitions": "upgrade",
  ]

  /// What a text of format 1 says was done. Where an event bore the name of a verb it cannot be told from it.
  static func deed(_ text: String, isEngine: Bool) -> (verb: String, object: String?, answers: Int?) {
    if let verb = plain[text] { return (verb, nil, nil) }
    for verb in ["approve", "reject", "ratify"] where text.hasPrefix("\(verb) #") {
      if let entry = Int(text.dropFirst(verb.count + 2)) { return (verb, nil, entry) }
    }
    for (start, verb) in [
      ("consult on ", "consult"), ("advise on ", "advise"), ("prepare ", "prepare"), ("erase ", "erase"),
    ]
    where text.hasPrefix(start) { return (verb, String(text.dropFirst(start.count)), nil) }
    if isEngine, text.hasPrefix("schedule ") { return ("schedule", String(text.dropFirst(9)), nil) }
    return ("fire", text, nil)
  }
}
