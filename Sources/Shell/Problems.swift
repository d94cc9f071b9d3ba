/// What went wrong with a store, in words.

import Definitions
import Engine
import Journal

extension StoreProblem {
  /// One message: what, where, what to do.
  public func explained(_ language: Language) -> String {
    func words(_ en: String, _ nl: String) -> String { language == .nl ? nl : en }
    switch self {
    case .definitions(let diagnostics): return diagnostics.description
    case .damaged(let what):
      return words(
        "the store is damaged: \(what); run convenant verify, and if that says sound, convenant rebuild",
        "de opslag is beschadigd: \(what); voer convenant verify uit, en zegt dat sound, dan convenant rebuild")
    case .notSimulated:
      return words(
        "a live store goes by the wall clock; only a simulation can go to a date",
        "een echte opslag volgt de klok; alleen een simulatie kan naar een datum gaan")
    case .backwards(let now):
      return words("it is \(now) already; time does not go back", "het is al \(now); de tijd gaat niet terug")
    case .refused(let receipt):
      let reasons = receipt.decision.reasons.map { $0.explained(language).because }.joined(separator: "; ")
      return words(
        "\(receipt.verb.text) \(receipt.subject) is refused, and nothing was done: \(reasons)",
        "\(receipt.verb.text) \(receipt.subject) is geweigerd, en niets is gedaan: \(reasons)")
    case .unknownEntry(let number, let size):
      return words(
        "\(number) is outside of the store's \(size) entries, which are counted from 0",
        "\(number) valt buiten de \(size) vermeldingen van de opslag, geteld vanaf 0")
    case .neverSeen(let name):
      return words(
        "no entry of this store knows \"\(name)\"; is it written as it was then?",
        "geen vastlegging van deze opslag kent \"\(name)\"; staat het er zoals toen?")
    case .unknownName(let name, let near):
      let hint = near.map { words("; did you mean \"\($0)\"?", "; bedoelde u \"\($0)\"?") } ?? ""
      return words(
        "no field is named \"\(name)\", and nothing was written\(hint)",
        "geen veld heet \"\(name)\", en niets is geschreven\(hint)")
    case .unknownCase(let id):
      return words("there is no case \"\(id)\"; see: list KIND", "er is geen zaak \"\(id)\"; zie: list SOORT")
    case .journal(let problem):
      switch problem {
      case .missing(let path):
        return words(
          "there is no store at \(path); begin one with a script, or: convenant --store \(path) -c 'begin simulation …'",
          "er is geen opslag op \(path); begin er een met een script, of: convenant --store \(path) -c 'begin simulation …'"
        )
      case .exists(let path):
        return words(
          "\(path) exists already; choose another path or remove it yourself",
          "\(path) bestaat al; kies een ander pad of verwijder het zelf")
      case .notAStore(let path):
        return words(
          "\(path) is no store of convenant; name the file that `begin` made",
          "\(path) is geen opslag van convenant; noem het bestand dat `begin` maakte")
      case .newer(let path):
        return words(
          "\(path) was written by a later version; install that version",
          "\(path) is geschreven door een latere versie; installeer die versie")
      case .locked(let path):
        return words(
          "\(path) is held by another process; try again when it is done",
          "\(path) is in gebruik door een ander proces; probeer het later opnieuw")
      case .keyMissing(let path):
        return words(
          "there is no signing key at \(path); put it back from where it is kept",
          "er is geen ondertekensleutel op \(path); zet hem terug van waar hij bewaard wordt")
      case .keyUnfit(let path):
        return words(
          "\(path) is no signing key that its owner alone can read; chmod 600 \(path), or put the key back",
          "\(path) is geen ondertekensleutel die alleen de eigenaar kan lezen; chmod 600 \(path), of zet de sleutel terug"
        )
      case .keyForeign(let path):
        return words(
          "\(path) is the key of another store, or an older one; put back the key that this store names: convenant verify shows it",
          "\(path) is de sleutel van een andere opslag, of een oude; zet de sleutel terug die deze opslag noemt: zie convenant verify"
        )
      case .readOnly(let path):
        return words(
          "\(path) cannot be written to; check the rights of the file and its folder",
          "\(path) kan niet beschreven worden; controleer de rechten van bestand en map")
      case .full(let path):
        return words(
          "the disk of \(path) is full; nothing of this act was done; make room and try again",
          "de schijf van \(path) is vol; niets van deze handeling is gedaan; maak ruimte en probeer opnieuw")
      case .broken(let path, let what):
        return words(
          "\(path) cannot be read or written: \(what); run verify",
          "\(path) kan niet gelezen of beschreven worden: \(what); voer verify uit")
      }
    }
  }
}
