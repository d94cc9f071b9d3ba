/// Weigeringen en problemen in het Nederlands: refusals and problems in Dutch. `EnglishReasons.swift` has the same, in the same
/// order.

import Definitions
import Engine
import Governance
import Journal

private func or(_ list: [String]) -> String { list.joined(separator: " of ") }

private func span(_ from: String?, _ until: String?) -> String { "van \(from ?? "…") tot en met \(until ?? "…")" }

extension Reason {
  /// Why it is refused; `actor` is who acted, for who may read of them.
  func dutch(_ actor: String?) -> String {
    let who = actor ?? "wie handelt"
    switch self {
    case .noSuchCase(let id): return "er is geen zaak \"\(id)\""
    case .caseExists(let id): return "er is al een zaak \"\(id)\""
    case .badName(let id): return "\"\(id)\" kan geen id zijn"
    case .noSuchKind(let kind, _): return "er is geen soort \"\(kind)\""
    case .noSuchEvent(let kind, let event, _): return "een \(kind) kent geen gebeurtenis \"\(event)\""
    case .notByPeople(let event, let source):
      let who = source == .clock ? "de klok" : source == .engine ? "een andere zaak of de opslag zelf" : "een rol"
      return "\(event) wordt gedaan door \(who), niet door mensen"
    case .madeByOthers(let kind, let makers):
      return "een \(kind) wordt niet door mensen gemaakt, maar volgt uit een \(makers.joined(separator: " of een "))"
    case .unknownField(let name, _): return "het kent geen veld \"\(name)\""
    case .missingField(let name, let type): return "\(name) ontbreekt (\(type))"
    case .wrongField(let name, let type, let found, _): return "\(name) vraagt \(type.dutchType), geen \(found)"
    case .outOfBounds(let name, let from, let to):
      switch (from, to) {
      case (let from?, let to?): return "\(name) moet van \(from) tot en met \(to) zijn"
      case (let from?, nil): return "\(name) moet ten minste \(from) zijn"
      default: return "\(name) mag ten hoogste \(to ?? "") zijn"
      }
    case .datePassed(let name): return "\(name) is een datum die voorbij is"
    case .misplacedRole(let role, let kind, let scope, _):
      return "\(role) geldt alleen binnen een \(kind), niet \(scope.map { "in \($0)" } ?? "overal")"
    case .otherKind(let field, let id, let kinds):
      return "\(field) verwijst naar \"\(id)\", en dat is geen \(kinds.joined(separator: " of "))"
    case .noSuchReference(let field, let id, let kind):
      return "\(field) verwijst naar \"\(id)\", en dat is geen \(kind ?? "zaak")"
    case .kept(let name, _, _): return "\(name) wordt niet bij het aanmaken gegeven"
    case .notInRole(let letter, let wanted, let accountable, let has, _, _):
      guard !wanted.isEmpty else {
        return "de RASCI-regel heeft hier geen \(letter.rawValue): dit wordt niemand gevraagd"
      }
      let answers = letter == .accountable ? "" : ", eindverantwoordelijk \(accountable) (A)"
      let acts = has.isEmpty ? "\(who) heeft hier geen rol" : "\(who) handelt als \(or(has))"
      return "\(acts); dit is voor \(or(wanted)) (\(letter.rawValue))\(answers)"
    case .lapsed(let grant, let what, let from, let until, let role):
      return
        "\(what.dutchWithArticle) \(grant) als \(role) geldt vandaag niet: zij loopt \(span(from.map { "\($0)" }, until.map { "\($0)" }))"
    case .unknownPerson(let account):
      return "achter \(account ?? who) staat niemand geregistreerd, en vier ogen zijn twee personen"
    case .left(let person): return "\(person), de persoon achter \(who), is vertrokken"
    case .accountTaken(let account, let person):
      return "\(account.map { "het account \($0)" } ?? "een account") hoort al bij \(person)"
    case .noMandate(let role, let activity, _): return "\(activity) vraagt een geldend mandaat voor \(role)"
    case .overCeiling(let mandate, let activity, _): return "\(activity): het mandaat \(mandate) reikt niet zo ver"
    case .tooSoon(let name, let least, _):
      return "\(name) moet \(least) of later zijn: wie geraadpleegd wordt heeft die tijd nodig"
    case .separated(_, let roles, let of, let reason, _):
      let whose = of.map { "\($0.isEmpty ? "iemand" : $0), die het doorgaf, heeft" } ?? "één persoon heeft"
      return "\(whose) \(roles.joined(separator: " en ")): \(reason.nl)"
    case .fourEyes(let entry, _): return "wie goedkeurt heeft dit zelf gevraagd (vastlegging #\(entry))"
    case .notHeard(let role, _, let asked, _):
      return "\(role) is niet gehoord (C)\(asked.map { "; gevraagd tot en met \($0)" } ?? "")"
    case .notInState(let event, let state, _, _): return "\(event) kan niet in \"\(state)\""
    case .noGuard(_, let guards):
      return "geen voorwaarde gaat op: "
        + guards.map { "\($0.condition)\($0.detail("(afgeschermd)"))" }.joined(separator: "; ")
    case .unmet(let name, let seen, _): return "\(name) gaat niet op: \(seen.condition)\(seen.detail("(afgeschermd)"))"
    case .law(_, let title, let source, let subject, let seen):
      let subject = subject.isEmpty ? "een zaak die u niet mag inzien" : subject
      return
        "\(subject) zou een wet overtreden: \(title.nl) (\(source)): \(seen.condition)\(seen.detail("(afgeschermd)"))"
    case .failed(let failure, _): return "de definitie faalt: \(failure.dutch)"
    case .consequence(let what, let reasons):
      let subject = what.subject.isEmpty ? "een zaak die u niet mag inzien" : what.subject
      guard !reasons.isEmpty else { return "wat volgt wordt geweigerd: \(what.event) op \(subject)" }
      return "wat volgt wordt geweigerd: \(what.event) op \(subject): "
        + reasons.map { $0.dutch(nil) }.joined(separator: "; ")
    case .noOpenAct(let entry, _): return "vastlegging #\(entry) wacht hier op niemand"
    case .stillOpen(let waiting):
      return "er wachten nog handelingen: " + waiting.map { "#\($0.entry) op \($0.subject)" }.commas
    case .alreadyErased(let field, let entry): return "\(field) is al gewist door vastlegging #\(entry)"
    case .stale(let subject, let changed, let basis):
      return "\(subject) is veranderd in vastlegging #\(changed), na #\(basis) waarop dit berust"
    case .notSimulated: return "een echte opslag volgt de klok"
    case .cannotMove(let states, _):
      return "de nieuwe definities hebben geen plek voor de toestand waarin zij is: \(states.commas)"
    case .losesDuties(let duties): return "zij zou verliezen: \(duties.joined(separator: "; "))"
    case .isCurrent(let id): return "\(id) staat al op de geldende definities"
    case .stillNeeded(let names): return "de nieuwe definities missen wat in gebruik is: \(names.commas)"
    case .delegationLoop(let by, let person, let chain):
      guard let by, let person else { return "deze machtiging zou rondgaan, door \(chain.commas)" }
      return "deze machtiging zou rondgaan: \(person) machtigt \(by) al in die dagen, door \(chain.commas)"
    }
  }

