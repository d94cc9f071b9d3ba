/// Runs of the real binary.

import Foundation

/// A run of the real binary.
public struct Ran: Sendable {
  public let status: Int32
  public let text: String
  /// Whether it ended by a signal.
  public let crashed: Bool

  public init(status: Int32, text: String, crashed: Bool = false) {
    self.status = status
    self.text = text
    self.crashed = crashed
  }
}

/// The binary under test: that of `CONVENANT`, or the one that was built beside the tests.
public let binary =
  ProcessInfo.processInfo.environment["CONVENANT"].map { URL(fileURLWithPath: $0) }
  ?? project.appending(path: ".build/debug/convenant")

/// Starts the binary in the folder of the project.
public func start(_ arguments: [String], input: FileHandle? = nil) throws -> (Process, Pipe) {
  let process = Process()
  process.executableURL = binary
  process.arguments = arguments
  process.currentDirectoryURL = project
  process.environment = ["LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "HOME": "/tmp"]
  let pipe = Pipe()
  process.standardOutput = pipe
  process.standardError = pipe
  process.standardInput = input ?? FileHandle.nullDevice
  try process.run()
  return (process, pipe)
}

@discardableResult public func convenant(_ arguments: String..., input: Data? = nil) throws -> Ran {
  try convenant(all: arguments, input: input)
}

@discardableResult public func convenant(all arguments: [String], input: Data? = nil) throws -> Ran {
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
