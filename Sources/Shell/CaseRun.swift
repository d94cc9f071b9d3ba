/// The cases beside a definition: scripts that a store in memory must pass.

import Calendar
import Commands
import Definitions
import Diagnostics
import Governance
import Journal

/// How a case went.
public struct CaseRun: Sendable {
  /// What the file calls the case.
  public let name: String
  /// Whether it passed.
  public let passed: Bool
  /// All that was said.
  public let transcript: String
  /// Acts in it that only laws stopped.
  public let stoppedByLaw: [StoppedByLaw]

  /// Runs all cases of a `cases.yaml`. Each begins with a new simulation in a storage of its own, unless it begins one itself.
  /// `watcher` takes note of what their decisions come by.
  public static func all(
    _ file: CasesFile, name: String, _ rulebook: Rulebook, watcher: Watcher? = nil,
    in storage: @escaping () throws(JournalProblem) -> any Storage
  ) -> [CaseRun] {
    file.cases.map { one in
      var transcript: [String] = []
      var surroundings = Surroundings(
        write: { transcript.append($0) }, read: { file.files[$0].map { Array($0.utf8) } },
        clock: { Instant(milliseconds: 0) }, storageName: nil,
        storage: storage, definitions: { (_) throws(Diagnostics) in rulebook })
      surroundings.watcher = watcher
      let session = Session(surroundings, store: nil, language: .en)
      let setup = "begin simulation from 2027-01-04 in Europe/Amsterdam by admin@check\n" + file.setup
      var status: Int32 = 1
      do throws(Mistake) {
        status = try Script(name: "\(name) setup", bytes: Array(setup.utf8)).run(session, echo: true)
        if status == 0 {
          status = try Script(name: name, bytes: Array(one.script.utf8), from: one.line).run(session, echo: true)
        }
      } catch {
        transcript.append(error.rendered(.en))
      }
      return CaseRun(
        name: one.name, passed: status == 0, transcript: transcript.joined(separator: "\n"),
        stoppedByLaw: session.stoppedByLaw)
    }
  }
}
