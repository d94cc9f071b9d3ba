/// Reasons in words, Dutch and English. The only place where a refusal gets its sentences.

import Calendar
import Definitions

/// A refusal's reason in words: why, and what would make the act possible.
public struct Explanation: Sendable {
  /// Why it is refused.
  public let because: String
  /// What would make it possible, if that can be said.
  public let remedy: String?
  /// The rule's place, `file:line`.
  public let place: String?
}

extension Reason {
  /// The reason in a language.
  public func explained(_ language: Language) -> Explanation {
    func words(_ en: String, _ nl: String) -> String { language == .nl ? nl : en }
    func or(_ list: [String]) -> String { list.joined(separator: words(" or ", " of ")) }
    func meant(_ near: String?) -> String? { near.map { words("did you mean \"\($0)\"?", "bedoelt u \"\($0)\"?") } }
    func make(_ because: String, _ remedy: String? = nil) -> Explanation {
      Explanation(because: because, remedy: remedy, place: place?.citation)
    }
    switch self {
    case .noSuchCase(let id, let near):
      return make(
        words("there is no case \"\(id)\"", "er is geen zaak \"\(id)\""), meant(near) ?? words("see: list", "zie: list")
      )
    case .caseExists(let id):
      return make(
        words("a case \"\(id)\" exists already", "er is al een zaak \"\(id)\""),
        words("choose another id", "kies een andere id"))
    case .badName(let id):
      return make(
        words("\"\(id)\" cannot be an id", "\"\(id)\" kan geen id zijn"),
        words(
          "a small letter, then small letters, digits and hyphens",
          "een kleine letter, dan kleine letters, cijfers en streepjes"))
    case .noSuchKind(let kind, let near):
      return make(words("there is no kind \"\(kind)\"", "er is geen soort \"\(kind)\""), meant(near))
    case .noSuchEvent(let kind, let event, let near):
      return make(
        words("a \(kind) has no event \"\(event)\"", "een \(kind) kent geen gebeurtenis \"\(event)\""), meant(near))
    case .notByPeople(let event, let source):
      let who = source == .clock ? words("the clock", "de klok") : words("another case", "een andere zaak")
      return make(
        words(
          "\(event) is brought about by \(who), not by people", "\(event) wordt gedaan door \(who), niet door mensen"))
    case .unknownField(let name, let near):
      return make(words("it has no field \"\(name)\"", "het kent geen veld \"\(name)\""), meant(near))
    case .missingField(let name, let type):
      return make(
        words("\(name) is missing (\(type))", "\(name) ontbreekt (\(type))"),
        words("add \(name): …", "voeg toe \(name): …"))
    case .wrongField(let name, let type, let found, let sample):
      return make(
        words("\(name) takes a \(type), not a \(found)", "\(name) vraagt een \(type), geen \(found)"),
        words("write \(name): \(sample)", "schrijf \(name): \(sample)"))
    case .noSuchReference(let field, let id, let kind):
      let what = kind ?? words("case", "zaak")
      return make(
        words("\(field) names \"\(id)\", which is no \(what)", "\(field) noemt \"\(id)\", en dat is geen \(what)"),
        words("see: list \(kind ?? "KIND")", "zie: list \(kind ?? "SOORT")"))
    case .notInRole(let account, let letter, let wanted, let accountable, let has, _, let could):
      let who =
        has.isEmpty
        ? words("\(account) stands in no role here", "\(account) heeft hier geen rol")
        : words("\(account) acts as \(or(has))", "\(account) handelt als \(or(has))")
      if wanted.isEmpty {
        return make(
          words(
            "the RASCI line has no \(letter) here: nobody is asked for this",
            "de RASCI-regel heeft hier geen \(letter): dit wordt niemand gevraagd"))
      }
      let answers =
        letter == "A" ? "" : words(", accountable \(accountable) (A)", ", eindverantwoordelijk \(accountable) (A)")
      return make(
        words(
          "\(who); it is for \(or(wanted)) (\(letter))\(answers)",
          "\(who); dit is voor \(or(wanted)) (\(letter))\(answers)"),
        could.isEmpty
          ? words("nobody stands in that role now: assign it first", "niemand heeft die rol nu: wijs haar eerst toe")
          : words("could: \(could.joined(separator: ", "))", "wel: \(could.joined(separator: ", "))"))
    case .lapsed(let grant, let what, let from, let until, let role):
      let noun =
        language == .nl
        ? ["assignment": "toewijzing", "delegation": "machtiging", "mandate": "mandaat"][what.rawValue] ?? ""
        : what.rawValue
      let span = words(
        "from \(from.map { "\($0)" } ?? "…") until \(until.map { "\($0)" } ?? "…")",
        "van \(from.map { "\($0)" } ?? "…") tot en met \(until.map { "\($0)" } ?? "…")")
      return make(
        words(
          "the \(noun) \(grant) as \(role) is not in force today: it runs \(span)",
          "de \(noun) \(grant) als \(role) geldt vandaag niet: zij loopt \(span)"),
        words("a new \(noun) is needed", "een nieuwe \(noun) is nodig"))
    case .unknownPerson(let account):
      return make(
        words(
          "nobody is on record behind \(account), and four eyes are two persons",
          "achter \(account) staat niemand geregistreerd, en vier ogen zijn twee personen"),
        words("record the person with this account first", "registreer eerst de persoon met dit account"))
    case .left(let account, let person):
      return make(
        words(
          "\(person), the person behind \(account), has left", "\(person), de persoon achter \(account), is vertrokken"),
        words(
          "let somebody else act, and revoke the roles of \(person)",
          "laat een ander handelen, en trek de rollen van \(person) in"))
    case .accountTaken(let account, let person):
      return make(
        words("the account \(account) belongs to \(person) already", "het account \(account) hoort al bij \(person)"),
        words("an account belongs to one person", "een account hoort bij één persoon"))
    case .noMandate(let role, let activity, _):
      return make(
        words(
          "\(activity) needs a mandate in force for \(role)", "\(activity) vraagt een geldend mandaat voor \(role)"),
        words("record the mandate decision with its term and source", "leg het mandaatbesluit vast met termijn en bron")
      )
    case .separated(_, let roles, let reason, _):
      return make(
        words(
          "one person holds \(roles.joined(separator: " and ")): \(reason.en)",
          "één persoon heeft \(roles.joined(separator: " en ")): \(reason.nl)"),
        words("let somebody else act", "laat een ander handelen"))
    case .fourEyes(let entry, _):
      return make(
        words(
          "the person who approves asked for it (entry #\(entry))",
          "wie goedkeurt heeft het zelf gevraagd (vastlegging #\(entry))"),
        words("another person approves", "een andere persoon keurt goed"))
    case .notHeard(let role, let event, let asked, _):
      let when = asked.map { words("; asked until \($0)", "; gevraagd tot en met \($0)") } ?? ""
      return make(
        words("\(role) was not heard (C)\(when)", "\(role) is niet gehoord (C)\(when)"),
        words(
          "advise on \(event), or consult on \(event) with a date that passes",
          "advise on \(event), of consult on \(event) met een datum die verstrijkt"))
    case .notInState(let event, let state, let possible, _):
      return make(
        words("\(event) is not possible in \"\(state)\"", "\(event) kan niet in \"\(state)\""),
        possible.isEmpty
          ? nil
          : words("possible in: \(possible.joined(separator: ", "))", "kan in: \(possible.joined(separator: ", "))"))
    case .noGuard(_, let guards):
      let texts = guards.map { "\($0.condition)\($0.detail)" }
      return make(
        words(
          "no condition holds: \(texts.joined(separator: "; "))",
          "geen voorwaarde gaat op: \(texts.joined(separator: "; "))"))
    case .unmet(let name, let seen, let hint):
      return make(
        words(
          "missing: \(name): \(seen.condition)\(seen.detail)", "ontbreekt: \(name): \(seen.condition)\(seen.detail)"),
        hint?.text(language))
    case .failed(let message, _):
      return make(
        words("the definition failed: \(message)", "de definitie faalt: \(message)"),
        words("the definition must be mended", "de definitie moet hersteld worden"))
    case .consequence(let event, let subject, let reasons):
      let inner = reasons.map { $0.explained(language).because }.joined(separator: "; ")
      return make(
        words(
          "what follows is refused: \(event) on \(subject): \(inner)",
          "wat volgt wordt geweigerd: \(event) op \(subject): \(inner)"))
    case .noOpenAct(let entry, let open):
      return make(
        words("entry #\(entry) waits for nobody here", "vastlegging #\(entry) wacht hier op niemand"),
        open.isEmpty
          ? nil
          : words(
            "waiting: \(open.map { "#\($0)" }.joined(separator: ", "))",
            "wachtend: \(open.map { "#\($0)" }.joined(separator: ", "))"))
    case .stillOpen(let acts):
      let list = acts.joined(separator: ", ")
      let first = acts.first.map { $0.split(separator: " ") } ?? []
      let line = "\(first.last ?? "CASE") \(first.first ?? "#ENTRY")"
      return make(
        words("still waiting, and in need of the values: \(list)", "wacht nog, en heeft de waarden nodig: \(list)"),
        words(
          "first, by who may: ratify \(line), or approve, or reject",
          "eerst, door wie het mag: ratify \(line), of approve, of reject"))
    case .alreadyErased(let field, let entry):
      return make(
        words("\(field) was erased by entry #\(entry) already", "\(field) is al gewist door vastlegging #\(entry)"))
    case .stale(let subject, let changed, let basis):
      return make(
        words(
          "\(subject) changed in entry #\(changed), after entry #\(basis) on which this was decided",
          "\(subject) is veranderd in vastlegging #\(changed), na #\(basis) waarop dit berust"),
        words("look again and decide anew", "kijk opnieuw en besluit opnieuw"))
    case .backwards(let now):
      return make(words("time does not go back: it is \(now)", "de tijd gaat niet terug: het is \(now)"))
    case .cannotMove(let states, _):
      let list = states.joined(separator: ", ")
      return make(
        words(
          "the new definitions have no place for the state it is in: \(list)",
          "de nieuwe definities hebben geen plek voor de toestand waarin zij is: \(list)"),
        words(
          "bring the case into a state that both have, or keep the state in the new workflow",
          "breng de zaak in een toestand die beide kennen, of houd de toestand in de nieuwe workflow"))
    case .losesDuties(let duties):
      let list = duties.joined(separator: "; ")
      return make(
        words("it would lose: \(list)", "zij zou verliezen: \(list)"),
        words(
          "name the decision that says so: decision: \"…\"", "noem het besluit daartoe: decision: \"…\""))
    case .kept(let name, let event, _):
      return make(
        words("\(name) is not given at creation", "\(name) wordt niet bij het aanmaken gegeven"),
        event.map { words("leave it out; \($0) takes it later", "laat het weg; \($0) neemt het later aan") }
          ?? words("leave it out; the case keeps it itself", "laat het weg; de zaak houdt het zelf bij"))
    case .delegationLoop(let by, let person, let chain):
      let list = chain.joined(separator: ", ")
      return make(
        words(
          "\(by) has it in those days from \(person), by \(list): it would go round in a circle",
          "\(by) heeft het in die dagen van \(person), door \(list): het zou rondgaan"),
        words(
          "choose days that do not meet, or revoke \(chain.last ?? "")",
          "kies dagen die elkaar niet raken, of trek \(chain.last ?? "") in"))
    case .stillNeeded(let names):
      let list = names.joined(separator: ", ")
      return make(
        words(
          "the new definitions lack what is in use: \(list)", "de nieuwe definities missen wat in gebruik is: \(list)"),
        words(
          "keep it beside what is new, until no running case needs it",
          "houd het naast wat nieuw is, tot geen lopende zaak het nodig heeft"))
    case .isCurrent(let id):
      return make(
        words("\(id) is on the definitions in force already", "\(id) staat al op de geldende definities"),
        words("adopt definitions makes others the ones in force", "adopt definitions maakt andere de geldende"))
    }
  }
}

extension Reason.Seen {
  /// ` (end = 2031-12-31)`, or the fault.
  var detail: String {
    let list = values.map { "\($0.name) = \($0.value)" }.joined(separator: ", ")
    let all = [list, fault ?? ""].filter { !$0.isEmpty }.joined(separator: "; ")
    return all.isEmpty ? "" : " (\(all))"
  }
}
