/// Pictures that Graphviz lays out, where it is installed.

import Foundation
import TestSupport
import Testing

@Suite struct LaidOut {
  private let folder = Scratch()

  /// Draws with nothing on the path but what is written as the program `dot`.
  private func draw(_ what: String, dot: String?) throws -> Ran {
    let programs = folder.file("programs")
    try FileManager.default.createDirectory(atPath: programs, withIntermediateDirectories: true)
    if let dot {
      let path = try folder.write("programs/dot", dot)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    }
    return try Child(
      binary.path, ["-c", what], environment: TestSupport.environment.merging(["PATH": programs]) { $1 }
    ).finish()
  }

  @Test func areWhatTheProgramMakesOfTheGraph() throws {
    // It is given the graph in a file, and where the picture goes.
    let dot =
      "#!/bin/sh\n[ \"$1\" = -Tsvg ] && [ \"$3\" = -o ] && { echo '<svg>'; /bin/cat \"$2\"; echo '</svg>'; } > \"$4\"\n"
    let drawn = try draw("draw contract for wbo as graphviz", dot: dot)
    #expect(drawn.status == 0 && drawn.text.hasPrefix("<svg>\ndigraph"), "\(drawn.text.prefix(300))")
    #expect(drawn.text.contains("extension window") && drawn.text.hasSuffix("</svg>\n"))
    let saved = folder.file("links.svg")
    #expect(try draw("draw links of contract for wbo as graphviz save \(saved)", dot: dot).status == 0)
    #expect(try String(contentsOfFile: saved, encoding: .utf8).hasPrefix("<svg>\ndigraph"))
  }

  @Test(arguments: [nil, "#!/bin/sh\nexit 1\n", "#!/bin/sh\nexit 0\n", "no program"])
  func saysSoWhereThereIsNone(_ dot: String?) throws {
    let drawn = try draw("draw contract for wbo as graphviz", dot: dot)
    #expect(drawn.status == 1 && drawn.text.contains("error: Graphviz laid nothing out"), "\(drawn.text)")
    #expect(drawn.text.contains("draw … as svg, which needs nothing"))
    #expect(try draw("draw rasci for wbo as graphviz", dot: dot).text.contains("a matrix is drawn as svg"))
  }

  private static let installed = "/usr/bin/dot"

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: installed), "Graphviz is not installed here"))
  func areTakenByTheRealProgram() throws {
    for what in ["draw contract for wbo", "draw links for wbo", "draw files for wbo"] {
      let drawn = try convenant("-c", "\(what) as graphviz")
      #expect(drawn.status == 0 && drawn.text.contains("<svg") && drawn.text.contains("</svg>"), "\(what)")
    }
  }
}
