/// What an auditor takes along: entries with their proofs, a signed head, the definitions and the keys, in one file that can
/// be checked without the store. Values can be left out of it; their commitments stand in for them.

import Calendar
import Definitions
import Diagnostics
import FEEL
import Foundation
import Governance
import Journal

/// What goes into a bundle.
public struct BundleRequest: Sendable {
  /// The cases; all when empty.
  public var cases: [String] = []
  /// From the beginning of this day on.
  public var from: CivilDate?
  /// Until the end of this day.
  public var until: CivilDate?
  /// Names of fields, or `actor` and `person`, whose values are left out.
  public var withheld: Set<String> = []
  /// Accounts that are left out wherever a value names one.
  var accounts: Set<String> = []
  /// Whether fields that the definitions call confidential are in it.
  public var showsConfidential = false

  /// Everything, without what is confidential.
  public init() {}
}

/// What went into a bundle.
public struct Bundled: Sendable {
  /// Entries that are in it, with their proofs.
  public internal(set) var entries = 0
  /// How many values were left out.
  public internal(set) var withheld = 0
  /// How many entries came after the head, and are not in it.
  public internal(set) var later = 0
}

/// Makes bundles through a view: what the reader may not see is left out of them as well.
public struct Bundles {
  private let view: View
  private var reader: Reader { view.stage.reader }

  /// The bundles of a view.
  public init(_ view: View) { self.view = view }

  /// Writes a bundle line by line, each a JSON object, and answers how many entries are in it. The head is one that
  /// was signed now, or else the last that was kept, with the entries under it.
  public func write(
    _ request: BundleRequest, head signed: String?, _ write: (String) throws -> Void
  ) throws(StoreProblem) -> Bundled {
    let request = try complete(request)
    var result = Bundled()
    return try StoreProblem.wrapping {
      guard let note = try signed ?? reader.checkpoints().last, let size = Self.size(of: note) else {
        throw JournalProblem.keyMissing("")
      }
      for id in request.cases where view.state(id) == nil { throw StoreProblem.unknownCase(id) }
      let positions = try self.positions(request, size)
      try write(
        Self.line([
          ("bundle", .number(Number(1))), ("store", .string(view.setting.id)), ("size", .number(Number(size))),
          ("checkpoint", .string(note)), ("cases", .list(request.cases.map { .string($0) })),
          ("from", request.from.map { .string("\($0)") } ?? .null),
          ("until", request.until.map { .string("\($0)") } ?? .null),
        ]))
      var hashes: Set<String> = []
      for position in positions {
        guard let entry = try reader.entry(position) else {
          throw StoreProblem.damaged("entry \(position) is missing")
        }
        hashes.insert(entry.header.definitions)
        let path = try reader.inclusion(of: position, in: size)
        try write(
          Self.line([
            ("entry", .number(Number(position))), ("body", .string(String(decoding: entry.body, as: UTF8.self))),
            ("values", .list(try self.values(of: entry, request, &result))),
            ("proof", .list(path.map(WrittenProof.base64))),
          ]))
      }
      for hash in hashes.sorted() {
        guard let files = try reader.definitions(hash) else {
          throw StoreProblem.damaged("the definitions \(hash.prefix(12))… are not in it")
        }
        try write(Self.line([("definitions", .string(hash)), ("files", .string(files))]))
      }
      result.entries = positions.count
      result.later = try reader.size - size
      return result
    }
  }

  /// The names that can be left out.
  public var names: Set<String> {
    var names: Set = ["actor", "person", "administrator", "because", "informed", "notice"]
    for kind in view.rulebook.kinds.values {
      names.formUnion(kind.fields.map(\.name))
      for event in kind.events.values { names.formUnion(event.fields.map(\.name)) }
    }
    return names
  }

  /// Who leaves out the actor leaves out the person, the administrator, and every value that is one of their accounts.
  private func complete(_ request: BundleRequest) throws(StoreProblem) -> BundleRequest {
    var request = request
    if let unknown = request.withheld.subtracting(names).min() {
      throw .unknownName(unknown, near: Nearest.to(unknown, among: names.sorted()))
    }
    guard !request.withheld.isDisjoint(with: ["actor", "person"]) else { return request }
    request.withheld.formUnion(["actor", "person", "administrator"])
    for kind in view.rulebook.kinds.values { if let field = kind.accounts { request.withheld.insert(field) } }
    request.accounts = try StoreProblem.wrapping { Set(try reader.accounts()) }.union([view.setting.administrator])
    return request
  }

  private static func line(_ pairs: [(String, Value)]) -> String { JSON.text(.context(Context(pairs))) }

  private static func size(of note: String) -> Int? {
    note.split(separator: "\n").dropFirst().first.flatMap { Int($0) }
  }

  /// The entries asked for, and those on the store itself: its beginning, its keys, its versions.
  private func positions(_ request: BundleRequest, _ size: Int) throws -> [Int] {
    let period = try Histories(view).range(request.from, request.until)
    let range = min(period.lowerBound, size)..<max(min(period.lowerBound, size), min(period.upperBound, size))
    var positions = Set(try reader.positions([.subject(CaseName.store)], in: 0..<size))
    // By the chain of each case, which is proven, not by the index, which is not.
    for id in request.cases {
      guard let last = try reader.subject(id)?.position else { continue }
      positions.formUnion(try reader.chain(from: last).filter(range.contains))
    }
    if request.cases.isEmpty {
      positions.formUnion(try range.filter { try reader.entry($0).map { try EntrySight(view, $0) != nil } ?? false })
    }
    return positions.sorted()
  }

  private func values(of entry: Entry, _ request: BundleRequest, _ result: inout Bundled) throws -> [Value] {
    // An entry that the reader may not see comes with a case's chain; nothing of it is shown.
    let sight = try EntrySight(view, entry)
    let left = request.showsConfidential ? [] : sight?.confidential ?? []
    return try entry.values.map { value in
      let name = String(value.name.drop { $0 != "." }.dropFirst())
      let isHidden =
        try sight.map { try $0.hidden(value.name, Stored.value(value.name, of: entry) ?? .null) != nil } ?? true
      // Open acts and drafts hold fields and accounts; a reason may cite what was asked to be left out.
      let mayCite =
        value.name.hasPrefix(Recording.Name.state) && !(left.isEmpty && request.withheld.isEmpty)
        || value.name == Recording.Name.because && !request.withheld.isEmpty
      let namesSomebody =
        !request.accounts.isEmpty
        && value.value.map { json in request.accounts.contains { json.contains($0) } } ?? false
      let isLeftOut =
        left.contains(name) || request.withheld.contains(value.name) || request.withheld.contains(name) || mayCite
        || namesSomebody
      let shown = !isHidden && !isLeftOut
      if !shown, value.value != nil { result.withheld += 1 }
      return .list([
        .string(value.name), .string(shown ? value.saltText : ""),
        shown ? value.value.map { .string($0) } ?? .null : .null,
      ])
    }
  }
}
