/// What people are told when an event has happened: a text with values of the case in it.

import Diagnostics
import FEEL

/// A text in both languages, in which expressions between braces stand for their values.
public struct Notice: Sendable {
  /// A piece of it.
  public enum Part: Sendable {
    case text(String)
    /// Worked out on the case as it is afterwards.
    case value(Expression)
  }

  /// English.
  public let en: [Part]
  /// Dutch.
  public let nl: [Part]
  /// Where the definitions write it.
  public let place: Place

  /// The expressions in it.
  public var expressions: [Expression] {
    (en + nl).compactMap { if case .value(let expression) = $0 { expression } else { nil } }
  }

  /// It with values in the place of its expressions, in both languages.
  public func text(_ value: (Expression) -> String) -> Localized {
    func join(_ parts: [Part]) -> String {
      parts.map { part in
        switch part {
        case .text(let text): text
        case .value(let expression): value(expression)
        }
      }.joined()
    }
    return Localized(en: join(en), nl: join(nl))
  }
}

/// Reads what is told, and to whom.
struct NoticeReader {
  let yaml: YAML
  let expressions: Expressions
  let roles: RoleReader

  /// The roles that are told of an event; those of what people do stand in the RASCI line.
  func tells(_ source: EventSource) -> [String] {
    guard let written = yaml["tells"] else { return [] }
    guard source != .role else {
      written.error(
        .wrongSource, "who is told of what people do stands in the RASCI line",
        hint: "I: [ROLE] in a plugin; or by: clock, or by: engine")
      return []
    }
    return roles.roles(written)
  }

  /// What is told of it; nil where nothing is.
  func notice() -> Notice? {
    guard let written = yaml["notice"] else { return nil }
    _ = written.localized("a notice")
    if case .scalar = written.node {
      let parts = read(written)
      return Notice(en: parts, nl: parts, place: written.place)
    }
    let (en, nl) = (written["en"].map(read), written["nl"].map(read))
    guard let any = en ?? nl else { return nil }
    return Notice(en: en ?? any, nl: nl ?? any, place: written.place)
  }

  private func read(_ yaml: YAML) -> [Notice.Part] {
    guard yaml.text("a text") != nil else { return [] }
    let place = yaml.expressionPlace
    let bytes = place.source.bytes
    var parts: [Notice.Part] = []
    var at = place.range.lowerBound
    func text(_ end: Int) {
      let words = String(decoding: bytes[at..<end], as: UTF8.self)
      if !words.isEmpty { parts.append(.text(words.replacing("\n", with: " "))) }
    }
    while let open = bytes[at..<place.range.upperBound].firstIndex(of: 123) {
      text(open)
      guard let close = bytes[open..<place.range.upperBound].firstIndex(of: 125) else {
        yaml.error(.malformedNotice, "the brace is never closed", hint: "as in: before {notice date}")
        return parts
      }
      do throws(Diagnostics) {
        parts.append(.value(try Expression(Place(place.source, (open + 1)..<close), scope: expressions.scope)))
      } catch {
        yaml.findings.all.add(contentsOf: error)
      }
      at = close + 1
    }
    text(place.range.upperBound)
    return parts
  }
}
