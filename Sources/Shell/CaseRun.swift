/// The cases beside a definition: scripts that a store in memory must pass.

import Calendar
import Definitions
import Diagnostics
import Engine
import FEEL

/// How a case went.
public struct CaseRun: Sendable {
  /// Its name.
  public let name: String
  /// Whether it passed.
  public let passed: Bool
  /// All that was said.
  public let transcript: String

  /// Runs all cases of a `cases.yaml`. Each begins with a new simulation in memory, unless it begins one itself.
  public static func all(_ file: CasesFile, name: String, _ rulebook: Rulebook) -> [CaseRun] {
    file.cases.map { one in
      var transcript: [String] = []
      let surroundings = Surroundings(
        write: { transcript.append($0) }, read: { _ in nil }, clock: { Instant(milliseconds: 0) },
        account: "check@local",
        definitions: { (_) throws(Diagnostics) in rulebook })
      let session = Session(surroundings, store: nil, path: nil, language: .en)
      let status: Int32
      do throws(Diagnostic) {
        let text =
          "begin simulation from 2027-01-04 in Europe/Amsterdam by admin@check\n" + file.setup + "\n" + one.script
        status = try Script(name: "\(name) \(one.name)", bytes: Array(text.utf8)).run(session, echo: true)
      } catch {
        transcript.append(error.rendered)
        status = 1
      }
      return CaseRun(name: one.name, passed: status == 0, transcript: transcript.joined(separator: "\n"))
    }
  }
}
