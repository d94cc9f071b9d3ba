/// What can be wrong with using a store. Worded where it is shown.

import Diagnostics
import Governance
import Journal

/// What can be wrong with using a store.
public enum StoreProblem: Error, Sendable {
  /// Where it lies.
  case journal(JournalProblem)
  /// Its definitions.
  case definitions(Diagnostics)
  /// Its first entry, or a snapshot, is not what this product writes; with what was found.
  case damaged(String)
  /// Something that only a simulation can do.
  case notSimulated
  /// Somebody who is only said to be who they are, in a live store.
  case notVouchedFor(String)
  /// Somebody whom another store knows.
  case strangerTo(String)
  /// Time would go back.
  case backwards(now: String)
  /// One of several acts that go together was refused.
  case refused(Receipt)
  /// An entry, or a number of entries, that the store does not have.
  case unknownEntry(Int, of: Int)
  /// A request gives a field more than once: an entry could not say so, and so it is not put to the gate.
  case givenTwice(field: String)
  /// A store of so many entries cannot begin with one of more.
  case laterSize(Int, than: Int)
  /// A name that no entry has.
  case neverSeen(String)
  /// A name that no field has.
  case unknownName(String, near: String?)
  /// A case that the store does not have, or that the reader may not see.
  case unknownCase(String)
  /// Somebody who stands in no role asks for what takes one.
  case noRole(String)
  /// The signing key was changed by somebody else meanwhile, or without the consent of the one in force.
  case keyChanged
  /// A field says of a document whose bytes did not come along.
  case noBytes(field: String)
  /// What the reader may not see; with who may.
  case withheld(String, readers: [String])
}

extension StoreProblem {
  /// Errors of the modules below as problems of a store; others pass through as damage.
  static func wrap(_ error: any Error) -> StoreProblem {
    switch error {
    case let problem as StoreProblem: problem
    case let problem as JournalProblem: .journal(problem)
    case let problem as Diagnostics: .definitions(problem)
    default: .damaged("unexpected failure: \(type(of: error))")
    }
  }

  /// Does something, with its errors as problems of a store.
  static func wrapping<T>(_ body: () throws -> T) throws(StoreProblem) -> T {
    do { return try body() } catch { throw wrap(error) }
  }
}
