/// `approve`, `reject` and `ratify`: what the accountable role does with acts that wait.

import Engine
import Governance

extension Command {
  static let approve = settling("approve", .approve, example: "approve {case}", { !$0.tookEffect }) { .approve($0) }
  static let reject = settling("reject", .reject, example: "reject {case} #41", { _ in true }) { .reject($0) }
  static let ratify = settling("ratify", .ratify, example: "ratify {case}", \.tookEffect) { .ratify($0) }

  private static func settling(
    _ name: String, _ topic: Topic, example: String, _ concerns: @escaping @Sendable (SeenOpenAct) -> Bool,
    _ verb: @escaping @Sendable (Int) -> Verb
  ) -> Command {
    Command(
      name, "\(name) CASE [#ENTRY]", topic, example: example, completes: [.caseID],
      .acts { cursor, _, view in
        let found = try cursor.takeCase(view)
        let waiting = found.open.filter(concerns)
        let entry = try cursor.takeEntry()
        try cursor.needEnd()
        if entry == nil, waiting.count > 1 {
          throw cursor.mistake(.severalWait, hint: .sayWhich(waiting.map { "#\($0.entry) \($0.event)" }))
        }
        guard let entry = entry ?? waiting.first?.entry else {
          throw Mistake(.nothingWaits(subject: found.id, ratify: name == "ratify"), hint: .see(.work))
        }
        return Asking(Request(verb(entry), on: found.id))
      })
  }
}
