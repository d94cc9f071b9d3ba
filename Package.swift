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

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(name: name, dependencies: dependencies + ["TestSupport"], exclude: exclude, swiftSettings: strict)
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
    module("Journal", [crypto]),
    module("SQLiteStorage", ["Journal", grdb]),
    module("Verifier", [grdb, crypto]),
    module("FEEL", ["Diagnostics", "Calendar"]),
    module("Decisions", ["Diagnostics", "Calendar", "FEEL"]),
    module(
      "Definitions",
      ["Diagnostics", "Calendar", "FEEL", "Statechart", "Decisions", crypto, .product(name: "Yams", package: "Yams")]),
    module("Governance", ["Decisions", "Definitions", "Diagnostics", "Calendar", "FEEL", "Statechart"]),
    module(
      "Engine",
      [
        "Governance", "Journal", "Decisions", "Definitions", "Diagnostics", "Calendar", "FEEL", "Statechart",
        .product(name: "HeapModule", package: "swift-collections"),
      ]),
    module(
      "Exchange", ["Engine", "Governance", "Definitions", "Diagnostics", "FEEL", "Statechart", "Calendar", crypto]),
    module(
      "Commands",
      [
        "Engine", "Exchange", "Governance", "Decisions", "Definitions", "Journal", "FEEL", "Calendar",
        "Diagnostics",
      ]),
    module(
      "Shell",
      ["Commands", "Engine", "Governance", "Definitions", "Journal", "FEEL", "Calendar", "Diagnostics", "CLibEdit"]),
    .executableTarget(
      name: "convenant",
      dependencies: [
        "Shell", "Commands", "Engine", "Exchange", "Journal", "SQLiteStorage", "Verifier", "FEEL", "Definitions",
        "Diagnostics", "Calendar", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: strict),
    .executableTarget(
      name: "benchmarks",
      dependencies: [
        "Engine", "Exchange", "Governance", "Definitions", "Journal", "SQLiteStorage", "Verifier", "FEEL", "Statechart",
        "Calendar", grdb, crypto,
      ],
      path: "Tests/Benchmarks", swiftSettings: strict),
    .target(
      name: "TestSupport",
      dependencies: ["Engine", "Governance", "Definitions", "Journal", "SQLiteStorage", "FEEL", "Calendar", crypto],
      path: "Tests/Support", swiftSettings: strict),
    tests("DiagnosticsTests", ["Diagnostics"]),
    tests("CalendarTests", ["Calendar"]),
    tests("FEELTests", ["FEEL", "Calendar", "Diagnostics"]),
    tests("StatechartTests", ["Statechart"]),
    tests("DecisionsTests", ["Decisions", "FEEL", "Calendar", "Diagnostics"]),
    tests("DefinitionsTests", ["Definitions", "Decisions", "Diagnostics"]),
    tests("GovernanceTests", ["Governance", "Definitions", "Calendar", "FEEL", "Statechart"]),
    tests("JournalTests", ["Journal", "SQLiteStorage", "Verifier", crypto]),
    tests("SQLiteStorageTests", ["SQLiteStorage", "Journal", "Verifier", grdb, crypto]),
    tests("VerifierTests", ["Verifier", "Journal", "SQLiteStorage", grdb, crypto]),
    tests(
      "EngineTests",
      ["Engine", "Governance", "Definitions", "Journal", "SQLiteStorage", "Verifier", "Calendar", "FEEL", grdb],
      exclude: ["Told"]),
    tests("ExchangeTests", ["Exchange", "Definitions", "Diagnostics", "FEEL", "Statechart"], exclude: ["Told"]),
    tests(
      "CommandsTests",
      [
        "Commands", "Engine", "Governance", "Definitions", "Diagnostics", "Journal", "SQLiteStorage", "Calendar",
        "Exchange", "FEEL",
      ], exclude: ["Conversations"]),
    tests(
      "ShellTests",
      ["Shell", "Engine", "Commands", "Definitions", "Diagnostics", "Journal", "SQLiteStorage", "Calendar"]),
    .target(name: "Faults", path: "Tests/Faults", linkerSettings: [.linkedLibrary("dl")]),
    tests("FaultTests", ["Engine", "Governance", "FEEL", "Verifier", "Journal", "SQLiteStorage", "convenant"]),
    tests("Conformance", []),
    .testTarget(
      name: "Transcripts", dependencies: ["convenant", "Commands", "Definitions", "TestSupport"],
      path: "Tests/Transcripts", exclude: ["Fixtures"],
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
