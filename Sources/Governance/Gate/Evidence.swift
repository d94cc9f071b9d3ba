/// The fourth question: is the evidence there? Fields of the right type, references to cases that exist, those to be consulted
/// heard.

import Calendar
import Definitions
import Diagnostics
import FEEL

/// Asks whether the evidence is there.
struct Evidence {
  let world: any World

  // MARK: Fields

  /// The fields as they are stored, with what is wrong in them.
  func fields(_ act: Act, _ event: EventDefinition, of state: CaseState) -> (given: Given, reasons: [Reason]) {
    let clearance =
      act.actor.known == .engine ? nil : Clearance(act.actor.account, in: world, on: world.date(act.instant))
    var (given, reasons) = fields(act.fields, event.fields, for: clearance)
    if event.name == "create", act.actor.known != .engine {
      for (name, _) in act.fields where state.kind.kept.contains(name) {
        let by = state.kind.eventNames.first { other in
          other != "create" && state.kind.events[other]?.fields.contains { $0.name == name && $0.isOwn } ?? false
        }
        reasons.append(.kept(name: name, event: by, place: state.kind.place.citation))
      }
    }
    return (given, reasons)
  }

  /// The same for fields by their definitions.
  func fields(
    _ given: Given, _ definitions: [Field], for clearance: Clearance? = nil
  ) -> (given: Given, reasons: [Reason]) {
    var result: Given = []
    var reasons: [Reason] = []
    for (name, value) in given {
      guard let field = definitions.first(where: { $0.name == name }) else {
        reasons.append(.unknownField(name, near: Nearest.to(name, among: definitions.map(\.name))))
        continue
      }
      guard let stored = field.type.stored(value) else {
        reasons.append(
          .wrongField(name: name, type: field.type.description, found: value.typeName, sample: field.type.sample))
        continue
      }
      if let bounds = field.bounds, !bounds.hold(stored) { reasons.append(.outOfBounds(field, bounds)) }
      if let reason = dangling(stored, field.type, field, clearance) { reasons.append(reason) }
      result.append((name, stored))
    }
    for field in definitions where field.isRequired && field.initial == nil {
      if !given.contains(where: { $0.name == field.name && !$0.value.isBlank }) {
        reasons.append(.missingField(name: field.name, type: field.type.description))
      }
    }
    return (result, reasons)
  }

  /// A reference to what there is not. To who may not know of the cases of a kind, they are not there either.
  private func dangling(_ value: Value, _ type: FieldType, _ field: Field, _ clearance: Clearance?) -> Reason? {
    switch (type, value) {
    case (.reference, .string(let id)):
      guard let found = world.find(id), field.mayName(found.kind.name), clearance?.mayKnow(of: found) ?? true else {
        return field.naming(id)
      }
      return nil
    case (.list(let element), .list(let items)):
      for item in items { if let reason = dangling(item, element, field, clearance) { return reason } }
      return nil
    default: return nil
    }
  }

  /// References that an act sets to what there is not. What it creates is there, and so is the case itself.
  func dangling(from before: CaseState, to after: CaseState, _ consequences: [Consequence]) -> [Reason] {
    var reasons: [Reason] = []
    for (index, field) in after.kind.fields.enumerated() where after.kind.layout.isLazy[index] {
      let value = after.fields[index]
      guard !Value.identical(value, before.fields[index]), case .reference = field.type.element else {
        continue
      }
      var near = [after.id: after.kind.name]
      for case .create(let kind, let id?, _, _) in consequences { near[id] = kind }
      for id in value.innerTexts {
        guard let own = near[id] else {
          if let reason = dangling(.string(id), field.type.element, field, nil) { reasons.append(reason) }
          continue
        }
        if !field.mayName(own) { reasons.append(field.naming(id)) }
      }
    }
    return reasons
  }

  // MARK: Consultation

  /// Those to be consulted who were not heard; asked with a date that has passed counts as heard.
  func heard(_ matter: Gate.Matter) -> [Reason] {
    guard let line = matter.line else { return [] }
    return heard(line, matter.event.name, matter.state, matter.authority.date)
  }

  /// The same for a line.
  func heard(_ line: Activity, _ event: String, _ state: CaseState, _ date: CivilDate) -> [Reason] {
    line.consulted.compactMap { role in
      let isHeard = state.hearings.contains { hearing in
        hearing.event == event && (hearing.role == role || hearing.until.map { $0 < date } ?? false)
      }
      if isHeard { return nil }
      let asked = state.hearings.last { $0.event == event && $0.until != nil }?.until
      return .notHeard(role: role, event: event, asked: asked, place: line.place.citation)
    }
  }
}

extension Field {
  /// Whether it may name a case of a kind.
  fileprivate func mayName(_ kind: String) -> Bool {
    if case .reference(let own?) = type.element { return own == kind }
    return kinds.isEmpty || kinds.contains(kind)
  }

  /// That it names what there is not, or what it may not name.
  fileprivate func naming(_ id: String) -> Reason {
    if case .reference(let own?) = type.element { return .noSuchReference(field: name, id: id, kind: own) }
    if kinds.isEmpty { return .noSuchReference(field: name, id: id, kind: nil) }
    return kinds.count == 1
      ? .noSuchReference(field: name, id: id, kind: kinds[0]) : .otherKind(field: name, id: id, kinds: kinds)
  }
}

extension Reason {
  /// What lies outside the bounds of a field.
  static func outOfBounds(_ field: Field, _ bounds: Bounds) -> Reason {
    .outOfBounds(name: field.name, from: bounds.low?.text, to: bounds.high?.text)
  }
}

extension Value {
  /// Whether nothing is said by it: null, or a text of white space.
  var isBlank: Bool {
    if case .string(let text) = self { return text.allSatisfy(\.isWhitespace) }
    return isNull
  }
}