  /// What would make it possible, if that can be said.
  var dutchRemedy: String? {
    func meant(_ near: String?) -> String? { near.map { "bedoelt u \"\($0)\"?" } }
    switch self {
    case .noSuchCase: return "zie: list SOORT"
    case .caseExists: return "kies een andere id"
    case .badName: return Message.idForm.dutch
    case .noSuchKind(_, let near), .noSuchEvent(_, _, let near), .unknownField(_, let near): return meant(near)
    case .notByPeople, .alreadyErased, .notSimulated: return nil
    case .madeByOthers(_, let makers): return "zie: \(makers.map { "help \($0)" }.joined(separator: " of "))"
    case .missingField(let name, _): return "voeg toe \(name): …"
    case .wrongField(let name, _, _, let sample): return "schrijf \(name): \(sample)"
    case .outOfBounds(let name, let from, let to): return "schrijf \(name): \(from ?? to ?? "")"
    case .datePassed(let name): return "schrijf \(name): een datum na vandaag"
    case .misplacedRole(_, let kind, _, let field): return "\(field): een \(kind); zie: list \(kind)"
    case .otherKind(_, _, let kinds): return "zie: \(kinds.map { "list \($0)" }.joined(separator: " of "))"
    case .noSuchReference(_, _, let kind): return "zie: list \(kind ?? "SOORT")"
    case .kept(let name, let event, _):
      return event.map { "laat het weg; \($0) neemt het later aan" } ?? "laat \(name) weg; de zaak houdt het zelf bij"
    case .notInRole(_, let wanted, _, _, _, let could):
      if wanted.isEmpty { return nil }
      return could.isEmpty
        ? "niemand heeft die rol nu: wijs haar eerst toe" : "wel: " + could.map { Message.holder($0).dutch }.commas
    case .lapsed(_, let what, _, _, _): return "er is een \(what.dutch) nodig"
    case .unknownPerson: return "registreer eerst de persoon met dit account"
    case .left(let person): return "laat een ander handelen, en trek de rollen van \(person) in"
    case .accountTaken: return "een account hoort bij één persoon"
    case .noMandate: return "leg het mandaatbesluit vast met termijn en bron"
    case .overCeiling(let mandate, _, _):
      return "een mandaat met een hoger plafond is nodig, of wie het gaf beslist zelf; zie: show \(mandate)"
    case .tooSoon(let name, let least, _): return "schrijf \(name): \(least)"
    case .separated: return "laat een ander handelen"
    case .fourEyes: return "een andere persoon keurt goed"
    case .notHeard(_, let event, _, _): return "advise on \(event), of consult on \(event) met een datum die verstrijkt"
    case .notInState(_, _, let possible, _): return possible.isEmpty ? nil : "kan in: \(possible.commas)"
    case .noGuard, .consequence: return nil
    case .unmet(_, _, let hint): return hint?.nl
    case .law(_, _, _, let subject, _): return "laat haar eerst gelden voor \(subject); zie: show \(subject)"
    case .failed: return "de definitie moet hersteld worden"
    case .noOpenAct(_, let open): return open.isEmpty ? nil : "wachtend: \(open.map { "#\($0)" }.commas)"
    case .stillOpen(let waiting):
      let line = waiting.first.map { "\($0.subject) #\($0.entry)" } ?? "ZAAK #VASTLEGGING"
      return "eerst, door wie het mag: ratify \(line), of approve, of reject"
    case .stale: return "kijk opnieuw en besluit opnieuw"
    case .cannotMove: return "breng de zaak in een toestand die beide kennen, of houd de toestand in de nieuwe workflow"
    case .losesDuties: return "noem het besluit daartoe: decision: \"…\""
    case .isCurrent: return "adopt definitions maakt andere de geldende"
    case .stillNeeded: return "houd het naast wat nieuw is, tot geen lopende zaak het nodig heeft"
    case .delegationLoop(_, _, let chain): return "kies dagen die elkaar niet raken, of trek \(chain.last ?? "") in"
    }
  }
}

