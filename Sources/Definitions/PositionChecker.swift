/// Whether the positions of RASCI can be held: a role that is held within cases of one kind needs a way from the case to one.

import Diagnostics

struct PositionChecker {
  let kinds: [String: Kind]
  let roles: [String: Role]
  let findings: Findings

  init(_ parts: Rulebook.Parts, _ findings: Findings) {
    kinds = Dictionary(parts.kinds.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    roles = parts.roles
    self.findings = findings
  }

  func check(_ activities: [Activity]) {
    for role in roles.values.sorted(by: { $0.name < $1.name }) {
      guard let kind = role.within, kinds[kind] == nil else { continue }
      findings.all.error(
        .unknownKind, "the role \"\(role.name)\" is held within a \"\(kind)\", and there is no such kind",
        at: role.place,
        hint: Nearest.hint(kind, among: kinds.keys.sorted()), offers: kinds.keys.sorted())
    }
    for activity in activities {
      check(activity, "A", [activity.accountable])
      check(activity, "R", activity.responsible)
    }
  }

  /// Somebody can hold one of the roles, whatever the fields that say what a case is part of name.
  private func check(_ activity: Activity, _ letter: String, _ named: [String]) {
    let wanted = named.map { roles[$0]?.within.flatMap { kinds[$0] == nil ? nil : $0 } }
    guard !wanted.isEmpty, wanted.allSatisfy({ $0 != nil }),
      let dead = deadEnd(activity.kind, Set(wanted.compactMap { $0 }), [])
    else { return }
    let what = "\(activity.kind).\(activity.event ?? "default")"
    let within = Set(wanted.compactMap { $0 }).sorted().joined(separator: " or ")
    findings.all.error(
      .unheldPosition,
      "\(what): \(named.joined(separator: ", ")) (\(letter)) is held within a \(within), and nothing says in which a \(dead) lies",
      at: activity.place,
      hint: "within: a field that names a \(within), in the kind \(dead); or another role")
  }

  /// A kind from which no way leads to one of `targets`; nil when one leads from wherever a case may lie. What a field of any kind
  /// names is not known, and may lead there.
  private func deadEnd(_ name: String, _ targets: Set<String>, _ seen: Set<String>) -> String? {
    if targets.contains(name) { return nil }
    guard let kind = kinds[name], !seen.contains(name) else { return name }
    var first: String?
    for field in kind.within {
      guard let options = kind.kinds(of: field) else { return nil }
      guard let dead = options.lazy.compactMap({ deadEnd($0, targets, seen.union([name])) }).first else { return nil }
      first = first ?? dead
    }
    return kind.within.count == 1 ? first ?? name : name
  }
}
