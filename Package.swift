// swift-tools-version: 6.2
import PackageDescription

/// `make fuzz` builds with coverage for libFuzzer, into a folder of its own.
let fuzzes = Context.environment["FUZZ"] != nil

/// Warnings are errors where the change is judged; on a desk they stay warnings.
let strict: [SwiftSetting] =
  (Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)]) + [
    // The kernel is generic over its data model; specialised where it is used it is three times as fast.
    .unsafeFlags(["-cross-module-optimization"], .when(configuration: .release))
  ] + (fuzzes ? [.unsafeFlags(["-sanitize=fuzzer"])] : [])

let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")

func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

let package = Package(
  name: "convenant",
  products: [
    .executable(name: "convenant", targets: ["convenant"]),
    // Loaded in front of the C library by the tests of power failures.
    .library(name: "faults", type: .dynamic, targets: ["Faults"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .systemLibrary(
      name: "CLibEdit", providers: [.apt(["libedit-dev"])]),
    module("Diagnostics"),
    module("Calendar"),
    module("Statechart"),
    module("Journal", [grdb, crypto]),
    module("Verifier", [grdb, crypto]),
    module("FEEL", ["Diagnostics", "Calendar"]),
    module(
      "Definitions",
      ["Diagnostics", "Calendar", "FEEL", "Statechart", crypto, .product(name: "Yams", package: "Yams")]),
    module("Governance", ["Definitions", "Diagnostics", "Calendar", "FEEL", "Statechart"]),
    module(
      "Engine",
      [
        "Governance", "Journal", "Definitions", "Diagnostics", "Calendar", "FEEL", "Statechart",
        .product(name: "HeapModule", package: "swift-collections"),
      ]),
    module("Exchange", ["Engine", "Definitions", "Diagnostics", "FEEL", "Statechart", "Calendar"]),
    module(
      "Shell",
      [
        "Engine", "Exchange", "Governance", "Definitions", "Journal", "FEEL", "Calendar", "Statechart", "Diagnostics",
        "CLibEdit",
      ]),
    .executableTarget(
      name: "convenant",
      dependencies: [
        "Shell", "Engine", "Exchange", "Verifier", "FEEL", "Definitions", "Diagnostics", "Calendar",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: strict),
    .executableTarget(
      name: "benchmarks",
      dependencies: [
        "Engine", "Exchange", "Governance", "Definitions", "Journal", "Verifier", "FEEL", "Statechart", "Calendar",
        grdb,
        crypto,
      ],
      path: "Tests/Benchmarks", swiftSettings: strict),
    tests("CalendarTests", ["Calendar"]),
    tests("FEELTests", ["FEEL", "Calendar", "Diagnostics"]),
    tests("StatechartTests", ["Statechart"]),
    tests("DefinitionsTests", ["Definitions", "Diagnostics"]),
    tests("GovernanceTests", ["Governance", "Engine", "Definitions", "Calendar", "FEEL"]),
    tests("JournalTests", ["Journal", "Verifier", grdb, crypto]),
    tests("ExchangeTests", ["Exchange", "Definitions", "Diagnostics", "FEEL", "Statechart"]),
    tests("ShellTests", ["Shell", "Engine", "Definitions", "Diagnostics", "Calendar", "FEEL"]),
    .target(name: "Faults", path: "Tests/Faults", linkerSettings: [.linkedLibrary("dl")]),
    tests("FaultTests", ["Engine", "Governance", "FEEL", "Verifier", "Journal", "convenant"]),
    .testTarget(name: "Conformance", path: "Tests/Conformance", swiftSettings: strict),
    .testTarget(
      name: "Transcripts", dependencies: ["convenant"], path: "Tests/Transcripts", exclude: ["Fixtures"],
      swiftSettings: strict),
  ]
    + (fuzzes
      ? [
        .executableTarget(
          name: "fuzz", dependencies: ["FEEL", "Calendar", "Diagnostics"], path: "Tests/Fuzz",
          exclude: ["feel.dict", "corpus.tar.gz"],
          swiftSettings: [.unsafeFlags(["-sanitize=fuzzer"])],
          linkerSettings: [.unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld"])])
      ] : []),
  swiftLanguageModes: [.v6]
)