extension Reason.Failure {
  fileprivate var dutch: String {
    switch self {
    case .expression(let message): message
    case .initial(let field, let type, let found): "\(field): een \(found) is geen \(type)"
    case .creationPending: "het aanmaken van een zaak kan niet op goedkeuring wachten"
    case .endless(let kind): "het schema van \(kind) komt niet tot rust"
    case .tooMany(let count): "uit één handeling volgen er meer dan \(count)"
    }
  }
}

extension Grant.Kind {
  fileprivate var dutch: String {
    switch self {
    case .assignment: "toewijzing"
    case .delegation: "machtiging"
    case .mandate: "mandaat"
    }
  }

  fileprivate var dutchWithArticle: String { self == .mandate ? "het mandaat" : "de \(dutch)" }
}

extension StoreProblem {
  var dutch: String {
    switch self {
    case .definitions(let diagnostics): diagnostics.description
    case .damaged(let what):
      "de opslag is beschadigd: \(what); voer convenant verify uit, en zegt dat sound, dan convenant rebuild"
    case .notSimulated: "een echte opslag volgt de klok; alleen een simulatie kan naar een datum gaan"
    case .notVouchedFor(let account):
      "in een echte opslag wordt van niemand aangenomen dat het \(account) is: ieder handelt en leest vanuit het eigen account"
    case .strangerTo(let account): "\(account) komt van een andere opslag"
    case .backwards(let now): "het is al \(now); de tijd gaat niet terug"
    case .refused(let receipt):
      "\(receipt.verb.typed) \(receipt.subject) is geweigerd, en niets is gedaan: "
        + receipt.reasons.map { $0.dutch(nil) }.joined(separator: "; ")
    case .givenTwice(let name): "\(name) is meer dan eens gegeven, en er is niets gedaan; geef het één keer"
    case .laterSize(let first, let size):
      "een opslag van \(size) vastleggingen kan niet beginnen met een van \(first); het kleinste getal staat voorop"
    case .unknownEntry(let number, let size):
      "\(number) valt buiten de \(size) vastleggingen van de opslag, geteld vanaf 0"
    case .neverSeen(let name): "geen vastlegging van deze opslag kent \"\(name)\"; staat het er zoals toen?"
    case .unknownName(let name, let near):
      "geen veld heet \"\(name)\", en niets is geschreven" + (near.map { "; bedoelt u \"\($0)\"?" } ?? "")
    case .noRole(let account):
      "\(account) heeft hier geen rol; vraag een beheerder om een toewijzing"
    case .keyChanged:
      "de ondertekensleutel is intussen door een ander vernieuwd; kijk wie dat deed met \"history event \"rotate key\"\" en probeer het zo nodig opnieuw"
    case .unknownCase(let id): "er is geen zaak \"\(id)\"; zie: list SOORT"
    case .noBytes(let field):
      "\(field) noemt een document dat hier niet is; noem het bestand zelf: \(field): \"notulen.pdf\""
    case .withheld(let what, let readers):
      "\(what) is niet voor u om te lezen" + (readers.isEmpty ? "" : "; het is voor \(readers.commas)")
    case .journal(let problem): problem.dutch
    }
  }
}

