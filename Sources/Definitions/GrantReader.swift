/// What authority the cases of a kind give: `grants: {a: assignment, in: in force, person: …}`.

import Diagnostics
import Statechart

extension KindReader {
  func readGrant(_ fields: [Field], _ chart: Chart) -> Grant? {
    guard let yaml = yaml["grants"] else { return nil }
    let parts = ["person", "role", "scope", "from", "until", "by", "activities", "source", "ceiling"]
    var kind: Grant.Kind?
    var state: String?
    var named: [String: String] = [:]
    for entry in yaml.entries("grants", known: ["a", "in"] + parts) {
      guard let word = entry.value.text("a word") else { continue }
      switch entry.key {
      case "a":
        kind = Grant.Kind(rawValue: word)
        if kind == nil {
          entry.value.error(.unknownWord, "expected assignment, delegation or mandate, found \"\(word)\"")
        }
      case "in":
        state = word
        entry.value.names(.state, of: self.name)
        if chart.state(word) == nil {
          entry.value.error(
            .unknownState, "there is no state \"\(word)\"",
            insteadOf: word, among: chart.names, orAll: "its states are")
        }
      default:
        named[entry.key] = word
        entry.value.names(.field, of: self.name)
        if !fields.contains(where: { $0.name == word }) {
          entry.value.error(
            .unknownField, "there is no field \"\(word)\"",
            insteadOf: word, among: fields.map(\.name), orAll: "its fields are")
        }
      }
    }
    if let kind, kind != .delegation, let by = yaml["by"] {
      by.error(
        .unknownKey, "nobody gives \(kind == .mandate ? "a mandate" : "an assignment") away: \"by\" is of a delegation",
        hint: "source: the field that says where it is written")
    }
    if let kind, kind != .mandate, let ceiling = yaml["ceiling"] {
      ceiling.error(.unknownKey, "\"ceiling\" is of a mandate", hint: "leave it out, or a: mandate")
    }
    guard let kind, let state else {
      yaml.error(.missingPart, "grants say what and in which state: {a: assignment, in: in force, …}")
      return nil
    }
    return Grant(kind: kind, state: state, fields: named)
  }
}

extension FieldType {
  /// What the parts of a grant are.
  static let ofGrants = [
    "person": "a text or a case", "by": "a text or a case", "role": "a text or a choice",
    "scope": "a case, or a list of cases",
    "from": "a date", "until": "a date", "activities": "a text, or a list of texts", "ceiling": "a number or an amount",
  ]

  /// Whether it can be a part of a grant.
  func mayBe(_ part: String) -> Bool {
    switch (part, self) {
    case (_, .any), ("source", _): true
    case (_, .list(let element)) where ["scope", "activities", "role"].contains(part): element.mayBe(part)
    case ("person", .text), ("person", .reference), ("by", .text), ("by", .reference): true
    case ("role", .text), ("role", .choice), ("activities", .text), ("activities", .choice): true
    case ("scope", .reference), ("scope", .text): true
    case ("from", .date), ("from", .dateTime), ("until", .date), ("until", .dateTime): true
    case ("ceiling", .number), ("ceiling", .amount), ("ceiling", .integer): true
    default: false
    }
  }
}
