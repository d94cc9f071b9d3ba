/// From YAML to fields and their types.

import Diagnostics
import FEEL

struct FieldReader {
  let kinds: Set<String>
  let roles: RoleReader

  /// A field of a kind, or with the names of its fields one of an event, which may be the kind's.
  func field(
    _ name: String, _ key: YAML, _ yaml: YAML, inherits own: Field?, of known: [String]? = nil,
    _ expressions: Expressions
  ) -> Field {
    var type = own?.type ?? .text
    var required = false
    var isOwn = own != nil
    var titles = own?.titles ?? [:]
    if case .mapping = yaml.node {
      _ = yaml.entries(
        "a field",
        known: [
          "type", "required", "confidential", "readers", "title", "initial", "at creation", "from", "to", "unit", "was",
          "retention", "class", "of",
        ])
      if let written = yaml["type"] {
        (type, required) = read(written)
        titles = choiceTitles(written)
        isOwn = false
      }
      if let written = yaml["required"] { required = written.boolean("required") ?? required }
    } else if own != nil, yaml.node.scalar?.string == "required" {
      required = true
    } else if yaml.node.scalar?.string == "required" {
      yaml.error(
        .unknownField, "\"\(name)\" is no field of the case, so its type must be said",
        hint: "\(name): text required; or the name of a field of the case")
    } else if own == nil, let known, isEmpty(yaml) {
      yaml.error(
        .unknownField, "\"\(name)\" is no field of the case, so its type must be said", insteadOf: name, among: known,
        orAll: "its fields are")
    } else if !isEmpty(yaml) {
      (type, required) = read(yaml)
      titles = [:]
      isOwn = false
    }
    return Field(
      name: name, type: type, isRequired: required,
      isConfidential: yaml["confidential"]?.boolean("confidential") ?? own?.isConfidential ?? false,
      title: yaml["title"]?.localized("title") ?? own?.title ?? Localized(en: name, nl: name),
      initial: yaml["initial"].flatMap { initial($0, of: type, expressions) }, isOwn: isOwn,
      atCreation: yaml["at creation"]?.boolean("at creation"), readers: roles.readers(yaml["readers"]) ?? own?.readers,
      bounds: bounds(yaml, of: type) ?? own?.bounds, kinds: named(yaml, of: type) ?? own?.kinds ?? [], titles: titles,
      unit: unit(yaml, of: type) ?? own?.unit, terms: terms(yaml, of: type) ?? own?.terms,
      place: key.place)
  }

  /// What a field begins with: an expression, or a word of its choice as it is, unless something has that name.
  private func initial(_ yaml: YAML, of type: FieldType, _ expressions: Expressions) -> Expression? {
    if case .choice(let words) = type, case .scalar(let scalar) = yaml.node, words.contains(scalar.string),
      !expressions.scope.names.contains(scalar.string)
    {
      return Expression(scalar.string, standsAt: yaml.place, scope: expressions.scope)
    }
    return expressions.compile(yaml)
  }

  /// An event's own field that has the name of one of the case's, and another type: what it holds would never reach the case.
  func checkShadow(_ field: Field, _ own: Field?, _ key: YAML) {
    guard let own, !field.isOwn, field.type != own.type else { return }
    key.error(
      .shadowedField,
      "\"\(field.name)\" is a field of the case too, of type \(own.type.description): what is given here as \(field.type.description) would not be stored",
      hint: "leave the type out to set the case's field, or choose another name")
  }

  private func isEmpty(_ yaml: YAML) -> Bool {
    if case .scalar(let scalar) = yaml.node {
      scalar.string.isEmpty || scalar.string == "~" || scalar.string == "null"
    } else {
      false
    }
  }

  /// The type alone, without a report; the second pass reports.
  func type(of yaml: YAML) -> FieldType {
    if isEmpty(yaml) { return .text }
    let silent = yaml.silent
    let type: FieldType
    if case .mapping = yaml.node {
      type = silent["type"].map { FieldReader(kinds: kinds, roles: roles).read($0).type } ?? .text
    } else {
      type = read(silent).type
    }
    // Of what there is no type nothing else is told: it may be anything.
    return silent.findings.all.hasErrors ? .reference(nil) : type
  }

  /// What people read for the words of a choice that is written with titles: `{open: {en: Open, nl: Open}}`.
  private func choiceTitles(_ yaml: YAML) -> [String: Localized] {
    guard case .mapping = yaml.node else { return [:] }
    return Dictionary(
      yaml.entries("the words of a choice").compactMap { entry in
        isEmpty(entry.value) ? nil : (entry.key, entry.value.localized("a title"))
      }, uniquingKeysWith: { first, _ in first })
  }

  /// The kinds of cases that a field of type `case` may name.
  private func named(_ yaml: YAML, of type: FieldType) -> [String]? {
    guard let written = yaml["of"] else { return nil }
    guard type.element == .reference(nil) else {
      written.error(
        .notReference, "\(type.description.withArticle) says already what it may hold",
        hint: "of: is for fields of the type case, or a list of them")
      return nil
    }
    return written.texts("kinds").compactMap { kind, node in
      guard kinds.contains(kind) else {
        node.error(.unknownKind, "there is no kind \"\(kind)\"", insteadOf: kind, among: kinds.sorted())
        return nil
      }
      node.names(.kind)
      return kind
    }
  }

  /// What the numbers of a field count.
  private func unit(_ yaml: YAML, of type: FieldType) -> String? {
    guard let written = yaml["unit"], let unit = written.text("a unit") else { return nil }
    switch type {
    case .number, .integer, .amount, .list(.number), .list(.integer), .list(.amount): return unit
    default:
      written.error(
        .unmeasurable, "\(type.description.withArticle) counts nothing",
        hint: "a unit is for numbers and amounts: unit: EUR")
      return nil
    }
  }

  /// `date`, `date required`, `list of lot`, `[a, b]`, `{a: title, b: title}`.
  private func read(_ yaml: YAML) -> (type: FieldType, required: Bool) {
    if case .sequence = yaml.node { return (.choice(yaml.texts("the words of a choice").map(\.text)), false) }
    if case .mapping = yaml.node { return (.choice(yaml.entries("the words of a choice").map(\.key)), false) }
    guard var text = yaml.text("a type") else { return (.text, false) }
    let required = text.hasSuffix(" required")
    if required { text.removeLast(" required".count) }
    return (parse(text, yaml), required)
  }

  private func parse(_ text: String, _ yaml: YAML) -> FieldType {
    if text.hasPrefix("list of ") { return .list(parse(String(text.dropFirst(8)), yaml)) }
    switch text {
    case "text": return .text
    case "number": return .number
    case "integer": return .integer
    case "amount": return .amount
    case "boolean": return .boolean
    case "date": return .date
    case "date and time": return .dateTime
    case "duration": return .duration
    case "document": return .document
    case "any": return .any
    case "case": return .reference(nil)
    default:
      if kinds.contains(text) {
        yaml.names(.kind, as: text)
        return .reference(text)
      }
      let names = FieldType.words + kinds.sorted()
      yaml.error(
        .unknownType, "there is no type or kind \"\(text)\"",
        hint: Nearest.hint(text, among: names + names.map { "\($0) required" })
          ?? "types are \(FieldType.words.joined(separator: ", ")), a list of one, or the name of a kind",
        offers: names + names.map { "\($0) required" })
      return .text
    }
  }
}
