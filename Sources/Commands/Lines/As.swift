/// `as`: who acts and reads.

import Definitions
import Engine

extension Command {
  static let act = Command(
    "as", "as ACCOUNT[: LINE]", .as, example: "as name@place", completes: [.account],
    .precedes { cursor, session, manner in
      var name = cursor.takeToken()
      let once = name.hasSuffix(":")
      if once { name.removeLast() }
      guard CaseName.isValid(name) else { throw cursor.expected(.account) }
      let own = session.surroundings.account.name
      if session.store?.setting.mode == .live, name != own {
        throw cursor.mistake(.liveActsAsYourself(own), hint: .askThemToAct(name))
      }
      guard once else {
        try cursor.needEnd()
        session.account = name
        return .nothing
      }
      let saved = session.account
      session.account = name
      defer { session.account = saved }
      guard !cursor.isAtEnd else { throw cursor.expected(.somethingToDo) }
      return try session.statement(&cursor, manner)
    })
}
