/// The definitions as drawings: kinds with what they refer to, and the files with what each needs of others.

import Definitions
import Diagnostics
import FEEL

extension Drawing {
  // MARK: Links

  /// The kinds of a rulebook with their references; with `center` only that kind and its neighbours, each reference by its name.
  public static func links(
    _ rulebook: Rulebook, around center: String? = nil, title: String, notes: [String] = [],
    _ word: (DrawingWord) -> String
  ) -> Drawing {
    let kinds = rulebook.kindNames.compactMap { rulebook.kinds[$0] }
    let links = kinds.flatMap { kind in references(kind, word).map { (from: kind.name, to: $0.to, name: $0.name) } }
    var shown = Set(kinds.map(\.name))
    if let center {
      shown = Set(links.filter { $0.from == center || $0.to == center }.flatMap { [$0.from, $0.to] } + [center])
    }
    var drawing = Drawing(title, notes: notes)
    var boxes: [String: Int] = [:]
    for kind in kinds where shown.contains(kind.name) {
      let own = links.filter { $0.from == kind.name && (center == nil || $0.to == kind.name) }
      boxes[kind.name] = drawing.add(
        Node(kind.name, tone: kind.name == center ? .current : .plain, notes: own.map { "\($0.name) → \($0.to)" }))
    }
    for link in links where center == nil || link.from == center || link.to == center {
      guard let from = boxes[link.from], let to = boxes[link.to] else { continue }
      drawing.connect(from, to, center == nil ? nil : Label(link.name))
    }
    return center == nil ? drawing.reduced() : drawing
  }

  private static func references(_ kind: Kind, _ word: (DrawingWord) -> String) -> [(name: String, to: String)] {
    let fields = kind.fields.compactMap { field in field.type.kind.map { (name: field.name, to: $0) } }
    let services = kind.services.values.sorted { $0.id < $1.id }.map { (name: "\(word(.runs)) \($0.id)", to: $0.kind) }
    return fields + services
  }

  // MARK: Files

  /// The files of a rulebook, each with what it has, and an arrow to each that it needs something of: a plugin needs the kinds that
  /// it says something of, a workflow the kinds and constants that it names.
  public static func files(_ rulebook: Rulebook, title: String, notes: [String] = [], _ word: (DrawingWord) -> String)
    -> Drawing
  {
    var drawing = Drawing(title, notes: notes)
    var boxes: [String: Int] = [:]
    let needs = needs(rulebook)
    for (path, _) in rulebook.files {
      boxes[path] = drawing.add(Node(name(of: path), notes: contents(path, rulebook, word)))
    }
    for (path, _) in rulebook.files {
      for other in (needs[path] ?? []).sorted() {
        if let from = boxes[path], let to = boxes[other] { drawing.connect(from, to) }
      }
    }
    return drawing.reduced()
  }

  private static func name(of path: String) -> String {
    path.split(separator: "/").dropLast().joined(separator: "/")
  }

  private static func contents(_ path: String, _ rulebook: Rulebook, _ word: (DrawingWord) -> String) -> [String] {
    func isHere(_ place: Place) -> Bool { place.source.name == path }
    let kinds = rulebook.kindNames.filter { rulebook.kinds[$0].map { isHere($0.place) } ?? false }
    let counts: [(DrawingWord, Int)] = [
      (.roles, rulebook.roles.values.count { isHere($0.place) }),
      (.lines, rulebook.allActivities.count { isHere($0.place) }),
      (.schedules, rulebook.schedules.count { isHere($0.place) }), (.laws, rulebook.laws.count { isHere($0.place) }),
      (.constants, rulebook.constants.count { isHere($0.place) }),
    ]
    return (kinds.isEmpty ? [] : [kinds.joined(separator: ", ")])
      + counts.filter { $0.1 > 0 }.map { "\(word($0.0)): \($0.1)" }
  }

  /// By file: those it needs something of.
  private static func needs(_ rulebook: Rulebook) -> [String: Set<String>] {
    var result: [String: Set<String>] = [:]
    func need(_ place: Place, _ other: Place?) {
      guard let other, other.source.name != place.source.name else { return }
      result[place.source.name, default: []].insert(other.source.name)
    }
    func file(of kind: String) -> Place? { rulebook.kinds[kind]?.place }
    for kind in rulebook.kinds.values {
      let named = kind.fields.compactMap(\.type.kind) + kind.queries.map(\.kind) + kind.services.values.map(\.kind)
      for name in named { need(kind.place, file(of: name)) }
      let expressions =
        kind.expressions + kind.derived.map(\.expression) + kind.timers.map(\.at)
        + kind.events.values.flatMap { $0.requirements.map(\.condition) }
      for slot in expressions.flatMap(\.reads) where kind.layout.slots.indices.contains(slot) {
        guard case .constant(let index) = kind.layout.slots[slot] else { continue }
        need(kind.place, rulebook.constants[index].place)
      }
    }
    for line in rulebook.allActivities {
      need(line.place, file(of: line.kind))
      for role in line.responsible + [line.accountable] + line.support + line.consulted + line.informed {
        need(line.place, rulebook.roles[role]?.place)
      }
    }
    for schedule in rulebook.schedules {
      need(schedule.place, file(of: schedule.kind))
      need(schedule.place, file(of: schedule.creates))
    }
    for law in rulebook.laws { need(law.place, file(of: law.kind)) }
    return result
  }
}

extension FieldType {
  /// The kind that it refers to; nil for what refers to none, or to any.
  fileprivate var kind: String? {
    switch self {
    case .reference(let kind): kind
    case .list(let element): element.kind
    default: nil
    }
  }
}
