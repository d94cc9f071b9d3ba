import Foundation
import TestSupport
import Testing

/// Definitions to begin with, in a folder that is empty, and beside those that are shipped.
@Suite struct BeginningDefinitions {
  private func begin(_ arguments: [String], in folder: Scratch) throws -> Ran {
    try convenant(all: ["new"] + arguments + ["--folder", folder.path])
  }

  private func isSound(_ folder: Scratch, _ passed: Int) throws {
    let checked = try convenant("check", folder.path)
    #expect(checked.status == 0 && checked.text.contains("\(passed) passed, 0 failed"), "\(checked.text)")
    #expect(!checked.text.contains("warning") && !checked.text.contains("unused"), "\(checked.text)")
  }

  @Test func whatIsWrittenPassesTheCheckAtOnce() throws {
    let folder = Scratch()
    let workflow = try begin(["workflow", "bridge"], in: folder)
    #expect(workflow.status == 0 && workflow.text.contains("written      Workflows/bridge/workflow.yaml"))
    #expect(workflow.text.contains("now type     convenant check \(folder.path)"))
    try isSound(folder, 2)
    #expect(try begin(["kind", "inspection round", "--in", "bridge"], in: folder).status == 0)
    try isSound(folder, 4)
    #expect(try begin(["plugin", "tolls"], in: folder).status == 0)
    try isSound(folder, 5)
    #expect(try begin(["region", "ways"], in: folder).status == 0)
    try isSound(folder, 6)
    #expect(
      try begin(["kind", "sluice", "--in", folder.file("Workflows/bridge/workflow.yaml")], in: folder).status == 0)
    try isSound(folder, 8)
  }

  @Test func aRegionMayBeTheFirstThingThereIs() throws {
    let folder = Scratch()
    #expect(try begin(["region", "ways"], in: folder).status == 0)
    try isSound(folder, 2)
  }

  @Test func aRegionBesideTheShippedOnesIsWhole() throws {
    let folder = Scratch()
    for top in ["Workflows", "Plugins", "docs"] {
      try FileManager.default.copyItem(atPath: project.appending(path: top).path, toPath: folder.file(top))
    }
    #expect(try begin(["region", "drechtsteden"], in: folder).status == 0)
    let checked = try convenant("check", folder.path, "--no-cases")
    #expect(checked.status == 0 && checked.text.contains("drechtsteden: "), "\(checked.text)")
    let text = try String(contentsOfFile: folder.file("Plugins/drechtsteden/plugin.yaml"), encoding: .utf8)
    #expect(text.hasPrefix("# yaml-language-server: $schema=../../docs/plugin.schema.json\n"))
  }

  @Test func nothingIsOverwrittenOrBadlyNamed() throws {
    let folder = Scratch()
    #expect(try begin(["workflow", "bridge"], in: folder).status == 0)
    let before = try String(contentsOfFile: folder.file("Workflows/bridge/workflow.yaml"), encoding: .utf8)
    for (arguments, words) in [
      (["workflow", "bridge"], "is there already"), (["workflow", "a b"], "cannot be a name here"),
      (["workflow", "../x"], "cannot be a name here"), (["workflow", "9"], "cannot be a name here"),
      (["workflow", String(repeating: "a", count: 61)], "at most 60"),
      (["kind", "a/b", "--in", "bridge"], "cannot be a name"),
      (["kind", "bridge", "--in", "bridge"], "there is a kind \"bridge\" already"),
      (["kind", "x", "--in", "nowhere"], "there is no workflow \"nowhere\""), (["kind", "x"], "in which workflow?"),
      (["workflow", "x", "--in", "bridge"], "--in is for a kind"),
      (["region", "x", "--region", "y"], "leave out --region"),
      (["plugin", "tolls", "--region", "nowhere"], "there is no region \"nowhere\""),
    ] {
      let ran = try begin(arguments, in: folder)
      #expect(ran.status != 0 && ran.text.contains(words), "\(arguments): \(ran.text)")
    }
    #expect(try String(contentsOfFile: folder.file("Workflows/bridge/workflow.yaml"), encoding: .utf8) == before)
    try isSound(folder, 2)
  }
}
