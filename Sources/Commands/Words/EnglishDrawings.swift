/// The words of drawings and traces, in English. `DutchDrawings.swift` has the same.

import Exchange

extension DrawingWord {
  var english: String {
    switch self {
    case .needs: "needs"
    case .clock: "by the clock:"
    case .sent: "by another case"
    case .runs: "runs"
    case .schedule: "schedule"
    case .roles: "roles"
    case .lines: "RASCI lines"
    case .schedules: "schedules"
    case .laws: "laws"
    case .constants: "constants"
    case .links: "Kinds and what they refer to"
    case .files: "Files of definitions and what they need"
    }
  }
}
