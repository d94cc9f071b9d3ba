/// What several tests need: a folder, random numbers, the shipped definitions.

import Definitions
import Foundation

/// The folder of the project.
package let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

/// A folder that goes with the test.
package final class Scratch {
  package let path: String
  package init() {
    path = FileManager.default.temporaryDirectory.appending(path: "cvnt-\(UUID().uuidString)").path
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }
  deinit { try? FileManager.default.removeItem(atPath: path) }

  package func file(_ name: String = "store") -> String { "\(path)/\(name)" }

  package func write(_ name: String, _ text: String) throws -> String { try write(name, Data(text.utf8)) }

  package func write(_ name: String, _ bytes: Data) throws -> String {
    try bytes.write(to: URL(fileURLWithPath: file(name)))
    return file(name)
  }
}

/// Random numbers that are the same in every run.
package struct Seeded: RandomNumberGenerator {
  package var state: UInt64
  package init(state: UInt64) { self.state = state }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// The files of the shipped definitions.
package func shippedFiles() throws -> [(path: String, text: String)] {
  var files: [(path: String, text: String)] = []
  for (top, name) in [("Workflows", "workflow.yaml"), ("Plugins", "plugin.yaml")] {
    for folder in try FileManager.default.contentsOfDirectory(atPath: project.appending(path: top).path).sorted() {
      let path = "\(top)/\(folder)/\(name)"
      files.append((path, try String(contentsOf: project.appending(path: path), encoding: .utf8)))
    }
  }
  return files
}

/// The shipped definitions of a region.
package func shipped(_ region: String) throws -> Rulebook { try Rulebook.load(try shippedFiles(), region: region) }
