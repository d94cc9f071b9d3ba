import Foundation

/// The folder of the project.
let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

/// How much is tried: a part of all trials in the ordinary tests, all of them with TORTURE=1.
let isTorture = ProcessInfo.processInfo.environment["TORTURE"] != nil

/// A folder that goes with the test.
final class Scratch {
  let path: String
  init() {
    path = FileManager.default.temporaryDirectory.appending(path: "cvnt-\(UUID().uuidString)").path
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }
  deinit { try? FileManager.default.removeItem(atPath: path) }
  func file(_ name: String) -> String { "\(path)/\(name)" }
}

/// Random numbers that are the same in every run.
struct Seeded: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// What a run of the real binary did to its files.
struct Operation {
  enum Kind: Character { case create = "O", empty = "Z", write = "W", sync = "S", folder = "D", cut = "T", remove = "U", say = "A" }
  let kind: Kind
  let file: Int
  let offset: Int
  let bytes: [UInt8]

  var isName: Bool { kind == .create || kind == .remove }
}

/// One run of the real binary in front of which the faults are loaded.
struct Run {
  let status: Int32
  let crashed: Bool
  let text: String

  /// How many entries it acknowledged: the highest number it named, and those before.
  var acknowledged: Int { Run.acknowledged(text) }

  static func acknowledged(_ text: String) -> Int {
    var count = text.contains("begun ") ? 1 : 0
    for line in text.split(separator: "\n") where line.hasPrefix("accepted") || line.hasPrefix("refused") {
      if let mark = line.lastIndex(of: "#"), let number = Int(line[line.index(after: mark)...]) {
        count = max(count, number + 1)
      }
    }
    return count
  }

  static func script(acts: Int) -> String {
    var lines = ["begin simulation from 2025-01-06 in Europe/Amsterdam by admin@test"]
    for n in 1...acts {
      lines.append("create person q-\(n) name: \"Person \(n)\" accounts: [\"a\(n)@b\"]")
      if n % 40 == 0 { lines.append("expect accepted\nas nobody@x: create person z-\(n) name: \"x\"\nexpect refused") }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  static func play(_ folder: Scratch, acts: Int, _ faults: [String: String]) throws -> Run {
    let script = folder.file("script")
    try Data(Self.script(acts: acts).utf8).write(to: URL(fileURLWithPath: script))
    try FileManager.default.createDirectory(atPath: folder.file("disk"), withIntermediateDirectories: true)
    let process = Process()
    process.executableURL = project.appending(path: ".build/debug/convenant")
    process.arguments = ["run", script, "--store", folder.file("disk/store")]
    process.currentDirectoryURL = project
    var environment = ["LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "HOME": "/tmp", "SWIFT_BACKTRACE": "enable=no"]
    environment["LD_PRELOAD"] = project.appending(path: ".build/debug/libfaults.so").path
    environment["FAULTS_PREFIX"] = folder.file("disk/")
    environment.merge(faults) { $1 }
    process.environment = environment
    let out = folder.file("out")
    _ = FileManager.default.createFile(atPath: out, contents: nil)
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: out))
    process.standardOutput = handle
    process.standardError = handle
    try process.run()
    process.waitUntilExit()
    let signal = process.terminationReason == .uncaughtSignal ? process.terminationStatus : 0
    return Run(
      status: process.terminationStatus, crashed: signal != 0 && signal != SIGKILL,
      text: try String(contentsOfFile: out, encoding: .utf8))
  }
}

/// The record of a run, and the files as they may stand on the disk when the power fails.
struct Recording {
  let operations: [Operation]
  private let said: [UInt8]
  private let names: [Int: String]

