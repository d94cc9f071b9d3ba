/// Reading laws through a view: which there are, and which cases break them.

import Definitions
import FEEL
import Governance

/// A law with a case that breaks it.
public struct BrokenLaw: Sendable {
  /// The law, of the definitions the case is pinned to.
  public let law: Law
  /// The id of the case.
  public let subject: String
  /// Its innermost active states.
  public let state: String
}

/// Reads laws through a view.
public struct LawReading {
  private let view: View

  /// The laws of a view.
  public init(_ view: View) { self.view = view }

  /// The laws of the definitions in force.
  public var all: [Law] { view.rulebook.laws }

  /// The cases that the reader may see and that break a law, in the order of the laws. Nothing is said where a law rests on what
  /// is withheld from the reader.
  public func broken() throws(StoreProblem) -> [BrokenLaw] {
    var result: [BrokenLaw] = []
    var asked: Set<String> = []
    for law in all where asked.insert(law.kind).inserted {
      for state in view.cases(law.kind) {
        let inspection = Inspection(state, view.stage, at: view.now, view.sight)
        for law in state.rulebook.laws(of: state.kind.name) where law.isAbout(state) {
          let value = inspection.evaluate(law.condition)
          if case .boolean(true) = value { continue }
          if value.firstWithheld == nil {
            result.append(BrokenLaw(law: law, subject: state.id, state: state.stateText))
          }
        }
      }
    }
    return result
  }
}