extension JournalProblem {
  var dutch: String {
    switch self {
    case .missing(let name):
      "er is geen opslag op \(name); begin er een met een script, of: convenant --store \(name) -c 'begin simulation …'"
    case .exists(let name): "\(name) bestaat al; kies een ander pad of verwijder het zelf"
    case .notAStore(let name): "\(name) is geen opslag van convenant; noem het bestand dat `begin` maakte"
    case .newer(let name): "\(name) is geschreven door een latere versie; installeer die versie"
    case .locked(let name): "\(name) is in gebruik door een ander proces; probeer het later opnieuw"
    case .keyMissing(let name): "er is geen ondertekensleutel op \(name); zet hem terug van waar hij bewaard wordt"
    case .keyUnfit(let name):
      "\(name) is geen ondertekensleutel die alleen de eigenaar kan lezen; chmod 600 \(name), of zet de sleutel terug"
    case .keyForeign(let name):
      "\(name) is de sleutel van een andere opslag, of een oude; zet de sleutel terug die deze opslag noemt: zie convenant verify"
    case .readOnly(let name): "\(name) kan niet beschreven worden; controleer de rechten van bestand en map"
    case .full(let name):
      "de schijf van \(name) is vol; niets van deze handeling is gedaan; maak ruimte en probeer opnieuw"
    case .broken(let name, let what):
      "\(name.isEmpty ? "de opslag" : name) kan niet gelezen of beschreven worden: \(what); voer verify uit"
    }
  }
}

extension Rebuilding.Difference {
  var dutch: String {
    switch self {
    case .index: "de index waarmee vastleggingen gevonden worden mist er, of heeft andere"
    case .missing(let id): "\(id) ontbreekt in de leestabel"
    case .other(let id): "\(id) staat anders in de leestabel dan de vastleggingen zeggen"
    case .timers(let id): "de timers van \(id) zijn andere dan de vastleggingen zeggen"
    case .links(let id): "de verwijzingen van \(id) zijn andere dan de vastleggingen zeggen"
    case .count(let stored, let entries): "de leestabel heeft \(stored) zaken, de vastleggingen \(entries)"
    }
  }
}

extension Replay.Difference {
  var dutch: String {
    switch self {
    case .decision(let entry, let recorded, let now):
      "vastlegging #\(entry) is vastgelegd als \(recorded), en komt nu uit op \(now)"
    case .authority(let entry, let recorded, let now):
      "vastlegging #\(entry) berust op \(recorded.isEmpty ? "geen grondslag" : recorded.commas), en zou nu berusten op \(now.isEmpty ? "geen" : now.commas)"
    case .sets(let entry, let field): "vastlegging #\(entry) zette \(field) niet, en nu wel"
    case .value(let entry, let field): "vastlegging #\(entry) gaf \(field) een andere waarde dan er nu uitkomt"
    case .following(let entry, let recorded, let now):
      "vastlegging #\(entry) had \(recorded) vastleggingen met wat volgde, en heeft er nu \(now)"
    }
  }
}

extension Recovered.Stop {
  var dutch: String {
    switch self {
    case .unreadable(let from): "het bestand kan vanaf vastlegging \(from) niet gelezen worden"
    case .missing(let entry, let last): "vastlegging \(entry) ontbreekt; de laatste is \(last)"
    case .notOurFormat(let entry): "vastlegging \(entry) heeft niet de vorm van het journaal"
    case .lostValues(let entry): "vastlegging \(entry), over de opslag zelf, mist waarden"
    case .doesNotVerify(let entry): "vastlegging \(entry) klopt niet"
    }
  }
}

extension IncomingFile.Fault {
  var dutch: String {
    switch self {
    case .empty: "is leeg"
    case .tooLarge(let size, let most):
      "is groter dan de \(most >> 20) MiB die een document mag hebben (het heeft er \(size >> 20) of meer)"
    case .name:
      "heeft geen naam die een document kan houden: letters, geen besturingstekens, ten hoogste 200 bytes, geen punt vooraan"
    case .other(let form): "is geen \(form)-bestand: het begint niet zo; is het verkeerd genoemd, of half gekopieerd?"
    }
  }
}

extension DocumentTerms.Classification {
  var dutch: String {
    switch self {
    case .public: "openbaar"
    case .internal: "intern"
    case .confidential: "vertrouwelijk"
    case .secret: "geheim"
    }
  }
}
