/// Ids of new cases that nobody names: `sd-{number}`, `{contract}-{number}`.

import Diagnostics
import FEEL

/// How the ids of a kind's cases are made: text, with fields and a number that goes up.
public struct IDPattern: Sendable {
  /// What it is made of, in order.
  enum Part: Sendable, Equatable {
    case text(String), field(String), number
  }

  let parts: [Part]

  /// Whether a number in it makes every id another.
  public var hasNumber: Bool { parts.contains(.number) }

  /// The fields it is made of.
  public var fields: [String] { parts.compactMap { if case .field(let name) = $0 { name } else { nil } } }

  /// The id with a number and the fields that are given; nil where a field is not given, or no id comes of it.
  public func id(_ number: Int, _ given: [(name: String, value: Value)]) -> String? {
    var text = ""
    for part in parts {
      switch part {
      case .text(let fixed): text += fixed
      case .number: text += String(number)
      case .field(let name):
        guard let value = given.first(where: { $0.name == name })?.value, !value.isNull else { return nil }
        text += Self.text(value)
      }
    }
    return CaseName.isValid(text) ? text : nil
  }

  /// A context with an id stands for the case.
  private static func text(_ value: Value) -> String {
    if case .context(let context) = value, let id = context["id"] { return text(id) }
    if case .string(let text) = value { return text }
    return value.text
  }
}

extension IDPattern {
  /// Reads a pattern; an error for what could never be an id.
  init?(_ yaml: YAML?, _ fields: [Field]) {
    guard let yaml, let written = yaml.text("a pattern") else { return nil }
    var parts: [Part] = []
    var rest = Substring(written)
    while let open = rest.firstIndex(of: "{") {
      guard let close = rest[open...].firstIndex(of: "}") else {
        yaml.error(.malformedPattern, "a \"{\" is never closed", hint: "id: \"sd-{number}\"")
        return nil
      }
      if open > rest.startIndex { parts.append(.text(String(rest[..<open]))) }
      let name = String(rest[rest.index(after: open)..<close])
      guard let part = Self.part(name, yaml, fields) else { return nil }
      parts.append(part)
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { parts.append(.text(String(rest))) }
    self.init(parts: parts)
    let samples = fields.map { ($0.name, $0.type.bare("2031-03-10") ?? .string("a")) }
    guard parts.contains(where: { if case .text = $0 { false } else { true } }), id(1, samples) != nil else {
      yaml.error(
        .malformedPattern, "\"\(written)\" makes no ids",
        hint:
          "a small letter first, then small letters, digits, - . @ or _, and {number} or a field: id: \"sd-{number}\"")
      return nil
    }
  }

  private static func part(_ name: String, _ yaml: YAML, _ fields: [Field]) -> Part? {
    if name == "number" { return .number }
    guard let field = fields.first(where: { $0.name == name }) else {
      yaml.error(
        .unknownField, "there is no field \"\(name)\"",
        hint: Nearest.hint(name, among: fields.map(\.name) + ["number"], orAll: "a pattern takes number, or a field:"))
      return nil
    }
    guard field.isRequired, field.type.makesIDs else {
      yaml.error(
        .malformedPattern, "\"\(name)\" cannot stand in an id",
        hint: "a required field that names a case, or a date or an integer")
      return nil
    }
    return .field(name)
  }
}

extension FieldType {
  fileprivate var makesIDs: Bool {
    switch self {
    case .reference, .date, .integer: true
    default: false
    }
  }
}
