/// The words of drawings and traces, in Dutch. `EnglishDrawings.swift` has the same.

import Exchange

extension DrawingWord {
  var dutch: String {
    switch self {
    case .needs: "vereist"
    case .clock: "door de klok:"
    case .sent: "door een andere zaak"
    case .runs: "laat lopen:"
    case .schedule: "rooster"
    case .roles: "rollen"
    case .lines: "RASCI-regels"
    case .schedules: "roosters"
    case .laws: "wetten"
    case .constants: "constanten"
    case .links: "Soorten en waarnaar ze verwijzen"
    case .files: "Bestanden met definities en wat ze nodig hebben"
    }
  }
}

extension Message.TraceWord {
  var dutch: String {
    switch self {
    case .event: "gebeurtenis"
    case .requirement: "eis"
    case .considers: "weegt"
    case .takes: "neemt"
    case .leaves: "verlaat"
    case .enters: "gaat naar"
    case .sets: "zet"
    case .raises: "roept op"
    case .sends: "stuurt"
    case .creates: "maakt"
    case .starts: "start"
    case .stops: "stopt"
    case .ends: "eindigt"
    case .fails: "mislukt"
    case .law: "wet"
    case .arms: "zet termijn"
    case .cancels: "schrapt termijn"
    }
  }
}
