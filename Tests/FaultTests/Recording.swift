import Foundation
import SQLiteStorage
import TestSupport

/// How much is tried: a part of all trials in the ordinary tests, all of them with TORTURE=1.
let isTorture = ProcessInfo.processInfo.environment["TORTURE"] != nil

/// What a run of the real binary did to its files.
struct Operation {
  enum Kind: Character {
    case create = "O", empty = "Z", write = "W", sync = "S", folder = "D", cut = "T", remove = "U", say = "A"
  }
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
    var lines = ["begin simulation from 2025-01-06 in Europe/Amsterdam by admin@test for wbo"]
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
    var environment = TestSupport.environment
    environment["LD_PRELOAD"] = faultsFolder.appending(path: "libfaults.so").path
    environment["FAULTS_PREFIX"] = folder.file("disk/")
    environment.merge(faults) { $1 }
    // How far a file was written tells what was said by then.
    let said = folder.file("said")
    let ran = try Child(
      binary.path, ["run", script, "--store", folder.file("disk/store")], environment: environment, into: said
    ).finish()
    return Run(
      status: ran.status, crashed: ran.isOverdue || ran.crashed && ran.status != -SIGKILL,
      text: try String(contentsOfFile: said, encoding: .utf8))
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

  /// The disk at the beginning.
  func disk() -> Disk { Disk(recording: self) }

  /// The files while the record goes on: what is on the disk for certain, and what is still on its way.
  struct Disk {
    let recording: Recording
    private var durable: [Int: [UInt8]] = [:]
    private var pending: [Int: [Operation]] = [:]
    private var at = 0

    fileprivate init(recording: Recording) { self.recording = recording }

    /// Goes on until before an operation.
    mutating func advance(to point: Int) {
      for operation in recording.operations[at..<point] {
        switch operation.kind {
        case .say: break
        case .folder:
          // Names are on the disk when their folder is, or when the file itself is.
          for file in pending.keys {
            for earlier in pending[file] ?? [] where earlier.isName { Recording.apply(earlier, &durable) }
            pending[file]?.removeAll { $0.isName }
          }
        case .sync:
          for earlier in pending[operation.file] ?? [] { Recording.apply(earlier, &durable) }
          pending[operation.file] = []
        default: pending[operation.file, default: []].append(operation)
        }
      }
      at = point
    }

    /// Writes the files as they may stand when the power fails now.
    func fail(_ fate: Fate, to folder: Scratch) throws {
      var files = durable
      var pending = pending
      if case .dropped = fate { pending = [:] }
      if case .scattered(let seed) = fate {
        var random = Seeded(state: seed &+ UInt64(at))
        for file in pending.keys.sorted() { pending[file] = pending[file]?.filter { _ in Bool.random(using: &random) } }
      }
      for file in pending.keys.sorted() {
        let left = pending[file] ?? []
        for (index, operation) in left.enumerated() {
          guard case .torn = fate, index == left.count - 1, operation.kind == .write else {
            Recording.apply(operation, &files)
            continue
          }
          let length = operation.bytes.count < 512 ? min(7, operation.bytes.count) : operation.bytes.count / 1024 * 512
          Recording.apply(
            Operation(
              kind: .write, file: file, offset: operation.offset, bytes: Array(operation.bytes.prefix(length))), &files)
        }
      }
      for (file, bytes) in files {
        guard let name = recording.names[file], !name.hasSuffix("-shm") else { continue }
        try Data(bytes).write(to: URL(fileURLWithPath: folder.file(name)))
      }
    }
  }

  private static func apply(_ operation: Operation, _ files: inout [Int: [UInt8]]) {
    switch operation.kind {
    case .create: files[operation.file, default: []] += []
    case .empty: files[operation.file] = []
    case .remove: files[operation.file] = nil
    case .cut: resize(&files[operation.file, default: []], operation.offset)
    case .write: put(operation.bytes, at: operation.offset, in: &files[operation.file, default: []])
    case .sync, .folder, .say: break
    }
  }

  private static func resize(_ bytes: inout [UInt8], _ count: Int) {
    if bytes.count > count { bytes.removeLast(bytes.count - count) }
    if bytes.count < count { bytes += [UInt8](repeating: 0, count: count - bytes.count) }
  }

  private static func put(_ new: [UInt8], at offset: Int, in bytes: inout [UInt8]) {
    if bytes.count < offset + new.count { resize(&bytes, offset + new.count) }
    bytes.withUnsafeMutableBytes { all in
      new.withUnsafeBytes {
        UnsafeMutableRawBufferPointer(rebasing: all[offset..<(offset + new.count)]).copyMemory(from: $0)
      }
    }
  }
}