  init(acts: Int) throws {
    let folder = Scratch()
    said = Array(try Run.play(folder, acts: acts, ["FAULTS_TRACE": folder.file("trace")]).text.utf8)
    let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: folder.file("trace"))))
    var (operations, names): ([Operation], [Int: String]) = ([], [:])
    var at = 0
    func number(_ start: Int, _ count: Int) -> Int {
      (0..<count).reduce(0) { $0 | Int(bytes[start + $1]) << (8 * $1) }
    }
    while at + 14 <= bytes.count {
      let kind = Operation.Kind(rawValue: Character(UnicodeScalar(bytes[at]))) ?? .say
      let (file, offset, length) = (Int(bytes[at + 1]), number(at + 2, 8), number(at + 10, 4))
      let data = Array(bytes[(at + 14)..<min(bytes.count, at + 14 + length)])
      if kind == .create || kind == .empty {
        names[file] = String(String(decoding: data, as: UTF8.self).split(separator: "/").last ?? "")
      }
      operations.append(Operation(kind: kind, file: file, offset: offset, bytes: data))
      at += 14 + length
    }
    self.operations = operations
    self.names = names
  }

  /// What may become of what was not synced.
  enum Fate {
    /// It is all gone.
    case dropped
    /// It is all there.
    case kept
    /// The last write of each file stopped in the middle of it.
    case torn
    /// Some of it is there, some is not.
    case scattered(UInt64)
  }

  /// How many entries were acknowledged before an operation.
  func acknowledged(before point: Int) -> Int {
    let printed = operations[..<point].last { $0.kind == .say }?.offset ?? 0
    return Run.acknowledged(String(decoding: said.prefix(printed), as: UTF8.self))
  }

  /// Writes the files as they may stand when the power fails before an operation.
  func fail(before point: Int, _ fate: Fate, to folder: Scratch) throws {
    var durable: [Int: [UInt8]] = [:]
    var pending: [Int: [Operation]] = [:]
    for operation in operations[..<point] where operation.kind != .say {
      if operation.kind == .folder {
        // Names are on the disk when their folder is, or when the file itself is.
        for file in pending.keys {
          for earlier in pending[file] ?? [] where earlier.isName { Self.apply(earlier, &durable) }
          pending[file]?.removeAll { $0.isName }
        }
      } else if operation.kind == .sync {
        for earlier in pending[operation.file] ?? [] { Self.apply(earlier, &durable) }
        pending[operation.file] = []
      } else {
        pending[operation.file, default: []].append(operation)
      }
    }
    if case .scattered(let seed) = fate {
      var random = Seeded(state: seed &+ UInt64(point))
      for file in pending.keys.sorted() { pending[file] = pending[file]?.filter { _ in Bool.random(using: &random) } }
    }
    for file in pending.keys.sorted() {
      guard let left = pending[file] else { continue }
      if case .dropped = fate { continue }
      for (index, operation) in left.enumerated() {
        guard case .torn = fate, index == left.count - 1, operation.kind == .write else {
          Self.apply(operation, &durable)
          continue
        }
        let half = Operation(
          kind: .write, file: file, offset: operation.offset,
          bytes: Array(
            operation.bytes.prefix(operation.bytes.count / 1024 * 512 + (operation.bytes.count < 512 ? 7 : 0))))
        Self.apply(half, &durable)
      }
    }
    for (file, bytes) in durable {
      guard let name = names[file], !name.hasSuffix("-shm") else { continue }
      try Data(bytes).write(to: URL(fileURLWithPath: folder.file(name)))
    }
  }

  private static func apply(_ operation: Operation, _ files: inout [Int: [UInt8]]) {
    switch operation.kind {
    case .create: files[operation.file] = files[operation.file] ?? []
    case .empty: files[operation.file] = []
    case .remove: files[operation.file] = nil
    case .cut:
      var bytes = files[operation.file] ?? []
      if bytes.count > operation.offset { bytes.removeLast(bytes.count - operation.offset) }
      while bytes.count < operation.offset { bytes.append(0) }
      files[operation.file] = bytes
    case .write:
      var bytes = files[operation.file] ?? []
      let end = operation.offset + operation.bytes.count
      if bytes.count < end { bytes += [UInt8](repeating: 0, count: end - bytes.count) }
      bytes.replaceSubrange(operation.offset..<end, with: operation.bytes)
      files[operation.file] = bytes
    case .sync, .folder, .say: break
    }
  }
}
