/// Graphviz, where it is installed: it lays out what `draw … as graphviz` asks for.

import Foundation

enum Graphviz {
  /// How long it may take over one picture.
  private static let allowance = DispatchTimeInterval.seconds(60)

  /// A graph in DOT as SVG; nil where Graphviz is not on the path of programs, or lays nothing out in time.
  static func svg(_ dot: String) -> String? {
    let folder = FileManager.default.temporaryDirectory.appending(path: "convenant-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    do {
      guard let program else { return nil }
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      let (graph, picture) = (folder.appending(path: "graph.dot"), folder.appending(path: "picture.svg"))
      try Data(dot.utf8).write(to: graph)
      guard try isDone(program, ["-Tsvg", graph.path, "-o", picture.path]) else { return nil }
      return try String(contentsOf: picture, encoding: .utf8)
    } catch { return nil }
  }

  private static var program: URL? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.map { URL(fileURLWithPath: "\($0)/dot") }.first {
      FileManager.default.isExecutableFile(atPath: $0.path)
    }
  }

  private static func isDone(_ program: URL, _ arguments: [String]) throws -> Bool {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    try process.run()
    guard ended.wait(timeout: .now() + allowance) == .success else {
      kill(process.processIdentifier, SIGKILL)
      return false
    }
    return process.terminationStatus == 0
  }
}
