/// Runs of the real binary.

import Foundation

/// A run of the real binary.
package struct Ran: Sendable {
  /// The exit status; the negative signal where one ended it.
  package let status: Int32
  package let text: String
  /// Whether it was killed because its allowance was spent.
  package let isOverdue: Bool
  /// Whether it ended by a signal.
  package var crashed: Bool { status < 0 }

  package init(status: Int32, text: String, isOverdue: Bool = false) {
    self.status = status
    self.text = text
    self.isOverdue = isOverdue
  }
}

/// Where what is tested was built: the folder that `BUILT` names, or the one of the tests.
package let built =
  ProcessInfo.processInfo.environment["BUILT"].map { URL(fileURLWithPath: $0) }
  ?? project.appending(path: ".build/debug")

/// Where the library of faults was built.
package let faultsFolder = ProcessInfo.processInfo.environment["FAULTS"].map { URL(fileURLWithPath: $0) } ?? built

/// The binary under test.
package let binary = built.appending(path: "convenant")

/// The environment of processes under test: nothing of the tester's own, but which mutant is tried.
package let environment: [String: String] = {
  var environment = ["LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "HOME": "/tmp", "SWIFT_BACKTRACE": "enable=no"]
  environment["MUTANT"] = ProcessInfo.processInfo.environment["MUTANT"]
  return environment
}()

/// Starts the binary in the folder of the project.
package func start(_ arguments: [String], input: Child.Input = .nothing) throws -> Child {
  try Child(binary.path, arguments, input: input)
}

@discardableResult package func convenant(_ arguments: String..., input: Data? = nil) throws -> Ran {
  try convenant(all: arguments, input: input)
}

@discardableResult package func convenant(all arguments: [String], input: Data? = nil) throws -> Ran {
  let folder = Scratch()
  return try start(arguments, input: input.map { .file(try folder.write("input", $0)) } ?? .nothing).finish()
}
