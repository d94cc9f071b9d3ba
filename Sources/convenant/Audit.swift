/// `convenant audit`: a file for the auditor, and its check without the store.

import ArgumentParser
import Calendar
import Engine
import Foundation
import Shell
import Verifier

struct Audit: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Makes and checks bundles: entries with their proofs, for an auditor without the store.",
    discussion: """
      Examples:
        convenant audit bundle --store region.cvnt --case slt-west --out slt-west.bundle
        convenant audit bundle --store region.cvnt --from 2027-01-01 --until 2027-12-31 --withhold actor --out 2027.bundle
        convenant audit verify slt-west.bundle --key 5f0c…
      """, subcommands: [MakeBundle.self, VerifyBundle.self])

  struct MakeBundle: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "bundle", abstract: "Writes a bundle: what is confidential is left out unless it is asked for.")
    @OptionGroup var options: Options
    @Option(name: .customLong("case"), help: "A case; may be repeated. All cases by default.") var cases: [String] = []
    @Option(help: "From this day on.") var from: String?
    @Option(help: "Until this day.") var until: String?
    @Option(help: "A field, or actor or person, whose values are left out; may be repeated.")
    var withhold: [String] = []
    @Flag(help: "With the values of confidential fields.") var confidential = false
    @Option(help: "The file to write; it must not exist.") var out: String

    private func day(_ text: String?, _ option: String) throws -> CivilDate? {
      guard let text else { return nil }
      guard let date = CivilDate(text) else { throw ValidationError("\(option) is a date such as 2027-01-01") }
      return date
    }

    func run() throws {
      var request = BundleRequest()
      request.cases = cases
      request.from = try day(from, "--from")
      request.until = try day(until, "--until")
      request.withheld = Set(withhold)
      request.showsConfidential = confidential
      if FileManager.default.fileExists(atPath: out) {
        throw Failure("\(out) exists already; choose another name or remove it yourself")
      }
      let store = try options.existingStore()
      guard FileManager.default.createFile(atPath: out, contents: nil), let file = FileHandle(forWritingAtPath: out)
      else { throw Failure("\(out) cannot be written; is the folder right?") }
      let made: Bundled
      do {
        made = try options.carry { () throws(StoreProblem) in
          try store.bundle(request) { try file.write(contentsOf: Data(($0 + "\n").utf8)) }
        }
        try file.synchronize()
        try file.close()
      } catch {
        try? FileManager.default.removeItem(atPath: out)
        throw error
      }
      store.close()
      print("written      \(made.entries) entries with their proofs to \(out), \(made.withheld) values left out")
      if made.later > 0 {
        print(
          "without      \(made.later) later entries: the signing key is not at hand, so the last kept head was taken")
      }
      print("check        convenant audit verify \(out)")
    }
  }

  struct VerifyBundle: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "verify", abstract: "Checks a bundle by itself; no store is needed.")
    @Argument(help: "The bundle.") var file: String
    @Option(help: "The store's public key, as you know it, in hexadecimal.") var key: String?

    func run() throws {
      guard let data = FileManager.default.contents(atPath: file), let text = String(validating: data, as: UTF8.self)
      else { throw Failure("\(file) cannot be read as text; is it a bundle?") }
      let report = BundleReport.check(text.split(separator: "\n").map(String.init), key: try Keys.read(key))
      print(report.text)
      if !report.isSound { try finish(1) }
    }
  }
}

/// Public keys as users give them.
enum Keys {
  static func read(_ text: String?) throws -> [UInt8]? {
    guard let text else { return nil }
    let digits = Array(text)
    let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap {
      UInt8(String(digits[$0...($0 + 1)]), radix: 16)
    }
    guard digits.count == 64, bytes.count == 32 else {
      throw Failure("--key is a public key of 64 hexadecimal digits, as verify shows it")
    }
    return bytes
  }
}
