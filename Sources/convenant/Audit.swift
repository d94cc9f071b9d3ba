/// `convenant audit verify`: checks what an auditor took along, without the store.

import ArgumentParser
import Commands
import Foundation
import Verifier

struct Audit: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Checks bundles, for an auditor without the store; `audit bundle` makes them.",
    discussion: """
      Examples:
        convenant audit bundle of slt-west save slt-west.bundle --store region.cvnt
        convenant audit bundle from 2027-01-01 until 2027-12-31 withhold actor save 2027.bundle --store region.cvnt
        convenant audit verify slt-west.bundle --key 5f0c…
      """, subcommands: [VerifyBundle.self])

  struct VerifyBundle: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "verify", abstract: "Checks a bundle by itself; no store is needed.")
    @OptionGroup var options: Options
    @Argument(help: "The bundle.") var file: String
    @Option(help: "The store's public key, as you know it, in hexadecimal.") var key: String?

    func run() throws {
      guard let data = FileManager.default.contents(atPath: file), let text = String(validating: data, as: UTF8.self)
      else { throw options.failure(.cannotReadFile(file), hint: .isItABundle) }
      let report = BundleReport.check(text.split(separator: "\n").map(String.init), key: try key.map(options.publicKey))
      print(report.text)
      if !report.isSound { try finish(1) }
    }
  }
}
