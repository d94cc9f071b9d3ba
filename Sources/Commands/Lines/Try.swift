/// `try`: what the gate would decide, without doing it.

extension Command {
  static let attempt = Command(
    "try", "try LINE", .try, example: "try {event} {case}", completes: [.event, .caseID],
    .precedes { cursor, session, manner in
      var manner = manner
      manner.isTried = true
      return try session.statement(&cursor, manner)
    })
}
