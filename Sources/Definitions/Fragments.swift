/// Pieces of definitions that are said once: `fragments:` names them, `uses:` puts them where they are wanted.

import Diagnostics
import Yams

/// The fragments of all files of a rulebook.
final class Fragments {
  /// The key by which a mapping takes over a fragment; no name of anything else.
  static let key = "uses"

  private var all: [String: YAML] = [:]
  private var wanted: Set<String> = []

  /// Takes in the fragments of a file.
  func read(_ file: YAML) {
    for entry in file["fragments"]?.entries("fragments") ?? [] {
      if let earlier = all[entry.key] {
        entry.keyNode.error(
          .duplicateName, "there is a fragment \"\(entry.key)\" already", hint: "at \(earlier.place.citation)")
      } else {
        all[entry.key] = entry.value
      }
    }
  }

  /// What a fragment says, for who names it at a place.
  fileprivate func find(_ name: String, _ written: YAML) -> YAML? {
    guard var fragment = all[name] else {
      written.error(
        .unknownFragment, "there is no fragment \"\(name)\"",
        hint: Nearest.hint(name, among: all.keys.sorted(), orAll: "the fragments are")
          ?? "fragments: {\(name): {…}}, in any workflow or plugin")
      return nil
    }
    if written.trail.contains(name) {
      written.error(
        .endlessFragment, "the fragment \"\(name)\" uses itself",
        hint: "by way of \((written.trail.drop { $0 != name } + [name]).joined(separator: ", "))")
      return nil
    }
    wanted.insert(name)
    fragment.trail = written.trail + [name]
    return fragment
  }

  /// Warns of what nothing uses.
  func warn(_ findings: inout Diagnostics) {
    for (name, fragment) in all.sorted(by: { $0.key < $1.key }) where !wanted.contains(name) {
      findings.warning(
        .unused, "nothing uses the fragment \"\(name)\"", at: fragment.place, hint: "uses: \(name), or leave it out")
    }
  }
}

extension YAML {
  /// The same, with what is found wrong told to nobody.
  var silent: YAML {
    YAML(node: node, source: source, findings: Findings(findings.fragments), under: under.map(\.silent), trail: trail)
  }

  /// What it says by way of others: the fragments it names, then what stands under it.
  var used: [YAML] {
    guard case .mapping(let mapping) = node else { return [] }
    guard let named = mapping.first(where: { $0.key.scalar?.string == Fragments.key }).map({ with($0.value) }) else {
      return under
    }
    return named.texts("the names of fragments").compactMap { findings.fragments.find($0.text, $0.node) } + under
  }

  /// The same, where what it does not say is said by others. What is no mapping says all there is to say, unless it is empty.
  func over(_ others: [YAML]) -> YAML {
    guard let first = others.first else { return self }
    switch node {
    case .mapping:
      var whole = self
      whole.under += others.filter { if case .mapping = $0.node { true } else { false } }
      return whole
    case .scalar(let scalar) where scalar.string.isEmpty: return first.over(Array(others.dropFirst()))
    default: return self
    }
  }
}
