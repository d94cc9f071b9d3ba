/// What is said to authors of definitions in their editor, and where they begin new ones: English and Dutch side by side.

import Definitions
import Diagnostics

extension Message {
  /// Said to an author of definitions.
  public enum Editing: Sendable {
    /// What has a name, and of what it is.
    case what(Definition)
    case typeIs(String, isRequired: Bool)
    case valueIs(String)
    case takes([String])
    case definedAt([Citation])
    case textTooLarge(String, most: Int)
    case nothingToRename
    case keepsItsName(Definition)
    case severalAreMeant([Definition])
    case solveFirst(Citation?, String)
    case noName(String)
    case unclear(Citation, String)
    case wouldBreak(Citation?, String)
    case wouldMeanOther(String, String)
    case caseWouldFail(file: String, name: String)
    case written(String)
    case nowType([String])
    case isThere(String)
    case noWorkflow(String)
    case kindIsThere(String, Citation)
    case noKindsIn(String)
    case noFolderName(String)
    case wouldNotPass(String)
    case noRegion(String, [String])

    var english: String {
      switch self {
      case .what(let definition): definition.english
      case .typeIs(let type, let isRequired): "of type \(type)\(isRequired ? ", required" : "")"
      case .valueIs(let value): "value: `\(value)`"
      case .takes(let events): "takes: \(events.commas)"
      case .definedAt(let places): "defined at \(places.map(\.description).commas)"
      case .textTooLarge(let uri, let most): "\(uri) is larger than \(most) bytes, and is not read"
      case .nothingToRename: "nothing that has a name of its own stands here"
      case .keepsItsName(let definition): "\(definition.english) \"\(definition.name)\" is not renamed here"
      case .severalAreMeant(let all):
        "\"\(all[0].name)\" is several things here: \(all.map(\.english).commas); rename it where it is defined"
      case .solveFirst(let place, let message):
        "first put right what is wrong: \(place.map { "\($0): " } ?? "")\(message)"
      case .noName(let text):
        "\"\(text)\" cannot be a name: a letter first, then letters, digits, hyphens and single spaces, at most 60"
      case .unclear(let place, let name):
        "\(place) says \"\(name)\", and whether this one is meant cannot be told; rename it by hand"
      case .wouldBreak(let place, let message): "with the new name, \(place.map { "\($0): " } ?? "")\(message)"
      case .wouldMeanOther(let path, let name): "with the new name, \"\(name)\" in \(path) would mean something else"
      case .caseWouldFail(let file, let name): "with the new name, the case \"\(name)\" of \(file) would fail"
      case .written(let path): "written      \(path)"
      case .nowType(let lines): "now type     \(lines.joined(separator: "\n             "))"
      case .isThere(let path): "\(path) is there already; choose another name, or take it away"
      case .noWorkflow(let name):
        "there is no workflow \"\(name)\"; name it as its folder in Workflows/ is called, or give the file"
      case .kindIsThere(let name, let place): "there is a kind \"\(name)\" already, at \(place)"
      case .noKindsIn(let path):
        "\(path) does not end with its kinds, so another cannot be added behind them; write it by hand"
      case .noFolderName(let text):
        "\"\(text)\" cannot be a name here: a letter first, then letters, digits and hyphens, at most 60; a folder is called so"
      case .noRegion(let name, let all):
        "there is no region \"\(name)\"\(all.isEmpty ? "" : "; there is \(all.commas)"): begin it with convenant new region"
      case .wouldNotPass(let name): "nothing is written: with \(name) the check would find"
      }
    }

    var dutch: String {
      switch self {
      case .what(let definition): definition.dutch
      case .typeIs(let type, let isRequired): "van het type \(type)\(isRequired ? ", verplicht" : "")"
      case .valueIs(let value): "waarde: `\(value)`"
      case .takes(let events): "neemt: \(events.commas)"
      case .definedAt(let places): "vastgelegd in \(places.map(\.description).commas)"
      case .textTooLarge(let uri, let most): "\(uri) is groter dan \(most) bytes en wordt niet gelezen"
      case .nothingToRename: "hier staat niets dat een eigen naam heeft"
      case .keepsItsName(let definition): "\(definition.dutch) \"\(definition.name)\" krijgt hier geen andere naam"
      case .severalAreMeant(let all):
        "\"\(all[0].name)\" is hier meer dan één ding: \(all.map(\.dutch).commas); hernoem het waar het is vastgelegd"
      case .solveFirst(let place, let message):
        "herstel eerst wat niet klopt: \(place.map { "\($0): " } ?? "")\(message)"
      case .noName(let text):
        "\"\(text)\" kan geen naam zijn: eerst een letter, dan letters, cijfers, streepjes en enkele spaties, hoogstens 60"
      case .unclear(let place, let name):
        "in \(place) staat \"\(name)\", en of dat deze is valt niet te zeggen; hernoem met de hand"
      case .wouldBreak(let place, let message): "met de nieuwe naam: \(place.map { "\($0): " } ?? "")\(message)"
      case .wouldMeanOther(let path, let name): "met de nieuwe naam zou \"\(name)\" in \(path) iets anders betekenen"
      case .caseWouldFail(let file, let name): "met de nieuwe naam zou het geval \"\(name)\" van \(file) mislukken"
      case .written(let path): "geschreven   \(path)"
      case .nowType(let lines): "typ nu       \(lines.joined(separator: "\n             "))"
      case .isThere(let path): "\(path) is er al; kies een andere naam, of haal het weg"
      case .noWorkflow(let name):
        "er is geen workflow \"\(name)\"; noem die zoals de map in Workflows/ heet, of geef het bestand"
      case .kindIsThere(let name, let place): "er is al een soort \"\(name)\", in \(place)"
      case .noKindsIn(let path):
        "\(path) eindigt niet met de soorten, dus er kan geen achter komen; schrijf die met de hand"
      case .noFolderName(let text):
        "\"\(text)\" kan hier geen naam zijn: eerst een letter, dan letters, cijfers en streepjes, hoogstens 60; een map heet zo"
      case .noRegion(let name, let all):
        "er is geen regio \"\(name)\"\(all.isEmpty ? "" : "; er is \(all.commas)"): begin die met convenant new region"
      case .wouldNotPass(let name): "er is niets geschreven: met \(name) zou de controle vinden"
      }
    }
  }
}

extension Definition {
  fileprivate var english: String {
    let of = [part, kind].compactMap { $0 }.map { " of \($0)" }.joined()
    switch sort {
    case .word: return "word\(of)"
    case .derived: return "derived value\(of)"
    default: return "\(sort.rawValue)\(of)"
    }
  }

  fileprivate var dutch: String {
    let of = [part, kind].compactMap { $0 }.map { " van \($0)" }.joined()
    return "\(sort.dutch)\(of)"
  }
}

extension Definition.Sort {
  fileprivate var dutch: String {
    switch self {
    case .workflow: "workflow"
    case .plugin: "plug-in"
    case .region: "regio"
    case .kind: "soort"
    case .field: "veld"
    case .derived: "afgeleide waarde"
    case .query: "vraag"
    case .state: "toestand"
    case .event: "gebeurtenis"
    case .requirement: "eis"
    case .timer: "timer"
    case .service: "dienst"
    case .role: "rol"
    case .constant: "constante"
    case .law: "wet"
    case .separation: "scheiding"
    case .schedule: "schema"
    case .calendar: "kalender"
    case .holiday: "feestdag"
    case .word: "woord"
    }
  }
}
