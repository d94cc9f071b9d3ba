/// Runs of the real binary.

import Foundation

/// A run of the real binary.
package struct Ran: Sendable {
  package let status: Int32
  package let text: String
  /// Whether it ended by a signal.
  package let crashed: Bool

  package init(status: Int32, text: String, crashed: Bool = false) {
    self.status = status
    self.text = text
    self.crashed = crashed
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
package func start(_ arguments: [String], input: FileHandle? = nil) throws -> (Process, Pipe) {
  let process = Process()
  process.executableURL = binary
  process.arguments = arguments
  process.currentDirectoryURL = project
  process.environment = environment
  let pipe = Pipe()
  process.standardOutput = pipe
  process.standardError = pipe
  process.standardInput = input ?? FileHandle.nullDevice
  try process.run()
  return (process, pipe)
}

@discardableResult package func convenant(_ arguments: String..., input: Data? = nil) throws -> Ran {
  try convenant(all: arguments, input: input)
}

@discardableResult package func convenant(all arguments: [String], input: Data? = nil) throws -> Ran {
  var handle: FileHandle?
  let folder = Scratch()
  if let input { handle = FileHandle(forReadingAtPath: try folder.write("input", input)) }
  let (process, pipe) = try start(arguments, input: handle)
  let data = pipe.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return Ran(
    status: process.terminationReason == .exit ? process.terminationStatus : -1,
    text: String(decoding: data, as: UTF8.self), crashed: process.terminationReason != .exit)
}
